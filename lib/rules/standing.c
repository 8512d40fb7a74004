/* standing.c - what the events of a task say about its units and days. */
#include "trail.h"

bool trail_change(const struct dbn_event *e, const char *column, struct dbn_str *value)
{
	struct dbn_str rest = e->changes, name = dbn_str_of(column);
	bool found = false;

	while (rest.ptr) {
		struct dbn_str member = dbn_str_split(&rest, ';');

		if (!dbn_str_starts(member, name) || member.len == name.len ||
		    member.ptr[name.len] != '=')
			continue;
		found = true;
		if (value)
			*value = dbn_str_from(member, name.len + 1);
	}
	return found;
}

struct dbn_str trail_first(struct dbn_str list)
{
	struct dbn_str first = { "", 0 };

	while (list.ptr && first.len == 0)
		first = dbn_str_trim(dbn_str_split(&list, ';'));
	return first;
}

bool trail_has(struct dbn_str list, struct dbn_str member)
{
	while (list.ptr)
		if (dbn_str_eq(dbn_str_trim(dbn_str_split(&list, ';')), member))
			return member.len > 0;
	return false;
}

bool dbn_is_part(const struct dbn_task *task)
{
	return task->kind == DBN_KIND_MEASURE || task->kind == DBN_KIND_NODE;
}

bool dbn_is_finished(const struct dbn_task *task)
{
	return task->state == DBN_STATE_DONE || task->state == DBN_STATE_CLOSED ||
	       task->state == DBN_STATE_CANCELLED;
}

struct dbn_str dbn_reporting_unit(const struct dbn_task *task)
{
	struct dbn_str unit = trail_first(task->cell[DBN_TASK_LEAD]);

	for (int depth = 0; unit.len == 0 && dbn_is_part(task) && task->parent && depth < 8;
	     depth++) {
		task = task->parent;
		unit = trail_first(task->cell[DBN_TASK_LEAD]);
	}
	return unit;
}

bool trail_is_leads(const struct dbn_task *task, const struct dbn_event *e)
{
	struct dbn_str unit = dbn_reporting_unit(task);

	return dbn_str_eq(e->unit, unit);
}

/* The next member of a list in a changes cell, where %3B is the ; */
static struct dbn_str escaped_member(struct dbn_str *list)
{
	size_t cut = dbn_str_find(*list, DBN_STR("%3B"));
	struct dbn_str member = cut == DBN_NONE ? *list : dbn_str_sub(*list, 0, cut);

	*list = cut == DBN_NONE ? DBN_STR("") : dbn_str_from(*list, cut + 3);
	return dbn_str_trim(member);
}

static void lead_add(struct trail_leads *leads, struct dbn_str unit)
{
	for (size_t i = 0; i < leads->count; i++)
		if (dbn_str_eq(leads->member[i], unit))
			return;
	if (unit.len && leads->count < TRAIL_LEADS)
		leads->member[leads->count++] = unit;
}

static void lead_remove(struct trail_leads *leads, struct dbn_str unit)
{
	size_t kept = 0;

	for (size_t i = 0; i < leads->count; i++)
		if (!dbn_str_eq(leads->member[i], unit))
			leads->member[kept++] = leads->member[i];
	leads->count = kept;
}

void trail_lead_event(struct trail_leads *leads, const struct dbn_event *e)
{
	struct dbn_str rest = e->changes;

	while (rest.ptr) {
		struct dbn_str list = dbn_str_split(&rest, ';'), name = dbn_str_split(&list, '=');
		bool set = dbn_str_eqz(name, "lead"), remove = dbn_str_eqz(name, "lead-");

		if (!list.ptr || (!set && !remove && !dbn_str_eqz(name, "lead+")))
			continue;
		leads->seen = true;
		if (set)
			leads->count = 0;
		while (list.len) {
			struct dbn_str unit = escaped_member(&list);

			if (remove)
				lead_remove(leads, unit);
			else
				lead_add(leads, unit);
		}
	}
}

struct dbn_str trail_lead_first(const struct trail_leads *leads)
{
	return leads->count ? leads->member[0] : DBN_STR("");
}

int32_t dbn_charged_day(const struct dbn_task *task)
{
	int32_t charged = DBN_NO_DAY, entered = DBN_NO_DAY;
	struct trail_leads leads = { .count = 0 };

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		struct dbn_str before = trail_lead_first(&leads), now;

		trail_lead_event(&leads, e);
		now = trail_lead_first(&leads);
		/* A further lead does not charge the first one anew. */
		if (e->on != DBN_NO_DAY && now.len && !dbn_str_eq(before, now))
			charged = e->on;
		if (entered == DBN_NO_DAY && (e->kind == DBN_EV_IMPORT || e->kind == DBN_EV_ADD))
			entered = e->on;
	}
	if (charged == DBN_NO_DAY && dbn_is_part(task) && task->parent && task->parent != task)
		charged = dbn_charged_day(task->parent);
	if (charged != DBN_NO_DAY)
		return charged;
	if (entered != DBN_NO_DAY)
		return entered;
	if (!task->doc)
		return DBN_NO_DAY;
	return task->doc->received != DBN_NO_DAY ? task->doc->received : task->doc->date;
}

int32_t dbn_report_day(const struct dbn_task *task)
{
	int32_t day = DBN_NO_DAY;

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		if (e->kind == DBN_EV_RETURN || e->kind == DBN_EV_REOPEN)
			day = DBN_NO_DAY;
		else if (e->kind == DBN_EV_REPORT &&
			 (trail_is_leads(task, e) || trail_change(e, "state", NULL)))
			day = e->on;
	}
	return day;
}

bool dbn_extension_pending(const struct dbn_task *task, int32_t *day)
{
	bool pending = false;

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		struct dbn_str asked = e->text;

		if (e->kind == DBN_EV_EXTEND || e->kind == DBN_EV_EXTEND_REFUSE)
			pending = false;
		if (e->kind != DBN_EV_EXTEND_REQUEST)
			continue;
		pending = true;
		/* The day asked for heads the text of the request. */
		if (day)
			*day = dbn_day_parse(dbn_str_sub(asked, 0, 10));
	}
	return pending;
}

int32_t dbn_binding_due(const struct dbn_task *task)
{
	bool entered = false;

	if (task->due_original == DBN_NO_DAY)
		return task->due;
	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		if (dbn_event_may_move_due(e, entered) && trail_change(e, "due", NULL))
			return task->due;
		entered = entered || e->kind == DBN_EV_IMPORT;
	}
	return task->due_original;
}

/* A unit whose progress is not the task's has it at the head of its text: 35% … */
static bool heads_percent(const struct dbn_event *e, int32_t *percent)
{
	struct dbn_str rest = e->text, number = dbn_str_split(&rest, '%');

	return rest.ptr && (rest.len == 0 || rest.ptr[0] == ' ') && dbn_str_uint(number, percent) &&
	       *percent <= 100;
}

struct dbn_standing dbn_standing_of(const struct dbn_task *task, struct dbn_str unit)
{
	struct dbn_standing s = { DBN_NO_DAY, DBN_NO_DAY, -1, DBN_STANDING_NONE };

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		struct dbn_str text;
		int32_t percent;

		if (e->kind == DBN_EV_RETURN || e->kind == DBN_EV_REOPEN) {
			if (s.stage == DBN_STANDING_REPORTED &&
			    dbn_str_eq(unit, dbn_reporting_unit(task)))
				s.stage = DBN_STANDING_DOING;
			continue;
		}
		if (!dbn_str_eq(e->unit, unit))
			continue;
		if (e->kind == DBN_EV_ACK && s.ack == DBN_NO_DAY)
			s.ack = e->on;
		if (e->kind == DBN_EV_ACK && s.stage < DBN_STANDING_ACK)
			s.stage = DBN_STANDING_ACK;
		if (e->kind == DBN_EV_FEEDBACK || e->kind == DBN_EV_REPORT) {
			if (e->on > s.last_feedback)
				s.last_feedback = e->on;
			s.stage = e->kind == DBN_EV_REPORT ? DBN_STANDING_REPORTED
							   : DBN_STANDING_DOING;
		}
		if (trail_change(e, "progress", &text) ? dbn_str_uint(text, &percent)
						       : heads_percent(e, &percent))
			s.progress = percent;
	}
	return s;
}

/* Whether `text` begins with a list of period names that has this one. */
static bool heads_with(struct dbn_str text, struct dbn_str name)
{
	static const char *const separators[] = { "、", "，", ",", ";", "；", " " };

	for (;;) {
		size_t n = 0, skip = 0;

		while (n < text.len &&
		       ((text.ptr[n] >= '0' && text.ptr[n] <= '9') || text.ptr[n] == '-' ||
			text.ptr[n] == 'H' || text.ptr[n] == 'Q' || text.ptr[n] == 'W'))
			n++;
		if (n < 4)
			return false;
		if (dbn_str_eq(dbn_str_sub(text, 0, n), name))
			return true;
		text = dbn_str_from(text, n);
		for (size_t i = 0; i < sizeof separators / sizeof *separators && !skip; i++)
			if (dbn_str_starts(text, dbn_str_of(separators[i])))
				skip = dbn_str_of(separators[i]).len;
		if (!skip)
			return false;
		text = dbn_str_from(text, skip);
	}
}

bool trail_names_period(const struct dbn_task *task, const struct dbn_event *e, struct dbn_str name)
{
	struct dbn_str rest = e->changes;

	while (rest.ptr) {
		struct dbn_str member = dbn_str_split(&rest, ';');

		if (dbn_str_starts(member, DBN_STR("period=")) &&
		    dbn_str_eq(dbn_str_from(member, 7), name))
			return true;
	}
	/* Another unit's report is its own; only the lead's finishes a period. */
	if (e->kind == DBN_EV_REPORT && !trail_is_leads(task, e))
		return false;
	return heads_with(e->text, name);
}

/* The day on which the period was finished, or DBN_NO_DAY. */
static int32_t period_finished(const struct dbn_task *task, struct dbn_str name)
{
	int32_t day = DBN_NO_DAY;
	bool last_named = false;

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		if (e->kind == DBN_EV_REPORT) {
			last_named = trail_names_period(task, e, name);
			/* Reported twice: the first one stands. */
			if (last_named && day == DBN_NO_DAY)
				day = e->on;
		} else if (e->kind == DBN_EV_RETURN &&
			   (last_named || trail_names_period(task, e, name))) {
			day = DBN_NO_DAY;
			last_named = false;
		}
	}
	return day;
}

static void stand_on(struct dbn_periods *p, int32_t due)
{
	p->due = due;
	dbn_recur_name(p->name, &p->recur, due);
	p->finished = period_finished(p->task, dbn_str_of(p->name));
}

bool dbn_periods_first(const struct dbn_task *task, struct dbn_periods *p)
{
	int32_t from = task->due != DBN_NO_DAY ? task->due : dbn_charged_day(task);

	if (from == DBN_NO_DAY || !dbn_recur_parse(task->cell[DBN_TASK_RECUR], &p->recur))
		return false;
	p->task = task;
	stand_on(p, dbn_recur_next(&p->recur, from));
	return p->due != DBN_NO_DAY;
}

bool dbn_periods_next(struct dbn_periods *p)
{
	stand_on(p, dbn_recur_after(&p->recur, p->due));
	return p->due != DBN_NO_DAY;
}
