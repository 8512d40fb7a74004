/*
 * fuzz_rules.c - one task with any cells and any events: every rule answers
 * without harm, one by one and in one pass alike; what an act gives is taken.
 *
 * Input: lines. `column=value|…` first, then events `kind unit on changes text`.
 */
#include <stdint.h>
#include <stdlib.h>

#include "dubanc/act.h"
#include "dubanc/burden.h"
#include "dubanc/filter.h"
#include "dubanc/forecast.h"
#include "dubanc/notice_paper.h"
#include "dubanc/overdue.h"
#include "dubanc/score.h"
#include "dubanc/state.h"
#include "dubanc/tally.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { EVENTS = 64 };

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void read_task(struct dbn_task *t, struct dbn_str line)
{
	int32_t n;

	while (line.len) {
		struct dbn_str value = dbn_str_split(&line, '|'), name = dbn_str_split(&value, '=');
		size_t c = dbn_column_find(DBN_TASKS, name);

		if (c != DBN_NONE && value.ptr)
			t->cell[c] = value;
	}
	t->state = dbn_word_find(DBN_WORDS_STATE, t->cell[DBN_TASK_STATE]);
	t->kind = t->cell[DBN_TASK_KIND].len ? dbn_word_find(DBN_WORDS_KIND, t->cell[DBN_TASK_KIND]) : 0;
	t->due = dbn_day_parse(t->cell[DBN_TASK_DUE]);
	t->due_original = dbn_day_parse(t->cell[DBN_TASK_DUE_ORIGINAL]);
	t->done = dbn_day_parse(t->cell[DBN_TASK_DONE]);
	t->progress = dbn_str_uint(t->cell[DBN_TASK_PROGRESS], &n) ? (int)n : -1;
	t->suspended = t->cell[DBN_TASK_NOTE].len > 0;
}

static void read_event(struct dbn_event *e, struct dbn_str line)
{
	struct dbn_str field[4];

	for (int i = 0; i < 4; i++) {
		field[i] = dbn_str_split(&line, ' ');
		if (!line.ptr)
			line = DBN_STR("");
	}
	*e = (struct dbn_event){ .id = DBN_STR("e"), .at = DBN_STR(""), .task = DBN_STR("k:1"),
				 .unit = field[1], .by = DBN_STR(""), .changes = field[3], .text = line };
	e->kind = dbn_word_find(DBN_WORDS_EVENT, field[0]);
	e->on = dbn_day_parse(field[2]);
}

static void act_on(struct dbn_ledger *l, struct dbn_arena *a, const struct dbn_task *t, struct dbn_str text,
		   int32_t today)
{
	for (int k = 0; k < DBN_EV_COUNT; k++) {
		struct dbn_act act = dbn_act_of((enum dbn_event_kind)k, today);
		struct dbn_change change = { DBN_STR("recur"), text };
		struct dbn_event e;
		struct dbn_str rest;
		struct dbn_change c;
		bool bad = false;

		act.text = act.period = act.metric = act.value = act.lead = text;
		act.day = today + 30;
		act.changes = &change;
		act.change_count = 1;
		if (dbn_act_make(l, a, t, &act, &e, NULL))
			continue;
		rest = e.changes;
		while (dbn_changes_next(a, &rest, &c, &bad))
			must(!bad);
		must(!bad);
	}
}

static void judge(struct dbn_ledger *l, struct dbn_arena *a, struct dbn_doc *doc, struct dbn_str text,
		  int32_t today)
{
	struct dbn_verdict all[2], one = dbn_light_of(l, &doc->tasks[0], today);
	struct dbn_overdue o = { 0 };
	struct dbn_notice_plan p = { 0 };
	struct dbn_how how = { .format = DBN_FMT_MD, .lang = DBN_EN, .width = { 1 } };
	struct dbn_notice_office office;
	struct dbn_tally tally;
	struct dbn_score_rules rules;
	struct dbn_score score;
	struct dbn_burden burden;
	struct dbn_buf b;

	must(dbn_light_doc(a, l, doc, today, all));
	must(all[0].light == one.light && all[0].due == one.due && all[0].reason == one.reason);
	dbn_buf_init(&b, 1u << 20);
	dbn_verdict_text(&b, &one, DBN_ZH);
	dbn_overdue_add(&o, l, NULL, a, doc, all, NULL, today, (struct dbn_soon){ 7, true }, NULL);
	dbn_overdue_finish(&o, a, true, NULL);
	dbn_notice_add(&p, l, NULL, a, doc, all, NULL, today, NULL);
	dbn_notice_finish(&p, a, NULL);
	office = (struct dbn_notice_office){ &p, &l->conf, &how, a, today };
	for (size_t i = 0; i < p.notices.count; i++)
		dbn_notice_paper(&b, &office, &p.notices.items[i], NULL);
	dbn_tally_init(&tally, a, NULL, DBN_BY_MONTH);
	dbn_tally_add(&tally, &doc->tasks[0], &one);
	must(dbn_tally_finish(&tally));
	dbn_score_rules_init(&rules);
	rules.monthly = today % 2 == 0;
	dbn_score_init(&score, a, l, NULL, &rules, today - 200, today + 100, today);
	dbn_score_add(&score, doc);
	must(dbn_score_finish(&score, NULL) == DBN_OK);
	for (size_t i = 0; i < score.points.count; i++)
		dbn_point_text(&b, &score.points.items[i], DBN_EN, i & 1);
	if (dbn_burden_init(&burden, a, l, NULL, today - 200, today)) {
		dbn_burden_add(&burden, doc);
		must(dbn_burden_finish(&burden));
	}
	act_on(l, a, &doc->tasks[0], text, today);
	dbn_buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct dbn_ledger l; /* zeroed: no settings but these */
	struct dbn_str rest = { (const char *)data, size };
	struct dbn_task tasks[2];
	struct dbn_doc doc = { .key = DBN_STR("k"), .date = 19000, .received = DBN_NO_DAY, .tasks = tasks,
			       .task_count = 2 }, *docs[] = { &doc };
	struct dbn_event events[EVENTS], *list[EVENTS];
	struct dbn_arena a;
	int32_t today;

	dbn_arena_init(&a, 64u << 20);
	l.docs = docs;
	l.doc_count = 1;
	l.conf.near_days = 7;
	l.conf.behind_points = 10;
	l.conf.remind_interval = 7;
	l.conf.remind_reply = 5;
	l.conf.remind[0] = 3;
	l.conf.remind_count = 1;
	for (size_t i = 0; i < 2; i++) {
		tasks[i] = (struct dbn_task){ .doc = &doc, .due = DBN_NO_DAY };
		for (size_t c = 0; c < DBN_TASK_COLUMNS; c++)
			tasks[i].cell[c] = DBN_STR("");
		read_task(&tasks[i], dbn_str_split(&rest, '\n'));
		tasks[i].cell[DBN_TASK_ID] = i ? DBN_STR("k:1.n1") : DBN_STR("k:1");
		if (!rest.ptr)
			rest = DBN_STR("");
	}
	tasks[1].parent = &tasks[0];
	tasks[0].events = list;
	while (rest.len && tasks[0].event_count < EVENTS) {
		struct dbn_event *e = &events[tasks[0].event_count];

		read_event(e, dbn_str_split(&rest, '\n'));
		list[tasks[0].event_count++] = e;
	}
	today = 19000 + (size ? data[size - 1] : 0) * 4;
	judge(&l, &a, &doc, tasks[0].cell[DBN_TASK_TEXT], today);
	dbn_arena_release(&a);
	return 0;
}
