/* version.c - which version this is. */
#include "cmd.h"

int cmd_version(struct ctx *ctx)
{
	dbn_buf_addz(&ctx->out, "dubanc " DUBANC_VERSION "\n");
	return EXIT_CLEAN;
}
