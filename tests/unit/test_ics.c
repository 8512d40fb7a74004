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
		   "METHOD:PUBLISH\r\nX-WR-CALNAME:督查室\r\n"
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry),
		cmocka_unit_test(lines_are_folded_between_characters),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
