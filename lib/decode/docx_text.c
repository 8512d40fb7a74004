/* docx_text.c - paragraphs and tables of Word files. */
#include <string.h>

#include "docx.h"
#include "dubanc/text.h"
#include "mark.h"

enum { NOTE_MAX = 10000, PARAGRAPH_MAX = 8 << 20 };

void docx_emit(struct docx *x, struct dbn_str text)
{
	if (!x->cell) {
		dec_paragraph(x->d, text);
		return;
	}
	if (!dbn_str_trim(text).len)
		return;
	if (x->cell->len)
		dbn_buf_addc(x->cell, ' ');
	dec_cell(x->cell, text);
}

/* ---- runs ---- */

static int inlines(struct docx *x, const struct xml_node *node, struct dbn_buf *par);

static bool is_hidden(const struct docx *x)
{
	for (size_t i = 0; i < x->field_count && i < DOCX_FIELDS; i++) {
		if (x->fields[i].instruction || x->fields[i].hidden)
			return true;
	}
	return false;
}

static void field_char(struct docx *x, const struct xml_node *node)
{
	struct dbn_str type = xml_attr(node, "fldCharType");

	if (dbn_str_eqz(type, "begin")) {
		if (x->field_count < DOCX_FIELDS) {
			x->fields[x->field_count].instruction = true;
			x->fields[x->field_count].hidden = false;
		}
		x->field_count++;
	} else if (dbn_str_eqz(type, "separate")) {
		if (x->field_count && x->field_count <= DOCX_FIELDS)
			x->fields[x->field_count - 1].instruction = false;
	} else if (dbn_str_eqz(type, "end") && x->field_count) {
		x->field_count--;
	}
}

/* A table of contents repeats the headings: what such a field shows is left out. */
static void field_instruction(struct docx *x, const struct xml_node *node)
{
	struct dbn_str text = dbn_str_trim(xml_leaf(node));

	if (x->field_count && x->field_count <= DOCX_FIELDS && dbn_str_starts(text, DBN_STR("TOC")))
		x->fields[x->field_count - 1].hidden = true;
}

/* An instruction ends with its paragraph at the latest: a lost end hides nothing more. */
static void end_instructions(struct docx *x)
{
	for (size_t i = 0; i < x->field_count && i < DOCX_FIELDS; i++)
		x->fields[i].instruction = false;
	if (x->field_count > DOCX_FIELDS)
		x->field_count = DOCX_FIELDS;
}

/* Signs of the symbol fonts that forms use. */
static void symbol(struct dbn_buf *par, const struct xml_node *node)
{
	static const struct {
		const char *font, *code, *text;
	} table[] = {
		{ "Wingdings 2", "F052", "☑" }, { "Wingdings 2", "F0A3", "□" },
		{ "Wingdings 2", "F02A", "□" }, { "Wingdings 2", "F050", "✓" },
		{ "Wingdings 2", "F053", "☒" }, { "Wingdings 2", "F054", "☒" },
		{ "Wingdings", "F0FE", "☑" },   { "Wingdings", "F0A8", "□" },
		{ "Wingdings", "F06F", "□" },   { "Wingdings", "F0FC", "✓" },
		{ "Wingdings", "F0FD", "☒" },   { "Wingdings", "F06C", "●" },
		{ "Wingdings", "F06E", "■" },   { "Wingdings", "F0AB", "★" },
		{ "Wingdings", "F0E0", "→" },   { "Symbol", "F0B7", "•" },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (dbn_str_eqz(xml_attr(node, "font"), table[i].font) &&
		    dbn_str_eqz(xml_attr(node, "char"), table[i].code)) {
			dbn_buf_addz(par, table[i].text);
			return;
		}
	}
}

static int note_mark(struct docx *x, const struct xml_node *node, bool end, struct dbn_buf *par)
{
	struct dbn_str id = xml_attr(node, "id"), parts[2] = { end ? DBN_STR("e") : DBN_STR("f"), id };
	struct dbn_str *kept;

	if (!id.len || x->notes.count >= NOTE_MAX)
		return DBN_OK;
	dbn_buf_addz(par, end ? "[尾注" : "[注");
	dbn_buf_add(par, id);
	dbn_buf_addc(par, ']');
	kept = DBN_PUSH(&x->d->arena, &x->notes);
	if (kept)
		*kept = dbn_arena_join(&x->d->arena, parts, 2);
	return dec_status(x->d);
}

/* Text boxes stand before the paragraph that anchors them; pictures are counted. */
static int drawing(struct docx *x, const struct xml_node *node)
{
	int code = DBN_OK;

	for (const struct xml_node *n = xml_child(node, NULL); n && !code; n = xml_next(n, NULL)) {
		if (xml_is(n, "txbxContent")) {
			struct dbn_buf joined = x->joined;

			dbn_buf_init(&x->joined, PARAGRAPH_MAX);
			code = docx_blocks(x, n);
			dbn_buf_release(&x->joined);
			x->joined = joined;
		} else if (xml_is(n, "Fallback") && xml_child(node, "Choice")) {
			continue; /* the same once more, for old readers */
		} else {
			if (xml_is(n, "blip") || xml_is(n, "imagedata"))
				x->pictures++;
			code = drawing(x, n);
		}
	}
	return code;
}

/* One child of a run. */
static int run_child(struct docx *x, const struct xml_node *n, struct dbn_buf *par)
{
	bool hidden = is_hidden(x);

	if (xml_is(n, "fldChar"))
		field_char(x, n);
	else if (xml_is(n, "instrText"))
		field_instruction(x, n);
	else if (hidden)
		return DBN_OK;
	else if (xml_is(n, "t"))
		xml_text(n, par);
	else if (xml_is(n, "tab") || xml_is(n, "ptab"))
		dbn_buf_addc(par, '\t');
	else if (xml_is(n, "br") || xml_is(n, "cr"))
		dbn_buf_addc(par, '\n');
	else if (xml_is(n, "noBreakHyphen"))
		dbn_buf_addc(par, '-');
	else if (xml_is(n, "sym"))
		symbol(par, n);
	else if (xml_is(n, "footnoteReference") || xml_is(n, "endnoteReference"))
		return note_mark(x, n, xml_is(n, "endnoteReference"), par);
	else if (xml_is(n, "ruby"))
		return inlines(x, xml_child(n, "rubyBase"), par);
	else if (xml_is(n, "AlternateContent")) {
		const struct xml_node *choice = xml_child(n, "Choice");

		/* Drawings for new readers, else what stands in for them. */
		for (const struct xml_node *c =
			     xml_child(choice ? choice : xml_child(n, "Fallback"), NULL);
		     c; c = xml_next(c, NULL)) {
			int code = run_child(x, c, par);

			if (code)
				return code;
		}
	} else if (xml_is(n, "drawing") || xml_is(n, "pict") || xml_is(n, "object"))
		return drawing(x, n);
	return DBN_OK;
}

static int run(struct docx *x, const struct xml_node *node, struct dbn_buf *par)
{
	bool vanishes = docx_run_vanishes(x, node);
	int code = DBN_OK;

	x->unseen = x->unseen || vanishes;
	for (const struct xml_node *n = xml_child(node, NULL); n && !code; n = xml_next(n, NULL)) {
		if (!vanishes || xml_is(n, "fldChar"))
			code = run_child(x, n, par);
	}
	return code;
}

/* Whatever may stand in a paragraph: runs, and wrappers of runs. */
static int inlines(struct docx *x, const struct xml_node *node, struct dbn_buf *par)
{
	int code = DBN_OK;

	for (const struct xml_node *n = xml_child(node, NULL); n && !code; n = xml_next(n, NULL)) {
		if (xml_is(n, "r")) {
			code = run(x, n, par);
		} else if (xml_is(n, "del") || xml_is(n, "moveFrom")) {
			x->revisions++;
			x->unseen = true;
		} else if (xml_is(n, "pPr") || xml_is(n, "rPr") || xml_is(n, "sdtPr") ||
			   xml_is(n, "Fallback") || xml_is(n, "smartTagPr")) {
			continue;
		} else if (xml_is(n, "drawing") || xml_is(n, "pict") || xml_is(n, "object")) {
			code = drawing(x, n);
		} else {
			x->revisions += xml_is(n, "ins") || xml_is(n, "moveTo");
			code = inlines(x, n, par);
		}
	}
	return code;
}

/* ---- paragraphs ---- */

/*
 * A TAB means a table row to whoever reads the text. In a paragraph one TAB is
 * spacing and becomes a blank; several that part text are columns and stay.
 */
static void settle_tabs(struct dbn_buf *par)
{
	struct dbn_str text = dbn_str_trim(dbn_buf_str(par));
	size_t gaps = 0;

	for (size_t i = 1; i < text.len; i++)
		gaps += text.ptr[i] == '\t' && text.ptr[i - 1] != '\t';
	for (size_t i = 0; i < par->len && gaps < 2; i++) {
		if (par->ptr[i] == '\t')
			par->ptr[i] = ' ';
	}
}

static int paragraph(struct docx *x, const struct xml_node *node)
{
	const struct xml_node *ppr = xml_child(node, "pPr");
	const struct xml_node *mark = xml_child(ppr, "rPr");
	const struct docx_style *style = docx_style_find(x, xml_child_val(ppr, "pStyle"));
	struct dbn_buf par, number;
	bool outer = x->unseen;
	int code;

	if (style && style->toc)
		return DBN_OK;
	dbn_buf_init(&par, PARAGRAPH_MAX);
	dbn_buf_init(&number, PARAGRAPH_MAX);
	x->unseen = false;
	code = inlines(x, node, &par); /* with the paragraphs of boxes in it */
	end_instructions(x);
	if (!code && x->unseen)
		code = docx_unseen(x, node);
	x->unseen = outer;
	if (!code && (par.failed || x->joined.failed))
		code = dec_too_much(x->d, "paragraph", PARAGRAPH_MAX);
	if (!code && (xml_child(mark, "del") || xml_child(mark, "moveFrom"))) {
		/* The deleted mark: this text belongs to the next paragraph. */
		x->revisions++;
		dbn_buf_add(&x->joined, dbn_buf_str(&par));
	} else if (!code) {
		docx_number(x, ppr, &number);
		dbn_buf_add(&x->joined, dbn_buf_str(&par));
		settle_tabs(&x->joined);
		if (dbn_str_trim(dbn_buf_str(&x->joined)).len) {
			dbn_buf_add(&number, dbn_buf_str(&x->joined));
			docx_emit(x, dbn_buf_str(&number));
		}
		dbn_buf_clear(&x->joined);
	}
	dbn_buf_release(&par);
	dbn_buf_release(&number);
	return code ? code : dec_status(x->d);
}

/* ---- tables ---- */

struct table {
	struct docx *x;
	struct dbn_str *above; /* value of the running vertical merge of each column */
	size_t columns;
	struct dbn_buf row;
	size_t at;     /* column of the next cell */
	size_t filled; /* bytes of row up to the end of the last cell with text */
};

static void put_cell(struct table *t, struct dbn_str text)
{
	if (t->at++)
		dbn_buf_addc(&t->row, '\t');
	dbn_buf_add(&t->row, text);
	if (text.len)
		t->filled = t->row.len;
}

static int put_empty(struct table *t, size_t n)
{
	while (n-- > 0) {
		if (t->at >= t->columns)
			return dec_too_much(t->x->d, "columns", t->columns);
		put_cell(t, (struct dbn_str){ "", 0 });
	}
	return DBN_OK;
}

/* The text of a cell in one line. */
static int cell_text(struct docx *x, const struct xml_node *tc, struct dbn_buf *out)
{
	struct dbn_buf *outer = x->cell;
	int code;

	x->cell = out;
	code = docx_blocks(x, tc);
	x->cell = outer;
	return code;
}

static int table_cell(struct table *t, const struct xml_node *tc)
{
	struct docx *x = t->x;
	const struct xml_node *props = xml_child(tc, "tcPr"), *merge = xml_child(props, "vMerge");
	size_t span = dec_number(xml_child_val(props, "gridSpan"), t->columns, 1);
	bool below = merge && !dbn_str_eqz(xml_attr(merge, "val"), "restart");
	struct dbn_buf text;
	int code;

	if (t->at >= t->columns)
		return dec_too_much(x->d, "columns", t->columns);
	dbn_buf_init(&text, PARAGRAPH_MAX);
	code = cell_text(x, tc, &text);
	if (!code && text.failed)
		code = dec_too_much(x->d, "cell", PARAGRAPH_MAX);
	if (!code) {
		size_t column = t->at;

		if (below && !text.len)
			dbn_buf_add(&text, t->above[column]);
		/* The same words need not be kept again by every row of a merge. */
		if (!dbn_str_eq(t->above[column], dbn_buf_str(&text)))
			t->above[column] = merge ? dbn_arena_dup(&x->d->arena, dbn_buf_str(&text))
						 : (struct dbn_str){ "", 0 };
		put_cell(t, dbn_buf_str(&text));
		code = put_empty(t, span > 1 ? span - 1 : 0);
	}
	dbn_buf_release(&text);
	return code;
}

/* Rows and cells may be wrapped in content controls. */
static bool is_wrapper(const struct xml_node *n)
{
	return xml_is(n, "sdt") || xml_is(n, "sdtContent") || xml_is(n, "customXml") ||
	       xml_is(n, "ins") || xml_is(n, "moveTo");
}

static size_t count_cells(const struct xml_node *node, const struct xml_node **only)
{
	size_t n = 0;

	for (const struct xml_node *c = xml_child(node, NULL); c; c = xml_next(c, NULL)) {
		if (xml_is(c, "tc")) {
			*only = c;
			n++;
		} else if (is_wrapper(c)) {
			n += count_cells(c, only);
		}
	}
	return n;
}

static int table_cells(struct table *t, const struct xml_node *node)
{
	int code = DBN_OK;

	for (const struct xml_node *c = xml_child(node, NULL); c && !code; c = xml_next(c, NULL)) {
		if (xml_is(c, "tc"))
			code = table_cell(t, c);
		else if (is_wrapper(c))
			code = table_cells(t, c);
	}
	return code;
}

static int table_row(struct table *t, const struct xml_node *tr)
{
	struct docx *x = t->x;
	const struct xml_node *props = xml_child(tr, "trPr"), *only = NULL;
	int code;

	if (xml_child(props, "del") || xml_child(props, "moveFrom")) {
		x->revisions++;
		return mark_in_tree_from(x->d, tr, DBN_MSG_DEC_MARK_DELETED);
	}
	/* A row of one cell is a frame around paragraphs, or a heading. */
	if (count_cells(tr, &only) == 1 && !x->cell &&
	    !xml_child(xml_child(only, "tcPr"), "vMerge"))
		return docx_blocks(x, only);
	dbn_buf_clear(&t->row);
	t->at = t->filled = 0;
	code = put_empty(t, dec_number(xml_child_val(props, "gridBefore"), t->columns, 0));
	if (!code)
		code = table_cells(t, tr);
	if (!code && t->row.failed)
		code = dec_too_much(x->d, "row", PARAGRAPH_MAX);
	if (code || !t->filled)
		return code;
	if (x->cell) {
		docx_emit(x, dbn_str_sub(dbn_buf_str(&t->row), 0, t->filled));
	} else {
		dbn_buf_add(x->d->out, dbn_str_sub(dbn_buf_str(&t->row), 0, t->filled));
		dbn_buf_addc(x->d->out, '\n');
	}
	return dec_status(x->d);
}

static int table_rows(struct table *t, const struct xml_node *node)
{
	int code = DBN_OK;

	for (const struct xml_node *c = xml_child(node, NULL); c && !code; c = xml_next(c, NULL)) {
		if (xml_is(c, "tr"))
			code = table_row(t, c);
		else if (is_wrapper(c))
			code = table_rows(t, c);
	}
	return code;
}

int docx_table(struct docx *x, const struct xml_node *tbl)
{
	struct table t = { .x = x, .columns = x->d->limits->columns };
	int code;

	t.above = dbn_arena_alloc(&x->d->arena, t.columns, sizeof *t.above);
	if (!t.above)
		return dec_status(x->d);
	dbn_buf_init(&t.row, PARAGRAPH_MAX);
	code = table_rows(&t, tbl);
	dbn_buf_release(&t.row);
	return code;
}

/* ---- blocks ---- */

/* A generated table of contents. */
static bool is_contents(const struct xml_node *sdt)
{
	const struct xml_node *part = xml_child(xml_child(sdt, "sdtPr"), "docPartObj");

	return dbn_str_eqz(xml_child_val(part, "docPartGallery"), "Table of Contents");
}

int docx_block(struct docx *x, const struct xml_node *n)
{
	if (xml_is(n, "p"))
		return paragraph(x, n);
	if (xml_is(n, "tbl"))
		return docx_table(x, n);
	if (xml_is(n, "altChunk"))
		x->chunks++;
	if (xml_is(n, "AlternateContent")) {
		const struct xml_node *choice = xml_child(n, "Choice");

		return docx_blocks(x, choice ? choice : xml_child(n, "Fallback"));
	}
	if (xml_is(n, "sdt"))
		return is_contents(n) ? DBN_OK : docx_blocks(x, xml_child(n, "sdtContent"));
	if (is_wrapper(n) || xml_is(n, "smartTag"))
		return docx_blocks(x, n);
	return DBN_OK;
}

int docx_blocks(struct docx *x, const struct xml_node *node)
{
	int code = DBN_OK;

	for (const struct xml_node *n = xml_child(node, NULL); n && !code; n = xml_next(n, NULL))
		code = docx_block(x, n);
	return code;
}
