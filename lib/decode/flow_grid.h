/* flow_grid.h - tables by their rulings (private to lib/decode/flow_grid.c and flow_ruled.c). */
#ifndef DECODE_FLOW_GRID_H
#define DECODE_FLOW_GRID_H

#include "flow.h"

/* A cell, which may reach over several columns and rows of the grid. */
struct grid_cell {
	size_t row, column, rows, columns; /* rows 0: no cell begins here */
	struct dbn_str text;
};

/* A table whose rulings meet. Cell (r, c) is cells[r * columns + c], owner[] the one that covers it. */
struct flow_grid {
	double *x, *y; /* columns + 1 and rows + 1 places */
	size_t columns, rows;
	struct grid_cell *cells;
	size_t *owner;
};

/*
 * The tables of the page by its rulings, from top to bottom, none inside another; in the page's arena.
 * Gives how many.
 */
size_t flow_find_grids(struct flow *f, struct flow_grid **out);
/* Whether a piece of text stands in it. */
bool flow_grid_holds(const struct flow_grid *g, const struct flow_span *s);
/*
 * The rows of a table, added to the flow; s are the pieces that stand in it. False, and nothing added,
 * where the rulings do not part the rows.
 */
bool flow_ruled(struct flow *f, struct flow_grid *g, struct flow_span *s, size_t n, int *code);

#endif
