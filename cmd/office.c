/* office.c - the office's units: what the rules see of them, and names as typed. */
#include "assign.h"
#include "cmd.h"

/* Members of a list as one cell. */
static struct dbn_str joined(struct dbn_arena *arena, const struct dbn_str *items, size_t count)
{
	struct dbn_buf b;
	struct dbn_str out;

	dbn_buf_init(&b, 1 << 20);
	for (size_t i = 0; i < count; i++) {
		dbn_buf_addz(&b, i ? ";" : "");
		dbn_buf_add(&b, items[i]);
	}
	out = dbn_arena_dup(arena, dbn_buf_str(&b));
	dbn_buf_release(&b);
	return out;
}

const struct dbn_roster *office_roster(struct ctx *ctx, struct dbn_err *err)
{
	const struct dbn_registry *r = &ctx->ledger.registry;
	struct dbn_arena *arena = &ctx->ledger.arena;
	struct dbn_roster_unit *units = dbn_arena_alloc(arena, r->count + 1, sizeof *units);
	struct dbn_roster *roster = dbn_arena_alloc(arena, 1, sizeof *roster);

	for (size_t i = 0; units && i < r->count; i++) {
		const struct dbn_unit *u = &r->units[i];

		units[i].name = u->name;
		units[i].aliases = joined(arena, u->aliases, u->alias_count);
		units[i].members = joined(arena, u->members, u->member_count);
		units[i].counterpart = joined(arena, u->counterparts, u->counterpart_count);
		units[i].level = u->level;
		units[i].contact = u->contact;
		units[i].email = u->email;
		units[i].group = dbn_str_eqz(u->kind, "group") || dbn_str_eqz(u->kind, "群体");
	}
	if (!units || !roster || !dbn_roster_init(roster, arena, units, r->count)) {
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
