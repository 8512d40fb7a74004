/*
 * xlsx.c - Excel files: every visible sheet as "## name" and rows of cells.
 *
 * Cells that are merged downward repeat their value, because a table of tasks
 * names its units once for many rows. Formulas give the value they had.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "xlsx.h"
#include "mark.h"

enum {
	STYLES_MAX = 65536,
	SHEETS_MAX = 256,
	MERGES_MAX = 100000,
	CELL_MAX = 1 << 20,
	ROW_MAX = 8 << 20,
};

struct format {
	size_t id;
	struct dbn_str code;
};

struct merge {
	size_t row, column, last_row; /* from 1 */
};

struct sheet {
	struct dbn_str name, path;
	bool hidden;
};

struct relation {
	struct dbn_str id, path;
};

struct book {
	struct dec *d;
	struct zip_pkg *z;
	struct dbn_str base; /* of the relationships being read */
	struct dbn_str main, strings_path, styles_path;
	DBN_LIST(struct relation) relations;
	DBN_LIST(struct dbn_str) strings;
	DBN_LIST(struct format) formats;
	DBN_LIST(unsigned) styles; /* bits of each cell style */
	DBN_LIST(struct sheet) sheets;
	DBN_LIST(struct merge) merges; /* of the sheet being read, sorted */
	bool since_1904;
	size_t hidden;
	/* The row being read. */
	size_t row, rows;
	size_t counted, lines; /* of the text so far: bytes looked at, and the lines in them */
	struct dbn_str *above; /* what hangs down into a column, until which row */
	size_t *until;
};

/* ---- container ---- */

static int on_root_relation(void *ctx, const struct xml_node *node)
{
	struct book *b = ctx;

	if (dbn_str_ends(xml_attr(node, "Type"), DBN_STR("/officeDocument")) && !b->main.len)
		return zip_resolve(b->d, DBN_STR(""), xml_attr(node, "Target"), &b->main);
	return DBN_OK;
}

static int on_relation(void *ctx, const struct xml_node *node)
{
	struct book *b = ctx;
	struct dbn_str type = xml_attr(node, "Type"), path;
	struct relation *r;
	int code;

	if (dbn_str_eqz(xml_attr(node, "TargetMode"), "External"))
		return DBN_OK;
	code = zip_resolve(b->d, b->main, xml_attr(node, "Target"), &path);
	if (code)
		return code;
	if (dbn_str_ends(type, DBN_STR("/sharedStrings")))
		b->strings_path = path;
	if (dbn_str_ends(type, DBN_STR("/styles")))
		b->styles_path = path;
	if (!dbn_str_ends(type, DBN_STR("/worksheet")))
		return DBN_OK;
	r = DBN_PUSH(&b->d->arena, &b->relations);
	if (r)
		*r = (struct relation){ dbn_arena_dup(&b->d->arena, xml_attr(node, "Id")), path };
	return dec_status(b->d);
}

static int find_parts(struct book *b)
{
	static const char *const parents[] = { "Relationships", NULL };
	struct dbn_str rels[4];
	size_t cut;
	int code = DBN_OK;

	if (zip_pkg_has(b->z, DBN_STR("_rels/.rels")))
		code = zip_pkg_stream(b->z, DBN_STR("_rels/.rels"), parents, on_root_relation, b);
	if (!b->main.len)
		b->main = DBN_STR("xl/workbook.xml");
	for (cut = b->main.len; cut && b->main.ptr[cut - 1] != '/'; cut--)
		;
	rels[0] = dbn_str_sub(b->main, 0, cut);
	rels[1] = DBN_STR("_rels/");
	rels[2] = dbn_str_from(b->main, cut);
	rels[3] = DBN_STR(".rels");
	rels[0] = dbn_arena_join(&b->d->arena, rels, 4);
	if (!code && zip_pkg_has(b->z, rels[0]))
		code = zip_pkg_stream(b->z, rels[0], parents, on_relation, b);
	return code;
}

static int on_sheet(struct book *b, const struct xml_node *node)
{
	struct dbn_str id = xml_attr(node, "id"), state = xml_attr(node, "state");
	bool hidden = dbn_str_eqz(state, "hidden") || dbn_str_eqz(state, "veryHidden");

	b->hidden += hidden;
	for (size_t i = 0; i < b->relations.count; i++) {
		struct sheet *s;

		if (!dbn_str_eq(b->relations.items[i].id, id))
			continue;
		if (b->sheets.count >= SHEETS_MAX)
			return dec_too_much(b->d, "sheets", SHEETS_MAX);
		s = DBN_PUSH(&b->d->arena, &b->sheets);
		if (s)
			*s = (struct sheet){ dbn_arena_dup(&b->d->arena, xml_attr(node, "name")),
					     b->relations.items[i].path, hidden };
		return dec_status(b->d);
	}
	return DBN_OK;
}

static int on_book(void *ctx, const struct xml_node *node)
{
	struct book *b = ctx;
	int code = DBN_OK;

	if (xml_is(node, "workbookPr"))
		b->since_1904 = dbn_str_eqz(xml_attr(node, "date1904"), "1") ||
				dbn_str_eqz(xml_attr(node, "date1904"), "true");
	for (const struct xml_node *n = xml_child(node, "sheet"); n && xml_is(node, "sheets") && !code;
	     n = xml_next(n, "sheet"))
		code = on_sheet(b, n);
	return code;
}

/* ---- strings and styles ---- */

/* Text of a rich string: its runs, without the reading aids beside them. */
static void rich_text(const struct xml_node *node, struct dbn_buf *out)
{
	for (const struct xml_node *n = xml_child(node, NULL); n; n = xml_next(n, NULL)) {
		if (xml_is(n, "t"))
			xml_text(n, out);
		else if (xml_is(n, "r"))
			rich_text(n, out);
	}
}

static int on_string(void *ctx, const struct xml_node *node)
{
	struct book *b = ctx;
	struct dbn_str *to = DBN_PUSH(&b->d->arena, &b->strings);
	struct dbn_buf raw;

	if (!to)
		return dec_status(b->d);
	dbn_buf_init(&raw, CELL_MAX);
	rich_text(node, &raw);
	if (raw.failed)
		dec_too_much(b->d, "cell", CELL_MAX);
	*to = dbn_arena_dup(&b->d->arena, dbn_buf_str(&raw));
	dbn_buf_release(&raw);
	return dec_status(b->d);
}

static unsigned bits_of(const struct book *b, size_t id)
{
	for (size_t i = 0; i < b->formats.count; i++) {
		if (b->formats.items[i].id == id)
			return xlsx_format_bits(id, b->formats.items[i].code);
	}
	return xlsx_format_bits(id, (struct dbn_str){ NULL, 0 });
}

static int on_styles(void *ctx, const struct xml_node *node)
{
	struct book *b = ctx;

	for (const struct xml_node *n = xml_child(node, "numFmt"); n && xml_is(node, "numFmts");
	     n = xml_next(n, "numFmt")) {
		struct format *f = b->formats.count < 1024 ? DBN_PUSH(&b->d->arena, &b->formats) : NULL;

		if (f)
			*f = (struct format){ dec_number(xml_attr(n, "numFmtId"), 1u << 20, 0),
					      dbn_arena_dup(&b->d->arena, xml_attr(n, "formatCode")) };
	}
	for (const struct xml_node *n = xml_child(node, "xf"); n && xml_is(node, "cellXfs");
	     n = xml_next(n, "xf")) {
		unsigned *bits = b->styles.count < STYLES_MAX ? DBN_PUSH(&b->d->arena, &b->styles) : NULL;

		if (bits)
			*bits = bits_of(b, dec_number(xml_attr(n, "numFmtId"), 1u << 20, 0));
	}
	return dec_status(b->d);
}

static int optional_stream(struct book *b, struct dbn_str path, const char *parent, xml_block_fn *fn)
{
	const char *const parents[] = { parent, NULL };

	if (!path.len || !zip_pkg_has(b->z, path))
		return DBN_OK;
	return zip_pkg_stream(b->z, path, parents, fn, b);
}

/* ---- cells ---- */

/* "AB12" → 28, 12; false where it is no such thing. */
static bool parse_ref(struct dbn_str ref, size_t *column, size_t *row)
{
	size_t at = 0;

	*column = 0;
	while (at < ref.len && ref.ptr[at] >= 'A' && ref.ptr[at] <= 'Z' && at < 4)
		*column = *column * 26 + (size_t)(ref.ptr[at++] - 'A') + 1;
	*row = dec_number(dbn_str_from(ref, at), 1u << 21, 0);
	return *column && *row;
}

/* Numbers as Excel shows them, per cent too: 15 digits are what a double can tell. */
static void add_number(struct dbn_buf *out, struct dbn_str raw, double number, unsigned bits)
{
	bool percent = bits & XLSX_PERCENT;
	double value = percent ? number * 100 : number;
	char text[40];
	int n = snprintf(text, sizeof text, "%.15g", value);

	if (isfinite(value) && n > 0 && (size_t)n < sizeof text) {
		dbn_buf_add(out, (struct dbn_str){ text, (size_t)n });
		dbn_buf_addz(out, percent ? "%" : "");
	} else {
		dbn_buf_add(out, raw);
	}
}

static bool read_double(struct dbn_str s, double *out)
{
	char text[64], *end;

	if (!s.len || s.len >= sizeof text)
		return false;
	for (size_t i = 0; i < s.len; i++)
		text[i] = s.ptr[i];
	text[s.len] = '\0';
	*out = strtod(text, &end);
	return *end == '\0' && isfinite(*out);
}

/* The value of a cell as text, raw line breaks and all. */
static void cell_value(const struct book *b, const struct xml_node *c, struct dbn_buf *out)
{
	struct dbn_str type = xml_attr(c, "t"), v = xml_leaf(xml_child(c, "v"));
	size_t style = dec_number(xml_attr(c, "s"), STYLES_MAX, 0), index;
	unsigned bits = style < b->styles.count ? b->styles.items[style] : 0;
	double number;

	if (dbn_str_eqz(type, "s")) {
		index = dec_number(v, SIZE_MAX, SIZE_MAX);
		if (index < b->strings.count)
			xlsx_unescape(out, b->strings.items[index]);
	} else if (dbn_str_eqz(type, "inlineStr")) {
		struct dbn_buf raw;

		dbn_buf_init(&raw, CELL_MAX);
		rich_text(xml_child(c, "is"), &raw);
		xlsx_unescape(out, dbn_buf_str(&raw));
		dbn_buf_release(&raw);
	} else if (dbn_str_eqz(type, "b")) {
		dbn_buf_addz(out, dbn_str_eqz(v, "1") ? "TRUE" : "FALSE");
	} else if (type.len && !dbn_str_eqz(type, "n")) {
		xlsx_unescape(out, v); /* str, e, d */
	} else if (read_double(v, &number)) {
		if (!xlsx_date(out, number, bits, b->since_1904))
			add_number(out, v, number, bits);
	} else {
		dbn_buf_add(out, v);
	}
}

/* ---- rows ---- */

static int compare_merges(const void *a, const void *b)
{
	const struct merge *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

static const struct merge *find_merge(const struct book *b, size_t row, size_t column)
{
	struct merge key = { row, column, 0 };

	return b->merges.count ? bsearch(&key, b->merges.items, b->merges.count, sizeof key, compare_merges)
			       : NULL;
}

struct row {
	struct dbn_buf text;
	size_t at, filled, own; /* columns written, bytes up to the last value, cells of its own */
};

static void put(struct row *r, struct dbn_str value)
{
	if (r->at++)
		dbn_buf_addc(&r->text, '\t');
	dbn_buf_add(&r->text, value);
	if (value.len)
		r->filled = r->text.len;
}

/* Columns between two cells: empty, or what hangs down from a merge. */
static void put_until(struct book *b, struct row *r, size_t column)
{
	while (r->at + 1 < column) {
		size_t k = r->at;

		put(r, b->until[k] >= b->row ? b->above[k] : (struct dbn_str){ "", 0 });
	}
}

static int put_cell(struct book *b, struct row *r, const struct xml_node *c, size_t column)
{
	const struct merge *m = find_merge(b, b->row, column);
	struct dbn_buf raw, text;

	dbn_buf_init(&raw, CELL_MAX);
	dbn_buf_init(&text, CELL_MAX);
	cell_value(b, c, &raw);
	dec_cell(&text, dbn_buf_str(&raw));
	if (raw.failed || text.failed)
		dec_too_much(b->d, "cell", CELL_MAX);
	if (text.len && column > b->d->limits->columns)
		dec_too_much(b->d, "columns", b->d->limits->columns);
	if (!b->d->err->code && column <= b->d->limits->columns && column > r->at) {
		put_until(b, r, column);
		r->own += text.len > 0;
		if (m) {
			b->above[column - 1] = dbn_arena_dup(&b->d->arena, dbn_buf_str(&text));
			b->until[column - 1] = m->last_row;
		}
		put(r, !text.len && b->until[column - 1] >= b->row ? b->above[column - 1]
								   : dbn_buf_str(&text));
	}
	dbn_buf_release(&raw);
	dbn_buf_release(&text);
	return dec_status(b->d);
}

/* Notes that what comes next in the text is that row of the sheet. */
static int note_origin(struct book *b, size_t row)
{
	struct dbn_str text = dbn_buf_str(b->d->out);

	for (; b->counted < text.len; b->counted++)
		b->lines += text.ptr[b->counted] == '\n';
	if (!dbn_origins_add(&b->d->arena, &b->d->origins, b->lines + 1, row))
		return dec_status(b->d);
	return DBN_OK;
}

static int on_row(struct book *b, const struct xml_node *node)
{
	struct row r = { .at = 0 };
	size_t column = 0, cell_row, next;
	int code = DBN_OK;

	b->row = dec_number(xml_attr(node, "r"), 1u << 21, b->row + 1);
	if (++b->rows > b->d->limits->rows)
		return dec_too_much(b->d, "rows", b->d->limits->rows);
	dbn_buf_init(&r.text, ROW_MAX);
	for (const struct xml_node *c = xml_child(node, "c"); c && !code; c = xml_next(c, "c")) {
		column = parse_ref(xml_attr(c, "r"), &next, &cell_row) ? next : column + 1;
		code = put_cell(b, &r, c, column);
	}
	/* A row that has nothing of its own is a merged title's second half. */
	if (!code && r.own) {
		size_t hanging = b->d->limits->columns;

		while (hanging > r.at && b->until[hanging - 1] < b->row)
			hanging--;
		put_until(b, &r, hanging + 1);
		code = note_origin(b, b->row);
		dbn_buf_add(b->d->out, dbn_str_sub(dbn_buf_str(&r.text), 0, r.filled));
		dbn_buf_addc(b->d->out, '\n');
	}
	if (!code && r.text.failed)
		code = dec_too_much(b->d, "row", ROW_MAX);
	dbn_buf_release(&r.text);
	return code ? code : dec_status(b->d);
}

static int on_merge(void *ctx, const struct xml_node *node)
{
	struct book *b = ctx;
	struct dbn_str rest = xml_attr(node, "ref"), first = dbn_str_split(&rest, ':');
	struct merge m = { 0, 0, 0 };
	size_t last_column;

	if (!xml_is(node, "mergeCell") || !rest.ptr || !parse_ref(first, &m.column, &m.row) ||
	    !parse_ref(rest, &last_column, &m.last_row) || m.last_row <= m.row)
		return DBN_OK;
	if (b->merges.count >= MERGES_MAX)
		return dec_too_much(b->d, "merges", MERGES_MAX);
	{
		struct merge *to = DBN_PUSH(&b->d->arena, &b->merges);

		if (to)
			*to = m;
	}
	return dec_status(b->d);
}

/* What is printed above and below every page: &L, &C, &R begin its thirds,
 * &"font" and &14 are layout. Only a mark of secrecy counts as text. */
static int on_page_head(void *ctx, const struct xml_node *node)
{
	struct book *b = ctx;
	struct dbn_str text = xml_leaf(node);
	struct dbn_buf piece;

	dbn_buf_init(&piece, CELL_MAX);
	for (size_t i = 0; i <= text.len; i++) {
		char code = i + 1 < text.len && text.ptr[i] == '&' ? text.ptr[i + 1] : 0;

		if (i < text.len && !code) {
			dbn_buf_addc(&piece, text.ptr[i]);
			continue;
		}
		i += code != 0;
		if (code == '"') {
			while (i + 1 < text.len && text.ptr[++i] != '"')
				continue;
		}
		while (code >= '0' && code <= '9' && i + 1 < text.len && text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '9')
			i++;
		if (code && code != 'L' && code != 'C' && code != 'R')
			continue;
		mark_take(b->d, dbn_buf_str(&piece));
		dbn_buf_clear(&piece);
	}
	dbn_buf_release(&piece);
	return dec_status(b->d);
}

/* What stands behind the rows and is wanted before them, in one pass. */
static int on_frame(void *ctx, const struct xml_node *node)
{
	return xml_is(node->parent, "headerFooter") ? on_page_head(ctx, node) : on_merge(ctx, node);
}

static int on_sheet_row(void *ctx, const struct xml_node *node)
{
	return xml_is(node, "row") ? on_row(ctx, node) : DBN_OK;
}

/* A hidden sheet is not read, but for a mark of secrecy. */
static int on_hidden(void *ctx, const struct xml_node *node)
{
	struct book *b = ctx;
	struct dbn_buf row;

	if (!xml_is(node, "row"))
		return on_page_head(ctx, node);
	dbn_buf_init(&row, CELL_MAX);
	for (const struct xml_node *c = xml_child(node, "c"); c; c = xml_next(c, "c")) {
		if (row.len)
			dbn_buf_addc(&row, '\t');
		cell_value(b, c, &row);
	}
	if (!row.failed) /* so much is no mark */
		mark_take_from(b->d, dbn_buf_str(&row), DBN_MSG_DEC_MARK_HIDDEN);
	dbn_buf_release(&row);
	return dec_status(b->d);
}

static int read_hidden(struct book *b, const struct sheet *sheet)
{
	static const char *const parents[] = { "sheetData", "headerFooter", NULL };

	return zip_pkg_has(b->z, sheet->path) ? zip_pkg_stream(b->z, sheet->path, parents, on_hidden, b) : DBN_OK;
}

static int read_sheet(struct book *b, const struct sheet *sheet)
{
	static const char *const frame[] = { "mergeCells", "headerFooter", NULL };
	size_t columns = b->d->limits->columns, name_end;
	struct dbn_str head[2] = { DBN_STR("## "), sheet->name };
	int code;

	if (!zip_pkg_has(b->z, sheet->path))
		return DBN_OK;
	b->merges.count = 0;
	b->row = 0;
	b->above = dbn_arena_alloc(&b->d->arena, columns, sizeof *b->above);
	b->until = dbn_arena_alloc(&b->d->arena, columns, sizeof *b->until);
	if (!b->above || !b->until)
		return dec_status(b->d);
	code = zip_pkg_stream(b->z, sheet->path, frame, on_frame, b);
	if (code)
		return code;
	if (b->merges.count)
		qsort(b->merges.items, b->merges.count, sizeof *b->merges.items, compare_merges);
	code = note_origin(b, 0);
	if (code)
		return code;
	dec_paragraph(b->d, dbn_arena_join(&b->d->arena, head, 2));
	name_end = b->d->out->len;
	code = optional_stream(b, sheet->path, "sheetData", on_sheet_row);
	/* An empty sheet leaves no heading. */
	if (!code && b->d->out->len == name_end) {
		struct dbn_str all = dbn_buf_str(b->d->out);

		while (all.len && (all.len == name_end || all.ptr[all.len - 1] != '\n'))
			all.len--;
		b->d->out->len = all.len;
	}
	return code;
}

/* Comments and boxes that lie over the cells, properties of the file. */
static int read_margins(struct book *b)
{
	static const char *const comments[] = { "commentList", "ThreadedComments", NULL };
	static const char *const drawings[] = { "wsDr", NULL };
	int code = mark_in_parts(b->d, b->z, "xl/comments", comments);

	if (!code)
		code = mark_in_parts(b->d, b->z, "xl/threadedComments/", comments);
	if (!code)
		code = mark_in_properties(b->d, b->z);
	return code ? code : mark_in_parts(b->d, b->z, "xl/drawings/drawing", drawings);
}

static int read_all(struct book *b)
{
	size_t before = b->d->out->len;
	int code = find_parts(b);

	if (!code)
		code = optional_stream(b, b->main, "workbook", on_book);
	if (!code)
		code = optional_stream(b, b->styles_path, "styleSheet", on_styles);
	if (!code)
		code = optional_stream(b, b->strings_path, "sst", on_string);
	if (!code)
		code = read_margins(b);
	for (size_t i = 0; i < b->sheets.count && !code; i++)
		code = b->sheets.items[i].hidden ? read_hidden(b, &b->sheets.items[i]) : read_sheet(b, &b->sheets.items[i]);
	if (code)
		return code;
	dec_note_count(b->d, DBN_MSG_DEC_HIDDEN_SHEETS, b->hidden);
	return b->d->out->len == before ? dec_fail(b->d, DBN_MSG_DEC_EMPTY, NULL, NULL) : DBN_OK;
}

int dec_xlsx(struct dec *d, struct dbn_str bytes)
{
	struct book b = { .d = d };
	int code = zip_pkg_open(d, bytes, &b.z);

	if (code)
		return code;
	code = read_all(&b);
	zip_pkg_close(b.z);
	return code;
}
