/* report_plan.c - what falls due in a period: by month, by unit, and one by one. */
#include <stdlib.h>

#include "report.h"

enum { MONTHS_MAX = 24 };

static const struct dbn_field list_fields[] = {
	{ "due", { "到期", "due" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "lead", { "牵头单位", "lead" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	{ "kind", { "到期事项", "kind" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "outcome", { "情况", "outcome" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "period", { "期", "period" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "coop", { "配合单位", "coop" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	{ "finished", { "完成", "finished" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};
enum { PAPER_FIELDS = 6, LIST_FIELDS = sizeof list_fields / sizeof *list_fields };

static const struct dbn_field count_fields[] = {
	{ "group", { "月份", "month" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "due", { "到期", "due" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "done", { "已完成", "done" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "missed", { "逾期未完成", "missed" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "ahead", { "未到期", "ahead" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
};
enum { COUNT_FIELDS = sizeof count_fields / sizeof *count_fields };

bool plan_of(struct report *r, struct dbn_plan *plan, int32_t from, int32_t to)
{
	dbn_plan_init(plan, &r->view.arena, r->view.roster, from, to, r->ctx->today);
	for (size_t d = 0; d < r->view.docs.count; d++) {
		const struct seen_doc *seen = &r->view.docs.items[d];

		for (size_t i = 0; i < seen->doc->task_count; i++)
			if (seen->chosen[i])
				dbn_plan_add(plan, &seen->doc->tasks[i], &seen->verdicts[i]);
	}
	if (dbn_plan_finish(plan))
		return true;
	out_of_memory(r->ctx);
	return false;
}

bool plan_of_period(struct report *r, struct dbn_plan *plan)
{
	int32_t from, to;

	return dbn_period_span(r->period_name, &from, &to) && plan_of(r, plan, from, to);
}

static int by_order(const void *a, const void *b)
{
	const struct unit_counts *x = a, *y = b;

	if (!x->unit.len || !y->unit.len)
		return (x->unit.len == 0) - (y->unit.len == 0);
	return dbn_roster_cmp(x->order, x->unit, y->order, y->unit);
}

size_t plan_by_unit(struct report *r, const struct dbn_plan *plan, struct unit_counts **rows)
{
	const struct dbn_roster *roster = r->view.roster;
	size_t known = roster ? roster->count : 0, n = 0, kept = 0;
	struct unit_counts *u = dbn_arena_alloc(&r->view.arena, known + plan->items.count + 1, sizeof *u);

	*rows = u;
	if (!u)
		return 0;
	for (; n < known; n++)
		u[n] = (struct unit_counts){ .unit = roster->units[n].name, .order = n };
	for (size_t i = 0; i < plan->items.count; i++) {
		const struct dbn_plan_item *item = &plan->items.items[i];
		size_t at = item->order != DBN_NONE ? item->order : known;

		while (at < n && item->order == DBN_NONE && !dbn_str_eq(u[at].unit, item->unit))
			at++;
		if (at == n)
			u[n++] = (struct unit_counts){ .unit = item->unit, .order = DBN_NONE };
		dbn_plan_count(&u[at].counts, item);
	}
	for (size_t i = 0; i < n; i++)
		if (i >= known || !roster->units[i].group || u[i].counts.total + u[i].counts.undated)
			u[kept++] = u[i];
	qsort(u, kept, sizeof *u, by_order);
	return kept;
}

static void put_counts(struct dbn_table *t, struct dbn_str name, const struct dbn_plan_counts *c)
{
	dbn_put_text(t, name);
	dbn_put_int(t, c->total);
	dbn_put_int(t, dbn_plan_done(c));
	dbn_put_int(t, c->outcome[DBN_OUTCOME_MISSED]);
	dbn_put_int(t, c->total - dbn_plan_done(c) - c->outcome[DBN_OUTCOME_MISSED]);
}

static void put_total(struct report *r, struct dbn_table *t, const struct dbn_plan *plan)
{
	dbn_table_total(t);
	put_counts(t, message_of(r, DBN_MSG_TOTAL), &plan->all);
}

/* A line for each month of the span, of those without anything too; of a long span only where something is due. */
static int write_months(struct report *r, const struct dbn_plan *plan)
{
	struct dbn_ymd first = dbn_day_ymd(plan->from), last = dbn_day_ymd(plan->to);
	int months = (last.year - first.year) * 12 + last.month - first.month + 1;
	struct dbn_table t;
	size_t at = 0;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.plan.months", count_fields, COUNT_FIELDS);
	for (int m = 0; m < months; m++) {
		struct dbn_plan_counts c = { 0 };
		int32_t end = dbn_day_add_months(dbn_day_of(first.year, first.month, 1), m + 1) - 1;
		char day[11];

		while (at < plan->items.count && plan->items.items[at].kind != DBN_PLAN_UNDATED &&
		       plan->items.items[at].due <= end)
			dbn_plan_count(&c, &plan->items.items[at++]);
		if (!c.total && months > MONTHS_MAX)
			continue;
		dbn_day_format(day, end);
		dbn_table_row(&t);
		put_counts(&t, dbn_arena_dup(&r->view.arena, dbn_str_sub(dbn_str_of(day), 0, 7)), &c);
	}
	put_total(r, &t, plan);
	return view_write(r->ctx, &t, &r->how);
}

static int write_units(struct report *r, const struct dbn_plan *plan)
{
	struct dbn_field fields[COUNT_FIELDS];
	struct unit_counts *rows;
	size_t n = plan_by_unit(r, plan, &rows);
	struct dbn_table t;

	for (size_t i = 0; i < COUNT_FIELDS; i++)
		fields[i] = count_fields[i];
	fields[0].heading[DBN_ZH] = "单位";
	fields[0].heading[DBN_EN] = "unit";
	dbn_table_init(&t, &r->view.arena, "dubanc.report.plan.units", fields, COUNT_FIELDS);
	for (size_t i = 0; i < n; i++) {
		dbn_table_row(&t);
		put_counts(&t, rows[i].unit.len ? rows[i].unit : message_of(r, DBN_MSG_UNASSIGNED), &rows[i].counts);
	}
	put_total(r, &t, plan);
	return view_write(r->ctx, &t, &r->how);
}

/* The due column of people says which period; that of programs keeps to its columns. */
static void put_item(struct report *r, struct dbn_table *t, const struct dbn_plan_item *item)
{
	const struct dbn_str *cell = item->task->cell;
	bool words = is_paper(r) || r->how.format == DBN_FMT_XLSX;
	enum dbn_lang lang = r->ctx->lang;

	dbn_table_row(t);
	dbn_put_day(t, item->due);
	dbn_put_text(t, cell[DBN_TASK_ID]);
	dbn_put_text(t, cell[DBN_TASK_TITLE]);
	dbn_put_text(t, is_paper(r) ? item->unit : cell[DBN_TASK_LEAD]);
	if (is_paper(r) && item->period[0])
		dbn_put_textz(t, period_shown(r, dbn_str_of(item->period)));
	else
		dbn_put_textz(t, words ? dbn_plan_kind_shown(item->kind, lang) : dbn_plan_kind_name(item->kind));
	dbn_put_textz(t, words ? dbn_plan_outcome_shown(item->outcome, lang) : dbn_plan_outcome_name(item->outcome));
	if (is_paper(r))
		return;
	dbn_put_text(t, dbn_arena_dup(&r->view.arena, dbn_str_of(item->period)));
	dbn_put_text(t, cell[DBN_TASK_COOP]);
	dbn_put_day(t, item->finished);
}

/* For papers without the undated, which write_undated() lists. */
static int write_list(struct report *r, const struct dbn_plan *plan)
{
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.plan", list_fields, is_paper(r) ? PAPER_FIELDS : LIST_FIELDS);
	for (size_t i = 0; i < plan->items.count; i++)
		if (!is_paper(r) || plan->items.items[i].kind != DBN_PLAN_UNDATED)
			put_item(r, &t, &plan->items.items[i]);
	return view_write(r->ctx, &t, &r->how);
}

static int write_undated(struct report *r, const struct dbn_plan *plan)
{
	static const struct dbn_field undated_fields[] = {
		{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
		{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
		{ "lead", { "牵头单位", "lead" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
		{ "light", { "灯", "light" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	};
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.plan.undated", undated_fields, 4);
	for (size_t i = 0; i < plan->items.count; i++) {
		const struct dbn_plan_item *item = &plan->items.items[i];

		if (item->kind != DBN_PLAN_UNDATED)
			continue;
		dbn_table_row(&t);
		dbn_put_text(&t, item->task->cell[DBN_TASK_ID]);
		dbn_put_text(&t, item->task->cell[DBN_TASK_TITLE]);
		dbn_put_text(&t, item->unit);
		dbn_put_light(&t, item->verdict->light);
	}
	return view_write(r->ctx, &t, &r->how);
}

static void add_finding(struct report *r, const struct dbn_plan *plan)
{
	const struct dbn_plan_counts *all = &plan->all;
	int kinds[DBN_PLAN_KINDS] = { 0 };
	char n[6][24];

	for (size_t i = 0; i < plan->items.count; i++)
		kinds[plan->items.items[i].kind]++;
	SENTENCE(r, DBN_MSG_PLAN_FINDING, period_shown(r, r->period_name), number(n[0], all->total),
		 number(n[1], kinds[DBN_PLAN_LIMIT]), number(n[2], kinds[DBN_PLAN_PART]),
		 number(n[3], kinds[DBN_PLAN_PERIOD]));
	SENTENCE(r, DBN_MSG_PLAN_STANDS, number(n[0], dbn_plan_done(all)), number(n[1], all->outcome[DBN_OUTCOME_MISSED]),
		 number(n[2], all->total - dbn_plan_done(all) - all->outcome[DBN_OUTCOME_MISSED]));
	if (all->undated)
		SENTENCE(r, DBN_MSG_PLAN_UNDATED, number(n[0], all->undated));
}

int report_plan(struct report *r)
{
	struct dbn_plan plan;
	size_t part = 0;
	int status;

	if (!plan_of_period(r, &plan))
		return EXIT_SYSTEM;
	if (r->calendar)
		return write_calendar(r, &plan);
	if (!is_paper(r))
		return write_list(r, &plan);
	begin_titled(r, DBN_MSG_PLAN_TITLE);
	add_finding(r, &plan);
	add_part(r, part++, DBN_MSG_PLAN_BY_MONTH);
	status = write_months(r, &plan);
	add_part(r, part++, DBN_MSG_PLAN_BY_UNIT);
	if (!status)
		status = write_units(r, &plan);
	if (!status && plan.all.total) {
		add_part(r, part++, DBN_MSG_PLAN_LIST);
		status = write_list(r, &plan);
	}
	if (!status && plan.all.undated) {
		add_part(r, part++, DBN_MSG_PLAN_WITHOUT_LIMIT);
		status = write_undated(r, &plan);
	}
	end_paper(r);
	return status;
}
