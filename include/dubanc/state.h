/*
 * state.h - the states of a task and what moves them: one table.
 *
 *	ack: open → ack                    feedback (by the lead): open ack → doing
 *	report: open ack doing → reported  return: reported done → doing
 *	done: doing reported → done        close: done → closed
 *	reopen: done closed → doing        cancel: any → cancelled
 *	suspend, resume keep the state.    Anything else is refused.
 */
#ifndef DUBANC_STATE_H
#define DUBANC_STATE_H

#include "dubanc/words.h"

/*
 * The state that an act leads to; -1 where it is refused. Acts that are no
 * moves (note, notice, instruct, …) give the state itself, also in closed
 * tasks; a suspended task takes only resume, cancel and acts that are no moves.
 */
int dbn_state_next(int state, bool suspended, enum dbn_event_kind act);
/* Bit set (1 << enum dbn_event_kind) of the moves allowed now. */
uint64_t dbn_state_allowed(int state, bool suspended);

#endif
