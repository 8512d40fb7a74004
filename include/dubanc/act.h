/*
 * act.h - what may be done to a task, and the event it leaves: pure.
 *
 * dbn_act_make() looks at a loaded task (events; targets for `actual`) and an
 * act and gives the contents of one event for dbn_ledger_write(): kind, unit,
 * on, by, changes, text. `id` and `at` are the caller's. What the rules do not
 * allow is refused with DBN_EUSAGE and a message that says what is allowed.
 *
 *	struct dbn_act act = dbn_act_of(DBN_EV_REPORT, today);
 *	act.text = DBN_STR("已完成三校合并");
 *	if (dbn_act_make(&l, arena, task, &act, &event, &err) == DBN_OK)
 *		...
 *
 * Whose act: ack, feedback, report, extend-request, actual, evidence are a
 * unit's, by default the reporting unit's (the office's entry on a task
 * without a lead counts as the lead's); the rest are the office's. Only the
 * reporting unit's acts move the task; what another unit does is an event of
 * its own. A feedback of the office itself (unit "-" or the office's name) is
 * a note.
 *
 * Heads of texts that the rules read back: a report or a return of a recurring
 * task names its period (`2023Q3 …`), a request the day asked for
 * (`2024-09-30 …`), another unit's feedback its progress (`35% …`).
 */
#ifndef DUBANC_ACT_H
#define DUBANC_ACT_H

#include "dubanc/light.h"

/* Head of the text of a cancellation that came with its paper (import --withdraw). */
#define DBN_WITHDRAWN "withdrawn"

struct dbn_act {
	enum dbn_event_kind kind;
	int32_t on;		/* the day of the fact */
	int32_t entered;	/* the day on which it is typed; DBN_NO_DAY: the same */
	struct dbn_str unit;	/* --unit; ptr NULL: by default */
	struct dbn_str by;
	struct dbn_str text;	/* note, reason, place of the evidence, instruction, title of a node */
	struct dbn_str progress; /* per cent as typed; ptr NULL: none */
	struct dbn_str period;	/* report, return: ptr NULL: the one that stands to reason */
	int32_t day;		/* extend-request, extend (else as asked), assign --due, add (node); or DBN_NO_DAY */
	bool no_day;		/* assign: take the limit away */
	struct dbn_str metric, value;	   /* actual */
	struct dbn_str lead, coop, owner; /* assign: joined by ;, ptr NULL: as it is */
	const char *lead_from;	/* assign: NULL is by hand */
	enum dbn_lang lang;	/* in which a refusal names states and acts */
	const struct dbn_change *changes; /* edit: column by English name or Chinese heading */
	size_t change_count;
};

/* An act with nothing filled in but its kind and day. */
struct dbn_act dbn_act_of(enum dbn_event_kind kind, int32_t on);
/*
 * One event. Strings of *out live in arena or are borrowed from act and task.
 * DBN_EV_ADD makes a node under the task: out->task is the node's new id.
 */
int dbn_act_make(const struct dbn_ledger *l, struct dbn_arena *arena, const struct dbn_task *task,
		 const struct dbn_act *act, struct dbn_event *out, struct dbn_err *err);
/*
 * Several acts on one task, each upon the one before (evidence, then close).
 * All or none: out[0..count) is meaningful only for DBN_OK.
 */
int dbn_act_series(const struct dbn_ledger *l, struct dbn_arena *arena, const struct dbn_task *task,
		   const struct dbn_act *acts, size_t count, struct dbn_event *out,
		   struct dbn_err *err);

/*
 * Refuses what cannot be: a group as the lead (of the task's own groups, of
 * units.csv, or 各…), one unit that leads and assists. Cells joined by ;.
 */
int dbn_parties_check(const struct dbn_ledger *l, struct dbn_str groups, struct dbn_str lead,
		      struct dbn_str coop, struct dbn_err *err);

#endif
