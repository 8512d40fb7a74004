/* find.c - a task by its id or by a tail of it, an event by its id. */
#include <string.h>

#include "dubanc/text.h"
#include "store.h"

/* How well a name fits a task; the best fit that occurs is taken. */
enum fit { FIT_NONE, FIT_TAIL, FIT_PATH, FIT_ID };

static bool boundary(struct dbn_str whole, size_t tail)
{
	struct dbn_str end = dbn_str_from(whole, whole.len - tail);
	char before;

	if (tail == whole.len)
		return true;
	before = whole.ptr[whole.len - tail - 1];
	if (before == ':' || before == '.' || before == '/' || before == '-')
		return true;
	/* With its colon a tail may begin inside the key: 2023-8:2 of 通党发2023-8:2, :2 of all. */
	return dbn_str_find(end, DBN_STR(":")) != DBN_NONE &&
	       (end.ptr[0] == ':' || ((end.ptr[0] >= '0' && end.ptr[0] <= '9') && !(before >= '0' && before <= '9')));
}

static enum fit fit_of(const struct dbn_task *task, struct dbn_str name, struct dbn_str path)
{
	struct dbn_str id = task->cell[DBN_TASK_ID], written = task->cell[DBN_TASK_PATH];
	size_t colon = dbn_str_find(id, DBN_STR(":"));

	if (dbn_str_eq(id, name))
		return FIT_ID;
	if (colon != DBN_NONE && dbn_str_eq(dbn_str_from(id, colon + 1), name))
		return FIT_PATH;
	if (written.len && dbn_str_eq(written, path))
		return FIT_PATH;
	if (dbn_str_ends(id, name) && boundary(id, name.len))
		return FIT_TAIL;
	if (dbn_str_ends(written, path) && written.len > path.len &&
	    written.ptr[written.len - path.len - 1] == '/')
		return FIT_TAIL;
	return FIT_NONE;
}

/* As paths are written: （九） for (九). */
static struct dbn_str as_path(struct dbn_arena *a, struct dbn_str s)
{
	struct dbn_buf b;
	struct dbn_str out = s;

	if (!memchr(s.ptr, '(', s.len) && !memchr(s.ptr, ')', s.len))
		return s;
	dbn_buf_init(&b, 8192);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '(')
			dbn_buf_addz(&b, "（");
		else if (s.ptr[i] == ')')
			dbn_buf_addz(&b, "）");
		else
			dbn_buf_addc(&b, s.ptr[i]);
	}
	out = dbn_arena_take(a, &b);
	return out;
}

struct search {
	struct dbn_str name, path;
	struct dbn_task **found;
	size_t max, count;
	enum fit best;
};

static void search_doc(struct search *s, struct dbn_doc *doc)
{
	for (size_t i = 0; i < doc->task_count; i++) {
		struct dbn_task *task = &doc->tasks[i];
		enum fit fit = fit_of(task, s->name, s->path);

		if (fit == FIT_NONE || fit < s->best)
			continue;
		if (fit > s->best) {
			s->best = fit;
			s->count = 0;
		}
		if (s->count < s->max)
			s->found[s->count] = task;
		s->count++;
	}
}

/*
 * Whether the other documents can only add to what is too much already: a name
 * without a colon is no id, and nothing else fits better than a path.
 */
static bool ambiguous_for_good(const struct search *s)
{
	return s->count > s->max && s->best >= FIT_PATH && dbn_str_find(s->name, DBN_STR(":")) == DBN_NONE;
}

/* Whether `name` stands in the bytes as the end of an id or a path may. */
static bool may_hold(struct dbn_str bytes, struct dbn_str name)
{
	static const char before[] = ":./-,\n\"", behind[] = ",\"\r\n";
	bool colon = dbn_str_find(name, DBN_STR(":")) != DBN_NONE;

	for (size_t at; (at = dbn_str_find(bytes, name)) != DBN_NONE; bytes = dbn_str_from(bytes, at + 1)) {
		struct dbn_str rest = dbn_str_from(bytes, at + name.len);

		if ((at == 0 || colon || memchr(before, bytes.ptr[at - 1], sizeof before - 1)) &&
		    (!rest.len || memchr(behind, rest.ptr[0], sizeof behind - 1)))
			return true;
	}
	return false;
}

/*
 * Whether a document need not be parsed because its tasks file cannot have the
 * name: a search through thousands of documents costs their bytes. Only of files
 * in canonical form; where in doubt, the document is looked at.
 */
static bool cannot_have(const struct search *s, struct dbn_ledger *l, const struct dbn_doc *doc, struct dbn_buf *bytes)
{
	char path[DBN_FILE_PATH_MAX], relative[DBN_PATH_MAX];
	struct dbn_err ignored = { 0 };
	struct dbn_str text;

	dbn_buf_clear(bytes);
	if ((doc->loaded & DBN_LOAD_TASKS) || l->as_of.len ||
	    part_path(l, part_folder(DBN_TASKS), doc->key, path, relative, &ignored) ||
	    dbn_file_read(path, LEDGER_FILE_MAX, bytes, &ignored))
		return false;
	text = dbn_buf_str(bytes);
	return dbn_str_starts(text, DBN_STR("id,")) && dbn_utf8_bad(text) == DBN_NONE && !may_hold(text, s->name) &&
	       !may_hold(text, s->path);
}

int dbn_ledger_find_task(struct dbn_ledger *l, struct dbn_str id, struct dbn_task **found,
			 size_t max, size_t *count, struct dbn_err *err)
{
	static const struct dbn_sink quiet = { NULL, NULL };
	struct ledger_store *store = l->store;
	struct search s = { .found = found, .max = max };
	size_t colon, doc = DBN_NONE;
	struct dbn_buf bytes;
	int ret = DBN_OK;

	*count = 0;
	s.name = dbn_str_trim(id);
	if (!s.name.len)
		return DBN_OK;
	colon = dbn_str_find(s.name, DBN_STR(":"));
	if (colon != DBN_NONE) {
		struct dbn_str rest = dbn_str_from(s.name, colon + 1);

		doc = map_get(&store->keys, dbn_str_sub(s.name, 0, colon));
		if (doc < l->doc_count) {
			/* KEY:tail looks in that document only; a writer needs all of it anyway. */
			ret = dbn_ledger_load(l, l->docs[doc], l->lock_fd >= 0 ? DBN_LOAD_ALL : DBN_LOAD_TASKS,
					      quiet, err);
			s.path = as_path(&l->arena, rest);
			if (!ret)
				search_doc(&s, l->docs[doc]);
			if (!ret && !s.count && rest.len) {
				s.name = rest;
				search_doc(&s, l->docs[doc]);
			}
			*count = s.count;
			return ret;
		}
	}
	s.path = as_path(&l->arena, s.name);
	dbn_buf_init(&bytes, LEDGER_FILE_MAX + 1);
	for (size_t i = 0; i < l->doc_count && !ret && !ambiguous_for_good(&s); i++) {
		if (cannot_have(&s, l, l->docs[i], &bytes))
			continue;
		ret = dbn_ledger_load(l, l->docs[i], DBN_LOAD_TASKS, quiet, err);
		if (!ret)
			search_doc(&s, l->docs[i]);
	}
	dbn_buf_release(&bytes);
	*count = s.count;
	return ret;
}

bool dbn_ledger_has_event(const struct dbn_doc *doc, struct dbn_str id)
{
	return map_get(&store_of(doc)->event_ids, id) != DBN_NONE;
}

/* The loaded document that an id names before its colon, or NULL. */
static const struct dbn_doc *doc_of_id(const struct dbn_ledger *l, struct dbn_str id)
{
	const struct ledger_store *store = l->store;
	size_t colon = dbn_str_find(id, DBN_STR(":"));
	size_t at = colon == DBN_NONE ? DBN_NONE : map_get(&store->keys, dbn_str_sub(id, 0, colon));

	return at < l->doc_count && (l->docs[at]->loaded & DBN_LOAD_TASKS) ? l->docs[at] : NULL;
}

struct dbn_task *dbn_ledger_task(const struct dbn_ledger *l, struct dbn_str id)
{
	const struct dbn_doc *doc = doc_of_id(l, id);
	size_t row = doc ? map_get(&store_of(doc)->task_rows, id) : DBN_NONE;

	if (doc && row < doc->task_count && dbn_str_eq(doc->tasks[row].cell[DBN_TASK_ID], id))
		return &doc->tasks[row];
	for (size_t i = 0; doc && row != DBN_NONE && i < doc->task_count; i++)
		if (dbn_str_eq(doc->tasks[i].cell[DBN_TASK_ID], id))
			return &doc->tasks[i];
	return NULL;
}

struct dbn_ledger_target *dbn_ledger_target(const struct dbn_ledger *l, struct dbn_str id)
{
	const struct dbn_doc *doc = doc_of_id(l, id);
	size_t row = doc ? map_get(&store_of(doc)->target_rows, id) : DBN_NONE;

	if (doc && row < doc->target_count && dbn_str_eq(doc->targets[row].cell[DBN_TARGET_ID], id))
		return &doc->targets[row];
	for (size_t i = 0; doc && row != DBN_NONE && i < doc->target_count; i++)
		if (dbn_str_eq(doc->targets[i].cell[DBN_TARGET_ID], id))
			return &doc->targets[i];
	return NULL;
}
