/* check_notices.c - one number for two notices: two clones that each gave the next one. */
#include <stdio.h>
#include <string.h>

#include "check.h"

struct notice_seen {
	struct dbn_str unit, event;
	int32_t on;
};

/* Whom the text of a notice names: its second word, behind the colour. */
static struct dbn_str unit_of(struct dbn_str text)
{
	dbn_str_split(&text, ' ');
	return text.ptr ? dbn_str_split(&text, ' ') : DBN_STR("");
}

/* One notice is an event with each task that it urges: to one unit, on one day. */
void check_notice(const struct check *c, const struct table *t, size_t row)
{
	struct notices *n = c->notices;
	struct dbn_event e = { .kind = DBN_EV_NOTICE, .text = table_cell(t, row, DBN_EVENT_TEXT) };
	struct notice_seen now = { unit_of(e.text), table_cell(t, row, DBN_EVENT_ID),
				   dbn_day_parse(table_cell(t, row, DBN_EVENT_ON)) }, *room;
	const struct notice_seen *seen;
	int year, number = dbn_event_notice_number(&e, &year);
	char name[40];
	size_t before;

	if (!number || (!n->index.arena && !map_init(&n->index, n->ledger, 64)))
		return;
	snprintf(name, sizeof name, "%d-%d", year, number);
	before = map_get(&n->index, dbn_str_of(name));
	if (before == DBN_NONE) {
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
	if (seen->on != now.on || !dbn_str_eq(seen->unit, now.unit)) {
		struct dbn_str open = dbn_str_sub(e.text, dbn_str_find(e.text, DBN_STR("〔")), e.text.len);
		struct dbn_str text = dbn_str_sub(open, 0, dbn_str_find(open, DBN_STR("号")) + strlen("号"));

		tell(c, DBN_MSG_NOTICE_TWICE, cell_pos(t, row, t->place[DBN_EVENT_TEXT]), text, seen->unit, now.unit, seen->event);
	}
}
