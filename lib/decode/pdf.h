/* pdf.h - what the readers of a PDF share (private to lib/decode/pdf*.c). */
#ifndef DECODE_PDF_H
#define DECODE_PDF_H

#include "flow.h"

/* The drawing of the pages that stands behind the layout of their words: see dec_pdf_layout(). */
struct pdf_rules {
	struct dbn_str rest;
	size_t page; /* that rest begins with; 0: no drawing */
};

/* text: what stands behind the layout. */
void pdf_rules_init(struct pdf_rules *r, struct dbn_str text);
/* The rulings of a page, which is the flow's; pages are asked for in their order. */
int pdf_rules_page(struct pdf_rules *r, size_t page, struct flow *f);

#endif
