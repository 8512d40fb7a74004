/* metric.c - what a quantity measures: the shortest noun phrase that names it. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/lex.h"
#include "../unit/unit.h"
#include "quantity.h"

enum { LOOK_MAX = 240 };

/* Lists as dbn_lex_any() reads them, joined from the lines of the table. */
static const char openers[] =
#define OPENER(words) words "|"
#include "../../data/metric_words.def"
	;
static const char doing[] =
#define DOING(words) words "|"
#include "../../data/metric_words.def"
	;
static const char telling[] =
#define TELLING(words) words "|"
#include "../../data/metric_words.def"
	;
static const char kept[] =
#define KEPT(words) words "|"
#include "../../data/metric_words.def"
	;

static const char kept_last[] =
#define KEPT_LAST(words) words "|"
#include "../../data/metric_words.def"
	;
static const char kept_not[] =
#define KEPT_NOT(words) words "|"
#include "../../data/metric_words.def"
	;

/* Whether what stands at `at` makes one word with the verb before it. */
static bool is_kept(struct dbn_str s, size_t at)
{
	size_t end = at;

	return (dbn_lex_at(s, at, kept) && !dbn_lex_at(s, at, kept_not)) || (dbn_lex_any(s, &end, kept_last) && end == s.len);
}

static struct dbn_str strip_openers(struct dbn_str s)
{
	size_t i = 0, k;

	/* the marker of a part: 2. 3、; a year that stands in front */
	while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
		i++;
	k = i;
	if (i == 0 || !dbn_lex_any(s, &k, ".|、|．|）|年"))
		k = 0;
	dbn_lex_any(s, &k, "（一）|（二）|（三）|（四）|（五）|一）|二）|三）|四）|五）");
	i = k; /* 分8期培训干部 */
	if (dbn_lex_any(s, &i, "分") && i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9') {
		while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
			i++;
		if (dbn_lex_any(s, &i, "期|批|次|年|步"))
			k = i;
	}
	dbn_lex_any(s, &k, "去年|上年|今年");
	dbn_lex_any(s, &k, "以来已|以来|已");
	i = k; /* 对全区|32条主次干道 */
	if (dbn_lex_any(s, &i, "对") && (i == s.len || dbn_lex_at(s, i, openers)))
		k = i;
	while (k < s.len && dbn_lex_any(s, &k, openers))
		;
	/* 基本建成 says how; 基本医保 and 重点用能单位 are names */
	i = k;
	if (dbn_lex_any(s, &i, "基本|重点") && dbn_lex_at(s, i, doing))
		k = i;
	return dbn_str_from(s, k);
}

static struct dbn_str strip_ends(struct dbn_str s)
{
	static const char ends[] =
	    "分别|、|力争|要|均|将|再|全部|的|至少|共|累计|总计|合计|，|：|由|不断|进一步|有|约|"
	    "平均|至|实现|完成|达到|可|能|比例要|力争|确保|每年|为|在";
	size_t n;

	while (s.len && (n = dbn_lex_before(s, s.len, ends)) != 0 &&
	       !dbn_lex_before(s, s.len, "签约|预约|节约|履约"))
		s.len -= n;
	return s;
}

/* 优良天数比例由82%提高到85%: what it was stands apart from the name. */
static struct dbn_str cut_former(struct dbn_str s)
{
	for (size_t at = 0; at < s.len;) {
		size_t end = at;

		if (dbn_lex_any(s, &end, "由原来的|从原来的|由|从") && end < s.len &&
		    s.ptr[end] >= '0' && s.ptr[end] <= '9')
			return dbn_str_sub(s, 0, at);
		dbn_utf8_next(s, &at);
	}
	return s;
}

static bool only_verbs(struct dbn_str s)
{
	size_t i = 0;

	while (i < s.len) {
		if (!dbn_lex_any(s, &i, doing) && !dbn_lex_any(s, &i, openers) && !dbn_lex_any(s, &i, "全部|基本"))
			return false;
	}
	return true;
}

/* 由财务部落实建设资金: who does it is no part of what is measured. */
static struct dbn_str cut_agent(struct dbn_str s)
{
	size_t i = 0;

	for (size_t at = 0; at < s.len; dbn_utf8_next(s, &at)) /* 县农业农村局要|组织收割机 */
		if (dbn_lex_at(s, at, "要|须|应") && dbn_lex_before(s, at, "局|委|办|厅|部|处|科|股|院|校|镇|乡|街道|公司|中心|政府|管委会")) {
			i = at;
			dbn_lex_any(s, &i, "要|须|应");
			return dbn_str_from(s, i);
		}
	if (!dbn_lex_any(s, &i, "由|责成"))
		return s;
	for (size_t at = i; at < s.len;) {
		size_t end = at;

		if (at > i && (dbn_lex_any(s, &end, "负责落实|牵头落实|落实|负责|承担|牵头|统筹|筹措|筹集|安排|投入|出资") ||
			       dbn_lex_any(s, &end, doing)))
			return dbn_str_from(s, end);
		dbn_utf8_next(s, &at);
	}
	return s;
}

/* 取得型号合格证的机型: what it is, not what it is like; 具备科学素质的比例 says nothing without it. */
static struct dbn_str strip_epithet(struct dbn_str s)
{
	for (size_t at = s.len; at > 0; dbn_utf8_prev(s, &at)) {
		struct dbn_str rest = dbn_str_from(s, at);

		if (dbn_lex_before(s, at, "的"))
			return rest.len < 2 * strlen("一") ||
					       dbn_lex_at(rest, 0, "比例|比重|占比|数量|人数|户数|面积|时间|时限|平均|总|规模|金额|水平")
				       ? s
				       : rest;
	}
	return s;
}

/* Without the verb that opens it or the last one of doing before a noun. */
static struct dbn_str strip_doing(struct dbn_str s)
{
	/* those that are seldom part of a name inside one */
	static const char inner[] = "组建|引进|培育|打造|发放|推出|举办|新建|修补|铺设|更换|选派|招聘|建成|设立|筹集|"
				    "加装|取缔|增设|开展";
	size_t i = 0;
	bool placed;

	s = cut_agent(strip_openers(s));
	placed = dbn_lex_any(s, &i, "在|对|向|为|通过|依托") != 0;
	i = 0;
	while (i < s.len && dbn_lex_any(s, &i, doing)) {
		/* 招聘会 is a name: one letter is none; 建设资金 is one word */
		if (s.len - i < 2 * strlen("一") || is_kept(s, i))
			return s;
		s = strip_openers(dbn_str_from(s, i));
		i = 0;
		if (dbn_lex_any(s, &i, "和|与|及|并") && !dbn_lex_at(s, i, doing)) /* 新建和改造高标准农田 */
			i = 0;
	}
	s = strip_epithet(s);
	/* 支持龙头企业组建联合体, 在山区开通航线: what stands behind the verb */
	for (size_t at = 0; at < s.len;) {
		size_t end = at;

		if (at > 0 && dbn_lex_any(s, &end, placed ? doing : inner) && !is_kept(s, end) &&
		    s.len - end >= 2 * strlen("一") && !only_verbs(dbn_str_from(s, end)))
			return dbn_str_from(s, end);
		dbn_utf8_next(s, &at);
	}
	return s;
}

/* s[from, to) without the limits in it; joined in the arena where one was cut out. */
static struct dbn_str without_limits(struct dbn_arena *arena, struct dbn_str s, size_t from,
				     size_t to, const struct dbn_limits *limits)
{
	struct dbn_str parts[8];
	size_t n = 0, at = from, low = 0, high = limits->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (limits->items[mid].off + limits->items[mid].len <= from)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < limits->count && limits->items[low].off < to && n < 6; low++) {
		const struct dbn_limit *l = &limits->items[low];

		if (l->off > at)
			parts[n++] = dbn_str_sub(s, at, l->off - at);
		if (l->off + l->len > at)
			at = l->off + l->len;
	}
	if (at < to)
		parts[n++] = dbn_str_sub(s, at, to - at);
	if (n == 1)
		return parts[0];
	return n ? dbn_arena_join(arena, parts, n) : (struct dbn_str) { "", 0 };
}

/* 完成12个小区雨污分流改造: the noun behind the unit. */
static struct dbn_str behind(struct dbn_str s, const struct quantity *q)
{
	size_t from = q->end, to;

	dbn_lex_any(s, &from, "的");
	/* 3座110千伏变电站: how big each is */
	if (from < s.len && s.ptr[from] >= '0' && s.ptr[from] <= '9') {
		struct quantity size;

		if (dbn_quantity_read(s, from, &size) && size.sort == UOM_SIZE && !size.stated && !size.behind)
			from = size.end;
	}
	to = from;
	while (to < s.len && to - from < LOOK_MAX) {
		size_t next = to;
		uint32_t cp = dbn_utf8_next(s, &next);

		if (cp == 0xff0c || cp == 0x3002 || cp == 0xff1b || cp == 0x3001 || cp == 0xff08 ||
		    cp == 0xff09 || cp == 0xff1a || cp == '\n' || (cp >= '0' && cp <= '9') ||
		    dbn_lex_at(s, to, "并|以上|左右|，|进行|开展|的意见|的请示|的建议|的方案|的报告"))
			break;
		to = next;
	}
	return dbn_str_sub(s, from, to - from);
}

/* The segment before this one: 设立孵化点，年内建成12个. */
static struct dbn_str segment_before(struct dbn_arena *arena, struct dbn_str s, size_t from,
				     const struct dbn_limits *limits, int depth)
{
	size_t end = from, start, counted;

	if (!dbn_lex_before(s, end, "，"))
		return (struct dbn_str) { "", 0 };
	end -= strlen("，");
	start = end;
	while (start > 0 && end - start < LOOK_MAX) {
		size_t prev = start;
		uint32_t cp = dbn_utf8_prev(s, &prev);

		if (cp == 0xff0c || cp == 0x3002 || cp == 0xff1b || cp == 0xff1a || cp == '\n')
			break;
		start = prev;
	}
	/* what was counted there is no part of the name: 分类投放点140处; or it follows: 更新288公里管网 */
	counted = end;
	for (size_t at = start; at < counted; at++) {
		struct quantity other;
		struct dbn_str name;

		if (s.ptr[at] < '0' || s.ptr[at] > '9' || !dbn_quantity_read(s, at, &other))
			continue;
		counted = other.words > start ? other.words : start;
		name = without_limits(arena, s, start, counted, limits);
		if (!name.len || only_verbs(name)) {
			struct dbn_str noun = other.end < end ? behind(s, &other) : (struct dbn_str) { "", 0 };

			if (noun.len)
				return noun;
			/* 设置通道，4月底前完成18处，8月底前再完成24处 */
			return depth > 1 ? name : segment_before(arena, s, start, limits, depth + 1);
		}
	}
	return without_limits(arena, s, start, counted, limits);
}

/* A rate of change keeps the word that says which way: 能耗下降|>=|3|%. */
static const char changes[] = "增长|下降|压减|减少|降低|提高|提升|增加|上升|递增|压降|回升";

/* 分别完成30%: the verb is all there is. */
static struct dbn_str bare_verb(struct dbn_str raw)
{
	size_t n;

	raw = dbn_str_trim(raw);
	for (n = 0; n < raw.len && dbn_lex_any(raw, &n, "、|，|分别|力争|确保|要|预计|计划");)
		;
	return dbn_str_from(raw, n);
}

/* 项目150个，新开工45个; 新增就业2万人，6月底前完成60%: how far the same are to come by then. */
static bool tells_stage(struct dbn_str verb, const struct quantity *q)
{
	size_t n = 0;

	return dbn_lex_any(verb, &n, q->sort == UOM_SHARE ? "完成|开工|竣工" : "新开工|开工|竣工|完工|投产|通车|交付|开业|落地|签约") &&
	       n == verb.len;
}

/* 县财政局负责筹集资金, 县应急局牵头补充冲锋舟: who does it is no part of what is counted. */
static struct dbn_str strip_subject(struct dbn_str s)
{
	size_t group = unit_group_lead_in(s), n = group ? group : unit_lead_in(s), word = n;
	struct unit_shape shape;

	if (!n)
		return s;
	shape = unit_read(dbn_str_sub(s, 0, n));
	if ((!group && !unit_is_sure(&shape)) ||
	    !(dbn_lex_any(s, &word, "牵头负责|牵头组织|牵头|负责|组织|统筹|指导|督促|安排|落实|确保|力争") || dbn_lex_at(s, n, doing)))
		return s;
	return strip_openers(dbn_str_from(s, word));
}

struct dbn_str dbn_metric(struct dbn_arena *arena, struct dbn_str s, size_t from,
			  const struct quantity *q, const struct dbn_limits *limits)
{
	struct dbn_str raw, name, other, verb;
	size_t to = q->words;

	if (from > to)
		from = to;
	if (to - from > LOOK_MAX) { /* a clause this long names nothing; the last of it may */
		from = to - LOOK_MAX;
		while (from < to && ((unsigned char)s.ptr[from] & 0xc0) == 0x80)
			from++;
	}
	/* 15家和数字化车间10个: what joins two quantities */
	if (from > 0 && !dbn_lex_before(s, from, "，|。|；|：|\n"))
		dbn_lex_any(s, &from, "和|及|与|并|以及");
	raw = without_limits(arena, s, from, to < from ? from : to, limits);
	name = strip_ends(strip_subject(strip_openers(cut_former(dbn_str_trim(raw)))));
	if (dbn_lex_before(name, name.len, changes) && name.len > strlen("增长"))
		return strip_openers(name);
	name = strip_doing(name);
	/* 对长江干流23处码头逐一拆除: where, and the thing behind the number */
	if (dbn_lex_at(name, 0, "对|将|把|在") && !dbn_lex_at(name, 0, "对外|对口|对接|在建|在岗|在册|在校|在读|在园|在网") &&
	    behind(s, q).len > strlen("一"))
		name.len = 0;
	/* 石门、桃坝等6座山塘: some of them by name, all of them behind the number */
	if (dbn_lex_before(name, name.len, "等") && !dbn_lex_before(name, name.len, "高等|初等|中等|均等|平等|同等") &&
	    behind(s, q).len > strlen("一"))
		name.len = 0;
	if (name.len && !only_verbs(name) && !dbn_lex_before(name, name.len, "人民币")) {
		if (!(dbn_lex_at(name, 0, telling) && behind(s, q).len > strlen("一")))
			return name;
	}
	other = strip_ends(behind(s, q));
	if (other.len >= 2 * strlen("一") &&
	    (q->sort == UOM_COUNT || q->sort == UOM_SIZE || q->sort == UOM_MONEY) &&
	    !only_verbs(other))
		return other;
	if (name.len && dbn_lex_at(name, 0, telling))
		return name;
	verb = bare_verb(raw);
	if (tells_stage(verb, q))
		return verb;
	other = strip_ends(strip_doing(segment_before(arena, s, from, limits, 0)));
	/* 财政总收入增长6%，达到9.8亿元: the sum is of what grows */
	if (q->sort != UOM_SHARE)
		other.len -= dbn_lex_before(other, other.len, "增长|提高|提升|增加|上升");
	if (other.len >= 2 * strlen("一") && !only_verbs(other))
		return other;
	return name.len ? name : verb;
}
