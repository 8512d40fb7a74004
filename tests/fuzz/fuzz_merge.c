/* fuzz_merge.c - three versions in one input, parted by 0xff: merged without
 * harm; against an untouched base a side comes out as it is. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dubanc/merge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = { "tasks/a.csv", "events/a.csv", "units.csv", "targets/a.csv" };
	struct dbn_sink quiet = { NULL, NULL };
	struct dbn_str part[3] = { { "", 0 }, { "", 0 }, { "", 0 } };
	struct dbn_str rest = { (const char *)data + 1, size ? size - 1 : 0 }, path;
	struct dbn_merge_result r;
	struct dbn_err err = { 0 };
	struct dbn_buf out;
	struct dbn_arena a;

	if (!size)
		return 0;
	path = dbn_str_of(paths[data[0] % 4]);
	for (size_t i = 0; i < 3 && rest.ptr; i++)
		part[i] = dbn_str_split(&rest, (char)0xff);
	dbn_arena_init(&a, 256u << 20);
	dbn_buf_init(&out, 64u << 20);
	dbn_merge_files(&a, path, part[0], part[1], part[2], &out, &r, quiet, &err);
	dbn_buf_clear(&out);
	memset(&err, 0, sizeof err);
	if (dbn_merge_files(&a, path, part[0], part[0], part[1], &out, &r, quiet, &err) == DBN_OK && r.conflicts.count)
		abort();
	dbn_buf_clear(&out);
	dbn_textconv(part[0], &out, &err);
	dbn_buf_release(&out);
	dbn_arena_release(&a);
	return 0;
}
