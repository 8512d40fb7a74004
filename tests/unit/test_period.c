/* test_period.c - due days, periods and their names. */
#include "unit.h"

#include "dubanc/period.h"

static int32_t day_of(const char *iso)
{
	return dbn_day_parse(dbn_str_of(iso));
}

static void due_days(void **state)
{
	static const struct {
		const char *code, *from, *due[3], *name;
	} rows[] = {
		{ "every:day", "2024-02-28", { "2024-02-28", "2024-02-29", "2024-03-01" }, "2024-02-28" },
		{ "every:week", "2024-01-01", { "2024-01-07", "2024-01-14", "2024-01-21" }, "2024W01" },
		{ "every:week@5", "2024-01-06", { "2024-01-12", "2024-01-19", "2024-01-26" }, "2024W02" },
		{ "every:week@1", "2024-12-30", { "2024-12-30", "2025-01-06", "2025-01-13" }, "2025W01" },
		{ "every:month", "2024-01-31", { "2024-01-31", "2024-02-29", "2024-03-31" }, "2024-01" },
		{ "every:month@05", "2023-07-06", { "2023-08-05", "2023-09-05", "2023-10-05" }, "2023-08" },
		{ "every:month@31", "2023-02-01", { "2023-02-28", "2023-03-31", "2023-04-30" }, "2023-02" },
		{ "every:quarter", "2023-07-01", { "2023-09-30", "2023-12-31", "2024-03-31" }, "2023Q3" },
		{ "every:quarter@m2-10", "2023-08-11", { "2023-11-10", "2024-02-10", "2024-05-10" }, "2023Q4" },
		{ "every:half", "2023-01-01", { "2023-06-30", "2023-12-31", "2024-06-30" }, "2023H1" },
		{ "every:half@06-25", "2023-07-01", { "2023-12-25", "2024-06-25", "2024-12-25" }, "2023H2" },
		{ "every:half@01-10", "2023-07-01", { "2023-07-10", "2024-01-10", "2024-07-10" }, "2023H2" },
		{ "every:year", "2023-12-31", { "2023-12-31", "2024-12-31", "2025-12-31" }, "2023" },
		{ "every:year@02-29", "2023-01-01", { "2023-02-28", "2024-02-29", "2025-02-28" }, "2023" },
		{ "every:year@12-10,06-10", "2023-06-11", { "2023-12-10", "2024-06-10", "2024-12-10" }, "2023-12-10" },
		{ "every:2year", "2023-07-13", { "2023-12-31", "2025-12-31", "2027-12-31" }, "2023" },
		{ "every:15day", "2024-02-20", { "2024-02-20", "2024-03-06", "2024-03-21" }, "2024-02-20" },
		{ "every:2week", "2024-01-01", { "2024-01-07", "2024-01-21", "2024-02-04" }, "2024W01" },
		{ "every:4month@10", "2024-01-11", { "2024-02-10", "2024-06-10", "2024-10-10" }, "2024-02" },
		{ "every:5year", "2024-07-13", { "2024-12-31", "2029-12-31", "2034-12-31" }, "2024" },
		{ "every:month@1wd", "2024-09-03", { "2024-10-08", "2024-11-01", "2024-12-02" }, "2024-10" },
		{ "every:month@lastwd", "2024-08-31", { "2024-09-30", "2024-10-31", "2024-11-29" }, "2024-09" },
		{ "every:quarter@m1-5wd", "2024-09-01", { "2024-10-12", "2025-01-08", "2025-04-08" }, "2024Q4" },
		{ "month", "2024-04-02", { "2024-04-30", "2024-05-31", "2024-06-30" }, "2024-04" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[11], name[DBN_PERIOD_NAME];
		struct dbn_recur r;
		int32_t due;

		assert_true(dbn_recur_parse(dbn_str_of(rows[i].code), &r));
		due = dbn_recur_next(&r, day_of(rows[i].from));
		for (int k = 0; k < 3; k++, due = dbn_recur_after(&r, due)) {
			int32_t kth = dbn_period_due(dbn_str_of(rows[i].code), day_of(rows[i].from), k);

			if (strcmp(dbn_day_format(text, kth), rows[i].due[k]) != 0)
				fail_msg("%s from %s: %s, not %s", rows[i].code, rows[i].from, text, rows[i].due[k]);
			assert_int_equal(kth, due);
		}
		assert_string_equal(dbn_period_name(name, dbn_str_of(rows[i].code), day_of(rows[i].due[0])),
				    rows[i].name);
	}
}

static void no_codes(void **state)
{
	static const char *const bad[] = { "", "long", "now", "?", "2024-06-30", "every:", "every:fortnight",
		"every:week@8", "every:week@0", "every:month@32", "every:month@", "every:quarter@10",
		"every:quarter@m4-01", "every:year@13-01", "every:day@1", "every:month@0wd", "every:month@21wd", "every:week@1wd", "every:1day", "every:91day",
		"every:month@3wdx", "every:half@01-01,02-02",
		"+5d@验收", "every:year@01-01,02-01,03-01,04-01,05-01" };
	struct dbn_recur r;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (dbn_recur_parse(dbn_str_of(bad[i]), &r))
			fail_msg("'%s' was taken", bad[i]);
	assert_int_equal(dbn_period_due(DBN_STR("long"), 0, 0), DBN_NO_DAY);
	assert_int_equal(dbn_period_due(DBN_STR("every:day"), DBN_NO_DAY, 0), DBN_NO_DAY);
}

static void before_and_after_agree(void **state)
{
	static const char *const codes[] = { "every:day", "every:week@3", "every:month@31", "every:quarter@m1-05",
					     "every:half@03-31", "every:year@06-30,12-31" };

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct dbn_recur r;

		assert_true(dbn_recur_parse(dbn_str_of(codes[i]), &r));
		for (int32_t d = day_of("1999-12-01"); d < day_of("2002-02-01"); d++) {
			int32_t next = dbn_recur_next(&r, d);

			assert_true(next >= d && dbn_recur_before(&r, d) < d);
			assert_int_equal(dbn_recur_before(&r, dbn_recur_after(&r, next)), next);
			assert_true(dbn_recur_start(&r, d) <= d);
		}
	}
}

static void spans(void **state)
{
	static const struct {
		const char *name, *first, *last;
	} rows[] = {
		{ "2023", "2023-01-01", "2023-12-31" },	     { "2024H1", "2024-01-01", "2024-06-30" },
		{ "2024H2", "2024-07-01", "2024-12-31" },    { "2023Q3", "2023-07-01", "2023-09-30" },
		{ "2024-02", "2024-02-01", "2024-02-29" },   { "2024W01", "2024-01-01", "2024-01-07" },
		{ "2020W53", "2020-12-28", "2021-01-03" },   { "2024-02-29", "2024-02-29", "2024-02-29" },
		{ "2023Q3..2024-02", "2023-07-01", "2024-02-29" }, { "2024H3", "", "" },
		{ "2023W53", "", "" },			     { "2024-13", "", "" },
		{ "2024Q0", "", "" },			     { "2024..2023", "", "" },
		{ "24", "", "" },			     { "2024-2-1", "2024-02-01", "2024-02-01" },
		{ "..2024", "", "" },			     { "", "", "" },
		{ "2024/2/29", "2024-02-29", "2024-02-29" },  { "2024年2月29日..2024.3.1", "2024-02-29", "2024-03-01" },
		{ "2024/2/30", "", "" },		     { "2024/13/1", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int32_t first = 0, last = 0;
		bool ok = dbn_period_span(dbn_str_of(rows[i].name), &first, &last);

		if (ok != (rows[i].first[0] != '\0'))
			fail_msg("'%s': %d", rows[i].name, ok);
		if (ok && (first != day_of(rows[i].first) || last != day_of(rows[i].last)))
			fail_msg("'%s': wrong days", rows[i].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(due_days),
		cmocka_unit_test(no_codes),
		cmocka_unit_test(before_and_after_agree),
		cmocka_unit_test(spans),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
