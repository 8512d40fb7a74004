/*
 * pdf.c - what `pdftotext -bbox-layout` prints: words with their boxes.
 *
 * Poppler's own blocks and lines split one sentence over several; only the
 * words are taken and set to lines and paragraphs by flow.h. Its XHTML may
 * hold control characters, which no XML may: they become blanks.
 */
#include <string.h>

#include "number.h"
#include "pdf.h"
#include "xml.h"
#include "dubanc/text.h"

enum { WORD_MAX = 1 << 16 };

struct pdf {
	struct dec *d;
	struct flow flow;
	struct pdf_rules rules;
	struct dbn_str rest; /* of the input, for the parser */
	double tall;	     /* height of a box to the size of its characters */
	bool looking;	     /* for tables only */
	size_t first, last;  /* pages that may have one */
	size_t characters, unknown;
};

static double coordinate(const struct xml_node *node, const char *name)
{
	struct dbn_str s = xml_attr(node, name);
	double value;

	return number_take(&s, &value) ? value : 0;
}

/* Counts what a word is made of: full-width characters, all in half-widths. */
static size_t measure(struct pdf *p, struct dbn_str text, size_t *halves)
{
	size_t at = 0, full = 0;

	*halves = 0;
	while (at < text.len) {
		uint32_t cp = dbn_utf8_next(text, &at);
		bool wide = dbn_is_cjk(cp);

		p->characters++;
		p->unknown += cp == 0xfffd || (cp >= 0xe000 && cp <= 0xf8ff) || cp >= 0xf0000;
		full += wide;
		*halves += wide ? 2 : 1;
	}
	return full;
}

static int word(struct pdf *p, const struct xml_node *node)
{
	double x0 = coordinate(node, "xMin"), x1 = coordinate(node, "xMax");
	double y0 = coordinate(node, "yMin"), y1 = coordinate(node, "yMax"), size;
	struct dbn_str text = dbn_str_trim(xml_leaf(node));
	size_t halves, full;

	if (!text.len || text.len > WORD_MAX || x1 <= x0 || y1 <= y0)
		return DBN_OK;
	full = measure(p, text, &halves);
	/* Only full-width characters tell the size; Latin advances lie. */
	if (full && full * 2 == halves) {
		size = (x1 - x0) / (double)full;
		if (size > 0.3 * (y1 - y0) && size < 3 * (y1 - y0))
			p->tall = (y1 - y0) / size;
	}
	/* One letter in a box much wider than high: it is turned. */
	if (full == 1 && halves == 2 && x1 - x0 > 1.6 * (y1 - y0))
		return flow_add_over(&p->flow, x0, x1, (y0 + y1) / 2, text);
	size = (y1 - y0) / p->tall;
	return flow_add(&p->flow, x0, x1, (y0 + y1) / 2, size, text);
}

static int words(struct pdf *p, const struct xml_node *node)
{
	int code = DBN_OK;

	for (const struct xml_node *n = xml_child(node, NULL); n && !code; n = xml_next(n, NULL))
		code = xml_is(n, "word") ? word(p, n) : words(p, n);
	return code;
}

static int on_page(void *ctx, const struct xml_node *node)
{
	struct pdf *p = ctx;
	int code;

	if (!xml_is(node, "page"))
		return DBN_OK;
	if (p->flow.pages >= p->d->limits->pages)
		return dec_too_much(p->d, "pages", p->d->limits->pages);
	flow_page(&p->flow, coordinate(node, "width"), coordinate(node, "height"));
	code = words(p, node);
	if (p->looking) {
		if (!code && flow_has_gaps(&p->flow)) {
			p->first = p->first ? p->first : p->flow.pages;
			p->last = p->flow.pages;
		}
		return code;
	}
	if (!code)
		code = pdf_rules_page(&p->rules, p->flow.pages, &p->flow);
	return code ? code : flow_page_end(&p->flow);
}

static long read_rest(void *ctx, char *to, size_t n)
{
	struct pdf *p = ctx;
	struct dbn_str piece = dbn_str_sub(p->rest, 0, n);

	for (size_t i = 0; i < piece.len; i++) {
		unsigned char c = (unsigned char)piece.ptr[i];

		to[i] = c < 0x20 && c != '\n' ? ' ' : piece.ptr[i];
	}
	p->rest = dbn_str_from(p->rest, piece.len);
	return (long)piece.len;
}

static int judge(struct pdf *p)
{
	struct dbn_buf a, b;
	int code = DBN_OK;

	dbn_buf_init(&a, 32);
	dbn_buf_init(&b, 32);
	if (p->unknown * 20 > p->characters) {
		dbn_buf_addi(&a, (int64_t)p->characters);
		dbn_buf_addi(&b, (int64_t)p->unknown);
		code = dec_fail(p->d, DBN_MSG_DEC_GARBLED, a.ptr, b.ptr);
	} else if (!p->characters) {
		dbn_buf_addi(&a, (int64_t)p->flow.pages);
		code = dec_fail(p->d, DBN_MSG_DEC_NO_TEXT_PDF, a.ptr, NULL);
	} else {
		dec_note_count(p->d, DBN_MSG_DEC_PRIVATE_GLYPHS, p->unknown);
	}
	dbn_buf_release(&a);
	dbn_buf_release(&b);
	return code;
}

/* Every page of the layout; the flow and the parser's input are p's. */
static int read_pages(struct pdf *p, struct dbn_str bytes)
{
	static const char *const parents[] = { "doc", NULL };
	size_t start = dbn_str_find(bytes, DBN_STR("<doc>")), end;
	struct xml_source source = { read_rest, p, "pdf" };

	/* The document type and the head before it are not needed. */
	if (start == DBN_NONE)
		return dec_fail(p->d, DBN_MSG_DEC_EMPTY, NULL, NULL);
	p->rest = dbn_str_from(bytes, start);
	end = dbn_str_find(p->rest, DBN_STR("</doc>"));
	if (end == DBN_NONE)
		return dec_fail(p->d, DBN_MSG_DEC_DAMAGED, "pdftotext", NULL);
	pdf_rules_init(&p->rules, dbn_str_from(p->rest, end + 6));
	p->rest = dbn_str_sub(p->rest, 0, end + 6);
	return xml_stream(p->d, &source, parents, on_page, p);
}

int dec_pdf_layout(struct dec *d, struct dbn_str bytes)
{
	struct pdf p = { .d = d, .tall = 1 };
	int code;

	flow_init(&p.flow, d, 0.15);
	code = read_pages(&p, bytes);
	if (!code)
		code = flow_finish(&p.flow);
	if (!code)
		code = judge(&p);
	flow_release(&p.flow);
	return code;
}

int dec_pdf_tables(struct dec *d, struct dbn_str bytes)
{
	struct pdf p = { .d = d, .tall = 1, .looking = true };
	int code;

	flow_init(&p.flow, d, 0.15);
	code = read_pages(&p, bytes);
	if (!code && p.first) {
		dbn_buf_addi(d->out, (int64_t)p.first);
		dbn_buf_addc(d->out, ' ');
		dbn_buf_addi(d->out, (int64_t)p.last);
	}
	flow_release(&p.flow);
	return code ? code : dec_status(d);
}
