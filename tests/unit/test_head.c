/* test_head.c - number, title, issuer, level, date and marks of a document. */
#include "unit.h"

#include "core/paper/field.h"
#include "documents.h"

static void numbers(void **state)
{
	static const struct {
		const char *text, *want;
	} list[] = {
		{ "通政发〔2023〕8号", "通政发〔2023〕8号" },
		{ "通政办发（2023］14号", "通政办发〔2023〕14号" },
		{ "编号：督字〔2024〕第17号", "督字〔2024〕第17号" },
		{ "（2024）7号", "〔2024〕7号" },
		{ "〔2024年〕7号", "" },
		{ "共印35份", "" },
	};
	struct dbn_arena arena;

	(void)state;
	dbn_arena_init(&arena, 1u << 20);
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		assert_str(dbn_head_number(&arena, dbn_str_of(list[i].text)), list[i].want);
	dbn_arena_release(&arena);
}

static void levels(void **state)
{
	static const struct {
		const char *issuer, *level;
	} list[] = {
		{ "海岱省人民政府办公厅", "省" },   { "中共临溪市委员会", "市" },
		{ "清河县教育局", "县" },           { "临溪市东港区人民政府", "区" },
		{ "白沙自治州人民政府", "州" },     { "北疆自治区党委", "自治区" },
		{ "柳岸街道办事处", "街道" },       { "桃溪镇人民政府", "镇" },
		{ "清江师范大学", "校" },           { "云岭市第二人民医院", "院" },
		{ "华原建设集团有限公司", "企业" }, { "临溪市市场监管局", "市" },
		{ "云山县县域经济办", "县" },       { "清江师范大学党政办公室", "校" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		assert_str(dbn_head_level(dbn_str_of(list[i].issuer)), list[i].level);
}

static void dates(void **state)
{
	static const struct {
		const char *text;
		int32_t year, month, day;
	} list[] = {
		{ "2024年3月18日", 2024, 3, 18 },
		{ "2024.3.18", 2024, 3, 18 },
		{ "二〇二四年十二月二十八日", 2024, 12, 28 },
		{ "2024-03-18", 2024, 3, 18 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		assert_int_equal(dbn_head_find_date(dbn_str_of(list[i].text)),
				 dbn_day_of(list[i].year, list[i].month, list[i].day));
	assert_int_equal(dbn_head_find_date(DBN_STR("2024年13月1日")), DBN_NO_DAY);
}

static struct dbn_head head_of(struct parsed *p, const char *text)
{
	struct dbn_err err = { .code = DBN_OK };

	dbn_arena_init(&p->arena, 64u << 20);
	assert_int_equal(dbn_document_parse(&p->arena, dbn_str_of(text), NULL, &p->doc, &err),
			 DBN_OK);
	return p->doc.head;
}

static void secrecy(void **state)
{
	static const struct {
		const char *text;
		bool stops, internal;
	} list[] = {
		{ "机密★10年\n市政府文件\n一、任务\n", true, false },
		{ "秘 密\n一、任务\n", true, false },
		{ "绝密★启用前\n一、任务\n", true, false },
		{ "文件批办单\n文号\t甲发〔2024〕1号\t密级\t机密\n", true, false },
		{ "文件批办单\n文号\t甲发〔2024〕1号\t密级\t\t来文方式\t内网\n", false, false },
		{ "文件批办单\n文号\t甲发〔2024〕1号\t密级\t无\n", false, false },
		{ "内部资料\n一、任务\n", false, true },
		{ "一、任务\n1.做好保密工作，机密文件专人保管。（市保密局）\n", false, false },
		/* As a layout gives it: set apart, with its neighbours, in brackets. */
		{ "机 密 ★ 1 年\n市政府文件\n", true, false },
		{ "机　密\n市政府文件\n", true, false },
		{ "机密★ 1年\n市政府文件\n", true, false },
		{ "机密 1年\n市政府文件\n", true, false },
		{ "机密★1年 特急\n市政府文件\n", true, false },
		{ "秘密　特急\n市政府文件\n", true, false },
		{ "特急　机密★6个月\n市政府文件\n", true, false },
		{ "000001 机密★1年\n特急\n市政府文件\n", true, false },
		{ "000001\n机密★1年\n特急\n市政府文件\n", true, false },
		{ "000001　　　　秘密\n市政府文件\n", true, false },
		{ "份号：000001　绝密★长期　特急\n市政府文件\n", true, false },
		{ "【秘密】\n市政府文件\n", true, false },
		{ "（机密）\n市政府文件\n", true, false },
		{ "机密★1年\n\n文件批办单\n收文编号：2024-5\n", true, false },
		{ "机密★1年\n文件批办单\n收文编号：2024-5\n", true, false },
		/* What only begins like one. */
		{ "秘密战线先进事迹\n市政府文件\n", false, false },
		{ "机密文件管理办法\n市政府文件\n", false, false },
		{ "一、任务\n秘密10年来的工作\n", false, false },
		{ "000001\n特急\n市政府文件\n", false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct parsed p;
		struct dbn_head h = head_of(&p, list[i].text);

		if ((h.secrecy_mark.len > 0) != list[i].stops || h.internal != list[i].internal)
			fail_msg("%s: mark '%.*s' internal %d", list[i].text,
				 DBN_ARG(h.secrecy_mark), h.internal);
		dbn_arena_release(&p.arena);
	}
}

static void titles(void **state)
{
	struct parsed p;
	struct dbn_head h =
	    head_of(&p, "清河县人民政府文件\n\n清政发〔2024〕3号\n\n清河县人民政府关于印发\n防汛工"
			"作方案的通知\n\n"
			"各乡镇人民政府：\n现印发给你们。\n\n清河县人民政府\n2024年4月2日\n");

	(void)state;
	assert_str(h.title, "清河县人民政府关于印发防汛工作方案的通知");
	assert_str(h.number, "清政发〔2024〕3号");
	assert_str(h.issuer, "清河县人民政府");
	assert_str(h.level, "县");
	assert_int_equal(h.date, dbn_day_of(2024, 4, 2));
	dbn_arena_release(&p.arena);
	/* what a page has above the paper when a browser prints it */
	h = head_of(&p, "政务公开\n互动交流\n您现在的位置：首页\n清河县人民政府文件\n清政发〔2024〕3号\n"
			"清河县人民政府关于防汛工作的通知\n各乡镇人民政府：\n一、任务\n");
	assert_str(h.title, "清河县人民政府关于防汛工作的通知");
	assert_str(h.issuer, "清河县人民政府");
	dbn_arena_release(&p.arena);
	h = head_of(&p, "政务公开\n互动交流\n清河县人民政府督查室\n清政督〔2024〕3号\n关于印发督办台账的通知\n各乡镇人民政府：\n一、任务\n");
	assert_str(h.title, "清河县人民政府督查室关于印发督办台账的通知");
	dbn_arena_release(&p.arena);
	/* the number below the title */
	h = head_of(&p, "清河县人民政府\n关于防汛工作的通知\n清政发〔2024〕3号\n各乡镇人民政府：\n一、任务\n");
	assert_str(h.title, "清河县人民政府关于防汛工作的通知");
	dbn_arena_release(&p.arena);
	/* adopted by a plenary, over two lines */
	h = head_of(&p, "中共清河县委关于加强作风建设的决定\n("
			"2024年1月9日中共清河县第三届\n委员会第六次全体会议通过)\n一、任务\n");
	assert_int_equal(h.date, dbn_day_of(2024, 1, 9));
	assert_str(h.title, "中共清河县委关于加强作风建设的决定");
	dbn_arena_release(&p.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers), cmocka_unit_test(levels), cmocka_unit_test(dates),
		cmocka_unit_test(secrecy), cmocka_unit_test(titles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
