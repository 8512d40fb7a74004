/*
 * text.h - UTF-8 text: code points, checks, display width, terminal safety.
 *
 * Three lengths never mix: bytes (size_t, slices), code points (characters a
 * clerk counts), display columns (what a terminal draws; Han take two).
 */
#ifndef DUBANC_TEXT_H
#define DUBANC_TEXT_H

#include "dubanc/buf.h"

#define DBN_BAD_CODE_POINT UINT32_MAX

/*
 * The code point at byte offset *at, which moves behind it. Bad UTF-8 (also
 * overlong forms, surrogates, beyond U+10FFFF) gives DBN_BAD_CODE_POINT and
 * moves one byte. At the end of s: returns 0 and moves nothing.
 */
static inline uint32_t dbn_utf8_next(struct dbn_str s, size_t *at);
/* The same by utf8proc, for what the fast path of dbn_utf8_next() leaves. */
uint32_t dbn_utf8_next_slow(struct dbn_str s, size_t *at);
/* The code point that ends at *at, which moves before it; 0 at the start. */
uint32_t dbn_utf8_prev(struct dbn_str s, size_t *at);
/* Bytes written (1-4); a value that is no code point is written as U+FFFD. */
size_t dbn_utf8_put(char out[4], uint32_t cp);
/* Byte offset of the first bad byte, or DBN_NONE where s is valid UTF-8. */
size_t dbn_utf8_bad(struct dbn_str s);
/* Number of code points (a bad byte counts one). */
size_t dbn_utf8_length(struct dbn_str s);

/*
 * How a code point may join what stands before it under NFC: DBN_JOIN_NONE
 * begins a piece that can be composed by itself.
 */
enum dbn_join { DBN_JOIN_NONE, DBN_JOIN_STARTER, DBN_JOIN_MARK };
enum dbn_join dbn_utf8_join(uint32_t cp);
/* Appends s (valid UTF-8) in NFC. False, and nothing is appended, without memory. */
bool dbn_nfc(struct dbn_buf *out, struct dbn_str s);

/* Han ideograph (URO, extensions, compatibility) or 〇. */
bool dbn_is_han(uint32_t cp);
/* Han, full-width form, CJK punctuation: what a blank beside is noise. */
bool dbn_is_cjk(uint32_t cp);

/* How many columns characters of ambiguous width take: 1 or 2. */
struct dbn_width {
	int ambiguous;
};
/* Display columns of one code point: 0, 1 or 2; control characters 1. */
int dbn_width_of(uint32_t cp, struct dbn_width w);
/* Display columns of s. */
size_t dbn_text_width(struct dbn_str s, struct dbn_width w);
/* Longest prefix of at most `columns` display columns; borrows s. */
struct dbn_str dbn_text_fit(struct dbn_str s, size_t columns, struct dbn_width w);
/* Appends s where it fits into `columns`, else its beginning and “…”. */
void dbn_text_cut(struct dbn_buf *out, struct dbn_str s, size_t columns, struct dbn_width w);
/*
 * Appends s for a terminal: control characters (C0, C1, DEL, bidi controls)
 * and bad bytes as visible \x1b-like escapes, so that data cannot command the
 * terminal. TAB and LF are escaped too.
 */
void dbn_text_visible(struct dbn_buf *out, struct dbn_str s);

static inline uint32_t dbn_utf8_next(struct dbn_str s, size_t *at)
{
	const unsigned char *p;

	if (*at >= s.len)
		return 0;
	p = (const unsigned char *)s.ptr + *at;
	if (p[0] < 0x80) {
		++*at;
		return p[0];
	}
	/* Han and most of what is not Latin: three bytes, no surrogates among them */
	if (p[0] > 0xe0 && p[0] < 0xf0 && p[0] != 0xed && s.len - *at >= 3 && (p[1] & 0xc0) == 0x80 &&
	    (p[2] & 0xc0) == 0x80) {
		*at += 3;
		return (uint32_t)((p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));
	}
	return dbn_utf8_next_slow(s, at);
}

#endif
