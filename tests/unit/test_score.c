/* test_score.c - scores: every point with its rule, task and event. */
#include "world.h"

#include "dubanc/score.h"

#define STR(lit) { lit, sizeof lit - 1 }

static const struct dbn_roster_unit units[] = {
	{ .name = STR("市委办") },
	{ .name = STR("甲") },
	{ .name = STR("乙"), .aliases = STR("乙局") },
};

struct fixture {
	struct world *w;
	struct dbn_roster roster;
	struct dbn_score_rules rules;
	struct dbn_score s;
};

static int setup(void **state)
{
	struct fixture *x = calloc(1, sizeof *x);

	x->w = world_new();
	assert_true(dbn_roster_init(&x->roster, &x->w->l.arena, units, 3));
	dbn_score_rules_init(&x->rules);
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

static void score(struct fixture *x, const char *span, const char *today)
{
	int32_t first, last;

	assert_true(dbn_period_span(dbn_str_of(span), &first, &last));
	dbn_score_init(&x->s, &x->w->l.arena, &x->w->l, &x->roster, &x->rules, first, last, day_of(today));
	for (size_t d = 0; d < x->w->l.doc_count; d++)
		dbn_score_add(&x->s, x->w->l.docs[d]);
	assert_int_equal(dbn_score_finish(&x->s, NULL), DBN_OK);
}

/* `unit score: value key id text; …` for each unit that has points. */
static void expect(struct fixture *x, const char *want)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 1u << 16);
	for (size_t r = 0; r < x->s.rows.count; r++) {
		const struct dbn_score_row *row = &x->s.rows.items[r];
		int64_t sum = 0;

		for (size_t i = row->first; i < row->first + row->count; i++)
			sum += x->s.points.items[i].value;
		assert_int_equal(sum, row->added - row->deducted);
		if (row->count == 0)
			continue;
		dbn_buf_add(&b, row->unit);
		dbn_buf_addc(&b, ' ');
		dbn_score_number(&b, row->score);
		dbn_buf_addc(&b, '\n');
		for (size_t i = row->first; i < row->first + row->count; i++) {
			const struct dbn_point *p = &x->s.points.items[i];

			if (!p->counted)
				continue;
			dbn_buf_addc(&b, ' ');
			dbn_score_number(&b, p->value);
			dbn_buf_addc(&b, ' ');
			dbn_buf_addz(&b, dbn_score_key(p->rule));
			dbn_buf_addc(&b, ' ');
			dbn_buf_add(&b, p->task->cell[DBN_TASK_ID]);
			dbn_buf_addc(&b, ' ');
			dbn_point_text(&b, p, DBN_ZH, false);
			dbn_buf_addc(&b, '\n');
		}
	}
	assert_str(dbn_buf_str(&b), want);
	dbn_buf_release(&b);
}

static void set_rules(struct fixture *x, const char *ini_text)
{
	struct dbn_ini ini = { 0 };
	struct dbn_sink quiet = { NULL, NULL };

	assert_int_equal(dbn_ini_parse(&ini, &x->w->l.arena, dbn_str_of(ini_text), "score.ini", quiet, NULL), 0);
	dbn_score_rules_take(&x->rules, &ini, "score.ini", quiet);
}

static void a_year_explained(void **state)
{
	struct fixture *x = *state;
	struct dbn_task *t;

	t = world_task(x->w, "a:1", "lead=甲|coop=乙局|due=2024-08-30|due_original=2024-08-30|feedback=every:month|state=done");
	world_events(x->w, t, "2024-06-05 import - lead=甲;due=2024-08-30 -\n2024-06-20 feedback 甲 progress=10 -\n"
			      "2024-09-20 report 甲 state=reported -\n2024-09-25 done - state=done;done=2024-09-20 -");
	t = world_task(x->w, "a:2", "lead=甲|due=2024-12-31|state=doing");
	world_events(x->w, t, "2024-06-05 import - lead=甲 -\n2024-06-10 report 甲 state=reported -\n"
			      "2024-06-14 return - state=doing 材料不全");
	t = world_task(x->w, "a:3", "lead=甲|due=2024-05-31|state=doing|suspended");
	world_events(x->w, t, "2024-01-05 import - lead=甲 -\n2024-05-10 suspend - - 等上级文件");
	score(x, "2024", "2024-10-15");
	expect(x, "甲 93.5\n"
		  " -0.5 return a:2 2024-06-14，材料不全\n"
		  " -4 no_feedback a:1 2024-07、2024-08，共2期\n"
		  " -2 late a:1 应2024-08-30，实2024-09-20\n"
		  "乙 99\n"
		  " -1 late a:1 应2024-08-30，实2024-09-20，配合\n");
	assert_int_equal(x->s.excluded.count, 1);
	assert_int_equal(x->s.excluded.items[0].since, day_of("2024-05-10"));
	/* A unit with nothing keeps its line and its base. */
	assert_int_equal(x->s.rows.count, 3);
	assert_str(x->s.rows.items[0].unit, "市委办");
	assert_int_equal(x->s.rows.items[0].score, 10000);
}

static void the_past_does_not_change(void **state)
{
	struct fixture *x = *state;
	struct dbn_task *t = world_task(x->w, "a:1", "lead=乙|due=2024-06-30|due_original=2024-06-30|state=done|done=2024-07-05");

	world_events(x->w, t, "2024-01-05 import - lead=甲 -\n2024-07-02 assign - lead=乙 -\n"
			      "2024-07-05 report 乙 state=reported -\n2024-07-08 done - state=done;done=2024-07-05 -");
	score(x, "2024-06", "2024-12-01");
	expect(x, "甲 95\n -5 overdue a:1 应2024-06-30\n");
	score(x, "2024-07", "2024-12-01");
	expect(x, "");
	score(x, "2024H2", "2024-12-01");
	expect(x, "");
	score(x, "2024", "2024-12-01");
	expect(x, "乙 98\n -2 late a:1 应2024-06-30，实2024-07-05\n");
	/* On the day itself nothing is late yet. */
	score(x, "2024-06", "2024-06-30");
	expect(x, "");
}

static void which_due_day_binds(void **state)
{
	struct fixture *x = *state;
	struct dbn_task *t;

	t = world_task(x->w, "a:1", "lead=甲|due=2024-12-31|due_original=2024-06-30|state=doing");
	world_events(x->w, t, "2024-01-05 import - lead=甲 -\n2024-06-01 edit - due=2024-12-31 -");
	t = world_task(x->w, "a:2", "lead=甲|due=2024-12-31|due_original=2024-06-30|state=doing");
	world_events(x->w, t, "2024-01-05 import - lead=甲 -\n2024-06-01 extend - due=2024-12-31 -");
	/* Granted only after the span: then it did not hold yet. */
	t = world_task(x->w, "a:3", "lead=甲|due=2024-12-31|due_original=2024-06-30|state=doing");
	world_events(x->w, t, "2024-01-05 import - lead=甲 -\n2024-06-20 extend-request 甲 - 2024-12-31 x\n"
			      "2024-07-10 extend - due=2024-12-31 -");
	score(x, "2024-06", "2024-12-01");
	expect(x, "甲 90\n -5 overdue a:1 应2024-06-30\n -5 overdue a:3 应2024-06-30\n");
	score(x, "2024", "2024-12-01");
	expect(x, "甲 95\n -5 overdue a:1 应2024-06-30\n");
}

static void reported_in_time_waits(void **state)
{
	struct fixture *x = *state;
	struct dbn_task *t = world_task(x->w, "a:1", "lead=甲|due=2024-06-30|state=reported");

	world_events(x->w, t, "2024-01-05 import - lead=甲 -\n2024-06-29 report 甲 state=reported -");
	score(x, "2024", "2024-12-01");
	expect(x, "");
}

static void returns_cost_more_each_time(void **state)
{
	struct fixture *x = *state;
	struct dbn_task *t = world_task(x->w, "a:1", "lead=甲|state=doing");
	static char days[12][20];

	world_event(x->w, t, "2024-01-01", "import", "", "lead=甲", "");
	for (int i = 0; i < 12; i++) {
		snprintf(days[i], sizeof days[i], "2024-%02d-15", i + 1);
		world_event(x->w, t, days[i], "return", "", "state=doing", "x");
	}
	score(x, "2024", "2025-01-10");
	/* 0.5 + 1 + 2 + 7 * 5 + 2 * 10 */
	assert_int_equal(x->s.rows.items[1].deducted, 5850);
	/* A month alone knows how many there were before it in the year. */
	score(x, "2024-03", "2025-01-10");
	expect(x, "甲 98\n -2 return a:1 2024-03-15，当年第3次，x\n");
	score(x, "2024-11", "2025-01-10");
	expect(x, "甲 90\n -10 return a:1 2024-11-15，当年第11次，x\n");
}

static void months_and_their_mean(void **state)
{
	struct fixture *x = *state;
	struct dbn_task *t = world_task(x->w, "a:1", "lead=甲|due=2024-02-10|state=doing");

	set_rules(x, "[score]\nperiod = month\n[deduct]\noverdue = 30\n");
	world_event(x->w, t, "2024-01-01", "import", "", "lead=甲", "");
	t = world_task(x->w, "a:2", "lead=甲|feedback=every:month|state=doing");
	world_event(x->w, t, "2024-01-01", "import", "", "lead=甲", "");
	score(x, "2024Q1", "2024-05-01");
	/* January 98, February 68, March 98. */
	expect(x, "甲 88\n -2 no_feedback a:2 2024-01\n -30 overdue a:1 应2024-02-10\n"
		  " -2 no_feedback a:2 2024-02\n -2 no_feedback a:2 2024-03\n");
	assert_int_equal(x->rules.rule[DBN_SCORE_OVERDUE].line, 4);
}

static void limits_and_floors(void **state)
{
	struct fixture *x = *state;
	static char ids[5][16];

	set_rules(x, "[score]\nbase = 80\nmax = 100\nmin = 70\n[deduct]\noverdue = 5\n[limit]\noverdue = 12\n"
		     "[add]\non_time = 30\n");
	for (int i = 0; i < 5; i++) {
		struct dbn_task *t;

		snprintf(ids[i], sizeof ids[i], "a:%d", i + 1);
		t = world_task(x->w, ids[i], i < 4 ? "lead=甲|due=2024-02-10|state=doing"
						   : "lead=乙|due=2024-02-10|state=closed|done=2024-02-09");
		world_event(x->w, t, "2024-01-01", "import", "", i < 4 ? "lead=甲" : "lead=乙", "");
	}
	score(x, "2024", "2024-05-01");
	expect(x, "甲 70\n -5 overdue a:1 应2024-02-10\n -5 overdue a:2 应2024-02-10\n"
		  " -2 overdue a:3 应2024-02-10，已到上限\n 0 overdue a:4 应2024-02-10，已到上限\n"
		  "乙 100\n 30 on_time a:5 应2024-02-10，实2024-02-09\n");
}

static void periods_nodes_and_the_rest(void **state)
{
	struct fixture *x = *state;
	struct dbn_task *t;

	set_rules(x, "[deduct]\nack_late = 1\nnotice_red = 10\ncriticism = 3\n[add]\npraise = 3\n");
	t = world_task(x->w, "a:1", "lead=甲|recur=every:month|due=2024-01-31|due_original=2024-01-31|state=doing");
	world_events(x->w, t, "2024-01-01 import - lead=甲 -\n2024-01-02 ack 甲 state=ack -\n2024-02-05 report 甲 - 2024-01\n"
			      "2024-04-20 report 甲 - 2024-04");
	t = world_task(x->w, "a:2", "lead=乙|due=2025-12-31|state=doing");
	world_events(x->w, t, "2024-01-01 import - lead=乙 -\n2024-01-20 ack 乙 state=ack -\n2024-02-01 notice - - 红色 乙 催\n"
			      "2024-03-01 instruct - - 肯定：做法好\n2024-03-02 inspect - - fail 假的");
	world_task(x->w, "a:2.n1", "kind=node|parent=a:2|due=2024-03-15|state=open");
	score(x, "2024", "2024-05-15");
	expect(x, "甲 95\n -1 period_late a:1 2024-01\n -4 period_missing a:1 2024-02、2024-03，共2期\n"
		  "乙 89\n -1 ack_late a:2 应2024-01-03，实2024-01-20\n -10 notice_red a:2 2024-02-01，红色 乙 催\n"
		  " 3 praise a:2 2024-03-01，肯定：做法好\n -2 inspect_fail a:2 2024-03-02，不合格，假的\n"
		  " -1 node a:2.n1 应2024-03-15\n");
}

static void count_finding(void *ctx, const struct dbn_diag *d)
{
	(void)d;
	++*(int *)ctx;
}

static void rules_are_read_strictly(void **state)
{
	struct fixture *x = *state;
	struct dbn_ini ini = { 0 };
	int findings = 0;
	struct dbn_sink sink = { count_finding, &findings };
	static const char text[] = "[score]\nbase = abc\nassist = 101\nperiod = week\nvalue = 1\n[deduct]\nlate = 2.555\n"
				   "return = 1,0:5\noverdue = -3\non_time = 1\n[limit]\nlate = 10\n[add]\non_time = 1,2,20:0.25\n";

	assert_int_equal(dbn_ini_parse(&ini, &x->w->l.arena, dbn_str_of(text), "score.ini", sink, NULL), 0);
	findings = 0;
	dbn_score_rules_take(&x->rules, &ini, "score.ini", sink);
	assert_int_equal(findings, 8);
	assert_int_equal(x->rules.base, 10000);
	assert_int_equal(x->rules.rule[DBN_SCORE_LATE].step[0].value, 200);
	assert_int_equal(x->rules.rule[DBN_SCORE_LATE].limit, 1000);
	assert_int_equal(x->rules.rule[DBN_SCORE_ON_TIME].steps, 3);
	assert_int_equal(x->rules.rule[DBN_SCORE_ON_TIME].step[2].from, 20);
	assert_int_equal(x->rules.rule[DBN_SCORE_ON_TIME].step[2].value, 25);
}

static void the_template_is_the_defaults(void **state)
{
	struct fixture *x = *state;
	struct dbn_score_rules plain, read;
	struct dbn_ini ini = { 0 };
	struct dbn_buf b;
	int findings = 0;
	struct dbn_sink sink = { count_finding, &findings };

	dbn_buf_init(&b, 1u << 16);
	for (int lang = DBN_ZH; lang <= DBN_EN; lang++) {
		dbn_buf_clear(&b);
		dbn_score_template(&b, (enum dbn_lang)lang);
		dbn_score_rules_init(&plain);
		dbn_score_rules_init(&read);
		assert_int_equal(dbn_ini_parse(&ini, &x->w->l.arena, dbn_buf_str(&b), "score.ini", sink, NULL), 0);
		dbn_score_rules_take(&read, &ini, "score.ini", sink);
		assert_int_equal(findings, 0);
		for (int i = 0; i < DBN_SCORE_RULES; i++) {
			assert_true(read.rule[i].line > 0);
			assert_int_equal(read.rule[i].step[0].value, plain.rule[i].step[0].value);
		}
	}
	dbn_buf_release(&b);
}

/*
 * Each rule by itself, each over a ledger of its own: what sets it off, and right beside it
 * what does not. `part` is a second row, `want` the points (empty: none).
 */
struct rule_row {
	const char *rule, *ini, *cells, *part, *events, *today, *want;
};

#define DUE "lead=甲|coop=乙|due=2024-03-31|due_original=2024-03-31"
#define MADE "2024-01-05 import - lead=甲;due=2024-03-31 -"
#define REPORTED(day) MADE "\n" day " report 甲 state=reported -\n2024-04-20 done - state=done;done=" day " -"
#define MONTHLY "lead=甲|recur=every:month|due=2024-01-31|due_original=2024-01-31|state=doing"
#define ASKED "lead=甲|feedback=every:month|state=doing"

static const struct rule_row rule_rows[] = {
	{ "overdue", "", DUE "|state=doing", "", MADE, "2024-04-01",
	  "甲 95\n -5 overdue a:1 应2024-03-31\n乙 97.5\n -2.5 overdue a:1 应2024-03-31，配合\n" },
	{ "overdue", "", DUE "|state=doing", "", MADE, "2024-03-31", "" },
	{ "overdue", "[deduct]\noverdue = 0\n", DUE "|state=doing", "", MADE, "2024-04-01", "" },
	{ "overdue", "[score]\nassist = 0\n", DUE "|state=doing", "", MADE, "2024-04-01", "甲 95\n -5 overdue a:1 应2024-03-31\n" },
	{ "overdue", "", DUE "|state=cancelled", "", MADE "\n2024-02-01 cancel - state=cancelled x", "2024-05-01", "" },
	/* taken away with a reason: from then on there is no limit, before it there was */
	{ "overdue", "", "lead=甲|due_original=2024-03-31|state=doing", "",
	  MADE "\n2024-03-01 assign - due= 文件未定时限", "2024-05-01", "" },
	{ "late", "", DUE "|state=done", "", REPORTED("2024-04-01"), "2024-05-01",
	  "甲 98\n -2 late a:1 应2024-03-31，实2024-04-01\n乙 99\n -1 late a:1 应2024-03-31，实2024-04-01，配合\n" },
	{ "late", "", DUE "|state=done", "", REPORTED("2024-03-31"), "2024-05-01", "" },
	{ "node", "", DUE "|state=doing", "kind=node|parent=a:1|due=2024-02-10|state=open", MADE, "2024-02-11",
	  "甲 99\n -1 node a:1.n1 应2024-02-10\n" },
	{ "node", "", DUE "|state=doing", "kind=node|parent=a:1|due=2024-02-10|state=open", MADE, "2024-02-10", "" },
	{ "node", "", DUE "|state=done", "kind=node|parent=a:1|due=2024-03-10|state=open", REPORTED("2024-03-09"), "2024-05-01", "" },
	{ "period_missing", "", MONTHLY, "", "2024-01-05 import - lead=甲 -", "2024-02-01", "甲 98\n -2 period_missing a:1 2024-01\n" },
	{ "period_missing", "", MONTHLY, "", "2024-01-05 import - lead=甲 -", "2024-01-31", "" },
	{ "period_missing", "", MONTHLY, "", "2024-01-05 import - lead=甲 -\n2024-01-31 report 甲 - 2024-01", "2024-02-01", "" },
	{ "period_late", "", MONTHLY, "", "2024-01-05 import - lead=甲 -\n2024-02-01 report 甲 - 2024-01", "2024-02-05",
	  "甲 99\n -1 period_late a:1 2024-01\n" },
	{ "no_feedback", "", ASKED, "", "2024-01-05 import - lead=甲 -", "2024-02-01", "甲 98\n -2 no_feedback a:1 2024-01\n" },
	{ "no_feedback", "", ASKED, "", "2024-01-05 import - lead=甲 -\n2024-01-31 feedback 甲 progress=1 -", "2024-02-01", "" },
	{ "no_feedback", "", ASKED, "", "2024-01-05 import - lead=甲 -\n2024-01-31 feedback 乙 - 35%", "2024-02-01",
	  "甲 98\n -2 no_feedback a:1 2024-01\n" },
	/* charged on the 24th, or resumed then: asked from the next month on */
	{ "no_feedback", "", ASKED, "", "2024-01-24 import - lead=甲 -", "2024-02-29", "" },
	{ "no_feedback", "", ASKED, "", "2024-01-24 import - lead=甲 -", "2024-03-01", "甲 98\n -2 no_feedback a:1 2024-02\n" },
	{ "no_feedback", "", ASKED, "",
	  "2024-01-05 import - lead=甲 -\n2024-01-10 suspend - - x\n2024-02-24 resume - - -", "2024-03-30", "" },
	{ "ack_late", "[deduct]\nack_late = 1\n", DUE "|state=ack", "", MADE "\n2024-01-08 ack 甲 state=ack -", "2024-02-01",
	  "甲 99\n -1 ack_late a:1 应2024-01-07，实2024-01-08\n" },
	{ "ack_late", "[deduct]\nack_late = 1\n", DUE "|state=ack", "", MADE "\n2024-01-07 ack 甲 state=ack -", "2024-02-01", "" },
	{ "ack_late", "[score]\nack_days = 5\n[deduct]\nack_late = 1\n", DUE "|state=open", "", MADE, "2024-01-10", "" },
	{ "return", "", DUE "|state=doing", "", MADE "\n2024-02-01 report 甲 state=reported -\n2024-02-05 return - state=doing 不实",
	  "2024-03-01", "甲 99.5\n -0.5 return a:1 2024-02-05，不实\n" },
	{ "inspect_fail", "", DUE "|state=doing", "", MADE "\n2024-02-02 inspect - - fail 2024-03-01 假的", "2024-02-20",
	  "甲 98\n -2 inspect_fail a:1 2024-02-02，不合格，限2024-03-01前整改，假的\n" },
	{ "inspect_fail", "", DUE "|state=doing", "", MADE "\n2024-02-02 inspect - - pass", "2024-02-20", "" },
	{ "notice_yellow", "[deduct]\nnotice_yellow = 5\n", DUE "|state=doing", "", MADE "\n2024-02-01 notice - - 黄色 甲 催",
	  "2024-02-20", "甲 95\n -5 notice_yellow a:1 2024-02-01，黄色 甲 催\n" },
	{ "notice_yellow", "[deduct]\nnotice_yellow = 5\n", DUE "|state=doing", "", MADE "\n2024-02-01 notice - - 蓝色 甲 催",
	  "2024-02-20", "" },
	{ "notice_red", "[deduct]\nnotice_red = 10\n", DUE "|state=doing", "", MADE "\n2024-02-01 notice - - 红色 甲 催", "2024-02-20",
	  "甲 90\n -10 notice_red a:1 2024-02-01，红色 甲 催\n" },
	/* a notice to another unit is not this one's */
	{ "notice_red", "[deduct]\nnotice_red = 10\n", DUE "|state=doing", "", MADE "\n2024-02-01 notice - - 红色 乙 催", "2024-02-20", "" },
	{ "criticism", "[deduct]\ncriticism = 3\n", DUE "|state=doing", "", MADE "\n2024-02-01 instruct - - 批评：进展慢", "2024-02-20",
	  "甲 97\n -3 criticism a:1 2024-02-01，批评：进展慢\n" },
	{ "on_time", "[score]\nbase = 80\n[add]\non_time = 2\n", DUE "|state=done", "", REPORTED("2024-03-31"), "2024-05-01",
	  "甲 82\n 2 on_time a:1 应2024-03-31，实2024-03-31\n乙 81\n 1 on_time a:1 应2024-03-31，实2024-03-31，配合\n" },
	/* reported and not yet accepted is not done */
	{ "on_time", "[score]\nbase = 80\n[add]\non_time = 2\n", DUE "|state=reported", "",
	  MADE "\n2024-03-20 report 甲 state=reported -", "2024-03-25", "" },
	{ "praise", "[score]\nbase = 80\n[add]\npraise = 3\n", DUE "|state=doing", "", MADE "\n2024-02-01 instruct - - 表扬：好", "2024-02-20",
	  "甲 83\n 3 praise a:1 2024-02-01，表扬：好\n" },
	{ "praise", "[score]\nbase = 80\n[add]\npraise = 3\n", DUE "|state=doing", "", MADE "\n2024-02-01 instruct - - 请抓紧", "2024-02-20", "" },
};

static void each_rule_alone(void **state)
{
	bool seen[DBN_SCORE_RULES] = { false };

	for (size_t i = 0; i < sizeof rule_rows / sizeof *rule_rows; i++) {
		const struct rule_row *r = &rule_rows[i];
		struct dbn_task *t;

		setup(state);
		for (int k = 0; k < DBN_SCORE_RULES; k++)
			seen[k] = seen[k] || (r->want[0] && strcmp(dbn_score_key((enum dbn_score_rule)k), r->rule) == 0);
		set_rules(*state, r->ini);
		t = world_task(((struct fixture *)*state)->w, "a:1", r->cells);
		if (r->part[0])
			world_task(((struct fixture *)*state)->w, "a:1.n1", r->part);
		world_events(((struct fixture *)*state)->w, t, r->events);
		score(*state, "2024", r->today);
		expect(*state, r->want);
		teardown(state);
	}
	for (int k = 0; k < DBN_SCORE_RULES; k++)
		if (!seen[k])
			fail_msg("no ledger sets %s off", dbn_score_key((enum dbn_score_rule)k));
}

/* A score a month says what each of them came to. */
static void months_one_by_one(void **state)
{
	struct fixture *x = *state;
	struct dbn_task *t = world_task(x->w, "a:1", "lead=甲|due=2024-02-10|state=doing");
	int32_t first;

	set_rules(x, "[score]\nperiod = month\n[deduct]\noverdue = 30\n");
	world_event(x->w, t, "2024-01-01", "import", "", "lead=甲", "");
	score(x, "2023-12..2024-03", "2024-05-01");
	assert_int_equal(dbn_score_months(&x->s), 4);
	assert_int_equal(dbn_score_month(&x->s, &x->s.rows.items[1], 1, &first), 10000);
	assert_int_equal(first, day_of("2024-01-01"));
	assert_int_equal(dbn_score_month(&x->s, &x->s.rows.items[1], 2, &first), 7000);
	assert_int_equal(first, day_of("2024-02-01"));
	assert_int_equal(x->s.rows.items[1].score, 9250);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(a_year_explained),
		WITH(the_past_does_not_change),
		WITH(which_due_day_binds),
		WITH(reported_in_time_waits),
		WITH(returns_cost_more_each_time),
		WITH(months_and_their_mean),
		WITH(limits_and_floors),
		WITH(periods_nodes_and_the_rest),
		WITH(rules_are_read_strictly),
		WITH(the_template_is_the_defaults),
		WITH(months_one_by_one),
		cmocka_unit_test(each_rule_alone),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
