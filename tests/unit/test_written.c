/* test_written.c - days, periods and numbers as papers write them. */
#include "unit.h"

#include "dubanc/written.h"

static void periods(void **state)
{
	static const char *const rows[][3] = {
		{ "2024", "2024年", "2024" },
		{ "2024H1", "2024年上半年", "the first half of 2024" },
		{ "2024H2", "2024年下半年", "the second half of 2024" },
		{ "2024Q3", "2024年第3季度", "quarter 3 of 2024" },
		{ "2024-07", "2024年7月", "2024-07" },
		{ "2024-11", "2024年11月", "2024-11" },
		{ "2024W05", "2024年第5周", "week 05 of 2024" },
		{ "2024-07-05", "2024年7月5日", "2024-07-05" },
		{ "2024-01..2024-03", "2024-01..2024-03", "2024-01..2024-03" },
		{ "本届任期", "本届任期", "本届任期" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int lang = DBN_ZH; lang <= DBN_EN; lang++) {
			struct dbn_buf b;

			dbn_buf_init(&b, 1000);
			dbn_paper_period(&b, (enum dbn_lang)lang, dbn_str_of(rows[i][0]));
			assert_str(dbn_buf_str(&b), rows[i][1 + lang]);
			dbn_buf_release(&b);
		}
}

static void days(void **state)
{
	struct dbn_buf b;

	(void)state;
	dbn_buf_init(&b, 1000);
	dbn_paper_day(&b, DBN_ZH, dbn_day_of(2024, 7, 5));
	dbn_paper_day(&b, DBN_ZH, DBN_NO_DAY);
	dbn_buf_addc(&b, ' ');
	dbn_paper_day(&b, DBN_EN, dbn_day_of(2024, 7, 5));
	assert_str(dbn_buf_str(&b), "2024年7月5日 2024-07-05");
	dbn_buf_release(&b);
}

static void sentences(void **state)
{
	struct dbn_str args[] = { DBN_STR("2024年7月5日"), DBN_STR("3 x") };
	struct dbn_buf b;

	(void)state;
	dbn_buf_init(&b, 1000);
	dbn_paper_format(&b, DBN_MSG_WHY_OVERDUE, DBN_ZH, args, 2);
	assert_str(dbn_buf_str(&b), "应于2024年7月5日完成，已逾期3 x天");
	dbn_buf_clear(&b);
	dbn_paper_format(&b, DBN_MSG_WHY_OVERDUE, DBN_ZH, args, 1); /* nothing where an argument is missing */
	assert_str(dbn_buf_str(&b), "应于2024年7月5日完成，已逾期天");
	dbn_buf_clear(&b);
	dbn_paper_format(&b, DBN_MSG_WHY_OVERDUE, DBN_EN, args, 2);
	assert_str(dbn_buf_str(&b), "due 2024年7月5日, 3 x days overdue");
	dbn_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(periods),
		cmocka_unit_test(days),
		cmocka_unit_test(sentences),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
