/* parse.c - the core as a filter: one row a line. */
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "input.h"
#include "parse_json.h"
#include "received.h"

enum { ROWS_MAX = 1 << 30, LINE_ARENA_MAX = 512 << 20 };

/* What lines are read with, and where their rows go. */
struct reading {
	struct ctx *ctx;
	struct dbn_limit_ctx limits;
	struct dbn_clause_ctx clause;
	const struct dbn_registry *registry; /* of the ledger, or NULL */
	const char *file;
	struct dbn_json *json; /* NULL: TSV */
	size_t line;
};

typedef int line_fn(struct reading *r, struct dbn_arena *arena, struct dbn_str line, struct dbn_err *err);

/* What units.csv does not know, said once for each name of a line. */
static void report_misses(struct reading *r, const struct dbn_unit_misses *misses)
{
	struct dbn_pos pos = dbn_pos_at(r->file, r->line, 0);

	for (size_t i = 0; i < misses->count; i++) {
		const struct dbn_lookup *l = &misses->items[i].lookup;
		struct dbn_str args[2] = { misses->items[i].name, DBN_STR("") };

		if (l->candidate_count)
			args[1] = r->registry->units[l->candidates[0]].name;
		dbn_report(to_stderr(r->ctx),
			   l->found == DBN_FOUND_MANY ? DBN_MSG_UNIT_AMBIGUOUS
			   : l->candidate_count	      ? DBN_MSG_UNIT_UNKNOWN_NEAR
						      : DBN_MSG_UNIT_UNKNOWN,
			   pos, args, 2);
	}
}

static int clause_line(struct reading *r, struct dbn_arena *arena, struct dbn_str line, struct dbn_err *err)
{
	struct dbn_unit_misses misses = { NULL, 0, 0 };
	struct dbn_norm norm;
	struct dbn_clause clause;
	int code = dbn_parse_clause_line(arena, line, &r->clause, &norm, &clause, err);

	if (code)
		return code;
	if (r->registry && !dbn_clause_register(arena, &clause, r->registry, r->clause.level, &misses))
		return dbn_fail_memory(err);
	report_misses(r, &misses);
	if (r->json)
		parse_json_clause(r->json, r->line, &norm, &clause, r->registry, &misses);
	else
		dbn_parse_clause_put(&r->ctx->out, &clause);
	return DBN_OK;
}

static int deadline_line(struct reading *r, struct dbn_arena *arena, struct dbn_str line, struct dbn_err *err)
{
	struct dbn_norm norm;
	struct dbn_limits limits;
	uint64_t doubts;
	int code;

	if (!r->json)
		return dbn_parse_deadline_row(line, &r->limits, &r->ctx->out, err);
	code = dbn_parse_deadline_line(arena, line, &r->limits, &norm, &limits, &doubts, err);
	if (!code)
		parse_json_limits(r->json, r->line, &norm, &limits, doubts);
	return code;
}

static int targets_line(struct reading *r, struct dbn_arena *arena, struct dbn_str line, struct dbn_err *err)
{
	struct dbn_norm norm;
	struct dbn_targets targets;
	int code;

	if (!r->json)
		return dbn_parse_targets_row(line, &r->limits, &r->ctx->out, err);
	code = dbn_parse_targets_line(arena, line, &r->limits, &norm, &targets, err);
	if (!code)
		parse_json_targets(r->json, r->line, &norm, &targets);
	return code;
}

static int read_lines(struct reading *r, line_fn *fn, struct dbn_str text)
{
	struct dbn_err err = { 0 };
	struct dbn_str rest = text;

	while (rest.ptr) {
		struct dbn_str line = dbn_str_split(&rest, '\n');
		struct dbn_arena arena;
		int code;

		if (!rest.ptr && line.len == 0)
			break; /* what stands behind the last line feed */
		r->line++;
		dbn_arena_init(&arena, LINE_ARENA_MAX);
		code = fn(r, &arena, line, &err);
		dbn_arena_release(&arena);
		if (code) {
			if (!err.diag.pos.line)
				err.diag.pos.line = r->line;
			return complain(r->ctx, &err);
		}
		if (!r->json)
			dbn_buf_addc(&r->ctx->out, '\n');
	}
	return EXIT_CLEAN;
}

static bool wants_json(const struct ctx *ctx)
{
	const char *format = opt_text(&ctx->opts, "format");

	return format && strcmp(format, "json") == 0;
}

static int parse_lines(struct reading *r, const char *header, const char *schema, line_fn *fn, struct dbn_str text)
{
	struct dbn_json json;
	int status;

	if (!wants_json(r->ctx)) {
		dbn_buf_addz(&r->ctx->out, header);
		dbn_buf_addc(&r->ctx->out, '\n');
		return read_lines(r, fn, text);
	}
	r->json = &json;
	parse_json_begin(&json, &r->ctx->out, schema);
	status = read_lines(r, fn, text);
	parse_json_end(&json, &r->ctx->out);
	return status;
}

static int parse_document(struct ctx *ctx, struct dbn_str text, const struct dbn_document_ctx *how)
{
	struct dbn_err err = { 0 };
	struct dbn_document doc;
	struct dbn_arena arena;
	int code;

	dbn_arena_init(&arena, (size_t)ROWS_MAX * 4);
	code = dbn_document_parse(&arena, text, how, &doc, &err);
	if (!code && wants_json(ctx)) {
		parse_json_document(&ctx->out, &doc);
	} else if (!code) {
		dbn_buf_addz(&ctx->out, dbn_parse_document_header);
		dbn_buf_addc(&ctx->out, '\n');
		code = dbn_parse_document_rows(&doc, &ctx->out, &err);
	}
	dbn_arena_release(&arena);
	return code ? complain(ctx, &err) : EXIT_CLEAN;
}

/* With -C, units, terms of office, events and working days are the ledger's. */
static int ledger_context(struct ctx *ctx, struct dbn_err *err)
{
	return opt_text(&ctx->opts, "ledger") ? open_ledger(ctx, NEEDS_READ, err) : DBN_OK;
}

static int dispatch(struct ctx *ctx, const char *file, struct dbn_str text)
{
	const char *what = ctx->opts.operands[0], *level = opt_text(&ctx->opts, "level");
	const struct dbn_conf *conf = ctx->ledger_open ? &ctx->ledger.conf : NULL;
	struct reading r = {
		.ctx = ctx, .file = file,
		.registry = ctx->ledger_open && ctx->ledger.registry.count ? &ctx->ledger.registry : NULL,
		.limits = {
			.issued = opt_day(&ctx->opts, "date", DBN_NO_DAY),
			.received = opt_day(&ctx->opts, "received", DBN_NO_DAY),
			.calendar = conf ? &ctx->ledger.calendar : NULL,
			.named = conf ? conf->named : NULL,
			.named_count = conf ? conf->named_count : 0,
			.rest_day = conf ? conf->rest_day : DBN_REST_KEEP,
		},
	};
	struct dbn_document_ctx document = {
		.level = dbn_str_of(level), .date = r.limits.issued, .received = r.limits.received,
		.calendar = r.limits.calendar, .named = r.limits.named, .named_count = r.limits.named_count,
		.rest_day = r.limits.rest_day,
	};

	r.clause.level = level || !conf ? dbn_str_of(level) : dbn_str_of(conf->level);
	r.clause.limits = &r.limits;
	if (strcmp(what, "clause") == 0)
		return parse_lines(&r, dbn_parse_clause_header, "dubanc.clauses", clause_line, text);
	if (strcmp(what, "deadline") == 0)
		return parse_lines(&r, dbn_parse_deadline_header, "dubanc.deadlines", deadline_line, text);
	if (strcmp(what, "targets") == 0)
		return parse_lines(&r, dbn_parse_targets_header, "dubanc.targets", targets_line, text);
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
		code = received_text(ctx, dbn_buf_str(&bytes), file, text, NULL, err);
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
		status = dispatch(ctx, file, dbn_buf_str(&text));
	dbn_buf_release(&text);
	return status;
}
