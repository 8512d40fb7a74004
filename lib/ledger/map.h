/* map.h - strings to numbers, in an arena: private to lib/ledger. */
#ifndef LEDGER_MAP_H
#define LEDGER_MAP_H

#include "dubanc/arena.h"

struct map_slot {
	struct dbn_str key; /* ptr NULL: free */
	size_t value;
};

struct map {
	struct dbn_arena *arena;
	struct map_slot *slots;
	size_t mask, count;
};

/* An empty map with room for count keys; false: no memory. */
bool map_init(struct map *m, struct dbn_arena *a, size_t count);
/* The value, or DBN_NONE. Works on a zeroed map. */
size_t map_get(const struct map *m, struct dbn_str key);
/*
 * Adds the key (borrowed) unless it is there; returns the value that it had
 * before, or DBN_NONE. Out of memory: the arena's `failed` is set.
 */
size_t map_add(struct map *m, struct dbn_str key, size_t value);
/* Adds or changes. */
void map_set(struct map *m, struct dbn_str key, size_t value);

#endif
