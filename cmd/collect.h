/* collect.h - what one run of collect gathers; collect_status.c tells what is outstanding. */
#ifndef COLLECT_H
#define COLLECT_H

#include "change.h"
#include "dubanc/sheet.h"

struct collecting {
	struct changes changes;
	DBN_LIST(struct dbn_sheet *) bases; /* those that a file of this run has answered */
	size_t files, answers, conflicts, refused;
};

/* collect --status: the sheets that have not come back whole, and what is to be decided. */
int collect_status(struct ctx *ctx, struct collecting *all);

#endif
