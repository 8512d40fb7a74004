/*
 * assign.h - `assign --auto`: who leads where the document does not say. Pure.
 *
 * A task that has no lead gets one from the units it names:
 *	- the unit of this office whose counterpart (对口上级单位) is named, where
 *	  all that is named leads to one such unit;
 *	- with `first`, the first listed unit's counterpart, or that unit itself;
 *	- where the office stands on the document's level (or has none), and no
 *	  counterpart exists, the unit itself, if it is the only one named.
 * A group is never a lead. What is left says why.
 */
#ifndef DUBANC_ASSIGN_H
#define DUBANC_ASSIGN_H

#include "dubanc/ledger.h"
#include "dubanc/roster.h"

enum dbn_assign_why {
	DBN_ASSIGNED_COUNTERPART,	/* `from` is named, `lead` answers to it */
	DBN_ASSIGNED_FIRST,		/* `lead` is listed first */
	DBN_ASSIGNED_ONLY,		/* `lead` is the only one named */
	DBN_UNASSIGNED_NO_UNITS,	/* nobody is named */
	DBN_UNASSIGNED_GROUPS,		/* only groups are named */
	DBN_UNASSIGNED_SEVERAL,		/* several are named, none first among them */
	DBN_UNASSIGNED_NO_COUNTERPART,	/* the named ones have no counterpart here */
	DBN_UNASSIGNED_SEVERAL_COUNTERPARTS, /* `from` has several counterparts here */
};

struct dbn_assignment {
	const struct dbn_task *task;
	struct dbn_str lead; /* empty: it stays unassigned */
	struct dbn_str coop; /* counterparts of the others named, where coop was empty */
	struct dbn_str from; /* the unit of the document that decided */
	enum dbn_assign_why why;
};

struct dbn_assignments {
	struct dbn_assignment *items;
	size_t count, cap, assigned;
};

/*
 * Appends one entry for each task of the document that has no lead (measures,
 * nodes and finished tasks are left out). Strings live in arena.
 */
int dbn_assign_auto(const struct dbn_ledger *l, const struct dbn_roster *roster,
		    struct dbn_arena *arena, const struct dbn_doc *doc, bool first,
		    struct dbn_assignments *out, struct dbn_err *err);
/*
 * The lead and those who assist in a row of a parsed document, as units of this office: by
 * their names in units.csv (区教育局 is 教育局 there); a unit of a level above by the one
 * that answers to it, or not at all: it stays among `units`. New slices live in arena.
 */
void dbn_place_units(const struct dbn_ledger *l, struct dbn_arena *arena,
		     struct dbn_str cell[DBN_TASK_COLUMNS]);
/* The words for a why, with {0} the unit it came from and {1} the lead. */
enum dbn_msg dbn_assign_message(enum dbn_assign_why why);

#endif
