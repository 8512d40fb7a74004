/*
 * filter.h - which rows are meant: the filters that list, status, overdue,
 * report, forms and sample share. Pure.
 *
 *	struct dbn_filter f;
 *	struct dbn_filter_args a = { .unit = "市发改委", .light = "overdue,near" };
 *	if (dbn_filter_parse(&f, arena, &l, &roster, &a, &err) == DBN_OK)
 *		... dbn_filter_match(&f, task, &verdict) ...
 *
 * unit, lead, coop resolve aliases; as_written does not. state and light take
 * several words joined by a comma, due a span (2024-06, 2024Q3, 2024-06-01..,
 * ..2024-06-30) or `none`. where is `COLUMN OP VALUE` with = != < <= > >= and
 * ~ !~ (contains); days and numbers compare as such, lists by member.
 */
#ifndef DUBANC_FILTER_H
#define DUBANC_FILTER_H

#include "dubanc/light.h"
#include "dubanc/roster.h"

enum { DBN_WHERE_MAX = 16 };

/* As typed; NULL: not asked for. */
struct dbn_filter_args {
	const char *unit, *lead, *coop, *as_written, *doc, *state, *light, *due;
	const char *where[DBN_WHERE_MAX];
	size_t where_count;
};

/* Columns that are computed, behind those of the file. */
enum { DBN_WHERE_LIGHT = DBN_TASK_COLUMNS, DBN_WHERE_DAYS };

struct dbn_where {
	size_t column; /* enum dbn_task_column, DBN_WHERE_LIGHT or DBN_WHERE_DAYS */
	enum dbn_where_op {
		DBN_WHERE_EQ, DBN_WHERE_NE, DBN_WHERE_LT, DBN_WHERE_LE, DBN_WHERE_GT, DBN_WHERE_GE,
		DBN_WHERE_HAS, DBN_WHERE_HAS_NOT,
	} op;
	struct dbn_str value; /* a word in its stored form */
	int32_t number, last; /* the day or the count; the last of a span of days (2024-12) */
};

struct dbn_filter {
	const struct dbn_roster *roster;
	struct dbn_str unit, lead, coop, as_written; /* canonical; ptr NULL: any */
	const struct dbn_doc *doc;
	uint64_t states, lights; /* bit sets; 0: any */
	int32_t due_first, due_last;
	bool due_none, due_set;
	struct dbn_where where[DBN_WHERE_MAX];
	size_t where_count;
};

/* DBN_EUSAGE with what is allowed where an argument is not understood.
 * Strings are borrowed from args, ledger and roster. */
int dbn_filter_parse(struct dbn_filter *f, struct dbn_arena *arena, const struct dbn_ledger *l,
		     const struct dbn_roster *roster, const struct dbn_filter_args *args,
		     struct dbn_err *err);
/* verdict may be NULL where the filter asks for no light; a due span then
 * looks at the cell. */
bool dbn_filter_match(const struct dbn_filter *f, const struct dbn_task *task,
		      const struct dbn_verdict *verdict);
/* Whether rows must be judged before they can be matched. */
bool dbn_filter_needs_lights(const struct dbn_filter *f);
/* Whether the unit (canonical) is in lead, coop, units or a group of the task. */
bool dbn_unit_in_task(const struct dbn_roster *roster, const struct dbn_task *task,
		      struct dbn_str unit);

/* Whether a row of the document names the unit, by any of its names, or a group so called. */
bool dbn_unit_in_doc(const struct dbn_roster *roster, const struct dbn_doc *doc, struct dbn_str unit);

#endif
