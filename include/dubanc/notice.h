/*
 * notice.h - whom to remind of what today: the plan of `remind`. Pure.
 *
 * Before the due day: a reminder when one of [remind] before (7, 3, 1 days)
 * is reached, and on the day itself. A day that cron missed is made up: what
 * counts is that nothing was sent since the day was reached.
 *
 * After it, and for feedback that was due or a schedule that slips: a notice
 * in three colours, one way: blue, then yellow, then red (red for what is
 * overdue only), each at least [remind] interval days after the one before.
 * A unit that has answered since the last notice is reminded in the same
 * colour; one that has asked for an extension is left alone until it is
 * answered. One notice a task, a unit and a day, however often it is run: past
 * notices are read from the events, whose text begins `COLOUR UNIT DAY …`.
 */
#ifndef DUBANC_NOTICE_H
#define DUBANC_NOTICE_H

#include "dubanc/light.h"
#include "dubanc/roster.h"

enum dbn_notice_level { DBN_NOTICE_REMIND, DBN_NOTICE_BLUE, DBN_NOTICE_YELLOW, DBN_NOTICE_RED };
enum dbn_notice_matter {
	DBN_MATTER_SOON, DBN_MATTER_TODAY, DBN_MATTER_OVERDUE, DBN_MATTER_SILENT, DBN_MATTER_BEHIND,
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
};

struct dbn_notice_plan {
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
/* The event that an item leaves; id, at, by are the caller's. Text in arena. */
int dbn_notice_event(const struct dbn_notice_item *item, struct dbn_arena *arena,
		     enum dbn_lang lang, int32_t today, struct dbn_event *out, struct dbn_err *err);

/* Appends the subject and the body of a notice as plain text: what is to be
 * done, by when, how late, whom to answer. */
void dbn_notice_subject(struct dbn_buf *out, const struct dbn_notice *n, const struct dbn_ledger *l,
			enum dbn_lang lang);
void dbn_notice_body(struct dbn_buf *out, const struct dbn_notice_plan *p,
		     const struct dbn_notice *n, const struct dbn_ledger *l, enum dbn_lang lang,
		     int32_t today);

/* The level that a notice event was sent at, and to whom (empty: not said);
 * notices written by hand read as blue. */
enum dbn_notice_level dbn_notice_read(const struct dbn_event *e, struct dbn_str *unit);
/* 提醒, 蓝色 … / reminder, blue …; static. */
const char *dbn_notice_word(enum dbn_notice_level level, enum dbn_lang lang);

#endif
