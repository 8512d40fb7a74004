/* unit_words.c - what the tables of units say of their words. */
#include "unit_words.h"

#define W(z)                                                                                       \
	{                                                                                          \
		z, sizeof(z) - 1                                                                   \
	}

static const struct unit_word organs[] = {
#define ORGAN(word, class, example) { W(word), UNIT_##class },
#include "../../data/organs.def"
};

static const struct unit_word endings[] = {
#define ENDING(word, class, example) { W(word), UNIT_##class },
#include "../../data/organs.def"
};

static const struct unit_level levels[] = {
#define LEVEL(written, organ, party, youth, is_party, town, example)                               \
	{ W(written), W(organ), W(party), W(youth), is_party, town },
#include "../../data/unit_words.def"
};

const struct unit_word *words_organ(struct dbn_str name)
{
	size_t row;

	return words_head(WORDS_ORGAN, name, &row) == name.len && name.len ? &organs[row] : NULL;
}

const struct unit_word *words_organ_start(struct dbn_str s)
{
	size_t row;

	return words_head(WORDS_ORGAN, s, &row) ? &organs[row] : NULL;
}

const struct unit_word *words_ending(struct dbn_str name)
{
	size_t row;

	return words_tail(WORDS_ENDING, name, &row) ? &endings[row] : NULL;
}

const struct unit_word *words_ending_at(struct dbn_str s)
{
	size_t row;

	return words_head(WORDS_ENDING, s, &row) ? &endings[row] : NULL;
}

const struct unit_level *words_level(struct dbn_str name)
{
	size_t row;

	return words_head(WORDS_LEVEL, name, &row) ? &levels[row] : NULL;
}
