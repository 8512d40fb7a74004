/*
 * intake.h - from a parsed document to ledger rows, the first time and again.
 *
 * dbn_intake_rows() makes the rows as the document has them: one a task, one
 * a slip action, one a node for each limit that does not decide its task (and
 * one a measure, when asked). dbn_intake_plan() turns rows into events: all
 * of them for a new document; for one that is in the ledger already, only what
 * the three-way merge of (rows as parsed then, rows now, rows parsed anew)
 * says has changed. Both are pure; the caller stamps and writes the events.
 */
#ifndef DUBANC_INTAKE_H
#define DUBANC_INTAKE_H

#include "dubanc/document.h"
#include "dubanc/ledger.h"
#include "dubanc/merge.h"

struct dbn_intake_row {
	struct dbn_str cell[DBN_TASK_COLUMNS]; /* as tasks/KEY.csv will hold them */
	struct dbn_str targets; /* `target.ID.column=value` changes of this task, or empty */
	const struct dbn_item *item; /* of a task, slip action or measure; NULL for a node */
};

struct dbn_intake {
	struct {
		struct dbn_intake_row *items;
		size_t count, cap;
	} rows;
	size_t tasks, slips, measures, nodes, targets, limits;
	bool nested;
};

struct dbn_intake_opts {
	struct dbn_str key;
	struct dbn_str office_level; /* leads of another level's document stay in `units` */
	bool split_measures;
	bool nested; /* numbering fixed at the first import */
	bool fixed;  /* `nested` holds; else it is decided here */
};

/* Rows of a document, in document order; everything in arena. */
int dbn_intake_rows(struct dbn_arena *arena, const struct dbn_document *doc,
		    const struct dbn_intake_opts *opts, struct dbn_intake *out, struct dbn_err *err);

/* sources/KEY.tsv: the rows as parsed, TAB-separated, header first. */
void dbn_intake_save(struct dbn_buf *out, const struct dbn_intake *intake);

/* A row that the new text changes: its limit, where that moves (either day may be empty), and
 * what else. */
struct dbn_intake_move {
	struct dbn_str id, was, now;
	bool due;
	bool column[DBN_TASK_COLUMNS]; /* but for lines, and what moves with a limit */
};

struct dbn_intake_plan {
	struct {
		struct dbn_event *items; /* kind, task, changes, text set (no text of an import); id, at, on, by for the caller */
		size_t count, cap;
	} events;
	size_t added, changed, moved; /* moved: only their source lines changed */
	size_t due_changed;
	struct {
		struct dbn_intake_move *items;
		size_t count, cap;
	} moves; /* one for each of `changed` */
	struct {
		size_t states, progress, reports, notes;
	} told; /* by a roll, of the rows that were added */
	struct {
		struct dbn_str *items; /* ids that the text no longer has; their rows are kept */
		size_t count, cap;
	} gone;
	struct {
		struct dbn_conflict *items;
		size_t count, cap;
	} conflicts;
};

/*
 * doc: loaded with tasks; or with no tasks for a first import. base: the text
 * of sources/KEY.tsv, empty for a first import.
 */
int dbn_intake_plan(struct dbn_arena *arena, const struct dbn_intake *intake, const struct dbn_doc *doc,
		    struct dbn_str base, struct dbn_intake_plan *out, struct dbn_err *err);

#endif
