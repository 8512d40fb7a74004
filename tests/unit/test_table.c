/* test_table.c - tables in all the shapes that text leaves of them. */
#include "unit.h"

#include "documents.h"

static void shapes(void **state)
{
	static const char want[] = "表/1 新建充电站12座|表/2 改造管网30公里";

	(void)state;
	assert_rows("序号\t任务\t牵头单位\t完成时限\n1\t新建充电站12座\t县发改局\t10月底前\n2\t改造"
		    "管网30公里\t县住建局\t9月底前\n",
		    want);
	assert_rows("| 序号 | 任务 | 牵头单位 |\n| --- | --- | --- |\n| 1 | 新建充电站12座 | "
		    "县发改局 |\n| 2 | 改造管网30公里 | 县住建局 |\n",
		    want);
	assert_rows("序号 |\n任务 |\n牵头单位 |\n1 |\n新建充电站\n12座 |\n县发改局 |\n第 1 页 共 2 "
		    "页\n序号 |\n任务 |\n牵头单位 |\n2 |\n改造管网30公里 |\n县住建局 |\n",
		    want);
	assert_rows("任务表,,\n序号,任务,牵头单位\n1,\"新建充电站\n12座\",县发改局\n2,"
		    "改造管网30公里,县住建局\n",
		    want);
	assert_rows(
	    "序号\n任务\n牵头单位\n1\n新建充电站12座\n县发改局\n2\n改造管网30公里\n县住建局\n",
	    want);
}

/* Cells that layout sets in columns: what is empty stays empty, a second line belongs to its cell. */
static void columns_of_blanks(void **state)
{
	static const char text[] = "序号   工作任务           牵头单位     配合单位     完成时限\n"
				   "一、修路\n"
				   "1      翻修石板路12公里   县交通局                  10月底前\n"
				   "2      平整晒谷场         县水利局     县住建局\n"
				   "       和仓前空地\n"
				   "第 1 页 共 2 页\n"
				   "序号   工作任务           牵头单位     配合单位     完成时限\n"
				   "3      绿化荒坡           县林业局     各乡镇       年底前\n";
	struct parsed p;

	(void)state;
	assert_rows(text, "表/1 翻修石板路12公里|表/2 平整晒谷场和仓前空地|表/3 绿化荒坡");
	parse_text(&p, text);
	assert_int_equal(p.doc.items.items[0].clause.parties.count, 1);
	assert_int_equal(p.doc.items.items[0].limits.count, 1);
	assert_int_equal(p.doc.items.items[1].clause.parties.count, 2);
	assert_int_equal(p.doc.items.items[1].limits.count, 0);
	dbn_arena_release(&p.arena);
}

/* From a web page: a bar alone is an empty cell; below a section's cell it is nothing. */
static void empty_cells_by_line(void **state)
{
	static const char text[] = "序号 |\n任务 |\n牵头单位 |\n配合单位 |\n一、修路 |\n|\n|\n|\n1 |\n翻修石板路 |\n"
				   "县交通局 |\n|\n2 |\n平整晒谷场 |\n县水利局 |\n县住建局 |\n"
				   "表二 收尾任务\n序号 |\n任务 |\n责任单位 |\n1 |\n绿化荒坡 |\n县林业局 |\n";

	(void)state;
	assert_rows(text, "表1/1 翻修石板路|表1/2 平整晒谷场|表2/1 绿化荒坡");
}

/* Cells that a spreadsheet puts on the clipboard: quoted where a break is inside. */
/* No heading says task: numbers and kinds are none, nor is a column that merged cells leave empty. */
static void which_column_is_the_task(void **state)
{
	(void)state;
	assert_rows("序号\t建议编号\t建议案由\t主办单位\n1\t第3号\t关于修缮古桥的建议\t县文旅局\n"
		    "2\t第8号\t关于疏通水渠的建议\t县水利局\n",
		    "表/1 关于修缮古桥的建议|表/2 关于疏通水渠的建议");
	assert_rows("序号\t行动名目\t具体措施\t牵头单位\n1\t安心行动\t巡查校园周边\t县教育局\n"
		    "2\t\t检修电梯9部\t县住建局\n3\t\t清理楼道\t县消防大队\n",
		    "表/1 巡查校园周边|表/2 检修电梯9部|表/3 清理楼道");
}

static void quoted_cells(void **state)
{
	static const char text[] = "序号\t任务\t牵头单位\n1\t\"翻修\"\"石板路\"\"，\n长12公里\"\t\"县交通局、\n县水利局\"\n"
				   "2\t平整晒谷场\t县水利局\n";
	struct parsed p;

	(void)state;
	parse_text(&p, text);
	assert_int_equal(p.doc.items.count, 2);
	assert_str(p.doc.items.items[0].title, "翻修\"石板路\"，长12公里");
	assert_int_equal(p.doc.items.items[0].clause.parties.count, 2);
	dbn_arena_release(&p.arena);
}

/* A column a year: a limit, and what is to be reached by then of what the row is called. */
static void columns_of_years(void **state)
{
	static const char text[] = "序号\t指标\t2025年\t2026年\t责任单位\n1\t渠水达标率\t81%\t≥84.5%\t县水利局\n"
				   "2\t粉尘浓度\t≤36微克/立方米\t—\t县环保局\n3\t养老服务\t新建站点5个\t新建站点7个\t县民政局\n";
	struct parsed p;

	(void)state;
	parse_text(&p, text);
	assert_int_equal(p.doc.items.count, 3);
	assert_int_equal(p.doc.items.items[0].limits.count, 2);
	assert_int_equal(p.doc.items.items[0].targets.count, 2);
	assert_str(p.doc.items.items[0].targets.items[1].metric, "渠水达标率");
	assert_str(p.doc.items.items[0].targets.items[1].value, "84.5");
	assert_str(p.doc.items.items[0].targets.items[1].by, "2026-12-31");
	assert_int_equal(p.doc.items.items[1].limits.count, 1);
	assert_int_equal(p.doc.items.items[1].targets.items[0].op, DBN_OP_LE);
	assert_int_equal(p.doc.items.items[2].targets.count, 2);
	assert_str(p.doc.items.items[2].targets.items[0].by, "2025-12-31");
	dbn_arena_release(&p.arena);
}

static void paths(void **state)
{
	(void)state;
	/* no numbers: #k; numbers in the task cells: the section's and their own */
	assert_rows("任务\t责任单位\n修路\t县交通局\n架桥\t县水利局\n", "表/#1 修路|表/#2 架桥");
	assert_rows("任务\t责任单位\n一、交通\t\n1.修路\t县交通局\n2.架桥\t县水利局\n",
		    "一/1 修路|一/2 架桥");
	assert_rows("序号\t任务\t责任单位\n1\t修路\t县交通局\n其他事项如下。\n序号\t任务\t责任单位"
		    "\n1\t架桥\t县水利局\n",
		    "表1/1 修路|表2/1 架桥");
	/* a table without units is no table of tasks */
	assert_rows("单位\t姓名\t电话\n县交通局\t甲\t0000\n", "");
}

static void persons_hold_on_downwards(void **state)
{
	struct parsed p;

	(void)state;
	parse_text(&p, "序号\t任务\t责任领导\t责任单位\n1\t修路\t甲\t县交通局\n2\t架桥\t\t县水利局"
		       "\n一、其他\n3\t植树\t\t无\n");
	assert_int_equal(p.doc.items.count, 3);
	assert_str(p.doc.items.items[1].clause.persons.items[0].value, "甲");
	assert_int_equal(p.doc.items.items[2].clause.persons.count, 0);
	assert_int_equal(p.doc.items.items[2].clause.parties.count, 0);
	dbn_arena_release(&p.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes),
		cmocka_unit_test(columns_of_blanks),
		cmocka_unit_test(empty_cells_by_line),
		cmocka_unit_test(which_column_is_the_task),
		cmocka_unit_test(quoted_cells),
		cmocka_unit_test(columns_of_years),
		cmocka_unit_test(paths),
		cmocka_unit_test(persons_hold_on_downwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
