/* test_ics.c - calendars: folding, escapes, stable uids. */
#include "unit.h"

#include "dubanc/ics.h"
#include "dubanc/text.h"

static void an_entry(void **state)
{
	static const int alarms[] = { 7, 1, 0 };
	struct dbn_ics_entry e = {
		.uid = DBN_STR("云政办2024-15:21"), .stamp = DBN_STR("2026-01-05T01:02:03.004Z"),
		.day = dbn_day_of(2024, 12, 31), .summary = DBN_STR("建成基地, 一期; 二期\\三期"),
		.description = DBN_STR("市教育局\n临期\x1b[2J"), .alarms = alarms, .alarm_count = 3,
	};
	struct dbn_buf b;

	(void)state;
	dbn_buf_init(&b, 1u << 16);
	dbn_ics_begin(&b, DBN_STR("督查室"));
	dbn_ics_day(&b, &e);
	e.day = DBN_NO_DAY;
	dbn_ics_day(&b, &e);
	dbn_ics_end(&b);
	assert_str(dbn_buf_str(&b),
		   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dubanc//dubanc//ZH\r\nCALSCALE:GREGORIAN\r\n"
		   "X-WR-CALNAME:督查室\r\n"
		   "BEGIN:VEVENT\r\nUID:云政办2024-15:21@dubanc\r\nDTSTAMP:20260105T010203Z\r\n"
		   "DTSTART;VALUE=DATE:20241231\r\nDTEND;VALUE=DATE:20250101\r\n"
		   "SUMMARY:建成基地\\, 一期\\; 二期\\\\三期\r\nDESCRIPTION:市教育局\\n临期[2J\r\nTRANSP:TRANSPARENT\r\n"
		   "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:建成基地\\, 一期\\; 二期\\\\三期\r\nTRIGGER:-P6DT15H\r\nEND:VALARM\r\n"
		   "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:建成基地\\, 一期\\; 二期\\\\三期\r\nTRIGGER:-P0DT15H\r\nEND:VALARM\r\n"
		   "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:建成基地\\, 一期\\; 二期\\\\三期\r\nTRIGGER:PT9H\r\nEND:VALARM\r\n"
		   "END:VEVENT\r\nEND:VCALENDAR\r\n");
	dbn_buf_release(&b);
}

static void lines_are_folded_between_characters(void **state)
{
	struct dbn_ics_entry e = { .uid = DBN_STR("a:1"), .stamp = DBN_STR(""), .day = 20000, .cancelled = true };
	struct dbn_buf title, b;
	struct dbn_str rest;
	size_t folds = 0;

	(void)state;
	dbn_buf_init(&title, 1u << 16);
	for (int i = 0; i < 100; i++)
		dbn_buf_addz(&title, i % 3 ? "督" : "a,𠮷\xff");
	e.summary = dbn_buf_str(&title);
	dbn_buf_init(&b, 1u << 16);
	dbn_ics_day(&b, &e);
	assert_true(dbn_utf8_bad(dbn_buf_str(&b)) == DBN_NONE);
	rest = dbn_buf_str(&b);
	while (rest.len) {
		struct dbn_str line = dbn_str_split(&rest, '\n');

		assert_true(line.len <= 76);
		assert_int_equal(line.ptr[line.len - 1], '\r');
		assert_true(dbn_utf8_bad(line) == DBN_NONE);
		folds += line.ptr[0] == ' ';
	}
	assert_true(folds >= 4);
	assert_true(dbn_str_find(dbn_buf_str(&b), DBN_STR("STATUS:CANCELLED")) != DBN_NONE);
	dbn_buf_release(&title);
	dbn_buf_release(&b);
}

/* A rule, or none where months and days would multiply to days that are not meant. */
static void rules_say_just_the_days(void **state)
{
	static const struct {
		const char *code, *rule;
	} table[] = {
		{ "day", "FREQ=DAILY" },
		{ "week", "FREQ=WEEKLY;BYDAY=SU" },
		{ "week@5", "FREQ=WEEKLY;BYDAY=FR" },
		{ "month", "FREQ=MONTHLY;BYMONTHDAY=-1" },
		{ "month@28", "FREQ=MONTHLY;BYMONTHDAY=28" },
		{ "month@29", "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1" },
		{ "quarter", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1" },
		{ "quarter@m2-10", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10" },
		{ "half", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1" },
		{ "year", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1" },
		{ "year@06-30", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30" },
		{ "year@02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1" },
		{ "year@03-15,09-15", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15" },
		{ "year@03-31,09-31", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1" },
		{ "2year@05-10", "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=10" },
		{ "15day", "FREQ=DAILY;INTERVAL=15" },
		{ "2week@3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE" },
		{ "2month@10", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=10" },
		{ "month@3wd", "" },
		{ "year@03-15,09-20", "" },
		{ "year@02-30,08-30", "" },
	};
	struct dbn_buf rule;

	(void)state;
	dbn_buf_init(&rule, 1u << 10);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct dbn_recur r;

		dbn_buf_clear(&rule);
		assert_true(dbn_recur_parse(dbn_str_of(table[i].code), &r));
		assert_int_equal(dbn_ics_rule(&rule, &r), *table[i].rule != 0);
		assert_str(dbn_buf_str(&rule), table[i].rule);
	}
	dbn_buf_release(&rule);
}

static void an_entry_comes_back_but_for_some_days(void **state)
{
	int32_t except[10];
	struct dbn_ics_entry e = {
		.uid = DBN_STR("a:1"), .stamp = DBN_STR(""), .day = dbn_day_of(2024, 1, 25), .summary = DBN_STR("报送"),
		.rule = DBN_STR("FREQ=MONTHLY;BYMONTHDAY=25"), .until = dbn_day_of(2024, 12, 25),
		.except = except, .except_count = 10,
	};
	struct dbn_buf b;

	(void)state;
	for (int i = 0; i < 10; i++)
		except[i] = dbn_day_of(2024, i + 1, 25);
	dbn_buf_init(&b, 1u << 16);
	dbn_ics_day(&b, &e);
	assert_true(dbn_str_find(dbn_buf_str(&b),
		DBN_STR("DTSTART;VALUE=DATE:20240125\r\nDTEND;VALUE=DATE:20240126\r\n"
			"RRULE:FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20241225\r\n"
			"EXDATE;VALUE=DATE:20240125,20240225,20240325,20240425,20240525,20240625,\r\n "
			"20240725,20240825,20240925,20241025\r\n")) != DBN_NONE);
	dbn_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry),
		cmocka_unit_test(lines_are_folded_between_characters),
		cmocka_unit_test(rules_say_just_the_days),
		cmocka_unit_test(an_entry_comes_back_but_for_some_days),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
