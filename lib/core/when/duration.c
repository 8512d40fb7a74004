/* duration.c - 30日内, 5个工作日内, 三年内: how long, and from when. */
#include <string.h>

#include "../text/lex.h"
#include "limit_int.h"

/* A unit behind a number; on true *at lies behind it. */
static bool read_unit(struct dbn_str s, size_t *at, struct span *out)
{
	static const struct {
		const char *words;
		enum span_unit unit;
		int each;
	} units[] = {
		{ "个法定工作日|个工作日|工作日|个工作天|个交易日|交易日", SPAN_WORKDAY, 1 },
		{ "个自然日|自然日|个日历天|日历天|日|天", SPAN_DAY, 1 },
		{ "个星期|星期|个礼拜|周", SPAN_WEEK, 1 },
		{ "个季度", SPAN_MONTH, 3 },
		{ "个月", SPAN_MONTH, 1 },
		{ "个小时|小时", SPAN_HOUR, 1 },
		{ "年", SPAN_YEAR, 1 },
		{ "分钟", SPAN_HOUR, 0 },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!dbn_lex_any(s, at, units[i].words))
			continue;
		out->unit = units[i].unit;
		out->minutes = units[i].each == 0;
		out->n *= units[i].each ? units[i].each : 1;
		return true;
	}
	return false;
}

/* 半年 半个月 半天; 一个半月 一年半 */
static bool read_half(struct dbn_str s, size_t *at, struct span *out)
{
	if (dbn_lex_any(s, at, "半个月|半月"))
		out->unit = SPAN_DAY, out->n = 15;
	else if (dbn_lex_eat(s, at, "半年"))
		out->unit = SPAN_MONTH, out->n = 6;
	else
		return false;
	return true;
}

static bool read_amount(struct dbn_str s, size_t *at, struct span *out)
{
	size_t i = *at;
	struct dbn_num n;

	if (read_half(s, at, out))
		return true;
	if (!dbn_num_read(s, &i, &n) || n.value < 1 || n.value > 3000)
		return false;
	dbn_lex_blanks(s, &i);
	/* 3至5个工作日: the longer one */
	if (dbn_lex_any(s, &i, "—|-|–|~|～|－|至|到") && !dbn_num_read(s, &i, &n))
		return false;
	if (n.value < 1 || n.value > 3000)
		return false;
	/* 三五天, 两三个月: the longer one */
	out->n =
	    (int)(n.han && n.digits == 2 && n.value % 10 > n.value / 10 ? n.value % 10 : n.value);
	if (dbn_lex_any(s, &i, "个半月")) {
		out->unit = SPAN_MONTH;
		out->extra_days = 15;
	} else if (!read_unit(s, &i, out)) {
		return false;
	} else if (out->unit == SPAN_YEAR && dbn_lex_eat(s, &i, "半")) {
		out->extra_months = 6;
	}
	if (out->unit == SPAN_YEAR && out->n > 60)
		return false; /* 2024年 */
	*at = i;
	return true;
}

bool dbn_span_read(struct dbn_str s, size_t off, struct span *out)
{
	size_t i = off;

	*out = (struct span) { .off = off };
	if (!read_amount(s, &i, out))
		return false;
	out->end = i;
	dbn_lex_any(s, &i, "左右");
	out->time = dbn_lex_any(s, &i, "的时间|时间") != 0;
	if (dbn_lex_any(s, &i, "之内|以内|内") && !dbn_lex_at(s, i, "部|容|外|涵|控|需")) {
		out->within = true;
		out->end = i;
	} else if (out->time) {
		out->end = i;
	}
	return true;
}

int32_t dbn_span_add(const struct span *span, int32_t base, bool dated,
		     const struct dbn_limit_ctx *ctx, bool *guessed)
{
	int32_t day = base;
	int months;

	*guessed = false;
	if (base == DBN_NO_DAY)
		return DBN_NO_DAY;
	switch (span->unit) {
	case SPAN_HOUR:
		return base + (span->n + 23) / 24;
	case SPAN_DAY:
		return base + span->n;
	case SPAN_WORKDAY:
		return dbn_calendar_add_workdays(ctx->calendar, base, span->n, guessed);
	case SPAN_WEEK:
		return base + 7 * span->n;
	default:
		months = span->n * (span->unit == SPAN_YEAR ? 12 : 1) + span->extra_months;
		day = dbn_day_add_months(base, months);
		/* Whole months from a stated first of the month: 自1月1日起3个月 ends on 31 March.
		 */
		if (day != DBN_NO_DAY && dated && dbn_day_ymd(base).day == 1)
			day--;
		return day == DBN_NO_DAY ? day : day + span->extra_days;
	}
}

/* ---- what it counts from ---- */

bool dbn_occurs_often(struct dbn_str words)
{
	return dbn_lex_within(
	    words, 0, words.len,
	    "投诉|举报|诉求|报警|报修|接报|接警|警情|重大情况|紧急情况|异常情况|来电|来访|求助|突发|险情|事故|故障|舆情|工单|"
	    "线索|新增违|发现|遇|凡|一旦|每起|每件|每次|发生|出现|申请|受理|咨询|群众反映|"
	    "患者|入院|住院|出院|术后|接诉|预警|案件|信访件|信访事项|值班|值守|响应|办件");
}

/* The words behind the last of a list of openers (自, 应当, 于 …). */
static struct dbn_str after_opener(struct dbn_str words)
{
	static const struct {
		const char *word, *not_behind, *not_before;
	} openers[] = {
		{ "自", "", "然|己|身|行|主|治|查|评|来" },
		{ "从", "", "业|事|严" },
		{ "应当", "", "" },
		{ "必须", "", "" },
		{ "应", "供|相|对|响|适", "急|用|届" },
		{ "须", "必", "" },
		{ "需", "必", "要|求" },
		{ "要", "重|主|纪|必|需", "求|点|素" },
		{ "请", "申|提|邀|聘", "示|求" },
		{ "务必", "", "" },
		{ "于", "关|由|对|位|属|处|基", "" },
		{ "在", "存|所|现", "线|建|岗" },
	};
	size_t best = 0;

	for (size_t i = 0; i < words.len; i++) {
		for (size_t k = 0; k < sizeof openers / sizeof *openers; k++) {
			size_t end = i;

			if (!dbn_lex_eat(words, &end, openers[k].word) || end >= words.len ||
			    (*openers[k].not_behind &&
			     dbn_lex_before(words, i, openers[k].not_behind)) ||
			    (*openers[k].not_before &&
			     dbn_lex_at(words, end, openers[k].not_before)))
				continue;
			best = end;
			break;
		}
	}
	return dbn_str_from(words, best);
}

/* What an order comes in: 本通知, 整改通知书, 市政府督办单, 来函, 交办任务, 件. */
static bool eat_paper(struct dbn_str w, size_t *at)
{
	size_t i = *at;

	dbn_lex_any(w, &i, "上级|县级|市级|省级|县委办|市委办|县政府办|市政府办|县委|市委|县政府|市政府");
	dbn_lex_any(w, &i, "督查室");
	dbn_lex_any(w, &i, "本|该|此|上述|来");
	if (dbn_lex_at(w, i, "《")) { /* by its title */
		size_t close = dbn_str_find(dbn_str_from(w, i), DBN_STR("》"));

		if (close == DBN_NONE)
			return false;
		*at = i + close + strlen("》");
		return dbn_lex_before(w, i + close, "通知|通知书|通知单|督办单|交办单|任务单|函|清单|督办函") != 0;
	}
	dbn_lex_any(w, &i, "限期整改|督办|督查|交办|整改|转办|反馈|批示|批办|派|协查|协办|催办|提醒|征求意见");
	dbn_lex_any(w, &i, "任务书|任务单|任务|通知单|通知书|通知|文件|函件|函|文|单|件|指令|清单");
	if (i == *at)
		return false;
	*at = i;
	return true;
}

enum base_kind dbn_base_kind(struct dbn_str words, struct dbn_str *event)
{
	static const char issued[] = "印发|发布|公布|下发|发文|颁布|施行|公告|发出|签发|成文|通过";
	static const char received[] =
	    "收到|接到|接|签收|收悉|接收|领取|收文|交办|转办|来文|下达|派发|分办|批办|送达";
	struct dbn_str w = after_opener(words), rest;
	bool own;
	size_t i = 0;

	while (w.len && dbn_lex_before(w, w.len, "之日|之时|次日|当日|当天|起"))
		w.len -= dbn_lex_before(w, w.len, "之日|之时|次日|当日|当天|起");
	*event = w;
	if (w.len == 0)
		return BASE_NONE;
	if (dbn_lex_any(w, &i, "即日|今日|今天|本日|现在") && i == w.len)
		return BASE_ISSUED;
	/* 本方案印发, 文件正式印发, 印发: this document; 省级方案印发 is another's */
	i = 0;
	if (dbn_lex_any(w, &i, issued) && i == w.len)
		return BASE_ISSUED;
	rest = w;
	i = 0;
	own = dbn_lex_any(rest, &i, "本|该|此") != 0;
	dbn_lex_any(
	    rest, &i,
	    "实施方案|工作方案|行动方案|实施意见|通知|意见|方案|文件|决定|办法|纪要|规定|通报|函|"
	    "公告|计划|措施|清单|细则|文|令");
	dbn_lex_any(rest, &i, "正式");
	/* 本通告发布: whatever this paper calls itself */
	if (own && w.len <= 10 * strlen("一") && dbn_lex_before(w, w.len, issued))
		return BASE_ISSUED;
	if ((dbn_lex_any(rest, &i, issued) || (own && dbn_lex_any(rest, &i, "实施|执行|生效"))) &&
	    i == w.len)
		return BASE_ISSUED;
	i = 0;
	if (dbn_lex_any(w, &i, received)) {
		if (i == w.len)
			return BASE_RECEIVED;
		/* 接到本决定书 */
		if (dbn_lex_at(w, i, "本") && w.len <= 14 * strlen("一") &&
		    dbn_lex_before(w, w.len, "书|单|函|件|通知|通告|决定|令|文|清单"))
			return BASE_RECEIVED;
		return eat_paper(w, &i) && i == w.len ? BASE_RECEIVED : BASE_EVENT;
	}
	i = 0;
	if (eat_paper(w, &i) && dbn_lex_any(w, &i, "下达|送达|收到|签收|交办|下发|印发") &&
	    i == w.len)
		return dbn_lex_before(w, w.len, "下发|印发") ? BASE_ISSUED : BASE_RECEIVED;
	return BASE_EVENT;
}
