/*
 * merge.c - the git merge driver. git calls `dubanc merge %O %A %B %P` in the
 * top folder of the work tree and reads the result from %A. Status 1 is a
 * conflict (listed in conflicts/), anything above a failure, upon which the
 * driver's shell line falls back to git's own merge.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "dubanc/file.h"
#include "dubanc/merge.h"
#include "resolve.h"

enum { VERSION_MAX = 64 << 20, MERGED_MAX = 256 << 20 };

struct driver {
	struct ctx *ctx;
	struct dbn_arena arena;
	struct dbn_str base, ours, theirs;
	struct dbn_str path; /* relative to the ledger */
	char root[DBN_PATH_MAX]; /* of the ledger, or "" where none is found */
	struct dbn_err err;
};

static int load(struct driver *d, const char *file, struct dbn_str *out)
{
	/* A version that is missing is no empty one: git's own merge is to see to it. */
	return dbn_file_load(&d->arena, file, VERSION_MAX, out, NULL, &d->err);
}

/*
 * %P is relative to the top of the work tree, where git runs the driver; a
 * ledger may live in a sub-folder of it. The folder of the file is where the
 * search for dubanc.ini begins; what stands before its root goes.
 */
static void locate(struct driver *d, const char *path)
{
	struct dbn_err ignored = { 0 };
	char full[DBN_FILE_PATH_MAX], folder[DBN_FILE_PATH_MAX], cwd[DBN_PATH_MAX];
	size_t root;
	int n;

	d->path = dbn_str_of(path);
	d->root[0] = '\0';
	if (!getcwd(cwd, sizeof cwd))
		return;
	n = snprintf(full, sizeof full, "%s/%s", cwd, path);
	if (n < 0 || (size_t)n >= sizeof full)
		return;
	memcpy(folder, full, (size_t)n + 1);
	*strrchr(folder, '/') = '\0';
	if (dbn_ledger_find(folder, d->root, &ignored) && dbn_ledger_find(".", d->root, &ignored)) {
		d->root[0] = '\0';
		return;
	}
	root = strlen(d->root);
	if (strncmp(full, d->root, root) == 0 && full[root] == '/')
		d->path = dbn_arena_dup(&d->arena, dbn_str_of(full + root + 1));
}

/* What an earlier merge listed there and nobody has finished stays on the list. */
static int keep_listed(struct driver *d, const char *name, struct dbn_merge_result *all)
{
	struct dbn_merge_result before;
	struct dbn_str bytes, path;
	struct stat st;
	int code;

	if (stat(name, &st) && errno == ENOENT)
		return DBN_OK;
	code = load(d, name, &bytes);
	if (!code)
		code = dbn_conflicts_read(&d->arena, bytes, name, &path, &before, to_stderr(d->ctx), &d->err);
	return code ? code : dbn_conflicts_keep(&d->arena, &before, all, &d->err);
}

/* conflicts/PATH below the ledger, for merge --resolve. */
static int list_conflicts(struct driver *d, const struct dbn_merge_result *result)
{
	struct dbn_merge_result all = *result;
	struct dbn_buf name, bytes;
	char *slash;
	int code = DBN_OK;

	dbn_buf_init(&name, DBN_FILE_PATH_MAX - 1);
	dbn_buf_init(&bytes, MERGED_MAX);
	dbn_buf_addz(&name, d->root[0] ? d->root : ".");
	dbn_buf_addz(&name, "/conflicts/");
	dbn_buf_add(&name, d->path);
	if (!name.failed)
		code = keep_listed(d, name.ptr, &all);
	dbn_conflicts_write(&bytes, d->path, &all);
	slash = name.failed ? NULL : strrchr(name.ptr, '/');
	if (!code && (!slash || bytes.failed))
		code = dbn_fail_memory(&d->err);
	if (!code) {
		*slash = '\0';
		code = dbn_make_dirs(name.ptr, &d->err);
		*slash = '/';
	}
	if (!code)
		code = dbn_file_replace(name.ptr, NULL, dbn_buf_str(&bytes), &d->err);
	dbn_buf_release(&bytes);
	dbn_buf_release(&name);
	return code;
}

static void tell(struct driver *d, const struct dbn_merge_result *result)
{
	char n[24], path[DBN_ARG_MAX] = "";

	memcpy(path, d->path.ptr, d->path.len < sizeof path ? d->path.len : sizeof path - 1);
	say(d->ctx, DBN_MSG_MERGE_CONFLICTS, path, number(n, (int64_t)result->conflicts.count), NULL);
}

static int run(struct driver *d, const char *const *file)
{
	struct dbn_merge_result result;
	struct dbn_buf merged;
	int code, status = EXIT_CLEAN;

	locate(d, file[3]);
	if (load(d, file[0], &d->base) || load(d, file[1], &d->ours) || load(d, file[2], &d->theirs))
		return complain(d->ctx, &d->err);
	dbn_buf_init(&merged, MERGED_MAX);
	code = dbn_merge_files(&d->arena, d->path, d->base, d->ours, d->theirs, &merged, &result,
			       to_stderr(d->ctx), &d->err);
	if (!code && merged.failed)
		code = dbn_fail_memory(&d->err);
	if (!code && result.conflicts.count) {
		code = list_conflicts(d, &result);
		status = EXIT_YES;
	}
	if (!code)
		code = dbn_file_replace(file[1], NULL, dbn_buf_str(&merged), &d->err);
	if (!code && status)
		tell(d, &result);
	dbn_buf_release(&merged);
	return code ? complain(d->ctx, &d->err) : status;
}

int cmd_merge(struct ctx *ctx)
{
	struct driver d = { .ctx = ctx };
	int status;

	if (opt_flag(&ctx->opts, "resolve"))
		return ctx->opts.operand_count > 1
			       ? misuse(ctx, DBN_MSG_CMD_MANY_OPERANDS, "merge", ctx->opts.operands[1], NULL)
			       : resolve_conflicts(ctx);
	if (ctx->opts.operand_count != 4)
		return misuse(ctx, DBN_MSG_CMD_FEW_OPERANDS, "merge", ctx->cmd->operands, NULL);
	dbn_arena_init(&d.arena, (size_t)4 << 30);
	status = run(&d, ctx->opts.operands);
	dbn_arena_release(&d.arena);
	return status;
}
