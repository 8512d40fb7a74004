/* office.c - the office's units: what the rules see of them, and names as typed. */
#include "assign.h"
#include "cmd.h"

const struct dbn_roster *office_roster(struct ctx *ctx, struct dbn_err *err)
{
	struct dbn_arena *arena = &ctx->ledger.arena;
	struct dbn_roster *roster = dbn_arena_alloc(arena, 1, sizeof *roster);

	if (!roster || !dbn_roster_from(roster, arena, &ctx->ledger.registry)) {
		dbn_fail_memory(err);
		return NULL;
	}
	return roster;
}

struct dbn_str known_unit(struct ctx *ctx, struct dbn_str typed)
{
	const struct dbn_registry *r = &ctx->ledger.registry;
	struct dbn_lookup found = dbn_registry_find(r, typed, dbn_str_of(ctx->ledger.conf.level));
	struct dbn_str args[2] = { typed, DBN_STR("") };
	struct dbn_pos pos = dbn_pos_at(NULL, 0, 0);

	if (found.found == DBN_FOUND_ONE)
		return r->units[found.unit].name;
	if (!r->count)
		return typed; /* an office that keeps no register */
	if (found.candidate_count)
		args[1] = r->units[found.candidates[0]].name;
	dbn_report(to_stderr(ctx),
		   found.found == DBN_FOUND_MANY ? DBN_MSG_UNIT_AMBIGUOUS
		   : found.candidate_count	 ? DBN_MSG_UNIT_UNKNOWN_NEAR
						 : DBN_MSG_UNIT_UNKNOWN,
		   pos, args, 2);
	return typed;
}
