/*
 * origin.h - where the lines of a decoded text stood in their file.
 *
 * The text of a spreadsheet leaves out what is empty, so that its lines are not
 * the rows that people see. The reader notes where the two part: a run says that
 * `line` of the text was `row` of the sheet, and so on from there; row 0 is a
 * line that was no row (the name of a sheet) or of which nothing is known.
 */
#ifndef DUBANC_ORIGIN_H
#define DUBANC_ORIGIN_H

#include "dubanc/arena.h"

enum { DBN_ORIGINS_MAX = 100000 };

struct dbn_origin {
	size_t line, row;
};

/* Runs in the order of their lines; none: the text is the file, line by line. */
struct dbn_origins {
	struct dbn_origin *items;
	size_t count, cap;
};

/*
 * Notes that a line, which is behind all those noted so far, was that row. Behind
 * DBN_ORIGINS_MAX runs nothing more is known. False where memory ran out.
 */
bool dbn_origins_add(struct dbn_arena *arena, struct dbn_origins *o, size_t line, size_t row);
/* The row of a line, 0 where it has none; the line itself where o is NULL or has no runs. */
size_t dbn_origins_row(const struct dbn_origins *o, size_t line);

#endif
