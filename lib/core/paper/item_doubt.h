/* item_doubt.h - the signs of a misreading in one row, shared by the files that look for them. */
#ifndef DUBANC_CORE_ITEM_DOUBT_H
#define DUBANC_CORE_ITEM_DOUBT_H

#include "outline.h"

/* target_doubt.c */
/* Whether a figure of the text is neither a target nor a time. */
bool dbn_targets_unread(const struct dbn_item *item);
/* Doubts about the targets that were read: their names, their days. */
uint64_t dbn_targets_doubt(const struct dbn_item *item);

#endif
