/*
 * clause_find.c - where in a paragraph responsibility is named: brackets that
 * read like a clause, 责任单位： without brackets, lead-in sentences.
 */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "outline.h"
#include "../text/scan.h"

enum { BEFORE = 30, LIMIT_SENTENCE_MAX = 120, MATTER_BYTES_MAX = 60 };

/* ---- labels with misread characters ---- */

/*
 * A labelled text with its labels as they should be; the same slice where
 * nothing was misread.
 */
static struct dbn_str mended(struct reader *r, struct dbn_str s, size_t line, bool *odd)
{
	struct label label;
	size_t at = dbn_label_find(s, 0, &label);

	while (at != DBN_NONE && !label.misread)
		at = dbn_label_find(s, at + label.len, &label);
	if (at == DBN_NONE)
		return s;
	*odd = true;
	dbn_doubt_add(r, DBN_DOUBT_LABEL_MISREAD, line, (struct dbn_str) { "", 0 },
		      dbn_str_sub(s, at, label.len));
	{
		struct dbn_str parts[] = { dbn_str_sub(s, 0, at), label.word, DBN_STR("："),
					   dbn_str_from(s, at + label.len) };

		return dbn_arena_join(r->arena, parts, 4);
	}
}

/* ---- brackets ---- */

/* （联系人：甲，电话：…） tells whom to ask; （责任人：甲；责任单位：乙局） is a clause. */
static bool names_units_later(struct dbn_str s, size_t at)
{
	struct label label;

	while ((at = dbn_label_find(s, at, &label)) != DBN_NONE) {
		if (dbn_label_names_units(label.kind))
			return true;
		at += label.len;
	}
	return false;
}

static bool is_label_of_units(struct dbn_str s)
{
	struct label label;

	if (dbn_label_said(s, 0, &label) && dbn_label_names_units(label.kind))
		return true;

	return dbn_label_at(s, 0, &label) &&
	       (dbn_label_names_units(label.kind) || label.kind == LABEL_LIMIT ||
		(label.kind == LABEL_PERSON &&
		 (!dbn_scan_is_any(label.word, "联系人|经办人|承办人") || names_units_later(s, label.len))));
}

/* The bracket belongs to the name before it: 市发改委（市物价局）, 牵头部门（A、B）. */
static bool explains_name(struct dbn_str before)
{
	return dbn_scan_ends_any(
	    before, "局|委|厅|部门|单位|政府|法院|检察院|公司|集团|委员会|办公室|管委会|工会|协会|"
		    "企业|机构|大学|学院|医院|“|《|即|包括|含|如|为");
}

/* （技术组） at the end of an item of a paper whose items nearly all end so. */
static bool is_due_here(const struct reader *r, struct dbn_str s)
{
	struct marker m;

	return r->closing && dbn_marker_read(s, &m) && (r->closing & (1u << m.kind));
}

/* What the bracket that closes a text holds; empty: none does. */
static struct dbn_str closing_inner(struct dbn_str s)
{
	size_t open;

	s = dbn_scan_chop(s);
	open = s.len;
	if (!dbn_scan_is_close(dbn_scan_last(s)))
		return (struct dbn_str) { "", 0 };
	for (int depth = 0; open > 0;) {
		uint32_t cp;

		dbn_utf8_prev(s, &open);
		cp = dbn_scan_cp(s, open);
		depth += dbn_scan_is_close(cp) ? 1 : dbn_scan_is_open(cp) ? -1 : 0;
		if (depth == 0)
			return dbn_str_sub(s, open + strlen("（"), s.len - open - 2 * strlen("（"));
	}
	return (struct dbn_str) { "", 0 };
}

void dbn_clauses_survey(struct reader *r)
{
	size_t all[MARK_BULLET + 1] = { 0 }, closed[MARK_BULLET + 1] = { 0 };

	for (size_t i = 0; i < r->paras.count; i++) {
		const struct para *p = &r->paras.items[i];
		struct dbn_str inner;
		struct marker m;

		if (p->table || !dbn_marker_read(p->text, &m))
			continue;
		inner = closing_inner(p->text);
		all[m.kind]++;
		closed[m.kind] += inner.len && (is_label_of_units(inner) || dbn_clause_looks(inner) || dbn_clause_names_departments(inner));
	}
	for (unsigned k = 0; k <= MARK_BULLET; k++)
		if (closed[k] >= 2 && 3 * closed[k] >= 2 * all[k])
			r->closing |= 1u << k;
}

/*
 * Whether the bracket [open, end) of s is a clause. A label says so anywhere;
 * verbs and bare names only where a sentence has ended or ends with it.
 */
static bool is_clause(const struct reader *r, struct dbn_str s, size_t from, size_t open, size_t inner_end, size_t end)
{
	struct dbn_str inner = dbn_str_sub(s, open + 3, inner_end - open - 3);
	struct dbn_str before = dbn_str_sub(s, open > from + BEFORE ? open - BEFORE : from,
					    open > from + BEFORE ? BEFORE : open - from);
	uint32_t last = dbn_scan_last(before), next = dbn_scan_cp(s, end);

	if (inner.len < 6)
		return false;
	if (is_label_of_units(inner))
		return true;
	if (!dbn_clause_looks(inner))
		/* 【局办公室】 closes an item: a place where nothing else stands */
		return (dbn_scan_is_end(last) || is_due_here(r, s)) &&
		       !dbn_scan_strip(dbn_str_from(s, end)).len &&
		       dbn_clause_names_departments(inner);
	while (last == 0x201d) {
		before.len -= 3;
		last = dbn_scan_last(before);
	}
	if (last == 0 || dbn_scan_is_end(last) || dbn_scan_is_close(last))
		return true;
	if (next != 0 && !dbn_scan_is_end(next) && !dbn_scan_is_open(next))
		return false;
	return !explains_name(before) || dbn_scan_has_any(inner, "牵头|配合|责任单位|按职责");
}

static int add_bracket(struct reader *r, struct span at, size_t open, size_t inner_end, size_t end,
		       bool odd, struct founds *out)
{
	const struct para *p = &r->paras.items[at.para];
	struct found *f = DBN_PUSH(&r->scratch, out);

	if (!f)
		return dbn_fail_memory(r->err);
	*f = (struct found) { .at = { at.para, open, end }, .odd = odd };
	if (odd)
		dbn_doubt_add(r, DBN_DOUBT_BRACKET_MISMATCH, dbn_para_line(p, open),
			      (struct dbn_str) { "", 0 }, dbn_str_sub(p->text, open, 30));
	f->text = dbn_names_apart(r->arena, &p->norm, open + 3, inner_end);
	f->text = mended(r, f->text, dbn_para_line(p, open), &f->odd);
	f->text = dbn_labels_mended(r->arena, f->text, &f->guessed);
	return DBN_OK;
}

/* （抓总单位：A；帮办单位：B）: labels that we do not know. */
static int add_guessed(struct reader *r, struct span at, size_t open, size_t inner_end, size_t end,
		       struct founds *out)
{
	const struct para *p = &r->paras.items[at.para];
	struct dbn_str inner = dbn_str_sub(p->text, open + 3, inner_end - open - 3), mended_text;
	bool guessed;
	struct found *f;

	if (!dbn_scan_has(inner, "："))
		return DBN_OK;
	mended_text = dbn_labels_mended(r->arena, inner, &guessed);
	if (!guessed || !is_label_of_units(mended_text))
		return DBN_OK;
	f = DBN_PUSH(r->arena, out);
	if (!f)
		return dbn_fail_memory(r->err);
	*f = (struct found) { .at = { at.para, open, end }, .text = mended_text, .guessed = true };
	return DBN_OK;
}

static bool is_pair(uint32_t open, uint32_t close)
{
	return open == 0xff08 ? close == 0xff09
			      : close == open + 1 || (open == 0xff3b && close == 0xff3d);
}

/* ---- without brackets ---- */

/* 明确责任单位：… is a sentence, not a label. */
static bool label_stands_free(struct dbn_str s, size_t from, size_t at)
{
	struct dbn_str before = dbn_str_sub(s, from, at - from);
	uint32_t last = dbn_scan_last(before);

	if (at == from || dbn_scan_is_end(last) || dbn_scan_is_close(last) || last == 0x201d)
		return true;
	return last == 0xff0c ||
	       !dbn_scan_ends_any(before, "明确|落实|压实|各|由|向|的|和|与|报|及|对|按|是|在|、|："
					  "|其他|相关|有关|市|县|区|省|抓好|强化|督促");
}

/*
 * The end of an unbracketed clause that starts with a label at `at`: the end
 * of the paragraph, or a full stop behind which no further label stands.
 */
static size_t labelled_end(struct dbn_str s, size_t at)
{
	while (at < s.len) {
		size_t stop = dbn_str_find(dbn_str_from(s, at), DBN_STR("。"));
		struct label label;

		if (stop == DBN_NONE)
			return s.len;
		at += stop + 3;
		if (!dbn_label_at(s, at, &label) || label.kind == LABEL_MEASURE ||
		    label.kind == LABEL_GOAL)
			return at;
	}
	return s.len;
}

static int add_labelled(struct reader *r, struct span at, size_t from, size_t end,
			struct founds *out)
{
	const struct para *p = &r->paras.items[at.para];
	struct found *f = DBN_PUSH(&r->scratch, out);

	if (!f)
		return dbn_fail_memory(r->err);
	*f = (struct found) { .at = { at.para, from, end } };
	f->text = dbn_names_apart(r->arena, &p->norm, from, end);
	f->text = mended(r, dbn_scan_chop(f->text), dbn_para_line(p, from), &f->odd);
	f->text = dbn_labels_mended(r->arena, f->text, &f->guessed);
	return DBN_OK;
}

/* ---- a sentence that only says who does it ---- */

/* 市民政局牵头, 市财政局、市残联配合: units and a role word, nothing else. */
static bool is_role_segment(struct dbn_str s)
{
	/* 会县财政局落实, 由县教育局实施 */
	bool called = dbn_scan_any_at(s, 0, "由|会|商") && dbn_scan_ends_any(s, "落实|办理|实施|承担|组织实施");

	return (called || dbn_scan_ends_any(s, "牵头|牵头负责|负责|分工负责|分工落实|按职责落实|分头落实|共同落实|配合|协助|协办|参与|参加|主办|承办")) &&
	       !dbn_scan_has_any(
		   s, "密切|积极|主动|大力|全力|共同|相互|通力|要|应当|做好|加强|亲自|"
		      "具体负责|全面负责|总负责|对|谁|人负责|长负责|层层|逐级|分级|坚持|实行|"
		      "按照|终身");
}

/* 财务科、办公室负责: departments, and what they are to do. */
static bool are_departments(struct dbn_str s)
{
	static const char roles[] = "按职责分工负责|分工负责|分别牵头|牵头负责|负责落实|共同负责|牵头|负责|落实|配合|"
				    "协助|协办|参与|主办|承办";

	while (s.len) {
		size_t comma = dbn_str_find(s, DBN_STR("，"));
		struct dbn_str segment = dbn_str_sub(s, 0, comma == DBN_NONE ? s.len : comma);

		segment = dbn_scan_cut_end(segment, roles);
		if (!dbn_clause_names_departments(segment) && !dbn_is_group_name(segment))
			return false;
		s = comma == DBN_NONE ? (struct dbn_str) { "", 0 } : dbn_str_from(s, comma + 3);
	}
	return true;
}

/* 6月底前完成, 持续推进, 年底前取得明显成效: by when, and nothing to do. */
static bool only_limit(struct reader *r, struct dbn_str s)
{
	static const char done[] = "全部完成|全面完成|基本完成|完成|办结|落实到位|完成到位|见效|取得实质性进展|取得明显进展|取得积极进展|"
				   "取得明显成效|取得阶段性成效|取得实效|取得成效|取得突破|推进|落实|实施";
	struct dbn_limits found = { NULL, 0, 0 };
	struct dbn_err err = { .code = DBN_OK };
	size_t lead = dbn_scan_any_at(s, 0, "力争|确保|计划|预计|要求|于|在"), end;

	if (s.len > LIMIT_SENTENCE_MAX || dbn_deadline_find(&r->scratch, s, DBN_PLACE_FIELD, &r->limits, &found, &err) ||
	    found.count != 1 || found.items[0].off > lead)
		return false;
	end = found.items[0].off + found.items[0].len;
	return end + dbn_scan_any_at(s, end, done) == s.len;
}

/* Where the last sentence of s begins, at or behind `from`. */
static size_t last_sentence(struct dbn_str s, size_t from)
{
	size_t at = from, stop;

	while ((stop = dbn_str_find(dbn_str_from(s, at), DBN_STR("。"))) != DBN_NONE && at + stop + 3 < s.len)
		at += stop + 3;
	return at;
}

/* 课后服务：基教股牵头，各中小学落实: where the roles begin behind a short name of the matter, or 0. */
static size_t behind_matter(struct dbn_str s)
{
	size_t colon = dbn_str_find(s, DBN_STR("：")), end = colon + strlen("：");

	return colon == DBN_NONE || colon == 0 || colon > MATTER_BYTES_MAX || end >= s.len ||
		       dbn_scan_has_any(dbn_str_sub(s, 0, colon), "，|。|；") ||
		       dbn_scan_has(dbn_str_from(s, end), "：")
		       ? 0
		       : end;
}

/* 各中小学落实: a group and no more than that it carries out what is said. */
static bool group_carries_out(struct dbn_str s)
{
	struct dbn_str who = dbn_scan_cut_end(s, "具体落实|抓好落实|负责落实|组织实施|落实|实施|承担");

	return who.len && who.len < s.len && (dbn_is_group_name(who) || dbn_clause_is_list(who));
}

/*
 * The last sentence of an item where it says only who leads, who helps or lists units, and maybe
 * by when: the offset of 市民政局牵头，市财政局配合，年底前完成。 or DBN_NONE.
 */
static size_t closing_sentence(struct reader *r, struct dbn_str s, size_t from)
{
	struct dbn_str all = dbn_scan_chop(s), part;
	size_t at = last_sentence(all, from);
	bool charged = false;

	if (at > from && at < all.len && only_limit(r, dbn_str_from(all, at))) {
		all = dbn_scan_chop(dbn_str_sub(all, 0, at));
		at = last_sentence(all, from);
	}
	if (at == from && from > 0 && !dbn_scan_has(dbn_str_from(all, at), "。")) {
		size_t matter = behind_matter(dbn_str_from(all, at));

		if (!matter)
			return DBN_NONE;
		at += matter;
	} else if (at == from && from > 0) {
		return DBN_NONE;
	}
	if (at >= all.len)
		return DBN_NONE;
	part = dbn_str_from(all, at);
	/* 各级各部门负责 is a general duty. */
	if (dbn_scan_any_at(part, 0, "各|有关|相关|全|所有") &&
	    (dbn_scan_any_at(part, 0, "各级") || !dbn_scan_has_any(part, "人民政府|管委会|办事处")))
		return DBN_NONE;
	if (dbn_clause_is_list(part))
		return at > from ? at : DBN_NONE;
	if (dbn_scan_has_any(part, "：|（一）") || !(dbn_clause_looks(part) || (at > from && are_departments(part))))
		return DBN_NONE;
	while (part.len) {
		size_t comma = dbn_str_find(part, DBN_STR("，"));
		struct dbn_str segment = dbn_str_sub(part, 0, comma == DBN_NONE ? part.len : comma);

		/* 市财政局，各区县负责: names in front of those with the role word */
		bool limit = charged && only_limit(r, segment);

		charged = limit || is_role_segment(segment) || (charged && group_carries_out(segment));
		if (!charged && !dbn_clause_is_list(segment) && !dbn_clause_names_departments(segment) &&
		    !dbn_is_group_name(segment))
			return DBN_NONE;
		part =
		    comma == DBN_NONE ? (struct dbn_str) { "", 0 } : dbn_str_from(part, comma + 3);
	}
	return charged ? at : DBN_NONE;
}

/*
 * 由县国资中心会同县财政局负责。 between the sentences of an item: where it begins and, in *end,
 * ends; else DBN_NONE. The 由 tells it from what the item says of a duty.
 */
static size_t inner_sentence(struct reader *r, struct dbn_str s, size_t from, size_t *end)
{
	size_t stop, before = from; /* the sentence in front: no more of the paragraph is gone through again */

	for (size_t at = from; (stop = dbn_str_find(dbn_str_from(s, at), DBN_STR("。"))) != DBN_NONE;) {
		*end = at + stop + strlen("。");
		if (at > from && dbn_scan_any_at(s, at, "由") &&
		    closing_sentence(r, dbn_str_sub(s, 0, *end), before) == at)
			return at;
		before = at;
		at = *end;
	}
	return DBN_NONE;
}

/* 制造部牵头，设备部配合，6月底前完成: names, what they are to do, by when, and nothing else. */
static bool tells_who(struct reader *r, struct dbn_str s)
{
	bool any = false;

	while (s.len) {
		size_t comma = dbn_str_find(s, DBN_STR("，"));
		struct dbn_str segment = dbn_scan_strip(dbn_str_sub(s, 0, comma == DBN_NONE ? s.len : comma));
		bool who = is_role_segment(segment) || dbn_clause_is_list(segment) || are_departments(segment);

		if (!who && !only_limit(r, segment))
			return false;
		any = any || who;
		s = comma == DBN_NONE ? (struct dbn_str) { "", 0 } : dbn_str_from(s, comma + strlen("，"));
	}
	return any;
}

/* 检修泵站12台——设备部: where the dash stands behind which the text only tells who, or DBN_NONE. */
static size_t behind_dash(struct reader *r, struct dbn_str s, size_t from, size_t *names)
{
	size_t at = s.len;

	while (at > from) {
		size_t sign;

		dbn_utf8_prev(s, &at);
		sign = dbn_scan_any_at(s, at, "—|－|―|─");
		if (!sign && !(at > from && dbn_scan_at(s, at - 1, "--")))
			continue;
		*names = at + (sign ? sign : 1);
		while (at > from && (dbn_scan_is_any(dbn_str_sub(s, at - 1, 1), "-") ||
				     (at > from + 3 && dbn_scan_any_at(s, at - 3, "—|－|―|─"))))
			dbn_utf8_prev(s, &at);
		return at > from && s.len - *names <= LIMIT_SENTENCE_MAX && tells_who(r, dbn_scan_chop(dbn_str_from(s, *names)))
			       ? at
			       : DBN_NONE;
	}
	return DBN_NONE;
}

/* The last sentence where it is a label that we do not know and units behind it. */
static size_t guessed_sentence(struct dbn_str s, size_t from)
{
	size_t at = dbn_scan_chop(s).len;
	struct label label;

	while (at > from && !dbn_scan_is_end(dbn_scan_cp_before(s, at)))
		dbn_utf8_prev(s, &at);
	return at > from && dbn_label_guess(s, at, &label) ? at : DBN_NONE;
}

/* ---- both ---- */

struct seeker {
	size_t open;     /* where the outermost bracket opened */
	uint32_t opener; /* what opened last */
	size_t depth;
	bool odd;
	size_t label; /* next label at or behind the cursor, or DBN_NONE */
};

static int close_bracket(struct reader *r, struct span at, struct seeker *k, size_t start,
			 size_t end, struct founds *out)
{
	const struct para *p = &r->paras.items[at.para];
	struct dbn_str s = dbn_str_sub(p->text, 0, at.to);

	if (!is_clause(r, s, at.from, k->open, start, end))
		return add_guessed(r, at, k->open, start, end, out);
	return add_bracket(r, at, k->open, start, end, k->odd, out);
}

/* （责任单位：A、B or, behind the end of a sentence, （A、B and no closing bracket. */
static bool is_open_clause(struct dbn_str s, size_t from, size_t open)
{
	struct dbn_str inner = dbn_str_from(s, open + 3);

	return is_label_of_units(inner) ||
	       (inner.len < 600 && !dbn_scan_has(dbn_scan_chop(inner), "。") && open > from &&
		dbn_scan_is_end(dbn_scan_cp_before(s, open)) && dbn_clause_looks(inner));
}

static int find_from(struct reader *r, struct span at, bool whole_item, bool again,
		     struct founds *out)
{
	const struct para *p = &r->paras.items[at.para];
	struct dbn_str s = dbn_str_sub(p->text, 0, at.to);
	struct seeker k = { 0 };
	struct label label = { 0 };
	int code = DBN_OK;

	k.label = dbn_label_find(s, at.from, &label);
	for (size_t i = at.from; i < s.len && code == DBN_OK;) {
		size_t start = i;
		uint32_t cp = dbn_utf8_next(s, &i);

		if (dbn_scan_is_open(cp)) {
			if (k.depth++ == 0) {
				k.open = start;
				k.opener = cp;
				k.odd = false;
			}
		} else if (dbn_scan_is_close(cp) && k.depth > 0 && --k.depth == 0) {
			k.odd = !is_pair(k.opener, cp);
			code = close_bracket(r, at, &k, start, i, out);
		}
		while (k.label != DBN_NONE && k.label < start)
			k.label = dbn_label_find(s, k.label + label.len, &label);
		if (k.depth == 0 && k.label == start && whole_item &&
		    (dbn_label_names_units(label.kind) || label.kind == LABEL_LIMIT ||
		     (label.kind == LABEL_PERSON &&
		      !dbn_scan_is_any(label.word, "联系人|经办人|承办人|负责人"))) &&
		    label_stands_free(s, at.from, start)) {
			i = labelled_end(s, start);
			code = add_labelled(r, at, start, i, out);
		}
	}
	/* A clause whose closing bracket was lost. */
	if (code == DBN_OK && k.depth > 0 && whole_item && is_open_clause(s, at.from, k.open)) {
		size_t end = s.len;

		/* the closing brackets in it belong to what opened inside: 各街道（镇） */
		while (end > k.open + 3 && dbn_scan_is_end(dbn_scan_cp_before(s, end)))
			end -= 3;
		code = add_bracket(r, at, k.open, end, s.len, true, out);
		/* a sentence ends inside: what stands behind it may be the item's */
		if (!code)
			out->items[out->count - 1].unclosed =
				dbn_scan_has(dbn_str_sub(s, k.open, end - k.open), "。");
		return code;
	}
	/* Some other bracket was left open: what follows it is looked at once more. */
	if (code == DBN_OK && k.depth > 0 && !again)
		return find_from(r, (struct span) { at.para, k.open + 3, at.to }, whole_item, true,
				 out);
	return code;
}

int dbn_clauses_find(struct reader *r, struct span at, bool whole_item, struct founds *out)
{
	int code = find_from(r, at, whole_item, false, out);
	struct dbn_str s = dbn_str_sub(r->paras.items[at.para].text, 0, at.to);
	size_t from, end;

	/* In minutes such sentences are the resolutions themselves. */
	if (code || !whole_item || r->minutes)
		return code;
	if (out->count) { /* behind another clause, and what that one does not govern */
		end = out->items[out->count - 1].at.to;

		from = end > at.from ? closing_sentence(r, s, end) : DBN_NONE;
		return from == DBN_NONE ? DBN_OK : add_labelled(r, at, from, s.len, out);
	}
	from = behind_dash(r, s, at.from, &end);
	if (from != DBN_NONE) {
		code = add_labelled(r, at, end, s.len, out);
		if (!code)
			out->items[out->count - 1].at.from = from;
		return code;
	}
	from = guessed_sentence(s, at.from);
	if (from == DBN_NONE)
		from = closing_sentence(r, s, at.from);
	if (from != DBN_NONE)
		return add_labelled(r, at, from, s.len, out);
	from = inner_sentence(r, s, at.from, &end);
	return from == DBN_NONE ? DBN_OK : add_labelled(r, at, from, end, out);
}
