/* report_progress.c - 通报: counts and rates, what lags, what changed in the period. */
#include <stdlib.h>
#include <string.h>

#include "dubanc/tally.h"
#include "report_page.h"

enum { LAGGING_MAX = 200, LAGGING_ON_PAGE = 20 /* its list of tasks has them all */, OUTSIDE_MAX = 1 << 16, CHARTED = 1 /* the tasks, of unit_fields */ };

static const struct dbn_field unit_fields[] = {
	{ "group", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "total", { "任务", "total" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "finished", { "办结", "finished" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "on_time", { "按期办结", "on_time" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "running", { "在办", "running" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "overdue", { "逾期", "overdue" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "silent", { "未反馈", "silent" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "undated", { "无期", "undated" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
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
	dbn_put_int(t, c->light[DBN_LIGHT_UNDATED]);
	dbn_put_percent(t, c->finished, c->total);
}

static enum dbn_tally_by grouping(const struct ctx *ctx)
{
	const char *by = opt_text(&ctx->opts, "by");

	if (!by || strcmp(by, "unit") == 0)
		return DBN_BY_UNIT;
	return strcmp(by, "doc") == 0 ? DBN_BY_DOC : strcmp(by, "month") == 0 ? DBN_BY_MONTH : DBN_BY_SECTION;
}

/* What a row is called; a section of several documents with its document. */
static struct dbn_str row_name(struct report *r, const struct dbn_tally *tally, const struct dbn_tally_row *row)
{
	struct dbn_str parts[3] = { row->key, DBN_STR(" "), row->key };

	if (!is_paper(r) && r->how.format != DBN_FMT_XLSX)
		return row->key;
	if (!row->key.len)
		parts[0] = parts[2] = message_of(r, tally->by == DBN_BY_UNIT ? DBN_MSG_UNASSIGNED : DBN_MSG_NO_SECTION);
	if (tally->by != DBN_BY_SECTION || r->view.docs.count < 2 || !row->doc)
		return parts[0];
	parts[0] = row->doc->key;
	return dbn_arena_join(&r->view.arena, parts, 3);
}

static int write_counts(struct report *r, const struct dbn_tally *tally)
{
	static const char *const headings[][2] = { [DBN_BY_UNIT] = { "单位", "unit" }, [DBN_BY_SECTION] = { "章节", "section" },
						   [DBN_BY_DOC] = { "文件", "document" },
						   [DBN_BY_MONTH] = { "时限所在月", "month due" } };
	enum { FIELDS = sizeof unit_fields / sizeof *unit_fields };
	struct dbn_field own[FIELDS];
	struct dbn_table t;

	memcpy(own, unit_fields, sizeof own);
	own[0].heading[DBN_ZH] = headings[tally->by][DBN_ZH];
	own[0].heading[DBN_EN] = headings[tally->by][DBN_EN];
	own[0].fit = tally->by == DBN_BY_UNIT ? DBN_FIT_WHOLE : DBN_FIT_WRAP;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.progress", own, FIELDS);
	for (size_t i = 0; i < tally->rows.count; i++) {
		const struct dbn_tally_row *row = &tally->rows.items[i];

		dbn_table_row(&t);
		put_counts(&t, row_name(r, tally, row), &row->counts);
	}
	dbn_table_total(&t);
	put_counts(&t, message_of(r, DBN_MSG_TOTAL), &tally->all);
	r->how.fragment = true;
	t.sheet = r->ctx->lang == DBN_EN ? "summary" : "汇总";
	t.chart = CHARTED;
	title_sheet(r, &t, DBN_MSG_SHEET_SUMMARY);
	return view_write(r->ctx, &t, &r->how);
}

static int write_duties(struct report *r, size_t *part)
{
	struct dbn_duties duties;
	struct dbn_buf outside;
	struct dbn_table t;
	int status;

	dbn_buf_init(&outside, OUTSIDE_MAX);
	dbn_duties_init(&duties, &r->view.arena, r->view.roster);
	for (size_t i = 0; i < r->view.tasks.count; i++)
		dbn_duties_add(&duties, r->view.tasks.items[i].task, r->view.tasks.items[i].verdict);
	if (!duties.rows.count)
		return EXIT_CLEAN; /* outside holds nothing yet */
	add_part(r, (*part)++, DBN_MSG_REPORT_DUTIES);
	dbn_table_init(&t, &r->view.arena, "dubanc.report.duties", duty_fields,
		       sizeof duty_fields / sizeof *duty_fields);
	for (size_t i = 0; i < duties.rows.count; i++) {
		const struct dbn_duty_row *row = &duties.rows.items[i];

		if (!row->known && r->view.roster->count) {
			add_member(r, &outside, row->unit);
			continue; /* of another level: this office cannot chase it */
		}
		dbn_table_row(&t);
		dbn_put_text(&t, row->unit);
		dbn_put_int(&t, row->total);
		dbn_put_int(&t, row->running);
		dbn_put_int(&t, row->finished);
		dbn_put_int(&t, row->heard);
		dbn_put_int(&t, row->overdue);
	}
	status = view_write(r->ctx, &t, &r->how);
	add_outsiders(r, &outside);
	return status;
}

static size_t units_with(const struct dbn_tally *t, bool silent)
{
	size_t n = 0;

	for (size_t i = 0; i < t->rows.count; i++)
		n += t->rows.items[i].key.len &&
		     (silent ? t->rows.items[i].counts.silent : t->rows.items[i].counts.overdue) > 0;
	return n;
}

/* Open tasks that nobody leads, the overdue ones too: what the line 未分办 of the table counts. */
static int64_t not_assigned(const struct dbn_tally *t)
{
	int64_t n = 0;

	for (size_t i = 0; i < t->rows.count; i++)
		if (!t->rows.items[i].key.len)
			n += t->rows.items[i].counts.total - t->rows.items[i].counts.finished;
	return n;
}

/* The finding first: how many, how many finished, what is late, who is silent. */
static void add_finding(struct report *r, const struct dbn_tally *by_unit)
{
	const struct dbn_counts *c = &by_unit->all;
	char n[6][24];

	SENTENCE(r, r->scope.len ? DBN_MSG_REPORT_FINDING_OF : DBN_MSG_REPORT_FINDING, paper_day(r, r->ctx->today),
		 number(n[0], c->total), number(n[1], c->finished), percent(n[2], c->finished, c->total), r->scope.ptr);
	SENTENCE(r, DBN_MSG_REPORT_LATE, number(n[0], c->overdue),
		 number(n[1], (int64_t)units_with(by_unit, false)), number(n[2], c->silent),
		 number(n[3], (int64_t)units_with(by_unit, true)),
		 number(n[4], not_assigned(by_unit)));
	if (c->light[DBN_LIGHT_UNDATED])
		SENTENCE(r, DBN_MSG_REPORT_UNDATED, number(n[0], c->light[DBN_LIGHT_UNDATED]));
}

/* A report of a past period shows what is, not what was: that is said, and how to have the other. */
static void add_state_of(struct report *r)
{
	if (r->to >= r->ctx->today)
		return;
	SENTENCE(r, DBN_MSG_REPORT_STATE_OF, paper_day(r, r->ctx->today), period_shown(r, r->period_name));
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
	describe_flow(r->ctx, &f, period_shown(r, r->period_name), &said, &more);
	add_paragraph(r, dbn_buf_str(&said));
	if (more.len)
		add_paragraph(r, dbn_buf_str(&more));
	r->ctx->out.failed = r->ctx->out.failed || said.failed || more.failed;
	dbn_buf_release(&more);
	dbn_buf_release(&said);
}

/* What a check found lags too where it was not put right in time, also what is finished. */
static bool lags(const struct dbn_verdict *v, int32_t today)
{
	return v->light == DBN_LIGHT_OVERDUE || v->light == DBN_LIGHT_SILENT || v->light == DBN_LIGHT_BEHIND ||
	       (v->rectify != DBN_NO_DAY && v->rectify < today && v->light != DBN_LIGHT_CANCELLED);
}

/* What is finished is here for what a check found: that is overdue. */
static enum dbn_light lag_of(const struct seen *s)
{
	return dbn_is_finished(s->task) ? DBN_LIGHT_OVERDUE : s->verdict->light;
}

static int32_t lag_since(const struct seen *s)
{
	return dbn_is_finished(s->task) ? s->verdict->rectify : s->verdict->due;
}

/* Overdue before silent before behind; of each the longest first. */
static int worst_first(const void *a, const void *b)
{
	const struct seen *const *x = a, *const *y = b;
	const struct dbn_verdict *v = (*x)->verdict, *w = (*y)->verdict;
	enum dbn_light l = lag_of(*x), m = lag_of(*y);

	if (l != m)
		return l < m ? -1 : 1;
	if (l == DBN_LIGHT_OVERDUE && lag_since(*x) != lag_since(*y))
		return lag_since(*x) < lag_since(*y) ? -1 : 1;
	if (l == DBN_LIGHT_SILENT && v->feedback_due != w->feedback_due)
		return v->feedback_due < w->feedback_due ? -1 : 1;
	return (*x > *y) - (*x < *y);
}

/* The lagging items one by one, each with its unit and the reason. */
static void add_lagging(struct report *r, size_t *part)
{
	const struct seen **lagging = dbn_arena_alloc(&r->view.arena, r->view.tasks.count + 1, sizeof *lagging);
	size_t count = 0, all = 0, most = r->how.format == DBN_FMT_HTML ? LAGGING_ON_PAGE : LAGGING_MAX;
	struct dbn_buf line;
	char more[24];

	if (!lagging)
		return; /* the arena remembers */
	for (size_t i = 0; i < r->view.tasks.count; i++)
		if (lags(r->view.tasks.items[i].verdict, r->ctx->today))
			lagging[all++] = &r->view.tasks.items[i];
	if (!all)
		return;
	qsort(lagging, all, sizeof *lagging, worst_first);
	add_part(r, (*part)++, DBN_MSG_REPORT_LAGGING);
	dbn_buf_init(&line, 1 << 20);
	for (size_t i = 0; i < all && i < most; i++) {
		const struct seen *seen = lagging[i];
		struct dbn_str unit = dbn_reporting_unit(seen->task);

		count++;
		dbn_buf_clear(&line);
		dbn_buf_addi(&line, (int64_t)count);
		dbn_buf_addz(&line, ". ");
		dbn_buf_add(&line, seen->task->cell[DBN_TASK_ID]);
		dbn_buf_addz(&line, "  ");
		dbn_buf_add(&line, seen->task->cell[DBN_TASK_TITLE]);
		dbn_buf_addz(&line, r->ctx->lang == DBN_ZH ? "（" : " (");
		dbn_buf_add(&line, unit.len ? unit : message_of(r, DBN_MSG_UNASSIGNED));
		dbn_buf_addz(&line, r->ctx->lang == DBN_ZH ? "）：" : "): ");
		dbn_verdict_paper(&line, seen->verdict, r->ctx->lang);
		dbn_buf_addz(&line, r->ctx->lang == DBN_ZH ? "。" : "");
		add_paragraph(r, dbn_buf_str(&line));
		r->ctx->out.failed = r->ctx->out.failed || line.failed;
	}
	if (all > count)
		SENTENCE(r, r->how.format == DBN_FMT_HTML ? DBN_MSG_PAGE_LAGGING_MORE : DBN_MSG_REPORT_LAGGING_MORE,
			 number(more, (int64_t)(all - count)));
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
	size_t part = 0;
	int status;

	tally_all(r, &groups, grouping(r->ctx));
	if (!is_paper(r)) {
		status = write_counts(r, &groups);
		/* A workbook has the ledger behind its summary. */
		return status || r->how.format != DBN_FMT_XLSX ? status : report_tasks(r);
	}
	tally_all(r, &units, DBN_BY_UNIT);
	begin_titled(r, DBN_MSG_REPORT_TITLE);
	add_finding(r, &units);
	add_state_of(r);
	status = page_overview(r, &units, &part);
	if (status)
		return status;
	add_flow(r, &part);
	add_lagging(r, &part);
	add_part(r, part++, groups.by == DBN_BY_UNIT ? DBN_MSG_REPORT_COUNTS
			    : groups.by == DBN_BY_DOC ? DBN_MSG_REPORT_COUNTS_DOC : DBN_MSG_REPORT_COUNTS_SECTION);
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
