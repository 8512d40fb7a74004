/*
 * conf.h - dubanc.ini: the office and its rules as data.
 *
 * iniparser reads it; lib/ledger/ini.c guards its limits (line length, BOM,
 * duplicate keys, numbers) and keeps line numbers for messages. Every setting
 * is one row of settings.def (section, key, type, default, zh, en), from which
 * the reader, dubanc.ini(5) checks and `init` take it. An unknown key is a
 * warning with the nearest name.
 */
#ifndef DUBANC_CONF_H
#define DUBANC_CONF_H

#include "dubanc/deadline.h"
#include "dubanc/decode_limits.h"

enum { DBN_CONF_NAMED_MAX = 64, DBN_CONF_REMIND_MAX = 8, DBN_CONF_TEXT_MAX = 128, DBN_CONF_COLOURS = 3 };

/* What notices are about: each has its first and its highest colour. */
enum dbn_conf_step { DBN_STEP_NEAR, DBN_STEP_SILENT, DBN_STEP_BEHIND, DBN_STEP_NODE, DBN_STEP_RECTIFY, DBN_STEP_OVERDUE, DBN_STEPS };

struct dbn_conf {
	char name[DBN_CONF_TEXT_MAX];  /* [office] name: heading of every report */
	char level[DBN_CONF_TEXT_MAX]; /* 省 市 县 …, or "" */
	char clerk[DBN_CONF_TEXT_MAX]; /* default of --by */
	char contact[DBN_CONF_TEXT_MAX];
	int zone_minutes;	       /* [office] zone, east of UTC; Asia/Shanghai = 480 */
	enum dbn_lang lang;
	bool lang_set;
	bool lead_rule_first;	       /* [assign] lead_rule = first */
	char feedback[32];	       /* [feedback] every: month | quarter | …, "" none */
	int feedback_grace;	       /* days after the feedback day before silence */
	int near_days;		       /* [light] near: days before the due day */
	bool near_workdays;	       /* … counted as working days */
	int behind_points, behind_far; /* [light] behind: points against the linear schedule */
	int remind[DBN_CONF_REMIND_MAX]; /* [remind] before: 7,3,1,0 */
	size_t remind_count;
	bool remind_workdays;
	int remind_reply;	       /* working days to answer a notice */
	int remind_interval;	       /* days between two notices for one task */
	int remind_after;	       /* days behind the due day before the first notice */
	char colour[DBN_CONF_COLOURS][16]; /* [remind] colours, the mildest first */
	size_t colour_count;
	struct {
		int first, highest; /* from 1; 0 is a mere reminder */
	} step[DBN_STEPS];
	char series[32];	       /* [remind] series: 督办, before 〔2024〕12号 */
	enum dbn_rest_day rest_day;
	bool evidence_required;	       /* [close] evidence = required */
	bool commit_auto;	       /* [git] commit = auto */
	int ambiguous_width;	       /* [ui] ambiguous = 1 | 2 */
	bool pager;		       /* [ui] pager = auto | off */
	struct dbn_decode_limits limits; /* [limits] */
	char scheme[32]; /* [light] scheme: 绿黄红, 蓝黄红, … */
	struct dbn_named_day named[DBN_CONF_NAMED_MAX]; /* [term] and [event]: 本届任期 = 2026-12-31 */
	size_t named_count;
	struct dbn_arena arena; /* owns what named[] points at */
};

/* Defaults, as an empty file gives them. */
void dbn_conf_init(struct dbn_conf *c);
void dbn_conf_release(struct dbn_conf *c);
/*
 * Reads the file at path. Findings that do not stop it (unknown keys, values
 * out of range, which keep their default) go to the sink with file and line;
 * DBN_EDATA where the file cannot be read as ini at all.
 */
int dbn_conf_read(struct dbn_conf *c, const char *path, struct dbn_sink sink, struct dbn_err *err);

/* Appends a dubanc.ini with every setting, its default and what may stand
 * there as comments; name and level filled in (may be empty). */
void dbn_conf_template(struct dbn_buf *out, struct dbn_str name, struct dbn_str level,
		       enum dbn_lang lang);

/* ---- any ini file of the ledger (score.ini) ---- */

struct dbn_ini_entry {
	struct dbn_str section, key, value; /* names in lower case, value without quotes */
	size_t line;
};

struct dbn_ini {
	struct dbn_ini_entry *items; /* in file order; of a doubled key the last one */
	size_t count, cap;
};

/*
 * Reads bytes as ini through iniparser, which has no positions, refuses whole
 * files for one line and takes BOM, doubled keys and `#` in values wrong: all
 * that is noticed before, put right or named with its line. file stands in
 * messages. In arena.
 */
int dbn_ini_parse(struct dbn_ini *out, struct dbn_arena *arena, struct dbn_str bytes,
		  const char *file, struct dbn_sink sink, struct dbn_err *err);
/* A signed decimal number without anything around it, within [min, max]. */
bool dbn_ini_number(struct dbn_str value, int min, int max, int *out);

#endif
