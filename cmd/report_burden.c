/* report_burden.c - what the office asks of each unit, by month, against the year before. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dubanc/burden.h"
#include "dubanc/sheet.h"
#include "input.h"
#include "received.h"
#include "report.h"

enum { CROWDED_SHOWN = 10, MONTHS_SHOWN = 12 };

#define COUNT(name, zh) { #name, { zh, #name }, DBN_RIGHT, DBN_FIT_WHOLE, 0 }
#define COUNTS COUNT(feedback, "反馈"), COUNT(periods, "报期"), COUNT(forms, "报表"), COUNT(notices, "督办"), COUNT(checks, "检查")

static const struct dbn_field fields[] = {
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	COUNT(tasks, "任务"), COUNTS, COUNT(asked, "合计"), COUNT(before, "上年"), COUNT(joinable, "可合并"),
};
static const struct dbn_field month_fields[] = {
	{ "month", { "月份", "month" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	COUNT(tasks, "在办"), COUNTS, COUNT(asked, "合计"), COUNT(before, "上年同月"), COUNT(joinable, "可合并"),
};
static const struct dbn_field both_fields[] = {
	{ "unit", { "单位", "unit" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "month", { "月份", "month" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	COUNT(tasks, "在办"), COUNTS, COUNT(asked, "合计"), COUNT(before, "上年同月"), COUNT(joinable, "可合并"),
};
enum { FIELDS = sizeof fields / sizeof *fields, BOTH = sizeof both_fields / sizeof *both_fields };

/* The sheets of the ledger, taken into both counts. */
struct sheets {
	struct report *r;
	struct dbn_burden *now, *before;
};

/* The day on which a sheet was made, from its id, for a look at a past day. */
static int32_t entered_on(const struct ctx *ctx, struct dbn_str id)
{
	struct dbn_str digits = id.len > 11 ? dbn_str_sub(id, 1, 10) : DBN_STR("");
	int32_t seconds = 0;

	if (!dbn_str_uint(digits, &seconds))
		return DBN_NO_DAY;
	return (int32_t)(((int64_t)seconds + (int64_t)ctx->ledger.conf.zone_minutes * 60) / 86400);
}

static int take_sheet(struct ctx *ctx, const char *file)
{
	const struct sheets *s = ctx->work;
	struct dbn_err err = { 0 };
	struct dbn_sheet sheet;
	struct dbn_buf bytes;
	const struct dbn_str *cell;
	int32_t sent, back;

	input_init(ctx, &bytes);
	if (!input_bytes(ctx, file, &bytes, &err))
		dbn_sheet_read(&sheet, &s->r->view.arena, dbn_buf_str(&bytes), false, file, to_stderr(ctx), &err);
	dbn_buf_release(&bytes);
	if (err.code)
		return complain(ctx, &err);
	if (!sheet.rows.count)
		return EXIT_CLEAN;
	cell = sheet.rows.items[0].cell;
	sent = dbn_day_parse(cell[DBN_SHEET_SENT]);
	back = dbn_day_parse(cell[DBN_SHEET_REPLY_BY]);
	if (ctx->as_of != DBN_NO_DAY && entered_on(ctx, cell[DBN_SHEET_SHEET]) > ctx->as_of)
		return EXIT_CLEAN;
	dbn_burden_sheet(s->now, cell[DBN_SHEET_UNIT], back != DBN_NO_DAY ? back : sent);
	dbn_burden_sheet(s->before, cell[DBN_SHEET_UNIT], back != DBN_NO_DAY ? back : sent);
	return EXIT_CLEAN;
}

/* sheets/ is not there before the first one is sent. */
static int take_sheets(struct report *r, struct dbn_burden *now, struct dbn_burden *before)
{
	struct dbn_str parts[] = { dbn_str_of(r->ctx->ledger.root), DBN_STR("/sheets") };
	const char *folder = dbn_arena_join(&r->view.arena, parts, 2).ptr;
	struct sheets s = { r, now, before };

	if (!folder || access(folder, F_OK) != 0)
		return EXIT_CLEAN;
	r->ctx->work = &s;
	return received_own(r->ctx, folder, take_sheet);
}

static bool begin(struct report *r, struct dbn_burden *b, int32_t from, int32_t to)
{
	if (!dbn_burden_init(b, &r->view.arena, &r->ctx->ledger, r->view.roster, from, to))
		return false;
	for (size_t i = 0; i < r->view.docs.count; i++)
		dbn_burden_add(b, r->view.docs.items[i].doc);
	return !b->failed;
}

static const struct dbn_burden_row *row_before(const struct dbn_burden *b, struct dbn_str unit)
{
	for (size_t i = 0; i < b->rows.count; i++)
		if (dbn_str_eq(b->rows.items[i].unit, unit))
			return &b->rows.items[i];
	return NULL;
}

static int asked_before(const struct dbn_burden_row *before, int month)
{
	if (!before)
		return 0;
	return dbn_burden_asked(month < 0 ? &before->all : &before->months[month]);
}

static void put_counts(struct dbn_table *t, const struct dbn_burden_counts *c, int before)
{
	dbn_put_int(t, c->tasks);
	dbn_put_int(t, c->feedback);
	dbn_put_int(t, c->periods);
	dbn_put_int(t, c->forms);
	dbn_put_int(t, c->notices);
	dbn_put_int(t, c->checks);
	dbn_put_int(t, dbn_burden_asked(c));
	dbn_put_int(t, before);
	dbn_put_int(t, dbn_burden_joinable(c));
}

/* 2024-07 */
static struct dbn_str month_name(struct report *r, int month)
{
	struct dbn_ymd d = dbn_day_ymd(r->from);
	struct dbn_buf b;

	month += d.month - 1;
	dbn_buf_init(&b, 32);
	dbn_buf_addi(&b, d.year + month / 12);
	dbn_buf_addc(&b, '-');
	dbn_buf_add_padded(&b, (uint64_t)(month % 12 + 1), 2);
	return dbn_arena_take(&r->view.arena, &b);
}

static int write_units(struct report *r, const struct dbn_burden *now, const struct dbn_burden *before)
{
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.burden", fields, FIELDS);
	for (size_t i = 0; i < now->rows.count; i++) {
		const struct dbn_burden_row *row = &now->rows.items[i];

		dbn_table_row(&t);
		dbn_put_text(&t, row->unit);
		put_counts(&t, &row->all, asked_before(row_before(before, row->unit), -1));
	}
	dbn_table_total(&t);
	dbn_put_text(&t, message_of(r, DBN_MSG_TOTAL));
	put_counts(&t, &now->all, dbn_burden_asked(&before->all));
	return view_write(r->ctx, &t, &r->how);
}

static int write_months(struct report *r, const struct dbn_burden *now, const struct dbn_burden *before)
{
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.burden.months", month_fields, FIELDS);
	for (int m = 0; m < now->months; m++) {
		dbn_table_row(&t);
		dbn_put_text(&t, month_name(r, m));
		put_counts(&t, &now->months_all[m], dbn_burden_asked(&before->months_all[m]));
	}
	return view_write(r->ctx, &t, &r->how);
}

/* A row for each unit and month: for programs. */
static int write_both(struct report *r, const struct dbn_burden *now, const struct dbn_burden *before)
{
	struct dbn_table t;

	dbn_table_init(&t, &r->view.arena, "dubanc.report.burden.unit-months", both_fields, BOTH);
	for (size_t i = 0; i < now->rows.count; i++)
		for (int m = 0; m < now->months; m++) {
			const struct dbn_burden_row *row = &now->rows.items[i];

			dbn_table_row(&t);
			dbn_put_text(&t, row->unit);
			dbn_put_text(&t, month_name(r, m));
			put_counts(&t, &row->months[m], asked_before(row_before(before, row->unit), m));
		}
	return view_write(r->ctx, &t, &r->how);
}

/* Units across, months along: how often each was asked for something. */
static int write_matrix(struct report *r, const struct dbn_burden *now)
{
	static const char *const names[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12" };
	struct dbn_field grid[MONTHS_SHOWN + 1] = { fields[0] };
	struct dbn_table t;

	for (int m = 0; m < now->months; m++) {
		const char *name = names[(dbn_day_ymd(r->from).month - 1 + m) % 12];

		grid[m + 1] = (struct dbn_field){ name, { name, name }, DBN_RIGHT, DBN_FIT_WHOLE, DBN_FIELD_ZERO_BLANK };
	}
	dbn_table_init(&t, &r->view.arena, "dubanc.report.burden.matrix", grid, (size_t)now->months + 1);
	for (size_t i = 0; i < now->rows.count; i++) {
		dbn_table_row(&t);
		dbn_put_text(&t, now->rows.items[i].unit);
		for (int m = 0; m < now->months; m++)
			dbn_put_int(&t, dbn_burden_asked(&now->rows.items[i].months[m]));
	}
	return view_write(r->ctx, &t, &r->how);
}

static int by_size(const void *x, const void *y)
{
	const struct dbn_burden_week *a = x, *b = y;
	int na = a->feedback + a->periods + a->forms, nb = b->feedback + b->periods + b->forms;

	if (na != nb)
		return na > nb ? -1 : 1;
	if (a->monday != b->monday)
		return a->monday < b->monday ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static void write_crowded(struct report *r, struct dbn_burden *b)
{
	size_t shown = b->crowded.count < CROWDED_SHOWN ? b->crowded.count : CROWDED_SHOWN;
	char n[4][24];

	if (shown)
		qsort(b->crowded.items, b->crowded.count, sizeof *b->crowded.items, by_size);
	for (size_t i = 0; i < shown; i++) {
		const struct dbn_burden_week *w = &b->crowded.items[i];

		SENTENCE(r, DBN_MSG_BURDEN_WEEK, dbn_arena_dup(&r->view.arena, b->rows.items[w->row].unit).ptr, paper_day(r, w->monday),
			 paper_day(r, w->monday + 6), number(n[0], w->feedback), number(n[1], w->periods),
			 number(n[2], w->forms));
	}
	if (b->crowded.count > shown)
		SENTENCE(r, DBN_MSG_BURDEN_MORE, number(n[3], (int64_t)(b->crowded.count - shown)));
}

static bool grew(const struct dbn_burden_row *row, const struct dbn_burden *before)
{
	return dbn_burden_asked(&row->all) > asked_before(row_before(before, row->unit), -1);
}

/* ：甲局、乙局, or nothing where none was asked more: who it is stands with how many. */
static const char *names_of_more(struct report *r, const struct dbn_burden *now, const struct dbn_burden *before)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 1 << 20);
	for (size_t i = 0; i < now->rows.count; i++) {
		if (!grew(&now->rows.items[i], before))
			continue;
		dbn_buf_addz(&b, dbn_msg_text(b.len ? DBN_MSG_LIST_COMMA : DBN_MSG_COLON, r->ctx->lang));
		dbn_buf_add(&b, now->rows.items[i].unit);
	}
	return dbn_arena_take(&r->view.arena, &b).ptr;
}

/* The answer first: how much was asked, and whether it grew (只减不增). */
static void say_first(struct report *r, const struct dbn_burden *now, const struct dbn_burden *before)
{
	const struct dbn_burden_counts *c = &now->all;
	int all = dbn_burden_asked(c), then = dbn_burden_asked(&before->all), asked = 0, more = 0;
	char n[8][24];

	for (size_t i = 0; i < now->rows.count; i++) {
		const struct dbn_burden_row *row = &now->rows.items[i];

		asked += dbn_burden_asked(&row->all) > 0;
		more += grew(row, before);
	}
	if (!all)
		SENTENCE(r, DBN_MSG_BURDEN_ZERO, period_shown(r, r->period_name));
	else
		SENTENCE(r, DBN_MSG_BURDEN_SUM, period_shown(r, r->period_name), number(n[0], asked), number(n[1], all));
	if (all)
		SENTENCE(r, DBN_MSG_BURDEN_KINDS, number(n[2], c->feedback), number(n[3], c->periods), number(n[4], c->forms),
		 number(n[5], c->notices), number(n[6], c->checks));
	if (then == 0)
		SENTENCE(r, DBN_MSG_BURDEN_NO_BEFORE);
	else if (all > then)
		SENTENCE(r, DBN_MSG_BURDEN_GREW, number(n[0], then), number(n[1], all - then), number(n[2], more),
			 names_of_more(r, now, before));
	else
		SENTENCE(r, DBN_MSG_BURDEN_SHRANK, number(n[0], then), number(n[1], then - all), number(n[2], more),
			 names_of_more(r, now, before));
	if (dbn_burden_joinable(c))
		SENTENCE(r, DBN_MSG_BURDEN_JOIN, number(n[0], dbn_burden_joinable(c)));
}

static int write_paper(struct report *r, struct dbn_burden *now, const struct dbn_burden *before)
{
	size_t part = 0;
	int status;

	begin_titled(r, DBN_MSG_BURDEN_TITLE);
	say_first(r, now, before);
	add_part(r, part++, DBN_MSG_BURDEN_UNITS);
	status = write_units(r, now, before);
	if (!status) {
		add_part(r, part++, DBN_MSG_BURDEN_MONTHS);
		status = write_months(r, now, before);
	}
	if (!status && now->months > 1 && now->months <= MONTHS_SHOWN) {
		add_part(r, part++, DBN_MSG_BURDEN_MATRIX);
		status = write_matrix(r, now);
	}
	if (!status && now->crowded.count) {
		add_part(r, part++, DBN_MSG_BURDEN_CROWDED);
		write_crowded(r, now);
	}
	add_part(r, part, DBN_MSG_REPORT_HOW);
	SENTENCE(r, DBN_MSG_BURDEN_HOW);
	end_paper(r);
	return status;
}

int report_burden(struct report *r)
{
	const char *by = opt_text(&r->ctx->opts, "by");
	struct dbn_burden now, before;
	int status;

	if (!begin(r, &now, r->from, r->to) ||
	    !begin(r, &before, dbn_day_add_months(r->from, -12), dbn_day_add_months(r->to, -12)))
		return out_of_memory(r->ctx);
	status = take_sheets(r, &now, &before);
	if (status)
		return status;
	if (!dbn_burden_finish(&now) || !dbn_burden_finish(&before))
		return out_of_memory(r->ctx);
	if (is_paper(r))
		return write_paper(r, &now, &before);
	return by && strcmp(by, "month") == 0 ? write_both(r, &now, &before) : write_units(r, &now, &before);
}
