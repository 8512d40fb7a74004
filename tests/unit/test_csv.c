/* test_csv.c - CSV in and out: what a ledger writes, what spreadsheets make of it. */
#include "unit.h"

#include "dubanc/csv.h"
#include "dubanc/date.h"
#include "ledger/table.h"

struct seen {
	char text[4096];
};

static void collect(void *ctx, const struct dbn_diag *d)
{
	struct seen *s = ctx;
	size_t n = strlen(s->text);

	snprintf(s->text + n, sizeof s->text - n, "%zu:%zu %s\n", d->pos.line, d->pos.col, dbn_msg_slug(d->msg));
}

/* header|cell|cell \n … of what was read */
static void flatten(const struct dbn_csv *csv, struct dbn_buf *out)
{
	for (size_t i = 0; i < csv->header_count; i++) {
		dbn_buf_addz(out, i ? "|" : "");
		dbn_buf_add(out, csv->header[i]);
	}
	for (size_t r = 0; r < csv->row_count; r++) {
		size_t n = csv->rows[r].cell_count > csv->header_count ? csv->rows[r].cell_count : csv->header_count;

		dbn_buf_addz(out, "/");
		for (size_t i = 0; i < n; i++) {
			dbn_buf_addz(out, i ? "|" : "");
			dbn_buf_add(out, csv->rows[r].cells[i]);
		}
	}
}

struct csv_case {
	const char *name, *text, *want, *findings;
	unsigned oddities;
};

static const struct csv_case cases[] = {
	{ "canonical", "id,a\n1,x\n2,\"y,\"\"z\"\"\"\n", "id|a/1|x/2|y,\"z\"", "", 0 },
	{ "nothing", "", "", "", 0 },
	{ "header only", "id,a\n", "id|a", "", 0 },
	{ "BOM", "\xef\xbb\xbfid,a\n1,x\n", "id|a/1|x", "", DBN_CSV_BOM },
	{ "CRLF", "id,a\r\n1,x\r\n", "id|a/1|x", "", DBN_CSV_CRLF },
	{ "old Mac", "id,a\r1,x\r", "id|a/1|x", "", DBN_CSV_CRLF | DBN_CSV_NO_FINAL_LF },
	{ "all quoted", "\"id\",\"a\"\n\"1\",\"x\"\n", "id|a/1|x", "", DBN_CSV_QUOTING },
	{ "blank lines", "\nid,a\n\n1,x\n  \n,\n", "id|a/1|x", "", DBN_CSV_BLANK_LINES },
	{ "no final line end", "id,a\n1,x", "id|a/1|x", "", DBN_CSV_NO_FINAL_LF },
	{ "semicolons", "id;a\n1;x,y\n", "id|a/1|x,y", "", DBN_CSV_SEPARATOR },
	{ "tabs", "id\ta\n1\tx;y\n", "id|a/1|x;y", "", DBN_CSV_SEPARATOR },
	{ "sep line", "sep=;\nid;a\n1;x\n", "id|a/1|x", "", DBN_CSV_SEPARATOR },
	{ "trailing commas", "id,a,,\n1,x,,\n", "id|a/1|x", "", DBN_CSV_RAGGED },
	{ "blanks are data", "id,a\n 1 , x\n", "id|a/ 1 | x", "", 0 },
	{ "line break in a cell", "id,a\n1,\"x\ny\"\n2,z\n", "id|a/1|x\ny/2|z", "", 0 },
	{ "row too long", "id,a\n1,x,y\n2,z\n", "id|a/1|x|y/2|z", "2:1 row-long\n", 0 },
	{ "row too short", "id,a,b\n1,x\n", "id|a|b/1|x|", "2:1 row-short\n", 0 },
	{ "heading twice", "id,a,a\n1,x,y\n", "id|a|a/1|x|y", "1:1 header-twice\n", DBN_CSV_DAMAGED },
	{ "bare quote", "id,a\n1,x\"y\n2,z\n", "id|a/1|x\"y/2|z", "2:4 quote\n", DBN_CSV_DAMAGED },
	{ "text behind a quote", "id,a\n1,\"x\"y\n2,z\n", "id|a/1|x\"y/2|z", "2:6 quote\n", DBN_CSV_DAMAGED },
	{ "quote never closed", "id,a\n1,\"x\n2,z\n3,w\n", "id|a/1|x/2|z/3|w", "2:1 quote-open\n", DBN_CSV_DAMAGED },
	{ "conflict markers", "id,a\n<<<<<<< HEAD\n1,x\n=======\n1,y\n>>>>>>> other\n", "id|a/1|x/1|y",
	  "2:1 conflict-marker\n4:1 conflict-marker\n6:1 conflict-marker\n", DBN_CSV_DAMAGED },
	{ "GB18030", "id,\xb1\xf0\xc3\xfb\n1,\xca\xd0\xce\xaf\n", "id|别名/1|市委", "", DBN_CSV_ENCODING },
};

static void as_the_table_says(void **state)
{
	const struct csv_case *c = *state;
	struct seen seen = { "" };
	struct dbn_err err = { 0 };
	struct dbn_arena a;
	struct dbn_buf out;
	struct dbn_csv csv;

	dbn_arena_init(&a, 64u << 20);
	dbn_buf_init(&out, 1u << 20);
	assert_int_equal(dbn_csv_parse(&csv, &a, dbn_str_of(c->text), "x.csv", (struct dbn_sink){ collect, &seen }, &err), 0);
	flatten(&csv, &out);
	assert_str(dbn_buf_str(&out), c->want);
	assert_string_equal(seen.text, c->findings);
	assert_int_equal(csv.oddities, c->oddities);
	/* What was read is written so that it reads the same, now canonically. */
	if (!(csv.oddities & DBN_CSV_DAMAGED)) {
		struct dbn_csv again;
		struct dbn_buf flat, third;

		dbn_buf_clear(&out);
		dbn_csv_write(&out, &csv);
		assert_int_equal(dbn_csv_parse(&again, &a, dbn_buf_str(&out), "x.csv", (struct dbn_sink){ NULL, NULL }, &err), 0);
		assert_int_equal(again.oddities & ~(unsigned)DBN_CSV_RAGGED, 0);
		dbn_buf_init(&flat, 1u << 20);
		dbn_buf_init(&third, 1u << 20);
		flatten(&again, &flat);
		assert_str(dbn_buf_str(&flat), c->want);
		dbn_csv_write(&third, &again);
		assert_str(dbn_buf_str(&third), out.ptr);
		dbn_buf_release(&third);
		dbn_buf_release(&flat);
	}
	dbn_buf_release(&out);
	dbn_arena_release(&a);
}

static void untouched_rows_are_copied(void **state)
{
	struct dbn_arena a;
	struct dbn_csv csv;
	struct dbn_buf out;
	struct dbn_err err = { 0 };
	const char *text = "id,a\n1,\"x,y\"\n2,z\n";

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	dbn_buf_init(&out, 1u << 20);
	assert_int_equal(dbn_csv_parse(&csv, &a, dbn_str_of(text), "x", (struct dbn_sink){ NULL, NULL }, &err), 0);
	assert_ptr_equal(csv.rows[0].bytes.ptr, text + 5);
	csv.rows[1].cells[1] = DBN_STR("w");
	csv.rows[1].bytes.ptr = NULL;
	dbn_csv_write(&out, &csv);
	assert_str(dbn_buf_str(&out), "id,a\n1,\"x,y\"\n2,w\n");
	assert_int_equal(dbn_csv_add_column(&csv, DBN_STR("b")), 2);
	assert_non_null(dbn_csv_insert(&csv, 0));
	dbn_buf_clear(&out);
	dbn_csv_write(&out, &csv);
	assert_str(dbn_buf_str(&out), "id,a,b\n,,\n1,\"x,y\",\n2,w,\n");
	dbn_buf_release(&out);
	dbn_arena_release(&a);
}

static void limits_have_messages(void **state)
{
	struct dbn_arena a;
	struct dbn_csv csv;
	struct dbn_buf big;
	struct dbn_err err = { 0 };
	struct seen seen = { "" };

	(void)state;
	dbn_arena_init(&a, 256u << 20);
	dbn_buf_init(&big, 80u << 20);
	dbn_buf_addz(&big, "id,a\n1,");
	dbn_buf_fill(&big, 'x', (1u << 20) + 1);
	dbn_buf_addz(&big, "\n2,y\n");
	assert_int_equal(dbn_csv_parse(&csv, &a, dbn_buf_str(&big), "x", (struct dbn_sink){ collect, &seen }, &err), 0);
	assert_non_null(strstr(seen.text, "2:1 field-long"));
	assert_int_equal(csv.row_count, 2);
	dbn_buf_fill(&big, 'x', 64u << 20);
	assert_int_equal(dbn_csv_parse(&csv, &a, dbn_buf_str(&big), "x", (struct dbn_sink){ NULL, NULL }, &err), DBN_EDATA);
	assert_int_equal(err.diag.msg, DBN_MSG_FILE_TOO_LARGE);
	dbn_buf_release(&big);
	dbn_arena_release(&a);
}

static void endless_open_quotes_end(void **state)
{
	struct dbn_arena a;
	struct dbn_csv csv;
	struct dbn_buf big;
	struct dbn_err err = { 0 };

	(void)state;
	dbn_arena_init(&a, 256u << 20);
	dbn_buf_init(&big, 8u << 20);
	dbn_buf_addz(&big, "id,a\n");
	for (int i = 0; i < 100000; i++)
		dbn_buf_addz(&big, i % 2 ? "1,\"x\n" : "1,y\n");
	assert_int_equal(dbn_csv_parse(&csv, &a, dbn_buf_str(&big), "x", (struct dbn_sink){ NULL, NULL }, &err), DBN_EDATA);
	assert_int_equal(err.diag.msg, DBN_MSG_CSV_BROKEN);
	dbn_buf_release(&big);
	dbn_arena_release(&a);
}

static void cells_as_spreadsheets_write_them(void **state)
{
	static const struct {
		size_t column;
		const char *cell, *want;
	} rows[] = {
		{ DBN_TASK_DUE, "2025/5/4", "2025-05-04" },	 { DBN_TASK_DUE, "2025.5.4", "2025-05-04" },
		{ DBN_TASK_DUE, "2025年5月4日", "2025-05-04" },	 { DBN_TASK_DUE, "2025-5-4", "2025-05-04" },
		{ DBN_TASK_DUE, "45781", "2025-05-04" },	 { DBN_TASK_DUE, "45781.0", "2025-05-04" },
		{ DBN_TASK_DUE, "2025/5/4 0:00:00", "2025-05-04" }, { DBN_TASK_DUE, "20250504", "2025-05-04" },
		{ DBN_TASK_DUE, " 2025-05-04 ", "2025-05-04" },	 { DBN_TASK_DUE, "2025/2/30", "2025/2/30" },
		{ DBN_TASK_DUE, "2025/5/4 8:30", "2025/5/4 8:30" }, { DBN_TASK_DUE, "五月", "五月" },
		{ DBN_TASK_DUE, "5/4/2025", "5/4/2025" },	 { DBN_TASK_PROGRESS, "50.0", "50" },
		{ DBN_TASK_PROGRESS, "50%", "50" },		 { DBN_TASK_PROGRESS, "050", "50" },
		{ DBN_TASK_PROGRESS, "0", "0" },		 { DBN_TASK_PROGRESS, "半", "半" },
		{ DBN_TASK_STATE, "办理中", "doing" },		 { DBN_TASK_STATE, "doing ", "doing" },
		{ DBN_TASK_KIND, "节点", "node" },		 { DBN_TASK_LEAD, "甲局； 乙局;", "甲局;乙局" },
		{ DBN_TASK_TITLE, "45781", "45781" },		 { DBN_TASK_NOTE, "甲　", "甲" },
		{ DBN_TASK_RECUR, "2025/5/4", "2025-05-04" },	 { DBN_TASK_RECUR, "every:month@05", "every:month@05" },
	};
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_str(cell_canonical(&a, DBN_TASKS, rows[i].column, dbn_str_of(rows[i].cell)), rows[i].want);
	for (int32_t d = dbn_day_of(1960, 1, 1); d < dbn_day_of(2110, 1, 1); d++) {
		struct dbn_ymd ymd = dbn_day_ymd(d);
		char text[40];

		snprintf(text, sizeof text, "%d", (int)d + 25569);
		assert_int_equal(dbn_day_typed(dbn_str_of(text)), d);
		snprintf(text, sizeof text, "%d/%d/%d", ymd.year, ymd.month, ymd.day);
		assert_int_equal(dbn_day_typed(dbn_str_of(text)), d);
	}
	dbn_arena_release(&a);
}

/* Plain lines are split here, the others by libcsv: both give the same. */
static void both_ways_read_the_same(void **state)
{
	static const char *const pieces[] = { "a", ",", ",", "\n", "\n", " ", "市", "\t", "x,y", "", "\r\n", "\"", "\"\"" };
	uint32_t seed = 99;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct dbn_arena a;
		struct dbn_csv fast, slow;
		struct dbn_buf text, x, y;
		struct dbn_err err = { 0 };
		struct seen seen[2] = { { "" }, { "" } };
		int codes[2];

		dbn_arena_init(&a, 8u << 20);
		dbn_buf_init(&text, 1u << 20);
		dbn_buf_init(&x, 1u << 20);
		dbn_buf_init(&y, 1u << 20);
		dbn_buf_addz(&text, "id,b,c\n");
		for (int k = 0; k < 40; k++) {
			seed = seed * 1664525u + 1013904223u;
			dbn_buf_addz(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces - (round % 2 ? 3 : 0))]);
		}
		codes[0] = csv_parse_with(&fast, &a, dbn_buf_str(&text), "x", false, (struct dbn_sink){ collect, &seen[0] }, &err);
		codes[1] = csv_parse_with(&slow, &a, dbn_buf_str(&text), "x", true, (struct dbn_sink){ collect, &seen[1] }, &err);
		assert_int_equal(codes[0], codes[1]);
		assert_string_equal(seen[0].text, seen[1].text);
		if (!codes[0]) {
			assert_int_equal(fast.oddities, slow.oddities);
			flatten(&fast, &x);
			flatten(&slow, &y);
			assert_str(dbn_buf_str(&x), y.ptr);
			for (size_t i = 0; i < fast.row_count; i++)
				assert_ptr_equal(fast.rows[i].bytes.ptr, slow.rows[i].bytes.ptr);
		}
		dbn_buf_release(&y);
		dbn_buf_release(&x);
		dbn_buf_release(&text);
		dbn_arena_release(&a);
	}
}

/* A small generator of nasty cells: write, read, compare. */
static void what_is_written_reads_the_same(void **state)
{
	static const char *const pieces[] = { "a", ",", "\"", "\n", "\r", " ", "市", ";", "=", "'", "\t", "<<<<<<<", "" };
	uint32_t seed = 12345;

	(void)state;
	for (int round = 0; round < 500; round++) {
		struct dbn_str cells[12];
		char text[12][128];
		struct dbn_arena a;
		struct dbn_csv csv;
		struct dbn_buf out;
		struct dbn_err err = { 0 };

		dbn_arena_init(&a, 1u << 20);
		dbn_buf_init(&out, 1u << 20);
		dbn_buf_addz(&out, "a,b,c\n");
		for (size_t i = 0; i < 12; i++) {
			text[i][0] = i % 3 == 0 ? 'k' : '\0';
			text[i][1] = '\0';
			for (int k = 0; k < 5; k++) {
				seed = seed * 1664525u + 1013904223u;
				strncat(text[i], pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)],
					sizeof text[i] - strlen(text[i]) - 1);
			}
			cells[i] = dbn_str_of(text[i]);
			if (i % 3 == 2)
				dbn_csv_put_row(&out, cells + i - 2, 3);
		}
		assert_int_equal(dbn_csv_parse(&csv, &a, dbn_buf_str(&out), "x", (struct dbn_sink){ NULL, NULL }, &err), 0);
		assert_int_equal(csv.oddities, 0);
		assert_int_equal(csv.row_count, 4);
		for (size_t i = 0; i < 12; i++)
			assert_str(csv.rows[i / 3].cells[i % 3], text[i]);
		dbn_buf_release(&out);
		dbn_arena_release(&a);
	}
}

int main(void)
{
	enum { CASES = sizeof cases / sizeof *cases, OTHERS = 6 };
	static struct CMUnitTest tests[CASES + OTHERS] = {
		cmocka_unit_test(untouched_rows_are_copied), cmocka_unit_test(limits_have_messages),
		cmocka_unit_test(endless_open_quotes_end), cmocka_unit_test(cells_as_spreadsheets_write_them),
		cmocka_unit_test(what_is_written_reads_the_same), cmocka_unit_test(both_ways_read_the_same),
	};

	for (size_t i = 0; i < CASES; i++)
		tests[OTHERS + i] = (struct CMUnitTest){ cases[i].name, as_the_table_says, NULL, NULL,
							 (void *)(uintptr_t)&cases[i] };
	return !!_cmocka_run_group_tests("csv", tests, CASES + OTHERS, NULL, NULL);
}
