/*
 * flow_ruled.c - the text of a table whose rulings are known.
 *
 * Each character goes to the cell that it stands in: a program may set two cells as one
 * piece. Lines of a cell are joined as a paragraph is; a line that ends before the next
 * word would have had to turn was ended by whoever wrote it, and a blank says so.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flow_grid.h"
#include "dubanc/text.h"

enum { CELL_MAX = 1 << 18, ROW_MAX = 4 << 20 };

/* In characters: how much room a line must leave beyond the next word. */
static const double ROOM = 0.4, SAME_LINE = 0.45;

struct ruled {
	struct flow *f;
	struct flow_grid *g;
	struct flow_span *pieces, *sorted; /* one character's or more, each in one cell; sorted by it */
	size_t *at;			   /* the cell of each piece */
	size_t *starts;			   /* where those of each cell begin in sorted */
	size_t count, cap;
	double padding; /* between a ruling and the text, the least there is */
};

static size_t place_of(const double *places, size_t n, double at)
{
	size_t i = 0;

	while (i + 1 < n && at >= places[i + 1])
		i++;
	return i;
}

static size_t cell_at(const struct flow_grid *g, double x, double y)
{
	return g->owner[place_of(g->y, g->rows, y) * g->columns + place_of(g->x, g->columns, x)];
}

static double weight(uint32_t cp)
{
	return cp < 0x2010 ? 0.5 : 1.0;
}

static void add_piece(struct ruled *r, const struct flow_span *s, size_t cell, bool go_on)
{
	struct flow_span *last = r->count ? &r->pieces[r->count - 1] : NULL;

	if (go_on && last && r->at[r->count - 1] == cell) {
		last->x1 = s->x1;
		last->text.len = (size_t)(s->text.ptr - last->text.ptr) + s->text.len;
		return;
	}
	if (r->count == r->cap)
		return;
	r->at[r->count] = cell;
	r->pieces[r->count++] = *s;
}

/* One piece of the page, cut where it passes a ruling. */
static void cut(struct ruled *r, const struct flow_span *s)
{
	double all = 0, before = 0;

	for (size_t at = 0; at < s->text.len;)
		all += weight(dbn_utf8_next(s->text, &at));
	for (size_t at = 0; at < s->text.len;) {
		size_t from = at;
		double w = weight(dbn_utf8_next(s->text, &at)), step = (s->x1 - s->x0) / all;
		struct flow_span one = *s;

		one.x0 = s->x0 + before * step;
		one.x1 = one.x0 + w * step;
		one.text = dbn_str_sub(s->text, from, at - from);
		add_piece(r, &one, cell_at(r->g, (one.x0 + one.x1) / 2, s->y), from > 0);
		before += w;
	}
}

static void find_padding(struct ruled *r)
{
	r->padding = r->f->width;
	for (size_t i = 0; i < r->count; i++) {
		const struct grid_cell *c = &r->g->cells[r->at[i]];
		double left = r->pieces[i].x0 - r->g->x[c->column];

		if (dbn_str_trim(r->pieces[i].text).len && left < r->padding)
			r->padding = left;
	}
	r->padding = fmax(r->padding, 0);
}

/* ---- cells ---- */

struct cell_line {
	double x0, x1, y, size;
	struct dbn_str text;
};

static int by_height(const void *a, const void *b)
{
	const struct flow_span *s = a, *t = b;

	return s->y > t->y ? 1 : s->y < t->y ? -1 : flow_by_place(a, b);
}

static void join_line(struct flow *f, const struct flow_span *s, size_t n, struct cell_line *line, struct dbn_buf *out)
{
	const struct flow_span *last = NULL;
	size_t start = out->len;

	*line = (struct cell_line){ .y = s[0].y };
	for (size_t i = 0; i < n; i++) {
		double gap = last ? (s[i].x0 - last->x1) / s[i].size : 0;

		if (!dbn_str_trim(s[i].text).len)
			continue;
		if (last && fabs(s[i].x0 - last->x0) < 0.18 * s[i].size && dbn_str_eq(s[i].text, last->text))
			continue;
		if (last && (gap > 0.75 || (gap > f->word_gap && flow_is_latin(last->text, true) && flow_is_latin(s[i].text, false))))
			dbn_buf_addc(out, ' ');
		dbn_buf_add(out, dbn_str_trim(s[i].text));
		line->x0 = last ? line->x0 : s[i].x0;
		line->x1 = s[i].x1;
		line->size = fmax(line->size, s[i].size);
		last = &s[i];
	}
	line->text = dbn_arena_dup(&f->page_arena, dbn_str_from(dbn_buf_str(out), start));
}

/* What stands between two lines of a cell: nothing, a blank between words, `end` where the first was ended. */
static void add_between(const struct ruled *r, const struct grid_cell *c, const struct cell_line *a,
			const struct cell_line *b, char end, struct dbn_buf *out)
{
	double room = r->g->x[c->column + c->columns] - r->g->x[c->column] - 2 * r->padding - (a->x1 - a->x0);
	size_t at = 0;
	uint32_t first = dbn_utf8_next(b->text, &at);

	if (room > (flow_first_width(b->text) + ROOM) * a->size)
		dbn_buf_addc(out, end);
	else if (flow_is_latin(a->text, true) && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')))
		dbn_buf_addc(out, ' ');
}

static bool is_number(struct dbn_str s)
{
	size_t digits = 0;

	while (digits < s.len && s.ptr[digits] >= '0' && s.ptr[digits] <= '9')
		digits++;
	return digits == s.len && digits > 0 && digits < 5;
}

/* The text of a cell, one line the next; false where several numbers say that it is several rows. */
static bool cell_text(struct ruled *r, size_t cell, char end, struct dbn_str *to)
{
	const struct grid_cell *c = &r->g->cells[cell];
	struct flow_span *own = r->sorted + r->starts[cell];
	struct cell_line last = { .size = 0 }, line;
	size_t n = r->starts[cell + 1] - r->starts[cell], numbers = 0;
	struct dbn_buf text, scratch;

	qsort(own, n, sizeof *own, by_height);
	dbn_buf_init(&text, CELL_MAX);
	dbn_buf_init(&scratch, CELL_MAX);
	for (size_t at = 0, stop; at < n; at = stop) {
		for (stop = at + 1; stop < n && own[stop].y - own[at].y < SAME_LINE * fmax(own[stop].size, own[at].size); stop++)
			continue;
		qsort(own + at, stop - at, sizeof *own, flow_by_place);
		dbn_buf_clear(&scratch);
		join_line(r->f, own + at, stop - at, &line, &scratch);
		if (!line.text.len)
			continue;
		if (last.text.len)
			add_between(r, c, &last, &line, end, &text);
		dbn_buf_add(&text, line.text);
		numbers += is_number(line.text);
		last = line;
	}
	*to = dbn_arena_dup(&r->f->page_arena, dbn_buf_str(&text));
	dbn_buf_release(&text);
	dbn_buf_release(&scratch);
	return numbers < 2;
}

/* Puts the pieces of each cell side by side. */
static void sort_pieces(struct ruled *r)
{
	size_t cells = r->g->columns * r->g->rows;

	for (size_t i = 0; i < r->count; i++)
		r->starts[r->at[i] + 1]++;
	for (size_t i = 0; i < cells; i++)
		r->starts[i + 1] += r->starts[i];
	for (size_t i = 0; i < r->count; i++)
		r->sorted[r->starts[r->at[i]]++] = r->pieces[i];
	/* Each has moved to where the next one begins. */
	memmove(r->starts + 1, r->starts, cells * sizeof *r->starts);
	r->starts[0] = 0;
}

static bool fill_cells(struct ruled *r)
{
	bool parted = true;

	sort_pieces(r);
	for (size_t i = 0; i < r->g->columns * r->g->rows && parted; i++) {
		struct grid_cell *c = &r->g->cells[i];

		if (c->rows)
			parted = cell_text(r, i, c->columns == r->g->columns ? '\n' : ' ', &c->text);
	}
	return parted;
}

/* ---- rows ---- */

/* Whether any cell begins in this row: a line too many parts nothing. */
static bool has_cells(const struct flow_grid *g, size_t row)
{
	for (size_t c = 0; c < g->columns; c++) {
		if (g->cells[row * g->columns + c].rows)
			return true;
	}
	return false;
}

/* As a table of a docx is written: a cell over several rows in each, over several columns in the first. */
static void row_text(const struct flow_grid *g, size_t row, struct dbn_buf *to)
{
	for (size_t c = 0; c < g->columns; c++) {
		const struct grid_cell *cell = &g->cells[g->owner[row * g->columns + c]];

		if (c)
			dbn_buf_addc(to, '\t');
		if (cell->column == c)
			dec_cell(to, cell->text);
	}
}

static bool is_whole(const struct flow_grid *g, size_t row)
{
	const struct grid_cell *cell = &g->cells[g->owner[row * g->columns]];

	return cell->columns == g->columns;
}

static bool is_numbered(const struct flow_grid *g, size_t row)
{
	return is_number(g->cells[g->owner[row * g->columns]].text);
}

/* Whether rows of this table are numbered at all. */
static bool has_numbers(const struct flow_grid *g)
{
	for (size_t row = 0; row < g->rows; row++) {
		if (is_numbered(g, row))
			return true;
	}
	return false;
}

/* A cell that begins above the page break and has its words there says them here too. */
static void take_from_above(struct flow_grid *g, size_t row, struct dbn_str above)
{
	for (size_t c = 0; c < g->columns && above.ptr; c++) {
		struct dbn_str value = dbn_str_split(&above, '\t');
		struct grid_cell *cell = &g->cells[row * g->columns + c];

		if (cell->rows > 1 && !cell->text.len)
			cell->text = value;
	}
}

/* The same row with another value in one column; where that held `was` and not otherwise. */
static bool put_value(struct flow *f, struct flow_line *line, size_t column, struct dbn_str was, struct dbn_str value)
{
	struct dbn_str rest = line->text, piece = { NULL, 0 }, parts[3];

	for (size_t c = 0; c <= column && rest.ptr; c++)
		piece = dbn_str_split(&rest, '\t');
	if (!piece.ptr || !dbn_str_eq(piece, was))
		return false;
	parts[0] = dbn_str_sub(line->text, 0, (size_t)(piece.ptr - line->text.ptr));
	parts[1] = value;
	parts[2] = dbn_str_from(line->text, (size_t)(piece.ptr - line->text.ptr) + piece.len);
	line->text = dbn_arena_join(&f->d->arena, parts, 3);
	return true;
}

/*
 * A cell over several rows may be broken together with the row at the page's end: what it says is the two
 * parts, in each of its rows on either page.
 */
static void mend_broken(struct flow *f, struct flow_grid *g, size_t row, const struct flow_line *above)
{
	struct dbn_str rest = above->text;

	for (size_t c = 0; c < g->columns && rest.ptr; c++) {
		struct dbn_str value = dbn_str_split(&rest, '\t'), both[2] = { value, { NULL, 0 } };
		struct grid_cell *cell = &g->cells[row * g->columns + c];
		size_t i = (size_t)(above - f->lines.items) + 1;

		if (cell->rows < 2 || !cell->text.len || !value.len || dbn_str_eq(cell->text, value))
			continue;
		both[1] = cell->text;
		cell->text = dbn_arena_join(&f->d->arena, both, 2);
		while (i-- > 0)
			if (f->lines.items[i].row && !put_value(f, &f->lines.items[i], c, value, cell->text))
				break;
	}
}

static int add_rows(struct flow *f, struct flow_grid *g, size_t from)
{
	double size = f->height / 60;
	int code = DBN_OK;

	for (size_t row = from; row < g->rows && !code; row++) {
		struct flow_line *to;
		struct dbn_buf text;

		if (!has_cells(g, row))
			continue;
		dbn_buf_init(&text, ROW_MAX);
		if (is_whole(g, row))
			dbn_buf_add(&text, g->cells[g->owner[row * g->columns]].text);
		else
			row_text(g, row, &text);
		to = dbn_str_trim(dbn_buf_str(&text)).len ? DBN_PUSH(&f->d->arena, &f->lines) : NULL;
		if (to)
			*to = (struct flow_line){ .x0 = g->x[0], .x1 = g->x[g->columns], .y = g->y[row], .size = size,
						  .text = dbn_arena_dup(&f->d->arena, dbn_buf_str(&text)),
						  .page = f->pages - 1, .row = true };
		if (text.failed)
			code = dec_too_much(f->d, "row", ROW_MAX);
		dbn_buf_release(&text);
		code = code ? code : dec_status(f->d);
	}
	return code;
}

/* The first rows of a page may be the heading again, and the rest of the row that the page before broke. */
static size_t go_on_from(struct flow *f, struct flow_grid *g)
{
	struct flow_line *above = flow_row_before(f);
	struct dbn_str number;
	struct dbn_buf text;
	size_t row = 0;
	bool broken;

	if (!above || flow_tabs_in(above->text) + 1 != g->columns)
		return 0;
	dbn_buf_init(&text, ROW_MAX);
	row_text(g, 0, &text);
	if (f->heading.len && dbn_str_eq(f->heading, dbn_buf_str(&text)) && g->rows > 1)
		row = 1;
	/* What is left of a numbered row has no number. */
	number = dbn_str_sub(above->text, 0, dbn_str_find(above->text, DBN_STR("\t")));
	broken = (is_number(number) || has_numbers(g)) && !is_numbered(g, row) && !is_whole(g, row);
	if (broken)
		mend_broken(f, g, row, above);
	take_from_above(g, row, above->text);
	if (broken) {
		dbn_buf_clear(&text);
		for (size_t c = 0; c < g->columns; c++) {
			const struct grid_cell *cell = &g->cells[g->owner[row * g->columns + c]];

			if (c)
				dbn_buf_addc(&text, '\t');
			/* A cell that goes on below this row is said with it. */
			if (cell->column == c && cell->rows == 1)
				dec_cell(&text, cell->text);
		}
		above->text = flow_join_rows(f, above->text, dbn_buf_str(&text));
		row++;
	}
	dbn_buf_release(&text);
	return row;
}

bool flow_ruled(struct flow *f, struct flow_grid *g, struct flow_span *s, size_t n, int *code)
{
	struct ruled r = { .f = f, .g = g };
	size_t from, first = f->lines.count;

	for (size_t i = 0; i < n; i++)
		r.cap += s[i].text.len;
	r.pieces = dbn_arena_alloc(&f->page_arena, r.cap + 1, sizeof *r.pieces);
	r.sorted = dbn_arena_alloc(&f->page_arena, r.cap + 1, sizeof *r.sorted);
	r.at = dbn_arena_alloc(&f->page_arena, r.cap + 1, sizeof *r.at);
	r.starts = dbn_arena_alloc(&f->page_arena, g->columns * g->rows + 1, sizeof *r.starts);
	if (!r.pieces || !r.sorted || !r.at || !r.starts) {
		*code = dec_too_much(f->d, "page", f->page_arena.max);
		return false;
	}
	for (size_t i = 0; i < n; i++)
		cut(&r, &s[i]);
	find_padding(&r);
	if (!fill_cells(&r))
		return false;
	from = go_on_from(f, g);
	*code = add_rows(f, g, from);
	if (!from && f->lines.count > first)
		f->heading = f->lines.items[first].text;
	return true;
}
