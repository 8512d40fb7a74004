/* clause_sentence.c - sentences of minutes and slips: 请X牵头，Y配合，Z. X要Z. */
#include "clause_front.h"

enum { CHAR = 3, TIME_MAX = 36 /* bytes */ };

struct sentence {
	struct dbn_arena *arena;
	struct dbn_str text; /* up to its stop */
	struct dbn_clause *clause;
	struct clause_parts parts;
	size_t from;      /* parts before it have their roles */
	size_t predicate; /* where what is to be done begins; text.len: nowhere yet */
	bool timed;       /* by when stands in front: it stays in the title, and so do the names behind it */
	bool subject;     /* somebody was named with a predicate and no role word */
	bool coop;
	bool failed;
};

/* A sentence or segment that begins so names nobody first: 同意市住建局提出的…. */
static const char *const no_subject[] = {
	"同意",   "原则", "会议", "听取", "关于", "根据", "按照", "为",   "对",   "将",
	"把",     "从",   "呈",   "送",   "报",   "提请", "提交", "经",   "据",   "向",
	"审议",   "通过", "研究", "讨论", "鉴于", "考虑", "因",   "除",   "支持", "督促",
	"协助",   "配合", "加快", "加强", "确保", "推进", "推动", "启动", "开展", "继续",
	"进一步", "落实", "完善", "建立", "建设", "强化", "提升", "优化", "做好", "抓好",
	"成立",   "组建", "设立", "目前",   "截至", "该",   "此",   "本",   "附",   "注",   "在",   "以",   "不",
};

/* None of these begins a name either, as 建设 does 建设管理局. */
static const char *const never_subject[] = { "关于", "根据", "按照", "鉴于", "考虑", "同意",
					     "原则", "会议", "听取", "目前", "截至", "为了",
					     "确保", "加快", "加强", "继续", "进一步", "启动",
					     "开展", "做好", "抓好", "完善", "提升", "强化" };

/* What follows a name when it is not the one who is to act: the people in it, a title, a place. */
static const char *const no_predicate[] = {
	"的",       "主要负责", "主要领导", "负责同志", "负责人", "领导",     "分管",   "有关负责",
	"相关负责", "班子",     "党组书记", "主任",     "书记",   "局长",     "设在",   "设立",
	"主持",     "召开",     "印发",     "关于",     "提出的", "等部门",   "等单位", "等相关",
	"等有关",   "、",       "，",       "和",       "及",     "与",       "阅",     "审示",
	"审阅",     "批示",     "知悉",     "文件",     "牵头的", "负责解释",
};

/* 会议认为 and the like open a view, not an order. */
static const char *const views[] = { "会议认为", "会议强调", "会议指出", "会议听取", "会议传达",
				     "会议学习", "会议审议", "会议通报", "会议由" };

static void add(struct sentence *t, struct dbn_str name, char sep)
{
	bool open = part_cut_open(&name);

	if (!parts_add(t->arena, name, sep, &t->parts, t->clause))
		t->failed = true;
	if (open && t->parts.count)
		t->parts.items[t->parts.count - 1].open = true;
}

static void settle(struct sentence *t, enum dbn_role role)
{
	if (role == DBN_ROLE_COOP && t->from < t->parts.count)
		t->coop = true;
	for (; t->from < t->parts.count; t->from++)
		if (!t->parts.items[t->from].settled)
			t->parts.items[t->from].role = role;
}

/* The next piece of s from *at up to ， or ； (、 too where `list`) at depth 0. */
static struct dbn_str piece(struct dbn_str s, size_t *at, bool list)
{
	size_t start = *at;
	int depth = 0;

	while (*at < s.len) {
		size_t from = *at;
		uint32_t cp = dbn_utf8_next(s, at);

		depth += bracket_step(cp);
		if (depth <= 0 &&
		    (cp == 0xff0c || cp == ',' || cp == 0xff1b || (list && cp == 0x3001)))
			return dbn_str_sub(s, start, from - start);
	}
	return dbn_str_from(s, start);
}

/*
 * Reads units and role words from the start of a segment. Returns how much of
 * it was read: all of it where it is nothing else (建设管理局牵头), the offset
 * of the predicate where one follows, 0 where it does not begin with a unit.
 */
static size_t read_segment(struct sentence *t, struct dbn_str seg, bool first)
{
	size_t at = 0, mark = t->parts.count, saved = t->from;
	bool forward = false, any = false;

	for (;;) {
		size_t start = at, name, skip;
		struct dbn_str e, rest;
		struct clause_verb v;
		bool more = false;

		e = piece(seg, &at, true);
		if (e.len > ELEMENT_BYTES_MAX || t->parts.count > DBN_CLAUSE_UNITS_MAX)
			return 0;
		if (start == 0 || forward) {
			struct dbn_str cut = clause_cut_call(e);

			start += (size_t)(cut.ptr - e.ptr);
			e = cut;
		}
		if (!forward && !any && STARTS_ANY(e, no_subject) &&
		    (STARTS_ANY(e, never_subject) || !front_is_known(e)))
			return 0;
		if (!forward && (skip = verb_forward(e)) != 0 &&
		    front_name(dbn_str_from(e, skip), false)) {
			settle(t, DBN_ROLE_LEAD);
			forward = true;
			start += skip;
			e = dbn_str_from(e, skip);
		}
		v = verb_suffix(e);
		if (v.found && at >= seg.len && front_is_subject(dbn_str_sub(e, 0, v.at), any, !first && !any)) {
			if (v.at)
				add(t, front_without_must(dbn_str_sub(e, 0, v.at)), 'd');
			/* 请各镇街抓好落实, 请督查室跟踪督办: what is to be done is all there is */
			if (mark == 0 && !forward &&
			    (v.role == DBN_ROLE_SUPERVISE ||
			     (v.role == DBN_ROLE_UNITS && !ENDS(e, "负责")))) {
				t->subject = true;
				settle(t, DBN_ROLE_UNITS);
				return start + v.at;
			}
			settle(t, forward ? DBN_ROLE_COOP : v.role);
			return seg.len;
		}
		if (at < seg.len && front_listed(e, !first)) {
			add(t, e, 'd');
			any = true;
			continue;
		}
		name = front_name(e, !first && !any && !forward);
		if (name)
			name += front_bracket(dbn_str_from(e, name));
		while (name && (skip = front_conjunction(dbn_str_from(e, name))) != 0) {
			add(t, dbn_str_sub(e, 0, name), any ? 'd' : 'a');
			any = true;
			start += name + skip;
			e = dbn_str_from(e, name + skip);
			name = front_name(e, !first && !any && !forward);
		}
		rest = dbn_str_from(e, name);
		if (!name ||
		    (!first && !any && !forward && !front_is_charged(rest) && rest.len) ||
		    (rest.len && STARTS_ANY(rest, no_predicate) && !front_open(rest))) {
			if (forward && any)
				break;
			t->parts.count = mark;
			t->from = saved;
			return 0;
		}
		name += front_open(rest);
		add(t, dbn_str_sub(e, 0, name), 'd');
		any = true;
		start += name;
		rest = dbn_str_from(seg, start);
		if (rest.len == 0) { /* 会同X、Y and names alone: the next segment goes on */
			if (forward)
				settle(t, DBN_ROLE_COOP);
			return seg.len;
		}
		if (!forward) {
			start += front_must(rest);
			rest = dbn_str_from(seg, start);
		}
		if (!forward && (skip = verb_forward(rest)) != 0 &&
		    front_name(dbn_str_from(rest, skip), false)) {
			settle(t, DBN_ROLE_LEAD);
			forward = true;
			at = start + skip;
			continue;
		}
		if (forward) {
			settle(t, DBN_ROLE_COOP);
			return start;
		}
		/* 市住建局牵头|会同…, 市水务局负责|清淤 */
		for (size_t n = 8; n >= 2; n--) {
			size_t end = unit_skip(rest, 0, n);

			v = verb_suffix(dbn_str_sub(rest, 0, end));
			if (ENDS(dbn_str_sub(rest, 0, end), "、")) /* 甲局牵头、|乙局配合: between two, not of the phrase */
				continue;
			if (end < rest.len && v.found && v.at == 0 && !STARTS(rest, "落实") &&
			    !STARTS(rest, "推进") && !STARTS(rest, "组织") &&
			    !STARTS(rest, "完成") && !STARTS(rest, "加强") && !STARTS(rest, "抓") &&
			    !STARTS(rest, "办理") &&
			    (ENDS(dbn_str_sub(rest, 0, end), "负责") || v.role == DBN_ROLE_LEAD ||
			     v.role == DBN_ROLE_COOP)) {
				settle(t, v.role);
				start += end;
				rest = dbn_str_from(seg, start);
				if (STARTS(rest, "、")) { /* X牵头、Y配合 */
					more = true;
					at = start + CHAR;
				} else if ((skip = verb_forward(rest)) != 0 &&
					   front_name(dbn_str_from(rest, skip), false)) {
					forward = true;
					at = start + skip;
				}
				break;
			}
			if (STARTS(rest, "牵头") && n == 2)
				break;
		}
		if (forward || more)
			continue;
		if (t->from < t->parts.count) {
			t->subject = true;
			settle(t, DBN_ROLE_UNITS);
		}
		return start;
	}
	settle(t, DBN_ROLE_COOP);
	return at;
}

/* Whether the whole segment is units with a role (市财政局配合); adds them then. */
static bool role_segment(struct sentence *t, struct dbn_str seg, bool strict)
{
	size_t mark = t->parts.count, from = t->from;
	bool subject = t->subject, coop = t->coop;
	struct clause_verb v = verb_suffix(seg);

	if ((v.found || verb_forward(seg)) && read_segment(t, seg, !strict) == seg.len &&
	    t->parts.count > mark && t->from == t->parts.count)
		return true;
	t->parts.count = mark;
	t->from = from;
	t->subject = subject;
	t->coop = coop;
	return false;
}

/* 市生态环境局, and 招标采购中心|负责, of which the verb says that it is one. */
static bool is_put_in_charge(struct dbn_str s)
{
	size_t n = front_name(s, true);
	struct dbn_str rest;

	if (n)
		return true;
	n = front_name(s, false);
	rest = dbn_str_from(s, n);
	return n && (STARTS(rest, "负责") || STARTS(rest, "牵头") || STARTS(rest, "承担") || STARTS(rest, "承办"));
}

/* 沿线排口溯源由市生态环境局负责: a unit behind 由 in mid-sentence. */
static void read_by(struct sentence *t, struct dbn_str seg)
{
	/* 研究由甲公司代建的可行性: what is thought about */
	static const char *const thoughts[] = { "的可行性", "的方案", "的办法", "的建议", "的意见", "的请示", "的模式", "的机制", "的问题" };

	if (ENDS_ANY(seg, thoughts))
		return;
	for (size_t at = 0; at < seg.len && seg.len <= ELEMENT_BYTES_MAX;
	     at = unit_skip(seg, at, 1)) {
		struct dbn_str rest = dbn_str_from(seg, at);

		if (STARTS(rest, "由") && is_put_in_charge(dbn_str_from(rest, CHAR)) && read_segment(t, rest, true))
			return;
	}
}

static struct dbn_str cut_preface(struct dbn_str s)
{
	static const char *const words[] = { "会议要求", "会议决定", "会议明确", "会议议定",
					     "会议确定", "建议",     "拟",       "一是",
					     "二是",     "三是",     "四是",     "五是",
					     "要求",     "明确" };
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (dbn_str_starts(s, dbn_str_of(words[i]))) {
				s = part_trim(dbn_str_from(s, dbn_str_of(words[i]).len));
				again = true;
			}
	}
	return s;
}

/* 农业办、财政所 of 甲办牵头，农业办、财政所，各村配合: names alone, the role with those behind them. */
static bool names_before_role(struct sentence *t, struct dbn_str seg, size_t behind)
{
	size_t at = 0, next = behind, mark = t->parts.count;
	struct dbn_str e, then = piece(t->text, &next, false);
	struct clause_verb v = verb_suffix(then);

	if (!v.found || !v.at || v.role == DBN_ROLE_LEAD || !front_is_subject(dbn_str_sub(then, 0, v.at), false, false))
		return false;
	while (at < seg.len) {
		e = piece(seg, &at, true);
		if (e.len > ELEMENT_BYTES_MAX || !front_listed(e, false) || STARTS_ANY(e, never_subject)) {
			t->parts.count = mark;
			return false;
		}
		add(t, e, 'd');
	}
	return t->parts.count > mark;
}

/* 同意方案，|请综合管理部报批: who is called need not be a name that we know. */
static bool is_called(struct dbn_str seg)
{
	static const char *const calls[] = { "请", "由", "责成" };
	static const char *const others[] = { "由于", "由此", "请示", "请假", "请求" };

	return STARTS_ANY(seg, calls) && !STARTS_ANY(seg, others);
}

/* 8月20日前，|甲股牵头…: bytes of the time that opens the sentence, or 0. */
static size_t opening_time(struct dbn_str s)
{
	static const char *const ends[] = { "前", "底", "内", "末", "起", "期间", "阶段", "日", "月" };
	size_t at = 0;
	struct dbn_str first = piece(s, &at, false);

	return at < s.len && first.len <= TIME_MAX && ENDS_ANY(first, ends) && clause_is_time(first) && !front_listed(first, false)
		       ? at
		       : 0;
}

/* 云溪水厂扩建, 城东小学搬迁: works that something is done to, though bodies too. */
static bool is_works(struct dbn_str name)
{
	static const char *const ends[] = { "水厂", "污水厂", "处理厂", "水库", "电站", "泵站", "小学", "中学", "幼儿园", "医院", "卫生院",
					    "公园", "市场", "大桥", "渡口", "码头", "灌区", "敬老院", "体育馆", "图书馆", "文化馆" };

	return ENDS_ANY(name, ends) && !unit_read(name).level; /* 县人民医院 acts */
}

/* 镇区污水管网由县住建局牵头: whom 由 calls is to act; what the sentence began with is a place, if no sure name. */
static void drop_front(struct sentence *t, size_t front)
{
	size_t kept = 0;

	for (size_t i = 0; i < t->parts.count; i++)
		if (i >= front || (front_listed(t->parts.items[i].text, true) && !is_works(t->parts.items[i].text)))
			t->parts.items[kept++] = t->parts.items[i];
	/* nobody of the front is left: it is what the sentence speaks of */
	if (front && t->parts.count - kept == front)
		t->predicate = 0;
	t->from -= t->parts.count - kept < t->from ? t->parts.count - kept : t->from;
	t->parts.count = kept;
}

static void read_sentence(struct sentence *t)
{
	size_t at = opening_time(t->text), end, front;
	bool called = false;

	t->timed = at > 0;
	/* opening: units and roles, then the predicate */
	while (at < t->text.len) {
		size_t start = at, used;
		struct dbn_str seg = piece(t->text, &at, false);
		bool first = t->parts.count == 0 || t->from < t->parts.count;

		if (!first) {
			if (role_segment(t, seg, false) || names_before_role(t, seg, at))
				continue;
			/* 会同财政局、教育局|提出措施 */
			used = verb_forward(seg) ? read_segment(t, seg, true) : 0;
			t->predicate = start + used;
			if (!used) { /* 甲局负责，乙局加强巡查: another one, whose part stays in the title */
				bool subject = t->subject;

				read_segment(t, seg, false);
				t->subject = subject;
			}
			break;
		}
		used = read_segment(t, seg, true);
		if (used < seg.len) {
			t->predicate = start + (used ? used : 0);
			break;
		}
	}
	if (t->predicate > t->text.len)
		return;
	/* later segments, a closing one cut from the title */
	end = t->text.len;
	front = t->subject ? t->parts.count : 0;
	for (at = t->predicate; at < t->text.len;) {
		size_t start = at, before = t->parts.count;
		struct dbn_str seg = piece(t->text, &at, false);

		if (start > t->predicate && role_segment(t, seg, true)) {
			called = called || STARTS(seg, "由");
			if (end == t->text.len)
				end = start;
			continue;
		}
		end = t->text.len;
		if (start > t->predicate)
			read_segment(t, seg, is_called(seg));
		called = called || (t->parts.count > before && STARTS(seg, "由"));
		if (t->parts.count == before) {
			read_by(t, seg);
			called = called || t->parts.count > before;
		}
	}
	if (called)
		drop_front(t, front);
	t->text = dbn_str_sub(t->text, 0, end);
}

/* 重点督办。 names a part of the text; 教务处。 and nothing to do might, too: only a sure name stands alone. */
static bool is_heading(const struct sentence *t)
{
	return t->parts.count == 1 && t->predicate >= t->text.len && t->parts.items[0].role == DBN_ROLE_UNITS &&
	       t->parts.items[0].text.len == t->text.len && !front_listed(t->parts.items[0].text, true);
}

/* Whether the sentence charges somebody; the pieces of t lie in t->parts.scratch. */
static bool is_charge(struct sentence *t, struct dbn_str sentence, struct dbn_str *title, struct dbn_err *err)
{
	struct dbn_clause *clause = t->clause;
	struct clause_change change;
	struct dbn_str s = part_trim(sentence);
	size_t stop = dbn_str_find(s, DBN_STR("。"));

	if (s.len > DBN_CLAUSE_BYTES_MAX || bracket_depth(s) > DBN_CLAUSE_DEPTH_MAX)
		return false;
	s = cut_preface(stop == DBN_NONE ? s : dbn_str_sub(s, 0, stop));
	change = clause_change(t->arena, s);
	t->text = change.text;
	t->predicate = SIZE_MAX;
	if (STARTS(t->text, "呈") || STARTS(t->text, "送") || STARTS_ANY(t->text, views) ||
	    STARTS(t->text, "附则") || verb_is_sanction(t->text) ||
	    dbn_str_find(t->text, DBN_STR("负责解释")) != DBN_NONE)
		return false;
	read_sentence(t);
	settle(t, DBN_ROLE_UNITS);
	for (size_t i = 0; i < t->parts.count; i++)
		if (t->parts.items[i].unknown) {
			clause->doubts |= DBN_DOUBT_BIT(CLAUSE_UNREAD);
			t->parts.items[i] = t->parts.items[--t->parts.count];
			i--;
		}
	for (size_t i = 0; i < t->parts.count; i++) {
		if (t->subject && t->coop && t->parts.items[i].role == DBN_ROLE_UNITS &&
		    !t->parts.items[i].group)
			t->parts.items[i].role = DBN_ROLE_LEAD;
	}
	if (t->parts.count == 0 || t->parts.count > DBN_CLAUSE_UNITS_MAX || is_heading(t))
		return false;
	if (t->failed || !parts_canonical(t->arena, &t->parts, change.changed ? change.text : sentence, clause)) {
		dbn_fail_memory(err);
		return false;
	}
	for (size_t i = 0; i < clause->parties.count; i++)
		clause->leads_named |= clause->parties.items[i].role == DBN_ROLE_LEAD;
	clause->labelled = true;
	clause->doubts |= clause_doubts(change.changed ? change.text : sentence, true, &t->parts, clause);
	clause_change_back(&change, (size_t)(s.ptr - sentence.ptr), clause);
	if (change.changed) {
		*title = s;
	} else if (t->predicate < t->text.len || t->timed) {
		*title = part_trim(dbn_str_from(t->text, t->timed ? 0 : t->predicate));
		*title = dbn_str_from(*title, front_must(*title));
	}
	return true;
}

bool dbn_clause_sentence(struct dbn_arena *arena, struct dbn_str sentence,
			 const struct dbn_clause_ctx *ctx, struct dbn_clause *clause,
			 struct dbn_str *title, struct dbn_err *err)
{
	struct sentence t = { .arena = arena, .clause = clause };
	struct dbn_arena scratch;
	bool found;

	(void)ctx;
	*clause = (struct dbn_clause) { 0 };
	*title = (struct dbn_str) { "", 0 };
	dbn_arena_init(&scratch, arena->max);
	t.parts.scratch = &scratch;
	found = is_charge(&t, sentence, title, err);
	dbn_arena_release(&scratch);
	return found;
}
