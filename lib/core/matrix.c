/*
 * matrix.c - tables with a column for each unit and a mark where it has to do
 * with the task: 任务 | 市教育局 | 市财政局, ★ and ● in the cells.
 */
#include "dubanc/text.h"
#include "grid.h"
#include "scan.h"

enum { UNITS_MIN = 2, CELL_MAX = 60 };

static bool is_blank(struct dbn_str s)
{
	return s.len == 0 || dbn_scan_is_any(s, "-|—|——|/|／|无|×");
}

/* The mark that a cell is, or the word of a role; empty: it is neither. */
static struct dbn_str mark_of(struct dbn_str cell)
{
	struct dbn_str s = dbn_str_trim(cell), none = { "", 0 };

	if (dbn_scan_is_any(s, "★|☆|●|○|◎|▲|△|■|□|◆|◇|√|✓|✔|*|※|＊"))
		return s;
	if (dbn_scan_is_any(s, "牵头|主办|承办|主责|主|配合|协办|协同|协助|参与|协|配|责任|负责|责|"
			       "落实|督导|督办|监督"))
		return s;
	return none;
}

bool dbn_matrix_is_unit(struct dbn_str heading)
{
	return heading.len >= 6 && heading.len <= CELL_MAX &&
	       dbn_column_kind(heading) == COLUMN_NONE &&
	       (dbn_is_unit_name(heading) || dbn_clause_looks(heading));
}

bool dbn_matrix_heads(const struct dbn_str *head, size_t count, const struct dbn_str *below,
		      size_t below_count)
{
	size_t units = 0, marks = 0;

	for (size_t i = 0; i < count; i++) {
		struct dbn_str cell = i < below_count ? below[i] : (struct dbn_str) { "", 0 };

		if (!dbn_matrix_is_unit(head[i]))
			continue;
		units++;
		if (mark_of(cell).len)
			marks++;
		else if (!is_blank(cell))
			return false;
	}
	return units >= UNITS_MIN && marks > 0 && units < count;
}

/* What a note says of the mark: ★为牵头单位，●为配合单位. */
static enum dbn_role noted(const struct reader *r, struct dbn_str mark)
{
	for (size_t i = 0; i < r->lines.count; i++) {
		struct dbn_str s = r->lines.items[i].text;
		size_t at = 0, hit;

		while ((hit = dbn_str_find(dbn_str_from(s, at), mark)) != DBN_NONE) {
			struct dbn_str near;
			size_t stop;

			at += hit + mark.len;
			near = dbn_str_sub(s, at, s.len - at < 45 ? s.len - at : 45);
			stop = dbn_str_find(near, DBN_STR("，"));
			if (stop != DBN_NONE)
				near.len = stop;
			stop = dbn_str_find(near, DBN_STR("；"));
			if (stop != DBN_NONE)
				near.len = stop;
			if (!dbn_scan_has_any(near, "为|表示|是|代表|：|—"))
				continue;
			if (dbn_scan_has_any(near, "牵头|主办|主责"))
				return DBN_ROLE_LEAD;
			if (dbn_scan_has_any(near, "配合|协办|协同|协助|参与"))
				return DBN_ROLE_COOP;
			if (dbn_scan_has_any(near, "责任|负责"))
				return DBN_ROLE_UNITS;
		}
	}
	return DBN_ROLE_COUNT;
}

enum dbn_clause_form dbn_matrix_form(const struct reader *r, struct dbn_str cell, bool *doubt)
{
	struct dbn_str mark = mark_of(cell);
	enum dbn_role role;

	*doubt = false;
	if (dbn_scan_is_any(mark, "牵头|主办|承办|主责|主"))
		return DBN_CLAUSE_LEAD;
	if (dbn_scan_is_any(mark, "配合|协办|协同|协助|参与|协|配"))
		return DBN_CLAUSE_COOP;
	if (dbn_scan_is_any(mark, "督导|督办|监督"))
		return DBN_CLAUSE_SUPERVISE;
	if (!mark.len) {
		*doubt = !is_blank(cell);
		return DBN_CLAUSE_FREE;
	}
	if (dbn_scan_is_any(mark, "责任|负责|责|落实"))
		return DBN_CLAUSE_UNITS;
	role = noted(r, mark);
	/* ● alone says that the unit has to do with it, ★ something more that no note tells */
	*doubt = role == DBN_ROLE_COUNT && dbn_scan_is_any(mark, "★|☆|◎|▲|△|※|*|＊");
	return role == DBN_ROLE_LEAD   ? DBN_CLAUSE_LEAD
	       : role == DBN_ROLE_COOP ? DBN_CLAUSE_COOP
				       : DBN_CLAUSE_UNITS;
}
