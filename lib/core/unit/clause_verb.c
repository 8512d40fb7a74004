/* clause_verb.c - what a unit does: 牵头, 配合, 按职责分工负责, 会同. */
#include "clause_part.h"
#include "../text/words.h"

#define W(z)                                                                                       \
	{                                                                                          \
		z, sizeof(z) - 1                                                                   \
	}
#define COUNT(t) (sizeof(t) / sizeof *(t))

static const enum dbn_role verb_roles[] = {
#define VERB(word, role, example) DBN_ROLE_##role,
#include "../../data/clause_words.def"
};
static const struct dbn_str forwards[] = {
#define FORWARD(word, example) W(word),
#include "../../data/clause_words.def"
};
static const struct dbn_str remarks[] = {
#define REMARK(word, example) W(word),
#include "../../data/clause_words.def"
};
static const struct dbn_str not_clauses[] = {
#define NOT_CLAUSE(word, example) W(word),
#include "../../data/clause_words.def"
};

static const struct dbn_str posts[] = {
#define POST(word, example) W(word),
#include "../../data/clause_words.def"
};
static const struct dbn_str faults[] = {
#define FAULT(word, example) W(word),
#include "../../data/clause_words.def"
};
static const struct dbn_str sanctions[] = {
#define SANCTION(word, example) W(word),
#include "../../data/clause_words.def"
};

enum { PHRASE_MAX = 96 /* bytes of a verb phrase */, NAME_MIN = 6, NAME_MAX = 9, CHAR = 3 };

static bool has(struct dbn_str s, struct dbn_str word)
{
	return dbn_str_find(s, word) != DBN_NONE;
}

/* The strongest of the verbs in a phrase: 牵头负责 leads, 配合落实 cooperates. */
static enum dbn_role role_of(unsigned seen)
{
	if (seen & 1u << DBN_ROLE_LEAD)
		return DBN_ROLE_LEAD;
	if (seen & 1u << DBN_ROLE_COOP)
		return DBN_ROLE_COOP;
	return seen & 1u << DBN_ROLE_SUPERVISE ? DBN_ROLE_SUPERVISE : DBN_ROLE_UNITS;
}

/* Whether `left` may be what a verb phrase is said of. */
static bool subject(struct dbn_str left)
{
	struct unit_shape shape;

	part_cut_open(&left);
	if (ENDS(left, "）") || ENDS(left, "〕"))
		return true;
	shape = unit_read(left);
	return shape.class != UNIT_NONE || unit_is_group(left) || unit_is_category(left);
}

/*
 * What is seen from the front of `rest` to its end, where seen[n] is what is seen from n
 * bytes further on: bit 7 that verbs and adverbs reach the end, bits 0-3 the roles on the way.
 */
static unsigned char phrase_from(struct dbn_str rest, const unsigned char *seen)
{
	size_t cursor = 0, len, row;
	unsigned char out = 0;
	bool supervises = false;

	while ((len = words_each(WORDS_VERB, rest, &cursor, &row)) != 0) {
		if (!seen[len])
			continue;
		out |= (unsigned char)(0x80 | 1u << verb_roles[row] | (seen[len] & 0x0f));
		/* 牵头督导 supervises, though 牵头 leads */
		supervises = supervises || (verb_roles[row] == DBN_ROLE_SUPERVISE && STARTS(rest, "牵头"));
	}
	if (supervises)
		out = (unsigned char)(0x80 | 1u << DBN_ROLE_SUPERVISE);
	cursor = 0;
	while ((len = words_each(WORDS_ADVERB, rest, &cursor, NULL)) != 0)
		out |= seen[len];
	return out;
}

struct clause_verb verb_suffix(struct dbn_str s)
{
	struct clause_verb out = { false, DBN_ROLE_UNITS, s.len, false };
	size_t base = s.len > PHRASE_MAX ? s.len - PHRASE_MAX : 0;
	/* at each offset, as of phrase_from() */
	unsigned char seen[PHRASE_MAX + 1] = { 0 };
	size_t fallback = DBN_NONE;

	seen[s.len - base] = 0x80;
	for (size_t at = s.len; at-- > base;) {
		if (((unsigned char)s.ptr[at] & 0xc0) != 0x80)
			seen[at - base] = phrase_from(dbn_str_from(s, at), &seen[at - base]);
	}
	for (size_t at = base; at < s.len; at++) {
		if (!(seen[at - base] & 0x0f))
			continue;
		if (at == 0 || subject(dbn_str_sub(s, 0, at))) {
			out.at = at;
			out.found = true;
			break;
		}
		if (fallback == DBN_NONE)
			fallback = at;
	}
	if (!out.found && fallback != DBN_NONE) {
		out.at = fallback;
		out.found = true;
	}
	if (out.found) {
		struct dbn_str phrase = dbn_str_from(s, out.at);

		out.role = role_of(seen[out.at - base] & 0x0fu);
		/* 加强资金监督 is work of one's own, 指导 and 督导 are done to others */
		if (out.role == DBN_ROLE_SUPERVISE && STARTS(phrase, "加强") && !ENDS(phrase, "指导") &&
		    !ENDS(phrase, "督导"))
			out.role = DBN_ROLE_UNITS;
		out.duty = out.role == DBN_ROLE_UNITS &&
			   (STARTS(phrase, "落实") || STARTS(phrase, "负责落实") ||
			    STARTS(phrase, "具体落实") || STARTS(phrase, "认真落实") ||
			    STARTS(phrase, "贯彻落实") ||
			    STARTS(phrase, "结合实际") || STARTS(phrase, "抓"));
	}
	return out;
}

struct clause_verb verb_inside(struct dbn_str s)
{
	struct clause_verb out = { false, DBN_ROLE_UNITS, 0, false };
	size_t name = unit_lead_in(s), cursor = 0, row, best = 0;
	struct dbn_str rest;

	if (!name || name >= s.len)
		return out;
	rest = dbn_str_from(s, name);
	if (STARTS(rest, "负责人") || STARTS(rest, "负责同志"))
		return out;
	if (STARTS(rest, "按照") || STARTS(rest, "结合") || STARTS(rest, "根据")) {
		out.found = true;
		out.at = name;
		return out;
	}
	while (out.role != DBN_ROLE_LEAD && words_each(WORDS_VERB, rest, &cursor, &row)) {
		if (!out.found || row > best || verb_roles[row] == DBN_ROLE_LEAD) {
			out.role = verb_roles[row];
			best = row;
		}
		out.found = true;
		out.at = name;
	}
	return out;
}

size_t verb_forward(struct dbn_str s)
{
	for (size_t i = 0; i < COUNT(forwards); i++)
		if (word_starts(&s, &forwards[i]))
			return forwards[i].len;
	return 0;
}

/* ★|为牵头单位, “*”|号的是主办单位: what follows a mark and says that it leads. */
static bool tells_lead(struct dbn_str s)
{
	static const char *const says[] = { "为", "的", "号", "表示", "者", "标", "是" };
	struct dbn_str near;

	while (STARTS(s, "”") || STARTS(s, "）") || STARTS(s, "单位") || STARTS(s, "部门"))
		s = dbn_str_from(s, STARTS(s, "单位") || STARTS(s, "部门") ? 2 * CHAR : CHAR);
	near = dbn_str_sub(s, 0, unit_skip(s, 0, 14));
	for (size_t i = 0; i < COUNT(says); i++)
		if (dbn_str_starts(s, dbn_str_of(says[i])))
			return has(near, DBN_STR("牵头")) || has(near, DBN_STR("主办")) ||
			       has(near, DBN_STR("主责")) || has(near, DBN_STR("第一责任"));
	return false;
}

bool verb_star_leads(struct dbn_str s)
{
	for (size_t at = 0; at < s.len; at = unit_skip(s, at, 1)) {
		struct dbn_str rest = dbn_str_from(s, at),
			       cut = dbn_str_sub(rest, 0, unit_skip(rest, 0, 1));

		if (part_cut_star(&cut) && tells_lead(dbn_str_from(rest, unit_skip(rest, 0, 1))))
			return true;
	}
	return false;
}

bool dbn_clause_explains_star(struct dbn_str s)
{
	return verb_star_leads(s);
}

bool verb_is_remark(struct dbn_str s)
{
	for (size_t i = 0; i < COUNT(remarks); i++)
		if (has(s, remarks[i]))
			return true;
	return verb_star_leads(s) || verb_lead_rule(s) != DBN_LEAD_NONE;
}

bool verb_is_not_clause(struct dbn_str s)
{
	struct part_cursor c = { s, 0, 0 };
	struct dbn_str first = s, head, inside;
	char sep;

	part_next(&c, &first, &sep);
	if (bracket_last(first, &head, &inside)) /* 经开区管委会（牵头） */
		first = head;
	first = dbn_str_sub(first, 0, verb_suffix(first).at);
	/* 领导小组办公室设在市林草局: where it sits, not what it does */
	if (has(s, DBN_STR("负责解释")) || has(first, DBN_STR("设在")))
		return true;
	for (size_t i = 0; i < COUNT(not_clauses); i++)
		if (word_starts(&s, &not_clauses[i])) {
			struct dbn_str rest = dbn_str_from(first, not_clauses[i].len);
			struct unit_shape shape = unit_read(rest);

			if (not_clauses[i].len > CHAR || STARTS(rest, "各") ||
			    STARTS(rest, "有关") || STARTS(rest, "相关") || STARTS(rest, "其他") ||
			    STARTS(rest, "所有"))
				return true;

			/* 经济发展局, 经开区, 如东县教育局 begin with such a word too;
			 * 如市教育局 does not */
			if ((!unit_is_evidence(first) && !unit_read(first).place) || shape.level != NULL)
				return true;
		}
	return false;
}

enum dbn_lead_rule verb_lead_rule(struct dbn_str s)
{
	bool lead = has(s, DBN_STR("牵头")) || has(s, DBN_STR("主办")) || has(s, DBN_STR("主责"));
	bool first = has(s, DBN_STR("第一")) || has(s, DBN_STR("首位")) ||
		     has(s, DBN_STR("首个")) || has(s, DBN_STR("列首")) ||
		     has(s, DBN_STR("排首")) || has(s, DBN_STR("最前"));
	bool places = has(s, DBN_STR("位")) || has(s, DBN_STR("个")) || has(s, DBN_STR("列")) ||
		      has(s, DBN_STR("排")) || has(s, DBN_STR("的"));

	if (lead && first && places && has(s, DBN_STR("为")))
		return has(s, DBN_STR("配合")) || has(s, DBN_STR("协办")) ? DBN_LEAD_FIRST_COOP
									  : DBN_LEAD_FIRST;
	if ((has(s, DBN_STR("无牵头")) || has(s, DBN_STR("未明确牵头")) ||
	     has(s, DBN_STR("未列牵头"))) &&
	    (has(s, DBN_STR("责任单位")) || has(s, DBN_STR("责任部门")) || has(s, DBN_STR("责任科室")) || has(s, DBN_STR("责任处室"))))
		return DBN_LEAD_ALL;
	return DBN_LEAD_NONE;
}

static bool has_any(struct dbn_str s, const struct dbn_str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has(s, words[i]))
			return true;
	return false;
}

bool verb_is_sanction(struct dbn_str s)
{
	return has_any(s, faults, COUNT(faults)) && has_any(s, sanctions, COUNT(sanctions));
}

/* 副县长|王某某: a post and two or three characters of a name behind it. */
static bool name_behind(struct dbn_str s, struct dbn_str post)
{
	size_t at = dbn_str_find(s, post), end;

	if (at == DBN_NONE)
		return false;
	end = at + post.len;
	return s.len - end >= NAME_MIN && s.len - end <= NAME_MAX && !unit_ending(s, NULL);
}

bool verb_is_post(struct dbn_str s)
{
	for (size_t i = 0; i < COUNT(posts); i++)
		if (word_ends(&s, &posts[i]) || name_behind(s, posts[i]))
			return true;
	return false;
}
