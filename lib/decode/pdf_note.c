/*
 * pdf_note.c - what is written over the pages of a PDF: its annotations.
 *
 * pdftotext gives the text of pages; a note, a stamp or a box may bear a mark
 * of secrecy that is in none, and so may what the file says of itself. Only strings under
 * a few names are looked for, in the file and in its object streams: no object is followed anywhere, so
 * that a damaged or hostile file can do no more than be read once.
 */
#include <string.h>
#include <zlib.h>

#include "mark.h"
#include "dubanc/encoding.h"

enum { STRING_MAX = 4096, NEAR = 1024, CHUNK = 1 << 16 };

struct scan {
	struct dec *d;
	size_t notes, seals;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static int hex_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* <FEFF673A5BC6>, up to its end or as much as a mark could need. */
static void take_hex(struct dbn_str s, size_t at, struct dbn_buf *out)
{
	int high = -1;

	for (; at < s.len && s.ptr[at] != '>' && out->len < STRING_MAX; at++) {
		int digit = hex_of(s.ptr[at]);

		if (digit < 0)
			continue;
		if (high >= 0)
			dbn_buf_addc(out, (char)(high << 4 | digit));
		high = high >= 0 ? -1 : digit;
	}
}

/* What stands behind a backslash; gives how many bytes it took. */
static size_t take_escape(struct dbn_str s, size_t at, struct dbn_buf *out)
{
	static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
	const char *known = strchr(from, s.ptr[at]);
	size_t n = 0;
	int value = 0;

	if (s.ptr[at] == '\n' || s.ptr[at] == '\r')
		return s.ptr[at] == '\r' && at + 1 < s.len && s.ptr[at + 1] == '\n' ? 2 : 1;
	while (n < 3 && at + n < s.len && s.ptr[at + n] >= '0' && s.ptr[at + n] <= '7')
		value = value * 8 + (s.ptr[at + n++] - '0');
	dbn_buf_addc(out, n ? (char)value : known && *known ? to[known - from] : s.ptr[at]);
	return n ? n : 1;
}

/* (text with (brackets) and \) ) */
static void take_literal(struct dbn_str s, size_t at, struct dbn_buf *out)
{
	for (size_t depth = 1; at < s.len && out->len < STRING_MAX;) {
		char c = s.ptr[at++];

		if (c == '\\' && at < s.len) {
			at += take_escape(s, at, out);
			continue;
		}
		depth += c == '(';
		depth -= c == ')';
		if (!depth)
			return;
		dbn_buf_addc(out, c);
	}
}

/* UTF-16 with its mark, or whatever a program of an office writes instead. */
static void take_note(struct scan *n, struct dbn_str bytes)
{
	struct dbn_decoded how;
	struct dbn_err ignored = { 0 };
	struct dbn_buf text;

	dbn_buf_init(&text, STRING_MAX * 3 + 16);
	if (dbn_decode(bytes, n->d->name, &text, &how, &ignored) == DBN_OK) {
		for (size_t i = 0; i < text.len; i++)
			text.ptr[i] = text.ptr[i] == '\r' ? '\n' : text.ptr[i];
		mark_take(n->d, dbn_buf_str(&text));
	}
	dbn_buf_release(&text);
}

/* The strings under one name; gives how many there are. */
static size_t scan_key(struct scan *n, struct dbn_str s, struct dbn_str key)
{
	struct dbn_buf string;
	size_t at = 0, found, count = 0;

	dbn_buf_init(&string, STRING_MAX + 16);
	while ((found = dbn_str_find(dbn_str_from(s, at), key)) != DBN_NONE) {
		at += found + key.len;
		while (at < s.len && is_space(s.ptr[at]))
			at++;
		dbn_buf_clear(&string);
		if (at < s.len && s.ptr[at] == '(')
			take_literal(s, at + 1, &string);
		else if (at + 1 < s.len && s.ptr[at] == '<' && s.ptr[at + 1] != '<')
			take_hex(s, at + 1, &string);
		/* A signature is bytes of DER, and no note. */
		if (!string.len || (string.len > 1 && string.ptr[0] == 0x30 && (unsigned char)string.ptr[1] >= 0x80))
			continue;
		take_note(n, dbn_buf_str(&string));
		count++;
	}
	dbn_buf_release(&string);
	return count;
}

/* Annotations, which are counted; particulars of the file; a field of a form that was filled in. */
static void scan_strings(struct scan *n, struct dbn_str s)
{
	n->notes += scan_key(n, s, DBN_STR("/Contents"));
	scan_key(n, s, DBN_STR("/Keywords"));
	scan_key(n, s, DBN_STR("/Subject"));
	scan_key(n, s, DBN_STR("/V"));
}

/* Inflates what begins here, as far as it goes: the objects in it are scanned. */
static int scan_packed(struct scan *n, struct dbn_str packed)
{
	struct dec *d = n->d;
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)packed.ptr, .avail_in = (unsigned)packed.len };
	struct dbn_buf out;
	int status = inflateInit(&z), code = DBN_OK;

	if (status != Z_OK)
		return dbn_fail_memory(d->err);
	dbn_buf_init(&out, d->limits->part);
	while (status == Z_OK && !code) {
		char *room = out.len + CHUNK <= d->limits->part ? dbn_buf_reserve(&out, CHUNK) : NULL;

		if (!room) {
			code = dec_full(d, out.starved, "part", d->limits->part);
			break;
		}
		z.next_out = (unsigned char *)room;
		z.avail_out = CHUNK;
		status = inflate(&z, Z_NO_FLUSH);
		out.len += CHUNK - z.avail_out;
		d->inflated += CHUNK - z.avail_out;
		if (d->inflated > d->limits->total)
			code = dec_too_much(d, "total", d->limits->total);
	}
	inflateEnd(&z);
	if (!code)
		scan_strings(n, dbn_buf_str(&out));
	dbn_buf_release(&out);
	return code;
}

/* Whether the dictionary in front of a stream says that objects are in it. */
static bool holds_objects(struct dbn_str s, size_t stream)
{
	size_t from = stream > NEAR ? stream - NEAR : 0;
	struct dbn_str before = dbn_str_sub(s, from, stream - from);
	size_t object;

	while ((object = dbn_str_find(before, DBN_STR(" obj"))) != DBN_NONE)
		before = dbn_str_from(before, object + 4);
	return dbn_str_find(before, DBN_STR("/ObjStm")) != DBN_NONE &&
	       dbn_str_find(before, DBN_STR("/FlateDecode")) != DBN_NONE;
}

static int scan_streams(struct scan *n, struct dbn_str s)
{
	size_t at = 0, found;
	int code = DBN_OK;

	while (!code && (found = dbn_str_find(dbn_str_from(s, at), DBN_STR("stream"))) != DBN_NONE) {
		size_t start = at + found + 6;

		if (holds_objects(s, at + found)) {
			start += start < s.len && s.ptr[start] == '\r';
			start += start < s.len && s.ptr[start] == '\n';
			code = scan_packed(n, dbn_str_from(s, start));
		}
		at = start;
	}
	return code;
}

int dec_pdf_notes(struct dec *d, struct dbn_str bytes)
{
	struct scan n = { .d = d };
	int code;

	if (dbn_str_find(bytes, DBN_STR("/Encrypt")) != DBN_NONE) {
		dec_note(d, DBN_MSG_DEC_NOTES_HIDDEN, (struct dbn_str){ NULL, 0 }, (struct dbn_str){ NULL, 0 });
		return DBN_OK;
	}
	scan_strings(&n, bytes);
	code = scan_streams(&n, bytes);
	if (code)
		return code;
	for (struct dbn_str rest = bytes; (rest.len && dbn_str_find(rest, DBN_STR("/ByteRange")) != DBN_NONE); n.seals++)
		rest = dbn_str_from(rest, dbn_str_find(rest, DBN_STR("/ByteRange")) + 10);
	dec_note_count(d, DBN_MSG_DEC_SEAL, n.seals);
	dec_note_count(d, DBN_MSG_DEC_ANNOTATIONS, n.notes);
	return dec_status(d);
}
