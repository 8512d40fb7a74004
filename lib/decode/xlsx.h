/* xlsx.h - the pieces of the reader of Excel files (private to lib/decode/xlsx*.c). */
#ifndef DECODE_XLSX_H
#define DECODE_XLSX_H

#include "zip.h"

/* What a number format makes of a number. */
enum { XLSX_DATE = 1, XLSX_TIME = 2, XLSX_MONTH = 4 /* year and month, no day */, XLSX_PERCENT = 8 };

/* Bits of a format by its number, or by its code where that is given. */
unsigned xlsx_format_bits(size_t id, struct dbn_str code);
/* Appends a serial number as ISO date and time; false where it is none. */
bool xlsx_date(struct dbn_buf *out, double serial, unsigned bits, bool since_1904);
/* Undoes _x000D_ and its like. */
void xlsx_unescape(struct dbn_buf *out, struct dbn_str s);

#endif
