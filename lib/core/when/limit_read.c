/* limit_read.c - which dates bind what is to be done. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/lex.h"
#include "limit_times.h"

/* The day that lies `lead` before one that is to be done by. */
static int32_t led(const struct scan *sc, const struct reading *r, int32_t due, uint64_t *doubts)
{
	struct span back = r->lead;
	bool guessed = false;

	if (back.n == 0 || due == DBN_NO_DAY)
		return due;
	if (r->items[0].grain == GRAIN_FEAST)
		due++; /* counted from the feast itself */
	back.n = -back.n;
	due = dbn_span_add(&back, due, false, sc->ctx, &guessed);
	if (guessed)
		*doubts |= DBN_DOUBT_BIT(YEAR_UNDECREED);
	return due;
}

/* ---- whether it counts ---- */

/* 6月底前不得开工: until then something stays undone, and nothing is due. */
static bool forbids(const struct scan *sc, const struct reading *r)
{
	if (r->mark != MARK_BEFORE && r->mark != MARK_WITHIN)
		return false;
	return dbn_lex_at(sc->s, r->end,
			  "不再|不得|不准|不许|严禁|禁止|一律不|原则上不|暂不|不予|，不再|，不得|，严禁|，禁止|，暂不") &&
	       !dbn_lex_at(sc->s, r->end,
			   "不得超过|不得低于|不得少于|不得高于|不得突破|不得迟于|不得晚于|不得延误|不得拖延");
}

/* 由原来的6月底延长至8月底: what it was */
static bool was_moved(const struct scan *sc, const struct reading *r)
{
	return dbn_lex_before(sc->s, r->off, "由原来的|从原来的|由原定的|由原定|从原定的|由原计划的|由原计划|由|从") &&
	       dbn_lex_at(sc->s, r->end, "延长|调整|推迟|提前|延期|顺延|推后|改为|改至|变更");
}

/* …前|缴存的，: a short phrase that says which ones, and the order only behind it. */
static bool tells_which(struct dbn_str s, size_t at)
{
	size_t end = dbn_segment_end(s, at);

	return end - at <= 6 * strlen("一") && dbn_lex_before(s, end, "的") && dbn_lex_at(s, end, "，");
}

/* What was done, or what was not done by then, is no limit. */
static bool speaks_of_past(const struct scan *sc, const struct reading *r)
{
	struct dbn_str s = sc->s;

	if (forbids(sc, r) || was_moved(sc, r) ||
	    dbn_lex_before(s, r->off, "已于|已在|曾于|曾在|已经于|刚于|早在|早于|业于|业已于"))
		return true;
	/* 原定6月底: no longer; 5月底完成的清单: which one */
	if (dbn_lex_before(s, r->off, "原定|原定于|原计划|原计划于|原为|原定在") ||
	    (r->mark == MARK_NONE &&
	     dbn_lex_at(s, r->end,
			"完成的|建成的|投用的|到期的|出台的|印发的|受理的|下达的|开工的|竣工的|取得的|"
			"签订的|实施的|报送的|上报的|召开的|公布的|发布的")))
		return true;
	/* 截至6月底，…已达: how far it has come */
	if (dbn_lex_before(s, r->off, "截至|截止|截止到|截至到|截止至") &&
	    dbn_lex_within(s, r->end, s.len - r->end > 90 ? r->end + 90 : s.len, "已"))
		return true;
	if (dbn_lex_before(s, r->off, "截至|截止|截止到|截至到") &&
	    dbn_lex_at(s, r->end,
		       "，累计|，全市累计|，全县累计|，共|，完成|，全市完成|，全市共|累计|共"))
		return true;
	/* 于2月21日胜利闭幕: the day of a report */
	if (r->mark == MARK_NONE && dbn_lex_at(s, r->end, "胜利|圆满|隆重"))
		return true;
	/* 8月26日（含）前缴存的，按原比例: which ones */
	if (r->mark == MARK_BEFORE && tells_which(s, r->end))
		return true;
	return dbn_lex_at(s, r->end,
			  "已|未|仍未|尚未|不能|没有|共有|全市已|全县已|全区已|全省已|曾|达不到|"
			  "，已|，全市已|，全县已|，我市已|发生的|形成的|查处的|的");
}

/* 2024年|13月: no month, and not the year either. */
static bool has_no_such_month(struct dbn_str s, size_t end)
{
	struct dbn_num number;

	return dbn_lex_before(s, end, "年") && dbn_num_read(s, &end, &number) && dbn_lex_at(s, end, "月");
}

static bool must_not(const struct scan *sc, const struct reading *r)
{
	struct dbn_str s = sc->s;

	return has_no_such_month(s, r->end) || dbn_tells_season(s, r->end) || dbn_lex_before(s, r->off,
			      "供暖期为每年|采暖期为每年|供热期为每年|休渔期为每年|禁渔期为每年|防火期为每年|汛期为每年|"
			      "供暖期为|采暖期为|供热期为|休渔期为|禁渔期为|防火期为|汛期为|休渔期|禁渔期|"
			      "规划期限为|规划期限|规划期为|规划期|规划期至|规划期限至|规划期到|聘期至|租期至|合同期至|服务期至|质保期至|"
			      "有效期至|有效期自|有效期为|有效期到|有效至|有效期|任期至|保质期至|"
			      "追溯至|截至目前|有效期截至") ||
	       /* 2024年3月19日印发 tells; 6月底前印发 orders */
	       (r->mark == MARK_NONE &&
		dbn_lex_at(s, r->end, "施行|生效|起施行|起实施|起执行|废止|失效|印发|出生|成立|任职"));
}

/* 请于2023年7月12日前: an order, though the day lies behind; a slip of the pen. */
static bool is_ordered(const struct scan *sc, const struct reading *r)
{
	size_t off = r->off;

	if (r->mark != MARK_BEFORE && r->mark != MARK_WITHIN && r->mark != MARK_UNTIL)
		return false;
	off -= dbn_lex_before(sc->s, off, "于|在");
	return dbn_lex_before(sc->s, off, "请|须|应|应当|务必|必须|要|需|最迟|限|限期|烦请|抓紧") != 0;
}

/* A date before the document's. */
static bool is_past(const struct scan *sc, const struct reading *r, const struct when *w,
		    int32_t due, uint64_t *doubts)
{
	if (w->year_from == YEAR_RELATIVE && w->year < 0)
		return true;
	if (w->near && w->offset < 0)
		return true;
	/* 截至3月底，执行率21% in April: this year's, how far it has come */
	if (due != DBN_NO_DAY && sc->ctx->issued != DBN_NO_DAY && w->year_from == YEAR_NONE &&
	    dbn_day_ymd(due).year > dbn_day_ymd(sc->ctx->issued).year &&
	    dbn_lex_before(sc->s, r->off, "截至|截止|截止到|截至到|截止至|截"))
		return true;
	if (due == DBN_NO_DAY || sc->ctx->issued == DBN_NO_DAY || due >= sc->ctx->issued)
		return false;
	if (!dbn_scan_in_field(sc) && w->year_from != YEAR_NONE && !is_ordered(sc, r))
		return true;
	*doubts |= DBN_DOUBT_BIT(LIMIT_PAST);
	return false;
}

static bool is_strong(const struct when *w, enum mark mark)
{
	return mark == MARK_BEFORE || mark == MARK_WITHIN || mark == MARK_UNTIL ||
	       mark == MARK_DURING || (w->edge == EDGE_END) ||
	       (w->grain == GRAIN_PLAN && !w->weak) || w->grain == GRAIN_TERM;
}

/* Expressions that mean something else without a mark: 7.21, 明天, 2023.7. */
static bool weak_holds(const struct scan *sc, const struct reading *r, const struct when *w)
{
	struct dbn_str s = sc->s;

	if (!w->weak)
		return true;
	if (w->grain == GRAIN_PLAN)
		return dbn_scan_in_field(sc) && !dbn_lex_at(s, r->end, "规划|计划|以来");
	if (r->mark == MARK_BEFORE || r->mark == MARK_WITHIN || r->mark == MARK_UNTIL)
		return true;
	if (r->range && w->year_from == YEAR_GIVEN)
		return true;
	if (w->grain == GRAIN_FEAST)
		return (dbn_stands_alone(sc, r->off, r->end) && sc->place == FIND_LINE) ||
		       dbn_scan_in_field(sc) || dbn_lex_before(s, r->off, "于|在");
	if (w->near)
		return w->timed || (sc->place == FIND_LINE &&
				    (dbn_stands_alone(sc, r->off, r->end) ||
				     dbn_bare_hints(sc, w, r->off, r->end)));
	/* 年度完成投资75亿元 */
	if (w->grain == GRAIN_YEAR && dbn_opens_segment(s, r->off) && dbn_lex_at(s, r->end, "完成|实现|新增|培训|净增") &&
	    dbn_lex_within(s, r->end, dbn_segment_end(s, r->end), "0|1|2|3|4|5|6|7|8|9"))
		return true;
	return (dbn_scan_in_field(sc) || (sc->place == FIND_LINE && r->off == 0)) &&
	       (r->end == s.len || dbn_lex_at(s, r->end, "，|。|；|、|）|完成|前"));
}

/* The day a 每年 … 年底向市委报告 waited for. */
static bool fills_rhythm(struct scan *sc, const struct reading *r)
{
	struct find *f;
	const struct when *w = &r->items[0];
	bool more;

	if (sc->pending == DBN_NONE || r->range)
		return false;
	f = &sc->out->items[sc->pending];
	/* 每半年通报，11月上旬总结: one day of the year is none of each half */
	if (f->rhythm->beat == BEAT_HALF && r->count == 1)
		return false;
	/* 每半年测评，7月上旬通报首次结果: once */
	if (dbn_lex_within(sc->s, r->end, dbn_segment_end(sc->s, r->end), "首次|首轮|首批|首期|第一次|第一轮|第一批"))
		return false;
	/* 每年3月底前报送下一年度计划, 全年总结: of which year, not when */
	if ((w->year_from == YEAR_RELATIVE && w->year != 1) ||
	    (w->grain == GRAIN_YEAR && w->edge == EDGE_WHOLE))
		return false;
	more = f->rhythm->anchors > 0;
	for (size_t i = 0; i < r->count; i++) {
		if (!dbn_rhythm_anchor(f->rhythm, &r->items[i], r->mark))
			return i > 0;
	}
	if (!more) { /* 每年3月底前…，11月底前…: the text of the first stays */
		f->limit.off = r->off;
		f->limit.len = r->end - r->off;
		f->limit.text = dbn_str_sub(sc->s, r->off, r->end - r->off);
	}
	f->limit.due = dbn_rhythm_first(
	    f->rhythm,
	    sc->start != DBN_NO_DAY && sc->start > sc->ctx->issued ? sc->start : sc->ctx->issued,
	    sc->ctx->calendar);
	dbn_scan_code(sc, f, dbn_rhythm_code(sc->arena, f->rhythm));
	if (f->rhythm->beat != BEAT_YEAR)
		sc->pending = DBN_NONE;
	return true;
}

/* 起, 后: where something begins to count; also what it begins to recur from. */
static size_t note_start(struct scan *sc, const struct reading *r)
{
	const struct when *w = &r->items[r->count - 1];
	uint64_t doubts = 0;
	/* 国庆假期结束后: from its last day off */
	bool holiday = w->grain == GRAIN_FEAST && dbn_lex_within(sc->s, w->end, r->end, "假|黄金周");

	sc->from_day = r->mark == MARK_FROM
			   ? dbn_when_first(w, &sc->base)
			   : dbn_when_last(w, holiday ? MARK_DURING : MARK_NONE, &sc->base, &doubts);
	sc->from_end = r->end;
	if (r->mark == MARK_FROM)
		sc->start = sc->from_day;
	return r->end;
}

/* The clause behind the time reports or describes and orders nothing. */
static bool tells(struct dbn_str s, size_t at)
{
	return dbn_lex_within(s, at, dbn_segment_end(s, at),
			      "同比|环比|累计|增长了|下降了|已|曾|达到了|实现了|无休|营业|开放|平均|"
			      "人均|日均|共有|现有|以来|为例|来看|上看|情况看|印发|成立|在职");
}

/* 下半年工作会议前: before a day in the period that its words do not give. */
static bool dates_an_event(const struct scan *sc, const struct reading *r)
{
	static const char happenings[] = "会议|大会|全会|会|考核|考试|评估|验收|汛期|检查|竞赛|比赛|仪式|开学|招生|督查|巡视|巡察|述职|换届";
	struct dbn_str s = sc->s;
	size_t at = r->end, end = dbn_segment_end(s, r->end);

	if (r->mark != MARK_NONE || sc->place != FIND_LINE)
		return false;
	for (int n = 0; n < 12 && at < end; n++) {
		if (dbn_lex_at(s, at, "前|之前") && dbn_lex_before(s, at, happenings))
			return true;
		if (dbn_lex_at(s, at, "完成|召开|开展|组织|举办|实施|、"))
			return false;
		dbn_utf8_next(s, &at);
	}
	return false;
}

static bool binds(struct scan *sc, const struct reading *r, unsigned *flags)
{
	const struct when *w = &r->items[r->count - 1];

	if (dates_an_event(sc, r))
		return false;
	if (speaks_of_past(sc, r) || must_not(sc, r))
		return false;
	/* a line that is nothing but a time is a cell's value */
	if (dbn_scan_in_field(sc) || (sc->place == FIND_LINE && dbn_stands_alone(sc, r->off, r->end)))
		return r->end >= sc->s.len || !dbn_lex_at(sc->s, r->end, "年|级|届|项目|以上");
	if (w->year_word && r->mark == MARK_NONE) {
		if (w->year_from == YEAR_GIVEN || sc->place != FIND_LINE)
			return dbn_opens_segment(sc->s, r->off) &&
			       dbn_bare_binds(sc, w, r->off, r->end);
		*flags = FIND_WEAK;
		return w->year_from == YEAR_RELATIVE;
	}
	/* 全年目标任务须于11月底前…: of which year, not when */
	if (w->year_from == YEAR_NONE && w->grain == GRAIN_YEAR && r->mark == MARK_NONE &&
	    dbn_lex_before(sc->s, r->end, "全年") && dbn_lex_at(sc->s, r->end, "目标任务|任务|计划") &&
	    dbn_lex_within(sc->s, r->end, dbn_segment_end(sc->s, r->end), "月底前|日前|月前|季度末|季度前"))
		return false;
	/* 5月20日至6月30日，在主产乡镇设置…: from when to when */
	if (r->range && w->grain == GRAIN_DAY && dbn_opens_segment(sc->s, r->off) && dbn_lex_at(sc->s, r->end, "，") &&
	    !tells(sc->s, r->end))
		return true;
	if (is_strong(w, r->mark) &&
	    !(w->near && w->grain == GRAIN_WEEK && r->mark == MARK_NONE && !w->day))
		return true;
	if (w->grain == GRAIN_FEAST && w->weak)
		return true;
	if (dbn_bare_binds(sc, w, r->off, r->end) ||
	    (r->range && dbn_lex_at(sc->s, r->end, "为|是|，为")))
		return true;
	*flags = FIND_WEAK;
	if (r->range && (w->grain == GRAIN_DAY || dbn_lex_before(sc->s, r->off, "从|自")))
		return !tells(sc->s, r->end);
	return w->grain == GRAIN_YEAR && !tells(sc->s, r->end) &&
	       (w->year_from == YEAR_RELATIVE || w->year_from == YEAR_NONE);
}

/* A line's row knows of what is over, so as not to look for it again. */
static void note_past(struct scan *sc, const struct reading *r)
{
	struct find *f;

	if (sc->place != FIND_LINE)
		return;
	f = dbn_scan_emit(sc, r->off, r->end, DBN_LIMIT_NONE, DBN_NO_DAY, NULL, 0);
	if (f)
		f->flags = FIND_PAST;
}

/* A day to come that binds nothing which was understood: the row's doubt. */
static void note_hint(struct scan *sc, const struct reading *r)
{
	const struct when *w = &r->items[r->count - 1];
	uint64_t doubts = 0;
	struct find *f;
	int32_t due;

	if (sc->place != FIND_LINE || w->grain == GRAIN_YEAR || w->grain >= GRAIN_FEAST ||
	    dbn_turns_year(sc, w) || dates_an_event(sc, r) ||
	    (w->near && w->offset < 0) || must_not(sc, r) ||
	    (w->near && !dbn_opens_segment(sc->s, r->off) && !dbn_bare_hints(sc, w, r->off, r->end)) ||
	    dbn_lex_before(sc->s, r->off, "由|从|距离|距") || tells(sc->s, r->end))
		return;
	due = dbn_when_last(w, r->mark, &sc->base, &doubts);
	if (due == DBN_NO_DAY || due < sc->ctx->issued || (due == sc->ctx->issued && !w->near))
		return;
	f = dbn_scan_emit(sc, r->off, r->end, dbn_when_kind(w, r->mark), due, w, doubts);
	if (f)
		f->flags = dbn_bare_hints(sc, w, r->off, r->end) ? FIND_WEAK : FIND_HINT;
}

/* 国庆假期后第一个工作日: counted from the day just named. */
static size_t read_nth_workday(struct scan *sc, size_t off)
{
	size_t i = off;
	struct dbn_num n;
	bool guessed = false;
	int32_t due;

	if (sc->from_end == off && dbn_lex_any(sc->s, &i, "上班第一天|上班首日|上班后第一天|首个上班日|第一个上班日")) {
		due = dbn_calendar_add_workdays(sc->ctx->calendar, sc->from_day, 1, &guessed);
		return dbn_scan_emit(sc, off, i, DBN_LIMIT_BY_DATE, due, NULL,
				     guessed ? DBN_DOUBT_BIT(YEAR_UNDECREED) : 0)
			   ? i
			   : 0;
	}
	if (sc->from_end != off || !dbn_lex_any(sc->s, &i, "的第|第|首") || (dbn_lex_before(sc->s, i, "第") &&
	    (!dbn_num_read(sc->s, &i, &n) || n.value < 1 || n.value > 30)) || !dbn_lex_any(sc->s, &i, "个工作日"))
		return 0;
	due = dbn_calendar_add_workdays(sc->ctx->calendar, sc->from_day,
					dbn_lex_before(sc->s, off + strlen("首"), "首") ? 1 : (int)n.value, &guessed);
	return dbn_scan_emit(sc, off, i, DBN_LIMIT_RELATIVE_WORKDAYS, due, NULL,
			     guessed ? DBN_DOUBT_BIT(YEAR_UNDECREED) : 0)
		   ? i
		   : 0;
}

size_t dbn_scan_when(struct scan *sc, size_t off)
{
	struct reading r;
	const struct when *w;
	unsigned flags = 0;
	size_t end = read_nth_workday(sc, off);

	if (end)
		return end;
	if (!dbn_times_read(sc, off, &r))
		return 0;
	w = &r.items[r.count - 1];
	if (!weak_holds(sc, &r, w))
		return w->weak && w->grain == GRAIN_DAY && !w->near ? 0 : r.end;
	if (r.mark == MARK_FROM || r.mark == MARK_AFTER)
		return note_start(sc, &r);
	if (fills_rhythm(sc, &r))
		return r.end;
	if (!binds(sc, &r, &flags)) {
		if (speaks_of_past(sc, &r))
			note_past(sc, &r);
		else
			note_hint(sc, &r);
		return r.end;
	}
	if ((flags & FIND_WEAK) && sc->place != FIND_LINE)
		return r.end;
	for (size_t i = 0; i < r.count; i++) {
		uint64_t doubts = 0;
		int32_t due = dbn_when_last(
		    &r.items[i],
		    i + 1 == r.count || r.items[i].edge == EDGE_WHOLE ? r.mark : MARK_NONE,
		    &sc->base, &doubts);
		struct find *f;

		due = led(sc, &r, due, &doubts);
		if (is_past(sc, &r, &r.items[i], due, &doubts)) {
			note_past(sc, &r);
			continue;
		}
		if (r.mark == MARK_ABOUT)
			doubts |= DBN_DOUBT_BIT(LIMIT_AMBIGUOUS);
		f = dbn_scan_emit(
		    sc, i ? r.items[i].off : r.off, i + 1 == r.count ? r.end : r.items[i].end,
		    dbn_when_kind(&r.items[i], r.mark), due, &r.items[i], doubts);
		if (!f)
			return r.end;
		f->flags |= flags | (r.range ? FIND_RANGE : 0);
		if (due != DBN_NO_DAY && r.items[i].grain > GRAIN_YEAR &&
		    r.items[i].grain <= GRAIN_DAY) {
			sc->base.year = dbn_day_ymd(due).year;
			sc->base.month = dbn_day_ymd(due).month;
		}
	}
	return r.end;
}
