/*
 * line_titles.c - headings that a blank or bold type parts from their text: （一）壮大产业　全年
 * 新增…, 1.**修路**翻修…. A blank may be noise: it counts where most of the paper's items of
 * that kind have it in the same place. The stop is put where the blank or the mark stood.
 */
#include <string.h>

#include "dubanc/text.h"
#include "reader.h"
#include "../text/scan.h"

enum { TITLE_MIN = 4, TITLE_MAX = 24, REST_MIN = 15, ITEMS_MIN = 2, LABEL_BYTES = 40, HEAD_BYTES = 120 };

/* An item and where its heading ends in the raw text of its line. */
struct titled {
	size_t line, at, len; /* what parts the two */
	bool wide;            /* two columns or more, or the end of bold type */
};

struct kind_of_item {
	struct titled *items;
	size_t count, cap;
	size_t wide, all; /* how many of its kind have text behind their heading, or might */
};

static size_t blank_at(struct dbn_str s, size_t at)
{
	return dbn_scan_any_at(s, at, " |\t|\xe3\x80\x80|\xc2\xa0");
}

/* The end of the heading from `at` on; false: something else comes first. */
static bool read_title(struct dbn_str raw, size_t at, struct titled *out)
{
	size_t chars = 0, n;
	bool bold = dbn_scan_any_at(raw, at, "**|__") > 0;
	struct dbn_str rest;

	at += bold ? 2 : 0;
	for (; at < raw.len && !blank_at(raw, at) && !dbn_scan_any_at(raw, at, "**|__"); chars++) {
		uint32_t cp = dbn_utf8_next(raw, &at);

		if (chars > TITLE_MAX || (!dbn_is_han(cp) && cp != 0x201c && cp != 0x201d && cp != 0x3001 &&
					  !(cp < 0x80 && cp > ' ' && !memchr(",:;.()[]|", (int)cp, 9))))
			return false;
	}
	if (chars < TITLE_MIN || at == raw.len)
		return false;
	*out = (struct titled) { .at = at, .wide = bold || dbn_scan_at(raw, at, "\xe3\x80\x80") };
	if (bold && !dbn_scan_any_at(raw, at, "**|__"))
		return false;
	out->len = bold ? 2 : 0;
	while ((n = blank_at(raw, at + out->len)) > 0)
		out->len += n;
	out->wide = out->wide || out->len > 1;
	rest = dbn_str_from(raw, at + out->len);
	return rest.len >= REST_MIN && (dbn_is_han(dbn_scan_cp(rest, 0)) || dbn_scan_cp(rest, 0) == 0x201c ||
					 dbn_scan_is_digit(dbn_scan_cp(rest, 0)));
}

/* A heading, then 责任单位：…: no text that it is the heading of. */
static bool goes_on_with_label(struct dbn_str raw, const struct titled *t)
{
	struct dbn_str rest = dbn_str_from(raw, t->at + t->len);

	return dbn_scan_has_any(dbn_str_sub(rest, 0, LABEL_BYTES), "：|:");
}

/* Whether anything in the front of the line might part a heading from its text. */
static bool is_parted(struct dbn_str raw)
{
	return memchr(raw.ptr, ' ', raw.len) || memchr(raw.ptr, '*', raw.len) || memchr(raw.ptr, '_', raw.len) ||
	       dbn_scan_has_any(raw, "\xe3\x80\x80|\xc2\xa0");
}

static int look_at(struct reader *r, size_t i, struct kind_of_item kinds[])
{
	const struct line *l = &r->lines.items[i];
	struct kind_of_item *kind;
	struct titled found = { 0 }, *to;
	struct dbn_norm norm;
	struct marker m;
	int code;

	if (l->kind != LINE_TEXT || l->cells || !dbn_marker_read(l->text, &m) || l->text.len < m.len + REST_MIN + 12)
		return DBN_OK;
	kind = &kinds[m.kind];
	kind->all++;
	if (!is_parted(dbn_str_sub(l->raw, 0, HEAD_BYTES)))
		return DBN_OK;
	dbn_reader_turn(r);
	code = dbn_normalise(&r->scratch, l->raw, &norm, r->err);
	if (code)
		return code;
	{
		size_t at = dbn_norm_source(&norm, m.len);

		while (blank_at(l->raw, at))
			at += blank_at(l->raw, at);
		if (at > 1 && dbn_scan_any_at(l->raw, at - 2, "**|__"))
			at -= 2; /* bold type opens here */
		if (!read_title(l->raw, at, &found) || goes_on_with_label(l->raw, &found))
			return DBN_OK;
	}
	found.line = i;
	kind->wide += found.wide;
	to = DBN_PUSH(r->arena, kind);
	if (!to)
		return dbn_fail_memory(r->err);
	*to = found;
	return DBN_OK;
}

static int part(struct reader *r, const struct titled *t)
{
	struct line *l = &r->lines.items[t->line];
	char *copy = dbn_arena_alloc(r->arena, l->raw.len + 1, 1);
	struct dbn_norm norm;
	int code;

	if (!copy)
		return dbn_fail_memory(r->err);
	memcpy(copy, l->raw.ptr, l->raw.len);
	memset(copy + t->at, ' ', t->len);
	if (t->len >= 3)
		memcpy(copy + t->at, "。", 3);
	else
		copy[t->at] = ':';
	l->raw.ptr = copy;
	code = dbn_normalise(r->arena, l->raw, &norm, r->err);
	if (!code)
		l->text = norm.text;
	return code;
}

int dbn_lines_part_titles(struct reader *r)
{
	struct kind_of_item kinds[MARK_BULLET + 1];
	size_t parted = 0;
	int code = DBN_OK;

	memset(kinds, 0, sizeof kinds);
	for (size_t i = 0; i < r->lines.count && parted < ITEMS_MIN; i++)
		parted += r->lines.items[i].kind == LINE_TEXT &&
			  is_parted(dbn_str_sub(r->lines.items[i].raw, 0, HEAD_BYTES));
	if (parted < ITEMS_MIN)
		return DBN_OK;
	for (size_t i = 0; i < r->lines.count && !code; i++)
		code = look_at(r, i, kinds);
	for (size_t k = 0; k <= MARK_BULLET && !code; k++) {
		bool wide = kinds[k].wide >= ITEMS_MIN && kinds[k].wide * 2 >= kinds[k].all;
		bool all = kinds[k].count >= ITEMS_MIN && kinds[k].count * 5 >= kinds[k].all * 4;

		for (size_t i = 0; (wide || all) && i < kinds[k].count && !code; i++)
			if (all || kinds[k].items[i].wide)
				code = part(r, &kinds[k].items[i]);
	}
	return code;
}
