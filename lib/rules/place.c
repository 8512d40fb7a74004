/* place.c - units that a document names, as units of this office. */
#include "dubanc/assign.h"
#include "making.h"
#include "trail.h"

/* Levels from above; a unit above the office's is never the office's to chase. */
static int rank(struct dbn_str level)
{
	static const struct {
		const char *word;
		int rank;
	} ranks[] = {
		{ "国家", 0 }, { "省", 1 },  { "自治区", 1 }, { "市", 2 }, { "州", 2 },	 { "盟", 2 },
		{ "地区", 2 }, { "县", 3 },  { "区", 3 },     { "旗", 3 }, { "镇", 4 },	 { "乡", 4 },
		{ "街道", 4 },
	};

	for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
		if (dbn_str_eqz(level, ranks[i].word))
			return ranks[i].rank;
	return -1;
}

/* The office's name of a unit: of units.csv, of the unit that answers to it, or as it is
 * named; empty where it stands above the office and nobody answers to it. */
static struct dbn_str own_name(const struct dbn_ledger *l, struct dbn_str named)
{
	struct dbn_str level = dbn_str_of(l->conf.level);
	struct dbn_lookup found = dbn_registry_find(&l->registry, named, level);
	int theirs = rank(dbn_unit_level(named)), ours = rank(level);

	if (found.found == DBN_FOUND_ONE && !dbn_unit_is_group(&l->registry.units[found.unit]))
		return l->registry.units[found.unit].name;
	if (theirs < 0 || ours < 0 || theirs >= ours)
		return named;
	found = dbn_registry_counterpart(&l->registry, named);
	return found.found == DBN_FOUND_ONE ? l->registry.units[found.unit].name : DBN_STR("");
}

static struct dbn_str own_names(const struct dbn_ledger *l, struct dbn_arena *arena, struct dbn_str list)
{
	struct dbn_str out = { "", 0 };

	while (list.len) {
		struct dbn_str name = own_name(l, dbn_str_trim(dbn_str_split(&list, ';')));
		struct dbn_str parts[] = { out, DBN_STR(";"), name };

		if (name.len && !trail_has(out, name))
			out = out.len ? dbn_arena_join(arena, parts, 3) : name;
	}
	return out;
}

void dbn_place_units(const struct dbn_ledger *l, struct dbn_arena *arena, struct dbn_str cell[DBN_TASK_COLUMNS])
{
	cell[DBN_TASK_LEAD] = own_names(l, arena, cell[DBN_TASK_LEAD]);
	cell[DBN_TASK_COOP] = parties_without(arena, own_names(l, arena, cell[DBN_TASK_COOP]), cell[DBN_TASK_LEAD]);
	if (!cell[DBN_TASK_LEAD].len)
		cell[DBN_TASK_LEAD_FROM] = DBN_STR("");
}
