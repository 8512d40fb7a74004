/* limit_read.c - dates, ranges and lists of them. */
#include <string.h>

#include "dubanc/text.h"
#include "lex.h"
#include "limit_scan.h"

enum { LIST_MAX = 12 };

/* What was read at one place: one time, a list of them, or a range (its end). */
struct reading {
	struct when items[LIST_MAX];
	size_t count;
	bool range;
	enum mark mark;
	struct span lead; /* 前一周: n is 0 without one */
	size_t off, end;  /* end lies behind the mark */
};

static const char links[] = "——|—|至|到|-|–|～|~|－|―|─";

/* 2021—2025年, 3至5月, 10—15日: a beginning without its unit. */
static bool read_short_start(struct scan *sc, size_t off, struct when *end)
{
	struct dbn_str s = sc->s;
	size_t i = off;
	struct dbn_num n;

	dbn_lex_eat(s, &i, "第");
	if (!dbn_num_read(s, &i, &n))
		return false;
	dbn_lex_blanks(s, &i);
	if (!dbn_lex_any(s, &i, links))
		return false;
	dbn_lex_blanks(s, &i);
	if (!dbn_when_read(s, i, sc->ctx, end))
		return false;
	switch (end->grain) {
	case GRAIN_YEAR:
		return end->year_from == YEAR_GIVEN && n.digits == 4 && n.value < end->year &&
		       end->year - n.value < 60;
	case GRAIN_MONTH:
	case GRAIN_TENDAY:
		return end->year_from == YEAR_NONE && !end->near && n.value >= 1 && n.value <= 12 &&
		       n.value != end->n;
	case GRAIN_QUARTER:
		return end->year_from == YEAR_NONE && !end->near && n.value >= 1 &&
		       n.value < end->n;
	case GRAIN_DAY:
		return end->day_only && n.value >= 1 && n.value < end->day;
	default:
		return false;
	}
}

/* 6月、12月底前: members without their own unit (3、6、9月) are read from the right one. */
static bool read_short_list(struct scan *sc, size_t off, struct reading *r)
{
	struct dbn_str s = sc->s;
	int months[LIST_MAX];
	size_t n = 0, i = off;
	struct dbn_num num;

	while (n < LIST_MAX - 1) {
		if (!dbn_num_read(s, &i, &num) || num.value < 1 || num.value > 12)
			return false;
		months[n++] = (int)num.value;
		if (dbn_lex_at(s, i, "月|季度"))
			break;
		if (!dbn_lex_any(s, &i, "、|和|及"))
			return false;
	}
	if (n < 2)
		return false;
	i = off; /* the last one is read again, with what follows it */
	for (size_t k = 0; k + 1 < n; k++) {
		if (!dbn_num_read(s, &i, &num) || !dbn_lex_any(s, &i, "、|和|及"))
			return false;
	}
	if (!dbn_when_read(s, i, sc->ctx, &r->items[n - 1]) || r->items[n - 1].near)
		return false;
	if (r->items[n - 1].grain == GRAIN_QUARTER && months[n - 2] > 4)
		return false;
	for (size_t k = 0; k + 1 < n; k++) {
		r->items[k] = r->items[n - 1];
		r->items[k].n = months[k];
	}
	r->count = n;
	r->end = r->items[n - 1].end;
	return true;
}

/* 至 8月上旬 behind the first time. */
static bool read_range_end(struct scan *sc, struct reading *r)
{
	struct dbn_str s = sc->s;
	size_t i = r->end;
	struct when end;

	dbn_lex_any(s, &i, "开始|起");
	dbn_lex_blanks(s, &i);
	if (!dbn_lex_any(s, &i, links))
		return false;
	dbn_lex_blanks(s, &i);
	/* 10月1日至7日: a day behind a day needs no mark; 7月至8 has no end */
	if (!dbn_when_read(s, i, sc->ctx, &end) &&
	    (r->items[0].grain != GRAIN_DAY || !dbn_when_read_part(s, i, &end) || !end.day_only))
		return false;
	dbn_when_inherit(&end, &r->items[0], &sc->base);
	r->items[0] = end;
	r->end = end.end;
	r->range = true;
	return true;
}

/* 10日，11日，12日: the next member of a list of days and no more */
static bool is_day_alone(struct dbn_str s, size_t at)
{
	struct when w;

	return dbn_when_read_part(s, at, &w) && w.day_only &&
	       (w.end == s.len || dbn_lex_at(s, w.end, "，|、|前|之前"));
}

/* 2023年、2024年、2025年; 6月底、12月底 */
static void read_list_rest(struct scan *sc, struct reading *r)
{
	struct dbn_str s = sc->s;

	while (r->count < LIST_MAX) {
		size_t i = r->end;
		struct when w;

		if (!dbn_lex_any(s, &i, "、|和|及|与") &&
		    !(r->items[0].grain == GRAIN_DAY && r->end == i &&
		      dbn_lex_any(s, &i, "，") && is_day_alone(s, i)))
			return;
		if (!dbn_when_read(s, i, sc->ctx, &w)) {
			if (!dbn_when_read_part(s, i, &w) || !w.day_only)
				return;
		}
		if (w.day_only && r->items[0].grain == GRAIN_DAY)
			w.weak = false; /* its month stands in front */
		if (w.grain >= GRAIN_FEAST || w.weak)
			return;
		dbn_when_inherit(&w, &r->items[r->count - 1], &sc->base);
		r->items[r->count++] = w;
		r->end = w.end;
	}
}

/* 9月1日开学前: the day is known; 9月开学前: only the month in which it falls. */
static void read_occasion(const struct scan *sc, struct reading *r)
{
	struct when w, *last = &r->items[0];

	if (r->count > 1 || r->range || last->year_word || last->edge != EDGE_WHOLE ||
	    (last->grain != GRAIN_DAY && last->grain != GRAIN_MONTH) ||
	    !dbn_when_read(sc->s, r->end, sc->ctx, &w) ||
	    (w.grain != GRAIN_EVENT && (w.grain != GRAIN_FEAST || w.weak)))
		return;
	r->end = w.end;
	if (last->grain == GRAIN_MONTH && w.grain == GRAIN_EVENT) {
		w.year_from = last->year_from;
		w.year = last->year;
		*last = w;
	}
}

/* 国庆前一周, 9月1日前10个工作日: so long before the day. */
static void read_lead_time(const struct scan *sc, struct reading *r)
{
	struct span span;

	if (r->mark != MARK_BEFORE || r->count > 1 ||
	    (r->items[0].grain != GRAIN_FEAST && r->items[0].grain != GRAIN_DAY) ||
	    !dbn_span_read(sc->s, r->end, &span) || span.within || span.minutes ||
	    span.unit == SPAN_HOUR || span.unit == SPAN_YEAR || span.n > 90)
		return;
	r->lead = span;
	r->end = span.end;
}

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

static bool read_times(struct scan *sc, size_t off, struct reading *r)
{
	memset(r, 0, sizeof *r);
	r->off = off;
	if (read_short_list(sc, off, r)) {
		r->mark = dbn_mark_read(sc->s, &r->end);
		return true;
	}
	r->count = 1;
	if (read_short_start(sc, off, &r->items[0])) {
		r->end = r->items[0].end;
		r->range = true;
	} else if (dbn_when_read(sc->s, off, sc->ctx, &r->items[0])) {
		struct when next;

		r->end = r->items[0].end;
		r->range = r->items[0].range;
		/* 今年底明年初, 7月底8月初: the two ends of one span */
		if (r->items[0].edge == EDGE_END && dbn_when_read(sc->s, r->end, sc->ctx, &next) &&
		    next.grain == r->items[0].grain && next.edge == EDGE_START) {
			dbn_when_inherit(&next, &r->items[0], &sc->base);
			if (next.year_from == YEAR_NONE && next.grain == GRAIN_YEAR)
				next.year_from = YEAR_RELATIVE, next.year = 1;
			r->items[0] = next;
			r->end = next.end;
			r->range = true;
		} else if (!read_range_end(sc, r)) {
			read_list_rest(sc, r);
		}
	} else {
		return false;
	}
	read_occasion(sc, r);
	r->mark = dbn_mark_read(sc->s, &r->end);
	read_lead_time(sc, r);
	return true;
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
	/* 截至6月底，累计…: how far it has come */
	if (dbn_lex_before(s, r->off, "截至|截止|截止到|截至到") &&
	    dbn_lex_at(s, r->end,
		       "，累计|，全市累计|，全县累计|，共|，完成|，全市完成|，全市共|累计|共"))
		return true;
	return dbn_lex_at(s, r->end,
			  "已|未|仍未|尚未|不能|没有|共有|全市已|全县已|全区已|全省已|曾|达不到|"
			  "，已|，全市已|，全县已|，我市已|发生的|形成的|查处的|的");
}

static bool must_not(const struct scan *sc, const struct reading *r)
{
	struct dbn_str s = sc->s;

	return dbn_lex_before(s, r->off,
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
			      "人均|日均|共有|现有|以来|为例|看|印发|成立|在职");
}

static bool binds(struct scan *sc, const struct reading *r, unsigned *flags)
{
	const struct when *w = &r->items[r->count - 1];

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
	    dbn_turns_year(sc, w) ||
	    (w->near && w->offset < 0) || must_not(sc, r) ||
	    (w->near && !dbn_opens_segment(sc->s, r->off) && !dbn_bare_hints(sc, w, r->off, r->end)) ||
	    dbn_lex_before(sc->s, r->off, "由|从|距离|距") || tells(sc->s, r->end))
		return;
	due = dbn_when_last(w, r->mark, &sc->base, &doubts);
	if (due == DBN_NO_DAY || due <= sc->ctx->issued)
		return;
	f = dbn_scan_emit(sc, r->off, r->end, dbn_when_kind(w, r->mark), due, w, doubts);
	if (f)
		f->flags = dbn_bare_hints(sc, w, r->off, r->end) ? FIND_WEAK : FIND_HINT;
}

size_t dbn_scan_when(struct scan *sc, size_t off)
{
	struct reading r;
	const struct when *w;
	unsigned flags = 0;

	if (!read_times(sc, off, &r))
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
