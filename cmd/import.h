/* import.h - one document on its way into the ledger: import.c reads and
 * writes, import_show.c tells. */
#ifndef IMPORT_H
#define IMPORT_H

#include "cmd.h"
#include "dubanc/intake.h"

struct intake_run {
	struct ctx *ctx;
	const char *file;
	struct dbn_arena arena; /* of the parse */
	struct dbn_buf text;	/* decoded */
	struct dbn_buf base;	/* sources/KEY.tsv as it was */
	char sha256[65];
	struct dbn_document document;
	struct dbn_roll_map map;
	struct dbn_str map_text; /* --map, else as it was given the first time */
	struct dbn_str key;
	struct dbn_doc *doc;
	bool known; /* the document is in the ledger already */
	struct dbn_intake intake;
	struct dbn_intake_plan plan;
	char source_text[DBN_PATH_MAX], source_rows[DBN_PATH_MAX], source_map[DBN_PATH_MAX];
	struct dbn_err err;
};

/* Appends to ctx->out what was found, what is doubtful, what has no limit. */
void show_import(struct intake_run *run, bool unchanged);

#endif
