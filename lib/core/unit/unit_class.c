/* unit_class.c - reads one name: level, own place, class. */
#include "dubanc/clause.h"
#include "unit_words.h"

enum { NAME_MAX_CHARS = 48, VERTICAL_HEAD_MAX = 4, CHAR = 3 /* bytes of a Han character */ };

size_t unit_skip(struct dbn_str s, size_t off, size_t n)
{
	while (n-- > 0 && off < s.len)
		dbn_utf8_next(s, &off);
	return off;
}

/* Punctuation and verbs that no name holds. */
bool unit_holds_sentence(struct dbn_str s)
{
	for (size_t at = 0; at < s.len; dbn_utf8_next(s, &at)) {
		char c = s.ptr[at];

		if (c == '\t' || c == '\n' || c == '<' || c == '>' ||
		    words_head(WORDS_NEVER, dbn_str_from(s, at), NULL))
			return true;
	}
	/* 由 is no part of a name but in 自由 */
	for (size_t at = 0, hit;
	     (hit = dbn_str_find(dbn_str_from(s, at), DBN_STR("由"))) != DBN_NONE; at += hit + CHAR)
		if (!ENDS(dbn_str_sub(s, 0, at + hit), "自"))
			return true;
	return false;
}

enum unit_class unit_ending(struct dbn_str name, size_t *len)
{
	const struct unit_word *e = words_ending(name);

	if (len)
		*len = e ? e->word.len : 0;
	return e ? e->class : UNIT_NONE;
}

/* 教育局 and the like: a known beginning and any ending behind it. */
static bool known_organ(struct dbn_str s)
{
	const struct unit_word *e = words_ending(s);
	size_t stem;

	if (words_organ(s))
		return true;
	stem = words_head(WORDS_STEM, s, NULL);
	/* the ending may overlap the stem: 人防办, 外办 */
	return e && stem && s.len > e->word.len && e->class != UNIT_PLACE;
}

/* 某城|公积金管理中心: a short head, no word of ours, before a vertical organ. */
static bool is_vertical(struct dbn_str s)
{
	if (words_head(WORDS_STEM, s, NULL))
		return false;
	for (size_t n = 2; n <= VERTICAL_HEAD_MAX; n++) {
		size_t at = unit_skip(s, 0, n);

		if (at < s.len && words_head(WORDS_VERTICAL, dbn_str_from(s, at), NULL))
			return true;
	}
	return false;
}

/* What may stand behind a place's name: 东城区|人民政府, 云河市|委宣传部. */
static bool follows_a_place(struct dbn_str rest)
{
	const struct unit_word *o = words_organ_start(rest), *e;

	if (rest.len == 0)
		return false;
	if (STARTS(rest, "委") && !STARTS(rest, "委员") && !STARTS(rest, "委托"))
		return rest.len == CHAR || words_ending(rest);
	e = words_ending(rest);
	if (!e)
		return false;
	/* 青岭市|云河生态环境局: a branch there, named by its own place */
	if (is_vertical(rest))
		return true;
	return (o && o->class != UNIT_COMPLETE) || known_organ(rest) || e->class == UNIT_SEAT ||
	       ((e->class == UNIT_COMPANY || ENDS(rest, "分局")) && rest.len > e->word.len);
}

/*
 * Whether s[0..end) ends as a place does and the word does not go on:
 * 东城区, not 城市 nor the 市 of 市场.
 */
static bool place_ends(struct dbn_str s, size_t end)
{
	struct dbn_str head = dbn_str_sub(s, 0, end);
	const struct unit_word *e = words_ending(head);
	size_t last = end, zone, not_place;

	if (!e || e->class != UNIT_PLACE || dbn_str_eqz(head, "城区")) /* 东城区 is one, 城区 none */
		return false;
	zone = words_tail(WORDS_ZONE, head, NULL);
	not_place = words_tail(WORDS_PLACE_NOT, head, NULL);
	if (head.len == e->word.len && !zone)
		return false;
	if (not_place > zone && !(not_place == e->word.len && head.len > not_place))
		return false;
	dbn_utf8_prev(s, &last);
	return words_head(WORDS_GOES_ON, dbn_str_from(s, last), NULL) <= end - last;
}

/* Digits and words of running text stand in no place's name: where the first of them ends, or DBN_NONE. */
static size_t place_until(struct dbn_str s)
{
	static const struct dbn_str never[] = {
#define N(z) { z, sizeof(z) - 1 }
		N("报"),   N("呈"),   N("请"),   N("的"),   N("把"),   N("向"),   N("是"),
		N("了"),   N("同意"), N("协助"), N("支持"), N("督促"), N("指导"), N("配合"),
		N("牵头"), N("负责"), N("落实"), N("各"),   N("不含"), N("对接"),
		N("局"),   N("组织"), N("开展"), N("推进"), N("做好"), N("辖区"),
#undef N
	};
	size_t end = DBN_NONE;

	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			s.len = end = i + 1;
	for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
		size_t hit = dbn_str_find(s, never[i]);

		if (hit != DBN_NONE)
			s.len = end = hit + never[i].len;
	}
	return end;
}

size_t unit_place_prefix(struct dbn_str s)
{
	enum { PLACE_MAX = 16 };
	size_t best = 0, at = 0, until = 0;

	for (size_t n = 0; n < PLACE_MAX && at < s.len; n++) {
		at = unit_skip(s, at, 1);
		if (n == 0 || !place_ends(s, at))
			continue;
		if (!until)
			until = place_until(dbn_str_sub(s, 0, unit_skip(s, 0, PLACE_MAX)));
		if (at >= until)
			break;
		if (at == s.len || follows_a_place(dbn_str_from(s, at)))
			best = at;
	}
	return best;
}

/* 住建局 in 住建局质监站: the organ that an office within it names first, or 0. */
static size_t outer_organ(struct dbn_str s)
{
	size_t at = words_head(WORDS_STEM, s, NULL);

	if (!at)
		return 0;
	for (size_t n = 0; n < 12 && at < s.len; n++) {
		struct dbn_str rest = dbn_str_from(s, at);

		if (STARTS(rest, "局") || STARTS(rest, "厅") ||
		    (STARTS(rest, "委") && !STARTS(rest, "委员")))
			return at + CHAR < s.len ? at + CHAR : 0;
		at = unit_skip(s, at, 1);
	}
	return 0;
}

/* 一四三 of 一四三团: a regiment of the corps has a number; 专家团 is no body. */
static bool is_numbered(struct dbn_str s)
{
	static const char digits[] = "〇零一二三四五六七八九十百0123456789";

	for (size_t at = 0, n = 0; at < s.len; at += n) {
		n = (unsigned char)s.ptr[at] < 0x80 ? 1 : CHAR;
		if (dbn_str_find(dbn_str_of(digits), dbn_str_sub(s, at, n)) == DBN_NONE)
			return false;
	}
	return s.len > 0;
}

static struct unit_shape read_bare(struct dbn_str s)
{
	struct unit_shape shape = { UNIT_NONE, NULL, 0, 0, false, false };
	const struct unit_word *organ = words_organ(s), *ending = words_ending(s), *start;

	if (organ) {
		shape.class = organ->class;
		shape.known = true;
		return shape;
	}
	if (!ending || (dbn_str_eqz(ending->word, "团") && !is_numbered(dbn_str_sub(s, 0, s.len - CHAR))))
		return shape;
	shape.class = ending->class;
	if (words_head(WORDS_COMPLETE, s, NULL)) {
		shape.class = UNIT_COMPLETE;
		shape.known = true;
		return shape;
	}
	if (ending->word.len == s.len) { /* 工作组 may do for a name, 局 not */
		if (s.len < 3 * CHAR || ending->class == UNIT_PLACE)
			shape.class = UNIT_NONE;
		return shape;
	}
	shape.place = unit_place_prefix(s);
	if (shape.place) {
		if (shape.place < s.len && shape.class != UNIT_SEAT)
			shape.class = UNIT_COMPLETE;
		if (shape.place == s.len)
			shape.class = UNIT_PLACE;
		return shape;
	}
	if (shape.class == UNIT_PLACE) {
		/* 县农业农村 is the beginning of a bureau, no village */
		if (words_tail(WORDS_PLACE_NOT, s, NULL) == s.len || ENDS(s, "农村"))
			shape.class = UNIT_NONE;
		return shape;
	}
	start = words_organ_start(s);
	if (start && start->word.len >= 2 * CHAR && start->word.len < s.len &&
	    (start->class == UNIT_PARTY || start->class == UNIT_MASS ||
	     start->class == UNIT_COURT || start->class == UNIT_DISCIPLINE)) {
		shape.class = start->class;
		shape.known = true;
		return shape;
	}
	if (shape.class == UNIT_COMPANY) {
		if (!words_head(WORDS_TRADE, s, NULL))
			shape.class = UNIT_COMPLETE;
		shape.known = s.len > 3 * CHAR;
		return shape;
	}
	if ((shape.class == UNIT_COMPLETE || shape.class == UNIT_STATION) && outer_organ(s) &&
	    !ENDS(s, "分局")) {
		shape.class = UNIT_GOVERN;
		shape.known = true;
		return shape;
	}
	if (shape.class != UNIT_COMPLETE && is_vertical(s)) {
		shape.class = UNIT_COMPLETE;
		shape.known = true;
		return shape;
	}
	shape.known = known_organ(s);
	return shape;
}

/* Whether the word at the start is a common one (市场…) and not a level. */
static bool begins_with_a_word(struct dbn_str s)
{
	return words_head(WORDS_BARE, s, NULL) && !words_head(WORDS_LEVEL_AFTER, s, NULL);
}

/* 团市委, 团县委 …: complete, and it tells the level. */
static const struct unit_level *youth_league(struct dbn_str s)
{
	struct dbn_str rest;

	if (!STARTS(s, "团") || !ENDS(s, "委") || s.len > 5 * CHAR)
		return NULL;
	rest = dbn_str_from(s, CHAR);
	return dbn_str_eqz(rest, "中央") ? NULL : unit_level_of(rest);
}

const struct unit_level *unit_level_of(struct dbn_str s)
{
	const struct unit_level *level = words_level(s);

	return level && level->written.len == s.len ? level : NULL;
}

const struct unit_level *unit_first_level(struct dbn_str name)
{
	return begins_with_a_word(name) ? NULL : words_level(name);
}

/* 重点督办, 分管副市长领办: the 办 of a verb closes no name; 政协办 and 质量监督办 are names. */
static bool ends_in_handling(struct dbn_str s)
{
	return ENDS(s, "办") && !ENDS(s, "政协办") && !ENDS(s, "监督办") && (ENDS(s, "督办") || ENDS(s, "领办") || ENDS(s, "交办") || ENDS(s, "承办") || ENDS(s, "主办") ||
				 ENDS(s, "协办") || ENDS(s, "举办") || ENDS(s, "查办") || ENDS(s, "经办"));
}

struct unit_shape unit_read(struct dbn_str name)
{
	struct unit_shape shape = { UNIT_NONE, NULL, 0, 0, false, false };
	const struct unit_level *level;

	if (name.len < 2 * CHAR || name.len > NAME_MAX_CHARS * CHAR || unit_holds_sentence(name) || ends_in_handling(name))
		return shape;
	level = youth_league(name);
	if (level) {
		shape.class = UNIT_COMPLETE;
		shape.level = level;
		shape.known = true;
		return shape;
	}
	level = unit_first_level(name);
	if (level) {
		struct dbn_str rest = dbn_str_from(name, level->written.len);

		if (rest.len == 0) {
			if (level->is_party) {
				shape.class = UNIT_PARTY;
				shape.head = shape.known = true;
				shape.level = level;
				shape.prefix = level->written.len;
			}
			return shape;
		}
		shape = read_bare(rest);
		if (dbn_str_eqz(rest, "办") ||
		    (!level->is_party && (dbn_str_eqz(rest, "局") || dbn_str_eqz(rest, "厅"))))
			shape.class = UNIT_GOVERN; /* 县委办, 校办, 省厅 */
		if (shape.class == UNIT_NONE && level->is_party)
			shape = unit_read(rest); /* 市委|市政府督查室 */
		if (shape.class != UNIT_NONE) {
			shape.level = level;
			shape.prefix = level->written.len;
			shape.place = 0;
			return shape;
		}
	}
	return read_bare(name);
}

bool unit_is_sure(const struct unit_shape *shape)
{
	return shape->class != UNIT_NONE && (shape->level || shape->place || shape->known);
}

bool unit_is_evidence(struct dbn_str name)
{
	struct unit_shape shape = unit_read(name);

	if (shape.class == UNIT_NONE || shape.class == UNIT_PLACE)
		return false;
	if (shape.level || shape.place)
		return !shape.head || shape.level->organ.len > 0; /* 党委, 中央 are words too */
	if (!shape.known || ENDS(name, "馆") || ENDS(name, "机关"))
		return false;
	switch (shape.class) {
	case UNIT_SEAT:
	case UNIT_OFFICE:
	case UNIT_STATION:
	case UNIT_COMPANY:
		return false;
	case UNIT_COMPLETE:
		return words_head(WORDS_COMPLETE, name, NULL) || !words_organ(name);
	default:
		return true;
	}
}

bool dbn_is_unit_name(struct dbn_str name)
{
	struct unit_shape shape = unit_read(name);

	return unit_is_sure(&shape) && !unit_is_group(name);
}

/* Whether ext may follow a unit as an office within it: 交警大队, 督查室. */
static bool is_inner_office(struct dbn_str outer, struct dbn_str ext)
{
	const struct unit_word *e = words_ending(ext), *o = words_organ(ext);
	struct unit_shape whole;

	/* 排水公司第二分公司 */
	if (e && STARTS(ext, "第") && ext.len <= 7 * CHAR)
		return true;
	/* 县水利局驻镇工作组 */
	if (e && e->class != UNIT_PLACE && STARTS(ext, "驻") && ext.len <= 8 * CHAR)
		return true;
	if (o || (e && words_head(WORDS_STEM, ext, NULL)) ||
	    (ENDS(outer, "委") && words_organ_start(ext))) {
		whole = unit_read((struct dbn_str) { outer.ptr, outer.len + ext.len });
		return whole.class != UNIT_NONE && ext.len <= 12 * CHAR;
	}
	return false;
}

/* 石磨供电所|在5日内: no 所在. */
static bool is_by_when(struct dbn_str s)
{
	return STARTS(s, "在") && s.len > CHAR && s.ptr[CHAR] >= '0' && s.ptr[CHAR] <= '9';
}

/* 产业发展局|组织企业自查: what somebody is told to do. */
static bool is_told(struct dbn_str s)
{
	static const struct dbn_str verbs[] = {
#define V(z) { z, sizeof(z) - 1 }
		V("组织"), V("统筹"), V("做好"), V("开展"), V("抓紧"), V("尽快"), V("加快"), V("指导"), V("督促"), V("安排"),
		V("制定"), V("完善"), V("落实"),
#undef V
	};

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (dbn_str_starts(s, verbs[i]) && !STARTS(s, "组织部") && !STARTS(s, "组织人事") && !STARTS(s, "督促检查"))
			return true;
	return false;
}

size_t unit_lead_in(struct dbn_str s)
{
	size_t best = 0, at = 0;

	for (size_t n = 0; n < NAME_MAX_CHARS && at < s.len; n++) {
		const struct unit_word *e = words_ending_at(dbn_str_from(s, at));
		size_t end = e ? at + e->word.len : 0, last = end;

		if (e) {
			struct dbn_str cut = dbn_str_sub(s, 0, end);

			dbn_utf8_prev(s, &last);
			/* 城管办会同 is not 办会 */
			if (!STARTS(dbn_str_from(s, end), "会同") && !is_by_when(dbn_str_from(s, end)) &&
			    (words_head(WORDS_GOES_ON, dbn_str_from(s, at), NULL) > e->word.len ||
			     words_head(WORDS_GOES_ON, dbn_str_from(s, last), NULL) > end - last)) {
				at = unit_skip(s, at, 1);
				continue;
			}
			if (best == 0) {
				struct unit_shape shape = unit_read(cut);

				/* 镇|村镇建设办 is no 镇村 */
				if (!(unit_is_collective(cut) && words_head(WORDS_STEM, dbn_str_from(s, CHAR), NULL) >= cut.len) &&
				    (unit_is_sure(&shape) ||
				     (shape.class != UNIT_NONE &&
				      (e->word.len >= 2 * CHAR || is_told(dbn_str_from(s, end))))))
					best = end;
			} else if (!is_told(dbn_str_from(s, best)) &&
				   is_inner_office(dbn_str_sub(s, 0, best),
						   dbn_str_sub(s, best, end - best))) {
				best = end;
			}
		}
		at = unit_skip(s, at, 1);
	}
	return best;
}
