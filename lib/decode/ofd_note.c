/* ofd_note.c - what lies on the pages of an OFD file and is not their text: annotations. */
#include "mark.h"
#include "ofd.h"

static int read_part(struct ofd *o, struct dbn_str base, struct dbn_str target, struct xml_tree *out, struct dbn_str *path)
{
	int code = zip_resolve(o->d, base, dbn_str_trim(target), path);

	*out = (struct xml_tree){ .root = NULL };
	dbn_arena_init(&out->arena, 0);
	return code || !path->len || !zip_pkg_has(o->z, *path) ? code : zip_pkg_tree(o->z, *path, out);
}

/* The annotations of one page: watermarks, stamps, notes of readers. */
static int read_page_notes(struct ofd *o, struct dbn_str base, struct dbn_str target)
{
	struct xml_tree tree;
	struct dbn_str path;
	int code = read_part(o, base, target, &tree, &path);

	if (!code && tree.root)
		code = mark_in_tree(o->d, tree.root);
	for (const struct xml_node *n = xml_child(tree.root, "Annot"); n; n = xml_next(n, "Annot"))
		o->notes++;
	xml_tree_release(&tree);
	return code;
}

int ofd_notes(struct ofd *o, const struct xml_node *doc, struct dbn_str base)
{
	const struct xml_node *node = xml_child(doc, "Annotations");
	struct xml_tree tree;
	struct dbn_str path;
	int code;

	if (!node)
		return DBN_OK;
	code = read_part(o, base, xml_leaf(node), &tree, &path);
	for (const struct xml_node *n = xml_child(tree.root, "Page"); n && !code; n = xml_next(n, "Page"))
		code = read_page_notes(o, path, xml_leaf(xml_child(n, "FileLoc")));
	xml_tree_release(&tree);
	return code;
}
