/* making.h - one act under way: what act.c and cells.c share, private to lib/rules. */
#ifndef RULES_MAKING_H
#define RULES_MAKING_H

#include "dubanc/act.h"

struct making {
	const struct dbn_ledger *l;
	struct dbn_arena *arena;
	const struct dbn_task *task;
	const struct dbn_act *act;
	struct dbn_event *out;
	struct dbn_buf changes;
	struct dbn_err *err;
	bool leads; /* the act moves the task */
};

/* The refusal with up to three arguments; returns DBN_EUSAGE. */
int act_refuse(struct making *m, enum dbn_msg msg, struct dbn_str a, struct dbn_str b, struct dbn_str c);
/* The refusal of any further act on a finished task. */
int act_refuse_finished(struct making *m);
/* Sets a cell of the task. */
void act_change(struct making *m, enum dbn_task_column column, struct dbn_str value);
void act_change_day(struct making *m, enum dbn_task_column column, int32_t day);

/* Members of coop that are not among the lead; joined by ;, in arena. */
struct dbn_str parties_without(struct dbn_arena *arena, struct dbn_str coop, struct dbn_str lead);

/* Acts on cells rather than on the state. */
int act_actual(struct making *m);
int act_assign(struct making *m);
int act_edit(struct making *m);
int act_node(struct making *m);

#endif
