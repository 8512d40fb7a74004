/* log.c - the life of one task, from its events. */
#include <string.h>

#include "git.h"
#include "view.h"

enum { LINES_MAX = 1 << 20 };

static const struct dbn_field fields[] = {
	{ "on", { "日期", "on" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "kind", { "事项", "kind" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "text", { "内容", "text" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "by", { "录入人", "by" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "changes", { "变动", "changes" }, DBN_LEFT, DBN_FIT_CUT, 0 },
	{ "at", { "录入时刻", "at" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "id", { "事件", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
};
enum { PEOPLE_FIELDS = 5, ALL_FIELDS = sizeof fields / sizeof *fields };

/* What an event says to people: what it set, and its text. */
static struct dbn_str words(const struct ctx *ctx, struct dbn_arena *arena, const struct dbn_event *e)
{
	struct dbn_str out;
	struct dbn_buf b;

	dbn_buf_init(&b, LINES_MAX);
	describe_event(&b, arena, e, ctx->lang);
	out = dbn_arena_dup(arena, dbn_buf_str(&b));
	dbn_buf_release(&b);
	return out;
}

static void line(struct ctx *ctx, enum dbn_msg msg, struct dbn_str a, struct dbn_str b, struct dbn_str c)
{
	struct dbn_str args[] = { a, b, c };
	struct dbn_buf raw;

	dbn_buf_init(&raw, LINES_MAX);
	dbn_msg_format(&raw, msg, ctx->lang, args, 3);
	dbn_text_visible(&ctx->out, dbn_buf_str(&raw));
	dbn_buf_addc(&ctx->out, '\n');
	dbn_buf_release(&raw);
}

static struct dbn_str or_dash(struct dbn_str s)
{
	return s.len ? s : DBN_STR("—");
}

static void show_head(struct ctx *ctx, const struct dbn_task *task)
{
	struct dbn_verdict v = dbn_light_of(&ctx->ledger, task, ctx->today);
	struct dbn_buf why;

	dbn_buf_init(&why, LINES_MAX);
	dbn_verdict_text(&why, &v, ctx->lang);
	line(ctx, DBN_MSG_LOG_TITLE, task->cell[DBN_TASK_ID], task->cell[DBN_TASK_TITLE], DBN_STR(""));
	/* Of a finished task the state and the light are one word. */
	line(ctx, DBN_MSG_LOG_STATE, dbn_str_of(dbn_word_shown(DBN_WORDS_STATE, task->state, ctx->lang)),
	     dbn_str_of(dbn_is_finished(task) ? "" : dbn_word_shown(DBN_WORDS_LIGHT, (int)v.light, ctx->lang)),
	     dbn_buf_str(&why));
	line(ctx, DBN_MSG_LOG_UNITS, or_dash(task->cell[DBN_TASK_LEAD]), or_dash(task->cell[DBN_TASK_COOP]),
	     or_dash(task->cell[DBN_TASK_UNITS]));
	line(ctx, DBN_MSG_LOG_DUE, or_dash(task->cell[DBN_TASK_DUE]), or_dash(task->cell[DBN_TASK_DUE_TEXT]),
	     or_dash(task->cell[DBN_TASK_RECUR]));
	if (task->cell[DBN_TASK_LINES].len)
		line(ctx, DBN_MSG_LOG_SOURCE, task->doc->cell[DBN_DOC_FILE], task->cell[DBN_TASK_LINES],
		     DBN_STR(""));
	dbn_buf_addc(&ctx->out, '\n');
	dbn_buf_release(&why);
}

/* ---- --git ---- */

static const struct dbn_field commit_fields[] = {
	{ "commit", { "提交", "commit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "day", { "日期", "day" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "author", { "作者", "author" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "subject", { "说明", "subject" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
};

static int log_git(struct ctx *ctx, const struct dbn_task *task)
{
	struct dbn_how how = view_how(ctx, DBN_FMT_TEXT);
	struct dbn_err err = { 0 };
	struct dbn_table table;
	struct dbn_arena arena;
	struct dbn_buf out;
	int status;

	dbn_buf_init(&out, LINES_MAX * 64);
	if (git_row_commits(ctx, task, false, &out) != 0 || out.failed) {
		dbn_buf_release(&out);
		dbn_fail(&err, DBN_ESYSTEM, DBN_MSG_LOG_NO_GIT, dbn_pos_at(NULL, 0, 0), NULL);
		return complain(ctx, &err);
	}
	dbn_arena_init(&arena, LINES_MAX * 64);
	how.no_heading = how.format == DBN_FMT_TEXT;
	dbn_table_init(&table, &arena, "dubanc.commits", commit_fields, 4);
	for (struct dbn_str rest = dbn_buf_str(&out); rest.ptr && rest.len;) {
		struct dbn_str cells = dbn_str_split(&rest, '\n');

		dbn_table_row(&table);
		dbn_put_text(&table, dbn_str_split(&cells, '\x1f'));
		dbn_put_day(&table, dbn_day_parse(dbn_str_split(&cells, '\x1f')));
		dbn_put_text(&table, dbn_str_split(&cells, '\x1f'));
		dbn_put_text(&table, cells);
	}
	status = view_write(ctx, &table, &how);
	dbn_arena_release(&arena);
	dbn_buf_release(&out);
	return status;
}

int cmd_log(struct ctx *ctx)
{
	struct dbn_how how = view_how(ctx, DBN_FMT_TEXT);
	bool people = how.format == DBN_FMT_TEXT;
	struct dbn_table table;
	struct dbn_arena arena;
	int status = EXIT_CLEAN;
	const struct dbn_task *task = one_task(ctx, ctx->opts.operands[0], &status);

	if (!task)
		return status;
	if (opt_flag(&ctx->opts, "git"))
		return log_git(ctx, task);
	dbn_arena_init(&arena, LINES_MAX * 64);
	if (people)
		show_head(ctx, task);
	how.no_heading = people;
	dbn_table_init(&table, &arena, "dubanc.log", fields, people ? PEOPLE_FIELDS : ALL_FIELDS);
	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		dbn_table_row(&table);
		dbn_put_day(&table, e->on);
		dbn_put_word(&table, DBN_WORDS_EVENT, e->kind);
		dbn_put_text(&table, e->unit);
		dbn_put_text(&table, people ? words(ctx, &arena, e) : e->text);
		dbn_put_text(&table, e->by);
		if (people)
			continue;
		dbn_put_text(&table, e->changes);
		dbn_put_text(&table, e->at);
		dbn_put_text(&table, e->id);
	}
	status = view_write(ctx, &table, &how);
	dbn_arena_release(&arena);
	return status;
}
