/*
 * target_doubt.c - what the figures of a row show of a misreading: those that became no target,
 * and targets whose name or day does not look like one.
 */
#include "dubanc/text.h"
#include "../target/quantity.h"
#include "../text/scan.h"
#include "item_doubt.h"

enum {
	METRIC_LONG = 30,
	TELLS_MAX = 600,  /* bytes */
	TARGETS_MAX = 40, /* beyond it nobody compares them */
	SEGMENT_MAX = 120,
	HAN_BYTES = 3,
};

/* ---- figures that were left ---- */

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

/* A span or a rank is one only behind words of aiming, or where it counts: 控制在20分钟以内, 3.2万路. */
static bool may_be_aim(struct dbn_str s, size_t at, const struct quantity *q)
{
	if (q->sort == UOM_RANK && dbn_scan_has_any(q->uom, "百|千|万|亿"))
		return true;
	return (q->sort != UOM_TIME && q->sort != UOM_RANK) ||
	       dbn_scan_ends_any(dbn_str_sub(s, 0, at), AIMS "|稳定在|保持在");
}

/* A figure that is neither a target nor a time: 取药种类220种. */
bool dbn_targets_unread(const struct dbn_item *item)
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
		if (depth == 0 && may_be_aim(s, at, &q) && !is_covered(item, &q) && !tells_else(s, at) &&
		    !dbn_scan_at(s, q.end, "的"))
			return true;
		at = q.end > at ? q.end : at + 1;
	}
	return false;
}

/* ---- names ---- */

/* 再完成, 桃花坝、石门垅等, 甲所负责: the words before a number that name nothing, or a piece of them. */
static bool is_ragged(struct dbn_str m)
{
	size_t charge = dbn_str_find(m, DBN_STR("负责"));

	if (charge != DBN_NONE && !dbn_scan_any_at(m, charge, "负责人|负责制"))
		return true;
	return dbn_scan_any_at(m, 0, "再完成|首批完成|组织") || dbn_scan_is_any(m, "对") ||
	       dbn_scan_ends_any(m, "等|不|对|至|到|的|在|各|近|及|和|与") ||
	       (dbn_scan_ends(m, "降") && !dbn_scan_ends_any(m, "下降|压降"));
}

static bool is_odd_target(const struct dbn_target *t)
{
	size_t at = 0;

	/* the end of a name or of a date that was cut in two */
	if (dbn_scan_any_at(t->metric, 0, "底前|、|办、|局、|科、|委、|站、|所、|中心、") ||
	    dbn_scan_has_any(t->metric, "牵头|责成|单位："))
		return true;
	if (!t->metric.len || dbn_utf8_length(t->metric) > METRIC_LONG ||
	    dbn_scan_is_any(t->metric, "序号|编号|备注|合计|指标|单位|年份|表|附件") ||
	    dbn_scan_has_any(t->metric, "每年|每季|每月|每周|每日|每天|每半年|月底|年底|季度末|完成时限"))
		return true;
	if (is_ragged(t->metric))
		return true;
	while (at < t->metric.len) {
		uint32_t cp = dbn_utf8_next(t->metric, &at);

		if (dbn_scan_is_end(cp) || cp == 0xff0c || cp == ',' || cp == 0xff1a)
			return true;
	}
	return false;
}

/* 甘泉区|450座 in columns of years: who is to reach it, not what it counts. */
static bool names_who(const struct dbn_item *item, const struct dbn_target *t)
{
	return dbn_str_eq(t->metric, item->title) &&
	       dbn_scan_ends_any(t->metric, "市|县|区|镇|乡|村|街道|州|旗|盟|局|委|院|公司|中心");
}

/*
 * 加装电梯30部，年内开工18部: the second figure goes by the name of the first. 首批60处,
 * 累计75家, 不低于90% do so rightly.
 */
static bool takes_name(const struct dbn_item *item, size_t i)
{
	const struct dbn_target *t = &item->targets.items[i];

	if (t->off >= item->text.len ||
	    dbn_scan_ends_any(dbn_str_sub(item->text, 0, t->off), "首批|累计|达到|不低于|不少于|完成|分别|不超过|至少|其中|至|到"))
		return false;
	for (size_t k = 0; k < i; k++) {
		const struct dbn_target *before = &item->targets.items[k];

		if (before->off < t->off && dbn_str_eq(before->metric, t->metric) &&
		    !dbn_str_eq(before->value, t->value))
			return true;
	}
	return false;
}

/*
 * 甘泉区|450|500 below 2025年|2026年: what is counted stands in no cell, and the table's own title
 * had to name it.
 */
static bool has_table_name(const struct dbn_item *item)
{
	const struct dbn_target *first = item->targets.items;

	if (item->from != DBN_FROM_TABLE || item->targets.count < 2 || dbn_str_eq(first->metric, item->title))
		return false;
	for (size_t i = 0; i < item->targets.count; i++)
		if (dbn_str_find(item->text, item->targets.items[i].value) != DBN_NONE ||
		    !dbn_str_eq(item->targets.items[i].metric, first->metric))
			return false;
	return dbn_str_find(item->text, first->metric) == DBN_NONE;
}

/* 40项|次: the unit of measure was cut. */
static bool cuts_unit(const struct dbn_item *item, const struct dbn_target *t)
{
	return t->off + t->len < item->text.len && dbn_str_ends(dbn_str_sub(item->text, 0, t->off + t->len), t->uom) &&
	       dbn_scan_any_at(item->text, t->off + t->len, "次|套|组|车|台");
}

/* 年产值超10亿元|龙头企业15家: how large a thing is. */
static bool tells_size(const struct dbn_item *item, const struct dbn_target *t)
{
	struct dbn_str s = item->text;
	size_t end = t->off + t->len;

	return end < s.len && dbn_is_han(dbn_scan_cp(s, end)) && dbn_str_ends(dbn_str_sub(s, 0, end), t->uom) &&
	       dbn_scan_ends_any(dbn_str_sub(s, 0, t->off), "超|超过|不低于|不少于|达到|不高于|不超过") &&
	       !dbn_scan_any_at(s, end, "以上|以内|以下|左右|的|和|及|并|以|到|且|次|套|组|车|台");
}

/* 每年发布榜单1批: that it is done, not how many. */
static bool is_once(const struct dbn_target *t)
{
	return dbn_str_starts(t->by, DBN_STR("every")) && dbn_str_eq(t->value, DBN_STR("1"));
}

/* ---- days ---- */

/* Whether the segment from `at` on only ends what was begun: 全部挂牌营业, 并网, 通水. */
static bool only_ends(struct dbn_str s, size_t at)
{
	size_t end = at;

	while (end < s.len && end - at <= SEGMENT_MAX && !dbn_scan_is_point(dbn_scan_cp(s, end)))
		dbn_utf8_next(s, &end);
	if ((end < s.len && !dbn_scan_is_end(dbn_scan_cp(s, end))) || holds_digit(dbn_str_sub(s, at, end - at)))
		return false;
	return end - at <= 4 * HAN_BYTES ||
	       (end - at <= 10 * HAN_BYTES && dbn_scan_any_at(s, at, "全部|全面|基本|如期|按期|陆续|均"));
}

/* 改造泵房14座，10月底前通水: the day behind the comma did not become the figure's. */
static bool lacks_day(const struct dbn_item *item, const struct dbn_target *t)
{
	struct dbn_str s = item->text;
	size_t at = t->off + t->len;

	if (t->by.len || at > s.len)
		return false;
	while (at < s.len && at - t->off <= SEGMENT_MAX && !dbn_scan_is_point(dbn_scan_cp(s, at)))
		dbn_utf8_next(s, &at);
	if (!dbn_scan_at(s, at, "，"))
		return false;
	for (size_t k = 0; k < item->limits.count; k++) {
		const struct dbn_limit *l = &item->limits.items[k];

		if (l->off == at + HAN_BYTES && l->due != DBN_NO_DAY &&
		    dbn_str_starts(dbn_str_from(s, l->off), l->text) && !dbn_str_starts(l->code, DBN_STR("every:")) &&
		    only_ends(s, l->off + l->len))
			return true;
	}
	return false;
}

/* 改造机埠9座，更换水泵12台，10月底前完成: the day became that of the second figure alone. */
static bool lacks_shared_day(const struct dbn_item *item, size_t i)
{
	const struct dbn_target *t = &item->targets.items[i], *next = t + 1;
	size_t end = next->off + next->len;

	if (t->by.len || !next->by.len || dbn_str_starts(next->by, DBN_STR("every")) || end > item->text.len || next->off < t->off + t->len)
		return false;
	for (size_t at = t->off; at < end; dbn_utf8_next(item->text, &at))
		if (dbn_scan_is_end(dbn_scan_cp(item->text, at)))
			return false;
	for (size_t k = 0; k < item->limits.count; k++) {
		const struct dbn_limit *l = &item->limits.items[k];

		if (l->off >= end && l->off - end <= 2 * HAN_BYTES && dbn_str_eq(l->code, next->by) &&
		    l->off < item->text.len && dbn_str_starts(dbn_str_from(item->text, l->off), l->text))
			return true;
	}
	return false;
}

uint64_t dbn_targets_doubt(const struct dbn_item *item)
{
	uint64_t doubts = has_table_name(item) ? DBN_DOUBT_BIT(TARGET_NAMED) : 0;

	for (size_t i = 0; i < item->targets.count; i++) {
		const struct dbn_target *t = &item->targets.items[i];

		if (is_odd_target(t) || names_who(item, t) || cuts_unit(item, t))
			doubts |= DBN_DOUBT_BIT(TARGET_ODD);
		if (i >= TARGETS_MAX)
			continue;
		if (takes_name(item, i))
			doubts |= DBN_DOUBT_BIT(TARGET_TWICE);
		if (tells_size(item, t))
			doubts |= DBN_DOUBT_BIT(TARGET_PART);
		if (is_once(t))
			doubts |= DBN_DOUBT_BIT(TARGET_RHYTHM);
		if (lacks_day(item, t) || (i + 1 < item->targets.count && lacks_shared_day(item, i)))
			doubts |= DBN_DOUBT_BIT(TARGET_UNDATED);
	}
	return doubts;
}
