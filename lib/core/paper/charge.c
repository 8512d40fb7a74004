/*
 * charge.c - items whose running text charges a unit: the resolutions of minutes,
 * and in other papers the items that have no bracket, label or closing sentence.
 */
#include <string.h>

#include "dubanc/text.h"
#include "../text/scan.h"
#include "tasks.h"
#include "tree.h"

enum { TOPIC_BYTES_MIN = 9, TOPIC_BYTES_MAX = 60 };

static int add_charge(struct reader *r, struct node *n, struct span at, struct dbn_str sentence,
		      const struct dbn_clause *clause, struct dbn_str title)
{
	struct found *f = DBN_PUSH(r->arena, &n->clauses);

	if (!f)
		return dbn_fail_memory(r->err);
	*f = (struct found) { .at = at, .text = sentence, .sentence = true, .title = title };
	f->clause = dbn_arena_alloc(r->arena, 1, sizeof *f->clause);
	if (!f->clause)
		return dbn_fail_memory(r->err);
	*f->clause = *clause;
	return DBN_OK;
}

/* 会议要求，各部门要主动担责: what is asked of everybody at the end. */
static bool asks_everybody(struct dbn_str sentence)
{
	size_t at = dbn_scan_any_at(sentence, 0, "会议要求，|会议强调，");

	return at && dbn_scan_any_at(sentence, at, "各部门|各单位|各级|各有关|各相关|与会|全体");
}

static bool read_charge(struct reader *r, struct dbn_str sentence, struct dbn_clause *clause, struct dbn_str *title)
{
	struct dbn_clause_ctx ctx = { .level = r->doc->head.level, .limits = &r->limits };
	struct dbn_err err = { .code = DBN_OK };

	*clause = (struct dbn_clause) { .labelled = false };
	return !asks_everybody(sentence) && dbn_clause_sentence(r->arena, sentence, &ctx, clause, title, &err);
}

/* ---- minutes ---- */

/* 关于智慧工地：科技信息部负责…: the matter, and what is resolved behind it. */
static struct dbn_str cut_matter(struct dbn_str sentence, struct dbn_str *matter)
{
	size_t colon = dbn_str_find(sentence, DBN_STR("："));

	*matter = (struct dbn_str) { "", 0 };
	if (colon == DBN_NONE || !dbn_scan_any_at(sentence, 0, "关于") ||
	    dbn_scan_has_any(dbn_str_sub(sentence, 0, colon), "，|由|请|会议"))
		return sentence;
	*matter = dbn_str_sub(sentence, 0, colon);
	return dbn_str_from(sentence, colon + strlen("："));
}

/* 落实：区国资中心…: the word says that orders follow. */
static const char turns[] = "其他：|其它：|另外：|此外：|落实：|落实情况：|任务：|任务分工：|议定：|决定：|要求：|工作要求：|下一步：|分工：";

/* 东风里片区：区住建局尽快启动…: what a matter is, in front of who is to do what; empty: there is no such front. */
static struct dbn_str behind_topic(struct dbn_str s)
{
	size_t colon = dbn_str_find(s, DBN_STR("：")), end;
	struct dbn_str topic;

	if (colon == DBN_NONE)
		return (struct dbn_str) { "", 0 };
	end = colon + strlen("：");
	if (dbn_scan_any_at(s, 0, turns))
		return dbn_str_from(s, end);
	if (colon < TOPIC_BYTES_MIN || colon > TOPIC_BYTES_MAX || end >= s.len)
		return (struct dbn_str) { "", 0 };
	topic = dbn_str_sub(s, 0, colon);
	return dbn_scan_has_any(topic, "，|。|；|、") || dbn_clause_is_list(topic) ||
		       dbn_scan_any_at(topic, 0, "会议|参加|参会|出席|列席|主持|记录|抄送|分送|发送|时间|地点|附件|联系")
		       ? (struct dbn_str) { "", 0 }
		       : dbn_str_from(s, end);
}

/* 会议听取了汇报，决定：（一）甲处牵头…; （二）乙部做好…: what is resolved, without its number. */
static struct dbn_str cut_number(struct dbn_str sentence)
{
	static const char *const before[] = { "决定：", "议定：", "明确：", "确定：", "议定如下：", "决定如下：" };
	struct marker m;
	size_t at;

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		at = dbn_str_find(sentence, dbn_str_of(before[i]));
		if (at != DBN_NONE) {
			sentence = dbn_str_from(sentence, at + strlen(before[i]));
			break;
		}
	}
	return dbn_marker_read(sentence, &m) && m.kind != MARK_BULLET && m.kind != MARK_RECORD ? dbn_str_from(sentence, m.len)
											      : sentence;
}

/* Charged sentences of one piece of text become clauses of the node. */
static int charge_sentences(struct reader *r, struct node *n, struct span at)
{
	struct dbn_str text = dbn_str_sub(r->paras.items[at.para].text, 0, at.to);
	size_t pos = at.from, before = n->clauses.count;
	int code = DBN_OK;

	while (pos < text.len && !code) {
		struct dbn_str title = { "", 0 }, matter, sentence = cut_matter(cut_number(dbn_scan_sentence(text, &pos, true)), &matter);
		struct dbn_str behind = matter.len ? (struct dbn_str) { "", 0 } : behind_topic(sentence);
		struct dbn_clause clause;

		if (behind.len && dbn_scan_any_at(sentence, 0, turns))
			sentence = cut_number(behind);
		if (read_charge(r, sentence, &clause, &title) || (behind.len && read_charge(r, behind, &clause, &title)))
			code = add_charge(r, n, (struct span) { at.para, pos, pos }, sentence, &clause,
					  dbn_scan_chop(matter.len ? matter : title));
		else if (n->clauses.count > before)
			n->clauses.items[n->clauses.count - 1].at.from =
			    n->clauses.items[n->clauses.count - 1].at.to = pos;
	}
	return code;
}

static int charge_resolution(struct reader *r, struct node *n)
{
	int code = DBN_OK;

	for (size_t k = n->heading ? 1 : 0; k < n->text.count && !code; k++) {
		struct span at = n->text.items[k];

		if (k == 0 && n->record) /* its first sentence is its name */
			(void)dbn_scan_sentence(dbn_str_sub(r->paras.items[at.para].text, 0, at.to), &at.from, false);
		code = charge_sentences(r, n, at);
	}
	return code;
}

/* ---- items of other papers ---- */

/* Whether brackets, labels, tables name anybody, and if they do not, whether the items begin with who is to act. */
enum silence { SILENT_NOT, SILENT, SILENT_LED };

/*
 * 由甲局会同乙局制定…, 请甲局于…, 甲科牵头，乙科配合，…: the call or the role stands at the front.
 * 甲局提出方案 tells of somebody and charges nobody for certain, but in a notice of supervision;
 * and 甲局要… counts in a paper that names nobody otherwise.
 */
static bool is_plain_charge(const struct reader *r, enum silence silence, struct dbn_str sentence, const struct dbn_clause *clause)
{
	struct dbn_str front = dbn_scan_chop(dbn_str_sub(sentence, 0, dbn_str_find(sentence, DBN_STR("，"))));
	bool named = false;

	for (size_t i = 0; i < clause->parties.count; i++)
		named = named || !clause->parties.items[i].group;
	return named && (tree_is_notice(r) || silence == SILENT_LED || (silence != SILENT_NOT && dbn_scan_has_any(front, "要|须|应")) || dbn_scan_any_at(sentence, 0, "由|请|责成") ||
			 clause->leads_named || dbn_scan_has_any(front, "会同") || dbn_scan_ends(front, "负责"));
}

/* The first sentence of an item that charges a unit; the item keeps its name and its text. */
static int charge_item(struct reader *r, enum silence silence, struct node *n)
{
	for (size_t k = 0; k < n->text.count; k++) {
		struct span at = n->text.items[k];
		struct dbn_str text = dbn_str_sub(r->paras.items[at.para].text, 0, at.to);

		for (size_t pos = at.from; pos < text.len;) {
			bool first = k == 0 && pos == at.from;
			struct dbn_str sentence = dbn_scan_sentence(text, &pos, true), title = { "", 0 };
			struct dbn_clause clause;

			if (!read_charge(r, sentence, &clause, &title) || !is_plain_charge(r, silence, sentence, &clause))
				continue;
			return add_charge(r, n, (struct span) { at.para, at.to, at.to }, sentence, &clause,
					  first && title.len ? dbn_scan_chop(title) : dbn_scan_title(dbn_node_text(r, n)));
		}
	}
	return DBN_OK;
}

static bool under_general(const struct reader *r, const struct outline *o, size_t node)
{
	for (; o->items[node].parent != NO_NODE; node = o->items[node].parent)
		if (dbn_node_is_general(r, &o->items[node]))
			return true;
	return false;
}

/* Whether nothing in the paper names a unit: no clause, no table, no slip. */
static bool names_nobody(const struct reader *r, const struct outline *o)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->items[i].clauses.count || o->items[i].record)
			return false;
	for (size_t i = 0; i < r->paras.count; i++)
		if (r->paras.items[i].table)
			return false;
	return r->doc->items.count == 0;
}

/* An item without parts that no bracket, label or general heading speaks for. */
static bool may_charge(const struct reader *r, const struct outline *o, size_t node)
{
	const struct node *n = &o->items[node];

	return n->parent != NO_NODE && !n->clauses.count && !(n->record && n->persons.count) && !n->mute && n->first == NO_NODE &&
	       !n->record && !under_general(r, o, node);
}

/* 县气象局做好预报。 as an item's first sentence, and not 县气象局已做好预报, which reports. */
static bool begins_with_subject(struct reader *r, const struct node *n)
{
	struct dbn_str text = dbn_node_text(r, n), sentence, title = { "", 0 };
	struct dbn_clause clause;
	size_t pos = 0;

	sentence = dbn_scan_sentence(text, &pos, true);
	return !dbn_scan_has_any(sentence, "已|完成了|取得了|未能|未按") && read_charge(r, sentence, &clause, &title);
}

/* Whether the items of a paper of orders begin, most of them, with who is to act: 1.甲局做好…。2.乙局抓紧…。 */
static bool subjects_lead(struct reader *r, const struct outline *o)
{
	size_t led = 0, all = 0;

	if (dbn_scan_has_any(r->doc->head.title, "通报|总结|汇报|简报|报告|职责|制度|办法|规定|规则|章程|条例|预案"))
		return false;
	for (size_t i = 0; i < o->count; i++)
		if (may_charge(r, o, i)) {
			all++;
			led += begins_with_subject(r, &o->items[i]);
		}
	return led >= 2 && 2 * led >= all;
}

/* 责任单位由甲局调整为乙局, 牵头单位仍为甲局: who is charged is said, whatever other items have. */
static bool hands_over(const struct reader *r, const struct node *n)
{
	struct dbn_str text = dbn_node_text(r, n);

	return dbn_scan_has_any(text, "调整为|变更为|改为|改由|调整由|仍为|仍由") &&
	       dbn_scan_has_any(text, "牵头单位|牵头部门|牵头科室|牵头处室|责任单位|责任部门|责任科室|责任处室|主办单位|承办单位|配合单位|配合部门|配合科室");
}

int dbn_charges_find(struct reader *r, struct outline *o)
{
	enum silence silence = !r->minutes && names_nobody(r, o) ? SILENT : SILENT_NOT;
	int code = DBN_OK;

	if (silence == SILENT && subjects_lead(r, o))
		silence = SILENT_LED;
	for (size_t i = 0; i < o->count; i++)
		if (o->items[i].parent != NO_NODE && o->items[i].clauses.count)
			o->items[o->items[i].parent].child_clause = true;
	for (size_t i = 0; i < o->count && !code; i++) {
		struct node *n = &o->items[i];

		if (n->parent == NO_NODE || n->clauses.count || (n->record && n->persons.count) || n->mute ||
		    n->first != NO_NODE)
			continue;
		if (r->minutes)
			code = charge_resolution(r, n);
		else if (may_charge(r, o, i) && hands_over(r, n))
			code = charge_item(r, SILENT_LED, n);
		else if (may_charge(r, o, i) && (silence != SILENT_NOT || o->items[n->parent].child_clause))
			code = charge_item(r, silence, n);
	}
	return code;
}
