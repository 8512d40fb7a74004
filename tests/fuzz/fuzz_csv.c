/* fuzz_csv.c - any bytes as CSV: read without harm; what is written reads the same. */
#include <stdint.h>
#include <stdlib.h>

#include "dubanc/csv.h"
#include "ledger/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
	if (!ok)
		abort();
}

static bool same(const struct dbn_csv *a, const struct dbn_csv *b)
{
	if (a->header_count != b->header_count || a->row_count != b->row_count)
		return false;
	for (size_t i = 0; i < a->row_count; i++)
		for (size_t c = 0; c < a->header_count; c++)
			if (!dbn_str_eq(a->rows[i].cells[c], b->rows[i].cells[c]))
				return false;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_sink quiet = { NULL, NULL };
	struct dbn_arena a;
	struct dbn_buf out;
	struct dbn_csv csv, slow, again;
	struct dbn_err err = { 0 };
	struct dbn_str bytes = { (const char *)data, size };
	struct table t;

	dbn_arena_init(&a, 256u << 20);
	dbn_buf_init(&out, 64u << 20);
	if (dbn_csv_parse(&csv, &a, bytes, "fuzz.csv", quiet, &err) == DBN_OK) {
		must(csv_parse_with(&slow, &a, bytes, "fuzz.csv", true, quiet, &err) == DBN_OK);
		must(same(&csv, &slow) && csv.oddities == slow.oddities);
		dbn_csv_write(&out, &csv);
		if (!(csv.oddities & (DBN_CSV_DAMAGED | DBN_CSV_RAGGED)) && csv.header_count > 1) {
			must(dbn_csv_parse(&again, &a, dbn_buf_str(&out), "fuzz.csv", quiet, &err) == DBN_OK);
			must(again.row_count == csv.row_count || (again.oddities & (DBN_CSV_SEPARATOR | DBN_CSV_DAMAGED | DBN_CSV_ENCODING | DBN_CSV_BOM)));
		}
	}
	table_read(&t, DBN_TASKS, &a, bytes, "tasks/fuzz.csv", quiet, &err);
	dbn_buf_release(&out);
	dbn_arena_release(&a);
	return 0;
}
