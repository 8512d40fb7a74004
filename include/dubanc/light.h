/*
 * light.h - what a task looks like on a day: pure, computed, never stored.
 *
 * Precedence is the order of LIGHT in words.def. `today` is an argument; the
 * events of the task must be loaded. Every verdict has its reason.
 *
 * The measures and nodes of a task count towards it: the earliest of its own
 * due day, its current period and its unfinished parts is what it is measured
 * by. A part whose task is finished, suspended or cancelled is so itself.
 *
 * What a spot check found and set a day for is due on that day like the rest,
 * until it has been looked at again. A finished task keeps its light; its
 * reason names the finding, and overdue.h and notice.h go after it.
 *
 * What the unit has reported in time is not overdue while the office has not
 * accepted it yet; what it reported late stays overdue, by the days up to its
 * report, until it is accepted.
 */
#ifndef DUBANC_LIGHT_H
#define DUBANC_LIGHT_H

#include "dubanc/ledger.h"
#include "dubanc/period.h"

struct dbn_verdict {
	enum dbn_light light;
	int32_t due;	   /* the current due day: of the task, its earliest unfinished period or node */
	int days;	   /* due - today: negative is late; 0 where there is no due day */
	struct dbn_task *node; /* the measure or node that `due` belongs to, or NULL */
	int32_t period_start;  /* of a recurring task's current period, or DBN_NO_DAY */
	char period[DBN_PERIOD_NAME]; /* its name, or "" */
	int periods_late, periods_missing; /* made up late; passed and not reported */
	int32_t feedback_due;  /* the feedback day that passed or comes next, or DBN_NO_DAY */
	int32_t last_feedback; /* by the reporting unit, or DBN_NO_DAY */
	bool silent;	   /* the feedback day passed without a word, whatever the light */
	int unheard;	   /* … how many of them, one after another */
	int32_t rectify;   /* by when what a spot check found is to be put right, or DBN_NO_DAY */
	bool finding;	   /* something found waits to be put right, with or without a day */
	bool rectifying;   /* `due` is that day */
	int32_t finished;  /* the day that decides: of the report that stands, else of acceptance */
	int late_days;	   /* finished that many days after the binding due day, else 0 */
	int expected;	   /* linear schedule in percent, -1 where none */
	bool far;	   /* behind by [light] behind_far or more */
	enum dbn_msg reason; /* why this light: dbn_verdict_text() */
	int reason_days;
	int32_t reason_day;
};

struct dbn_verdict dbn_light_of(const struct dbn_ledger *l, const struct dbn_task *task, int32_t today);
/*
 * The same for every row of a document in one pass: out[i] for doc->tasks[i].
 * Scratch memory comes from arena; false where it ran out.
 */
bool dbn_light_doc(struct dbn_arena *arena, const struct dbn_ledger *l, const struct dbn_doc *doc,
		   int32_t today, struct dbn_verdict *out);
/* Appends the reason of a verdict as people read it: on a screen; in the running text of a paper. */
void dbn_verdict_text(struct dbn_buf *out, const struct dbn_verdict *v, enum dbn_lang lang);
void dbn_verdict_paper(struct dbn_buf *out, const struct dbn_verdict *v, enum dbn_lang lang);

/* The unit that answers for a task: the first lead (of a measure or node
 * without one: its task's), or empty. Borrowed. */
struct dbn_str dbn_reporting_unit(const struct dbn_task *task);
/* Whether the row is a measure or a node: part of a task, not counted as one. */
bool dbn_is_part(const struct dbn_task *task);
/* Whether the state is done, closed or cancelled. */
bool dbn_is_finished(const struct dbn_task *task);
/* Whether somebody has asked for a later due day and has had no answer; *day
 * (may be NULL) is the day asked for. */
bool dbn_extension_pending(const struct dbn_task *task, int32_t *day);
/* The due day that lateness is judged by: the original one, unless an
 * extension was granted or a confirmed re-import moved it. */
int32_t dbn_binding_due(const struct dbn_task *task);
/* The day from which the reporting unit answers for the task: of the last
 * event that named a lead, else of the import, else the document's. */
int32_t dbn_charged_day(const struct dbn_task *task);
/* `on` of the last report that was not returned, or DBN_NO_DAY. */
int32_t dbn_report_day(const struct dbn_task *task);

/* One unit's standing in one task, folded from its own events. */
struct dbn_standing {
	int32_t ack, last_feedback;
	int progress; /* -1: none given */
	enum { DBN_STANDING_NONE, DBN_STANDING_ACK, DBN_STANDING_DOING, DBN_STANDING_REPORTED } stage;
};
struct dbn_standing dbn_standing_of(const struct dbn_task *task, struct dbn_str unit);

/* One unit's rhythm of feedback in one task: chased leads have their own. */
struct dbn_rhythm {
	bool due;	  /* a rhythm applies at all */
	bool silent;	  /* the day passed, with its grace, without a word */
	int32_t day;	  /* the day that passed, else the next one */
	int32_t last;	  /* the unit's last feedback or report, or DBN_NO_DAY */
	int32_t base;	  /* the day from which the rhythm is counted */
	int unheard;	  /* silent: how many days passed without a word, one after another */
	struct dbn_recur recur;
};
struct dbn_rhythm dbn_rhythm_of(const struct dbn_ledger *l, const struct dbn_task *task,
				struct dbn_str unit, int32_t today);

/*
 * Whether a task asks for feedback on a day of its rhythm: not while it is suspended, and
 * first on the day that leaves half a period (or half a month) after the unit was charged,
 * the task resumed or opened again.
 */
bool dbn_rhythm_asks(const struct dbn_task *task, int32_t charged, const struct dbn_recur *r, int32_t day);

/*
 * The periods of a recurring task, from its first. A period is finished by a
 * report of the lead that names it: `period=NAME` in its changes, or the
 * names at the beginning of its text (2023-07、2023-08 …). A return that names
 * a period, or that follows such a report, takes it back.
 */
struct dbn_periods {
	const struct dbn_task *task;
	struct dbn_recur recur;
	int32_t due;	  /* of the period it stands on */
	char name[DBN_PERIOD_NAME];
	int32_t finished; /* day of the report that stands, or DBN_NO_DAY */
};
/* Stands on the first period; false where the task does not recur. */
bool dbn_periods_first(const struct dbn_task *task, struct dbn_periods *p);
/* Goes to the next; false beyond the calendar. */
bool dbn_periods_next(struct dbn_periods *p);

#endif
