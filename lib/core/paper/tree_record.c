/*
 * tree_record.c - records without numbers: what opens one, and the lines of labels that stand
 * above it (承办单位：X, then 交办事项：Y).
 */
#include <string.h>

#include "dubanc/text.h"
#include "../text/scan.h"
#include "tree.h"

enum { LINES_ABOVE_MAX = 6 };

/* Whether the record that is open has no text yet: 问题1： on a line, 存在问题：X on the next. */
static bool awaits_text(const struct node *n)
{
	return n->record && !n->text.count && !n->clauses.count && n->first == NO_NODE;
}

/* 承办单位：X above 交办事项：Y in a form: what stands on lines of labels belongs to its one matter. */
static void take_lines_above(struct builder *b, size_t record)
{
	struct node *above = &b->o->items[b->o->items[record].parent], *n = &b->o->items[record];
	struct label first;

	if (above->parent != NO_NODE || !above->clauses.count || (above->first != record && b->headed == NO_NODE))
		return;
	for (size_t i = 0; i < above->clauses.count; i++)
		if (!above->clauses.items[i].lines)
			return;
	n->clauses = above->clauses;
	memset(&above->clauses, 0, sizeof above->clauses);
	/* the first of several may speak for all; where others have lines above them too, for itself */
	b->shared = b->headed == NO_NODE && n->clauses.count == 1 ? n->clauses.items[0].text : (struct dbn_str) { "", 0 };
	b->headed = record;
	(void)dbn_label_at(n->clauses.items[0].text, 0, &first);
	b->first_word = first.word;
}

/* Whether the lines say who is responsible, not only who supervises. */
static bool says_who(struct dbn_str text)
{
	struct label label;

	for (size_t at = 0; (at = dbn_label_find(text, at, &label)) != DBN_NONE; at += label.len)
		if (dbn_label_names_units(label.kind) && label.kind != LABEL_SUPERVISE)
			return true;
	return false;
}

static bool names_units(const struct node *n)
{
	for (size_t i = 0; i < n->clauses.count; i++)
		if (!n->clauses.items[i].lines || says_who(n->clauses.items[i].text))
			return true;
	return n->first != NO_NODE;
}

/* 整改单位：X above several records, none of which names another: X answers for each. */
int tree_share_lines_above(struct builder *b)
{
	int code = DBN_OK;

	if (b->headed == NO_NODE || !says_who(b->shared))
		return DBN_OK;
	for (size_t i = b->o->items[b->headed].next; i != NO_NODE; i = b->o->items[i].next)
		if (names_units(&b->o->items[i]))
			return DBN_OK;
	for (size_t i = b->o->items[b->headed].next; i != NO_NODE && !code; i = b->o->items[i].next) {
		struct node *n = &b->o->items[i];
		struct found alone = { .at = { n->text.count ? n->text.items[0].para : 0, 0, 0 }, .lines = true,
				       .text = b->shared };
		struct found *f = n->clauses.count ? &n->clauses.items[0] : NULL;

		if (!n->record)
			continue;
		if (f) {
			struct dbn_str parts[] = { b->shared, f->text.len ? DBN_STR("；") : DBN_STR(""), f->text };

			f->text = dbn_arena_join(b->r->arena, parts, 3);
			f->text_room = 0;
		} else {
			code = tree_found(b, i, &alone);
		}
	}
	return code;
}

/* Whether lines of labels lead from here to the next record: they stand above it. */
static bool leads_to_record(const struct reader *r, size_t para)
{
	struct label label;

	for (size_t i = para + 1; i < r->paras.count && i <= para + LINES_ABOVE_MAX; i++) {
		struct dbn_str s = r->paras.items[i].text;

		if (r->paras.items[i].table)
			return false;
		if (tree_is_record_label(s, 0, &label))
			return label.len < s.len;
		if (!dbn_label_at(s, 0, &label) || !(tree_is_field(label.kind) || label.kind == LABEL_SOURCE))
			return false;
	}
	return false;
}

/* 承办单位：B behind a record that had its 承办单位：A above it: the next one's. */
void tree_leave_record(struct builder *b, size_t para)
{
	size_t record = tree_record(b);
	struct label label;

	if (b->headed == NO_NODE || !b->o->items[record].record || b->o->items[record].parent != b->o->items[b->headed].parent ||
	    !dbn_label_at(b->r->paras.items[para].text, 0, &label) || !tree_is_field(label.kind) ||
	    !dbn_str_eq(dbn_label_known(label.kind, label.word), b->first_word) || !leads_to_record(b->r, para))
		return;
	b->current = b->o->items[record].parent;
	b->lines = b->o->items[b->current].clauses.count > 0;
}

/* How many children of a node are records; all but the last are counted once and for all. */
static size_t records_below(struct builder *b, size_t parent)
{
	const struct node *nodes = b->o->items;
	size_t i = b->counted.parent == parent && b->counted.next != NO_NODE ? b->counted.next : nodes[parent].first;

	if (b->counted.parent != parent || b->counted.next == NO_NODE)
		b->counted.records = 0;
	b->counted.parent = parent;
	for (; i != NO_NODE && nodes[i].next != NO_NODE; i = nodes[i].next)
		b->counted.records += nodes[i].record;
	b->counted.next = i;
	return b->counted.records + (i != NO_NODE && nodes[i].record);
}

/* 任务内容：X in a paper that is a form by its title: its matter, where no item is open. */
static bool opens_form(const struct builder *b, struct dbn_str s, struct label *label)
{
	const struct node *n = &b->o->items[b->current];

	return dbn_label_at(s, 0, label) && label->kind == LABEL_TASK &&
	       dbn_scan_ends_any(b->r->doc->head.title, "单|卡|表|书|函") && (n->parent == NO_NODE || n->record) &&
	       dbn_scan_is_any(label->word, "任务内容|工作任务|工作内容|工作事项|任务事项|交办内容|任务|重点任务|项目名称|工作名称|措施名称|"
					    "目标任务|工作项目|分解任务|议定内容|决定事项");
}

/* 督办事项：X without a number opens a record too; 存在问题：1．X has its number behind the label. */
int tree_record_line(struct builder *b, size_t para, bool *taken)
{
	struct dbn_str s = b->r->paras.items[para].text;
	struct label label;
	struct marker m = { .kind = MARK_RECORD }, inner = { .kind = MARK_NONE };
	size_t parent, n = 0;
	struct dbn_str mark;

	*taken = false;
	if (!(tree_is_record_label(s, 0, &label) || opens_form(b, s, &label)) || s.len == label.len)
		return DBN_OK;
	*taken = true;
	if (awaits_text(&b->o->items[b->current]))
		return tree_span(b, b->current, para, label.len, s.len) ? DBN_OK : dbn_fail_memory(b->r->err);
	/* 存在问题：Y below 项目名称：X says more of the same matter; what is wrong is no part of what is to be done */
	if (tree_in_record(b) && b->record_word.len && !dbn_str_eq(label.word, b->record_word)) {
		b->current = tree_record(b);
		return dbn_scan_has(label.word, "问题") || tree_span(b, b->current, para, label.len, s.len)
			       ? DBN_OK
			       : dbn_fail_memory(b->r->err);
	}
	b->record_word = label.word;
	parent = b->current;
	while (parent != b->root && (b->o->items[parent].record || b->o->items[parent].mute))
		parent = b->o->items[parent].parent;
	n = records_below(b, parent);
	m.number = (int)n + 1;
	mark = tree_is_supervision(label.word) || tree_is_notice(b->r) ? tree_number(b->r->arena, "督办/", m.number)
									: tree_number(b->r->arena, "#", m.number);
	if (dbn_marker_read(dbn_str_from(s, label.len), &inner) && inner.kind == MARK_NUM) {
		mark = dbn_marker_norm(b->r->arena, &inner, 0);
		label.len += inner.len;
	}
	b->current = tree_add(b, parent, &m, mark);
	if (b->current == NO_NODE || !tree_span(b, b->current, para, label.len, s.len))
		return dbn_fail_memory(b->r->err);
	b->o->items[b->current].record = true;
	take_lines_above(b, b->current);
	b->lines = b->o->items[b->current].clauses.count > 0;
	return DBN_OK;
}
