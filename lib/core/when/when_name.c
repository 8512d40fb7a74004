/* when_name.c - feasts, plan periods, terms of office, events: times that have a name. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/lex.h"
#include "when_int.h"
#include "../text/words.h"

/* ---- feasts ---- */

/* The name of a feast, quoted or not. */
static bool read_one_feast(struct dbn_str s, size_t *at, struct dbn_str *name)
{
	size_t first = *at, cursor = 0, len;
	bool quoted = dbn_lex_eat(s, &first, "“");

	while ((len = words_each(WORDS_FEAST, dbn_str_from(s, first), &cursor, NULL)) != 0) {
		size_t i = first + len;

		if (dbn_lex_at(s, i, "月")) /* 十一月 is a month */
			continue;
		*name = dbn_str_sub(s, first, len);
		if (quoted && !dbn_lex_eat(s, &i, "”"))
			continue;
		if (quoted)
			dbn_lex_eat(s, &i, "节");
		*at = i;
		return true;
	}
	return false;
}

/* ---- the Chinese calendar ---- */

/* 正月 冬月 腊月, 八月; a month of its own name is a lunar one. */
static bool read_lunar_month(struct dbn_str s, size_t *at, struct when *w, bool *named)
{
	static const char *const own[] = { "正月", "冬月", "腊月" };
	static const int months[] = { 1, 11, 12 };
	size_t i = *at;
	struct dbn_num n;

	for (size_t k = 0; k < sizeof own / sizeof *own; k++) {
		if (dbn_lex_eat(s, at, own[k])) {
			w->n = months[k];
			*named = true;
			return true;
		}
	}
	if (!dbn_num_read(s, &i, &n) || n.value < 1 || n.value > 12 || !dbn_lex_eat(s, &i, "月"))
		return false;
	w->n = (int)n.value;
	*at = i;
	return true;
}

/* 初八, 廿二, 十五, 三十 */
static bool read_lunar_day(struct dbn_str s, size_t *at, struct when *w, bool *named)
{
	size_t i = *at;
	struct dbn_num n;
	bool first = dbn_lex_eat(s, &i, "初");

	if (!first && dbn_lex_at(s, i, "廿|卅"))
		*named = true;
	if (!dbn_num_read(s, &i, &n) || n.value < 1 || n.value > (first ? 10 : 30) ||
	    dbn_lex_at(s, i, "次|批|季|步|级|期|轮|、"))
		return false;
	*named = *named || first;
	w->day = (int)n.value;
	*at = i;
	return true;
}

/* 腊月底前, 农历十月内, and a cell that holds no more than the month. */
static bool ends_lunar_month(struct dbn_str s, size_t *at)
{
	return dbn_lex_any(s, at, "底|末") || *at == s.len || dbn_lex_at(s, *at, "内|。|期间");
}

/*
 * 农历腊月二十三, 正月初八, 五月廿二: a day of the Chinese calendar says so, or
 * its month or day has a name that only that calendar knows.
 */
bool dbn_read_lunar(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	bool named = dbn_lex_any(s, &i, "农历|阴历|旧历") != 0, whole = named;
	struct when r = *w;

	if (dbn_lex_at(s, i, "大年初")) { /* 大年初八 */
		dbn_lex_eat(s, &i, "大年");
		r.n = 1;
	} else {
		whole = whole || dbn_lex_at(s, i, "腊月|冬月|正月");
		if (!read_lunar_month(s, &i, &r, &named))
			return false;
	}
	if (whole && ends_lunar_month(s, &i))
		r.day = 30; /* the last of a short one is its 29th */
	else if (!read_lunar_day(s, &i, &r, &named) || !named)
		return false;
	*w = r;
	w->grain = GRAIN_DAY;
	w->lunar = true;
	*at = i;
	return true;
}

/* A feast counts only where a day is meant: 春节前, “五一”期间, 国庆假期. */
bool dbn_read_feast(struct dbn_str s, size_t *at, struct when *w)
{
	static const char follows[] = "后上班|后第一|后首|前|之前|以前|期间|假期|小长假|长假|黄金周|当天|当日|放假前";
	size_t i = *at, k;
	struct dbn_str second;

	if (!read_one_feast(s, &i, &w->name) &&
	    (!dbn_lex_eat(s, &i, "农历") || !read_one_feast(s, &i, &w->name)))
		return false;
	/* 中秋、国庆前: before the first; 元旦春节期间: until the last. */
	k = i;
	dbn_lex_any(s, &k, "、|和|及|与|到|至|·");
	if (read_one_feast(s, &k, &second)) {
		/* 元旦、春节前分别走访: a day for each; the second is read behind the first */
		if (dbn_lex_at(s, i, "、|和|及|与") && dbn_lex_at(s, k, "前各|前分别|之前各|之前分别")) {
			w->grain = GRAIN_FEAST;
			*at = i;
			return true;
		}
		dbn_lex_any(s, &k, "两节|双节|“两节”");
		if (dbn_lex_at(s, k, "期间|假期"))
			w->name = second;
		i = k;
	}
	dbn_lex_eat(s, &i, "节日");
	dbn_lex_any(s, &i, "到来|来临|放假");
	if (dbn_lex_at(s, i, "前后"))
		return false;
	if (!dbn_lex_at(s, i, follows)) {
		/* 于重阳节开展慰问; a cell that holds nothing else */
		if (i < s.len && !dbn_lex_before(s, *at, "于|在"))
			return false;
		w->weak = true;
	}
	w->grain = GRAIN_FEAST;
	*at = i;
	return true;
}

/* ---- plans, terms, events ---- */

/* “十四五”前三年, 时期前两年, 开局之年: a year of the plan; w->year is its last. */
static bool read_plan_part(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	struct dbn_num n;

	dbn_lex_any(s, &i, "期间的|期间|时期的|时期|的");
	if (dbn_lex_any(s, &i, "开局之年|开局年|首年|起步之年")) {
		w->year -= 4;
	} else if (dbn_lex_any(s, &i, "前|头") && dbn_num_read(s, &i, &n) && n.value >= 1 && n.value <= 4 &&
		   dbn_lex_eat(s, &i, "年")) {
		w->year -= 5 - (int)n.value;
	} else {
		return false;
	}
	*at = i;
	return true;
}

/* “十四五”末|的2025年, “十五五”末|（2030年）: the plan's last year in digits. */
static bool names_last_year(struct dbn_str s, size_t *at, int year)
{
	size_t i = *at;
	struct dbn_num n;
	int word = dbn_lex_any(s, &i, "（即|（|，即|即|的");

	if (!word || !dbn_num_read(s, &i, &n) || n.value != year || !dbn_lex_any(s, &i, "年底|年末|年") ||
	    (word <= 2 && !dbn_lex_eat(s, &i, "）")))
		return false;
	*at = i;
	return true;
}

/* “十四五”末 十五五时期 ; the plan's name alone (规划) is no time. */
bool dbn_read_plan(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	bool quoted = dbn_lex_any(s, &i, "“|\"|‘") != 0;
	int n;

	if (!dbn_lex_eat(s, &i, "十"))
		return false;
	n = dbn_lex_any(s, &i, "一|二|三|四|五|六|七|八|九");
	if (!n || !dbn_lex_eat(s, &i, "五"))
		return false;
	if (quoted && !dbn_lex_any(s, &i, "”|\"|’"))
		return false;
	w->grain = GRAIN_PLAN;
	w->year_from = YEAR_GIVEN;
	w->year = 2005 + 5 * n; /* 十一五: 2006-2010 */
	if (dbn_lex_at(s, i, "规划期内|规划期末|规划期间|规划末期|计划末|计划期内|规划末"))
		dbn_lex_any(s, &i, "规划|计划");
	if (read_plan_part(s, &i, w)) {
		*at = i;
		return true;
	}
	w->weak = !dbn_lex_any(
	    s, &i,
	    "期间|时期末|时期内|时期|末期|期末|期内|末|结束时|结束前|收官之年|收官年|后期|内");
	if (dbn_lex_at(s, i, "以来|规划|前期|中期|初期|开局"))
		w->weak = true;
	if (names_last_year(s, &i, w->year))
		w->weak = false;
	*at = i;
	return true;
}

bool dbn_read_term(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at, k;
	int han = 0;

	if (dbn_lex_at(s, i, "任期内|届期内")) {
		dbn_lex_any(s, &i, "任期|届期");
	} else if (dbn_lex_eat(s, &i, "本届")) {
		/* 本届市委任期 本届政府任期内 本届党委届内 */
		for (k = i; k < s.len && han <= 10; han++) {
			size_t end = k;

			if (dbn_lex_any(s, &end, "任期|届期|届内|届末|期间|期内|内")) {
				if (dbn_lex_before(s, end, "内"))
					end -= strlen("内");
				i = end;
				break;
			}
			if (!dbn_is_han(dbn_utf8_next(s, &k)))
				return false;
		}
		if (k == i || han > 10 || k >= s.len)
			return false;
	} else {
		return false;
	}
	w->grain = GRAIN_TERM;
	w->name = dbn_str_sub(s, *at, i - *at);
	dbn_lex_any(s, &i, "届满|结束|末");
	*at = i;
	return true;
}

bool dbn_read_named(struct dbn_str s, size_t *at, const struct dbn_limit_ctx *ctx, struct when *w)
{
	for (size_t k = 0; ctx && k < ctx->named_count; k++) {
		struct dbn_str name = ctx->named[k].name;
		size_t i = *at;

		if (name.len == 0 || s.len - i < name.len ||
		    memcmp(s.ptr + i, name.ptr, name.len) != 0)
			continue;
		i += name.len;
		w->grain = dbn_lex_within(name, 0, name.len, "任期|届") ? GRAIN_TERM : GRAIN_EVENT;
		w->name = name;
		dbn_lex_any(s, &i, "届满|结束|到来|开始|末");
		w->weak = w->grain == GRAIN_EVENT;
		*at = i;
		return true;
	}
	return false;
}

/* 今冬明春, 本学期末: a time of its own that has no last day everywhere. */
static bool read_season(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;

	if (dbn_lex_any(s, &i, "本学期|本学年|下学期|春季学期|秋季学期|第一学期|第二学期")) {
		/* 本学期; 本学期末, 本学期结束前, 本学期内 */
		if (dbn_lex_at(s, i, "开学|学年|第一学期|第二学期"))
			return false;
		dbn_lex_any(s, &i, "末|结束|期末|终");
	} else if (!dbn_lex_any(s, &i, "今冬明春|今秋明春|今冬|明春|今春|今夏|今秋|秋冬季|冬春季|夏秋季") ||
		   dbn_lex_at(s, i, "季|两季|天|节|以来|防火|招|播|粮|种")) {
		return false;
	}
	w->grain = GRAIN_EVENT;
	w->name = dbn_str_sub(s, *at, i - *at);
	*at = i;
	return true;
}

/* A season or event of the place, known only to the office: 汛期前, 开学前. */
bool dbn_read_event(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at, first, len, after;
	bool quoted;

	if (read_season(s, at, w))
		return true;
	quoted = dbn_lex_eat(s, &i, "“");
	first = i;
	len = words_head(WORDS_EVENT, dbn_str_from(s, first), NULL);
	if (len) {
		size_t next;

		i = first + len;
		w->name = dbn_str_sub(s, first, len);
		if (quoted && !dbn_lex_eat(s, &i, "”"))
			return false;
		next = i; /* 中考、高考前 */
		if (dbn_lex_any(s, &next, "、|和|及") &&
		    (len = words_head(WORDS_EVENT, dbn_str_from(s, next), NULL)) != 0)
			i = next + len;
		if (dbn_lex_before(s, i, "开学") && dbn_lex_any(s, &i, "后第一周|第一周|首周|后首周|首日|第一天|当天|当日")) {
			w->name = dbn_str_sub(s, first, i - first);
			w->grain = GRAIN_EVENT;
			*at = i;
			return true;
		}
		dbn_lex_any(s, &i, "到来|来临|开始|结束|启动|开幕|召开|放假");
		/* 汛前大检查 is a name; 汛期前完成检查 a limit */
		after = i;
		if (!dbn_lex_any(s, &after, "前|之前|以前") || dbn_lex_at(s, i, "前后|前期|前往|前提条件"))
			return false;
		dbn_lex_any(s, &after, "大|全面|专项|集中|安全");
		if (dbn_lex_at(s, after, "检查|准备|教育|督查|培训|排查|巡查|演练|普查|会商|动员|安全|隐患"))
			return false;
		w->grain = GRAIN_EVENT;
		*at = i;
		return true;
	}
	/* 年前 (before the lunar new year) and 节前, not 三年前, 2025年前, 春节前 */
	if (dbn_lex_at(s, i, "年前|节前") &&
	    !dbn_lex_before(s, i,
			    "半|数|多|几|些|百|千|万|每|今|明|后|去|当|本|届|青|少|老|成|学|次|环|"
			    "关|季|细|章|调|枝|枝节")) {
		size_t prev = i;

		if (i > 0 && dbn_is_num_char(dbn_utf8_prev(s, &prev)))
			return false;
		if (dbn_lex_at(
			s, i,
			"年前后|节前后|年前期|节前期|节前高峰|年前高峰|节前客流|节前检查|节前安全|节前慰问|节前教育|年前工作"))
			return false;
		w->name = dbn_str_sub(s, i, strlen("年"));
		w->grain = GRAIN_EVENT;
		*at = i + strlen("年");
		return true;
	}
	return false;
}
