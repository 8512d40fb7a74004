/*
 * line_forms.c - cards and slips drawn as tables of names and values: 承办单位 | X | 配合单位 | Y
 * (督办卡, 交办单, 整改任务书). Each name with its value becomes a line of its own, 承办单位：X,
 * and is read like any other. A table of tasks has its names in one row and no values beside them.
 * The same of a card whose cells stand one below the other, a name and its value by turns.
 */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "grid.h"
#include "../text/scan.h"

enum { ROWS_MIN = 2, CELLS_MAX = 16, NAME_BYTES_MAX = 36, TEXT_LINES_MAX = 8, NAMES_MIN = 3, EMPTY_MAX = 2 };

/* A cell of a line: its bytes there, and as it reads. */
struct cell {
	struct dbn_str raw, text;
};

struct row {
	struct cell items[CELLS_MAX];
	size_t count;
};

/* ---- cells ---- */

static size_t sign_at(struct dbn_str s, size_t at, bool tabs)
{
	return tabs ? s.ptr[at] == '\t' : s.ptr[at] == '|' ? 1 : dbn_scan_any_at(s, at, "｜|│|┃");
}

/* Cells that hold something; false: more than a form has, or memory. */
static bool split(struct reader *r, struct dbn_str raw, struct row *row)
{
	bool tabs = memchr(raw.ptr, '\t', raw.len) != NULL;

	row->count = 0;
	for (size_t at = 0, start = 0; at <= raw.len; at++) {
		size_t sign = at < raw.len ? sign_at(raw, at, tabs) : 1;
		struct dbn_str cell = dbn_str_trim(dbn_str_sub(raw, start, at - start));
		struct dbn_norm norm;

		if (!sign)
			continue;
		start = at + sign;
		at = start - 1;
		if (!cell.len)
			continue;
		if (row->count == CELLS_MAX || dbn_normalise(&r->scratch, cell, &norm, r->err))
			return false;
		row->items[row->count++] = (struct cell) { cell, norm.text };
	}
	return true;
}

static struct dbn_str name_of(const struct cell *c)
{
	return dbn_scan_ends(c->text, "：") ? dbn_str_sub(c->text, 0, c->text.len - strlen("：")) : c->text;
}

/* 承办单位, 密级; 主办, 协办 below 承办单位. */
static bool is_name(const struct cell *c)
{
	struct dbn_str s = name_of(c);

	return s.len <= NAME_BYTES_MAX && (dbn_label_word(s) != LABEL_NONE || dbn_field_word(s) != FIELD_NONE ||
					   dbn_scan_is_any(s, "牵头|主办|承办|协办|配合|参与"));
}

static bool is_value(const struct row *row, size_t i)
{
	return i < row->count && !is_name(&row->items[i]);
}

/* Where the value of the name at i begins: behind it, or behind the name below it that says more; count: none. */
static size_t value_at(const struct row *row, size_t *name)
{
	if (is_value(row, *name + 1))
		return *name + 1;
	if (*name + 1 < row->count && is_value(row, *name + 2)) /* 承办单位 | 主办 | X */
		return ++*name + 1;
	/* 事项名称 | 整改落实情况: a name that is a value, as nothing stands behind it */
	return *name + 2 == row->count && dbn_label_word(name_of(&row->items[*name])) == LABEL_TASK ? *name + 1
												      : row->count;
}

/* ---- what is a form ---- */

/* Whether a row begins with a name and has a value behind one. */
static bool is_form_row(const struct row *row)
{
	size_t names = 0, values = 0;

	if (row->count < 2 || !is_name(&row->items[0]))
		return false;
	for (size_t i = 0; i < row->count; i++) {
		names += is_name(&row->items[i]);
		values += !is_name(&row->items[i]) && is_name(&row->items[i - 1]);
	}
	/* two values behind each name would be a table that lies on its side */
	return values > 0 && names >= values && names + values == row->count;
}

/* What a form must tell: who, by when, or what. */
static bool is_telling(const struct row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		enum label_kind kind = dbn_label_word(name_of(&row->items[i]));

		if (dbn_label_names_units(kind) || kind == LABEL_LIMIT)
			return true;
	}
	return false;
}

static bool has_cells(const struct line *l)
{
	return l->kind == LINE_TEXT && l->cells;
}

static bool is_heading(struct reader *r, const struct line *l)
{
	struct cells cells = { NULL, 0, 0 };

	return !dbn_cells_split(r, l->whole, &cells) && cells.count > 2 && grid_is_heading(r, &cells);
}

/*
 * How many lines from `first` on are a form, with the text between its rows; 0: none. What has
 * been gone through ends at *stop: no form begins before it.
 */
static size_t form_length(struct reader *r, size_t first, size_t *stop)
{
	size_t rows = 0, last = first, text = 0;
	struct dbn_str name = { "", 0 };
	bool telling = false, several = false;
	struct row row;

	for (size_t i = first; i < r->lines.count && text <= TEXT_LINES_MAX; i++) {
		const struct line *l = &r->lines.items[i];

		if (grid_skips(l))
			continue;
		if (l->kind != LINE_TEXT)
			break;
		if (!l->cells) {
			text++;
			continue;
		}
		dbn_reader_turn(r);
		if (!split(r, l->raw, &row))
			break;
		if (!is_form_row(&row) && !(rows && row.count == 1))
			break;
		if (is_form_row(&row)) {
			struct dbn_str front = dbn_arena_dup(r->arena, name_of(&row.items[0]));

			several = several || (rows && !dbn_str_eq(front, name));
			telling = telling || is_telling(&row);
			name = front;
			rows++;
		}
		last = i;
		text = 0;
	}
	*stop = last + 1;
	return rows >= ROWS_MIN && several && telling ? last + 1 - first : 0;
}

/* ---- its rows as lines ---- */

struct copied {
	struct line *items;
	size_t count, cap;
};

/* The bytes of cells from..to of a line, with a colon behind the first and blanks between the others. */
static int add_pair(struct reader *r, const struct line *l, const struct row *row, size_t from, size_t to,
		    struct copied *out)
{
	const struct cell *a = &row->items[from], *b = &row->items[to];
	size_t len = (size_t)(b->raw.ptr + b->raw.len - a->raw.ptr);
	char *copy = dbn_arena_alloc(r->arena, len + 1, 1);
	struct line *to_line = copy ? DBN_PUSH_LONG(r->arena, out) : NULL;
	struct dbn_norm norm;
	int code;

	if (!to_line)
		return dbn_fail_memory(r->err);
	memset(copy, ' ', len);
	for (size_t i = from; i <= to; i++)
		memcpy(copy + (row->items[i].raw.ptr - a->raw.ptr), row->items[i].raw.ptr, row->items[i].raw.len);
	if (to > from && !dbn_scan_ends(a->text, "："))
		copy[a->raw.len] = ':';
	*to_line = *l;
	to_line->off = l->off + (size_t)(a->raw.ptr - l->raw.ptr);
	to_line->raw = to_line->whole = (struct dbn_str) { copy, len };
	to_line->cells = false;
	to_line->gap = l->gap && from == 0;
	to_line->page = l->page && from == 0;
	code = dbn_normalise(r->arena, to_line->raw, &norm, r->err);
	if (!code)
		to_line->text = norm.text;
	return code;
}

static int add_row(struct reader *r, const struct line *l, struct copied *out)
{
	struct row row;
	int code = DBN_OK;

	dbn_reader_turn(r);
	if (!split(r, l->raw, &row))
		return dbn_fail_memory(r->err);
	for (size_t i = 0; i < row.count && !code;) {
		size_t name = i, value, end;

		if (!is_name(&row.items[i])) { /* more of the value on the line above */
			code = add_pair(r, l, &row, i, i, out);
			i++;
			continue;
		}
		value = value_at(&row, &name);
		if (value == row.count) {
			i = name + 1;
			continue;
		}
		end = value;
		code = add_pair(r, l, &row, name, end, out);
		i = end + 1;
	}
	return code;
}

static int copy_line(struct reader *r, const struct line *l, struct copied *out)
{
	struct line *to = DBN_PUSH_LONG(r->arena, out);

	if (!to)
		return dbn_fail_memory(r->err);
	*to = *l;
	return DBN_OK;
}

/* 项目 | 内容 above a form says nothing. */
static void drop_heading(struct reader *r, size_t form)
{
	struct line *l = form ? &r->lines.items[form - 1] : NULL;
	struct row row;

	while (l && l->kind == LINE_RULE)
		l = l > r->lines.items ? l - 1 : NULL;
	if (l && has_cells(l) && split(r, l->raw, &row) && row.count == 2 &&
	    dbn_scan_is_any(row.items[0].text, "项目|栏目|要素|名称|类别|字段") &&
	    dbn_scan_is_any(row.items[1].text, "内容|具体内容|说明|填写内容|详情"))
		l->kind = LINE_NOISE;
}

/* The next line that opens a form, behind tables of tasks, or the end. */
static size_t next_form(struct reader *r, size_t i, size_t *length)
{
	size_t stop = 0;
	bool table = false;

	for (; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];

		if (!has_cells(l)) {
			table = table && grid_skips(l);
			continue;
		}
		if (!table && (*length = form_length(r, i, &stop)) > 0) {
			drop_heading(r, i);
			return i;
		}
		table = table || is_heading(r, l);
		i = !table && stop > i + 1 ? stop - 1 : i;
	}
	return r->lines.count;
}

/* ---- a name and its value by turns ---- */

static bool is_name_line(const struct line *l)
{
	struct cell c = { l->raw, l->text };

	return l->kind == LINE_TEXT && !l->cells && is_name(&c) && !dbn_scan_ends(l->text, "：") &&
	       dbn_label_word(l->text) != LABEL_GOAL;
}

/* How many lines from a name on are such a card; 0: none. No card begins before *stop. */
static size_t card_length(const struct reader *r, size_t first, size_t *stop)
{
	size_t names = 0, empty = 0, values = 0, last = first, units = 0, others = 0;

	for (size_t i = first; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];
		enum label_kind kind = dbn_label_word(l->text);

		if (grid_skips(l))
			continue;
		if (l->kind != LINE_TEXT || l->cells)
			break;
		if (!is_name_line(l)) {
			/* more than a cell holds, or text behind the card's last value */
			if (++values > TEXT_LINES_MAX || (values > 1 && l->gap))
				break;
			empty = 0;
			last = i;
			continue;
		}
		if (++empty > EMPTY_MAX) { /* headings of a table, one below the other */
			for (*stop = i + 1; *stop < r->lines.count && is_name_line(&r->lines.items[*stop]);)
				(*stop)++;
			return 0;
		}
		names++;
		values = 0;
		units += dbn_label_names_units(kind);
		others += kind == LABEL_LIMIT || kind == LABEL_TASK;
		last = i;
	}
	*stop = last + 1;
	return names >= NAMES_MIN && units && others ? last + 1 - first : 0;
}

/* A colon behind each name, where the line breaks; a name without value goes. */
static int mend_card(struct reader *r, size_t first, size_t end)
{
	int code = DBN_OK;

	for (size_t i = first; i < end && !code; i++) {
		struct line *l = &r->lines.items[i];
		struct dbn_norm norm;
		char *copy;

		if (!is_name_line(l))
			continue;
		if (i + 1 == end || is_name_line(&r->lines.items[i + 1])) {
			l->kind = LINE_NOISE;
			continue;
		}
		copy = dbn_arena_alloc(r->arena, l->raw.len + 1, 1);
		if (!copy)
			return dbn_fail_memory(r->err);
		memcpy(copy, l->raw.ptr, l->raw.len);
		copy[l->raw.len] = ':';
		l->raw = (struct dbn_str) { copy, l->raw.len + 1 };
		code = dbn_normalise(r->arena, l->raw, &norm, r->err);
		l->text = norm.text;
	}
	return code;
}

static int mend_cards(struct reader *r)
{
	int code = DBN_OK;

	for (size_t i = 0, stop; i < r->lines.count && !code; i = stop) {
		size_t n = 0;

		stop = i + 1;
		if (is_name_line(&r->lines.items[i]))
			n = card_length(r, i, &stop);
		if (n)
			code = mend_card(r, i, i + n);
	}
	return code;
}

int dbn_forms_part(struct reader *r)
{
	size_t length = 0, at = next_form(r, 0, &length), i = 0;
	struct copied all = { NULL, 0, 0 };
	int code = mend_cards(r);

	if (code || at == r->lines.count)
		return code;
	while (i < r->lines.count && !code) {
		const struct line *l = &r->lines.items[i];

		if (i < at || !has_cells(l))
			code = copy_line(r, l, &all);
		else
			code = add_row(r, l, &all);
		if (++i == at + length && i < r->lines.count)
			at = next_form(r, i, &length);
	}
	if (!code) {
		r->lines.items = all.items;
		r->lines.count = all.count;
		r->lines.cap = all.cap;
	}
	return code;
}
