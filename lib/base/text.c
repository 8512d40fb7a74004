/* text.c - UTF-8 text. The only file that sees utf8proc. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "dubanc/text.h"

uint32_t dbn_utf8_next_slow(struct dbn_str s, size_t *at)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n;

	n = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + *at, (utf8proc_ssize_t)(s.len - *at), &cp);
	if (n <= 0) {
		(*at)++;
		return DBN_BAD_CODE_POINT;
	}
	*at += (size_t)n;
	return (uint32_t)cp;
}

uint32_t dbn_utf8_prev(struct dbn_str s, size_t *at)
{
	size_t start = *at, forward;
	uint32_t cp;

	if (start == 0)
		return 0;
	for (int i = 0; i < 4 && start > 0; i++) {
		start--;
		if (((unsigned char)s.ptr[start] & 0xc0) != 0x80)
			break;
	}
	forward = start;
	cp = dbn_utf8_next(dbn_str_sub(s, 0, *at), &forward);
	if (cp == DBN_BAD_CODE_POINT || forward != *at) {
		(*at)--;
		return DBN_BAD_CODE_POINT;
	}
	*at = start;
	return cp;
}

size_t dbn_utf8_put(char out[4], uint32_t cp)
{
	utf8proc_ssize_t n;

	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp >= 0x800 && cp <= 0xffff && (cp < 0xd800 || cp > 0xdfff)) { /* Han, wide forms */
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = 0xfffd;
	n = utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
	return n > 0 ? (size_t)n : 0;
}

size_t dbn_utf8_bad(struct dbn_str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr, *end = p + s.len;

	while (p < end) {
		size_t start, at;

		while (end - p >= 3) { /* ASCII, and Han: three bytes, no surrogates among them */
			uint64_t eight;

			if (p[0] < 0x80) {
				p++;
				for (; end - p >= 8; p += 8) {
					memcpy(&eight, p, sizeof eight);
					if (eight & 0x8080808080808080u)
						break;
				}
			} else if (p[0] - 0xe1u < 0xedu - 0xe1u && ((p[1] ^ 0x80u) | (p[2] ^ 0x80u)) < 0x40)
				p += 3;
			else
				break;
		}
		if (p == end)
			break;
		start = at = (size_t)(p - (const unsigned char *)s.ptr);
		if (dbn_utf8_next(s, &at) == DBN_BAD_CODE_POINT)
			return start;
		p += at - start;
	}
	return DBN_NONE;
}

size_t dbn_utf8_length(struct dbn_str s)
{
	size_t at = 0, n = 0;

	while (at < s.len) {
		dbn_utf8_next(s, &at);
		n++;
	}
	return n;
}

enum dbn_join dbn_utf8_join(uint32_t cp)
{
	/* Starters that compose with the one before (Unicode: NFC_QC=Maybe, ccc=0). */
	static const struct {
		uint32_t first, last;
	} joins[] = {
		{ 0x09be, 0x09be }, { 0x09d7, 0x09d7 }, { 0x0b3e, 0x0b3e }, { 0x0b56, 0x0b57 },
		{ 0x0bbe, 0x0bbe }, { 0x0bd7, 0x0bd7 }, { 0x0cc2, 0x0cc2 }, { 0x0cd5, 0x0cd6 },
		{ 0x0d3e, 0x0d3e }, { 0x0d57, 0x0d57 }, { 0x0dcf, 0x0dcf }, { 0x0ddf, 0x0ddf },
		{ 0x102e, 0x102e }, { 0x1161, 0x1175 }, { 0x11a8, 0x11c2 }, { 0x1b35, 0x1b35 },
		{ 0x11127, 0x11127 }, { 0x1133e, 0x1133e }, { 0x11357, 0x11357 },
		{ 0x114b0, 0x114b0 }, { 0x114ba, 0x114ba }, { 0x114bd, 0x114bd },
		{ 0x115af, 0x115af }, { 0x11930, 0x11930 },
	};

	if (cp < 0x300 || (cp >= 0x4e00 && cp <= 0x9fff) || cp > 0x10ffff)
		return DBN_JOIN_NONE;
	if (utf8proc_get_property((utf8proc_int32_t)cp)->combining_class)
		return DBN_JOIN_MARK;
	for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
		if (cp >= joins[i].first && cp <= joins[i].last)
			return DBN_JOIN_STARTER;
	}
	return DBN_JOIN_NONE;
}

bool dbn_nfc(struct dbn_buf *out, struct dbn_str s)
{
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len,
					  &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (n < 0)
		return false;
	dbn_buf_add(out, (struct dbn_str){ (const char *)composed, (size_t)n });
	free(composed);
	return true;
}

bool dbn_is_han(uint32_t cp)
{
	return (cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0x3400 && cp <= 0x4dbf) ||
	       (cp >= 0xf900 && cp <= 0xfaff) || (cp >= 0x20000 && cp <= 0x3ffff) || cp == 0x3007;
}

bool dbn_is_cjk(uint32_t cp)
{
	return dbn_is_han(cp) || (cp >= 0x3000 && cp <= 0x303f) || (cp >= 0xff01 && cp <= 0xffef) ||
	       (cp >= 0x2460 && cp <= 0x24ff) || (cp >= 0x3200 && cp <= 0x33ff);
}

/*
 * East Asian "ambiguous" characters that official texts use and that Chinese
 * fonts draw wide (Unicode EAW class A; GB/T 9704 papers are full of them).
 */
static bool is_ambiguous(uint32_t cp)
{
	return cp == 0xb7 || cp == 0xd7 || cp == 0xf7 || (cp >= 0x2014 && cp <= 0x2016) ||
	       cp == 0x2018 || cp == 0x2019 || cp == 0x201c || cp == 0x201d || cp == 0x2026 ||
	       cp == 0x2030 || cp == 0x203b || cp == 0x2103 || (cp >= 0x2160 && cp <= 0x2179) ||
	       (cp >= 0x2190 && cp <= 0x2193) || (cp >= 0x2460 && cp <= 0x24e9) ||
	       (cp >= 0x25a0 && cp <= 0x25cf) || cp == 0x2605 || cp == 0x2606;
}

int dbn_width_of(uint32_t cp, struct dbn_width w)
{
	if (cp == DBN_BAD_CODE_POINT || cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return 1;
	if (cp < 0x7f)
		return 1;
	if (w.ambiguous == 2 && is_ambiguous(cp))
		return 2;
	return utf8proc_charwidth((utf8proc_int32_t)cp);
}

size_t dbn_text_width(struct dbn_str s, struct dbn_width w)
{
	size_t at = 0, columns = 0;

	while (at < s.len)
		columns += (size_t)dbn_width_of(dbn_utf8_next(s, &at), w);
	return columns;
}

struct dbn_str dbn_text_fit(struct dbn_str s, size_t columns, struct dbn_width w)
{
	size_t at = 0, used = 0;

	while (at < s.len) {
		size_t next = at;
		size_t wide = (size_t)dbn_width_of(dbn_utf8_next(s, &next), w);

		if (used + wide > columns)
			break;
		used += wide;
		at = next;
	}
	return dbn_str_sub(s, 0, at);
}

void dbn_text_cut(struct dbn_buf *out, struct dbn_str s, size_t columns, struct dbn_width w)
{
	size_t dots = dbn_text_width(DBN_STR("…"), w);
	struct dbn_str whole = dbn_text_fit(s, columns, w);

	if (whole.len == s.len || columns < dots) {
		dbn_buf_add(out, whole);
		return;
	}
	dbn_buf_add(out, dbn_text_fit(s, columns - dots, w));
	dbn_buf_addz(out, "…");
}

/* Characters that move the cursor or turn the direction of writing. */
static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || (cp >= 0x200e && cp <= 0x200f) ||
	       (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfeff;
}

static void add_hex(struct dbn_buf *out, uint32_t value, int digits)
{
	static const char hex[] = "0123456789abcdef";

	while (digits-- > 0)
		dbn_buf_addc(out, hex[(value >> (4 * digits)) & 15]);
}

void dbn_text_visible(struct dbn_buf *out, struct dbn_str s)
{
	size_t at = 0;

	dbn_buf_heed(out, s);
	while (at < s.len) {
		size_t start = at;
		uint32_t cp = dbn_utf8_next(s, &at);

		if (cp == DBN_BAD_CODE_POINT) {
			dbn_buf_addz(out, "\\x");
			add_hex(out, (unsigned char)s.ptr[start], 2);
		} else if (!is_control(cp)) {
			dbn_buf_add(out, dbn_str_sub(s, start, at - start));
		} else if (cp < 0x80) {
			dbn_buf_addz(out, "\\x");
			add_hex(out, cp, 2);
		} else {
			dbn_buf_addz(out, "\\u");
			add_hex(out, cp, 4);
		}
	}
}
