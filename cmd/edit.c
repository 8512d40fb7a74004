/* edit.c - correct what a task says; every correction is an event. */
#include "change.h"

enum { CHANGES_MAX = 64 };

int cmd_edit(struct ctx *ctx)
{
	struct dbn_change edits[CHANGES_MAX];
	struct dbn_act act = dbn_act_of(DBN_EV_EDIT, ctx->on);
	struct changes changes = { 0 };
	struct dbn_task *task;
	int status = EXIT_CLEAN;

	if (ctx->opts.operand_count - 1 > CHANGES_MAX)
		return misuse(ctx, DBN_MSG_TOO_MANY_ACTS, NULL);
	for (int i = 1; i < ctx->opts.operand_count; i++) {
		struct dbn_str rest = dbn_str_of(ctx->opts.operands[i]);

		edits[i - 1].column = dbn_str_split(&rest, '=');
		edits[i - 1].value = rest;
		if (!rest.ptr || !edits[i - 1].column.len)
			return misuse(ctx, DBN_MSG_BAD_EDIT, ctx->opts.operands[i], NULL);
	}
	act.by = typist(ctx);
	act.changes = edits;
	act.change_count = (size_t)(ctx->opts.operand_count - 1);
	task = one_task(ctx, ctx->opts.operands[0], &status);
	if (task)
		status = change_queue(ctx, &changes, task, &act, 1);
	return status ? status : change_write(ctx, &changes, false);
}
