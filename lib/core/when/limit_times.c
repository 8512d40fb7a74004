/* limit_times.c - dates, ranges and lists of them, as they stand. */
#include <string.h>

#include "../text/lex.h"
#include "limit_times.h"

static const char links[] = "——|—|至|到|-|–|～|~|－|―|─";

/* 从2024到2026, 2024—2026三年间: years that only what stands around them tells from numbers. */
static bool read_years_alone(struct dbn_str s, size_t off, const struct dbn_num *first, size_t at, struct when *end)
{
	struct dbn_num last;
	size_t i = at;

	if (first->digits != 4 || first->han || first->value < 1990 || !dbn_num_read(s, &i, &last) || last.han ||
	    last.digits != 4 || last.value <= first->value || last.value - first->value > 30 ||
	    dbn_lex_at(s, i, "年|学年|.|-|/|—"))
		return false;
	if (!dbn_lex_before(s, off, "从|自|期限|年限|周期|时间|期限：|年限：|周期：|时间：") &&
	    !dbn_lex_at(s, i, "两年|三年|四年|五年|期间|间"))
		return false;
	dbn_lex_any(s, &i, "两年间|三年间|四年间|五年间|两年|三年|四年|五年|期间|间");
	*end = (struct when) { .grain = GRAIN_YEAR, .year_from = YEAR_GIVEN, .year = (int)last.value,
			       .off = off, .end = i };
	return true;
}

/* 2021—2025年, 3至5月, 10—15日: a beginning without its unit. */
static bool read_short_start(struct scan *sc, size_t off, struct when *end)
{
	struct dbn_str s = sc->s;
	size_t i = off;
	struct dbn_num n;

	dbn_lex_eat(s, &i, "第");
	if (!dbn_num_read(s, &i, &n))
		return false;
	dbn_lex_blanks(s, &i);
	if (!dbn_lex_any(s, &i, links))
		return false;
	dbn_lex_blanks(s, &i);
	if (read_years_alone(s, off, &n, i, end))
		return true;
	if (!dbn_when_read(s, i, sc->ctx, end))
		return false;
	switch (end->grain) {
	case GRAIN_YEAR:
		return end->year_from == YEAR_GIVEN && n.digits == 4 && n.value < end->year &&
		       end->year - n.value < 60;
	case GRAIN_MONTH:
	case GRAIN_TENDAY:
		return end->year_from == YEAR_NONE && !end->near && n.value >= 1 && n.value <= 12 &&
		       n.value != end->n;
	case GRAIN_QUARTER:
		return end->year_from == YEAR_NONE && !end->near && n.value >= 1 &&
		       n.value < end->n;
	case GRAIN_DAY:
		return end->day_only && n.value >= 1 && n.value < end->day;
	default:
		return false;
	}
}

/* 6月、12月底前: members without their own unit (3、6、9月) are read from the right one. */
static bool read_short_list(struct scan *sc, size_t off, struct reading *r)
{
	struct dbn_str s = sc->s;
	int months[LIST_MAX];
	size_t n = 0, i = off;
	struct dbn_num num;

	while (n < LIST_MAX - 1) {
		if (!dbn_num_read(s, &i, &num) || num.value < 1 ||
		    (num.value > 12 && (num.digits != 4 || num.value < 1990 || num.value > 2100)))
			return false;
		months[n++] = (int)num.value;
		if (dbn_lex_at(s, i, num.digits == 4 && num.value > 12 ? "年" : "月|季度"))
			break;
		if (!dbn_lex_any(s, &i, "、|和|及"))
			return false;
	}
	if (n < 2)
		return false;
	i = off; /* the last one is read again, with what follows it */
	for (size_t k = 0; k + 1 < n; k++) {
		if (!dbn_num_read(s, &i, &num) || !dbn_lex_any(s, &i, "、|和|及"))
			return false;
	}
	if (!dbn_when_read(s, i, sc->ctx, &r->items[n - 1]) || r->items[n - 1].near)
		return false;
	if ((r->items[n - 1].grain == GRAIN_QUARTER && months[n - 2] > 4) ||
	    (months[n - 1] > 12) != (months[0] > 12) || (months[0] > 12 && months[0] >= months[n - 1]))
		return false;
	for (size_t k = 0; k + 1 < n; k++) { /* 2025和2026年; 3、6、9月 */
		r->items[k] = r->items[n - 1];
		*(months[0] > 12 ? &r->items[k].year : &r->items[k].n) = months[k];
	}
	r->count = n;
	r->end = r->items[n - 1].end;
	/* 4、5月份: one span, whose end counts */
	if (n == 2 && months[1] == months[0] + 1 && r->items[1].grain == GRAIN_MONTH && dbn_lex_before(s, r->end, "月份")) {
		r->items[0] = r->items[1];
		r->items[0].off = off;
		r->count = 1;
		r->range = true;
	}
	return true;
}

/* 上、下半年各开展一次 */
static bool read_both_halves(struct dbn_str s, size_t off, struct reading *r)
{
	size_t i = off;

	if (!dbn_lex_any(s, &i, "上、下半年|上下半年|上半年、下半年|上半年和下半年"))
		return false;
	for (int n = 1; n <= 2; n++)
		r->items[r->count++] = (struct when) { .grain = GRAIN_HALF, .n = n, .off = off, .end = i };
	r->end = i;
	return true;
}

/* 至 8月上旬 behind the first time. */
static bool read_range_end(struct scan *sc, struct reading *r)
{
	struct dbn_str s = sc->s;
	size_t i = r->end;
	struct when end;

	dbn_lex_any(s, &i, "开始|起");
	dbn_lex_blanks(s, &i);
	if (!dbn_lex_any(s, &i, links))
		return false;
	dbn_lex_blanks(s, &i);
	/* 10月1日至7日: a day behind a day needs no mark; 7月至8 has no end */
	if (!dbn_when_read(s, i, sc->ctx, &end) &&
	    (r->items[0].grain != GRAIN_DAY || !dbn_when_read_part(s, i, &end) || !end.day_only))
		return false;
	dbn_when_inherit(&end, &r->items[0], &sc->base);
	r->items[0] = end;
	r->end = end.end;
	r->range = true;
	return true;
}

/* 10日，11日，12日: the next member of a list of days and no more */
static bool is_day_alone(struct dbn_str s, size_t at)
{
	struct when w;

	return dbn_when_read_part(s, at, &w) && w.day_only &&
	       (w.end == s.len || dbn_lex_at(s, w.end, "，|、|前|之前"));
}

/* 2023年、2024年、2025年; 6月底、12月底 */
static void read_list_rest(struct scan *sc, struct reading *r)
{
	struct dbn_str s = sc->s;

	while (r->count < LIST_MAX) {
		size_t i = r->end;
		struct when w;

		if (!dbn_lex_any(s, &i, "、|和|及|与") &&
		    !(r->items[0].grain == GRAIN_DAY && r->end == i &&
		      dbn_lex_any(s, &i, "，") && is_day_alone(s, i)))
			return;
		if (!dbn_when_read(s, i, sc->ctx, &w)) {
			if (!dbn_when_read_part(s, i, &w) || !w.day_only)
				return;
		}
		if (w.day_only && r->items[0].grain == GRAIN_DAY)
			w.weak = false; /* its month stands in front */
		if (w.weak || (w.grain >= GRAIN_FEAST && (w.grain > GRAIN_FEAST || r->items[0].grain != GRAIN_FEAST)))
			return;
		dbn_when_inherit(&w, &r->items[r->count - 1], &sc->base);
		r->items[r->count++] = w;
		r->end = w.end;
	}
}

/* 9月1日开学前: the day is known; 9月开学前: only the month in which it falls. */
static void read_occasion(const struct scan *sc, struct reading *r)
{
	struct when w, *last = &r->items[0];

	if (r->count > 1 || r->range || last->year_word || last->edge != EDGE_WHOLE ||
	    (last->grain != GRAIN_DAY && last->grain != GRAIN_MONTH) ||
	    !dbn_when_read(sc->s, r->end, sc->ctx, &w) ||
	    (w.grain != GRAIN_EVENT && (w.grain != GRAIN_FEAST || w.weak)))
		return;
	r->end = w.end;
	if (last->grain == GRAIN_MONTH && w.grain == GRAIN_EVENT) {
		w.year_from = last->year_from;
		w.year = last->year;
		*last = w;
	}
}

/* 国庆前一周, 9月1日前10个工作日: so long before the day. */
static void read_lead_time(const struct scan *sc, struct reading *r)
{
	struct span span;

	if (r->mark != MARK_BEFORE || r->count > 1 ||
	    (r->items[0].grain != GRAIN_FEAST && r->items[0].grain != GRAIN_DAY) ||
	    !dbn_span_read(sc->s, r->end, &span) || span.within || span.minutes ||
	    span.unit == SPAN_HOUR || span.unit == SPAN_YEAR || span.n > 90)
		return;
	r->lead = span;
	r->end = span.end;
}

bool dbn_times_read(struct scan *sc, size_t off, struct reading *r)
{
	memset(r, 0, sizeof *r);
	r->off = off;
	if (read_both_halves(sc->s, off, r)) {
		r->mark = dbn_mark_read(sc->s, &r->end);
		return true;
	}
	if (read_short_list(sc, off, r)) {
		r->mark = dbn_mark_read(sc->s, &r->end);
		return true;
	}
	r->count = 1;
	if (read_short_start(sc, off, &r->items[0])) {
		r->end = r->items[0].end;
		r->range = true;
	} else if (dbn_when_read(sc->s, off, sc->ctx, &r->items[0])) {
		struct when next;

		r->end = r->items[0].end;
		r->range = r->items[0].range;
		/* 今年底明年初, 7月底8月初: the two ends of one span */
		if (r->items[0].edge == EDGE_END && dbn_when_read(sc->s, r->end, sc->ctx, &next) &&
		    next.grain == r->items[0].grain && next.edge == EDGE_START) {
			dbn_when_inherit(&next, &r->items[0], &sc->base);
			if (next.year_from == YEAR_NONE && next.grain == GRAIN_YEAR)
				next.year_from = YEAR_RELATIVE, next.year = 1;
			r->items[0] = next;
			r->end = next.end;
			r->range = true;
		} else if (!read_range_end(sc, r)) {
			read_list_rest(sc, r);
		}
	} else {
		return false;
	}
	read_occasion(sc, r);
	r->mark = dbn_mark_read(sc->s, &r->end);
	read_lead_time(sc, r);
	return true;
}
