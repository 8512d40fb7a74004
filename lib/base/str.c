/* str.c - slices of bytes. */
#include <string.h>

#include "dubanc/str.h"

const char dbn_lost[1] = "";

struct dbn_str dbn_str_of(const char *z)
{
	return (struct dbn_str){ z ? z : "", z ? strlen(z) : 0 };
}

bool dbn_str_eqz(struct dbn_str a, const char *z)
{
	return dbn_str_eq(a, dbn_str_of(z));
}

int dbn_str_cmp(struct dbn_str a, struct dbn_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.ptr, b.ptr, n) : 0;

	if (c)
		return c;
	return (a.len > b.len) - (a.len < b.len);
}

size_t dbn_str_find(struct dbn_str s, struct dbn_str needle)
{
	const char *at, *end = s.ptr + s.len;
	size_t last = needle.len - 1;

	if (needle.len == 0)
		return 0;
	if (s.len < needle.len)
		return DBN_NONE;
	/* by its last byte: that of a Han character varies most */
	for (at = s.ptr + last; (at = memchr(at, needle.ptr[last], (size_t)(end - at))); at++)
		if (memcmp(at - last, needle.ptr, last) == 0)
			return (size_t)(at - last - s.ptr);
	return DBN_NONE;
}

/* Bytes of the blank at s[at], 0 where there is none. */
static size_t blank_at(struct dbn_str s, size_t at)
{
	unsigned char c = (unsigned char)s.ptr[at];

	if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
		return 1;
	if (s.len - at >= 3 && memcmp(s.ptr + at, "\xe3\x80\x80", 3) == 0)
		return 3;
	if (s.len - at >= 2 && memcmp(s.ptr + at, "\xc2\xa0", 2) == 0)
		return 2;
	return 0;
}

/* Whether neither end can be a blank: no byte that a blank begins or ends with. */
static bool ends_full(struct dbn_str s)
{
	unsigned char first = (unsigned char)s.ptr[0], last = (unsigned char)s.ptr[s.len - 1];

	return first > ' ' && first != 0xc2 && first != 0xe3 && last > ' ' && last != 0x80 && last != 0xa0;
}

struct dbn_str dbn_str_trim(struct dbn_str s)
{
	size_t n;

	if (!s.len || ends_full(s))
		return s;
	while (s.len && (n = blank_at(s, 0)) != 0)
		s = dbn_str_from(s, n);
	for (;;) {
		if (s.len >= 1 && blank_at(s, s.len - 1) == 1)
			s.len -= 1;
		else if (s.len >= 2 && blank_at(s, s.len - 2) == 2)
			s.len -= 2;
		else if (s.len >= 3 && blank_at(s, s.len - 3) == 3)
			s.len -= 3;
		else
			return s;
	}
}

struct dbn_str dbn_str_split(struct dbn_str *rest, char sep)
{
	struct dbn_str all = *rest;
	const char *hit = all.len ? memchr(all.ptr, sep, all.len) : NULL;

	if (!hit) {
		*rest = (struct dbn_str){ NULL, 0 };
		return all;
	}
	*rest = dbn_str_from(all, (size_t)(hit - all.ptr) + 1);
	return dbn_str_sub(all, 0, (size_t)(hit - all.ptr));
}

bool dbn_str_uint(struct dbn_str s, int32_t *out)
{
	int64_t value = 0;

	if (s.len == 0 || s.len > 10)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		value = value * 10 + (s.ptr[i] - '0');
	}
	if (value > INT32_MAX)
		return false;
	*out = (int32_t)value;
	return true;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool dbn_str_starts_fold(struct dbn_str s, const char *word)
{
	size_t k = 0;

	while (word[k] && k < s.len && lower(s.ptr[k]) == word[k])
		k++;
	return !word[k];
}

bool dbn_str_eqz_fold(struct dbn_str s, const char *word)
{
	return s.len == strlen(word) && dbn_str_starts_fold(s, word);
}

size_t dbn_str_find_fold(struct dbn_str s, const char *word)
{
	for (size_t i = 0; i <= s.len; i++) {
		if (dbn_str_starts_fold(dbn_str_from(s, i), word))
			return i;
	}
	return DBN_NONE;
}
