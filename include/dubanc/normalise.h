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

struct dbn_norm {
	struct dbn_str text; /* in the arena, valid UTF-8 */
	uint32_t *src;	     /* for each byte of text, and for its end: offset in the source slice */
};

/* Source text of up to 64 MiB; bad UTF-8 becomes U+FFFD. */
int dbn_normalise(struct dbn_arena *arena, struct dbn_str source, struct dbn_norm *out,
		  struct dbn_err *err);

#endif
