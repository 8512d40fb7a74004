/*
 * clause_change.c - duties that change hands, as supplementary notices tell it:
 * 牵头单位由甲局调整为乙局, 责任单位仍为甲局、乙局. Who had it before is no longer charged.
 */
#include "clause_part.h"

#include "dubanc/text.h"

enum { LIST_MAX = 300 /* bytes */ };

/* Bytes of the words at the start of s that hand a duty over, or 0. */
static size_t hands_over(struct dbn_str s)
{
	static const char *const verbs[] = { "调整变更为", "调整为", "变更为", "更改为", "更换为", "改为", "调整由", "变更由", "改由",
					     "仍为", "仍由", "明确为", "确定为" };

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (dbn_str_starts(s, dbn_str_of(verbs[i])))
			return dbn_str_of(verbs[i]).len;
	return 0;
}

/* Where in s, before its next stop, a duty is handed over; DBN_NONE: nowhere. */
static size_t handing(struct dbn_str s, size_t *len)
{
	for (size_t at = 0; at < s.len && at < LIST_MAX; dbn_utf8_next(s, &at)) {
		struct dbn_str rest = dbn_str_from(s, at);

		*len = hands_over(rest);
		if (*len)
			return at;
		if (STARTS(rest, "，") || STARTS(rest, "。") || STARTS(rest, "；") || STARTS(rest, "："))
			break;
	}
	return DBN_NONE;
}

/* Bytes of the list of names that s begins with, up to a stop or bracket. */
static size_t list_of_names(struct dbn_str s)
{
	size_t at = 0;

	while (at < s.len) {
		struct dbn_str rest = dbn_str_from(s, at);

		if (STARTS(rest, "，") || STARTS(rest, "。") || STARTS(rest, "；") || STARTS(rest, "（") || STARTS(rest, "）"))
			break;
		dbn_utf8_next(s, &at);
	}
	return at;
}

static bool all_names(struct dbn_str s)
{
	return s.len && (unit_is_group(s) || unit_lead_in(s) == s.len || dbn_clause_is_list(s) || dbn_clause_names_departments(s));
}

/* 由甲局调整为乙局牵头: 甲局 and the words that take it away are left out. */
static void without_former(struct dbn_arena *arena, struct dbn_str s, struct clause_change *c)
{
	size_t len, at = dbn_str_find(s, DBN_STR("由")), by;

	if (at == DBN_NONE)
		return;
	by = handing(dbn_str_from(s, at), &len);
	at += strlen("由");
	if (by == DBN_NONE || by <= strlen("由") || !all_names(dbn_str_sub(s, at, by - strlen("由"))))
		return;
	c->at = at;
	c->by = at - strlen("由") + by + len;
	c->names = s.len - c->by;
	c->text = dbn_arena_join(arena, (struct dbn_str[]) { dbn_str_sub(s, 0, at), dbn_str_from(s, c->by) }, 2);
}

/* Where the names begin to which the label that ends at `by` hands over, or DBN_NONE. */
static size_t new_names(struct dbn_str s, size_t by)
{
	size_t len = hands_over(dbn_str_from(s, by));
	size_t turn;

	if (len && !STARTS(dbn_str_from(s, by + len), "由"))
		return by + len;
	if (len || !STARTS(dbn_str_from(s, by), "由"))
		return DBN_NONE;
	turn = handing(dbn_str_from(s, by), &len);
	return turn == DBN_NONE ? DBN_NONE : by + turn + len;
}

struct clause_change clause_change(struct dbn_arena *arena, struct dbn_str s)
{
	static const struct { const char *label, *role; } roles[] = {
		{ "牵头单位", "牵头" }, { "牵头部门", "牵头" }, { "牵头责任单位", "牵头" }, { "主办单位", "牵头" }, { "承办单位", "牵头" },
		{ "牵头科室", "牵头" }, { "牵头处室", "牵头" }, { "责任科室", "负责" }, { "责任处室", "负责" }, { "配合科室", "配合" },
		{ "责任单位", "负责" }, { "责任部门", "负责" }, { "配合单位", "配合" }, { "配合部门", "配合" }, { "协办单位", "配合" },
	};
	struct clause_change c = { .text = s };

	if (dbn_str_find(s, DBN_STR("为")) == DBN_NONE && dbn_str_find(s, DBN_STR("由")) == DBN_NONE)
		return c; /* nearly all */
	if (dbn_str_find(s, DBN_STR("调整")) == DBN_NONE && dbn_str_find(s, DBN_STR("更")) == DBN_NONE &&
	    dbn_str_find(s, DBN_STR("改")) == DBN_NONE && dbn_str_find(s, DBN_STR("仍")) == DBN_NONE &&
	    dbn_str_find(s, DBN_STR("确")) == DBN_NONE)
		return c;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		struct dbn_str label = dbn_str_of(roles[i].label), role = dbn_str_of(roles[i].role);
		size_t at = dbn_str_find(s, label), by = at == DBN_NONE ? DBN_NONE : new_names(s, at + label.len);

		if (by == DBN_NONE)
			continue;
		c.names = list_of_names(dbn_str_from(s, by));
		if (!all_names(dbn_str_sub(s, by, c.names)))
			continue;
		c.at = at;
		c.by = by;
		c.called = strlen("由");
		c.role = role.len;
		c.text = dbn_arena_join(arena,
					(struct dbn_str[]) { dbn_str_sub(s, 0, at), DBN_STR("由"), dbn_str_sub(s, by, c.names), role,
							     dbn_str_from(s, by + c.names) },
					5);
		c.changed = true;
		return c;
	}
	without_former(arena, s, &c);
	c.changed = c.text.ptr != s.ptr;
	return c;
}

/* Where byte `off` of the changed text stands in what was written. */
static size_t as_written(const struct clause_change *c, size_t off)
{
	size_t names = c->at + c->called, behind = names + c->names;

	if (off < names)
		return off < c->at ? off : c->by;
	return off < behind ? c->by + (off - names) : c->by + c->names + (off - behind > c->role ? off - behind - c->role : 0);
}

void clause_change_back(const struct clause_change *c, size_t base, struct dbn_clause *clause)
{
	for (size_t i = 0; c->changed && i < clause->parties.count; i++)
		clause->parties.items[i].off = base + as_written(c, clause->parties.items[i].off);
	for (size_t i = 0; c->changed && i < clause->limits.count; i++)
		clause->limits.items[i].off = base + as_written(c, clause->limits.items[i].off);
}
