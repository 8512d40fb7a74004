/* target.c - quantified targets: which quantities are to be reached, and by when. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/lex.h"
#include "target_int.h"

const char *dbn_target_op_sign(enum dbn_target_op op)
{
	static const char *const signs[] = { ">=", ">", "<=", "<", "=", "~", "in" };

	return signs[op];
}

const char *dbn_target_op_name(enum dbn_target_op op)
{
	static const char *const names[] = { "ge", "gt", "le", "lt", "eq", "approx", "in" };

	return names[op];
}

/* ---- the parts of a text ---- */

static bool is_stop(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xff01 || cp == 0xff1f || cp == '\n';
}

static bool is_pause(uint32_t cp)
{
	return is_stop(cp) || cp == 0xff0c || cp == 0xff1b || cp == 0xff1a || cp == '\t';
}

size_t dbn_pause_behind(struct dbn_str s, size_t at)
{
	size_t from = at;

	while (at < s.len && at - from < LOOK_MAX) {
		size_t next = at;

		if (is_pause(dbn_utf8_next(s, &next)))
			break;
		at = next;
	}
	return at;
}

/* ---- by when ---- */

static bool is_date(const struct dbn_limit *l)
{
	return l->kind != DBN_LIMIT_ONGOING && l->kind != DBN_LIMIT_IMMEDIATE &&
	       !dbn_str_starts(l->code, DBN_STR("every:"));
}

static bool names_time(const struct dbn_limit *l)
{
	return l->kind != DBN_LIMIT_ONGOING && l->kind != DBN_LIMIT_IMMEDIATE;
}

/* 安置到位, 上线运行: a short end that names nothing new. */
static bool only_ends(struct dbn_str s, size_t at)
{
	size_t end = dbn_pause_behind(s, at);

	return end > at && end - at <= 6 * strlen("一") &&
	       dbn_lex_before(s, end, "到位|运行|使用|开放|投用|完工|达标|交付|入住|见效|完成|运营|启用");
}

/* …46公里，9月30日前全部完工: the next segment only completes this one. */
static const struct dbn_limit *completed_by(const struct hunt *h, const struct quantity *q)
{
	struct dbn_str s = h->s;
	size_t end = dbn_pause_behind(s, q->end), i, n;

	if (!dbn_lex_at(s, end, "，"))
		return NULL;
	for (size_t k = h->limit; k < h->limits->count; k++) {
		const struct dbn_limit *l = &h->limits->items[k];

		if (l->off < end)
			continue;
		if (l->off != end + strlen("，") || !is_date(l))
			return NULL;
		i = l->off + l->len;
		dbn_lex_any(s, &i, "力争|确保|要");
		dbn_lex_any(s, &i, "全部|全面|基本|如期|按期");
		if (dbn_lex_at(s, i, "消除|根治|销号")) /* the end the works serve */
			return l;
		if (dbn_lex_at(s, i, "通过")) /* 全部通过校内认定 */
			return l;
		for (n = 0; dbn_lex_any(s, &i,
				 "完成认定|完成评审|完成调试|完成挂牌|"
				 "完成签约|并网|印发|出台|发布|入驻|开馆|开园|开业|开诊|结项|结题|出苗|"
				 "完工|竣工|投入运营|投入使用|投入运行|投用|投产|交付使用|交付|"
				 "建成投用|建成投产|建成|完成交付|完成验收|完成建设|完成安装|完成|"
				 "通过验收|到位|验收|签约|兑付到位|兑付|分配入住|入住|发放|拨付|通车|开工|办结|整改到位|发放到位|拨付到位|达标|"
				 "运营|落地|交房|到岗|上岗|入职|启用|上线|挂牌|开班|落成|开放|"
				 "通水|通电|通气|通航|蓄水|供水|供电|供暖|供气|试运行|试运营|首飞|"
				 "开通|贯通|清零|出清|见效|收官|结清|补齐|完毕"); n++) /* 建成|通水 */
			;
		if (!n)
			return only_ends(s, i) ? l : NULL;
		return dbn_pause_behind(s, i) == i || dbn_lex_at(s, i, "并|、|（") || only_ends(s, i) ? l : NULL;
	}
	return NULL;
}

static struct dbn_str outer_code(const struct hunt *h)
{
	struct dbn_str code = { "", 0 };

	for (size_t i = 0; h->outer && i < h->outer->count; i++) {
		if (is_date(&h->outer->items[i]))
			code = h->outer->items[i].code;
	}
	return code;
}

static struct dbn_str by_code(const struct hunt *h, const struct quantity *q)
{
	const struct dbn_limit *found = NULL, *same = NULL;
	size_t end = dbn_pause_behind(h->s, q->end);

	for (size_t k = h->limit; k-- > 0;) {
		const struct dbn_limit *l = &h->limits->items[k];

		if (l->off < h->sentence)
			break;
		if (l->off >= h->segment && names_time(l) && !same)
			same = l;
		if (!found && is_date(l))
			found = l;
	}
	/* later in the same segment: 新建学校5所于年底前投用 */
	for (size_t k = h->limit; !same && k < h->limits->count && h->limits->items[k].off < end;
	     k++) {
		if (names_time(&h->limits->items[k]))
			same = &h->limits->items[k];
	}
	if (same)
		return same->code;
	if (!found)
		found = completed_by(h, q);
	return found ? found->code : outer_code(h);
}

/* ---- finding ---- */

static struct dbn_str plain_number(struct hunt *h, struct dbn_str printed)
{
	char *p = dbn_arena_alloc(h->arena, printed.len + 1, 1);
	size_t n = 0;

	if (!p) {
		h->no_memory = true;
		return (struct dbn_str) { "", 0 };
	}
	for (size_t i = 0; i < printed.len; i++) {
		char c = printed.ptr[i];

		if (c == ',')
			continue;
		p[n++] = c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : c;
	}
	return (struct dbn_str) { p, n };
}

static void put(struct hunt *h, const struct quantity *q, struct dbn_str metric, struct dbn_str by)
{
	struct dbn_target *t = DBN_PUSH(h->arena, h->out);

	if (!t) {
		h->no_memory = true;
		return;
	}
	t->metric = metric;
	t->op = q->op;
	t->value = plain_number(h, q->low);
	if (q->high.len) {
		struct dbn_str parts[] = { t->value, DBN_STR(".."), plain_number(h, q->high) };

		t->value = dbn_arena_join(h->arena, parts, 3);
	}
	t->uom = q->uom;
	t->by = by;
	t->off = q->off;
	t->len = q->end - q->off;
}

/* 甲和乙分别下降: the names apart from the word that says which way. */
static bool cut_change(struct dbn_str *metric, struct dbn_str *change)
{
	size_t at = dbn_str_find(*metric, DBN_STR("分别"));

	*change = (struct dbn_str) { "", 0 };
	if (at == DBN_NONE || at == 0)
		return false;
	*change = dbn_str_from(*metric, at + strlen("分别"));
	*metric = dbn_str_sub(*metric, 0, at);
	return change->len > 0;
}

/* Where a joint stands that is no part of a word: not the 及 of 普及率. */
static size_t find_joint(struct dbn_str metric, const char *joint)
{
	static const size_t one = sizeof("一") - 1;

	for (size_t at = 0; at < metric.len; dbn_utf8_next(metric, &at)) {
		if (!dbn_lex_at(metric, at, joint) || dbn_lex_at(metric, at, "及时|及格|和谐|与会") ||
		    (at >= one && dbn_lex_at(metric, at - one, "普及|涉及|触及|波及|惠及|饱和|总和|共和|中和|参与|给与")))
			continue;
		return at;
	}
	return DBN_NONE;
}

/* Splits 玉米和肉牛产业链产值: the first member takes the second's tail. */
static bool split_pair(struct hunt *h, struct dbn_str metric, struct dbn_str *a, struct dbn_str *b)
{
	static const char *const joints[] = { "以及", "和", "与", "及", "、" };
	struct dbn_str tail;

	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		size_t at = find_joint(metric, joints[i]);

		if (at == DBN_NONE || at == 0 || at + strlen(joints[i]) >= metric.len)
			continue;
		*a = dbn_str_sub(metric, 0, at);
		*b = dbn_str_from(metric, at + strlen(joints[i]));
		if (b->len > a->len) {
			tail = dbn_str_from(*b, a->len);
			if (dbn_utf8_bad(tail) == DBN_NONE &&
			    !dbn_lex_before(*a, a->len, "率|值|数|量|额|积|度|比|入|重")) {
				struct dbn_str parts[] = { *a, tail };

				*a = dbn_arena_join(h->arena, parts, 2);
			}
		}
		return true;
	}
	return false;
}

/* 分别达到30%、60%、100%: one value for each limit or each name. */
static size_t put_shared(struct hunt *h, struct quantity *q, struct dbn_str metric)
{
	struct dbn_str by = by_code(h, q), a, b, change;
	struct quantity all[12];
	bool changes = cut_change(&metric, &change);
	size_t n = 0, end = q->end, first = h->limit, dated = 0;

	all[n++] = *q;
	while (n < sizeof all / sizeof *all) {
		size_t i = end;

		if (!dbn_lex_any(h->s, &i, "、|和|及") || !dbn_quantity_read(h->s, i, &all[n]))
			break;
		end = all[n].end;
		if (!all[n].stated) {
			all[n].op = q->op;
		}
		n++;
	}
	while (first > 0 && h->limits->items[first - 1].off >= h->segment) {
		first--;
		dated++;
	}
	if (dated > 1 && (dated == n || n == 1)) {
		for (size_t k = 0; k < dated; k++)
			put(h, &all[n > 1 ? k : 0], metric, h->limits->items[first + k].code);
	} else if (split_pair(h, metric, &a, &b)) {
		if (changes) {
			a = dbn_arena_join(h->arena, (struct dbn_str[]) { a, change }, 2);
			b = dbn_arena_join(h->arena, (struct dbn_str[]) { b, change }, 2);
		}
		put(h, &all[0], a, by);
		put(h, &all[n > 1 ? 1 : 0], b, by);
		for (size_t k = 2; k < n; k++)
			put(h, &all[k], metric, by);
	} else {
		for (size_t k = 0; k < n; k++)
			put(h, &all[k], metric, by);
	}
	return end;
}

static bool shares(const struct hunt *h, const struct quantity *q)
{
	size_t end = q->end;

	/* 2025年、2026年新增就业均不少于4.5万人 */
	if (dbn_lex_before(h->s, q->words, "均|都") && h->limit > 1 &&
	    h->limits->items[h->limit - 2].off >= h->segment)
		return true;

	/* 分别下降10%、15%; 分别完成投资的40%、70% */
	return dbn_lex_before(h->s, q->words, "分别|各") ||
	       (dbn_lex_within(h->s, h->metric_from, q->words, "分别") &&
		dbn_lex_any(h->s, &end, "、|和|及") && end < h->s.len && h->s.ptr[end] >= '0' &&
		h->s.ptr[end] <= '9');
}

/* 录入率、检查率: two measures, each to reach the value. */
static bool names_two_rates(struct dbn_str metric)
{
	size_t at = dbn_str_find(metric, DBN_STR("、"));

	return at != DBN_NONE && dbn_lex_before(metric, at, "率|占比|比例|比重|满意度") &&
	       dbn_lex_before(metric, metric.len, "率|占比|比例|比重|满意度") &&
	       dbn_str_find(dbn_str_from(metric, at + strlen("、")), DBN_STR("、")) == DBN_NONE;
}

static size_t take(struct hunt *h, size_t at)
{
	struct quantity q;
	struct dbn_str metric;

	if (!dbn_quantity_read(h->s, at, &q)) {
		dbn_quantity_skip(h->s, &at);
		return at;
	}
	dbn_note_description(h, &q);
	if (!dbn_is_target(h, &q)) {
		/* 总投资8亿元的项目，…: what is described names what follows */
		if (dbn_lex_at(h->s, q.end, "的"))
			h->metric_from = q.end + strlen("的");
		return q.end;
	}
	metric = dbn_metric(h->arena, h->s, h->metric_from, &q, h->limits);
	if (shares(h, &q) || names_two_rates(metric))
		return h->metric_from = put_shared(h, &q, metric);
	put(h, &q, metric, by_code(h, &q));
	return h->metric_from = q.end;
}

/* Whether a ； goes on under the time that opens the sentence: not before 2. （2） ②. */
static bool sentence_goes_on(struct dbn_str s, size_t at)
{
	size_t i = at;
	struct dbn_num n;

	if (dbn_lex_at(s, at, "①|②|③|④|⑤|⑥|⑦|⑧|⑨|——|—|二是|三是|四是|五是"))
		return false;
	dbn_lex_any(s, &i, "（|(");
	return !(dbn_num_read(s, &i, &n) && dbn_lex_at(s, i, ".|、|）|．"));
}

static size_t skip_title(struct dbn_str s, size_t at)
{
	size_t end = at;

	while (end < s.len && end - at < LOOK_MAX) {
		if (dbn_lex_eat(s, &end, "》"))
			return end;
		dbn_utf8_next(s, &end);
	}
	return at;
}

int dbn_target_find(struct dbn_arena *arena, struct dbn_str text, const struct dbn_limits *limits,
		    const struct dbn_limits *outer, struct dbn_targets *out, struct dbn_err *err)
{
	static const struct dbn_limits empty = { NULL, 0, 0 };
	struct hunt h = { .arena = arena,
			  .s = text,
			  .limits = limits ? limits : &empty,
			  .outer = outer,
			  .out = out };
	size_t at = 0;

	while (at < text.len && !h.no_memory) {
		size_t next = at;
		uint32_t cp = dbn_utf8_next(text, &next);

		while (h.limit < h.limits->count && h.limits->items[h.limit].off <= at) {
			const struct dbn_limit *l = &h.limits->items[h.limit++];

			if (at < l->off + l->len)
				at = l->off + l->len;
		}
		if (at >= next) /* inside a limit */
			continue;
		if (cp == 0x300a && (next = skip_title(text, at)) != at) {
			at = next;
			continue;
		}
		if ((cp >= '0' && cp <= '9') || cp == 'l' || cp == 'O') {
			at = take(&h, at);
			continue;
		}
		if (is_pause(cp)) {
			h.segment = h.metric_from = next;
			if (is_stop(cp) || cp == 0xff1b)
				h.describes = h.past = false;
			if (is_stop(cp) || (cp == 0xff1b && !sentence_goes_on(text, next)))
				h.sentence = next;
		}
		at = next > at ? next : at + 1;
	}
	return h.no_memory || arena->failed ? dbn_fail_memory(err) : DBN_OK;
}
