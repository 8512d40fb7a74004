/*
 * intake_plan.c - what an import changes: everything the first time, later
 * only what the three-way merge of then, now and anew says.
 */
#include "dubanc/intake.h"

/* The columns that a document fills; the others are the office's own. */
static const enum dbn_task_column filled[] = {
	DBN_TASK_ID, DBN_TASK_KIND, DBN_TASK_PARENT, DBN_TASK_PATH, DBN_TASK_SECTION, DBN_TASK_TITLE,
	DBN_TASK_TEXT, DBN_TASK_LEAD, DBN_TASK_LEAD_FROM, DBN_TASK_COOP, DBN_TASK_UNITS, DBN_TASK_GROUPS,
	DBN_TASK_OPEN, DBN_TASK_SUPERVISE, DBN_TASK_PERSONS, DBN_TASK_CLAUSE, DBN_TASK_DUE,
	DBN_TASK_DUE_TEXT, DBN_TASK_DUE_FROM, DBN_TASK_RECUR, DBN_TASK_DUE_ORIGINAL, DBN_TASK_LINES,
	DBN_TASK_NOTE,
};
enum { FILLED = sizeof filled / sizeof *filled, CHANGES_MAX = 4 << 20 };

static struct dbn_str column_name(size_t k)
{
	size_t n;

	return dbn_str_of(dbn_columns(DBN_TASKS, &n)[filled[k]].name);
}

/* A cell of the TSV: TAB and line ends become blanks (normalised text has none). */
static void put_cell(struct dbn_buf *out, struct dbn_str cell)
{
	for (size_t i = 0; i < cell.len; i++) {
		char c = cell.ptr[i];

		dbn_buf_addc(out, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
	}
}

void dbn_intake_save(struct dbn_buf *out, const struct dbn_intake *intake)
{
	for (size_t k = 0; k < FILLED; k++) {
		dbn_buf_add(out, column_name(k));
		dbn_buf_addc(out, k + 1 < FILLED ? '\t' : '\n');
	}
	for (size_t i = 0; i < intake->rows.count; i++)
		for (size_t k = 0; k < FILLED; k++) {
			put_cell(out, intake->rows.items[i].cell[filled[k]]);
			dbn_buf_addc(out, k + 1 < FILLED ? '\t' : '\n');
		}
}

static struct dbn_str *header(struct dbn_arena *arena)
{
	struct dbn_str *names = dbn_arena_alloc(arena, FILLED, sizeof *names);

	for (size_t k = 0; names && k < FILLED; k++)
		names[k] = column_name(k);
	return names;
}

/* An empty table with the filled columns and room for n rows; false: memory. */
static bool table_init(struct dbn_arena *arena, struct dbn_rows *t, size_t n)
{
	t->header = header(arena);
	t->columns = FILLED;
	t->rows = n;
	t->cells = dbn_arena_alloc(arena, n + 1, sizeof *t->cells);
	if (!t->header || !t->cells)
		return false;
	for (size_t i = 0; i < n; i++) {
		t->cells[i] = dbn_arena_alloc(arena, FILLED, sizeof **t->cells);
		if (!t->cells[i])
			return false;
		for (size_t k = 0; k < FILLED; k++)
			t->cells[i][k] = DBN_STR("");
	}
	return true;
}

static size_t count_lines(struct dbn_str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n';
	return n;
}

/* sources/KEY.tsv as a table; a column that is not there any more is passed over. */
static bool table_from_tsv(struct dbn_arena *arena, struct dbn_rows *t, struct dbn_str tsv)
{
	struct dbn_str rest = tsv, names, name;
	size_t where[64], columns = 0, lines = count_lines(tsv);

	if (!table_init(arena, t, lines ? lines - 1 : 0))
		return false;
	names = dbn_str_split(&rest, '\n');
	while (names.ptr && columns < sizeof where / sizeof *where) {
		name = dbn_str_split(&names, '\t');
		where[columns] = DBN_NONE;
		for (size_t k = 0; k < FILLED; k++)
			if (dbn_str_eq(t->header[k], name))
				where[columns] = k;
		columns++;
	}
	for (size_t i = 0; i < t->rows && rest.ptr; i++) {
		struct dbn_str line = dbn_str_split(&rest, '\n');

		for (size_t c = 0; c < columns && line.ptr; c++) {
			struct dbn_str cell = dbn_str_split(&line, '\t');

			if (where[c] != DBN_NONE)
				t->cells[i][where[c]] = cell;
		}
	}
	return true;
}

static bool table_from_intake(struct dbn_arena *arena, struct dbn_rows *t, const struct dbn_intake *in)
{
	if (!table_init(arena, t, in->rows.count))
		return false;
	for (size_t i = 0; i < t->rows; i++)
		for (size_t k = 0; k < FILLED; k++)
			t->cells[i][k] = in->rows.items[i].cell[filled[k]];
	return true;
}

static bool table_from_doc(struct dbn_arena *arena, struct dbn_rows *t, const struct dbn_doc *doc)
{
	if (!table_init(arena, t, doc->task_count))
		return false;
	for (size_t i = 0; i < t->rows; i++)
		for (size_t k = 0; k < FILLED; k++)
			t->cells[i][k] = doc->tasks[i].cell[filled[k]];
	return true;
}

/* An event of the plan; its changes cell is filled by the caller. */
static struct dbn_event *new_event(struct dbn_arena *arena, struct dbn_intake_plan *plan, struct dbn_str task)
{
	struct dbn_event *e = DBN_PUSH(arena, &plan->events);

	if (!e)
		return NULL;
	e->kind = DBN_EV_IMPORT;
	e->task = task;
	e->id = e->at = e->unit = e->by = e->text = e->changes = DBN_STR("");
	e->on = DBN_NO_DAY;
	return e;
}

/* What a roll says that is no cell of a row: an event of the office behind the import. */
static bool add_told(struct dbn_arena *arena, const struct dbn_intake_row *row, enum dbn_event_kind kind,
		     struct dbn_str text, struct dbn_intake_plan *plan)
{
	struct dbn_event *e = new_event(arena, plan, row->cell[DBN_TASK_ID]);

	if (!e)
		return false;
	e->kind = (int)kind;
	e->text = text;
	return true;
}

static bool add_roll(struct dbn_arena *arena, const struct dbn_intake_row *row, struct dbn_intake_plan *plan)
{
	const struct dbn_roll_cells *roll = row->item ? row->item->roll : NULL;

	if (!roll)
		return true;
	plan->told.states += roll->state.len > 0 || roll->suspended;
	plan->told.progress += roll->progress.len > 0;
	plan->told.reports += roll->report.len > 0;
	plan->told.notes += roll->note.len > 0;
	if (roll->report.len && !add_told(arena, row, DBN_EV_NOTE, roll->report, plan))
		return false;
	return !roll->suspended || add_told(arena, row, DBN_EV_SUSPEND, DBN_STR("导入前已暂缓"), plan);
}

/* The event that brings a whole row into being. */
static bool add_row(struct dbn_arena *arena, const struct dbn_intake_row *row, struct dbn_intake_plan *plan)
{
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);
	struct dbn_event *e = new_event(arena, plan, row->cell[DBN_TASK_ID]);
	struct dbn_buf changes;

	if (!e)
		return false;
	dbn_buf_init(&changes, CHANGES_MAX);
	for (size_t c = 0; c < DBN_TASK_COLUMNS; c++)
		if (c != DBN_TASK_ID && row->cell[c].len)
			dbn_changes_add(&changes, dbn_str_of(columns[c].name), row->cell[c]);
	if (row->targets.len) {
		dbn_buf_addc(&changes, ';');
		dbn_buf_add(&changes, row->targets);
	}
	e->changes = dbn_arena_dup(arena, dbn_buf_str(&changes));
	arena->failed = arena->failed || changes.failed;
	dbn_buf_release(&changes);
	plan->added++;
	return !arena->failed && add_roll(arena, row, plan);
}

static const struct dbn_intake_row *row_by_id(const struct dbn_intake *in, struct dbn_str id)
{
	for (size_t i = 0; i < in->rows.count; i++)
		if (dbn_str_eq(in->rows.items[i].cell[DBN_TASK_ID], id))
			return &in->rows.items[i];
	return NULL;
}

static void add_move(struct dbn_arena *arena, struct dbn_intake_plan *plan, struct dbn_intake_move one)
{
	struct dbn_intake_move *move = DBN_PUSH(arena, &plan->moves);

	for (int c = 0; one.due && c < DBN_TASK_COLUMNS; c++)
		if (c == DBN_TASK_DUE || c == DBN_TASK_DUE_ORIGINAL || c == DBN_TASK_DUE_TEXT || c == DBN_TASK_DUE_FROM ||
		    c == DBN_TASK_RECUR)
			one.column[c] = false;
	if (move)
		*move = one;
	plan->changed++;
	plan->due_changed += one.due;
}

/* The event that moves a row from what it is to what the merge made of it. */
static bool change_row(struct dbn_arena *arena, const struct dbn_task *task, const struct dbn_str *merged,
		       const struct dbn_intake_row *anew, struct dbn_intake_plan *plan)
{
	struct dbn_intake_move move = { .id = task->cell[DBN_TASK_ID] };
	struct dbn_buf changes;
	size_t differ = 0, lines_only = 0;
	struct dbn_event *e;

	dbn_buf_init(&changes, CHANGES_MAX);
	for (size_t k = 0; k < FILLED; k++) {
		struct dbn_str was = task->cell[filled[k]];

		/* The limit as it was first set stays, whatever the text says now. */
		if (dbn_str_eq(was, merged[k]) || (filled[k] == DBN_TASK_DUE_ORIGINAL && was.len))
			continue;
		if (filled[k] == DBN_TASK_DUE) {
			move.due = true;
			move.was = was;
			move.now = merged[k];
		}
		differ++;
		lines_only += filled[k] == DBN_TASK_LINES;
		move.column[filled[k]] = filled[k] != DBN_TASK_LINES;
		dbn_changes_add(&changes, column_name(k), merged[k]);
	}
	if (differ > lines_only && anew && anew->targets.len) {
		dbn_buf_addc(&changes, ';');
		dbn_buf_add(&changes, anew->targets);
	}
	if (differ) {
		e = new_event(arena, plan, task->cell[DBN_TASK_ID]);
		if (e)
			e->changes = dbn_arena_dup(arena, dbn_buf_str(&changes));
		plan->moved += differ == lines_only;
		if (differ > lines_only)
			add_move(arena, plan, move);
	}
	arena->failed = arena->failed || changes.failed;
	dbn_buf_release(&changes);
	return !arena->failed;
}

static const struct dbn_task *task_by_id(const struct dbn_doc *doc, struct dbn_str id)
{
	for (size_t i = 0; i < doc->task_count; i++)
		if (dbn_str_eq(doc->tasks[i].cell[DBN_TASK_ID], id))
			return &doc->tasks[i];
	return NULL;
}

/*
 * A node whose limit was no day (本届任期内) and is one now may fall on the very day of its
 * item, and is no row of its own any more: the text has it as before. Its row gets that day.
 */
static const struct dbn_intake_row *falls_together(const struct dbn_intake *in, const struct dbn_task *task)
{
	struct dbn_str open = task->cell[DBN_TASK_RECUR], words = task->cell[DBN_TASK_DUE_TEXT];
	const struct dbn_intake_row *item = row_by_id(in, task->cell[DBN_TASK_PARENT]);

	if (task->kind != DBN_KIND_NODE || task->due != DBN_NO_DAY || !open.len || open.ptr[0] != '?' || !item ||
	    !item->cell[DBN_TASK_DUE].len || !words.len)
		return NULL;
	return dbn_str_find(item->cell[DBN_TASK_TEXT], words) != DBN_NONE ? item : NULL;
}

static bool add_day(struct dbn_arena *arena, const struct dbn_task *task, struct dbn_str day,
		    struct dbn_intake_plan *plan)
{
	struct dbn_event *e = new_event(arena, plan, task->cell[DBN_TASK_ID]);
	struct dbn_buf changes;

	if (!e)
		return false;
	add_move(arena, plan, (struct dbn_intake_move){ .id = task->cell[DBN_TASK_ID], .now = day, .due = true });
	dbn_buf_init(&changes, CHANGES_MAX);
	dbn_changes_add(&changes, DBN_STR("due"), day);
	dbn_changes_add(&changes, DBN_STR("recur"), DBN_STR(""));
	dbn_changes_add(&changes, DBN_STR("due_original"), day);
	e->changes = dbn_arena_dup(arena, dbn_buf_str(&changes));
	arena->failed = arena->failed || changes.failed;
	dbn_buf_release(&changes);
	return !arena->failed;
}

/* Rows of the base that the text no longer has and the ledger still holds. */
static bool list_gone(struct dbn_arena *arena, const struct dbn_rows *base, const struct dbn_intake *in,
		      const struct dbn_doc *doc, struct dbn_intake_plan *plan)
{
	for (size_t i = 0; i < base->rows; i++) {
		struct dbn_str id = base->cells[i][0];
		const struct dbn_intake_row *item;
		const struct dbn_task *task;
		struct dbn_str *slot;

		if (!id.len || row_by_id(in, id))
			continue;
		task = task_by_id(doc, id);
		if (!task || task->state == DBN_STATE_CANCELLED)
			continue;
		item = falls_together(in, task);
		if (item) {
			if (!add_day(arena, task, item->cell[DBN_TASK_DUE], plan))
				return false;
			continue;
		}
		slot = DBN_PUSH(arena, &plan->gone);
		if (!slot)
			return false;
		*slot = task->cell[DBN_TASK_ID];
	}
	return true;
}

static int plan_again(struct dbn_arena *arena, const struct dbn_intake *intake, const struct dbn_doc *doc,
		      struct dbn_str base_tsv, struct dbn_intake_plan *plan, struct dbn_err *err)
{
	struct dbn_rows base, ours, theirs;
	struct dbn_merge_result merged;
	bool ok = table_from_tsv(arena, &base, base_tsv) && table_from_doc(arena, &ours, doc) &&
		  table_from_intake(arena, &theirs, intake);
	int code = ok ? dbn_merge_rows(arena, DBN_TASKS, &base, &ours, &theirs, &merged, err)
		      : dbn_fail_memory(err);

	if (code)
		return code;
	for (size_t i = 0; i < merged.rows.rows && ok; i++) {
		struct dbn_str id = merged.rows.cells[i][0];
		const struct dbn_task *task = task_by_id(doc, id);
		const struct dbn_intake_row *anew = row_by_id(intake, id);

		if (task)
			ok = change_row(arena, task, merged.rows.cells[i], anew, plan);
		else if (anew)
			ok = add_row(arena, anew, plan);
	}
	plan->conflicts.items = merged.conflicts.items;
	plan->conflicts.count = merged.conflicts.count;
	ok = ok && list_gone(arena, &base, intake, doc, plan);
	return ok ? DBN_OK : dbn_fail_memory(err);
}

int dbn_intake_plan(struct dbn_arena *arena, const struct dbn_intake *intake, const struct dbn_doc *doc,
		    struct dbn_str base, struct dbn_intake_plan *out, struct dbn_err *err)
{
	*out = (struct dbn_intake_plan){ 0 };
	if (doc->task_count || base.len)
		return plan_again(arena, intake, doc, base, out, err);
	for (size_t i = 0; i < intake->rows.count; i++)
		if (!add_row(arena, &intake->rows.items[i], out))
			return dbn_fail_memory(err);
	return DBN_OK;
}
