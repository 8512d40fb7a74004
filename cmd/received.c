/* received.c - what an office receives: any document as text, folders as files. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dubanc/decode.h"
#include "received.h"

enum { FILES_MAX = 10000, ARENA_MAX = 4 << 20 };

/*
 * The helper lies beside this binary in the build tree, or in libexec beside
 * bin where it is installed.
 */
static struct dbn_str find_helper(struct dbn_arena *arena)
{
	static const char *const places[] = { "/libexec/dubanc/dubanc-doc",
					      "/../libexec/dubanc/dubanc-doc" };
	char self[DBN_PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	struct dbn_str whole = { NULL, 0 };

	while (n > 0 && self[n - 1] != '/')
		n--;
	for (size_t i = 0; n > 1 && i < sizeof places / sizeof *places; i++) {
		struct dbn_str parts[2] = { { self, (size_t)n - 1 }, dbn_str_of(places[i]) };

		whole = dbn_arena_join(arena, parts, 2);
		if (whole.len && access(whole.ptr, X_OK) == 0)
			return whole;
	}
	return whole;
}

/* The tools of this machine; strings in the arena. */
static int find_tools(struct dbn_arena *arena, struct dbn_decode_tools *tools, struct dbn_err *err)
{
	const char *path = getenv("PATH"), *tmp = getenv("TMPDIR");
	int code = dbn_decode_find_tools(arena, find_helper(arena),
					 dbn_str_of(path && *path ? path : "/usr/local/bin:/usr/bin:/bin"),
					 tools, err);

	if (tmp && *tmp == '/')
		tools->tmpdir = tmp;
	return code;
}

int make_xlsx(struct dbn_str stream, struct dbn_buf *out, struct dbn_err *err)
{
	struct dbn_decode_opts opts = { .limits = NULL };
	struct dbn_arena arena;
	int code;

	dbn_arena_init(&arena, ARENA_MAX);
	code = find_tools(&arena, &opts.tools, err);
	if (!code)
		code = dbn_xlsx_make(&opts, stream, out, err);
	dbn_arena_release(&arena);
	return code;
}

int received_text(struct ctx *ctx, struct dbn_str bytes, const char *name, struct dbn_buf *out,
		  struct dbn_err *err)
{
	struct dbn_decode_opts opts = { .limits = NULL };
	struct dbn_arena arena;
	int code;

	dbn_arena_init(&arena, ARENA_MAX);
	code = find_tools(&arena, &opts.tools, err);
	if (!code)
		code = dbn_decode_document(&opts, bytes, name, out, NULL, to_stderr(ctx), err);
	dbn_arena_release(&arena);
	return code;
}

/* ---- folders ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The paths of the regular files in a folder, sorted; in the arena. */
static int list_folder(struct dbn_arena *arena, const char *folder, const char ***files, size_t *count)
{
	DBN_LIST(const char *) list = { 0 };
	DIR *dir = opendir(folder);
	struct dirent *e;

	while (dir && (e = readdir(dir)) != NULL && list.count < FILES_MAX) {
		struct dbn_str parts[3] = { dbn_str_of(folder), DBN_STR("/"), dbn_str_of(e->d_name) };
		struct dbn_str whole = dbn_arena_join(arena, parts, 3);
		struct stat st;
		const char **to;

		if (e->d_name[0] == '.' || stat(whole.ptr, &st) != 0 || !S_ISREG(st.st_mode))
			continue;
		to = DBN_PUSH(arena, &list);
		if (to)
			*to = whole.ptr;
	}
	if (dir)
		closedir(dir);
	if (list.count)
		qsort(list.items, list.count, sizeof *list.items, by_name);
	*files = list.items;
	*count = list.count;
	return !dir || arena->failed ? DBN_ESYSTEM : DBN_OK;
}

int received_each(struct ctx *ctx, const char *operand, int (*fn)(struct ctx *ctx, const char *file))
{
	struct dbn_err err = { 0 };
	struct dbn_arena arena;
	struct stat st;
	const char **files;
	size_t count;
	int worst = EXIT_CLEAN;

	if (stat(operand, &st) != 0 || !S_ISDIR(st.st_mode))
		return fn(ctx, operand);
	dbn_arena_init(&arena, (size_t)ARENA_MAX * 16);
	if (list_folder(&arena, operand, &files, &count)) {
		dbn_fail(&err, DBN_ESYSTEM, DBN_MSG_FILE_OPEN, dbn_pos_at(NULL, 0, 0), operand,
			 strerror(errno), (char *)NULL);
		worst = complain(ctx, &err);
	}
	for (size_t i = 0; i < count && !err.code; i++) {
		int status = fn(ctx, files[i]);

		if (status > worst)
			worst = status;
	}
	dbn_arena_release(&arena);
	return worst;
}
