/* unit_group.c - collective expressions: 各旗县市区, 市直有关部门, 招标人主管部门. */
#include "unit_words.h"

enum { CATEGORY_MAX = 150, CHAR = 3 };

/* The text without brackets: 各县（市、区）人民政府 → 各县人民政府. Returns the
 * length written to out, or 0 where it is too long. */
static size_t without_brackets(struct dbn_str s, char out[CATEGORY_MAX])
{
	size_t n = 0, at = 0;
	int depth = 0;

	while (at < s.len) {
		size_t from = at;
		uint32_t cp = dbn_utf8_next(s, &at);

		if (cp == 0xff08 /* （ */) {
			depth++;
			continue;
		}
		if (cp == 0xff09 /* ） */) {
			depth -= depth > 0;
			continue;
		}
		if (depth)
			continue;
		if (n + (at - from) > CATEGORY_MAX)
			return 0;
		while (from < at)
			out[n++] = s.ptr[from++];
	}
	return n;
}

/* Whether s is a sequence of category nouns, 、 和 及 与 between them allowed. */
bool unit_is_category(struct dbn_str s)
{
	char text[CATEGORY_MAX];
	bool reach[CATEGORY_MAX + 1] = { false };
	size_t len = without_brackets(s, text);
	struct dbn_str flat = { text, len };

	if (len == 0)
		return false;
	reach[0] = true;
	for (size_t at = 0; at < len; at++) {
		if (!reach[at])
			continue;
		for (size_t n = 1; n <= 6; n++) {
			size_t end = unit_skip(flat, at, n);
			struct dbn_str word = dbn_str_sub(flat, at, end - at);

			if (words_head(WORDS_CATEGORY, word, NULL) == word.len)
				reach[end] = true;
			if (n == 1 && at > 0 &&
			    (dbn_str_eqz(word, "、") || dbn_str_eqz(word, "和") ||
			     dbn_str_eqz(word, "及") || dbn_str_eqz(word, "与")))
				reach[end] = true;
			if (end == len)
				break;
		}
	}
	return reach[len];
}

bool unit_is_collective(struct dbn_str s)
{
	/* 镇街, 乡镇人民政府; 乡镇市场监管所; not 乡镇企业局 */
	return words_head(WORDS_COLLECTIVE, s, NULL) &&
	       (unit_is_category(s) || ENDS(s, "所") || ENDS(s, "站") || ENDS(s, "卫生院"));
}

/* How a collective expression ends: a kind of bodies, a name's ending, a bracket. */
static bool ends_as_bodies(struct dbn_str s)
{
	return ENDS(s, "部门") || ENDS(s, "单位") || ENDS(s, "属地") || ENDS(s, "长") ||
	       ENDS(s, "）") || ENDS(s, "”") || ENDS(s, "成员") || ENDS(s, "团队") ||
	       ENDS(s, "网格") || ENDS(s, "部队") || ENDS(s, "驻军") || ENDS(s, "委员") || ENDS(s, "干部") || ENDS(s, "街") ||
	       words_tail(WORDS_CATEGORY, s, NULL) || words_ending(s);
}

/* 各旅行社, 各宗教团体, 各施工现场: what behind 各 is many of a kind. */
static bool ends_as_gathering(struct dbn_str s)
{
	static const struct dbn_str ends[] = {
#define N(z) { z, sizeof(z) - 1 }
		N("团体"), N("社"),   N("店"),   N("商场"), N("市场"), N("超市"), N("酒店"), N("宾馆"),
		N("场馆"), N("场所"), N("现场"), N("工地"), N("基地"), N("平台"), N("专班"), N("窗口"),
		N("网点"), N("企"),   N("经营者"), N("法人"), N("楼宇"), N("港口"), N("码头"), N("工厂"),
		N("分校"), N("考点"), N("课题组"), N("年级"), N("班级"), N("支部"), N("小组"), N("板块"), N("事业部"), N("条线"), N("片区"), N("标段"), N("工段"), N("班组"), N("车间"), N("民兵"),
		N("大队"), N("中队"), N("支队"), N("水库"), N("电站"), N("灌区"), N("矿山"), N("小区"),
#undef N
	};

	if (s.len > 14 * CHAR || STARTS(s, "各类") || STARTS(s, "各项") || STARTS(s, "各种"))
		return false;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (dbn_str_ends(s, ends[i]))
			return true;
	return false;
}

static bool collective_start(struct dbn_str s)
{
	static const struct dbn_str starts[] = {
#define N(z) { z, sizeof(z) - 1 }
		N("各"),         N("有关"),         N("相关"),     N("其他"),   N("其它"),
		N("全市"),       N("全县"),         N("全区"),     N("全省"),   N("全州"),
		N("全盟"),       N("全旗"),         N("全镇"),     N("全校"),   N("全院"),
		N("所有"),       N("属地"),         N("驻"),       N("沿线"),   N("沿江"),
		N("沿黄"),       N("沿海"),         N("涉及"),     N("涉事"),   N("事发地"),
		N("项目所在地"), N("所在地"),       N("承办地"),   N("省有关"), N("市有关"),
		N("县有关"),     N("区有关"),       N("省相关"),   N("市相关"), N("县相关"),
		N("区相关"),     N("省市有关"),     N("国有企业"), N("中央驻"), N("中直驻"),
		N("央企驻"),     N("地方人民政府"), N("地方政府"),
#undef N
	};

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if ((s.len > starts[i].len || STARTS(starts[i], "地方")) &&
		    dbn_str_starts(s, starts[i]))
			return !STARTS(s, "驻京办") && !STARTS(s, "驻沪办") && (!STARTS(s, "驻地") || ENDS(s, "部队") || ENDS(s, "单位") || ENDS(s, "企业") || ENDS(s, "高校"));
	return false;
}

/* 市属企业, 区直机关各单位, 省级行业主管部门: a rank, not a level. */
static bool ranked_bodies(struct dbn_str s)
{
	const struct unit_level *level = words_level(s);
	struct dbn_str rest;

	if (!level || level->is_party)
		return false;
	rest = dbn_str_from(s, level->written.len);
	if (!STARTS(rest, "属") && !STARTS(rest, "直") && !STARTS(rest, "级") &&
	    !STARTS(rest, "管"))
		return false;
	rest = dbn_str_from(rest, CHAR);
	if ((STARTS(rest, "国企") || STARTS(rest, "国有企业")) && (ENDS(rest, "中心") || ENDS(rest, "办") || ENDS(rest, "局") || ENDS(rest, "委")))
		return false; /* 区属国企监管中心: one office */
	return rest.len && (unit_is_category(rest) || ENDS(rest, "企业") || ENDS(rest, "高校") ||
			    ENDS(rest, "院校") || ENDS(rest, "学校") || ENDS(rest, "机构"));
}

/* Words that no collective expression holds. */
static bool tells_an_act(struct dbn_str s)
{
	static const struct dbn_str words[] = {
#define N(z) { z, sizeof(z) - 1 }
		N("将"), N("把"), N("完成"), N("实现"), N("报送"), N("上报"), N("上交"), N("日前"), N("时前"), N("底前"),
#undef N
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (dbn_str_find(s, words[i]) != DBN_NONE)
			return true;
	return false;
}

/* 各镇配合: the word that says their part is none of theirs. */
static bool ends_in_role(struct dbn_str s)
{
	return ENDS(s, "配合") || ENDS(s, "协助") || ENDS(s, "协同") || ENDS(s, "会同") || ENDS(s, "参与") ||
	       ENDS(s, "牵头");
}

bool unit_is_group(struct dbn_str s)
{
	size_t ge;

	if (s.len < 2 * CHAR || s.len > 100 * CHAR || ends_in_role(s))
		return false;
	if (s.len > 6 * CHAR && (STARTS(s, "各") || STARTS(s, "县直") || STARTS(s, "市直")) && tells_an_act(s))
		return false; /* 各学院将迎新工作总结交学生工作部 */
	if (s.len > 4 * CHAR && dbn_str_find(s, DBN_STR("由")) != DBN_NONE &&
	    unit_holds_sentence(s))
		return false;
	if ((STARTS(s, "县（") || STARTS(s, "区（") || STARTS(s, "市（") || STARTS(s, "镇（") ||
	     STARTS(s, "乡（") || STARTS(s, "旗（") || STARTS(s, "州（") || STARTS(s, "乡镇（") ||
	     STARTS(s, "县区（")) &&
	    (unit_is_category(s) || ends_as_bodies(s)))
		return true; /* 县（市、区）人民政府, 县（市）安委会办公室 */
	if (dbn_str_eqz(s, "各地"))
		return true;
	if (collective_start(s))
		return ends_as_bodies(s) || (STARTS(s, "各") && ends_as_gathering(s));
	if (ENDS(s, "部门") || ENDS(s, "单位"))
		return true;
	ge = dbn_str_find(s, DBN_STR("各"));
	if (STARTS(s, "指导") || STARTS(s, "督促") || STARTS(s, "组织各") || STARTS(s, "协调") ||
	    STARTS(s, "推动") || STARTS(s, "支持"))
		return false;
	if (ge != DBN_NONE && (dbn_str_find(dbn_str_sub(s, 0, ge), DBN_STR("指导")) != DBN_NONE ||
			       dbn_str_find(dbn_str_sub(s, 0, ge), DBN_STR("督促")) != DBN_NONE ||
			       dbn_str_find(dbn_str_sub(s, 0, ge), DBN_STR("督导")) != DBN_NONE))
		return false; /* 区教育局督促各学校 */
	/* 各庄镇, 龙胜各族自治县 are names */
	if (ge != DBN_NONE && !STARTS(dbn_str_from(s, ge), "各庄") && !STARTS(dbn_str_from(s, ge), "各族"))
		return ends_as_bodies(s) && ge > 0;
	if (STARTS(s, "在") && (ENDS(s, "高校") || ENDS(s, "企业") || ENDS(s, "院校")))
		return true; /* 在云高校 */
	return ranked_bodies(s) || unit_is_collective(s) || dbn_str_eqz(s, "属地");
}

/* Bytes of 全市, 各, 各级, 有关 … that a collective expression begins with. */
static size_t collective_words(struct dbn_str s)
{
	static const struct dbn_str words[] = {
#define N(z) { z, sizeof(z) - 1 }
		N("各级"), N("各有关"), N("各相关"), N("各"),   N("有关"), N("相关"),
		N("其他"), N("其它"),   N("全市"),   N("全县"), N("全区"), N("全省"),
		N("全州"), N("全盟"),   N("全旗"),   N("全校"), N("全院"), N("所有"),
		N("市直"), N("县直"),   N("区直"),   N("省直"), N("州直"), N("盟直"),
		N("旗直"), N("市级"),   N("县级"),   N("区级"), N("省级"), N("州级"),
		N("市属"), N("县属"),   N("区属"),   N("省属"), N("校内"), N("院内"),
#undef N
	};
	size_t at = 0;

	for (bool moved = true; moved;) {
		moved = false;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (dbn_str_starts(dbn_str_from(s, at), words[i])) {
				at += words[i].len;
				moved = true;
			}
	}
	return at;
}

/* 各乡镇人民政府组织|护林员巡山: a verb behind bodies that are complete; 各社会组织 is a name. */
static bool ends_in_organise(struct dbn_str noun)
{
	static const struct dbn_str bodies[] = {
#define N(z) { z, sizeof(z) - 1 }
		N("科室"), N("处室"), N("股室"), N("医院"), N("学院"), N("公司"), N("乡"), N("镇"), N("县区"),
		N("班级"), N("年级"), N("支部"), N("政府"), N("办事处"), N("管委会"), N("部门"), N("单位"), N("街道"), N("乡镇"), N("镇街"), N("学校"), N("企业"),
#undef N
	};

	if (!ENDS(noun, "组织"))
		return false;
	noun.len -= 2 * CHAR;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		if (dbn_str_ends(noun, bodies[i]))
			return true;
	return false;
}

/* 各驻镇|单位, 各国有|平台公司: bytes of the noun that what looks like a group only describes, or 0. */
static size_t goes_on(struct dbn_str s, size_t at)
{
	static const char *const describes[] = { "国有", "民营", "公立", "公办", "民办", "直属", "所属", "下属", "市属",
						 "县属", "区属", "省属", "重点", "骨干", "龙头", "规上" };
	struct dbn_str head = dbn_str_sub(s, 0, at);
	size_t end = at;

	if (STARTS(dbn_str_from(s, at), "单位") && unit_is_group(dbn_str_sub(s, 0, at + 2 * CHAR)))
		return 2 * CHAR;
	for (size_t i = 0; i < sizeof describes / sizeof *describes; i++)
		for (size_t n = 2; dbn_str_ends(head, dbn_str_of(describes[i])) && n <= 4; n++) {
			end = unit_skip(s, at, n);
			if (end < s.len && words_ending(dbn_str_sub(s, at, end - at)) && unit_is_group(dbn_str_sub(s, 0, end)))
				return end - at;
		}
	return 0;
}

size_t unit_group_lead_in(struct dbn_str s)
{
	size_t head = collective_words(s), at = head, best = 0, first = 0;

	for (size_t n = 0; head && n < 16 && at < s.len; n++) {
		struct dbn_str noun;
		size_t last;

		at = unit_skip(s, at, 1);
		noun = dbn_str_sub(s, head, at - head);
		last = at;
		dbn_utf8_prev(s, &last);
		if (words_head(WORDS_GOES_ON, dbn_str_from(s, last), NULL) > at - last &&
		    !unit_is_category(
			dbn_str_sub(s, last, words_head(WORDS_GOES_ON, dbn_str_from(s, last), NULL))))
			continue;
		if ((unit_is_category(noun) && !(at < s.len && ends_in_organise(noun))) ||
		    (ENDS(noun, "专班") && unit_is_group(dbn_str_sub(s, 0, at)))) /* 各园区企业服务专班 */
			best = at;
		else if (!first && unit_is_group(dbn_str_sub(s, 0, at)) &&
			 (ENDS(noun, "部门") || ENDS(noun, "单位") || words_ending(noun)))
			first = at;
	}
	if (!best)
		best = first;
	return best ? best + goes_on(s, best) : 0;
}
