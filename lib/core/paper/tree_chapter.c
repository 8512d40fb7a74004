/*
 * tree_chapter.c - chapters that are fields: （二）牵头单位。X, 三、完成时限 below an
 * item or a whole notice say who and when for what stands beside them.
 */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "../text/scan.h"
#include "tree.h"

/* What field a node is by its title; a title with numbers below it is none. */
static enum label_kind field_of(const struct reader *r, const struct node *n, struct dbn_str *word)
{
	enum label_kind kind;

	if (!n->number || n->first != NO_NODE || n->record)
		return LABEL_NONE;
	*word = dbn_scan_strip(dbn_scan_title(dbn_node_text(r, n)));
	kind = dbn_label_word(*word);
	return tree_is_field(kind) && kind != LABEL_PERSON ? kind : LABEL_NONE;
}

/* Its text without the title. */
static struct dbn_str value_of(const struct reader *r, const struct node *n, size_t title)
{
	struct dbn_str parts[8], s = dbn_node_text(r, n);
	size_t count = 0;

	parts[count++] = dbn_str_from(s, title);
	for (size_t i = 1; i < n->text.count && count < 8; i++) {
		struct span at = n->text.items[i];

		parts[count++] =
		    dbn_str_sub(r->paras.items[at.para].text, at.from, at.to - at.from);
	}
	return dbn_scan_strip(dbn_arena_join(r->arena, parts, count));
}

/* Whether a clause stands in the node's text, and not in a paragraph that is all clause. */
static bool in_text(const struct node *n, const struct found *f)
{
	for (size_t i = 0; i < n->text.count; i++)
		if (n->text.items[i].para == f->at.para)
			return true;
	return false;
}

/* Adds one such chapter to the clause that they make up. */
static int add_field(struct reader *r, const struct node *n, enum label_kind kind,
		     struct dbn_str word, struct found *to)
{
	size_t line = r->paras.items[n->text.items[0].para].first_line;
	struct dbn_str s = dbn_node_text(r, n), value;
	bool free = dbn_scan_ends(word, "分工");
	int code = DBN_OK;

	for (size_t i = 0; i < n->clauses.count && !code; i++) {
		const struct found *f = &n->clauses.items[i];

		if (!f->lines && in_text(n, f))
			continue;
		code = dbn_row_append(r, &to->text, &to->text_room, DBN_STR("；"), f->text, line);
		if (!code && f->limit.len)
			to->limit = f->limit;
	}
	value = value_of(r, n, (size_t)(word.ptr - s.ptr) + word.len);
	if (code || !value.len)
		return code;
	if (kind == LABEL_LIMIT) {
		to->limit = value;
		return DBN_OK;
	}
	if (!free) {
		struct dbn_str parts[] = { word, DBN_STR("："), value };

		value = dbn_arena_join(r->arena, parts, 3);
	}
	return dbn_row_append(r, &to->text, &to->text_room, DBN_STR("；"), value, line);
}

/* A chapter beside such fields that holds what is to be done. */
static bool holds_tasks(const struct reader *r, const struct node *n)
{
	struct dbn_str title = dbn_scan_strip(dbn_scan_title(dbn_node_text(r, n)));
	enum label_kind kind = dbn_label_word(title);

	return kind == LABEL_TASK || kind == LABEL_MEASURE || kind == LABEL_GOAL;
}

static void unlink_fields(struct builder *b, size_t parent)
{
	struct node *nodes = b->o->items, *p = &nodes[parent];
	size_t *link = &p->first;
	struct dbn_str word;

	p->last = NO_NODE;
	while (*link != NO_NODE) {
		if (field_of(b->r, &nodes[*link], &word) != LABEL_NONE) {
			nodes[*link].mute = true;
			nodes[*link].clauses.count = 0;
			*link = nodes[*link].next;
		} else {
			p->last = *link;
			link = &nodes[*link].next;
		}
	}
}

static int fold(struct builder *b, size_t parent)
{
	struct node *nodes = b->o->items;
	struct found f = { .lines = true };
	struct dbn_str word;
	bool units = false;
	int code = DBN_OK;

	for (size_t i = nodes[parent].first; i != NO_NODE && !code; i = nodes[i].next) {
		enum label_kind kind = field_of(b->r, &nodes[i], &word);

		if (kind == LABEL_NONE)
			continue;
		if (!f.at.para)
			f.at.para = nodes[i].text.items[0].para;
		units = units || dbn_label_names_units(kind);
		code = add_field(b->r, &nodes[i], kind, word, &f);
	}
	if (code || !units || !f.text.len)
		return code;
	if (nodes[parent].parent != NO_NODE) {
		unlink_fields(b, parent);
		return tree_found(b, parent, &f);
	}
	f.lead_in = true;
	unlink_fields(b, parent);
	for (size_t i = nodes[parent].first; i != NO_NODE && !code; i = nodes[i].next) {
		if (!holds_tasks(b->r, &nodes[i]))
			continue;
		f.at.para = nodes[i].text.items[0].para;
		code = tree_found(b, i, &f);
	}
	return code;
}

/* ---- chapters named after who has to do what stands in them ---- */

/* （12项）, （共5项） behind a name counts what follows. */
static struct dbn_str without_count(struct dbn_str s)
{
	size_t open = s.len;

	if (!dbn_scan_ends_any(s, "项）|条）|个）|件）"))
		return s;
	while (open > 0 && !dbn_scan_at(s, open, "（"))
		dbn_utf8_prev(s, &open);
	return open ? dbn_str_sub(s, 0, open) : s;
}

/* 县教育局, 县教育局牵头任务（5项）: the clause that such a heading is; empty: it names nobody. */
static struct dbn_str clause_of_heading(struct reader *r, const struct node *n)
{
	struct dbn_str s = dbn_scan_strip(without_count(dbn_scan_strip(dbn_node_text(r, n))));
	struct dbn_str parts[] = { DBN_STR("责任单位："), { "", 0 } };

	if (!n->heading || n->first == NO_NODE || n->record || n->mute || n->clauses.count || n->text.count > 1 ||
	    dbn_scan_has_any(s, "。|；|，"))
		return (struct dbn_str) { "", 0 };
	s = s.len && dbn_scan_starts(s, "由") ? dbn_str_from(s, strlen("由")) : s;
	parts[1] = dbn_scan_cut_end(s, "牵头的任务|牵头的工作|牵头的事项|牵头任务|牵头事项|牵头负责事项|牵头负责的任务|牵头负责|"
				       "负责的任务|负责的工作|负责的事项|负责任务|负责事项|承担的任务|承担任务|主要任务|重点任务|"
				       "重点工作|任务清单|责任清单|工作任务|任务|职责");
	if (dbn_scan_has(dbn_str_from(s, parts[1].len), "牵头"))
		parts[0] = DBN_STR("牵头单位：");
	return dbn_clause_is_list(parts[1]) || dbn_is_group_name(parts[1]) ? dbn_arena_join(r->arena, parts, 2)
									      : (struct dbn_str) { "", 0 };
}

/* One heading that is a name may be a subject; several are a list of who has which tasks. */
static int charge_headings(struct builder *b, size_t parent)
{
	size_t named = 0, chapters = 0;
	int code = DBN_OK;

	for (size_t i = b->o->items[parent].first; i != NO_NODE; i = b->o->items[i].next) {
		chapters += b->o->items[i].first != NO_NODE;
		named += clause_of_heading(b->r, &b->o->items[i]).len > 0;
	}
	for (size_t i = b->o->items[parent].first; named > 1 && named * 2 >= chapters && i != NO_NODE && !code;
	     i = b->o->items[i].next) {
		struct found f = { .lead_in = true, .text = clause_of_heading(b->r, &b->o->items[i]) };

		if (!f.text.len)
			continue;
		f.at.para = b->o->items[i].text.items[0].para;
		code = tree_found(b, i, &f);
	}
	return code;
}

int tree_fold_fields(struct builder *b)
{
	size_t count = b->o->count;
	int code = DBN_OK;

	for (size_t i = 0; i < count && !code; i++)
		if (b->o->items[i].first != NO_NODE && !b->o->items[i].record)
			code = fold(b, i);
	for (size_t i = 0; i < count && !code; i++)
		if (b->o->items[i].first != NO_NODE && !b->o->items[i].record)
			code = charge_headings(b, i);
	return code;
}
