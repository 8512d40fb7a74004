/* label.c - words before a colon: 责任单位：, 完成时限：, 整改措施：. */
#include <string.h>

#include "dubanc/text.h"
#include "reader.h"
#include "../text/scan.h"
#include "../text/words.h"

/* Labels that scanners maim most: one wrong character of the four is read over. */
static const struct word_row MAIMED[] = {
	{ LABEL_UNITS, "责任单位" }, { LABEL_LEAD, "牵头单位" },  { LABEL_COOP, "配合单位" },
	{ LABEL_LIMIT, "完成时限" }, { LABEL_UNITS, "责任部门" }, { LABEL_LEAD, "牵头部门" },
};

/* A role alone. */
static const struct word_row SHORT[] = {
	{ LABEL_LEAD, "牵头|主办|承办|主责" },
	{ LABEL_COOP, "配合|协办|参与|协同|协助|会办" },
	{ LABEL_UNITS, "责任" },
	{ LABEL_SUPERVISE, "督导" },
};

bool dbn_label_names_units(enum label_kind kind)
{
	return kind == LABEL_LEAD || kind == LABEL_COOP || kind == LABEL_UNITS ||
	       kind == LABEL_SUPERVISE;
}

size_t dbn_words_at_end(const struct word_row *rows, size_t count, struct dbn_str s, int *kind)
{
	size_t best = 0;
	char tail[7];

	if (s.len < 6 || (unsigned char)s.ptr[s.len - 6] < 0xe0)
		return 0;
	/* Every word ends like s: look for its last two characters only. */
	memcpy(tail, s.ptr + s.len - 6, 6);
	tail[6] = '\0';
	for (size_t i = 0; i < count; i++) {
		const char *at = rows[i].words;

		for (at = strstr(at, tail); at; at = strstr(at, tail)) {
			const char *start = at;
			size_t n;

			at += 6;
			if (*at != '|' && *at != '\0')
				continue;
			while (start > rows[i].words && start[-1] != '|')
				start--;
			n = (size_t)(at - start);
			if (n > best && n <= s.len && memcmp(s.ptr + s.len - n, start, n) == 0) {
				best = n;
				*kind = rows[i].kind;
			}
		}
	}
	return best;
}

static size_t word_at_end(struct dbn_str s, enum label_kind *kind)
{
	static const enum label_kind kinds[] = {
#define LABEL(kind, words) LABEL_##kind,
#include "../../data/labels.def"
#undef LABEL
	};
	enum label_kind its_kind = LABEL_NONE;
	size_t row, n = words_tail(WORDS_LABEL, s, &row), composed;

	*kind = n ? kinds[row] : LABEL_NONE;
	composed = n && !dbn_is_han(dbn_scan_last(dbn_str_sub(s, 0, s.len - n))) ? 0 : dbn_label_composed(s, &its_kind);
	if (composed > n) {
		n = composed;
		*kind = its_kind;
	}
	/* 县级责任单位: whose, as long as nothing else stands before */
	if (n && n < s.len && *kind != LABEL_LIMIT)
		n += dbn_label_rank(dbn_str_sub(s, 0, s.len - n));
	return n;
}

enum label_kind dbn_label_word(struct dbn_str word)
{
	enum label_kind kind = LABEL_NONE;
	size_t n = word_at_end(word, &kind);

	return n && n == word.len ? kind : LABEL_NONE;
}

/* A four-character word with one character misread, standing free. */
static size_t maimed_at_end(struct dbn_str s, struct label *out)
{
	uint32_t before;

	if (s.len < 12)
		return 0;
	before = dbn_scan_cp_before(s, s.len - 12);
	if (before && !dbn_scan_is_end(before) && !dbn_scan_is_open(before) && before != 0xff0c)
		return 0;
	for (size_t i = 0; i < sizeof MAIMED / sizeof *MAIMED; i++) {
		const char *tail = s.ptr + s.len - 12, *word = MAIMED[i].words;
		int same = 0;

		for (size_t k = 0; k < 12; k += 3)
			same += memcmp(tail + k, word + k, 3) == 0;
		if (same == 3) {
			out->kind = (enum label_kind)MAIMED[i].kind;
			out->word = dbn_str_of(word);
			out->misread = true;
			return 12;
		}
	}
	return 0;
}

enum label_kind dbn_label_word_misread(struct dbn_str word)
{
	struct label label = { .kind = LABEL_NONE };

	return word.len == 12 && maimed_at_end(word, &label) ? label.kind : LABEL_NONE;
}

/*
 * 牵头：县水利局　配合：县财政局: a role alone before the colon. It is a label only at the front,
 * or behind a point: 由X牵头： is none.
 */
static size_t short_at_end(struct dbn_str s, enum label_kind *kind)
{
	int its_kind = LABEL_NONE;
	size_t n = dbn_words_at_end(SHORT, sizeof SHORT / sizeof *SHORT, s, &its_kind);
	uint32_t before = n ? dbn_scan_cp_before(s, s.len - n) : 0;

	if (n && before && !dbn_scan_is_point(before) && !dbn_scan_is_close(before) && before != ' ')
		return 0;
	*kind = (enum label_kind)its_kind;
	return n;
}

/* The label whose colon stands at `colon`; returns its offset or DBN_NONE. */
static size_t label_before(struct dbn_str text, size_t from, size_t colon, struct label *out)
{
	struct dbn_str head = dbn_str_sub(text, from, colon - from);
	size_t extra = 0, n;

	*out = (struct label) { 0 };
	/* 责任单位（部门）： */
	if (dbn_scan_ends(head, "）")) {
		size_t open = head.len;

		while (open > 0 && head.len - open < 40 && !dbn_scan_at(head, open, "（"))
			open--;
		if (!dbn_scan_at(head, open, "（"))
			return DBN_NONE;
		extra = head.len - open;
		head.len = open;
	}
	n = word_at_end(head, &out->kind);
	if (!n)
		n = short_at_end(head, &out->kind);
	if (n)
		out->word = dbn_str_from(head, head.len - n);
	else
		n = maimed_at_end(head, out);
	if (!n)
		return DBN_NONE;
	out->len = n + extra + strlen("：");
	return from + head.len - n;
}

size_t dbn_label_find(struct dbn_str text, size_t at, struct label *out)
{
	size_t from = at;

	for (;;) {
		size_t colon = dbn_str_find(dbn_str_from(text, from), DBN_STR("：")), found;

		if (colon == DBN_NONE)
			return DBN_NONE;
		colon += from;
		/* A label is at most 18 characters long. */
		found = label_before(text, colon - at > 120 ? colon - 120 : at, colon, out);
		if (found != DBN_NONE)
			return found;
		from = colon + strlen("：");
	}
}

bool dbn_label_at(struct dbn_str text, size_t at, struct label *out)
{
	struct dbn_str near = dbn_str_sub(text, at, 120);
	size_t colon = dbn_str_find(near, DBN_STR("："));

	return colon != DBN_NONE && label_before(near, 0, colon, out) == 0;
}

size_t dbn_label_find_short(struct dbn_str text, size_t at, struct label *out)
{
	for (size_t from = at; from < text.len;) {
		size_t colon = dbn_str_find(dbn_str_from(text, from), DBN_STR("：")), n;
		int kind = LABEL_NONE;

		if (colon == DBN_NONE)
			break;
		colon += from;
		n = dbn_words_at_end(SHORT, sizeof SHORT / sizeof *SHORT, dbn_str_sub(text, at, colon - at), &kind);
		if (n) {
			*out = (struct label) { .kind = (enum label_kind)kind, .len = n + strlen("：") };
			out->word = dbn_str_sub(text, colon - n, n);
			return colon - n;
		}
		from = colon + strlen("：");
	}
	return DBN_NONE;
}
