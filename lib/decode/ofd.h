/* ofd.h - the pieces of the reader of OFD files (private to lib/decode/ofd*.c). */
#ifndef DECODE_OFD_H
#define DECODE_OFD_H

#include "flow.h"
#include "zip.h"

struct ofd_font {
	struct dbn_str id, file; /* file empty: not embedded */
	uint32_t *glyphs;	 /* glyph → code point; NULL until asked for */
	bool tried;
};

struct ofd_template {
	struct dbn_str id, path;
};

struct ofd {
	struct dec *d;
	struct zip_pkg *z;
	struct flow flow;
	DBN_LIST(struct ofd_font) fonts;
	DBN_LIST(struct ofd_template) templates;
	double width, height; /* mm, unless the page says other */
	size_t characters, unknown, skewed, seals, pictures, notes;
};

/* A page or a template: its text objects go to the flow. */
int ofd_content(struct ofd *o, const struct xml_node *page);
/* The annotations: not text, but a mark of secrecy among them is. They are counted. */
int ofd_notes(struct ofd *o, const struct xml_node *doc, struct dbn_str base);
/* A path that is drawn on the page: its lines may be the rulings of a table. */
int ofd_path(struct ofd *o, const struct xml_node *node);
/* What a glyph of a font draws; 0 where that cannot be told. */
uint32_t ofd_glyph(struct ofd *o, struct dbn_str font_id, uint32_t glyph);

#endif
