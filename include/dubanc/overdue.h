/*
 * overdue.h - what has passed its day, worst first. Pure.
 *
 * One entry for each unfinished task whose due day, node or period has passed
 * (whatever its light), and, where asked, for what falls due soon. A suspended
 * task's clock stands; what a spot check found is asked for by its own day,
 * even of a finished task, until it was looked at again; what was reported in time waits for the office and is
 * not late. The silent list has an entry for each lead that owes its feedback.
 */
#ifndef DUBANC_OVERDUE_H
#define DUBANC_OVERDUE_H

#include "dubanc/light.h"
#include "dubanc/roster.h"

struct dbn_overdue_item {
	const struct dbn_task *task;
	struct dbn_str unit;	   /* reporting unit, canonical; empty: nobody leads */
	size_t order;		   /* of the unit in the roster, DBN_NONE behind */
	int32_t due;		   /* the earliest day that passed, or that comes */
	int days;		   /* late by so many; negative: so many are left */
	const struct dbn_task *node; /* whose day it is, or NULL for the task's own */
	bool rectifying;	     /* it is the day set for what a spot check found */
	char period[DBN_PERIOD_NAME]; /* of a recurring task, or "" */
	int more;		   /* further nodes and periods that have passed */
	enum dbn_light light;
};

struct dbn_silent_item {
	const struct dbn_task *task;
	struct dbn_str unit; /* each lead for itself */
	size_t order;
	int32_t due; /* the feedback day that passed */
	int days;    /* since then */
	int32_t last; /* its last word, or DBN_NO_DAY */
};

struct dbn_overdue {
	struct {
		struct dbn_overdue_item *items;
		size_t count, cap;
	} items;
	struct {
		struct dbn_silent_item *items;
		size_t count, cap;
	} silent;
	size_t late;  /* how many of items are late, not only soon */
	size_t units; /* how many units the late ones belong to, nobody not counted */
};

struct dbn_soon {
	int days; /* -1: only what is late */
	bool workdays;
};

/*
 * Appends what a document has. verdicts[i] is the light of doc->tasks[i] on
 * `today`; chosen[i] (or NULL for all) whether the row passed the filters.
 */
int dbn_overdue_add(struct dbn_overdue *o, const struct dbn_ledger *l, const struct dbn_roster *roster,
		    struct dbn_arena *arena, const struct dbn_doc *doc,
		    const struct dbn_verdict *verdicts, const bool *chosen, int32_t today,
		    struct dbn_soon soon, struct dbn_err *err);
/*
 * Orders the list and counts: by days late; with by_unit the units stand
 * together, that with the longest delay first, nobody's last.
 */
int dbn_overdue_finish(struct dbn_overdue *o, struct dbn_arena *arena, bool by_unit,
		       struct dbn_err *err);

#endif
