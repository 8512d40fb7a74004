/*
 * buf.h - a growing string with a limit and a sticky failure.
 *
 * Append freely, test `failed` once at the end. `ptr` is never NULL after
 * dbn_buf_init() and always NUL-terminated. Where memory ran out, what the buffer
 * held is gone, and its text is dbn_lost (str.h).
 */
#ifndef DUBANC_BUF_H
#define DUBANC_BUF_H

#include "dubanc/str.h"

struct dbn_buf {
	char *ptr;
	size_t len, cap, max;
	bool failed;
	bool starved; /* failed because memory ran out, not because of max */
};

/* An empty buffer that may grow to max bytes. */
void dbn_buf_init(struct dbn_buf *b, size_t max);
/* Frees the contents; the buffer may be used again. */
void dbn_buf_release(struct dbn_buf *b);
/* Empties the buffer, keeps its storage; forgets a failure. */
void dbn_buf_clear(struct dbn_buf *b);
void dbn_buf_add(struct dbn_buf *b, struct dbn_str s);
/* For who adds s piece by piece: fails where s is lost, adds nothing. */
void dbn_buf_heed(struct dbn_buf *b, struct dbn_str s);
void dbn_buf_addz(struct dbn_buf *b, const char *z);
void dbn_buf_addc(struct dbn_buf *b, char c);
/* n times c. */
void dbn_buf_fill(struct dbn_buf *b, char c, size_t n);
/* Decimal. */
void dbn_buf_addi(struct dbn_buf *b, int64_t value);
/* Decimal, at least `width` digits, filled with zeros. */
void dbn_buf_add_padded(struct dbn_buf *b, uint64_t value, unsigned width);
/* Room for n more bytes behind len, or NULL; the caller adds to len. */
char *dbn_buf_reserve(struct dbn_buf *b, size_t n);
/* The contents; borrowed until the next change. */
struct dbn_str dbn_buf_str(const struct dbn_buf *b);

#endif
