/* test_filter.c - filters and tallies over one small ledger. */
#include "world.h"

#include "dubanc/filter.h"
#include "dubanc/tally.h"

#define STR(lit) { lit, sizeof lit - 1 }

static const struct dbn_roster_unit units[] = {
	{ .name = STR("市委办"), .aliases = STR("市委办公室") },
	{ .name = STR("市教育局") },
	{ .name = STR("市发改委"), .aliases = STR("市发展改革委;发改委") },
	{ .name = STR("市人社局") },
	{ .name = STR("各县市区"), .members = STR("东县;西区"), .group = true },
};

struct fixture {
	struct world *w;
	struct dbn_roster roster;
	struct dbn_verdict verdicts[2][WORLD_TASKS];
};

static int setup(void **state)
{
	struct fixture *x = calloc(1, sizeof *x);
	struct world *w = x->w = world_new();
	struct dbn_task *t;

	t = world_task(w, "a:1", "title=完成城区三校合并|section=职业教育|lead=市教育局|coop=市发改委;市人社局|due=2024-06-30|"
				 "state=doing|progress=60");
	world_events(w, t, "2024-01-05 import - lead=市教育局 -\n2024-03-01 feedback 市发改委 - 30%");
	world_task(w, "a:2", "title=建成基地|section=职业教育|units=市发展改革委;市财政局|due=2024-12-31");
	world_task(w, "a:3", "title=调整布局|section=编制|lead=市发改委|groups=U:各县市区;C:五大牵头部门{市教育局+市商务局}|due=2024-08-31|"
			     "clause=（责任单位：市发展改革委）");
	world_task(w, "a:3.n1", "title=初稿|kind=node|parent=a:3|due=2024-06-01|state=closed");
	world_task(w, "a:4", "title=办结的|section=编制|lead=市教育局|due=2024-03-31|state=closed|done=2024-04-02");
	world_doc(w, 1, "b2024-2", "2024-02-01");
	world_task(w, "b:1", "title=长期坚持|lead=市文旅局|recur=long");
	world_task(w, "b:2", "title=撤销的|lead=市教育局|due=2024-05-31|state=cancelled");
	assert_true(dbn_roster_init(&x->roster, &w->l.arena, units, sizeof units / sizeof *units));
	for (size_t d = 0; d < 2; d++)
		assert_true(dbn_light_doc(&w->l.arena, &w->l, &w->docs[d], day_of("2024-07-01"),
					  x->verdicts[d]));
	*state = x;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *x = *state;

	world_free(x->w);
	free(x);
	return 0;
}

struct row {
	struct dbn_filter_args args;
	const char *want; /* tails of the ids, or !slug */
};

static const struct row rows[] = {
	{ { 0 }, "a:1 a:2 a:3 a:3.n1 a:4 b:1 b:2" },
	{ { .unit = "市发改委" }, "a:1 a:2 a:3 a:3.n1" },
	{ { .unit = "发改委" }, "a:1 a:2 a:3 a:3.n1" },
	{ { .unit = "东县" }, "a:3 a:3.n1" },
	{ { .unit = "市商务局" }, "a:3 a:3.n1" },
	{ { .unit = "市教育局" }, "a:1 a:3 a:3.n1 a:4 b:2" },
	{ { .unit = "某局" }, "" },
	{ { .lead = "市发展改革委" }, "a:3 a:3.n1" },
	{ { .coop = "发改委" }, "a:1" },
	{ { .as_written = "市发展改革委" }, "a:2 a:3 a:3.n1" },
	{ { .as_written = "市发改委" }, "a:1 a:3 a:3.n1" },
	{ { .doc = "b2024-2" }, "b:1 b:2" },
	{ { .doc = "c" }, "!filter-doc" },
	{ { .state = "doing" }, "a:1" },
	{ { .state = "办理中,closed" }, "a:1 a:3.n1 a:4" },
	{ { .state = "好" }, "!filter-state" },
	{ { .light = "overdue" }, "a:1" },
	{ { .light = "待分, long-term" }, "a:2 b:1" },
	{ { .light = "红" }, "!filter-light" },
	{ { .due = "2024-06" }, "a:1 a:3.n1" },
	{ { .due = "2024Q3..2024-12" }, "a:2 a:3" },
	{ { .due = "2024-07-01.." }, "a:2 a:3" },
	{ { .due = "..2024-04-01" }, "a:4" },
	{ { .due = "none" }, "b:1 b:2" },
	{ { .due = "六月" }, "!filter-due" },
	{ { .light = "overdue", .lead = "市教育局", .doc = "甲2024-1" }, "a:1" },
	{ { .where = { "progress >= 60" }, .where_count = 1 }, "a:1" },
	{ { .where = { "进度<60" }, .where_count = 1 }, "" },
	{ { .where = { "progress=" }, .where_count = 1 }, "a:2 a:3 a:3.n1 a:4 b:1 b:2" },
	{ { .where = { "progress!=" }, .where_count = 1 }, "a:1" },
	{ { .where = { "due > 2024-08-31" }, .where_count = 1 }, "a:2" },
	{ { .where = { "title ~ 基地" }, .where_count = 1 }, "a:2" },
	{ { .where = { "title !~ 的", "kind != node" }, .where_count = 2 }, "a:1 a:2 a:3 b:1" },
	{ { .where = { "kind=节点" }, .where_count = 1 }, "a:3.n1" },
	{ { .where = { "state='待签收'" }, .where_count = 1 }, "a:2 a:3 b:1" },
	{ { .where = { "lead=市教育局" }, .where_count = 1 }, "a:1 a:4 b:2" },
	{ { .where = { "coop=市人社局" }, .where_count = 1 }, "a:1" },
	{ { .where = { "section=编制" }, .where_count = 1 }, "a:3 a:4" },
	{ { .where = { "颜色=红" }, .where_count = 1 }, "!filter-column" },
	{ { .where = { "due=六月" }, .where_count = 1 }, "!filter-value" },
	{ { .where = { "progress=多" }, .where_count = 1 }, "!filter-value" },
	{ { .where = { "state=好" }, .where_count = 1 }, "!filter-value" },
	{ { .where = { "title" }, .where_count = 1 }, "!filter-where" },
};

static void filters(void **state)
{
	struct fixture *x = *state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dbn_filter f;
		struct dbn_err err = { 0 };
		struct dbn_buf got;
		int code = dbn_filter_parse(&f, &x->w->l.arena, &x->w->l, &x->roster, &rows[i].args, &err);

		dbn_buf_init(&got, 1000);
		if (code) {
			dbn_buf_addz(&got, "!");
			dbn_buf_addz(&got, dbn_msg_slug(err.diag.msg));
		}
		for (size_t d = 0; d < 2 && !code; d++)
			for (size_t k = 0; k < x->w->docs[d].task_count; k++) {
				const struct dbn_task *t = &x->w->docs[d].tasks[k];

				if (!dbn_filter_match(&f, t, &x->verdicts[d][k]))
					continue;
				dbn_buf_addz(&got, got.len ? " " : "");
				dbn_buf_add(&got, t->cell[DBN_TASK_ID]);
			}
		if (!dbn_str_eqz(dbn_buf_str(&got), rows[i].want))
			fail_msg("row %zu: got '%s', want '%s'", i, got.ptr, rows[i].want);
		dbn_buf_release(&got);
	}
}

static void tally_all(struct fixture *x, struct dbn_tally *t, enum dbn_tally_by by)
{
	dbn_tally_init(t, &x->w->l.arena, &x->roster, by);
	for (size_t d = 0; d < 2; d++)
		for (size_t k = 0; k < x->w->docs[d].task_count; k++)
			dbn_tally_add(t, &x->w->docs[d].tasks[k], &x->verdicts[d][k]);
	assert_true(dbn_tally_finish(t));
}

static void tallies(void **state)
{
	static const struct {
		enum dbn_tally_by by;
		const char *want; /* key total/overdue/unassigned/finished/late, … */
	} tables[] = {
		{ DBN_BY_UNIT, "市委办 0/0/0/0/0, 市教育局 2/1/0/1/1, 市发改委 1/0/0/0/0, 市人社局 0/0/0/0/0, "
			       "市文旅局 1/0/0/0/0,  1/0/1/0/0" },
		{ DBN_BY_SECTION, "职业教育 2/1/1/0/0, 编制 2/0/0/1/1,  1/0/0/0/0" },
		{ DBN_BY_DOC, "甲2024-1 4/1/1/1/1, b2024-2 1/0/0/0/0" },
		{ DBN_BY_MONTH, "2024-03 1/0/0/1/1, 2024-05 0/0/0/0/0, 2024-06 1/1/0/0/0, 2024-08 1/0/0/0/0, "
				"2024-12 1/0/1/0/0,  1/0/0/0/0" },
	};
	struct fixture *x = *state;

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct dbn_tally t;
		struct dbn_buf got;
		int total = 0, cancelled = 0;

		tally_all(x, &t, tables[i].by);
		dbn_buf_init(&got, 10000);
		for (size_t r = 0; r < t.rows.count; r++) {
			const struct dbn_counts *c = &t.rows.items[r].counts;
			const int shown[] = { c->total, c->overdue, c->light[DBN_LIGHT_UNASSIGNED],
					      c->finished, c->finished_late };
			int lights = 0;

			dbn_buf_addz(&got, r ? ", " : "");
			dbn_buf_add(&got, t.rows.items[r].key);
			for (int k = 0; k < 5; k++) {
				dbn_buf_addc(&got, k ? '/' : ' ');
				dbn_buf_addi(&got, shown[k]);
			}
			for (int k = 0; k < DBN_LIGHT_COUNT; k++)
				lights += c->light[k];
			assert_int_equal(lights, c->total + c->cancelled);
			total += c->total;
			cancelled += c->cancelled;
		}
		assert_str(dbn_buf_str(&got), tables[i].want);
		/* The parts add up to the whole. */
		assert_int_equal(total, t.all.total);
		assert_int_equal(cancelled, t.all.cancelled);
		assert_int_equal(t.all.total, 5);
		assert_int_equal(t.all.cancelled, 1);
		assert_int_equal(dbn_counts_normal(&t.all), 2);
		dbn_buf_release(&got);
	}
}

static void many_rows_keep_their_order(void **state)
{
	struct fixture *x = *state;
	struct dbn_tally t;
	struct dbn_task task = x->w->docs[0].tasks[0];
	struct dbn_verdict v = x->verdicts[0][0];
	char names[500][24];

	dbn_tally_init(&t, &x->w->l.arena, NULL, DBN_BY_UNIT);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 500; i++) {
			snprintf(names[i], sizeof names[i], "单位%03d", i);
			task.cell[DBN_TASK_LEAD] = dbn_str_of(names[i]);
			dbn_tally_add(&t, &task, &v);
		}
	assert_true(dbn_tally_finish(&t));
	assert_int_equal(t.rows.count, 500);
	for (int i = 0; i < 500; i++) {
		assert_str(t.rows.items[i].key, names[i]);
		assert_int_equal(t.rows.items[i].counts.total, 2);
	}
}

static void duties_stand_apart(void **state)
{
	struct fixture *x = *state;
	struct dbn_duties d;

	dbn_duties_init(&d, &x->w->l.arena, &x->roster);
	for (size_t k = 0; k < x->w->docs[0].task_count; k++)
		dbn_duties_add(&d, &x->w->docs[0].tasks[k], &x->verdicts[0][k]);
	assert_int_equal(d.rows.count, 4);
	assert_str(d.rows.items[2].unit, "市发改委");
	assert_int_equal(d.rows.items[2].total, 1);
	assert_int_equal(d.rows.items[2].running, 1);
	assert_int_equal(d.rows.items[2].heard, 1);
	assert_int_equal(d.rows.items[2].overdue, 1);
	assert_int_equal(d.rows.items[3].heard, 0);
	assert_int_equal(d.rows.items[1].total, 0);
}

static void what_happened(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:1", "lead=甲|due=2024-03-31|state=done|done=2024-04-02");
	struct dbn_flow f = { 0 };
	struct dbn_verdict v;

	(void)state;
	world_events(w, t, "2024-01-02 import - lead=甲 -\n2024-02-02 import - title=x -\n"
			   "2024-03-05 feedback 甲 progress=10 -\n2024-03-06 feedback 甲 progress=20 -\n"
			   "2024-03-20 extend-request 甲 - 2024-05-01 缺料\n2024-03-25 extend-refuse - - 不准\n"
			   "2024-04-02 report 甲 state=reported -\n2024-04-03 inspect - - fail 2024-04-05 x\n2024-04-08 done - state=done;done=2024-04-02 -");
	v = dbn_light_of(&w->l, t, day_of("2024-05-01"));
	dbn_flow_add(&f, t, &v, day_of("2024-02-01"), day_of("2024-03-31"));
	assert_int_equal(f.added, 0);
	assert_int_equal(f.fed_back, 1);
	assert_int_equal(f.asked, 1);
	assert_int_equal(f.refused, 1);
	assert_int_equal(f.finished, 0);
	dbn_flow_add(&f, t, &v, day_of("2024-04-01"), day_of("2024-04-30"));
	assert_int_equal(f.finished, 1);
	assert_int_equal(f.finished_late, 1);
	assert_int_equal(f.failed, 1);
	world_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(filters, setup, teardown),
		cmocka_unit_test_setup_teardown(tallies, setup, teardown),
		cmocka_unit_test_setup_teardown(many_rows_keep_their_order, setup, teardown),
		cmocka_unit_test_setup_teardown(duties_stand_apart, setup, teardown),
		cmocka_unit_test(what_happened),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
