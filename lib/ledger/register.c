/* register.c - documents.csv, and whole files of the ledger. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store.h"

/* ---- documents being imported ---- */

int doc_start(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err)
{
	struct doc_store *s = doc_open(l, doc);
	struct {
		struct part *part;
		enum dbn_table_id id;
	} parts[] = { { &s->tasks, DBN_TASKS }, { &s->events, DBN_EVENTS }, { &s->targets, DBN_TARGETS } };
	char path[DBN_FILE_PATH_MAX], relative[DBN_PATH_MAX];
	int ret = DBN_OK;

	if (!s)
		return dbn_fail_memory(err);
	s->fresh = true;
	doc->loaded = DBN_LOAD_ALL;
	doc->task_count = doc->event_count = doc->target_count = 0;
	if (!map_init(&s->task_rows, &l->arena, 64) || !map_init(&s->event_ids, &l->arena, 64) ||
	    !map_init(&s->target_rows, &l->arena, 64))
		return dbn_fail_memory(err);
	for (size_t i = 0; i < 3 && !ret; i++) {
		struct part *p = parts[i].part;

		memset(p, 0, sizeof *p);
		ret = part_path(l, part_folder(parts[i].id), doc->key, path, relative, err);
		if (!ret) /* what an import left unfinished: read only to be put back */
			ret = dbn_file_load(&l->arena, path, LEDGER_FILE_MAX, &p->bytes, &p->id, err);
		if (!ret)
			ret = table_new(&p->table, parts[i].id, &l->arena, relative, err);
	}
	return ret;
}

/* Whether the files of an unlisted key are only what an import left unfinished. */
static int only_import(struct dbn_ledger *l, const struct dbn_doc *doc, struct dbn_err *err)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	struct part events = { .held = NULL }, tasks = { .held = NULL };
	int ret = part_read(l, &events, DBN_EVENTS, part_folder(DBN_EVENTS), doc->key, quiet, err);
	bool other = false;

	if (!ret)
		ret = part_read(l, &tasks, DBN_TASKS, part_folder(DBN_TASKS), doc->key, quiet, err);
	if (ret)
		return ret;
	for (size_t i = 0; i < events.table.csv.row_count && !other; i++)
		other = !dbn_str_eqz(table_cell(&events.table, i, DBN_EVENT_KIND), "import");
	if (tasks.table.csv.row_count && !events.table.csv.row_count)
		other = true; /* rows that no import made */
	return other ? dbn_fail_str(err, DBN_EDATA, DBN_MSG_DOC_IN_THE_WAY,
				    dbn_pos_at(events.table.csv.file, 0, 0), &doc->key, 1) : DBN_OK;
}

struct dbn_doc *dbn_ledger_new_doc(struct dbn_ledger *l, struct dbn_str key, struct dbn_err *err)
{
	struct ledger_store *s = l->store;
	struct dbn_doc *doc;

	if (!dbn_key_valid(key)) {
		dbn_fail_str(err, DBN_EUSAGE, DBN_MSG_KEY_INVALID, dbn_pos_at(NULL, 0, 0), &key, 1);
		return NULL;
	}
	/* With one document opened alone nobody knows which others there are. */
	if (s->narrowed || map_get(&s->keys, key) != DBN_NONE) {
		dbn_fail_str(err, DBN_EUSAGE, DBN_MSG_DOC_EXISTS, dbn_pos_at(NULL, 0, 0), &key, 1);
		return NULL;
	}
	key = dbn_arena_dup(&l->arena, key);
	doc = l->arena.failed ? NULL : doc_new(l, key);
	if (!doc) {
		dbn_fail_memory(err);
		return NULL;
	}
	if (only_import(l, doc, err) || doc_start(l, doc, err)) {
		l->doc_count--;
		map_set(&s->keys, key, DBN_NONE);
		return NULL;
	}
	return doc;
}

int dbn_ledger_register(struct dbn_ledger *l, struct dbn_doc *doc, struct dbn_err *err)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	struct ledger_store *s = l->store;
	struct table *t = &s->documents.table;
	char path[DBN_FILE_PATH_MAX], relative[DBN_PATH_MAX], scratch[DBN_FILE_PATH_MAX], line[24];
	struct dbn_buf out;
	size_t row;
	int ret;

	if (l->arena.failed)
		return dbn_fail_memory(err);
	if (l->lock_fd < 0)
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_NOT_LOCKED, dbn_pos_at(NULL, 0, 0), (char *)NULL);
	/* As it stands now: others may have registered theirs. */
	ret = part_read(l, &s->documents, DBN_DOCUMENTS, "", DBN_STR("documents"), quiet, err);
	if (ret)
		return ret;
	if (t->csv.oddities & DBN_CSV_DAMAGED) {
		snprintf(line, sizeof line, "%zu", t->csv.damaged_line);
		return dbn_fail(err, DBN_EDATA, DBN_MSG_TABLE_DAMAGED,
				dbn_pos_at(t->csv.file, t->csv.damaged_line, 1), t->csv.file, line, (char *)NULL);
	}
	row = table_find(t, doc->key, doc->line > 1 ? doc->line - 2 : 0);
	if (row == DBN_NONE) {
		row = t->csv.row_count;
		if (!dbn_csv_insert(&t->csv, row))
			return dbn_fail_memory(err);
		t->csv.rows[row].line = row + 2;
	}
	for (size_t c = 0; c < DBN_DOC_COLUMNS && !ret; c++) {
		doc->cell[c] = cell_canonical(&l->arena, DBN_DOCUMENTS, c, dbn_arena_dup(&l->arena, doc->cell[c]));
		ret = table_set(t, row, c, doc->cell[c], err);
	}
	if (!ret && t->csv.oddities)
		ret = table_complete(t, err);
	if (!ret)
		ret = part_path(l, "", DBN_STR("documents"), path, relative, err);
	if (!ret)
		ret = scratch_path(l, scratch, err);
	if (ret)
		return ret;
	dbn_buf_init(&out, LEDGER_FILE_MAX);
	dbn_csv_write(&out, &t->csv);
	ret = out.failed ? dbn_fail_memory(err) : dbn_file_replace(path, scratch, dbn_buf_str(&out), err);
	dbn_buf_release(&out);
	if (!ret) {
		struct dbn_err ignored = { 0 };

		note_written(l, relative);
		dbn_file_stat(path, &s->documents.id, &ignored); /* else it is read anew when next locked */
		doc_fill(doc, t, row);
	}
	return ret;
}

/* ---- whole files ---- */

static int inner_path(const struct dbn_ledger *l, const char *name, char path[DBN_FILE_PATH_MAX],
		      struct dbn_err *err)
{
	struct dbn_str rest = dbn_str_of(name);
	bool bad = !name[0];
	int n;

	while (rest.ptr && !bad) {
		struct dbn_str part = dbn_str_split(&rest, '/');

		bad = !part.len || dbn_str_eqz(part, "..") || dbn_str_eqz(part, ".") || dbn_str_eqz(part, ".git");
	}
	if (bad)
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_NAME_REFUSED, dbn_pos_at(NULL, 0, 0), name, (char *)NULL);
	n = snprintf(path, DBN_FILE_PATH_MAX, "%s/%s", l->root, name);
	return n < 0 || n >= DBN_FILE_PATH_MAX ? dbn_fail_file(err, DBN_ACT_READ, name, ENAMETOOLONG) : DBN_OK;
}

int dbn_ledger_read_file(const struct dbn_ledger *l, const char *name, struct dbn_buf *out,
			 struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX];
	int ret = inner_path(l, name, path, err);

	return ret ? ret : dbn_file_read(path, LEDGER_FILE_MAX, out, err);
}

int dbn_ledger_write_file(struct dbn_ledger *l, const char *name, struct dbn_str bytes,
			  struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX], scratch[DBN_FILE_PATH_MAX];
	int ret = l->arena.failed ? dbn_fail_memory(err) : inner_path(l, name, path, err);
	char *slash;

	if (!ret)
		ret = scratch_path(l, scratch, err);
	if (ret)
		return ret;
	slash = strrchr(path, '/');
	*slash = '\0';
	if (access(path, F_OK) < 0)
		ret = dbn_make_dirs(path, err);
	*slash = '/';
	if (!ret)
		ret = dbn_file_replace(path, l->lock_fd >= 0 ? scratch : NULL, bytes, err);
	if (!ret)
		note_written(l, name);
	return ret;
}
