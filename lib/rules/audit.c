/* audit.c - limits that moved, by which event, and whether it was entitled to. */
#include "dubanc/audit.h"
#include "trail.h"

static const struct {
	const char *name;
	enum dbn_msg msg;
} bases[] = {
	[DBN_AUDIT_GRANTED] = { "granted", DBN_MSG_AUDIT_GRANTED },
	[DBN_AUDIT_IMPORTED] = { "imported", DBN_MSG_AUDIT_IMPORTED },
	[DBN_AUDIT_SET] = { "set", DBN_MSG_AUDIT_SET },
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

static enum dbn_audit_basis basis_of(const struct dbn_event *e, int32_t before)
{
	/* the import or entry that makes the row moves nothing: what comes here came later */
	if (e->kind == DBN_EV_ASSIGN && e->text.len && before != DBN_NO_DAY)
		return DBN_AUDIT_EDITED; /* with its reason beside it, for who audits to judge */
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

void dbn_audit_add(struct dbn_audit *a, struct dbn_arena *arena, const struct dbn_task *task)
{
	int32_t day = DBN_NO_DAY;
	bool made = false;

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		bool makes = !made && (e->kind == DBN_EV_IMPORT || e->kind == DBN_EV_ADD);
		struct dbn_str value;
		int32_t next;

		made = made || makes;
		if (!trail_change(e, "due", &value))
			continue;
		next = dbn_day_parse(value);
		if (next != day && !makes)
			add(a, arena, (struct dbn_audit_move){ task, e, day, next, basis_of(e, day) });
		day = next;
	}
	/* a row without any event is check's to report, not a moved day */
	if (made && day != task->due)
		add(a, arena, (struct dbn_audit_move){ task, NULL, day, task->due, DBN_AUDIT_NO_EVENT });
}
