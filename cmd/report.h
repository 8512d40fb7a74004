/* report.h - report.c chooses the kind; each kind is one file report_KIND.c. */
#ifndef REPORT_H
#define REPORT_H

#include "dubanc/period.h"
#include "view.h"

struct report {
	struct ctx *ctx;
	struct view view;
	struct dbn_how how;
	int32_t from, to; /* the period, inclusive; to is never after the day reported for */
	struct dbn_str period_name;
};

/* report_kinds.def: KIND(name, "zh", "en") → int report_NAME(struct report *). */
#define KIND(name, ...) int report_##name(struct report *r);
#include "report_kinds.def"
#undef KIND

/* 2024年6月30日, as papers write it (English: ISO); appended. */
void add_paper_day(struct dbn_buf *out, const struct ctx *ctx, int32_t day);
/* Heading of a part of a paper: numbered 一、二、… in text, ## in md, h2 in html. */
void add_part(struct report *r, size_t number, enum dbn_msg heading);
/* A paragraph made of a message; arguments ended by NULL. */
void add_paragraph(struct report *r, struct dbn_str text);
/* Begins and ends the document in the format asked for. */
void begin_paper(struct report *r, struct dbn_str title);
void end_paper(struct report *r);
/* Whether the format is a paper (text, md, html) and not a bare table. */
bool is_paper(const struct report *r);

#endif
