/* report_progress.c - 通报: counts and rates, what lags, what changed in the period. */
#include <string.h>

#include "dubanc/tally.h"
#include "report_page.h"

enum { LAGGING_MAX = 200, CHARTED = 1 /* the tasks, of unit_fields */ };

static const struct dbn_field unit_fields[] = {
	{ "group", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "total", { "任务", "total" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "finished", { "办结", "finished" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "on_time", { "按期办结", "on_time" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "running", { "在办", "running" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "overdue", { "逾期", "overdue" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "silent", { "应反馈未反馈", "silent" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "rate", { "办结率", "rate" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
};

static const struct dbn_field duty_fields[] = {
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "total", { "协办", "assisting" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "running", { "在办", "running" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "finished", { "办结", "finished" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "heard", { "有反馈", "heard" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "overdue", { "所涉逾期", "overdue" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
};

static void put_counts(struct dbn_table *t, struct dbn_str name, const struct dbn_counts *c)
{
	dbn_put_text(t, name);
	dbn_put_int(t, c->total);
	dbn_put_int(t, c->finished);
	dbn_put_int(t, c->finished - c->finished_late);
	dbn_put_int(t, c->total - c->finished);
	dbn_put_int(t, c->overdue);
	dbn_put_int(t, c->silent);
	dbn_put_percent(t, c->finished, c->total);
}

static enum dbn_tally_by grouping(const struct ctx *ctx)
{
	const char *by = opt_text(&ctx->opts, "by");

	return !by || strcmp(by, "unit") == 0 ? DBN_BY_UNIT : strcmp(by, "doc") == 0 ? DBN_BY_DOC : DBN_BY_SECTION;
}

static int write_counts(struct report *r, const struct dbn_tally *tally)
{
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.progress", unit_fields,
		       sizeof unit_fields / sizeof *unit_fields);
	for (size_t i = 0; i < tally->rows.count; i++) {
		const struct dbn_tally_row *row = &tally->rows.items[i];

		dbn_table_row(&t);
		put_counts(&t, row->key.len || (!is_paper(r) && r->how.format != DBN_FMT_XLSX) ? row->key
							    : message_of(r, tally->by == DBN_BY_UNIT ? DBN_MSG_UNASSIGNED : DBN_MSG_NO_SECTION),
			   &row->counts);
	}
	dbn_table_total(&t);
	put_counts(&t, message_of(r, DBN_MSG_TOTAL), &tally->all);
	r->how.fragment = true;
	t.sheet = r->ctx->lang == DBN_EN ? "summary" : "汇总";
	t.chart = CHARTED;
	return view_write(r->ctx, &t, &r->how);
}

static int write_duties(struct report *r, size_t *part)
{
	struct dbn_duties duties;
	struct dbn_table t;

	dbn_duties_init(&duties, &r->view.arena, r->view.roster);
	for (size_t i = 0; i < r->view.tasks.count; i++)
		dbn_duties_add(&duties, r->view.tasks.items[i].task, r->view.tasks.items[i].verdict);
	if (!duties.rows.count)
		return EXIT_CLEAN;
	add_part(r, (*part)++, DBN_MSG_REPORT_DUTIES);
	dbn_table_init(&t, &r->view.arena, "dubanc.report.duties", duty_fields,
		       sizeof duty_fields / sizeof *duty_fields);
	for (size_t i = 0; i < duties.rows.count; i++) {
		const struct dbn_duty_row *row = &duties.rows.items[i];

		dbn_table_row(&t);
		dbn_put_text(&t, row->unit);
		dbn_put_int(&t, row->total);
		dbn_put_int(&t, row->running);
		dbn_put_int(&t, row->finished);
		dbn_put_int(&t, row->heard);
		dbn_put_int(&t, row->overdue);
	}
	return view_write(r->ctx, &t, &r->how);
}

static size_t units_with(const struct dbn_tally *t, bool silent)
{
	size_t n = 0;

	for (size_t i = 0; i < t->rows.count; i++)
		n += t->rows.items[i].key.len &&
		     (silent ? t->rows.items[i].counts.silent : t->rows.items[i].counts.overdue) > 0;
	return n;
}

/* The finding first: how many, how many finished, what is late, who is silent. */
static void add_finding(struct report *r, const struct dbn_tally *by_unit)
{
	const struct dbn_counts *c = &by_unit->all;
	char n[6][24];
	struct dbn_buf day;

	dbn_buf_init(&day, 64);
	add_paper_day(&day, r->ctx, r->ctx->today);
	SENTENCE(r, DBN_MSG_REPORT_FINDING, day.ptr, number(n[0], c->total), number(n[1], c->finished),
		 percent(n[2], c->finished, c->total));
	SENTENCE(r, DBN_MSG_REPORT_LATE, number(n[0], c->overdue),
		 number(n[1], (int64_t)units_with(by_unit, false)), number(n[2], c->silent),
		 number(n[3], (int64_t)units_with(by_unit, true)),
		 number(n[4], c->light[DBN_LIGHT_UNASSIGNED]));
	r->ctx->out.failed = r->ctx->out.failed || day.failed;
	dbn_buf_release(&day);
}

/* What changed between the first and the last day of the period. */
static void add_flow(struct report *r, size_t *part)
{
	struct dbn_flow f = { 0 };
	struct dbn_buf said, more;

	for (size_t i = 0; i < r->view.tasks.count; i++)
		dbn_flow_add(&f, r->view.tasks.items[i].task, r->view.tasks.items[i].verdict, r->from, r->to);
	if (f.added + f.finished + f.returned + f.extended + f.noticed + f.fed_back + f.closed == 0)
		return;
	add_part(r, (*part)++, DBN_MSG_REPORT_PERIOD);
	describe_flow(r->ctx, &f, r->period_name.ptr, &said, &more);
	add_paragraph(r, dbn_buf_str(&said));
	if (more.len)
		add_paragraph(r, dbn_buf_str(&more));
	r->ctx->out.failed = r->ctx->out.failed || said.failed || more.failed;
	dbn_buf_release(&more);
	dbn_buf_release(&said);
}

static bool lags(const struct dbn_verdict *v)
{
	return v->light == DBN_LIGHT_OVERDUE || v->light == DBN_LIGHT_SILENT || v->light == DBN_LIGHT_BEHIND;
}

/* The lagging items one by one, each with its unit and the reason. */
static void add_lagging(struct report *r, size_t *part)
{
	size_t count = 0;
	struct dbn_buf line;

	dbn_buf_init(&line, 1 << 20);
	for (size_t i = 0; i < r->view.tasks.count; i++) {
		const struct seen *seen = &r->view.tasks.items[i];
		struct dbn_str unit = dbn_reporting_unit(seen->task);

		if (!lags(seen->verdict) || count >= LAGGING_MAX)
			continue;
		if (count++ == 0)
			add_part(r, (*part)++, DBN_MSG_REPORT_LAGGING);
		dbn_buf_clear(&line);
		dbn_buf_addi(&line, (int64_t)count);
		dbn_buf_addz(&line, ". ");
		dbn_buf_add(&line, seen->task->cell[DBN_TASK_ID]);
		dbn_buf_addz(&line, "  ");
		dbn_buf_add(&line, seen->task->cell[DBN_TASK_TITLE]);
		dbn_buf_addz(&line, "（");
		dbn_buf_add(&line, unit.len ? unit : message_of(r, DBN_MSG_UNASSIGNED));
		dbn_buf_addz(&line, "）：");
		dbn_verdict_text(&line, seen->verdict, r->ctx->lang);
		add_paragraph(r, dbn_buf_str(&line));
		r->ctx->out.failed = r->ctx->out.failed || line.failed;
	}
	dbn_buf_release(&line);
}

static void tally_all(struct report *r, struct dbn_tally *t, enum dbn_tally_by by)
{
	dbn_tally_init(t, &r->view.arena, r->view.roster, by);
	for (size_t i = 0; i < r->view.tasks.count; i++)
		dbn_tally_add(t, r->view.tasks.items[i].task, r->view.tasks.items[i].verdict);
	dbn_tally_finish(t);
}

int report_progress(struct report *r)
{
	struct dbn_tally groups, units;
	struct dbn_buf title;
	size_t part = 0;
	int status;

	tally_all(r, &groups, grouping(r->ctx));
	if (!is_paper(r)) {
		status = write_counts(r, &groups);
		/* A workbook has the ledger behind its summary. */
		return status || r->how.format != DBN_FMT_XLSX ? status : report_tasks(r);
	}
	tally_all(r, &units, DBN_BY_UNIT);
	dbn_buf_init(&title, 4096);
	text_of(r->ctx, &title, DBN_MSG_REPORT_TITLE, r->ctx->ledger.conf.name, NULL);
	begin_paper(r, dbn_buf_str(&title));
	r->ctx->out.failed = r->ctx->out.failed || title.failed;
	dbn_buf_release(&title);
	add_finding(r, &units);
	status = page_overview(r, &units, &part);
	if (status)
		return status;
	add_flow(r, &part);
	add_lagging(r, &part);
	add_part(r, part++, DBN_MSG_REPORT_COUNTS);
	status = write_counts(r, &groups);
	if (!status)
		status = write_duties(r, &part);
	if (!status)
		status = page_tasks(r, &units, &part);
	if (!status) {
		add_part(r, part++, DBN_MSG_REPORT_HOW);
		add_paragraph(r, message_of(r, DBN_MSG_REPORT_HOW_TEXT));
	}
	end_paper(r);
	return status;
}
