/* overdue.c - what is overdue: silent when there is nothing. */
#include <string.h>

#include "dubanc/overdue.h"
#include "view.h"

static const struct dbn_field fields[] = {
	{ "kind", { "类别", "kind" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "due", { "时限", "due" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "days", { "逾期天数", "days" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "light", { "灯", "light" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "node", { "节点", "node" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "matter", { "事由", "matter" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};

/* On the screen, below its unit: what can be typed back comes first. */
static const struct dbn_field screen_fields[] = {
	{ "id", { "", "" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "due", { "", "" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "days", { "", "" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "title", { "", "" }, DBN_LEFT, DBN_FIT_CUT, 0 },
};

/* --soon=N, Nd or Nwd, as in dubanc.ini; false: not such a number. */
static bool read_soon(const char *typed, struct dbn_soon *soon)
{
	struct dbn_str s = dbn_str_of(typed);
	int32_t n;

	soon->workdays = dbn_str_ends(s, DBN_STR("wd"));
	if (soon->workdays)
		s.len -= 2;
	else if (s.len > 1 && dbn_str_ends(s, DBN_STR("d")))
		s.len--;
	if (!dbn_str_uint(s, &n) || n > 3660)
		return false;
	soon->days = n;
	return true;
}

/* One line of the answer: late, coming, or silent. */
struct line {
	const struct dbn_task *task, *node;
	struct dbn_str unit, period;
	int32_t due;
	int days;
	enum kind { KIND_OVERDUE, KIND_SOON, KIND_SILENT } kind;
	bool rectifying;
	enum dbn_light light;
};

struct lines {
	DBN_LIST(struct line) list;
	size_t late, units;
	bool by_unit;
};

static bool add_lines(struct dbn_arena *arena, struct lines *l, const struct dbn_overdue *o, bool silent)
{
	for (size_t i = 0; i < o->items.count; i++) {
		const struct dbn_overdue_item *item = &o->items.items[i];
		struct line *line = DBN_PUSH(arena, &l->list);

		if (!line)
			return false;
		*line = (struct line){ item->task, item->node, item->unit, dbn_str_of(item->period), item->due,
				       item->days, item->days > 0 ? KIND_OVERDUE : KIND_SOON, item->rectifying,
				       item->light };
	}
	for (size_t i = 0; silent && i < o->silent.count; i++) {
		const struct dbn_silent_item *item = &o->silent.items[i];
		struct line *line = DBN_PUSH(arena, &l->list);

		if (!line)
			return false;
		*line = (struct line){ item->task, NULL, item->unit, DBN_STR(""), item->due, item->days,
				       KIND_SILENT, false, DBN_LIGHT_SILENT };
	}
	return true;
}

static bool same_group(const struct line *a, const struct line *b)
{
	return a->kind == b->kind && dbn_str_eq(a->unit, b->unit);
}

/* "市教育局  2 项" */
static struct dbn_str group_heading(struct ctx *ctx, struct dbn_arena *arena, const struct lines *l, size_t from)
{
	static const enum dbn_msg heading[] = { DBN_MSG_OVERDUE_GROUP, DBN_MSG_SOON_GROUP, DBN_MSG_SILENT_GROUP };
	const struct line *first = &l->list.items[from];
	struct dbn_buf unit, text;
	char n[24];
	size_t to = from;

	while (to < l->list.count && same_group(first, &l->list.items[to]))
		to++;
	dbn_buf_init(&unit, 1 << 20);
	dbn_buf_init(&text, 1 << 20);
	if (first->unit.len)
		dbn_buf_add(&unit, first->unit);
	else
		text_of(ctx, &unit, DBN_MSG_UNASSIGNED, NULL);
	text_of(ctx, &text, heading[first->kind], unit.ptr, number(n, (int64_t)(to - from)), NULL);
	dbn_buf_release(&unit);
	return dbn_arena_take(arena, &text);
}

static void put_line(struct ctx *ctx, struct dbn_table *t, const struct line *line)
{
	struct dbn_buf days;
	char n[24];

	dbn_buf_init(&days, 256);
	text_of(ctx, &days, DBN_MSG_DAYS, number(n, line->days < 0 ? -(int64_t)line->days : line->days), NULL);
	dbn_table_row(t);
	dbn_put_text(t, line->node ? line->node->cell[DBN_TASK_ID] : line->task->cell[DBN_TASK_ID]);
	dbn_put_day(t, line->due);
	dbn_put_text(t, dbn_arena_take(t->arena, &days));
	dbn_put_text(t, what_passed(ctx, t->arena, line->task, line->node, line->period, line->rectifying));
}

/* The answer first: how many are late, with how many units; how many are not heard of. */
static void top_line(struct ctx *ctx, const struct lines *l)
{
	char total[24], units[24], silent[24], day[11];
	size_t unheard = 0;

	for (size_t i = 0; i < l->list.count; i++)
		unheard += l->list.items[i].kind == KIND_SILENT;
	dbn_day_format(day, ctx->today);
	number(silent, (int64_t)unheard);
	if (l->late && !l->units)
		put(ctx, DBN_MSG_OVERDUE_TOP_NOBODY, number(total, (int64_t)l->late), day, NULL);
	else if (l->late)
		put(ctx, DBN_MSG_OVERDUE_TOP, number(total, (int64_t)l->late), number(units, (int64_t)l->units),
		    day, NULL);
	else
		put(ctx, DBN_MSG_OVERDUE_NONE, day, NULL);
	if (unheard)
		put(ctx, DBN_MSG_OVERDUE_SILENT, silent, NULL);
}

static int show_text(struct ctx *ctx, struct view *view, const struct lines *l, struct dbn_how how)
{
	struct dbn_table t;

	top_line(ctx, l);
	dbn_table_init(&t, &view->arena, "", screen_fields, sizeof screen_fields / sizeof *screen_fields);
	for (size_t i = 0; i < l->list.count; i++) {
		if (l->by_unit && (i == 0 || !same_group(&l->list.items[i - 1], &l->list.items[i]))) {
			if (i == 0)
				dbn_buf_addc(&ctx->out, '\n');
			dbn_table_group(&t, group_heading(ctx, &view->arena, l, i));
		}
		put_line(ctx, &t, &l->list.items[i]);
	}
	how.no_heading = true;
	return view_write(ctx, &t, &how);
}

/* Whose day it is, in a word that does not change with the language. */
static const char *matter_of(const struct line *line)
{
	return line->kind == KIND_SILENT ? "feedback"
	       : line->rectifying	 ? "rectify"
	       : line->node		 ? "node"
	       : line->period.len	 ? "period"
					 : "due";
}

static int show_table(struct ctx *ctx, struct view *view, const struct lines *l, const struct dbn_how *how)
{
	static const char *const kinds[] = { "overdue", "soon", "silent" };
	struct dbn_table t;

	dbn_table_init(&t, &view->arena, "dubanc.overdue", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < l->list.count; i++) {
		const struct line *line = &l->list.items[i];

		dbn_table_row(&t);
		dbn_put_textz(&t, kinds[line->kind]);
		dbn_put_text(&t, line->unit);
		dbn_put_text(&t, line->task->cell[DBN_TASK_ID]);
		dbn_put_day(&t, line->due);
		dbn_put_int(&t, line->days);
		dbn_put_light(&t, line->light);
		dbn_put_text(&t, line->task->cell[DBN_TASK_TITLE]);
		dbn_put_text(&t, line->node ? line->node->cell[DBN_TASK_TITLE] : line->period);
		dbn_put_textz(&t, matter_of(line));
	}
	return view_write(ctx, &t, how);
}

static int answer(struct ctx *ctx, struct view *view, struct dbn_soon soon)
{
	struct dbn_how how = view_how(ctx, DBN_FMT_TEXT);
	const char *by = opt_text(&ctx->opts, "by");
	struct lines l = { .by_unit = !by || strcmp(by, "unit") == 0 };
	struct dbn_overdue overdue = { 0 };
	struct dbn_err err = { 0 };
	int status = EXIT_CLEAN;

	for (size_t i = 0; i < view->docs.count && !err.code; i++)
		dbn_overdue_add(&overdue, &ctx->ledger, view->roster, &view->arena, view->docs.items[i].doc,
				view->docs.items[i].verdicts, view->docs.items[i].chosen, ctx->today, soon, &err);
	if (!err.code)
		dbn_overdue_finish(&overdue, &view->arena, l.by_unit, &err);
	if (!err.code && !add_lines(&view->arena, &l, &overdue, opt_flag(&ctx->opts, "feedback")))
		dbn_fail_memory(&err);
	if (err.code)
		return complain(ctx, &err);
	l.late = overdue.late;
	l.units = overdue.units;
	if (how.format != DBN_FMT_TEXT)
		status = show_table(ctx, view, &l, &how);
	else if (l.list.count)
		status = show_text(ctx, view, &l, how);
	if (status || view->status)
		return status ? status : view->status;
	return l.late && !opt_flag(&ctx->opts, "exit-zero") ? EXIT_YES : EXIT_CLEAN;
}

int cmd_overdue(struct ctx *ctx)
{
	const char *typed = opt_text(&ctx->opts, "soon");
	struct dbn_soon soon = { -1, false };
	struct view view;
	int status;

	if (typed && !read_soon(typed, &soon))
		return misuse(ctx, DBN_MSG_BAD_SOON, typed, NULL);
	status = view_open(ctx, &view, false);
	if (!status)
		status = answer(ctx, &view, soon);
	view_close(&view);
	return status;
}
