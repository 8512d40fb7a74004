/* change.c - acts on tasks become events, written document by document. */
#include <stdlib.h>
#include <string.h>

#include "change.h"

int change_queue(struct ctx *ctx, struct changes *c, struct dbn_task *task, const struct dbn_act *acts,
		 size_t count)
{
	return change_queue_as(ctx, c, task, acts, NULL, count);
}

int change_queue_as(struct ctx *ctx, struct changes *c, struct dbn_task *task, const struct dbn_act *acts,
		    const struct dbn_str *ids, size_t count)
{
	struct dbn_arena *arena = &ctx->ledger.arena;
	struct dbn_event *events = dbn_arena_alloc(arena, count + 1, sizeof *events);
	struct dbn_err err = { 0 };

	if (!events)
		dbn_fail_memory(&err);
	if (err.code || dbn_act_series(&ctx->ledger, arena, task, acts, count, events, &err)) {
		if (!err.diag.pos.file[0] && task->cell[DBN_TASK_ID].len < DBN_PATH_MAX)
			memcpy(err.diag.pos.file, task->cell[DBN_TASK_ID].ptr, task->cell[DBN_TASK_ID].len);
		return complain(ctx, &err);
	}
	for (size_t i = 0; i < count; i++) {
		struct change *change = DBN_PUSH(arena, &c->list);

		if (!change) {
			dbn_fail_memory(&err);
			return complain(ctx, &err);
		}
		change->task = task;
		change->event = events[i];
		if (ids)
			change->event.id = ids[i];
	}
	return EXIT_CLEAN;
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
