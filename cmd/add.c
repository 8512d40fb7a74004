/* add.c - tasks that come without a document: 批示, 会议, 来电. */
#include "assign.h"
#include "cmd.h"
#include "dubanc/act.h"

/* The document of --doc, or the register of the year; made where it is missing. */
static struct dbn_doc *choose_doc(struct ctx *ctx, bool *is_new, struct dbn_err *err)
{
	const char *given = opt_text(&ctx->opts, "doc");
	struct dbn_ledger *l = &ctx->ledger;
	struct dbn_doc *doc;
	struct dbn_str key;
	struct dbn_buf b;

	dbn_buf_init(&b, DBN_ARG_MAX);
	if (given) {
		dbn_buf_addz(&b, given);
	} else {
		dbn_buf_addz(&b, "DB");
		dbn_buf_addi(&b, dbn_day_ymd(ctx->on).year);
	}
	key = dbn_arena_take(&l->arena, &b);
	*is_new = false;
	doc = dbn_ledger_doc(l, key);
	if (doc)
		return doc;
	if (given) {
		dbn_fail_str(err, DBN_EUSAGE, DBN_MSG_NO_SUCH_DOC, dbn_pos_at(NULL, 0, 0), &key, 1);
		return NULL;
	}
	*is_new = true;
	return dbn_ledger_new_doc(l, key, err);
}

/* KEY:N with the next free number: of a register the number alone, of a
 * document hN, so that it never meets an item's. */
struct dbn_str next_task_id(struct ctx *ctx, const struct dbn_doc *doc, struct dbn_str *path)
{
	bool is_register = dbn_str_starts(doc->key, DBN_STR("DB"));
	int32_t highest = 0, n;
	struct dbn_buf b;
	struct dbn_str id;

	for (size_t i = 0; i < doc->task_count; i++) {
		struct dbn_str tail = dbn_str_from(doc->tasks[i].cell[DBN_TASK_ID], doc->key.len + 1);

		if (!is_register && !dbn_str_starts(tail, DBN_STR("h")))
			continue;
		if (dbn_str_uint(dbn_str_from(tail, is_register ? 0 : 1), &n) && n > highest)
			highest = n;
	}
	dbn_buf_init(&b, DBN_PATH_MAX);
	dbn_buf_add(&b, doc->key);
	dbn_buf_addc(&b, ':');
	if (!is_register)
		dbn_buf_addc(&b, 'h');
	dbn_buf_addi(&b, (int64_t)highest + 1);
	id = dbn_arena_take(&ctx->ledger.arena, &b);
	*path = dbn_str_from(id, doc->key.len + 1);
	return id;
}

static void change(struct dbn_buf *b, enum dbn_task_column column, struct dbn_str value)
{
	size_t n;

	if (value.len)
		dbn_changes_add(b, dbn_str_of(dbn_columns(DBN_TASKS, &n)[column].name), value);
}

/* The changes cell that brings the row into being. */
static struct dbn_str whole_row(struct ctx *ctx, struct dbn_str path, struct dbn_str parent,
				struct dbn_str lead, struct dbn_str coop, struct dbn_str recur)
{
	const char *title = opt_text(&ctx->opts, "title");
	char day[11];
	const char *due = dbn_day_format(day, opt_day(&ctx->opts, "due", DBN_NO_DAY)); /* however it was typed */
	const char *source = opt_text(&ctx->opts, "source");
	struct dbn_buf b;
	struct dbn_str out;

	dbn_buf_init(&b, 1 << 20);
	change(&b, DBN_TASK_KIND, DBN_STR("task"));
	change(&b, DBN_TASK_PARENT, parent);
	change(&b, DBN_TASK_PATH, path);
	change(&b, DBN_TASK_SECTION, dbn_str_of(source));
	change(&b, DBN_TASK_TITLE, dbn_str_of(title));
	change(&b, DBN_TASK_LEAD, lead);
	change(&b, DBN_TASK_LEAD_FROM, lead.len ? DBN_STR("hand") : DBN_STR(""));
	change(&b, DBN_TASK_COOP, coop);
	change(&b, DBN_TASK_RECUR, recur);
	change(&b, DBN_TASK_DUE, dbn_str_of(due));
	change(&b, DBN_TASK_DUE_FROM, *due ? DBN_STR("hand") : DBN_STR(""));
	change(&b, DBN_TASK_DUE_ORIGINAL, dbn_str_of(due));
	change(&b, DBN_TASK_STATE, DBN_STR("open"));
	out = dbn_arena_take(&ctx->ledger.arena, &b);
	return out;
}

/* The units that are named, by their names in units.csv. */
static struct dbn_str units_of(struct ctx *ctx, const char *option)
{
	const char *typed = opt_text(&ctx->opts, option);

	return typed ? unit_list(ctx, typed) : DBN_STR("");
}

/* A register's own row in documents.csv. */
static int list_register(struct ctx *ctx, struct dbn_doc *doc, struct dbn_err *err)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 4096);
	text_of(ctx, &b, DBN_MSG_REGISTER_TITLE, ctx->ledger.conf.name, NULL);
	doc->cell[DBN_DOC_KEY] = doc->key;
	doc->cell[DBN_DOC_TITLE] = dbn_arena_take(&ctx->ledger.arena, &b);
	doc->cell[DBN_DOC_NUMBERING] = DBN_STR("flat");
	return dbn_ledger_register(&ctx->ledger, doc, err);
}

int cmd_add(struct ctx *ctx)
{
	const char *parent_id = opt_text(&ctx->opts, "parent");
	struct dbn_event event = { .kind = DBN_EV_ADD, .on = DBN_NO_DAY };
	struct dbn_task *parent = NULL;
	struct dbn_err err = { 0 };
	struct dbn_doc *doc;
	const char *rhythm = opt_text(&ctx->opts, "recur");
	struct dbn_str path, lead, coop, recur = DBN_STR("");
	bool is_new;
	int status = EXIT_CLEAN;

	if (!opt_text(&ctx->opts, "title") || !*opt_text(&ctx->opts, "title"))
		return misuse(ctx, DBN_MSG_ADD_WANTS_TITLE, NULL);
	if (rhythm && !dbn_recur_read(&ctx->ledger.arena, dbn_str_of(rhythm), &recur))
		return misuse(ctx, DBN_MSG_ACT_RHYTHM, "--recur", rhythm, "quarter", NULL);
	if (parent_id && !(parent = one_task(ctx, parent_id, &status)))
		return status;
	doc = parent ? parent->doc : choose_doc(ctx, &is_new, &err);
	if (parent)
		is_new = false;
	if (!doc || (!is_new && dbn_ledger_load(&ctx->ledger, doc, DBN_LOAD_ALL, to_stderr(ctx), &err)))
		return complain(ctx, &err);
	lead = units_of(ctx, "lead");
	coop = units_of(ctx, "coop");
	if (dbn_parties_check(&ctx->ledger, DBN_STR(""), lead, coop, &err))
		return complain(ctx, &err);
	warn_if_past(ctx, DBN_MSG_DUE_PAST, opt_day(&ctx->opts, "due", DBN_NO_DAY));
	event.task = next_task_id(ctx, doc, &path);
	event.unit = event.text = DBN_STR("");
	event.changes = whole_row(ctx, path, parent ? parent->cell[DBN_TASK_ID] : DBN_STR(""), lead, coop, recur);
	if (!opt_flag(&ctx->opts, "dry-run")) {
		stamp_event(ctx, &event);
		if (dbn_ledger_write(&ctx->ledger, doc, &event, 1, &err) || (is_new && list_register(ctx, doc, &err)))
			return complain(ctx, &err);
	}
	dbn_text_visible(&ctx->out, event.task);
	dbn_buf_addz(&ctx->out, "  ");
	dbn_text_visible(&ctx->out, dbn_str_of(opt_text(&ctx->opts, "title")));
	dbn_buf_addc(&ctx->out, '\n');
	return EXIT_CLEAN;
}
