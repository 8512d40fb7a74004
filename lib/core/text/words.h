/*
 * words.h - searches in the tables of words, through the index that the build makes of
 * them (lib/data/mkindex.c). Private to lib/core.
 */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include "dubanc/str.h"

enum words_list {
	/* lib/data/organs.def, unit_words.def */
	WORDS_ORGAN,
	WORDS_ENDING,
	WORDS_STEM,
	WORDS_VERTICAL,
	WORDS_COMPLETE,
	WORDS_TRADE,
	WORDS_LEVEL,
	WORDS_BARE,
	WORDS_LEVEL_AFTER,
	WORDS_PLACE_NOT,
	WORDS_ZONE,
	WORDS_CATEGORY,
	WORDS_COLLECTIVE,
	WORDS_GOES_ON,
	WORDS_NEVER,
	/* lib/data/clause_words.def */
	WORDS_VERB,
	WORDS_ADVERB,
	/* lib/data/feasts.def, events.def */
	WORDS_FEAST,
	WORDS_EVENT,
	/* lib/data/labels.def */
	WORDS_LABEL,
};

/* Bytes of the longest word of the list that s begins (ends) with, or 0; `row` (may be
 * NULL) is its row in the table. */
size_t words_head(enum words_list which, struct dbn_str s, size_t *row);
size_t words_tail(enum words_list which, struct dbn_str s, size_t *row);
/* All words that s begins with, the longest first: bytes of the next one, 0 behind the last.
 * *cursor is 0 at the start. */
size_t words_each(enum words_list which, struct dbn_str s, size_t *cursor, size_t *row);

#endif
