/*
 * word_index.h - words in buckets, by how they begin and how they end. Private
 * to lib/core and to lib/data/mkindex.c, which fills the buckets.
 */
#ifndef CORE_WORD_INDEX_H
#define CORE_WORD_INDEX_H

#include <stddef.h>
#include <stdint.h>

enum { WORD_BUCKETS = 256, WORD_INDEX_MIN = 3 };

struct word_entry {
	uint16_t off, len; /* of the word in word_text */
	uint16_t at;	   /* its place in its table */
};

/* The bucket of what begins (ends) so; at least WORD_INDEX_MIN bytes. */
static inline unsigned word_head(const char *s, size_t len)
{
	(void)len;
	return ((unsigned char)s[1] * 5u + (unsigned char)s[2]) % WORD_BUCKETS;
}

static inline unsigned word_tail(const char *s, size_t len)
{
	return ((unsigned char)s[len - 2] * 5u + (unsigned char)s[len - 1]) % WORD_BUCKETS;
}

#endif
