/* opt.c - options by table. */
#include <stdlib.h>
#include <string.h>

#include "dubanc/columns.h"

#include "cmd.h"
#include "opt.h"

static const struct opt table[] = {
#define OPT(owner, name, letter, type, arg, zh, en) \
	{ #owner, name, letter, OPT_##type, arg, { zh, en } },
#include "options.def"
#undef OPT
};

const struct opt *opt_table(size_t *count)
{
	*count = sizeof table / sizeof *table;
	return table;
}

bool opt_belongs(const struct opt *o, const char *command, const char *sets)
{
	size_t n = strlen(o->owner);

	if (strcmp(o->owner, "global") == 0 || strcmp(o->owner, command) == 0)
		return true;
	for (const char *p = strchr(sets, '@'); p; p = strchr(p + 1, '@'))
		if (strncmp(p + 1, o->owner, n) == 0 && (p[n + 1] == ' ' || p[n + 1] == '\0'))
			return true;
	return false;
}

static int wrong(struct dbn_err *err, enum dbn_msg msg, const char *a, const char *b)
{
	return dbn_fail(err, DBN_EUSAGE, msg, dbn_pos_at(NULL, 0, 0), a, b, NULL);
}

/* The option named by the first n bytes of name, or an unambiguous shortening. */
static const struct opt *find_long(const struct opts *o, const char *name, size_t n, bool *ambiguous)
{
	const struct opt *hit = NULL;

	*ambiguous = false;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (!opt_belongs(&table[i], o->command, o->sets) ||
		    strncmp(table[i].name, name, n) != 0)
			continue;
		if (table[i].name[n] == '\0') {
			*ambiguous = false;
			return &table[i];
		}
		*ambiguous = hit != NULL;
		hit = &table[i];
	}
	return *ambiguous ? NULL : hit;
}

static int unknown(const struct opts *o, const char *word, struct dbn_err *err)
{
	const char *names[sizeof table / sizeof *table];
	char bare[64], dashed[sizeof bare + 2];
	const char *near;
	size_t n = 0, len = strcspn(word, "=");

	if (len >= sizeof bare)
		len = sizeof bare - 1;
	memcpy(bare, word, len);
	bare[len] = '\0';
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (opt_belongs(&table[i], o->command, o->sets))
			names[n++] = table[i].name;
	near = nearest(bare, names, n);
	memcpy(dashed, "--", 2);
	memcpy(dashed + 2, bare, len + 1);
	return near ? wrong(err, DBN_MSG_OPT_UNKNOWN_NEAR, dashed, near)
		    : wrong(err, DBN_MSG_OPT_UNKNOWN, dashed, NULL);
}

/* Whether value is one of the words of "a|b|c". */
static bool is_word(const char *words, const char *value)
{
	struct dbn_str rest = dbn_str_of(words);

	while (rest.ptr)
		if (dbn_str_eqz(dbn_str_split(&rest, '|'), value))
			return true;
	return false;
}

static int bad_day(struct dbn_err *err, const char *name, const char *value)
{
	char dashed[64] = "--";

	strncat(dashed, name, sizeof dashed - 3);
	return wrong(err, DBN_MSG_OPT_BAD_DAY, dashed, value);
}

static int check_value(const struct opt *opt, const char *value, struct dbn_err *err)
{
	int32_t number;

	if (dbn_utf8_bad(dbn_str_of(value)) != DBN_NONE)
		return wrong(err, DBN_MSG_OPT_NOT_UTF8, opt->name, NULL);
	if (opt->type == OPT_LIMIT && strcmp(value, "none") == 0)
		return DBN_OK;
	if ((opt->type == OPT_DAY || opt->type == OPT_LIMIT) && dbn_day_typed(dbn_str_of(value)) == DBN_NO_DAY)
		return bad_day(err, opt->name, value);
	if (opt->type == OPT_COUNT && !dbn_str_uint(dbn_str_of(value), &number))
		return wrong(err, DBN_MSG_OPT_BAD_COUNT, opt->name, value);
	if (opt->type == OPT_WORD && !is_word(opt->arg, value))
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_OPT_BAD_WORD, dbn_pos_at(NULL, 0, 0),
				opt->name, value, opt->arg, NULL);
	return DBN_OK;
}

static int take(struct opts *o, const struct opt *opt, const char *value, struct dbn_err *err)
{
	if (o->count == OPT_VALUES_MAX)
		return wrong(err, DBN_MSG_OPT_TOO_MANY, opt->name, NULL);
	if (opt->type != OPT_FLAG && check_value(opt, value, err))
		return DBN_EUSAGE;
	o->values[o->count].opt = opt;
	o->values[o->count].value = value;
	o->count++;
	return DBN_OK;
}

/* One word that begins with a dash; *used is set where it took the next word too. */
static int take_word(struct opts *o, const char *word, const char *next, bool *used,
		     struct dbn_err *err)
{
	const struct opt *opt = NULL;
	const char *value = NULL;
	bool ambiguous = false;

	*used = false;
	if (word[1] == '-') {
		const char *equals = strchr(word + 2, '=');
		size_t n = equals ? (size_t)(equals - word - 2) : strlen(word + 2);

		opt = find_long(o, word + 2, n, &ambiguous);
		value = equals ? equals + 1 : NULL;
		if (ambiguous)
			return wrong(err, DBN_MSG_OPT_AMBIGUOUS, word, NULL);
		if (!opt)
			return unknown(o, word + 2, err);
		if (opt->type == OPT_FLAG && value)
			return wrong(err, DBN_MSG_OPT_NO_VALUE, opt->name, NULL);
	} else {
		for (size_t i = 0; i < sizeof table / sizeof *table && !opt; i++)
			if (table[i].letter == word[1] &&
			    opt_belongs(&table[i], o->command, o->sets))
				opt = &table[i];
		if (!opt)
			return wrong(err, DBN_MSG_OPT_UNKNOWN, word, NULL);
		if (word[2] && opt->type == OPT_FLAG)
			return wrong(err, DBN_MSG_OPT_NO_VALUE, opt->name, NULL);
		value = word[2] ? word + 2 : NULL;
	}
	if (opt->type != OPT_FLAG && !value) {
		if (!next)
			return wrong(err, DBN_MSG_OPT_WANTS_VALUE, opt->name, opt->arg);
		value = next;
		*used = true;
	}
	return take(o, opt, value, err);
}

int opt_parse(struct opts *o, const char *command, const char *sets, int argc, const char **argv,
	      bool stop_at_operand, struct dbn_err *err)
{
	int kept = 0;
	bool only_operands = false;

	o->command = command;
	o->sets = sets;
	o->operands = argv;
	for (int i = 0; i < argc; i++) {
		bool used;

		if (!only_operands && strcmp(argv[i], "--") == 0) {
			only_operands = true;
			continue;
		}
		if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0') {
			if (stop_at_operand) {
				o->operands = argv + i;
				o->operand_count = argc - i;
				return DBN_OK;
			}
			argv[kept++] = argv[i];
			continue;
		}
		if (take_word(o, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &used, err))
			return DBN_EUSAGE;
		i += used;
	}
	o->operand_count = kept;
	return DBN_OK;
}

/* Aborts where a command asks for an option that its table does not have. */
static void must_exist(const struct opts *o, const char *name)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(table[i].name, name) == 0 && opt_belongs(&table[i], o->command, o->sets))
			return;
	fprintf(stderr, "BUG: %s has no option --%s\n", o->command, name);
	abort();
}

const char *opt_nth(const struct opts *o, const char *name, size_t k)
{
	must_exist(o, name);
	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->values[i].opt->name, name) == 0 && k-- == 0)
			return o->values[i].value;
	return NULL;
}

const char *opt_text(const struct opts *o, const char *name)
{
	const char *last = NULL;

	must_exist(o, name);
	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->values[i].opt->name, name) == 0)
			last = o->values[i].value;
	return last;
}

bool opt_flag(const struct opts *o, const char *name)
{
	must_exist(o, name);
	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->values[i].opt->name, name) == 0)
			return true;
	return false;
}

int32_t opt_day(const struct opts *o, const char *name, int32_t otherwise)
{
	const char *value = opt_text(o, name);

	return value ? dbn_day_typed(dbn_str_of(value)) : otherwise;
}

int opt_count(const struct opts *o, const char *name, int otherwise)
{
	const char *value = opt_text(o, name);
	int32_t number = otherwise;

	if (value)
		dbn_str_uint(dbn_str_of(value), &number);
	return number;
}
