/* task_rows.c - rows of one node: its clauses read, its text, its place. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/scan.h"
#include "../unit/unit.h"
#include "tasks.h"

/* ---- clauses ---- */

/*
 * 以下工作均需各公立医院落实，不再列出 behind a clause, or alone: where it
 * starts, and the group that it names. DBN_NONE: there is none.
 */
static size_t find_default(struct dbn_str text, struct dbn_str *group)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t before = dbn_scan_cp_before(text, at);
		size_t from = at, word = 0, end;

		if ((at == 0 || dbn_scan_is_end(before) || before == 0xff0c) &&
		    dbn_scan_any_at(text, at, "以下|后续|此后|下列")) {
			while (from < text.len && from - at < 90 &&
			       !(word = dbn_scan_any_at(text, from, CHARGES_ALL)))
				dbn_utf8_next(text, &from);
			for (end = from + word; word && end < text.len && end - from < 300;) {
				if (dbn_scan_any_at(text, end,
						    "落实|负责|配合|承担|执行|参与|组织实施")) {
					*group = dbn_str_sub(text, from + word, end - from - word);
					return at;
				}
				dbn_utf8_next(text, &end);
			}
		}
		dbn_utf8_next(text, &at);
	}
	return DBN_NONE;
}

static int parse_as(struct state *s, struct dbn_str text, enum dbn_clause_form form,
		    struct dbn_clause *out)
{
	struct dbn_clause_ctx ctx = { .level = s->r->doc->head.level,
				      .lead_rule = s->rule,
				      .star_leads = s->r->stars,
				      .star_rest = s->r->star_rest,
				      .limits = &s->r->limits };
	struct dbn_err err = { .code = DBN_OK };
	int code;

	*out = (struct dbn_clause) { .labelled = false };
	code = dbn_clause_parse(s->r->arena, text, form, &ctx, out, &err);
	return code ? dbn_row_refuse(s->r, &err, s->line) : DBN_OK;
}

int dbn_task_clause(struct state *s, const struct found *f, struct dbn_clause *out)
{
	struct dbn_str text = f->text;
	struct dbn_str group = { "", 0 };
	size_t from;
	int code;

	s->line = dbn_para_line(&s->r->paras.items[f->at.para], f->at.from);
	code = parse_as(s, text, DBN_CLAUSE_FREE, out);
	if (!code && out->not_a_clause && (f->places || dbn_clause_names_departments(text))) {
		/* 【局办公室】 was found where only a clause stands, 平川县、石门县： among names of units */
		code = parse_as(s, text, DBN_CLAUSE_UNITS, out);
		out->labelled = out->units_label = false;
	}
	if (!code && !out->later.count && (from = find_default(text, &group)) != DBN_NONE) {
		struct dbn_clause later;

		code = parse_as(s, dbn_scan_chop(dbn_str_sub(text, 0, from)), DBN_CLAUSE_FREE, out);
		if (!code)
			code = parse_as(s, group, DBN_CLAUSE_UNITS, &later);
		if (!code)
			out->later = later.parties;
	}
	if (!code && out->states_from_here)
		s->rule = out->states_rule;
	return code;
}

int dbn_task_units(struct state *s, struct dbn_str text, struct dbn_clause *out)
{
	return parse_as(s, text, DBN_CLAUSE_UNITS, out);
}

int dbn_task_remember_later(struct state *s, const struct dbn_clause *c)
{
	struct dbn_clause all = { .parties = s->later };
	int code;

	if (c->later.count == 0)
		return DBN_OK;
	code = dbn_row_add_parties(s->r, &all, &c->later, s->line);
	s->later = all.parties;
	return code;
}

/* ---- places ---- */

static size_t last_node(const struct outline *o, size_t node)
{
	while (o->items[node].last != NO_NODE)
		node = o->items[node].last;
	return node;
}

/* Source bytes and lines of a node, down to its last descendant. */
static void set_place(struct state *s, struct dbn_item *item, size_t node)
{
	const struct node *n = &s->o->items[node], *end = &s->o->items[last_node(s->o, node)];
	size_t first = DBN_NONE, last = 0;

	if (n->text.count)
		first = n->text.items[0].para;
	else if (n->clauses.count)
		first = n->clauses.items[0].at.para;
	if (first == DBN_NONE)
		return;
	last = first;
	if (end->text.count)
		last = end->text.items[end->text.count - 1].para;
	if (end->clauses.count && end->clauses.items[end->clauses.count - 1].at.para > last)
		last = end->clauses.items[end->clauses.count - 1].at.para;
	item->off = s->r->paras.items[first].off;
	item->first_line = s->r->paras.items[first].first_line;
	if (n->text.count) {
		/* Items that run on in one paragraph begin where they begin. */
		const struct span *at = &n->text.items[0];

		if (at->from > 40) {
			item->off = dbn_para_source(&s->r->paras.items[first], at->from);
			item->first_line = dbn_para_line(&s->r->paras.items[first], at->from);
		}
	}
	if (last < first)
		last = first;
	item->last_line = s->r->paras.items[last].last_line;
	item->len = s->r->paras.items[last].off + s->r->paras.items[last].len - item->off;
	for (size_t i = first; i <= last && !item->ocr.len; i++)
		item->ocr = s->r->paras.items[i].ocr;
}

/* ---- rows ---- */

static struct dbn_str section_of(const struct state *s, size_t node)
{
	const struct node *nodes = s->o->items;
	size_t top = NO_NODE;

	for (size_t up = nodes[node].parent; up != NO_NODE && nodes[up].parent != NO_NODE;
	     up = nodes[up].parent)
		top = up;
	if (top == NO_NODE || !nodes[top].text.count)
		return (struct dbn_str) { "", 0 };
	{
		struct span at = nodes[top].text.items[0];
		size_t end = at.to;

		for (size_t i = 0; i < nodes[top].clauses.count; i++) {
			struct span cut = nodes[top].clauses.items[i].at;

			if (cut.para == at.para && cut.to > cut.from && cut.from >= at.from &&
			    cut.from < end)
				end = cut.from;
		}
		return dbn_scan_title(
		    dbn_str_sub(s->r->paras.items[at.para].text, at.from, end - at.from));
	}
}

/* 检查发现存在下列隐患： above the numbers: each begins with what is wrong. */
static bool lists_problems(const struct state *s, const struct node *parent)
{
	struct span at;
	struct dbn_str text;

	if (parent->text.count == 0)
		return false;
	at = parent->text.items[parent->text.count - 1];
	text = dbn_str_sub(s->r->paras.items[at.para].text, at.from, at.to - at.from);
	return dbn_scan_has_any(text, "存在|发现|反馈|反映") &&
	       dbn_scan_ends_any(text, "问题：|隐患：|不足：|问题如下：|隐患如下：|情形：|短板：");
}

/* How long the statement is with which a record about a problem begins. */
static size_t problem_length(const struct state *s, const struct node *n)
{
	if (n->parent != NO_NODE && n->text.count && lists_problems(s, &s->o->items[n->parent])) {
		struct dbn_str text = dbn_node_text(s->r, n);
		size_t comma = dbn_str_find(text, DBN_STR("，"));

		return comma == DBN_NONE ? text.len : comma;
	}
	if (!n->text.count || !(n->problem || (n->record && dbn_scan_has(n->mark, "问题"))))
		return 0;
	return n->text.items[0].to - n->text.items[0].from;
}

static int add_item(struct state *s, size_t node, struct dbn_str path, struct dbn_item *base)
{
	base->path = path;
	base->kind = DBN_ITEM_TASK;
	base->section = section_of(s, node);
	s->problem = problem_length(s, &s->o->items[node]);
	if (!base->first_line)
		set_place(s, base, node);
	return DBN_OK;
}

static void doubt_title(struct dbn_item *item)
{
	if (dbn_utf8_length(item->title) > 60)
		item->doubts |= DBN_DOUBT_BIT(TITLE_LONG);
}

/* Stores a row, with the defaults that hold for it, its limits and targets. */
static int emit(struct state *s, struct dbn_item *item, struct dbn_str label_limit, bool measures)
{
	struct dbn_item *to = DBN_PUSH_LONG(s->r->arena, &s->r->doc->items);
	size_t at = s->r->doc->items.count - 1;
	struct dbn_limits body = { NULL, 0, 0 };
	int code = DBN_OK;

	if (!to)
		return dbn_fail_memory(s->r->err);
	/* 以下各项均需X落实 in a clause: the row that says so is the first of them */
	code = dbn_task_remember_later(s, &item->clause);
	if (!code && s->later.count && item->from != DBN_FROM_NONE)
		code = dbn_row_add_parties(s->r, &item->clause, &s->later, item->first_line);
	doubt_title(item);
	if (!code)
		code = dbn_row_fill(s->r, item, label_limit, &body);
	dbn_row_forget_targets(item, s->problem);
	s->r->doc->items.items[at] = *item;
	if (!code && measures)
		code = dbn_row_measures(s->r, item, &body);
	return code;
}

/* The title: the first sentence of what comes before the first clause. */
static struct dbn_str title_of(struct dbn_str text)
{
	struct dbn_str t = dbn_scan_title(text);

	while (t.len == 0 && text.len) {
		/* A stray point in front. */
		size_t skip = 0;

		dbn_utf8_next(text, &skip);
		text = dbn_str_from(text, skip);
		t = dbn_scan_title(text);
	}
	return dbn_str_trim(t);
}

static bool stands_apart(const struct state *s, const struct node *n, size_t i)
{
	const struct found *a = &n->clauses.items[i - 1], *b = &n->clauses.items[i];
	struct dbn_str text = s->r->paras.items[a->at.para].text;

	if (b->lines)
		return false;
	if (a->lines) /* behind lines of labels a paragraph with a clause of its own: 新建码头。（县交通局） */
		return !n->record && a->at.para != b->at.para && b->at.from > 3;
	if (a->at.para != b->at.para) {
		struct dbn_str behind = dbn_str_from(s->r->paras.items[b->at.para].text, b->at.to);

		/* 县水利局：…。 below 县住建局：…。 */
		return b->at.from > 3 || (b->front && dbn_scan_strip(behind).len > 0);
	}
	return dbn_scan_strip(dbn_str_sub(text, a->at.to, b->at.from - a->at.to)).len > 0;
}

/* Clauses that stand side by side are one. */
int dbn_task_merge_clauses(struct state *s, struct node *n)
{
	size_t kept = n->clauses.count ? 1 : 0;
	int code;

	for (size_t i = 1; i < n->clauses.count; i++) {
		struct found *a = &n->clauses.items[kept - 1], *b = &n->clauses.items[i];

		if (a->sentence || b->sentence || a->lead_in || b->lead_in ||
		    stands_apart(s, n, i)) {
			n->clauses.items[kept++] = *b;
			continue;
		}
		code = b->text.len ? dbn_row_append(s->r, &a->text, &a->text_room, DBN_STR("；"), b->text,
						    s->r->paras.items[b->at.para].first_line)
				   : DBN_OK;
		if (code)
			return code;
		if (b->at.para == a->at.para && b->at.to > a->at.to)
			a->at.to = b->at.to;
		else if (b->at.to > b->at.from && a->at.to == a->at.from)
			a->at = b->at;
		if (!a->limit.len)
			a->limit = b->limit;
		a->odd = a->odd || b->odd;
		a->guessed = a->guessed || b->guessed;
	}
	n->clauses.count = kept;
	return DBN_OK;
}

static enum dbn_clause_from clause_source(const struct node *n)
{
	return n->record ? DBN_FROM_FIELD : DBN_FROM_OWN;
}

static int clause_of(struct state *s, const struct found *f, struct dbn_item *item)
{
	int code = DBN_OK;

	item->clause_text = f->text;
	if (f->sentence)
		item->clause = *f->clause;
	else if (f->text.len)
		code = dbn_task_clause(s, f, &item->clause);
	if (item->clause.parties.count == 0) {
		item->from = DBN_FROM_NONE;
		if (f->text.len)
			item->doubts |= DBN_DOUBT_BIT(CLAUSE_UNREAD);
	}
	if (f->odd && f->text.len && item->clause.parties.count == 0)
		item->doubts |= DBN_DOUBT_BIT(LABEL_MISREAD);
	if (f->guessed)
		item->doubts |= DBN_DOUBT_BIT(ROLE_UNKNOWN);
	if (f->unclosed)
		item->doubts |= DBN_DOUBT_BIT(BRACKET_MISMATCH);
	return code;
}

/* 完成时限：6月底前 and no more: the units are those that it stands under. */
static bool only_limits(const struct found *f)
{
	struct label label;
	bool limit = dbn_label_at(f->text, 0, &label) && label.kind == LABEL_LIMIT;

	return !f->sentence && (!f->text.len || (limit && dbn_label_find(f->text, label.len, &label) == DBN_NONE));
}

/* The clause that a row stands under. */
static void inherit(struct dbn_item *item, const struct bearer *under)
{
	item->clause = *under->clause;
	/* shared with the other rows below it: copied before it grows */
	item->clause.parties.cap = item->clause.parties.count;
	item->clause_text = under->text;
	item->from = under->from;
	item->inherit_path = under->path;
}

/* A row with a limit of its own, and the units of what it stands under. */
static void inherit_units(struct dbn_item *item, const struct bearer *under)
{
	struct dbn_limits limits = item->clause.limits;

	item->doubts &= ~DBN_DOUBT_BIT(CLAUSE_UNREAD);
	if (!under || !under->clause)
		return;
	inherit(item, under);
	item->clause.limits = limits;
}

static int add_persons(struct state *s, const struct node *n, struct dbn_clause *c)
{
	for (size_t i = 0; i < n->persons.count; i++) {
		struct dbn_person *p = DBN_PUSH(s->r->arena, &c->persons);

		if (!p)
			return dbn_fail_memory(s->r->err);
		*p = n->persons.items[i];
	}
	return DBN_OK;
}

/* 同步: by the last limit of the share before it in the same item. */
static int same_time(struct state *s, size_t before)
{
	const struct dbn_item *prev = &s->r->doc->items.items[before];
	struct dbn_item *item = &s->r->doc->items.items[s->r->doc->items.count - 1];
	struct dbn_limit *l;

	if (item->limits.count || !prev->limits.count || !dbn_scan_has(item->text, "同步"))
		return DBN_OK;
	l = DBN_PUSH(s->r->arena, &item->limits);
	if (!l)
		return dbn_fail_memory(s->r->err);
	*l = prev->limits.items[prev->limits.count - 1];
	l->text = DBN_STR("同步");
	l->off = dbn_str_find(item->text, l->text);
	l->len = l->text.len;
	return DBN_OK;
}

int dbn_task_rows(struct state *s, size_t node, struct dbn_str path)
{
	const struct node *n = &s->o->items[node];
	struct dbn_str hash[] = { path, DBN_STR("#") };
	struct dbn_str with_hash = dbn_arena_join(s->r->arena, hash, 2);
	size_t before = DBN_NONE;
	struct share *shares;
	int code;

	dbn_reader_turn(s->r);
	shares = dbn_arena_alloc(&s->r->scratch, n->clauses.count, sizeof *shares);
	if (!shares)
		return dbn_fail_memory(s->r->err);
	code = dbn_task_shares(s, n, shares);
	for (size_t j = 0; j < n->clauses.count && !code; j++) {
		struct dbn_item item = { .from = clause_source(n) };
		const struct found *f = &n->clauses.items[j];
		struct dbn_str mark = shares[j].mark, sub;

		n = &s->o->items[node];
		sub = mark.len ? dbn_path_join(s->r->arena, path, mark)
			       : dbn_row_number(s->r->arena, with_hash, j + 1);
		item.text = shares[j].text;
		item.title = f->sentence ? f->title : title_of(item.text);
		if (shares[j].first.to > shares[j].first.from) {
			const struct para *p = &s->r->paras.items[shares[j].first.para];

			item.off = dbn_para_source(p, shares[j].first.from);
			item.first_line = dbn_para_line(p, shares[j].first.from);
			item.last_line = dbn_para_line(p, f->at.to > 0 ? f->at.to - 1 : 0);
			item.len = dbn_para_source(p, shares[j].first.to) - item.off;
			if (item.last_line < item.first_line)
				item.last_line = item.first_line;
			item.ocr = p->ocr;
		}
		add_item(s, node, sub, &item);
		code = clause_of(s, f, &item);
		if (!code)
			code = emit(s, &item, f->limit, false);
		if (!code && before != DBN_NONE)
			code = same_time(s, before);
		before = s->r->doc->items.count - 1;
	}
	return code;
}

/* One row for a node: its own clause, or the one it stands under. */
int dbn_task_row(struct state *s, size_t node, struct dbn_str path, const struct bearer *under)
{
	struct node *n = &s->o->items[node];
	struct dbn_item item = { .from = DBN_FROM_NONE };
	struct dbn_str limit = { "", 0 };
	struct parts list = { NULL, 0, 0 };
	bool measures = !n->record && n->first == NO_NODE;
	int code;

	dbn_reader_turn(s->r);
	code = dbn_task_whole_text(s, node, &list);
	if (code)
		return code;
	item.text = dbn_task_joined(s, &list);
	item.title = title_of(item.text);
	add_item(s, node, path, &item);
	if (n->clauses.count) {
		const struct found *f = &n->clauses.items[0];

		item.from = clause_source(n);
		limit = f->limit;
		if (f->sentence && !n->record) /* 【事项一】X。甲局负责…: X names it */
			item.title = f->title;
		code = clause_of(s, f, &item);
		if (!code && !item.clause.parties.count && only_limits(f))
			inherit_units(&item, under);
	} else if (under && under->clause) {
		inherit(&item, under);
	}
	if (item.from == DBN_FROM_NONE && !n->clauses.count && s->later.count)
		item.from = DBN_FROM_DEFAULT;
	if (!code)
		code = add_persons(s, n, &item.clause);
	if (n->behind)
		item.doubts |= DBN_DOUBT_BIT(TEXT_BEHIND);
	/* the number that is missing behind it: its text may have swallowed the next item's */
	if (n->next != NO_NODE && s->o->items[n->next].gap)
		item.doubts |= DBN_DOUBT_BIT(NUMBER_GAP);
	if (n->gap)
		dbn_doubt_add(s->r, DBN_DOUBT_NUMBER_GAP, item.first_line, path, n->mark);
	if (item.from == DBN_FROM_NONE && !n->record && !item.doubts) {
		dbn_doubt_add(s->r, DBN_DOUBT_CLAUSE_MISSING, item.first_line, path, item.title);
	}
	return code ? code : emit(s, &item, limit, measures);
}

int dbn_task_sentence(struct state *s, const struct sentence_row *row)
{
	const struct para *p = &s->r->paras.items[row->para];
	struct dbn_item item = { .from = row->from_kind, .path = row->path, .text = row->text, .title = row->title,
				 .clause = row->clause, .kind = DBN_ITEM_TASK, .clause_text = row->text };

	dbn_reader_turn(s->r);
	s->problem = 0;
	item.off = dbn_para_source(p, row->from);
	item.first_line = dbn_para_line(p, row->from);
	item.last_line = dbn_para_line(p, row->to - 1);
	item.len = dbn_para_source(p, row->to) - item.off;
	item.ocr = p->ocr;
	item.section = (struct dbn_str) { "", 0 };
	return emit(s, &item, (struct dbn_str) { "", 0 }, false);
}
