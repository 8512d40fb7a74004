/* target_not.c - quantities that are no targets: bounds, norms, money given, what was. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/lex.h"
#include "target_int.h"

enum { OPENING_MAX = 60 }; /* bytes at the beginning of a sentence that say since when */

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
		/* 设立规模不低于5亿元的基金 */
		return !dbn_lex_at(s, i, "目标|水平|任务") &&
		       !(q->stated && dbn_lex_before(s, q->words, "规模|总规模") &&
			 dbn_lex_within(s, from_here(h, q), q->words, "设立|组建|成立|发起|建立")) &&
		       (q->stated ||
			dbn_lex_within(s, from_here(h, q), q->off, "对|凡|如|若|给予|按照|按"));
	/* 培育年产值超10亿元|龙头企业15家 */
	if (q->stated && (q->op == DBN_OP_GT || q->op == DBN_OP_GE) &&
	    dbn_lex_at(s, i, "龙头企业|企业|项目|园区|产业|镇|村|基地|集群|主体"))
		return true;
	if (!q->behind || q->op == DBN_OP_ABOUT)
		return false;
	if (i >= s.len || dbn_lex_at(s, i, "，|。|；|、|）|,|;|！|：|”|（|和|及|并|且|\n| |\t") ||
	    s.ptr[i] == '|')
		return false;
	/* 组建3个以上联合体 is a count to reach; 500万元以上项目 a class */
	return !dbn_lex_before(s, q->words, doing);
}

/* 发放购置补贴资金2600万元: a sum to be paid out, not what each one gets. */
static bool is_fund(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	size_t from = from_here(h, q);

	return q->sort == UOM_MONEY &&
	       (dbn_lex_before(s, q->words, "资金|经费|款|补贴|补助|奖补") != 0) &&
	       dbn_lex_within(s, from, q->words, "发放|拨付|兑付|兑现|下达|落实|争取|筹集|清算|安排|投入|到位|追缴|追回|收缴|清退|退缴|收回") &&
	       !dbn_lex_within(s, from, q->words, "给予|每|最高|一次性|按|标准|人均|户均");
}

/* 减免企业保证金3亿元: what all of them are spared, at this size not each. */
static bool is_relief(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	size_t from = from_here(h, q);

	bool large = dbn_str_starts(q->uom, DBN_STR("亿")) || dbn_str_starts(q->uom, DBN_STR("千万")) ||
		     (dbn_str_starts(q->uom, DBN_STR("万")) && q->low.len >= strlen("100"));

	return q->sort == UOM_MONEY && large &&
	       dbn_lex_within(s, from, q->words, "减免|减税|退税|降费|让利|贴息|清缴|补缴|征收") &&
	       !dbn_lex_within(s, from, q->words, "给予|每|最高|一次性|人均|户均|符合|以上的");
}

static bool is_money_given(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;

	if (q->sort != UOM_MONEY && q->sort != UOM_SHARE)
		return false;
	if (is_fund(h, q) || is_relief(h, q) ||
	    /* 补贴资金兑付率达到…, 缴存额增长… */
	    (q->sort == UOM_SHARE && dbn_lex_before(s, q->words, "率|额增长|额提高|额下降|额增加|额增幅|额增速")))
		return false;
	/* 按每村5万元拨付，市级配套2万元 */
	if (q->sort == UOM_MONEY && dbn_lex_before(s, q->words, "配套") &&
	    !dbn_lex_within(s, from_here(h, q), q->words, "落实|争取|到位|完成"))
		return true;
	if (dbn_lex_within(s, q->end, dbn_pause_behind(s, q->end),
			   "补助|补贴|奖励|奖补|资助|贴息|罚款|计提|计收|收取"))
		return true;
	return dbn_lex_within(s, from_here(h, q), q->off,
			      "补助|补贴|奖励|奖补|给予|资助|罚款|处以|收费|贴息|减免|予以|"
			      "扶持资金|缴纳|按照每|按每|"
			      "缴存|定价|单价|票价|违约金|押金|注册资本|比例补|最高") ||
	       (q->sort == UOM_MONEY && dbn_lex_within(s, from_here(h, q), q->off, "一次性")) ||
	       (dbn_lex_within(s, from_here(h, q), q->off, "保费") &&
		!dbn_lex_within(s, from_here(h, q), q->off, "保费率|保费收入|保费规模")); /* 担保费率 is measured */
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

/* 2022年，全市…: the year stands alone before the segment, and is no limit. */
static bool opens_past_year(const struct hunt *h)
{
	size_t at = h->sentence, k = h->limit;
	struct dbn_num n;

	if (h->segment == h->sentence || !dbn_num_read(h->s, &at, &n) || n.digits != 4 || n.value < 1949 ||
	    n.value > 2100 || !dbn_lex_eat(h->s, &at, "年") || !dbn_lex_eat(h->s, &at, "，") || at != h->segment)
		return false;
	while (k-- > 0 && h->limits->items[k].off >= h->sentence) {
		if (h->limits->items[k].off < at)
			return false;
	}
	return true;
}

/* 2023年建成3个, 近三年培训4500人次: a year that is no limit is over. */
static bool names_past(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	struct dbn_num n;

	/* not 较上年下降 */
	if (opens_past_year(h) ||
	    dbn_lex_within(s, from_here(h, q), q->off, "近三年|近五年|近两年|近年|往年|以来|了") ||
	    dbn_lex_at(s, h->segment, "去年|上年|过去|前期"))
		return true;
	/* 三年来，累计选派640名 */
	if (dbn_lex_within(s, h->sentence,
			   q->off - h->sentence > OPENING_MAX ? h->sentence + OPENING_MAX : q->off,
			   "年来，|月来，|以来，|届来，"))
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
		if (n.digits == 4 && n.value > 1949 && n.value < 2100 && dbn_lex_at(s, end, "年") && !limit &&
		    !dbn_lex_before(s, at, "较|比|以|在|按|对标|相比于|的基础上"))
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

/* 今年计划, 力争: from here on the sentence looks ahead. */
static bool turns_forward(const struct hunt *h, const struct quantity *q)
{
	for (size_t k = h->limit; k-- > 0 && h->limits->items[k].off >= h->segment;)
		return true;
	return dbn_lex_within(h->s, from_here(h, q), q->off, "力争|确保|争取|计划|拟|再|今年|将|要|须|目标");
}

/* An area that work makes: 播种面积38.6万亩. */
static const char worked[] = "推广面积|播种面积|种植面积|造林面积|治理面积|修复面积|绿化面积|流转面积|竣工面积|开工面积|施工面积|"
			     "交付面积|改造面积|灌溉面积|供地面积|出让面积|收储面积|投产面积|开发面积|养殖面积|建设面积|整治面积";

/* What is done to all that there are, to see how they stand. */
static const char looking[] = "逐一|逐个|逐户|逐点|逐家|逐栋|逐项|逐条|逐座|逐处";

/* 对辖区37个小区逐一摸排, 排查辖区152栋楼, 对照38项清单整改: how many there are to look at. */
static bool is_looked_at(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	size_t all = dbn_lex_before(s, q->words, "全市|全县|全区|全省|全州|全旗|全镇|全乡|全街道|全校|全院|辖区|辖区内|境内|现有");

	if (q->stated || q->sort != UOM_COUNT)
		return false;
	if (dbn_lex_before(s, q->words, "对照|依据|根据|按照"))
		return true;
	/* behind 对 only with what is looked at in between, not with another act */
	if (dbn_lex_before(s, q->words - all, "对|针对|就"))
		return dbn_lex_within(s, q->end, dbn_pause_behind(s, q->end), looking);
	return all && dbn_lex_before(s, q->words - all, "排查|检查|核查|摸排|走访|巡查|普查|复核|抽查");
}

static bool was_so(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;

	if ((h->describes && merely_tells(h, q)) || names_past(h, q) || (h->past && !turns_forward(h, q)) ||
	    (!q->stated && dbn_lex_within(s, from_here(h, q), q->off, "排查出|查出|梳理出|发现")))
		return true;
	/* what a place, a body or a project has: 辖12个村, 户籍人口3万人, 总投资5亿元 */
	if (merely_tells(h, q) &&
	    ((dbn_lex_before(s, q->off,
			    "辖|下辖|占地|管辖|下设|内设|坐落|人口|占地面积|总面积|总投资|概算|估算|造价|"
			    "面积|容纳|库容|全长|总长|长度|宽度|限速|时速|双向|间距|距离|净距|应到|实到|出席|到会|列席|缺席|参会|"
			    "涉及|包括|包含|分为|共分|分布在|立案|受理|存在") &&
	      !dbn_lex_before(s, q->off, worked)) ||
	     dbn_lex_within(s, from_here(h, q), q->off, "应到|实到|全长") ||
	     dbn_lex_within(s, from_here(h, q), q->off, "占地|户籍人口|常住人口|总人口|下辖|涉及")))
		return true;
	/* 在石桥、古渡2个乡镇开展试点: where it is done */
	if (!q->stated && q->sort == UOM_COUNT && dbn_lex_at(s, q->end, "乡镇|县|区|市|村|街道|镇|社区|乡|地") &&
	    dbn_lex_within(s, q->end, dbn_pause_behind(s, q->end), "开展|试点|推行|布局|实施|推广|先行") &&
	    dbn_lex_at(s, h->metric_from, "在|选择|选取|选定"))
		return true;
	/* 全国1%人口抽样调查: how large the sample is */
	if (!q->stated && q->sort == UOM_SHARE && dbn_lex_at(s, q->unit_end, "人口|抽样|抽查|样本|的抽|劳动力"))
		return true;
	/* 分8期培训; 列入清单的126个项目: into how many parts, and which ones */
	if (!q->stated && ((dbn_str_eqz(q->uom, "期") || dbn_str_eqz(q->uom, "批") || dbn_str_eqz(q->uom, "类")) && dbn_lex_before(s, q->words, "分")))
		return true;
	if (!q->stated && q->sort == UOM_COUNT && dbn_lex_before(s, q->words, "的") && dbn_lex_at(s, h->metric_from, "列入|纳入|入选|涉及"))
		return true;
	/* 完成沿线28个自然村管网建设46公里: along what */
	if (!q->stated && q->sort == UOM_COUNT && dbn_lex_before(s, q->words, "沿线|沿岸|周边"))
		return true;
	/* 在全市86个路口设卡, 公布全县41座水库责任人: all that there are */
	if (!q->stated && q->sort == UOM_COUNT && dbn_lex_before(s, q->words, "全市|全县|全区|全省|全州|全旗|全镇|全乡|全街道|全校|全院|辖区|辖区内|境内") &&
	    !dbn_lex_within(s, from_here(h, q), q->words, doing) && !dbn_lex_within(s, from_here(h, q), q->words, "对|将|把"))
		return true;
	/* （日处理能力3万吨）: how large it is */
	if (!q->stated && q->sort == UOM_SIZE && dbn_lex_before(s, q->off, "日处理能力|日供水能力|处理能力|设计能力|设计规模|处理规模|装机容量"))
		return true;
	/* 破损长度约9公里: how much is wrong */
	if (q->op == DBN_OP_ABOUT && dbn_lex_before(s, q->words, "破损长度|破损面积|损毁长度|损毁面积|受损面积|受灾面积|塌陷面积"))
		return true;
	/* 主跨长520米, 桥下净高24米: how large a thing is */
	if (q->sort == UOM_SIZE && merely_tells(h, q) &&
	    dbn_lex_before(s, q->off, "主跨长|主跨|跨径|净高|净宽|净空|坝高|桥长|层高|路宽|水深|高程"))
		return true;
	/* 广告褪色破损11处: what is wrong, and not what is to be done about it */
	if (!q->stated && q->sort == UOM_COUNT &&
	    dbn_lex_before(s, q->words, "破损|褪色|满溢|缺失|损坏|堵塞|脱落|积存|裸露|老化|锈蚀|缺损|塌陷|滞留|溢流|漏水") &&
	    !dbn_lex_within(s, from_here(h, q), q->off, doing) &&
	    !dbn_lex_within(s, from_here(h, q), q->off, "整改|修复|修补|清除|治理|维修|处置|解决"))
		return true;
	if (is_looked_at(h, q))
		return true;
	/* 反馈的37条问题, 对3户依法强制执行: those that there are, not how many are to be */
	if (!q->stated && q->sort == UOM_COUNT &&
	    (dbn_lex_before(s, q->off, "反馈的|交办的|移交的|指出的|查出的|发现的|排查的|涉及的|存在的|受威胁的|受损的|受灾的|尚有|仍有|还有|上述|下列|以上|以下|这") ||
	     (dbn_lex_before(s, q->off, "对|针对|就") &&
	      !dbn_lex_within(s, q->end, dbn_pause_behind(s, q->end), "改造|建设|整治|提升|更新|治理|修缮|加固|维修|修复|新建|改建"))))
		return true;
	/* 听取5项汇报: what a meeting did; 已完成…，占计划的54%: how far that is */
	if (!q->stated && dbn_lex_within(s, from_here(h, q), q->words, "听取|审议|传达学习"))
		return true;
	if (h->describes && dbn_lex_at(s, h->segment, "占"))
		return true;

	/* 由60%提高到80%, 从3天压缩到1天 */
	if (dbn_lex_before(s, q->off,
			   "由|从|由原来的|从原来的|由原来|从原来|原来的|原有|现有|已有|已达|"
			   "已建成|已完成|共有|目前有|现有的|上年的|去年的|同期的|基数"))
		return true;
	if (!q->stated && dbn_lex_within(s, q->end, dbn_pause_behind(s, q->end),
					 "已开工|已完成|已建成|已投用|已全部|已整改|已竣工|均已|已办结|已完工|已落地|已签约|已到位"))
		return true;
	/* 投诉量较去年同期下降40%: what it is held against */
	if (dbn_lex_before(s, q->words, "下降|增长|减少|增加|提高|提升|降低|压减|上升") &&
	    dbn_lex_within(s, from_here(h, q), q->off, "较去年同期|较上年同期|比去年同期|比上年同期|同比|较同期"))
		return false;
	return dbn_lex_within(s, from_here(h, q), q->off,
			      "已|已完成|已建成|已有|现有|目前|以来|上年同期|去年同期|截至|原有|"
			      "应到|实到|应参会|实参会|累计已|先后|共有|曾|自查发现|暴露出|现已|已经|出现");
}

/* 2座500立方米水池, 110千伏变电站2座: how big each is. */
static bool is_spec(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	size_t end = dbn_pause_behind(s, q->end);
	struct quantity other;

	/* volts and their like say of what kind a thing is, at the beginning of its name too */
	if ((h->metric_from == q->off && q->off) || dbn_str_starts(q->uom, DBN_STR("千伏")))
		return true;
	for (size_t at = q->end; at < end && !dbn_lex_at(s, at, "、|和|及|（|）"); at++) {
		if (s.ptr[at] >= '0' && s.ptr[at] <= '9')
			return dbn_quantity_read(s, at, &other) && other.sort <= UOM_SIZE && !other.stated &&
			       at > q->end;
	}
	return false;
}

/* What is measured in grades. */
static const char graded[] = "水平|等级|级别|评级|能力|等次|成熟度|能效|标准|资质|响应|评定|认证";

/* Ordinals, ranks, versions, telephone lines, names in quotation marks. */
static bool is_label(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	size_t prev = q->off;
	uint32_t cp = q->off ? dbn_utf8_prev(s, &prev) : 0;

	if (q->sort == UOM_SIZE && !q->stated && is_spec(h, q))
		return true;
	if (dbn_str_eqz(q->uom, "字")) /* 8字方针; words are counted by the thousand */
		return true;
	/* how far apart things stand is a norm */
	if (q->sort == UOM_SIZE && q->stated &&
	    dbn_lex_within(s, from_here(h, q), q->off, "间距|距离|净距|退距|退线|半径"))
		return true;
	/* 应用水平达到5级 is a value; 防6级大风, 3年级, 第2届 are none */
	if ((q->sort == UOM_RANK &&
	     !(q->stated && dbn_str_eqz(q->uom, "岁") &&
	       dbn_lex_before(s, q->words, "寿命|预期寿命|年龄")) &&
	     !(q->stated && dbn_str_eqz(q->uom, "级") && dbn_lex_before(s, q->words, graded))) ||
	    (!q->stated && dbn_lex_within(s, q->end, dbn_pause_behind(s, q->end), "全覆盖")))
		return true;
	if ((cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == '-' || cp == '+' ||
	    cp == '.' || cp == '/')
		return true;
	/* 表3, 见图2; not 智能水表3.2万只 */
	if (dbn_lex_before(s, q->off, "图|表") &&
	    (q->off - h->metric_from <= strlen("附表") ||
	     dbn_lex_before(s, q->off, "附表|附图|见表|见图|如表|如图|下表|下图|上表|上图")))
		return true;
	if (dbn_lex_before(s, q->off, "电话|热线") && q->sort == UOM_COUNT && q->low.len < 4)
		return false; /* 咨询热线6部 */
	/* 年产5万吨铜箔项目: how large the works are to be */
	if (dbn_lex_before(s, q->off, "年产|日产|年处理|日处理|装机") && !q->stated &&
	    dbn_lex_within(s, q->end, dbn_pause_behind(s, q->end), "项目|工程|生产线|基地|电站|工厂|园区"))
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
					     "时间|时限|周期|时长|住院日|平均|天数|年限|耗时|用时|提前量|间隔|候诊|等候|响应|"
					     "工期|期限|期|审批|办结|开办|办理|接电|通关|环节"));
}

/* 每季度1次, 每月1期: the rhythm alone. */
static bool is_rhythm_only(const struct hunt *h, const struct quantity *q)
{
	return (dbn_str_eqz(q->uom, "次") || dbn_str_eqz(q->uom, "期") || dbn_str_eqz(q->uom, "批") || dbn_str_eqz(q->uom, "场") ||
		dbn_str_eqz(q->uom, "轮") || dbn_str_eqz(q->uom, "回") || dbn_str_eqz(q->uom, "遍")) &&
	       dbn_str_eqz(q->low, "1") && dbn_lex_within(h->s, from_here(h, q), q->off, "每|一年|半年");
}

bool dbn_is_target(const struct hunt *h, const struct quantity *q)
{
	return !is_label(h, q) && !is_mere_time(h, q) && !is_threshold(h, q) &&
	       !is_money_given(h, q) && !is_norm(h, q) && !was_so(h, q) && !is_rhythm_only(h, q);
}

/* What the segment says of the past or present holds for the next until one sets a goal. */
void dbn_note_description(struct hunt *h, const struct quantity *q)
{
	if (names_past(h, q))
		h->past = true;
	else if (turns_forward(h, q))
		h->past = false;
	if (was_so(h, q))
		h->describes = true;
	else if (!merely_tells(h, q))
		h->describes = false;
}
