/*
 * deadline.h - time limits in official Chinese.
 *
 * dbn_deadline_find() reads one piece of normalised text (normalise.h) and
 * gives the limits in it in order of appearance: what the text binds to be
 * done and by when. It never gives a date out of a title in 《》, a document
 * number, a past event, a quantity, a telephone number or a plan's name.
 *
 * The normal form of a limit is its `code`:
 *   ISO date (with T17:00 where a time is given), long, now,
 *   every:day|week[@1..7]|month[@DD]|quarter[@mK-DD]|half[@MM-DD]|
 *         year[@MM-DD[,MM-DD]]|2year,
 *   rarer rhythms: every:15day, 2week, 2month, 3year, …, each with the anchor of its unit;
 *   every:month@3wd the third working day, @lastwd the last, every:quarter@m1-3wd,
 *   +Nd@EVENT, +Nwd@EVENT, +Nm@EVENT (months; base not known), ? (not resolvable).
 * Several days in a week, month or quarter (每月5日、20日前; 每半月: the 15th and the
 * last) are a limit each.
 */
#ifndef DUBANC_DEADLINE_H
#define DUBANC_DEADLINE_H

#include "dubanc/arena.h"
#include "dubanc/calendar.h"
#include "dubanc/err.h"

enum dbn_limit_kind {
#define LIMIT_KIND(id, name) DBN_LIMIT_##id,
#include "dubanc/limit_kinds.def"
#undef LIMIT_KIND
	DBN_LIMIT_KIND_COUNT
};

/* Reasons to let a person look at a result: a bit set, one table of names. */
enum dbn_doubt {
#define DOUBT(id, code, zh, en) DBN_DOUBT_##id,
#include "dubanc/doubts.def"
#undef DOUBT
	DBN_DOUBT_COUNT
};
#define DBN_DOUBT_BIT(id) (UINT64_C(1) << DBN_DOUBT_##id)

/* "by-date", "period-end", …; static. */
const char *dbn_limit_kind_name(enum dbn_limit_kind kind);
/* "received-unknown", …; static. */
const char *dbn_doubt_code(enum dbn_doubt doubt);
/* What a person should look at, in the given language; static. */
const char *dbn_doubt_text(enum dbn_doubt doubt, enum dbn_lang lang);

/*
 * A term of office or named event with its last day (dubanc.ini): 汛期前 is
 * due on the day given for 汛期, 本届党委任期内 on that of 本届任期.
 */
struct dbn_named_day {
	struct dbn_str name;
	int32_t day;
};

/* What becomes of a due day that is no working day. */
enum dbn_rest_day { DBN_REST_KEEP, DBN_REST_NEXT, DBN_REST_PREVIOUS };

/* What a limit is resolved against. A zeroed struct with issued set works. */
struct dbn_limit_ctx {
	int32_t issued;	  /* the document's date, or DBN_NO_DAY */
	int32_t received; /* registered by this office, or DBN_NO_DAY */
	int year;	  /* without issued: the civil year that the document is for, or 0 */
	const struct dbn_calendar *calendar; /* NULL: the built-in table */
	const struct dbn_named_day *named;   /* 本届任期, 汛期, 开学, … */
	size_t named_count;
	/* last limit of the clause before in the same item, which 同步完成 takes; may be NULL */
	const struct dbn_limit *earlier;
	enum dbn_rest_day rest_day;
};

struct dbn_limit {
	enum dbn_limit_kind kind;
	int32_t due;	     /* resolved day (first due day of a recurrence), or DBN_NO_DAY */
	struct dbn_str text; /* as written, a slice of the text read */
	struct dbn_str code; /* the normal form above */
	size_t off, len;     /* bytes of `text` in the text read */
	uint64_t doubts;     /* DBN_DOUBT_BIT()s */
};

struct dbn_limits {
	struct dbn_limit *items;
	size_t count, cap;
};

/* How the text stands in the document: decides what bare words mean. */
enum dbn_limit_place {
	DBN_PLACE_BODY,	 /* running text of an item */
	DBN_PLACE_FIELD, /* the value of 完成时限：, a cell, a clause's own limit */
};

/*
 * Appends the limits of `text` to out (allocated in arena; `text` in each is
 * borrowed from the caller's text). Duplicates are the caller's to drop.
 */
int dbn_deadline_find(struct dbn_arena *arena, struct dbn_str text, enum dbn_limit_place place,
		      const struct dbn_limit_ctx *ctx, struct dbn_limits *out, struct dbn_err *err);

#endif
