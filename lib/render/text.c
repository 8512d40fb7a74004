/*
 * text.c - a table for a terminal: columns aligned by display width.
 *
 * Where the line is too short, text gives up to TEXT_MIN columns; then columns
 * that hold nothing go; and where that is not enough a row takes several lines,
 * each column still below its heading, and nothing is cut any more.
 */
#include <stdlib.h>
#include <string.h>

#include "cells.h"

enum { GAP = 2, BELOW = 4, TEXT_MIN = 20, KEY_MAX = 20, FIELDS_MAX = 128 };

struct layout {
	const struct dbn_table *t;
	const struct dbn_how *how;
	size_t width[FIELDS_MAX];
	bool hidden[FIELDS_MAX];    /* of a field: its column holds nothing */
	size_t order[FIELDS_MAX], shown; /* the fields in the order of their places */
	bool begins[FIELDS_MAX];    /* a place begins a line */
	bool stacked;		    /* a row takes several lines */
	size_t upper;		    /* places from here on were moved below the others */
	bool labelled;		    /* they are several: each says what it is */
	bool failed;		    /* memory cut a cell short */
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
	y->failed = y->failed || dbn_str_lost(s);
	if (cell_plain(s, y->how->width, width))
		return s;
	dbn_buf_clear(&y->text);
	dbn_text_visible(&y->text, s);
	s = dbn_buf_str(&y->text);
	y->failed = y->failed || dbn_str_lost(s);
	*width = dbn_text_width(s, y->how->width);
	return s;
}

static void measure(struct layout *y)
{
	const struct dbn_table *t = y->t;

	for (size_t f = 0; f < t->field_count; f++) {
		size_t widest = 0, heading = 0;

		for (size_t r = 0; r < t->rows.count; r++) {
			size_t w;

			cell_text(y, &t->rows.items[r].cells[f], &t->fields[f], &w);
			widest = w > widest ? w : widest;
		}
		if (!y->how->no_heading)
			heading = dbn_text_width(dbn_str_of(t->fields[f].heading[y->how->lang]), y->how->width);
		y->width[f] = widest > heading ? widest : heading;
		y->hidden[f] = widest == 0 && t->rows.count > 0;
	}
	for (size_t r = 0; r < t->rows.count; r++)
		if (t->rows.items[r].group.len)
			y->indent = GAP;
}

static size_t total_width(const struct layout *y)
{
	size_t total = y->indent, shown = 0;

	for (size_t f = 0; f < y->t->field_count; f++)
		if (!y->hidden[f])
			total += y->width[f] + (shown++ ? GAP : 0);
	return total;
}

/* The widest text that is wider than `more`, or DBN_NONE. */
static size_t widest_text(const struct layout *y, size_t more)
{
	size_t widest = DBN_NONE;

	for (size_t f = 0; f < y->t->field_count; f++)
		if (!y->hidden[f] && y->t->fields[f].fit != DBN_FIT_WHOLE && y->width[f] > more &&
		    (widest == DBN_NONE || y->width[f] >= y->width[widest]))
			widest = f;
	return widest;
}

/* Takes columns from the widest text until the line fits; false where text would say nothing. */
static bool shrink(struct layout *y)
{
	size_t least = y->how->columns / 3 < TEXT_MIN ? y->how->columns / 3 : TEXT_MIN, total = total_width(y), f;

	while (total > y->how->columns && (f = widest_text(y, least)) != DBN_NONE) {
		y->width[f]--;
		total--;
	}
	return total <= y->how->columns;
}

/*
 * A few long ids do not push the other columns off the line: a first column as wide as those
 * that are no longer than KEY_MAX; a longer one stands on a line of its own. 0: there is none.
 */
static size_t narrow_key(struct layout *y)
{
	size_t widest = 0, w;

	if (y->t->field_count == 0 || y->t->fields[0].fit != DBN_FIT_WHOLE || y->t->fields[0].align != DBN_LEFT)
		return 0;
	for (size_t r = 0; r < y->t->rows.count; r++) {
		cell_text(y, &y->t->rows.items[r].cells[0], &y->t->fields[0], &w);
		widest = w <= KEY_MAX && w > widest ? w : widest;
	}
	w = y->how->no_heading ? 0 : dbn_text_width(dbn_str_of(y->t->fields[0].heading[y->how->lang]), y->how->width);
	return widest && w > widest ? w : widest;
}

/* Begins lines where the next column does not fit; text that is wider than a line goes on below. */
static void break_lines(struct layout *y)
{
	size_t used = 0, columns = y->how->columns;

	for (size_t k = 0; k < y->shown; k++) {
		size_t f = y->order[k], room;
		bool below = (y->t->fields[f].flags & DBN_FIELD_BELOW) != 0;

		y->begins[k] = k == 0 || k == y->upper || (k > y->upper && y->labelled) ||
			       (below && k < y->upper) || used + GAP + y->width[f] > columns;
		used = !y->begins[k] ? used + GAP : y->indent + (k ? BELOW : 0);
		room = columns > used + TEXT_MIN ? columns - used : TEXT_MIN;
		if (y->t->fields[f].fit != DBN_FIT_WHOLE && y->width[f] > room)
			y->width[f] = room;
		used += y->width[f];
	}
}

/*
 * A row of several lines: the widest texts go below the others until these fit
 * one line. Where the table itself says what stands below, that is kept to.
 */
static void stack(struct layout *y)
{
	bool below[FIELDS_MAX] = { false }, told = false;
	size_t f;

	y->stacked = true;
	for (f = 0; f < y->t->field_count; f++)
		told = told || (y->t->fields[f].flags & DBN_FIELD_BELOW);
	while (!told && total_width(y) > y->how->columns && (f = widest_text(y, 0)) != DBN_NONE && f > 0)
		below[f] = y->hidden[f] = true;
	y->shown = 0;
	for (f = 0; f < y->t->field_count; f++)
		if (!y->hidden[f])
			y->order[y->shown++] = f;
	y->upper = y->shown;
	for (f = 0; f < y->t->field_count; f++)
		if (below[f])
			y->order[y->shown++] = f;
	y->labelled = y->shown > y->upper + 1;
	break_lines(y);
}

/* One line a row, if that says anything; else several. */
static void lay_out(struct layout *y)
{
	size_t natural[FIELDS_MAX];
	bool empty[FIELDS_MAX], fits;

	/* Columns that hold nothing go only where there is no room for all. */
	memcpy(empty, y->hidden, sizeof empty);
	memset(y->hidden, 0, sizeof y->hidden);
	fits = y->how->columns == 0 || total_width(y) <= y->how->columns;
	if (!fits)
		memcpy(y->hidden, empty, sizeof empty);
	memcpy(natural, y->width, sizeof natural);
	fits = fits || total_width(y) <= y->how->columns;
	if (!fits && !shrink(y)) {
		size_t key = narrow_key(y);

		if (key && key < natural[0])
			natural[0] = key;
		memcpy(y->width, natural, sizeof natural);
		if (!shrink(y)) {
			memcpy(y->width, natural, sizeof natural);
			stack(y);
			return;
		}
	}
	for (size_t f = 0; f < y->t->field_count; f++)
		if (!y->hidden[f])
			y->order[y->shown++] = f;
	y->begins[0] = true;
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

/* One piece of text at its place; the last of a line is not filled up. */
static void put_aligned(struct layout *y, struct dbn_buf *out, size_t place, struct dbn_str s,
			size_t width, int light)
{
	size_t f = y->order[place], pad = y->width[f] > width ? y->width[f] - width : 0;
	bool last = place + 1 == y->shown || y->begins[place + 1];

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

static void put_cut(struct layout *y, struct dbn_buf *out, size_t place, struct dbn_str s, size_t width,
		    int light)
{
	size_t f = y->order[place];
	struct dbn_buf cut;

	if (width <= y->width[f] || y->t->fields[f].fit == DBN_FIT_WHOLE) {
		put_aligned(y, out, place, s, width, light);
		return;
	}
	dbn_buf_init(&cut, 1u << 20);
	dbn_text_cut(&cut, s, y->width[f], y->how->width);
	put_aligned(y, out, place, dbn_buf_str(&cut), dbn_text_width(dbn_buf_str(&cut), y->how->width),
		    light);
	out->failed = out->failed || cut.failed;
	dbn_buf_release(&cut);
}

/* What stands below others stands further in. */
static void begin_line(const struct layout *y, struct dbn_buf *out, size_t place, bool total)
{
	dbn_buf_fill(out, ' ', (total ? 0 : y->indent) + (place ? BELOW : 0));
}

/* Ends a line begun at `start`; of a row of several lines, one that says nothing goes again. */
static void end_line(const struct layout *y, struct dbn_buf *out, size_t start)
{
	while (out->len > start && out->ptr[out->len - 1] == ' ')
		out->ptr[--out->len] = '\0';
	if (out->len > start || !y->stacked)
		dbn_buf_addc(out, '\n');
}

/* The place behind the line that begins at one. */
static size_t line_end(const struct layout *y, size_t place)
{
	do
		place++;
	while (place < y->shown && !y->begins[place]);
	return place;
}

/* The further lines of wrapped cells, below the first. */
static void put_rest(struct layout *y, struct dbn_buf *out, struct dbn_str *rest, size_t from, size_t to)
{
	for (bool more = true; more;) {
		size_t start = out->len;

		more = false;
		for (size_t k = from; k < to; k++)
			more = more || rest[k].len > 0;
		if (!more)
			return;
		begin_line(y, out, from, false);
		for (size_t k = from; k < to; k++) {
			struct dbn_str line = { "", 0 };

			if (rest[k].len)
				line = take_line(&rest[k], y->width[y->order[k]], y->how->width);
			put_aligned(y, out, k, line, dbn_text_width(line, y->how->width), -1);
		}
		end_line(y, out, start);
	}
}

/* Rows of several lines have the room to say all; in others only what is to wrap goes on below. */
static bool wraps(const struct layout *y, size_t f)
{
	return y->t->fields[f].fit == DBN_FIT_WRAP || (y->stacked && y->t->fields[f].fit == DBN_FIT_CUT);
}

static void put_line(struct layout *y, struct dbn_buf *out, const struct dbn_row *row, size_t from, size_t to)
{
	struct dbn_str rest[FIELDS_MAX];
	struct dbn_buf kept; /* wrapped cells outlive the scratch buffers */
	size_t offset[FIELDS_MAX], length[FIELDS_MAX], start = out->len;

	dbn_buf_init(&kept, 16u << 20);
	begin_line(y, out, from, row->total);
	for (size_t k = from; k < to; k++) {
		size_t f = y->order[k], width, line_width;
		struct dbn_str s = cell_text(y, &row->cells[f], &y->t->fields[f], &width), line;

		offset[k] = length[k] = 0;
		if (!wraps(y, f) || width <= y->width[f]) {
			put_cut(y, out, k, s, width, cell_light(&row->cells[f]));
			if (f == 0 && y->t->fields[0].fit == DBN_FIT_WHOLE && width > y->width[0] && to > 1) { /* a long id has its own line */
				end_line(y, out, start);
				begin_line(y, out, 0, row->total);
				start = out->len;
				dbn_buf_fill(out, ' ', y->width[0] + GAP);
			}
			continue;
		}
		line = take_line(&s, y->width[f], y->how->width);
		line_width = dbn_text_width(line, y->how->width);
		put_aligned(y, out, k, line, line_width, -1);
		offset[k] = kept.len;
		length[k] = s.len;
		dbn_buf_add(&kept, s);
	}
	end_line(y, out, start);
	if (kept.len) {
		for (size_t k = from; k < to; k++)
			rest[k] = (struct dbn_str){ kept.ptr + offset[k], length[k] };
		put_rest(y, out, rest, from, to);
	}
	out->failed = out->failed || kept.failed;
	dbn_buf_release(&kept);
}

/* 成员  市教育局、市人社局: one of several texts below the others. */
static void put_labelled(struct layout *y, struct dbn_buf *out, const struct dbn_row *row, size_t place)
{
	size_t f = y->order[place], width, room = y->how->columns, indent = y->indent + BELOW;
	struct dbn_str s = cell_text(y, &row->cells[f], &y->t->fields[f], &width);
	struct dbn_buf text;

	if (s.len == 0)
		return;
	dbn_buf_init(&text, 16u << 20);
	dbn_buf_addz(&text, y->t->fields[f].heading[y->how->lang]);
	dbn_buf_fill(&text, ' ', GAP);
	dbn_buf_add(&text, s);
	s = dbn_buf_str(&text);
	while (s.len) {
		dbn_buf_fill(out, ' ', indent);
		dbn_buf_add(out, take_line(&s, room > indent + TEXT_MIN ? room - indent : TEXT_MIN, y->how->width));
		dbn_buf_addc(out, '\n');
		indent = y->indent + BELOW + BELOW;
	}
	out->failed = out->failed || text.failed;
	dbn_buf_release(&text);
}

static void put_row(struct layout *y, struct dbn_buf *out, const struct dbn_row *row)
{
	for (size_t from = 0, to; from < y->shown; from = to) {
		to = line_end(y, from);
		if (y->labelled && from >= y->upper)
			put_labelled(y, out, row, from);
		else
			put_line(y, out, row, from, to);
	}
}

static void put_headings(struct layout *y, struct dbn_buf *out)
{
	size_t shown = y->labelled ? y->upper : y->shown;

	for (size_t from = 0, to; from < shown; from = to) {
		size_t start = out->len;

		to = line_end(y, from);
		begin_line(y, out, from, false);
		for (size_t k = from; k < to; k++) {
			struct dbn_str heading = dbn_str_of(y->t->fields[y->order[k]].heading[y->how->lang]);

			put_cut(y, out, k, heading, dbn_text_width(heading, y->how->width), -1);
		}
		end_line(y, out, start);
	}
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
	lay_out(y);
	if (!how->no_heading)
		put_headings(y, out);
	for (size_t r = 0; r < t->rows.count; r++) {
		put_group(y, out, &t->rows.items[r], r == 0);
		put_row(y, out, &t->rows.items[r]);
	}
	out->failed = out->failed || y->failed || y->raw.failed || y->text.failed;
	dbn_buf_release(&y->raw);
	dbn_buf_release(&y->text);
	free(y);
}
