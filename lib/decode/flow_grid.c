/*
 * flow_grid.c - tables by their rulings: which lines meet, and what cells they part.
 *
 * Pieces of one line are joined first; lines that meet are one table. Its columns and
 * rows are all places where a line stands; two neighbours are one cell where no line
 * parts them. A frame around a page or a text parts nothing and is no table.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flow_grid.h"

enum { LINES_MAX = 1000, COLUMNS_MAX = 64, ROWS_MAX = 500 };

/* Of the height of the page: lines this near are one, ends this near meet. */
static const double NEAR = 1.0 / 360;

static int by_line(const void *a, const void *b)
{
	const struct flow_rule *r = a, *s = b;
	double first = r->at - s->at, second = r->from - s->from;

	if (r->level != s->level)
		return r->level ? -1 : 1;
	return first > 0 ? 1 : first < 0 ? -1 : (second > 0) - (second < 0);
}

static int by_start(const void *a, const void *b)
{
	const struct flow_rule *r = a, *s = b;

	return (r->from > s->from) - (r->from < s->from);
}

/* Joins the pieces of each line, in place; gives how many lines. */
static size_t join_pieces(struct flow_rule *r, size_t n, double near)
{
	size_t count = 0;

	if (n)
		qsort(r, n, sizeof *r, by_line);
	for (size_t at = 0, end; at < n; at = end) {
		double first = r[at].at;
		size_t begin = count;

		for (end = at; end < n && r[end].level == r[at].level && r[end].at - first <= near; end++)
			continue;
		qsort(r + at, end - at, sizeof *r, by_start);
		for (size_t i = at; i < end; i++) {
			struct flow_rule *last = count > begin ? &r[count - 1] : NULL;

			if (last && r[i].from <= last->to + near) {
				last->to = fmax(last->to, r[i].to);
				continue;
			}
			r[count] = r[i];
			r[count++].at = first;
		}
	}
	return count;
}

static bool meet(const struct flow_rule *level, const struct flow_rule *upright, double near)
{
	return upright->at >= level->from - near && upright->at <= level->to + near &&
	       level->at >= upright->from - near && level->at <= upright->to + near;
}

static size_t root_of(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

static void find_tables(const struct flow_rule *r, size_t n, size_t *parent, double near)
{
	size_t levels = 0;

	for (size_t i = 0; i < n; i++) {
		parent[i] = i;
		levels += r[i].level;
	}
	for (size_t i = 0; i < levels; i++) {
		for (size_t k = levels; k < n; k++) {
			if (meet(&r[i], &r[k], near))
				parent[root_of(parent, k)] = root_of(parent, i);
		}
	}
}

/* ---- one table ---- */

static void add_place(double *places, size_t *count, size_t max, double at, double near)
{
	size_t i = *count;

	for (size_t k = 0; k < *count; k++) {
		if (fabs(places[k] - at) <= near)
			return;
	}
	if (*count > max)
		return;
	for (; i && places[i - 1] > at; i--)
		places[i] = places[i - 1];
	places[i] = at;
	++*count;
}

/* Whether a line of the table stands at `at` and goes past `across`. */
static bool is_parted(const struct flow_rule *r, size_t n, bool level, double at, double across, double near)
{
	for (size_t i = 0; i < n; i++) {
		if (r[i].level == level && fabs(r[i].at - at) <= near && r[i].from <= across + near && r[i].to >= across - near)
			return true;
	}
	return false;
}

static bool parts_column(const struct flow_grid *g, const struct flow_rule *r, size_t n, size_t row, size_t column, double near)
{
	return is_parted(r, n, false, g->x[column], (g->y[row] + g->y[row + 1]) / 2, near);
}

static bool parts_row(const struct flow_grid *g, const struct flow_rule *r, size_t n, size_t row, size_t column, double near)
{
	return is_parted(r, n, true, g->y[row], (g->x[column] + g->x[column + 1]) / 2, near);
}

static struct grid_cell measure(const struct flow_grid *g, const struct flow_rule *r, size_t n, size_t row, size_t column,
				double near)
{
	struct grid_cell cell = { .row = row, .column = column, .rows = 1, .columns = 1 };

	while (column + cell.columns < g->columns && g->owner[row * g->columns + column + cell.columns] == DBN_NONE &&
	       !parts_column(g, r, n, row, column + cell.columns, near))
		cell.columns++;
	for (bool same = true; same && row + cell.rows < g->rows;) {
		for (size_t c = column; c < column + cell.columns && same; c++)
			same = !parts_row(g, r, n, row + cell.rows, c, near) &&
			       (c == column || !parts_column(g, r, n, row + cell.rows, c, near));
		cell.rows += same;
	}
	return cell;
}

/* Cells from the lines; how many there are. */
static size_t find_cells(struct flow_grid *g, const struct flow_rule *r, size_t n, double near)
{
	size_t all = g->columns * g->rows, count = 0;

	for (size_t i = 0; i < all; i++)
		g->owner[i] = DBN_NONE;
	for (size_t i = 0; i < all; i++) {
		if (g->owner[i] != DBN_NONE)
			continue;
		g->cells[i] = measure(g, r, n, i / g->columns, i % g->columns, near);
		for (size_t y = 0; y < g->cells[i].rows; y++) {
			for (size_t x = 0; x < g->cells[i].columns; x++)
				g->owner[i + y * g->columns + x] = i;
		}
		count++;
	}
	return count;
}

/* The table that these lines make; false where they part nothing. */
static bool make_grid(struct flow *f, const struct flow_rule *r, size_t n, struct flow_grid *g, double near)
{
	size_t x = 0, y = 0;

	*g = (struct flow_grid){ .x = dbn_arena_alloc(&f->page_arena, COLUMNS_MAX + 2, sizeof *g->x),
				 .y = dbn_arena_alloc(&f->page_arena, ROWS_MAX + 2, sizeof *g->y) };
	if (!g->x || !g->y)
		return false;
	for (size_t i = 0; i < n; i++) {
		double *places = r[i].level ? g->y : g->x, *ends = r[i].level ? g->x : g->y;
		size_t *count = r[i].level ? &y : &x, *other = r[i].level ? &x : &y;

		add_place(places, count, r[i].level ? ROWS_MAX : COLUMNS_MAX, r[i].at, near);
		/* A table may have no line at its sides. */
		add_place(ends, other, r[i].level ? COLUMNS_MAX : ROWS_MAX, r[i].from, near * 1.5);
		add_place(ends, other, r[i].level ? COLUMNS_MAX : ROWS_MAX, r[i].to, near * 1.5);
	}
	if (x < 3 || y < 2 || x > COLUMNS_MAX || y > ROWS_MAX)
		return false;
	g->columns = x - 1;
	g->rows = y - 1;
	g->cells = dbn_arena_alloc(&f->page_arena, g->columns * g->rows, sizeof *g->cells);
	g->owner = dbn_arena_alloc(&f->page_arena, g->columns * g->rows, sizeof *g->owner);
	return g->cells && g->owner && find_cells(g, r, n, near) >= 2;
}

static bool is_inside(const struct flow_grid *g, const struct flow_grid *around)
{
	return g->y[0] >= around->y[0] && g->y[g->rows] <= around->y[around->rows] && g->x[0] >= around->x[0] &&
	       g->x[g->columns] <= around->x[around->columns];
}

static int by_top(const void *a, const void *b)
{
	const struct flow_grid *g = a, *h = b;

	return (g->y[0] > h->y[0]) - (g->y[0] < h->y[0]);
}

/* Tables in another's cells are text of those cells. */
static size_t drop_inner(struct flow_grid *all, size_t count)
{
	size_t kept = 0;

	qsort(all, count, sizeof *all, by_top);
	for (size_t i = 0; i < count; i++) {
		bool inner = false;

		for (size_t k = 0; k < kept && !inner; k++)
			inner = is_inside(&all[i], &all[k]) || all[i].y[0] < all[k].y[all[k].rows];
		if (!inner)
			all[kept++] = all[i];
	}
	return kept;
}

size_t flow_find_grids(struct flow *f, struct flow_grid **out)
{
	double near = NEAR * f->height;
	size_t n = join_pieces(f->rules.items, f->rules.count, near), count = 0;
	struct flow_rule *own;
	size_t *parent;

	if (n < 4 || n > LINES_MAX)
		return 0;
	own = dbn_arena_alloc(&f->page_arena, n, sizeof *own);
	parent = dbn_arena_alloc(&f->page_arena, n, sizeof *parent);
	*out = dbn_arena_alloc(&f->page_arena, n, sizeof **out);
	if (!own || !parent || !*out)
		return 0;
	find_tables(f->rules.items, n, parent, near);
	for (size_t i = 0; i < n; i++) {
		size_t lines = 0;

		if (root_of(parent, i) != i)
			continue;
		for (size_t k = 0; k < n; k++) {
			if (root_of(parent, k) == i)
				own[lines++] = f->rules.items[k];
		}
		count += lines > 2 && make_grid(f, own, lines, &(*out)[count], near);
	}
	return drop_inner(*out, count);
}

bool flow_grid_holds(const struct flow_grid *g, const struct flow_span *s)
{
	double x = (s->x0 + s->x1) / 2;

	return s->y > g->y[0] && s->y < g->y[g->rows] && x > g->x[0] && x < g->x[g->columns];
}
