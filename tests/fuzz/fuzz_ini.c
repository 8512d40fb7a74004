/* fuzz_ini.c - any bytes as ini. */
#include <stdint.h>

#include "dubanc/conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_sink quiet = { NULL, NULL };
	struct dbn_str bytes = { (const char *)data, size };
	struct dbn_err err = { 0 };
	struct dbn_arena a;
	struct dbn_ini ini;

	dbn_arena_init(&a, 64u << 20);
	dbn_ini_parse(&ini, &a, bytes, "fuzz.ini", quiet, &err);
	dbn_arena_release(&a);
	return 0;
}
