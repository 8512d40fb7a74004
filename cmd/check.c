/* check.c - everything that is wrong with the ledger's files. */
#include <string.h>

#include "cmd.h"
#include "check_git.h"
#include "dubanc/check.h"
#include "tree.h"

struct printer {
	struct ctx *ctx;
	const char *root, *prefix; /* of a ledger in a commit: what stands before its names */
	bool quiet; /* no notes */
};

/* The name of a file in the commit, not in the folder it was taken out to. */
static void add_name(const struct printer *p, struct dbn_buf *line, const char *file)
{
	size_t root = strlen(p->root);

	if (root && strncmp(file, p->root, root) == 0 && file[root] == '/')
		file += root + 1;
	dbn_buf_addz(line, *file ? p->prefix : "");
	dbn_buf_addz(line, file);
}

static void print(void *data, const struct dbn_diag *diag)
{
	const struct printer *p = data;
	struct ctx *ctx = p->ctx;
	struct dbn_buf line;

	if (p->quiet && dbn_msg_severity(diag->msg) == DBN_NOTE)
		return;
	dbn_buf_init(&line, 1 << 20);
	add_name(p, &line, diag->pos.file);
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
	struct printer to = { ctx, "", "", opt_flag(&ctx->opts, "quiet") };
	struct dbn_sink sink = { print, &to };
	struct dbn_err err = { 0 };

	if (open_ledger(ctx, NEEDS_WRITE, &err))
		return complain(ctx, &err);
	if (opt_flag(&ctx->opts, "fix") && dbn_check_fix(&ctx->ledger, sink, &err))
		return complain(ctx, &err);
	return opt_flag(&ctx->opts, "record") ? record(ctx) : EXIT_CLEAN;
}

static int verdict(struct ctx *ctx)
{
	char errors[24], warnings[24], notes[24];

	if (ctx->findings[DBN_ERROR] + ctx->findings[DBN_WARNING] + ctx->findings[DBN_NOTE])
		put(ctx, DBN_MSG_CHECK_SUM, number(errors, (int64_t)ctx->findings[DBN_ERROR]),
		    number(warnings, (int64_t)ctx->findings[DBN_WARNING]),
		    number(notes, (int64_t)ctx->findings[DBN_NOTE]), NULL);
	if (ctx->findings[DBN_ERROR])
		return EXIT_YES;
	return ctx->findings[DBN_WARNING] && opt_flag(&ctx->opts, "strict") ? EXIT_YES : EXIT_CLEAN;
}

static void check_root(void *data, const char *root, const char *prefix, struct dbn_err *err)
{
	struct ctx *ctx = data;
	struct printer to = { ctx, root, prefix, opt_flag(&ctx->opts, "quiet") };
	struct dbn_sink sink = { print, &to };

	if (dbn_check(root, sink, err) == DBN_OK && !opt_text(&ctx->opts, "tree"))
		check_git(root, sink);
}

/* --tree: every ledger of a commit. */
static int check_tree(struct ctx *ctx, const char *start, const char *commit)
{
	struct dbn_err err = { 0 };
	size_t count;

	if (tree_each(start ? start : ".", commit, check_root, ctx, &count, &err))
		return complain(ctx, &err);
	if (!count)
		say(ctx, DBN_MSG_TREE_NO_LEDGER, commit, NULL);
	return verdict(ctx);
}

int cmd_check(struct ctx *ctx)
{
	const char *start = opt_text(&ctx->opts, "ledger"), *commit = opt_text(&ctx->opts, "tree");
	bool mending = opt_flag(&ctx->opts, "fix") || opt_flag(&ctx->opts, "record");
	struct dbn_err err = { 0 };
	char root[DBN_PATH_MAX];
	int status;

	if (commit)
		return mending ? misuse(ctx, DBN_MSG_TREE_WRITES, NULL) : check_tree(ctx, start, commit);
	status = mending ? mend(ctx) : EXIT_CLEAN;
	if (status)
		return status;
	memset(ctx->findings, 0, sizeof ctx->findings);
	if (dbn_ledger_find(start ? start : ".", root, &err))
		return complain(ctx, &err);
	check_root(ctx, root, "", &err);
	return err.code ? complain(ctx, &err) : verdict(ctx);
}
