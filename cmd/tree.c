/*
 * tree.c - check --tree: the ledgers in a commit, without a work tree.
 *
 * The tables are taken out of git (ls-tree, cat-file --batch) into a folder of
 * their own that goes again, and checked there as any ledger is.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dubanc/file.h"
#include "git.h"
#include "tree.h"

enum { LIST_MAX = 64 << 20, BLOBS_MAX = 1 << 30, FOLDER_MAX = 256 };

struct entry {
	struct dbn_str object, path;
};

struct tree {
	struct dbn_arena arena;
	struct dbn_buf list, blobs;
	struct {
		struct entry *items;
		size_t count, cap;
	} files;
	struct {
		struct dbn_str *items; /* prefixes of the ledgers: "" or "督办/台账/" */
		size_t count, cap;
	} ledgers;
	char folder[FOLDER_MAX];
	struct dbn_err err;
};

static const struct dbn_str marker = { "dubanc.ini", 10 };

static bool safe(struct dbn_str path)
{
	struct dbn_str rest = path;

	while (rest.ptr) {
		struct dbn_str part = dbn_str_split(&rest, '/');

		if (!part.len || dbn_str_eqz(part, ".") || dbn_str_eqz(part, ".."))
			return false;
	}
	return path.len < DBN_PATH_MAX;
}

/* One record of ls-tree: `100644 blob OBJECT<TAB>PATH`. */
static void take_entry(struct tree *t, struct dbn_str record)
{
	size_t tab = dbn_str_find(record, DBN_STR("\t"));
	struct dbn_str head = dbn_str_sub(record, 0, tab == DBN_NONE ? 0 : tab), path, mode, type;
	struct entry *e;
	struct dbn_str *prefix;

	if (tab == DBN_NONE)
		return;
	path = dbn_str_from(record, tab + 1);
	mode = dbn_str_split(&head, ' ');
	type = dbn_str_split(&head, ' ');
	if (!dbn_str_starts(mode, DBN_STR("100")) || !dbn_str_eqz(type, "blob") || !safe(path) ||
	    (!dbn_str_ends(path, DBN_STR(".csv")) && !dbn_str_ends(path, DBN_STR(".ini"))))
		return;
	e = DBN_PUSH(&t->arena, &t->files);
	if (e)
		*e = (struct entry){ head, path };
	if (!dbn_str_ends(path, marker) || (path.len > marker.len && path.ptr[path.len - marker.len - 1] != '/'))
		return;
	prefix = DBN_PUSH(&t->arena, &t->ledgers);
	if (prefix)
		*prefix = dbn_str_sub(path, 0, path.len - marker.len);
}

static int read_tree(struct tree *t, const char *dir, const char *commit)
{
	const char *list[] = { "ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit, NULL };
	static const char *const batch[] = { "cat-file", "--batch", NULL };
	struct dbn_buf names;
	int status;

	if (git_read(dir, list, &t->list) != 0 && !t->list.failed)
		return dbn_fail(&t->err, DBN_EUSAGE, DBN_MSG_TREE_BAD, dbn_pos_at(NULL, 0, 0), commit, NULL);
	for (struct dbn_str rest = dbn_buf_str(&t->list); rest.ptr && rest.len;)
		take_entry(t, dbn_str_split(&rest, '\0'));
	if (t->list.failed)
		return dbn_fail_memory(&t->err);
	if (!t->ledgers.count)
		return t->arena.failed ? dbn_fail_memory(&t->err) : DBN_OK;
	dbn_buf_init(&names, LIST_MAX);
	for (size_t i = 0; i < t->files.count; i++) {
		dbn_buf_add(&names, t->files.items[i].object);
		dbn_buf_addc(&names, '\n');
	}
	errno = 0;
	status = git_filter(dir, batch, dbn_buf_str(&names), &t->blobs);
	if (names.failed || (status < 0 && errno == ENOMEM) || t->blobs.failed || t->arena.failed)
		dbn_fail_memory(&t->err);
	else if (status != 0)
		dbn_fail(&t->err, DBN_EDATA, DBN_MSG_TREE_BAD, dbn_pos_at(NULL, 0, 0), commit, NULL);
	dbn_buf_release(&names);
	return t->err.code;
}

static bool full_name(const struct tree *t, struct dbn_str path, char out[DBN_FILE_PATH_MAX])
{
	int n = snprintf(out, DBN_FILE_PATH_MAX, "%s/%.*s", t->folder, (int)path.len, path.ptr);

	return n > 0 && n < DBN_FILE_PATH_MAX;
}

static int write_blob(struct tree *t, struct dbn_str path, struct dbn_str bytes)
{
	char name[DBN_FILE_PATH_MAX], *slash;
	FILE *f;
	bool ok;

	if (!full_name(t, path, name))
		return dbn_fail(&t->err, DBN_EDATA, DBN_MSG_PATH_LONG, dbn_pos_at(NULL, 0, 0), t->folder, NULL);
	slash = strrchr(name, '/');
	*slash = '\0';
	if (dbn_make_dirs(name, &t->err))
		return t->err.code;
	*slash = '/';
	f = fopen(name, "wb"); /* gone in a moment: nothing to make durable */
	ok = f && fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len;
	if (f)
		ok = fclose(f) == 0 && ok;
	return ok ? DBN_OK : dbn_fail_file(&t->err, DBN_ACT_WRITE, name, errno);
}

/* What cat-file says of an object: `OBJECT blob SIZE`, LF, the bytes, LF. */
static int write_files(struct tree *t)
{
	struct dbn_str rest = dbn_buf_str(&t->blobs);

	for (size_t i = 0; i < t->files.count && !t->err.code; i++) {
		struct dbn_str head = dbn_str_split(&rest, '\n');
		int32_t size;

		dbn_str_split(&head, ' ');
		dbn_str_split(&head, ' ');
		if (!rest.ptr || !dbn_str_uint(head, &size) || (size_t)size >= rest.len)
			return dbn_fail(&t->err, DBN_EDATA, DBN_MSG_TREE_BAD, dbn_pos_at(NULL, 0, 0), "cat-file", NULL);
		write_blob(t, t->files.items[i].path, dbn_str_sub(rest, 0, (size_t)size));
		rest = dbn_str_from(rest, (size_t)size + 1);
	}
	return t->err.code;
}

/* Takes out what write_files() made: the files, then the folders they left empty. */
static void clean(struct tree *t)
{
	char name[DBN_FILE_PATH_MAX], *slash;

	for (size_t i = 0; i < t->files.count; i++) {
		if (!full_name(t, t->files.items[i].path, name))
			continue;
		unlink(name);
		while ((slash = strrchr(name, '/')) && (size_t)(slash - name) > strlen(t->folder)) {
			*slash = '\0';
			if (rmdir(name))
				break;
		}
	}
	rmdir(t->folder);
}

static bool make_folder(struct tree *t)
{
	const char *base = getenv("TMPDIR");

	snprintf(t->folder, sizeof t->folder, "%.200s/dubanc-tree-XXXXXX", base && *base ? base : "/tmp");
	return mkdtemp(t->folder) != NULL;
}

static int check_all(struct tree *t, tree_check *check, void *data)
{
	for (size_t i = 0; i < t->ledgers.count && !t->err.code; i++) {
		char root[DBN_FILE_PATH_MAX], prefix[DBN_PATH_MAX] = "";
		struct dbn_str name = t->ledgers.items[i];

		if (!full_name(t, dbn_str_sub(name, 0, name.len ? name.len - 1 : 0), root))
			continue;
		if (!name.len)
			memcpy(root, t->folder, strlen(t->folder) + 1);
		memcpy(prefix, name.ptr, name.len);
		check(data, root, prefix, &t->err);
	}
	return t->err.code;
}

int tree_each(const char *dir, const char *commit, tree_check *check, void *data, size_t *count, struct dbn_err *err)
{
	struct tree t = { .folder = "" };

	dbn_arena_init(&t.arena, (size_t)1 << 30);
	dbn_buf_init(&t.list, LIST_MAX);
	dbn_buf_init(&t.blobs, BLOBS_MAX);
	if (!read_tree(&t, dir, commit) && t.ledgers.count) {
		if (!make_folder(&t)) {
			dbn_fail(&t.err, DBN_ESYSTEM, DBN_MSG_FILE_DENIED, dbn_pos_at(t.folder, 0, 0), t.folder, NULL);
		} else {
			if (!write_files(&t))
				check_all(&t, check, data);
			clean(&t);
		}
	}
	*count = t.ledgers.count;
	*err = t.err;
	dbn_buf_release(&t.blobs);
	dbn_buf_release(&t.list);
	dbn_arena_release(&t.arena);
	return err->code;
}
