/* test_overdue.c - what is late, what is soon, who is silent. */
#include "world.h"

#include "dubanc/overdue.h"

#define STR(lit) { lit, sizeof lit - 1 }

static const struct dbn_roster_unit units[] = {
	{ .name = STR("市委编办"), .aliases = STR("编办") },
	{ .name = STR("市教育局") },
	{ .name = STR("市发改委") },
};

static struct world *make(void)
{
	struct world *w = world_new();
	struct dbn_task *t;

	world_task(w, "k:1", "lead=市发改委|due=2024-09-30|state=doing");
	world_task(w, "k:2", "lead=市教育局|due=2024-08-30|state=doing");
	world_task(w, "k:3", "lead=编办|due=2026-12-31");
	world_task(w, "k:3.n1", "kind=node|parent=k:3|due=2024-09-30");
	world_task(w, "k:3.n2", "kind=node|parent=k:3|due=2024-10-10");
	world_task(w, "k:4", "due=2024-10-10");
	world_task(w, "k:5", "lead=市教育局|due=2024-10-01|state=done|done=2024-11-01");
	world_task(w, "k:6", "lead=市教育局|due=2024-10-01|state=doing|suspended");
	t = world_task(w, "k:7", "lead=市教育局|due=2024-10-01|state=reported");
	world_events(w, t, "2024-10-01 report 市教育局 state=reported -");
	t = world_task(w, "k:8", "lead=市教育局|recur=every:month|due=2024-08-31");
	world_events(w, t, "2024-08-30 report 市教育局 - 2024-08");
	world_task(w, "k:9", "lead=市发改委|due=2024-10-18");
	t = world_task(w, "k:10", "lead=市发改委;市教育局|feedback=every:month");
	world_events(w, t, "2024-08-01 import - lead=x -\n2024-09-02 feedback 市发改委 - -");
	return w;
}

static void list(struct world *w, bool by_unit, struct dbn_soon soon, const char *want, size_t late,
		 size_t unit_count)
{
	struct dbn_verdict v[WORLD_TASKS];
	struct dbn_overdue o = { 0 };
	struct dbn_roster roster;
	struct dbn_buf got;
	int32_t today = day_of("2024-10-15");

	assert_true(dbn_roster_init(&roster, &w->l.arena, units, 3));
	assert_true(dbn_light_doc(&w->l.arena, &w->l, &w->docs[0], today, v));
	assert_int_equal(dbn_overdue_add(&o, &w->l, &roster, &w->l.arena, &w->docs[0], v, NULL, today, soon, NULL), 0);
	assert_int_equal(dbn_overdue_finish(&o, &w->l.arena, by_unit, NULL), 0);
	dbn_buf_init(&got, 10000);
	for (size_t i = 0; i < o.items.count; i++) {
		const struct dbn_overdue_item *it = &o.items.items[i];

		dbn_buf_addz(&got, i ? ", " : "");
		dbn_buf_add(&got, (it->node ? it->node : it->task)->cell[DBN_TASK_ID]);
		dbn_buf_addz(&got, it->period[0] ? "@" : "");
		dbn_buf_addz(&got, it->period);
		dbn_buf_addc(&got, ' ');
		dbn_buf_addi(&got, it->days);
		if (it->rectifying)
			dbn_buf_addc(&got, '!');
		if (it->more) {
			dbn_buf_addc(&got, '+');
			dbn_buf_addi(&got, it->more);
		}
	}
	assert_str(dbn_buf_str(&got), want);
	assert_int_equal(o.late, late);
	assert_int_equal(o.units, unit_count);
	assert_int_equal(o.silent.count, 1);
	assert_str(o.silent.items[0].unit, "市教育局");
	assert_int_equal(o.silent.items[0].days, 15);
	dbn_buf_release(&got);
}

static void worst_first(void **state)
{
	struct world *w = make();

	(void)state;
	list(w, false, (struct dbn_soon){ -1, false },
	     "k:2 46, k:1 15, k:3.n1 15+1, k:8@2024-09 15, k:4 5", 5, 3);
	world_free(w);
}

static void units_stand_together(void **state)
{
	struct world *w = make();

	(void)state;
	list(w, true, (struct dbn_soon){ -1, false },
	     "k:2 46, k:8@2024-09 15, k:1 15, k:3.n1 15+1, k:4 5", 5, 3);
	world_free(w);
}

static void soon_is_listed_but_not_late(void **state)
{
	struct world *w = make();

	(void)state;
	list(w, false, (struct dbn_soon){ 3, false },
	     "k:2 46, k:1 15, k:3.n1 15+1, k:8@2024-09 15, k:4 5, k:9 -3", 5, 3);
	world_free(w);
}

static void what_a_check_found_is_asked_for(void **state)
{
	struct world *w = make();
	struct dbn_task *done = world_task(w, "k:20", "lead=市教育局|state=closed|done=2024-05-01"),
			*late = world_task(w, "k:21", "lead=市教育局|state=doing|due=2024-10-10"),
			*gone = world_task(w, "k:22", "lead=市教育局|state=cancelled"),
			*mended = world_task(w, "k:23", "lead=市教育局|state=closed|done=2024-05-01");

	(void)state;
	world_event(w, done, "2024-09-01", "inspect", "", "", "fail 2024-10-08");
	world_event(w, late, "2024-09-01", "inspect", "", "", "fail 2024-10-12");
	world_event(w, gone, "2024-09-01", "inspect", "", "", "fail 2024-10-01");
	world_event(w, mended, "2024-09-01", "inspect", "", "", "fail 2024-10-01");
	world_event(w, mended, "2024-10-02", "inspect", "", "", "pass");
	list(w, false, (struct dbn_soon){ -1, false },
	     "k:2 46, k:1 15, k:3.n1 15+1, k:8@2024-09 15, k:20 7!, k:4 5, k:21 5+1", 7, 3);
	world_free(w);
}

static void nothing_is_an_empty_list(void **state)
{
	struct dbn_overdue o = { 0 };
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	assert_int_equal(dbn_overdue_finish(&o, &a, true, NULL), 0);
	assert_int_equal(o.items.count, 0);
	dbn_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worst_first),
		cmocka_unit_test(units_stand_together),
		cmocka_unit_test(soon_is_listed_but_not_late),
		cmocka_unit_test(what_a_check_found_is_asked_for),
		cmocka_unit_test(nothing_is_an_empty_list),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
