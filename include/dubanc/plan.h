/*
 * plan.h - what falls due in a span of days, and how it went. Pure.
 *
 * A task with a limit counts on its due day; a recurring one once for each
 * period that ends in the span; a node or measure on its own day. A task whose
 * original limit lay in the span and was moved out of it stays, as moved. What
 * has neither a limit nor a rhythm stands behind all days, as undated, unless
 * it was finished before the span began. Cancelled tasks are left out.
 */
#ifndef DUBANC_PLAN_H
#define DUBANC_PLAN_H

#include "dubanc/light.h"
#include "dubanc/roster.h"

enum dbn_plan_kind {
#define PLAN_KIND(id, ...) DBN_PLAN_##id,
#include "dubanc/plan_words.def"
	DBN_PLAN_KINDS
};
enum dbn_plan_outcome {
#define PLAN_OUTCOME(id, ...) DBN_OUTCOME_##id,
#include "dubanc/plan_words.def"
	DBN_OUTCOMES
};

struct dbn_plan_item {
	const struct dbn_task *task;	   /* the node or measure itself, for a part */
	const struct dbn_verdict *verdict; /* of it */
	struct dbn_str unit;		   /* the reporting unit, canonical; may be empty */
	size_t order;			   /* of the unit in the roster */
	size_t sequence;		   /* in the order of adding */
	int32_t due;			   /* DBN_NO_DAY of the undated */
	int32_t finished;		   /* or DBN_NO_DAY */
	enum dbn_plan_kind kind;
	enum dbn_plan_outcome outcome;
	char period[DBN_PERIOD_NAME]; /* its name, or "" */
};

/* How many items there are of each outcome; undated ones apart. */
struct dbn_plan_counts {
	int total, outcome[DBN_OUTCOMES];
	int undated, undated_finished;
};

struct dbn_plan {
	struct dbn_arena *arena;
	const struct dbn_roster *roster;
	int32_t from, to, today;
	struct {
		struct dbn_plan_item *items;
		size_t count, cap;
	} items;
	struct dbn_plan_counts all; /* of all items, after dbn_plan_finish() */
	bool failed;
};

/* Everything is in the arena; from and to are inclusive. */
void dbn_plan_init(struct dbn_plan *p, struct dbn_arena *arena, const struct dbn_roster *roster,
		   int32_t from, int32_t to, int32_t today);
/* Takes in a row and its verdict of `today`. */
void dbn_plan_add(struct dbn_plan *p, const struct dbn_task *task, const struct dbn_verdict *v);
/* Puts the items in order (day, unit, as added) and counts them; false where memory ran out. */
bool dbn_plan_finish(struct dbn_plan *p);
/* Counts one item. */
void dbn_plan_count(struct dbn_plan_counts *c, const struct dbn_plan_item *item);
/* Done in the sense of a plan: on time or late. */
int dbn_plan_done(const struct dbn_plan_counts *c);

/* The word of the contract; what people read. Static. */
const char *dbn_plan_kind_name(enum dbn_plan_kind kind);
const char *dbn_plan_kind_shown(enum dbn_plan_kind kind, enum dbn_lang lang);
const char *dbn_plan_outcome_name(enum dbn_plan_outcome outcome);
const char *dbn_plan_outcome_shown(enum dbn_plan_outcome outcome, enum dbn_lang lang);

#endif
