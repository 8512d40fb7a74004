/*
 * paper.h - what the papers of an office have in common: title, signature.
 *
 * In text the title stands in the middle and the office with the day at the right
 * margin; md and html leave that to whoever shows them.
 */
#ifndef DUBANC_PAPER_H
#define DUBANC_PAPER_H

#include "dubanc/render.h"

/* Appends text as the format of how wants it; days in html do not break. */
void dbn_paper_text(struct dbn_buf *out, const struct dbn_how *how, struct dbn_str s);
/* Appends the title of a paper and what parts it from the text. */
void dbn_paper_title(struct dbn_buf *out, const struct dbn_how *how, struct dbn_str title);
/* Appends who signs and, below, the day. */
void dbn_paper_signature(struct dbn_buf *out, const struct dbn_how *how, struct dbn_str office, int32_t day);

#endif
