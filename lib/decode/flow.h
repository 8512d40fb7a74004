/*
 * flow.h - pieces of text with places become paragraphs (private to lib/decode).
 *
 * PDF and OFD know where a character stands, not which paragraph it belongs
 * to. Pieces are sorted to lines page by page; at the end lines become
 * paragraphs by the grid of official papers: full lines run on, an indent of
 * two characters begins anew, also over a page break.
 */
#ifndef DECODE_FLOW_H
#define DECODE_FLOW_H

#include "dubanc/decoder.h"

struct flow_span {
	double x0, x1, y; /* edges and the height of its line, growing downward */
	double size;	  /* of one full-width character */
	struct dbn_str text;
	bool over; /* a watermark, while they are looked for */
};

struct flow_line {
	double x0, x1, y, size;
	double split;	     /* left edge behind the last wide gap, or 0 */
	struct dbn_str text; /* TAB for a wide gap */
	size_t page, gaps;
	bool dropped;
	bool row; /* of a table: whole, its cells joined by TAB */
	double left, right; /* edges of the column that it stands in; right 0: the page's */
};

/* Two columns on a page, and how far down they reach. */
struct flow_columns {
	double x, top, bottom; /* pieces left of x are the first column's */
	struct {
		double from, to;
	} left, right;
};

/* What stands at one height, from left to right. */
struct flow_text_line {
	struct flow_span *spans;
	size_t count;
	double y, size;
	/* While a table is looked for: the number in its first column, the columns that are filled. */
	int number;
	unsigned filled;
};

/* A ruling: a line at one height (level) or at one place of the width, and how far it goes. */
struct flow_rule {
	bool level;
	double at, from, to;
};

struct flow {
	struct dec *d;
	struct dbn_arena page_arena; /* spans of the page being read */
	DBN_LIST(struct flow_span) spans;
	DBN_LIST(struct flow_span) over; /* what is written over the text of the page */
	bool marked;			 /* a mark of secrecy was found among that */
	DBN_LIST(struct flow_rule) rules;
	DBN_LIST(struct flow_line) lines;
	DBN_LIST(struct dbn_str) notes; /* of the feet of pages; they follow the text */
	double width, height; /* of the page being read */
	double word_gap;      /* between two words of Latin letters, in em */
	size_t pages, empty_pages, glyphs;
	struct dbn_str heading; /* the first row of the last table */
	double bottom; /* page numbers stand below this, of the page being read */
	size_t doubtful, doubtful_page; /* pages with a table whose rows could not be told; the last of them */
};

void flow_init(struct flow *f, struct dec *d, double word_gap);
void flow_release(struct flow *f);
/* A page begins; its size in whatever unit the spans have. */
void flow_page(struct flow *f, double width, double height);
/* One piece; its text is copied. */
int flow_add(struct flow *f, double x0, double x1, double y, double size, struct dbn_str text);
/* A piece that is written over the page, such as one that is aslant. */
int flow_add_over(struct flow *f, double x0, double x1, double y, struct dbn_str text);
/* Takes what is written over other pieces away; gives how many are left. A mark of secrecy becomes text. */
size_t flow_drop_over(struct flow *f, struct flow_span *s, size_t n);
/* A path that is drawn: its straight pieces, or itself where it is a surface as thin as a line, are rulings. */
struct flow_path {
	struct flow *f;
	double matrix[6]; /* from the path's own places to those of the page */
	bool stroked, curved;
	double from_x, from_y, x, y, left, top, right, bottom;
	size_t corners;
};
enum flow_step { FLOW_MOVE, FLOW_LINE, FLOW_CURVE };
/* matrix: a b c d e f, as x' = ax + cy + e and y' = bx + dy + f; then origin is added. */
void flow_path_begin(struct flow_path *p, struct flow *f, bool stroked, const double *matrix, const double *origin);
int flow_path_step(struct flow_path *p, enum flow_step how, double x, double y);
/* A line back to where it began. */
int flow_path_close(struct flow_path *p);
int flow_path_end(struct flow_path *p);
/* Order of the pieces of a line, for qsort(). */
int flow_by_place(const void *a, const void *b);
/* Where the line that begins with piece `at` ends; the pieces are sorted by height. */
size_t flow_line_end(const struct flow_span *s, size_t n, size_t at);
/* Whether the page is set in two columns; its pieces are sorted by height. */
bool flow_find_columns(struct flow *f, const struct flow_span *pieces, size_t n, struct flow_columns *out);
/*
 * The rows of a table that begins with the first of these lines, added to the flow.
 * Gives how many lines they were, 0 for none; then *passed lines are no table either.
 */
size_t flow_table(struct flow *f, struct flow_text_line *lines, size_t count, size_t *passed, int *code);
/* The last row of the table that the page before ended with, or NULL. */
struct flow_line *flow_row_before(struct flow *f);
size_t flow_tabs_in(struct dbn_str s);
/* Cells that go on behind a page break: each behind the one above; in the document's arena. */
struct dbn_str flow_join_rows(struct flow *f, struct dbn_str above, struct dbn_str below);
/* How wide, in characters, what no line may part begins: 2024, 完，, （一. */
double flow_first_width(struct dbn_str text);
/* "— 3 —", "- 3 -", "3", "第3页", "第 3 页 共 10 页", "3/10". */
bool flow_is_page_number(struct dbn_str text);
/* Whether text ends (or begins) with a Latin letter or a digit. */
bool flow_is_latin(struct dbn_str s, bool last);
/* Whether lines of the page have gaps, as tables have between their cells; the pieces are sorted for it. */
bool flow_has_gaps(struct flow *f);
/* Takes the notes at the foot of the page out of its pieces, which are sorted by height; *n are left. */
int flow_take_notes(struct flow *f, struct flow_span *s, size_t *n);
/* The notes become paragraphs of the text. */
int flow_write_notes(struct flow *f);
/* The page ends: its pieces become lines. */
int flow_page_end(struct flow *f);
/* All lines become paragraphs of the text. */
int flow_finish(struct flow *f);

/* 一 for the radical ⼀ that some fonts stand for it; else cp itself. */
uint32_t flow_fold_radical(uint32_t cp);

#endif
