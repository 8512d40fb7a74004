/* fuzz_html.c - any bytes as a web page. */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_read(dec_html, (struct dbn_str){ (const char *)data, size });
	return 0;
}
