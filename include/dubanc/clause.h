/*
 * clause.h - who is responsible: clauses such as
 * （责任单位：市委组织部、宣传部，各旗县市区）.
 *
 * dbn_clause_parse() reads one clause as normalised text (normalise.h), with
 * or without its brackets and label, and gives the units in their roles, in
 * canonical form: shared prefixes and suffixes are carried (GB official
 * style: 市委组织部、宣传部、教育局 → 市委组织部;市委宣传部;市教育局).
 * Nothing is borrowed from outside the clause.
 */
#ifndef DUBANC_CLAUSE_H
#define DUBANC_CLAUSE_H

#include "dubanc/deadline.h"

enum dbn_role { DBN_ROLE_LEAD, DBN_ROLE_COOP, DBN_ROLE_UNITS, DBN_ROLE_SUPERVISE, DBN_ROLE_COUNT };

/* One unit or one collective expression with the role it stands in. */
struct dbn_party {
	struct dbn_str name;	 /* canonical form without a registry */
	struct dbn_str written;	 /* as it stands in the clause */
	struct dbn_str alias;	 /* 市粮食和储备局 in 市发展改革委（市粮食和储备局）, or empty */
	enum dbn_role role;
	bool own_duty;		 /* has a 落实 phrase of its own: no lead rule makes it lead */
	bool group;		 /* a collective expression, never expanded */
	struct dbn_str *members; /* of a named group {a+b}; canonical */
	size_t member_count;
	size_t off, len;	 /* bytes of `written` in the clause's text */
};

/* 责任领导=分管副区长 */
struct dbn_person {
	struct dbn_str label, value;
};

/* What a document says once about all its clauses. */
enum dbn_lead_rule {
	DBN_LEAD_NONE,		 /* 责任单位 names no lead */
	DBN_LEAD_FIRST,		 /* 列第一位的为牵头单位: the rest are units */
	DBN_LEAD_FIRST_COOP,	 /* … 其余为配合单位 */
	DBN_LEAD_ALL,		 /* 无牵头单位的，责任单位即为牵头单位 */
};

struct dbn_parties {
	struct dbn_party *items;
	size_t count, cap;
};

struct dbn_clause {
	struct dbn_parties parties;
	struct dbn_parties later; /* 以下各项均需X落实: X, to be added to every later item */
	bool open[DBN_ROLE_COUNT]; /* the role's list was left open with 等 */
	struct {
		struct dbn_person *items;
		size_t count, cap;
	} persons;
	struct dbn_limits limits; /* time limits inside the clause; offsets in its text */
	bool labelled;		  /* 责任单位： or a role word was there, not a bare list */
	bool units_label;	  /* a 责任单位/责任部门 label (what first-leads rules speak of) */
	bool leads_named;	  /* a lead is named by 牵头 and its like */
	enum dbn_lead_rule states_rule; /* the clause itself states a lead rule … */
	bool states_from_here;		/* … with 下同: from this clause on */
	bool not_a_clause;	  /* （此件公开发布）, （试行）, … : nothing else is set */
	uint64_t doubts;
};

struct dbn_clause_ctx {
	struct dbn_str level; /* the document's level: 省 市 县 … or empty; a hint only */
	enum dbn_lead_rule lead_rule;
	bool star_leads; /* the document says that ★ marks the lead */
	bool star_rest;	 /* and that those without it assist: 其余为配合单位 */
	const struct dbn_limit_ctx *limits; /* for limits inside the clause; may be NULL */
};

/*
 * How the text came to us. A bracket may turn out to be no clause; a label
 * or a table cell says by itself what it is.
 */
enum dbn_clause_form {
	DBN_CLAUSE_FREE,   /* a bracket, a labelled line, a sentence: find out */
	DBN_CLAUSE_LEAD,   /* the value of a 牵头单位 cell or field */
	DBN_CLAUSE_COOP,
	DBN_CLAUSE_UNITS,
	DBN_CLAUSE_SUPERVISE,
};

/* What is beyond one of them is refused: it would be no clause. */
enum {
	DBN_CLAUSE_BYTES_MAX = 64 * 1024,
	DBN_CLAUSE_UNITS_MAX = 10000,
	DBN_CLAUSE_DEPTH_MAX = 16, /* brackets in brackets */
};

/* The error for it: which of DBN_MSG_CLAUSE_LONG, _UNITS, _DEPTH; returns DBN_EDATA. */
int dbn_clause_refuse(struct dbn_err *err, enum dbn_msg which, size_t line);

/* DBN_EDATA without a line for what is beyond a limit. Everything is allocated in
 * arena or borrowed from text. */
int dbn_clause_parse(struct dbn_arena *arena, struct dbn_str text, enum dbn_clause_form form,
		     const struct dbn_clause_ctx *ctx, struct dbn_clause *out, struct dbn_err *err);

/*
 * Whether a bracket's inside or an unbracketed piece reads like a clause at
 * all (cheap; no allocation): used by the outline to find clauses.
 */
bool dbn_clause_looks(struct dbn_str text);
/* Whether it is a list of units and groups and nothing else: 市工信局、市财政局，各县区. */
bool dbn_clause_is_list(struct dbn_str text);
/* The same for departments of one office, whose names prove nothing elsewhere: 局办公室、人事股. */
bool dbn_clause_names_departments(struct dbn_str text);

/* Whether a label that the reader of clauses knows stands from `at` to the colon. */
bool dbn_clause_knows_label(struct dbn_str s, size_t at, size_t colon);
/* The role that a label which nobody knows sounds like: 抓总单位 leads, 帮办单位 cooperates;
 * false where it charges nobody: 来文单位. */
bool dbn_clause_label_sounds(struct dbn_str word, enum dbn_role *role);

/* Whether s says what ★ behind a unit means: 标★的为牵头单位. */
bool dbn_clause_explains_star(struct dbn_str s);

/* Whether a whole slice is one complete unit name (市城管局, 团市委). */
bool dbn_is_unit_name(struct dbn_str name);

/*
 * A sentence of minutes or of a slip that charges a unit in running text
 * (由X牵头会同Y…, X负责Z, 请X牵头，Y配合，Z, X要Z). On true, clause holds the
 * parties, title what remains after GOLD 4 (in arena). False: the sentence
 * charges nobody.
 */
bool dbn_clause_sentence(struct dbn_arena *arena, struct dbn_str sentence,
			 const struct dbn_clause_ctx *ctx, struct dbn_clause *clause,
			 struct dbn_str *title, struct dbn_err *err);

/* Re-applies a document's lead rule to a clause parsed without it. */
void dbn_clause_apply_lead_rule(struct dbn_clause *clause, enum dbn_lead_rule rule);

#endif
