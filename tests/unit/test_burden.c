/* test_burden.c - what is asked of each unit; where targets are heading. */
#include "world.h"

#include "dubanc/burden.h"
#include "dubanc/forecast.h"

#define STR(lit) { lit, sizeof lit - 1 }

static const struct dbn_roster_unit units[] = {
	{ .name = STR("市委办") },
	{ .name = STR("甲"), .aliases = STR("甲局") },
	{ .name = STR("各镇街"), .group = true },
};

static void what_is_asked(void **state)
{
	struct world *w = world_new();
	struct dbn_roster roster;
	struct dbn_burden b;
	struct dbn_task *t;
	const struct dbn_burden_counts *c;

	(void)state;
	assert_true(dbn_roster_init(&roster, &w->l.arena, units, 3));
	t = world_task(w, "a:1", "lead=甲局;乙|feedback=every:month|state=doing");
	world_events(w, t, "2024-01-10 import - lead=甲局;乙 -\n2024-02-10 notice - - 蓝色 甲 x\n2024-02-10 notice - - 黄色 甲 x\n2024-02-11 notice - - 提醒 甲 x\n"
			   "2024-02-20 inspect - - pass");
	t = world_task(w, "a:2", "lead=甲|recur=every:quarter|due=2024-03-31|state=doing");
	world_events(w, t, "2024-01-10 import - lead=甲 -");
	t = world_task(w, "a:3", "lead=甲|feedback=every:month|state=done|done=2024-02-15");
	world_events(w, t, "2024-01-10 import - lead=甲 -\n2024-02-20 done - state=done;done=2024-02-15 -");
	t = world_task(w, "a:4", "lead=甲|feedback=every:month|state=doing");
	world_events(w, t, "2024-01-10 import - lead=甲 -\n2024-02-01 suspend - - x\n2024-03-05 resume - - -");
	assert_true(dbn_burden_init(&b, &w->l.arena, &w->l, &roster, day_of("2024-01-01"), day_of("2024-03-31")));
	dbn_burden_add(&b, &w->docs[0]);
	dbn_burden_sheet(&b, DBN_STR("甲局"), day_of("2024-03-29"));
	dbn_burden_sheet(&b, DBN_STR("甲局"), day_of("2024-04-01")); /* of another quarter */
	assert_true(dbn_burden_finish(&b));
	assert_int_equal(b.months, 3);
	assert_int_equal(b.rows.count, 3);
	assert_int_equal(dbn_burden_asked(&b.rows.items[0].all), 0);
	c = &b.rows.items[1].all;
	assert_int_equal(c->tasks, 4);
	assert_int_equal(c->feedback, 3 + 1 + 2);
	assert_int_equal(c->periods, 1);
	assert_int_equal(c->notices, 1);
	assert_int_equal(c->checks, 1);
	assert_int_equal(c->forms, 1);
	/* the weeks of 01-31, 02-29 and 03-31, which is the Sunday of 03-29 */
	assert_int_equal(c->weeks, 3);
	assert_int_equal(dbn_burden_joinable(c), 5);
	assert_int_equal(b.crowded.count, 2);
	assert_int_equal(b.crowded.items[1].monday, day_of("2024-03-25"));
	assert_int_equal(b.crowded.items[1].feedback, 2);
	assert_int_equal(b.crowded.items[1].periods, 1);
	assert_int_equal(b.crowded.items[1].forms, 1);
	assert_int_equal(dbn_burden_asked(&b.all), dbn_burden_asked(c) + 3);
	assert_int_equal(b.months_all[0].feedback, 4);
	c = b.rows.items[1].months;
	assert_int_equal(c[0].feedback, 3);
	assert_int_equal(c[0].weeks, 1);
	assert_int_equal(c[1].tasks, 4);
	assert_int_equal(c[2].tasks, 3);
	assert_int_equal(c[2].periods, 1);
	assert_str(b.rows.items[2].unit, "乙");
	assert_int_equal(b.rows.items[2].all.feedback, 3);
	assert_false(dbn_burden_init(&b, &w->l.arena, &w->l, NULL, day_of("2000-01-01"), day_of("2024-03-31")));
	world_free(w);
}

/* A burden over January to March, of what the caller has put into the world. */
static const struct dbn_burden_row *burden(struct world *w, struct dbn_burden *b, const char *const *sheets)
{
	static struct dbn_roster roster;

	assert_true(dbn_roster_init(&roster, &w->l.arena, units, 3));
	assert_true(dbn_burden_init(b, &w->l.arena, &w->l, &roster, day_of("2024-01-01"), day_of("2024-03-31")));
	for (size_t d = 0; d < w->l.doc_count; d++)
		dbn_burden_add(b, w->l.docs[d]);
	for (; sheets && *sheets; sheets++)
		dbn_burden_sheet(b, DBN_STR("甲"), day_of(*sheets));
	assert_true(dbn_burden_finish(b));
	return &b->rows.items[1]; /* 甲 */
}

/* Nothing asked is a line of zeros for every unit, not no line. */
static void nothing_is_asked(void **state)
{
	struct world *w = world_new();
	struct dbn_burden b;
	struct dbn_task *t;
	const struct dbn_burden_row *row;

	(void)state;
	row = burden(w, &b, NULL);
	assert_int_equal(b.rows.count, 2); /* the group is nobody */
	assert_int_equal(dbn_burden_asked(&b.all), 0);
	assert_int_equal(row->all.tasks, 0);
	/* a task without rhythm, one without lead, one charged after the time, one cancelled before it */
	t = world_task(w, "a:1", "lead=甲|due=2024-12-31|state=doing");
	world_events(w, t, "2024-01-10 import - lead=甲 -");
	t = world_task(w, "a:2", "feedback=every:month|state=open");
	world_events(w, t, "2024-01-10 import - - -");
	t = world_task(w, "a:3", "lead=甲|feedback=every:month|state=open");
	world_events(w, t, "2024-04-01 import - lead=甲 -");
	t = world_task(w, "a:4", "lead=甲|feedback=every:month|state=cancelled");
	world_events(w, t, "2023-01-10 import - lead=甲 -\n2023-12-20 cancel - state=cancelled x");
	row = burden(w, &b, NULL);
	assert_int_equal(dbn_burden_asked(&b.all), 0);
	assert_int_equal(dbn_burden_joinable(&b.all), 0);
	assert_int_equal(b.crowded.count, 0);
	assert_int_equal(row->all.tasks, 1); /* it has work all the same */
	world_free(w);
}

/* What falls into one week, Monday to Sunday, could be one; over a weekend it could not. */
static void what_could_be_one(void **state)
{
	static const char *const one_week[] = { "2024-01-29", "2024-02-04", NULL };
	static const char *const two_weeks[] = { "2024-01-28", "2024-01-29", NULL };
	static const char *const one_day[] = { "2024-02-05", "2024-02-05", "2024-02-05", NULL };
	static const struct {
		const char *const *sheets;
		int asked, joinable;
		size_t crowded;
	} rows[] = { { one_week, 2, 1, 1 }, { two_weeks, 2, 0, 0 }, { one_day, 3, 2, 1 } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world *w = world_new();
		struct dbn_burden b;
		const struct dbn_burden_row *row = burden(w, &b, rows[i].sheets);

		assert_int_equal(dbn_burden_asked(&row->all), rows[i].asked);
		assert_int_equal(dbn_burden_joinable(&row->all), rows[i].joinable);
		assert_int_equal(b.crowded.count, rows[i].crowded);
		world_free(w);
	}
}

/* One paper about several tasks is one notice; of two days, or to two units, it is two. Notices
 * and checks are no material that could come together. */
static void one_paper_is_one_notice(void **state)
{
	struct world *w = world_new();
	struct dbn_burden b;
	const struct dbn_burden_row *row;
	struct dbn_task *t;

	(void)state;
	t = world_task(w, "a:1", "lead=甲|state=doing");
	world_events(w, t, "2024-01-10 import - lead=甲 -\n2024-02-01 notice - - 蓝色 甲 x\n2024-02-02 notice - - 黄色 甲 x");
	t = world_task(w, "a:2", "lead=甲;乙|state=doing");
	world_events(w, t, "2024-01-10 import - lead=甲;乙 -\n2024-02-01 notice - - 蓝色 甲 x\n2024-02-01 notice - - 蓝色 乙 x\n"
			   "2024-02-02 draw - - seed=x\n2024-02-03 inspect - - pass");
	row = burden(w, &b, NULL);
	assert_int_equal(row->all.notices, 2);
	assert_int_equal(row->all.checks, 1);
	assert_int_equal(b.rows.items[2].all.notices, 1);
	assert_int_equal(dbn_burden_joinable(&row->all), 0);
	world_free(w);
}

struct target_row {
	const char *op, *value, *due, *actuals; /* DAY=V,… */
	const char *want; /* course at_due reaches percent */
};

/* The unit is charged on 2024-01-01; today is 2024-04-10. */
static const struct target_row targets[] = {
	{ "ge", "100", "2024-12-31", "", "unknown - - -1" },
	{ "ge", "100", "2024-03-31", "", "missed - - -1" },
	{ "ge", "100", "2024-07-19", "2024-04-10=50", "unknown - - 50" }, /* one value makes no line */
	{ "ge", "100", "2024-07-18", "2024-04-10=50", "short - - 50" }, /* below the schedule */
	{ "ge", "100", "2024-07-19", "2024-04-08=30,2024-04-10=40", "short 540 2024-04-22 40" }, /* whatever the line says */
	{ "ge", "100", "2024-12-31", "2024-01-02=50,2024-01-08=80", "stale - - 80" } /* of last quarter */,
	{ "ge", "100", "2024-12-31", "2024-02-01=10,2024-03-01=20", "short 125.172 2024-10-19 20" },
	{ "ge", "100", "2024-12-31", "2024-03-01=30,2024-02-01=10", "on 240.344 2024-06-11 30" },
	{ "ge", "100", "2024-12-31", "2024-03-01=100.5", "met - - 100" },
	{ "gt", "100", "2024-12-31", "2024-03-01=100", "unknown - - 100" },
	{ "ge", "100", "2024-03-31", "2024-03-01=90", "missed - - 90" },
	{ "le", "5", "2024-12-31", "2024-03-01=4", "met - - -1" },
	{ "le", "5", "2024-12-31", "2024-03-01=6", "unknown - - -1" },
	{ "le", "5", "2024-12-31", "2024-02-01=8,2024-03-01=7", "on -3.517 2024-04-28 -1" },
	{ "le", "5", "2024-12-31", "2024-02-01=8,2024-03-01=9", "short 19.517 - -1" },
	{ "in", "8..10", "2024-12-31", "2024-03-01=9", "met - - 112" },
	{ "approx", "100", "2024-12-31", "2024-03-01=96", "met - - 96" },
	{ "eq", "100", "", "2024-03-01=50", "unknown - - 50" },
	{ "ge", "很多", "2024-12-31", "2024-03-01=50", "unknown - - -1" },
	{ "ge", "", "2024-12-31", "2024-03-01=50", "unknown - - -1" }, /* nothing to be compared with */
	{ "多于", "100", "2024-12-31", "2024-02-01=10,2024-03-01=20", "unknown - - -1" }, /* no relation that we know */
	{ "ge", "100", "2024-12-31", "2024-03-01=五十", "unknown - - -1" }, /* no number */
	{ "ge", "100", "2024-12-31", "2024-03-01=10,2024-03-01=50", "unknown - - 50" }, /* one day: the later entry, no line */
	{ "ge", "0", "2024-12-31", "2024-03-01=5", "met - - -1" }, /* of nothing no percentage */
	{ "in", "8..", "2024-12-31", "2024-03-01=9", "unknown - - -1" }, /* half a span */
	{ "in", "10..8", "2024-12-31", "2024-03-01=9", "unknown - - -1" }, /* the wrong way round */
	{ "le", "5", "2024-03-31", "2024-03-01=6", "missed - - -1" },
	{ "ge", "100", "2023-12-31", "2024-02-01=10,2024-03-01=20", "missed - - 20" }, /* due before it began */
	{ "ge", "99999999999999", "2024-12-31", "2024-03-01=50", "unknown - - -1" },
};

static const char *const courses[] = { "unknown", "met", "on", "short", "missed", "stale" };

static void one_target(void **state)
{
	const struct target_row *r = *state;
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "a:1", "lead=甲");
	struct dbn_ledger_target target = { .task = t };
	struct dbn_str rest = dbn_str_of(r->actuals);
	struct dbn_forecast f;
	struct dbn_buf b;
	char day[11];

	for (int i = 0; i < DBN_TARGET_COLUMNS; i++)
		target.cell[i] = DBN_STR("");
	target.cell[DBN_TARGET_ID] = DBN_STR("a:1.g1");
	target.cell[DBN_TARGET_OP] = dbn_str_of(r->op);
	target.cell[DBN_TARGET_VALUE] = dbn_str_of(r->value);
	target.cell[DBN_TARGET_DUE] = dbn_str_of(r->due);
	world_event(w, t, "2024-01-01", "import", "", "lead=甲;target.a:1.g1.op=ge;target.a:1.g10.actual=7", "");
	while (rest.len) {
		struct dbn_str value = dbn_str_split(&rest, ','), on = dbn_str_split(&value, '=');
		struct dbn_str parts[] = { DBN_STR("target.a:1.g1.actual="), value };
		struct dbn_event *e = world_event(w, t, "2024-01-01", "actual", "甲", "", "");

		e->on = dbn_day_parse(on);
		e->changes = dbn_arena_join(&w->l.arena, parts, 2);
	}
	f = dbn_forecast_of(&target, day_of("2024-04-10"));
	dbn_buf_init(&b, 1000);
	dbn_buf_addz(&b, courses[f.course]);
	dbn_buf_addc(&b, ' ');
	if (f.has_line)
		dbn_thousandths(&b, f.at_due);
	else
		dbn_buf_addc(&b, '-');
	dbn_buf_addc(&b, ' ');
	dbn_buf_addz(&b, f.reaches == DBN_NO_DAY ? "-" : dbn_day_format(day, f.reaches));
	dbn_buf_addc(&b, ' ');
	dbn_buf_addi(&b, f.percent);
	assert_str(dbn_buf_str(&b), r->want);
	dbn_buf_release(&b);
	world_free(w);
}

int main(void)
{
	enum { ROWS = sizeof targets / sizeof *targets };
	struct CMUnitTest tests[ROWS + 4];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){ targets[i].want, one_target, NULL, NULL,
						(void *)(uintptr_t)&targets[i] };
	tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(what_is_asked);
	tests[ROWS + 1] = (struct CMUnitTest)cmocka_unit_test(nothing_is_asked);
	tests[ROWS + 2] = (struct CMUnitTest)cmocka_unit_test(what_could_be_one);
	tests[ROWS + 3] = (struct CMUnitTest)cmocka_unit_test(one_paper_is_one_notice);
	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
