/*
 * xml.h - XML and HTML as small trees (private to lib/decode).
 *
 * Names are local: prefixes and namespaces vary between producers and mean
 * nothing here. A DTD is a refusal, no entity but the five of XML is resolved
 * and nothing is ever fetched.
 */
#ifndef DECODE_XML_H
#define DECODE_XML_H

#include "dubanc/decoder.h"

struct xml_attr {
	struct dbn_str name, value;
};

/* An element, or a piece of text where name.len is 0. */
struct xml_node {
	struct dbn_str name, text;
	struct xml_attr *attrs;
	size_t attr_count;
	struct xml_node *parent, *child, *last, *next;
};

/* Gives up to n bytes; 0 at the end, negative where reading failed (the error is set). */
typedef long xml_read_fn(void *ctx, char *to, size_t n);
/* One finished block; its nodes die when the call returns. Not 0 stops. */
typedef int xml_block_fn(void *ctx, const struct xml_node *node);

struct xml_source {
	xml_read_fn *read;
	void *ctx;
	const char *name; /* of the part, for messages */
};

struct xml_tree {
	struct dbn_arena arena;
	struct xml_node *root;
};

/* The whole part as a tree; release it with xml_tree_release() in any case. */
int xml_tree_read(struct dec *d, const struct xml_source *source, struct xml_tree *out);
void xml_tree_release(struct xml_tree *tree);
/*
 * Streams: every child element of an element named in `parents` (ended by
 * NULL; not nested) is handed to fn and forgotten. Of the rest of the part
 * only the elements that are open are kept: those above a block have their
 * name and attributes, and no children.
 */
int xml_stream(struct dec *d, const struct xml_source *source, const char *const *parents,
	       xml_block_fn *fn, void *ctx);
/* HTML in UTF-8, however broken. */
int xml_html(struct dec *d, struct dbn_str utf8, struct xml_tree *out);

bool xml_is(const struct xml_node *node, const char *name);
/* First child element of that name (NULL: of any); NULL where there is none. Takes NULL. */
const struct xml_node *xml_child(const struct xml_node *node, const char *name);
const struct xml_node *xml_next(const struct xml_node *node, const char *name);
/* Value of an attribute, or an empty slice with ptr NULL. Takes NULL. */
struct dbn_str xml_attr(const struct xml_node *node, const char *name);
/* Attribute `val` of a child. */
struct dbn_str xml_child_val(const struct xml_node *node, const char *child);
/* All text below, in order. */
void xml_text(const struct xml_node *node, struct dbn_buf *out);
/* The text of a leaf without copying; empty where it has none. */
struct dbn_str xml_leaf(const struct xml_node *node);

#endif
