/* message.c - the table of messages and its formatter. */
#include "dubanc/message.h"

/*
 * All texts lie one behind another and the table holds places, no pointers: a program
 * that starts need not set right a page of them for the one message it may print.
 */
struct texts {
#define MSG(id, severity, slug, zh, en) \
	char id##_slug[sizeof slug], id##_zh[sizeof zh], id##_en[sizeof en];
#include "dubanc/messages.def"
#undef MSG
};
static const struct texts texts = {
#define MSG(id, severity, slug, zh, en) slug, zh, en,
#include "dubanc/messages.def"
#undef MSG
};
static const struct {
	uint32_t slug, text[2];
	enum dbn_severity severity;
} table[DBN_MSG_COUNT] = {
#define MSG(id, severity, slug, zh, en) \
	[DBN_MSG_##id] = { offsetof(struct texts, id##_slug), \
			   { offsetof(struct texts, id##_zh), offsetof(struct texts, id##_en) }, \
			   severity },
#include "dubanc/messages.def"
#undef MSG
};

static const char *text_at(uint32_t off)
{
	return (const char *)&texts + off;
}

const char *dbn_msg_text(enum dbn_msg id, enum dbn_lang lang)
{
	return text_at(table[id].text[lang == DBN_EN]);
}

const char *dbn_msg_slug(enum dbn_msg id)
{
	return text_at(table[id].slug);
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
