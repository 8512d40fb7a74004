/* collect_status.c - which sheets have not come back whole, and what the office must decide. */
#include <string.h>
#include <unistd.h>

#include "collect.h"
#include "collect_wait.h"
#include "dubanc/light.h"
#include "input.h"
#include "received.h"

/* All sheets, those sent last first. */
struct sent_sheets {
	DBN_LIST(struct dbn_sheet *) list;
};

static int read_sheet(struct ctx *ctx, const char *file)
{
	struct dbn_arena *a = &ctx->ledger.arena;
	struct sent_sheets *all = ctx->work;
	struct dbn_sheet *sheet = dbn_arena_alloc(a, 1, sizeof *sheet), **to;
	struct dbn_err err = { 0 };
	struct dbn_buf bytes;

	input_init(ctx, &bytes);
	if (!sheet)
		dbn_fail_memory(&err);
	else if (!input_bytes(ctx, file, &bytes, &err))
		dbn_sheet_read(sheet, a, dbn_buf_str(&bytes), false, file, to_stderr(ctx), &err);
	dbn_buf_release(&bytes);
	to = err.code || !sheet->rows.count ? NULL : DBN_PUSH(a, &all->list);
	if (to)
		*to = sheet;
	return err.code ? complain(ctx, &err) : EXIT_CLEAN;
}

static const struct dbn_task *asked_task(struct ctx *ctx, struct dbn_str id)
{
	const struct dbn_ledger_target *target = dbn_ledger_target(&ctx->ledger, id);

	return target ? target->task : dbn_ledger_task(&ctx->ledger, id);
}

/* Whether a sheet that the unit was sent later asks the same: then that one is waited for. */
static bool asked_again(const struct sent_sheets *all, size_t at, const struct dbn_sheet_row *row)
{
	for (size_t i = at + 1; i < all->list.count; i++)
		if (dbn_str_eq(all->list.items[i]->rows.items[0].cell[DBN_SHEET_UNIT], row->cell[DBN_SHEET_UNIT]) &&
		    dbn_sheet_find(all->list.items[i], row->cell[DBN_SHEET_ID]))
			return true;
	return false;
}

/* Whether nobody waits for the answer any more. */
static bool is_settled(struct ctx *ctx, const struct sent_sheets *all, size_t at, const struct dbn_sheet_row *row)
{
	const struct dbn_task *task = asked_task(ctx, row->cell[DBN_SHEET_ID]);

	return row->cell[DBN_SHEET_RETURNED].len || !task || dbn_is_finished(task) || asked_again(all, at, row);
}

static bool waits_for_decision(struct ctx *ctx, const struct dbn_sheet_row *row)
{
	const struct dbn_task *task = row->cell[DBN_SHEET_AGAINST].len ? asked_task(ctx, row->cell[DBN_SHEET_ID]) : NULL;

	return task && !sheet_decided(task, row);
}

/* One line a sheet, one more for each answer to decide on; whether there was anything. */
static bool show_sheet(struct ctx *ctx, const struct sent_sheets *all, size_t at)
{
	const struct dbn_sheet *sheet = all->list.items[at];
	const struct dbn_str *cell = sheet->rows.items[0].cell;
	struct dbn_arena *a = &ctx->ledger.arena;
	size_t settled = 0, waiting = 0;
	char n[2][24];

	for (size_t i = 0; i < sheet->rows.count; i++) {
		settled += is_settled(ctx, all, at, &sheet->rows.items[i]);
		waiting += waits_for_decision(ctx, &sheet->rows.items[i]);
	}
	if (settled == sheet->rows.count && !waiting)
		return false;
	put(ctx, cell[DBN_SHEET_REPLY_BY].len ? DBN_MSG_COLLECT_OUTSTANDING_BY : DBN_MSG_COLLECT_OUTSTANDING,
	    dbn_arena_dup(a, cell[DBN_SHEET_UNIT]).ptr, number(n[0], (int64_t)settled),
	    number(n[1], (int64_t)sheet->rows.count), dbn_arena_dup(a, cell[DBN_SHEET_SENT]).ptr,
	    dbn_arena_dup(a, cell[DBN_SHEET_REPLY_BY]).ptr, NULL);
	for (size_t i = 0; i < sheet->rows.count && waiting; i++) {
		const struct dbn_str *row = sheet->rows.items[i].cell;
		struct dbn_str ours;

		if (!waits_for_decision(ctx, &sheet->rows.items[i]))
			continue;
		ours = asked_task(ctx, row[DBN_SHEET_ID])->cell[DBN_TASK_PROGRESS];
		put(ctx, DBN_MSG_COLLECT_UNDECIDED, dbn_arena_dup(a, row[DBN_SHEET_ID]).ptr,
		    dbn_arena_dup(a, row[DBN_SHEET_PROGRESS]).ptr, ours.len ? dbn_arena_dup(a, ours).ptr : "—", NULL);
	}
	return true;
}

int collect_status(struct ctx *ctx, struct collecting *all)
{
	struct dbn_str parts[] = { dbn_str_of(ctx->ledger.root), DBN_STR("/sheets") };
	const char *folder = dbn_arena_join(&ctx->ledger.arena, parts, 2).ptr;
	struct sent_sheets sent = { .list = { 0 } };
	int status = collect_load_all(ctx), worst = EXIT_CLEAN;

	ctx->work = &sent;
	if (!status && folder && access(folder, F_OK) == 0)
		worst = received_own(ctx, folder, read_sheet);
	for (size_t i = 0; i < sent.list.count && !status; i++)
		all->conflicts += show_sheet(ctx, &sent, i);
	if (status)
		return status;
	return worst ? worst : all->conflicts ? EXIT_YES : EXIT_CLEAN;
}
