/*
 * paragraph.c - lines to paragraphs: what scanners and editors have broken is
 * joined again, what was doubled at the break goes, every byte keeps its place.
 */
#include <string.h>

#include "dubanc/text.h"
#include "reader.h"
#include "../text/scan.h"

enum { HEADING_MAX = 40, WRAP_MIN = 12, WRAP_LINES = 3, OPEN_MAX = 4000, NEAR = 16384, SIGNERS_MAX = 3, NAMES_MAX = 100 };
enum { LABEL_INDENT = 4 /* columns, two characters */, LABEL_NEAR = 36, FIELD_NAME_MIN = 9, FIELD_NAME_MAX = 21 /* bytes */ };

/* ---- where lines are wrapped ---- */

static bool is_end(struct dbn_str s)
{
	uint32_t cp;

	while ((cp = dbn_scan_last(s)) == 0x201d || cp == 0x2019 || cp == '"')
		s.len -= cp == '"' ? 1 : 3;
	return dbn_scan_is_end(cp) || cp == '!' || cp == '?';
}

/*
 * The width, in characters, at which the document's lines are wrapped: the
 * most frequent width of lines that break off in the middle. 0: not wrapped,
 * as where lines stand that are longer.
 */
static size_t wrap_width(const struct lines *lines)
{
	size_t widths[128] = { 0 }, best = 0, total = 0, near = 0, longer = 0;

	for (size_t i = 0; i + 1 < lines->count; i++) {
		const struct line *l = &lines->items[i], *next = l + 1;
		struct marker m;
		size_t n;

		if (l->kind != LINE_TEXT || next->kind != LINE_TEXT || next->gap ||
		    is_end(l->text) || dbn_marker_read(next->text, &m))
			continue;
		n = (dbn_utf8_length(l->raw) + l->indent / 2);
		if (n < WRAP_MIN || n >= 128)
			continue;
		widths[n]++;
		total++;
		if (widths[n] > widths[best] || (widths[n] == widths[best] && n > best))
			best = n;
	}
	for (size_t n = best > 4 ? best - 4 : 0; n < 128 && n <= best + 4; n++)
		near += widths[n];
	if (total < WRAP_LINES || near * 2 < total)
		return 0;
	for (size_t i = 0; i < lines->count; i++)
		longer += lines->items[i].kind == LINE_TEXT &&
			  dbn_utf8_length(lines->items[i].raw) > best + 6;
	return longer * 2 > near ? 0 : best;
}

/* ---- the join ---- */

/* A paragraph under construction: the lines that make it up. */
struct draft {
	size_t first, last; /* indices of lines */
	int depth;          /* brackets open at its end */
	size_t since;       /* bytes since depth became positive */
	size_t chars;
	bool marked, labelled, sentence; /* a sentence has ended inside */
	bool record; /* 问题一：…, a form whose fields follow */
	bool names; /* nothing but a label, and names of units a line below it */
	int chapter; /* number of the last line that began with 一、 */
};

static void draft_add(struct draft *d, const struct line *l)
{
	struct dbn_str head = l->text;

	if (dbn_scan_is_end(dbn_scan_last(head)))
		head.len -= 3;
	d->sentence = d->sentence || dbn_scan_has_any(head, "。|；");
	d->depth = dbn_scan_depth(l->text, d->depth);
	d->since = d->depth ? d->since + l->text.len : 0;
	if (d->since > OPEN_MAX)
		d->depth = 0;
	d->chars += dbn_utf8_length(l->text);
}

static void draft_start(struct draft *d, const struct reader *r, size_t i)
{
	const struct line *l = &r->lines.items[i];
	struct marker m;
	struct label label;

	*d = (struct draft) { .first = i, .last = i, .chapter = d->chapter };
	d->marked = dbn_marker_read(l->text, &m);
	if (d->marked && m.kind == MARK_HAN)
		d->chapter = m.number;
	d->record = d->marked && m.kind == MARK_RECORD;
	d->labelled = dbn_label_at(l->text, 0, &label);
	d->names = d->labelled && dbn_label_names_units(label.kind) && label.len == l->text.len;
	draft_add(d, l);
}

static bool is_day(const struct line *l)
{
	size_t at = 0;

	return dbn_head_date(l->text, &at) != DBN_NO_DAY && at == l->text.len;
}

/* A line that cannot continue another. */
static bool starts_own(const struct line *l)
{
	struct label label;

	if (dbn_label_at(l->text, 0, &label) || dbn_label_guess(l->text, 0, &label))
		return true;
	if (dbn_scan_any_at(
		l->text, 0,
		"附件|联系人：|联系电话：|注：|注:|说明：|备注：|（此件|（联系人|（公开"))
		return true;
	if (dbn_scan_is_open(dbn_scan_cp(l->text, 0)) && dbn_label_at(l->text, 3, &label) &&
	    dbn_label_names_units(label.kind))
		return true;
	return is_day(l);
}

/* 责任河长：, 整改要求： in front of a line below another label: the name of a field that we need not know. */
static bool names_field(struct dbn_str s)
{
	static const char ends[] = "时间|日期|要求|措施|目标|情况|领导|单位|部门|科室|责任人|负责人|联系人|电话|标准|内容|来源|依据|编号|类别|"
				   "类型|频次|方式|期限|时限|节点|进度|结果|意见|建议|备注|地点|范围|原因|成效|经费|资金|专班|组长|人员|级别|"
				   "河长|林长|路长|链长|签字|签章";
	size_t colon = dbn_str_find(dbn_str_sub(s, 0, FIELD_NAME_MAX + 3), DBN_STR("："));
	struct dbn_str name = dbn_str_sub(s, 0, colon == DBN_NONE ? 0 : colon);

	for (size_t at = 0; at < name.len;)
		if (!dbn_is_han(dbn_utf8_next(name, &at)))
			return false;
	return name.len >= FIELD_NAME_MIN && dbn_scan_ends_any(name, ends);
}

static bool is_full(const struct reader *r, const struct line *l)
{
	return r->wrap && dbn_utf8_length(l->raw) + l->indent / 2 + 3 >= r->wrap;
}

/* 三、 behind 二、, 1. below a heading （一）…, 2. below 1.: a number that what stands above makes expected. */
static bool is_expected(const struct reader *r, const struct draft *d, const struct line *prev, const struct marker *m)
{
	struct marker before;

	if (m->kind == MARK_HAN)
		return d->chapter && m->number == d->chapter + 1 && !dbn_scan_ends(prev->text, "第");
	if (m->kind != MARK_NUM || !d->marked ||
	    !dbn_marker_read(r->lines.items[d->first].text, &before))
		return false;
	return before.kind == MARK_NUM ? m->number == before.number + 1
				       : before.kind < MARK_NUM && m->number == 1;
}

/*
 * Whether a marker at the front of a line is one: not where the line before
 * breaks off in the middle at full width (第｜二、三产业), nor inside a list.
 */
static bool marker_is_due(const struct reader *r, const struct draft *d, const struct line *prev,
			  const struct line *next, const struct marker *m)
{
	uint32_t last = dbn_scan_last(prev->text);

	if (is_end(prev->text) || last == 0xff1a)
		return true;
	if (d->depth > 0)
		return last != 0x3001 && last != 0xff0c;
	if (next->gap || dbn_scan_is_close(last) || is_expected(r, d, prev, m))
		return true;
	return !(is_full(r, prev) && (m->kind == MARK_HAN || m->kind == MARK_BULLET ||
				      m->kind == MARK_SHI || m->kind == MARK_NUM));
}

/* …。责任单位：市水务局 without a stop: a blank line behind the names ends the paragraph. */
static bool ends_in_clause(struct dbn_str s)
{
	size_t at = s.len;
	struct label label;

	while (at > 0 && !dbn_scan_is_end(dbn_scan_cp_before(s, at)))
		dbn_utf8_prev(s, &at);
	return at > 0 && dbn_label_at(s, at, &label) && dbn_label_names_units(label.kind);
}

/* 各责任单位要于每周五前…: no more names, but what is asked of those that were named. */
static bool asks_all(struct dbn_str s)
{
	return dbn_scan_any_at(s, 0, "各责任单位|各牵头单位|各有关单位|各单位|各部门|各科室|请|上述|以上|以下|下列") &&
	       dbn_scan_has_any(s, "要|须|应|请|将|前|由");
}

/* 县民政局 on a line of its own, below 责任单位：. */
static bool is_name_line(const struct line *l)
{
	return l->kind == LINE_TEXT && !l->gap && l->text.len < 120 &&
	       (dbn_clause_is_list(l->text) || dbn_clause_names_departments(l->text));
}

/* 山阴县人民政府办公室, and below it the day: who signs continues no clause, had it a stop or none. */
static bool is_signature(const struct reader *r, const struct line *l)
{
	for (size_t i = (size_t)(l - r->lines.items), n = 0; i + 1 < r->lines.count && n < SIGNERS_MAX; i++, n++) {
		const struct line *at = &r->lines.items[i];

		if (at->kind != LINE_TEXT || at->text.len >= 120 || !dbn_clause_is_list(at->text))
			return false;
		if (is_day(at + 1))
			return true;
	}
	return false;
}

/* …。责任部门： at the end of a line: the names stand on the next. */
static bool ends_in_label(struct dbn_str s)
{
	struct label label;
	size_t at = s.len > LABEL_NEAR ? s.len - LABEL_NEAR : 0, found;

	while (at < s.len && ((unsigned char)s.ptr[at] & 0xc0) == 0x80)
		at++;
	found = dbn_label_find(s, at, &label);
	return found != DBN_NONE && found + label.len == s.len && dbn_label_names_units(label.kind);
}

/* Whether the line continues the draft (GOLD 2.2 and what layout tells). */
static bool joins(const struct reader *r, const struct draft *d, const struct line *prev,
		  const struct line *next)
{
	uint32_t first = dbn_scan_cp(next->text, 0), last = dbn_scan_last(prev->text);
	struct marker m;

	if (dbn_scan_is_point(first) && first != 0x201d && first != 0x300b)
		return true;
	if (dbn_scan_is_close(first) && d->depth > 0)
		return true;
	if (dbn_marker_read(next->text, &m) && marker_is_due(r, d, prev, next, &m))
		return false;
	/* 【生产】… below 【质量】… */
	if (!d->depth && dbn_scan_at(next->text, 0, "【") && dbn_scan_at(r->lines.items[d->first].text, 0, "【"))
		return false;
	if (d->names && d->last - d->first < NAMES_MAX && is_name_line(next))
		return true;
	if ((d->labelled || d->record) && !is_full(r, prev) && names_field(next->text))
		return false;
	if (starts_own(next))
		return d->depth > 0 && !dbn_scan_is_open(first) && last != 0xff1b && !next->gap;
	if (d->depth > 0)
		return true;
	if (is_end(prev->text) || dbn_scan_is_close(last))
		return false;
	if (last == 0x3001 || last == 0xff0c)
		return true;
	if (!is_full(r, prev) && is_signature(r, next))
		return false;
	if (((next->gap && !next->page) || (!is_full(r, prev) && asks_all(next->text))) && ends_in_clause(prev->text))
		return false;
	if (last == 0xff1a && !next->gap && ends_in_label(prev->text) && is_name_line(next))
		return true;
	if (last == 0xff1a)
		return d->labelled && d->first == d->last && d->chars < 14;
	if (d->labelled)
		return !next->gap &&
		       (next->indent > r->lines.items[d->first].indent || is_full(r, prev));
	if (d->marked && !d->sentence && d->chars <= HEADING_MAX && !next->page)
		return is_full(r, prev) && !next->gap;
	if (next->gap && !next->page && !d->sentence && d->chars <= HEADING_MAX)
		return false;
	/* A short line in a wrapped text ends its paragraph. */
	if (r->wrap && !next->gap && dbn_utf8_length(prev->raw) + prev->indent / 2 + 6 < r->wrap &&
	    next->indent > prev->indent)
		return false;
	return true;
}

/* ---- what is doubled at the joint ---- */

static bool is_reduplication(struct dbn_str one)
{
	return dbn_scan_is_any(
	    one, "天|人|家|年|月|日|层|一|事|处|时|步|个|代|种|件|户|村|常|渐|稳|牢|"
		 "往|仅|多|大|深|好|星|等|强|双|频|屡|久|殷|谆|拳|样|条|项|"
		 "环|级|点|线|面|块|明|清|早|慢|细|实|满|高|远|近|绿|蓝|红|"
		 "刚|恰|默|滔|源|熠|欣|蒸|堂|兢|业|孜|勃|井|有|白|念|妈|爸|爷|奶|姐|哥|弟|妹");
}

/* Whether the text within reach holds the word, apart from the joint itself. */
static bool known_word(const struct reader *r, const struct line *l, struct dbn_str word)
{
	size_t from = l->off > NEAR ? l->off - NEAR : 0;
	struct dbn_str before = dbn_str_sub(r->source, from, l->off - from);

	return dbn_str_find(before, word) != DBN_NONE ||
	       dbn_str_find(dbn_str_sub(r->source, l->off + l->raw.len, NEAR), word) != DBN_NONE;
}

/* Words of official style that end in a character others begin with. */
static bool common_word(struct dbn_str word)
{
	static const char words[] =
	    "工作|管理|发展|建设|组织|生活|大学|小学|中学|教学|科学|人民|农民|居民|"
	    "市民|公民|国家|企业|行业|产业|农业|工业|就业|创业|职业|物业|林业|商业|专业|事业|"
	    "社会|机会|协会|教育|体育|培育|安全|健全|完善|改善|质量|能力|动力|活力|实力|压力|"
	    "服务|业务|任务|政务|事务|商务|资源|能源|水源|生产|资产|房产|经济|救济|技术|艺术|"
	    "学术|信用|应用|利用|使用|作用|公用|环境|文化|优化|强化|深化|细化|美化|绿化|净化|"
	    "制度|力度|进度|速度|程度|年度|态度|季度|月度|条例|比例|案例|机制|体制|编制|控制|"
	    "研制|政府|基地|土地|用地|场地|各地|当地|方法|办法|执法|司法|立法|合法|依法|公司|"
	    "干部|全部|内部|项目|题目|目标|指标|招标|统计|设计|审计|计划|规划|策划|基础|措施|"
	    "设施|实施|检查|督查|巡查|排查|调查|核查|普查|审查|投资|物资|工资|外资|融资|区域|"
	    "领域|流域|全域|市域|县域|水利|便利|权利|福利|有力|公开|展开|重点|试点|网点|节点|"
	    "特点|热点|难点|中心|核心|信心|决心|用心|结合|联合|综合|融合|整合|配合|共享|分享|"
	    "提高|更高|农村|乡村|城市|都市|全市|我市|城区|园区|社区|地区|景区|校区|山区|全区";

	return dbn_scan_is_any(word, words);
}

static struct dbn_str joined(const struct reader *r, struct dbn_str a, struct dbn_str b)
{
	struct dbn_str parts[] = { a, b };

	return dbn_arena_join(r->arena, parts, 2);
}

/*
 * Bytes at the front of next that repeat the end of prev by mistake: up to
 * four characters. Two words that meet in one character (管理｜理念) stay.
 */
static size_t doubled(const struct reader *r, const struct line *prev, const struct line *next)
{
	struct dbn_str a = prev->raw, b = next->raw;

	for (size_t n = 12; n >= 3; n -= 3) {
		struct dbn_str copy = dbn_str_sub(b, 0, n), word;
		uint32_t before;
		bool han = true;

		if (a.len < n || b.len <= n || !dbn_str_ends(a, copy))
			continue;
		for (size_t at = 0; at < n;)
			han = dbn_is_han(dbn_utf8_next(copy, &at)) && han;
		if (!han)
			continue;
		if (n > 3)
			return n;
		if (is_reduplication(copy))
			return 0;
		before = dbn_scan_cp_before(a, a.len - n);
		if (!dbn_is_han(before))
			return n;
		word = dbn_str_from(a, a.len - n - 3);
		/* 市场监|监管局 where 场监管 stands elsewhere: one word, torn */
		if (b.len >= n + 3 && known_word(r, prev, joined(r, word, dbn_str_sub(b, n, 3))))
			return n;
		return common_word(word) || known_word(r, prev, word) ? 0 : n;
	}
	return 0;
}

/* ---- building ---- */

static bool is_latin(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

/* Names below those of a label, set in and not for want of room: no name is broken between them. */
static bool parts_names(const struct reader *r, const struct draft *d, size_t prev, const struct line *next)
{
	const struct line *first = &r->lines.items[d->first], *before = &r->lines.items[prev];
	struct label label;

	return d->labelled && next->indent > first->indent + LABEL_INDENT && !is_full(r, before) &&
	       dbn_label_at(first->text, 0, &label) && dbn_label_names_units(label.kind) &&
	       dbn_is_han(dbn_scan_last(before->text)) && dbn_is_han(dbn_scan_cp(next->text, 0));
}

/* The joined raw text of lines [first, last] of kind TEXT, with its pieces. */
static int join_lines(struct reader *r, const struct draft *d, struct para *p, struct dbn_str *raw)
{
	size_t len = 0, count = 0, at = 0;
	char *text;

	if (d->first == d->last) { /* as it stands */
		const struct line *l = &r->lines.items[d->first];

		p->pieces = dbn_arena_alloc(r->arena, 1, sizeof *p->pieces);
		if (!p->pieces)
			return dbn_fail_memory(r->err);
		*p->pieces = (struct piece) { 0, l->off, l->number };
		p->piece_count = 1;
		p->ocr = l->ocr;
		*raw = l->raw;
		return DBN_OK;
	}
	for (size_t i = d->first; i <= d->last; i++)
		len += r->lines.items[i].raw.len + 2;
	if (len > DBN_PARAGRAPH_MAX)
		return dbn_fail(r->err, DBN_EDATA, DBN_MSG_PARAGRAPH_TOO_LONG,
				dbn_pos_at(NULL, r->lines.items[d->first].number, 0), "1048576",
				(char *)NULL);
	text = dbn_arena_alloc(r->arena, len + 1, 1);
	p->pieces = dbn_arena_alloc(r->arena, d->last - d->first + 1, sizeof *p->pieces);
	if (!text || !p->pieces)
		return dbn_fail_memory(r->err);
	for (size_t i = d->first, prev = d->first; i <= d->last; i++) {
		const struct line *l = &r->lines.items[i];
		size_t skip = 0;

		if (l->kind != LINE_TEXT)
			continue;
		if (count) {
			skip = d->names ? 0 : doubled(r, &r->lines.items[prev], l);
			if ((d->names && count > 1) || parts_names(r, d, prev, l)) /* parts the names */
				text[at++] = ' ';
			if (is_latin(dbn_scan_cp(l->raw, 0)) &&
			    is_latin((unsigned char)text[at - 1]))
				text[at++] = ' ';
		}
		if (skip) {
			p->ocr = DBN_STR("dup");
			dbn_doubt_add(r, DBN_DOUBT_DUP_AT_BREAK, l->number,
				      (struct dbn_str) { "", 0 }, dbn_str_sub(l->raw, 0, skip));
		} else if (l->ocr.len && !p->ocr.len) {
			p->ocr = l->ocr;
		}
		p->pieces[count++] = (struct piece) { at, l->off + skip, l->number };
		memcpy(text + at, l->raw.ptr + skip, l->raw.len - skip);
		at += l->raw.len - skip;
		prev = i;
	}
	p->piece_count = count;
	*raw = (struct dbn_str) { text, at };
	return DBN_OK;
}

static int add_paragraph(struct reader *r, const struct draft *d)
{
	const struct line *first = &r->lines.items[d->first], *last = &r->lines.items[d->last];
	struct para *p = DBN_PUSH_LONG(r->arena, &r->paras);
	struct dbn_str raw;
	int code;

	if (!p)
		return dbn_fail_memory(r->err);
	*p = (struct para) { .off = first->off, .len = last->off + last->raw.len - first->off };
	p->first_line = first->number;
	p->last_line = last->number;
	p->gap = first->gap;
	code = join_lines(r, d, p, &raw);
	if (code)
		return code;
	code = dbn_normalise(r->arena, raw, &p->norm, r->err);
	p->text = p->norm.text;
	return code;
}

static int add_table(struct reader *r, size_t i)
{
	struct para *p = DBN_PUSH_LONG(r->arena, &r->paras);
	const struct line *l = &r->lines.items[i];

	if (!p)
		return dbn_fail_memory(r->err);
	*p = (struct para) { .off = l->off, .table = true, .row_line = i };
	p->first_line = p->last_line = l->number;
	p->text = (struct dbn_str) { "", 0 };
	return DBN_OK;
}

int dbn_paragraphs_read(struct reader *r)
{
	struct draft d = { 0 };
	bool open = false, in_table = false;
	const struct line *prev = NULL;
	int code = DBN_OK;

	r->wrap = wrap_width(&r->lines);
	for (size_t i = 0; code == DBN_OK && i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];

		if (l->kind == LINE_PAGE || l->kind == LINE_NOISE || l->kind == LINE_SLIP)
			continue;
		if (open && l->kind == LINE_TEXT && joins(r, &d, prev, l)) {
			d.last = i;
			draft_add(&d, l);
			prev = l;
			continue;
		}
		if (open)
			code = add_paragraph(r, &d);
		open = l->kind == LINE_TEXT;
		if (open)
			draft_start(&d, r, i);
		else if (l->kind == LINE_ROW && (!in_table || dbn_grid_begins(r, i)) && code == DBN_OK)
			code = add_table(r, i);
		in_table = l->kind == LINE_ROW;
		prev = l;
	}
	if (open && code == DBN_OK)
		code = add_paragraph(r, &d);
	return code;
}

/* ---- places ---- */

static const struct piece *piece_at(const struct para *p, size_t raw)
{
	size_t low = 0, high = p->piece_count;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (p->pieces[mid].at <= raw)
			low = mid;
		else
			high = mid;
	}
	return &p->pieces[low];
}

size_t dbn_para_source(const struct para *p, size_t at)
{
	size_t raw = dbn_norm_source(&p->norm, at);
	const struct piece *piece = piece_at(p, raw);

	return piece->src + (raw - piece->at);
}

size_t dbn_para_line(const struct para *p, size_t at)
{
	return p->pieces ? piece_at(p, dbn_norm_source(&p->norm, at))->line : p->first_line;
}
