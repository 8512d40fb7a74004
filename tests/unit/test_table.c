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
		cmocka_unit_test(paths),
		cmocka_unit_test(persons_hold_on_downwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
