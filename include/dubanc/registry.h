/*
 * registry.h - the office's units, and the lookup of names in them.
 *
 * The caller fills entries (from units.csv, in the office's order) and builds
 * the index once; a lookup is a binary search. Names are compared as written,
 * with the office's level before them (教育局 → 市教育局), and folded: common
 * full and short forms are one (发展和改革委员会 = 发展改革委 = 发改委). Pure: no
 * files here.
 */
#ifndef DUBANC_REGISTRY_H
#define DUBANC_REGISTRY_H

#include "dubanc/arena.h"
#include "dubanc/err.h"

/* One row of units.csv. All slices are borrowed from the caller. */
struct dbn_unit {
	struct dbn_str name;
	const struct dbn_str *aliases;
	size_t alias_count;
	struct dbn_str level;
	struct dbn_str kind; /* "group" for a collective expression */
	const struct dbn_str *members;
	size_t member_count;
	const struct dbn_str *counterparts; /* higher units that it answers to */
	size_t counterpart_count;
	struct dbn_str contact, email, note;
	int32_t order;
};

struct dbn_unit_key {
	struct dbn_str key;
	size_t unit;
};

struct dbn_registry {
	const struct dbn_unit *units;
	size_t count;
	/* the index, sorted by key, in the arena */
	struct dbn_unit_key *names, *folded, *counterparts;
	size_t name_count, folded_count, counterpart_count;
};

enum dbn_found {
	DBN_FOUND_NONE, /* candidates: the nearest names, best first */
	DBN_FOUND_ONE,
	DBN_FOUND_MANY, /* candidates: all that fit, up to the limit */
};

enum { DBN_CANDIDATES_MAX = 8 };

struct dbn_lookup {
	enum dbn_found found;
	size_t unit; /* index into units; set for DBN_FOUND_ONE */
	size_t candidates[DBN_CANDIDATES_MAX];
	size_t candidate_count;
};

/* Builds the index in the arena over units, which stay the caller's and must
 * outlive it. A zeroed registry is empty and may be searched. */
int dbn_registry_index(struct dbn_registry *r, struct dbn_arena *arena, const struct dbn_unit *units,
		       size_t count, struct dbn_err *err);
/* Whether the row is a group (kind 群体): it has members, it neither leads nor answers. */
bool dbn_unit_is_group(const struct dbn_unit *unit);
/* The level that stands before the name: 省 of 省委组织部; empty where there is none. Static. */
struct dbn_str dbn_unit_level(struct dbn_str name);
/* The name without the level before it, where that is the office's: 区教育局 → 教育局,
 * 区委组织部 → 组织部; empty for others. A slice of name. */
struct dbn_str dbn_unit_without_level(struct dbn_str name, struct dbn_str level);
/*
 * Looks a name up: as written; with the level before it (市 + 教育局, 市委 +
 * 组织部, 团市委); then both folded; then without the level that it has, if it is
 * this one (区教育局 is 教育局 in the register of a 区). level may be empty.
 */
struct dbn_lookup dbn_registry_find(const struct dbn_registry *r, struct dbn_str name,
				    struct dbn_str level);
/*
 * The local unit that answers to a higher one: whose counterpart column lists
 * it, as written or folded.
 */
struct dbn_lookup dbn_registry_counterpart(const struct dbn_registry *r, struct dbn_str higher);

enum { DBN_FOLD_MAX = 256 };
/* The folded form of a name, written to out; a slice of out, or of name where
 * it is too long to fold. */
struct dbn_str dbn_unit_fold(struct dbn_str name, char out[DBN_FOLD_MAX]);

#endif
