/* clause_part.c - from an element of a list to names: 等, marks, brackets, 和, run-on names. */
#include "clause_part.h"

#define W(z)                                                                                       \
	{                                                                                          \
		z, sizeof(z) - 1                                                                   \
	}
#define COUNT(t) (sizeof(t) / sizeof *(t))

enum { CHAR = 3 };

static bool is_noise(uint32_t cp)
{
	return cp == ' ' || cp == '\n' || cp == '\t' || cp == '\r' || cp == 0x3000 || cp == 0xa0 ||
	       cp == 0x3002 || cp == 0xff0c || cp == ',' || cp == 0x3001 || cp == 0xff1b ||
	       cp == ';' || cp == '.' || cp == 0xff1a || cp == ':' || cp == '|';
}

struct dbn_str part_trim(struct dbn_str s)
{
	size_t at, last;

	for (at = 0; at < s.len;) {
		size_t from = at;

		if (!is_noise(dbn_utf8_next(s, &at))) {
			at = from;
			break;
		}
	}
	s = dbn_str_from(s, at);
	for (last = s.len; last > 0;) {
		size_t end = last;

		if (!is_noise(dbn_utf8_prev(s, &last))) {
			last = end;
			break;
		}
	}
	return dbn_str_sub(s, 0, last);
}

bool part_is_void(struct dbn_str s)
{
	static const struct dbn_str nothing[] = { W(""),   W("无"),   W("-"),  W("—"),
						  W("——"), W("--"),   W("/"),  W("／"),
						  W("\\"), W("暂无"), W("空"), W("同上"),
						  W("、"), W("－"),   W("─"),  W("N/A") };

	for (size_t i = 0; i < COUNT(nothing); i++)
		if (dbn_str_eq(s, nothing[i]))
			return true;
	return false;
}

static char separator(uint32_t cp)
{
	switch (cp) {
	case 0x3001:
		return 'd';
	case 0xff0c:
	case ',':
		return ',';
	case 0xff1b:
	case ';':
	case 0x3002:
	case '\n':
	case '|':
		return ';';
	case '/':
	case 0xff0f:
	case ' ':
	case '\t':
	case 0x3000:
	case 0x00b7:
		return 'd';
	default:
		return cp >= 0x2460 && cp <= 0x2473 ? 'd' : 0; /* ①…⑳ */
	}
}

/* 市民政局.市残联: a scanner's 、 between two names; not 2.市民政局. */
static bool is_point_between(struct dbn_str s, size_t at)
{
	size_t before = at, after = at + 1;

	return at > 0 && after < s.len && dbn_is_han(dbn_utf8_prev(s, &before)) &&
	       dbn_is_han(dbn_utf8_next(s, &after));
}

bool part_next(struct part_cursor *c, struct dbn_str *element, char *sep)
{
	size_t start = c->at, at = c->at;
	int depth = 0;

	if (c->at > c->text.len)
		return false;
	*sep = c->sep;
	while (at < c->text.len) {
		size_t from = at;
		uint32_t cp = dbn_utf8_next(c->text, &at);
		char s = cp == '.' && is_point_between(c->text, from) ? 'd' : separator(cp);

		depth += bracket_step(cp);
		if (depth < 0)
			depth = 0;
		if (s && depth == 0) {
			*element = dbn_str_sub(c->text, start, from - start);
			c->at = at;
			c->sep = s;
			return true;
		}
	}
	*element = dbn_str_from(c->text, start);
	c->at = c->text.len + 1;
	return true;
}

/* 3个, 5家, 多: how many members 等 speaks of. */
static size_t count_words(struct dbn_str s)
{
	static const struct dbn_str words[] = {
		W("个"),   W("家"),   W("多"),   W("余"),   W("一"),   W("二"),   W("三"),
		W("四"),   W("五"),   W("六"),   W("七"),   W("八"),   W("九"),   W("十"),
		W("两"),   W("几"),   W("数"),   W("0"),    W("1"),    W("2"),    W("3"),
		W("4"),    W("5"),    W("6"),    W("7"),    W("8"),    W("9"),    W("有关"),
		W("相关"), W("责任"), W("成员"), W("职能"), W("市直"), W("省直"), W("县直"),
		W("区直"), W("州直"), W("市级"), W("区级"), W("县级"), W("省级"), W("其他"),
		W("涉及"), W("主管"), W("行业"), W("的"),   W("和"),   W("及"),   W("业务"),
		W("管理"), W("监管"), W("参与"), W("配合"), W("多个")
	};
	size_t at = 0;

	for (bool moved = true; moved;) {
		moved = false;
		for (size_t i = 0; i < COUNT(words); i++)
			if (dbn_str_starts(dbn_str_from(s, at), words[i]) && at < s.len) {
				at += words[i].len;
				moved = true;
			}
	}
	return at;
}

/* What may follow 等 to the end: 有关部门, 3家单位, 部门和单位; not 教育处. */
static bool generic_tail(struct dbn_str s)
{
	static const struct dbn_str nouns[] = {
		W("部门"),   W("单位"), W("科室"), W("处室"), W("股室"),   W("机构"),    W("企业"),
		W("委办局"), W("方面"), W("成员"), W("地区"), W("地"),     W("镇街"),    W("乡镇"),
		W("县区"),   W("公司"), W("部委"), W("组织"), W("团体"),   W("学院"),    W("学校"),
		W("高校"),   W("镇"),   W("街道"), W("区县"), W("县市区"), W("职能部门")
	};

	if (STARTS(s, "各"))
		s = dbn_str_from(s, CHAR);
	while (s.len) {
		size_t n = count_words(s), hit = 0;
		struct dbn_str rest = dbn_str_from(s, n);

		for (size_t i = 0; i < COUNT(nouns); i++)
			if (nouns[i].len > hit && dbn_str_starts(rest, nouns[i]))
				hit = nouns[i].len;
		if (!hit)
			return false;
		s = dbn_str_from(rest, hit);
		if (STARTS(s, "、"))
			s = dbn_str_from(s, CHAR);
	}
	return true;
}

bool part_cut_open(struct dbn_str *s)
{
	static const struct dbn_str words[] = { W("高等"), W("初等"), W("中等"), W("平等"),
						W("同等"), W("均等"), W("对等"), W("一等"),
						W("二等"), W("甲等") };
	size_t from = 0;

	for (;;) {
		size_t hit = dbn_str_find(dbn_str_from(*s, from), DBN_STR("等"));
		struct dbn_str head, tail;
		bool word = false;

		if (hit == DBN_NONE)
			return false;
		hit += from;
		head = dbn_str_sub(*s, 0, hit);
		tail = dbn_str_from(*s, hit + CHAR);
		for (size_t i = 0; i < COUNT(words); i++)
			if (ENDS(dbn_str_sub(*s, 0, hit + CHAR), "等") &&
			    dbn_str_ends(dbn_str_sub(*s, 0, hit + CHAR), words[i]))
				word = true;
		if (head.len && generic_tail(tail) && !(word && tail.len)) {
			*s = part_trim(head);
			return true;
		}
		from = hit + CHAR;
	}
}

/* The first byte of * ＊ and of the signs of U+2000 to U+2FFF. */
static bool begins_sign(char c)
{
	return c == '*' || (unsigned char)c == 0xe2 || (unsigned char)c == 0xef;
}

bool part_cut_star(struct dbn_str *s)
{
	static const struct dbn_str stars[] = { W("★"), W("☆"), W("▲"), W("△"),
						W("*"), W("※"), W("＊"), W("●"), W("◆"), W("■"), W("◎"), W("√") };
	bool any = false;

	if (!s->len || !(begins_sign(s->ptr[0]) || s->ptr[s->len - 1] == '*' || (s->len >= CHAR && begins_sign(s->ptr[s->len - CHAR]))))
		return false; /* nearly all */
	for (size_t i = 0; i < COUNT(stars); i++) {
		if (dbn_str_starts(*s, stars[i])) {
			*s = dbn_str_from(*s, stars[i].len);
			any = true;
		}
		if (dbn_str_ends(*s, stars[i])) {
			*s = dbn_str_sub(*s, 0, s->len - stars[i].len);
			any = true;
		}
	}
	return any;
}

static bool reads_as_unit(struct dbn_str s)
{
	struct unit_shape shape = unit_read(s);

	return shape.class != UNIT_NONE;
}

static bool reads_as_sure_unit(struct dbn_str s)
{
	struct unit_shape shape = unit_read(s);

	return unit_is_sure(&shape);
}

/* Whether a bracket's inside is a list of two or more names. */
static bool is_member_list(struct dbn_str inside, size_t least)
{
	struct part_cursor c = { inside, 0, 0 };
	struct dbn_str e;
	char sep;
	size_t n = 0;

	while (part_next(&c, &e, &sep)) {
		e = part_trim(e);
		part_cut_open(&e);
		if (!reads_as_unit(e) && !unit_is_group(e))
			return false;
		if (unit_is_category(e) && !reads_as_sure_unit(e))
			return false;
		n++;
	}
	return n >= least;
}

static struct clause_part *push(struct clause_parts *parts, struct dbn_str text, char sep)
{
	struct clause_part *p = DBN_PUSH(parts->scratch, parts);

	if (!p)
		return NULL;
	p->text = text;
	p->role = DBN_ROLE_UNITS;
	p->sep = sep;
	return p;
}

static bool set_members(struct dbn_arena *arena, struct dbn_arena *scratch, struct dbn_str inside,
			struct clause_part *group, struct dbn_clause *clause)
{
	struct clause_parts list = { .scratch = scratch };
	struct dbn_clause inner = { 0 };
	struct part_cursor c = { inside, 0, 0 };
	struct dbn_str e;
	char sep;

	while (part_next(&c, &e, &sep)) {
		e = part_trim(e);
		if (part_cut_open(&e))
			group->open = true;
		if (e.len && !parts_add(arena, e, sep, &list, clause))
			return false;
	}
	if (!parts_canonical(arena, &list, inside, &inner))
		return false;
	group->members = dbn_arena_alloc(arena, inner.parties.count, sizeof *group->members);
	if (!group->members)
		return false;
	for (size_t i = 0; i < inner.parties.count; i++)
		group->members[i] = inner.parties.items[i].name;
	group->member_count = inner.parties.count;
	return true;
}

/* One name with its brackets: marks, aliases, members, remarks. */
static bool add_name(struct dbn_arena *arena, struct dbn_str s, char sep,
		     struct clause_parts *parts, struct dbn_clause *clause)
{
	struct dbn_str head, inside, members = { NULL, 0 }, alias = { "", 0 };
	struct clause_part *p, *prev = parts->count ? &parts->items[parts->count - 1] : NULL;
	enum dbn_role mark = DBN_ROLE_COUNT;
	bool open, star = part_cut_star(&s);

	while (!clause_goes_with_group(prev, s, sep) && bracket_last(s, &head, &inside)) {
		struct clause_verb v = verb_suffix(inside);
		struct clause_label bare_label = label_before(inside, 0, inside.len);
		enum dbn_lead_rule rule = verb_lead_rule(inside);

		if (rule != DBN_LEAD_NONE) {
			clause->states_rule = rule;
			clause->states_from_here =
			    dbn_str_find(inside, DBN_STR("下同")) != DBN_NONE;
		} else if (v.found && v.at == 0 && inside.len <= 8 * CHAR) {
			mark = v.role;
		} else if (bare_label.kind == LABEL_UNITS && bare_label.off == 0) {
			mark = bare_label.role;
		} else if (part_cut_star(&inside) && inside.len == 0) {
			star = true;
		} else if (unit_is_group(s) && unit_is_category(inside)) {
			break; /* 各级党委（党组） */
		} else if (unit_is_group(head) &&
			   is_member_list(inside, unit_is_category(head) ? 2 : 1)) {
			members = inside;
		} else if (!unit_is_group(head) && reads_as_sure_unit(inside)) {
			alias = inside;
		} else if (unit_is_group(s) && inside.len <= 3 * CHAR &&
			   dbn_str_find(inside, DBN_STR("等")) == DBN_NONE) {
			break; /* 各镇（场） */
		}
		s = part_trim(head);
	}
	open = part_cut_open(&s);
	star |= part_cut_star(&s);
	if (s.len == 0) {
		if (prev && mark != DBN_ROLE_COUNT && !prev->settled) {
			prev->role = mark;
			prev->settled = prev->marked = true;
		}
		return true;
	}
	if (clause_goes_with_group(prev, s, sep)) {
		prev->text.len = (size_t)(s.ptr + s.len - prev->text.ptr);
		prev->open |= open;
		return true;
	}
	/* 中央、省驻市有关单位 */
	if (prev && dbn_str_eqz(prev->text, "中央") && unit_is_group(s) &&
	    (sep == 'd' || sep == 'a')) {
		prev->text.len = (size_t)(s.ptr + s.len - prev->text.ptr);
		prev->group = true;
		prev->open |= open;
		return true;
	}
	p = push(parts, s, sep);
	if (!p)
		return false;
	p->group = unit_is_group(s) || clause_is_each(s);
	p->open = open;
	p->alias = alias;
	p->starred = star;
	if (mark != DBN_ROLE_COUNT) {
		p->role = mark;
		p->settled = p->marked = true;
	}
	if (!p->group && !reads_as_unit(s))
		p->unknown = true;
	return !members.ptr || set_members(arena, parts->scratch, members, p, clause);
}

/* 会员服务部和行业研究部: departments of an office, each with the same ending of its own. */
static bool departments(struct dbn_str left, struct dbn_str right)
{
	static const char *const endings[] = { "部", "科", "处", "股", "中心", "办公室", "公司" };

	for (size_t i = 0; i < COUNT(endings); i++)
		if (dbn_str_ends(left, dbn_str_of(endings[i])) &&
		    dbn_str_ends(right, dbn_str_of(endings[i])))
			return left.len > 3 * CHAR && right.len > 3 * CHAR &&
			       clause_is_department(left) && clause_is_department(right);
	return false;
}

/* Whether a conjunction at `at` stands between two names. */
static bool joins(struct dbn_str s, size_t at, size_t len)
{
	struct dbn_str left = dbn_str_sub(s, 0, at), right = dbn_str_from(s, at + len);
	struct dbn_str head, inside;

	if (left.len < 2 * CHAR || right.len < 2 * CHAR)
		return false;
	while (bracket_last(left, &head, &inside))
		left = head;
	if (departments(left, right))
		return true;
	if (!unit_is_group(left) && !reads_as_sure_unit(left))
		return false;
	if (unit_is_group(right))
		return !(unit_is_group(left) && unit_is_category(right) && !STARTS(right, "各") &&
			 !STARTS(right, "有关") && !STARTS(right, "相关"));
	if (unit_is_group(left) && unit_is_category(right))
		return false; /* 各镇人民政府和街道办事处 */
	while (bracket_last(right, &head, &inside))
		right = head;
	return reads_as_unit(right) || unit_lead_in(right);
}

/* Bytes of 和 及 与 以及 暨 at the start of s, or 0. */
static size_t conjunction(struct dbn_str s)
{
	static const struct dbn_str words[] = { W("以及"), W("和"), W("及"),
						W("与"),   W("暨"), W("或") };

	for (size_t i = 0; i < COUNT(words); i++)
		if (dbn_str_starts(s, words[i]))
			return words[i].len;
	return 0;
}

/* 2. and a name behind it. */
static bool is_list_number(struct dbn_str s)
{
	size_t at = 0;

	while (at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9')
		at++;
	return at <= 2 && at + 1 < s.len && s.ptr[at] == '.' &&
	       !(s.ptr[at + 1] >= '0' && s.ptr[at + 1] <= '9');
}

struct dbn_str part_cut_number(struct dbn_str s)
{
	size_t at = 0;

	if (!s.len || !is_list_number(s))
		return s;
	while (s.ptr[at] != '.')
		at++;
	return dbn_str_from(s, at + 1);
}

/* 市体育局|各县区: a unit and a territorial group run together; where, or 0. */
static size_t group_behind(struct dbn_str s)
{
	static const char *const lands[] = { "县", "区", "镇", "乡", "街道", "旗", "苏木", "市" };
	size_t at = dbn_str_find(s, DBN_STR("各"));
	struct dbn_str left, right;

	if (at == DBN_NONE || at == 0)
		return 0;
	left = dbn_str_sub(s, 0, at);
	right = dbn_str_from(s, at + CHAR);
	if (!dbn_is_unit_name(left) ||
	    !(ENDS(left, "局") || ENDS(left, "委") || ENDS(left, "厅") || ENDS(left, "部")) ||
	    !unit_is_category(right))
		return 0;
	for (size_t i = 0; i < COUNT(lands); i++)
		if (dbn_str_starts(right, dbn_str_of(lands[i])))
			return at;
	return 0;
}

/* Organs of the first rank, never a part of another: 市财政局|人社局 are two. */
static bool is_first_rank(struct dbn_str s)
{
	static const struct dbn_str organs[] = {
		W("发改"),     W("发展改革"),   W("工信"),     W("工业和信息化"), W("教育"),
		W("教体"),     W("科技"),       W("公安局"),   W("民政"),         W("司法"),
		W("财政"),     W("人社"),       W("人力资源"), W("自然资源"),     W("住建"),
		W("住房城乡"), W("住房和城乡"), W("交通"),     W("水利"),         W("水务"),
		W("农业农村"), W("农牧"),       W("商务"),     W("文旅"),         W("文化"),
		W("卫健"),     W("卫生健康"),   W("应急"),     W("审计"),         W("市场监"),
		W("统计"),     W("生态环境"),   W("林草"),     W("行政审批"),     W("信访"),
		W("退役"),     W("乡村振兴"),
	};
	struct dbn_str name = dbn_str_sub(s, 0, unit_lead_in(s));

	if (!ENDS(name, "局") && !ENDS(name, "厅") && !ENDS(name, "委"))
		return false;
	for (size_t i = 0; i < COUNT(organs); i++)
		if (dbn_str_starts(s, organs[i]))
			return true;
	return false;
}

/* Where a second name begins without a separator: 市公安局|市交通局, or 0. */
static size_t runs_on(struct dbn_str s)
{
	struct unit_shape shape = unit_read(s);
	const struct unit_level *first = unit_first_level(s);
	size_t at = unit_skip(s, 0, 2);

	if (shape.head)
		return 0;
	if (unit_is_group(s))
		return group_behind(s);
	for (size_t n = 0; n < 24 && at < s.len; n++, at = unit_skip(s, at, 1)) {
		struct dbn_str left = dbn_str_sub(s, 0, at), right = dbn_str_from(s, at);
		struct unit_shape a, b;
		size_t name;

		if (right.ptr[0] >= '0' && right.ptr[0] <= '9' && is_list_number(right)) {
			a = unit_read(left);
			if (unit_is_sure(&a))
				return at;
			continue;
		}
		if (first && first->organ.len && dbn_str_starts(right, first->organ)) {
			name = unit_lead_in(right);
			b = unit_read(dbn_str_sub(right, 0, name));
			if (!b.known || !b.level)
				continue;
		} else if (!(ENDS(left, "局") || ENDS(left, "厅") || ENDS(left, "委")) ||
			   !is_first_rank(right)) {
			continue;
		}
		a = unit_read(left);
		if (!unit_is_sure(&a) || a.head || a.class == UNIT_PLACE)
			continue;
		return at;
	}
	return 0;
}

size_t part_joins(struct dbn_str s, size_t at)
{
	size_t word = conjunction(dbn_str_from(s, at));

	return word && joins(s, at, word) ? word : 0;
}

bool parts_add(struct dbn_arena *arena, struct dbn_str s, char sep, struct clause_parts *parts,
	       struct dbn_clause *clause)
{
	int depth = 0;
	size_t cut;

	s = part_trim(part_cut_number(s));
	if (s.len == 0)
		return true;
	for (size_t at = 0, from; at < s.len;) {
		size_t word;

		from = at;
		depth += bracket_step(dbn_utf8_next(s, &at));
		word = depth <= 0 ? conjunction(dbn_str_from(s, from)) : 0;
		if (word && joins(s, from, word)) {
			if (!parts_add(arena, dbn_str_sub(s, 0, from), sep, parts, clause))
				return false;
			s = dbn_str_from(s, from + word);
			sep = 'a';
			at = 0;
			depth = 0;
		}
	}
	while ((cut = runs_on(s)) != 0) {
		struct dbn_str left = dbn_str_sub(s, 0, cut);

		if (unit_is_group(s) ? !parts_add(arena, left, sep, parts, clause)
				     : !add_name(arena, left, sep, parts, clause))
			return false;
		s = dbn_str_from(s, cut);
		sep = 'd';
		s = part_cut_number(s);
	}
	return add_name(arena, s, sep, parts, clause);
}
