/*
 * roster.h - what the rules need to know about the office's units.
 *
 * units.csv in its fixed order, reduced to slices. The rules see nothing else
 * of the registry, so that they can be tried with five lines of table.
 *
 *	struct dbn_roster r;
 *	dbn_roster_init(&r, arena, units, count);
 *	i = dbn_roster_find(&r, DBN_STR("市发改委"));
 */
#ifndef DUBANC_ROSTER_H
#define DUBANC_ROSTER_H

#include "dubanc/registry.h"

struct dbn_roster_unit {
	struct dbn_str name;
	struct dbn_str aliases, members, counterpart; /* joined by ; */
	struct dbn_str level;
	struct dbn_str contact, email;
	bool group; /* a named group: never a lead, never a line of its own */
};

struct dbn_roster_name;

struct dbn_roster {
	const struct dbn_roster_unit *units; /* in the office's order; borrowed */
	size_t count;
	struct dbn_roster_name *names; /* names and aliases, sorted, in the arena */
	struct dbn_roster_name *folded; /* the same in their folded forms */
	size_t name_count;
	struct dbn_str level; /* of the office: 区教育局 is 教育局 in the register of a 区 */
};

/* A zeroed struct is an office without a registry. False where memory ran out. */
bool dbn_roster_init(struct dbn_roster *r, struct dbn_arena *arena,
		     const struct dbn_roster_unit *units, size_t count);
/* The same from the ledger's registry and the office's level (borrowed, may be empty);
 * everything else is in the arena. */
bool dbn_roster_from(struct dbn_roster *r, struct dbn_arena *arena,
		     const struct dbn_registry *registry, struct dbn_str level);
/* Index of the unit with that name or alias, as written or folded (发展改革委 =
 * 发改委), or DBN_NONE; a name that fits several units is none. r may be NULL. */
size_t dbn_roster_find(const struct dbn_roster *r, struct dbn_str name);
/* The canonical name, or the name itself where it is not known. Borrowed. */
struct dbn_str dbn_roster_canonical(const struct dbn_roster *r, struct dbn_str name);
/* Order of units in every list: the roster's, then by name those it does not
 * know (order DBN_NONE); < 0, 0, > 0. */
int dbn_roster_cmp(size_t order_a, struct dbn_str a, size_t order_b, struct dbn_str b);
/* Whether the cells name the same unit, by name or alias. */
bool dbn_roster_same(const struct dbn_roster *r, struct dbn_str a, struct dbn_str b);

#endif
