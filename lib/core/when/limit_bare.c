/* limit_bare.c - when a time without 前, 底 or 内 binds something to be done. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/lex.h"
#include "limit_scan.h"

static const char *const verbs[] = {
#define VERB(words) words,
#define ADVERB(words)
#define GOAL(words)
#include "../../data/limit_verbs.def"
#undef VERB
#undef ADVERB
#undef GOAL
};
static const char adverbs[] =
#define VERB(words)
#define ADVERB(words) words
#define GOAL(words)
#include "../../data/limit_verbs.def"
#undef VERB
#undef ADVERB
#undef GOAL
	;
static const char goals[] =
#define VERB(words)
#define ADVERB(words)
#define GOAL(words) words
#include "../../data/limit_verbs.def"
#undef VERB
#undef ADVERB
#undef GOAL
	;

/* Whether a paper is all that follows: 督查|通报。, 考核|情况通报。 */
static bool names_report(struct dbn_str s, size_t at)
{
	dbn_lex_any(s, &at, "情况|结果|工作");
	return dbn_lex_any(s, &at, "通报|简报|专报|要点|通知|公告") &&
	       (at == s.len || dbn_lex_at(s, at, "。|；|（"));
}

static bool at_verb(struct dbn_str s, size_t at)
{
	/* 建设任务, 实施方案: the verb is part of a name; 签约项目30个 counts them */
	static const char nouns[] =
	    "的|情况|任务|目标|工作|方案|计划|结果|标准|办法|项目|类|率|人员|单位|清单|台账|年|品|费|期";

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		size_t end = at;

		if (!dbn_lex_any(s, &end, verbs[i]))
			continue;
		if (dbn_lex_at(s, end, "于|在")) /* 上半年总结于7月10日前报送 */
			return false;
		if (names_report(s, end)) /* 第三季度督查通报 */
			return false;
		if (dbn_lex_at(s, end, "年度") || !dbn_lex_any(s, &end, nouns))
			return true;
		return end < s.len && s.ptr[end] >= '0' && s.ptr[end] <= '9';
	}
	return false;
}

/* An act directly behind the time, adverbs apart. */
static bool act_follows(struct dbn_str s, size_t at)
{
	for (int skipped = 0; skipped < 4; skipped++) {
		if (at_verb(s, at))
			return true;
		if (dbn_lex_any(s, &at, "“")) { /* 一季度“开门红”签约6个 */
			size_t close = dbn_str_find(dbn_str_sub(s, at, 24), DBN_STR("”"));

			if (close == DBN_NONE)
				return false;
			at += close + strlen("”");
		} else if (!dbn_lex_any(s, &at, adverbs)) {
			return false;
		}
	}
	return false;
}

/* 上半年主体封顶: what is to be finished, then that it is. */
static bool finish_follows(struct dbn_str s, size_t off, size_t end)
{
	size_t to = dbn_segment_end(s, end);

	return dbn_opens_segment(s, off) && to > end &&
	       dbn_lex_before(s, to, "封顶|竣工|完工|通车|投产|投用|开工|达产|试产|试生产|开园|开业|开馆|到位|清零|见效") &&
	       !dbn_lex_within(s, end, to, "已|了|的|同比|率");
}

/* The time opens its clause and the clause sets a goal: 2025年粮食产量达到… */
static bool goal_follows(struct dbn_str s, size_t off, size_t end)
{
	size_t to = dbn_segment_end(s, end);

	return dbn_opens_segment(s, off) && !dbn_lex_at(s, end, "的|度") &&
	       !dbn_lex_within(s, end, to, "完成情况|实现情况|同比上升|同比增加|以来|情况|了") &&
	       dbn_lex_within(s, end, to, goals);
}

/* 全年|开行班列9500列, 上半年|更换水表4万块: how many in the year, whatever is done; the number and its unit close the segment. */
static bool count_follows(struct dbn_str s, size_t end)
{
	size_t to = dbn_segment_end(s, end), tail = to > end + 5 * strlen("一") ? to - 5 * strlen("一") : end;

	return dbn_lex_before(s, end, "全年|上半年|下半年|季度") && dbn_lex_within(s, tail, to, "0|1|2|3|4|5|6|7|8|9") &&
	       !dbn_lex_within(s, end, to, "的|了|已|仅|只|以来|同比|平均|次数|日均|月均|降水|气温");
}

/* A bracket that is nothing but a span of time: the stage it stands behind. */
static bool is_stage(const struct scan *sc, size_t off, size_t end)
{
	static const char stages[] = "阶段|部署|动员|实施|总结|提升|整改|排查|验收|自查|检查|治理|"
				     "攻坚|巩固|落实|推进|准备|宣传|时间|自纠|整治|立制|摸底|启动|评估";
	size_t behind = end;

	size_t back = dbn_lex_before(sc->s, off, "（|(");

	if (!back || !dbn_lex_at(sc->s, end, "）|)"))
		return false;
	/* 建立台账（6月21日—9月20日）。: from when to when, behind a heading */
	dbn_lex_any(sc->s, &behind, "）|)");
	if (dbn_lex_before(sc->s, off - back, stages) ||
	    (dbn_lex_within(sc->s, off, end, "—|－|～|至|-") && dbn_lex_within(sc->s, off, end, "月") &&
	     dbn_lex_at(sc->s, behind, "。|：")))
		return !dbn_lex_before(sc->s, off - back, "行动|计划|方案|规划|》|”");
	return sc->place == FIND_LINE &&
	       !dbn_lex_before(
		   sc->s, off - back,
		   "行动|计划|方案|规划|纲要|意见|办法|措施|》|”|版|清单|表|年报|报告|通知");
}

/*
 * A month already over, without a year and with no act behind it, speaks of
 * what was (1—2月，工业增加值增长7%), not of the next year.
 */
bool dbn_turns_year(const struct scan *sc, const struct when *w)
{
	uint64_t doubts = 0;
	int32_t due = dbn_when_last(w, MARK_NONE, &sc->base, &doubts);

	return w->year_from == YEAR_NONE && !w->near && !w->day_only && sc->base.year == 0 &&
	       due != DBN_NO_DAY && sc->ctx->issued != DBN_NO_DAY &&
	       dbn_day_ymd(due).year > dbn_day_ymd(sc->ctx->issued).year;
}

bool dbn_bare_binds(const struct scan *sc, const struct when *w, size_t off, size_t end)
{
	struct dbn_str s = sc->s;
	bool opens = dbn_opens_segment(s, off);
	size_t to;

	if (dbn_lex_at(s, end, "的|以|版|届|级|第|号|份额|—"))
		return false;
	/* 到2026年, 于9月1日, 至年底; not 达到, 收到, 截至 of something past */
	if (dbn_lex_before(s, off, "到|至|于") &&
	    !dbn_lex_before(s, off,
			    "达到|收到|接到|遇到|得到|感到|看到|想到|有效期至|有效至|执行至|施行至|"
			    "处于|位于|关于|对于|由于|起至今|追溯至|甚至|始于|不低于|不少于|不高于|"
			    "低于|高于|等于|大于|小于|基于|成立于|建于|生于|毕业于"))
		return true;
	if (dbn_lex_before(s, off,
			   "截止日期|截至日期|截止时间|截至时间|完成时限|完成时间|办结时限|整改时限|调整为|暂定|初定|"
			   "变更为|改为|改期至|顺延至|延期至|不超过|不迟于|不晚于|最迟|最晚|不得超过|务必|确保|力争|争取|计划|拟|"
			   "定于|延长至|提前至|预计|限"))
		return true;
	if (is_stage(sc, off, end))
		return true;
	/* 完工时间 2024年7月: a label without its colon */
	if (off - dbn_segment_start(s, off) <= 8 * strlen("一") && off > 0 && dbn_announces(s, off))
		return true;
	/* 截止5月31日，逾期不予受理: the closing day; 截至 tells how far it has come */
	if (dbn_lex_before(s, off, "截止|截止到|截止至|截止于") &&
	    (end == s.len || dbn_lex_at(s, end, "，|。|；|）")) &&
	    !dbn_lex_within(s, end, s.len - end > 90 ? end + 90 : s.len, "累计|共|已|完成"))
		return true;
	/* 会议在下周。 */
	if (sc->place == FIND_LINE && w->near && dbn_lex_before(s, off, "在|于|定在|改在|安排在") &&
	    (end == s.len || dbn_lex_at(s, end, "，|。|；")))
		return true;
	/* 本市2024年优化营商环境工作要点: a document's name */
	if (!opens && w->grain == GRAIN_YEAR && w->edge == EDGE_WHOLE &&
	    dbn_lex_before(s, dbn_segment_end(s, end),
			   "要点|方案|计划|清单|通知|意见|安排|总结|报告|名单|规划|纲要|措施|部署"))
		return false;
	/* 1—4月，完成税收4亿元，同比增长6%: a report */
	if (w->year_from == YEAR_NONE &&
	    dbn_lex_within(s, end, s.len - end > 120 ? end + 120 : s.len, "同比|环比"))
		return false;
	if (act_follows(s, end))
		return opens ||
		       !dbn_lex_before(s, off,
				       "的|及|是|了|对照|按照|根据|落实|围绕|对|对于|关于|至于");
	if (!opens || dbn_turns_year(sc, w))
		return false;
	if (finish_follows(s, off, end) || count_follows(s, end))
		return true;
	/* 2025年，力争…: adverbial, for what can be planned */
	to = dbn_segment_end(s, end);
	if (dbn_lex_at(s, end, "，")) {
		size_t next = end, last;

		dbn_utf8_next(s, &next);
		last = dbn_segment_end(s, next);
		return w->grain != GRAIN_DAY || act_follows(s, next) ||
		       dbn_lex_within(s, next, last, goals);
	}
	return to > end && w->grain != GRAIN_DAY && goal_follows(s, off, end);
}

/* A segment that ends so is the name of a paper or a report: 7月份工作简报. */
static bool names_paper(struct dbn_str s, size_t end)
{
	static const char papers[] = "方案|通知|通报|要点|总结|报告|纪要|情况|名单|公告|简报|意见|办法|规划|数据|报表|专报|"
				     "一览表|表|历|统计|宣传|月|日|节|周|活动|制度|计划|清单|目录|细则|合同|协议|预算|决算";
	size_t to = dbn_segment_end(s, end);

	return dbn_lex_before(s, to, papers) != 0;
}

bool dbn_bare_hints(const struct scan *sc, const struct when *w, size_t off, size_t end)
{
	static const char modals[] = "要|将|应|须|需|必须|得|务必|可以|请|拟|计划|准备|再";
	struct dbn_str s = sc->s;
	size_t i = end;

	if (w->grain == GRAIN_YEAR || w->grain > GRAIN_FEAST || dbn_lex_at(s, end, "的|以|是|为|版|届|级|第|号|份额|—"))
		return false;
	if (dbn_lex_any(s, &i, modals) && !dbn_lex_at(s, i, "求|点|素|届|急|用|来|到"))
		return !dbn_lex_before(s, off, "的|及|了|对照|按照|根据|落实|围绕|对|自");
	/* 11月中下旬逐项开展…, 29日去现场: a line that opens with its day */
	if (off && !dbn_lex_before(s, off, "。|；|：|，"))
		return false;
	i = dbn_segment_end(s, end);
	return i - end >= 2 * strlen("一") && !names_paper(s, end) &&
	       !dbn_lex_within(s, end, i, "余额|存量|总额|总量|施行|发生|仍|共|系|曾|为全|为我|降温|天气|下雨|有雨|气温|放晴");
}

/* ---- before an event ---- */

/* The words of the event that ends at `off`, or an empty slice. */
static struct dbn_str event_words(const struct scan *sc, size_t off)
{
	static const char openers[] = "务必于|务必在|应当在|应当于|应于|应在|须于|须在|要在|要于|请于|请在|于|在";
	size_t from = dbn_segment_start(sc->s, off), i;
	struct dbn_str words;

	if (sc->out->count) {
		const struct dbn_limit *l = &sc->out->items[sc->out->count - 1].limit;

		if (l->off + l->len > from && l->off < off)
			from = l->off + l->len;
	}
	for (i = from; i < off;) {
		size_t next = i;

		if (dbn_lex_any(sc->s, &next, openers))
			from = i = next;
		else
			dbn_utf8_next(sc->s, &i);
	}
	words = dbn_str_sub(sc->s, from, off - from);
	return words;
}

size_t dbn_scan_before(struct scan *sc, size_t off)
{
	static const char acts[] =
	    "完成|全部|报送|报|上报|提交|反馈|办结|整改到位|落实到位|建成|竣工|投入|投用|出台|实现|"
	    "兑现|发放|拨付|清零|交付|具备";
	struct dbn_str words;
	size_t end = off;
	struct find *f;

	if (sc->place != FIND_LINE || !dbn_lex_eat(sc->s, &end, "前") ||
	    !dbn_lex_at(sc->s, end, acts) || dbn_lex_before(sc->s, off, "之|以"))
		return 0;
	words = event_words(sc, off);
	if (words.len < 2 * strlen("一") || words.len > 20 * strlen("一") ||
	    dbn_lex_before(words, words.len, "提|目|此|先|当|从|日|眼|空|跟|面|前|往|生|年|月|号|周|天") ||
	    dbn_lex_within(words, 0, words.len, "的前|、|《|“|0|1|2|3|4|5|6|7|8|9"))
		return 0;
	f = dbn_scan_emit(sc, (size_t)(words.ptr - sc->s.ptr), end, DBN_LIMIT_BY_DATE, DBN_NO_DAY, NULL, 0);
	if (!f)
		return 0;
	f->flags |= FIND_WEAK;
	return end;
}
