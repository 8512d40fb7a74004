/* input.h - files named on the command line, or standard input, as text. */
#ifndef INPUT_H
#define INPUT_H

#include "cmd.h"
#include "dubanc/encoding.h"

/* An empty buffer for the bytes of one file, as many as the office allows. */
void input_init(const struct ctx *ctx, struct dbn_buf *bytes);
/*
 * Appends the bytes of a file, or of standard input for "-", to a buffer made
 * above; what is more than the limit `file` of dubanc.ini is refused.
 */
int input_bytes(const struct ctx *ctx, const char *file, struct dbn_buf *out, struct dbn_err *err);
/* The same as UTF-8; how may be NULL. */
int input_text(const struct ctx *ctx, const char *file, struct dbn_buf *out, struct dbn_decoded *how,
	       struct dbn_err *err);

#endif
