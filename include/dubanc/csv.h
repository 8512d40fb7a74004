/*
 * csv.h - one CSV file of a ledger, in memory, with positions.
 *
 * libcsv judges every row. Canonical form: UTF-8 without BOM, LF, RFC 4180
 * quoting only where needed, one record a line, header first. What Excel and
 * WPS make of it (BOM, CRLF, GB18030, UTF-16, ; or TAB as separator, all
 * quoted, trailing commas, blank lines) is read right and noted in `oddities`;
 * dbn_csv_write() copies untouched rows of a canonical file as bytes and
 * writes everything anew where the file was not canonical.
 */
#ifndef DUBANC_CSV_H
#define DUBANC_CSV_H

#include "dubanc/arena.h"
#include "dubanc/err.h"

enum dbn_csv_oddity {
	DBN_CSV_BOM = 1, DBN_CSV_CRLF = 2, DBN_CSV_ENCODING = 4, DBN_CSV_QUOTING = 8,
	DBN_CSV_BLANK_LINES = 16, DBN_CSV_RAGGED = 32, DBN_CSV_NO_FINAL_LF = 64, DBN_CSV_SEPARATOR = 128,
	DBN_CSV_HEADINGS = 256, /* Chinese headings, columns missing: set by whoever maps columns */
	DBN_CSV_CELLS = 512,	/* cells as a spreadsheet rewrote them: set by whoever reads them */
	/* Not all of it could be read (broken quotes, NULs, conflict markers, a
	 * doubled heading): it must be repaired by hand before it is rewritten. */
	DBN_CSV_DAMAGED = 1024,
};
enum { DBN_CSV_ODDITIES = 11 };

struct dbn_csv_row {
	struct dbn_str *cells; /* header_count cells at least; missing ones are empty */
	size_t cell_count;     /* cells that really stand in the file; those beyond the header are kept */
	size_t line;	       /* on which the record begins, from 1 */
	struct dbn_str bytes;  /* the record as it stands, with its LF; ptr NULL: new or changed */
};

struct dbn_csv {
	struct dbn_arena *arena; /* borrowed: owns all slices */
	char file[DBN_PATH_MAX];
	struct dbn_str *header;
	size_t header_count;
	struct dbn_str header_bytes; /* as dbn_csv_row.bytes */
	struct dbn_csv_row *rows;
	size_t row_count, row_cap;
	unsigned oddities; /* enum dbn_csv_oddity bits; 0: canonical */
	size_t odd_line[DBN_CSV_ODDITIES]; /* by bit: the first line that has it */
	size_t damaged_line; /* first one of DBN_CSV_DAMAGED, or 0 */
	size_t cut;	     /* byte where a last record without LF begins, or DBN_NONE */
};

/*
 * Reads bytes as CSV. Ragged rows, unclosed quotes, NULs, over-long fields
 * are findings with line and column through the sink; DBN_EDATA where the
 * file cannot be read at all. Limits: 64 MiB, 1 MiB a field, 4096 columns.
 */
int dbn_csv_parse(struct dbn_csv *out, struct dbn_arena *arena, struct dbn_str bytes,
		  const char *file, struct dbn_sink sink, struct dbn_err *err);
/* Notes an oddity and, where it is the first of its kind, its line. */
void dbn_csv_note(struct dbn_csv *csv, enum dbn_csv_oddity oddity, size_t line);
/* A table without rows and with the given header; in arena. */
int dbn_csv_new(struct dbn_csv *out, struct dbn_arena *arena, const char *const *header,
		size_t count, struct dbn_err *err);
/* Column by header name (exact), or DBN_NONE. */
size_t dbn_csv_column(const struct dbn_csv *csv, struct dbn_str name);
/* Inserts an empty row (header_count cells) before row `at`; NULL: no memory. */
struct dbn_csv_row *dbn_csv_insert(struct dbn_csv *csv, size_t at);
/* Appends a column to the header and all rows; DBN_NONE: no memory. */
size_t dbn_csv_add_column(struct dbn_csv *csv, struct dbn_str name);
/* Appends one cell, quoted where needed. */
void dbn_csv_put(struct dbn_buf *out, struct dbn_str cell);
/* Appends one record with its LF. */
void dbn_csv_put_row(struct dbn_buf *out, const struct dbn_str *cells, size_t count);
/* Appends the file. */
void dbn_csv_write(struct dbn_buf *out, const struct dbn_csv *csv);

#endif
