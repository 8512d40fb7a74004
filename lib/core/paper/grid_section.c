/*
 * grid_section.c - a line between two rows of a table that is the heading of those below it:
 * 一、政务环境, （二）企业服务, or, its point lost, 一　政务环境.
 */
#include "dubanc/text.h"
#include "grid.h"
#include "../text/scan.h"

enum { SECTION_BYTES_MAX = 90 };

static size_t blank_at(struct dbn_str s, size_t at)
{
	return dbn_scan_any_at(s, at, " |\t|\xe3\x80\x80|\xc2\xa0");
}

/* 一　政务环境: a Chinese number, blanks, and no more of them; *rest is what it numbers. */
static size_t lost_point(struct dbn_str raw, struct dbn_str *rest)
{
	size_t at = 0, number, n;

	if (!dbn_scan_han_number(raw, &at))
		return 0;
	number = at;
	while ((n = blank_at(raw, at)) > 0)
		at += n;
	*rest = dbn_str_trim(dbn_str_from(raw, at));
	if (at == number || rest->len < 6)
		return 0;
	for (size_t i = 0; i < rest->len; dbn_utf8_next(*rest, &i))
		if (blank_at(*rest, i))
			return 0;
	return number;
}

bool grid_section(struct reader *r, const struct line *l, struct dbn_str *text)
{
	struct dbn_str rest;
	struct marker m;
	size_t number;

	if (l->text.len > SECTION_BYTES_MAX || dbn_scan_has(l->text, "。"))
		return false;
	if (dbn_marker_read(l->text, &m)) {
		if (m.kind != MARK_HAN && m.kind != MARK_HAN_PAREN)
			return false;
		*text = l->text;
		return true;
	}
	number = lost_point(l->raw, &rest);
	if (!number)
		return false;
	{
		struct dbn_str parts[] = { dbn_str_sub(l->raw, 0, number), DBN_STR("、"), rest };

		*text = dbn_arena_join(r->arena, parts, 3);
	}
	return text->len > 0;
}
