/* test_sample.c - the draw: known tickets, one a unit, the same again. */
#include "world.h"

#include "dubanc/sample.h"

static void tickets_are_the_documented_ones(void **state)
{
	(void)state;
	/* Worked out apart, by the formula in sample.h. */
	assert_true(dbn_sample_ticket(DBN_STR(""), DBN_STR("")) == UINT64_C(0x6a1c63cc1a66872a));
	assert_true(dbn_sample_ticket(DBN_STR("2024-10"), DBN_STR("甲2024-1:3")) == UINT64_C(0xebf1d36d4498bfb4));
}

static void fill(struct world *w)
{
	static const char *const leads[] = { "lead=甲", "lead=乙", "lead=丙", "lead=甲", "lead=甲" };
	static char ids[40][16];

	for (int i = 0; i < 40; i++) {
		snprintf(ids[i], sizeof ids[i], "k:%d", i);
		world_task(w, ids[i], i == 39 ? "lead=丁" : leads[i % 5]);
	}
	world_task(w, "k:x", "lead=甲|state=cancelled");
	world_task(w, "k:y", "lead=甲|suspended|state=doing");
	world_task(w, "k:z", "");
	world_task(w, "k:0.n1", "kind=node|parent=k:0");
}

static void draw(struct world *w, const char *excluded, const char *seed, size_t count, int percent,
		 struct dbn_sample *s)
{
	*s = (struct dbn_sample){ 0 };
	assert_int_equal(dbn_sample_add(s, NULL, &w->l.arena, &w->docs[0], NULL,
					 (struct dbn_sample_rule){ dbn_str_of(excluded), DBN_NO_DAY, DBN_NO_DAY }, NULL), 0);
	assert_int_equal(dbn_sample_draw(s, &w->l.arena, dbn_str_of(seed), count, percent, NULL), 0);
}

static size_t of_unit(const struct dbn_sample *s, const char *unit)
{
	size_t n = 0;

	for (size_t i = 0; i < s->drawn; i++) {
		assert_true(s->frame.items[i].drawn);
		n += dbn_str_eqz(s->frame.items[i].unit, unit);
	}
	return n;
}

static void one_a_unit_at_least(void **state)
{
	struct world *w = world_new();
	struct dbn_sample s;

	(void)state;
	fill(w);
	for (int i = 0; i < 50; i++) {
		char seed[16];

		snprintf(seed, sizeof seed, "%d", i);
		draw(w, "", seed, 0, 10, &s);
		assert_int_equal(s.frame.count, 40);
		assert_int_equal(s.drawn, 4);
		assert_int_equal(s.units, 4);
		assert_int_equal(of_unit(&s, "甲"), 1);
		assert_int_equal(of_unit(&s, "丁"), 1);
		draw(w, "", seed, 0, 25, &s);
		assert_int_equal(s.drawn, 10);
		assert_true(of_unit(&s, "乙") >= 1 && of_unit(&s, "丙") >= 1);
	}
	draw(w, "", "x", 2, 0, &s);
	assert_int_equal(s.drawn, 2);
	assert_true(s.short_of_units);
	draw(w, "", "x", 100, 0, &s);
	assert_int_equal(s.drawn, 40);
	assert_int_equal(s.left_out.count, 3);
	assert_int_equal(s.left_out.items[0].out, DBN_SAMPLE_CANCELLED);
	assert_int_equal(s.left_out.items[1].out, DBN_SAMPLE_SUSPENDED);
	assert_int_equal(s.left_out.items[2].out, DBN_SAMPLE_NOBODY);
	world_free(w);
}

static void the_same_again_in_any_order(void **state)
{
	struct world *w = world_new(), *back = world_new();
	struct dbn_sample a, b;

	(void)state;
	fill(w);
	for (size_t i = w->docs[0].task_count; i-- > 0;)
		if (!dbn_is_part(&w->docs[0].tasks[i])) {
			struct dbn_task *t = world_task(back, "?", "");

			*t = w->docs[0].tasks[i];
		}
	draw(w, "", "2024-10-15 通报", 0, 20, &a);
	draw(back, "", "2024-10-15 通报", 0, 20, &b);
	assert_int_equal(a.drawn, b.drawn);
	for (size_t i = 0; i < a.drawn; i++)
		assert_true(dbn_str_eq(a.frame.items[i].task->cell[DBN_TASK_ID],
				       b.frame.items[i].task->cell[DBN_TASK_ID]));
	draw(back, "", "2024-10-16 通报", 0, 20, &b);
	assert_true(a.frame.items[0].ticket != b.frame.items[0].ticket);
	world_free(w);
	world_free(back);
}

static void excluded_units_are_listed(void **state)
{
	struct world *w = world_new();
	struct dbn_sample s;
	struct dbn_buf b;

	(void)state;
	fill(w);
	draw(w, "甲;丁", "x", 0, 1, &s);
	assert_int_equal(s.frame.count, 16);
	assert_int_equal(s.drawn, 2);
	assert_int_equal(of_unit(&s, "甲"), 0);
	dbn_buf_init(&b, 1000);
	dbn_sample_text(&b, &s, &s.frame.items[0], DBN_STR("x"));
	assert_true(dbn_str_starts(dbn_buf_str(&b), DBN_STR("seed=x frame=16:")));
	assert_true(dbn_str_find(dbn_buf_str(&b), DBN_STR(" drawn=2 left-out=27 ticket=")) != DBN_NONE);
	dbn_buf_release(&b);
	world_free(w);
}

static void wrong_percentages(void **state)
{
	struct dbn_sample s = { 0 };
	struct dbn_err err = { 0 };

	(void)state;
	assert_int_equal(dbn_sample_draw(&s, NULL, DBN_STR("x"), 0, 0, &err), DBN_EUSAGE);
	assert_int_equal(dbn_sample_draw(&s, NULL, DBN_STR("x"), 0, 101, &err), DBN_EUSAGE);
	assert_int_equal(dbn_sample_draw(&s, NULL, DBN_STR("x"), 0, 5, &err), DBN_OK);
}

static void findings_are_put_right(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:1", "lead=甲");
	struct dbn_buf b;
	int32_t by = 0;

	(void)state;
	dbn_buf_init(&b, 1000);
	dbn_inspect_text(&b, false, day_of("2024-11-01"), DBN_STR("台账不全"));
	assert_str(dbn_buf_str(&b), "fail 2024-11-01 台账不全");
	world_event(w, t, "2024-10-15", "inspect", "", "", b.ptr);
	assert_true(dbn_rectify_pending(t, &by));
	assert_int_equal(by, day_of("2024-11-01"));
	world_event(w, t, "2024-10-20", "rectify", "甲", "", "已补");
	assert_false(dbn_rectify_pending(t, &by));
	world_event(w, t, "2024-10-25", "inspect", "", "", "fail 没有改");
	assert_true(dbn_rectify_pending(t, &by));
	assert_int_equal(by, DBN_NO_DAY);
	world_event(w, t, "2024-10-30", "inspect", "", "", "pass");
	assert_false(dbn_rectify_pending(t, &by));
	dbn_buf_release(&b);
	world_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tickets_are_the_documented_ones),
		cmocka_unit_test(one_a_unit_at_least),
		cmocka_unit_test(the_same_again_in_any_order),
		cmocka_unit_test(excluded_units_are_listed),
		cmocka_unit_test(wrong_percentages),
		cmocka_unit_test(findings_are_put_right),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
