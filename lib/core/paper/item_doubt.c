/*
 * item_doubt.c - what a row, beside its text and beside the other rows of its paper,
 * shows of a misreading: each sign is one that a careful clerk would stop at.
 */
#include "dubanc/text.h"
#include "outline.h"
#include "../target/quantity.h"
#include "../text/scan.h"

enum { TITLE_SHORT = 16, TITLE_BROKEN = 22, METRIC_LONG = 30, ROWS_MIN = 5, TELLS_MAX = 600 /* bytes */ };

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

/* ---- one row ---- */

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
	text = dbn_scan_chop(text);
	if (!dbn_scan_is_close(dbn_scan_last(text)))
		return false;
	for (open = text.len; open > 0 && !dbn_scan_is_open(dbn_scan_cp(text, open));)
		dbn_utf8_prev(text, &open);
	return dbn_scan_has_any(dbn_str_from(text, open),
				"局、|委、|办、|部、|处、|科、|中心、|公司、|单位、|牵头|配合|负责");
}

/* A sentence that was cut or run on: begins like a predicate, ends in the middle, holds a number. */
static bool is_odd_title(struct dbn_str title)
{
	struct marker m;

	if (!title.len)
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
				"存在|共有|上年|去年|对");
}

#define AIMS "达到|不少于|不低于|新增|建成|控制在|提高到|增加到|扩大到|降至|压缩至|不超过|突破"

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

	if (!dbn_is_han(dbn_scan_cp(s, end)) ||
	    dbn_scan_any_at(s, end,
			    "年|月|日|时|点|号|级|批|轮|期|届|次|岁|元|分|秒|周|天|季|版|路|线|楼|层|代|型|类|"
			    "条|章|款|圈|热|工|为|和|与|及|至|到|的|以|个|家|所|名|人|项"))
		return false;
	if (dbn_scan_ends_any(before, AIMS))
		return true;
	return dbn_is_han(dbn_scan_last(before)) &&
	       !dbn_scan_ends_any(before, "第|前|之|表|图|附|热线|电话|编号|防|约");
}

/* A figure that is neither a target nor a time: 取药种类220种. */
static bool leaves_quantity(const struct dbn_item *item)
{
	struct dbn_str s = item->text;
	int depth = 0;

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
			if (depth == 0 && counts_something(s, from, at) && !tells_else(s, from) &&
			    !in_limit(item, from))
				return true;
			continue;
		}
		if (depth == 0 && q.sort != UOM_TIME && q.sort != UOM_RANK && !is_covered(item, &q) &&
		    !tells_else(s, at))
			return true;
		at = q.end > at ? q.end : at + 1;
	}
	return false;
}

void dbn_item_doubt(const struct reader *r, struct dbn_item *item)
{
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

struct habits {
	size_t rows, leads, owned, dated, titled, brief;
};

static bool is_short(const struct dbn_item *item)
{
	return dbn_utf8_length(item->title) <= TITLE_SHORT && item->text.len > item->title.len + 6;
}

static void count(struct habits *h, const struct dbn_item *item)
{
	h->rows++;
	h->leads += has_role(item, DBN_ROLE_LEAD);
	h->owned += item->clause.parties.count > 0;
	h->dated += item->label_limits > 0;
	h->brief += is_short(item);
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

static void doubt_beside(struct dbn_item *item, const struct habits *h, bool table)
{
	if (nearly_all(h->leads, h->rows, 85) && has_plain_unit(item) &&
	    !has_role(item, DBN_ROLE_LEAD))
		item->doubts |= DBN_DOUBT_BIT(LEAD_MISSING);
	if (nearly_all(h->owned, h->rows, 80) && !item->clause.parties.count &&
	    dbn_scan_has_any(item->text, "牵头|负责|配合|责任|落实"))
		item->doubts |= DBN_DOUBT_BIT(CLAUSE_MISSING);
	if (!table && nearly_all(h->dated, h->rows, 85) && !item->limits.count)
		item->doubts |= DBN_DOUBT_BIT(LIMIT_UNREAD);
	if (!table && nearly_all(h->brief, h->rows, 70) &&
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
