/* report_calendar.c - a plan as a calendar that phones and mail programs subscribe to. */
#include <stdlib.h>

#include "dubanc/ics.h"
#include "report.h"

enum { TEXT_MAX = 1 << 16, SERIES_MIN = 2 };

/* One calendar under way, with its scratch. */
struct calendar {
	struct report *r;
	struct dbn_buf uid, summary, text, rule;
	bool failed; /* a text was cut short */
};

/* Done is done; what was put off stands on its later day. */
static bool is_ahead(const struct dbn_plan_item *item)
{
	return item->kind != DBN_PLAN_UNDATED &&
	       (item->outcome == DBN_OUTCOME_AHEAD || item->outcome == DBN_OUTCOME_MISSED ||
		item->outcome == DBN_OUTCOME_PAUSED);
}

static struct dbn_str last_change(const struct dbn_task *task)
{
	return task->event_count ? task->events[task->event_count - 1]->at : DBN_STR("");
}

/* uid and summary are the task's, with what comes behind; alarms are for what is still to come. */
static void write_entry(struct calendar *c, struct dbn_ics_entry *e, const struct dbn_plan_item *item,
			const char *uid_end, const char *summary_end, bool alarms)
{
	const struct dbn_conf *conf = &c->r->ctx->ledger.conf;
	struct dbn_buf *text = &c->text;

	dbn_buf_clear(&c->uid);
	dbn_buf_clear(&c->summary);
	dbn_buf_clear(text);
	dbn_buf_add(&c->uid, item->task->cell[DBN_TASK_ID]);
	dbn_buf_addz(&c->uid, item->period[0] ? "/" : "");
	dbn_buf_addz(&c->uid, item->period);
	dbn_buf_addz(&c->uid, uid_end);
	dbn_buf_add(&c->summary, item->task->cell[DBN_TASK_TITLE]);
	dbn_buf_addz(&c->summary, *summary_end ? " " : "");
	dbn_buf_addz(&c->summary, summary_end);
	dbn_buf_add(text, item->task->cell[DBN_TASK_ID]);
	dbn_buf_addc(text, '\n');
	dbn_buf_add(text, item->unit.len ? item->unit : message_of(c->r, DBN_MSG_UNASSIGNED));
	dbn_buf_addc(text, '\n');
	dbn_verdict_text(text, item->verdict, c->r->ctx->lang);
	e->day = item->due;
	e->stamp = last_change(item->task);
	e->uid = dbn_buf_str(&c->uid);
	e->summary = dbn_buf_str(&c->summary);
	e->description = dbn_buf_str(text);
	e->alarms = conf->remind;
	e->alarm_count = alarms ? conf->remind_count : 0;
	c->failed = c->failed || c->uid.failed || c->summary.failed || text->failed || c->rule.failed;
	dbn_ics_day(&c->r->ctx->out, e);
}

/* An entry of its own: the day it is reported it goes, the others stay. */
static void add_one(struct calendar *c, const struct dbn_plan_item *item)
{
	struct dbn_ics_entry e = { .day = DBN_NO_DAY };

	/* alarms of what is suspended, and in the past, ring for nothing */
	write_entry(c, &e, item, "", item->period, item->outcome == DBN_OUTCOME_AHEAD);
}

/* Whether these periods, one behind the other as the recurrence has them, have a rule. */
static bool is_series(struct calendar *c, const struct dbn_plan_item *const *items, size_t count)
{
	struct dbn_recur recur;

	dbn_buf_clear(&c->rule);
	return count >= SERIES_MIN && dbn_recur_parse(items[0]->task->cell[DBN_TASK_RECUR], &recur) &&
	       dbn_ics_rule(&c->rule, &recur);
}

/*
 * One entry for all periods, those that are done left out of it. It begins with the
 * first of the plan, done or not, so that its uid and its day stay as they are.
 */
static bool add_series(struct calendar *c, const struct dbn_plan_item *const *items, size_t count)
{
	int32_t *done = dbn_arena_alloc(&c->r->view.arena, count, sizeof *done);
	struct dbn_ics_entry e = { .rule = dbn_buf_str(&c->rule), .until = items[count - 1]->due, .except = done };
	bool alarms = false;

	if (!done)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!is_ahead(items[i]))
			done[e.except_count++] = items[i]->due;
		alarms = alarms || items[i]->outcome == DBN_OUTCOME_AHEAD;
	}
	if (e.except_count < count)
		write_entry(c, &e, items[0], "+", "", alarms);
	return true;
}

/* What the plan took from one task: its limit, or its periods. */
static bool add_task(struct calendar *c, const struct dbn_plan_item *const *items, size_t count)
{
	if (items[0]->kind == DBN_PLAN_PERIOD && is_series(c, items, count))
		return add_series(c, items, count);
	for (size_t i = 0; i < count; i++)
		if (is_ahead(items[i]))
			add_one(c, items[i]);
	return true;
}

static int by_sequence(const void *a, const void *b)
{
	const struct dbn_plan_item *const *x = a, *const *y = b;

	return ((*x)->sequence > (*y)->sequence) - ((*x)->sequence < (*y)->sequence);
}

static bool add_all(struct calendar *c, const struct dbn_plan *plan)
{
	size_t count = plan->items.count;
	const struct dbn_plan_item **items = dbn_arena_alloc(&c->r->view.arena, count + 1, sizeof *items);

	if (!items)
		return false;
	for (size_t i = 0; i < count; i++)
		items[i] = &plan->items.items[i];
	qsort(items, count, sizeof *items, by_sequence);
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from + 1; to < count && items[to]->task == items[from]->task;)
			to++;
		if (!add_task(c, &items[from], to - from))
			return false;
	}
	return true;
}

int write_calendar(struct report *r, const struct dbn_plan *plan)
{
	struct calendar c = { .r = r };
	bool ok;

	dbn_buf_init(&c.uid, TEXT_MAX);
	dbn_buf_init(&c.summary, TEXT_MAX);
	dbn_buf_init(&c.text, TEXT_MAX);
	dbn_buf_init(&c.rule, TEXT_MAX);
	text_of(r->ctx, &c.text, DBN_MSG_PLAN_TITLE, r->ctx->ledger.conf.name, period_shown(r, r->period_name), NULL);
	dbn_ics_begin(&r->ctx->out, dbn_buf_str(&c.text));
	c.failed = c.text.failed;
	ok = add_all(&c, plan) && !c.failed;
	dbn_ics_end(&r->ctx->out);
	dbn_buf_release(&c.uid);
	dbn_buf_release(&c.summary);
	dbn_buf_release(&c.text);
	dbn_buf_release(&c.rule);
	return ok ? EXIT_CLEAN : out_of_memory(r->ctx);
}
