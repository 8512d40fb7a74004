/*
 * label_compose.c - labels that are made of known parts: 责任股室, 牵头庭室, 县级配合部门,
 * 包案领导, 化解时限. Offices name their own kinds of bodies; what these are to do is said
 * by the word in front.
 */
#include <string.h>

#include "dubanc/text.h"
#include "reader.h"
#include "../text/scan.h"

/* A role word and whether a body's single character may stand behind it: 督查室 is a name. */
static const struct part {
	enum label_kind kind;
	bool any;
	const char *words;
} ROLES[] = {
	{ LABEL_LEAD, true, "牵头责任|总牵头|主要责任|第一责任|主体责任|牵头|主办|承办|主责" },
	{ LABEL_COOP, true, "配合责任|协助责任|协同责任|协同配合|配合|协办" },
	{ LABEL_COOP, false, "协同|协助|参与|参加|会同|会办|会签|协作|联办|支持" },
	{ LABEL_UNITS, true, "整改责任|具体责任|落实责任|其他责任|责任" },
	{ LABEL_UNITS, false, "落实|负责|实施|执行|整改" },
	{ LABEL_SUPERVISE, false,
	  "督办责任|督导责任|督促指导|验收销号|业务指导|行业指导|督办|督导|监督|验收|指导|督促|督查|监管|销号" },
};

static const char BODIES[] = "单位|部门|科室|处室|股室|庭室|部室|站所|站办|股所|机构|主体|中心|公司|分公司|子公司|项目部|"
			     "车间|班组|病区|镇街|街道|乡镇|社区|区县|县区|县市|市县|市州|团场|连队|支部|党支部|党组织|大队|支队|"
			     "中队|院系|系部|院部|学院|学校|岗位|小组|专班|所队|属地|办所|站办所|站室|科所|科队|组室|办站|园区|企业";
static const char SHORT_BODIES[] = "科|处|室|股|办|所|站|部|庭|镇|村|厂|院|系";

static const char RANKS[] = "自治区级|市级|县级|区级|省级|州级|盟级|旗级|镇级|村级|校级|院级|师级|团级|市直|县直|区直|省直|州直|"
			    "校内|院内|厅内|局内|我市|我县|我区|我省|我州|本市|本县|本级|中央|地方|市|县|区|省|州|盟|旗";

static const char BEARERS[] = "领导|责任人|负责人|责任领导|河长|湖长|林长|田长|路长|链长|点长|片长";
static const char BEARER_ROLES[] = "总牵头|牵头|责任|分管|主管|包联|包抓|包保|包案|包挂|挂包|挂钩|挂点|挂联|挂帅|联系|领办|"
				   "领衔|督办|督导|主要|直接|具体|整改|第一|化解|稳控";

static const char TIMES[] = "时间节点|时限要求|时限|时间|期限|日期|节点";
static const char TIME_ROLES[] = "计划完成|预计完成|拟完成|要求完成|整改完成|完成|整改|办理|办结|落实|推进|目标|化解|办复|答复|"
				 "交付|处置|验收|达标|结案|攻坚|清零|销号|结项";

/* Bytes of the longest of the words that ends s, or 0. */
static size_t ends(struct dbn_str s, const char *words)
{
	size_t best = 0;

	for (const char *at = words; *at;) {
		const char *bar = strchr(at, '|');
		size_t n = bar ? (size_t)(bar - at) : strlen(at);

		if (n > best && n <= s.len && memcmp(s.ptr + s.len - n, at, n) == 0)
			best = n;
		at += n + (bar != NULL);
	}
	return best;
}

static struct dbn_str before(struct dbn_str s, size_t n)
{
	return dbn_str_sub(s, 0, s.len - n);
}

/* 国企|监管中心, 劳动|监督大队: the end of an organ's name, not a label behind something else. */
static bool closes_name(struct dbn_str s, size_t role, size_t body)
{
	return dbn_is_han(dbn_scan_last(before(s, role + body))) &&
	       ends(dbn_str_from(s, s.len - body), "中心|大队|支队|中队|公司|机构|学院|学校") == body;
}

/* 责任股室, 牵头庭: bytes of both parts, or 0. */
static size_t body_at_end(struct dbn_str s, enum label_kind *kind)
{
	size_t body = ends(s, BODIES);
	bool single = !body;

	if (single)
		body = ends(s, SHORT_BODIES);
	for (size_t i = 0; body && i < sizeof ROLES / sizeof *ROLES; i++) {
		size_t role = single && !ROLES[i].any ? 0 : ends(before(s, body), ROLES[i].words);

		if (!role || (!ROLES[i].any && closes_name(s, role, body)))
			continue;
		*kind = ROLES[i].kind;
		return role + body;
	}
	return 0;
}

static size_t pair_at_end(struct dbn_str s, const char *tails, const char *heads, enum label_kind kind,
			  enum label_kind *out)
{
	size_t tail = ends(s, tails), head = tail ? ends(before(s, tail), heads) : 0;

	if (!head)
		return 0;
	*out = kind;
	return head + tail;
}

/* Whether s ends as one of the tails does: nearly nothing that stands before a colon. */
static bool ends_like_one(struct dbn_str s)
{
	static const char lasts[] = "位门科室股办所构体心司部间组区街道镇县市州场队系院校岗班地处站庭村厂导人点求限期织长";

	if (s.len < 6)
		return false;
	for (size_t i = 0; i + 3 < sizeof lasts; i += 3)
		if (memcmp(s.ptr + s.len - 3, lasts + i, 3) == 0)
			return true;
	return false;
}

size_t dbn_label_composed(struct dbn_str s, enum label_kind *kind)
{
	size_t n;

	if (!ends_like_one(s))
		return 0;
	n = body_at_end(s, kind);
	if (!n)
		n = pair_at_end(s, BEARERS, BEARER_ROLES, LABEL_PERSON, kind);
	if (!n)
		n = pair_at_end(s, TIMES, TIME_ROLES, LABEL_LIMIT, kind);
	return n;
}

size_t dbn_label_rank(struct dbn_str s)
{
	size_t n = ends(s, RANKS);

	return n && !dbn_is_han(dbn_scan_last(before(s, n))) ? n : 0;
}
