/* check.c - everything that is wrong with the ledger's files. */
#include <string.h>

#include "cmd.h"
#include "dubanc/check.h"

static void print(void *data, const struct dbn_diag *diag)
{
	struct ctx *ctx = data;
	struct dbn_buf line;

	dbn_buf_init(&line, 1 << 20);
	dbn_buf_addz(&line, diag->pos.file);
	if (diag->pos.line) {
		dbn_buf_addc(&line, ':');
		dbn_buf_addi(&line, (int64_t)diag->pos.line);
		dbn_buf_addc(&line, ':');
		dbn_buf_addi(&line, (int64_t)(diag->pos.col ? diag->pos.col : 1));
	}
	dbn_buf_addz(&line, diag->pos.file[0] ? ": " : "");
	finding_text(ctx, &line, diag);
	dbn_text_visible(&ctx->out, dbn_buf_str(&line));
	dbn_buf_addc(&ctx->out, '\n');
	dbn_buf_release(&line);
}

/* --record: hand edits of every document become events. */
static int record(struct ctx *ctx)
{
	struct dbn_ledger *l = &ctx->ledger;
	struct dbn_err err = { 0 };
	size_t count = 0;
	char n[24];

	for (size_t i = 0; i < l->doc_count; i++) {
		struct dbn_hand_edits edits = { 0 };
		struct dbn_event *events;

		if (dbn_ledger_load(l, l->docs[i], DBN_LOAD_ALL, to_stderr(ctx), &err) ||
		    dbn_check_record(l, l->docs[i], &edits, &err))
			return complain(ctx, &err);
		events = dbn_arena_alloc(&l->arena, edits.count + 1, sizeof *events);
		for (size_t k = 0; events && k < edits.count; k++) {
			events[k].kind = edits.items[k].unknown ? DBN_EV_ADD : DBN_EV_EDIT;
			events[k].task = edits.items[k].task->cell[DBN_TASK_ID];
			events[k].changes = edits.items[k].changes;
			events[k].unit = events[k].text = DBN_STR("");
			events[k].on = DBN_NO_DAY;
			stamp_event(ctx, &events[k]);
		}
		if (!events)
			dbn_fail_memory(&err);
		else if (edits.count)
			dbn_ledger_write(l, l->docs[i], events, edits.count, &err);
		if (err.code)
			return complain(ctx, &err);
		count += edits.count;
	}
	put(ctx, DBN_MSG_RECORDED, number(n, (int64_t)count), NULL);
	return EXIT_CLEAN;
}

/* --fix and --record write: they want the lock. */
static int mend(struct ctx *ctx)
{
	struct dbn_sink sink = { print, ctx };
	struct dbn_err err = { 0 };

	if (open_ledger(ctx, NEEDS_WRITE, &err))
		return complain(ctx, &err);
	if (opt_flag(&ctx->opts, "fix") && dbn_check_fix(&ctx->ledger, sink, &err))
		return complain(ctx, &err);
	return opt_flag(&ctx->opts, "record") ? record(ctx) : EXIT_CLEAN;
}

int cmd_check(struct ctx *ctx)
{
	const char *start = opt_text(&ctx->opts, "ledger");
	struct dbn_sink sink = { print, ctx };
	struct dbn_err err = { 0 };
	char root[DBN_PATH_MAX], errors[24], warnings[24], notes[24];
	int status = EXIT_CLEAN;

	if (opt_flag(&ctx->opts, "fix") || opt_flag(&ctx->opts, "record"))
		status = mend(ctx);
	if (status)
		return status;
	memset(ctx->findings, 0, sizeof ctx->findings);
	if (dbn_ledger_find(start ? start : ".", root, &err) || dbn_check(root, sink, &err))
		return complain(ctx, &err);
	if (ctx->findings[DBN_ERROR] + ctx->findings[DBN_WARNING] + ctx->findings[DBN_NOTE])
		put(ctx, DBN_MSG_CHECK_SUM, number(errors, (int64_t)ctx->findings[DBN_ERROR]),
		    number(warnings, (int64_t)ctx->findings[DBN_WARNING]),
		    number(notes, (int64_t)ctx->findings[DBN_NOTE]), NULL);
	if (ctx->findings[DBN_ERROR])
		return EXIT_YES;
	return ctx->findings[DBN_WARNING] && opt_flag(&ctx->opts, "strict") ? EXIT_YES : EXIT_CLEAN;
}
