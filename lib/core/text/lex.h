/*
 * lex.h - reading official Chinese piece by piece. Private to lib/core.
 *
 * Lists are written as one string, members separated by '|', a longer member
 * before its own beginning: "之前|以前|前".
 */
#ifndef DUBANC_CORE_LEX_H
#define DUBANC_CORE_LEX_H

#include "dubanc/str.h"

/* Moves *at behind `word` where it stands there. */
static inline bool dbn_lex_eat(struct dbn_str s, size_t *at, const char *word)
{
	size_t i = *at;

	for (; *word; word++, i++) {
		if (i >= s.len || s.ptr[i] != *word)
			return false;
	}
	*at = i;
	return true;
}
/* Moves *at behind the first member that stands there; its number from 1, or 0. */
int dbn_lex_any(struct dbn_str s, size_t *at, const char *list);
/* Whether a member stands at `at`. */
bool dbn_lex_at(struct dbn_str s, size_t at, const char *list);
/* Bytes of the member that ends at `at`, 0 where none does. */
size_t dbn_lex_before(struct dbn_str s, size_t at, const char *list);
/* Whether a member occurs in s[from, to). */
bool dbn_lex_within(struct dbn_str s, size_t from, size_t to, const char *list);
void dbn_lex_blanks(struct dbn_str s, size_t *at);

/* A number as it may stand in a date or a duration. */
struct dbn_num {
	int64_t value;
	int digits;  /* of an ASCII or positional number: 2024, 二〇二四 */
	bool han;    /* 十二, 二〇二四 */
	bool mended; /* a letter O or l was read as a digit */
};

/* A whole number, no sign, no decimals; at most nine digits. */
bool dbn_num_read(struct dbn_str s, size_t *at, struct dbn_num *out);
/* Skips a number with separators, decimals and percent signs: 1,200.5%. */
bool dbn_num_skip(struct dbn_str s, size_t *at);
bool dbn_is_num_char(uint32_t cp);

#endif
