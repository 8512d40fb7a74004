/* parse_targets.c - `parse targets`: one line of text, one row. */
#include "dubanc/parse.h"

enum { ROW_ARENA_MAX = 512 << 20 };

const char dbn_parse_targets_header[] = "targets";

/* A field of a target holds no separator of the cell it stands in. */
static void add_field(struct dbn_buf *out, struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		dbn_buf_addc(out, c < 0x20 || c == 0x7f || c == ';' || c == '|' ? ' ' : (char)c);
	}
}

void dbn_target_put(struct dbn_buf *out, const struct dbn_target *t)
{
	add_field(out, t->metric);
	dbn_buf_addc(out, '|');
	dbn_buf_addz(out, dbn_target_op_sign(t->op));
	dbn_buf_addc(out, '|');
	add_field(out, t->value);
	dbn_buf_addc(out, '|');
	add_field(out, t->uom);
	dbn_buf_addc(out, '|');
	add_field(out, t->by);
}

int dbn_parse_targets_line(struct dbn_arena *arena, struct dbn_str line, const struct dbn_limit_ctx *ctx,
			   struct dbn_norm *norm, struct dbn_targets *out, struct dbn_err *err)
{
	struct dbn_limits limits = { NULL, 0, 0 };
	int code = dbn_normalise(arena, line, norm, err);

	*out = (struct dbn_targets) { NULL, 0, 0 };
	if (code == DBN_OK)
		code = dbn_deadline_find(arena, norm->text, DBN_PLACE_BODY, ctx, &limits, err);
	if (code == DBN_OK)
		code = dbn_target_find(arena, norm->text, &limits, NULL, out, err);
	return code;
}

int dbn_parse_targets_row(struct dbn_str line, const struct dbn_limit_ctx *ctx, struct dbn_buf *out,
			  struct dbn_err *err)
{
	struct dbn_arena arena;
	struct dbn_norm norm;
	struct dbn_targets targets;
	int code;

	dbn_arena_init(&arena, ROW_ARENA_MAX);
	code = dbn_parse_targets_line(&arena, line, ctx, &norm, &targets, err);
	for (size_t i = 0; code == DBN_OK && i < targets.count; i++) {
		if (i)
			dbn_buf_addc(out, ';');
		dbn_target_put(out, &targets.items[i]);
	}
	if (code == DBN_OK && out->failed)
		code = dbn_fail_memory(err);
	dbn_arena_release(&arena);
	return code;
}
