/* decode.h - what the fuzz targets of the readers share: small limits, findings dropped. */
#ifndef FUZZ_DECODE_H
#define FUZZ_DECODE_H

#include <stdlib.h>

#include "../data/formats/parts.h"
#include "dubanc/decoder.h"
#include "dubanc/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever comes, the text is UTF-8, and an error has a name. */
static inline void fuzz_read(int (*reader)(struct dec *d, struct dbn_str bytes), struct dbn_str bytes)
{
	struct dbn_decode_limits limits;
	struct dbn_err err = { 0 };
	struct dbn_buf out;
	struct dec d;
	int code;

	dbn_decode_limits_init(&limits);
	limits.part = limits.tree = limits.text = 16 << 20;
	limits.total = 32 << 20;
	limits.rows = 20000;
	dbn_buf_init(&out, limits.text);
	dec_init(&d, &limits, "fuzz", &out, (struct dbn_sink){ NULL, NULL }, &err);
	code = reader(&d, bytes);
	if ((code < 0) != (err.code < 0) || (!code && dbn_utf8_bad(dbn_buf_str(&out)) != DBN_NONE))
		abort();
	dec_release(&d);
	dbn_buf_release(&out);
}

/* The next piece of the input, up to a NUL. */
static inline struct dbn_str fuzz_piece(struct dbn_str *rest)
{
	return rest->ptr ? dbn_str_split(rest, '\0') : DBN_STR("");
}

#endif
