/*
 * item_doubt.c - what a row, beside its text and beside the other rows of its paper,
 * shows of a misreading: each sign is one that a careful clerk would stop at.
 */
#include "dubanc/text.h"
#include "item_doubt.h"
#include "../text/scan.h"
#include "../unit/unit.h"

/* How what somebody is to do begins in an order. */
#define ACTS                                                                                       \
	"立即|做好|抓好|组织|开展|每|于|要|对|完成|按|加快|尽快|抓紧|切实|督促|指导|配合|落实|加强|认真|迅速|"           \
	"具体|负责|牵头|会同|及时|严格|统筹|协调|拟|提出|在|应|须|全力|主动|积极|1|2|3|4|5|6|7|8|9"

enum {
	TITLE_SHORT = 16,
	TITLE_BROKEN = 22,
	TITLE_HAN_MIN = 3,
	ROWS_MIN = 5,
	BODY_LONG = 14,
	HAN_BYTES = 3,
	NAME_END = 12, /* characters */
	NAMES_MAX = 300, /* bytes */
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

/* …。（市农业农村局，市供销合作总社）: a bracket of names at the end, and nobody was read. */
static bool leaves_bracket(const struct dbn_item *item)
{
	struct dbn_str s = dbn_scan_chop(item->text);
	size_t at = s.len;

	if (item->clause.parties.count || !dbn_scan_is_close(dbn_scan_last(s)))
		return false;
	while (at > 0 && !dbn_scan_is_open(dbn_scan_cp(s, at)))
		dbn_utf8_prev(s, &at);
	while (at < s.len) {
		size_t from, end;

		dbn_utf8_next(s, &at);
		for (from = at; at < s.len && !dbn_scan_is_point(dbn_scan_cp(s, at)) &&
				!dbn_scan_is_close(dbn_scan_cp(s, at));)
			dbn_utf8_next(s, &at);
		end = at;
		if (end > from + 2 * HAN_BYTES && end - from <= NAMES_MAX &&
		    unit_read(dbn_str_sub(s, from, end - from)).class != UNIT_NONE)
			return true;
	}
	return false;
}

/* 甲局上线系统，乙科、丙科配合: who helps was not read, or nobody is left whom it helps. */
static bool loses_role(const struct dbn_item *item)
{
	if (!item->clause.parties.count)
		return false;
	if (has_role(item, DBN_ROLE_COOP))
		return !has_role(item, DBN_ROLE_LEAD) && !has_role(item, DBN_ROLE_UNITS);
	return dbn_scan_has_any(item->clause_text, "配合|协助|协办|参与|参加");
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

/* 平台公司|立即开展自查: the end of a name was left in front of what it is to do. */
static bool begins_with_name(struct dbn_str title)
{
	size_t at = 0, len;

	if (dbn_scan_any_at(title, 0, "对|将|把|按|就|为"))
		return false;
	for (size_t n = 1; at < title.len && n <= NAME_END; n++) {
		struct dbn_str name;
		enum unit_class class;

		dbn_utf8_next(title, &at);
		name = dbn_str_sub(title, 0, at);
		class = n > 1 && dbn_scan_any_at(title, at, ACTS) ? unit_ending(name, &len) : UNIT_NONE;
		if (class != UNIT_NONE && class != UNIT_PLACE && !unit_holds_sentence(name))
			return true;
	}
	return false;
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

/* The limit in the text of its item, where it stands there. */
static bool stands_in_text(const struct dbn_item *item, const struct dbn_limit *l)
{
	return l->off + l->len <= item->text.len &&
	       dbn_str_eq(dbn_str_sub(item->text, l->off, l->len), l->text);
}

/* …8条。8月底前: a sentence that is a limit and nothing else was a cell or a line of its own. */
static bool stands_apart(const struct dbn_item *item, const struct dbn_limit *l)
{
	size_t end = l->off + l->len;

	return (l->off == 0 || dbn_scan_is_end(dbn_scan_cp_before(item->text, l->off))) &&
	       (end == item->text.len || dbn_scan_is_end(dbn_scan_cp(item->text, end)));
}

/* 每周|三通报: the day was left; not 每周一次, whose 一 counts. */
static bool cuts_weekday(const struct dbn_item *item, const struct dbn_limit *l)
{
	size_t end = l->off + l->len;

	return dbn_scan_ends_any(l->text, "周|星期") && dbn_scan_any_at(item->text, end, "一|二|三|四|五|六|日") &&
	       !dbn_scan_any_at(item->text, end + HAN_BYTES, "次|个|期|轮|场|篇|例|批|份|条|调度|简报");
}

/*
 * 3个工作日内答复, 灾后48小时内恢复: how fast each time. In a sentence that charges somebody
 * the span is that of the order: 请甲科3日内公示.
 */
static bool is_answer(const struct dbn_item *item, const struct dbn_limit *l)
{
	if (dbn_str_eq(item->clause_text, item->text))
		return false;
	return dbn_scan_has(l->text, "小时") || (dbn_scan_ends_any(l->text, "工作日内|日内|天内") &&
						 !dbn_scan_has_any(l->text, "印发|收到|通知|之日|后"));
}

/* 每半年测评一次，7月上旬通报 read as every:half@07-10: two limits or one? */
static bool mixes_rhythm(const struct dbn_limit *l)
{
	return dbn_str_starts(l->code, DBN_STR("every:")) && dbn_scan_has(l->code, "@") &&
	       !dbn_scan_has_any(l->text, "每|逐|按");
}

/* 师德培训每年不少于8学时, and no rhythm was read. */
static bool leaves_rhythm(const struct dbn_item *item)
{
	for (size_t i = 0; i < item->limits.count; i++)
		if (dbn_scan_has(item->limits.items[i].code, "every"))
			return false;
	return item->kind != DBN_ITEM_MEASURE && dbn_scan_has_any(item->text, "每年|每季度|每半年|每月|每周|每日|每天");
}

static uint64_t limits_doubt(const struct dbn_item *item)
{
	uint64_t doubts = leaves_rhythm(item) ? DBN_DOUBT_BIT(LIMIT_UNREAD) : 0;

	for (size_t i = 0; i < item->limits.count; i++) {
		const struct dbn_limit *l = &item->limits.items[i];

		if (mixes_rhythm(l))
			doubts |= DBN_DOUBT_BIT(LIMIT_AMBIGUOUS);
		if (i < item->label_limits || !stands_in_text(item, l))
			continue;
		if (stands_apart(item, l))
			doubts |= DBN_DOUBT_BIT(LIMIT_APART);
		if (cuts_weekday(item, l))
			doubts |= DBN_DOUBT_BIT(LIMIT_UNREAD);
		if (is_answer(item, l))
			doubts |= DBN_DOUBT_BIT(LIMIT_ANSWER);
	}
	return doubts;
}

/* ---- one row: whose text ---- */

/* 会议强调…, 请各责任单位于…: what a paper says to all at its end. */
static bool closes_paper(struct dbn_str text)
{
	return dbn_scan_has_any(text, "会议强调|会议要求|会议指出|本通知单|本清单由|本方案由|请各牵头单位|请各责任单位|"
				      "请各单位|各牵头单位要|各责任单位要|联系人：|联系电话|特此|附件：");
}

void dbn_item_doubt(const struct reader *r, struct dbn_item *item, const struct dbn_limits *body)
{
	if (body && leaves_period(item, body))
		item->doubts |= DBN_DOUBT_BIT(LIMIT_UNREAD);
	if (leaves_clause(item->text) || leaves_bracket(item))
		item->doubts |= DBN_DOUBT_BIT(CLAUSE_UNREAD);
	if (item->kind != DBN_ITEM_MEASURE &&
	    (is_odd_title(item->title) || (item->kind == DBN_ITEM_SLIP && begins_with_name(item->title))))
		item->doubts |= DBN_DOUBT_BIT(TITLE_ODD);
	if (r->doc->head.lead_rule != DBN_LEAD_NONE && item->kind == DBN_ITEM_TASK &&
	    has_plain_unit(item) && !has_role(item, DBN_ROLE_LEAD))
		item->doubts |= DBN_DOUBT_BIT(LEAD_MISSING);
	if (item->kind != DBN_ITEM_SLIP && dbn_targets_unread(item))
		item->doubts |= DBN_DOUBT_BIT(TARGET_UNREAD);
}

/* When all of it is known: columns of years add their targets last, limits above an item theirs. */
static void doubt_whole(struct dbn_item *item)
{
	item->doubts |= dbn_targets_doubt(item) | limits_doubt(item);
	if (loses_role(item))
		item->doubts |= DBN_DOUBT_BIT(ROLE_LOST);
	if (closes_paper(item->text))
		item->doubts |= DBN_DOUBT_BIT(CLOSING_TEXT);
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
		doubt_whole(&r->doc->items.items[i]);
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
