/*
 * table.h - a CSV file whose columns are known (columns.def): private to lib/ledger.
 *
 * Headings in Chinese, columns in any order and cells as a spreadsheet
 * rewrote them are put right on reading and noted in csv.oddities.
 */
#ifndef LEDGER_TABLE_H
#define LEDGER_TABLE_H

#include "dubanc/columns.h"
#include "dubanc/csv.h"

enum { TABLE_COLUMNS_MAX = 32 };

struct table {
	enum dbn_table_id id;
	struct dbn_csv csv;
	size_t place[TABLE_COLUMNS_MAX]; /* column of columns.def → column of the file, or DBN_NONE */
};

/* bytes must live as long as the arena. */
int table_read(struct table *t, enum dbn_table_id id, struct dbn_arena *arena, struct dbn_str bytes,
	       const char *file, struct dbn_sink sink, struct dbn_err *err);
/* An empty table with all its columns. */
int table_new(struct table *t, enum dbn_table_id id, struct dbn_arena *arena, const char *file,
	      struct dbn_err *err);
struct dbn_str table_cell(const struct table *t, size_t row, size_t column);
/* Sets a cell (value in canonical form, living as long as the arena); adds the
 * column where the file has none. */
int table_set(struct table *t, size_t row, size_t column, struct dbn_str value, struct dbn_err *err);
/* Adds the columns of columns.def that the file lacks. */
int table_complete(struct table *t, struct dbn_err *err);
/* Whether two rows of a table are alike, cell by cell. */
bool table_same_row(const struct table *t, size_t a, size_t b);
/* Index of the key column's row with this key, or DBN_NONE; searched from row `hint` on, around. */
size_t table_find(const struct table *t, struct dbn_str key, size_t hint);

/* dbn_csv_parse(); slow: every line through libcsv (for tests that compare). */
int csv_parse_with(struct dbn_csv *out, struct dbn_arena *arena, struct dbn_str bytes,
		   const char *file, bool slow, struct dbn_sink sink, struct dbn_err *err);

/* The canonical form of a cell's value: trimmed, days ISO, numbers plain,
 * words by their stored names; what cannot be read stays as it is. */
struct dbn_str cell_canonical(struct dbn_arena *a, enum dbn_table_id table, size_t column,
			      struct dbn_str value);
#endif
