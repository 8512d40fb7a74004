/* tree_limits.c - statements of limits between the items, and the nodes that they are for. */
#include "dubanc/text.h"
#include "../text/scan.h"
#include "tree.h"

/* Whether the numbers go on behind the paragraph. */
static bool number_follows(const struct builder *b, size_t para)
{
	struct marker m;

	return para + 1 < b->r->paras.count &&
	       (b->r->paras.items[para + 1].table || dbn_marker_read(b->r->paras.items[para + 1].text, &m));
}

/* Whether items or a table stand in front of a paragraph. */
static bool has_items(const struct builder *b, size_t para)
{
	if (b->o->items[b->root].first != NO_NODE)
		return true;
	return para > 0 && b->r->paras.items[para - 1].table;
}

/* 请于7月15日前办结 behind the last item speaks of all, in front of the first one too. */
static bool reach_is_clear(const struct builder *b, size_t para, enum limit_reach *reach)
{
	const struct node *n = &b->o->items[b->current];
	bool above_first = n->parent == NO_NODE || (n->heading && n->first == NO_NODE);

	/* 三、办理时限 is a field of the whole paper */
	if (n->heading && dbn_label_word(dbn_scan_title(dbn_node_text(b->r, n))) == LABEL_LIMIT)
		return false;

	if (*reach == REACH_ABOVE)
		return has_items(b, para);
	if (*reach == REACH_NEAR)
		*reach = above_first && !has_items(b, para) ? REACH_BELOW : REACH_ABOVE;
	if (*reach == REACH_BELOW)
		return above_first || number_follows(b, para);
	return !tree_in_record(b) && !number_follows(b, para) &&
	       dbn_scan_any_at(b->r->paras.items[para].text, 0, "请|各|你|贵|以|上|须|务|应|要求|对");
}

/* Each goes through the items of its chapter: more than this in one paper are text made to be slow. */
enum { SAID_MAX = 256 };

static int keep(struct builder *b, const struct said *said)
{
	struct said *to = b->o->said.count < SAID_MAX ? DBN_PUSH(b->r->arena, &b->o->said) : NULL;

	if (b->o->said.count >= SAID_MAX && !to)
		return DBN_OK;
	if (!to)
		return dbn_fail_memory(b->r->err);
	*to = *said;
	return DBN_OK;
}

int tree_limit_line(struct builder *b, size_t para, size_t from, bool *taken)
{
	struct dbn_str s = dbn_str_from(b->r->paras.items[para].text, from);
	struct said said = { .current = b->current, .nodes = b->o->count };
	struct limit_part parts[LIMIT_PARTS_MAX];
	const struct node *n = &b->o->items[b->current];
	int code = DBN_OK;

	*taken = false;
	if (has_items(b, para)) {
		size_t count = dbn_limit_parts(b->r, s, parts);

		for (size_t i = 0; i < count && !code; i++) {
			said.part = parts[i];
			said.numbered = true;
			said.reach = REACH_ABOVE;
			code = keep(b, &said);
		}
		*taken = count > 0;
		if (count)
			return code;
	}
	if (!dbn_limit_said(b->r, s, &said.part.limit, &said.reach) || !reach_is_clear(b, para, &said.reach))
		return DBN_OK;
	/* in front of the first item it may charge somebody too */
	*taken = said.reach == REACH_ABOVE || (n->parent != NO_NODE && !n->heading);
	return keep(b, &said);
}

/* ---- whom they are for ---- */

/* The chapter that a node stands in, the node itself where it is one; the root where there is none. */
static size_t chapter_of(const struct outline *o, size_t node)
{
	while (o->items[node].parent != NO_NODE && !o->items[node].heading)
		node = o->items[node].parent;
	return node;
}

static size_t root_of(const struct outline *o, size_t node)
{
	while (o->items[node].parent != NO_NODE)
		node = o->items[node].parent;
	return node;
}

/* Whether a node opened behind the statement stands under the same root. */
static bool more_follows(const struct outline *o, const struct said *said, size_t root)
{
	for (size_t i = said->nodes; i < o->count; i++)
		if (root_of(o, i) == root && !o->items[i].mute)
			return true;
	return false;
}

static bool is_numbered(const struct limit_part *part, int number)
{
	for (size_t i = 0; i < part->count; i++)
		if (part->numbers[i] == number)
			return true;
	return false;
}

static void spread(struct outline *o, const struct said *said)
{
	size_t root = root_of(o, said->current), scope = chapter_of(o, said->current);

	if (!said->numbered && said->reach == REACH_ABOVE && !more_follows(o, said, root))
		scope = root;
	if ((said->reach == REACH_BELOW && said->current == scope) || o->items[scope].first == NO_NODE) {
		if (!o->items[scope].within.len)
			o->items[scope].within = said->part.limit;
		return;
	}
	for (size_t i = o->items[scope].first; i != NO_NODE; i = o->items[i].next) {
		struct node *n = &o->items[i];
		bool meant = said->reach == REACH_BELOW ? i >= said->nodes : i < said->nodes;

		if (said->numbered && !said->part.rest)
			meant = meant && is_numbered(&said->part, n->number);
		if (meant && (!n->within.len || (said->reach == REACH_BELOW && !n->heading)))
			n->within = said->part.limit;
	}
}

void tree_spread_limits(struct builder *b)
{
	struct outline *o = b->o;

	for (size_t i = 0; i < o->count; i++) {
		struct node *n = &o->items[i];

		if (n->first == NO_NODE || n->parent == NO_NODE || n->record) /* a record keeps its own, its parts have none */
			continue;
		/* 完成时限：6月底前 below a heading, and no more */
		if (n->clauses.count == 1 && !n->clauses.items[0].text.len)
			n->within = n->clauses.items[0].limit;
		if (!n->within.len)
			n->within = dbn_limit_of_heading(b->r, dbn_node_text(b->r, n));
	}
	if (!o->items[b->root].within.len && !o->attachments)
		o->items[b->root].within = dbn_limit_of_title(b->r, b->r->doc->head.title);
	/* what is said of some is said before what is said of the rest */
	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < o->said.count; i++)
			if (o->said.items[i].part.rest == (pass > 0))
				spread(o, &o->said.items[i]);
}
