/*
 * reader.h - the stages of the document reader and what they hand on.
 *
 *	traditional.c traditional script -> simplified
 *	lines.c      source -> physical lines, each normalised, noise marked
 *	line_marks.c numbers and labels that lost their points get them back
 *	line_titles.c headings that a blank parts from their text get a stop
 *	slip.c       lines of an approval slip -> head fields, slip items
 *	line_forms.c cards of names and values in cells -> a line for each name
 *	table.c      lines of tables -> items
 *	roll.c       a 台账 from a spreadsheet: its columns of states and progress
 *	head.c       lines before the body, signature -> head
 *	head_date.c  the day that the paper bears
 *	paragraph.c  what is left -> paragraphs
 *	marker.c     一、（一）1.① … at the front of a paragraph
 *	outline.c    paragraphs -> tree of nodes with their clauses
 *	tree_record.c forms and cards in the text -> records of the tree
 *	clause_find.c brackets, labels and closing sentences that name units
 *	charge.c     running text that charges a unit: minutes, notices, items without a clause
 *	shared_limit.c, tree_limits.c  limits outside of the items, and the nodes they are for
 *	task_walk.c  tree -> items, which nodes are tasks
 *	letter.c     running text to somebody, without numbers -> a row for each sentence that asks
 *	rows.c       an item's text -> limits, targets, title, measures
 *	document.c   the whole
 */
#ifndef DUBANC_CORE_READER_H
#define DUBANC_CORE_READER_H

#include "dubanc/document.h"
#include "dubanc/normalise.h"

/* ---- lines ---- */

enum line_kind {
	LINE_TEXT,
	LINE_ROW,   /* a row or cell of a table */
	LINE_SLIP,  /* of an approval slip */
	LINE_HEAD,  /* red head, number, title, addressee … */
	LINE_RULE,  /* ==== ---- */
	LINE_TAIL,  /* what stands after the body: 抄送, 印发, web frame */
	LINE_NOISE, /* page numbers, running heads, garbage */
	LINE_PAGE,  /* a page number */
};

struct line {
	struct dbn_str whole; /* slice of the source */
	struct dbn_str raw;   /* trimmed; a mended copy where a character was misread */
	struct dbn_str text;  /* normalised */
	size_t off;           /* of raw in the source */
	uint32_t number;      /* from 1 */
	uint16_t indent;      /* columns before raw */
	uint8_t kind;         /* enum line_kind */
	bool gap;             /* a blank line or noise stands before it */
	bool page;            /* a page number stands before it */
	bool cells;           /* holds TAB or bars between cells */
	struct dbn_str ocr;   /* the first misread token, or empty */
};

enum { DBN_PARAGRAPH_MAX = 1 << 20 };

struct lines {
	struct line *items;
	size_t count, cap;
};

/* ---- paragraphs ---- */

/* From `at` in the joined raw text on, bytes come from `src` in the source. */
struct piece {
	size_t at, src;
	uint32_t line;
};

struct para {
	struct dbn_str text; /* normalised */
	struct dbn_norm norm; /* its places in the joined raw text */
	struct piece *pieces;
	size_t piece_count;
	size_t off, len; /* in the source */
	size_t first_line, last_line;
	size_t dup;         /* offset in text behind a removed doubling, or DBN_NONE */
	bool gap;           /* a blank line stood before */
	bool table;         /* no text: a table stands here */
	size_t row_line;    /* table: index of its first line */
	size_t node;        /* table: the root it stands under */
	struct dbn_str ocr; /* what was repaired, or empty */
};

struct paras {
	struct para *items;
	size_t count, cap;
};

/* ---- markers ---- */

enum marker_kind {
	MARK_NONE,
	MARK_PART, /* 第一部分 第一章 */
	MARK_SECTION,
	MARK_ARTICLE, /* 第一条 */
	MARK_HAN,     /* 一、 */
	MARK_RECORD,  /* 问题一： 督办事项一： */
	MARK_HAN_PAREN,
	MARK_STAGE, /* 第一阶段： */
	MARK_NUM,
	MARK_DECIMAL, /* 1.1 */
	MARK_NUM_PAREN,
	MARK_NUM_HALF, /* 1） */
	MARK_CIRCLE,
	MARK_SHI, /* 一是 */
	MARK_BULLET,
};

struct marker {
	enum marker_kind kind;
	int number;          /* 0 for bullets */
	size_t len;          /* bytes of the marker with what separates it */
	struct dbn_str word; /* of a record: 问题, 督办事项 */
	struct dbn_str text; /* as it stands, without what separates it */
	bool odd;            /* misread but understood: （—） */
};

bool dbn_marker_read(struct dbn_str text, struct marker *out);
/* The path component; in arena or static or a slice of the text. */
struct dbn_str dbn_marker_norm(struct dbn_arena *arena, const struct marker *m, int bullet);

/* ---- labels ---- */

enum label_kind {
	LABEL_NONE,
#define LABEL(kind, words) LABEL_##kind,
#include "../../data/labels.def"
#undef LABEL
	LABEL_COUNT
};

struct label {
	enum label_kind kind;
	struct dbn_str word;
	size_t len; /* with the colon */
	bool misread;
	bool guessed; /* by its value: the word is the known one it sounds like */
};

/* A table of '|'-separated words. */
struct word_row {
	int kind;
	const char *words;
};

/* Bytes of the longest word of the rows that ends s, or 0; its kind. */
size_t dbn_words_at_end(const struct word_row *rows, size_t count, struct dbn_str s, int *kind);
/* A label with its colon at offset `at`. */
bool dbn_label_at(struct dbn_str text, size_t at, struct label *out);
/* The first label at or after `at`; returns its offset or DBN_NONE. */
size_t dbn_label_find(struct dbn_str text, size_t at, struct label *out);
/* The same of a role alone, on a line of labels, where a blank before it may be lost: 牵头：甲局 配合：乙局. */
size_t dbn_label_find_short(struct dbn_str text, size_t at, struct label *out);
/* Bytes of a label made of known parts that ends s (责任股室, 包案领导), or 0. */
size_t dbn_label_composed(struct dbn_str s, enum label_kind *kind);
/* Bytes of a rank that ends s and stands free: 县级 of 县级责任单位. */
size_t dbn_label_rank(struct dbn_str s);
/* The kind of a whole cell or word (序号 is no label). */
enum label_kind dbn_label_word(struct dbn_str word);
/* The same with one character misread (完成时眼). */
enum label_kind dbn_label_word_misread(struct dbn_str word);
/* A label that we do not know, with nothing but units behind it: 抓总单位：甲局、乙局. */
bool dbn_label_guess(struct dbn_str text, size_t at, struct label *out);
/* A known label with a verb or a dash in place of its colon: 牵头单位为市教育局. */
bool dbn_label_said(struct dbn_str text, size_t at, struct label *out);
/* The word, or where the reader of clauses does not know it the common one of its kind. */
struct dbn_str dbn_label_known(enum label_kind kind, struct dbn_str word);
/* The text with the known words for such labels, or the text itself. */
struct dbn_str dbn_labels_mended(struct dbn_arena *arena, struct dbn_str s, bool *guessed);
/* LEAD COOP UNITS SUPERVISE: names units. */
bool dbn_label_names_units(enum label_kind kind);

/* ---- the reader ---- */

/* Tables as grids of cells; first and last are indices of lines. */
struct grid_row {
	struct dbn_str *cells;
	size_t count, line, last;
};

struct grid {
	struct grid_row *items;
	size_t count, cap;
	size_t columns, first, last;
	bool plain;             /* one cell a line and nothing between: empty cells do not show */
	struct dbn_str caption; /* the line above it */
	struct dbn_str units;	/* 责任单位：X above a table without a column of units: all the label lines say */
	bool csv;		/* to the end of the text */
};

struct grids {
	struct grid *items;
	size_t count, cap;
};

struct reader {
	struct dbn_arena *arena;
	struct dbn_arena scratch; /* what one line, paragraph or item needs while it is read */
	struct dbn_str source;
	const struct dbn_document_ctx *ctx;
	struct dbn_document *doc;
	struct dbn_err *err;
	struct lines lines;
	struct paras paras;
	struct grids grids;
	size_t wrap; /* columns at which lines are wrapped, or 0 */
	size_t body; /* index of the first line of the body */
	struct dbn_limit_ctx limits;
	int32_t published; /* 发布日期 of a web page: better than no date */
	struct dbn_str within; /* the limit of the rows being read that have none themselves, or empty */
	unsigned closing;  /* kinds of markers, a bit each, whose items nearly all end in a bracket of names */
	bool minutes;      /* 会议纪要 */
	bool stars;        /* a note says that ★ marks the lead */
	bool star_rest;    /* and that the others assist */
	bool roll;         /* it is a roll, not a document: roll.c */
};

/* Called before each line, paragraph and item: nothing in the scratch is needed any more. */
static inline void dbn_reader_turn(struct reader *r)
{
	enum { SCRATCH_KEEP = 1 << 20 };

	if (r->scratch.used > SCRATCH_KEEP)
		dbn_arena_release(&r->scratch);
}

/* A text in traditional script in simplified, each byte in its place; else the text itself. In arena. */
struct dbn_str dbn_simplified(struct dbn_arena *arena, struct dbn_str source);

int dbn_lines_read(struct reader *r);
/* Web frame and page numbers before the head is read. */
void dbn_lines_mark_front(struct reader *r);
/* Marks running heads and what stands after the body; after head. */
void dbn_lines_mark_noise(struct reader *r);
/* Points and colons that layout has made blanks of: 1 加快…, 2 推进…, 责任单位　市水务局; after slip and tables. */
int dbn_lines_mend_marks(struct reader *r);
/* Stops between headings and text that only a blank or bold type parts; after the marks. */
int dbn_lines_part_titles(struct reader *r);
bool dbn_line_is_page(struct dbn_str text);
/* Rows of forms, 承办单位 | X | 配合单位 | Y, to lines 承办单位：X and 配合单位：Y; before tables. */
int dbn_forms_part(struct reader *r);

/* Whether a table begins at a line, be it right behind another. */
bool dbn_grid_begins(const struct reader *r, size_t line);

int dbn_paragraphs_read(struct reader *r);
/* Source offset of a byte of a paragraph's text. */
size_t dbn_para_source(const struct para *p, size_t at);
size_t dbn_para_line(const struct para *p, size_t at);

int dbn_head_read(struct reader *r);
/* 2024年3月18日, 2024.3.18, 二〇二四年三月十八日 at `at`, which moves behind; else DBN_NO_DAY. */
int32_t dbn_head_date(struct dbn_str text, size_t *at);
int32_t dbn_head_find_date(struct dbn_str text);
/* The day of a field such as 制表日期： in a line; the day in the brackets that close a text, or the opening. */
int32_t dbn_head_named_date(struct dbn_str text);
int32_t dbn_head_closing_date(struct dbn_str text);
int32_t dbn_head_opening_date(const struct reader *r);
/* The one year that a title says the paper is for (2025年重点工作任务分解表), or 0. */
int dbn_head_title_year(struct dbn_str title);

void dbn_doubt_add(struct reader *r, enum dbn_doubt doubt, size_t line, struct dbn_str path,
		   struct dbn_str text);

#endif
