/* reason.c - why a light, in words: as a screen says it, and as a paper does. */
#include "dubanc/light.h"
#include "dubanc/written.h"

enum { REASON_ARGS = 3 };

/* What stands behind the colon of an id. */
static struct dbn_str tail(struct dbn_str id)
{
	size_t colon = dbn_str_find(id, DBN_STR(":"));

	return colon == DBN_NONE ? id : dbn_str_from(id, colon + 1);
}

/* The arguments of each reason in their order: n number, d day, p node or period. */
static const char *const reason_args[DBN_MSG_COUNT] = {
	[DBN_MSG_WHY_PAUSED] = "d",
	[DBN_MSG_WHY_DONE] = "d",
	[DBN_MSG_WHY_LATE] = "dn",
	[DBN_MSG_WHY_LATE_PERIODS] = "dn",
	[DBN_MSG_WHY_OVERDUE] = "dn",
	[DBN_MSG_WHY_OVERDUE_NODE] = "pdn",
	[DBN_MSG_WHY_OVERDUE_PERIOD] = "pdn",
	[DBN_MSG_WHY_OVERDUE_RECTIFY] = "dn",
	[DBN_MSG_WHY_REPORTED_LATE] = "dn",
	[DBN_MSG_WHY_REPORTED] = "d",
	[DBN_MSG_WHY_SILENT] = "dn",
	[DBN_MSG_WHY_SILENT_MORE] = "dnu",
	[DBN_MSG_WHY_BEHIND] = "n",
	[DBN_MSG_WHY_BEHIND_PERIOD] = "n",
	[DBN_MSG_WHY_NEAR] = "dn",
	[DBN_MSG_WHY_NEAR_NODE] = "pdn",
	[DBN_MSG_WHY_NEAR_PERIOD] = "pdn",
	[DBN_MSG_WHY_NEAR_RECTIFY] = "dn",
	[DBN_MSG_WHY_RHYTHM] = "d",
	[DBN_MSG_WHY_ON_TRACK] = "d",
};

/* A day as screens write it, or papers. */
static void add_day(struct dbn_buf *out, int32_t day, enum dbn_lang lang, bool paper)
{
	char iso[11];

	if (paper)
		dbn_paper_day(out, lang, day);
	else
		dbn_buf_addz(out, dbn_day_format(iso, day));
}

/* What a check found and nobody has looked at again belongs to every reason. */
static void add_finding(struct dbn_buf *out, const struct dbn_verdict *v, enum dbn_lang lang, bool paper)
{
	void (*say)(struct dbn_buf *, enum dbn_msg, enum dbn_lang, const struct dbn_str *, size_t) =
		paper ? dbn_paper_format : dbn_msg_format;
	struct dbn_buf day;
	struct dbn_str by;

	if (!v->finding || v->reason == DBN_MSG_NONE || v->reason == DBN_MSG_WHY_OVERDUE_RECTIFY ||
	    v->reason == DBN_MSG_WHY_NEAR_RECTIFY || v->reason == DBN_MSG_WHY_RECTIFY_TODAY)
		return;
	dbn_buf_init(&day, 64);
	add_day(&day, v->rectify, lang, paper);
	by = dbn_buf_str(&day);
	dbn_buf_addz(out, lang == DBN_ZH ? "；" : "; ");
	say(out, v->rectify == DBN_NO_DAY ? DBN_MSG_WHY_FINDING : DBN_MSG_WHY_FINDING_BY, lang, &by, 1);
	out->failed = out->failed || day.failed;
	dbn_buf_release(&day);
}

/* The part of the task that is meant, or the period: a paper calls a part by its title, a screen by its id. */
static void add_part(struct dbn_buf *out, const struct dbn_verdict *v, enum dbn_lang lang, bool paper)
{
	if (v->node && paper && v->node->cell[DBN_TASK_TITLE].len)
		dbn_msg_format(out, DBN_MSG_QUOTED, lang, &v->node->cell[DBN_TASK_TITLE], 1);
	else if (v->node)
		dbn_buf_add(out, tail(v->node->cell[DBN_TASK_ID]));
	else if (paper)
		dbn_paper_period(out, lang, dbn_str_of(v->period));
	else
		dbn_buf_addz(out, v->period);
}

static void add_reason(struct dbn_buf *out, const struct dbn_verdict *v, enum dbn_lang lang, bool paper)
{
	const char *spec = reason_args[v->reason] ? reason_args[v->reason] : "";
	struct dbn_str args[REASON_ARGS] = { { NULL, 0 } };
	struct dbn_buf text[REASON_ARGS];
	void (*say)(struct dbn_buf *, enum dbn_msg, enum dbn_lang, const struct dbn_str *, size_t) =
		paper ? dbn_paper_format : dbn_msg_format;
	size_t n = 0;

	for (; spec[n] && n < REASON_ARGS; n++) {
		dbn_buf_init(&text[n], 256);
		if (spec[n] == 'n')
			dbn_buf_addi(&text[n], v->reason_days);
		else if (spec[n] == 'u')
			dbn_buf_addi(&text[n], v->unheard);
		else if (spec[n] == 'd')
			add_day(&text[n], v->reason_day, lang, paper);
		else
			add_part(&text[n], v, lang, paper);
		args[n] = dbn_buf_str(&text[n]);
	}
	say(out, v->reason, lang, args, n);
	add_finding(out, v, lang, paper);
	for (size_t i = 0; i < n; i++) {
		out->failed = out->failed || text[i].failed;
		dbn_buf_release(&text[i]);
	}
}

void dbn_verdict_text(struct dbn_buf *out, const struct dbn_verdict *v, enum dbn_lang lang)
{
	add_reason(out, v, lang, false);
}

void dbn_verdict_paper(struct dbn_buf *out, const struct dbn_verdict *v, enum dbn_lang lang)
{
	add_reason(out, v, lang, true);
}
