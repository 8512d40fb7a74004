/* marker.c - what numbers a paragraph: 一、（一）1.（1）① 第一条 问题一： —— 一是. */
#include <string.h>

#include "dubanc/text.h"
#include "reader.h"
#include "../text/scan.h"

enum { NUMBER_MAX = 199, RECORD_WORD_MAX = 8 };

/* 第一章 第三条 第二部分: an ordinal with its measure word. */
static bool read_ordinal(struct dbn_str s, struct marker *m)
{
	static const struct {
		const char *word;
		enum marker_kind kind;
	} words[] = { { "部分", MARK_PART }, { "编", MARK_PART },    { "章", MARK_PART },
		      { "篇", MARK_PART },   { "节", MARK_SECTION }, { "条", MARK_ARTICLE },
		      { "阶段", MARK_STAGE } };
	size_t at = strlen("第");
	int n;

	if (!dbn_scan_starts(s, "第"))
		return false;
	n = dbn_scan_number(s, &at);
	if (n == 0 || n > 999)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!dbn_scan_at(s, at, words[i].word))
			continue;
		at += strlen(words[i].word);
		/* 第一条线, 第二条例: not an article */
		if (dbn_scan_any_at(s, at, "线|例|的|是|路|生|至|、第|和第|规定|款"))
			return false;
		/* 第一阶段： and 第一阶段（3月）； 第一阶段工作 is running text */
		if (words[i].kind == MARK_STAGE && !dbn_scan_any_at(s, at, "：|（|、|。|．"))
			return false;
		*m = (struct marker) { .kind = words[i].kind, .number = n };
		m->text = dbn_str_sub(s, 0, at);
		m->len = at + dbn_scan_any_at(s, at, "、|：|。|．");
		return true;
	}
	return false;
}

/* 一、 — the comma after it must not belong to a list of numbers (二、三产业). */
static bool read_han(struct dbn_str s, struct marker *m)
{
	size_t at = 0, sep, behind;
	int n = dbn_scan_han_number(s, &at);
	bool odd = false;

	if (n == 0 && dbn_scan_any_at(s, 0, "—、|－、|-、|―、")) {
		/* A scanner's dash for 一. */
		n = 1;
		odd = true;
		at = dbn_scan_any_at(s, 0, "—|－|-|―");
	}
	if (n == 0 || n > NUMBER_MAX)
		return false;
	sep = dbn_scan_any_at(s, at, "、|．|.|﹑|丶");
	if (!sep)
		return false;
	behind = at + sep;
	if (dbn_scan_han_number(s, &behind) &&
	    dbn_scan_any_at(s, behind,
			    "、|产业|次|级|线|类|期|类型|年级|季度|是|轮|层|楼|日|月|号"))
		return false;
	*m = (struct marker) { .kind = MARK_HAN, .number = n, .len = at + sep, .odd = odd };
	m->text = dbn_str_sub(s, 0, at);
	return true;
}

/* （一） （1）: the number in brackets. */
static bool read_bracketed(struct dbn_str s, struct marker *m)
{
	size_t at = 0, start;
	uint32_t cp = dbn_utf8_next(s, &at);
	enum marker_kind kind = MARK_HAN_PAREN;
	bool odd = cp != 0xff08;
	int n;

	if (!dbn_scan_is_open(cp) || cp == 0x3010)
		return false;
	start = at;
	if (dbn_scan_is_digit(dbn_scan_cp(s, at)))
		kind = MARK_NUM_PAREN;
	n = dbn_scan_number(s, &at);
	if (n == 0 && (at += dbn_scan_any_at(s, at, "—|－|-|―|ー")) > start) {
		n = 1;
		odd = true;
	}
	if (n == 0 || n > NUMBER_MAX)
		return false;
	/* （一、 and （一 ： a scanner's wrong closing */
	if (dbn_scan_is_close(dbn_scan_cp(s, at)))
		dbn_utf8_next(s, &at);
	else if (kind == MARK_HAN_PAREN && dbn_scan_any_at(s, at, "、|」|〉|】"))
		at += 3;
	else
		return false;
	*m = (struct marker) { .kind = kind, .number = n, .len = at, .odd = odd };
	m->text = dbn_str_sub(s, 0, at);
	m->len += dbn_scan_any_at(s, at, "、|．|.");
	return true;
}

/* ① ⑴ ⒈ ㈠: one character. */
static bool read_single(struct dbn_str s, struct marker *m)
{
	static const struct {
		uint32_t first, last;
		enum marker_kind kind;
	} ranges[] = { { 0x2460, 0x2473, MARK_CIRCLE }, { 0x2474, 0x2487, MARK_NUM_PAREN },
		       { 0x2488, 0x249b, MARK_NUM },    { 0x3220, 0x3229, MARK_HAN_PAREN },
		       { 0x2776, 0x277f, MARK_CIRCLE }, { 0x24f5, 0x24fe, MARK_CIRCLE } };
	size_t at = 0;
	uint32_t cp = dbn_utf8_next(s, &at);

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		if (cp < ranges[i].first || cp > ranges[i].last)
			continue;
		*m = (struct marker) { .kind = ranges[i].kind, .len = at };
		m->number = (int)(cp - ranges[i].first) + 1;
		m->text = dbn_str_sub(s, 0, at);
		m->len += dbn_scan_any_at(s, at, "、|．|.");
		return true;
	}
	return false;
}

/* 1. 1、 1） 1.1 */
static bool read_digits(struct dbn_str s, struct marker *m)
{
	size_t at = 0, sep;
	int n;

	if (!s.len || !dbn_scan_is_digit((unsigned char)s.ptr[0]))
		return false;
	n = dbn_scan_number(s, &at);
	if (n == 0 || n > NUMBER_MAX || at > 3)
		return false;
	*m = (struct marker) { .kind = MARK_NUM, .number = n, .text = dbn_str_sub(s, 0, at) };
	sep = dbn_scan_any_at(s, at, "）");
	if (sep) {
		m->kind = MARK_NUM_HALF;
		m->len = at + sep;
		return true;
	}
	sep = dbn_scan_any_at(s, at, ".|、|．|﹒|丶");
	if (!sep)
		return false;
	m->len = at + sep;
	if (dbn_scan_is_digit(dbn_scan_cp(s, m->len))) {
		size_t second = m->len;
		int k = dbn_scan_number(s, &second);

		/* 1.6月30日前…, 1.2024年底前…: a date behind the number */
		if (dbn_scan_at(s, second, second - m->len == 4 ? "年" : "月"))
			return true;
		size_t last = m->len;

		while (dbn_scan_is_digit(dbn_scan_cp(s, last)))
			last++;
		/* 5.12366热线: no number has so many places */
		if (last - m->len >= 4 && dbn_is_han(dbn_scan_cp(s, last)) &&
		    !dbn_scan_any_at(s, last, "万|亿|千|百|倍|元|公|平|米|吨|亩"))
			return true;
		/* 1.1加快… but not 1.5亿元, 2.3万人, 3.15 */
		if (sep != 1 || k == 0 || k > 99 || second - m->len > 2 ||
		    !dbn_is_han(dbn_scan_cp(s, second)) ||
		    dbn_scan_any_at(s, second,
				    "万|亿|千|百|个|倍|元|公|平|米|吨|年|月|日|%|亩|级|岁|人|名|户|"
				    "处|件|项|家|条|台|套|所|座"))
			return false;
		m->kind = MARK_DECIMAL;
		m->number = k;
		m->len = second + dbn_scan_any_at(s, second, "、|．|.");
		m->text = dbn_str_sub(s, 0, second);
	}
	return true;
}

/*
 * Bytes of the word of a record at `at`, up to its number: 督办事项, 民生实事, 重点任务.
 * A word that ends like one counts where a colon or a box leaves no doubt.
 */
static size_t record_word(struct dbn_str s, size_t at, bool *sure)
{
	static const char words[] = "督办事项|整改问题|反馈问题|交办事项|交办问题|督查事项|"
				    "承办事项|议定事项|问题|事项|任务|议题";
	static const char tails[] = "任务|事项|问题|项目|实事|工程|行动|举措|措施|工作|目标|指标|"
				    "线索|提案|建议|案件|清单|议题|专项|隐患|课题";
	size_t word = dbn_scan_any_at(s, at, words), end = at, number;

	*sure = word != 0;
	for (int n = 0; !word && n < RECORD_WORD_MAX && end < s.len; n++) {
		if (!dbn_is_han(dbn_utf8_next(s, &end)))
			return 0;
		number = end + dbn_scan_any_at(s, end, "之|（|第");
		if (n > 0 && dbn_scan_any_at(s, end - 6, tails) == 6 && dbn_scan_number(s, &number))
			word = end - at;
	}
	return word;
}

/* 问题一： 【事项一】 督办事项1： */
static bool read_record(struct dbn_str s, struct marker *m)
{
	bool boxed =
	    dbn_scan_starts(s, "【") || dbn_scan_starts(s, "［") || dbn_scan_starts(s, "〔");
	bool sure;
	size_t at = boxed ? 3 : 0, start = at, word = record_word(s, at, &sure), sep;
	int n;

	if (!word)
		return false;
	at += word;
	at += dbn_scan_any_at(s, at, "之|（|第");
	n = dbn_scan_number(s, &at);
	if (n == 0 || n > NUMBER_MAX)
		return false;
	at += dbn_scan_any_at(s, at, "）");
	*m = (struct marker) { .kind = MARK_RECORD, .number = n };
	m->word = dbn_str_sub(s, start, word);
	m->text = dbn_str_sub(s, start, at - start);
	if (boxed) {
		if (!dbn_scan_is_close(dbn_scan_cp(s, at)))
			return false;
		m->len = at + 3;
		m->len += dbn_scan_any_at(s, m->len, "：|、|。");
		return true;
	}
	sep = dbn_scan_any_at(s, at, sure ? "：|、|。|．|." : "：");
	m->len = at + sep;
	return sep != 0 || (sure && at == s.len);
}

/* 序号：1 alone on its line: a card of a list that was laid out by rows. */
static bool read_serial(struct dbn_str s, struct marker *m)
{
	size_t at = dbn_scan_any_at(s, 0, "序号|编号"), digits;
	int n;

	if (!at)
		return false;
	digits = at += dbn_scan_any_at(s, at, "：");
	n = dbn_scan_number(s, &at);
	if (n == 0 || n > NUMBER_MAX || at != s.len)
		return false;
	*m = (struct marker) { .kind = MARK_RECORD, .number = n, .len = at, .text = dbn_str_from(s, digits) };
	return true;
}

/* 一是…；二是…  一要…；二要…  第一，… */
static bool read_shi(struct dbn_str s, struct marker *m)
{
	size_t at = dbn_scan_any_at(s, 0, "第"), nth = at;
	int n = dbn_scan_han_number(s, &at);

	if (nth && n > 0 && n <= 20 && dbn_scan_at(s, at, "，")) {
		*m = (struct marker) { .kind = MARK_SHI, .number = n, .len = at + strlen("，"), .text = dbn_str_sub(s, 0, at) };
		return true;
	}
	if (nth || n == 0 || n > 20 || !dbn_scan_any_at(s, at, "是|要") || dbn_scan_any_at(s, at, "是否|要点|要素|要求|要闻|要事|要件|要务"))
		return false;
	*m = (struct marker) { .kind = MARK_SHI, .number = n, .len = at + 3 };
	m->len += dbn_scan_any_at(s, m->len, "，|：");
	m->text = dbn_str_sub(s, 0, at + 3);
	return true;
}

/* 7月|底前设立基金, not the 7 of a page or a range. */
static bool begins_with_month(struct dbn_str s, size_t at)
{
	return dbn_scan_number(s, &at) && dbn_scan_any_at(s, at, "月") && dbn_is_han(dbn_scan_cp(s, at + strlen("月")));
}

static bool read_bullet(struct dbn_str s, struct marker *m)
{
	static const uint32_t bullets[] = {
		0x25cf, 0x25cb, 0x25b2, 0x25b3, 0x25a0, 0x25a1, 0x25c6, 0x25c7, 0x2605, 0x2606,
		0x27a2, 0x25ba, 0x25b6, 0xb7,   0x2022, 0x203b, 0x2713, 0x2714, 0x25aa, 0x25fc,
		0x30fb, 0x25c9, 0x25ce, 0x2756, 0x2666, 0x27a4, 0x25b7, 0x25aa
	};
	size_t at = dbn_scan_any_at(s, 0, "————|———|——|――|──|--|—|―|-|*"), behind;
	bool dash = at > 0;

	if (!at) {
		uint32_t cp = dbn_utf8_next(s, &at);
		bool known = cp >= 0xf020 && cp <= 0xf0ff; /* Wingdings of a word processor */

		for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
			known = known || bullets[i] == cp;
		if (!known)
			return false;
	}
	/* Behind a bullet stands text; a dash and a number is a page or a range. */
	if (!dash)
		at += dbn_scan_any_at(s, at, " ");
	behind = at;
	if (!dash && dbn_scan_number(s, &behind) && !dbn_is_han(dbn_scan_cp(s, behind)))
		return false;
	if ((dash || behind == at) && !(dash && begins_with_month(s, at)) && !dbn_is_han(dbn_scan_cp(s, at)) && dbn_scan_cp(s, at) != 0x201c &&
	    dbn_scan_cp(s, at) != 0x300a)
		return false;
	*m = (struct marker) { .kind = MARK_BULLET, .len = at };
	m->text = dbn_str_sub(s, 0, at);
	return true;
}

/* ★1.推行…: a sign of weight before the number that counts. */
static bool read_weighted(struct dbn_str s, struct marker *m)
{
	size_t at = dbn_scan_any_at(s, 0, "★|☆|▲|△|●|◆|※|＊"), blanks;
	struct dbn_str rest;

	if (!at)
		return false;
	blanks = dbn_scan_any_at(s, at, " ");
	rest = dbn_str_from(s, at + blanks);
	if (!read_han(rest, m) && !read_bracketed(rest, m) && !read_digits(rest, m))
		return false;
	m->len += at + blanks;
	return true;
}

bool dbn_marker_read(struct dbn_str text, struct marker *out)
{
	if (!text.len)
		return false;
	return read_ordinal(text, out) || read_han(text, out) || read_bracketed(text, out) ||
	       read_single(text, out) || read_digits(text, out) || read_record(text, out) || read_serial(text, out) ||
	       read_shi(text, out) || read_weighted(text, out) || read_bullet(text, out);
}

static struct dbn_str han_number(struct dbn_arena *arena, int n)
{
	static const char *const digits[] = { "",   "一", "二", "三", "四",
					      "五", "六", "七", "八", "九" };
	struct dbn_str parts[4];
	size_t count = 0;

	if (n >= 100 || n <= 0)
		return (struct dbn_str) { "", 0 };
	if (n >= 20)
		parts[count++] = dbn_str_of(digits[n / 10]);
	if (n >= 10)
		parts[count++] = DBN_STR("十");
	parts[count++] = dbn_str_of(digits[n % 10]);
	return dbn_arena_join(arena, parts, count);
}

static struct dbn_str decimal(struct dbn_arena *arena, int n)
{
	char digits[12];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0 && at > 0);
	return dbn_arena_dup(arena, (struct dbn_str) { digits + at, sizeof digits - at });
}

static struct dbn_str wrapped(struct dbn_arena *arena, const char *open, struct dbn_str inner,
			      const char *close)
{
	struct dbn_str parts[] = { dbn_str_of(open), inner, dbn_str_of(close) };

	return dbn_arena_join(arena, parts, 3);
}

struct dbn_str dbn_marker_norm(struct dbn_arena *arena, const struct marker *m, int bullet)
{
	switch (m->kind) {
	case MARK_HAN:
		return m->odd ? DBN_STR("一") : m->text;
	case MARK_HAN_PAREN: {
		struct dbn_str n = han_number(arena, m->number);

		return n.len ? wrapped(arena, "（", n, "）") : m->text;
	}
	case MARK_NUM:
	case MARK_NUM_HALF:
		return decimal(arena, m->number);
	case MARK_NUM_PAREN:
		return wrapped(arena, "（", decimal(arena, m->number), "）");
	case MARK_SHI:
	case MARK_BULLET:
		return wrapped(arena, "#", decimal(arena, bullet), "");
	default:
		return m->text;
	}
}
