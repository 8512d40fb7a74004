/* limit_count.c - limits that count (30日内) and limits that recur (每月5日前). */
#include <string.h>

#include "dubanc/buf.h"
#include "lex.h"
#include "limit_scan.h"

enum { BASE_MAX = 150 }; /* bytes of the words that name what is counted from */

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
	int32_t day;
	size_t off; /* where the words of the base begin */
	struct dbn_str event, words;
};

/* What stands before the number: …之日起, …后, 自2024年1月1日起. */
static bool read_base(const struct scan *sc, size_t off, struct counted *c)
{
	struct dbn_str s = sc->s;
	size_t end = off, mark, from;

	*c = (struct counted) { .off = off };
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
	if (dbn_lex_before(s, end, "今后|未来|接下来|往后")) {
		c->stated = true;
		c->from = BASE_ISSUED;
		return true;
	}
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
				       "有限|期限|上限|下限|无限|年限|权限|局限|费用|使用|适用|"
				       "采用|应用|作用|信用|专用|时限|录用|启用|引用|公用") ||
		       dbn_lex_before(s, off, "整改期限|办理期限|完成期限|办结时限|整改时限");
	if (dbn_lex_before(s, off, "为|是|："))
		off -= strlen("为");
	return dbn_lex_before(
		   s, off,
		   "整改期限|整改时限|办理期限|办理时限|完成期限|完成时限|办结时限|办结期限|"
		   "治理期限|时限|期限|工期|时限要求|行动时间|活动时间|专项行动为期") != 0 &&
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
	return dbn_lex_at(s, span->end,
			  "无|未|不得|没有|不|累计发生|累计出现|累计2|累计3|累计两|累计三|累计达|"
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

static bool span_binds(const struct scan *sc, const struct span *span, const struct counted *c)
{
	struct dbn_str s = sc->s;
	size_t from;

	if (span->minutes || span_is_other(sc, span))
		return false;
	if (dbn_scan_in_field(sc))
		return span->within || c->stated || has_limit_label(s, span->off) ||
		       dbn_opens_segment(s, span->off);
	if (span->unit == SPAN_HOUR)
		return span->within &&
		       (c->stated ? !dbn_occurs_often(c->words) : hours_are_task(sc, span));
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
	return !dbn_occurs_often(dbn_str_sub(s, from, span->off - from));
}

/* 提前10个工作日报备: counted back from what is not dated. */
static size_t read_ahead_of(struct scan *sc, const struct span *span)
{
	struct find *f;

	if (!dbn_lex_before(sc->s, span->off, "提前|提前至少|提早") || span->unit == SPAN_HOUR)
		return 0;
	if (sc->place != FIND_LINE ||
	    dbn_lex_at(sc->s, span->end, "完成|实现|建成|达到|竣工|通车|退休"))
		return span->end;
	f = dbn_scan_emit(sc, span->off, span->end,
			  span->unit == SPAN_WORKDAY ? DBN_LIMIT_RELATIVE_WORKDAYS
						     : DBN_LIMIT_RELATIVE_DAYS,
			  DBN_NO_DAY, NULL, 0);
	return f ? span->end : 0;
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
	read_base(sc, off, &c);
	if (!span_binds(sc, &span, &c))
		return span.within || span.minutes ? span.end : 0;
	if (span.unit == SPAN_YEAR && span.n > 30)
		return span.end;
	kind = span.unit == SPAN_WORKDAY ? DBN_LIMIT_RELATIVE_WORKDAYS : DBN_LIMIT_RELATIVE_DAYS;
	base = c.dated ? c.day : sc->ctx->issued;
	if (c.from == BASE_RECEIVED && sc->ctx->received != DBN_NO_DAY)
		base = sc->ctx->received;
	else if (c.from == BASE_RECEIVED)
		doubts |= DBN_DOUBT_BIT(RECEIVED_UNKNOWN);
	if (c.from != BASE_EVENT)
		due = dbn_span_add(&span, base, c.dated, sc->ctx, &guessed);
	if (guessed)
		doubts |= DBN_DOUBT_BIT(YEAR_UNDECREED);
	f = dbn_scan_emit(sc, c.off < off ? c.off : off, span.end, kind, due, NULL, doubts);
	if (f && c.from == BASE_EVENT)
		relative_code(sc, f, &span, c.event);
	return span.end;
}

/* ---- 每月5日前 ---- */

/* 首月10日 末月25日 in a quarter. */
static bool read_quarter_day(struct dbn_str s, size_t *at, struct when *w)
{
	static const struct {
		const char *words;
		int month;
	} months[] = {
		{ "首月|首个月|第一个月|第1个月|头一个月|头月|初月", 1 },
		{ "第二个月|第2个月|中间月|次月的", 2 },
		{ "末月|最后一个月|第三个月|第3个月|最后1个月|末个月", 3 },
		{ "次月|下月|后次月|结束次月|结束后次月", 1 },
	};
	size_t i = *at;

	dbn_lex_any(s, &i, "的");
	for (size_t k = 0; k < sizeof months / sizeof *months; k++) {
		size_t end = i;
		struct when day;

		if (!dbn_lex_any(s, &end, months[k].words))
			continue;
		dbn_lex_any(s, &end, "的|于");
		if (dbn_when_read_part(s, end, &day) && day.grain == GRAIN_DAY && day.day_only) {
			*w = day;
			end = day.end;
		} else if (dbn_when_read_part(s, end, &day) && day.grain == GRAIN_TENDAY &&
			   day.near) {
			*w = day;
			w->day = 10 * day.day > 20 ? 30 : 10 * day.day;
			end = day.end;
		} else {
			memset(w, 0, sizeof *w);
			dbn_lex_any(s, &end, "月底|底|末");
			w->day = 30 + (months[k].month == 3);
		}
		w->grain = GRAIN_DAY;
		w->near = true;
		w->n = months[k].month;
		w->off = *at;
		w->end = *at = end;
		return true;
	}
	return false;
}

/* 结束后10日内: days into the next period. */
static bool read_after_period(struct dbn_str s, size_t *at, const struct rhythm *r, struct when *w)
{
	size_t i = *at;
	struct span span;

	if (!dbn_lex_any(s, &i, "结束之日起|结束后的|结束后|终了后|度终了后|后") ||
	    !dbn_span_read(s, i, &span) || (span.unit != SPAN_DAY && span.unit != SPAN_WORKDAY) ||
	    span.n > 28 || !span.within)
		return false;
	memset(w, 0, sizeof *w);
	if (span.unit == SPAN_WORKDAY) {
		w->weak = true;
		w->end = *at = span.end;
		return true;
	}
	w->grain = GRAIN_DAY;
	w->day = span.n;
	w->near = r->beat == BEAT_QUARTER;
	w->day_only = r->beat == BEAT_MONTH;
	w->n = 1;
	if (r->beat != BEAT_QUARTER && r->beat != BEAT_MONTH)
		return false;
	w->off = *at;
	w->end = *at = span.end;
	return true;
}

/* A weekday behind 每周: 一, 五下班前, 星期三. */
static bool read_weekday(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	bool named;
	int day;

	dbn_lex_any(s, &i, "的");
	named = dbn_lex_any(s, &i, "周|星期") != 0;
	day = dbn_lex_any(s, &i, "一|二|三|四|五|六|日|天|末");
	/* 每周一调度 is once a week, 每周一报送 is on Mondays */
	if (!day || dbn_lex_at(s, i, "次|轮|般|期|小时|天|场|个|篇|至") ||
	    (!named && dbn_lex_at(s, i, "调度|通报|会|督|排|评|晒|巡|检|清|考|例|研")))
		return false;
	memset(w, 0, sizeof *w);
	w->grain = GRAIN_WEEK;
	w->day = day >= 7 ? 7 : day;
	w->near = true;
	w->off = *at;
	w->end = *at = i;
	return true;
}

static bool read_anchor(struct scan *sc, size_t *at, const struct rhythm *r, struct when *w)
{
	struct dbn_str s = sc->s;
	size_t i = *at;

	if (r->beat == BEAT_WEEK)
		return read_weekday(s, at, w);
	if (read_after_period(s, at, r, w))
		return true;
	if (r->beat == BEAT_QUARTER)
		return read_quarter_day(s, at, w);
	if (r->beat == BEAT_MONTH && dbn_lex_any(s, &i, "的|月")) { /* 每月的5日, 每月月底 */
		if (dbn_lex_before(s, i, "月"))
			i -= strlen("月");
	}
	if (r->beat == BEAT_YEAR || r->beat == BEAT_HALF)
		dbn_lex_any(s, &i, "的|于|在|应于|须于|要于|应当于|次年|翌年|，于");
	else
		dbn_lex_any(s, &i, "次月|下月|于|在|的");
	/* 每月1日至5日: the last day */
	if (!dbn_when_read_part(s, i, w) || w->end == i)
		return false;
	if (w->day_only) {
		size_t k = w->end;
		struct when last;

		if (dbn_lex_any(s, &k, "——|—|至|到|-|–|～|~|－") &&
		    dbn_when_read_part(s, k, &last) && last.day_only)
			*w = last;
	}
	if (r->beat == BEAT_MONTH && w->day_only &&
	    !dbn_lex_before(s, w->end, "日|号|时|分|半|班|点|0") &&
	    !dbn_lex_at(s, w->end, "前|之前|以前"))
		return false;
	*at = w->end;
	return true;
}

/* 每年底前 每月底前 每季度末: the period's own end. */
static size_t read_own_end(struct dbn_str s, size_t at)
{
	dbn_lex_any(s, &at, "年底|年末|月底|月末|度末|底|末|季末");
	return at;
}

/* The amount of a rate (每年600元, 每天8小时) is no act. */
static bool is_rate(struct dbn_str s, const struct rhythm *r)
{
	size_t i = r->end;
	struct dbn_num n;

	dbn_lex_any(s, &i, "不低于|不少于|不超过|约|近|达");
	if (!dbn_num_read(s, &i, &n) || n.han)
		return false;
	if (dbn_lex_any(s, &i, "次|场|轮|回|期|批|篇|条|至"))
		return false;
	return r->anchors == 0 && !dbn_lex_at(s, i, "日|号|月|时|点|:|、");
}

/* 每年春节前, 每年汛期前: its day moves, or only the office knows it. */
static size_t read_moving(struct scan *sc, size_t at, struct rhythm *r)
{
	struct when_base base = { sc->ctx, 0, 0 };
	uint64_t doubts = 0;
	struct when w;
	size_t end = at;
	enum mark mark;
	int32_t day;

	dbn_lex_any(sc->s, &end, "的|于|在");
	if (r->beat != BEAT_YEAR || !dbn_when_read(sc->s, end, sc->ctx, &w) ||
	    (w.grain != GRAIN_FEAST && w.grain != GRAIN_EVENT))
		return at;
	end = w.end;
	mark = dbn_mark_read(sc->s, &end);
	if (dbn_rhythm_anchor(r, &w, mark))
		return end;
	day = dbn_when_last(&w, mark, &base, &doubts);
	r->moving = day == DBN_NO_DAY ? 0 : day;
	return end;
}

static size_t finish_one(struct scan *sc, struct rhythm *r, size_t end)
{
	int32_t from = sc->ctx->issued;
	struct rhythm *kept;
	struct find *f;
	struct when time = { 0 };

	if (r->anchors || r->beat <= BEAT_WEEK || r->beat == BEAT_MONTH) {
		size_t i = end;

		if (dbn_time_read(sc->s, &i, &time))
			end = i;
	}
	if (r->end != end)
		dbn_mark_read(sc->s, &end);
	if (sc->start != DBN_NO_DAY && (from == DBN_NO_DAY || sc->start > from))
		from = sc->start;
	kept = dbn_arena_alloc(sc->arena, 1, sizeof *kept);
	f = dbn_scan_emit(sc, r->off, end, dbn_rhythm_kind(r), dbn_rhythm_first(r, from), NULL, 0);
	if (!f || !kept) {
		sc->no_memory = true;
		return end;
	}
	*kept = *r;
	f->rhythm = kept;
	f->flags |= (r->adverb ? FIND_ADVERB : 0) | (r->weak ? FIND_WEAK : 0) |
		    (r->anchors ? 0 : FIND_PENDING);
	dbn_scan_code(sc, f, dbn_rhythm_code(sc->arena, r));
	if ((!r->anchors || r->beat == BEAT_YEAR) && !r->adverb && !r->moving)
		sc->pending = sc->out->count - 1;
	return end;
}

static size_t finish_rhythm(struct scan *sc, struct rhythm *r, size_t end)
{
	/* 每月10日、25日前: each day is a limit of its own */
	if (r->anchors > 1 && (r->beat == BEAT_MONTH || r->beat == BEAT_QUARTER)) {
		struct rhythm one = *r;

		for (size_t k = 0; k < r->anchors; k++) {
			one.anchors = 1;
			one.month[0] = r->month[k];
			one.day[0] = r->day[k];
			end = finish_one(sc, &one, end);
		}
		return end;
	}
	return finish_one(sc, r, end);
}

/* 每周二、周五: each weekday is a limit of its own. */
static size_t more_weekdays(struct scan *sc, const struct rhythm *r, size_t end)
{
	while (r->beat == BEAT_WEEK && r->anchors) {
		size_t i = end;
		struct rhythm next = { .beat = BEAT_WEEK, .every = r->every, .off = end };
		struct when w;

		if (!dbn_lex_any(sc->s, &i, "、每周|、每|、|和|及") ||
		    !read_weekday(sc->s, &i, &w) || !dbn_rhythm_anchor(&next, &w, MARK_NONE))
			return end;
		next.off = w.off;
		end = finish_rhythm(sc, &next, i);
	}
	return end;
}

size_t dbn_scan_rhythm(struct scan *sc, size_t off)
{
	struct dbn_str s = sc->s;
	struct rhythm r;
	struct when w;
	size_t end;

	if (!dbn_rhythm_read(s, off, sc->place != FIND_BODY, &r))
		return 0;
	end = r.end;
	if (off < sc->quote_end)
		return end;
	if (!r.adverb) {
		size_t at = end;

		while (read_anchor(sc, &at, &r, &w)) {
			size_t behind = at;
			enum mark mark = dbn_mark_read(s, &behind);

			if (w.weak) { /* 结束后5个工作日内: no fixed day */
				end = at;
				break;
			}
			if (!dbn_rhythm_anchor(&r, &w, mark))
				break;
			end = at;
			if (!dbn_lex_any(s, &at, "、|和|及|与") || r.beat == BEAT_WEEK)
				break;
		}
		if (r.anchors == 0 && end == r.end)
			end = read_moving(sc, end, &r);
		if (r.anchors == 0 && end == r.end)
			end = read_own_end(s, end);
	}
	if (!r.adverb && is_rate(s, &r) && !dbn_scan_in_field(sc))
		return end;
	/* 定期性工作的名字: 每日新增人数, 每月平均 */
	if (dbn_lex_at(s, end, "平均|新增人|工资|用水|用电|产能|产量|生活费|补助|补贴"))
		return end;
	end = finish_rhythm(sc, &r, end);
	return more_weekdays(sc, &r, end);
}
