/*
 * letter.c - a paper to somebody in running text, without numbers or tables: 请你单位于9月10日前…;
 * each sentence that asks the addressee for something is a row ¶k, several of a paragraph ¶k#j.
 */
#include "dubanc/text.h"
#include "../text/scan.h"
#include "tasks.h"

enum { ORDER_BYTES_MAX = 900 };

static const char you[] = "你单位|你们|你局|你委|你办|你院|你校|你镇|你乡|你街道|你县|你区|你市|你公司|你集团|你部门|你部|你中心|你处|你科|"
			  "你室|你所|你站|你队|你企业|贵单位|贵局|贵委|贵办|贵院|贵校|贵公司|贵集团|贵部|贵中心|贵处|"
			  "各单位|各部门|各地|各有关单位|上述单位|以上单位";

/* One sentence that asks: what it asks for, and who else it names. */
struct order {
	struct dbn_str text, title;
	struct dbn_clause clause;
	bool charged; /* the clause is the sentence's, not the addressee's */
};

/* 请你单位|于9月10日前…, 责令你公司|…: where what is asked begins at a segment's front, or 0. */
static size_t call_at(struct dbn_str s, size_t at)
{
	size_t call = dbn_scan_any_at(s, at, "烦请|敬请|请|责令|责成|望|希|要求|现责令|现要求|为此，请|特请|商请"), who;

	if (dbn_scan_any_at(s, at, "请示|请求|请假|希望"))
		return 0;
	who = dbn_scan_any_at(s, at + call, you);
	if (who)
		return call + who;
	/* 请于…, 请协助…: the addressee again */
	return call && dbn_scan_any_at(s, at, "请") &&
			       dbn_scan_any_at(s, at + call, "于|在|协助|按|抓紧|尽快|立即|认真|将|对|根据|结合|组织|做好|配合|及时|务必")
		       ? call
		       : 0;
}

/* 请于7月5日前将办理情况书面报我办: tells how to answer, not what to do. */
static bool only_report(struct dbn_str s)
{
	size_t comma = dbn_str_find(s, DBN_STR("，"));
	struct dbn_str first = dbn_str_sub(s, 0, comma == DBN_NONE ? s.len : comma);

	return dbn_scan_has_any(first, "前将|前把|内将|前书面|前报|内报|前反馈|前函复|前回复|请将") &&
	       dbn_scan_has_any(s, "报|反馈|回复|函复|函告|送");
}

/* 甲局|于5月20日前制定…，会同乙局落实…: read as if the addressee were named. */
static void read_parties(struct state *s, const struct bearer *to, struct order *o)
{
	struct dbn_clause_ctx ctx = { .level = s->r->doc->head.level, .limits = &s->r->limits };
	struct dbn_err err = { .code = DBN_OK };
	struct dbn_clause c = { .labelled = false };
	struct dbn_str title = { "", 0 };

	if (to->clause->parties.count == 1 && !to->clause->parties.items[0].group && dbn_scan_has_any(o->text, "会同|牵头|联合")) {
		struct dbn_str parts[] = { to->clause->parties.items[0].name, o->text };

		if (dbn_clause_sentence(s->r->arena, dbn_arena_join(s->r->arena, parts, 2), &ctx, &c, &title, &err) && title.len) {
			o->clause = c;
			o->charged = true;
			return;
		}
	}
	o->clause = *to->clause;
	o->clause.parties.cap = o->clause.parties.count; /* shared: copied before it grows */
}

/* 现将第48号提案《…》交由你局主办，甲局会办: the matter names it, the rest says who. */
static bool read_transfer(struct state *s, const struct bearer *to, struct dbn_str sentence, struct order *o)
{
	struct dbn_clause_ctx ctx = { .level = s->r->doc->head.level, .limits = &s->r->limits };
	struct dbn_err err = { .code = DBN_OK };
	size_t from = dbn_scan_any_at(sentence, 0, "现将|兹将|将"), by = dbn_str_find(sentence, DBN_STR("由")), end, who;
	struct dbn_str title;

	if (!from || by == DBN_NONE || by < from || to->clause->parties.count != 1)
		return false;
	who = dbn_scan_any_at(sentence, by + strlen("由"), you);
	for (end = by; end > from && dbn_scan_any_at(sentence, end - strlen("交"), "交|转|请|办|移|拟");)
		end -= strlen("交");
	if (!who)
		return false;
	{
		struct dbn_str parts[] = { DBN_STR("由"), to->clause->parties.items[0].name,
					   dbn_str_from(sentence, by + strlen("由") + who) };

		*o = (struct order) { .text = sentence, .title = dbn_scan_strip(dbn_str_sub(sentence, from, end - from)), .charged = true };
		return dbn_clause_sentence(s->r->arena, dbn_arena_join(s->r->arena, parts, 3), &ctx, &o->clause, &title, &err);
	}
}

static bool read_order(struct state *s, const struct bearer *to, struct dbn_str sentence, struct order *o)
{
	size_t front = 0;

	if (sentence.len > ORDER_BYTES_MAX)
		return false;
	for (size_t at = 0; at < sentence.len;) {
		if (!front && dbn_scan_any_at(sentence, at, "如下："))
			front = at + strlen("如下：");
		dbn_utf8_next(sentence, &at);
	}
	sentence = dbn_str_from(sentence, front);
	if (read_transfer(s, to, sentence, o))
		return true;
	for (size_t at = 0; at < sentence.len;) {
		size_t call = call_at(sentence, at), comma = dbn_str_find(dbn_str_from(sentence, at), DBN_STR("，"));

		if (call && only_report(dbn_str_from(sentence, at)))
			return false;
		if (call) {
			*o = (struct order) { .text = dbn_scan_strip(dbn_str_from(sentence, at + call)) };
			o->title = dbn_scan_chop(o->text);
			if (o->title.len < 4 * strlen("一"))
				return false;
			read_parties(s, to, o);
			return true;
		}
		if (comma == DBN_NONE)
			return false;
		at += comma + strlen("，");
	}
	return false;
}

/* 请于6月25日前办理答复完毕: the limit of what was asked for before. */
static bool limit_of_all(struct state *s, struct dbn_str sentence, struct dbn_str *limit)
{
	enum limit_reach reach;

	return sentence.len < ORDER_BYTES_MAX / 3 && dbn_limit_said(s->r, sentence, limit, &reach);
}

static bool is_last(struct dbn_str s)
{
	size_t at = 0;

	return dbn_scan_any_at(s, 0, "附件|特此|联系人|联系电话|抄送|专此") || (dbn_head_date(s, &at) != DBN_NO_DAY && at == s.len);
}

struct letter {
	struct state *s;
	const struct bearer *to;
	struct dbn_str limit; /* of all that is asked, said behind it */
	size_t orders;        /* so far */
	bool emit;
};

/* The orders of one paragraph, counted in *count; rows of `path` where it is time, `of` them. */
static int read_orders(struct letter *l, size_t para, struct dbn_str path, size_t of, bool emit, size_t *count)
{
	struct dbn_str text = l->s->r->paras.items[para].text, hash[] = { path, DBN_STR("#") };
	struct dbn_str with_hash = dbn_arena_join(l->s->r->arena, hash, 2);
	int code = DBN_OK;

	*count = 0;
	for (size_t at = 0; at < text.len && !code;) {
		struct dbn_str sentence = dbn_scan_sentence(text, &at, true);
		struct sentence_row row = { .para = para, .from = at - sentence.len, .to = at };
		struct order o;

		if ((l->orders && limit_of_all(l->s, sentence, &l->limit)) || !read_order(l->s, l->to, sentence, &o))
			continue;
		l->orders++;
		++*count;
		row.path = of > 1 ? dbn_row_number(l->s->r->arena, with_hash, *count) : path;
		row.text = o.text;
		row.title = o.title;
		row.clause = o.clause;
		row.from_kind = o.charged ? DBN_FROM_OWN : DBN_FROM_FIELD;
		if (emit)
			code = dbn_task_sentence(l->s, &row);
	}
	return code;
}

static int read_pass(struct letter *l, struct dbn_str prefix)
{
	const struct paras *all = &l->s->r->paras;
	bool addressed = false;
	size_t k = 0;
	int code = DBN_OK;

	l->orders = 0;
	for (size_t i = 0; i < all->count && !code; i++) {
		struct dbn_str text = all->items[i].text, path;
		size_t before = l->orders, count, again;

		if (addressed && is_last(text))
			break;
		if (!addressed) {
			addressed = dbn_scan_ends(text, "：") && dbn_str_starts(text, l->to->text);
			continue;
		}
		code = read_orders(l, i, prefix, 0, false, &count);
		if (code || !count)
			continue;
		path = dbn_path_join(l->s->r->arena, prefix, dbn_row_number(l->s->r->arena, DBN_STR("¶"), ++k));
		if (l->emit) {
			l->orders = before;
			code = read_orders(l, i, path, count, true, &again);
		}
	}
	return code;
}

int dbn_letter_read(struct state *s, const struct bearer *to, struct dbn_str prefix)
{
	struct letter l = { .s = s, .to = to, .limit = { "", 0 } };
	int code = read_pass(&l, prefix); /* the limit of all stands behind: first it is looked for */

	if (code || !l.orders)
		return code;
	s->r->within = l.limit;
	l.emit = true;
	code = read_pass(&l, prefix);
	s->r->within = (struct dbn_str) { "", 0 };
	return code;
}
