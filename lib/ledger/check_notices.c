/* check_notices.c - one number for two notices: two clones that each gave the next one. */
#include <stdio.h>
#include <string.h>

#include "check.h"

struct notice_seen {
	struct dbn_str level, unit, event;
	int32_t on;
};

/* The first time that a number stands beside a task. */
static bool first_of_task(struct notices *n, const char *number, struct dbn_str task)
{
	struct dbn_str key[] = { dbn_str_of(number), DBN_STR(" "), task };

	return map_add(&n->index, dbn_arena_join(n->ledger, key, 3), 0) == DBN_NONE;
}

/* One notice is an event with each task that it urges: of one colour, to one unit, on one day. */
void check_notice(const struct check *c, const struct table *t, size_t row)
{
	struct notices *n = c->notices;
	struct dbn_event e = { .kind = DBN_EV_NOTICE, .text = table_cell(t, row, DBN_EVENT_TEXT) };
	struct dbn_str rest = e.text, task = table_cell(t, row, DBN_EVENT_TASK);
	struct notice_seen now = { .event = table_cell(t, row, DBN_EVENT_ID),
				   .on = dbn_day_parse(table_cell(t, row, DBN_EVENT_ON)) }, *room;
	const struct notice_seen *seen;
	int year, number = dbn_event_notice_number(&e, &year);
	char name[40];
	size_t before;

	if (!number || (!n->index.arena && !map_init(&n->index, n->ledger, 64)))
		return;
	now.level = dbn_str_split(&rest, ' ');
	now.unit = rest.ptr ? dbn_str_split(&rest, ' ') : DBN_STR("");
	snprintf(name, sizeof name, "%d-%d", year, number);
	before = map_get(&n->index, dbn_str_of(name));
	if (before == DBN_NONE) {
		first_of_task(n, name, task);
		now.level = dbn_arena_dup(n->ledger, now.level);
		now.unit = dbn_arena_dup(n->ledger, now.unit);
		now.event = dbn_arena_dup(n->ledger, now.event);
		before = n->seen.count;
		room = DBN_PUSH(n->ledger, &n->seen);
		if (room) {
			*room = now;
			map_add(&n->index, dbn_arena_dup(n->ledger, dbn_str_of(name)), before);
		}
		return;
	}
	seen = &n->seen.items[before];
	if (!first_of_task(n, name, task) || seen->on != now.on || !dbn_str_eq(seen->level, now.level) ||
	    !dbn_str_eq(seen->unit, now.unit)) {
		struct dbn_str open = dbn_str_sub(e.text, dbn_str_find(e.text, DBN_STR("〔")), e.text.len);
		struct dbn_str text = dbn_str_sub(open, 0, dbn_str_find(open, DBN_STR("号")) + strlen("号"));

		tell(c, DBN_MSG_NOTICE_TWICE, cell_pos(t, row, t->place[DBN_EVENT_TEXT]), text, seen->unit, now.unit, seen->event);
	}
}
