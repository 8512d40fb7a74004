/* audit.c - limits that moved, by which event, and whether it was entitled to. */
#include "dubanc/audit.h"
#include "dubanc/check.h"
#include "trail.h"

static const struct {
	const char *name;
	enum dbn_msg msg;
} bases[] = {
	[DBN_AUDIT_GRANTED] = { "granted", DBN_MSG_AUDIT_GRANTED },
	[DBN_AUDIT_IMPORTED] = { "imported", DBN_MSG_AUDIT_IMPORTED },
	[DBN_AUDIT_SET] = { "set", DBN_MSG_AUDIT_SET },
	[DBN_AUDIT_CORRECTED] = { "corrected", DBN_MSG_AUDIT_CORRECTED },
	[DBN_AUDIT_EDITED] = { "edited", DBN_MSG_AUDIT_EDITED },
	[DBN_AUDIT_NO_EVENT] = { "no-event", DBN_MSG_AUDIT_NO_EVENT },
};

const char *dbn_audit_basis_name(enum dbn_audit_basis basis)
{
	return bases[basis].name;
}

enum dbn_msg dbn_audit_basis_msg(enum dbn_audit_basis basis)
{
	return bases[basis].msg;
}

bool dbn_audit_is_finding(const struct dbn_audit_move *move)
{
	return move->basis == DBN_AUDIT_EDITED || move->basis == DBN_AUDIT_NO_EVENT;
}

/* last: the event that gave the day before, or NULL. */
static enum dbn_audit_basis basis_of(const struct dbn_event *e, int32_t before, const struct dbn_event *last)
{
	/* the import or entry that makes the row moves nothing: what comes here came later */
	if (e->kind == DBN_EV_ASSIGN && before != DBN_NO_DAY &&
	    (e->text.len || (last && last->on == e->on && (last->kind == DBN_EV_ADD || last->kind == DBN_EV_ASSIGN))))
		return DBN_AUDIT_CORRECTED; /* with its reason beside it, for who audits to judge */
	if (dbn_event_may_move_due(e, true) && e->kind != DBN_EV_ASSIGN)
		return e->kind == DBN_EV_EXTEND ? DBN_AUDIT_GRANTED : DBN_AUDIT_IMPORTED;
	return before == DBN_NO_DAY ? DBN_AUDIT_SET : DBN_AUDIT_EDITED;
}

static void add(struct dbn_audit *a, struct dbn_arena *arena, struct dbn_audit_move move)
{
	struct dbn_audit_move *room = DBN_PUSH(arena, &a->moves);

	if (room)
		*room = move;
	else
		a->failed = true;
}

/* What an edit made of each column that it names. */
static void add_edits(struct dbn_audit *a, struct dbn_arena *arena, const struct dbn_task *task, size_t at)
{
	struct dbn_str rest = task->events[at]->changes, column;
	struct dbn_change change;
	bool bad = false;

	while (dbn_changes_next(arena, &rest, &change, &bad)) {
		struct dbn_audit_edit *room;

		dbn_change_op(&change, &column);
		if (dbn_str_eqz(column, "due"))
			continue;
		/* coop+ and coop- of one edit are one change */
		if (a->edits.count && a->edits.items[a->edits.count - 1].event == task->events[at] &&
		    dbn_str_eq(a->edits.items[a->edits.count - 1].column, column))
			continue;
		room = DBN_PUSH(arena, &a->edits);
		if (!room) {
			a->failed = true;
			return;
		}
		*room = (struct dbn_audit_edit){ task, task->events[at], column,
						 dbn_told_value(arena, task, column, at),
						 dbn_told_value(arena, task, column, at + 1) };
	}
}

void dbn_audit_add(struct dbn_audit *a, struct dbn_arena *arena, const struct dbn_task *task)
{
	int32_t day = DBN_NO_DAY;
	const struct dbn_event *last = NULL;
	bool made = false;

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		bool makes = !made && (e->kind == DBN_EV_IMPORT || e->kind == DBN_EV_ADD);
		struct dbn_str value;
		int32_t next;

		made = made || makes;
		if (e->kind == DBN_EV_EDIT)
			add_edits(a, arena, task, i);
		if (!trail_change(e, "due", &value))
			continue;
		next = dbn_day_parse(value);
		if (next != day && !makes)
			add(a, arena, (struct dbn_audit_move){ task, e, day, next, basis_of(e, day, last) });
		day = next;
		last = e;
	}
	/* a row without any event is check's to report, not a moved day */
	if (made && day != task->due)
		add(a, arena, (struct dbn_audit_move){ task, NULL, day, task->due, DBN_AUDIT_NO_EVENT });
}
