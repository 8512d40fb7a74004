/*
 * parse.h - the core as a filter: lines in, one TSV row (or JSON object) a line out.
 *
 * This output is a contract; see dubanc-parse(1).
 */
#ifndef DUBANC_PARSE_H
#define DUBANC_PARSE_H

#include "dubanc/document.h"

/* Each appends one row without LF. Cells are joined by TAB; control bytes in
 * data become blanks. `line` is raw text: it is normalised here. */
int dbn_parse_clause_row(struct dbn_str line, const struct dbn_clause_ctx *ctx,
			 struct dbn_buf *out, struct dbn_err *err);
int dbn_parse_deadline_row(struct dbn_str line, const struct dbn_limit_ctx *ctx,
			   struct dbn_buf *out, struct dbn_err *err);
int dbn_parse_targets_row(struct dbn_str line, const struct dbn_limit_ctx *ctx,
			  struct dbn_buf *out, struct dbn_err *err);
/* One target as cells hold it: metric|op|value|unit|by. What would end a
 * member of the cell (; | control bytes) becomes a blank. */
void dbn_target_put(struct dbn_buf *out, const struct dbn_target *target);
/* The codes of a set of doubts, joined by `;`. */
void dbn_doubts_put(struct dbn_buf *out, uint64_t doubts);
/* All rows of a document, one a line with LF, the `@ meta` row first. */
int dbn_parse_document_rows(const struct dbn_document *doc, struct dbn_buf *out,
			    struct dbn_err *err);

/* Header lines without LF; static. */
extern const char dbn_parse_clause_header[];
extern const char dbn_parse_deadline_header[];
extern const char dbn_parse_targets_header[];
extern const char dbn_parse_document_header[];

#endif
