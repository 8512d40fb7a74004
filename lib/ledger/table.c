/* table.c - a CSV file whose columns are known. */
#include <string.h>

#include "table.h"

static void map_columns(struct table *t)
{
	size_t count;
	const struct dbn_column *columns = dbn_columns(t->id, &count);

	for (size_t i = 0; i < TABLE_COLUMNS_MAX; i++)
		t->place[i] = DBN_NONE;
	for (size_t i = 0; i < t->csv.header_count; i++) {
		size_t c = dbn_column_find(t->id, t->csv.header[i]);

		if (c == DBN_NONE || t->place[c] != DBN_NONE)
			continue;
		t->place[c] = i;
		if (!dbn_str_eqz(t->csv.header[i], columns[c].name)) {
			t->csv.header[i] = dbn_str_of(columns[c].name);
			dbn_csv_note(&t->csv, DBN_CSV_HEADINGS, 1);
		}
	}
	for (size_t c = 0; c < count; c++)
		if (t->place[c] == DBN_NONE && t->csv.header_count)
			dbn_csv_note(&t->csv, DBN_CSV_HEADINGS, 1);
}

/* Whether a cell is canonical at first sight: plain text without blanks at its ends. */
static bool plainly_canonical(enum dbn_column_type type, struct dbn_str cell)
{
	unsigned char first, last;

	if (!cell.len)
		return true;
	if (type != DBN_TYPE_TEXT && type != DBN_TYPE_ID && type != DBN_TYPE_INSTANT && type != DBN_TYPE_CHANGES)
		return false;
	first = (unsigned char)cell.ptr[0];
	last = (unsigned char)cell.ptr[cell.len - 1];
	/* 0xa0 and 0x80 end, 0xc2 and 0xe3 begin the wide blanks. */
	return first > ' ' && last > ' ' && last != 0xa0 && last != 0x80 && first != 0xc2 && first != 0xe3;
}

static void read_cells(struct table *t)
{
	size_t count;
	const struct dbn_column *columns = dbn_columns(t->id, &count);

	for (size_t i = 0; i < t->csv.row_count; i++) {
		struct dbn_csv_row *row = &t->csv.rows[i];

		for (size_t c = 0; c < count; c++) {
			struct dbn_str *cell, value;

			if (t->place[c] == DBN_NONE)
				continue;
			cell = &row->cells[t->place[c]];
			if (plainly_canonical(columns[c].type, *cell))
				continue;
			value = cell_canonical(t->csv.arena, t->id, c, *cell);
			if (value.len == cell->len && (value.ptr == cell->ptr || dbn_str_eq(value, *cell)))
				continue;
			*cell = value;
			row->bytes.ptr = NULL;
			dbn_csv_note(&t->csv, DBN_CSV_CELLS, row->line);
		}
	}
}

int table_read(struct table *t, enum dbn_table_id id, struct dbn_arena *arena, struct dbn_str bytes,
	       const char *file, struct dbn_sink sink, struct dbn_err *err)
{
	int ret;

	t->id = id;
	ret = dbn_csv_parse(&t->csv, arena, bytes, file, sink, err);
	if (ret)
		return ret;
	map_columns(t);
	read_cells(t);
	if (t->csv.header_count && t->place[0] == DBN_NONE) {
		size_t count;
		struct dbn_str name = dbn_str_of(dbn_columns(id, &count)[0].name);

		dbn_csv_note(&t->csv, DBN_CSV_DAMAGED, 1);
		t->csv.damaged_line = 1;
		dbn_report(sink, DBN_MSG_CSV_NO_KEY, dbn_pos_at(file, 1, 1), &name, 1);
	}
	return arena->failed ? dbn_fail_memory(err) : DBN_OK;
}

int table_new(struct table *t, enum dbn_table_id id, struct dbn_arena *arena, const char *file,
	      struct dbn_err *err)
{
	const char *names[TABLE_COLUMNS_MAX];
	size_t count;
	const struct dbn_column *columns = dbn_columns(id, &count);
	int ret;

	for (size_t i = 0; i < count; i++)
		names[i] = columns[i].name;
	t->id = id;
	ret = dbn_csv_new(&t->csv, arena, names, count, err);
	if (!ret) {
		memcpy(t->csv.file, dbn_pos_at(file, 0, 0).file, sizeof t->csv.file);
		map_columns(t);
	}
	return ret;
}

struct dbn_str table_cell(const struct table *t, size_t row, size_t column)
{
	return t->place[column] == DBN_NONE ? DBN_STR("") : t->csv.rows[row].cells[t->place[column]];
}

static int add_column(struct table *t, size_t column, struct dbn_err *err)
{
	size_t count;
	const struct dbn_column *columns = dbn_columns(t->id, &count);

	t->place[column] = dbn_csv_add_column(&t->csv, dbn_str_of(columns[column].name));
	return t->place[column] == DBN_NONE ? dbn_fail_memory(err) : DBN_OK;
}

int table_complete(struct table *t, struct dbn_err *err)
{
	size_t count;
	int ret = DBN_OK;

	dbn_columns(t->id, &count);
	for (size_t c = 0; c < count && !ret; c++)
		if (t->place[c] == DBN_NONE)
			ret = add_column(t, c, err);
	return ret;
}

int table_set(struct table *t, size_t row, size_t column, struct dbn_str value, struct dbn_err *err)
{
	struct dbn_str *cell;

	if (t->place[column] == DBN_NONE) {
		int ret = value.len ? add_column(t, column, err) : DBN_OK;

		if (ret || !value.len)
			return ret;
	}
	cell = &t->csv.rows[row].cells[t->place[column]];
	if (dbn_str_eq(*cell, value))
		return DBN_OK;
	*cell = value;
	t->csv.rows[row].bytes.ptr = NULL;
	return DBN_OK;
}

bool table_same_row(const struct table *t, size_t a, size_t b)
{
	const struct dbn_csv_row *x = &t->csv.rows[a], *y = &t->csv.rows[b];
	bool same = x->cell_count == y->cell_count;

	for (size_t k = 0; same && k < t->csv.header_count; k++)
		same = dbn_str_eq(x->cells[k], y->cells[k]);
	return same;
}

size_t table_find(const struct table *t, struct dbn_str key, size_t hint)
{
	size_t n = t->csv.row_count;

	if (t->place[0] == DBN_NONE)
		return DBN_NONE;
	for (size_t k = 0; k < n; k++) {
		size_t i = (hint + k) % n;

		if (dbn_str_eq(t->csv.rows[i].cells[t->place[0]], key))
			return i;
	}
	return DBN_NONE;
}
