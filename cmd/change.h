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
/* Stamps and writes what is queued (nothing with --dry-run) and tells it on
 * ctx->out unless the caller has told it; an exit status. */
int change_write(struct ctx *ctx, struct changes *c, bool told);

#endif
