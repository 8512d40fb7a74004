/* tally.c - counts and rates. */
#include <stdlib.h>

#include "dubanc/notice.h"
#include "dubanc/sample.h"
#include "dubanc/tally.h"
#include "trail.h"

static uint32_t hash_of(struct dbn_str s, const void *salt)
{
	uint32_t h = 2166136261u ^ (uint32_t)((uintptr_t)salt >> 4);

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 16777619u;
	return h;
}

/* Doubles the index when it is half full; slots hold row + 1. */
static bool index_room(struct dbn_tally *t)
{
	size_t size = t->index_size ? t->index_size * 2 : 64;
	size_t *index;

	if (t->rows.count * 2 < t->index_size)
		return true;
	index = dbn_arena_alloc(t->arena, size, sizeof *index);
	if (!index)
		return false;
	for (size_t i = 0; i < t->rows.count; i++) {
		size_t at = hash_of(t->rows.items[i].key, t->rows.items[i].doc) & (size - 1);

		while (index[at])
			at = (at + 1) & (size - 1);
		index[at] = i + 1;
	}
	t->index = index;
	t->index_size = size;
	return true;
}

/* The row of a key, made where there is none. */
static struct dbn_tally_row *row_of(struct dbn_tally *t, struct dbn_str key,
				    const struct dbn_doc *doc)
{
	struct dbn_tally_row *row;
	size_t at;

	if (!index_room(t)) {
		t->failed = true;
		return NULL;
	}
	at = hash_of(key, doc) & (t->index_size - 1);
	while (t->index[at]) {
		row = &t->rows.items[t->index[at] - 1];
		if (row->doc == doc && dbn_str_eq(row->key, key))
			return row;
		at = (at + 1) & (t->index_size - 1);
	}
	row = DBN_PUSH(t->arena, &t->rows);
	if (!row) {
		t->failed = true;
		return NULL;
	}
	*row = (struct dbn_tally_row){ .key = key, .doc = doc };
	t->index[at] = t->rows.count;
	return row;
}

void dbn_tally_init(struct dbn_tally *t, struct dbn_arena *arena, const struct dbn_roster *roster,
		    enum dbn_tally_by by)
{
	*t = (struct dbn_tally){ .arena = arena, .roster = roster, .by = by };
	for (size_t i = 0; by == DBN_BY_UNIT && roster && i < roster->count; i++) {
		struct dbn_tally_row *row;

		if (roster->units[i].group)
			continue;
		row = row_of(t, roster->units[i].name, NULL);
		if (row)
			row->known = true;
	}
}

int dbn_counts_normal(const struct dbn_counts *c)
{
	return c->light[DBN_LIGHT_ON_TRACK] + c->light[DBN_LIGHT_LONG_TERM];
}

static void count(struct dbn_counts *c, const struct dbn_task *task, const struct dbn_verdict *v)
{
	c->light[v->light]++;
	if (v->light == DBN_LIGHT_CANCELLED) {
		c->cancelled++;
		return;
	}
	c->total++;
	if (dbn_is_finished(task)) {
		c->finished++;
		c->finished_late += v->late_days > 0 || v->periods_late + v->periods_missing > 0;
	}
	c->silent += v->silent;
	c->reported += task->state == DBN_STATE_REPORTED;
	if (v->light == DBN_LIGHT_OVERDUE) {
		c->overdue++;
		c->days_late -= v->days;
	}
}

/* The month in which the task is bound to be finished. */
static struct dbn_str month_of(struct dbn_arena *arena, const struct dbn_task *task,
			       const struct dbn_verdict *v)
{
	char day[11];

	dbn_day_format(day, v->due != DBN_NO_DAY ? v->due : task->due);
	return dbn_arena_dup(arena, dbn_str_sub(dbn_str_of(day), 0, 7));
}

void dbn_tally_add(struct dbn_tally *t, const struct dbn_task *task, const struct dbn_verdict *v)
{
	struct dbn_tally_row *row = NULL;

	if (dbn_is_part(task))
		return;
	switch (t->by) {
	case DBN_BY_UNIT:
		row = row_of(t, dbn_roster_canonical(t->roster, dbn_reporting_unit(task)), NULL);
		break;
	case DBN_BY_SECTION:
		row = row_of(t, task->cell[DBN_TASK_SECTION], task->doc);
		break;
	case DBN_BY_DOC:
		row = row_of(t, task->doc->key, task->doc);
		break;
	case DBN_BY_MONTH:
		row = row_of(t, month_of(t->arena, task, v), NULL);
		break;
	}
	if (!row)
		return;
	count(&row->counts, task, v);
	count(&t->all, task, v);
}

/* Months by their name; what has no key comes last. */
static int by_key(const void *a, const void *b)
{
	const struct dbn_tally_row *x = a, *y = b;

	if ((x->key.len == 0) != (y->key.len == 0))
		return x->key.len == 0 ? 1 : -1;
	return dbn_str_cmp(x->key, y->key);
}

bool dbn_tally_finish(struct dbn_tally *t)
{
	if (t->by == DBN_BY_MONTH && t->rows.count) {
		qsort(t->rows.items, t->rows.count, sizeof *t->rows.items, by_key);
		return !t->failed;
	}
	if (t->by != DBN_BY_UNIT)
		return !t->failed;
	for (size_t i = 0; i + 1 < t->rows.count; i++)
		if (t->rows.items[i].key.len == 0) {
			struct dbn_tally_row last = t->rows.items[i];

			for (size_t k = i; k + 1 < t->rows.count; k++)
				t->rows.items[k] = t->rows.items[k + 1];
			t->rows.items[t->rows.count - 1] = last;
			break;
		}
	return !t->failed;
}

static struct dbn_duty_row *duty_of(struct dbn_duties *d, struct dbn_str unit)
{
	struct dbn_duty_row *row;

	for (size_t i = 0; i < d->rows.count; i++)
		if (dbn_str_eq(d->rows.items[i].unit, unit))
			return &d->rows.items[i];
	row = DBN_PUSH(d->arena, &d->rows);
	if (row)
		*row = (struct dbn_duty_row){ .unit = unit };
	else
		d->failed = true;
	return row;
}

void dbn_duties_init(struct dbn_duties *d, struct dbn_arena *arena, const struct dbn_roster *roster)
{
	*d = (struct dbn_duties){ .arena = arena, .roster = roster };
	for (size_t i = 0; roster && i < roster->count; i++) {
		struct dbn_duty_row *row =
			roster->units[i].group ? NULL : duty_of(d, roster->units[i].name);

		if (row)
			row->known = true;
	}
}

/* The k-th member of lead, coop and units taken as one list; false behind the last. *ours: it
 * stands in lead or coop, which hold units of this office; units is what the document says. */
static bool member_at(const struct dbn_task *task, size_t k, struct dbn_str *out, bool *ours)
{
	static const enum dbn_task_column cells[] = { DBN_TASK_LEAD, DBN_TASK_COOP,
						      DBN_TASK_UNITS };

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct dbn_str rest = task->cell[cells[i]];

		while (rest.len) {
			*out = dbn_str_trim(dbn_str_split(&rest, ';'));
			*ours = cells[i] != DBN_TASK_UNITS;
			if (out->len && k-- == 0)
				return true;
		}
	}
	return false;
}

void dbn_duties_add(struct dbn_duties *d, const struct dbn_task *task, const struct dbn_verdict *v)
{
	struct dbn_str reporting = dbn_roster_canonical(d->roster, dbn_reporting_unit(task)),
		       written;
	bool ours, whose;

	if (dbn_is_part(task) || v->light == DBN_LIGHT_CANCELLED || reporting.len == 0)
		return;
	for (size_t k = 0; member_at(task, k, &written, &ours); k++) {
		struct dbn_str unit = dbn_roster_canonical(d->roster, written), before;
		struct dbn_duty_row *row;
		bool again = dbn_str_eq(unit, reporting);

		/* Named in two roles it still has one duty. */
		for (size_t i = 0; i < k && !again && member_at(task, i, &before, &whose); i++)
			again = dbn_str_eq(dbn_roster_canonical(d->roster, before), unit);
		/* A unit of another level, which the document names, is not this office's to chase. */
		again = again || (!ours && d->roster && d->roster->count && dbn_roster_find(d->roster, unit) == DBN_NONE);
		row = again ? NULL : duty_of(d, unit);
		if (!row)
			continue;
		row->total++;
		if (dbn_is_finished(task)) {
			row->finished++;
			continue;
		}
		row->running++;
		row->heard += dbn_standing_of(task, unit).last_feedback != DBN_NO_DAY;
		row->overdue += v->light == DBN_LIGHT_OVERDUE;
	}
}

static void flow_event(struct dbn_flow *f, const struct dbn_event *e)
{
	struct dbn_str unit;

	switch (e->kind) {
	case DBN_EV_ADD:
		f->added++;
		break;
	case DBN_EV_CLOSE:
		f->closed++;
		break;
	case DBN_EV_RETURN:
		f->returned++;
		break;
	case DBN_EV_REOPEN:
		f->reopened++;
		break;
	case DBN_EV_CANCEL:
		f->cancelled++;
		break;
	case DBN_EV_EXTEND_REQUEST:
		f->asked++;
		break;
	case DBN_EV_EXTEND:
		f->extended++;
		break;
	case DBN_EV_EXTEND_REFUSE:
		f->refused++;
		break;
	case DBN_EV_NOTICE:
		f->noticed += dbn_notice_read(e, NULL, &unit) != DBN_NOTICE_REMIND;
		break;
	case DBN_EV_INSPECT:
		f->inspected++;
		f->failed += dbn_inspect_read(e, NULL) == DBN_INSPECT_FAIL;
		break;
	default:
		break;
	}
}

void dbn_flow_add(struct dbn_flow *f, const struct dbn_task *task, const struct dbn_verdict *v,
		  int32_t from, int32_t to)
{
	bool heard = false, imported = false;

	if (dbn_is_part(task))
		return;
	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		if (e->kind == DBN_EV_IMPORT && !imported) {
			/* A re-import adds nothing. */
			imported = true;
			f->added += e->on >= from && e->on <= to;
		}
		if (e->on < from || e->on > to)
			continue;
		heard = heard || ((e->kind == DBN_EV_FEEDBACK || e->kind == DBN_EV_REPORT) &&
				  trail_is_leads(task, e));
		flow_event(f, e);
	}
	f->fed_back += heard;
	if (dbn_is_finished(task) && task->state != DBN_STATE_CANCELLED && v->finished >= from &&
	    v->finished <= to) {
		f->finished++;
		f->finished_late += v->late_days > 0 || v->periods_late + v->periods_missing > 0;
	}
}
