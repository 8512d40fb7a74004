/* score_words.h - scores and rules of appraisal as papers say them. */
#ifndef SCORE_WORDS_H
#define SCORE_WORDS_H

#include "dubanc/score.h"
#include "report.h"

/* Hundredths as people write them: 93.5; in the report's arena. */
struct dbn_str score_number(struct report *r, int64_t value);
/* score.ini:12, or that it is the default; in the report's arena. */
struct dbn_str score_rule_line(struct report *r, const struct dbn_score_rules *rules, enum dbn_score_rule rule);
/* Appends 得分 93.5 = 100 + 2 - 8.5; of rules a month, which months make the mean. */
void add_score_sum(struct report *r, struct dbn_buf *out, const struct dbn_score *s, const struct dbn_score_row *row);
/* Paragraphs: what each unit begins with, what every rule costs or gives, and where it stands. */
void add_score_rules(struct report *r, const struct dbn_score_rules *rules);

#endif
