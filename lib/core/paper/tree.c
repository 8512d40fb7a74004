/* tree.c - nodes of the outline: where a marker puts them, what is given to them. */
#include "dubanc/text.h"
#include "../text/scan.h"
#include "tree.h"

enum { HEADING_MAX = 90 /* bytes */ };

size_t tree_add(struct builder *b, size_t parent, const struct marker *m, struct dbn_str mark)
{
	struct outline *o = b->o;
	struct node *n = DBN_PUSH_LONG(b->r->arena, o);
	size_t at = o->count - 1;

	if (!n)
		return NO_NODE;
	*n = (struct node) { .kind = m ? m->kind : MARK_NONE,
			     .number = m ? m->number : 0,
			     .mark = mark,
			     .sign = m && m->kind == MARK_BULLET ? dbn_scan_strip(m->text) : (struct dbn_str) { "", 0 } };
	n->parent = parent;
	n->first = n->last = n->next = NO_NODE;
	n->odd = m && m->odd;
	n->root = "";
	if (parent != NO_NODE) {
		struct node *p = &o->items[parent];

		if (p->last == NO_NODE)
			p->first = at;
		else
			o->items[p->last].next = at;
		p->last = at;
	}
	return at;
}

static bool is_bullet(enum marker_kind kind)
{
	return kind == MARK_BULLET || kind == MARK_SHI;
}

/* Small numbers, whose order differs from paper to paper: 1）（1）, ①（1）, （1）①. */
static bool is_small(enum marker_kind kind)
{
	return kind == MARK_NUM_PAREN || kind == MARK_NUM_HALF || kind == MARK_CIRCLE;
}

static void note_order(struct builder *b, size_t node)
{
	const struct node *nodes = b->o->items;

	for (size_t up = nodes[node].parent; up != NO_NODE; up = nodes[up].parent)
		b->over[nodes[up].kind][nodes[node].kind] = true;
}

/* Whether a bullet stands below one of another sign and that one's own sign comes again: ★ below ▲, then ▲. */
static bool is_under(const struct builder *b, size_t node, const struct marker *m)
{
	const struct node *nodes = b->o->items;
	struct dbn_str sign = m->kind == MARK_BULLET ? dbn_scan_strip(m->text) : (struct dbn_str) { "", 0 };

	if (!sign.len || dbn_str_eq(nodes[node].sign, sign))
		return false;
	for (size_t up = nodes[node].parent; up != NO_NODE; up = nodes[up].parent)
		if (nodes[up].kind == MARK_BULLET && dbn_str_eq(nodes[up].sign, sign))
			return true;
	return false;
}

/* ▲宣传阶段（5月20日—31日）, then ★制作展板。…: a bullet that is a heading, and one of another sign below it. */
static bool heads_bullets(const struct builder *b, size_t node, const struct marker *m)
{
	const struct node *n = &b->o->items[node];
	struct dbn_str text = dbn_node_text(b->r, n);

	return m->kind == MARK_BULLET && n->sign.len && !dbn_str_eq(n->sign, dbn_scan_strip(m->text)) && n->text.count == 1 &&
	       !n->clauses.count && text.len && text.len <= HEADING_MAX && !dbn_scan_has_any(text, "，|。|；|：");
}

/*
 * The node that a marker of this kind stands under: its kind's last node's
 * parent where one is open, else below what ranks higher. A first number of a
 * higher rank than what it follows is taken as a level of its own.
 */
static size_t parent_for(const struct builder *b, const struct marker *m)
{
	const struct node *nodes = b->o->items;
	size_t at = b->current;

	for (size_t up = at; up != b->root; up = nodes[up].parent) {
		/* 整改措施：1.… inside a record that has a number of this kind itself. */
		if (nodes[up].record && b->measures && m->number == 1)
			return up;
		if (nodes[up].kind != m->kind || is_under(b, up, m))
			continue;
		if (heads_bullets(b, up, m))
			return up;
		/* Bullets of one list stand together; a new 一是 opens a list. */
		return nodes[up].parent;
	}
	while (at != b->root && nodes[at].kind >= m->kind) {
		/* （一）预算管理方面, then 问题1：… */
		if (m->kind == MARK_RECORD && nodes[at].kind == MARK_HAN_PAREN &&
		    tree_only_heading(&nodes[at]) && !nodes[at].clauses.count)
			return at;
		if (m->number == 1 && is_small(m->kind) && is_small(nodes[at].kind) &&
		    !b->over[m->kind][nodes[at].kind])
			return at;
		if (m->number == 1 && nodes[at].kind != MARK_BULLET && nodes[at].kind != MARK_SHI &&
		    nodes[at].parent == b->root && nodes[at].number > 0 && m->kind > MARK_HAN)
			return at;
		at = nodes[at].parent;
	}
	return at;
}

bool tree_is_supervision(struct dbn_str word)
{
	return dbn_scan_any_at(word, 0, "督办|督查|交办|承办") > 0;
}

/* A notice of supervision by its title: whatever its items call themselves, they are 督办/k. */
static bool supervises(const struct reader *r)
{
	return dbn_scan_has_any(r->doc->head.title, "督办通知|督办单|督查通知|督办函|督办件|督办卡|提醒单|督办令|"
						    "催办单|督办书");
}

/* Whether the whole paper is a supervision notice: its items are 督办/k. */
bool tree_is_notice(const struct reader *r)
{
	return supervises(r) || dbn_scan_has_any(r->doc->head.title, "交办单|交办通知|交办卡|交办函|交办书|交办令|转办单|转办通知|转办函|交办件|转办件|整改通知书|整改通知单|整改告知|"
							   "提示函|提醒函|督促函|督办函|监察建议书|检察建议书|监督意见书|整改指令|工作提示");
}

struct dbn_str dbn_node_text(const struct reader *r, const struct node *n)
{
	struct span at;

	if (!n->text.count)
		return (struct dbn_str) { "", 0 };
	at = n->text.items[0];
	return dbn_str_sub(r->paras.items[at.para].text, at.from, at.to - at.from);
}

struct dbn_str tree_number(struct dbn_arena *arena, const char *before, int n)
{
	return dbn_row_number(arena, dbn_str_of(before), (size_t)n);
}

static struct dbn_str mark_of(struct builder *b, const struct marker *m, size_t parent,
			      bool *record)
{
	struct node *p = &b->o->items[parent];

	*record = m->kind == MARK_RECORD;
	if (m->kind == MARK_RECORD &&
	    (tree_is_supervision(m->word) || (supervises(b->r) && parent == b->root)))
		return tree_number(b->r->arena, "督办/", m->number);
	if (is_bullet(m->kind))
		p->bullets++;
	return dbn_marker_norm(b->r->arena, m, (int)p->bullets);
}

size_t tree_open(struct builder *b, const struct marker *m)
{
	size_t parent = parent_for(b, m), at, before;
	struct dbn_str mark;
	bool record;

	before = b->o->items[parent].last;
	mark = mark_of(b, m, parent, &record);
	at = tree_add(b, parent, m, mark);
	if (at == NO_NODE)
		return at;
	b->o->items[at].record = record;
	note_order(b, at);
	if (before != NO_NODE && m->number > 1 && b->o->items[before].kind == m->kind &&
	    m->number != b->o->items[before].number + 1)
		b->o->items[at].gap = true;
	b->current = at;
	b->lines = false;
	return at;
}

bool tree_span(struct builder *b, size_t node, size_t para, size_t from, size_t to)
{
	struct span *s;

	if (from >= to)
		return true;
	s = DBN_PUSH(b->r->arena, &b->o->items[node].text);
	if (!s)
		return false;
	*s = (struct span) { para, from, to };
	return true;
}

bool tree_in_record(const struct builder *b)
{
	for (size_t up = b->current; up != NO_NODE; up = b->o->items[up].parent) {
		if (b->o->items[up].record)
			return true;
	}
	return false;
}

size_t tree_record(const struct builder *b)
{
	for (size_t up = b->current; up != NO_NODE; up = b->o->items[up].parent) {
		if (b->o->items[up].record)
			return up;
	}
	return b->current;
}

int tree_found(struct builder *b, size_t node, const struct found *f)
{
	struct found *to = DBN_PUSH(b->r->arena, &b->o->items[node].clauses);

	if (!to)
		return dbn_fail_memory(b->r->err);
	*to = *f;
	b->owners[b->o->items[node].kind]++;
	return DBN_OK;
}

/* Whether behind the lines of labels at `para` the number that follows n's stands. */
static bool sibling_follows(const struct builder *b, const struct node *n, size_t para)
{
	enum { LINES_MAX = 6 };

	for (size_t i = para + 1; i < b->r->paras.count && i <= para + LINES_MAX && !b->r->paras.items[i].table; i++) {
		struct label label;
		struct marker m;

		if (dbn_marker_read(b->r->paras.items[i].text, &m))
			return m.kind == n->kind && m.number == n->number + 1;
		if (!dbn_label_at(b->r->paras.items[i].text, 0, &label))
			return false;
	}
	return false;
}

/*
 * A clause on lines of its own behind the last of several sub-items, none of
 * which has one, governs the item that they make up; behind an only one too,
 * where the items before had their clauses so. Not where the next of them follows.
 */
void tree_climb(struct builder *b, size_t para)
{
	const struct node *nodes = b->o->items, *n = &nodes[b->current];

	if (sibling_follows(b, n, para) || n->kind < MARK_NUM || n->clauses.count || n->parent == NO_NODE || b->owners[n->kind] ||
	    nodes[n->parent].kind < MARK_HAN_PAREN ||
	    (nodes[n->parent].first == b->current && !b->owners[nodes[n->parent].kind]) ||
	    nodes[n->parent].clauses.count)
		return;
	b->current = n->parent;
}

bool tree_only_heading(const struct node *n)
{
	return n->heading && n->text.count <= 1;
}

/* Gives [from, to) of a paragraph and its clauses to the current node. */
int tree_give(struct builder *b, struct span at, const struct found *found, size_t count)
{
	struct dbn_str text = b->r->paras.items[at.para].text;
	struct node *n;
	int code = DBN_OK;

	if (!tree_span(b, b->current, at.para, at.from, at.to))
		return dbn_fail_memory(b->r->err);
	for (size_t i = 0; i < count && code == DBN_OK; i++)
		code = tree_found(b, b->current, &found[i]);
	n = &b->o->items[b->current];
	n->closed = false;
	b->lines = false;
	if (count) {
		size_t end = found[count - 1].at.to;

		n->closed = !tree_only_heading(n) &&
			    dbn_scan_strip(dbn_str_sub(text, end, at.to - end)).len == 0;
	}
	return code;
}
