/*
 * light.h - what a task looks like on a day: pure, computed, never stored.
 *
 * Precedence is the order of LIGHT in words.def. `today` is an argument; the
 * events of the task must be loaded. Every verdict has its reason.
 */
#ifndef DUBANC_LIGHT_H
#define DUBANC_LIGHT_H

#include "dubanc/ledger.h"

struct dbn_verdict {
	enum dbn_light light;
	int32_t due;	   /* the current due day: of the task, its earliest unfinished period or node */
	int days;	   /* due - today: negative is late; 0 where there is no due day */
	struct dbn_task *node; /* the node that makes it overdue or behind, or NULL */
	int32_t period_start;  /* of a recurring task's current period, or DBN_NO_DAY */
	int32_t feedback_due;  /* the feedback day that passed or comes next, or DBN_NO_DAY */
	int32_t last_feedback; /* by the reporting unit, or DBN_NO_DAY */
	int expected;	   /* linear schedule in percent, -1 where none */
	enum dbn_msg reason;   /* with args below: why this light */
	int reason_days;
};

struct dbn_verdict dbn_light_of(const struct dbn_ledger *l, const struct dbn_task *task, int32_t today);
/* The unit that answers for a task: the first lead, or empty. Borrowed. */
struct dbn_str dbn_reporting_unit(const struct dbn_task *task);

/* One unit's standing in one task, folded from its own events. */
struct dbn_standing {
	int32_t ack, last_feedback;
	int progress; /* -1: none given */
	enum { DBN_STANDING_NONE, DBN_STANDING_ACK, DBN_STANDING_DOING, DBN_STANDING_REPORTED } stage;
};
struct dbn_standing dbn_standing_of(const struct dbn_task *task, struct dbn_str unit);

/* Due day of the k-th (from 0) period of a recurrence code (every:month@05 …)
 * that ends on or after `from`; DBN_NO_DAY for a code that is none. */
int32_t dbn_period_due(struct dbn_str recur, int32_t from, int k);
/* The period's name as report events give it (2023-07, 2023Q3, 2023H2, 2023,
 * 2023W07, day as ISO) for a day inside it; "" for a code that is none. */
const char *dbn_period_name(char out[16], struct dbn_str recur, int32_t day);

#endif
