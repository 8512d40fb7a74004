/*
 * table_year.c - columns for years: what stands under 2025年 is to be reached by the end of
 * that year, and the year is a limit of the row.
 */
#include <string.h>

#include "dubanc/text.h"
#include "grid.h"
#include "../text/scan.h"
#include "../unit/unit.h"

static int push_target(struct reader *r, const struct dbn_target *target, struct dbn_str by, struct dbn_item *item)
{
	struct dbn_target *to = DBN_PUSH(r->arena, &item->targets);

	if (!to)
		return dbn_fail_memory(r->err);
	*to = *target;
	to->by = by;
	return DBN_OK;
}

/* 云河市日光温室建设任务分解表: 日光温室建设任务, or nothing. */
static struct dbn_str counted_by(struct dbn_str caption)
{
	static const char ends[] = "分解表|分配表|安排表|一览表|明细表|清单|表";
	struct dbn_str cut;
	size_t at = 0;

	for (size_t n = 0; n < 5 && at < caption.len; n++) {
		dbn_utf8_next(caption, &at);
		if (n > 0 && unit_read(dbn_str_sub(caption, 0, at)).class == UNIT_PLACE) {
			caption = dbn_str_from(caption, at);
			break;
		}
	}
	while ((cut = dbn_scan_cut_end(caption, ends)).len < caption.len)
		caption = cut;
	return dbn_scan_has_any(caption, "年|方案|责任|工作|0|1|2|3|4|5|6|7|8|9") ? (struct dbn_str) { "", 0 } : caption;
}

/* What a number in the row counts: what the row is called, but where that is a place or a body what the table is called. */
static struct dbn_str counted(struct dbn_str title, struct dbn_str caption)
{
	struct unit_shape shape = unit_read(title);
	struct dbn_str by = shape.class == UNIT_NONE ? (struct dbn_str) { "", 0 } : counted_by(caption);

	return by.len ? by : title;
}

static size_t number_length(struct dbn_str cell)
{
	size_t end = 0;

	while (end < cell.len && (dbn_scan_is_digit((unsigned char)cell.ptr[end]) || cell.ptr[end] == '.'))
		end++;
	return end;
}

/* 12 under 2023年（个村）: the heading has the unit, and what is counted. */
static int add_counted(struct reader *r, struct dbn_str caption, struct dbn_str uom, struct dbn_str cell, struct dbn_str by,
		       struct dbn_item *item)
{
	static const char counters[] = "个|户|人|名|处|家|座|项|所|件|条|套|亩|公里|吨";
	struct dbn_target target = { .metric = counted(item->title, caption), .op = DBN_OP_GE };
	size_t n;

	if (dbn_scan_ends(uom, "）"))
		uom.len -= 3;
	n = dbn_scan_any_at(uom, 0, counters);
	if (n && n < uom.len) {
		target.metric = dbn_str_from(uom, n);
		uom.len = n;
	}
	target.value = dbn_str_sub(cell, 0, number_length(cell));
	target.uom = uom;
	return push_target(r, &target, by, item);
}

/* ≤36微克/立方米: of what the row is called; 新建5所: of what it says itself. */
static int add_said(struct reader *r, struct dbn_str cell, struct dbn_str by, struct dbn_item *item)
{
	bool bare = table_is_bare_value(cell);
	struct dbn_str parts[] = { item->title, cell };
	struct dbn_str text = bare ? dbn_arena_join(r->arena, parts, 2) : cell;
	struct dbn_targets found = { NULL, 0, 0 };
	struct dbn_limits none = { NULL, 0, 0 };
	int code = dbn_target_find(r->arena, text, &none, &none, &found, r->err);

	for (size_t i = 0; i < found.count && !code; i++)
		if (!bare || found.items[i].off >= item->title.len)
			code = push_target(r, &found.items[i], found.items[i].by.len ? found.items[i].by : by, item);
	if (!code && bare && !found.count && number_length(cell)) {
		struct dbn_target target = { .metric = item->title, .op = DBN_OP_GE };

		target.value = dbn_str_sub(cell, 0, number_length(cell));
		target.uom = dbn_str_from(cell, number_length(cell));
		code = push_target(r, &target, by, item);
	}
	return code;
}

size_t table_period(struct dbn_str heading)
{
	size_t at = dbn_scan_any_at(heading, 0, "第一季度|第二季度|第三季度|第四季度|一季度|二季度|三季度|四季度|1季度|2季度|3季度|4季度|"
						"上半年|下半年|全年"), end;
	size_t month = 0;

	if (!at && dbn_scan_number(heading, &month) >= 1 && dbn_scan_at(heading, month, "月")) {
		at = month + strlen("月");
		month = at + dbn_scan_any_at(heading, at, "份");
	}
	end = at > month ? at : month;
	return at && (end == heading.len ||
		      dbn_scan_is_any(dbn_str_from(heading, end), "目标|计划|任务|安排|节点|要求|进度|工作|工作目标|工作计划|工作任务|"
								  "目标任务|目标进度|推进计划|形象进度|进度目标|进度计划|进度安排|节点目标|"
								  "阶段目标|序时目标|序时进度"))
		       ? at
		       : 0;
}

int table_add_year(struct reader *r, struct dbn_str caption, struct dbn_str heading, struct dbn_str cell, struct dbn_item *item)
{
	size_t open = dbn_str_find(heading, DBN_STR("（"));
	struct dbn_limits found = { NULL, 0, 0 };
	struct dbn_limit *limit;
	int code;

	if (!cell.len || dbn_scan_is_any(cell, "无|—|-|/|——"))
		return DBN_OK;
	code = dbn_deadline_find(r->arena, dbn_str_sub(heading, 0, open), DBN_PLACE_FIELD, &r->limits, &found, r->err);
	if (code || !found.count)
		return code;
	limit = DBN_PUSH(r->arena, &item->limits);
	if (!limit)
		return dbn_fail_memory(r->err);
	*limit = found.items[0];
	if (open != DBN_NONE && number_length(cell))
		return add_counted(r, caption, dbn_str_from(heading, open + 3), cell, limit->code, item);
	return add_said(r, cell, limit->code, item);
}

/* 不高于31微克/立方米, 1.8万人 under 目标值: it says how much of what the cell before it names. */
bool table_is_bare_value(struct dbn_str s)
{
	static const char comparisons[] = "≥|≤|＞|＜|>|<|=|不低于|不少于|不高于|不超过|不大于|不小于|高于|低于|超过|"
					  "突破|达到|达|控制在|保持在|稳定在|降至|降到|压减至|提高到|提升至|力争|约";
	size_t at = dbn_scan_any_at(s, 0, comparisons);

	return s.len < 60 && at < s.len && dbn_scan_is_digit((unsigned char)s.ptr[at]) &&
	       !dbn_scan_has_any(s, "，|；|。|、|年|月");
}
