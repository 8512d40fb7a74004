/* report.c - periodic reports: which kind, which period, which format. */
#include <string.h>

#include "report.h"

static const struct {
	const char *name;
	int (*run)(struct report *r);
	bool ahead; /* may be of a period that has not begun */
	const char *by; /* what --by may say */
	const char *summary[2];
} kinds[] = {
#define KIND(name, ahead, by, zh, en) { #name, report_##name, ahead, by, { zh, en } },
#include "report_kinds.def"
#undef KIND
};

bool is_paper(const struct report *r)
{
	return r->how.format == DBN_FMT_TEXT || r->how.format == DBN_FMT_MD || r->how.format == DBN_FMT_HTML;
}

/* The period of --period, by default the year of the day reported for. */
static int read_period(struct report *r)
{
	const char *given = opt_text(&r->ctx->opts, "period");
	struct dbn_buf year;
	bool ok;

	dbn_buf_init(&year, 16);
	dbn_buf_addi(&year, dbn_day_ymd(r->ctx->today).year);
	r->period_name = dbn_arena_dup(&r->view.arena, given ? dbn_str_of(given) : dbn_buf_str(&year));
	dbn_buf_release(&year);
	if (!r->period_name.len)
		return out_of_memory(r->ctx);
	ok = dbn_period_span(r->period_name, &r->from, &r->to);
	if (ok && !kinds[r->kind].ahead && r->from > r->ctx->today)
		return misuse(r->ctx, DBN_MSG_PERIOD_AHEAD, given, NULL);
	if (r->to > r->ctx->today && r->from <= r->ctx->today)
		r->to = r->ctx->today;
	return ok ? EXIT_CLEAN : misuse(r->ctx, DBN_MSG_BAD_PERIOD, given, NULL);
}

static int unknown_kind(struct ctx *ctx, const char *word)
{
	struct dbn_buf names;
	int status;

	dbn_buf_init(&names, 4096);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		dbn_buf_addz(&names, i ? " " : "");
		dbn_buf_addz(&names, kinds[i].name);
	}
	status = misuse(ctx, DBN_MSG_REPORT_KIND, word, names.ptr, NULL);
	dbn_buf_release(&names);
	return status;
}

/* Whether the kind is grouped as --by asks. */
static bool groups_by(size_t kind, const char *by)
{
	struct dbn_str rest = dbn_str_of(kinds[kind].by);

	while (rest.len)
		if (dbn_str_eqz(dbn_str_split(&rest, '|'), by))
			return true;
	return false;
}

int cmd_report(struct ctx *ctx)
{
	const char *word = ctx->opts.operand_count ? ctx->opts.operands[0] : "progress";
	struct report r = { .ctx = ctx };
	size_t kind = 0;
	int status;

	while (kind < sizeof kinds / sizeof *kinds && strcmp(kinds[kind].name, word) != 0)
		kind++;
	if (kind == sizeof kinds / sizeof *kinds)
		return unknown_kind(ctx, word);
	if (opt_text(&ctx->opts, "explain") && strcmp(word, "score") != 0)
		return misuse(ctx, DBN_MSG_REPORT_EXPLAIN, NULL);
	if (opt_text(&ctx->opts, "by") && !groups_by(kind, opt_text(&ctx->opts, "by")))
		return misuse(ctx, DBN_MSG_REPORT_BY, word, opt_text(&ctx->opts, "by"), NULL);
	r.kind = kind;
	r.calendar = opt_text(&ctx->opts, "format") && strcmp(opt_text(&ctx->opts, "format"), "ics") == 0;
	if (r.calendar && strcmp(word, "plan") != 0)
		return misuse(ctx, DBN_MSG_REPORT_CALENDAR, word, NULL);
	status = view_open(ctx, &r.view, false);
	r.how = view_how(ctx, DBN_FMT_TEXT);
	if (!status)
		r.scope = view_scope(ctx, &r.view);
	if (!status)
		status = read_period(&r);
	if (!status)
		status = kinds[kind].run(&r);
	if (!status && r.view.arena.failed) /* a text that memory cut short is no report */
		status = out_of_memory(ctx);
	if (!status)
		status = r.view.status;
	view_close(&r.view);
	return status;
}
