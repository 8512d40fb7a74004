/* import.h - one document on its way into the ledger: import.c reads and
 * writes, import_show.c tells. */
#ifndef IMPORT_H
#define IMPORT_H

#include "cmd.h"
#include "dubanc/origin.h"
#include "dubanc/intake.h"

struct intake_run {
	struct ctx *ctx;
	const char *file;
	struct dbn_arena arena; /* of the parse */
	struct dbn_buf text;	/* decoded */
	struct dbn_origins origins; /* of a spreadsheet: which row each line of it was */
	struct dbn_buf base;	/* sources/KEY.tsv as it was */
	char sha256[65];
	struct dbn_document document;
	struct dbn_roll_map map;
	struct dbn_str map_text; /* --map, else as it was given the first time */
	struct dbn_str key;
	struct dbn_doc *doc;
	bool known; /* the document is in the ledger already */
	struct dbn_str was[DBN_DOC_COLUMNS]; /* of a known one: its row as the text of then gave it */
	bool kept[DBN_DOC_COLUMNS];	     /* cells of its row that were typed, and stay */
	struct dbn_str before[DBN_DOC_COLUMNS], after[DBN_DOC_COLUMNS]; /* its row, as it was and will be */
	struct dbn_intake intake;
	struct dbn_intake_plan plan;
	char source_text[DBN_PATH_MAX], source_rows[DBN_PATH_MAX], source_map[DBN_PATH_MAX];
	struct dbn_err err;
};

/* Reads run->text into run->document (import.c). */
int import_parse(struct intake_run *run, const struct dbn_document_ctx *how);
/* Chooses run->key; finds the document in the ledger under it, or makes it; reads a known
 * one again where its row settles what the text does not say; all DBN_OK or run->err. */
int import_choose_key(struct intake_run *run);
int import_find_doc(struct intake_run *run);
int import_settle(struct intake_run *run, struct dbn_document_ctx *how);
/* The columns of documents.csv that a head gives; the others are empty. Days in arena. */
void import_head_cells(struct dbn_arena *a, const struct dbn_head *head, struct dbn_str cell[DBN_DOC_COLUMNS]);
/* --withdraw: cancels what the document KEY made, where nobody has begun; an exit status. */
int import_withdraw(struct ctx *ctx, const char *key);
/* A paper imported again takes its withdrawal back, for the tasks that it still has: how
 * many; an exit status. */
int import_take_back(struct intake_run *run, size_t *count);
/* Appends to ctx->out what was found, what is doubtful, what has no limit. */
void show_import(struct intake_run *run, bool unchanged);

#endif
