/*
 * check.h - everything that is wrong with a ledger, in one pass.
 *
 * dbn_check() never stops at the first finding: each has its file, line,
 * column and what to do. Notes say what is worth a look (a task without a
 * lead), warnings what works but should be put right (a file that is not
 * canonical), errors what is wrong. Nothing is written.
 */
#ifndef DUBANC_CHECK_H
#define DUBANC_CHECK_H

#include "dubanc/ledger.h"
#include "dubanc/merge.h"

/*
 * Checks the ledger at root: it is opened anew, so that findings of reading
 * come too. An error is returned only where there is nothing to check (no
 * memory, no dubanc.ini); a file that cannot be read is a finding.
 */
int dbn_check(const char *root, struct dbn_sink sink, struct dbn_err *err);

/*
 * Puts right what loses nothing: BOM, line ends, encoding, quoting, blank
 * lines, cells as spreadsheets write them, rows that stand twice alike, and
 * the journal ahead of its table. Under the lock. A note for each file that
 * was written. Damaged files are left alone.
 */
int dbn_check_fix(struct dbn_ledger *l, struct dbn_sink sink, struct dbn_err *err);

/*
 * Which conflicts of the list for `path` are stale: their file, their row or the events
 * of the other side are not there (any more). stale has room for each of them.
 */
int dbn_conflicts_stale(struct dbn_ledger *l, struct dbn_str path, const struct dbn_merge_result *list, bool *stale,
			struct dbn_err *err);

/* A task whose row says what its events do not. */
struct dbn_hand_edit {
	struct dbn_task *task;
	bool unknown;		/* no event made this row: an `add` is to record it, else an `edit` */
	struct dbn_str changes; /* the cells as the row has them, in the journal's form */
};

struct dbn_hand_edits {
	struct dbn_hand_edit *items;
	size_t count, cap;
};

/*
 * The hand edits of a document, for the caller to write as events (ids and
 * clock are its own) through dbn_ledger_write(). In the ledger's arena.
 */
int dbn_check_record(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_hand_edits *out,
		     struct dbn_err *err);
/* What the first `events` events of a task make of a column (target.ID.column too): of all
 * of them, its value before a hand changed it. Empty where none speaks of it. In arena or
 * borrowed. */
struct dbn_str dbn_told_value(struct dbn_arena *arena, const struct dbn_task *task, struct dbn_str column,
			      size_t events);
/*
 * Whether two people imported the task from one text, each for himself; then changes gets what
 * an event must say so that the row holds what either of them did with it, and, where they read
 * it differently or a hand changed it since the merge (ours: the row that the merge kept, as
 * conflicts/ lists it), what the row says now. Scratch in arena.
 */
bool dbn_imported_twice(struct dbn_arena *arena, const struct dbn_task *task, struct dbn_str ours,
			struct dbn_buf *changes);

#endif
