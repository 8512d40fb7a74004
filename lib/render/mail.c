/* mail.c - one message as RFC 5322 wants it. */
#include "dubanc/mail.h"
#include "dubanc/text.h"

enum { ADDRESS_MAX = 254, WORD_BYTES = 42, LINE_BYTES = 57 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void base64(struct dbn_buf *out, struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i += 3) {
		uint32_t v = (uint32_t)(unsigned char)s.ptr[i] << 16;

		if (i + 1 < s.len)
			v |= (uint32_t)(unsigned char)s.ptr[i + 1] << 8;
		if (i + 2 < s.len)
			v |= (unsigned char)s.ptr[i + 2];
		dbn_buf_addc(out, alphabet[v >> 18]);
		dbn_buf_addc(out, alphabet[v >> 12 & 63]);
		dbn_buf_addc(out, i + 1 < s.len ? alphabet[v >> 6 & 63] : '=');
		dbn_buf_addc(out, i + 2 < s.len ? alphabet[v & 63] : '=');
	}
}

static bool is_plain(struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < 0x20 || s.ptr[i] > 0x7e || s.ptr[i] == '=' || s.ptr[i] == '"' ||
		    s.ptr[i] == '\\')
			return false;
	return s.len < 60;
}

/* One run of a header text as encoded words, folded between characters. */
static void encoded_words(struct dbn_buf *out, struct dbn_str s)
{
	size_t at = 0;

	while (at < s.len) {
		size_t end = at;

		while (end < s.len) {
			size_t next = end;

			dbn_utf8_next(s, &next);
			if (next - at > WORD_BYTES)
				break;
			end = next;
		}
		dbn_buf_addz(out, at ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
		base64(out, dbn_str_sub(s, at, end - at));
		dbn_buf_addz(out, "?=");
		at = end;
	}
}

/* A header text without control bytes and bad UTF-8. */
static void header_text(struct dbn_buf *out, struct dbn_str s)
{
	struct dbn_buf clean;
	size_t at = 0;

	dbn_buf_heed(out, s);
	dbn_buf_init(&clean, 1 << 20);
	while (at < s.len) {
		size_t start = at;
		uint32_t cp = dbn_utf8_next(s, &at);

		if (cp == DBN_BAD_CODE_POINT || cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 ||
		    cp == 0x2029)
			dbn_buf_addc(&clean, ' ');
		else
			dbn_buf_add(&clean, dbn_str_sub(s, start, at - start));
	}
	if (is_plain(dbn_buf_str(&clean)))
		dbn_buf_add(out, dbn_buf_str(&clean));
	else
		encoded_words(out, dbn_buf_str(&clean));
	out->failed = out->failed || clean.failed;
	dbn_buf_release(&clean);
}

static bool is_atom(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
	       c == '-' || c == '_' || c == '+';
}

bool dbn_mail_address(struct dbn_str s)
{
	size_t at = dbn_str_find(s, DBN_STR("@"));

	if (s.len > ADDRESS_MAX || at == DBN_NONE || at == 0 || at + 1 >= s.len)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (i != at && !is_atom(s.ptr[i]))
			return false;
	return s.ptr[0] != '.' && s.ptr[0] != '-' && s.ptr[at + 1] != '.' && s.ptr[at + 1] != '-' &&
	       s.ptr[s.len - 1] != '.';
}

/* The bytes that an address may be made of; all else parts words, 、 and ： too. */
struct dbn_str dbn_mail_address_in(struct dbn_str text)
{
	for (size_t i = 0; i < text.len;) {
		size_t end = i;

		while (end < text.len && (text.ptr[end] == '@' || is_atom(text.ptr[end])))
			end++;
		if (dbn_mail_address(dbn_str_sub(text, i, end - i)))
			return dbn_str_sub(text, i, end - i);
		i = end + 1;
	}
	return DBN_STR("");
}

static int address(struct dbn_buf *out, struct dbn_str name, struct dbn_str addr, struct dbn_err *err)
{
	if (!dbn_mail_address(addr))
		return dbn_fail_str(err, DBN_EDATA, DBN_MSG_MAIL_ADDRESS, dbn_pos_at(NULL, 0, 0), &addr, 1);
	if (name.len) {
		encoded_words(out, name);
		dbn_buf_addc(out, ' ');
	}
	dbn_buf_addc(out, '<');
	dbn_buf_add(out, addr);
	dbn_buf_addc(out, '>');
	return DBN_OK;
}

/* The next address of a list joined by ; or , . */
static struct dbn_str next_address(struct dbn_str *rest)
{
	size_t i = 0;
	struct dbn_str one;

	while (i < rest->len && rest->ptr[i] != ';' && rest->ptr[i] != ',')
		i++;
	one = dbn_str_trim(dbn_str_sub(*rest, 0, i));
	*rest = dbn_str_from(*rest, i + 1);
	return one;
}

static int recipients(struct dbn_buf *out, const struct dbn_mail *mail, struct dbn_err *err)
{
	struct dbn_str rest = mail->to;
	size_t count = 0;
	int code = DBN_OK;

	while (rest.len && !code) {
		struct dbn_str one = next_address(&rest);

		if (!one.len)
			continue;
		dbn_buf_addz(out, count ? ",\r\n " : "");
		code = address(out, count++ ? DBN_STR("") : mail->to_name, one, err);
	}
	if (!code && !count)
		return address(out, mail->to_name, mail->to, err);
	return code;
}

/* Mon, 05 Jan 2026 08:00:00 +0800 */
static void date_header(struct dbn_buf *out, const struct dbn_mail *mail)
{
	static const char days[] = "MonTueWedThuFriSatSun";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct dbn_ymd d = dbn_day_ymd(mail->day);
	int weekday = dbn_day_weekday(mail->day), zone = mail->zone_minutes;

	if (weekday == 0)
		return;
	dbn_buf_addz(out, "Date: ");
	dbn_buf_add(out, (struct dbn_str){ days + 3 * (weekday - 1), 3 });
	dbn_buf_addz(out, ", ");
	dbn_buf_add_padded(out, (uint64_t)d.day, 2);
	dbn_buf_addc(out, ' ');
	dbn_buf_add(out, (struct dbn_str){ months + 3 * (d.month - 1), 3 });
	dbn_buf_addc(out, ' ');
	dbn_buf_addi(out, d.year);
	dbn_buf_addc(out, ' ');
	dbn_buf_add_padded(out, (uint64_t)(mail->seconds / 3600), 2);
	dbn_buf_addc(out, ':');
	dbn_buf_add_padded(out, (uint64_t)(mail->seconds / 60 % 60), 2);
	dbn_buf_addc(out, ':');
	dbn_buf_add_padded(out, (uint64_t)(mail->seconds % 60), 2);
	dbn_buf_addz(out, zone < 0 ? " -" : " +");
	zone = zone < 0 ? -zone : zone;
	dbn_buf_add_padded(out, (uint64_t)(zone / 60 * 100 + zone % 60), 4);
	dbn_buf_addz(out, "\r\n");
}

/* A body as base64 of its text with CRLF line ends. */
static void body(struct dbn_buf *out, const char *type, struct dbn_str text)
{
	struct dbn_buf crlf;

	dbn_buf_addz(out, "Content-Type: ");
	dbn_buf_addz(out, type);
	dbn_buf_addz(out, "; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
	dbn_buf_init(&crlf, out->max);
	dbn_buf_heed(out, text);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n' && (i == 0 || text.ptr[i - 1] != '\r'))
			dbn_buf_addc(&crlf, '\r');
		dbn_buf_addc(&crlf, text.ptr[i]);
	}
	for (size_t i = 0; i < crlf.len; i += LINE_BYTES) {
		base64(out, dbn_str_sub(dbn_buf_str(&crlf), i, LINE_BYTES));
		dbn_buf_addz(out, "\r\n");
	}
	out->failed = out->failed || crlf.failed;
	dbn_buf_release(&crlf);
}

static void bodies(struct dbn_buf *out, const struct dbn_mail *mail)
{
	static const char boundary[] = "=_dubanc_alternative_=";

	dbn_buf_addz(out, "MIME-Version: 1.0\r\n");
	if (!mail->html.len) {
		body(out, "text/plain", mail->text);
		return;
	}
	/* "=_" cannot occur in base64, so the boundary cannot occur in a body. */
	dbn_buf_addz(out, "Content-Type: multipart/alternative; boundary=\"");
	dbn_buf_addz(out, boundary);
	dbn_buf_addz(out, "\"\r\n\r\n--");
	dbn_buf_addz(out, boundary);
	dbn_buf_addz(out, "\r\n");
	body(out, "text/plain", mail->text);
	dbn_buf_addz(out, "--");
	dbn_buf_addz(out, boundary);
	dbn_buf_addz(out, "\r\n");
	body(out, "text/html", mail->html);
	dbn_buf_addz(out, "--");
	dbn_buf_addz(out, boundary);
	dbn_buf_addz(out, "--\r\n");
}

int dbn_mail_write(struct dbn_buf *out, const struct dbn_mail *mail, struct dbn_err *err)
{
	int code = DBN_OK;

	date_header(out, mail);
	if (mail->from.len) {
		dbn_buf_addz(out, "From: ");
		code = address(out, mail->from_name, mail->from, err);
		dbn_buf_addz(out, "\r\n");
	}
	if (!code) {
		dbn_buf_addz(out, "To: ");
		code = recipients(out, mail, err);
	}
	if (code)
		return code;
	dbn_buf_addz(out, "\r\nSubject: ");
	header_text(out, mail->subject);
	dbn_buf_addz(out, "\r\n");
	if (mail->id.len && is_plain(mail->id)) {
		dbn_buf_addz(out, "Message-ID: <");
		dbn_buf_add(out, mail->id);
		dbn_buf_addz(out, ">\r\n");
	}
	dbn_buf_addz(out, "Auto-Submitted: auto-generated\r\n");
	bodies(out, mail);
	return out->failed ? dbn_fail_memory(err) : DBN_OK;
}
