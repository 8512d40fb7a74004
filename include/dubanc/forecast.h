/*
 * forecast.h - where a quantified target is heading. Pure; no floats.
 *
 * The actual values that were recorded (events, else the cell) are drawn out
 * in a straight line to the due day: through the first and the last of them;
 * one value alone makes no line. Whatever the line says, what lies below the
 * linear schedule today (from nothing on the day the unit was charged) falls
 * short, and a value older than the rhythm of its task, or than a quarter where
 * that has none, is stale: nobody knows where it is heading.
 *
 * Values are thousandths; what is no plain number, or has more places, has no
 * forecast.
 */
#ifndef DUBANC_FORECAST_H
#define DUBANC_FORECAST_H

#include "dubanc/light.h"
#include "dubanc/target.h"

enum dbn_course {
	DBN_COURSE_UNKNOWN, /* nothing recorded, or nothing to measure by */
	DBN_COURSE_MET,	    /* the last value fulfils it */
	DBN_COURSE_ON,	    /* the line reaches it by the due day */
	DBN_COURSE_SHORT,   /* it does not */
	DBN_COURSE_MISSED,  /* the due day has passed without it */
	DBN_COURSE_STALE,   /* the last value is too old to tell */
};

struct dbn_forecast {
	enum dbn_course course;
	int32_t due;	 /* of the target, else of its task; or DBN_NO_DAY */
	bool has_actual, has_line;
	int64_t value, upper; /* asked for; upper of `in` */
	int64_t actual, at_due; /* thousandths; at_due with has_line */
	int32_t actual_on;
	int percent;	 /* of the value; -1 where that means nothing */
	int32_t reaches; /* the day on which the line meets the value, or DBN_NO_DAY */
	int points;	 /* how many values were recorded */
};

struct dbn_forecast dbn_forecast_of(const struct dbn_ledger_target *target, int32_t today);
/* Whether a value fulfils what is asked. */
bool dbn_target_met(enum dbn_target_op op, int64_t value, int64_t upper, int64_t actual);
/* Appends thousandths without needless zeros. */
void dbn_thousandths(struct dbn_buf *out, int64_t value);

#endif
