/* check_conflicts.c - what merges left to be decided. */
#include <stdio.h>
#include <sys/stat.h>

#include "check.h"
#include "dubanc/merge.h"

/* A list of conflicts and which of them are stale; items NULL where it cannot be read. */
struct listed {
	struct dbn_merge_result list;
	struct dbn_str whose;
	bool *stale;
};

static int read_list(const struct check *c, const char *file, struct dbn_sink sink, struct listed *out,
		     struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX];
	struct dbn_str bytes;
	struct dbn_err own = { 0 };

	*out = (struct listed){ .stale = NULL };
	snprintf(path, sizeof path, "%s/%s", c->l->root, file);
	if (dbn_file_load(&c->l->arena, path, LEDGER_FILE_MAX, &bytes, NULL, &own) ||
	    dbn_conflicts_read(&c->l->arena, bytes, file, &out->whose, &out->list, sink, &own)) {
		if (sink.fn)
			sink.fn(sink.ctx, &own.diag);
		out->list.conflicts.count = 0;
		return DBN_OK;
	}
	out->stale = dbn_arena_alloc(&c->l->arena, out->list.conflicts.count + 1, sizeof *out->stale);
	return out->stale ? dbn_conflicts_stale(c->l, out->whose, &out->list, out->stale, err) : dbn_fail_memory(err);
}

/* Whether it is a folder; else what it is, of a file in a folder of the ledger, is its path. */
static bool is_folder(const struct check *c, const char *file)
{
	char path[DBN_FILE_PATH_MAX];
	struct stat st;

	snprintf(path, sizeof path, "%s/%s", c->l->root, file);
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The title of a row that stands as a record in the list, or the record. */
static struct dbn_str title_of(const struct check *c, struct dbn_str record)
{
	struct dbn_str title = dbn_conflict_cell(&c->l->arena, record, "title");

	return title.len ? title : record;
}

static void tell_open(const struct check *c, const char *file, size_t line, const struct dbn_conflict *x)
{
	struct dbn_pos pos = dbn_pos_at(file, line, 1);

	if (!dbn_str_eqz(x->column, "*"))
		tell(c, DBN_MSG_OPEN_CONFLICT, pos, x->id, x->column, x->ours, x->theirs);
	else if (x->ours.len && x->theirs.len)
		tell(c, DBN_MSG_OPEN_CONFLICT_ADDED, pos, x->id, title_of(c, x->ours), title_of(c, x->theirs), NO_ARG);
	else if (x->ours.len)
		tell(c, DBN_MSG_OPEN_CONFLICT_GONE, pos, x->id, title_of(c, x->ours), NO_ARG, NO_ARG);
	else
		tell(c, DBN_MSG_OPEN_CONFLICT_GONE_HERE, pos, x->id, title_of(c, x->theirs), NO_ARG, NO_ARG);
}

static int check_file(const struct check *c, const char *folder, struct dbn_str name, struct dbn_err *err)
{
	char file[DBN_PATH_MAX];
	struct listed in;
	int ret;

	snprintf(file, sizeof file, "%s/%.*s", folder, DBN_ARG(name));
	if (is_folder(c, file))
		return each_name(c, file, check_file, err);
	ret = read_list(c, file, c->sink, &in, err);
	for (size_t i = 0; i < in.list.conflicts.count && !ret; i++)
		if (in.stale[i])
			tell(c, DBN_MSG_STALE_CONFLICT, dbn_pos_at(file, i + 2, 1), dbn_str_of(file), NO_ARG, NO_ARG, NO_ARG);
		else
			tell_open(c, file, i + 2, &in.list.conflicts.items[i]);
	return ret;
}

int check_conflicts(const struct check *c, struct dbn_err *err)
{
	return each_name(c, "conflicts", check_file, err);
}

/* ---- which tasks they are about ---- */

static int find_in(const struct check *c, const char *folder, struct dbn_str name, struct dbn_err *err)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	char file[DBN_PATH_MAX];
	struct listed in;
	int ret;

	snprintf(file, sizeof file, "%s/%.*s", folder, DBN_ARG(name));
	ret = read_list(c, file, quiet, &in, err);
	for (size_t i = 0; i < in.list.conflicts.count && !ret; i++)
		if (!in.stale[i])
			map_add(c->open, in.list.conflicts.items[i].id, i);
	return ret;
}

int check_find_open(const struct check *c, struct dbn_err *err)
{
	if (!map_init(c->open, &c->l->arena, 16))
		return dbn_fail_memory(err);
	return each_name(c, "conflicts/tasks", find_in, err);
}
