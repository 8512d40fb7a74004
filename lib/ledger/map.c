/* map.c - strings to numbers, in an arena. */
#include "map.h"

static size_t hash_of(struct dbn_str s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 32);
}

bool map_init(struct map *m, struct dbn_arena *a, size_t count)
{
	size_t size = 16;

	while (size / 2 < count && size < SIZE_MAX / 4)
		size *= 2;
	m->arena = a;
	m->count = 0;
	m->mask = size - 1;
	m->slots = dbn_arena_alloc(a, size, sizeof *m->slots);
	return m->slots != NULL;
}

static struct map_slot *find(const struct map *m, struct dbn_str key)
{
	size_t i = hash_of(key) & m->mask;

	while (m->slots[i].key.ptr && !dbn_str_eq(m->slots[i].key, key))
		i = (i + 1) & m->mask;
	return &m->slots[i];
}

size_t map_get(const struct map *m, struct dbn_str key)
{
	struct map_slot *slot;

	if (!m->slots)
		return DBN_NONE;
	slot = find(m, key);
	return slot->key.ptr ? slot->value : DBN_NONE;
}

size_t map_add(struct map *m, struct dbn_str key, size_t value)
{
	struct map_slot *slot;

	if (!m->slots)
		return DBN_NONE;
	if ((m->count + 1) * 2 > m->mask + 1) {
		struct map bigger;

		if (!map_init(&bigger, m->arena, m->count * 2 + 16))
			return DBN_NONE;
		for (size_t i = 0; i <= m->mask; i++)
			if (m->slots[i].key.ptr)
				*find(&bigger, m->slots[i].key) = m->slots[i];
		bigger.count = m->count;
		*m = bigger;
	}
	slot = find(m, key);
	if (slot->key.ptr)
		return slot->value;
	*slot = (struct map_slot){ key.ptr ? key : DBN_STR(""), value };
	m->count++;
	return DBN_NONE;
}

void map_set(struct map *m, struct dbn_str key, size_t value)
{
	map_add(m, key, value);
	if (m->slots) {
		struct map_slot *slot = find(m, key);

		if (slot->key.ptr)
			slot->value = value;
	}
}
