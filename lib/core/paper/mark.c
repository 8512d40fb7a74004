/*
 * mark.c - whether a paragraph is nothing but a mark of secrecy.
 *
 * GB/T 9704 sets grade and term alone in the upper left corner (机密★1年), under
 * the copy number and above the urgency. Text that comes out of a layout has the
 * three on one line as often as not, and the characters set apart (机　密).
 * A mark that is missed puts a secret into a ledger; one too many asks a person.
 */
#include "dubanc/document.h"
#include "dubanc/text.h"
#include "mark.h"
#include "../text/scan.h"

enum { MARK_MAX = 120, COPY_DIGITS = 4 };

/* The paragraph without its blanks and what parts the cells of a table; empty where it is too long for a mark. */
static struct dbn_str squeeze(struct dbn_str s, char out[MARK_MAX])
{
	size_t n = 0;

	if (s.len > 2 * MARK_MAX)
		return DBN_STR("");
	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		uint32_t cp = dbn_utf8_next(s, &at);

		if (cp == ' ' || cp == '\t' || cp == ',' || cp == '"' || cp == 0xff0c || cp == 0xa0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200b))
			continue;
		if (n + at - from > MARK_MAX)
			return DBN_STR("");
		while (from < at)
			out[n++] = s.ptr[from++];
	}
	return (struct dbn_str){ out, n };
}

/* （机密）, 【机密★1年】: without the pair around it. */
static struct dbn_str unwrap(struct dbn_str s)
{
	size_t first = 0, last = s.len;
	uint32_t end = s.len ? dbn_scan_last(s) : 0;

	if (!s.len || !dbn_scan_is_open(dbn_utf8_next(s, &first)) || !dbn_scan_is_close(end))
		return s;
	dbn_utf8_prev(s, &last);
	return dbn_str_sub(s, first, last - first);
}

/* 000001, No.000001, 份号：000001: cut off where something stands behind it. */
static struct dbn_str behind_copy_number(struct dbn_str s)
{
	size_t n = dbn_scan_any_at(s, 0, "份号：|份号:|份号|No.|NO.|№|编号：|编号:"), digits = 0;

	while (n + digits < s.len && s.ptr[n + digits] >= '0' && s.ptr[n + digits] <= '9')
		digits++;
	return digits >= COPY_DIGITS && n + digits < s.len ? dbn_str_from(s, n + digits) : s;
}

static size_t urgency_at(struct dbn_str s, size_t at)
{
	return dbn_scan_any_at(s, at, MARK_URGENCY);
}

/* What may follow the grade: nothing, ★, a term, the urgency. */
static bool is_term(struct dbn_str s, size_t at)
{
	size_t sign = dbn_scan_any_at(s, at, "★|☆|*|＊|▲|·|:|：");

	at += sign;
	if (at < s.len && dbn_scan_any_at(s, at, "长期|启用前"))
		return true;
	if (dbn_scan_number(s, &at)) {
		size_t unit = dbn_scan_any_at(s, at, "年|个月|月|天|日");

		/* Without a star the term ends the mark, or 秘密3天 would be any sentence. */
		return unit && (sign || at + unit == s.len || urgency_at(s, at + unit));
	}
	at += urgency_at(s, at);
	return at == s.len;
}

bool dbn_is_secrecy_mark(struct dbn_str paragraph)
{
	char buf[MARK_MAX];
	size_t at, grade;
	struct dbn_str s;

	if (dbn_str_find(paragraph, DBN_STR("密")) == DBN_NONE)
		return false;
	s = behind_copy_number(unwrap(squeeze(paragraph, buf)));
	at = urgency_at(s, 0);
	grade = dbn_scan_any_at(s, at, MARK_GRADES);
	return grade && is_term(s, at + grade);
}
