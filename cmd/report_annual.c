/* report_annual.c - what became of the plan of a year (or another period). */
#include "dubanc/written.h"
#include "report.h"

enum { LINE_MAX_BYTES = 1 << 20 };

static const struct dbn_field fields[] = {
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "planned", { "计划", "planned" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "on_time", { "按期", "on_time" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "late", { "逾期完成", "late" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "missed", { "逾期未完成", "missed" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "moved", { "已调整", "moved" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "other", { "其他", "other" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "rate", { "完成率", "rate" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
};

static void put_counts(struct dbn_table *t, struct dbn_str name, const struct dbn_plan_counts *c)
{
	dbn_put_text(t, name);
	dbn_put_int(t, c->total);
	dbn_put_int(t, c->outcome[DBN_OUTCOME_ON_TIME]);
	dbn_put_int(t, c->outcome[DBN_OUTCOME_LATE]);
	dbn_put_int(t, c->outcome[DBN_OUTCOME_MISSED]);
	dbn_put_int(t, c->outcome[DBN_OUTCOME_MOVED]);
	dbn_put_int(t, c->outcome[DBN_OUTCOME_REPORTED] + c->outcome[DBN_OUTCOME_PAUSED] + c->outcome[DBN_OUTCOME_AHEAD]);
	dbn_put_percent(t, dbn_plan_done(c), c->total);
}

static int write_units(struct report *r, const struct dbn_plan *plan)
{
	struct unit_counts *rows;
	size_t n = plan_by_unit(r, plan, &rows);
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.annual", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < n; i++) {
		dbn_table_row(&t);
		put_counts(&t, rows[i].unit.len || !is_paper(r) ? rows[i].unit : message_of(r, DBN_MSG_UNASSIGNED),
			   &rows[i].counts);
	}
	dbn_table_total(&t);
	put_counts(&t, message_of(r, DBN_MSG_TOTAL), &plan->all);
	return view_write(r->ctx, &t, &r->how);
}

static void add_finding(struct report *r, const struct dbn_plan_counts *c)
{
	char n[6][24];

	SENTENCE(r, DBN_MSG_ANNUAL_FINDING, paper_day(r, r->ctx->today), period_shown(r, r->period_name),
		 number(n[0], c->total), number(n[1], dbn_plan_done(c)), percent(n[2], dbn_plan_done(c), c->total));
	SENTENCE(r, DBN_MSG_ANNUAL_REST, number(n[0], c->outcome[DBN_OUTCOME_ON_TIME]),
		 number(n[1], c->outcome[DBN_OUTCOME_LATE]), number(n[2], c->outcome[DBN_OUTCOME_MISSED]),
		 number(n[3], c->outcome[DBN_OUTCOME_REPORTED]), number(n[4], c->outcome[DBN_OUTCOME_MOVED]),
		 number(n[5], c->outcome[DBN_OUTCOME_PAUSED]));
	if (c->undated)
		SENTENCE(r, DBN_MSG_ANNUAL_UNDATED, number(n[0], c->undated), number(n[1], c->undated_finished));
}

static bool is_open(const struct dbn_plan_item *item)
{
	return item->kind != DBN_PLAN_UNDATED && item->outcome != DBN_OUTCOME_ON_TIME &&
	       item->outcome != DBN_OUTCOME_LATE && item->outcome != DBN_OUTCOME_AHEAD;
}

/* 3. 市发2024-1:7  建成实训基地（市教育局，2024年6月30日到期）：逾期未完成，逾期12天 */
static void add_open(struct report *r, const struct dbn_plan *plan, size_t *part)
{
	size_t count = 0;
	struct dbn_buf line;
	bool zh = r->ctx->lang == DBN_ZH;

	dbn_buf_init(&line, LINE_MAX_BYTES);
	for (size_t i = 0; i < plan->items.count; i++) {
		const struct dbn_plan_item *item = &plan->items.items[i];

		if (!is_open(item))
			continue;
		if (count++ == 0)
			add_part(r, (*part)++, DBN_MSG_ANNUAL_OPEN);
		dbn_buf_clear(&line);
		dbn_buf_addi(&line, (int64_t)count);
		dbn_buf_addz(&line, ". ");
		dbn_buf_add(&line, item->task->cell[DBN_TASK_ID]);
		dbn_buf_addz(&line, "  ");
		dbn_buf_add(&line, item->task->cell[DBN_TASK_TITLE]);
		dbn_buf_addz(&line, !item->period[0] ? "" : zh ? "，" : ", ");
		dbn_paper_period(&line, r->ctx->lang, dbn_str_of(item->period));
		dbn_buf_addz(&line, zh ? "（" : " (");
		dbn_buf_add(&line, item->unit.len ? item->unit : message_of(r, DBN_MSG_UNASSIGNED));
		dbn_buf_addz(&line, zh ? "，" : ", ");
		dbn_buf_addz(&line, paper_day(r, item->due));
		dbn_buf_addz(&line, zh ? "）：" : "): ");
		dbn_buf_addz(&line, dbn_plan_outcome_shown(item->outcome, r->ctx->lang));
		if (item->kind != DBN_PLAN_PERIOD) {
			dbn_buf_addz(&line, zh ? "，" : ", ");
			dbn_verdict_paper(&line, item->verdict, r->ctx->lang);
		}
		dbn_buf_addz(&line, zh ? "。" : "");
		add_paragraph(r, dbn_buf_str(&line));
	}
	dbn_buf_release(&line);
}

/* How the targets that were due stand; their table where there are any. */
static int add_targets(struct report *r, const struct dbn_plan *plan, size_t *part)
{
	struct targets_seen due = { NULL, 0, 0 };
	int64_t met = 0, missed = 0;
	char n[4][24];

	if (!targets_of(r, plan->from, plan->to, &due))
		return EXIT_SYSTEM;
	if (!due.count)
		return EXIT_CLEAN;
	for (size_t i = 0; i < due.count; i++) {
		met += due.items[i].forecast.course == DBN_COURSE_MET;
		missed += due.items[i].forecast.course == DBN_COURSE_MISSED;
	}
	add_part(r, (*part)++, DBN_MSG_ANNUAL_TARGETS);
	SENTENCE(r, DBN_MSG_ANNUAL_TARGETS_SUM, number(n[0], (int64_t)due.count), number(n[1], met),
		 number(n[2], missed), number(n[3], (int64_t)due.count - met - missed));
	return write_targets(r, &due);
}

/* The plan of the following period of the same length, in one sentence. */
static bool add_next(struct report *r, const struct dbn_plan *plan)
{
	struct dbn_ymd a = dbn_day_ymd(plan->from), b = dbn_day_ymd(plan->to + 1);
	int months = (b.year - a.year) * 12 + b.month - a.month;
	struct dbn_plan next;
	char n[24], count[24], day[11];
	struct dbn_str name;

	/* months, quarters, half-years and years have a next one */
	if (a.day != 1 || b.day != 1 || (months != 1 && months != 3 && months != 6 && months != 12) ||
	    (a.month - 1) % months)
		return true;
	if (!plan_of(r, &next, plan->to + 1, dbn_day_add_months(plan->to + 1, months) - 1))
		return false;
	dbn_day_format(day, next.from);
	name = months == 12 ? dbn_str_sub(dbn_str_of(day), 0, 4) : dbn_str_sub(dbn_str_of(day), 0, 7);
	SENTENCE(r, months == 12 || months == 1 ? DBN_MSG_ANNUAL_NEXT : DBN_MSG_ANNUAL_NEXT_FROM,
		 period_shown(r, name), number(n, next.all.total), number(count, months));
	return true;
}

int report_annual(struct report *r)
{
	struct dbn_plan plan;
	size_t part = 0;
	int status;

	if (!plan_of_period(r, &plan))
		return EXIT_SYSTEM;
	if (!is_paper(r))
		return write_units(r, &plan);
	begin_titled(r, DBN_MSG_ANNUAL_TITLE);
	add_finding(r, &plan.all);
	if (!add_next(r, &plan))
		return EXIT_SYSTEM;
	add_part(r, part++, DBN_MSG_ANNUAL_UNITS);
	status = write_units(r, &plan);
	if (!status) {
		add_open(r, &plan, &part);
		status = add_targets(r, &plan, &part);
	}
	end_paper(r);
	return status;
}
