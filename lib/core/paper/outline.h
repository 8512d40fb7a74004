/*
 * outline.h - the tree of a document: numbered nodes, their text, their clauses.
 */
#ifndef DUBANC_CORE_OUTLINE_H
#define DUBANC_CORE_OUTLINE_H

#include "reader.h"

#define NO_NODE SIZE_MAX

/* Bytes [from, to) of a paragraph's text. */
struct span {
	size_t para, from, to;
};

/* A clause as it was found: in a bracket, behind a label, on lines of its own. */
struct found {
	struct span at;       /* what it takes out of the text; empty for own lines */
	struct dbn_str text;  /* what dbn_clause_parse() reads */
	struct dbn_str limit; /* value of a 完成时限 line beside it, or empty */
	size_t text_room, limit_room; /* of both, as dbn_arena_append() grows them */
	bool lines;           /* labels on lines of their own */
	bool lead_in;         /* 以下任务由X牵头： */
	bool front;           /* 县水利局： in front of what it has to do */
	bool places;          /* 平川县、石门县： in front, where other items have units there */
	bool odd;             /* mismatched or open bracket, misread label */
	bool guessed;         /* its labels were guessed */
	bool unclosed;        /* its closing bracket was lost: where it ends is a guess */
	bool sentence;        /* running text that charges a unit: `clause`, `title` are set */
	struct dbn_clause *clause;
	struct dbn_str title;
};

struct spans {
	struct span *items;
	size_t count, cap;
};

struct founds {
	struct found *items;
	size_t count, cap;
};

struct persons {
	struct dbn_person *items;
	size_t count, cap;
};

/* Which items a limit between them is for. */
enum limit_reach { REACH_BELOW, REACH_ABOVE, REACH_NEAR /* those it stands beside */ };

enum { LIMIT_PARTS_MAX = 8, LIMIT_NUMBERS_MAX = 40 };

/* 第1、2项5月15日前完成, 其余6月底前完成 */
struct limit_part {
	int numbers[LIMIT_NUMBERS_MAX];
	size_t count;
	bool rest;
	struct dbn_str limit;
};

/* One statement, and where it stands: the node then current, and how many there were. */
struct said {
	enum limit_reach reach;
	bool numbered;
	struct limit_part part;
	size_t current, nodes;
};

struct saids {
	struct said *items;
	size_t count, cap;
};

struct node {
	enum marker_kind kind;
	int number;
	struct dbn_str mark; /* path component; empty for roots */
	struct dbn_str sign; /* of a bullet: ▲, ★ */
	size_t parent, first, last, next;
	struct spans text; /* its own text, in order, clauses still inside */
	struct founds clauses;
	struct persons persons;
	size_t bullets;             /* children that are bullets, counted */
	bool heading;               /* its first line is a heading without text */
	bool record;                /* 问题一, 督办事项一: a form with fields */
	bool problem;               /* its first line says what is wrong */
	bool mute;                  /* 反馈要求 and the like: never tasks */
	bool child_clause;          /* a child has a bracket, a label or a closing sentence that names units */
	bool own, below;            /* has clauses; has some below */
	bool child_own;             /* a child has a clause of its own */
	bool closed;                /* its text has ended with its clause */
	bool gap;                   /* its number does not follow its sibling's */
	bool odd;                   /* its marker was misread */
	bool behind;                /* text of it stands behind its clause */
	struct dbn_str within;      /* a limit said outside of it, for what has none itself, or empty */
	const struct found *after;  /* a default stated behind it: 以下各项均需X落实; or NULL */
	const char *root;           /* root of an attachment: prefix 附, else "" */
	int attachment;             /* its number, 0 for none */
	size_t tables, tables_read; /* root: task tables under it */
};

struct outline {
	struct node *items;
	size_t count, cap;
	size_t attachments; /* how many sections begin with 附件 */
	struct saids said;  /* limits between the items */
};

int dbn_outline_read(struct reader *r, struct outline *o);
/* The first piece of a node's own text, or nothing (tree.c). */
struct dbn_str dbn_node_text(const struct reader *r, const struct node *n);
/* Bracketed and labelled clauses of a span, in order; the list lies in the reader's scratch. */
int dbn_clauses_find(struct reader *r, struct span at, bool whole_item, struct founds *out);
/* ---- shared_limit.c ---- */
/* 上述任务请于7月15日前办结。 and the like: the limit, and which items it is for. */
bool dbn_limit_said(struct reader *r, struct dbn_str s, struct dbn_str *limit, enum limit_reach *reach);
/* （第1、2项5月15日前完成，其余6月底前完成）: how many parts, LIMIT_PARTS_MAX at most; 0: it is something else. */
size_t dbn_limit_parts(struct reader *r, struct dbn_str s, struct limit_part *out);
/* 一、整治阶段（4月至8月）, 二、年内完成项目: the limit of what stands below, or empty. */
struct dbn_str dbn_limit_of_heading(struct reader *r, struct dbn_str text);
/* 防汛任务清单（请于5月31日前全部完成）: that of the whole paper; the day in （2026年3月） is its own. */
struct dbn_str dbn_limit_of_title(struct reader *r, struct dbn_str title);

/* Before the first of them: in which items of this paper a closing bracket is where units stand. */
void dbn_clauses_survey(struct reader *r);
/* Title, clauses and text of the tree's items. */
int dbn_tasks_build(struct reader *r, struct outline *o);
/* Sentences that charge a unit become clauses: in minutes, and where an item has no other. */
int dbn_charges_find(struct reader *r, struct outline *o);

/* Finds the tables among the lines and marks their lines as rows. */
int dbn_tables_mark(struct reader *r);
/* The table of tasks that starts at a line, or NULL. */
struct grid *dbn_table_at(struct reader *r, size_t first_line);
/* Its items; ordinal 0 where it is the only one. */
int dbn_table_read(struct reader *r, const struct grid *grid, struct dbn_str prefix,
		   size_t ordinal);

/* The slip: marks its lines, fills the head, gives 批办/k. */
int dbn_slip_mark(struct reader *r);
int dbn_slip_head(struct reader *r);
int dbn_slip_read(struct reader *r);

/* rows.c: fills limits and targets of an item from its text and its labels. */
int dbn_row_fill(struct reader *r, struct dbn_item *item, struct dbn_str label_limit,
		 struct dbn_limits *in_body);
/* Those of `from` that the list, which must be the row's own, does not hold yet. */
int dbn_row_add_parties(struct reader *r, struct dbn_clause *to, const struct dbn_parties *from,
			size_t line);
/*
 * Adds a piece to a clause that stands in several places, behind `between` unless
 * it is the first; what would be longer than a clause may be is refused at its line.
 */
int dbn_row_append(struct reader *r, struct dbn_str *to, size_t *room, struct dbn_str between,
		   struct dbn_str piece, size_t line);
/* A clause that could not be read: the error, with the line it stands at. */
int dbn_row_refuse(struct reader *r, const struct dbn_err *why, size_t line);
/* ---- item_doubt.c ---- */
/* Signs of a misreading in one finished row, body being all limits of its text or NULL;
 * and beside the other rows of the paper. */
void dbn_item_doubt(const struct reader *r, struct dbn_item *item, const struct dbn_limits *body);
void dbn_items_doubt(struct reader *r);

/* What is wrong is no aim: drops the targets that stand before `end` of the text. */
void dbn_row_forget_targets(struct dbn_item *item, size_t end);
/* Measures of a task; body: the limits of its text, as dbn_row_fill() found them. */
int dbn_row_measures(struct reader *r, const struct dbn_item *task, const struct dbn_limits *body);
struct dbn_str dbn_row_number(struct dbn_arena *arena, struct dbn_str before, size_t n);
struct dbn_str dbn_path_join(struct dbn_arena *arena, struct dbn_str a, struct dbn_str b);

#endif
