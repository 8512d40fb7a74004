/*
 * score_facts.c - what happened to a unit's tasks up to a day, as points that
 * have no value yet.
 */
#include "dubanc/notice.h"
#include "dubanc/sample.h"
#include "number.h"
#include "score_int.h"
#include "trail.h"

/* A task as it stood at the end of the span. */
struct standing {
	const struct dbn_task *task;
	struct dbn_str unit;	 /* reporting unit, canonical */
	struct dbn_str lead;	 /* the same as events write it */
	int32_t charged, due;	 /* binding */
	int32_t finished, ended; /* the day that decides; of the end itself (done or cancelled) */
	const struct dbn_event *end;
	bool cancelled, suspended;
	int32_t suspended_since;
};

static struct dbn_point *push(struct dbn_score *s, const struct standing *t,
			      enum dbn_score_rule rule, int32_t day)
{
	struct dbn_point *p;
	bool counted = day >= s->first;

	/* Rules that are left out make no points; nor do days outside, unless
	 * the rule counts how often it happened in the year. */
	if (day == DBN_NO_DAY || day > s->last || s->rules->rule[rule].step[0].value == 0)
		return NULL;
	if (!counted && (s->rules->rule[rule].steps == 1 ||
			 dbn_day_ymd(day).year != dbn_day_ymd(s->first).year))
		return NULL;
	p = DBN_PUSH(s->arena, &s->points);
	if (!p) {
		s->failed = true;
		return NULL;
	}
	*p = (struct dbn_point){ .rule = rule,
				 .unit = t->unit,
				 .task = t->task,
				 .day = day,
				 .due = DBN_NO_DAY,
				 .done = DBN_NO_DAY,
				 .names = { "", 0 },
				 .count = 1,
				 .counted = counted,
				 .order = dbn_roster_find(s->roster, t->unit) };
	return p;
}

static int32_t change_day(const struct dbn_event *e, const char *column)
{
	struct dbn_str value = { "", 0 };

	return trail_change(e, column, &value) ? dbn_day_parse(value) : DBN_NO_DAY;
}

/* What an event makes of the standing; events come in their order. */
static void follow(struct standing *t, const struct dbn_event *e, int32_t *report)
{
	int32_t done = change_day(e, "done");

	switch (e->kind) {
	case DBN_EV_REPORT:
		if (trail_is_leads(t->task, e) || trail_change(e, "state", NULL))
			*report = e->on;
		break;
	case DBN_EV_DONE:
		t->finished = done != DBN_NO_DAY ? done : *report != DBN_NO_DAY ? *report : e->on;
		t->ended = e->on;
		t->end = e;
		break;
	case DBN_EV_RETURN:
	case DBN_EV_REOPEN:
		*report = t->finished = t->ended = DBN_NO_DAY;
		t->end = NULL;
		break;
	case DBN_EV_CANCEL:
		t->cancelled = true;
		t->ended = e->on;
		break;
	case DBN_EV_SUSPEND:
		t->suspended = true;
		t->suspended_since = e->on;
		break;
	case DBN_EV_RESUME:
		t->suspended = false;
		break;
	default:
		break;
	}
}

/* The due day that binds, as of the last day: original, moved by extensions
 * and re-imports known by then. */
static int32_t due_by(const struct dbn_task *task, int32_t last)
{
	int32_t due = task->due_original != DBN_NO_DAY ? task->due_original : task->due;
	bool entered = false;

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		bool may = dbn_event_may_move_due(e, entered);
		struct dbn_str value;

		entered = entered || e->kind == DBN_EV_IMPORT;
		if (e->on > last || !may)
			continue;
		if (trail_change(e, "due", &value))
			due = dbn_day_parse(value); /* empty: it was taken away */
	}
	return due;
}

/* The reporting unit of then, and since when: a later change of the lead does
 * not rewrite the past. */
static void lead_by(struct standing *t, int32_t last)
{
	struct trail_leads leads = { .count = 0 };
	bool later = false;

	t->lead = dbn_reporting_unit(t->task);
	t->charged = dbn_charged_day(t->task);
	for (size_t i = 0; i < t->task->event_count; i++) {
		const struct dbn_event *e = t->task->events[i];
		struct dbn_str before = trail_lead_first(&leads);

		if (e->on > last) {
			struct trail_leads then = { .count = 0 };

			trail_lead_event(&then, e);
			later = later || then.seen;
			continue;
		}
		trail_lead_event(&leads, e);
		if (leads.count && !dbn_str_eq(before, trail_lead_first(&leads)))
			t->charged = e->on;
	}
	/* What no event speaks of has been so from the beginning. */
	if (leads.seen || later)
		t->lead = trail_lead_first(&leads);
	if (t->lead.len == 0 && dbn_is_part(t->task))
		t->lead = dbn_reporting_unit(t->task);
}

static struct standing stand(const struct dbn_score *s, const struct dbn_task *task)
{
	struct standing t = { .task = task,
			      .finished = DBN_NO_DAY,
			      .ended = DBN_NO_DAY,
			      .suspended_since = DBN_NO_DAY };
	int32_t report = DBN_NO_DAY;
	bool ended_by_event = false;

	lead_by(&t, s->last);
	t.unit = dbn_roster_canonical(s->roster, t.lead);
	t.due = due_by(task, s->last);
	for (size_t i = 0; i < task->event_count; i++) {
		ended_by_event = ended_by_event || task->events[i]->kind == DBN_EV_DONE;
		if (task->events[i]->on <= s->last)
			follow(&t, task->events[i], &report);
	}
	/* A row that came with its end already, without events. */
	if (!ended_by_event && dbn_is_finished(task) && task->done != DBN_NO_DAY &&
	    task->done <= s->last)
		t.finished = t.ended = task->done;
	/* Reported in time and waiting for the office is not the unit's delay. */
	if (t.finished == DBN_NO_DAY && report != DBN_NO_DAY)
		t.finished = report;
	return t;
}

/* Whether a day is behind us at the end of the span. */
static bool passed(const struct dbn_score *s, int32_t day)
{
	return day < s->last || (s->over && day == s->last);
}

static void due_points(struct dbn_score *s, const struct standing *t, enum dbn_score_rule overdue,
		       enum dbn_score_rule late, enum dbn_score_rule in_time)
{
	struct dbn_point *p = NULL;

	if (t->due == DBN_NO_DAY)
		return;
	if (t->finished == DBN_NO_DAY)
		p = passed(s, t->due) ? push(s, t, overdue, t->due) : NULL;
	else if (t->finished > t->due)
		p = push(s, t, late, t->due);
	else if (in_time != DBN_SCORE_RULES && t->ended != DBN_NO_DAY)
		p = push(s, t, in_time, t->finished);
	if (!p)
		return;
	p->due = t->due;
	p->done = t->finished;
	p->event = t->end;
}

static void add_name(struct dbn_score *s, struct dbn_point *p, const char *name)
{
	struct dbn_str parts[] = { p->names, p->names.len ? DBN_STR("、") : DBN_STR(""),
				   dbn_str_of(name) };

	p->names = dbn_arena_join(s->arena, parts, 3);
	p->count = p->count + 1;
}

/* One point for all periods of a kind in a month; the count says how many. */
static struct dbn_point *same_month(struct dbn_score *s, struct dbn_point *p,
				    const struct standing *t, enum dbn_score_rule rule, int32_t day)
{
	struct dbn_ymd a = dbn_day_ymd(day), b;

	if (p) {
		b = dbn_day_ymd(p->day);
		if (p->counted == (day >= s->first) &&
		    (!s->rules->monthly || (a.year == b.year && a.month == b.month)))
			return p;
	}
	p = push(s, t, rule, day);
	if (p)
		p->count = 0;
	return p;
}

static void period_points(struct dbn_score *s, const struct standing *t)
{
	struct dbn_point *missing = NULL, *late = NULL;
	size_t missing_at = 0, late_at = 0;
	struct dbn_periods p;

	if (!dbn_periods_first(t->task, &p))
		return;
	for (int i = 0; i < 40000 && passed(s, p.due); i++) {
		bool open = p.finished == DBN_NO_DAY || p.finished > s->last;

		if (t->ended != DBN_NO_DAY && p.due > t->ended)
			break;
		/* Points move when the list grows: they are held by their place. */
		missing = missing_at ? &s->points.items[missing_at - 1] : NULL;
		late = late_at ? &s->points.items[late_at - 1] : NULL;
		if (open && (missing = same_month(s, missing, t, DBN_SCORE_PERIOD_MISSING,
						  p.due)) != NULL) {
			missing_at = (size_t)(missing - s->points.items) + 1;
			add_name(s, missing, p.name);
		} else if (!open && p.finished > p.due &&
			   (late = same_month(s, late, t, DBN_SCORE_PERIOD_LATE, p.due)) != NULL) {
			late_at = (size_t)(late - s->points.items) + 1;
			add_name(s, late, p.name);
		}
		if (!dbn_periods_next(&p))
			break;
	}
}

static bool heard_between(const struct dbn_task *task, struct dbn_str unit, int32_t after,
			  int32_t until)
{
	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		if ((e->kind == DBN_EV_FEEDBACK || e->kind == DBN_EV_REPORT) && e->on > after &&
		    e->on <= until && dbn_str_eq(e->unit, unit))
			return true;
	}
	return false;
}

static void feedback_points(struct dbn_score *s, const struct standing *t)
{
	struct dbn_rhythm r = dbn_rhythm_of(s->l, t->task, t->lead, s->last);
	int grace = s->l->conf.feedback_grace;
	struct dbn_point *p;
	size_t at = 0;
	int32_t day;

	if (!r.due || t->charged == DBN_NO_DAY)
		return;
	day = dbn_recur_next(&r.recur, t->charged + 1);
	for (int i = 0; i < 40000 && day != DBN_NO_DAY && passed(s, day + grace); i++) {
		char name[DBN_PERIOD_NAME];
		int32_t before = dbn_recur_before(&r.recur, day);

		if (t->finished != DBN_NO_DAY && day >= t->finished)
			break;
		if (dbn_rhythm_asks(t->task, t->charged, &r.recur, day) &&
		    !heard_between(t->task, t->lead, before, day + grace)) {
			p = same_month(s, at ? &s->points.items[at - 1] : NULL, t,
				       DBN_SCORE_NO_FEEDBACK, day);
			if (p) {
				at = (size_t)(p - s->points.items) + 1;
				add_name(s, p, dbn_recur_name(name, &r.recur, day));
			}
		}
		day = dbn_recur_after(&r.recur, day);
	}
}

static void ack_point(struct dbn_score *s, const struct standing *t)
{
	int32_t due, ack = DBN_NO_DAY;
	struct dbn_point *p;

	if (t->charged == DBN_NO_DAY)
		return;
	due = t->charged + s->rules->ack_days;
	/* Whoever feeds back has acknowledged. */
	for (size_t i = 0; i < t->task->event_count; i++) {
		const struct dbn_event *e = t->task->events[i];

		if (e->on >= t->charged && e->on <= s->last && ack == DBN_NO_DAY &&
		    dbn_str_eq(e->unit, t->lead) &&
		    (e->kind == DBN_EV_ACK || e->kind == DBN_EV_FEEDBACK ||
		     e->kind == DBN_EV_REPORT))
			ack = e->on;
	}
	if (!passed(s, due) || (ack != DBN_NO_DAY && ack <= due))
		return;
	p = push(s, t, DBN_SCORE_ACK_LATE, due);
	if (p) {
		p->due = due;
		p->done = ack;
	}
}

static void event_point(struct dbn_score *s, const struct standing *t, const struct dbn_event *e)
{
	static const char *const praise[] = { "肯定", "表扬" };
	enum dbn_score_rule rule = DBN_SCORE_RULES;
	enum dbn_notice_level level;
	struct dbn_point *p;
	struct dbn_str to;

	switch (e->kind) {
	case DBN_EV_RETURN:
		rule = DBN_SCORE_RETURN;
		break;
	case DBN_EV_INSPECT:
		if (dbn_inspect_read(e, NULL) == DBN_INSPECT_FAIL)
			rule = DBN_SCORE_INSPECT_FAIL;
		break;
	case DBN_EV_NOTICE:
		level = dbn_notice_read(e, &s->l->conf, &to);
		if (level == DBN_NOTICE_RED)
			rule = DBN_SCORE_NOTICE_RED;
		else if (level == DBN_NOTICE_YELLOW)
			rule = DBN_SCORE_NOTICE_YELLOW;
		if (rule != DBN_SCORE_RULES && to.len && !dbn_roster_same(s->roster, to, t->unit))
			rule = DBN_SCORE_RULES;
		break;
	case DBN_EV_INSTRUCT:
		if (dbn_str_starts(e->text, DBN_STR("批评")))
			rule = DBN_SCORE_CRITICISM;
		for (size_t i = 0; i < 2; i++)
			if (dbn_str_starts(e->text, dbn_str_of(praise[i])))
				rule = DBN_SCORE_PRAISE;
		break;
	default:
		break;
	}
	if (rule == DBN_SCORE_RULES)
		return;
	p = push(s, t, rule, e->on);
	if (p)
		p->event = e;
}

/* The same points for those who assist, at their share. */
static void assist_points(struct dbn_score *s, const struct dbn_task *task, size_t from)
{
	static const enum dbn_task_column cells[] = { DBN_TASK_LEAD, DBN_TASK_COOP };
	size_t until = s->points.count;

	for (size_t c = 0; c < 2; c++) {
		struct dbn_str rest = task->cell[cells[c]];

		for (bool first = c == 0; rest.len;) {
			struct dbn_str unit = dbn_roster_canonical(
				s->roster, dbn_str_trim(dbn_str_split(&rest, ';')));

			/* The first lead has its own points. */
			if (first || unit.len == 0) {
				first = first && unit.len == 0;
				continue;
			}
			score_other(s, unit);
			for (size_t i = from; i < until; i++) {
				struct dbn_point copy = s->points.items[i], *p;

				if (!score_assists(copy.rule) || s->rules->assist == 0 ||
				    dbn_str_eq(copy.unit, unit))
					continue;
				p = DBN_PUSH(s->arena, &s->points);
				if (!p) {
					s->failed = true;
					return;
				}
				*p = copy;
				p->unit = unit;
				p->order = dbn_roster_find(s->roster, unit);
				p->assist = true;
			}
		}
	}
}

/* A node is late only while its task was running. */
static void part_points(struct dbn_score *s, const struct standing *t)
{
	struct standing up;

	if (t->cancelled)
		return;
	if (t->task->parent) {
		up = stand(s, t->task->parent);
		if (up.suspended || up.cancelled ||
		    (up.finished != DBN_NO_DAY && up.finished <= t->due))
			return;
	}
	due_points(s, t, DBN_SCORE_NODE, DBN_SCORE_NODE, DBN_SCORE_RULES);
}

static void task_points(struct dbn_score *s, const struct dbn_task *task)
{
	struct standing t = stand(s, task);
	struct dbn_recur r;
	size_t from = s->points.count;

	if (t.unit.len == 0 || (t.cancelled && t.ended < s->first))
		return;
	score_other(s, t.unit);
	if (t.suspended) {
		struct dbn_excluded *x = DBN_PUSH(s->arena, &s->excluded);

		s->failed = s->failed || !x;
		if (x)
			*x = (struct dbn_excluded){ task, t.unit, t.suspended_since };
		return;
	}
	if (dbn_is_part(task)) {
		part_points(s, &t);
		return;
	}
	if (dbn_recur_parse(task->cell[DBN_TASK_RECUR], &r))
		period_points(s, &t);
	else if (!t.cancelled)
		due_points(s, &t, DBN_SCORE_OVERDUE, DBN_SCORE_LATE, DBN_SCORE_ON_TIME);
	assist_points(s, task, from);
	feedback_points(s, &t);
	ack_point(s, &t);
	for (size_t i = 0; i < task->event_count; i++)
		event_point(s, &t, task->events[i]);
}

void dbn_score_add(struct dbn_score *s, const struct dbn_doc *doc)
{
	for (size_t i = 0; i < doc->task_count && !s->failed; i++)
		task_points(s, &doc->tasks[i]);
}
