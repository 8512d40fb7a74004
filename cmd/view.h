/*
 * view.h - what the looking commands share: the tasks that pass the filters,
 * with their lights, and the output format.
 */
#ifndef VIEW_H
#define VIEW_H

#include "cmd.h"
#include "dubanc/filter.h"
#include "dubanc/light.h"
#include "dubanc/render.h"

struct seen {
	struct dbn_task *task;
	const struct dbn_verdict *verdict;
};

/* A document with the lights of its rows and which of them passed the filters. */
struct seen_doc {
	struct dbn_doc *doc;
	const struct dbn_verdict *verdicts; /* verdicts[i] of doc->tasks[i] */
	bool *chosen;
};

struct view {
	struct dbn_arena arena; /* verdicts, tables */
	const struct dbn_roster *roster;
	struct dbn_filter filter;
	struct {
		struct seen *items;
		size_t count, cap;
	} tasks;
	struct {
		struct seen_doc *items;
		size_t count, cap;
	} docs;
	int status;	  /* EXIT_DATA where one could not be read */
};

/*
 * Loads every document (or that of --doc), judges its tasks as of ctx->today
 * and keeps those that pass the filters; parts: measures and nodes too. A
 * document that cannot be read is complained of, the rest is answered, and
 * view->status remembers. Returns an exit status that is not 0 only where
 * nothing can be answered at all.
 */
int view_open(struct ctx *ctx, struct view *view, bool parts);
void view_close(struct view *view);

/* What the filters leave, as people say it: 单位 教育局、状态 办理中; empty for all. In the view's arena. */
struct dbn_str view_scope(struct ctx *ctx, struct view *view);
/* The task; before it, where that is what has passed, the node, the period or the finding: a
 * title may be cut. In arena. */
struct dbn_str what_passed(const struct ctx *ctx, struct dbn_arena *arena, const struct dbn_task *task,
			   const struct dbn_task *node, struct dbn_str period, bool rectifying);
/* --format and its companions; `otherwise` where none is given. */
struct dbn_how view_how(const struct ctx *ctx, enum dbn_format otherwise);
/* Appends a table to ctx->out in that format and encoding; an exit status. */
int view_write(struct ctx *ctx, const struct dbn_table *table, const struct dbn_how *how);

#endif
