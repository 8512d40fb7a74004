/* conf.c - dubanc.ini: settings.def turned into a struct dbn_conf. */
#include <string.h>

#include "dubanc/conf.h"
#include "dubanc/file.h"
#include "dubanc/text.h"
#include "table.h"

enum setting {
#define SETTING(id, section, key, initial, takes, zh, en) SET_##id,
#include "dubanc/settings.def"
#undef SETTING
	SETTINGS
};

static const struct {
	const char *section, *key, *initial, *takes, *zh, *en;
} table[] = {
#define SETTING(id, section, key, initial, takes, zh, en) { section, key, initial, takes, zh, en },
#include "dubanc/settings.def"
#undef SETTING
};

enum { CONF_FILE_MAX = 1 << 20, DAY_MINUTES = 24 * 60 };

/* ---- kinds of values ---- */

static bool set_text(char *out, size_t size, struct dbn_str value)
{
	if (value.len >= size)
		return false;
	if (value.len)
		memcpy(out, value.ptr, value.len);
	out[value.len] = '\0';
	return true;
}

/* Index of the word in a NULL-ended list, or -1. */
static int choice(struct dbn_str value, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (dbn_str_eqz(value, words[i]))
			return i;
	return -1;
}

/* Three different colours: of what goes well, of what wants care, of what is late. */
static bool is_scheme(struct dbn_str v)
{
	static const char *const colours[] = { "灰", "绿", "黄", "红", "蓝", "橙", "黑", NULL };
	int seen = 0, count = 0;

	for (size_t at = 0; at < v.len; count++) {
		size_t from = at;
		int colour;

		dbn_utf8_next(v, &at);
		colour = choice(dbn_str_sub(v, from, at - from), colours);
		if (colour < 0 || (seen >> colour & 1))
			return false;
		seen |= 1 << colour;
	}
	return count == 3;
}

static bool set_flag(bool *out, struct dbn_str value, const char *off, const char *on)
{
	if (!dbn_str_eqz(value, off) && !dbn_str_eqz(value, on))
		return false;
	*out = dbn_str_eqz(value, on);
	return true;
}

/* +08:00, -3:30, Asia/Shanghai and its namesakes, UTC. */
static bool set_zone(int *minutes, struct dbn_str value)
{
	static const char *const eight[] = { "Asia/Shanghai", "Asia/Chongqing", "Asia/Urumqi", "PRC",
					     "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "北京时间", NULL };
	struct dbn_str rest = value, hours;
	int32_t h, m = 0;
	bool west = dbn_str_starts(value, DBN_STR("-"));

	if (choice(value, eight) >= 0 || dbn_str_eqz(value, "UTC")) {
		*minutes = dbn_str_eqz(value, "UTC") ? 0 : 480;
		return true;
	}
	if (!west && !dbn_str_starts(value, DBN_STR("+")))
		return false;
	rest = dbn_str_from(rest, 1);
	hours = dbn_str_split(&rest, ':');
	if (!dbn_str_uint(hours, &h) || (rest.ptr && !dbn_str_uint(rest, &m)) || h > 14 || m > 59)
		return false;
	*minutes = (int)(west ? -(h * 60 + m) : h * 60 + m);
	return *minutes < DAY_MINUTES;
}

/* 3wd, 5d, 5 */
static bool days_of(struct dbn_str value, int *days, bool *workdays)
{
	*workdays = dbn_str_ends(value, DBN_STR("wd"));
	if (*workdays)
		value.len -= 2;
	else if (dbn_str_ends(value, DBN_STR("d")))
		value.len -= 1;
	return dbn_ini_number(dbn_str_trim(value), 0, 3650, days);
}

static bool set_remind(struct dbn_conf *c, struct dbn_str value)
{
	int days[DBN_CONF_REMIND_MAX];
	size_t n = 0;
	bool workdays = false, first = true;

	for (struct dbn_str rest = value; rest.ptr && value.len; first = false) {
		bool w;

		if (n == DBN_CONF_REMIND_MAX || !days_of(dbn_str_trim(dbn_str_split(&rest, ',')), &days[n], &w))
			return false;
		if (!first && w != workdays && days[n] > 0) /* the day itself is no count of days */
			return false;
		workdays = workdays || w;
		n++;
	}
	memcpy(c->remind, days, n * sizeof *days);
	c->remind_count = n;
	c->remind_workdays = workdays;
	return true;
}

/* 蓝,黄,红: one to three names, none twice. */
static bool set_colours(struct dbn_conf *c, struct dbn_str value)
{
	char name[DBN_CONF_COLOURS][sizeof c->colour[0]];
	size_t n = 0;

	for (struct dbn_str rest = value; rest.ptr; n++) {
		struct dbn_str one = dbn_str_trim(dbn_str_split(&rest, ','));

		if (n == DBN_CONF_COLOURS || one.len == 0 || dbn_str_find(one, DBN_STR(" ")) != DBN_NONE ||
		    !set_text(name[n], sizeof name[n], one))
			return false;
		for (size_t i = 0; i < n; i++)
			if (strcmp(name[i], name[n]) == 0)
				return false;
	}
	memcpy(c->colour, name, sizeof name);
	c->colour_count = n;
	return n > 0;
}

/* 2 or 1-3: the first colour of a matter and the highest. */
static bool set_step(struct dbn_conf *c, enum dbn_conf_step step, struct dbn_str value)
{
	int least = step == DBN_STEP_NEAR ? 0 : 1, first, highest;
	struct dbn_str rest = value, head = dbn_str_split(&rest, '-');

	if (!dbn_ini_number(dbn_str_trim(head), least, DBN_CONF_COLOURS, &first))
		return false;
	highest = first;
	if (rest.ptr && !dbn_ini_number(dbn_str_trim(rest), first, DBN_CONF_COLOURS, &highest))
		return false;
	c->step[step].first = first;
	c->step[step].highest = highest;
	return true;
}

/* "", a rhythm, or a rhythm with its day: month@5; anything the limit grammar
 * calls every:… without the prefix. */
static bool set_feedback(struct dbn_conf *c, struct dbn_str value)
{
	static const char *const rhythms[] = { "week", "month", "quarter", "half", "year", "none", NULL };
	struct dbn_str word = value, day;

	if (dbn_str_starts(word, DBN_STR("every:")))
		value = word = dbn_str_from(word, 6);
	day = word;
	word = dbn_str_split(&day, '@');
	if (value.len && choice(word, rhythms) < 0)
		return false;
	for (size_t i = 0; day.ptr && i < day.len; i++)
		if ((day.ptr[i] < '0' || day.ptr[i] > '9') && day.ptr[i] != '-' && day.ptr[i] != 'm')
			return false;
	if (dbn_str_eqz(value, "none"))
		value = DBN_STR("");
	return (!day.ptr || day.len) && set_text(c->feedback, sizeof c->feedback, value);
}

static bool set_value(struct dbn_conf *c, enum setting id, struct dbn_str v)
{
	static const char *const rest_days[] = { "keep", "next", "previous", NULL };
	int n;

	switch (id) {
	case SET_NAME: return set_text(c->name, sizeof c->name, v);
	case SET_LEVEL: return set_text(c->level, sizeof c->level, v);
	case SET_CLERK: return set_text(c->clerk, sizeof c->clerk, v);
	case SET_CONTACT: return set_text(c->contact, sizeof c->contact, v);
	case SET_ZONE: return set_zone(&c->zone_minutes, v);
	case SET_LANG:
		if (v.len && !dbn_str_eqz(v, "zh") && !dbn_str_eqz(v, "en"))
			return false;
		c->lang = dbn_str_eqz(v, "en") ? DBN_EN : DBN_ZH;
		c->lang_set = v.len > 0;
		return true;
	case SET_LEAD_RULE: return set_flag(&c->lead_rule_first, v, "none", "first");
	case SET_FEEDBACK_EVERY: return set_feedback(c, v);
	case SET_FEEDBACK_GRACE: return dbn_ini_number(v, 0, 90, &c->feedback_grace);
	case SET_NEAR: return days_of(v, &c->near_days, &c->near_workdays);
	case SET_BEHIND: return dbn_ini_number(v, 1, 100, &c->behind_points);
	case SET_BEHIND_FAR: return dbn_ini_number(v, 1, 100, &c->behind_far);
	case SET_SCHEME: return is_scheme(v) && set_text(c->scheme, sizeof c->scheme, v);
	case SET_REMIND_BEFORE: return set_remind(c, v);
	case SET_REMIND_INTERVAL: return dbn_ini_number(v, 1, 365, &c->remind_interval);
	case SET_REMIND_AFTER: return dbn_ini_number(v, 1, 90, &c->remind_after);
	case SET_REMIND_SERIES:
		return dbn_str_find(v, DBN_STR(" ")) == DBN_NONE && set_text(c->series, sizeof c->series, v);
	case SET_REMIND_COLOURS: return set_colours(c, v);
	case SET_STEP_NEAR: return set_step(c, DBN_STEP_NEAR, v);
	case SET_STEP_SILENT: return set_step(c, DBN_STEP_SILENT, v);
	case SET_STEP_BEHIND: return set_step(c, DBN_STEP_BEHIND, v);
	case SET_STEP_NODE: return set_step(c, DBN_STEP_NODE, v);
	case SET_STEP_RECTIFY: return set_step(c, DBN_STEP_RECTIFY, v);
	case SET_STEP_OVERDUE: return set_step(c, DBN_STEP_OVERDUE, v);
	case SET_REMIND_REPLY: return dbn_ini_number(v, 1, 60, &c->remind_reply);
	case SET_REST_DAY:
		n = choice(v, rest_days);
		if (n >= 0)
			c->rest_day = (enum dbn_rest_day)n;
		return n >= 0;
	case SET_EVIDENCE: return set_flag(&c->evidence_required, v, "none", "required");
	case SET_UNCONFINED: return set_flag(&c->limits.unconfined, v, "refuse", "allow");
	case SET_COMMIT: return set_flag(&c->commit_auto, v, "off", "auto");
	case SET_PAGER: return set_flag(&c->pager, v, "off", "auto");
	case SET_AMBIGUOUS: return dbn_ini_number(v, 1, 2, &c->ambiguous_width);
#define LIMIT(id, initial, least, most, takes, zh, en) case SET_LIMIT_##id:
#include "dubanc/decode_limits.def"
#undef LIMIT
		return dbn_decode_limits_set(&c->limits, dbn_str_of(table[id].key), v);
	case SETTINGS: break;
	}
	return false;
}

/* ---- the file ---- */

void dbn_conf_init(struct dbn_conf *c)
{
	memset(c, 0, sizeof *c);
	dbn_arena_init(&c->arena, CONF_FILE_MAX * 8);
	for (size_t i = 0; i < SETTINGS; i++)
		set_value(c, (enum setting)i, dbn_str_of(table[i].initial));
}

void dbn_conf_release(struct dbn_conf *c)
{
	dbn_arena_release(&c->arena);
	c->named_count = 0;
}

/* Edit distance of short names, in bytes; for "did you mean". */
static size_t distance(struct dbn_str a, const char *b)
{
	size_t row[64], n = strlen(b);

	if (n >= 64 || a.len >= 64)
		return 64;
	for (size_t k = 0; k <= n; k++)
		row[k] = k;
	for (size_t i = 1; i <= a.len; i++) {
		size_t above = row[0];

		row[0] = i;
		for (size_t k = 1; k <= n; k++) {
			size_t change = above + (a.ptr[i - 1] != b[k - 1]), best = row[k] + 1;

			above = row[k];
			if (row[k - 1] + 1 < best)
				best = row[k - 1] + 1;
			row[k] = change < best ? change : best;
		}
	}
	return row[n];
}

static void report_unknown(const struct dbn_ini_entry *e, const char *file, struct dbn_sink sink,
			   struct dbn_arena *a)
{
	size_t best = 0, least = SIZE_MAX;
	struct dbn_str args[2], name[3] = { e->section, DBN_STR("."), e->key };

	for (size_t i = 0; i < SETTINGS; i++) {
		size_t d = distance(e->key, table[i].key) * 2 + !dbn_str_eqz(e->section, table[i].section);

		if (d < least) {
			least = d;
			best = i;
		}
	}
	args[0] = dbn_arena_join(a, name, 3);
	if (least / 2 > (e->key.len + 2) / 3) { /* no slip of any that there are; nmae is one of name */
		dbn_report(sink, DBN_MSG_INI_UNKNOWN, dbn_pos_at(file, e->line, 1), args, 1);
		return;
	}
	name[0] = dbn_str_of(table[best].section);
	name[2] = dbn_str_of(table[best].key);
	args[1] = dbn_arena_join(a, name, 3);
	dbn_report(sink, DBN_MSG_INI_UNKNOWN_NEAR, dbn_pos_at(file, e->line, 1), args, 2);
}

static void take_named(struct dbn_conf *c, const struct dbn_ini_entry *e, const char *file,
		       struct dbn_sink sink)
{
	int32_t day = dbn_day_typed(e->value);

	if (day == DBN_NO_DAY || c->named_count == DBN_CONF_NAMED_MAX) {
		struct dbn_str args[] = { e->key, e->value };

		dbn_report(sink, DBN_MSG_INI_NAMED_DAY, dbn_pos_at(file, e->line, 1), args, 2);
		return;
	}
	c->named[c->named_count++] = (struct dbn_named_day){ e->key, day };
}

static void take_entry(struct dbn_conf *c, const struct dbn_ini_entry *e, const char *file,
		       struct dbn_sink sink)
{
	if (dbn_str_eqz(e->section, "term") || dbn_str_eqz(e->section, "event")) {
		take_named(c, e, file, sink);
		return;
	}
	for (size_t i = 0; i < SETTINGS; i++) {
		struct dbn_str args[] = { e->key, e->value, dbn_str_of(table[i].takes),
					  dbn_str_of(table[i].initial) };

		if (!dbn_str_eqz(e->section, table[i].section) || !dbn_str_eqz(e->key, table[i].key))
			continue;
		if (!set_value(c, (enum setting)i, e->value))
			dbn_report(sink, DBN_MSG_INI_VALUE, dbn_pos_at(file, e->line, 1), args, 4);
		return;
	}
	report_unknown(e, file, sink, &c->arena);
}

int dbn_conf_read(struct dbn_conf *c, const char *path, struct dbn_sink sink, struct dbn_err *err)
{
	const char *name = strrchr(path, '/');
	struct dbn_str bytes;
	struct dbn_ini ini;
	int ret = dbn_file_load(&c->arena, path, CONF_FILE_MAX, &bytes, NULL, err);

	name = name ? name + 1 : path;
	if (!ret)
		ret = dbn_ini_parse(&ini, &c->arena, bytes, name, sink, err);
	for (size_t i = 0; !ret && i < ini.count; i++)
		take_entry(c, &ini.items[i], name, sink);
	return ret;
}

void dbn_conf_template(struct dbn_buf *out, struct dbn_str name, struct dbn_str level,
		       enum dbn_lang lang)
{
	const char *section = "";

	dbn_buf_addz(out, lang == DBN_ZH ? "# dubanc 台账设置。去掉行首 # 即生效；说明见 dubanc.ini(5)。\n" :
					   "# Settings of this dubanc ledger. Remove a leading # to set; see dubanc.ini(5).\n");
	for (size_t i = 0; i < SETTINGS; i++) {
		struct dbn_str value = i == SET_NAME ? name : i == SET_LEVEL ? level : DBN_STR("");

		if (strcmp(section, table[i].section) != 0) {
			section = table[i].section;
			dbn_buf_addz(out, "\n[");
			dbn_buf_addz(out, section);
			dbn_buf_addz(out, "]\n");
		}
		dbn_buf_addz(out, "# ");
		dbn_buf_addz(out, lang == DBN_ZH ? table[i].zh : table[i].en);
		dbn_buf_addz(out, " (");
		dbn_buf_addz(out, table[i].takes);
		dbn_buf_addz(out, ")\n");
		if (!value.len)
			dbn_buf_addc(out, '#');
		dbn_buf_addz(out, table[i].key);
		dbn_buf_addz(out, " = ");
		if (value.len) {
			dbn_buf_addc(out, '"');
			for (size_t k = 0; k < value.len; k++)
				if (value.ptr[k] != '"' && (unsigned char)value.ptr[k] >= 0x20)
					dbn_buf_addc(out, value.ptr[k]);
			dbn_buf_addc(out, '"');
		} else {
			dbn_buf_addz(out, table[i].initial);
		}
		dbn_buf_addc(out, '\n');
	}
	dbn_buf_addz(out, lang == DBN_ZH ?
		"\n# 本届任期、汛期等文件中常用而不写明日期的期限\n[term]\n#本届任期 = 2026-12-31\n\n[event]\n#汛期 = 2026-06-01\n" :
		"\n# limits that documents name without a date\n[term]\n#本届任期 = 2026-12-31\n\n[event]\n#汛期 = 2026-06-01\n");
}
