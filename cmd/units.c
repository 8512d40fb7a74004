/* units.c - the registry of units, and what it makes of names. */
#include "dubanc/render.h"
#include "view.h"

static const struct dbn_field fields[] = {
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "aliases", { "别名", "aliases" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	{ "level", { "层级", "level" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "counterpart", { "对口上级单位", "counterpart" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	{ "members", { "成员", "members" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	{ "contact", { "联系人", "contact" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "email", { "邮箱", "email" }, DBN_LEFT, DBN_FIT_CUT, 0 },
};

static const struct dbn_field answers[] = {
	{ "name", { "名称", "name" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "found", { "结果", "found" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "near", { "相近的", "near" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
};

static int list_all(struct ctx *ctx, struct dbn_table *t, const struct dbn_how *how)
{
	const struct dbn_roster *roster;
	struct dbn_err err = { 0 };

	roster = office_roster(ctx, &err);
	if (!roster)
		return complain(ctx, &err);
	for (size_t i = 0; i < roster->count; i++) {
		const struct dbn_roster_unit *u = &roster->units[i];

		dbn_table_row(t);
		dbn_put_text(t, u->name);
		dbn_put_text(t, u->aliases);
		dbn_put_text(t, u->level);
		dbn_put_text(t, u->counterpart);
		dbn_put_text(t, u->members);
		dbn_put_text(t, u->contact);
		dbn_put_text(t, u->email);
	}
	if (!roster->count)
		say(ctx, DBN_MSG_NO_UNITS, NULL);
	return view_write(ctx, t, how);
}

/* Each name with the unit that the register means by it, or what is near. */
static int resolve(struct ctx *ctx, struct dbn_table *t, const struct dbn_how *how)
{
	static const char *const stored[] = { "none", "one", "many" };
	static const enum dbn_msg shown[] = { DBN_MSG_FOUND_NONE, DBN_MSG_FOUND_ONE, DBN_MSG_FOUND_MANY };
	bool people = how->format == DBN_FMT_TEXT || how->format == DBN_FMT_MD || how->format == DBN_FMT_HTML;
	const struct dbn_registry *r = &ctx->ledger.registry;
	bool all = true;
	int status;

	for (int i = 0; i < ctx->opts.operand_count; i++) {
		struct dbn_str name = dbn_str_of(ctx->opts.operands[i]);
		struct dbn_lookup found = dbn_registry_find(r, name, dbn_str_of(ctx->ledger.conf.level));
		struct dbn_buf near;

		dbn_buf_init(&near, 1 << 20);
		for (size_t k = 0; found.found != DBN_FOUND_ONE && k < found.candidate_count; k++) {
			dbn_buf_addz(&near, k ? ";" : "");
			dbn_buf_add(&near, r->units[found.candidates[k]].name);
		}
		all = all && found.found == DBN_FOUND_ONE;
		dbn_table_row(t);
		dbn_put_text(t, name);
		dbn_put_textz(t, people ? dbn_msg_text(shown[found.found], ctx->lang) : stored[found.found]);
		dbn_put_text(t, found.found == DBN_FOUND_ONE ? r->units[found.unit].name : DBN_STR(""));
		dbn_put_text(t, dbn_arena_dup(t->arena, dbn_buf_str(&near)));
		dbn_buf_release(&near);
	}
	status = view_write(ctx, t, how);
	return status ? status : all ? EXIT_CLEAN : EXIT_YES;
}

int cmd_units(struct ctx *ctx)
{
	struct dbn_how how = view_how(ctx, DBN_FMT_TEXT);
	bool names = ctx->opts.operand_count > 0;
	struct dbn_table table;
	int status;

	if (names) {
		dbn_table_init(&table, &ctx->ledger.arena, "dubanc.resolve", answers,
			       sizeof answers / sizeof *answers);
		status = resolve(ctx, &table, &how);
	} else {
		dbn_table_init(&table, &ctx->ledger.arena, "dubanc.units", fields, sizeof fields / sizeof *fields);
		status = list_all(ctx, &table, &how);
	}
	return status;
}
