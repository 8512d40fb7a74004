/* tree.c - looking things up in the trees of xml.h. */
#include "xml.h"

bool xml_is(const struct xml_node *node, const char *name)
{
	return node && node->name.len && (!name || dbn_str_eqz(node->name, name));
}

static const struct xml_node *find_from(const struct xml_node *node, const char *name)
{
	while (node && !xml_is(node, name))
		node = node->next;
	return node;
}

const struct xml_node *xml_child(const struct xml_node *node, const char *name)
{
	return node ? find_from(node->child, name) : NULL;
}

const struct xml_node *xml_next(const struct xml_node *node, const char *name)
{
	return node ? find_from(node->next, name) : NULL;
}

struct dbn_str xml_attr(const struct xml_node *node, const char *name)
{
	for (size_t i = 0; node && i < node->attr_count; i++) {
		if (dbn_str_eqz(node->attrs[i].name, name))
			return node->attrs[i].value;
	}
	return (struct dbn_str){ NULL, 0 };
}

struct dbn_str xml_child_val(const struct xml_node *node, const char *child)
{
	return xml_attr(xml_child(node, child), "val");
}

/* Without recursion: the depth of a tree is the file's to choose. */
void xml_text(const struct xml_node *node, struct dbn_buf *out)
{
	const struct xml_node *at = node;

	while (at) {
		if (!at->name.len)
			dbn_buf_add(out, at->text);
		if (at->child) {
			at = at->child;
			continue;
		}
		while (at != node && !at->next)
			at = at->parent;
		if (at == node)
			return;
		at = at->next;
	}
}

struct dbn_str xml_leaf(const struct xml_node *node)
{
	if (!node || !node->child)
		return (struct dbn_str){ "", 0 };
	return node->child->text;
}
