/* status_since.c - status --since: what happened since a day, and to which tasks. */
#include <stdlib.h>

#include "dubanc/tally.h"
#include "status.h"

enum { LISTED = 15 };

static const struct dbn_field fields[] = {
	{ "on", { "日期", "on" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "event", { "事项", "event" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "light", { "灯", "light" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};

/* A task to which something happened, and the last thing that did. */
struct changed {
	const struct seen *seen;
	const struct dbn_event *last;
};

static int latest_first(const void *a, const void *b)
{
	const struct changed *x = a, *y = b;

	if (x->last->on != y->last->on)
		return x->last->on > y->last->on ? -1 : 1;
	return (x->seen > y->seen) - (x->seen < y->seen);
}

/* The last event of the days since..today; NULL: nothing happened. */
static const struct dbn_event *last_event(const struct dbn_task *task, int32_t since, int32_t today)
{
	for (size_t i = task->event_count; i-- > 0;)
		if (task->events[i]->on >= since && task->events[i]->on <= today)
			return task->events[i];
	return NULL;
}

static size_t find_changed(const struct ctx *ctx, const struct view *view, int32_t since, struct changed *out)
{
	size_t count = 0;

	for (size_t i = 0; i < view->tasks.count; i++) {
		const struct seen *seen = &view->tasks.items[i];
		const struct dbn_event *last = last_event(seen->task, since, ctx->today);

		if (last && !dbn_is_part(seen->task))
			out[count++] = (struct changed){ seen, last };
	}
	qsort(out, count, sizeof *out, latest_first);
	return count;
}

/* Late now, and was not on the day before `since`. */
static int newly_late(const struct ctx *ctx, const struct view *view, int32_t since)
{
	int count = 0;

	for (size_t i = 0; i < view->tasks.count; i++) {
		const struct seen *seen = &view->tasks.items[i];

		count += seen->verdict->light == DBN_LIGHT_OVERDUE && !dbn_is_part(seen->task) &&
			 ctx->today + seen->verdict->days >= since - 1;
	}
	return count;
}

/* How much happened, in a sentence or two. */
static void tell_flow(struct ctx *ctx, const struct view *view, int32_t since)
{
	struct dbn_flow f = { 0 };
	struct dbn_buf from, said, more;
	char n[24], day[11];

	for (size_t i = 0; i < view->tasks.count; i++)
		dbn_flow_add(&f, view->tasks.items[i].task, view->tasks.items[i].verdict, since, ctx->today);
	dbn_buf_init(&from, 256);
	text_of(ctx, &from, DBN_MSG_STATUS_SINCE, dbn_day_format(day, since), NULL);
	describe_flow(ctx, &f, from.ptr, &said, &more);
	dbn_buf_add(&ctx->out, dbn_buf_str(&said));
	dbn_buf_addc(&ctx->out, '\n');
	if (more.len || more.failed) {
		dbn_buf_add(&ctx->out, dbn_buf_str(&more));
		dbn_buf_addc(&ctx->out, '\n');
	}
	put(ctx, DBN_MSG_STATUS_NEWLY_LATE, number(n, newly_late(ctx, view, since)), NULL);
	dbn_buf_release(&more);
	dbn_buf_release(&said);
	dbn_buf_release(&from);
}

int status_since(struct ctx *ctx, struct view *view, int32_t since)
{
	struct dbn_how how = view_how(ctx, DBN_FMT_TEXT);
	struct changed *list = dbn_arena_alloc(&view->arena, view->tasks.count + 1, sizeof *list);
	bool screen = how.format == DBN_FMT_TEXT;
	struct dbn_table table;
	size_t count;
	char n[24];
	int status;

	if (!list)
		return out_of_memory(ctx);
	count = find_changed(ctx, view, since, list);
	if (screen) {
		dbn_buf_addc(&ctx->out, '\n');
		tell_flow(ctx, view, since);
		if (!count)
			return EXIT_CLEAN;
		dbn_buf_addc(&ctx->out, '\n');
	}
	dbn_table_init(&table, &view->arena, "dubanc.status.since", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < count && (!screen || i < LISTED); i++) {
		const struct dbn_task *task = list[i].seen->task;

		dbn_table_row(&table);
		dbn_put_day(&table, list[i].last->on);
		dbn_put_text(&table, task->cell[DBN_TASK_ID]);
		dbn_put_word(&table, DBN_WORDS_EVENT, list[i].last->kind);
		dbn_put_text(&table, task->cell[DBN_TASK_TITLE]);
		dbn_put_text(&table, dbn_reporting_unit(task));
		dbn_put_light(&table, list[i].seen->verdict->light);
	}
	status = view_write(ctx, &table, &how);
	if (!status && screen && count > LISTED)
		put(ctx, DBN_MSG_STATUS_SINCE_MORE, number(n, (int64_t)(count - LISTED)), NULL);
	return status;
}
