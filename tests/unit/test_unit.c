/* test_unit.c - reading single names. */
#include "unit.h"

#include "core/unit/unit.h"
#include "dubanc/clause.h"

static void names_are_told_from_words(void **state)
{
	static const struct {
		const char *name;
		bool unit;
	} cases[] = {
		{ "市教育局", true },
		{ "团市委", true },
		{ "市场监管局", true },
		{ "省委组织部", true },
		{ "县委", true },
		{ "云河市人民政府", true },
		{ "高新区管委会", true },
		{ "国网云河供电公司", true },
		{ "人民银行云河市分行", true },
		{ "发改委", true },
		{ "自治区党委宣传部", true },
		{ "州中级法院", true },
		{ "教育", false },
		{ "城市", false },
		{ "社区", false },
		{ "市场", false },
		{ "局", false },
		{ "负责落实", false },
		{ "各县区", false },
		{ "2024年", false },
		{ "市教育局负责", false },
		{ "有关部门", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (dbn_is_unit_name(dbn_str_of(cases[i].name)) != cases[i].unit)
			fail_msg("%s", cases[i].name);
}

static void levels_are_told_from_words(void **state)
{
	static const struct {
		const char *name, *level; /* "" none */
	} cases[] = {
		{ "市市场监管局", "市" },
		{ "市场监管局", "" },
		{ "市政府办公室", "市" },
		{ "市政园林局", "" },
		{ "市民政局", "市" },
		{ "市民中心", "" },
		{ "区域经济合作局", "" },
		{ "县域办", "" },
		{ "县教育局", "县" },
		{ "乡村振兴局", "" },
		{ "乡畜牧站", "乡" },
		{ "自治区财政厅", "自治区" },
		{ "兵团党委组织部", "兵团党委" },
		{ "地委宣传部", "地委" },
		{ "州委编办", "州委" },
		{ "校友办公室", "" },
		{ "校办公室", "校" },
		{ "院感科", "" },
		{ "镇江市教育局", "" },
		{ "团县委", "县委" },
		{ "市监局", "" },
		{ "市监委", "市" },
		{ "党委宣传部", "党委" },
		{ "旗帜办公室", "" },
		{ "旗农牧局", "旗" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct unit_shape shape = unit_read(dbn_str_of(cases[i].name));

		assert_str(shape.level ? shape.level->written : DBN_STR(""), cases[i].level);
	}
}

static void groups(void **state)
{
	static const struct {
		const char *name;
		bool group;
	} cases[] = {
		{ "各旗县市区", true },
		{ "各县（市、区）人民政府", true },
		{ "有关部门", true },
		{ "市属企业", true },
		{ "省属各高校", true },
		{ "市安委会成员单位", true },
		{ "驻市部队", true },
		{ "镇街", true },
		{ "属地", true },
		{ "市教育局", false },
		{ "市外办", false },
		{ "市直机关工委", false },
		{ "胡各庄街道办事处", false },
		{ "各1份", false },
		{ "街道办事处", false },
		{ "市区划地名办", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (unit_is_group(dbn_str_of(cases[i].name)) != cases[i].group)
			fail_msg("%s", cases[i].name);
}

static void names_in_running_text(void **state)
{
	static const struct {
		const char *text, *name;
	} cases[] = {
		{ "市财政局会同市审计局办理", "市财政局" },
		{ "市公安局交警支队负责秩序", "市公安局交警支队" },
		{ "市委办公室牵头", "市委办公室" },
		{ "县政府办公室提出意见", "县政府办公室" },
		{ "教育部门要加强", "" },
		{ "加强管理", "" },
		{ "市融媒体中心做好宣传", "市融媒体中心" },
		{ "科区政府尽快办理", "科区政府" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_str s = dbn_str_of(cases[i].text);

		assert_str(dbn_str_sub(s, 0, unit_lead_in(s)), cases[i].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_told_from_words),
		cmocka_unit_test(levels_are_told_from_words),
		cmocka_unit_test(groups),
		cmocka_unit_test(names_in_running_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
