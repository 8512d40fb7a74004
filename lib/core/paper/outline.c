/*
 * outline.c - paragraphs to a tree: headings, items, records with fields,
 * attachments; each paragraph's clauses go to the node they govern.
 */
#include <string.h>

#include "dubanc/text.h"
#include "../text/scan.h"
#include "field.h"
#include "../unit/unit.h"
#include "tree.h"

enum { HEADING_MAX = 150, BEARER_BYTES_MAX = 120, DUTY_BYTES_MIN = 30, BEARERS_NEAR = 3, REPORT_BYTES_MAX = 240 };

/* Behind an item it speaks of those to come. */
static int keep_default(struct builder *b, const struct found *f)
{
	struct found *kept = dbn_arena_alloc(b->r->arena, 1, sizeof *kept);

	if (!kept)
		return dbn_fail_memory(b->r->err);
	*kept = *f;
	b->o->items[b->current].after = kept;
	return DBN_OK;
}

/* Whether a paragraph from `from` on is one bracketed clause and nothing else. */
static bool is_own_bracket(const struct founds *found, struct dbn_str s, size_t from)
{
	if (found->count == 0 || found->items[0].at.from != from)
		return false;
	for (size_t i = 1; i < found->count; i++) {
		if (found->items[i].at.from != found->items[i - 1].at.to)
			return false;
	}
	return dbn_scan_strip(dbn_str_from(s, found->items[found->count - 1].at.to)).len == 0;
}

static bool is_date_line(struct dbn_str s)
{
	size_t at = 0;

	return dbn_head_date(s, &at) != DBN_NO_DAY && at == s.len;
}

/* Whether we stand in a numbered resolution of minutes, whose sentences charge. */
static bool in_resolution(const struct builder *b)
{
	const struct node *n = &b->o->items[b->current];

	return b->r->minutes && n->parent != NO_NODE && !n->heading;
}

/* What ends a document and belongs to no item. */
static bool is_closing(struct dbn_str s)
{
	if (dbn_scan_any_at(s, 0,
			    "联系人|联系电话|特此|此件|（此件|（联系人|抄送|请各|请结合|请上述|请以上|"
			    "请你|请贵|上述单位|以上单位|上述事项|以上事项|以上各项|出席|列席|"
			    "参加人|参加：|参会|缺席|请假|记录|主持|"
			    "分送|共印|注：|说明：|备注：|※|附：|各级各部门要|各地各部门要|"
			    "各级各单位要|各级党委|各级各有关|"
			    "各地区各部门|各部门各单位要|各单位要|各地要|各部门要|各责任单位要|"
			    "全市各级|全县各级|全区各级|全省各级|"
			    "各镇街要|各乡镇要|各牵头单位|各学院要|各科室要|各级要|各有关单位要|"
			    "各级政府要|各级人民政府"))
		return true;
	/* 各责任单位于6月25日前将整改情况报县政府督查室。 */
	if (dbn_scan_any_at(s, 0, "各|请|有关|相关") && s.len < REPORT_BYTES_MAX && dbn_scan_has_any(s, "情况|结果|报告|材料") &&
	    dbn_scan_has_any(s, "前将|前，将|前向|前报|前书面|前反馈") && dbn_scan_has_any(s, "报|反馈"))
		return true;
	/* 以上任务有多个牵头单位的，排在首位的负总责；每半年报告一次。 办理情况请于5月20日前报我办。 */
	if (dbn_scan_any_at(s, 0, "以上|上述") && dbn_scan_has_any(s, "报告|报送|书面报|督查|通报|首位|第一位"))
		return true;
	if (dbn_scan_any_at(s, 0, "请于|请将|办理情况|办理结果|落实情况|进展情况|贯彻落实情况|贯彻执行情况") &&
	    dbn_scan_has_any(s, "报送|书面报|报我|报告|报县|报市|报区|报州|报省|报局|报委|报集团|报学校|报公司"))
		return !dbn_scan_has_any(s, "前办结|前完成"); /* 请于7月15日前办结并报告 is the limit of all */
	if (dbn_scan_any_at(s, 0, "本") &&
	    dbn_scan_has_any(s, "起施行|起执行|有效期|负责解释|起实施|自印发|自发布|自公布"))
		return true;
	return is_date_line(s);
}

static bool is_attachment(struct dbn_str s, int *number)
{
	size_t at = dbn_scan_any_at(s, 0, "附件|附表|附录");

	*number = 0;
	if (!at || s.len > 24)
		return false;
	*number = at < s.len ? dbn_scan_number(s, &at) : 0;
	at += dbn_scan_any_at(s, at, "：|:|。");
	return at == s.len;
}

static int start_attachment(struct builder *b, int number)
{
	struct marker none = { .kind = MARK_NONE };

	b->root = tree_add(b, NO_NODE, &none, (struct dbn_str) { "", 0 });
	if (b->root == NO_NODE)
		return dbn_fail_memory(b->r->err);
	b->o->attachments++;
	b->o->items[b->root].root = "附";
	b->o->items[b->root].attachment = number ? number : (int)b->o->attachments;
	b->current = b->root;
	b->list = false;
	return DBN_OK;
}

/* A first line without sentence end is a heading. */
static bool is_heading(struct dbn_str s, size_t from)
{
	struct dbn_str rest = dbn_str_from(s, from);
	size_t open = rest.len;

	while (dbn_scan_is_close(dbn_scan_last(rest))) {
		while (open > 0 && !dbn_scan_is_open(dbn_scan_cp(rest, open)))
			dbn_utf8_prev(rest, &open);
		if (open == 0)
			break;
		rest.len = open;
	}
	return rest.len <= HEADING_MAX && !dbn_scan_has_any(rest, "。|；|：");
}

/* ---- text behind a clause ---- */

/* Behind an item's clause: whose it is shows with the next number. */
static int keep_behind(struct builder *b, size_t para)
{
	size_t *p;

	if (dbn_scan_any_at(b->r->paras.items[para].text, 0, "注|说明|备注|（注|※|*|★|▲"))
		return DBN_OK;
	if (b->behind_node != b->current)
		b->behind.count = 0;
	b->behind_node = b->current;
	p = DBN_PUSH(b->r->arena, &b->behind);
	if (!p)
		return dbn_fail_memory(b->r->err);
	*p = para;
	return DBN_OK;
}

/* Whether an item has no more text than its title so far: the text follows its labels. */
static bool only_title(const struct builder *b, const struct node *n)
{
	struct dbn_str s = dbn_node_text(b->r, n);

	if (tree_only_heading(n))
		return true;
	if (n->text.count != 1)
		return false;
	return dbn_scan_chop(s).len <= dbn_scan_title(s).len;
}

/*
 * Text between an item's clause and the next item of its kind is the item's;
 * behind the last one it may close the chapter. A person looks at either.
 */
static int settle_behind(struct builder *b, const struct marker *next)
{
	struct node *n = &b->o->items[b->behind_node];
	bool own =
	    next && b->behind.count && next->kind == n->kind && next->number == n->number + 1;
	/* nothing but a title stands before the clause: the text could be nobody else's */
	bool second = own && !only_title(b, n);

	for (size_t i = 0; i < b->behind.count; i++) {
		const struct para *p = &b->r->paras.items[b->behind.items[i]];

		if (own && !tree_span(b, b->behind_node, b->behind.items[i], 0, p->text.len))
			return dbn_fail_memory(b->r->err);
		n->behind = n->behind || second;
		if (!own)
			dbn_doubt_add(b->r, DBN_DOUBT_TEXT_BEHIND, p->first_line, n->mark,
				      dbn_scan_title(p->text));
	}
	b->behind.count = 0;
	return DBN_OK;
}

/* 县水利局：3月底前完成…。 without a number: bytes of the name in front, with its colon; 0: none. */
static size_t bearer_before(struct dbn_str s)
{
	size_t colon = dbn_str_find(dbn_str_sub(s, 0, BEARER_BYTES_MAX), DBN_STR("："));
	struct dbn_str name, rest;

	if (colon == DBN_NONE || colon == 0)
		return 0;
	name = dbn_str_sub(s, 0, colon);
	rest = dbn_str_from(s, colon + 3);
	if (rest.len < DUTY_BYTES_MIN || !dbn_scan_has(rest, "。") || dbn_scan_has_any(name, "，|；|。|《"))
		return 0;
	return dbn_clause_is_list(name) || (dbn_is_group_name(name) && !dbn_scan_any_at(name, 0, "各级|各有关|有关|相关"))
		       ? colon + 3
		       : 0;
}

/* One such paragraph is a quotation or an address; several say who has to do what. */
static int find_bearer(struct builder *b, size_t para, struct founds *found)
{
	struct dbn_str s = b->r->paras.items[para].text;
	size_t n = b->r->minutes ? 0 : bearer_before(s), others = 0;
	struct found *f;

	for (size_t i = para > BEARERS_NEAR ? para - BEARERS_NEAR : 0;
	     n && i < b->r->paras.count && i <= para + BEARERS_NEAR; i++)
		others += i != para && bearer_before(b->r->paras.items[i].text) > 0;
	if (!n || !others)
		return DBN_OK;
	f = DBN_PUSH(&b->r->scratch, found);
	if (!f)
		return dbn_fail_memory(b->r->err);
	*f = (struct found) { .at = { para, 0, n }, .text = dbn_str_sub(s, 0, n - 3), .front = true };
	return DBN_OK;
}

/* 县民政局 on a line of its own, and the first number of a list below it: a heading without a number. */
static bool is_bare_heading(const struct builder *b, size_t para)
{
	const struct paras *all = &b->r->paras;
	struct dbn_str s = dbn_scan_strip(all->items[para].text);
	struct marker m;

	return s.len <= BEARER_BYTES_MAX && para + 1 < all->count && !all->items[para + 1].table &&
	       dbn_marker_read(all->items[para + 1].text, &m) && m.kind == MARK_NUM && m.number >= 1 &&
	       (dbn_clause_is_list(s) || (dbn_is_group_name(s) && !dbn_scan_ends(all->items[para].text, "：")));
}

static int bare_heading(struct builder *b, size_t para)
{
	struct marker none = { .kind = MARK_NONE };
	size_t parent = b->current;

	/* below the chapter where one is open */
	while (b->o->items[parent].parent != NO_NODE && b->o->items[parent].kind != MARK_HAN &&
	       b->o->items[parent].kind != MARK_HAN_PAREN)
		parent = b->o->items[parent].parent;
	b->current = tree_add(b, parent, &none, (struct dbn_str) { "", 0 });
	if (b->current == NO_NODE || !tree_span(b, b->current, para, 0, b->r->paras.items[para].text.len))
		return dbn_fail_memory(b->r->err);
	b->o->items[b->current].heading = true;
	return DBN_OK;
}

/* A paragraph without marker: more of the current node, its clause, a lead-in. */
static int plain_paragraph(struct builder *b, size_t para)
{
	struct para *p = &b->r->paras.items[para];
	struct span at = { para, 0, p->text.len };
	struct founds found = { NULL, 0, 0 };
	struct node *n = &b->o->items[b->current];
	int code = dbn_clauses_find(b->r, at, true, &found);

	if (!code && found.count == 0 && (n->parent == NO_NODE || (n->heading && n->first == NO_NODE)))
		code = find_bearer(b, para, &found);
	if (!code && found.count == 0 &&
	    dbn_scan_any_at(p->text, 0, "牵头：|主办：|承办：|主责：") && p->text.len < 600 &&
	    dbn_clause_looks(p->text)) {
		struct found *f = DBN_PUSH(&b->r->scratch, &found);

		if (!f)
			return dbn_fail_memory(b->r->err);
		*f = (struct found) { .at = at, .text = p->text };
	}
	if (code)
		return code;
	/* 以下任务由X牵头，Y配合。 reads like a clause too. */
	if ((found.count == 0 || (found.count == 1 && found.items[0].at.from == 0)) &&
	    tree_is_lead_in(p->text)) {
		struct found f = { .at = at, .lead_in = true, .text = tree_lead_in_clause(p->text) };

		if (tree_is_default(p->text) && !n->heading && n->parent != NO_NODE)
			return keep_default(b, &f);
		/* 以上 behind the last item speaks of the chapter. */
		return tree_found(b,
				  dbn_scan_starts(p->text, "以上") && n->parent != NO_NODE &&
					  !n->heading
				      ? n->parent
				      : b->current,
				  &f);
	}
	if (found.count == 0 && n->parent == NO_NODE) {
		struct found f = { .at = at, .lead_in = true, .text = tree_opening_default(b, p->text) };

		if (f.text.len)
			return tree_found(b, b->current, &f);
	}
	/* Behind an item's clause stands no more of it, unless it has a clause too or
	 * has been a heading with lines of labels only. */
	if (n->closed && found.count == 0 && !(b->lines && only_title(b, n)))
		return keep_behind(b, para);
	if (is_own_bracket(&found, p->text, 0)) {
		bool was_heading;

		tree_climb(b, para);
		was_heading = tree_only_heading(&b->o->items[b->current]);

		code = tree_give(b, at, found.items, found.count);
		b->o->items[b->current].closed = !was_heading;
		b->o->items[b->current].text.count--;
		return code;
	}
	return tree_give(b, at, found.items, found.count);
}

static bool tells_duties(struct dbn_str s)
{
	return dbn_scan_has_any(s, "责任清单|职责清单|责任分工|职责分工|任务分工|工作分工|"
				   "部门职责|工作职责|职责任务|单位职责");
}

/* Whether the paper, or a chapter that we stand in, lists who has which duties. */
static bool in_duties(const struct builder *b)
{
	if (b->r->minutes)
		return false;
	for (size_t up = b->current; up != NO_NODE; up = b->o->items[up].parent) {
		const struct node *n = &b->o->items[up];

		if (n->heading && n->text.count)
			return tells_duties(dbn_node_text(b->r, n));
	}
	return tells_duties(b->r->doc->head.title);
}

/* Bytes of the name in front of a numbered paragraph, its colon included: 一、县教育局：…; 0: none. */
static size_t marked_bearer(const struct para *p)
{
	struct marker m;

	return !p->table && dbn_marker_read(p->text, &m) && m.kind != MARK_BULLET && m.kind != MARK_RECORD
		       ? bearer_before(dbn_str_from(p->text, m.len))
		       : 0;
}

/* 平川县、石门县、高新区 among names in front of other items. */
static bool are_places(struct dbn_str s)
{
	while (s.len) {
		size_t stop = dbn_str_find(s, DBN_STR("、"));
		struct dbn_str one = dbn_str_sub(s, 0, stop);
		enum unit_class class = unit_read(one).class;

		if (class != UNIT_PLACE && class != UNIT_SEAT && !dbn_scan_is_any(one, "高新区|经开区|开发区|新区|园区"))
			return false;
		s = stop == DBN_NONE ? (struct dbn_str) { "", 0 } : dbn_str_from(s, stop + strlen("、"));
	}
	return true;
}

/* （二）平川县、石门县：… */
static bool marked_places(const struct para *p)
{
	struct marker m;
	size_t colon;

	if (p->table || !dbn_marker_read(p->text, &m) || m.kind == MARK_BULLET || m.kind == MARK_RECORD)
		return false;
	colon = dbn_str_find(dbn_str_from(p->text, m.len), DBN_STR("："));
	return colon != DBN_NONE && colon > 0 && are_places(dbn_str_sub(p->text, m.len, colon));
}

/* Whether another number near by has a name in front too: a list of who has to do what. */
static bool others_have_bearers(const struct builder *b, size_t para)
{
	for (size_t i = para > BEARERS_NEAR ? para - BEARERS_NEAR : 0; i < b->r->paras.count && i <= para + BEARERS_NEAR; i++)
		if (i != para && (marked_bearer(&b->r->paras.items[i]) || marked_places(&b->r->paras.items[i])))
			return true;
	return false;
}

/* 1.区司法局：清理文件 in a list of duties: the name in front is the clause. */
static int bearer_in_front(struct builder *b, struct span at, struct founds *found)
{
	struct dbn_str s = dbn_str_sub(b->r->paras.items[at.para].text, 0, at.to), name;
	size_t colon = dbn_str_find(dbn_str_from(s, at.from), DBN_STR("：")),
	       stop = dbn_str_find(dbn_str_from(s, at.from), DBN_STR("。"));
	struct found *f;

	bool places = false;

	if (found->count || (!in_duties(b) && b->r->minutes))
		return DBN_OK;
	if (!marked_bearer(&b->r->paras.items[at.para]))
		places = marked_places(&b->r->paras.items[at.para]) && others_have_bearers(b, at.para);
	if (!in_duties(b) && !places && (!marked_bearer(&b->r->paras.items[at.para]) || !others_have_bearers(b, at.para)))
		return DBN_OK;
	if (colon == DBN_NONE || (stop != DBN_NONE && stop < colon))
		colon = stop;
	if (colon == DBN_NONE || colon > 90 || at.from + colon + 3 >= s.len)
		return DBN_OK;
	name = dbn_str_sub(s, at.from, colon);
	/* 各级各部门： is a general duty, 各乡镇人民政府： one of theirs. */
	if (dbn_scan_has_any(name, "，|；|牵头|配合") ||
	    (dbn_scan_any_at(name, 0, "各|有关|相关") &&
	     !dbn_scan_ends_any(name, "人民政府|办事处|管委会|乡镇|街道|镇街|社区|村委会|学校|医院|学院")) ||
	    !(dbn_clause_looks(name) || places))
		return DBN_OK;
	f = DBN_PUSH(&b->r->scratch, found);
	if (!f)
		return dbn_fail_memory(b->r->err);
	*f = (struct found) { .at = { at.para, at.from, at.from + colon + 3 }, .text = name, .places = places };
	return DBN_OK;
}

/* 一、项目名称：X and a label on the next line: a record by another name. */
static bool names_matter(const struct builder *b, size_t para, size_t from, struct label *label)
{
	const struct paras *all = &b->r->paras;
	struct label next;

	return dbn_label_at(all->items[para].text, from, label) && label->kind == LABEL_TASK &&
	       dbn_scan_ends(label->word, "名称") && para + 1 < all->count && !all->items[para + 1].table &&
	       dbn_label_at(all->items[para + 1].text, 0, &next);
}

/*
 * An item; where, behind its clause, the next number follows without a line
 * break, that is an item of its own.
 */
static int marked_paragraph(struct builder *b, size_t para, struct marker m)
{
	struct dbn_str text = b->r->paras.items[para].text;
	struct founds found = { NULL, 0, 0 };
	struct span at = { para, m.len, text.len };
	struct label label;
	size_t first = 0;
	bool taken;
	int code;

	/* （三）责任单位：… in a record is a field with a number. */
	if (dbn_label_at(text, m.len, &label) && label.kind != LABEL_TASK &&
	    (tree_is_field(label.kind) || tree_in_record(b))) {
		code = tree_label_line(b, para, m.len, &taken);
		if (code || taken)
			return code;
	}
	code = dbn_clauses_find(b->r, at, true, &found);
	if (!code)
		code = bearer_in_front(b, at, &found);
	if (!code && is_heading(dbn_str_from(text, m.len), 0))
		code = tree_lead_in_heading(b, at, &found);
	for (size_t i = 0; code == DBN_OK && i <= found.count; i++) {
		struct marker next = { .kind = MARK_NONE };
		size_t end = i < found.count ? found.items[i].at.to : text.len;

		if (i < found.count) {
			end += dbn_scan_any_at(text, end, "。|；");
			if (!dbn_marker_read(dbn_str_sub(text, end, 60), &next) ||
			    next.kind != m.kind || next.number != m.number + 1)
				continue;
		}
		if (tree_open(b, &m) == NO_NODE)
			return dbn_fail_memory(b->r->err);
		if (first == 0)
			b->record_word = (struct dbn_str) { "", 0 };
		if (first == 0 && (tree_is_record_label(text, at.from, &label) || names_matter(b, para, at.from, &label))) {
			/* （一）整改问题：X is a record with a number of its own. */
			b->o->items[b->current].record = true;
			b->record_word = label.word;
			at.from += label.len;
		}
		b->o->items[b->current].heading =
		    is_heading(dbn_str_sub(text, at.from, end - at.from), 0);
		at.to = end;
		code = tree_give(b, at, found.count ? found.items + first : NULL,
				 i < found.count ? i + 1 - first : i - first);
		if (i == found.count || next.kind == MARK_NONE)
			break;
		m = next;
		at.from = end + next.len;
		first = i + 1;
	}
	return code;
}

/* Who signs, on a line of its own: the last of the text, or the day below it; 甲方（盖章）. */
static bool is_signature(const struct reader *r, size_t para)
{
	const struct para *p = &r->paras.items[para], *next = para + 1 < r->paras.count ? p + 1 : NULL;

	if (p->text.len > 120 || dbn_scan_has_any(p->text, "，|。|；|："))
		return false;
	if (dbn_scan_ends_any(p->text, "（盖章）|（公章）|（印章）|（章）|（签章）|（签字）|（签名）"))
		return true;
	if (next && !next->table && is_date_line(next->text))
		return true;
	return !next && (dbn_clause_is_list(p->text) || dbn_str_eq(p->text, r->doc->head.issuer));
}

static int take_paragraph(struct builder *b, size_t para)
{
	struct para *p = &b->r->paras.items[para];
	struct marker m;
	bool taken = false, marked = dbn_marker_read(p->text, &m);
	int number, code;

	if (is_attachment(p->text, &number)) {
		code = settle_behind(b, NULL);
		return code ? code : start_attachment(b, number);
	}
	if (dbn_scan_any_at(p->text, 0, "附件：|附件:|附：") ||
	    (dbn_scan_starts(p->text, "附件") && p->text.len < 120)) {
		b->list = true;
		return DBN_OK;
	}
	if (b->list) {
		/* 2.某某分解表: still the list of attachments */
		if (marked && m.kind == MARK_NUM && p->text.len < 150 &&
		    !dbn_scan_has_any(p->text, "。|责任单位"))
			return DBN_OK;
		b->list = false;
	}
	if (!marked || m.kind == MARK_BULLET) {
		if (!marked && !b->r->minutes && is_bare_heading(b, para)) {
			code = settle_behind(b, NULL);
			return code ? code : bare_heading(b, para);
		}
		code = marked ? DBN_OK : tree_limit_line(b, para, 0, &taken);
		if (code || taken)
			return code;
		if (is_closing(p->text) || (!marked && is_signature(b->r, para)))
			return DBN_OK;
		/* behind an item that has its clause, or a resolution: what the meeting asked of everybody */
		if ((b->o->items[b->current].clauses.count || in_resolution(b)) &&
		    dbn_scan_any_at(p->text, 0, "会议强调|会议要求|会议指出|会议认为|会议号召"))
			return DBN_OK;
	}
	if (marked) {
		if (dbn_scan_any_at(p->text, m.len, "上述|以上")) { /* 三、上述任务请于7月15日前办结。 */
			code = tree_limit_line(b, para, m.len, &taken);
			if (code || taken)
				return code;
		}
		code = settle_behind(b, &m);
		return code ? code : marked_paragraph(b, para, m);
	}
	tree_leave_record(b, para);
	code = tree_record_line(b, para, &taken);
	if (!code && !taken)
		code = tree_label_line(b, para, 0, &taken);
	if (code || taken)
		return code;
	return plain_paragraph(b, para);
}

int dbn_outline_read(struct reader *r, struct outline *o)
{
	struct builder b = { .r = r, .o = o, .headed = NO_NODE, .counted = { NO_NODE, NO_NODE, 0 } };
	struct marker none = { .kind = MARK_NONE };
	int code = DBN_OK;

	dbn_clauses_survey(r);
	b.root = b.current = tree_add(&b, NO_NODE, &none, (struct dbn_str) { "", 0 });
	if (b.root == NO_NODE)
		return dbn_fail_memory(r->err);
	for (size_t i = 0; i < r->paras.count && code == DBN_OK; i++) {
		dbn_reader_turn(r);
		if (r->paras.items[i].table)
			r->paras.items[i].node = b.root;
		else
			code = take_paragraph(&b, i);
	}
	if (!code)
		code = settle_behind(&b, NULL);
	if (!code)
		code = tree_share_lines_above(&b);
	if (!code)
		tree_spread_limits(&b);
	return code ? code : tree_fold_fields(&b);
}
