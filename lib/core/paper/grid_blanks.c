/*
 * grid_blanks.c - tables that lost their lines on the way: a row a line, blanks
 * between the cells. Taken for one only under a heading with a column of numbers.
 */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "grid.h"
#include "../text/scan.h"

enum { CELLS_MIN = 4, LINE_BYTES_MAX = 1500, HAN = 3 };

static size_t blank_at(struct dbn_str s, size_t at)
{
	return dbn_scan_any_at(s, at, " |\xe3\x80\x80|\xc2\xa0");
}

/* 陆 明: a name of two characters set with a blank between them. */
static void join_names(struct reader *r, struct cells *cells)
{
	size_t to = 0;

	for (size_t i = 0; i < cells->count; i++) {
		bool single = cells->items[i].len == HAN && dbn_is_han(dbn_scan_cp(cells->items[i], 0));
		bool joins = single && i + 1 < cells->count && cells->items[i + 1].len == HAN &&
			     dbn_is_han(dbn_scan_cp(cells->items[i + 1], 0));

		cells->items[to++] = joins ? dbn_arena_join(r->arena, cells->items + i, 2) : cells->items[i];
		i += joins;
	}
	cells->count = to;
}

/* The pieces between blanks; none where there are fewer than two. */
static int split(struct reader *r, const struct line *l, struct cells *out)
{
	char *copy;
	size_t n = 0;
	int code;

	*out = (struct cells) { NULL, 0, 0 };
	if (l->raw.len > LINE_BYTES_MAX || !dbn_scan_has_any(l->raw, " |\xe3\x80\x80|\xc2\xa0"))
		return DBN_OK;
	copy = dbn_arena_alloc(r->arena, l->raw.len, 1);
	if (!copy)
		return dbn_fail_memory(r->err);
	for (size_t at = 0; at < l->raw.len;) {
		size_t blank = blank_at(l->raw, at);

		if (!blank)
			copy[n++] = l->raw.ptr[at++];
		else if (n && copy[n - 1] != '\t')
			copy[n++] = '\t';
		at += blank;
	}
	code = dbn_cells_split(r, (struct dbn_str) { copy, n }, out);
	join_names(r, out);
	return code ? code : r->arena->failed ? dbn_fail_memory(r->err) : DBN_OK;
}

static bool is_gap(const struct line *l)
{
	return l->kind == LINE_PAGE || l->kind == LINE_NOISE || l->kind == LINE_RULE;
}

/* 一、值班备勤 between two rows. */
static bool is_section(const struct cells *cells, struct dbn_str text)
{
	struct marker m;

	return cells->count < 2 && text.len < 90 && !dbn_scan_has(text, "。") && dbn_marker_read(text, &m) &&
	       (m.kind == MARK_HAN || m.kind == MARK_HAN_PAREN);
}

/* Rows are told by their numbers; what has fewer or more cells than the heading is for a person to see. */
static int read_rows(struct reader *r, struct grid *g)
{
	int32_t want = 1, n;
	int code = DBN_OK;

	for (size_t i = g->first + 1; i < r->lines.count && !code; i++) {
		const struct line *l = &r->lines.items[i];
		struct cells cells;

		if (is_gap(l))
			continue;
		if (l->kind != LINE_TEXT || l->cells)
			break;
		code = split(r, l, &cells);
		if (code)
			break;
		if (cells.count > 1 && dbn_str_uint(cells.items[0], &n) && n == want) {
			code = grid_add_cells(r, g, &cells, i);
			want++;
		} else if (is_section(&cells, l->text)) {
			struct dbn_str text = l->text;

			code = grid_add_cells(r, g, &(struct cells) { &text, 1, 1 }, i);
		} else {
			break;
		}
		g->last = i;
	}
	return code;
}

/* Whether as many cells stand below it as in the heading, a 1 in front. */
static int is_head(struct reader *r, size_t first, const struct cells *head, bool *is)
{
	struct cells below;
	size_t i = first + 1;
	int32_t one = 0;
	int code;

	*is = false;
	while (i < r->lines.count && is_gap(&r->lines.items[i]))
		i++;
	if (head->count < CELLS_MIN || head->count > COLUMNS_MAX || i >= r->lines.count ||
	    dbn_column_kind(head->items[0]) != COLUMN_SEQ || !grid_is_heading(r, head))
		return DBN_OK;
	code = split(r, &r->lines.items[i], &below);
	*is = !code && below.count == head->count && dbn_str_uint(below.items[0], &one) && one == 1;
	return code;
}

int grid_read_blanks(struct reader *r, size_t first, size_t *next)
{
	struct cells head;
	struct grid *g;
	bool is;
	int code = split(r, &r->lines.items[first], &head);

	if (!code)
		code = is_head(r, first, &head, &is);
	if (code || !is)
		return code;
	g = grid_add(r, first, head.count);
	if (!g)
		return dbn_fail_memory(r->err);
	g->plain = true;
	code = grid_add_cells(r, g, &head, first);
	if (!code)
		code = read_rows(r, g);
	*next = g->last + 1;
	grid_mark_rows(r, g);
	return code;
}
