/* test_assign.c - assign --auto: the lead, or the reason why not. */
#include "world.h"

#include "dubanc/assign.h"

#define U(n, al, lv, cp) { .name = { n, sizeof n - 1 }, .aliases = { al, sizeof al - 1 }, \
			   .level = { lv, sizeof lv - 1 }, .counterpart = { cp, sizeof cp - 1 } }

/* A district's registry: the city's organs have counterparts here. */
static const struct dbn_roster_unit district[] = {
	U("区委办", "", "区", "市委办公室"),
	U("党群部", "", "区", "市委组织部;市委宣传部"),
	U("发改局", "区发改委", "区", "市发展改革委"),
	U("教育局", "", "区", "市教育局"),
	U("教培中心", "", "区", "市教科院;市电教馆"),
	U("电教站", "", "区", "市电教馆"),
	U("市发展改革委", "市发改委", "市", ""),
	{ .name = { "各镇街", 9 }, .members = { "东镇;西街", 13 }, .group = true,
	  .counterpart = { "各旗县市区", 15 } },
};
#undef U

struct row {
	const char *level, *doc_level, *cells;
	bool first;
	const char *want; /* lead/coop/why */
};

static const char *const whys[] = { "counterpart", "first", "only", "no-units", "groups", "several",
				    "no-counterpart", "several-counterparts" };

static const struct row rows[] = {
	/* a district under a city's document */
	{ "区", "市", "units=市教育局", false, "教育局//counterpart" },
	{ "区", "市", "units=市委组织部;市委宣传部", false, "党群部//counterpart" },
	{ "区", "市", "units=市公安局;市教育局", false, "教育局//counterpart" },
	{ "区", "市", "units=市教育局;市委办公室", false, "//several" },
	{ "区", "市", "units=市教育局;市委办公室", true, "教育局/区委办/counterpart" },
	{ "区", "市", "units=市公安局;市教育局", true, "//no-counterpart" },
	{ "区", "市", "units=市公安局", false, "//no-counterpart" },
	{ "区", "市", "units=市公安局;市司法局", false, "//no-counterpart" },
	{ "区", "市", "units=市发改委", false, "发改局//counterpart" },
	{ "区", "市", "units=市发展和改革委员会", false, "发改局//counterpart" },
	{ "区", "市", "units=市电教馆", false, "//several-counterparts" },
	{ "区", "市", "units=市电教馆", true, "//several-counterparts" },
	{ "区", "市", "units=教育局", false, "教育局//only" },
	{ "区", "市", "units=区发改委;市公安局", true, "发改局//first" },
	{ "区", "市", "units=市教育局;市委办公室|coop=某局", true, "教育局//counterpart" },

	/* a city's own document, or an office without a level */
	{ "市", "市", "units=市公安局", false, "市公安局//only" },
	{ "市", "市", "units=市发改委", true, "发改局//counterpart" },
	{ "市", "市", "units=市公安局;市司法局", false, "//several" },
	{ "市", "市", "units=市公安局;市司法局", true, "市公安局//first" },
	{ "", "市", "units=市公安局", false, "市公安局//only" },
	{ "", "", "units=市公安局;市司法局", true, "市公安局//first" },
	{ "市", "市", "units=市公安局|groups=U:各旗县市区", false, "市公安局//only" },

	/* nobody, groups */
	{ "市", "市", "", true, "//no-units" },
	{ "市", "市", "groups=U:各旗县市区", true, "//groups" },
	{ "市", "市", "units=各镇街", true, "//no-counterpart" },
};

static void one_row(void **state)
{
	const struct row *r = *state;
	struct world *w = world_new();
	struct dbn_roster roster;
	struct dbn_assignments out = { 0 };
	char got[300];

	snprintf(w->l.conf.level, sizeof w->l.conf.level, "%s", r->level);
	w->docs[0].cell[DBN_DOC_LEVEL] = dbn_str_of(r->doc_level);
	world_task(w, "k:1", r->cells);
	world_task(w, "k:2", "lead=甲|units=市教育局");
	world_task(w, "k:3", "state=closed|units=市教育局");
	world_task(w, "k:1.n1", "kind=node|parent=k:1");
	assert_true(dbn_roster_init(&roster, &w->l.arena, district, sizeof district / sizeof *district));
	assert_int_equal(dbn_assign_auto(&w->l, &roster, &w->l.arena, &w->docs[0], r->first, &out, NULL), 0);
	assert_int_equal(out.count, 1);
	snprintf(got, sizeof got, "%.*s/%.*s/%s", DBN_ARG(out.items[0].lead), DBN_ARG(out.items[0].coop),
		 whys[out.items[0].why]);
	assert_string_equal(got, r->want);
	assert_int_equal(out.assigned, out.items[0].lead.len > 0);
	assert_true(dbn_msg_text(dbn_assign_message(out.items[0].why), DBN_EN)[0] != '\0');
	world_free(w);
}

static void without_a_registry(void **state)
{
	struct world *w = world_new();
	struct dbn_assignments out = { 0 };

	(void)state;
	world_task(w, "k:1", "units=市教育局;市财政局");
	assert_int_equal(dbn_assign_auto(&w->l, NULL, &w->l.arena, &w->docs[0], true, &out, NULL), 0);
	assert_str(out.items[0].lead, "市教育局");
	world_free(w);
}

static void names_and_aliases(void **state)
{
	static const struct dbn_roster_unit two[] = {
		{ .name = { "甲", 3 }, .aliases = { "编办;办", 10 } },
		{ .name = { "乙", 3 }, .aliases = { "编办;甲", 10 } },
	};
	struct dbn_arena a;
	struct dbn_roster r;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	assert_true(dbn_roster_init(&r, &a, two, 2));
	assert_int_equal(dbn_roster_find(&r, DBN_STR("办")), 0);
	assert_true(dbn_roster_find(&r, DBN_STR("编办")) == DBN_NONE);
	assert_int_equal(dbn_roster_find(&r, DBN_STR("甲")), 0);
	assert_str(dbn_roster_canonical(&r, DBN_STR("丙")), "丙");
	assert_true(dbn_roster_find(NULL, DBN_STR("甲")) == DBN_NONE);
	dbn_arena_release(&a);
}

static void from_the_registry(void **state)
{
	static const struct dbn_str aliases[] = { { "甲办", 6 }, { "甲所", 6 } };
	static const struct dbn_unit two[] = {
		{ .name = { "市人力资源和社会保障局", 33 }, .aliases = aliases, .alias_count = 2 },
		{ .name = { "各镇街", 9 }, .kind = { "group", 5 }, .members = aliases, .member_count = 2 },
	};
	struct dbn_registry g = { 0 };
	struct dbn_arena a;
	struct dbn_roster r;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	assert_int_equal(dbn_registry_index(&g, &a, two, 2, NULL), 0);
	assert_true(dbn_roster_from(&r, &a, &g, DBN_STR("")));
	assert_int_equal(dbn_roster_find(&r, DBN_STR("甲所")), 0);
	assert_int_equal(dbn_roster_find(&r, DBN_STR("市人社局")), 0);
	assert_str(r.units[1].members, "甲办;甲所");
	assert_true(r.units[1].group);
	dbn_arena_release(&a);
}

int main(void)
{
	enum { ROWS = sizeof rows / sizeof *rows };
	static const struct CMUnitTest more[] = {
		cmocka_unit_test(without_a_registry),
		cmocka_unit_test(names_and_aliases),
		cmocka_unit_test(from_the_registry),
	};
	struct CMUnitTest tests[ROWS + sizeof more / sizeof *more];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){ rows[i].want, one_row, NULL, NULL,
						(void *)(uintptr_t)&rows[i] };
	memcpy(tests + ROWS, more, sizeof more);
	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
