/* test_state.c - the table of states against every act. */
#include "unit.h"

#include "dubanc/state.h"

/* One row a state, one column a move: the state it leads to, "-" refused. */
static const char *const moves[] = { "ack", "feedback", "report", "return", "done",
				     "close", "reopen", "suspend", "resume", "cancel" };
static const struct {
	const char *state, *next[10];
} want[] = {
	{ "open", { "ack", "doing", "reported", "-", "-", "-", "-", "open", "-", "cancelled" } },
	{ "ack", { "-", "doing", "reported", "-", "-", "-", "-", "ack", "-", "cancelled" } },
	{ "doing", { "-", "doing", "reported", "-", "done", "-", "-", "doing", "-", "cancelled" } },
	{ "reported", { "-", "reported", "-", "doing", "done", "-", "-", "reported", "-", "cancelled" } },
	{ "done", { "-", "-", "-", "doing", "-", "closed", "doing", "-", "-", "cancelled" } },
	{ "closed", { "-", "-", "-", "-", "-", "-", "doing", "-", "-", "cancelled" } },
	{ "cancelled", { "-", "-", "-", "-", "-", "-", "doing", "-", "-", "-" } },
};
static const char *const states[] = {
#define STATE(id, name, zh) name,
#include "dubanc/words.def"
};
static const char *const kinds[] = {
#define EVENT_KIND(id, name, zh) name,
#include "dubanc/words.def"
};

static int find(const char *const *words, int count, const char *word)
{
	for (int i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

static int act_of(const char *word)
{
	int act = find(kinds, DBN_EV_COUNT, word);

	assert_true(act >= 0);
	return act;
}

static void every_move(void **state)
{
	(void)state;
	for (size_t s = 0; s < DBN_STATE_COUNT; s++) {
		assert_string_equal(want[s].state, states[s]);
		for (size_t m = 0; m < 10; m++) {
			int act = act_of(moves[m]);
			int next = dbn_state_next((int)s, false, (enum dbn_event_kind)act);
			const char *got = next < 0 ? "-" : states[next];

			if (strcmp(got, want[s].next[m]) != 0)
				fail_msg("%s in %s: %s, not %s", moves[m], states[s], got, want[s].next[m]);
			assert_int_equal(dbn_state_allowed((int)s, false) >> act & 1, next >= 0);
		}
	}
}

static void suspended_waits(void **state)
{
	(void)state;
	for (int s = 0; s <= DBN_STATE_REPORTED; s++) {
		assert_int_equal(dbn_state_next(s, true, DBN_EV_RESUME), s);
		assert_int_equal(dbn_state_next(s, true, DBN_EV_CANCEL), DBN_STATE_CANCELLED);
		assert_int_equal(dbn_state_allowed(s, true),
				 UINT64_C(1) << DBN_EV_RESUME | UINT64_C(1) << DBN_EV_CANCEL);
	}
}

static void what_is_no_move_stays(void **state)
{
	static const int acts[] = { DBN_EV_NOTE, DBN_EV_NOTICE, DBN_EV_INSTRUCT, DBN_EV_EVIDENCE,
				    DBN_EV_ACTUAL, DBN_EV_ASSIGN, DBN_EV_EDIT };

	(void)state;
	for (int s = 0; s < DBN_STATE_COUNT; s++)
		for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
			assert_int_equal(dbn_state_next(s, i % 2, (enum dbn_event_kind)acts[i]), s);
	assert_int_equal(dbn_state_next(-1, false, DBN_EV_NOTE), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_move),
		cmocka_unit_test(suspended_waits),
		cmocka_unit_test(what_is_no_move_stays),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
