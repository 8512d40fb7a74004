/* unit_words.h - searches in lib/data/organs.def and unit_words.def, private to unit_*.c. */
#ifndef CORE_UNIT_WORDS_H
#define CORE_UNIT_WORDS_H

#include "unit.h"

struct unit_word {
	struct dbn_str word;
	enum unit_class class;
};

enum words_list {
	WORDS_STEM,
	WORDS_VERTICAL,
	WORDS_COMPLETE,
	WORDS_TRADE,
	WORDS_BARE,
	WORDS_LEVEL_AFTER,
	WORDS_PLACE_NOT,
	WORDS_ZONE,
	WORDS_CATEGORY,
	WORDS_COLLECTIVE,
	WORDS_GOES_ON,
	WORDS_NEVER,
};

/* Bytes of the longest word of the list that s begins (ends) with, or 0. */
size_t words_starts(enum words_list which, struct dbn_str s);
size_t words_ends(enum words_list which, struct dbn_str s);
/* The organ named exactly so, or NULL. */
const struct unit_word *words_organ(struct dbn_str name);
/* The longest organ, ending or level that s begins with; the ending it ends in. */
const struct unit_word *words_organ_start(struct dbn_str s);
const struct unit_word *words_ending_at(struct dbn_str s);
const struct unit_word *words_ending(struct dbn_str name);
const struct unit_level *words_level(struct dbn_str name);

#endif
