/* grid.h - kinds of table columns, shared by grid.c and table.c. */
#ifndef DUBANC_CORE_GRID_H
#define DUBANC_CORE_GRID_H

#include "outline.h"

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
