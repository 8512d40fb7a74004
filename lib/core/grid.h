/* grid.h - tables as grids and the kinds of their columns, shared by grid*.c and table.c. */
#ifndef DUBANC_CORE_GRID_H
#define DUBANC_CORE_GRID_H

#include "field.h"
#include "outline.h"

enum { COLUMNS_MAX = 40 };

enum column {
	COLUMN_NONE,
	COLUMN_SEQ,
	COLUMN_TASK,
	COLUMN_MEASURE,
	COLUMN_LEAD,
	COLUMN_COOP,
	COLUMN_UNITS,
	COLUMN_SUPERVISE,
	COLUMN_PERSON,
	COLUMN_LIMIT,
	COLUMN_YEAR,
	COLUMN_UNIT, /* a unit by name, marks below it */
	COLUMN_OTHER,
};

enum column dbn_column_kind(struct dbn_str heading);

/* ---- grid.c ---- */
/* A new grid whose heading stands at a line, or NULL. */
struct grid *grid_add(struct reader *r, size_t first, size_t columns);
int grid_add_cells(struct reader *r, struct grid *g, const struct cells *cells, size_t line);
/* Its lines are no text any more. */
void grid_mark_rows(struct reader *r, const struct grid *g);

/* ---- grid_csv.c ---- */
/* One CSV row at *at, which moves behind it. */
int grid_csv_row(struct reader *r, struct dbn_str s, size_t *at, struct cells *out);
/* The rest of the file from the heading at a line on. */
int grid_read_csv(struct reader *r, size_t first, size_t columns, size_t *next);
/* Titles above a CSV table: the empty cells behind them go. */
void grid_strip_commas(struct reader *r, size_t end);

/* ---- matrix.c ---- */
/* Whether a heading is a unit's name: 市教育局, 各县区. */
bool dbn_matrix_is_unit(struct dbn_str heading);
/* Whether a row of headings names units with marks for them in the row below. */
bool dbn_matrix_heads(const struct dbn_str *head, size_t count, const struct dbn_str *below,
		      size_t below_count);
/* What a mark makes of its column's unit; DBN_CLAUSE_FREE: nothing stands there.
 * *doubt: no note says what the mark means. */
enum dbn_clause_form dbn_matrix_form(const struct reader *r, struct dbn_str cell, bool *doubt);

#endif
