/* tree_field.c - labels on lines of their own: fields of records and of items. */
#include "dubanc/text.h"
#include "field.h"
#include "../text/scan.h"
#include "tree.h"

/* The label that opens a form: what the matter is. */
bool tree_is_record_label(struct dbn_str s, size_t at, struct label *label)
{
	return dbn_label_at(s, at, label) && label->kind == LABEL_TASK &&
	       dbn_scan_is_any(label->word, "督办事项|督办内容|督办任务|交办事项|整改问题|反馈问题|"
					    "问题描述|存在问题|整改事项|问题表现|具体表现|问题概述|问题简述|问题名称|问题内容|问题事项|"
					    "查摆问题|突出问题|"
					    "问题表述|办理事项|事项名称|议定事项|事项内容|任务名称|"
					    "问题|事项|具体问题|主要问题|整改任务|诉求内容|反映内容|反映问题|反映事项|投诉内容|举报内容|"
					    "信访事项|诉求事项|来电内容|来信内容|问题线索|"
					    "案由|提案案由|提案名称|提案题目|提案标题|建议名称|建议题目|建议标题|工单内容|工单标题");
}

static bool is_nothing(struct dbn_str s)
{
	return s.len == 0 || dbn_scan_is_any(s, "无|—|——|-|/|／|暂无|\\");
}

static int add_person(struct builder *b, size_t node, struct dbn_str label, struct dbn_str value)
{
	struct dbn_person *p;

	if (is_nothing(value))
		return DBN_OK;
	p = DBN_PUSH(b->r->arena, &b->o->items[node].persons);
	if (!p)
		return dbn_fail_memory(b->r->err);
	*p = (struct dbn_person) { label, value };
	return DBN_OK;
}

/* One label with its value, on a line of its own, for a node. */
static int add_label(struct builder *b, size_t node, const struct label *label,
		     struct dbn_str value, size_t para)
{
	size_t line = b->r->paras.items[para].first_line;
	int code;
	struct node *n = &b->o->items[node];
	struct found *last = n->clauses.count ? &n->clauses.items[n->clauses.count - 1] : NULL;

	value = dbn_scan_chop(value);
	if (label->kind == LABEL_PERSON) {
		if (!tree_in_record(b) &&
		    dbn_scan_is_any(label->word, "联系人|经办人|承办人|负责人"))
			return DBN_OK;
		return add_person(b, node, label->word, value);
	}
	if (is_nothing(value))
		return DBN_OK;
	if (!last || !last->lines || !b->lines) {
		struct found fresh = { .at = { para, 0, 0 }, .lines = true };

		if (tree_found(b, node, &fresh))
			return DBN_ESYSTEM;
		n = &b->o->items[node];
		last = &n->clauses.items[n->clauses.count - 1];
	}
	last->odd = last->odd || label->misread;
	last->guessed = last->guessed || label->guessed;
	b->lines = true;
	n->closed = true;
	if (label->kind == LABEL_LIMIT)
		return dbn_row_append(b->r, &last->limit, &last->limit_room, DBN_STR("；"), value,
				      line);
	code = dbn_row_append(b->r, &last->text, &last->text_room, DBN_STR("；"),
			      dbn_label_known(label->kind, label->word), line);
	if (!code)
		code = dbn_row_append(b->r, &last->text, &last->text_room, DBN_STR("："), value, line);
	return code;
}

bool tree_is_field(enum label_kind kind)
{
	return dbn_label_names_units(kind) || kind == LABEL_PERSON || kind == LABEL_LIMIT;
}

/* The next label that parts a line of labels. */
static size_t next_label(struct dbn_str s, size_t at, struct label *next)
{
	struct label alone;
	size_t found = dbn_label_find(s, at, next), role = dbn_label_find_short(s, at, &alone);

	while (found != DBN_NONE && !tree_is_field(next->kind) && next->kind != LABEL_SOURCE)
		found = dbn_label_find(s, found + next->len, next);
	if (role == DBN_NONE || role >= found)
		return found;
	*next = alone;
	return role;
}

/* Where the next number of a list inside a paragraph stands, or the end. */
static size_t next_inline(struct dbn_str s, size_t at, const struct marker *m, struct marker *next)
{
	while (at < s.len) {
		uint32_t cp = dbn_utf8_next(s, &at);

		if ((dbn_scan_is_end(cp) || dbn_scan_is_close(cp)) &&
		    dbn_marker_read(dbn_str_sub(s, at, 60), next) && next->kind == m->kind &&
		    next->number == m->number + 1)
			return at;
	}
	return s.len;
}

/*
 * The text of a field. Numbers inside it (（1）…；（2）…) that have clauses of
 * their own are items below the record.
 */
static int field_text(struct builder *b, size_t para, size_t from)
{
	struct dbn_str s = b->r->paras.items[para].text;
	struct founds found = { NULL, 0, 0 };
	struct marker m;
	size_t record = b->current, i = 0;
	int code = dbn_clauses_find(b->r, (struct span) { para, from, s.len }, false, &found);

	if (code)
		return code;
	if (!found.count || !dbn_marker_read(dbn_str_from(s, from), &m) || m.number != 1) {
		if (!tree_span(b, record, para, from, s.len))
			return dbn_fail_memory(b->r->err);
		/* 整改措施：…。（责任单位：甲局）: who answers for the record, where no field says it */
		for (; i < found.count && !code; i++)
			code = tree_found(b, record, &found.items[i]);
		return code;
	}
	while (from < s.len && !code) {
		struct marker next = { .kind = MARK_NONE };
		size_t end = next_inline(s, from + m.len, &m, &next), first = i;

		while (i < found.count && found.items[i].at.to <= end)
			i++;
		if (tree_open(b, &m) == NO_NODE)
			return dbn_fail_memory(b->r->err);
		code = tree_give(b, (struct span) { para, from + m.len, end }, found.items + first,
				 i - first);
		from = end;
		m = next;
	}
	b->current = record;
	return code;
}

/*
 * A line that starts with a label at `from`: fields to the node, measures and
 * aims to its text, sources nowhere. False in *taken: it is running text.
 */
int tree_label_line(struct builder *b, size_t para, size_t from, bool *taken)
{
	struct dbn_str s = b->r->paras.items[para].text;
	struct label label, next;
	bool record = tree_in_record(b);
	size_t node = record ? tree_record(b) : b->current;
	int code = DBN_OK;

	*taken = false;
	if (!dbn_label_at(s, from, &label) &&
	    (b->o->items[b->current].number == 0 || !dbn_label_guess(s, from, &label)))
		return DBN_OK;
	if (!tree_is_field(label.kind)) {
		/* 整改措施： and its like make a form of any numbered item. */
		if (!record && b->o->items[b->current].number > 0 &&
		    dbn_scan_starts(label.word, "整改")) {
			b->o->items[b->current].record = record = true;
			b->o->items[b->current].problem = true;
			node = b->current;
		}
		if (!record || label.kind == LABEL_TASK)
			return DBN_OK;
		*taken = true;
		if (label.kind == LABEL_SOURCE) {
			/* 反馈要求： with its own list is no part of the record. */
			if (dbn_scan_ends_any(label.word, "要求|方式")) {
				struct marker none = { .kind = MARK_NONE };

				b->current =
				    tree_add(b, b->root, &none, (struct dbn_str) { "", 0 });
				if (b->current == NO_NODE)
					return dbn_fail_memory(b->r->err);
				b->o->items[b->current].mute = true;
			}
			return DBN_OK;
		}
		b->current = node;
		b->lines = false;
		b->measures = true;
		return field_text(b, para, from + label.len);
	}
	*taken = true;
	b->measures = false;
	if (record)
		b->current = node;
	if (!record && !b->lines) {
		tree_climb(b, para);
		node = b->current;
	}
	while (code == DBN_OK) {
		size_t start = from + label.len;
		size_t end = next_label(s, start, &next);

		if (label.misread)
			dbn_doubt_add(b->r, DBN_DOUBT_LABEL_MISREAD,
				      dbn_para_line(&b->r->paras.items[para], from),
				      (struct dbn_str) { "", 0 }, dbn_str_sub(s, from, label.len));
		if (tree_is_field(label.kind))
			code = add_label(b, node, &label,
					 dbn_names_apart(b->r->arena, &b->r->paras.items[para].norm,
							 start, end == DBN_NONE ? s.len : end),
					 para);
		if (end == DBN_NONE)
			break;
		from = end;
		label = next;
	}
	return code;
}
