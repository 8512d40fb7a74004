/* fuzz_pdf.c - any bytes as what pdftotext prints, and as a PDF with annotations. */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_buf whole;

	dbn_buf_init(&whole, 1 << 20);
	join3(&whole, "<doc><page width=\"595\" height=\"842\">", (struct dbn_str){ (const char *)data, size },
	      "</page></doc>");
	fuzz_read(dec_pdf_layout, dbn_buf_str(&whole));
	dbn_buf_release(&whole);
	fuzz_read(dec_pdf_notes, (struct dbn_str){ (const char *)data, size });
	return 0;
}
