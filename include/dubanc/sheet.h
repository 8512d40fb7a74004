/*
 * sheet.h - what was sent to a unit for feedback, and what came back: pure.
 *
 * sheets/ID.csv keeps one row for each line of the sheet: what was sent, and
 * the answers that were taken from it so far. It is the base against which a
 * returned sheet is read: only what differs from it is new.
 */
#ifndef DUBANC_SHEET_H
#define DUBANC_SHEET_H

#include "dubanc/csv.h"

enum dbn_sheet_column {
	DBN_SHEET_ID, DBN_SHEET_TITLE, DBN_SHEET_DUE, DBN_SHEET_NOW, /* sent: locked */
	DBN_SHEET_PROGRESS, DBN_SHEET_DONE, DBN_SHEET_NOTE, DBN_SHEET_ACTUAL, /* the answers */
	DBN_SHEET_SHEET, DBN_SHEET_UNIT, DBN_SHEET_SENT, DBN_SHEET_REPLY_BY, DBN_SHEET_RETURNED,
	DBN_SHEET_TIMES, /* how often answers of this row were taken; empty: never */
	DBN_SHEET_AGAINST, /* of an answer that the office must decide on: the last event it was weighed against, or - */
	DBN_SHEET_COLUMNS
};

struct map;

struct dbn_sheet_row {
	struct dbn_str cell[DBN_SHEET_COLUMNS];
	size_t line; /* of the text it was read from */
};

struct dbn_sheet {
	struct dbn_str id;
	DBN_LIST(struct dbn_sheet_row) rows;
	const struct map *by_id; /* made by dbn_sheet_read() */
};

/* The heading of a column on a sheet, and its name in sheets/ID.csv; static. */
const char *dbn_sheet_heading(enum dbn_sheet_column column);
const char *dbn_sheet_name(enum dbn_sheet_column column);
/* Whether s can be the id of a sheet: S, then digits, small letters and dashes. */
bool dbn_sheet_id_valid(struct dbn_str s);
/* The first row with that id, or NULL. Borrowed. */
struct dbn_sheet_row *dbn_sheet_find(const struct dbn_sheet *sheet, struct dbn_str id);
/*
 * Reads sheets/ID.csv, or (text of a returned file, already UTF-8) a table
 * whose headings stand anywhere above it in any order. tabs: cells are parted
 * by TAB and never quoted. Cells live in arena. DBN_EDATA where no such heading
 * is found or a character is damaged, with its line and column.
 */
int dbn_sheet_read(struct dbn_sheet *out, struct dbn_arena *arena, struct dbn_str text, bool tabs,
		   const char *name, struct dbn_sink sink, struct dbn_err *err);
/* Appends sheets/ID.csv. */
void dbn_sheet_write(struct dbn_buf *out, const struct dbn_sheet *sheet);
/*
 * Progress as people type it (50, 50%, 50.0, ５０) as a plain number of 0 to
 * 100; false for anything else. Empty stays empty. In arena.
 */
bool dbn_sheet_progress(struct dbn_arena *arena, struct dbn_str typed, struct dbn_str *out);
/*
 * The actual value of a target as people type it (1,300, 85.5％, 120亿千瓦时 where that is its
 * unit of measure) as a plain number; false for anything else. Empty stays empty. In arena.
 */
bool dbn_sheet_actual(struct dbn_arena *arena, struct dbn_str typed, struct dbn_str uom, struct dbn_str *out);
/* A locked cell as the ledger writes it: 2024/5/4 as 2024-05-04, 50% as 50. In arena or borrowed. */
struct dbn_str dbn_sheet_plain(struct dbn_arena *arena, enum dbn_sheet_column column, struct dbn_str cell);
/* 是 and what means it: 1; 否, empty: 0; anything else: -1. */
int dbn_sheet_yes(struct dbn_str typed);
/* Whether the cell was sent with Han that came back as question marks. */
bool dbn_sheet_damaged(struct dbn_str sent, struct dbn_str returned);

#endif
