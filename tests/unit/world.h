/*
 * world.h - a ledger built by hand, in memory, for the tests of the rules.
 *
 *	struct world *w = world_new();
 *	struct dbn_task *t = world_task(w, "甲2024-1:3", "lead=市甲局|due=2024-06-30");
 *	world_event(w, t, "2024-01-10", "feedback", "市甲局", "progress=20", "");
 *	...
 *	world_free(w);
 *
 * Cells are `column=value` joined by |. Rows must be made before their events.
 */
#ifndef WORLD_H
#define WORLD_H

#include "unit.h"

#include "dubanc/light.h"

enum { WORLD_TASKS = 64, WORLD_EVENTS = 512, WORLD_PER_TASK = 64, WORLD_DOCS = 4 };

struct world {
	struct dbn_ledger l;
	struct dbn_doc docs[WORLD_DOCS];
	struct dbn_doc *doc_list[WORLD_DOCS];
	struct dbn_task tasks[WORLD_DOCS][WORLD_TASKS];
	struct dbn_event *lists[WORLD_DOCS * WORLD_TASKS][WORLD_PER_TASK];
	struct dbn_event events[WORLD_EVENTS];
	size_t events_used, lists_used, doc; /* doc: the one that takes new rows */
};

static inline int32_t day_of(const char *iso)
{
	return iso[0] ? dbn_day_parse(dbn_str_of(iso)) : DBN_NO_DAY;
}

static inline int word_of(struct dbn_str name, const char *const *words, int count)
{
	for (int i = 0; i < count; i++)
		if (dbn_str_eqz(name, words[i]))
			return i;
	return -1;
}

static inline void world_doc(struct world *w, size_t i, const char *key, const char *date)
{
	struct dbn_doc *d = &w->docs[i];

	d->key = dbn_str_of(key);
	d->cell[DBN_DOC_KEY] = d->key;
	d->date = day_of(date);
	d->received = DBN_NO_DAY;
	d->cell[DBN_DOC_DATE] = dbn_str_of(date);
	d->tasks = w->tasks[i];
	w->doc_list[i] = d;
	w->l.docs = w->doc_list;
	w->l.doc_count = i + 1;
	w->doc = i;
}

static inline struct world *world_new(void)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	dbn_arena_init(&w->l.arena, 16u << 20);
	w->l.conf.near_days = 7;
	w->l.conf.behind_points = 10;
	w->l.conf.behind_far = 30;
	world_doc(w, 0, "甲2024-1", "2024-01-02");
	return w;
}

static inline void world_free(struct world *w)
{
	dbn_arena_release(&w->l.arena);
	free(w);
}

static inline void world_cell(struct dbn_task *t, struct dbn_str name, struct dbn_str value)
{
	static const char *const columns[] = {
#define TASK_COLUMN(id, name, ...) name,
#include "dubanc/columns.def"
	};
	static const char *const states[] = {
#define STATE(id, name, zh) name,
#include "dubanc/words.def"
	};
	static const char *const kinds[] = {
#define TASK_KIND(id, name, zh) name,
#include "dubanc/words.def"
	};
	int c = word_of(name, columns, DBN_TASK_COLUMNS);
	int32_t number = -1;

	if (dbn_str_eqz(name, "suspended")) {
		t->suspended = true;
		return;
	}
	if (c < 0) {
		fail_msg("no column '%.*s'", DBN_ARG(name));
		return;
	}
	t->cell[c] = value;
	if (c == DBN_TASK_DUE)
		t->due = dbn_day_parse(value);
	if (c == DBN_TASK_DUE_ORIGINAL)
		t->due_original = dbn_day_parse(value);
	if (c == DBN_TASK_DONE)
		t->done = dbn_day_parse(value);
	if (c == DBN_TASK_STATE)
		t->state = word_of(value, states, DBN_STATE_COUNT);
	if (c == DBN_TASK_KIND)
		t->kind = word_of(value, kinds, DBN_KIND_COUNT);
	if (c == DBN_TASK_PROGRESS && dbn_str_uint(value, &number))
		t->progress = (int)number;
	if (c == DBN_TASK_PARENT)
		for (size_t i = 0; i < t->doc->task_count; i++)
			if (dbn_str_eq(t->doc->tasks[i].cell[DBN_TASK_ID], value))
				t->parent = &t->doc->tasks[i];
}

static inline struct dbn_task *world_task(struct world *w, const char *id, const char *cells)
{
	struct dbn_doc *doc = &w->docs[w->doc];
	struct dbn_task *t = &doc->tasks[doc->task_count++];
	struct dbn_str rest = dbn_str_of(cells);

	assert_true(doc->task_count <= WORLD_TASKS);
	t->doc = doc;
	t->due = t->due_original = t->done = DBN_NO_DAY;
	t->progress = -1;
	for (size_t i = 0; i < DBN_TASK_COLUMNS; i++)
		t->cell[i] = DBN_STR("");
	t->cell[DBN_TASK_ID] = dbn_str_of(id);
	t->events = w->lists[w->lists_used++];
	while (rest.len) {
		struct dbn_str value = dbn_str_split(&rest, '|'), name = dbn_str_split(&value, '=');

		world_cell(t, name, value.ptr ? value : DBN_STR(""));
	}
	return t;
}

static inline struct dbn_event *world_event(struct world *w, struct dbn_task *t, const char *on,
					    const char *kind, const char *unit, const char *changes,
					    const char *text)
{
	static const char *const kinds[] = {
#define EVENT_KIND(id, name, zh) name,
#include "dubanc/words.def"
	};
	struct dbn_event *e = &w->events[w->events_used];
	char id[32];

	assert_true(w->events_used < WORLD_EVENTS && t->event_count < WORLD_PER_TASK);
	w->events_used++;
	snprintf(id, sizeof id, "e%04zu", w->events_used);
	e->id = dbn_arena_dup(&w->l.arena, dbn_str_of(id));
	e->at = DBN_STR("");
	e->task = t->cell[DBN_TASK_ID];
	e->unit = dbn_str_of(unit);
	e->by = DBN_STR("");
	e->changes = dbn_str_of(changes);
	e->text = dbn_str_of(text);
	e->on = day_of(on);
	e->kind = word_of(dbn_str_of(kind), kinds, DBN_EV_COUNT);
	if (e->kind < 0)
		fail_msg("no kind of event '%s'", kind);
	t->events[t->event_count++] = e;
	return e;
}

/*
 * Events in one string, one a line: `DAY KIND UNIT CHANGES TEXT`, blanks
 * between, `-` for an empty one, TEXT to the end of the line.
 */
static inline void world_events(struct world *w, struct dbn_task *t, const char *lines)
{
	struct dbn_str rest = dbn_str_of(lines);

	while (rest.len) {
		struct dbn_str line = dbn_str_split(&rest, '\n');
		char *field[5];

		for (int i = 0; i < 5; i++) {
			struct dbn_str f = i < 4 ? dbn_str_split(&line, ' ') : line;

			f = f.ptr ? f : DBN_STR("");
			field[i] = (char *)(uintptr_t)dbn_arena_dup(
				&w->l.arena, dbn_str_eqz(f, "-") ? DBN_STR("") : f).ptr;
		}
		world_event(w, t, field[0], field[1], field[2], field[3], field[4]);
	}
}

#endif
