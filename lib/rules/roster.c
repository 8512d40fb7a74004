/* roster.c - units by name and alias. */
#include <stdlib.h>

#include "dubanc/roster.h"

struct dbn_roster_name {
	struct dbn_str name;
	size_t unit;
	bool alias;
};

static int by_name(const void *a, const void *b)
{
	const struct dbn_roster_name *x = a, *y = b;
	int c = dbn_str_cmp(x->name, y->name);

	if (c)
		return c;
	if (x->alias != y->alias)
		return x->alias ? 1 : -1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

static size_t members(struct dbn_str list)
{
	size_t n = 0;

	while (list.len) {
		dbn_str_split(&list, ';');
		n++;
	}
	return n;
}

static struct dbn_str fold(struct dbn_arena *arena, struct dbn_str name)
{
	char text[DBN_FOLD_MAX];
	struct dbn_str folded = dbn_unit_fold(name, text);

	return dbn_str_eq(folded, name) ? name : dbn_arena_dup(arena, folded);
}

bool dbn_roster_init(struct dbn_roster *r, struct dbn_arena *arena,
		     const struct dbn_roster_unit *units, size_t count)
{
	size_t room = count, n = 0;

	*r = (struct dbn_roster){ .units = units, .count = count };
	for (size_t i = 0; i < count; i++)
		room += members(units[i].aliases);
	r->names = dbn_arena_alloc(arena, room, sizeof *r->names);
	r->folded = dbn_arena_alloc(arena, room, sizeof *r->folded);
	if (!r->names || !r->folded)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct dbn_str rest = units[i].aliases;

		r->names[n++] = (struct dbn_roster_name){ units[i].name, i, false };
		while (rest.len)
			r->names[n++] =
				(struct dbn_roster_name){ dbn_str_trim(dbn_str_split(&rest, ';')),
							  i, true };
	}
	r->name_count = n;
	for (size_t i = 0; i < n; i++) {
		r->folded[i] = r->names[i];
		r->folded[i].name = fold(arena, r->names[i].name);
	}
	if (n) {
		qsort(r->names, n, sizeof *r->names, by_name);
		qsort(r->folded, n, sizeof *r->folded, by_name);
	}
	return !arena->failed;
}

static struct dbn_str joined(struct dbn_arena *arena, const struct dbn_str *list, size_t count)
{
	struct dbn_str out = { "", 0 };

	for (size_t i = 0; i < count; i++) {
		struct dbn_str parts[] = { out, out.len ? DBN_STR(";") : DBN_STR(""), list[i] };

		out = dbn_arena_join(arena, parts, 3);
	}
	return out;
}

bool dbn_roster_from(struct dbn_roster *r, struct dbn_arena *arena,
		     const struct dbn_registry *registry, struct dbn_str level)
{
	struct dbn_roster_unit *units = dbn_arena_alloc(arena, registry->count, sizeof *units);

	if (!units)
		return false;
	for (size_t i = 0; i < registry->count; i++) {
		const struct dbn_unit *u = &registry->units[i];

		units[i] = (struct dbn_roster_unit){
			.name = u->name,
			.aliases = joined(arena, u->aliases, u->alias_count),
			.members = joined(arena, u->members, u->member_count),
			.counterpart = joined(arena, u->counterparts, u->counterpart_count),
			.level = u->level,
			.contact = u->contact,
			.email = u->email,
			.group = dbn_unit_is_group(u),
		};
	}
	if (!dbn_roster_init(r, arena, units, registry->count))
		return false;
	r->level = level;
	return true;
}

static size_t search(const struct dbn_roster_name *names, size_t count, struct dbn_str name)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (dbn_str_cmp(names[mid].name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == count || !dbn_str_eq(names[low].name, name))
		return DBN_NONE;
	/* A name goes before an alias; what fits two units is nobody's. */
	for (size_t i = low + 1; i < count && dbn_str_eq(names[i].name, name); i++)
		if (names[i].alias == names[low].alias && names[i].unit != names[low].unit)
			return DBN_NONE;
	return names[low].unit;
}

size_t dbn_roster_find(const struct dbn_roster *r, struct dbn_str name)
{
	char text[DBN_FOLD_MAX];
	struct dbn_str bare;
	size_t i;

	/* Folding is dear; an office without a register has nothing to fold against. */
	if (!r || r->name_count == 0 || name.len == 0)
		return DBN_NONE;
	i = search(r->names, r->name_count, name);
	if (i == DBN_NONE)
		i = search(r->folded, r->name_count, dbn_unit_fold(name, text));
	if (i != DBN_NONE || !r->level.len)
		return i;
	bare = dbn_unit_without_level(name, r->level);
	if (bare.len)
		i = search(r->names, r->name_count, bare);
	if (bare.len && i == DBN_NONE)
		i = search(r->folded, r->name_count, dbn_unit_fold(bare, text));
	if (i != DBN_NONE && r->units[i].level.len && !dbn_str_eq(r->units[i].level, r->level))
		return DBN_NONE;
	return i;
}

struct dbn_str dbn_roster_canonical(const struct dbn_roster *r, struct dbn_str name)
{
	size_t i = dbn_roster_find(r, name);

	return i == DBN_NONE ? name : r->units[i].name;
}

bool dbn_roster_same(const struct dbn_roster *r, struct dbn_str a, struct dbn_str b)
{
	size_t i;

	if (dbn_str_eq(a, b))
		return true;
	i = dbn_roster_find(r, a);
	return i != DBN_NONE && i == dbn_roster_find(r, b);
}

int dbn_roster_cmp(size_t order_a, struct dbn_str a, size_t order_b, struct dbn_str b)
{
	if (order_a != order_b)
		return order_a < order_b ? -1 : 1;
	return dbn_str_cmp(a, b);
}
