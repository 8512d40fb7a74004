/* table_layout.c - what the columns of a table are, by their headings in one row or two. */
#include "dubanc/text.h"
#include "grid.h"
#include "../text/scan.h"

/* Rows whose cell of a column is empty: a heading over several rows (类别), which merged cells leave so. */
static size_t count_gaps(const struct grid *g, size_t column)
{
	size_t gaps = 0;

	for (size_t i = 1; i < g->count; i++)
		gaps += g->items[i].count > 2 && !g->items[i].cells[column].len;
	return gaps;
}

/* No column of tasks: the first that is nothing else, or the measures; one with fewer gaps before one with more. */
static void choose_task_column(struct layout *l, const struct grid *g)
{
	size_t best = l->count, least = 0;

	for (size_t i = 0; i < l->count; i++) {
		size_t gaps;

		if (l->kind[i] != COLUMN_NONE && l->kind[i] != COLUMN_MEASURE)
			continue;
		gaps = count_gaps(g, i);
		if (best == l->count || gaps < least) {
			best = i;
			least = gaps;
		}
	}
	if (best == l->count)
		return;
	l->kind[best] = COLUMN_TASK;
	l->task = true;
}

/* What a heading below a merged one says: 牵头 and 配合 under 责任单位, 启动 and 完成 under 时间节点. */
static enum column lower_kind(const struct reader *r, struct dbn_str cell)
{
	return dbn_scan_is_any(cell, "牵头|主办|承办|主责")		      ? COLUMN_LEAD
	       : dbn_scan_is_any(cell, "配合|协办|协同|参与|协助")		      ? COLUMN_COOP
	       : dbn_scan_is_any(cell, "责任|落实|实施")			      ? COLUMN_UNITS
	       : dbn_scan_is_any(cell, "督导|督办|监督|验收")		      ? COLUMN_SUPERVISE
	       : dbn_scan_is_any(cell, "完成|办结|竣工|完工|结束|截止|建成|投用|终止|止") ? COLUMN_LIMIT
	       : dbn_scan_is_any(cell, "启动|开始|开工|起始|起|进场|动工|姓名|职务|电话") ? COLUMN_OTHER
										  : dbn_column_of(r, cell);
}

/* The kind of the merged heading above column i: 完成时限 over 立项批复 and 施工许可, the second cell of it empty. */
static enum column upper_kind(const struct layout *l, const struct grid_row *row, size_t i)
{
	while (i > 0 && !l->heading[i].len && row->cells[i].len && row->cells[i - 1].len)
		i--;
	return l->heading[i].len ? l->kind[i] : COLUMN_NONE;
}

/* What column i is by its heading in the second line, or by the merged one above where that is a limit. */
static enum column kind_of(const struct reader *r, const struct layout *l, const struct grid_row *row, size_t i)
{
	enum column kind = lower_kind(r, row->cells[i]);

	return kind == COLUMN_NONE && upper_kind(l, row, i) == COLUMN_LIMIT ? COLUMN_LIMIT : kind;
}

/* A second line of headings under merged ones. */
static bool refine_layout(const struct reader *r, struct layout *l, const struct grid_row *row)
{
	enum column kinds[COLUMNS_MAX];
	size_t known = 0;

	for (size_t i = 0; i < l->count; i++) {
		kinds[i] = kind_of(r, l, row, i);
		if (!row->cells[i].len || dbn_str_eq(row->cells[i], l->heading[i]))
			continue;
		if (kinds[i] == COLUMN_NONE)
			return false;
		known++;
	}
	if (known < 2)
		return false;
	for (size_t i = 0; i < l->count; i++) {
		struct dbn_str cell = row->cells[i];

		if (!cell.len)
			continue;
		l->heading[i] = cell;
		l->kind[i] = kinds[i];
		l->units = l->units || (l->kind[i] >= COLUMN_LEAD && l->kind[i] <= COLUMN_UNITS);
	}
	return true;
}

/* 一、道路 in a column's first cell: it numbers chapters. */
static bool has_chapters(const struct grid *g, size_t column)
{
	struct marker m;

	return g->count > 1 && dbn_marker_read(g->items[1].cells[column], &m) && m.kind == MARK_HAN;
}

/* 议题 in front of 议定事项, merged over several rows: what they belong to, and no task. */
static void demote_merged(struct layout *l, const struct grid *g)
{
	size_t first = l->count;

	for (size_t i = 0; i < l->count; i++) {
		if ((l->kind[i] == COLUMN_NONE || l->kind[i] == COLUMN_OTHER) && first == l->count && count_gaps(g, i) &&
		    has_chapters(g, i))
			l->kind[i] = COLUMN_GROUP;
		if (l->kind[i] != COLUMN_TASK)
			continue;
		if (first == l->count) {
			first = i;
			continue;
		}
		if (count_gaps(g, first) && !count_gaps(g, i))
			l->kind[first] = COLUMN_GROUP;
		return;
	}
}

void table_read_layout(struct reader *r, struct layout *l, const struct grid *g)
{
	const struct grid_row *head = &g->items[0];

	*l = (struct layout) { .count = g->columns < COLUMNS_MAX ? g->columns : COLUMNS_MAX };
	for (size_t i = 0; i < l->count; i++) {
		l->heading[i] = head->cells[i];
		l->kind[i] = dbn_column_of(r, head->cells[i]);
		l->seq = l->seq || l->kind[i] == COLUMN_SEQ;
		l->task = l->task || l->kind[i] == COLUMN_TASK;
		l->units = l->units || (l->kind[i] >= COLUMN_LEAD && l->kind[i] <= COLUMN_UNITS);
	}
	if (g->count > 1 && dbn_matrix_heads(head->cells, l->count, g->items[1].cells, l->count)) {
		for (size_t i = 0; i < l->count; i++)
			if (dbn_matrix_is_unit(head->cells[i]))
				l->kind[i] = COLUMN_UNIT;
		l->units = true;
	}
	l->two_lines = g->count > 1 && refine_layout(r, l, &g->items[1]);
	if (!r->roll && !l->seq)
		demote_merged(l, g);
	table_guess_columns(r, l, g);
	if (!l->task)
		choose_task_column(l, g);
}
