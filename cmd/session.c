/* session.c - the ledger as a command meets it: opening, finding a task, stamping events. */
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "cmd.h"

enum { CANDIDATES = 8, LOCK_SECONDS = 10, NEAR_TASKS = 3, FAR_MAX = 1 };

static void on_wait(void *data, const char *holder)
{
	say(data, DBN_MSG_LOCK_WAIT, holder, NULL);
}

static int lock_ledger(struct ctx *ctx, struct dbn_err *err)
{
	char who[DBN_PATH_MAX];
	struct dbn_buf b;
	int seconds = opt_count(&ctx->opts, "lock-timeout", LOCK_SECONDS);

	dbn_buf_init(&b, sizeof who - 1);
	dbn_buf_addi(&b, getpid());
	dbn_buf_addz(&b, " dubanc ");
	dbn_buf_addz(&b, ctx->cmd->name);
	memcpy(who, b.ptr, b.len + 1);
	dbn_buf_release(&b);
	return dbn_ledger_lock(&ctx->ledger, who, seconds > 3600 ? 3600 * 1000 : seconds * 1000, on_wait,
			       ctx, err);
}

/*
 * The one document that the ids given stand in (KEY:…), or "": what such a
 * command costs then does not grow with the ledger. A command with filters looks
 * at the others too.
 */
static struct dbn_str only_document(const struct ctx *ctx)
{
	const char *operands = ctx->cmd->operands;
	struct dbn_str key = DBN_STR("");

	operands += *operands == '[';
	if (strncmp(operands, "ID", 2) != 0 || strstr(ctx->cmd->sets, "@filter") || ctx->as_of != DBN_NO_DAY)
		return key;
	for (int i = 0; i < ctx->opts.operand_count; i++) {
		struct dbn_str id = dbn_str_of(ctx->opts.operands[i]), own;
		size_t colon = dbn_str_find(id, DBN_STR(":")), equals = dbn_str_find(id, DBN_STR("="));

		if (i > 0 && equals != DBN_NONE)
			continue; /* edit's COLUMN=VALUE */
		own = dbn_str_sub(id, 0, colon == DBN_NONE ? 0 : colon);
		if (!own.len || (i > 0 && !dbn_str_eq(own, key)))
			return DBN_STR("");
		key = own;
	}
	return key;
}

int open_ledger(struct ctx *ctx, enum cmd_needs needs, struct dbn_err *err)
{
	struct dbn_str only = only_document(ctx);
	const char *start = opt_text(&ctx->opts, "ledger");
	char root[DBN_PATH_MAX];
	int code = dbn_ledger_find(start ? start : ".", root, err);

	if (code && start && err->code == DBN_ESYSTEM && err->diag.msg != DBN_MSG_NO_MEMORY)
		code = err->code = DBN_EUSAGE; /* -C names no folder */
	if (code)
		return code;
	/* The sink is told once the language is known; until then findings wait in the files. */
	code = only.len ? dbn_ledger_open_doc(&ctx->ledger, root, only, to_stderr(ctx), err) :
			  dbn_ledger_open(&ctx->ledger, root, ctx->as_of, to_stderr(ctx), err);
	if (code) {
		dbn_ledger_release(&ctx->ledger);
		return code;
	}
	ctx->ledger_open = true;
	ctx->limits = ctx->ledger.conf.limits;
	if (needs == NEEDS_WRITE && ctx->as_of != DBN_NO_DAY)
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_AS_OF_WRITES, dbn_pos_at(NULL, 0, 0), NULL);
	if (needs == NEEDS_WRITE && !opt_flag(&ctx->opts, "dry-run"))
		return lock_ledger(ctx, err);
	return DBN_OK;
}

/* How near a task is to what was typed: by its id, the part behind the colon, or the last
 * component of its path. */
static size_t how_far(const struct dbn_task *task, struct dbn_str typed)
{
	struct dbn_str id = task->cell[DBN_TASK_ID], path = task->cell[DBN_TASK_PATH], key = typed;
	struct dbn_str wanted = typed, tail = dbn_str_from(id, task->doc->key.len + 1), last = path;
	size_t colon = dbn_str_find(typed, DBN_STR(":")), slash, far;

	if (colon != DBN_NONE) {
		key = dbn_str_sub(typed, 0, colon);
		wanted = dbn_str_from(typed, colon + 1);
		if (key.len && !dbn_str_ends(task->doc->key, key))
			return typed_distance(id, typed);
	}
	while ((slash = dbn_str_find(last, DBN_STR("/"))) != DBN_NONE)
		last = dbn_str_from(last, slash + 1);
	if (wanted.len && last.len > wanted.len && dbn_str_find(last, wanted) != DBN_NONE)
		return 1; /* 八 for （八） */
	far = typed_distance(tail, wanted);
	return far;
}

static int no_such_task(struct ctx *ctx, const char *id)
{
	const struct dbn_task *near[NEAR_TASKS] = { NULL };
	size_t far[NEAR_TASKS], count = 0;
	struct dbn_str typed = dbn_str_of(id);
	struct dbn_err ignored = { 0 };
	struct dbn_buf names;
	int status;

	for (size_t d = 0; d < ctx->ledger.doc_count; d++) {
		struct dbn_doc *doc = ctx->ledger.docs[d];

		if (dbn_ledger_load(&ctx->ledger, doc, DBN_LOAD_TASKS, to_stderr(ctx), &ignored))
			continue;
		for (size_t i = 0; i < doc->task_count; i++) {
			size_t n = how_far(&doc->tasks[i], typed), k = count < NEAR_TASKS ? count : NEAR_TASKS - 1;

			if (n > FAR_MAX || (count == NEAR_TASKS && n >= far[k]))
				continue;
			for (; k > 0 && far[k - 1] > n; k--) {
				near[k] = near[k - 1];
				far[k] = far[k - 1];
			}
			near[k] = &doc->tasks[i];
			far[k] = n;
			count += count < NEAR_TASKS;
		}
	}
	if (!count)
		return misuse(ctx, DBN_MSG_NO_SUCH_TASK, id, NULL);
	dbn_buf_init(&names, DBN_ARG_MAX);
	for (size_t i = 0; i < count; i++) {
		dbn_buf_addz(&names, i ? dbn_msg_text(DBN_MSG_LIST_COMMA, ctx->lang) : "");
		dbn_buf_add(&names, near[i]->cell[DBN_TASK_ID]);
	}
	status = misuse(ctx, DBN_MSG_NO_SUCH_TASK_NEAR, id, names.ptr, NULL);
	dbn_buf_release(&names);
	return status;
}

struct dbn_task *one_task(struct ctx *ctx, const char *id, int *status)
{
	struct dbn_task *found[CANDIDATES] = { NULL };
	struct dbn_err err = { 0 };
	struct dbn_buf names;
	size_t count = 0;

	if (dbn_ledger_find_task(&ctx->ledger, dbn_str_of(id), found, CANDIDATES, &count, &err)) {
		*status = complain(ctx, &err);
		return NULL;
	}
	if (count == 1) {
		if (dbn_ledger_load(&ctx->ledger, found[0]->doc, DBN_LOAD_ALL, to_stderr(ctx), &err)) {
			*status = complain(ctx, &err);
			return NULL;
		}
		return found[0];
	}
	if (count == 0) {
		*status = no_such_task(ctx, id);
		return NULL;
	}
	dbn_buf_init(&names, 4096);
	for (size_t i = 0; i < count && i < CANDIDATES; i++) {
		dbn_buf_addz(&names, i ? dbn_msg_text(DBN_MSG_LIST_COMMA, ctx->lang) : "");
		dbn_buf_add(&names, found[i]->cell[DBN_TASK_ID]);
	}
	if (count > CANDIDATES)
		dbn_buf_addz(&names, " …");
	*status = misuse(ctx, DBN_MSG_AMBIGUOUS_TASK, id, names.ptr, NULL);
	dbn_buf_release(&names);
	return NULL;
}

/* E, milliseconds, a serial that keeps the order within one command, six letters. */
static void add_event_id(struct dbn_buf *b, struct ctx *ctx)
{
	unsigned char noise[6];

	if (getrandom(noise, sizeof noise, 0) != (ssize_t)sizeof noise)
		for (size_t i = 0; i < sizeof noise; i++)
			noise[i] = (unsigned char)((unsigned)getpid() >> i);
	dbn_buf_addc(b, 'E');
	dbn_buf_add_padded(b, (uint64_t)ctx->now_ms, 13);
	dbn_buf_addc(b, '-');
	dbn_buf_add_padded(b, ctx->event_serial++, 5);
	dbn_buf_addc(b, '-');
	for (size_t i = 0; i < sizeof noise; i++)
		dbn_buf_addc(b, (char)('a' + noise[i] % 26));
}

void stamp_event(struct ctx *ctx, struct dbn_event *event)
{
	struct dbn_buf b;
	char at[32];

	if (!event->id.len) {
		dbn_buf_init(&b, 256);
		add_event_id(&b, ctx);
		event->id = dbn_arena_take(&ctx->ledger.arena, &b);
	}
	event->at = dbn_arena_dup(&ctx->ledger.arena, dbn_str_of(dbn_instant_format(at, ctx->now_ms)));
	event->by = typist(ctx);
	if (event->on == DBN_NO_DAY)
		event->on = ctx->on;
}

int32_t day_of_entry(const struct ctx *ctx)
{
	return (int32_t)((ctx->now_ms / 60000 + ctx->ledger.conf.zone_minutes) / 1440);
}

void warn_if_past(struct ctx *ctx, enum dbn_msg msg, int32_t day)
{
	char typed[11], on[11];
	struct dbn_str args[2];

	if (day == DBN_NO_DAY || day >= ctx->on)
		return;
	args[0] = dbn_str_of(dbn_day_format(typed, day));
	args[1] = dbn_str_of(dbn_day_format(on, ctx->on));
	dbn_report(to_stderr(ctx), msg, dbn_pos_at(NULL, 0, 0), args, 2);
}

struct dbn_str typist(struct ctx *ctx)
{
	const char *given = opt_text(&ctx->opts, "by");

	return dbn_str_of(given ? given : ctx->ledger.conf.clerk);
}
