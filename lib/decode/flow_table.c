/*
 * flow_table.c - tables whose cells are set over several lines.
 *
 * Columns are stripes that no line of a stretch crosses. The rulings are not
 * known; rows are told by the number in the first column, by the space between
 * them, where cells stand in the middle of their row by both of its edges being
 * as far from the number, or by lines that go on from a full one. Where none
 * gives rows that agree with all lines, the stretch is left as it is.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flow.h"
#include "dubanc/text.h"

enum { COLUMNS_MAX = 24, COLUMNS_LEAST = 3, LINES_LEAST = 3, CELL_MAX = 1 << 16, NUMBER_DIGITS = 4, HEADING_LINES = 8 };

/* In characters: between cells, between two lines of a cell and of two rows, of two tables. */
static const double GUTTER = 0.45, ROW_SPACE = 0.12, CLEAR_SPACE = 0.3, APART = 6, LAST_LINE = 4, FULL = 2.2, SLACK = 0.3;

struct stripe {
	double x0, x1;
};

struct table {
	struct flow_text_line *lines;
	size_t count, columns;
	struct stripe stripes[COLUMNS_MAX];
	size_t *starts; /* the line that each row begins with */
	size_t rows;
};

/* ---- columns ---- */

/* The pieces of a line that no gutter parts. */
static size_t stripes_of(const struct flow_text_line *line, struct stripe *to)
{
	size_t n = 0;

	for (size_t i = 0; i < line->count; i++) {
		const struct flow_span *s = &line->spans[i];

		if (!dbn_str_trim(s->text).len)
			continue;
		if (n && s->x0 - to[n - 1].x1 < GUTTER * line->size) {
			to[n - 1].x1 = s->x1 > to[n - 1].x1 ? s->x1 : to[n - 1].x1;
			continue;
		}
		if (n == COLUMNS_MAX)
			return 0;
		to[n++] = (struct stripe){ s->x0, s->x1 };
	}
	return n;
}

/* Both lists become one; stripes that overlap are one column. False where there are too many. */
static bool unite(struct stripe *a, size_t *count, const struct stripe *b, size_t n, double least)
{
	struct stripe all[2 * COLUMNS_MAX];
	size_t i = 0, k = 0, m = 0;

	while (i < *count || k < n) {
		struct stripe next = k == n || (i < *count && a[i].x0 <= b[k].x0) ? a[i++] : b[k++];

		if (m && next.x0 - all[m - 1].x1 < least)
			all[m - 1].x1 = next.x1 > all[m - 1].x1 ? next.x1 : all[m - 1].x1;
		else
			all[m++] = next;
	}
	if (m > COLUMNS_MAX)
		return false;
	memcpy(a, all, m * sizeof *a);
	*count = m;
	return true;
}

/* A first line has several cells, or is the upper line of one and has them near below it. */
static bool may_begin(const struct flow_text_line *lines, size_t count, double width)
{
	struct stripe own[COLUMNS_MAX];
	size_t n = stripes_of(&lines[0], own);

	for (size_t i = 0; i < n; i++) {
		if (n < COLUMNS_LEAST && own[i].x1 - own[i].x0 > 0.4 * width)
			return false;
	}
	for (size_t i = 1; n && n < COLUMNS_LEAST && i < 3 && i < count; i++) {
		if (lines[i].y - lines[i - 1].y > lines[i].size * 1.5)
			return false;
		if (stripes_of(&lines[i], own) >= COLUMNS_LEAST)
			return true;
	}
	return n >= COLUMNS_LEAST;
}

/* How many lines from the first on are a table; 0: none. Its columns are in t. */
static size_t stretch(struct table *t, const struct flow_text_line *lines, size_t count, double height)
{
	size_t end = 1, wide;

	t->columns = stripes_of(&lines[0], t->stripes);
	wide = t->columns >= COLUMNS_LEAST;
	for (; end < count; end++) {
		const struct flow_text_line *l = &lines[end];
		struct stripe own[COLUMNS_MAX], joined[COLUMNS_MAX];
		size_t n = stripes_of(l, own), columns = t->columns;
		double down = l->y - lines[end - 1].y;

		memcpy(joined, t->stripes, sizeof joined);
		if (!n || (l->count == 1 && l->y > 0.82 * height && flow_is_page_number(l->spans[0].text)))
			break;
		if (down > APART * l->size || (n == 1 && down > LAST_LINE * l->size) ||
		    !unite(joined, &columns, own, n, SLACK * l->size) ||
		    (columns < t->columns && n * 2 <= t->columns) ||
		    (columns < COLUMNS_LEAST && end > HEADING_LINES))
			break;
		memcpy(t->stripes, joined, sizeof joined);
		t->columns = columns;
		wide += n >= COLUMNS_LEAST;
	}
	return end >= LINES_LEAST && wide >= 2 && t->columns >= COLUMNS_LEAST ? end : 0;
}

static size_t column_of(const struct table *t, double x)
{
	size_t c = 0;

	while (c + 1 < t->columns && x >= t->stripes[c + 1].x0)
		c++;
	return c;
}

static bool begins_word(struct dbn_str s)
{
	return s.len && ((s.ptr[0] >= 'a' && s.ptr[0] <= 'z') || (s.ptr[0] >= 'A' && s.ptr[0] <= 'Z'));
}

/* What of a line stands in a column. */
static void add_cell(const struct table *t, const struct flow_text_line *l, size_t column, struct dbn_buf *to)
{
	bool first = true;

	for (size_t i = 0; i < l->count; i++) {
		struct dbn_str text = dbn_str_trim(l->spans[i].text);

		if (!text.len || column_of(t, l->spans[i].x0) != column)
			continue;
		if (first ? to->len && flow_is_latin(dbn_buf_str(to), true) && begins_word(text)
			  : flow_is_latin(l->spans[i - 1].text, true) && flow_is_latin(text, false) &&
				    l->spans[i].x0 - l->spans[i - 1].x1 > 0.15 * l->size)
			dbn_buf_addc(to, ' ');
		dbn_buf_add(to, text);
		first = false;
	}
}

static void look_at(struct table *t, struct flow_text_line *l)
{
	struct dbn_buf first;
	size_t digits = 0;

	dbn_buf_init(&first, CELL_MAX);
	add_cell(t, l, 0, &first);
	while (digits < first.len && first.ptr[digits] >= '0' && first.ptr[digits] <= '9')
		l->number = l->number * 10 + (first.ptr[digits++] - '0');
	if (digits != first.len || digits > NUMBER_DIGITS)
		l->number = 0;
	for (size_t i = 0; i < l->count; i++)
		l->filled |= dbn_str_trim(l->spans[i].text).len ? 1u << column_of(t, l->spans[i].x0) : 0;
	dbn_buf_release(&first);
}

/* ---- rows ---- */

/* How far lines of one cell are from one another: the least distance there is. */
static double leading(const struct table *t)
{
	double least = 0;

	for (size_t i = 1; i < t->count; i++) {
		double down = t->lines[i].y - t->lines[i - 1].y;

		if (down > 0.8 * t->lines[i].size && (least <= 0 || down < least))
			least = down;
	}
	return least;
}

/* The numbers of the rows, one higher each; how many, or 0. */
static size_t numbers(const struct table *t)
{
	size_t n = 0;
	int last = 0;

	for (size_t i = 0; i < t->count; i++) {
		if (!t->lines[i].number)
			continue;
		if (last && t->lines[i].number != last + 1)
			return 0;
		last = t->lines[i].number;
		n++;
	}
	return n;
}

static void begin_row(struct table *t, size_t line)
{
	t->starts[t->rows++] = line;
}

/* More space between rows than between the lines of one. */
static bool rows_by_space(struct table *t, double down, size_t numbered)
{
	double size = t->lines[0].size, more = numbered ? ROW_SPACE : CLEAR_SPACE;
	size_t seen = 0;

	t->rows = 0;
	for (size_t i = 0; i < t->count; i++) {
		if (!i || t->lines[i].y - t->lines[i - 1].y > down + more * size) {
			begin_row(t, i);
			seen = 0;
		}
		seen += t->lines[i].number > 0;
		if (seen > 1)
			return false;
	}
	/* A heading, and a number in each of the others. */
	return t->rows > 1 && (!numbered || t->rows == numbered || t->rows == numbered + 1);
}

/* The columns in which a line reaches the right edge, so that it may go on in the next one. */
static unsigned full_columns(const struct table *t, const struct flow_text_line *l)
{
	unsigned full = 0;

	for (size_t i = 0; i < l->count; i++) {
		size_t c = column_of(t, l->spans[i].x0);

		if (l->spans[i].x1 > t->stripes[c].x1 - FULL * l->size)
			full |= 1u << c;
	}
	return full;
}

/* What goes on in a column filled the line above it; what does not begins a row, in every column. */
static bool rows_by_full_lines(struct table *t, double down)
{
	const unsigned all = (1u << t->columns) - 1;

	t->rows = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct flow_text_line *l = &t->lines[i];

		if (i && fabs(l->y - l[-1].y - down) > 0.2 * l->size)
			return false;
		if (i && !(l->filled & ~full_columns(t, l - 1))) {
			/* Either may be meant. */
			if (l->filled == all)
				return false;
			continue;
		}
		if (l->filled != all)
			return false;
		begin_row(t, i);
	}
	return t->rows > 1;
}

/* Each row begins with its number; what goes on in a column began in that line. */
static bool rows_by_number(struct table *t, double down)
{
	unsigned filled = 0;
	bool begun = false;

	t->rows = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct flow_text_line *l = &t->lines[i];

		if (l->number || !i) {
			begin_row(t, i);
			filled = l->filled;
			begun = l->number > 0;
			continue;
		}
		if (begun && ((l->filled & ~filled) || fabs(l->y - l[-1].y - down) > 0.2 * l->size))
			return false;
	}
	return t->rows > 1;
}

/* The number stands halfway between the first and the last line of its row. */
static bool rows_around_numbers(struct table *t, size_t heading)
{
	size_t first = heading;

	t->rows = 0;
	if (heading)
		begin_row(t, 0);
	for (size_t i = heading; i < t->count; i++) {
		double wanted;
		size_t last = i;

		if (!t->lines[i].number)
			continue;
		if (first > i)
			return false;
		wanted = 2 * t->lines[i].y - t->lines[first].y;
		while (last + 1 < t->count && t->lines[last].y < wanted - SLACK * t->lines[i].size)
			last++;
		if (fabs(t->lines[last].y - wanted) > SLACK * t->lines[i].size)
			return false;
		begin_row(t, first);
		first = last + 1;
	}
	return first == t->count;
}

/* A table without numbers has a heading that says so; a slip of paper is set in boxes too. */
static bool has_heading(const struct table *t)
{
	static const char *const what[] = { "任务", "事项", "措施", "目标", "时限" };
	struct dbn_buf text;
	bool unit, found = false;

	dbn_buf_init(&text, CELL_MAX * COLUMNS_MAX);
	for (size_t i = 0; i < t->count && i < HEADING_LINES; i++) {
		for (size_t c = 0; c < t->columns; c++)
			add_cell(t, &t->lines[i], c, &text);
	}
	unit = dbn_str_find(dbn_buf_str(&text), DBN_STR("单位")) != DBN_NONE;
	for (size_t i = 0; i < sizeof what / sizeof *what; i++)
		found = found || dbn_str_find(dbn_buf_str(&text), dbn_str_of(what[i])) != DBN_NONE;
	dbn_buf_release(&text);
	return unit && found;
}

static bool find_rows(struct table *t)
{
	double down = leading(t);
	size_t numbered = numbers(t);

	if (down <= 0 || (numbered < 2 && !has_heading(t)))
		return false;
	if (numbered > 1 && rows_by_number(t, down))
		return true;
	if (rows_by_space(t, down, numbered))
		return true;
	for (size_t heading = 0; numbered > 1 && heading < HEADING_LINES && heading < t->count && !t->lines[heading].number; heading++) {
		if (rows_around_numbers(t, heading))
			return true;
	}
	return !numbered && rows_by_full_lines(t, down);
}

/* ---- into the flow ---- */

static void row_text(const struct table *t, size_t row, struct dbn_buf *to)
{
	size_t end = row + 1 < t->rows ? t->starts[row + 1] : t->count;
	struct dbn_buf cell;

	dbn_buf_init(&cell, CELL_MAX);
	for (size_t c = 0; c < t->columns; c++) {
		dbn_buf_clear(&cell);
		for (size_t i = t->starts[row]; i < end; i++)
			add_cell(t, &t->lines[i], c, &cell);
		if (c)
			dbn_buf_addc(to, '\t');
		dbn_buf_add(to, dbn_buf_str(&cell));
	}
	dbn_buf_release(&cell);
}

struct dbn_str flow_join_rows(struct flow *f, struct dbn_str above, struct dbn_str below)
{
	struct dbn_buf both;
	struct dbn_str joined;

	dbn_buf_init(&both, above.len + below.len + 64);
	for (size_t c = 0; above.ptr || below.ptr; c++) {
		struct dbn_str a = dbn_str_split(&above, '\t'), b = dbn_str_split(&below, '\t');

		if (c)
			dbn_buf_addc(&both, '\t');
		dbn_buf_add(&both, a);
		dbn_buf_add(&both, b);
	}
	joined = dbn_arena_dup(&f->d->arena, dbn_buf_str(&both));
	dbn_buf_release(&both);
	return joined;
}

size_t flow_tabs_in(struct dbn_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == '\t';
	return n;
}

/* The number of the page before, what stands above every page: no text between two rows. */
static bool is_at_edge(const struct flow *f, const struct flow_line *l)
{
	return !l->row && (l->page + 1 == f->pages ? l->y < 0.1 * f->height : l->y > 0.9 * f->height);
}

struct flow_line *flow_row_before(struct flow *f)
{
	size_t last = f->lines.count;
	struct flow_line *above;

	while (last && (f->lines.items[last - 1].dropped || is_at_edge(f, &f->lines.items[last - 1])))
		last--;
	above = last ? &f->lines.items[last - 1] : NULL;
	return above && above->row && above->page + 2 == f->pages ? above : NULL;
}

/* The heading again, or the rest of the last row of the page before. */
static bool goes_on(struct flow *f, const struct table *t, size_t row, struct dbn_str text)
{
	struct flow_line *above = row ? NULL : flow_row_before(f);

	if (!above || flow_tabs_in(above->text) != flow_tabs_in(text))
		return false;
	if (f->heading.len && dbn_str_eq(f->heading, text))
		return true;
	if (!numbers(t) || t->lines[0].number)
		return false;
	above->text = flow_join_rows(f, above->text, text);
	return true;
}

static int add_row(struct flow *f, const struct table *t, size_t row)
{
	const struct flow_text_line *l = &t->lines[t->starts[row]];
	struct dbn_buf text;
	struct flow_line *to;

	dbn_buf_init(&text, CELL_MAX * COLUMNS_MAX);
	row_text(t, row, &text);
	if (!text.failed && !goes_on(f, t, row, dbn_buf_str(&text))) {
		to = DBN_PUSH(&f->d->arena, &f->lines);
		if (to)
			*to = (struct flow_line){ .x0 = t->stripes[0].x0, .x1 = t->stripes[t->columns - 1].x1, .y = l->y,
						  .size = l->size, .text = dbn_arena_dup(&f->d->arena, dbn_buf_str(&text)),
						  .page = f->pages - 1, .row = true };
		if (to && !row)
			f->heading = to->text;
	}
	dbn_buf_release(&text);
	return dec_status(f->d);
}

size_t flow_table(struct flow *f, struct flow_text_line *lines, size_t count, size_t *passed, int *code)
{
	struct table t = { .lines = lines };

	*passed = 1;
	if (!may_begin(lines, count, f->width))
		return 0;
	t.count = stretch(&t, lines, count, f->height);
	if (!t.count)
		return 0;
	t.starts = dbn_arena_alloc(&f->page_arena, t.count + 1, sizeof *t.starts);
	if (!t.starts)
		return 0;
	for (size_t i = 0; i < t.count; i++)
		look_at(&t, &t.lines[i]);
	if (!find_rows(&t)) {
		f->doubtful += f->doubtful_page != f->pages;
		f->doubtful_page = f->pages;
		*passed = t.count;
		return 0;
	}
	for (size_t row = 0; row < t.rows && !*code; row++)
		*code = add_row(f, &t, row);
	return t.count;
}
