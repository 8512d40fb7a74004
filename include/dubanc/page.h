/*
 * page.h - pages of html that stand alone: one file, no network.
 *
 * Style and script are part of every page (lib/render/page.css, page.js): light
 * and dark, on paper, tables that sort. What the script adds is convenience: a
 * page without it says the same.
 *
 *	dbn_page_begin(&out, DBN_ZH, title);
 *	dbn_page_bars(&out, &how, bars, count, &words);
 *	...
 *	dbn_page_end(&out);
 */
#ifndef DUBANC_PAGE_H
#define DUBANC_PAGE_H

#include "dubanc/render.h"

/* Appends everything up to where the content begins; what ends it. */
void dbn_page_begin(struct dbn_buf *out, enum dbn_lang lang, struct dbn_str title);
void dbn_page_end(struct dbn_buf *out);

/* Appends ` name="value"`, escaped. */
void dbn_page_attribute(struct dbn_buf *out, const char *name, struct dbn_str value);
/* Appends a light as a word with its colour. */
void dbn_page_light(struct dbn_buf *out, const struct dbn_how *how, enum dbn_light light);

/* How many tasks of each light somebody has. */
struct dbn_page_bar {
	struct dbn_str name, pick; /* what the list is filtered by when it is picked; "" for nothing */
	const int *light;	   /* DBN_LIGHT_COUNT of them; cancelled ones are not drawn */
	int total;
};
/* Appends stacked bars, one a row of a table, with their legend; headings: name, total, lights. */
void dbn_page_bars(struct dbn_buf *out, const struct dbn_how *how, const struct dbn_page_bar *bars,
		   size_t count, const char *const headings[3]);

/* What is due in one month, in the order it is stacked. */
enum dbn_page_due { DBN_PAGE_DONE, DBN_PAGE_MISSED, DBN_PAGE_AHEAD, DBN_PAGE_OTHER, DBN_PAGE_DUES };
struct dbn_page_month {
	int year, month; /* month 0: a column of its own for what is earlier or later */
	struct dbn_str name;
	int due[DBN_PAGE_DUES];
};
/* Appends the months as columns with a line for today; words: of the parts, of today. */
void dbn_page_months(struct dbn_buf *out, const struct dbn_page_month *months, size_t count, int32_t today,
		     const char *const words[DBN_PAGE_DUES + 1], struct dbn_str label);

/* Appends how far a target is in per cent of its value, where the plan would be (or
 * -1) and where it is heading (or -1); label says the same in words. */
void dbn_page_bullet(struct dbn_buf *out, const char *course, int actual, int plan, int forecast,
		     struct dbn_str label);

#endif
