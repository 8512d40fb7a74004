/* test_notice.c - reminders day by day: what a cron job would send. */
#include "world.h"

#include "dubanc/notice_paper.h"

#define STR(lit) { lit, sizeof lit - 1 }

static const struct dbn_roster_unit units[] = {
	{ .name = STR("市委办") },
	{ .name = STR("甲"), .aliases = STR("甲局") },
	{ .name = STR("乙") },
};

static void climb(struct world *w, enum dbn_conf_step step, int first, int highest)
{
	w->l.conf.step[step].first = first;
	w->l.conf.step[step].highest = highest;
}

static void set_up(struct world *w)
{
	w->l.conf.remind[0] = 7;
	w->l.conf.remind[1] = 3;
	w->l.conf.remind[2] = 1;
	w->l.conf.remind[3] = 0;
	w->l.conf.remind_count = 4;
	w->l.conf.remind_after = 1;
	w->l.conf.remind_interval = 7;
	w->l.conf.remind_reply = 5;
	snprintf(w->l.conf.series, sizeof w->l.conf.series, "督办");
	for (int i = 0; i < 3; i++)
		snprintf(w->l.conf.colour[i], sizeof w->l.conf.colour[i], "%s", i == 0 ? "蓝" : i == 1 ? "黄" : "红");
	w->l.conf.colour_count = 3;
	climb(w, DBN_STEP_NEAR, 0, 0);
	climb(w, DBN_STEP_SILENT, 1, 2);
	climb(w, DBN_STEP_BEHIND, 2, 2);
	climb(w, DBN_STEP_NODE, 2, 3);
	climb(w, DBN_STEP_RECTIFY, 2, 3);
	climb(w, DBN_STEP_OVERDUE, 1, 3);
	snprintf(w->l.conf.name, sizeof w->l.conf.name, "督查室");
	snprintf(w->l.conf.contact, sizeof w->l.conf.contact, "0475-8000000");
}

static void plan(struct world *w, const char *today, struct dbn_notice_plan *p)
{
	struct dbn_verdict v[WORLD_TASKS];
	struct dbn_roster roster;

	*p = (struct dbn_notice_plan){ 0 };
	assert_true(dbn_roster_init(&roster, &w->l.arena, units, 3));
	assert_true(dbn_light_doc(&w->l.arena, &w->l, &w->docs[0], day_of(today), v));
	assert_int_equal(dbn_notice_add(p, &w->l, &roster, &w->l.arena, &w->docs[0], v, NULL, day_of(today), NULL), 0);
	assert_int_equal(dbn_notice_finish(p, &w->l.arena, NULL), 0);
}

/* Runs `remind` on each day and writes down what it sent: MM-DD=level. */
static void run_days(struct world *w, const char *from, const char *to, int step, struct dbn_buf *log)
{
	for (int32_t d = day_of(from); d <= day_of(to); d += step)
		for (int again = 0; again < 2; again++) {
			struct dbn_notice_plan p;
			char day[11];

			dbn_day_format(day, d);
			plan(w, day, &p);
			/* Run twice on one day it has nothing more to say. */
			if (again)
				assert_int_equal(p.items.count, 0);
			for (size_t i = 0; i < p.items.count; i++) {
				const struct dbn_notice_item *it = &p.items.items[i];
				struct dbn_event e, *kept;

				assert_int_equal(dbn_notice_event(it, 0, &w->l.arena, &w->l.conf, DBN_ZH, d, &e, NULL), 0);
				kept = world_event(w, (struct dbn_task *)(uintptr_t)it->task, day, "notice", "", "", "");
				kept->text = e.text;
				dbn_buf_addz(log, log->len ? " " : "");
				dbn_buf_addz(log, day + 5);
				dbn_buf_addz(log, it->level == DBN_NOTICE_REMIND ? "r"
						  : it->level == DBN_NOTICE_BLUE ? "B"
						  : it->level == DBN_NOTICE_YELLOW ? "Y" : "R");
			}
		}
}

static void up_to_the_day_and_beyond(void **state)
{
	struct world *w = world_new();
	struct dbn_buf log;

	(void)state;
	set_up(w);
	world_task(w, "k:1", "lead=甲|due=2024-06-30|state=doing");
	dbn_buf_init(&log, 1000);
	run_days(w, "2024-06-01", "2024-08-10", 1, &log);
	assert_str(dbn_buf_str(&log), "06-23r 06-27r 06-29r 06-30r 07-01B 07-09Y 07-17R 07-25R 08-02R 08-10R");
	dbn_buf_release(&log);
	world_free(w);
}

static void a_missed_run_is_made_up(void **state)
{
	struct world *w = world_new();
	struct dbn_buf log;

	(void)state;
	set_up(w);
	world_task(w, "k:1", "lead=甲|due=2024-06-30|state=doing");
	dbn_buf_init(&log, 1000);
	run_days(w, "2024-06-01", "2024-07-06", 5, &log);
	assert_str(dbn_buf_str(&log), "06-26r 07-01B");
	dbn_buf_release(&log);
	world_free(w);
}

static void an_answer_stops_the_ladder(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t;
	struct dbn_buf log;

	(void)state;
	set_up(w);
	t = world_task(w, "k:1", "lead=甲|due=2024-06-30|state=doing");
	dbn_buf_init(&log, 1000);
	run_days(w, "2024-07-01", "2024-07-08", 1, &log);
	world_event(w, t, "2024-07-10", "feedback", "甲", "progress=80", "");
	run_days(w, "2024-07-11", "2024-07-22", 1, &log);
	assert_str(dbn_buf_str(&log), "07-01B 07-11B 07-19Y");
	dbn_buf_release(&log);
	world_free(w);
}

static void silence_goes_to_yellow_only(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t;
	struct dbn_buf log;

	(void)state;
	set_up(w);
	t = world_task(w, "k:1", "lead=甲|feedback=every:quarter|state=doing");
	world_event(w, t, "2024-01-05", "import", "", "lead=甲", "");
	dbn_buf_init(&log, 1000);
	run_days(w, "2024-03-30", "2024-04-23", 1, &log);
	assert_str(dbn_buf_str(&log), "04-01B 04-10Y 04-18Y");
	dbn_buf_release(&log);
	world_free(w);
}

/* The next month without a word is the same silence: it climbs on, until the unit answers. */
static void silence_goes_on_over_its_days(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t;
	struct dbn_notice_plan p;
	struct dbn_buf log;

	(void)state;
	set_up(w);
	climb(w, DBN_STEP_SILENT, 1, 3);
	t = world_task(w, "k:1", "lead=甲|feedback=every:month|state=doing");
	world_event(w, t, "2023-07-10", "import", "", "lead=甲", "");
	dbn_buf_init(&log, 1000);
	run_days(w, "2023-08-24", "2023-08-24", 1, &log);
	run_days(w, "2023-09-05", "2023-09-05", 1, &log);
	plan(w, "2023-10-10", &p);
	assert_int_equal(p.items.items[0].nth, 3);
	run_days(w, "2023-10-10", "2023-10-10", 1, &log);
	world_event(w, t, "2023-10-20", "feedback", "甲", "progress=10", "");
	run_days(w, "2023-12-01", "2023-12-01", 1, &log);
	assert_str(dbn_buf_str(&log), "08-24B 09-05Y 10-10R 12-01B");
	dbn_buf_release(&log);
	world_free(w);
}

/* Each office its own scheme: red at once, or blue, orange, red. */
static void colours_are_data(void **state)
{
	static const struct {
		int first, highest;
		const char *log, *word;
	} rows[] = {
		{ 3, 3, "07-01R 07-09R", "红色" },
		{ 1, 2, "07-01B 07-09Y", "橙色" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct world *w = world_new();
		struct dbn_task *t;
		struct dbn_str unit;
		struct dbn_buf log;

		set_up(w);
		snprintf(w->l.conf.colour[1], sizeof w->l.conf.colour[1], "橙");
		climb(w, DBN_STEP_OVERDUE, rows[i].first, rows[i].highest);
		t = world_task(w, "k:1", "lead=甲|due=2024-06-30|state=doing");
		dbn_buf_init(&log, 1000);
		run_days(w, "2024-07-01", "2024-07-15", 1, &log);
		assert_str(dbn_buf_str(&log), rows[i].log);
		assert_true(dbn_str_starts(t->events[t->event_count - 1]->text, dbn_str_of(rows[i].word)));
		assert_int_equal(dbn_notice_read(t->events[t->event_count - 1], &w->l.conf, &unit),
				 i ? DBN_NOTICE_YELLOW : DBN_NOTICE_RED);
		assert_str(unit, "甲");
		dbn_buf_release(&log);
		world_free(w);
	}
}

/* What silence has climbed to is not undone by the due day that passes. */
static void one_way_across_matters(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t;
	struct dbn_buf log;

	(void)state;
	set_up(w);
	t = world_task(w, "k:1", "lead=甲|feedback=every:quarter|due=2024-04-20|state=doing");
	world_event(w, t, "2024-01-05", "import", "", "lead=甲", "");
	dbn_buf_init(&log, 1000);
	run_days(w, "2024-04-01", "2024-04-30", 1, &log);
	assert_str(dbn_buf_str(&log), "04-01B 04-10Y 04-18Y 04-26Y");
	dbn_buf_release(&log);
	world_free(w);
}

static void working_days_before(void **state)
{
	struct world *w = world_new();
	struct dbn_buf log;

	(void)state;
	set_up(w);
	w->l.conf.remind_workdays = true;
	w->l.conf.remind_count = 2;
	w->l.conf.remind[1] = 3;
	w->l.conf.remind[w->l.conf.remind_count++] = 0;
	/* A Monday; 3 and 7 working days before are the Wednesday and the Thursday. */
	world_task(w, "k:1", "lead=甲|due=2023-03-20|state=doing");
	dbn_buf_init(&log, 1000);
	run_days(w, "2023-03-01", "2023-03-20", 1, &log);
	assert_str(dbn_buf_str(&log), "03-09r 03-15r 03-20r");
	dbn_buf_release(&log);
	world_free(w);
}

static void who_is_left_alone(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t;
	struct dbn_notice_plan p;

	(void)state;
	set_up(w);
	t = world_task(w, "k:1", "lead=甲|due=2024-06-30|state=doing");
	world_event(w, t, "2024-06-01", "extend-request", "甲", "", "2024-09-30 停工");
	world_task(w, "k:2", "lead=甲|due=2024-06-30|state=doing|suspended");
	world_task(w, "k:3", "lead=甲|due=2024-06-30|state=done|done=2024-07-02");
	world_task(w, "k:4", "due=2024-06-30");
	t = world_task(w, "k:5", "lead=甲|due=2024-06-30|state=reported");
	world_event(w, t, "2024-07-03", "report", "甲", "state=reported", "");
	plan(w, "2024-07-10", &p);
	assert_int_equal(p.items.count, 0);
	assert_int_equal(p.held, 1);
	assert_int_equal(p.nobody, 1);
	world_free(w);
}

static void findings_have_their_own_ladder(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t, *done;
	struct dbn_buf log;

	(void)state;
	set_up(w);
	t = world_task(w, "k:1", "lead=甲|due=2024-12-31|state=reported");
	done = world_task(w, "k:2", "lead=甲|due=2024-02-29|state=closed|done=2024-02-20");
	world_task(w, "k:3", "lead=甲|due=2024-02-29|state=closed|done=2024-02-20");
	world_event(w, t, "2024-03-01", "inspect", "", "", "fail 2024-03-20 无台账");
	dbn_buf_init(&log, 1000);
	run_days(w, "2024-03-01", "2024-04-10", 1, &log);
	assert_str(dbn_buf_str(&log), "03-13r 03-17r 03-19r 03-20r 03-21Y 03-29R 04-09R");
	dbn_buf_clear(&log);
	world_event(w, t, "2024-04-10", "inspect", "", "", "pass");
	run_days(w, "2024-04-11", "2024-05-10", 1, &log);
	assert_str(dbn_buf_str(&log), "");
	world_event(w, done, "2024-05-11", "inspect", "", "", "fail 2024-05-31");
	run_days(w, "2024-06-03", "2024-06-03", 1, &log);
	assert_str(dbn_buf_str(&log), "06-03Y");
	dbn_buf_release(&log);
	world_free(w);
}

static void every_lead_for_itself(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t;
	struct dbn_notice_plan p;

	(void)state;
	set_up(w);
	t = world_task(w, "k:1", "lead=甲局;乙|feedback=every:month|state=doing");
	world_events(w, t, "2024-05-05 import - lead=甲局;乙 -\n2024-05-20 feedback 甲局 progress=5 -");
	plan(w, "2024-06-03", &p);
	assert_int_equal(p.items.count, 1);
	assert_str(p.items.items[0].unit, "乙");
	assert_int_equal(p.items.items[0].days, 3);
	/* A notice to one of them does not silence that to the other. */
	world_event(w, t, "2024-06-03", "notice", "", "", "蓝色 甲 请于 2024-06-07 前反馈");
	plan(w, "2024-06-03", &p);
	assert_int_equal(p.items.count, 1);
	world_event(w, t, "2024-06-03", "notice", "", "", "蓝色 乙 请于 2024-06-07 前反馈");
	plan(w, "2024-06-03", &p);
	assert_int_equal(p.items.count, 0);
	world_free(w);
}

static void what_a_notice_says(void **state)
{
	struct world *w = world_new();
	struct dbn_notice_plan p;
	struct dbn_how how = { .format = DBN_FMT_TEXT, .lang = DBN_ZH, .width = { 1 } };
	struct dbn_notice_office o = { &p, &w->l.conf, &how, &w->l.arena, day_of("2024-07-01") };
	struct dbn_buf b;
	struct dbn_event e;
	int year;

	(void)state;
	set_up(w);
	world_task(w, "k:1", "title=建成基地|lead=乙|due=2024-07-04|state=doing");
	world_task(w, "k:2", "title=三校合并|lead=甲局|due=2024-06-30|due_text=6月底前|persons=责任领导=分管副市长|state=doing");
	world_task(w, "k:3", "title=调整布局|lead=甲|due=2026-12-31|state=doing");
	world_task(w, "k:3.n1", "kind=node|parent=k:3|due=2024-06-20");
	plan(w, "2024-07-01", &p);
	assert_int_equal(p.notices.count, 2);
	assert_str(p.notices.items[0].unit, "甲");
	assert_int_equal(p.notices.items[0].count, 2);
	dbn_buf_init(&b, 10000);
	p.notices.items[0].number = 12;
	dbn_notice_subject(&b, &o, &p.notices.items[0]);
	assert_str(dbn_buf_str(&b), "督查室：督办通知单（黄色）督办〔2024〕12号，甲，2项");
	dbn_buf_clear(&b);
	assert_int_equal(dbn_notice_paper(&b, &o, &p.notices.items[0], NULL), 0);
	assert_str(dbn_buf_str(&b), "                                  督办通知单\n\n"
				    "督办〔2024〕12号　（黄色）　2024年7月1日\n\n甲：\n\n"
				    "　　截至2024年7月1日，你单位承办的下列2项任务需要加紧办理，现予督办。请于2024年7月8日前办理并反馈。\n\n"
				    "1. k:3  调整布局\n   情况：节点3.n1应于2024年6月20日完成，已逾期11天（黄色督办，第1次）\n"
				    "   要求：立即办结并报送佐证材料；确不能办结的，书面说明原因和完成日期\n"
				    "2. k:2  三校合并\n   情况：应于2024年6月30日完成，已逾期1天（蓝色督办，第1次）\n"
				    "   时限原文：6月底前\n   责任人：责任领导=分管副市长\n"
				    "   要求：立即办结并报送佐证材料；确不能办结的，书面说明原因和完成日期\n\n"
				    "　　联系人：0475-8000000\n\n"
				    "                                                                        督查室\n"
				    "                                                                  2024年7月1日\n");
	dbn_buf_clear(&b);
	how.lang = DBN_EN;
	assert_int_equal(dbn_notice_paper(&b, &o, &p.notices.items[1], NULL), 0);
	assert_str(dbn_buf_str(&b), "                                   reminder\n\n2024-07-01\n\n乙,\n\n"
				    "as of 2024-07-01, tasks of yours that fall due soon: 1.\n\n"
				    "1. k:1  建成基地\n   how it stands: due 2024-07-04, 3 days left\n"
				    "   required: finish and report in time; ask for an extension before the due day\n\n"
				    "contact: 0475-8000000\n\n"
				    "                                                                        督查室\n"
				    "                                                                    2024-07-01\n");
	assert_int_equal(dbn_notice_event(&p.items.items[0], 12, &w->l.arena, &w->l.conf, DBN_ZH, day_of("2024-07-01"), &e, NULL), 0);
	assert_str(e.text, "黄色 甲 督办〔2024〕12号 请于 2024-07-08 前反馈：节点 3.n1 应于 2024-06-20 完成，已逾期 11 天");
	assert_str(e.unit, "");
	assert_int_equal(dbn_event_notice_number(&e, &year), 12);
	assert_int_equal(year, 2024);
	dbn_buf_release(&b);
	world_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(up_to_the_day_and_beyond),
		cmocka_unit_test(a_missed_run_is_made_up),
		cmocka_unit_test(an_answer_stops_the_ladder),
		cmocka_unit_test(silence_goes_to_yellow_only),
		cmocka_unit_test(silence_goes_on_over_its_days),
		cmocka_unit_test(colours_are_data),
		cmocka_unit_test(one_way_across_matters),
		cmocka_unit_test(working_days_before),
		cmocka_unit_test(who_is_left_alone),
		cmocka_unit_test(findings_have_their_own_ladder),
		cmocka_unit_test(every_lead_for_itself),
		cmocka_unit_test(what_a_notice_says),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
