/* field.c - named fields: 文号：…, 密级：无, 收文号, and the cells of a row. */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "../text/scan.h"

static const struct word_row ROWS[] = {
#define FIELD(kind, words) { FIELD_##kind, words },
#include "../../data/fields.def"
#undef FIELD
};

enum { NAME_MAX = 36 };

static size_t field_at_end(struct dbn_str s, enum field_kind *kind)
{
	int found = FIELD_NONE;
	size_t n = dbn_words_at_end(ROWS, sizeof ROWS / sizeof *ROWS, s, &found);

	*kind = (enum field_kind)found;
	return n;
}

enum field_kind dbn_field_word(struct dbn_str word)
{
	enum field_kind kind = FIELD_NONE;

	while (dbn_scan_ends_any(word, "：|:"))
		word.len -= dbn_scan_ends(word, ":") ? 1 : 3;
	return word.len && field_at_end(word, &kind) == word.len ? kind : FIELD_NONE;
}

/* The first 名：, or 名 and a TAB, in s from `at` on; its end goes to *behind. */
static size_t find_field(struct dbn_str s, size_t at, enum field_kind *kind, size_t *behind)
{
	for (size_t from = at; from < s.len;) {
		size_t sep = from, n;
		struct dbn_str head;

		while (sep < s.len && s.ptr[sep] != '\t' && s.ptr[sep] != '|' &&
		       !dbn_scan_at(s, sep, "："))
			sep++;
		if (sep >= s.len)
			break;
		*behind = sep;
		while (*behind < s.len &&
		       (s.ptr[*behind] == '|' || dbn_scan_any_at(s, *behind, "：|\t| ")))
			*behind += dbn_scan_at(s, *behind, "：") ? 3 : 1;
		if (s.ptr[sep] == '|' && dbn_scan_at(s, *behind, "|"))
			(*behind)++;
		head = dbn_str_sub(s, sep - at > 60 ? sep - 60 : at,
				   sep - (sep - at > 60 ? sep - 60 : at));
		n = field_at_end(head, kind);
		if (n)
			return sep - n;
		from = sep + (s.ptr[sep] == '\t' || s.ptr[sep] == '|' ? 1 : 3);
	}
	return DBN_NONE;
}

bool dbn_field_line(struct dbn_str text)
{
	enum field_kind kind;
	size_t behind;

	return find_field(dbn_str_sub(text, 0, 90), 0, &kind, &behind) == 0;
}

static int32_t date_in(struct dbn_str value)
{
	return dbn_head_find_date(value);
}

void dbn_field_set(struct reader *r, enum field_kind kind, struct dbn_str value, size_t line)
{
	struct dbn_head *h = &r->doc->head;
	int32_t day = DBN_NO_DAY;

	value = dbn_str_trim(value);
	if (!value.len)
		return;
	switch (kind) {
	case FIELD_SERIAL:
		if (!h->serial.len)
			h->serial = value;
		break;
	case FIELD_NUMBER:
		if (!h->number.len) {
			struct dbn_str number = dbn_head_number(r->arena, value);

			h->number = number.len ? number : value;
		}
		break;
	case FIELD_TITLE:
		if (!h->title.len && value.len > 12)
			h->title = value;
		break;
	case FIELD_ISSUER:
		if (!h->issuer.len)
			h->issuer = value;
		break;
	case FIELD_RECEIVED:
		day = date_in(value);
		if (day != DBN_NO_DAY)
			h->received = day;
		break;
	case FIELD_CAME:
		if (h->received == DBN_NO_DAY)
			h->received = date_in(value);
		break;
	case FIELD_DATE:
		day = date_in(value);
		if (day != DBN_NO_DAY)
			h->date = day;
		break;
	case FIELD_PUBLISHED:
		r->published = date_in(value);
		break;
	case FIELD_URGENCY:
		if (!h->urgency.len)
			h->urgency = value;
		break;
	case FIELD_SECRECY:
		h->secrecy = value;
		if (!dbn_scan_is_any(value,
				     "无|一般|公开|普通|非密|—|-|/|／|——|内部|工作秘密|否") &&
		    !h->secrecy_mark.len) {
			h->secrecy_mark = value;
			h->secrecy_line = line;
		}
		if (dbn_scan_is_any(value, "内部|工作秘密"))
			h->internal = true;
		break;
	case FIELD_CHANNEL:
		if (!h->channel.len)
			h->channel = value;
		break;
	default:
		break;
	}
}

void dbn_field_read(struct reader *r, const struct line *l)
{
	struct dbn_str s = l->text;
	enum field_kind kind, next_kind;
	size_t behind, next_behind = 0, at = find_field(s, 0, &kind, &behind);

	while (at != DBN_NONE) {
		size_t next = find_field(s, behind, &next_kind, &next_behind);
		size_t end = next == DBN_NONE ? s.len : next;
		struct dbn_str value = dbn_str_sub(s, behind, end - behind);

		while (value.len &&
		       (value.ptr[value.len - 1] == '|' || dbn_scan_ends_any(value, "\t| |；")))
			value.len -= dbn_scan_ends(value, "；") ? 3 : 1;
		dbn_field_set(r, kind, value, l->number);
		/* 编号：督字〔2024〕第17号 is a notice's own number; on a slip, the register's. */
		if (kind == FIELD_SERIAL && l->kind != LINE_SLIP && !r->doc->head.number.len)
			r->doc->head.number = dbn_head_number(r->arena, value);
		at = next;
		kind = next_kind;
		behind = next_behind;
	}
}

/* ---- cells ---- */

static size_t bar_at(struct dbn_str s, size_t at)
{
	return s.ptr[at] == '|' ? 1 : dbn_scan_any_at(s, at, "｜|│|┃");
}

/* "甲局、\n乙局" as a spreadsheet puts it on the clipboard: without its quotes. */
static struct dbn_str unquoted(struct reader *r, struct dbn_str cell)
{
	size_t n = 0;
	char *copy;

	if (cell.len < 2 || cell.ptr[0] != '"' || cell.ptr[cell.len - 1] != '"')
		return cell;
	cell = dbn_str_sub(cell, 1, cell.len - 2);
	if (!memchr(cell.ptr, '"', cell.len))
		return cell;
	copy = dbn_arena_alloc(r->arena, cell.len, 1);
	for (size_t i = 0; copy && i < cell.len; i++) {
		copy[n++] = cell.ptr[i];
		if (cell.ptr[i] == '"' && i + 1 < cell.len && cell.ptr[i + 1] == '"')
			i++;
	}
	return copy ? (struct dbn_str) { copy, n } : cell;
}

int dbn_cells_split(struct reader *r, struct dbn_str whole, struct cells *out)
{
	bool tabs = memchr(whole.ptr, '\t', whole.len) != NULL;
	size_t start = 0;

	out->count = 0;
	while (whole.len && (whole.ptr[whole.len - 1] == '\r' || whole.ptr[whole.len - 1] == ' '))
		whole.len--;
	if (!tabs) {
		whole = dbn_str_trim(whole);
		if (whole.len && bar_at(whole, 0))
			start = bar_at(whole, 0);
	}
	for (size_t at = start; at <= whole.len;) {
		size_t sep = at == whole.len ? 0 : tabs ? whole.ptr[at] == '\t' : bar_at(whole, at);
		struct dbn_str *cell, raw;
		int code;

		if (at < whole.len && !sep) {
			at++;
			continue;
		}
		if (at == whole.len && !tabs && start == whole.len)
			break;
		cell = DBN_PUSH(r->arena, out);
		if (!cell)
			return dbn_fail_memory(r->err);
		raw = dbn_str_sub(whole, start, at - start);
		code = dbn_cell_read(r, tabs ? unquoted(r, raw) : raw, cell);
		if (code)
			return code;
		if (at == whole.len)
			break;
		at += sep;
		start = at;
	}
	return DBN_OK;
}
