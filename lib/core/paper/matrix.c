/*
 * matrix.c - tables with a column for each unit and a mark where it has to do
 * with the task: 任务 | 市教育局 | 市财政局, ★ and ● in the cells.
 */
#include "dubanc/text.h"
#include "grid.h"
#include "../text/scan.h"

enum { UNITS_MIN = 2, CELL_MAX = 60, NOTE_MAX = 45 };

static bool is_blank(struct dbn_str s)
{
	return s.len == 0 || dbn_scan_is_any(s, "-|—|——|/|／|无|×");
}

/* What the word of a role in a cell makes of the unit; DBN_CLAUSE_FREE: it is no such word. */
static enum dbn_clause_form role_of(struct dbn_str cell)
{
	static const struct {
		const char *words;
		enum dbn_clause_form form;
	} roles[] = {
		{ "牵头|主办|承办|主责|主", DBN_CLAUSE_LEAD },
		{ "配合|协办|协同|协助|参与|协|配", DBN_CLAUSE_COOP },
		{ "责任|负责|责|落实", DBN_CLAUSE_UNITS },
		{ "督导|督办|监督", DBN_CLAUSE_SUPERVISE },
	};

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (dbn_scan_is_any(cell, roles[i].words))
			return roles[i].form;
	return DBN_CLAUSE_FREE;
}

static bool is_sign(struct dbn_str cell)
{
	return dbn_scan_is_any(cell, "★|☆|●|○|◎|▲|△|■|□|◆|◇|√|✓|✔|*|※|＊");
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
		if (is_sign(dbn_str_trim(cell)) || role_of(dbn_str_trim(cell)) != DBN_CLAUSE_FREE)
			marks++;
		else if (!is_blank(cell))
			return false;
	}
	return units >= UNITS_MIN && marks > 0 && units < count;
}

static struct dbn_str up_to(struct dbn_str s, struct dbn_str stop)
{
	return dbn_str_sub(s, 0, dbn_str_find(s, stop));
}

/* What a note says of the mark: ★为牵头单位，●为配合单位. */
static enum dbn_role noted(const struct reader *r, struct dbn_str mark)
{
	for (size_t i = 0; i < r->lines.count; i++) {
		struct dbn_str s = r->lines.items[i].text;
		size_t at = 0, hit;

		while ((hit = dbn_str_find(dbn_str_from(s, at), mark)) != DBN_NONE) {
			struct dbn_str near;

			at += hit + mark.len;
			near = up_to(up_to(dbn_str_sub(s, at, NOTE_MAX), DBN_STR("，")), DBN_STR("；"));
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
	struct dbn_str mark = dbn_str_trim(cell);
	enum dbn_clause_form form = role_of(mark);
	enum dbn_role role;

	*doubt = false;
	if (form != DBN_CLAUSE_FREE)
		return form;
	if (!is_sign(mark)) {
		*doubt = !is_blank(cell);
		return DBN_CLAUSE_FREE;
	}
	role = noted(r, mark);
	/* ● alone says that the unit has to do with it, ★ something more that no note tells */
	*doubt = role == DBN_ROLE_COUNT && dbn_scan_is_any(mark, "★|☆|◎|▲|△|※|*|＊");
	return role == DBN_ROLE_LEAD   ? DBN_CLAUSE_LEAD
	       : role == DBN_ROLE_COOP ? DBN_CLAUSE_COOP
				       : DBN_CLAUSE_UNITS;
}
