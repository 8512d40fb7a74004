/*
 * id.c - keys of documents and ids of tasks.
 *
 * A path of the document becomes ASCII, component by component:
 *
 *	二 （九） 3 ① ㈠	2 9 3 1 1		第三条 问题二	a3 q2
 *	表/7 表2/7 表/#3	t7 T2.7 tb3		#4 ¶2 m1 n1	b4 p2 m1 n1
 *	附/… 附2/…		x.… x2.…		批办/1 督办/3	P1 D3
 *	PATH#2			…~2			anything else	z and its bytes in hex
 *
 * Markers that differ in style only (三/7 and 三/（七）) would meet: the later
 * one gets a letter for its style (3.7k), and a path that stands twice a
 * number (-2). So no two paths share an id, and an id depends on no path
 * behind it.
 */
#include <stdlib.h>
#include <string.h>

#include "dubanc/ledger.h"
#include "dubanc/text.h"
#include "map.h"

enum { PATH_MAX_BYTES = 1024, NUMBER_MAX = 99999999 };

/* How a number was written, and the letter that tells so where it must be told. */
enum style { STYLE_NONE = 0, STYLE_DIGITS = 'd', STYLE_HAN = 'c', STYLE_BRACKET = 'k', STYLE_PAREN = 'e', STYLE_CIRCLE = 'o' };

/* ---- numbers ---- */

static int han_digit(uint32_t cp)
{
	static const uint32_t digits[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };

	if (cp == 0x3007 || cp == 0x96f6)
		return 0;
	for (int i = 0; i < 9; i++)
		if (digits[i] == cp)
			return i + 1;
	return -1;
}

/* 二十八 → 28, 一百零三 → 103, 二〇 → 20; -1 where it is none. */
static int han_number(struct dbn_str s)
{
	int total = 0, digit = -1, positional = 0;
	bool unit = false;

	if (!s.len)
		return -1;
	for (size_t at = 0; at < s.len;) {
		uint32_t cp = dbn_utf8_next(s, &at);
		int weight = cp == 0x5341 ? 10 : cp == 0x767e ? 100 : cp == 0x5343 ? 1000 : 0;
		int d = han_digit(cp);

		if (weight) {
			total += (digit <= 0 ? 1 : digit) * weight;
			digit = -1;
			unit = true;
		} else if (d < 0 || positional > NUMBER_MAX / 100) {
			return -1;
		} else {
			positional = positional * 10 + d;
			digit = d;
		}
	}
	return unit ? total + (digit > 0 ? digit : 0) : positional;
}

static int digits_number(struct dbn_str s)
{
	int32_t v;

	return s.len <= 8 && dbn_str_uint(s, &v) ? (int)v : -1;
}

/* One character that is a number by itself. */
static int sign_number(uint32_t cp, enum style *style)
{
	static const struct {
		uint32_t first, last;
		int value;
		enum style style;
	} runs[] = {
		{ 0x2460, 0x2473, 1, STYLE_CIRCLE },  { 0x3251, 0x325f, 21, STYLE_CIRCLE },
		{ 0x2474, 0x2487, 1, STYLE_PAREN },   { 0x2488, 0x249b, 1, STYLE_DIGITS },
		{ 0x3220, 0x3229, 1, STYLE_BRACKET }, { 0x2776, 0x277f, 1, STYLE_CIRCLE },
		{ 0x3280, 0x3289, 1, STYLE_CIRCLE },  { 0x2160, 0x216b, 1, STYLE_HAN },
	};

	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		if (cp >= runs[i].first && cp <= runs[i].last) {
			*style = runs[i].style;
			return runs[i].value + (int)(cp - runs[i].first);
		}
	return -1;
}

/* The number a marker shows, in any style; -1 where it is none. */
static int marker_number(struct dbn_str s, enum style *style)
{
	static const char *const open[] = { "（", "(" }, *const close[] = { "）", ")" };
	size_t at = 0;
	uint32_t cp = dbn_utf8_next(s, &at);
	int n;

	if (at == s.len && (n = sign_number(cp, style)) >= 0)
		return n;
	for (size_t i = 0; i < 2; i++) {
		struct dbn_str a = dbn_str_of(open[i]), b = dbn_str_of(close[i]), in;

		if (!dbn_str_starts(s, a) || !dbn_str_ends(s, b) || s.len < a.len + b.len)
			continue;
		in = dbn_str_sub(s, a.len, s.len - a.len - b.len);
		*style = STYLE_BRACKET;
		if ((n = han_number(in)) >= 0)
			return n;
		*style = STYLE_PAREN;
		return digits_number(in);
	}
	*style = STYLE_DIGITS;
	if ((n = digits_number(s)) >= 0)
		return n;
	*style = STYLE_HAN;
	return han_number(s);
}

/* ---- components ---- */

static const struct prefix {
	const char *before, *after, *code;
	bool bare; /* the number may be missing */
} prefixes[] = {
	{ "第", "条", "a", false },  { "第", "章", "c", false },  { "第", "节", "s", false },
	{ "第", "部分", "r", false }, { "第", "项", "g", false },  { "第", "款", "k", false },
	{ "问题", "", "q", true },   { "事项", "", "i", true },   { "任务", "", "w", true },
	{ "措施", "", "h", true },   { "附件", "", "X", true },   { "附", "", "x", true },
	{ "#", "", "b", false },     { "¶", "", "p", false },     { "m", "", "m", false },
	{ "n", "", "n", false },     { "批办", "", "P", true },   { "督办", "", "D", true },
	{ "表", "", "T", true },
};

static void add_styled(struct dbn_buf *out, int n, enum style style, bool styled)
{
	dbn_buf_addi(out, n);
	if (styled && style != STYLE_DIGITS)
		dbn_buf_addc(out, (char)style);
}

static void add_hex(struct dbn_buf *out, struct dbn_str s)
{
	static const char hex[] = "0123456789abcdef";

	dbn_buf_addc(out, 'z');
	for (size_t i = 0; i < s.len; i++) {
		dbn_buf_addc(out, hex[(unsigned char)s.ptr[i] >> 4]);
		dbn_buf_addc(out, hex[(unsigned char)s.ptr[i] & 15]);
	}
}

/* A component; *join is set where the next one follows without a dot (t7, P1, D1). */
static void add_component(struct dbn_buf *out, struct dbn_str s, bool styled, bool *join)
{
	enum style style = STYLE_NONE;
	int n = marker_number(s, &style);

	*join = false;
	if (n >= 0) {
		add_styled(out, n, style, styled);
		return;
	}
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		const struct prefix *p = &prefixes[i];
		struct dbn_str before = dbn_str_of(p->before), after = dbn_str_of(p->after), in;

		if (!dbn_str_starts(s, before) || !dbn_str_ends(s, after) || s.len < before.len + after.len)
			continue;
		in = dbn_str_sub(s, before.len, s.len - before.len - after.len);
		if (!in.len && p->bare) {
			*join = p->code[0] == 'T' || p->code[0] == 'P' || p->code[0] == 'D';
			dbn_buf_addz(out, p->code[0] == 'T' ? "t" : p->code);
			return;
		}
		n = marker_number(in, &style);
		if (n < 0)
			continue;
		dbn_buf_addz(out, p->code);
		add_styled(out, n, style, styled);
		return;
	}
	add_hex(out, s);
}

/* Whether the first component is a chapter (一 二 三) with a numbered part below. */
static bool has_chapter(struct dbn_str path)
{
	struct dbn_str rest = path, first = dbn_str_split(&rest, '/'), second;
	enum style style = STYLE_NONE;

	if (!rest.ptr || marker_number(first, &style) < 0 || style != STYLE_HAN)
		return false;
	second = dbn_str_split(&rest, '/');
	second = dbn_str_split(&second, '#');
	return marker_number(second, &style) >= 0 || dbn_str_starts(second, DBN_STR("问题"));
}

/* Appends the ASCII form of a path. */
static void add_path(struct dbn_buf *out, struct dbn_str path, bool flat, bool styled)
{
	struct dbn_str rest = path;
	bool join = true, first = true;

	if (flat && has_chapter(path))
		dbn_str_split(&rest, '/');
	while (rest.ptr) {
		struct dbn_str part = dbn_str_split(&rest, '/'), suffix = { NULL, 0 };
		size_t hash = part.len ? dbn_str_find(dbn_str_from(part, 1), DBN_STR("#")) : DBN_NONE;

		if (!join)
			dbn_buf_addc(out, '.');
		if (hash != DBN_NONE && digits_number(dbn_str_from(part, hash + 2)) >= 0) {
			suffix = dbn_str_from(part, hash + 2);
			part.len = hash + 1;
		}
		add_component(out, part, styled, &join);
		if (suffix.ptr) {
			dbn_buf_addc(out, '~');
			dbn_buf_addi(out, digits_number(suffix));
			join = false;
		}
		first = false;
	}
	if (first)
		dbn_buf_addc(out, '0');
}

/* ---- sets of ids ---- */

/* One id that the set does not have yet, or an empty slice (out of memory). */
static struct dbn_str unique_id(struct dbn_arena *a, struct map *set, struct dbn_str key,
				struct dbn_str path, bool flat)
{
	struct dbn_buf b;
	struct dbn_str id = { "", 0 };
	size_t stem;

	dbn_buf_init(&b, 8u * PATH_MAX_BYTES);
	for (int i = 0; i < 2; i++) {
		dbn_buf_clear(&b);
		dbn_buf_add(&b, key);
		dbn_buf_addc(&b, ':');
		add_path(&b, path, flat, i > 0);
		id = dbn_arena_dup(a, dbn_buf_str(&b));
		if (b.failed || a->failed || map_add(set, id, 0) == DBN_NONE)
			goto out;
	}
	stem = b.len;
	for (int i = 2; !b.failed && !a->failed; i++) {
		b.len = stem;
		dbn_buf_addc(&b, '-');
		dbn_buf_addi(&b, i);
		id = dbn_arena_dup(a, dbn_buf_str(&b));
		if (map_add(set, id, 0) == DBN_NONE)
			break;
	}
out:
	if (b.failed || a->failed)
		id = DBN_STR("");
	dbn_buf_release(&b);
	return id;
}

/* Whether ids without chapters would meet. */
static int flat_collides(struct dbn_arena *a, const struct dbn_str *paths, size_t count, bool *collides)
{
	struct map seen, ids;
	struct dbn_buf b;
	int ret = DBN_OK;

	*collides = false;
	if (!map_init(&seen, a, count) || !map_init(&ids, a, count))
		return DBN_ESYSTEM;
	dbn_buf_init(&b, 8u * PATH_MAX_BYTES);
	for (size_t i = 0; i < count && !*collides && !ret; i++) {
		if (map_add(&seen, paths[i], 0) != DBN_NONE)
			continue; /* one path twice meets itself either way */
		dbn_buf_clear(&b);
		add_path(&b, paths[i], true, false);
		if (b.failed || map_add(&ids, dbn_arena_dup(a, dbn_buf_str(&b)), 0) != DBN_NONE)
			*collides = !b.failed;
		ret = b.failed || a->failed ? DBN_ESYSTEM : DBN_OK;
	}
	dbn_buf_release(&b);
	return ret;
}

int dbn_ids_make(struct dbn_arena *a, struct dbn_str key, const struct dbn_str *paths, size_t count,
		 bool *nested, struct dbn_str *ids, struct dbn_err *err)
{
	struct map set;

	for (size_t i = 0; i < count; i++)
		if (paths[i].len > PATH_MAX_BYTES)
			return dbn_fail_str(err, DBN_EDATA, DBN_MSG_PATH_TOO_LONG, dbn_pos_at(NULL, 0, 0),
					    &paths[i], 1);
	if (!*nested && flat_collides(a, paths, count, nested))
		return dbn_fail_memory(err);
	if (!map_init(&set, a, count))
		return dbn_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		ids[i] = unique_id(a, &set, key, paths[i], !*nested);
		if (!ids[i].len)
			return dbn_fail_memory(err);
	}
	return DBN_OK;
}

/* ---- keys ---- */

static bool ascii_letter(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

bool dbn_key_valid(struct dbn_str key)
{
	if (!key.len || key.len > 120 || key.ptr[key.len - 1] == '-')
		return false;
	for (size_t at = 0; at < key.len;) {
		bool first = at == 0;
		uint32_t cp = dbn_utf8_next(key, &at);

		if (ascii_letter(cp) || (dbn_is_han(cp) && cp != 0x3007))
			continue;
		if (first || !((cp >= '0' && cp <= '9') || cp == '-' || cp == 0x3007))
			return false;
	}
	return true;
}

/* Letters, Han and digits of s; whatever stands between becomes one '-'. */
static void add_key_part(struct dbn_buf *out, struct dbn_str s)
{
	bool gap = false;

	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		uint32_t cp = dbn_utf8_next(s, &at);
		char narrow[4];

		if (cp >= 0xff01 && cp <= 0xff5e)
			cp -= 0xfee0;
		if (cp == 0x53f7 && at == s.len) /* 号 */
			break;
		if (cp == 0x7b2c && from > 0) /* 〔2023〕第8号 */
			continue;
		if (!ascii_letter(cp) && !dbn_is_han(cp) && !(cp >= '0' && cp <= '9')) {
			gap = out->len > 0;
			continue;
		}
		/* 通党发〔2023〕8: no dash before the year */
		if (gap && cp >= '0' && cp <= '9' && out->ptr[out->len - 1] >= '0' &&
		    out->ptr[out->len - 1] <= '9')
			dbn_buf_addc(out, '-');
		else if (gap && !(cp >= '0' && cp <= '9'))
			dbn_buf_addc(out, '-');
		gap = false;
		dbn_buf_add(out, (struct dbn_str){ narrow, dbn_utf8_put(narrow, cp) });
	}
}

/* 中共通州市委员会办公室 → 通州市委办公室; 某某市人民政府 → 某某市政府 */
static void add_short_issuer(struct dbn_buf *out, struct dbn_str issuer)
{
	static const char *const cuts[][2] = {
		{ "中国共产党", "" }, { "中共", "" }, { "委员会", "委" }, { "人民政府", "政府" },
	};

	for (size_t i = 0; i < issuer.len;) {
		struct dbn_str rest = dbn_str_from(issuer, i);
		size_t k, at = 0;

		for (k = 0; k < sizeof cuts / sizeof *cuts; k++)
			if (dbn_str_starts(rest, dbn_str_of(cuts[k][0])))
				break;
		if (k < sizeof cuts / sizeof *cuts) {
			dbn_buf_addz(out, cuts[k][1]);
			i += strlen(cuts[k][0]);
			continue;
		}
		dbn_utf8_next(rest, &at);
		dbn_buf_add(out, dbn_str_sub(rest, 0, at));
		i += at;
	}
}

struct dbn_str dbn_key_from_number(struct dbn_arena *a, struct dbn_str number, struct dbn_str issuer,
				   int32_t date)
{
	struct dbn_buf b, name;
	struct dbn_str key = { "", 0 };
	char iso[11];

	dbn_buf_init(&b, 512);
	dbn_buf_init(&name, 512);
	add_key_part(&b, dbn_str_trim(number));
	if (!dbn_key_valid(dbn_buf_str(&b)) || !dbn_str_trim(number).len) {
		dbn_buf_clear(&b);
		add_short_issuer(&name, dbn_str_trim(issuer));
		add_key_part(&b, dbn_buf_str(&name));
		if (b.len && date != DBN_NO_DAY) {
			dbn_day_format(iso, date);
			dbn_buf_addc(&b, '-');
			for (size_t i = 0; iso[i]; i++)
				if (iso[i] != '-')
					dbn_buf_addc(&b, iso[i]);
		} else {
			dbn_buf_clear(&b);
		}
	}
	if (!b.failed && dbn_key_valid(dbn_buf_str(&b)))
		key = dbn_arena_dup(a, dbn_buf_str(&b));
	dbn_buf_release(&b);
	dbn_buf_release(&name);
	return key;
}
