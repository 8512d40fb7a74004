/* report_audit.c - limits that moved and rows changed: on what basis, by whom, when. */
#include "dubanc/audit.h"
#include "dubanc/check.h"
#include "git.h"
#include "report.h"

enum { COMMIT_MAX = 1 << 16 };

static const struct dbn_field fields[] = {
	{ "on", { "日期", "on" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "task", { "任务", "task" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "column", { "项目", "column" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "before", { "原为", "before" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "after", { "改为", "after" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "basis", { "依据", "basis" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "by", { "录入人", "by" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "text", { "说明", "text" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "event", { "事件或提交", "event" }, DBN_LEFT, DBN_FIT_CUT, 0 },
};
/* People read the task once, above what happened to it. */
static const struct dbn_field moved_fields[] = {
	{ "on", { "日期", "on" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "before", { "原为", "before" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "after", { "改为", "after" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "basis", { "依据", "basis" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "by", { "录入人", "by" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "text", { "说明", "text" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
};
static const struct dbn_field row_fields[] = {
	{ "on", { "日期", "on" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "column", { "项目", "column" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "before", { "原为", "before" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "after", { "改为", "after" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "by", { "提交人", "by" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "text", { "提交说明", "text" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
};

/* Whose commit last touched a row that no event explains. */
struct touch {
	struct dbn_str commit, day, author, subject;
};

static const struct touch nobody = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };

/* What was entered as an edit: who typed it stands where the committer stands above. */
static const struct dbn_field edit_fields[] = {
	{ "on", { "日期", "on" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "column", { "项目", "column" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "before", { "原为", "before" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "after", { "改为", "after" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "by", { "录入人", "by" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "text", { "说明", "text" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
};

struct audit {
	struct dbn_table moved, rows, edits; /* of papers; programs get one table: see report_audit() */
	int basis[DBN_AUDIT_NO_EVENT + 1];
	int moves, findings;
	int unexplained; /* changes of other columns */
	int edit_count;	 /* … that an edit explains */
	const struct dbn_task *above; /* the task that the last group of a paper names */
	bool no_git;
};

static struct touch last_touch(struct report *r, struct audit *a, const struct dbn_task *task)
{
	struct touch out = nobody;
	struct dbn_buf line;

	dbn_buf_init(&line, COMMIT_MAX);
	if (!a->no_git && git_row_commits(r->ctx, task, true, &line) != 0)
		a->no_git = true; /* without git the rest is told all the same */
	if (line.failed)
		r->ctx->out.failed = true;
	if (!a->no_git && line.len) {
		struct dbn_str rest = dbn_arena_dup(&r->view.arena, dbn_str_trim(dbn_buf_str(&line)));

		out.commit = dbn_str_split(&rest, '\x1f');
		out.day = dbn_str_split(&rest, '\x1f');
		out.author = dbn_str_split(&rest, '\x1f');
		out.subject = rest;
	}
	dbn_buf_release(&line);
	return out;
}

static const char *basis_word(const struct report *r, enum dbn_audit_basis basis)
{
	return is_paper(r) ? dbn_msg_text(dbn_audit_basis_msg(basis), r->ctx->lang) : dbn_audit_basis_name(basis);
}

static bool in_period(const struct report *r, int32_t day)
{
	return day == DBN_NO_DAY || (day >= r->from && day <= r->to);
}

/* A paper names a task once, before its first line. */
static void begin_task(struct report *r, struct audit *a, struct dbn_table *t, const struct dbn_task *task)
{
	struct dbn_str args[] = { task->cell[DBN_TASK_ID], task->cell[DBN_TASK_TITLE] };
	struct dbn_buf b;

	if (!is_paper(r) || a->above == task)
		return;
	a->above = task;
	dbn_buf_init(&b, 1 << 20);
	dbn_msg_format(&b, DBN_MSG_AUDIT_TASK, r->ctx->lang, args, 2);
	dbn_table_group(t, dbn_arena_take(&r->view.arena, &b));
}

/* What a granted extension was asked for, where the grant says nothing itself. */
static struct dbn_str reason_of(const struct dbn_audit_move *move)
{
	const struct dbn_event *asked = NULL;

	if (!move->event || move->event->text.len || move->event->kind != DBN_EV_EXTEND)
		return move->event ? move->event->text : DBN_STR("");
	for (size_t i = 0; i < move->task->event_count && move->task->events[i] != move->event; i++)
		if (move->task->events[i]->kind == DBN_EV_EXTEND_REQUEST)
			asked = move->task->events[i];
	return asked && asked->text.len > 11 ? dbn_str_from(asked->text, 11) : DBN_STR("");
}

static void put_move(struct report *r, struct audit *a, const struct dbn_audit_move *move)
{
	const struct dbn_event *e = move->event;
	struct touch t = e ? nobody : last_touch(r, a, move->task);
	int32_t day = e ? e->on : dbn_day_parse(t.day);
	struct dbn_table *table = &a->moved;

	if (!in_period(r, day))
		return;
	a->basis[move->basis]++;
	a->moves++;
	a->findings += dbn_audit_is_finding(move);
	begin_task(r, a, table, move->task);
	dbn_table_row(table);
	dbn_put_day(table, day);
	if (!is_paper(r)) {
		dbn_put_text(table, move->task->cell[DBN_TASK_ID]);
		dbn_put_textz(table, "due");
	}
	dbn_put_day(table, move->before);
	dbn_put_day(table, move->after);
	dbn_put_textz(table, basis_word(r, move->basis));
	dbn_put_text(table, e ? e->by : t.author);
	dbn_put_text(table, e ? reason_of(move) : t.subject);
	if (!is_paper(r))
		dbn_put_text(table, e ? e->id : t.commit);
}

/* A column as people call it; programs have its name. */
static struct dbn_str column_shown(const struct report *r, struct dbn_str column)
{
	size_t n, known = dbn_column_find(DBN_TASKS, column);
	const struct dbn_column *table = dbn_columns(DBN_TASKS, &n);

	return is_paper(r) && r->ctx->lang == DBN_ZH && known != DBN_NONE ? dbn_str_of(table[known].heading) : column;
}

/* One column that a hand changed: what the events say, what the row says. */
static void put_column(struct report *r, struct audit *a, const struct dbn_hand_edit *edit,
		       const struct dbn_change *change, struct dbn_str column, const struct touch *t)
{
	bool set = dbn_str_eq(column, change->column), paper = is_paper(r);
	struct dbn_table *table = paper ? &a->rows : &a->moved;
	size_t known = dbn_column_find(DBN_TASKS, column);
	struct dbn_str after = set || known == DBN_NONE ? change->value : edit->task->cell[known];

	begin_task(r, a, table, edit->task);
	dbn_table_row(table);
	dbn_put_day(table, dbn_day_parse(t->day));
	if (!paper)
		dbn_put_text(table, edit->task->cell[DBN_TASK_ID]);
	dbn_put_text(table, edit->unknown ? DBN_STR("*") : column_shown(r, column));
	dbn_put_text(table, edit->unknown ? DBN_STR("") : dbn_told_value(&r->view.arena, edit->task, column, edit->task->event_count));
	dbn_put_text(table, edit->unknown ? edit->task->cell[DBN_TASK_TITLE] : after);
	if (!paper)
		dbn_put_textz(table, basis_word(r, DBN_AUDIT_NO_EVENT));
	dbn_put_text(table, t->author);
	dbn_put_text(table, t->subject);
	if (!paper)
		dbn_put_text(table, t->commit);
}

/* The columns of one row that its events do not explain; due stands among the moves. */
static void put_edit(struct report *r, struct audit *a, const struct dbn_hand_edit *edit)
{
	struct dbn_str rest = edit->changes;
	struct dbn_change change;
	struct touch t = nobody;
	bool bad = false, asked = false;

	while (dbn_changes_next(&r->view.arena, &rest, &change, &bad)) {
		struct dbn_str column;

		dbn_change_op(&change, &column);
		if (dbn_str_eqz(column, "due") && !edit->unknown)
			continue;
		if (!asked)
			t = last_touch(r, a, edit->task);
		asked = true;
		if (!in_period(r, dbn_day_parse(t.day)))
			return;
		a->unexplained++;
		put_column(r, a, edit, &change, column, &t);
		if (edit->unknown)
			return; /* a row nobody entered: one line says it */
	}
}

static void put_recorded(struct report *r, struct audit *a, const struct dbn_audit_edit *edit)
{
	struct dbn_table *table = is_paper(r) ? &a->edits : &a->moved;

	if (!in_period(r, edit->event->on))
		return;
	a->edit_count++;
	begin_task(r, a, table, edit->task);
	dbn_table_row(table);
	dbn_put_day(table, edit->event->on);
	if (!is_paper(r))
		dbn_put_text(table, edit->task->cell[DBN_TASK_ID]);
	dbn_put_text(table, column_shown(r, edit->column));
	dbn_put_text(table, edit->before);
	dbn_put_text(table, edit->after);
	if (!is_paper(r))
		dbn_put_textz(table, "recorded");
	dbn_put_text(table, edit->event->by);
	dbn_put_text(table, edit->event->text);
	if (!is_paper(r))
		dbn_put_text(table, edit->event->id);
}

static int find_moves(struct report *r, struct audit *a)
{
	struct dbn_audit moves = { .failed = false };

	for (size_t d = 0; d < r->view.docs.count; d++) {
		const struct seen_doc *seen = &r->view.docs.items[d];

		for (size_t i = 0; i < seen->doc->task_count; i++)
			if (seen->chosen[i])
				dbn_audit_add(&moves, &r->view.arena, &seen->doc->tasks[i]);
	}
	for (size_t i = 0; i < moves.moves.count; i++)
		put_move(r, a, &moves.moves.items[i]);
	a->above = NULL;
	for (size_t i = 0; i < moves.edits.count; i++)
		put_recorded(r, a, &moves.edits.items[i]);
	return moves.failed ? out_of_memory(r->ctx) : EXIT_CLEAN;
}

static int find_edits(struct report *r, struct audit *a)
{
	for (size_t d = 0; d < r->view.docs.count; d++) {
		const struct seen_doc *seen = &r->view.docs.items[d];
		struct dbn_hand_edits edits = { 0 };
		struct dbn_err err = { 0 };

		if (dbn_check_record(&r->ctx->ledger, seen->doc, &edits, &err))
			return complain(r->ctx, &err);
		for (size_t i = 0; i < edits.count; i++)
			if (seen->chosen[edits.items[i].task - seen->doc->tasks])
				put_edit(r, a, &edits.items[i]);
	}
	return EXIT_CLEAN;
}

static void add_finding(struct report *r, const struct audit *a)
{
	char n[8][24];

	SENTENCE(r, DBN_MSG_AUDIT_FINDING, period_shown(r, r->period_name), number(n[0], a->moves), number(n[1], a->basis[DBN_AUDIT_GRANTED]),
		 number(n[2], a->basis[DBN_AUDIT_IMPORTED]), number(n[3], a->basis[DBN_AUDIT_SET]),
		 number(n[6], a->basis[DBN_AUDIT_CORRECTED]));
	SENTENCE(r, DBN_MSG_AUDIT_BAD, number(n[4], a->findings), number(n[5], a->unexplained), number(n[7], a->edit_count));
	if (a->findings + a->unexplained == 0)
		add_paragraph(r, message_of(r, DBN_MSG_AUDIT_CLEAN));
}

static int write_paper(struct report *r, struct audit *a)
{
	size_t part = 0;
	int status = EXIT_CLEAN;

	begin_titled(r, DBN_MSG_AUDIT_TITLE);
	add_finding(r, a);
	if (a->moved.rows.count) {
		add_part(r, part++, DBN_MSG_AUDIT_MOVES);
		status = view_write(r->ctx, &a->moved, &r->how);
	}
	if (!status && a->rows.rows.count) {
		add_part(r, part++, DBN_MSG_AUDIT_ROWS);
		status = view_write(r->ctx, &a->rows, &r->how);
	}
	if (!status && a->edits.rows.count) {
		add_part(r, part++, DBN_MSG_AUDIT_EDITS);
		status = view_write(r->ctx, &a->edits, &r->how);
	}
	end_paper(r);
	return status;
}

int report_audit(struct report *r)
{
	struct audit a = { .moves = 0 };
	struct dbn_arena *arena = &r->view.arena;
	int status;

	if (is_paper(r)) {
		dbn_table_init(&a.moved, arena, "dubanc.report.audit", moved_fields,
			       sizeof moved_fields / sizeof *moved_fields);
		dbn_table_init(&a.rows, arena, "dubanc.report.audit", row_fields, sizeof row_fields / sizeof *row_fields);
		dbn_table_init(&a.edits, arena, "dubanc.report.audit", edit_fields,
			       sizeof edit_fields / sizeof *edit_fields);
	} else {
		dbn_table_init(&a.moved, arena, "dubanc.report.audit", fields, sizeof fields / sizeof *fields);
	}
	status = find_moves(r, &a);
	/* a past day is folded from the events: there is nothing else to find in it */
	a.above = NULL;
	if (!status && !r->ctx->ledger.as_of.len)
		status = find_edits(r, &a);
	if (status)
		return status;
	return is_paper(r) ? write_paper(r, &a) : view_write(r->ctx, &a.moved, &r->how);
}
