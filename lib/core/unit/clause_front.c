/* clause_front.c - names at the front of running text: 客运部|要…, 各镇街|负责…, 甲局和乙局|…. */
#include "clause_front.h"

enum { CHAR = 3, DEPARTMENT_MAX = 8, GROUP_MAX = 16 /* characters */ };

bool front_starts_any(struct dbn_str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (dbn_str_starts(s, dbn_str_of(words[i])))
			return true;
	return false;
}

bool front_ends_any(struct dbn_str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (dbn_str_ends(s, dbn_str_of(words[i])))
			return true;
	return false;
}

/* Behind a name later in the sentence: only words that plainly charge it. */
static const char *const charges[] = {
	"要",   "应",   "须",   "需",   "必须", "负责", "牵头", "配合", "协助", "做好", "抓好",
	"会同", "积极", "加强", "统筹", "组织", "指导", "督促", "落实", "参与", "跟进", "同步",
	"主动", "及时", "尽快", "抓紧", "制定", "拟定", "办理", "承担", "具体", "按",
	"于",   "年内", "每",   "年底前", "年底", "月底前", "全程", "全面", "全力", "切实",
	"严格", "认真", "继续", "持续", "定期", "提前", "立即", "依法", "分别",
};

/* Also 7月底前完成招聘 behind a name: by when it is to act. */
bool front_is_charged(struct dbn_str behind)
{
	return STARTS_ANY(behind, charges) || (behind.len && behind.ptr[0] >= '0' && behind.ptr[0] <= '9');
}

static const char *const musts[] = { "要", "应当", "应", "必须", "须", "需要", "需" };

/* In an opening any name will do; later only one that leaves no doubt. */
bool front_listed(struct dbn_str s, bool strict)
{
	struct unit_shape shape;
	struct dbn_str head, inside;

	/* 四个专项牵头部门（甲局、乙局）, 市发改委（市物价局） */
	while (!unit_is_group(s) && bracket_last(s, &head, &inside))
		s = head;
	shape = unit_read(s);
	return unit_is_group(s) || (strict ? unit_is_sure(&shape) && shape.class != UNIT_PLACE
					   : shape.class != UNIT_NONE);
}

/*
 * 法规科对…, 督导室每日…: a department of the office that is asked, by its last character
 * and by what goes on behind it as no name would.
 */
static size_t department_at(struct dbn_str s)
{
	static const char *const ends[] = { "科", "室", "股", "处", "部", "办", "队", "庭" };
	static const char *const no_names[] = { "全部", "内部", "外部", "干部", "局部", "总部", "东部", "西部", "南部", "北部",
						"中部", "举办", "承办", "主办", "协办", "督办", "交办", "经办", "查办", "筹办",
						"创办", "开办", "领办", "代办", "会办", "包办", "部队", "军队", "入队", "排队" };
	static const char *const behind[] = { "、", "，", "和", "与", "及", "等", "于", "对", "每", "在", "按", "会同",
					      "牵头", "配合", "负责", "做好", "及时", "尽快", "抓紧", "开展", "组织",
					      "要", "将", "把", "向", "根据", "结合", "汇总", "跟踪", "跟进", "拟", "提出",
					      "研提", "梳理", "排查", "制定", "起草", "研究", "编制", "完善", "参加", "一并", "共同", "办理", "落实", "督促", "统筹" };
	size_t at = 0;

	for (size_t n = 1; n <= DEPARTMENT_MAX && at < s.len; n++) {
		struct dbn_str rest;

		if (!dbn_is_han(dbn_utf8_next(s, &at)) || n < 3)
			continue;
		rest = dbn_str_from(s, at);
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
			if (dbn_str_ends(dbn_str_sub(s, 0, at), dbn_str_of(ends[i])) &&
			    !ENDS_ANY(dbn_str_sub(s, 0, at), no_names) &&
			    (!rest.len || (rest.ptr[0] >= '0' && rest.ptr[0] <= '9') || STARTS_ANY(rest, behind)))
				return clause_is_department(dbn_str_sub(s, 0, at)) ? at : 0;
	}
	return 0;
}

/* 各镇|配合做好…, 各县（市、区）|积极…: a collective expression ends where its part or duty begins. */
static size_t group_before_duty(struct dbn_str s)
{
	static const char *const duties[] = { "配合", "协助", "协同", "牵头", "负责", "会同", "做好", "抓好",
					      "积极", "主动", "切实", "认真", "严格", "抓紧", "尽快", "及时" };
	size_t at = 0;

	if (!STARTS(s, "各") && !STARTS(s, "有关") && !STARTS(s, "相关"))
		return 0;
	for (size_t n = 0; n < GROUP_MAX && at < s.len; n++) {
		at = unit_skip(s, at, 1);
		if (STARTS_ANY(dbn_str_from(s, at), duties))
			return unit_is_group(dbn_str_sub(s, 0, at)) ? at : 0;
	}
	return 0;
}

/* 标志损坏4处: how many places, and no office. */
static bool is_counted(struct dbn_str s)
{
	return s.len > CHAR && (ENDS(s, "处") || ENDS(s, "所")) && s.ptr[s.len - CHAR - 1] >= '0' && s.ptr[s.len - CHAR - 1] <= '9';
}

/* Bytes of the name or collective expression that s begins with, or 0. */
size_t front_name(struct dbn_str s, bool strict)
{
	size_t n;

	if (s.len && s.ptr[0] >= '0' && s.ptr[0] <= '9')
		return 0;
	if (STARTS(s, "实验室与") || STARTS(s, "实验室和")) { /* one office of a university: 实验室与设备管理处 */
		n = front_name(dbn_str_from(s, 4 * CHAR), false);
		if (n)
			return n + 4 * CHAR;
	}
	n = group_before_duty(s);
	if (!n)
		n = unit_group_lead_in(s);
	if (!n)
		n = unit_lead_in(s);
	if (!n && !strict)
		n = department_at(s);
	if (is_counted(dbn_str_sub(s, 0, n)))
		return 0;
	return n && (!strict || front_listed(dbn_str_sub(s, 0, n), true)) ? n : 0;
}

/* 等部门, 等 behind a name: how many bytes, or 0. */
size_t front_open(struct dbn_str s)
{
	static const char *const words[] = { "等有关部门", "等相关部门", "等有关单位", "等相关单位",
					     "等部门单位", "等部门",     "等单位",     "等科室",
					     "等处室",     "等" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (dbn_str_starts(s, dbn_str_of(words[i])))
			return dbn_str_of(words[i]).len;
	return 0;
}

/* 和 between two names, at the start of s: its bytes, or 0. */
size_t front_conjunction(struct dbn_str s)
{
	static const char *const words[] = { "以及", "和", "与", "及" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (dbn_str_starts(s, dbn_str_of(words[i])) &&
		    front_name(dbn_str_from(s, dbn_str_of(words[i]).len), false))
			return dbn_str_of(words[i]).len;
	return 0;
}

/* 要, 应, 须 at the start of s: bytes. */
size_t front_must(struct dbn_str s)
{
	for (size_t i = 0; i < sizeof musts / sizeof *musts; i++)
		if (dbn_str_starts(s, dbn_str_of(musts[i])) && !STARTS(s, "要求") &&
		    !STARTS(s, "应急") && !STARTS(s, "需求"))
			return dbn_str_of(musts[i]).len;
	return 0;
}

/* 各街道要 of 各街道要落实属地责任: without what closes it. */
struct dbn_str front_without_must(struct dbn_str s)
{
	for (size_t i = 0; i < sizeof musts / sizeof *musts; i++)
		if (dbn_str_ends(s, dbn_str_of(musts[i])))
			return dbn_str_sub(s, 0, s.len - dbn_str_of(musts[i]).len);
	return s;
}

/* A bracket behind a name (五个部门（甲、乙）): its bytes, or 0. */
size_t front_bracket(struct dbn_str s)
{
	size_t at = 0;
	int depth = 0;

	if (!STARTS(s, "（"))
		return 0;
	while (at < s.len) {
		depth += bracket_step(dbn_utf8_next(s, &at));
		if (depth == 0)
			return at;
	}
	return 0;
}

/* Whether a verb phrase behind s has its units: names alone, 和 between them. */
bool front_is_subject(struct dbn_str s, bool any, bool strict)
{
	size_t name, word;

	if (s.len == 0)
		return any;
	part_cut_open(&s);
	if (front_listed(s, strict))
		return true;
	name = front_name(s, strict);
	if (!name)
		return false;
	name += front_bracket(dbn_str_from(s, name));
	if (name == s.len)
		return true;
	word = front_conjunction(dbn_str_from(s, name));
	return word && front_is_subject(dbn_str_from(s, name + word), false, strict);
}

/* 建设管理局 although 建设 is a verb too. */
bool front_is_known(struct dbn_str s)
{
	struct unit_shape shape = unit_read(dbn_str_sub(s, 0, front_name(s, true)));

	return shape.known && !shape.place;
}
