/* html_mark.c - marks of secrecy on a page, outside its article or where it does not show them. */
#include "html.h"
#include "mark.h"
#include "dubanc/document.h"

/* Programs, and lists to choose from: what stands there is said of no paper. */
static bool is_machinery(const struct xml_node *node)
{
	static const char *const tags[] = { "!", "script", "style", "template", "select", "button", "svg", "nav" };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (xml_is(node, tags[i]))
			return true;
	return false;
}

/* A property of the page, a field that a program filled in, what is said in place of a picture. */
static struct dbn_str in_attribute(const struct xml_node *node)
{
	if (xml_is(node, "meta"))
		return xml_attr(node, "content");
	if (xml_is(node, "img"))
		return xml_attr(node, "alt");
	if (xml_is(node, "input") && !dbn_str_eqz(xml_attr(node, "type"), "radio") &&
	    !dbn_str_eqz(xml_attr(node, "type"), "checkbox"))
		return xml_attr(node, "value");
	return (struct dbn_str){ NULL, 0 };
}

/* The first mark anywhere on the page; *hidden: it does not show. */
static struct dbn_str find_mark(const struct xml_node *node, bool *hidden)
{
	struct dbn_str found = in_attribute(node);
	bool outer = *hidden;

	if (found.ptr && dbn_is_secrecy_mark(found))
		return found;
	found = (struct dbn_str){ NULL, 0 };
	if (is_machinery(node))
		return found;
	if (!node->name.len)
		return dbn_is_secrecy_mark(node->text) ? node->text : found;
	*hidden = outer || html_is_unshown(node);
	for (const struct xml_node *c = node->child; c && !found.ptr; c = c->next)
		found = find_mark(c, hidden);
	if (!found.ptr)
		*hidden = outer;
	return found;
}

static bool has_mark(struct dbn_str article)
{
	while (article.len)
		if (dbn_is_secrecy_mark(dbn_str_split(&article, '\n')))
			return true;
	return false;
}

void html_mark(struct dec *d, const struct xml_node *root, struct dbn_str article)
{
	bool hidden = false;
	struct dbn_str mark = dbn_str_trim(find_mark(root, &hidden));

	if (mark.len && !has_mark(article))
		mark_take_from(d, mark, hidden ? DBN_MSG_DEC_MARK_HIDDEN : DBN_MSG_DEC_MARK_ASIDE);
}
