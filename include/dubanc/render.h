/*
 * render.h - tables as text, csv, tsv, json, md, html and xlsx.
 *
 * A table is filled once, cell by cell, and written in any format; what a
 * cell is (a day, a count, a light) decides how each format shows it. Text is
 * for people and may change; csv, tsv and json are contracts: keys and stored
 * words in fixed order, whatever the language.
 *
 *	static const struct dbn_field fields[] = {
 *		{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 }, ...
 *	};
 *	dbn_table_init(&t, arena, "dubanc.list", fields, 3);
 *	dbn_table_row(&t);
 *	dbn_put_text(&t, id);
 *	dbn_put_day(&t, due);
 *	dbn_put_light(&t, DBN_LIGHT_NEAR);
 *	...
 *	dbn_table_write(&out, &t, &how, &err);
 *
 * Cells a row does not get are empty. Text is borrowed and must outlive the
 * table. A failure of memory is sticky and comes out of dbn_table_write().
 */
#ifndef DUBANC_RENDER_H
#define DUBANC_RENDER_H

#include "dubanc/arena.h"
#include "dubanc/date.h"
#include "dubanc/err.h"
#include "dubanc/text.h"
#include "dubanc/words.h"

enum dbn_align { DBN_LEFT, DBN_RIGHT };
/* What happens to a text column where the line is too short for all. */
enum dbn_fit {
	DBN_FIT_WHOLE, /* nothing: ids are to be typed back */
	DBN_FIT_CUT,   /* it ends in … (never a day, a reason, what a thing is called) */
	DBN_FIT_WRAP,  /* it goes on below */
};
enum dbn_field_flag {
	DBN_FIELD_LIST = 1,	  /* members joined by ;: an array in json, 、 for people */
	DBN_FIELD_ZERO_BLANK = 2, /* people see nothing where the count is 0 */
	DBN_FIELD_OPEN = 4,	  /* xlsx: to be filled in; all other cells of the table are locked */
	DBN_FIELD_BELOW = 16,	  /* text: begins a line of its own where one line is too short for a row */
	DBN_FIELD_YES_NO = 8,	  /* xlsx: a drop-down of 是 and 否 */
	DBN_FIELD_LONG = 32,	  /* xlsx: a wide column, though it may be empty yet */
};

struct dbn_field {
	const char *key;	/* English, of the contract */
	const char *heading[2]; /* by enum dbn_lang */
	enum dbn_align align;
	enum dbn_fit fit;
	unsigned flags;
};

struct dbn_cell {
	enum dbn_cell_type {
		DBN_CELL_NONE, DBN_CELL_TEXT, DBN_CELL_INT, DBN_CELL_DAY, DBN_CELL_TENTHS,
		DBN_CELL_PERCENT, DBN_CELL_WORD,
	} type;
	int vocabulary; /* of DBN_CELL_WORD */
	union {
		struct dbn_str text;
		int64_t number; /* PERCENT and TENTHS: ten times the value */
	} is;
};

struct dbn_row {
	struct dbn_cell *cells; /* one for each field */
	struct dbn_str group;	/* heading that begins here for people, or empty */
	bool total;		/* stands apart as a sum: left out of csv, tsv, json */
};

struct dbn_table {
	const char *schema; /* "dubanc.list" */
	int version;	    /* of the schema, 1 */
	struct dbn_arena *arena;
	const struct dbn_field *fields;
	size_t field_count;
	struct {
		struct dbn_row *items;
		size_t count, cap;
	} rows;
	size_t at; /* cells the last row has got */
	struct dbn_str title; /* of md, html and xlsx; may be empty */
	struct dbn_str hint; /* xlsx: a line below the title that says how to fill the sheet; may be empty */
	const char *sheet; /* xlsx: name of the sheet; NULL is the title */
	size_t chart; /* xlsx: the field that a chart shows against the first; 0 is none */
	struct dbn_str next_group;
	bool failed;
};

/* fields are borrowed. */
void dbn_table_init(struct dbn_table *t, struct dbn_arena *arena, const char *schema,
		    const struct dbn_field *fields, size_t field_count);
/* The next row begins a group with this heading. */
void dbn_table_group(struct dbn_table *t, struct dbn_str heading);
/* Begins a row; the following puts fill it from the left. */
void dbn_table_row(struct dbn_table *t);
/* Begins the row of sums. */
void dbn_table_total(struct dbn_table *t);
void dbn_put_none(struct dbn_table *t); /* in a column that is open: no answer belongs here */
void dbn_put_text(struct dbn_table *t, struct dbn_str text);
void dbn_put_textz(struct dbn_table *t, const char *text);
void dbn_put_int(struct dbn_table *t, int64_t value);
void dbn_put_day(struct dbn_table *t, int32_t day);
/* part of whole in per cent with one decimal, rounded half up; empty where whole is 0. */
void dbn_put_percent(struct dbn_table *t, int64_t part, int64_t whole);
/* A number with one decimal, given in tenths (a score). */
void dbn_put_tenths(struct dbn_table *t, int64_t tenths);
void dbn_put_word(struct dbn_table *t, enum dbn_vocabulary v, int value);
void dbn_put_light(struct dbn_table *t, enum dbn_light light);

enum dbn_format { DBN_FMT_TEXT, DBN_FMT_CSV, DBN_FMT_TSV, DBN_FMT_JSON, DBN_FMT_MD, DBN_FMT_HTML,
	DBN_FMT_XLSX, /* one sheet of the stream that dbn_xlsx_make() takes; several make a book */
};

struct dbn_how {
	enum dbn_format format;
	enum dbn_lang lang;
	size_t columns;		/* text: of the terminal, 0 for no limit */
	struct dbn_width width; /* text, md */
	bool colour;		/* text: ANSI escapes for lights */
	bool no_heading;	/* text: without the line of headings */
	bool excel;		/* csv: BOM, CRLF, formula guard, headings and words for people */
	bool fragment;		/* html: the table alone, without its page */
	const char *scheme;	/* colours of good, doubtful, bad: 绿黄红; NULL or "" for that */
};

/* Appends the whole table. DBN_ESYSTEM where memory ran out. */
int dbn_table_write(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how,
		    struct dbn_err *err);
/* "text", "csv", …; -1 for a format that tables do not have. */
int dbn_format_find(struct dbn_str name);

/* Colour of a level (dbn_light_colour(): 0 grey 1 good 2 doubtful 3 bad 4 blue)
 * in a scheme: 0 grey 1 green 2 yellow 3 red 4 blue 5 orange 6 black. */
int dbn_scheme_colour(const char *scheme, int level);
/* Appends text on its way to a terminal in a light's colour, where colour is on. */
void dbn_paint(struct dbn_buf *out, const struct dbn_how *how, enum dbn_light light,
	       struct dbn_str text);

/* Appends s for html text and attribute values. */
void dbn_html_text(struct dbn_buf *out, struct dbn_str s);
/* Appends s for html text; a day in it stays on one line. */
void dbn_html_prose(struct dbn_buf *out, struct dbn_str s);
/* Appends s for a cell or a line of md. */
void dbn_md_text(struct dbn_buf *out, struct dbn_str s);
/* Whether a spreadsheet would take the text for a formula. */
bool dbn_is_formula(struct dbn_str text);
/* The text without the apostrophe that csv for spreadsheets put before it. Borrowed. */
struct dbn_str dbn_csv_unguard(struct dbn_str cell);

#endif
