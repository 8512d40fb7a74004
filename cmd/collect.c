/* collect.c - returned sheets become feedback; what is not clean is named, not guessed. */
#include <stdio.h>
#include <string.h>

#include "collect.h"
#include "collect_wait.h"
#include "dubanc/file.h"
#include "dubanc/render.h"
#include "dubanc/sheet.h"
#include "dubanc/sniff.h"
#include "input.h"
#include "received.h"

struct returned {
	struct ctx *ctx;
	struct collecting *all;
	const char *file;
	struct dbn_sheet sheet, *base;
	bool bad; /* something in it must be put right: nothing of it is taken */
};

/* file:line:column: what is wrong and what to do. */
static void wrong(struct returned *r, enum dbn_msg msg, size_t line, enum dbn_sheet_column column,
		  struct dbn_str a)
{
	struct dbn_str args[] = { dbn_str_of(dbn_sheet_heading(column)), a };

	dbn_report(to_stderr(r->ctx), msg, dbn_pos_at(r->file, line, 0), args, 2);
	r->bad = r->bad || dbn_msg_severity(msg) == DBN_ERROR;
}

/* ---- the base ---- */

static struct dbn_sheet *base_of(struct returned *r, struct dbn_err *err)
{
	struct dbn_arena *a = &r->ctx->ledger.arena;
	struct dbn_str id = r->sheet.id, name[] = { DBN_STR("sheets/"), id, DBN_STR(".csv") };
	struct dbn_sheet *base;
	struct dbn_buf bytes;

	for (size_t i = 0; i < r->all->bases.count; i++)
		if (dbn_str_eq(r->all->bases.items[i]->id, id))
			return r->all->bases.items[i];
	base = dbn_arena_alloc(a, 1, sizeof *base);
	input_init(r->ctx, &bytes);
	if (!base)
		dbn_fail_memory(err);
	else if (!dbn_sheet_id_valid(id) ||
		 dbn_ledger_read_file(&r->ctx->ledger, dbn_arena_join(a, name, 3).ptr, &bytes, err)) {
		*err = (struct dbn_err){ 0 };
		dbn_fail_str(err, DBN_EDATA, DBN_MSG_SHEET_UNKNOWN, dbn_pos_at(r->file, 0, 0), &id, 1);
	} else {
		dbn_sheet_read(base, a, dbn_buf_str(&bytes), false, "sheets", to_stderr(r->ctx), err);
	}
	dbn_buf_release(&bytes);
	return err->code ? NULL : base;
}

/* ---- one line ---- */

static bool has_answer(const struct dbn_sheet_row *row)
{
	for (size_t c = DBN_SHEET_PROGRESS; c <= DBN_SHEET_ACTUAL; c++)
		if (row->cell[c].len)
			return true;
	return false;
}

/* Brings the answers into the form in which they are compared and kept. */
static void read_answers(struct returned *r, struct dbn_sheet_row *row)
{
	struct dbn_arena *a = &r->ctx->ledger.arena;
	struct dbn_str typed = row->cell[DBN_SHEET_PROGRESS];
	bool plain;
	int yes;

	for (size_t c = 0; c <= DBN_SHEET_SHEET; c++)
		row->cell[c] = dbn_csv_unguard(row->cell[c]);
	plain = dbn_sheet_progress(a, typed, &row->cell[DBN_SHEET_PROGRESS]);
	if (!plain)
		wrong(r, DBN_MSG_SHEET_PROGRESS, row->line, DBN_SHEET_PROGRESS, typed);
	yes = dbn_sheet_yes(row->cell[DBN_SHEET_DONE]);
	if (yes < 0)
		wrong(r, DBN_MSG_SHEET_YES_NO, row->line, DBN_SHEET_DONE, row->cell[DBN_SHEET_DONE]);
	else
		row->cell[DBN_SHEET_DONE] = yes ? DBN_STR("是") : DBN_STR("");
	typed = row->cell[DBN_SHEET_PROGRESS];
	if (yes > 0 && plain && typed.len && !dbn_str_eqz(typed, "100"))
		wrong(r, DBN_MSG_SHEET_DONE_EARLY, row->line, DBN_SHEET_DONE, typed);
}

/* Blanks apart, which a spreadsheet moves about. */
static bool same_words(struct dbn_str a, struct dbn_str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.len && (unsigned char)a.ptr[i] <= ' ')
			i++;
		while (k < b.len && (unsigned char)b.ptr[k] <= ' ')
			k++;
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		if (a.ptr[i++] != b.ptr[k++])
			return false;
	}
}

/* What was sent locked and came back changed: each cell is named, none is taken. */
static void check_locked(struct returned *r, const struct dbn_sheet_row *sent, const struct dbn_sheet_row *row)
{
	struct dbn_arena *a = &r->ctx->ledger.arena;

	for (size_t i = DBN_SHEET_TITLE; i <= DBN_SHEET_NOW; i++) {
		enum dbn_sheet_column c = (enum dbn_sheet_column)i;

		if (dbn_sheet_damaged(sent->cell[c], row->cell[c]))
			continue; /* told already */
		if (!same_words(sent->cell[c], row->cell[c]) &&
		    !same_words(dbn_sheet_plain(a, c, sent->cell[c]), dbn_sheet_plain(a, c, row->cell[c])))
			wrong(r, DBN_MSG_SHEET_LOCKED, row->line, c, row->cell[c]);
	}
}

/* An answer that was taken before and is not there any more. */
static void check_emptied(struct returned *r, const struct dbn_sheet_row *sent, const struct dbn_sheet_row *row)
{
	if (!sent->cell[DBN_SHEET_RETURNED].len)
		return;
	for (size_t c = DBN_SHEET_PROGRESS; c <= DBN_SHEET_ACTUAL; c++)
		if (sent->cell[c].len && !row->cell[c].len)
			wrong(r, DBN_MSG_SHEET_EMPTIED, row->line, (enum dbn_sheet_column)c, sent->cell[c]);
}

/* The line of the base that a returned line answers, or NULL. */
static struct dbn_sheet_row *check_row(struct returned *r, struct dbn_sheet_row *row)
{
	struct dbn_sheet_row *sent;

	read_answers(r, row);
	if (!has_answer(row) && !row->cell[DBN_SHEET_ID].len)
		return NULL;
	sent = dbn_sheet_find(r->base, row->cell[DBN_SHEET_ID]);
	if (!sent) {
		wrong(r, row->cell[DBN_SHEET_ID].len ? DBN_MSG_SHEET_ROW_UNKNOWN : DBN_MSG_SHEET_ROW_NEW, row->line, DBN_SHEET_ID, row->cell[DBN_SHEET_ID]);
		return NULL;
	}
	if (dbn_sheet_find(&r->sheet, row->cell[DBN_SHEET_ID]) != row)
		wrong(r, DBN_MSG_SHEET_ROW_TWICE, row->line, DBN_SHEET_ID, row->cell[DBN_SHEET_ID]);
	if (row->cell[DBN_SHEET_SHEET].len && !dbn_str_eq(row->cell[DBN_SHEET_SHEET], r->sheet.id))
		wrong(r, DBN_MSG_SHEET_MIXED, row->line, DBN_SHEET_SHEET, row->cell[DBN_SHEET_SHEET]);
	if (dbn_sheet_damaged(sent->cell[DBN_SHEET_TITLE], row->cell[DBN_SHEET_TITLE]))
		wrong(r, DBN_MSG_SHEET_QUESTION, row->line, DBN_SHEET_TITLE, row->cell[DBN_SHEET_TITLE]);
	check_locked(r, sent, row);
	check_emptied(r, sent, row);
	return sent;
}

/* ---- taking ---- */

static bool changed(const struct dbn_sheet_row *sent, const struct dbn_sheet_row *row, enum dbn_sheet_column c)
{
	return row->cell[c].len && !same_words(sent->cell[c], row->cell[c]);
}

/* What the answer starts from: what both sides knew last. */
static struct dbn_str base_of_answer(const struct dbn_task *task, const struct dbn_sheet_row *sent)
{
	if (sent->cell[DBN_SHEET_AGAINST].len)
		return sheet_decided(task, sent) ? task->cell[DBN_TASK_PROGRESS] : sent->cell[DBN_SHEET_NOW];
	return sent->cell[DBN_SHEET_PROGRESS].len ? sent->cell[DBN_SHEET_PROGRESS] : sent->cell[DBN_SHEET_NOW];
}

/* Whether the office has entered another progress since: then a person decides. */
static bool conflicts(struct returned *r, const struct dbn_task *task, const struct dbn_sheet_row *sent,
		      const struct dbn_sheet_row *row)
{
	struct dbn_str ours = task->cell[DBN_TASK_PROGRESS], theirs = row->cell[DBN_SHEET_PROGRESS];
	struct dbn_str base = base_of_answer(task, sent), none = DBN_STR("—");
	struct dbn_str args[] = { task->cell[DBN_TASK_ID], base.len ? base : none, ours.len ? ours : none, theirs };
	bool waits = !sheet_decided(task, sent);

	if (!theirs.len || dbn_str_eq(ours, theirs) || !dbn_str_eq(dbn_reporting_unit(task), sent->cell[DBN_SHEET_UNIT]) ||
	    !(waits || (changed(sent, row, DBN_SHEET_PROGRESS) && !dbn_str_eq(ours, base))))
		return false;
	dbn_report(to_stderr(r->ctx), DBN_MSG_SHEET_CONFLICT, dbn_pos_at(r->file, row->line, 0), args, 4);
	return true;
}

static struct dbn_act act_of(struct returned *r, const struct dbn_sheet_row *sent, enum dbn_event_kind kind)
{
	struct dbn_act act = dbn_act_of(kind, r->ctx->on);

	act.by = typist(r->ctx);
	act.unit = sent->cell[DBN_SHEET_UNIT];
	return act;
}

/* What the line says that was not known yet, as acts; how many. Of what is contested the words alone. */
static size_t acts_of(struct returned *r, const struct dbn_ledger_target *target, const struct dbn_sheet_row *sent,
		      const struct dbn_sheet_row *row, bool contested, struct dbn_act acts[2])
{
	bool note = changed(sent, row, DBN_SHEET_NOTE), done = !contested && changed(sent, row, DBN_SHEET_DONE);
	bool progress = !contested && changed(sent, row, DBN_SHEET_PROGRESS);
	size_t n = 0;

	if (target && changed(sent, row, DBN_SHEET_ACTUAL)) {
		acts[n] = act_of(r, sent, DBN_EV_ACTUAL);
		acts[n].metric = target->cell[DBN_TARGET_METRIC];
		acts[n++].value = row->cell[DBN_SHEET_ACTUAL];
	}
	if (!target && (progress || (note && !done))) {
		acts[n] = act_of(r, sent, DBN_EV_FEEDBACK);
		if (progress)
			acts[n].progress = row->cell[DBN_SHEET_PROGRESS];
		if (note && !done)
			acts[n].text = row->cell[DBN_SHEET_NOTE];
		n++;
	}
	if (!target && done) {
		acts[n] = act_of(r, sent, DBN_EV_REPORT);
		if (note)
			acts[n].text = row->cell[DBN_SHEET_NOTE];
		n++;
	}
	return n;
}

/* ---- each answer once ---- */

/*
 * The event of an answer is named after the sheet, the row, how often answers of
 * that row were taken before, and the answers: a run that was cut off between the
 * ledger and sheets/ID.csv finds them again, however often it is repeated.
 */
static struct dbn_str event_id(struct returned *r, const struct dbn_sheet_row *sent,
			       const struct dbn_sheet_row *row, size_t act)
{
	char hex[DBN_SHA256_HEX];
	struct dbn_buf b;

	dbn_buf_init(&b, 1 << 20);
	dbn_buf_add(&b, r->sheet.id);
	for (size_t c = DBN_SHEET_PROGRESS; c <= DBN_SHEET_ACTUAL; c++) {
		dbn_buf_addc(&b, '\n');
		dbn_buf_add(&b, row->cell[c]);
	}
	dbn_buf_addc(&b, '\n');
	dbn_buf_add(&b, sent->cell[DBN_SHEET_ID]);
	dbn_buf_addc(&b, '\n');
	dbn_buf_add(&b, sent->cell[DBN_SHEET_TIMES]);
	dbn_sha256(dbn_buf_str(&b), hex);
	dbn_buf_clear(&b);
	dbn_buf_addc(&b, 'R');
	dbn_buf_add(&b, (struct dbn_str){ hex, 24 });
	dbn_buf_addc(&b, '-');
	dbn_buf_addi(&b, (int64_t)act);
	return dbn_arena_take(&r->ctx->ledger.arena, &b);
}

static void count_up(struct returned *r, struct dbn_str *cell)
{
	int32_t times = 0;
	char n[24];

	dbn_str_uint(*cell, &times);
	*cell = dbn_arena_dup(&r->ctx->ledger.arena, dbn_str_of(number(n, (int64_t)times + 1)));
}

/* The answers as the base of the next return; contested: the last event they were weighed against. */
static void keep(struct returned *r, const struct dbn_task *task, struct dbn_sheet_row *sent,
		 const struct dbn_sheet_row *row, bool contested)
{
	bool waits = !sheet_decided(task, sent);
	char day[11];

	for (size_t c = DBN_SHEET_PROGRESS; c <= DBN_SHEET_ACTUAL; c++)
		if (row->cell[c].len)
			sent->cell[c] = row->cell[c];
	if (!contested)
		sent->cell[DBN_SHEET_AGAINST] = DBN_STR("");
	else if (!waits)
		sent->cell[DBN_SHEET_AGAINST] = task->event_count ? task->events[task->event_count - 1]->id : DBN_STR("-");
	count_up(r, &sent->cell[DBN_SHEET_TIMES]);
	sent->cell[DBN_SHEET_RETURNED] =
		dbn_arena_dup(&r->ctx->ledger.arena, dbn_str_of(dbn_day_format(day, r->ctx->on)));
}

static bool says_new(const struct dbn_sheet_row *sent, const struct dbn_sheet_row *row)
{
	for (size_t c = DBN_SHEET_PROGRESS; c <= DBN_SHEET_ACTUAL; c++)
		if (changed(sent, row, (enum dbn_sheet_column)c))
			return true;
	return !sent->cell[DBN_SHEET_RETURNED].len;
}

static void take_row(struct returned *r, struct dbn_sheet_row *row)
{
	struct dbn_sheet_row *sent = dbn_sheet_find(r->base, row->cell[DBN_SHEET_ID]);
	const struct dbn_ledger_target *target =
		sent ? dbn_ledger_target(&r->ctx->ledger, sent->cell[DBN_SHEET_ID]) : NULL;
	struct dbn_task *task = target ? target->task
				: sent ? dbn_ledger_task(&r->ctx->ledger, sent->cell[DBN_SHEET_ID]) : NULL;
	struct dbn_act acts[2];
	struct dbn_str ids[2];
	bool contested;
	size_t n;

	if (!sent || !has_answer(row))
		return;
	if (!task) {
		wrong(r, DBN_MSG_SHEET_TASK_GONE, row->line, DBN_SHEET_ID, sent->cell[DBN_SHEET_ID]);
		r->all->conflicts++;
		return;
	}
	contested = !target && conflicts(r, task, sent, row);
	r->all->conflicts += contested;
	if (!says_new(sent, row))
		return;
	n = acts_of(r, target, sent, row, contested, acts);
	for (size_t i = 0; i < n; i++)
		ids[i] = event_id(r, sent, row, i);
	if (n && !dbn_ledger_has_event(task->doc, ids[0])) {
		if (change_queue_as(r->ctx, &r->all->changes, task, acts, ids, n)) {
			r->all->conflicts += !contested; /* said already: what the rules do not allow now */
			return;
		}
		r->all->answers += n;
	}
	keep(r, task, sent, row, contested);
}

static void check_cells(struct returned *r)
{
	for (size_t i = 0; i < r->sheet.rows.count; i++) {
		struct dbn_sheet_row *row = &r->sheet.rows.items[i], *sent = check_row(r, row);
		const struct dbn_ledger_target *target = sent ? dbn_ledger_target(&r->ctx->ledger, sent->cell[DBN_SHEET_ID]) : NULL;
		struct dbn_str typed = row->cell[DBN_SHEET_ACTUAL];

		if (target && !dbn_sheet_actual(&r->ctx->ledger.arena, typed, target->cell[DBN_TARGET_UOM],
						&row->cell[DBN_SHEET_ACTUAL]))
			wrong(r, DBN_MSG_SHEET_NUMBER, row->line, DBN_SHEET_ACTUAL, typed);

		if (sent && !target && row->cell[DBN_SHEET_ACTUAL].len)
			wrong(r, DBN_MSG_SHEET_NOT_HERE, row->line, DBN_SHEET_ACTUAL, row->cell[DBN_SHEET_ACTUAL]);
		for (size_t c = DBN_SHEET_PROGRESS; target && c < DBN_SHEET_ACTUAL; c++)
			if (row->cell[c].len)
				wrong(r, DBN_MSG_SHEET_NOT_HERE, row->line, (enum dbn_sheet_column)c, row->cell[c]);
	}
}

static bool is_empty(const struct returned *r)
{
	for (size_t i = 0; i < r->sheet.rows.count; i++)
		if (has_answer(&r->sheet.rows.items[i]))
			return false;
	return true;
}

/* What came of a file that was taken; that nothing did has its reasons. */
static void tell_taken(struct returned *r, size_t answers, size_t conflicts)
{
	struct dbn_str file = dbn_str_of(r->file);
	bool empty = is_empty(r);
	char n[2][24];

	if (empty)
		dbn_report(to_stderr(r->ctx), DBN_MSG_COLLECT_EMPTY, dbn_pos_at(r->file, 0, 0), &file, 1);
	if (!empty && !answers && !conflicts)
		put(r->ctx, DBN_MSG_COLLECT_SAME, r->file, NULL);
	else
		put(r->ctx, DBN_MSG_COLLECT_FILE, r->file, number(n[0], (int64_t)answers),
		    number(n[1], (int64_t)conflicts), NULL);
}

static void take_file(struct returned *r)
{
	size_t answers = r->all->answers, conflicts_before = r->all->conflicts;
	struct dbn_sheet **to;

	check_cells(r);
	if (r->bad) {
		r->all->refused++;
		put(r->ctx, DBN_MSG_COLLECT_REFUSED, r->file, NULL);
		return;
	}
	for (size_t i = 0; i < r->sheet.rows.count; i++)
		take_row(r, &r->sheet.rows.items[i]);
	for (size_t i = 0; i < r->all->bases.count; i++)
		if (r->all->bases.items[i] == r->base)
			r->base = NULL;
	to = r->base ? DBN_PUSH(&r->ctx->ledger.arena, &r->all->bases) : NULL;
	if (to)
		*to = r->base;
	tell_taken(r, r->all->answers - answers, r->all->conflicts - conflicts_before);
}

/* Passes on what the reader of cells finds; a row that it could not part leaves nothing to be sure of. */
static void on_cells(void *ctx, const struct dbn_diag *d)
{
	struct returned *r = ctx;
	struct dbn_sink sink = to_stderr(r->ctx);

	r->bad = r->bad || dbn_msg_severity(d->msg) == DBN_ERROR;
	sink.fn(sink.ctx, d);
}

static int collect_file(struct ctx *ctx, const char *file)
{
	struct returned r = { .ctx = ctx, .all = ctx->work, .file = file };
	struct dbn_origins origins = { NULL, 0, 0 };
	struct dbn_err err = { 0 };
	struct dbn_buf bytes, text;
	enum dbn_filekind kind;

	r.all->files++;
	input_init(ctx, &bytes);
	dbn_buf_init(&text, ctx->limits.text * 2);
	if (!input_bytes(ctx, file, &bytes, &err) && !received_text(ctx, dbn_buf_str(&bytes), file, &text,
									  &origins, &err)) {
		kind = dbn_sniff(dbn_buf_str(&bytes));
		dbn_sheet_read(&r.sheet, &ctx->ledger.arena, dbn_buf_str(&text), kind != DBN_IS_TEXT, file,
			       (struct dbn_sink){ on_cells, &r }, &err);
	}
	if (!err.code)
		r.base = base_of(&r, &err);
	dbn_buf_release(&text);
	dbn_buf_release(&bytes);
	if (err.code) {
		r.all->refused++;
		put(ctx, DBN_MSG_COLLECT_REFUSED, file, NULL);
		return complain(ctx, &err);
	}
	take_file(&r);
	return r.bad ? EXIT_DATA : EXIT_CLEAN;
}

/* ---- the command ---- */

static int write_bases(struct ctx *ctx, const struct collecting *all)
{
	struct dbn_err err = { 0 };

	for (size_t i = 0; i < all->bases.count && !err.code; i++) {
		struct dbn_str name[] = { DBN_STR("sheets/"), all->bases.items[i]->id, DBN_STR(".csv") };
		struct dbn_buf bytes;

		input_init(ctx, &bytes);
		dbn_sheet_write(&bytes, all->bases.items[i]);
		if (bytes.failed)
			dbn_fail_memory(&err);
		else
			dbn_ledger_write_file(&ctx->ledger, dbn_arena_join(&ctx->ledger.arena, name, 3).ptr,
					      dbn_buf_str(&bytes), &err);
		dbn_buf_release(&bytes);
	}
	return err.code ? complain(ctx, &err) : EXIT_CLEAN;
}

int cmd_collect(struct ctx *ctx)
{
	struct collecting all = { .answers = 0 };
	int status, worst = EXIT_CLEAN;
	char n[4][24];

	ctx->work = &all;
	if (opt_flag(&ctx->opts, "status"))
		return collect_status(ctx, &all);
	if (!ctx->opts.operand_count)
		return misuse(ctx, DBN_MSG_COLLECT_WHAT, NULL);
	status = collect_load_all(ctx);
	if (!status)
		worst = received_operands(ctx, collect_file);
	if (!status)
		status = change_write(ctx, &all.changes, false);
	if (!status && !opt_flag(&ctx->opts, "dry-run"))
		status = write_bases(ctx, &all);
	if (status)
		return status;
	if (all.files > 1)
		put(ctx, DBN_MSG_COLLECT_ALL, number(n[0], (int64_t)all.files), number(n[1], (int64_t)all.answers),
		    number(n[2], (int64_t)all.conflicts), number(n[3], (int64_t)all.refused), NULL);
	return worst ? worst : all.conflicts ? EXIT_YES : EXIT_CLEAN;
}
