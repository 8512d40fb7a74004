/* score.c - points into scores. */
#include <stdlib.h>

#include "dubanc/sample.h"
#include "dubanc/score.h"
#include "dubanc/written.h"
#include "number.h"
#include "score_int.h"

void dbn_score_init(struct dbn_score *s, struct dbn_arena *arena, const struct dbn_ledger *l,
		    const struct dbn_roster *roster, const struct dbn_score_rules *rules,
		    int32_t first, int32_t last, int32_t today)
{
	*s = (struct dbn_score){ .arena = arena,
				 .l = l,
				 .roster = roster,
				 .rules = rules,
				 .first = first,
				 .last = last < today ? last : today,
				 .over = last < today };
}

void score_other(struct dbn_score *s, struct dbn_str unit)
{
	struct dbn_str *more;

	if (dbn_roster_find(s->roster, unit) != DBN_NONE)
		return;
	for (size_t i = 0; i < s->other_count; i++)
		if (dbn_str_eq(s->others[i], unit))
			return;
	more = dbn_arena_more(s->arena, s->others, s->other_count, &s->other_cap, sizeof *more);
	if (!more || s->other_count == s->other_cap) {
		s->failed = true;
		return;
	}
	s->others = more;
	s->others[s->other_count++] = unit;
}

/* Roster order, then name; within a unit by the day of the fact. */
static int by_unit(const void *x, const void *y)
{
	const struct dbn_point *a = x, *b = y;
	int c = dbn_roster_cmp(a->order, a->unit, b->order, b->unit);

	if (c)
		return c;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	c = dbn_str_cmp(a->task->cell[DBN_TASK_ID], b->task->cell[DBN_TASK_ID]);
	if (c || !a->event || !b->event)
		return c;
	return dbn_str_cmp(a->event->id, b->event->id);
}

/* What the n-th time costs. */
static int64_t nth_value(const struct dbn_score_value *v, int nth)
{
	int64_t value = 0;

	for (int i = 0; i < v->steps && v->step[i].from <= nth; i++)
		value = v->step[i].value;
	return value;
}

/* One unit's points of one calendar year are numbered rule by rule. */
static void value_points(struct dbn_score *s, struct dbn_point *p, size_t count)
{
	int nth[DBN_SCORE_RULES] = { 0 }, year = 0;

	for (size_t i = 0; i < count; i++) {
		const struct dbn_score_value *v = &s->rules->rule[p[i].rule];
		int64_t value = 0;

		if (dbn_day_ymd(p[i].day).year != year) {
			year = dbn_day_ymd(p[i].day).year;
			for (int k = 0; k < DBN_SCORE_RULES; k++)
				nth[k] = 0;
		}
		p[i].nth = nth[p[i].rule] + 1;
		for (int k = 0; k < p[i].count; k++)
			value += nth_value(v, ++nth[p[i].rule]);
		if (p[i].assist)
			value = number_share(value, s->rules->assist, 100);
		p[i].value = p[i].counted ? value * score_sign(p[i].rule) : 0;
	}
}

static bool same_month(int32_t a, int32_t b)
{
	struct dbn_ymd x = dbn_day_ymd(a), y = dbn_day_ymd(b);

	return x.year == y.year && x.month == y.month;
}

/* [limit]: at most so many points by one rule in a period. */
static void limit_points(struct dbn_score *s, struct dbn_point *p, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int64_t limit = s->rules->rule[p[i].rule].limit, spent = 0, size;
		int sign = score_sign(p[i].rule);

		if (limit == 0)
			continue;
		for (size_t k = 0; k < i; k++)
			if (p[k].rule == p[i].rule &&
			    (!s->rules->monthly || same_month(p[k].day, p[i].day)))
				spent += p[k].value * sign;
		size = p[i].value * sign;
		if (spent + size > limit) {
			p[i].value = (limit - spent) * sign;
			p[i].limited = true;
		}
	}
}

static int64_t clamp(const struct dbn_score_rules *r, int64_t score)
{
	if (r->max && score > r->max)
		score = r->max;
	return score < r->min ? r->min : score;
}

int dbn_score_months(const struct dbn_score *s)
{
	struct dbn_ymd from = dbn_day_ymd(s->first), to = dbn_day_ymd(s->last);

	return (to.year - from.year) * 12 + to.month - from.month + 1;
}

/* Each month starts at the base again. */
int64_t dbn_score_month(const struct dbn_score *s, const struct dbn_score_row *row, int k, int32_t *first)
{
	struct dbn_ymd from = dbn_day_ymd(s->first);
	int64_t score = s->rules->base;

	for (size_t i = row->first; i < row->first + row->count; i++) {
		const struct dbn_point *p = &s->points.items[i];
		struct dbn_ymd d = dbn_day_ymd(p->day);

		if (p->counted && (d.year - from.year) * 12 + d.month - from.month == k)
			score += p->value;
	}
	if (first)
		*first = dbn_day_of(from.year + (from.month - 1 + k) / 12, (from.month - 1 + k) % 12 + 1, 1);
	return clamp(s->rules, score);
}

/* A year in months is their mean. */
static int64_t monthly_score(const struct dbn_score *s, const struct dbn_score_row *row)
{
	int months = dbn_score_months(s);
	int64_t sum = 0;

	for (int m = 0; m < months; m++)
		sum += dbn_score_month(s, row, m, NULL);
	return months > 0 ? number_share(sum, 1, months) : s->rules->base;
}

static void fill_row(struct dbn_score *s, struct dbn_score_row *row)
{
	struct dbn_point *p = s->points.items ? s->points.items + row->first : NULL;

	value_points(s, p, row->count);
	limit_points(s, p, row->count);
	for (size_t i = 0; i < row->count; i++) {
		row->added += p[i].value > 0 ? p[i].value : 0;
		row->deducted += p[i].value < 0 ? -p[i].value : 0;
	}
	row->score = s->rules->monthly
			     ? monthly_score(s, row)
			     : clamp(s->rules, s->rules->base + row->added - row->deducted);
}

/* A row for a unit with the run of its points; they are sorted by unit. */
static void add_row(struct dbn_score *s, struct dbn_str unit, size_t order)
{
	struct dbn_score_row *row = DBN_PUSH(s->arena, &s->rows);
	size_t at = 0;

	if (!row) {
		s->failed = true;
		return;
	}
	*row = (struct dbn_score_row){ .unit = unit, .known = order != DBN_NONE, .order = order };
	while (at < s->points.count && !dbn_str_eq(s->points.items[at].unit, unit))
		at++;
	row->first = at;
	while (at < s->points.count && dbn_str_eq(s->points.items[at].unit, unit))
		at++;
	row->count = at - row->first;
	fill_row(s, row);
}

int dbn_score_finish(struct dbn_score *s, struct dbn_err *err)
{
	if (s->points.count)
		qsort(s->points.items, s->points.count, sizeof *s->points.items, by_unit);
	for (size_t i = 0; s->roster && i < s->roster->count; i++)
		if (!s->roster->units[i].group)
			add_row(s, s->roster->units[i].name, i);
	for (size_t i = 0; i < s->other_count; i++)
		add_row(s, s->others[i], DBN_NONE);
	return s->failed || s->arena->failed ? dbn_fail_memory(err) : DBN_OK;
}

void dbn_score_number(struct dbn_buf *out, int64_t hundredths)
{
	uint64_t v = hundredths < 0 ? 0 - (uint64_t)hundredths : (uint64_t)hundredths;

	if (hundredths < 0)
		dbn_buf_addc(out, '-');
	dbn_buf_add_padded(out, v / 100, 1);
	if (v % 100 == 0)
		return;
	dbn_buf_addc(out, '.');
	if (v % 10)
		dbn_buf_add_padded(out, v % 100, 2);
	else
		dbn_buf_add_padded(out, v % 100 / 10, 1);
}

static void add_piece(struct dbn_buf *out, size_t start, enum dbn_msg msg, enum dbn_lang lang,
		      struct dbn_str arg)
{
	if (out->len > start)
		dbn_buf_addz(out, lang == DBN_ZH ? "，" : ", ");
	dbn_msg_format(out, msg, lang, &arg, 1);
}

/* 2024-04、2024-05, as the language joins them; of a paper 2024年4月、2024年5月. */
static void add_names(struct dbn_buf *out, size_t start, struct dbn_str names, enum dbn_lang lang,
		      bool paper)
{
	static const char joint[] = "、";
	size_t at;

	for (bool more = out->len > start; names.len; more = true) {
		at = dbn_str_find(names, dbn_str_of(joint));
		dbn_buf_addz(out, !more ? "" : dbn_msg_text(DBN_MSG_LIST_COMMA, lang));
		if (paper)
			dbn_paper_period(out, lang, dbn_str_sub(names, 0, at));
		else
			dbn_buf_add(out, dbn_str_sub(names, 0, at));
		names = at == DBN_NONE ? DBN_STR("") : dbn_str_from(names, at + sizeof joint - 1);
	}
}

/* What the event says; of an inspection in words. */
static void add_text(struct dbn_buf *out, size_t start, const struct dbn_event *e, enum dbn_lang lang)
{
	struct dbn_buf shown;
	int year;

	dbn_buf_init(&shown, 1 << 20);
	/* Of a notice its number says it all: what it was about stands in the notice. */
	if (dbn_event_notice_number(e, &year)) {
		struct dbn_str rest = e->text, word;

		do
			word = dbn_str_split(&rest, ' ');
		while (rest.ptr && dbn_str_find(word, DBN_STR("〔")) == DBN_NONE);
		dbn_buf_add(&shown, word);
	} else if (!dbn_inspect_shown(&shown, e, lang))
		dbn_buf_add(&shown, e->text);
	add_piece(out, start, DBN_MSG_POINT_TEXT, lang, dbn_buf_str(&shown));
	dbn_buf_release(&shown);
}

void dbn_point_text(struct dbn_buf *out, const struct dbn_point *p, enum dbn_lang lang, bool paper)
{
	size_t start = out->len;
	struct dbn_buf number;
	char day[11];

	dbn_buf_init(&number, 32);
	dbn_buf_addi(&number, p->names.len ? p->count : p->nth);
	if (p->names.len) {
		add_names(out, start, p->names, lang, paper);
		if (p->count > 1)
			add_piece(out, start, DBN_MSG_POINT_COUNT, lang, dbn_buf_str(&number));
	}
	if (p->due != DBN_NO_DAY)
		add_piece(out, start, DBN_MSG_POINT_DUE, lang,
			  dbn_str_of(dbn_day_format(day, p->due)));
	if (p->done != DBN_NO_DAY)
		add_piece(out, start, DBN_MSG_POINT_DONE, lang,
			  dbn_str_of(dbn_day_format(day, p->done)));
	if (p->due == DBN_NO_DAY && p->done == DBN_NO_DAY && p->names.len == 0)
		add_piece(out, start, DBN_MSG_POINT_ON, lang,
			  dbn_str_of(dbn_day_format(day, p->day)));
	if (p->nth > 1 && p->names.len == 0 && p->rule == DBN_SCORE_RETURN)
		add_piece(out, start, DBN_MSG_POINT_NTH, lang, dbn_buf_str(&number));
	if (p->event && p->event->text.len && p->due == DBN_NO_DAY)
		add_text(out, start, p->event, lang);
	if (p->assist)
		add_piece(out, start, DBN_MSG_POINT_ASSIST, lang, DBN_STR(""));
	if (p->limited)
		add_piece(out, start, DBN_MSG_POINT_LIMITED, lang, DBN_STR(""));
	dbn_buf_release(&number);
}
