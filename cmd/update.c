/* update.c - enter what happened to tasks. */
#include "change.h"
#include "dubanc/file.h"
#include "input.h"

enum { ACTS_MAX = 64 };

struct acts {
	struct dbn_act items[ACTS_MAX];
	size_t count;
};

/* Acts that are an option with a text of their own (WHY), or none. */
static const struct {
	const char *option;
	enum dbn_event_kind kind;
	bool has_text;
} simple[] = {
	{ "ack", DBN_EV_ACK, false },	      { "report", DBN_EV_REPORT, false },
	{ "return", DBN_EV_RETURN, true },    { "done", DBN_EV_DONE, false },
	{ "close", DBN_EV_CLOSE, false },     { "reopen", DBN_EV_REOPEN, true },
	{ "suspend", DBN_EV_SUSPEND, true },  { "resume", DBN_EV_RESUME, false },
	{ "cancel", DBN_EV_CANCEL, true },    { "grant", DBN_EV_EXTEND, false },
	{ "refuse", DBN_EV_EXTEND_REFUSE, true }, { "instruct", DBN_EV_INSTRUCT, true },
	{ "remark", DBN_EV_NOTE, true },
};

/* One more act with what all acts of the command share; NULL: too many. */
static struct dbn_act *add(struct ctx *ctx, struct acts *a, enum dbn_event_kind kind)
{
	const char *unit = opt_text(&ctx->opts, "unit");
	struct dbn_act *act;

	if (a->count == ACTS_MAX)
		return NULL;
	act = &a->items[a->count++];
	*act = dbn_act_of(kind, ctx->on);
	act->by = typist(ctx);
	if (unit)
		act->unit = dbn_str_of(unit);
	return act;
}

/*
 * What stands in the event for a piece of evidence: an address as it is; a file
 * as `sha256:HASH NAME`, so that it can be told later whether it is the same.
 */
static struct dbn_str evidence_of(struct ctx *ctx, const char *value, struct dbn_err *err)
{
	char hash[DBN_SHA256_HEX];
	struct dbn_str name = dbn_str_of(value);
	struct dbn_buf bytes;

	if (dbn_str_find(name, DBN_STR("://")) != DBN_NONE)
		return name;
	input_init(ctx, &bytes);
	if (input_bytes(ctx, value, &bytes, err) == DBN_OK) {
		struct dbn_str parts[] = { DBN_STR("sha256:"), { hash, DBN_SHA256_HEX - 1 }, DBN_STR(" "), name };

		dbn_sha256(dbn_buf_str(&bytes), hash);
		name = dbn_arena_join(&ctx->ledger.arena, parts, 4);
	}
	dbn_buf_release(&bytes);
	return name;
}

/* --evidence and --actual may be given several times. */
static bool add_many(struct ctx *ctx, struct acts *a, struct dbn_err *err)
{
	const char *value;

	for (size_t k = 0; (value = opt_nth(&ctx->opts, "evidence", k)) != NULL; k++) {
		struct dbn_act *act = add(ctx, a, DBN_EV_EVIDENCE);

		if (!act)
			return false;
		act->text = evidence_of(ctx, value, err);
	}
	for (size_t k = 0; (value = opt_nth(&ctx->opts, "actual", k)) != NULL; k++) {
		struct dbn_act *act = add(ctx, a, DBN_EV_ACTUAL);
		struct dbn_str rest = dbn_str_of(value);

		if (!act)
			return false;
		act->metric = dbn_str_trim(dbn_str_split(&rest, '='));
		act->value = rest.ptr ? dbn_str_trim(rest) : DBN_STR("");
	}
	return true;
}

/* --progress and --note: a feedback of their own, unless a report or another
 * act of the same command carries the words. */
static bool add_feedback(struct ctx *ctx, struct acts *a, const char *note, bool carried)
{
	const char *progress = opt_text(&ctx->opts, "progress");
	struct dbn_act *act;

	if (!progress && (!note || carried))
		return true;
	act = add(ctx, a, DBN_EV_FEEDBACK);
	if (!act)
		return false;
	if (progress)
		act->progress = dbn_str_of(progress);
	if (note && !carried)
		act->text = dbn_str_of(note);
	return true;
}

static bool is_given(struct ctx *ctx, size_t k)
{
	return opt_flag(&ctx->opts, simple[k].option);
}

static bool add_extension(struct ctx *ctx, struct acts *a)
{
	int32_t day = opt_day(&ctx->opts, "ask-extension", DBN_NO_DAY);
	const char *reason = opt_text(&ctx->opts, "reason");
	struct dbn_act *act;

	if (day == DBN_NO_DAY)
		return true;
	act = add(ctx, a, DBN_EV_EXTEND_REQUEST);
	if (!act)
		return false;
	act->day = day;
	act->text = dbn_str_of(reason);
	return true;
}

static bool add_simple(struct ctx *ctx, struct acts *a, size_t k, const char *note)
{
	const char *period = opt_text(&ctx->opts, "period");
	struct dbn_act *act = add(ctx, a, simple[k].kind);

	if (!act)
		return false;
	if (simple[k].has_text)
		act->text = dbn_str_of(opt_text(&ctx->opts, simple[k].option));
	else if (note)
		act->text = dbn_str_of(note);
	if (period && (simple[k].kind == DBN_EV_REPORT || simple[k].kind == DBN_EV_RETURN))
		act->period = dbn_str_of(period);
	return true;
}

/* All acts of the command in the order in which they can follow each other. */
static int read_acts(struct ctx *ctx, struct acts *a)
{
	const char *note = opt_text(&ctx->opts, "note");
	struct dbn_err err = { 0 };
	bool carried = false, ok;

	a->count = 0;
	/* The first is ack, which carries no words. */
	for (size_t k = 1; k < sizeof simple / sizeof *simple; k++)
		carried = carried || (is_given(ctx, k) && !simple[k].has_text);
	ok = !is_given(ctx, 0) || add_simple(ctx, a, 0, NULL);
	ok = ok && add_many(ctx, a, &err) && add_feedback(ctx, a, note, carried) && add_extension(ctx, a);
	for (size_t k = 1; k < sizeof simple / sizeof *simple && ok; k++)
		ok = !is_given(ctx, k) || add_simple(ctx, a, k, note);
	if (err.code)
		return complain(ctx, &err);
	if (!ok)
		return misuse(ctx, DBN_MSG_TOO_MANY_ACTS, NULL);
	return a->count ? EXIT_CLEAN : misuse(ctx, DBN_MSG_NO_ACT, NULL);
}

int cmd_update(struct ctx *ctx)
{
	struct changes changes = { 0 };
	struct acts acts;
	int status = read_acts(ctx, &acts);

	if (!status)
		status = change_named(ctx, &changes, 0, acts.items, acts.count);
	return status ? status : change_write(ctx, &changes, false);
}
