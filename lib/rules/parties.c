/* parties.c - who may lead, and who may assist beside the lead. */
#include "making.h"
#include "trail.h"

/* What stands in the groups cell as R:text, what units.csv has as a group, what begins with 各. */
static bool is_group(const struct dbn_ledger *l, struct dbn_str groups, struct dbn_str unit)
{
	struct dbn_lookup found = dbn_registry_find(&l->registry, unit, dbn_str_of(l->conf.level));

	while (groups.len) {
		struct dbn_str member = dbn_str_split(&groups, ';');

		if (member.len > 2 && member.ptr[1] == ':')
			member = dbn_str_from(member, 2);
		if (dbn_str_eq(member, unit))
			return true;
	}
	if (found.found == DBN_FOUND_ONE && dbn_unit_is_group(&l->registry.units[found.unit]))
		return true;
	return dbn_str_starts(unit, DBN_STR("各"));
}

int dbn_parties_check(const struct dbn_ledger *l, struct dbn_str groups, struct dbn_str lead,
		      struct dbn_str coop, struct dbn_err *err)
{
	struct dbn_str rest = lead;

	while (rest.len) {
		struct dbn_str unit = dbn_str_trim(dbn_str_split(&rest, ';'));
		bool group = is_group(l, groups, unit);

		if (unit.len && (group || trail_has(coop, unit)))
			return dbn_fail_str(err, DBN_EUSAGE,
					    group ? DBN_MSG_ACT_GROUP_LEAD : DBN_MSG_ACT_TWO_ROLES,
					    dbn_pos_at(NULL, 0, 0), &unit, 1);
	}
	return DBN_OK;
}

struct dbn_str parties_without(struct dbn_arena *arena, struct dbn_str coop, struct dbn_str lead)
{
	struct dbn_str out = { "", 0 };

	while (coop.len) {
		struct dbn_str unit = dbn_str_trim(dbn_str_split(&coop, ';'));
		struct dbn_str parts[] = { out, DBN_STR(";"), unit };

		if (unit.len && !trail_has(lead, unit))
			out = out.len ? dbn_arena_join(arena, parts, 3) : unit;
	}
	return out;
}
