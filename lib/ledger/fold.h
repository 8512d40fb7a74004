/*
 * fold.h - row = fold(import, events): pure, private to lib/ledger.
 */
#ifndef LEDGER_FOLD_H
#define LEDGER_FOLD_H

#include "dubanc/event.h"

struct fold_cell {
	struct dbn_str target, column, value; /* target: id of a target, or empty */
};

/* A row under folding: known columns, and the rest as a list. */
struct fold_row {
	struct dbn_str cell[DBN_TASK_COLUMNS];
	bool set[DBN_TASK_COLUMNS]; /* by the events applied so far */
	struct {
		struct fold_cell *items;
		size_t count, cap;
	} extra; /* columns that columns.def does not know, and cells of targets */
	bool bad; /* a member of some `changes` could not be read */
};

/* Applies one event. Out of memory: the arena's `failed` is set. */
void fold_apply(struct dbn_arena *a, struct fold_row *row, const struct dbn_event *event);
/* `list` with members added or removed; in arena where it differs. */
struct dbn_str list_add(struct dbn_arena *a, struct dbn_str list, struct dbn_str members);
struct dbn_str list_remove(struct dbn_arena *a, struct dbn_str list, struct dbn_str members);
bool list_has(struct dbn_str list, struct dbn_str member);

#endif
