/*
 * notice_paper.h - a notice as an office writes it: 督办通知单.
 *
 * Heading, number, colour and day; the unit that is addressed; what it is asked
 * to do and by when; each task with how it stands and what is required; whom to
 * answer; the office and the day. A mere reminder is the same without number
 * and colour. Text is what a mail carries; md and html hold the tasks in a table.
 */
#ifndef DUBANC_NOTICE_PAPER_H
#define DUBANC_NOTICE_PAPER_H

#include "dubanc/notice.h"
#include "dubanc/render.h"

/* What the papers of one run share; all borrowed. */
struct dbn_notice_office {
	const struct dbn_notice_plan *plan;
	const struct dbn_conf *conf;
	const struct dbn_how *how; /* format text, md or html; how->fragment leaves the page to the caller */
	struct dbn_arena *arena;
	int32_t today;
};

/* Appends the subject of a mail: office, kind, number, unit, how many. */
void dbn_notice_subject(struct dbn_buf *out, const struct dbn_notice_office *o, const struct dbn_notice *n);
/* Appends the paper. DBN_ESYSTEM where memory ran out. */
int dbn_notice_paper(struct dbn_buf *out, const struct dbn_notice_office *o, const struct dbn_notice *n,
		     struct dbn_err *err);

#endif
