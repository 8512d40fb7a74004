/*
 * limit_int.h - the finder behind dbn_deadline_find(). Private to lib/core.
 *
 * It finds more than a document's rows list: each find says how sure it is
 * and how it stands, and the views (documents, `parse deadline`) pick.
 */
#ifndef DUBANC_CORE_LIMIT_INT_H
#define DUBANC_CORE_LIMIT_INT_H

#include "when.h"

enum find_flag {
	FIND_SOFT = 1,   /* 力争: yields to 确保 */
	FIND_HARD = 2,   /* 确保 */
	FIND_WEAK = 4,   /* counts only for a sentence that stands alone and says nothing better */
	FIND_ADVERB = 8, /* a rhythm without 每: 按月调度 */
	FIND_RANGE = 16, /* the end of a range */
	FIND_PENDING = 32, /* a rhythm without a day in its period */
	FIND_HINT = 64,    /* a time to come that binds nothing that was understood */
	FIND_PAST = 128,   /* a day that is over: read, and no limit */
};

struct find {
	struct dbn_limit limit;
	unsigned flags;
	struct rhythm *rhythm; /* of a recurrence */
};

struct finds {
	struct find *items;
	size_t count, cap;
};

/* How a text stands by itself. */
enum find_place { FIND_BODY, FIND_FIELD, FIND_LINE };

/* The list lives in `scratch`, what its limits hold in `arena`. */
int dbn_limit_scan(struct dbn_arena *arena, struct dbn_arena *scratch, struct dbn_str text,
		   enum find_place place, const struct dbn_limit_ctx *ctx, struct finds *out,
		   struct dbn_err *err);

/* ---- durations (duration.c) ---- */

enum span_unit { SPAN_HOUR, SPAN_DAY, SPAN_WORKDAY, SPAN_WEEK, SPAN_MONTH, SPAN_YEAR };

struct span {
	int n;
	enum span_unit unit;
	int extra_months; /* 一年半 */
	int extra_days;   /* 一个半月, 半个月 */
	bool minutes;
	bool within; /* 内 stands behind it */
	bool time;   /* 时间 stands behind it */
	size_t off, end;
};

bool dbn_span_read(struct dbn_str s, size_t off, struct span *out);
/* base + span; *guessed where a year's holidays are not decreed. */
int32_t dbn_span_add(const struct span *span, int32_t base, bool dated,
		     const struct dbn_limit_ctx *ctx, bool *guessed);

enum base_kind { BASE_NONE, BASE_ISSUED, BASE_RECEIVED, BASE_EVENT };
/* What the words before 之日起/后 count from; *event becomes the event's name. */
enum base_kind dbn_base_kind(struct dbn_str words, struct dbn_str *event);
/* Whether the words speak of something that happens again and again (投诉, 报警). */
bool dbn_occurs_often(struct dbn_str words);

/* ---- rhythms (rhythm.c) ---- */

enum beat {
	BEAT_DAY,
	BEAT_WEEK,
	BEAT_TENDAY,
	BEAT_HALFMONTH,
	BEAT_MONTH,
	BEAT_QUARTER,
	BEAT_HALF,
	BEAT_YEAR
};
enum { ANCHORS_MAX = 12 };

struct rhythm {
	enum beat beat;
	int every;                                /* 2 for 每两年, 15 for 每15天 */
	int month[ANCHORS_MAX], day[ANCHORS_MAX]; /* in the period; month of a quarter 1-3 */
	size_t anchors;
	int workday; /* 每月前3个工作日: 3; -1 the last */
	int32_t moving; /* of a feast whose day moves (每年春节前): the next one, or 0 */
	bool odd, even; /* 单月 双月 */
	bool placed;    /* 每年汛期前: its day is that of an event */
	bool adverb;    /* 按月, 逐季, 一月一调度 */
	bool weak;      /* 月调度 as a name */
	size_t off, end;
};

bool dbn_rhythm_read(struct dbn_str s, size_t off, bool weak_too, struct rhythm *out);
/* Adds a day in the period; false where it does not fit. */
bool dbn_rhythm_anchor(struct rhythm *r, const struct when *w, enum mark mark);
int32_t dbn_rhythm_first(const struct rhythm *r, int32_t from, const struct dbn_calendar *cal);
struct dbn_str dbn_rhythm_code(struct dbn_arena *arena, const struct rhythm *r);
enum dbn_limit_kind dbn_rhythm_kind(const struct rhythm *r);

#endif
