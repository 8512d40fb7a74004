/* limit_count.c - limits that count: 30日内, 收到通知后5个工作日内. */
#include <string.h>

#include "dubanc/buf.h"
#include "../text/lex.h"
#include "limit_scan.h"

enum { BASE_MAX = 150 /* bytes of the words that name what is counted from */, HOURS_MIN = 12 };

/* ---- 30日内, 收到通知后5个工作日内 ---- */

static void relative_code(struct scan *sc, struct find *f, const struct span *span,
			  struct dbn_str event)
{
	static const char *const units[] = { "h", "d", "wd", "w", "m", "y" };
	struct dbn_buf b;
	int n = span->n;
	const char *unit = units[span->unit];

	/* The ledger counts in days, working days, months: weeks and years become those. */
	if (span->unit == SPAN_WEEK) {
		n *= 7;
		unit = "d";
	} else if (span->unit == SPAN_HOUR) {
		n = (n + 23) / 24;
		unit = "d";
	} else if (span->unit == SPAN_YEAR) {
		n = 12 * n + span->extra_months;
		unit = "m";
	}
	dbn_buf_init(&b, 4096);
	dbn_buf_addc(&b, '+');
	dbn_buf_addi(&b, n);
	dbn_buf_addz(&b, unit);
	dbn_buf_addc(&b, '@');
	dbn_buf_add(&b, event);
	dbn_scan_code(sc, f, dbn_arena_take(sc->arena, &b));
}

struct counted {
	enum base_kind from;
	bool dated, stated; /* from a date of the text; a base was named at all */
	bool feast;	    /* … of a feast: the feast's day or the end of its holiday? */
	int32_t day;
	size_t off; /* where the words of the base begin */
	struct dbn_str event, words;
};

/* 春节后10日内, 国庆假期结束后一周内: counted from the feast, or its last day off. */
static bool read_feast_base(const struct scan *sc, struct counted *c)
{
	struct when_base base = { sc->ctx, 0, 0 };
	struct dbn_str words = c->words, name;
	uint64_t doubts = 0;
	size_t skip = 0, i;
	enum mark mark = MARK_NONE;
	struct when w;

	dbn_lex_any(words, &skip, "请于|应于|须于|要于|于|在|自");
	if (!dbn_when_read(words, skip, sc->ctx, &w) || w.grain != GRAIN_FEAST)
		return false;
	i = w.end;
	if (dbn_mark_read(words, &i) == MARK_DURING)
		mark = MARK_DURING;
	dbn_lex_any(words, &i, "结束|之");
	if (i != words.len)
		return false;
	name = w.name;
	c->day = dbn_when_last(&w, mark, &base, &doubts);
	c->off = (size_t)(name.ptr - sc->s.ptr);
	c->feast = mark != MARK_DURING;
	return c->stated = c->dated = c->day != DBN_NO_DAY;
}

/* 新生入学一个月内: counted from what happens, without 后. */
static bool read_happening(const struct scan *sc, size_t end, struct counted *c)
{
	size_t len = dbn_lex_before(sc->s, end,
				    "入学|毕业|入职|上岗|到岗|开工|竣工|开学|签订|获批|立项|结项|投产|期满|到期|"
				    "离校|退休|出院|中标|验收合格|审核通过");

	size_t received = len ? 0 : dbn_lex_before(sc->s, end, "收到本通知|接到本通知|收到通知|接到通知|收到交办单|收到督办单|收到本函");

	if (!len && !received)
		return false;
	c->off = end - len - received;
	c->event = dbn_str_sub(sc->s, c->off, end - c->off);
	c->from = received ? BASE_RECEIVED : BASE_EVENT;
	return c->stated = true;
}

/* 经过三年努力: how long it will take, where a span stands at `off`. */
static bool takes_effort(struct dbn_str s, size_t off)
{
	struct span span;

	return dbn_span_read(s, off, &span) && dbn_lex_at(s, span.end, "努力|的努力|左右努力|左右的努力|奋斗|攻坚|集中攻坚");
}

/* What stands before the number: …之日起, …后, 自2024年1月1日起. */
static bool read_base(const struct scan *sc, size_t off, struct counted *c)
{
	struct dbn_str s = sc->s;
	size_t end = off, mark, from;

	*c = (struct counted) { .off = off };
	/* 自5月1日起，用3个月时间 */
	end -= dbn_lex_before(s, end, "力争用|集中用|计划用|利用|用|开展为期|为期|集中");
	if (dbn_lex_before(s, end, "，"))
		end -= strlen("，");
	else if (dbn_lex_before(s, end, "的|在"))
		end -= strlen("的");
	if (sc->from_end != DBN_NONE &&
	    (sc->from_end == end || sc->from_end + strlen("算") == end)) {
		c->stated = c->dated = true;
		c->day = sc->from_day;
		return true;
	}
	if (dbn_lex_before(s, end, "今后|未来|接下来|往后") ||
	    (dbn_lex_before(s, end, "经过|通过") && takes_effort(s, off))) {
		c->stated = true;
		c->from = BASE_ISSUED;
		return true;
	}
	if (read_happening(sc, end, c))
		return true;
	mark = dbn_lex_before(s, end, "起算|起计算|开始计算|起的|之日起|起|之后|以后|后");
	if (!mark ||
	    dbn_lex_before(s, end,
			   "然后|此后|最后|先后|前后|落后|午后|背后|售后|善后|发起|一起|引起"))
		return false;
	from = dbn_segment_start(s, end - mark);
	if (end - mark - from > BASE_MAX) {
		from = end - mark - BASE_MAX;
		while (((unsigned char)s.ptr[from] & 0xc0) == 0x80)
			from++;
	}
	c->words = dbn_str_sub(s, from, end - mark - from);
	if (read_feast_base(sc, c))
		return true;
	c->from = dbn_base_kind(c->words, &c->event);
	c->stated = c->from != BASE_NONE;
	c->off = c->event.len ? (size_t)(c->event.ptr - s.ptr) : off;
	return c->stated;
}

/* 整改期限为3个月, 限期15日, 限时一周 */
static bool has_limit_label(struct dbn_str s, size_t off)
{
	if (dbn_lex_before(s, off, "限期|限时|限|给予|利用|用|力争用|再用|计划用|集中"))
		return !dbn_lex_before(s, off,
				       "有限|宽限期|宽限|期限|上限|下限|无限|年限|权限|局限|费用|使用|适用|"
				       "采用|应用|作用|信用|专用|时限|录用|启用|引用|公用") ||
		       dbn_lex_before(s, off, "整改期限|办理期限|完成期限|办结时限|整改时限");
	if (dbn_lex_before(s, off, "为|是|："))
		off -= strlen("为");
	return dbn_lex_before(
		   s, off,
		   "整改期限|整改时限|办理期限|办理时限|完成期限|完成时限|办结时限|办结期限|"
		   "治理期限|时限|期限|时限要求|行动时间|活动时间|专项行动为期") != 0 &&
	       !dbn_lex_before(s, off,
			       "合同期限|服务期限|贷款期限|借款期限|租赁期限|保管期限|任职期限|"
			       "审批时限|承诺时限|受理时限|保密期限|答复时限|响应时限");
}

/* 近三年内, 控制在3日内, 内无…: the span says something else. */
static bool span_is_other(const struct scan *sc, const struct span *span)
{
	struct dbn_str s = sc->s;

	if (dbn_lex_before(s, span->off,
			   "近|过去|最近|连续|每|以往|超过|超|满|不足|逾期|累计|压缩至|压缩到|"
			   "缩短至|缩短到|缩减至|压减至|"
			   "控制在|压缩在|保持在|提速至|不超过|不少于|低于|高于|少于|质保|保修|"
			   "延长|前|不得少于|任期|第|投保|出生|期满|达到|仅用|用时|历时|耗时|间隔|"
			   "平均|约|减至|降至|精简至|优化至|压降至|调整为|由|从"))
		return true;
	/* 3个工作日内答复当事人: each time somebody asks */
	if (dbn_lex_at(s, span->end, "答复|回复|回应|反馈") &&
	    dbn_lex_within(s, span->end, dbn_segment_end(s, span->end), "当事人|群众|投诉人|患者|来电人|举报人|业主|申请人|诉求人|家属"))
		return true;
	/* 压缩平均办理时间至3个工作日以内: what it is to take, not until when */
	if (dbn_lex_before(s, span->off, "至|到|在|为") &&
	    dbn_lex_within(s, dbn_segment_start(s, span->off), span->off,
			   "压缩|缩短|压减|缩减|办理时间|办理时限|办结时间|审批时间|审批时限|等待时间|等候时间|平均|用时|耗时|时长"))
		return true;
	/* 实现1个工作日内办结: what a service takes each time */
	if (dbn_lex_before(s, span->off, "实现|做到|承诺|提速为") &&
	    dbn_lex_at(s, span->end, "内办结|内办成|内办好|内办妥|内办理完|内完成审批|内审批|内出证|内领证|内拿证|内送达|内到账|内放款|"
				     "内接通|内通电|内送电|内开办|办结|办成|办好|办妥|出证|领证|拿证|送达|到账|放款|接通|通电|送电|"
				     "完成审批"))
		return true;
	/* 质保期自竣工验收之日起2年: how long it lasts */
	if (dbn_lex_within(s, dbn_segment_start(s, span->off), span->off,
			   "质保期|保修期|有效期|试用期|服务期|保险期|保质期|缺陷责任期|见习期"))
		return true;
	return dbn_lex_at(s, span->end,
			  "后|之后|以后|无|未|不得|没有|不|累计旷|累计缺|累计请|累计违|累计扣|累计发生|累计出现|累计2|累计3|累计两|累计三|累计达|"
			  "连续|两次|三次|多次|2次|3次|发生|被|曾|有过|仍|再次|的|出生|有效|免|"
			  "生活圈|交通圈|经济圈|直达|可达|到达|响应|赶到|到场|抵达|逐步实现|有");
}

/* Hours are mostly how fast to answer; a task is finished or handed in within them. */
static bool hours_are_task(const struct scan *sc, const struct span *span)
{
	struct dbn_str s = sc->s;
	size_t from = span->off - sc->sentence > 300 ? span->off - 300 : sc->sentence;

	if (dbn_occurs_often(dbn_str_sub(s, from, span->off - from)) ||
	    dbn_lex_before(s, span->off, "对|新增"))
		return false;
	/* 1小时内书面报告: a paper is longer on its way; 30分钟内…、24小时内…: each time it happens */
	if (span->n < HOURS_MIN || dbn_lex_within(s, from, span->off, "分钟内|小时内"))
		return false;
	if (dbn_lex_within(s, dbn_segment_start(s, span->off), span->off, "对"))
		return false;
	return dbn_lex_at(s, span->end,
			  "完成|报送|提交|办结|整改|清除|清理|落实|拆除|报告|上报|全部|将|形成|"
			  "书面|拿出|排查|整治|关停|停止") &&
	       !(dbn_lex_at(s, span->end, "报告|上报|办结") &&
		 !(sc->place == FIND_LINE && dbn_opens_segment(s, span->off) &&
		   !dbn_lex_within(s, span->end, s.len, "小时")) &&
		 !dbn_lex_before(s, span->off, "请|于|在|务必|必须|须|要|，"));
}

/* 工期180天: counted from the day the works begin, whichever that is. */
static bool is_works_period(struct dbn_str s, size_t off)
{
	off -= dbn_lex_before(s, off, "：|为|共|约|总计");
	return dbn_lex_before(s, off, "工期|建设周期|总工期") != 0;
}

static bool span_binds(const struct scan *sc, const struct span *span, const struct counted *c)
{
	struct dbn_str s = sc->s;
	size_t from;

	if (span->minutes || span_is_other(sc, span))
		return false;
	/* 用3年时间，到2027年底: the end is named in so many words */
	if (span->unit == SPAN_YEAR && dbn_lex_at(s, span->end, "，到2|，至2|，到“|，到本|，到二"))
		return false;
	if (is_works_period(s, span->off))
		return true;
	if (dbn_scan_in_field(sc))
		return span->within || c->stated || has_limit_label(s, span->off) ||
		       dbn_opens_segment(s, span->off);
	if (span->unit == SPAN_HOUR)
		return (span->within || c->from == BASE_ISSUED) &&
		       /* 灾后48小时内: how fast to answer */
		       (c->stated ? c->from != BASE_EVENT && !dbn_occurs_often(c->words) : hours_are_task(sc, span));
	if (!span->within)
		return (c->stated &&
			(c->from != BASE_EVENT || dbn_lex_at(s, span->end, "，|。|完成|报|提"))) ||
		       (has_limit_label(s, span->off) &&
			(!dbn_lex_before(s, span->off, "用|集中") || span->time));
	if (c->stated)
		return c->dated || c->from != BASE_EVENT ||
		       !dbn_lex_before(c->words, c->words.len,
				       "投诉|举报|诉求|报警|报修|工单|来电");
	from = dbn_segment_start(s, span->off);
	/* 群众诉求24小时内回应，5个工作日内办结: one event for both */
	if (dbn_lex_within(s, sc->sentence, from, "小时内|分钟内"))
		from = sc->sentence;
	return !dbn_occurs_often(dbn_str_sub(s, from, span->off - from));
}

/* 活动举办日20日前, 合同期满3个月前 */
static bool is_before_event(struct dbn_str s, const struct span *span)
{
	return dbn_lex_at(s, span->end, "前|之前|以前") &&
	       dbn_lex_before(s, span->off,
			      "之日|举办日|开工日|到期日|届满日|截止日|生效日|会议日|开庭日|举办|举行|召开|届满|期满|到期|"
			      "开工|施工|开标|开幕|开考|考试|演出|上会|实施|投产|离任|离职|退休|的") != 0 &&
	       !dbn_lex_before(s, span->off, "月的|年的|周的|拟召开|计划实施");
}

/* 提前10个工作日报备: counted back from what is not dated. */
static size_t read_ahead_of(struct scan *sc, const struct span *span)
{
	struct find *f;

	if (span->unit == SPAN_HOUR || !(dbn_lex_before(sc->s, span->off, "提前|提前至少|提早") ||
					 is_before_event(sc->s, span)))
		return 0;
	if (sc->place != FIND_LINE || /* 较原计划提前40天: how much sooner */
	    dbn_lex_within(sc->s, dbn_segment_start(sc->s, span->off), span->off, "较|比原|比计划|比预|比去|比上|比合同") ||
	    dbn_lex_at(sc->s, span->end, "完成|实现|建成|达到|竣工|通车|退休"))
		return span->end;
	f = dbn_scan_emit(sc, span->off, span->end,
			  span->unit == SPAN_WORKDAY ? DBN_LIMIT_RELATIVE_WORKDAYS
						     : DBN_LIMIT_RELATIVE_DAYS,
			  DBN_NO_DAY, NULL, 0);
	return f ? span->end : 0;
}

/* 2024至2026年，三年内全部完成: how long the years just named are. */
static bool restates_range(const struct scan *sc, const struct span *span)
{
	const struct find *last = sc->out->count ? &sc->out->items[sc->out->count - 1] : NULL;
	size_t end, from = span->off;

	if (!last || !(last->flags & FIND_RANGE))
		return false;
	end = last->limit.off + last->limit.len;
	if (span->unit < SPAN_MONTH && !dbn_lex_at(sc->s, end, "（"))
		return false;
	from -= dbn_lex_before(sc->s, from, "力争用|计划用|利用|用|力争|在");
	return from == end || (from == end + strlen("，") && dbn_lex_at(sc->s, end, "，|（"));
}

/* 3天后报送, 半年后开展评估: so long from now, where nothing else is counted from. */
static bool is_later(const struct scan *sc, struct span *span)
{
	struct dbn_str s = sc->s;
	size_t i = span->end;

	if (sc->place != FIND_LINE || span->minutes || span->within ||
	    !dbn_lex_any(s, &i, "之后|以后|过后|后") || dbn_lex_at(s, i, "的|期|续|仍|未|可|不"))
		return false;
	if (!dbn_stands_alone(sc, span->off, i) &&
	    (span->off != sc->sentence || dbn_lex_within(s, i, dbn_segment_end(s, i), "已|了|仍|才|可以")))
		return false;
	span->end = i;
	return true;
}

/* 每学期开学后两周内: each time, from a day that only the office knows. */
static bool belongs_to_rhythm(struct scan *sc, size_t from, size_t to)
{
	struct find *last = sc->out->count ? &sc->out->items[sc->out->count - 1] : NULL;

	if (!last || !last->rhythm || last->rhythm->anchors ||
	    last->limit.off + last->limit.len < from || last->limit.off + last->limit.len > to ||
	    last->limit.off < dbn_segment_start(sc->s, to))
		return false;
	last->rhythm->placed = true;
	last->limit.due = DBN_NO_DAY;
	last->flags &= ~(unsigned)FIND_PENDING;
	sc->pending = DBN_NONE;
	return true;
}

size_t dbn_scan_span(struct scan *sc, size_t off)
{
	struct span span;
	struct counted c;
	enum dbn_limit_kind kind;
	int32_t base, due = DBN_NO_DAY;
	uint64_t doubts = 0;
	bool guessed = false;
	struct find *f;
	size_t end;

	if (!dbn_span_read(sc->s, off, &span))
		return 0;
	if ((end = read_ahead_of(sc, &span)) != 0)
		return end;
	if (restates_range(sc, &span))
		return span.end;
	read_base(sc, off, &c);
	if (!c.stated && is_later(sc, &span))
		c.from = BASE_ISSUED;
	else if (!span_binds(sc, &span, &c))
		return span.within || span.minutes ? span.end : 0;
	if (span.unit == SPAN_YEAR && span.n > 30)
		return span.end;
	kind = span.unit == SPAN_WORKDAY ? DBN_LIMIT_RELATIVE_WORKDAYS : DBN_LIMIT_RELATIVE_DAYS;
	if (!c.stated && is_works_period(sc->s, off)) {
		c.from = BASE_EVENT;
		c.event = DBN_STR("开工");
	}
	/* 合同签订后20日内进场，60日内完工: both from the same day */
	if (!c.stated && c.from == BASE_NONE && sc->event.len && span.within) {
		c.from = BASE_EVENT;
		c.event = sc->event;
	}
	if (c.from == BASE_EVENT && belongs_to_rhythm(sc, c.off, off))
		return span.end;
	base = c.dated ? c.day : sc->ctx->issued;
	if (c.from == BASE_RECEIVED && sc->ctx->received != DBN_NO_DAY)
		base = sc->ctx->received;
	else if (c.from == BASE_RECEIVED)
		doubts |= DBN_DOUBT_BIT(RECEIVED_UNKNOWN);
	if (c.from != BASE_EVENT)
		due = dbn_span_add(&span, base, c.dated, sc->ctx, &guessed);
	if (c.feast)
		doubts |= DBN_DOUBT_BIT(LIMIT_AMBIGUOUS);
	if (guessed)
		doubts |= DBN_DOUBT_BIT(YEAR_UNDECREED);
	f = dbn_scan_emit(sc, c.off < off ? c.off : off, span.end, kind, due, NULL, doubts);
	if (f && c.from == BASE_EVENT) {
		relative_code(sc, f, &span, c.event);
		sc->event = c.event;
	}
	return span.end;
}
