/*
 * encoding.h - bytes of unknown encoding to UTF-8.
 *
 * Order of tests: BOM (UTF-8, UTF-16LE/BE, GB18030), the NUL pattern of UTF-16
 * without BOM, strict UTF-8 (which no other text is by chance, whatever a label
 * says of it), the label that the file gives itself, the look of Big5, strict
 * GB18030, else whichever of UTF-8 and GB18030 leaves fewer damaged characters,
 * with a count of them.
 */
#ifndef DUBANC_ENCODING_H
#define DUBANC_ENCODING_H

#include "dubanc/buf.h"
#include "dubanc/err.h"

struct dbn_decoded {
	const char *encoding; /* "UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"; static */
	bool bom;
	size_t damaged; /* characters that became U+FFFD */
	bool guessed;	/* neither mark nor label nor strict UTF-8 said so, but the look of the bytes */
};

/*
 * Appends bytes as UTF-8 without BOM to out. Line ends stay as they are.
 * name stands in messages only. DBN_EDATA where nothing fits (more than one
 * damaged character in ten), DBN_ESYSTEM where iconv has no table.
 */
int dbn_decode(struct dbn_str bytes, const char *name, struct dbn_buf *out,
	       struct dbn_decoded *how, struct dbn_err *err);
/* The same for bytes that name their encoding (gb2312, Big5 …; "" where they do
 * not). gb2312, gbk and cp936 are taken for GB18030, which holds them all. */
int dbn_decode_labelled(struct dbn_str bytes, struct dbn_str label, const char *name, struct dbn_buf *out,
			struct dbn_decoded *how, struct dbn_err *err);
/* UTF-8 to GB18030, for spreadsheets that ask for it. */
int dbn_encode_gb18030(struct dbn_str utf8, struct dbn_buf *out, struct dbn_err *err);

#endif
