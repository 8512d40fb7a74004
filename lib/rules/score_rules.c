/* score_rules.c - score.ini as rules. */
#include "dubanc/score.h"
#include "number.h"

enum { POINTS_MAX = 100000 /* hundredths */ };

static const struct {
	const char *key, *value, *name[2];
	int sign;
	bool assist;
} table[DBN_SCORE_RULES] = {
#define SCORE_RULE(id, key, sign, value, assist, zh, en)                                           \
	[DBN_SCORE_##id] = { key, value, { zh, en }, sign, assist },
#include "dubanc/score_rules.def"
};

const char *dbn_score_key(enum dbn_score_rule rule)
{
	return table[rule].key;
}

const char *dbn_score_name(enum dbn_score_rule rule, enum dbn_lang lang)
{
	return table[rule].name[lang == DBN_EN];
}

bool dbn_score_adds(enum dbn_score_rule rule)
{
	return table[rule].sign > 0;
}

int score_sign(enum dbn_score_rule rule)
{
	return table[rule].sign;
}

bool score_assists(enum dbn_score_rule rule)
{
	return table[rule].assist;
}

/* 2 or 0.5,1,2,5,11:10 */
static bool take_steps(struct dbn_score_value *out, struct dbn_str text)
{
	struct dbn_score_value v = { .line = out->line, .limit = out->limit };
	int from = 1;

	while (text.ptr) {
		struct dbn_str member = dbn_str_trim(dbn_str_split(&text, ',')), head = member;
		struct dbn_str value = head;
		int32_t nth;
		int64_t points;

		head = dbn_str_split(&value, ':');
		if (value.ptr) {
			if (!dbn_str_uint(dbn_str_trim(head), &nth) || nth < from || nth > 1000)
				return false;
			from = (int)nth;
		} else {
			value = head;
		}
		if (v.steps == DBN_SCORE_STEPS || !number_parse(dbn_str_trim(value), 2, &points) ||
		    points < 0 || points > POINTS_MAX)
			return false;
		v.step[v.steps].from = from++;
		v.step[v.steps].value = points;
		v.steps++;
	}
	*out = v;
	return v.steps > 0;
}

void dbn_score_rules_init(struct dbn_score_rules *r)
{
	*r = (struct dbn_score_rules){ .base = 10000, .max = 10000, .assist = 50, .ack_days = 2 };
	for (int i = 0; i < DBN_SCORE_RULES; i++)
		take_steps(&r->rule[i], dbn_str_of(table[i].value));
}

static bool take_points(struct dbn_str text, int64_t *out)
{
	int64_t v;

	if (!number_parse(text, 2, &v) || v < -POINTS_MAX || v > POINTS_MAX)
		return false;
	*out = v;
	return true;
}

static bool take_general(struct dbn_score_rules *r, const struct dbn_ini_entry *e, bool *known)
{
	*known = true;
	if (dbn_str_eqz(e->key, "base"))
		return take_points(e->value, &r->base);
	if (dbn_str_eqz(e->key, "max"))
		return take_points(e->value, &r->max);
	if (dbn_str_eqz(e->key, "min"))
		return take_points(e->value, &r->min);
	if (dbn_str_eqz(e->key, "assist"))
		return dbn_ini_number(e->value, 0, 100, &r->assist);
	if (dbn_str_eqz(e->key, "ack_days"))
		return dbn_ini_number(e->value, 0, 365, &r->ack_days);
	if (dbn_str_eqz(e->key, "period")) {
		r->monthly = dbn_str_eqz(e->value, "month");
		return r->monthly || dbn_str_eqz(e->value, "year");
	}
	*known = false;
	return false;
}

static bool take_entry(struct dbn_score_rules *r, const struct dbn_ini_entry *e, bool *known)
{
	bool limit = dbn_str_eqz(e->section, "limit");
	int sign = dbn_str_eqz(e->section, "add") ? 1 : dbn_str_eqz(e->section, "deduct") ? -1 : 0;

	if (dbn_str_eqz(e->section, "score"))
		return take_general(r, e, known);
	for (int i = 0; i < DBN_SCORE_RULES; i++) {
		if (!dbn_str_eqz(e->key, table[i].key) || (!limit && table[i].sign != sign))
			continue;
		*known = true;
		if (limit)
			return take_points(e->value, &r->rule[i].limit) && r->rule[i].limit >= 0;
		r->rule[i].line = e->line;
		return take_steps(&r->rule[i], e->value);
	}
	*known = false;
	return false;
}

void dbn_score_rules_take(struct dbn_score_rules *r, const struct dbn_ini *ini, const char *file,
			  struct dbn_sink sink)
{
	for (size_t i = 0; i < ini->count; i++) {
		const struct dbn_ini_entry *e = &ini->items[i];
		struct dbn_str args[] = { e->section, e->key, e->value };
		bool known;

		if (!take_entry(r, e, &known))
			dbn_report(sink, known ? DBN_MSG_SCORE_VALUE : DBN_MSG_SCORE_KEY,
				   dbn_pos_at(file, e->line, 0), args, known ? 3 : 2);
	}
}

static void template_section(struct dbn_buf *out, const char *section, int sign, enum dbn_lang lang)
{
	dbn_buf_addz(out, section);
	for (int i = 0; i < DBN_SCORE_RULES; i++) {
		if (table[i].sign != sign)
			continue;
		dbn_buf_addz(out, "# ");
		dbn_buf_addz(out, dbn_score_name((enum dbn_score_rule)i, lang));
		dbn_buf_addz(out, "\n");
		dbn_buf_addz(out, table[i].key);
		dbn_buf_addz(out, " = ");
		dbn_buf_addz(out, table[i].value);
		dbn_buf_addz(out, "\n");
	}
}

void dbn_score_template(struct dbn_buf *out, enum dbn_lang lang)
{
	dbn_msg_format(out, DBN_MSG_SCORE_TEMPLATE_HEAD, lang, NULL, 0);
	dbn_buf_addz(out, "\n[score]\nbase = 100\nmax = 100\nmin = 0\n");
	dbn_msg_format(out, DBN_MSG_SCORE_TEMPLATE_PERIOD, lang, NULL, 0);
	dbn_buf_addz(out, "\nperiod = year\n");
	dbn_msg_format(out, DBN_MSG_SCORE_TEMPLATE_ASSIST, lang, NULL, 0);
	dbn_buf_addz(out, "\nassist = 50\nack_days = 2\n\n");
	template_section(out, "[deduct]\n", -1, lang);
	template_section(out, "\n[add]\n", 1, lang);
	dbn_buf_addz(out, "\n[limit]\n");
	dbn_msg_format(out, DBN_MSG_SCORE_TEMPLATE_LIMIT, lang, NULL, 0);
	dbn_buf_addz(out, "\n");
}
