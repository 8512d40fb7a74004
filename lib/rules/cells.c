/* cells.c - acts on cells: assign, edit, actual values, nodes. */
#include "dubanc/text.h"
#include "making.h"
#include "trail.h"

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

/* The day on which an event was typed. */
static int32_t entry_day(const struct making *m, const struct dbn_event *e)
{
	int64_t moment = dbn_instant_parse(e->at);

	return moment == INT64_MIN ? e->on : (int32_t)((moment / 60000 + m->l->conf.zone_minutes) / 1440);
}

/*
 * Whether the limit was typed on the day of this act, and is corrected before it held. A day
 * given with --on does not make an old limit one of today.
 */
static bool typed_today(const struct making *m)
{
	const struct dbn_event *last = NULL;

	for (size_t i = 0; i < m->task->event_count; i++)
		if (trail_change(m->task->events[i], "due", NULL))
			last = m->task->events[i];
	return last && last->on == m->act->on &&
	       (m->act->entered == DBN_NO_DAY || entry_day(m, last) == m->act->entered) &&
	       (last->kind == DBN_EV_ADD || last->kind == DBN_EV_ASSIGN);
}

static int refuse_set(struct making *m, enum dbn_msg msg)
{
	char due[11];

	return act_refuse(m, msg, m->task->cell[DBN_TASK_ID],
			  dbn_str_of(dbn_day_format(due, m->task->due)), DBN_STR(""));
}

/*
 * A limit that was given by mistake goes: on the day of its entry as if it had never
 * stood, later with a reason. What it was first set to stays then, for the audit.
 */
static int take_due_away(struct making *m)
{
	struct dbn_recur r;

	if (m->task->due == DBN_NO_DAY)
		return DBN_OK;
	if (dbn_is_part(m->task))
		return refuse_set(m, DBN_MSG_ACT_NODE_NEEDS_DUE);
	if (dbn_recur_parse(m->task->cell[DBN_TASK_RECUR], &r))
		return refuse_set(m, DBN_MSG_ACT_PERIODS_NEED_DUE);
	if (typed_today(m)) {
		if (m->task->due_original == m->task->due)
			act_change(m, DBN_TASK_DUE_ORIGINAL, DBN_STR(""));
	} else if (!m->act->text.len) {
		return refuse_set(m, DBN_MSG_ACT_DUE_SET);
	}
	act_change(m, DBN_TASK_DUE, DBN_STR(""));
	act_change(m, DBN_TASK_DUE_FROM, DBN_STR(""));
	return DBN_OK;
}

static int assign_due(struct making *m)
{
	bool slip;

	if (m->act->no_day)
		return take_due_away(m);
	if (m->act->day == DBN_NO_DAY || m->act->day == m->task->due)
		return DBN_OK;
	slip = m->task->due != DBN_NO_DAY && typed_today(m);
	if (slip && m->task->due_original == m->task->due)
		act_change_day(m, DBN_TASK_DUE_ORIGINAL, m->act->day);
	if (m->task->due != DBN_NO_DAY && !slip && !m->act->text.len)
		return refuse_set(m, DBN_MSG_ACT_DUE_SET);
	act_change_day(m, DBN_TASK_DUE, m->act->day);
	act_change(m, DBN_TASK_DUE_FROM, DBN_STR("hand"));
	if (m->task->due_original == DBN_NO_DAY)
		act_change_day(m, DBN_TASK_DUE_ORIGINAL, m->act->day);
	return DBN_OK;
}

int act_assign(struct making *m)
{
	const struct dbn_act *a = m->act;
	struct dbn_str lead = a->lead.ptr ? a->lead : m->task->cell[DBN_TASK_LEAD], coop = a->coop;
	int code;

	if (dbn_is_finished(m->task))
		return act_refuse_finished(m);
	/* Who is made the lead assists no more. */
	if (!coop.ptr && a->lead.ptr)
		coop = parties_without(m->arena, m->task->cell[DBN_TASK_COOP], lead);
	if ((a->lead.ptr || coop.ptr) &&
	    dbn_parties_check(m->l, m->task->cell[DBN_TASK_GROUPS], lead, coop, m->err))
		return DBN_EUSAGE;
	if (a->lead.ptr && !dbn_str_eq(a->lead, m->task->cell[DBN_TASK_LEAD])) {
		act_change(m, DBN_TASK_LEAD, a->lead);
		act_change(m, DBN_TASK_LEAD_FROM,
			   a->lead.len ? dbn_str_of(a->lead_from ? a->lead_from : "hand")
				       : DBN_STR(""));
	}
	if (coop.ptr && !dbn_str_eq(coop, m->task->cell[DBN_TASK_COOP]))
		act_change(m, DBN_TASK_COOP, coop);
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

/* What a value becomes in a column, or false: a rhythm may be typed in words. */
static bool fit_value(struct dbn_arena *arena, size_t column, enum dbn_column_type type, struct dbn_str *value)
{
	int32_t n;

	if (value->len == 0)
		return column != DBN_TASK_TITLE;
	if (dbn_utf8_bad(*value) != DBN_NONE)
		return false;
	switch (type) {
	case DBN_TYPE_DAY:
		return dbn_day_parse(*value) != DBN_NO_DAY;
	case DBN_TYPE_COUNT:
		return dbn_str_uint(*value, &n);
	case DBN_TYPE_LIMIT:
		/* feedback is a rhythm or none; recur also long or an open base. */
		return dbn_str_eqz(*value, column == DBN_TASK_FEEDBACK ? "none" : "long") ||
		       (column == DBN_TASK_RECUR && (value->ptr[0] == '+' || value->ptr[0] == '?')) ||
		       dbn_recur_read(arena, *value, value);
	default:
		return true;
	}
}

static int refuse_value(struct making *m, size_t column, const struct dbn_change *c)
{
	size_t n;
	enum dbn_column_type type = dbn_columns(DBN_TASKS, &n)[column].type;

	if (column == DBN_TASK_TITLE && !c->value.len)
		return act_refuse(m, DBN_MSG_ACT_NO_TITLE, m->task->cell[DBN_TASK_ID], DBN_STR(""), DBN_STR(""));
	if (type == DBN_TYPE_LIMIT)
		return act_refuse(m, DBN_MSG_ACT_RHYTHM, c->column, c->value,
				  column == DBN_TASK_FEEDBACK ? DBN_STR("none") : DBN_STR("long"));
	return act_refuse(m, DBN_MSG_ACT_VALUE, c->column, c->value, DBN_STR(""));
}

static int refuse_column(struct making *m, struct dbn_str typed)
{
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);
	struct dbn_buf list;
	int code;

	dbn_buf_init(&list, 4096);
	for (size_t i = 0; i < n; i++) {
		if (fixed_column(i))
			continue;
		dbn_buf_addz(&list, list.len ? "、" : "");
		dbn_buf_addz(&list, columns[i].heading);
	}
	code = act_refuse(m, DBN_MSG_ACT_COLUMN, typed, dbn_buf_str(&list), DBN_STR(""));
	dbn_buf_release(&list);
	return code;
}

int act_edit(struct making *m)
{
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);

	for (size_t i = 0; i < m->act->change_count; i++) {
		const struct dbn_change *c = &m->act->changes[i];
		size_t column = dbn_column_find(DBN_TASKS, c->column);
		struct dbn_str value = dbn_str_trim(c->value);

		if (column == DBN_NONE)
			return refuse_column(m, c->column);
		if (fixed_column(column))
			return act_refuse(m, DBN_MSG_ACT_COLUMN_FIXED, c->column,
					  dbn_str_of(fixed_column(column)), DBN_STR(""));
		if (!fit_value(m->arena, column, columns[column].type, &value))
			return refuse_value(m, column, c);
		if (column == DBN_TASK_COOP &&
		    dbn_parties_check(m->l, m->task->cell[DBN_TASK_GROUPS], m->task->cell[DBN_TASK_LEAD], value,
				      m->err))
			return DBN_EUSAGE;
		if (!dbn_str_eq(m->task->cell[column], value))
			act_change(m, (enum dbn_task_column)column, value);
	}
	return m->changes.len ? DBN_OK
			      : act_refuse(m, DBN_MSG_ACT_NOTHING, m->task->cell[DBN_TASK_ID],
					   DBN_STR(""), DBN_STR(""));
}

/* Rows of the document, and nodes that the acts before this one of its series make. */
static bool id_taken(const struct dbn_task *task, struct dbn_str id)
{
	for (size_t i = 0; task->doc && i < task->doc->task_count; i++)
		if (dbn_str_eq(task->doc->tasks[i].cell[DBN_TASK_ID], id))
			return true;
	for (size_t i = 0; i < task->event_count; i++)
		if (task->events[i]->kind == DBN_EV_ADD && dbn_str_eq(task->events[i]->task, id))
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
		if (!id_taken(m->task, dbn_buf_str(&id)))
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
