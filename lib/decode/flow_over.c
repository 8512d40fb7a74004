/*
 * flow_over.c - what is written over the text of a page: a watermark.
 *
 * Large letters across a page stand where lines of the text stand; a title or a red head
 * never does. They are not text, and would be read into the middle of a sentence; but a
 * mark of secrecy among them stops an import as it does anywhere.
 */
#include <math.h>
#include <stdlib.h>

#include "flow.h"
#include "mark.h"

enum { LARGE_MAX = 500, MARK_MAX = 4096 };

/* How much larger than what it covers. */
static const double LARGER = 1.6;

static bool covers(const struct flow_span *over, const struct flow_span *s)
{
	return over->size > LARGER * s->size && fabs(over->y - s->y) < 0.6 * over->size &&
	       fmin(over->x1, s->x1) - fmax(over->x0, s->x0) > 0.5 * s->size && dbn_str_trim(s->text).len;
}

/* Whether a piece stands on smaller ones. */
static bool is_over(const struct flow_span *s, size_t n, size_t at)
{
	for (size_t i = 0; i < n; i++) {
		if (i != at && covers(&s[at], &s[i]))
			return true;
	}
	return false;
}

/* From left to right; letters that stand upright above one another downward, or upward. */
static int downward(const void *a, const void *b)
{
	const struct flow_span *s = a, *t = b;
	double diff = s->x0 - t->x0;

	return diff > 0 ? 1 : diff < 0 ? -1 : (s->y > t->y) - (s->y < t->y);
}

static int upward(const void *a, const void *b)
{
	const struct flow_span *s = a, *t = b;
	double diff = s->x0 - t->x0;

	return diff > 0 ? 1 : diff < 0 ? -1 : (t->y > s->y) - (t->y < s->y);
}

int flow_add_over(struct flow *f, double x0, double x1, double y, struct dbn_str text)
{
	struct flow_span *s = f->over.count < LARGE_MAX ? DBN_PUSH(&f->page_arena, &f->over) : NULL;

	if (s)
		*s = (struct flow_span){ x0, x1, y, 1, dbn_arena_dup(&f->page_arena, text), true };
	return f->page_arena.failed ? dec_too_much(f->d, "page", f->page_arena.max) : DBN_OK;
}

/* Word by word, and all together where each letter is one; one mark is enough, of whatever page. */
static void look_for_mark(struct flow *f, bool down)
{
	size_t before = f->d->out->len;
	struct dbn_buf all;

	dbn_buf_init(&all, MARK_MAX);
	qsort(f->over.items, f->over.count, sizeof *f->over.items, down ? downward : upward);
	for (size_t i = 0; i < f->over.count && f->d->out->len == before; i++) {
		mark_take(f->d, f->over.items[i].text);
		dbn_buf_add(&all, dbn_str_trim(f->over.items[i].text));
	}
	if (f->d->out->len == before && !all.failed)
		mark_take(f->d, dbn_buf_str(&all));
	f->marked = f->d->out->len > before;
	dbn_buf_release(&all);
}

size_t flow_drop_over(struct flow *f, struct flow_span *s, size_t n)
{
	double size = 0;
	size_t kept = 0, large = 0;

	/* Only what is larger than the least can cover anything. */
	for (size_t i = 0; i < n; i++)
		size = size > 0 ? fmin(size, s[i].size) : s[i].size;
	for (size_t i = 0; i < n; i++)
		large += s[i].size > LARGER * size;
	for (size_t i = 0; i < n; i++) {
		s[i].over = large <= LARGE_MAX && s[i].size > LARGER * size && is_over(s, n, i) &&
			    flow_add_over(f, s[i].x0, s[i].x1, s[i].y, s[i].text) == DBN_OK;
	}
	for (size_t i = 0; i < n; i++) {
		if (!s[i].over)
			s[kept++] = s[i];
	}
	if (f->over.count && !f->marked)
		look_for_mark(f, true);
	if (f->over.count && !f->marked)
		look_for_mark(f, false);
	return kept;
}
