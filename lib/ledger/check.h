/* check.h - what the parts of the checker share: private to lib/ledger. */
#ifndef LEDGER_CHECK_H
#define LEDGER_CHECK_H

#include "dubanc/check.h"
#include "fold.h"
#include "store.h"

struct notices;

struct check {
	struct dbn_ledger *l;
	struct dbn_sink sink; /* where findings go, without the notes on conversion */
	struct map *open; /* ids of the tasks about which a conflict is open */
	struct notices *notices; /* the numbers of notices seen so far */
};

/* Where a cell stands. */
struct dbn_pos cell_pos(const struct table *t, size_t row, size_t column);
/* Reports with up to four arguments, ended by a slice with ptr NULL. */
void tell(const struct check *c, enum dbn_msg msg, struct dbn_pos pos, struct dbn_str a,
	  struct dbn_str b, struct dbn_str d, struct dbn_str e);
#define NO_ARG ((struct dbn_str){ "", 0 })

/* The rows of a document as its events make them; made[] says whether an event made them. */
struct folded {
	struct fold_row *rows; /* by row of the tasks table */
	bool *made;
};
int fold_doc(struct dbn_ledger *l, struct dbn_doc *doc, struct folded *out, struct dbn_err *err);
/* What the events say of a cell of a target; false where they say nothing. */
bool folded_target(const struct folded *f, const struct dbn_doc *doc, struct dbn_str target,
		   struct dbn_str column, struct dbn_str *value);

/* Whether a cell holds a value of its column. (check_cells.c) */
bool cell_is_good(enum dbn_table_id table, size_t column, struct dbn_str value);
/* A row with more or fewer cells than the header: what they mean is not known. */
static inline bool row_is_ragged(const struct table *t, size_t row)
{
	return t->csv.rows[row].cell_count != t->csv.header_count;
}

/* Whether a row of tasks can be held against events: it has an id, and is the first
 * one that has it, its cells stand under their headings, the table is not damaged. */
bool row_is_sound(const struct dbn_doc *doc, size_t row);

/* (check_rows.c) */
int check_doc(const struct check *c, struct dbn_doc *doc, struct dbn_err *err);
/* Runs of ? or U+FFFD: what an encoding without these characters leaves. */
bool looks_replaced(struct dbn_str s);
/* (check_cells.c) */
void check_cells(const struct check *c, const struct table *t);
void check_form(const struct check *c, const struct part *p);
void check_units(const struct check *c);

/* Calls fn for each name in a folder of the ledger, sorted. (check.c) */
int each_name(const struct check *c, const char *folder,
	      int (*fn)(const struct check *c, const char *folder, struct dbn_str name, struct dbn_err *err),
	      struct dbn_err *err);
/* (check_conflicts.c) The lists of conflicts; which tasks they are about, before those are checked. */
int check_conflicts(const struct check *c, struct dbn_err *err);
int check_find_open(const struct check *c, struct dbn_err *err);

/* The numbers that notices bear, over all documents; in the memory of the ledger, for a document's
 * is given back after it. (check_notices.c) */
struct notices {
	struct dbn_arena *ledger;
	struct map index;
	struct {
		struct notice_seen *items;
		size_t count, cap;
	} seen;
};
void check_notice(const struct check *c, const struct table *t, size_t row);

/* (order.c) The rows of a loaded document in its order: order[i] is the row that
 * belongs in place i, in the ledger's arena; sorted: they stand so already. */
int doc_order(struct dbn_ledger *l, const struct dbn_doc *doc, size_t **order, bool *sorted,
	      struct dbn_err *err);
/* Puts them there in memory; the doc's tasks are to be filled anew. */
int doc_reorder(struct dbn_ledger *l, struct dbn_doc *doc, bool *changed, struct dbn_err *err);

#endif
