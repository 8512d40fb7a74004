/*
 * decoder.h - the readers of binary documents, and what they share. Linked into the helper only.
 *
 * A reader gets a struct dec: where the text goes, what it may use, where its
 * findings go. All memory it needs beside its own buffers lives in the arena.
 */
#ifndef DUBANC_DECODER_H
#define DUBANC_DECODER_H

#include "dubanc/arena.h"
#include "dubanc/decode.h"

struct dec {
	const struct dbn_decode_limits *limits;
	const char *name;     /* of the file, for messages */
	struct dbn_arena arena;
	struct dbn_buf *out;
	struct dbn_sink sink;
	struct dbn_err *err;
	struct dbn_origins origins; /* of a spreadsheet */
	size_t inflated; /* bytes, by all parts so far */
	bool mark_told;	 /* where a mark of secrecy stands outside the text */
	bool converted;	 /* the file was made by LibreOffice from an older format */
};

/* err is filled by every function that returns a negative code. */
void dec_init(struct dec *d, const struct dbn_decode_limits *limits, const char *name,
	      struct dbn_buf *out, struct dbn_sink sink, struct dbn_err *err);
void dec_release(struct dec *d);

/* A failure of the input, with up to two arguments behind the name. */
int dec_fail(struct dec *d, enum dbn_msg msg, const char *a, const char *b);
/* "LIMIT of N exceeded". */
int dec_too_much(struct dec *d, const char *what, size_t limit);
/* The same for a buffer or an arena that took no more: of that limit, or for want of memory. */
int dec_full(struct dec *d, bool starved, const char *what, size_t limit);
/* DBN_OK, or the failure of memory or of the text limit. */
int dec_status(struct dec *d);
void dec_note(struct dec *d, enum dbn_msg msg, struct dbn_str a, struct dbn_str b);
void dec_note_count(struct dec *d, enum dbn_msg msg, size_t count);

/*
 * Appends one paragraph: control characters go, blanks at both ends of each of
 * its lines too, empty lines are left out, a TAB is kept.
 */
void dec_paragraph(struct dec *d, struct dbn_str text);
/* The same for one table cell: every kind of break becomes one blank. */
void dec_cell(struct dbn_buf *out, struct dbn_str text);
/* Unsigned decimal with blanks around, at most max; fallback where it is none. */
size_t dec_number(struct dbn_str text, size_t max, size_t fallback);

/* The readers. bytes is the whole file. */
int dec_docx(struct dec *d, struct dbn_str bytes);
int dec_xlsx(struct dec *d, struct dbn_str bytes);
int dec_ofd(struct dec *d, struct dbn_str bytes);
int dec_html(struct dec *d, struct dbn_str bytes);
int dec_mht(struct dec *d, struct dbn_str bytes);
/*
 * What `pdftotext -bbox-layout` printed; behind it may stand <rules from="N"> and what
 * `pdftocairo -svg` printed of the pages from N on, whose lines are the rulings of tables.
 */
int dec_pdf_layout(struct dec *d, struct dbn_str bytes);
/* The first and the last page of such a layout that may have a table, as text; nothing where none may. */
int dec_pdf_tables(struct dec *d, struct dbn_str bytes);
/* Marks of secrecy among the annotations of a PDF, whose text is not read. */
int dec_pdf_notes(struct dec *d, struct dbn_str bytes);
/* Gives up to n bytes; 0 at the end, negative where reading failed. */
typedef long dec_read_fn(void *ctx, char *to, size_t n);
/* The other way: a workbook at path from a stream of sheets (lib/render/xlsx.c), line by line. */
int dec_sheet(struct dec *d, dec_read_fn *read, void *ctx, const char *path);
/* Sniffs and calls the reader. */
int dec_any(struct dec *d, struct dbn_str bytes);

#endif
