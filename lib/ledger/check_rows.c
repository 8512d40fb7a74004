/* check_rows.c - rows against their events, events against their tasks. */
#include <string.h>

#include "check.h"

/* ---- rows as events make them ---- */

int fold_doc(struct dbn_ledger *l, struct dbn_doc *doc, struct folded *out, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);

	out->rows = dbn_arena_alloc(&l->arena, doc->task_count, sizeof *out->rows);
	out->made = dbn_arena_alloc(&l->arena, doc->task_count, sizeof *out->made);
	if (!out->rows || !out->made)
		return dbn_fail_memory(err);
	for (size_t i = 0; i < doc->task_count; i++)
		for (size_t c = 0; c < DBN_TASK_COLUMNS; c++)
			out->rows[i].cell[c] = DBN_STR("");
	for (size_t i = 0; i < doc->event_count; i++) {
		const struct dbn_event *e = &doc->events[i];
		size_t row = map_get(&s->task_rows, e->task);

		if (row >= doc->task_count)
			continue;
		fold_apply(&l->arena, &out->rows[row], e);
		out->made[row] = out->made[row] || e->kind == DBN_EV_IMPORT || e->kind == DBN_EV_ADD;
	}
	return l->arena.failed ? dbn_fail_memory(err) : DBN_OK;
}

bool folded_target(const struct folded *f, const struct dbn_doc *doc, struct dbn_str target,
		   struct dbn_str column, struct dbn_str *value)
{
	bool found = false;

	for (size_t i = 0; i < doc->task_count; i++)
		for (size_t k = 0; k < f->rows[i].extra.count; k++) {
			const struct fold_cell *x = &f->rows[i].extra.items[k];

			if (dbn_str_eq(x->target, target) && dbn_str_eq(x->column, column)) {
				*value = x->value;
				found = true;
			}
		}
	return found;
}

static struct dbn_str or_none(struct dbn_str s)
{
	return s.len ? s : DBN_STR("—");
}

/* How many bytes of s a ? or U+FFFD takes. */
static size_t mark_at(struct dbn_str s, size_t at)
{
	if (at < s.len && s.ptr[at] == '?')
		return 1;
	return s.len - at >= 3 && memcmp(s.ptr + at, "\xef\xbf\xbd", 3) == 0 ? 3 : 0;
}

/*
 * Whether v is the text `was` with characters that an encoding lacks replaced by ? or
 * U+FFFD: everything else is the same, and a run of marks stands where characters
 * beyond ASCII stood.
 */
static bool was_replaced(struct dbn_str v, struct dbn_str was)
{
	size_t i = 0, k = 0;
	bool any = false;

	while (i < v.len) {
		size_t marks = 0, from = k, n;

		if (k < was.len && v.ptr[i] == was.ptr[k]) {
			i++;
			k++;
			continue;
		}
		while ((n = mark_at(v, i)) > 0) {
			i += n;
			marks++;
		}
		while (marks && k < was.len && (unsigned char)was.ptr[k] >= 0x80 &&
		       !(i < v.len && (was.ptr[k] & 0xc0) != 0x80 && dbn_str_starts(dbn_str_from(was, k), dbn_str_sub(v, i, 3))))
			k++;
		if (k == from)
			return false;
		any = true;
	}
	return any && k == was.len;
}

bool row_is_sound(const struct dbn_doc *doc, size_t row)
{
	const struct doc_store *s = store_of(doc);

	return !(s->tasks.table.csv.oddities & DBN_CSV_DAMAGED) && !row_is_ragged(&s->tasks.table, row) &&
	       map_get(&s->task_rows, doc->tasks[row].cell[DBN_TASK_ID]) == row;
}

static bool compared(size_t column)
{
	return column != DBN_TASK_ID && column != DBN_TASK_EVENT;
}

/* Parents that lead back to the task itself. */
static bool in_a_ring(const struct dbn_doc *doc, const struct dbn_task *task)
{
	const struct dbn_task *up = task->parent;

	for (size_t hops = 0; up && hops <= doc->task_count; hops++, up = up->parent)
		if (up == task)
			return true;
	return false;
}

static void check_against_events(const struct check *c, const struct dbn_doc *doc, size_t i,
				 const struct folded *f)
{
	const struct table *t = &store_of(doc)->tasks.table;
	const struct dbn_task *task = &doc->tasks[i];
	struct dbn_str id = task->cell[DBN_TASK_ID];
	size_t count;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &count);

	if (!f->made[i]) {
		tell(c, DBN_MSG_ROW_WITHOUT_EVENTS, cell_pos(t, i, DBN_NONE), id, NO_ARG, NO_ARG, NO_ARG);
	} else if (task->cell[DBN_TASK_EVENT].len &&
		   map_get(&store_of(doc)->event_ids, task->cell[DBN_TASK_EVENT]) == DBN_NONE) {
		tell(c, DBN_MSG_EVENT_UNKNOWN, cell_pos(t, i, t->place[DBN_TASK_EVENT]), id,
		     task->cell[DBN_TASK_EVENT], NO_ARG, NO_ARG);
	}
	for (size_t k = 0; k < count; k++) {
		struct dbn_str v = task->cell[k], want = f->rows[i].cell[k], name = dbn_str_of(columns[k].name);
		bool known = f->made[i] && compared(k), differs = known && !dbn_str_eq(v, want);
		bool told = !cell_is_good(DBN_TASKS, k, v) || (k == DBN_TASK_PARENT && v.len && (!task->parent || in_a_ring(doc, task)));

		if (differs && was_replaced(v, want))
			tell(c, DBN_MSG_REPLACED, cell_pos(t, i, t->place[k]), id, name, want, NO_ARG);
		else if (told)
			continue;
		else if (differs && k != DBN_TASK_DUE && k != DBN_TASK_DUE_ORIGINAL)
			tell(c, DBN_MSG_ROW_UNEXPLAINED, cell_pos(t, i, t->place[k]), id, name, or_none(v), or_none(want));
		else if (differs && !want.len) /* where there was a day, check_due() tells it */
			tell(c, DBN_MSG_ROW_UNEXPLAINED, cell_pos(t, i, t->place[k]), id, name, or_none(v), or_none(want));
		else if (!known && looks_replaced(v))
			tell(c, DBN_MSG_REPLACED_MAYBE, cell_pos(t, i, t->place[k]), id, name, NO_ARG, NO_ARG);
	}
}

/* The value that an event gives to a column; false where it leaves it alone. */
static bool sets(struct dbn_arena *a, const struct dbn_event *e, size_t column, struct dbn_str *value)
{
	struct dbn_str rest = e->changes;
	struct dbn_change ch;
	bool bad = false;

	while (dbn_changes_next(a, &rest, &ch, &bad))
		if (dbn_column_find(DBN_TASKS, ch.column) == column) {
			*value = ch.value;
			return true;
		}
	return false;
}

/*
 * Whether the last event that set the due day was entitled to move it, or sets the day that one
 * before it granted, as merge --resolve does where that is the one chosen.
 */
static bool moved_by_right(struct dbn_arena *a, const struct dbn_task *task)
{
	struct dbn_str last = { NULL, 0 }, value;

	for (size_t k = task->event_count; k-- > 0;) {
		if (!sets(a, task->events[k], DBN_TASK_DUE, &value))
			continue;
		if (!last.ptr)
			last = value;
		if (dbn_str_eq(value, last) && dbn_event_may_move_due(task->events[k], k > 0))
			return true;
		if (task->events[k]->kind != DBN_EV_EDIT && !dbn_event_may_move_due(task->events[k], k > 0))
			return false;
	}
	return false;
}

/*
 * The due day as it was first set. A correction by hand does not change what it was. Of two that
 * two people gave (one id: see check_added(); one paper read with two days of receipt: merge
 * --resolve) it is the one that the row has and, of a paper, that the events end with.
 */
static struct dbn_str first_due(struct dbn_arena *a, const struct dbn_task *task, const struct fold_row *folded)
{
	struct dbn_str first = DBN_STR(""), value, now = task->cell[DBN_TASK_DUE_ORIGINAL];
	bool told = folded && dbn_str_eq(folded->cell[DBN_TASK_DUE_ORIGINAL], now);

	for (size_t k = 0; k < task->event_count; k++)
		if ((task->events[k]->kind == DBN_EV_ADD || (told && task->events[k]->kind == DBN_EV_IMPORT)) &&
		    sets(a, task->events[k], DBN_TASK_DUE_ORIGINAL, &value) && dbn_str_eq(value, now))
			return value;
	for (size_t k = 0; k < task->event_count; k++)
		if ((task->events[k]->kind != DBN_EV_EDIT || !first.len) &&
		    sets(a, task->events[k], DBN_TASK_DUE_ORIGINAL, &value))
			first = value;
	return first.len ? first : task->cell[DBN_TASK_DUE_ORIGINAL];
}

/*
 * The day of the row is that of its events, and where it is not the first one, an
 * event granted it. The day it was first set is never another one.
 */
static void check_due(const struct check *c, const struct dbn_doc *doc, size_t i, const struct folded *f)
{
	struct dbn_arena *a = &c->l->arena;
	const struct dbn_task *task = &doc->tasks[i];
	const struct table *t = &store_of(doc)->tasks.table;
	struct dbn_str id = task->cell[DBN_TASK_ID], due = task->cell[DBN_TASK_DUE];
	struct dbn_str first = first_due(a, task, f->made[i] ? &f->rows[i] : NULL), was = f->made[i] ? f->rows[i].cell[DBN_TASK_DUE] : first;

	if (!dbn_str_eq(task->cell[DBN_TASK_DUE_ORIGINAL], first))
		tell(c, DBN_MSG_FIRST_DUE_MOVED, cell_pos(t, i, t->place[DBN_TASK_DUE_ORIGINAL]), id, first,
		     or_none(task->cell[DBN_TASK_DUE_ORIGINAL]), NO_ARG);
	if (due.len && task->due == DBN_NO_DAY)
		return; /* no day at all: said elsewhere */
	if (dbn_str_eq(due, was)) {
		if (!first.len || dbn_str_eq(due, first) || moved_by_right(a, task))
			return;
		was = first;
	}
	if (was.len)
		tell(c, DBN_MSG_DUE_MOVED, cell_pos(t, i, t->place[DBN_TASK_DUE]), id, was, or_none(due), NO_ARG);
}

static bool holds(struct dbn_str list, struct dbn_str unit)
{
	while (list.len)
		if (dbn_str_eq(dbn_str_trim(dbn_str_split(&list, ';')), unit))
			return true;
	return false;
}

/* A group leads nothing, and nobody assists himself. */
static void check_lead(const struct check *c, const struct dbn_doc *doc, size_t i)
{
	const struct table *t = &store_of(doc)->tasks.table;
	const struct dbn_task *task = &doc->tasks[i];
	const struct dbn_registry *r = &c->l->registry;
	struct dbn_str rest = task->cell[DBN_TASK_LEAD];

	while (rest.len) {
		struct dbn_str unit = dbn_str_trim(dbn_str_split(&rest, ';'));
		struct dbn_lookup found = dbn_registry_find(r, unit, dbn_str_of(c->l->conf.level));

		if (found.found == DBN_FOUND_ONE && dbn_unit_is_group(&r->units[found.unit]))
			tell(c, DBN_MSG_LEAD_IS_GROUP, cell_pos(t, i, t->place[DBN_TASK_LEAD]),
			     task->cell[DBN_TASK_ID], unit, NO_ARG, NO_ARG);
		if (holds(task->cell[DBN_TASK_COOP], unit))
			tell(c, DBN_MSG_LEAD_ASSISTS, cell_pos(t, i, t->place[DBN_TASK_COOP]),
			     task->cell[DBN_TASK_ID], unit, NO_ARG, NO_ARG);
	}
}

static void check_task(const struct check *c, const struct dbn_doc *doc, size_t i, const struct folded *f)
{
	const struct dbn_task *task = &doc->tasks[i];
	const struct table *t = &store_of(doc)->tasks.table;
	struct dbn_str id = task->cell[DBN_TASK_ID], lead = task->cell[DBN_TASK_LEAD];
	bool open = task->state != DBN_STATE_CLOSED && task->state != DBN_STATE_CANCELLED && task->state != DBN_STATE_DONE;

	if (task->cell[DBN_TASK_PARENT].len && !task->parent)
		tell(c, DBN_MSG_DANGLING_PARENT, cell_pos(t, i, t->place[DBN_TASK_PARENT]), id,
		     task->cell[DBN_TASK_PARENT], NO_ARG, NO_ARG);
	else if (in_a_ring(doc, task))
		tell(c, DBN_MSG_PARENT_RING, cell_pos(t, i, t->place[DBN_TASK_PARENT]), id, NO_ARG, NO_ARG, NO_ARG);
	check_due(c, doc, i, f);
	if (task->kind == DBN_KIND_NODE || task->kind == DBN_KIND_MEASURE || !open)
		return;
	check_lead(c, doc, i);
	if (!lead.len)
		tell(c, DBN_MSG_NO_LEAD, cell_pos(t, i, t->place[DBN_TASK_LEAD]), id, NO_ARG, NO_ARG, NO_ARG);
	else if (memchr(lead.ptr, ';', lead.len))
		tell(c, DBN_MSG_SEVERAL_LEADS, cell_pos(t, i, t->place[DBN_TASK_LEAD]), id, lead, NO_ARG, NO_ARG);
}

/* ---- events ---- */

static void check_changes(const struct check *c, const struct table *t, size_t row)
{
	struct dbn_str rest = table_cell(t, row, DBN_EVENT_CHANGES);
	struct dbn_change ch;
	bool bad = false;

	while (dbn_changes_next(&c->l->arena, &rest, &ch, &bad))
		;
	if (bad)
		tell(c, DBN_MSG_BAD_CHANGES, cell_pos(t, row, t->place[DBN_EVENT_CHANGES]),
		     table_cell(t, row, DBN_EVENT_CHANGES), NO_ARG, NO_ARG, NO_ARG);
}

/* What was entered had happened; --today set forward leaves such days, and slips do. */
static void check_event_day(const struct check *c, const struct table *t, size_t row)
{
	struct dbn_str at = table_cell(t, row, DBN_EVENT_AT), on = table_cell(t, row, DBN_EVENT_ON);
	int64_t moment = dbn_instant_parse(at);
	int32_t day = dbn_day_parse(on);

	if (moment == INT64_MIN || day == DBN_NO_DAY)
		return;
	/* A month of grace, for days set forward on purpose: what is meant is a year typed wrong. */
	if (day > (int32_t)((moment / 60000 + c->l->conf.zone_minutes) / 1440) + 31)
		tell(c, DBN_MSG_EVENT_FUTURE, cell_pos(t, row, t->place[DBN_EVENT_ON]),
		     table_cell(t, row, DBN_EVENT_ID), on, at, NO_ARG);
}

static bool same_cells(const struct table *t, size_t a, size_t b)
{
	for (size_t k = 0; k < DBN_EVENT_COLUMNS; k++)
		if (!dbn_str_eq(table_cell(t, a, k), table_cell(t, b, k)))
			return false;
	return true;
}

/*
 * Where two clones gave one id, merge --resolve has given one of the two an id of its own, by an
 * event M and the id of an event of theirs: the tasks of which that is known.
 */
static bool find_parted(const struct check *c, const struct dbn_doc *doc, struct map *parted)
{
	const struct doc_store *s = store_of(doc);

	if (!map_init(parted, &c->l->arena, 16))
		return false;
	for (size_t i = 0; i < doc->event_count; i++) {
		const struct dbn_event *e = &doc->events[i];
		size_t of = e->kind == DBN_EV_ADD && dbn_str_starts(e->id, DBN_STR("M")) ?
				    map_get(&s->event_ids, dbn_str_from(e->id, 1)) : DBN_NONE;

		if (of != DBN_NONE)
			map_add(parted, doc->events[of].task, i);
	}
	return true;
}

/* A second `add` of one id put its row in place of the first. */
static void check_added(const struct check *c, const struct dbn_doc *doc, size_t row, struct map *added,
			const struct map *parted)
{
	const struct table *t = &store_of(doc)->events.table;
	struct dbn_str id = table_cell(t, row, DBN_EVENT_ID), task = table_cell(t, row, DBN_EVENT_TASK);
	size_t before;

	if (!task.len || map_get(c->open, task) != DBN_NONE || map_get(parted, task) != DBN_NONE)
		return;
	before = map_add(added, task, row);
	if (before != DBN_NONE && !dbn_str_eq(table_cell(t, before, DBN_EVENT_ID), id) &&
	    !dbn_str_eq(table_cell(t, before, DBN_EVENT_CHANGES), table_cell(t, row, DBN_EVENT_CHANGES)))
		tell(c, DBN_MSG_ADDED_TWICE, cell_pos(t, row, t->place[DBN_EVENT_TASK]), task,
		     table_cell(t, before, DBN_EVENT_ID), id, NO_ARG);
}

static void check_events(const struct check *c, const struct dbn_doc *doc)
{
	const struct doc_store *s = store_of(doc);
	const struct table *t = &s->events.table;
	struct map seen, gone, added, parted;

	if (!map_init(&seen, &c->l->arena, t->csv.row_count) || !map_init(&gone, &c->l->arena, 16) ||
	    !map_init(&added, &c->l->arena, 16) || !find_parted(c, doc, &parted))
		return;
	for (size_t i = 0; i < t->csv.row_count; i++) {
		struct dbn_str id = table_cell(t, i, DBN_EVENT_ID), task = table_cell(t, i, DBN_EVENT_TASK);
		int kind = dbn_word_find(DBN_WORDS_EVENT, table_cell(t, i, DBN_EVENT_KIND));
		size_t before = id.len ? map_add(&seen, id, i) : DBN_NONE;
		size_t colon = dbn_str_find(task, DBN_STR(":"));

		if (!id.len)
			tell(c, DBN_MSG_ID_EMPTY, cell_pos(t, i, DBN_NONE), NO_ARG, NO_ARG, NO_ARG, NO_ARG);
		if (before != DBN_NONE)
			tell(c, same_cells(t, before, i) ? DBN_MSG_EVENT_REPEATED : DBN_MSG_EVENT_TWICE,
			     cell_pos(t, i, t->place[DBN_EVENT_ID]), id, NO_ARG, NO_ARG, NO_ARG);
		check_changes(c, t, i);
		check_event_day(c, t, i);
		if (kind == DBN_EV_ADD)
			check_added(c, doc, i, &added, &parted);
		if (kind == DBN_EV_NOTICE)
			check_notice(c, t, i);
		if (task.len && colon != DBN_NONE && !dbn_str_eq(dbn_str_sub(task, 0, colon), doc->key))
			tell(c, DBN_MSG_EVENT_FOREIGN, cell_pos(t, i, t->place[DBN_EVENT_TASK]), task, NO_ARG, NO_ARG, NO_ARG);
		else if (map_get(&s->task_rows, task) != DBN_NONE || map_get(c->open, task) != DBN_NONE ||
			 (s->tasks.table.csv.oddities & DBN_CSV_DAMAGED))
			continue;
		else if (kind == DBN_EV_IMPORT || kind == DBN_EV_ADD) {
			if (map_add(&gone, task, i) == DBN_NONE)
				tell(c, DBN_MSG_ROW_GONE, cell_pos(t, i, t->place[DBN_EVENT_TASK]), task, NO_ARG, NO_ARG, NO_ARG);
		} else if (map_get(&gone, task) == DBN_NONE) {
			tell(c, DBN_MSG_EVENT_NO_TASK, cell_pos(t, i, t->place[DBN_EVENT_TASK]), id, task, NO_ARG, NO_ARG);
		}
	}
}

/* ---- targets ---- */

static void check_targets(const struct check *c, const struct dbn_doc *doc, const struct folded *f)
{
	const struct table *t = &store_of(doc)->targets.table;
	size_t count;
	const struct dbn_column *columns = dbn_columns(DBN_TARGETS, &count);

	for (size_t i = 0; i < doc->target_count; i++) {
		const struct dbn_ledger_target *target = &doc->targets[i];
		struct dbn_str id = target->cell[DBN_TARGET_ID], want;

		if (!target->task)
			tell(c, DBN_MSG_DANGLING_TARGET, cell_pos(t, i, t->place[DBN_TARGET_TASK]), id,
			     target->cell[DBN_TARGET_TASK], NO_ARG, NO_ARG);
		for (size_t k = 1; k < count; k++)
			if (folded_target(f, doc, id, dbn_str_of(columns[k].name), &want) &&
			    !dbn_str_eq(want, target->cell[k]))
				tell(c, DBN_MSG_ROW_UNEXPLAINED, cell_pos(t, i, t->place[k]), id,
				     dbn_str_of(columns[k].name), target->cell[k], want);
	}
}

int check_doc(const struct check *c, struct dbn_doc *doc, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	struct folded f;
	int ret = fold_doc(c->l, doc, &f, err);

	if (ret)
		return ret;
	check_cells(c, &s->tasks.table);
	check_cells(c, &s->events.table);
	check_cells(c, &s->targets.table);
	for (size_t i = 0; i < doc->task_count; i++) {
		if (!row_is_sound(doc, i))
			continue; /* what is wrong with it is said; the rest would only follow from that */
		if (map_get(c->open, doc->tasks[i].cell[DBN_TASK_ID]) != DBN_NONE)
			continue; /* ours stands there until it is decided */
		check_task(c, doc, i, &f);
		check_against_events(c, doc, i, &f);
	}
	check_events(c, doc);
	check_targets(c, doc, &f);
	return c->l->arena.failed ? dbn_fail_memory(err) : DBN_OK;
}
