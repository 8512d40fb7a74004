/* limit_recur.c - limits that recur (每月5日前), each with the day in its period. */
#include <string.h>

#include "../text/lex.h"
#include "limit_scan.h"

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
		{ "末|底", 3 }, /* 每季度末25日前: only with a day */
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
		} else if (k + 1 == sizeof months / sizeof *months) {
			return false;
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

/* The month of a quarter that stands behind 每季度; 1 where none does. */
static int month_of_quarter(struct dbn_str s, size_t *at)
{
	dbn_lex_any(s, at, "的");
	if (dbn_lex_any(s, at, "第二个月|第2个月|中间月"))
		return 2;
	if (dbn_lex_any(s, at, "末月|最后一个月|第三个月|第3个月|最后1个月|末个月"))
		return 3;
	dbn_lex_any(s, at, "首月|首个月|第一个月|第1个月|头一个月|头月|初月|次月|下月");
	return 1;
}

/* 第一个工作日, 前3个工作日内, 最后一个工作日: a working day of the month, or of the quarter's. */
static bool read_workday(struct dbn_str s, size_t *at, struct rhythm *r)
{
	size_t i = *at;
	int month = 1, n;
	struct dbn_num num;

	if (r->beat != BEAT_MONTH && r->beat != BEAT_QUARTER)
		return false;
	if (r->beat == BEAT_QUARTER)
		month = month_of_quarter(s, &i);
	dbn_lex_any(s, &i, "的|于|在|月初|初|次月|下月|月");
	if (dbn_lex_any(s, &i, "最后一个|最后1个|末个")) {
		n = -1;
		month = r->beat == BEAT_QUARTER && i - *at < 24 ? 3 : month;
	} else if (dbn_lex_any(s, &i, "首个")) {
		n = 1;
	} else if (dbn_lex_any(s, &i, "第|前|头|开始后|结束后|结束后的|后|结束之日起") ||
		   dbn_lex_before(s, i, "初")) {
		if (!dbn_num_read(s, &i, &num) || num.value < 1 || num.value > 20)
			return false;
		n = (int)num.value;
		dbn_lex_any(s, &i, "个");
	} else {
		return false;
	}
	if (!dbn_lex_any(s, &i, "工作日"))
		return false;
	dbn_lex_any(s, &i, "之内|以内|内|之前|前|当天|当日");
	r->workday = n;
	r->anchors = 1;
	r->month[0] = month;
	*at = i;
	return true;
}

/* 结束后10日内: days into the next period. */
static bool read_after_period(struct dbn_str s, size_t *at, const struct rhythm *r, struct when *w)
{
	size_t i = *at;
	struct span span;

	if (!dbn_lex_any(s, &i, "结束之日起|结束后的|结束后|度终了后|终了后|末后|底后|后") ||
	    !dbn_span_read(s, i, &span) || !span.within)
		return false;
	memset(w, 0, sizeof *w);
	/* 年度终了后4个月内 */
	if (r->beat == BEAT_YEAR && span.unit == SPAN_MONTH && span.n < 12 && !span.extra_days) {
		w->grain = GRAIN_MONTH;
		w->edge = EDGE_END;
		w->n = span.n;
		w->off = *at;
		w->end = *at = span.end;
		return true;
	}
	if ((span.unit != SPAN_DAY && span.unit != SPAN_WORKDAY) || span.n > 28)
		return false;
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
	if (r->beat != BEAT_QUARTER && r->beat != BEAT_MONTH && r->beat != BEAT_YEAR)
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
	/* 每周一调度 is once a week, 每周一报送 is on Mondays, 每周三调度 on Wednesdays */
	if (!day || dbn_lex_at(s, i, "次|轮|般|期|小时|天|场|个|篇|至") ||
	    (!named && day == 1 && dbn_lex_at(s, i, "调度|通报|会|督|排|评|晒|巡|检|清|考|例|研")))
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
		dbn_lex_any(s, &i, "次月|下月|于|在|的|前"); /* 每月前5日内 */
	/* 每月1日至5日, 每年9月至11月: the last of them */
	if (!dbn_when_read_part(s, i, w) || w->end == i)
		return false;
	if (w->day_only || w->grain == GRAIN_MONTH) {
		size_t k = w->end;
		struct when last;

		if (dbn_lex_any(s, &k, "——|—|至|到|-|–|～|~|－") &&
		    (dbn_lex_any(s, &k, "次年|翌年|次月|下月") || true) &&
		    dbn_when_read_part(s, k, &last)) {
			if (last.day_only == w->day_only) {
				*w = last;
			} else if (r->beat == BEAT_MONTH && last.near && last.grain == GRAIN_MONTH &&
				   last.edge == EDGE_END) { /* 每月25日至月底 */
				w->day = 31;
				w->end = last.end;
			}
		}
	}
	if (r->beat == BEAT_MONTH && w->day_only &&
	    !dbn_lex_before(s, w->end, "底|末|日|号|时|分|半|班|点|0") &&
	    !dbn_lex_at(s, w->end, "前|之前|以前|、")) /* 5、15日 */
		return false;
	*at = w->end;
	return true;
}

/* 每年底前 每月底前 每季度末: the period's own end. */
static size_t read_own_end(struct dbn_str s, size_t at)
{
	dbn_lex_any(s, &at, "的");
	if (!dbn_lex_any(s, &at, "年底|年末|月底|月末|度末|底|末|季末|最后一天|最后一日|最后一周"))
		at -= dbn_lex_before(s, at, "的");
	return at;
}

/* The amount of a rate (每年600元, 每天8小时) is no act. */
static bool is_rate(struct dbn_str s, const struct rhythm *r)
{
	size_t i = r->end;
	struct dbn_num n;

	/* 抽查每季度不少于50件: what is done so often */
	if (dbn_lex_before(s, r->off, "抽查|检查|走访|巡查|督查|督导|回访|抽检|暗访|宣讲|评查|检测|监测|调研|家访|执法|慰问|演练|培训|轮训|学习"))
		return false;
	dbn_lex_any(s, &i, "不低于|不少于|不超过|约|近|达");
	/* 每天开放不少于8小时 */
	if (r->beat == BEAT_DAY && r->anchors == 0 &&
	    dbn_lex_within(s, i, dbn_segment_end(s, i), "小时|分钟"))
		return true;
	if (!dbn_num_read(s, &i, &n) || n.han)
		return false;
	if (dbn_lex_any(s, &i, "次|场|轮|回|期|批|篇|条|学时|课时|至"))
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
	if ((r->beat != BEAT_YEAR && r->beat != BEAT_HALF) || !dbn_when_read(sc->s, end, sc->ctx, &w) ||
	    (w.grain != GRAIN_FEAST && w.grain != GRAIN_EVENT && w.grain != GRAIN_MONTHWEEK &&
	     !w.lunar))
		return at;
	end = w.end;
	mark = dbn_mark_read(sc->s, &end);
	if (dbn_rhythm_anchor(r, &w, mark))
		return end;
	day = dbn_when_last(&w, mark, &base, &doubts);
	if (day < sc->ctx->issued && w.year_from == YEAR_NONE) { /* this year's is over */
		w.year_from = YEAR_RELATIVE;
		w.year = 1;
		day = dbn_when_last(&w, mark, &base, &doubts);
	}
	r->moving = day == DBN_NO_DAY ? 0 : day;
	r->placed = true;
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
	kept = dbn_arena_alloc(sc->scratch, 1, sizeof *kept);
	f = dbn_scan_emit(sc, r->off, end, dbn_rhythm_kind(r),
			  r->placed && !r->moving && !r->anchors ? DBN_NO_DAY
								 : dbn_rhythm_first(r, from, sc->ctx->calendar),
			  NULL, 0);
	if (!f || !kept) {
		sc->no_memory = true;
		return end;
	}
	*kept = *r;
	f->rhythm = kept;
	f->flags |= (r->adverb ? FIND_ADVERB : 0) | (r->weak ? FIND_WEAK : 0) |
		    (r->anchors ? 0 : FIND_PENDING);
	dbn_scan_code(sc, f, dbn_rhythm_code(sc->arena, r));
	if ((!r->anchors || r->beat == BEAT_YEAR) && !r->adverb && !r->placed)
		sc->pending = sc->out->count - 1;
	return end;
}

/* 每半月, 每旬: the middle and the end of the month, the ends of its ten-day parts. */
static void as_days_of_month(struct rhythm *r)
{
	static const int days[2][3] = { { 15, 31, 0 }, { 10, 20, 31 } };
	bool tenday = r->beat == BEAT_TENDAY;

	if (r->anchors || (!tenday && r->beat != BEAT_HALFMONTH))
		return;
	r->beat = BEAT_MONTH;
	for (; r->anchors < (tenday ? 3u : 2u); r->anchors++)
		r->day[r->anchors] = days[tenday][r->anchors];
}

static size_t finish_rhythm(struct scan *sc, struct rhythm *r, size_t end)
{
	as_days_of_month(r);
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
		bool joined = dbn_lex_any(sc->s, &i, "、每周|、每|、|和|及") != 0;
		struct when w;

		/* 每周一、周四; 每周一三五 */
		if ((!joined && (!dbn_lex_before(sc->s, i, "一|二|三|四|五|六") ||
				 !dbn_lex_at(sc->s, i, "二|三|四|五|六|日"))) ||
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
	if (off < sc->quote_end || dbn_tells_season(s, end) ||
	    dbn_lex_before(s, off, "供暖期为|采暖期为|供热期为|休渔期为|禁渔期为|防火期为|汛期为|供暖期|采暖期|休渔期|禁渔期"))
		return end;
	if (!r.adverb && read_workday(s, &end, &r)) {
		/* its day is known */
	} else if (!r.adverb) {
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
			if (mark == MARK_BEFORE) /* 每年6月底前和12月底前 */
				at = behind;
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
	if (dbn_lex_at(s, end, "处理能力|处理量|供水能力|客流|流量|销量|平均|新增人|工资|用水|用电|产能|产量|生活费|补助|补贴"))
		return end;
	end = finish_rhythm(sc, &r, end);
	return more_weekdays(sc, &r, end);
}
