/* light.c - verdicts: what a task looks like on a day. */
#include <string.h>

#include "dubanc/sample.h"
#include "trail.h"

enum { PERIODS_MAX = 40000, DEPTH_MAX = 8 };

/* The earliest unfinished measure or node of a task. */
struct part {
	struct dbn_task *task;
	int32_t due;
};

static bool suspended_or_over(const struct dbn_task *task)
{
	return task->suspended || dbn_is_finished(task);
}

/* Where the periods of a recurring task stand. */
struct walk {
	int32_t due, start; /* of the earliest unfinished period */
	char name[DBN_PERIOD_NAME];
	int late, missing;
	bool last_late; /* the latest period that is finished was made up late */
};

/* Due day of a row by itself: its own, or of its earliest unfinished period. */
static int32_t own_due(const struct dbn_task *task, int32_t today, struct walk *w)
{
	struct dbn_periods p;

	*w = (struct walk){ .due = DBN_NO_DAY, .start = DBN_NO_DAY };
	if (!dbn_periods_first(task, &p))
		return task->due;
	for (int i = 0; i < PERIODS_MAX; i++) {
		if (p.finished != DBN_NO_DAY) {
			w->last_late = p.finished > p.due;
			w->late += w->last_late;
		} else {
			w->missing += p.due < today;
			if (w->due == DBN_NO_DAY) {
				w->due = p.due;
				w->start = dbn_recur_start(&p.recur, p.due);
				memcpy(w->name, p.name, sizeof w->name);
			}
		}
		if ((w->due != DBN_NO_DAY && p.due >= today) || !dbn_periods_next(&p))
			break;
	}
	return w->due;
}

static bool part_counts(const struct dbn_task *row)
{
	return dbn_is_part(row) && !suspended_or_over(row) && row->state != DBN_STATE_REPORTED;
}

static void part_take(struct part *worst, struct dbn_task *row, int32_t due)
{
	if (due != DBN_NO_DAY && (worst->due == DBN_NO_DAY || due < worst->due))
		*worst = (struct part){ row, due };
}

/* Scans the document for the parts of one task. */
static struct part worst_part(const struct dbn_task *task, int32_t today)
{
	struct part worst = { NULL, DBN_NO_DAY };
	struct walk w;

	for (size_t i = 0; task->doc && i < task->doc->task_count; i++) {
		struct dbn_task *row = &task->doc->tasks[i];
		const struct dbn_task *up = row;

		if (!part_counts(row))
			continue;
		for (int depth = 0; depth < DEPTH_MAX && up && dbn_is_part(up); depth++) {
			up = up->parent;
			if (up == task) {
				part_take(&worst, row, own_due(row, today, &w));
				break;
			}
			if (up && suspended_or_over(up))
				break;
		}
	}
	return worst;
}

static struct dbn_verdict blank(void)
{
	return (struct dbn_verdict){
		.light = DBN_LIGHT_ON_TRACK,
		.due = DBN_NO_DAY,
		.period_start = DBN_NO_DAY,
		.feedback_due = DBN_NO_DAY,
		.last_feedback = DBN_NO_DAY,
		.rectify = DBN_NO_DAY,
		.finished = DBN_NO_DAY,
		.expected = -1,
		.reason = DBN_MSG_NONE,
		.reason_day = DBN_NO_DAY,
	};
}

static void set(struct dbn_verdict *v, enum dbn_light light, enum dbn_msg reason, int days,
		int32_t day)
{
	v->light = light;
	v->reason = reason;
	v->reason_days = days;
	v->reason_day = day;
}

static int32_t suspended_since(const struct dbn_task *task)
{
	int32_t day = DBN_NO_DAY;

	for (size_t i = 0; i < task->event_count; i++)
		if (task->events[i]->kind == DBN_EV_SUSPEND)
			day = task->events[i]->on;
	return day;
}

/* The day that decides about a finished task. */
static int32_t finished_day(const struct dbn_task *task)
{
	int32_t day = task->done != DBN_NO_DAY ? task->done : dbn_report_day(task);

	for (size_t i = task->event_count; day == DBN_NO_DAY && i > 0; i--)
		if (task->events[i - 1]->kind == DBN_EV_DONE)
			day = task->events[i - 1]->on;
	return day;
}

/* Done and closed; periods of a recurring task decide in place of its due day. */
static void judge_finished(const struct dbn_task *task, struct dbn_verdict *v)
{
	int32_t due = dbn_binding_due(task);
	enum dbn_light late = task->state == DBN_STATE_CLOSED ? DBN_LIGHT_CLOSED : DBN_LIGHT_LATE;
	struct dbn_periods p;

	v->finished = finished_day(task);
	if (dbn_periods_first(task, &p)) {
		for (int i = 0; i < PERIODS_MAX && p.due <= v->finished; i++) {
			v->periods_missing += p.finished == DBN_NO_DAY && p.due < v->finished;
			v->periods_late += p.finished > p.due;
			if (!dbn_periods_next(&p))
				break;
		}
		due = DBN_NO_DAY;
	}
	if (due != DBN_NO_DAY && v->finished > due)
		v->late_days = v->finished - due;
	v->due = due;
	/* Struck off is the light that holds first; the reason says that it was late. */
	if (v->periods_late + v->periods_missing)
		set(v, late, DBN_MSG_WHY_LATE_PERIODS, v->periods_late + v->periods_missing, v->finished);
	else if (v->late_days)
		set(v, late, DBN_MSG_WHY_LATE, v->late_days, v->finished);
	else if (task->state == DBN_STATE_CLOSED)
		set(v, DBN_LIGHT_CLOSED, v->finished == DBN_NO_DAY ? DBN_MSG_WHY_CLOSED : DBN_MSG_WHY_DONE, 0, v->finished);
	else
		set(v, DBN_LIGHT_DONE, DBN_MSG_WHY_DONE, 0, v->finished);
}

/* The row whose end or pause holds for a part too, or the row itself. */
static const struct dbn_task *ruling(const struct dbn_task *task)
{
	const struct dbn_task *up = task;

	for (int depth = 0; depth < DEPTH_MAX && dbn_is_part(up) && up->parent; depth++) {
		if (suspended_or_over(up))
			return up;
		up = up->parent;
	}
	return suspended_or_over(up) ? up : task;
}

/* Ends and pauses: true where one of them gives the light. */
static bool judge_over(const struct dbn_task *task, struct dbn_verdict *v)
{
	const struct dbn_task *by = ruling(task);

	if (by->state == DBN_STATE_CANCELLED) {
		set(v, DBN_LIGHT_CANCELLED, DBN_MSG_WHY_CANCELLED, 0, DBN_NO_DAY);
	} else if (by->suspended && !dbn_is_finished(by)) {
		set(v, DBN_LIGHT_PAUSED, DBN_MSG_WHY_PAUSED, 0, suspended_since(by));
	} else if (dbn_is_finished(by)) {
		judge_finished(by, v);
		v->due = task->due;
		v->late_days = by == task ? v->late_days : 0;
	} else {
		return false;
	}
	return true;
}

/* Reported and not sent back: its own day is answered, what a check found is not. */
static bool answered(const struct dbn_task *task, const struct dbn_verdict *v)
{
	return task->state == DBN_STATE_REPORTED && !v->period[0];
}

/* The day set for what a check found competes with the others. */
static void take_rectify(const struct dbn_task *task, int32_t today, struct dbn_verdict *v)
{
	if (v->rectify == DBN_NO_DAY ||
	    (v->due != DBN_NO_DAY && v->due <= v->rectify && !(answered(task, v) && v->rectify < today)))
		return;
	v->due = v->rectify;
	v->node = NULL;
	v->rectifying = true;
}

/* Overdue or waiting for acceptance; true where that gives the light. */
static bool judge_due(const struct dbn_task *task, int32_t today, struct dbn_verdict *v)
{
	if (answered(task, v) && !(v->rectifying && v->due < today)) {
		int32_t day = dbn_report_day(task);

		v->node = NULL;
		v->rectifying = false;
		v->due = task->due;
		v->days = v->due == DBN_NO_DAY ? 0 : v->due - today;
		v->finished = day;
		if (day != DBN_NO_DAY && v->due != DBN_NO_DAY && day > v->due) {
			v->late_days = day - v->due;
			v->days = -v->late_days;
			set(v, DBN_LIGHT_OVERDUE, DBN_MSG_WHY_REPORTED_LATE, v->late_days, v->due);
		} else {
			set(v, DBN_LIGHT_ON_TRACK, DBN_MSG_WHY_REPORTED, 0, day);
		}
		return true;
	}
	if (v->due == DBN_NO_DAY || v->due >= today)
		return false;
	set(v, DBN_LIGHT_OVERDUE,
	    v->rectifying  ? DBN_MSG_WHY_OVERDUE_RECTIFY
	    : v->node	   ? DBN_MSG_WHY_OVERDUE_NODE
	    : v->period[0] ? DBN_MSG_WHY_OVERDUE_PERIOD
			   : DBN_MSG_WHY_OVERDUE,
	    -v->days, v->due);
	return true;
}

static bool judge_silent(const struct dbn_ledger *l, const struct dbn_task *task, int32_t today,
			 struct dbn_verdict *v)
{
	struct dbn_rhythm r = dbn_rhythm_of(l, task, dbn_reporting_unit(task), today);

	v->last_feedback = r.last;
	v->feedback_due = r.day;
	v->silent = r.silent && dbn_reporting_unit(task).len > 0;
	v->unheard = r.unheard;
	if (r.silent)
		set(v, DBN_LIGHT_SILENT, r.unheard > 1 ? DBN_MSG_WHY_SILENT_MORE : DBN_MSG_WHY_SILENT,
		    today - r.day, r.day);
	return r.silent;
}

/* The 0 that an import writes is no number that anybody has given. */
static bool gave_number(const struct dbn_task *task)
{
	if (task->progress != 0 || task->event_count == 0)
		return task->progress >= 0;
	for (size_t i = 0; i < task->event_count; i++)
		if (task->events[i]->kind != DBN_EV_IMPORT && task->events[i]->kind != DBN_EV_ADD &&
		    trail_change(task->events[i], "progress", NULL))
			return true;
	return false;
}

/*
 * The linear schedule runs from the day the unit was charged to the due day.
 * A unit that has never given a number is not measured by it: its silence is.
 */
static bool judge_behind(const struct dbn_ledger *l, const struct dbn_task *task, int32_t today,
			 const struct walk *w, struct dbn_verdict *v)
{
	int32_t start = dbn_charged_day(task);
	int gap;

	/* Made up late: yellow until the next period is reported in time. */
	if (w->last_late) {
		set(v, DBN_LIGHT_BEHIND, DBN_MSG_WHY_BEHIND_PERIOD, w->late, DBN_NO_DAY);
		return true;
	}
	if (start == DBN_NO_DAY || task->due == DBN_NO_DAY || start >= task->due || v->period[0])
		return false;
	v->expected = today <= start ? 0
		      : today >= task->due
			      ? 100
			      : (int)((int64_t)(today - start) * 100 / (task->due - start));
	gap = v->expected - task->progress;
	if (!gave_number(task) || l->conf.behind_points <= 0 || gap < l->conf.behind_points)
		return false;
	v->far = l->conf.behind_far > 0 && gap >= l->conf.behind_far;
	set(v, DBN_LIGHT_BEHIND, DBN_MSG_WHY_BEHIND, gap, task->due);
	return true;
}

static bool judge_near(const struct dbn_ledger *l, int32_t today, struct dbn_verdict *v)
{
	int left = v->days;

	if (v->due == DBN_NO_DAY || v->due < today)
		return false;
	/* Far days are not counted one by one: no holiday is longer than a month. */
	if (l->conf.near_workdays && v->due > today && left <= l->conf.near_days * 2 + 31)
		left = dbn_calendar_workdays_between(&l->calendar, today, v->due);
	if (left > l->conf.near_days)
		return false;
	set(v, DBN_LIGHT_NEAR,
	    v->days == 0   ? v->rectifying ? DBN_MSG_WHY_RECTIFY_TODAY : DBN_MSG_WHY_NEAR_TODAY
	    : v->rectifying ? DBN_MSG_WHY_NEAR_RECTIFY
	    : v->node	   ? DBN_MSG_WHY_NEAR_NODE
	    : v->period[0] ? DBN_MSG_WHY_NEAR_PERIOD
			   : DBN_MSG_WHY_NEAR,
	    v->days, v->due);
	return true;
}

static void judge_rest(const struct dbn_task *task, struct dbn_verdict *v)
{
	struct dbn_str recur = task->cell[DBN_TASK_RECUR];

	if (dbn_str_eqz(recur, "long"))
		set(v, DBN_LIGHT_LONG_TERM, DBN_MSG_WHY_LONG_TERM, 0, v->feedback_due);
	else if (v->due != DBN_NO_DAY)
		set(v, DBN_LIGHT_ON_TRACK, v->rectifying ? DBN_MSG_WHY_NEAR_RECTIFY : DBN_MSG_WHY_ON_TRACK,
		    v->days, v->due);
	else if (v->feedback_due != DBN_NO_DAY)
		set(v, DBN_LIGHT_ON_TRACK, DBN_MSG_WHY_RHYTHM, 0, v->feedback_due);
	else
		set(v, DBN_LIGHT_UNDATED, recur.len ? DBN_MSG_WHY_UNRESOLVED : DBN_MSG_WHY_UNDATED,
		    0, DBN_NO_DAY);
}

static struct dbn_verdict judge(const struct dbn_ledger *l, const struct dbn_task *task,
				int32_t today, struct part part)
{
	struct dbn_verdict v = blank();
	struct walk w;
	bool silent;

	v.finding = dbn_rectify_pending(task, &v.rectify);
	if (judge_over(task, &v))
		return v;
	v.due = own_due(task, today, &w);
	v.period_start = w.start;
	memcpy(v.period, w.name, sizeof v.period);
	v.periods_late = w.late;
	v.periods_missing = w.missing;
	if (part.task && (v.due == DBN_NO_DAY || part.due < v.due)) {
		v.due = part.due;
		v.node = part.task;
	}
	take_rectify(task, today, &v);
	if (v.due != DBN_NO_DAY)
		v.days = v.due - today;
	/* The rhythm is computed whatever the light: lists of silence need it. */
	silent = judge_silent(l, task, today, &v);
	if (judge_due(task, today, &v))
		return v;
	if (dbn_reporting_unit(task).len == 0)
		set(&v, DBN_LIGHT_UNASSIGNED, DBN_MSG_WHY_UNASSIGNED, 0, DBN_NO_DAY);
	else if (!silent && !judge_behind(l, task, today, &w, &v) && !judge_near(l, today, &v))
		judge_rest(task, &v);
	return v;
}

struct dbn_verdict dbn_light_of(const struct dbn_ledger *l, const struct dbn_task *task,
				int32_t today)
{
	return judge(l, task, today, worst_part(task, today));
}

bool dbn_light_doc(struct dbn_arena *arena, const struct dbn_ledger *l, const struct dbn_doc *doc,
		   int32_t today, struct dbn_verdict *out)
{
	struct part *worst = dbn_arena_alloc(arena, doc->task_count, sizeof *worst);

	if (!worst)
		return false;
	for (size_t i = 0; i < doc->task_count; i++)
		worst[i] = (struct part){ NULL, DBN_NO_DAY };
	for (size_t i = 0; i < doc->task_count; i++) {
		struct dbn_task *row = &doc->tasks[i], *up = row->parent;
		struct walk w;
		int32_t due;

		if (!part_counts(row))
			continue;
		due = own_due(row, today, &w);
		for (int depth = 0; depth < DEPTH_MAX && up; depth++, up = up->parent) {
			if (up < doc->tasks || up >= doc->tasks + doc->task_count)
				break;
			part_take(&worst[up - doc->tasks], row, due);
			if (!dbn_is_part(up) || suspended_or_over(up))
				break;
		}
	}
	for (size_t i = 0; i < doc->task_count; i++)
		out[i] = judge(l, &doc->tasks[i], today, worst[i]);
	return true;
}
