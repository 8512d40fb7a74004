/* collect.h - what collecting sheets and telling what is outstanding share. */
#ifndef COLLECT_H
#define COLLECT_H

#include "change.h"
#include "dubanc/sheet.h"

struct collecting {
	struct changes changes;
	DBN_LIST(struct dbn_sheet *) bases; /* those that a file of this run has answered */
	size_t files, answers, conflicts, refused;
};

/* Loads every document with its events; an exit status. */
int collect_load_all(struct ctx *ctx);
/*
 * Whether a person has decided since on an answer that was left (column `against`):
 * the ledger says the same by now, has the task finished, or an event of the office
 * moved or confirmed its progress after the one it was weighed against.
 */
bool sheet_decided(const struct dbn_task *task, const struct dbn_sheet_row *sent);
/* collect --status: the sheets that have not come back whole, and what is to be decided. */
int collect_status(struct ctx *ctx, struct collecting *all);

#endif
