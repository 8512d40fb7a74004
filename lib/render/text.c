/* text.c - a table for a terminal: columns aligned by display width. */
#include <stdlib.h>

#include "cells.h"

enum { GAP = 2, CUT_MIN = 8, WRAP_MIN = 12, FIELDS_MAX = 128 };

struct layout {
	const struct dbn_table *t;
	const struct dbn_how *how;
	size_t width[FIELDS_MAX];
	size_t indent;
	struct dbn_buf raw, text; /* one cell: as it is; safe for a terminal */
};

/* The text of a cell, safe for a terminal, and its width; borrowed. */
static struct dbn_str cell_text(struct layout *y, const struct dbn_cell *cell,
				const struct dbn_field *field, size_t *width)
{
	struct dbn_str s;

	/* Texts are many and mostly plain: they are not copied. */
	if (cell->type == DBN_CELL_TEXT && !(field->flags & DBN_FIELD_LIST)) {
		s = cell->is.text;
	} else {
		dbn_buf_clear(&y->raw);
		cell_shown(&y->raw, cell, field, y->how->lang);
		s = dbn_buf_str(&y->raw);
	}
	if (cell_plain(s, y->how->width, width))
		return s;
	dbn_buf_clear(&y->text);
	dbn_text_visible(&y->text, s);
	s = dbn_buf_str(&y->text);
	*width = dbn_text_width(s, y->how->width);
	return s;
}

static void measure(struct layout *y)
{
	const struct dbn_table *t = y->t;

	for (size_t f = 0; f < t->field_count; f++) {
		y->width[f] =
			y->how->no_heading
				? 0
				: dbn_text_width(dbn_str_of(t->fields[f].heading[y->how->lang]),
						 y->how->width);
		for (size_t r = 0; r < t->rows.count; r++) {
			size_t w;

			cell_text(y, &t->rows.items[r].cells[f], &t->fields[f], &w);
			if (w > y->width[f])
				y->width[f] = w;
		}
	}
	for (size_t r = 0; r < t->rows.count; r++)
		if (t->rows.items[r].group.len)
			y->indent = GAP;
}

/* Takes columns from the widest field that gives, until the line fits. */
static void shrink(struct layout *y)
{
	size_t total = y->indent;

	for (size_t f = 0; f < y->t->field_count; f++)
		total += y->width[f] + (f ? GAP : 0);
	while (y->how->columns && total > y->how->columns) {
		size_t widest = DBN_NONE;

		for (size_t f = 0; f < y->t->field_count; f++) {
			enum dbn_fit fit = y->t->fields[f].fit;
			size_t min = fit == DBN_FIT_WRAP ? WRAP_MIN : CUT_MIN;

			if (fit != DBN_FIT_WHOLE && y->width[f] > min &&
			    (widest == DBN_NONE || y->width[f] > y->width[widest]))
				widest = f;
		}
		if (widest == DBN_NONE)
			return;
		y->width[widest]--;
		total--;
	}
}

/* What never begins a line in Chinese typesetting. */
static bool closes(uint32_t cp)
{
	static const char marks[] = "，。、；：？！）〕】》”’%％…";
	struct dbn_str all = { marks, sizeof marks - 1 };
	size_t at = 0;

	while (at < all.len)
		if (dbn_utf8_next(all, &at) == cp)
			return true;
	return false;
}

/* A Latin word or number is not broken, nor does a closing mark begin a line. */
static bool may_break(struct dbn_str s, size_t at)
{
	size_t next = at, start = at;
	uint32_t after = dbn_utf8_next(s, &next), before = dbn_utf8_prev(s, &start);

	return !closes(after) && (after >= 0x80 || before >= 0x80 || after == ' ' || before == ' ');
}

/* Takes one line of at most `width` columns off *s. */
static struct dbn_str take_line(struct dbn_str *s, size_t width, struct dbn_width w)
{
	struct dbn_str line = dbn_text_fit(*s, width, w);
	size_t at = line.len;

	if (line.len == 0) {
		/* One character that is wider than the column goes as it is. */
		dbn_utf8_next(*s, &at);
	} else if (line.len < s->len) {
		while (at > line.len / 2 && !may_break(*s, at))
			dbn_utf8_prev(*s, &at);
		if (at <= line.len / 2)
			at = line.len;
	}
	line = dbn_str_sub(*s, 0, at);
	*s = dbn_str_from(*s, at);
	while (s->len && s->ptr[0] == ' ')
		*s = dbn_str_from(*s, 1);
	return line;
}

/* One piece of text in its column; the last column is not filled up. */
static void put_aligned(struct layout *y, struct dbn_buf *out, size_t f, struct dbn_str s,
			size_t width, int light)
{
	bool last = f + 1 == y->t->field_count;
	size_t pad = y->width[f] > width ? y->width[f] - width : 0;

	if (y->t->fields[f].align == DBN_RIGHT)
		dbn_buf_fill(out, ' ', pad);
	if (light >= 0 && s.len)
		dbn_paint(out, y->how, (enum dbn_light)light, s);
	else
		dbn_buf_add(out, s);
	if (y->t->fields[f].align == DBN_LEFT && !last)
		dbn_buf_fill(out, ' ', pad);
	if (!last)
		dbn_buf_fill(out, ' ', GAP);
}

static void put_cut(struct layout *y, struct dbn_buf *out, size_t f, struct dbn_str s, size_t width,
		    int light)
{
	struct dbn_buf cut;

	if (width <= y->width[f] || y->t->fields[f].fit == DBN_FIT_WHOLE) {
		put_aligned(y, out, f, s, width, light);
		return;
	}
	dbn_buf_init(&cut, 1u << 20);
	dbn_text_cut(&cut, s, y->width[f], y->how->width);
	put_aligned(y, out, f, dbn_buf_str(&cut), dbn_text_width(dbn_buf_str(&cut), y->how->width),
		    light);
	dbn_buf_release(&cut);
}

static void trim_end(struct dbn_buf *out)
{
	while (out->len && out->ptr[out->len - 1] == ' ')
		out->ptr[--out->len] = '\0';
}

/* The further lines of wrapped cells, below the first. */
static void put_rest(struct layout *y, struct dbn_buf *out, struct dbn_str *rest)
{
	for (bool more = true; more;) {
		more = false;
		for (size_t f = 0; f < y->t->field_count; f++)
			more = more || rest[f].len > 0;
		if (!more)
			return;
		dbn_buf_fill(out, ' ', y->indent);
		for (size_t f = 0; f < y->t->field_count; f++) {
			struct dbn_str line = { "", 0 };

			if (rest[f].len)
				line = take_line(&rest[f], y->width[f], y->how->width);
			put_aligned(y, out, f, line, dbn_text_width(line, y->how->width), -1);
		}
		trim_end(out);
		dbn_buf_addc(out, '\n');
	}
}

static void put_row(struct layout *y, struct dbn_buf *out, const struct dbn_row *row)
{
	struct dbn_str rest[FIELDS_MAX];
	struct dbn_buf kept; /* wrapped cells outlive the scratch buffers */
	size_t offset[FIELDS_MAX], length[FIELDS_MAX];

	dbn_buf_init(&kept, 16u << 20);
	dbn_buf_fill(out, ' ', row->total ? 0 : y->indent);
	for (size_t f = 0; f < y->t->field_count; f++) {
		size_t width, line_width;
		struct dbn_str s = cell_text(y, &row->cells[f], &y->t->fields[f], &width), line = s;

		offset[f] = length[f] = 0;
		if (y->t->fields[f].fit != DBN_FIT_WRAP || width <= y->width[f]) {
			put_cut(y, out, f, s, width, cell_light(&row->cells[f]));
			continue;
		}
		line = take_line(&s, y->width[f], y->how->width);
		line_width = dbn_text_width(line, y->how->width);
		put_aligned(y, out, f, line, line_width, -1);
		offset[f] = kept.len;
		length[f] = s.len;
		dbn_buf_add(&kept, s);
	}
	trim_end(out);
	dbn_buf_addc(out, '\n');
	if (kept.len) {
		for (size_t f = 0; f < y->t->field_count; f++)
			rest[f] = (struct dbn_str){ kept.ptr + offset[f], length[f] };
		put_rest(y, out, rest);
	}
	dbn_buf_release(&kept);
}

static void put_group(struct layout *y, struct dbn_buf *out, const struct dbn_row *row, bool first)
{
	if (row->group.len == 0)
		return;
	if (!first)
		dbn_buf_addc(out, '\n');
	dbn_buf_clear(&y->text);
	dbn_text_visible(&y->text, row->group);
	dbn_buf_add(out, dbn_buf_str(&y->text));
	dbn_buf_addc(out, '\n');
}

void render_text(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how)
{
	struct layout *y;

	if (t->field_count > FIELDS_MAX || !(y = malloc(sizeof *y))) {
		out->failed = true;
		return;
	}
	*y = (struct layout){ .t = t, .how = how };
	dbn_buf_init(&y->raw, 16u << 20);
	dbn_buf_init(&y->text, 16u << 20);
	measure(y);
	shrink(y);
	if (!how->no_heading) {
		dbn_buf_fill(out, ' ', y->indent);
		for (size_t f = 0; f < t->field_count; f++) {
			struct dbn_str heading = dbn_str_of(t->fields[f].heading[how->lang]);

			put_cut(y, out, f, heading, dbn_text_width(heading, how->width), -1);
		}
		trim_end(out);
		dbn_buf_addc(out, '\n');
	}
	for (size_t r = 0; r < t->rows.count; r++) {
		put_group(y, out, &t->rows.items[r], r == 0);
		put_row(y, out, &t->rows.items[r]);
	}
	out->failed = out->failed || y->raw.failed || y->text.failed;
	dbn_buf_release(&y->raw);
	dbn_buf_release(&y->text);
	free(y);
}
