/* flow_line.c - the pieces of one page become lines. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flow_grid.h"
#include "dubanc/text.h"

enum { PAGE_MAX_BYTES = 256 << 20, LINE_MAX_BYTES = 1 << 20 };

/* In characters: what is one line, what is drawn twice, what is a gap. */
static const double SAME_LINE = 0.45, TWICE = 0.18, BLANK = 0.75, COLUMN = 2.2, CELL_GAP = 0.25;
/* Of the height of the page: the edge that a browser prints on. */
static const double BROWSER_EDGE = 0.06;

void flow_init(struct flow *f, struct dec *d, double word_gap)
{
	*f = (struct flow){ .d = d, .word_gap = word_gap };
	dbn_arena_init(&f->page_arena, PAGE_MAX_BYTES);
}

void flow_release(struct flow *f)
{
	dbn_arena_release(&f->page_arena);
}

void flow_page(struct flow *f, double width, double height)
{
	dbn_arena_release(&f->page_arena);
	f->spans.items = NULL;
	f->spans.count = f->spans.cap = 0;
	f->over.items = NULL;
	f->over.count = f->over.cap = 0;
	f->rules.items = NULL;
	f->rules.count = f->rules.cap = 0;
	f->width = width;
	f->height = height;
	f->pages++;
}

/* Radicals to characters, and bad bytes out. */
static struct dbn_str clean(struct flow *f, struct dbn_str text)
{
	struct dbn_buf out;
	struct dbn_str kept;
	size_t at = 0;
	char bytes[4];

	dbn_buf_init(&out, text.len * 3 + 8);
	while (at < text.len) {
		uint32_t cp = flow_fold_radical(dbn_utf8_next(text, &at));

		dbn_buf_add(&out, (struct dbn_str){ bytes, dbn_utf8_put(bytes, cp) });
	}
	kept = dbn_arena_dup(&f->page_arena, dbn_buf_str(&out));
	dbn_buf_release(&out);
	return kept;
}

int flow_add(struct flow *f, double x0, double x1, double y, double size, struct dbn_str text)
{
	struct flow_span *s;

	if (!isfinite(x0) || !isfinite(x1) || !isfinite(y) || !isfinite(size) || size <= 0)
		return DBN_OK;
	if (++f->glyphs > f->d->limits->glyphs)
		return dec_too_much(f->d, "glyphs", f->d->limits->glyphs);
	s = DBN_PUSH(&f->page_arena, &f->spans);
	if (s)
		*s = (struct flow_span){ x0, x1, y, size, clean(f, text), false };
	if (f->page_arena.failed)
		return dec_too_much(f->d, "page", PAGE_MAX_BYTES);
	return DBN_OK;
}

static int compare(double a, double b)
{
	return (a > b) - (a < b);
}

static int by_height(const void *a, const void *b)
{
	const struct flow_span *s = a, *t = b;
	int diff = compare(s->y, t->y);

	return diff ? diff : compare(s->x0, t->x0);
}

int flow_by_place(const void *a, const void *b)
{
	const struct flow_span *s = a, *t = b;
	int diff = compare(s->x0, t->x0);

	return diff ? diff : dbn_str_cmp(s->text, t->text);
}

bool flow_is_latin(struct dbn_str s, bool last)
{
	size_t at = last ? s.len : 0;
	uint32_t cp = last ? dbn_utf8_prev(s, &at) : dbn_utf8_next(s, &at);

	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

/* What stands between two neighbours of a line. */
static char gap_of(const struct flow *f, const struct flow_span *s, const struct flow_span *t)
{
	double em = s->size > t->size ? s->size : t->size, gap = (t->x0 - s->x1) / em;

	if (gap > COLUMN)
		return '\t';
	if (gap > BLANK)
		return ' ';
	return gap > f->word_gap && flow_is_latin(s->text, true) && flow_is_latin(t->text, false) ? ' ' : '\0';
}

static bool is_twice(const struct flow_span *s, const struct flow_span *t)
{
	return fabs(t->x0 - s->x0) < TWICE * s->size && dbn_str_eq(s->text, t->text) &&
	       dbn_str_trim(s->text).len;
}

/* The size that most of the line has: Han pieces say it best. */
static double size_of(const struct flow_span *s, size_t n)
{
	double best = 0, weight = 0;

	for (size_t i = 0; i < n; i++) {
		double w = 0;

		for (size_t k = i; k < n && k < i + 64; k++) {
			if (fabs(s[k].size - s[i].size) < 0.05 * s[i].size)
				w += (double)s[k].text.len;
		}
		if (w > weight) {
			weight = w;
			best = s[i].size;
		}
		if (i >= 64)
			break;
	}
	return best;
}

static bool is_blank(const struct flow_span *s)
{
	return dbn_str_trim(s->text).len == 0;
}

/*
 * Blanks in front are an indent that x0 tells, blanks behind tell nothing;
 * between words they are a blank, however wide, unless the gap is a column.
 */
static void join_spans(struct flow *f, const struct flow_span *s, size_t n, struct flow_line *line,
		       struct dbn_buf *text)
{
	const struct flow_span *last = NULL;
	bool blank = false;

	for (size_t i = 0; i < n; i++) {
		char gap = '\0';

		if (is_blank(&s[i])) {
			blank = true;
			continue;
		}
		if (last && is_twice(last, &s[i]))
			continue;
		if (last)
			gap = gap_of(f, last, &s[i]);
		else
			line->x0 = s[i].x0;
		if (gap == '\t') {
			line->gaps++;
			line->split = s[i].x0;
		}
		if (gap || (last && blank))
			dbn_buf_addc(text, gap ? gap : ' ');
		dbn_buf_add(text, s[i].text);
		if (s[i].x1 > line->x1)
			line->x1 = s[i].x1;
		last = &s[i];
		blank = false;
	}
}

static int make_line(struct flow *f, const struct flow_text_line *l, double left, double right)
{
	struct flow_line line = { .y = l->y, .page = f->pages - 1, .left = left, .right = right };
	const struct flow_span *s = l->spans;
	struct dbn_buf text;
	struct flow_line *to;
	size_t n = l->count;

	dbn_buf_init(&text, LINE_MAX_BYTES);
	line.size = size_of(s, n);
	join_spans(f, s, n, &line, &text);
	if (text.failed) {
		dbn_buf_release(&text);
		return dec_too_much(f->d, "line", LINE_MAX_BYTES);
	}
	if (text.len) {
		to = DBN_PUSH(&f->d->arena, &f->lines);
		line.text = dbn_arena_dup(&f->d->arena, dbn_buf_str(&text));
		if (to)
			*to = line;
	}
	dbn_buf_release(&text);
	return dec_status(f->d);
}

/* "— 3 —", "- 3 -", "3", "第3页", "第 3 页 共 10 页", "3/10". */
bool flow_is_page_number(struct dbn_str text)
{
	size_t at = 0, digits = 0, length = 0;

	while (at < text.len) {
		uint32_t cp = dbn_utf8_next(text, &at);

		if (cp == ' ' || cp == 0x3000 || cp == '\t')
			continue;
		if (cp >= 0xff10 && cp <= 0xff19)
			cp -= 0xfee0;
		length++;
		if (cp >= '0' && cp <= '9')
			digits++;
		else if (cp != '-' && cp != '/' && cp != 0x2014 && cp != 0x2013 && cp != 0x2015 &&
			 cp != 0x2212 && cp != 0xff0d && cp != 0x2500 && cp != 0x7b2c && cp != 0x9875 &&
			 cp != 0x5171 && cp != 0xb7 && cp != '~' && cp != 0x4e00)
			return false;
	}
	return digits > 0 && digits < 7 && length < 16;
}

/* The last line of a page, low on it, that is nothing but a number. */
static void drop_page_number(struct flow *f, size_t first)
{
	struct flow_line *last;

	if (f->lines.count == first)
		return;
	last = &f->lines.items[f->lines.count - 1];
	if (!last->row && last->y > f->height * 0.82 && flow_is_page_number(last->text))
		last->dropped = true;
}

size_t flow_line_end(const struct flow_span *s, size_t n, size_t at)
{
	size_t end = at + 1;

	while (end < n && s[end].y - s[at].y < SAME_LINE * (s[end].size > s[at].size ? s[end].size : s[at].size))
		end++;
	return end;
}

static int make_lines(struct flow *f, struct flow_span *s, size_t n, double left, double right)
{
	struct flow_text_line *lines = dbn_arena_alloc(&f->page_arena, n + 1, sizeof *lines);
	size_t count = 0, tried = 0;
	int code = lines ? DBN_OK : dec_too_much(f->d, "page", PAGE_MAX_BYTES);

	for (size_t at = 0, end; at < n && !code; at = end) {
		double y = s[at].y;

		end = flow_line_end(s, n, at);
		qsort(s + at, end - at, sizeof *s, flow_by_place);
		lines[count++] = (struct flow_text_line){ s + at, end - at, y, size_of(s + at, end - at), 0, 0 };
	}
	for (size_t i = 0; i < count && !code;) {
		size_t passed = 0, rows = right > 0 || i < tried ? 0 : flow_table(f, lines + i, count - i, &passed, &code);

		if (!rows && !code)
			code = make_line(f, &lines[i], left, right);
		tried = passed ? i + passed : tried;
		i += rows ? rows : 1;
	}
	return code;
}

/* Above the columns, the first one, the second one, below them. */
static int make_columns(struct flow *f, struct flow_span *s, size_t n, const struct flow_columns *c)
{
	struct flow_span *part = dbn_arena_alloc(&f->page_arena, n, sizeof *part);
	int code = part ? DBN_OK : dec_too_much(f->d, "page", PAGE_MAX_BYTES);

	for (int k = 0; k < 4 && !code; k++) {
		size_t count = 0;

		for (size_t i = 0; i < n; i++) {
			double slack = SAME_LINE * s[i].size;
			int place = s[i].y < c->top - slack ? 0 : s[i].y > c->bottom + slack ? 3 : s[i].x0 < c->x ? 1 : 2;

			if (place == k)
				part[count++] = s[i];
		}
		code = make_lines(f, part, count, k == 1 ? c->left.from : k == 2 ? c->right.from : 0,
				  k == 1 ? c->left.to : k == 2 ? c->right.to : 0);
	}
	return code;
}

/* Pieces that stand in no table; they are sorted by height. */
static int make_text(struct flow *f, struct flow_span *s, size_t n)
{
	struct flow_columns columns;

	return flow_find_columns(f, s, n, &columns) ? make_columns(f, s, n, &columns) : make_lines(f, s, n, 0, 0);
}

/*
 * A table with rulings, and what stands above it. What is left of the page stays in s, sorted;
 * gives how much.
 */
static size_t make_table(struct flow *f, struct flow_grid *g, struct flow_span *s, size_t n, struct flow_span *scratch, int *code)
{
	size_t above = 0, inside = 0, left = 0;

	while (above < n && s[above].y < g->y[0])
		above++;
	*code = make_text(f, s, above);
	for (size_t i = above; i < n; i++) {
		if (flow_grid_holds(g, &s[i]))
			scratch[inside++] = s[i];
	}
	if (*code || !inside || !flow_ruled(f, g, scratch, inside, code)) {
		memmove(s, s + above, (n - above) * sizeof *s);
		return n - above;
	}
	for (size_t i = above; i < n; i++) {
		if (!flow_grid_holds(g, &s[i]))
			s[left++] = s[i];
	}
	return left;
}

/* Whether a word of these is an address: what a browser prints at the edge of each page. */
static bool has_address(const struct flow_span *s, size_t n)
{
	static const char *const schemes[] = { "http://", "https://", "file://" };

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < sizeof schemes / sizeof *schemes; k++) {
			if (dbn_str_starts_fold(dbn_str_trim(s[i].text), schemes[k]))
				return true;
		}
	}
	return false;
}

/*
 * A page printed by a browser has its address, the date of printing and its number at its
 * edges, none of which is the paper's. Both edges go where one of them has the address.
 */
static size_t drop_browser_edges(const struct flow *f, struct flow_span *s, size_t n)
{
	size_t head = n ? flow_line_end(s, n, 0) : 0, foot = n;

	while (foot > head && s[n - 1].y - s[foot - 1].y < SAME_LINE * s[n - 1].size)
		foot--;
	if (!n || s[0].y > BROWSER_EDGE * f->height)
		head = 0;
	if (n && s[n - 1].y < (1 - BROWSER_EDGE) * f->height)
		foot = n;
	if (!has_address(s, head) && !has_address(s + foot, n - foot))
		return n;
	memmove(s, s + head, (foot - head) * sizeof *s);
	return foot - head;
}

int flow_page_end(struct flow *f)
{
	size_t first = f->lines.count, n = f->spans.count, grids;
	struct flow_span *s = f->spans.items, *scratch;
	struct flow_grid *g = NULL;
	int code = DBN_OK;

	n = flow_drop_over(f, s, n);
	if (n)
		qsort(s, n, sizeof *s, by_height);
	n = drop_browser_edges(f, s, n);
	code = flow_take_notes(f, s, &n);
	grids = flow_find_grids(f, &g);
	scratch = grids ? dbn_arena_alloc(&f->page_arena, n + 1, sizeof *scratch) : NULL;
	for (size_t i = 0; i < grids && scratch && !code; i++)
		n = make_table(f, &g[i], s, n, scratch, &code);
	if (!code)
		code = make_text(f, s, n);
	if (f->lines.count == first)
		f->empty_pages++;
	drop_page_number(f, first);
	return code;
}

bool flow_has_gaps(struct flow *f)
{
	struct flow_span *s = f->spans.items;
	size_t n = f->spans.count, lines = 0;

	if (n)
		qsort(s, n, sizeof *s, by_height);
	for (size_t at = 0, end; at < n; at = end) {
		bool gap = false;

		end = flow_line_end(s, n, at);
		qsort(s + at, end - at, sizeof *s, flow_by_place);
		for (size_t i = at + 1; i < end; i++)
			gap = gap || s[i].x0 - s[i - 1].x1 > CELL_GAP * s[i].size;
		lines += gap;
	}
	return lines > 1;
}

static bool is_closer(uint32_t cp)
{
	static const char closers[] = "，。；：？！、）》”’〕】」』,.;:?!)%％";
	struct dbn_str all = { closers, sizeof closers - 1 };

	for (size_t at = 0; at < all.len;) {
		if (dbn_utf8_next(all, &at) == cp)
			return true;
	}
	return false;
}

static bool is_opener(uint32_t cp)
{
	return cp == 0xff08 || cp == 0x300a || cp == 0x201c || cp == 0x2018 || cp == 0x3014 || cp == 0x3010 || cp == '(';
}

double flow_first_width(struct dbn_str text)
{
	double width = 0;
	uint32_t last = 0;

	for (size_t at = 0; at < text.len && width < 12;) {
		uint32_t cp = dbn_utf8_next(text, &at);
		bool glued = !last || is_closer(cp) || is_opener(last) || (last < 0x80 && cp < 0x80 && cp > ' ');

		if (!glued)
			break;
		width += cp < 0x2010 ? 0.5 : 1.0;
		last = cp;
	}
	return width;
}
