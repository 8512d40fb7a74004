/* when_read.c - reading one time expression. */
#include <string.h>

#include "lex.h"
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
	if (!dbn_lex_eat(s, &i, "年") || dbn_lex_at(s, i, "级|届|龄|制|期|以上|以下|来|均|产"))
		return false;
	if (n.digits == 4 && n.value >= 1949 && n.value <= 2999) {
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
static enum edge read_edge(struct dbn_str s, size_t *at)
{
	switch (dbn_lex_any(s, at, "底|末|终|最后一天|最后1天|最后一个工作日|初")) {
	case 1:
	case 2:
	case 3:
	case 4:
	case 5:
	case 6:
		return EDGE_END;
	case 7:
		return EDGE_START;
	default:
		return EDGE_WHOLE;
	}
}

static bool read_day(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at, k;
	int day, last;

	if (!read_number(s, &i, 1, 31, &day))
		return false;
	dbn_lex_blanks(s, &i);
	k = i;
	if (dbn_lex_any(s, &i, "日|号")) {
		if (dbn_lex_at(
			s, i, "文|楼|线|令|公告|机组|院|电梯|标段|坑|井|桥|路|地块|宗地|企业|矿") &&
		    dbn_lex_before(s, i, "号"))
			return false;
	} else if (dbn_lex_any(s, &k, "至|到|—|-|–|~|～|－|、") &&
		   read_number(s, &k, 1, 31, &last) && dbn_lex_at(s, k, "日|号")) {
		/* 9月10—15日: the day of the range's beginning */
	} else if (!dbn_lex_at(s, i, "前|之前|以前")) {
		return false;
	}
	w->grain = GRAIN_DAY;
	w->day = day;
	*at = i;
	return true;
}

/* What follows a month: 底 上旬 15日 … */
static void read_in_month(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	int k;

	w->grain = GRAIN_MONTH;
	dbn_lex_eat(s, at, "份");
	k = dbn_lex_any(s, at, "上旬|中旬|下旬");
	if (k) {
		w->grain = GRAIN_TENDAY;
		w->day = k;
		return;
	}
	if (dbn_lex_at(s, *at, "中前|中之前")) {
		dbn_lex_eat(s, at, "中");
		w->edge = EDGE_MID;
		return;
	}
	i = *at;
	dbn_lex_blanks(s, &i);
	if (read_day(s, &i, w)) {
		*at = i;
		return;
	}
	w->edge = read_edge(s, at);
}

static bool read_month(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	int month;

	size_t k;
	int last;

	if (!read_number(s, &i, 1, 12, &month))
		return false;
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
	read_in_month(s, &i, w);
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
		read_in_month(s, &i, w);
		*at = i;
		return true;
	}
	if (dbn_lex_at(s, i,
		       "月底|月末|月初|月内|月中前|月中之前|月中旬|月上旬|月下旬|上旬|中旬|下旬")) {
		dbn_lex_eat(s, &i, "月");
		w->near = true;
		read_in_month(s, &i, w);
		*at = i;
		return true;
	}
	return false;
}

static bool read_quarter(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	int n;

	if (dbn_lex_any(s, &i, "本季度|本季|这个季度")) {
		w->near = true;
	} else if (dbn_lex_any(s, &i, "下一季度|下季度|下个季度")) {
		w->near = true;
		w->offset = 1;
	} else if (dbn_lex_at(s, i, "季度末|季度底|季末|季底")) {
		w->near = true;
		dbn_lex_any(s, &i, "季度|季");
	} else {
		bool sum = dbn_lex_eat(s, &i, "前");

		if (!sum)
			dbn_lex_eat(s, &i, "第");
		if (!read_number(s, &i, 1, 4, &n))
			return false;
		if (sum)
			dbn_lex_eat(s, &i, "个");
		if (!dbn_lex_any(s, &i, "季度"))
			return false;
		w->n = n;
	}
	w->grain = GRAIN_QUARTER;
	w->edge = dbn_lex_any(s, &i, "首月|第一个月") ? EDGE_START : read_edge(s, &i);
	*at = i;
	return true;
}

static bool read_half(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	int k = dbn_lex_any(s, &i, "上半年|前半年|下半年|后半年");

	if (!k || dbn_lex_before(s, *at, "以|较|比"))
		return false;
	w->grain = GRAIN_HALF;
	w->n = k <= 2 ? 1 : 2;
	w->edge = read_edge(s, &i);
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
		if (dbn_lex_before(s, *at, "学|历|往|近|丰|灾|多|上|去|前"))
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

/* Behind 2024年 or 明年: what part of it. */
static void read_in_year(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;

	w->grain = GRAIN_YEAR;
	dbn_lex_blanks(s, &i);
	if (read_month(s, &i, w) || read_half(s, &i, w) || read_quarter(s, &i, w) ||
	    dbn_read_feast(s, &i, w)) {
		*at = i;
		return;
	}
	/* 2023年年底 2023年底 今年底 */
	dbn_lex_eat(s, &i, "年");
	if (dbn_lex_at(s, i, "底|末|初") &&
	    !dbn_lex_at(s, i, "初步|初级|末位|初中|初次|初始|初审|初选")) {
		w->edge = read_edge(s, &i);
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

/* ---- weeks and days ---- */

static bool read_week(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at, k;
	int word = dbn_lex_any(s, &i,
			       "下下周|下下个周|下周|下一周|下个周|下星期|下个星期|本周|这周|"
			       "本星期|这个星期|上周|上星期|周|星期|礼拜");
	int day;
	bool bare = word >= 14;

	if (!word)
		return false;
	if (bare && dbn_lex_before(s, *at, "个|第"))
		return false;
	if (word == 14 && dbn_lex_before(s, *at, "每|四|一|圆|外|双|两|1|2|3|4|5|6|7|8|9|0|期|全"))
		return false;
	k = i;
	day = dbn_lex_any(s, &k, "一|二|三|四|五|六|日|天|末");
	/* 周一致 周三轮 周边: a weekday is followed by a mark, a time or the end */
	if (day &&
	    (!bare ||
	     dbn_lex_at(
		 s, k,
		 "前|之前|以前|内|下班|上午|下午|中午|晚|1|2|3|4|5|6|7|8|9|0|，|。|；|、|（") ||
	     k == s.len)) {
		w->day = day >= 7 ? 7 : day;
		i = k;
	} else if (bare) {
		return false;
	} else if (dbn_lex_at(s, i, "期|边|转|岁|围|全")) {
		return false;
	}
	w->grain = GRAIN_WEEK;
	w->near = true;
	w->offset = word <= 2 ? 2 : word <= 7 ? 1 : word <= 11 ? 0 : word <= 13 ? -1 : 0;
	w->day_only = bare;
	*at = i;
	return true;
}

static bool read_day_word(struct dbn_str s, size_t *at, struct when *w)
{
	static const struct {
		const char *word;
		int offset;
	} words[] = {
		{ "今日", 0 }, { "今天", 0 },   { "本日", 0 },  { "今晚", 0 },
		{ "明日", 1 }, { "明天", 1 },   { "明晚", 1 },  { "明早", 1 },
		{ "后天", 2 }, { "大后天", 3 }, { "昨日", -1 }, { "昨天", -1 },
	};

	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t i = *at;

		if (!dbn_lex_eat(s, &i, words[k].word))
			continue;
		if (dbn_lex_before(s, *at, "大|基"))
			return false;
		w->grain = GRAIN_DAY;
		w->near = true;
		w->offset = words[k].offset;
		w->weak = true;
		*at = i;
		return true;
	}
	return false;
}

/* ---- dotted dates ---- */

/* 2023.7.21 2024/6/30 2023-07-21 2023.7 7.21 */
static bool read_dotted(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at, k;
	struct dbn_num first, second, third;
	char sep;

	if (!dbn_num_read(s, &i, &first) || first.han || i >= s.len)
		return false;
	sep = s.ptr[i];
	if (sep != '.' && sep != '/' && sep != '-')
		return false;
	k = i + 1;
	dbn_lex_blanks(s, &k);
	if (!dbn_num_read(s, &k, &second) || second.han || second.digits > 2)
		return false;
	if (first.digits == 4 && first.value >= 1949 && first.value <= 2999 && second.value >= 1 &&
	    second.value <= 12) {
		w->year_from = YEAR_GIVEN;
		w->year = (int)first.value;
		w->n = (int)second.value;
		i = k + 1;
		if (k < s.len && s.ptr[k] == sep) {
			dbn_lex_blanks(s, &i);
			if (dbn_num_read(s, &i, &third) && !third.han && third.digits <= 2 &&
			    dbn_day_of(w->year, w->n, (int)third.value) != DBN_NO_DAY) {
				w->grain = GRAIN_DAY;
				w->day = (int)third.value;
				dbn_lex_any(s, &i, "日|号");
				*at = i;
				return true;
			}
			return false;
		}
		w->grain = GRAIN_MONTH;
		w->weak = true;
		if (dbn_lex_eat(s, &k, "月"))
			read_in_month(s, &k, w);
		else if (sep == '-' && second.digits == 1)
			return false;
		*at = k;
		return true;
	}
	if (sep != '-' && first.digits <= 2 && first.value >= 1 && first.value <= 12 &&
	    second.value >= 1 && second.value <= 31 &&
	    dbn_day_of(2024, (int)first.value, (int)second.value) != DBN_NO_DAY) {
		w->grain = GRAIN_DAY;
		w->n = (int)first.value;
		w->day = (int)second.value;
		w->weak = true;
		*at = k;
		return true;
	}
	return false;
}

/* ---- all ---- */

bool dbn_when_read_part(struct dbn_str s, size_t off, struct when *w)
{
	size_t i = off;

	memset(w, 0, sizeof *w);
	w->off = off;
	if (!(read_month(s, &i, w) || read_quarter(s, &i, w) || read_half(s, &i, w) ||
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
	return read_dotted(s, at, w) || read_month(s, at, w) || read_quarter(s, at, w) ||
	       read_half(s, at, w) || read_month_word(s, at, w) || read_year_edge(s, at, w) ||
	       read_week(s, at, w) || read_day_word(s, at, w);
}

/* 7月18日（星期二）前 */
static void skip_weekday(struct dbn_str s, size_t *at)
{
	size_t i = *at;

	if (dbn_lex_any(s, &i, "（|(") && dbn_lex_any(s, &i, "星期|周|礼拜") &&
	    dbn_lex_any(s, &i, "一|二|三|四|五|六|日|天") && dbn_lex_any(s, &i, "）|)"))
		*at = i;
}

bool dbn_when_read(struct dbn_str s, size_t off, const struct dbn_limit_ctx *ctx, struct when *w)
{
	size_t i = off;

	memset(w, 0, sizeof *w);
	w->off = off;
	if (!dbn_read_named(s, &i, ctx, w) && !dbn_read_plan(s, &i, w) &&
	    !dbn_read_term(s, &i, w) && !dbn_read_feast(s, &i, w) && !dbn_read_event(s, &i, w) &&
	    !read_absolute(s, &i, w)) {
		/* 15日前: a day of this month, not 15日内 and not 15日以上 */
		if (!read_day(s, &i, w) || !dbn_lex_before(s, i, "日|号|0|1|2|3|4|5|6|7|8|9") ||
		    !dbn_lex_at(s, i, "前|之前|以前|至|到|—|-|下班|止|上午|下午|17|18|12|24"))
			return false;
		w->day_only = true;
	}
	if (w->grain == GRAIN_DAY)
		skip_weekday(s, &i);
	if (w->grain == GRAIN_DAY || (w->grain == GRAIN_WEEK && w->day))
		dbn_time_read(s, &i, w);
	w->end = i;
	return true;
}
