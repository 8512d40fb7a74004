/*
 * html.c - web pages as government sites publish documents.
 *
 * Charset: the mark of order, the header that was saved with the page, its meta
 * (html_charset.c), then what the bytes are (encoding.h).
 */
#include <string.h>

#include "html.h"
#include "dubanc/document.h"
#include "dubanc/encoding.h"

enum { PARAGRAPH_MAX = 8 << 20, TITLE_LINES = 4096, LINKS_MAX = 32, NUMBER_MAX = 96 };

struct web {
	struct dec *d;
	struct dbn_buf par;   /* the paragraph being read */
	struct dbn_buf *cell; /* paragraphs go here inside a cell; else NULL */
	bool blank;	      /* a blank waits for the next word */
	size_t pictures, links;
};

static int blocks(struct web *w, const struct xml_node *node);

static int end_paragraph(struct web *w)
{
	if (w->par.failed)
		return dec_too_much(w->d, "paragraph", PARAGRAPH_MAX);
	if (w->cell) {
		if (dbn_str_trim(dbn_buf_str(&w->par)).len) {
			if (w->cell->len)
				dbn_buf_addc(w->cell, ' ');
			dec_cell(w->cell, dbn_buf_str(&w->par));
		}
	} else {
		dec_paragraph(w->d, dbn_buf_str(&w->par));
	}
	dbn_buf_clear(&w->par);
	w->blank = false;
	return dec_status(w->d);
}

/* Blanks and line ends of the source are one blank, none at the start. */
static void add_text(struct web *w, struct dbn_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
			w->blank = true;
			continue;
		}
		if (w->blank && w->par.len)
			dbn_buf_addc(&w->par, ' ');
		w->blank = false;
		dbn_buf_addc(&w->par, c);
	}
}

/* ---- tables ---- */

struct table {
	struct web *w;
	struct dbn_str *above; /* value that hangs down into a column */
	size_t *hangs;	       /* for so many more rows */
	size_t columns, at, filled;
	struct dbn_buf row;
};

static bool is_cell(const struct xml_node *n)
{
	return xml_is(n, "td") || xml_is(n, "th");
}

static bool is_row_group(const struct xml_node *n)
{
	return xml_is(n, "tbody") || xml_is(n, "thead") || xml_is(n, "tfoot");
}

static bool has_inside(const struct xml_node *node, const char *name)
{
	for (const struct xml_node *c = node->child; c; c = c->next) {
		if (xml_is(c, name) || has_inside(c, name))
			return true;
	}
	return false;
}

/* A table that holds a table, or rows of one cell only, is layout. */
static bool is_layout(const struct xml_node *table)
{
	if (has_inside(table, "table"))
		return true;
	for (const struct xml_node *g = table->child; g; g = g->next) {
		const struct xml_node *first = is_row_group(g) ? g->child : g;

		for (const struct xml_node *r = first; r; r = is_row_group(g) ? r->next : NULL) {
			size_t cells = 0;

			for (const struct xml_node *c = r->child; c && xml_is(r, "tr"); c = c->next)
				cells += is_cell(c);
			if (cells > 1)
				return false;
		}
	}
	return true;
}

static int put(struct table *t, struct dbn_str text)
{
	if (t->at >= t->columns)
		return dec_too_much(t->w->d, "columns", t->columns);
	if (t->at++)
		dbn_buf_addc(&t->row, '\t');
	dbn_buf_add(&t->row, text);
	if (text.len)
		t->filled = t->row.len;
	return DBN_OK;
}

/* Cells of rows above that reach down to here. */
static int put_hanging(struct table *t)
{
	int code = DBN_OK;

	while (!code && t->at < t->columns && t->hangs[t->at]) {
		t->hangs[t->at]--;
		code = put(t, t->above[t->at]);
	}
	return code;
}

static int table_cell(struct table *t, const struct xml_node *td)
{
	struct web *w = t->w;
	size_t across = dec_number(xml_attr(td, "colspan"), t->columns, 1);
	size_t down = dec_number(xml_attr(td, "rowspan"), w->d->limits->rows, 1);
	struct dbn_buf text, *outer = w->cell;
	int code = put_hanging(t);

	if (code)
		return code;
	dbn_buf_init(&text, PARAGRAPH_MAX);
	w->cell = &text;
	code = blocks(w, td);
	if (!code)
		code = end_paragraph(w);
	w->cell = outer;
	for (size_t i = 0; i < (across ? across : 1) && !code; i++) {
		struct dbn_str value = i ? (struct dbn_str){ "", 0 } : dbn_buf_str(&text);

		if (t->at < t->columns && down > 1) {
			t->hangs[t->at] = down - 1;
			t->above[t->at] = dbn_arena_dup(&w->d->arena, value);
		}
		code = put(t, value);
	}
	dbn_buf_release(&text);
	return code;
}

static int table_row(struct table *t, const struct xml_node *tr)
{
	struct web *w = t->w;
	int code = DBN_OK;

	dbn_buf_clear(&t->row);
	t->at = t->filled = 0;
	for (const struct xml_node *c = tr->child; c && !code; c = c->next) {
		if (is_cell(c) && !html_is_hidden(c))
			code = table_cell(t, c);
	}
	if (!code)
		code = put_hanging(t);
	if (code || !t->filled)
		return code;
	if (w->cell) {
		dbn_buf_addc(w->cell, ' ');
		dec_cell(w->cell, dbn_str_sub(dbn_buf_str(&t->row), 0, t->filled));
	} else {
		dbn_buf_add(w->d->out, dbn_str_sub(dbn_buf_str(&t->row), 0, t->filled));
		dbn_buf_addc(w->d->out, '\n');
	}
	return dec_status(w->d);
}

static int table_rows(struct table *t, const struct xml_node *node)
{
	int code = DBN_OK;

	for (const struct xml_node *c = node->child; c && !code; c = c->next) {
		if (xml_is(c, "tr"))
			code = table_row(t, c);
		else if (is_row_group(c))
			code = table_rows(t, c);
		else if (xml_is(c, "caption"))
			code = blocks(t->w, c);
	}
	return code;
}

static int table(struct web *w, const struct xml_node *node)
{
	struct table t = { .w = w, .columns = w->d->limits->columns };
	int code = end_paragraph(w);

	if (code || is_layout(node))
		return code ? code : blocks(w, node);
	t.above = dbn_arena_alloc(&w->d->arena, t.columns, sizeof *t.above);
	t.hangs = dbn_arena_alloc(&w->d->arena, t.columns, sizeof *t.hangs);
	if (!t.above || !t.hangs)
		return dec_status(w->d);
	dbn_buf_init(&t.row, PARAGRAPH_MAX);
	code = table_rows(&t, node);
	dbn_buf_release(&t.row);
	return code;
}

/* ---- blocks ---- */

static bool is_block(const struct xml_node *n)
{
	static const char *const tags[] = { "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul",
					    "ol", "tr", "td", "th", "section", "article", "blockquote",
					    "pre", "dd", "dt", "dl", "center", "hr", "tbody", "body",
					    "figure", "figcaption", "header", "footer", "main", "form" };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (xml_is(n, tags[i]))
			return true;
	}
	return false;
}

/* A file to be fetched beside the page, told by its address. */
static void note_link(struct web *w, const struct xml_node *a)
{
	static const char *const kinds[] = { ".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps",
					     ".et",  ".ofd",  ".zip", ".rar", ".ceb" };
	struct dbn_str href = xml_attr(a, "href");
	struct dbn_buf text;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!dbn_str_ends(href, dbn_str_of(kinds[i])) || w->links >= LINKS_MAX)
			continue;
		w->links++;
		dbn_buf_init(&text, 4096);
		xml_text(a, &text);
		dec_note(w->d, DBN_MSG_DEC_ATTACHMENT,
			 text.len && !text.failed ? dbn_str_trim(dbn_buf_str(&text)) : href,
			 (struct dbn_str){ NULL, 0 });
		dbn_buf_release(&text);
		return;
	}
}

/* Numbers of an ordered list are not in its text. */
static void number_item(struct web *w, const struct xml_node *li)
{
	size_t number = dec_number(xml_attr(li->parent, "start"), 99999, 1);

	if (!xml_is(li->parent, "ol"))
		return;
	for (const struct xml_node *n = xml_child(li->parent, "li"); n && n != li; n = xml_next(n, "li"))
		number++;
	dbn_buf_addi(&w->par, (int64_t)number);
	dbn_buf_addc(&w->par, '.');
}

static int element(struct web *w, const struct xml_node *n)
{
	bool block = is_block(n);
	int code = DBN_OK;

	if (html_is_hidden(n) || xml_is(n, "!"))
		return DBN_OK;
	if (xml_is(n, "br"))
		return end_paragraph(w);
	if (xml_is(n, "table"))
		return table(w, n);
	if (xml_is(n, "img"))
		w->pictures++;
	if (xml_is(n, "a"))
		note_link(w, n);
	if (block)
		code = end_paragraph(w);
	if (!code && xml_is(n, "li"))
		number_item(w, n);
	if (!code)
		code = blocks(w, n);
	return !code && block ? end_paragraph(w) : code;
}

static int blocks(struct web *w, const struct xml_node *node)
{
	int code = DBN_OK;

	for (const struct xml_node *n = node->child; n && !code; n = n->next) {
		if (n->name.len)
			code = element(w, n);
		else
			add_text(w, n->text);
	}
	return code;
}

/* ---- head ---- */

static struct dbn_str find_meta(const struct xml_node *node, const char *name)
{
	struct dbn_str found = { NULL, 0 };

	if (xml_is(node, "meta") && dbn_str_eqz(xml_attr(node, "name"), name))
		return xml_attr(node, "content");
	for (const struct xml_node *c = node->child; c && !found.ptr; c = c->next) {
		if (!xml_is(c, "body"))
			found = find_meta(c, name);
	}
	return found;
}

/* The text without blanks, those that set a label apart (文　号) too. */
static void squeeze(struct dbn_buf *out, struct dbn_str s)
{
	while (s.len) {
		size_t n = dbn_str_starts(s, DBN_STR("\xe3\x80\x80")) ? 3 : dbn_str_starts(s, DBN_STR("\xc2\xa0")) ? 2 : 0;

		if (!n && s.ptr[0] != ' ' && s.ptr[0] != '\n' && s.ptr[0] != '\t')
			dbn_buf_addc(out, s.ptr[0]);
		s = dbn_str_from(s, n ? n : 1);
	}
}

/* Puts in front what stands outside the article, unless the text begins with it already. */
static int put_in_front(struct dec *d, struct dbn_str piece, struct dbn_str text)
{
	struct dbn_buf a, b;

	dbn_buf_init(&a, PARAGRAPH_MAX);
	dbn_buf_init(&b, PARAGRAPH_MAX);
	squeeze(&a, piece);
	squeeze(&b, dbn_str_sub(text, 0, TITLE_LINES));
	if (a.len && dbn_str_find(dbn_buf_str(&b), dbn_buf_str(&a)) == DBN_NONE)
		dec_paragraph(d, piece);
	dbn_buf_release(&a);
	dbn_buf_release(&b);
	return dec_status(d);
}

/* 某政办发〔2025〕8号, 2025年第3号 */
static bool is_number(struct dbn_str s)
{
	bool digit = false;

	for (size_t i = 0; i < s.len; i++)
		digit = digit || (s.ptr[i] >= '0' && s.ptr[i] <= '9');
	return digit && s.len <= NUMBER_MAX && dbn_str_ends(s, DBN_STR("号")) && dbn_str_find(s, DBN_STR("，")) == DBN_NONE;
}

/* Whether `plain`, a piece of text without its blanks, ends the search: see find_number(). */
static bool has_number(struct dbn_str plain, bool *awaited, struct dbn_str *number)
{
	static const char *const labels[] = { "发文字号", "发文文号", "文号", "文件编号" };
	bool was = *awaited;

	for (size_t i = 0; i < sizeof labels / sizeof *labels && plain.len; i++)
		if (dbn_str_starts(plain, dbn_str_of(labels[i]))) {
			plain = dbn_str_from(plain, strlen(labels[i]));
			was = true;
			break;
		}
	if (dbn_str_starts(plain, DBN_STR("：")))
		plain = dbn_str_from(plain, strlen("："));
	else if (dbn_str_starts(plain, DBN_STR(":")))
		plain = dbn_str_from(plain, 1);
	*awaited = was && !plain.len;
	*number = plain;
	return was && is_number(plain);
}

/*
 * The document's number in the page's table of particulars (政府信息公开目录: 索引号, 发文机关,
 * 发文字号 …): the text behind its label, in the same piece or the next one, into *out. *awaited:
 * the label has been met.
 */
static bool find_number(const struct xml_node *node, bool *awaited, struct dbn_buf *out)
{
	bool found = false;

	if (html_is_hidden(node) || xml_is(node, "!"))
		return false;
	if (!node->name.len && dbn_str_trim(node->text).len) {
		struct dbn_buf plain;
		struct dbn_str number;

		dbn_buf_init(&plain, PARAGRAPH_MAX);
		squeeze(&plain, node->text);
		found = plain.len && has_number(dbn_buf_str(&plain), awaited, &number);
		if (found)
			dbn_buf_add(out, number);
		dbn_buf_release(&plain);
	}
	for (const struct xml_node *c = node->child; c && !found; c = c->next)
		found = find_number(c, awaited, out);
	return found;
}

static int add_number(struct dec *d, const struct xml_node *root, struct dbn_str text)
{
	struct dbn_buf number;
	bool awaited = false;
	int code = DBN_OK;

	dbn_buf_init(&number, PARAGRAPH_MAX);
	if (find_number(root, &awaited, &number))
		code = put_in_front(d, dbn_buf_str(&number), text);
	dbn_buf_release(&number);
	return code;
}

static int read_article(struct dec *d, const struct xml_node *root)
{
	struct dbn_buf text, *out = d->out;
	struct web w = { .d = d };
	int code;

	dbn_buf_init(&w.par, PARAGRAPH_MAX);
	dbn_buf_init(&text, d->limits->text);
	d->out = &text;
	code = blocks(&w, html_article(root));
	if (!code)
		code = end_paragraph(&w);
	d->out = out;
	if (!code)
		html_mark(d, root, dbn_buf_str(&text));
	if (!code)
		code = put_in_front(d, dbn_str_trim(find_meta(root, "ArticleTitle")), dbn_buf_str(&text));
	if (!code)
		code = add_number(d, root, dbn_buf_str(&text));
	if (!code && !text.len)
		code = w.pictures ? dec_fail(d, DBN_MSG_DEC_NO_TEXT, "1", NULL)
				  : dec_fail(d, DBN_MSG_DEC_EMPTY, NULL, NULL);
	if (!code)
		dbn_buf_add(out, dbn_buf_str(&text));
	dec_note_count(d, DBN_MSG_DEC_PICTURES, w.pictures);
	dbn_buf_release(&w.par);
	dbn_buf_release(&text);
	return code ? code : dec_status(d);
}

/* A whole page that does not end: the rest of its items was not downloaded. */
static bool is_cut(struct dbn_str page)
{
	return dbn_str_find_fold(page, "<html") != DBN_NONE && dbn_str_find_fold(page, "</html") == DBN_NONE &&
	       dbn_str_find_fold(page, "</body") == DBN_NONE;
}

int dec_html(struct dec *d, struct dbn_str bytes)
{
	return html_read(d, bytes, DBN_STR(""));
}

int html_read(struct dec *d, struct dbn_str bytes, struct dbn_str label)
{
	struct dbn_decoded how = { .damaged = 0 };
	struct xml_tree tree = { .root = NULL };
	struct dbn_str own = html_charset(&bytes);
	struct dbn_buf utf8;
	int code;

	dbn_arena_init(&tree.arena, 0);
	dbn_buf_init(&utf8, d->limits->part);
	code = dbn_decode_labelled(bytes, label.len ? label : own, d->name, &utf8, &how, d->err);
	if (!code && how.guessed)
		dec_note(d, DBN_MSG_ENCODING_GUESSED, dbn_str_of(how.encoding), DBN_STR(""));
	if (!code)
		code = xml_html(d, dbn_buf_str(&utf8), &tree);
	if (!code && !tree.root)
		code = dec_fail(d, DBN_MSG_DEC_EMPTY, NULL, NULL);
	if (!code)
		code = read_article(d, tree.root);
	dec_note_count(d, DBN_MSG_ENCODING_DAMAGED, how.damaged);
	if (!code && is_cut(dbn_buf_str(&utf8)))
		dec_note(d, DBN_MSG_DEC_PAGE_CUT, DBN_STR(""), DBN_STR(""));
	xml_tree_release(&tree);
	dbn_buf_release(&utf8);
	return code;
}
