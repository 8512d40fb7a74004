/* message.c - the table of messages and its formatter. */
#include "dubanc/message.h"

static const struct {
	const char *slug, *text[2];
	enum dbn_severity severity;
} table[DBN_MSG_COUNT] = {
#define MSG(id, severity, slug, zh, en) [DBN_MSG_##id] = { slug, { zh, en }, severity },
#include "dubanc/messages.def"
#undef MSG
};

const char *dbn_msg_text(enum dbn_msg id, enum dbn_lang lang)
{
	return table[id].text[lang == DBN_EN];
}

const char *dbn_msg_slug(enum dbn_msg id)
{
	return table[id].slug;
}

enum dbn_severity dbn_msg_severity(enum dbn_msg id)
{
	return table[id].severity;
}

void dbn_msg_format(struct dbn_buf *out, enum dbn_msg id, enum dbn_lang lang,
		    const struct dbn_str *args, size_t n)
{
	struct dbn_str text = dbn_str_of(dbn_msg_text(id, lang));

	for (size_t i = 0; i < text.len; i++) {
		const char *p = text.ptr + i;

		if (p[0] == '{' && text.len - i >= 3 && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
			size_t k = (size_t)(p[1] - '0');

			if (k < n)
				dbn_buf_add(out, args[k]);
			i += 2;
		} else {
			dbn_buf_addc(out, *p);
		}
	}
}
