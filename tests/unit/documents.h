/* documents.h - parse a text and look at one of its rows. */
#ifndef DOCUMENTS_H
#define DOCUMENTS_H

#include "dubanc/parse.h"

struct parsed {
	struct dbn_arena arena;
	struct dbn_document doc;
};

static inline void parse_text(struct parsed *p, const char *text)
{
	struct dbn_document_ctx ctx = { .date = dbn_day_of(2024, 3, 1), .received = DBN_NO_DAY };
	struct dbn_err err = { .code = DBN_OK };

	dbn_arena_init(&p->arena, 64u << 20);
	assert_int_equal(dbn_document_parse(&p->arena, dbn_str_of(text), &ctx, &p->doc, &err),
			 DBN_OK);
}

/* "path title|path title": all rows in one line. */
static inline void assert_rows(const char *text, const char *want)
{
	struct parsed p;
	struct dbn_buf got;

	parse_text(&p, text);
	dbn_buf_init(&got, 1u << 20);
	for (size_t i = 0; i < p.doc.items.count; i++) {
		dbn_buf_addz(&got, i ? "|" : "");
		dbn_buf_add(&got, p.doc.items.items[i].path);
		dbn_buf_addc(&got, ' ');
		dbn_buf_add(&got, p.doc.items.items[i].title);
	}
	assert_str(dbn_buf_str(&got), want);
	dbn_buf_release(&got);
	dbn_arena_release(&p.arena);
}

#endif
