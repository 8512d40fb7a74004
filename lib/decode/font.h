/* font.h - which character a glyph of an embedded font draws (private to lib/decode). */
#ifndef DECODE_FONT_H
#define DECODE_FONT_H

#include "dubanc/decoder.h"

enum { FONT_GLYPHS = 65536 };

/* map[glyph] = code point or 0, FONT_GLYPHS entries; false where the font has no usable cmap. */
bool font_read_cmap(struct dbn_str font, uint32_t *map);

#endif
