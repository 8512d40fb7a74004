/*
 * event.h - what happened to a task; a row is fold(events).
 *
 * events/KEY.csv is the journal. The `import` and `add` events of a task hold
 * all its filled columns in `changes`, every later event the columns it set,
 * so that folding needs no knowledge of kinds: apply column=value in the order
 * (at, id). `changes` is `column=value` joined by `;`, with % ; = and control
 * bytes percent-escaped. `target.ID.column=value` sets a cell of targets/KEY.csv.
 */
#ifndef DUBANC_EVENT_H
#define DUBANC_EVENT_H

#include "dubanc/arena.h"
#include "dubanc/columns.h"
#include "dubanc/date.h"
#include "dubanc/err.h"
#include "dubanc/words.h"

struct dbn_event {
	struct dbn_str id, at, task, unit, by, changes, text;
	int32_t on;
	int kind;    /* enum dbn_event_kind, or -1 for a word not known */
	size_t line; /* in its file, 0 for one not written yet */
};

struct dbn_change {
	struct dbn_str column, value; /* value unescaped */
};

/* Appends `column=value` to a changes cell under construction. */
void dbn_changes_add(struct dbn_buf *changes, struct dbn_str column, struct dbn_str value);
/*
 * Takes the next change off *rest (as dbn_str_split() does); the unescaped
 * value is allocated in arena where it differs from what stands there. False
 * at the end; a malformed member sets *bad.
 */
bool dbn_changes_next(struct dbn_arena *arena, struct dbn_str *rest, struct dbn_change *out, bool *bad);
enum dbn_change_op { DBN_CHANGE_SET, DBN_CHANGE_ADD, DBN_CHANGE_REMOVE };
/* What a change does; its column without the sign in *column. */
enum dbn_change_op dbn_change_op(const struct dbn_change *c, struct dbn_str *column);
/*
 * Whether an event may move the due day that a task has: an extension that was
 * granted, its document imported again (again: the row stood before), or a limit
 * typed wrong that was corrected with a reason.
 */
bool dbn_event_may_move_due(const struct dbn_event *e, bool again);
/* The number that a notice bears, 〔2024〕12号, and its year; 0 for none and other events. */
int dbn_event_notice_number(const struct dbn_event *e, int *year);
/* Order of folding: (at, id). */
int dbn_event_cmp(const struct dbn_event *a, const struct dbn_event *b);
/* Whether s is an instant as events hold it: 2026-01-05T01:02:03.004Z. */
bool dbn_instant_valid(struct dbn_str s);
/* The instant of a count of milliseconds since 1970-01-01 UTC; returns out. */
const char *dbn_instant_format(char out[32], int64_t milliseconds);
/* The opposite; INT64_MIN where s is no instant. */
int64_t dbn_instant_parse(struct dbn_str s);

#endif
