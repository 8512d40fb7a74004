/*
 * normalise.h - one normal form of official text (before any rule looks at it).
 *
 * Width: ( ) become （ ）, [ ] become ［ ］; , : ; beside CJK become ，：；;
 * full-width digits and letters become ASCII; blanks touching a CJK character
 * or between a digit and a CJK character go; bold marks go; U+200B-200F,
 * U+FEFF, U+00AD go; NFC. Idempotent. Every normalised byte knows the source
 * byte it came from.
 */
#ifndef DUBANC_NORMALISE_H
#define DUBANC_NORMALISE_H

#include "dubanc/arena.h"
#include "dubanc/err.h"

/* From byte `at` of the text on, bytes come one for one from `src` of the source on. */
struct dbn_norm_run {
	uint32_t at, src;
};

struct dbn_norm {
	struct dbn_str text;	   /* valid UTF-8: in the arena; the source slice itself where that is normal */
	struct dbn_norm_run *runs; /* in the arena, by `at`; none where text is the source */
	size_t run_count;
};

/* Source text of up to 64 MiB, which must outlive `out`; bad UTF-8 becomes U+FFFD. */
int dbn_normalise(struct dbn_arena *arena, struct dbn_str source, struct dbn_norm *out,
		  struct dbn_err *err);
/* The offset in the source slice of the character at byte `at` of the text; of its end for the text's. */
size_t dbn_norm_source(const struct dbn_norm *n, size_t at);

#endif
