/* tasks.h - what the files share that turn the outline into rows. */
#ifndef DUBANC_CORE_TASKS_H
#define DUBANC_CORE_TASKS_H

#include "outline.h"

/* A parsed clause and where it came from. */
struct bearer {
	const struct dbn_clause *clause; /* NULL: none */
	struct dbn_str path, text;
	enum dbn_clause_from from;
};

struct state {
	struct reader *r;
	struct outline *o;
	enum dbn_lead_rule rule;
	struct dbn_parties later; /* 以下各项均需X落实 */
	size_t line;              /* of the document: that of the clause being read */
	size_t problem;           /* bytes of the text that say what is wrong: 问题一：… */
};

struct parts {
	struct dbn_str *items;
	size_t count, cap;
};

/* The share of one of several clauses of a node; mark where it has a number. */
struct share {
	struct dbn_str text, mark;
	struct span first;
};

/* task_walk.c */
/*
 * An article about the whole (总体要求, 保障措施, 附则) that, without a clause,
 * is no task where the items themselves stand on the top level.
 */
bool dbn_node_is_general(const struct reader *r, const struct node *n);

/* task_text.c */
int dbn_task_whole_text(struct state *s, size_t node, struct parts *list);
struct dbn_str dbn_task_joined(struct state *s, const struct parts *list);
int dbn_task_shares(struct state *s, const struct node *n, struct share *out);

/* letter.c: a paper to `to` without numbers, each sentence that asks for something a row. */
int dbn_letter_read(struct state *s, const struct bearer *to, struct dbn_str prefix);

/* task_rows.c */
/* A row that is one sentence [from, to) of a paragraph. */
struct sentence_row {
	size_t para, from, to;
	struct dbn_str path, text, title;
	struct dbn_clause clause;
	enum dbn_clause_from from_kind;
};
int dbn_task_sentence(struct state *s, const struct sentence_row *row);
int dbn_task_clause(struct state *s, const struct found *f, struct dbn_clause *out);
/* The same of a bare list of units. */
int dbn_task_units(struct state *s, struct dbn_str text, struct dbn_clause *out);
/* What the clause says about later items holds from now on. */
int dbn_task_remember_later(struct state *s, const struct dbn_clause *c);
/* Clauses that stand side by side become one. */
int dbn_task_merge_clauses(struct state *s, struct node *n);
/* One row for a node: its own clause, or the one it stands under. */
int dbn_task_row(struct state *s, size_t node, struct dbn_str path, const struct bearer *under);
/* PATH#1 … PATH#k, or rows with the numbers inside the paragraph. */
int dbn_task_rows(struct state *s, size_t node, struct dbn_str path);

#endif
