/* fold.c - row = fold(import, events). */
#include <string.h>

#include "dubanc/check.h"
#include "dubanc/merge.h"
#include "fold.h"
#include "table.h"

bool list_has(struct dbn_str list, struct dbn_str member)
{
	if (!list.len)
		return false;
	while (list.ptr)
		if (dbn_str_eq(dbn_str_split(&list, ';'), member))
			return true;
	return false;
}

static struct dbn_str appended(struct dbn_arena *a, struct dbn_str list, struct dbn_str member)
{
	struct dbn_str parts[] = { list, DBN_STR(";"), member };

	return list.len ? dbn_arena_join(a, parts, 3) : member;
}

struct dbn_str list_add(struct dbn_arena *a, struct dbn_str list, struct dbn_str members)
{
	while (members.ptr) {
		struct dbn_str m = dbn_str_split(&members, ';');

		if (m.len && !list_has(list, m))
			list = appended(a, list, m);
	}
	return list;
}

struct dbn_str list_remove(struct dbn_arena *a, struct dbn_str list, struct dbn_str members)
{
	struct dbn_str out = { "", 0 }, rest = list;
	bool changed = false;

	while (rest.ptr) {
		struct dbn_str m = dbn_str_split(&rest, ';');

		if (m.len && list_has(members, m))
			changed = true;
		else if (m.len)
			out = appended(a, out, m);
	}
	return changed ? out : list;
}

/* target.ID.column: the column stands behind the last dot. */
static bool is_target(struct dbn_str name, struct fold_cell *out)
{
	size_t dot = name.len;

	if (!dbn_str_starts(name, DBN_STR("target.")))
		return false;
	while (dot > 7 && name.ptr[dot - 1] != '.')
		dot--;
	if (dot <= 8)
		return false;
	out->target = dbn_str_sub(name, 7, dot - 8);
	out->column = dbn_str_from(name, dot);
	return true;
}

static void set_extra(struct dbn_arena *a, struct fold_row *row, struct fold_cell cell)
{
	struct fold_cell *p = NULL;

	for (size_t i = 0; i < row->extra.count && !p; i++)
		if (dbn_str_eq(row->extra.items[i].target, cell.target) &&
		    dbn_str_eq(row->extra.items[i].column, cell.column))
			p = &row->extra.items[i];
	if (!p)
		p = DBN_PUSH(a, &row->extra);
	if (p)
		*p = cell;
}

static void apply_change(struct dbn_arena *a, struct fold_row *row, const struct dbn_change *c)
{
	struct fold_cell extra = { { "", 0 }, { "", 0 }, c->value };
	struct dbn_str name;
	enum dbn_change_op op;
	size_t column;

	if (is_target(c->column, &extra)) {
		size_t known = dbn_column_find(DBN_TARGETS, extra.column);

		if (known != DBN_NONE)
			extra.value = cell_canonical(a, DBN_TARGETS, known, extra.value);
		set_extra(a, row, extra);
		return;
	}
	op = dbn_change_op(c, &name);
	column = dbn_column_find(DBN_TASKS, name);
	if (column == DBN_NONE) {
		extra.column = c->column;
		set_extra(a, row, extra);
		return;
	}
	if (column == DBN_TASK_ID || column == DBN_TASK_EVENT)
		return;
	if (op == DBN_CHANGE_SET)
		row->cell[column] = cell_canonical(a, DBN_TASKS, column, c->value);
	else if (op == DBN_CHANGE_ADD)
		row->cell[column] = list_add(a, row->cell[column], c->value);
	else
		row->cell[column] = list_remove(a, row->cell[column], c->value);
	row->set[column] = true;
}

void fold_apply(struct dbn_arena *a, struct fold_row *row, const struct dbn_event *event)
{
	struct dbn_str rest = event->changes;
	struct dbn_change c;

	while (dbn_changes_next(a, &rest, &c, &row->bad))
		apply_change(a, row, &c);
	row->cell[DBN_TASK_ID] = event->task;
	row->cell[DBN_TASK_EVENT] = event->id;
	row->set[DBN_TASK_ID] = row->set[DBN_TASK_EVENT] = true;
}

struct dbn_str dbn_told_value(struct dbn_arena *arena, const struct dbn_task *task, struct dbn_str column,
			      size_t events)
{
	struct fold_row row = { .bad = false };
	struct fold_cell name = { { "", 0 }, column, { "", 0 } };
	size_t known;

	for (size_t i = 0; i < task->event_count && i < events; i++)
		fold_apply(arena, &row, task->events[i]);
	if (!is_target(column, &name)) {
		known = dbn_column_find(DBN_TASKS, column);
		return known != DBN_NONE && row.cell[known].ptr ? row.cell[known] : DBN_STR("");
	}
	for (size_t i = 0; i < row.extra.count; i++)
		if (dbn_str_eq(row.extra.items[i].target, name.target) &&
		    dbn_str_eq(row.extra.items[i].column, name.column))
			return row.extra.items[i].value;
	return DBN_STR("");
}

/* ---- one text imported by two ---- */

/* The events of import and entry that hold a whole row, beside those of a text imported again. */
static bool makes_row(struct dbn_arena *a, const struct dbn_event *e, struct fold_row *row)
{
	*row = (struct fold_row){ .bad = false };
	for (size_t c = 0; c < DBN_TASK_COLUMNS; c++)
		row->cell[c] = DBN_STR("");
	if (e->kind != DBN_EV_IMPORT && e->kind != DBN_EV_ADD)
		return false;
	fold_apply(a, row, e);
	return row->set[DBN_TASK_KIND];
}

static bool same_text(const struct fold_row *x, const struct fold_row *y)
{
	static const enum dbn_task_column told[] = { DBN_TASK_KIND, DBN_TASK_PARENT, DBN_TASK_PATH, DBN_TASK_TITLE,
						     DBN_TASK_TEXT };

	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (!dbn_str_eq(x->cell[told[i]], y->cell[told[i]]))
			return false;
	return true;
}

/*
 * The later import must not undo what was done between the two: it is passed over, and of a cell
 * that the two read differently the row keeps what it has, unless somebody set it since.
 */
static bool fold_both(struct dbn_arena *a, const struct dbn_task *task, struct fold_row *row)
{
	struct fold_row first, again;
	size_t imports = 0;

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		if (!makes_row(a, e, &again)) {
			fold_apply(a, row, e);
			continue;
		}
		if (e->kind != DBN_EV_IMPORT || (imports && !same_text(&first, &again)))
			return false;
		if (!imports++) {
			first = *row = again;
			memset(row->set, 0, sizeof row->set);
		}
	}
	return imports > 1;
}

bool dbn_imported_twice(struct dbn_arena *arena, const struct dbn_task *task, struct dbn_str ours,
			struct dbn_buf *changes)
{
	struct fold_row both = { .bad = false }, plain = { .bad = false };
	size_t count;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &count);

	if (!fold_both(arena, task, &both))
		return false;
	for (size_t i = 0; i < task->event_count; i++)
		fold_apply(arena, &plain, task->events[i]);
	for (size_t c = 0; c < count; c++) {
		struct dbn_str name = dbn_str_of(columns[c].name), now = task->cell[c];
		bool by_hand = !dbn_str_eq(now, dbn_conflict_cell(arena, ours, columns[c].name));
		struct dbn_str right = by_hand || !both.set[c] ? now : both.cell[c];

		if (c != DBN_TASK_ID && c != DBN_TASK_EVENT && (!dbn_str_eq(right, now) || !dbn_str_eq(right, plain.cell[c])))
			dbn_changes_add(changes, name, right);
	}
	return true;
}
