/*
 * merge.h - one pure three-way merge of rows.
 *
 * Serves re-import, the git merge driver, collect and cascade. Tables are
 * matched by key column, cells merged by each column's rule (columns.def):
 * equal edits agree; one-sided edits are taken; SET columns merge member by
 * member; LATER columns come from the row whose `event` is later, FIRST
 * columns hold the earlier day. What cannot
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
	struct dbn_str events; /* tasks: the last events of the row on both sides, parted by ; */
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

/* ---- whole files (the git merge driver, check, textconv) ---- */

/* Which table a file of the ledger holds (tasks/KEY.csv, units.csv …), by its
 * path relative to the root; DBN_TABLES where it holds none. */
enum dbn_table_id dbn_table_of_path(struct dbn_str path);

/*
 * Merges three versions of a file; the merged file is appended to `merged` in
 * canonical form. Merged task rows that contradict themselves (closed here,
 * extended there; a done date without a done state; a unit both lead and
 * assisting) are conflicts too. Events stand in folding order. DBN_EDATA
 * where one of the versions is damaged: then git's own merge is the better one.
 */
int dbn_merge_files(struct dbn_arena *arena, struct dbn_str path, struct dbn_str base,
		    struct dbn_str ours, struct dbn_str theirs, struct dbn_buf *merged,
		    struct dbn_merge_result *out, struct dbn_sink sink, struct dbn_err *err);

/* conflicts/PATH: one line a conflict, `file,id,column,base,ours,theirs,events`.
 * A row conflict (column "*") has whole records of the file in its cells. Where an
 * event is not in the ledger (any more), the merge was given up. */
void dbn_conflicts_write(struct dbn_buf *out, struct dbn_str path,
			 const struct dbn_merge_result *result);
/* The conflicts of such a file (result->rows stays empty); *path: whose they are. */
int dbn_conflicts_read(struct dbn_arena *arena, struct dbn_str bytes, const char *name,
		       struct dbn_str *path, struct dbn_merge_result *result, struct dbn_sink sink,
		       struct dbn_err *err);

/* Puts behind the conflicts of `now` those that a list names already, but for those that are found
 * again: what the other side wrote is in no other file while a rebase goes on. */
int dbn_conflicts_keep(struct dbn_arena *arena, const struct dbn_merge_result *before, struct dbn_merge_result *now,
		       struct dbn_err *err);

/* The cell of a column in such a record of a tasks file; "" where it has none.
 * Scratch and result in arena. */
struct dbn_str dbn_conflict_cell(struct dbn_arena *arena, struct dbn_str record, const char *column);

/* For `git diff`: one line a filled cell, `id TAB column TAB value`; a file
 * that is no table is appended as it stands. */
int dbn_textconv(struct dbn_str bytes, struct dbn_buf *out, struct dbn_err *err);

#endif
