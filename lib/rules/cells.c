/* cells.c - acts on cells: assign, edit, actual values, nodes. */
#include "dubanc/text.h"
#include "making.h"

/* 12, -0.5, 1200.25: what a value of a target is. */
static bool is_number(struct dbn_str s)
{
	size_t digits = 0;
	bool point = false;

	for (size_t i = s.len && s.ptr[0] == '-' ? 1 : 0; i < s.len; i++) {
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			digits++;
		else if (s.ptr[i] != '.' || point || digits == 0 || i + 1 == s.len)
			return false;
		else
			point = true;
	}
	return digits > 0;
}

static void change_target(struct making *m, struct dbn_str id, enum dbn_target_column column,
			  struct dbn_str value)
{
	size_t n;
	struct dbn_str parts[] = { DBN_STR("target."), id, DBN_STR("."),
				   dbn_str_of(dbn_columns(DBN_TARGETS, &n)[column].name) };

	dbn_changes_add(&m->changes, dbn_arena_join(m->arena, parts, 4), value);
}

/* The one target whose metric is the name, else the one that has it in it. */
static const struct dbn_ledger_target *find_target(struct making *m, struct dbn_buf *names)
{
	const struct dbn_doc *doc = m->task->doc;
	const struct dbn_ledger_target *part = NULL;
	size_t parts = 0;

	for (size_t i = 0; doc && i < doc->target_count; i++) {
		const struct dbn_ledger_target *t = &doc->targets[i];

		if (t->task != m->task &&
		    !dbn_str_eq(t->cell[DBN_TARGET_TASK], m->task->cell[DBN_TASK_ID]))
			continue;
		if (dbn_str_eq(t->cell[DBN_TARGET_METRIC], m->act->metric) ||
		    dbn_str_eq(t->cell[DBN_TARGET_ID], m->act->metric))
			return t;
		if (m->act->metric.len &&
		    dbn_str_find(t->cell[DBN_TARGET_METRIC], m->act->metric) != DBN_NONE) {
			part = t;
			parts++;
		}
		dbn_buf_addz(names, names->len ? "、" : "");
		dbn_buf_add(names, t->cell[DBN_TARGET_METRIC]);
	}
	return parts == 1 ? part : NULL;
}

int act_actual(struct making *m)
{
	const struct dbn_ledger_target *t;
	struct dbn_buf names;
	struct dbn_str text[3];
	char day[11];
	int code = DBN_OK;

	if (!is_number(m->act->value))
		return act_refuse(m, DBN_MSG_ACT_NUMBER, m->act->value, DBN_STR(""), DBN_STR(""));
	dbn_buf_init(&names, 1u << 16);
	t = find_target(m, &names);
	if (!t) {
		code = act_refuse(m, DBN_MSG_ACT_METRIC, m->task->cell[DBN_TASK_ID], m->act->metric,
				  names.len ? dbn_buf_str(&names) : DBN_STR("—"));
	} else {
		change_target(m, t->cell[DBN_TARGET_ID], DBN_TARGET_ACTUAL, m->act->value);
		change_target(m, t->cell[DBN_TARGET_ID], DBN_TARGET_ACTUAL_ON,
			      dbn_str_of(dbn_day_format(day, m->act->on)));
		text[0] = t->cell[DBN_TARGET_METRIC];
		text[1] = DBN_STR("=");
		text[2] = m->act->value;
		if (m->act->text.len == 0)
			m->out->text = dbn_arena_join(m->arena, text, 3);
	}
	dbn_buf_release(&names);
	return code;
}

/* What stands in the groups cell as R:text, or begins with 各. */
static bool is_group(const struct dbn_task *task, struct dbn_str unit)
{
	struct dbn_str rest = task->cell[DBN_TASK_GROUPS];

	while (rest.len) {
		struct dbn_str member = dbn_str_split(&rest, ';');

		if (member.len > 2 && member.ptr[1] == ':')
			member = dbn_str_from(member, 2);
		if (dbn_str_eq(member, unit))
			return true;
	}
	return dbn_str_starts(unit, DBN_STR("各"));
}

static int assign_due(struct making *m)
{
	char due[11];

	if (m->act->day == DBN_NO_DAY)
		return DBN_OK;
	if (m->task->due != DBN_NO_DAY)
		return act_refuse(m, DBN_MSG_ACT_DUE_SET, m->task->cell[DBN_TASK_ID],
				  dbn_str_of(dbn_day_format(due, m->task->due)), DBN_STR(""));
	act_change_day(m, DBN_TASK_DUE, m->act->day);
	act_change(m, DBN_TASK_DUE_FROM, DBN_STR("hand"));
	if (m->task->due_original == DBN_NO_DAY)
		act_change_day(m, DBN_TASK_DUE_ORIGINAL, m->act->day);
	return DBN_OK;
}

int act_assign(struct making *m)
{
	const struct dbn_act *a = m->act;
	struct dbn_str rest = a->lead;
	int code;

	if (dbn_is_finished(m->task))
		return act_refuse_finished(m);
	while (rest.len) {
		struct dbn_str unit = dbn_str_trim(dbn_str_split(&rest, ';'));

		if (is_group(m->task, unit))
			return act_refuse(m, DBN_MSG_ACT_GROUP_LEAD, unit, DBN_STR(""),
					  DBN_STR(""));
	}
	if (a->lead.ptr && !dbn_str_eq(a->lead, m->task->cell[DBN_TASK_LEAD])) {
		act_change(m, DBN_TASK_LEAD, a->lead);
		act_change(m, DBN_TASK_LEAD_FROM,
			   a->lead.len ? dbn_str_of(a->lead_from ? a->lead_from : "hand")
				       : DBN_STR(""));
	}
	if (a->coop.ptr && !dbn_str_eq(a->coop, m->task->cell[DBN_TASK_COOP]))
		act_change(m, DBN_TASK_COOP, a->coop);
	if (a->owner.ptr && !dbn_str_eq(a->owner, m->task->cell[DBN_TASK_OWNER]))
		act_change(m, DBN_TASK_OWNER, a->owner);
	code = assign_due(m);
	if (!code && m->changes.len == 0)
		return act_refuse(m, DBN_MSG_ACT_NOTHING, m->task->cell[DBN_TASK_ID], DBN_STR(""),
				  DBN_STR(""));
	return code;
}

/* Columns that have a command of their own; the rest may be edited. */
static const char *fixed_column(size_t column)
{
	switch (column) {
	case DBN_TASK_STATE:
	case DBN_TASK_PROGRESS:
	case DBN_TASK_DONE:
		return "dubanc update";
	case DBN_TASK_DUE:
	case DBN_TASK_DUE_ORIGINAL:
		return "dubanc update --ask-extension, assign --due";
	case DBN_TASK_LEAD:
	case DBN_TASK_LEAD_FROM:
		return "dubanc assign";
	case DBN_TASK_ID:
	case DBN_TASK_KIND:
	case DBN_TASK_EVENT:
		return "dubanc import, dubanc add";
	default:
		return NULL;
	}
}

static bool fits_type(size_t column, enum dbn_column_type type, struct dbn_str value)
{
	struct dbn_recur r;
	int32_t n;

	if (value.len == 0)
		return true;
	if (dbn_utf8_bad(value) != DBN_NONE)
		return false;
	switch (type) {
	case DBN_TYPE_DAY:
		return dbn_day_parse(value) != DBN_NO_DAY;
	case DBN_TYPE_COUNT:
		return dbn_str_uint(value, &n);
	case DBN_TYPE_LIMIT:
		/* feedback is a rhythm or none; recur also long or an open base. */
		return (dbn_str_starts(value, DBN_STR("every:")) && dbn_recur_parse(value, &r)) ||
		       dbn_str_eqz(value, column == DBN_TASK_FEEDBACK ? "none" : "long") ||
		       (column == DBN_TASK_RECUR && (value.ptr[0] == '+' || value.ptr[0] == '?'));
	default:
		return true;
	}
}

int act_edit(struct making *m)
{
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);

	for (size_t i = 0; i < m->act->change_count; i++) {
		const struct dbn_change *c = &m->act->changes[i];
		size_t column = dbn_column_find(DBN_TASKS, c->column);

		if (column == DBN_NONE)
			return act_refuse(m, DBN_MSG_ACT_COLUMN, c->column, DBN_STR(""),
					  DBN_STR(""));
		if (fixed_column(column))
			return act_refuse(m, DBN_MSG_ACT_COLUMN_FIXED, c->column,
					  dbn_str_of(fixed_column(column)), DBN_STR(""));
		if (!fits_type(column, columns[column].type, c->value))
			return act_refuse(m, DBN_MSG_ACT_VALUE, c->column, c->value, DBN_STR(""));
		if (!dbn_str_eq(m->task->cell[column], c->value))
			act_change(m, (enum dbn_task_column)column, c->value);
	}
	return m->changes.len ? DBN_OK
			      : act_refuse(m, DBN_MSG_ACT_NOTHING, m->task->cell[DBN_TASK_ID],
					   DBN_STR(""), DBN_STR(""));
}

static bool id_taken(const struct dbn_doc *doc, struct dbn_str id)
{
	for (size_t i = 0; doc && i < doc->task_count; i++)
		if (dbn_str_eq(doc->tasks[i].cell[DBN_TASK_ID], id))
			return true;
	return false;
}

/* A node under the task: the first free number. */
int act_node(struct making *m)
{
	struct dbn_buf id;

	if (dbn_is_finished(m->task))
		return act_refuse_finished(m);
	if (m->act->day == DBN_NO_DAY)
		return act_refuse(m, DBN_MSG_ACT_DAY, m->act->text, DBN_STR(""), DBN_STR(""));
	dbn_buf_init(&id, 4096);
	for (int k = 1; k < 10000; k++) {
		dbn_buf_clear(&id);
		dbn_buf_add(&id, m->task->cell[DBN_TASK_ID]);
		dbn_buf_addz(&id, ".n");
		dbn_buf_addi(&id, k);
		if (!id_taken(m->task->doc, dbn_buf_str(&id)))
			break;
	}
	m->out->task = dbn_arena_take(m->arena, &id);
	act_change(m, DBN_TASK_KIND, dbn_str_of(dbn_word(DBN_WORDS_KIND, DBN_KIND_NODE)));
	act_change(m, DBN_TASK_PARENT, m->task->cell[DBN_TASK_ID]);
	act_change(m, DBN_TASK_TITLE, m->act->text);
	act_change_day(m, DBN_TASK_DUE, m->act->day);
	act_change(m, DBN_TASK_DUE_FROM, DBN_STR("hand"));
	act_change_day(m, DBN_TASK_DUE_ORIGINAL, m->act->day);
	act_change(m, DBN_TASK_STATE, dbn_str_of(dbn_word(DBN_WORDS_STATE, DBN_STATE_OPEN)));
	return DBN_OK;
}
