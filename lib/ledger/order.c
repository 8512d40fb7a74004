/*
 * order.c - the order of a document's rows.
 *
 * Rows stand as their source does: by the first line they were read from; what
 * has no line (a node, a task entered by hand) behind the sibling that came into
 * being before it; children behind their parent.
 */
#include <stdlib.h>

#include "check.h"

struct place {
	size_t row, rank; /* rank: of the event that made it */
	int32_t line;
};

struct tree {
	size_t *first, *next; /* of each row and the root: its children */
	size_t root;
};

static int by_rank(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static int by_line(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->line != y->line ? (x->line < y->line ? -1 : 1) : by_rank(a, b);
}

static size_t parent_of(const struct dbn_doc *doc, size_t row, size_t root)
{
	return doc->tasks[row].parent ? (size_t)(doc->tasks[row].parent - doc->tasks) : root;
}

/* The first number of `lines`: 12-14;20 → 12; 0 where there is none. */
static int32_t first_line(struct dbn_str lines)
{
	size_t n = 0;
	int32_t line;

	while (n < lines.len && lines.ptr[n] >= '0' && lines.ptr[n] <= '9')
		n++;
	return dbn_str_uint(dbn_str_sub(lines, 0, n), &line) ? line : 0;
}

static int fill_places(struct dbn_ledger *l, const struct dbn_doc *doc, struct place *p, struct dbn_err *err)
{
	size_t n = doc->task_count;
	int32_t *last = dbn_arena_alloc(&l->arena, n + 1, sizeof *last); /* line of the last child so far */
	const struct doc_store *s = store_of(doc);

	if (!last)
		return dbn_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		p[i] = (struct place){ i, DBN_NONE, first_line(doc->tasks[i].cell[DBN_TASK_LINES]) };
	for (size_t i = doc->event_count; i-- > 0;) {
		const struct dbn_event *e = &doc->events[i];
		size_t row = e->kind == DBN_EV_IMPORT || e->kind == DBN_EV_ADD ? map_get(&s->task_rows, e->task) : DBN_NONE;

		if (row < n)
			p[row].rank = i;
	}
	for (size_t i = 0; i < n; i++) /* a row that no event made stays behind the one above it */
		if (p[i].rank == DBN_NONE)
			p[i].rank = i ? p[i - 1].rank : 0;
	qsort(p, n, sizeof *p, by_rank);
	for (size_t i = 0; i < n; i++) {
		int32_t *above = &last[parent_of(doc, p[i].row, n)];

		if (!p[i].line)
			p[i].line = *above;
		*above = p[i].line;
	}
	qsort(p, n, sizeof *p, by_line);
	return DBN_OK;
}

/* Appends a row and what stands under it, depth first. */
static size_t walk(const struct tree *t, size_t at, size_t *order, size_t count, bool *seen)
{
	for (size_t child = t->first[at]; child != DBN_NONE; child = t->next[child]) {
		if (seen[child])
			continue;
		seen[child] = true;
		order[count++] = child;
		count = walk(t, child, order, count, seen);
	}
	return count;
}

int doc_order(struct dbn_ledger *l, const struct dbn_doc *doc, size_t **order, bool *sorted, struct dbn_err *err)
{
	size_t n = doc->task_count, count;
	struct place *p = dbn_arena_alloc(&l->arena, n + 1, sizeof *p);
	struct tree t = { .first = dbn_arena_alloc(&l->arena, n + 1, sizeof(size_t)),
			  .next = dbn_arena_alloc(&l->arena, n + 1, sizeof(size_t)), .root = n };
	bool *seen = dbn_arena_alloc(&l->arena, n + 1, sizeof *seen);

	*order = dbn_arena_alloc(&l->arena, n + 1, sizeof **order);
	if (!p || !t.first || !t.next || !seen || !*order)
		return dbn_fail_memory(err);
	if (fill_places(l, doc, p, err))
		return err->code;
	for (size_t i = 0; i <= n; i++)
		t.first[i] = DBN_NONE;
	for (size_t i = n; i-- > 0;) {
		size_t parent = parent_of(doc, p[i].row, n);

		t.next[p[i].row] = t.first[parent];
		t.first[parent] = p[i].row;
	}
	count = walk(&t, t.root, *order, 0, seen);
	for (size_t i = 0; i < n; i++) /* parents in a ring: check names them, nothing is lost */
		if (!seen[i])
			(*order)[count++] = i;
	*sorted = true;
	for (size_t i = 0; i < n; i++)
		*sorted = *sorted && (*order)[i] == i;
	return DBN_OK;
}

int doc_reorder(struct dbn_ledger *l, struct dbn_doc *doc, bool *changed, struct dbn_err *err)
{
	struct part *p = &store_of(doc)->tasks;
	size_t n = doc->task_count, *order;
	struct dbn_csv_row *rows = dbn_arena_alloc(&l->arena, n + 1, sizeof *rows);
	bool sorted;

	*changed = false;
	if (!rows)
		return dbn_fail_memory(err);
	if (doc_order(l, doc, &order, &sorted, err))
		return err->code;
	if (sorted || n != p->table.csv.row_count)
		return DBN_OK;
	for (size_t i = 0; i < n; i++)
		rows[i] = p->table.csv.rows[order[i]];
	for (size_t i = 0; i < n; i++)
		p->table.csv.rows[i] = rows[i];
	*changed = p->changed = true;
	return DBN_OK;
}
