/* main.c - from argv to an exit status. */
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd.h"
#include "git.h"

enum { OUT_MAX = 1 << 30, TOOLS_MAX = 1 << 20 };

static const struct cmd commands[] = {
#define CMD(name, group, needs, min, max, operands, sets, zh, en) \
	{ #name, cmd_##name, GROUP_##group, NEEDS_##needs, min, max, operands, sets, { zh, en } },
#include "commands.def"
#undef CMD
};

const struct cmd *cmd_table(size_t *count)
{
	*count = sizeof commands / sizeof *commands;
	return commands;
}

const struct cmd *cmd_find(const char *name)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

/* DUBANC_NOW=2026-01-05T01:02:03Z stands in for the clock in tests. */
static bool now_from_environment(int64_t *ms)
{
	struct dbn_str s = dbn_str_of(getenv("DUBANC_NOW"));
	int32_t day = dbn_day_parse(dbn_str_sub(s, 0, 10)), hour, minute, second;

	if (s.len != 20 || s.ptr[10] != 'T' || s.ptr[19] != 'Z' || day == DBN_NO_DAY ||
	    !dbn_str_uint(dbn_str_sub(s, 11, 2), &hour) ||
	    !dbn_str_uint(dbn_str_sub(s, 14, 2), &minute) ||
	    !dbn_str_uint(dbn_str_sub(s, 17, 2), &second))
		return false;
	*ms = (((int64_t)day * 24 + hour) * 60 + minute) * 60000 + (int64_t)second * 1000;
	return true;
}

static void read_clock(struct ctx *ctx)
{
	struct timespec ts = { 0, 0 };

	if (now_from_environment(&ctx->now_ms))
		return;
	clock_gettime(CLOCK_REALTIME, &ts);
	ctx->now_ms = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* --today, else DUBANC_TODAY, else --as-of, else the office's civil day. */
static int set_days(struct ctx *ctx, struct dbn_err *err)
{
	const char *from_env = getenv("DUBANC_TODAY");
	int zone = ctx->ledger_open ? ctx->ledger.conf.zone_minutes : 480;
	int64_t minutes = ctx->now_ms / 60000 + zone;
	int32_t clock_day = (int32_t)(minutes / 1440);

	if (from_env && *from_env) {
		clock_day = dbn_day_typed(dbn_str_of(from_env));
		if (clock_day == DBN_NO_DAY)
			return dbn_fail(err, DBN_EUSAGE, DBN_MSG_OPT_BAD_DAY,
					dbn_pos_at(NULL, 0, 0), "DUBANC_TODAY", from_env, NULL);
	}
	ctx->today = opt_day(&ctx->opts, "today", ctx->as_of != DBN_NO_DAY ? ctx->as_of : clock_day);
	ctx->on = strstr(ctx->opts.sets, "@write") ? opt_day(&ctx->opts, "on", ctx->today) : ctx->today;
	/* What is entered has happened; a year typed wrong is the commonest slip of January. */
	if (ctx->on > ctx->today) {
		char on[11], today[11];

		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_ON_FUTURE, dbn_pos_at(NULL, 0, 0),
				dbn_day_format(on, ctx->on), dbn_day_format(today, ctx->today), NULL);
	}
	return DBN_OK;
}

static enum dbn_lang language(const struct ctx *ctx)
{
	const char *given = opt_text(&ctx->opts, "lang");

	if (given)
		return strcmp(given, "en") == 0 ? DBN_EN : DBN_ZH;
	return ctx->ledger_open && ctx->ledger.conf.lang_set ? ctx->ledger.conf.lang : DBN_ZH;
}

static bool want_color(const struct ctx *ctx)
{
	const char *given = opt_text(&ctx->opts, "color"), *none = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (given && strcmp(given, "auto") != 0)
		return strcmp(given, "always") == 0;
	return !(none && *none) && term && strcmp(term, "dumb") != 0 && isatty(STDOUT_FILENO);
}

/* A hint to whom it may concern: once a command, on a terminal only. */
static void hint_driver(struct ctx *ctx)
{
	bool wanted = ctx->cmd->needs == NEEDS_WRITE || strcmp(ctx->cmd->name, "status") == 0;

	if (wanted && ctx->ledger_open && isatty(STDERR_FILENO) && git_lacks_driver(ctx->ledger.root))
		say(ctx, DBN_MSG_DRIVER_MISSING, NULL);
}

static int run(struct ctx *ctx)
{
	struct dbn_err err = { 0 };
	int status;

	ctx->as_of = opt_day(&ctx->opts, "as-of", DBN_NO_DAY);
	ctx->lang = language(ctx);
	if (ctx->cmd->needs != NEEDS_NOTHING) {
		if (open_ledger(ctx, ctx->cmd->needs, &err))
			return complain(ctx, &err);
		ctx->lang = language(ctx);
		ctx->width.ambiguous = ctx->ledger.conf.ambiguous_width;
	}
	if (set_days(ctx, &err))
		return complain(ctx, &err);
	ctx->color = want_color(ctx);
	status = ctx->cmd->run(ctx);
	if (status < EXIT_SYSTEM)
		git_commit(ctx);
	hint_driver(ctx);
	return status;
}

/* Operands within what the table says, else one line. */
static int check_operands(struct ctx *ctx)
{
	int n = ctx->opts.operand_count;

	if (n < ctx->cmd->min)
		return misuse(ctx, DBN_MSG_CMD_FEW_OPERANDS, ctx->cmd->name, ctx->cmd->operands, NULL);
	if (ctx->cmd->max >= 0 && n > ctx->cmd->max)
		return misuse(ctx, DBN_MSG_CMD_MANY_OPERANDS, ctx->cmd->name,
			      ctx->opts.operands[ctx->cmd->max], NULL);
	return EXIT_CLEAN;
}

static int unknown_command(struct ctx *ctx, const char *word)
{
	const char *names[sizeof commands / sizeof *commands], *near;

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		names[i] = commands[i].name;
	near = nearest(word, names, sizeof commands / sizeof *commands);
	return near ? misuse(ctx, DBN_MSG_CMD_UNKNOWN_NEAR, word, near, NULL)
		    : misuse(ctx, DBN_MSG_CMD_UNKNOWN, word, NULL);
}

/* The language that is asked for anywhere on the line, for what is said before the line is understood. */
static enum dbn_lang asked_language(int argc, const char **argv)
{
	enum dbn_lang lang = DBN_ZH;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const char *value = strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
				    : strncmp(argv[i], "--lang=", 7) == 0	   ? argv[i] + 7
										   : NULL;

		if (value)
			lang = strcmp(value, "en") == 0 ? DBN_EN : DBN_ZH;
	}
	return lang;
}

/* Chooses the command and parses the options before and behind its name. */
static int dispatch(struct ctx *ctx, int argc, const char **argv)
{
	struct dbn_err err = { 0 };
	enum dbn_lang spoken;
	int status;

	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		return cmd_version(ctx);
	spoken = ctx->lang = asked_language(argc, argv);
	if (opt_parse(&ctx->opts, "dubanc", "", argc - 1, argv + 1, true, &err))
		return complain(ctx, &err);
	ctx->lang = language(ctx);
	if (ctx->opts.operand_count == 0) {
		bool asked = opt_flag(&ctx->opts, "help");

		ctx->cmd = cmd_find("help");
		ctx->opts.command = "help";
		status = cmd_help(ctx);
		if (asked)
			return status;
		fwrite(ctx->out.ptr, 1, ctx->out.len, stderr);
		dbn_buf_clear(&ctx->out);
		return EXIT_USAGE;
	}
	ctx->cmd = cmd_find(ctx->opts.operands[0]);
	ctx->lang = spoken;
	if (!ctx->cmd)
		return unknown_command(ctx, ctx->opts.operands[0]);
	if (opt_parse(&ctx->opts, ctx->cmd->name, ctx->cmd->sets, ctx->opts.operand_count - 1,
		      ctx->opts.operands + 1, false, &err))
		return complain(ctx, &err);
	ctx->lang = language(ctx);
	if (opt_flag(&ctx->opts, "help")) {
		ctx->opts.operands[0] = ctx->cmd->name;
		ctx->opts.operand_count = 1;
		return cmd_help(ctx);
	}
	status = check_operands(ctx);
	return status ? status : run(ctx);
}

int main(int argc, char **argv)
{
	struct ctx *ctx = calloc(1, sizeof *ctx);
	const char **words = calloc((size_t)argc + 2, sizeof *words);
	int status = EXIT_SYSTEM, flushed;

	if (!ctx || !words) {
		fprintf(stderr, "dubanc: %s\n", dbn_msg_text(DBN_MSG_NO_MEMORY, DBN_ZH));
		goto out;
	}
	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < argc; i++)
		words[i] = argv[i];
	ctx->width.ambiguous = 1;
	ctx->as_of = DBN_NO_DAY;
	dbn_buf_init(&ctx->out, OUT_MAX);
	dbn_arena_init(&ctx->tools_arena, TOOLS_MAX);
	dbn_decode_limits_init(&ctx->limits);
	read_clock(ctx);
	status = dispatch(ctx, argc, words);
	flushed = flush_out(ctx);
	if (flushed > status)
		status = flushed;
	if (ctx->ledger_open)
		dbn_ledger_release(&ctx->ledger);
	dbn_arena_release(&ctx->tools_arena);
	dbn_buf_release(&ctx->out);
out:
	free(words);
	free(ctx);
	return status;
}
