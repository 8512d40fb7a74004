/* limit_doubt.c - what looks like a time limit and was not read: somebody should look. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/lex.h"
#include "limit_doubt.h"
#include "limit_scan.h"
#include "../text/scan.h"

enum { SCAN_ARENA_MAX = 64 << 20 };

/* Whether `at` lies inside the title of a document: 《…（2024年底前完成）…》. */
static bool in_title(struct dbn_str s, size_t at)
{
	struct dbn_str near = dbn_str_sub(s, at > 240 ? at - 240 : 0, at > 240 ? 240 : at);
	size_t open = DBN_NONE, found;

	for (size_t from = 0;
	     (found = dbn_str_find(dbn_str_from(near, from), DBN_STR("《"))) != DBN_NONE;) {
		open = from + found;
		from = open + 3;
	}
	return open != DBN_NONE && !dbn_scan_has(dbn_str_from(near, open), "》");
}

/* 30日前, 6月底前, 年底前 */
static bool names_day(struct dbn_str before)
{
	size_t unit = dbn_scan_ends(before, "月底") ? 6 : 3;

	return dbn_scan_ends_any(before, "年底|月底") ||
	       (dbn_scan_ends_any(before, "日|月|月底|号") &&
		dbn_scan_is_digit(dbn_scan_cp_before(before, before.len - unit)));
}

/* …前完成, …内报送: what is to be done by then stands behind. */
static bool binds_act(struct dbn_str s, size_t at)
{
	return dbn_lex_at(s, at,
			  "完成|全部|报送|报|上报|提交|反馈|办结|整改|落实|到位|建成|竣工|开工|投|"
			  "将|制定|出台|实现|拿出|形成|启动|兑现|发放|拨付|清");
}

/* A part of the expression was left: 每旬｜第二日, 9月｜第二周, ｜上中旬. */
static bool is_ragged(struct dbn_str s, const struct dbn_limit *l)
{
	size_t end = l->off + l->len, i = end;
	struct dbn_num n;

	if (dbn_lex_any(s, &i, "至|到|—|-|～|~") && dbn_num_read(s, &i, &n) &&
	    dbn_lex_at(s, i, "年|月|日|号|时|点|周|季度"))
		return true;
	/* 每月｜前5个工作日内; 每年｜…期间: the day in the period is not known */
	i = end;
	if (dbn_lex_any(s, &i, "前") && dbn_num_read(s, &i, &n))
		return true;
	if (dbn_str_eqz(l->code, "every:year") &&
	    dbn_lex_within(s, end, dbn_segment_end(s, end), "日前|节前|期间|前后|开学后|结束后|开始后|汛后|后一个月内|后一周内|寒暑假|暑假|寒假|春季|夏季|秋季|冬季|汛期"))
		return true;
	i = end;
	if (dbn_num_read(s, &i, &n) && dbn_lex_at(s, i, "年|月|日|号|时|点|周|季度|个月|个工作日|天"))
		return true;
	return dbn_lex_at(s, end, "第|最后一|最后1|上旬|中旬|下旬|周一|周二|周三|周四|周五|星期|后的|之后|以后|以前|之前") ||
	       dbn_lex_before(s, l->off, "上、|中、|第|最后");
}

bool dbn_limit_ragged(struct dbn_str s, const struct dbn_limits *read)
{
	for (size_t i = 0; i < read->count; i++) {
		const struct dbn_limit *l = &read->items[i];

		if (is_ragged(s, l))
			return true;
		/* 9月｜开学前: two that meet without a pause */
		if (i > 0 && l->off == read->items[i - 1].off + read->items[i - 1].len && l->len &&
		    !dbn_lex_before(s, l->off, "，|。|；|、|）"))
			return true;
	}
	return false;
}

/* 每15天, 每隔3日: a rhythm without a name. */
static bool counts_days(struct dbn_str s, const struct dbn_limits *read)
{
	size_t at = 0, found, i, k = 0;
	struct dbn_num n;

	while ((found = dbn_str_find(dbn_str_from(s, at), DBN_STR("每"))) != DBN_NONE) {
		i = at + found + strlen("每");
		at = i;
		dbn_lex_any(s, &i, "间隔|隔");
		if (dbn_num_read(s, &i, &n) && dbn_lex_any(s, &i, "个工作日|天|日|周|个星期|个月|小时") &&
		    n.value > 1 && !dbn_lex_before(s, i, "小时")) {
			while (k < read->count && read->items[k].off + read->items[k].len <= at)
				k++;
			if (k == read->count || read->items[k].off >= i)
				return true;
		}
	}
	return false;
}

bool dbn_limit_missed(struct dbn_str s, const struct dbn_limits *read, bool lone)
{
	size_t at = 0, found, k = 0;

	if (lone && counts_days(s, read))
		return true;

	while ((found = dbn_str_find(dbn_str_from(s, at), DBN_STR("前"))) != DBN_NONE) {
		struct dbn_str before = dbn_str_sub(s, 0, at + found);

		at += found + 3;
		if (dbn_lex_before(s, at - 3, "提|目|此|先|当|从|眼|空|跟|面"))
			continue; /* 提前完成 */
		if (!names_day(before) && !(lone && binds_act(s, at)))
			continue;
		/* 2020年底前形成的档案: which ones, not when */
		if (names_day(before) && dbn_lex_within(s, at, dbn_segment_end(s, at), "的"))
			continue;
		while (k < read->count && read->items[k].off + read->items[k].len + 3 < at)
			k++;
		if ((k == read->count || read->items[k].off >= at) && !in_title(s, at))
			return true;
	}
	return false;
}

/* Whether a limit that was read covers the find, or names the same day. */
static bool is_read(const struct dbn_limit *l, const struct dbn_limits *read)
{
	for (size_t i = 0; i < read->count; i++) {
		const struct dbn_limit *k = &read->items[i];

		if ((k->off < l->off + l->len && l->off < k->off + k->len) || dbn_str_eq(k->code, l->code))
			return true;
	}
	return false;
}

/* A look at each character: most texts hold no word of a month, a quarter, a year to come. */
static bool may_hold_time(struct dbn_str s)
{
	for (size_t at = 0; at < s.len;) {
		size_t from = at;

		switch (dbn_utf8_next(s, &at)) {
		case 0x6708: /* 月 */
		case 0x5b63: /* 季 */
		case 0x65ec: /* 旬 */
		case 0x5c81: /* 岁 */
			return true;
		case 0x5e74: /* 年 */
			if (dbn_lex_at(s, at, "底|末|终|前") || dbn_lex_before(s, from, "半|全|今|明"))
				return true;
			break;
		default:
			break;
		}
	}
	return false;
}

bool dbn_limit_overlooked(struct dbn_str s, const struct dbn_limit_ctx *ctx,
			  const struct dbn_limits *read)
{
	struct finds finds = { NULL, 0, 0 };
	struct dbn_arena scratch;
	bool missed = false;

	if (!may_hold_time(s))
		return false;
	dbn_arena_init(&scratch, SCAN_ARENA_MAX);
	if (dbn_limit_scan(&scratch, &scratch, s, FIND_LINE, ctx, &finds, NULL))
		finds.count = 0;
	for (size_t i = 0; i < finds.count && !missed; i++) {
		const struct dbn_limit *l = &finds.items[i].limit;

		missed = !(finds.items[i].flags & FIND_PAST) && !finds.items[i].rhythm &&
			 l->kind != DBN_LIMIT_ONGOING && l->kind != DBN_LIMIT_IMMEDIATE &&
			 /* 核定下一年度指标: of which year */
			 !dbn_scan_is_any(l->text, "下一年度|下年度|下一年|次年|来年|翌年") &&
			 !is_read(l, read);
	}
	dbn_arena_release(&scratch);
	return missed;
}
