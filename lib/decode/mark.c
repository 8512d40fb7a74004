/*
 * mark.c - marks of secrecy that stand outside the text of a document.
 *
 * Headers, comments, text boxes of a drawing, annotations of a page are not
 * text and are not read; but a mark there stops an import as it does anywhere.
 */
#include "dubanc/document.h"
#include "mark.h"

enum { MARK_MAX = 4096 };

bool mark_take_from(struct dec *d, struct dbn_str text, enum dbn_msg where)
{
	bool found = false;

	while (text.ptr) {
		struct dbn_str line = dbn_str_split(&text, '\n');

		if (!dbn_is_secrecy_mark(line))
			continue;
		/* Every page may bear it; a reader wants it told once. */
		if (!d->mark_told)
			dec_note(d, where, dbn_str_trim(line), (struct dbn_str){ NULL, 0 });
		d->mark_told = found = true;
		dec_paragraph(d, line);
	}
	return found;
}

void mark_take(struct dec *d, struct dbn_str text)
{
	mark_take_from(d, text, DBN_MSG_DEC_MARK_ASIDE);
}

static void take_text(struct dec *d, const struct xml_node *node, enum dbn_msg where)
{
	struct dbn_buf text;

	dbn_buf_init(&text, MARK_MAX);
	xml_text(node, &text);
	if (!text.failed) /* so much is no mark */
		mark_take_from(d, dbn_buf_str(&text), where);
	dbn_buf_release(&text);
}

/*
 * What holds a line of text: a paragraph of Word and of drawings, a comment of Excel, an object of
 * OFD and what is said of it; properties of any of them.
 */
static bool is_text(const struct xml_node *node)
{
	static const char *const names[] = { "p", "text", "TextObject", "Appearance", "Remark", "Parameter",
					     "lpwstr", "keywords", "subject", "category", "contentStatus",
					     "CustomData", "Keyword", "Subject", "Abstract" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (xml_is(node, names[i]))
			return true;
	return false;
}

int mark_in_tree_from(struct dec *d, const struct xml_node *node, enum dbn_msg where)
{
	int code = DBN_OK;

	/* Lettering across every page. */
	if (xml_is(node, "textpath"))
		mark_take_from(d, xml_attr(node, "string"), where);
	if (is_text(node))
		take_text(d, node, where);
	for (const struct xml_node *c = node->child; c && !code; c = c->next)
		code = c->name.len ? mark_in_tree_from(d, c, where) : DBN_OK;
	return code ? code : dec_status(d);
}

int mark_in_tree(struct dec *d, const struct xml_node *node)
{
	return mark_in_tree_from(d, node, DBN_MSG_DEC_MARK_ASIDE);
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

int mark_in_properties(struct dec *d, struct zip_pkg *z)
{
	static const char *const roots[] = { "Properties", "coreProperties", NULL };
	int code = mark_in_parts(d, z, "docProps/custom", roots);

	return code ? code : mark_in_parts(d, z, "docProps/core", roots);
}
