/* xml.c - XML and HTML as small trees. The only file that sees libxml2. */
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include "xml.h"

enum {
	OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING,
	HTML_OPTIONS = HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		       HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC,
	ATTRS_MAX = 256,
	DEPTH_MAX = 250, /* the most that the limit may be set to */
};

struct builder {
	struct dec *d;
	const struct xml_source *source;
	xmlParserCtxtPtr ctxt;
	struct dbn_arena *kept;	 /* nodes outside blocks */
	struct dbn_arena block;	 /* nodes of the block being read */
	const char *const *parents;
	xml_block_fn *fn;
	void *fn_ctx;
	struct xml_node *root, *at, *block_root;
	struct dbn_buf pending;
	size_t depth;
	struct dbn_arena_mark marks[DEPTH_MAX + 1]; /* of a stream, by depth: where `kept` stood */
	bool html;
	int code;
};

static void stop(struct builder *b, int code)
{
	if (!b->code)
		b->code = code;
	xmlStopParser(b->ctxt);
}

static struct dbn_arena *arena_of(struct builder *b)
{
	return b->block_root ? &b->block : b->kept;
}

/* The tree takes no more. */
static void stop_full(struct builder *b)
{
	stop(b, dec_full(b->d, arena_of(b)->starved, "tree", b->d->limits->tree));
}

static struct dbn_str slice(const xmlChar *z)
{
	return dbn_str_of((const char *)z);
}

/* Of a stream only what is open is kept outside of blocks: however long the part, it is a few elements. */
static bool passes_by(const struct builder *b)
{
	return b->parents && !b->block_root;
}

static struct xml_node *add_node(struct builder *b)
{
	struct xml_node *node = dbn_arena_alloc(arena_of(b), 1, sizeof *node);

	if (!node) {
		stop_full(b);
		return NULL;
	}
	node->parent = b->at;
	if (b->at && !passes_by(b)) {
		if (b->at->last)
			b->at->last->next = node;
		else
			b->at->child = node;
		b->at->last = node;
	}
	return node;
}

static bool is_blank(struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != ' ' && s.ptr[i] != '\t' && s.ptr[i] != '\r' && s.ptr[i] != '\n')
			return false;
	}
	return true;
}

/* Text so far becomes a node; blanks between elements are layout, not text. */
static void flush(struct builder *b, bool at_end)
{
	struct dbn_str text = dbn_buf_str(&b->pending);
	struct xml_node *node;

	if (!text.len || !b->at)
		return;
	if (passes_by(b)) {
		dbn_buf_clear(&b->pending);
		return;
	}
	if (b->html || !is_blank(text) || (at_end && !b->at->child)) {
		node = add_node(b);
		if (node) {
			node->text = dbn_arena_dup(arena_of(b), text);
			if (arena_of(b)->failed)
				stop_full(b);
		}
	}
	dbn_buf_clear(&b->pending);
}

static bool names_parent(const struct builder *b, const struct xml_node *node)
{
	if (!b->parents || !node || b->block_root)
		return false;
	for (size_t i = 0; b->parents[i]; i++) {
		if (dbn_str_eqz(node->name, b->parents[i]))
			return true;
	}
	return false;
}

/*
 * libxml2 hands out "&" in attribute values as "&#38;" while entities are not
 * to be replaced.
 */
static struct dbn_str attr_value(struct builder *b, struct dbn_str raw)
{
	struct dbn_str value = dbn_arena_dup(arena_of(b), raw);
	char *to = (char *)(uintptr_t)value.ptr;
	size_t n = 0;

	if (dbn_str_find(value, DBN_STR("&#38;")) == DBN_NONE)
		return value;
	for (size_t i = 0; i < raw.len; i++) {
		to[n++] = raw.ptr[i];
		if (dbn_str_starts(dbn_str_from(raw, i), DBN_STR("&#38;")))
			i += 4;
	}
	to[n] = '\0';
	return (struct dbn_str){ to, n };
}

/* Names live in the parser's dictionary: as long as a stream, not as long as a tree. */
static struct dbn_str keep_name(struct builder *b, struct dbn_str name)
{
	return b->parents ? name : dbn_arena_dup(arena_of(b), name);
}


static struct xml_node *enter(struct builder *b, struct dbn_str name, size_t attrs)
{
	bool starts = names_parent(b, b->at);
	struct xml_node *node;

	if (b->code)
		return NULL;
	flush(b, false);
	if (++b->depth > b->d->limits->depth || b->depth > DEPTH_MAX) {
		stop(b, dec_too_much(b->d, "depth", b->d->limits->depth));
		return NULL;
	}
	if (starts) {
		/* The block hangs under its parent for looking up only. */
		struct xml_node *parent = b->at;

		b->block_root = parent;
		b->at = NULL;
		node = add_node(b);
		b->block_root = node;
		if (node)
			node->parent = parent;
	} else {
		b->marks[b->depth] = dbn_arena_mark(b->kept);
		node = add_node(b);
	}
	if (!node)
		return NULL;
	node->name = keep_name(b, name);
	if (attrs > ATTRS_MAX)
		attrs = ATTRS_MAX;
	if (attrs)
		node->attrs = dbn_arena_alloc(arena_of(b), attrs, sizeof *node->attrs);
	if (arena_of(b)->failed) {
		stop_full(b);
		return NULL;
	}
	if (!b->root)
		b->root = node;
	b->at = node;
	return node;
}

static void leave(struct builder *b)
{
	struct xml_node *node = b->at;

	if (b->code || !node)
		return;
	flush(b, true);
	b->at = node->parent;
	if (passes_by(b))
		dbn_arena_rewind(b->kept, b->marks[b->depth]);
	b->depth--;
	if (b->block_root && node == b->block_root) {
		int code = b->code ? b->code : b->fn(b->fn_ctx, node);

		dbn_arena_release(&b->block);
		b->block_root = NULL;
		if (code)
			stop(b, code);
	}
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
		     int ns_count, const xmlChar **ns, int count, int defaulted, const xmlChar **attrs)
{
	struct builder *b = ctx;
	struct xml_node *node = enter(b, slice(name), (size_t)count);

	(void)prefix, (void)uri, (void)ns_count, (void)ns, (void)defaulted;
	for (int i = 0; node && node->attrs && i < count && i < ATTRS_MAX; i++) {
		const xmlChar **a = attrs + (size_t)i * 5;
		struct xml_attr *to;

		if (strncmp((const char *)a[0], "rsid", 4) == 0)
			continue; /* Word's editing sessions: half of all attributes */
		to = &node->attrs[node->attr_count++];
		to->name = keep_name(b, slice(a[0]));
		to->value = attr_value(b, (struct dbn_str){ (const char *)a[3], (size_t)(a[4] - a[3]) });
	}
	if (node && arena_of(b)->failed)
		stop_full(b);
}

static void on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)name, (void)prefix, (void)uri;
	leave(ctx);
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct builder *b = ctx;

	if (b->code || !b->at)
		return;
	dbn_buf_add(&b->pending, (struct dbn_str){ (const char *)text, (size_t)len });
	if (b->pending.failed)
		stop(b, dec_full(b->d, b->pending.starved, "part", b->d->limits->part));
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
	struct builder *b = ctx;

	(void)name, (void)id, (void)system;
	stop(b, dec_fail(b->d, DBN_MSG_DEC_DOCTYPE, b->source->name, NULL));
}

static int on_read(void *ctx, char *to, int n)
{
	struct builder *b = ctx;
	long got = b->source->read(b->source->ctx, to, (size_t)n);

	return got < 0 ? -1 : (int)got;
}

static int on_close(void *ctx)
{
	(void)ctx;
	return 0;
}

static void silent(void *ctx, xmlErrorPtr error)
{
	(void)ctx, (void)error;
}

/* Why parsing ended: a stop of ours, a failed read, or bad XML. */
static int judge(struct builder *b)
{
	const xmlError *e = xmlCtxtGetLastError(b->ctxt);
	struct dbn_buf line;
	int code;

	if (b->code)
		return b->code;
	if (b->d->err->code)
		return b->d->err->code;
	if (b->ctxt->wellFormed)
		return DBN_OK;
	if (e && e->code == XML_ERR_NO_MEMORY)
		return dbn_fail_memory(b->d->err);
	dbn_buf_init(&line, 32);
	dbn_buf_addi(&line, e ? e->line : 0);
	code = dec_fail(b->d, DBN_MSG_DEC_XML, b->source->name, line.ptr);
	dbn_buf_release(&line);
	return code;
}

static int run(struct builder *b)
{
	xmlSAXHandler sax;
	int code;

	memset(&sax, 0, sizeof sax);
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = on_start;
	sax.endElementNs = on_end;
	sax.characters = on_text;
	sax.ignorableWhitespace = on_text;
	sax.cdataBlock = on_text;
	sax.internalSubset = on_doctype;
	sax.serror = silent;
	b->ctxt = xmlCreateIOParserCtxt(&sax, b, on_read, on_close, b, XML_CHAR_ENCODING_NONE);
	if (!b->ctxt)
		return b->d->err->code ? b->d->err->code
				       : dec_fail(b->d, DBN_MSG_DEC_XML, b->source->name, "0");
	xmlCtxtUseOptions(b->ctxt, OPTIONS);
	dbn_buf_init(&b->pending, b->d->limits->part);
	dbn_arena_init(&b->block, b->d->limits->tree);
	xmlParseDocument(b->ctxt);
	code = judge(b);
	dbn_buf_release(&b->pending);
	dbn_arena_release(&b->block);
	xmlFreeParserCtxt(b->ctxt);
	return code;
}

int xml_tree_read(struct dec *d, const struct xml_source *source, struct xml_tree *out)
{
	struct builder b = { .d = d, .source = source, .kept = &out->arena };
	int code;

	dbn_arena_init(&out->arena, d->limits->tree);
	out->root = NULL;
	code = run(&b);
	if (!code)
		out->root = b.root;
	return code;
}

void xml_tree_release(struct xml_tree *tree)
{
	dbn_arena_release(&tree->arena);
	tree->root = NULL;
}

int xml_stream(struct dec *d, const struct xml_source *source, const char *const *parents,
	       xml_block_fn *fn, void *ctx)
{
	struct dbn_arena kept;
	struct builder b = { .d = d, .source = source, .kept = &kept, .parents = parents,
			     .fn = fn, .fn_ctx = ctx };
	int code;

	dbn_arena_init(&kept, d->limits->tree);
	code = run(&b);
	dbn_arena_release(&kept);
	return code;
}

/* ---- HTML ---- */

static void on_html_start(void *ctx, const xmlChar *name, const xmlChar **attrs)
{
	struct builder *b = ctx;
	struct xml_node *node;
	size_t count = 0;

	while (attrs && attrs[2 * count])
		count++;
	node = enter(b, slice(name), count);
	for (size_t i = 0; node && node->attrs && i < count && i < ATTRS_MAX; i++) {
		struct xml_attr *to = &node->attrs[node->attr_count++];

		to->name = dbn_arena_dup(arena_of(b), slice(attrs[2 * i]));
		to->value = dbn_arena_dup(arena_of(b), slice(attrs[2 * i + 1]));
	}
	if (node && arena_of(b)->failed)
		stop_full(b);
}

static void on_html_end(void *ctx, const xmlChar *name)
{
	struct builder *b = ctx;

	/* libxml2 closes in order; what does not match the open element is noise. */
	if (b->at && dbn_str_eq(b->at->name, slice(name)))
		leave(b);
}

/* Comments may mark the article (generator's begin and end); they stay as elements named "!". */
static void on_html_comment(void *ctx, const xmlChar *text)
{
	struct builder *b = ctx;
	struct xml_node *node;

	if (!b->at || !(node = enter(b, DBN_STR("!"), 1)))
		return;
	if (node->attrs) {
		node->attr_count = 1;
		node->attrs[0].name = DBN_STR("text");
		node->attrs[0].value = dbn_arena_dup(arena_of(b), dbn_str_sub(slice(text), 0, 200));
	}
	leave(b);
}

/* Scripts and styles. */
static void on_html_script(void *ctx, const xmlChar *text, int len)
{
	(void)ctx, (void)text, (void)len;
}

int xml_html(struct dec *d, struct dbn_str utf8, struct xml_tree *out)
{
	static const struct xml_source source = { NULL, NULL, "html" };
	struct builder b = { .d = d, .source = &source, .kept = &out->arena, .html = true };
	xmlSAXHandler sax;

	dbn_arena_init(&out->arena, d->limits->tree);
	out->root = NULL;
	memset(&sax, 0, sizeof sax);
	sax.startElement = on_html_start;
	sax.endElement = on_html_end;
	sax.characters = on_text;
	sax.ignorableWhitespace = on_text;
	sax.cdataBlock = on_html_script;
	sax.comment = on_html_comment;
	b.ctxt = htmlCreatePushParserCtxt(&sax, &b, "", 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (!b.ctxt)
		return dbn_fail_memory(d->err);
	htmlCtxtUseOptions(b.ctxt, HTML_OPTIONS);
	dbn_buf_init(&b.pending, d->limits->part);
	dbn_arena_init(&b.block, 0);
	for (size_t at = 0; at < utf8.len && !b.code; at += 65536) {
		struct dbn_str piece = dbn_str_sub(utf8, at, 65536);

		htmlParseChunk(b.ctxt, piece.ptr, (int)piece.len, at + piece.len == utf8.len);
	}
	while (b.at && !b.code)
		leave(&b);
	dbn_buf_release(&b.pending);
	htmlFreeParserCtxt(b.ctxt);
	if (!b.code)
		out->root = b.root;
	return b.code;
}
