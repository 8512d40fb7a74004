/*
 * mail.h - one message as RFC 5322 wants it, in Chinese.
 *
 * Header texts become RFC 2047 encoded words (UTF-8, base64, at most 75
 * bytes, never splitting a character), bodies UTF-8 in base64 with lines of
 * 76 and CRLF. Control bytes in header texts become blanks, so that a name
 * cannot start a header of its own. No clock: date and id are the caller's.
 */
#ifndef DUBANC_MAIL_H
#define DUBANC_MAIL_H

#include "dubanc/date.h"
#include "dubanc/err.h"

struct dbn_mail {
	struct dbn_str from_name, from; /* from: an address, or empty for none */
	struct dbn_str to_name, to;	/* several addresses joined by ; or , */
	struct dbn_str subject;
	struct dbn_str id;		/* Message-ID without < >, ASCII */
	int32_t day;			/* local civil day of the message */
	int seconds;			/* of that day, 0-86399 */
	int zone_minutes;		/* east of UTC */
	struct dbn_str text;		/* plain body */
	struct dbn_str html;		/* alternative body, or empty */
};

/*
 * Appends the message. DBN_EDATA with the address where one is none (this is
 * the check that keeps a mistyped register from mailing elsewhere).
 */
int dbn_mail_write(struct dbn_buf *out, const struct dbn_mail *mail, struct dbn_err *err);
/* Whether s is an address of the plain kind: local@domain, ASCII, no blanks. */
bool dbn_mail_address(struct dbn_str s);
/* The first word of a text that is one (督查室 0475-12345 a@b.cn); empty where none is. A part of text. */
struct dbn_str dbn_mail_address_in(struct dbn_str text);

#endif
