/* office.c - the office's units: what the rules see of them, and names as typed. */
#include <string.h>

#include "assign.h"
#include "cmd.h"
#include "dubanc/filter.h"

enum { NEAR_MAX = 5 };

enum { NEAR_SHOWN = 3 };

const struct dbn_roster *office_roster(struct ctx *ctx, struct dbn_err *err)
{
	struct dbn_arena *arena = &ctx->ledger.arena;
	struct dbn_roster *roster = dbn_arena_alloc(arena, 1, sizeof *roster);

	if (!roster || !dbn_roster_from(roster, arena, &ctx->ledger.registry, dbn_str_of(ctx->ledger.conf.level))) {
		dbn_fail_memory(err);
		return NULL;
	}
	return roster;
}

bool next_unit(struct dbn_str *rest, struct dbn_str *one)
{
	static const char *const marks[] = { ",", "，", "、", ";" };

	while (rest->len) {
		size_t end = rest->len, skip = 0;

		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			size_t hit = dbn_str_find(*rest, dbn_str_of(marks[i]));

			if (hit != DBN_NONE && hit < end) {
				end = hit;
				skip = strlen(marks[i]);
			}
		}
		*one = dbn_str_trim(dbn_str_sub(*rest, 0, end));
		*rest = dbn_str_from(*rest, end + skip);
		if (one->len)
			return true;
	}
	return false;
}

/* The nearest registered names, for a message. */
static void add_near(struct dbn_buf *out, const struct ctx *ctx, const struct dbn_lookup *found)
{
	const char *between = dbn_msg_text(DBN_MSG_LIST_COMMA, ctx->lang);

	for (size_t k = 0; k < found->candidate_count && k < NEAR_MAX; k++) {
		dbn_buf_addz(out, k ? between : "");
		dbn_buf_add(out, ctx->ledger.registry.units[found->candidates[k]].name);
	}
}

/* Whether the rows of the ledger name a unit; *rows: whether there are any. */
static bool in_rows(struct ctx *ctx, struct dbn_str name, bool *rows)
{
	struct dbn_err err = { 0 };
	const struct dbn_roster *roster = office_roster(ctx, &err);
	bool found = false;

	*rows = false;
	for (size_t i = 0; roster && !found && i < ctx->ledger.doc_count; i++) {
		struct dbn_doc *doc = ctx->ledger.docs[i];
		static const struct dbn_sink quiet = { NULL, NULL };

		if (dbn_ledger_load(&ctx->ledger, doc, DBN_LOAD_TASKS, quiet, &err))
			continue; /* what cannot be read is complained of where it is looked at */
		*rows = *rows || doc->task_count > 0;
		found = dbn_unit_in_doc(roster, doc, name);
	}
	return found;
}

int asked_unit(struct ctx *ctx, struct dbn_str name)
{
	const struct dbn_registry *r = &ctx->ledger.registry;
	struct dbn_lookup found = dbn_registry_find(r, name, dbn_str_of(ctx->ledger.conf.level));
	struct dbn_str args[2] = { name, DBN_STR("") };
	struct dbn_pos nowhere = dbn_pos_at(NULL, 0, 0);
	struct dbn_err err = { 0 };
	struct dbn_buf near;
	bool rows;
	int status;

	if (found.found == DBN_FOUND_ONE)
		return EXIT_CLEAN;
	if (in_rows(ctx, name, &rows)) {
		if (r->count)
			dbn_report(to_stderr(ctx), DBN_MSG_UNIT_IN_ROWS, nowhere, args, 1);
		return EXIT_CLEAN;
	}
	if (!r->count && !rows)
		return EXIT_CLEAN; /* nothing that it could be checked against */
	dbn_buf_init(&near, 1 << 16);
	add_near(&near, ctx, &found);
	args[1] = dbn_buf_str(&near);
	dbn_fail_str(&err, DBN_EUSAGE, near.len ? DBN_MSG_UNIT_NONE_NEAR : DBN_MSG_UNIT_NONE, nowhere, args, 2);
	status = complain(ctx, &err);
	dbn_buf_release(&near);
	return status;
}

int asked_units(struct ctx *ctx, const char *typed)
{
	struct dbn_str rest = dbn_str_of(typed), one;
	int status = EXIT_CLEAN;

	while (!status && next_unit(&rest, &one))
		status = asked_unit(ctx, one);
	return status;
}

struct dbn_str known_unit(struct ctx *ctx, struct dbn_str typed)
{
	const struct dbn_registry *r = &ctx->ledger.registry;
	struct dbn_lookup found = dbn_registry_find(r, typed, dbn_str_of(ctx->ledger.conf.level));
	struct dbn_str args[2] = { typed, DBN_STR("") };
	struct dbn_pos pos = dbn_pos_at(NULL, 0, 0);
	struct dbn_buf near;

	if (found.found == DBN_FOUND_ONE)
		return r->units[found.unit].name;
	if (!r->count)
		return typed; /* an office that keeps no register */
	dbn_buf_init(&near, 4096);
	for (size_t i = 0; i < found.candidate_count && i < NEAR_SHOWN; i++) {
		dbn_buf_addz(&near, i ? "、" : "");
		dbn_buf_add(&near, r->units[found.candidates[i]].name);
	}
	args[1] = dbn_buf_str(&near);
	dbn_report(to_stderr(ctx),
		   found.found == DBN_FOUND_MANY ? DBN_MSG_UNIT_AMBIGUOUS
		   : found.candidate_count	 ? DBN_MSG_UNIT_UNKNOWN_NEAR
						 : DBN_MSG_UNIT_UNKNOWN,
		   pos, args, 2);
	dbn_buf_release(&near);
	return typed;
}
