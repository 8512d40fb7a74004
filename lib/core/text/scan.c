/* scan.c - small readers over normalised text. */
#include <string.h>

#include "lex.h"
#include "scan.h"
#include "dubanc/text.h"

bool dbn_scan_at(struct dbn_str s, size_t at, const char *z)
{
	size_t i = at;

	if (at > s.len)
		return false;
	while (i < s.len && *z && s.ptr[i] == *z)
		i++, z++;
	return !*z;
}

bool dbn_scan_starts(struct dbn_str s, const char *z)
{
	return dbn_scan_at(s, 0, z);
}

bool dbn_scan_ends(struct dbn_str s, const char *z)
{
	size_t n = strlen(z);

	return s.len >= n && dbn_scan_at(s, s.len - n, z);
}

bool dbn_scan_has(struct dbn_str s, const char *z)
{
	return dbn_str_find(s, dbn_str_of(z)) != DBN_NONE;
}

/* The next of the '|'-separated literals; *rest moves behind it. */
static struct dbn_str next_literal(const char **rest)
{
	const char *start = *rest, *end = strchr(start, '|');
	struct dbn_str out = { start, end ? (size_t)(end - start) : strlen(start) };

	*rest = end ? end + 1 : NULL;
	return out;
}

size_t dbn_scan_any_at(struct dbn_str s, size_t at, const char *alternatives)
{
	size_t end = at;

	return dbn_lex_any(s, &end, alternatives) ? end - at : 0;
}

bool dbn_scan_ends_any(struct dbn_str s, const char *alternatives)
{
	while (alternatives) {
		if (dbn_str_ends(s, next_literal(&alternatives)))
			return true;
	}
	return false;
}

struct dbn_str dbn_scan_cut_end(struct dbn_str s, const char *alternatives)
{
	size_t at = 0;

	while (at < s.len) {
		dbn_utf8_next(s, &at);
		if (at < s.len && dbn_scan_any_at(s, at, alternatives) == s.len - at)
			return dbn_str_sub(s, 0, at);
	}
	return s;
}

bool dbn_scan_has_any(struct dbn_str s, const char *alternatives)
{
	while (alternatives) {
		if (dbn_str_find(s, next_literal(&alternatives)) != DBN_NONE)
			return true;
	}
	return false;
}

bool dbn_scan_is_any(struct dbn_str s, const char *alternatives)
{
	while (alternatives) {
		if (dbn_str_eq(s, next_literal(&alternatives)))
			return true;
	}
	return false;
}

uint32_t dbn_scan_cp(struct dbn_str s, size_t at)
{
	return dbn_utf8_next(s, &at);
}

uint32_t dbn_scan_cp_before(struct dbn_str s, size_t at)
{
	return dbn_utf8_prev(s, &at);
}

uint32_t dbn_scan_last(struct dbn_str s)
{
	return dbn_scan_cp_before(s, s.len);
}

bool dbn_scan_is_open(uint32_t cp)
{
	return cp == 0xff08 || cp == 0x3014 || cp == 0xff3b || cp == 0x3010;
}

bool dbn_scan_is_close(uint32_t cp)
{
	return cp == 0xff09 || cp == 0x3015 || cp == 0xff3d || cp == 0x3011;
}

bool dbn_scan_is_end(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xff01 || cp == 0xff1f || cp == 0xff1b;
}

bool dbn_scan_is_point(uint32_t cp)
{
	return dbn_scan_is_end(cp) || cp == 0xff0c || cp == 0x3001 || cp == 0xff1a ||
	       cp == 0x201d || cp == 0x2019 || cp == 0x300b;
}

bool dbn_scan_is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static int han_digit(uint32_t cp)
{
	static const uint32_t digits[] = { 0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
					   0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };

	for (int i = 0; i < 10; i++) {
		if (digits[i] == cp)
			return i;
	}
	return cp == 0x96f6 ? 0 : cp == 0x25cb ? 0 : -1;
}

int dbn_scan_han_number(struct dbn_str s, size_t *at)
{
	int total = 0, digit = -1;
	size_t pos = *at;
	bool any = false;

	for (;;) {
		size_t next = pos;
		uint32_t cp = dbn_utf8_next(s, &next);
		int d = han_digit(cp);

		if (d >= 0) {
			/* 二〇 counts as 20, 一二 as 12: some lists are numbered so. */
			digit = digit > 0 ? digit * 10 + d : d;
			if (digit > 999)
				return 0;
		} else if (cp == 0x5341) {
			total += (digit > 0 ? digit : 1) * 10;
			digit = -1;
		} else if (cp == 0x767e && digit > 0) {
			total += digit * 100;
			digit = -1;
		} else {
			break;
		}
		if (total > 9999)
			return 0;
		any = true;
		pos = next;
	}
	if (!any)
		return 0;
	*at = pos;
	return total + (digit > 0 ? digit : 0);
}

int dbn_scan_number(struct dbn_str s, size_t *at)
{
	size_t pos = *at;
	int n = 0;

	while (pos < s.len && dbn_scan_is_digit((unsigned char)s.ptr[pos]) && pos - *at < 4)
		n = n * 10 + (s.ptr[pos++] - '0');
	if (pos == *at)
		return dbn_scan_han_number(s, at);
	*at = pos;
	return n;
}

int dbn_scan_depth(struct dbn_str s, int depth)
{
	size_t at = 0;

	while (at < s.len) {
		uint32_t cp;

		if ((unsigned char)s.ptr[at] < 0x80) {
			at++;
			continue;
		}
		cp = dbn_utf8_next(s, &at);
		if (dbn_scan_is_open(cp))
			depth++;
		else if (dbn_scan_is_close(cp) && depth > 0)
			depth--;
	}
	return depth;
}

struct dbn_str dbn_scan_strip(struct dbn_str s)
{
	static const char points[] = "，|、|；|：|。| |　|,|;|:";
	size_t n;

	while ((n = dbn_scan_any_at(s, 0, points)) > 0)
		s = dbn_str_from(s, n);
	while (s.len && dbn_scan_ends_any(s, points))
		s.len -= (unsigned char)s.ptr[s.len - 1] < 0x80 ? 1 : 3;
	return s;
}

struct dbn_str dbn_scan_chop(struct dbn_str s)
{
	while (s.len && dbn_scan_ends_any(s, "。|；|，| |;|.|,"))
		s.len -= (unsigned char)s.ptr[s.len - 1] < 0x80 ? 1 : 3;
	return s;
}

/*
 * One step through running text. Quotes and brackets that never close must not
 * swallow the rest, so both end where the text asks too much of them.
 */
struct walk {
	int brackets;
	bool quote;
	size_t since; /* bytes since something opened */
};

static void walk_step(struct walk *w, uint32_t cp, size_t bytes)
{
	if (dbn_scan_is_open(cp) || cp == 0x300a)
		w->brackets++;
	else if ((dbn_scan_is_close(cp) || cp == 0x300b) && w->brackets > 0)
		w->brackets--;
	else if (cp == 0x201c)
		w->quote = true;
	else if (cp == 0x201d || cp == '"')
		w->quote = false;
	w->since = w->brackets || w->quote ? w->since + bytes : 0;
	if (w->since > 600)
		*w = (struct walk) { 0, false, 0 };
}

struct dbn_str dbn_scan_title(struct dbn_str s)
{
	struct walk w = { 0, false, 0 };
	size_t at = 0;

	while (at < s.len) {
		size_t start = at;
		uint32_t cp = dbn_utf8_next(s, &at);

		if (!w.brackets && !w.quote && (dbn_scan_is_end(cp) || cp == 0xff1a))
			return dbn_str_sub(s, 0, start);
		walk_step(&w, cp, at - start);
	}
	return s;
}

struct dbn_str dbn_scan_sentence(struct dbn_str s, size_t *at, bool at_semicolons)
{
	struct walk w = { 0, false, 0 };
	size_t first = *at;

	while (*at < s.len) {
		size_t start = *at;
		uint32_t cp = dbn_utf8_next(s, at);

		if (!w.brackets && !w.quote && dbn_scan_is_end(cp) &&
		    (cp != 0xff1b || at_semicolons))
			break;
		walk_step(&w, cp, *at - start);
	}
	return dbn_str_sub(s, first, *at - first);
}
