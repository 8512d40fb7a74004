/* act.c - what may be done to a task, and the event it leaves. */
#include <string.h>

#include "dubanc/state.h"
#include "making.h"
#include "trail.h"

struct dbn_act dbn_act_of(enum dbn_event_kind kind, int32_t on)
{
	return (struct dbn_act){
		.kind = kind, .on = on, .entered = DBN_NO_DAY, .by = { "", 0 }, .text = { "", 0 }, .day = DBN_NO_DAY
	};
}

static struct dbn_str id_of(const struct making *m)
{
	return m->task->cell[DBN_TASK_ID];
}

int act_refuse(struct making *m, enum dbn_msg msg, struct dbn_str a, struct dbn_str b,
	       struct dbn_str c)
{
	struct dbn_str args[] = { a, b, c };

	return dbn_fail_str(m->err, DBN_EUSAGE, msg, dbn_pos_at(NULL, 0, 0), args, 3);
}

/* A word for a message: in Chinese with the stored word beside it, which is what is typed. */
static struct dbn_str both_words(struct making *m, enum dbn_vocabulary v, int value)
{
	struct dbn_str parts[] = { dbn_str_of(dbn_word_shown(v, value, DBN_ZH)), DBN_STR(" "),
				   dbn_str_of(dbn_word(v, value)) };

	return m->act->lang == DBN_EN ? parts[2] : dbn_arena_join(m->arena, parts, 3);
}

static int refuse_state(struct making *m, enum dbn_event_kind kind)
{
	uint64_t allowed = dbn_state_allowed(m->task->state, m->task->suspended);
	bool paused = m->task->suspended;
	struct dbn_str args[4];
	struct dbn_buf list;
	size_t n = 0;
	int code;

	dbn_buf_init(&list, 4096);
	for (int k = 0; k < DBN_EV_COUNT; k++) {
		if (!(allowed >> k & 1))
			continue;
		dbn_buf_addz(&list, list.len ? dbn_msg_text(DBN_MSG_LIST_COMMA, m->act->lang) : "");
		dbn_buf_add(&list, both_words(m, DBN_WORDS_EVENT, k));
	}
	args[n++] = id_of(m);
	if (!paused)
		args[n++] = both_words(m, DBN_WORDS_STATE, m->task->state);
	args[n++] = both_words(m, DBN_WORDS_EVENT, (int)kind);
	args[n++] = list.len ? dbn_buf_str(&list) : DBN_STR("—");
	code = dbn_fail_str(m->err, DBN_EUSAGE, paused ? DBN_MSG_ACT_PAUSED : DBN_MSG_ACT_REFUSED,
			    dbn_pos_at(NULL, 0, 0), args, n);
	dbn_buf_release(&list);
	return code;
}

int act_refuse_finished(struct making *m)
{
	return act_refuse(m, DBN_MSG_ACT_FINISHED, id_of(m),
			  both_words(m, DBN_WORDS_STATE, m->task->state),
			  both_words(m, DBN_WORDS_EVENT, (int)m->act->kind));
}

void act_change(struct making *m, enum dbn_task_column column, struct dbn_str value)
{
	size_t n;

	dbn_changes_add(&m->changes, dbn_str_of(dbn_columns(DBN_TASKS, &n)[column].name), value);
}

void act_change_day(struct making *m, enum dbn_task_column column, int32_t day)
{
	char text[11];

	act_change(m, column, dbn_str_of(dbn_day_format(text, day)));
}

static bool is_units_act(enum dbn_event_kind kind)
{
	return kind == DBN_EV_ACK || kind == DBN_EV_FEEDBACK || kind == DBN_EV_REPORT ||
	       kind == DBN_EV_EXTEND_REQUEST || kind == DBN_EV_ACTUAL || kind == DBN_EV_EVIDENCE;
}

/* Whose act it is; whether it moves the task. */
static void find_unit(struct making *m)
{
	struct dbn_str reporting = dbn_reporting_unit(m->task), unit = m->act->unit;

	if (!is_units_act(m->act->kind)) {
		m->out->unit = unit.ptr ? unit : DBN_STR("");
		m->leads = true;
		return;
	}
	if (unit.ptr &&
	    (dbn_str_eqz(unit, "-") || (unit.len && dbn_str_eqz(unit, m->l->conf.name)))) {
		unit = DBN_STR("");
		/* On a task without a lead the office's entry counts as the lead's. */
		if (m->act->kind == DBN_EV_FEEDBACK && reporting.len)
			m->out->kind = DBN_EV_NOTE;
	} else if (!unit.ptr) {
		unit = reporting;
	}
	m->out->unit = unit;
	m->leads = dbn_str_eq(unit, reporting);
}

static int take_progress(struct making *m, int32_t *percent)
{
	*percent = -1;
	if (!m->act->progress.ptr)
		return DBN_OK;
	if (m->out->kind == DBN_EV_NOTE)
		return act_refuse(m, DBN_MSG_ACT_NOTE_PROGRESS, id_of(m), DBN_STR(""), DBN_STR(""));
	if (!dbn_str_uint(m->act->progress, percent) || *percent > 100)
		return act_refuse(m, DBN_MSG_ACT_PROGRESS, m->act->progress, DBN_STR(""),
				  DBN_STR(""));
	return DBN_OK;
}

/* `head text`, or whichever of them there is. */
static void text_with_head(struct making *m, struct dbn_str head)
{
	struct dbn_str parts[] = { head, DBN_STR(" "), m->act->text };

	m->out->text = m->act->text.len ? dbn_arena_join(m->arena, parts, 3)
					: dbn_arena_dup(m->arena, head);
}

static int move(struct making *m, enum dbn_event_kind kind)
{
	int next = dbn_state_next(m->task->state, m->task->suspended, kind);

	if (next < 0)
		return refuse_state(m, kind);
	if (next != m->task->state)
		act_change(m, DBN_TASK_STATE, dbn_str_of(dbn_word(DBN_WORDS_STATE, next)));
	return DBN_OK;
}

/* What another unit does stays with it, but a finished task hears nobody. */
static int others_act(struct making *m)
{
	if (dbn_is_finished(m->task))
		return act_refuse_finished(m);
	return m->task->suspended ? refuse_state(m, m->act->kind) : DBN_OK;
}

static int make_ack(struct making *m)
{
	return m->leads ? move(m, DBN_EV_ACK) : others_act(m);
}

static int make_feedback(struct making *m)
{
	int32_t percent;
	int code = take_progress(m, &percent);

	if (code)
		return code;
	if (m->out->kind == DBN_EV_NOTE)
		return m->act->text.len ? DBN_OK
					: act_refuse(m, DBN_MSG_ACT_REASON,
						     both_words(m, DBN_WORDS_EVENT, DBN_EV_NOTE),
						     DBN_STR(""), DBN_STR(""));
	if (percent < 0 && m->act->text.len == 0)
		return act_refuse(m, DBN_MSG_ACT_REASON,
				  both_words(m, DBN_WORDS_EVENT, DBN_EV_FEEDBACK), DBN_STR(""),
				  DBN_STR(""));
	if (m->leads) {
		code = move(m, DBN_EV_FEEDBACK);
		if (percent >= 0)
			act_change(m, DBN_TASK_PROGRESS, m->act->progress);
		return code;
	}
	code = others_act(m);
	if (!code && percent >= 0) {
		struct dbn_str head[] = { m->act->progress, DBN_STR("%") };

		text_with_head(m, dbn_arena_join(m->arena, head, 2));
	}
	return code;
}

/* Stands on the period that is named, or on the earliest unfinished one. */
static int find_period(struct making *m, struct dbn_periods *p)
{
	struct dbn_str name = m->act->period;
	char next[DBN_PERIOD_NAME] = "";
	int32_t first, last;

	if (name.ptr && !dbn_period_span(name, &first, &last))
		last = DBN_NO_DAY;
	for (int i = 0; i < 40000; i++) {
		if (!next[0] && p->finished == DBN_NO_DAY)
			memcpy(next, p->name, sizeof next);
		if (name.ptr ? dbn_str_eqz(name, p->name) : next[0] != '\0')
			return DBN_OK;
		if ((name.ptr && next[0] && (last == DBN_NO_DAY || p->due > last)) ||
		    !dbn_periods_next(p))
			break;
	}
	return act_refuse(m, DBN_MSG_ACT_PERIOD, id_of(m), name.ptr ? name : DBN_STR(""),
			  dbn_str_of(next));
}

/*
 * The period that comes next is no period yet while the one before it is not over:
 * what is typed twice would finish next month. It may be named on purpose.
 */
static int refuse_early(struct making *m, const struct dbn_periods *p)
{
	int32_t before = DBN_NO_DAY;
	struct dbn_periods q;
	char opens[11];

	if (m->act->period.ptr || !dbn_periods_first(m->task, &q))
		return DBN_OK;
	while (q.due < p->due) {
		before = q.due;
		if (!dbn_periods_next(&q))
			break;
	}
	/* Each month by the 5th: the next one is open from the 6th. */
	if (before == DBN_NO_DAY || m->act->on > before)
		return DBN_OK;
	return act_refuse(m, DBN_MSG_ACT_PERIOD_EARLY, id_of(m), dbn_str_of(p->name),
			  dbn_str_of(dbn_day_format(opens, before + 1)));
}

static int report_period(struct making *m, struct dbn_periods *p)
{
	char day[11];
	int code = find_period(m, p);

	if (!code)
		code = refuse_early(m, p);
	if (code)
		return code;
	if (p->finished != DBN_NO_DAY)
		return act_refuse(m, DBN_MSG_ACT_PERIOD_DONE, id_of(m), dbn_str_of(p->name),
				  dbn_str_of(dbn_day_format(day, p->finished)));
	/* The task goes on: a report of a period moves it as feedback does. */
	code = move(m, DBN_EV_FEEDBACK);
	text_with_head(m, dbn_str_of(p->name));
	return code;
}

static int make_report(struct making *m)
{
	struct dbn_periods p;
	int32_t percent;
	int code = take_progress(m, &percent);

	if (code)
		return code;
	if (!m->leads)
		return others_act(m);
	if (dbn_periods_first(m->task, &p))
		code = report_period(m, &p);
	else if (m->act->period.ptr)
		return act_refuse(m, DBN_MSG_ACT_PERIOD_NONE, id_of(m), m->act->period,
				  DBN_STR(""));
	else
		code = move(m, DBN_EV_REPORT);
	if (!code && percent >= 0)
		act_change(m, DBN_TASK_PROGRESS, m->act->progress);
	return code;
}

/* The progress that held before acceptance made it 100. */
static void restore_progress(struct making *m)
{
	struct dbn_str before = { "", 0 };

	for (size_t i = 0; i < m->task->event_count; i++) {
		const struct dbn_event *e = m->task->events[i];

		if (e->kind != DBN_EV_DONE)
			trail_change(e, "progress", &before);
	}
	if (!dbn_str_eq(before, m->task->cell[DBN_TASK_PROGRESS]))
		act_change(m, DBN_TASK_PROGRESS, before);
}

/* Returned or opened again: what acceptance had set goes. */
static int move_back(struct making *m, enum dbn_event_kind kind)
{
	int code = move(m, kind);

	if (code)
		return code;
	if (m->task->done != DBN_NO_DAY || m->task->cell[DBN_TASK_DONE].len)
		act_change(m, DBN_TASK_DONE, DBN_STR(""));
	if (dbn_is_finished(m->task))
		restore_progress(m);
	return DBN_OK;
}

/* The period that was reported last and stands. */
static bool last_reported(struct dbn_periods *p, struct dbn_periods *last)
{
	bool found = false;
	int blank = 0;

	/* Reports run ahead by a few periods at most. */
	for (int i = 0; i < 40000 && blank < 400; i++) {
		blank = p->finished == DBN_NO_DAY ? blank + 1 : 0;
		if (!blank && (!found || p->finished >= last->finished)) {
			*last = *p;
			found = true;
		}
		if (!dbn_periods_next(p))
			break;
	}
	return found;
}

static int make_return(struct making *m)
{
	struct dbn_periods p, last;
	int code;

	if (!dbn_periods_first(m->task, &p) || dbn_is_finished(m->task)) {
		if (m->act->period.ptr)
			return act_refuse(m, DBN_MSG_ACT_PERIOD_NONE, id_of(m), m->act->period,
					  DBN_STR(""));
		return move_back(m, DBN_EV_RETURN);
	}
	if (m->task->suspended)
		return refuse_state(m, DBN_EV_RETURN);
	if (m->act->period.ptr) {
		code = find_period(m, &p);
		if (code)
			return code;
		last = p;
	} else if (!last_reported(&p, &last)) {
		return refuse_state(m, DBN_EV_RETURN);
	}
	if (last.finished == DBN_NO_DAY)
		return refuse_state(m, DBN_EV_RETURN);
	text_with_head(m, dbn_str_of(last.name));
	return DBN_OK;
}

static int make_done(struct making *m)
{
	int32_t day = dbn_report_day(m->task);
	int code = move(m, DBN_EV_DONE);
	struct dbn_recur r;

	if (code)
		return code;
	/* The report of one period does not finish what recurs. */
	if (dbn_recur_parse(m->task->cell[DBN_TASK_RECUR], &r))
		day = DBN_NO_DAY;
	act_change_day(m, DBN_TASK_DONE, day != DBN_NO_DAY ? day : m->act->on);
	if (m->task->progress != 100)
		act_change(m, DBN_TASK_PROGRESS, DBN_STR("100"));
	return DBN_OK;
}

static int make_close(struct making *m)
{
	bool evidence = false;
	int code = move(m, DBN_EV_CLOSE);

	for (size_t i = 0; i < m->task->event_count; i++) {
		int kind = m->task->events[i]->kind;

		evidence = (evidence && kind != DBN_EV_REOPEN) || kind == DBN_EV_EVIDENCE;
	}
	if (!code && m->l->conf.evidence_required && !evidence && !dbn_is_part(m->task))
		return act_refuse(m, DBN_MSG_ACT_EVIDENCE, id_of(m), DBN_STR(""), DBN_STR(""));
	return code;
}

static int make_request(struct making *m)
{
	char due[11], day[11];
	struct dbn_recur r;
	int32_t asked;

	if (dbn_is_finished(m->task))
		return act_refuse_finished(m);
	if (dbn_recur_parse(m->task->cell[DBN_TASK_RECUR], &r))
		return act_refuse(m, DBN_MSG_ACT_ASK_RECUR, id_of(m), DBN_STR(""), DBN_STR(""));
	if (!m->leads)
		return act_refuse(m, DBN_MSG_ACT_ASK_OTHER, id_of(m), dbn_reporting_unit(m->task),
				  m->out->unit);
	if (m->task->due == DBN_NO_DAY)
		return act_refuse(m, DBN_MSG_ACT_NO_DUE, id_of(m), DBN_STR(""), DBN_STR(""));
	if (m->act->day == DBN_NO_DAY)
		return act_refuse(m, DBN_MSG_ACT_ASK_DAY,
				  both_words(m, DBN_WORDS_EVENT, DBN_EV_EXTEND_REQUEST),
				  DBN_STR(""), DBN_STR(""));
	if (dbn_extension_pending(m->task, &asked))
		return act_refuse(m, DBN_MSG_ACT_ASK_PENDING, id_of(m),
				  dbn_str_of(dbn_day_format(day, asked)), DBN_STR(""));
	dbn_day_format(due, m->task->due);
	if (m->act->on >= m->task->due)
		return act_refuse(m, DBN_MSG_ACT_ASK_LATE, id_of(m), dbn_str_of(due),
				  dbn_str_of(dbn_day_format(day, m->act->on)));
	dbn_day_format(day, m->act->day);
	if (m->act->day <= m->task->due)
		return act_refuse(m, DBN_MSG_ACT_ASK_EARLIER, id_of(m), dbn_str_of(due),
				  dbn_str_of(day));
	text_with_head(m, dbn_str_of(day));
	return DBN_OK;
}

static int make_answer(struct making *m)
{
	char due[11], day[11];
	int32_t asked = DBN_NO_DAY;

	if (dbn_is_finished(m->task))
		return act_refuse_finished(m);
	if (!dbn_extension_pending(m->task, &asked))
		return act_refuse(m, DBN_MSG_ACT_ASK_NONE, id_of(m), DBN_STR(""), DBN_STR(""));
	if (m->act->kind == DBN_EV_EXTEND_REFUSE)
		return DBN_OK;
	if (m->act->day != DBN_NO_DAY)
		asked = m->act->day;
	dbn_day_format(day, asked);
	if (asked == DBN_NO_DAY || asked <= m->task->due)
		return act_refuse(m, DBN_MSG_ACT_ASK_EARLIER, id_of(m),
				  dbn_str_of(dbn_day_format(due, m->task->due)), dbn_str_of(day));
	if (m->task->due_original == DBN_NO_DAY)
		act_change_day(m, DBN_TASK_DUE_ORIGINAL, m->task->due);
	act_change(m, DBN_TASK_DUE, dbn_str_of(day));
	return DBN_OK;
}

static int make_move(struct making *m)
{
	return move(m, m->act->kind);
}

/* The state that the last cancellation found. */
static struct dbn_str state_before_cancel(const struct dbn_task *task)
{
	struct dbn_str state = dbn_str_of(dbn_word(DBN_WORDS_STATE, DBN_STATE_OPEN)), before = state;

	for (size_t i = 0; i < task->event_count; i++) {
		if (task->events[i]->kind == DBN_EV_CANCEL)
			before = state;
		trail_change(task->events[i], "state", &state);
	}
	return before;
}

/* What was cancelled by mistake is again what it was; what was finished goes on. */
static int make_reopen(struct making *m)
{
	if (m->task->state != DBN_STATE_CANCELLED)
		return move_back(m, DBN_EV_REOPEN);
	act_change(m, DBN_TASK_STATE, state_before_cancel(m->task));
	return DBN_OK;
}

static int make_plain(struct making *m)
{
	(void)m;
	return DBN_OK;
}

/* THE table of acts: how each is made, and whether it must say why or what. */
static const struct {
	int (*make)(struct making *m);
	bool text;
} acts[DBN_EV_COUNT] = {
	[DBN_EV_ADD] = { act_node, true },
	[DBN_EV_ASSIGN] = { act_assign, false },
	[DBN_EV_EDIT] = { act_edit, false },
	[DBN_EV_ACK] = { make_ack, false },
	[DBN_EV_FEEDBACK] = { make_feedback, false },
	[DBN_EV_REPORT] = { make_report, false },
	[DBN_EV_RETURN] = { make_return, true },
	[DBN_EV_DONE] = { make_done, false },
	[DBN_EV_CLOSE] = { make_close, false },
	[DBN_EV_REOPEN] = { make_reopen, true },
	[DBN_EV_SUSPEND] = { make_move, true },
	[DBN_EV_RESUME] = { make_move, false },
	[DBN_EV_CANCEL] = { make_move, true },
	[DBN_EV_EXTEND_REQUEST] = { make_request, true },
	[DBN_EV_EXTEND] = { make_answer, false },
	[DBN_EV_EXTEND_REFUSE] = { make_answer, true },
	[DBN_EV_INSPECT] = { make_plain, true },
	[DBN_EV_RECTIFY] = { make_plain, true },
	[DBN_EV_ACTUAL] = { act_actual, false },
	[DBN_EV_EVIDENCE] = { make_plain, true },
	[DBN_EV_INSTRUCT] = { make_plain, true },
	[DBN_EV_NOTE] = { make_plain, true },
};

int dbn_act_make(const struct dbn_ledger *l, struct dbn_arena *arena, const struct dbn_task *task,
		 const struct dbn_act *act, struct dbn_event *out, struct dbn_err *err)
{
	struct dbn_event event = { .task = task->cell[DBN_TASK_ID],
				   .unit = { "", 0 },
				   .by = act->by,
				   .text = act->text,
				   .on = act->on,
				   .kind = (int)act->kind,
				   .id = { "", 0 },
				   .at = { "", 0 },
				   .changes = { "", 0 } };
	struct making m = {
		.l = l, .arena = arena, .task = task, .act = act, .out = &event, .err = err
	};
	int code;

	if ((int)act->kind < 0 || act->kind >= DBN_EV_COUNT || !acts[act->kind].make)
		return refuse_state(&m, act->kind);
	dbn_buf_init(&m.changes, 1u << 20);
	find_unit(&m);
	if (acts[act->kind].text && dbn_str_trim(act->text).len == 0)
		code = act_refuse(&m, DBN_MSG_ACT_REASON,
				  both_words(&m, DBN_WORDS_EVENT, (int)act->kind), DBN_STR(""),
				  DBN_STR(""));
	else
		code = acts[act->kind].make(&m);
	event.changes = dbn_arena_take(arena, &m.changes);
	if (arena->failed)
		code = dbn_fail_memory(err);
	if (!code)
		*out = event;
	return code;
}

/* The task as it is after an event: as far as the next act looks at it. */
static void apply(struct dbn_arena *arena, struct dbn_task *task, const struct dbn_event *e)
{
	struct dbn_str rest = e->changes;
	struct dbn_change c;
	int32_t percent;
	bool bad = false;

	while (rest.len && dbn_changes_next(arena, &rest, &c, &bad)) {
		size_t column = dbn_column_find(DBN_TASKS, c.column);

		if (column != DBN_NONE)
			task->cell[column] = c.value;
	}
	if (trail_change(e, "state", NULL))
		task->state = dbn_word_find(DBN_WORDS_STATE, task->cell[DBN_TASK_STATE]);
	if (trail_change(e, "progress", NULL))
		task->progress =
			dbn_str_uint(task->cell[DBN_TASK_PROGRESS], &percent) ? (int)percent : -1;
	if (trail_change(e, "done", NULL))
		task->done = dbn_day_parse(task->cell[DBN_TASK_DONE]);
	if (trail_change(e, "due", NULL))
		task->due = dbn_day_parse(task->cell[DBN_TASK_DUE]);
	if (trail_change(e, "due_original", NULL))
		task->due_original = dbn_day_parse(task->cell[DBN_TASK_DUE_ORIGINAL]);
	task->suspended =
		e->kind == DBN_EV_SUSPEND || (task->suspended && e->kind != DBN_EV_RESUME);
}

int dbn_act_series(const struct dbn_ledger *l, struct dbn_arena *arena, const struct dbn_task *task,
		   const struct dbn_act *list, size_t count, struct dbn_event *out,
		   struct dbn_err *err)
{
	struct dbn_task after = *task;

	after.events =
		dbn_arena_alloc(arena, task->event_count + count, sizeof(struct dbn_event *));
	if (!after.events)
		return dbn_fail_memory(err);
	if (task->event_count)
		memcpy(after.events, task->events, task->event_count * sizeof *after.events);
	for (size_t i = 0; i < count; i++) {
		int code = dbn_act_make(l, arena, &after, &list[i], &out[i], err);

		if (code)
			return code;
		if (list[i].kind != DBN_EV_ADD)
			apply(arena, &after, &out[i]);
		after.events[after.event_count++] = &out[i];
	}
	return DBN_OK;
}
