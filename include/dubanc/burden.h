/*
 * burden.h - what this office asks of each unit, month by month. Pure.
 *
 * The ledger exists so that one entry serves every list; this is the count
 * that shows whether it does. Asked of a unit: feedback that falls due by a
 * rhythm, reports of periods, sheets to fill in, answers to notices (one for
 * each paper, however many tasks stand on it), spot checks. `weeks` are the
 * different weeks in which feedback, a period or a sheet falls due: what is
 * asked beyond one a week could go together with something else. Units asked
 * for nothing keep their line.
 */
#ifndef DUBANC_BURDEN_H
#define DUBANC_BURDEN_H

#include "dubanc/light.h"
#include "dubanc/roster.h"

struct dbn_burden_counts {
	int tasks;    /* running in the month, as reporting unit */
	int feedback; /* rhythms falling due */
	int periods;  /* reports of recurring tasks falling due */
	int forms;    /* sheets sent out */
	int notices;  /* that ask for an answer; mere reminders left out */
	int checks;   /* inspections and draws */
	int weeks;    /* different weeks of feedback, periods and forms */
};

struct dbn_burden_row {
	struct dbn_str unit; /* canonical */
	bool known;
	size_t order;
	struct dbn_burden_counts *months; /* one for each month of the span */
	struct dbn_burden_counts all;
};

struct dbn_burden_ask;

/* What falls due for one unit in one week, where it is more than one thing. */
struct dbn_burden_week {
	size_t row;
	int32_t monday;
	int feedback, periods, forms;
};

struct dbn_burden {
	struct dbn_arena *arena;
	const struct dbn_ledger *l;
	const struct dbn_roster *roster;
	int32_t first, last;
	int months;
	struct {
		struct dbn_burden_row *items;
		size_t count, cap;
	} rows;
	struct {
		struct dbn_burden_ask *items;
		size_t count, cap;
	} asks;
	struct {
		struct dbn_burden_week *items;
		size_t count, cap;
	} crowded; /* in the order of rows and weeks */
	struct dbn_burden_counts *months_all; /* of all units, month by month */
	struct dbn_burden_counts all;
	bool failed;
};

enum { DBN_BURDEN_MONTHS = 120 };

/* A span of at most DBN_BURDEN_MONTHS; false where it is longer or memory ran out. */
bool dbn_burden_init(struct dbn_burden *b, struct dbn_arena *arena, const struct dbn_ledger *l,
		     const struct dbn_roster *roster, int32_t first, int32_t last);
void dbn_burden_add(struct dbn_burden *b, const struct dbn_doc *doc);
/* Takes in a sheet sent to a unit: the day it was to be back, else the day it was sent. */
void dbn_burden_sheet(struct dbn_burden *b, struct dbn_str unit, int32_t day);
/* Counts; false where memory ran out. */
bool dbn_burden_finish(struct dbn_burden *b);
/* All that is asked, and what of it could go together with something else. */
int dbn_burden_asked(const struct dbn_burden_counts *c);
int dbn_burden_joinable(const struct dbn_burden_counts *c);

#endif
