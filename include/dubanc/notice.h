/*
 * notice.h - whom to remind of what today: the plan of `remind`. Pure.
 *
 * Before the due day: a reminder when one of [remind] before (7, 3, 1 days)
 * is reached, and on the day itself. A day that cron missed is made up: what
 * counts is that nothing was sent since the day was reached.
 *
 * After it, and for feedback that was due or a schedule that slips: a notice
 * in the colours of [remind] (蓝,黄,红), one way. At which colour a matter
 * begins and how high it climbs are settings too: silent 1-2, behind 2, node
 * and rectify 2-3, overdue 3. The next comes when [remind] interval days are over and the
 * day that the last one set has passed. A unit that has answered since is
 * reminded in the same colour; one that has asked for an extension is left
 * alone until it is answered. One notice a task, a unit and a day, however
 * often it is run: past notices are read from the events, whose text begins
 * `COLOUR UNIT NUMBER …`.
 *
 * A notice (what goes to one unit at once) has a number that runs through the
 * year: 督办〔2024〕12号. Mere reminders have none.
 */
#ifndef DUBANC_NOTICE_H
#define DUBANC_NOTICE_H

#include "dubanc/light.h"
#include "dubanc/roster.h"

enum dbn_notice_level { DBN_NOTICE_REMIND, DBN_NOTICE_BLUE, DBN_NOTICE_YELLOW, DBN_NOTICE_RED };
enum dbn_notice_matter {
	DBN_MATTER_SOON, DBN_MATTER_TODAY, DBN_MATTER_OVERDUE, DBN_MATTER_SILENT, DBN_MATTER_BEHIND,
	DBN_MATTER_RECTIFY, /* what a spot check found: also on finished tasks */
};

struct dbn_notice_item {
	const struct dbn_task *task;
	struct dbn_str unit; /* canonical */
	size_t order;	     /* of the unit in the roster, DBN_NONE behind */
	enum dbn_notice_level level;
	enum dbn_notice_matter matter;
	int32_t day;	   /* due or feedback day it is about */
	int days;	   /* left, or passed since */
	int nth;	   /* which notice about this matter, from 1 */
	int32_t reply_by;  /* or DBN_NO_DAY for a mere reminder */
	struct dbn_verdict verdict;
};

/* What goes to one unit: a run of items. */
struct dbn_notice {
	struct dbn_str unit;
	size_t order, first, count;
	enum dbn_notice_level level; /* the highest among them */
	int32_t reply_by;	     /* the earliest, or DBN_NO_DAY */
	int number;		     /* of the year; 0 for mere reminders: the caller's */
};

struct dbn_notice_plan {
	struct dbn_str only; /* the unit, or the members of the group, whose notices are wanted; empty: all */
	struct {
		struct dbn_notice_item *items;
		size_t count, cap;
	} items;
	struct {
		struct dbn_notice *items;
		size_t count, cap;
	} notices;
	size_t nobody; /* overdue tasks that no lead can be reminded of */
	size_t held;   /* waiting for the office's answer to a request */
};

/* Appends a document's items. verdicts and chosen as in overdue.h. */
int dbn_notice_add(struct dbn_notice_plan *p, const struct dbn_ledger *l,
		   const struct dbn_roster *roster, struct dbn_arena *arena,
		   const struct dbn_doc *doc, const struct dbn_verdict *verdicts, const bool *chosen,
		   int32_t today, struct dbn_err *err);
/* Orders the items by unit, worst first, and makes the notices. */
int dbn_notice_finish(struct dbn_notice_plan *p, struct dbn_arena *arena, struct dbn_err *err);
/* The event that an item leaves; number is its notice's, 0 for a reminder; id, at, by are
 * the caller's. Text in arena. */
int dbn_notice_event(const struct dbn_notice_item *item, int number, struct dbn_arena *arena,
		     const struct dbn_conf *c, enum dbn_lang lang, int32_t today,
		     struct dbn_event *out, struct dbn_err *err);

/* The level that a notice event was sent at, and to whom (empty: not said);
 * notices written by hand read as the first. c: the office's colours, or NULL. */
enum dbn_notice_level dbn_notice_read(const struct dbn_event *e, const struct dbn_conf *c,
				      struct dbn_str *unit);
/* Appends 提醒, 蓝色 … or reminder, blue …, as the office names its colours. */
void dbn_notice_word(struct dbn_buf *out, const struct dbn_conf *c, enum dbn_notice_level level,
		     enum dbn_lang lang);
/* The highest number of the year among a document's events. */
int dbn_notice_last(const struct dbn_doc *doc, int year);
/* Appends 督办〔2024〕12号. */
void dbn_notice_number_text(struct dbn_buf *out, const struct dbn_conf *c, int year, int number);

#endif
