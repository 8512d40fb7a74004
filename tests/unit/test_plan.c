/* test_plan.c - what falls due, how it went, and which limits moved on what basis. */
#include "world.h"

#include "dubanc/audit.h"
#include "dubanc/plan.h"

#define STR(lit) { lit, sizeof lit - 1 }

static const struct dbn_roster_unit units[] = {
	{ .name = STR("市教育局"), .aliases = STR("教育局") },
	{ .name = STR("市发改委") },
};

/* The plan of [from, to] as lines `due id kind outcome unit`. */
static void plan(struct world *w, const char *from, const char *to, const char *today, const char *want)
{
	struct dbn_verdict v[WORLD_TASKS];
	struct dbn_roster roster;
	struct dbn_plan p;
	struct dbn_buf got;

	assert_true(dbn_roster_init(&roster, &w->l.arena, units, 2));
	assert_true(dbn_light_doc(&w->l.arena, &w->l, &w->docs[0], day_of(today), v));
	dbn_plan_init(&p, &w->l.arena, &roster, day_of(from), day_of(to), day_of(today));
	for (size_t i = 0; i < w->docs[0].task_count; i++)
		dbn_plan_add(&p, &w->docs[0].tasks[i], &v[i]);
	assert_true(dbn_plan_finish(&p));
	dbn_buf_init(&got, 10000);
	for (size_t i = 0; i < p.items.count; i++) {
		const struct dbn_plan_item *item = &p.items.items[i];
		char day[11];

		dbn_buf_addz(&got, item->due == DBN_NO_DAY ? "-" : dbn_day_format(day, item->due));
		dbn_buf_addc(&got, ' ');
		dbn_buf_add(&got, item->task->cell[DBN_TASK_ID]);
		dbn_buf_addc(&got, ' ');
		dbn_buf_addz(&got, item->period[0] ? item->period : dbn_plan_kind_name(item->kind));
		dbn_buf_addc(&got, ' ');
		dbn_buf_addz(&got, dbn_plan_outcome_name(item->outcome));
		dbn_buf_addc(&got, ' ');
		dbn_buf_add(&got, item->unit.len ? item->unit : DBN_STR("-"));
		dbn_buf_addc(&got, '\n');
	}
	dbn_buf_addc(&got, '\0');
	assert_string_equal(got.ptr, want);
	dbn_buf_release(&got);
}

static void limits_stand_on_their_day(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t;

	(void)state;
	world_task(w, "k:1", "lead=市发改委|due=2024-06-30|state=doing");
	world_task(w, "k:2", "lead=教育局|due=2024-06-30|state=doing");
	world_task(w, "k:3", "lead=市教育局|due=2024-05-31|state=done|done=2024-05-20");
	world_task(w, "k:4", "lead=市教育局|due=2024-05-31|due_original=2024-05-31|state=closed|done=2024-06-20");
	world_task(w, "k:5", "due=2024-12-31");
	world_task(w, "k:5.n1", "kind=node|parent=k:5|due=2024-09-30");
	world_task(w, "k:6", "due=2024-07-01|state=cancelled");
	world_task(w, "k:7", "due=2024-07-02|state=doing|suspended");
	t = world_task(w, "k:8", "lead=市发改委|due=2024-08-01|state=reported");
	world_events(w, t, "2024-07-30 report 市发改委 state=reported -");
	world_task(w, "k:9", "lead=市发改委");
	world_task(w, "k:10", "state=done|done=2023-03-01");
	world_task(w, "k:11", "due=2025-01-01");
	plan(w, "2024-01-01", "2024-12-31", "2024-08-15",
	     "2024-05-31 k:3 limit on-time 市教育局\n2024-05-31 k:4 limit late 市教育局\n"
	     "2024-06-30 k:2 limit missed 市教育局\n2024-06-30 k:1 limit missed 市发改委\n"
	     "2024-07-02 k:7 limit paused -\n2024-08-01 k:8 limit reported 市发改委\n"
	     "2024-09-30 k:5.n1 part ahead -\n2024-12-31 k:5 limit ahead -\n- k:9 undated ahead 市发改委\n");
	world_free(w);
}

/* An extension takes the task out of the quarter; the quarter's plan still tells of it. */
static void what_was_moved_out_stays(void **state)
{
	struct world *w = world_new();

	(void)state;
	world_task(w, "k:1", "due=2024-12-31|due_original=2024-06-30|state=doing");
	plan(w, "2024-04-01", "2024-06-30", "2024-08-15", "2024-06-30 k:1 limit moved -\n");
	plan(w, "2024-10-01", "2024-12-31", "2024-08-15", "2024-12-31 k:1 limit ahead -\n");
	plan(w, "2024-01-01", "2024-12-31", "2024-08-15", "2024-12-31 k:1 limit ahead -\n");
	world_free(w);
}

static void periods_count_one_by_one(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:1", "lead=市教育局|recur=every:quarter|state=doing");

	(void)state;
	world_events(w, t, "2024-03-30 report 市教育局 - 2024Q1\n2024-07-03 report 市教育局 - 2024Q2");
	plan(w, "2024-01-01", "2024-12-31", "2024-10-15",
	     "2024-03-31 k:1 2024Q1 on-time 市教育局\n2024-06-30 k:1 2024Q2 late 市教育局\n"
	     "2024-09-30 k:1 2024Q3 missed 市教育局\n2024-12-31 k:1 2024Q4 ahead 市教育局\n");
	world_free(w);
}

static void counts_add_up(void **state)
{
	struct dbn_plan_counts c = { 0 };
	struct dbn_plan_item item = { .kind = DBN_PLAN_LIMIT };
	int parts = 0;

	(void)state;
	for (int i = 0; i < DBN_OUTCOMES; i++) {
		item.outcome = (enum dbn_plan_outcome)i;
		dbn_plan_count(&c, &item);
	}
	item.kind = DBN_PLAN_UNDATED;
	item.finished = DBN_NO_DAY;
	dbn_plan_count(&c, &item);
	for (int i = 0; i < DBN_OUTCOMES; i++)
		parts += c.outcome[i];
	assert_int_equal(parts, c.total);
	assert_int_equal(c.total, DBN_OUTCOMES);
	assert_int_equal(c.undated, 1);
	assert_int_equal(dbn_plan_done(&c), 2);
}

/* The moves of one task as `before after basis`. */
static void moves(const char *cells, const char *events, const char *want)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:1", cells);
	struct dbn_audit a = { .failed = false };
	struct dbn_buf got;
	char day[11];

	world_events(w, t, events);
	dbn_audit_add(&a, &w->l.arena, t);
	dbn_buf_init(&got, 10000);
	for (size_t i = 0; i < a.moves.count; i++) {
		const struct dbn_audit_move *m = &a.moves.items[i];

		dbn_buf_addz(&got, m->before == DBN_NO_DAY ? "-" : dbn_day_format(day, m->before));
		dbn_buf_addc(&got, ' ');
		dbn_buf_addz(&got, m->after == DBN_NO_DAY ? "-" : dbn_day_format(day, m->after));
		dbn_buf_addc(&got, ' ');
		dbn_buf_addz(&got, dbn_audit_basis_name(m->basis));
		dbn_buf_addz(&got, dbn_audit_is_finding(m) ? "!\n" : "\n");
	}
	dbn_buf_addc(&got, '\0');
	assert_string_equal(got.ptr, want);
	dbn_buf_release(&got);
	world_free(w);
}

static void each_move_has_its_basis(void **state)
{
	(void)state;
	moves("due=2024-06-30", "2024-01-02 import - due=2024-06-30 -", "");
	moves("due=2024-09-30", "2024-01-02 import - due=2024-06-30 -\n2024-06-01 extend - due=2024-09-30 -",
	      "2024-06-30 2024-09-30 granted\n");
	moves("due=2024-09-30", "2024-01-02 import - due=2024-06-30 -\n2024-06-01 import - due=2024-09-30 -",
	      "2024-06-30 2024-09-30 imported\n");
	moves("due=2024-09-30", "2024-01-02 import - title=x -\n2024-01-03 assign - due=2024-09-30 -",
	      "- 2024-09-30 set\n");
	moves("due=2024-09-30", "2024-01-02 import - due=2024-06-30 -\n2024-01-03 assign - due=2024-09-30 -",
	      "2024-06-30 2024-09-30 edited!\n");
	/* taken away: on the day of its entry, or with a reason; else it is a finding */
	moves("due=", "2024-01-02 add - due=2024-06-30 -\n2024-01-02 assign - due= -", "2024-06-30 - corrected\n");
	moves("due=", "2024-01-02 import - due=2024-06-30 -\n2024-03-01 assign - due= 文件未定时限",
	      "2024-06-30 - corrected\n");
	moves("due=", "2024-01-02 import - due=2024-06-30 -\n2024-03-01 assign - due= -", "2024-06-30 - edited!\n");
	moves("due=2024-10-01", "2024-01-02 import - due=2024-06-30 -", "2024-06-30 2024-10-01 no-event!\n");
	moves("due=", "2024-01-02 import - due=2024-06-30 -\n2024-02-01 edit - due= -", "2024-06-30 - edited!\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_stand_on_their_day), cmocka_unit_test(what_was_moved_out_stays),
		cmocka_unit_test(periods_count_one_by_one),  cmocka_unit_test(counts_add_up),
		cmocka_unit_test(each_move_has_its_basis),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
