/* score_int.h - between score.c and score_facts.c. */
#ifndef RULES_SCORE_INT_H
#define RULES_SCORE_INT_H

#include "dubanc/score.h"

/* Remembers a unit outside the roster, for a row of its own. */
void score_other(struct dbn_score *s, struct dbn_str unit);

#endif
