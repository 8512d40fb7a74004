/* report.h - report.c chooses the kind; each kind is one file report_KIND.c. */
#ifndef REPORT_H
#define REPORT_H

#include "dubanc/forecast.h"
#include "dubanc/period.h"
#include "dubanc/plan.h"
#include "view.h"

struct report {
	struct ctx *ctx;
	struct view view;
	struct dbn_how how;
	size_t kind;	/* of report_kinds.def */
	bool calendar; /* --format=ics */
	int32_t from, to; /* the period, inclusive; to is never after the day reported for */
	struct dbn_str period_name;
	struct dbn_str scope; /* what the filters leave, in words; empty: all */
};

/* report_kinds.def: KIND(name, ahead, by, "zh", "en") → int report_NAME(struct report *). */
#define KIND(name, ...) int report_##name(struct report *r);
#include "report_kinds.def"
#undef KIND

/* 2024年6月30日, as papers write it (English: ISO): in the report's arena; "" without memory, which the
 * command then tells. */
const char *paper_day(struct report *r, int32_t day);
/* Heading of a part of a paper: numbered 一、二、… in text, ## in md, h2 in html. */
void add_part(struct report *r, size_t number, enum dbn_msg heading);
void add_paragraph(struct report *r, struct dbn_str text);
/* 市委组织部、市纪委监委: appends one more name. */
void add_member(const struct report *r, struct dbn_buf *names, struct dbn_str name);
/* Below a table: whom it leaves out, so that nobody vanishes. Releases names. */
void add_outsiders(struct report *r, struct dbn_buf *names);
/* Titles the sheet of a workbook: what, of which office, as of which day. Other formats bear none. */
void title_sheet(struct report *r, struct dbn_table *t, enum dbn_msg what);
/* Begins and ends the document in the format asked for. */
void begin_paper(struct report *r, struct dbn_str title);
void end_paper(struct report *r);
/* The text of a message without arguments, in the arena of the report. */
struct dbn_str message_of(struct report *r, enum dbn_msg msg);
/* A paragraph made of a message; arguments ended by NULL as in put(). */
#define SENTENCE(r, ...) \
	do { \
		struct dbn_buf line_; \
		dbn_buf_init(&line_, 1 << 16); \
		text_of((r)->ctx, &line_, __VA_ARGS__, NULL); \
		add_paragraph((r), dbn_buf_str(&line_)); \
		(r)->ctx->out.failed = (r)->ctx->out.failed || line_.failed; \
		dbn_buf_release(&line_); \
	} while (0)
/* 2024年第3季度 of 2024Q3, as papers write a period; what has no such name as it is typed. */
const char *period_shown(struct report *r, struct dbn_str name);
/* Title of a paper about a day, not a period, and its beginning. */
void begin_dated(struct report *r, enum dbn_msg title);
/* Title of a paper that names the office and the period, and its beginning. */
void begin_titled(struct report *r, enum dbn_msg title);
/* The targets of the chosen tasks with how they stand, in the ledger's order. */
struct target_seen {
	const struct dbn_ledger_target *target;
	struct dbn_forecast forecast;
};
struct targets_seen {
	struct target_seen *items;
	size_t count, cap;
};
/* Those that are due within [from, to], or all where from is DBN_NO_DAY; false after a complaint. */
bool targets_of(struct report *r, int32_t from, int32_t to, struct targets_seen *out);
/* A value in thousandths as people read it, empty where it is not known; what is to be reached
 * (2000万千瓦以上); where it is heading: in words for people, as stored for programs. */
struct dbn_str target_thousandths(struct report *r, bool known, int64_t value);
struct dbn_str target_goal(struct report *r, const struct dbn_ledger_target *target);
const char *target_course_word(struct report *r, const struct dbn_forecast *f);
/* They as a table. */
int write_targets(struct report *r, const struct targets_seen *targets);
/* What falls due in [from, to] among the chosen rows, in order; false after a complaint. */
bool plan_of(struct report *r, struct dbn_plan *plan, int32_t from, int32_t to);
/* The same for the whole period of the report: a plan looks ahead, not only up to today. */
bool plan_of_period(struct report *r, struct dbn_plan *plan);
/* The items of a plan that are still to be done as a calendar. */
int write_calendar(struct report *r, const struct dbn_plan *plan);
/* Counts of a plan by unit: the roster's units in their order, whom it does not know by
 * name, what has no lead last. Returns how many; *rows and the units are in the arena. */
struct unit_counts {
	struct dbn_str unit;
	size_t order;
	struct dbn_plan_counts counts;
};
size_t plan_by_unit(struct report *r, const struct dbn_plan *plan, struct unit_counts **rows);
/* Whether the format is a paper (text, md, html) and not a bare table. */
bool is_paper(const struct report *r);

#endif
