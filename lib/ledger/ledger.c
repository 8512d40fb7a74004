/* ledger.c - a ledger found, opened, locked. */
#define _XOPEN_SOURCE 700 /* realpath */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store.h"

enum { ARENA_MAX = 1 << 30 };

const char *part_folder(enum dbn_table_id id)
{
	return id == DBN_TASKS ? "tasks/" : id == DBN_EVENTS ? "events/" : id == DBN_TARGETS ? "targets/" : "";
}

int part_path(const struct dbn_ledger *l, const char *folder, struct dbn_str name,
	      char path[DBN_FILE_PATH_MAX], char relative[DBN_PATH_MAX], struct dbn_err *err)
{
	int n = snprintf(relative, DBN_PATH_MAX, "%s%.*s.csv", folder, DBN_ARG(name));
	int m = snprintf(path, DBN_FILE_PATH_MAX, "%s/%s", l->root, relative);

	if (n < 0 || n >= DBN_PATH_MAX || m < 0 || m >= DBN_FILE_PATH_MAX)
		return dbn_fail_file(err, DBN_ACT_READ, relative, ENAMETOOLONG);
	return DBN_OK;
}

void note_written(struct dbn_ledger *l, const char *relative)
{
	struct dbn_str *to;

	for (size_t i = 0; i < l->written.count; i++)
		if (dbn_str_eqz(l->written.items[i], relative))
			return;
	to = DBN_PUSH(&l->arena, &l->written);
	if (to)
		*to = dbn_arena_dup(&l->arena, dbn_str_of(relative));
}

int scratch_path(const struct dbn_ledger *l, char path[DBN_FILE_PATH_MAX], struct dbn_err *err)
{
	int n = snprintf(path, DBN_FILE_PATH_MAX, "%s/.dubanc", l->root);

	return n < 0 || n >= DBN_FILE_PATH_MAX ? dbn_fail_file(err, DBN_ACT_READ, l->root, ENAMETOOLONG) : DBN_OK;
}

/* ---- finding ---- */

static bool has_conf(const char *folder)
{
	char path[DBN_FILE_PATH_MAX];
	int n = snprintf(path, sizeof path, "%s/dubanc.ini", strcmp(folder, "/") == 0 ? "" : folder);

	return n > 0 && n < (int)sizeof path && access(path, F_OK) == 0;
}

int dbn_ledger_find(const char *start, char root[DBN_PATH_MAX], struct dbn_err *err)
{
	char *real = realpath(start, NULL);
	int ret = DBN_OK;

	root[0] = '\0';
	/* a name that was typed; the folder one stands in was there, and is gone */
	if (!real && errno == ENOENT && strcmp(start, ".") != 0)
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_NO_FOLDER, dbn_pos_at(NULL, 0, 0), start, (char *)NULL);
	if (!real)
		return dbn_fail_file(err, DBN_ACT_READ, start, errno);
	for (char *slash; !has_conf(real); *slash = '\0') {
		slash = strrchr(real, '/');
		if (!slash || slash[1] == '\0') {
			ret = dbn_fail(err, DBN_EUSAGE, DBN_MSG_NO_LEDGER, dbn_pos_at(NULL, 0, 0), start,
				       (char *)NULL);
			break;
		}
		if (slash == real)
			slash++; /* the root folder is "/" */
	}
	if (!ret && strlen(real) >= DBN_PATH_MAX)
		ret = dbn_fail_file(err, DBN_ACT_READ, real, ENAMETOOLONG);
	if (!ret)
		memcpy(root, real, strlen(real) + 1);
	free(real);
	return ret;
}

/* ---- opening ---- */

static bool is_utf16(struct dbn_str bytes)
{
	return dbn_str_starts(bytes, DBN_STR("\xff\xfe")) || dbn_str_starts(bytes, DBN_STR("\xfe\xff"));
}

/* Whether a row names the event of the last line: it has happened, though an editor took
 * the line's LF away. */
static bool last_is_held(const struct table *rows, struct dbn_str bytes)
{
	struct dbn_str id;
	size_t at = bytes.len;

	if (!rows || rows->id != DBN_TASKS)
		return false;
	while (at && bytes.ptr[at - 1] != '\n')
		at--;
	id = dbn_str_from(bytes, at);
	id = dbn_str_split(&id, ',');
	for (size_t i = 0; id.len && i < rows->csv.row_count; i++)
		if (dbn_str_eq(table_cell(rows, i, DBN_TASK_EVENT), id))
			return true;
	return false;
}

int part_read(struct dbn_ledger *l, struct part *p, enum dbn_table_id id, const char *folder,
	      struct dbn_str name, struct dbn_sink sink, struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX], relative[DBN_PATH_MAX];
	const struct table *held = p->held;
	int ret = part_path(l, folder, name, path, relative, err);

	memset(p, 0, sizeof *p);
	if (!ret)
		ret = dbn_file_load(&l->arena, path, LEDGER_FILE_MAX, &p->bytes, &p->id, err);
	if (ret)
		return ret;
	/* A last line without LF is not there yet; we never wrote UTF-16. */
	if (id == DBN_EVENTS && !is_utf16(p->bytes) && !last_is_held(held, p->bytes))
		while (p->bytes.len && p->bytes.ptr[p->bytes.len - 1] != '\n')
			p->bytes.len--;
	ret = table_read(&p->table, id, &l->arena, p->bytes, relative, sink, err);
	if (!ret && !p->table.csv.header_count) {
		ret = table_new(&p->table, id, &l->arena, relative, err);
		p->changed = p->bytes.len > 0;
	} else if (!ret && (p->table.csv.oddities & ~(unsigned)DBN_CSV_DAMAGED)) {
		struct dbn_str file = dbn_str_of(relative);

		dbn_report(sink, DBN_MSG_CONVERT, dbn_pos_at(relative, 0, 0), &file, 1);
		p->changed = true;
	}
	return ret;
}

struct dbn_doc *doc_new(struct dbn_ledger *l, struct dbn_str key)
{
	struct ledger_store *s = l->store;
	struct dbn_doc *doc = dbn_arena_alloc(&l->arena, 1, sizeof *doc);

	if (!doc)
		return NULL;
	for (size_t c = 0; c < DBN_DOC_COLUMNS; c++)
		doc->cell[c] = DBN_STR("");
	doc->cell[DBN_DOC_KEY] = doc->key = key;
	doc->date = doc->received = DBN_NO_DAY;
	l->docs = dbn_arena_more(&l->arena, l->docs, l->doc_count, &s->doc_cap, sizeof *l->docs);
	if (l->doc_count == s->doc_cap)
		return NULL;
	map_add(&s->keys, key, l->doc_count);
	l->docs[l->doc_count++] = doc;
	return doc;
}

struct doc_store *doc_open(struct dbn_ledger *l, struct dbn_doc *doc)
{
	if (!doc->store)
		doc->store = dbn_arena_alloc(&l->arena, 1, sizeof(struct doc_store));
	return doc->store;
}

void doc_fill(struct dbn_doc *doc, const struct table *documents, size_t row)
{
	for (size_t c = 0; c < DBN_DOC_COLUMNS; c++)
		doc->cell[c] = table_cell(documents, row, c);
	doc->date = dbn_day_parse(doc->cell[DBN_DOC_DATE]);
	doc->received = dbn_day_parse(doc->cell[DBN_DOC_RECEIVED]);
	doc->line = documents->csv.rows[row].line;
}

static int fill_docs(struct dbn_ledger *l, struct dbn_sink sink, struct dbn_err *err)
{
	struct ledger_store *s = l->store;
	const struct table *t = &s->documents.table;

	if (!map_init(&s->keys, &l->arena, t->csv.row_count + 8))
		return dbn_fail_memory(err);
	for (size_t i = 0; i < t->csv.row_count; i++) {
		struct dbn_str key = table_cell(t, i, DBN_DOC_KEY);
		int32_t imported = dbn_day_parse(table_cell(t, i, DBN_DOC_IMPORTED));
		bool valid = dbn_key_valid(key);
		struct dbn_doc *doc;

		if (!valid || map_get(&s->keys, key) != DBN_NONE) {
			dbn_report(sink, valid ? DBN_MSG_KEY_TWICE : DBN_MSG_KEY_INVALID,
				   dbn_pos_at(t->csv.file, t->csv.rows[i].line, 1), &key, 1);
			continue;
		}
		if (s->as_of_day != DBN_NO_DAY && imported != DBN_NO_DAY && imported > s->as_of_day) {
			if (l->later_from == DBN_NO_DAY || imported < l->later_from)
				l->later_from = imported;
			continue;
		}
		doc = doc_new(l, key);
		if (!doc)
			return dbn_fail_memory(err);
		doc_fill(doc, t, i);
	}
	return l->arena.failed ? dbn_fail_memory(err) : DBN_OK;
}

static int compare_days(const void *a, const void *b)
{
	const struct dbn_special_day *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static int fill_calendar(struct dbn_ledger *l, struct dbn_sink sink, struct dbn_err *err)
{
	struct ledger_store *s = l->store;
	const struct table *t = &s->holidays.table;
	struct dbn_special_day *days = dbn_arena_alloc(&l->arena, t->csv.row_count, sizeof *days);
	size_t n = 0;

	if (!days)
		return dbn_fail_memory(err);
	for (size_t i = 0; i < t->csv.row_count; i++) {
		struct dbn_str kind = table_cell(t, i, DBN_HOLIDAY_KIND);
		int32_t day = dbn_day_parse(table_cell(t, i, DBN_HOLIDAY_DATE));
		bool holiday = dbn_str_eqz(kind, "holiday"), workday = dbn_str_eqz(kind, "workday");

		if (day == DBN_NO_DAY || (!holiday && !workday)) {
			struct dbn_str args[] = { table_cell(t, i, DBN_HOLIDAY_DATE), kind };

			dbn_report(sink, DBN_MSG_HOLIDAY_BAD, dbn_pos_at(t->csv.file, t->csv.rows[i].line, 1), args, 2);
			continue;
		}
		days[n++] = (struct dbn_special_day){ day, holiday ? DBN_DAY_HOLIDAY : DBN_DAY_WORKDAY,
						      table_cell(t, i, DBN_HOLIDAY_NAME) };
	}
	if (n)
		qsort(days, n, sizeof *days, compare_days);
	l->calendar = (struct dbn_calendar){ days, n };
	return DBN_OK;
}

/*
 * documents.csv without the rows that nobody asked for: the header and the line
 * of the key, and that line's number. All of it where that is not so simple.
 */
static struct dbn_str narrow(struct dbn_ledger *l, struct dbn_str bytes, struct dbn_str key, size_t *line)
{
	struct dbn_str rest = bytes, header = dbn_str_split(&rest, '\n'), parts[3];

	*line = 0;
	if (!dbn_str_starts(header, DBN_STR("key,")) || memchr(bytes.ptr, '"', bytes.len) ||
	    memchr(header.ptr, '\r', header.len))
		return bytes;
	for (size_t n = 2; rest.ptr; n++) {
		struct dbn_str row = dbn_str_split(&rest, '\n');

		if (row.len <= key.len || row.ptr[key.len] != ',' || !dbn_str_starts(row, key) || !rest.ptr)
			continue;
		parts[0] = dbn_str_sub(bytes, 0, header.len + 1);
		parts[1] = row;
		parts[2] = DBN_STR("\n");
		*line = n;
		return dbn_arena_join(&l->arena, parts, 3);
	}
	return bytes;
}

static int read_documents(struct dbn_ledger *l, struct dbn_sink sink, struct dbn_err *err)
{
	struct ledger_store *s = l->store;
	struct part *p = &s->documents;
	char path[DBN_FILE_PATH_MAX], relative[DBN_PATH_MAX];
	struct dbn_str bytes;
	size_t line;
	int ret;

	if (!s->only.len)
		return part_read(l, p, DBN_DOCUMENTS, "", DBN_STR("documents"), sink, err);
	memset(p, 0, sizeof *p);
	ret = part_path(l, "", DBN_STR("documents"), path, relative, err);
	if (!ret)
		ret = dbn_file_load(&l->arena, path, LEDGER_FILE_MAX, &bytes, &p->id, err);
	if (ret)
		return ret;
	p->bytes = narrow(l, bytes, s->only, &line);
	s->narrowed = line > 0;
	if (!line)
		return part_read(l, p, DBN_DOCUMENTS, "", DBN_STR("documents"), sink, err);
	ret = table_read(&p->table, DBN_DOCUMENTS, &l->arena, p->bytes, relative, sink, err);
	if (!ret && p->table.csv.row_count == 1)
		p->table.csv.rows[0].line = line;
	return ret;
}

/* The last millisecond of the day in the office's zone. */
static int set_as_of(struct dbn_ledger *l, int32_t day, struct dbn_err *err)
{
	char instant[32];

	l->as_of = DBN_STR("");
	if (day == DBN_NO_DAY)
		return DBN_OK;
	dbn_instant_format(instant, ((int64_t)day + 1) * 86400000 - (int64_t)l->conf.zone_minutes * 60000 - 1);
	l->as_of = dbn_arena_dup(&l->arena, dbn_str_of(instant));
	return l->arena.failed ? dbn_fail_memory(err) : DBN_OK;
}

static int open_ledger(struct dbn_ledger *l, const char *root, int32_t as_of, struct dbn_str only,
		       struct dbn_sink sink, struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX];
	struct ledger_store *s;
	int ret;

	memset(l, 0, sizeof *l);
	dbn_arena_init(&l->arena, ARENA_MAX);
	dbn_conf_init(&l->conf);
	l->lock_fd = -1;
	l->later_from = DBN_NO_DAY;
	l->store = s = dbn_arena_alloc(&l->arena, 1, sizeof *s);
	if (!s)
		return dbn_fail_memory(err);
	s->as_of_day = as_of;
	s->only = dbn_key_valid(only) ? dbn_arena_dup(&l->arena, only) : DBN_STR("");
	if (strlen(root) >= sizeof l->root)
		return dbn_fail_file(err, DBN_ACT_READ, root, ENAMETOOLONG);
	memcpy(l->root, root, strlen(root) + 1);
	snprintf(path, sizeof path, "%s/dubanc.ini", root);
	ret = dbn_conf_read(&l->conf, path, sink, err);
	if (!ret)
		ret = set_as_of(l, as_of, err);
	if (!ret)
		ret = part_read(l, &s->units, DBN_UNITS, "", DBN_STR("units"), sink, err);
	if (!ret)
		ret = part_read(l, &s->holidays, DBN_HOLIDAYS, "", DBN_STR("holidays"), sink, err);
	if (!ret)
		ret = read_documents(l, sink, err);
	if (!ret)
		ret = registry_fill(l, err);
	if (!ret)
		ret = fill_calendar(l, sink, err);
	if (!ret)
		ret = fill_docs(l, sink, err);
	return ret;
}

int dbn_ledger_open(struct dbn_ledger *l, const char *root, int32_t as_of, struct dbn_sink sink,
		    struct dbn_err *err)
{
	return open_ledger(l, root, as_of, DBN_STR(""), sink, err);
}

int dbn_ledger_open_doc(struct dbn_ledger *l, const char *root, struct dbn_str key,
			struct dbn_sink sink, struct dbn_err *err)
{
	return open_ledger(l, root, DBN_NO_DAY, key, sink, err);
}

struct dbn_doc *dbn_ledger_doc(const struct dbn_ledger *l, struct dbn_str key)
{
	const struct ledger_store *s = l->store;
	size_t at = map_get(&s->keys, key);

	return at == DBN_NONE ? NULL : l->docs[at];
}

void dbn_ledger_release(struct dbn_ledger *l)
{
	dbn_ledger_unlock(l);
	dbn_conf_release(&l->conf);
	dbn_arena_release(&l->arena);
	l->docs = NULL;
	l->doc_count = 0;
	l->store = NULL;
}

/* ---- locking ---- */

/* Removes the temporaries that a killed writer left; under the lock only. */
static void sweep(const char *scratch)
{
	DIR *d = opendir(scratch);
	struct dirent *e;
	char path[DBN_FILE_PATH_MAX];

	if (!d)
		return;
	while ((e = readdir(d)) != NULL) {
		int n;

		if (strncmp(e->d_name, "tmp.", 4) != 0)
			continue;
		n = snprintf(path, sizeof path, "%s/%s", scratch, e->d_name);
		if (n > 0 && n < (int)sizeof path)
			unlink(path);
	}
	closedir(d);
}

/* What was read before the lock and has changed since is read again. */
static int refresh(struct dbn_ledger *l, struct dbn_err *err)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	struct ledger_store *s = l->store;
	char path[DBN_FILE_PATH_MAX], relative[DBN_PATH_MAX];
	struct dbn_file_id now;
	int ret;

	for (size_t i = 0; i < l->doc_count; i++)
		if (l->docs[i]->loaded && !store_of(l->docs[i])->fresh)
			l->docs[i]->loaded = 0;
	ret = part_path(l, "", DBN_STR("documents"), path, relative, err);
	if (!ret)
		ret = dbn_file_stat(path, &now, err);
	if (ret || dbn_file_same(&now, &s->documents.id))
		return ret;
	ret = read_documents(l, quiet, err);
	for (size_t i = 0; !ret && i < s->documents.table.csv.row_count; i++) {
		struct dbn_str key = table_cell(&s->documents.table, i, DBN_DOC_KEY);
		size_t at = map_get(&s->keys, key);
		struct dbn_doc *doc;

		if (!dbn_key_valid(key))
			continue;
		doc = at == DBN_NONE ? doc_new(l, key) : l->docs[at];
		if (!doc)
			return dbn_fail_memory(err);
		doc_fill(doc, &s->documents.table, i);
	}
	return ret;
}

int dbn_ledger_lock(struct dbn_ledger *l, const char *who, int timeout_ms,
		    void (*wait_fn)(void *ctx, const char *holder), void *ctx, struct dbn_err *err)
{
	char scratch[DBN_FILE_PATH_MAX], path[DBN_FILE_PATH_MAX + 8];
	int ret = scratch_path(l, scratch, err);

	if (ret || l->lock_fd >= 0)
		return ret;
	snprintf(path, sizeof path, "%s/lock", scratch);
	if (access(scratch, F_OK) < 0)
		ret = dbn_make_dirs(scratch, err);
	if (!ret)
		ret = dbn_file_lock(path, who, timeout_ms, wait_fn, ctx, &l->lock_fd, err);
	if (ret)
		return ret;
	sweep(scratch);
	ret = refresh(l, err);
	if (ret)
		dbn_ledger_unlock(l);
	return ret;
}

void dbn_ledger_unlock(struct dbn_ledger *l)
{
	dbn_file_unlock(l->lock_fd);
	l->lock_fd = -1;
}
