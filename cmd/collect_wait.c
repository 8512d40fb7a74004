/* collect_wait.c - whether an answer that was left still waits for the office. */
#include "collect_wait.h"
#include "dubanc/light.h"

int collect_load_all(struct ctx *ctx)
{
	struct dbn_err err = { 0 };

	for (size_t d = 0; d < ctx->ledger.doc_count; d++)
		if (dbn_ledger_load(&ctx->ledger, ctx->ledger.docs[d], DBN_LOAD_ALL, to_stderr(ctx), &err))
			return complain(ctx, &err);
	return EXIT_CLEAN;
}

/* What collect itself records is named R…: words of an answer decide nothing. */
static bool decides(const struct dbn_event *e)
{
	return e->id.len && e->id.ptr[0] != 'R' &&
	       (dbn_str_starts(e->changes, DBN_STR("progress=")) || dbn_str_find(e->changes, DBN_STR(";progress=")) != DBN_NONE);
}

bool sheet_decided(const struct dbn_task *task, const struct dbn_sheet_row *sent)
{
	struct dbn_str against = sent->cell[DBN_SHEET_AGAINST];
	bool after = dbn_str_eqz(against, "-");

	if (!against.len || dbn_is_finished(task) ||
	    dbn_str_eq(task->cell[DBN_TASK_PROGRESS], sent->cell[DBN_SHEET_PROGRESS]))
		return true;
	for (size_t i = 0; i < task->event_count; i++) {
		if (after && decides(task->events[i]))
			return true;
		after = after || dbn_str_eq(task->events[i]->id, against);
	}
	return false;
}
