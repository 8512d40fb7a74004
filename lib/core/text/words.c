/* words.c - searches in the tables of words. */
#include "words.h"
#include "word_index.h"
#include "word_lists.h" /* made by the build: lib/data/mkindex.c */

#define SIDES(t)                                                                                   \
	{                                                                                          \
		t##_heads, t##_tails, t##_heads_at, t##_tails_at                                   \
	}
static const struct {
	const struct word_entry *heads, *tails;
	const uint16_t *head_at, *tail_at;
} lists[] = {
	[WORDS_ORGAN] = SIDES(organs),
	[WORDS_ENDING] = SIDES(endings),
	[WORDS_STEM] = SIDES(stems),
	[WORDS_VERTICAL] = SIDES(verticals),
	[WORDS_COMPLETE] = SIDES(completes),
	[WORDS_TRADE] = SIDES(trades),
	[WORDS_LEVEL] = SIDES(levels),
	[WORDS_BARE] = SIDES(bares),
	[WORDS_LEVEL_AFTER] = SIDES(after_all),
	[WORDS_PLACE_NOT] = SIDES(place_nots),
	[WORDS_ZONE] = SIDES(zones),
	[WORDS_CATEGORY] = SIDES(categories),
	[WORDS_COLLECTIVE] = SIDES(collectives),
	[WORDS_GOES_ON] = SIDES(goes_ons),
	[WORDS_NEVER] = SIDES(nevers),
	[WORDS_VERB] = SIDES(verbs),
	[WORDS_ADVERB] = SIDES(adverbs),
	[WORDS_FEAST] = SIDES(feasts),
	[WORDS_EVENT] = SIDES(events),
	[WORDS_LABEL] = SIDES(labels),
};

static struct dbn_str word_of(const struct word_entry *e)
{
	return (struct dbn_str){ word_text + e->off, e->len };
}

size_t words_each(enum words_list which, struct dbn_str s, size_t *cursor, size_t *row)
{
	const uint16_t *at = lists[which].head_at;
	unsigned b;

	if (s.len < WORD_INDEX_MIN)
		return 0;
	b = word_head(s.ptr, s.len);
	for (size_t i = at[b] + *cursor; i < at[b + 1]; i++) {
		const struct word_entry *e = &lists[which].heads[i];

		/* a bucket shares the first character: the last byte tells */
		if (e->len > s.len || s.ptr[e->len - 1] != word_text[e->off + e->len - 1] ||
		    !dbn_str_starts(s, word_of(e)))
			continue;
		*cursor = i - at[b] + 1;
		if (row)
			*row = e->at;
		return e->len;
	}
	return 0;
}

size_t words_head(enum words_list which, struct dbn_str s, size_t *row)
{
	size_t cursor = 0;

	return words_each(which, s, &cursor, row);
}

size_t words_tail(enum words_list which, struct dbn_str s, size_t *row)
{
	const uint16_t *at = lists[which].tail_at;
	unsigned b;

	if (s.len < WORD_INDEX_MIN)
		return 0;
	b = word_tail(s.ptr, s.len);
	for (size_t i = at[b]; i < at[b + 1]; i++) {
		const struct word_entry *e = &lists[which].tails[i];

		/* a bucket shares the last character, 局: the one before tells */
		if (e->len > s.len || (e->len > 4 && s.ptr[s.len - 4] != word_text[e->off + e->len - 4]) ||
		    !dbn_str_ends(s, word_of(e)))
			continue;
		if (row)
			*row = e->at;
		return e->len;
	}
	return 0;
}
