/* test_light.c - lights: each row a task, its events, a day, the light and its reason. */
#include "world.h"

struct row {
	const char *name, *cells, *events, *today, *light, *due, *reason;
};

/* The reporting unit is 甲 everywhere; the feedback rhythm of the office is none unless the cell says so. */
static const struct row rows[] = {
	{ "plain, far off", "lead=甲|due=2024-06-30", "2024-01-02 import - lead=甲 -", "2024-03-01", "on-track",
	  "2024-06-30", "时限 2024-06-30" },
	{ "due today is near", "lead=甲|due=2024-06-30", "", "2024-06-30", "near", "2024-06-30", "今日到期" },
	{ "seven days", "lead=甲|due=2024-06-30", "", "2024-06-23", "near", "2024-06-30", "距 2024-06-30 还有 7 天" },
	{ "eight days", "lead=甲|due=2024-06-30", "", "2024-06-22", "on-track", "2024-06-30", NULL },
	{ "the day after is overdue", "lead=甲|due=2024-06-30|state=doing", "", "2024-07-01", "overdue",
	  "2024-06-30", "应于 2024-06-30 完成，已逾期 1 天" },
	{ "overdue before unassigned", "due=2024-06-30", "", "2024-07-01", "overdue", "2024-06-30", NULL },
	{ "unassigned before near", "due=2024-06-30", "", "2024-06-30", "unassigned", "2024-06-30", "尚无牵头单位" },
	{ "cancelled before all", "lead=甲|due=2024-06-30|state=cancelled|suspended", "", "2024-07-01", "cancelled", NULL, NULL },
	{ "paused before overdue", "lead=甲|due=2024-06-30|state=doing|suspended",
	  "2024-05-10 suspend - - 等上级文件", "2024-07-01", "paused", NULL, "2024-05-10 起暂缓" },
	{ "closed is closed", "lead=甲|due=2024-06-30|state=closed|done=2024-07-05", "", "2025-01-01", "closed", NULL, NULL },
	{ "done in time", "lead=甲|due=2024-06-30|due_original=2024-06-30|state=done|done=2024-06-30", "",
	  "2024-08-01", "done", NULL, "2024-06-30 办结" },
	{ "done late", "lead=甲|due=2024-06-30|state=done|done=2024-07-02", "", "2024-08-01", "late", NULL,
	  "2024-07-02 办结，逾期 2 天" },
	{ "accepted late, reported in time", "lead=甲|due=2024-06-30|state=done|done=2024-06-28",
	  "2024-06-28 report 甲 state=reported -\n2024-07-20 done - state=done;done=2024-06-28 -", "2024-08-01", "done", NULL, NULL },
	{ "no done cell: the report decides", "lead=甲|due=2024-06-30|state=done",
	  "2024-06-28 report 甲 state=reported -\n2024-07-20 done - state=done -", "2024-08-01", "done", NULL, NULL },
	{ "no done cell, returned report", "lead=甲|due=2024-06-30|state=done",
	  "2024-06-28 report 甲 state=reported -\n2024-06-29 return - state=doing 材料不全\n"
	  "2024-07-03 report 甲 state=reported -\n2024-07-20 done - state=done -",
	  "2024-08-01", "late", NULL, "2024-07-03 办结，逾期 3 天" },
	{ "due moved by hand: the original day decides", "lead=甲|due=2024-12-31|due_original=2024-06-30|state=done|done=2024-07-01",
	  "2024-01-02 import - due=2024-06-30 -\n2024-06-01 edit - due=2024-12-31 -", "2025-01-01", "late", NULL,
	  "2024-07-01 办结，逾期 1 天" },
	{ "extension granted: the new day decides", "lead=甲|due=2024-12-31|due_original=2024-06-30|state=done|done=2024-07-01",
	  "2024-01-02 import - due=2024-06-30 -\n2024-06-01 extend - due=2024-12-31 -", "2025-01-01", "done", NULL, NULL },
	{ "re-import moved it: the new day decides", "lead=甲|due=2024-12-31|due_original=2024-06-30|state=done|done=2024-07-01",
	  "2024-01-02 import - due=2024-06-30 -\n2024-06-01 import - due=2024-12-31 -", "2025-01-01", "done", NULL, NULL },
	{ "reported in time waits", "lead=甲|due=2024-06-30|state=reported", "2024-06-20 report 甲 state=reported -",
	  "2024-07-20", "on-track", "2024-06-30", "2024-06-20 已报结，待认定" },
	{ "reported late stays overdue by its report", "lead=甲|due=2024-06-30|state=reported",
	  "2024-07-05 report 甲 state=reported -", "2024-07-20", "overdue", "2024-06-30",
	  "应于 2024-06-30 完成，逾期 5 天报结，待认定" },
	{ "undated", "lead=甲", "", "2024-07-01", "undated", NULL, "无时限、无反馈周期" },
	{ "unresolved limit", "lead=甲|recur=+10d@验收合格", "", "2024-07-01", "undated", NULL, "时限的起算日未定" },
	{ "long term", "lead=甲|recur=long", "", "2024-07-01", "long-term", NULL, NULL },
	{ "bad state reads as running", "lead=甲|due=2024-06-30|state=什么", "", "2024-07-01", "overdue", NULL, NULL },

	/* the linear schedule: 2024-01-01 .. 2024-04-10 are 100 days */
	{ "behind by ten points", "lead=甲|due=2024-04-10|progress=40|state=doing", "2024-01-01 import - lead=甲 -",
	  "2024-02-20", "behind", NULL, "落后序时进度 10 个百分点" },
	{ "nine points are none", "lead=甲|due=2024-04-10|progress=41|state=doing", "2024-01-01 import - lead=甲 -",
	  "2024-02-20", "on-track", NULL, NULL },
	{ "counted from the last charge", "lead=甲|due=2024-04-10|progress=0|state=doing",
	  "2024-01-01 import - lead=乙 -\n2024-02-18 assign - lead=甲;lead_from=hand -\n2024-02-19 feedback 甲 progress=0 -",
	  "2024-02-20", "on-track", NULL, NULL },
	{ "a lead that replaces is charged anew", "lead=甲|due=2024-04-10|progress=0|state=doing",
	  "2024-01-01 import - lead=乙 -\n2024-02-18 assign - lead+=甲;lead-=乙 -\n2024-02-19 feedback 甲 progress=0 -",
	  "2024-02-20", "on-track", NULL, NULL },
	{ "a further lead charges nobody anew", "lead=甲;乙|due=2024-04-10|progress=0|state=doing",
	  "2024-01-01 import - lead=甲 -\n2024-02-18 assign - lead+=乙 -\n2024-02-19 feedback 甲 progress=0 -",
	  "2024-02-20", "behind", NULL, NULL },
	{ "the 0 of an import is no number", "lead=甲|due=2024-04-10|progress=0", "2024-01-01 import - lead=甲;progress=0 -",
	  "2024-02-20", "on-track", NULL, NULL },
	{ "without a number no schedule", "lead=甲|due=2024-04-10|state=doing", "2024-01-01 import - lead=甲 -",
	  "2024-03-20", "on-track", NULL, NULL },
	{ "from the document where there are no events", "lead=甲|due=2024-04-11|progress=0|state=doing", "",
	  "2024-02-20", "behind", NULL, "落后序时进度 49 个百分点" },

	/* the rhythm of feedback */
	{ "first day not reached", "lead=甲|feedback=every:month", "2024-01-10 import - lead=甲 -", "2024-01-31", "on-track",
	  NULL, "下次反馈 2024-01-31" },
	{ "silent the day after", "lead=甲|feedback=every:month", "2024-01-10 import - lead=甲 -", "2024-02-01", "silent",
	  NULL, "应于 2024-01-31 反馈，已过 1 天" },
	{ "heard within the month", "lead=甲|feedback=every:month",
	  "2024-01-10 import - lead=甲 -\n2024-01-15 feedback 甲 progress=5 -", "2024-02-01", "on-track", NULL, "下次反馈 2024-02-29" },
	{ "heard the month before", "lead=甲|feedback=every:month",
	  "2024-01-10 import - lead=甲 -\n2024-01-15 feedback 甲 progress=5 -", "2024-03-01", "silent", NULL,
	  "应于 2024-02-29 反馈，已过 1 天" },
	{ "charged late in a month, asked from the next on", "lead=甲|feedback=every:month", "2024-01-24 import - lead=甲 -",
	  "2024-02-01", "on-track", NULL, "下次反馈 2024-02-29" },
	{ "half a month is time enough", "lead=甲|feedback=every:month", "2024-01-16 import - lead=甲 -",
	  "2024-02-01", "silent", NULL, NULL },
	{ "… of a quarter too", "lead=甲|feedback=every:quarter", "2024-03-16 import - lead=甲 -", "2024-04-01", "silent", NULL, NULL },
	{ "… less is not", "lead=甲|feedback=every:quarter", "2024-03-17 import - lead=甲 -", "2024-04-01", "on-track", NULL,
	  "下次反馈 2024-06-30" },
	{ "half a week", "lead=甲|feedback=every:week@5", "2024-01-01 import - lead=甲 -", "2024-01-06", "silent", NULL, NULL },
	{ "… less is not", "lead=甲|feedback=every:week@5", "2024-01-03 import - lead=甲 -", "2024-01-06", "on-track", NULL,
	  "下次反馈 2024-01-12" },
	{ "how often without a word", "lead=甲|feedback=every:month", "2024-01-24 import - lead=甲 -",
	  "2024-04-02", "silent", NULL, "应于 2024-03-31 反馈，已过 2 天，连续 2 期未反馈" },
	{ "… since it was heard", "lead=甲|feedback=every:month",
	  "2024-01-10 import - lead=甲 -\n2024-02-20 feedback 甲 progress=5 -", "2024-05-02", "silent", NULL,
	  "应于 2024-04-30 反馈，已过 2 天，连续 2 期未反馈" },
	{ "made up ends the silence", "lead=甲|feedback=every:month",
	  "2024-01-10 import - lead=甲 -\n2024-03-02 feedback 甲 - 补报", "2024-03-03", "on-track", NULL, NULL },
	{ "another unit's word is its own", "lead=甲|feedback=every:month",
	  "2024-01-10 import - lead=甲 -\n2024-01-15 feedback 乙 - 35%", "2024-02-01", "silent", NULL, NULL },
	{ "acknowledging is no feedback", "lead=甲|feedback=every:month|state=ack",
	  "2024-01-10 import - lead=甲 -\n2024-01-15 ack 甲 state=ack -", "2024-02-01", "silent", NULL, NULL },
	{ "resuming begins anew", "lead=甲|feedback=every:month|state=doing",
	  "2024-01-10 import - lead=甲 -\n2024-01-20 suspend - - -\n2024-05-06 resume - - -", "2024-05-20", "on-track", NULL,
	  "下次反馈 2024-05-31" },
	{ "overdue before silent", "lead=甲|feedback=every:month|due=2024-02-15", "2024-01-10 import - lead=甲 -",
	  "2024-03-01", "overdue", NULL, NULL },
	{ "long term can be silent", "lead=甲|recur=long|feedback=every:quarter", "2024-01-10 import - lead=甲 -",
	  "2024-04-01", "silent", NULL, NULL },

	/* recurrence */
	{ "first period runs", "lead=甲|recur=every:month|due=2024-01-31", "", "2024-01-10", "on-track", "2024-01-31", NULL },
	{ "a period passed", "lead=甲|recur=every:month|due=2024-01-31", "", "2024-03-05", "overdue", "2024-01-31",
	  "2024-01 应于 2024-01-31 报送，已逾期 34 天" },
	{ "named in changes", "lead=甲|recur=every:month|due=2024-01-31", "2024-01-30 report 甲 period=2024-01 -",
	  "2024-02-05", "on-track", "2024-02-29", NULL },
	{ "named at the head of the text", "lead=甲|recur=every:quarter|due=2024-03-31",
	  "2024-03-30 report 甲 - 2024Q1 已报送", "2024-04-05", "on-track", "2024-06-30", NULL },
	{ "two named at once", "lead=甲|recur=every:month|due=2024-01-31", "2024-01-30 report 甲 - 2024-01、2024-02 两期",
	  "2024-03-05", "on-track", "2024-03-31", NULL },
	{ "not named finishes nothing", "lead=甲|recur=every:month|due=2024-01-31", "2024-01-30 report 甲 - 完成",
	  "2024-02-05", "overdue", "2024-01-31", NULL },
	{ "another unit's report finishes nothing", "lead=甲|recur=every:month|due=2024-01-31", "2024-01-30 report 乙 - 2024-01",
	  "2024-02-05", "overdue", "2024-01-31", NULL },
	{ "the earliest unfinished counts", "lead=甲|recur=every:month|due=2024-01-31", "2024-02-28 report 甲 - 2024-02",
	  "2024-03-05", "overdue", "2024-01-31", NULL },
	{ "taken back", "lead=甲|recur=every:month|due=2024-01-31",
	  "2024-01-30 report 甲 - 2024-01\n2024-02-01 return - - 内容空泛", "2024-02-05", "overdue", "2024-01-31", NULL },
	{ "taken back by name", "lead=甲|recur=every:month|due=2024-01-31",
	  "2024-01-30 report 甲 - 2024-01\n2024-02-20 report 甲 - 2024-02\n2024-03-01 return - - 2024-01 内容空泛",
	  "2024-03-05", "overdue", "2024-01-31", NULL },
	{ "made up late stays yellow", "lead=甲|recur=every:month|due=2024-01-31", "2024-02-03 report 甲 - 2024-01",
	  "2024-02-05", "behind", "2024-02-29", "最近一期逾期补报（共 1 期）" },
	{ "… until the next is in time", "lead=甲|recur=every:month|due=2024-01-31",
	  "2024-02-03 report 甲 - 2024-01\n2024-02-25 report 甲 - 2024-02", "2024-03-05", "on-track", "2024-03-31", NULL },
	{ "a period near", "lead=甲|recur=every:month|due=2024-01-31", "", "2024-01-26", "near", "2024-01-31",
	  "2024-01 报送距 2024-01-31 还有 5 天" },
	{ "a check's finding is due like the rest", "lead=甲|state=doing|due=2024-12-31",
	  "2024-02-01 inspect - - fail 2024-03-01 无台账", "2024-03-04", "overdue", "2024-03-01",
	  "抽查问题应于 2024-03-01 前整改，已逾期 3 天" },
	{ "… near", "lead=甲|state=doing|due=2024-12-31", "2024-02-01 inspect - - fail 2024-03-01 无台账",
	  "2024-02-28", "near", "2024-03-01", "抽查整改距 2024-03-01 还有 2 天" },
	{ "… on its day", "lead=甲|state=doing", "2024-02-01 inspect - - fail 2024-03-01 无台账", "2024-03-01",
	  "near", "2024-03-01", "抽查整改今日到期" },
	{ "… far away", "lead=甲|state=doing", "2024-02-01 inspect - - fail 2024-03-01", "2024-02-02", "on-track",
	  "2024-03-01", "抽查整改距 2024-03-01 还有 28 天" },
	{ "… an earlier day of its own stands before it", "lead=甲|state=doing|due=2024-02-20",
	  "2024-02-01 inspect - - fail 2024-03-01", "2024-03-04", "overdue", "2024-02-20",
	  "应于 2024-02-20 完成，已逾期 13 天；抽查不合格，限 2024-03-01 前整改" },
	{ "… without a day it is only named", "lead=甲|state=doing|due=2024-12-31", "2024-02-01 inspect - - fail",
	  "2024-03-04", "on-track", "2024-12-31", "时限 2024-12-31；抽查不合格，待整改" },
	{ "… found again without a new day keeps the old one", "lead=甲|state=doing|due=2024-12-31",
	  "2024-02-01 inspect - - fail 2024-03-01\n2024-02-20 inspect - - fail", "2024-03-04", "overdue",
	  "2024-03-01", NULL },
	{ "… found again with a new day", "lead=甲|state=doing|due=2024-12-31",
	  "2024-02-01 inspect - - fail 2024-03-01\n2024-03-02 inspect - - fail 2024-06-01", "2024-03-04",
	  "on-track", "2024-06-01", NULL },
	{ "… looked at again", "lead=甲|state=doing|due=2024-12-31",
	  "2024-02-01 inspect - - fail 2024-03-01\n2024-02-20 inspect - - pass", "2024-03-04", "on-track",
	  "2024-12-31", "时限 2024-12-31" },
	{ "… what is reported still owes it", "lead=甲|state=reported|due=2024-12-31",
	  "2024-02-01 inspect - - fail 2024-03-01\n2024-02-20 report 甲 - ", "2024-03-04", "overdue", "2024-03-01",
	  NULL },
	{ "… what is done keeps its light", "lead=甲|state=done|due=2024-12-31|done=2024-01-31",
	  "2024-02-01 inspect - - fail 2024-03-01", "2024-03-04", "done", NULL,
	  "2024-01-31 办结；抽查不合格，限 2024-03-01 前整改" },
	{ "… suspended, its clock stands", "lead=甲|state=doing|suspended",
	  "2024-02-01 inspect - - fail 2024-03-01", "2024-03-04", "paused", NULL, NULL },
	{ "done with a late period", "lead=甲|recur=every:month|due=2024-01-31|state=done|done=2024-03-01",
	  "2024-02-03 report 甲 - 2024-01\n2024-02-25 report 甲 - 2024-02", "2024-04-01", "late", NULL, NULL },
	{ "done with all in time", "lead=甲|recur=every:month|due=2024-01-31|state=done|done=2024-02-29",
	  "2024-01-30 report 甲 - 2024-01\n2024-02-25 report 甲 - 2024-02", "2024-04-01", "done", NULL, NULL },
};

static const char *const lights[] = {
#define LIGHT(id, name, ...) name,
#include "dubanc/words.def"
};

static void one_row(void **state)
{
	const struct row *r = *state;
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "甲2024-1:3", r->cells);
	struct dbn_verdict v, all;
	struct dbn_buf text;

	world_events(w, t, r->events);
	v = dbn_light_of(&w->l, t, day_of(r->today));
	assert_string_equal(lights[v.light], r->light);
	if (r->due)
		assert_int_equal(v.due, day_of(r->due));
	dbn_buf_init(&text, 1000);
	dbn_verdict_text(&text, &v, DBN_ZH);
	assert_true(text.len > 0);
	if (r->reason)
		assert_str(dbn_buf_str(&text), r->reason);
	dbn_buf_release(&text);
	assert_true(dbn_light_doc(&w->l.arena, &w->l, t->doc, day_of(r->today), &all));
	assert_int_equal(v.light, all.light);
	assert_int_equal(v.due, all.due);
	assert_int_equal(v.reason, all.reason);
	assert_int_equal(v.reason_days, all.reason_days);
	world_free(w);
}

static struct dbn_verdict look(struct world *w, const struct dbn_task *t, const char *today)
{
	struct dbn_verdict all[WORLD_TASKS], v = dbn_light_of(&w->l, t, day_of(today));

	/* One by one and in one pass give the same. */
	assert_true(dbn_light_doc(&w->l.arena, &w->l, t->doc, day_of(today), all));
	assert_int_equal(all[t - t->doc->tasks].light, v.light);
	assert_int_equal(all[t - t->doc->tasks].due, v.due);
	assert_ptr_equal(all[t - t->doc->tasks].node, v.node);
	return v;
}

static void nodes_count_for_their_task(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:4", "lead=甲|due=2026-12-31|state=doing");
	struct dbn_task *n1 = world_task(w, "k:4.n1", "kind=node|parent=k:4|due=2024-09-30");
	struct dbn_task *m1 = world_task(w, "k:4.m1", "kind=measure|parent=k:4");
	struct dbn_task *n2 = world_task(w, "k:4.m1.n1", "kind=node|parent=k:4.m1|due=2024-06-30|state=closed");
	struct dbn_verdict v = look(w, t, "2024-10-15");
	struct dbn_buf text;

	(void)state;
	assert_int_equal(v.light, DBN_LIGHT_OVERDUE);
	assert_ptr_equal(v.node, n1);
	assert_int_equal(v.days, -15);
	dbn_buf_init(&text, 1000);
	dbn_verdict_text(&text, &v, DBN_EN);
	assert_str(dbn_buf_str(&text), "node 4.n1 due 2024-09-30, 15 days overdue");
	dbn_buf_release(&text);
	/* A paper calls it by its name, whose own spaces stay. */
	n1->cell[DBN_TASK_TITLE] = DBN_STR("建成 5G 基站");
	dbn_buf_init(&text, 1000);
	dbn_verdict_paper(&text, &v, DBN_ZH);
	assert_str(dbn_buf_str(&text), "节点“建成 5G 基站”应于2024年9月30日完成，已逾期15天");
	dbn_buf_release(&text);
	/* A node's own light; it answers through its task's lead. */
	assert_int_equal(look(w, n1, "2024-10-15").light, DBN_LIGHT_OVERDUE);
	assert_str(dbn_reporting_unit(n2), "甲");
	n2->state = DBN_STATE_OPEN;
	assert_ptr_equal(look(w, t, "2024-10-15").node, n2);
	assert_int_equal(look(w, m1, "2024-10-15").light, DBN_LIGHT_OVERDUE);
	/* A finished measure takes its nodes along. */
	m1->state = DBN_STATE_DONE;
	assert_ptr_equal(look(w, t, "2024-10-15").node, n1);
	assert_int_equal(look(w, n2, "2024-10-15").light, DBN_LIGHT_DONE);
	/* So do a pause and an end of the task. */
	t->suspended = true;
	assert_int_equal(look(w, n1, "2024-10-15").light, DBN_LIGHT_PAUSED);
	t->suspended = false;
	t->state = DBN_STATE_CLOSED;
	assert_int_equal(look(w, n1, "2024-10-15").light, DBN_LIGHT_CLOSED);
	world_free(w);
}

static void office_rhythm_and_grace(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:4", "lead=甲;乙"), *none;

	(void)state;
	snprintf(w->l.conf.feedback, sizeof w->l.conf.feedback, "%s", "month");
	w->l.conf.feedback_grace = 3;
	world_events(w, t, "2024-01-10 import - lead=甲;乙 -\n2024-01-20 feedback 甲 - -");
	none = world_task(w, "k:5", "lead=甲|feedback=none");
	assert_int_equal(look(w, t, "2024-02-04").light, DBN_LIGHT_ON_TRACK);
	assert_int_equal(look(w, t, "2024-03-03").light, DBN_LIGHT_ON_TRACK);
	assert_int_equal(look(w, t, "2024-03-04").light, DBN_LIGHT_SILENT);
	assert_int_equal(look(w, none, "2024-03-04").light, DBN_LIGHT_UNDATED);
	/* The second lead is chased for its own word. */
	assert_true(dbn_rhythm_of(&w->l, t, DBN_STR("乙"), day_of("2024-02-04")).silent);
	assert_false(dbn_rhythm_of(&w->l, t, DBN_STR("乙"), day_of("2024-02-03")).silent);
	world_free(w);
}

static void without_a_lead_the_office_speaks(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:4", "feedback=every:month");

	(void)state;
	world_events(w, t, "2024-01-10 import - - -\n2024-01-20 feedback - progress=10 -");
	assert_int_equal(dbn_standing_of(t, DBN_STR("")).last_feedback, day_of("2024-01-20"));
	assert_int_equal(look(w, t, "2024-02-04").light, DBN_LIGHT_UNASSIGNED);
	world_free(w);
}

static void each_unit_stands_by_itself(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:4", "lead=甲|coop=乙;丙");
	struct dbn_standing s;

	(void)state;
	world_events(w, t, "2024-01-10 import - lead=甲 -\n2024-01-12 ack 甲 state=ack -\n"
			   "2024-01-20 feedback 甲 state=doing;progress=10 -\n2024-01-21 ack 乙 - -\n"
			   "2024-01-25 feedback 乙 - 35% 已完成选址\n2024-02-20 report 甲 state=reported -");
	s = dbn_standing_of(t, DBN_STR("乙"));
	assert_int_equal(s.progress, 35);
	assert_int_equal(s.stage, DBN_STANDING_DOING);
	assert_int_equal(s.ack, day_of("2024-01-21"));
	s = dbn_standing_of(t, DBN_STR("甲"));
	assert_int_equal(s.progress, 10);
	assert_int_equal(s.stage, DBN_STANDING_REPORTED);
	world_event(w, t, "2024-02-21", "return", "", "state=doing", "");
	assert_int_equal(dbn_standing_of(t, DBN_STR("甲")).stage, DBN_STANDING_DOING);
	assert_int_equal(dbn_standing_of(t, DBN_STR("丙")).stage, DBN_STANDING_NONE);
	assert_int_equal(dbn_report_day(t), DBN_NO_DAY);
	world_free(w);
}

static void near_in_working_days(void **state)
{
	struct world *w = world_new();
	/* 2023-03-20 is a Monday, no holiday near. */
	struct dbn_task *t = world_task(w, "k:4", "lead=甲|due=2023-03-20");

	(void)state;
	w->l.conf.near_days = 3;
	w->l.conf.near_workdays = true;
	assert_int_equal(look(w, t, "2023-03-15").light, DBN_LIGHT_NEAR);
	assert_int_equal(look(w, t, "2023-03-14").light, DBN_LIGHT_ON_TRACK);
	w->l.conf.near_workdays = false;
	assert_int_equal(look(w, t, "2023-03-16").light, DBN_LIGHT_ON_TRACK);
	world_free(w);
}

static void extension_asked_and_answered(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:4", "lead=甲|due=2024-06-30");
	int32_t day = 0;

	(void)state;
	assert_false(dbn_extension_pending(t, NULL));
	world_event(w, t, "2024-06-01", "extend-request", "甲", "", "2024-09-30 汛期停工");
	assert_true(dbn_extension_pending(t, &day));
	assert_int_equal(day, day_of("2024-09-30"));
	world_event(w, t, "2024-06-05", "extend-refuse", "", "", "理由不充分");
	assert_false(dbn_extension_pending(t, NULL));
	world_free(w);
}

int main(void)
{
	enum { ROWS = sizeof rows / sizeof *rows };
	static const struct CMUnitTest more[] = {
		cmocka_unit_test(nodes_count_for_their_task),
		cmocka_unit_test(office_rhythm_and_grace),
		cmocka_unit_test(without_a_lead_the_office_speaks),
		cmocka_unit_test(each_unit_stands_by_itself),
		cmocka_unit_test(near_in_working_days),
		cmocka_unit_test(extension_asked_and_answered),
	};
	struct CMUnitTest tests[ROWS + sizeof more / sizeof *more];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){ rows[i].name, one_row, NULL, NULL,
						(void *)(uintptr_t)&rows[i] };
	memcpy(tests + ROWS, more, sizeof more);
	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
