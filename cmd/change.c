/* change.c - acts on tasks become events, written document by document. */
#include <stdlib.h>
#include <string.h>

#include "change.h"

enum { PARENTS_MAX = 8 };

int change_queue(struct ctx *ctx, struct changes *c, struct dbn_task *task, const struct dbn_act *acts,
		 size_t count)
{
	return change_queue_as(ctx, c, task, acts, NULL, count);
}

/* The day from which there is something to do: of the entry by hand, else of the document. */
static int32_t begins(const struct dbn_task *task)
{
	for (size_t i = 0; i < task->event_count; i++)
		if (task->events[i]->kind == DBN_EV_ADD)
			return task->events[i]->on;
	return task->doc->date != DBN_NO_DAY ? task->doc->date : task->doc->received;
}

static void warn_before(struct ctx *ctx, const struct dbn_task *task, const struct dbn_act *acts, size_t count)
{
	int32_t day = begins(task);
	char on[11], from[11];

	for (size_t i = 0; i < count && day != DBN_NO_DAY; i++) {
		struct dbn_str args[3] = { task->cell[DBN_TASK_ID] };

		if (acts[i].on >= day)
			continue;
		args[1] = dbn_str_of(dbn_day_format(on, acts[i].on));
		args[2] = dbn_str_of(dbn_day_format(from, day));
		dbn_report(to_stderr(ctx), DBN_MSG_ON_BEFORE, dbn_pos_at(NULL, 0, 0), args, 3);
		return;
	}
}

static bool stands_under(const struct dbn_task *row, const struct dbn_task *task)
{
	for (int depth = 0; depth < PARENTS_MAX && row; depth++, row = row->parent)
		if (row->parent == task)
			return true;
	return false;
}

/* Whoever finishes a task is told what stands open under it. */
static void warn_open(struct ctx *ctx, const struct dbn_task *task, const struct dbn_act *acts, size_t count)
{
	struct dbn_str args[2] = { task->cell[DBN_TASK_ID] };
	bool finishes = false;
	struct dbn_buf names;

	for (size_t i = 0; i < count; i++)
		finishes = finishes || acts[i].kind == DBN_EV_DONE || acts[i].kind == DBN_EV_CLOSE;
	dbn_buf_init(&names, DBN_ARG_MAX);
	for (size_t i = 0; finishes && i < task->doc->task_count; i++) {
		const struct dbn_task *row = &task->doc->tasks[i];

		if (!stands_under(row, task) || dbn_is_finished(row) ||
		    (dbn_is_part(row) && row->state == DBN_STATE_REPORTED))
			continue;
		dbn_buf_addz(&names, names.len ? dbn_msg_text(DBN_MSG_LIST_COMMA, ctx->lang) : "");
		dbn_buf_add(&names, row->cell[DBN_TASK_ID]);
	}
	args[1] = dbn_buf_str(&names);
	if (names.len)
		dbn_report(to_stderr(ctx), DBN_MSG_STILL_OPEN, dbn_pos_at(NULL, 0, 0), args, 2);
	dbn_buf_release(&names);
}

static int queue_events(struct ctx *ctx, struct changes *c, struct dbn_task *task, const struct dbn_event *events,
			const struct dbn_str *ids, size_t count, struct dbn_err *err)
{
	for (size_t i = 0; i < count; i++) {
		struct change *change = DBN_PUSH_LONG(&ctx->ledger.arena, &c->list);

		if (!change)
			return dbn_fail_memory(err);
		change->task = task;
		change->event = events[i];
		if (ids)
			change->event.id = ids[i];
	}
	return DBN_OK;
}

int change_queue_as(struct ctx *ctx, struct changes *c, struct dbn_task *task, const struct dbn_act *acts,
		    const struct dbn_str *ids, size_t count)
{
	struct dbn_event *events = calloc(count + 1, sizeof *events);
	struct dbn_act *spoken = calloc(count + 1, sizeof *spoken);
	struct dbn_err err = { 0 };

	if (!events || !spoken)
		dbn_fail_memory(&err);
	for (size_t i = 0; i < count && !err.code; i++) {
		spoken[i] = acts[i];
		spoken[i].lang = ctx->lang;
	}
	if (err.code || dbn_act_series(&ctx->ledger, &ctx->ledger.arena, task, spoken, count, events, &err)) {
		if (!err.diag.pos.file[0] && task->cell[DBN_TASK_ID].len < DBN_PATH_MAX)
			memcpy(err.diag.pos.file, task->cell[DBN_TASK_ID].ptr, task->cell[DBN_TASK_ID].len);
	} else {
		warn_before(ctx, task, acts, count);
		warn_open(ctx, task, acts, count);
		queue_events(ctx, c, task, events, ids, count, &err);
	}
	free(spoken);
	free(events);
	return err.code ? complain(ctx, &err) : EXIT_CLEAN;
}

int change_named(struct ctx *ctx, struct changes *c, int first, const struct dbn_act *acts, size_t count)
{
	int status = EXIT_CLEAN;

	for (int i = first; i < ctx->opts.operand_count && !status; i++) {
		struct dbn_task *task = one_task(ctx, ctx->opts.operands[i], &status);
		bool again = false;

		for (size_t k = 0; task && k < c->list.count && !again; k++)
			again = c->list.items[k].task == task;
		if (task && !again)
			status = change_queue(ctx, c, task, acts, count);
	}
	return status;
}

/* Writes the queued events of one document, in order; marks them as written. */
static int write_doc(struct ctx *ctx, struct changes *c, struct dbn_doc *doc, bool *written)
{
	struct dbn_event *events = calloc(c->list.count + 1, sizeof *events);
	struct dbn_err err = { 0 };
	size_t count = 0;

	for (size_t i = 0; events && i < c->list.count; i++) {
		if (c->list.items[i].task->doc != doc)
			continue;
		stamp_event(ctx, &c->list.items[i].event);
		events[count++] = c->list.items[i].event;
		written[i] = true;
	}
	if (!events)
		dbn_fail_memory(&err);
	else
		dbn_ledger_write(&ctx->ledger, doc, events, count, &err);
	free(events);
	return err.code ? complain(ctx, &err) : EXIT_CLEAN;
}

/* ID  what happened  state  progress: of the task as it now is. */
static void tell(struct ctx *ctx, struct dbn_buf *out, const struct change *change, struct dbn_str id)
{
	const struct dbn_event *e = &change->event;
	struct dbn_buf words;

	dbn_text_visible(out, id);
	dbn_buf_addz(out, "  ");
	dbn_buf_addz(out, dbn_word_shown(DBN_WORDS_EVENT, e->kind, ctx->lang));
	if (e->unit.len) {
		dbn_buf_addz(out, "  ");
		dbn_text_visible(out, e->unit);
	}
	dbn_buf_init(&words, 1 << 20);
	describe_event(&words, &ctx->ledger.arena, e, ctx->lang);
	dbn_buf_addz(out, words.len ? "  " : "");
	dbn_text_visible(out, dbn_buf_str(&words));
	dbn_buf_release(&words);
}

int change_write(struct ctx *ctx, struct changes *c, bool told)
{
	bool *written = calloc(c->list.count + 1, sizeof *written);
	struct dbn_str *ids = calloc(c->list.count + 1, sizeof *ids);
	int status = written && ids ? EXIT_CLEAN : out_of_memory(ctx);

	/* Writing may move the tasks in memory: their ids are taken first. */
	for (size_t i = 0; i < c->list.count && !status; i++)
		ids[i] = c->list.items[i].event.task;
	if (!opt_flag(&ctx->opts, "dry-run"))
		for (size_t i = 0; i < c->list.count && !status; i++)
			if (!written[i])
				status = write_doc(ctx, c, c->list.items[i].task->doc, written);
	for (size_t i = 0; i < c->list.count && !status && !told; i++) {
		tell(ctx, &ctx->out, &c->list.items[i], ids[i]);
		dbn_buf_addc(&ctx->out, '\n');
	}
	if (!status && opt_flag(&ctx->opts, "dry-run"))
		put(ctx, DBN_MSG_DRY_RUN, NULL);
	free(ids);
	free(written);
	return status;
}
