/* state.c - the states of a task and what moves them. */
#include "dubanc/state.h"

#define IN(id) (1u << DBN_STATE_##id)

enum { KEEP = -2, RUNNING = IN(OPEN) | IN(ACK) | IN(DOING) | IN(REPORTED) };

/* THE table of moves; each line says: from any of these states, to that one.
 * An act may have several lines; a kind that has none is no move. */
static const struct move {
	enum dbn_event_kind act;
	unsigned from;
	int to;
} moves[] = {
	{ DBN_EV_ACK, IN(OPEN), DBN_STATE_ACK },
	{ DBN_EV_FEEDBACK, IN(OPEN) | IN(ACK) | IN(DOING), DBN_STATE_DOING },
	{ DBN_EV_FEEDBACK, IN(REPORTED), KEEP }, /* waiting for acceptance, still heard */
	{ DBN_EV_REPORT, IN(OPEN) | IN(ACK) | IN(DOING), DBN_STATE_REPORTED },
	{ DBN_EV_RETURN, IN(REPORTED) | IN(DONE), DBN_STATE_DOING },
	{ DBN_EV_DONE, IN(DOING) | IN(REPORTED), DBN_STATE_DONE },
	{ DBN_EV_CLOSE, IN(DONE), DBN_STATE_CLOSED },
	{ DBN_EV_REOPEN, IN(DONE) | IN(CLOSED) | IN(CANCELLED), DBN_STATE_DOING },
	{ DBN_EV_SUSPEND, RUNNING, KEEP },
	{ DBN_EV_RESUME, RUNNING, KEEP },
	{ DBN_EV_CANCEL, RUNNING | IN(DONE) | IN(CLOSED), DBN_STATE_CANCELLED },
};

static bool is_move(enum dbn_event_kind act)
{
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (moves[i].act == act)
			return true;
	return false;
}

int dbn_state_next(int state, bool suspended, enum dbn_event_kind act)
{
	if (state < 0 || state >= DBN_STATE_COUNT)
		return -1;
	if (!is_move(act))
		return state;
	if (suspended ? act != DBN_EV_RESUME && act != DBN_EV_CANCEL : act == DBN_EV_RESUME)
		return -1;
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (moves[i].act == act && (moves[i].from & (1u << state)))
			return moves[i].to == KEEP ? state : moves[i].to;
	return -1;
}

uint64_t dbn_state_allowed(int state, bool suspended)
{
	uint64_t set = 0;

	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (dbn_state_next(state, suspended, moves[i].act) >= 0)
			set |= UINT64_C(1) << moves[i].act;
	return set;
}
