/*
 * ofd_text.c - text objects of OFD: which character, and where.
 *
 * TextCode is Unicode; CGTransform merely picks glyphs and is looked at only
 * where the code says nothing (¤, private use, controls).
 */
#include <math.h>

#include "font.h"
#include "number.h"
#include "mark.h"
#include "ofd.h"
#include "dubanc/text.h"

enum { FONT_MAX = 32 << 20, RUNS_MAX = 512, CODE_MAX = 1 << 20 };

/* CGTransform: `count` codes from `from` on are drawn by these glyphs. */
struct transform {
	size_t from, count, glyph_count;
	struct dbn_str glyphs;
};

/* DeltaX or DeltaY being read: "3 3.5 g 20 5.57 4". */
struct deltas {
	struct dbn_str rest;
	size_t repeat;
	double value;
	bool given;
};

struct text_object {
	struct ofd *o;
	const struct xml_node *node;
	double bx, by, ctm[6], size, wide, hscale;
	struct dbn_str font;
	struct transform transforms[RUNS_MAX];
	size_t transform_count, code; /* codes so far in this object */
};

/* ---- fonts ---- */

static void load_font(struct ofd *o, struct ofd_font *font)
{
	struct dbn_buf bytes;
	uint32_t *map;

	font->tried = true;
	if (!font->file.len || !zip_pkg_has(o->z, font->file))
		return;
	map = dbn_arena_alloc(&o->d->arena, FONT_GLYPHS, sizeof *map);
	dbn_buf_init(&bytes, FONT_MAX);
	if (map && zip_pkg_read(o->z, font->file, &bytes) == DBN_OK &&
	    font_read_cmap(dbn_buf_str(&bytes), map))
		font->glyphs = map;
	dbn_buf_release(&bytes);
}

uint32_t ofd_glyph(struct ofd *o, struct dbn_str font_id, uint32_t glyph)
{
	for (size_t i = 0; i < o->fonts.count; i++) {
		struct ofd_font *font = &o->fonts.items[i];

		if (!dbn_str_eq(font->id, font_id))
			continue;
		if (!font->tried)
			load_font(o, font);
		return font->glyphs && glyph < FONT_GLYPHS ? font->glyphs[glyph] : 0;
	}
	return 0;
}

/* ---- numbers ---- */

/* The next step; false where the list has ended. */
static bool next_delta(struct deltas *list, double *out)
{
	struct dbn_str word;
	double n;

	if (list->repeat) {
		list->repeat--;
		*out = list->value;
		return true;
	}
	word = number_word(&list->rest);
	if (dbn_str_eqz(word, "g") || dbn_str_eqz(word, "G")) {
		if (!number_take(&list->rest, &n) || n < 1 || !number_take(&list->rest, &list->value))
			return false;
		/* No text is longer than this; the rest of the count is a lie. */
		list->repeat = (size_t)(n > CODE_MAX ? CODE_MAX : n) - 1;
		*out = list->value;
		return true;
	}
	return word.len && number_take(&word, out);
}

static double number_attr(const struct xml_node *node, const char *name, double fallback)
{
	struct dbn_str s = xml_attr(node, name);
	double value;

	return s.ptr && number_take(&s, &value) ? value : fallback;
}

/* ---- characters ---- */

static bool is_unknown(uint32_t cp)
{
	return cp == 0xa4 || cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || (cp >= 0xe000 && cp <= 0xf8ff) ||
	       cp >= 0xf0000 || cp == 0xfffd || cp == DBN_BAD_CODE_POINT;
}

/* The code point that code number `code` of the object is drawn as, or 0. */
static uint32_t through_glyph(const struct text_object *t, size_t code)
{
	for (size_t i = 0; i < t->transform_count; i++) {
		const struct transform *c = &t->transforms[i];
		struct dbn_str rest = c->glyphs;
		double glyph = 0;

		if (code < c->from || code - c->from >= c->count)
			continue;
		/* One glyph a code, or nothing is known. */
		if (c->glyph_count != c->count)
			return 0;
		for (size_t k = 0; k <= code - c->from; k++) {
			if (!number_take(&rest, &glyph))
				return 0;
		}
		return glyph > 0 && glyph < FONT_GLYPHS ? ofd_glyph(t->o, t->font, (uint32_t)glyph) : 0;
	}
	return 0;
}

static uint32_t resolve(struct text_object *t, uint32_t cp)
{
	uint32_t other;

	if (!is_unknown(cp))
		return cp;
	other = through_glyph(t, t->code);
	if (other && !is_unknown(other))
		return other;
	t->o->unknown++;
	return 0xfffd;
}

/* The next character; \0020 is an escaped one. */
static uint32_t next_code(struct dbn_str s, size_t *at)
{
	uint32_t cp = 0;

	if (s.ptr[*at] == '\\' && s.len - *at >= 5) {
		for (size_t i = 1; i < 5; i++) {
			int digit = number_hex(s.ptr[*at + i]);

			if (digit < 0)
				return dbn_utf8_next(s, at);
			cp = cp << 4 | (uint32_t)digit;
		}
		*at += 5;
		return cp;
	}
	return dbn_utf8_next(s, at);
}

/* ---- objects ---- */

static int put(struct text_object *t, uint32_t cp, double x, double y)
{
	char bytes[4];
	double px = t->bx + t->ctm[0] * x + t->ctm[2] * y + t->ctm[4];
	double py = t->by + t->ctm[1] * x + t->ctm[3] * y + t->ctm[5];
	double advance = t->wide * (cp < 0x2010 || (cp >= 0x1800 && cp < 0x18b0) ? 0.5 : 1.0);

	t->o->characters++;
	return flow_add(&t->o->flow, px, px + advance, py, t->size,
			(struct dbn_str){ bytes, dbn_utf8_put(bytes, cp) });
}

/* One TextCode: *x and *y are where the last one ended. */
static int text_code(struct text_object *t, const struct xml_node *node, double *x, double *y)
{
	struct deltas dx = { .rest = xml_attr(node, "DeltaX") }, dy = { .rest = xml_attr(node, "DeltaY") };
	bool vertical = dy.rest.len && !dx.rest.len;
	struct dbn_str text = xml_leaf(node);
	double size = number_attr(t->node, "Size", 1);
	size_t at = 0;
	int code = DBN_OK;

	*x = number_attr(node, "X", *x);
	*y = number_attr(node, "Y", *y);
	while (at < text.len && !code) {
		uint32_t cp = next_code(text, &at);
		double step;

		if (cp == '\n' || cp == '\r')
			continue;
		cp = resolve(t, cp);
		code = put(t, cp, *x, *y);
		t->code++;
		if (next_delta(&dx, &step))
			*x += step;
		else if (!vertical)
			*x += size * t->hscale * (cp < 0x2010 ? 0.5 : 1.0);
		if (next_delta(&dy, &step))
			*y += step;
	}
	return code;
}

static void read_transforms(struct text_object *t)
{
	const struct xml_node *n = xml_child(t->node, "CGTransform");

	for (; n && t->transform_count < RUNS_MAX; n = xml_next(n, "CGTransform")) {
		struct transform *to = &t->transforms[t->transform_count++];

		to->from = dec_number(xml_attr(n, "CodePosition"), CODE_MAX, 0);
		to->count = dec_number(xml_attr(n, "CodeCount"), CODE_MAX, 1);
		to->glyph_count = dec_number(xml_attr(n, "GlyphCount"), CODE_MAX, 1);
		to->glyphs = xml_leaf(xml_child(n, "Glyphs"));
	}
}

/* A watermark that bears a mark of secrecy is as good as one in the text. */
static int slanted(const struct text_object *t)
{
	const struct xml_node *n = xml_child(t->node, "TextCode");
	int code = DBN_OK;

	for (double x = t->bx; n && !code; n = xml_next(n, "TextCode"), x += t->wide)
		code = flow_add_over(&t->o->flow, x, x, t->by, xml_leaf(n));
	return code;
}

static int text_object(struct ofd *o, const struct xml_node *node)
{
	struct text_object t = { .o = o, .node = node, .font = xml_attr(node, "Font") };
	double box[4] = { 0, 0, 0, 0 }, x = 0, y = 0;
	int code = DBN_OK;

	number_list(xml_attr(node, "Boundary"), box, 4);
	t.bx = box[0];
	t.by = box[1];
	if (number_list(xml_attr(node, "CTM"), t.ctm, 6) != 6) {
		for (int i = 0; i < 6; i++)
			t.ctm[i] = i == 0 || i == 3;
	}
	t.hscale = number_attr(node, "HScale", 1);
	t.size = number_attr(node, "Size", 1) * hypot(t.ctm[2], t.ctm[3]);
	t.wide = number_attr(node, "Size", 1) * hypot(t.ctm[0], t.ctm[1]) * t.hscale;
	/* Aslant: a watermark, not a line of the text. */
	if (fabs(t.ctm[1]) > 0.1 * hypot(t.ctm[0], t.ctm[1]) && fabs(t.ctm[0]) > 0.01) {
		o->skewed++;
		return slanted(&t);
	}
	read_transforms(&t);
	for (const struct xml_node *n = xml_child(node, "TextCode"); n && !code; n = xml_next(n, "TextCode"))
		code = text_code(&t, n, &x, &y);
	return code;
}

/* Layers, blocks and composites nest; what is set invisible is not there. */
static int objects(struct ofd *o, const struct xml_node *node)
{
	int code = DBN_OK;

	for (const struct xml_node *n = xml_child(node, NULL); n && !code; n = xml_next(n, NULL)) {
		if (dbn_str_eqz(xml_attr(n, "Visible"), "false"))
			code = mark_in_tree_from(o->d, n, DBN_MSG_DEC_MARK_HIDDEN);
		else if (xml_is(n, "TextObject"))
			code = text_object(o, n);
		else if (xml_is(n, "ImageObject"))
			o->pictures++;
		else if (xml_is(n, "PathObject"))
			code = ofd_path(o, n);
		else if (!xml_is(n, "Area"))
			code = objects(o, n);
	}
	return code;
}

int ofd_content(struct ofd *o, const struct xml_node *page)
{
	return objects(o, xml_child(page, "Content"));
}
