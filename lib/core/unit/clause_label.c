/* clause_label.c - labels: 责任单位：, 市级牵头部门：, 完成时限：, 责任领导：. */
#include "clause_part.h"

#define W(z)                                                                                       \
	{                                                                                          \
		z, sizeof(z) - 1                                                                   \
	}

struct role_word {
	struct dbn_str word;
	enum dbn_role role;
};

static const struct role_word stems[] = {
#define LABEL_STEM(word, role, example) { W(word), DBN_ROLE_##role },
#include "../../data/clause_words.def"
};
static const struct dbn_str nouns[] = {
#define LABEL_NOUN(word, example) W(word),
#include "../../data/clause_words.def"
};
static const struct dbn_str ranks[] = {
#define LABEL_RANK(word, example) W(word),
#include "../../data/clause_words.def"
};
static const struct role_word wholes[] = {
#define LABEL_WHOLE(word, role, example) { W(word), DBN_ROLE_##role },
#include "../../data/clause_words.def"
};
static const struct dbn_str times[] = {
#define LABEL_TIME(word, example) W(word),
#include "../../data/clause_words.def"
};
static const struct dbn_str before_times[] = {
#define LABEL_TIME_BEFORE(word, example) W(word),
#include "../../data/clause_words.def"
};
static const struct dbn_str persons[] = {
#define LABEL_PERSON(word, example) W(word),
#include "../../data/clause_words.def"
};
static const struct role_word sounds[] = {
#define LABEL_SOUND(word, role, example) { W(word), DBN_ROLE_##role },
#include "../../data/clause_words.def"
};
static const struct dbn_str idle[] = {
#define LABEL_IDLE(word, example) W(word),
#include "../../data/clause_words.def"
};
#define COUNT(t) (sizeof(t) / sizeof *(t))
#define NO_LABEL { .kind = LABEL_NONE, .role = DBN_ROLE_UNITS, .name = { "", 0 } }

enum { TIME_CHARS_MAX = 8, PERSON_CHARS_MAX = 10, SOUND_CHARS_MIN = 3, SOUND_CHARS_MAX = 8, CHAR = 3 };

static size_t ends_in(const struct dbn_str *list, size_t count, struct dbn_str s)
{
	size_t best = 0;

	for (size_t i = 0; i < count; i++)
		if (list[i].len > best && word_ends(&s, &list[i]))
			best = list[i].len;
	return best;
}

static const struct role_word *word_end(const struct role_word *list, size_t count,
					struct dbn_str s)
{
	const struct role_word *best = NULL;

	for (size_t i = 0; i < count; i++)
		if ((!best || list[i].word.len > best->word.len) && word_ends(&s, &list[i].word))
			best = &list[i];
	return best;
}

/* 协同责任单位 cooperates although 责任 stands in it; 牵头责任单位 leads. */
static enum dbn_role stronger(enum dbn_role a, enum dbn_role b)
{
	static const int rank[DBN_ROLE_COUNT] = {
		[DBN_ROLE_UNITS] = 0,
		[DBN_ROLE_LEAD] = 1,
		[DBN_ROLE_SUPERVISE] = 2,
		[DBN_ROLE_COOP] = 3,
	};

	return rank[a] >= rank[b] ? a : b;
}

/* Stems and a rank before `end`; moves *start to where the label begins. */
static bool read_stems(struct dbn_str head, size_t *start, enum dbn_role *role)
{
	const struct role_word *w;
	struct dbn_str before, inside;
	bool any = false;
	size_t n;

	*start = head.len;
	*role = DBN_ROLE_UNITS;
	/* 牵头（主责）单位: the bracket says the same in other words */
	if (bracket_last(head, &before, &inside) && word_end(stems, COUNT(stems), before) &&
	    (w = word_end(stems, COUNT(stems), inside)) != NULL && w->word.len == inside.len) {
		*role = w->role;
		any = true;
		head = before;
	}
	while ((w = word_end(stems, COUNT(stems), head))) {
		*role = any ? stronger(*role, w->role) : w->role;
		head.len -= w->word.len;
		any = true;
		/* 牵头和责任单位, 配合（协助）单位 */
		if ((ENDS(head, "和") || ENDS(head, "及") || ENDS(head, "与")) &&
		    word_end(stems, COUNT(stems), dbn_str_sub(head, 0, head.len - 3)))
			head.len -= 3;
	}
	if (!any)
		return false;
	n = ends_in(ranks, COUNT(ranks), head);
	*start = head.len - n;
	return true;
}

static bool is_separator(uint32_t cp)
{
	return cp == 0 || cp == ' ' || cp == '\n' || cp == '\t' || cp == 0x3001 || cp == 0xff0c ||
	       cp == 0xff1b || cp == 0x3002 || cp == ';' || cp == ',' || cp == 0xff08 ||
	       cp == 0x3010 || cp == 0x3014 || cp == 0x3016 || cp == 0xff3b;
}

static bool at_start(struct dbn_str text, size_t from, size_t start)
{
	size_t at = start;

	return start <= from || is_separator(dbn_utf8_prev(text, &at));
}

/* Whether what stands before `start` is a name: 市林业局|协办：市财政局. */
static bool after_name(struct dbn_str text, size_t from, size_t start)
{
	size_t at = start;

	for (size_t n = 0; n < 24 && at > from; n++) {
		size_t before = at;

		if (is_separator(dbn_utf8_prev(text, &at)))
			return before < start &&
			       clause_is_name(dbn_str_sub(text, before, start - before));
	}
	return at == from && start > from && clause_is_name(dbn_str_sub(text, from, start - from));
}

/* Whether a member of a list begins at `at`: 责任部门：|研究院, 生产部、|研究院. No label does. */
static bool in_list(struct dbn_str text, size_t at)
{
	struct dbn_str head = dbn_str_sub(text, 0, at);

	return ENDS(head, "、") || ENDS(head, "：");
}

/* 反馈截止 before 时间：, but not the name in 法务|时限： */
static bool known_before_time(struct dbn_str s)
{
	size_t n = 1;

	while (s.len && (n = ends_in(before_times, COUNT(before_times), s)) != 0)
		s.len -= n;
	return !s.len;
}

/* 市教育局 in 市教育局|责任领导： where the blank between them is lost: bytes; 0 in
 * 区政府分管领导, which is one label. Where a list goes on, a name that tells little does too. */
static size_t unit_before(struct dbn_str s, bool listed)
{
	size_t n = unit_lead_in(s);
	struct dbn_str unit = dbn_str_sub(s, 0, n);

	return n && (listed || unit_is_evidence(unit)) && !ENDS(unit, "政府") && !ENDS(unit, "党委") &&
		       !ENDS(unit, "市委") && !ENDS(unit, "县委") && !ENDS(unit, "区委")
		   ? n
		   : 0;
}

/* 责任单立： where a scanner misread one character of a common label. */
static bool misread(struct dbn_str s, struct clause_label *label)
{
	static const struct role_word common[] = {
		{ W("责任单位"), DBN_ROLE_UNITS }, { W("责任部门"), DBN_ROLE_UNITS },
		{ W("责任科室"), DBN_ROLE_UNITS }, { W("牵头单位"), DBN_ROLE_LEAD },
		{ W("牵头部门"), DBN_ROLE_LEAD },  { W("主办单位"), DBN_ROLE_LEAD },
		{ W("承办单位"), DBN_ROLE_LEAD },  { W("配合单位"), DBN_ROLE_COOP },
		{ W("协办单位"), DBN_ROLE_COOP },  { W("配合部门"), DBN_ROLE_COOP },
		{ W("参与单位"), DBN_ROLE_COOP },
	};

	if (dbn_utf8_length(s) != 4)
		return false;
	for (size_t i = 0; i < COUNT(common); i++) {
		size_t a = 0, b = 0, wrong = 0;

		while (a < s.len && b < common[i].word.len)
			wrong += dbn_utf8_next(s, &a) != dbn_utf8_next(common[i].word, &b);
		if (wrong == 1) {
			enum dbn_role role;

			/* 帮办单位 is one character away from 主办单位 and its contrary */
			if (dbn_clause_label_sounds(s, &role) && role != DBN_ROLE_UNITS &&
			    role != common[i].role)
				return false;
			label->kind = LABEL_UNITS;
			label->role = common[i].role;
			label->misread = true;
			return true;
		}
	}
	return false;
}

bool dbn_clause_label_sounds(struct dbn_str word, enum dbn_role *role)
{
	for (size_t i = 0; i < COUNT(idle); i++)
		if (dbn_str_find(word, idle[i]) != DBN_NONE)
			return false;
	for (size_t i = 0; i < COUNT(sounds); i++)
		if (dbn_str_find(word, sounds[i].word) != DBN_NONE) {
			*role = sounds[i].role;
			return true;
		}
	return false;
}

/* 助力单位：市财政局: a label of units that nobody knows; where it begins, or DBN_NONE. */
static size_t sounded(struct dbn_str text, size_t from, size_t colon, struct clause_label *label)
{
	size_t at = colon, chars = 0, behind = colon;
	struct dbn_str word;

	for (; at > from && chars <= SOUND_CHARS_MAX; chars++) {
		size_t before = at;
		uint32_t cp = dbn_utf8_prev(text, &before);

		if (is_separator(cp))
			break;
		if (!dbn_is_han(cp))
			return DBN_NONE;
		at = before;
	}
	word = dbn_str_sub(text, at, colon - at);
	if (chars < SOUND_CHARS_MIN || chars > SOUND_CHARS_MAX || colon >= text.len ||
	    !ends_in(nouns, COUNT(nouns), word) || !dbn_clause_label_sounds(word, &label->role))
		return DBN_NONE;
	dbn_utf8_next(text, &behind);
	word = part_trim(dbn_str_from(text, behind));
	if (!unit_lead_in(word) && !unit_group_lead_in(word))
		return DBN_NONE;
	label->kind = LABEL_UNITS;
	label->guessed = true;
	return at;
}

struct clause_label label_before(struct dbn_str text, size_t from, size_t colon)
{
	struct clause_label label = NO_LABEL;
	struct dbn_str head = dbn_str_sub(text, from, colon - from);
	const struct role_word *whole = word_end(wholes, COUNT(wholes), head);
	size_t noun = ends_in(nouns, COUNT(nouns), head), n, start;

	n = ends_in(times, COUNT(times), head);
	if (n) {
		size_t at = colon - n;

		label.kind = LABEL_TIME;
		start = colon - n;
		/* 反馈截止|时间：, 办结|期限：: what stands before belongs to it, a unit apart */
		for (size_t i = 0; i < TIME_CHARS_MAX && at > from; i++) {
			size_t before = at;

			if (is_separator(dbn_utf8_prev(text, &at))) {
				at = before;
				break;
			}
		}
		if (at < start && at_start(text, from, at)) {
			struct dbn_str before = dbn_str_sub(text, at, start - at);
			bool listed = in_list(text, at);
			size_t unit = unit_before(before, listed), group = unit_group_lead_in(before);

			start = at + (unit > group ? unit : group);
			if (listed && !known_before_time(dbn_str_sub(text, start, colon - n - start)))
				start = colon - n;
		}
	} else if (whole && whole->word.len > ends_in(persons, COUNT(persons), head) && ends_in(persons, COUNT(persons), head) &&
		   at_start(text, from, colon - whole->word.len)) { /* 责任单位及责任人 */
		label.kind = LABEL_UNITS;
		label.role = whole->role;
		start = colon - whole->word.len;
	} else if ((n = ends_in(persons, COUNT(persons), head)) != 0) {
		size_t at = colon;

		label.kind = LABEL_PERSON;
		start = colon - n;
		/* what stands before belongs to the label: 牵头市领导, 区政府分管领导 */
		for (size_t i = 0; i < PERSON_CHARS_MAX && at > from; i++) {
			size_t before = at;

			if (is_separator(dbn_utf8_prev(text, &at))) {
				at = before;
				break;
			}
		}
		if (at_start(text, from, at)) {
			struct dbn_str before = dbn_str_sub(text, at, start - at);
			bool listed = in_list(text, at);

			/* 分管副市长|责任人：, the blank between them lost */
			if (!verb_is_post(before) && !(listed && clause_is_name(before)))
				start = at + unit_before(before, listed);
		} else if (noun == 0)
			read_stems(dbn_str_sub(head, 0, head.len - n), &start, &label.role),
			    start += from;
	} else if (noun && read_stems(dbn_str_sub(head, 0, head.len - noun), &start, &label.role)) {
		label.kind = LABEL_UNITS;
		start += from;
	} else if (whole && (at_start(text, from, colon - whole->word.len) ||
			     after_name(text, from, colon - whole->word.len))) {
		label.kind = LABEL_UNITS;
		label.role = whole->role;
		start = colon - whole->word.len;
	} else {
		size_t at = colon;

		for (int i = 0; i < 4 && at > from; i++)
			dbn_utf8_prev(text, &at);
		if (!at_start(text, from, at) ||
		    !misread(dbn_str_sub(text, at, colon - at), &label))
			at = sounded(text, from, colon, &label);
		if (at == DBN_NONE)
			return label;
		start = at;
	}
	label.off = start;
	label.name = dbn_str_sub(text, start, colon - start);
	label.plain = label.kind == LABEL_UNITS && label.role == DBN_ROLE_UNITS && !label.guessed;
	label.len = colon - start + 3;
	return label;
}

struct clause_label label_bare(struct dbn_str s)
{
	struct clause_label label = NO_LABEL;
	size_t start;

	for (size_t n = 4; n <= 8; n++) {
		size_t end = unit_skip(s, 0, n);
		struct dbn_str head = dbn_str_sub(s, 0, end);
		size_t noun = ends_in(nouns, COUNT(nouns), head);

		if (end >= s.len)
			break;
		/* 市级有关部门及各县区: a group, and no label without its colon */
		if (noun && dbn_str_find(head, DBN_STR("有关")) == DBN_NONE &&
		    dbn_str_find(head, DBN_STR("相关")) == DBN_NONE &&
		    read_stems(dbn_str_sub(head, 0, head.len - noun), &start, &label.role) &&
		    start == 0) {
			label.kind = LABEL_UNITS;
			label.len = end;
			label.name = head;
			label.plain = label.role == DBN_ROLE_UNITS;
		}
	}
	return label;
}

/* 【牵头单位】市林业局: a label in a bracket of its own at `at`. */
static struct clause_label bracketed_label(struct dbn_str s, size_t at)
{
	struct clause_label label = NO_LABEL;
	size_t open = unit_skip(s, at, 1), close = open, end = open;

	for (size_t n = 0; n < 16 && close < s.len; n++) {
		uint32_t cp = dbn_utf8_next(s, &end);

		if (bracket_step(cp) < 0) {
			struct dbn_str inside = dbn_str_sub(s, open, close - open);

			label = label_before(inside, 0, inside.len);
			/* 市教育局【牵头】 is a mark, 【牵头】市教育局【配合】市财政局 are labels */
			if (label.kind == LABEL_NONE || label.off != 0 || end >= s.len ||
			    (inside.len < 4 * CHAR && !at_start(s, 0, at) &&
			     !STARTS(s, "【") && !STARTS(s, "［")))
				return (struct clause_label)NO_LABEL;
			if (STARTS(dbn_str_from(s, end), "："))
				end += CHAR;
			label.off = at;
			label.len = end - at;
			return label;
		}
		close = end;
	}
	return label;
}

/* The next label at depth 0 from `at`, or kind LABEL_NONE. */
struct clause_label label_next(struct dbn_str s, size_t from)
{
	struct clause_label none = NO_LABEL;
	int depth = 0;

	for (size_t at = from; at < s.len;) {
		size_t start = at;
		uint32_t cp = dbn_utf8_next(s, &at);

		if (depth <= 0 && (cp == 0x3010 || cp == 0x3016 || cp == 0xff3b)) {
			struct clause_label label = bracketed_label(s, start);

			if (label.kind != LABEL_NONE)
				return label;
		}
		depth += bracket_step(cp);
		if ((cp == 0xff1a || cp == ':') && depth <= 0) {
			struct clause_label label = label_before(s, from, start);

			if (label.kind != LABEL_NONE) {
				label.len = at - label.off;
				return label;
			}
		}
	}
	return none;
}

bool dbn_clause_knows_label(struct dbn_str s, size_t at, size_t colon)
{
	struct clause_label label = label_before(s, at, colon);

	return label.kind != LABEL_NONE && label.off == at && !label.misread && !label.guessed;
}
