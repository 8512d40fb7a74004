/* received.h - what an office receives: any document as text, folders as files. */
#ifndef RECEIVED_H
#define RECEIVED_H

#include "cmd.h"
#include "dubanc/origin.h"

/*
 * Appends the text of a document, whatever it is, to out; findings go to
 * standard error. name stands in messages. origins (NULL: not asked, else empty)
 * tells of a spreadsheet where its lines stood; its runs live as long as the ledger.
 * Findings about lines of the text are told by their rows from then on (place.h).
 */
int received_text(struct ctx *ctx, struct dbn_str bytes, const char *name, struct dbn_buf *out,
		  struct dbn_origins *origins, struct dbn_err *err);
/* Appends the workbook that a stream of sheets (DBN_FMT_XLSX) describes. */
int make_xlsx(struct ctx *ctx, struct dbn_str stream, struct dbn_buf *out, struct dbn_err *err);
/*
 * Calls fn for every operand of the command; for a folder, for every file in it,
 * by name and not below it. Hidden files and lock files are passed over; a folder without
 * any other, or with too many, is an error. Gives the worst status.
 */
int received_operands(struct ctx *ctx, int (*fn)(struct ctx *ctx, const char *file));
/* fn for every file of a folder of the ledger itself, which may be empty and of any size. */
int received_own(struct ctx *ctx, const char *folder, int (*fn)(struct ctx *ctx, const char *file));

#endif
