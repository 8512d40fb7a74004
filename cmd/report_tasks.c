/* report_tasks.c - the whole ledger as one table. */
#include "report.h"

static const struct dbn_field fields[] = {
	{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "section", { "章节", "section" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "lead", { "牵头单位", "lead" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	{ "coop", { "配合单位", "coop" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	{ "units", { "原文责任单位", "units" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	{ "due", { "时限", "due" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "light", { "灯", "light" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "state", { "状态", "state" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "progress", { "进度", "progress" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "done", { "办结", "done" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "note", { "备注", "note" }, DBN_LEFT, DBN_FIT_CUT, 0 },
};

/* What fits a line of a terminal; the chapter stands above. */
static const struct dbn_field line_fields[] = {
	{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "lead", { "牵头单位", "lead" }, DBN_LEFT, DBN_FIT_WRAP, DBN_FIELD_LIST },
	{ "due", { "时限", "due" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "light", { "灯", "light" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "done", { "办结", "done" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};

static int write_lines(struct report *r)
{
	const struct dbn_task *before = NULL;
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.tasks", line_fields, sizeof line_fields / sizeof *line_fields);
	for (size_t i = 0; i < r->view.tasks.count; i++) {
		const struct dbn_task *task = r->view.tasks.items[i].task;
		const struct dbn_verdict *v = r->view.tasks.items[i].verdict;
		struct dbn_str args[] = { task->doc->key, task->cell[DBN_TASK_SECTION] };
		struct dbn_buf b;

		if (!before || before->doc != task->doc ||
		    !dbn_str_eq(before->cell[DBN_TASK_SECTION], task->cell[DBN_TASK_SECTION])) {
			dbn_buf_init(&b, 1 << 16);
			dbn_msg_format(&b, DBN_MSG_AUDIT_TASK, r->ctx->lang, args, 2);
			dbn_table_group(&t, dbn_arena_take(&r->view.arena, &b));
		}
		before = task;
		dbn_table_row(&t);
		dbn_put_text(&t, task->cell[DBN_TASK_ID]);
		dbn_put_text(&t, task->cell[DBN_TASK_TITLE]);
		dbn_put_text(&t, task->cell[DBN_TASK_LEAD]);
		dbn_put_day(&t, v->period[0] ? v->due : task->due); /* of what recurs: the period that is next */
		dbn_put_light(&t, v->light);
		dbn_put_day(&t, task->done);
	}
	return view_write(r->ctx, &t, &r->how);
}

/* All columns: of a sheet, of a page, for programs. */
static int write_all(struct report *r)
{
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.tasks", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < r->view.tasks.count; i++) {
		const struct seen *seen = &r->view.tasks.items[i];
		const struct dbn_str *cell = seen->task->cell;

		dbn_table_row(&t);
		dbn_put_text(&t, cell[DBN_TASK_ID]);
		dbn_put_text(&t, cell[DBN_TASK_SECTION]);
		dbn_put_text(&t, cell[DBN_TASK_TITLE]);
		dbn_put_text(&t, cell[DBN_TASK_LEAD]);
		dbn_put_text(&t, cell[DBN_TASK_COOP]);
		dbn_put_text(&t, cell[DBN_TASK_UNITS]);
		dbn_put_day(&t, seen->task->due);
		dbn_put_light(&t, seen->verdict->light);
		dbn_put_word(&t, DBN_WORDS_STATE, seen->task->state);
		if (seen->task->progress < 0)
			dbn_put_none(&t);
		else
			dbn_put_int(&t, seen->task->progress);
		dbn_put_day(&t, seen->task->done);
		dbn_put_text(&t, cell[DBN_TASK_NOTE]);
	}
	t.sheet = r->ctx->lang == DBN_EN ? "ledger" : "督办台账";
	title_sheet(r, &t, DBN_MSG_SHEET_LEDGER);
	return view_write(r->ctx, &t, &r->how);
}

static void add_finding(struct report *r)
{
	char n[2][24];
	int64_t finished = 0;

	for (size_t i = 0; i < r->view.tasks.count; i++)
		finished += r->view.tasks.items[i].task->state == DBN_STATE_DONE ||
			    r->view.tasks.items[i].task->state == DBN_STATE_CLOSED;
	SENTENCE(r, DBN_MSG_TASKS_FINDING, paper_day(r, r->ctx->today), number(n[0], (int64_t)r->view.tasks.count),
		 number(n[1], finished));
}

int report_tasks(struct report *r)
{
	int status = EXIT_CLEAN;

	if (!is_paper(r))
		return write_all(r);
	begin_dated(r, DBN_MSG_TASKS_TITLE);
	add_finding(r);
	if (r->how.format == DBN_FMT_TEXT && r->view.tasks.count)
		dbn_buf_addc(&r->ctx->out, '\n');
	if (r->view.tasks.count)
		status = r->how.format == DBN_FMT_TEXT ? write_lines(r) : write_all(r);
	end_paper(r);
	return status;
}
