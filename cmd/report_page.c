/* report_page.c - what the progress report shows as a page of html: figures, drawings, the list of tasks. */
#include <string.h>

#include "dubanc/page.h"
#include "report_page.h"

enum { ROWS_AT_ONCE = 300 /* that a browser lays out */ };
enum { MONTHS_BEFORE = 6, MONTHS = 18, COLUMNS = MONTHS + 2, TEXT_MAX = 1 << 20 };

/* ---- figures ---- */

static void figure(struct report *r, const char *colour, enum dbn_msg name, const char *value, enum dbn_msg more,
		   int64_t n)
{
	struct dbn_buf *out = &r->ctx->out;
	char digits[24];

	dbn_buf_addz(out, "<div class=\"");
	dbn_buf_addz(out, colour);
	dbn_buf_addz(out, "\"><dt>");
	text_of(r->ctx, out, name, NULL);
	dbn_buf_addz(out, "</dt><dd class=\"big\">");
	dbn_buf_addz(out, value);
	dbn_buf_addz(out, "</dd><dd class=\"soft\">");
	text_of(r->ctx, out, more, number(digits, n), NULL);
	dbn_buf_addz(out, "</dd></div>\n");
}

/* Units with one of their tasks overdue, or silent. */
static int64_t units_with(const struct dbn_tally *units, bool silent)
{
	int64_t n = 0;

	for (size_t i = 0; i < units->rows.count; i++) {
		const struct dbn_tally_row *row = &units->rows.items[i];

		n += row->key.len && (silent ? row->counts.silent : row->counts.overdue) > 0;
	}
	return n;
}

static void add_figures(struct report *r, const struct dbn_tally *units)
{
	const struct dbn_counts *c = &units->all;
	struct dbn_flow flow = { 0 };
	struct dbn_buf rate;
	char n[24];

	for (size_t i = 0; i < r->view.tasks.count; i++)
		dbn_flow_add(&flow, r->view.tasks.items[i].task, r->view.tasks.items[i].verdict, r->from, r->to);
	dbn_buf_init(&rate, 64);
	dbn_buf_addz(&rate, percent(n, c->finished, c->total));
	dbn_buf_addc(&rate, '%');
	dbn_buf_addz(&r->ctx->out, "<dl class=\"tiles\">\n");
	figure(r, "blue", DBN_MSG_PAGE_RUNNING, number(n, c->total - c->finished), DBN_MSG_PAGE_ADDED, flow.added);
	figure(r, c->overdue ? "red" : "green", DBN_MSG_PAGE_OVERDUE, number(n, c->overdue), DBN_MSG_PAGE_UNITS,
	       units_with(units, false));
	figure(r, c->silent ? "orange" : "green", DBN_MSG_PAGE_SILENT, number(n, c->silent), DBN_MSG_PAGE_UNITS,
	       units_with(units, true));
	figure(r, "green", DBN_MSG_PAGE_RATE, rate.ptr, DBN_MSG_PAGE_FINISHED, flow.finished);
	dbn_buf_addz(&r->ctx->out, "</dl>\n");
	r->ctx->out.failed = r->ctx->out.failed || rate.failed;
	dbn_buf_release(&rate);
}

/* ---- bars ---- */

/* What the list is filtered by for a unit; a task without a lead has no name to go by. */
static struct dbn_str pick_of(struct dbn_str unit)
{
	return unit.len ? unit : DBN_STR("-");
}

static void add_bars(struct report *r, const struct dbn_tally *units, size_t *part)
{
	const char *const headings[] = { dbn_msg_text(DBN_MSG_PAGE_UNIT, r->ctx->lang),
					 dbn_msg_text(DBN_MSG_PAGE_TOTAL, r->ctx->lang),
					 dbn_msg_text(DBN_MSG_PAGE_LIGHTS, r->ctx->lang) };
	size_t n = units->rows.count;
	struct dbn_page_bar *bars = dbn_arena_alloc(&r->view.arena, n + 1, sizeof *bars);

	for (size_t i = 0; bars && i < n; i++) {
		const struct dbn_tally_row *row = &units->rows.items[i];

		bars[i] = (struct dbn_page_bar){
			.name = row->key.len ? row->key : message_of(r, DBN_MSG_UNASSIGNED),
			.pick = row->counts.total ? pick_of(row->key) : DBN_STR(""),
			.light = row->counts.light,
			.total = row->counts.total,
		};
	}
	if (!bars || !n)
		return;
	add_part(r, (*part)++, DBN_MSG_PAGE_BARS);
	dbn_page_bars(&r->ctx->out, &r->how, bars, n, headings);
}

/* ---- deadlines ---- */

static enum dbn_page_due due_of(enum dbn_plan_outcome outcome)
{
	switch (outcome) {
	case DBN_OUTCOME_ON_TIME:
	case DBN_OUTCOME_LATE:
	case DBN_OUTCOME_REPORTED:
		return DBN_PAGE_DONE;
	case DBN_OUTCOME_MISSED:
		return DBN_PAGE_MISSED;
	case DBN_OUTCOME_AHEAD:
		return DBN_PAGE_AHEAD;
	default:
		return DBN_PAGE_OTHER;
	}
}

/* Of what lies outside the months only what is still to be done is drawn, at either end. */
static void count_outside(struct report *r, struct dbn_page_month *months, int32_t from, int32_t to)
{
	for (size_t i = 0; i < r->view.tasks.count; i++) {
		const struct dbn_verdict *v = r->view.tasks.items[i].verdict;

		if (v->due == DBN_NO_DAY || dbn_is_finished(r->view.tasks.items[i].task))
			continue;
		if (v->due < from)
			months[0].due[v->light == DBN_LIGHT_PAUSED ? DBN_PAGE_OTHER : DBN_PAGE_MISSED]++;
		else if (v->due > to)
			months[COLUMNS - 1].due[v->light == DBN_LIGHT_PAUSED ? DBN_PAGE_OTHER : DBN_PAGE_AHEAD]++;
	}
}

static bool count_months(struct report *r, struct dbn_page_month *months)
{
	struct dbn_ymd now = dbn_day_ymd(r->ctx->today);
	int32_t this_month = dbn_day_of(now.year, now.month, 1), first = dbn_day_add_months(this_month, -MONTHS_BEFORE);
	int32_t last = dbn_day_add_months(first, MONTHS) - 1;
	struct dbn_ymd from = dbn_day_ymd(first);
	struct dbn_plan plan;

	if (!plan_of(r, &plan, first, last))
		return false;
	months[0].name = message_of(r, DBN_MSG_PAGE_EARLIER);
	months[COLUMNS - 1].name = message_of(r, DBN_MSG_PAGE_LATER);
	for (int m = 0; m < MONTHS; m++) {
		struct dbn_ymd ymd = dbn_day_ymd(dbn_day_add_months(first, m));
		char iso[11];

		dbn_day_format(iso, dbn_day_of(ymd.year, ymd.month, 1));
		months[m + 1].year = ymd.year;
		months[m + 1].month = ymd.month;
		months[m + 1].name = dbn_arena_dup(&r->view.arena, dbn_str_sub(dbn_str_of(iso), 0, 7));
	}
	for (size_t i = 0; i < plan.items.count; i++) {
		const struct dbn_plan_item *item = &plan.items.items[i];
		struct dbn_ymd due;

		if (item->kind == DBN_PLAN_UNDATED || item->outcome == DBN_OUTCOME_MOVED)
			continue;
		due = dbn_day_ymd(item->due);
		months[(due.year - from.year) * 12 + due.month - from.month + 1].due[due_of(item->outcome)]++;
	}
	count_outside(r, months, first, last);
	return true;
}

/* The same as a table, for who does not see the drawing. */
static int write_months(struct report *r, const struct dbn_page_month *months)
{
	static const struct dbn_field fields[] = {
		{ "month", { "月份", "month" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
		{ "done", { "已完成", "done" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
		{ "missed", { "逾期未完成", "missed" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
		{ "ahead", { "未到期", "ahead" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
		{ "paused", { "暂缓", "paused" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	};
	struct dbn_table t;
	int status;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.months", fields, sizeof fields / sizeof *fields);
	for (size_t m = 0; m < COLUMNS; m++) {
		dbn_table_row(&t);
		dbn_put_text(&t, months[m].name);
		for (size_t k = 0; k < DBN_PAGE_DUES; k++)
			dbn_put_int(&t, months[m].due[k]);
	}
	dbn_buf_addz(&r->ctx->out, "<details class=\"data\"><summary>");
	text_of(r->ctx, &r->ctx->out, DBN_MSG_PAGE_AS_TABLE, NULL);
	dbn_buf_addz(&r->ctx->out, "</summary>\n");
	status = view_write(r->ctx, &t, &r->how);
	dbn_buf_addz(&r->ctx->out, "</details>\n");
	return status;
}

static int add_months(struct report *r, size_t *part)
{
	enum dbn_lang lang = r->ctx->lang;
	const char *const words[] = { dbn_msg_text(DBN_MSG_PAGE_DONE, lang),
				      dbn_plan_outcome_shown(DBN_OUTCOME_MISSED, lang),
				      dbn_plan_outcome_shown(DBN_OUTCOME_AHEAD, lang),
				      dbn_plan_outcome_shown(DBN_OUTCOME_PAUSED, lang),
				      dbn_msg_text(DBN_MSG_PAGE_TODAY, lang) };
	struct dbn_page_month months[COLUMNS] = { { 0 } };

	if (!count_months(r, months))
		return EXIT_SYSTEM;
	add_part(r, (*part)++, DBN_MSG_PAGE_TIMELINE);
	dbn_page_months(&r->ctx->out, months, COLUMNS, r->ctx->today, words, message_of(r, DBN_MSG_PAGE_TIMELINE));
	return write_months(r, months);
}

/* ---- targets ---- */

static const struct dbn_verdict *verdict_of(const struct report *r, const struct dbn_task *task)
{
	for (size_t d = 0; d < r->view.docs.count; d++)
		if (r->view.docs.items[d].doc == task->doc)
			return &r->view.docs.items[d].verdicts[task - task->doc->tasks];
	return NULL;
}

static void add_bullet(struct report *r, const struct target_seen *seen)
{
	static const char *const classes[] = { "", "met", "on", "short", "missed", "" };
	const struct dbn_forecast *f = &seen->forecast;
	const struct dbn_verdict *v = verdict_of(r, seen->target->task);
	int plan = v ? v->expected : -1, ahead = -1;
	struct dbn_buf label;
	char n[24];

	if (f->has_line && f->value > 0 && f->at_due >= 0)
		ahead = f->at_due / f->value > 9 ? 999 : (int)(f->at_due * 100 / f->value);
	dbn_buf_init(&label, TEXT_MAX);
	text_of(r->ctx, &label, DBN_MSG_PAGE_ACTUAL, number(n, f->percent), NULL);
	if (plan >= 0)
		text_of(r->ctx, &label, DBN_MSG_PAGE_PLAN, number(n, plan), NULL);
	if (ahead >= 0)
		text_of(r->ctx, &label, DBN_MSG_PAGE_FORECAST, number(n, ahead), NULL);
	dbn_page_bullet(&r->ctx->out, classes[f->course], f->percent, plan, ahead, dbn_buf_str(&label));
	r->ctx->out.failed = r->ctx->out.failed || label.failed;
	dbn_buf_release(&label);
}

static void cell(struct dbn_buf *out, const char *begin, struct dbn_str text)
{
	dbn_buf_addz(out, begin);
	dbn_html_text(out, text);
	dbn_buf_addz(out, "</td>");
}

static void target_row(struct report *r, const struct target_seen *seen)
{
	const struct dbn_ledger_target *t = seen->target;
	const struct dbn_forecast *f = &seen->forecast;
	struct dbn_buf *out = &r->ctx->out;
	char day[11] = "";

	if (f->due != DBN_NO_DAY)
		dbn_day_format(day, f->due);
	cell(out, "<tr><td class=\"id\">", t->cell[DBN_TARGET_TASK]);
	cell(out, "<td class=\"metric\">", t->cell[DBN_TARGET_METRIC]);
	cell(out, "<td class=\"unit\">", dbn_reporting_unit(t->task));
	cell(out, "<td class=\"n\">", target_goal(r, t));
	cell(out, "<td class=\"n\">", target_thousandths(r, f->has_actual, f->actual));
	dbn_buf_addz(out, "<td data-v=\"");
	if (f->percent >= 0)
		dbn_buf_addi(out, f->percent);
	dbn_buf_addz(out, "\">");
	if (f->percent >= 0)
		add_bullet(r, seen);
	dbn_buf_addz(out, "</td>");
	cell(out, "<td class=\"day\">", dbn_str_of(day));
	cell(out, "<td class=\"whole\">", dbn_str_of(target_course_word(r, f)));
	dbn_buf_addz(out, "</tr>\n");
}

/* A row of headings; right: a bit for each column of numbers. */
static void add_headings(struct report *r, const enum dbn_msg *names, size_t count, unsigned right)
{
	struct dbn_buf *out = &r->ctx->out;

	dbn_buf_addz(out, "<thead><tr>");
	for (size_t i = 0; i < count; i++) {
		dbn_buf_addz(out, right >> i & 1 ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
		text_of(r->ctx, out, names[i], NULL);
		dbn_buf_addz(out, "</th>");
	}
	dbn_buf_addz(out, "</tr></thead>\n<tbody>\n");
}

static int add_targets(struct report *r, size_t *part)
{
	static const enum dbn_msg names[] = { DBN_MSG_PAGE_ID, DBN_MSG_PAGE_METRIC, DBN_MSG_PAGE_UNIT, DBN_MSG_PAGE_VALUE,
					      DBN_MSG_PAGE_ACTUAL_VALUE, DBN_MSG_PAGE_REACHED, DBN_MSG_PAGE_DUE,
					      DBN_MSG_PAGE_COURSE };
	struct targets_seen all = { NULL, 0, 0 };

	if (!targets_of(r, DBN_NO_DAY, DBN_NO_DAY, &all))
		return EXIT_SYSTEM;
	if (!all.count)
		return EXIT_CLEAN;
	add_part(r, (*part)++, DBN_MSG_PAGE_TARGETS);
	dbn_buf_addz(&r->ctx->out, "<p class=\"soft\">");
	text_of(r->ctx, &r->ctx->out, DBN_MSG_PAGE_TARGETS_HOW, NULL);
	dbn_buf_addz(&r->ctx->out, "</p>\n<div class=\"scroll\"><table>\n");
	add_headings(r, names, sizeof names / sizeof *names, 1u << 3 | 1u << 4);
	for (size_t i = 0; i < all.count; i++)
		target_row(r, &all.items[i]);
	dbn_buf_addz(&r->ctx->out, "</tbody>\n</table></div>\n");
	return EXIT_CLEAN;
}

int page_overview(struct report *r, const struct dbn_tally *units, size_t *part)
{
	int status;

	if (r->how.format != DBN_FMT_HTML)
		return EXIT_CLEAN;
	r->how.fragment = true;
	if (r->view.tasks.count) { /* by keyboard past a button a unit and light */
		dbn_buf_addz(&r->ctx->out, "<p><a class=\"skip\" href=\"#tasks\">");
		text_of(r->ctx, &r->ctx->out, DBN_MSG_PAGE_SKIP, NULL);
		dbn_buf_addz(&r->ctx->out, "</a></p>\n");
	}
	add_figures(r, units);
	add_bars(r, units, part);
	status = add_months(r, part);
	return status ? status : add_targets(r, part);
}

/* ---- the list of tasks ---- */

static void add_choices(struct report *r, enum dbn_msg label, const char *name)
{
	struct dbn_buf *out = &r->ctx->out;

	dbn_buf_addz(out, "<label>");
	text_of(r->ctx, out, label, NULL);
	dbn_buf_addz(out, "<select name=\"");
	dbn_buf_addz(out, name);
	dbn_buf_addz(out, "\"><option value=\"\">");
	text_of(r->ctx, out, DBN_MSG_PAGE_ANY, NULL);
	dbn_buf_addz(out, "</option>");
}

static void add_choice(struct dbn_buf *out, struct dbn_str value, struct dbn_str shown)
{
	dbn_buf_addz(out, "<option");
	dbn_page_attribute(out, "value", value);
	dbn_buf_addc(out, '>');
	dbn_html_text(out, shown);
	dbn_buf_addz(out, "</option>");
}

static void add_filter(struct report *r, const struct dbn_tally *units)
{
	struct dbn_buf *out = &r->ctx->out;

	dbn_buf_addz(out, "<form id=\"filter\" class=\"filter\" role=\"search\" hidden><label>");
	text_of(r->ctx, out, DBN_MSG_PAGE_FIND, NULL);
	dbn_buf_addz(out, "<input type=\"search\" name=\"find\" autocomplete=\"off\" aria-keyshortcuts=\"/\"></label>\n");
	add_choices(r, DBN_MSG_PAGE_UNIT, "unit");
	for (size_t i = 0; i < units->rows.count; i++) {
		const struct dbn_tally_row *row = &units->rows.items[i];

		if (row->counts.total + row->counts.cancelled)
			add_choice(out, pick_of(row->key),
				   row->key.len ? row->key : message_of(r, DBN_MSG_UNASSIGNED));
	}
	dbn_buf_addz(out, "</select></label>\n");
	add_choices(r, DBN_MSG_PAGE_LIGHT, "light");
	for (int light = 0; light < DBN_LIGHT_COUNT; light++)
		if (units->all.light[light] || (light == DBN_LIGHT_CANCELLED && units->all.cancelled))
			add_choice(out, dbn_str_of(dbn_word(DBN_WORDS_LIGHT, light)),
				   dbn_str_of(dbn_word_shown(DBN_WORDS_LIGHT, light, r->ctx->lang)));
	dbn_buf_addz(out, "</select></label>\n<button type=\"reset\">");
	text_of(r->ctx, out, DBN_MSG_PAGE_CLEAR, NULL);
	dbn_buf_addz(out, "</button>\n<output aria-live=\"polite\" data-text=\"");
	text_of(r->ctx, out, DBN_MSG_PAGE_SHOWN, "{0}", "{1}", NULL);
	dbn_buf_addz(out, "\"></output></form>\n");
}

/* What the row says beyond its cells, each with the name of its column. */
static void add_particulars(struct report *r, const struct dbn_task *task)
{
	static const size_t told[] = { DBN_TASK_LEAD, DBN_TASK_COOP, DBN_TASK_UNITS, DBN_TASK_OWNER, DBN_TASK_DUE_TEXT,
				       DBN_TASK_SECTION, DBN_TASK_LINES, DBN_TASK_NOTE };
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &(size_t){ 0 });
	struct dbn_buf *out = &r->ctx->out;
	bool any = false;

	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		const struct dbn_column *column = &columns[told[i]];

		if (!task->cell[told[i]].len)
			continue;
		dbn_buf_addz(out, any ? " · " : "<p><span class=\"soft\">");
		dbn_buf_addz(out, any ? "<span class=\"soft\">" : "");
		dbn_buf_addz(out, r->ctx->lang == DBN_EN ? column->name : column->heading);
		dbn_buf_addz(out, "</span> ");
		dbn_html_text(out, task->cell[told[i]]);
		any = true;
	}
	dbn_buf_addz(out, any ? "</p>\n" : "");
}

/* One line of a list that begins with a day. */
static void begin_line(struct dbn_buf *out, int32_t day)
{
	char iso[11] = "—";

	dbn_buf_addz(out, "<li><time>");
	dbn_buf_addz(out, day == DBN_NO_DAY ? iso : dbn_day_format(iso, day));
	dbn_buf_addz(out, "</time>");
}

static void add_parts(struct report *r, const struct seen_doc *doc, const struct dbn_task *task)
{
	struct dbn_buf *out = &r->ctx->out;
	bool any = false;

	for (size_t i = (size_t)(task - doc->doc->tasks) + 1; i < doc->doc->task_count; i++) {
		const struct dbn_task *node = &doc->doc->tasks[i];

		if (!dbn_is_part(node))
			break;
		dbn_buf_addz(out, any ? "" : "<ol class=\"log\">");
		begin_line(out, node->due);
		dbn_html_text(out, node->cell[DBN_TASK_TITLE]);
		dbn_buf_addz(out, " ");
		dbn_page_light(out, &r->how, doc->verdicts[i].light);
		dbn_buf_addz(out, "</li>");
		any = true;
	}
	dbn_buf_addz(out, any ? "</ol>\n" : "");
}

static void add_history(struct report *r, const struct dbn_task *task, struct dbn_buf *words)
{
	struct dbn_buf *out = &r->ctx->out;

	dbn_buf_addz(out, task->event_count ? "<ol class=\"log\">\n" : "");
	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		dbn_buf_clear(words);
		dbn_buf_addz(words, e->kind >= 0 ? dbn_word_shown(DBN_WORDS_EVENT, e->kind, r->ctx->lang) : "");
		dbn_buf_addc(words, ' ');
		dbn_buf_add(words, e->unit);
		dbn_buf_addz(words, e->unit.len ? " " : "");
		describe_event(words, &r->view.arena, e, r->ctx->lang);
		dbn_buf_addz(words, e->by.len ? "  " : "");
		dbn_buf_add(words, e->by);
		out->failed = out->failed || words->failed;
		begin_line(out, e->on);
		dbn_html_text(out, dbn_buf_str(words));
		dbn_buf_addz(out, "</li>\n");
	}
	dbn_buf_addz(out, task->event_count ? "</ol>" : "");
}

static void add_task(struct report *r, const struct seen_doc *doc, const struct dbn_task *task, bool hidden,
		     struct dbn_buf *words)
{
	const struct dbn_verdict *v = &doc->verdicts[task - doc->doc->tasks];
	struct dbn_str unit = dbn_roster_canonical(r->view.roster, dbn_reporting_unit(task));
	int32_t due = v->due != DBN_NO_DAY ? v->due : task->due;
	struct dbn_buf *out = &r->ctx->out;
	char day[11] = "";

	dbn_buf_addz(out, "<tr");
	dbn_page_attribute(out, "data-u", pick_of(unit));
	dbn_page_attribute(out, "data-l", dbn_str_of(dbn_word(DBN_WORDS_LIGHT, (int)v->light)));
	cell(out, hidden ? " hidden><td class=\"id\">" : "><td class=\"id\">", task->cell[DBN_TASK_ID]);
	dbn_buf_addz(out, "<td><details><summary>");
	dbn_html_text(out, task->cell[DBN_TASK_TITLE]);
	dbn_buf_addz(out, "</summary><div class=\"told\">\n");
	if (task->cell[DBN_TASK_TEXT].len) {
		dbn_buf_addz(out, "<p class=\"wording\">");
		dbn_html_text(out, task->cell[DBN_TASK_TEXT]);
		dbn_buf_addz(out, "</p>\n");
	}
	add_particulars(r, task);
	add_parts(r, doc, task);
	add_history(r, task, words);
	dbn_buf_addz(out, "</div></details></td>");
	cell(out, "<td>", unit);
	cell(out, "<td class=\"day\">", dbn_str_of(due != DBN_NO_DAY ? dbn_day_format(day, due) : ""));
	dbn_buf_addz(out, "<td data-v=\"");
	dbn_buf_addi(out, (int64_t)v->light);
	dbn_buf_addz(out, "\">");
	dbn_page_light(out, &r->how, v->light);
	dbn_buf_clear(words);
	dbn_verdict_paper(words, v, r->ctx->lang);
	out->failed = out->failed || words->failed;
	dbn_buf_addz(out, "</td><td>");
	dbn_html_prose(out, dbn_buf_str(words));
	dbn_buf_addz(out, "</td>");
	dbn_buf_addz(out, "<td class=\"n\">");
	if (task->progress >= 0) {
		dbn_buf_addi(out, task->progress);
		dbn_buf_addc(out, '%');
	}
	dbn_buf_addz(out, "</td></tr>\n");
}

int page_tasks(struct report *r, const struct dbn_tally *units, size_t *part)
{
	static const enum dbn_msg names[] = { DBN_MSG_PAGE_ID, DBN_MSG_PAGE_TASK, DBN_MSG_PAGE_UNIT, DBN_MSG_PAGE_DUE,
					      DBN_MSG_PAGE_LIGHT, DBN_MSG_PAGE_WHY, DBN_MSG_PAGE_PROGRESS };
	struct dbn_buf words;
	size_t rows = 0;

	if (r->how.format != DBN_FMT_HTML || !r->view.tasks.count)
		return EXIT_CLEAN;
	add_part(r, (*part)++, DBN_MSG_PAGE_TASKS);
	add_filter(r, units);
	dbn_buf_addz(&r->ctx->out, "<noscript><style>#tasks tr[hidden]{display:table-row}</style></noscript>\n"
				      "<div class=\"scroll\"><table id=\"tasks\" data-step=\"");
	dbn_buf_addi(&r->ctx->out, ROWS_AT_ONCE);
	dbn_buf_addz(&r->ctx->out, "\">\n");
	add_headings(r, names, sizeof names / sizeof *names, 1u << 6);
	dbn_buf_init(&words, TEXT_MAX);
	for (size_t d = 0; d < r->view.docs.count; d++) {
		const struct seen_doc *doc = &r->view.docs.items[d];

		for (size_t i = 0; i < doc->doc->task_count; i++)
			if (doc->chosen[i] && !dbn_is_part(&doc->doc->tasks[i]))
				add_task(r, doc, &doc->doc->tasks[i], rows++ >= ROWS_AT_ONCE, &words);
	}
	dbn_buf_addz(&r->ctx->out, "</tbody>\n</table></div>\n<button type=\"button\" id=\"more\" hidden data-text=\"");
	text_of(r->ctx, &r->ctx->out, DBN_MSG_PAGE_MORE, "{0}", NULL);
	dbn_buf_addz(&r->ctx->out, "\"></button>\n");
	dbn_buf_release(&words);
	return EXIT_CLEAN;
}
