/* docx.h - the pieces of the reader of Word files (private to lib/decode/docx*.c). */
#ifndef DECODE_DOCX_H
#define DECODE_DOCX_H

#include "zip.h"

enum { DOCX_LEVELS = 9, DOCX_FIELDS = 16 };

enum docx_tri { DOCX_UNSET, DOCX_OFF, DOCX_ON };

struct docx_style {
	struct dbn_str id, based_on;
	struct dbn_str num_id; /* ptr NULL: not said */
	int level;	       /* -1: not said */
	enum docx_tri vanish;
	bool toc;
};

struct docx_level {
	int32_t start, restart; /* restart: -1 as usual, 0 never, k after level k */
	struct dbn_str format, text, style;
	bool legal;		/* all numbers decimal */
	bool touches;		/* nothing stands between number and text (w:suff) */
	bool known;
};

struct docx_abstract {
	struct dbn_str id, style_link, num_style_link;
	struct docx_level levels[DOCX_LEVELS];
	int32_t value[DOCX_LEVELS];
	bool seen[DOCX_LEVELS];
};

struct docx_num {
	struct dbn_str id, abstract_id;
	struct docx_abstract *abstract; /* where its counters live; NULL: none */
	struct docx_level *own[DOCX_LEVELS];
	int32_t start_override[DOCX_LEVELS]; /* -1: none */
	bool started[DOCX_LEVELS];
};

struct docx {
	struct dec *d;
	struct zip_pkg *z;
	DBN_LIST(struct docx_style) styles;	  /* sorted by id */
	DBN_LIST(struct docx_abstract) abstracts; /* sorted by id */
	DBN_LIST(struct docx_num) nums;		  /* sorted by id */
	struct dbn_str default_style;
	/* Nested fields: is this one in its instruction, or hidden altogether? */
	struct {
		bool instruction, hidden;
	} fields[DOCX_FIELDS];
	size_t field_count;
	struct dbn_buf *cell; /* paragraphs go here inside a cell; else NULL */
	struct dbn_buf joined; /* text of a paragraph whose mark was deleted */
	DBN_LIST(struct dbn_str) notes; /* ids of footnotes and endnotes referred to: "f2", "e1" */
	bool unseen;	       /* something of the paragraph is hidden or deleted */
	size_t revisions, comments, pictures, chunks, restarts;
};

/* Block content: paragraphs, tables, content controls below node. */
int docx_blocks(struct docx *x, const struct xml_node *node);
int docx_block(struct docx *x, const struct xml_node *node);
int docx_table(struct docx *x, const struct xml_node *tbl);
/* One finished paragraph, to the text or to the cell. */
void docx_emit(struct docx *x, struct dbn_str text);

/* Marks of secrecy in what is hidden in a paragraph or deleted from it. */
int docx_unseen(struct docx *x, const struct xml_node *par);
/* Whether a run is hidden, by its own properties or its style. */
bool docx_run_vanishes(const struct docx *x, const struct xml_node *run);

/* Styles and numbering, from parts that may be missing (empty path). */
int docx_read_styles(struct docx *x, struct dbn_str path);
int docx_read_numbering(struct docx *x, struct dbn_str path);
const struct docx_style *docx_style_find(const struct docx *x, struct dbn_str id);
/* Whether text in this style is hidden. */
bool docx_style_vanishes(const struct docx *x, struct dbn_str id);
/* A toggle such as <w:b/>: absent, off or on. */
enum docx_tri docx_toggle(const struct xml_node *props, const char *name);
/* Counts the paragraph and appends its automatic number, if it has one. */
void docx_number(struct docx *x, const struct xml_node *ppr, struct dbn_buf *out);
/* A number as w:numFmt says. */
void docx_format_number(struct dbn_buf *out, struct dbn_str format, int32_t value);

#endif
