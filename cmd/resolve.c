/* resolve.c - merge --resolve. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dubanc/check.h"
#include "dubanc/file.h"
#include "git.h"
#include "resolve.h"
#include "twice.h"

enum { LIST_MAX = 64 << 20, DEPTH_MAX = 2, CHANGES_MAX = 4 << 20 };

struct resolving {
	struct ctx *ctx;
	const char *only; /* the ledger path asked for, or NULL */
	size_t files, values;
	int status;
};

/* The document whose tasks file it is, or NULL. */
static struct dbn_doc *doc_of(struct ctx *ctx, struct dbn_str path)
{
	if (dbn_table_of_path(path) != DBN_TASKS || !dbn_str_ends(path, DBN_STR(".csv")))
		return NULL;
	return dbn_ledger_doc(&ctx->ledger, dbn_str_sub(path, strlen("tasks/"),
							path.len - strlen("tasks/") - strlen(".csv")));
}

static const struct dbn_task *task_of(const struct dbn_doc *doc, struct dbn_str id)
{
	for (size_t i = 0; i < doc->task_count; i++)
		if (dbn_str_eq(doc->tasks[i].cell[DBN_TASK_ID], id))
			return &doc->tasks[i];
	return NULL;
}

/* The cells of a conflict as the row has them now: one column, or all that events say otherwise. */
static struct dbn_str chosen(struct ctx *ctx, const struct dbn_task *task, struct dbn_str column)
{
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);
	struct dbn_buf changes;
	struct dbn_str out;

	dbn_buf_init(&changes, CHANGES_MAX);
	for (size_t c = 0; c < DBN_TASK_COLUMNS; c++) {
		struct dbn_str name = dbn_str_of(columns[c].name);
		bool differs = dbn_str_eqz(column, "*") &&
			       !dbn_str_eq(dbn_told_value(&ctx->ledger.arena, task, name, task->event_count), task->cell[c]);

		if (c != DBN_TASK_ID && c != DBN_TASK_EVENT && (differs || dbn_str_eq(column, name)))
			dbn_changes_add(&changes, name, task->cell[c]);
	}
	out = dbn_arena_take(&ctx->ledger.arena, &changes);
	return out;
}

/* Whether a conflict before this one, of the same cell, has been recorded. */
static bool told_before(const struct dbn_merge_result *list, size_t i)
{
	const struct dbn_conflict *c = &list->conflicts.items[i];

	for (size_t k = 0; k < i; k++)
		if (dbn_str_eq(list->conflicts.items[k].id, c->id) && dbn_str_eq(list->conflicts.items[k].column, c->column))
			return true;
	return false;
}

/* One event for each conflict of a tasks file whose row still stands. */
static int record(struct resolving *r, struct dbn_doc *doc, const struct dbn_merge_result *list)
{
	struct ctx *ctx = r->ctx;
	struct dbn_event *events =
		dbn_arena_alloc(&ctx->ledger.arena, list->conflicts.count + 1, sizeof *events);
	struct dbn_err err = { 0 };
	size_t count = 0, united = 0;
	char n[24];

	if (dbn_ledger_load(&ctx->ledger, doc, DBN_LOAD_ALL, to_stderr(ctx), &err))
		return complain(ctx, &err);
	for (size_t i = 0; i < list->conflicts.count; i++) {
		const struct dbn_conflict *c = &list->conflicts.items[i];

		if (twice_is(c) && !twice_changes(ctx, task_of(doc, c->id), c).ptr && twice_add_theirs(ctx, doc, c))
			return EXIT_SYSTEM;
	}
	for (size_t i = 0; events && i < list->conflicts.count; i++) {
		const struct dbn_conflict *c = &list->conflicts.items[i];
		const struct dbn_task *task = task_of(doc, c->id);
		struct dbn_str both = twice_is(c) ? twice_changes(ctx, task, c) : DBN_STR("");

		r->values++;
		united += both.ptr != NULL && twice_is(c);
		if (!task || told_before(list, i))
			continue;
		events[count].kind = twice_is(c) && !twice_is_made(doc, c->id) ? DBN_EV_ADD : DBN_EV_EDIT;
		events[count].task = task->cell[DBN_TASK_ID];
		events[count].unit = events[count].text = DBN_STR("");
		events[count].on = DBN_NO_DAY;
		events[count].changes = twice_is(c) && both.ptr ? both : chosen(ctx, task, c->column);
		if (!events[count].changes.len)
			continue;
		stamp_event(ctx, &events[count++]);
	}
	if (!events)
		dbn_fail_memory(&err);
	else if (count && !opt_flag(&ctx->opts, "dry-run"))
		dbn_ledger_write(&ctx->ledger, doc, events, count, &err);
	if (!err.code && united)
		put(ctx, DBN_MSG_RESOLVED_UNITED, dbn_arena_dup(&ctx->ledger.arena, doc->key).ptr,
		    number(n, (int64_t)united), NULL);
	return err.code ? complain(ctx, &err) : EXIT_CLEAN;
}

static int remove_list(const char *file)
{
	int n;

	do
		n = unlink(file);
	while (n < 0 && errno == EINTR);
	return n;
}

static int cannot(struct resolving *r, enum dbn_file_act act, const char *path)
{
	struct dbn_err err = { 0 };

	dbn_fail_file(&err, act, path, errno);
	return complain(r->ctx, &err);
}

/* Takes out of the list what is stale: what somebody decided since is not to be undone by a
 * merge that was given up. False: the error is told. */
static bool drop_stale(struct resolving *r, struct dbn_str path, struct dbn_merge_result *list)
{
	struct ctx *ctx = r->ctx;
	bool *stale = dbn_arena_alloc(&ctx->ledger.arena, list->conflicts.count + 1, sizeof *stale);
	struct dbn_err err = { 0 };
	size_t kept = 0;
	char n[24];

	if (!stale || dbn_conflicts_stale(&ctx->ledger, path, list, stale, &err)) {
		dbn_fail_memory(&err);
		r->status = complain(ctx, &err);
		return false;
	}
	for (size_t i = 0; i < list->conflicts.count; i++)
		if (!stale[i])
			list->conflicts.items[kept++] = list->conflicts.items[i];
	if (kept < list->conflicts.count)
		put(ctx, DBN_MSG_RESOLVED_STALE, dbn_arena_dup(&ctx->ledger.arena, path).ptr,
		    number(n, (int64_t)(list->conflicts.count - kept)), NULL);
	list->conflicts.count = kept;
	return true;
}

static void resolve_file(struct resolving *r, const char *file)
{
	struct dbn_merge_result list;
	struct dbn_err err = { 0 };
	struct dbn_buf bytes;
	struct dbn_str path = DBN_STR("");
	struct dbn_doc *doc;
	bool wanted = true;

	dbn_buf_init(&bytes, LIST_MAX);
	if (dbn_file_read(file, LIST_MAX, &bytes, &err) ||
	    dbn_conflicts_read(&r->ctx->ledger.arena, dbn_buf_str(&bytes), file, &path, &list,
			       to_stderr(r->ctx), &err)) {
		r->status = complain(r->ctx, &err);
		wanted = false;
	}
	if (wanted && r->only)
		wanted = dbn_str_ends(dbn_str_of(r->only), path);
	if (wanted)
		wanted = drop_stale(r, path, &list);
	if (wanted) {
		doc = doc_of(r->ctx, path);
		if (doc && record(r, doc, &list))
			r->status = EXIT_SYSTEM;
		else if (!opt_flag(&r->ctx->opts, "dry-run") && remove_list(file))
			r->status = cannot(r, DBN_ACT_WRITE, file);
		else
			r->files++;
	}
	dbn_buf_release(&bytes);
}

static void walk(struct resolving *r, const char *folder, int depth)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	if (!dir && errno != ENOENT)
		r->status = cannot(r, DBN_ACT_READ, folder);
	while (dir && (entry = readdir(dir)) != NULL) {
		char path[DBN_FILE_PATH_MAX];
		struct stat st;
		int n;

		if (entry->d_name[0] == '.')
			continue;
		n = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (n < 0 || (size_t)n >= sizeof path || lstat(path, &st))
			continue;
		if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
			walk(r, path, depth + 1);
		else if (S_ISREG(st.st_mode))
			resolve_file(r, path);
	}
	if (dir)
		closedir(dir);
	if (depth)
		rmdir(folder); /* as far as it is empty */
}

/* A line that git's text merge leaves above our side of a conflict. */
static bool has_marker(struct dbn_str bytes)
{
	return dbn_str_starts(bytes, DBN_STR("<<<<<<< ")) || dbn_str_find(bytes, DBN_STR("\n<<<<<<< ")) != DBN_NONE;
}

/*
 * A clone without the merge driver has git's own markers in the files, and no
 * list: those are told, for git add would commit them.
 */
static void tell_markers(struct resolving *r)
{
	const char *root = r->ctx->ledger.root;
	struct dbn_buf names, bytes;
	struct dbn_str rest, name;

	dbn_buf_init(&names, LIST_MAX);
	dbn_buf_init(&bytes, LIST_MAX);
	git_unmerged(root, &names);
	for (rest = dbn_buf_str(&names); rest.len;) {
		struct dbn_err err = { 0 };
		char path[DBN_FILE_PATH_MAX];
		int n;

		name = dbn_str_split(&rest, '\0');
		n = snprintf(path, sizeof path, "%s/%.*s", root, (int)name.len, name.ptr);
		dbn_buf_clear(&bytes);
		if (n < 0 || (size_t)n >= sizeof path || dbn_file_read(path, LIST_MAX, &bytes, &err) ||
		    !has_marker(dbn_buf_str(&bytes)))
			continue;
		say(r->ctx, DBN_MSG_RESOLVE_MARKERS, path + strlen(root) + 1, NULL);
		r->status = EXIT_YES;
	}
	dbn_buf_release(&bytes);
	dbn_buf_release(&names);
}

int resolve_conflicts(struct ctx *ctx)
{
	struct resolving r = { .ctx = ctx };
	struct dbn_err err = { 0 };
	char folder[DBN_FILE_PATH_MAX], files[24], values[24];

	if (ctx->opts.operand_count)
		r.only = ctx->opts.operands[0];
	if (open_ledger(ctx, NEEDS_WRITE, &err))
		return complain(ctx, &err);
	snprintf(folder, sizeof folder, "%s/conflicts", ctx->ledger.root);
	walk(&r, folder, 0);
	rmdir(folder);
	tell_markers(&r);
	if (!r.files && !r.status)
		put(ctx, DBN_MSG_RESOLVED_NONE, NULL);
	if (r.files)
		put(ctx, DBN_MSG_RESOLVED, number(files, (int64_t)r.files), number(values, (int64_t)r.values), NULL);
	return r.status;
}
