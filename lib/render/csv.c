/* csv.c - a table as csv, for programs and for spreadsheets, and as tsv. */
#include "cells.h"
#include "dubanc/csv.h"

/* -12, -12.5, -12.5%: a number that a spreadsheet may read as such. */
static bool is_negative_number(struct dbn_str s)
{
	size_t i = 1, digits = 0;

	while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
		i++, digits++;
	if (digits && i + 1 < s.len && s.ptr[i] == '.') {
		i++;
		while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
			i++;
	}
	if (digits && i < s.len && s.ptr[i] == '%')
		i++;
	return digits && i == s.len && s.ptr[0] == '-' && s.ptr[s.len - 1] != '.';
}

bool dbn_is_formula(struct dbn_str text)
{
	static const char *const starts[] = {
		"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"
	};
	struct dbn_str s = text;

	/* Blanks before it do not stop a spreadsheet. */
	while (s.len && s.ptr[0] == ' ')
		s = dbn_str_from(s, 1);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (dbn_str_starts(s, dbn_str_of(starts[i])))
			return !is_negative_number(s);
	return false;
}

/* Whether the guard stands before it: also where it looks as if it did already. */
static bool needs_guard(struct dbn_str s)
{
	while (s.len && s.ptr[0] == '\'')
		s = dbn_str_from(s, 1);
	return dbn_is_formula(s);
}

struct dbn_str dbn_csv_unguard(struct dbn_str cell)
{
	return cell.len && cell.ptr[0] == '\'' && needs_guard(cell) ? dbn_str_from(cell, 1) : cell;
}

static void put_excel(struct dbn_buf *out, const struct dbn_cell *cell,
		      const struct dbn_field *field, enum dbn_lang lang, struct dbn_buf *scratch)
{
	dbn_buf_clear(scratch);
	/* The members of a list keep their ; so that the sheet can be read back. */
	if (cell->type == DBN_CELL_TEXT) {
		if (needs_guard(cell->is.text))
			dbn_buf_addc(scratch, '\'');
		dbn_buf_add(scratch, cell->is.text);
	} else if (cell->type == DBN_CELL_INT) {
		cell_stored(scratch, cell);
	} else {
		cell_shown(scratch, cell, field, lang);
	}
	dbn_csv_put(out, dbn_buf_str(scratch));
}

void render_csv(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how)
{
	const char *end = how->excel ? "\r\n" : "\n";
	struct dbn_buf scratch;

	dbn_buf_init(&scratch, 16u << 20);
	if (how->excel)
		dbn_buf_addz(out, "\xef\xbb\xbf");
	for (size_t f = 0; f < t->field_count; f++) {
		if (f)
			dbn_buf_addc(out, ',');
		dbn_csv_put(out, dbn_str_of(how->excel ? t->fields[f].heading[how->lang]
						       : t->fields[f].key));
	}
	dbn_buf_addz(out, end);
	for (size_t r = 0; r < t->rows.count; r++) {
		if (t->rows.items[r].total && !how->excel)
			continue;
		for (size_t f = 0; f < t->field_count; f++) {
			const struct dbn_cell *cell = &t->rows.items[r].cells[f];

			if (f)
				dbn_buf_addc(out, ',');
			if (how->excel) {
				put_excel(out, cell, &t->fields[f], how->lang, &scratch);
				continue;
			}
			dbn_buf_clear(&scratch);
			cell_stored(&scratch, cell);
			dbn_csv_put(out, dbn_buf_str(&scratch));
		}
		dbn_buf_addz(out, end);
	}
	out->failed = out->failed || scratch.failed;
	dbn_buf_release(&scratch);
}

/* TSV has no quoting: what would break a line or a cell becomes a blank. */
static void put_flat(struct dbn_buf *out, struct dbn_str s)
{
	size_t from = out->len;

	dbn_buf_add(out, s);
	for (size_t i = from; i < out->len; i++) {
		unsigned char c = (unsigned char)out->ptr[i];

		if (c < 0x20 || c == 0x7f)
			out->ptr[i] = ' ';
	}
}

void render_tsv(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how)
{
	struct dbn_buf scratch;

	(void)how;
	dbn_buf_init(&scratch, 16u << 20);
	for (size_t f = 0; f < t->field_count; f++) {
		if (f)
			dbn_buf_addc(out, '\t');
		dbn_buf_addz(out, t->fields[f].key);
	}
	dbn_buf_addc(out, '\n');
	for (size_t r = 0; r < t->rows.count; r++) {
		if (t->rows.items[r].total)
			continue;
		for (size_t f = 0; f < t->field_count; f++) {
			if (f)
				dbn_buf_addc(out, '\t');
			dbn_buf_clear(&scratch);
			cell_stored(&scratch, &t->rows.items[r].cells[f]);
			put_flat(out, dbn_buf_str(&scratch));
		}
		dbn_buf_addc(out, '\n');
	}
	out->failed = out->failed || scratch.failed;
	dbn_buf_release(&scratch);
}
