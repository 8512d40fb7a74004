/*
 * tables.c - the .def tables as the lint sees them.
 *
 * tables check      prints what is wrong in them as FILE:LINE: text
 * tables commands   name TAB min TAB max TAB English summary TAB operands
 * tables options    command TAB option as the manual writes it (-o, --output=FILE)
 * tables columns    file TAB column TAB Chinese name
 * tables words      vocabulary TAB word TAB Chinese word
 * tables settings   section TAB key TAB default
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum severity { DBN_TEXT, DBN_NOTE, DBN_WARNING, DBN_ERROR };

static const struct message {
	const char *id;
	int line;
	enum severity severity;
	const char *slug, *text[2];
} messages[] = {
#define MSG(id, severity, slug, zh, en) { #id, __LINE__, severity, slug, { zh, en } },
#include "dubanc/messages.def"
#undef MSG
};

static const struct doubt {
	const char *id;
	int line;
	const char *code, *text[2];
} doubts[] = {
#define DOUBT(id, code, zh, en) { #id, __LINE__, code, { zh, en } },
#include "dubanc/doubts.def"
#undef DOUBT
};

static const struct column {
	const char *id;
	int line;
	const char *table, *name, *zh;
} columns[] = {
#define COLUMN(table, id, name, zh) { #id, __LINE__, table, name, zh },
#define TASK_COLUMN(id, name, zh, ...) COLUMN("tasks/KEY.csv", id, name, zh)
#define TARGET_COLUMN(id, name, zh, ...) COLUMN("targets/KEY.csv", id, name, zh)
#define EVENT_COLUMN(id, name, zh, ...) COLUMN("events/KEY.csv", id, name, zh)
#define DOCUMENT_COLUMN(id, name, zh, ...) COLUMN("documents.csv", id, name, zh)
#define UNIT_COLUMN(id, name, zh, ...) COLUMN("units.csv", id, name, zh)
#define HOLIDAY_COLUMN(id, name, zh, ...) COLUMN("holidays.csv", id, name, zh)
#include "dubanc/columns.def"
};

static const struct word {
	const char *id;
	int line;
	const char *vocabulary, *name, *zh;
} words[] = {
#define WORD(vocabulary, id, name, zh) { #id, __LINE__, vocabulary, name, zh },
#define STATE(id, name, zh) WORD("state", id, name, zh)
#define EVENT_KIND(id, name, zh) WORD("event", id, name, zh)
#define LIGHT(id, name, zh, en, colour) WORD("light", id, name, zh)
#define TASK_KIND(id, name, zh) WORD("kind", id, name, zh)
#define LEAD_FROM(id, name, zh) WORD("lead_from", id, name, zh)
#include "dubanc/words.def"
#undef WORD
};

static const struct command {
	const char *name;
	int line;
	int min, max;
	const char *operands, *sets, *summary[2];
} commands[] = {
#define CMD(name, group, needs, min, max, operands, sets, zh, en) \
	{ #name, __LINE__, min, max, operands, sets, { zh, en } },
#include "commands.def"
#undef CMD
};

static const struct option {
	const char *owner, *name;
	int line;
	char letter;
	const char *type, *arg, *help[2];
} options[] = {
#define OPT(owner, name, letter, type, arg, zh, en) { #owner, name, __LINE__, letter, #type, arg, { zh, en } },
#include "options.def"
#undef OPT
};

#if __has_include("dubanc/settings.def")
#define HAVE_SETTINGS 1
static const struct setting {
	int line;
	const char *section, *key, *otherwise, *zh, *en;
} settings[] = {
#define SETTING(id, section, key, otherwise, values, zh, en) { __LINE__, section, key, otherwise, zh, en },
#include "dubanc/settings.def"
#undef SETTING
};
#endif

static int wrong(const char *file, int line, const char *subject, const char *what)
{
	printf("%s:%d: %s: %s\n", file, line, subject, what);
	return 1;
}

static bool ends_in(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

/* Bit k set where the text has {k}. */
static unsigned placeholders(const char *text)
{
	unsigned set = 0;

	for (; *text; text++)
		if (text[0] == '{' && text[1] >= '0' && text[1] <= '9' && text[2] == '}')
			set |= 1u << (text[1] - '0');
	return set;
}

static bool has_han(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0xe3)
			return true;
	return false;
}

/* Both languages are there, in their language, with the same placeholders, in the house's form. */
static int check_texts(const char *file, int line, const char *id, const char *const text[2], bool finding)
{
	int bad = 0;

	if (!*text[0] || !*text[1])
		return wrong(file, line, id, "a language is empty");
	if (placeholders(text[0]) != placeholders(text[1]))
		bad += wrong(file, line, id, "the languages use different placeholders");
	if (placeholders(text[0]) & (placeholders(text[0]) + 1))
		bad += wrong(file, line, id, "a placeholder number is left out");
	if (!has_han(text[0]))
		bad += wrong(file, line, id, "the Chinese text is not Chinese");
	if (finding && (ends_in(text[0], "。") || ends_in(text[1], ".")))
		bad += wrong(file, line, id, "a finding has no full stop");
	if (finding && text[1][0] >= 'A' && text[1][0] <= 'Z' && text[1][1] >= 'a' && text[1][1] <= 'z')
		bad += wrong(file, line, id, "a finding begins in lower case");
	return bad;
}

static int check_messages(void)
{
	static const char file[] = "include/dubanc/messages.def";
	int bad = 0;

	for (size_t i = 0; i < COUNT(messages); i++) {
		const struct message *m = &messages[i];
		bool finding = m->severity != DBN_TEXT;

		if (strcmp(m->id, "NONE") == 0)
			continue;
		if (has_han(m->text[0]) || has_han(m->text[1]) || !*m->text[0])
			bad += check_texts(file, m->line, m->id, m->text, finding);
		if (has_han(m->text[1]))
			bad += wrong(file, m->line, m->id, "the English text holds Chinese");
		if ((m->severity == DBN_NOTE || m->severity == DBN_WARNING) && !*m->slug)
			bad += wrong(file, m->line, m->id, "a note or warning needs a slug");
		for (size_t k = 0; k < i; k++)
			/* X and X_NEAR are one finding, said with and without a proposal. */
			if (*m->slug && strcmp(m->slug, messages[k].slug) == 0 &&
			    strncmp(m->id, messages[k].id, strlen(messages[k].id)) != 0)
				bad += wrong(file, m->line, m->id, "another message has this slug");
	}
	return bad;
}

static int check_doubts(void)
{
	static const char file[] = "include/dubanc/doubts.def";
	int bad = 0;

	for (size_t i = 0; i < COUNT(doubts); i++) {
		bad += check_texts(file, doubts[i].line, doubts[i].id, doubts[i].text, true);
		for (size_t k = 0; k < i; k++)
			if (strcmp(doubts[i].code, doubts[k].code) == 0)
				bad += wrong(file, doubts[i].line, doubts[i].id, "another doubt has this code");
	}
	if (COUNT(doubts) > 64)
		bad += wrong(file, doubts[64].line, doubts[64].id, "a set of doubts is 64 bits");
	return bad;
}

static int check_columns(void)
{
	static const char file[] = "include/dubanc/columns.def";
	int bad = 0;

	for (size_t i = 0; i < COUNT(columns); i++) {
		if (!has_han(columns[i].zh))
			bad += wrong(file, columns[i].line, columns[i].name, "no Chinese name");
		for (size_t k = 0; k < i; k++)
			if (strcmp(columns[i].table, columns[k].table) == 0 &&
			    (strcmp(columns[i].name, columns[k].name) == 0 ||
			     strcmp(columns[i].zh, columns[k].zh) == 0))
				bad += wrong(file, columns[i].line, columns[i].name, "twice in one file");
	}
	return bad;
}

static int check_words(void)
{
	static const char file[] = "include/dubanc/words.def";
	int bad = 0;

	for (size_t i = 0; i < COUNT(words); i++) {
		if (!*words[i].name || !has_han(words[i].zh))
			bad += wrong(file, words[i].line, words[i].id, "a name is empty");
		for (size_t k = 0; k < i; k++)
			if (strcmp(words[i].vocabulary, words[k].vocabulary) == 0 &&
			    (strcmp(words[i].name, words[k].name) == 0 || strcmp(words[i].zh, words[k].zh) == 0))
				bad += wrong(file, words[i].line, words[i].id, "twice in one vocabulary");
	}
	return bad;
}

static int check_settings(void)
{
	int bad = 0;
#ifdef HAVE_SETTINGS
	static const char file[] = "include/dubanc/settings.def";

	for (size_t i = 0; i < COUNT(settings); i++) {
		if (!has_han(settings[i].zh) || !*settings[i].en)
			bad += wrong(file, settings[i].line, settings[i].key, "a description is missing");
		for (size_t k = 0; k < i; k++)
			if (strcmp(settings[i].section, settings[k].section) == 0 &&
			    strcmp(settings[i].key, settings[k].key) == 0)
				bad += wrong(file, settings[i].line, settings[i].key, "twice in one section");
	}
#endif
	return bad;
}

static bool belongs(const struct option *o, const struct command *c)
{
	char set[64];

	snprintf(set, sizeof set, "@%s", o->owner);
	return strcmp(o->owner, "global") == 0 || strcmp(o->owner, c->name) == 0 || strstr(c->sets, set);
}

static int check_commands(void)
{
	static const char file[] = "cmd/options.def";
	int bad = 0;

	for (size_t i = 0; i < COUNT(commands); i++) {
		if (!has_han(commands[i].summary[0]) || !*commands[i].summary[1])
			bad += wrong("cmd/commands.def", commands[i].line, commands[i].name, "a summary is missing");
		for (size_t a = 0; a < COUNT(options); a++)
			for (size_t b = 0; b < a; b++) {
				if (!belongs(&options[a], &commands[i]) || !belongs(&options[b], &commands[i]))
					continue;
				if (strcmp(options[a].name, options[b].name) == 0)
					bad += wrong(file, options[a].line, options[a].name,
						     "a command would have this option twice");
				if (options[a].letter && options[a].letter == options[b].letter)
					bad += wrong(file, options[a].line, options[a].name,
						     "a command would have this letter twice");
			}
	}
	for (size_t a = 0; a < COUNT(options); a++) {
		bool owned = false;

		for (size_t i = 0; i < COUNT(commands); i++)
			owned = owned || belongs(&options[a], &commands[i]);
		if (!owned)
			bad += wrong(file, options[a].line, options[a].name, "no command has this option");
		if (!has_han(options[a].help[0]) || !*options[a].help[1])
			bad += wrong(file, options[a].line, options[a].name, "a help text is missing");
		if ((strcmp(options[a].type, "FLAG") == 0) != !*options[a].arg)
			bad += wrong(file, options[a].line, options[a].name, "a flag has no argument, all else has");
	}
	return bad;
}

static void list_options(void)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		for (size_t k = 0; k < COUNT(options); k++) {
			const struct option *o = &options[k];

			if (!belongs(o, &commands[i]))
				continue;
			printf("%s\t", commands[i].name);
			if (o->letter)
				printf("-%c, ", o->letter);
			printf("--%s%s%s\n", o->name, *o->arg ? "=" : "", o->arg);
		}
}

int main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";

	if (strcmp(what, "check") == 0)
		return !!(check_messages() + check_doubts() + check_columns() + check_words() + check_settings() +
			  check_commands());
	if (strcmp(what, "commands") == 0)
		for (size_t i = 0; i < COUNT(commands); i++)
			printf("%s\t%d\t%d\t%s\t%s\n", commands[i].name, commands[i].min, commands[i].max,
			       commands[i].summary[1], commands[i].operands);
	if (strcmp(what, "options") == 0)
		list_options();
	if (strcmp(what, "columns") == 0)
		for (size_t i = 0; i < COUNT(columns); i++)
			printf("%s\t%s\t%s\n", columns[i].table, columns[i].name, columns[i].zh);
	if (strcmp(what, "words") == 0)
		for (size_t i = 0; i < COUNT(words); i++)
			printf("%s\t%s\t%s\n", words[i].vocabulary, words[i].name, words[i].zh);
#ifdef HAVE_SETTINGS
	if (strcmp(what, "settings") == 0)
		for (size_t i = 0; i < COUNT(settings); i++)
			printf("%s\t%s\t%s\n", settings[i].section, settings[i].key, settings[i].otherwise);
#endif
	return 0;
}
