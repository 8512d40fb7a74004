/*
 * opt.h - options by table.
 *
 * options.def says what a command takes; opt_parse() fills struct opts, and a
 * command asks by name: opt_text(&ctx->opts, "lead"). Asking for a name that
 * the command does not have is a bug and aborts. Long options may be shortened
 * while they stay unambiguous; operands and options may be mixed; -- ends them.
 */
#ifndef OPT_H
#define OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dubanc/err.h"

enum opt_type { OPT_FLAG, OPT_TEXT, OPT_DAY, OPT_LIMIT, OPT_COUNT, OPT_MANY, OPT_WORD };

struct opt {
	const char *owner, *name;
	char letter;
	enum opt_type type;
	const char *arg;
	const char *help[2]; /* by enum dbn_lang */
};

enum { OPT_VALUES_MAX = 256 };

struct opts {
	const char *command, *sets;
	struct {
		const struct opt *opt;
		const char *value;
	} values[OPT_VALUES_MAX];
	size_t count;
	const char **operands; /* in argv, in order */
	int operand_count;
};

/* All options, one table. */
const struct opt *opt_table(size_t *count);
/* Whether the option belongs to the command or one of its sets ("@a @b"). */
bool opt_belongs(const struct opt *o, const char *command, const char *sets);

/*
 * Parses argv[0..argc): options to o->values, operands to o->operands (argv
 * itself is reordered). Values are checked by type. DBN_EUSAGE with one line.
 * stop_at_operand: the first operand ends the options (those before the command).
 */
int opt_parse(struct opts *o, const char *command, const char *sets, int argc, const char **argv,
	      bool stop_at_operand, struct dbn_err *err);

bool opt_flag(const struct opts *o, const char *name);
/* The last value given, or NULL. */
const char *opt_text(const struct opts *o, const char *name);
/* The k-th value given, or NULL. */
const char *opt_nth(const struct opts *o, const char *name, size_t k);
/* A DAY option, or `otherwise`. */
int32_t opt_day(const struct opts *o, const char *name, int32_t otherwise);
/* A COUNT option, or `otherwise`. */
int opt_count(const struct opts *o, const char *name, int otherwise);

#endif
