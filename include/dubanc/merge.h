/*
 * merge.h - one pure three-way merge of rows.
 *
 * Serves re-import, the git merge driver, collect and cascade. Tables are
 * matched by key column, cells merged by each column's rule (columns.def):
 * equal edits agree; one-sided edits are taken; SET columns merge member by
 * member; LATER columns come from the row whose `event` is later. What cannot
 * be decided (same cell edited differently, edit against delete, one id added
 * twice differently) keeps ours and is listed as a conflict.
 */
#ifndef DUBANC_MERGE_H
#define DUBANC_MERGE_H

#include "dubanc/arena.h"
#include "dubanc/columns.h"
#include "dubanc/err.h"

/* A table as the merge sees it: header names and rows of cells, all slices
 * borrowed. Rows shorter than the header have empty cells behind. */
struct dbn_rows {
	const struct dbn_str *header;
	size_t columns;
	struct dbn_str **cells; /* cells[row][column] */
	size_t rows;
};

struct dbn_conflict {
	struct dbn_str id, column; /* column "*": the whole row */
	struct dbn_str base, ours, theirs;
};

struct dbn_merge_result {
	struct dbn_rows rows; /* header: ours, then what theirs added; in arena */
	struct {
		struct dbn_conflict *items;
		size_t count, cap;
	} conflicts;
};

/*
 * base may have no rows (both sides added the file). table says which columns
 * table the names belong to; unknown columns merge as CELL. Rows keep ours'
 * order; rows that theirs added stand after their neighbour there.
 */
int dbn_merge_rows(struct dbn_arena *arena, enum dbn_table_id table, const struct dbn_rows *base,
		   const struct dbn_rows *ours, const struct dbn_rows *theirs,
		   struct dbn_merge_result *out, struct dbn_err *err);

#endif
