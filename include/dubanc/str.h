/*
 * str.h - slices of bytes.
 *
 * A dbn_str points into memory that somebody else owns (a buffer, an arena, a
 * literal) and is not NUL-terminated. Lengths are bytes unless a name says
 * otherwise. All functions are pure; none allocates.
 */
#ifndef DUBANC_STR_H
#define DUBANC_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct dbn_str {
	const char *ptr;
	size_t len;
};

/*
 * What stands for a text that memory ran out for: it is empty, and a buffer or an
 * arena that is given it fails too, so that it is never taken for a text of nothing.
 */
extern const char dbn_lost[1];

#define DBN_NONE SIZE_MAX
/* A slice of a string literal. */
#define DBN_STR(lit) ((struct dbn_str){ "" lit, sizeof(lit) - 1 })
/* For printf's %.*s. */
#define DBN_ARG(s) (int)(s).len, (s).ptr

static inline bool dbn_str_lost(struct dbn_str s)
{
	return s.ptr == dbn_lost;
}

/* Slice of a NUL-terminated string; NULL gives an empty slice. Borrows z. */
struct dbn_str dbn_str_of(const char *z);
static inline bool dbn_str_eq(struct dbn_str a, struct dbn_str b);
bool dbn_str_eqz(struct dbn_str a, const char *z);
/* Whether s begins with, is, or where it holds (else DBN_NONE) an ASCII word in any
 * case; the word itself is in lower case. */
bool dbn_str_starts_fold(struct dbn_str s, const char *word);
bool dbn_str_eqz_fold(struct dbn_str s, const char *word);
size_t dbn_str_find_fold(struct dbn_str s, const char *word);
/* memcmp order, shorter first. */
int dbn_str_cmp(struct dbn_str a, struct dbn_str b);
static inline bool dbn_str_starts(struct dbn_str s, struct dbn_str prefix);
static inline bool dbn_str_ends(struct dbn_str s, struct dbn_str suffix);
/* Byte offset of the first occurrence of needle, or DBN_NONE. */
size_t dbn_str_find(struct dbn_str s, struct dbn_str needle);
/* Bytes [off, off + len) clipped to s; borrows s. */
static inline struct dbn_str dbn_str_sub(struct dbn_str s, size_t off, size_t len);
/* From off to the end; borrows s. */
static inline struct dbn_str dbn_str_from(struct dbn_str s, size_t off);
/* Without leading and trailing ASCII blanks, TAB, CR, LF, U+3000, U+00A0. */
struct dbn_str dbn_str_trim(struct dbn_str s);
/*
 * Splits at the first sep: returns what stands before it and moves *rest
 * behind it. The last member leaves *rest with ptr NULL, so that
 * `while (rest.ptr) { m = dbn_str_split(&rest, ';'); ... }` sees every member
 * (an empty string has one empty member).
 */
struct dbn_str dbn_str_split(struct dbn_str *rest, char sep);
/* Strict decimal: digits only, no sign, no blanks, at most INT32_MAX. */
bool dbn_str_uint(struct dbn_str s, int32_t *out);

/*
 * The short ones, in place: a reader of words calls them by the hundred thousand,
 * and nearly always the last byte (which varies most in Han) tells words apart.
 */
static inline bool dbn_bytes_eq(const char *a, const char *b, size_t n)
{
	return n == 0 || (a[n - 1] == b[n - 1] && memcmp(a, b, n) == 0);
}

/* The number of n bytes at p, the lowest first, as containers store it; n is at most 8. */
static inline uint64_t dbn_bytes_le(const char *p, size_t n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | (unsigned char)p[n];
	return v;
}

static inline bool dbn_str_eq(struct dbn_str a, struct dbn_str b)
{
	return a.len == b.len && dbn_bytes_eq(a.ptr, b.ptr, a.len);
}

static inline bool dbn_str_starts(struct dbn_str s, struct dbn_str prefix)
{
	return s.len >= prefix.len && dbn_bytes_eq(s.ptr, prefix.ptr, prefix.len);
}

static inline bool dbn_str_ends(struct dbn_str s, struct dbn_str suffix)
{
	return s.len >= suffix.len && dbn_bytes_eq(s.ptr + (s.len - suffix.len), suffix.ptr, suffix.len);
}

static inline struct dbn_str dbn_str_sub(struct dbn_str s, size_t off, size_t len)
{
	struct dbn_str out = { s.ptr ? s.ptr : "", 0 };

	if (off > s.len)
		off = s.len;
	out.ptr += s.ptr ? off : 0;
	out.len = len > s.len - off ? s.len - off : len;
	return out;
}

static inline struct dbn_str dbn_str_from(struct dbn_str s, size_t off)
{
	return dbn_str_sub(s, off, s.len);
}

#endif
