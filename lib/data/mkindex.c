/*
 * mkindex.c - writes the index of the word tables of units; run by the build.
 *
 *	mkindex >BUILD/gen/word_lists.h
 *
 * Each list becomes two arrays of the same words: by how they begin and by how
 * they end, in buckets of telling bytes, the longer words of a bucket first, so
 * that the first hit is the longest. Words are places in one text, no pointers:
 * nothing has to be relocated when a program starts.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/word_index.h" /* the one place that reaches over: it fills that index */

/* Every word with its list, in the order of the tables. */
static const struct {
	const char *list, *word;
} words[] = {
#define ORGAN(word, ...) { "organs", word },
#define ENDING(word, ...) { "endings", word },
#define STEM(word, ...) { "stems", word },
#define VERTICAL(word, ...) { "verticals", word },
#define COMPLETE(word, ...) { "completes", word },
#define TRADE(word, ...) { "trades", word },
#include "organs.def"
#define LEVEL(written, ...) { "levels", written },
#define BARE(word, ...) { "bares", word },
#define LEVEL_AFTER(word, ...) { "after_all", word },
#define PLACE_NOT(word, ...) { "place_nots", word },
#define ZONE(word, ...) { "zones", word },
#define CATEGORY(word, ...) { "categories", word },
#define COLLECTIVE(word, ...) { "categories", word }, { "collectives", word }, /* is both */
#define GOES_ON(word, ...) { "goes_ons", word },
#define NEVER(word, ...) { "nevers", word },
#include "unit_words.def"
};
enum { WORDS = sizeof words / sizeof *words };

static const char *const lists[] = {
	"organs", "endings",	"stems", "verticals",  "completes",   "trades",	  "levels", "bares",
	"after_all", "place_nots", "zones", "categories", "collectives", "goes_ons", "nevers",
};

struct entry {
	const char *word;
	size_t at, off; /* its place in its list; in the text of all words */
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

/* The words of a list, in its order; how many. */
static size_t take_list(const char *list, struct entry e[WORDS])
{
	size_t count = 0, off = 0;

	for (size_t i = 0; i < WORDS; off += strlen(words[i].word), i++) {
		if (strcmp(words[i].list, list) != 0)
			continue;
		e[count] = (struct entry){ words[i].word, count, off, 0 };
		count++;
	}
	return count;
}

static void write_side(const char *list, const char *side, unsigned (*key)(const char *, size_t))
{
	struct entry e[WORDS];
	size_t count = take_list(list, e), next = 0;

	for (size_t i = 0; i < count; i++)
		e[i].bucket = key(e[i].word, strlen(e[i].word));
	qsort(e, count, sizeof *e, compare);
	printf("static const struct word_entry %s_%s[] = {\n", list, side);
	for (size_t i = 0; i < count; i++)
		printf("\t{ %zu, %zu, %zu },\n", e[i].off, strlen(e[i].word), e[i].at);
	printf("};\nstatic const uint16_t %s_%s_at[WORD_BUCKETS + 1] = {", list, side);
	for (unsigned b = 0; b <= WORD_BUCKETS; b++) {
		while (next < count && e[next].bucket < b)
			next++;
		printf("%s%zu,", b % 16 ? " " : "\n\t", next);
	}
	printf("\n};\n");
}

int main(void)
{
	size_t bytes = 0;

	printf("/* Made by lib/data/mkindex.c from the .def tables beside it. */\nstatic const char word_text[] = {\n");
	for (size_t i = 0; i < WORDS; i++) {
		size_t len = strlen(words[i].word);

		if (len < WORD_INDEX_MIN || (bytes += len) > UINT16_MAX) {
			fprintf(stderr, "mkindex: '%s' of %s is too short to be found, or all words are too long\n",
				words[i].word, words[i].list);
			return 1;
		}
		/* a literal of them all would be longer than C promises to take */
		for (size_t k = 0; k < len; k++)
			printf("%s'\\%03o',", k ? " " : "\t", (unsigned)(unsigned char)words[i].word[k]);
		printf(" /* %s */\n", words[i].word);
	}
	printf("};\n");
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		write_side(lists[i], "heads", word_head);
		write_side(lists[i], "tails", word_tail);
	}
	return fflush(stdout) || ferror(stdout);
}
