/*
 * item_doubt.c - what a row, beside its text and beside the other rows of its paper,
 * shows of a misreading: each sign is one that a careful clerk would stop at.
 */
#include "dubanc/text.h"
#include "outline.h"
#include "../target/quantity.h"
#include "../text/scan.h"
#include "../unit/unit.h"

enum {
	TITLE_SHORT = 16,
	TITLE_BROKEN = 22,
	TITLE_HAN_MIN = 3,
	METRIC_LONG = 30,
	ROWS_MIN = 5,
	BODY_LONG = 14,
	HAN_BYTES = 3,
	NAMES_MAX = 300, /* bytes */
	TELLS_MAX = 600, /* bytes */
};

static bool has_role(const struct dbn_item *item, enum dbn_role role)
{
	for (size_t i = 0; i < item->clause.parties.count; i++)
		if (item->clause.parties.items[i].role == role)
			return true;
	return false;
}

static bool has_plain_unit(const struct dbn_item *item)
{
	for (size_t i = 0; i < item->clause.parties.count; i++) {
		const struct dbn_party *p = &item->clause.parties.items[i];

		if (p->role == DBN_ROLE_UNITS && !p->group && !p->own_duty)
			return true;
	}
	return false;
}

/* ---- one row: who ---- */

/* A label of responsibility that begins a sentence and lost its colon: 责任单位县教育局. */
static bool begins_bare_label(struct dbn_str text, size_t at)
{
	size_t label = !dbn_scan_at(text, at + 2 * HAN_BYTES, "单位") &&
				       !dbn_scan_at(text, at + 2 * HAN_BYTES, "部门") &&
				       !dbn_scan_at(text, at + 2 * HAN_BYTES, "科室")
			       ? 0
			       : dbn_scan_any_at(text, at,
				       "责任单位|牵头单位|配合单位|主办单位|协办单位|承办单位|"
				       "责任部门|牵头部门|配合部门|责任科室|牵头科室|配合科室");
	struct dbn_str rest = dbn_str_from(text, at + label);

	return label && (unit_lead_in(rest) || unit_group_lead_in(rest));
}

/* 县大数据中心，县民政局: a sentence that is a list of names and nothing else. */
static bool is_bare_list(struct dbn_str sentence)
{
	size_t at = 0;

	sentence = dbn_scan_chop(sentence);
	if (!sentence.len || sentence.len > NAMES_MAX || !unit_first_level(sentence))
		return false;
	while (at < sentence.len) {
		struct dbn_str rest = dbn_str_from(sentence, at);
		size_t name = unit_lead_in(rest);
		struct unit_shape shape = unit_read(dbn_str_sub(rest, 0, name));

		/* not 建设开放型实训中心 */
		if (!name || !shape.level)
			return false;
		at += name;
		at += dbn_scan_any_at(sentence, at, "、|，| |　");
	}
	return true;
}

/* Names and labels that no clause took, in the sentences behind the title. */
static bool leaves_names(struct dbn_str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t stop = dbn_str_find(dbn_str_from(text, at), DBN_STR("。"));
		size_t end = stop == DBN_NONE ? text.len : at + stop;

		if (begins_bare_label(text, at) || (at && is_bare_list(dbn_str_sub(text, at, end - at))))
			return true;
		at = end + HAN_BYTES;
	}
	return false;
}

/* …5400户牵头：区住建局: what stands in front hides the label. */
static bool hides_label(struct dbn_str text)
{
	size_t at = 0, colon;

	while ((colon = dbn_str_find(dbn_str_from(text, at), DBN_STR("："))) != DBN_NONE) {
		if (dbn_scan_ends_any(dbn_str_sub(text, 0, at + colon), "牵头|配合|主办|承办|协办"))
			return true;
		at += colon + HAN_BYTES;
	}
	return false;
}

/* 责任单位： left in the text, or a bracket of names at its end. */
static bool leaves_clause(struct dbn_str text)
{
	struct label label;
	size_t at = 0, open;

	while ((at = dbn_label_find(text, at, &label)) != DBN_NONE) {
		if (dbn_label_names_units(label.kind))
			return true;
		at += label.len;
	}
	if (hides_label(text) || leaves_names(text))
		return true;
	text = dbn_scan_chop(text);
	if (!dbn_scan_is_close(dbn_scan_last(text)))
		return false;
	for (open = text.len; open > 0 && !dbn_scan_is_open(dbn_scan_cp(text, open));)
		dbn_utf8_prev(text, &open);
	return dbn_scan_has_any(dbn_str_from(text, open),
				"局、|委、|办、|部、|处、|科、|中心、|公司、|单位、|牵头|配合|负责");
}

/* ---- one row: what ---- */

/* 第012号, 5月: a number and hardly a word. */
static bool is_number(struct dbn_str title)
{
	size_t han = 0, digits = 0;

	for (size_t at = 0; at < title.len;) {
		uint32_t cp = dbn_utf8_next(title, &at);

		han += dbn_is_han(cp);
		digits += dbn_scan_is_digit(cp);
	}
	return digits > 0 && han < TITLE_HAN_MIN;
}

/* 驻村工作组做好…: a body that a sentence charges, left in front of its task. */
static bool begins_with_body(struct dbn_str title)
{
	struct dbn_str near = dbn_str_sub(title, 0, unit_skip(title, 0, BODY_LONG));
	size_t at = dbn_str_find(near, DBN_STR("做好")), len;

	if (at == DBN_NONE)
		at = dbn_str_find(near, DBN_STR("抓好"));
	return at != DBN_NONE && at > 2 * HAN_BYTES &&
	       unit_ending(dbn_str_sub(near, 0, at), &len) != UNIT_NONE;
}

/* 推进审批改革——…: a title whose point became a dash. */
static bool holds_dash(struct dbn_str title)
{
	size_t at = dbn_str_find(title, DBN_STR("——")), quote = dbn_str_find(title, DBN_STR("“"));

	return at != DBN_NONE && at >= 4 * HAN_BYTES && title.len - at > 6 * HAN_BYTES &&
	       (quote == DBN_NONE || quote > at);
}

/* Words of charge at either end: what is charged was not told from who is. */
static bool keeps_charge(struct dbn_str title)
{
	return dbn_scan_any_at(title, 0, "负责|责成") ||
	       (dbn_scan_ends_any(title, "牵头|配合|主办|协办|承办") &&
		!dbn_scan_ends_any(title, "协调配合|协作配合|协同配合|衔接配合|密切配合|沟通配合|加强配合|支持配合"));
}

/* A sentence that was cut or run on: begins like a predicate, ends in the middle, holds a number. */
static bool is_odd_title(struct dbn_str title)
{
	struct marker m;

	if (is_number(title) || keeps_charge(title) || begins_with_body(title) ||
	    holds_dash(title))
		return true;
	/* …，6月: the rest of the date stands behind a break */
	if (dbn_scan_ends(title, "月") && dbn_scan_is_digit(dbn_scan_cp_before(title, title.len - HAN_BYTES)))
		return true;
	/* 会同法规科开展…, 领衔，…: the words that charge somebody were left in it */
	if (dbn_scan_any_at(title, 0, "会同|牵头|领衔|配合，|负责，|由") &&
	    !dbn_scan_any_at(title, 0, "牵头制定|牵头抓|牵头做|由于|由来"))
		return true;
	if (dbn_scan_depth(title, 0) != 0 || dbn_scan_is_close(dbn_scan_cp(title, 0)) ||
	    dbn_scan_is_point(dbn_scan_cp(title, 0)) || dbn_scan_ends_any(title, "、|，|的|和|及|与"))
		return true;
	for (size_t at = 3; at < title.len; dbn_utf8_next(title, &at))
		if (dbn_scan_any_at(title, at, "（1）|（一）|①|1.|1、|一是") &&
		    dbn_marker_read(dbn_str_sub(title, at, 60), &m))
			return true;
	return false;
}

static bool is_odd_target(const struct dbn_target *t)
{
	size_t at = 0;

	/* the end of a name or of a date that was cut in two */
	if (dbn_scan_any_at(t->metric, 0, "底前|、|办、|局、|科、|委、|站、|所、|中心、") ||
	    dbn_scan_has_any(t->metric, "牵头|责成|单位："))
		return true;
	if (!t->metric.len || dbn_utf8_length(t->metric) > METRIC_LONG ||
	    dbn_scan_is_any(t->metric, "序号|编号|备注|合计|指标|单位|年份") ||
	    dbn_scan_has_any(t->metric, "每年|每季|每月|每周|每日|每天|每半年|月底|年底|季度末|完成时限"))
		return true;
	while (at < t->metric.len) {
		uint32_t cp = dbn_utf8_next(t->metric, &at);

		if (dbn_scan_is_end(cp) || cp == 0xff0c || cp == ',' || cp == 0xff1a)
			return true;
	}
	return false;
}

static bool is_covered(const struct dbn_item *item, const struct quantity *q)
{
	for (size_t i = 0; i < item->targets.count; i++) {
		const struct dbn_target *t = &item->targets.items[i];

		if (t->off < q->end && q->off < t->off + t->len)
			return true;
	}
	for (size_t i = 0; i < item->limits.count; i++) {
		const struct dbn_limit *l = &item->limits.items[i];

		if (l->off < q->end && q->off < l->off + l->len)
			return true;
	}
	return false;
}

/* The words between two commas tell what was, what one of many gets, from what size on. */
static bool tells_else(struct dbn_str s, size_t at)
{
	size_t from = at, end = at;

	while (from > 0 && at - from < TELLS_MAX && !dbn_scan_is_point(dbn_scan_cp_before(s, from)))
		dbn_utf8_prev(s, &from);
	while (end < s.len && end - at < TELLS_MAX && !dbn_scan_is_point(dbn_scan_cp(s, end)))
		dbn_utf8_next(s, &end);
	return dbn_scan_has_any(dbn_str_sub(s, from, end - from),
				"仅|只|不足|未|已|现有|原有|排名|奖励|补助|补贴|奖补|每|超过|以上的|以下的|/日|发生|"
				"存在|共有|上年|去年|对|最高|其中|破损|满溢|缺失");
}

#define AIMS "达到|不少于|不高于|不大于|至少|不低于|新增|建成|控制在|提高到|增加到|扩大到|降至|压缩至|不超过|突破"

static bool in_limit(const struct dbn_item *item, size_t at)
{
	for (size_t i = 0; i < item->limits.count; i++) {
		const struct dbn_limit *l = &item->limits.items[i];

		if (at >= l->off && at < l->off + l->len)
			return true;
	}
	return false;
}

/* 选育新品种220摞: a number in [from, end) with a unit that we do not know. */
static bool counts_something(struct dbn_str s, size_t from, size_t end)
{
	struct dbn_str before = dbn_str_sub(s, 0, from);

	uint32_t unit = dbn_scan_cp(s, end);

	/* 不超过38DDDs: a unit in Latin letters */
	if (((unit | 0x20) >= 'a' && (unit | 0x20) <= 'z') && unit < 0x80)
		return dbn_scan_ends_any(before, AIMS);
	if (!dbn_is_han(unit) ||
	    dbn_scan_any_at(s, end,
			    "年|月|日|时|点|号|级|批|轮|期|届|次|岁|元|分|秒|周|天|季|版|路|线|楼|层|代|型|类|"
			    "条|章|款|圈|热|工|为|和|与|及|至|到|的|以|个|家|所|名|人|项"))
		return false;
	if (dbn_scan_ends_any(before, AIMS))
		return true;
	return dbn_is_han(dbn_scan_last(before)) &&
	       !dbn_scan_ends_any(before, "第|前|之|表|图|附|热线|电话|编号|防|约");
}

static bool holds_digit(struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			return true;
	return false;
}

/* A figure that is neither a target nor a time: 取药种类220种. */
static bool leaves_quantity(const struct dbn_item *item)
{
	struct dbn_str s = item->text;
	int depth = 0;

	if (!holds_digit(s))
		return false;
	for (size_t at = 0; at < s.len;) {
		struct quantity q;
		uint32_t cp = dbn_scan_cp(s, at);

		if (!dbn_scan_is_digit(cp)) {
			depth += dbn_scan_is_open(cp) || cp == 0x201c || cp == 0x300a;
			depth -= (dbn_scan_is_close(cp) || cp == 0x201d || cp == 0x300b) && depth > 0;
			dbn_utf8_next(s, &at);
			continue;
		}
		if (!dbn_quantity_read(s, at, &q)) {
			size_t from = at;

			dbn_quantity_skip(s, &at);
			if (depth == 0 && counts_something(s, from, at) &&
			    (dbn_scan_ends_any(dbn_str_sub(s, 0, from), AIMS) || !tells_else(s, from)) &&
			    !in_limit(item, from))
				return true;
			continue;
		}
		/* 不少于20人的队伍: how large a thing is */
		if (depth == 0 && q.sort != UOM_TIME && q.sort != UOM_RANK && !is_covered(item, &q) &&
		    !tells_else(s, at) && !dbn_scan_at(s, q.end, "的"))
			return true;
		at = q.end > at ? q.end : at + 1;
	}
	return false;
}

/* ---- one row: when ---- */

static bool ends_on(const struct dbn_limits *limits, const char *day)
{
	for (size_t i = 0; i < limits->count; i++)
		if (dbn_scan_has(limits->items[i].code, day))
			return true;
	return false;
}

/* 全年, 上半年 that no limit took, and no limit ends on the same day. */
static bool leaves_period(const struct dbn_item *item, const struct dbn_limits *body)
{
	struct dbn_str s = item->text;
	size_t k = 0;
	int depth = 0;

	if (!dbn_scan_has_any(s, "年内|全年|半年"))
		return false;
	for (size_t at = 0; at < s.len;) {
		size_t from = at, word;
		uint32_t cp = dbn_utf8_next(s, &at);
		bool half;

		depth += cp == 0x201c || cp == 0x300a || dbn_scan_is_open(cp);
		depth -= (cp == 0x201d || cp == 0x300b || dbn_scan_is_close(cp)) && depth > 0;
		if (depth || (cp != 0x5e74 && cp != 0x5168 && cp != 0x4e0a && cp != 0x4e0b)) /* 年全上下 */
			continue;
		half = cp == 0x4e0a;
		word = dbn_scan_any_at(s, from, "年内|全年|上半年|下半年");
		while (k < body->count && body->items[k].off + body->items[k].len <= from)
			k++;
		if (!word || (k < body->count && body->items[k].off < from + word) ||
		    ends_on(&item->limits, half ? "-06-30" : "-12-31") ||
		    dbn_scan_is_digit(dbn_scan_cp_before(s, from)) ||
		    dbn_scan_ends_any(dbn_str_sub(s, 0, from),
				      "一|二|两|三|四|五|十|当|每|去|上|每年|去年|上年|年") ||
		    dbn_scan_any_at(s, from + word, "龄|级|度|薪|来|同期|已"))
			continue;
		return true;
	}
	return false;
}

void dbn_item_doubt(const struct reader *r, struct dbn_item *item, const struct dbn_limits *body)
{
	if (body && leaves_period(item, body))
		item->doubts |= DBN_DOUBT_BIT(LIMIT_UNREAD);
	if (leaves_clause(item->text))
		item->doubts |= DBN_DOUBT_BIT(CLAUSE_UNREAD);
	if (item->kind != DBN_ITEM_MEASURE && is_odd_title(item->title))
		item->doubts |= DBN_DOUBT_BIT(TITLE_ODD);
	if (r->doc->head.lead_rule != DBN_LEAD_NONE && item->kind == DBN_ITEM_TASK &&
	    has_plain_unit(item) && !has_role(item, DBN_ROLE_LEAD))
		item->doubts |= DBN_DOUBT_BIT(LEAD_MISSING);
	if (item->kind != DBN_ITEM_SLIP && leaves_quantity(item))
		item->doubts |= DBN_DOUBT_BIT(TARGET_UNREAD);
}

/* When all of them are known: columns of years add theirs last. */
static void doubt_targets(struct dbn_item *item)
{
	for (size_t i = 0; i < item->targets.count; i++)
		if (is_odd_target(&item->targets.items[i]))
			item->doubts |= DBN_DOUBT_BIT(TARGET_ODD);
}

/* ---- beside the others ---- */

enum { DEPTHS = 8 };

struct habits {
	size_t rows, owned, dated, bytes;
	size_t numbered[DEPTHS], brief[DEPTHS]; /* at each depth, how many titles are short */
};

static bool is_short(const struct dbn_item *item)
{
	return dbn_utf8_length(item->title) <= TITLE_SHORT && item->text.len > item->title.len + 6;
}

/* 三/7#2, 四/¶1: what stands without a number has no title of its own. */
static bool is_unnumbered(const struct dbn_item *item)
{
	return dbn_scan_has_any(item->path, "#|¶");
}

/* How deep an item stands: 三 is 0, 三/6/（1） is 2. */
static size_t depth_of(const struct dbn_item *item)
{
	size_t depth = 0;

	for (size_t i = 0; i < item->path.len; i++)
		depth += item->path.ptr[i] == '/';
	return depth < DEPTHS ? depth : DEPTHS - 1;
}

static void count(struct habits *h, const struct dbn_item *item)
{
	h->rows++;
	h->owned += item->clause.parties.count > 0;
	h->dated += item->label_limits > 0;
	h->bytes += item->text.len;
	if (!is_unnumbered(item)) {
		h->numbered[depth_of(item)]++;
		h->brief[depth_of(item)] += is_short(item);
	}
}

static bool nearly_all(size_t n, size_t rows, size_t percent)
{
	return rows >= ROWS_MIN && n * 100 >= rows * percent;
}

/* Measures are parts, slips orders: only tasks are like one another. */
static bool is_like(const struct dbn_item *item, bool table)
{
	return item->kind == DBN_ITEM_TASK && (item->from == DBN_FROM_TABLE) == table;
}

/* 负责 and the like; 首问负责, 主要负责人 charge nobody. */
static bool speaks_of_charge(struct dbn_str text)
{
	size_t at = 0, found;

	if (dbn_scan_has_any(text, "牵头|配合|责任|落实"))
		return true;
	while ((found = dbn_str_find(dbn_str_from(text, at), DBN_STR("负责"))) != DBN_NONE) {
		at += found;
		if (!dbn_scan_ends(dbn_str_sub(text, 0, at), "首问") &&
		    !dbn_scan_any_at(text, at, "负责人|负责制"))
			return true;
		at += 2 * HAN_BYTES;
	}
	return false;
}

static void doubt_beside(struct dbn_item *item, const struct habits *h, bool table)
{
	size_t depth = depth_of(item);

	/* a gap behind it that its own paper printed: it swallowed nothing */
	if (item->text.len * h->rows * 2 < h->bytes * 3)
		item->doubts &= ~DBN_DOUBT_BIT(NUMBER_GAP);
	if (nearly_all(h->owned, h->rows, 80) && !item->clause.parties.count &&
	    speaks_of_charge(item->text))
		item->doubts |= DBN_DOUBT_BIT(CLAUSE_MISSING);
	if (!table && nearly_all(h->dated, h->rows, 85) && !item->limits.count)
		item->doubts |= DBN_DOUBT_BIT(LIMIT_UNREAD);
	if (!table && !is_unnumbered(item) && nearly_all(h->brief[depth], h->numbered[depth], 70) &&
	    dbn_utf8_length(item->title) >= TITLE_BROKEN && dbn_scan_has(item->title, "，"))
		item->doubts |= DBN_DOUBT_BIT(TITLE_ODD);
}

void dbn_items_doubt(struct reader *r)
{
	for (size_t i = 0; i < r->doc->items.count; i++)
		doubt_targets(&r->doc->items.items[i]);
	for (int table = 0; table < 2; table++) {
		struct habits h = { 0 };

		for (size_t i = 0; i < r->doc->items.count; i++)
			if (is_like(&r->doc->items.items[i], table))
				count(&h, &r->doc->items.items[i]);
		for (size_t i = 0; i < r->doc->items.count; i++)
			if (is_like(&r->doc->items.items[i], table))
				doubt_beside(&r->doc->items.items[i], &h, table);
	}
}
