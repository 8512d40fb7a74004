/* burden.c - what this office asks of each unit, month by month. */
#include <stdlib.h>

#include "dubanc/burden.h"
#include "dubanc/notice.h"
#include "trail.h"

enum kind { FEEDBACK, PERIOD, FORM, NOTICE, CHECK };

/* One thing asked of one unit, due on a day. */
struct dbn_burden_ask {
	size_t row;
	int32_t day;
	enum kind kind;
};

static int month_of(const struct dbn_burden *b, int32_t day)
{
	struct dbn_ymd from = dbn_day_ymd(b->first), d = dbn_day_ymd(day);

	return (d.year - from.year) * 12 + d.month - from.month;
}

static struct dbn_burden_row *row_of(struct dbn_burden *b, struct dbn_str unit)
{
	struct dbn_burden_row *row;

	for (size_t i = 0; i < b->rows.count; i++)
		if (dbn_str_eq(b->rows.items[i].unit, unit))
			return &b->rows.items[i];
	row = DBN_PUSH(b->arena, &b->rows);
	if (row) {
		row->unit = unit;
		row->order = dbn_roster_find(b->roster, unit);
		row->known = row->order != DBN_NONE;
		row->months = dbn_arena_alloc(b->arena, (size_t)b->months, sizeof *row->months);
	}
	if (!row || !row->months) {
		b->failed = true;
		return NULL;
	}
	return row;
}

bool dbn_burden_init(struct dbn_burden *b, struct dbn_arena *arena, const struct dbn_ledger *l,
		     const struct dbn_roster *roster, int32_t first, int32_t last)
{
	*b = (struct dbn_burden){
		.arena = arena, .l = l, .roster = roster, .first = first, .last = last
	};
	b->months = month_of(b, last) + 1;
	if (b->months < 1 || b->months > DBN_BURDEN_MONTHS)
		return false;
	b->months_all = dbn_arena_alloc(arena, (size_t)b->months, sizeof *b->months_all);
	if (!b->months_all)
		return false;
	for (size_t i = 0; roster && i < roster->count && !b->failed; i++)
		if (!roster->units[i].group)
			row_of(b, roster->units[i].name);
	return !b->failed;
}

static void ask(struct dbn_burden *b, struct dbn_str unit, int32_t day, enum kind kind)
{
	struct dbn_burden_row *row;
	struct dbn_burden_ask *a;

	if (day == DBN_NO_DAY || day < b->first || day > b->last)
		return;
	row = row_of(b, dbn_roster_canonical(b->roster, unit));
	a = row ? DBN_PUSH(b->arena, &b->asks) : NULL;
	if (!a) {
		b->failed = true;
		return;
	}
	*a = (struct dbn_burden_ask){ (size_t)(row - b->rows.items), day, kind };
}

/* The last day on which the task asks anything: of its end, or endless. */
static int32_t end_of(const struct dbn_task *task)
{
	int32_t end = dbn_is_finished(task) ? task->done : INT32_MAX;

	for (size_t i = 0; i < task->event_count; i++)
		if (task->events[i]->kind == DBN_EV_CANCEL || task->events[i]->kind == DBN_EV_DONE)
			end = dbn_is_finished(task) && end == DBN_NO_DAY ? task->events[i]->on
									 : end;
	return end == DBN_NO_DAY ? INT32_MAX : end;
}

static bool asked_on(const struct dbn_task *task, int32_t day)
{
	bool running = true;

	for (size_t i = 0; i < task->event_count && task->events[i]->on <= day; i++)
		if (task->events[i]->kind == DBN_EV_SUSPEND)
			running = false;
		else if (task->events[i]->kind == DBN_EV_RESUME)
			running = true;
	return running;
}

static void ask_rhythm(struct dbn_burden *b, const struct dbn_task *task, int32_t from,
		       int32_t until)
{
	struct dbn_str rest = task->cell[DBN_TASK_LEAD];

	while (rest.len) {
		struct dbn_str unit = dbn_str_trim(dbn_str_split(&rest, ';'));
		struct dbn_rhythm r = dbn_rhythm_of(b->l, task, unit, b->last);
		int32_t day = unit.len && r.due ? dbn_recur_next(&r.recur, from) : DBN_NO_DAY;

		for (; day != DBN_NO_DAY && day <= until; day = dbn_recur_after(&r.recur, day))
			if (dbn_rhythm_asks(task, dbn_charged_day(task), &r.recur, day))
				ask(b, unit, day, FEEDBACK);
	}
}

static void ask_periods(struct dbn_burden *b, const struct dbn_task *task, int32_t until)
{
	struct dbn_periods p;

	if (!dbn_periods_first(task, &p))
		return;
	while (p.due <= until) {
		if (asked_on(task, p.due))
			ask(b, dbn_reporting_unit(task), p.due, PERIOD);
		if (!dbn_periods_next(&p))
			return;
	}
}

/* Whether an inspection follows the draw: then it is the check. */
static bool was_looked_at(const struct dbn_task *task, size_t draw)
{
	for (size_t i = draw + 1; i < task->event_count && task->events[i]->kind != DBN_EV_DRAW; i++)
		if (task->events[i]->kind == DBN_EV_INSPECT)
			return true;
	return false;
}

static void ask_events(struct dbn_burden *b, const struct dbn_task *task)
{
	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		struct dbn_str to = { "", 0 };

		if (e->kind == DBN_EV_INSPECT || (e->kind == DBN_EV_DRAW && !was_looked_at(task, i)))
			ask(b, dbn_reporting_unit(task), e->on, CHECK);
		if (e->kind == DBN_EV_NOTICE && dbn_notice_read(e, &b->l->conf, &to) != DBN_NOTICE_REMIND)
			ask(b, to.len ? to : dbn_reporting_unit(task), e->on, NOTICE);
	}
}

void dbn_burden_sheet(struct dbn_burden *b, struct dbn_str unit, int32_t day)
{
	ask(b, unit, day, FORM);
}

/* In how many months the task was running. */
static void count_task(struct dbn_burden *b, const struct dbn_task *task, int32_t from,
		       int32_t until)
{
	struct dbn_burden_row *row =
		row_of(b, dbn_roster_canonical(b->roster, dbn_reporting_unit(task)));
	int first, last;

	if (!row || from > b->last || until < b->first)
		return;
	first = from < b->first ? 0 : month_of(b, from);
	last = until > b->last ? b->months - 1 : month_of(b, until);
	row->all.tasks++;
	b->all.tasks++;
	for (int m = first; m <= last; m++) {
		row->months[m].tasks++;
		b->months_all[m].tasks++;
	}
}

void dbn_burden_add(struct dbn_burden *b, const struct dbn_doc *doc)
{
	for (size_t i = 0; i < doc->task_count && !b->failed; i++) {
		const struct dbn_task *task = &doc->tasks[i];
		int32_t charged = dbn_charged_day(task), until = end_of(task);

		if (dbn_is_part(task) || dbn_reporting_unit(task).len == 0 || charged == DBN_NO_DAY)
			continue;
		count_task(b, task, charged, until);
		until = until < b->last ? until : b->last;
		ask_rhythm(b, task, charged >= b->first ? charged + 1 : b->first, until);
		ask_periods(b, task, until);
		ask_events(b, task);
	}
}

static int32_t monday_of(int32_t day)
{
	return day - dbn_day_weekday(day) + 1;
}

static int by_row_and_day(const void *x, const void *y)
{
	const struct dbn_burden_ask *a = x, *b = y;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->kind > b->kind) - (a->kind < b->kind);
}

static void count_ask(struct dbn_burden_counts *c, enum kind kind, bool new_week)
{
	switch (kind) {
	case FEEDBACK:
		c->feedback++;
		break;
	case PERIOD:
		c->periods++;
		break;
	case FORM:
		c->forms++;
		break;
	case NOTICE:
		c->notices++;
		break;
	case CHECK:
		c->checks++;
		break;
	}
	c->weeks += new_week;
}

/* What a unit gives in writing, and could give at once with the rest of its week. */
static bool is_material(enum kind kind)
{
	return kind == FEEDBACK || kind == PERIOD || kind == FORM;
}

static void count_week(struct dbn_burden *b, const struct dbn_burden_ask *a, bool new_week)
{
	size_t n = b->crowded.count;
	struct dbn_burden_week *w = n ? &b->crowded.items[n - 1] : NULL;

	if (new_week) {
		/* a week with one thing only is no crowd */
		if (w && w->feedback + w->periods + w->forms == 1)
			b->crowded.count--;
		w = DBN_PUSH(b->arena, &b->crowded);
		if (!w) {
			b->failed = true;
			return;
		}
		*w = (struct dbn_burden_week){ .row = a->row, .monday = monday_of(a->day) };
	}
	w->feedback += a->kind == FEEDBACK;
	w->periods += a->kind == PERIOD;
	w->forms += a->kind == FORM;
}

bool dbn_burden_finish(struct dbn_burden *b)
{
	struct dbn_burden_ask *a = b->asks.items;
	size_t row = DBN_NONE;
	int32_t monday = DBN_NO_DAY;

	if (b->failed)
		return false;
	if (b->asks.count)
		qsort(a, b->asks.count, sizeof *a, by_row_and_day);
	for (size_t i = 0; i < b->asks.count && !b->failed; i++) {
		struct dbn_burden_row *r = &b->rows.items[a[i].row];
		int m = month_of(b, a[i].day);
		bool new_week = is_material(a[i].kind) &&
				(row != a[i].row || monday != monday_of(a[i].day));

		/* one paper with several tasks is one notice */
		if (i && a[i].kind == NOTICE && a[i - 1].kind == NOTICE && a[i].row == a[i - 1].row &&
		    a[i].day == a[i - 1].day)
			continue;
		count_ask(&r->months[m], a[i].kind, new_week);
		count_ask(&r->all, a[i].kind, new_week);
		count_ask(&b->months_all[m], a[i].kind, new_week);
		count_ask(&b->all, a[i].kind, new_week);
		if (!is_material(a[i].kind))
			continue;
		count_week(b, &a[i], new_week);
		row = a[i].row;
		monday = monday_of(a[i].day);
	}
	if (b->crowded.count) {
		const struct dbn_burden_week *w = &b->crowded.items[b->crowded.count - 1];

		b->crowded.count -= w->feedback + w->periods + w->forms == 1;
	}
	return !b->failed;
}

int dbn_burden_asked(const struct dbn_burden_counts *c)
{
	return c->feedback + c->periods + c->forms + c->notices + c->checks;
}

int dbn_burden_joinable(const struct dbn_burden_counts *c)
{
	return c->feedback + c->periods + c->forms - c->weeks;
}
