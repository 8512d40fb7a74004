/*
 * merge.c - one pure three-way merge of rows.
 *
 * Rows are matched by key. Of a key that a side has twice the first row is
 * merged; the others stay, so that nothing is lost and `check` names them.
 */
#include <string.h>

#include "dubanc/merge.h"
#include "fold.h"
#include "map.h"

struct side {
	const struct dbn_rows *rows;
	size_t key;	   /* its key column, or DBN_NONE */
	size_t *column;	   /* of each column of the result, or DBN_NONE */
	struct map index;  /* key → first row that has it */
};

struct node {
	size_t row;  /* of ours (or of theirs: see added) */
	bool added;  /* comes from theirs */
	bool newer;  /* not in base */
	size_t next;
};

struct merge {
	struct dbn_arena *arena;
	enum dbn_table_id table;
	struct side base, ours, theirs;
	struct dbn_str *header;
	const struct dbn_column **rule; /* of each column; NULL: unknown */
	size_t columns, event_column;
	struct dbn_merge_result *out;
};

static const struct dbn_str nothing = { "", 0 };

static struct dbn_str raw_cell(const struct side *s, size_t row, size_t column)
{
	return column == DBN_NONE ? nothing : s->rows->cells[row][column];
}

static struct dbn_str cell(const struct side *s, size_t row, size_t column)
{
	return row == DBN_NONE ? nothing : raw_cell(s, row, s->column[column]);
}

static struct dbn_str key_of(const struct side *s, size_t row)
{
	return raw_cell(s, row, s->key);
}

static size_t column_named(const struct dbn_rows *rows, struct dbn_str name)
{
	for (size_t i = 0; i < rows->columns; i++)
		if (dbn_str_eq(rows->header[i], name))
			return i;
	return DBN_NONE;
}

static bool side_init(struct side *s, struct merge *m, const struct dbn_rows *rows)
{
	size_t count;

	s->rows = rows;
	s->key = column_named(rows, dbn_str_of(dbn_columns(m->table, &count)[0].name));
	if (!map_init(&s->index, m->arena, rows->rows))
		return false;
	for (size_t i = 0; i < rows->rows; i++)
		if (key_of(s, i).len)
			map_add(&s->index, key_of(s, i), i);
	return !m->arena->failed;
}

static size_t row_of(const struct side *s, struct dbn_str key)
{
	return key.len ? map_get(&s->index, key) : DBN_NONE;
}

/* ---- columns ---- */

/* Whether a side changed anything in a column that base has. */
static bool touched(const struct side *s, const struct side *base, struct dbn_str name)
{
	size_t here = column_named(s->rows, name), there = column_named(base->rows, name);

	for (size_t i = 0; i < s->rows->rows; i++) {
		size_t b = row_of(base, key_of(s, i));

		if (!dbn_str_eq(raw_cell(s, i, here), b == DBN_NONE ? nothing : raw_cell(base, b, there)))
			return true;
	}
	return false;
}

/* A column that one side took out goes, unless the other side worked in it. */
static bool wanted(const struct merge *m, const struct side *has, const struct side *other, struct dbn_str name)
{
	return column_named(other->rows, name) != DBN_NONE ||
	       column_named(m->base.rows, name) == DBN_NONE || !other->rows->columns ||
	       touched(has, &m->base, name);
}

static bool columns_init(struct merge *m)
{
	size_t n = m->ours.rows->columns + m->theirs.rows->columns;
	struct side *sides[] = { &m->base, &m->ours, &m->theirs };

	m->header = dbn_arena_alloc(m->arena, n, sizeof *m->header);
	m->rule = dbn_arena_alloc(m->arena, n, sizeof(const struct dbn_column *));
	if (!m->header || !m->rule)
		return false;
	for (size_t i = 0; i < m->ours.rows->columns; i++)
		if (wanted(m, &m->ours, &m->theirs, m->ours.rows->header[i]))
			m->header[m->columns++] = m->ours.rows->header[i];
	for (size_t i = 0; i < m->theirs.rows->columns; i++) {
		struct dbn_str name = m->theirs.rows->header[i];

		if (column_named(m->ours.rows, name) == DBN_NONE && wanted(m, &m->theirs, &m->ours, name))
			m->header[m->columns++] = name;
	}
	m->event_column = DBN_NONE;
	for (size_t c = 0; c < m->columns; c++) {
		size_t count, known = dbn_column_find(m->table, m->header[c]);

		m->rule[c] = known == DBN_NONE ? NULL : &dbn_columns(m->table, &count)[known];
		if ((m->table == DBN_TASKS && known == DBN_TASK_EVENT) ||
		    (m->table == DBN_TARGETS && known == DBN_TARGET_ACTUAL_ON))
			m->event_column = c;
	}
	for (size_t k = 0; k < 3; k++) {
		sides[k]->column = dbn_arena_alloc(m->arena, m->columns, sizeof(size_t));
		if (!sides[k]->column)
			return false;
		for (size_t c = 0; c < m->columns; c++)
			sides[k]->column[c] = column_named(sides[k]->rows, m->header[c]);
	}
	return true;
}

/* ---- cells ---- */

static void conflict(struct merge *m, struct dbn_str id, struct dbn_str column, struct dbn_str base,
		     struct dbn_str ours, struct dbn_str theirs)
{
	struct dbn_conflict *c = DBN_PUSH(m->arena, &m->out->conflicts);

	if (c)
		*c = (struct dbn_conflict){ .id = id, .column = column, .base = base, .ours = ours, .theirs = theirs };
}

/* Which of the two rows was changed later: <0 ours, >0 theirs, 0 not known. */
static int later(const struct merge *m, size_t ours, size_t theirs)
{
	if (m->event_column == DBN_NONE)
		return 0;
	return dbn_str_cmp(cell(&m->theirs, theirs, m->event_column), cell(&m->ours, ours, m->event_column));
}

/* Both sides changed a list: what the later one added and removed is done to
 * what the earlier one left, as folding their events does it. */
static struct dbn_str merge_set(struct dbn_arena *a, struct dbn_str b, struct dbn_str first, struct dbn_str second)
{
	struct dbn_str gone = list_remove(a, list_add(a, nothing, b), second);
	struct dbn_str added = list_remove(a, list_add(a, nothing, second), b);

	return list_add(a, list_remove(a, first, gone), added);
}

static struct dbn_str merge_cell(struct merge *m, size_t c, size_t base, size_t ours, size_t theirs)
{
	struct dbn_str b = cell(&m->base, base, c), o = cell(&m->ours, ours, c), t = cell(&m->theirs, theirs, c);
	const struct dbn_column *rule = m->rule[c];
	int order;

	/* A side without the column has not touched it. */
	if (m->ours.column[c] == DBN_NONE && base != DBN_NONE)
		o = b;
	if (m->theirs.column[c] == DBN_NONE && base != DBN_NONE)
		t = b;
	if (dbn_str_eq(o, t) || dbn_str_eq(t, b))
		return o;
	if (dbn_str_eq(o, b))
		return t;
	order = later(m, ours, theirs);
	if (rule && rule->merge == DBN_MERGE_SET)
		return order < 0 ? merge_set(m->arena, b, t, o) : merge_set(m->arena, b, o, t);
	if (rule && rule->merge == DBN_MERGE_LATER && order)
		return order > 0 ? t : o;
	if (rule && rule->merge == DBN_MERGE_FIRST && o.len && t.len)
		return dbn_str_cmp(o, t) < 0 ? o : t;
	conflict(m, key_of(&m->ours, ours), m->header[c], b, o, t);
	return o;
}

/*
 * A row that both sides took further holds no more than base's last event for
 * certain: the later of two rows is not the row with the later event that sets a
 * state. Readers apply the events of both sides in their order, as after a crash.
 * Not where a conflict waits: ours is to be seen until it is decided.
 */
static struct dbn_str merge_event(const struct merge *m, size_t base, size_t ours, size_t theirs, struct dbn_str merged)
{
	struct dbn_str b = cell(&m->base, base, m->event_column), o = cell(&m->ours, ours, m->event_column);
	struct dbn_str t = cell(&m->theirs, theirs, m->event_column);

	return b.len && !dbn_str_eq(o, b) && !dbn_str_eq(t, b) && !dbn_str_eq(o, t) ? b : merged;
}

/*
 * Of one id for two things ours is to be seen until that is decided: without this, readers
 * would apply what came after it on the other side, and theirs would stand in its place.
 */
static struct dbn_str later_event(const struct merge *m, size_t ours, size_t theirs)
{
	struct dbn_str o = cell(&m->ours, ours, m->event_column), t = cell(&m->theirs, theirs, m->event_column);

	return dbn_str_cmp(o, t) < 0 ? t : o;
}

/* ---- rows ---- */

/* Whether a side left a row of base alone, or has a row that is there already: a column that it
 * took out it did not touch; one that it put in counts where its cell is filled. */
static bool same_row(const struct merge *m, const struct side *there, size_t x, const struct side *s, size_t y)
{
	for (size_t c = 0; c < m->columns; c++)
		if (s->column[c] != DBN_NONE && !dbn_str_eq(cell(there, x, c), cell(s, y, c)))
			return false;
	return true;
}

/* Whether the rows that both sides added under one id say the same; each came by an event of its
 * own, and a column that one side put in the other need not have. */
static bool added_alike(const struct merge *m, size_t ours, size_t theirs)
{
	for (size_t c = 0; c < m->columns; c++)
		if (m->ours.column[c] != DBN_NONE && m->theirs.column[c] != DBN_NONE &&
		    !(c == m->event_column && m->table == DBN_TASKS) &&
		    !dbn_str_eq(cell(&m->ours, ours, c), cell(&m->theirs, theirs, c)))
			return false;
	return true;
}

/*
 * Whether a key alone says what a row is. Of tasks and events it does not: two people's next
 * free id names two things. Of targets the id stands for what it measures.
 */
static bool one_thing(const struct merge *m, size_t ours, size_t theirs)
{
	if (m->table == DBN_TASKS || m->table == DBN_EVENTS)
		return false;
	for (size_t c = 0; c < m->columns && m->table == DBN_TARGETS; c++) {
		size_t known = dbn_column_find(DBN_TARGETS, m->header[c]);

		if ((known == DBN_TARGET_TASK || known == DBN_TARGET_METRIC) &&
		    !dbn_str_eq(cell(&m->ours, ours, c), cell(&m->theirs, theirs, c)))
			return false;
	}
	return true;
}

/* A row as one record, for the list of conflicts. */
static struct dbn_str record_of(struct merge *m, const struct side *s, size_t row)
{
	struct dbn_buf b;
	struct dbn_str out = nothing;

	if (row == DBN_NONE)
		return out;
	dbn_buf_init(&b, 16u << 20);
	for (size_t c = 0; c < m->columns; c++) {
		struct dbn_str v = cell(s, row, c);

		if (!v.len)
			continue;
		if (b.len)
			dbn_buf_addz(&b, "; ");
		dbn_buf_add(&b, m->header[c]);
		dbn_buf_addc(&b, '=');
		dbn_buf_add(&b, v);
	}
	if (b.failed)
		m->arena->failed = true;
	out = dbn_arena_dup(m->arena, dbn_buf_str(&b));
	dbn_buf_release(&b);
	return out;
}

static void row_conflict(struct merge *m, struct dbn_str id, size_t base, size_t ours, size_t theirs)
{
	conflict(m, id, DBN_STR("*"), record_of(m, &m->base, base), record_of(m, &m->ours, ours),
		 record_of(m, &m->theirs, theirs));
}

/* What becomes of a row of ours: false where it goes. */
static bool keep_ours(struct merge *m, size_t row, size_t *base, size_t *theirs)
{
	struct dbn_str key = key_of(&m->ours, row);

	*base = *theirs = DBN_NONE;
	if (!key.len || row_of(&m->ours, key) != row)
		return true; /* no key, or a key's second row: stays as it is */
	*base = row_of(&m->base, key);
	*theirs = row_of(&m->theirs, key);
	if (*base != DBN_NONE && *theirs == DBN_NONE) {
		if (same_row(m, &m->base, *base, &m->ours, row))
			return false; /* deleted there, untouched here */
		row_conflict(m, key, *base, row, DBN_NONE);
	} else if (*base == DBN_NONE && *theirs != DBN_NONE && !one_thing(m, row, *theirs) &&
		   !added_alike(m, row, *theirs)) {
		row_conflict(m, key, DBN_NONE, row, *theirs);
		*theirs = DBN_NONE; /* two different things under one id: ours stays whole */
	}
	return true;
}

/* Whether a row of theirs is to be added. */
static bool take_theirs(struct merge *m, size_t row, bool *newer)
{
	struct dbn_str key = key_of(&m->theirs, row);
	size_t base, ours;

	*newer = true;
	if (!key.len || row_of(&m->theirs, key) != row) {
		/* no key or a key's second row: added unless some row here is the same */
		for (size_t i = 0; i < m->ours.rows->rows; i++)
			if (dbn_str_eq(key_of(&m->ours, i), key) && same_row(m, &m->ours, i, &m->theirs, row))
				return false;
		for (size_t i = 0; i < m->base.rows->rows; i++)
			if (dbn_str_eq(key_of(&m->base, i), key) && same_row(m, &m->base, i, &m->theirs, row))
				return false;
		return true;
	}
	base = row_of(&m->base, key);
	ours = row_of(&m->ours, key);
	if (ours != DBN_NONE)
		return false;
	if (base == DBN_NONE)
		return true;
	if (!same_row(m, &m->base, base, &m->theirs, row))
		row_conflict(m, key, base, DBN_NONE, row); /* deleted here, edited there */
	return false;
}

/* Rows of the result as a chain: ours in their order, theirs behind their neighbours. */
static struct node *chain_rows(struct merge *m, size_t *base_of, size_t *theirs_of)
{
	size_t no = m->ours.rows->rows, nt = m->theirs.rows->rows, count = 1, last = 0;
	struct node *nodes = dbn_arena_alloc(m->arena, no + nt + 1, sizeof *nodes);
	size_t *place = dbn_arena_alloc(m->arena, no, sizeof *place);

	if (!nodes || !place)
		return NULL;
	nodes[0] = (struct node){ 0, false, false, DBN_NONE };
	for (size_t i = 0; i < no; i++) {
		place[i] = last;
		if (!keep_ours(m, i, &base_of[i], &theirs_of[i]))
			continue;
		nodes[count] = (struct node){ i, false, row_of(&m->base, key_of(&m->ours, i)) == DBN_NONE, DBN_NONE };
		nodes[last].next = count;
		place[i] = last = count++;
	}
	last = 0;
	for (size_t i = 0; i < nt; i++) {
		size_t ours = row_of(&m->ours, key_of(&m->theirs, i));
		bool newer;

		if (take_theirs(m, i, &newer)) {
			while (nodes[last].next != DBN_NONE && nodes[nodes[last].next].newer)
				last = nodes[last].next;
			nodes[count] = (struct node){ i, true, newer, nodes[last].next };
			nodes[last].next = count;
			last = count++;
		} else if (ours != DBN_NONE) {
			last = place[ours];
		}
	}
	return nodes;
}

int dbn_merge_rows(struct dbn_arena *arena, enum dbn_table_id table, const struct dbn_rows *base,
		   const struct dbn_rows *ours, const struct dbn_rows *theirs,
		   struct dbn_merge_result *out, struct dbn_err *err)
{
	struct merge m = { .arena = arena, .table = table, .out = out };
	struct dbn_rows *result = &out->rows;
	size_t *base_of, *theirs_of;
	struct node *nodes;

	memset(out, 0, sizeof *out);
	if (!side_init(&m.base, &m, base) || !side_init(&m.ours, &m, ours) ||
	    !side_init(&m.theirs, &m, theirs) || !columns_init(&m))
		return dbn_fail_memory(err);
	base_of = dbn_arena_alloc(arena, ours->rows, sizeof *base_of);
	theirs_of = dbn_arena_alloc(arena, ours->rows, sizeof *theirs_of);
	nodes = base_of && theirs_of ? chain_rows(&m, base_of, theirs_of) : NULL;
	result->cells = dbn_arena_alloc(arena, ours->rows + theirs->rows, sizeof(struct dbn_str *));
	if (!nodes || !result->cells)
		return dbn_fail_memory(err);
	result->header = m.header;
	result->columns = m.columns;
	for (size_t i = nodes[0].next; i != DBN_NONE; i = nodes[i].next) {
		size_t row = nodes[i].row, conflicts = out->conflicts.count;
		struct dbn_str *cells = dbn_arena_alloc(arena, m.columns, sizeof *cells);

		if (!cells)
			return dbn_fail_memory(err);
		for (size_t c = 0; c < m.columns; c++)
			cells[c] = nodes[i].added ? cell(&m.theirs, row, c) :
				   theirs_of[row] == DBN_NONE ? cell(&m.ours, row, c) :
				   merge_cell(&m, c, base_of[row], row, theirs_of[row]);
		if (table == DBN_TASKS && m.event_column != DBN_NONE && !nodes[i].added) {
			struct dbn_str *event = &cells[m.event_column];
			size_t other = row_of(&m.theirs, key_of(&m.ours, row));

			if (theirs_of[row] != DBN_NONE && conflicts == out->conflicts.count)
				*event = merge_event(&m, base_of[row], row, other, *event);
			else if (theirs_of[row] == DBN_NONE && other != DBN_NONE && row_of(&m.ours, key_of(&m.ours, row)) == row)
				*event = later_event(&m, row, other);
		}
		result->cells[result->rows++] = cells;
	}
	return arena->failed ? dbn_fail_memory(err) : DBN_OK;
}
