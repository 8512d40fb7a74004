/*
 * roll.h - a 台账 that was kept in a spreadsheet before this ledger: a roll.
 *
 * Beside tasks, units and limits a roll says how far each task is. Headings may
 * stand in any order below titles; what each column was taken as, and what was
 * left, is told. Of the columns of states and progress only what is clear is
 * taken; a cell that is not understood becomes a doubt and keeps its words.
 *
 *	dbn_roll_map_parse(&arena, DBN_STR("title=工作事项,due=何时完成"), &map, &err);
 */
#ifndef DUBANC_ROLL_H
#define DUBANC_ROLL_H

#include "dubanc/arena.h"
#include "dubanc/date.h"
#include "dubanc/err.h"

/* Whether a text may be a roll: a document is never one. */
enum dbn_roll_source {
	DBN_ROLL_NEVER,
	DBN_ROLL_TEXT,	/* text: where a table of CSV is all there is */
	DBN_ROLL_SHEET, /* a spreadsheet: where it bears no document number */
};

/* One `col=列名`: the index of the column in roll_columns.def, the heading without blanks. */
struct dbn_roll_pair {
	int column;
	struct dbn_str heading;
	struct dbn_str typed; /* the heading as it was typed */
};

struct dbn_roll_map {
	struct dbn_roll_pair *items;
	size_t count, cap;
};

/*
 * `col=列名,…`; col is a name of roll_columns.def in either language. Appends to
 * *out, in arena. DBN_EUSAGE: no such column, no heading, a heading twice.
 */
int dbn_roll_map_parse(struct dbn_arena *arena, struct dbn_str text, struct dbn_roll_map *out,
		       struct dbn_err *err);
/* "title", "任务": what a column is called; static. */
const char *dbn_roll_column_name(int column);
const char *dbn_roll_column_shown(int column);

/* What the cells of one row say beside the task itself; empty where they say nothing. */
struct dbn_roll_cells {
	struct dbn_str state; /* a stored word of states */
	bool suspended;
	struct dbn_str progress; /* a whole number of per cent */
	struct dbn_str report;	 /* 进展, and the words of cells that were not understood */
	struct dbn_str note, owner;
	int32_t done; /* or DBN_NO_DAY */
};

/* One column of a table that was read as a roll. */
struct dbn_roll_column {
	struct dbn_str heading;
	int column; /* -1: left */
};

struct dbn_roll_table {
	size_t line; /* of the headings, in the decoded text */
	struct {
		struct dbn_roll_column *items;
		size_t count, cap;
	} columns;
};

#endif
