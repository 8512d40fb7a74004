/*
 * ics.h - due days as a calendar (RFC 5545) that any phone can subscribe to.
 *
 * One all-day entry a task on the day it is measured by, with alarms before
 * it; where a recurrence has a rule, one entry that comes back. The uid is the id,
 * so that importing again moves an entry instead of doubling it. Lines end in CRLF
 * and are folded at 75 bytes, never inside a character; bad UTF-8 becomes U+FFFD,
 * control bytes go.
 *
 *	dbn_ics_begin(&out, DBN_STR("云河市督办台账"));
 *	dbn_ics_day(&out, &entry);
 *	...
 *	dbn_ics_end(&out);
 */
#ifndef DUBANC_ICS_H
#define DUBANC_ICS_H

#include "dubanc/buf.h"
#include "dubanc/date.h"
#include "dubanc/period.h"

struct dbn_ics_entry {
	struct dbn_str uid;	    /* the task's id */
	struct dbn_str stamp;	    /* instant of the last change: 2026-01-05T01:02:03.004Z */
	int32_t day;
	struct dbn_str summary;	    /* title */
	struct dbn_str description; /* unit, light and why; may hold LF */
	const int *alarms;	    /* days before, at 9 o'clock in the morning */
	size_t alarm_count;
	bool cancelled;
	struct dbn_str rule;	    /* of dbn_ics_rule(), or "": the entry comes back by it … */
	int32_t until;		    /* … up to this day … */
	const int32_t *except;	    /* … but for these */
	size_t except_count;
};

/* Appends the head of a calendar with its name. */
void dbn_ics_begin(struct dbn_buf *out, struct dbn_str name);
/* Appends the rule (RFC 5545, 3.3.10) of a recurrence, for an entry on one of its days.
 * False, and nothing is appended, where no rule gives exactly its days. */
bool dbn_ics_rule(struct dbn_buf *rule, const struct dbn_recur *recur);
/* Appends one entry; one without a day is passed over. */
void dbn_ics_day(struct dbn_buf *out, const struct dbn_ics_entry *entry);
void dbn_ics_end(struct dbn_buf *out);

#endif
