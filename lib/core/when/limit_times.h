/* limit_times.h - a time, a list of times or a range as it stands in a text. Private to lib/core. */
#ifndef DUBANC_CORE_LIMIT_TIMES_H
#define DUBANC_CORE_LIMIT_TIMES_H

#include "limit_scan.h"

enum { LIST_MAX = 12 };

/* What was read at one place: one time, a list of them, or a range (its end). */
struct reading {
	struct when items[LIST_MAX];
	size_t count;
	bool range;
	enum mark mark;
	struct span lead; /* 前一周: n is 0 without one */
	size_t off, end;  /* end lies behind the mark */
};

/* Reads what begins at off, with the mark behind it. */
bool dbn_times_read(struct scan *sc, size_t off, struct reading *r);

#endif
