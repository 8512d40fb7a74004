/* stale.c - conflicts of a merge that was given up, or of rows that are gone. */
#include <stdio.h>

#include "check.h"
#include "dubanc/merge.h"

/* Reads a table of the ledger without a word about what is odd in it; false: there is none, or it cannot be read. */
static bool read_quietly(struct dbn_ledger *l, struct table *t, enum dbn_table_id id, const char *folder,
			 struct dbn_str path)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	struct dbn_err ignored = { 0 };
	struct dbn_str bytes;
	struct dbn_file_id file;
	char name[DBN_FILE_PATH_MAX];
	int n = snprintf(name, sizeof name, "%s/%s%.*s", l->root, folder, DBN_ARG(path));

	return n > 0 && (size_t)n < sizeof name &&
	       !dbn_file_load(&l->arena, name, LEDGER_FILE_MAX, &bytes, &file, &ignored) && file.exists &&
	       !table_read(t, id, &l->arena, bytes, name, quiet, &ignored);
}

/* The keys of a table; false: memory. */
static bool keys_of(struct dbn_ledger *l, const struct table *t, struct map *keys)
{
	if (!map_init(keys, &l->arena, t->csv.row_count))
		return false;
	for (size_t i = 0; i < t->csv.row_count && t->place[0] != DBN_NONE; i++)
		map_add(keys, table_cell(t, i, 0), i);
	return !l->arena.failed;
}

static bool has_all(const struct map *keys, struct dbn_str members)
{
	while (members.ptr && members.len)
		if (map_get(keys, dbn_str_split(&members, ';')) == DBN_NONE)
			return false;
	return true;
}

int dbn_conflicts_stale(struct dbn_ledger *l, struct dbn_str path, const struct dbn_merge_result *list, bool *stale,
			struct dbn_err *err)
{
	enum dbn_table_id id = dbn_table_of_path(path);
	struct dbn_str key = path;
	struct map rows = { .arena = NULL }, events = { .arena = NULL };
	struct table t;
	bool there = id != DBN_TABLES && dbn_str_find(path, DBN_STR("..")) == DBN_NONE && read_quietly(l, &t, id, "", path);

	if (there && !keys_of(l, &t, &rows))
		return dbn_fail_memory(err);
	/* events/KEY.csv beside tasks/KEY.csv: without the events of both sides the merge was given up */
	dbn_str_split(&key, '/');
	if (there && id == DBN_TASKS && read_quietly(l, &t, DBN_EVENTS, "events/", key) && !keys_of(l, &t, &events))
		return dbn_fail_memory(err);
	for (size_t i = 0; i < list->conflicts.count; i++) {
		const struct dbn_conflict *c = &list->conflicts.items[i];

		/* a conflict of a whole row may well be about a row that is gone */
		stale[i] = !there || !has_all(&events, c->events) ||
			   (!dbn_str_eqz(c->column, "*") && map_get(&rows, c->id) == DBN_NONE);
	}
	return l->arena.failed ? dbn_fail_memory(err) : DBN_OK;
}
