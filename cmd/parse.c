/* parse.c - the core as a filter: one row a line. */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "dubanc/parse.h"
#include "input.h"
#include "received.h"

enum { ROWS_MAX = 1 << 30 };

typedef int line_fn(struct dbn_str line, const void *how, struct dbn_buf *out, struct dbn_err *err);

static int clause_line(struct dbn_str line, const void *how, struct dbn_buf *out, struct dbn_err *err)
{
	return dbn_parse_clause_row(line, how, out, err);
}

static int deadline_line(struct dbn_str line, const void *how, struct dbn_buf *out, struct dbn_err *err)
{
	return dbn_parse_deadline_row(line, how, out, err);
}

static int targets_line(struct dbn_str line, const void *how, struct dbn_buf *out, struct dbn_err *err)
{
	return dbn_parse_targets_row(line, how, out, err);
}

static int parse_lines(struct ctx *ctx, const char *header, line_fn *fn, const void *how,
		       struct dbn_str text)
{
	struct dbn_err err = { 0 };
	struct dbn_str rest = text;
	size_t number = 0;

	dbn_buf_addz(&ctx->out, header);
	dbn_buf_addc(&ctx->out, '\n');
	while (rest.ptr) {
		struct dbn_str line = dbn_str_split(&rest, '\n');

		if (!rest.ptr && line.len == 0)
			break; /* what stands behind the last line feed */
		number++;
		if (fn(line, how, &ctx->out, &err)) {
			if (!err.diag.pos.line)
				err.diag.pos.line = number;
			return complain(ctx, &err);
		}
		dbn_buf_addc(&ctx->out, '\n');
	}
	return EXIT_CLEAN;
}

static int parse_document(struct ctx *ctx, struct dbn_str text, const struct dbn_document_ctx *how)
{
	struct dbn_err err = { 0 };
	struct dbn_document doc;
	struct dbn_arena arena;
	int code;

	dbn_arena_init(&arena, (size_t)ROWS_MAX * 4);
	code = dbn_document_parse(&arena, text, how, &doc, &err);
	if (!code) {
		dbn_buf_addz(&ctx->out, dbn_parse_document_header);
		dbn_buf_addc(&ctx->out, '\n');
		code = dbn_parse_document_rows(&doc, &ctx->out, &err);
	}
	dbn_arena_release(&arena);
	return code ? complain(ctx, &err) : EXIT_CLEAN;
}

/* With -C, terms of office, events and working days are the ledger's. */
static int ledger_context(struct ctx *ctx, struct dbn_err *err)
{
	return opt_text(&ctx->opts, "ledger") ? open_ledger(ctx, NEEDS_READ, err) : DBN_OK;
}

static int dispatch(struct ctx *ctx, struct dbn_str text)
{
	const char *what = ctx->opts.operands[0], *level = opt_text(&ctx->opts, "level");
	const struct dbn_conf *conf = ctx->ledger_open ? &ctx->ledger.conf : NULL;
	struct dbn_limit_ctx limits = {
		.issued = opt_day(&ctx->opts, "date", DBN_NO_DAY),
		.received = opt_day(&ctx->opts, "received", DBN_NO_DAY),
		.calendar = conf ? &ctx->ledger.calendar : NULL,
		.named = conf ? conf->named : NULL,
		.named_count = conf ? conf->named_count : 0,
		.rest_day = conf ? conf->rest_day : DBN_REST_KEEP,
	};
	struct dbn_clause_ctx clause = { .level = dbn_str_of(level), .limits = &limits };
	struct dbn_document_ctx document = {
		.level = dbn_str_of(level), .date = limits.issued, .received = limits.received,
		.calendar = limits.calendar, .named = limits.named, .named_count = limits.named_count,
	};

	if (strcmp(what, "clause") == 0)
		return parse_lines(ctx, dbn_parse_clause_header, clause_line, &clause, text);
	if (strcmp(what, "deadline") == 0)
		return parse_lines(ctx, dbn_parse_deadline_header, deadline_line, &limits, text);
	if (strcmp(what, "targets") == 0)
		return parse_lines(ctx, dbn_parse_targets_header, targets_line, &limits, text);
	return parse_document(ctx, text, &document);
}

/* A document may be in any format; lines are text. */
static int read_input(struct ctx *ctx, const char *file, struct dbn_buf *text, struct dbn_err *err)
{
	struct dbn_buf bytes;
	int code;

	if (strcmp(ctx->opts.operands[0], "document") != 0)
		return input_text(ctx, file, text, NULL, err);
	input_init(ctx, &bytes);
	code = input_bytes(ctx, file, &bytes, err);
	if (!code)
		code = received_text(ctx, dbn_buf_str(&bytes), file, text, err);
	dbn_buf_release(&bytes);
	return code;
}

int cmd_parse(struct ctx *ctx)
{
	static const char *const kinds[] = { "clause", "deadline", "targets", "document" };
	struct dbn_err err = { 0 };
	const char *file = ctx->opts.operand_count > 1 ? ctx->opts.operands[1] : "-";
	struct dbn_buf text;
	bool known = false;
	int status;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		known = known || strcmp(ctx->opts.operands[0], kinds[i]) == 0;
	if (!known)
		return misuse(ctx, DBN_MSG_PARSE_WHAT, ctx->opts.operands[0], NULL);
	if (ledger_context(ctx, &err))
		return complain(ctx, &err);
	dbn_buf_init(&text, ctx->limits.text * 2);
	if (read_input(ctx, file, &text, &err))
		status = complain(ctx, &err);
	else
		status = dispatch(ctx, dbn_buf_str(&text));
	dbn_buf_release(&text);
	return status;
}
