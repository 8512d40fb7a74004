/* clause_part.h - the pieces of a clause while it is read, private to clause_*.c. */
#ifndef CORE_CLAUSE_PART_H
#define CORE_CLAUSE_PART_H

#include "dubanc/clause.h"
#include "unit.h"

enum {
	ELEMENT_BYTES_MAX = 3000, /* between two separators; what is longer is no list of names */
};

/* ---- clause_label.c ---- */
enum label_kind { LABEL_NONE, LABEL_UNITS, LABEL_TIME, LABEL_PERSON };

struct clause_label {
	enum label_kind kind;
	enum dbn_role role;
	bool plain;      /* 责任单位, what a first-leads rule speaks of */
	bool misread;    /* one character of it is another than that of a label we know */
	bool guessed;    /* no label that we know: the role is what it sounds like */
	size_t off, len; /* of the label with its colon */
	struct dbn_str name;
};

/* The label whose colon stands at `colon`, searched backwards no further than
 * `from`; at_start: only separators lie between from and the label. */
struct clause_label label_before(struct dbn_str text, size_t from, size_t colon);
/* The next label at depth 0 from `from` on, 【牵头单位】 too; or kind LABEL_NONE. */
struct clause_label label_next(struct dbn_str s, size_t from);
/* A label at the start of s without a colon, its noun included, or len 0. */
struct clause_label label_bare(struct dbn_str s);

/* ---- clause_verb.c ---- */
struct clause_verb {
	bool found;
	enum dbn_role role;
	size_t at; /* byte where the verb phrase begins; the unit ends there */
	bool duty; /* 落实 or such: the unit's own duty, no candidate for lead */
};

/* The verb phrase that s ends in (市财政局|按职责分工负责). */
struct clause_verb verb_suffix(struct dbn_str s);
/* A verb behind a unit that s begins with, an object behind it (市财政局|负责资金). */
struct clause_verb verb_inside(struct dbn_str s);
/* Bytes of 会同 and the like at the start of s, or 0. */
size_t verb_forward(struct dbn_str s);
/* Words that make a segment a remark, and starts that make a bracket no clause. */
bool verb_is_remark(struct dbn_str s);
bool verb_is_not_clause(struct dbn_str s);
/* Whether s says that ★ marks the lead: 标★的为牵头单位. */
bool verb_star_leads(struct dbn_str s);
/* 列第一位的为牵头单位, 其余为配合单位, 无牵头单位的…: what it states, or DBN_LEAD_NONE. */
enum dbn_lead_rule verb_lead_rule(struct dbn_str s);
/* 对落实不力的，由纪委监委问责: what happens to those who fail, nobody's task. */
bool verb_is_sanction(struct dbn_str s);
/* 李副市长, 分管副县长: a person by the post; not the office 市长热线办. */
bool verb_is_post(struct dbn_str s);

/* ---- clause_part.c ---- */
struct clause_part {
	struct dbn_str text; /* the name as written, marks and brackets off */
	enum dbn_role role;
	bool settled; /* the role is final */
	bool forward; /* behind 会同 */
	bool marked;  /* by （牵头） */
	bool starred; /* by ★: what it means a note must say */
	bool group, open, unknown;
	bool duty; /* has a 落实 phrase of its own */
	char sep;  /* before it: '、' as 'd', '，' ',', '；' ';', 和 'a', nothing 0 */
	struct dbn_str alias;
	struct dbn_str full; /* with the ending it shares (城东街道办事处), or empty */
	struct dbn_str *members;
	size_t member_count;
};

struct clause_parts {
	struct clause_part *items;
	size_t count, cap;
	struct dbn_arena *scratch; /* where the list lies; what it names lies in the clause's arena */
};

/* One element without verb and 等: names in it are appended. False: memory. */
bool parts_add(struct dbn_arena *arena, struct dbn_str s, char sep, struct clause_parts *parts,
	       struct dbn_clause *clause);
/* Cuts 等, 等部门, 等3部门 … off the end of s; true if there was one. */
bool part_cut_open(struct dbn_str *s);
/* Bytes of 和 and the like at `at` where it stands between two names, or 0. */
size_t part_joins(struct dbn_str s, size_t at);
/* Takes ★ and the like off either end; true if there was one. */
bool part_cut_star(struct dbn_str *s);
/* Cuts s at the separators at depth 0: the next element, *sep what stood
 * before it; false at the end. */
struct part_cursor {
	struct dbn_str text;
	size_t at;
	char sep;
};
bool part_next(struct part_cursor *c, struct dbn_str *element, char *sep);
/* Off with blanks, stops, list numbers at both ends. */
struct dbn_str part_trim(struct dbn_str s);
/* Off with a list number at the start: 2. */
struct dbn_str part_cut_number(struct dbn_str s);
/* Cell contents that mean nothing: 无 — /. */
bool part_is_void(struct dbn_str s);

/* ---- clause_change.c ---- */
struct clause_change {
	struct dbn_str text; /* with 牵头单位由甲局调整为乙局 said as 由乙局牵头; as it was where nothing changes hands */
	bool changed;
	size_t at;           /* bytes in front that are as written */
	size_t called, role; /* bytes put in before the names and behind them */
	size_t by, names;    /* where the names stand in what was written, and their bytes */
};

/* A new text is the arena's. */
struct clause_change clause_change(struct dbn_arena *arena, struct dbn_str s);
/* Offsets of the clause, which count in the changed text, to those of what was written, base bytes further on. */
void clause_change_back(const struct clause_change *c, size_t base, struct dbn_clause *clause);

/* ---- clause_piece.c ---- */
/* Off with 由, 请, 责成 … at the start. */
struct dbn_str clause_cut_call(struct dbn_str s);
/* Where in s 会同 and the like begin between two names, or DBN_NONE. */
size_t clause_find_forward(struct dbn_str s);
/* Whether s speaks of a time; whether a collective expression, a department or
 * a person's label says what a bracket is. */
bool clause_is_time(struct dbn_str s);
bool clause_group_is_evidence(struct dbn_str s);
bool clause_is_department(struct dbn_str s);
bool clause_is_contact(struct dbn_str label);
/* Whether s may stand in a list of units: a name or a group. */
bool clause_is_name(struct dbn_str s);
/* Off with 以上任务由 and the like. */
struct dbn_str clause_cut_reference(struct dbn_str s);
/* Whether words that are no name follow the unit of `name` bytes: 市教育局|全力保障. */
bool clause_has_tail(struct dbn_str s, size_t name);
/* 市商务局牵头|市财政局配合 without a blank: where the second begins, or 0. */
size_t clause_two_phrases(struct dbn_str s);
/* 责任单位 and nothing else, its colon misread. */
bool clause_label_alone(struct dbn_str s);
/* 完成时限 and nothing else. */
bool clause_time_label_alone(struct dbn_str s);
/* A label without its colon behind the name that s begins with: where, or 0. */
size_t clause_label_behind(struct dbn_str s, struct clause_label *label);

/* 其余单位 in 其余单位配合; 以下各项 in 以下各项均需各镇街落实. */
bool clause_speaks_of_others(struct dbn_str s);
bool clause_states_default(struct dbn_str s);
/* A name that we do not know, by its ending: kept where units that we know stand beside it. */
bool clause_ends_like_body(struct dbn_str s);
/* 各招标人: a collective expression in a list of units, by its first word alone. */
bool clause_is_each(struct dbn_str s);
/* 开发区管委会 behind 各镇街、: whether s goes on the collective expression before it. */
bool clause_goes_with_group(const struct clause_part *prev, struct dbn_str s, char sep);
/* Whether they are offices of one house, which no bracket lists but to charge them. */
bool clause_are_offices(const struct clause_parts *parts);

/* ---- unit_share.c ---- */
/* Gives stems the ending of the name behind them: 城东、城西街道办事处; returns how many. */
size_t parts_share_endings(struct dbn_arena *arena, struct clause_parts *parts);

/* ---- unit_prefix.c ---- */
/* Completes names: shared endings, levels; fills clause->parties. */
bool parts_canonical(struct dbn_arena *arena, struct clause_parts *parts, struct dbn_str text,
		     struct dbn_clause *clause);

/* ---- clause_doubt.c ---- */
/* What in a finished clause a person should look at, as bits; text is what the offsets of
 * its parties count in, a sentence of running text or a clause proper. */
uint64_t clause_doubts(struct dbn_str text, bool sentence, const struct clause_parts *parts,
		       const struct dbn_clause *clause);

/* ---- brackets ---- */
/* Bytes of the bracket that s begins with, or 0. */
size_t bracket_first(struct dbn_str s);
/* +1 for an opening, -1 for a closing bracket or quotation mark, else 0. */
int bracket_step(uint32_t cp);
/* The inside of a text that is one bracket as a whole. */
struct dbn_str bracket_strip(struct dbn_str s);
size_t bracket_depth(struct dbn_str s);
/* Bytes of s outside its brackets. */
size_t bracket_outside(struct dbn_str s);
/* The bracket that s ends in: its inside, *head what stands before. */
bool bracket_last(struct dbn_str s, struct dbn_str *head, struct dbn_str *inside);

#endif
