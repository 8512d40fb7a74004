/* status.h - the parts of `dubanc status`. */
#ifndef STATUS_H
#define STATUS_H

#include "view.h"

/* What happened from a day on, by the days of the facts: for the screen below the
 * counts, a few sentences and the tasks it happened to, the latest first; for other
 * formats the table of those tasks alone. An exit status. */
int status_since(struct ctx *ctx, struct view *view, int32_t since);

#endif
