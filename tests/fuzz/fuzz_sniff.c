/* fuzz_sniff.c - any bytes have a kind, and a kind has a name; then to whichever reader it says. */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_str bytes = { (const char *)data, size };
	enum dbn_filekind kind = dbn_sniff(bytes);

	if (kind >= DBN_IS_COUNT || !dbn_filekind_name(kind)[0])
		abort();
	fuzz_read(dec_any, bytes);
	return 0;
}
