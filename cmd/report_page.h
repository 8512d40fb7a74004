/* report_page.h - what the progress report shows as a page of html. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "dubanc/tally.h"
#include "report.h"

/* Both do nothing in another format, and return an exit status after a complaint. */

/* Figures, lights by unit, deadlines by month, targets against plan. */
int page_overview(struct report *r, const struct dbn_tally *units, size_t *part);
/* Every task in a table that filters and sorts, its history folded into its row. */
int page_tasks(struct report *r, const struct dbn_tally *units, size_t *part);

#endif
