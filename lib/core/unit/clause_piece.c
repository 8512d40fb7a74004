/* clause_piece.c - what a piece of a clause is, where it is cut: a call, a name, a time, a label.
 */
#include "clause_part.h"

enum { CHAR = 3, REFERENCE_MAX = 10 * CHAR, BODY_CHARS_MAX = 14 };

/* A piece that holds a time and no unit. */
bool clause_is_time(struct dbn_str s)
{
	static const char *const signs[] = { "年",   "月",   "日",   "季",   "周",
					     "底",   "长期", "持续", "立即", "立行",
					     "常态", "即知", "期",   "天",   "同步" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (dbn_str_find(s, dbn_str_of(signs[i])) != DBN_NONE)
			return true;
	/* “八一”前, 国庆前, “十五五”末 */
	return ENDS(s, "前") || ENDS(s, "”末") || ENDS(s, "五末");
}

bool clause_is_name(struct dbn_str s)
{
	struct unit_shape shape = unit_read(s);

	return shape.class != UNIT_NONE || unit_is_group(s);
}

/* 市教育局 of 交市教育局办理; 警支队 of 交警支队 is no name that one would call. */
static bool is_called(struct dbn_str s)
{
	size_t n = unit_lead_in(s);
	struct unit_shape shape = unit_read(dbn_str_sub(s, 0, n));

	return unit_is_group(s) || unit_group_lead_in(s) || (n && unit_is_sure(&shape));
}

/* Off with 由, 请, 责成 … at the start. */
struct dbn_str clause_cut_call(struct dbn_str s)
{
	static const char *const calls[] = { "由",   "请",     "责成", "并由",   "并请",
					     "其中", "建议由", "拟由", "明确由", "同时由",
					     "以",   "及",     "和",   "与",     "以及",
					     "并",   "交",     "在",   "于" };
	enum { CALLS_ONLY = 8 }; /* behind it words that begin names too */
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
			struct dbn_str call = dbn_str_of(calls[i]);
			struct unit_shape shape;

			if (!dbn_str_starts(s, call) || s.len == call.len)
				continue;
			shape = unit_read(s);
			if (i > CALLS_ONLY && (unit_is_sure(&shape) || unit_is_group(s)))
				continue; /* 和平区…, 交通局 */
			if (i > CALLS_ONLY && !is_called(dbn_str_from(s, call.len)))
				continue;
			s = dbn_str_from(s, call.len);
			again = true;
		}
	}
	return s;
}

/* X会同Y in one element: X leads, Y and what follows cooperates. */
size_t clause_find_forward(struct dbn_str s)
{
	for (size_t at = 0; at < s.len; at = unit_skip(s, at, 1)) {
		size_t word = verb_forward(dbn_str_from(s, at));
		struct dbn_str rest;

		if (!word)
			continue;
		rest = dbn_str_from(s, at + word);
		/* 市教育局商市人社局, 商地委编办; not 市商务局 */
		if (word == CHAR && at > 0 && STARTS(dbn_str_from(s, at), "会"))
			continue; /* 市残联合会市财政局: at the start alone */
		if (word == CHAR && at < 3 * CHAR &&
		    !(at == 0 && (STARTS(rest, "有关") || STARTS(rest, "相关") ||
				  (unit_first_level(rest) && unit_read(dbn_str_sub(rest, 0, unit_lead_in(rest))).level))))
			continue;
		if (word == CHAR && ((!unit_lead_in(rest) && !unit_group_lead_in(rest)) || STARTS(rest, "业") || STARTS(rest, "务") || STARTS(rest, "贸")))
			continue; /* 各国有商业银行 */
		if (rest.len && (unit_lead_in(rest) || clause_is_name(rest) || (at == 0 && unit_group_lead_in(rest))) &&
		    (at == 0 ||
		     clause_is_name(dbn_str_sub(s, 0, verb_suffix(dbn_str_sub(s, 0, at)).at))))
			return at;
		if (rest.len && at > 0 && STARTS(dbn_str_from(s, at), "会同"))
			return at;
	}
	return DBN_NONE;
}

/* 以上任务由|市教育局牵头, 该项工作由|…: off with what speaks of the task. */
struct dbn_str clause_cut_reference(struct dbn_str s)
{
	static const char *const starts[] = {
		"以上", "上述", "该项", "此项", "本项", "上列", "本条"
	};
	size_t by = dbn_str_find(s, DBN_STR("由"));

	if (by == DBN_NONE || by > REFERENCE_MAX)
		return s;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (dbn_str_starts(s, dbn_str_of(starts[i])))
			return dbn_str_from(s, by + CHAR);
	return s;
}

/* Whether another name follows at once: 市教育局|市财政局. */
static bool runs_on(struct dbn_str s, size_t name)
{
	struct dbn_str rest = part_cut_number(dbn_str_from(s, name));

	return unit_lead_in(rest) != 0 || unit_group_lead_in(rest) != 0;
}

bool clause_has_tail(struct dbn_str s, size_t name)
{
	size_t at = name;

	return name && name < s.len && dbn_is_han(dbn_utf8_next(s, &at)) &&
	       unit_is_evidence(dbn_str_sub(s, 0, name)) && !part_joins(s, name) &&
	       !runs_on(s, name) &&
	       dbn_str_find(dbn_str_from(s, name), DBN_STR("（")) == DBN_NONE;
}

/* 市商务局牵头|市财政局配合, a blank lost between them: where the second begins, or 0. */
size_t clause_two_phrases(struct dbn_str s)
{
	static const char *const verbs[] = { "牵头负责", "牵头", "主办", "承办", "主责" };
	size_t name = unit_lead_in(s);
	struct dbn_str rest = dbn_str_from(s, name);

	for (size_t i = 0; name && i < sizeof verbs / sizeof *verbs; i++) {
		struct dbn_str verb = dbn_str_of(verbs[i]), next = dbn_str_from(rest, verb.len);

		/* 五个专班牵头单位（甲局、乙局）: the name of a group */
		if (dbn_str_starts(rest, verb) && !STARTS(next, "单位") && !STARTS(next, "部门") &&
		    (unit_lead_in(next) || unit_group_lead_in(next) || clause_is_name(next)))
			return name + verb.len;
	}
	return 0;
}

/* 责任单位 and nothing else. */
bool clause_label_alone(struct dbn_str e)
{
	struct clause_label label;

	if (e.len != 4 * CHAR || !(STARTS(e, "责任") || STARTS(e, "牵头") || STARTS(e, "配合") ||
				   STARTS(e, "主办") || STARTS(e, "协办") || STARTS(e, "承办")))
		return false;
	label = label_before(e, 0, e.len);
	return label.kind == LABEL_UNITS && label.off == 0;
}

/* 完成时限 and nothing else. */
bool clause_time_label_alone(struct dbn_str e)
{
	struct clause_label label;

	if (e.len < 4 * CHAR)
		return false;
	label = label_before(e, 0, e.len);
	return label.kind == LABEL_TIME && label.off == 0;
}

/* A label without its colon directly behind a name: where, or 0. */
size_t clause_label_behind(struct dbn_str e, struct clause_label *label)
{
	size_t name = unit_lead_in(e), behind;

	if (!name)
		return 0;
	*label = label_bare(dbn_str_from(e, name));
	behind = name + label->len;
	/* 五个专班牵头单位（甲局、乙局）: members, and no label */
	return label->kind == LABEL_UNITS && !STARTS(dbn_str_from(e, behind), "（") &&
		       (ENDS(label->name, "单位") || ENDS(label->name, "部门")) &&
		       (unit_lead_in(dbn_str_from(e, behind)) ||
			unit_group_lead_in(dbn_str_from(e, behind)))
		   ? name
		   : 0;
}

/* Bytes of the bracket that s begins with, or 0. */
size_t bracket_first(struct dbn_str s)
{
	size_t at = 0;
	int depth = 0;

	do {
		int step = at < s.len ? bracket_step(dbn_utf8_next(s, &at)) : 0;

		depth += step;
		if (!step && depth == 0)
			return 0;
	} while (depth > 0 && at < s.len);
	return depth == 0 ? at : 0;
}

/* Whether a collective expression by itself shows that units are listed. */
bool clause_group_is_evidence(struct dbn_str s)
{
	return !unit_is_category(s) || STARTS(s, "各") || STARTS(s, "有关") || STARTS(s, "相关");
}

/* 护理部, 财务科: with a verb behind it that will do; 政府 or 某县 will not. */
bool clause_is_department(struct dbn_str s)
{
	/* what a house calls its offices in two characters; 主办, 督办 are none */
	static const char *const shorts[] = { "安办", "党办", "院办", "校办", "厂办", "政办", "企办", "河办", "林办", "工会", "团委", "车队" };
	struct unit_shape shape = unit_read(s);

	for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++)
		if (dbn_str_eq(s, dbn_str_of(shorts[i])))
			return true;
	return shape.class != UNIT_NONE && shape.class != UNIT_PLACE && shape.class != UNIT_SEAT &&
	       s.len > 2 * CHAR;
}

bool clause_is_contact(struct dbn_str label)
{
	return ENDS(label, "联系人") || ENDS(label, "联络员") || ENDS(label, "经办人");
}

/*
 * 甘泉粮站 beside units that we know: a name that we do not, by how bodies' names end. What a
 * clause tells besides (加强沟通) ends otherwise.
 */
bool clause_ends_like_body(struct dbn_str s)
{
	static const char *const ends[] = { "局", "委", "厅", "部", "办", "处", "科", "股", "室", "所", "站", "队",
					    "院", "校", "馆", "台", "段", "库", "厂", "矿", "场", "店", "社", "会",
					    "团", "宫", "中心", "公司", "集团", "行", "协", "联", "园", "庭", "港", "支部" };
	size_t at = 0;

	if (s.len < 3 * CHAR || s.len > BODY_CHARS_MAX * CHAR || unit_holds_sentence(s))
		return false;
	while (at < s.len)
		if (!dbn_is_han(dbn_utf8_next(s, &at)))
			return false;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (dbn_str_ends(s, dbn_str_of(ends[i])))
			return true;
	return false;
}

/* 各招标人, 各标段: in a list of units many of a kind, whatever kind it is. */
bool clause_is_each(struct dbn_str s)
{
	size_t at = 0;

	if (!STARTS(s, "各") || STARTS(s, "各类") || STARTS(s, "各项") || STARTS(s, "各种") || STARTS(s, "各司其") ||
	    STARTS(s, "各负其") || s.len < 3 * CHAR || s.len > 10 * CHAR || unit_holds_sentence(s) || clause_is_time(s))
		return false;
	while (at < s.len)
		if (!dbn_is_han(dbn_utf8_next(s, &at)))
			return false;
	return true;
}

/* 其余单位|配合, 其他有关部门|配合. */
bool clause_speaks_of_others(struct dbn_str s)
{
	return (STARTS(s, "其余") || STARTS(s, "其他") || STARTS(s, "其它")) &&
	       (ENDS(s, "单位") || ENDS(s, "部门") || ENDS(s, "科室") || ENDS(s, "处室"));
}

/* 以下各项均需各镇街落实: who is to be added to the items that follow. */
bool clause_states_default(struct dbn_str s)
{
	return (STARTS(s, "以下") || STARTS(s, "下列")) &&
	       (dbn_str_find(s, DBN_STR("各项")) != DBN_NONE ||
		dbn_str_find(s, DBN_STR("任务")) != DBN_NONE ||
		dbn_str_find(s, DBN_STR("工作")) != DBN_NONE ||
		dbn_str_find(s, DBN_STR("事项")) != DBN_NONE);
}

/* 自律工作委员会，秘书处: offices of one house, which no bracket lists for another reason. */
bool clause_are_offices(const struct clause_parts *parts)
{
	static const char *const endings[] = { "处", "科", "股", "部", "委员会", "专委会", "办公室", "年级组",
					       "教研组", "学科组", "备课组", "护理组", "教研室" };

	for (size_t i = 0; i < parts->count; i++) {
		const struct clause_part *p = &parts->items[i];
		bool office = false;

		for (size_t k = 0; k < sizeof endings / sizeof *endings && !office; k++)
			office = dbn_str_ends(p->text, dbn_str_of(endings[k]));
		if (!office || p->group || !clause_is_department(p->text))
			return false;
	}
	return true;
}

/* 县金融办 begins with a category and is one office all the same; 县人民政府 is none. */
static bool is_one_office(struct dbn_str s)
{
	struct unit_shape shape = unit_read(s);

	if (!shape.level || shape.head)
		return false;
	if (s.len > shape.level->written.len + 2 * CHAR &&
	    (ENDS(s, "站") || ENDS(s, "所") ||
	     ((STARTS(s, "县") || STARTS(s, "市") || STARTS(s, "区") || STARTS(s, "旗")) &&
	      (ENDS(s, "管委会") || ENDS(s, "场") || ENDS(s, "中心") || ENDS(s, "公司")))))
		return true; /* 各村、镇林业站, 各乡镇、县农场管委会: the town's, the county's own */
	return (shape.class == UNIT_GOVERN || shape.class == UNIT_PARTY || shape.class == UNIT_MASS) &&
	       !ENDS(s, "政府") && !ENDS(s, "党委") && !ENDS(s, "党组") && !ENDS(s, "公署") && !ENDS(s, "行署");
}

/* 科研处, 医务科: one department, not many of a kind; 办事处 are. */
static bool is_named_room(struct dbn_str s)
{
	return s.len > 2 * CHAR && (ENDS(s, "处") || ENDS(s, "科")) && !ENDS(s, "办事处");
}

/* 开发区管委会 behind 各镇街、: the same collective expression. */
bool clause_goes_with_group(const struct clause_part *prev, struct dbn_str s, char sep)
{
	/* 各级人民法院、检察院 */
	if (prev && prev->group && sep == 'd' && ENDS(prev->text, "法院") &&
	    (dbn_str_eqz(s, "检察院") || dbn_str_eqz(s, "人民检察院")))
		return true;
	return prev && prev->group && !prev->member_count && !prev->open && !prev->settled &&
	       sep == 'd' && prev->text.ptr + prev->text.len < s.ptr &&
	       (dbn_str_find(prev->text, DBN_STR("各")) != DBN_NONE || STARTS(prev->text, "有关") ||
		STARTS(prev->text, "相关")) /* 有关市、县人民政府 */ &&
	       (unit_is_category(s) || (STARTS(s, "县（") && unit_is_group(s)) /* 各区、县（市）安委会办公室 */) &&
	       !is_one_office(s) && !is_named_room(s) && !STARTS(s, "各") && !STARTS(s, "有关") &&
	       !STARTS(s, "相关") && !STARTS(s, "全");
}
