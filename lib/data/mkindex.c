/*
 * mkindex.c - writes the index of the tables of words; run by the build.
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

#include "../core/text/word_index.h" /* this file reaches over: it fills that index */

/* Every row with its list, in the order of the tables; words of one row are separated by '|'. */
static const struct {
	const char *list, *words;
} rows[] = {
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
#define VERB(word, ...) { "verbs", word },
#define ADVERB(word, ...) { "adverbs", word },
#include "clause_words.def"
#define SOLAR(name, ...) { "feasts", name },
#define LUNAR(name, ...) { "feasts", name },
#define TERM(name, ...) { "feasts", name },
#define NTH(name, ...) { "feasts", name },
	{ "feasts", "清明节|清明|除夕|大年三十" }, /* whose days have no row of their own */
#include "feasts.def"
#define EVENT(word) { "events", word },
#include "events.def"
#define LABEL(kind, words) { "labels", words },
#include "labels.def"
};
enum { ROWS = sizeof rows / sizeof *rows, WORDS_MAX = 8192 };

static const char *const lists[] = {
	"organs", "endings", "stems", "verticals", "completes", "trades", "levels", "bares", "after_all",
	"place_nots", "zones", "categories", "collectives", "goes_ons", "nevers", "verbs", "adverbs",
	"feasts", "events", "labels",
};

struct entry {
	const char *list, *word;
	size_t len, row, off; /* its row in its table; its place in the text of all words */
	unsigned bucket;
};
static struct entry words[WORDS_MAX];
static size_t word_count;

/* By bucket, the longer first, else as the table has them. */
static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->bucket != y->bucket)
		return x->bucket < y->bucket ? -1 : 1;
	if (x->len != y->len)
		return x->len > y->len ? -1 : 1;
	return x->off < y->off ? -1 : x->off > y->off;
}

/* How many rows of the same list stand before this one. */
static size_t row_of(size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < at; i++)
		n += strcmp(rows[i].list, rows[at].list) == 0;
	return n;
}

/* The words of all rows; false where one is too short, or all are too many. */
static int take_words(void)
{
	size_t off = 0;

	for (size_t i = 0; i < ROWS; i++) {
		size_t row = row_of(i);

		for (const char *at = rows[i].words; *at;) {
			size_t len = strcspn(at, "|");

			if (len < WORD_INDEX_MIN || word_count == WORDS_MAX || off + len > UINT16_MAX) {
				fprintf(stderr, "mkindex: '%s' of %s is too short to be found, or all words are too long\n",
					at, rows[i].list);
				return 0;
			}
			words[word_count++] = (struct entry){ rows[i].list, at, len, row, off, 0 };
			off += len;
			at += len + (at[len] == '|');
		}
	}
	return 1;
}

/* The words of a list, in its order; how many. */
static size_t take_list(const char *list, struct entry e[WORDS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < word_count; i++)
		if (strcmp(words[i].list, list) == 0)
			e[count++] = words[i];
	return count;
}

static void write_side(const char *list, const char *side, unsigned (*key)(const char *, size_t))
{
	static struct entry e[WORDS_MAX];
	size_t count = take_list(list, e), next = 0;

	for (size_t i = 0; i < count; i++)
		e[i].bucket = key(e[i].word, e[i].len);
	qsort(e, count, sizeof *e, compare);
	printf("static const struct word_entry %s_%s[] = {\n", list, side);
	for (size_t i = 0; i < count; i++)
		printf("\t{ %zu, %zu, %zu },\n", e[i].off, e[i].len, e[i].row);
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
	if (!take_words())
		return 1;
	printf("/* Made by lib/data/mkindex.c from the .def tables beside it. */\nstatic const char word_text[] = {\n");
	for (size_t i = 0; i < word_count; i++) {
		/* a literal of them all would be longer than C promises to take */
		for (size_t k = 0; k < words[i].len; k++)
			printf("%s'\\%03o',", k ? " " : "\t", (unsigned)(unsigned char)words[i].word[k]);
		printf(" /* %.*s */\n", (int)words[i].len, words[i].word);
	}
	printf("};\n");
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		write_side(lists[i], "heads", word_head);
		write_side(lists[i], "tails", word_tail);
	}
	return fflush(stdout) || ferror(stdout);
}
