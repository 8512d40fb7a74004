/* mark.h - marks of secrecy that stand outside the text (private to lib/decode). */
#ifndef DECODE_MARK_H
#define DECODE_MARK_H

#include "zip.h"

/* Each line that is a mark becomes a paragraph. */
void mark_take(struct dec *d, struct dbn_str text);
/* The same for every paragraph at and below the node. */
int mark_in_tree(struct dec *d, const struct xml_node *node);
/* The same for the parts whose names begin so; `roots` is as for zip_pkg_stream(). */
int mark_in_parts(struct dec *d, struct zip_pkg *z, const char *folder, const char *const *roots);

#endif
