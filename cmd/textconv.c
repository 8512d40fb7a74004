/* textconv.c - a ledger file for git diff: one line a filled cell. */
#include "cmd.h"
#include "dubanc/merge.h"
#include "input.h"

int cmd_textconv(struct ctx *ctx)
{
	struct dbn_err err = { 0 };
	struct dbn_buf bytes;
	int code;

	input_init(ctx, &bytes);
	code = input_bytes(ctx, ctx->opts.operands[0], &bytes, &err);
	if (!code)
		code = dbn_textconv(dbn_buf_str(&bytes), &ctx->out, &err);
	dbn_buf_release(&bytes);
	return code ? complain(ctx, &err) : EXIT_CLEAN;
}
