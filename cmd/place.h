/* place.h - where a line of what was read stands, as the people who wrote it see it. */
#ifndef PLACE_H
#define PLACE_H

#include "cmd.h"

/* Remembers which rows the lines of a decoded text were, until the next text; in the ledger's
 * arena. origins: NULL or without runs where the text is the file, line by line. */
void place_lines(struct ctx *ctx, const char *file, struct dbn_str text, const struct dbn_origins *origins);
/* Appends file:line:col; of a workbook the row, and the sheet where it has several. A line or
 * column of 0 is left out. */
void add_place(const struct ctx *ctx, struct dbn_buf *out, const char *file, size_t line, size_t col);

#endif
