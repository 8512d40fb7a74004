/* clause_looks.c - whether a piece of text reads like a clause at all, without allocation. */
#include "clause_part.h"

enum { CHAR = 3 };

bool dbn_clause_looks(struct dbn_str text)
{
	struct dbn_str s;
	struct part_cursor c;
	struct dbn_str e;
	char sep;
	size_t names = 0, others = 0, verbs = 0, elements = 0;

	if (text.len > DBN_CLAUSE_BYTES_MAX)
		return false;
	s = bracket_strip(text);
	if (s.len < 2 * CHAR || verb_is_not_clause(s))
		return false;
	{
		struct clause_label label = label_next(s, 0);

		if (label.kind != LABEL_NONE && label.off == 0)
			return !clause_is_contact(label.name);
		label = label_bare(s);
		if (label.kind == LABEL_UNITS && unit_lead_in(dbn_str_from(s, label.len)))
			return true;
	}
	c = (struct part_cursor) { s, 0, 0 };
	while (part_next(&c, &e, &sep) && elements++ < 64) {
		struct clause_verb v;
		struct dbn_str core, head, inside;
		size_t fwd;

		e = clause_cut_call(part_trim(e));
		part_cut_star(&e);
		if (e.len > ELEMENT_BYTES_MAX)
			return false;
		if (!e.len || verb_is_remark(e))
			continue;
		v = verb_suffix(e);
		core = v.found ? dbn_str_sub(e, 0, v.at) : e;
		part_cut_open(&core);
		while (!unit_is_group(core) && bracket_last(core, &head, &inside))
			core = head;
		part_cut_star(&core);
		if (clause_find_forward(e) != DBN_NONE || verb_inside(core).found) {
			verbs++, names++;
			continue;
		}
		/* 市教育局和各县区, 1.市教育局2.市财政局 */
		core = part_cut_number(core);
		while (!clause_is_name(core) && (fwd = unit_lead_in(core)) != 0 && fwd < core.len) {
			struct dbn_str rest = dbn_str_from(core, fwd), next = part_cut_number(rest);

			if (next.len == rest.len && !part_joins(core, fwd))
				break;
			names += unit_is_evidence(dbn_str_sub(core, 0, fwd));
			core =
			    next.len < rest.len ? next : dbn_str_from(rest, part_joins(core, fwd));
		}
		if (unit_is_group(core) || clause_is_name(core)) {
			names += unit_is_group(core) ? clause_group_is_evidence(core)
						     : unit_is_evidence(core) ||
							   (v.found && clause_is_department(core));
			verbs += v.found;
		} else if ((fwd = unit_lead_in(core)) != 0 &&
			   unit_is_evidence(dbn_str_sub(core, 0, fwd)) &&
			   clause_is_time(dbn_str_from(core, fwd))) {
			names++; /* 市教育局6月底前完成 */
			verbs += v.found;
		} else if (v.found && (!core.len || others == 0)) {
			/* 委托第三方机构参与 beside names of units */
			others += core.len > 0;
			verbs++;
		} else if (!clause_is_time(core) && !unit_is_category(core) &&
			   !(clause_is_department(core) && ENDS(core, "组"))) { /* 年级组 beside 德育处 */
			others++;
		}
	}
	return names > 0 && (verbs > 0 || others == 0);
}

/* 成立县…专班, 镇自然资源所排查隐患点36处: a sentence that reads like a name. */
static bool tells_something(struct dbn_str name)
{
	static const char *const verbs[] = { "成立", "组建", "设立", "建立", "建设", "纳入", "落实",
					     "由",   "请",   "按",   "报",   "推动", "支持" };

	/* 镇成立工作专班, 专班设在镇农业农村办 */
	static const char *const inside[] = { "成立", "组建", "设立", "设在" };

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (dbn_str_starts(name, dbn_str_of(verbs[i])))
			return true;
	for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
		if (dbn_str_find(name, dbn_str_of(inside[i])) != DBN_NONE)
			return true;
	return unit_lead_in(name) != name.len;
}

/* 市财政局, 各镇（街道）: a name of a unit or a group of units, whatever stands in brackets behind it: *e is cut to it. */
static bool is_member(struct dbn_str *e)
{
	struct dbn_str head, inside;

	while (!unit_is_group(*e) && bracket_last(*e, &head, &inside))
		*e = head;
	return unit_is_group(*e) ? clause_group_is_evidence(*e)
				 : clause_is_name(*e) && unit_is_evidence(*e) && !tells_something(*e);
}

/* 办公室, 第二党支部: what a house calls its own rooms. */
static bool is_department(struct dbn_str *e)
{
	return unit_is_group(*e) ? clause_group_is_evidence(*e)
				 : clause_is_department(*e) && !unit_holds_sentence(*e);
}

/* 责任人：办公室主任 beside the names of departments. */
static bool is_other_label(struct dbn_str e)
{
	struct clause_label label = label_next(e, 0);

	return label.kind != LABEL_NONE && label.off == 0;
}

static bool is_never(struct dbn_str e)
{
	(void)e;
	return false;
}

/* Whether each element is one that `belongs` knows or that is passed over, and one at least names a unit. */
static bool each(struct dbn_str text, bool (*belongs)(struct dbn_str *),
		 bool (*passed_over)(struct dbn_str))
{
	struct part_cursor c = { part_trim(text), 0, 0 };
	struct dbn_str e;
	char sep;
	size_t names = 0, elements = 0;

	if (text.len > DBN_CLAUSE_BYTES_MAX)
		return false;
	while (part_next(&c, &e, &sep)) {
		e = part_trim(e);
		part_cut_star(&e);
		part_cut_open(&e);
		if (!e.len || passed_over(e))
			continue;
		if (e.len > ELEMENT_BYTES_MAX || elements++ > 64 || !belongs(&e))
			return false;
		names += !unit_is_group(e);
	}
	return names > 0;
}

bool dbn_clause_is_list(struct dbn_str text)
{
	return each(text, is_member, is_never);
}

bool dbn_clause_names_departments(struct dbn_str text)
{
	return each(text, is_department, is_other_label);
}
