/* json.c - writing JSON, in order, into a buffer. */
#include "dubanc/json.h"
#include "dubanc/text.h"

void dbn_json_init(struct dbn_json *j, struct dbn_buf *out)
{
	*j = (struct dbn_json){ .out = out };
}

/* Three bytes that are U+4000-9FFF, which most text is: nothing to look at. */
static bool is_common(struct dbn_str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.ptr + at;

	return s.len - at >= 3 && p[0] >= 0xe4 && p[0] <= 0xe9 && (p[1] & 0xc0) == 0x80 &&
	       (p[2] & 0xc0) == 0x80;
}

/* What stands for a code point inside quotes. */
static void add_escape(struct dbn_json *j, uint32_t cp)
{
	static const char hex[] = "0123456789abcdef";

	if (cp == DBN_BAD_CODE_POINT) {
		j->damaged++;
		dbn_buf_addz(j->out, "\xef\xbf\xbd");
	} else if (cp == '"' || cp == '\\') {
		dbn_buf_addc(j->out, '\\');
		dbn_buf_addc(j->out, (char)cp);
	} else if (cp == '\n' || cp == '\t' || cp == '\r') {
		dbn_buf_addz(j->out, cp == '\n' ? "\\n" : cp == '\t' ? "\\t" : "\\r");
	} else {
		dbn_buf_addz(j->out, "\\u");
		for (int k = 12; k >= 0; k -= 4)
			dbn_buf_addc(j->out, hex[cp >> k & 15]);
	}
}

static bool needs_escape(uint32_t cp)
{
	return cp < 0x20 || cp == '"' || cp == '\\' || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 ||
	       cp == 0x2029 || cp == DBN_BAD_CODE_POINT;
}

static void quoted(struct dbn_json *j, struct dbn_str s)
{
	size_t at = 0, from = 0;

	dbn_buf_addc(j->out, '"');
	while (at < s.len) {
		unsigned char c = (unsigned char)s.ptr[at];
		size_t start = at;
		uint32_t cp;

		if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
			at++;
		} else if (is_common(s, at)) {
			at += 3;
		} else if (needs_escape(cp = dbn_utf8_next(s, &at))) {
			dbn_buf_add(j->out, dbn_str_sub(s, from, start - from));
			add_escape(j, cp);
			from = at;
		}
	}
	dbn_buf_add(j->out, dbn_str_from(s, from));
	dbn_buf_addc(j->out, '"');
}

/* Comma, line and key before a value. */
static void lead_in(struct dbn_json *j, const char *key)
{
	int top = j->depth - 1;

	if (top >= 0) {
		if (j->more[top])
			dbn_buf_addc(j->out, ',');
		if (j->breaks[top])
			dbn_buf_addc(j->out, '\n');
		j->more[top] = true;
	}
	if (key) {
		quoted(j, dbn_str_of(key));
		dbn_buf_addc(j->out, ':');
	}
}

static void open_level(struct dbn_json *j, const char *key, char open, char close, bool breaks)
{
	if (j->depth == DBN_JSON_DEPTH) {
		j->out->failed = true;
		return;
	}
	lead_in(j, key);
	dbn_buf_addc(j->out, open);
	j->close[j->depth] = close;
	j->more[j->depth] = false;
	j->breaks[j->depth] = breaks;
	j->depth++;
}

void dbn_json_object(struct dbn_json *j, const char *key)
{
	open_level(j, key, '{', '}', false);
}

void dbn_json_array(struct dbn_json *j, const char *key)
{
	open_level(j, key, '[', ']', false);
}

void dbn_json_lines(struct dbn_json *j, const char *key)
{
	open_level(j, key, '[', ']', true);
}

void dbn_json_end(struct dbn_json *j)
{
	if (j->depth == 0)
		return;
	j->depth--;
	if (j->breaks[j->depth] && j->more[j->depth])
		dbn_buf_addc(j->out, '\n');
	dbn_buf_addc(j->out, j->close[j->depth]);
}

void dbn_json_str(struct dbn_json *j, const char *key, struct dbn_str value)
{
	lead_in(j, key);
	quoted(j, value);
}

void dbn_json_int(struct dbn_json *j, const char *key, int64_t value)
{
	lead_in(j, key);
	dbn_buf_addi(j->out, value);
}

void dbn_json_tenths(struct dbn_json *j, const char *key, int64_t tenths)
{
	uint64_t magnitude = tenths < 0 ? 0 - (uint64_t)tenths : (uint64_t)tenths;

	lead_in(j, key);
	if (tenths < 0)
		dbn_buf_addc(j->out, '-');
	dbn_buf_add_padded(j->out, magnitude / 10, 1);
	dbn_buf_addc(j->out, '.');
	dbn_buf_addc(j->out, (char)('0' + magnitude % 10));
}

void dbn_json_bool(struct dbn_json *j, const char *key, bool value)
{
	lead_in(j, key);
	dbn_buf_addz(j->out, value ? "true" : "false");
}

void dbn_json_null(struct dbn_json *j, const char *key)
{
	lead_in(j, key);
	dbn_buf_addz(j->out, "null");
}

void dbn_json_day(struct dbn_json *j, const char *key, int32_t day)
{
	char text[11];

	if (day == DBN_NO_DAY)
		dbn_json_null(j, key);
	else
		dbn_json_str(j, key, dbn_str_of(dbn_day_format(text, day)));
}

void dbn_json_list(struct dbn_json *j, const char *key, struct dbn_str cell)
{
	dbn_json_array(j, key);
	while (cell.len) {
		struct dbn_str member = dbn_str_trim(dbn_str_split(&cell, ';'));

		if (member.len)
			dbn_json_str(j, NULL, member);
	}
	dbn_json_end(j);
}
