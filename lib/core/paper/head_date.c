/* head_date.c - the day that a paper bears: its signs, and the places where it stands. */
#include "dubanc/text.h"
#include "reader.h"
#include "../text/scan.h"

enum { OPENING_LINES = 12, OPENING_BYTES = 1200 };

/* ---- signs ---- */

/* A month or day: of two digits at most, as 017 in DB-2025-03-017 is none. */
static int part(struct dbn_str s, size_t *at)
{
	size_t end = *at;

	while (end < s.len && dbn_scan_is_digit((unsigned char)s.ptr[end]))
		end++;
	return end - *at > 2 ? 0 : dbn_scan_number(s, at);
}

int32_t dbn_head_date(struct dbn_str s, size_t *at)
{
	size_t pos = *at;
	int year = 0, month, day;

	for (int i = 0; i < 4; i++) {
		size_t next = pos;
		int d = 0;

		if (dbn_scan_is_digit(dbn_scan_cp(s, pos))) {
			d = s.ptr[pos] - '0';
			next = pos + 1;
		} else {
			/* 二〇二四: one sign at a time */
			uint32_t cp = dbn_utf8_next(s, &next);

			if (cp != 0x3007 && cp != 0x25cb && cp != 0x96f6 && cp != 'O' &&
			    cp != '0') {
				size_t one = 0;

				d = dbn_scan_han_number(dbn_str_sub(s, pos, next - pos), &one);
				if (!one || d > 9)
					return DBN_NO_DAY;
			}
		}
		year = year * 10 + d;
		pos = next;
	}
	if (!dbn_scan_any_at(s, pos, "年|.|-|/|．"))
		return DBN_NO_DAY;
	pos += dbn_scan_any_at(s, pos, "年|.|-|/|．");
	month = part(s, &pos);
	if (!month || !dbn_scan_any_at(s, pos, "月|.|-|/|．"))
		return DBN_NO_DAY;
	pos += dbn_scan_any_at(s, pos, "月|.|-|/|．");
	day = part(s, &pos);
	if (!day)
		return DBN_NO_DAY;
	pos += dbn_scan_any_at(s, pos, "日|号");
	*at = pos;
	return dbn_day_of(year, month, day);
}

int32_t dbn_head_find_date(struct dbn_str s)
{
	for (size_t at = 0; at < s.len;) {
		size_t pos = at;
		uint32_t before = dbn_scan_cp_before(s, at);
		int32_t day = dbn_scan_is_digit(before) ? DBN_NO_DAY : dbn_head_date(s, &pos);

		if (day != DBN_NO_DAY)
			return day;
		dbn_utf8_next(s, &at);
	}
	return DBN_NO_DAY;
}

/* ---- places ---- */

int dbn_head_title_year(struct dbn_str title)
{
	int year = 0;

	if (dbn_scan_has_any(title, "整改|反馈|审计|总结|情况|巡视|巡察|督察|考核结果"))
		return 0; /* 2023年度审计查出问题整改方案: of the year that is over */
	for (size_t at = 0; at < title.len;) {
		size_t end = at;
		int32_t n;

		while (end < title.len && dbn_scan_is_digit((unsigned char)title.ptr[end]))
			end++;
		if (end == at) {
			dbn_utf8_next(title, &at);
			continue;
		}
		if (end - at == 4 && dbn_scan_at(title, end, "年") && !dbn_scan_any_at(title, end, "年底|年末") &&
		    dbn_str_uint(dbn_str_sub(title, at, 4), &n) && n >= 1990 && n < 2100) {
			if (year || dbn_scan_any_at(title, end + 3, "以来|前|至|到|—|-|～|－"))
				return 0;
			year = (int)n;
		} else if (end - at == 4) {
			return 0; /* 2023—2025年 */
		}
		at = end;
	}
	return year;
}

/* What is done with a paper on its day. */
static const char given_out[] = "通过|印发|审定|签发|下发|制定|签订|交办|公布|下达";

/* 填报单位：某局　制表日期：2026年2月10日: the day behind the name of such a field. */
int32_t dbn_head_named_date(struct dbn_str s)
{
	static const char words[] =
	    "签发日期|印发日期|发文日期|成文日期|交办日期|下达日期|制表日期|制表时间|填报日期|填报时间|填表日期|"
	    "填表时间|编制日期|编制时间|制定日期|制发日期|签订日期|签发时间|印发时间|交办时间|下达时间|成文时间|"
	    "发文时间|下发日期|下发时间|落款日期";

	/* 签发：医务部　日期：…, where the blanks are gone; not 收文日期 */
	static const char who[] = "签发：|填报：|制表：|编制：|填报人：|制表人：|签发人：|编制单位：|填报单位：|填表人：";
	bool signed_here = dbn_scan_any_at(s, 0, who) > 0;

	for (size_t at = 0; at < s.len;) {
		size_t n = dbn_scan_any_at(s, at, words), end;

		if (!n && (signed_here || !dbn_is_han(dbn_scan_cp_before(s, at))))
			n = dbn_scan_any_at(s, at, "日期");
		end = at + n;
		if (!n) {
			dbn_utf8_next(s, &at);
			continue;
		}
		end += dbn_scan_any_at(s, end, "：");
		if (end > at + n)
			return dbn_head_date(s, &end);
		at = end;
	}
	return DBN_NO_DAY;
}

/* …明确如下（2026年1月30日）。  …任务分工（县政府办公室2026年2月10日印发） */
int32_t dbn_head_closing_date(struct dbn_str s)
{
	while (s.len && (dbn_scan_is_end(dbn_scan_last(s)) || dbn_scan_last(s) == 0xff1a))
		s.len -= 3;
	if (!dbn_scan_is_close(dbn_scan_last(s)))
		return DBN_NO_DAY;
	for (size_t at = s.len; at > 0;) {
		size_t end;
		int32_t day;

		if (!dbn_scan_is_open(dbn_utf8_prev(s, &at)))
			continue;
		for (end = at + 3; end < s.len; dbn_utf8_next(s, &end)) {
			size_t from = end;

			day = dbn_scan_is_digit(dbn_scan_cp_before(s, end)) ? DBN_NO_DAY : dbn_head_date(s, &from);
			if (day == DBN_NO_DAY)
				continue;
			return from + 3 == s.len || dbn_scan_has_any(dbn_str_from(s, from), given_out) ? day : DBN_NO_DAY;
		}
		return DBN_NO_DAY;
	}
	return DBN_NO_DAY;
}

/*
 * A day in brackets that closes a sentence of the opening, above the first number:
 * a day inside a sentence is one of what the paper speaks of.
 */
int32_t dbn_head_opening_date(const struct reader *r)
{
	size_t last = r->body + OPENING_LINES < r->lines.count ? r->body + OPENING_LINES : r->lines.count;

	for (size_t i = r->body; i < last; i++) {
		struct dbn_str s = r->lines.items[i].text;
		struct marker m;
		size_t at = 0;

		if (r->lines.items[i].kind != LINE_TEXT || (dbn_marker_read(s, &m) && m.kind != MARK_BULLET))
			break;
		for (s = dbn_str_sub(s, 0, OPENING_BYTES); at < s.len;) {
			int32_t day = dbn_head_closing_date(dbn_scan_sentence(s, &at, true));

			if (day != DBN_NO_DAY)
				return day;
		}
	}
	return DBN_NO_DAY;
}
