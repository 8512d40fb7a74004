/* trail.h - reading the events of a task: private to lib/rules. */
#ifndef RULES_TRAIL_H
#define RULES_TRAIL_H

#include "dubanc/light.h"

/* The raw value that an event gives a column (escapes stay), false where it
 * sets none. *value may be NULL. The last member of that name holds. */
bool trail_change(const struct dbn_event *e, const char *column, struct dbn_str *value);
/* First member of a cell joined by ';', trimmed; may be empty. */
struct dbn_str trail_first(struct dbn_str list);
/* Whether a cell joined by ';' holds the member. */
bool trail_has(struct dbn_str list, struct dbn_str member);
/* Whether the event counts as the reporting unit's: its own, or the office's
 * on a task without a lead. */
bool trail_is_leads(const struct dbn_task *task, const struct dbn_event *e);
/* Whether a report or return names a period. */
bool trail_names_period(const struct dbn_task *task, const struct dbn_event *e, struct dbn_str name);

/*
 * The leads of a task as its events make them. Events may set the list or, as
 * the store writes them, add and remove members. Members are raw slices.
 */
enum { TRAIL_LEADS = 24 };
struct trail_leads {
	struct dbn_str member[TRAIL_LEADS];
	size_t count;
	bool seen; /* some event spoke of leads */
};
void trail_lead_event(struct trail_leads *leads, const struct dbn_event *e);
/* The first of them, or empty. */
struct dbn_str trail_lead_first(const struct trail_leads *leads);

#endif
