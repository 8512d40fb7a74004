/* events.c - changes and their escaping, instants, order. */
#include <string.h>

#include "dubanc/event.h"

static const char hex[] = "0123456789ABCDEF";

static void add_escaped(struct dbn_buf *out, struct dbn_str s)
{
	dbn_buf_heed(out, s);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c != '%' && c != ';' && c != '=' && c >= 0x20 && c != 0x7f) {
			dbn_buf_addc(out, (char)c);
			continue;
		}
		dbn_buf_addc(out, '%');
		dbn_buf_addc(out, hex[c >> 4]);
		dbn_buf_addc(out, hex[c & 15]);
	}
}

void dbn_changes_add(struct dbn_buf *changes, struct dbn_str column, struct dbn_str value)
{
	if (changes->len)
		dbn_buf_addc(changes, ';');
	add_escaped(changes, column);
	dbn_buf_addc(changes, '=');
	add_escaped(changes, value);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct dbn_str unescape(struct dbn_arena *arena, struct dbn_str s, bool *bad)
{
	char *p;
	size_t n = 0;

	if (!s.len || !memchr(s.ptr, '%', s.len))
		return s;
	p = dbn_arena_alloc(arena, s.len + 1, 1);
	if (!p)
		return DBN_STR("");
	for (size_t i = 0; i < s.len; i++) {
		int high = -1, low = -1;

		if (s.ptr[i] == '%' && s.len - i > 2) {
			high = hex_digit(s.ptr[i + 1]);
			low = hex_digit(s.ptr[i + 2]);
		}
		if (s.ptr[i] == '%' && (high < 0 || low < 0))
			*bad = true; /* kept as it stands */
		if (high < 0 || low < 0) {
			p[n++] = s.ptr[i];
			continue;
		}
		p[n++] = (char)(high << 4 | low);
		i += 2;
	}
	return (struct dbn_str){ p, n };
}

bool dbn_changes_next(struct dbn_arena *arena, struct dbn_str *rest, struct dbn_change *out, bool *bad)
{
	while (rest->ptr) {
		struct dbn_str member = dbn_str_split(rest, ';');
		const char *eq = member.len ? memchr(member.ptr, '=', member.len) : NULL;

		if (!member.len)
			continue;
		if (!eq || eq == member.ptr) {
			*bad = true;
			continue;
		}
		out->column = unescape(arena, dbn_str_sub(member, 0, (size_t)(eq - member.ptr)), bad);
		out->value = unescape(arena, dbn_str_from(member, (size_t)(eq - member.ptr) + 1), bad);
		return true;
	}
	return false;
}

enum dbn_change_op dbn_change_op(const struct dbn_change *c, struct dbn_str *column)
{
	*column = c->column;
	if (c->column.len < 2)
		return DBN_CHANGE_SET;
	column->len--;
	if (c->column.ptr[column->len] == '+')
		return DBN_CHANGE_ADD;
	if (c->column.ptr[column->len] == '-')
		return DBN_CHANGE_REMOVE;
	column->len++;
	return DBN_CHANGE_SET;
}

bool dbn_event_may_move_due(const struct dbn_event *e, bool again)
{
	return e->kind == DBN_EV_EXTEND || (again && (e->kind == DBN_EV_IMPORT ||
						       (e->kind == DBN_EV_ASSIGN && e->text.len)));
}

int dbn_event_cmp(const struct dbn_event *a, const struct dbn_event *b)
{
	int order = dbn_str_cmp(a->at, b->at);

	return order ? order : dbn_str_cmp(a->id, b->id);
}

int64_t dbn_instant_parse(struct dbn_str s)
{
	static const char shape[] = "dddd-dd-ddTdd:dd:dd.dddZ";
	int32_t day;
	int64_t v[4] = { 0 };
	static const size_t from[] = { 11, 14, 17, 20 }, len[] = { 2, 2, 2, 3 };

	if (s.len != sizeof shape - 1)
		return INT64_MIN;
	for (size_t i = 0; i < s.len; i++)
		if (shape[i] == 'd' ? s.ptr[i] < '0' || s.ptr[i] > '9' : s.ptr[i] != shape[i])
			return INT64_MIN;
	day = dbn_day_parse(dbn_str_sub(s, 0, 10));
	for (size_t k = 0; k < 4; k++)
		for (size_t i = 0; i < len[k]; i++)
			v[k] = v[k] * 10 + (s.ptr[from[k] + i] - '0');
	if (day == DBN_NO_DAY || v[0] > 23 || v[1] > 59 || v[2] > 59)
		return INT64_MIN;
	return (((int64_t)day * 24 + v[0]) * 60 + v[1]) * 60000 + v[2] * 1000 + v[3];
}

bool dbn_instant_valid(struct dbn_str s)
{
	return dbn_instant_parse(s) != INT64_MIN;
}

/* Writes `width` digits of value at p; returns what stands behind. */
static char *put_digits(char *p, int64_t value, int width)
{
	for (int i = width - 1; i >= 0; i--) {
		p[i] = (char)('0' + value % 10);
		value /= 10;
	}
	return p + width;
}

const char *dbn_instant_format(char out[32], int64_t ms)
{
	const int64_t day_ms = INT64_C(86400000);
	int64_t day = ms / day_ms, rest = ms % day_ms;
	char *p = out + 10;

	if (rest < 0) {
		rest += day_ms;
		day--;
	}
	dbn_day_format(out, (int32_t)day);
	*p = 'T';
	p = put_digits(p + 1, rest / 3600000, 2);
	*p = ':';
	p = put_digits(p + 1, rest / 60000 % 60, 2);
	*p = ':';
	p = put_digits(p + 1, rest / 1000 % 60, 2);
	*p = '.';
	p = put_digits(p + 1, rest % 1000, 3);
	memcpy(p, "Z", 2);
	return out;
}

int dbn_event_notice_number(const struct dbn_event *e, int *year)
{
	static const char open[] = "〔", close[] = "〕", end[] = "号";
	size_t at = dbn_str_find(e->text, dbn_str_of(open));
	struct dbn_str rest = at == DBN_NONE ? DBN_STR("") : dbn_str_from(e->text, at + 3);
	int32_t y, n;

	if (e->kind != DBN_EV_NOTICE || rest.len < 8 || !dbn_str_uint(dbn_str_sub(rest, 0, 4), &y) ||
	    !dbn_str_starts(dbn_str_from(rest, 4), dbn_str_of(close)))
		return 0;
	rest = dbn_str_from(rest, 7);
	at = dbn_str_find(rest, dbn_str_of(end));
	if (at == DBN_NONE || !dbn_str_uint(dbn_str_sub(rest, 0, at), &n))
		return 0;
	*year = (int)y;
	return (int)n;
}
