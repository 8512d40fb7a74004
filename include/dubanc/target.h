/*
 * target.h - quantified targets: what value is to be reached, by when.
 *
 * One entry for each prescribed quantity. Not targets: subsidy rates,
 * existing or former values, response times, thresholds, fees, amounts per
 * member of an open set (每个县市区办好1所), a bare rhythm (每年一次).
 */
#ifndef DUBANC_TARGET_H
#define DUBANC_TARGET_H

#include "dubanc/deadline.h"

enum dbn_target_op { DBN_OP_GE, DBN_OP_GT, DBN_OP_LE, DBN_OP_LT, DBN_OP_EQ, DBN_OP_ABOUT, DBN_OP_IN };

struct dbn_target {
	struct dbn_str metric; /* shortest noun phrase before the number, else the verb */
	enum dbn_target_op op;
	struct dbn_str value; /* plain number as printed without separators; a..b for IN */
	struct dbn_str uom;   /* unit of measure as printed, with its multiplier: 万千瓦 */
	struct dbn_str by;    /* a limit's code, or empty */
	size_t off, len;      /* bytes of the quantity in the text read */
	uint64_t doubts;
};

struct dbn_targets {
	struct dbn_target *items;
	size_t count, cap;
};

/* ">=" …; static. */
const char *dbn_target_op_sign(enum dbn_target_op op);
/* "ge" …, as ledger files say it; static. */
const char *dbn_target_op_name(enum dbn_target_op op);

/*
 * Appends the targets of `text` to out. `limits` are those found in the same
 * text (offsets in it); `outer` those of the item's label, clause or cell, in
 * order, which date a target whose own sentence names no time.
 */
int dbn_target_find(struct dbn_arena *arena, struct dbn_str text, const struct dbn_limits *limits,
		    const struct dbn_limits *outer, struct dbn_targets *out, struct dbn_err *err);

#endif
