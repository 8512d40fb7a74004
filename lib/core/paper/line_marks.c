/*
 * line_marks.c - signs that layout has replaced by a blank. Numbers whose point was lost: 1
 * 加快…, 一　加快…, 一，加快…. One such line may be running text; several that count on from one
 * another, or from numbers with their points, are a list. Labels without their colon:
 * 责任单位　市水务局. The sign is put back where the blank or comma stood.
 */
#include <string.h>

#include "dubanc/text.h"
#include "reader.h"
#include "../text/scan.h"

enum { NUMBER_MAX = 99, SERIES = 2, LABEL_BYTES_MAX = 36, VALUE_BYTES_MAX = 900 };

/* A line with a number in front, its point there or lost. */
struct numbered {
	size_t line;
	int number;
	size_t sep, sep_len; /* of the raw text, what stands for the point; 0: the point is there */
	bool taken;
};

struct series {
	struct numbered *items;
	size_t count, cap;
};

static size_t blank_at(struct dbn_str s, size_t at)
{
	return dbn_scan_any_at(s, at, " |\t|\xe3\x80\x80|\xc2\xa0");
}

static size_t lost_point(struct dbn_str s, size_t at)
{
	return dbn_scan_any_at(s, at, " |\t|\xe3\x80\x80|\xc2\xa0|，|,|：|:");
}

/* What is counted: 3 个月, 5 万元; 二，三产业. */
static bool counts_things(struct dbn_str s, size_t at)
{
	return dbn_scan_any_at(s, at, "月|日|号|个|万|亿|千|元|吨|亩|次|台|年来|是|产业|级|、|·") > 0;
}

/* Reads a number without its point; 0 in `number`: there is none. */
static void read_bare(struct dbn_str raw, enum marker_kind *kind, struct numbered *out)
{
	bool digits = raw.len && dbn_scan_is_digit((unsigned char)raw.ptr[0]);
	size_t at = 0, end, n;
	int number = digits ? dbn_scan_number(raw, &at) : dbn_scan_han_number(raw, &at);
	uint32_t next;

	out->number = 0;
	if (!number || number > NUMBER_MAX || !lost_point(raw, at))
		return;
	for (end = at; (n = lost_point(raw, end)) > 0;)
		end += n;
	next = dbn_scan_cp(raw, end);
	if ((!dbn_is_han(next) && next != 0x201c && next != 0x300a) || counts_things(raw, end))
		return;
	n = end; /* 二，三产业 */
	if (dbn_scan_han_number(raw, &n) && counts_things(raw, n))
		return;
	*kind = digits ? MARK_NUM : MARK_HAN;
	out->number = number;
	out->sep = at;
	out->sep_len = lost_point(raw, at);
}

/* What one says on a slip is numbered like anything else. */
static bool is_read(const struct line *l)
{
	return l->kind == LINE_TEXT || (l->kind == LINE_SLIP && !l->cells);
}

static bool any_bare(const struct reader *r)
{
	for (size_t i = 0; i < r->lines.count; i++) {
		struct numbered n;
		enum marker_kind kind;

		if (!is_read(&r->lines.items[i]))
			continue;
		read_bare(r->lines.items[i].raw, &kind, &n);
		if (n.number)
			return true;
	}
	return false;
}

static int collect(struct reader *r, struct series list[SERIES])
{
	for (size_t i = 0; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];
		struct numbered n = { .line = i }, *to;
		enum marker_kind kind = MARK_NONE;
		struct marker m;

		if (!is_read(l) || !l->raw.len)
			continue;
		if (dbn_marker_read(l->text, &m)) {
			kind = m.kind;
			n.number = m.number;
			n.taken = true;
		} else {
			read_bare(l->raw, &kind, &n);
		}
		if (!n.number || (kind != MARK_NUM && kind != MARK_HAN))
			continue;
		to = DBN_PUSH(r->arena, &list[kind == MARK_HAN]);
		if (!to)
			return dbn_fail_memory(r->err);
		*to = n;
	}
	return DBN_OK;
}

/* A first number with a second behind it, or the next of what has been taken. */
static void take(struct series *list)
{
	for (size_t i = 0; i < list->count; i++) {
		struct numbered *n = &list->items[i];
		const struct numbered *prev = i ? n - 1 : NULL;

		if (n->taken)
			continue;
		n->taken = n->number == 1 ? i + 1 < list->count && n[1].number == 2
					  : prev && prev->taken && prev->number + 1 == n->number;
	}
}

/* What follows from a line's raw text. */
static int renew(struct reader *r, struct line *l)
{
	struct dbn_norm norm;
	int code = dbn_normalise(r->arena, l->raw, &norm, r->err);

	l->cells = memchr(l->raw.ptr, '\t', l->raw.len) != NULL;
	if (!code)
		l->text = norm.text;
	return code;
}

static int mend(struct reader *r, const struct numbered *n)
{
	static const char *const points[] = { "", ".", ". ", "、" };
	struct line *l = &r->lines.items[n->line];
	char *copy = dbn_arena_alloc(r->arena, l->raw.len + 1, 1);

	if (!copy)
		return dbn_fail_memory(r->err);
	memcpy(copy, l->raw.ptr, l->raw.len);
	memcpy(copy + n->sep, points[n->sep_len], n->sep_len);
	l->raw.ptr = copy;
	return renew(r, l);
}

/* ---- labels ---- */

/* Bytes of the word at `at` up to a blank, where it is a label; what the blanks take in *blanks. */
static size_t bare_label(struct dbn_str raw, size_t at, enum label_kind *kind, size_t *blanks)
{
	size_t end = at, n;

	while (end < raw.len && end - at <= LABEL_BYTES_MAX && !blank_at(raw, end))
		dbn_utf8_next(raw, &end);
	for (*blanks = 0; (n = blank_at(raw, end + *blanks)) > 0;)
		*blanks += n;
	*kind = *blanks && end - at <= LABEL_BYTES_MAX ? dbn_label_word(dbn_str_sub(raw, at, end - at)) : LABEL_NONE;
	return end - at;
}

/* Where the next label without colon begins, behind a blank, or the end. */
static size_t next_bare_label(struct dbn_str raw, size_t at)
{
	while (at < raw.len) {
		size_t n = blank_at(raw, at), blanks;
		enum label_kind kind;

		if (!n) {
			dbn_utf8_next(raw, &at);
			continue;
		}
		at += n;
		if (!blank_at(raw, at) && bare_label(raw, at, &kind, &blanks) && kind != LABEL_NONE)
			return at;
	}
	return raw.len;
}

/* Whether the value is what such a label has: names of units, a time. */
static bool fits_label(enum label_kind kind, struct dbn_str value)
{
	if (!value.len || value.len > VALUE_BYTES_MAX || dbn_scan_has_any(value, "：|:|。"))
		return false;
	if (kind == LABEL_LIMIT)
		return dbn_scan_has_any(value, "年|月|日|季|底|前|长期|持续|立行|即|周");
	if (kind == LABEL_PERSON)
		return value.len < 60 && !dbn_scan_has_any(value, "，|；");
	return dbn_label_names_units(kind) &&
	       (dbn_clause_is_list(value) || dbn_clause_names_departments(value) || dbn_clause_looks(value));
}

/* 责任单位　市水务局　完成时限　6月底前: the colons put back; false: memory. */
static bool mend_labels(struct reader *r, struct line *l, bool *done)
{
	static const char *const colons[] = { "", ":", ": ", "：" };
	char *copy = NULL;

	for (size_t at = 0, next; at < l->raw.len; at = next) {
		enum label_kind kind;
		size_t blanks, word = bare_label(l->raw, at, &kind, &blanks), first;
		struct dbn_str value;

		if (kind == LABEL_NONE)
			break;
		next = next_bare_label(l->raw, at + word + blanks);
		value = dbn_str_trim(dbn_str_sub(l->raw, at + word + blanks, next - at - word - blanks));
		if (!fits_label(kind, value))
			break;
		if (!copy && !(copy = dbn_arena_alloc(r->arena, l->raw.len + 1, 1)))
			return false;
		if (!*done)
			memcpy(copy, l->raw.ptr, l->raw.len);
		*done = true;
		first = blank_at(l->raw, at + word);
		memcpy(copy + at + word, colons[first], first);
	}
	if (*done)
		l->raw.ptr = copy;
	return true;
}

/* 【牵头单位】, 〖时限〗 at `at`: the label in it; *behind moves behind the bracket. */
static bool boxed_label(struct reader *r, struct dbn_str raw, size_t at, size_t *behind)
{
	size_t open = dbn_scan_any_at(raw, at, "【|〖|［|〔|〈"), end = at + open;
	struct label label;

	if (!open)
		return false;
	while (end < raw.len && end - at <= LABEL_BYTES_MAX && !dbn_scan_any_at(raw, end, "】|〗|］|〕|〉"))
		dbn_utf8_next(raw, &end);
	if (end >= raw.len || end - at > LABEL_BYTES_MAX)
		return false;
	{
		struct dbn_str parts[] = { dbn_str_sub(raw, at + open, end - at - open), DBN_STR("：") };
		struct dbn_str word = dbn_arena_join(&r->scratch, parts, 2);

		*behind = end + strlen("】");
		return dbn_label_at(word, 0, &label) && label.len == word.len && !dbn_scan_any_at(raw, *behind, "：|:") &&
		       (dbn_label_names_units(label.kind) || label.kind == LABEL_LIMIT || label.kind == LABEL_PERSON);
	}
}

/* 〖牵头〗市水务局〖配合〗市财政局: a colon for each box of a line that begins with one; false: memory. */
static bool mend_boxes(struct reader *r, struct line *l, bool *done)
{
	size_t behind;
	char *copy;

	if (!boxed_label(r, l->raw, 0, &behind))
		return true;
	copy = dbn_arena_alloc(r->arena, l->raw.len + 1, 1);
	if (!copy)
		return false;
	memcpy(copy, l->raw.ptr, l->raw.len);
	for (size_t at = 0; at < l->raw.len;) {
		if (boxed_label(r, l->raw, at, &behind)) {
			memcpy(copy + at, "   ", 3);
			memcpy(copy + behind - 3, "：", 3);
			at = behind;
		} else {
			dbn_utf8_next(l->raw, &at);
		}
	}
	l->raw.ptr = copy;
	l->raw = dbn_str_trim(l->raw);
	l->off += (size_t)(l->raw.ptr - copy);
	*done = true;
	return true;
}

static int mend_all_labels(struct reader *r)
{
	int code = DBN_OK;

	for (size_t i = 0; i < r->lines.count && !code; i++) {
		struct line *l = &r->lines.items[i];
		bool done = false;

		if (l->kind != LINE_TEXT || (unsigned char)l->raw.ptr[0] < 0xe0)
			continue;
		dbn_reader_turn(r);
		if (!mend_boxes(r, l, &done) || !(done || mend_labels(r, l, &done)))
			return dbn_fail_memory(r->err);
		code = done ? renew(r, l) : DBN_OK;
	}
	return code;
}

int dbn_lines_mend_marks(struct reader *r)
{
	struct series list[SERIES] = { { NULL, 0, 0 }, { NULL, 0, 0 } };
	int code = mend_all_labels(r);

	if (!code && any_bare(r))
		code = collect(r, list);

	for (size_t k = 0; k < SERIES && !code; k++) {
		take(&list[k]);
		for (size_t i = 0; i < list[k].count && !code; i++) {
			if (list[k].items[i].taken && list[k].items[i].sep_len)
				code = mend(r, &list[k].items[i]);
		}
	}
	return code;
}
