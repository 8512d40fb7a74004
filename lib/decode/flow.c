/* flow.c - lines become paragraphs. */
#include <math.h>
#include <stdlib.h>

#include "flow.h"
#include "dubanc/document.h"
#include "dubanc/text.h"

enum { PARAGRAPH_MAX = 8 << 20, RUNNING_PAGES = 3, COLUMN_LINES = 8, LEADING_LINES = 5 };

/* In characters: how near the edge a full line ends, how exactly edges meet. */
static const double FULL = 2.2, EDGE = 0.6, LEADING = 2.6, TITLE = 1.15, SAME_SIZE = 0.08, APART = 1.2;
/* An edge is what this share of the body's lines have. */
static const double SHARE = 0.08;

struct grid {
	double left, right, size;
	double leading; /* between the lines of a paragraph; 0 where it cannot be told */
};

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static bool same_size(double a, double b)
{
	return fabs(a - b) <= SAME_SIZE * (a > b ? a : b);
}

/* The size that most characters have. */
static double body_size(const struct flow *f)
{
	enum { SIZES = 64 };
	double sizes[SIZES], weights[SIZES], best = 0, weight = 0;
	size_t n = 0;

	for (size_t i = 0; i < f->lines.count; i++) {
		const struct flow_line *l = &f->lines.items[i];
		size_t k = 0;

		while (k < n && !(fabs(sizes[k] - l->size) < 0.03 * l->size))
			k++;
		if (k == SIZES || l->row)
			continue;
		if (k == n) {
			sizes[n] = l->size;
			weights[n++] = 0;
		}
		weights[k] += (double)l->text.len;
		if (weights[k] > weight) {
			weight = weights[k];
			best = sizes[k];
		}
	}
	return best;
}

/*
 * The outermost value that enough others share within EDGE; edges is sorted
 * ascending, outward is -1 for the left edge and 1 for the right one.
 */
static double edge_of(const double *edges, size_t n, double em, int outward)
{
	size_t need = (size_t)((double)n * SHARE) + 1;

	for (size_t i = 0; i < n; i++) {
		size_t k = outward > 0 ? n - 1 - i : i, near = 0;

		for (size_t j = i; j < n; j++) {
			size_t other = outward > 0 ? n - 1 - j : j;

			if (fabs(edges[other] - edges[k]) > EDGE * em)
				break;
			near++;
		}
		if (near >= need)
			return edges[k];
	}
	return n ? edges[outward > 0 ? n - 1 : 0] : 0;
}

/* Punctuation may hang over the right edge: such a line does not tell where it is. */
static bool may_hang(struct dbn_str text)
{
	size_t at = text.len;
	uint32_t cp = dbn_utf8_prev(text, &at);

	return cp == 0x3002 || cp == 0x3001 || cp == 0xff0c || cp == 0xff1b || cp == 0xff1a ||
	       cp == 0xff1f || cp == 0xff01 || cp == 0xff09 || cp == 0x300b || cp == 0x201d ||
	       cp == 0x2019 || cp == 0x3015 || cp == 0x3011 || cp == ',' || cp == '.' || cp == ';' ||
	       cp == ':' || cp == '?' || cp == '!' || cp == ')';
}

static int find_grid(struct flow *f, struct grid *g)
{
	size_t n = 0, rights = 0, count = f->lines.count;
	bool any;
	double *left = malloc((count + 1) * sizeof *left), *right = malloc((count + 1) * sizeof *right);

	if (!left || !right) {
		free(left);
		free(right);
		return dbn_fail_memory(f->d->err);
	}
	g->size = body_size(f);
	for (size_t i = 0; i < count; i++) {
		const struct flow_line *l = &f->lines.items[i];

		if (l->dropped || l->row || l->right > 0 || !same_size(l->size, g->size))
			continue;
		left[n++] = l->x0;
		rights += !may_hang(l->text);
	}
	/* Where nearly every line ends so, they are what there is to go by. */
	any = rights * 3 < n;
	rights = 0;
	for (size_t i = 0; i < count; i++) {
		const struct flow_line *l = &f->lines.items[i];

		if (!l->dropped && !l->row && l->right <= 0 && same_size(l->size, g->size) && (any || !may_hang(l->text)))
			right[rights++] = l->x1;
	}
	qsort(left, n, sizeof *left, compare);
	qsort(right, rights, sizeof *right, compare);
	g->left = edge_of(left, n, g->size, -1);
	g->right = edge_of(right, rights, g->size, 1);
	free(left);
	free(right);
	return DBN_OK;
}

/* Behind a full line mostly comes the next one of its paragraph: the middle of all such distances. */
static int find_leading(struct flow *f, struct grid *g)
{
	size_t n = 0, count = f->lines.count;
	double *down = malloc((count + 1) * sizeof *down);

	if (!down)
		return dbn_fail_memory(f->d->err);
	for (size_t i = 1; i < count; i++) {
		const struct flow_line *a = &f->lines.items[i - 1], *b = a + 1;

		if (!a->dropped && !b->dropped && !a->row && !b->row && a->page == b->page && same_size(a->size, g->size) &&
		    same_size(b->size, g->size) && a->right <= 0 && b->right <= 0 && a->x1 > g->right - FULL * g->size &&
		    b->y - a->y > 0.8 * g->size && b->y - a->y < LEADING * g->size)
			down[n++] = b->y - a->y;
	}
	qsort(down, n, sizeof *down, compare);
	g->leading = n >= LEADING_LINES ? down[n / 2] : 0;
	free(down);
	return DBN_OK;
}

/* ---- running heads ---- */

static struct dbn_str skip_digits(struct dbn_str s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9')
		n++;
	return dbn_str_from(s, n);
}

/* The same words, whatever numbers are in them: 第3页 共12页, with the name of the paper beside. */
static bool same_words(struct dbn_str a, struct dbn_str b)
{
	while (a.len && b.len) {
		struct dbn_str x = skip_digits(a), y = skip_digits(b);

		if ((x.len == a.len) != (y.len == b.len))
			return false;
		if (x.len && y.len && x.ptr[0] != y.ptr[0])
			return false;
		a = dbn_str_from(x, x.len > 0);
		b = dbn_str_from(y, y.len > 0);
	}
	return a.len == b.len;
}

static bool same_head(const struct flow_line *a, const struct flow_line *b)
{
	return a->page != b->page && !a->row && !b->row && fabs(a->y - b->y) < 0.5 * a->size && same_words(a->text, b->text);
}

/*
 * The same words at the same height on three pages and on a third of all, as
 * the first or last line: a running head. Words alone never make one.
 */
static void drop_heads(struct flow *f, const size_t *edge, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct flow_line *line = &f->lines.items[edge[i]];
		size_t same = 1;

		if (line->dropped)
			continue;
		for (size_t k = 0; k < n; k++)
			same += same_head(line, &f->lines.items[edge[k]]);
		if (same < RUNNING_PAGES || same * 3 < f->pages)
			continue;
		for (size_t k = 0; k < n; k++) {
			struct flow_line *other = &f->lines.items[edge[k]];

			if (k != i && same_head(line, other))
				other->dropped = true;
		}
		/* A mark of secrecy at the top of every page must still be seen once. */
		line->dropped = !dbn_is_secrecy_mark(line->text);
	}
}

static int find_heads(struct flow *f)
{
	size_t *edge = calloc(f->lines.count + 1, sizeof *edge), n = 0;
	size_t count = f->lines.count;

	if (!edge)
		return dbn_fail_memory(f->d->err);
	/* Two passes: first lines of pages, then last ones; at most 2000 each. */
	for (size_t i = 0; i < count && n < 2000; i++) {
		if (i == 0 || f->lines.items[i].page != f->lines.items[i - 1].page)
			edge[n++] = i;
	}
	drop_heads(f, edge, n);
	n = 0;
	for (size_t i = 0; i < count && n < 2000; i++) {
		if (!f->lines.items[i].dropped &&
		    (i + 1 == count || f->lines.items[i].page != f->lines.items[i + 1].page ||
		     f->lines.items[i + 1].dropped))
			edge[n++] = i;
	}
	drop_heads(f, edge, n);
	free(edge);
	return DBN_OK;
}

/* ---- columns ---- */

/* Many lines of a page that part at the same place: columns or a ruled table. */
static size_t pages_in_columns(const struct flow *f)
{
	size_t pages = 0;

	for (size_t at = 0; at < f->lines.count;) {
		size_t end = at, most = 0, lines = 0;

		while (end < f->lines.count && f->lines.items[end].page == f->lines.items[at].page)
			end++;
		lines = end - at;
		for (size_t i = at; i < end && i < at + 200; i++) {
			const struct flow_line *l = &f->lines.items[i];
			size_t same = 0;

			for (size_t k = at; l->gaps == 1 && k < end && k < at + 200; k++)
				same += f->lines.items[k].gaps == 1 &&
					fabs(f->lines.items[k].split - l->split) < l->size;
			if (same > most)
				most = same;
		}
		pages += most >= COLUMN_LINES && most * 5 >= lines * 2;
		at = end;
	}
	return pages;
}

/* ---- paragraphs ---- */

static bool is_centred(const struct grid *g, const struct flow_line *l)
{
	double before = l->x0 - g->left, behind = g->right - l->x1;

	return fabs(before - behind) < 2 * l->size;
}

/* Whether line b goes on where line a stops. */
static bool runs_on(const struct grid *g, const struct flow_line *a, const struct flow_line *b)
{
	double down = b->y - a->y;
	bool next_column = a->right > 0 && b->right > 0 && b->left > a->right;
	bool near = a->page == b->page ? next_column || (down > 0 && down < LEADING * a->size)
				       : b->page == a->page + 1;

	if (!near || a->row || b->row || !same_size(a->size, b->size) || (a->right > 0) != (b->right > 0))
		return false;
	if (a->right > 0)
		return a->x1 > a->right - FULL * a->size && a->x1 - a->x0 > 0.6 * (a->right - a->left) &&
		       fabs(b->x0 - b->left) < EDGE * b->size;
	if (a->size > TITLE * g->size)
		return a->page == b->page && is_centred(g, a) && is_centred(g, b) && !a->gaps && !b->gaps;
	/* Rows of a table: their last cells begin at the same place. */
	if (a->gaps && a->gaps == b->gaps && fabs(a->split - b->split) < 0.5 * a->size)
		return false;
	/* In a narrow text everything is near the edge: full is most of the width too, and a line set to the right is not. */
	if (a->page == b->page && g->leading > 0 && down > APART * g->leading && same_size(a->size, g->size))
		return false;
	return a->x1 > g->right - fmax(FULL, flow_first_width(b->text) + 0.2) * a->size &&
	       a->x1 - a->x0 > 0.6 * (g->right - g->left) &&
	       fabs(b->x0 - g->left) < EDGE * b->size;
}

static bool ends_latin(struct dbn_str s, bool last)
{
	size_t at = last ? s.len : 0;
	uint32_t cp = last ? dbn_utf8_prev(s, &at) : dbn_utf8_next(s, &at);

	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	       cp == ',' || cp == '.';
}

static bool is_word(struct dbn_str s)
{
	size_t at = 0;
	uint32_t cp = dbn_utf8_next(s, &at);

	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

/*
 * Both lines have gaps and the first had room for what begins the second: it
 * stopped because a cell of the row ended there.
 */
static bool is_next_cell(const struct grid *g, const struct flow_line *a, const struct flow_line *b)
{
	double first = is_word(b->text) || ends_latin(b->text, false) ? 0.5 : 1.0;

	return a->gaps && b->gaps && g->right - a->x1 > (first - 0.1) * a->size;
}

static int emit(struct flow *f, struct dbn_buf *par)
{
	if (par->failed)
		return dec_too_much(f->d, "paragraph", PARAGRAPH_MAX);
	dec_paragraph(f->d, dbn_buf_str(par));
	dbn_buf_clear(par);
	return dec_status(f->d);
}

/* Cells keep their places, also behind empty ones; a row of one cell is text. */
static int emit_row(struct flow *f, struct dbn_buf *row)
{
	struct dbn_str rest = dbn_buf_str(row);
	size_t filled;

	if (dbn_str_find(rest, DBN_STR("\t")) == DBN_NONE)
		return emit(f, row);
	if (row->failed)
		return dec_too_much(f->d, "paragraph", PARAGRAPH_MAX);
	filled = f->d->out->len;
	for (bool first = true; rest.ptr; first = false) {
		struct dbn_str cell = dbn_str_trim(dbn_str_split(&rest, '\t'));

		if (!first)
			dbn_buf_addc(f->d->out, '\t');
		dec_cell(f->d->out, cell);
		if (cell.len)
			filled = f->d->out->len;
	}
	if (!f->d->out->failed) {
		f->d->out->len = filled;
		dbn_buf_addc(f->d->out, '\n');
	}
	dbn_buf_clear(row);
	return dec_status(f->d);
}

static int write_paragraphs(struct flow *f, const struct grid *g)
{
	const struct flow_line *prev = NULL;
	struct dbn_buf par;
	int code = DBN_OK;

	dbn_buf_init(&par, PARAGRAPH_MAX);
	for (size_t i = 0; i < f->lines.count && !code; i++) {
		const struct flow_line *l = &f->lines.items[i];

		if (l->dropped)
			continue;
		if (prev && !runs_on(g, prev, l))
			code = emit(f, &par);
		else if (prev && is_next_cell(g, prev, l))
			dbn_buf_addc(&par, '\t');
		else if (prev && ends_latin(prev->text, true) && is_word(l->text))
			dbn_buf_addc(&par, ' ');
		dbn_buf_add(&par, l->text);
		if (l->row && !code)
			code = emit_row(f, &par);
		prev = l;
	}
	if (!code)
		code = emit(f, &par);
	dbn_buf_release(&par);
	return code;
}

int flow_finish(struct flow *f)
{
	struct grid g = { 0, 0, 0, 0 };
	size_t columns;
	int code = find_heads(f);

	if (!code)
		code = find_grid(f, &g);
	if (!code)
		code = find_leading(f, &g);
	if (!code)
		code = write_paragraphs(f, &g);
	if (!code)
		code = flow_write_notes(f);
	if (code)
		return code;
	columns = pages_in_columns(f);
	dec_note_count(f->d, DBN_MSG_DEC_COLUMNS, columns > f->doubtful ? columns : f->doubtful);
	if (f->empty_pages < f->pages)
		dec_note_count(f->d, DBN_MSG_DEC_PICTURE_PAGES, f->empty_pages);
	return DBN_OK;
}
