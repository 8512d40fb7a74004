/* html_charset.c - what a page says of its own encoding, read before it is decoded. */
#include "html.h"

enum { HEADER_MAX = 16384, HEAD_MAX = 32768 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_name(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
	       c == '_' || c == '.' || c == ':';
}

/* The value of WORD = value, WORD="value" in s. */
static struct dbn_str value_of(struct dbn_str s, const char *word)
{
	size_t at = dbn_str_find_fold(s, word), end;

	if (at == DBN_NONE)
		return DBN_STR("");
	s = dbn_str_from(s, at + dbn_str_of(word).len);
	for (at = 0; at < s.len && (is_blank(s.ptr[at]) || s.ptr[at] == '='); at++)
		continue;
	if (!at || !dbn_str_sub(s, 0, at).len || dbn_str_find(dbn_str_sub(s, 0, at), DBN_STR("=")) == DBN_NONE)
		return DBN_STR("");
	while (at < s.len && (s.ptr[at] == '"' || s.ptr[at] == '\'' || is_blank(s.ptr[at])))
		at++;
	for (end = at; end < s.len && is_name(s.ptr[end]); end++)
		continue;
	return dbn_str_sub(s, at, end - at);
}

/* Cuts a saved HTTP header off and gives its charset. */
static struct dbn_str take_header(struct dbn_str *bytes)
{
	struct dbn_str rest = dbn_str_sub(*bytes, 0, HEADER_MAX), label = DBN_STR("");

	if (!dbn_str_starts_fold(*bytes, "http/"))
		return label;
	while (rest.ptr) {
		struct dbn_str line = dbn_str_trim(dbn_str_split(&rest, '\n'));

		if (!line.len && rest.ptr) {
			*bytes = dbn_str_from(*bytes, (size_t)(rest.ptr - bytes->ptr));
			return label;
		}
		if (dbn_str_starts_fold(line, "content-type:"))
			label = value_of(line, "charset");
	}
	return label;
}

/* The first element from `at` on that opens with `open`, up to its end; "" where there is none. */
static struct dbn_str element(struct dbn_str head, const char *open, size_t *at)
{
	struct dbn_str rest = dbn_str_from(head, *at);
	size_t from = dbn_str_find_fold(rest, open), len;

	if (from == DBN_NONE)
		return DBN_STR("");
	rest = dbn_str_from(rest, from);
	len = dbn_str_find(rest, DBN_STR(">"));
	if (len == DBN_NONE)
		return DBN_STR("");
	*at += from + len;
	return dbn_str_sub(rest, 0, len);
}

/* Whether a place lies inside a comment that begins before it. */
static bool in_comment(struct dbn_str head, struct dbn_str piece)
{
	struct dbn_str before = dbn_str_sub(head, 0, (size_t)(piece.ptr - head.ptr));
	size_t at;

	while ((at = dbn_str_find(before, DBN_STR("<!--"))) != DBN_NONE) {
		before = dbn_str_from(before, at + 4);
		at = dbn_str_find(before, DBN_STR("-->"));
		if (at == DBN_NONE)
			return true;
		before = dbn_str_from(before, at + 3);
	}
	return false;
}

struct dbn_str html_charset(struct dbn_str *bytes)
{
	struct dbn_str label = take_header(bytes), head = dbn_str_sub(*bytes, 0, HEAD_MAX), piece;
	size_t at = 0;

	if (!label.len && dbn_str_starts_fold(head, "<?xml"))
		label = value_of(element(head, "<?xml", &at), "encoding");
	while (!label.len && (piece = element(head, "<meta", &at)).len) {
		if (!in_comment(head, piece))
			label = value_of(piece, "charset");
	}
	return label;
}
