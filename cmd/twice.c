/* twice.c - one id for two rows, after a merge of two clones. */
#include <inttypes.h>

#include "dubanc/check.h"
#include "dubanc/merge.h"
#include "twice.h"

enum { CHANGES_MAX = 4 << 20, NODES_MAX = 10000 };

bool twice_is(const struct dbn_conflict *c)
{
	return dbn_str_eqz(c->column, "*") && !c->base.len && c->ours.len && c->theirs.len;
}

bool twice_is_made(const struct dbn_doc *doc, struct dbn_str id)
{
	for (size_t i = 0; i < doc->event_count; i++)
		if ((doc->events[i].kind == DBN_EV_IMPORT || doc->events[i].kind == DBN_EV_ADD) &&
		    dbn_str_eq(doc->events[i].task, id))
			return true;
	return false;
}

struct dbn_str twice_changes(struct ctx *ctx, const struct dbn_task *task, const struct dbn_conflict *c)
{
	struct dbn_buf changes;
	bool twice;
	struct dbn_str out = { NULL, 0 };

	dbn_buf_init(&changes, CHANGES_MAX);
	twice = task && dbn_imported_twice(&ctx->ledger.arena, task, c->ours, &changes);
	if (twice)
		out = changes.len ? dbn_arena_dup(&ctx->ledger.arena, dbn_buf_str(&changes)) : DBN_STR("");
	if (changes.failed)
		ctx->ledger.arena.failed = true;
	dbn_buf_release(&changes);
	return out;
}

/* What was recorded of it before the merge cannot be told from what was recorded of ours. */
static struct dbn_str told_before(struct ctx *ctx, struct dbn_str id)
{
	struct dbn_buf text;

	dbn_buf_init(&text, CHANGES_MAX);
	dbn_msg_format(&text, DBN_MSG_RESOLVED_BEFORE, ctx->lang, &id, 1);
	return dbn_arena_take(&ctx->ledger.arena, &text);
}

/* Of a row that no event made, a name that says what is in it. */
static struct dbn_str name_of_row(struct ctx *ctx, struct dbn_str record)
{
	uint64_t sum = UINT64_C(14695981039346656037); /* FNV-1a */
	char name[24];

	for (size_t i = 0; i < record.len; i++)
		sum = (sum ^ (unsigned char)record.ptr[i]) * UINT64_C(1099511628211);
	snprintf(name, sizeof name, "R%016" PRIx64, sum);
	return dbn_arena_dup(&ctx->ledger.arena, dbn_str_of(name));
}

/*
 * The event that adds theirs is named after the last one of theirs, or after the row, so that a
 * run that was cut off adds it once.
 */
static struct dbn_str event_id(struct ctx *ctx, const struct dbn_conflict *c)
{
	struct dbn_str theirs = c->events, id[2] = { DBN_STR("M"), { NULL, 0 } };

	dbn_str_split(&theirs, ';'); /* ours;theirs */
	id[1] = theirs.ptr && theirs.len ? theirs : name_of_row(ctx, c->theirs);
	return dbn_arena_join(&ctx->ledger.arena, id, 2);
}

static bool taken(const struct dbn_doc *doc, struct dbn_str id)
{
	for (size_t i = 0; i < doc->task_count; i++)
		if (dbn_str_eq(doc->tasks[i].cell[DBN_TASK_ID], id))
			return true;
	return false;
}

/* The next free id: of a node below its task, else of the document. */
static struct dbn_str next_id(struct ctx *ctx, const struct dbn_doc *doc, const struct dbn_conflict *c,
			      struct dbn_str *path)
{
	struct dbn_arena *a = &ctx->ledger.arena;
	struct dbn_str kind = dbn_conflict_cell(a, c->theirs, "kind"), parent = dbn_conflict_cell(a, c->theirs, "parent");

	*path = dbn_conflict_cell(a, c->theirs, "path");
	if (dbn_word_find(DBN_WORDS_KIND, kind) != DBN_KIND_NODE || !parent.len)
		return next_task_id(ctx, doc, path);
	for (int k = 1; k < NODES_MAX; k++) {
		char n[24];
		struct dbn_str parts[] = { parent, DBN_STR(".n"), dbn_str_of(number(n, k)) }, id = dbn_arena_join(a, parts, 3);

		if (!taken(doc, id))
			return id;
	}
	return next_task_id(ctx, doc, path);
}

int twice_add_theirs(struct ctx *ctx, struct dbn_doc *doc, const struct dbn_conflict *c)
{
	struct dbn_arena *a = &ctx->ledger.arena;
	struct dbn_event event = { .kind = DBN_EV_ADD, .on = DBN_NO_DAY, .unit = DBN_STR(""), .text = DBN_STR("") };
	struct dbn_str path, title = DBN_STR("");
	struct dbn_err err = { 0 };
	struct dbn_buf changes;
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);

	event.id = event_id(ctx, c);
	if (dbn_ledger_has_event(doc, event.id))
		return EXIT_CLEAN;
	event.task = next_id(ctx, doc, c, &path);
	dbn_buf_init(&changes, CHANGES_MAX);
	for (size_t k = 0; k < DBN_TASK_COLUMNS; k++) {
		struct dbn_str value = k == DBN_TASK_PATH ? path : dbn_conflict_cell(a, c->theirs, columns[k].name);

		title = k == DBN_TASK_TITLE ? value : title;
		if (value.len && k != DBN_TASK_ID && k != DBN_TASK_EVENT)
			dbn_changes_add(&changes, dbn_str_of(columns[k].name), value);
	}
	event.changes = dbn_arena_take(a, &changes);
	event.text = told_before(ctx, c->id);
	stamp_event(ctx, &event);
	if (a->failed)
		dbn_fail_memory(&err);
	else if (!opt_flag(&ctx->opts, "dry-run"))
		dbn_ledger_write(&ctx->ledger, doc, &event, 1, &err);
	if (err.code)
		return complain(ctx, &err);
	put(ctx, DBN_MSG_RESOLVED_ADDED, dbn_arena_dup(a, c->id).ptr, dbn_arena_dup(a, title).ptr, event.task.ptr, NULL);
	return EXIT_CLEAN;
}
