/* words.c - the closed vocabularies. */
#include "dubanc/words.h"

struct word {
	const char *name, *zh, *en;
	int colour;
};

static const struct word states[] = {
#define STATE(id, name, zh) { name, zh, name, 0 },
#include "dubanc/words.def"
};
static const struct word events[] = {
#define EVENT_KIND(id, name, zh) { name, zh, name, 0 },
#include "dubanc/words.def"
};
static const struct word lights[] = {
#define LIGHT(id, name, zh, en, colour) { name, zh, en, colour },
#include "dubanc/words.def"
};
static const struct word kinds[] = {
#define TASK_KIND(id, name, zh) { name, zh, name, 0 },
#include "dubanc/words.def"
};
static const struct word lead_from[] = {
#define LEAD_FROM(id, name, zh) { name, zh, name, 0 },
#include "dubanc/words.def"
};

static const struct {
	const struct word *items;
	int count;
} tables[] = {
	[DBN_WORDS_STATE] = { states, DBN_STATE_COUNT },
	[DBN_WORDS_EVENT] = { events, DBN_EV_COUNT },
	[DBN_WORDS_LIGHT] = { lights, DBN_LIGHT_COUNT },
	[DBN_WORDS_KIND] = { kinds, DBN_KIND_COUNT },
	[DBN_WORDS_LEAD_FROM] = { lead_from, DBN_LEAD_FROM_COUNT },
};

const char *dbn_word(enum dbn_vocabulary v, int value)
{
	return value >= 0 && value < tables[v].count ? tables[v].items[value].name : "";
}

const char *dbn_word_shown(enum dbn_vocabulary v, int value, enum dbn_lang lang)
{
	if (value < 0 || value >= tables[v].count)
		return "";
	return lang == DBN_ZH ? tables[v].items[value].zh : tables[v].items[value].en;
}

int dbn_word_find(enum dbn_vocabulary v, struct dbn_str name)
{
	for (int i = 0; i < tables[v].count; i++)
		if (dbn_str_eqz(name, tables[v].items[i].name))
			return i;
	/* A Chinese word may name two values (撤销: state and act): names go first. */
	for (int i = 0; i < tables[v].count; i++)
		if (dbn_str_eqz(name, tables[v].items[i].zh))
			return i;
	return -1;
}

int dbn_word_count(enum dbn_vocabulary v)
{
	return tables[v].count;
}

int dbn_light_colour(enum dbn_light light)
{
	return (unsigned)light < DBN_LIGHT_COUNT ? lights[light].colour : 0;
}
