/* test_rows.c - what rows say of what was not understood; tables of units by columns. */
#include "unit.h"

#include "core/paper/reader.h"
#include "documents.h"

/* Rows in which something was not understood say so; those beside them do not. */
static void rows_not_understood(void **state)
{
	static const struct {
		const char *item;
		uint64_t doubts;
	} list[] = {
		{ "清淤。6月里清理河道。（责任单位：县水利局）", DBN_DOUBT_BIT(LIMIT_UNREAD) },
		{ "清淤。6月底前清理河道。（责任单位：县水利局）", 0 },
		{ "清淤。清理河道。（责任单位：县水利局；完成时限：专家组进驻前）", DBN_DOUBT_BIT(LIMIT_UNREAD) },
		{ "育苗。移栽新苗220摞。（责任单位：县林业局）", DBN_DOUBT_BIT(TARGET_UNREAD) },
		{ "育苗。移栽新苗220株。（责任单位：县林业局）", 0 },
		{ "育苗。接听12345热线。（责任单位：县林业局）", 0 },
		{ "会同林场清点苗木。（责任单位：县林业局）", DBN_DOUBT_BIT(TITLE_ODD) },
		{ "负责苗木越冬。覆土。（责任单位：县林业局）", DBN_DOUBT_BIT(TITLE_ODD) },
		{ "苗木移栽与县水利局牵头。覆土。（责任单位：县林业局）", DBN_DOUBT_BIT(TITLE_ODD) },
		{ "加强部门协调配合。覆土。（责任单位：县林业局）", 0 },
		{ "第017号。移栽新苗220株。（责任单位：县林业局）", DBN_DOUBT_BIT(TITLE_ODD) },
		{ "驻场指导组做好移栽。覆土。（责任单位：县林业局）", DBN_DOUBT_BIT(TITLE_ODD) },
		{ "育苗移栽——苗圃新苗全部移入林场。覆土。（责任单位：县林业局）", DBN_DOUBT_BIT(TITLE_ODD) },
		{ "开展“育苗移栽——苗圃新苗进林场”活动。覆土。（责任单位：县林业局）", 0 },
		{ "育苗移栽，5月。底前覆土。（责任单位：县林业局）",
		  DBN_DOUBT_BIT(TITLE_ODD) | DBN_DOUBT_BIT(LIMIT_UNREAD) },
		{ "育苗。移栽不少于20人的苗圃。（责任单位：县林业局）", 0 },
		{ "育苗。成活率损失不超过38PPMs。（责任单位：县林业局）", DBN_DOUBT_BIT(TARGET_UNREAD) },
		{ "育苗。覆土。县水利局，县气象局。（责任单位：县林业局）", DBN_DOUBT_BIT(CLAUSE_UNREAD) },
		{ "育苗。覆土。责任单位县水利局。（牵头单位：县林业局）", DBN_DOUBT_BIT(CLAUSE_UNREAD) },
		{ "育苗。覆土220株牵头：县水利局。（责任单位：县林业局）", DBN_DOUBT_BIT(CLAUSE_UNREAD) },
		{ "巡河。逐段巡查。（责任单位：县水利局`林业局）", DBN_DOUBT_BIT(UNIT_FORM) },
		{ "巡河。逐段巡查。（牵头单位：县水利局；助力单位：县林业局）", DBN_DOUBT_BIT(ROLE_UNKNOWN) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		static const uint64_t signs = DBN_DOUBT_BIT(LIMIT_UNREAD) | DBN_DOUBT_BIT(TARGET_UNREAD) |
					      DBN_DOUBT_BIT(TITLE_ODD) | DBN_DOUBT_BIT(UNIT_FORM) |
					      DBN_DOUBT_BIT(ROLE_UNKNOWN) | DBN_DOUBT_BIT(CLAUSE_UNREAD);
		struct parsed p;
		struct dbn_buf text;

		dbn_buf_init(&text, 1 << 12);
		dbn_buf_addz(&text, "关于做好工作的通知\n\n1.");
		dbn_buf_addz(&text, list[i].item);
		dbn_buf_addz(&text, "\n\n2.翻修石板路。备料。（责任单位：县交通局）\n\n2024年3月1日\n");
		dbn_buf_addc(&text, 0);
		parse_text(&p, text.ptr);
		assert_int_equal(p.doc.items.count, 2);
		if ((p.doc.items.items[0].doubts & signs) != list[i].doubts)
			fail_msg("%s: %llx", list[i].item, (unsigned long long)p.doc.items.items[0].doubts);
		assert_int_equal(p.doc.items.items[1].doubts, 0);
		dbn_arena_release(&p.arena);
		dbn_buf_release(&text);
	}
}

/* Units in the heading, marks below: a note says what the marks mean. */
static void matrix_of_units(void **state)
{
	static const char table[] = "重点任务分工表\n\n任务\t县发改委\t县财政局\t各乡镇\n"
				    "修复水渠\t★\t●\t●\n清理账目\t\t★\t\n";
	struct parsed p;
	struct dbn_buf noted;

	(void)state;
	dbn_buf_init(&noted, 1 << 12);
	dbn_buf_addz(&noted, table);
	dbn_buf_addz(&noted, "注：★为牵头单位，●为配合单位。\n");
	dbn_buf_addc(&noted, 0);
	parse_text(&p, noted.ptr);
	assert_int_equal(p.doc.items.count, 2);
	assert_int_equal(p.doc.items.items[0].clause.parties.count, 3);
	assert_int_equal(p.doc.items.items[0].clause.parties.items[0].role, DBN_ROLE_LEAD);
	assert_int_equal(p.doc.items.items[0].clause.parties.items[1].role, DBN_ROLE_COOP);
	assert_true(p.doc.items.items[0].clause.parties.items[2].group);
	assert_str(p.doc.items.items[1].clause.parties.items[0].name, "县财政局");
	assert_false(p.doc.items.items[1].doubts & DBN_DOUBT_BIT(LEAD_MARK));
	dbn_arena_release(&p.arena);
	dbn_buf_release(&noted);
	parse_text(&p, table);
	assert_int_equal(p.doc.items.items[1].clause.parties.items[0].role, DBN_ROLE_UNITS);
	assert_true(p.doc.items.items[1].doubts & DBN_DOUBT_BIT(LEAD_MARK));
	dbn_arena_release(&p.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_not_understood),
		cmocka_unit_test(matrix_of_units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
