/* grid_csv.c - a CSV file as a grid: quoted cells, line breaks inside them, titles above. */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "grid.h"
#include "../text/scan.h"

/* One CSV field at *at: the raw text without its quotes; *at behind its comma. */
static struct dbn_str csv_field(struct reader *r, struct dbn_str s, char sign, size_t *at, bool *row_end)
{
	size_t start = *at, out = 0;
	char *copy;

	*row_end = false;
	if (start < s.len && s.ptr[start] == '"') {
		size_t i = start + 1;

		while (i < s.len && (s.ptr[i] != '"' || (i + 1 < s.len && s.ptr[i + 1] == '"')))
			i += s.ptr[i] == '"' ? 2 : 1;
		copy = dbn_arena_alloc(r->arena, i - start, 1);
		if (!copy)
			return (struct dbn_str) { "", 0 };
		for (size_t k = start + 1; k < i; k++) {
			if (s.ptr[k] == '"')
				k++;
			if (s.ptr[k] != '\r')
				copy[out++] = s.ptr[k];
		}
		*at = i < s.len ? i + 1 : i;
		while (*at < s.len && s.ptr[*at] != sign && s.ptr[*at] != '\n')
			(*at)++;
		*row_end = *at >= s.len || s.ptr[*at] == '\n';
		if (*at < s.len)
			(*at)++;
		return (struct dbn_str) { copy, out };
	}
	while (*at < s.len && s.ptr[*at] != sign && s.ptr[*at] != '\n')
		(*at)++;
	*row_end = *at >= s.len || s.ptr[*at] == '\n';
	{
		struct dbn_str field = dbn_str_sub(s, start, *at - start);

		if (*at < s.len)
			(*at)++;
		return dbn_str_trim(field);
	}
}

char grid_csv_sign(struct dbn_str raw)
{
	size_t commas = 0, semicolons = 0;

	for (size_t i = 0; i < raw.len; i++) {
		commas += raw.ptr[i] == ',';
		semicolons += raw.ptr[i] == ';';
	}
	return semicolons > commas ? ';' : commas ? ',' : 0;
}

int grid_csv_row(struct reader *r, struct dbn_str s, char sign, size_t *at, struct cells *out)
{
	bool end = false;

	out->count = 0;
	while (!end) {
		struct dbn_str *cell = DBN_PUSH(r->arena, out);
		int code;

		if (!cell)
			return dbn_fail_memory(r->err);
		*cell = csv_field(r, s, sign, at, &end);
		code = dbn_cell_read(r, *cell, cell);
		if (code)
			return code;
		if (out->count > COLUMNS_MAX)
			break;
	}
	return DBN_OK;
}

static size_t line_at(const struct reader *r, size_t from, size_t off)
{
	while (from + 1 < r->lines.count && r->lines.items[from + 1].off <= off)
		from++;
	return from;
}

int grid_read_csv(struct reader *r, size_t first, size_t columns, char sign, size_t *next)
{
	struct grid *g = grid_add(r, first, columns);
	size_t at = r->lines.items[first].off, i = first;
	int code = DBN_OK;

	if (!g)
		return dbn_fail_memory(r->err);
	g->csv = true;
	while (at < r->source.len && !code) {
		struct cells cells = { NULL, 0, 0 };
		size_t start = at;

		code = grid_csv_row(r, r->source, sign, &at, &cells);
		i = line_at(r, i, start);
		if (!code && cells.count > 1) {
			code = grid_add_cells(r, g, &cells, i);
			if (!code)
				g->items[g->count - 1].last =
				    line_at(r, i, at > start ? at - 1 : at);
		}
	}
	g->last = r->lines.count - 1;
	*next = r->lines.count;
	grid_mark_rows(r, g);
	return code;
}

/* 某某分工表,,,,2026年2月10日: what stands in two cells of a line of the head, wide blanks between. */
static struct dbn_str cells_apart(struct reader *r, struct dbn_str s)
{
	char *copy = dbn_arena_alloc(r->arena, s.len + 1, 1);

	if (copy)
		memcpy(copy, s.ptr, s.len);
	for (size_t at = 0; copy && at < s.len;) {
		size_t n = dbn_scan_any_at(s, at, ",|，|;|；"), end = at + n, next;

		while ((next = dbn_scan_any_at(s, end, ",|，|;|；")) > 0)
			end += next;
		if (n && end > at + n)
			memset(copy + at, ' ', end - at);
		at = n ? end : at + 1;
	}
	return copy ? (struct dbn_str) { copy, s.len } : s;
}

void grid_strip_commas(struct reader *r, size_t end)
{
	for (size_t i = 0; i < end; i++) {
		struct line *l = &r->lines.items[i];

		while (dbn_scan_ends_any(l->text, ",|，|;|；"))
			l->text.len -= dbn_scan_ends_any(l->text, ",|;") ? 1 : 3;
		if (l->text.len > 1 && l->text.ptr[0] == '"' && l->text.ptr[l->text.len - 1] == '"')
			l->text = dbn_str_sub(l->text, 1, l->text.len - 2);
		l->raw = l->text = cells_apart(r, l->text);
	}
}
