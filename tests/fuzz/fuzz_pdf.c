/* fuzz_pdf.c - any bytes as what pdftotext prints and, behind a NUL, pdftocairo draws; and as a PDF with annotations. */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_str rest = { (const char *)data, size };
	struct dbn_buf whole;

	dbn_buf_init(&whole, 1 << 20);
	join3(&whole, "<doc><page width=\"595\" height=\"842\">", fuzz_piece(&rest), "</page></doc><rules from=\"1\">");
	if (rest.ptr)
		dbn_buf_add(&whole, rest);
	fuzz_read(dec_pdf_layout, dbn_buf_str(&whole));
	fuzz_read(dec_pdf_tables, dbn_buf_str(&whole));
	dbn_buf_release(&whole);
	fuzz_read(dec_pdf_notes, (struct dbn_str){ (const char *)data, size });
	return 0;
}
