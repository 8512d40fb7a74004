/*
 * store.h - the files behind a ledger: private to lib/ledger.
 */
#ifndef LEDGER_STORE_H
#define LEDGER_STORE_H

#include "dubanc/file.h"
#include "dubanc/ledger.h"
#include "map.h"
#include "table.h"

enum { LEDGER_FILE_MAX = 64 << 20 };

/* One file of a document as it was read. */
struct part {
	struct table table;
	struct dbn_file_id id;
	struct dbn_str bytes; /* of an events file: up to its last LF, what lies behind is not there */
	bool changed;	      /* the table in memory is ahead of the file */
	const struct table *held; /* of an events file: the rows that name its events, or NULL */
};

struct doc_store {
	struct part tasks, events, targets;
	struct map task_rows;	/* id → row of tasks.table */
	struct map event_ids;	/* id → index in doc->events */
	struct map target_rows; /* id → row of targets.table */
	size_t event_cap, task_cap, target_cap;
	size_t behind; /* line of the first row that does not hold its last events; 0: none */
	bool fresh; /* being imported: its files begin anew */
};

struct ledger_store {
	struct part documents, units, holidays;
	struct map keys; /* key → index in l->docs */
	size_t doc_cap;
	int32_t as_of_day;
	bool narrowed;	     /* documents holds that one row only */
	struct dbn_str only; /* the one document asked for, or empty: see dbn_ledger_open_doc() */
};

/* Of a document that is loaded or fresh. */
static inline struct doc_store *store_of(const struct dbn_doc *doc)
{
	return doc->store;
}

/* root/folder/KEY.csv and the name relative to root; folder "" for files of the root. */
int part_path(const struct dbn_ledger *l, const char *folder, struct dbn_str name,
	      char path[DBN_FILE_PATH_MAX], char relative[DBN_PATH_MAX], struct dbn_err *err);
/* Reads one file; a missing one is an empty table. */
int part_read(struct dbn_ledger *l, struct part *p, enum dbn_table_id id, const char *folder,
	      struct dbn_str name, struct dbn_sink sink, struct dbn_err *err);
const char *part_folder(enum dbn_table_id id);
/* Whether the journal of a loaded document is missing though rows name events of it. */
bool journal_is_gone(const struct doc_store *s);
/* root/.dubanc */
/* Keeps in mind that a file, by its path relative to the root, was written. */
void note_written(struct dbn_ledger *l, const char *relative);
int scratch_path(const struct dbn_ledger *l, char path[DBN_FILE_PATH_MAX], struct dbn_err *err);

/* (load.c) Tasks, targets and events in memory from the tables. */
int doc_fill_tasks(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err);
int doc_fill_targets(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err);
int doc_link(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err);
/* (load.c) Adds a row's worth of an event to the tables in memory. */
int doc_apply(struct dbn_ledger *l, struct dbn_doc *doc, const struct dbn_event *event,
	      struct dbn_err *err);
/* (load.c) The events that the rows do not hold yet, into the tables in memory. */
int doc_recover(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err);
/* (ledger.c) A document of the ledger, from its row. */
struct dbn_doc *doc_new(struct dbn_ledger *l, struct dbn_str key);
/* The files behind a document, from its first use on; NULL: no memory. Thousands
 * of documents that nobody looks at cost nothing. */
struct doc_store *doc_open(struct dbn_ledger *l, struct dbn_doc *doc);
void doc_fill(struct dbn_doc *doc, const struct table *documents, size_t row);

/* (registry_load.c) units.csv into l->registry. */
int registry_fill(struct dbn_ledger *l, struct dbn_err *err);

/* (register.c) A document whose files begin anew. */
int doc_start(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err);

#endif
