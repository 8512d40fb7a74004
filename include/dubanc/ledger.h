/*
 * ledger.h - the files of an office as one object.
 *
 * dbn_ledger_open() reads dubanc.ini, units.csv, holidays.csv, documents.csv;
 * dbn_ledger_load() one document's tasks, events and targets, so that an
 * update costs what its document costs. Strings live in the ledger's arena
 * until dbn_ledger_release(). Cells that the files do not have are empty.
 *
 * Readers take no lock. A reader that needs events applies those that the
 * rows do not hold yet (journal ahead of the table after a crash), in memory.
 *
 * Writing: dbn_ledger_lock(), then dbn_ledger_write() for each document:
 * events appended and made durable first (it has happened), then the tables
 * rewritten by temporary, fsync, rename, fsync of the folder. Nothing else
 * changes a task.
 */
#ifndef DUBANC_LEDGER_H
#define DUBANC_LEDGER_H

#include "dubanc/conf.h"
#include "dubanc/event.h"
#include "dubanc/registry.h"

struct dbn_doc;

struct dbn_task {
	struct dbn_str cell[DBN_TASK_COLUMNS]; /* as stored, read tolerantly, in canonical form */
	int state;	     /* enum dbn_state; -1 where the cell is no state (check says so) */
	int kind;	     /* enum dbn_task_kind; an empty cell is a task */
	int32_t due, due_original, done;
	int progress;	     /* percent, -1 where empty */
	bool suspended;	     /* suspend without resume, from the events */
	struct dbn_doc *doc;
	struct dbn_task *parent; /* of a measure or node, or NULL */
	size_t line;	     /* in tasks/KEY.csv */
	struct dbn_event **events; /* of this task, in folding order (with DBN_LOAD_EVENTS) */
	size_t event_count;
};

struct dbn_ledger_target {
	struct dbn_str cell[DBN_TARGET_COLUMNS];
	struct dbn_task *task; /* NULL where it dangles */
	size_t line;
};

struct dbn_doc {
	struct dbn_str cell[DBN_DOC_COLUMNS];
	struct dbn_str key;
	int32_t date, received;
	struct dbn_task *tasks; /* in document order */
	size_t task_count;
	struct dbn_event *events; /* in folding order */
	size_t event_count;
	struct dbn_ledger_target *targets;
	size_t target_count;
	unsigned loaded; /* enum dbn_load bits */
	size_t line;	 /* in documents.csv; 0 for one being imported */
	void *store;	 /* the files behind it: private to lib/ledger */
};

enum dbn_load { DBN_LOAD_TASKS = 1, DBN_LOAD_EVENTS = 2, DBN_LOAD_TARGETS = 4, DBN_LOAD_ALL = 7 };

struct dbn_ledger {
	struct dbn_arena arena;
	char root[DBN_PATH_MAX]; /* absolute */
	struct dbn_conf conf;
	struct dbn_registry registry; /* units.csv, in the office's order */
	struct dbn_calendar calendar;
	struct dbn_doc **docs; /* in documents.csv's order */
	size_t doc_count;
	struct dbn_str as_of;	/* "" or an instant: events entered later do not exist */
	int32_t later_from;	/* the first entry after as_of, of a document or of what was read, or DBN_NO_DAY */
	DBN_LIST(struct dbn_str) written; /* the files written since it was opened, relative to root */
	int lock_fd;		/* -1: not locked */
	void *store;		/* private to lib/ledger */
};

/*
 * The nearest folder from `start` upward that has a dubanc.ini; writes its
 * absolute path to root. DBN_EUSAGE where there is none.
 */
int dbn_ledger_find(const char *start, char root[DBN_PATH_MAX], struct dbn_err *err);

/*
 * Opens the ledger at root. as_of: DBN_NO_DAY, or the day at whose end (in the
 * office's zone) the ledger is to be shown: rows are then folded from the
 * events entered by then. Findings of tolerant reading go to the sink.
 */
int dbn_ledger_open(struct dbn_ledger *l, const char *root, int32_t as_of, struct dbn_sink sink,
		    struct dbn_err *err);
/*
 * The same for a command that was given full ids of one document: of
 * documents.csv only the row of `key` is taken, so that an update costs the
 * same in a ledger of thousands. Where there is no such row (or the file is
 * not canonical) it is dbn_ledger_open() with all documents.
 */
int dbn_ledger_open_doc(struct dbn_ledger *l, const char *root, struct dbn_str key,
			struct dbn_sink sink, struct dbn_err *err);
void dbn_ledger_release(struct dbn_ledger *l);
/* Whether a loaded document holds an event with that id. */
bool dbn_ledger_has_event(const struct dbn_doc *doc, struct dbn_str id);
/* The task, or the quantified target, with exactly that id in what is loaded, or NULL. Owned by the ledger. */
struct dbn_task *dbn_ledger_task(const struct dbn_ledger *l, struct dbn_str id);
struct dbn_ledger_target *dbn_ledger_target(const struct dbn_ledger *l, struct dbn_str id);
/* The document with that key, or NULL. Owned by the ledger. */
struct dbn_doc *dbn_ledger_doc(const struct dbn_ledger *l, struct dbn_str key);
/* Loads parts (enum dbn_load bits) of a document; what is loaded stays. */
int dbn_ledger_load(struct dbn_ledger *l, struct dbn_doc *doc, unsigned parts,
		    struct dbn_sink sink, struct dbn_err *err);

/*
 * Finds tasks by id or by any unambiguous tail of it (9, 9.m2, （九）, 三/（九）).
 * Fills found[0..max) and tells how many there are; the search may end where
 * there are more than max. Loads the tasks of documents as far as it must.
 */
int dbn_ledger_find_task(struct dbn_ledger *l, struct dbn_str id, struct dbn_task **found,
			 size_t max, size_t *count, struct dbn_err *err);

/*
 * Takes the writers' lock (flock on .dubanc/lock: it dies with the process).
 * Calls wait_fn(ctx, holder) once when it has to wait ("pid command since");
 * DBN_ELOCKED after timeout_ms. who stands in the lock for others to read.
 */
int dbn_ledger_lock(struct dbn_ledger *l, const char *who, int timeout_ms,
		    void (*wait_fn)(void *ctx, const char *holder), void *ctx, struct dbn_err *err);
void dbn_ledger_unlock(struct dbn_ledger *l);

/*
 * One change of one document, all or nothing: appends the events (their task,
 * changes … set by the caller; ids unique), folds them into the rows and
 * targets, and writes the tables. New tasks come into being by `import` and
 * `add` events, in the order given (before = NULL: at the end). The document
 * in memory shows the result. Under the lock only. An event whose id is
 * already in the journal is skipped (a series of changes may be repeated).
 */
int dbn_ledger_write(struct dbn_ledger *l, struct dbn_doc *doc, const struct dbn_event *events,
		     size_t count, struct dbn_err *err);

/* A document that is not listed yet (import, register of the year): in memory
 * only until dbn_ledger_register(). Owned by the ledger. */
struct dbn_doc *dbn_ledger_new_doc(struct dbn_ledger *l, struct dbn_str key, struct dbn_err *err);
/* Writes the document's row to documents.csv (added or changed): the last
 * step of an import; what is not listed does not exist. */
int dbn_ledger_register(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err);

/* Whole files of the ledger by name relative to root (sources/KEY.txt …):
 * read with a limit, replaced atomically. Names with .. or a leading / are refused. */
int dbn_ledger_read_file(const struct dbn_ledger *l, const char *name, struct dbn_buf *out,
			 struct dbn_err *err);
int dbn_ledger_write_file(struct dbn_ledger *l, const char *name, struct dbn_str bytes,
			  struct dbn_err *err);

/*
 * KEY of a document: from its number (通党发〔2023〕8号 → 通党发2023-8), else
 * issuer's short name and date. Starts with a letter or Han, then letters,
 * Han, digits, '-'. In arena; empty where neither gives one.
 */
struct dbn_str dbn_key_from_number(struct dbn_arena *a, struct dbn_str number, struct dbn_str issuer,
				   int32_t date);
bool dbn_key_valid(struct dbn_str key);
/*
 * Ids for all paths of one document at once (KEY:PATH), ids[i] for paths[i],
 * in arena. nested keeps the chapter; *nested is set where numbers restart in
 * each chapter, so that flat ids would meet (pass in false to decide here).
 * Injective: no two paths share an id.
 */
int dbn_ids_make(struct dbn_arena *a, struct dbn_str key, const struct dbn_str *paths, size_t count,
		 bool *nested, struct dbn_str *ids, struct dbn_err *err);
/* Order of a document: the order of rows; of ids across documents: list order. */

#endif
