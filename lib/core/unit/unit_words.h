/* unit_words.h - searches in lib/data/organs.def and unit_words.def, private to unit_*.c. */
#ifndef CORE_UNIT_WORDS_H
#define CORE_UNIT_WORDS_H

#include "unit.h"
#include "../text/words.h"

struct unit_word {
	struct dbn_str word;
	enum unit_class class;
};

/* The organ named exactly so, or NULL. */
const struct unit_word *words_organ(struct dbn_str name);
/* The longest organ, ending or level that s begins with; the ending it ends in. */
const struct unit_word *words_organ_start(struct dbn_str s);
const struct unit_word *words_ending_at(struct dbn_str s);
const struct unit_word *words_ending(struct dbn_str name);
const struct unit_level *words_level(struct dbn_str name);

#endif
