/*
 * change.h - what the commands that change tasks share: acts on tasks become
 * events, all are checked before the first is written, each document is
 * written once, and every task that changed is told in one line.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "cmd.h"
#include "dubanc/act.h"

struct change {
	struct dbn_task *task;
	struct dbn_event event;
};

struct changes {
	DBN_LIST(struct change) list;
};

/* Checks the acts upon the task, in order, and queues their events; an exit status. */
int change_queue(struct ctx *ctx, struct changes *c, struct dbn_task *task, const struct dbn_act *acts,
		 size_t count);
/* The same with ids of their own for the events (NULL: made as they are written):
 * what the ledger holds under such an id is not written again. */
int change_queue_as(struct ctx *ctx, struct changes *c, struct dbn_task *task, const struct dbn_act *acts,
		    const struct dbn_str *ids, size_t count);
/* Queues the acts for each task that the operands from `first` on name; a task that is
 * named twice is meant once. An exit status. */
int change_named(struct ctx *ctx, struct changes *c, int first, const struct dbn_act *acts, size_t count);
/* Stamps and writes what is queued (nothing with --dry-run) and tells it on
 * ctx->out unless the caller has told it; an exit status. */
int change_write(struct ctx *ctx, struct changes *c, bool told);

#endif
