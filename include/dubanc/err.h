/*
 * err.h - errors and findings with positions.
 *
 * A function that can fail returns DBN_OK (0) or a negative code and fills a
 * struct dbn_err where the failure happened. The first one wins: dbn_fail()
 * leaves an error that is already set alone. A checker reports findings
 * through a sink instead and goes on.
 */
#ifndef DUBANC_ERR_H
#define DUBANC_ERR_H

#include "dubanc/message.h"

enum dbn_code {
	DBN_OK = 0,
	DBN_EUSAGE = -2,  /* the caller asked for what does not exist: exit status 2 */
	DBN_EDATA = -3,	  /* the input is wrong: exit status 3 */
	DBN_ESYSTEM = -4, /* memory, files, the machine: exit status 4 */
	DBN_ELOCKED = -5, /* somebody else holds the ledger: exit status 5 */
};

enum { DBN_PATH_MAX = 512, DBN_ARG_MAX = 256 };

/* Where: file may be empty; line and column count from 1, 0 is unknown;
 * columns are code points. */
struct dbn_pos {
	char file[DBN_PATH_MAX];
	size_t line, col;
};

struct dbn_diag {
	enum dbn_msg msg;
	struct dbn_pos pos;
	size_t nargs;
	char args[DBN_ARGS_MAX][DBN_ARG_MAX]; /* NUL-terminated, cut at a code point */
};

struct dbn_err {
	int code; /* DBN_OK or the enum dbn_code of the failure */
	struct dbn_diag diag;
};

/* Receives findings; diag is valid during the call only. */
typedef void dbn_diag_fn(void *ctx, const struct dbn_diag *diag);

struct dbn_sink {
	dbn_diag_fn *fn; /* NULL drops findings */
	void *ctx;
};

/* A position; file may be NULL. */
struct dbn_pos dbn_pos_at(const char *file, size_t line, size_t col);
/* A finding. Up to DBN_ARGS_MAX NUL-terminated arguments, ended by NULL. */
void dbn_diag_init(struct dbn_diag *d, enum dbn_msg msg, struct dbn_pos pos, ...);
/* The same with slices. */
void dbn_diag_fill(struct dbn_diag *d, enum dbn_msg msg, struct dbn_pos pos,
		   const struct dbn_str *args, size_t nargs);
/* Fills err unless it is NULL or already set; returns code. */
int dbn_fail(struct dbn_err *err, int code, enum dbn_msg msg, struct dbn_pos pos, ...);
int dbn_fail_str(struct dbn_err *err, int code, enum dbn_msg msg, struct dbn_pos pos,
		 const struct dbn_str *args, size_t nargs);
/* The error for memory that ran out; returns DBN_ESYSTEM. */
int dbn_fail_memory(struct dbn_err *err);
/* Reports a finding to the sink. */
void dbn_report(struct dbn_sink sink, enum dbn_msg msg, struct dbn_pos pos,
		const struct dbn_str *args, size_t nargs);
/* Appends the text of a finding, without its position. */
void dbn_diag_text(struct dbn_buf *out, const struct dbn_diag *d, enum dbn_lang lang);

#endif
