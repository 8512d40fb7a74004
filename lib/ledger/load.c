/*
 * load.c - one document in memory: rows, events, targets, and what the rows
 * do not hold yet of the events.
 *
 * Tables are read before events: a reader takes no lock, and a row never names
 * an event that the events read after it do not have.
 */
#include <stdlib.h>
#include <string.h>

#include "fold.h"
#include "store.h"

/* ---- tasks ---- */

static void fill_task(struct dbn_doc *doc, struct dbn_task *task)
{
	int32_t progress;

	task->doc = doc;
	task->state = task->cell[DBN_TASK_STATE].len ?
			      dbn_word_find(DBN_WORDS_STATE, task->cell[DBN_TASK_STATE]) : DBN_STATE_OPEN;
	task->kind = task->cell[DBN_TASK_KIND].len ?
			     dbn_word_find(DBN_WORDS_KIND, task->cell[DBN_TASK_KIND]) : DBN_KIND_TASK;
	task->due = dbn_day_parse(task->cell[DBN_TASK_DUE]);
	task->due_original = dbn_day_parse(task->cell[DBN_TASK_DUE_ORIGINAL]);
	task->done = dbn_day_parse(task->cell[DBN_TASK_DONE]);
	task->progress = dbn_str_uint(task->cell[DBN_TASK_PROGRESS], &progress) && progress <= 100 ?
				 (int)progress : -1;
}

int doc_fill_tasks(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	const struct table *t = &s->tasks.table;
	size_t n = t->csv.row_count;

	if (n > s->task_cap || !doc->tasks) {
		struct dbn_task *more = dbn_arena_alloc(&l->arena, n, sizeof *more);

		if (!more)
			return dbn_fail_memory(err);
		doc->tasks = more;
		s->task_cap = n;
	}
	doc->task_count = n;
	for (size_t i = 0; i < n; i++) {
		struct dbn_task *task = &doc->tasks[i];

		for (size_t c = 0; c < DBN_TASK_COLUMNS; c++)
			task->cell[c] = table_cell(t, i, c);
		task->line = t->csv.rows[i].line;
		fill_task(doc, task);
	}
	for (size_t i = 0; i < n; i++) {
		size_t parent = map_get(&s->task_rows, doc->tasks[i].cell[DBN_TASK_PARENT]);

		doc->tasks[i].parent = parent == DBN_NONE || parent == i ? NULL : &doc->tasks[parent];
	}
	return DBN_OK;
}

static int index_rows(struct dbn_ledger *l, struct map *m, const struct table *t, struct dbn_err *err)
{
	if (!map_init(m, &l->arena, t->csv.row_count + 8))
		return dbn_fail_memory(err);
	for (size_t i = 0; i < t->csv.row_count; i++)
		if (table_cell(t, i, 0).len)
			map_add(m, table_cell(t, i, 0), i);
	return l->arena.failed ? dbn_fail_memory(err) : DBN_OK;
}

int doc_fill_targets(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	const struct table *t = &s->targets.table;
	size_t n = t->csv.row_count;

	if (n > s->target_cap || !doc->targets) {
		struct dbn_ledger_target *more = dbn_arena_alloc(&l->arena, n, sizeof *more);

		if (!more)
			return dbn_fail_memory(err);
		doc->targets = more;
		s->target_cap = n;
	}
	doc->target_count = n;
	for (size_t i = 0; i < n; i++) {
		struct dbn_ledger_target *target = &doc->targets[i];
		size_t task;

		for (size_t c = 0; c < DBN_TARGET_COLUMNS; c++)
			target->cell[c] = table_cell(t, i, c);
		task = map_get(&s->task_rows, target->cell[DBN_TARGET_TASK]);
		target->task = task == DBN_NONE || task >= doc->task_count ? NULL : &doc->tasks[task];
		target->line = t->csv.rows[i].line;
	}
	return DBN_OK;
}

/* ---- events ---- */

static int compare_events(const void *a, const void *b)
{
	return dbn_event_cmp(a, b);
}

/* What was entered after the day that is looked at: when it began. */
static void note_later(struct dbn_ledger *l, struct dbn_str at)
{
	int64_t ms = dbn_instant_parse(at);
	int32_t day = (int32_t)((ms / 60000 + l->conf.zone_minutes) / 1440);

	if (dbn_instant_valid(at) && (l->later_from == DBN_NO_DAY || day < l->later_from))
		l->later_from = day;
}

static int fill_events(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	const struct table *t = &s->events.table;
	size_t n = 0;
	bool sorted = true;

	doc->events = dbn_arena_alloc(&l->arena, t->csv.row_count + 8, sizeof *doc->events);
	if (!doc->events || !map_init(&s->event_ids, &l->arena, t->csv.row_count + 8))
		return dbn_fail_memory(err);
	s->event_cap = t->csv.row_count + 8;
	for (size_t i = 0; i < t->csv.row_count; i++) {
		struct dbn_event *e = &doc->events[n];

		e->id = table_cell(t, i, DBN_EVENT_ID);
		e->at = table_cell(t, i, DBN_EVENT_AT);
		e->task = table_cell(t, i, DBN_EVENT_TASK);
		e->unit = table_cell(t, i, DBN_EVENT_UNIT);
		e->by = table_cell(t, i, DBN_EVENT_BY);
		e->changes = table_cell(t, i, DBN_EVENT_CHANGES);
		e->text = table_cell(t, i, DBN_EVENT_TEXT);
		e->on = dbn_day_parse(table_cell(t, i, DBN_EVENT_ON));
		e->kind = dbn_word_find(DBN_WORDS_EVENT, table_cell(t, i, DBN_EVENT_KIND));
		e->line = t->csv.rows[i].line;
		if (l->as_of.len && dbn_str_cmp(e->at, l->as_of) > 0) {
			note_later(l, e->at);
			continue;
		}
		/* One event twice (a merge without the driver) happened once. */
		if (map_add(&s->event_ids, e->id, n) != DBN_NONE)
			continue;
		if (n && dbn_event_cmp(e - 1, e) > 0)
			sorted = false;
		n++;
	}
	doc->event_count = n;
	if (!sorted) {
		qsort(doc->events, n, sizeof *doc->events, compare_events);
		for (size_t i = 0; i < n; i++)
			map_set(&s->event_ids, doc->events[i].id, i);
	}
	return l->arena.failed ? dbn_fail_memory(err) : DBN_OK;
}

/* Gives each task its events, and what follows from them alone. */
int doc_link(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	struct dbn_event **list = dbn_arena_alloc(&l->arena, doc->event_count, sizeof(struct dbn_event *));
	size_t *row = dbn_arena_alloc(&l->arena, doc->event_count, sizeof *row);

	if (!list || !row)
		return dbn_fail_memory(err);
	for (size_t i = 0; i < doc->task_count; i++) {
		doc->tasks[i].event_count = 0;
		doc->tasks[i].suspended = false;
	}
	for (size_t i = 0; i < doc->event_count; i++) {
		row[i] = map_get(&s->task_rows, doc->events[i].task);
		if (row[i] < doc->task_count)
			doc->tasks[row[i]].event_count++;
	}
	for (size_t i = 0; i < doc->task_count; i++) {
		doc->tasks[i].events = list;
		list += doc->tasks[i].event_count;
		doc->tasks[i].event_count = 0;
	}
	for (size_t i = 0; i < doc->event_count; i++) {
		struct dbn_event *e = &doc->events[i];
		struct dbn_task *task;

		if (row[i] >= doc->task_count)
			continue;
		task = &doc->tasks[row[i]];
		task->events[task->event_count++] = e;
		if (e->kind == DBN_EV_SUSPEND)
			task->suspended = true;
		else if (e->kind == DBN_EV_RESUME || e->kind == DBN_EV_CANCEL || e->kind == DBN_EV_REOPEN)
			task->suspended = false;
	}
	return DBN_OK;
}

/* ---- events into rows ---- */

/* Where a new row stands: behind its parent's last descendant, else at the end. */
static size_t place_of(const struct table *t, const struct map *rows, struct dbn_str parent)
{
	size_t at = parent.len ? map_get(rows, parent) : DBN_NONE, n = t->csv.row_count;
	struct dbn_str above;

	if (at == DBN_NONE)
		return n;
	for (at++; at < n; at++) {
		size_t hops = 0;

		above = table_cell(t, at, DBN_TASK_PARENT);
		while (above.len && !dbn_str_eq(above, parent) && hops++ < 8) {
			size_t up = map_get(rows, above);

			above = up == DBN_NONE ? DBN_STR("") : table_cell(t, up, DBN_TASK_PARENT);
		}
		if (!dbn_str_eq(above, parent))
			break;
	}
	return at;
}

static int set_by_name(struct table *t, size_t row, struct dbn_str name, struct dbn_str value,
		       struct dbn_err *err)
{
	size_t at = dbn_csv_column(&t->csv, name);

	if (at == DBN_NONE && !value.len)
		return DBN_OK;
	if (at == DBN_NONE)
		at = dbn_csv_add_column(&t->csv, name);
	if (at == DBN_NONE)
		return dbn_fail_memory(err);
	if (!dbn_str_eq(t->csv.rows[row].cells[at], value)) {
		t->csv.rows[row].cells[at] = value;
		t->csv.rows[row].bytes.ptr = NULL;
	}
	return DBN_OK;
}

static int apply_target(struct dbn_ledger *l, struct doc_store *s, const struct fold_cell *c,
			struct dbn_str task, struct dbn_err *err)
{
	struct table *t = &s->targets.table;
	size_t row = map_get(&s->target_rows, c->target), known = dbn_column_find(DBN_TARGETS, c->column);
	int ret = DBN_OK;

	if (row == DBN_NONE) {
		row = t->csv.row_count;
		if (!dbn_csv_insert(&t->csv, row))
			return dbn_fail_memory(err);
		map_add(&s->target_rows, c->target, row);
		ret = table_set(t, row, DBN_TARGET_ID, c->target, err);
		if (!ret)
			ret = table_set(t, row, DBN_TARGET_TASK, task, err);
		s->targets.changed = true;
	}
	(void)l;
	if (ret || known == DBN_TARGET_ID)
		return ret;
	ret = known != DBN_NONE ? table_set(t, row, known, c->value, err) :
				  set_by_name(t, row, c->column, c->value, err);
	if (!t->csv.rows[row].bytes.ptr)
		s->targets.changed = true;
	return ret;
}

static int new_row(struct doc_store *s, const struct fold_row *folded, size_t *row,
		   struct dbn_err *err)
{
	struct table *t = &s->tasks.table;

	*row = place_of(t, &s->task_rows, folded->cell[DBN_TASK_PARENT]);
	if (!dbn_csv_insert(&t->csv, *row))
		return dbn_fail_memory(err);
	for (size_t i = t->csv.row_count; i-- > *row + 1;)
		map_set(&s->task_rows, table_cell(t, i, DBN_TASK_ID), i);
	map_set(&s->task_rows, folded->cell[DBN_TASK_ID], *row);
	return DBN_OK;
}

int doc_apply(struct dbn_ledger *l, struct dbn_doc *doc, const struct dbn_event *event,
	      struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	struct table *t = &s->tasks.table;
	struct fold_row folded = { .bad = false };
	size_t row = map_get(&s->task_rows, event->task);
	bool creates = event->kind == DBN_EV_IMPORT || event->kind == DBN_EV_ADD;
	int ret = DBN_OK;

	for (size_t c = 0; c < DBN_TASK_COLUMNS; c++)
		folded.cell[c] = row == DBN_NONE ? DBN_STR("") : table_cell(t, row, c);
	fold_apply(&l->arena, &folded, event);
	if (l->arena.failed)
		return dbn_fail_memory(err);
	if (row == DBN_NONE && !creates)
		return DBN_OK;
	if (row == DBN_NONE)
		ret = new_row(s, &folded, &row, err);
	for (size_t c = 0; c < DBN_TASK_COLUMNS && !ret; c++)
		if (folded.set[c])
			ret = table_set(t, row, c, folded.cell[c], err);
	for (size_t i = 0; i < folded.extra.count && !ret; i++) {
		const struct fold_cell *c = &folded.extra.items[i];

		ret = c->target.len ? apply_target(l, s, c, event->task, err) :
				      set_by_name(t, row, c->column, c->value, err);
	}
	s->tasks.changed = true;
	return ret;
}

/* The events of each task as a chain: what folds one row does not look at those of others. */
struct chains {
	struct map first; /* task → its first event */
	size_t *next;	  /* of each event: the next one of its task, or DBN_NONE */
};

static int chain_events(struct dbn_ledger *l, const struct dbn_doc *doc, struct chains *c, struct dbn_err *err)
{
	c->next = dbn_arena_alloc(&l->arena, doc->event_count, sizeof *c->next);
	if (!c->next || !map_init(&c->first, &l->arena, doc->task_count + 8))
		return dbn_fail_memory(err);
	for (size_t i = doc->event_count; i-- > 0;) {
		c->next[i] = map_get(&c->first, doc->events[i].task);
		map_set(&c->first, doc->events[i].task, i);
	}
	return l->arena.failed ? dbn_fail_memory(err) : DBN_OK;
}

/* The row as all its events make it. */
static void fold_row(struct dbn_ledger *l, const struct dbn_doc *doc, const struct chains *chains,
		     struct dbn_str task, struct fold_row *out)
{
	*out = (struct fold_row){ .bad = false };
	for (size_t c = 0; c < DBN_TASK_COLUMNS; c++)
		out->cell[c] = DBN_STR("");
	for (size_t i = map_get(&chains->first, task); i != DBN_NONE; i = chains->next[i])
		fold_apply(&l->arena, out, &doc->events[i]);
}

static bool has_all(struct dbn_str list, struct dbn_str members)
{
	while (members.ptr && members.len)
		if (!list_has(list, dbn_str_split(&members, ';')))
			return false;
	return true;
}

/*
 * Lists to which two sides added stand in the order of their events; what else a
 * row has that its events do not say is left alone.
 */
static int order_lists(struct dbn_ledger *l, struct dbn_doc *doc, const struct chains *chains, size_t row,
		       struct dbn_err *err)
{
	struct table *t = &store_of(doc)->tasks.table;
	struct fold_row folded;
	size_t count;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &count);
	int ret = DBN_OK;

	fold_row(l, doc, chains, table_cell(t, row, DBN_TASK_ID), &folded);
	for (size_t c = 0; c < count && !ret; c++) {
		struct dbn_str has = table_cell(t, row, c), wants = folded.cell[c];

		if (columns[c].merge == DBN_MERGE_SET && !dbn_str_eq(has, wants) && has_all(has, wants) && has_all(wants, has))
			ret = table_set(t, row, c, wants, err);
	}
	return ret;
}

int doc_recover(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	const struct table *t = &s->tasks.table;
	struct map held; /* task → index behind the event that its row names */
	struct chains chains = { .next = NULL };
	size_t last = 0;

	s->behind = 0;
	if (!map_init(&held, &l->arena, t->csv.row_count + 8))
		return dbn_fail_memory(err);
	for (size_t i = 0; i < t->csv.row_count; i++) {
		size_t at = map_get(&s->event_ids, table_cell(t, i, DBN_TASK_EVENT));

		map_add(&held, table_cell(t, i, DBN_TASK_ID), at == DBN_NONE ? DBN_NONE - 1 : at + 1);
		if (at != DBN_NONE && at + 1 > last)
			last = at + 1;
	}
	for (size_t i = 0; i < doc->event_count && !l->arena.failed; i++) {
		const struct dbn_event *e = &doc->events[i];
		size_t until = map_get(&held, e->task);
		bool creates = e->kind == DBN_EV_IMPORT || e->kind == DBN_EV_ADD;
		size_t row = map_get(&s->task_rows, e->task);
		int ret = DBN_OK;

		/* A task without a row is new only where no row is younger than
		 * it: else somebody took the row out by hand. */
		if (until == DBN_NONE ? !creates || i < last : i < until)
			continue;
		if (!chains.next)
			ret = chain_events(l, doc, &chains, err);
		if (!ret && !s->behind)
			s->behind = row == DBN_NONE ? 1 : t->csv.rows[row].line;
		if (!ret)
			ret = doc_apply(l, doc, e, err);
		if (!ret && until != DBN_NONE && chains.next[i] == DBN_NONE)
			ret = order_lists(l, doc, &chains, map_get(&s->task_rows, e->task), err);
		if (ret)
			return ret;
		map_set(&held, e->task, i + 1);
	}
	return l->arena.failed ? dbn_fail_memory(err) : DBN_OK;
}

/* ---- the ledger as it was ---- */

/* Rows that no event made: they are shown as they stand. */
static int copy_unmade(struct dbn_ledger *l, struct doc_store *s, const struct table *old, struct dbn_err *err)
{
	const struct table *events = &s->events.table;
	struct map made;
	int ret = DBN_OK;

	if (!map_init(&made, &l->arena, events->csv.row_count))
		return dbn_fail_memory(err);
	for (size_t i = 0; i < events->csv.row_count; i++)
		map_add(&made, table_cell(events, i, DBN_EVENT_TASK), 0);
	for (size_t i = 0; i < old->csv.row_count && !ret; i++) {
		struct table *t = &s->tasks.table;
		size_t row = t->csv.row_count;

		if (map_get(&made, table_cell(old, i, DBN_TASK_ID)) != DBN_NONE)
			continue;
		if (!dbn_csv_insert(&t->csv, row))
			return dbn_fail_memory(err);
		t->csv.rows[row].line = old->csv.rows[i].line;
		for (size_t c = 0; c < DBN_TASK_COLUMNS && !ret; c++)
			ret = table_set(t, row, c, table_cell(old, i, c), err);
		map_add(&s->task_rows, table_cell(old, i, DBN_TASK_ID), row);
	}
	return ret;
}

static int fold_as_of(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	struct table old = s->tasks.table;
	int ret = table_new(&s->tasks.table, DBN_TASKS, &l->arena, old.csv.file, err);

	if (!ret)
		ret = table_new(&s->targets.table, DBN_TARGETS, &l->arena, s->targets.table.csv.file, err);
	if (!ret && (!map_init(&s->task_rows, &l->arena, 64) || !map_init(&s->target_rows, &l->arena, 64)))
		ret = dbn_fail_memory(err);
	for (size_t i = 0; i < doc->event_count && !ret; i++)
		ret = doc_apply(l, doc, &doc->events[i], err);
	if (!ret)
		ret = copy_unmade(l, s, &old, err);
	for (size_t i = 0; i < s->tasks.table.csv.row_count; i++) {
		size_t at = table_find(&old, table_cell(&s->tasks.table, i, DBN_TASK_ID), i);

		if (at != DBN_NONE)
			s->tasks.table.csv.rows[i].line = old.csv.rows[at].line;
	}
	return ret;
}

/* ---- loading ---- */

static int load_part(struct dbn_ledger *l, struct dbn_doc *doc, struct part *p, enum dbn_table_id id,
		     struct map *rows, struct dbn_sink sink, struct dbn_err *err)
{
	int ret = part_read(l, p, id, part_folder(id), doc->key, sink, err);

	return ret || !rows ? ret : index_rows(l, rows, &p->table, err);
}

static void report_twice(const struct table *t, const struct map *rows, struct dbn_sink sink)
{
	if (t->place[0] == DBN_NONE)
		return; /* no column of ids: that is said */
	for (size_t i = 0; i < t->csv.row_count; i++) {
		struct dbn_str id = table_cell(t, i, 0);
		size_t first = id.len ? map_get(rows, id) : i;

		if (!id.len || first != i)
			dbn_report(sink, !id.len ? DBN_MSG_ID_EMPTY :
					 table_same_row(t, first, i) ? DBN_MSG_ROW_REPEATED : DBN_MSG_ID_TWICE,
				   dbn_pos_at(t->csv.file, t->csv.rows[i].line, 1), &id, 1);
	}
}

int dbn_ledger_load(struct dbn_ledger *l, struct dbn_doc *doc, unsigned parts,
		    struct dbn_sink sink, struct dbn_err *err)
{
	struct doc_store *s = doc_open(l, doc);
	unsigned need;
	int ret = DBN_OK;

	if (!s)
		return dbn_fail_memory(err);
	if (l->as_of.len)
		parts = DBN_LOAD_ALL;
	need = parts & ~doc->loaded;
	if (s->fresh || !need)
		return DBN_OK;
	/* Rows and events must be of one moment, and events fold into both tables. */
	if (need & DBN_LOAD_EVENTS)
		need = DBN_LOAD_ALL;
	if (need & DBN_LOAD_TASKS) {
		ret = load_part(l, doc, &s->tasks, DBN_TASKS, &s->task_rows, sink, err);
		if (!ret)
			report_twice(&s->tasks.table, &s->task_rows, sink);
		if (!ret && !s->tasks.table.csv.row_count)
			need = DBN_LOAD_ALL; /* a table that was lost grows back from the events */
	}
	if (!ret && (need & DBN_LOAD_TARGETS))
		ret = load_part(l, doc, &s->targets, DBN_TARGETS, &s->target_rows, sink, err);
	if (!ret && (need & DBN_LOAD_EVENTS)) {
		s->events.held = &s->tasks.table;
		ret = load_part(l, doc, &s->events, DBN_EVENTS, NULL, sink, err);
		if (!ret)
			ret = fill_events(l, doc, err);
	}
	doc->loaded |= need;
	if (!ret && l->as_of.len)
		ret = fold_as_of(l, doc, err);
	else if (!ret && (need & DBN_LOAD_EVENTS))
		ret = doc_recover(l, doc, err);
	if (!ret)
		ret = doc_fill_tasks(l, doc, err);
	if (!ret && (doc->loaded & DBN_LOAD_TARGETS))
		ret = doc_fill_targets(l, doc, err);
	if (!ret && (doc->loaded & DBN_LOAD_EVENTS))
		ret = doc_link(l, doc, err);
	if (!ret && l->arena.failed)
		ret = dbn_fail_memory(err);
	if (ret)
		doc->loaded = 0;
	return ret;
}
