/* csv_write.c - CSV out, and changes to a table in memory. */
#include <string.h>

#include "dubanc/csv.h"

void dbn_csv_note(struct dbn_csv *csv, enum dbn_csv_oddity oddity, size_t line)
{
	size_t bit = 0;

	while ((unsigned)oddity >> bit > 1)
		bit++;
	if (!(csv->oddities & (unsigned)oddity))
		csv->odd_line[bit] = line;
	csv->oddities |= (unsigned)oddity;
}

int dbn_csv_new(struct dbn_csv *out, struct dbn_arena *arena, const char *const *header,
		size_t count, struct dbn_err *err)
{
	memset(out, 0, sizeof *out);
	out->arena = arena;
	out->cut = DBN_NONE;
	out->header = dbn_arena_alloc(arena, count, sizeof *out->header);
	if (!out->header)
		return dbn_fail_memory(err);
	for (size_t i = 0; i < count; i++)
		out->header[i] = dbn_str_of(header[i]);
	out->header_count = count;
	return DBN_OK;
}

size_t dbn_csv_column(const struct dbn_csv *csv, struct dbn_str name)
{
	for (size_t i = 0; i < csv->header_count; i++)
		if (dbn_str_eq(csv->header[i], name))
			return i;
	return DBN_NONE;
}

struct dbn_csv_row *dbn_csv_insert(struct dbn_csv *csv, size_t at)
{
	struct dbn_str *cells = dbn_arena_alloc(csv->arena, csv->header_count, sizeof *cells);
	struct dbn_csv_row *row;

	if (csv->row_count == csv->row_cap)
		csv->rows = dbn_arena_more(csv->arena, csv->rows, csv->row_count, &csv->row_cap,
					   sizeof *csv->rows);
	if (!cells || csv->row_count == csv->row_cap)
		return NULL;
	for (size_t i = 0; i < csv->header_count; i++)
		cells[i] = DBN_STR("");
	row = &csv->rows[at];
	memmove(row + 1, row, (csv->row_count - at) * sizeof *row);
	csv->row_count++;
	*row = (struct dbn_csv_row){ .cells = cells, .cell_count = csv->header_count };
	return row;
}

size_t dbn_csv_add_column(struct dbn_csv *csv, struct dbn_str name)
{
	size_t n = csv->header_count;
	struct dbn_str *header = dbn_arena_alloc(csv->arena, n + 1, sizeof *header);

	if (!header)
		return DBN_NONE;
	if (n)
		memcpy(header, csv->header, n * sizeof *header);
	header[n] = name;
	for (size_t i = 0; i < csv->row_count; i++) {
		struct dbn_csv_row *row = &csv->rows[i];
		size_t width = row->cell_count > n ? row->cell_count : n;
		struct dbn_str *cells = dbn_arena_alloc(csv->arena, width + 1, sizeof *cells);

		if (!cells)
			return DBN_NONE;
		if (n)
			memcpy(cells, row->cells, n * sizeof *cells);
		cells[n] = DBN_STR("");
		if (width > n) /* cells beyond the header stay beyond it */
			memcpy(cells + n + 1, row->cells + n, (width - n) * sizeof *cells);
		row->cells = cells;
		row->cell_count = width + 1;
		row->bytes.ptr = NULL;
	}
	csv->header = header;
	csv->header_count = n + 1;
	csv->header_bytes.ptr = NULL;
	return n;
}

void dbn_csv_put(struct dbn_buf *out, struct dbn_str cell)
{
	bool quote = false;

	dbn_buf_heed(out, cell);
	for (size_t i = 0; i < cell.len && !quote; i++)
		quote = cell.ptr[i] == ',' || cell.ptr[i] == '"' || cell.ptr[i] == '\r' ||
			cell.ptr[i] == '\n';
	if (!quote) {
		dbn_buf_add(out, cell);
		return;
	}
	dbn_buf_addc(out, '"');
	while (cell.len) {
		const char *q = memchr(cell.ptr, '"', cell.len);
		size_t n = q ? (size_t)(q - cell.ptr) + 1 : cell.len;

		dbn_buf_add(out, dbn_str_sub(cell, 0, n));
		if (q)
			dbn_buf_addc(out, '"');
		cell = dbn_str_from(cell, n);
	}
	dbn_buf_addc(out, '"');
}

void dbn_csv_put_row(struct dbn_buf *out, const struct dbn_str *cells, size_t count)
{
	/* A line of nothing would be no record. */
	if (count == 1 && cells[0].len == 0)
		dbn_buf_addz(out, "\"\"");
	for (size_t i = 0; i < count; i++) {
		if (i)
			dbn_buf_addc(out, ',');
		dbn_csv_put(out, cells[i]);
	}
	dbn_buf_addc(out, '\n');
}

void dbn_csv_write(struct dbn_buf *out, const struct dbn_csv *csv)
{
	bool copy = csv->oddities == 0;

	if (copy && csv->header_bytes.ptr)
		dbn_buf_add(out, csv->header_bytes);
	else if (csv->header_count)
		dbn_csv_put_row(out, csv->header, csv->header_count);
	for (size_t i = 0; i < csv->row_count; i++) {
		const struct dbn_csv_row *row = &csv->rows[i];

		if (copy && row->bytes.ptr)
			dbn_buf_add(out, row->bytes);
		else
			dbn_csv_put_row(out, row->cells,
					row->cell_count > csv->header_count ? row->cell_count :
									      csv->header_count);
	}
}
