/* help.c - help from the tables: the list of commands, one command, completion. */
#include <string.h>

#include "cmd.h"

static const enum dbn_msg group_heading[GROUPS] = {
	DBN_MSG_HELP_GROUP_START, DBN_MSG_HELP_GROUP_DAILY, DBN_MSG_HELP_GROUP_REPORT,
	DBN_MSG_HELP_GROUP_CARE, DBN_MSG_HELP_GROUP_PLUMBING,
};

/* Appends `text`, filled with blanks to `columns` display columns. */
static void padded(struct ctx *ctx, const char *text, size_t columns)
{
	size_t used = dbn_text_width(dbn_str_of(text), ctx->width);

	dbn_buf_addz(&ctx->out, text);
	dbn_buf_fill(&ctx->out, ' ', used < columns ? columns - used : 1);
}

static void list_commands(struct ctx *ctx)
{
	size_t n;
	const struct cmd *commands = cmd_table(&n);

	put(ctx, DBN_MSG_HELP_TOP, NULL);
	for (int group = 0; group < GROUPS; group++) {
		dbn_buf_addc(&ctx->out, '\n');
		put(ctx, group_heading[group], NULL);
		for (size_t i = 0; i < n; i++) {
			if ((int)commands[i].group != group)
				continue;
			dbn_buf_addz(&ctx->out, "  ");
			padded(ctx, commands[i].name, 10);
			dbn_buf_addz(&ctx->out, commands[i].summary[ctx->lang]);
			dbn_buf_addc(&ctx->out, '\n');
		}
	}
	dbn_buf_addc(&ctx->out, '\n');
	put(ctx, DBN_MSG_HELP_MORE, NULL);
}

static void list_option(struct ctx *ctx, const struct opt *o)
{
	struct dbn_buf left;

	dbn_buf_init(&left, 4096);
	if (o->letter) {
		dbn_buf_addc(&left, '-');
		dbn_buf_addc(&left, o->letter);
		dbn_buf_addz(&left, ", ");
	} else {
		dbn_buf_addz(&left, "    ");
	}
	dbn_buf_addz(&left, "--");
	dbn_buf_addz(&left, o->name);
	if (*o->arg) {
		dbn_buf_addc(&left, '=');
		dbn_buf_addz(&left, o->arg);
	}
	dbn_buf_addz(&ctx->out, "  ");
	padded(ctx, left.ptr, 30);
	dbn_buf_addz(&ctx->out, o->help[ctx->lang]);
	dbn_buf_addc(&ctx->out, '\n');
	dbn_buf_release(&left);
}

static void list_options(struct ctx *ctx, const struct cmd *cmd, bool own, enum dbn_msg heading)
{
	size_t n;
	const struct opt *options = opt_table(&n);
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		bool is_own = strcmp(options[i].owner, cmd->name) == 0;

		if (!opt_belongs(&options[i], cmd->name, cmd->sets) || is_own != own)
			continue;
		if (!any) {
			dbn_buf_addc(&ctx->out, '\n');
			put(ctx, heading, NULL);
		}
		any = true;
		list_option(ctx, &options[i]);
	}
}

static void describe(struct ctx *ctx, const struct cmd *cmd)
{
	put(ctx, DBN_MSG_HELP_USAGE, cmd->name, cmd->operands, NULL);
	dbn_buf_addc(&ctx->out, '\n');
	dbn_buf_addz(&ctx->out, "  ");
	dbn_buf_addz(&ctx->out, cmd->summary[ctx->lang]);
	dbn_buf_addc(&ctx->out, '\n');
	list_options(ctx, cmd, true, DBN_MSG_HELP_OPTIONS);
	list_options(ctx, cmd, false, DBN_MSG_HELP_SHARED);
	dbn_buf_addc(&ctx->out, '\n');
	put(ctx, DBN_MSG_HELP_MAN, cmd->name, NULL);
}

/* One name a line, for completion and for the tests that hold documents to the tables. */
static void list_names(struct ctx *ctx, const char *what, const struct cmd *cmd)
{
	size_t n;
	const struct cmd *commands = cmd_table(&n);
	const struct opt *options;

	if (strcmp(what, "commands") == 0) {
		for (size_t i = 0; i < n; i++) {
			dbn_buf_addz(&ctx->out, commands[i].name);
			dbn_buf_addc(&ctx->out, '\n');
		}
		return;
	}
	options = opt_table(&n);
	for (size_t i = 0; i < n; i++) {
		if (!opt_belongs(&options[i], cmd ? cmd->name : "", cmd ? cmd->sets : ""))
			continue;
		dbn_buf_addz(&ctx->out, "--");
		dbn_buf_addz(&ctx->out, options[i].name);
		if (options[i].type != OPT_FLAG)
			dbn_buf_addc(&ctx->out, '=');
		if (options[i].type == OPT_WORD)
			dbn_buf_addz(&ctx->out, options[i].arg);
		dbn_buf_addc(&ctx->out, '\n');
	}
}

int cmd_help(struct ctx *ctx)
{
	const char *name = ctx->opts.operand_count ? ctx->opts.operands[0] : NULL;
	const struct cmd *cmd = name ? cmd_find(name) : NULL;
	const char *list = strcmp(ctx->opts.command, "help") == 0 ? opt_text(&ctx->opts, "list") : NULL;

	if (name && !cmd)
		return misuse(ctx, DBN_MSG_CMD_UNKNOWN, name, NULL);
	if (list)
		list_names(ctx, list, cmd);
	else if (cmd)
		describe(ctx, cmd);
	else
		list_commands(ctx);
	return EXIT_CLEAN;
}
