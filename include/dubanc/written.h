/*
 * written.h - days, periods and numbers as papers write them (GB/T 9704, GB/T 15835).
 *
 * In running text a paper writes 2024年7月5日 and 2024年第3季度, and no space stands
 * between Chinese and a number; tables keep 2024-07-05. English is left as it is.
 */
#ifndef DUBANC_WRITTEN_H
#define DUBANC_WRITTEN_H

#include "dubanc/date.h"
#include "dubanc/message.h"

/* Appends 2024年7月5日 (English: ISO); nothing for DBN_NO_DAY. */
void dbn_paper_day(struct dbn_buf *out, enum dbn_lang lang, int32_t day);
/* Appends 2024年第3季度 for 2024Q3, 2024年7月 for 2024-07, 2024年第5周 for 2024W05, a day as above; what
 * names no period as it stands. */
void dbn_paper_period(struct dbn_buf *out, enum dbn_lang lang, struct dbn_str name);
/* dbn_msg_format() without the spaces that the text of a screen has beside its numbers; those of args stay. */
void dbn_paper_format(struct dbn_buf *out, enum dbn_msg id, enum dbn_lang lang, const struct dbn_str *args, size_t n);

#endif
