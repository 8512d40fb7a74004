/*
 * slip.c - 文件批办单, 办文单, 收文处理单: fields to the head, 拟办意见 and 批示 to
 * actions 批办/k. Routing (呈X阅示, 送X阅) is no action.
 */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "outline.h"
#include "slip.h"
#include "../text/scan.h"

struct entry {
	enum field_kind kind;
	struct dbn_str value;
	size_t room;	    /* of the value, as it grows */
	size_t first, last; /* indices of lines */
};

struct entries {
	struct entry *items;
	size_t count, cap;
};

static bool is_opinion(enum field_kind kind)
{
	return kind == FIELD_OPINION || kind == FIELD_ORDER;
}

/* ---- entries ---- */

static struct entry *add_entry(struct reader *r, struct entries *list, enum field_kind kind,
			       size_t line)
{
	struct entry *e = DBN_PUSH(r->arena, list);

	if (e)
		*e = (struct entry) { .kind = kind, .value = { "", 0 }, .first = line, .last = line };
	return e;
}

static int append(struct reader *r, struct entry *e, struct dbn_str text, size_t line)
{
	struct marker m;
	uint32_t last = dbn_scan_last(e->value);
	bool stop = e->value.len && is_opinion(e->kind) && !dbn_scan_is_end(last) &&
		    last != 0xff1a && dbn_marker_read(text, &m);

	e->last = line;
	return dbn_row_append(r, &e->value, &e->room, stop ? DBN_STR("。") : DBN_STR(""), text,
			      r->lines.items[line].number);
}

static int read_cells(struct reader *r, size_t i, struct entries *list)
{
	struct cells cells = { NULL, 0, 0 };
	int code = dbn_cells_split(r, r->lines.items[i].whole, &cells);
	bool open = false; /* a name waits for its value */

	for (size_t k = 0; k < cells.count && !code; k++) {
		struct dbn_str cell = cells.items[k];
		size_t colon = dbn_str_find(cell, DBN_STR("："));
		enum field_kind kind = slip_field_of(cell);

		if (!cell.len)
			continue;
		if (kind != FIELD_NONE) {
			open = add_entry(r, list, kind, i) != NULL;
			continue;
		}
		/* 密级：|份数：1: what bears a name of its own is no value of the name before it. */
		if ((!open || !is_opinion(list->items[list->count - 1].kind)) &&
		    colon != DBN_NONE && colon < LABEL_CELL_MAX &&
		    (kind = slip_field_of(dbn_str_sub(cell, 0, colon))) != FIELD_NONE) {
			open = add_entry(r, list, kind, i) != NULL;
			cell = dbn_str_from(cell, colon + 3);
		}
		if (list->count)
			code = append(r, &list->items[list->count - 1], cell, i);
	}
	return code;
}

/* 综合科　5月8日: who signs an opinion, and when, on a line of its own. */
static bool is_signed(struct dbn_str s)
{
	size_t end = s.len, at, month;

	if (dbn_scan_has_any(s, "，|。|；|：") || dbn_scan_any_at(s, 0, "请|由|呈|送|拟|同意") || s.len > 90)
		return false;
	end -= dbn_scan_ends(s, "日") ? 3 : 0;
	at = end;
	while (at > 0 && (dbn_scan_is_digit((unsigned char)s.ptr[at - 1]) || s.ptr[at - 1] == '.'))
		at--;
	if (at == end || end == s.len)
		return at < end && dbn_str_find(dbn_str_from(s, at), DBN_STR(".")) != DBN_NONE;
	month = at >= 3 && dbn_scan_at(s, at - 3, "月") ? at - 3 : 0;
	return month > 0 && dbn_scan_is_digit((unsigned char)s.ptr[month - 1]);
}

/* 收文号：（政）0326号  登记日期：2024.3.25, or more of the value above. */
static int read_line(struct reader *r, size_t i, struct entries *list)
{
	struct dbn_str s = r->lines.items[i].text;
	size_t colon = dbn_str_find(s, DBN_STR("："));
	enum field_kind kind = slip_field_of(s);

	if (kind != FIELD_NONE && s.len < LABEL_CELL_MAX)
		return add_entry(r, list, kind, i) ? DBN_OK : dbn_fail_memory(r->err);
	if (colon != DBN_NONE && colon < LABEL_CELL_MAX) {
		kind = slip_field_of(dbn_str_sub(s, 0, colon));
		if (is_opinion(kind)) {
			struct entry *e = add_entry(r, list, kind, i);

			return e ? append(r, e, dbn_str_from(s, colon + 3), i)
				 : dbn_fail_memory(r->err);
		}
	}
	if (dbn_field_line(s)) {
		struct entry *e = add_entry(r, list, kind == FIELD_LIMIT ? kind : FIELD_OTHER, i);

		dbn_field_read(r, &r->lines.items[i]);
		if (!e)
			return dbn_fail_memory(r->err);
		e->value = kind == FIELD_LIMIT ? dbn_str_from(s, colon + 3) : e->value;
		return DBN_OK;
	}
	if (list->count && is_opinion(list->items[list->count - 1].kind) && !is_signed(s))
		return append(r, &list->items[list->count - 1], s, i);
	return DBN_OK;
}

/* ---- actions ---- */

struct slip {
	struct reader *r;
	struct dbn_str limit; /* 办理时限 of the slip */
	size_t next;          /* number of the next action */
	size_t first_line, last_line;
};

/* 呈X阅示, 送X阅, 请X阅批: who reads it next, nobody is charged. */
static bool routes(struct dbn_str s)
{
	static const char verbs[] = "阅示|阅批|批示|阅知|阅|审示|审阅|审批|审定|阅处|知悉|阅研|签批|批阅|"
				    "阅悉|阅签|传阅|示|核示|审核|阅办|阅定|审签|批";

	if (dbn_scan_has_any(s, "牵头|配合|负责|抓好|落实|研究|制定|会同"))
		return dbn_scan_any_at(s, 0, "呈") &&
		       dbn_scan_ends_any(s, "阅示|阅批|审示|批示|阅|审定|审阅");
	return dbn_scan_any_at(
		   s, 0, "呈|送|报|转|请|拟请|拟呈|拟送|拟报|建议呈|建议送|并呈|并送|并请|再呈|抄送") &&
	       dbn_scan_ends_any(s, verbs);
}

/* Every part of the sentence: 呈王主任阅示，送李主任阅. */
static bool is_routing(struct dbn_str s)
{
	s = dbn_scan_strip(s);
	while (s.len) {
		size_t comma = dbn_str_find(s, DBN_STR("，"));

		if (!routes(comma == DBN_NONE ? s : dbn_str_sub(s, 0, comma)))
			return false;
		s = comma == DBN_NONE ? dbn_str_sub(s, 0, 0) : dbn_str_from(s, comma + 3);
	}
	return true;
}

/* Without what introduces an opinion and the date behind it. */
static struct dbn_str trim_opinion(struct dbn_str s)
{
	size_t n;

	s = dbn_scan_strip(s);
	while ((n = dbn_scan_any_at(s, 0,
				    "建议：|拟办意见：|拟办：|拟：|意见：|批示：|具体建议：|"
				    "拟办如下：|现建议：|经研究，|拟办建议：")) > 0)
		s = dbn_str_from(s, n);
	while (s.len &&
	       (dbn_scan_is_digit((unsigned char)s.ptr[s.len - 1]) || s.ptr[s.len - 1] == '.'))
		s.len--;
	return dbn_scan_strip(s);
}

/* 拟请 → 请, 拟由 → 由, 建议由 → 由. */
static struct dbn_str plain_order(struct dbn_str s)
{
	size_t n = dbn_scan_any_at(s, 0, "拟建议|拟同意|建议|拟转|拟交|拟办|拟|现");

	if (n && dbn_scan_any_at(s, n, "请|由|责成|交|转"))
		return dbn_str_from(s, n);
	if (dbn_scan_any_at(s, 0, "拟转|拟交"))
		return dbn_str_from(s, 3);
	return s;
}

static int add_action(struct slip *sl, struct dbn_str text, struct dbn_str title,
		      struct dbn_clause *clause, size_t number)
{
	struct reader *r = sl->r;
	struct dbn_item item = { .kind = DBN_ITEM_SLIP, .from = DBN_FROM_SLIP };
	const struct line *first = &r->lines.items[sl->first_line],
			  *last = &r->lines.items[sl->last_line];
	struct dbn_item *to = DBN_PUSH_LONG(r->arena, &r->doc->items);
	int code;

	if (!to)
		return dbn_fail_memory(r->err);
	item.path = dbn_row_number(r->arena, DBN_STR("批办/"), number);
	item.title = dbn_str_trim(dbn_scan_title(dbn_scan_strip(title)));
	item.text = text;
	item.clause_text = text;
	item.clause = *clause;
	item.first_line = first->number;
	item.last_line = last->number;
	item.off = first->off;
	item.len = last->off + last->raw.len - first->off;
	/* Limits of the clause stand in the text too: they are found there. */
	item.clause.limits = (struct dbn_limits) { NULL, 0, 0 };
	code = dbn_row_fill(r, &item, sl->limit, NULL);
	r->doc->items.items[r->doc->items.count - 1] = item;
	if (number >= sl->next)
		sl->next = number + 1;
	return code;
}

static bool charges(const struct slip *sl, struct dbn_str sentence, struct dbn_clause *clause,
		    struct dbn_str *title)
{
	struct dbn_clause_ctx ctx = { .level = sl->r->doc->head.level, .limits = &sl->r->limits };
	struct dbn_err err = { .code = DBN_OK };

	*clause = (struct dbn_clause) { .labelled = false };
	return dbn_clause_sentence(sl->r->arena, plain_order(sentence), &ctx, clause, title, &err);
}

/* 请…, 由…: somebody is meant, though we do not know the name. */
static bool means_somebody(struct dbn_str s)
{
	return dbn_scan_any_at(plain_order(s), 0, "请|由|责成|交") && !dbn_scan_any_at(s, 0, "请示|请批示") &&
	       s.len > 30;
}

/* An order whose unit was not understood: a person must look, it must not be lost. */
static int add_unread(struct slip *sl, struct dbn_str text, size_t number)
{
	struct dbn_clause none = { .doubts = DBN_DOUBT_BIT(CLAUSE_UNREAD) };
	struct dbn_str title = plain_order(trim_opinion(text));

	return add_action(sl, text, dbn_str_from(title, dbn_scan_any_at(title, 0, "请|由|责成")),
			  &none, number);
}

/* One numbered opinion: its routing sentences go, the first that charges counts. */
static int read_segment(struct slip *sl, struct dbn_str s, size_t number, bool numbered)
{
	struct dbn_clause clause = { .labelled = false };
	struct dbn_str title = { "", 0 }, text = { "", 0 };
	size_t at = 0;
	bool found = false;

	while (at < s.len) {
		struct dbn_str sentence = dbn_scan_sentence(s, &at, false);
		struct dbn_clause one;
		struct dbn_str its_title;

		if (is_routing(sentence))
			continue;
		if (!found && charges(sl, trim_opinion(sentence), &one, &its_title)) {
			clause = one;
			title = its_title;
			found = true;
		}
		text = text.len
			   ? (struct dbn_str) { text.ptr,
						(size_t)(sentence.ptr + sentence.len - text.ptr) }
			   : sentence;
	}
	if (!found && text.len && (numbered || means_somebody(trim_opinion(text))))
		return add_unread(sl, text, number);
	return found ? add_action(sl, text, title, &clause, number) : DBN_OK;
}

/* Offset of the next number of the list at a sentence's start, or the end. */
static size_t next_number(struct dbn_str s, size_t at, enum marker_kind kind, int number,
			  struct marker *m)
{
	while (at < s.len) {
		uint32_t before = dbn_scan_cp_before(s, at);

		if ((at == 0 || dbn_scan_is_end(before) || before == 0xff1a) &&
		    dbn_marker_read(dbn_str_sub(s, at, 60), m) && m->number == number &&
		    m->kind != MARK_BULLET && (kind == MARK_NONE || m->kind == kind))
			return at;
		dbn_utf8_next(s, &at);
	}
	return s.len;
}

static int read_numbered(struct slip *sl, struct dbn_str s, size_t at, struct marker m)
{
	int code = DBN_OK;

	while (at < s.len && !code) {
		struct marker next;
		size_t start = at + m.len;
		size_t end = next_number(s, start, m.kind, m.number + 1, &next);

		code = read_segment(sl, dbn_str_sub(s, start, end - start),
				    sl->next > (size_t)m.number ? sl->next : (size_t)m.number,
				    true);
		at = end;
		m = next;
	}
	return code;
}

/* ---- orders ---- */

/* 请X一并参加: adds X to the first action that has the role. */
static bool only_adds(struct dbn_str s)
{
	return s.len < 150 && dbn_scan_has_any(s, "一并|也|共同|同时|一起|同步") &&
	       dbn_scan_ends_any(s, "参加|参与|配合|协助|列入|纳入|加入|协办|参会");
}

static int join_first(struct slip *sl, const struct dbn_clause *clause)
{
	struct dbn_document *doc = sl->r->doc;
	enum dbn_role role = clause->parties.count ? clause->parties.items[0].role : DBN_ROLE_COOP;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < doc->items.count; i++) {
			struct dbn_clause *to = &doc->items.items[i].clause;

			for (size_t k = 0; k < to->parties.count; k++) {
				if (doc->items.items[i].kind == DBN_ITEM_SLIP &&
				    (pass || to->parties.items[k].role == role))
					return dbn_row_add_parties(
						sl->r, to, &clause->parties,
						sl->r->lines.items[sl->first_line].number);
			}
		}
	}
	return DBN_OK;
}

static bool is_charged(const struct slip *sl, const struct dbn_clause *clause)
{
	const struct dbn_document *doc = sl->r->doc;

	for (size_t p = 0; p < clause->parties.count; p++) {
		bool found = false;

		for (size_t i = 0; i < doc->items.count && !found; i++) {
			const struct dbn_clause *c = &doc->items.items[i].clause;

			for (size_t k = 0; k < c->parties.count && !found; k++)
				found = dbn_str_eq(c->parties.items[k].name,
						   clause->parties.items[p].name);
		}
		if (!found)
			return false;
	}
	return clause->parties.count > 0;
}

static bool only_urges(struct dbn_str title)
{
	return title.len < 90 &&
	       dbn_scan_has_any(title, "抓紧|按拟办|按此|抓好落实|认真落实|认真办理|尽快|按要求|"
				       "高度重视|按程序|按照拟办|落实好|遵照|"
				       "从速|即办|照此|按意见|办理|落实") &&
	       !dbn_scan_has_any(title, "月|日前|周|方案|报告|清单|前报|台账");
}

/* 请县林业局抓紧落实, where it is charged already: what others are to do may follow. */
static bool urges_charged(const struct slip *sl, struct dbn_str s)
{
	struct dbn_clause clause;
	struct dbn_str title = { "", 0 };

	return charges(sl, s, &clause, &title) && is_charged(sl, &clause) && only_urges(title);
}

static int read_order(struct slip *sl, struct dbn_str sentence)
{
	size_t comma = dbn_str_find(sentence, DBN_STR("，"));
	struct dbn_clause clause;
	struct dbn_str title = { "", 0 };

	sentence = trim_opinion(sentence);
	if (!sentence.len || is_routing(sentence))
		return DBN_OK;
	comma = dbn_str_find(sentence, DBN_STR("，"));
	/* 同意拟办意见，请X… : what follows may charge somebody. */
	if (dbn_scan_any_at(sentence, 0, "同意|已阅|阅|按拟办|按照拟办|原则同意|照办|可")) {
		if (comma == DBN_NONE ||
		    !charges(sl, dbn_str_from(sentence, comma + 3), &clause, &title))
			return DBN_OK;
		return read_order(sl, dbn_str_from(sentence, comma + 3));
	}
	{
		struct dbn_str head =
		    comma == DBN_NONE ? sentence : dbn_str_sub(sentence, 0, comma);

		if (only_adds(head) && charges(sl, head, &clause, &title)) {
			int code = join_first(sl, &clause);

			if (code || comma == DBN_NONE)
				return code;
			return read_order(sl, dbn_str_from(sentence, comma + 3));
		}
	}
	if (comma != DBN_NONE && urges_charged(sl, dbn_str_sub(sentence, 0, comma)) &&
	    charges(sl, dbn_str_from(sentence, comma + 3), &clause, &title))
		return read_order(sl, dbn_str_from(sentence, comma + 3));
	if (!charges(sl, sentence, &clause, &title))
		return means_somebody(sentence) && !only_urges(sentence)
			   ? add_unread(sl, sentence, sl->next)
			   : DBN_OK;
	if (is_charged(sl, &clause) && only_urges(title))
		return DBN_OK;
	return add_action(sl, sentence, title, &clause, sl->next);
}

static int read_sentences(struct slip *sl, struct dbn_str s, bool order)
{
	size_t at = 0;
	int code = DBN_OK;

	while (at < s.len && !code) {
		struct dbn_str sentence = dbn_scan_sentence(s, &at, true);

		if (order)
			code = read_order(sl, sentence);
		else if (!is_routing(sentence))
			code = read_segment(sl, sentence, sl->next, false);
	}
	return code;
}

static int read_opinion(struct slip *sl, const struct entry *e)
{
	struct marker m;
	size_t at = next_number(e->value, 0, MARK_NONE, 1, &m);

	sl->first_line = e->first;
	sl->last_line = e->last;
	if (e->kind == FIELD_OPINION && at < e->value.len)
		return read_numbered(sl, e->value, at, m);
	return read_sentences(sl, e->value, e->kind == FIELD_ORDER);
}

/* ---- the slip ---- */

static int collect(struct reader *r, struct entries *list)
{
	bool title = true;
	int code = DBN_OK;

	for (size_t i = 0; i < r->lines.count && !code; i++) {
		const struct line *l = &r->lines.items[i];

		if (l->kind != LINE_SLIP)
			continue;
		if (title && slip_is_title(l->text)) {
			title = false;
			continue;
		}
		code = l->cells ? read_cells(r, i, list) : read_line(r, i, list);
	}
	return code;
}

int dbn_slip_head(struct reader *r)
{
	struct entries list = { NULL, 0, 0 };
	int code = collect(r, &list);

	for (size_t i = 0; i < list.count; i++) {
		const struct entry *e = &list.items[i];

		if (!is_opinion(e->kind))
			dbn_field_set(r, e->kind, e->value, r->lines.items[e->first].number);
	}
	return code;
}

int dbn_slip_read(struct reader *r)
{
	struct slip sl = { .r = r, .next = 1, .limit = { "", 0 } };
	struct entries list = { NULL, 0, 0 };
	int code = collect(r, &list);

	for (size_t i = 0; i < list.count; i++) {
		if (list.items[i].kind == FIELD_LIMIT)
			sl.limit = list.items[i].value;
	}
	/* Opinions first: an order may speak of what they have proposed. */
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < list.count && !code; i++) {
			if (list.items[i].kind == (pass ? FIELD_ORDER : FIELD_OPINION))
				code = read_opinion(&sl, &list.items[i]);
		}
	}
	return code;
}
