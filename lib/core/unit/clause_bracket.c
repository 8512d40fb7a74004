/* clause_bracket.c - brackets of all kinds, also mismatched ones. */
#include "clause_part.h"

int bracket_step(uint32_t cp)
{
	switch (cp) {
	case 0xff08:
	case 0x3014:
	case 0x3010:
	case 0x3016:
	case 0xff3b:
	case 0x201c:
	case 0x3008:
	case 0xff1c:
	case '(':
	case '[':
	case '<':
		return 1;
	case 0xff09:
	case 0x3015:
	case 0x3011:
	case 0x3017:
	case 0xff3d:
	case 0x201d:
	case 0x3009:
	case 0xff1e:
	case ')':
	case ']':
	case '>':
		return -1;
	default:
		return 0;
	}
}

size_t bracket_depth(struct dbn_str s)
{
	size_t depth = 0, deepest = 0, at = 0;

	while (at < s.len) {
		int step = bracket_step(dbn_utf8_next(s, &at));

		if (step > 0 && ++depth > deepest)
			deepest = depth;
		if (step < 0 && depth > 0)
			depth--;
	}
	return deepest;
}

size_t bracket_outside(struct dbn_str s)
{
	size_t n = 0, at = 0;
	int depth = 0;

	while (at < s.len) {
		size_t from = at;

		depth += bracket_step(dbn_utf8_next(s, &at));
		if (depth < 0)
			depth = 0;
		if (depth == 0)
			n += at - from;
	}
	return n;
}

static bool is_quote(uint32_t cp)
{
	return cp == 0x201c || cp == 0x201d;
}

/* Where the bracket that s begins with closes (offset of the closing one), or DBN_NONE. */
static size_t closes_at(struct dbn_str s)
{
	size_t at = 0;
	int depth = 0;

	while (at < s.len) {
		size_t from = at;

		depth += bracket_step(dbn_utf8_next(s, &at));
		if (depth <= 0)
			return from;
	}
	return DBN_NONE;
}

struct dbn_str bracket_strip(struct dbn_str s)
{
	for (;;) {
		size_t at = 0, end;
		uint32_t cp;

		s = part_trim(s);
		cp = dbn_utf8_next(s, &at);
		if (bracket_step(cp) <= 0 || is_quote(cp)) {
			/* a closing bracket whose opening one is lost */
			size_t last = s.len;
			int depth = 0;

			if (s.len == 0 || bracket_step(dbn_utf8_prev(s, &last)) >= 0 ||
			    ENDS(s, "”"))
				return s;
			for (at = 0; at < last;)
				depth += bracket_step(dbn_utf8_next(s, &at));
			if (depth > 0)
				return s;
			s = dbn_str_sub(s, 0, last);
			continue;
		}
		end = closes_at(s);
		if (end == DBN_NONE) { /* never closed: only the first is lost */
			s = dbn_str_from(s, at);
			continue;
		}
		if (unit_skip(s, end, 1) != s.len)
			return s;
		s = dbn_str_sub(s, at, end - at);
	}
}

bool bracket_last(struct dbn_str s, struct dbn_str *head, struct dbn_str *inside)
{
	size_t at = s.len, end;
	int depth = 0;
	uint32_t cp;

	cp = dbn_utf8_prev(s, &at);
	if (bracket_step(cp) >= 0 || is_quote(cp))
		return false;
	end = at;
	depth = 1;
	while (at > 0) {
		size_t open = at;

		depth -= bracket_step(dbn_utf8_prev(s, &at));
		if (depth == 0) {
			*head = dbn_str_sub(s, 0, at);
			*inside = dbn_str_sub(s, open, end - open);
			return at > 0;
		}
	}
	return false;
}
