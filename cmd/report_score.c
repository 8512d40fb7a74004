/* report_score.c - appraisal: each unit's score, and every point explained. */
#include <string.h>

#include "dubanc/score.h"
#include "report.h"
#include "score_words.h"

static const struct dbn_field fields[] = {
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "score", { "得分", "score" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "added", { "加分", "added" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "deducted", { "减分", "deducted" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "points", { "计分项", "points" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "rank", { "名次", "rank" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
};

static const struct dbn_field point_fields[] = {
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "value", { "分值", "value" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "rule", { "规则", "rule" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "task", { "任务", "task" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "reason", { "事由", "reason" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "line", { "依据", "line" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "event", { "事件", "event" }, DBN_LEFT, DBN_FIT_CUT, 0 },
};
/* People read the unit once, above its points. */
static const struct dbn_field reason_fields[] = {
	{ "value", { "分值", "value" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "rule", { "规则", "rule" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "task", { "任务", "task" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "reason", { "事由", "reason" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "line", { "依据", "line" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};

/* score.ini, or the defaults where the ledger has none. */
static int read_rules(struct report *r, struct dbn_score_rules *rules, struct dbn_err *err)
{
	struct dbn_err missing = { 0 };
	struct dbn_buf bytes;
	struct dbn_ini ini;
	int code = DBN_OK;

	dbn_score_rules_init(rules);
	dbn_buf_init(&bytes, 1 << 20);
	if (dbn_ledger_read_file(&r->ctx->ledger, "score.ini", &bytes, &missing)) {
		/* rules that cannot be read are not the default ones */
		if (missing.diag.msg != DBN_MSG_FILE_MISSING) {
			*err = missing;
			code = err->code;
		}
	} else {
		code = dbn_ini_parse(&ini, &r->view.arena, dbn_arena_dup(&r->view.arena, dbn_buf_str(&bytes)),
				     "score.ini", to_stderr(r->ctx), err);
		if (!code)
			dbn_score_rules_take(rules, &ini, "score.ini", to_stderr(r->ctx));
	}
	dbn_buf_release(&bytes);
	return code;
}

static void put_point(struct report *r, struct dbn_table *t, const struct dbn_score *s, const struct dbn_point *p)
{
	bool people = is_paper(r);
	struct dbn_buf why;

	dbn_buf_init(&why, 1 << 16);
	if (people) { /* who reads it knows the task by its title */
		dbn_buf_add(&why, p->task->cell[DBN_TASK_TITLE]);
		dbn_buf_addz(&why, dbn_msg_text(DBN_MSG_COLON, r->ctx->lang));
	}
	dbn_point_text(&why, p, r->ctx->lang, people);
	dbn_table_row(t);
	if (!people)
		dbn_put_text(t, p->unit);
	dbn_put_text(t, score_number(r, p->value));
	dbn_put_textz(t, people ? dbn_score_name(p->rule, r->ctx->lang) : dbn_score_key(p->rule));
	dbn_put_text(t, p->task->cell[DBN_TASK_ID]);
	dbn_put_text(t, dbn_arena_dup(&r->view.arena, dbn_buf_str(&why)));
	dbn_put_text(t, score_rule_line(r, s->rules, p->rule));
	if (!people)
		dbn_put_text(t, p->event ? p->event->id : DBN_STR(""));
	dbn_buf_release(&why);
}

/* 区教育局  得分 90 = 100 + 1 - 11 */
static struct dbn_str unit_heading(struct report *r, const struct dbn_score *s, const struct dbn_score_row *row)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 1 << 16);
	dbn_buf_add(&b, row->unit);
	dbn_buf_addz(&b, "  ");
	add_score_sum(r, &b, s, row);
	return dbn_arena_take(&r->view.arena, &b);
}

/* Points of the span itself: those before it only count on. */
static int counted_points(const struct dbn_score *s, const struct dbn_score_row *row)
{
	int n = 0;

	for (size_t k = row->first; k < row->first + row->count; k++)
		n += s->points.items[k].counted;
	return n;
}

/* The points of one unit, or of all where unit is empty. */
static int write_points(struct report *r, const struct dbn_score *s, struct dbn_str unit)
{
	bool people = is_paper(r);
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.points", people ? reason_fields : point_fields,
		       people ? sizeof reason_fields / sizeof *reason_fields : sizeof point_fields / sizeof *point_fields);
	for (size_t i = 0; i < s->rows.count; i++) {
		const struct dbn_score_row *row = &s->rows.items[i];

		if (unit.len && !dbn_str_eq(unit, row->unit))
			continue;
		if (people && unit.len == 0 && counted_points(s, row)) /* one alone stands in the heading */
			dbn_table_group(&t, unit_heading(r, s, row));
		for (size_t k = row->first; k < row->first + row->count; k++)
			if (s->points.items[k].counted)
				put_point(r, &t, s, &s->points.items[k]);
	}
	return view_write(r->ctx, &t, &r->how);
}

/* Of an office that keeps a register, the units in it: those of other levels are not its to appraise. */
static bool is_appraised(const struct report *r, const struct dbn_score_row *row)
{
	return row->known || r->view.roster->count == 0;
}

/* Units with one score share a place, and the next one counts them all: 1 2 2 4. */
static int rank_of(const struct report *r, const struct dbn_score *s, const struct dbn_score_row *row)
{
	int rank = 1;

	for (size_t i = 0; i < s->rows.count; i++)
		rank += is_appraised(r, &s->rows.items[i]) && s->rows.items[i].score > row->score;
	return rank;
}

static int write_scores(struct report *r, const struct dbn_score *s)
{
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.score", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < s->rows.count; i++) {
		const struct dbn_score_row *row = &s->rows.items[i];

		if (!is_appraised(r, row))
			continue;
		dbn_table_row(&t);
		dbn_put_text(&t, row->unit);
		dbn_put_text(&t, score_number(r, row->score));
		dbn_put_text(&t, score_number(r, row->added));
		dbn_put_text(&t, score_number(r, row->deducted));
		dbn_put_int(&t, counted_points(s, row));
		dbn_put_int(&t, rank_of(r, s, row));
	}
	return view_write(r->ctx, &t, &r->how);
}

/* Suspended tasks drop out, and it is said which: of one unit, or of all. */
static void add_excluded(struct report *r, const struct dbn_score *s, struct dbn_str unit)
{
	for (size_t i = 0; i < s->excluded.count; i++) {
		const struct dbn_excluded *e = &s->excluded.items[i];
		struct dbn_str args[] = { e->unit, e->task->cell[DBN_TASK_ID],
					  dbn_str_of(paper_day(r, e->since)), e->task->cell[DBN_TASK_TITLE] };
		struct dbn_buf line;

		if (unit.len && !dbn_str_eq(unit, e->unit))
			continue;
		dbn_buf_init(&line, 1 << 16);
		dbn_msg_format(&line, DBN_MSG_SCORE_EXCLUDED, r->ctx->lang, args, 4);
		add_paragraph(r, dbn_buf_str(&line));
		dbn_buf_release(&line);
	}
}

/* Who had a task and is not in units.csv: no score, and said so. */
static void add_others(struct report *r, const struct dbn_score *s)
{
	struct dbn_buf names;

	dbn_buf_init(&names, 1 << 16);
	for (size_t i = 0; i < s->rows.count; i++) {
		if (is_appraised(r, &s->rows.items[i]))
			continue;
		add_member(r, &names, s->rows.items[i].unit);
	}
	add_outsiders(r, &names);
}

/* --explain: one unit, its score as a sum, and every point of it. */
static int explain_unit(struct report *r, const struct dbn_score *s, struct dbn_str unit)
{
	const struct dbn_score_row *row = NULL;
	int status = EXIT_CLEAN;

	begin_titled(r, DBN_MSG_SCORE_TITLE);
	for (size_t i = 0; i < s->rows.count; i++)
		if (dbn_str_eq(s->rows.items[i].unit, unit))
			row = &s->rows.items[i];
	if (row)
		add_paragraph(r, unit_heading(r, s, row));
	if (r->how.format == DBN_FMT_TEXT)
		dbn_buf_addc(&r->ctx->out, '\n');
	if (row && counted_points(s, row))
		status = write_points(r, s, unit);
	else
		add_paragraph(r, message_of(r, DBN_MSG_SCORE_NO_POINTS));
	add_excluded(r, s, unit);
	add_part(r, 0, DBN_MSG_SCORE_HOW);
	add_score_rules(r, s->rules);
	end_paper(r);
	return status;
}

/* How many units, how many points, up to which day. */
static void add_finding(struct report *r, const struct dbn_score *s)
{
	char units[24], added[24], taken[24], out[24];
	int64_t n[3] = { 0 };

	for (size_t i = 0; i < s->rows.count; i++) {
		const struct dbn_score_row *row = &s->rows.items[i];

		if (!is_appraised(r, row))
			continue;
		n[0]++;
		for (size_t k = row->first; k < row->first + row->count; k++) {
			n[1] += s->points.items[k].counted && s->points.items[k].value > 0;
			n[2] += s->points.items[k].counted && s->points.items[k].value < 0;
		}
	}
	SENTENCE(r, DBN_MSG_SCORE_FINDING, paper_day(r, s->last), number(units, n[0]), number(added, n[1]),
		 number(taken, n[2]), number(out, (int64_t)s->excluded.count));
}

static int write_paper(struct report *r, const struct dbn_score *s)
{
	size_t part = 0;
	int status;

	begin_titled(r, DBN_MSG_SCORE_TITLE);
	add_finding(r, s);
	add_part(r, part++, DBN_MSG_SCORE_SCORES);
	status = write_scores(r, s);
	add_others(r, s);
	add_part(r, part++, DBN_MSG_SCORE_POINTS);
	if (!status && s->points.count)
		status = write_points(r, s, DBN_STR(""));
	else
		add_paragraph(r, message_of(r, DBN_MSG_SCORE_NO_POINTS));
	if (s->excluded.count) {
		add_part(r, part++, DBN_MSG_SCORE_LEFT_OUT);
		add_excluded(r, s, DBN_STR(""));
	}
	add_part(r, part, DBN_MSG_SCORE_HOW);
	add_score_rules(r, s->rules);
	end_paper(r);
	return status;
}

int report_score(struct report *r)
{
	const char *explain = opt_text(&r->ctx->opts, "explain");
	struct dbn_str unit = explain ? dbn_roster_canonical(r->view.roster, dbn_str_of(explain)) : DBN_STR("");
	struct dbn_score_rules rules;
	struct dbn_score score;
	struct dbn_err err = { 0 };

	if (explain && asked_unit(r->ctx, dbn_str_of(explain)))
		return EXIT_USAGE;
	if (read_rules(r, &rules, &err))
		return complain(r->ctx, &err);
	dbn_score_init(&score, &r->view.arena, &r->ctx->ledger, r->view.roster, &rules, r->from, r->to, r->ctx->today);
	for (size_t i = 0; i < r->view.docs.count; i++)
		dbn_score_add(&score, r->view.docs.items[i].doc);
	if (dbn_score_finish(&score, &err))
		return complain(r->ctx, &err);
	if (!is_paper(r))
		return explain ? write_points(r, &score, unit) : write_scores(r, &score);
	return explain ? explain_unit(r, &score, unit) : write_paper(r, &score);
}
