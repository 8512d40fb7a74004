/* score_words.c - scores and rules of appraisal as papers say them. */
#include "score_words.h"

enum { TEXT_ROOM = 1 << 16 };

struct dbn_str score_number(struct report *r, int64_t value)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 64);
	dbn_score_number(&b, value);
	return dbn_arena_take(&r->view.arena, &b);
}

struct dbn_str score_rule_line(struct report *r, const struct dbn_score_rules *rules, enum dbn_score_rule rule)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 64);
	dbn_buf_addz(&b, "score.ini");
	if (rules->rule[rule].line) {
		dbn_buf_addc(&b, ':');
		dbn_buf_addi(&b, (int64_t)rules->rule[rule].line);
	} else {
		dbn_buf_addz(&b, dbn_msg_text(DBN_MSG_SCORE_DEFAULT, r->ctx->lang));
	}
	return dbn_arena_take(&r->view.arena, &b);
}

/* base + added - deducted */
static void add_terms(struct dbn_buf *out, const struct dbn_score *s, const struct dbn_score_row *row)
{
	dbn_score_number(out, s->rules->base);
	if (row->added) {
		dbn_buf_addz(out, " + ");
		dbn_score_number(out, row->added);
	}
	if (row->deducted) {
		dbn_buf_addz(out, " - ");
		dbn_score_number(out, row->deducted);
	}
}

/* 8月99.5分、9月99分，其余各月100分: the months that differ from the base, and the rest. */
static void add_months(struct report *r, struct dbn_buf *out, const struct dbn_score *s, const struct dbn_score_row *row)
{
	int months = dbn_score_months(s), rest = 0;
	bool one_year = dbn_day_ymd(s->first).year == dbn_day_ymd(s->last).year;
	char n[24];

	text_of(r->ctx, out, DBN_MSG_SCORE_MEAN, number(n, months), NULL);
	for (int k = 0; k < months; k++) {
		int32_t first;
		int64_t score = dbn_score_month(s, row, k, &first);
		struct dbn_ymd d = dbn_day_ymd(first);
		char year[24], month[24];

		if (score == s->rules->base) {
			rest++;
			continue;
		}
		dbn_buf_addz(out, k > rest ? dbn_msg_text(DBN_MSG_LIST_COMMA, r->ctx->lang) : "");
		text_of(r->ctx, out, one_year ? DBN_MSG_SCORE_MONTH : DBN_MSG_SCORE_YEAR_MONTH, number(month, d.month),
			score_number(r, score).ptr, number(year, d.year), NULL);
	}
	if (rest)
		text_of(r->ctx, out, rest < months ? DBN_MSG_SCORE_OTHER_MONTHS : DBN_MSG_SCORE_ALL_MONTHS,
			score_number(r, s->rules->base).ptr, NULL);
}

void add_score_sum(struct report *r, struct dbn_buf *out, const struct dbn_score *s, const struct dbn_score_row *row)
{
	int64_t sum = s->rules->base + row->added - row->deducted;

	text_of(r->ctx, out, DBN_MSG_SCORE_OF, score_number(r, row->score).ptr, NULL);
	if (s->rules->monthly) {
		add_months(r, out, s, row);
		return;
	}
	dbn_buf_addz(out, sum == row->score ? " = " : dbn_msg_text(DBN_MSG_COLON, r->ctx->lang));
	add_terms(out, s, row);
	if (sum != row->score)
		text_of(r->ctx, out, sum > row->score ? DBN_MSG_SCORE_AT_MOST : DBN_MSG_SCORE_AT_LEAST, NULL);
}

/* 退回第1次0.5分、第2次1分、第4次起5分 */
static void add_value(struct report *r, struct dbn_buf *out, const struct dbn_score_value *v)
{
	char n[24];

	if (v->steps == 1)
		text_of(r->ctx, out, DBN_MSG_SCORE_EACH, score_number(r, v->step[0].value).ptr, NULL);
	for (int i = 0; i < v->steps && v->steps > 1; i++) {
		dbn_buf_addz(out, i ? dbn_msg_text(DBN_MSG_LIST_COMMA, r->ctx->lang) : "");
		text_of(r->ctx, out, i + 1 == v->steps || v->step[i + 1].from > v->step[i].from + 1 ? DBN_MSG_SCORE_NTH_ON
												    : DBN_MSG_SCORE_NTH,
			number(n, v->step[i].from), score_number(r, v->step[i].value).ptr, NULL);
	}
	if (v->limit)
		text_of(r->ctx, out, DBN_MSG_SCORE_LIMIT, score_number(r, v->limit).ptr, NULL);
}

/* 减分：到期未办结 5（score.ini:15）；… Rules of 0 are none. */
static void add_rules(struct report *r, const struct dbn_score_rules *rules, bool add)
{
	struct dbn_buf b;
	bool any = false;

	dbn_buf_init(&b, TEXT_ROOM);
	text_of(r->ctx, &b, add ? DBN_MSG_SCORE_ADDS : DBN_MSG_SCORE_TAKES, NULL);
	for (int i = 0; i < DBN_SCORE_RULES; i++) {
		enum dbn_score_rule rule = (enum dbn_score_rule)i;
		const struct dbn_score_value *v = &rules->rule[i];

		if (dbn_score_adds(rule) != add || (v->steps == 1 && v->step[0].value == 0))
			continue;
		dbn_buf_addz(&b, any ? dbn_msg_text(DBN_MSG_SCORE_NEXT, r->ctx->lang) : "");
		dbn_buf_addz(&b, dbn_score_name(rule, r->ctx->lang));
		add_value(r, &b, v);
		text_of(r->ctx, &b, v->line ? DBN_MSG_SCORE_LINE : DBN_MSG_SCORE_DEFAULT,
			score_rule_line(r, rules, rule).ptr, NULL);
		any = true;
	}
	dbn_buf_addz(&b, any ? dbn_msg_text(DBN_MSG_SCORE_STOP, r->ctx->lang)
			     : dbn_msg_text(DBN_MSG_SCORE_NO_RULE, r->ctx->lang));
	add_paragraph(r, dbn_buf_str(&b));
	r->ctx->out.failed = r->ctx->out.failed || b.failed;
	dbn_buf_release(&b);
}

void add_score_rules(struct report *r, const struct dbn_score_rules *rules)
{
	char n[24];
	struct dbn_buf b;

	dbn_buf_init(&b, TEXT_ROOM);
	text_of(r->ctx, &b, rules->monthly ? DBN_MSG_SCORE_BASE_MONTH : DBN_MSG_SCORE_BASE,
		score_number(r, rules->base).ptr, NULL);
	if (rules->max)
		text_of(r->ctx, &b, DBN_MSG_SCORE_MAX, score_number(r, rules->max).ptr, NULL);
	text_of(r->ctx, &b, DBN_MSG_SCORE_MIN, score_number(r, rules->min).ptr, NULL);
	if (rules->assist)
		text_of(r->ctx, &b, DBN_MSG_SCORE_ASSIST, number(n, rules->assist), NULL);
	else
		text_of(r->ctx, &b, DBN_MSG_SCORE_ASSIST_NOT, NULL);
	add_paragraph(r, dbn_buf_str(&b));
	r->ctx->out.failed = r->ctx->out.failed || b.failed;
	dbn_buf_release(&b);
	add_rules(r, rules, false);
	add_rules(r, rules, true);
	add_paragraph(r, message_of(r, DBN_MSG_SCORE_DUE));
}
