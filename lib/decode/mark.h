/* mark.h - marks of secrecy that stand outside the text (private to lib/decode). */
#ifndef DECODE_MARK_H
#define DECODE_MARK_H

#include "zip.h"

/* Each line that is a mark becomes a paragraph, and where it stands is told: nobody sees it in the text. */
void mark_take(struct dec *d, struct dbn_str text);
/* The same; `where` is one of DBN_MSG_DEC_MARK_*. Whether there was a mark. */
bool mark_take_from(struct dec *d, struct dbn_str text, enum dbn_msg where);
/* The same for every paragraph at and below the node. */
int mark_in_tree(struct dec *d, const struct xml_node *node);
int mark_in_tree_from(struct dec *d, const struct xml_node *node, enum dbn_msg where);
/* The same for the parts whose names begin so; `roots` is as for zip_pkg_stream(). */
int mark_in_parts(struct dec *d, struct zip_pkg *z, const char *folder, const char *const *roots);
/* What an office may say of the file itself: its own properties, keywords, subject. */
int mark_in_properties(struct dec *d, struct zip_pkg *z);

#endif
