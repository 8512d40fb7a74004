/* fuzz_docx.c - any bytes as a Word file: whole, or as its parts (body, styles, numbering, NUL between). */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_str rest = { (const char *)data, size };
	struct pack z;

	if (dbn_str_starts(rest, DBN_STR("PK"))) {
		fuzz_read(dec_docx, rest);
		return 0;
	}
	pack_init(&z);
	if (size && data[0] == '<') {
		struct dbn_buf part;

		dbn_buf_init(&part, 1 << 20);
		join3(&part, "<w:document><w:body>", fuzz_piece(&rest), "</w:body></w:document>");
		pack_add(&z, "word/document.xml", dbn_buf_str(&part));
		pack_addz(&z, "_rels/.rels", ROOT_RELS("word/document.xml"));
		pack_addz(&z, "word/_rels/document.xml.rels", WORD_RELS);
		pack_addz(&z, "word/footnotes.xml", FOOTNOTES);
		if (rest.ptr) {
			pack_add(&z, "word/styles.xml", fuzz_piece(&rest));
			pack_add(&z, "word/numbering.xml", fuzz_piece(&rest));
		} else {
			pack_addz(&z, "word/styles.xml", STYLES);
			pack_addz(&z, "word/numbering.xml", NUMBERING);
		}
		dbn_buf_release(&part);
	} else {
		pack_add(&z, "word/document.xml", fuzz_piece(&rest));
		pack_add(&z, "_rels/.rels", fuzz_piece(&rest));
		pack_add(&z, "word/_rels/document.xml.rels", fuzz_piece(&rest));
	}
	fuzz_read(dec_docx, pack_end(&z));
	pack_release(&z);
	return 0;
}
