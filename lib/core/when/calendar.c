/* calendar.c - working days by decree. */
#include "dubanc/calendar.h"

enum { WORKDAYS_MAX = 100000 };

struct decree_row {
	int first, last; /* yyyymmdd, both included */
	enum dbn_day_kind kind;
};

static const int decreed_years[] = {
#define DECREE(year, number) year,
#define OFF(first, last, name)
#define WORKED(day, name)
#include "../../data/holidays.def"
#undef DECREE
#undef OFF
#undef WORKED
};

static const struct decree_row rows[] = {
#define DECREE(year, number)
#define OFF(first, last, name) { first, last, DBN_DAY_HOLIDAY },
#define WORKED(day, name) { day, day, DBN_DAY_WORKDAY },
#include "../../data/holidays.def"
#undef DECREE
#undef OFF
#undef WORKED
};

enum { ROWS = sizeof rows / sizeof *rows, YEARS = sizeof decreed_years / sizeof *decreed_years };

/* What the State Council decreed for the day. */
static enum dbn_day_kind decreed_kind(int32_t day)
{
	struct dbn_ymd d = dbn_day_ymd(day);
	int key = d.year * 10000 + d.month * 100 + d.day;
	size_t low = 0, high = ROWS;

	/* The table is in order of days: find the last row that begins by `key`. */
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (rows[mid].first <= key)
			low = mid + 1;
		else
			high = mid;
	}
	return low && key <= rows[low - 1].last ? rows[low - 1].kind : DBN_DAY_PLAIN;
}

static const struct dbn_special_day *own_day(const struct dbn_calendar *cal, int32_t day)
{
	size_t low = 0, high = cal ? cal->count : 0;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (cal->own[mid].day < day)
			low = mid + 1;
		else
			high = mid;
	}
	return cal && low < cal->count && cal->own[low].day == day ? &cal->own[low] : NULL;
}

bool dbn_calendar_is_workday(const struct dbn_calendar *cal, int32_t day)
{
	const struct dbn_special_day *own = own_day(cal, day);
	enum dbn_day_kind kind = own ? own->kind : decreed_kind(day);

	if (day == DBN_NO_DAY)
		return false;
	if (kind == DBN_DAY_PLAIN)
		return dbn_day_weekday(day) <= 5;
	return kind == DBN_DAY_WORKDAY;
}

bool dbn_calendar_decreed(const struct dbn_calendar *cal, int year)
{
	for (size_t i = 0; i < YEARS; i++) {
		if (decreed_years[i] == year)
			return true;
	}
	for (size_t i = 0; cal && i < cal->count; i++) {
		if (dbn_day_ymd(cal->own[i].day).year == year)
			return true;
	}
	return false;
}

int32_t dbn_calendar_add_workdays(const struct dbn_calendar *cal, int32_t from, int n,
				  bool *guessed)
{
	int step = n < 0 ? -1 : 1, left = n < 0 ? -n : n, year = 0;
	int32_t day = from;

	if (guessed)
		*guessed = false;
	if (day == DBN_NO_DAY || left > WORKDAYS_MAX)
		return DBN_NO_DAY;
	while (left > 0) {
		struct dbn_ymd d = dbn_day_ymd(day += step);

		if (d.year < 1900 || d.year > 2999)
			return DBN_NO_DAY;
		if (d.year != year && guessed && !dbn_calendar_decreed(cal, d.year))
			*guessed = true;
		year = d.year;
		left -= dbn_calendar_is_workday(cal, day);
	}
	return day;
}

int dbn_calendar_workdays_between(const struct dbn_calendar *cal, int32_t from, int32_t to)
{
	int count = 0;

	if (from == DBN_NO_DAY || to == DBN_NO_DAY)
		return 0;
	if (to < from)
		return -dbn_calendar_workdays_between(cal, to, from);
	for (int32_t day = from + 1; day <= to; day++)
		count += dbn_calendar_is_workday(cal, day);
	return count;
}

int32_t dbn_calendar_feast_end(const struct dbn_calendar *cal, struct dbn_str name, int year)
{
	int32_t day = dbn_calendar_feast(name, year), end = day;

	if (day == DBN_NO_DAY || !dbn_calendar_decreed(cal, year) ||
	    dbn_calendar_is_workday(cal, day))
		return day;
	while (end - day < 31 && !dbn_calendar_is_workday(cal, end + 1))
		end++;
	return end;
}
