/* limit_doubt.h - limits that were not read. Private to lib/core. */
#ifndef DUBANC_CORE_LIMIT_DOUBT_H
#define DUBANC_CORE_LIMIT_DOUBT_H

#include "dubanc/deadline.h"

/*
 * Whether something like a limit in `s` is covered by none of those read (in
 * order of offsets). `lone`: the text stands alone and is looked at more closely.
 */
bool dbn_limit_missed(struct dbn_str s, const struct dbn_limits *read, bool lone);
/*
 * The same for the text of an item, whose own reader binds less than that of a line: a
 * day or a period to come that a line would have for its limit, and that is none of those read.
 */
bool dbn_limit_overlooked(struct dbn_str s, const struct dbn_limit_ctx *ctx,
			  const struct dbn_limits *read);
/* Whether one of them stops in the middle of an expression. */
bool dbn_limit_ragged(struct dbn_str s, const struct dbn_limits *read);

#endif
