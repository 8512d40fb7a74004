/* input.h - files named on the command line, or standard input, as text. */
#ifndef INPUT_H
#define INPUT_H

#include "dubanc/encoding.h"

enum { INPUT_MAX = 64 << 20 };

/* The bytes of a file, or of standard input for "-". */
int input_bytes(const char *file, struct dbn_buf *out, struct dbn_err *err);
/* The same as UTF-8; how may be NULL. */
int input_text(const char *file, struct dbn_buf *out, struct dbn_decoded *how, struct dbn_err *err);

#endif
