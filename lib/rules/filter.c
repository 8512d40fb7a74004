/* filter.c - which rows are meant. */
#include <string.h>

#include "dubanc/filter.h"
#include "trail.h"

static int refuse(struct dbn_err *err, enum dbn_msg msg, struct dbn_str what,
		  struct dbn_str allowed)
{
	struct dbn_str args[] = { what, allowed };

	return dbn_fail_str(err, DBN_EUSAGE, msg, dbn_pos_at(NULL, 0, 0), args, 2);
}

/* Every word of a vocabulary, for a message. */
static struct dbn_str all_words(struct dbn_arena *arena, enum dbn_vocabulary v)
{
	struct dbn_buf b;
	struct dbn_str out;

	dbn_buf_init(&b, 4096);
	for (int i = 0; i < dbn_word_count(v); i++) {
		dbn_buf_addz(&b, i ? ", " : "");
		dbn_buf_addz(&b, dbn_word(v, i));
		dbn_buf_addc(&b, ' ');
		dbn_buf_addz(&b, dbn_word_shown(v, i, DBN_ZH));
	}
	out = dbn_arena_dup(arena, dbn_buf_str(&b));
	dbn_buf_release(&b);
	return out;
}

static int parse_words(struct dbn_arena *arena, const char *arg, enum dbn_vocabulary v,
		       enum dbn_msg msg, uint64_t *set, struct dbn_err *err)
{
	struct dbn_str rest = dbn_str_of(arg);

	while (arg && rest.ptr) {
		struct dbn_str word = dbn_str_trim(dbn_str_split(&rest, ','));
		int value = dbn_word_find(v, word);

		if (value < 0)
			return refuse(err, msg, word, all_words(arena, v));
		*set |= UINT64_C(1) << value;
	}
	return DBN_OK;
}

/* FROM..TO where either end may be left open, a span by its name, or none. */
static int parse_due(struct dbn_filter *f, const char *arg, struct dbn_err *err)
{
	struct dbn_str s = dbn_str_of(arg);
	int32_t dummy;

	if (!arg)
		return DBN_OK;
	f->due_set = true;
	if (dbn_str_eqz(s, "none")) {
		f->due_none = true;
		return DBN_OK;
	}
	f->due_first = INT32_MIN + 1;
	f->due_last = INT32_MAX;
	if (s.len > 2 && dbn_str_starts(s, DBN_STR("..")) &&
	    dbn_period_span(dbn_str_from(s, 2), &dummy, &f->due_last))
		return DBN_OK;
	if (s.len > 2 && dbn_str_ends(s, DBN_STR("..")) &&
	    dbn_period_span(dbn_str_sub(s, 0, s.len - 2), &f->due_first, &dummy))
		return DBN_OK;
	if (dbn_period_span(s, &f->due_first, &f->due_last))
		return DBN_OK;
	return refuse(err, DBN_MSG_FILTER_DUE, s, DBN_STR(""));
}

static int parse_doc(struct dbn_filter *f, struct dbn_arena *arena, const struct dbn_ledger *l,
		     const char *arg, struct dbn_err *err)
{
	struct dbn_str want = dbn_str_of(arg), allowed;
	struct dbn_buf keys;

	if (!arg)
		return DBN_OK;
	for (size_t i = 0; i < l->doc_count; i++)
		if (dbn_str_eq(l->docs[i]->key, want) ||
		    (want.len && dbn_str_eq(l->docs[i]->cell[DBN_DOC_NUMBER], want)))
			f->doc = l->docs[i];
	if (f->doc)
		return DBN_OK;
	dbn_buf_init(&keys, 4096);
	for (size_t i = 0; i < l->doc_count; i++) {
		/* an argument of a message is cut at its limit: whole keys only */
		if (keys.len + l->docs[i]->key.len + sizeof ", …" >= DBN_ARG_MAX) {
			dbn_buf_addz(&keys, ", …");
			break;
		}
		dbn_buf_addz(&keys, i ? ", " : "");
		dbn_buf_add(&keys, l->docs[i]->key);
	}
	allowed = dbn_arena_dup(arena, dbn_buf_str(&keys));
	dbn_buf_release(&keys);
	return refuse(err, DBN_MSG_FILTER_DOC, want, allowed);
}

static struct dbn_str all_columns(struct dbn_arena *arena)
{
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);
	struct dbn_buf b;
	struct dbn_str out;

	dbn_buf_init(&b, 4096);
	for (size_t i = 0; i < n; i++) {
		dbn_buf_addz(&b, i ? ", " : "");
		dbn_buf_addz(&b, columns[i].name);
	}
	out = dbn_arena_dup(arena, dbn_buf_str(&b));
	dbn_buf_release(&b);
	return out;
}

/* The operator that stands first in s: the longest one. */
static bool find_op(struct dbn_str s, size_t *at, size_t *len, enum dbn_where_op *op)
{
	static const struct {
		const char *sign;
		enum dbn_where_op op;
	} ops[] = {
		{ "!=", DBN_WHERE_NE },	     { "<=", DBN_WHERE_LE }, { ">=", DBN_WHERE_GE },
		{ "!~", DBN_WHERE_HAS_NOT }, { "=", DBN_WHERE_EQ },  { "<", DBN_WHERE_LT },
		{ ">", DBN_WHERE_GT },	     { "~", DBN_WHERE_HAS },
	};

	for (size_t i = 0; i < s.len; i++)
		for (size_t k = 0; k < sizeof ops / sizeof *ops; k++)
			if (dbn_str_starts(dbn_str_from(s, i), dbn_str_of(ops[k].sign))) {
				*at = i;
				*len = strlen(ops[k].sign);
				*op = ops[k].op;
				return true;
			}
	return false;
}

static struct dbn_str unquoted(struct dbn_str s)
{
	s = dbn_str_trim(s);
	if (s.len >= 2 && (s.ptr[0] == '"' || s.ptr[0] == '\'') && s.ptr[s.len - 1] == s.ptr[0])
		s = dbn_str_sub(s, 1, s.len - 2);
	return s;
}

static const int vocabularies[DBN_TASK_COLUMNS] = {
	[DBN_TASK_STATE] = DBN_WORDS_STATE + 1,
	[DBN_TASK_KIND] = DBN_WORDS_KIND + 1,
	[DBN_TASK_LEAD_FROM] = DBN_WORDS_LEAD_FROM + 1,
};

/* light (灯) and days (剩余天数): no columns of the file, but of every list. */
static size_t where_column(struct dbn_str name)
{
	if (dbn_str_eqz(name, "light") || dbn_str_eqz(name, "灯"))
		return DBN_WHERE_LIGHT;
	if (dbn_str_eqz(name, "days") || dbn_str_eqz(name, "剩余天数"))
		return DBN_WHERE_DAYS;
	return dbn_column_find(DBN_TASKS, name);
}

static int parse_computed(struct dbn_where *w, struct dbn_arena *arena, struct dbn_err *err)
{
	struct dbn_str digits = w->value;

	if (w->column == DBN_WHERE_LIGHT) {
		int value = dbn_word_find(DBN_WORDS_LIGHT, w->value);

		if (value < 0 || w->op > DBN_WHERE_NE)
			return refuse(err, DBN_MSG_FILTER_VALUE, w->value, all_words(arena, DBN_WORDS_LIGHT));
		w->number = w->last = value;
		return DBN_OK;
	}
	if (digits.len > 1 && digits.ptr[0] == '-')
		digits = dbn_str_from(digits, 1);
	if (w->op > DBN_WHERE_GE || !dbn_str_uint(digits, &w->number))
		return refuse(err, DBN_MSG_FILTER_VALUE, w->value, DBN_STR("-1, 0, 1, 2 …"));
	if (digits.len < w->value.len)
		w->number = -w->number;
	w->last = w->number;
	return DBN_OK;
}

static int parse_where(struct dbn_filter *f, struct dbn_arena *arena, const char *arg,
		       struct dbn_err *err)
{
	struct dbn_where *w = &f->where[f->where_count];
	struct dbn_str s = dbn_str_of(arg), name;
	size_t at, len, n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);
	bool contains;

	if (f->where_count == DBN_WHERE_MAX || !find_op(s, &at, &len, &w->op))
		return refuse(err, DBN_MSG_FILTER_WHERE, s, DBN_STR("= != < <= > >= ~ !~"));
	name = dbn_str_trim(dbn_str_sub(s, 0, at));
	w->column = where_column(name);
	w->value = unquoted(dbn_str_from(s, at + len));
	if (w->column == DBN_NONE)
		return refuse(err, DBN_MSG_FILTER_COLUMN, name, all_columns(arena));
	if (w->column >= DBN_TASK_COLUMNS) {
		if (parse_computed(w, arena, err))
			return DBN_EUSAGE;
		f->where_count++;
		return DBN_OK;
	}
	contains = w->op == DBN_WHERE_HAS || w->op == DBN_WHERE_HAS_NOT || w->value.len == 0;
	if (vocabularies[w->column] && !contains) {
		enum dbn_vocabulary v = (enum dbn_vocabulary)(vocabularies[w->column] - 1);
		int value = dbn_word_find(v, w->value);

		if (value < 0)
			return refuse(err, DBN_MSG_FILTER_VALUE, w->value, all_words(arena, v));
		w->value = dbn_str_of(dbn_word(v, value));
	}
	if (columns[w->column].type == DBN_TYPE_DAY && !contains) {
		w->number = w->last = dbn_day_typed(w->value);
		if (w->number == DBN_NO_DAY && !dbn_period_span(w->value, &w->number, &w->last))
			return refuse(err, DBN_MSG_FILTER_VALUE, w->value, DBN_STR("2024-06-30, 2024-06, 2024Q2, 2024"));
	}
	if (columns[w->column].type == DBN_TYPE_COUNT && !contains &&
	    !dbn_str_uint(w->value, &w->number))
		return refuse(err, DBN_MSG_FILTER_VALUE, w->value, DBN_STR("0, 1, 2 …"));
	if (columns[w->column].type == DBN_TYPE_COUNT)
		w->last = w->number;
	f->where_count++;
	return DBN_OK;
}

/* The registered name: as the ledger's registry finds it (教育局 is 市教育局), or by the roster. */
static struct dbn_str canonical(const struct dbn_ledger *l, const struct dbn_roster *roster, const char *arg)
{
	struct dbn_str name = dbn_str_trim(dbn_str_of(arg));
	struct dbn_lookup found;

	if (!arg)
		return (struct dbn_str){ NULL, 0 };
	found = dbn_registry_find(&l->registry, name, dbn_str_of(l->conf.level));
	return found.found == DBN_FOUND_ONE ? l->registry.units[found.unit].name : dbn_roster_canonical(roster, name);
}

int dbn_filter_parse(struct dbn_filter *f, struct dbn_arena *arena, const struct dbn_ledger *l,
		     const struct dbn_roster *roster, const struct dbn_filter_args *args,
		     struct dbn_err *err)
{
	int code;

	memset(f, 0, sizeof *f);
	f->roster = roster;
	f->unit = canonical(l, roster, args->unit);
	f->lead = canonical(l, roster, args->lead);
	f->coop = canonical(l, roster, args->coop);
	f->as_written = args->as_written ? dbn_str_trim(dbn_str_of(args->as_written))
					 : (struct dbn_str){ NULL, 0 };
	code = parse_words(arena, args->state, DBN_WORDS_STATE, DBN_MSG_FILTER_STATE, &f->states,
			   err);
	if (!code)
		code = parse_words(arena, args->light, DBN_WORDS_LIGHT, DBN_MSG_FILTER_LIGHT,
				   &f->lights, err);
	if (!code)
		code = parse_due(f, args->due, err);
	if (!code)
		code = parse_doc(f, arena, l, args->doc, err);
	for (size_t i = 0; !code && i < args->where_count; i++)
		code = parse_where(f, arena, args->where[i], err);
	return code;
}

bool dbn_filter_needs_lights(const struct dbn_filter *f)
{
	for (size_t i = 0; i < f->where_count; i++)
		if (f->where[i].column >= DBN_TASK_COLUMNS)
			return true;
	return f->lights != 0 || f->due_set;
}

/* Whether a list cell has the unit, by any of its names. */
static bool list_has(const struct dbn_roster *roster, struct dbn_str list, struct dbn_str unit)
{
	while (list.len)
		if (dbn_roster_same(roster, dbn_str_trim(dbn_str_split(&list, ';')), unit))
			return true;
	return false;
}

/* 五大任务牵头部门{A+B}: the members that the document itself names. */
static bool inline_member(const struct dbn_roster *roster, struct dbn_str group,
			  struct dbn_str unit)
{
	size_t brace = dbn_str_find(group, DBN_STR("{"));
	struct dbn_str rest;

	if (brace == DBN_NONE || !dbn_str_ends(group, DBN_STR("}")))
		return false;
	rest = dbn_str_sub(group, brace + 1, group.len - brace - 2);
	while (rest.len)
		if (dbn_roster_same(roster, dbn_str_trim(dbn_str_split(&rest, '+')), unit))
			return true;
	return false;
}

static bool groups_have(const struct dbn_roster *roster, struct dbn_str groups, struct dbn_str unit)
{
	while (groups.len) {
		struct dbn_str group = dbn_str_trim(dbn_str_split(&groups, ';'));
		size_t i;

		if (group.len > 2 && group.ptr[1] == ':')
			group = dbn_str_from(group, 2);
		if (inline_member(roster, group, unit))
			return true;
		i = dbn_roster_find(roster, group);
		if (i != DBN_NONE && list_has(roster, roster->units[i].members, unit))
			return true;
	}
	return false;
}

/* A measure or node that names nobody is its task's. */
static const struct dbn_task *speaker(const struct dbn_task *task)
{
	for (int depth = 0; depth < 8 && dbn_is_part(task) && task->parent; depth++) {
		if (task->cell[DBN_TASK_LEAD].len || task->cell[DBN_TASK_COOP].len ||
		    task->cell[DBN_TASK_UNITS].len || task->cell[DBN_TASK_GROUPS].len)
			break;
		task = task->parent;
	}
	return task;
}

bool dbn_unit_in_task(const struct dbn_roster *roster, const struct dbn_task *task,
		      struct dbn_str unit)
{
	const struct dbn_task *t = speaker(task);

	return list_has(roster, t->cell[DBN_TASK_LEAD], unit) ||
	       list_has(roster, t->cell[DBN_TASK_COOP], unit) ||
	       list_has(roster, t->cell[DBN_TASK_UNITS], unit) ||
	       groups_have(roster, t->cell[DBN_TASK_GROUPS], unit);
}

/* U:各县市区, C:五大任务牵头部门{A+B}: by its own name. */
static bool group_called(struct dbn_str groups, struct dbn_str name)
{
	while (groups.len) {
		struct dbn_str group = dbn_str_trim(dbn_str_split(&groups, ';'));

		if (group.len > 2 && group.ptr[1] == ':')
			group = dbn_str_from(group, 2);
		if (dbn_str_eq(dbn_str_split(&group, '{'), name))
			return true;
	}
	return false;
}

bool dbn_unit_in_doc(const struct dbn_roster *roster, const struct dbn_doc *doc, struct dbn_str unit)
{
	for (size_t i = 0; i < doc->task_count; i++)
		if (dbn_unit_in_task(roster, &doc->tasks[i], unit) ||
		    group_called(doc->tasks[i].cell[DBN_TASK_GROUPS], unit))
			return true;
	return false;
}

static bool is_written(const struct dbn_task *task, struct dbn_str words)
{
	const struct dbn_task *t = speaker(task);
	static const enum dbn_task_column cells[] = { DBN_TASK_LEAD, DBN_TASK_COOP,
						      DBN_TASK_UNITS };

	if (dbn_str_find(t->cell[DBN_TASK_CLAUSE], words) != DBN_NONE ||
	    dbn_str_find(t->cell[DBN_TASK_GROUPS], words) != DBN_NONE)
		return words.len > 0;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		if (trail_has(t->cell[cells[i]], words))
			return true;
	return false;
}

static bool ordered(enum dbn_where_op op, int c)
{
	switch (op) {
	case DBN_WHERE_EQ:
		return c == 0;
	case DBN_WHERE_NE:
		return c != 0;
	case DBN_WHERE_LT:
		return c < 0;
	case DBN_WHERE_LE:
		return c <= 0;
	case DBN_WHERE_GT:
		return c > 0;
	default:
		return c >= 0;
	}
}

/* An empty cell is neither before nor after anything. */
static bool number_fits(const struct dbn_where *w, bool has, int32_t number)
{
	if (!has)
		return w->op == DBN_WHERE_NE;
	return ordered(w->op, (number > w->last) - (number < w->number));
}

/* Of what is finished no days are left; no day is neither before nor after anything. */
static bool computed_fits(const struct dbn_where *w, const struct dbn_task *task, const struct dbn_verdict *v)
{
	if (!v)
		return false;
	if (w->column == DBN_WHERE_LIGHT)
		return number_fits(w, true, (int32_t)v->light);
	return number_fits(w, v->due != DBN_NO_DAY && !dbn_is_finished(task), v->days);
}

static bool where_fits(const struct dbn_where *w, const struct dbn_task *task)
{
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);
	struct dbn_str cell = task->cell[w->column];
	int32_t number = 0;

	/* What is not written is open, a task, zero: as reading has it. */
	if (w->column == DBN_TASK_STATE && task->state >= 0)
		cell = dbn_str_of(dbn_word(DBN_WORDS_STATE, task->state));
	if (w->column == DBN_TASK_KIND && task->kind >= 0)
		cell = dbn_str_of(dbn_word(DBN_WORDS_KIND, task->kind));
	if (w->op == DBN_WHERE_HAS || w->op == DBN_WHERE_HAS_NOT)
		return (dbn_str_find(cell, w->value) != DBN_NONE) == (w->op == DBN_WHERE_HAS);
	if (w->value.len == 0)
		return ordered(w->op, cell.len > 0);
	if (columns[w->column].type == DBN_TYPE_DAY) {
		number = dbn_day_parse(cell);
		return number_fits(w, number != DBN_NO_DAY, number);
	}
	if (columns[w->column].type == DBN_TYPE_COUNT) {
		bool has = dbn_str_uint(cell, &number);

		return number_fits(w, has, number);
	}
	if (columns[w->column].type == DBN_TYPE_LIST && w->op <= DBN_WHERE_NE)
		return trail_has(cell, w->value) == (w->op == DBN_WHERE_EQ);
	return ordered(w->op, dbn_str_cmp(cell, w->value));
}

bool dbn_filter_match(const struct dbn_filter *f, const struct dbn_task *task,
		      const struct dbn_verdict *verdict)
{
	int32_t due = verdict ? verdict->due : task->due;

	if (f->doc && task->doc != f->doc)
		return false;
	if (f->states && !(f->states >> (task->state < 0 ? 0 : task->state) & 1))
		return false;
	if (f->lights && (!verdict || !(f->lights >> verdict->light & 1)))
		return false;
	if (f->due_set &&
	    (f->due_none ? due != DBN_NO_DAY
			 : due == DBN_NO_DAY || due < f->due_first || due > f->due_last))
		return false;
	if (f->lead.ptr && !list_has(f->roster, speaker(task)->cell[DBN_TASK_LEAD], f->lead))
		return false;
	if (f->coop.ptr && !list_has(f->roster, speaker(task)->cell[DBN_TASK_COOP], f->coop))
		return false;
	if (f->unit.ptr && !dbn_unit_in_task(f->roster, task, f->unit))
		return false;
	if (f->as_written.ptr && !is_written(task, f->as_written))
		return false;
	for (size_t i = 0; i < f->where_count; i++)
		if (!(f->where[i].column >= DBN_TASK_COLUMNS ? computed_fits(&f->where[i], task, verdict)
							    : where_fits(&f->where[i], task)))
			return false;
	return true;
}
