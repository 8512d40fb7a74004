/* test_act.c - acts: the event each leaves, or the refusal. */
#include "world.h"

#include "dubanc/act.h"

/*
 * A row is a task, its events so far, and an act as `kind field=value|…`; what
 * comes of it: `unit / changes / text`, or `!slug` of the refusal.
 */
struct row {
	const char *cells, *events, *act, *want;
};

#define DUE "lead=甲|coop=乙|due=2024-06-30|due_original=2024-06-30"
#define MONTHLY "lead=甲|recur=every:month|due=2024-01-31|due_original=2024-01-31"

static const struct row rows[] = {
	/* whose act it is */
	{ DUE, "", "ack", "甲/state=ack/" },
	{ DUE, "", "ack unit=乙", "乙//" },
	{ DUE "|state=ack", "", "ack", "!act-refused" },
	{ DUE "|state=ack", "", "ack unit=乙", "乙//" },
	{ DUE "|state=closed", "", "ack unit=乙", "!act-finished" },
	{ "due=2024-06-30", "", "feedback progress=20", "/state=doing;progress=20/" },
	{ DUE, "", "feedback unit=-|text=电话了解", "//电话了解" },
	{ DUE, "", "feedback unit=督查室|text=电话了解", "//电话了解" },
	{ DUE, "", "feedback unit=-|progress=20|text=电话了解", "!act-note-progress" },
	{ DUE "|state=closed", "", "note text=归档", "//归档" },

	/* feedback */
	{ DUE, "", "feedback progress=20", "甲/state=doing;progress=20/" },
	{ DUE "|state=doing|progress=20", "", "feedback progress=35|text=已批复", "甲/progress=35/已批复" },
	{ DUE "|state=doing|progress=20", "", "feedback unit=乙|progress=35|text=已选址", "乙//35% 已选址" },
	{ DUE "|state=doing", "", "feedback unit=乙|progress=35", "乙//35%" },
	{ DUE "|state=doing", "", "feedback", "!act-reason" },
	{ DUE "|state=doing", "", "feedback progress=101", "!act-progress" },
	{ DUE "|state=doing", "", "feedback progress=-1", "!act-progress" },
	{ DUE "|state=doing|suspended", "", "feedback progress=50", "!act-paused" },
	{ DUE "|state=doing|suspended", "", "feedback unit=乙|progress=50", "!act-paused" },
	{ DUE "|state=reported", "", "feedback progress=90", "甲/progress=90/" },
	{ DUE "|state=done", "", "feedback progress=90", "!act-refused" },

	/* report, return, done */
	{ DUE "|state=doing", "", "report text=完成", "甲/state=reported/完成" },
	{ DUE "|state=doing", "", "report progress=100|text=完成", "甲/state=reported;progress=100/完成" },
	{ DUE "|state=doing", "", "report unit=乙|text=完成", "乙//完成" },
	{ DUE "|state=doing", "", "report period=2024-05", "!act-period-none" },
	{ DUE "|state=reported", "", "report", "!act-refused" },
	{ DUE "|state=reported|progress=90", "", "return text=材料不全", "/state=doing/材料不全" },
	{ DUE "|state=reported", "", "return", "!act-reason" },
	{ DUE "|state=doing", "", "return text=材料不全", "!act-refused" },
	{ DUE "|state=reported|progress=90", "2024-06-20 report 甲 state=reported -", "done on=2024-07-10",
	  "/state=done;done=2024-06-20;progress=100/" },
	{ DUE "|state=doing|progress=100", "", "done on=2024-07-10", "/state=done;done=2024-07-10/" },
	{ DUE "|state=ack", "", "done", "!act-refused" },
	{ DUE "|state=done|progress=100|done=2024-06-20",
	  "2024-06-01 feedback 甲 progress=80 -\n2024-06-20 report 甲 state=reported -\n"
	  "2024-06-25 done - state=done;done=2024-06-20;progress=100 -",
	  "return text=抽查不实", "/state=doing;done=;progress=80/抽查不实" },

	/* close, reopen, suspend, cancel */
	{ DUE "|state=done", "", "close", "/state=closed/" },
	{ DUE "|state=reported", "", "close", "!act-refused" },
	{ DUE "|state=closed|done=2024-06-20", "", "reopen text=反弹", "/state=doing;done=/反弹" },
	{ DUE "|state=doing", "", "reopen text=反弹", "!act-refused" },
	{ DUE "|state=doing", "", "suspend text=等上级文件", "//等上级文件" },
	{ DUE "|state=doing", "", "suspend", "!act-reason" },
	{ DUE "|state=doing", "", "resume", "!act-refused" },
	{ DUE "|state=doing|suspended", "", "resume", "//" },
	{ DUE "|state=doing|suspended", "", "suspend text=再停", "!act-paused" },
	{ DUE "|state=doing|suspended", "", "cancel text=并入他项", "/state=cancelled/并入他项" },
	{ DUE "|state=cancelled", "", "cancel text=并入他项", "!act-refused" },
	{ DUE "|state=cancelled", "2024-04-15 ack 甲 state=ack -\n2024-04-16 cancel - state=cancelled -",
	  "reopen text=撤错了", "/state=ack/撤错了" },
	{ DUE "|state=cancelled", "2024-04-16 cancel - state=cancelled -", "reopen text=撤错了", "/state=open/撤错了" },

	/* extensions */
	{ DUE, "", "extend-request on=2024-06-29|day=2024-09-30|text=汛期停工", "甲//2024-09-30 汛期停工" },
	{ DUE, "", "extend-request on=2024-06-30|day=2024-09-30|text=汛期停工", "!act-ask-late" },
	{ DUE, "", "extend-request on=2024-06-01|day=2024-06-30|text=汛期停工", "!act-ask-earlier" },
	{ DUE, "", "extend-request on=2024-06-01|day=2024-09-30", "!act-reason" },
	{ DUE, "", "extend-request on=2024-06-01|text=汛期停工", "!act-ask-day" },
	{ DUE, "", "extend-request unit=乙|on=2024-06-01|day=2024-09-30|text=汛期停工", "!act-ask-other" },
	{ "lead=甲", "", "extend-request day=2024-09-30|text=汛期停工", "!act-no-due" },
	{ MONTHLY, "", "extend-request day=2024-09-30|text=汛期停工", "!act-ask-recur" },
	{ DUE "|state=done", "", "extend-request day=2024-09-30|text=汛期停工", "!act-finished" },
	{ DUE, "2024-06-01 extend-request 甲 - 2024-09-30 停工", "extend-request day=2024-10-31|text=又", "!act-ask-pending" },
	{ DUE, "2024-06-01 extend-request 甲 - 2024-09-30 停工", "extend", "/due=2024-09-30/" },
	{ DUE, "2024-06-01 extend-request 甲 - 2024-09-30 停工", "extend on=2024-07-10|day=2024-08-31", "/due=2024-08-31/" },
	{ DUE, "2024-06-01 extend-request 甲 - 2024-09-30 停工", "extend day=2024-06-01", "!act-ask-earlier" },
	{ "lead=甲|due=2024-06-30", "2024-06-01 extend-request 甲 - 2024-09-30 停工", "extend",
	  "/due_original=2024-06-30;due=2024-09-30/" },
	{ DUE, "2024-06-01 extend-request 甲 - 2024-09-30 停工", "extend-refuse text=理由不足", "//理由不足" },
	{ DUE, "2024-06-01 extend-request 甲 - 2024-09-30 停工", "extend-refuse", "!act-reason" },
	{ DUE, "", "extend", "!act-ask-none" },

	/* periods */
	{ MONTHLY, "", "report text=已报", "甲/state=doing/2024-01 已报" },
	{ MONTHLY "|state=doing", "2024-01-30 report 甲 - 2024-01", "report", "甲//2024-02" },
	{ MONTHLY "|state=doing", "2024-01-30 report 甲 - 2024-01", "report period=2024-01", "!act-period-done" },
	{ MONTHLY "|state=doing", "2024-01-20 report 甲 - 2024-01", "report on=2024-01-31", "!act-period-early" },
	{ MONTHLY "|state=doing", "2024-01-20 report 甲 - 2024-01", "report on=2024-02-01", "甲//2024-02" },
	{ MONTHLY "|state=doing", "2024-01-20 report 甲 - 2024-01", "report on=2024-01-20|period=2024-02", "甲//2024-02" },
	/* each month by the 5th: what is due on 5 February may be reported in January */
	{ "lead=甲|recur=every:month@05|due=2024-01-05|state=doing", "2024-01-04 report 甲 - 2024-01",
	  "report on=2024-01-30", "甲//2024-02" },
	{ "lead=甲|recur=every:month@05|due=2024-01-05|state=doing", "2024-01-04 report 甲 - 2024-01",
	  "report on=2024-01-05", "!act-period-early" },
	{ "lead=甲|recur=every:15day|due=2024-01-10|state=doing", "2024-01-09 report 甲 - 2024-01-10",
	  "report on=2024-01-12", "甲//2024-01-25" },
	{ MONTHLY "|state=doing", "", "report period=2024-03|text=提前", "甲//2024-03 提前" },
	{ MONTHLY "|state=doing", "", "report period=2023-12", "!act-period" },
	{ MONTHLY "|state=doing", "", "report period=2024Q1", "!act-period" },
	{ MONTHLY "|state=doing", "", "report period=上月", "!act-period" },
	{ MONTHLY "|state=doing", "", "report unit=乙|text=已报", "乙//已报" },
	{ MONTHLY "|state=doing", "2024-01-30 report 甲 - 2024-01", "return text=空泛", "//2024-01 空泛" },
	{ MONTHLY "|state=doing", "2024-01-30 report 甲 - 2024-01\n2024-02-20 report 甲 - 2024-02", "return period=2024-01|text=空泛",
	  "//2024-01 空泛" },
	{ MONTHLY "|state=doing", "", "return text=空泛", "!act-refused" },
	{ MONTHLY "|state=doing", "2024-01-30 report 甲 - 2024-01", "done on=2024-07-01", "/state=done;done=2024-07-01;progress=100/" },

	/* assign */
	{ "units=甲;乙", "", "assign lead=甲", "/lead=甲;lead_from=hand/" },
	{ "units=甲;乙", "", "assign lead=甲;乙|coop=丙|owner=张某", "/lead=甲%3B乙;lead_from=hand;coop=丙;owner=张某/" },
	{ "units=甲", "", "assign lead=甲|lead_from=rule", "/lead=甲;lead_from=rule/" },
	{ "lead=甲", "", "assign lead=甲", "!act-nothing" },
	{ "lead=甲", "", "assign day=2024-06-30", "/due=2024-06-30;due_from=hand;due_original=2024-06-30/" },
	{ DUE, "", "assign day=2024-07-30", "!act-due-set" },
	{ DUE, "", "assign day=2024-07-30|text=年份填错", "/due=2024-07-30;due_from=hand/年份填错" },
	{ DUE, "2024-04-15 assign - due=2024-06-30;due_original=2024-06-30 -", "assign on=2024-04-15|day=2023-07-30",
	  "/due_original=2023-07-30;due=2023-07-30;due_from=hand/" },
	{ DUE, "2024-04-15 assign - due=2024-06-30;due_original=2024-06-30 -", "assign on=2024-04-16|day=2023-07-30",
	  "!act-due-set" },
	/* a limit given by mistake goes away: on its day as if it had never stood, later with a reason */
	{ DUE, "2024-04-15 assign - due=2024-06-30;due_original=2024-06-30 -", "assign on=2024-04-15|day=none",
	  "/due_original=;due=;due_from=/" },
	{ DUE, "2024-04-15 assign - due=2024-06-30;due_original=2024-06-30 -", "assign on=2024-04-16|day=none",
	  "!act-due-set" },
	{ DUE, "", "assign day=none|text=文件未定时限", "/due=;due_from=/文件未定时限" },
	{ "lead=甲", "", "assign day=none", "!act-nothing" },
	{ MONTHLY, "", "assign day=none|text=填错", "!act-periods-need-due" },
	{ "kind=node|due=2024-06-30", "", "assign day=none|text=填错", "!act-node-needs-due" },
	{ "groups=C:各旗县市区;U:市直有关部门", "", "assign lead=市直有关部门", "!act-group-lead" },
	{ "groups=C:各旗县市区", "", "assign lead=甲;各镇街", "!act-group-lead" },
	{ DUE "|state=closed", "", "assign lead=乙", "!act-finished" },
	{ DUE, "", "assign lead=乙", "/lead=乙;lead_from=hand;coop=/" },
	{ DUE, "", "assign coop=丙;甲", "!act-two-roles" },
	{ DUE, "", "assign lead=丙|coop=乙;丙", "!act-two-roles" },

	/* nodes */
	{ DUE, "", "add text=两校资产划转|day=2024-03-31",
	  "/kind=node;parent=k:1;title=两校资产划转;due=2024-03-31;due_from=hand;due_original=2024-03-31;state=open/两校资产划转" },
	{ DUE, "", "add text=两校资产划转", "!act-day" },

	/* edit */
	{ DUE, "", "edit owner=张某", "/owner=张某/" },
	{ DUE, "", "edit 经办人=张某", "/owner=张某/" },
	{ DUE "|owner=张某", "", "edit owner=张某", "!act-nothing" },
	{ DUE, "", "edit due=2024-12-31", "!act-column-fixed" },
	{ DUE, "", "edit 状态=done", "!act-column-fixed" },
	{ DUE, "", "edit lead=乙", "!act-column-fixed" },
	{ DUE, "", "edit 颜色=红", "!act-column" },
	{ DUE, "", "edit feedback=every:month@25", "/feedback=every:month@25/" },
	{ DUE, "", "edit feedback=none", "/feedback=none/" },
	{ DUE, "", "edit feedback=monthly", "!act-rhythm" },
	{ DUE, "", "edit feedback=week", "/feedback=every:week/" },
	{ DUE, "", "edit 周期=每月28日前", "/recur=every:month@28/" },
	{ DUE, "", "edit recur=每月5日、20日前", "!act-rhythm" },
	{ DUE, "", "edit 任务=", "!act-no-title" },
	{ DUE, "", "edit 配合单位=乙;甲", "!act-two-roles" },
	{ DUE, "", "edit recur=long", "/recur=long/" },

	/* the rest */
	{ DUE "|state=doing", "", "evidence text=验收表.pdf", "甲//验收表.pdf" },
	{ DUE "|state=doing", "", "evidence", "!act-reason" },
	{ DUE "|state=done", "", "instruct text=请抓紧", "//请抓紧" },
	{ DUE, "", "actual metric=实训基地|value=3", "甲/target.k:1.g1.actual=3;target.k:1.g1.actual_on=2024-05-01/建成实训基地=3" },
	{ DUE, "", "actual metric=基地|value=3", "!act-metric" },
	{ DUE, "", "actual metric=建成实训基地|value=三", "!act-number" },
	{ DUE, "", "actual metric=建成实训基地|value=1.", "!act-number" },
	{ DUE, "", "import text=x", "!act-refused" },
};

static void set_field(struct dbn_act *act, struct dbn_str name, struct dbn_str value,
		      struct dbn_change *edit)
{
	const struct {
		const char *name;
		struct dbn_str *at;
	} fields[] = {
		{ "unit", &act->unit },	    { "text", &act->text },	{ "progress", &act->progress },
		{ "period", &act->period }, { "metric", &act->metric }, { "value", &act->value },
		{ "lead", &act->lead },	    { "coop", &act->coop },	{ "owner", &act->owner },
	};

	if (act->kind == DBN_EV_EDIT) {
		*edit = (struct dbn_change){ name, value };
		act->changes = edit;
		act->change_count = 1;
		return;
	}
	if (dbn_str_eqz(name, "on"))
		act->on = dbn_day_parse(value);
	else if (dbn_str_eqz(name, "day")) {
		act->day = dbn_day_parse(value);
		act->no_day = dbn_str_eqz(value, "none");
	}
	else if (dbn_str_eqz(name, "lead_from"))
		act->lead_from = value.ptr;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (dbn_str_eqz(name, fields[i].name))
			*fields[i].at = value;
}

static struct dbn_act read_act(const char *spec, struct dbn_change *edit)
{
	struct dbn_str rest = dbn_str_of(spec), kind = dbn_str_split(&rest, ' ');
	struct dbn_act act = dbn_act_of((enum dbn_event_kind)dbn_word_find(DBN_WORDS_EVENT, kind),
					day_of("2024-05-01"));

	act.by = DBN_STR("王某");
	while (rest.len) {
		struct dbn_str value = dbn_str_split(&rest, '|'), name = dbn_str_split(&value, '=');

		set_field(&act, name, value, edit);
	}
	return act;
}

static struct dbn_ledger_target targets[2];

static void add_targets(struct world *w, struct dbn_task *t)
{
	static const char *const metrics[] = { "建成实训基地", "改造老旧基地" };
	static const char *const ids[] = { "k:1.g1", "k:1.g2" };

	for (size_t i = 0; i < 2; i++) {
		targets[i].task = t;
		targets[i].cell[DBN_TARGET_ID] = dbn_str_of(ids[i]);
		targets[i].cell[DBN_TARGET_TASK] = t->cell[DBN_TASK_ID];
		targets[i].cell[DBN_TARGET_METRIC] = dbn_str_of(metrics[i]);
	}
	w->docs[0].targets = targets;
	w->docs[0].target_count = 2;
}

static void one_row(void **state)
{
	const struct row *r = *state;
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:1", r->cells);
	struct dbn_event e = { 0 };
	struct dbn_err err = { 0 };
	struct dbn_change edit;
	struct dbn_act act = read_act(r->act, &edit);
	struct dbn_buf got;
	int code;

	snprintf(w->l.conf.name, sizeof w->l.conf.name, "%s", "督查室");
	world_events(w, t, r->events);
	add_targets(w, t);
	code = dbn_act_make(&w->l, &w->l.arena, t, &act, &e, &err);
	dbn_buf_init(&got, 10000);
	if (code) {
		assert_int_equal(code, DBN_EUSAGE);
		assert_int_equal(err.code, DBN_EUSAGE);
		dbn_buf_addz(&got, "!");
		dbn_buf_addz(&got, dbn_msg_slug(err.diag.msg));
	} else {
		dbn_buf_add(&got, e.unit);
		dbn_buf_addz(&got, "/");
		dbn_buf_add(&got, e.changes);
		dbn_buf_addz(&got, "/");
		dbn_buf_add(&got, e.text);
		assert_str(e.by, "王某");
		assert_int_equal(e.on, act.on);
		if (act.kind != DBN_EV_ADD)
			assert_str(e.task, "k:1");
	}
	assert_str(dbn_buf_str(&got), r->want);
	dbn_buf_release(&got);
	world_free(w);
}

static void a_refusal_says_what_is_allowed(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:1", "lead=甲|state=done");
	struct dbn_act act = dbn_act_of(DBN_EV_REPORT, 0);
	struct dbn_event e;
	struct dbn_err err = { 0 };
	struct dbn_buf text;

	(void)state;
	dbn_buf_init(&text, 10000);
	assert_int_equal(dbn_act_make(&w->l, &w->l.arena, t, &act, &e, &err), DBN_EUSAGE);
	dbn_diag_text(&text, &err.diag, DBN_ZH);
	assert_str(dbn_buf_str(&text), "k:1 现在“办结 done”，不能“报结 report”；可以：退回 return、销号 close、"
				       "重新督办 reopen、撤销 cancel");
	dbn_buf_release(&text);
	world_free(w);
}

static void evidence_then_close(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:1", "lead=甲|state=doing");
	struct dbn_act acts[] = { dbn_act_of(DBN_EV_REPORT, day_of("2024-06-01")),
				  dbn_act_of(DBN_EV_DONE, day_of("2024-06-03")),
				  dbn_act_of(DBN_EV_EVIDENCE, day_of("2024-06-03")),
				  dbn_act_of(DBN_EV_CLOSE, day_of("2024-06-03")) };
	struct dbn_event out[4];
	struct dbn_err err = { 0 };

	(void)state;
	w->l.conf.evidence_required = true;
	acts[2].text = DBN_STR("验收表.pdf");
	assert_int_equal(dbn_act_series(&w->l, &w->l.arena, t, acts, 4, out, &err), DBN_OK);
	assert_str(out[1].changes, "state=done;done=2024-06-01;progress=100");
	assert_str(out[3].changes, "state=closed");
	assert_int_equal(t->state, DBN_STATE_DOING);
	acts[2].kind = DBN_EV_NOTE;
	assert_int_equal(dbn_act_series(&w->l, &w->l.arena, t, acts, 4, out, &err), DBN_EUSAGE);
	assert_string_equal(dbn_msg_slug(err.diag.msg), "act-evidence");
	world_free(w);
}

static void nodes_take_free_numbers(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:1", "lead=甲");
	struct dbn_act act = dbn_act_of(DBN_EV_ADD, 0);
	struct dbn_event e;

	(void)state;
	world_task(w, "k:1.n1", "kind=node|parent=k:1");
	act.text = DBN_STR("初验");
	act.day = 20000;
	assert_int_equal(dbn_act_make(&w->l, &w->l.arena, t, &act, &e, NULL), DBN_OK);
	assert_str(e.task, "k:1.n2");
	world_free(w);
}

/* Two nodes of one series get two ids: the second row would stand in place of the first. */
static void nodes_of_one_series_get_ids_of_their_own(void **state)
{
	struct world *w = world_new();
	struct dbn_task *t = world_task(w, "k:1", "lead=甲");
	struct dbn_act acts[3];
	struct dbn_event out[3];
	struct dbn_err err = { 0 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		acts[i] = dbn_act_of(DBN_EV_ADD, 0);
		acts[i].text = DBN_STR("验收");
		acts[i].day = 20000 + (int32_t)i;
	}
	assert_int_equal(dbn_act_series(&w->l, &w->l.arena, t, acts, 3, out, &err), DBN_OK);
	assert_str(out[0].task, "k:1.n1");
	assert_str(out[1].task, "k:1.n2");
	assert_str(out[2].task, "k:1.n3");
	world_free(w);
}

int main(void)
{
	enum { ROWS = sizeof rows / sizeof *rows };
	static const struct CMUnitTest more[] = {
		cmocka_unit_test(a_refusal_says_what_is_allowed),
		cmocka_unit_test(evidence_then_close),
		cmocka_unit_test(nodes_take_free_numbers),
		cmocka_unit_test(nodes_of_one_series_get_ids_of_their_own),
	};
	struct CMUnitTest tests[ROWS + sizeof more / sizeof *more];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){ rows[i].act, one_row, NULL, NULL,
						(void *)(uintptr_t)&rows[i] };
	memcpy(tests + ROWS, more, sizeof more);
	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
