/* status.c - the whole on one screen: lights by group and in all, what is longest overdue. */
#include <stdlib.h>
#include <string.h>

#include "dubanc/tally.h"
#include "status.h"

enum { LONGEST = 5 };

/* The columns of the screen; their sum is the total. */
static const struct dbn_field fields[] = {
	{ "group", { "", "" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "total", { "合计", "total" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK | DBN_FIELD_BELOW },
	{ "overdue", { "逾期", "overdue" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "unassigned", { "待分", "unassigned" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "silent", { "静默", "silent" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "behind", { "滞后", "behind" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "near", { "临期", "near" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "undated", { "无期", "undated" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "normal", { "正常", "on-track" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "paused", { "暂缓", "paused" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "finished", { "办结", "finished" }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK },
	{ "rate", { "率", "rate" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
};

enum { FIELDS = sizeof fields / sizeof *fields, FIRST_COUNT = 1, RATE = FIELDS - 1 };

static int count_of(const struct dbn_counts *c, size_t field)
{
	static const int lights[FIELDS] = {
		-1, -1, DBN_LIGHT_OVERDUE, DBN_LIGHT_UNASSIGNED, DBN_LIGHT_SILENT, DBN_LIGHT_BEHIND,
		DBN_LIGHT_NEAR, DBN_LIGHT_UNDATED, -2, DBN_LIGHT_PAUSED, -3, -1,
	};

	if (lights[field] >= 0)
		return c->light[lights[field]];
	return lights[field] == -2 ? dbn_counts_normal(c) : lights[field] == -3 ? c->finished : c->total;
}

/* The columns shown: for people, those that hold anything at all. */
struct shown {
	size_t items[FIELDS], count;
	struct dbn_field fields[FIELDS];
};

static void choose_columns(struct shown *s, const struct dbn_counts *all, bool people)
{
	s->count = 0;
	for (size_t f = 0; f < FIELDS; f++) {
		if (people && f > FIRST_COUNT && f < RATE - 1 && count_of(all, f) == 0)
			continue;
		s->fields[s->count] = fields[f];
		s->items[s->count++] = f;
	}
}

static void put_counts(struct dbn_table *t, const struct shown *s, struct dbn_str name,
		       const struct dbn_counts *c)
{
	dbn_put_text(t, name);
	for (size_t i = 1; i < s->count; i++) {
		if (s->items[i] == RATE)
			dbn_put_percent(t, c->finished, c->total);
		else
			dbn_put_int(t, count_of(c, s->items[i]));
	}
}

/* What a row is called: a section of several documents with its document. */
static struct dbn_str row_name(struct ctx *ctx, struct view *view, const struct dbn_tally *tally,
			       const struct dbn_tally_row *row, bool people)
{
	struct dbn_buf b;
	struct dbn_str name = row->key, parts[3];

	if (people && tally->by == DBN_BY_DOC && row->doc && row->doc->cell[DBN_DOC_TITLE].len) {
		parts[0] = row->key;
		parts[1] = DBN_STR(" ");
		parts[2] = row->doc->cell[DBN_DOC_TITLE];
		return dbn_arena_join(&view->arena, parts, 3);
	}
	if (!people)
		return name; /* a contract has no words of a language */
	if (name.len && (tally->by != DBN_BY_SECTION || view->docs.count < 2 || !row->doc))
		return name;
	if (name.len) {
		parts[0] = row->doc->key;
		parts[1] = DBN_STR(" ");
		parts[2] = name;
		return dbn_arena_join(&view->arena, parts, 3);
	}
	dbn_buf_init(&b, 4096);
	text_of(ctx, &b, tally->by == DBN_BY_UNIT ? DBN_MSG_UNASSIGNED : DBN_MSG_NO_SECTION, NULL);
	name = dbn_arena_dup(&view->arena, dbn_buf_str(&b));
	dbn_buf_release(&b);
	return name;
}

static enum dbn_tally_by grouping(const struct ctx *ctx, const struct view *view)
{
	const char *by = opt_text(&ctx->opts, "by");

	if (by)
		return strcmp(by, "unit") == 0 ? DBN_BY_UNIT : strcmp(by, "doc") == 0 ? DBN_BY_DOC : DBN_BY_SECTION;
	return view->docs.count > 1 ? DBN_BY_DOC : DBN_BY_SECTION;
}

/* Office, day, how much is in hand: the answer first. */
static void top_line(struct ctx *ctx, struct view *view, const struct dbn_counts *all)
{
	char day[11], docs[24], running[24], finished[24], rate[24];

	put(ctx, DBN_MSG_STATUS_TOP, ctx->ledger.conf.name, dbn_day_format(day, ctx->today),
	    number(docs, (int64_t)view->docs.count), number(running, all->total - all->finished),
	    number(finished, all->finished), percent(rate, all->finished, all->total), NULL);
	if (view_scope(ctx, view).len)
		put(ctx, DBN_MSG_REPORT_ONLY, view_scope(ctx, view).ptr, NULL);
	dbn_buf_addc(&ctx->out, '\n');
}

static int by_lateness(const void *a, const void *b)
{
	const struct seen *const *x = a, *const *y = b;

	if ((*x)->verdict->days != (*y)->verdict->days)
		return (*x)->verdict->days - (*y)->verdict->days;
	return (*x > *y) - (*x < *y);
}

static const struct dbn_field late_fields[] = {
	{ "id", { "", "" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "days", { "", "" }, DBN_RIGHT, DBN_FIT_WHOLE, 0 },
	{ "title", { "", "" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "unit", { "", "" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};

static void put_late(struct ctx *ctx, struct dbn_table *t, const struct seen *seen)
{
	const struct dbn_verdict *v = seen->verdict;
	struct dbn_buf days;
	char n[24];

	dbn_buf_init(&days, 256);
	text_of(ctx, &days, DBN_MSG_DAYS, number(n, v->days), NULL);
	dbn_table_row(t);
	dbn_put_text(t, (v->node ? v->node : seen->task)->cell[DBN_TASK_ID]);
	dbn_put_text(t, dbn_arena_take(t->arena, &days));
	dbn_put_text(t, what_passed(ctx, t->arena, seen->task, v->node, dbn_str_of(v->period), v->rectifying));
	dbn_put_text(t, dbn_reporting_unit(seen->task));
}

/* The few that are longest overdue. */
static int show_longest(struct ctx *ctx, struct view *view, struct dbn_how how)
{
	const struct seen **late = dbn_arena_alloc(&view->arena, view->tasks.count + 1, sizeof *late);
	struct dbn_table t;
	size_t count = 0;

	if (!late)
		return out_of_memory(ctx);
	for (size_t i = 0; i < view->tasks.count; i++)
		if (view->tasks.items[i].verdict->light == DBN_LIGHT_OVERDUE)
			late[count++] = &view->tasks.items[i];
	if (!count)
		return EXIT_CLEAN;
	qsort(late, count, sizeof *late, by_lateness);
	dbn_buf_addc(&ctx->out, '\n');
	put(ctx, DBN_MSG_STATUS_LONGEST, NULL);
	dbn_table_init(&t, &view->arena, "", late_fields, sizeof late_fields / sizeof *late_fields);
	for (size_t i = 0; i < count && i < LONGEST; i++)
		put_late(ctx, &t, late[i]);
	how.no_heading = true;
	return view_write(ctx, &t, &how);
}

/* What is finished shows no red light; what a check found there is not forgotten. */
static void show_findings(struct ctx *ctx, const struct view *view)
{
	char n[24];
	int64_t count = 0;

	for (size_t i = 0; i < view->tasks.count; i++) {
		const struct seen *seen = &view->tasks.items[i];

		count += dbn_is_finished(seen->task) && seen->task->state != DBN_STATE_CANCELLED &&
			 seen->verdict->rectify != DBN_NO_DAY && seen->verdict->rectify < ctx->today;
	}
	if (!count)
		return;
	dbn_buf_addc(&ctx->out, '\n');
	put(ctx, DBN_MSG_STATUS_RECTIFY, number(n, count), NULL);
}

/* No task: none yet at all, or none yet on the day that --as-of asks for. */
static void say_empty(struct ctx *ctx)
{
	char day[11], first[11];

	if (ctx->ledger.later_from == DBN_NO_DAY)
		put(ctx, DBN_MSG_STATUS_EMPTY, NULL);
	else
		put(ctx, DBN_MSG_STATUS_EARLIER, dbn_day_format(day, ctx->as_of), dbn_day_format(first, ctx->ledger.later_from),
		    NULL);
}

/* A register of what came without a paper stands there before its first task does. */
static bool is_later(struct ctx *ctx, struct view *view)
{
	return !view->tasks.count && !view_scope(ctx, view).len && ctx->ledger.later_from != DBN_NO_DAY;
}

static int show(struct ctx *ctx, struct view *view)
{
	struct dbn_how how = view_how(ctx, DBN_FMT_TEXT);
	struct dbn_tally tally;
	struct dbn_table table;
	struct shown shown;
	struct dbn_buf sum;
	bool ok, people = how.format == DBN_FMT_TEXT || how.format == DBN_FMT_MD || how.format == DBN_FMT_HTML;
	int status;

	dbn_tally_init(&tally, &view->arena, view->roster, grouping(ctx, view));
	for (size_t i = 0; i < view->tasks.count; i++)
		dbn_tally_add(&tally, view->tasks.items[i].task, view->tasks.items[i].verdict);
	ok = dbn_tally_finish(&tally);
	choose_columns(&shown, &tally.all, how.format == DBN_FMT_TEXT);
	dbn_table_init(&table, &view->arena, "dubanc.status", shown.fields, shown.count);
	for (size_t i = 0; i < tally.rows.count && ok; i++) {
		dbn_table_row(&table);
		put_counts(&table, &shown, row_name(ctx, view, &tally, &tally.rows.items[i], people),
			   &tally.rows.items[i].counts);
	}
	dbn_buf_init(&sum, 256);
	text_of(ctx, &sum, DBN_MSG_TOTAL, NULL);
	if (tally.rows.count > 1 || !people) { /* of one row the sum says nothing */
		dbn_table_total(&table);
		put_counts(&table, &shown, dbn_buf_str(&sum), &tally.all);
	}
	if (how.format == DBN_FMT_TEXT)
		top_line(ctx, view, &tally.all);
	if (how.format == DBN_FMT_TEXT && (!ctx->ledger.doc_count || is_later(ctx, view))) {
		say_empty(ctx);
		dbn_buf_release(&sum);
		return EXIT_CLEAN;
	}
	status = view_write(ctx, &table, &how);
	dbn_buf_release(&sum);
	if (!ok && !status)
		return out_of_memory(ctx);
	if (how.format == DBN_FMT_TEXT && !status)
		status = show_longest(ctx, view, how);
	if (how.format == DBN_FMT_TEXT && !status)
		show_findings(ctx, view);
	return status;
}

int cmd_status(struct ctx *ctx)
{
	int32_t since = opt_day(&ctx->opts, "since", DBN_NO_DAY);
	struct view view;
	int status;

	if (since > ctx->today && since != DBN_NO_DAY)
		return misuse(ctx, DBN_MSG_STATUS_SINCE_LATER, NULL);
	status = view_open(ctx, &view, false);
	if (!status && (since == DBN_NO_DAY || view_how(ctx, DBN_FMT_TEXT).format == DBN_FMT_TEXT))
		status = show(ctx, &view);
	if (!status && since != DBN_NO_DAY)
		status = status_since(ctx, &view, since);
	if (!status)
		status = view.status;
	view_close(&view);
	return status;
}
