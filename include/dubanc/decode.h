/*
 * decode.h - any document an office receives, as text.
 *
 * dbn_decode_document() tells the kind by content (sniff.h) and gives UTF-8
 * text: one paragraph a line, no empty lines, table rows as cells joined by
 * TAB. Plain text passes through encoding.h. Everything binary is read by a
 * helper process with nothing to lose: its only file is its input, it has
 * limits of memory and time and may call little of the kernel.
 *
 * Findings say what the text does not show: a seal, revisions, comments, a
 * picture that could not be read. A refusal says what to do instead.
 */
#ifndef DUBANC_DECODE_H
#define DUBANC_DECODE_H

#include "dubanc/buf.h"
#include "dubanc/decode_limits.h"
#include "dubanc/origin.h"
#include "dubanc/sniff.h"

/* Whether bwrap can build a cage here; found out once, when it is first wanted. */
enum dbn_cage_trial { DBN_CAGE_UNTRIED, DBN_CAGE_WORKS, DBN_CAGE_FAILS };

/* Absolute paths of programs; NULL where there is none. Borrowed. */
struct dbn_decode_tools {
	const char *helper;    /* dubanc-doc */
	const char *pdftotext; /* poppler-utils */
	const char *pdftocairo; /* the same package; tables go by the places of words where it is missing */
	const char *soffice;   /* LibreOffice */
	const char *bwrap;     /* bubblewrap; tools run without a cage where it is missing */
	const char *tmpdir;    /* where soffice may keep its files, such as /tmp */
	enum dbn_cage_trial cage;
};

struct dbn_decode_opts {
	struct dbn_decode_tools *tools; /* not NULL; the same for every file, so that the trial is kept */
	const struct dbn_decode_limits *limits; /* NULL: the defaults */
	struct dbn_origins *origins; /* where the lines of a spreadsheet stood, in `arena`; NULL: not asked */
	struct dbn_arena *arena;
};

/*
 * Appends the text of the document to out. name stands in messages only.
 * kind may be NULL. DBN_EDATA: damaged, refused, without text, too large;
 * DBN_ESYSTEM: a tool is missing or the machine failed. On failure out is as
 * it was. Not for a process with threads: it forks.
 */
int dbn_decode_document(const struct dbn_decode_opts *opts, struct dbn_str bytes, const char *name,
			struct dbn_buf *out, enum dbn_filekind *kind, struct dbn_sink sink,
			struct dbn_err *err);

/*
 * Appends the workbook (xlsx) that a stream of sheets describes, as
 * dbn_table_write() makes it with DBN_FMT_XLSX. The same stream gives the
 * same bytes.
 */
int dbn_xlsx_make(const struct dbn_decode_opts *opts, struct dbn_str stream, struct dbn_buf *out,
		  struct dbn_err *err);

/*
 * Looks for the tools: the helper at `helper`, pdftotext, soffice and bwrap in
 * the folders of path (joined by ':'). The strings live in the arena given.
 */
struct dbn_arena;
int dbn_decode_find_tools(struct dbn_arena *arena, struct dbn_str helper, struct dbn_str path,
			  struct dbn_decode_tools *out, struct dbn_err *err);

#endif
