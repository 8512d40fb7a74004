/*
 * lines.c - the physical lines of a document and what among them is no text:
 * page numbers, rules, web frame, garbage, running heads, what follows the body.
 */
#include <string.h>

#include "dubanc/text.h"
#include "reader.h"
#include "../text/scan.h"

enum { FRAME_MAX = 240, TAB_COLUMNS = 4, RUNNING_MIN = 24 };

/* ---- single characters that scanners misread ---- */

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '.';
}

static bool is_digit_like(char c)
{
	return (c >= '0' && c <= '9') || c == 'O' || c == 'o' || c == 'l' || c == 'I';
}

/*
 * A token of digits with some letters that look like digits: 2O23, l0, 1O. Not
 * O2O, O3, CO2, 5l: at least as many digits as letters, no O in front, no
 * single letter behind.
 */
static bool is_misread_number(struct dbn_str token)
{
	size_t digits = 0, letters = 0;
	bool only_noughts = token.len == 3 && token.ptr[0] >= '1' && token.ptr[0] <= '9';

	if (token.len < 2 || token.ptr[0] == 'O' || token.ptr[0] == 'o')
		return false;
	for (size_t i = 0; i < token.len; i++) {
		if (!is_digit_like(token.ptr[i]))
			return false;
		if (token.ptr[i] >= '0' && token.ptr[i] <= '9')
			digits++;
		else
			letters++;
		only_noughts = only_noughts && (i == 0 || token.ptr[i] == 'O');
	}
	if (token.len == 2 && (token.ptr[1] == 'l' || token.ptr[1] == 'I'))
		return false;
	/* 3OO, 1OO: a digit and noughts */
	return letters > 0 && (digits >= letters || only_noughts);
}

static void mend_number(char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (at[i] == 'O' || at[i] == 'o')
			at[i] = '0';
		else if (at[i] == 'l' || at[i] == 'I')
			at[i] = '1';
	}
}

/*
 * Mends what cannot be anything else: letters inside numbers, 巿 for 市, 曰
 * behind a number for 日. Every repair keeps its length and is reported.
 */
static bool mend_line(struct reader *r, struct line *l)
{
	char *copy = NULL;
	struct dbn_str s = l->whole;

	for (size_t i = 0; i < s.len;) {
		unsigned char c = (unsigned char)s.ptr[i];
		size_t n = 0;
		bool han = false;

		if (c >= 0x80 && c != 0xe5 && c != 0xe6) { /* nearly all: not even 巿 or 曰 */
			i++;
			continue;
		}

		while (i + n < s.len && is_word_byte(s.ptr[i + n]))
			n++;
		if (c >= 0xe0 &&
		    (dbn_scan_at(s, i, "巿") || (i > 0 && s.ptr[i - 1] >= '0' &&
						 s.ptr[i - 1] <= '9' && dbn_scan_at(s, i, "曰"))))
			han = true;
		if (han || (n && is_misread_number(dbn_str_sub(s, i, n)))) {
			struct dbn_str token = dbn_str_sub(s, i, han ? 3 : n);

			if (!copy) {
				copy = dbn_arena_alloc(r->arena, s.len + 1, 1);
				if (!copy)
					return false;
				memcpy(copy, s.ptr, s.len);
			}
			if (han)
				memcpy(copy + i, dbn_scan_at(s, i, "巿") ? "市" : "日", 3);
			else
				mend_number(copy + i, n);
			dbn_doubt_add(r, DBN_DOUBT_OCR_CHARACTER, l->number,
				      (struct dbn_str) { "", 0 }, token);
			if (!l->ocr.len)
				l->ocr = token;
		}
		i += han ? 3 : n ? n : 1;
	}
	if (copy)
		l->whole.ptr = copy;
	return true;
}

/* ---- kinds ---- */

bool dbn_line_is_page(struct dbn_str s)
{
	static const char dashes[] = "—|–|―|─|－|-|~|～|·|•|.|_|＿| |*|=|〔|〕|（|）|《|》";
	bool marked = false;
	size_t at = 0, n;

	if (s.len > 60)
		return false;
	while ((n = dbn_scan_any_at(s, 0, dashes)) > 0) {
		s = dbn_str_from(s, n);
		marked = true;
	}
	while (s.len && dbn_scan_ends_any(s, dashes)) {
		size_t end = s.len;

		dbn_utf8_prev(s, &end);
		s.len = end;
	}
	n = dbn_scan_any_at(s, 0, "第|Page|PAGE|page|P.|p.|P");
	marked = marked || n > 0;
	at = n;
	at += dbn_scan_any_at(s, at, " |.");
	n = at;
	while (at < s.len && at - n < 4 && is_digit_like(s.ptr[at]))
		at++;
	if (at == n && (!dbn_scan_starts(s, "第") || !dbn_scan_han_number(s, &at)))
		return false;
	at += dbn_scan_any_at(s, at, " ");
	n = dbn_scan_any_at(s, at, "页|頁");
	marked = marked || n > 0;
	at += n;
	n = dbn_scan_any_at(s, at, "共|/共|，共| of |/| / |of |／");
	if (n) {
		at += n;
		marked = true;
		at += dbn_scan_any_at(s, at, " |第");
		if (!dbn_scan_number(s, &at))
			return false;
		at += dbn_scan_any_at(s, at, " ");
		at += dbn_scan_any_at(s, at, "页|頁");
	}
	return marked && at == s.len;
}

/* |:---:|---|: the rule below the headings of a table in plain text. */
static bool is_markdown_rule(struct dbn_str s)
{
	size_t dashes = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (!memchr("|:- ", s.ptr[i], 4))
			return false;
		dashes += s.ptr[i] == '-';
	}
	return dashes > 2;
}

/* ====, ----, ————, ****: at least four of one sign, nothing else. */
static bool is_rule(struct dbn_str s)
{
	size_t at = 0, n = 0;
	uint32_t first = dbn_utf8_next(s, &at);

	if (!s.len || dbn_is_han(first) || is_word_byte(s.ptr[0]))
		return false;
	if (first == '|' && is_markdown_rule(s))
		return true;
	/* +----+----+: the sign behind the corner */
	if (first == '+' && dbn_scan_any_at(s, at, "-|="))
		first = dbn_utf8_next(s, &at);
	for (at = 0; at < s.len; n++) {
		uint32_t cp = dbn_utf8_next(s, &at);

		if (cp != first && cp != ' ' && cp != '+' && cp != '|' &&
		    !(cp >= 0x2500 && cp <= 0x257f))
			return false;
	}
	return n >= 4;
}

/* No letters that we read: another script, replacement characters, signs only. */
static bool is_garbage(struct dbn_str s)
{
	size_t at = 0, good = 0, strange = 0;

	while (at < s.len) {
		uint32_t cp = dbn_utf8_next(s, &at);

		if (dbn_is_han(cp) || (cp < 0x80 && cp > ' ') || dbn_is_cjk(cp))
			good++;
		else if (cp == 0xfffd || cp == DBN_BAD_CODE_POINT || (cp >= 0x370 && cp < 0x2000) ||
			 (cp >= 0xa000 && cp < 0xf900))
			strange++;
	}
	return strange > 2 && strange > good;
}

enum frame_how { STARTS, HAS, IS };
enum frame_where { FRONT, BACK };

static bool is_frame(struct dbn_str s, enum frame_where *where)
{
	static const struct {
		enum frame_how how;
		enum frame_where where;
		const char *z;
	} frames[] = {
#define FRAME(how, where, literal) { how, where, literal },
#include "../../data/webframe.def"
#undef FRAME
	};

	if (s.len > FRAME_MAX)
		return false;
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		struct dbn_str z = dbn_str_of(frames[i].z);

		if (frames[i].how == STARTS ? !dbn_str_starts(s, z)
		    : frames[i].how == HAS  ? !dbn_scan_has(s, frames[i].z)
					    : !dbn_str_eq(s, z))
			continue;
		*where = frames[i].where;
		return true;
	}
	return false;
}

/* ---- reading ---- */

/* Where the next LF, CR and FF stand, each looked for only once it has been passed. */
struct breaks {
	size_t next[3];
};

static size_t line_end(struct dbn_str s, size_t at, struct breaks *b)
{
	static const char signs[3] = { '\n', '\r', '\f' };
	size_t end = s.len;

	for (int k = 0; k < 3; k++) {
		if (at == 0 || b->next[k] < at) {
			const char *hit = memchr(s.ptr + at, signs[k], s.len - at);

			b->next[k] = hit ? (size_t)(hit - s.ptr) : s.len;
		}
		end = b->next[k] < end ? b->next[k] : end;
	}
	return end;
}

static uint16_t indent_of(struct dbn_str whole, size_t len)
{
	size_t columns = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)whole.ptr[i];

		columns += c == '\t' ? TAB_COLUMNS : c == ' ' ? 1 : c >= 0xe0 ? 2 : 0;
	}
	return columns > 400 ? 400 : (uint16_t)columns;
}

/* Whether a line is made of cells: TAB or bars between them. */
static bool has_cells(struct dbn_str raw)
{
	return memchr(raw.ptr, '\t', raw.len) || memchr(raw.ptr, '|', raw.len) ||
	       dbn_scan_has_any(raw, "｜|│|┃");
}

/* ## 一、总体要求: the sign of a heading in a text with marks of layout, or 0. */
static size_t layout_sign(struct dbn_str raw)
{
	size_t n = 0;

	while (n < raw.len && n < 6 && raw.ptr[n] == '#')
		n++;
	if (n == 0 && raw.len && raw.ptr[0] == '>')
		n = 1;
	return n && n < raw.len && raw.ptr[n] == ' ' ? n + 1 : 0;
}

static int add_line(struct reader *r, struct dbn_str whole, size_t off, uint32_t number, bool gap)
{
	struct line *l = DBN_PUSH_LONG(r->arena, &r->lines);
	struct dbn_norm norm;
	size_t front;
	int code;

	if (!l)
		return dbn_fail_memory(r->err);
	l->whole = whole;
	l->number = number;
	l->gap = gap;
	if (!mend_line(r, l))
		return dbn_fail_memory(r->err);
	l->raw = dbn_str_trim(l->whole);
	l->raw = dbn_str_trim(dbn_str_from(l->raw, layout_sign(l->raw)));
	front = (size_t)(l->raw.ptr - l->whole.ptr);
	l->off = off + front;
	l->indent = indent_of(whole, front);
	l->cells = has_cells(l->raw);
	dbn_reader_turn(r);
	code = dbn_normalise(&r->scratch, l->raw, &norm, r->err);
	if (code)
		return code;
	l->text = norm.runs ? dbn_arena_dup(r->arena, norm.text) : norm.text;
	if (is_garbage(l->text))
		l->kind = LINE_NOISE;
	else if (dbn_line_is_page(l->text))
		l->kind = LINE_PAGE;
	else if (is_rule(l->text))
		l->kind = LINE_RULE;
	return r->arena->failed ? dbn_fail_memory(r->err) : DBN_OK;
}

int dbn_lines_read(struct reader *r)
{
	size_t at = 0;
	uint32_t number = 0;
	struct breaks breaks;
	bool gap = true;

	while (at < r->source.len) {
		size_t end = line_end(r->source, at, &breaks);
		struct dbn_str whole = dbn_str_sub(r->source, at, end - at);
		int code;

		number++;
		if (whole.len > DBN_PARAGRAPH_MAX)
			return dbn_fail(r->err, DBN_EDATA, DBN_MSG_PARAGRAPH_TOO_LONG,
					dbn_pos_at(NULL, number, 0), "1048576", (char *)NULL);
		if (dbn_str_trim(whole).len == 0) {
			gap = true;
		} else {
			code = add_line(r, whole, at, number, gap);
			if (code)
				return code;
			gap = false;
		}
		if (end < r->source.len && r->source.ptr[end] == '\r' && end + 1 < r->source.len &&
		    r->source.ptr[end + 1] == '\n')
			end++;
		else if (end < r->source.len && r->source.ptr[end] == '\f') {
			gap = true;
			number--;
		}
		at = end + 1;
	}
	return DBN_OK;
}

/* ---- noise that needs its neighbours ---- */

/* What follows the body of every document: 抄送, 印发, 共印. */
static bool is_imprint(struct dbn_str s)
{
	if (dbn_scan_any_at(s, 0,
			    "抄送：|抄报：|分送：|发送：|主送：|发：|送：|报：|共印|印数：|校对：|打字：|核稿："))
		return true;
	return s.len < 200 && dbn_scan_ends(s, "印发") && dbn_head_find_date(s) != DBN_NO_DAY;
}

/* A bare number between blank lines is a page number. */
static void mark_bare_pages(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct line *l = &lines->items[i];
		int32_t n;

		if (l->kind == LINE_TEXT && l->gap && l->text.len <= 3 &&
		    dbn_str_uint(l->text, &n) && (i + 1 == lines->count || lines->items[i + 1].gap))
			l->kind = LINE_PAGE;
	}
}

/* The head's lines without blanks, where a running head repeats one or joins two. */
static struct dbn_str head_text(struct reader *r)
{
	struct dbn_str parts[64];
	size_t n = 0;

	for (size_t i = 0; i < r->lines.count && n < 64; i++) {
		if (r->lines.items[i].kind == LINE_HEAD)
			parts[n++] = r->lines.items[i].text;
	}
	return dbn_arena_join(r->arena, parts, n);
}

/* A red head on a line of its own, printed again on a later page: X人民政府文件. */
static bool is_red_head(const struct line *l)
{
	return l->text.len <= 90 && !l->cells &&
	       dbn_scan_ends_any(l->text, "人民政府文件|委员会文件|办公室文件|办公厅文件") &&
	       !dbn_scan_has_any(l->text, "，|。|；|：|、|《|按|据|本|该|以");
}

/*
 * Whether the head has the text, or all of it but whose paper it is in front:
 * 某旗…行动方案 for 全旗…行动方案.
 */
static bool repeats(struct dbn_str head, struct dbn_str text)
{
	size_t at = 0, most = text.len * 2 / 5;

	if (dbn_str_find(head, text) != DBN_NONE)
		return true;
	if (dbn_scan_has_any(text, "。|，|；|：|、|（|）"))
		return false;
	while (at <= most && text.len - at >= RUNNING_MIN) {
		if (dbn_str_find(head, dbn_str_from(text, at)) != DBN_NONE)
			return true;
		dbn_utf8_next(text, &at);
	}
	return false;
}

/*
 * A running head: the line beside a page number that repeats the document's
 * title or red head.
 */
static void mark_running_heads(struct reader *r)
{
	struct dbn_str head = head_text(r);
	struct lines *lines = &r->lines;

	for (size_t i = 0; i < lines->count; i++) {
		struct line *l = &lines->items[i];
		bool near = (i > 0 && lines->items[i - 1].kind == LINE_PAGE) ||
			    (i + 1 < lines->count && lines->items[i + 1].kind == LINE_PAGE);

		if (l->kind != LINE_TEXT || i <= r->body)
			continue;
		if (is_red_head(l) || (near && l->text.len >= 12 && l->text.len < 200 &&
				       repeats(head, l->text)))
			l->kind = LINE_NOISE;
	}
}

/* The last line that a task may stand in: behind it 抄送： ends the document. */
static size_t last_task_line(const struct lines *lines)
{
	for (size_t i = lines->count; i > 0; i--) {
		const struct line *l = &lines->items[i - 1];
		struct marker m;
		struct label label;
		enum frame_where where;

		if (l->kind == LINE_ROW ||
		    (l->kind == LINE_TEXT && !is_frame(l->text, &where) &&
		     ((dbn_label_at(l->text, 0, &label) && label.kind != LABEL_SOURCE) ||
		      (dbn_marker_read(l->text, &m) && m.kind != MARK_BULLET))))
			return i - 1;
	}
	return 0;
}

static void mark_tail(struct lines *lines, size_t body)
{
	size_t last = last_task_line(lines);
	bool tail = false;

	for (size_t i = 0; i < lines->count; i++) {
		struct line *l = &lines->items[i];
		enum frame_where where;

		if (l->kind == LINE_SLIP || l->kind == LINE_HEAD)
			continue;
		/* An attachment starts a new body. */
		if (tail && dbn_scan_starts(l->text, "附件") && l->text.len < 24)
			tail = false;
		if (is_frame(l->text, &where)) {
			l->kind = LINE_NOISE;
			if (where == BACK && i > body && lines->count - i < 60)
				tail = true;
		} else if (i > body && i > last && is_imprint(l->text)) {
			tail = true;
		}
		if (tail && l->kind != LINE_PAGE)
			l->kind = LINE_TAIL;
	}
}

/* `page` and `gap` of the lines that follow what was taken out. */
static void carry_gaps(struct lines *lines)
{
	bool page = false, gap = false;

	for (size_t i = 0; i < lines->count; i++) {
		struct line *l = &lines->items[i];

		if (l->kind == LINE_PAGE || l->kind == LINE_NOISE) {
			page = page || l->kind == LINE_PAGE;
			gap = true;
			continue;
		}
		l->gap = l->gap || gap;
		l->page = page;
		gap = page = false;
	}
}

void dbn_lines_mark_noise(struct reader *r)
{
	mark_running_heads(r);
	mark_tail(&r->lines, r->body);
	carry_gaps(&r->lines);
}

void dbn_lines_mark_front(struct reader *r)
{
	enum frame_where where;

	mark_bare_pages(&r->lines);
	for (size_t i = 0; i < r->lines.count && i < 40; i++) {
		struct line *l = &r->lines.items[i];

		if (l->kind == LINE_TEXT && is_frame(l->text, &where))
			l->kind = LINE_NOISE;
	}
}
