/* limit_doubt.c - what looks like a time limit and was not read: somebody should look. */
#include "lex.h"
#include "limit_doubt.h"
#include "scan.h"

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

bool dbn_limit_missed(struct dbn_str s, const struct dbn_limits *read, bool lone)
{
	size_t at = 0, found, k = 0;

	while ((found = dbn_str_find(dbn_str_from(s, at), DBN_STR("前"))) != DBN_NONE) {
		struct dbn_str before = dbn_str_sub(s, 0, at + found);

		at += found + 3;
		if (!names_day(before) && !(lone && binds_act(s, at)))
			continue;
		while (k < read->count && read->items[k].off + read->items[k].len + 3 < at)
			k++;
		if ((k == read->count || read->items[k].off >= at) && !in_title(s, at))
			return true;
	}
	return false;
}
