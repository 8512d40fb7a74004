/* sample.c - spot checks: a draw that anyone can repeat, and what was found. */
#include <string.h>
#include <sys/random.h>

#include "assign.h"
#include "dubanc/sample.h"
#include "view.h"

enum { SEED_LETTERS = 8, TEXT_MAX = 1 << 20 };

static const struct dbn_field fields[] = {
	{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "title", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
};

static const struct dbn_field out_fields[] = {
	{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "why", { "未列入原因", "left out because" }, DBN_LEFT, DBN_FIT_CUT, 0 },
};

/* --seed, else letters that nobody chose; told, so that the draw can be repeated. */
static struct dbn_str choose_seed(struct ctx *ctx)
{
	const char *given = opt_text(&ctx->opts, "seed");
	unsigned char noise[SEED_LETTERS];
	char letters[SEED_LETTERS];

	if (given)
		return dbn_str_of(given);
	if (getrandom(noise, sizeof noise, 0) != (ssize_t)sizeof noise)
		return DBN_STR("");
	for (size_t i = 0; i < sizeof noise; i++)
		letters[i] = (char)('a' + noise[i] % 26);
	return dbn_arena_dup(&ctx->ledger.arena, (struct dbn_str){ letters, sizeof letters });
}

/* Why so many: at least one a unit; or too few for that. */
static void say_how_many(struct ctx *ctx, const struct dbn_sample *s)
{
	char asked[24], units[24], drawn[24];

	if (s->drawn > s->asked)
		put(ctx, DBN_MSG_SAMPLE_ONE_EACH, number(asked, (int64_t)s->asked), number(units, (int64_t)s->units),
		    number(drawn, (int64_t)s->drawn), NULL);
	else if (s->short_of_units)
		put(ctx, DBN_MSG_SAMPLE_SHORT, number(units, (int64_t)s->units), number(drawn, (int64_t)s->drawn), NULL);
}

static int show(struct ctx *ctx, struct view *view, const struct dbn_sample *s, struct dbn_str seed)
{
	struct dbn_how how = view_how(ctx, DBN_FMT_TEXT);
	char drawn[24], frame[24], out[24];
	struct dbn_table t;
	int status;

	if (how.format == DBN_FMT_TEXT)
		put(ctx, DBN_MSG_SAMPLE_TOP, number(frame, (int64_t)s->frame.count), number(drawn, (int64_t)s->drawn),
		    seed.ptr, number(out, (int64_t)s->left_out.count), NULL);
	if (how.format == DBN_FMT_TEXT)
		say_how_many(ctx, s);
	dbn_table_init(&t, &view->arena, "dubanc.sample", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < s->frame.count; i++) {
		if (!s->frame.items[i].drawn)
			continue;
		dbn_table_row(&t);
		dbn_put_text(&t, s->frame.items[i].task->cell[DBN_TASK_ID]);
		dbn_put_text(&t, s->frame.items[i].unit);
		dbn_put_text(&t, s->frame.items[i].task->cell[DBN_TASK_TITLE]);
	}
	status = view_write(ctx, &t, &how);
	if (status || how.format != DBN_FMT_TEXT || !s->left_out.count)
		return status;
	dbn_buf_addc(&ctx->out, '\n');
	put(ctx, DBN_MSG_SAMPLE_LEFT_OUT, NULL);
	dbn_table_init(&t, &view->arena, "dubanc.sample.left-out", out_fields, sizeof out_fields / sizeof *out_fields);
	for (size_t i = 0; i < s->left_out.count; i++) {
		dbn_table_row(&t);
		dbn_put_text(&t, s->left_out.items[i].task->cell[DBN_TASK_ID]);
		dbn_put_text(&t, s->left_out.items[i].unit);
		dbn_put_textz(&t, dbn_sample_why(s->left_out.items[i].out, ctx->lang));
	}
	return view_write(ctx, &t, &how);
}

/* One `draw` event a task drawn, with seed, frame and what was left out. */
static int record_draw(struct ctx *ctx, struct view *view, const struct dbn_sample *s, struct dbn_str seed)
{
	struct dbn_arena *arena = &ctx->ledger.arena;
	struct dbn_event *events = dbn_arena_alloc(arena, s->drawn + 1, sizeof *events);
	struct dbn_err err = { 0 };

	for (size_t d = 0; events && d < view->docs.count && !err.code; d++) {
		size_t count = 0;

		for (size_t i = 0; i < s->frame.count; i++) {
			const struct dbn_sample_entry *entry = &s->frame.items[i];
			struct dbn_buf text;

			if (!entry->drawn || entry->task->doc != view->docs.items[d].doc)
				continue;
			dbn_buf_init(&text, TEXT_MAX);
			dbn_sample_text(&text, s, entry, seed);
			events[count] = (struct dbn_event){ .kind = DBN_EV_DRAW, .task = entry->task->cell[DBN_TASK_ID],
							    .on = ctx->on, .text = dbn_arena_dup(arena, dbn_buf_str(&text)),
							    .unit = DBN_STR(""), .changes = DBN_STR("") };
			dbn_buf_release(&text);
			stamp_event(ctx, &events[count++]);
		}
		if (count)
			dbn_ledger_write(&ctx->ledger, view->docs.items[d].doc, events, count, &err);
	}
	if (!events)
		dbn_fail_memory(&err);
	return err.code ? complain(ctx, &err) : EXIT_CLEAN;
}

static int draw(struct ctx *ctx)
{
	int count = opt_count(&ctx->opts, "count", 0), percent = opt_count(&ctx->opts, "percent", 0);
	const char *typed = opt_text(&ctx->opts, "exclude");
	int days = opt_count(&ctx->opts, "not-within", 0);
	struct dbn_sample_rule rule = { .from = days > 0 ? ctx->on - days : DBN_NO_DAY, .to = ctx->on - 1 };
	struct dbn_str seed = choose_seed(ctx);
	struct dbn_sample s = { 0 };
	struct dbn_err err = { 0 };
	struct view view;
	int status;

	if ((count > 0) == (percent > 0))
		return misuse(ctx, DBN_MSG_SAMPLE_HOW_MANY, NULL);
	status = view_open(ctx, &view, false);
	if (!status)
		status = asked_units(ctx, typed);
	rule.excluded = typed && !status ? unit_list(ctx, typed) : DBN_STR("");
	for (size_t i = 0; i < view.docs.count && !status && !err.code; i++)
		dbn_sample_add(&s, view.roster, &view.arena, view.docs.items[i].doc, view.docs.items[i].chosen,
			       rule, &err);
	if (!status && (err.code || dbn_sample_draw(&s, &view.arena, seed, (size_t)count, percent, &err)))
		status = complain(ctx, &err);
	if (!status)
		status = show(ctx, &view, &s, seed);
	if (!status && !opt_flag(&ctx->opts, "dry-run"))
		status = record_draw(ctx, &view, &s, seed);
	if (!status)
		status = view.status;
	view_close(&view);
	return status;
}

/* What is not a matter of this record: parts, what was cancelled, what nobody drew. */
static int refuse_record(struct ctx *ctx, const struct dbn_task *task, const char *id)
{
	const char *why = opt_text(&ctx->opts, "reason");
	struct dbn_str of = task->parent ? task->parent->cell[DBN_TASK_ID] : DBN_STR("");
	int32_t by;

	if (dbn_is_part(task) && task->parent) {
		struct dbn_str args[] = { task->cell[DBN_TASK_ID], of };
		struct dbn_err err = { 0 };

		dbn_fail_str(&err, DBN_EUSAGE, DBN_MSG_RECORD_PART, dbn_pos_at(NULL, 0, 0), args, 2);
		return complain(ctx, &err);
	}
	if (dbn_rectify_pending(task, &by))
		return EXIT_CLEAN; /* looked at again */
	if (task->state == DBN_STATE_CANCELLED)
		return misuse(ctx, DBN_MSG_RECORD_CANCELLED, id, NULL);
	if (!dbn_draw_open(task) && !(why && *why))
		return misuse(ctx, DBN_MSG_RECORD_UNDRAWN, id, NULL);
	return EXIT_CLEAN;
}

/* The remark; a check that was not drawn begins with why it was made all the same. */
static struct dbn_str remark(struct ctx *ctx, const struct dbn_task *task)
{
	const char *why = opt_text(&ctx->opts, "reason"), *note = opt_text(&ctx->opts, "note");
	struct dbn_buf b;
	int32_t by;

	if (!why || !*why || dbn_draw_open(task) || dbn_rectify_pending(task, &by))
		return dbn_str_of(note);
	dbn_buf_init(&b, TEXT_MAX);
	text_of(ctx, &b, DBN_MSG_RECORD_REASON, why, NULL);
	if (note && *note) {
		dbn_buf_addz(&b, ctx->lang == DBN_ZH ? "；" : "; ");
		dbn_buf_addz(&b, note);
	}
	return dbn_arena_take(&ctx->ledger.arena, &b);
}

/* What the inspectors found; a pass after a finding closes it (回头看). */
static int record_result(struct ctx *ctx, const char *id)
{
	const char *result = opt_text(&ctx->opts, "result");
	struct dbn_str note;
	int32_t by = opt_day(&ctx->opts, "rectify-by", DBN_NO_DAY), asked;
	struct dbn_event events[2] = { { .kind = DBN_EV_INSPECT }, { .kind = DBN_EV_RECTIFY } };
	struct dbn_err err = { 0 };
	struct dbn_task *task;
	struct dbn_buf text;
	size_t count = 1;
	bool pass;
	int status = EXIT_CLEAN;

	if (!result)
		return misuse(ctx, DBN_MSG_SAMPLE_RESULT, NULL);
	pass = strcmp(result, "pass") == 0;
	if (pass && by != DBN_NO_DAY)
		return misuse(ctx, DBN_MSG_SAMPLE_RECTIFY, NULL);
	if (by != DBN_NO_DAY && by < ctx->on)
		return misuse(ctx, DBN_MSG_RECTIFY_PAST, opt_text(&ctx->opts, "rectify-by"), NULL);
	task = one_task(ctx, id, &status);
	if (!task)
		return status;
	status = refuse_record(ctx, task, id);
	if (status)
		return status;
	note = remark(ctx, task);
	dbn_buf_init(&text, TEXT_MAX);
	dbn_inspect_text(&text, pass, by, note);
	if (pass && dbn_rectify_pending(task, &asked))
		count = 2;
	for (size_t i = 0; i < count; i++) {
		events[i].task = task->cell[DBN_TASK_ID];
		events[i].on = ctx->on;
		events[i].unit = events[i].changes = DBN_STR("");
		events[i].text = dbn_arena_dup(&ctx->ledger.arena, i ? note : dbn_buf_str(&text));
		stamp_event(ctx, &events[i]);
	}
	dbn_text_visible(&ctx->out, task->cell[DBN_TASK_ID]);
	dbn_buf_addz(&ctx->out, "  ");
	dbn_buf_clear(&text);
	dbn_inspect_shown(&text, &events[0], ctx->lang);
	dbn_text_visible(&ctx->out, dbn_buf_str(&text));
	dbn_buf_addc(&ctx->out, '\n');
	dbn_buf_release(&text);
	if (!opt_flag(&ctx->opts, "dry-run") && dbn_ledger_write(&ctx->ledger, task->doc, events, count, &err))
		return complain(ctx, &err);
	return EXIT_CLEAN;
}

int cmd_sample(struct ctx *ctx)
{
	const char *id = opt_text(&ctx->opts, "record");

	return id ? record_result(ctx, id) : draw(ctx);
}
