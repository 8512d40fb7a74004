/* assign.c - who leads where the document does not say. */
#include "dubanc/assign.h"
#include "dubanc/light.h"
#include "trail.h"

struct choosing {
	const struct dbn_ledger *l;
	const struct dbn_roster *roster;
	struct dbn_arena *arena;
	bool first;
	bool own_level; /* the office stands on the document's level, or has none */
};

/* The unit of this office that answers to a named one: an index, DBN_NONE, or
 * several (*several is set). */
static size_t counterpart_of(const struct choosing *c, struct dbn_str named, bool *several)
{
	size_t found = DBN_NONE;

	*several = false;
	for (size_t i = 0; c->roster && i < c->roster->count; i++) {
		struct dbn_str rest = c->roster->units[i].counterpart;
		bool hit = false;

		while (rest.len && !hit && !c->roster->units[i].group)
			hit = dbn_roster_same(c->roster, dbn_str_trim(dbn_str_split(&rest, ';')),
					      named);
		if (!hit)
			continue;
		*several = *several || found != DBN_NONE;
		found = found == DBN_NONE ? i : found;
	}
	return found;
}

/* A unit that units.csv knows on the office's own level is the office's. */
static bool is_own(const struct choosing *c, struct dbn_str named)
{
	size_t i = dbn_roster_find(c->roster, named);

	if (i != DBN_NONE && c->roster->units[i].group)
		return false;
	if (c->own_level)
		return true;
	return i != DBN_NONE && c->roster->units[i].level.len &&
	       dbn_str_eqz(c->roster->units[i].level, c->l->conf.level);
}

/* With the rule of the first: its counterpart, else itself. */
static void choose_first(const struct choosing *c, struct dbn_str named, struct dbn_assignment *out)
{
	bool several;
	size_t i = counterpart_of(c, named, &several);

	out->from = named;
	if (several) {
		out->why = DBN_UNASSIGNED_SEVERAL_COUNTERPARTS;
	} else if (i != DBN_NONE) {
		out->why = DBN_ASSIGNED_COUNTERPART;
		out->lead = c->roster->units[i].name;
	} else if (is_own(c, named)) {
		out->why = DBN_ASSIGNED_FIRST;
		out->lead = dbn_roster_canonical(c->roster, named);
	} else {
		out->why = DBN_UNASSIGNED_NO_COUNTERPART;
	}
}

/* Without it: the one counterpart that all that is named leads to. */
static void choose_one(const struct choosing *c, struct dbn_str units, size_t count,
		       struct dbn_assignment *out)
{
	size_t lead = DBN_NONE, local = 0;
	struct dbn_str rest = units;

	while (rest.len) {
		struct dbn_str named = dbn_str_trim(dbn_str_split(&rest, ';'));
		bool several;
		size_t i = counterpart_of(c, named, &several);

		if (several) {
			out->from = named;
			out->why = DBN_UNASSIGNED_SEVERAL_COUNTERPARTS;
			return;
		}
		if (i == DBN_NONE || i == lead)
			continue;
		if (local++ == 0) {
			lead = i;
			out->from = named;
		}
	}
	if (local == 1) {
		out->why = DBN_ASSIGNED_COUNTERPART;
		out->lead = c->roster->units[lead].name;
	} else if (local > 1) {
		out->why = DBN_UNASSIGNED_SEVERAL;
	} else if (count == 1 && is_own(c, trail_first(units))) {
		out->why = DBN_ASSIGNED_ONLY;
		out->from = trail_first(units);
		out->lead = dbn_roster_canonical(c->roster, out->from);
	} else if (c->own_level) {
		out->why = DBN_UNASSIGNED_SEVERAL;
	} else {
		out->from = trail_first(units);
		out->why = DBN_UNASSIGNED_NO_COUNTERPART;
	}
}

/* The counterparts of the others that are named assist. */
static struct dbn_str others(const struct choosing *c, struct dbn_str units, struct dbn_str lead)
{
	struct dbn_str out = { "", 0 };

	while (units.len) {
		bool several;
		size_t i = counterpart_of(c, dbn_str_trim(dbn_str_split(&units, ';')), &several);
		struct dbn_str parts[3];

		if (i == DBN_NONE || several || dbn_str_eq(c->roster->units[i].name, lead) ||
		    trail_has(out, c->roster->units[i].name))
			continue;
		parts[0] = out;
		parts[1] = out.len ? DBN_STR(";") : DBN_STR("");
		parts[2] = c->roster->units[i].name;
		out = dbn_arena_join(c->arena, parts, 3);
	}
	return out;
}

static void choose(const struct choosing *c, const struct dbn_task *task,
		   struct dbn_assignment *out)
{
	struct dbn_str units = task->cell[DBN_TASK_UNITS], rest = units;
	size_t count = 0;

	while (rest.len)
		count += dbn_str_trim(dbn_str_split(&rest, ';')).len > 0;
	if (count == 0)
		out->why = task->cell[DBN_TASK_GROUPS].len ? DBN_UNASSIGNED_GROUPS
							   : DBN_UNASSIGNED_NO_UNITS;
	else if (c->first)
		choose_first(c, trail_first(units), out);
	else
		choose_one(c, units, count, out);
	if (out->lead.len && task->cell[DBN_TASK_COOP].len == 0)
		out->coop = others(c, units, out->lead);
}

int dbn_assign_auto(const struct dbn_ledger *l, const struct dbn_roster *roster,
		    struct dbn_arena *arena, const struct dbn_doc *doc, bool first,
		    struct dbn_assignments *out, struct dbn_err *err)
{
	struct choosing c = { l, roster, arena, first,
			      l->conf.level[0] == '\0' ||
				      dbn_str_eqz(doc->cell[DBN_DOC_LEVEL], l->conf.level) };

	for (size_t i = 0; i < doc->task_count; i++) {
		const struct dbn_task *task = &doc->tasks[i];
		struct dbn_assignment *a;

		if (dbn_is_part(task) || dbn_is_finished(task) ||
		    trail_first(task->cell[DBN_TASK_LEAD]).len)
			continue;
		a = DBN_PUSH(arena, out);
		if (!a)
			return dbn_fail_memory(err);
		*a = (struct dbn_assignment){
			.task = task, .lead = { "", 0 }, .coop = { "", 0 }, .from = { "", 0 }
		};
		choose(&c, task, a);
		out->assigned += a->lead.len > 0;
	}
	return arena->failed ? dbn_fail_memory(err) : DBN_OK;
}

enum dbn_msg dbn_assign_message(enum dbn_assign_why why)
{
	static const enum dbn_msg table[] = {
		[DBN_ASSIGNED_COUNTERPART] = DBN_MSG_ASSIGNED_COUNTERPART,
		[DBN_ASSIGNED_FIRST] = DBN_MSG_ASSIGNED_FIRST,
		[DBN_ASSIGNED_ONLY] = DBN_MSG_ASSIGNED_ONLY,
		[DBN_UNASSIGNED_NO_UNITS] = DBN_MSG_UNASSIGNED_NO_UNITS,
		[DBN_UNASSIGNED_GROUPS] = DBN_MSG_UNASSIGNED_GROUPS,
		[DBN_UNASSIGNED_SEVERAL] = DBN_MSG_UNASSIGNED_SEVERAL,
		[DBN_UNASSIGNED_NO_COUNTERPART] = DBN_MSG_UNASSIGNED_NO_COUNTERPART,
		[DBN_UNASSIGNED_SEVERAL_COUNTERPARTS] = DBN_MSG_UNASSIGNED_SEVERAL_COUNTERPARTS,
	};

	return table[why];
}
