/* assign_auto.c - assign by registry and rule, and say what could not be mapped. */
#include <string.h>

#include "assign.h"
#include "change.h"
#include "dubanc/assign.h"

static bool use_first(const struct ctx *ctx)
{
	const char *rule = opt_text(&ctx->opts, "rule");

	return rule ? strcmp(rule, "first") == 0 : ctx->ledger.conf.lead_rule_first;
}

/* ID  lead  title  why: of one task, assigned or not. */
static void tell(struct ctx *ctx, const struct dbn_assignment *a)
{
	struct dbn_str args[] = { a->from, a->lead };
	struct dbn_buf line;

	dbn_buf_init(&line, 1 << 20);
	dbn_buf_add(&line, a->task->cell[DBN_TASK_ID]);
	dbn_buf_addz(&line, "  ");
	if (a->lead.len) {
		dbn_buf_add(&line, a->lead);
		dbn_buf_addz(&line, "  ");
	}
	dbn_msg_format(&line, dbn_assign_message(a->why), ctx->lang, args, 2);
	dbn_buf_addz(&ctx->out, "  ");
	dbn_text_visible(&ctx->out, dbn_buf_str(&line));
	dbn_buf_addc(&ctx->out, '\n');
	dbn_buf_release(&line);
}

static void count_line(struct ctx *ctx, enum dbn_msg msg, size_t n)
{
	char count[24];

	put(ctx, msg, number(count, (int64_t)n), NULL);
}

static void report(struct ctx *ctx, const struct dbn_assignments *all)
{
	if (!all->count) {
		put(ctx, DBN_MSG_ASSIGN_NOTHING, NULL);
		return;
	}
	if (all->assigned)
		count_line(ctx, DBN_MSG_ASSIGN_DONE, all->assigned);
	for (size_t i = 0; i < all->count; i++)
		if (all->items[i].lead.len)
			tell(ctx, &all->items[i]);
	if (all->count > all->assigned)
		count_line(ctx, DBN_MSG_ASSIGN_LEFT, all->count - all->assigned);
	for (size_t i = 0; i < all->count; i++)
		if (!all->items[i].lead.len)
			tell(ctx, &all->items[i]);
}

/* The tasks to look at: those named, else all. */
static bool wanted(struct dbn_task *const *named, size_t count, const struct dbn_task *task)
{
	for (size_t i = 0; i < count; i++)
		if (named[i] == task)
			return true;
	return count == 0;
}

static int queue(struct ctx *ctx, struct changes *changes, const struct dbn_assignment *a)
{
	struct dbn_act act = dbn_act_of(DBN_EV_ASSIGN, ctx->on);

	act.by = typist(ctx);
	act.lead = a->lead;
	act.lead_from = "rule";
	if (a->coop.len)
		act.coop = a->coop;
	return change_queue(ctx, changes, &a->task->doc->tasks[a->task - a->task->doc->tasks], &act, 1);
}

static int look_at(struct ctx *ctx, struct dbn_assignments *all, const struct dbn_roster *roster)
{
	struct dbn_ledger *l = &ctx->ledger;
	struct dbn_err err = { 0 };

	for (size_t i = 0; i < l->doc_count; i++)
		if (dbn_ledger_load(l, l->docs[i], DBN_LOAD_ALL, to_stderr(ctx), &err) ||
		    dbn_assign_auto(l, roster, &l->arena, l->docs[i], use_first(ctx), all, &err))
			return complain(ctx, &err);
	return EXIT_CLEAN;
}

int assign_auto(struct ctx *ctx)
{
	size_t count = (size_t)ctx->opts.operand_count, kept = 0;
	struct dbn_task **named = dbn_arena_alloc(&ctx->ledger.arena, count + 1, sizeof *named);
	struct dbn_assignments all = { 0 };
	struct changes changes = { 0 };
	struct dbn_err err = { 0 };
	const struct dbn_roster *roster = office_roster(ctx, &err);
	int status = roster && named ? EXIT_CLEAN : complain(ctx, &err);

	for (size_t i = 0; i < count && !status; i++)
		named[i] = one_task(ctx, ctx->opts.operands[i], &status);
	if (!status)
		status = look_at(ctx, &all, roster);
	all.assigned = 0;
	for (size_t i = 0; i < all.count && !status; i++) {
		if (!wanted(named, count, all.items[i].task))
			continue;
		all.items[kept] = all.items[i];
		if (all.items[kept].lead.len) {
			all.assigned++;
			status = queue(ctx, &changes, &all.items[kept]);
		}
		kept++;
	}
	all.count = kept;
	if (status)
		return status;
	report(ctx, &all);
	return change_write(ctx, &changes, true);
}
