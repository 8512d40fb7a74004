/*
 * grid_cells.c - tables with one cell a line: a bar behind each, or nothing. Their rows are
 * told by how many headings there are, and by their numbers.
 */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "grid.h"
#include "../text/scan.h"

enum { COLUMNS_MIN = 2, PLAIN_COLUMNS_MAX = 14, HEADING_BYTES_MAX = 45, CELL_LINES = 12 };

/* ---- one cell a line, a bar behind it ---- */

static bool is_cell_line(const struct line *l)
{
	return grid_is_text(l) && l->cells &&
	       (dbn_scan_ends(l->text, "｜") || l->text.ptr[l->text.len - 1] == '|') &&
	       dbn_scan_strip(dbn_str_sub(l->text, 0, l->text.len - 1)).len > 0 &&
	       !memchr(l->text.ptr, '|', l->text.len - 1);
}

/* A bar alone: an empty cell. */
static bool is_empty_cell(const struct line *l)
{
	return grid_is_text(l) && (dbn_str_eq(l->text, DBN_STR("|")) || dbn_str_eq(l->text, DBN_STR("｜")));
}

/* Names that only a blank parts stay two. */
static int cell_names(struct reader *r, struct dbn_str raw, struct dbn_str *cell)
{
	return dbn_scan_has_any(raw, " |\xe3\x80\x80|\xc2\xa0") ? dbn_cell_read(r, raw, cell) : DBN_OK;
}

static struct dbn_str without_bar(struct dbn_str s)
{

	if (dbn_scan_ends(s, "｜"))
		s.len -= 3;
	else if (dbn_scan_ends(s, "|"))
		s.len--;
	return dbn_str_trim(s);
}

static struct dbn_str cell_text(const struct line *l)
{
	return without_bar(l->text);
}

/* 1, or 1.召开大会 where no column is for the numbers: the row of that number begins. */
static bool begins_row(struct dbn_str s, bool numbered, int32_t want)
{
	struct marker m;
	int32_t n;

	return numbered ? dbn_str_uint(s, &n) && n == want
			: dbn_marker_read(s, &m) && m.kind == MARK_NUM && m.number == want;
}

size_t grid_count_headings(const struct reader *r, size_t first)
{
	struct dbn_str cells[COLUMNS_MAX];
	size_t n = 0;

	size_t known = 0;

	/* Down to the first row, where its number shows; else as far as we know the words. */
	for (size_t i = first; i < r->lines.count && n < PLAIN_COLUMNS_MAX; i++) {
		const struct line *l = &r->lines.items[i];
		struct marker m;

		if (!is_cell_line(l) || cell_text(l).len > HEADING_BYTES_MAX)
			break;
		if (n > 2 && (begins_row(cell_text(l), true, 1) || dbn_marker_read(cell_text(l), &m))) {
			known = n;
			break;
		}
		if (known == n && dbn_column_kind(cell_text(l)) != COLUMN_NONE)
			known++;
		cells[n++] = cell_text(l);
	}
	return known >= COLUMNS_MIN && grid_is_heading(r, &(struct cells) { cells, known, known }) ? known : 0;
}

/* Whether a row's other cells stand empty below its first. */
static bool is_merged(const struct reader *r, size_t i, size_t columns)
{
	size_t empty = 0;

	while (empty + 1 < columns && i + empty + 1 < r->lines.count &&
	       is_empty_cell(&r->lines.items[i + empty + 1]))
		empty++;
	return empty + 1 == columns;
}

/* 市医保局，/ 城东区、城西区、/ 城北区人民政府 |: a cell over several lines, its bar behind the last. */
static bool cell_goes_on(const struct reader *r, size_t i)
{
	for (size_t n = 0; n < CELL_LINES && i + 1 < r->lines.count; n++, i++) {
		const struct line *l = &r->lines.items[i];

		if (!grid_is_text(l) || !dbn_scan_ends_any(l->text, "，|、|；"))
			return false;
		if (is_cell_line(l + 1))
			return true;
	}
	return false;
}

/* Cells of the stream, filled into rows of as many columns as the heading has. */
int grid_read_stream(struct reader *r, size_t first, size_t columns, size_t *next)
{
	struct grid *g = grid_add(r, first, columns);
	struct dbn_str text = { "", 0 };
	size_t at = 0, start = first, merged = 0;
	struct grid_row *row = NULL;

	if (!g)
		return dbn_fail_memory(r->err);
	for (size_t i = first; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];
		struct marker m;

		if (grid_skips(l))
			continue;
		if (!grid_is_text(l) || (text.len > 6000))
			break;
		if (is_empty_cell(l) && merged) { /* what a section's cell was merged with */
			merged--;
			continue;
		}
		if (!is_cell_line(l) && !is_empty_cell(l) && !text.len &&
		    ((!grid_next_has_cells(r, i) && !cell_goes_on(r, i)) || (at == columns && grid_count_headings(r, i + 1) > 0)))
			break;
		{
			struct dbn_str cell = cell_text(l);

			if (cell_names(r, without_bar(l->raw), &cell))
				return DBN_ESYSTEM;
			text = grid_glue(r, text, cell);
		}
		if (!is_cell_line(l) && !is_empty_cell(l))
			continue;
		merged = 0;
		if (at == 0 || at == columns) {
			row = grid_add_row(r, g, start);
			if (!row)
				return dbn_fail_memory(r->err);
			at = 0;
		}
		row->cells[at++] = text;
		row->count = at;
		row->last = g->last = i;
		/* A section row is one cell only, or one and empty ones behind it. */
		if (at == 1 && dbn_marker_read(text, &m) && (m.kind == MARK_HAN || m.kind == MARK_HAN_PAREN) &&
		    (dbn_column_kind(g->items[0].cells[0]) == COLUMN_SEQ || is_merged(r, i, columns))) {
			at = columns;
			merged = columns - 1;
		}
		text = (struct dbn_str) { "", 0 };
		start = i + 1;
	}
	*next = g->last + 1;
	grid_mark_rows(r, g);
	return r->arena->failed ? dbn_fail_memory(r->err) : DBN_OK;
}

/* ---- one cell a line and nothing between ---- */

/*
 * How many headings stand from 序号, or a heading of tasks, down to the first
 * row; some may be words we do not know (提案案由).
 */
size_t grid_count_plain(const struct reader *r, size_t first)
{
	struct dbn_str cells[COLUMNS_MAX];
	bool numbered = grid_is_seq_word(r->lines.items[first].text);
	size_t n = 0;

	if (!numbered && dbn_column_kind(r->lines.items[first].text) != COLUMN_TASK)
		return 0;
	for (size_t i = first; i < r->lines.count && n < PLAIN_COLUMNS_MAX; i++) {
		const struct line *l = &r->lines.items[i];
		struct marker m;

		if (grid_skips(l) && !begins_row(l->text, numbered, 1))
			continue;
		if ((!grid_is_text(l) && !grid_skips(l)) || l->cells || l->text.len > HEADING_BYTES_MAX ||
		    dbn_scan_ends(l->text, "：")) /* a name whose value follows */
			return 0;
		if (begins_row(l->text, numbered, 1) || dbn_marker_read(l->text, &m))
			break;
		cells[n++] = l->text;
	}
	return n >= 3 && grid_is_heading(r, &(struct cells) { cells, n, n }) ? n : 0;
}

/* Whether the heading stands here again, as on top of a new page. */
static bool heads_again(const struct reader *r, const struct grid *g, size_t i)
{
	size_t k = 0;

	for (; i < r->lines.count && k < g->columns; i++) {
		if (grid_skips(&r->lines.items[i]))
			continue;
		if (!grid_is_text(&r->lines.items[i]) ||
		    !dbn_str_eq(r->lines.items[i].text, g->items[0].cells[k]))
			return false;
		k++;
	}
	return k == g->columns;
}

/*
 * The lines behind the heading: rows are told by their numbers, each begins with
 * the next one. A row with fewer cells than the heading cannot be aligned.
 */
static int read_plain_rows(struct reader *r, struct grid *g, size_t from)
{
	bool numbered = dbn_column_kind(g->items[0].cells[0]) == COLUMN_SEQ;
	bool parted = r->lines.items[from].gap && r->lines.items[from - 1].gap; /* a blank line between cells */
	struct grid_row *row = NULL;
	int32_t want = 1;
	size_t skip = 0;

	for (size_t i = from; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];
		bool full = !row || row->count >= g->columns;
		/* 4 between blank lines looks like the number of a page. */
		bool begins = begins_row(l->text, numbered, want) && (full || grid_is_text(l));
		struct dbn_str section = { "", 0 };

		if (grid_skips(l) && !begins)
			continue;
		if ((!grid_is_text(l) && !begins) || l->cells || l->text.len > 900)
			break;
		if (parted && row && !l->gap && !begins) { /* a break inside a cell */
			row->cells[row->count - 1] = grid_glue(r, row->cells[row->count - 1], l->text);
			row->last = g->last = i;
			continue;
		}
		if (skip || (row && heads_again(r, g, i))) {
			skip = (skip ? skip : g->columns) - 1;
			g->last = i;
			continue;
		}
		if (begins) {
			row = grid_add_row(r, g, i);
			want++;
		} else if (full && grid_section(r, l, &section)) {
			row = grid_add_row(r, g, i);
			if (row)
				row->count = g->columns - 1;
		} else if (full) {
			break;
		}
		if (!row)
			return dbn_fail_memory(r->err);
		row->cells[row->line == i ? 0 : row->count] = section.len ? section : l->text;
		if (!section.len && cell_names(r, l->raw, &row->cells[row->line == i ? 0 : row->count]))
			return DBN_ESYSTEM;
		row->count++;
		row->last = g->last = i;
	}
	return DBN_OK;
}

int grid_read_plain(struct reader *r, size_t first, size_t columns, size_t *next)
{
	struct grid *g = grid_add(r, first, columns);
	struct cells heading = { NULL, 0, 0 };
	size_t i = first;
	int code;

	if (!g)
		return dbn_fail_memory(r->err);
	for (; heading.count < columns; i++) {
		struct dbn_str *cell =
		    grid_skips(&r->lines.items[i]) ? NULL : DBN_PUSH(r->arena, &heading);

		if (cell)
			*cell = r->lines.items[i].text;
		else if (r->arena->failed)
			return dbn_fail_memory(r->err);
	}
	code = grid_add_cells(r, g, &heading, first);
	g->last = i - 1;
	g->plain = true;
	if (!code)
		code = read_plain_rows(r, g, i);
	*next = g->last + 1;
	grid_mark_rows(r, g);
	return code;
}
