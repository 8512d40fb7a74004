/* feedback.c - on which days a unit is to be heard of, and whether it was. */
#include "trail.h"

enum { DAYS_MAX = 40000, FAIR = 30 /* days: half of them are time enough for any rhythm */ };

static struct dbn_str rhythm_code(const struct dbn_ledger *l, const struct dbn_task *task)
{
	struct dbn_str own = task->cell[DBN_TASK_FEEDBACK];
	struct dbn_recur r;

	if (own.len)
		return own; /* also "none": it is no code */
	/* The reports of a recurring task are its feedback; parts speak through their task. */
	if (dbn_is_part(task) || dbn_recur_parse(task->cell[DBN_TASK_RECUR], &r))
		return DBN_STR("");
	return dbn_str_of(l->conf.feedback);
}

/* The rhythm begins anew when a task is charged, resumed or opened again. */
static int32_t base_by(const struct dbn_task *task, int32_t charged, int32_t day)
{
	int32_t base = charged;

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		if ((e->kind == DBN_EV_RESUME || e->kind == DBN_EV_REOPEN) && e->on > base && e->on <= day)
			base = e->on;
	}
	return base;
}

/*
 * The first day of the rhythm that leaves half a period, or half a month: whoever is
 * charged on the 24th has nothing to say by the end of that month.
 */
static int32_t first_day(const struct dbn_recur *r, int32_t base)
{
	int32_t day = dbn_recur_next(r, base + 1), period = day - dbn_recur_before(r, day);

	if (day == DBN_NO_DAY)
		return day;
	return 2 * (day - base) >= (period < FAIR ? period : FAIR) ? day : dbn_recur_after(r, day);
}

static bool suspended_on(const struct dbn_task *task, int32_t day)
{
	bool suspended = false;

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		if (e->on <= day && (e->kind == DBN_EV_SUSPEND || e->kind == DBN_EV_RESUME))
			suspended = e->kind == DBN_EV_SUSPEND;
	}
	return suspended;
}

bool dbn_rhythm_asks(const struct dbn_task *task, int32_t charged, const struct dbn_recur *r, int32_t day)
{
	return !suspended_on(task, day) && day >= first_day(r, base_by(task, charged, day));
}

/* How many days of the rhythm went by without a word, up to the one that makes it silent. */
static int unheard_days(const struct dbn_rhythm *r, int32_t first)
{
	int n = 0;

	for (int32_t day = r->day; n < DAYS_MAX && day != DBN_NO_DAY && day >= first; n++) {
		int32_t before = dbn_recur_before(&r->recur, day);

		if (r->last != DBN_NO_DAY && r->last > before)
			break;
		day = before;
	}
	return n;
}

struct dbn_rhythm dbn_rhythm_of(const struct dbn_ledger *l, const struct dbn_task *task,
				struct dbn_str unit, int32_t today)
{
	struct dbn_rhythm r = { .last = DBN_NO_DAY, .day = DBN_NO_DAY, .base = DBN_NO_DAY };
	int32_t passed, first;

	r.last = dbn_standing_of(task, unit).last_feedback;
	if (!dbn_recur_parse(rhythm_code(l, task), &r.recur))
		return r;
	r.base = base_by(task, dbn_charged_day(task), INT32_MAX);
	if (r.base == DBN_NO_DAY)
		return r;
	r.due = true;
	passed = dbn_recur_before(&r.recur, today - l->conf.feedback_grace);
	first = first_day(&r.recur, r.base);
	if (passed >= first && (r.last == DBN_NO_DAY || r.last <= dbn_recur_before(&r.recur, passed))) {
		r.silent = true;
		r.day = passed;
		r.unheard = unheard_days(&r, first);
		return r;
	}
	/* Still within the grace of a day without a word, or the next one. */
	r.day = passed >= first ? dbn_recur_next(&r.recur, passed + 1) : first;
	while (r.day != DBN_NO_DAY && r.last != DBN_NO_DAY && r.day <= r.last)
		r.day = dbn_recur_after(&r.recur, r.day);
	return r;
}
