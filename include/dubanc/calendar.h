/*
 * calendar.h - working days by decree of the State Council.
 *
 * Make-up working days (调休) cannot be computed: they are decreed each
 * autumn for the next year. lib/data/holidays.def holds the decreed years,
 * each day with the number of the notice; a ledger's holidays.csv adds to it.
 * A year that is not decreed falls back to Monday-Friday, and the caller is
 * told so (dbn_calendar_decreed()).
 */
#ifndef DUBANC_CALENDAR_H
#define DUBANC_CALENDAR_H

#include "dubanc/date.h"

enum dbn_day_kind { DBN_DAY_PLAIN, DBN_DAY_HOLIDAY, DBN_DAY_WORKDAY };

struct dbn_special_day {
	int32_t day;
	enum dbn_day_kind kind;
	struct dbn_str name; /* 春节, … */
};

/* The built-in table plus the ledger's own days (sorted by day, borrowed;
 * an entry here overrides the table). A zeroed struct is the table alone. */
struct dbn_calendar {
	const struct dbn_special_day *own;
	size_t count;
};

bool dbn_calendar_is_workday(const struct dbn_calendar *cal, int32_t day);
/* Whether a decree (or the ledger's own days) covers the year. */
bool dbn_calendar_decreed(const struct dbn_calendar *cal, int year);
/*
 * The n-th working day after `from` (n > 0) or before it (n < 0); `from`
 * itself is not counted (民法典 201). *guessed is set where a year on the way
 * is not decreed; it may be NULL.
 */
int32_t dbn_calendar_add_workdays(const struct dbn_calendar *cal, int32_t from, int n, bool *guessed);
/* Working days in (from, to]; negative where to lies before from. */
int dbn_calendar_workdays_between(const struct dbn_calendar *cal, int32_t from, int32_t to);
/*
 * First day of a public feast (元旦 春节 清明 清明节 五一 劳动节 端午 端午节
 * 中秋 中秋节 国庆 国庆节 十一 除夕 元宵 元宵节 重阳 …) in a year, lunar
 * ones too; DBN_NO_DAY for an unknown name or a year outside 1900-2100.
 * The day of the feast itself (正月初一), not of the days off.
 */
int32_t dbn_calendar_feast(struct dbn_str name, int year);
/* Last day off of the feast's holiday by decree; else the feast's own day. */
int32_t dbn_calendar_feast_end(const struct dbn_calendar *cal, struct dbn_str name, int year);
/* First day of the lunar month (1-12, leap months not counted) of a lunar
 * year; DBN_NO_DAY outside 1900-2100. */
int32_t dbn_lunar_month_start(int year, int month);
/* A day (1-30) of such a month; the 30th of a month of 29 days is its last. */
int32_t dbn_lunar_day(int year, int month, int day);

#endif
