/*
 * period.h - recurrences as due days: every:month@25, every:quarter@m2-10 …
 *
 * A recurrence is an endless row of due days, one in each period. Without an
 * @ the due day is the period's last. A day of the month that a month does not
 * have is its last day; every:month@3wd is its third working day, @lastwd its last. Nothing is ever spawned: periods are computed when
 * they are asked for.
 *
 *	struct dbn_recur r;
 *	if (dbn_recur_parse(DBN_STR("every:month@25"), &r))
 *		day = dbn_recur_next(&r, today);
 */
#ifndef DUBANC_PERIOD_H
#define DUBANC_PERIOD_H

#include "dubanc/arena.h"
#include "dubanc/date.h"

enum { DBN_PERIOD_NAME = 16, DBN_RECUR_DATES = 4 };

struct dbn_recur {
	enum dbn_recur_unit { DBN_RECUR_DAY, DBN_RECUR_WEEK, DBN_RECUR_MONTHS } unit;
	int months;  /* 1 3 6 12: length of a period of DBN_RECUR_MONTHS */
	int step;    /* 2 for every:2year, 15 for every:15day, else 1 */
	int workday; /* 3 for month@3wd, -1 for month@lastwd; by the built-in decrees */
	int weekday; /* 1-7 */
	struct {
		int month, day; /* month of the period from 1; day 31 is the month's end */
	} at[DBN_RECUR_DATES]; /* ascending; more than one only for years */
	int dates;
};

/* Reads a code with or without its `every:`. False for a code that is none. */
bool dbn_recur_parse(struct dbn_str code, struct dbn_recur *out);
/* The same as people type it, also without every: or in words (week, 每月28日前): its code,
 * in arena or borrowed. False for what is none, or more than one. */
bool dbn_recur_read(struct dbn_arena *arena, struct dbn_str typed, struct dbn_str *code);
/* The first due day on or after `day`; DBN_NO_DAY beyond the calendar. */
int32_t dbn_recur_next(const struct dbn_recur *r, int32_t day);
/* The due day after `due`, which is one (every second year: two years on;
 * every:15day: fifteen days on). */
int32_t dbn_recur_after(const struct dbn_recur *r, int32_t due);
/* The last due day before `day`. */
int32_t dbn_recur_before(const struct dbn_recur *r, int32_t day);
/* First day of the calendar period (day, week, month … year) that `day` lies in. */
int32_t dbn_recur_start(const struct dbn_recur *r, int32_t day);
/* Name of the period that `day` lies in: 2023-07-05 2023W07 2023-07 2023Q3
 * 2023H2 2023; where a year has several due days, the next of them. */
const char *dbn_recur_name(char out[DBN_PERIOD_NAME], const struct dbn_recur *r, int32_t day);

/*
 * A stretch of time by its name, as --period takes it and reports head it:
 * 2023, 2023H1, 2023Q3, 2023-07, 2023W07, 2023-07-05, FROM..TO (either may be
 * any of these); first and last day, inclusive. False for what is none.
 */
bool dbn_period_span(struct dbn_str name, int32_t *first, int32_t *last);

/* Due day of the k-th (from 0) period of a recurrence code (every:month@05 …)
 * that ends on or after `from`; DBN_NO_DAY for a code that is none. */
int32_t dbn_period_due(struct dbn_str recur, int32_t from, int k);
/* The period's name as report events give it for a day inside it; "" for a
 * code that is none. */
const char *dbn_period_name(char out[DBN_PERIOD_NAME], struct dbn_str recur, int32_t day);

#endif
