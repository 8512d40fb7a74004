/* fuzz_mht.c - any bytes as a web page saved in one file. */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_read(dec_mht, (struct dbn_str){ (const char *)data, size });
	return 0;
}
