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
	COLUMN_OTHER,
};

enum column dbn_column_kind(struct dbn_str heading);

#endif
