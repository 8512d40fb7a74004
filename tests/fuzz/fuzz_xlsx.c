/* fuzz_xlsx.c - any bytes as an Excel file: whole, or as sheet, strings, styles, book (NUL between). */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_str rest = { (const char *)data, size };
	struct dbn_buf part;
	struct pack z;

	if (dbn_str_starts(rest, DBN_STR("PK"))) {
		fuzz_read(dec_xlsx, rest);
		return 0;
	}
	dbn_buf_init(&part, 1 << 20);
	pack_init(&z);
	join3(&part, "<worksheet>", fuzz_piece(&rest), "</worksheet>");
	pack_add(&z, "xl/worksheets/sheet1.xml", dbn_buf_str(&part));
	pack_addz(&z, "xl/_rels/workbook.xml.rels", BOOK_RELS);
	if (rest.ptr)
		pack_add(&z, "xl/sharedStrings.xml", fuzz_piece(&rest));
	else
		pack_addz(&z, "xl/sharedStrings.xml", STRINGS);
	if (rest.ptr)
		pack_add(&z, "xl/styles.xml", fuzz_piece(&rest));
	else
		pack_addz(&z, "xl/styles.xml", SHEET_STYLES);
	if (rest.ptr)
		pack_add(&z, "xl/workbook.xml", fuzz_piece(&rest));
	else
		pack_addz(&z, "xl/workbook.xml", BOOK(""));
	fuzz_read(dec_xlsx, pack_end(&z));
	pack_release(&z);
	dbn_buf_release(&part);
	return 0;
}
