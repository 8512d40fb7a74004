/* tree_lead_in.c - sentences in front of items that charge somebody with all of them: 以下任务由X牵头：. */
#include "dubanc/text.h"
#include "../text/scan.h"
#include "../unit/unit.h"
#include "tree.h"

/* 以下任务由X牵头，Y配合：  以上工作由X负责。 */
bool tree_is_lead_in(struct dbn_str s)
{
	if (s.len > 400 || !dbn_scan_any_at(s, 0, "以下|以上|本章|本部分|下列|上述|本项|该项"))
		return false;
	return dbn_scan_has_any(s, "牵头|负责|落实|配合|承担") &&
	       (dbn_scan_has_any(s, "由|责任单位") || dbn_scan_has_any(s, CHARGES_ALL));
}

/* Whether it charges somebody with all that follows: the clause reader finds it in `later`. */
bool tree_is_default(struct dbn_str s)
{
	return dbn_scan_any_at(s, 0, "以下|下列") && dbn_scan_has_any(s, CHARGES_ALL);
}

/* 以下各项均需X落实 alone says a default; the clause reader finds it in `later`. */
struct dbn_str tree_lead_in_clause(struct dbn_str s)
{
	size_t by = dbn_str_find(s, DBN_STR("由"));

	if (dbn_scan_has_any(s, CHARGES_ALL))
		return dbn_scan_chop(s);
	if (by != DBN_NONE)
		s = dbn_str_from(s, by);
	return dbn_scan_strip(s);
}

/*
 * 为…，制定本方案。本方案所列任务均需各村落实: a sentence of the opening that charges somebody
 * with each task, as 以下各项均需各村落实; empty: there is none.
 */
struct dbn_str tree_opening_default(struct builder *b, struct dbn_str s)
{
	for (size_t at = 0; at < s.len;) {
		struct dbn_str one = dbn_scan_sentence(s, &at, false);
		size_t from = 0;

		if (!dbn_scan_any_at(one, 0, "以下|下列|本方案|本通知|本清单|本意见|本措施|本计划|所列|各项任务|各项工作|上述") ||
		    !dbn_scan_has_any(one, "所列|各项|任务|事项|工作|措施") || !dbn_scan_has_any(one, "落实|负责|配合|承担|参与"))
			continue;
		while (from < one.len && !dbn_scan_any_at(one, from, CHARGES_ALL))
			dbn_utf8_next(one, &from);
		if (from < one.len) {
			struct dbn_str parts[] = { DBN_STR("以下各项"), dbn_scan_chop(dbn_str_from(one, from)) };

			return dbn_arena_join(b->r->arena, parts, 2);
		}
	}
	return (struct dbn_str) { "", 0 };
}

/* 三、以下任务由财务部牵头，9月底前完成 as a heading. */
int tree_lead_in_heading(struct builder *b, struct span at, struct founds *found)
{
	struct dbn_str s = dbn_str_from(b->r->paras.items[at.para].text, at.from);
	struct found *f;

	if (found->count || b->r->minutes || !dbn_scan_any_at(s, 0, "以下|下列") || !tree_is_lead_in(s))
		return DBN_OK;
	f = DBN_PUSH(&b->r->scratch, found);
	if (!f)
		return dbn_fail_memory(b->r->err);
	*f = (struct found) { .at = at, .lead_in = true, .text = tree_lead_in_clause(s) };
	return DBN_OK;
}
