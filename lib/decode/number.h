/* number.h - numbers in files, which belong to whoever wrote the file (private to lib/decode). */
#ifndef DECODE_NUMBER_H
#define DECODE_NUMBER_H

#include "dubanc/decoder.h"

/* Takes one number off the front of *s (blanks and commas skipped); false where there is none. */
bool number_take(struct dbn_str *s, double *out);
/* Takes up to n numbers; how many there were. */
size_t number_list(struct dbn_str s, double *out, size_t n);
/* Takes n numbers off the front of *s; false where there are fewer. */
bool number_take_all(struct dbn_str *s, double *out, size_t n);
/* Takes one word without blanks; empty at the end. */
struct dbn_str number_word(struct dbn_str *s);
/* The value of a hexadecimal digit, or -1. */
int number_hex(char c);

#endif
