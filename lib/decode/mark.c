/*
 * mark.c - marks of secrecy that stand outside the text of a document.
 *
 * Headers, comments, text boxes of a drawing, annotations of a page are not
 * text and are not read; but a mark there stops an import as it does anywhere.
 */
#include "dubanc/document.h"
#include "mark.h"

enum { MARK_MAX = 4096 };

void mark_take(struct dec *d, struct dbn_str text)
{
	while (text.ptr) {
		struct dbn_str line = dbn_str_split(&text, '\n');

		if (dbn_is_secrecy_mark(line))
			dec_paragraph(d, line);
	}
}

static void take_text(struct dec *d, const struct xml_node *node)
{
	struct dbn_buf text;

	dbn_buf_init(&text, MARK_MAX);
	xml_text(node, &text);
	if (!text.failed) /* so much is no mark */
		mark_take(d, dbn_buf_str(&text));
	dbn_buf_release(&text);
}

int mark_in_tree(struct dec *d, const struct xml_node *node)
{
	int code = DBN_OK;

	/* Lettering across every page. */
	if (xml_is(node, "textpath"))
		mark_take(d, xml_attr(node, "string"));
	/* A paragraph of Word and of drawings, a comment of Excel, a property of either, an object of OFD and what is said of it. */
	if (xml_is(node, "p") || xml_is(node, "text") || xml_is(node, "TextObject") || xml_is(node, "Appearance") ||
	    xml_is(node, "lpwstr") || xml_is(node, "Remark") || xml_is(node, "Parameter") || xml_is(node, "CustomData"))
		take_text(d, node);
	for (const struct xml_node *c = node->child; c && !code; c = c->next)
		code = c->name.len ? mark_in_tree(d, c) : DBN_OK;
	return code ? code : dec_status(d);
}

static int on_node(void *ctx, const struct xml_node *node)
{
	return mark_in_tree(ctx, node);
}

int mark_in_parts(struct dec *d, struct zip_pkg *z, const char *folder, const char *const *roots)
{
	struct dbn_str name, wanted = dbn_str_of(folder);
	int code = DBN_OK;

	for (size_t i = 0; !code && (name = zip_pkg_name(z, i)).ptr; i++) {
		if (dbn_str_starts(name, wanted) && dbn_str_ends(name, DBN_STR(".xml")))
			code = zip_pkg_stream(z, name, roots, on_node, d);
	}
	return code;
}
