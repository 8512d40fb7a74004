/* test_sheet.c - sheets sent out and read back. */
#include "dubanc/sheet.h"
#include "unit.h"

static const struct dbn_sink quiet = { NULL, NULL };

static int read_sheet(struct dbn_arena *a, struct dbn_sheet *s, const char *text, bool tabs, struct dbn_err *err)
{
	*err = (struct dbn_err){ 0 };
	return dbn_sheet_read(s, a, dbn_str_of(text), tabs, "x", quiet, err);
}

static void reads_a_table_wherever_it_stands(void **state)
{
	static const struct {
		const char *text;
		bool tabs;
		enum dbn_code code;
		size_t rows, line;
	} cases[] = {
		{ "编号,事项,完成时限,目前进度,完成进度,是否办结,进展情况,实际值,表号\nK:1,甲,,,50,,,,S1-a\n", false, DBN_OK, 1, 2 },
		{ "标题\n\n表号,编号,事项,完成时限,目前进度,完成进度,是否办结,进展情况,实际值\nS1-a,K:1,甲,,,5,,,\n", false, DBN_OK, 1, 4 },
		{ "## 反馈表\n编号\t事项\t完成时限\t目前进度\t完成进度\t是否办结\t进展情况\t实际值\t表号\nK:1\t\"甲\n## 二\nK:2\n", true, DBN_OK, 1, 3 },
		{ "编号,事项,表号\nK:1,甲,S1-a\n", false, DBN_EDATA, 0, 0 },
		{ "任务,单位\n甲,乙\n", false, DBN_EDATA, 0, 0 },
		{ "编号,编号,事项,完成时限,目前进度,完成进度,是否办结,进展情况,实际值,表号\n", false, DBN_EDATA, 0, 0 },
		{ "编号,事项,完成时限,目前进度,完成进度,是否办结,进展情况,实际值,表号\nK:1,甲\xef\xbf\xbd,,,50,,,,S1-a\n", false, DBN_EDATA, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_arena a;
		struct dbn_sheet s;
		struct dbn_err err;

		dbn_arena_init(&a, 1 << 20);
		assert_int_equal(read_sheet(&a, &s, cases[i].text, cases[i].tabs, &err), cases[i].code);
		if (!cases[i].code) {
			assert_int_equal(s.rows.count, cases[i].rows);
			assert_int_equal(s.rows.items[0].line, cases[i].line);
			assert_true(dbn_str_eqz(s.rows.items[0].cell[DBN_SHEET_ID], "K:1"));
		}
		dbn_arena_release(&a);
	}
}

static void keeps_what_was_sent(void **state)
{
	static const char text[] = "id,title,due,now,progress,done,note,actual,sheet,unit,sent,reply_by,returned,times,against\n"
				   "K:1,\"甲,乙\",2024-01-02,10,50,是,话,,S1-a,教育局,2024-01-01,,,,\n";
	struct dbn_arena a;
	struct dbn_sheet s;
	struct dbn_err err;
	struct dbn_buf out;

	(void)state;
	dbn_arena_init(&a, 1 << 20);
	dbn_buf_init(&out, 1 << 16);
	assert_int_equal(read_sheet(&a, &s, text, false, &err), DBN_OK);
	dbn_sheet_write(&out, &s);
	assert_string_equal(out.ptr, text);
	assert_true(dbn_sheet_find(&s, DBN_STR("K:1")) != NULL);
	assert_true(dbn_sheet_find(&s, DBN_STR("K:2")) == NULL);
	dbn_buf_release(&out);
	dbn_arena_release(&a);
}

static void reads_what_people_type(void **state)
{
	static const struct {
		const char *typed, *progress; /* NULL: refused */
	} cases[] = {
		{ "", "" }, { "50", "50" }, { "50%", "50" }, { "５０％", "50" }, { "50.0", "50" }, { "100", "100" },
		{ "101", NULL }, { "-5", NULL }, { "0.5", NULL }, { "一半", NULL },
	};
	static const struct {
		const char *typed, *uom, *value;
	} actual[] = {
		{ "120亿千瓦时", "亿千瓦时", "120" }, { "1,300", "", "1300" }, { "１２０", "", "120" },
		{ "12,000.5", "", "12000.5" }, { "85.5 ％", "%", "85.5" }, { "", "个", "" }, { "1,30", "", NULL },
		{ "120亿", "亿千瓦时", NULL }, { "一半", "", NULL }, { "1.2.3", "", NULL }, { "个", "个", NULL },
	};
	struct dbn_arena a;
	struct dbn_str out;

	(void)state;
	dbn_arena_init(&a, 1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(dbn_sheet_progress(&a, dbn_str_of(cases[i].typed), &out), cases[i].progress != NULL);
		if (cases[i].progress)
			assert_true(dbn_str_eqz(out, cases[i].progress));
	}
	assert_true(dbn_sheet_progress(&a, DBN_STR("10 ％"), &out) && dbn_str_eqz(out, "10"));
	for (size_t i = 0; i < sizeof actual / sizeof *actual; i++) {
		assert_int_equal(dbn_sheet_actual(&a, dbn_str_of(actual[i].typed), dbn_str_of(actual[i].uom), &out),
				 actual[i].value != NULL);
		assert_true(dbn_str_eqz(out, actual[i].value ? actual[i].value : actual[i].typed));
	}
	assert_int_equal(dbn_sheet_yes(DBN_STR("√")), 1);
	assert_int_equal(dbn_sheet_yes(DBN_STR("")), 0);
	assert_int_equal(dbn_sheet_yes(DBN_STR("快了")), -1);
	assert_true(dbn_sheet_id_valid(DBN_STR("S17-00000-abc")));
	assert_false(dbn_sheet_id_valid(DBN_STR("S../../etc")));
	assert_true(dbn_sheet_damaged(DBN_STR("汉字"), DBN_STR("??")));
	assert_false(dbn_sheet_damaged(DBN_STR("为何?"), DBN_STR("为何?")));
	dbn_arena_release(&a);
}

static void note_line(void *data, const struct dbn_diag *d)
{
	*(size_t *)data = d->pos.line;
}

/* Lines are counted in the whole text, the title above the headings with it. */
static void names_the_line(void **state)
{
	static const char text[] = "## 反馈表\n反馈表\n编号\t事项\t完成时限\t目前进度\t完成进度\t是否办结\t进展情况\t实际值\t表号\n"
				   "K:1\t甲\nK:2\t乙\nK:3\t丙\xef\xbf\xbd\n";
	static const char ragged[] = "反馈表,,,,,,,,\n编号,事项,完成时限,目前进度,完成进度,是否办结,进展情况,实际值,表号\n"
				     "K:1,甲,,,,,,,S1\nK:2,\"乙\" 二,,,,,,,S1\n";
	struct dbn_err err = { 0 };
	struct dbn_arena a;
	struct dbn_sheet s;
	size_t line = 0;

	(void)state;
	dbn_arena_init(&a, 1 << 20);
	assert_int_equal(dbn_sheet_read(&s, &a, dbn_str_of(text), true, "x", quiet, &err), DBN_EDATA);
	assert_int_equal(err.diag.pos.line, 6);
	err = (struct dbn_err){ 0 };
	assert_int_equal(dbn_sheet_read(&s, &a, dbn_str_of(ragged), false, "x", (struct dbn_sink){ note_line, &line }, &err), DBN_OK);
	assert_int_equal(s.rows.items[0].line, 3);
	assert_int_equal(s.rows.items[1].line, 4);
	assert_int_equal(line, 4);
	dbn_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_table_wherever_it_stands),
		cmocka_unit_test(keeps_what_was_sent),
		cmocka_unit_test(names_the_line),
		cmocka_unit_test(reads_what_people_type),
	};

	return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
