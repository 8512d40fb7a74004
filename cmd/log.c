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

static const struct dbn_field head_fields[] = {
	{ "name", { "", "" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "value", { "", "" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
};

/* "  牵头  市教育局" — what is empty is not shown. */
static void put_head(struct ctx *ctx, struct dbn_table *t, enum dbn_msg name, struct dbn_str value)
{
	struct dbn_buf b;

	if (!value.len)
		return;
	dbn_buf_init(&b, LINES_MAX);
	dbn_buf_addz(&b, "  ");
	text_of(ctx, &b, name, NULL);
	dbn_table_row(t);
	dbn_put_text(t, dbn_arena_take(t->arena, &b));
	dbn_put_text(t, value);
}

/* Members as people join them. */
static struct dbn_str members(struct ctx *ctx, struct dbn_arena *arena, struct dbn_str list)
{
	struct dbn_buf b;

	dbn_buf_init(&b, LINES_MAX);
	while (list.len) {
		dbn_buf_addz(&b, b.len ? dbn_msg_text(DBN_MSG_LIST_COMMA, ctx->lang) : "");
		dbn_buf_add(&b, dbn_str_split(&list, ';'));
	}
	return dbn_arena_take(arena, &b);
}

/* Whom the document names: units, then groups with the members it gives them: 牵头部门（甲局、乙局）. */
static struct dbn_str as_written(struct ctx *ctx, struct dbn_arena *arena, const struct dbn_str *cell)
{
	const char *comma = dbn_msg_text(DBN_MSG_LIST_COMMA, ctx->lang);
	struct dbn_str groups = cell[DBN_TASK_GROUPS];
	struct dbn_buf b;

	dbn_buf_init(&b, LINES_MAX);
	dbn_buf_add(&b, members(ctx, arena, cell[DBN_TASK_UNITS]));
	while (groups.len) {
		struct dbn_str group = dbn_str_trim(dbn_str_split(&groups, ';')), inside;
		size_t brace;

		if (group.len > 2 && group.ptr[1] == ':') /* U: and the like: its role */
			group = dbn_str_from(group, 2);
		brace = dbn_str_find(group, DBN_STR("{"));
		dbn_buf_addz(&b, b.len ? comma : "");
		dbn_buf_add(&b, dbn_str_sub(group, 0, brace));
		if (brace == DBN_NONE)
			continue;
		inside = dbn_str_sub(group, brace + 1, group.len - brace - 2);
		dbn_buf_addz(&b, ctx->lang == DBN_ZH ? "（" : " (");
		for (bool more = false; inside.len; more = true) {
			dbn_buf_addz(&b, more ? comma : "");
			dbn_buf_add(&b, dbn_str_split(&inside, '+'));
		}
		dbn_buf_addz(&b, ctx->lang == DBN_ZH ? "）" : ")");
	}
	return dbn_arena_take(arena, &b);
}

/* 2026-12-31（原文“到2026年”）, 2026-06-30（原定 2025-12-31） */
static struct dbn_str due_words(struct ctx *ctx, struct dbn_arena *arena, const struct dbn_task *task)
{
	struct dbn_str due = task->cell[DBN_TASK_DUE], text = task->cell[DBN_TASK_DUE_TEXT];
	struct dbn_str first = task->cell[DBN_TASK_DUE_ORIGINAL];
	struct dbn_buf b;

	dbn_buf_init(&b, LINES_MAX);
	if (due.len)
		dbn_buf_add(&b, due);
	else
		text_of(ctx, &b, DBN_MSG_LOG_NO_DUE, NULL);
	if (first.len && !dbn_str_eq(first, due))
		text_of(ctx, &b, DBN_MSG_LOG_FIRST_DUE, dbn_arena_dup(arena, first).ptr, NULL);
	if (text.len)
		text_of(ctx, &b, DBN_MSG_LOG_AS_WRITTEN, dbn_arena_dup(arena, text).ptr, NULL);
	return dbn_arena_take(arena, &b);
}

static struct dbn_str recur_words(struct ctx *ctx, struct dbn_arena *arena, struct dbn_str recur)
{
	struct dbn_buf b;

	dbn_buf_init(&b, LINES_MAX);
	describe_recur(&b, recur, ctx->lang);
	return dbn_arena_take(arena, &b);
}

/* Lines are those of the text that was read: of what is no text itself, of the one that the ledger keeps. */
static bool is_its_text(struct dbn_str file)
{
	static const char *const ends[] = { ".txt", ".csv", ".tsv", ".md" };
	bool text = false;

	for (size_t i = 0; i < sizeof ends / sizeof *ends && !text; i++)
		text = dbn_str_ends(file, dbn_str_of(ends[i]));
	return text;
}

static struct dbn_str source_words(struct ctx *ctx, struct dbn_arena *arena, const struct dbn_task *task)
{
	struct dbn_buf b;

	if (!task->cell[DBN_TASK_LINES].len)
		return DBN_STR("");
	dbn_buf_init(&b, LINES_MAX);
	text_of(ctx, &b, is_its_text(task->doc->cell[DBN_DOC_FILE]) ? DBN_MSG_LOG_LINES : DBN_MSG_LOG_LINES_OF,
		dbn_arena_dup(arena, task->doc->cell[DBN_DOC_FILE]).ptr,
		dbn_arena_dup(arena, task->cell[DBN_TASK_LINES]).ptr, dbn_arena_dup(arena, task->doc->key).ptr, NULL);
	return dbn_arena_take(arena, &b);
}

static int show_head(struct ctx *ctx, struct dbn_arena *arena, const struct dbn_task *task, const struct dbn_how *how)
{
	struct dbn_verdict v = dbn_light_of(&ctx->ledger, task, ctx->today);
	/* Of a finished task the state and the light are one word, unless it was late. */
	bool one_word = dbn_is_finished(task) && v.light != DBN_LIGHT_LATE;
	const struct dbn_str *cell = task->cell;
	struct dbn_table t;
	struct dbn_buf why;
	int status;

	dbn_buf_init(&why, LINES_MAX);
	dbn_verdict_text(&why, &v, ctx->lang);
	line(ctx, DBN_MSG_LOG_TITLE, cell[DBN_TASK_ID], cell[DBN_TASK_TITLE], DBN_STR(""));
	line(ctx, DBN_MSG_LOG_STATE, dbn_str_of(dbn_word_shown(DBN_WORDS_STATE, task->state, ctx->lang)),
	     dbn_str_of(one_word ? "" : dbn_word_shown(DBN_WORDS_LIGHT, (int)v.light, ctx->lang)),
	     dbn_buf_str(&why));
	dbn_buf_release(&why);
	dbn_table_init(&t, arena, "", head_fields, 2);
	put_head(ctx, &t, DBN_MSG_LOG_LEAD, cell[DBN_TASK_LEAD].len ? members(ctx, arena, cell[DBN_TASK_LEAD]) : DBN_STR("—"));
	put_head(ctx, &t, DBN_MSG_LOG_COOP, members(ctx, arena, cell[DBN_TASK_COOP]));
	put_head(ctx, &t, DBN_MSG_LOG_UNITS, as_written(ctx, arena, cell));
	put_head(ctx, &t, DBN_MSG_LOG_DUE, due_words(ctx, arena, task));
	put_head(ctx, &t, DBN_MSG_LOG_RECUR, recur_words(ctx, arena, cell[DBN_TASK_RECUR]));
	put_head(ctx, &t, DBN_MSG_LOG_SOURCE, source_words(ctx, arena, task));
	status = view_write(ctx, &t, how);
	dbn_buf_addc(&ctx->out, '\n');
	return status;
}

/* Day by day: what was entered late stands on its day. A program gets the order of entry. */
static struct dbn_event **by_day(struct dbn_arena *arena, const struct dbn_task *task)
{
	struct dbn_event **list = dbn_arena_alloc(arena, task->event_count + 1, sizeof *list);

	for (size_t i = 0; list && i < task->event_count; i++) {
		size_t at = i;

		for (; at > 0 && list[at - 1]->on > task->events[i]->on; at--)
			list[at] = list[at - 1];
		list[at] = task->events[i];
	}
	return list;
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
		bool memory = out.failed;

		dbn_buf_release(&out);
		if (memory)
			return out_of_memory(ctx);
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
	struct dbn_event **events;
	int status = EXIT_CLEAN;
	const struct dbn_task *task = one_task(ctx, ctx->opts.operands[0], &status);

	if (!task)
		return status;
	if (opt_flag(&ctx->opts, "git"))
		return log_git(ctx, task);
	dbn_arena_init(&arena, LINES_MAX * 64);
	how.no_heading = people;
	events = people ? by_day(&arena, task) : task->events;
	if (task->event_count && !events)
		status = out_of_memory(ctx);
	else if (people)
		status = show_head(ctx, &arena, task, &how);
	if (status) {
		dbn_arena_release(&arena);
		return status;
	}
	dbn_table_init(&table, &arena, "dubanc.log", fields, people ? PEOPLE_FIELDS : ALL_FIELDS);
	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = events[i];

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
