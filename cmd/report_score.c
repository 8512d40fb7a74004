/* report_score.c - appraisal: each unit's score, and every point explained. */
#include <string.h>

#include "dubanc/score.h"
#include "report.h"

static const struct dbn_field fields[] = {
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "score", { "得分", "score" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "added", { "加分", "added" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "deducted", { "减分", "deducted" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "points", { "计分项", "points" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
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
enum { POINT_PEOPLE = 6, POINT_ALL = 7 };

/* score.ini, or the defaults where the ledger has none. */
static int read_rules(struct report *r, struct dbn_score_rules *rules, struct dbn_err *err)
{
	struct dbn_err missing = { 0 };
	struct dbn_buf bytes;
	struct dbn_ini ini;
	int code = DBN_OK;

	dbn_score_rules_init(rules);
	dbn_buf_init(&bytes, 1 << 20);
	if (dbn_ledger_read_file(&r->ctx->ledger, "score.ini", &bytes, &missing) == DBN_OK) {
		code = dbn_ini_parse(&ini, &r->view.arena, dbn_arena_dup(&r->view.arena, dbn_buf_str(&bytes)),
				     "score.ini", to_stderr(r->ctx), err);
		if (!code)
			dbn_score_rules_take(rules, &ini, "score.ini", to_stderr(r->ctx));
	}
	dbn_buf_release(&bytes);
	return code;
}

static struct dbn_str hundredths(struct report *r, int64_t value)
{
	struct dbn_str out;
	struct dbn_buf b;

	dbn_buf_init(&b, 64);
	dbn_score_number(&b, value);
	out = dbn_arena_dup(&r->view.arena, dbn_buf_str(&b));
	dbn_buf_release(&b);
	return out;
}

/* score.ini:12, or that it is the default. */
static struct dbn_str rule_line(struct report *r, const struct dbn_score_rules *rules, enum dbn_score_rule rule)
{
	struct dbn_str out;
	struct dbn_buf b;

	dbn_buf_init(&b, 64);
	dbn_buf_addz(&b, "score.ini");
	if (rules->rule[rule].line) {
		dbn_buf_addc(&b, ':');
		dbn_buf_addi(&b, (int64_t)rules->rule[rule].line);
	} else {
		dbn_buf_addz(&b, r->ctx->lang == DBN_EN ? " (default)" : "（默认）");
	}
	out = dbn_arena_dup(&r->view.arena, dbn_buf_str(&b));
	dbn_buf_release(&b);
	return out;
}

static void put_point(struct report *r, struct dbn_table *t, const struct dbn_score *s, const struct dbn_point *p,
		      bool people)
{
	struct dbn_buf why;

	dbn_buf_init(&why, 1 << 16);
	dbn_point_text(&why, p, r->ctx->lang);
	dbn_table_row(t);
	dbn_put_text(t, p->unit);
	dbn_put_text(t, hundredths(r, p->value));
	dbn_put_textz(t, people ? dbn_score_name(p->rule, r->ctx->lang) : dbn_score_key(p->rule));
	dbn_put_text(t, p->task->cell[DBN_TASK_ID]);
	dbn_put_text(t, dbn_arena_dup(&r->view.arena, dbn_buf_str(&why)));
	dbn_put_text(t, rule_line(r, s->rules, p->rule));
	if (!people)
		dbn_put_text(t, p->event ? p->event->id : DBN_STR(""));
	dbn_buf_release(&why);
}

/* The points of one unit, or of all where unit is empty. */
static int write_points(struct report *r, const struct dbn_score *s, struct dbn_str unit)
{
	bool people = is_paper(r);
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.points", point_fields, people ? POINT_PEOPLE : POINT_ALL);
	for (size_t i = 0; i < s->rows.count; i++) {
		const struct dbn_score_row *row = &s->rows.items[i];

		for (size_t k = row->first; k < row->first + row->count; k++)
			if ((!unit.len || dbn_str_eq(unit, row->unit)) && s->points.items[k].counted)
				put_point(r, &t, s, &s->points.items[k], people);
	}
	return view_write(r->ctx, &t, &r->how);
}

static int write_scores(struct report *r, const struct dbn_score *s)
{
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.score", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < s->rows.count; i++) {
		const struct dbn_score_row *row = &s->rows.items[i];

		dbn_table_row(&t);
		dbn_put_text(&t, row->unit);
		dbn_put_text(&t, hundredths(r, row->score));
		dbn_put_text(&t, hundredths(r, row->added));
		dbn_put_text(&t, hundredths(r, row->deducted));
		dbn_put_int(&t, (int64_t)row->count);
	}
	return view_write(r->ctx, &t, &r->how);
}

/* Suspended tasks drop out, and it is said which. */
static void add_excluded(struct report *r, const struct dbn_score *s)
{
	for (size_t i = 0; i < s->excluded.count; i++) {
		const struct dbn_excluded *e = &s->excluded.items[i];
		char day[11];
		struct dbn_str args[] = { e->unit, e->task->cell[DBN_TASK_ID],
					  dbn_str_of(dbn_day_format(day, e->since)) };
		struct dbn_buf line;

		dbn_buf_init(&line, 1 << 16);
		dbn_msg_format(&line, DBN_MSG_SCORE_EXCLUDED, r->ctx->lang, args, 3);
		add_paragraph(r, dbn_buf_str(&line));
		dbn_buf_release(&line);
	}
}

static int write_paper(struct report *r, const struct dbn_score *s, struct dbn_str unit)
{
	size_t part = 0;
	int status;

	begin_titled(r, DBN_MSG_SCORE_TITLE);
	add_part(r, part++, DBN_MSG_SCORE_SCORES);
	status = write_scores(r, s);
	add_part(r, part++, DBN_MSG_SCORE_POINTS);
	if (!status)
		status = write_points(r, s, unit);
	if (s->excluded.count) {
		add_part(r, part, DBN_MSG_SCORE_LEFT_OUT);
		add_excluded(r, s);
	}
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
	return write_paper(r, &score, unit);
}
