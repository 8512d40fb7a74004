/* received.c - what an office receives: any document as text, folders as files. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dubanc/file.h"
#include "place.h"
#include "received.h"

enum { NAMES_MAX = 1 << 28 };

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

/* The tools of this machine, found when the first document wants them. */
static int find_tools(struct ctx *ctx, struct dbn_err *err)
{
	const char *path = getenv("PATH"), *tmp = getenv("TMPDIR");
	struct dbn_arena *arena = &ctx->tools_arena;
	struct dbn_decode_tools *tools;
	int code;

	if (ctx->tools)
		return DBN_OK;
	tools = dbn_arena_alloc(arena, 1, sizeof *tools);
	if (!tools)
		return dbn_fail_memory(err);
	code = dbn_decode_find_tools(arena, find_helper(arena),
				     dbn_str_of(path && *path ? path : "/usr/local/bin:/usr/bin:/bin"), tools,
				     err);
	if (code)
		return code;
	if (tmp && *tmp == '/')
		tools->tmpdir = tmp;
	ctx->tools = tools;
	return DBN_OK;
}

int make_xlsx(struct ctx *ctx, struct dbn_str stream, struct dbn_buf *out, struct dbn_err *err)
{
	int code = find_tools(ctx, err);
	struct dbn_decode_opts opts = { .tools = ctx->tools };

	return code ? code : dbn_xlsx_make(&opts, stream, out, err);
}

/* Thirty files from one office say the same thing of their encoding: it is said once. */
static void on_finding(void *data, const struct dbn_diag *d)
{
	struct ctx *ctx = data;
	struct dbn_sink sink = to_stderr(ctx);

	if (!ctx->guessed.gathered || d->msg != DBN_MSG_ENCODING_GUESSED || d->nargs < 1 ||
	    (ctx->guessed.count && strcmp(ctx->guessed.encoding, d->args[0]) != 0)) {
		sink.fn(sink.ctx, d);
		return;
	}
	if (!ctx->guessed.count++) {
		snprintf(ctx->guessed.encoding, sizeof ctx->guessed.encoding, "%s", d->args[0]);
		snprintf(ctx->guessed.first, sizeof ctx->guessed.first, "%s", d->pos.file);
	}
}

static void tell_guessed(struct ctx *ctx)
{
	struct dbn_str args[3] = { dbn_str_of(ctx->guessed.encoding), dbn_str_of(ctx->guessed.first) };
	char n[24];

	ctx->guessed.gathered = false;
	if (!ctx->guessed.count)
		return;
	args[2] = dbn_str_of(number(n, (int64_t)ctx->guessed.count));
	dbn_report(to_stderr(ctx), ctx->guessed.count > 1 ? DBN_MSG_ENCODING_GUESSED_ALL : DBN_MSG_ENCODING_GUESSED,
		   dbn_pos_at(ctx->guessed.count > 1 ? NULL : ctx->guessed.first, 0, 0), args, ctx->guessed.count > 1 ? 3 : 1);
}

int received_text(struct ctx *ctx, struct dbn_str bytes, const char *name, struct dbn_buf *out,
		  struct dbn_origins *origins, struct dbn_err *err)
{
	int code = find_tools(ctx, err);
	struct dbn_decode_opts opts = { ctx->tools, &ctx->limits, origins, &ctx->ledger.arena };

	if (!code)
		code = dbn_decode_document(&opts, bytes, name, out, NULL, (struct dbn_sink){ on_finding, ctx }, err);
	if (!code)
		place_lines(ctx, name, dbn_buf_str(out), origins);
	return code;
}

/* ---- folders ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What Word and WPS lay beside a file that is open. */
static bool is_lock_file(const char *name)
{
	return strncmp(name, "~$", 2) == 0 || strncmp(name, ".~", 2) == 0;
}

struct names {
	const char **items;
	size_t count, cap;
};

/* Whether it is a file to read; a lock file is told of. */
static bool is_wanted(struct ctx *ctx, const char *name, struct dbn_str path)
{
	struct stat st;

	if (is_lock_file(name)) {
		dbn_report(to_stderr(ctx), DBN_MSG_IMPORT_LOCK_FILE, dbn_pos_at(NULL, 0, 0), &path, 1);
		return false;
	}
	return name[0] != '.' && stat(path.ptr, &st) == 0 && S_ISREG(st.st_mode);
}

/* The paths of the regular files in a folder, at most max, sorted; in the arena. */
static int list_folder(struct ctx *ctx, struct dbn_arena *arena, const char *folder, size_t max,
		       struct names *list, struct dbn_err *err)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	int code = DBN_OK;

	if (!dir)
		return dbn_fail_file(err, DBN_ACT_READ, folder, errno);
	while (!code && !arena->failed && (e = readdir(dir)) != NULL) {
		struct dbn_str parts[3] = { dbn_str_of(folder), DBN_STR("/"), dbn_str_of(e->d_name) };
		struct dbn_str path = dbn_arena_join(arena, parts, 3);
		const char **to;

		if (!is_wanted(ctx, e->d_name, path))
			continue;
		if (list->count == max)
			code = dbn_fail_limit(err, folder, "files", max);
		else if ((to = DBN_PUSH(arena, list)) != NULL)
			*to = path.ptr;
	}
	closedir(dir);
	if (!code && arena->failed)
		code = dbn_fail_memory(err);
	if (!code && list->count)
		qsort(list->items, list->count, sizeof *list->items, by_name);
	return code;
}

/* Calls fn for each; says at the end how many failed, or nothing would be left to see of it. */
static int each_file(struct ctx *ctx, const struct names *list, const char *folder,
		     int (*fn)(struct ctx *ctx, const char *file))
{
	char total[24], refused[24];
	int worst = EXIT_CLEAN;
	int64_t bad = 0;

	for (size_t i = 0; i < list->count; i++) {
		int status;

		progress(ctx, i + 1, list->count, list->items[i]);
		status = fn(ctx, list->items[i]);

		bad += status > EXIT_YES;
		if (status > worst)
			worst = status;
	}
	if (bad && list->count > 1)
		say(ctx, DBN_MSG_IMPORT_FOLDER_DONE, folder, number(total, (int64_t)list->count),
		    number(refused, bad), NULL);
	return worst;
}

static int read_folder(struct ctx *ctx, const char *folder, bool own, int (*fn)(struct ctx *ctx, const char *file))
{
	struct dbn_err err = { 0 };
	struct names list = { 0 };
	struct dbn_arena arena;
	int status;

	dbn_arena_init(&arena, NAMES_MAX);
	if (!list_folder(ctx, &arena, folder, own ? SIZE_MAX : ctx->limits.files, &list, &err) && !own &&
	    !list.count)
		dbn_fail(&err, DBN_EDATA, DBN_MSG_IMPORT_EMPTY_FOLDER, dbn_pos_at(NULL, 0, 0), folder, NULL);
	status = err.code ? complain(ctx, &err) : each_file(ctx, &list, folder, fn);
	dbn_arena_release(&arena);
	return status;
}

int received_own(struct ctx *ctx, const char *folder, int (*fn)(struct ctx *ctx, const char *file))
{
	return read_folder(ctx, folder, true, fn);
}

static int received_each(struct ctx *ctx, const char *operand, int (*fn)(struct ctx *ctx, const char *file))
{
	struct stat st;

	if (stat(operand, &st) != 0 || !S_ISDIR(st.st_mode))
		return fn(ctx, operand);
	ctx->guessed.gathered = true;
	return read_folder(ctx, operand, false, fn);
}

int received_operands(struct ctx *ctx, int (*fn)(struct ctx *ctx, const char *file))
{
	int total = ctx->opts.operand_count, worst = EXIT_CLEAN;

	ctx->guessed.gathered = total > 1;
	for (int i = 0; i < total; i++) {
		const char *operand = ctx->opts.operands[i];
		int status;

		progress(ctx, (size_t)i + 1, (size_t)total, operand);
		status = received_each(ctx, operand, fn);
		if (status > worst)
			worst = status;
	}
	tell_guessed(ctx);
	return worst;
}
