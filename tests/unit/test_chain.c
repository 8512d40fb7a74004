/* test_chain.c - rules and store together: from import to closing, through the files. */
#include "unit.h"

#include "dubanc/act.h"
#include "dubanc/assign.h"
#include "dubanc/check.h"
#include "dubanc/score.h"
#include "office.h"

struct office {
	char *root;
	int minute, number;
};

static int setup(void **state)
{
	struct office *o = calloc(1, sizeof *o);

	o->root = office_folder();
	*state = o;
	return o->root ? 0 : -1;
}

static int teardown(void **state)
{
	struct office *o = *state;

	office_remove(o->root);
	free(o);
	return 0;
}

static void import(struct office *o)
{
	static const char *const changes[] = {
		"kind=task;title=三校合并;units=甲局%3B乙局;due=2026-06-30;due_original=2026-06-30;state=open;progress=0",
		"kind=task;title=按月报数;units=丙局;recur=every:month@10;due=2026-02-10;due_original=2026-02-10;state=open",
		"kind=task;title=长期坚持;groups=U:各镇街;recur=long;state=open",
	};
	struct dbn_event events[3];
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_doc *doc;
	char ids[3][16], event_ids[3][16];

	office_put(o->root, "dubanc.ini", "[office]\nname = 督查室\n[close]\nevidence = required\n");
	office_open_locked(&l, o->root);
	doc = dbn_ledger_new_doc(&l, DBN_STR("A1"), &err);
	assert_non_null(doc);
	for (int i = 0; i < 3; i++) {
		snprintf(ids[i], sizeof ids[i], "A1:%d", i + 1);
		snprintf(event_ids[i], sizeof event_ids[i], "i%d", i);
		events[i] = office_event(event_ids[i], 0, ids[i], DBN_EV_IMPORT, changes[i]);
	}
	assert_done(dbn_ledger_write(&l, doc, events, 3, &err), &err);
	assert_done(dbn_ledger_register(&l, doc, &err), &err);
	dbn_ledger_release(&l);
}

static struct dbn_task *open_task(struct dbn_ledger *l, const char *id)
{
	struct dbn_err err = { 0 };
	struct dbn_task *found[2];
	size_t n;

	assert_done(dbn_ledger_find_task(l, dbn_str_of(id), found, 2, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_done(dbn_ledger_load(l, found[0]->doc, DBN_LOAD_ALL, quiet, &err), &err);
	assert_done(dbn_ledger_find_task(l, dbn_str_of(id), found, 2, &n, &err), &err);
	return found[0];
}

/* Gives events an id and an instant and writes them. */
static void write_events(struct office *o, struct dbn_ledger *l, struct dbn_doc *doc,
			 struct dbn_event *e, size_t count)
{
	static char ids[64][16], at[64][32];
	struct dbn_err err = { 0 };

	for (size_t i = 0; i < count; i++) {
		int k = o->number++ % 64;

		snprintf(ids[k], sizeof ids[k], "e%04d", o->number);
		dbn_instant_format(at[k], (e[i].on == DBN_NO_DAY ? INT64_C(1767571200000) : (int64_t)e[i].on * 86400000) +
						  (int64_t)++o->minute * 60000);
		e[i].id = dbn_str_of(ids[k]);
		e[i].at = dbn_str_of(at[k]);
	}
	assert_done(dbn_ledger_write(l, doc, e, count, &err), &err);
}

/* One act on one task, through the files. */
static int act_on(struct office *o, const char *id, struct dbn_act act)
{
	struct dbn_ledger l;
	struct dbn_event e;
	struct dbn_err err = { 0 };
	struct dbn_task *t;
	int code;

	office_open_locked(&l, o->root);
	t = open_task(&l, id);
	code = dbn_act_make(&l, &l.arena, t, &act, &e, &err);
	if (code == DBN_OK)
		write_events(o, &l, t->doc, &e, 1);
	dbn_ledger_release(&l);
	return code;
}

static struct dbn_act act(enum dbn_event_kind kind, const char *on, const char *text)
{
	struct dbn_act a = dbn_act_of(kind, dbn_day_parse(dbn_str_of(on)));

	a.text = dbn_str_of(text);
	return a;
}

static enum dbn_light light(struct office *o, const char *id, const char *today)
{
	struct dbn_ledger l;
	struct dbn_task *t;
	struct dbn_verdict v;

	office_open(&l, o->root);
	t = open_task(&l, id);
	v = dbn_light_of(&l, t, dbn_day_parse(dbn_str_of(today)));
	dbn_ledger_release(&l);
	return v.light;
}

static void assign_auto(struct office *o)
{
	struct dbn_ledger l;
	struct dbn_assignments list = { 0 };
	struct dbn_err err = { 0 };
	struct dbn_event e[3];
	size_t n = 0;

	office_open_locked(&l, o->root);
	open_task(&l, "A1:1");
	assert_done(dbn_assign_auto(&l, NULL, &l.arena, l.docs[0], true, &list, &err), &err);
	assert_int_equal(list.count, 3);
	assert_int_equal(list.assigned, 2);
	assert_int_equal(list.items[2].why, DBN_UNASSIGNED_GROUPS);
	for (size_t i = 0; i < list.count; i++) {
		struct dbn_act a = dbn_act_of(DBN_EV_ASSIGN, dbn_day_of(2026, 1, 6));

		if (list.items[i].lead.len == 0)
			continue;
		a.lead = list.items[i].lead;
		a.lead_from = "rule";
		assert_done(dbn_act_make(&l, &l.arena, list.items[i].task, &a, &e[n], &err), &err);
		n++;
	}
	write_events(o, &l, l.docs[0], e, n);
	dbn_ledger_release(&l);
}

static void count_finding(void *ctx, const struct dbn_diag *d)
{
	if (dbn_msg_severity(d->msg) == DBN_ERROR || dbn_msg_severity(d->msg) == DBN_WARNING)
		fail_msg("%s:%zu: %s", d->pos.file, d->pos.line, dbn_msg_slug(d->msg));
	(void)ctx;
}

static void from_import_to_closing(void **state)
{
	struct office *o = *state;
	struct dbn_act a;

	import(o);
	assert_int_equal(light(o, "A1:1", "2026-02-01"), DBN_LIGHT_UNASSIGNED);
	assign_auto(o);
	assert_int_equal(light(o, "A1:1", "2026-02-01"), DBN_LIGHT_ON_TRACK);
	assert_int_equal(light(o, "A1:3", "2026-02-01"), DBN_LIGHT_UNASSIGNED);
	assert_int_equal(act_on(o, "A1:1", act(DBN_EV_ACK, "2026-01-07", "")), 0);
	a = act(DBN_EV_FEEDBACK, "2026-03-01", "两校已批复");
	a.progress = DBN_STR("10");
	assert_int_equal(act_on(o, "A1:1", a), 0);
	assert_int_equal(light(o, "A1:1", "2026-04-01"), DBN_LIGHT_BEHIND);
	a = act(DBN_EV_EXTEND_REQUEST, "2026-06-01", "汛期停工；50% 未开工=缓");
	a.day = dbn_day_of(2026, 9, 30);
	assert_int_equal(act_on(o, "A1:1", a), 0);
	assert_int_equal(act_on(o, "A1:1", a), DBN_EUSAGE);
	assert_int_equal(act_on(o, "A1:1", act(DBN_EV_EXTEND, "2026-06-05", "")), 0);
	assert_int_equal(act_on(o, "A1:1", act(DBN_EV_REPORT, "2026-09-20", "完成")), 0);
	assert_int_equal(light(o, "A1:1", "2026-10-20"), DBN_LIGHT_ON_TRACK);
	assert_int_equal(act_on(o, "A1:1", act(DBN_EV_DONE, "2026-10-21", "")), 0);
	assert_int_equal(light(o, "A1:1", "2026-10-22"), DBN_LIGHT_DONE);
	assert_int_equal(act_on(o, "A1:1", act(DBN_EV_CLOSE, "2026-10-22", "")), DBN_EUSAGE);
	assert_int_equal(act_on(o, "A1:1", act(DBN_EV_EVIDENCE, "2026-10-22", "验收表.pdf")), 0);
	assert_int_equal(act_on(o, "A1:1", act(DBN_EV_CLOSE, "2026-10-22", "")), 0);
	assert_int_equal(light(o, "A1:1", "2026-10-22"), DBN_LIGHT_CLOSED);
	assert_file_has(o->root, "tasks/A1.csv", "2026-09-30,,,,,2026-06-30,closed,100,,2026-09-20,");
}

static void periods_through_the_files(void **state)
{
	struct office *o = *state;

	import(o);
	assign_auto(o);
	assert_int_equal(light(o, "A1:2", "2026-02-11"), DBN_LIGHT_OVERDUE);
	assert_int_equal(act_on(o, "A1:2", act(DBN_EV_REPORT, "2026-02-09", "2 月数")), 0);
	assert_int_equal(light(o, "A1:2", "2026-02-11"), DBN_LIGHT_ON_TRACK);
	assert_int_equal(act_on(o, "A1:2", act(DBN_EV_RETURN, "2026-02-12", "口径不对")), 0);
	assert_int_equal(light(o, "A1:2", "2026-02-13"), DBN_LIGHT_OVERDUE);
	assert_int_equal(act_on(o, "A1:2", act(DBN_EV_REPORT, "2026-02-14", "重报")), 0);
	assert_int_equal(light(o, "A1:2", "2026-02-15"), DBN_LIGHT_BEHIND);
	assert_file_has(o->root, "events/A1.csv", "report,,,2026-02 重报\n");
}

static void replaced_leads_start_anew(void **state)
{
	struct office *o = *state;
	struct dbn_act a = dbn_act_of(DBN_EV_ASSIGN, dbn_day_of(2026, 5, 1));
	struct dbn_ledger l;
	struct dbn_task *t;

	import(o);
	assign_auto(o);
	a.lead = DBN_STR("丁局;甲局");
	assert_int_equal(act_on(o, "A1:1", a), 0);
	a.lead = DBN_STR("丁局");
	a.on = dbn_day_of(2026, 5, 9);
	assert_int_equal(act_on(o, "A1:1", a), 0);
	office_open(&l, o->root);
	t = open_task(&l, "A1:1");
	assert_str(dbn_reporting_unit(t), "丁局");
	assert_int_equal(dbn_charged_day(t), dbn_day_of(2026, 5, 1));
	dbn_ledger_release(&l);
}

static void nodes_and_scores(void **state)
{
	struct office *o = *state;
	struct dbn_act a = act(DBN_EV_ADD, "2026-01-08", "两校资产划转");
	struct dbn_ledger l;
	struct dbn_score_rules rules;
	struct dbn_score s;
	struct dbn_err err = { 0 };

	import(o);
	assign_auto(o);
	a.day = dbn_day_of(2026, 3, 31);
	assert_int_equal(act_on(o, "A1:1", a), 0);
	assert_int_equal(light(o, "A1:1", "2026-04-01"), DBN_LIGHT_OVERDUE);
	assert_int_equal(light(o, "A1:1.n1", "2026-04-01"), DBN_LIGHT_OVERDUE);
	office_open(&l, o->root);
	open_task(&l, "A1:1");
	dbn_score_rules_init(&rules);
	dbn_score_init(&s, &l.arena, &l, NULL, &rules, dbn_day_of(2026, 1, 1), dbn_day_of(2026, 12, 31),
		       dbn_day_of(2026, 7, 15));
	dbn_score_add(&s, l.docs[0]);
	assert_done(dbn_score_finish(&s, &err), &err);
	assert_int_equal(s.rows.count, 2);
	/* 甲局: the node and the task; 丙局: six periods that were never reported. */
	assert_str(s.rows.items[0].unit, "甲局");
	assert_int_equal(s.rows.items[0].deducted, 600);
	assert_int_equal(s.rows.items[1].deducted, 1200);
	dbn_ledger_release(&l);
	assert_done(dbn_check(o->root, (struct dbn_sink){ count_finding, NULL }, &err), &err);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(from_import_to_closing),
		WITH(periods_through_the_files),
		WITH(replaced_leads_start_anew),
		WITH(nodes_and_scores),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
