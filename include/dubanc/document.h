/*
 * document.h - a directive as rows: head, slip, items, doubts.
 *
 * dbn_document_parse() takes the decoded UTF-8 text of a document (what
 * encoding.h or the decoders give), joins its lines to paragraphs, reads the
 * outline (一、（一）1.①, tables, fields, slips, minutes …) and gives one item
 * for each task. Paths, titles, units, limits and targets are in the normal
 * form; see the headers of each. Everything lives in the arena.
 */
#ifndef DUBANC_DOCUMENT_H
#define DUBANC_DOCUMENT_H

#include "dubanc/clause.h"
#include "dubanc/roll.h"
#include "dubanc/target.h"

enum dbn_item_kind { DBN_ITEM_TASK, DBN_ITEM_MEASURE, DBN_ITEM_SLIP };

/* Where responsibility came from. */
enum dbn_clause_from {
	DBN_FROM_NONE,
	DBN_FROM_OWN,
	DBN_FROM_INHERIT, /* from the heading or task at inherit_path */
	DBN_FROM_DEFAULT,
	DBN_FROM_TABLE,
	DBN_FROM_SLIP,
	DBN_FROM_FIELD,
};

struct dbn_item {
	struct dbn_str path; /* 二/（三）, 表/7, 批办/1, 三/（九）/m1 … */
	enum dbn_item_kind kind;
	struct dbn_str section; /* title of the chapter it stands in, or empty */
	struct dbn_str title;
	struct dbn_str text;	    /* the whole normalised text without marker and clause */
	struct dbn_str clause_text; /* the clause as written (normalised), or empty */
	struct dbn_clause clause;   /* parties, open, persons; role order lead coop units supervise */
	enum dbn_clause_from from;
	struct dbn_str inherit_path;
	struct dbn_limits limits; /* label, clause or cell first, then the body */
	size_t label_limits;	  /* how many of them came from label, clause or cell */
	struct dbn_targets targets;
	struct dbn_str ocr; /* what was repaired, e.g. "dup" ; or empty */
	size_t first_line, last_line; /* of the source, from 1 */
	size_t off, len;	      /* bytes of the item in the decoded source */
	struct dbn_roll_cells *roll; /* NULL in a document */
	uint64_t doubts;
};

/* A suspected misreading or damage, with its place: reported, never silently mended. */
struct dbn_doubt_at {
	enum dbn_doubt doubt;
	size_t line, col; /* from 1; columns in code points; 0 unknown */
	struct dbn_str path; /* item, or empty */
	struct dbn_str text; /* the words in question */
};

/* Head of the document and the fields of its slip; empty or DBN_NO_DAY where
 * the document does not say. */
struct dbn_head {
	struct dbn_str number;	   /* 通党发〔2023〕8号 */
	struct dbn_str title;
	struct dbn_str issuer;
	struct dbn_str level;	   /* 省 市 县 … from issuer or title, or empty */
	int32_t date;		   /* 成文日期 */
	int32_t received;	   /* 收文/登记/来文日期 of the slip */
	struct dbn_str serial;	   /* 运转号, 收文号 */
	struct dbn_str urgency;	   /* 紧急程度 */
	struct dbn_str secrecy;	   /* 密级 field, as written */
	struct dbn_str channel;	   /* 来文方式 */
	struct dbn_str distribution; /* 此件发至… , 此件公开发布 */
	struct dbn_str secrecy_mark; /* a mark that stops the import (绝密|机密|秘密 ★…), or empty */
	size_t secrecy_line;
	bool internal;		   /* marked 内部 or 工作秘密 */
	enum dbn_lead_rule lead_rule;
};

struct dbn_document {
	struct dbn_head head;
	struct {
		struct dbn_item *items;
		size_t count, cap;
	} items;
	struct {
		struct dbn_doubt_at *items;
		size_t count, cap;
	} doubts;
	struct {
		struct dbn_roll_table *items;
		size_t count, cap;
	} rolls; /* the tables of a roll; none: it is a document */
};

struct dbn_document_ctx {
	struct dbn_str level;	/* overrides the head's */
	int32_t date, received; /* override the head's; DBN_NO_DAY: read them */
	const struct dbn_calendar *calendar;
	const struct dbn_named_day *named;
	size_t named_count;
	enum dbn_rest_day rest_day;
	enum dbn_roll_source source;
	const struct dbn_roll_map *map; /* given: it is a roll whatever the source. NULL: none */
};

/*
 * Limits: 64 MiB of text, a paragraph of 1 MiB, see also clause.h; beyond them
 * DBN_EDATA with the line and the limit. Time is linear in the text.
 */
int dbn_document_parse(struct dbn_arena *arena, struct dbn_str text,
		       const struct dbn_document_ctx *ctx, struct dbn_document *out,
		       struct dbn_err *err);

/*
 * Whether a paragraph is nothing but a mark of secrecy (机密★1年, 秘 密), with a
 * copy number before it or the urgency beside it. Words in running text are none.
 */
bool dbn_is_secrecy_mark(struct dbn_str paragraph);

#endif
