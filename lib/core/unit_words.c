/* unit_words.c - the word tables of units and the searches in them. */
#include "unit_words.h"
#include "word_index.h"
#include "word_lists.h" /* made by the build: lib/data/mkindex.c */

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

static const struct unit_level levels[] = {
#define LEVEL(written, organ, party, youth, is_party, town, example)                               \
	{ W(written), W(organ), W(party), W(youth), is_party, town },
#include "../data/unit_words.def"
};

#define SIDES(t)                                                                                   \
	{                                                                                          \
		t##_heads, t##_tails, t##_heads_at, t##_tails_at                                   \
	}
static const struct sides {
	const struct word_entry *heads, *tails;
	const uint16_t *head_at, *tail_at;
} lists[] = {
	[WORDS_STEM] = SIDES(stems),           [WORDS_VERTICAL] = SIDES(verticals),
	[WORDS_COMPLETE] = SIDES(completes),   [WORDS_TRADE] = SIDES(trades),
	[WORDS_BARE] = SIDES(bares),           [WORDS_LEVEL_AFTER] = SIDES(after_all),
	[WORDS_PLACE_NOT] = SIDES(place_nots), [WORDS_ZONE] = SIDES(zones),
	[WORDS_CATEGORY] = SIDES(categories),  [WORDS_COLLECTIVE] = SIDES(collectives),
	[WORDS_GOES_ON] = SIDES(goes_ons),     [WORDS_NEVER] = SIDES(nevers),
};
static const struct sides organ_sides = SIDES(organs), ending_sides = SIDES(endings), level_sides = SIDES(levels);

static struct dbn_str word_of(const struct word_entry *e)
{
	return (struct dbn_str){ word_text + e->off, e->len };
}

/* The longest word of the list that s begins with, or NULL. */
static const struct word_entry *longest_head(const struct sides *l, struct dbn_str s)
{
	unsigned b;

	if (s.len < WORD_INDEX_MIN)
		return NULL;
	b = word_head(s.ptr, s.len);
	for (size_t i = l->head_at[b]; i < l->head_at[b + 1]; i++)
		if (dbn_str_starts(s, word_of(&l->heads[i])))
			return &l->heads[i];
	return NULL;
}

/* The same for how s ends. */
static const struct word_entry *longest_tail(const struct sides *l, struct dbn_str s)
{
	unsigned b;

	if (s.len < WORD_INDEX_MIN)
		return NULL;
	b = word_tail(s.ptr, s.len);
	for (size_t i = l->tail_at[b]; i < l->tail_at[b + 1]; i++)
		if (dbn_str_ends(s, word_of(&l->tails[i])))
			return &l->tails[i];
	return NULL;
}

size_t words_starts(enum words_list which, struct dbn_str s)
{
	const struct word_entry *e = longest_head(&lists[which], s);

	return e ? e->len : 0;
}

size_t words_ends(enum words_list which, struct dbn_str s)
{
	const struct word_entry *e = longest_tail(&lists[which], s);

	return e ? e->len : 0;
}

const struct unit_word *words_organ(struct dbn_str name)
{
	unsigned b;

	if (name.len < WORD_INDEX_MIN)
		return NULL;
	b = word_head(name.ptr, name.len);
	for (size_t i = organ_sides.head_at[b]; i < organ_sides.head_at[b + 1]; i++)
		if (dbn_str_eq(name, word_of(&organ_sides.heads[i])))
			return &organs[organ_sides.heads[i].at];
	return NULL;
}

const struct unit_word *words_organ_start(struct dbn_str s)
{
	const struct word_entry *e = longest_head(&organ_sides, s);

	return e ? &organs[e->at] : NULL;
}

const struct unit_word *words_ending(struct dbn_str name)
{
	const struct word_entry *e = longest_tail(&ending_sides, name);

	return e ? &endings[e->at] : NULL;
}

const struct unit_word *words_ending_at(struct dbn_str s)
{
	const struct word_entry *e = longest_head(&ending_sides, s);

	return e ? &endings[e->at] : NULL;
}

const struct unit_level *words_level(struct dbn_str name)
{
	const struct word_entry *e = longest_head(&level_sides, name);

	return e ? &levels[e->at] : NULL;
}
