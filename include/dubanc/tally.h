/*
 * tally.h - counts and rates for status and reports. Pure.
 *
 * A task counts once: under its reporting unit, its section, its document or
 * the month it is due. Measures and nodes are parts of their task and are not
 * counted. Cancelled tasks are counted apart; of the rest, the lights add up
 * to the total. Units stand in the office's fixed order and keep their line
 * when they have nothing; whom units.csv does not know follows; last comes
 * what has no lead. Assisting duties are tallied in a table of their own.
 */
#ifndef DUBANC_TALLY_H
#define DUBANC_TALLY_H

#include "dubanc/light.h"
#include "dubanc/roster.h"

struct dbn_counts {
	int total;	   /* all that is not cancelled */
	int cancelled;
	int light[DBN_LIGHT_COUNT];
	int finished;	   /* done or closed */
	int finished_late; /* of them, after their binding due day */
	int silent;	   /* should have been heard and was not, whatever the light */
	int reported;	   /* reported, waiting for acceptance */
	int overdue;	   /* the light; with days_late the sum of their days */
	int64_t days_late;
};

enum dbn_tally_by { DBN_BY_UNIT, DBN_BY_SECTION, DBN_BY_DOC, DBN_BY_MONTH };

struct dbn_tally_row {
	struct dbn_str key;	   /* unit, section, key of the document, 2024-06; "" for none */
	const struct dbn_doc *doc; /* of a section or document */
	bool known;		   /* a unit of units.csv */
	struct dbn_counts counts;
};

struct dbn_tally {
	struct dbn_arena *arena;
	const struct dbn_roster *roster;
	enum dbn_tally_by by;
	struct {
		struct dbn_tally_row *items;
		size_t count, cap;
	} rows;
	struct dbn_counts all;
	size_t *index; /* open hash of rows, by key */
	size_t index_size;
	bool failed;
};

/* With DBN_BY_UNIT the lines of the roster stand from the beginning. */
void dbn_tally_init(struct dbn_tally *t, struct dbn_arena *arena, const struct dbn_roster *roster,
		    enum dbn_tally_by by);
/* Takes in a row and its verdict; parts of tasks are passed over. */
void dbn_tally_add(struct dbn_tally *t, const struct dbn_task *task, const struct dbn_verdict *v);
/* Puts the rows in their order; call once, after the last add. False where memory ran out. */
bool dbn_tally_finish(struct dbn_tally *t);
/* What people call normal: on track, long-term. What nothing chases (undated) is not. */
int dbn_counts_normal(const struct dbn_counts *c);

/* One unit's assisting duties: coop, a further lead, or, where the roster knows it (or there is
 * none), responsible beside a lead. */
struct dbn_duty_row {
	struct dbn_str unit;
	bool known;
	int total, running, finished;
	int heard;   /* of the running ones: with a word of its own */
	int overdue; /* of the running ones: the task is overdue */
};
struct dbn_duties {
	struct dbn_arena *arena;
	const struct dbn_roster *roster;
	struct {
		struct dbn_duty_row *items;
		size_t count, cap;
	} rows;
	bool failed;
};
void dbn_duties_init(struct dbn_duties *d, struct dbn_arena *arena, const struct dbn_roster *roster);
void dbn_duties_add(struct dbn_duties *d, const struct dbn_task *task, const struct dbn_verdict *v);

/* What happened between two days, inclusive. */
struct dbn_flow {
	int added, finished, finished_late, closed, returned, reopened, cancelled;
	int asked, extended, refused, noticed, inspected, failed;
	int fed_back; /* tasks with a word of their reporting unit */
};
/* Adds a task's events of the days from..to; parts of tasks are passed over. */
void dbn_flow_add(struct dbn_flow *f, const struct dbn_task *task, const struct dbn_verdict *v,
		  int32_t from, int32_t to);

#endif
