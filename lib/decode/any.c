/* any.c - from the kind of a file to its reader. */
#include "dubanc/decoder.h"

int dec_any(struct dec *d, struct dbn_str bytes)
{
	switch (dbn_sniff(bytes)) {
	case DBN_IS_DOCX:
		return dec_docx(d, bytes);
	case DBN_IS_XLSX:
		return dec_xlsx(d, bytes);
	case DBN_IS_OFD:
		return dec_ofd(d, bytes);
	case DBN_IS_HTML:
		return dec_html(d, bytes);
	case DBN_IS_MHT:
		return dec_mht(d, bytes);
	case DBN_IS_EMPTY:
		return dec_fail(d, DBN_MSG_DEC_EMPTY, NULL, NULL);
	case DBN_IS_ZIP:
		return dec_fail(d, DBN_MSG_DEC_ARCHIVE, NULL, NULL);
	default:
		return dec_fail(d, DBN_MSG_DEC_UNKNOWN, NULL, NULL);
	}
}
