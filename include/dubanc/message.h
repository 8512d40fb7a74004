/*
 * message.h - every text that a user may read, in Chinese and in English.
 *
 * messages.def is the one table; it is compiled in. The library never turns a
 * message into text by itself: it hands out an id with its arguments (struct
 * dbn_diag), and whoever prints chooses the language.
 *
 * A text holds placeholders {0} .. {5}; both languages use the same ones.
 */
#ifndef DUBANC_MESSAGE_H
#define DUBANC_MESSAGE_H

#include "dubanc/buf.h"

enum dbn_severity { DBN_TEXT, DBN_NOTE, DBN_WARNING, DBN_ERROR };

enum dbn_lang { DBN_ZH, DBN_EN };

enum dbn_msg {
#define MSG(id, severity, slug, zh, en) DBN_MSG_##id,
#include "dubanc/messages.def"
#undef MSG
	DBN_MSG_COUNT
};

enum { DBN_ARGS_MAX = 6 };

/* The text as it stands in the table, placeholders and all; static. */
const char *dbn_msg_text(enum dbn_msg id, enum dbn_lang lang);
/* The short English name shown in brackets behind a finding; static. */
const char *dbn_msg_slug(enum dbn_msg id);
enum dbn_severity dbn_msg_severity(enum dbn_msg id);
/*
 * Appends the text to out with {k} replaced by args[k] (nothing where k >= n).
 * Control bytes in arguments are appended as they are: whoever writes to a
 * terminal makes them visible.
 */
void dbn_msg_format(struct dbn_buf *out, enum dbn_msg id, enum dbn_lang lang,
		    const struct dbn_str *args, size_t n);

#endif
