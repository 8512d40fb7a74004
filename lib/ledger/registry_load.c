/* registry_load.c - units.csv as the registry that names are looked up in. */
#include "store.h"

/* A list cell as an array in the arena; *count its filled members. */
static const struct dbn_str *members_of(struct dbn_arena *arena, struct dbn_str cell, size_t *count)
{
	struct dbn_str rest = cell, *items;
	size_t room = 1;

	for (size_t i = 0; i < cell.len; i++)
		room += cell.ptr[i] == ';';
	items = dbn_arena_alloc(arena, room, sizeof *items);
	*count = 0;
	while (items && cell.len && rest.ptr) {
		struct dbn_str one = dbn_str_trim(dbn_str_split(&rest, ';'));

		if (one.len)
			items[(*count)++] = one;
	}
	return items;
}

int registry_fill(struct dbn_ledger *l, struct dbn_err *err)
{
	const struct table *t = &((struct ledger_store *)l->store)->units.table;
	struct dbn_unit *units = dbn_arena_alloc(&l->arena, t->csv.row_count + 1, sizeof *units);
	size_t n = 0;

	for (size_t i = 0; units && i < t->csv.row_count; i++) {
		struct dbn_unit *u = &units[n];

		u->name = table_cell(t, i, DBN_UNIT_UNIT);
		if (!u->name.len)
			continue;
		n++;
		u->aliases = members_of(&l->arena, table_cell(t, i, DBN_UNIT_ALIASES), &u->alias_count);
		u->members = members_of(&l->arena, table_cell(t, i, DBN_UNIT_MEMBERS), &u->member_count);
		u->counterparts = members_of(&l->arena, table_cell(t, i, DBN_UNIT_COUNTERPART),
					     &u->counterpart_count);
		u->level = table_cell(t, i, DBN_UNIT_LEVEL);
		u->kind = table_cell(t, i, DBN_UNIT_KIND);
		u->contact = table_cell(t, i, DBN_UNIT_CONTACT);
		u->email = table_cell(t, i, DBN_UNIT_EMAIL);
		u->note = table_cell(t, i, DBN_UNIT_NOTE);
		if (!dbn_str_uint(table_cell(t, i, DBN_UNIT_ORDER), &u->order))
			u->order = 0;
	}
	if (l->arena.failed)
		return dbn_fail_memory(err);
	return dbn_registry_index(&l->registry, &l->arena, units, n, err);
}
