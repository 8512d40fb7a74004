/* twice.h - merge --resolve: one id that two people gave, each in a clone of his own. */
#ifndef TWICE_H
#define TWICE_H

#include "cmd.h"
#include "dubanc/merge.h"

/* Whether a conflict is about a row that both sides added. */
bool twice_is(const struct dbn_conflict *c);

/* Whether an event made the row; one put in by hand has none. */
bool twice_is_made(const struct dbn_doc *doc, struct dbn_str id);

/* Where both imported the task from one text: what an event must say so that its row holds what
 * either did with it, in the ledger's arena, maybe empty. Else, or with no task, a NULL slice. */
struct dbn_str twice_changes(struct ctx *ctx, const struct dbn_task *task, const struct dbn_conflict *c);

/* Theirs stands again under an id of its own; an exit status. */
int twice_add_theirs(struct ctx *ctx, struct dbn_doc *doc, const struct dbn_conflict *c);

#endif
