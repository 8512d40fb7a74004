/*
 * flow_note.c - notes at the foot of a page.
 *
 * A note begins with the number that stands small and raised in the text above it, and nothing but
 * notes and the number of the page stands below the first. Where one of these does not hold all is
 * left where it is: a list at the foot of a page is no note.
 */
#include <math.h>
#include <stdlib.h>

#include "flow.h"
#include "dubanc/text.h"

enum { NOTE_MAX = 1 << 14, MARK_DIGITS = 2, NEIGHBOURS = 30, LOOKUPS_MAX = 60 };

/* In characters: a raised number against its line, how near it is, where notes go on and how closely they are set. */
static const double SMALL = 0.75, NEAR = 0.8, INDENT = 2.5, CLOSE = 2.2;

struct page {
	struct flow *f;
	struct flow_span *s;
	size_t n;
	struct flow_span *line; /* the pieces of one line, from left to right */
	struct dbn_buf note;
	size_t lookups; /* no page of a paper needs many */
};

/* 1, 12 or ① at the front, as bytes; 1. and 1、 begin an item. */
static size_t mark_length(struct dbn_str s)
{
	size_t n = 0, at = 0;
	uint32_t cp = s.len ? dbn_utf8_next(s, &at) : 0;

	if (cp >= 0x2460 && cp <= 0x2473)
		return at;
	while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9')
		n++;
	at = n;
	cp = n < s.len ? dbn_utf8_next(s, &at) : ' ';
	return n > MARK_DIGITS || (cp < 0x2010 && cp != ' ' && cp != '\t') || cp == 0x3001 || cp == 0xff0e ? 0 : n;
}

/* The number as it stands raised in the text above. */
static struct flow_span *find_raised(struct page *p, size_t before, struct dbn_str mark)
{
	if (++p->lookups > LOOKUPS_MAX)
		return NULL;
	for (size_t i = 0; i < before; i++) {
		struct flow_span *s = &p->s[i];

		if (!dbn_str_eq(dbn_str_trim(s->text), mark))
			continue;
		for (size_t k = i > NEIGHBOURS ? i - NEIGHBOURS : 0; k < before && k < i + NEIGHBOURS; k++)
			if (fabs(p->s[k].y - s->y) < NEAR * p->s[k].size && s->size < SMALL * p->s[k].size)
				return s;
	}
	return NULL;
}

static void line_text(struct page *p, size_t at, size_t end, struct dbn_buf *out)
{
	const struct flow_span *last = NULL;

	for (size_t i = at; i < end; i++)
		p->line[i - at] = p->s[i];
	qsort(p->line, end - at, sizeof *p->line, flow_by_place);
	for (size_t i = 0; i < end - at; i++) {
		const struct flow_span *s = &p->line[i];

		if (last && flow_is_latin(last->text, true) && flow_is_latin(s->text, false) && s->x0 - last->x1 > 0.1 * s->size)
			dbn_buf_addc(out, ' ');
		dbn_buf_add(out, dbn_str_trim(s->text));
		last = dbn_str_trim(s->text).len ? s : last;
	}
}

static int keep_note(struct page *p)
{
	struct dbn_str text = dbn_buf_str(&p->note), *to;

	if (!text.len)
		return DBN_OK;
	to = DBN_PUSH(&p->f->d->arena, &p->f->notes);
	if (to)
		*to = dbn_arena_dup(&p->f->d->arena, text);
	dbn_buf_clear(&p->note);
	return dec_status(p->f->d);
}

/* One line at the foot: false where it is neither a note nor the rest of one nor the page's number. */
static bool is_foot(struct page *p, size_t at, size_t end, double x, double y)
{
	struct dbn_buf text;
	const struct flow_span *first;
	size_t mark;
	bool is;

	dbn_buf_init(&text, NOTE_MAX);
	line_text(p, at, end, &text);
	first = &p->line[0];
	mark = mark_length(dbn_buf_str(&text));
	is = (mark && find_raised(p, at, dbn_str_sub(dbn_buf_str(&text), 0, mark))) ||
	     (x >= 0 && fabs(first->x0 - x) < INDENT * first->size && p->s[at].y - y < CLOSE * first->size) ||
	     flow_is_page_number(dbn_buf_str(&text));
	is = is && !text.failed;
	dbn_buf_release(&text);
	return is;
}

/* Where the first note begins, or n. */
static size_t find_foot(struct page *p)
{
	size_t found = p->n;
	double x = -1, y = 0;

	for (size_t at = 0, end; at < p->n; at = end) {
		struct dbn_buf text;
		size_t mark;

		end = flow_line_end(p->s, p->n, at);
		if (p->s[at].y < p->f->height / 2)
			continue;
		if (found < p->n && !is_foot(p, at, end, x, y))
			found = p->n;
		dbn_buf_init(&text, NOTE_MAX);
		line_text(p, at, end, &text);
		mark = mark_length(dbn_buf_str(&text));
		if (found == p->n && mark < text.len && mark && find_raised(p, at, dbn_str_sub(dbn_buf_str(&text), 0, mark)))
			found = at;
		x = found < p->n ? p->line[0].x0 : -1;
		y = p->s[at].y;
		dbn_buf_release(&text);
	}
	return found;
}

/* The note's number in the text, as that of a Word file is written. */
static int name_mark(struct page *p, struct flow_span *raised, struct dbn_str mark)
{
	struct dbn_str parts[3] = { DBN_STR("[注"), mark, DBN_STR("]") };

	raised->text = dbn_arena_join(&p->f->page_arena, parts, 3);
	dbn_buf_add(&p->note, raised->text);
	dbn_buf_addc(&p->note, ' ');
	return raised->text.ptr ? DBN_OK : dec_too_much(p->f->d, "page", p->f->page_arena.max);
}

/* Takes the lines from there on; what is the number of the page stays. */
static int take(struct page *p, size_t from, size_t *left)
{
	size_t kept = from;
	int code = DBN_OK;

	for (size_t at = from, end; at < p->n && !code; at = end) {
		struct flow_span *raised;
		struct dbn_buf text;
		struct dbn_str s;
		size_t mark;

		end = flow_line_end(p->s, p->n, at);
		dbn_buf_init(&text, NOTE_MAX);
		line_text(p, at, end, &text);
		s = dbn_buf_str(&text);
		mark = mark_length(s);
		raised = mark ? find_raised(p, from, dbn_str_sub(s, 0, mark)) : NULL;
		if (raised) {
			code = keep_note(p);
			code = code ? code : name_mark(p, raised, dbn_str_sub(s, 0, mark));
			dbn_buf_add(&p->note, dbn_str_trim(dbn_str_from(s, mark)));
		} else if (flow_is_page_number(s)) {
			while (at < end)
				p->s[kept++] = p->s[at++];
		} else {
			dbn_buf_add(&p->note, s);
		}
		dbn_buf_release(&text);
	}
	*left = kept;
	return code ? code : keep_note(p);
}

int flow_take_notes(struct flow *f, struct flow_span *s, size_t *n)
{
	struct page p = { .f = f, .s = s, .n = *n };
	size_t from;
	int code = DBN_OK;

	p.line = dbn_arena_alloc(&f->page_arena, *n + 1, sizeof *p.line);
	if (!p.line)
		return dec_too_much(f->d, "page", f->page_arena.max);
	dbn_buf_init(&p.note, NOTE_MAX);
	from = find_foot(&p);
	p.lookups = 0;
	if (from < p.n)
		code = take(&p, from, n);
	dbn_buf_release(&p.note);
	return code;
}

int flow_write_notes(struct flow *f)
{
	for (size_t i = 0; i < f->notes.count; i++)
		dec_paragraph(f->d, f->notes.items[i]);
	return dec_status(f->d);
}
