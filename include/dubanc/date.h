/*
 * date.h - civil days.
 *
 * A day is a number: days since 1970-01-01 in the proleptic Gregorian
 * calendar, no time zone, no instant. DBN_NO_DAY means "none". Years run from
 * 1900 to 2999; whatever lies outside is not a day.
 */
#ifndef DUBANC_DATE_H
#define DUBANC_DATE_H

#include "dubanc/str.h"

#define DBN_NO_DAY INT32_MIN

struct dbn_ymd {
	int year, month, day;
};

/* The day number, or DBN_NO_DAY where the date does not exist. */
int32_t dbn_day_of(int year, int month, int day);
/* The date of a day number; all zero for DBN_NO_DAY. */
struct dbn_ymd dbn_day_ymd(int32_t day);
/* 1 = Monday .. 7 = Sunday; 0 for DBN_NO_DAY. */
int dbn_day_weekday(int32_t day);
/* 28-31; 0 where the month does not exist. */
int dbn_month_days(int year, int month);
/* The same day n months on (n may be negative), clipped to the month's end. */
int32_t dbn_day_add_months(int32_t day, int n);
/* Strict YYYY-MM-DD; DBN_NO_DAY for anything else. */
int32_t dbn_day_parse(struct dbn_str iso);
/* Writes YYYY-MM-DD, or "" for DBN_NO_DAY; returns out. */
const char *dbn_day_format(char out[11], int32_t day);

#endif
