/* report_burden.c - what the office asks of each unit, against the year before. */
#include "dubanc/burden.h"
#include "report.h"

static const struct dbn_field fields[] = {
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "tasks", { "任务", "tasks" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "feedback", { "反馈", "feedback" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "periods", { "报期", "periods" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "notices", { "督办", "notices" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "checks", { "检查", "checks" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "asked", { "合计", "asked" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "before", { "上年同期", "before" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "joinable", { "可合并", "joinable" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
};

static bool count(struct report *r, struct dbn_burden *b, int32_t from, int32_t to)
{
	if (!dbn_burden_init(b, &r->view.arena, &r->ctx->ledger, r->view.roster, from, to))
		return false;
	for (size_t i = 0; i < r->view.docs.count; i++)
		dbn_burden_add(b, r->view.docs.items[i].doc);
	return dbn_burden_finish(b);
}

static int asked_before(const struct dbn_burden *b, struct dbn_str unit)
{
	for (size_t i = 0; i < b->rows.count; i++)
		if (dbn_str_eq(b->rows.items[i].unit, unit))
			return dbn_burden_asked(&b->rows.items[i].all);
	return 0;
}

int report_burden(struct report *r)
{
	struct dbn_burden now, before;
	struct dbn_table t;
	int status;

	if (!count(r, &now, r->from, r->to) ||
	    !count(r, &before, dbn_day_add_months(r->from, -12), dbn_day_add_months(r->to, -12)))
		return out_of_memory(r->ctx);
	dbn_table_init(&t, &r->view.arena, "dubanc.report.burden", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < now.rows.count; i++) {
		const struct dbn_burden_counts *c = &now.rows.items[i].all;

		dbn_table_row(&t);
		dbn_put_text(&t, now.rows.items[i].unit);
		dbn_put_int(&t, c->tasks);
		dbn_put_int(&t, c->feedback);
		dbn_put_int(&t, c->periods);
		dbn_put_int(&t, c->notices);
		dbn_put_int(&t, c->checks);
		dbn_put_int(&t, dbn_burden_asked(c));
		dbn_put_int(&t, asked_before(&before, now.rows.items[i].unit));
		dbn_put_int(&t, dbn_burden_joinable(c));
	}
	if (!is_paper(r))
		return view_write(r->ctx, &t, &r->how);
	begin_titled(r, DBN_MSG_BURDEN_TITLE);
	status = view_write(r->ctx, &t, &r->how);
	end_paper(r);
	return status;
}
