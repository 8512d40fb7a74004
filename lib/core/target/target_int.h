/* target_int.h - the state of a hunt for targets. Private to lib/core. */
#ifndef DUBANC_CORE_TARGET_INT_H
#define DUBANC_CORE_TARGET_INT_H

#include "quantity.h"

enum { LOOK_MAX = 600 };

struct hunt {
	struct dbn_arena *arena;
	struct dbn_str s;
	const struct dbn_limits *limits, *outer;
	struct dbn_targets *out;
	size_t sentence, segment; /* where they began */
	size_t metric_from;       /* behind the last quantity of the segment */
	size_t limit;             /* the next of limits, in order of offsets */
	bool describes;           /* the sentence tells what there is: 现有45家，床位3000张 */
	bool past;		  /* it began with what is over: 去年…，2022年， */
	bool no_memory;
};

/* End of the ，-segment that holds `at`, or not much further. */
size_t dbn_pause_behind(struct dbn_str s, size_t at);
/* Whether the quantity is one to be reached. */
bool dbn_is_target(const struct hunt *h, const struct quantity *q);
/* What the quantity's segment says of what was or is holds for those behind it. */
void dbn_note_description(struct hunt *h, const struct quantity *q);

#endif
