/*
 * collect_wait.h - what taking answers and telling of them both rest on: the events of
 * the whole ledger, and whether a person has decided on an answer that was left.
 */
#ifndef COLLECT_WAIT_H
#define COLLECT_WAIT_H

#include "cmd.h"
#include "dubanc/sheet.h"

/* Loads every document with its events; an exit status. */
int collect_load_all(struct ctx *ctx);
/*
 * Whether a person has decided since on an answer that was left (column `against`):
 * the ledger says the same by now, has the task finished, or an event of the office
 * moved or confirmed its progress after the one it was weighed against.
 */
bool sheet_decided(const struct dbn_task *task, const struct dbn_sheet_row *sent);

#endif
