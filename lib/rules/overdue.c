/* overdue.c - what has passed its day, worst first. */
#include <stdlib.h>

#include "dubanc/overdue.h"
#include "trail.h"

struct adding {
	struct dbn_overdue *o;
	const struct dbn_ledger *l;
	const struct dbn_roster *roster;
	struct dbn_arena *arena;
	int32_t today;
	struct dbn_soon soon;
};

static bool is_soon(const struct adding *a, int32_t due)
{
	if (a->soon.days < 0 || due == DBN_NO_DAY || due < a->today)
		return false;
	if (!a->soon.workdays || due == a->today)
		return due - a->today <= a->soon.days;
	return dbn_calendar_workdays_between(&a->l->calendar, a->today, due) <= a->soon.days;
}

static bool add_item(struct adding *a, const struct dbn_task *task, const struct dbn_verdict *v,
		     int parts)
{
	struct dbn_overdue_item *item;
	/* Of what is finished only a check's finding is asked for still. */
	bool over = dbn_is_finished(task), rectifying = over || v->rectifying;
	int32_t due = over ? v->rectify : v->due;
	bool late = due != DBN_NO_DAY && due < a->today && (over || v->light == DBN_LIGHT_OVERDUE);
	int passed;

	if (!late && !is_soon(a, due))
		return true;
	item = DBN_PUSH(a->arena, &a->o->items);
	if (!item)
		return false;
	passed = over ? 1
		      : parts + v->periods_missing + (v->rectify != DBN_NO_DAY && v->rectify < a->today) +
				(!v->period[0] && task->due != DBN_NO_DAY && task->due < a->today);
	*item = (struct dbn_overdue_item){
		.task = task,
		.unit = dbn_roster_canonical(a->roster, dbn_reporting_unit(task)),
		.due = due,
		.days = rectifying ? a->today - due : -v->days,
		.node = rectifying ? NULL : v->node,
		.rectifying = rectifying,
		.more = late && passed > 1 ? passed - 1 : 0,
		.light = v->light,
	};
	item->order = dbn_roster_find(a->roster, item->unit);
	for (size_t i = 0; !rectifying && !v->node && i < DBN_PERIOD_NAME; i++)
		item->period[i] = v->period[i];
	a->o->late += late;
	return true;
}

/* Every lead is chased for its own word. */
static bool add_silent(struct adding *a, const struct dbn_task *task)
{
	struct dbn_str rest = task->cell[DBN_TASK_LEAD];

	while (rest.len) {
		struct dbn_str unit = dbn_str_trim(dbn_str_split(&rest, ';'));
		struct dbn_rhythm r;
		struct dbn_silent_item *item;

		if (unit.len == 0)
			continue;
		r = dbn_rhythm_of(a->l, task, unit, a->today);
		if (!r.silent)
			continue;
		item = DBN_PUSH(a->arena, &a->o->silent);
		if (!item)
			return false;
		*item = (struct dbn_silent_item){
			.task = task,
			.unit = dbn_roster_canonical(a->roster, unit),
			.due = r.day,
			.days = a->today - r.day,
			.last = r.last,
		};
		item->order = dbn_roster_find(a->roster, item->unit);
	}
	return true;
}

/* How many parts of each row have passed: one walk over the document. */
static void count_parts(const struct dbn_doc *doc, const struct dbn_verdict *verdicts, int *passed)
{
	for (size_t i = 0; i < doc->task_count; i++) {
		const struct dbn_task *row = &doc->tasks[i], *up = row->parent;

		if (!dbn_is_part(row) || verdicts[i].light != DBN_LIGHT_OVERDUE || verdicts[i].node)
			continue;
		for (int depth = 0;
		     depth < 8 && up >= doc->tasks && up < doc->tasks + doc->task_count; depth++) {
			passed[up - doc->tasks]++;
			if (!dbn_is_part(up) || !up->parent)
				break;
			up = up->parent;
		}
	}
}

int dbn_overdue_add(struct dbn_overdue *o, const struct dbn_ledger *l,
		    const struct dbn_roster *roster, struct dbn_arena *arena,
		    const struct dbn_doc *doc, const struct dbn_verdict *verdicts,
		    const bool *chosen, int32_t today, struct dbn_soon soon, struct dbn_err *err)
{
	struct adding a = { o, l, roster, arena, today, soon };
	int *passed = dbn_arena_alloc(arena, doc->task_count, sizeof *passed);

	if (!passed)
		return dbn_fail_memory(err);
	count_parts(doc, verdicts, passed);
	for (size_t i = 0; i < doc->task_count; i++) {
		const struct dbn_task *task = &doc->tasks[i];

		if ((chosen && !chosen[i]) || (dbn_is_part(task) && task->parent) ||
		    task->suspended || task->state == DBN_STATE_CANCELLED)
			continue;
		if (!add_item(&a, task, &verdicts[i], passed[i]) ||
		    (!dbn_is_finished(task) && task->state != DBN_STATE_REPORTED && !add_silent(&a, task)))
			return dbn_fail_memory(err);
	}
	return DBN_OK;
}

/* Worst first; then by the ledger's own order. */
static int worse(int x, int y, const struct dbn_task *a, const struct dbn_task *b)
{
	if (x != y)
		return x > y ? -1 : 1;
	if (a->doc != b->doc)
		return dbn_str_cmp(a->doc->key, b->doc->key);
	return (a > b) - (a < b);
}

static int by_days(const void *x, const void *y)
{
	const struct dbn_overdue_item *a = x, *b = y;

	return worse(a->days, b->days, a->task, b->task);
}

static int silent_by_days(const void *x, const void *y)
{
	const struct dbn_silent_item *a = x, *b = y;
	int c = worse(a->days, b->days, a->task, b->task);

	return c ? c : (a->order > b->order) - (a->order < b->order);
}

/* By unit in the office's order, each unit's longest silence first. */
static int silent_by_unit(const void *x, const void *y)
{
	const struct dbn_silent_item *a = x, *b = y;
	int c = dbn_roster_cmp(a->order, a->unit, b->order, b->unit);

	return c ? c : silent_by_days(x, y);
}

/*
 * After the sort by days, gathers the items of each unit behind the first of
 * them; those of nobody come last.
 */
static bool gather(struct dbn_overdue *o, struct dbn_arena *arena)
{
	size_t n = o->items.count, at = 0;
	struct dbn_overdue_item *all = o->items.items, *out;
	bool *taken;

	if (n == 0)
		return true;
	out = dbn_arena_alloc(arena, n, sizeof *out);
	taken = dbn_arena_alloc(arena, n, sizeof *taken);
	if (!out || !taken)
		return false;
	for (int nobody = 0; nobody < 2; nobody++)
		for (size_t i = 0; i < n; i++) {
			if (taken[i] || (all[i].unit.len == 0) != nobody)
				continue;
			for (size_t k = i; k < n; k++)
				if (!taken[k] && dbn_str_eq(all[k].unit, all[i].unit)) {
					taken[k] = true;
					out[at++] = all[k];
				}
		}
	o->items.items = out;
	o->items.cap = n;
	return true;
}

static int by_unit_name(const void *x, const void *y)
{
	const struct dbn_str *a = x, *b = y;

	return dbn_str_cmp(*a, *b);
}

static bool count_units(struct dbn_overdue *o, struct dbn_arena *arena)
{
	struct dbn_str *names = dbn_arena_alloc(arena, o->items.count, sizeof *names);
	size_t n = 0;

	if (!names)
		return false;
	for (size_t i = 0; i < o->items.count; i++)
		if (o->items.items[i].days > 0 && o->items.items[i].unit.len)
			names[n++] = o->items.items[i].unit;
	if (n)
		qsort(names, n, sizeof *names, by_unit_name);
	o->units = 0;
	for (size_t i = 0; i < n; i++)
		o->units += i == 0 || !dbn_str_eq(names[i], names[i - 1]);
	return true;
}

int dbn_overdue_finish(struct dbn_overdue *o, struct dbn_arena *arena, bool by_unit,
		       struct dbn_err *err)
{
	if (o->items.count)
		qsort(o->items.items, o->items.count, sizeof *o->items.items, by_days);
	if (o->silent.count)
		qsort(o->silent.items, o->silent.count, sizeof *o->silent.items,
		      by_unit ? silent_by_unit : silent_by_days);
	if (!count_units(o, arena) || (by_unit && !gather(o, arena)))
		return dbn_fail_memory(err);
	return DBN_OK;
}
