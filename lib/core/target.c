/* target.c - quantified targets: which quantities are to be reached, and by when. */
#include <string.h>

#include "dubanc/text.h"
#include "lex.h"
#include "quantity.h"

const char *dbn_target_op_sign(enum dbn_target_op op)
{
	static const char *const signs[] = { ">=", ">", "<=", "<", "=", "~", "in" };

	return signs[op];
}

const char *dbn_target_op_name(enum dbn_target_op op)
{
	static const char *const names[] = { "ge", "gt", "le", "lt", "eq", "approx", "in" };

	return names[op];
}

/* ---- the parts of a text ---- */

enum { LOOK_MAX = 600 };

static bool is_stop(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xff01 || cp == 0xff1f || cp == '\n';
}

static bool is_pause(uint32_t cp)
{
	return is_stop(cp) || cp == 0xff0c || cp == 0xff1b || cp == 0xff1a || cp == '\t';
}

static size_t pause_behind(struct dbn_str s, size_t at)
{
	size_t from = at;

	while (at < s.len && at - from < LOOK_MAX) {
		size_t next = at;

		if (is_pause(dbn_utf8_next(s, &next)))
			break;
		at = next;
	}
	return at;
}

struct hunt {
	struct dbn_arena *arena;
	struct dbn_str s;
	const struct dbn_limits *limits, *outer;
	struct dbn_targets *out;
	size_t sentence, segment; /* where they began */
	size_t metric_from;       /* behind the last quantity of the segment */
	size_t limit;             /* the next of limits, in order of offsets */
	bool describes;           /* the sentence tells what there is: 现有45家，床位3000张 */
	bool no_memory;
};

/* ---- what is no target ---- */

static const char doing[] = "组建|建成|新建|培育|打造|完成|引进|新增|建设|改造|创建|举办|开展|发放|"
			    "选派|培训|招聘|实施|拆除|整治|推出|"
			    "改建|扩建|培养|设立|布局|开通|修建|种植|达到|实现|办理|化解|清理|消除|"
			    "争创|认定|遴选|评选|编制|制定|"
			    "配备|购置|更新|更换|安装|铺设|新开|增设|增加|签约|盘活|清退|走访|抽查|"
			    "排查|检查|不少于|不低于|至少|超过|突破";

/* Where the ，-segment begins, or not so far back that nobody reads it together. */
static size_t from_here(const struct hunt *h, const struct quantity *q)
{
	size_t from = h->segment;

	if (q->off - from > LOOK_MAX) {
		from = q->off - LOOK_MAX;
		while (from < q->off && ((unsigned char)h->s.ptr[from] & 0xc0) == 0x80)
			from++;
	}
	return from;
}

/* A bound that describes what follows: 20吨/日以上设施, 超过20%的企业. */
static bool is_threshold(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	size_t i = q->end;

	if (dbn_lex_at(s, q->unit_end, "/|／"))
		return true;
	if (dbn_lex_eat(s, &i, "的"))
		return !dbn_lex_at(s, i, "目标|要求|水平|任务|标准") &&
		       (q->stated ||
			dbn_lex_within(s, from_here(h, q), q->off, "对|凡|如|若|给予|按照|按"));
	if (!q->behind || q->op == DBN_OP_ABOUT)
		return false;
	if (i >= s.len || dbn_lex_at(s, i, "，|。|；|、|）|,|;|！|：|”|（|和|及|并|且|\n| |\t") ||
	    s.ptr[i] == '|')
		return false;
	/* 组建3个以上联合体 is a count to reach; 500万元以上项目 a class */
	return !dbn_lex_before(s, q->words, doing);
}

static bool is_money_given(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;

	if (q->sort != UOM_MONEY && q->sort != UOM_SHARE)
		return false;
	if (dbn_lex_within(s, q->end, pause_behind(s, q->end),
			   "补助|补贴|奖励|奖补|资助|贴息|罚款|计提|计收|收取"))
		return true;
	return dbn_lex_within(s, from_here(h, q), q->off,
			      "补助|补贴|奖励|奖补|给予|资助|罚款|处以|收费|贴息|减免|予以|"
			      "扶持资金|一次性|缴纳|按照每|按每|"
			      "缴存|定价|单价|票价|保费|违约金|押金|注册资本|比例补|最高");
}

/* 每个县区办好1所: a norm for every member; 每千人口…达到4.5个 names an indicator. */
static bool is_norm(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	struct dbn_str part = dbn_str_sub(s, h->metric_from, q->off - h->metric_from);
	size_t at = dbn_str_find(part, DBN_STR("每")), i;

	if (at == DBN_NONE)
		return dbn_lex_before(s, q->words, "各|均|分别不少于每") && q->sort == UOM_COUNT &&
		       !q->stated;
	i = h->metric_from + at + strlen("每");
	if (dbn_lex_at(s, i, "年|月|季|周|日|半年|天|百|千|万|十万|亿"))
		return false;
	return !(q->stated && dbn_lex_within(s, h->segment > LOOK_MAX ? h->segment - LOOK_MAX : 0,
					     q->words, "经费|标准|率|数|时间|面积|均"));
}

/* 2023年建成3个, 近三年培训4500人次: a year that is no limit is over. */
static bool names_past(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	struct dbn_num n;

	/* not 较上年下降 */
	if (dbn_lex_within(s, from_here(h, q), q->off, "近三年|近五年|近两年|近年|往年|以来") ||
	    dbn_lex_at(s, h->segment, "去年|上年|过去|前期"))
		return true;
	for (size_t at = from_here(h, q), end; at < q->off; at = end) {
		bool limit = false;

		end = at;
		if (s.ptr[at] < '0' || s.ptr[at] > '9' || !dbn_num_read(s, &end, &n)) {
			dbn_utf8_next(s, &end);
			continue;
		}
		for (size_t k = h->limit; k-- > 0 && !limit && h->limits->items[k].off + h->limits->items[k].len > h->segment;)
			limit = at >= h->limits->items[k].off &&
				at < h->limits->items[k].off + h->limits->items[k].len;
		if (n.digits == 4 && n.value > 1949 && n.value < 2100 && dbn_lex_at(s, end, "年") && !limit)
			return true;
	}
	return false;
}

/* Nothing in the ，-segment before the quantity says that it is to be reached. */
static bool merely_tells(const struct hunt *h, const struct quantity *q)
{
	for (size_t k = h->limit; k-- > 0 && h->limits->items[k].off >= h->segment;)
		return false;
	return !q->stated &&
	       !dbn_lex_within(h->s, from_here(h, q), q->off, doing) &&
	       !dbn_lex_within(h->s, from_here(h, q), q->off,
			       "力争|确保|争取|计划|拟|再|将|要|须|应|增长|下降|提高|压减|目标");
}

static bool was_so(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;

	if ((h->describes && merely_tells(h, q)) || names_past(h, q))
		return true;
	/* what a place, a body or a project has: 辖12个村, 户籍人口3万人, 总投资5亿元 */
	if (merely_tells(h, q) &&
	    (dbn_lex_before(s, q->off,
			    "辖|下辖|占地|管辖|下设|内设|坐落|人口|占地面积|总面积|总投资|概算|估算|造价|"
			    "涉及|包括|包含|分为|共分|分布在") ||
	     dbn_lex_within(s, from_here(h, q), q->off, "占地|户籍人口|常住人口|总人口|下辖|涉及")))
		return true;

	/* 由60%提高到80%, 从3天压缩到1天 */
	if (dbn_lex_before(s, q->off,
			   "由|从|由原来的|从原来的|由原来|从原来|原来的|原有|现有|已有|已达|"
			   "已建成|已完成|共有|目前有|现有的|上年的|去年的|同期的|基数"))
		return true;
	return dbn_lex_within(s, from_here(h, q), q->off,
			      "已完成|已建成|已有|现有|目前|以来|上年同期|去年同期|截至|原有|"
			      "累计已|先后|共有|曾|自查发现|暴露出|现已|已经|出现");
}

/* What is measured in grades. */
static const char graded[] = "水平|等级|级别|评级|能力|等次|成熟度|能效|标准|资质|响应|评定|认证";

/* Ordinals, ranks, versions, telephone lines, names in quotation marks. */
static bool is_label(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	size_t prev = q->off;
	uint32_t cp = q->off ? dbn_utf8_prev(s, &prev) : 0;

	/* 应用水平达到5级 is a value; 防6级大风, 3年级, 第2届 are none */
	if ((q->sort == UOM_RANK &&
	     !(q->stated && dbn_str_eqz(q->uom, "级") && dbn_lex_before(s, q->words, graded))) ||
	    (!q->stated && dbn_lex_within(s, q->end, pause_behind(s, q->end), "全覆盖")))
		return true;
	if ((cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == '-' || cp == '+' ||
	    cp == '.' || cp == '/')
		return true;
	/* 表3, 见图2; not 智能水表3.2万只 */
	if (dbn_lex_before(s, q->off, "图|表") &&
	    (q->off - h->metric_from <= strlen("附表") ||
	     dbn_lex_before(s, q->off, "附表|附图|见表|见图|如表|如图|下表|下图|上表|上图")))
		return true;
	if (dbn_lex_before(s, q->off, "第|〔|No.|NO.|编号|共印|印发份数|次数：|前|排名|电话|热线|“|之"))
		return !dbn_lex_before(s, q->off, "底前|日前|月前|年前|之前|节前|以前");
	return dbn_lex_at(s, q->unit_end,
			  "圈|级|制|型|工程|行动|计划|机制|会议|号|版|线|牌|街|市场主体倍增") ||
	       (q->sort == UOM_SIZE &&
		dbn_lex_at(s, q->unit_end, "内|范围|半径|以内|跑|高|长|宽|深") && !q->stated) ||
	       (dbn_lex_at(s, q->unit_end, "内") && !q->behind);
}

/* Spans of time are values only of an indicator of time. */
static bool is_mere_time(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;

	if (q->sort != UOM_TIME)
		return false;
	if (dbn_lex_at(s, q->unit_end, "内") && !q->behind)
		return true;
	return !(q->stated && dbn_lex_within(s, from_here(h, q), q->words,
					     "时间|时限|周期|时长|住院日|平均|天数|年限|耗时|用时|"
					     "工期|期限|期|审批|办结|开办|办理|接电|通关|环节"));
}

/* 每季度1次: the rhythm alone. */
static bool is_rhythm_only(const struct hunt *h, const struct quantity *q)
{
	return dbn_str_eqz(q->uom, "次") && dbn_str_eqz(q->low, "1") &&
	       dbn_lex_within(h->s, from_here(h, q), q->off, "每|一年|半年");
}

static bool is_target(const struct hunt *h, const struct quantity *q)
{
	return !is_label(h, q) && !is_mere_time(h, q) && !is_threshold(h, q) &&
	       !is_money_given(h, q) && !is_norm(h, q) && !was_so(h, q) && !is_rhythm_only(h, q);
}

/* ---- by when ---- */

static bool is_date(const struct dbn_limit *l)
{
	return l->kind != DBN_LIMIT_ONGOING && l->kind != DBN_LIMIT_IMMEDIATE &&
	       !dbn_str_starts(l->code, DBN_STR("every:"));
}

static bool names_time(const struct dbn_limit *l)
{
	return l->kind != DBN_LIMIT_ONGOING && l->kind != DBN_LIMIT_IMMEDIATE;
}

/* …46公里，9月30日前全部完工: the next segment only completes this one. */
static const struct dbn_limit *completed_by(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	size_t end = pause_behind(s, q->end), i;

	if (!dbn_lex_at(s, end, "，"))
		return NULL;
	for (size_t k = h->limit; k < h->limits->count; k++) {
		const struct dbn_limit *l = &h->limits->items[k];

		if (l->off < end)
			continue;
		if (l->off != end + strlen("，") || !is_date(l))
			return NULL;
		i = l->off + l->len;
		dbn_lex_any(s, &i, "力争|确保|要");
		dbn_lex_any(s, &i, "全部|全面|基本|如期|按期");
		if (dbn_lex_at(s, i, "消除|根治|销号")) /* the end the works serve */
			return l;
		if (!dbn_lex_any(s, &i,
				 "完工|竣工|投入运营|投入使用|投入运行|投用|投产|交付使用|交付|"
				 "建成投用|建成投产|建成|完成交付|完成验收|完成建设|完成安装|完成|"
				 "通过验收|到位|验收|通车|开工|办结|整改到位|发放到位|拨付到位|达标|"
				 "运营|落地|交房|到岗|上岗|入职|启用|上线|挂牌|开班|落成|开放"))
			return NULL;
		return pause_behind(s, i) == i || dbn_lex_at(s, i, "并|、|（") ? l : NULL;
	}
	return NULL;
}

static struct dbn_str outer_code(const struct hunt *h)
{
	struct dbn_str code = { "", 0 };

	for (size_t i = 0; h->outer && i < h->outer->count; i++) {
		if (is_date(&h->outer->items[i]))
			code = h->outer->items[i].code;
	}
	return code;
}

static struct dbn_str by_code(const struct hunt *h, const struct quantity *q)
{
	const struct dbn_limit *found = NULL, *same = NULL;
	size_t end = pause_behind(h->s, q->end);

	for (size_t k = h->limit; k-- > 0;) {
		const struct dbn_limit *l = &h->limits->items[k];

		if (l->off < h->sentence)
			break;
		if (l->off >= h->segment && names_time(l) && !same)
			same = l;
		if (!found && is_date(l))
			found = l;
	}
	/* later in the same segment: 新建学校5所于年底前投用 */
	for (size_t k = h->limit; !same && k < h->limits->count && h->limits->items[k].off < end;
	     k++) {
		if (names_time(&h->limits->items[k]))
			same = &h->limits->items[k];
	}
	if (same)
		return same->code;
	if (!found)
		found = completed_by(h, q);
	return found ? found->code : outer_code(h);
}

/* ---- finding ---- */

static struct dbn_str plain_number(struct hunt *h, struct dbn_str printed)
{
	char *p = dbn_arena_alloc(h->arena, printed.len + 1, 1);
	size_t n = 0;

	if (!p) {
		h->no_memory = true;
		return (struct dbn_str) { "", 0 };
	}
	for (size_t i = 0; i < printed.len; i++) {
		char c = printed.ptr[i];

		if (c == ',')
			continue;
		p[n++] = c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : c;
	}
	return (struct dbn_str) { p, n };
}

static void put(struct hunt *h, const struct quantity *q, struct dbn_str metric, struct dbn_str by)
{
	struct dbn_target *t = DBN_PUSH(h->arena, h->out);

	if (!t) {
		h->no_memory = true;
		return;
	}
	t->metric = metric;
	t->op = q->op;
	t->value = plain_number(h, q->low);
	if (q->high.len) {
		struct dbn_str parts[] = { t->value, DBN_STR(".."), plain_number(h, q->high) };

		t->value = dbn_arena_join(h->arena, parts, 3);
	}
	t->uom = q->uom;
	t->by = by;
	t->off = q->off;
	t->len = q->end - q->off;
}

/* 甲和乙分别下降: the names apart from the word that says which way. */
static bool cut_change(struct dbn_str *metric, struct dbn_str *change)
{
	size_t at = dbn_str_find(*metric, DBN_STR("分别"));

	*change = (struct dbn_str) { "", 0 };
	if (at == DBN_NONE || at == 0)
		return false;
	*change = dbn_str_from(*metric, at + strlen("分别"));
	*metric = dbn_str_sub(*metric, 0, at);
	return change->len > 0;
}

/* Splits 玉米和肉牛产业链产值: the first member takes the second's tail. */
static bool split_pair(struct hunt *h, struct dbn_str metric, struct dbn_str *a, struct dbn_str *b)
{
	static const char *const joints[] = { "和", "与", "及", "、" };
	struct dbn_str tail;

	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		size_t at = dbn_str_find(metric, dbn_str_of(joints[i]));

		if (at == DBN_NONE || at == 0 || at + strlen(joints[i]) >= metric.len)
			continue;
		*a = dbn_str_sub(metric, 0, at);
		*b = dbn_str_from(metric, at + strlen(joints[i]));
		if (b->len > a->len) {
			tail = dbn_str_from(*b, a->len);
			if (dbn_utf8_bad(tail) == DBN_NONE &&
			    !dbn_lex_before(*a, a->len, "率|值|数|量|额|积|度|比|入|重")) {
				struct dbn_str parts[] = { *a, tail };

				*a = dbn_arena_join(h->arena, parts, 2);
			}
		}
		return true;
	}
	return false;
}

/* 分别达到30%、60%、100%: one value for each limit or each name. */
static size_t put_shared(struct hunt *h, struct quantity *q, struct dbn_str metric)
{
	struct dbn_str by = by_code(h, q), a, b, change;
	struct quantity all[12];
	bool changes = cut_change(&metric, &change);
	size_t n = 0, end = q->end, first = h->limit, dated = 0;

	all[n++] = *q;
	while (n < sizeof all / sizeof *all) {
		size_t i = end;

		if (!dbn_lex_any(h->s, &i, "、|和|及") || !dbn_quantity_read(h->s, i, &all[n]))
			break;
		end = all[n].end;
		if (!all[n].stated) {
			all[n].op = q->op;
		}
		n++;
	}
	while (first > 0 && h->limits->items[first - 1].off >= h->segment) {
		first--;
		dated++;
	}
	if (n > 1 && dated == n) {
		for (size_t k = 0; k < n; k++)
			put(h, &all[k], metric, h->limits->items[first + k].code);
	} else if (split_pair(h, metric, &a, &b)) {
		if (changes) {
			a = dbn_arena_join(h->arena, (struct dbn_str[]) { a, change }, 2);
			b = dbn_arena_join(h->arena, (struct dbn_str[]) { b, change }, 2);
		}
		put(h, &all[0], a, by);
		put(h, &all[n > 1 ? 1 : 0], b, by);
		for (size_t k = 2; k < n; k++)
			put(h, &all[k], metric, by);
	} else {
		for (size_t k = 0; k < n; k++)
			put(h, &all[k], metric, by);
	}
	return end;
}

static bool shares(const struct hunt *h, const struct quantity *q)
{
	size_t end = q->end;

	/* 分别下降10%、15%; 分别完成投资的40%、70% */
	return dbn_lex_before(h->s, q->words, "分别|各") ||
	       (dbn_lex_within(h->s, h->metric_from, q->words, "分别") &&
		dbn_lex_any(h->s, &end, "、|和|及") && end < h->s.len && h->s.ptr[end] >= '0' &&
		h->s.ptr[end] <= '9');
}

/* What the segment says of the past or present holds for the next until one sets a goal. */
static void note_description(struct hunt *h, const struct quantity *q)
{
	if (was_so(h, q))
		h->describes = true;
	else if (!merely_tells(h, q))
		h->describes = false;
}

static size_t take(struct hunt *h, size_t at)
{
	struct quantity q;
	struct dbn_str metric;

	if (!dbn_quantity_read(h->s, at, &q)) {
		dbn_quantity_skip(h->s, &at);
		return at;
	}
	note_description(h, &q);
	if (!is_target(h, &q)) {
		/* 总投资8亿元的项目，…: what is described names what follows */
		if (dbn_lex_at(h->s, q.end, "的"))
			h->metric_from = q.end + strlen("的");
		return q.end;
	}
	metric = dbn_metric(h->arena, h->s, h->metric_from, &q, h->limits);
	if (shares(h, &q))
		return h->metric_from = put_shared(h, &q, metric);
	put(h, &q, metric, by_code(h, &q));
	return h->metric_from = q.end;
}

/* Whether a ； goes on under the time that opens the sentence: not before 2. （2） ②. */
static bool sentence_goes_on(struct dbn_str s, size_t at)
{
	size_t i = at;
	struct dbn_num n;

	if (dbn_lex_at(s, at, "①|②|③|④|⑤|⑥|⑦|⑧|⑨|——|—|二是|三是|四是|五是"))
		return false;
	dbn_lex_any(s, &i, "（|(");
	return !(dbn_num_read(s, &i, &n) && dbn_lex_at(s, i, ".|、|）|．"));
}

static size_t skip_title(struct dbn_str s, size_t at)
{
	size_t end = at;

	while (end < s.len && end - at < LOOK_MAX) {
		if (dbn_lex_eat(s, &end, "》"))
			return end;
		dbn_utf8_next(s, &end);
	}
	return at;
}

int dbn_target_find(struct dbn_arena *arena, struct dbn_str text, const struct dbn_limits *limits,
		    const struct dbn_limits *outer, struct dbn_targets *out, struct dbn_err *err)
{
	static const struct dbn_limits empty = { NULL, 0, 0 };
	struct hunt h = { .arena = arena,
			  .s = text,
			  .limits = limits ? limits : &empty,
			  .outer = outer,
			  .out = out };
	size_t at = 0;

	while (at < text.len && !h.no_memory) {
		size_t next = at;
		uint32_t cp = dbn_utf8_next(text, &next);

		while (h.limit < h.limits->count && h.limits->items[h.limit].off <= at) {
			const struct dbn_limit *l = &h.limits->items[h.limit++];

			if (at < l->off + l->len)
				at = l->off + l->len;
		}
		if (at >= next) /* inside a limit */
			continue;
		if (cp == 0x300a && (next = skip_title(text, at)) != at) {
			at = next;
			continue;
		}
		if ((cp >= '0' && cp <= '9') || cp == 'l' || cp == 'O') {
			at = take(&h, at);
			continue;
		}
		if (is_pause(cp)) {
			h.segment = h.metric_from = next;
			if (is_stop(cp) || cp == 0xff1b)
				h.describes = false;
			if (is_stop(cp) || (cp == 0xff1b && !sentence_goes_on(text, next)))
				h.sentence = next;
		}
		at = next > at ? next : at + 1;
	}
	return h.no_memory || arena->failed ? dbn_fail_memory(err) : DBN_OK;
}
