/*
 * flow_column.c - text set in two columns, side by side on a page.
 *
 * Read by height alone the lines of both are mixed. A gutter is a place that
 * no line of a stretch of the page crosses, with full lines on its left, as
 * running text has them; cells of a table end anywhere.
 */
#include <stdlib.h>
#include <string.h>

#include "flow.h"

enum { CANDIDATES = 64, SIDE_LINES = 5, SHARED = 3 };

/* In characters: the gutter, a column, how near the edge a full line ends,
 * how far a sign may hang over it. */
static const double GUTTER = 1.2, NARROW = 8, FULL = 2.2, HANGING = 0.6;

/* What stands in one line without a gap as wide as a gutter. */
struct segment {
	double x0, x1, y, size;
};

struct segments {
	struct segment *items;
	size_t count;
};

/* Joins the pieces of one line; they are sorted by place for it. */
static void add_line(struct segments *to, struct flow_span *s, size_t n)
{
	struct segment *last = NULL;

	qsort(s, n, sizeof *s, flow_by_place);
	for (size_t i = 0; i < n; i++) {
		if (!dbn_str_trim(s[i].text).len)
			continue;
		if (last && s[i].x0 - last->x1 < GUTTER * s[i].size) {
			last->x1 = s[i].x1 > last->x1 ? s[i].x1 : last->x1;
			continue;
		}
		last = &to->items[to->count++];
		*last = (struct segment){ s[i].x0, s[i].x1, s[0].y, s[i].size };
	}
}

static bool is_near(double a, double b, double size)
{
	return a - b < size && b - a < size;
}

/* How many segments begin where this one does. */
static size_t sharers(const struct segments *all, const struct segment *s)
{
	size_t n = 0;

	for (size_t i = 0; i < all->count; i++)
		n += is_near(all->items[i].x0, s->x0, 0.5 * s->size);
	return n;
}

/* One side of a stretch while it is measured. */
struct side {
	double from, to, y;
	size_t lines, full, parted; /* parted: a second piece in one line */
};

static void widen(struct side *side, const struct segment *s)
{
	if (!side->lines || s->x0 < side->from)
		side->from = s->x0;
	if (!side->lines || s->x1 > side->to)
		side->to = s->x1;
	side->parted += side->lines && side->y == s->y;
	side->y = s->y;
	side->lines++;
}

static bool is_column(const struct side *side, double size)
{
	return side->lines >= SIDE_LINES && side->to - side->from > NARROW * size &&
	       side->full * 2 >= side->lines && side->parted * 5 <= side->lines;
}

/* Measures the segments [first, end), none of which crosses x. */
static bool measure(const struct segments *all, size_t first, size_t end, double x, struct flow_columns *out)
{
	struct side left = { .lines = 0 }, right = { .lines = 0 };
	double size = all->items[first].size;

	for (size_t i = first; i < end; i++)
		widen(all->items[i].x0 < x ? &left : &right, &all->items[i]);
	for (size_t i = first; i < end; i++) {
		struct side *side = all->items[i].x0 < x ? &left : &right;

		side->full += all->items[i].x1 > side->to - FULL * size;
	}
	*out = (struct flow_columns){ .x = x, .top = all->items[first].y, .bottom = all->items[end - 1].y,
				      .left = { left.from, left.to }, .right = { right.from, right.to } };
	return is_column(&left, size) && is_column(&right, size) && right.from - left.to > 0.8 * size;
}

/* Where the lines in front of x end: the outermost place that several share. */
static double edge_before(const struct segments *all, double x)
{
	double edge = 0;

	for (size_t i = 0; i < all->count; i++) {
		double end = all->items[i].x1;
		size_t same = 0;

		if (end <= edge || end >= x)
			continue;
		for (size_t k = 0; k < all->count && same < SHARED; k++)
			same += is_near(all->items[k].x1, end, 0.5 * all->items[k].size);
		if (same >= SHARED)
			edge = end;
	}
	return edge;
}

/* A page number between the columns, say, or a title above them. */
static bool crosses(const struct segment *s, double edge, double x)
{
	return s->x0 < x && s->x1 > edge + HANGING * s->size;
}

/* The longest stretch around the gutter in front of x. */
static size_t try_gutter(const struct segments *all, double x, struct flow_columns *out)
{
	double edge = edge_before(all, x);
	size_t best = 0;

	for (size_t first = 0; first < all->count;) {
		size_t end = first;
		struct flow_columns found;

		while (end < all->count && !crosses(&all->items[end], edge, x))
			end++;
		if (end - first > best && end - first >= 2 * SIDE_LINES && measure(all, first, end, x, &found)) {
			best = end - first;
			*out = found;
		}
		first = end + 1;
	}
	return best;
}

static bool find_gutter(const struct flow *f, const struct segments *all, struct flow_columns *out)
{
	double tried[CANDIDATES];
	size_t count = 0, best = 0;

	for (size_t i = 0; i < all->count && count < CANDIDATES; i++) {
		const struct segment *s = &all->items[i];
		struct flow_columns found;
		bool known = s->x0 < f->width * 0.25 || s->x0 > f->width * 0.75;
		size_t lines;

		for (size_t k = 0; k < count && !known; k++)
			known = is_near(tried[k], s->x0, 0.5 * s->size);
		if (known || sharers(all, s) < SIDE_LINES)
			continue;
		tried[count++] = s->x0;
		lines = try_gutter(all, s->x0 - 0.5 * s->size, &found);
		if (lines > best) {
			best = lines;
			*out = found;
		}
	}
	return best > 0;
}

bool flow_find_columns(struct flow *f, const struct flow_span *pieces, size_t n, struct flow_columns *out)
{
	struct flow_span *s;
	struct segments all = { NULL, 0 };

	if (n < 2 * SIDE_LINES)
		return false;
	/* A copy: the page's own pieces stay sorted by height. */
	s = dbn_arena_alloc(&f->page_arena, n, sizeof *s);
	all.items = dbn_arena_alloc(&f->page_arena, n, sizeof *all.items);
	if (!s || !all.items)
		return false;
	memcpy(s, pieces, n * sizeof *s);
	for (size_t at = 0, end; at < n; at = end) {
		end = flow_line_end(s, n, at);
		add_line(&all, s + at, end - at);
	}
	return find_gutter(f, &all, out);
}
