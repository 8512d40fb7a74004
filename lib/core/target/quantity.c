/* quantity.c - reading a number with its unit and its direction. */
#include <string.h>

#include "../text/lex.h"
#include "quantity.h"

static bool is_digit(struct dbn_str s, size_t at)
{
	return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

/* 1,200 3.5 l0: the number as printed. */
static bool read_value(struct dbn_str s, size_t *at, struct dbn_str *out)
{
	size_t i = *at;
	struct dbn_num n;

	if (!is_digit(s, i) &&
	    !(i < s.len && (s.ptr[i] == 'l' || s.ptr[i] == 'O') && is_digit(s, i + 1)))
		return false;
	if (!dbn_num_read(s, &i, &n) || n.han)
		return false;
	while (i + 3 < s.len && s.ptr[i] == ',' && is_digit(s, i + 1) && is_digit(s, i + 2) &&
	       is_digit(s, i + 3) && !is_digit(s, i + 4))
		i += 4;
	if (i + 1 < s.len && s.ptr[i] == '.' && is_digit(s, i + 1)) {
		i++;
		while (is_digit(s, i))
			i++;
	}
	*out = dbn_str_sub(s, *at, i - *at);
	*at = i;
	return true;
}

void dbn_quantity_skip(struct dbn_str s, size_t *at)
{
	struct dbn_str value;

	if (!read_value(s, at, &value))
		++*at;
	while (*at < s.len && (is_digit(s, *at) || s.ptr[*at] == '.'))
		++*at;
}

static bool is_letter(struct dbn_str s, size_t at)
{
	return at < s.len && (s.ptr[at] | 0x20) >= 'a' && (s.ptr[at] | 0x20) <= 'z';
}

/* 38PPMs: no unit P in a word of Latin letters. */
static bool cuts_word(struct dbn_str s, size_t at)
{
	return is_letter(s, at - 1) && is_letter(s, at);
}

static bool read_uom(struct dbn_str s, size_t *at, struct dbn_str *uom, enum uom_sort *sort)
{
	static const struct {
		const char *words;
		enum uom_sort sort;
	} units[] = {
#define UOM(words, sort) { words, UOM_##sort },
#include "../../data/uom.def"
#undef UOM
	};
	size_t i = *at, first, per;

	dbn_lex_blanks(s, &i);
	first = i;
	if (!dbn_lex_at(s, i, "千伏|千瓦|千克")) /* units of their own */
		dbn_lex_any(s, &i, "万亿|百万|千万|百亿|千亿|十万|十亿|万|亿|千|百");
	for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
		size_t end = i;

		if (!dbn_lex_any(s, &end, units[k].words) || cuts_word(s, end))
			continue;
		/* 12种药; 3种植户 counts no kinds */
		if (dbn_lex_before(s, end, "种") && dbn_lex_at(s, end, "植|子|苗|业|粮|养|畜|公|鸡|猪|牛|羊|鱼"))
			continue;
		/* 万吨/日, 微克/立方米 */
		per = end;
		if (dbn_lex_any(s, &per, "/|／") &&
		    dbn_lex_any(s, &per,
				"立方米|平方公里|平方米|公顷|升|人|户|年|月|日|天|小时|亩|"
				"万元|万人|千人|床|件|台|吨|车公里|人公里|公里|千瓦时|千瓦|标箱|班|m³|L|kWh"))
			end = per;
		*uom = dbn_str_sub(s, first, end - first);
		*sort = units[k].sort;
		*at = end;
		return true;
	}
	return false;
}

static void direction(struct dbn_str s, struct quantity *q)
{
	static const struct {
		const char *words;
		enum dbn_target_op op;
		bool behind;
	} ops[] = {
#define BEFORE(op, words) { words, DBN_OP_##op, false },
#define BEHIND(op, words) { words, DBN_OP_##op, true },
#include "../../data/target_ops.def"
#undef BEFORE
#undef BEHIND
	};
	size_t before = q->off, back;

	q->op = DBN_OP_GE;
	q->words = q->off;
	/* 不低于每生每年600元 */
	before -= dbn_lex_before(
	    s, before, "每生每年|每人每年|每人每月|每生每月|每户每年|每亩每年|人均|每人|每生");
	for (size_t k = 0; k < sizeof ops / sizeof *ops; k++) {
		if (ops[k].behind || !(back = dbn_lex_before(s, before, ops[k].words)))
			continue;
		if (ops[k].op == DBN_OP_ABOUT &&
		    dbn_lex_before(s, before, "签约|预约|合约|节约|履约|集约|制约|续约|邀约"))
			continue;
		if (ops[k].op == DBN_OP_EQ &&
		    dbn_lex_before(s, before,
				   "作为|成为|分为|改为|其中为|增长为|行为|认为|因为|变为|更为"))
			continue;
		q->op = ops[k].op;
		q->words = before - back;
		q->stated = true;
		break;
	}
	for (size_t k = 0; k < sizeof ops / sizeof *ops; k++) {
		size_t end = q->unit_end;

		if (!ops[k].behind || !dbn_lex_any(s, &end, ops[k].words))
			continue;
		/* 达到60%以上 is at least; 突破1000亿元以上 more than */
		if (!(q->stated && q->op == DBN_OP_GT && ops[k].op == DBN_OP_GE))
			q->op = ops[k].op;
		q->stated = q->behind = true;
		q->end = end;
		break;
	}
	if (q->high.len)
		q->op = DBN_OP_IN;
}

bool dbn_quantity_read(struct dbn_str s, size_t off, struct quantity *q)
{
	size_t i = off, k;
	struct dbn_str ignored;

	memset(q, 0, sizeof *q);
	q->off = off;
	if (!read_value(s, &i, &q->low))
		return false;
	dbn_lex_any(s, &i, "余|多");
	k = i;
	read_uom(s, &k, &ignored, &q->sort); /* 10%—15%, 10万—15万元 */
	if (dbn_lex_any(s, &k, "——|—|-|–|～|~|至|到") && read_value(s, &k, &q->high))
		i = k;
	else
		q->high = (struct dbn_str) { "", 0 };
	if (!read_uom(s, &i, &q->uom, &q->sort))
		return false;
	/* 高清探头120路: lines that are counted; 12路公交 is a name */
	if (dbn_str_ends(q->uom, dbn_str_of("路")) && dbn_lex_before(s, off, "探头|视频|监控|摄像头|摄像机|信号|点位|回路|线路|通道"))
		q->sort = UOM_COUNT;
	q->unit_end = q->end = i;
	direction(s, q);
	return true;
}
