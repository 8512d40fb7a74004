/*
 * columns.h - the tables of columns as C: names, headings, types, merge rules.
 */
#ifndef DUBANC_COLUMNS_H
#define DUBANC_COLUMNS_H

#include "dubanc/str.h"

enum dbn_column_type {
	DBN_TYPE_ID, DBN_TYPE_TEXT, DBN_TYPE_LIST, DBN_TYPE_DAY, DBN_TYPE_COUNT, DBN_TYPE_WORD,
	DBN_TYPE_INSTANT, DBN_TYPE_CHANGES, DBN_TYPE_LIMIT,
};
enum dbn_column_merge { DBN_MERGE_KEY, DBN_MERGE_CELL, DBN_MERGE_SET, DBN_MERGE_LATER, DBN_MERGE_FIRST };

struct dbn_column {
	const char *name, *heading; /* English name in files, Chinese heading for people */
	enum dbn_column_type type;
	enum dbn_column_merge merge;
	char shown; /* 'L', 'W' or 'N': see columns.def */
};

enum dbn_table_id {
	DBN_TASKS, DBN_TARGETS, DBN_EVENTS, DBN_DOCUMENTS, DBN_UNITS, DBN_HOLIDAYS, DBN_TABLES
};

enum dbn_task_column {
#define TASK_COLUMN(id, ...) DBN_TASK_##id,
#include "dubanc/columns.def"
	DBN_TASK_COLUMNS
};
enum dbn_target_column {
#define TARGET_COLUMN(id, ...) DBN_TARGET_##id,
#include "dubanc/columns.def"
	DBN_TARGET_COLUMNS
};
enum dbn_event_column {
#define EVENT_COLUMN(id, ...) DBN_EVENT_##id,
#include "dubanc/columns.def"
	DBN_EVENT_COLUMNS
};
enum dbn_document_column {
#define DOCUMENT_COLUMN(id, ...) DBN_DOC_##id,
#include "dubanc/columns.def"
	DBN_DOC_COLUMNS
};
enum dbn_unit_column {
#define UNIT_COLUMN(id, ...) DBN_UNIT_##id,
#include "dubanc/columns.def"
	DBN_UNIT_COLUMNS
};
enum dbn_holiday_column {
#define HOLIDAY_COLUMN(id, ...) DBN_HOLIDAY_##id,
#include "dubanc/columns.def"
	DBN_HOLIDAY_COLUMNS
};

/* The columns of a table in file order and their number; static. */
const struct dbn_column *dbn_columns(enum dbn_table_id table, size_t *count);
/* A day as people and spreadsheets write it (2025-05-04, 2025/5/4, 2025.5.4, 2025年5月4日, 20250504,
 * a serial number), or DBN_NO_DAY. */
int32_t dbn_day_typed(struct dbn_str s);
/* Index of a column by its English name or Chinese heading, or DBN_NONE. */
size_t dbn_column_find(enum dbn_table_id table, struct dbn_str name);

#endif
