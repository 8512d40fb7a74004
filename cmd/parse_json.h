/* parse_json.h - what the parsers found, as JSON. */
#ifndef CMD_PARSE_JSON_H
#define CMD_PARSE_JSON_H

#include "dubanc/json.h"
#include "dubanc/parse.h"

/* An object with the schema's name and its rows, one a line; parse_json_end() closes it. */
void parse_json_begin(struct dbn_json *j, struct dbn_buf *out, const char *schema);
void parse_json_end(struct dbn_json *j, struct dbn_buf *out);
/* A row each: the line's number from 1, and what was found with its bytes in the line. */
void parse_json_clause(struct dbn_json *j, size_t line, const struct dbn_norm *norm, const struct dbn_clause *clause,
		       const struct dbn_registry *registry, const struct dbn_unit_misses *misses);
void parse_json_limits(struct dbn_json *j, size_t line, const struct dbn_norm *norm, const struct dbn_limits *limits,
		       uint64_t doubts);
void parse_json_targets(struct dbn_json *j, size_t line, const struct dbn_norm *norm,
			const struct dbn_targets *targets);
/* A document: its head and its items, with their lines and bytes in the decoded source. */
void parse_json_document(struct dbn_buf *out, const struct dbn_document *doc);

#endif
