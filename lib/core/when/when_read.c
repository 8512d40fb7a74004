/* when_read.c - reading one time expression. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/lex.h"
#include "when_int.h"

/* ---- numbers with a unit ---- */

/* A number from low to high. */
static bool read_number(struct dbn_str s, size_t *at, int low, int high, int *out)
{
	size_t i = *at;
	struct dbn_num n;

	if (!dbn_num_read(s, &i, &n) || n.value < low || n.value > high)
		return false;
	*out = (int)n.value;
	*at = i;
	return true;
}

/* ---- years ---- */

static bool read_year_number(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	struct dbn_num n;

	if (!dbn_num_read(s, &i, &n))
		return false;
	dbn_lex_blanks(s, &i);
	if (!dbn_lex_eat(s, &i, "年") || dbn_lex_at(s, i, "级|届|龄|制的|期的|以上|以下|来"))
		return false;
	/* 三年制, 年均, 5年期; but 2027年制造业…, 2027年产值…: the year ends in front of the word */
	if (n.digits != 4 && dbn_lex_at(s, i, "制|期|均|产"))
		return false;
	if (dbn_lex_at(s, i, "产") && i + strlen("产") < s.len && s.ptr[i + strlen("产")] >= '0' && s.ptr[i + strlen("产")] <= '9')
		return false; /* 2000年产5万吨 */
	/* 2024年, 二〇二四年, 两千零二十四年 */
	if ((n.digits == 4 || (n.han && n.digits == 0)) && n.value >= 1949 && n.value <= 2999) {
		w->year = (int)n.value;
	} else if (n.digits == 2 && n.value >= 18 && n.value <= 60 &&
		   dbn_lex_at(s, i,
			      "底|末|初|年底|年末|上半年|下半年|1|2|3|4|5|6|7|8|9|一季|二季|三季|"
			      "四季|第")) {
		/* 24年6月底, not "24 years": a part of the year follows. */
		w->year = 2000 + (int)n.value;
	} else {
		return false;
	}
	w->year_from = YEAR_GIVEN;
	*at = i;
	return true;
}

/* 今年 明年 次年 … : offset from the document's year. */
static bool read_year_word(struct dbn_str s, size_t *at, struct when *w)
{
	static const struct {
		const char *word;
		int offset;
	} words[] = {
		{ "本年度", 0 },   { "今年度", 0 }, { "当年度", 0 },    { "本财政年度", 0 },
		{ "下一年度", 1 }, { "下年度", 1 }, { "上一年度", -1 }, { "上年度", -1 },
		{ "今年", 0 },     { "本年", 0 },   { "当年", 0 },      { "明年", 1 },
		{ "来年", 1 },     { "次年", 1 },   { "翌年", 1 },      { "下一年", 1 },
		{ "今明两年", 1 }, { "今明二年", 1 },
		{ "后年", 2 },     { "去年", -1 },  { "上一年", -1 },   { "上年", -1 },
		{ "前年", -2 },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t end = *at;

		if (!dbn_lex_eat(s, &end, words[i].word))
			continue;
		/* 每次年检 两次年会 以前年度 证明年份 近三年来年均 后年均 */
		if (dbn_lex_before(s, *at, "每|一|两|首|证|以|目|声|表|说|年|过|之") ||
		    dbn_lex_at(s, end, "均|度|级|龄|检|会|审|报|份"))
			return false;
		w->year_from = YEAR_RELATIVE;
		w->year = words[i].offset;
		w->year_word = end - *at > 2 * strlen("年");
		*at = end;
		return true;
	}
	return false;
}

/* ---- parts of a year ---- */

/* 底 末 初 … behind 年 or 月. */
static enum edge read_edge(struct dbn_str s, size_t *at, struct when *w)
{
	w->workday = dbn_lex_at(s, *at, "最后一个工作日|最后1个工作日");
	switch (dbn_lex_any(s, at, "底|末|终|最后一天|最后1天|最后一个工作日|最后1个工作日|初")) {
	case 1:
	case 2:
	case 3:
	case 4:
	case 5:
	case 6:
	case 7:
		return EDGE_END;
	case 8:
		return EDGE_START;
	default:
		return EDGE_WHOLE;
	}
}

/* Behind a number: others follow, and 日 behind the last. */
static bool shares_day_unit(struct dbn_str s, size_t at)
{
	int n;

	for (int k = 0; k < 6; k++) {
		if (!dbn_lex_any(s, &at, k ? "、" : "至|到|—|-|–|~|～|－|、") ||
		    !read_number(s, &at, 1, 31, &n))
			return false;
		if (dbn_lex_at(s, at, "日|号"))
			return true;
	}
	return false;
}

static bool read_day(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at, k;
	int day;

	if (!read_number(s, &i, 1, 31, &day))
		return false;
	dbn_lex_blanks(s, &i);
	k = i;
	if (dbn_lex_any(s, &i, "日|号")) {
		if (dbn_lex_at(
			s, i, "文|楼|线|令|公告|机组|院|电梯|标段|坑|井|桥|路|地块|宗地|企业|矿") &&
		    dbn_lex_before(s, i, "号"))
			return false;
	} else if (shares_day_unit(s, k)) {
		/* 9月10—15日, 5、15、25日: the number before the others */
	} else if (!dbn_lex_at(s, i, "前|之前|以前")) {
		return false;
	}
	w->grain = GRAIN_DAY;
	w->day = day;
	*at = i;
	return true;
}

/* 八月十五: spelt out, the day needs no 日 at the end of a phrase. */
static bool read_han_day(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	struct dbn_num n;

	if (!dbn_num_read(s, &i, &n) || !n.han || n.value < 11 || n.value > 31 ||
	    (i < s.len && !dbn_lex_at(s, i, "，|。|；|前|之前|以前|当天")))
		return false;
	w->grain = GRAIN_DAY;
	w->day = (int)n.value;
	*at = i;
	return true;
}

/* 第二周, 第三个星期五, 最后一周: the week, or that weekday, of the month. */
static bool read_month_week(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at, k;
	int n = 6, day = 0;
	bool each;

	dbn_lex_eat(s, &i, "的");
	if (!dbn_lex_any(s, &i, "最后一|最后1") &&
	    (!dbn_lex_eat(s, &i, "第") || !read_number(s, &i, 1, 5, &n)))
		return false;
	each = dbn_lex_eat(s, &i, "个");
	if (!dbn_lex_any(s, &i, "周|星期|礼拜"))
		return false;
	k = i;
	if (each && (day = dbn_lex_any(s, &k, "一|二|三|四|五|六|日|天")) != 0)
		i = k;
	w->grain = GRAIN_MONTHWEEK;
	w->weekday = day > 7 ? 7 : day;
	w->day = n;
	*at = i;
	return true;
}

/* What follows a month: 底 上旬 15日 … */
void dbn_read_in_month(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	int k;

	w->grain = GRAIN_MONTH;
	dbn_lex_eat(s, at, "份");
	k = dbn_lex_any(s, at, "上旬|中旬|下旬|上中旬|上、中旬|中下旬|中、下旬");
	if (k) {
		w->grain = GRAIN_TENDAY;
		w->day = k <= 3 ? k : k <= 5 ? 2 : 3;
		return;
	}
	if (dbn_lex_at(s, *at, "中前|中之前|中完成|中召开|中启动|中开展|中组织|中建成|中竣工|中开工|中报送")) {
		dbn_lex_eat(s, at, "中");
		w->edge = EDGE_MID;
		return;
	}
	i = *at;
	dbn_lex_blanks(s, &i);
	if (read_month_week(s, &i, w) || read_day(s, &i, w) || read_han_day(s, &i, w)) {
		*at = i;
		return;
	}
	w->edge = read_edge(s, at, w);
}

/* 元月15日, 元月底; not 5000元月薪 */
static bool is_first_month(struct dbn_str s, size_t at)
{
	return dbn_lex_eat(s, &at, "元月") &&
	       (at == s.len ||
		dbn_lex_at(s, at, "底|末|初|上旬|中旬|下旬|份|前|内|1|2|3|4|5|6|7|8|9|一|二|三|四|五|六|七|八|九|十|，|。"));
}

static bool read_month(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	int month, last;
	size_t k;

	if (is_first_month(s, i)) {
		dbn_lex_eat(s, &i, "元");
		month = 1;
	} else if (!read_number(s, &i, 1, 12, &month)) {
		return false;
	}
	dbn_lex_blanks(s, &i);
	k = i; /* 今年1—4月: the last month counts */
	if (dbn_lex_any(s, &k, "——|—|至|到|-|–|～|~|－") && read_number(s, &k, 1, 12, &last) &&
	    last > month && dbn_lex_at(s, k, "月")) {
		month = last;
		w->range = true;
		i = k;
	}
	if (!dbn_lex_eat(s, &i, "月") || dbn_lex_at(s, i, "龄|薪|租|嫂|饼"))
		return false;
	w->n = month;
	dbn_read_in_month(s, &i, w);
	*at = i;
	return true;
}

/* 本月 下月 月底 */
static bool read_month_word(struct dbn_str s, size_t *at, struct when *w)
{
	static const struct {
		const char *word;
		int offset;
	} words[] = {
		{ "本月", 0 }, { "当月", 0 }, { "这个月", 0 },  { "下个月", 1 }, { "下一个月", 1 },
		{ "下月", 1 }, { "次月", 1 }, { "上个月", -1 }, { "上月", -1 },
	};
	size_t i = *at;

	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		if (!dbn_lex_eat(s, &i, words[k].word))
			continue;
		if (dbn_lex_before(s, *at, "基|每|以"))
			return false;
		w->near = true;
		w->offset = words[k].offset;
		dbn_read_in_month(s, &i, w);
		*at = i;
		return true;
	}
	if (dbn_lex_at(s, i,
		       "月底|月末|月初|月内|月中前|月中之前|月中旬|月上旬|月下旬|上旬|中旬|下旬")) {
		dbn_lex_eat(s, &i, "月");
		w->near = true;
		dbn_read_in_month(s, &i, w);
		*at = i;
		return true;
	}
	return false;
}

static bool read_quarter(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	int n;

	if (dbn_lex_before(s, *at, "上") && dbn_lex_at(s, *at, "一季")) /* 上一季度 is the last one */
		return false;
	if (dbn_lex_any(s, &i, "本季度|本季|这个季度")) {
		w->near = true;
	} else if (dbn_lex_any(s, &i, "下一季度|下季度|下个季度")) {
		w->near = true;
		w->offset = 1;
	} else if (dbn_lex_at(s, i, "季度末|季度底|季末|季底")) {
		w->near = true;
		dbn_lex_any(s, &i, "季度|季");
	} else if (dbn_lex_any(s, &i, "首季度|首季")) {
		w->n = 1;
	} else {
		bool sum = dbn_lex_eat(s, &i, "前");

		if (!sum)
			dbn_lex_eat(s, &i, "第");
		if (!read_number(s, &i, 1, 4, &n))
			return false;
		if (sum)
			dbn_lex_eat(s, &i, "个");
		else if (dbn_lex_at(s, i, "个季度"))
			return false;
		if (!dbn_lex_any(s, &i, "季度"))
			return false;
		w->n = n;
	}
	w->grain = GRAIN_QUARTER;
	w->edge = dbn_lex_any(s, &i, "首月|第一个月") ? EDGE_START : read_edge(s, &i, w);
	*at = i;
	return true;
}

static bool read_half(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	int k = dbn_lex_any(s, &i, "上半年|前半年|下半年|后半年");

	/* 实施后半年内 is half a year */
	if (!k || dbn_lex_before(s, *at, "以|较|比") ||
	    (k % 2 == 0 && dbn_lex_at(s, i, "内|之内|以内")))
		return false;
	w->grain = GRAIN_HALF;
	w->n = k <= 2 ? 1 : 2;
	w->edge = read_edge(s, &i, w);
	*at = i;
	return true;
}

/* 年底 年内 全年 … without a year before them. */
static bool read_year_edge(struct dbn_str s, size_t *at, struct when *w)
{
	static const struct {
		const char *word;
		enum edge edge;
	} words[] = {
		{ "年底年初", EDGE_MID }, { "年末岁初", EDGE_MID }, { "岁末年初", EDGE_MID },
		{ "年底", EDGE_END },     { "年末", EDGE_END },     { "岁末", EDGE_END },
		{ "年终前", EDGE_END },   { "年初", EDGE_START },   { "年中前", EDGE_MID },
		{ "年中", EDGE_MID },     { "年度内", EDGE_WHOLE }, { "年内", EDGE_WHOLE },
		{ "全年", EDGE_WHOLE },   { "整年", EDGE_WHOLE },   { "年度", EDGE_WHOLE },
	};

	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t i = *at;

		if (!dbn_lex_eat(s, &i, words[k].word))
			continue;
		if (dbn_lex_before(s, *at, "学|历|往|近|丰|灾|多|上|去|前|跨"))
			return false;
		/* 较年初提高6个百分点: what it is held against */
		if (dbn_lex_before(s, i, "年初") && dbn_lex_before(s, *at, "较|比|与|同|对比"))
			return false;
		if (dbn_lex_before(s, i, "年中") && dbn_lex_at(s, i, "期|间|国|央|心|层|等|度|考"))
			return false;
		w->grain = GRAIN_YEAR;
		w->edge = words[k].edge;
		if (k < 3) { /* ends with the next January */
			w->edge = EDGE_START;
			w->year_from = YEAR_RELATIVE;
			w->year = 1;
		}
		w->weak = dbn_lex_before(s, i, "年度") != 0; /* a cell's value, no more */
		/* the mark stays for the reader of marks */
		if (dbn_lex_before(s, i, "前"))
			i -= strlen("前");
		else if (dbn_lex_before(s, i, "内"))
			i -= strlen("内");
		*at = i;
		return true;
	}
	return false;
}

/* 前九个月 */
static bool read_months_sum(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;

	if (!dbn_lex_eat(s, &i, "前") || !read_number(s, &i, 2, 11, &w->n) ||
	    !dbn_lex_eat(s, &i, "个月"))
		return false;
	w->grain = GRAIN_MONTH;
	w->range = true;
	*at = i;
	return true;
}

/* Behind 2024年 or 明年: what part of it. */
static void read_in_year(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;

	w->grain = GRAIN_YEAR;
	dbn_lex_blanks(s, &i);
	if (dbn_read_lunar(s, &i, w) || read_month(s, &i, w) || read_months_sum(s, &i, w) ||
	    dbn_read_event(s, &i, w) || read_half(s, &i, w) || read_quarter(s, &i, w) ||
	    dbn_read_feast(s, &i, w)) {
		*at = i;
		return;
	}
	/* 2023年年底 2023年底 今年底 */
	dbn_lex_eat(s, &i, "年");
	if (dbn_lex_at(s, i, "底|末|初") &&
	    !dbn_lex_at(s, i, "初步|初级|末位|初中|初次|初始|初审|初选")) {
		w->edge = read_edge(s, &i, w);
		*at = i;
		return;
	}
	if (dbn_lex_at(s, i, "中前|中之前|终前") || (i != *at && dbn_lex_at(s, i, "中"))) {
		w->edge = dbn_lex_any(s, &i, "中|终") == 1 ? EDGE_MID : EDGE_END;
		*at = i;
		return;
	}
	i = *at;
	if (dbn_lex_any(s, &i, "全年")) {
		*at = i;
	} else if (dbn_lex_any(s, &i, "预算年度|财政年度|度")) {
		w->year_word = true;
		*at = i;
	}
}

/* ---- all ---- */

bool dbn_when_read_part(struct dbn_str s, size_t off, struct when *w)
{
	size_t i = off;

	memset(w, 0, sizeof *w);
	w->off = off;
	if (dbn_read_lunar(s, &i, w)) {
		/* 每年正月十五 */
	} else if (!(read_month(s, &i, w) || read_quarter(s, &i, w) || read_half(s, &i, w) ||
	      read_month_word(s, &i, w) || read_year_edge(s, &i, w))) {
		if (!read_day(s, &i, w))
			return false;
		w->day_only = true;
	}
	if (w->grain == GRAIN_DAY)
		dbn_time_read(s, &i, w);
	w->end = i;
	return true;
}

static bool read_absolute(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;

	if (read_year_number(s, &i, w) || read_year_word(s, &i, w)) {
		read_in_year(s, &i, w);
		*at = i;
		return true;
	}
	return dbn_read_dotted(s, at, w) || read_month(s, at, w) || read_quarter(s, at, w) ||
	       read_half(s, at, w) || read_month_word(s, at, w) || read_year_edge(s, at, w) ||
	       dbn_read_week(s, at, w) || dbn_read_day_word(s, at, w);
}

/* 7月18日（星期二）前; 7月18日，星期二 */
static void skip_weekday(struct dbn_str s, size_t *at)
{
	size_t i = *at;
	int open = dbn_lex_any(s, &i, "（|(|，");

	dbn_lex_any(s, &i, "本|这|下下|下");
	if (dbn_lex_any(s, &i, "星期|周|礼拜") && dbn_lex_any(s, &i, "一|二|三|四|五|六|日|天") &&
	    (open == 1 || open == 2 ? dbn_lex_any(s, &i, "）|)") != 0
				    : i == s.len || dbn_lex_at(s, i, "前|之前|，|。|上午|下午|下班")))
		*at = i;
}

/* 本周四（9月26日）前: the bracket says which day that is. */
static void read_bracketed_date(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	struct when day;

	memset(&day, 0, sizeof day);
	day.off = w->off;
	if (!dbn_lex_any(s, &i, "（|("))
		return;
	read_year_number(s, &i, &day);
	if (!read_month(s, &i, &day) || day.grain != GRAIN_DAY || !dbn_lex_any(s, &i, "）|)"))
		return;
	*w = day;
	*at = i;
}

/* 15日前, 于15日: a day of this month, not 15日内 and not 15日以上 */
static bool read_lone_day(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;

	if (!read_day(s, &i, w) || !dbn_lex_before(s, i, "日|号|0|1|2|3|4|5|6|7|8|9"))
		return false;
	if (!dbn_lex_at(s, i, "前|之前|以前|至|到|—|-|下班|止|上午|下午|17|18|12|24")) {
		if (!dbn_lex_before(s, i, "日|号") || (i < s.len && !dbn_lex_before(s, *at, "于")))
			return false;
		w->weak = i == s.len; /* a cell that holds nothing else */
	}
	w->day_only = true;
	*at = i;
	return true;
}

/* 2026年|暑假, 2026年|汛期: a time of that year whose days the place knows, not the year's last. */
static void read_season_of_year(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;

	if (!dbn_lex_any(s, &i, "暑假|暑期|寒假|主汛期|汛期|春运|暑运|雨季|供暖季|采暖季|春耕|秋收|夏收"))
		return;
	dbn_lex_any(s, &i, "期间|期内|内");
	w->grain = GRAIN_EVENT;
	w->name = dbn_str_sub(s, w->off, i - w->off);
	*at = i;
}

/* 下季度首月|10日前: the month can be told where the paper's day is known. */
static void read_day_of_quarter(struct dbn_str s, size_t *at, const struct dbn_limit_ctx *ctx, struct when *w)
{
	struct when day = *w;
	size_t i = *at;
	int month;

	if (!ctx || ctx->issued == DBN_NO_DAY || !read_day(s, &i, &day))
		return;
	month = (dbn_day_ymd(ctx->issued).month - 1) / 3 * 3 + 3 * w->offset;
	day.near = false;
	day.offset = 0;
	day.edge = EDGE_WHOLE;
	day.year_from = YEAR_GIVEN;
	day.year = dbn_day_ymd(ctx->issued).year + month / 12;
	day.n = month % 12 + 1;
	*w = day;
	*at = i;
}

bool dbn_when_read(struct dbn_str s, size_t off, const struct dbn_limit_ctx *ctx, struct when *w)
{
	size_t i = off, next = off;
	unsigned first = dbn_limit_first(dbn_utf8_next(s, &next));
	bool named = !first || (first & FIRST_NAME), counted = !first || (first & FIRST_NUMBER);

	memset(w, 0, sizeof *w);
	w->off = off;
	if (!dbn_read_named(s, &i, ctx, w) && !(named && dbn_read_plan(s, &i, w)) &&
	    !(named && dbn_read_term(s, &i, w)) && !((named || counted) && dbn_read_lunar(s, &i, w)) &&
	    !(named && dbn_read_feast(s, &i, w)) && !(named && dbn_read_event(s, &i, w)) &&
	    !((counted || (first & FIRST_DAY)) && read_absolute(s, &i, w)) &&
	    !(counted && read_lone_day(s, &i, w)))
		return false;
	if (w->grain == GRAIN_QUARTER && w->near && w->offset > 0 && w->edge == EDGE_START)
		read_day_of_quarter(s, &i, ctx, w);
	if (w->grain == GRAIN_YEAR && w->edge == EDGE_WHOLE)
		read_season_of_year(s, &i, w);
	if (w->grain == GRAIN_DAY)
		skip_weekday(s, &i);
	else if (w->grain == GRAIN_WEEK && w->day)
		read_bracketed_date(s, &i, w);
	if (w->grain == GRAIN_DAY || (w->grain == GRAIN_WEEK && w->day))
		dbn_time_read(s, &i, w);
	w->end = i;
	return true;
}
