/* assign.c - say who leads, who assists, by when. */
#include <stdlib.h>
#include <string.h>

#include "assign.h"
#include "change.h"

enum { NODES_MAX = 32 };

/* UNIT,… or UNIT、… as members joined by ;, each by its name in units.csv
 * where that knows it. */
struct dbn_str unit_list(struct ctx *ctx, const char *typed)
{
	struct dbn_str rest = dbn_str_of(typed), one;
	struct dbn_buf b;

	dbn_buf_init(&b, 1 << 20);
	while (next_unit(&rest, &one)) {
		dbn_buf_addz(&b, b.len ? ";" : "");
		dbn_buf_add(&b, known_unit(ctx, one));
	}
	return dbn_arena_take(&ctx->ledger.arena, &b);
}

/* --node 'TITLE=DATE' */
static int add_nodes(struct ctx *ctx, struct dbn_act *acts, size_t *count)
{
	const char *value;

	for (size_t k = 0; (value = opt_nth(&ctx->opts, "node", k)) != NULL; k++) {
		struct dbn_str s = dbn_str_of(value);
		const char *equals = strrchr(value, '=');
		int32_t day = equals ? dbn_day_typed(dbn_str_of(equals + 1)) : DBN_NO_DAY;

		if (k == NODES_MAX)
			return misuse(ctx, DBN_MSG_TOO_MANY_ACTS, NULL);
		if (day == DBN_NO_DAY || equals == value)
			return misuse(ctx, DBN_MSG_BAD_NODE, value, NULL);
		acts[*count] = dbn_act_of(DBN_EV_ADD, ctx->on);
		acts[*count].by = typist(ctx);
		acts[*count].text = dbn_str_trim(dbn_str_sub(s, 0, (size_t)(equals - value)));
		acts[*count].day = day;
		warn_if_past(ctx, DBN_MSG_DUE_PAST, day);
		(*count)++;
	}
	return EXIT_CLEAN;
}

static int by_hand(struct ctx *ctx)
{
	const char *lead = opt_text(&ctx->opts, "lead"), *coop = opt_text(&ctx->opts, "coop");
	const char *owner = opt_text(&ctx->opts, "owner");
	const char *limit = opt_text(&ctx->opts, "due");
	int32_t due = opt_day(&ctx->opts, "due", DBN_NO_DAY); /* of none there is none */
	struct dbn_act acts[NODES_MAX + 1];
	struct changes changes = { 0 };
	size_t count = 0;
	int status;

	if (opt_text(&ctx->opts, "rule"))
		return misuse(ctx, DBN_MSG_RULE_WANTS_AUTO, NULL);
	if (lead || coop || owner || limit) {
		struct dbn_act *act = &acts[count++];

		*act = dbn_act_of(DBN_EV_ASSIGN, ctx->on);
		act->by = typist(ctx);
		act->day = due;
		act->no_day = limit && due == DBN_NO_DAY;
		act->entered = day_of_entry(ctx);
		if (limit && opt_text(&ctx->opts, "reason"))
			act->text = dbn_str_of(opt_text(&ctx->opts, "reason"));
		if (lead)
			act->lead = unit_list(ctx, lead);
		if (coop)
			act->coop = unit_list(ctx, coop);
		if (owner)
			act->owner = dbn_str_of(owner);
	}
	warn_if_past(ctx, DBN_MSG_DUE_PAST, due);
	status = add_nodes(ctx, acts, &count);
	if (!status && !count)
		status = misuse(ctx, DBN_MSG_NOTHING_TO_ASSIGN, NULL);
	if (!status && !ctx->opts.operand_count)
		status = misuse(ctx, DBN_MSG_CMD_FEW_OPERANDS, ctx->cmd->name, ctx->cmd->operands, NULL);
	if (!status)
		status = change_named(ctx, &changes, 0, acts, count);
	return status ? status : change_write(ctx, &changes, false);
}

int cmd_assign(struct ctx *ctx)
{
	static const char *const by_hand_only[] = { "lead", "coop", "owner", "due", "node" };

	if (!opt_flag(&ctx->opts, "auto"))
		return by_hand(ctx);
	for (size_t i = 0; i < sizeof by_hand_only / sizeof *by_hand_only; i++)
		if (opt_text(&ctx->opts, by_hand_only[i]))
			return misuse(ctx, DBN_MSG_AUTO_OR_HAND, by_hand_only[i], NULL);
	return assign_auto(ctx);
}
