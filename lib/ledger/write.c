/*
 * write.c - one change of one document, all or nothing.
 *
 * All temporaries are written and fsynced first, while nothing has changed: a
 * full disk shows here. Then the events are made durable: one line by an
 * append in one write and fdatasync (a torn line has no LF and is not there),
 * several by replacing the file (so that no half of them can be there). That
 * is the moment at which it has happened. Then the tables are renamed into
 * place and the folders fsynced. A process killed in between leaves rows that
 * do not hold the last events: readers apply them in memory, the next writer
 * for good.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fold.h"
#include "store.h"

enum { CHANGES_MAX = 4 << 20 };

/* The files of one change. */
struct change {
	struct dbn_buf lines; /* of the new events */
	struct dbn_buf events, tasks, targets; /* files to be replaced */
	bool append, replace_events, replace_tasks, replace_targets;
	struct dbn_replace for_events, for_tasks, for_targets;
};

/* ---- events as they are journalled ---- */

/* One line, no control bytes: line breaks become a blank. */
static struct dbn_str one_line(struct dbn_arena *a, struct dbn_str s)
{
	struct dbn_str t = dbn_str_trim(s);
	bool clean = true;
	size_t n = 0;
	char *p;

	for (size_t i = 0; i < t.len && clean; i++)
		clean = (unsigned char)t.ptr[i] >= 0x20 && t.ptr[i] != 0x7f;
	if (clean)
		return dbn_arena_dup(a, t);
	p = dbn_arena_alloc(a, t.len + 1, 1);
	if (!p)
		return DBN_STR("");
	for (size_t i = 0; i < t.len; i++) {
		bool control = (unsigned char)t.ptr[i] < 0x20 || t.ptr[i] == 0x7f;

		if (!control)
			p[n++] = t.ptr[i];
		else if (n && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return (struct dbn_str){ p, n };
}

/* Members of `from` that `list` does not have. */
static struct dbn_str members_missing(struct dbn_arena *a, struct dbn_str from, struct dbn_str list)
{
	return list_remove(a, list_add(a, DBN_STR(""), from), list);
}

/* A list that changes is written as what was added and removed: see event.h. */
static bool add_list_delta(struct dbn_arena *a, struct dbn_buf *out, struct dbn_str column,
			   struct dbn_str old, struct dbn_str value)
{
	struct dbn_str added = members_missing(a, value, old), gone = members_missing(a, old, value);
	struct dbn_str names[2] = { column, DBN_STR("+") };

	if ((!added.len && !gone.len) || !dbn_str_eq(list_add(a, list_remove(a, old, gone), added), value))
		return false;
	if (gone.len) {
		names[1] = DBN_STR("-");
		dbn_changes_add(out, dbn_arena_join(a, names, 2), gone);
	}
	names[1] = DBN_STR("+");
	if (added.len)
		dbn_changes_add(out, dbn_arena_join(a, names, 2), added);
	return true;
}

static int rewrite_changes(struct dbn_ledger *l, struct doc_store *s, struct dbn_event *e,
			   struct dbn_err *err)
{
	struct dbn_arena *a = &l->arena;
	struct dbn_str rest = e->changes;
	size_t row = map_get(&s->task_rows, e->task), count;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &count);
	struct dbn_change c;
	struct dbn_buf out;
	bool bad = false;

	dbn_buf_init(&out, CHANGES_MAX);
	while (dbn_changes_next(a, &rest, &c, &bad)) {
		size_t column = dbn_column_find(DBN_TASKS, c.column);
		struct dbn_str value = one_line(a, c.value);

		if (column != DBN_NONE) {
			value = cell_canonical(a, DBN_TASKS, column, value);
			if (row != DBN_NONE && columns[column].merge == DBN_MERGE_SET &&
			    add_list_delta(a, &out, dbn_str_of(columns[column].name),
					   table_cell(&s->tasks.table, row, column), value))
				continue;
			c.column = dbn_str_of(columns[column].name);
		}
		dbn_changes_add(&out, c.column, value);
	}
	e->changes = dbn_arena_dup(a, dbn_buf_str(&out));
	bad = bad || out.failed;
	dbn_buf_release(&out);
	if (a->failed)
		return dbn_fail_memory(err);
	return bad ? dbn_fail_str(err, DBN_EDATA, DBN_MSG_EVENT_INVALID, dbn_pos_at(NULL, 0, 0),
				  (struct dbn_str[]){ e->id, DBN_STR("changes") }, 2) : DBN_OK;
}

/* No event stands before one that is there already: folding keeps its order
 * however the clocks of two machines differ. */
static struct dbn_str later_than(struct dbn_arena *a, const struct dbn_doc *doc, struct dbn_str at,
				 struct dbn_str id)
{
	const struct dbn_event *last = doc->event_count ? &doc->events[doc->event_count - 1] : NULL;
	char next[32];
	int64_t ms;

	if (!last || dbn_str_cmp(last->at, at) < 0 ||
	    (dbn_str_eq(last->at, at) && dbn_str_cmp(last->id, id) < 0))
		return dbn_arena_dup(a, at);
	ms = dbn_instant_parse(last->at);
	return ms == INT64_MIN ? dbn_arena_dup(a, at) :
				 dbn_arena_dup(a, dbn_str_of(dbn_instant_format(next, ms + 1)));
}

/* The event as the journal holds it, at the end of doc->events. */
static int take_event(struct dbn_ledger *l, struct dbn_doc *doc, const struct dbn_event *from,
		      struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	struct dbn_arena *a = &l->arena;
	const char *wrong = NULL;
	struct dbn_event *e;
	int ret;

	if (!from->id.len)
		wrong = "id";
	else if (!dbn_instant_valid(from->at))
		wrong = "at";
	else if (!from->task.len)
		wrong = "task";
	else if (from->kind < 0 || from->kind >= DBN_EV_COUNT)
		wrong = "kind";
	if (wrong)
		return dbn_fail_str(err, DBN_EUSAGE, DBN_MSG_EVENT_INVALID, dbn_pos_at(NULL, 0, 0),
				    (struct dbn_str[]){ from->id, dbn_str_of(wrong) }, 2);
	doc->events = dbn_arena_more(a, doc->events, doc->event_count, &s->event_cap, sizeof *doc->events);
	if (doc->event_count == s->event_cap)
		return dbn_fail_memory(err);
	e = &doc->events[doc->event_count];
	*e = (struct dbn_event){ .id = one_line(a, from->id), .task = one_line(a, from->task),
				 .unit = one_line(a, from->unit), .by = one_line(a, from->by),
				 .changes = from->changes, .text = one_line(a, from->text),
				 .on = from->on, .kind = from->kind };
	e->at = later_than(a, doc, from->at, from->id);
	ret = rewrite_changes(l, s, e, err);
	if (ret)
		return ret;
	map_add(&s->event_ids, e->id, doc->event_count);
	doc->event_count++;
	return a->failed ? dbn_fail_memory(err) : DBN_OK;
}

static int add_event_row(struct doc_store *s, const struct dbn_event *e, struct dbn_err *err)
{
	struct table *t = &s->events.table;
	size_t row = t->csv.row_count;
	char on[11];
	struct dbn_str cells[DBN_EVENT_COLUMNS] = {
		[DBN_EVENT_ID] = e->id, [DBN_EVENT_AT] = e->at, [DBN_EVENT_TASK] = e->task,
		[DBN_EVENT_UNIT] = e->unit, [DBN_EVENT_BY] = e->by, [DBN_EVENT_CHANGES] = e->changes,
		[DBN_EVENT_TEXT] = e->text,
		[DBN_EVENT_KIND] = dbn_str_of(dbn_word(DBN_WORDS_EVENT, e->kind)),
	};
	int ret = DBN_OK;

	cells[DBN_EVENT_ON] = dbn_arena_dup(t->csv.arena, dbn_str_of(dbn_day_format(on, e->on)));
	if (!dbn_csv_insert(&t->csv, row))
		return dbn_fail_memory(err);
	for (size_t c = 0; c < DBN_EVENT_COLUMNS && !ret; c++)
		ret = table_set(t, row, c, cells[c], err);
	return ret;
}

/* ---- checks before anything happens ---- */

static int check_part(struct dbn_ledger *l, const struct part *p, const char *folder, struct dbn_str key,
		      struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX], relative[DBN_PATH_MAX], line[24];
	struct dbn_file_id now;
	int ret = part_path(l, folder, key, path, relative, err);

	if (!ret)
		ret = dbn_file_stat(path, &now, err);
	if (ret)
		return ret;
	if (!dbn_file_same(&now, &p->id))
		return dbn_fail(err, DBN_ELOCKED, DBN_MSG_LEDGER_MOVED, dbn_pos_at(relative, 0, 0), relative,
				(char *)NULL);
	if (!(p->table.csv.oddities & DBN_CSV_DAMAGED))
		return DBN_OK;
	snprintf(line, sizeof line, "%zu", p->table.csv.damaged_line);
	return dbn_fail(err, DBN_EDATA, DBN_MSG_TABLE_DAMAGED,
			dbn_pos_at(relative, p->table.csv.damaged_line, 1), relative, line, (char *)NULL);
}

bool journal_is_gone(const struct doc_store *s)
{
	for (size_t i = 0; !s->events.id.exists && i < s->tasks.table.csv.row_count; i++)
		if (table_cell(&s->tasks.table, i, DBN_TASK_EVENT).len)
			return true;
	return false;
}

static int check_write(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	struct doc_store *s;
	int ret = DBN_OK;

	if (l->arena.failed) /* what is to be written may be cut short */
		return dbn_fail_memory(err);
	if (l->lock_fd < 0)
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_NOT_LOCKED, dbn_pos_at(NULL, 0, 0), (char *)NULL);
	if (l->as_of.len)
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_AS_OF_WRITE, dbn_pos_at(NULL, 0, 0), (char *)NULL);
	ret = dbn_ledger_load(l, doc, DBN_LOAD_ALL, quiet, err);
	s = doc->store;
	if (ret || s->fresh)
		return ret;
	if (journal_is_gone(s))
		return dbn_fail(err, DBN_EDATA, DBN_MSG_JOURNAL_GONE, dbn_pos_at(NULL, 0, 0), s->events.table.csv.file,
				(char *)NULL);
	ret = check_part(l, &s->tasks, part_folder(DBN_TASKS), doc->key, err);
	if (!ret)
		ret = check_part(l, &s->events, part_folder(DBN_EVENTS), doc->key, err);
	if (!ret)
		ret = check_part(l, &s->targets, part_folder(DBN_TARGETS), doc->key, err);
	return ret;
}

/* ---- files ---- */

/* A table is converted whole: all its columns are there, all its rows written anew. */
static int convert(struct part *p, struct dbn_err *err)
{
	return p->table.csv.oddities ? table_complete(&p->table, err) : DBN_OK;
}

static int compose(struct doc_store *s, size_t first_new, const struct dbn_doc *doc, struct change *c,
		   struct dbn_err *err)
{
	size_t added = doc->event_count - first_new;
	bool odd = s->events.table.csv.oddities != 0 || s->events.changed;
	int ret = DBN_OK;

	for (size_t i = first_new; i < doc->event_count && !ret; i++)
		ret = add_event_row(s, &doc->events[i], err);
	if (!ret)
		ret = convert(&s->events, err);
	if (ret)
		return ret;
	c->append = added == 1 && !odd && !s->fresh && s->events.bytes.len > 0;
	c->replace_events = (added && !c->append) || s->fresh || odd;
	c->replace_tasks = s->tasks.changed || s->fresh;
	c->replace_targets = s->targets.changed || (s->fresh && s->targets.id.exists);
	for (size_t i = s->events.table.csv.row_count - added; c->append && i < s->events.table.csv.row_count; i++)
		dbn_csv_put_row(&c->lines, s->events.table.csv.rows[i].cells, s->events.table.csv.header_count);
	if (c->replace_events)
		dbn_csv_write(&c->events, &s->events.table.csv);
	if (c->replace_tasks)
		dbn_csv_write(&c->tasks, &s->tasks.table.csv);
	if (c->replace_targets)
		dbn_csv_write(&c->targets, &s->targets.table.csv);
	if (c->lines.failed || c->events.failed || c->tasks.failed || c->targets.failed)
		return dbn_fail_memory(err);
	return DBN_OK;
}

static int make_folder(struct dbn_ledger *l, const char *folder, struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX];
	int ret;

	snprintf(path, sizeof path, "%s/%.*s", l->root, (int)strlen(folder) - 1, folder);
	if (access(path, F_OK) == 0)
		return DBN_OK;
	ret = dbn_make_dirs(path, err);
	return ret ? ret : dbn_sync_dir(l->root, err);
}

static int prepare(struct dbn_ledger *l, struct dbn_doc *doc, enum dbn_table_id id, struct dbn_buf *bytes,
		   struct dbn_replace *r, struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX], relative[DBN_PATH_MAX], scratch[DBN_FILE_PATH_MAX];
	int ret = part_path(l, part_folder(id), doc->key, path, relative, err);

	if (!ret)
		ret = scratch_path(l, scratch, err);
	if (!ret)
		ret = make_folder(l, part_folder(id), err);
	if (!ret)
		ret = dbn_replace_prepare(r, path, scratch, dbn_buf_str(bytes), err);
	return ret;
}

static int part_file(const struct dbn_ledger *l, const struct dbn_doc *doc, enum dbn_table_id id,
		     char path[DBN_FILE_PATH_MAX], struct dbn_err *err)
{
	char relative[DBN_PATH_MAX];

	return part_path(l, part_folder(id), doc->key, path, relative, err);
}

/* Puts a file back as it was read. */
static void put_back(struct dbn_ledger *l, const struct dbn_doc *doc, enum dbn_table_id id,
		     const struct part *p)
{
	char path[DBN_FILE_PATH_MAX];
	struct dbn_err ignored = { 0 };

	if (part_file(l, doc, id, path, &ignored))
		return;
	if (!p->id.exists)
		unlink(path);
	else
		dbn_file_replace(path, NULL, p->bytes, &ignored);
}

/* After a failure behind the journal: the ledger as it was, as far as the
 * system allows. Where it does not, the journal holds and the next writer
 * finishes: nothing is lost either way. */
static void undo(struct dbn_ledger *l, const struct dbn_doc *doc, const struct change *c)
{
	struct doc_store *s = store_of(doc);
	char path[DBN_FILE_PATH_MAX];
	struct dbn_err ignored = { 0 };

	if (c->replace_tasks && !c->for_tasks.temp[0])
		put_back(l, doc, DBN_TASKS, &s->tasks);
	if (c->replace_targets && !c->for_targets.temp[0])
		put_back(l, doc, DBN_TARGETS, &s->targets);
	if (c->append && !part_file(l, doc, DBN_EVENTS, path, &ignored))
		dbn_file_cut(path, (int64_t)s->events.bytes.len, &ignored);
	else if (c->replace_events && !c->for_events.temp[0])
		put_back(l, doc, DBN_EVENTS, &s->events);
}

static int commit_events(struct dbn_ledger *l, struct dbn_doc *doc, struct change *c, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	char path[DBN_FILE_PATH_MAX];
	int ret = DBN_OK;

	if (c->append) {
		ret = part_file(l, doc, DBN_EVENTS, path, err);
		if (!ret)
			ret = dbn_file_append(path, (int64_t)s->events.bytes.len, dbn_buf_str(&c->lines), err);
	} else if (c->replace_events) {
		ret = dbn_replace_commit(&c->for_events, err);
		if (!ret)
			ret = dbn_replace_sync(&c->for_events, err);
	}
	return ret;
}

static int commit_tables(struct change *c, struct dbn_err *err)
{
	int ret = DBN_OK;

	if (c->replace_targets)
		ret = dbn_replace_commit(&c->for_targets, err);
	if (!ret && c->replace_tasks)
		ret = dbn_replace_commit(&c->for_tasks, err);
	if (!ret && c->replace_targets)
		ret = dbn_replace_sync(&c->for_targets, err);
	if (!ret && c->replace_tasks)
		ret = dbn_replace_sync(&c->for_tasks, err);
	return ret;
}

static void note_files(struct dbn_ledger *l, const struct dbn_doc *doc, const struct change *c)
{
	const struct {
		enum dbn_table_id id;
		bool written;
	} files[] = { { DBN_EVENTS, c->append || c->replace_events },
		      { DBN_TASKS, c->replace_tasks },
		      { DBN_TARGETS, c->replace_targets } };
	char path[DBN_FILE_PATH_MAX], relative[DBN_PATH_MAX];
	struct dbn_err ignored = { 0 };

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (files[i].written && !part_path(l, part_folder(files[i].id), doc->key, path, relative, &ignored))
			note_written(l, relative);
}

static int write_files(struct dbn_ledger *l, struct dbn_doc *doc, struct change *c, struct dbn_err *err)
{
	int ret = DBN_OK;

	if (c->replace_targets)
		ret = prepare(l, doc, DBN_TARGETS, &c->targets, &c->for_targets, err);
	if (!ret && c->replace_tasks)
		ret = prepare(l, doc, DBN_TASKS, &c->tasks, &c->for_tasks, err);
	if (!ret && c->replace_events)
		ret = prepare(l, doc, DBN_EVENTS, &c->events, &c->for_events, err);
	if (ret)
		return ret;
	ret = commit_events(l, doc, c, err);
	if (!ret)
		ret = commit_tables(c, err);
	if (ret)
		undo(l, doc, c);
	else
		note_files(l, doc, c);
	return ret;
}

/* ---- after it has happened ---- */

static int settle_part(struct dbn_ledger *l, struct dbn_doc *doc, enum dbn_table_id id, struct part *p,
		       const struct dbn_buf *whole, struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX];
	int ret = part_file(l, doc, id, path, err);

	if (!ret)
		ret = dbn_file_stat(path, &p->id, err);
	if (whole) {
		p->bytes = dbn_arena_dup(&l->arena, dbn_buf_str(whole));
		p->table.csv.oddities = 0;
		for (size_t i = 0; i < p->table.csv.row_count; i++)
			p->table.csv.rows[i].bytes.ptr = NULL;
		p->table.csv.header_bytes.ptr = NULL;
		p->changed = false;
	}
	return ret;
}

static int settle(struct dbn_ledger *l, struct dbn_doc *doc, struct change *c, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	int ret = settle_part(l, doc, DBN_EVENTS, &s->events, c->replace_events ? &c->events : NULL, err);

	if (!ret && c->append) {
		struct dbn_str parts[] = { s->events.bytes, dbn_buf_str(&c->lines) };

		s->events.bytes = dbn_arena_join(&l->arena, parts, 2);
	}
	if (!ret)
		ret = settle_part(l, doc, DBN_TASKS, &s->tasks, c->replace_tasks ? &c->tasks : NULL, err);
	if (!ret)
		ret = settle_part(l, doc, DBN_TARGETS, &s->targets, c->replace_targets ? &c->targets : NULL, err);
	s->fresh = false;
	if (!ret)
		ret = doc_fill_tasks(l, doc, err);
	if (!ret)
		ret = doc_fill_targets(l, doc, err);
	if (!ret)
		ret = doc_link(l, doc, err);
	return ret;
}

static void change_init(struct change *c)
{
	memset(c, 0, sizeof *c);
	dbn_buf_init(&c->lines, LEDGER_FILE_MAX);
	dbn_buf_init(&c->events, LEDGER_FILE_MAX);
	dbn_buf_init(&c->tasks, LEDGER_FILE_MAX);
	dbn_buf_init(&c->targets, LEDGER_FILE_MAX);
}

static void change_release(struct change *c)
{
	dbn_buf_release(&c->lines);
	dbn_buf_release(&c->events);
	dbn_buf_release(&c->tasks);
	dbn_buf_release(&c->targets);
	dbn_replace_drop(&c->for_events);
	dbn_replace_drop(&c->for_tasks);
	dbn_replace_drop(&c->for_targets);
}

int dbn_ledger_write(struct dbn_ledger *l, struct dbn_doc *doc, const struct dbn_event *events,
		     size_t count, struct dbn_err *err)
{
	int ret = check_write(l, doc, err);
	struct doc_store *s = store_of(doc);
	size_t first_new = doc->event_count;
	struct change c;

	if (ret)
		return ret;
	ret = convert(&s->tasks, err);
	if (!ret)
		ret = convert(&s->targets, err);
	for (size_t i = 0; i < count && !ret; i++) {
		if (map_get(&s->event_ids, events[i].id) != DBN_NONE)
			continue;
		ret = take_event(l, doc, &events[i], err);
		if (!ret)
			ret = doc_apply(l, doc, &doc->events[doc->event_count - 1], err);
	}
	change_init(&c);
	if (!ret)
		ret = compose(s, first_new, doc, &c, err);
	if (!ret && (c.append || c.replace_events || c.replace_tasks || c.replace_targets)) {
		struct dbn_err ignored = { 0 };

		ret = write_files(l, doc, &c, err);
		/* It has happened: what fails from here on only means reading it anew. */
		if (!ret && settle(l, doc, &c, &ignored))
			doc->loaded = 0;
	}
	change_release(&c);
	if (ret) { /* what stands in memory did not happen */
		struct dbn_err ignored = { 0 };

		doc->loaded = 0;
		if (s->fresh)
			doc_start(l, doc, &ignored);
	}
	return ret;
}
