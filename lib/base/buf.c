/* buf.c - a growing string with a limit and a sticky failure. */
#include <stdlib.h>
#include <string.h>

#include "dubanc/buf.h"

/* What ptr shows while nothing is allocated (cap 0); never written to. */
static const char empty[1] = "";

void dbn_buf_init(struct dbn_buf *b, size_t max)
{
	*b = (struct dbn_buf){ (char *)(uintptr_t)empty, 0, 0, max, false, false };
}

void dbn_buf_release(struct dbn_buf *b)
{
	if (b->cap)
		free(b->ptr);
	dbn_buf_init(b, b->max);
}

void dbn_buf_clear(struct dbn_buf *b)
{
	b->len = 0;
	b->failed = b->starved = false;
	if (b->cap)
		b->ptr[0] = '\0';
	else
		b->ptr = (char *)(uintptr_t)empty;
}

/* Half a text is none: what borrowed it is to see that it is lost. */
static void lose(struct dbn_buf *b)
{
	dbn_buf_release(b);
	b->ptr = (char *)(uintptr_t)dbn_lost;
	b->failed = b->starved = true;
}

char *dbn_buf_reserve(struct dbn_buf *b, size_t n)
{
	size_t want;
	char *p;

	if (b->failed || n > b->max || b->len > b->max - n) {
		b->failed = true;
		return NULL;
	}
	if (b->cap > b->len + n)
		return b->ptr + b->len;
	want = b->cap ? b->cap : 64;
	while (want <= b->len + n)
		want *= 2;
	p = b->cap ? realloc(b->ptr, want) : malloc(want);
	if (!p) {
		lose(b);
		return NULL;
	}
	b->ptr = p;
	b->cap = want;
	b->ptr[b->len] = '\0';
	return b->ptr + b->len;
}

void dbn_buf_heed(struct dbn_buf *b, struct dbn_str s)
{
	if (dbn_str_lost(s))
		lose(b);
}

void dbn_buf_add(struct dbn_buf *b, struct dbn_str s)
{
	char *p;

	dbn_buf_heed(b, s);
	p = dbn_buf_reserve(b, s.len);
	if (!p)
		return;
	if (s.len)
		memcpy(p, s.ptr, s.len);
	b->len += s.len;
	b->ptr[b->len] = '\0';
}

void dbn_buf_addz(struct dbn_buf *b, const char *z)
{
	dbn_buf_add(b, dbn_str_of(z));
}

void dbn_buf_addc(struct dbn_buf *b, char c)
{
	dbn_buf_add(b, (struct dbn_str){ &c, 1 });
}

void dbn_buf_fill(struct dbn_buf *b, char c, size_t n)
{
	char *p = dbn_buf_reserve(b, n);

	if (!p)
		return;
	memset(p, c, n);
	b->len += n;
	b->ptr[b->len] = '\0';
}

void dbn_buf_add_padded(struct dbn_buf *b, uint64_t value, unsigned width)
{
	char digits[24];
	size_t n = 0;

	do {
		digits[n++] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	while (width > n && width <= sizeof digits) {
		dbn_buf_addc(b, '0');
		width--;
	}
	while (n)
		dbn_buf_addc(b, digits[--n]);
}

void dbn_buf_addi(struct dbn_buf *b, int64_t value)
{
	uint64_t magnitude = (uint64_t)value;

	if (value < 0) {
		dbn_buf_addc(b, '-');
		magnitude = 0 - magnitude;
	}
	dbn_buf_add_padded(b, magnitude, 1);
}

struct dbn_str dbn_buf_str(const struct dbn_buf *b)
{
	return (struct dbn_str){ b->ptr, b->len };
}
