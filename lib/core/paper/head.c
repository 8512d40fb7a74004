/* head.c - number, title, issuer, level, date, marks: the head of a document. */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "mark.h"
#include "reader.h"
#include "../text/scan.h"
#include "../unit/unit.h"

enum { HEAD_LINES = 60, TITLE_LINE_MAX = 330 };

/* ---- document numbers ---- */

static bool is_number_letter(uint32_t cp)
{
	return dbn_is_han(cp) || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || cp == 0xb7;
}

/*
 * 通党发〔2023〕8号, whatever brackets a scanner made of 〔〕. Returns it in its
 * normal form, empty where the text holds none.
 */
struct dbn_str dbn_head_number(struct dbn_arena *arena, struct dbn_str s)
{
	for (size_t at = 0; at < s.len;) {
		size_t open = at, year, end, start;
		uint32_t cp = dbn_utf8_next(s, &at);
		int n = 0;

		if (!dbn_scan_is_open(cp) && cp != 0x3008 && cp != '[' && cp != 0x300a && cp != '<')
			continue;
		year = at;
		for (end = at; end < s.len && dbn_scan_is_digit((unsigned char)s.ptr[end]); end++)
			n = n < 9999 ? n * 10 + (s.ptr[end] - '0') : n;
		if (end - year != 4 || n < 1949 || n > 2999)
			continue;
		cp = dbn_utf8_next(s, &end);
		if (!dbn_scan_is_close(cp) && cp != 0x3009 && cp != ']' && cp != 0x300b &&
		    cp != '>' && cp != '1' && cp != 'J')
			continue;
		end += dbn_scan_any_at(s, end, "第");
		start = end;
		if (!dbn_scan_number(s, &end) || end - start > 5 ||
		    !dbn_scan_any_at(s, end, "号|期"))
			continue;
		for (n = 0, start = open; start > 0 && n < 14; n++) {
			size_t before = start;

			if (!is_number_letter(dbn_utf8_prev(s, &before)))
				break;
			start = before;
		}
		if (dbn_scan_any_at(s, start, "文号|编号|字号"))
			start += 6;
		{
			struct dbn_str parts[] = { dbn_str_sub(s, start, open - start),
						   DBN_STR("〔"), dbn_str_sub(s, year, 4),
						   DBN_STR("〕"),
						   dbn_str_sub(s, year + 7, end + 3 - year - 7) };

			return dbn_arena_join(arena, parts, 5);
		}
	}
	return (struct dbn_str) { "", 0 };
}

/* ---- level ---- */

struct dbn_str dbn_head_level(struct dbn_str name)
{
	static const struct {
		const char *word, *not_before, *level;
	} levels[] = {
		{ "自治区", "", "自治区" },
		{ "兵团", "", "兵团" },
		{ "自治州", "", "州" },
		{ "自治县", "", "县" },
		{ "自治旗", "", "旗" },
		{ "新区", "", "区" },
		{ "开发区", "", "区" },
		{ "高新区", "", "区" },
		{ "经开区", "", "区" },
		{ "地区", "", "地区" },
		{ "省", "际", "省" },
		{ "城市", "", "" }, /* 城市管理委员会 */
		{ "市", "场|政园林|政公用|政设施|政工程|域|际|容|民|内", "市" },
		{ "州", "", "州" },
		{ "盟", "", "盟" },
		{ "县", "域", "县" },
		{ "区", "域|划|块", "区" },
		{ "旗", "帜|下|舰", "旗" },
		{ "街道", "", "街道" },
		{ "镇", "", "镇" },
		{ "乡", "村|镇|土", "乡" },
	};
	static const char bodies[] = "大学|学院|学校|中学|小学|职业技术学院|师范";
	struct dbn_str best = { "", 0 };
	struct unit_shape shape;

	for (size_t at = 0; at < name.len;) {
		size_t step = 0;

		for (size_t i = 0; i < sizeof levels / sizeof *levels && !step; i++) {
			size_t n = strlen(levels[i].word);

			if (!dbn_scan_at(name, at, levels[i].word) || at == 0 ||
			    (levels[i].not_before[0] &&
			     dbn_scan_any_at(name, at + n, levels[i].not_before)))
				continue;
			if (levels[i].level[0])
				best = dbn_str_of(levels[i].level);
			step = n;
		}
		if (step)
			at += step;
		else
			dbn_utf8_next(name, &at);
	}
	while (dbn_scan_ends_any(name, "办公室|办") &&
	       !dbn_scan_ends_any(name, "政府办公室|委办公室|政府办|委办"))
		name.len -= dbn_scan_ends(name, "办") ? 3 : 9;
	name.len -= dbn_scan_ends(name, "党政") || dbn_scan_ends(name, "党委") ? 6 : 0;
	if (dbn_scan_ends_any(name, "公司|集团|厂|银行") || dbn_scan_has(name, "有限公司"))
		return DBN_STR("企业");
	if (dbn_scan_ends_any(name, "医院|卫生院|研究院|法院|检察院|保健院"))
		return DBN_STR("院");
	if (dbn_scan_has_any(name, bodies) && !dbn_scan_ends_any(name, "局|厅|政府|政府办公室"))
		return DBN_STR("校");
	/* 省住房和城乡建设厅: what a name begins with, and not a level inside it */
	shape = unit_read(name);
	return shape.level && shape.class != UNIT_NONE ? shape.level->organ : best;
}

/* ---- the lines before the body ---- */

static bool is_title_end(struct dbn_str s)
{
	while (dbn_scan_is_close(dbn_scan_last(s))) {
		size_t open = s.len;

		while (open > 0 && !dbn_scan_is_open(dbn_scan_cp(s, open)))
			dbn_utf8_prev(s, &open);
		if (open == 0)
			break;
		s.len = open;
	}
	return dbn_scan_ends_any(
	    s, "意见|通知|方案|办法|要点|措施|纪要|决定|报告|规划|计划|清单|分工|函|批复|细则|"
	       "规定|条例|通报|举措|台账|公报|任务|安排|责任制|通知单|督办单|交办单|分解表|"
	       "分工表|任务表|一览表|行动|制度|规则|章程|事项|建议|工作|书|单|表|措施清单|"
	       "决议|公告|通告|要求|指引|指南|标准|目标|解读|讲话");
}

static bool is_date_line(struct dbn_str s)
{
	size_t at = 0;

	return dbn_head_date(s, &at) != DBN_NO_DAY && at == s.len;
}

/* （2024年3月18日）, （2023年7月13日…会议通过） */
static int32_t bracketed_date(struct dbn_str s)
{
	size_t at = 0;

	if (!dbn_scan_is_open(dbn_utf8_next(s, &at)) || s.len > 240)
		return DBN_NO_DAY;
	return dbn_head_date(s, &at);
}

static bool is_mark(struct dbn_str s, const char *words)
{
	size_t n = dbn_scan_any_at(s, 0, words), rest;

	if (!n)
		return false;
	rest = n;
	rest += dbn_scan_any_at(s, rest, "★|☆|*|▲|·|:|：");
	if (rest == s.len)
		return true;
	/* ★10年, ★长期, ★启用前 */
	if (dbn_scan_any_at(s, rest, "长期|启用前"))
		return true;
	if (rest > n && dbn_scan_number(s, &rest) && dbn_scan_any_at(s, rest, "年|个月|月|天|日"))
		return true;
	return rest == s.len;
}

/* （征求意见稿）, not （一）道路（共3项） */
static bool is_head_note(struct dbn_str s)
{
	struct marker m;

	return !dbn_marker_read(s, &m) && dbn_scan_is_open(dbn_scan_cp(s, 0)) && dbn_scan_is_close(dbn_scan_last(s)) &&
	       s.len < 240;
}

/* A line that belongs to the body, not to the head. */
static bool starts_body(const struct line *l, const struct line *next)
{
	struct marker m;
	struct label label;

	if (l->kind == LINE_ROW || l->kind == LINE_TAIL)
		return true;
	if (l->cells)
		return false;
	if (is_head_note(l->text) ||
	    (dbn_scan_starts(l->text, "（") && next && dbn_scan_depth(l->text, 0) > 0 &&
	     bracketed_date(l->text) != DBN_NO_DAY))
		return false;
	if (dbn_marker_read(l->text, &m) && m.kind != MARK_BULLET)
		return true;
	if (dbn_label_at(l->text, 0, &label) && label.kind != LABEL_SOURCE)
		return true;
	if (dbn_field_line(l->text))
		return false;
	return dbn_scan_has(l->text, "。") || l->text.len > TITLE_LINE_MAX ||
	       dbn_scan_last(l->text) == 0xff1a || dbn_scan_last(l->text) == 0xff0c ||
	       dbn_scan_last(l->text) == 0xff1b || dbn_scan_any_at(l->text, 0, "附件");
}

/* Whether a line may be a piece of the title. */
static bool may_be_title(struct dbn_str s)
{
	if (s.len < 9 || is_date_line(s) || dbn_field_line(s))
		return false;
	return !is_mark(s, MARK_GRADES "|" MARK_URGENCY "|内部|工作秘密|内部资料");
}

struct head_scan {
	struct dbn_str title[12];
	size_t title_lines;
	size_t above_number; /* how many of them stand above the number, where there is one */
	bool title_done;
	struct dbn_str red; /* red head without 文件 */
};

/* 云河市人民政府办公室2024年8月6日: an issuer and a date in one line. */
static bool issuer_and_date(struct reader *r, struct dbn_str s)
{
	struct dbn_head *h = &r->doc->head;

	for (size_t at = 6; at + 8 < s.len && at < 120;) {
		size_t end = at;
		int32_t day = dbn_head_date(s, &end);

		if (day != DBN_NO_DAY && dbn_scan_any_at(s, end, "印发|发|审议通过|通过|交办|公布|下达|制") + end == s.len) {
			if (h->date == DBN_NO_DAY)
				h->date = day;
			if (!h->issuer.len && end == s.len && !dbn_scan_has(s, "："))
				h->issuer = dbn_scan_strip(dbn_str_sub(s, 0, at));
			return true;
		}
		dbn_utf8_next(s, &at);
	}
	return false;
}

static bool is_organ(struct dbn_str s)
{
	return s.len >= 9 && s.len < 120 && !dbn_scan_has_any(s, "。|，|；|：|、") &&
	       dbn_scan_ends_any(
		   s, "政府|委员会|办公室|局|厅|委|党委|公司|集团|学校|大学|学院|医院|院|"
		      "管委会|工委|办事处|督查室|指挥部|领导小组|部|处|中心|办|协会|总会|督考办|"
		      "联席会议办公室");
}

/* The next piece of a line that wide blanks part: issuer   number   date. */
static struct dbn_str wide_piece(struct dbn_str raw, size_t *at)
{
	static const char blanks[] = "  |\t|\xe3\x80\x80";
	size_t start, end, n;

	while ((n = dbn_scan_any_at(raw, *at, blanks)) > 0 || dbn_scan_at(raw, *at, " "))
		*at += n ? n : 1;
	start = end = *at;
	while (end < raw.len && !dbn_scan_any_at(raw, end, blanks))
		dbn_utf8_next(raw, &end);
	*at = end;
	return dbn_str_sub(raw, start, end - start);
}

/* A line with the number and, wide blanks between, who issues the paper and when. */
static bool number_line(struct reader *r, const struct line *l)
{
	struct dbn_head *h = &r->doc->head;
	size_t at = 0, pieces = 0;
	struct dbn_str piece;

	while ((piece = wide_piece(l->raw, &at)).len > 0 && at < l->raw.len)
		pieces++;
	for (at = 0; pieces > 0 && (piece = wide_piece(l->raw, &at)).len > 0;) {
		struct dbn_norm norm;
		struct dbn_str number;
		size_t end = 0;
		int32_t day;

		if (dbn_normalise(r->arena, piece, &norm, r->err))
			return false;
		number = dbn_head_number(r->arena, norm.text);
		day = dbn_head_date(norm.text, &end);
		if (number.len && !h->number.len)
			h->number = number;
		else if (day != DBN_NO_DAY && end == norm.text.len && h->date == DBN_NO_DAY)
			h->date = day;
		else if (is_organ(norm.text) && !h->issuer.len)
			h->issuer = norm.text;
	}
	return pieces > 0;
}

static void head_line(struct reader *r, struct head_scan *scan, struct line *l)
{
	struct dbn_head *h = &r->doc->head;
	struct dbn_str s = l->text, number = dbn_head_number(r->arena, s);
	int32_t day = bracketed_date(s);

	l->kind = LINE_HEAD;
	if (number.len && !is_title_end(s) && s.len < 150) {
		if (!dbn_field_line(s))
			number_line(r, l);
		if (!h->number.len) {
			h->number = number;
			scan->above_number = scan->title_lines;
		}
		if (is_head_note(s) && h->date == DBN_NO_DAY)
			h->date = dbn_head_find_date(s);
		dbn_field_read(r, l);
		return;
	}
	if (day != DBN_NO_DAY) {
		if (h->date == DBN_NO_DAY)
			h->date = day;
		if (scan->title_lines)
			scan->title_done = true;
		return;
	}
	if (dbn_field_line(s)) {
		dbn_field_read(r, l);
		return;
	}
	if (is_mark(s, MARK_INTERNAL)) {
		h->internal = true;
		return;
	}
	if (is_mark(s, MARK_URGENCY)) {
		if (!h->urgency.len)
			h->urgency = s;
		return;
	}
	/* The red head begins the paper; what a page has above it is no piece of its title. */
	if (dbn_scan_ends(s, "文件") && s.len < 120 &&
	    (!scan->title_lines || is_organ(dbn_str_sub(s, 0, s.len - strlen("文件"))))) {
		scan->red = dbn_str_sub(s, 0, s.len - strlen("文件"));
		scan->title_lines = 0;
		return;
	}
	if (!is_title_end(s) && issuer_and_date(r, s))
		return;
	if (is_date_line(s)) {
		size_t at = 0;

		if (h->date == DBN_NO_DAY)
			h->date = dbn_head_date(s, &at);
		scan->title_done = scan->title_lines > 0;
		return;
	}
	if (is_head_note(s) && scan->title_lines) {
		/* （市考核办，2025年3月21日） */
		if (!dbn_scan_has_any(s, "审定，|通过，|审议，|研究，|会议，"))
			issuer_and_date(r, dbn_scan_strip(dbn_str_sub(s, 3, s.len - 6)));
		else if (h->date == DBN_NO_DAY)
			h->date = dbn_head_find_date(s);
		scan->title_done = true;
		return;
	}
	if (scan->title_done || !may_be_title(s) ||
	    scan->title_lines >= sizeof scan->title / sizeof *scan->title)
		return;
	if (h->date == DBN_NO_DAY)
		h->date = dbn_head_closing_date(s);
	scan->title[scan->title_lines++] = s;
}

/* The title: of the lines collected, the last run that ends like a title. */
static void set_title(struct reader *r, struct head_scan *scan)
{
	struct dbn_head *h = &r->doc->head;
	size_t first = 0, last = scan->title_lines;

	while (last > 0 && !is_title_end(scan->title[last - 1]))
		last--;
	if (last == 0)
		last = scan->title_lines;
	/* Menus of a page and the organ stand above the number, the title below it, unless it is whole above. */
	if (scan->above_number < last) {
		first = scan->above_number;
		for (size_t i = 0; i < scan->above_number; i++)
			first = is_title_end(scan->title[i]) ? 0 : first;
		/* The organ alone for a red head: it issues what is 关于 something. */
		first -= first > 0 && is_organ(scan->title[first - 1]) && dbn_scan_starts(scan->title[first], "关于");
	}
	/* A kind of paper alone (专题会议纪要) and the organ above the real title. */
	for (size_t i = first; i + 1 < last && !dbn_scan_has(scan->title[i], "关于"); i++) {
		if (is_title_end(scan->title[i]))
			first = i + 1;
	}
	/* The organ on a line of its own, and again in front of the title. */
	if (last > first + 1 && is_organ(scan->title[first]) && dbn_str_starts(scan->title[first + 1], scan->title[first]))
		first++;
	if (!h->title.len && last > first)
		h->title = dbn_arena_join(r->arena, scan->title + first, last - first);
	for (size_t i = 0; i < scan->title_lines; i++)
		r->minutes = r->minutes || dbn_scan_ends_any(scan->title[i], "纪要|纪要）");
	r->minutes = r->minutes || dbn_scan_has_any(h->title, "议定事项|会定事项|会议决定事项|会议明确事项");
}

/* ---- signature, marks, notes anywhere ---- */

static void read_marks(struct reader *r)
{
	struct dbn_head *h = &r->doc->head;

	for (size_t i = 0; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];
		struct dbn_str s = l->text;
		size_t at = 0;
		int32_t day;

		if (s.len > 240)
			continue;
		/* In a slip too: better one paper asked about than one taken in. */
		if (!h->secrecy_mark.len && dbn_is_secrecy_mark(s)) {
			h->secrecy_mark = s;
			h->secrecy_line = l->number;
		}
		if (is_mark(s, MARK_INTERNAL))
			h->internal = true;
		if (dbn_scan_starts(s, "（此件") && !h->distribution.len)
			h->distribution =
			    dbn_str_sub(s, 3, s.len - 3 - (dbn_scan_ends(s, "）") ? 3 : 0));
		if (l->kind == LINE_SLIP)
			continue;
		if (h->date == DBN_NO_DAY)
			h->date = dbn_head_named_date(s);
		if (l->kind == LINE_ROW) /* the day in a cell is a limit */
			continue;
		if (is_head_note(s)) /* （2026年1月5日） */
			s = dbn_str_sub(s, 3, s.len - 6);
		day = dbn_head_date(s, &at);
		if (day != DBN_NO_DAY && at < s.len && is_date_line(dbn_str_from(s, at)))
			at = s.len; /* both sides sign, side by side */
		if (day == DBN_NO_DAY || at != s.len || i == 0)
			continue;
		if (h->date == DBN_NO_DAY)
			h->date = day;
		if (!h->issuer.len && is_organ(l[-1].text))
			h->issuer = l[-1].text;
	}
}

/* 青云县贯彻落实省委… : whose paper it is stands in front. */
static struct dbn_str title_owner(struct dbn_str title)
{
	for (size_t at = 0; at < title.len;) {
		if (at && (dbn_scan_is_digit((unsigned char)title.ptr[at]) ||
			   dbn_scan_any_at(title, at,
					   "关于|贯彻|落实|印发|推进|深化|重点|“|《|整改|工作")))
			return dbn_str_sub(title, 0, at);
		dbn_utf8_next(title, &at);
	}
	return title;
}

/* What the head leaves open: the imprint, the web frame, the title itself. */
static void fill_gaps(struct reader *r, const struct head_scan *scan)
{
	struct dbn_head *h = &r->doc->head;
	size_t about;

	r->minutes = r->minutes || dbn_scan_has_any(h->title, "纪要|议定事项|会议定事项|会议决定事项|会议事项");
	for (size_t i = r->lines.count; i > 0 && h->date == DBN_NO_DAY && i + 12 > r->lines.count;
	     i--) {
		const struct line *l = &r->lines.items[i - 1];

		if (l->kind != LINE_SLIP && l->text.len < 240 && dbn_scan_ends(l->text, "印发"))
			h->date = dbn_head_find_date(l->text);
	}
	for (size_t i = 0; i < scan->title_lines && !h->issuer.len; i++) {
		/* 兰渚市人民政府专题会议纪要 */
		size_t kind = dbn_str_find(scan->title[i], DBN_STR("政府"));

		if (kind != DBN_NONE && dbn_scan_ends(scan->title[i], "纪要") &&
		    !dbn_scan_has(scan->title[i], "关于"))
			h->issuer = dbn_str_sub(scan->title[i], 0, kind + strlen("政府"));
	}
	if (h->date == DBN_NO_DAY)
		h->date = dbn_head_opening_date(r);
	for (size_t i = 0; i < r->lines.count && i < HEAD_LINES && r->minutes && h->date == DBN_NO_DAY; i++)
		if (dbn_scan_any_at(r->lines.items[i].text, 0, "时间：|会议时间：|日期：|会议日期："))
			h->date = dbn_head_find_date(r->lines.items[i].text);
	if (h->date == DBN_NO_DAY && r->minutes && r->body < r->lines.count)
		h->date = dbn_head_find_date(dbn_str_sub(r->lines.items[r->body].text, 0, 90));
	if (h->date == DBN_NO_DAY)
		h->date = r->published;
	about = dbn_str_find(h->title, DBN_STR("关于"));
	if (!h->issuer.len && about != DBN_NONE && about > 0)
		h->issuer = dbn_str_sub(h->title, 0, about);
	if (!h->level.len)
		h->level = dbn_head_level(h->issuer);
	if (!h->level.len)
		h->level = dbn_head_level(title_owner(h->title));
}

/* 附件2 above everything: an annex that came by itself is a paper like any other. */
static bool is_lone_annex(const struct line *l)
{
	size_t at = dbn_scan_any_at(l->text, 0, "附件|附表");

	if (!at)
		return false;
	dbn_scan_number(l->text, &at);
	at += dbn_scan_any_at(l->text, at, "：");
	return at == l->text.len;
}

/* A name of units on a line, and the first or next number of a list below it. */
static bool heads_list(const struct reader *r, size_t i)
{
	struct marker m;

	return i + 1 < r->lines.count && r->lines.items[i + 1].kind == LINE_TEXT &&
	       dbn_marker_read(r->lines.items[i + 1].text, &m) && m.kind == MARK_NUM &&
	       r->lines.items[i].text.len < 150 &&
	       (dbn_clause_is_list(r->lines.items[i].text) || dbn_is_group_name(r->lines.items[i].text));
}

/* 区教育局 above 1.… and, further down, 区民政局 above its numbers: the first heading of the body. */
static void give_back_heading(struct reader *r)
{
	bool again = false;

	if (!r->body || r->lines.items[r->body - 1].kind != LINE_HEAD || !heads_list(r, r->body - 1))
		return;
	for (size_t i = r->body + 1; i < r->lines.count && !again; i++)
		again = r->lines.items[i].kind == LINE_TEXT && heads_list(r, i);
	if (again)
		r->lines.items[--r->body].kind = LINE_TEXT;
}

int dbn_head_read(struct reader *r)
{
	struct head_scan scan = { .title_lines = 0 };
	size_t seen = 0, i = 0;

	for (; i < r->lines.count && seen < HEAD_LINES; i++) {
		struct line *l = &r->lines.items[i];

		if (l->kind == LINE_NOISE && dbn_field_line(l->text))
			dbn_field_read(r, l);
		if (l->kind == LINE_SLIP) {
			continue;
		} else if (l->kind == LINE_TEXT || l->kind == LINE_ROW || l->kind == LINE_TAIL) {
			if (!seen && is_lone_annex(l)) {
				l->kind = LINE_HEAD;
				continue;
			}
			if (starts_body(l, i + 1 < r->lines.count ? l + 1 : NULL))
				break;
			seen++;
			head_line(r, &scan, l);
		}
	}
	r->body = i;
	give_back_heading(r);
	set_title(r, &scan);
	/* The organ of the red head issues, whichever office sent it on. */
	if (scan.red.len)
		r->doc->head.issuer = scan.red;
	read_marks(r);
	fill_gaps(r, &scan);
	return r->arena->failed ? dbn_fail_memory(r->err) : DBN_OK;
}
