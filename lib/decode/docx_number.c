/*
 * docx_number.c - styles and automatic numbers of Word files.
 *
 * 一、 and （一） are mostly not in the text: they come from numbering.xml.
 * Counters live with the abstract list, so that several w:num continue one
 * another unless a start is overridden.
 */
#include <stdlib.h>
#include <string.h>

#include "docx.h"
#include "dubanc/text.h"

enum { STYLES_MAX = 8192, CHAIN_MAX = 16, LISTS_MAX = 16384, VALUE_MAX = 999999 };

/* The ids of styles, lists and nums are the first member of their structs. */
static int by_id(const void *a, const void *b)
{
	return dbn_str_cmp(*(const struct dbn_str *)a, *(const struct dbn_str *)b);
}

static void *find(void *items, size_t count, size_t size, struct dbn_str id)
{
	return id.ptr && count ? bsearch(&id, items, count, size, by_id) : NULL;
}

enum docx_tri docx_toggle(const struct xml_node *props, const char *name)
{
	const struct xml_node *node = xml_child(props, name);
	struct dbn_str val = xml_attr(node, "val");

	if (!node)
		return DOCX_UNSET;
	return dbn_str_eqz(val, "0") || dbn_str_eqz(val, "false") || dbn_str_eqz(val, "off") ? DOCX_OFF
											    : DOCX_ON;
}

static struct dbn_str keep(struct docx *x, struct dbn_str s)
{
	return s.ptr ? dbn_arena_dup(&x->d->arena, s) : s;
}

static int level_of(struct dbn_str val)
{
	return val.ptr ? (int)dec_number(val, DOCX_LEVELS - 1, 0) : -1;
}

/* ---- styles ---- */

static bool is_toc_name(struct dbn_str name)
{
	return dbn_str_starts(name, DBN_STR("toc ")) || dbn_str_starts(name, DBN_STR("TOC "));
}

static int on_style(void *ctx, const struct xml_node *node)
{
	struct docx *x = ctx;
	const struct xml_node *num = xml_child(xml_child(node, "pPr"), "numPr");
	struct docx_style *s;

	if (!xml_is(node, "style"))
		return DBN_OK;
	if (x->styles.count >= STYLES_MAX)
		return dec_too_much(x->d, "styles", STYLES_MAX);
	s = DBN_PUSH(&x->d->arena, &x->styles);
	if (!s)
		return dec_status(x->d);
	s->id = keep(x, xml_attr(node, "styleId"));
	s->based_on = keep(x, xml_child_val(node, "basedOn"));
	s->num_id = keep(x, xml_child_val(num, "numId"));
	s->level = level_of(xml_child_val(num, "ilvl"));
	s->vanish = docx_toggle(xml_child(node, "rPr"), "vanish");
	s->toc = is_toc_name(xml_child_val(node, "name"));
	if (dbn_str_eqz(xml_attr(node, "type"), "paragraph") &&
	    (dbn_str_eqz(xml_attr(node, "default"), "1") ||
	     dbn_str_eqz(xml_attr(node, "default"), "true")))
		x->default_style = s->id;
	return DBN_OK;
}

int docx_read_styles(struct docx *x, struct dbn_str path)
{
	static const char *const parents[] = { "styles", NULL };
	int code;

	if (!path.len || !zip_pkg_has(x->z, path))
		return DBN_OK;
	code = zip_pkg_stream(x->z, path, parents, on_style, x);
	if (!code && x->styles.count)
		qsort(x->styles.items, x->styles.count, sizeof *x->styles.items, by_id);
	return code;
}

const struct docx_style *docx_style_find(const struct docx *x, struct dbn_str id)
{
	return find(x->styles.items, x->styles.count, sizeof *x->styles.items, id);
}

bool docx_style_vanishes(const struct docx *x, struct dbn_str id)
{
	const struct docx_style *s = docx_style_find(x, id);

	for (int i = 0; s && i < CHAIN_MAX; i++) {
		if (s->vanish != DOCX_UNSET)
			return s->vanish == DOCX_ON;
		s = docx_style_find(x, s->based_on);
	}
	return false;
}

/* ---- lists ---- */

/*
 * numFmt may stand in AlternateContent: a custom format for new readers, a
 * plain one to fall back on, which is the one that we know.
 */
static struct dbn_str format_of(const struct xml_node *lvl)
{
	const struct xml_node *alt = xml_child(lvl, "AlternateContent");
	struct dbn_str format = xml_child_val(lvl, "numFmt");

	if (!format.ptr)
		format = xml_child_val(xml_child(alt, "Fallback"), "numFmt");
	if (!format.ptr)
		format = xml_child_val(xml_child(alt, "Choice"), "numFmt");
	return format.ptr ? format : DBN_STR("decimal");
}

/* %1? of an RTF that could not hold 、 in a number: the sign that such a number has. */
static struct dbn_str lost_sign(const struct docx *x, struct dbn_str format, struct dbn_str text)
{
	static const char *const signs[] = { "%1、", "%2、", "%3、" };
	bool chinese = dbn_str_find(format, DBN_STR("hinese")) != DBN_NONE;

	if (x->d->converted && chinese && text.len == 3 && text.ptr[0] == '%' && text.ptr[1] >= '1' && text.ptr[1] <= '3' && text.ptr[2] == '?')
		return dbn_str_of(signs[text.ptr[1] - '1']);
	return text;
}

static void read_level(struct docx *x, const struct xml_node *lvl, struct docx_level *out)
{
	struct dbn_str restart = xml_child_val(lvl, "lvlRestart");

	out->start = (int32_t)dec_number(xml_child_val(lvl, "start"), VALUE_MAX, 0);
	out->restart = restart.ptr ? (int32_t)dec_number(restart, DOCX_LEVELS, 0) : -1;
	out->format = keep(x, format_of(lvl));
	out->text = keep(x, lost_sign(x, out->format, xml_child_val(lvl, "lvlText")));
	out->style = keep(x, xml_child_val(lvl, "pStyle"));
	out->touches = dbn_str_eqz(xml_child_val(lvl, "suff"), "nothing");
	out->legal = docx_toggle(lvl, "isLgl") == DOCX_ON;
	out->known = true;
}

static int on_abstract(struct docx *x, const struct xml_node *node)
{
	struct docx_abstract *a = DBN_PUSH(&x->d->arena, &x->abstracts);

	if (!a)
		return dec_status(x->d);
	a->id = keep(x, xml_attr(node, "abstractNumId"));
	a->style_link = keep(x, xml_child_val(node, "styleLink"));
	a->num_style_link = keep(x, xml_child_val(node, "numStyleLink"));
	for (const struct xml_node *l = xml_child(node, "lvl"); l; l = xml_next(l, "lvl"))
		read_level(x, l, &a->levels[level_of(xml_attr(l, "ilvl")) < 0
						    ? 0
						    : level_of(xml_attr(l, "ilvl"))]);
	return DBN_OK;
}

static int on_num(struct docx *x, const struct xml_node *node)
{
	struct docx_num *n = DBN_PUSH(&x->d->arena, &x->nums);

	if (!n)
		return dec_status(x->d);
	n->id = keep(x, xml_attr(node, "numId"));
	n->abstract_id = keep(x, xml_child_val(node, "abstractNumId"));
	for (int i = 0; i < DOCX_LEVELS; i++)
		n->start_override[i] = -1;
	for (const struct xml_node *o = xml_child(node, "lvlOverride"); o;
	     o = xml_next(o, "lvlOverride")) {
		int level = level_of(xml_attr(o, "ilvl"));
		struct dbn_str start = xml_child_val(o, "startOverride");
		const struct xml_node *lvl = xml_child(o, "lvl");

		if (level < 0)
			continue;
		if (start.ptr)
			n->start_override[level] = (int32_t)dec_number(start, VALUE_MAX, 1);
		if (lvl && (n->own[level] = dbn_arena_alloc(&x->d->arena, 1, sizeof **n->own)) != NULL)
			read_level(x, lvl, n->own[level]);
	}
	return dec_status(x->d);
}

static int on_list(void *ctx, const struct xml_node *node)
{
	struct docx *x = ctx;

	if (x->abstracts.count + x->nums.count >= LISTS_MAX)
		return dec_too_much(x->d, "lists", LISTS_MAX);
	if (xml_is(node, "abstractNum"))
		return on_abstract(x, node);
	return xml_is(node, "num") ? on_num(x, node) : DBN_OK;
}

static struct docx_num *find_num(struct docx *x, struct dbn_str id)
{
	return find(x->nums.items, x->nums.count, sizeof *x->nums.items, id);
}

static struct docx_abstract *find_abstract(struct docx *x, struct dbn_str id)
{
	return find(x->abstracts.items, x->abstracts.count, sizeof *x->abstracts.items, id);
}

/* A list may stand for the list of a style: numStyleLink → style → num → list. */
static struct docx_abstract *abstract_of(struct docx *x, const struct docx_num *num)
{
	struct docx_abstract *a = find_abstract(x, num->abstract_id);

	for (int i = 0; a && a->num_style_link.len && i < CHAIN_MAX; i++) {
		const struct docx_style *s = docx_style_find(x, a->num_style_link);
		const struct docx_num *next = s ? find_num(x, s->num_id) : NULL;

		if (!next)
			break;
		a = find_abstract(x, next->abstract_id);
	}
	return a;
}

int docx_read_numbering(struct docx *x, struct dbn_str path)
{
	static const char *const parents[] = { "numbering", NULL };
	int code;

	if (!path.len || !zip_pkg_has(x->z, path))
		return DBN_OK;
	code = zip_pkg_stream(x->z, path, parents, on_list, x);
	if (code)
		return code;
	if (x->abstracts.count)
		qsort(x->abstracts.items, x->abstracts.count, sizeof *x->abstracts.items, by_id);
	if (x->nums.count)
		qsort(x->nums.items, x->nums.count, sizeof *x->nums.items, by_id);
	for (size_t i = 0; i < x->nums.count; i++)
		x->nums.items[i].abstract = abstract_of(x, &x->nums.items[i]);
	return DBN_OK;
}

/* ---- counting ---- */

static const struct docx_level *level_at(const struct docx_num *num, int level)
{
	return num->own[level] ? num->own[level] : &num->abstract->levels[level];
}

/* The next value of a level; deeper levels begin anew unless they say never. */
static void count(struct docx *x, struct docx_num *num, int level)
{
	struct docx_abstract *a = num->abstract;
	int32_t start = num->start_override[level] >= 0 ? num->start_override[level] : level_at(num, level)->start;

	if (num->start_override[level] >= 0 && !num->started[level])
		a->value[level] = num->start_override[level];
	else if (!a->seen[level]) {
		x->restarts += a->value[level] > start;
		a->value[level] = start;
	}
	else if (a->value[level] < VALUE_MAX) {
		a->value[level]++;
	}
	num->started[level] = true;
	a->seen[level] = true;
	for (int k = level + 1; k < DOCX_LEVELS; k++) {
		int32_t restart = level_at(num, k)->restart;

		if (restart < 0 || (restart > 0 && level < restart))
			a->seen[k] = false;
	}
}

/*
 * A number that ends in a sign (一、（一）1.) stands before its text as it does in
 * typed papers; 第一条 has the blank that Word sets there, and a digit never
 * touches the text.
 */
static bool wants_blank(struct dbn_str number, bool touches)
{
	size_t at = number.len;
	uint32_t cp = at ? dbn_utf8_prev(number, &at) : 0;

	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	       (!touches && dbn_is_han(cp));
}

/* lvlText with each %k as that level's number. */
static void show(struct dbn_buf *out, const struct docx_num *num, int level)
{
	const struct docx_level *l = level_at(num, level);
	struct dbn_str t = l->text;

	if (dbn_str_eqz(l->format, "bullet")) {
		dbn_buf_addz(out, "• ");
		return;
	}
	for (size_t i = 0; i < t.len; i++) {
		int k = i + 1 < t.len ? t.ptr[i + 1] - '1' : -1;
		const struct docx_level *of;

		if (t.ptr[i] != '%' || k < 0 || k >= DOCX_LEVELS) {
			dbn_buf_addc(out, t.ptr[i]);
			continue;
		}
		of = level_at(num, k);
		docx_format_number(out, l->legal ? DBN_STR("decimal") : of->format,
				   num->abstract->seen[k] ? num->abstract->value[k] : of->start);
		i++;
	}
	if (wants_blank(dbn_buf_str(out), l->touches))
		dbn_buf_addc(out, ' ');
}

/* Level that a style has in a list: its own word, else the level that names the style. */
static int level_of_style(const struct docx_num *num, const struct docx_style *style)
{
	if (style->level >= 0)
		return style->level;
	for (int k = 0; num->abstract && k < DOCX_LEVELS; k++) {
		if (dbn_str_eq(level_at(num, k)->style, style->id) && style->id.len)
			return k;
	}
	return 0;
}

void docx_number(struct docx *x, const struct xml_node *ppr, struct dbn_buf *out)
{
	const struct xml_node *direct = xml_child(ppr, "numPr");
	struct dbn_str style_id = xml_child_val(ppr, "pStyle");
	struct dbn_str num_id = xml_child_val(direct, "numId");
	const struct docx_style *style, *said = NULL;
	struct docx_num *num;
	int level = level_of(xml_child_val(direct, "ilvl"));

	style = docx_style_find(x, style_id.ptr ? style_id : x->default_style);
	for (int i = 0; !num_id.ptr && style && i < CHAIN_MAX; i++) {
		num_id = style->num_id;
		said = style;
		style = docx_style_find(x, style->based_on);
	}
	num = find_num(x, num_id);
	if (!num || !num->abstract || dbn_str_eqz(num_id, "0"))
		return;
	if (level < 0)
		level = said ? level_of_style(num, said) : 0;
	if (!level_at(num, level)->known)
		return;
	count(x, num, level);
	show(out, num, level);
}
