/* words.h - the closed vocabularies of the ledger as enums, with their names. */
#ifndef DUBANC_WORDS_H
#define DUBANC_WORDS_H

#include "dubanc/message.h"

enum dbn_state {
#define STATE(id, ...) DBN_STATE_##id,
#include "dubanc/words.def"
	DBN_STATE_COUNT
};
enum dbn_event_kind {
#define EVENT_KIND(id, ...) DBN_EV_##id,
#include "dubanc/words.def"
	DBN_EV_COUNT
};
enum dbn_light {
#define LIGHT(id, ...) DBN_LIGHT_##id,
#include "dubanc/words.def"
	DBN_LIGHT_COUNT
};
enum dbn_task_kind {
#define TASK_KIND(id, ...) DBN_KIND_##id,
#include "dubanc/words.def"
	DBN_KIND_COUNT
};
enum dbn_lead_from {
#define LEAD_FROM(id, ...) DBN_LEAD_FROM_##id,
#include "dubanc/words.def"
	DBN_LEAD_FROM_COUNT
};

enum dbn_vocabulary { DBN_WORDS_STATE, DBN_WORDS_EVENT, DBN_WORDS_LIGHT, DBN_WORDS_KIND, DBN_WORDS_LEAD_FROM };

/* The stored (English) name; static. */
const char *dbn_word(enum dbn_vocabulary v, int value);
/* What people read: Chinese, or the stored name in English; static. */
const char *dbn_word_shown(enum dbn_vocabulary v, int value, enum dbn_lang lang);
/* The value of a stored name or of its Chinese word; -1 where it is none. */
int dbn_word_find(enum dbn_vocabulary v, struct dbn_str name);
/* How many words the vocabulary has. */
int dbn_word_count(enum dbn_vocabulary v);
/* 0 grey 1 green 2 yellow 3 red 4 blue. */
int dbn_light_colour(enum dbn_light light);

#endif
