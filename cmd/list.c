/* list.c - list tasks, filtered and sorted. */
#include <stdlib.h>
#include <string.h>

#include "view.h"

enum { FIELDS_MAX = DBN_TASK_COLUMNS + 8 };

/* A column of the list: one of the task's, or a computed one. */
enum computed { LIST_LIGHT = DBN_TASK_COLUMNS, LIST_DAYS, LIST_DOC, LIST_REASON };

static const struct {
	const char *name, *heading;
	int column;
} computed[] = {
	{ "light", "灯", LIST_LIGHT },
	{ "days", "剩余天数", LIST_DAYS },
	{ "doc", "文件", LIST_DOC },
	{ "reason", "判定", LIST_REASON },
};

struct columns {
	int items[FIELDS_MAX];
	size_t count;
	struct dbn_field fields[FIELDS_MAX];
	bool words; /* rhythms in words: for people */
};

static const char default_columns[] = "id,light,due,lead,progress,title";
/* A sheet or a page as offices lay a 台账 out: what fits a page across and can be read. */
static const char sheet_columns[] = "id,section,title,lead,coop,due,light,days,state,progress,done,owner,note";
/* What a pipeline wants: all that a clerk would ask a spreadsheet. */
static const char data_columns[] =
	"id,doc,kind,path,section,title,lead,coop,units,groups,due,due_text,recur,light,days,state,progress,"
	"done,owner,note";

static int column_of(struct dbn_str name)
{
	size_t k = dbn_column_find(DBN_TASKS, name);

	for (size_t i = 0; i < sizeof computed / sizeof *computed; i++)
		if (dbn_str_eqz(name, computed[i].name) || dbn_str_eqz(name, computed[i].heading))
			return computed[i].column;
	return k == DBN_NONE ? -1 : (int)k;
}

static void add_field(struct columns *c, int column)
{
	struct dbn_field *f = &c->fields[c->count];
	size_t n;
	const struct dbn_column *table = dbn_columns(DBN_TASKS, &n);
	bool cut = column == DBN_TASK_TITLE || column == DBN_TASK_LEAD || column == DBN_TASK_TEXT || column == DBN_TASK_CLAUSE || column == DBN_TASK_UNITS;

	c->items[c->count++] = column;
	memset(f, 0, sizeof *f);
	f->fit = column == LIST_REASON ? DBN_FIT_WRAP : cut ? DBN_FIT_CUT : DBN_FIT_WHOLE;
	if (column < DBN_TASK_COLUMNS) {
		f->key = f->heading[DBN_EN] = table[column].name;
		f->heading[DBN_ZH] = table[column].heading;
		f->flags = table[column].type == DBN_TYPE_LIST ? DBN_FIELD_LIST : 0;
		f->align = table[column].type == DBN_TYPE_COUNT ? DBN_RIGHT : DBN_LEFT;
		return;
	}
	f->key = f->heading[DBN_EN] = computed[column - DBN_TASK_COLUMNS].name;
	f->heading[DBN_ZH] = computed[column - DBN_TASK_COLUMNS].heading;
	f->align = column == LIST_DAYS ? DBN_RIGHT : DBN_LEFT;
}

static const char *columns_for(enum dbn_format format)
{
	switch (format) {
	case DBN_FMT_TEXT:
	case DBN_FMT_MD:
		return default_columns;
	case DBN_FMT_XLSX:
	case DBN_FMT_HTML:
		return sheet_columns;
	default:
		return data_columns;
	}
}

static int choose_columns(struct ctx *ctx, struct columns *c, enum dbn_format format)
{
	const char *given = opt_text(&ctx->opts, "columns");
	struct dbn_str rest = dbn_str_of(given ? given : columns_for(format));

	c->count = 0;
	while (rest.ptr && c->count < FIELDS_MAX) {
		struct dbn_str name = dbn_str_trim(dbn_str_split(&rest, ','));
		int column = column_of(name);

		if (column < 0) {
			char word[DBN_ARG_MAX] = "";

			memcpy(word, name.ptr, name.len < sizeof word - 1 ? name.len : sizeof word - 1);
			return misuse(ctx, DBN_MSG_NO_SUCH_COLUMN, word, NULL);
		}
		add_field(c, column);
	}
	return EXIT_CLEAN;
}

static void put_reason(struct ctx *ctx, struct dbn_table *t, const struct dbn_verdict *v)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 4096);
	dbn_verdict_text(&b, v, ctx->lang);
	dbn_put_text(t, dbn_arena_dup(t->arena, dbn_buf_str(&b)));
	dbn_buf_release(&b);
}

/* every:month@28 as people say it. */
static void put_rhythm(struct ctx *ctx, struct dbn_table *t, struct dbn_str recur)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 4096);
	describe_recur(&b, recur, ctx->lang);
	dbn_put_text(t, dbn_arena_take(t->arena, &b));
}

/* People see of what is struck off whether it was late; programs have the light, and the reason. */
static void put_light(const struct ctx *ctx, struct dbn_table *t, const struct dbn_verdict *v, bool words)
{
	if (words && v->light == DBN_LIGHT_CLOSED && (v->late_days > 0 || v->periods_late + v->periods_missing > 0))
		dbn_put_textz(t, dbn_msg_text(DBN_MSG_LIST_CLOSED_LATE, ctx->lang));
	else
		dbn_put_light(t, v->light);
}

static void put_cell(struct ctx *ctx, struct dbn_table *t, const struct seen *seen, int column, bool words)
{
	const struct dbn_task *task = seen->task;

	switch (column) {
	case LIST_LIGHT:
		put_light(ctx, t, seen->verdict, words);
		return;
	case LIST_DAYS:
		if (seen->verdict->due == DBN_NO_DAY || dbn_is_finished(task))
			dbn_put_none(t); /* nothing is left, nothing runs out */
		else
			dbn_put_int(t, seen->verdict->days);
		return;
	case LIST_DOC:
		dbn_put_text(t, task->doc->key);
		return;
	case LIST_REASON:
		put_reason(ctx, t, seen->verdict);
		return;
	case DBN_TASK_STATE:
		dbn_put_word(t, DBN_WORDS_STATE, task->state);
		return;
	case DBN_TASK_KIND:
		dbn_put_word(t, DBN_WORDS_KIND, task->kind);
		return;
	case DBN_TASK_DUE:
		dbn_put_day(t, task->due);
		return;
	case DBN_TASK_DONE:
		dbn_put_day(t, task->done);
		return;
	case DBN_TASK_DUE_ORIGINAL:
		dbn_put_day(t, task->due_original);
		return;
	case DBN_TASK_PROGRESS:
		if (task->progress < 0)
			dbn_put_none(t);
		else
			dbn_put_int(t, task->progress);
		return;
	case DBN_TASK_RECUR:
	case DBN_TASK_FEEDBACK:
		if (words && task->cell[column].len) {
			put_rhythm(ctx, t, task->cell[column]);
			return;
		}
		dbn_put_text(t, task->cell[column]);
		return;
	default:
		dbn_put_text(t, task->cell[column]);
	}
}

/* Whether a task is among the ids given as operands (or its tail is). */
static bool named(struct dbn_task *const *chosen, size_t count, const struct dbn_task *task)
{
	for (size_t i = 0; i < count; i++)
		if (chosen[i] == task)
			return true;
	return count == 0;
}

struct order {
	int column;
	bool down;
};

static struct order sorting; /* qsort has no context argument */

static int by_column(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;
	int c;

	if (sorting.column == LIST_DAYS || sorting.column == DBN_TASK_DUE) {
		int32_t dx = sorting.column == LIST_DAYS ? x->verdict->due : x->task->due;
		int32_t dy = sorting.column == LIST_DAYS ? y->verdict->due : y->task->due;

		/* What has no day stands last, up or down. */
		if ((dx == DBN_NO_DAY) != (dy == DBN_NO_DAY))
			return dx == DBN_NO_DAY ? 1 : -1;
		c = (dx > dy) - (dx < dy);
	} else if (sorting.column == LIST_LIGHT) {
		c = (int)x->verdict->light - (int)y->verdict->light;
	} else if (sorting.column == DBN_TASK_PROGRESS) {
		c = x->task->progress - y->task->progress;
	} else if (sorting.column < DBN_TASK_COLUMNS) {
		c = dbn_str_cmp(x->task->cell[sorting.column], y->task->cell[sorting.column]);
	} else {
		c = 0;
	}
	if (c == 0)
		return (x->task > y->task) - (x->task < y->task);
	return sorting.down ? -c : c;
}

static int sort_tasks(struct ctx *ctx, struct view *view)
{
	const char *given = opt_text(&ctx->opts, "sort");

	if (!given)
		return EXIT_CLEAN;
	sorting.down = *given == '-';
	sorting.column = column_of(dbn_str_of(given + sorting.down));
	if (sorting.column < 0)
		return misuse(ctx, DBN_MSG_NO_SUCH_COLUMN, given + sorting.down, NULL);
	if (view->tasks.count)
		qsort(view->tasks.items, view->tasks.count, sizeof *view->tasks.items, by_column);
	return EXIT_CLEAN;
}

static int print(struct ctx *ctx, struct view *view, struct dbn_task *const *chosen, size_t count)
{
	struct dbn_how how = view_how(ctx, DBN_FMT_TEXT);
	struct columns columns;
	struct dbn_table table;
	int status = choose_columns(ctx, &columns, how.format);

	columns.words = how.format == DBN_FMT_TEXT || how.format == DBN_FMT_MD || how.format == DBN_FMT_HTML;
	if (!status)
		status = sort_tasks(ctx, view);
	if (status)
		return status;
	dbn_table_init(&table, &view->arena, "dubanc.list", columns.fields, columns.count);
	for (size_t i = 0; i < view->tasks.count; i++) {
		if (!named(chosen, count, view->tasks.items[i].task))
			continue;
		dbn_table_row(&table);
		for (size_t c = 0; c < columns.count; c++)
			put_cell(ctx, &table, &view->tasks.items[i], columns.items[c], columns.words);
	}
	if (how.format == DBN_FMT_TEXT && !table.rows.count) { /* columns of nothing say nothing */
		put(ctx, DBN_MSG_LIST_NOTHING, NULL);
		return EXIT_CLEAN;
	}
	return view_write(ctx, &table, &how);
}

int cmd_list(struct ctx *ctx)
{
	size_t count = (size_t)ctx->opts.operand_count;
	struct dbn_task **chosen = calloc(count + 1, sizeof *chosen);
	struct view view;
	int status = chosen ? EXIT_CLEAN : out_of_memory(ctx);

	for (size_t i = 0; i < count && !status; i++)
		chosen[i] = one_task(ctx, ctx->opts.operands[i], &status);
	if (!status) {
		status = view_open(ctx, &view, count > 0 || opt_flag(&ctx->opts, "nodes"));
		if (!status)
			status = print(ctx, &view, chosen, count);
		if (!status)
			status = view.status;
		view_close(&view);
	}
	free(chosen);
	return status;
}
