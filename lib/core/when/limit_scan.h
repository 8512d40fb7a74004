/* limit_scan.h - the state of one reading of a text. Private to lib/core. */
#ifndef DUBANC_CORE_LIMIT_SCAN_H
#define DUBANC_CORE_LIMIT_SCAN_H

#include "limit_int.h"

struct scan {
	struct dbn_arena *arena, *scratch; /* of what limits hold; of the finds themselves */
	struct dbn_str s;
	enum find_place place;
	const struct dbn_limit_ctx *ctx;
	struct finds *out;
	size_t tail;       /* where the full stop at the end stands */
	size_t sentence;   /* where the sentence began */
	size_t field_from; /* in the value of a 时限： label since here, or DBN_NONE */
	size_t quote_end;  /* inside a short quotation up to here */
	struct when_base base;
	int32_t from_day; /* …起, …后: the day it names */
	size_t from_end;  /* and where that ends; DBN_NONE */
	struct dbn_str event; /* what the last limit of the sentence counted from */
	int32_t start;    /* 自2024年起: nothing recurs before, in this sentence */
	size_t pending;   /* find of a rhythm that waits for its day, or DBN_NONE */
	bool no_memory;
};

/* The kinds of expression; each gives the offset behind what it read, or 0. */
size_t dbn_scan_when(struct scan *sc, size_t off);
size_t dbn_scan_span(struct scan *sc, size_t off);
size_t dbn_scan_rhythm(struct scan *sc, size_t off);
size_t dbn_scan_word(struct scan *sc, size_t off);

/* 竣工验收前完成: before an event that only its words name; a line's limit without a day. */
size_t dbn_scan_before(struct scan *sc, size_t off);

/* Whether a bare time at [off, end) binds something to be done. */
bool dbn_bare_binds(const struct scan *sc, const struct when *w, size_t off, size_t end);

/* A bare time that a line opens with, or that stands before 要 or 将: most likely when. */
bool dbn_bare_hints(const struct scan *sc, const struct when *w, size_t off, size_t end);
/* Whether [off, end) is all there is, a full stop apart. */
bool dbn_stands_alone(const struct scan *sc, size_t off, size_t end);
/* 请于17时前报送: today. */
size_t dbn_scan_hour(struct scan *sc, size_t off);

/* Whether a time without a year counts as the next year's only because it is over. */
bool dbn_turns_year(const struct scan *sc, const struct when *w);
/* Whether a label that announces a limit (完成时限) ends at `at`. */
bool dbn_announces(struct dbn_str s, size_t at);
bool dbn_scan_in_field(const struct scan *sc);
/* Start of the ，-segment that holds `at` (not further back than 300 bytes). */
size_t dbn_segment_start(struct dbn_str s, size_t at);
size_t dbn_segment_end(struct dbn_str s, size_t at);
/* 每年12月1日至次年6月15日为防火期: says which days a season has, and asks nothing of anybody. */
bool dbn_tells_season(struct dbn_str s, size_t end);
/* Whether nothing of the segment stands before off. */
bool dbn_opens_segment(struct dbn_str s, size_t off);

struct find *dbn_scan_emit(struct scan *sc, size_t off, size_t end, enum dbn_limit_kind kind,
			   int32_t due, const struct when *timed, uint64_t doubts);
void dbn_scan_code(struct scan *sc, struct find *f, struct dbn_str code);

#endif
