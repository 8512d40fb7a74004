/*
 * when.h - a time expression read from text, and what day it means.
 * Private to lib/core.
 */
#ifndef DUBANC_CORE_WHEN_H
#define DUBANC_CORE_WHEN_H

#include "dubanc/deadline.h"

enum grain {
	GRAIN_YEAR,
	GRAIN_HALF,
	GRAIN_QUARTER,
	GRAIN_MONTH,
	GRAIN_TENDAY,
	GRAIN_MONTHWEEK, /* 9月第二周 */
	GRAIN_WEEK,
	GRAIN_DAY,
	GRAIN_FEAST,
	GRAIN_PLAN,
	GRAIN_TERM,
	GRAIN_EVENT,
};

enum edge { EDGE_WHOLE, EDGE_START, EDGE_MID, EDGE_END };

/* Where the year comes from. */
enum year_from { YEAR_NONE, YEAR_GIVEN, YEAR_RELATIVE };

/* What stands behind the expression. */
enum mark {
	MARK_NONE,
	MARK_BEFORE, /* 前 之前 */
	MARK_WITHIN, /* 内 */
	MARK_UNTIL,  /* 止 为止 当日 */
	MARK_DURING, /* 期间 假期 */
	MARK_ABOUT,  /* 左右 前后 */
	MARK_FROM,   /* 起 开始 以来 后 */
	MARK_AFTER,  /* 后 之后 */
};

struct when {
	enum grain grain;
	enum edge edge;
	enum year_from year_from;
	int year;       /* given year, or the offset of a relative one */
	int n;          /* half 1-2, quarter 1-4, month 1-12; 0 with `near` */
	bool near;      /* 本月 下月 本周 明日: counted from the document's day */
	int offset;     /* months, quarters, weeks or days for `near` */
	int day;        /* of the month; tenday 1-3; weekday 1-7 or 0; week of the month 1-6 */
	int weekday;    /* 9月第二个周五 */
	bool day_only;  /* 15日前: no month was named */
	bool year_word; /* 2023年度, 本年度 */
	bool weak;      /* needs a mark behind it: 7.21, 2023.7 */
	bool range;     /* 7—9月: the last month of a range */
	bool workday;   /* 6月最后一个工作日: the last working day of what else is named */
	bool lunar;     /* 腊月二十三: n and day of the Chinese calendar */
	bool timed;     /* a time of day was named */
	int hour, minute;
	struct dbn_str name; /* feast, term or event */
	size_t off, end;
};

/* What remains known while a sentence is read. */
struct when_base {
	const struct dbn_limit_ctx *ctx;
	int year, month; /* of an earlier limit of the sentence finer than a year, or 0 */
};

/* Who reads what begins with a character (lib/data/limit_first.def); 0: nothing begins so. */
enum {
	FIRST_RHYTHM = 1,
	FIRST_NUMBER = 2,
	FIRST_DAY = 4,
	FIRST_NAME = 8,
	FIRST_WORD = 16,
	FIRST_BEFORE = 32,
	FIRST_WHEN = FIRST_NUMBER | FIRST_DAY | FIRST_NAME,
};
unsigned dbn_limit_first(uint32_t cp);

/* Reads one expression at off; on true w->end lies behind it. */
bool dbn_when_read(struct dbn_str s, size_t off, const struct dbn_limit_ctx *ctx, struct when *w);
/* The same without a year, as it stands behind 每年 每月 每周. */
bool dbn_when_read_part(struct dbn_str s, size_t off, struct when *w);
/* Reads a mark at *at; *at moves behind it. */
enum mark dbn_mark_read(struct dbn_str s, size_t *at);
/* Reads 上午9时30分, 17:00, 下班 at *at into w. */
bool dbn_time_read(struct dbn_str s, size_t *at, struct when *w);

/* The last day meant, or DBN_NO_DAY; sets doubts. */
int32_t dbn_when_last(const struct when *w, enum mark mark, const struct when_base *base,
		      uint64_t *doubts);
/* The first day meant (for 自…起). */
int32_t dbn_when_first(const struct when *w, const struct when_base *base);
enum dbn_limit_kind dbn_when_kind(const struct when *w, enum mark mark);
/* Fills in what the end of a range leaves out (2023年7月至9月, 9月10日至15日). */
void dbn_when_inherit(struct when *end, const struct when *start, const struct when_base *base);

#endif
