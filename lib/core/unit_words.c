/* unit_words.c - the word tables of units and the searches in them. */
#include "unit_words.h"

#define W(z)                                                                                       \
	{                                                                                          \
		z, sizeof(z) - 1                                                                   \
	}

static const struct unit_word organs[] = {
#define ORGAN(word, class, example) { W(word), UNIT_##class },
#include "../data/organs.def"
};

static const struct unit_word endings[] = {
#define ENDING(word, class, example) { W(word), UNIT_##class },
#include "../data/organs.def"
};

static const struct dbn_str stems[] = {
#define STEM(word, example) W(word),
#include "../data/organs.def"
};

static const struct dbn_str verticals[] = {
#define VERTICAL(word, example) W(word),
#include "../data/organs.def"
};

static const struct dbn_str completes[] = {
#define COMPLETE(word, example) W(word),
#include "../data/organs.def"
};

static const struct dbn_str trades[] = {
#define TRADE(word, example) W(word),
#include "../data/organs.def"
};

static const struct unit_level levels[] = {
#define LEVEL(written, organ, party, youth, is_party, town, example)                               \
	{ W(written), W(organ), W(party), W(youth), is_party, town },
#include "../data/unit_words.def"
};

static const struct dbn_str bares[] = {
#define BARE(word, example) W(word),
#include "../data/unit_words.def"
};

static const struct dbn_str after_all[] = {
#define LEVEL_AFTER(word, example) W(word),
#include "../data/unit_words.def"
};

static const struct dbn_str place_nots[] = {
#define PLACE_NOT(word, example) W(word),
#include "../data/unit_words.def"
};

static const struct dbn_str zones[] = {
#define ZONE(word, example) W(word),
#include "../data/unit_words.def"
};

static const struct dbn_str categories[] = {
#define CATEGORY(word, example) W(word),
#define COLLECTIVE(word, example) W(word),
#include "../data/unit_words.def"
};

static const struct dbn_str collectives[] = {
#define COLLECTIVE(word, example) W(word),
#include "../data/unit_words.def"
};

static const struct dbn_str goes_ons[] = {
#define GOES_ON(word, example) W(word),
#include "../data/unit_words.def"
};

#define LIST(t)                                                                                    \
	{                                                                                          \
		t, sizeof t / sizeof *t                                                            \
	}
static const struct {
	const struct dbn_str *items;
	size_t count;
} lists[] = {
	[WORDS_STEM] = LIST(stems),           [WORDS_VERTICAL] = LIST(verticals),
	[WORDS_COMPLETE] = LIST(completes),   [WORDS_TRADE] = LIST(trades),
	[WORDS_BARE] = LIST(bares),           [WORDS_LEVEL_AFTER] = LIST(after_all),
	[WORDS_PLACE_NOT] = LIST(place_nots), [WORDS_ZONE] = LIST(zones),
	[WORDS_CATEGORY] = LIST(categories),  [WORDS_COLLECTIVE] = LIST(collectives),
	[WORDS_GOES_ON] = LIST(goes_ons),
};

size_t words_starts(enum words_list which, struct dbn_str s)
{
	size_t best = 0;

	for (size_t i = 0; i < lists[which].count; i++)
		if (lists[which].items[i].len > best && word_starts(&s, &lists[which].items[i]))
			best = lists[which].items[i].len;
	return best;
}

size_t words_ends(enum words_list which, struct dbn_str s)
{
	size_t best = 0;

	for (size_t i = 0; i < lists[which].count; i++)
		if (lists[which].items[i].len > best && word_ends(&s, &lists[which].items[i]))
			best = lists[which].items[i].len;
	return best;
}

const struct unit_word *words_organ(struct dbn_str name)
{
	for (size_t i = 0; i < sizeof organs / sizeof *organs; i++)
		if (dbn_str_eq(name, organs[i].word))
			return &organs[i];
	return NULL;
}

const struct unit_word *words_organ_start(struct dbn_str s)
{
	const struct unit_word *best = NULL;

	for (size_t i = 0; i < sizeof organs / sizeof *organs; i++)
		if ((!best || organs[i].word.len > best->word.len) &&
		    word_starts(&s, &organs[i].word))
			best = &organs[i];
	return best;
}

const struct unit_word *words_ending(struct dbn_str name)
{
	const struct unit_word *best = NULL;

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if ((!best || endings[i].word.len > best->word.len) &&
		    word_ends(&name, &endings[i].word))
			best = &endings[i];
	return best;
}

const struct unit_word *words_ending_at(struct dbn_str s)
{
	const struct unit_word *best = NULL;

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if ((!best || endings[i].word.len > best->word.len) &&
		    word_starts(&s, &endings[i].word))
			best = &endings[i];
	return best;
}

const struct unit_level *words_level(struct dbn_str name)
{
	const struct unit_level *best = NULL;

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if ((!best || levels[i].written.len > best->written.len) &&
		    word_starts(&name, &levels[i].written))
			best = &levels[i];
	return best;
}
