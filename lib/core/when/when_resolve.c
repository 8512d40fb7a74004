/* when_resolve.c - what day a time expression means. */
#include "../text/lex.h"
#include "when.h"

static const int32_t none = DBN_NO_DAY;

static int last_of_month(int year, int month)
{
	return dbn_month_days(year, month);
}

static int32_t month_end(int year, int month)
{
	return dbn_day_of(year, month, last_of_month(year, month));
}

/* The month in which the period ends: decides whether it lies before the document. */
static int end_month(const struct when *w)
{
	switch (w->grain) {
	case GRAIN_MONTH:
	case GRAIN_TENDAY:
	case GRAIN_MONTHWEEK:
	case GRAIN_DAY:
		return w->n;
	case GRAIN_QUARTER:
		return w->n * 3;
	case GRAIN_HALF:
		return w->n * 6;
	case GRAIN_YEAR:
		return w->edge == EDGE_START ? 1 : w->edge == EDGE_MID ? 6 : 12;
	default:
		return 12;
	}
}

/*
 * The year of an expression that names none: the document's; the next one
 * where the month lies before the document's month; a later year named
 * earlier in the sentence holds on.
 */
static int year_of(const struct when *w, const struct when_base *base)
{
	struct dbn_ymd issued = dbn_day_ymd(base->ctx->issued);
	int year, month = end_month(w);

	if (w->year_from == YEAR_GIVEN)
		return w->year;
	if (issued.year == 0 && base->year && month >= base->month && w->year_from == YEAR_NONE)
		return base->year;
	if (issued.year == 0)
		return base->ctx->year && w->year_from == YEAR_RELATIVE ? base->ctx->year + w->year : base->ctx->year;
	if (w->year_from == YEAR_RELATIVE)
		return issued.year + w->year;
	year = month < issued.month ? issued.year + 1 : issued.year;
	if (base->year > year && month >= base->month)
		year = base->year;
	return year;
}

/*
 * The last day of the n-th week of a month, or its n-th Friday; n = 6 the last.
 * A week belongs to the month that holds its Thursday (GB/T 7408, as weeks of a year).
 */
static int32_t week_of_month(const struct when *w, int year, int month)
{
	int32_t first = dbn_day_of(year, month, 1), day;
	int want = w->weekday ? w->weekday : 4, n = w->day;

	if (first == none)
		return none;
	day = first + (want - dbn_day_weekday(first) + 7) % 7;
	for (; n > 1 && day + 7 <= month_end(year, month); n--)
		day += 7;
	if (n > 1 && w->day < 6)
		return none; /* no fifth Friday */
	return w->weekday ? day : day + 3;
}

/* A day of the Chinese calendar: of the year given, else the next one to come. */
static int32_t lunar_day(const struct when *w, const struct when_base *base)
{
	int32_t issued = base->ctx->issued, day = none;
	int year = dbn_day_ymd(issued).year;

	if (w->year_from == YEAR_GIVEN || (w->year_from == YEAR_RELATIVE && year))
		return dbn_lunar_day(w->year_from == YEAR_GIVEN ? w->year : year + w->year, w->n,
				     w->day);
	if (!year)
		return none;
	for (year -= 1; day == none || day < issued; year++) {
		if (year > dbn_day_ymd(issued).year + 2)
			return none;
		day = dbn_lunar_day(year, w->n, w->day);
	}
	return day;
}

/* Counted from the document's day: 本月底 下周三 明日 季度末. */
static int32_t near_last(const struct when *w, enum mark mark, int32_t issued)
{
	struct dbn_ymd d = dbn_day_ymd(issued);
	int32_t monday, first;

	if (issued == none)
		return none;
	switch (w->grain) {
	case GRAIN_DAY:
		if (w->day == 0)
			return issued + w->offset;
		first = dbn_day_add_months(dbn_day_of(d.year, d.month, 1), w->offset);
		d = dbn_day_ymd(first);
		return dbn_day_of(d.year, d.month, w->day);
	case GRAIN_WEEK:
		monday = issued - (dbn_day_weekday(issued) - 1) + 7 * w->offset;
		if (w->day == 0)
			return mark == MARK_BEFORE ? monday - 1 : monday + 6;
		/* 周三前: this week's, or the next one where it has passed */
		if (w->day_only && monday + w->day - 1 < issued)
			monday += 7;
		return monday + w->day - 1;
	case GRAIN_QUARTER:
		first = dbn_day_add_months(dbn_day_of(d.year, (d.month - 1) / 3 * 3 + 1, 1),
					   3 * w->offset);
		d = dbn_day_ymd(dbn_day_add_months(first, w->edge == EDGE_START ? 0 : 2));
		return month_end(d.year, d.month);
	default:
		first = dbn_day_add_months(dbn_day_of(d.year, d.month, 1), w->offset);
		d = dbn_day_ymd(first);
		if (w->grain == GRAIN_MONTHWEEK)
			return week_of_month(w, d.year, d.month);
		if (w->grain == GRAIN_TENDAY)
			return w->day == 3 ? month_end(d.year, d.month) : first + 10 * w->day - 1;
		if (w->edge == EDGE_START)
			return first + 9;
		if (w->edge == EDGE_MID)
			return first + 14;
		if (mark == MARK_BEFORE && w->edge == EDGE_WHOLE)
			return first - 1;
		return month_end(d.year, d.month);
	}
}

/* 2025年前: before it begins, unless that is past already. */
static int32_t before_or_end(int32_t first, int32_t last, int32_t issued, uint64_t *doubts)
{
	*doubts |= DBN_DOUBT_BIT(LIMIT_AMBIGUOUS);
	return issued == none || first - 1 >= issued ? first - 1 : last;
}

static int32_t feast_day(const struct when *w, enum mark mark, const struct when_base *base)
{
	int32_t issued = base->ctx->issued, day;
	int year = w->year_from == YEAR_NONE ? dbn_day_ymd(issued).year : year_of(w, base);

	for (int tries = 0; tries < 2; tries++, year++) {
		day = dbn_calendar_feast(w->name, year);
		if (day != none && mark == MARK_BEFORE)
			day--;
		else if (day != none && mark == MARK_DURING)
			day = dbn_calendar_feast_end(base->ctx->calendar, w->name, year);
		if (w->year_from != YEAR_NONE || day == none || day >= issued)
			return day;
	}
	return day;
}

static int32_t named_day(const struct when *w, const struct dbn_limit_ctx *ctx)
{
	for (size_t i = 0; i < ctx->named_count; i++) {
		struct dbn_str name = ctx->named[i].name;

		if (w->year_from == YEAR_GIVEN && dbn_day_ymd(ctx->named[i].day).year != w->year)
			continue;
		if (dbn_str_eq(name, w->name) ||
		    (name.len && w->grain == GRAIN_TERM &&
		     dbn_str_find(name, DBN_STR("任期")) != DBN_NONE &&
		     dbn_str_find(w->name, DBN_STR("任期")) != DBN_NONE &&
		     (dbn_str_starts(w->name, name) || dbn_str_eq(name, DBN_STR("本届任期")))))
			return ctx->named[i].day;
	}
	return none;
}

static int32_t dated_last(const struct when *w, enum mark mark, int year, int32_t issued,
			  uint64_t *doubts)
{
	int first_month;

	switch (w->grain) {
	case GRAIN_YEAR:
		if (w->edge == EDGE_START)
			return dbn_day_of(year, 1, 31);
		if (w->edge == EDGE_MID)
			return dbn_day_of(year, 6, 30);
		if (mark == MARK_BEFORE && w->edge == EDGE_WHOLE && !w->year_word)
			return before_or_end(dbn_day_of(year, 1, 1), dbn_day_of(year, 12, 31),
					     issued, doubts);
		return dbn_day_of(year, 12, 31);
	case GRAIN_HALF:
	case GRAIN_QUARTER:
		first_month = w->grain == GRAIN_HALF ? 6 * w->n - 5 : 3 * w->n - 2;
		if (w->edge == EDGE_START)
			return month_end(year, first_month);
		if (mark == MARK_BEFORE && w->edge == EDGE_WHOLE)
			return before_or_end(dbn_day_of(year, first_month, 1),
					     month_end(year, end_month(w)), issued, doubts);
		return month_end(year, end_month(w));
	case GRAIN_MONTH:
		if (w->edge == EDGE_START)
			return dbn_day_of(year, w->n, 10);
		if (w->edge == EDGE_MID)
			return dbn_day_of(year, w->n, 15);
		if (mark == MARK_BEFORE && w->edge == EDGE_WHOLE)
			return before_or_end(dbn_day_of(year, w->n, 1), month_end(year, w->n),
					     issued, doubts);
		return month_end(year, w->n);
	case GRAIN_TENDAY:
		return w->day == 3 ? month_end(year, w->n) : dbn_day_of(year, w->n, 10 * w->day);
	case GRAIN_MONTHWEEK:
		if (!w->weekday) /* which week is the first is a matter of custom */
			*doubts |= DBN_DOUBT_BIT(LIMIT_AMBIGUOUS);
		return week_of_month(w, year, w->n);
	case GRAIN_DAY:
		return dbn_day_of(year, w->n, w->day);
	default:
		return none;
	}
}

static int32_t last_day(const struct when *w, enum mark mark, const struct when_base *base,
			uint64_t *doubts)
{
	int32_t issued = base->ctx->issued, day;
	struct dbn_ymd d = dbn_day_ymd(issued);
	int year;

	switch (w->grain) {
	case GRAIN_FEAST:
		return feast_day(w, mark, base);
	case GRAIN_PLAN:
		return dbn_day_of(w->year, 12, 31);
	case GRAIN_TERM:
	case GRAIN_EVENT:
		return named_day(w, base->ctx);
	default:
		break;
	}
	if (w->lunar)
		return lunar_day(w, base);
	if (w->near)
		return near_last(w, mark, issued);
	if (w->day_only) {
		/* 15日前: of this month, or of the next where it has passed */
		if (issued == none)
			return none;
		day = dbn_day_of(d.year, d.month, w->day);
		if (day != none && day >= issued)
			return day;
		d = dbn_day_ymd(dbn_day_add_months(dbn_day_of(d.year, d.month, 1), 1));
		return dbn_day_of(d.year, d.month, w->day);
	}
	year = year_of(w, base);
	return year ? dated_last(w, mark, year, issued, doubts) : none;
}

int32_t dbn_when_last(const struct when *w, enum mark mark, const struct when_base *base,
		      uint64_t *doubts)
{
	int32_t day = last_day(w, mark, base, doubts);

	for (int i = 0; w->workday && day != none && i < 31 && !dbn_calendar_is_workday(base->ctx->calendar, day); i++)
		day--;
	return day;
}

int32_t dbn_when_first(const struct when *w, const struct when_base *base)
{
	uint64_t doubts = 0;
	int32_t last = dbn_when_last(w, MARK_NONE, base, &doubts);
	struct dbn_ymd d = dbn_day_ymd(last);

	if (last == none)
		return none;
	switch (w->grain) {
	case GRAIN_YEAR:
		return w->edge == EDGE_WHOLE ? dbn_day_of(d.year, 1, 1) : last;
	case GRAIN_HALF:
	case GRAIN_QUARTER:
		return dbn_day_of(d.year, d.month - (w->grain == GRAIN_HALF ? 5 : 2), 1);
	case GRAIN_MONTH:
		return w->edge == EDGE_END ? last : dbn_day_of(d.year, d.month, 1);
	default:
		return last;
	}
}

enum dbn_limit_kind dbn_when_kind(const struct when *w, enum mark mark)
{
	if (w->workday)
		return DBN_LIMIT_BY_DATE;
	switch (w->grain) {
	case GRAIN_DAY:
		return DBN_LIMIT_BY_DATE;
	case GRAIN_EVENT:
		return mark == MARK_BEFORE ? DBN_LIMIT_BY_DATE : DBN_LIMIT_PERIOD_END;
	case GRAIN_MONTHWEEK:
		return w->weekday ? DBN_LIMIT_BY_DATE : DBN_LIMIT_PERIOD_END;
	case GRAIN_FEAST:
		return DBN_LIMIT_BY_DATE;
	case GRAIN_WEEK:
		return w->day ? DBN_LIMIT_BY_DATE : DBN_LIMIT_PERIOD_END;
	case GRAIN_PLAN:
		return DBN_LIMIT_PLAN_PERIOD;
	case GRAIN_TERM:
		return DBN_LIMIT_TERM;
	default:
		return DBN_LIMIT_PERIOD_END;
	}
}

void dbn_when_inherit(struct when *end, const struct when *start, const struct when_base *base)
{
	if (end->day_only && start->grain == GRAIN_DAY) {
		end->day_only = end->weak = false;
		end->n = start->n;
		end->near = start->near;
		end->offset = start->offset;
		end->day_only = start->day_only;
	}
	if (end->near && end->grain == GRAIN_TENDAY && start->grain == GRAIN_TENDAY &&
	    !start->near) {
		end->near = false; /* 7月上旬至中旬 */
		end->n = start->n;
	}
	if (end->year_from == YEAR_RELATIVE && end->year == 1 && start->year_from == YEAR_GIVEN) {
		end->year_from = YEAR_GIVEN; /* 2023年12月至次年3月 */
		end->year = start->year + 1;
	}
	if (end->year_from == YEAR_NONE && !end->near && !end->day_only) {
		bool crosses = end_month(end) < end_month(start);

		if (start->year_from != YEAR_NONE) {
			end->year_from = start->year_from;
			end->year = start->year + crosses;
		} else if (crosses && !start->near && base->ctx->issued != none) {
			end->year_from = YEAR_GIVEN; /* 12月至1月 */
			end->year = year_of(start, base) + 1;
		}
	}
}
