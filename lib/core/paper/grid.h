/* grid.h - tables as grids and the kinds of their columns, shared by grid*.c and table.c. */
#ifndef DUBANC_CORE_GRID_H
#define DUBANC_CORE_GRID_H

#include "field.h"
#include "outline.h"

enum { COLUMNS_MAX = 40 };

enum column {
	COLUMN_NONE,
	COLUMN_SEQ,
	COLUMN_TASK,
	COLUMN_MEASURE,
	COLUMN_LEAD,
	COLUMN_COOP,
	COLUMN_UNITS,
	COLUMN_SUPERVISE,
	COLUMN_PERSON,
	COLUMN_LIMIT,
	COLUMN_YEAR,
	COLUMN_UNIT, /* a unit by name, marks below it */
	COLUMN_GROUP, /* what the tasks of several rows belong to, merged */
	COLUMN_STATE, /* from here on of rolls only */
	COLUMN_PROGRESS,
	COLUMN_REPORT,
	COLUMN_DONE,
	COLUMN_OWNER,
	COLUMN_NOTE,
	COLUMN_SECTION,
	COLUMN_OTHER,
};

enum column dbn_column_kind(struct dbn_str heading);
/* The heading without what stands in brackets. */
struct dbn_str dbn_column_bare(struct dbn_str heading);

/* ---- roll.c ---- */
/* The kind of a heading; what the map says goes first. */
enum column dbn_column_of(const struct reader *r, struct dbn_str heading);
/* Whether all headings that the map names are among the cells. */
bool dbn_roll_names(const struct reader *r, const struct dbn_str *cells, size_t count);
/* Whether what was read so far is a roll and no document. */
bool dbn_roll_is(const struct reader *r);
/* The kinds of all columns of a roll's table; told in the document. */
int dbn_roll_layout(struct reader *r, const struct dbn_str *headings, size_t count, size_t line,
		    enum column *kinds);
/*
 * The row at i with those below that belong to it: the task's cell is merged, or
 * repeated, over several units. Cells that differ are joined. Returns the index
 * behind them; out->cells is NULL where memory ran out.
 */
size_t dbn_roll_row(struct reader *r, const struct grid *g, const enum column *kinds, size_t i,
		    struct grid_row *out);
/* Gives the item its cells of a roll; false: memory. */
bool dbn_roll_begin(struct reader *r, struct dbn_item *item);
/* A cell that says how far the task is; what is not clear becomes a doubt of the item. */
int dbn_roll_cell(struct reader *r, enum column kind, struct dbn_str heading, struct dbn_str cell,
		  struct dbn_item *item, size_t line);
/* After the last cell of a row: what follows from all of them. */
void dbn_roll_end(struct dbn_item *item);
/* A limit that a spreadsheet shows as its serial number: 45565. In arena or borrowed. */
struct dbn_str dbn_roll_day(struct dbn_arena *arena, struct dbn_str cell);
/* The name of the workbook's sheet that the line stands on, or empty. */
struct dbn_str dbn_roll_sheet(const struct reader *r, size_t line);
/* Head and tables of a roll, in place of a document's. */
int dbn_roll_read(struct reader *r);

/* ---- grid.c ---- */
/* A new grid whose heading stands at a line, or NULL. */
struct grid *grid_add(struct reader *r, size_t first, size_t columns);
int grid_add_cells(struct reader *r, struct grid *g, const struct cells *cells, size_t line);
/* Its lines are no text any more. */
void grid_mark_rows(struct reader *r, const struct grid *g);

struct grid_row *grid_add_row(struct reader *r, struct grid *g, size_t line);
/* Both, one behind the other; in arena or borrowed. */
struct dbn_str grid_glue(struct reader *r, struct dbn_str a, struct dbn_str b);
bool grid_is_text(const struct line *l);
/* Pages, noise, rules: no line of a table, and no end of one. */
bool grid_skips(const struct line *l);
bool grid_next_has_cells(const struct reader *r, size_t i);
bool grid_is_seq_word(struct dbn_str s);
/* Whether a row of cells are headings of columns. */
bool grid_is_heading(const struct reader *r, const struct cells *cells);

/* ---- grid_section.c ---- */
/* Whether a line is the heading of the rows below it; *text with its number as it should be. */
bool grid_section(struct reader *r, const struct line *l, struct dbn_str *text);

/* ---- grid_cells.c ---- */
/* How many headings stand at a line, one a line with a bar behind; 0: none. */
size_t grid_count_headings(const struct reader *r, size_t first);
/* The table below them; *next becomes the line behind it. */
int grid_read_stream(struct reader *r, size_t first, size_t columns, size_t *next);
/* The same without bars. */
size_t grid_count_plain(const struct reader *r, size_t first);
int grid_read_plain(struct reader *r, size_t first, size_t columns, size_t *next);

/* ---- grid_blanks.c ---- */
/* A table with blanks between its cells whose heading stands at a line; *next
 * moves behind it, and stays where none is there. */
int grid_read_blanks(struct reader *r, size_t first, size_t *next);

/* ---- grid_csv.c ---- */
/* What parts the cells of a line that may be a CSV heading: a comma or a semicolon; 0: neither. */
char grid_csv_sign(struct dbn_str raw);
/* One CSV row at *at, which moves behind it. */
int grid_csv_row(struct reader *r, struct dbn_str s, char sign, size_t *at, struct cells *out);
/* The rest of the file from the heading at a line on. */
int grid_read_csv(struct reader *r, size_t first, size_t columns, char sign, size_t *next);
/* Titles above a CSV table: the empty cells behind them go. */
void grid_strip_commas(struct reader *r, size_t end);

/* ---- table_guess.c ---- */
/* The columns of a table by their headings. */
struct layout {
	enum column kind[COLUMNS_MAX];
	struct dbn_str heading[COLUMNS_MAX];
	size_t count;
	bool seq, task, units;
	bool two_lines; /* the second row has headings too, under merged ones */
	bool guessed; /* a column of units was known by its cells only */
};

/* ---- table_layout.c ---- */
void table_read_layout(struct reader *r, struct layout *l, const struct grid *g);

/* Columns whose headings say nothing, by what most of their cells hold. */
void table_guess_columns(struct reader *r, struct layout *l, const struct grid *g);

/* ---- table_year.c ---- */
/*
 * Bytes of the part of a year that a heading is for (一季度目标, 上半年, 3月份计划), or 0; not of what
 * was reached in it (一季度完成情况).
 */
size_t table_period(struct dbn_str heading);
/* What stands under a year: a limit of the item, and its targets of that year. */
int table_add_year(struct reader *r, struct dbn_str caption, struct dbn_str heading, struct dbn_str cell, struct dbn_item *item);
/* 不高于31微克/立方米: a value alone, of what the cell before it names. */
bool table_is_bare_value(struct dbn_str s);

/* ---- matrix.c ---- */
/* Whether a heading is a unit's name: 市教育局, 各县区. */
bool dbn_matrix_is_unit(struct dbn_str heading);
/* Whether a row of headings names units with marks for them in the row below. */
bool dbn_matrix_heads(const struct dbn_str *head, size_t count, const struct dbn_str *below,
		      size_t below_count);
/* What a mark makes of its column's unit; DBN_CLAUSE_FREE: nothing stands there.
 * *doubt: no note says what the mark means. */
enum dbn_clause_form dbn_matrix_form(const struct reader *r, struct dbn_str cell, bool *doubt);

#endif
