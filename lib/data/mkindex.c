/*
 * mkindex.c - writes the index of the word tables of units; run by the build.
 *
 *	mkindex >BUILD/gen/word_lists.h
 *
 * Each list becomes two arrays of the same words: by how they begin and by how
 * they end, in buckets of a telling byte (the third of a word varies most),
 * the longer words of a bucket first, so that the first hit is the longest.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/word_index.h" /* the one place that reaches over: it fills that index */

struct list {
	const char *name;
	const char *const *words;
	size_t count;
};

#define TABLE(name) static const char *const name[]
TABLE(organs) = {
#define ORGAN(word, class, example) word,
#include "organs.def"
};
TABLE(endings) = {
#define ENDING(word, class, example) word,
#include "organs.def"
};
TABLE(stems) = {
#define STEM(word, example) word,
#include "organs.def"
};
TABLE(verticals) = {
#define VERTICAL(word, example) word,
#include "organs.def"
};
TABLE(completes) = {
#define COMPLETE(word, example) word,
#include "organs.def"
};
TABLE(trades) = {
#define TRADE(word, example) word,
#include "organs.def"
};
TABLE(levels) = {
#define LEVEL(written, organ, party, youth, is_party, town, example) written,
#include "unit_words.def"
};
TABLE(bares) = {
#define BARE(word, example) word,
#include "unit_words.def"
};
TABLE(after_all) = {
#define LEVEL_AFTER(word, example) word,
#include "unit_words.def"
};
TABLE(place_nots) = {
#define PLACE_NOT(word, example) word,
#include "unit_words.def"
};
TABLE(zones) = {
#define ZONE(word, example) word,
#include "unit_words.def"
};
TABLE(categories) = {
#define CATEGORY(word, example) word,
#define COLLECTIVE(word, example) word,
#include "unit_words.def"
};
TABLE(collectives) = {
#define COLLECTIVE(word, example) word,
#include "unit_words.def"
};
TABLE(nevers) = {
#define NEVER(word, example) word,
#include "unit_words.def"
};
TABLE(goes_ons) = {
#define GOES_ON(word, example) word,
#include "unit_words.def"
};

#define LIST(name)                                                                                 \
	{                                                                                          \
		#name, name, sizeof name / sizeof *name                                            \
	}
static const struct list lists[] = {
	LIST(organs),  LIST(endings),   LIST(stems), LIST(verticals),  LIST(completes),
	LIST(trades),  LIST(levels),    LIST(bares), LIST(after_all),  LIST(place_nots),
	LIST(zones),   LIST(categories), LIST(collectives), LIST(goes_ons),
	LIST(nevers),
};

struct entry {
	const char *word;
	size_t at;
	unsigned bucket;
};

/* By bucket, the longer first, else as the table has them. */
static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	size_t m = strlen(x->word), n = strlen(y->word);

	if (x->bucket != y->bucket)
		return x->bucket < y->bucket ? -1 : 1;
	if (m != n)
		return m > n ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static int write_side(const struct list *l, const char *side, unsigned (*key)(const char *, size_t))
{
	struct entry *e = calloc(l->count, sizeof *e);
	unsigned next = 0;

	if (!e)
		return 1;
	for (size_t i = 0; i < l->count; i++) {
		size_t len = strlen(l->words[i]);

		if (len < WORD_INDEX_MIN) {
			fprintf(stderr, "mkindex: '%s' of %s is too short to be found\n", l->words[i], l->name);
			free(e);
			return 1;
		}
		e[i] = (struct entry){ l->words[i], i, key(l->words[i], len) };
	}
	qsort(e, l->count, sizeof *e, compare);
	printf("static const struct word_entry %s_%s[] = {\n", l->name, side);
	for (size_t i = 0; i < l->count; i++)
		printf("\t{ { \"%s\", %zu }, %zu },\n", e[i].word, strlen(e[i].word), e[i].at);
	printf("};\nstatic const uint16_t %s_%s_at[WORD_BUCKETS + 1] = {", l->name, side);
	for (unsigned b = 0; b <= WORD_BUCKETS; b++) {
		while (next < l->count && e[next].bucket < b)
			next++;
		printf("%s%u,", b % 16 ? " " : "\n\t", next);
	}
	printf("\n};\n");
	free(e);
	return 0;
}

int main(void)
{
	int failed = 0;

	printf("/* Made by lib/data/mkindex.c from the .def tables beside it. */\n");
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		failed |= write_side(&lists[i], "heads", word_head) | write_side(&lists[i], "tails", word_tail);
	return failed || fflush(stdout) || ferror(stdout);
}
