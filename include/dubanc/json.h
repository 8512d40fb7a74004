/*
 * json.h - writing JSON, in order, into a buffer.
 *
 *	struct dbn_json j;
 *	dbn_json_init(&j, &buf);
 *	dbn_json_object(&j, NULL);
 *	dbn_json_str(&j, "schema", DBN_STR("dubanc.list"));
 *	dbn_json_array(&j, "rows");
 *	...
 *	dbn_json_end(&j);
 *	dbn_json_end(&j);
 *
 * Key is NULL inside an array and at the top. Bad UTF-8 becomes U+FFFD and is
 * counted, so that the output is JSON whatever the data. No floats.
 */
#ifndef DUBANC_JSON_H
#define DUBANC_JSON_H

#include "dubanc/buf.h"
#include "dubanc/date.h"

enum { DBN_JSON_DEPTH = 32 };

struct dbn_json {
	struct dbn_buf *out;
	int depth;
	char close[DBN_JSON_DEPTH];
	bool more[DBN_JSON_DEPTH]; /* the level has a member already */
	bool breaks[DBN_JSON_DEPTH];
	size_t damaged;		   /* bytes that were no UTF-8 */
};

void dbn_json_init(struct dbn_json *j, struct dbn_buf *out);
void dbn_json_object(struct dbn_json *j, const char *key);
void dbn_json_array(struct dbn_json *j, const char *key);
/* An array whose members stand on lines of their own. */
void dbn_json_lines(struct dbn_json *j, const char *key);
/* Closes the innermost object or array. */
void dbn_json_end(struct dbn_json *j);
void dbn_json_str(struct dbn_json *j, const char *key, struct dbn_str value);
void dbn_json_int(struct dbn_json *j, const char *key, int64_t value);
/* A decimal with one place, given in tenths. */
void dbn_json_tenths(struct dbn_json *j, const char *key, int64_t tenths);
void dbn_json_bool(struct dbn_json *j, const char *key, bool value);
void dbn_json_null(struct dbn_json *j, const char *key);
/* ISO, or null for DBN_NO_DAY. */
void dbn_json_day(struct dbn_json *j, const char *key, int32_t day);
/* A cell joined by ; as an array of its members. */
void dbn_json_list(struct dbn_json *j, const char *key, struct dbn_str cell);

#endif
