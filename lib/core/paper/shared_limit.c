/*
 * shared_limit.c - limits that stand outside of the items and hold for them: 以下事项应于6月底前完成：,
 * 上述任务请于7月15日前办结。, （第1、2项5月15日前完成，其余6月底前完成）, 一、整治阶段（4月至8月）.
 * An item takes one where it has no limit itself (rows.c).
 */
#include <string.h>

#include "dubanc/text.h"
#include "../text/scan.h"
#include "outline.h"

enum { SENTENCE_BYTES_MAX = 400, HEAD_BYTES_MAX = 150 };

static const char done_words[] = "完成|办结|整改到位|落实到位|办理完毕|整改完毕|销号|清零|解决到位|解决完毕|处理完毕|"
				 "整改|落实|办理|到位|完毕";

/* The one day that a text names (汛前（5月底前） is one): a text that tells two says nothing of all items. */
static bool one_limit(struct reader *r, struct dbn_str s, enum dbn_limit_place place, struct dbn_limit *out)
{
	struct dbn_limits found = { NULL, 0, 0 };
	struct dbn_err err = { .code = DBN_OK };
	size_t dated = 0;

	if (s.len > SENTENCE_BYTES_MAX ||
	    dbn_deadline_find(r->arena, s, place, &r->limits, &found, &err))
		return false;
	for (size_t i = 0; i < found.count; i++) {
		dated += found.items[i].due != DBN_NO_DAY;
		if (i == 0 || (out->due == DBN_NO_DAY && found.items[i].due != DBN_NO_DAY))
			*out = found.items[i];
	}
	if (found.count == 0 || (found.count > 1 && dated != 1))
		return false;
	return !dbn_str_starts(out->code, DBN_STR("every"));
}

/* The segment that tells by when to be done, 请于7月15日前办结, not by when to report. */
static bool done_segment(struct reader *r, struct dbn_str segment, struct dbn_limit *out)
{
	struct dbn_str behind;
	size_t at = 0;

	if (!one_limit(r, segment, DBN_PLACE_BODY, out))
		return false;
	behind = dbn_str_from(segment, out->off + out->len);
	while (at < behind.len && !dbn_scan_any_at(behind, at, done_words))
		dbn_utf8_next(behind, &at);
	return at < behind.len &&
	       !dbn_scan_has_any(dbn_str_sub(behind, 0, at), "将|把|报|反馈|情况|结果|方案|材料|向|对");
}

/* ---- statements ---- */

static bool speaks_of_items(struct dbn_str sentence, enum limit_reach *reach)
{
	bool calls = dbn_scan_has_any(sentence, "请|须|应|要求|务必|必须|确保");

	if (dbn_scan_any_at(sentence, 0, "上述|以上") &&
	    dbn_scan_has_any(sentence, "任务|事项|工作|问题|项目|内容|措施|隐患|各项|要求"))
		*reach = REACH_ABOVE;
	else if (dbn_scan_has_any(sentence, "以下|下列|如下|下述") || dbn_scan_ends(sentence, "："))
		*reach = REACH_BELOW;
	else if (calls && dbn_scan_has_any(sentence, "全部|逐项|各项|所有|一并|按时|按期|完成整改|整改到位|整改完毕|办结|办理完毕|办理答复|答复完毕|办复"))
		*reach = REACH_NEAR;
	else
		return false;
	return true;
}

bool dbn_limit_said(struct reader *r, struct dbn_str s, struct dbn_str *limit, enum limit_reach *reach)
{
	for (size_t at = 0; at < s.len;) {
		struct dbn_str rest, sentence = dbn_scan_sentence(s, &at, true);
		struct dbn_limit found;

		if (sentence.len > SENTENCE_BYTES_MAX || !speaks_of_items(sentence, reach))
			continue;
		for (rest = sentence; rest.len;) {
			size_t comma = dbn_str_find(rest, DBN_STR("，"));
			struct dbn_str segment = dbn_str_sub(rest, 0, comma == DBN_NONE ? rest.len : comma);

			rest = comma == DBN_NONE ? (struct dbn_str) { "", 0 } : dbn_str_from(rest, comma + strlen("，"));
			if (!done_segment(r, segment, &found))
				continue;
			*limit = found.text;
			return true;
		}
	}
	return false;
}

/* ---- by numbers ---- */

/* 第1、2项, 第3至5项, 第（一）项: their numbers; *at moves behind them. 0: none stand there. */
static size_t read_numbers(struct dbn_str s, size_t *at, int *out)
{
	size_t pos = *at, count = 0;
	int last = 0;
	bool range = false;

	pos += dbn_scan_any_at(s, pos, "其中第|其中|第");
	for (;;) {
		int n;

		pos += dbn_scan_any_at(s, pos, "第");
		pos += dbn_scan_any_at(s, pos, "（");
		n = dbn_scan_number(s, &pos);
		if (n <= 0 || n > 999)
			return 0;
		pos += dbn_scan_any_at(s, pos, "）");
		pos += dbn_scan_any_at(s, pos, "项任务|项工作|项事项|项问题|项|条|号");
		for (int k = range ? last + 1 : n; k <= n && count < LIMIT_NUMBERS_MAX; k++)
			out[count++] = k;
		last = n;
		range = dbn_scan_any_at(s, pos, "至|到|-|—|～|~") > 0;
		if (!range && !dbn_scan_any_at(s, pos, "、|和|及"))
			break;
		pos += dbn_scan_any_at(s, pos, "至|到|-|—|～|~|、|和|及");
	}
	if (!dbn_scan_has(dbn_str_sub(s, *at, pos - *at), "项") && !dbn_scan_has(dbn_str_sub(s, *at, pos - *at), "条"))
		return 0;
	*at = pos;
	return count;
}

/* One part of such a statement; all of it must be understood. */
static bool read_part(struct reader *r, struct dbn_str s, struct limit_part *out)
{
	struct dbn_limit found;
	size_t at = dbn_scan_any_at(s, 0, "其余各项|其余事项|其余任务|其余工作|其余问题|其余项目|其余|其他各项|其他事项|其他任务|"
					  "其它事项|其它任务|余下各项|余下事项|剩余事项|剩余任务");

	out->rest = at > 0;
	out->count = 0;
	if (!at && !(out->count = read_numbers(s, &at, out->numbers)))
		return false;
	s = dbn_str_from(s, at);
	at = dbn_scan_any_at(s, 0, "均|应|须|请|的|限|要求|需");
	if (!one_limit(r, dbn_str_from(s, at), DBN_PLACE_FIELD, &found) || found.off > strlen("应"))
		return false;
	out->limit = found.text;
	s = dbn_str_from(s, at + found.off + found.len);
	return s.len == 0 || dbn_scan_any_at(s, 0, "前完成|完成|办结|整改|落实|全部|销号|到位");
}

size_t dbn_limit_parts(struct reader *r, struct dbn_str s, struct limit_part *out)
{
	size_t count = 0;

	s = dbn_scan_strip(s);
	if (dbn_scan_is_open(dbn_scan_cp(s, 0)) && dbn_scan_is_close(dbn_scan_last(s)))
		s = dbn_scan_strip(dbn_str_sub(s, strlen("（"), s.len - 2 * strlen("（")));
	s = dbn_str_from(s, dbn_scan_any_at(s, 0, "完成时限：|时限：|注：|说明：|以上|上述"));
	if (s.len > SENTENCE_BYTES_MAX)
		return 0;
	while (s.len) {
		size_t end = 0;

		while (end < s.len && !dbn_scan_any_at(s, end, "，|；|。"))
			dbn_utf8_next(s, &end);
		if (count == LIMIT_PARTS_MAX || !read_part(r, dbn_str_sub(s, 0, end), &out[count]))
			return 0;
		count++;
		s = end < s.len ? dbn_str_from(s, end + strlen("，")) : (struct dbn_str) { "", 0 };
	}
	return count;
}

/* ---- headings ---- */

/* 整治阶段（4月11日至8月31日）, 暑期项目（8月25日前完成）: what the bracket at the end holds. */
static struct dbn_str closing_bracket(struct dbn_str title)
{
	size_t open = title.len;

	if (!dbn_scan_is_close(dbn_scan_last(title)))
		return (struct dbn_str) { "", 0 };
	while (open > 0 && !dbn_scan_is_open(dbn_scan_cp(title, open)))
		dbn_utf8_prev(title, &open);
	return open ? dbn_str_sub(title, open + strlen("（"), title.len - open - 2 * strlen("（"))
		    : (struct dbn_str) { "", 0 };
}

/* Whether s is a limit and no more than that something is done by it. */
static bool only_limit(struct reader *r, struct dbn_str s, struct dbn_limit *out)
{
	size_t end;

	s = dbn_str_from(s, dbn_scan_any_at(s, 0, "完成时限：|时限：|时间：|办结时限：|整改时限：|力争|确保|请|须|应|要求|限"));
	if (!one_limit(r, s, DBN_PLACE_FIELD, out) || out->off > 0)
		return false;
	end = out->off + out->len;
	end += dbn_scan_any_at(s, end, "全部|全面|基本");
	end += dbn_scan_any_at(s, end, done_words);
	return end == s.len;
}

/* 年内完成项目, 6月底前办结的事项: a heading that sorts the items by when they are done. */
static bool sorted_by_limit(struct reader *r, struct dbn_str title, struct dbn_limit *out)
{
	struct dbn_str head = dbn_scan_cut_end(title, "任务|事项|项目|问题|工作|隐患|内容|措施");

	head = head.len < title.len ? dbn_scan_cut_end(head, "的|类|重点|整改") : head;
	return head.len < title.len && dbn_scan_ends_any(head, "完成|办结|整改|整改到位|落实|解决|完成的") && only_limit(r, head, out);
}

struct dbn_str dbn_limit_of_title(struct reader *r, struct dbn_str title)
{
	struct dbn_str bracket = closing_bracket(title);
	struct dbn_limit found;

	return dbn_scan_ends_any(bracket, done_words) && only_limit(r, bracket, &found) ? found.text
											 : (struct dbn_str) { "", 0 };
}

struct dbn_str dbn_limit_of_heading(struct reader *r, struct dbn_str text)
{
	struct dbn_str title = dbn_scan_title(text), bracket;
	struct dbn_limit found;
	struct dbn_str limit;
	enum limit_reach reach;

	if (title.len > HEAD_BYTES_MAX)
		return (struct dbn_str) { "", 0 };
	/* 一、4月底前完成以下工作： */
	if (dbn_scan_at(text, title.len, "：") &&
	    dbn_limit_said(r, dbn_str_sub(text, 0, title.len + strlen("：")), &limit, &reach) && reach == REACH_BELOW)
		return limit;
	bracket = closing_bracket(title);
	if (bracket.len ? only_limit(r, bracket, &found) : sorted_by_limit(r, title, &found))
		return found.text;
	return (struct dbn_str) { "", 0 };
}
