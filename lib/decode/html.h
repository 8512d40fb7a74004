/* html.h - the pieces of the reader of web pages (private to lib/decode/html*.c). */
#ifndef DECODE_HTML_H
#define DECODE_HTML_H

#include "dubanc/decoder.h"
#include "xml.h"

/*
 * What the page says of its own encoding: the header that was saved in front of
 * it (which is cut off), the XML declaration, a meta element; "" where it is silent.
 */
struct dbn_str html_charset(struct dbn_str *bytes);
/* A page as dec_html() reads it; label: its encoding, told by what it came in, or "". */
int html_read(struct dec *d, struct dbn_str bytes, struct dbn_str label);
/* The block that holds the article; never NULL for a tree with a root. */
const struct xml_node *html_article(const struct xml_node *root);
/* What no reader of the page sees: scripts, hidden parts, share bars. */
bool html_is_hidden(const struct xml_node *node);
/* Whether the page itself says that it does not show the node. */
bool html_is_unshown(const struct xml_node *node);
/* A mark of secrecy that the article has not, anywhere on the page, comes in front of it. */
void html_mark(struct dec *d, const struct xml_node *root, struct dbn_str article);
/* Whether a class or id of the node has this word, by itself or in a longer one. */
bool html_has_word(const struct xml_node *node, const char *word);

#endif
