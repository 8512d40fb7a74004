/*
 * label_guess.c - labels we do not know, by what stands behind them: 抓总单位：市教育局、
 * 市财政局. The units are kept, what they are to do is a guess for a person to see.
 */
#include "dubanc/text.h"
#include "reader.h"
#include "../text/scan.h"

enum { WORD_MIN = 3, WORD_MAX = 10, HAN = 3, VALUE_MAX = 900, SAID_BYTES_MAX = 36 };

/* The label that stands for the role which the word sounds like, or LABEL_NONE. */
static enum label_kind sounds_like(struct dbn_str word, const char **known)
{
	static const struct {
		enum label_kind kind;
		const char *known;
	} labels[DBN_ROLE_COUNT] = {
		[DBN_ROLE_SUPERVISE] = { LABEL_SUPERVISE, "督导单位" },
		[DBN_ROLE_COOP] = { LABEL_COOP, "配合单位" },
		[DBN_ROLE_LEAD] = { LABEL_LEAD, "牵头单位" },
		[DBN_ROLE_UNITS] = { LABEL_UNITS, "责任单位" },
	};
	enum dbn_role role;

	if (!dbn_clause_label_sounds(word, &role))
		return LABEL_NONE;
	*known = labels[role].known;
	return labels[role].kind;
}

/* The value behind a colon: up to the stop that ends it. */
static struct dbn_str value_at(struct dbn_str text, size_t at)
{
	size_t end = at;
	int depth = 0;

	while (end < text.len) {
		size_t from = end;
		uint32_t cp = dbn_utf8_next(text, &end);

		if (dbn_scan_is_open(cp))
			depth++;
		else if (dbn_scan_is_close(cp) && depth-- == 0)
			return dbn_str_sub(text, at, from - at);
		if (depth == 0 && dbn_scan_is_end(cp))
			return dbn_str_sub(text, at, from - at);
	}
	return dbn_str_from(text, at);
}

/* Units with or without a role word, or departments of an office. */
static bool names_units(struct dbn_str value)
{
	return value.len <= VALUE_MAX && !dbn_scan_has(value, "：") &&
	       (dbn_clause_is_list(value) || dbn_clause_names_departments(value) ||
		dbn_clause_looks(value));
}

bool dbn_label_guess(struct dbn_str text, size_t at, struct label *out)
{
	struct dbn_str near = dbn_str_sub(text, at, 90), word, value;
	size_t colon = dbn_str_find(near, DBN_STR("：")), chars = 0, open;
	const char *known = NULL;

	*out = (struct label) { 0 };
	if (colon == DBN_NONE || dbn_label_at(text, at, out))
		return false;
	word = dbn_str_sub(near, 0, colon);
	open = dbn_str_find(word, DBN_STR("（"));
	if (open != DBN_NONE && open > 0 && dbn_scan_ends(word, "）"))
		word.len = open;
	for (size_t i = 0; i < word.len; chars++)
		if (!dbn_is_han(dbn_utf8_next(word, &i)))
			return false;
	*out = (struct label) { 0 };
	if (chars < WORD_MIN || chars > WORD_MAX)
		return false;
	out->kind = sounds_like(word, &known);
	value = value_at(text, at + colon + HAN);
	if (out->kind == LABEL_NONE || !names_units(value))
		return false;
	/* The reader of clauses knows more words than stand on lines of their own. */
	out->guessed = !dbn_clause_knows_label(text, at, at + colon);
	out->word = out->guessed ? dbn_str_of(known) : dbn_str_sub(text, at, word.len);
	out->len = colon + HAN;
	return true;
}

/* Where the next label of a bracket may begin: at its start and behind its stops. */
static size_t next_start(struct dbn_str s, size_t at)
{
	while (at < s.len) {
		uint32_t cp = dbn_utf8_next(s, &at);

		if (dbn_scan_is_end(cp) || cp == 0xff0c)
			return at;
	}
	return s.len;
}

/* 牵头单位为市教育局, 责任单位——县水利局: another sign, or a verb, in place of the colon. */
bool dbn_label_said(struct dbn_str text, size_t at, struct label *out)
{
	size_t n = 0, sign = 0;

	*out = (struct label) { 0 };
	if (dbn_scan_cp(text, at) < 0x4e00)
		return false;
	while (n <= SAID_BYTES_MAX && at + n < text.len && !(sign = dbn_scan_any_at(text, at + n, "为|是|——|—|－|-")))
		dbn_utf8_next(dbn_str_from(text, at), &n);
	out->kind = sign ? dbn_label_word(dbn_str_sub(text, at, n)) : LABEL_NONE;
	if (out->kind == LABEL_NONE)
		return false;
	out->word = dbn_str_sub(text, at, n);
	out->len = n + sign;
	return true;
}

struct dbn_str dbn_label_known(enum label_kind kind, struct dbn_str word)
{
	struct dbn_str parts = word;

	if (dbn_clause_knows_label(parts, 0, parts.len))
		return word;
	return kind == LABEL_LEAD	 ? DBN_STR("牵头单位")
	       : kind == LABEL_COOP	 ? DBN_STR("配合单位")
	       : kind == LABEL_UNITS	 ? DBN_STR("责任单位")
	       : kind == LABEL_SUPERVISE ? DBN_STR("督导单位")
					 : word;
}

/* A label of papers that the reader of clauses does not know: 责任属地. */
static bool is_strange(struct dbn_str s, size_t at, struct label *label)
{
	return dbn_label_at(s, at, label) && !label->misread && dbn_label_names_units(label->kind) &&
	       !dbn_str_eq(dbn_label_known(label->kind, label->word), label->word);
}

struct dbn_str dbn_labels_mended(struct dbn_arena *arena, struct dbn_str s, bool *guessed)
{
	struct dbn_str all = { "", 0 };
	size_t room = 0, start = 0;
	bool changed = false;

	*guessed = false;
	for (size_t at = 0; at < s.len; at = next_start(s, at)) {
		struct label label;
		bool guess = dbn_label_guess(s, at, &label) && label.guessed;

		if (!guess && !dbn_label_said(s, at, &label) && !is_strange(s, at, &label))
			continue;
		{
			struct dbn_str parts[] = { dbn_str_sub(s, start, at - start), label.word,
						   DBN_STR("：") };

			if (!guess)
				parts[1] = dbn_label_known(label.kind, label.word);
			if (!dbn_arena_append(arena, &all, &room, parts, 3))
				return s;
		}
		start = at + label.len;
		changed = true;
		*guessed = *guessed || guess;
	}
	if (!changed)
		return s;
	{
		struct dbn_str rest[] = { dbn_str_from(s, start) };

		return dbn_arena_append(arena, &all, &room, rest, 1) ? all : s;
	}
}
