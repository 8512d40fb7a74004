/* decode.h - what the tests of the readers share: a document read, what it gave, what was said. */
#ifndef TEST_DECODE_H
#define TEST_DECODE_H

#include "unit.h"

#include "../data/formats/parts.h"
#include "dubanc/decoder.h"

struct result {
	struct dbn_buf text, notes;
	struct dbn_err err;
	int code;
};

static inline void on_note(void *ctx, const struct dbn_diag *diag)
{
	struct dbn_buf *notes = ctx;

	dbn_buf_addz(notes, dbn_msg_slug(diag->msg));
	for (size_t i = 0; i < diag->nargs; i++) {
		dbn_buf_addc(notes, ' ');
		dbn_buf_addz(notes, diag->args[i]);
	}
	dbn_buf_addc(notes, '\n');
}

typedef int reader_fn(struct dec *d, struct dbn_str bytes);

static inline struct result read_with(reader_fn *fn, struct dbn_str bytes, const struct dbn_decode_limits *limits)
{
	struct dbn_decode_limits defaults;
	struct result r = { .code = 0 };
	struct dec d;

	dbn_decode_limits_init(&defaults);
	dbn_buf_init(&r.text, 64 << 20);
	dbn_buf_init(&r.notes, 1 << 20);
	dec_init(&d, limits ? limits : &defaults, "文件", &r.text, (struct dbn_sink){ on_note, &r.notes },
		 &r.err);
	r.code = fn(&d, bytes);
	dec_release(&d);
	return r;
}

static inline void release(struct result *r)
{
	dbn_buf_release(&r->text);
	dbn_buf_release(&r->notes);
}

/* What a failure is called, or "ok". */
static inline const char *said(const struct result *r)
{
	return r->code ? dbn_msg_slug(r->err.diag.msg) : "ok";
}

static inline void expect(reader_fn *fn, struct dbn_str bytes, const char *text, const char *notes)
{
	struct result r = read_with(fn, bytes, NULL);

	assert_string_equal(said(&r), "ok");
	assert_str(dbn_buf_str(&r.text), text);
	assert_str(dbn_buf_str(&r.notes), notes);
	release(&r);
}

static inline void refuse_within(reader_fn *fn, struct dbn_str bytes, const struct dbn_decode_limits *limits, const char *slug)
{
	struct result r = read_with(fn, bytes, limits);

	assert_string_equal(said(&r), slug);
	assert_true(r.code < 0);
	release(&r);
}

static inline void refuse(reader_fn *fn, struct dbn_str bytes, const char *slug)
{
	refuse_within(fn, bytes, NULL, slug);
}

#define WORD(x0, y0, x1, y1, text) \
	"<word xMin=\"" x0 "\" yMin=\"" y0 "\" xMax=\"" x1 "\" yMax=\"" y1 "\">" text "</word>"
#define PAGE(words) "<page width=\"595\" height=\"842\"><flow>" words "</flow></page>"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define PS(style, text) "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define PN(level, num, text) \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" num "\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(props, text) "<w:tc><w:tcPr>" props "</w:tcPr>" P(text) "</w:tc>"
#define FLD(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define ID "w:id=\"9\" w:author=\"x\""

#endif
