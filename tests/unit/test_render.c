/* test_render.c - tables in every format, against golden strings. */
#include "unit.h"

#include "dubanc/json.h"
#include "dubanc/render.h"

static const struct dbn_field fields[] = {
	{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "lead", { "牵头单位", "lead" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	{ "due", { "完成时限", "due" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "late", { "逾期", "late" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "rate", { "率", "rate" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "light", { "灯", "light" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};
enum { FIELDS = sizeof fields / sizeof *fields };

struct fixture {
	struct dbn_arena arena;
	struct dbn_table t;
	struct dbn_buf out;
	struct dbn_how how;
};

static void start(struct fixture *x, const struct dbn_field *f, size_t n)
{
	dbn_arena_init(&x->arena, 16u << 20);
	dbn_buf_init(&x->out, 16u << 20);
	dbn_table_init(&x->t, &x->arena, "dubanc.list", f, n);
	x->how = (struct dbn_how){ .width = { 1 } };
}

static void add(struct fixture *x, const char *id, const char *title, const char *lead, const char *due,
		int late, int done, int all, enum dbn_light light)
{
	dbn_table_row(&x->t);
	dbn_put_textz(&x->t, id);
	dbn_put_textz(&x->t, title);
	dbn_put_textz(&x->t, lead);
	dbn_put_day(&x->t, due[0] ? dbn_day_parse(dbn_str_of(due)) : DBN_NO_DAY);
	dbn_put_int(&x->t, late);
	dbn_put_percent(&x->t, done, all);
	dbn_put_light(&x->t, light);
}

static void fill(struct fixture *x)
{
	start(x, fields, FIELDS);
	add(x, "云政办2024-15:21", "完成城区三校合并", "市教育局;市财政局", "2024-08-30", 46, 1, 3, DBN_LIGHT_OVERDUE);
	add(x, "云党发2024-6:4", "=调整|优化", "", "", 0, 0, 0, DBN_LIGHT_ON_TRACK);
}

static void expect(struct fixture *x, const char *want)
{
	dbn_buf_clear(&x->out);
	assert_int_equal(dbn_table_write(&x->out, &x->t, &x->how, NULL), DBN_OK);
	assert_str(dbn_buf_str(&x->out), want);
}

static void finish(struct fixture *x)
{
	dbn_buf_release(&x->out);
	dbn_arena_release(&x->arena);
}

static void text_is_aligned(void **state)
{
	struct fixture x;

	(void)state;
	fill(&x);
	expect(&x, "编号              任务              牵头单位            完成时限    逾期     率  灯\n"
		   "云政办2024-15:21  完成城区三校合并  市教育局、市财政局  2024-08-30    46  33.3%  逾期\n"
		   "云党发2024-6:4    =调整|优化                                                     正常\n");
	x.how.columns = 80; /* cut to so little, they would say nothing */
	expect(&x, "编号              任务              完成时限    逾期     率  灯\n"
		   "    牵头单位\n"
		   "云政办2024-15:21  完成城区三校合并  2024-08-30    46  33.3%  逾期\n"
		   "    市教育局、市财政局\n"
		   "云党发2024-6:4    =调整|优化                                 正常\n");
	x.how.colour = true;
	x.how.columns = 0;
	x.how.no_heading = true;
	expect(&x, "云政办2024-15:21  完成城区三校合并  市教育局、市财政局  2024-08-30  46  33.3%  \x1b[31m逾期\x1b[0m\n"
		   "云党发2024-6:4    =调整|优化                                                   \x1b[32m正常\x1b[0m\n");
	finish(&x);
}

static void groups_are_indented(void **state)
{
	static const struct dbn_field two[] = {
		{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
		{ "n", { "天", "days" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	};
	struct fixture x;

	(void)state;
	start(&x, two, 2);
	x.how.no_heading = true;
	dbn_table_group(&x.t, DBN_STR("市教育局  1 项"));
	dbn_table_row(&x.t);
	dbn_put_textz(&x.t, "a:1");
	dbn_put_int(&x.t, 46);
	dbn_table_group(&x.t, DBN_STR("未分办  1 项"));
	dbn_table_row(&x.t);
	dbn_put_textz(&x.t, "a:10");
	dbn_put_int(&x.t, 5);
	expect(&x, "市教育局  1 项\n  a:1   46\n\n未分办  1 项\n  a:10   5\n");
	x.how.format = DBN_FMT_CSV;
	expect(&x, "id,n\na:1,46\na:10,5\n");
	finish(&x);
}

static void text_wraps(void **state)
{
	static const struct dbn_field two[] = {
		{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
		{ "text", { "内容", "text" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	};
	struct fixture x;

	(void)state;
	start(&x, two, 2);
	x.how.columns = 20;
	dbn_table_row(&x.t);
	dbn_put_textz(&x.t, "a:1");
	dbn_put_textz(&x.t, "加强草原、森林生态，系统保护 2024-06-30 前 report 完成");
	expect(&x, "编号  内容\n"
		   "a:1   加强草原、森林\n"
		   "      生态，系统保护\n"
		   "      2024-06-30 前\n"
		   "      report 完成\n");
	finish(&x);
}

/* A line too short for a row: texts give up to 20 columns; empty columns go; then a row has several lines. */
static void rows_say_something_at_any_width(void **state)
{
	static const struct dbn_field list[] = {
		{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
		{ "due", { "完成时限", "due" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
		{ "lead", { "牵头单位", "lead" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
		{ "progress", { "进度", "progress" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
		{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	};
	struct fixture x;

	(void)state;
	start(&x, list, 5);
	dbn_table_row(&x.t);
	dbn_put_textz(&x.t, "通党发2023-8:2");
	dbn_put_day(&x.t, dbn_day_parse(DBN_STR("2024-09-15")));
	dbn_put_textz(&x.t, "党政综合办公室");
	dbn_put_none(&x.t);
	dbn_put_textz(&x.t, "按照文件要求在全区范围内开展排查并持续优化营商环境");
	x.how.columns = 96; /* too short by 4 with 进度, long enough without */
	expect(&x, "编号            完成时限    牵头单位        任务\n"
		   "通党发2023-8:2  2024-09-15  党政综合办公室  按照文件要求在全区范围内开展排查并持续优化营商环境\n");
	x.how.columns = 70; /* without 进度 the title has 25 columns */
	expect(&x, "编号            完成时限    牵头单位        任务\n"
		   "通党发2023-8:2  2024-09-15  党政综合办公室  按照文件要求在全区范围内…\n");
	x.how.columns = 60;
	expect(&x, "编号            完成时限    牵头单位\n"
		   "    任务\n"
		   "通党发2023-8:2  2024-09-15  党政综合办公室\n"
		   "    按照文件要求在全区范围内开展排查并持续优化营商环境\n");
	x.how.columns = 40;
	expect(&x, "编号            完成时限\n"
		   "通党发2023-8:2  2024-09-15\n"
		   "    牵头单位  党政综合办公室\n"
		   "    任务  按照文件要求在全区范围内开展排\n"
		   "        查并持续优化营商环境\n");
	x.how.columns = 0;
	expect(&x, "编号            完成时限    牵头单位        进度  任务\n"
		   "通党发2023-8:2  2024-09-15  党政综合办公室        按照文件要求在全区范围内开展排查并持续优化营商环境\n");
	finish(&x);
}

/* One long id does not take the line from all others. */
static void a_long_id_stands_alone(void **state)
{
	static const struct dbn_field two[] = {
		{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
		{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	};
	struct fixture x;

	(void)state;
	start(&x, two, 2);
	dbn_table_row(&x.t);
	dbn_put_textz(&x.t, "市政府办公室-20240806:12");
	dbn_put_textz(&x.t, "推动内涝治理");
	dbn_table_row(&x.t);
	dbn_put_textz(&x.t, "a:1");
	dbn_put_textz(&x.t, "推动内涝治理和老旧供热管网改造");
	x.how.columns = 36;
	expect(&x, "编号  任务\n"
		   "市政府办公室-20240806:12\n"
		   "      推动内涝治理\n"
		   "a:1   推动内涝治理和老旧供热管网改造\n");
	finish(&x);
}

/* Numbers cannot give: they go on below, each still below its heading. */
static void what_is_to_stand_below_does(void **state)
{
	static const struct dbn_field wide[] = {
		{ "group", { "文件", "document" }, DBN_LEFT, DBN_FIT_CUT, 0 },
		{ "total", { "合计", "total" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_BELOW },
		{ "overdue", { "逾期", "overdue" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	};
	struct fixture x;

	(void)state;
	start(&x, wide, 3);
	dbn_table_row(&x.t);
	dbn_put_textz(&x.t, "通党发2023-8");
	dbn_put_int(&x.t, 26);
	dbn_put_int(&x.t, 1234567);
	dbn_table_total(&x.t);
	dbn_put_textz(&x.t, "合计");
	dbn_put_int(&x.t, 26);
	dbn_put_int(&x.t, 1234567);
	x.how.columns = 18;
	expect(&x, "文件\n"
		   "    合计     逾期\n"
		   "通党发2023-8\n"
		   "      26  1234567\n"
		   "合计\n"
		   "      26  1234567\n");
	finish(&x);
}

static void data_cannot_command_the_terminal(void **state)
{
	struct fixture x;

	(void)state;
	start(&x, fields, 2);
	dbn_table_row(&x.t);
	dbn_put_textz(&x.t, "a\x1b[2J");
	dbn_put_textz(&x.t, "b\nc");
	dbn_table_group(&x.t, DBN_STR("\x1b]0;x"));
	dbn_table_row(&x.t);
	x.how.no_heading = true;
	expect(&x, "  a\\x1b[2J  b\\x0ac\n\n\\x1b]0;x\n\n");
	finish(&x);
}

static void csv_is_the_contract(void **state)
{
	struct fixture x;

	(void)state;
	fill(&x);
	dbn_table_total(&x.t);
	dbn_put_textz(&x.t, "合计");
	x.how.format = DBN_FMT_CSV;
	expect(&x, "id,title,lead,due,late,rate,light\n"
		   "云政办2024-15:21,完成城区三校合并,市教育局;市财政局,2024-08-30,46,33.3,overdue\n"
		   "云党发2024-6:4,=调整|优化,,,0,,on-track\n");
	x.how.excel = true;
	expect(&x, "\xef\xbb\xbf编号,任务,牵头单位,完成时限,逾期,率,灯\r\n"
		   "云政办2024-15:21,完成城区三校合并,市教育局;市财政局,2024-08-30,46,33.3%,逾期\r\n"
		   "云党发2024-6:4,'=调整|优化,,,0,,正常\r\n"
		   "合计,,,,,,\r\n");
	x.how = (struct dbn_how){ .format = DBN_FMT_TSV };
	expect(&x, "id\ttitle\tlead\tdue\tlate\trate\tlight\n"
		   "云政办2024-15:21\t完成城区三校合并\t市教育局;市财政局\t2024-08-30\t46\t33.3\toverdue\n"
		   "云党发2024-6:4\t=调整|优化\t\t\t0\t\ton-track\n");
	finish(&x);
}

static void formulas_are_guarded(void **state)
{
	static const char *const yes[] = { "=1", "+86", "-abc", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠a", "  =1",
					   "-", "-1-2", "-1.", "-1.5a", "--1" };
	static const char *const no[] = { "", "a=1", "-12", "-12.5", "-3%", "1-2", "督办", "—— 牵头" };

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!dbn_is_formula(dbn_str_of(yes[i])))
			fail_msg("'%s' is none", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (dbn_is_formula(dbn_str_of(no[i])))
			fail_msg("'%s' is one", no[i]);
}

static void json_has_fixed_order(void **state)
{
	struct fixture x;

	(void)state;
	fill(&x);
	x.how.format = DBN_FMT_JSON;
	expect(&x, "{\"schema\":\"dubanc.list\",\"version\":1,\"rows\":[\n"
		   "{\"id\":\"云政办2024-15:21\",\"title\":\"完成城区三校合并\",\"lead\":[\"市教育局\",\"市财政局\"],"
		   "\"due\":\"2024-08-30\",\"late\":46,\"rate\":33.3,\"light\":\"overdue\"},\n"
		   "{\"id\":\"云党发2024-6:4\",\"title\":\"=调整|优化\",\"lead\":[],\"due\":null,\"late\":0,"
		   "\"rate\":null,\"light\":\"on-track\"}\n]}\n");
	finish(&x);
	start(&x, fields, FIELDS);
	x.how.format = DBN_FMT_JSON;
	expect(&x, "{\"schema\":\"dubanc.list\",\"version\":1,\"rows\":[]}\n");
	finish(&x);
}

static void json_escapes(void **state)
{
	struct dbn_json j;
	struct dbn_buf b;

	(void)state;
	dbn_buf_init(&b, 1000);
	dbn_json_init(&j, &b);
	dbn_json_array(&j, NULL);
	dbn_json_str(&j, NULL, DBN_STR("督\"\\\n\t\x01\x7f\xff\xe2\x80\xa8 𠮷"));
	dbn_json_tenths(&j, NULL, -5);
	dbn_json_bool(&j, NULL, true);
	dbn_json_null(&j, NULL);
	dbn_json_object(&j, NULL);
	dbn_json_day(&j, "a", DBN_NO_DAY);
	dbn_json_end(&j);
	dbn_json_end(&j);
	assert_str(dbn_buf_str(&b), "[\"督\\\"\\\\\\n\\t\\u0001\\u007f\xef\xbf\xbd\\u2028 𠮷\",-0.5,true,null,{\"a\":null}]");
	assert_int_equal(j.damaged, 1);
	dbn_buf_release(&b);
}

static void md_is_padded(void **state)
{
	struct fixture x;

	(void)state;
	fill(&x);
	x.how.format = DBN_FMT_MD;
	x.t.title = DBN_STR("按单位");
	expect(&x,
	       "## 按单位\n\n"
	       "| 编号             | 任务             | 牵头单位           | 完成时限   | 逾期 |    率 | 灯   |\n"
	       "| ---------------- | ---------------- | ------------------ | ---------- | ---: | ----: | ---- |\n"
	       "| 云政办2024-15:21 | 完成城区三校合并 | 市教育局、市财政局 | 2024-08-30 |   46 | 33.3% | 逾期 |\n"
	       "| 云党发2024-6:4   | =调整\\|优化      |                    |            |      |       | 正常 |\n");
	finish(&x);
}

static void html_is_escaped(void **state)
{
	struct fixture x;

	(void)state;
	start(&x, fields, 2);
	x.t.title = DBN_STR("<script>");
	dbn_table_row(&x.t);
	dbn_put_textz(&x.t, "a&b");
	dbn_put_textz(&x.t, "<b>\"'\n\x1b");
	x.how.format = DBN_FMT_HTML;
	x.how.fragment = true;
	expect(&x, "<div class=\"scroll fit\"><table>\n<caption>&lt;script&gt;</caption>\n"
		   "<thead><tr><th scope=\"col\">编号</th><th scope=\"col\">任务</th></tr></thead>\n<tbody>\n"
		   "<tr><td class=\"id\">a&amp;b</td><td class=\"words\">&lt;b&gt;&quot;&#39;<br>\\x1b</td></tr>\n</tbody>\n</table></div>\n");
	dbn_buf_clear(&x.out);
	dbn_html_prose(&x.out, DBN_STR("<应于 2024-09-30 完成，12024-09-300，2024-9-30"));
	assert_string_equal(x.out.ptr, "&lt;应于 <span class=\"day\">2024-09-30</span> 完成，12024-09-300，2024-9-30");
	x.how.fragment = false;
	dbn_buf_clear(&x.out);
	assert_int_equal(dbn_table_write(&x.out, &x.t, &x.how, NULL), DBN_OK);
	assert_true(dbn_str_starts(dbn_buf_str(&x.out), DBN_STR("<!DOCTYPE html>\n<html lang=\"zh-CN\">")));
	assert_true(dbn_str_find(dbn_buf_str(&x.out), DBN_STR("<title>&lt;script&gt;</title>")) != DBN_NONE);
	assert_true(dbn_str_find(dbn_buf_str(&x.out), DBN_STR("http")) == DBN_NONE);
	finish(&x);
}

static void lights_in_html_are_words(void **state)
{
	struct fixture x;

	(void)state;
	start(&x, fields + 6, 1);
	dbn_table_row(&x.t);
	dbn_put_light(&x.t, DBN_LIGHT_OVERDUE);
	x.how = (struct dbn_how){ .format = DBN_FMT_HTML, .fragment = true, .scheme = "红黄黑" };
	dbn_buf_clear(&x.out);
	dbn_table_write(&x.out, &x.t, &x.how, NULL);
	assert_true(dbn_str_find(dbn_buf_str(&x.out),
				 DBN_STR("<span class=\"light black\">逾期</span>")) != DBN_NONE);
	finish(&x);
}

static void schemes(void **state)
{
	(void)state;
	assert_int_equal(dbn_scheme_colour("绿黄红", 3), 3);
	assert_int_equal(dbn_scheme_colour("蓝黄红", 1), 4);
	assert_int_equal(dbn_scheme_colour("蓝橙红", 2), 5);
	assert_int_equal(dbn_scheme_colour("绿", 3), 3);
	assert_int_equal(dbn_scheme_colour(NULL, 2), 2);
	assert_int_equal(dbn_scheme_colour("红黄黑", 0), 0);
}

static void memory_that_runs_out_is_an_error(void **state)
{
	struct fixture x;
	struct dbn_err err = { 0 };

	(void)state;
	start(&x, fields, FIELDS);
	dbn_arena_init(&x.arena, 200);
	for (int i = 0; i < 10; i++)
		add(&x, "a", "b", "c", "", 0, 0, 0, DBN_LIGHT_DONE);
	assert_int_equal(dbn_table_write(&x.out, &x.t, &x.how, &err), DBN_ESYSTEM);
	assert_int_equal(err.diag.msg, DBN_MSG_NO_MEMORY);
	finish(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_aligned),
		cmocka_unit_test(groups_are_indented),
		cmocka_unit_test(text_wraps),
		cmocka_unit_test(rows_say_something_at_any_width),
		cmocka_unit_test(a_long_id_stands_alone),
		cmocka_unit_test(what_is_to_stand_below_does),
		cmocka_unit_test(data_cannot_command_the_terminal),
		cmocka_unit_test(csv_is_the_contract),
		cmocka_unit_test(formulas_are_guarded),
		cmocka_unit_test(json_has_fixed_order),
		cmocka_unit_test(json_escapes),
		cmocka_unit_test(md_is_padded),
		cmocka_unit_test(html_is_escaped),
		cmocka_unit_test(lights_in_html_are_words),
		cmocka_unit_test(schemes),
		cmocka_unit_test(memory_that_runs_out_is_an_error),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
