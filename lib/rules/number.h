/* number.h - decimals without floats: private to lib/rules. */
#ifndef RULES_NUMBER_H
#define RULES_NUMBER_H

#include "dubanc/score.h"

/*
 * A decimal with at most `places` places as a whole number of its last place
 * (1.5 with 2 places is 150). False for what is none, too long or too fine.
 */
bool number_parse(struct dbn_str text, int places, int64_t *out);
/* a * b / c, rounded half away from zero; c > 0; within 64 bits for |a|, |b| < 2^31. */
int64_t number_share(int64_t a, int64_t b, int64_t c);

int score_sign(enum dbn_score_rule rule);
bool score_assists(enum dbn_score_rule rule);

#endif
