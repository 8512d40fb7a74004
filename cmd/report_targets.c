/* report_targets.c - quantified targets: plan, actual, rate, where they are heading. */
#include "dubanc/target.h"
#include "report.h"

static const struct dbn_field fields[] = {
	{ "task", { "任务", "task" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "metric", { "指标", "metric" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "op", { "要求", "op" }, DBN_LEFT, DBN_FIT_WHOLE, DBN_FIELD_BELOW },
	{ "value", { "目标值", "value" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "uom", { "计量单位", "uom" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "due", { "时限", "due" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "actual", { "实际值", "actual" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "percent", { "完成率", "percent" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "forecast", { "预计", "forecast" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "course", { "走势", "course" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "actual_on", { "统计日期", "actual_on" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};

/* People read the task, its unit and its day once, above its targets. */
static const struct dbn_field people_fields[] = {
	{ "metric", { "指标", "metric" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "value", { "目标", "target" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "actual", { "实际", "actual" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "percent", { "完成率", "percent" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "forecast", { "预计到期", "forecast" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "course", { "走势", "course" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};

struct dbn_str target_thousandths(struct report *r, bool known, int64_t value)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 64);
	if (known)
		dbn_thousandths(&b, value);
	return dbn_arena_take(&r->view.arena, &b);
}

const char *target_course_word(struct report *r, const struct dbn_forecast *f)
{
	static const char *const stored[] = { "unknown", "met", "on-course", "short", "missed", "stale" };
	static const enum dbn_msg shown[] = { DBN_MSG_COURSE_UNKNOWN, DBN_MSG_COURSE_MET, DBN_MSG_COURSE_ON,
					      DBN_MSG_COURSE_SHORT, DBN_MSG_COURSE_MISSED, DBN_MSG_COURSE_STALE };
	enum dbn_msg word = f->course == DBN_COURSE_UNKNOWN && f->points ? DBN_MSG_COURSE_ONE : shown[f->course];
	struct dbn_buf b;
	char day[11];

	if (!is_paper(r))
		return stored[f->course];
	if (f->course != DBN_COURSE_STALE)
		return dbn_msg_text(word, r->ctx->lang);
	dbn_buf_init(&b, 256);
	text_of(r->ctx, &b, word, dbn_day_format(day, f->actual_on), NULL);
	return dbn_arena_take(&r->view.arena, &b).ptr;
}

/* ge, approx …, as programs read it. */
static const char *op_name(struct dbn_str op)
{
	for (int k = DBN_OP_GE; k <= DBN_OP_IN; k++)
		if (dbn_str_eqz(op, dbn_target_op_name((enum dbn_target_op)k)))
			return dbn_target_op_name((enum dbn_target_op)k);
	return "";
}

struct dbn_str target_goal(struct report *r, const struct dbn_ledger_target *target)
{
	static const enum dbn_msg words[] = {
		[DBN_OP_GE] = DBN_MSG_GOAL_GE, [DBN_OP_GT] = DBN_MSG_GOAL_GT, [DBN_OP_LE] = DBN_MSG_GOAL_LE,
		[DBN_OP_LT] = DBN_MSG_GOAL_LT, [DBN_OP_EQ] = DBN_MSG_GOAL_EQ, [DBN_OP_ABOUT] = DBN_MSG_GOAL_ABOUT,
		[DBN_OP_IN] = DBN_MSG_GOAL_IN,
	};
	struct dbn_str value = target->cell[DBN_TARGET_VALUE];
	size_t dots = dbn_str_find(value, DBN_STR(".."));
	struct dbn_str args[] = { dbn_str_sub(value, 0, dots), target->cell[DBN_TARGET_UOM],
				  dots == DBN_NONE ? DBN_STR("") : dbn_str_from(value, dots + 2) };
	enum dbn_msg goal = DBN_MSG_GOAL_EQ;
	struct dbn_buf b;

	for (int k = DBN_OP_GE; k <= DBN_OP_IN; k++)
		if (dbn_str_eqz(target->cell[DBN_TARGET_OP], dbn_target_op_name((enum dbn_target_op)k)))
			goal = words[k];
	dbn_buf_init(&b, 4096);
	dbn_msg_format(&b, goal, r->ctx->lang, args, 3);
	return dbn_arena_take(&r->view.arena, &b);
}

static void put_target(struct report *r, struct dbn_table *t, const struct target_seen *seen)
{
	const struct dbn_ledger_target *target = seen->target;
	struct dbn_forecast f = seen->forecast;

	dbn_table_row(t);
	dbn_put_text(t, target->cell[DBN_TARGET_TASK]);
	dbn_put_text(t, dbn_reporting_unit(target->task));
	dbn_put_text(t, target->cell[DBN_TARGET_METRIC]);
	dbn_put_textz(t, op_name(target->cell[DBN_TARGET_OP]));
	dbn_put_text(t, target->cell[DBN_TARGET_VALUE]);
	dbn_put_text(t, target->cell[DBN_TARGET_UOM]);
	dbn_put_day(t, f.due);
	dbn_put_text(t, target_thousandths(r, f.has_actual, f.actual));
	if (f.percent < 0)
		dbn_put_none(t);
	else
		dbn_put_percent(t, f.percent, 100);
	dbn_put_text(t, target_thousandths(r, f.has_line, f.at_due));
	dbn_put_textz(t, target_course_word(r, &f));
	dbn_put_day(t, f.actual_on);
}

static struct dbn_str task_heading(struct report *r, const struct dbn_ledger_target *target, int32_t due)
{
	struct dbn_str args[] = { target->cell[DBN_TARGET_TASK], dbn_reporting_unit(target->task),
				  dbn_str_of(due == DBN_NO_DAY ? "—" : paper_day(r, due)) };
	struct dbn_buf b;

	dbn_buf_init(&b, 4096);
	dbn_msg_format(&b, DBN_MSG_TARGET_TASK, r->ctx->lang, args, 3);
	return dbn_arena_take(&r->view.arena, &b);
}

/* A line drawn ahead is not known to the thousandth. */
static int64_t rounded(int64_t thousandths)
{
	int64_t unit = thousandths > -100000 && thousandths < 100000 ? 100 : 1000;

	return (thousandths + (thousandths < 0 ? -unit : unit) / 2) / unit * unit;
}

static void put_for_people(struct report *r, struct dbn_table *t, const struct target_seen *seen)
{
	const struct dbn_ledger_target *target = seen->target;
	const struct dbn_forecast *f = &seen->forecast;
	/* what is due no longer has a course: it is met or missed */
	bool ahead = f->has_line && (f->due == DBN_NO_DAY || f->due >= r->ctx->today);

	dbn_table_row(t);
	dbn_put_text(t, target->cell[DBN_TARGET_METRIC]);
	dbn_put_text(t, target_goal(r, target));
	dbn_put_text(t, target_thousandths(r, f->has_actual, f->actual));
	if (f->percent < 0)
		dbn_put_none(t);
	else
		dbn_put_percent(t, f->percent, 100);
	dbn_put_text(t, target_thousandths(r, ahead, rounded(f->at_due)));
	dbn_put_textz(t, target_course_word(r, f));
}

bool targets_of(struct report *r, int32_t from, int32_t to, struct targets_seen *out)
{
	for (size_t d = 0; d < r->view.docs.count; d++) {
		const struct seen_doc *seen = &r->view.docs.items[d];

		for (size_t i = 0; i < seen->doc->target_count; i++) {
			const struct dbn_ledger_target *target = &seen->doc->targets[i];
			struct target_seen *room;
			struct dbn_forecast f;

			if (!target->task || !seen->chosen[target->task - seen->doc->tasks])
				continue;
			f = dbn_forecast_of(target, r->ctx->today);
			if (from != DBN_NO_DAY && (f.due == DBN_NO_DAY || f.due < from || f.due > to))
				continue;
			room = DBN_PUSH(&r->view.arena, out);
			if (!room) {
				out_of_memory(r->ctx);
				return false;
			}
			*room = (struct target_seen){ target, f };
		}
	}
	return true;
}

int write_targets(struct report *r, const struct targets_seen *targets)
{
	struct dbn_table t;

	if (is_paper(r)) {
		dbn_table_init(&t, &r->view.arena, "dubanc.report.targets", people_fields,
			       sizeof people_fields / sizeof *people_fields);
		for (size_t i = 0; i < targets->count; i++) {
			const struct target_seen *seen = &targets->items[i];

			if (i == 0 || seen->target->task != seen[-1].target->task ||
			    seen->forecast.due != seen[-1].forecast.due)
				dbn_table_group(&t, task_heading(r, seen->target, seen->forecast.due));
			put_for_people(r, &t, seen);
		}
		return view_write(r->ctx, &t, &r->how);
	}
	dbn_table_init(&t, &r->view.arena, "dubanc.report.targets", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < targets->count; i++)
		put_target(r, &t, &targets->items[i]);
	return view_write(r->ctx, &t, &r->how);
}

/* How many, and how they stand. */
static void add_finding(struct report *r, const struct targets_seen *all)
{
	int64_t of[DBN_COURSE_STALE + 1] = { 0 };
	char n[6][24];

	for (size_t i = 0; i < all->count; i++)
		of[all->items[i].forecast.course]++;
	SENTENCE(r, DBN_MSG_TARGETS_FINDING, paper_day(r, r->ctx->today), number(n[0], (int64_t)all->count),
		 number(n[1], of[DBN_COURSE_MET]), number(n[2], of[DBN_COURSE_MISSED]));
	SENTENCE(r, DBN_MSG_TARGETS_COURSE, number(n[3], of[DBN_COURSE_ON]), number(n[4], of[DBN_COURSE_SHORT]),
		 number(n[5], of[DBN_COURSE_UNKNOWN] + of[DBN_COURSE_STALE]));
}

int report_targets(struct report *r)
{
	struct targets_seen all = { NULL, 0, 0 };
	int status = EXIT_CLEAN;

	if (!targets_of(r, DBN_NO_DAY, DBN_NO_DAY, &all))
		return EXIT_SYSTEM;
	if (!is_paper(r))
		return write_targets(r, &all);
	begin_dated(r, DBN_MSG_TARGETS_TITLE);
	if (!all.count) {
		add_paragraph(r, message_of(r, DBN_MSG_TARGETS_NONE));
	} else {
		add_finding(r, &all);
		if (r->how.format == DBN_FMT_TEXT)
			dbn_buf_addc(&r->ctx->out, '\n');
		status = write_targets(r, &all);
	}
	end_paper(r);
	return status;
}
