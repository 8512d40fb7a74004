/* clause_register.c - the units of a clause by the names of the office's register. */
#include "dubanc/parse.h"

/* Whether the party stands in the same role before. */
static bool stands_before(const struct dbn_clause *clause, size_t n, const struct dbn_party *p)
{
	for (size_t i = 0; i < n; i++) {
		const struct dbn_party *q = &clause->parties.items[i];

		if (q->role == p->role && q->group == p->group && dbn_str_eq(q->name, p->name))
			return true;
	}
	return false;
}

static bool note_miss(struct dbn_arena *arena, struct dbn_clause *clause, struct dbn_str name,
		      const struct dbn_lookup *lookup, struct dbn_unit_misses *misses)
{
	struct dbn_unit_miss *miss;

	clause->doubts |= lookup->found == DBN_FOUND_MANY ? DBN_DOUBT_BIT(UNIT_AMBIGUOUS)
							  : DBN_DOUBT_BIT(UNIT_UNKNOWN);
	miss = DBN_PUSH(arena, misses);
	if (!miss)
		return false;
	*miss = (struct dbn_unit_miss) { name, *lookup };
	return true;
}

bool dbn_clause_register(struct dbn_arena *arena, struct dbn_clause *clause, const struct dbn_registry *registry,
			 struct dbn_str level, struct dbn_unit_misses *misses)
{
	size_t kept = 0;

	for (size_t i = 0; i < clause->parties.count; i++) {
		struct dbn_party p = clause->parties.items[i];
		struct dbn_lookup found = dbn_registry_find(registry, p.name, level);

		if (found.found == DBN_FOUND_NONE && !p.group) { /* 教育局 as it stands, where we had made it 市教育局 */
			struct dbn_lookup written = dbn_registry_find(registry, p.written, level);

			if (written.found == DBN_FOUND_ONE)
				found = written;
		}
		if (found.found == DBN_FOUND_ONE)
			p.name = registry->units[found.unit].name;
		else if (!p.group && dbn_registry_counterpart(registry, p.name).found == DBN_FOUND_NONE &&
			 !note_miss(arena, clause, p.name, &found, misses))
			return false;
		if (!stands_before(clause, kept, &p))
			clause->parties.items[kept++] = p;
	}
	clause->parties.count = kept;
	return true;
}
