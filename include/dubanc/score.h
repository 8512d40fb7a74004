/*
 * score.h - appraisal that explains itself. Pure.
 *
 * score.ini holds the rules (score_rules.def lists them); every point that a
 * unit gains or loses names its rule with the line in score.ini, its task and
 * its event. Only what was known and done by the last day of the span counts,
 * so that the score of a past month never changes. A due day is judged in the
 * span that it falls in: the original one, unless an extension moved it. A
 * task suspended at the end of the span drops out wholly and is listed as such.
 *
 *	[score]
 *	base = 100        each unit starts with it
 *	max = 100         0: no upper limit
 *	min = 0
 *	period = year     month: a year is the mean of its months
 *	assist = 50       per cent of the lead's points for assisting units; 0: none
 *	ack_days = 2      to acknowledge, for ack_late
 *	[deduct] late = 2 …   [add] on_time = 1 …
 *	[limit] late = 10     at most so many points by one rule in a period
 */
#ifndef DUBANC_SCORE_H
#define DUBANC_SCORE_H

#include "dubanc/light.h"
#include "dubanc/roster.h"

enum dbn_score_rule {
#define SCORE_RULE(id, ...) DBN_SCORE_##id,
#include "dubanc/score_rules.def"
	DBN_SCORE_RULES
};

enum { DBN_SCORE_STEPS = 8 };

/* All values are hundredths of a point. */
struct dbn_score_value {
	struct {
		int from; /* the first time that it holds */
		int64_t value;
	} step[DBN_SCORE_STEPS];
	int steps;
	int64_t limit; /* 0: none */
	size_t line;   /* in score.ini; 0: by default */
};

struct dbn_score_rules {
	int64_t base, max, min;
	bool monthly;
	int assist; /* per cent */
	int ack_days;
	struct dbn_score_value rule[DBN_SCORE_RULES];
};

/* "late", 逾期办结, done late; static. */
const char *dbn_score_key(enum dbn_score_rule rule);
const char *dbn_score_name(enum dbn_score_rule rule, enum dbn_lang lang);
/* Whether a rule stands in [add]. */
bool dbn_score_adds(enum dbn_score_rule rule);
/* Defaults, as an empty file gives them. */
void dbn_score_rules_init(struct dbn_score_rules *r);
/* Takes the settings of an ini file; what is not understood is a finding and
 * keeps its default. */
void dbn_score_rules_take(struct dbn_score_rules *r, const struct dbn_ini *ini, const char *file,
			  struct dbn_sink sink);
/* Appends a score.ini with every rule, its default and what it is. */
void dbn_score_template(struct dbn_buf *out, enum dbn_lang lang);

/* One reason for points. */
struct dbn_point {
	enum dbn_score_rule rule;
	struct dbn_str unit;
	const struct dbn_task *task;
	const struct dbn_event *event; /* that says so, or NULL */
	int32_t day;	 /* of the fact: decides the month and the order */
	int32_t due, done; /* or DBN_NO_DAY */
	struct dbn_str names; /* of periods: 2024-04、2024-05 */
	int count;	 /* how many of them, 1 for the rest */
	int nth;	 /* the how-manieth of its rule in the year, of the first of count */
	int64_t value;	 /* hundredths, signed, after limits */
	bool assist;
	bool limited;	 /* cut by [limit] */
	bool counted;	 /* in the span: earlier ones of the year only move `nth` */
	size_t order;	 /* of the unit in the roster */
};

struct dbn_score_row {
	struct dbn_str unit;
	bool known;
	size_t order;
	int64_t score, added, deducted; /* monthly: mean of the months; sums of the points */
	size_t first, count; /* its points */
};

struct dbn_score {
	struct dbn_arena *arena;
	const struct dbn_ledger *l;
	const struct dbn_roster *roster;
	const struct dbn_score_rules *rules;
	int32_t first, last; /* the span, cut at today */
	bool over;	     /* its last day is behind us */
	struct {
		struct dbn_point *items;
		size_t count, cap;
	} points;
	struct {
		struct dbn_score_row *items;
		size_t count, cap;
	} rows; /* units of the roster, in its order, then others that answered for a task */
	struct {
		struct dbn_excluded {
			const struct dbn_task *task;
			struct dbn_str unit;
			int32_t since; /* suspended */
		} *items;
		size_t count, cap;
	} excluded;
	struct dbn_str *others; /* units outside the roster that had a task */
	size_t other_count, other_cap;
	bool failed;
};

/* A span within [first, last]; what lies after today does not count. */
void dbn_score_init(struct dbn_score *s, struct dbn_arena *arena, const struct dbn_ledger *l,
		    const struct dbn_roster *roster, const struct dbn_score_rules *rules,
		    int32_t first, int32_t last, int32_t today);
/* Takes in a document's facts (its events must be loaded). */
void dbn_score_add(struct dbn_score *s, const struct dbn_doc *doc);
/* Values the points and makes the rows. */
int dbn_score_finish(struct dbn_score *s, struct dbn_err *err);
/* Of rules a month: how many months the span has, and what a row scored in the k-th of them;
 * its first day in *first. */
int dbn_score_months(const struct dbn_score *s);
int64_t dbn_score_month(const struct dbn_score *s, const struct dbn_score_row *row, int k, int32_t *first);
/* Appends what a point is about: 应 2024-08-30，办结 2024-09-20. */
void dbn_point_text(struct dbn_buf *out, const struct dbn_point *p, enum dbn_lang lang, bool paper);
/* Appends hundredths without needless zeros: 93.5, -0.25, 100. */
void dbn_score_number(struct dbn_buf *out, int64_t hundredths);

#endif
