/* quantity.h - a number with its unit and its direction. Private to lib/core. */
#ifndef DUBANC_CORE_QUANTITY_H
#define DUBANC_CORE_QUANTITY_H

#include "dubanc/target.h"

enum uom_sort { UOM_COUNT, UOM_SHARE, UOM_MONEY, UOM_SIZE, UOM_TIME, UOM_RANK };

struct quantity {
	size_t off, end;          /* number, unit and what belongs to them (以上) */
	size_t unit_end;          /* behind the unit */
	size_t words;             /* where the words of direction before the number begin */
	struct dbn_str low, high; /* as printed; high empty but for a range */
	struct dbn_str uom;
	enum uom_sort sort;
	enum dbn_target_op op;
	bool stated; /* a word says the direction */
	bool behind; /* … behind the unit: 以上 以内 */
};

/* Reads a quantity at off. */
bool dbn_quantity_read(struct dbn_str s, size_t off, struct quantity *q);
/* Skips the digits at *at. */
void dbn_quantity_skip(struct dbn_str s, size_t *at);

/* The shortest words of s[from, q->words) and around that name the quantity. */
struct dbn_str dbn_metric(struct dbn_arena *arena, struct dbn_str s, size_t from,
			  const struct quantity *q, const struct dbn_limits *limits);

#endif
