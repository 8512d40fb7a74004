/*
 * task_walk.c - the tree to rows: which nodes are tasks and whose clause they
 * stand under (GOLD 3, "what is a task").
 */
#include <string.h>

#include "dubanc/text.h"
#include "../text/scan.h"
#include "tasks.h"
#include "tree.h"

enum { PLEDGE_LINES = 40 };

static int walk(struct state *s, size_t node, struct dbn_str path, const struct bearer *under);
static int walk_node(struct state *s, size_t node, struct dbn_str path, const struct bearer *under);

/* ---- what is no task ---- */

bool dbn_node_is_general(const struct reader *r, const struct node *n)
{
	struct dbn_str text = dbn_node_text(r, n), title = dbn_scan_title(text);

	if (dbn_scan_is_any(title, "总体要求|指导思想|工作目标|目标任务|总体目标|主要目标|基本原则|"
				   "工作原则|组织领导|加强组织领导|"
				   "保障措施|工作要求|组织保障|有关要求|附则|实施步骤|工作步骤|"
				   "时间安排|实施范围|适用范围|整治范围|"
				   "强化组织领导|工作安排|组织实施|加强组织实施|工作保障|相关要求|"
				   "总体思路|任务目标|实施时间|"
				   "总则|其他|其他事项|工作背景|任务分工|强化组织保障|加强组织保障|"
				   "背景情况|行动目标|整治目标|治理范围|目标|活动目标|考核奖惩|奖惩办法|活动时间|活动主题"))
		return true;
	if (n->kind != MARK_ARTICLE && n->kind != MARK_HAN && n->kind != MARK_NUM)
		return false;
	return dbn_scan_has_any(text, "起施行|起执行|负责解释|有效期至|有效期为|本办法适用|"
				      "本细则适用|本规定适用|本制度适用|适用本办法|"
				      "本方案适用|所称|本办法所指|制定本办法|制定本规定|制定本细则|"
				      "制定本制度|制定本方案|本办法未尽");
}

/* Minutes: what only approves or records charges nobody. */
static bool only_records(const struct state *s, const struct node *n)
{
	struct dbn_str text = dbn_node_text(s->r, n), title = dbn_scan_title(text);

	if (!s->r->minutes)
		return false;
	/* 关于食堂承包合同续签。原则同意续签一年。 */
	if (dbn_scan_starts(title, "关于") && title.len + 3 < text.len)
		text = dbn_str_from(text, title.len + 3);
	return dbn_scan_any_at(text, 0,
			       "同意|原则同意|原则通过|听取|审议通过|会议同意|会议原则|会议听取|"
			       "会议审议|传达|学习|"
			       "会议传达|审议|讨论通过|会议认为|会议指出|会议强调|通报|会议通报|会议学习|会议研究了|会议讨论|会议审定|"
			       "会议组织学习|会议集体学习|会议集中学习|会议书面|会议还听取|会议还传达|会议还通报|会议还审议|集体学习|组织学习");
}

/* ---- preparation ---- */

static bool is_chapter(const struct node *n)
{
	return n->parent == NO_NODE ||
	       (n->heading &&
		(n->kind == MARK_PART || n->kind == MARK_SECTION || n->kind == MARK_HAN));
}

static size_t first_para(const struct outline *o, size_t node)
{
	const struct node *n = &o->items[node];

	return n->text.count      ? n->text.items[0].para
	       : n->clauses.count ? n->clauses.items[0].at.para
				  : 0;
}

/* Whether the clause stands before the first child: it governs the children. */
static bool governs_children(const struct outline *o, const struct node *n)
{
	const struct found *f = &n->clauses.items[0];

	return n->first != NO_NODE && (f->lead_in || f->at.para < first_para(o, n->first));
}

/* Whether the clauses of a chapter stand in paragraphs below its heading. */
static bool in_paragraphs(const struct node *n)
{
	size_t heading = n->parent == NO_NODE ? DBN_NONE
			 : n->text.count      ? n->text.items[0].para
					      : DBN_NONE;

	for (size_t i = 0; i < n->clauses.count; i++) {
		const struct found *f = &n->clauses.items[i];

		if (f->lines || f->lead_in || f->at.para == heading ||
		    (!f->sentence && f->at.to <= f->at.from))
			return false;
		/* A bracket alone in its paragraph governs the heading. */
		for (size_t k = 0; k < n->text.count; k++) {
			if (n->text.items[k].para == f->at.para)
				goto next;
		}
		return false;
	next:;
	}
	return n->clauses.count > 0;
}

/* Bottom up: who has a clause, who has one below. Parents come before children. */
static int mark_owners(struct state *s)
{
	struct outline *o = s->o;

	for (size_t i = o->count; i > 0; i--) {
		struct node *n = &o->items[i - 1];
		int code = dbn_task_merge_clauses(s, n);

		if (code)
			return code;
		n->own = n->clauses.count > 0 || n->record;
		if (n->parent == NO_NODE || n->mute)
			continue;
		/* 以下工作由X牵头 is for the items below, and clauses of paragraphs are theirs: beside it a
		 * chapter without a clause is no task. */
		if (n->own && !(n->clauses.count && n->clauses.items[0].lead_in && governs_children(o, n)) &&
		    !(n->heading && is_chapter(n) && in_paragraphs(n)))
			o->items[n->parent].child_own = true;
		if (n->own || n->below)
			o->items[n->parent].below = true;
	}
	return DBN_OK;
}

/* ---- rows ---- */

/*
 * Unnumbered paragraphs with clauses under a chapter: ¶k. Each becomes a node
 * of its own, so that it is read like any other.
 */
static int paragraph_rows(struct state *s, size_t node, struct dbn_str path)
{
	struct outline *o = s->o;
	struct node chapter = o->items[node];
	size_t k = 0, c = 0;
	int code = DBN_OK;

	for (size_t i = 0; i < chapter.text.count && !code; i++) {
		struct span *at = &chapter.text.items[i];
		struct node *n;
		size_t first, sub = o->count;

		while (c < chapter.clauses.count && chapter.clauses.items[c].at.para < at->para)
			c++;
		first = c;
		while (c < chapter.clauses.count && chapter.clauses.items[c].at.para == at->para)
			c++;
		if (c == first)
			continue;
		n = DBN_PUSH_LONG(s->r->arena, o);
		if (!n)
			return dbn_fail_memory(s->r->err);
		*n = (struct node) { .kind = MARK_NONE, .parent = node, .own = true, .root = "" };
		n->first = n->last = n->next = NO_NODE;
		n->text.items = at;
		n->text.count = n->text.cap = 1;
		n->clauses.items = chapter.clauses.items + first;
		n->clauses.count = n->clauses.cap = c - first;
		n->mark = dbn_row_number(s->r->arena, DBN_STR("¶"), ++k);
		code = c - first > 1
			   ? dbn_task_rows(s, sub, dbn_path_join(s->r->arena, path, n->mark))
			   : dbn_task_row(s, sub, dbn_path_join(s->r->arena, path, n->mark), NULL);
	}
	return code;
}

static int bearer_of(struct state *s, size_t node, struct dbn_str path, struct dbn_clause *clause,
		     struct bearer *out)
{
	const struct found *f = &s->o->items[node].clauses.items[0];
	int code = dbn_task_clause(s, f, clause);

	*out = (struct bearer) { clause, path, f->text, path.len ? DBN_FROM_INHERIT : DBN_FROM_OWN };
	if (!code && f->limit.len)
		code = dbn_deadline_find(s->r->arena, f->limit, DBN_PLACE_FIELD, &s->r->limits,
					 &clause->limits, s->r->err);
	/* 以下各项均需X落实 alone charges nobody by itself. */
	if (!code)
		code = dbn_task_remember_later(s, clause);
	if (clause->parties.count == 0)
		out->clause = NULL;
	return code;
}

static int walk_children(struct state *s, size_t node, struct dbn_str path,
			 const struct bearer *under, bool only_owners)
{
	int code = DBN_OK;

	for (size_t i = s->o->items[node].first; i != NO_NODE && !code; i = s->o->items[i].next) {
		const struct node *child = &s->o->items[i];

		if (child->mute || (only_owners && !child->own && !child->below))
			continue;
		code = walk(s, i, dbn_path_join(s->r->arena, path, child->mark), under);
		if (!code && s->o->items[i].after) {
			struct dbn_clause clause;

			code = dbn_task_clause(s, s->o->items[i].after, &clause);
			if (!code)
				code = dbn_task_remember_later(s, &clause);
		}
	}
	return code;
}

static int walk_record(struct state *s, size_t node, struct dbn_str path)
{
	int code = dbn_task_row(s, node, path, NULL);

	s->r->within = (struct dbn_str) { "", 0 }; /* it has it, its parts have not */
	return code ? code : walk_children(s, node, path, NULL, true);
}

static bool is_none_row(const struct state *s, const struct node *n)
{
	const struct node *parent = &s->o->items[n->parent];

	if (!parent->child_own || n->mute || (n->parent != NO_NODE && parent->record))
		return false;
	if (only_records(s, n))
		return false;
	return parent->parent != NO_NODE || !dbn_node_is_general(s->r, n);
}

/*
 * A notice of supervision in which no item names a unit charges those it is sent to (主送机关:
 * GB/T 9704 7.3.2, the line before the text that ends in a colon).
 */
static int addressee_of(struct state *s, const struct node *root, struct dbn_clause *clause, struct bearer *out)
{
	int code = DBN_OK;

	for (size_t i = 0; i < root->text.count && !out->clause && !code; i++) {
		struct span at = root->text.items[i];
		struct dbn_str text = dbn_str_sub(s->r->paras.items[at.para].text, at.from, at.to - at.from);

		if (!dbn_str_ends(text, DBN_STR("：")))
			continue;
		text.len -= strlen("：");
		s->line = dbn_para_line(&s->r->paras.items[at.para], at.from);
		code = dbn_task_units(s, text, clause);
		if (!code && clause->parties.count)
			*out = (struct bearer) { clause, { "", 0 }, text, DBN_FROM_FIELD };
	}
	return code;
}

/* 目标管理责任书, 责任状: what one side undertakes. */
static bool is_pledge(const struct reader *r)
{
	return dbn_scan_has_any(r->doc->head.title, "责任书|责任状|承诺书|任务书") &&
	       !dbn_scan_has_any(r->doc->head.title, "通知|方案|意见|办法");
}

/* 乙方：白马镇人民政府, 与平桥区人民政府签订本责任书: who undertakes it. */
static struct dbn_str pledger(struct dbn_str s)
{
	size_t at = dbn_str_find(s, DBN_STR("乙方：")), end = 0, with;
	struct dbn_str name;

	if (at != DBN_NONE) {
		name = dbn_str_from(s, at + strlen("乙方："));
		while (end < name.len && !dbn_scan_any_at(name, end, "，|。|；|（|甲方|丙方"))
			dbn_utf8_next(name, &end);
		return dbn_scan_strip(dbn_str_sub(name, 0, end));
	}
	at = dbn_str_find(s, DBN_STR("签订"));
	for (with = at == DBN_NONE ? 0 : at; with > 0 && !dbn_scan_any_at(s, with, "与|同|和"); )
		dbn_utf8_prev(s, &with);
	return with ? dbn_str_sub(s, with + 3, at - with - 3) : (struct dbn_str) { "", 0 };
}

static int pledger_of(struct state *s, struct dbn_clause *clause, struct bearer *out)
{
	const struct lines *lines = &s->r->lines;
	int code = DBN_OK;

	for (size_t i = 0; i < lines->count && i < PLEDGE_LINES && !out->clause && !code; i++) {
		struct dbn_str name = pledger(lines->items[i].text);

		if (!dbn_clause_is_list(name) && !dbn_clause_names_departments(name))
			continue;
		s->line = lines->items[i].number;
		code = dbn_task_units(s, name, clause);
		if (!code && clause->parties.count)
			*out = (struct bearer) { clause, { "", 0 }, name, DBN_FROM_FIELD };
	}
	return code;
}

/* What is undertaken stands under such a heading; the others are about the paper itself. */
static bool holds_aims(const struct state *s, const struct node *n)
{
	struct dbn_str title = dbn_scan_title(dbn_node_text(s->r, n));

	return dbn_scan_has_any(title, "目标|任务|职责|指标|重点工作|工作内容|承诺|责任内容|责任事项") &&
	       !dbn_scan_has_any(title, "责任追究|考核|奖惩|期限|附则|监督|本责任书|甲方");
}

static int walk_pledge(struct state *s, size_t root, struct dbn_str path)
{
	struct dbn_clause clause;
	struct bearer all = { 0 };
	int code = pledger_of(s, &clause, &all);

	for (size_t i = s->o->items[root].first; all.clause && i != NO_NODE && !code; i = s->o->items[i].next) {
		const struct node *n = &s->o->items[i];

		if (!n->mute && n->heading && n->first != NO_NODE && holds_aims(s, n))
			code = walk_children(s, i, dbn_path_join(s->r->arena, path, n->mark), &all, false);
	}
	return code;
}

static int walk_notice(struct state *s, size_t root, struct dbn_str path)
{
	struct dbn_clause clause;
	struct bearer all = { 0 };
	struct node *n = &s->o->items[root];
	int code = addressee_of(s, n, &clause, &all);

	return code || !all.clause ? code : walk_children(s, root, path, &all, false);
}

/* Whether the paper is nothing but running text to somebody. */
static bool is_letter(const struct state *s, const struct node *root)
{
	if (root->first != NO_NODE || root->root[0] || s->r->minutes || s->r->doc->items.count)
		return false;
	for (size_t i = 0; i < s->r->paras.count; i++)
		if (s->r->paras.items[i].table)
			return false;
	return true;
}

static int walk_letter(struct state *s, size_t root, struct dbn_str path)
{
	struct dbn_clause clause;
	struct bearer all = { 0 };
	int code = addressee_of(s, &s->o->items[root], &clause, &all);

	return code || !all.clause ? code : dbn_letter_read(s, &all, path);
}

/* Whether a child of a node with a clause has none of its own, and so stands under it. */
static bool anybody_inherits(const struct outline *o, const struct node *n)
{
	for (size_t i = n->first; i != NO_NODE; i = o->items[i].next)
		if (!o->items[i].mute && !o->items[i].own && !o->items[i].below)
			return true;
	return false;
}

static int walk(struct state *s, size_t node, struct dbn_str path, const struct bearer *under)
{
	struct dbn_str outer = s->r->within;
	int code;

	if (s->o->items[node].within.len)
		s->r->within = s->o->items[node].within;
	code = walk_node(s, node, path, under);
	s->r->within = outer;
	return code;
}

static int walk_node(struct state *s, size_t node, struct dbn_str path, const struct bearer *under)
{
	struct node *n = &s->o->items[node];
	struct dbn_clause clause;
	struct bearer own = { 0 };
	int code;

	if (n->parent == NO_NODE && is_pledge(s->r)) {
		size_t rows = s->r->doc->items.count;

		code = walk_pledge(s, node, path);
		if (code || s->r->doc->items.count > rows)
			return code;
		n = &s->o->items[node];
	}
	if (n->record)
		return walk_record(s, node, path);
	if (n->clauses.count && in_paragraphs(n) && is_chapter(n)) {
		bool only_owners = n->first != NO_NODE;

		/* the paragraphs become nodes: n is no longer where it was */
		code = n->parent == NO_NODE && n->below ? DBN_OK : paragraph_rows(s, node, path);
		return code ? code : walk_children(s, node, path, under, only_owners);
	}
	if (n->clauses.count && governs_children(s->o, n)) {
		code = bearer_of(s, node, path, &clause, &own);
		if (!code && own.clause && !anybody_inherits(s->o, n)) /* GOLD 3: the item itself is no task then */
			dbn_doubt_add(s->r, DBN_DOUBT_CLAUSE_PLACE, s->line, path, own.text);
		return code ? code : walk_children(s, node, path, own.clause ? &own : under, false);
	}
	if (n->below)
		return walk_children(s, node, path, under, false);
	if (n->parent == NO_NODE && is_letter(s, n))
		return walk_letter(s, node, path);
	if (n->parent == NO_NODE)
		return tree_is_notice(s->r) ? walk_notice(s, node, path) : DBN_OK;
	if (n->clauses.count > 1)
		return dbn_task_rows(s, node, path);
	if (n->clauses.count == 1 || under || is_none_row(s, n))
		return dbn_task_row(s, node, path, under);
	return DBN_OK;
}

/* ---- all ---- */

static struct dbn_str root_prefix(struct state *s, const struct node *root)
{
	if (!root->root[0])
		return (struct dbn_str) { "", 0 };
	if (s->o->attachments < 2)
		return dbn_str_of(root->root);
	return dbn_row_number(s->r->arena, dbn_str_of(root->root), (size_t)root->attachment);
}

/* 表 where a part of the document has one table of tasks, 表1 表2 where several. */
static int read_tables(struct state *s)
{
	struct reader *r = s->r;
	int code = DBN_OK;

	for (size_t i = 0; i < r->paras.count; i++) {
		const struct para *p = &r->paras.items[i];

		if (p->table && dbn_table_at(r, p->row_line))
			s->o->items[p->node].tables++;
	}
	for (size_t i = 0; i < r->paras.count && !code; i++) {
		const struct para *p = &r->paras.items[i];
		struct grid *g = p->table ? dbn_table_at(r, p->row_line) : NULL;
		struct node *root = g ? &s->o->items[p->node] : NULL;

		if (!g)
			continue;
		r->within = root->within;
		code = dbn_table_read(r, g, root_prefix(s, root), root->tables > 1 ? ++root->tables_read : 0);
		r->within = (struct dbn_str) { "", 0 };
	}
	return code;
}

int dbn_tasks_build(struct reader *r, struct outline *o)
{
	struct state s = { .r = r, .o = o, .rule = r->doc->head.lead_rule };
	int code = mark_owners(&s);
	size_t roots = o->count;

	for (size_t i = 0; i < roots && !code; i++) {
		if (o->items[i].parent == NO_NODE)
			code = walk(&s, i, root_prefix(&s, &o->items[i]), NULL);
	}
	return code ? code : read_tables(&s);
}
