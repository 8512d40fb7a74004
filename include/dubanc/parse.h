/*
 * parse.h - the core as a filter: lines in, one TSV row (or JSON object) a line out.
 *
 * This output is a contract; see dubanc-parse(1).
 */
#ifndef DUBANC_PARSE_H
#define DUBANC_PARSE_H

#include "dubanc/document.h"
#include "dubanc/normalise.h"
#include "dubanc/registry.h"

/*
 * Each reads one raw line: `norm` is its text and the way back to the line's
 * bytes, which the offsets of what was found count in. All in arena.
 */
int dbn_parse_clause_line(struct dbn_arena *arena, struct dbn_str line, const struct dbn_clause_ctx *ctx,
			  struct dbn_norm *norm, struct dbn_clause *out, struct dbn_err *err);
/* Only the limits that a clerk would book for the line; doubts of the whole line. */
int dbn_parse_deadline_line(struct dbn_arena *arena, struct dbn_str line, const struct dbn_limit_ctx *ctx,
			    struct dbn_norm *norm, struct dbn_limits *out, uint64_t *doubts, struct dbn_err *err);
int dbn_parse_targets_line(struct dbn_arena *arena, struct dbn_str line, const struct dbn_limit_ctx *ctx,
			   struct dbn_norm *norm, struct dbn_targets *out, struct dbn_err *err);
/* The clause as a row without LF. */
void dbn_parse_clause_put(struct dbn_buf *out, const struct dbn_clause *clause);

/* A name that the registry does not know, or knows as several units. */
struct dbn_unit_miss {
	struct dbn_str name;
	struct dbn_lookup lookup;
};
struct dbn_unit_misses {
	struct dbn_unit_miss *items;
	size_t count, cap;
};
/*
 * Gives the clause's units and groups the names of the registry: an alias or a
 * short form becomes the unit's name, a name that comes twice in a role is
 * dropped. What is not found stays as it is; units are noted in misses and as
 * a doubt, groups are not. A unit that a local one answers to is no miss.
 */
bool dbn_clause_register(struct dbn_arena *arena, struct dbn_clause *clause, const struct dbn_registry *registry,
			 struct dbn_str level, struct dbn_unit_misses *misses);

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
