/* plan.c - what falls due in a span of days, and how it went. */
#include <stdlib.h>
#include <string.h>

#include "dubanc/plan.h"

enum { PERIODS_MAX = 4000 };

struct word {
	const char *name, *shown[2];
};

static const struct word kinds[] = {
#define PLAN_KIND(id, name, zh, en) { name, { zh, en } },
#include "dubanc/plan_words.def"
};
static const struct word outcomes[] = {
#define PLAN_OUTCOME(id, name, zh, en) { name, { zh, en } },
#include "dubanc/plan_words.def"
};

const char *dbn_plan_kind_name(enum dbn_plan_kind kind)
{
	return kinds[kind].name;
}

const char *dbn_plan_kind_shown(enum dbn_plan_kind kind, enum dbn_lang lang)
{
	return kinds[kind].shown[lang];
}

const char *dbn_plan_outcome_name(enum dbn_plan_outcome outcome)
{
	return outcomes[outcome].name;
}

const char *dbn_plan_outcome_shown(enum dbn_plan_outcome outcome, enum dbn_lang lang)
{
	return outcomes[outcome].shown[lang];
}

void dbn_plan_init(struct dbn_plan *p, struct dbn_arena *arena, const struct dbn_roster *roster,
		   int32_t from, int32_t to, int32_t today)
{
	*p = (struct dbn_plan){ .arena = arena, .roster = roster, .from = from, .to = to, .today = today };
}

static struct dbn_plan_item *add(struct dbn_plan *p, const struct dbn_task *task,
				 const struct dbn_verdict *v, enum dbn_plan_kind kind, int32_t due)
{
	struct dbn_plan_item *item = DBN_PUSH(p->arena, &p->items);

	if (!item) {
		p->failed = true;
		return NULL;
	}
	*item = (struct dbn_plan_item){
		.task = task,
		.verdict = v,
		.unit = dbn_roster_canonical(p->roster, dbn_reporting_unit(task)),
		.sequence = p->items.count,
		.due = due,
		.finished = DBN_NO_DAY,
		.kind = kind,
		.outcome = DBN_OUTCOME_AHEAD,
	};
	item->order = dbn_roster_find(p->roster, item->unit);
	return item;
}

static bool within(const struct dbn_plan *p, int32_t day)
{
	return day != DBN_NO_DAY && day >= p->from && day <= p->to;
}

/* Accepted as done: itself, or with the task that it is a part of. */
static bool is_over(const struct dbn_verdict *v)
{
	return v->light == DBN_LIGHT_CLOSED || v->light == DBN_LIGHT_DONE || v->light == DBN_LIGHT_LATE;
}

/* How a row with a limit of its own stands; item->due is the day it is planned for. */
static enum dbn_plan_outcome outcome_of(const struct dbn_plan *p, const struct dbn_plan_item *item)
{
	const struct dbn_verdict *v = item->verdict;
	bool late = v->late_days > 0;

	if (is_over(v)) {
		if (item->kind == DBN_PLAN_PART)
			late = item->finished != DBN_NO_DAY && item->finished > item->due;
		return late ? DBN_OUTCOME_LATE : DBN_OUTCOME_ON_TIME;
	}
	if (v->light == DBN_LIGHT_PAUSED)
		return DBN_OUTCOME_PAUSED;
	if (item->task->due > p->to)
		return DBN_OUTCOME_MOVED;
	if (item->task->state == DBN_STATE_REPORTED && !late)
		return DBN_OUTCOME_REPORTED;
	return item->due < p->today ? DBN_OUTCOME_MISSED : DBN_OUTCOME_AHEAD;
}

/* A task, node or measure that has a limit; one moved out of the span stays. */
static void add_limit(struct dbn_plan *p, const struct dbn_task *task, const struct dbn_verdict *v)
{
	struct dbn_plan_item *item;
	int32_t day = task->due;

	if (!within(p, day))
		day = within(p, task->due_original) && task->due > p->to ? task->due_original : DBN_NO_DAY;
	if (day == DBN_NO_DAY)
		return;
	item = add(p, task, v, dbn_is_part(task) ? DBN_PLAN_PART : DBN_PLAN_LIMIT, day);
	if (!item)
		return;
	item->finished = is_over(v) ? v->finished : DBN_NO_DAY;
	item->outcome = outcome_of(p, item);
}

/* A period by itself; what is late stays late. */
static enum dbn_plan_outcome period_outcome(const struct dbn_plan *p, const struct dbn_periods *at,
					    const struct dbn_verdict *v)
{
	if (at->finished != DBN_NO_DAY)
		return at->finished > at->due ? DBN_OUTCOME_LATE : DBN_OUTCOME_ON_TIME;
	if (v->light == DBN_LIGHT_PAUSED)
		return DBN_OUTCOME_PAUSED;
	return at->due < p->today ? DBN_OUTCOME_MISSED : DBN_OUTCOME_AHEAD;
}

/* Each period that ends in the span; none after the task's end. */
static void add_periods(struct dbn_plan *p, const struct dbn_task *task, const struct dbn_verdict *v,
			struct dbn_periods *at)
{
	bool over = is_over(v);

	for (int i = 0; i < PERIODS_MAX && at->due <= p->to; i++) {
		struct dbn_plan_item *item;

		if (over && v->finished != DBN_NO_DAY && at->due > v->finished && at->finished == DBN_NO_DAY)
			return;
		if (at->due >= p->from) {
			item = add(p, task, v, DBN_PLAN_PERIOD, at->due);
			if (!item)
				return;
			memcpy(item->period, at->name, sizeof item->period);
			item->finished = at->finished;
			item->outcome = period_outcome(p, at, v);
		}
		if (!dbn_periods_next(at))
			return;
	}
}

void dbn_plan_add(struct dbn_plan *p, const struct dbn_task *task, const struct dbn_verdict *v)
{
	struct dbn_periods at;
	struct dbn_plan_item *item;

	if (p->failed || v->light == DBN_LIGHT_CANCELLED)
		return;
	if (!dbn_is_part(task) && dbn_periods_first(task, &at)) {
		add_periods(p, task, v, &at);
	} else if (task->due != DBN_NO_DAY || task->due_original != DBN_NO_DAY) {
		add_limit(p, task, v);
	} else if (!dbn_is_part(task) && (v->finished == DBN_NO_DAY || v->finished >= p->from)) {
		item = add(p, task, v, DBN_PLAN_UNDATED, DBN_NO_DAY);
		if (!item || !is_over(v))
			return;
		item->finished = v->finished;
		item->outcome = DBN_OUTCOME_ON_TIME;
	}
}

static int compare(const void *a, const void *b)
{
	const struct dbn_plan_item *x = a, *y = b;
	int units;

	if (x->due != y->due) {
		if (x->due == DBN_NO_DAY || y->due == DBN_NO_DAY)
			return x->due == DBN_NO_DAY ? 1 : -1;
		return x->due < y->due ? -1 : 1;
	}
	units = dbn_roster_cmp(x->order, x->unit, y->order, y->unit);
	return units ? units : x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

bool dbn_plan_finish(struct dbn_plan *p)
{
	if (!p->failed && p->items.count)
		qsort(p->items.items, p->items.count, sizeof *p->items.items, compare);
	for (size_t i = 0; i < p->items.count; i++)
		dbn_plan_count(&p->all, &p->items.items[i]);
	return !p->failed;
}

void dbn_plan_count(struct dbn_plan_counts *c, const struct dbn_plan_item *item)
{
	if (item->kind == DBN_PLAN_UNDATED) {
		c->undated++;
		c->undated_finished += item->finished != DBN_NO_DAY;
		return;
	}
	c->total++;
	c->outcome[item->outcome]++;
}

int dbn_plan_done(const struct dbn_plan_counts *c)
{
	return c->outcome[DBN_OUTCOME_ON_TIME] + c->outcome[DBN_OUTCOME_LATE];
}
