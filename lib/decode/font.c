/*
 * font.c - the cmap of TrueType and OpenType fonts, turned round.
 *
 * Every offset and count is the file's: each is checked against the table
 * before it is used, and no loop runs longer than the code points there are.
 */
#include <string.h>

#include "font.h"

static uint32_t be(struct dbn_str s, size_t at, size_t n)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | (at + i < s.len ? (unsigned char)s.ptr[at + i] : 0u);
	return v;
}

/* The last writer wins not: the first character of a glyph is the plain one. */
static void set(uint32_t *map, uint32_t glyph, uint32_t cp)
{
	if (glyph && glyph < FONT_GLYPHS && !map[glyph])
		map[glyph] = cp;
}

static bool read_format_4(struct dbn_str t, uint32_t *map)
{
	size_t segments = be(t, 6, 2) / 2;
	bool some = false;

	if (16 + segments * 8 > t.len)
		return false;
	for (size_t i = 0; i < segments; i++) {
		size_t at = 14 + 2 * i, offset_at = at + 2 + 6 * segments;
		uint32_t end = be(t, at, 2), start = be(t, at + 2 + 2 * segments, 2);
		uint32_t delta = be(t, at + 2 + 4 * segments, 2), offset = be(t, offset_at, 2);

		for (uint32_t cp = start; cp <= end && cp < 0xffff; cp++) {
			uint32_t glyph = cp;

			if (offset) {
				glyph = be(t, offset_at + offset + 2 * (cp - start), 2);
				if (!glyph)
					continue;
			}
			set(map, (glyph + delta) & 0xffff, cp);
			some = true;
		}
	}
	return some;
}

static bool read_format_12(struct dbn_str t, uint32_t *map)
{
	size_t groups = be(t, 12, 4), left = 0x110000;
	bool some = false;

	if (t.len < 16 || groups > (t.len - 16) / 12)
		return false;
	for (size_t i = 0; i < groups; i++) {
		uint32_t start = be(t, 16 + 12 * i, 4), end = be(t, 20 + 12 * i, 4);
		uint32_t glyph = be(t, 24 + 12 * i, 4);

		for (uint32_t cp = start; cp <= end && cp < 0x110000 && left; cp++, left--) {
			set(map, glyph + (cp - start), cp);
			some = true;
		}
	}
	return some;
}

static bool read_format_0(struct dbn_str t, uint32_t *map)
{
	if (t.len < 262)
		return false;
	for (uint32_t cp = 0x20; cp < 0x7f; cp++)
		set(map, be(t, 6 + cp, 1), cp);
	return true;
}

static bool read_table(struct dbn_str t, uint32_t *map)
{
	switch (be(t, 0, 2)) {
	case 0:
		return read_format_0(t, map);
	case 4:
		return read_format_4(t, map);
	case 12:
		return read_format_12(t, map);
	default:
		return false;
	}
}

/* Unicode in full, Unicode, symbol: the better one first. */
static int rank(uint32_t platform, uint32_t encoding)
{
	if ((platform == 3 && encoding == 10) || (platform == 0 && encoding >= 4 && encoding != 5))
		return 3;
	if ((platform == 3 && encoding == 1) || (platform == 0 && encoding < 4))
		return 2;
	return platform == 3 && encoding == 0 ? 1 : 0;
}

static bool read_cmap(struct dbn_str cmap, uint32_t *map)
{
	size_t tables = be(cmap, 2, 2);

	for (int want = 3; want >= 0; want--) {
		for (size_t i = 0; i < tables && i < 64; i++) {
			size_t at = 4 + 8 * i, offset = be(cmap, at + 4, 4);

			if (rank(be(cmap, at, 2), be(cmap, at + 2, 2)) == want && offset < cmap.len &&
			    read_table(dbn_str_from(cmap, offset), map))
				return true;
		}
	}
	return false;
}

bool font_read_cmap(struct dbn_str font, uint32_t *map)
{
	size_t base = 0, tables;

	memset(map, 0, FONT_GLYPHS * sizeof *map);
	if (dbn_str_starts(font, DBN_STR("ttcf")))
		base = be(font, 12, 4);
	if (base >= font.len)
		return false;
	tables = be(font, base + 4, 2);
	for (size_t i = 0; i < tables && i < 256; i++) {
		size_t at = base + 12 + 16 * i;

		if (at + 16 > font.len)
			return false;
		if (memcmp(font.ptr + at, "cmap", 4) == 0)
			return read_cmap(dbn_str_sub(font, be(font, at + 8, 4), be(font, at + 12, 4)), map);
	}
	return false;
}
