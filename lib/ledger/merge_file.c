/* merge_file.c - whole files merged, lists of conflicts, textconv. */
#include <stdlib.h>
#include <string.h>

#include "dubanc/event.h"
#include "dubanc/merge.h"
#include "fold.h"
#include "map.h"
#include "table.h"

enum dbn_table_id dbn_table_of_path(struct dbn_str path)
{
	static const struct {
		const char *name;
		enum dbn_table_id table;
	} names[] = {
		{ "tasks/", DBN_TASKS }, { "targets/", DBN_TARGETS }, { "events/", DBN_EVENTS },
		{ "documents.csv", DBN_DOCUMENTS }, { "units.csv", DBN_UNITS }, { "holidays.csv", DBN_HOLIDAYS },
	};

	/* The ledger may lie in a folder of the repository: the last parts count. */
	if (!dbn_str_ends(path, DBN_STR(".csv")))
		return DBN_TABLES;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct dbn_str name = dbn_str_of(names[i].name), tail = path;
		size_t slash = path.len;

		while (slash && path.ptr[slash - 1] != '/')
			slash--;
		if (name.ptr[name.len - 1] == '/') {
			tail.len = slash;
			if (dbn_str_ends(tail, name) &&
			    (tail.len == name.len || tail.ptr[tail.len - name.len - 1] == '/'))
				return names[i].table;
		} else if (dbn_str_eq(dbn_str_from(path, slash), name)) {
			return names[i].table;
		}
	}
	return DBN_TABLES;
}

/* ---- rows that contradict themselves ---- */

static struct dbn_str at(const struct dbn_rows *rows, const struct table *t, size_t row, size_t column)
{
	size_t c;

	if (t)
		return row == DBN_NONE ? DBN_STR("") : table_cell(t, row, column);
	for (c = 0; c < rows->columns; c++)
		if (dbn_column_find(DBN_TASKS, rows->header[c]) == column)
			return rows->cells[row][c];
	return DBN_STR("");
}

static bool finished(struct dbn_str state)
{
	int s = dbn_word_find(DBN_WORDS_STATE, state);

	return s == DBN_STATE_DONE || s == DBN_STATE_CLOSED || s == DBN_STATE_CANCELLED;
}

/* The task rows of one id in the three versions and in the result. */
struct versions {
	const struct dbn_rows *rows;
	size_t row;
	const struct table *base, *ours, *theirs;
	size_t b, o, t;
};

static struct dbn_str merged(const struct versions *v, size_t column)
{
	return at(v->rows, NULL, v->row, column);
}

static bool moved(const struct table *t, size_t row, const struct versions *v, size_t column)
{
	return !dbn_str_eq(at(NULL, t, row, column), at(NULL, v->base, v->b, column));
}

/* Struck off on one side, its due day moved on the other. */
static bool finished_and_extended(const struct versions *v)
{
	bool here = finished(at(NULL, v->ours, v->o, DBN_TASK_STATE)) && moved(v->ours, v->o, v, DBN_TASK_STATE);
	bool there = finished(at(NULL, v->theirs, v->t, DBN_TASK_STATE)) && moved(v->theirs, v->t, v, DBN_TASK_STATE);

	return here != there && moved(here ? v->theirs : v->ours, here ? v->t : v->o, v, DBN_TASK_DUE) &&
	       !moved(here ? v->ours : v->theirs, here ? v->o : v->t, v, DBN_TASK_DUE);
}

static bool done_contradicts(struct dbn_str state, struct dbn_str done)
{
	int s = dbn_word_find(DBN_WORDS_STATE, state);
	bool may = s == DBN_STATE_DONE || s == DBN_STATE_CLOSED || s == DBN_STATE_REPORTED || s == DBN_STATE_CANCELLED;

	return (done.len && !may) || (!done.len && (s == DBN_STATE_DONE || s == DBN_STATE_CLOSED));
}

static bool done_without_state(const struct versions *v)
{
	return done_contradicts(merged(v, DBN_TASK_STATE), merged(v, DBN_TASK_DONE)) &&
	       !done_contradicts(at(NULL, v->ours, v->o, DBN_TASK_STATE), at(NULL, v->ours, v->o, DBN_TASK_DONE)) &&
	       !done_contradicts(at(NULL, v->theirs, v->t, DBN_TASK_STATE), at(NULL, v->theirs, v->t, DBN_TASK_DONE));
}

static bool share_member(struct dbn_str a, struct dbn_str b)
{
	while (a.ptr && a.len) {
		struct dbn_str m = dbn_str_split(&a, ';');

		if (m.len && list_has(b, m))
			return true;
	}
	return false;
}

static bool lead_and_coop(const struct versions *v)
{
	return share_member(merged(v, DBN_TASK_LEAD), merged(v, DBN_TASK_COOP)) &&
	       !share_member(at(NULL, v->ours, v->o, DBN_TASK_LEAD), at(NULL, v->ours, v->o, DBN_TASK_COOP)) &&
	       !share_member(at(NULL, v->theirs, v->t, DBN_TASK_LEAD), at(NULL, v->theirs, v->t, DBN_TASK_COOP));
}

static const struct {
	bool (*broken)(const struct versions *v);
	size_t column; /* the one to be decided */
} invariants[] = {
	{ finished_and_extended, DBN_TASK_DUE },
	{ done_without_state, DBN_TASK_DONE },
	{ lead_and_coop, DBN_TASK_COOP },
};

static void put_cell(const struct versions *v, size_t column, struct dbn_str value)
{
	for (size_t k = 0; k < v->rows->columns; k++)
		if (dbn_column_find(DBN_TASKS, v->rows->header[k]) == column)
			v->rows->cells[v->row][k] = value;
}

static struct dbn_str later_event(const struct versions *v)
{
	struct dbn_str ours = at(NULL, v->ours, v->o, DBN_TASK_EVENT), theirs = at(NULL, v->theirs, v->t, DBN_TASK_EVENT);

	return dbn_str_cmp(ours, theirs) < 0 ? theirs : ours;
}

static void check_invariants(struct dbn_arena *a, const struct versions *v, struct dbn_merge_result *out)
{
	for (size_t i = 0; i < sizeof invariants / sizeof *invariants; i++) {
		size_t column = invariants[i].column, count;
		const struct dbn_column *columns = dbn_columns(DBN_TASKS, &count);
		struct dbn_conflict *c;

		if (!invariants[i].broken(v) || !(c = DBN_PUSH(a, &out->conflicts)))
			continue;
		*c = (struct dbn_conflict){ .id = merged(v, DBN_TASK_ID), .column = dbn_str_of(columns[column].name),
					    .base = at(NULL, v->base, v->b, column),
					    .ours = at(NULL, v->ours, v->o, column),
					    .theirs = at(NULL, v->theirs, v->t, column) };
		put_cell(v, column, c->ours);
		put_cell(v, DBN_TASK_EVENT, later_event(v)); /* ours is to be seen until it is decided */
	}
}

/* The events up to which the two sides had taken the row of each conflict. */
static void add_events(struct dbn_arena *a, const struct table t[3], struct dbn_merge_result *out)
{
	for (size_t i = 0; i < out->conflicts.count; i++) {
		struct dbn_conflict *c = &out->conflicts.items[i];
		size_t ours = table_find(&t[1], c->id, 0), theirs = table_find(&t[2], c->id, 0);
		struct dbn_str o = at(NULL, &t[1], ours, DBN_TASK_EVENT), s = at(NULL, &t[2], theirs, DBN_TASK_EVENT);
		struct dbn_str parts[] = { o, o.len && s.len ? DBN_STR(";") : DBN_STR(""), s };

		c->events = dbn_arena_join(a, parts, 3);
	}
}

static int check_tasks(struct dbn_arena *a, const struct table t[3], struct dbn_merge_result *out,
		       struct dbn_err *err)
{
	struct map index[3];

	for (size_t k = 0; k < 3; k++) {
		if (!map_init(&index[k], a, t[k].csv.row_count))
			return dbn_fail_memory(err);
		for (size_t i = 0; i < t[k].csv.row_count; i++)
			map_add(&index[k], table_cell(&t[k], i, DBN_TASK_ID), i);
	}
	for (size_t i = 0; i < out->rows.rows; i++) {
		struct dbn_str id = at(&out->rows, NULL, i, DBN_TASK_ID);
		struct versions v = { &out->rows, i, &t[0], &t[1], &t[2], map_get(&index[0], id),
				      map_get(&index[1], id), map_get(&index[2], id) };

		if (id.len && v.b != DBN_NONE && v.o != DBN_NONE && v.t != DBN_NONE)
			check_invariants(a, &v, out);
	}
	add_events(a, t, out);
	return a->failed ? dbn_fail_memory(err) : DBN_OK;
}

/* ---- files ---- */

static int rows_of(struct dbn_arena *a, const struct table *t, struct dbn_rows *out, struct dbn_err *err)
{
	struct dbn_str **cells = dbn_arena_alloc(a, t->csv.row_count, sizeof(struct dbn_str *));

	if (!cells)
		return dbn_fail_memory(err);
	for (size_t i = 0; i < t->csv.row_count; i++)
		cells[i] = t->csv.rows[i].cells;
	*out = (struct dbn_rows){ t->csv.header, t->csv.header_count, cells, t->csv.row_count };
	return DBN_OK;
}

static bool is_whole(const struct table *t)
{
	for (size_t i = 0; i < t->csv.row_count; i++)
		if (t->csv.rows[i].cell_count > t->csv.header_count)
			return false;
	return !(t->csv.oddities & DBN_CSV_DAMAGED);
}

struct event_row {
	struct dbn_str at, id;
	struct dbn_str *cells;
};

static int compare_event_rows(const void *a, const void *b)
{
	const struct event_row *x = a, *y = b;
	int order = dbn_str_cmp(x->at, y->at);

	return order ? order : dbn_str_cmp(x->id, y->id);
}

/* Events stand in the order in which they are folded. */
static int sort_events(struct dbn_arena *a, struct dbn_rows *rows, struct dbn_err *err)
{
	struct event_row *sorted = dbn_arena_alloc(a, rows->rows, sizeof *sorted);
	size_t at_column = DBN_NONE, id_column = DBN_NONE;

	if (!sorted)
		return dbn_fail_memory(err);
	for (size_t c = 0; c < rows->columns; c++) {
		size_t known = dbn_column_find(DBN_EVENTS, rows->header[c]);

		at_column = known == DBN_EVENT_AT ? c : at_column;
		id_column = known == DBN_EVENT_ID ? c : id_column;
	}
	if (at_column == DBN_NONE || id_column == DBN_NONE || !rows->rows)
		return DBN_OK;
	for (size_t i = 0; i < rows->rows; i++)
		sorted[i] = (struct event_row){ rows->cells[i][at_column], rows->cells[i][id_column], rows->cells[i] };
	qsort(sorted, rows->rows, sizeof *sorted, compare_event_rows);
	for (size_t i = 0; i < rows->rows; i++)
		rows->cells[i] = sorted[i].cells;
	return DBN_OK;
}

int dbn_merge_files(struct dbn_arena *arena, struct dbn_str path, struct dbn_str base,
		    struct dbn_str ours, struct dbn_str theirs, struct dbn_buf *merged_file,
		    struct dbn_merge_result *out, struct dbn_sink sink, struct dbn_err *err)
{
	enum dbn_table_id id = dbn_table_of_path(path);
	struct dbn_str name = dbn_arena_dup(arena, path), bytes[] = { base, ours, theirs };
	struct dbn_rows rows[3];
	struct table t[3];
	int ret = DBN_OK;

	memset(out, 0, sizeof *out);
	if (arena->failed)
		return dbn_fail_memory(err);
	if (id == DBN_TABLES)
		return dbn_fail_str(err, DBN_EUSAGE, DBN_MSG_MERGE_NO_TABLE, dbn_pos_at(NULL, 0, 0), &path, 1);
	for (size_t k = 0; k < 3 && !ret; k++) {
		ret = table_read(&t[k], id, arena, bytes[k], name.ptr, sink, err);
		if (!ret && !is_whole(&t[k]))
			ret = dbn_fail_str(err, DBN_EDATA, DBN_MSG_MERGE_DAMAGED,
					   dbn_pos_at(name.ptr, t[k].csv.damaged_line, 1), &path, 1);
		if (!ret)
			ret = rows_of(arena, &t[k], &rows[k], err);
	}
	if (!ret)
		ret = dbn_merge_rows(arena, id, &rows[0], &rows[1], &rows[2], out, err);
	if (!ret && id == DBN_EVENTS)
		ret = sort_events(arena, &out->rows, err);
	if (!ret && id == DBN_TASKS)
		ret = check_tasks(arena, t, out, err);
	if (ret)
		return ret;
	if (out->rows.columns)
		dbn_csv_put_row(merged_file, out->rows.header, out->rows.columns);
	for (size_t i = 0; i < out->rows.rows; i++)
		dbn_csv_put_row(merged_file, out->rows.cells[i], out->rows.columns);
	return merged_file->failed ? dbn_fail_memory(err) : DBN_OK;
}

/* ---- lists of conflicts ---- */

static const char *const conflict_columns[] = { "file", "id", "column", "base", "ours", "theirs", "events" };
enum { CONFLICT_COLUMNS = sizeof conflict_columns / sizeof *conflict_columns };

void dbn_conflicts_write(struct dbn_buf *out, struct dbn_str path, const struct dbn_merge_result *result)
{
	struct dbn_str cells[CONFLICT_COLUMNS];

	for (size_t i = 0; i < CONFLICT_COLUMNS; i++)
		cells[i] = dbn_str_of(conflict_columns[i]);
	dbn_csv_put_row(out, cells, CONFLICT_COLUMNS);
	for (size_t i = 0; i < result->conflicts.count; i++) {
		const struct dbn_conflict *c = &result->conflicts.items[i];
		struct dbn_str row[] = { path, c->id, c->column, c->base, c->ours, c->theirs, c->events };

		dbn_csv_put_row(out, row, CONFLICT_COLUMNS);
	}
}

static bool same_conflict(const struct dbn_conflict *a, const struct dbn_conflict *b)
{
	return dbn_str_eq(a->id, b->id) && dbn_str_eq(a->column, b->column) && dbn_str_eq(a->theirs, b->theirs);
}

int dbn_conflicts_keep(struct dbn_arena *arena, const struct dbn_merge_result *before, struct dbn_merge_result *now,
		       struct dbn_err *err)
{
	size_t count = now->conflicts.count;

	for (size_t i = 0; i < before->conflicts.count; i++) {
		const struct dbn_conflict *old = &before->conflicts.items[i];
		struct dbn_conflict *room;
		bool again = false;

		for (size_t k = 0; k < count && !again; k++)
			again = same_conflict(old, &now->conflicts.items[k]);
		room = again ? NULL : DBN_PUSH(arena, &now->conflicts);
		if (room)
			*room = *old;
	}
	return arena->failed ? dbn_fail_memory(err) : DBN_OK;
}

int dbn_conflicts_read(struct dbn_arena *arena, struct dbn_str bytes, const char *name,
		       struct dbn_str *path, struct dbn_merge_result *result, struct dbn_sink sink,
		       struct dbn_err *err)
{
	struct dbn_csv csv;
	size_t place[CONFLICT_COLUMNS];
	int ret = dbn_csv_parse(&csv, arena, bytes, name, sink, err);

	memset(result, 0, sizeof *result);
	*path = DBN_STR("");
	for (size_t i = 0; i < CONFLICT_COLUMNS && !ret; i++)
		place[i] = dbn_csv_column(&csv, dbn_str_of(conflict_columns[i]));
	for (size_t i = 0; !ret && i < csv.row_count; i++) {
		struct dbn_conflict *c = DBN_PUSH(arena, &result->conflicts);
		struct dbn_str v[CONFLICT_COLUMNS];

		if (!c)
			return dbn_fail_memory(err);
		for (size_t k = 0; k < CONFLICT_COLUMNS; k++)
			v[k] = place[k] == DBN_NONE ? DBN_STR("") : csv.rows[i].cells[place[k]];
		*path = v[0];
		*c = (struct dbn_conflict){ v[1], v[2], v[3], v[4], v[5], v[6] };
	}
	return ret;
}

struct dbn_str dbn_conflict_cell(struct dbn_arena *arena, struct dbn_str record, const char *column)
{
	struct dbn_str name[] = { DBN_STR("; "), dbn_str_of(column), DBN_STR("=") };
	struct dbn_str led[] = { DBN_STR("; "), record }, rest = dbn_arena_join(arena, led, 2), key;
	size_t at, end, count;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &count);

	key = dbn_arena_join(arena, name, 3);
	at = dbn_str_find(rest, key);
	if (at == DBN_NONE)
		return DBN_STR("");
	rest = dbn_str_from(rest, at + key.len);
	end = rest.len;
	for (size_t c = 0; c < count; c++) {
		name[1] = dbn_str_of(columns[c].name);
		at = dbn_str_find(rest, dbn_arena_join(arena, name, 3));
		end = at < end ? at : end;
	}
	return dbn_str_sub(rest, 0, end);
}

/* ---- textconv ---- */

/* A value on one line of its own. */
static void add_value(struct dbn_buf *out, struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\n' || s.ptr[i] == '\t' || s.ptr[i] == '\r')
			dbn_buf_addc(out, ' ');
		else
			dbn_buf_addc(out, s.ptr[i]);
	}
}

/* The column that names a row: id, else the first. */
static size_t naming_column(const struct dbn_csv *csv)
{
	size_t id = dbn_csv_column(csv, DBN_STR("id"));

	return id == DBN_NONE ? 0 : id;
}

int dbn_textconv(struct dbn_str bytes, struct dbn_buf *out, struct dbn_err *err)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	struct dbn_err own = { 0 };
	struct dbn_arena a;
	struct dbn_csv csv;

	dbn_arena_init(&a, 1u << 30);
	if (dbn_csv_parse(&csv, &a, bytes, "textconv", quiet, &own) && own.diag.msg == DBN_MSG_NO_MEMORY) {
		dbn_arena_release(&a);
		return dbn_fail_memory(err);
	}
	if (own.code || csv.header_count < 2 ||
	    (csv.oddities & DBN_CSV_DAMAGED)) {
		dbn_buf_add(out, bytes); /* no table: shown as it stands */
		dbn_arena_release(&a);
		return out->failed ? dbn_fail_memory(err) : DBN_OK;
	}
	for (size_t i = 0; i < csv.row_count; i++)
		for (size_t c = 0, key = naming_column(&csv); c < csv.header_count; c++) {
			if (c == key || !csv.rows[i].cells[c].len)
				continue;
			add_value(out, csv.rows[i].cells[key]);
			dbn_buf_addc(out, '\t');
			add_value(out, csv.header[c]);
			dbn_buf_addc(out, '\t');
			add_value(out, csv.rows[i].cells[c]);
			dbn_buf_addc(out, '\n');
		}
	dbn_arena_release(&a);
	return out->failed ? dbn_fail_memory(err) : DBN_OK;
}
