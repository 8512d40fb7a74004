/* when_int.h - the readers that when_read.c chooses from. Private to lib/core. */
#ifndef DUBANC_CORE_WHEN_INT_H
#define DUBANC_CORE_WHEN_INT_H

#include "when.h"

/* Each moves *at behind what it read into w, or leaves it and returns false. */
bool dbn_read_feast(struct dbn_str s, size_t *at, struct when *w);
bool dbn_read_lunar(struct dbn_str s, size_t *at, struct when *w);
bool dbn_read_plan(struct dbn_str s, size_t *at, struct when *w);
bool dbn_read_term(struct dbn_str s, size_t *at, struct when *w);
bool dbn_read_event(struct dbn_str s, size_t *at, struct when *w);
bool dbn_read_week(struct dbn_str s, size_t *at, struct when *w);
bool dbn_read_day_word(struct dbn_str s, size_t *at, struct when *w);
bool dbn_read_dotted(struct dbn_str s, size_t *at, struct when *w);
/* What follows a month: 底 上旬 第二周 15日 … */
void dbn_read_in_month(struct dbn_str s, size_t *at, struct when *w);
bool dbn_read_named(struct dbn_str s, size_t *at, const struct dbn_limit_ctx *ctx, struct when *w);

#endif
