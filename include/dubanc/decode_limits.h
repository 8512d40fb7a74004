/*
 * decode_limits.h - how much a document may ask for, as the office has set it.
 *
 * decode_limits.def is the one list: defaults, bounds, words. Whoever refuses
 * a document for its size names the limit as it stands there, so that it can
 * be found in dubanc.ini.
 */
#ifndef DUBANC_DECODE_LIMITS_H
#define DUBANC_DECODE_LIMITS_H

#include "dubanc/err.h"

struct dbn_decode_limits {
#define LIMIT(name, initial, least, most, takes, zh, en) size_t name;
#include "dubanc/decode_limits.def"
#undef LIMIT
	bool unconfined; /* [import] unconfined = refuse | allow: read even what cannot be shut in */
};

/* The defaults of the table. */
void dbn_decode_limits_init(struct dbn_decode_limits *limits);
/* Sets one; false, and nothing changed, where there is no such limit or the
 * value is no number within its bounds. */
bool dbn_decode_limits_set(struct dbn_decode_limits *limits, struct dbn_str name, struct dbn_str value);
/* The same without the bounds, for the helper: whoever runs it has checked them. */
bool dbn_decode_limits_take(struct dbn_decode_limits *limits, struct dbn_str name, struct dbn_str value);
/* Whether the table has a limit of this name. */
bool dbn_decode_limits_has(struct dbn_str name);
/* The error "file exceeds the limit NAME = VALUE", and where it is set if it can be. */
int dbn_fail_limit(struct dbn_err *err, const char *file, const char *name, size_t value);

/* A decimal number of bytes, with K, M or G behind it (powers of 1024). */
bool dbn_size_parse(struct dbn_str s, size_t *out);
/* The shortest form that dbn_size_parse() takes; appended. */
void dbn_size_format(struct dbn_buf *out, size_t size);

#endif
