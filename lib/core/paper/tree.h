/* tree.h - the outline while it is being built. */
#ifndef DUBANC_CORE_TREE_H
#define DUBANC_CORE_TREE_H

#include "outline.h"

struct builder {
	struct reader *r;
	struct outline *o;
	size_t root;                    /* of the document or of the attachment we are in */
	size_t current;                 /* the node that text goes to */
	bool measures;                  /* the last label was 整改措施 or its like */
	bool list;                      /* inside the list of attachments at the end */
	bool lines;                     /* the last paragraph was a label line of current */
	size_t headed;                  /* the last record that took lines of labels above it, or NO_NODE */
	struct dbn_str record_word;     /* the label that opened the last record; empty: a number did */
	struct {
		size_t parent, next, records;
	} counted; /* records among the children of a node in front of the child `next` */
	struct dbn_str first_word;      /* the label that the first of those lines begins with */
	struct dbn_str shared;          /* those lines, while they may speak for the records behind it too */
	struct {
		size_t *items;
		size_t count, cap;
	} behind;           /* paragraphs behind the clause of behind_node */
	size_t behind_node;
	size_t owners[MARK_BULLET + 1]; /* nodes of each kind with clauses so far */
	bool over[MARK_BULLET + 1][MARK_BULLET + 1]; /* [a][b]: a number of kind a stood above one of kind b */
};

/* A node under a parent (NO_NODE: a root); NO_NODE when memory ran out. */
size_t tree_add(struct builder *b, size_t parent, const struct marker *m, struct dbn_str mark);
/* The node that a marker opens, where it belongs; becomes the current one. */
size_t tree_open(struct builder *b, const struct marker *m);
struct dbn_str tree_number(struct dbn_arena *arena, const char *before, int n);
bool tree_is_supervision(struct dbn_str word);
/* Whether the whole paper is a supervision notice: its items are 督办/k. */
bool tree_is_notice(const struct reader *r);
bool tree_span(struct builder *b, size_t node, size_t para, size_t from, size_t to);
int tree_found(struct builder *b, size_t node, const struct found *f);
/* Gives a span and its clauses to the current node. */
int tree_give(struct builder *b, struct span at, const struct found *found, size_t count);
/* Up from the last of several sub-items to the item that a clause on its own line, at `para`, governs. */
void tree_climb(struct builder *b, size_t para);
bool tree_in_record(const struct builder *b);
size_t tree_record(const struct builder *b);
bool tree_only_heading(const struct node *n);

/* tree_field.c */
bool tree_is_field(enum label_kind kind);
/* The label that opens a form: what the matter is. */
bool tree_is_record_label(struct dbn_str s, size_t at, struct label *label);
/* A line that starts with a label at `from`; false in *taken: running text. */
int tree_label_line(struct builder *b, size_t para, size_t from, bool *taken);

/* tree_record.c */
/* 督办事项：X without a number opens a record too; false in *taken: it is something else. */
int tree_record_line(struct builder *b, size_t para, bool *taken);
/* A line of labels that belongs to the next record, as those above the last one did, leaves that. */
void tree_leave_record(struct builder *b, size_t para);
/* At the end: lines above the first record that speak for all of them. */
int tree_share_lines_above(struct builder *b);

/* tree_lead_in.c */
bool tree_is_lead_in(struct dbn_str s);
bool tree_is_default(struct dbn_str s);
struct dbn_str tree_lead_in_clause(struct dbn_str s);
/* In arena; empty: there is none. */
struct dbn_str tree_opening_default(struct builder *b, struct dbn_str s);
/* Appends to found, in the reader's scratch, what a numbered heading says so. */
int tree_lead_in_heading(struct builder *b, struct span at, struct founds *found);

/* tree_limits.c */
/* A limit between the items, from `from` on; *taken: it says nothing else. */
int tree_limit_line(struct builder *b, size_t para, size_t from, bool *taken);
/* At the end: each to the nodes that it is for. */
void tree_spread_limits(struct builder *b);

/* tree_chapter.c: chapters that are fields become the clause of what they speak of. */
int tree_fold_fields(struct builder *b);

#endif
