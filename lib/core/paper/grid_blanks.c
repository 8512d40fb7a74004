/*
 * grid_blanks.c - tables that lost their lines on the way: a row a line, blanks
 * between the cells. Under a heading with a column of numbers these tell the rows;
 * under one without, what begins in the first column does.
 */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "grid.h"
#include "../text/scan.h"

enum { CELLS_MIN = 4, CELLS_MIN_WIDE = 3, LINE_BYTES_MAX = 1500, HAN = 3, PIECES_MAX = 80, CODE_MAX = 16 };

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

/* What stands between blanks, and where on the line. */
struct pieces {
	struct dbn_str items[PIECES_MAX];
	size_t column[PIECES_MAX]; /* in which it begins */
	size_t apart[PIECES_MAX];  /* columns of blanks before it */
	size_t count;
	bool wide; /* of a heading: two blanks or more between its cells, which set its columns */
};

static void split(const struct line *l, struct pieces *out)
{
	static const struct dbn_width width = { 0 };
	struct dbn_str s = l->raw;
	size_t at = 0, column = l->indent, before = 0;

	out->count = 0;
	if (s.len > LINE_BYTES_MAX)
		return;
	while (at < s.len && out->count < PIECES_MAX) {
		size_t blank = blank_at(s, at), from = at;

		if (blank) {
			before += blank == HAN ? 2 : 1;
			column += blank == HAN ? 2 : 1;
			at += blank;
			continue;
		}
		while (at < s.len && !blank_at(s, at))
			at++;
		out->items[out->count] = dbn_str_sub(s, from, at - from);
		out->column[out->count] = column;
		out->apart[out->count++] = before;
		column += dbn_text_width(dbn_str_sub(s, from, at - from), width);
		before = 0;
	}
}

/* One cell as a table holds it, added to what a list has. */
static int push(struct reader *r, struct cells *to, struct dbn_str piece)
{
	struct dbn_str *cell = DBN_PUSH(r->arena, to);

	return cell ? dbn_cell_read(r, piece, cell) : dbn_fail_memory(r->err);
}

/* As many cells as there are pieces; none where there are fewer than two. */
static int as_cells(struct reader *r, const struct pieces *p, struct cells *out)
{
	int code = DBN_OK;

	*out = (struct cells) { NULL, 0, 0 };
	for (size_t i = 0; i < p->count && p->count > 1 && !code; i++)
		code = push(r, out, p->items[i]);
	join_names(r, out);
	return code ? code : r->arena->failed ? dbn_fail_memory(r->err) : DBN_OK;
}

/*
 * Cells by the columns of the heading that the pieces stand under, so that an empty
 * one stays empty; no cells where a piece stands between two columns.
 */
static int by_place(struct reader *r, const struct pieces *p, const struct pieces *head, struct cells *out)
{
	size_t next = 0;
	int code = DBN_OK;

	*out = (struct cells) { NULL, 0, 0 };
	for (size_t i = 0; head->wide && i < p->count && !code; i++) {
		size_t k = next, end = i + 1;

		while (k < head->count && head->column[k] != p->column[i])
			k++;
		if (k == head->count) {
			out->count = 0;
			return DBN_OK;
		}
		for (; next < k && !code; next++)
			code = push(r, out, (struct dbn_str) { "", 0 });
		/* one blank and no column there: inside the cell */
		while (end < p->count && p->apart[end] == 1 &&
		       !(k + 1 < head->count && p->column[end] == head->column[k + 1]))
			end++;
		if (!code)
			code = push(r, out,
				    (struct dbn_str) { p->items[i].ptr,
						       (size_t)(p->items[end - 1].ptr + p->items[end - 1].len -
								p->items[i].ptr) });
		next++;
		i = end - 1;
	}
	return code;
}

static bool is_gap(const struct line *l)
{
	return l->kind == LINE_PAGE || l->kind == LINE_NOISE || l->kind == LINE_RULE;
}

/* 市民政局　市住建局 in the last column: more names than columns are names in that one. */
static int join_last(struct reader *r, const struct pieces *head, struct cells *out)
{
	size_t last = head->count;

	if (!last || out->count <= last || !dbn_label_names_units(dbn_label_word(head->items[last - 1])))
		return DBN_OK;
	for (size_t i = last - 1; i < out->count; i++)
		if (!dbn_is_unit_name(out->items[i]))
			return DBN_OK;
	for (size_t i = last; i < out->count; i++) {
		struct dbn_str parts[] = { out->items[last - 1], DBN_STR("、"), out->items[i] };

		out->items[last - 1] = dbn_arena_join(r->arena, parts, 3);
	}
	out->count = last;
	return r->arena->failed ? dbn_fail_memory(r->err) : DBN_OK;
}

/* The cells of a row by their places; else, by their number, as they come. */
static int row_cells(struct reader *r, const struct line *l, const struct pieces *head, struct cells *out,
		     bool *placed)
{
	struct pieces p;
	int code;

	split(l, &p);
	code = by_place(r, &p, head, out);
	*placed = out->count > 0;
	if (code || *placed)
		return code;
	code = as_cells(r, &p, out);
	return code ? code : join_last(r, head, out);
}

/* More of the cells of the row above: its number is missing. */
static bool add_below(struct reader *r, struct grid *g, const struct cells *cells, size_t line)
{
	struct grid_row *row = &g->items[g->count - 1];

	if (g->count < 2 || cells->count < 2 || cells->items[0].len)
		return false;
	for (size_t i = 0; i < cells->count && i < g->columns; i++) {
		struct dbn_str parts[] = { row->cells[i], cells->items[i] };

		row->cells[i] = dbn_arena_join(r->arena, parts, 2);
	}
	row->last = line;
	return true;
}

/* The heading on top of a new page, where the columns may stand elsewhere. */
static bool heads_again(const struct grid *g, const struct line *l, struct pieces *head)
{
	struct pieces p;

	split(l, &p);
	if (p.count != g->columns)
		return false;
	for (size_t i = 0; i < p.count; i++)
		if (!dbn_str_eq(p.items[i], head->items[i]))
			return false;
	p.wide = head->wide;
	*head = p;
	return true;
}

/* XF-01, A3, 2025-7 in the column of numbers: a number of the office's own kind. */
static bool is_code(struct dbn_str s)
{
	bool digit = false;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c >= 0x80)
			return false;
		digit = digit || dbn_scan_is_digit(c);
	}
	return digit && s.len > 1 && s.len <= CODE_MAX;
}

/* Whether the cells are those of the next row: by its number, or with something in the first column. */
static bool begins_row(const struct grid *g, const struct cells *cells, bool placed, int32_t want)
{
	int32_t n;

	if (cells->count < 2)
		return false;
	if (dbn_column_kind(g->items[0].cells[0]) == COLUMN_SEQ)
		return dbn_str_uint(cells->items[0], &n) ? n == want
							 : is_code(cells->items[0]) && cells->count >= CELLS_MIN;
	return cells->items[0].len && (placed ? cells->count > 2 : cells->count == g->columns);
}

/* Rows are told by their numbers; what has fewer or more cells than the heading is for a person to see. */
static int read_rows(struct reader *r, struct grid *g, struct pieces *head)
{
	int32_t want = 1;
	int code = DBN_OK;

	for (size_t i = g->first + 1; i < r->lines.count && !code; i++) {
		const struct line *l = &r->lines.items[i];
		struct dbn_str section;
		struct cells cells;
		bool placed;

		if (is_gap(l))
			continue;
		if (l->kind != LINE_TEXT || l->cells)
			break;
		if (heads_again(g, l, head)) {
			g->last = i;
			continue;
		}
		if (grid_section(r, l, &section)) {
			code = grid_add_cells(r, g, &(struct cells) { &section, 1, 1 }, i);
			g->last = i;
			continue;
		}
		code = row_cells(r, l, head, &cells, &placed);
		if (code)
			break;
		if (begins_row(g, &cells, placed, want)) {
			code = grid_add_cells(r, g, &cells, i);
			if (placed) /* the last cells may be empty */
				g->items[g->count - 1].count = g->columns;
			want++;
		} else if (!placed || !add_below(r, g, &cells, i)) {
			break;
		}
		g->last = i;
	}
	return code;
}

/*
 * Whether the first row below it has a 1 in front, and as many cells as the heading or cells in
 * their places; where no column is for numbers, a task is what each row begins with.
 */
static int is_head(struct reader *r, size_t first, const struct cells *head, const struct pieces *places,
		   bool *is)
{
	bool numbered = head->count && dbn_column_kind(head->items[0]) == COLUMN_SEQ;
	struct dbn_str section;
	struct cells below;
	bool placed;
	int32_t one = 0;
	int code = DBN_OK;

	*is = false;
	if (head->count < (numbered ? CELLS_MIN : CELLS_MIN_WIDE) || head->count > COLUMNS_MAX ||
	    !grid_is_heading(r, head) ||
	    (!numbered && (!places->wide || dbn_column_kind(head->items[0]) != COLUMN_TASK)))
		return DBN_OK;
	for (size_t i = first + 1; i < r->lines.count && !code; i++) {
		const struct line *l = &r->lines.items[i];

		if (is_gap(l) || grid_section(r, l, &section))
			continue;
		code = row_cells(r, l, places, &below, &placed);
		*is = (placed ? below.count > 2 : below.count == head->count) && below.items[0].len &&
		      (!numbered || (dbn_str_uint(below.items[0], &one) ? one == 1 : places->wide && is_code(below.items[0])));
		break;
	}
	return code;
}

/* The heading: where two blanks part its words, one blank belongs to a word. */
static int heading_cells(struct reader *r, struct pieces *p, struct cells *out)
{
	size_t n = 0;

	p->wide = p->count > 1;
	for (size_t i = 1; i < p->count; i++)
		p->wide = p->wide && (p->apart[i] > 1 || p->items[i].len == HAN);
	for (size_t i = 0; i < p->count; i++) {
		if (p->wide && i && p->apart[i] == 1) {
			p->items[n - 1].len = (size_t)(p->items[i].ptr + p->items[i].len - p->items[n - 1].ptr);
			continue;
		}
		p->items[n] = p->items[i];
		p->column[n] = p->column[i];
		p->apart[n++] = p->apart[i];
	}
	p->count = n;
	return as_cells(r, p, out);
}

int grid_read_blanks(struct reader *r, size_t first, size_t *next)
{
	struct pieces places;
	struct cells head;
	struct grid *g;
	bool is;
	int code;

	split(&r->lines.items[first], &places);
	code = heading_cells(r, &places, &head);
	if (!code)
		code = is_head(r, first, &head, &places, &is);
	if (code || !is)
		return code;
	g = grid_add(r, first, head.count);
	if (!g)
		return dbn_fail_memory(r->err);
	g->plain = true;
	code = grid_add_cells(r, g, &head, first);
	if (!code)
		code = read_rows(r, g, &places);
	*next = g->last + 1;
	grid_mark_rows(r, g);
	return code;
}
