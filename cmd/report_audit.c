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
	{ "before", { "原为", "before" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "after", { "改为", "after" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "basis", { "依据", "basis" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "by", { "录入人", "by" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "text", { "说明", "text" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "event", { "事件或提交", "event" }, DBN_LEFT, DBN_FIT_CUT, 0 },
};
enum { PAPER_FIELDS = 8, ALL_FIELDS = sizeof fields / sizeof *fields };

/* Whose commit last touched a row that no event explains. */
struct touch {
	struct dbn_str commit, day, author, subject;
};

struct audit {
	struct dbn_audit moves;
	struct dbn_table moved, rows;
	int basis[DBN_AUDIT_NO_EVENT + 1];
	int unexplained; /* changes of other columns */
	bool no_git;
};

static struct touch last_touch(struct report *r, struct audit *a, const struct dbn_task *task)
{
	struct touch out = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
	struct dbn_buf line;

	dbn_buf_init(&line, COMMIT_MAX);
	if (!a->no_git && git_row_commits(r->ctx, task, true, &line) != 0)
		a->no_git = true; /* without git the rest is told all the same */
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

static void put_move(struct report *r, struct audit *a, const struct dbn_audit_move *move)
{
	const struct dbn_event *e = move->event;
	struct touch t = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
	struct dbn_table *table = &a->moved;

	if (!e)
		t = last_touch(r, a, move->task);
	if (!in_period(r, e ? e->on : dbn_day_parse(t.day)))
		return;
	a->basis[move->basis]++;
	dbn_table_row(table);
	dbn_put_day(table, e ? e->on : dbn_day_parse(t.day));
	dbn_put_text(table, move->task->cell[DBN_TASK_ID]);
	dbn_put_textz(table, is_paper(r) ? r->ctx->lang == DBN_EN ? "due" : "时限" : "due");
	dbn_put_day(table, move->before);
	dbn_put_day(table, move->after);
	dbn_put_textz(table, basis_word(r, move->basis));
	dbn_put_text(table, e ? e->by : t.author);
	dbn_put_text(table, e ? e->text : t.subject);
	if (!is_paper(r))
		dbn_put_text(table, e ? e->id : t.commit);
}

/* The columns of one row that its events do not explain; due stands among the moves. */
static void put_edit(struct report *r, struct audit *a, const struct dbn_hand_edit *edit)
{
	struct dbn_str rest = edit->changes;
	struct dbn_change change;
	struct touch t = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
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
		dbn_table_row(&a->rows);
		dbn_put_day(&a->rows, dbn_day_parse(t.day));
		dbn_put_text(&a->rows, edit->task->cell[DBN_TASK_ID]);
		dbn_put_text(&a->rows, edit->unknown ? DBN_STR("*") : change.column);
		dbn_put_none(&a->rows);
		dbn_put_text(&a->rows, edit->unknown ? edit->task->cell[DBN_TASK_TITLE] : change.value);
		dbn_put_textz(&a->rows, basis_word(r, DBN_AUDIT_NO_EVENT));
		dbn_put_text(&a->rows, t.author);
		dbn_put_text(&a->rows, t.subject);
		if (!is_paper(r))
			dbn_put_text(&a->rows, t.commit);
		if (edit->unknown)
			return; /* a row nobody entered: one line says it */
	}
}

static int look_at(struct report *r, struct audit *a, const struct seen_doc *seen)
{
	struct dbn_hand_edits edits = { 0 };
	struct dbn_err err = { 0 };
	size_t before = a->moves.moves.count;

	for (size_t i = 0; i < seen->doc->task_count; i++)
		if (seen->chosen[i])
			dbn_audit_add(&a->moves, &r->view.arena, &seen->doc->tasks[i]);
	for (size_t i = before; i < a->moves.moves.count; i++)
		put_move(r, a, &a->moves.moves.items[i]);
	/* a past day is folded from the events: there is nothing else to find in it */
	if (r->ctx->ledger.as_of.len)
		return EXIT_CLEAN;
	if (a->moves.failed || dbn_check_record(&r->ctx->ledger, seen->doc, &edits, &err)) {
		if (!err.code)
			dbn_fail_memory(&err);
		return complain(r->ctx, &err);
	}
	for (size_t i = 0; i < edits.count; i++)
		if (seen->chosen[edits.items[i].task - seen->doc->tasks])
			put_edit(r, a, &edits.items[i]);
	return EXIT_CLEAN;
}

static void add_finding(struct report *r, const struct audit *a)
{
	int bad = a->basis[DBN_AUDIT_EDITED] + a->basis[DBN_AUDIT_NO_EVENT], all = 0;
	char n[6][24];

	for (size_t i = 0; i <= DBN_AUDIT_NO_EVENT; i++)
		all += a->basis[i];
	SENTENCE(r, DBN_MSG_AUDIT_FINDING, period_shown(r, r->period_name), number(n[0], all), number(n[1], a->basis[DBN_AUDIT_GRANTED]),
		 number(n[2], a->basis[DBN_AUDIT_IMPORTED]), number(n[3], a->basis[DBN_AUDIT_SET]));
	SENTENCE(r, DBN_MSG_AUDIT_BAD, number(n[4], bad), number(n[5], a->unexplained));
	if (bad + a->unexplained == 0)
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
	end_paper(r);
	return status;
}

int report_audit(struct report *r)
{
	struct audit a = { .unexplained = 0 };
	size_t count = is_paper(r) ? PAPER_FIELDS : ALL_FIELDS;
	int status = EXIT_CLEAN;

	dbn_table_init(&a.moved, &r->view.arena, "dubanc.report.audit", fields, count);
	/* programs get one table, papers two */
	dbn_table_init(&a.rows, &r->view.arena, "dubanc.report.audit", fields, count);
	for (size_t i = 0; i < r->view.docs.count && !status; i++)
		status = look_at(r, &a, &r->view.docs.items[i]);
	if (status)
		return status;
	if (is_paper(r))
		return write_paper(r, &a);
	for (size_t i = 0; i < a.rows.rows.count; i++) {
		dbn_table_row(&a.moved);
		for (size_t k = 0; k < count; k++)
			a.moved.rows.items[a.moved.rows.count - 1].cells[k] = a.rows.rows.items[i].cells[k];
	}
	return view_write(r->ctx, &a.moved, &r->how);
}
