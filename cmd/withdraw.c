/* withdraw.c - an import taken back: its tasks are cancelled, nothing leaves the record. */
#include "change.h"
#include "import.h"

/* What is done with a document from within the office binds nobody yet. */
static bool is_begun(const struct dbn_task *task)
{
	for (size_t i = 0; i < task->event_count; i++)
		switch (task->events[i]->kind) {
		case DBN_EV_IMPORT:
		case DBN_EV_ADD:
		case DBN_EV_ASSIGN:
		case DBN_EV_EDIT:
		case DBN_EV_NOTE:
		case DBN_EV_CANCEL:
		case DBN_EV_REOPEN:
			break;
		default:
			return true;
		}
	return false;
}

static bool stands_alone(const struct dbn_task *task)
{
	return !dbn_is_part(task) || !task->parent;
}

/* Units have acted, or were asked to: that is ended by name, not with the paper. */
static int refuse_begun(struct ctx *ctx, const struct dbn_doc *doc)
{
	struct dbn_str ids = { "", 0 };
	size_t count = 0;
	char n[24];

	for (size_t i = 0; i < doc->task_count; i++) {
		const struct dbn_task *task = &doc->tasks[i];
		const struct dbn_task *whole = stands_alone(task) ? task : task->parent;

		if (whole->state == DBN_STATE_CANCELLED || !is_begun(task))
			continue;
		if (!count++)
			ids = whole->cell[DBN_TASK_ID];
	}
	if (!count)
		return EXIT_CLEAN;
	ids = dbn_arena_dup(&ctx->ledger.arena, ids);
	return misuse(ctx, DBN_MSG_WITHDRAW_BEGUN, ids.ptr, number(n, (int64_t)count), NULL);
}

int import_withdraw(struct ctx *ctx, const char *key)
{
	const char *why = opt_text(&ctx->opts, "reason");
	struct dbn_doc *doc = dbn_ledger_doc(&ctx->ledger, dbn_str_of(key));
	struct dbn_act act = dbn_act_of(DBN_EV_CANCEL, ctx->on);
	struct dbn_str text[] = { DBN_STR(DBN_WITHDRAWN " "), dbn_str_of(why) };
	struct changes changes = { 0 };
	struct dbn_err err = { 0 };
	char n[24];
	int status;

	if (ctx->opts.operand_count)
		return misuse(ctx, DBN_MSG_WITHDRAW_ALONE, NULL);
	if (!why || !*why)
		return misuse(ctx, DBN_MSG_WITHDRAW_WHY, NULL);
	if (!doc)
		return misuse(ctx, DBN_MSG_NO_SUCH_DOC, key, NULL);
	if (dbn_ledger_load(&ctx->ledger, doc, DBN_LOAD_ALL, to_stderr(ctx), &err))
		return complain(ctx, &err);
	status = refuse_begun(ctx, doc);
	act.by = typist(ctx);
	act.text = dbn_arena_join(&ctx->ledger.arena, text, 2);
	for (size_t i = 0; i < doc->task_count && !status; i++)
		if (stands_alone(&doc->tasks[i]) && doc->tasks[i].state != DBN_STATE_CANCELLED)
			status = change_queue(ctx, &changes, &doc->tasks[i], &act, 1);
	if (!status && !changes.list.count)
		return misuse(ctx, DBN_MSG_WITHDRAW_NOTHING, key, NULL);
	if (!status)
		put(ctx, DBN_MSG_WITHDRAWN, key, number(n, (int64_t)changes.list.count), NULL);
	return status ? status : change_write(ctx, &changes, true);
}

/* Whether the last cancellation of a cancelled task came with its paper. */
static bool is_withdrawn(const struct dbn_task *task)
{
	for (size_t i = task->event_count; i > 0; i--)
		if (task->events[i - 1]->kind == DBN_EV_CANCEL)
			return task->state == DBN_STATE_CANCELLED &&
			       dbn_str_starts(task->events[i - 1]->text, DBN_STR(DBN_WITHDRAWN " "));
	return false;
}

int import_take_back(struct intake_run *run, size_t *count)
{
	struct ctx *ctx = run->ctx;
	struct dbn_act act = dbn_act_of(DBN_EV_REOPEN, ctx->on);
	struct changes changes = { 0 };
	struct dbn_buf text;
	int status = EXIT_CLEAN;

	*count = 0;
	dbn_buf_init(&text, 4096);
	text_of(ctx, &text, DBN_MSG_WITHDRAWN_BACK_WHY, NULL);
	act.text = dbn_arena_take(&ctx->ledger.arena, &text);
	act.by = typist(ctx);
	for (size_t i = 0; run->known && i < run->intake.rows.count && !status; i++) {
		struct dbn_str id = run->intake.rows.items[i].cell[DBN_TASK_ID];

		for (size_t k = 0; k < run->doc->task_count; k++) {
			struct dbn_task *task = &run->doc->tasks[k];

			if (!dbn_str_eq(task->cell[DBN_TASK_ID], id) || !stands_alone(task) || !is_withdrawn(task))
				continue;
			status = change_queue(ctx, &changes, task, &act, 1);
			break;
		}
	}
	if (status || !changes.list.count)
		return status;
	*count = changes.list.count;
	return change_write(ctx, &changes, true);
}
