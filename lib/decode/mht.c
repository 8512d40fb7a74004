/*
 * mht.c - a web page saved as one file: MIME (RFC 2045, 2046, 2557).
 *
 * Only the page itself is looked for, the first part that is html; pictures, styles and
 * frames beside it are passed over. Nothing is fetched, no name in the file is followed.
 */
#include <string.h>

#include "html.h"

enum { HEADER_MAX = 16384, DEPTH_MAX = 4, PARTS_MAX = 2000 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Takes the headers off the front of an entity: up to the first empty line. */
static struct dbn_str take_header(struct dbn_str *entity)
{
	struct dbn_str rest = *entity;

	while (rest.ptr && rest.len) {
		struct dbn_str line = dbn_str_split(&rest, '\n');

		if (dbn_str_trim(line).len)
			continue;
		rest = rest.ptr ? rest : DBN_STR("");
		line = dbn_str_sub(*entity, 0, entity->len - rest.len);
		*entity = rest;
		return dbn_str_sub(line, 0, HEADER_MAX);
	}
	rest = *entity;
	*entity = DBN_STR("");
	return dbn_str_sub(rest, 0, HEADER_MAX);
}

/* The value of a header field, over all its lines; "" where it is missing. */
static struct dbn_str field(struct dbn_str header, const char *name)
{
	while (header.ptr) {
		struct dbn_str whole = header, line = dbn_str_split(&header, '\n');
		size_t n = strlen(name);

		if (!dbn_str_starts_fold(line, name))
			continue;
		while (header.ptr && header.len && is_blank(header.ptr[0]))
			line = dbn_str_split(&header, '\n');
		return dbn_str_trim(dbn_str_sub(whole, n, (size_t)(line.ptr + line.len - whole.ptr) - n));
	}
	return DBN_STR("");
}

/* boundary=x, boundary="x y" among the parameters of a field. */
static struct dbn_str parameter(struct dbn_str value, const char *name)
{
	size_t at = dbn_str_find_fold(value, name), end = 0;
	char stop = ';';

	if (at == DBN_NONE)
		return DBN_STR("");
	value = dbn_str_from(value, at + strlen(name));
	if (value.len && value.ptr[0] == '"') {
		value = dbn_str_from(value, 1);
		stop = '"';
	}
	while (end < value.len && value.ptr[end] != stop && value.ptr[end] != '\r' && value.ptr[end] != '\n' &&
	       (stop == '"' || !is_blank(value.ptr[end])))
		end++;
	return dbn_str_sub(value, 0, end);
}

/* ---- transfer encodings ---- */

static int hex_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* =E4=BA=91; = at the end of a line joins it with the next one. What is no code stays as it is. */
static void add_quoted(struct dbn_str s, struct dbn_buf *out)
{
	for (size_t at = 0; at < s.len; at++) {
		size_t end = at + 1;
		int high, low;

		if (s.ptr[at] != '=') {
			dbn_buf_addc(out, s.ptr[at]);
			continue;
		}
		while (end < s.len && (is_blank(s.ptr[end]) || s.ptr[end] == '\r'))
			end++;
		if (end == s.len || s.ptr[end] == '\n') {
			at = end;
			continue;
		}
		high = at + 2 < s.len ? hex_of(s.ptr[at + 1]) : -1;
		low = high >= 0 ? hex_of(s.ptr[at + 2]) : -1;
		if (low < 0) {
			dbn_buf_addc(out, '=');
			continue;
		}
		dbn_buf_addc(out, (char)(unsigned char)(high << 4 | low));
		at += 2;
	}
}

static void add_base64(struct dbn_str s, struct dbn_buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned bits = 0, count = 0;

	for (size_t i = 0; i < s.len && s.ptr[i] != '='; i++) {
		const char *digit = s.ptr[i] ? strchr(digits, s.ptr[i]) : NULL;

		if (!digit)
			continue;
		bits = (bits << 6 | (unsigned)(digit - digits)) & 0xffff;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		dbn_buf_addc(out, (char)(bits >> count & 0xff));
	}
}

/* ---- parts ---- */

static int read_page(struct dec *d, struct dbn_str header, struct dbn_str body)
{
	struct dbn_str how = field(header, "content-transfer-encoding:");
	struct dbn_str label = parameter(field(header, "content-type:"), "charset=");
	struct dbn_buf page;
	int code;

	dbn_buf_init(&page, d->limits->part);
	if (dbn_str_starts_fold(how, "quoted-printable"))
		add_quoted(body, &page);
	else if (dbn_str_starts_fold(how, "base64"))
		add_base64(body, &page);
	else
		dbn_buf_add(&page, body);
	code = page.failed ? dec_full(d, page.starved, "part", d->limits->part) : html_read(d, dbn_buf_str(&page), label);
	dbn_buf_release(&page);
	return code;
}

/* The part in front of the next boundary, which is cut off; false behind the last one. */
static bool take_part(struct dbn_str *rest, struct dbn_str boundary, struct dbn_str *part)
{
	struct dbn_str from = *rest;

	while (rest->ptr) {
		struct dbn_str line = dbn_str_split(rest, '\n');

		if (!dbn_str_starts(line, DBN_STR("--")) || !dbn_str_starts(dbn_str_from(line, 2), boundary))
			continue;
		*part = dbn_str_sub(from, 0, (size_t)(line.ptr - from.ptr));
		if (dbn_str_starts(dbn_str_from(line, 2 + boundary.len), DBN_STR("--")))
			rest->ptr = NULL;
		return true;
	}
	/* The file ends here, or was cut off. */
	*part = from;
	return from.ptr && from.len > 0;
}

static int read_entity(struct dec *d, struct dbn_str entity, int depth, bool *found)
{
	struct dbn_str header = take_header(&entity), type = field(header, "content-type:"), boundary, part;
	int code = DBN_OK;

	if (dbn_str_starts_fold(type, "text/html")) {
		*found = true;
		return read_page(d, header, entity);
	}
	boundary = parameter(type, "boundary=");
	if (!dbn_str_starts_fold(type, "multipart/") || !boundary.len || depth == DEPTH_MAX ||
	    !take_part(&entity, boundary, &part)) /* what stands in front of the first part */
		return DBN_OK;
	for (size_t i = 0; i < PARTS_MAX && !code && !*found && entity.ptr && take_part(&entity, boundary, &part); i++)
		code = read_entity(d, part, depth + 1, found);
	return code;
}

int dec_mht(struct dec *d, struct dbn_str bytes)
{
	bool found = false;
	int code;

	if (dbn_str_starts(bytes, DBN_STR("\xef\xbb\xbf")))
		bytes = dbn_str_from(bytes, 3);
	while (bytes.len && (is_blank(bytes.ptr[0]) || bytes.ptr[0] == '\r' || bytes.ptr[0] == '\n'))
		bytes = dbn_str_from(bytes, 1);
	code = read_entity(d, bytes, 0, &found);
	return code || found ? code : dec_fail(d, DBN_MSG_DEC_EMPTY, NULL, NULL);
}
