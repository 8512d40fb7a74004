/* rows.c - what every kind of item shares: limits, targets, parties, measures. */
#include <string.h>

#include "dubanc/text.h"
#include "../when/limit_doubt.h"
#include "outline.h"
#include "../text/scan.h"

enum { MEASURE_MAX = 16 };

/* ---- paths ---- */

struct dbn_str dbn_row_number(struct dbn_arena *arena, struct dbn_str before, size_t n)
{
	char digits[24];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	{
		struct dbn_str parts[] = { before, { digits + at, sizeof digits - at } };

		return dbn_arena_join(arena, parts, 2);
	}
}

struct dbn_str dbn_path_join(struct dbn_arena *arena, struct dbn_str a, struct dbn_str b)
{
	struct dbn_str parts[] = { a, DBN_STR("/"), b };

	if (!a.len || !b.len)
		return a.len ? a : b;
	return dbn_arena_join(arena, parts, 3);
}

/* ---- parties ---- */

static bool same_party(const struct dbn_party *a, const struct dbn_party *b)
{
	if (a->group != b->group || !dbn_str_eq(a->name, b->name) ||
	    a->member_count != b->member_count)
		return false;
	for (size_t i = 0; i < a->member_count; i++) {
		if (!dbn_str_eq(a->members[i], b->members[i]))
			return false;
	}
	return true;
}

/* The party of the list that is the same, in whatever role; NULL: there is none. */
static struct dbn_party *find_party(const struct dbn_parties *list, const struct dbn_party *p)
{
	for (size_t i = 0; i < list->count; i++) {
		if (same_party(&list->items[i], p))
			return &list->items[i];
	}
	return NULL;
}

/* 责任单位：甲、乙 and then 牵头单位：甲: what a responsible unit does was left open. */
static bool is_closer(enum dbn_role role, enum dbn_role before)
{
	return before == DBN_ROLE_UNITS && (role == DBN_ROLE_LEAD || role == DBN_ROLE_COOP);
}

int dbn_row_refuse(struct reader *r, const struct dbn_err *why, size_t line)
{
	if (r->err && !r->err->code) {
		*r->err = *why;
		if (why->code == DBN_EDATA && !why->diag.pos.line)
			r->err->diag.pos.line = line;
	}
	return why->code;
}

int dbn_row_append(struct reader *r, struct dbn_str *to, size_t *room, struct dbn_str between,
		   struct dbn_str piece, size_t line)
{
	const struct dbn_str parts[] = { to->len ? between : DBN_STR(""), piece };

	if (to->len + piece.len > DBN_CLAUSE_BYTES_MAX)
		return dbn_clause_refuse(r->err, DBN_MSG_CLAUSE_LONG, line);
	if (!to->len) {
		*to = piece;
		return DBN_OK;
	}
	return dbn_arena_append(r->arena, to, room, parts, 2) ? DBN_OK : dbn_fail_memory(r->err);
}

int dbn_row_add_parties(struct reader *r, struct dbn_clause *to, const struct dbn_parties *from,
			size_t line)
{
	for (size_t k = 0; k < from->count; k++) {
		struct dbn_party *copy, *known = find_party(&to->parties, &from->items[k]);

		if (known && is_closer(from->items[k].role, known->role))
			known->role = from->items[k].role;
		if (known)
			continue;
		if (to->parties.count >= DBN_CLAUSE_UNITS_MAX)
			return dbn_clause_refuse(r->err, DBN_MSG_CLAUSE_UNITS, line);
		copy = DBN_PUSH(r->arena, &to->parties);
		if (!copy)
			return dbn_fail_memory(r->err);
		*copy = from->items[k];
	}
	return DBN_OK;
}

/* ---- limits and targets ---- */

/* A limit that resolves to what is listed already says nothing new. */
static bool is_listed(const struct dbn_limits *list, const struct dbn_limit *l)
{
	for (size_t i = 0; i < list->count; i++) {
		if (dbn_str_eq(list->items[i].code, l->code) &&
		    (!dbn_str_eqz(l->code, "?") || dbn_str_eq(list->items[i].text, l->text)))
			return true;
	}
	return false;
}

static int add_limits(struct reader *r, struct dbn_limits *to, const struct dbn_limits *from)
{
	for (size_t i = 0; i < from->count; i++) {
		struct dbn_limit *l;

		if (is_listed(to, &from->items[i]))
			continue;
		l = DBN_PUSH(r->arena, to);
		if (!l)
			return dbn_fail_memory(r->err);
		*l = from->items[i];
	}
	return DBN_OK;
}

/* 6月底 in a paper without a date: no local event, only the year is not known. */
static bool lacks_date(const struct reader *r, const struct dbn_limit *l)
{
	return r->limits.issued == DBN_NO_DAY && dbn_str_eqz(l->code, "?") &&
	       dbn_scan_has_any(l->text, "0|1|2|3|4|5|6|7|8|9|年底|年内|月底|季度|半年|全年");
}

/* A limit cell that says how far: 上半年完成60%, 11月底前全部完成. */
static int add_label_targets(struct reader *r, struct dbn_item *item, struct dbn_str limit,
			     const struct dbn_limits *own)
{
	size_t first = item->targets.count;
	int code = dbn_target_find(r->arena, limit, own, NULL, &item->targets, r->err);

	for (size_t i = first; i < item->targets.count; i++)
		item->targets.items[i].off = item->text.len; /* behind all that the text holds */
	return code;
}

/* 评审专家组进驻前: a limit of its own in a cell or behind a label, and nothing was read. */
static bool is_unread_limit(struct dbn_str limit, const struct dbn_limits *own)
{
	limit = dbn_scan_chop(dbn_scan_strip(limit));
	return limit.len > 3 && !own->count && !dbn_scan_is_any(limit, "待定|另定|不限|未定|另行通知");
}

/* 封关运作前, 下次会议前 alone in a cell or behind a label: by an event whose day no paper tells. */
static int add_event(struct reader *r, struct dbn_str limit, struct dbn_limits *own)
{
	enum { EVENT_BYTES_MAX = 60 };
	struct dbn_str words = dbn_scan_chop(dbn_scan_strip(limit));
	struct dbn_limit *l;

	if (!is_unread_limit(limit, own) || words.len > EVENT_BYTES_MAX || !dbn_scan_ends(words, "前") ||
	    dbn_scan_has_any(words, "，|。|；|、|0|1|2|3|4|5|6|7|8|9") || dbn_scan_ends_any(words, "提前|目前|此前|先前|日前"))
		return DBN_OK;
	l = DBN_PUSH(r->arena, own);
	if (!l)
		return dbn_fail_memory(r->err);
	*l = (struct dbn_limit) { .kind = DBN_LIMIT_TERM, .due = DBN_NO_DAY, .text = words, .code = DBN_STR("?"),
				  .off = (size_t)(words.ptr - limit.ptr), .len = words.len };
	return DBN_OK;
}

/*
 * 09/30/2024, 30/09/2024: what a spreadsheet of other habits makes of a day. Read
 * where only one order gives a day; 05/06/2024 stays as it is, and is a doubt.
 */
static struct dbn_str year_in_front(struct reader *r, struct dbn_str limit)
{
	struct dbn_str rest = dbn_str_trim(limit), a = dbn_str_split(&rest, '/'), b;
	int32_t first, second, year, day;
	char iso[11];

	b = rest.ptr ? dbn_str_split(&rest, '/') : DBN_STR("");
	if (rest.len != 4 || a.len > 2 || b.len > 2 || !dbn_str_uint(a, &first) || !dbn_str_uint(b, &second) ||
	    !dbn_str_uint(rest, &year) || (first <= 12 && second <= 12 && first != second))
		return limit;
	day = first > 12 ? dbn_day_of(year, second, first) : dbn_day_of(year, first, second);
	return day == DBN_NO_DAY ? limit : dbn_arena_dup(r->arena, dbn_str_of(dbn_day_format(iso, day)));
}

int dbn_row_fill(struct reader *r, struct dbn_item *item, struct dbn_str label_limit,
		 struct dbn_limits *in_body)
{
	struct dbn_limits label = { NULL, 0, 0 }, body = { NULL, 0, 0 }, all = { NULL, 0, 0 };
	struct dbn_limits own = { NULL, 0, 0 };
	int code = add_limits(r, &label, &item->clause.limits);

	if (!code && label_limit.len) {
		label_limit = year_in_front(r, label_limit);
		code = dbn_deadline_find(r->arena, label_limit, DBN_PLACE_FIELD, &r->limits, &own,
					 r->err);
		if (!code)
			code = add_event(r, label_limit, &own);
		if (!code)
			code = add_limits(r, &label, &own);
	}
	if (!code)
		code = dbn_deadline_find(r->arena, item->text, DBN_PLACE_BODY, &r->limits, &body,
					 r->err);
	if (!code && !label.count && !label_limit.len && !body.count && r->within.len) {
		code = dbn_deadline_find(r->arena, r->within, DBN_PLACE_FIELD, &r->limits, &own, r->err);
		if (!code)
			code = add_limits(r, &label, &own);
	}
	if (!code)
		code = add_limits(r, &all, &label);
	item->label_limits = all.count;
	if (!code)
		code = add_limits(r, &all, &body);
	item->limits = all;
	for (size_t i = 0; i < all.count; i++) {
		item->doubts |= all.items[i].doubts;
		if (lacks_date(r, &all.items[i]))
			item->doubts |= DBN_DOUBT_BIT(DATE_UNKNOWN);
	}
	if (!code)
		code = dbn_target_find(r->arena, item->text, &body, &label, &item->targets, r->err);
	if (!code)
		code = add_label_targets(r, item, label_limit, &own);
	item->doubts |= item->clause.doubts;
	if (dbn_limit_missed(item->text, &body, false) ||
	    dbn_limit_overlooked(item->text, &r->limits, &all) ||
	    is_unread_limit(label_limit, &own) ||
	    dbn_limit_overlooked(label_limit, &r->limits, &own))
		item->doubts |= DBN_DOUBT_BIT(LIMIT_UNREAD);
	if (dbn_scan_has_any(item->title, "责任单位：|牵头单位：|配合单位：|责任部门：") ||
	    (item->kind == DBN_ITEM_SLIP && dbn_scan_has_any(item->title, "牵头，|配合，|牵头、")))
		item->doubts |= DBN_DOUBT_BIT(CLAUSE_UNREAD);
	dbn_item_doubt(r, item, &body);
	if (in_body)
		*in_body = body;
	return code;
}

void dbn_row_forget_targets(struct dbn_item *item, size_t end)
{
	size_t kept = 0;

	for (size_t i = 0; i < item->targets.count; i++) {
		if (item->targets.items[i].off >= end)
			item->targets.items[kept++] = item->targets.items[i];
	}
	item->targets.count = kept;
}

/* The limits and targets of the task that stand in [start, end) of its text. */
static int repeat_share(struct reader *r, const struct dbn_item *task,
			const struct dbn_limits *body, size_t start, size_t end,
			struct dbn_item *to)
{
	for (size_t i = 0; i < body->count; i++) {
		struct dbn_limit *l;

		if (body->items[i].off < start || body->items[i].off >= end ||
		    is_listed(&to->limits, &body->items[i]))
			continue;
		l = DBN_PUSH(r->arena, &to->limits);
		if (!l)
			return dbn_fail_memory(r->err);
		*l = body->items[i];
		l->off -= start;
	}
	for (size_t i = 0; i < task->targets.count; i++) {
		struct dbn_target *t;

		if (task->targets.items[i].off < start || task->targets.items[i].off >= end)
			continue;
		t = DBN_PUSH(r->arena, &to->targets);
		if (!t)
			return dbn_fail_memory(r->err);
		*t = task->targets.items[i];
		t->off -= start;
	}
	return DBN_OK;
}

/* ---- measures ---- */

static bool is_subheading(struct dbn_str sentence)
{
	struct dbn_str s = sentence;
	size_t at = 0, n = 0;

	if (!dbn_scan_ends(s, "。"))
		return false;
	s.len -= 3;
	while (at < s.len) {
		uint32_t cp = dbn_utf8_next(s, &at);

		if (dbn_scan_is_digit(cp) || cp == 0xff0c || cp == 0xff1b || cp == 0xff1a ||
		    cp == ',')
			return false;
		n++;
	}
	return n > 1 && n <= MEASURE_MAX;
}

struct measure {
	size_t at, title_len; /* in the item's text */
};

struct measures {
	struct measure *items;
	size_t count, cap;
};

static int find_measures(struct reader *r, struct dbn_str text, size_t from, struct measures *out)
{
	size_t at = from, start = at;
	struct dbn_str s = dbn_scan_sentence(text, &at, false);

	while (s.len) {
		size_t next_start = at;
		struct dbn_str next = dbn_scan_sentence(text, &at, false);

		if (dbn_scan_chop(next).len && is_subheading(s) && !is_subheading(next)) {
			struct measure *m = DBN_PUSH(r->arena, out);

			if (!m)
				return dbn_fail_memory(r->err);
			*m = (struct measure) { start, s.len - 3 };
		}
		s = next;
		start = next_start;
	}
	return DBN_OK;
}

int dbn_row_measures(struct reader *r, const struct dbn_item *task, const struct dbn_limits *body)
{
	struct measures found = { NULL, 0, 0 };
	struct dbn_item base = *task;
	size_t from =
	    task->title.len + dbn_scan_any_at(task->text, task->title.len, "。|；|：|！|？");
	int code = find_measures(r, task->text, from, &found);

	if (code || found.count < 2)
		return code;
	for (size_t i = 0; i < found.count; i++) {
		size_t start = found.items[i].at;
		size_t end = i + 1 < found.count ? found.items[i + 1].at : task->text.len;
		struct dbn_item *m = DBN_PUSH_LONG(r->arena, &r->doc->items);
		struct dbn_str mark;

		if (!m)
			return dbn_fail_memory(r->err);
		mark = dbn_row_number(r->arena, DBN_STR("m"), i + 1);
		*m = (struct dbn_item) { .kind = DBN_ITEM_MEASURE, .section = base.section };
		m->path = dbn_path_join(r->arena, base.path, mark);
		m->from = DBN_FROM_INHERIT;
		m->inherit_path = base.path;
		m->title = dbn_str_sub(base.text, start, found.items[i].title_len);
		m->text = dbn_str_sub(base.text, start, end - start);
		m->first_line = base.first_line;
		m->last_line = base.last_line;
		m->off = base.off;
		m->len = base.len;
		code = repeat_share(r, &base, body, start, end, m);
		if (code)
			return code;
		if (task->doubts & DBN_DOUBT_BIT(TARGET_UNREAD))
			dbn_item_doubt(r, m, NULL);
	}
	return DBN_OK;
}
