/*
 * xlsx.c - a table as the stream of which the helper makes a workbook.
 *
 * Lines of UTF-8, fields parted by TAB; in text \ is \\, a line feed \n.
 *
 *	dubanc-sheet TAB 1                    once, first
 *	sheet TAB NAME                        begins a sheet
 *	title TAB COLUMNS TAB TEXT            a merged line above the headings
 *	hint TAB COLUMNS TAB TEXT             the same, small: how to fill the sheet
 *	protect                               all cells locked but those of open columns
 *	column TAB WIDTH TAB KIND TAB HEADING KIND: empty, bar, open, open:CHOICE,CHOICE
 *	row TAB CELL … , total TAB CELL …     CELL: tTEXT nNUMBER dSERIAL pPERCENT wCOLOUR-WORD x or empty; x: closed in a column
 *	                                      that is open
 *	group TAB TEXT                        a heading among the rows
 *	chart TAB NAMES TAB VALUES TAB ROWS   bars of one column by another, counted from 0
 */
#include "cells.h"

enum {
	WIDTH_MIN = 6, WIDTH_MAX = 48, WIDTH_LONG = 40, /* in columns of a narrow character */
	WIDTH_NARROW = 12,			       /* no column is made narrower to fit the page */
	PAGE = 150,				       /* about what A4 across shows at three quarters of its size */
	EPOCH = 25569				       /* the serial of 1970-01-01 */
};

static void put_escaped(struct dbn_buf *out, struct dbn_str s)
{
	dbn_buf_heed(out, s);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			dbn_buf_addz(out, "\\\\");
		else if (s.ptr[i] == '\n')
			dbn_buf_addz(out, "\\n");
		else
			dbn_buf_addc(out, s.ptr[i] == '\t' || s.ptr[i] == '\r' ? ' ' : s.ptr[i]);
	}
}

static void put_cell(struct dbn_buf *out, const struct dbn_cell *cell, const struct dbn_field *field,
		     const struct dbn_how *how, struct dbn_buf *scratch)
{
	int light = cell_light(cell);

	dbn_buf_addc(out, '\t');
	dbn_buf_clear(scratch);
	if (cell->type == DBN_CELL_NONE && (field->flags & DBN_FIELD_OPEN)) {
		dbn_buf_addc(out, 'x');
		return;
	}
	if (cell->type == DBN_CELL_DAY) {
		dbn_buf_addc(out, 'd');
		dbn_buf_addi(out, cell->is.number + EPOCH);
		return;
	}
	if (cell->type == DBN_CELL_INT || cell->type == DBN_CELL_TENTHS || cell->type == DBN_CELL_PERCENT) {
		dbn_buf_addc(out, cell->type == DBN_CELL_PERCENT ? 'p' : 'n');
		cell_stored(out, cell);
		return;
	}
	cell_shown(scratch, cell, field, how->lang);
	if (!scratch->len)
		return;
	dbn_buf_addc(out, light >= 0 ? 'w' : 't');
	if (light >= 0)
		dbn_buf_addi(out, dbn_scheme_colour(how->scheme, dbn_light_colour((enum dbn_light)light)));
	put_escaped(out, dbn_buf_str(scratch));
}

/* The widest of heading and cells, in columns of which Han take two. */
static size_t width_of(const struct dbn_table *t, size_t f, const struct dbn_how *how, struct dbn_buf *scratch)
{
	static const struct dbn_width wide = { 2 };
	size_t widest = dbn_text_width(dbn_str_of(t->fields[f].heading[how->lang]), wide) + 3; /* the filter's arrow */

	for (size_t r = 0; r < t->rows.count && widest < WIDTH_MAX; r++) {
		size_t width;

		dbn_buf_clear(scratch);
		cell_shown(scratch, &t->rows.items[r].cells[f], &t->fields[f], how->lang);
		width = dbn_text_width(dbn_buf_str(scratch), wide) + 2;
		widest = width > widest ? width : widest;
	}
	if ((t->fields[f].flags & DBN_FIELD_LONG) && widest < WIDTH_LONG)
		return WIDTH_LONG;
	return widest < WIDTH_MIN ? WIDTH_MIN : widest > WIDTH_MAX ? WIDTH_MAX : widest;
}

/* The widest that a column may be so that all fit the page; cells wrap in it. */
static size_t cap_of(const size_t *widths, size_t n)
{
	size_t cap = WIDTH_MAX, sum;

	do {
		sum = 0;
		for (size_t f = 0; f < n; f++)
			sum += widths[f] < cap ? widths[f] : cap;
	} while (sum > PAGE && --cap > WIDTH_NARROW);
	return cap;
}

static void put_columns(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how,
			struct dbn_buf *scratch)
{
	size_t *widths = dbn_arena_alloc(t->arena, t->field_count, sizeof *widths), cap;

	if (!widths) {
		out->failed = true;
		return;
	}
	for (size_t f = 0; f < t->field_count; f++)
		widths[f] = width_of(t, f, how, scratch);
	cap = cap_of(widths, t->field_count);
	for (size_t f = 0; f < t->field_count; f++) {
		const struct dbn_field *field = &t->fields[f];
		bool whole = f == 0 || (field->flags & DBN_FIELD_LONG); /* ids are to be read whole */

		dbn_buf_addz(out, "column\t");
		dbn_buf_addi(out, (int64_t)(widths[f] < cap || whole ? widths[f] : cap));
		dbn_buf_addc(out, '\t');
		if (field->flags & DBN_FIELD_OPEN) {
			dbn_buf_addz(out, field->flags & DBN_FIELD_YES_NO ? "open:是,否" : "open");
		} else if (dbn_str_eqz(dbn_str_of(field->key), "progress")) {
			dbn_buf_addz(out, "bar");
		}
		dbn_buf_addc(out, '\t');
		put_escaped(out, dbn_str_of(field->heading[how->lang]));
		dbn_buf_addc(out, '\n');
	}
}

static bool is_open(const struct dbn_table *t)
{
	for (size_t f = 0; f < t->field_count; f++)
		if (t->fields[f].flags & DBN_FIELD_OPEN)
			return true;
	return false;
}

static void put_line_above(struct dbn_buf *out, const struct dbn_table *t, const char *word, struct dbn_str text)
{
	if (!text.len)
		return;
	dbn_buf_addz(out, word);
	dbn_buf_addi(out, (int64_t)t->field_count);
	dbn_buf_addc(out, '\t');
	put_escaped(out, text);
	dbn_buf_addc(out, '\n');
}

static void put_sheet(struct dbn_buf *out, const struct dbn_table *t)
{
	if (!out->len)
		dbn_buf_addz(out, "dubanc-sheet\t1\n");
	dbn_buf_addz(out, "sheet\t");
	put_escaped(out, t->sheet ? dbn_str_of(t->sheet) : t->title);
	dbn_buf_addc(out, '\n');
	put_line_above(out, t, "title\t", t->title);
	put_line_above(out, t, "hint\t", t->hint);
	if (is_open(t))
		dbn_buf_addz(out, "protect\n");
}

void render_xlsx(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how)
{
	struct dbn_buf scratch;
	size_t plain = 0;

	dbn_buf_init(&scratch, 16u << 20);
	put_sheet(out, t);
	put_columns(out, t, how, &scratch);
	for (size_t r = 0; r < t->rows.count; r++) {
		const struct dbn_row *row = &t->rows.items[r];

		if (row->group.len) {
			dbn_buf_addz(out, "group\t");
			put_escaped(out, row->group);
			dbn_buf_addc(out, '\n');
		}
		plain += !row->total;
		dbn_buf_addz(out, row->total ? "total" : "row");
		for (size_t f = 0; f < t->field_count; f++)
			put_cell(out, &row->cells[f], &t->fields[f], how, &scratch);
		dbn_buf_addc(out, '\n');
	}
	if (t->chart) {
		dbn_buf_addz(out, "chart\t0\t");
		dbn_buf_addi(out, (int64_t)t->chart);
		dbn_buf_addc(out, '\t');
		dbn_buf_addi(out, (int64_t)(plain < 40 ? plain : 40));
		dbn_buf_addc(out, '\n');
	}
	out->failed = out->failed || scratch.failed;
	dbn_buf_release(&scratch);
}
