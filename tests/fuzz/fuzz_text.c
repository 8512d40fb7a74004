/* fuzz_text.c - any bytes as text in an unknown encoding; the label stands before a NUL. */
#include "decode.h"
#include "dubanc/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_str rest = { (const char *)data, size }, label = fuzz_piece(&rest);
	struct dbn_err err = { 0 };
	struct dbn_decoded how;
	struct dbn_buf out;
	int code;

	dbn_buf_init(&out, 16 << 20);
	code = dbn_decode_labelled(rest.ptr ? rest : label, rest.ptr ? label : DBN_STR(""), "fuzz", &out, &how, &err);
	if ((code < 0) != (err.code < 0) || (!code && dbn_utf8_bad(dbn_buf_str(&out)) != DBN_NONE))
		abort();
	/* What is UTF-8 already stays as it is, whatever its label. */
	if (!code && !how.bom && strcmp(how.encoding, "UTF-8") == 0 && !how.damaged &&
	    !dbn_str_eq(dbn_buf_str(&out), rest.ptr ? rest : label))
		abort();
	dbn_buf_release(&out);
	return 0;
}
