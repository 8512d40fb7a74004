/* period.c - recurrences as due days, periods and their names. */
#include <string.h>

#include "dubanc/calendar.h"
#include "dubanc/columns.h"
#include "dubanc/period.h"

enum { STEP_MAX = 90, WORKDAY_MAX = 20 };
enum { LAST = 31, WEEK_ZERO = -3 /* Monday 1969-12-29 */ };

static int floor_div(int a, int b)
{
	return a / b - (a % b < 0);
}

/* One or two digits off the front of *s, within low..high. */
static bool take_number(struct dbn_str *s, int low, int high, int *out)
{
	int32_t v;
	size_t n = 0;

	while (n < s->len && n < 2 && s->ptr[n] >= '0' && s->ptr[n] <= '9')
		n++;
	if (!dbn_str_uint(dbn_str_sub(*s, 0, n), &v) || v < low || v > high)
		return false;
	*s = dbn_str_from(*s, n);
	*out = (int)v;
	return true;
}

static bool take_char(struct dbn_str *s, char c)
{
	if (s->len == 0 || s->ptr[0] != c)
		return false;
	*s = dbn_str_from(*s, 1);
	return true;
}

/* @MM-DD[,MM-DD]: one date of a half-year or a year, more only of a year. */
static bool take_dates(struct dbn_recur *r, struct dbn_str at)
{
	do {
		int m, d, i = r->dates;

		if (i == DBN_RECUR_DATES || (i && r->months != 12))
			return false;
		if (!take_number(&at, 1, 12, &m) || !take_char(&at, '-') ||
		    !take_number(&at, 1, 31, &d))
			return false;
		m = (m - 1) % r->months + 1;
		while (i && (r->at[i - 1].month > m ||
			     (r->at[i - 1].month == m && r->at[i - 1].day > d))) {
			r->at[i] = r->at[i - 1];
			i--;
		}
		r->at[i].month = m;
		r->at[i].day = d;
		r->dates++;
	} while (take_char(&at, ','));
	return at.len == 0;
}

/* 3wd, lastwd: the third working day of the month, its last. */
static bool take_workday(struct dbn_recur *r, struct dbn_str *at)
{
	struct dbn_str rest = *at;
	int n = -1;

	if (dbn_str_eqz(*at, "lastwd")) {
		*at = dbn_str_from(*at, at->len);
	} else if (take_number(&rest, 1, WORKDAY_MAX, &n) && dbn_str_eqz(rest, "wd")) {
		*at = dbn_str_from(*at, at->len);
	} else {
		return false;
	}
	r->workday = n;
	return true;
}

static bool take_at(struct dbn_recur *r, struct dbn_str at)
{
	int m = r->months, d;

	if (r->unit == DBN_RECUR_DAY)
		return false;
	if (r->unit == DBN_RECUR_WEEK)
		return take_number(&at, 1, 7, &r->weekday) && at.len == 0;
	if (r->months >= 6)
		return take_dates(r, at);
	if (r->months == 3 &&
	    (!take_char(&at, 'm') || !take_number(&at, 1, 3, &m) || !take_char(&at, '-')))
		return false;
	if (take_workday(r, &at))
		d = LAST;
	else if (!take_number(&at, 1, 31, &d))
		return false;
	r->at[0].month = m;
	r->at[0].day = d;
	r->dates = 1;
	return at.len == 0;
}

bool dbn_recur_parse(struct dbn_str code, struct dbn_recur *out)
{
	static const struct {
		const char *word;
		enum dbn_recur_unit unit;
		int months;
	} units[] = {
		{ "day", DBN_RECUR_DAY, 0 },	  { "week", DBN_RECUR_WEEK, 0 },
		{ "month", DBN_RECUR_MONTHS, 1 }, { "quarter", DBN_RECUR_MONTHS, 3 },
		{ "half", DBN_RECUR_MONTHS, 6 },  { "year", DBN_RECUR_MONTHS, 12 },
	};
	struct dbn_recur r = { .weekday = 7, .step = 1 };
	struct dbn_str rest = code, word;
	size_t i;

	if (!code.len) /* most tasks */
		return false;
	if (dbn_str_starts(rest, DBN_STR("every:")))
		rest = dbn_str_from(rest, 6);
	word = dbn_str_split(&rest, '@');
	if (word.len && word.ptr[0] >= '0' && word.ptr[0] <= '9' &&
	    !take_number(&word, 2, STEP_MAX, &r.step))
		return false;
	for (i = 0; i < sizeof units / sizeof *units; i++)
		if (dbn_str_eqz(word, units[i].word))
			break;
	if (i == sizeof units / sizeof *units)
		return false;
	r.unit = units[i].unit;
	r.months = units[i].months;
	if (rest.ptr && !take_at(&r, rest))
		return false;
	if (r.unit == DBN_RECUR_MONTHS && r.dates == 0) {
		r.at[0].month = r.months;
		r.at[0].day = LAST;
		r.dates = 1;
	}
	*out = r;
	return true;
}

/* The n-th working day of a month by decree, its last for -1. */
static int32_t workday_of(int year, int month, int n)
{
	if (n > 0)
		return dbn_calendar_add_workdays(NULL, dbn_day_of(year, month, 1) - 1, n, NULL);
	return dbn_calendar_add_workdays(
		NULL, dbn_day_of(year, month, dbn_month_days(year, month)) + 1, n, NULL);
}

/*
 * Due days are numbered: one a day, a week, or `dates` in each stretch of
 * `months` since the year 0. The rest is going to and fro between a number
 * and its day.
 */
static int32_t day_of_number(const struct dbn_recur *r, int n)
{
	int period, which, month, year, day, last;

	if (r->unit == DBN_RECUR_DAY)
		return n;
	if (r->unit == DBN_RECUR_WEEK)
		return n * 7 + WEEK_ZERO + r->weekday - 1;
	period = floor_div(n, r->dates);
	which = n - period * r->dates;
	month = period * r->months + r->at[which].month - 1;
	year = floor_div(month, 12);
	month = month - year * 12 + 1;
	if (r->workday)
		return workday_of(year, month, r->workday);
	last = dbn_month_days(year, month);
	day = r->at[which].day < last ? r->at[which].day : last;
	return dbn_day_of(year, month, day);
}

/* The number of the first due day of the period that day lies in. */
static int number_of_period(const struct dbn_recur *r, int32_t day)
{
	struct dbn_ymd d;

	if (r->unit == DBN_RECUR_DAY)
		return day;
	if (r->unit == DBN_RECUR_WEEK)
		return floor_div(day - WEEK_ZERO, 7);
	d = dbn_day_ymd(day);
	return (d.year * 12 + d.month - 1) / r->months * r->dates;
}

static int number_from(const struct dbn_recur *r, int32_t day)
{
	int n = number_of_period(r, day);
	int32_t due;

	while ((due = day_of_number(r, n)) != DBN_NO_DAY && due < day)
		n++;
	return n;
}

int32_t dbn_recur_next(const struct dbn_recur *r, int32_t day)
{
	return day == DBN_NO_DAY ? DBN_NO_DAY : day_of_number(r, number_from(r, day));
}

int32_t dbn_recur_after(const struct dbn_recur *r, int32_t due)
{
	if (due == DBN_NO_DAY)
		return DBN_NO_DAY;
	return day_of_number(r, number_from(r, due) + (r->step - 1) * (r->dates ? r->dates : 1) + 1);
}

int32_t dbn_recur_before(const struct dbn_recur *r, int32_t day)
{
	return day == DBN_NO_DAY ? DBN_NO_DAY : day_of_number(r, number_from(r, day) - 1);
}

int32_t dbn_recur_start(const struct dbn_recur *r, int32_t day)
{
	struct dbn_ymd d = dbn_day_ymd(day);

	if (day == DBN_NO_DAY || r->unit == DBN_RECUR_DAY)
		return day;
	if (r->unit == DBN_RECUR_WEEK)
		return floor_div(day - WEEK_ZERO, 7) * 7 + WEEK_ZERO;
	return dbn_day_of(d.year, (d.month - 1) / r->months * r->months + 1, 1);
}

static char *put_digits(char *p, int value, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		p[i] = (char)('0' + value % 10);
		value /= 10;
	}
	p[digits] = '\0';
	return p + digits;
}

static void name_week(char *out, int32_t day)
{
	int32_t thursday = floor_div(day - WEEK_ZERO, 7) * 7 + WEEK_ZERO + 3;
	int year = dbn_day_ymd(thursday).year;
	char *p = put_digits(out, year, 4);

	*p++ = 'W';
	put_digits(p, (thursday - dbn_day_of(year, 1, 1)) / 7 + 1, 2);
}

const char *dbn_recur_name(char out[DBN_PERIOD_NAME], const struct dbn_recur *r, int32_t day)
{
	struct dbn_ymd d = dbn_day_ymd(day);
	char *p;

	out[0] = '\0';
	if (day == DBN_NO_DAY)
		return out;
	if (r->unit == DBN_RECUR_DAY)
		return dbn_day_format(out, day);
	if (r->unit == DBN_RECUR_WEEK) {
		name_week(out, day);
		return out;
	}
	if (r->dates > 1)
		return dbn_day_format(out, dbn_recur_next(r, day));
	p = put_digits(out, d.year, 4);
	if (r->months == 1) {
		*p++ = '-';
		put_digits(p, d.month, 2);
	} else if (r->months < 12) {
		*p++ = r->months == 3 ? 'Q' : 'H';
		put_digits(p, (d.month - 1) / r->months + 1, 1);
	}
	return out;
}

/* The k-th stretch of n months of a year. */
static bool span_months(int32_t year, int k, int n, int32_t *first, int32_t *last)
{
	int end = k * n;

	*first = dbn_day_of(year, end - n + 1, 1);
	*last = dbn_day_of(year, end, dbn_month_days(year, end));
	return *first != DBN_NO_DAY && *last != DBN_NO_DAY;
}

static bool span_week(int32_t year, int week, int32_t *first, int32_t *last)
{
	int32_t jan4 = dbn_day_of(year, 1, 4);
	char name[DBN_PERIOD_NAME], want[DBN_PERIOD_NAME];

	if (jan4 == DBN_NO_DAY)
		return false;
	*first = jan4 - (dbn_day_weekday(jan4) - 1) + (week - 1) * 7;
	*last = *first + 6;
	/* Week 53 exists in some years only. */
	name_week(name, *first);
	put_digits(want, year, 4);
	return memcmp(name, want, 4) == 0;
}

static bool span_one(struct dbn_str s, int32_t *first, int32_t *last)
{
	struct dbn_str tail = dbn_str_from(s, 4);
	int32_t year, k;
	char kind;

	if (s.len < 4 || !dbn_str_uint(dbn_str_sub(s, 0, 4), &year))
		return false;
	if (tail.len == 0)
		return span_months(year, 1, 12, first, last);
	if (s.len >= 8) {
		*first = *last = dbn_day_typed(s);
		return *first != DBN_NO_DAY;
	}
	kind = tail.ptr[0];
	if (!dbn_str_uint(dbn_str_from(tail, 1), &k) || k < 1)
		return false;
	if (tail.len == 2 && (kind == 'H' || kind == 'h') && k <= 2)
		return span_months(year, (int)k, 6, first, last);
	if (tail.len == 2 && (kind == 'Q' || kind == 'q') && k <= 4)
		return span_months(year, (int)k, 3, first, last);
	if (tail.len == 3 && kind == '-' && k <= 12)
		return span_months(year, (int)k, 1, first, last);
	if (tail.len == 3 && (kind == 'W' || kind == 'w') && k <= 53)
		return span_week(year, (int)k, first, last);
	return false;
}

bool dbn_period_span(struct dbn_str name, int32_t *first, int32_t *last)
{
	size_t dots = dbn_str_find(name, DBN_STR(".."));
	int32_t a, b, c, d;

	if (dots == DBN_NONE) {
		if (!span_one(name, &a, &b))
			return false;
		*first = a;
		*last = b;
		return true;
	}
	if (!span_one(dbn_str_sub(name, 0, dots), &a, &b) ||
	    !span_one(dbn_str_from(name, dots + 2), &c, &d) || a > d)
		return false;
	*first = a;
	*last = d;
	return true;
}

int32_t dbn_period_due(struct dbn_str recur, int32_t from, int k)
{
	struct dbn_recur r;
	int n;

	if (from == DBN_NO_DAY || k < 0 || k > 1000000 || !dbn_recur_parse(recur, &r))
		return DBN_NO_DAY;
	n = number_from(&r, from);
	return day_of_number(&r, n + k * (r.step > 1 ? r.step * (r.dates ? r.dates : 1) : 1));
}

const char *dbn_period_name(char out[DBN_PERIOD_NAME], struct dbn_str recur, int32_t day)
{
	struct dbn_recur r;

	out[0] = '\0';
	return dbn_recur_parse(recur, &r) ? dbn_recur_name(out, &r, day) : out;
}
