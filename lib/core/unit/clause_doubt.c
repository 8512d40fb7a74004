/* clause_doubt.c - signs that a clause was misread: names, marks, labels that a person should see.
 */
#include "../text/scan.h"
#include "clause_part.h"

enum {
	CHAR = 3,
	NAME_LONG = 18,
	GROUP_LONG = 24,
	LEADS_MANY = 4,
	LEFT_NAME_MIN = 4,
	LEFT_LOOKS_MAX = 64,   /* parties, beyond which nobody looks for names that are none of them */
	LEFT_BYTES_MAX = 4000, /* … in clauses no longer than this */
};

#define W(z)                                                                                       \
	{                                                                                          \
		z, sizeof(z) - 1                                                                   \
	}
#define COUNT(t) (sizeof(t) / sizeof *(t))

static bool holds_any(struct dbn_str s, const struct dbn_str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (dbn_str_find(s, words[i]) != DBN_NONE)
			return true;
	return false;
}

/* 牵头, 时限 and the like inside a name: a role or a label was taken for a part of it. */
static bool holds_role(struct dbn_str s)
{
	static const struct dbn_str words[] = {
		W("牵头"), W("责任"), W("时限"), W("主办"), W("承办"),
		W("会同"), W("其余"), W("落实"), W("按照"), W("负责"),
	};

	return holds_any(s, words, COUNT(words));
}

/* 教育局|育局, 财政局|审计局: an organ ends inside the name and it is no office of it. */
static bool ends_twice(struct dbn_str s)
{
	static const struct dbn_str inner[] = {
		W("局机关"), W("局属"), W("总局"), W("分局"),   W("邮局"),   W("布局"),
		W("厅局"),   W("办局"), W("委局"), W("铁路局"), W("管理局"),
	};
	size_t ends = 0;

	if (!ENDS(s, "局") && !ENDS(s, "厅"))
		return false;
	for (size_t at = 0; at < s.len; at = unit_skip(s, at, 1))
		if (STARTS(dbn_str_from(s, at), "局") || STARTS(dbn_str_from(s, at), "厅"))
			ends++;
	return ends > 1 && !holds_any(s, inner, COUNT(inner));
}

/* Where a name that could stand by itself ends inside s: behind its ending. */
static size_t inner_end(struct dbn_str s, size_t from)
{
	static const struct dbn_str endings[] = { W("管委会"), W("公司"), W("银行"), W("中心"), W("委员会"),
						  W("政府"),   W("部"),   W("局"),   W("厅"),   W("处"),
						  W("科"),     W("办"),   W("委"),   W("妇联") };

	for (size_t at = from; at < s.len; at = unit_skip(s, at, 1))
		for (size_t i = 0; i < COUNT(endings); i++)
			if (dbn_str_starts(dbn_str_from(s, at), endings[i]))
				return at + endings[i].len;
	return DBN_NONE;
}

/*
 * 红柳经开区管委会|国网供电公司, 组织部|人事处: what stands behind an ending is a
 * name with a level, a place or an organ of its own.
 */
static bool runs_together(struct dbn_str s)
{
	size_t at = 2 * CHAR;

	while ((at = inner_end(s, at)) != DBN_NONE && at + 2 * CHAR <= s.len) {
		struct dbn_str left = dbn_str_sub(s, 0, at), right = dbn_str_from(s, at);
		struct unit_shape a = unit_read(left), b = unit_read(right);

		/* 市委|政法委, 团市委|宣传部, 纪委|监委, 公安局|交警支队: one name all the same */
		if (a.class == UNIT_NONE || b.class == UNIT_NONE || a.head || b.head ||
		    (STARTS(left, "团") && b.class == UNIT_PARTY) ||
		    ENDS(left, "纪委") || ENDS(right, "队") || ENDS(right, "所") || ENDS(right, "室"))
			continue;
		if (b.level || b.place > 0 || (b.known && b.class != UNIT_OFFICE && b.class != UNIT_STATION))
			return true;
	}
	return false;
}

/*
 * Characters that end one word of a name and begin the next: 科学|学院, 客运|运营, 某镇|镇政府,
 * 东区|区委, 某村|村委会. Any other that stands twice was doubled by a scanner.
 */
static bool may_double(uint32_t cp)
{
	char utf8[4];
	struct dbn_str s = { utf8, dbn_utf8_put(utf8, cp) };

	return dbn_str_find(DBN_STR("某学院省市州县区旗镇乡村街社团场站家心会运业"), s) != DBN_NONE;
}

/* A mark that no name holds: a separator misread. */
static bool is_mark(uint32_t cp)
{
	return cp == '`' || cp == 0x4e36 || cp == 0x2019 || cp == 0x2018 || cp == 0x2014 || cp == 0x2026 ||
	       cp == 0xff06 || cp == 0xff0e || cp == 0xff40 || cp == 0xff5c;
}

/* Signs of a scanner or of a cut: points, stray brackets, a character doubled. */
static bool is_damaged(struct dbn_str s)
{
	uint32_t before = 0;
	int depth = 0;

	for (size_t at = 0; at < s.len;) {
		uint32_t cp = dbn_utf8_next(s, &at);
		int step = bracket_step(cp);

		depth += step;
		if (depth < 0 || (cp > ' ' && cp < 0x80 && step == 0 && (cp < '0' || cp > 'z')) ||
		    cp == 0x3002 || cp == 0x25a1 || cp == 0xfffd || is_mark(cp))
			return true;
		if (cp == before && dbn_is_han(cp) && at > 2 * CHAR && !may_double(cp))
			return true; /* 市场监监管局; 市市场监管局 begins so rightly */
		before = cp;
	}
	return depth != 0;
}

static bool is_odd_name(const struct dbn_party *p)
{
	struct dbn_str s = p->written;
	struct unit_shape shape = unit_read(p->name);

	if (shape.class == UNIT_NONE && p->written.len == p->name.len)
		return true;
	if (dbn_utf8_length(s) > NAME_LONG && !ENDS(s, "公司") && !ENDS(s, "办公室") &&
	    !ENDS(s, "委员会") && !ENDS(s, "领导小组"))
		return true;
	return holds_role(s) || ends_twice(s) || is_damaged(s) || runs_together(s) ||
	       (!shape.known && !shape.level && verb_is_post(s));
}

static bool ends_any(struct dbn_str s, const struct dbn_str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (dbn_str_ends(s, words[i]))
			return true;
	return false;
}

/* Endings of offices that have no groups of their own as 市委各部门 has. */
static const struct dbn_str before_groups[] = { W("局"), W("厅"), W("部"), W("办"), W("处"), W("科"),
						W("股"), W("办公室"), W("支队"), W("大队"), W("中心") };

/* 市教育局各学校: a unit and its group run together; or far too long. */
static bool is_odd_group(const struct dbn_party *p)
{
	struct dbn_str s = p->written;
	size_t of = dbn_str_find(s, DBN_STR("各"));

	if (is_damaged(s) || (dbn_utf8_length(s) > GROUP_LONG && !ENDS(s, "成员单位")) ||
	    dbn_str_find(s, DBN_STR("完成")) != DBN_NONE ||
	    STARTS(s, "为") || dbn_str_find(s, DBN_STR("的")) != DBN_NONE)
		return true;
	return of != DBN_NONE && of > 0 && dbn_is_unit_name(dbn_str_sub(s, 0, of)) &&
	       ends_any(dbn_str_sub(s, 0, of), before_groups, COUNT(before_groups));
}

/* 镇|镇村建办, 县|泸州市某局: the level was there already, or the name is none of the usual. */
static bool is_guessed(const struct dbn_party *p)
{
	return p->name.len > p->written.len && !p->group && dbn_str_ends(p->name, p->written) &&
	       !unit_read(p->written).known;
}

/* One unit written in two roles: the list of one of them was cut wrongly. */
static bool in_two_roles(const struct clause_parts *parts)
{
	for (size_t i = 0; i < parts->count && parts->count < 100; i++)
		for (size_t k = 0; k < i; k++)
			if (parts->items[i].role != parts->items[k].role &&
			    parts->items[i].role != DBN_ROLE_SUPERVISE &&
			    parts->items[k].role != DBN_ROLE_SUPERVISE && !parts->items[i].group &&
			    dbn_str_eq(parts->items[i].text, parts->items[k].text))
				return true;
	return false;
}

/* Whether a party or a limit lies in [from, to) of the clause. */
static bool is_taken(const struct dbn_clause *c, size_t from, size_t to)
{
	const struct dbn_parties *lists[] = { &c->parties, &c->later };
	bool taken = false;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < lists[k]->count; i++) {
			const struct dbn_party *p = &lists[k]->items[i];

			taken = taken || (p->off < to && p->off + p->len > from);
		}
	for (size_t i = 0; i < c->limits.count && !taken; i++)
		taken = c->limits.items[i].off < to &&
			c->limits.items[i].off + c->limits.items[i].len > from;
	return taken;
}

/* A name that stands a second time is no party again. */
static bool is_named(const struct dbn_clause *c, struct dbn_str name)
{
	for (size_t i = 0; i < c->parties.count; i++)
		if (dbn_str_eq(c->parties.items[i].written, name) || dbn_str_eq(c->parties.items[i].name, name))
			return true;
	return false;
}

/*
 * A name that nobody took, between its points: 红柳物业公司 in 由A牵头，红柳物业公司配合.
 * What stands in brackets explains; a sentence names bodies that it charges with nothing.
 */
static bool leaves_unit(struct dbn_str text, bool sentence, const struct dbn_clause *c)
{
	int depth = 0;

	if (c->parties.count + c->later.count > LEFT_LOOKS_MAX || text.len > LEFT_BYTES_MAX)
		return false;
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t cp = dbn_utf8_next(text, &at);
		struct dbn_str run;
		struct clause_verb v;

		depth += bracket_step(cp);
		if (depth > 0 || !dbn_is_han(cp))
			continue;
		while (at < text.len && dbn_is_han(dbn_scan_cp(text, at)))
			dbn_utf8_next(text, &at);
		if (is_taken(c, from, at) || dbn_scan_cp(text, at) == 0xff1a)
			continue; /* 责任股室： */
		run = clause_cut_call(dbn_str_sub(text, from, at - from));
		v = verb_suffix(run);
		if (v.found)
			run = dbn_str_sub(run, 0, v.at);
		if ((v.found || !sentence) && dbn_utf8_length(run) >= LEFT_NAME_MIN && unit_read(run).class != UNIT_NONE &&
		    !unit_holds_sentence(run) && !holds_role(run) && !ENDS(run, "单位") && !ENDS(run, "部门") &&
		    !is_named(c, run))
			return true;
	}
	return false;
}

/* ---- beside the others of the clause ---- */

static bool is_bare(const struct dbn_party *p)
{
	struct unit_shape shape = unit_read(p->written);

	return !p->group && !shape.level && !shape.place;
}

/*
 * 各场站企业、|船代公司: right behind a group and without a level, a name that we do not know, or
 * that is a kind as well, may be one of the group's kinds.
 */
static bool is_mixed(struct dbn_str text, const struct dbn_parties *list, size_t i)
{
	const struct dbn_party *p = &list->items[i], *before = i ? p - 1 : NULL;

	return before && before->group && before->role == p->role &&
	       p->off == before->off + before->len + CHAR &&
	       dbn_str_eq(dbn_str_sub(text, p->off - CHAR, CHAR), DBN_STR("、")) && is_bare(p) &&
	       (!unit_read(p->written).known || ENDS(p->written, "公司") || ENDS(p->written, "企业") ||
		ENDS(p->written, "站"));
}

/* What the names before one in its clause have shown. */
struct levels {
	bool organs, firms; /* one of them bears a level: 旗财政局; 市水务集团 */
};

static bool is_firm(struct dbn_str s)
{
	return ENDS(s, "集团") || ENDS(s, "公司");
}

/* 旗自然资源局、|农牧局: the names before it bear a level, and it was given none. */
static bool lacks_level(const struct dbn_party *p, struct levels *seen)
{
	bool firm = is_firm(p->written), asked = firm ? seen->firms : seen->organs;
	struct unit_shape shape;

	if (p->group || p->name.len != p->written.len || (asked && ENDS(p->name, "分局")))
		return false;
	if (!asked && !unit_first_level(p->written))
		return false;
	shape = unit_read(p->written);
	if (shape.level && shape.level->organ.len && !shape.head) {
		seen->organs = true;
		seen->firms = seen->firms || firm;
	}
	if (!asked || shape.level || shape.place)
		return false;
	return firm || shape.class == UNIT_GOVERN || shape.class == UNIT_PARTY || shape.class == UNIT_MASS ||
	       shape.class == UNIT_COURT || shape.class == UNIT_DISCIPLINE;
}

/* 各国有|商业银行, 各驻镇|粮站: a group that does not end like one. */
static bool ends_open(struct dbn_str s)
{
	static const struct dbn_str ends[] = {
		W("单位"), W("部门"), W("企业"), W("学校"), W("医院"), W("机构"), W("社区"), W("科室"), W("处室"), W("主体"),
		W("单元"), W("街道"), W("苏木"), W("嘎查"), W("支部"), W("党委"), W("组织"), W("地区"), W("园区"), W("村"),
		W("镇"),   W("乡"),   W("县"),   W("市"),   W("区"),   W("旗"),   W("盟"),   W("州"),   W("省"),   W("站"),
		W("所"),   W("队"),   W("组"),   W("院"),   W("系"),   W("会"),   W("社"),   W("场"),   W("馆"),   W("人"),
		W("户"),   W("员"),   W("长"),   W("街"),   W("室"),   W("厂"),   W("矿"),   W("园"),   W("校"),   W("地"),
		W("店"),   W("）"),
	};
	static const struct dbn_str cut[] = { W("驻镇"), W("驻乡"), W("驻县"), W("驻市"), W("驻区") };
	size_t len;

	return ends_any(s, cut, COUNT(cut)) || (unit_ending(s, &len) == UNIT_NONE && !ends_any(s, ends, COUNT(ends)));
}

/* 产业局组织|辖区, 各科室组织: a verb inside a name; not 组织部, 组织人事处, 调解组织. */
static bool holds_verb(struct dbn_str s)
{
	static const struct dbn_str verbs[] = { W("开展"), W("推进"), W("加强"), W("完成"), W("做好"), W("抓好") };
	static const struct dbn_str noun[] = { W("部"), W("办"), W("处"), W("科"), W("室"), W("股"),
					       W("委"), W("局"), W("和"), W("人事"), W("干部") };
	size_t at = dbn_str_find(s, DBN_STR("组织")), len;
	struct dbn_str before, behind;

	if (holds_any(s, verbs, COUNT(verbs)))
		return true;
	if (at == DBN_NONE || at < 3 * CHAR)
		return false;
	before = dbn_str_sub(s, 0, at);
	behind = dbn_str_from(s, at + 2 * CHAR);
	if (!behind.len)
		return unit_ending(before, &len) != UNIT_NONE || ENDS(before, "科室") || ENDS(before, "单位");
	for (size_t i = 0; i < COUNT(noun); i++)
		if (dbn_str_starts(behind, noun[i]))
			return false;
	return true;
}

static bool is_odd(const struct dbn_party *p)
{
	return (p->group ? is_odd_group(p) || ends_open(p->written) : is_odd_name(p)) || holds_verb(p->written);
}

uint64_t clause_doubts(struct dbn_str text, bool sentence, const struct clause_parts *parts,
		       const struct dbn_clause *c)
{
	struct levels levels = { false, false };
	uint64_t doubts = 0;
	size_t leads = 0;

	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		leads += p->role == DBN_ROLE_LEAD && !p->group;
		if (is_odd(p))
			doubts |= DBN_DOUBT_BIT(UNIT_FORM);
		if (is_mixed(text, &c->parties, i))
			doubts |= DBN_DOUBT_BIT(GROUP_MIXED);
		if (lacks_level(p, &levels))
			doubts |= DBN_DOUBT_BIT(PREFIX_MISSING);
		if (is_guessed(p))
			doubts |= DBN_DOUBT_BIT(PREFIX_GUESSED);
	}
	if (leaves_unit(text, sentence, c))
		doubts |= DBN_DOUBT_BIT(CLAUSE_UNREAD);
	if (in_two_roles(parts))
		doubts |= DBN_DOUBT_BIT(UNIT_TWICE);
	if (leads > LEADS_MANY)
		doubts |= DBN_DOUBT_BIT(LEADS_MANY);
	return doubts;
}
