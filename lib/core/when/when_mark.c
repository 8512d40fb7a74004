/* when_mark.c - the time of day, and the marks behind a time (前 内 止 起). */
#include <string.h>

#include "../text/lex.h"
#include "when.h"

/* ---- time of day ---- */

static bool time_ends(struct dbn_str s, size_t at)
{
	return at == s.len || dbn_lex_at(s, at,
					 "前|之前|以前|止|为止|截止|，|。|；|）|准时|统一|报|将|向|"
					 "起|完成|召开|实施|开展|举行|结束|在|至|到|—|-");
}

bool dbn_time_read(struct dbn_str s, size_t *at, struct when *w)
{
	size_t i = *at;
	int part, hour, minute = 0;
	struct dbn_num n;

	dbn_lex_blanks(s, &i);
	part = dbn_lex_any(s, &i, "上午|早上|凌晨|早|中午|下午|晚上|晚间|夜间|当晚|晚|午间");
	if (dbn_lex_any(s, &i, "下班之前|下班前")) {
		*at = i - strlen("前") - (dbn_lex_before(s, i, "之前") ? strlen("之") : 0);
		return true;
	}
	dbn_lex_blanks(s, &i);
	if (dbn_lex_at(s, i, "零时|零点|〇时")) {
		dbn_lex_any(s, &i, "零|〇");
		n.value = 0;
	} else if (!dbn_num_read(s, &i, &n) || n.value > 24) {
		if (part && dbn_lex_at(s, i, "前|之前|以前|，|召开|要|将|应|须|请")) {
			*at = i;
			return true;
		}
		return false;
	}
	hour = (int)n.value;
	if (dbn_lex_any(s, &i, "时|点")) {
		size_t k = i;

		if (dbn_lex_eat(s, &i, "半"))
			minute = 30;
		else if (dbn_lex_any(s, &i, "整|钟|正"))
			minute = 0;
		else if (dbn_num_read(s, &k, &n) && n.value < 60 && dbn_lex_any(s, &k, "分")) {
			minute = (int)n.value;
			i = k;
		}
	} else if (dbn_lex_any(s, &i, ":|：|︰|∶")) {
		if (!dbn_num_read(s, &i, &n) || n.han || n.value > 59)
			return false;
		minute = (int)n.value;
	} else {
		return false;
	}
	if (!part && !time_ends(s, i)) /* 提出3点建议; 下午3点集合 is an hour */
		return false;
	if (part >= 6 && hour < 12)
		hour += 12;
	w->timed = true;
	w->hour = hour;
	w->minute = minute;
	*at = i;
	return true;
}

/* ---- marks ---- */

enum mark dbn_mark_read(struct dbn_str s, size_t *at)
{
	static const struct {
		const char *words, *not_before;
		enum mark mark;
	} table[] = {
		{ "前后|左右|上下", "", MARK_ABOUT },
		{ "结束之前|结束前|终了前|结束时|期满前", "", MARK_UNTIL },
		{ "或之前|或以前|（含）前|（含当日）前|（含当天）前", "", MARK_BEFORE },
		{ "之前|以前", "", MARK_BEFORE },
		{ "前", "列|沿|置|期|往|端|瞻|台|身|缘|提条件|述|景|述的|N", MARK_BEFORE },
		{ "之内|以内", "", MARK_WITHIN },
		{ "内", "部|容|外|涵|控|需|生|河|涝|设机构|设科|设处|设部门|设股|设岗|镜|蒙|审|陆|销|业|在|科|地|参",
		  MARK_WITHIN },
		{ "以来|至今|起至今|开始至今", "", MARK_FROM },
		{ "之后|以后", "", MARK_AFTER },
		{ "后", "年|勤|期|续|备|盾|台|端|方|果|五", MARK_AFTER },
		{ "起算|起计算|开始计算|开始|之日起|起", "草|诉|步|底|点|重|飞|伏|源|义|到|因",
		  MARK_FROM },
		{ "为止|截止|止|当日|当天|时止", "", MARK_UNTIL },
		{ "假期|小长假|长假|黄金周|期间", "", MARK_DURING },
	};

	for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
		size_t i = *at;

		if (!dbn_lex_any(s, &i, table[k].words) ||
		    (*table[k].not_before && dbn_lex_at(s, i, table[k].not_before)))
			continue;
		if (table[k].mark == MARK_DURING && dbn_lex_any(s, &i, "前|之前"))
			return *at = i, MARK_BEFORE;
		if (table[k].mark == MARK_DURING && dbn_lex_any(s, &i, "结束后|过后|之后|后"))
			return *at = i, MARK_AFTER;
		*at = i;
		return table[k].mark;
	}
	return MARK_NONE;
}
