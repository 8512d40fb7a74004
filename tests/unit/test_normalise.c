/* test_normalise.c - the normal form of official text. */
#include "unit.h"

#include "dubanc/normalise.h"
#include "dubanc/text.h"

static const struct {
	const char *raw, *want;
} cases[] = {
	{ "", "" },
	{ "(责任单位:县教育局, 县财政局)", "（责任单位：县教育局，县财政局）" },
	{ "[附件]", "［附件］" },
	{ "２０２４年６月ＡＢ", "2024年6月AB" },
	{ "2 0 2 4 年 1 1 月 5 日前", "2024年11月5日前" },
	{ "20 24 年", "2024年" },
	{ "铺设管网 1 2 0 公里", "铺设管网120公里" },
	{ "甲镇 6 8 4 甲镇政府", "甲镇6 8 4甲镇政府" },
	{ "合格率 95 ％ 以上", "合格率95%以上" },
	{ "2　0　2　4　年", "2024年" },
	{ "3.5 km 的 road map", "3.5 km的road map" },
	{ "a , b; c", "a , b; c" },
	{ "a  ,  甲", "a，甲" },
	{ "17:00前,1,200户", "17:00前，1,200户" },
	{ "１．５万元", "1.5万元" },
	{ "责任 单位 ： 市 财政局", "责任单位：市财政局" },
	{ "**责任单位：**县局", "责任单位：县局" },
	{ "*<b>*粗</b>", "粗" },
	{ "零\u200b宽\ufeff\u00ad字", "零宽字" },
	{ "e\u0301", "\u00e9" },
	{ "\u1100\u1161\u11a8", "\uac01" },
	{ "\u037e甲", "；甲" },
	{ "“双创” 基地", "“双创”基地" },
	{ "bad\xff", "bad\ufffd" },
	{ "责任单位∶甲局､乙局｡", "责任单位：甲局、乙局。" },
	{ "〖责任单位﹕甲局﹑乙局〗", "【责任单位：甲局、乙局】" },
	{ "按1∶500比例", "按1:500比例" },
};

static void table(void **state)
{
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_norm n, again;

		assert_int_equal(dbn_normalise(&a, dbn_str_of(cases[i].raw), &n, NULL), DBN_OK);
		assert_str(n.text, cases[i].want);
		assert_int_equal(dbn_normalise(&a, n.text, &again, NULL), DBN_OK);
		assert_str(again.text, cases[i].want);
	}
	dbn_arena_release(&a);
}

static void every_byte_knows_its_source(void **state)
{
	struct dbn_str raw = DBN_STR("( 责\u200b任 ) x");
	struct dbn_arena a;
	struct dbn_norm n;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	assert_int_equal(dbn_normalise(&a, raw, &n, NULL), DBN_OK);
	assert_str(n.text, "（责任）x");
	assert_int_equal(dbn_norm_source(&n, 0), 0);
	assert_int_equal(dbn_norm_source(&n, 3), 2);
	assert_int_equal(dbn_norm_source(&n, 6), 8);
	assert_int_equal(dbn_norm_source(&n, 9), 12);
	assert_int_equal(dbn_norm_source(&n, 12), 14);
	assert_int_equal(dbn_norm_source(&n, n.text.len), raw.len);
	for (size_t i = 1; i <= n.text.len; i++)
		assert_true(dbn_norm_source(&n, i) >= dbn_norm_source(&n, i - 1));
	dbn_arena_release(&a);
}

static void many_marks_are_cheap(void **state)
{
	enum { COUNT = 200000 };
	char *raw = malloc(2 * COUNT + 1);
	struct dbn_arena a;
	struct dbn_norm n, again;

	(void)state;
	assert_non_null(raw);
	raw[0] = 'e';
	for (size_t i = 0; i < COUNT; i++) {
		raw[1 + 2 * i] = (char)0xcc;
		raw[2 + 2 * i] = (char)(i % 2 ? 0x81 : 0xa3);
	}
	dbn_arena_init(&a, 64u << 20);
	assert_int_equal(dbn_normalise(&a, (struct dbn_str) { raw, 2 * COUNT + 1 }, &n, NULL),
			 DBN_OK);
	assert_int_equal(dbn_normalise(&a, n.text, &again, NULL), DBN_OK);
	assert_true(dbn_str_eq(n.text, again.text));
	dbn_arena_release(&a);
	free(raw);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(every_byte_knows_its_source),
		cmocka_unit_test(many_marks_are_cheap),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
