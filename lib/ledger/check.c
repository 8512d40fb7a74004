/* check.c - a whole ledger, file by file; safe repairs; hand edits. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "check.h"
#include "dubanc/merge.h"

/* Details take the place of the general note on conversion. */
static void without_notes(void *ctx, const struct dbn_diag *d)
{
	const struct dbn_sink *sink = ctx;

	if (d->msg != DBN_MSG_CONVERT && sink->fn)
		sink->fn(sink->ctx, d);
}

/* ---- files and the list of documents ---- */

int each_name(const struct check *c, const char *folder,
	      int (*fn)(const struct check *c, const char *folder, struct dbn_str name, struct dbn_err *err),
	      struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX];
	struct dirent **names;
	int n, ret = DBN_OK;

	snprintf(path, sizeof path, "%s/%s", c->l->root, folder);
	n = scandir(path, &names, NULL, alphasort);
	if (n < 0)
		return DBN_OK; /* no such folder: nothing in it */
	for (int i = 0; i < n; i++) {
		if (!ret && names[i]->d_name[0] != '.')
			ret = fn(c, folder, dbn_str_of(names[i]->d_name), err);
		free(names[i]);
	}
	free(names);
	return ret;
}

static int check_listed(const struct check *c, const char *folder, struct dbn_str name, struct dbn_err *err)
{
	const struct ledger_store *s = c->l->store;
	char file[DBN_PATH_MAX];
	struct dbn_str key = name;

	(void)err;
	snprintf(file, sizeof file, "%s/%.*s", folder, DBN_ARG(name));
	if (dbn_str_ends(name, DBN_STR(".csv")))
		key.len -= 4;
	if (!dbn_str_ends(name, DBN_STR(".csv")) || map_get(&s->keys, key) == DBN_NONE)
		tell(c, DBN_MSG_FILE_NO_DOC, dbn_pos_at(file, 0, 0), dbn_str_of(file), NO_ARG, NO_ARG, NO_ARG);
	return DBN_OK;
}

/* ---- documents ---- */

/* One document with memory of its own, given back after it: a check of
 * thousands takes what the largest takes. */
struct alone {
	struct dbn_ledger l;
	struct dbn_doc doc;
};

static void alone_init(struct alone *a, const struct dbn_ledger *l, const struct dbn_doc *doc)
{
	a->l = *l;
	a->doc = *doc;
	a->doc.store = NULL;
	a->doc.loaded = 0;
	dbn_arena_init(&a->l.arena, l->arena.max);
}

static size_t first_misplaced(const struct dbn_doc *doc, const size_t *order)
{
	size_t i = 0;

	while (i < doc->task_count && order[i] == i)
		i++;
	return i < doc->task_count ? doc->tasks[i].line : 0;
}

static void check_loaded(const struct check *c, struct dbn_doc *doc)
{
	const struct ledger_store *ls = c->l->store;
	struct doc_store *s;
	struct dbn_err own = { 0 };
	char file[DBN_PATH_MAX];
	size_t *order;
	bool sorted;

	if (dbn_ledger_load(c->l, doc, DBN_LOAD_ALL, c->sink, &own)) {
		if (c->sink.fn)
			c->sink.fn(c->sink.ctx, &own.diag);
		return;
	}
	s = doc->store;
	check_form(c, &s->tasks);
	check_form(c, &s->events);
	check_form(c, &s->targets);
	snprintf(file, sizeof file, "tasks/%.*s.csv", DBN_ARG(doc->key));
	if (!s->tasks.id.exists)
		tell(c, DBN_MSG_DOC_NO_FILE, dbn_pos_at(ls->documents.table.csv.file, doc->line, 1), doc->key,
		     dbn_str_of(file), NO_ARG, NO_ARG);
	else if (doc_order(c->l, doc, &order, &sorted, &own) == DBN_OK && !sorted)
		tell(c, DBN_MSG_FORM_ORDER, dbn_pos_at(file, first_misplaced(doc, order), 1), NO_ARG, NO_ARG, NO_ARG, NO_ARG);
	if (journal_is_gone(s)) {
		struct dbn_str name = dbn_str_of(s->events.table.csv.file);

		tell(c, DBN_MSG_JOURNAL_GONE, dbn_pos_at(s->events.table.csv.file, 0, 0), name, NO_ARG, NO_ARG, NO_ARG);
		return; /* that the rows have no events follows from it */
	}
	if (s->tasks.id.exists && s->behind)
		tell(c, DBN_MSG_JOURNAL_AHEAD, dbn_pos_at(file, s->behind, 1), doc->key, NO_ARG, NO_ARG, NO_ARG);
	if (check_doc(c, doc, &own) && c->sink.fn)
		c->sink.fn(c->sink.ctx, &own.diag);
}

static void check_one(const struct check *c, const struct dbn_doc *doc)
{
	struct alone one;
	struct check own = { &one.l, c->sink, c->open, c->notices };

	alone_init(&one, c->l, doc);
	check_loaded(&own, &one.doc);
	dbn_arena_release(&one.l.arena);
}

int dbn_check(const char *root, struct dbn_sink sink, struct dbn_err *err)
{
	struct dbn_ledger l;
	struct dbn_sink details = { without_notes, &sink };
	struct map open = { .arena = NULL };
	struct notices notices = { .ledger = &l.arena };
	struct check c = { &l, details, &open, &notices };
	const struct ledger_store *s;
	int ret = dbn_ledger_open(&l, root, DBN_NO_DAY, details, err);

	if (ret) {
		dbn_ledger_release(&l);
		return ret;
	}
	s = l.store;
	check_form(&c, &s->documents);
	check_form(&c, &s->units);
	check_form(&c, &s->holidays);
	check_cells(&c, &s->documents.table);
	check_cells(&c, &s->units.table);
	check_cells(&c, &s->holidays.table);
	check_units(&c);
	ret = check_find_open(&c, err);
	for (size_t i = 0; i < l.doc_count && !ret; i++)
		check_one(&c, l.docs[i]);
	if (!ret)
		ret = each_name(&c, "tasks", check_listed, err);
	if (!ret)
		ret = each_name(&c, "events", check_listed, err);
	if (!ret)
		ret = each_name(&c, "targets", check_listed, err);
	if (!ret)
		ret = check_conflicts(&c, err);
	if (!ret && l.arena.failed)
		ret = dbn_fail_memory(err);
	dbn_ledger_release(&l);
	return ret;
}

/* ---- --fix ---- */

/* Takes out rows that stand twice alike; whether there were any. */
static bool drop_repeated(struct dbn_arena *a, struct table *t)
{
	struct map seen;
	size_t kept = 0, n = t->csv.row_count;

	if (t->place[0] == DBN_NONE || !map_init(&seen, a, n))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct dbn_str id = table_cell(t, i, 0);
		size_t before = id.len ? map_add(&seen, id, kept) : DBN_NONE;
		if (before == DBN_NONE || !table_same_row(t, before, i))
			t->csv.rows[kept++] = t->csv.rows[i];
	}
	t->csv.row_count = kept;
	return kept != n;
}

static void report_fixed(const struct table *t, struct dbn_sink sink)
{
	struct dbn_str file = dbn_str_of(t->csv.file);

	dbn_report(sink, DBN_MSG_FIXED, dbn_pos_at(t->csv.file, 0, 0), &file, 1);
}

static int fix_root_file(struct dbn_ledger *l, struct part *p, struct dbn_sink sink, struct dbn_err *err)
{
	struct dbn_buf out;
	int ret;

	if (!p->id.exists || (p->table.csv.oddities & DBN_CSV_DAMAGED))
		return DBN_OK;
	if (!drop_repeated(&l->arena, &p->table) && !p->table.csv.oddities)
		return DBN_OK;
	ret = p->table.csv.oddities ? table_complete(&p->table, err) : DBN_OK;
	if (ret)
		return ret;
	dbn_buf_init(&out, LEDGER_FILE_MAX);
	dbn_csv_write(&out, &p->table.csv);
	ret = out.failed ? dbn_fail_memory(err) : dbn_ledger_write_file(l, p->table.csv.file, dbn_buf_str(&out), err);
	dbn_buf_release(&out);
	if (!ret) {
		p->table.csv.oddities = 0;
		report_fixed(&p->table, sink);
	}
	return ret;
}

static int fix_loaded(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_sink sink, struct dbn_err *err)
{
	struct doc_store *s = store_of(doc);
	struct part *parts[] = { &s->tasks, &s->events, &s->targets };
	bool write = false, changed[3];
	int ret;

	for (size_t i = 0; i < 3; i++)
		if (parts[i]->table.csv.oddities & DBN_CSV_DAMAGED)
			return DBN_OK; /* not ours to mend; check names it */
	if (s->events.id.size > (int64_t)s->events.bytes.len)
		s->events.changed = true; /* a torn line goes */
	ret = doc_reorder(l, doc, &write, err);
	for (size_t i = 0; i < 3 && !ret; i++) {
		if (drop_repeated(&l->arena, &parts[i]->table))
			parts[i]->changed = true;
		changed[i] = parts[i]->changed || (parts[i]->table.csv.oddities && parts[i]->id.exists);
		write = write || changed[i];
	}
	if (ret || !write)
		return ret;
	ret = dbn_ledger_write(l, doc, NULL, 0, err);
	for (size_t i = 0; !ret && i < 3; i++)
		if (changed[i])
			report_fixed(&parts[i]->table, sink);
	return ret;
}

static int fix_doc(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_sink sink, struct dbn_err *err)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	struct alone one;
	int ret;

	alone_init(&one, l, doc);
	ret = dbn_ledger_load(&one.l, &one.doc, DBN_LOAD_ALL, quiet, err);
	if (!ret)
		ret = fix_loaded(&one.l, &one.doc, sink, err);
	dbn_arena_release(&one.l.arena);
	doc->loaded = 0; /* what was read before is read anew */
	return ret;
}

int dbn_check_fix(struct dbn_ledger *l, struct dbn_sink sink, struct dbn_err *err)
{
	struct ledger_store *s = l->store;
	int ret;

	if (l->lock_fd < 0)
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_NOT_LOCKED, dbn_pos_at(NULL, 0, 0), (char *)NULL);
	ret = fix_root_file(l, &s->units, sink, err);
	if (!ret)
		ret = fix_root_file(l, &s->holidays, sink, err);
	if (!ret)
		ret = fix_root_file(l, &s->documents, sink, err);
	for (size_t i = 0; i < l->doc_count && !ret; i++)
		ret = fix_doc(l, l->docs[i], sink, err);
	return ret;
}

/* ---- --record ---- */

static void add_differences(const struct dbn_doc *doc, size_t i, const struct folded *f, struct dbn_buf *out)
{
	const struct dbn_task *task = &doc->tasks[i];
	size_t count;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &count);

	for (size_t k = 0; k < count; k++)
		if (k != DBN_TASK_ID && k != DBN_TASK_EVENT && cell_is_good(DBN_TASKS, k, task->cell[k]) && !dbn_str_eq(task->cell[k], f->rows[i].cell[k]))
			dbn_changes_add(out, dbn_str_of(columns[k].name), task->cell[k]);
	columns = dbn_columns(DBN_TARGETS, &count);
	for (size_t t = 0; t < doc->target_count; t++) {
		const struct dbn_ledger_target *target = &doc->targets[t];

		for (size_t k = 1; target->task == task && k < count; k++) {
			struct dbn_str want = DBN_STR(""), parts[4] = { DBN_STR("target."), target->cell[DBN_TARGET_ID],
								       DBN_STR("."), dbn_str_of(columns[k].name) };
			struct dbn_buf name;

			folded_target(f, doc, target->cell[DBN_TARGET_ID], parts[3], &want);
			if (dbn_str_eq(want, target->cell[k]) || (k == DBN_TARGET_TASK && !want.len))
				continue;
			dbn_buf_init(&name, 4096);
			for (size_t p = 0; p < 4; p++)
				dbn_buf_add(&name, parts[p]);
			dbn_changes_add(out, dbn_buf_str(&name), target->cell[k]);
			dbn_buf_release(&name);
		}
	}
}

int dbn_check_record(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_hand_edits *out,
		     struct dbn_err *err)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	struct folded f;
	struct dbn_buf changes;
	int ret = dbn_ledger_load(l, doc, DBN_LOAD_ALL, quiet, err);

	if (!ret)
		ret = fold_doc(l, doc, &f, err);
	if (ret)
		return ret;
	dbn_buf_init(&changes, LEDGER_FILE_MAX);
	for (size_t i = 0; i < doc->task_count; i++) {
		struct dbn_hand_edit *edit;

		dbn_buf_clear(&changes);
		if (!row_is_sound(doc, i))
			continue;
		add_differences(doc, i, &f, &changes);
		if (!changes.len && f.made[i])
			continue;
		edit = DBN_PUSH(&l->arena, out);
		if (!edit || changes.failed)
			break;
		*edit = (struct dbn_hand_edit){ &doc->tasks[i], !f.made[i], dbn_arena_dup(&l->arena, dbn_buf_str(&changes)) };
	}
	if (changes.failed || l->arena.failed)
		ret = dbn_fail_memory(err);
	dbn_buf_release(&changes);
	return ret;
}
