/* test_id.c - keys of documents, ids of tasks. */
#include "unit.h"

#include "dubanc/ledger.h"
#include "dubanc/text.h"

static void keys_come_from_numbers(void **state)
{
	static const struct {
		const char *number, *issuer;
		int year, month, day;
		const char *want;
	} rows[] = {
		{ "通党发〔2023〕8号", "", 0, 0, 0, "通党发2023-8" },
		{ "内政办发[2024]15号", "", 0, 0, 0, "内政办发2024-15" },
		{ "某政发（2024）第 3 号", "", 0, 0, 0, "某政发2024-3" },
		{ "青办函【2023】12号", "", 0, 0, 0, "青办函2023-12" },
		{ "DB2023", "", 0, 0, 0, "DB2023" },
		{ "", "中共通州市委员会办公室", 2023, 3, 5, "通州市委办公室-20230305" },
		{ "", "青州市人民政府", 2023, 3, 5, "青州市政府-20230305" },
		{ "2023年第5号", "某县人民政府", 2023, 3, 5, "某县政府-20230305" },
		{ "", "", 2023, 3, 5, "" },
		{ "", "某局", 0, 0, 0, "" },
	};
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int32_t day = rows[i].year ? dbn_day_of(rows[i].year, rows[i].month, rows[i].day) : DBN_NO_DAY;
		struct dbn_str key = dbn_key_from_number(&a, dbn_str_of(rows[i].number), dbn_str_of(rows[i].issuer), day);

		assert_str(key, rows[i].want);
		assert_true(!key.len || dbn_key_valid(key));
	}
	dbn_arena_release(&a);
}

static void keys_have_a_shape(void **state)
{
	static const char *good[] = { "A", "通党发2023-8", "DB2023", "a-b" };
	static const char *bad[] = { "", "2023", "-a", "a-", "a b", "a/b", "a:b", "..", "a.b", "〇一", "a\xff", "=a" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(dbn_key_valid(dbn_str_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(dbn_key_valid(dbn_str_of(bad[i])));
}

static void paths_become_ascii(void **state)
{
	static const char *const rows[][2] = {
		{ "一/（一）", "K:1" },	      { "三/（二十八）", "K:28" },  { "三/（一百零三）", "K:103" },
		{ "四/7", "K:7" },	      { "四/9/①", "K:9.1" },	    { "第三条", "K:a3" },
		{ "四/问题二/3", "K:q2.3" },  { "表/7", "K:t7" },	    { "表2/7", "K:T2.7" },
		{ "表/#3", "K:tb3" },	      { "#4", "K:b4" },		    { "四/#4", "K:4.b4" },
		{ "¶2", "K:p2" },	      { "三/¶1#2", "K:3.p1~2" },    { "三/（八）/m1", "K:8.m1" },
		{ "附/表/#4", "K:x.tb4" },    { "附2/表/4", "K:x2.t4" },    { "批办/1", "K:P1" },
		{ "督办/3", "K:D3" },	      { "一/（十五）#2", "K:15~2" }, { "怪", "K:ze680aa" },
	};
	enum { N = sizeof rows / sizeof *rows };
	struct dbn_str paths[N], ids[N];
	struct dbn_arena a;
	struct dbn_err err = { 0 };
	bool nested = false;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	for (size_t i = 0; i < N; i++)
		paths[i] = dbn_str_of(rows[i][0]);
	assert_int_equal(dbn_ids_make(&a, DBN_STR("K"), paths, N, &nested, ids, &err), 0);
	assert_false(nested);
	for (size_t i = 0; i < N; i++)
		assert_str(ids[i], rows[i][1]);
	dbn_arena_release(&a);
}

static void chapters_stay_where_numbers_restart(void **state)
{
	struct dbn_str paths[] = { DBN_STR("一/（一）"), DBN_STR("一/（二）"), DBN_STR("二/（一）") }, ids[3];
	struct dbn_arena a;
	struct dbn_err err = { 0 };
	bool nested = false;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	assert_int_equal(dbn_ids_make(&a, DBN_STR("K"), paths, 3, &nested, ids, &err), 0);
	assert_true(nested);
	assert_str(ids[0], "K:1.1");
	assert_str(ids[2], "K:2.1");
	nested = true;
	assert_int_equal(dbn_ids_make(&a, DBN_STR("K"), paths, 1, &nested, ids, &err), 0);
	assert_str(ids[0], "K:1.1");
	dbn_arena_release(&a);
}

static void styles_and_repeats_are_told_apart(void **state)
{
	struct dbn_str paths[] = { DBN_STR("三/7"), DBN_STR("三/（七）"), DBN_STR("三/⑦"), DBN_STR("三/7"), DBN_STR("三/7") };
	struct dbn_str ids[5];
	struct dbn_arena a;
	struct dbn_err err = { 0 };
	bool nested = false;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	assert_int_equal(dbn_ids_make(&a, DBN_STR("K"), paths, 5, &nested, ids, &err), 0);
	assert_str(ids[0], "K:3.7");
	assert_str(ids[1], "K:3c.7k");
	assert_str(ids[2], "K:3c.7o");
	for (size_t i = 0; i < 5; i++)
		for (size_t k = 0; k < i; k++)
			assert_false(dbn_str_eq(ids[i], ids[k]));
	dbn_arena_release(&a);
}

/* Components in all styles, combined: no two ids alike, all ASCII behind the key. */
static void ids_are_injective(void **state)
{
	static const char *const parts[] = {
		"一", "二", "十", "（一）", "（二）", "（1）", "1", "2", "10", "①", "②", "第一条", "第1条", "问题一", "问题1",
		"表", "表1", "表2", "#1", "#2", "¶1", "m1", "n1", "附", "附1", "附件", "批办", "批办1", "督办", "怪", "z1", "t1",
		"", "1#2", "（一）#2", "¶1#2", "a1", "p1", "P1", "1.1", "㈠", "⑴", "⒈", "Ⅰ",
	};
	enum { N = sizeof parts / sizeof *parts };
	static char text[N * N + N][64];
	static struct dbn_str paths[N * N + N], ids[N * N + N];
	struct dbn_arena a;
	struct dbn_err err = { 0 };
	size_t n = 0;
	bool nested = false;

	(void)state;
	dbn_arena_init(&a, 64u << 20);
	for (size_t i = 0; i < N; i++)
		snprintf(text[n++], sizeof text[0], "%s", parts[i]);
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < N; k++)
			snprintf(text[n++], sizeof text[0], "%s/%s", parts[i], parts[k]);
	for (size_t i = 0; i < n; i++)
		paths[i] = dbn_str_of(text[i]);
	assert_int_equal(dbn_ids_make(&a, DBN_STR("K"), paths, n, &nested, ids, &err), 0);
	for (size_t i = 0; i < n; i++) {
		assert_true(dbn_str_starts(ids[i], DBN_STR("K:")));
		for (size_t k = 0; k < ids[i].len; k++)
			assert_true(ids[i].ptr[k] > ' ' && ids[i].ptr[k] < 0x7f && ids[i].ptr[k] != ',' && ids[i].ptr[k] != ';');
		for (size_t k = 0; k < i; k++)
			if (dbn_str_eq(ids[i], ids[k]))
				fail_msg("'%s' and '%s' are both %.*s", text[i], text[k], DBN_ARG(ids[i]));
	}
	dbn_arena_release(&a);
}

/* Paths in the shapes that real documents have. */
static void known_documents_have_short_ids(void **state)
{
	static const char *const paths_text[] = {
		"一/（一）", "一/（二）#1", "一/（二）#2", "二/（三）", "二/（六）/m1", "二/（六）/m2", "三/（八）", "三/（九）",
		"三/¶1#1", "三/¶1#2", "四/（十）", "四/（十三）", "批办/1", "批办/2", "表/1", "表/28", "督办/1", "附/表/#1",
	};
	enum { N = sizeof paths_text / sizeof *paths_text };
	struct dbn_str paths[N], ids[N];
	struct dbn_arena a;
	struct dbn_err err = { 0 };
	bool nested = false;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	for (size_t i = 0; i < N; i++)
		paths[i] = dbn_str_of(paths_text[i]);
	assert_int_equal(dbn_ids_make(&a, DBN_STR("通党发2023-8"), paths, N, &nested, ids, &err), 0);
	assert_false(nested);
	assert_str(ids[7], "通党发2023-8:9");
	assert_str(ids[4], "通党发2023-8:6.m1");
	dbn_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_come_from_numbers), cmocka_unit_test(keys_have_a_shape),
		cmocka_unit_test(paths_become_ascii), cmocka_unit_test(chapters_stay_where_numbers_restart),
		cmocka_unit_test(styles_and_repeats_are_told_apart), cmocka_unit_test(ids_are_injective),
		cmocka_unit_test(known_documents_have_short_ids),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
