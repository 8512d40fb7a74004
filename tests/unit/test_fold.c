/* test_fold.c - changes and their escaping, instants, rows folded from events. */
#include "unit.h"

#include "dubanc/event.h"
#include "ledger/fold.h"

static void changes_read_back(void **state)
{
	static const char *const values[] = { "", "a", "a;b", "k=v", "100%", "%3B", "一\n二\t", "=;%", "市委、市政府" };
	enum { N = sizeof values / sizeof *values };
	struct dbn_arena a;
	struct dbn_buf b;
	struct dbn_str rest;
	struct dbn_change c;
	bool bad = false;
	size_t n = 0;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	dbn_buf_init(&b, 1u << 20);
	for (size_t i = 0; i < N; i++)
		dbn_changes_add(&b, dbn_str_of(i % 2 ? "title" : "自定;列="), dbn_str_of(values[i]));
	assert_null(memchr(b.ptr, '\n', b.len));
	rest = dbn_buf_str(&b);
	while (dbn_changes_next(&a, &rest, &c, &bad)) {
		assert_str(c.column, n % 2 ? "title" : "自定;列=");
		assert_str(c.value, values[n]);
		n++;
	}
	assert_int_equal(n, N);
	assert_false(bad);
	dbn_buf_release(&b);
	dbn_arena_release(&a);
}

static void bad_changes_are_noticed(void **state)
{
	static const char *const texts[] = { "x", "=v", "a=%", "a=%4", "a=%zz", "a=1;b" };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct dbn_str rest = dbn_str_of(texts[i]);
		struct dbn_change c;
		struct dbn_arena a;
		bool bad = false;

		dbn_arena_init(&a, 1u << 20);
		while (dbn_changes_next(&a, &rest, &c, &bad))
			;
		assert_true(bad);
		dbn_arena_release(&a);
	}
}

static void instants_read_back(void **state)
{
	char text[32];

	(void)state;
	assert_string_equal(dbn_instant_format(text, 0), "1970-01-01T00:00:00.000Z");
	assert_string_equal(dbn_instant_format(text, INT64_C(1767575045006)), "2026-01-05T01:04:05.006Z");
	for (int64_t ms = -1000; ms < INT64_C(3000000000000); ms += INT64_C(987654321))
		assert_true(dbn_instant_parse(dbn_str_of(dbn_instant_format(text, ms))) == ms);
	assert_false(dbn_instant_valid(DBN_STR("2026-01-05")));
	assert_false(dbn_instant_valid(DBN_STR("2026-02-30T00:00:00.000Z")));
	assert_false(dbn_instant_valid(DBN_STR("2026-01-05T24:00:00.000Z")));
	assert_false(dbn_instant_valid(DBN_STR("2026-01-05T00:00:00.000+")));
}

static void rows_fold(void **state)
{
	static const char *const changes[] = {
		"title=甲;coop=一局%3B二局;due=2025/5/4;state=待签收", "coop+=三局;自定=x", "coop-=一局;coop+=四局;progress=50.0",
		"target.A:1.g1.actual=9;title=", "id=B;event=x;lead=甲局", "自定=y",
	};
	struct fold_row row = { .bad = false };
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	for (size_t c = 0; c < DBN_TASK_COLUMNS; c++)
		row.cell[c] = DBN_STR("");
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct dbn_event e = { .id = DBN_STR("e"), .task = DBN_STR("A:1"), .changes = dbn_str_of(changes[i]) };

		fold_apply(&a, &row, &e);
	}
	assert_str(row.cell[DBN_TASK_ID], "A:1");
	assert_str(row.cell[DBN_TASK_EVENT], "e");
	assert_str(row.cell[DBN_TASK_TITLE], "");
	assert_str(row.cell[DBN_TASK_COOP], "二局;三局;四局");
	assert_str(row.cell[DBN_TASK_DUE], "2025-05-04");
	assert_str(row.cell[DBN_TASK_STATE], "open");
	assert_str(row.cell[DBN_TASK_PROGRESS], "50");
	assert_str(row.cell[DBN_TASK_LEAD], "甲局");
	assert_int_equal(row.extra.count, 2);
	assert_str(row.extra.items[0].value, "y");
	assert_str(row.extra.items[1].target, "A:1.g1");
	assert_false(row.bad);
	dbn_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_read_back), cmocka_unit_test(bad_changes_are_noticed),
		cmocka_unit_test(instants_read_back), cmocka_unit_test(rows_fold),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
