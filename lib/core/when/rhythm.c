/* rhythm.c - 每月5日前, 按季度, 半年一次: what recurs and when it is first due. */
#include <string.h>

#include "dubanc/buf.h"
#include "dubanc/text.h"
#include "../text/lex.h"
#include "../text/scan.h"
#include "limit_int.h"

/* ---- reading ---- */

static const struct {
	const char *words, *not_before;
	enum beat beat;
	int every;
} beats[] = {
	{ "两年|二年|2年|隔年", "级|龄|内|来|以|多", BEAT_YEAR, 2 },
	{ "三年|3年", "级|龄|内|来|以|多", BEAT_YEAR, 3 },
	{ "五年|5年", "级|龄|内|来|以|多", BEAT_YEAR, 5 },
	{ "半年度|半年|学期|个学期", "", BEAT_HALF, 1 },
	{ "学年|个学年", "", BEAT_YEAR, 1 },
	{ "年度|年", "级|龄|限|轻|代|份", BEAT_YEAR, 1 },
	{ "季度|季", "节", BEAT_QUARTER, 1 },
	{ "半个月|半月", "", BEAT_HALFMONTH, 1 },
	{ "两周|双周|2周|两个星期", "", BEAT_WEEK, 2 },
	{ "两个月|双月|2个月|两月", "", BEAT_MONTH, 2 },
	{ "三个月|3个月", "", BEAT_QUARTER, 1 },
	{ "六个月|6个月", "", BEAT_HALF, 1 },
	{ "个月|月度|月份|月", "龄|薪|租|嫂", BEAT_MONTH, 1 },
	{ "旬", "", BEAT_TENDAY, 1 },
	{ "个星期|星期|礼拜|周", "岁|边|期|围|密|转|到|全", BEAT_WEEK, 1 },
	{ "个工作日|工作日|日|天", "程|常|历|照|用|均|志|然|本|益|前|后|光", BEAT_DAY, 1 },
};

static bool read_beat(struct dbn_str s, size_t *at, struct rhythm *r)
{
	for (size_t k = 0; k < sizeof beats / sizeof *beats; k++) {
		size_t i = *at;

		if (!dbn_lex_any(s, &i, beats[k].words) ||
		    (*beats[k].not_before && dbn_lex_at(s, i, beats[k].not_before)))
			continue;
		r->beat = beats[k].beat;
		r->every = beats[k].every;
		*at = i;
		return true;
	}
	return false;
}

/* 周调度 月通报 季评比: a name, or the short way to say every week. */
static const char acts[] =
	"调度|通报|评比|评估|考核|考评|点评|督查|督导|督办|例会|会商|研判|分析|报告|汇报|报送|"
	"总结|小结|排名|晾晒|晒|清零|检查|巡查|抽查|排查|监测|更新|会办|复盘|推进|反馈|评|通|报|查";

/* 15天, 三周, 4个月: so many of them; the usual ones are in the table above. */
static bool read_many(struct dbn_str s, size_t *at, struct rhythm *r)
{
	static const enum beat of[] = { BEAT_DAY, BEAT_DAY, BEAT_WEEK, BEAT_WEEK, BEAT_WEEK,
					BEAT_MONTH, BEAT_YEAR };
	size_t i = *at;
	struct dbn_num n;
	int unit;

	if (!dbn_num_read(s, &i, &n) || n.value < 2 || n.value > 90)
		return false;
	unit = dbn_lex_any(s, &i, "天|日|周|个星期|个礼拜|个月|年");
	if (!unit || dbn_lex_at(s, i, "级|龄|内|来|以|多|均|岁|边"))
		return false;
	r->beat = of[unit - 1];
	r->every = (int)n.value;
	if (r->beat == BEAT_MONTH && (r->every == 3 || r->every == 6)) {
		r->beat = r->every == 3 ? BEAT_QUARTER : BEAT_HALF;
		r->every = 1;
	}
	*at = i;
	return true;
}

/* 建立疑难病例每周会诊制度: the rhythm names the rule that is to be set up. */
static bool names_rule(struct dbn_str s, size_t off, size_t behind)
{
	size_t end = behind, from = off;

	while (end < s.len && end - behind < 36 && !dbn_lex_at(s, end, "，|。|；|、|：|（|）"))
		dbn_utf8_next(s, &end);
	while (from > 0 && off - from < 60 && !dbn_lex_before(s, from, "，|。|；|：|（|）"))
		dbn_utf8_prev(s, &from);
	return dbn_lex_before(s, end, "制度|机制") &&
	       dbn_lex_within(s, from, off, "建立|健全|完善|落实|实行|推行|执行");
}

static bool read_every(struct dbn_str s, size_t off, struct rhythm *r)
{
	size_t i = off;

	if (!dbn_lex_eat(s, &i, "每"))
		return false;
	/* 每人每年 每户每月: a rate */
	if (dbn_lex_before(s, off,
			   "每人|每生|每户|每亩|每头|每吨|每只|每名|每平方米|每立方米|每辆|每床|"
			   "每台|每位|每株"))
		return false;
	dbn_lex_any(s, &i, "隔|间隔|满");
	if (read_many(s, &i, r)) {
		r->end = i;
		return true;
	}
	dbn_lex_any(s, &i, "一个|1个|一|个");
	if (!read_beat(s, &i, r) || names_rule(s, off, i))
		return false;
	r->even = dbn_lex_before(s, i, "双月") != 0; /* 每双月20日: of the even months */
	r->end = i;
	return true;
}

/* 逢5日、15日; 每逢周五: what recurs by the name of its day. */
static bool read_on(struct dbn_str s, size_t off, struct rhythm *r)
{
	size_t i = off, k;
	struct dbn_num n;

	dbn_lex_any(s, &i, "每");
	if (!dbn_lex_eat(s, &i, "逢"))
		return false;
	dbn_lex_any(s, &i, "每");
	k = i;
	if (dbn_lex_any(s, &k, "周|星期") && dbn_lex_at(s, k, "一|二|三|四|五|六|日|天")) {
		r->beat = BEAT_WEEK;
	} else if (dbn_num_read(s, &k, &n) && n.value >= 1 && n.value <= 31 &&
		   dbn_lex_at(s, k, "日|号|、")) {
		r->beat = BEAT_MONTH;
	} else if ((k = i, dbn_lex_any(s, &k, "单月|单数月|双月|双数月"))) {
		r->beat = BEAT_MONTH;
		r->every = 2;
		r->odd = dbn_lex_at(s, i, "单");
		r->even = !r->odd;
		i = k;
	} else if (dbn_lex_at(s, i, "月底|月末|月中|季末|季度末|年底|年末")) {
		if (!read_beat(s, &i, r))
			return false;
	} else {
		return false;
	}
	r->end = i;
	return true;
}

/* 航季, 销售季, 赛季: a season by its name, no quarter. */
static bool names_season(struct dbn_str s, size_t off, size_t end)
{
	return dbn_lex_before(s, end, "季") && dbn_is_han(dbn_scan_cp_before(s, off)) &&
	       !dbn_lex_before(s, off, "于|在|自|从|按|应|须|并|每|各");
}

/* 季后10日内, 年度终了后4个月内: counted from the end of each period. */
static bool read_period_end(struct dbn_str s, size_t off, struct rhythm *r)
{
	size_t i = off, k;
	struct dbn_num n;

	if (dbn_lex_before(s, off, "一|二|三|四|1|2|3|4|个|本|上|下|当|每|半|次|几|数|该|首|末|0|9|淡|旺|雨|汛") ||
	    !dbn_lex_at(s, i, "季度|季|月度|月|年度") || !read_beat(s, &i, r))
		return false;
	k = i;
	if (!dbn_lex_any(s, &k, "结束之日起|结束后|终了后|末后|底后|后"))
		return false;
	r->end = i;
	return dbn_num_read(s, &k, &n) && !names_season(s, off, i);
}

static bool read_adverb(struct dbn_str s, size_t off, struct rhythm *r)
{
	size_t i = off;

	if (!dbn_lex_any(s, &i, "按|逐|分") || !read_beat(s, &i, r) || r->every != 1)
		return false;
	if (dbn_lex_before(s, i - strlen("年"), "分") && r->beat != BEAT_QUARTER &&
	    r->beat != BEAT_YEAR)
		return false;
	/* 按日计罚 按月计算 分年度目标 逐年提高 is no rhythm of acts */
	if (dbn_lex_at(s, i, "计|折|龄|内|目标|投资|任务|均|支付|缴|领取|发放") &&
	    !dbn_lex_at(s, i, "计划"))
		return false;
	if (dbn_lex_before(s, off + strlen("逐"), "逐") &&
	    dbn_lex_at(
		s, i,
		"提高|增加|增长|下降|减少|降低|递增|递减|上升|提升|扩大|缩小|改善|加大|压减|好转"))
		return false;
	if (dbn_lex_before(s, off + strlen("分"), "分"))
		return false;
	r->adverb = true;
	r->end = i;
	return true;
}

/* 一月一调度 半年一评估 每年一次 → 半年一次 */
static bool read_pair(struct dbn_str s, size_t off, struct rhythm *r)
{
	size_t i = off, k;

	if (dbn_lex_before(s, off, "第|每|十|百|二|三|四|五|六|七|八|九"))
		return false;
	if (!dbn_lex_eat(s, &i, "一") && !dbn_lex_at(s, i, "半年一|半月一|两年一"))
		return false;
	if (!read_beat(s, &i, r))
		return false;
	k = i;
	if (!dbn_lex_eat(s, &k, "一") ||
	    (!dbn_lex_at(s, k, acts) && !dbn_lex_at(s, k, "次|轮|会|更|调|督|讲|清|检")))
		return false;
	r->adverb = true;
	r->end = dbn_lex_at(s, k, "次") ? k + strlen("次") : i;
	return true;
}

static bool read_name(struct dbn_str s, size_t off, struct rhythm *r)
{
	size_t i = off;

	if (dbn_lex_before(s, off,
			   "一|二|三|四|五|六|七|八|九|十|1|2|3|4|5|6|7|8|9|0|本|下|上|每|全|今|明|"
			   "个|作|当|次|半|终|末|周|近|去") ||
	    !dbn_lex_any(s, &i, "周|旬|月度|月|季度|季|半年度|半年|年度|日"))
		return false;
	i = off;
	if (!read_beat(s, &i, r) || !dbn_lex_at(s, i, acts) ||
	    dbn_lex_at(s, i, "报制|报道|查询|通过|通知|评价|年"))
		return false;
	r->adverb = true;
	r->weak = true;
	r->end = i;
	dbn_lex_any(s, &r->end, acts);
	/* 月调度、季通报、年考核机制: the name of a mechanism */
	for (i = r->end; dbn_lex_eat(s, &i, "、");) {
		struct rhythm other = { .every = 1 };

		if (!read_beat(s, &i, &other) || !dbn_lex_any(s, &i, acts))
			break;
		if (dbn_lex_at(s, i, "制度|机制|制"))
			return false;
	}
	return !dbn_lex_at(s, r->end,
			   "制度|机制|表|单|台账|制|会|方案|办法|体系|群|专刊|合格|结果|优秀|等次|称职|"
			   "基本合格|不合格|得分|成绩|排名|指标|中|为|被");
}

bool dbn_rhythm_read(struct dbn_str s, size_t off, bool weak_too, struct rhythm *out)
{
	*out = (struct rhythm) { .off = off, .every = 1 };
	if (read_every(s, off, out) || read_on(s, off, out) || read_period_end(s, off, out) ||
	    read_adverb(s, off, out) || read_pair(s, off, out))
		return true;
	return weak_too && read_name(s, off, out);
}

/* ---- days in the period ---- */

/* A feast of the lunar calendar, or 清明. */
static bool moves(struct dbn_str feast)
{
	struct dbn_ymd a = dbn_day_ymd(dbn_calendar_feast(feast, 2023));
	struct dbn_ymd b = dbn_day_ymd(dbn_calendar_feast(feast, 2024));

	return a.month != b.month || a.day != b.day;
}

bool dbn_rhythm_anchor(struct rhythm *r, const struct when *w, enum mark mark)
{
	struct dbn_limit_ctx ctx = { .issued = dbn_day_of(2023, 1, 1), .received = DBN_NO_DAY };
	struct when_base base = { &ctx, 0, 0 };
	uint64_t doubts = 0;
	struct when copy = *w;
	struct dbn_ymd d;
	int month = 0, day = 0;

	/* a lunar day or the third Saturday of a month falls on another day each year */
	if (r->anchors == ANCHORS_MAX || w->year_from == YEAR_GIVEN || w->lunar ||
	    w->grain == GRAIN_MONTHWEEK)
		return false;
	switch (r->beat) {
	case BEAT_YEAR:
	case BEAT_HALF:
		if (w->near && !(w->grain == GRAIN_QUARTER || w->grain == GRAIN_MONTH))
			return false;
		if (w->near || w->grain == GRAIN_WEEK || w->day_only || w->grain > GRAIN_FEAST)
			return false;
		if (r->beat == BEAT_HALF && w->grain != GRAIN_DAY && w->grain != GRAIN_MONTH &&
		    w->grain != GRAIN_TENDAY)
			return false;
		if (w->grain == GRAIN_FEAST && moves(w->name))
			return false;
		copy.year_from = YEAR_GIVEN; /* a common year; 次年 only says that the year turns */
		copy.year = 2023;
		d = dbn_day_ymd(dbn_when_last(&copy, mark, &base, &doubts));
		month = d.month;
		day = d.day;
		if (month == 0)
			return false;
		break;
	case BEAT_QUARTER:
		/* 首月10日 was read by the caller into month and day */
		if (w->n < 1 || w->n > 3 || w->grain != GRAIN_DAY || !w->near)
			return false;
		month = w->n;
		day = w->day;
		break;
	case BEAT_MONTH:
	case BEAT_HALFMONTH:
	case BEAT_TENDAY:
		if (w->grain == GRAIN_DAY && (w->day_only || w->near) && w->day)
			day = w->day;
		else if (w->grain == GRAIN_TENDAY && w->near && w->day < 3)
			day = 10 * w->day;
		else if (w->grain == GRAIN_MONTH && w->near && w->edge == EDGE_MID)
			day = 15;
		else if (w->grain == GRAIN_MONTH && w->near && w->edge == EDGE_START)
			day = 10;
		else
			return false;
		break;
	case BEAT_WEEK:
		if (w->grain != GRAIN_WEEK || !w->day)
			return false;
		day = w->day;
		break;
	default:
		return false;
	}
	for (size_t k = 0; k < r->anchors; k++) {
		if (r->month[k] == month && r->day[k] == day)
			return true;
	}
	r->month[r->anchors] = month;
	r->day[r->anchors++] = day;
	return true;
}

/* ---- the first due day ---- */

static int32_t clipped(int year, int month, int day)
{
	int last = dbn_month_days(year, month);

	return dbn_day_of(year, month, day < last ? day : last);
}

/* Each year: 02-28 stands for 2月底, which a leap year has a day later. */
static int32_t clipped_yearly(int year, int month, int day)
{
	return clipped(year, month, month == 2 && day == 28 ? 31 : day);
}

/* The n-th working day of a month, its last for -1. */
static int32_t workday_of(int year, int month, int n, const struct dbn_calendar *cal)
{
	int32_t first = dbn_day_of(year, month, 1);

	if (n < 0)
		return dbn_calendar_add_workdays(cal, clipped(year, month, 31) + 1, n, NULL);
	return dbn_calendar_add_workdays(cal, first - 1, n, NULL);
}

/* The due day of anchor k in the period of `step` months that holds y-m. */
static int32_t due_in(const struct rhythm *r, size_t k, int year, int month,
		      const struct dbn_calendar *cal)
{
	int start;

	if (r->workday) {
		if (r->beat == BEAT_QUARTER)
			month = (month - 1) / 3 * 3 + r->month[k];
		return workday_of(year, month, r->workday, cal);
	}
	switch (r->beat) {
	case BEAT_MONTH:
		return clipped(year, month, r->anchors ? r->day[k] : 31);
	case BEAT_QUARTER:
		start = (month - 1) / 3 * 3 + 1;
		return r->anchors ? clipped(year, start + r->month[k] - 1, r->day[k])
				  : clipped(year, start + 2, 31);
	case BEAT_HALF:
		start = month <= 6 ? 1 : 7;
		if (!r->anchors)
			return clipped(year, start + 5, 31);
		/* 6月底: half a year later the same day of 12月 */
		return clipped(year, (r->month[k] - 1) % 6 + start,
			       r->day[k] == dbn_month_days(2023, r->month[k]) ? 31 : r->day[k]);
	default:
		return r->anchors ? clipped_yearly(year, r->month[k], r->day[k])
				  : dbn_day_of(year, 12, 31);
	}
}

int32_t dbn_rhythm_first(const struct rhythm *r, int32_t from, const struct dbn_calendar *cal)
{
	static const int step[] = { 0, 0, 1, 1, 1, 3, 6, 12 };
	struct dbn_ymd d = dbn_day_ymd(from);
	int32_t best = DBN_NO_DAY;
	int y = d.year, m = d.month;

	if (from == DBN_NO_DAY)
		return DBN_NO_DAY;
	if (r->moving)
		return r->moving;
	if (r->beat == BEAT_DAY) /* 每15天: the first time so long after */
		return r->every > 1 ? from + r->every : from;
	if (r->beat == BEAT_WEEK) {
		int want = r->anchors ? r->day[0] : 7;
		int ahead = (want - dbn_day_weekday(from) + 7) % 7;

		/* 每两周, no weekday named: not before the second of the two weeks is over */
		return from + ahead + (r->anchors ? 0 : 7 * (r->every - 1));
	}
	if (r->beat == BEAT_TENDAY || (r->beat == BEAT_HALFMONTH && !r->anchors)) {
		int day = r->beat == BEAT_HALFMONTH ? (d.day <= 15 ? 15 : 31)
			  : d.day <= 10             ? 10
			  : d.day <= 20             ? 20
						    : 31;

		return clipped(y, m, day);
	}
	if (r->beat == BEAT_MONTH && !r->anchors && !r->odd && !r->even) { /* 每两个月 */
		m += r->every - 1;
		y += (m - 1) / 12;
		m = (m - 1) % 12 + 1;
	}
	for (int tries = 0; tries < 3 && best == DBN_NO_DAY; tries++) {
		for (size_t k = 0; k < (r->anchors ? r->anchors : 1); k++) {
			int32_t due = (r->odd && m % 2 == 0) || (r->even && m % 2 == 1)
					  ? DBN_NO_DAY
					  : due_in(r, k, y, m, cal);

			if (due != DBN_NO_DAY && due >= from && (best == DBN_NO_DAY || due < best))
				best = due;
		}
		m += step[r->beat];
		y += (m - 1) / 12;
		m = (m - 1) % 12 + 1;
	}
	return best;
}

/* ---- the code ---- */

struct dbn_str dbn_rhythm_code(struct dbn_arena *arena, const struct rhythm *r)
{
	static const char *const names[] = { "day",   "week",    "10day", "halfmonth",
					     "month", "quarter", "half",  "year" };
	struct dbn_buf b;
	struct dbn_str out;
	size_t n = r->beat == BEAT_YEAR ? r->anchors : r->anchors ? 1 : 0;

	dbn_buf_init(&b, 1024);
	dbn_buf_addz(&b, "every:");
	if (r->every > 1)
		dbn_buf_addi(&b, r->every);
	dbn_buf_addz(&b, names[r->beat]);
	for (size_t k = 0; k < n; k++) {
		dbn_buf_addz(&b, k ? "," : "@");
		if (r->workday) {
			if (r->beat == BEAT_QUARTER) {
				dbn_buf_addz(&b, "m");
				dbn_buf_addi(&b, r->month[k]);
				dbn_buf_addz(&b, "-");
			}
			if (r->workday > 0)
				dbn_buf_addi(&b, r->workday);
			dbn_buf_addz(&b, r->workday > 0 ? "wd" : "lastwd");
			continue;
		}
		if (r->beat == BEAT_WEEK) {
			dbn_buf_addi(&b, r->day[k]);
			continue;
		}
		if (r->beat == BEAT_QUARTER) {
			dbn_buf_addz(&b, "m");
			dbn_buf_addi(&b, r->month[k]);
			dbn_buf_addz(&b, "-");
		} else if (r->beat == BEAT_HALF || r->beat == BEAT_YEAR) {
			dbn_buf_add_padded(&b, (uint64_t)r->month[k], 2);
			dbn_buf_addz(&b, "-");
		}
		dbn_buf_add_padded(&b, (uint64_t)r->day[k], 2);
	}
	out = dbn_arena_take(arena, &b);
	return out;
}

enum dbn_limit_kind dbn_rhythm_kind(const struct rhythm *r)
{
	static const enum dbn_limit_kind kinds[] = {
		DBN_LIMIT_DAILY,   DBN_LIMIT_WEEKLY,    DBN_LIMIT_MONTHLY,    DBN_LIMIT_MONTHLY,
		DBN_LIMIT_MONTHLY, DBN_LIMIT_QUARTERLY, DBN_LIMIT_HALFYEARLY, DBN_LIMIT_YEARLY,
	};

	return kinds[r->beat];
}
