/* test_registry.c - folding and lookup of names. */
#include "unit.h"

#include "dubanc/registry.h"

static void full_and_short_are_one(void **state)
{
	static const char *const pairs[][2] = {
		{ "市发展和改革委员会", "市发改委" },
		{ "省发展改革委", "省发改委" },
		{ "市卫生健康委员会", "市卫健委" },
		{ "省卫生健康委", "省卫健委" },
		{ "县人力资源和社会保障局", "县人社局" },
		{ "区住房和城乡建设局", "区住建局" },
		{ "市文化广电旅游局", "市文旅广电局" },
		{ "市市场监督管理局", "市市场监管局" },
		{ "市委网络安全和信息化委员会办公室", "市委网信办" },
		{ "市人民政府办公室", "市政府办" },
		{ "云河县人民政府", "云河县政府" },
		{ "市外事办公室", "市外办" },
		{ "市民族事务委员会", "市民委" },
		{ "市住房公积金管理中心", "市公积金中心" },
		{ "市中级人民法院", "市法院" },
		{ "自治区工业和信息化厅", "自治区工信厅" },
		{ "州应急管理局", "州应急局" },
		{ "发展改革局", "发改局" },
		{ "云河市自然资源和规划局", "云河市资规局" },
		{ "城东街道办事处", "城东街道" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		char a[DBN_FOLD_MAX], b[DBN_FOLD_MAX];
		struct dbn_str x = dbn_unit_fold(dbn_str_of(pairs[i][0]), a);
		struct dbn_str y = dbn_unit_fold(dbn_str_of(pairs[i][1]), b);

		if (!dbn_str_eq(x, y))
			fail_msg("%s: %.*s, %s: %.*s", pairs[i][0], DBN_ARG(x), pairs[i][1],
				 DBN_ARG(y));
	}
}

static const struct dbn_str aliases[] = { { "市能源局", 12 } };
static const struct dbn_str higher[] = { { "省农业农村厅", 18 }, { "省农牧厅", 12 } };
static const struct dbn_unit units[] = {
	{ .name = { "市发改委", 12 }, .aliases = aliases, .alias_count = 1 },
	{ .name = { "市农牧局", 12 }, .counterparts = higher, .counterpart_count = 2 },
	{ .name = { "市委组织部", 15 } },
	{ .name = { "市财政局", 12 } },
	{ .name = { "云东区住建局", 18 } },
	{ .name = { "云西区住建局", 18 } },
	{ .name = { "团市委", 9 } },
	{ .name = { "一号专班", 12 } },
	{ .name = { "二号专班", 12 } },
};

static void lookups(void **state)
{
	static const struct {
		const char *name, *level;
		enum dbn_found found;
		size_t unit;
	} cases[] = {
		{ "市发改委", "市", DBN_FOUND_ONE, 0 },
		{ "市能源局", "", DBN_FOUND_ONE, 0 },
		{ "市发展和改革委员会", "", DBN_FOUND_ONE, 0 },
		{ "发展改革委", "市", DBN_FOUND_ONE, 0 },
		{ "财政局", "市", DBN_FOUND_ONE, 3 },
		{ "财政局", "", DBN_FOUND_NONE, 3 },
		{ "组织部", "市", DBN_FOUND_ONE, 2 },
		{ "团委", "市", DBN_FOUND_ONE, 6 },
		{ "市财正局", "市", DBN_FOUND_NONE, 3 },
		{ "云东区住房和城乡建设局", "市", DBN_FOUND_ONE, 4 },
	};
	struct dbn_arena arena;
	struct dbn_registry r;

	(void)state;
	dbn_arena_init(&arena, 1 << 20);
	assert_int_equal(dbn_registry_index(&r, &arena, units, sizeof units / sizeof *units, NULL),
			 DBN_OK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_lookup l =
		    dbn_registry_find(&r, dbn_str_of(cases[i].name), dbn_str_of(cases[i].level));

		if (l.found != cases[i].found)
			fail_msg("%s: found %d", cases[i].name, l.found);
		if (l.found == DBN_FOUND_ONE)
			assert_int_equal(l.unit, cases[i].unit);
		else
			assert_int_equal(l.candidates[0], cases[i].unit);
	}
	assert_int_equal(dbn_registry_counterpart(&r, DBN_STR("省农牧厅")).unit, 1);
	assert_int_equal(dbn_registry_counterpart(&r, DBN_STR("省财政厅")).found, DBN_FOUND_NONE);
	dbn_arena_release(&arena);
}

/* A zone with units of its own names: what is near is who answers to the unit that was typed. */
static void near_is_who_answers_to_it(void **state)
{
	static const struct dbn_str economy[] = { { "市发改委", 12 }, { "市工信局", 12 } };
	static const struct dbn_str party[] = { { "市委组织部", 15 }, { "市委宣传部", 15 } };
	static const struct dbn_str build[] = { { "市住房和城乡建设局", 27 } };
	static const struct dbn_str office[] = { { "党政办", 9 } };
	static const struct dbn_unit zone[] = {
		{ .name = { "党政综合办公室", 21 }, .aliases = office, .alias_count = 1 },
		{ .name = { "经济发展局", 15 }, .counterparts = economy, .counterpart_count = 2 },
		{ .name = { "党群工作部", 15 }, .counterparts = party, .counterpart_count = 2 },
		{ .name = { "建设局", 9 }, .counterparts = build, .counterpart_count = 1 },
		{ .name = { "教育局", 9 } },
	};
	static const struct {
		const char *name;
		size_t candidates, first;
	} cases[] = {
		{ "市发改委", 1, 1 },	  { "区发改局", 1, 1 },	    { "发展改革委", 1, 1 }, { "区工信局", 1, 1 },
		{ "区委组织部", 1, 2 },	  { "宣传部", 1, 2 },	    { "区住建局", 1, 3 },   { "区教育局", 1, 4 },
		{ "教育居", 1, 4 },	    { "水务局", 0, 0 },	    { "局", 0, 0 },
		{ "", 0, 0 },		    { "党建部", 0, 0 },	    { "党建办", 1, 0 },
	};
	struct dbn_arena arena;
	struct dbn_registry r;

	(void)state;
	dbn_arena_init(&arena, 1 << 20);
	assert_int_equal(dbn_registry_index(&r, &arena, zone, 5, NULL), DBN_OK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_lookup l = dbn_registry_find(&r, dbn_str_of(cases[i].name), DBN_STR("开发区"));

		if (l.found == DBN_FOUND_ONE ? l.unit != cases[i].first
					     : l.candidate_count < cases[i].candidates ||
						       (l.candidate_count && !cases[i].candidates) ||
						       (l.candidate_count && l.candidates[0] != cases[i].first))
			fail_msg("%s: %zu near, the first %zu", cases[i].name, l.candidate_count, l.candidates[0]);
	}
	dbn_arena_release(&arena);
}

/* An office of a 区 that writes its units without their level. */
static void the_offices_own_level_says_nothing(void **state)
{
	static const struct dbn_unit bare[] = {
		{ .name = { "人社局", 9 }, .level = { "区", 3 } },
		{ .name = { "教育局", 9 }, .level = { "区", 3 } },
		{ .name = { "组织部", 9 } },
		{ .name = { "财政局", 9 }, .level = { "市", 3 } },
	};
	static const struct {
		const char *name, *level;
		enum dbn_found found;
		size_t unit; /* where none is found: the nearest */
	} cases[] = {
		{ "区教育局", "区", DBN_FOUND_ONE, 1 },	 { "区委组织部", "区", DBN_FOUND_ONE, 2 },
		{ "区人力资源和社会保障局", "区", DBN_FOUND_ONE, 0 },
		{ "区教育局", "市", DBN_FOUND_NONE, 1 },	 { "市教育局", "区", DBN_FOUND_NONE, 1 },
		{ "区财政局", "区", DBN_FOUND_NONE, 3 },	 { "市教局", "区", DBN_FOUND_NONE, 1 },
	};
	struct dbn_arena arena;
	struct dbn_registry r;

	(void)state;
	dbn_arena_init(&arena, 1 << 20);
	assert_int_equal(dbn_registry_index(&r, &arena, bare, 4, NULL), DBN_OK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_lookup l =
		    dbn_registry_find(&r, dbn_str_of(cases[i].name), dbn_str_of(cases[i].level));

		if (l.found != cases[i].found)
			fail_msg("%s: found %d", cases[i].name, l.found);
		assert_int_equal(l.found == DBN_FOUND_ONE ? l.unit : l.candidates[0], cases[i].unit);
	}
	/* 局 alone makes nothing alike. */
	assert_int_equal(dbn_registry_find(&r, DBN_STR("城管局"), DBN_STR("区")).candidate_count, 0);
	assert_int_equal(dbn_registry_find(&r, DBN_STR("教育居"), DBN_STR("区")).candidate_count, 1);
	assert_str(dbn_unit_without_level(DBN_STR("区"), DBN_STR("区")), "");
	assert_str(dbn_unit_without_level(DBN_STR("区域经济合作局"), DBN_STR("区")), "");
	dbn_arena_release(&arena);
}

static void two_fits_are_ambiguous(void **state)
{
	static const struct dbn_str same[] = { { "专班", 6 } };
	struct dbn_unit two[] = {
		{ .name = { "一号专班", 12 }, .aliases = same, .alias_count = 1 },
		{ .name = { "二号专班", 12 }, .aliases = same, .alias_count = 1 },
	};
	struct dbn_arena arena;
	struct dbn_registry r;
	struct dbn_lookup l;

	(void)state;
	dbn_arena_init(&arena, 1 << 20);
	assert_int_equal(dbn_registry_index(&r, &arena, two, 2, NULL), DBN_OK);
	l = dbn_registry_find(&r, DBN_STR("专班"), DBN_STR(""));
	assert_int_equal(l.found, DBN_FOUND_MANY);
	assert_int_equal(l.candidate_count, 2);
	dbn_arena_release(&arena);
}

static void empty_registry_may_be_searched(void **state)
{
	struct dbn_registry r = { 0 };

	(void)state;
	assert_int_equal(dbn_registry_find(&r, DBN_STR("市教育局"), DBN_STR("市")).found,
			 DBN_FOUND_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(full_and_short_are_one),
		cmocka_unit_test(lookups),
		cmocka_unit_test(near_is_who_answers_to_it),
		cmocka_unit_test(the_offices_own_level_says_nothing),
		cmocka_unit_test(two_fits_are_ambiguous),
		cmocka_unit_test(empty_registry_may_be_searched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
