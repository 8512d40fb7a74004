/* test_calendar.c - working days, the lunar calendar, feasts. */
#include "unit.h"

#include "dubanc/calendar.h"

static const struct dbn_calendar plain = { NULL, 0 };

static int32_t day(const char *iso)
{
	return dbn_day_parse(dbn_str_of(iso));
}

static void decreed_days(void **state)
{
	static const struct {
		const char *day;
		bool work;
	} cases[] = {
		{ "2018-02-11", true },  { "2018-02-21", false }, { "2018-12-29", true },
		{ "2018-12-31", false }, { "2019-05-03", false }, { "2019-05-05", true },
		{ "2020-01-31", false }, { "2020-02-01", false }, { "2020-02-03", true },
		{ "2021-09-18", true },  { "2021-09-20", false }, { "2022-01-30", true },
		{ "2022-10-08", true },  { "2023-01-02", false }, { "2023-10-06", false },
		{ "2023-10-07", true },  { "2024-02-09", true },  { "2024-02-16", false },
		{ "2024-02-18", true },  { "2024-10-12", true },  { "2025-01-28", false },
		{ "2025-02-08", true },  { "2025-10-08", false }, { "2026-01-04", true },
		{ "2026-02-14", true },  { "2026-02-23", false }, { "2026-10-10", true },
		{ "2026-11-23", true },  { "2026-11-22", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (dbn_calendar_is_workday(&plain, day(cases[i].day)) != cases[i].work)
			fail_msg("%s", cases[i].day);
	}
	assert_true(dbn_calendar_is_workday(NULL, day("2024-02-18")));
	assert_false(dbn_calendar_is_workday(NULL, DBN_NO_DAY));
}

/* Make-up days fall on weekends only, and each decreed year works as many days as it should. */
static void table_is_consistent(void **state)
{
	(void)state;
	for (int year = 2018; year <= 2026; year++) {
		int work = dbn_calendar_workdays_between(&plain, dbn_day_of(year - 1, 12, 31),
							 dbn_day_of(year, 12, 31));

		assert_true(dbn_calendar_decreed(&plain, year));
		assert_in_range(work, 247, 252);
	}
	assert_false(dbn_calendar_decreed(&plain, 2017));
	assert_false(dbn_calendar_decreed(&plain, 2031));
}

static void adding_working_days(void **state)
{
	bool guessed;

	(void)state;
	assert_int_equal(dbn_calendar_add_workdays(&plain, day("2024-09-27"), 1, &guessed),
			 day("2024-09-29"));
	assert_false(guessed);
	assert_int_equal(dbn_calendar_add_workdays(&plain, day("2024-09-30"), 1, NULL),
			 day("2024-10-08"));
	assert_int_equal(dbn_calendar_add_workdays(&plain, day("2024-10-08"), -1, NULL),
			 day("2024-09-30"));
	assert_int_equal(dbn_calendar_add_workdays(&plain, day("2030-12-27"), 3, &guessed),
			 day("2031-01-01"));
	assert_true(guessed);
	assert_int_equal(dbn_calendar_add_workdays(&plain, day("2024-01-01"), 2000000, NULL),
			 DBN_NO_DAY);
	assert_int_equal(
	    dbn_calendar_workdays_between(&plain, day("2024-09-30"), day("2024-10-12")), 5);
	assert_int_equal(
	    dbn_calendar_workdays_between(&plain, day("2024-10-12"), day("2024-09-30")), -5);
	assert_int_equal(
	    dbn_calendar_workdays_between(&plain, day("2024-10-12"), day("2024-10-12")), 0);
}

static void own_days_override(void **state)
{
	struct dbn_special_day own[] = {
		{ day("2024-02-18"), DBN_DAY_HOLIDAY, DBN_STR("停工") },
		{ day("2031-01-01"), DBN_DAY_HOLIDAY, DBN_STR("元旦") },
	};
	struct dbn_calendar cal = { own, 2 };

	(void)state;
	assert_false(dbn_calendar_is_workday(&cal, day("2024-02-18")));
	assert_true(dbn_calendar_decreed(&cal, 2031));
	assert_int_equal(dbn_calendar_add_workdays(&cal, day("2030-12-31"), 1, NULL),
			 day("2031-01-02"));
}

static void new_years(void **state)
{
	static const char *const days[] = {
		"1900-01-31", "1949-01-29", "1976-01-31", "1985-02-20", "2000-02-05", "2008-02-07",
		"2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01",
		"2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26",
		"2030-02-03", "2033-01-31", "2034-02-19", "2050-01-23", "2100-02-09",
	};

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		int32_t want = day(days[i]);

		if (dbn_calendar_feast(DBN_STR("春节"), dbn_day_ymd(want).year) != want)
			fail_msg("%s", days[i]);
	}
	for (int year = 1900; year < 2100; year++) {
		int32_t span = dbn_lunar_month_start(year + 1, 1) - dbn_lunar_month_start(year, 1);

		assert_in_range(span, 353, 385);
	}
	assert_int_equal(dbn_lunar_month_start(1899, 1), DBN_NO_DAY);
	assert_int_equal(dbn_lunar_month_start(2101, 1), DBN_NO_DAY);
	assert_int_equal(dbn_lunar_day(2024, 12, 23), dbn_day_of(2025, 1, 22));
	/* the twelfth month of 2024 has 29 days */
	assert_int_equal(dbn_lunar_day(2024, 12, 30), dbn_day_of(2025, 1, 28));
	assert_int_equal(dbn_lunar_day(2024, 12, 31), DBN_NO_DAY);
}

static void feasts(void **state)
{
	static const struct {
		const char *name, *day, *end;
	} cases[] = {
		{ "元旦", "2024-01-01", "2024-01-01" },   { "春节", "2024-02-10", "2024-02-17" },
		{ "除夕", "2025-01-28", "2025-02-04" },   { "元宵节", "2023-02-05", "2023-02-05" },
		{ "立冬", "2023-11-08", "2023-11-08" },   { "冬至", "2024-12-21", "2024-12-22" },
		{ "立春", "2026-02-04", "2026-02-04" },   { "夏至", "2024-06-21", "2024-06-21" },
		{ "清明", "2023-04-05", "2023-04-05" },   { "清明节", "2024-04-04", "2024-04-06" },
		{ "五一", "2024-05-01", "2024-05-05" },   { "端午节", "2023-06-22", "2023-06-24" },
		{ "端午", "2020-06-25", "2020-06-27" },   { "中秋", "2023-09-29", "2023-10-06" },
		{ "中秋节", "2025-10-06", "2025-10-08" }, { "十一", "2026-10-01", "2026-10-07" },
		{ "重阳", "2024-10-11", "2024-10-11" },   { "国庆", "2031-10-01", "2031-10-01" },
		{ "腊八", "2025-01-07", "2025-01-07" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_str name = dbn_str_of(cases[i].name);
		int32_t want = day(cases[i].day);
		int year = dbn_day_ymd(want).year;

		if (dbn_calendar_feast(name, year) != want ||
		    dbn_calendar_feast_end(&plain, name, year) != day(cases[i].end))
			fail_msg("%s %d", cases[i].name, year);
	}
	assert_int_equal(dbn_calendar_feast(DBN_STR("无此节"), 2024), DBN_NO_DAY);
	assert_int_equal(dbn_calendar_feast(DBN_STR("春节"), 3000), DBN_NO_DAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decreed_days),        cmocka_unit_test(table_is_consistent),
		cmocka_unit_test(adding_working_days), cmocka_unit_test(own_days_override),
		cmocka_unit_test(new_years),           cmocka_unit_test(feasts),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
