/* when_near.c - weeks and days counted from today; dates in digits. */
#include "../text/lex.h"
#include "when_int.h"

/* ---- weeks and days ---- */

bool dbn_read_week(struct dbn_str s, size_t *at, struct when *w)
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
	if (!bare) /* 下周周六 */
		dbn_lex_any(s, &k, "的|周|星期");
	day = dbn_lex_any(s, &k, "一|二|三|四|五|六|日|天|末");
	/* 周一致 周三轮 周边: a weekday is followed by a mark, a time or the end */
	if (day &&
	    (!bare ||
	     dbn_lex_at(
		 s, k,
		 "前|之前|以前|内|下班|早|上午|下午|中午|晚|至|到|—|-|–|~|～|－|要|将|应|须|请|1|2|3|4|5|6|7|8|9|0|，|。|；|、|（") ||
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

bool dbn_read_day_word(struct dbn_str s, size_t *at, struct when *w)
{
	static const struct {
		const char *word;
		int offset;
	} words[] = {
		{ "今日", 0 }, { "今天", 0 },   { "本日", 0 },  { "今晚", 0 },
		{ "明日", 1 }, { "明天", 1 },   { "明晚", 1 },  { "明早", 1 },
		{ "后天", 2 }, { "大后天", 3 }, { "昨日", -1 }, { "昨天", -1 },
		{ "次日", 1 }, { "翌日", 1 },
	};

	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t i = *at;

		if (!dbn_lex_eat(s, &i, words[k].word))
			continue;
		if (dbn_lex_before(s, *at, "大|基"))
			return false;
		/* 当日8时至次日8时: how long a watch lasts */
		if (dbn_lex_before(s, i, "次日|翌日") &&
		    dbn_lex_within(s, *at > 60 ? *at - 60 : 0, *at, "当日|值班|值守"))
			return false;
		/* 事发次日: the day after that */
		if (dbn_lex_before(s, i, "次日|翌日") && *at > 0 &&
		    !dbn_lex_before(s, *at, "，|。|；|：|于|在|请|须|务必|到|至"))
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

/* The separators of a date in digits, narrow and wide: 1 and 4 points, 2 and 5 strokes, 3 and 6 hyphens. */
static int read_separator(struct dbn_str s, size_t *at)
{
	int k = dbn_lex_any(s, at, ".|/|-|．|／|－");

	return k > 3 ? k - 3 : k;
}

/* Behind 2023.7 with the separator `sep`: .21, or nothing more. */
static bool read_rest_of_year(struct dbn_str s, size_t *at, struct when *w, int sep, int digits)
{
	size_t i = *at;
	struct dbn_num day;

	if (read_separator(s, &i) == sep) {
		dbn_lex_blanks(s, &i);
		if (!dbn_num_read(s, &i, &day) || day.han || day.digits > 2 ||
		    dbn_day_of(w->year, w->n, (int)day.value) == DBN_NO_DAY)
			return false;
		w->grain = GRAIN_DAY;
		w->day = (int)day.value;
		dbn_lex_any(s, &i, "日|号");
		*at = i;
		return true;
	}
	w->grain = GRAIN_MONTH;
	w->weak = true;
	if (dbn_lex_eat(s, at, "月"))
		dbn_read_in_month(s, at, w);
	else if (sep == 3 && digits == 1)
		return false;
	return true;
}

/* 2023.7.21 2024/6/30 2023-07-21 2023.7 7.21 */
bool dbn_read_dotted(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	struct dbn_num first, second;
	int sep;

	if (!dbn_num_read(s, &i, &first) || first.han || !(sep = read_separator(s, &i)))
		return false;
	dbn_lex_blanks(s, &i);
	if (!dbn_num_read(s, &i, &second) || second.han || second.digits > 2 || second.value < 1)
		return false;
	if (first.digits == 4 && first.value >= 1949 && first.value <= 2999 && second.value <= 12) {
		w->year_from = YEAR_GIVEN;
		w->year = (int)first.value;
		w->n = (int)second.value;
		if (!read_rest_of_year(s, &i, w, sep, second.digits))
			return false;
		*at = i;
		return true;
	}
	if (sep == 3 || first.digits > 2 || first.value < 1 || first.value > 12 ||
	    dbn_day_of(2024, (int)first.value, (int)second.value) == DBN_NO_DAY)
		return false;
	w->grain = GRAIN_DAY;
	w->n = (int)first.value;
	w->day = (int)second.value;
	w->weak = true;
	*at = i;
	return true;
}
