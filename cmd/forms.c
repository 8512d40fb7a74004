/* forms.c - one sheet a unit: what is asked, and empty cells for the answers. */
#include <sys/stat.h>

#include "dubanc/file.h"
#include "dubanc/sheet.h"
#include "received.h"
#include "view.h"

enum { FORM_MAX = 64 << 20 };

#define ASKED(column, flags) { #column, { NULL, #column }, DBN_LEFT, DBN_FIT_WHOLE, (flags) }

struct forms {
	struct ctx *ctx;
	struct view view;
	size_t written;
	int32_t reply_by;
};

static struct dbn_sheet_row *add_row(struct forms *f, struct dbn_sheet *sheet, struct dbn_str unit)
{
	struct dbn_arena *a = &f->view.arena;
	struct dbn_sheet_row *row = DBN_PUSH(a, &sheet->rows);
	char day[11];

	if (!row)
		return NULL;
	row->cell[DBN_SHEET_SHEET] = sheet->id;
	row->cell[DBN_SHEET_UNIT] = unit;
	row->cell[DBN_SHEET_SENT] = dbn_arena_dup(a, dbn_str_of(dbn_day_format(day, f->ctx->on)));
	if (f->reply_by != DBN_NO_DAY)
		row->cell[DBN_SHEET_REPLY_BY] = dbn_arena_dup(a, dbn_str_of(dbn_day_format(day, f->reply_by)));
	return row;
}

/* A task with its quantified targets, each a line of its own. */
static bool ask_task(struct forms *f, struct dbn_sheet *sheet, struct dbn_str unit, const struct dbn_task *task)
{
	struct dbn_sheet_row *row = add_row(f, sheet, unit);

	if (!row)
		return false;
	row->cell[DBN_SHEET_ID] = task->cell[DBN_TASK_ID];
	row->cell[DBN_SHEET_TITLE] = task->cell[DBN_TASK_TITLE];
	row->cell[DBN_SHEET_DUE] = task->cell[DBN_TASK_DUE];
	row->cell[DBN_SHEET_NOW] = task->cell[DBN_TASK_PROGRESS];
	for (size_t i = 0; i < task->doc->target_count; i++) {
		const struct dbn_ledger_target *t = &task->doc->targets[i];
		struct dbn_str title[] = { DBN_STR("指标："), t->cell[DBN_TARGET_METRIC], DBN_STR(" "),
					   t->cell[DBN_TARGET_VALUE], t->cell[DBN_TARGET_UOM] };

		if (t->task != task)
			continue;
		row = add_row(f, sheet, unit);
		if (!row)
			return false;
		row->cell[DBN_SHEET_ID] = t->cell[DBN_TARGET_ID];
		row->cell[DBN_SHEET_TITLE] = dbn_arena_join(&f->view.arena, title, 5);
		row->cell[DBN_SHEET_NOW] = t->cell[DBN_TARGET_ACTUAL];
	}
	return true;
}

static struct dbn_str hint_of(struct forms *f)
{
	struct dbn_buf hint;

	dbn_buf_init(&hint, 4096);
	text_of(f->ctx, &hint, DBN_MSG_FORM_HINT, NULL);
	return dbn_arena_take(&f->view.arena, &hint);
}

/* A target is answered by an actual value alone, a task by all but that. */
static bool belongs(const struct forms *f, struct dbn_str id, enum dbn_sheet_column column)
{
	bool target = column >= DBN_SHEET_PROGRESS && column <= DBN_SHEET_ACTUAL &&
		      dbn_ledger_target(&f->ctx->ledger, id) != NULL;

	if (column < DBN_SHEET_PROGRESS || column > DBN_SHEET_ACTUAL)
		return true;
	return target == (column == DBN_SHEET_ACTUAL);
}

/* The sheet as a table, open where answers are wanted. */
static int render(struct forms *f, const struct dbn_sheet *sheet, struct dbn_str unit, bool csv,
		  struct dbn_buf *out, struct dbn_err *err)
{
	struct dbn_field fields[] = {
		ASKED(id, 0), ASKED(title, 0), ASKED(due, 0), ASKED(now, 0),
		ASKED(answer, DBN_FIELD_OPEN), ASKED(done, DBN_FIELD_OPEN | DBN_FIELD_YES_NO),
		ASKED(note, DBN_FIELD_OPEN | DBN_FIELD_LONG), ASKED(actual, DBN_FIELD_OPEN), ASKED(sheet, 0), ASKED(reply_by, 0),
	};
	/* A workbook says it in its title; CSV has none. */
	bool by_column = csv && f->reply_by != DBN_NO_DAY;
	struct dbn_how how = { .format = csv ? DBN_FMT_CSV : DBN_FMT_XLSX, .lang = DBN_ZH, .excel = true,
			       .scheme = f->ctx->ledger.conf.scheme };
	struct dbn_buf title;
	struct dbn_table t;
	char day[11];
	int code;

	for (size_t c = 0; c <= DBN_SHEET_SHEET; c++)
		fields[c].heading[DBN_ZH] = dbn_sheet_heading((enum dbn_sheet_column)c);
	fields[DBN_SHEET_SHEET + 1].heading[DBN_ZH] = dbn_sheet_heading(DBN_SHEET_REPLY_BY);
	dbn_table_init(&t, &f->view.arena, "dubanc.form", fields, DBN_SHEET_SHEET + (by_column ? 2 : 1));
	dbn_buf_init(&title, 4096);
	dbn_buf_add(&title, unit);
	text_of(f->ctx, &title, DBN_MSG_FORM_TITLE, NULL);
	if (f->reply_by != DBN_NO_DAY)
		text_of(f->ctx, &title, DBN_MSG_FORM_REPLY_BY, dbn_day_format(day, f->reply_by), NULL);
	t.title = dbn_buf_str(&title);
	t.hint = hint_of(f);
	t.sheet = "反馈表";
	for (size_t r = 0; r < sheet->rows.count; r++) {
		const struct dbn_str *cell = sheet->rows.items[r].cell;

		dbn_table_row(&t);
		for (size_t c = 0; c <= DBN_SHEET_SHEET; c++)
			if (c == DBN_SHEET_DUE && dbn_day_parse(cell[c]) != DBN_NO_DAY)
				dbn_put_day(&t, dbn_day_parse(cell[c]));
			else if (belongs(f, cell[DBN_SHEET_ID], (enum dbn_sheet_column)c))
				dbn_put_text(&t, cell[c]);
			else
				dbn_put_none(&t);
		if (by_column)
			dbn_put_day(&t, f->reply_by);
	}
	code = dbn_table_write(out, &t, &how, err);
	dbn_buf_release(&title);
	return code;
}

/*
 * DIR/NNN-UNIT.xlsx. What lies there may hold answers by now, so it is never written over:
 * the new sheet gets the day behind its name, or the day and a number.
 */
static void free_path(struct forms *f, struct dbn_buf *path, const char *dir, struct dbn_str unit, const char *end)
{
	char day[11];
	struct stat st;

	unit_path(path, f->view.roster, dir, unit, end);
	if (path->failed || lstat(path->ptr, &st) != 0)
		return;
	say(f->ctx, DBN_MSG_FORM_KEPT, path->ptr, NULL);
	dbn_day_format(day, f->ctx->on);
	for (size_t n = 1; !path->failed && lstat(path->ptr, &st) == 0; n++) {
		dbn_buf_clear(path);
		unit_path(path, f->view.roster, dir, unit, "-");
		dbn_buf_addz(path, day);
		if (n > 1) {
			dbn_buf_addc(path, '-');
			dbn_buf_addi(path, (int64_t)n);
		}
		dbn_buf_addz(path, end);
	}
}

/* The sheet is kept before the file is there to be sent. */
static int write_form(struct forms *f, const struct dbn_sheet *sheet, struct dbn_str unit, struct dbn_err *err)
{
	const char *dir = opt_text(&f->ctx->opts, "output"), *format = opt_text(&f->ctx->opts, "format");
	bool csv = format && dbn_str_eqz(DBN_STR("csv"), format);
	struct dbn_str kept[] = { DBN_STR("sheets/"), sheet->id, DBN_STR(".csv") };
	struct dbn_buf stream, file, base, path;
	int code;

	dbn_buf_init(&stream, FORM_MAX);
	dbn_buf_init(&file, FORM_MAX);
	dbn_buf_init(&base, FORM_MAX);
	dbn_buf_init(&path, DBN_PATH_MAX);
	free_path(f, &path, dir, unit, csv ? ".csv" : ".xlsx");
	dbn_sheet_write(&base, sheet);
	code = render(f, sheet, unit, csv, &stream, err);
	if (!code && !csv)
		code = make_xlsx(f->ctx, dbn_buf_str(&stream), &file, err);
	if (!code && (stream.failed || base.failed))
		code = dbn_fail_memory(err);
	if (!code && path.failed)
		code = dbn_fail(err, DBN_EUSAGE, DBN_MSG_PATH_LONG, dbn_pos_at(NULL, 0, 0), dir, NULL);
	if (!code && !opt_flag(&f->ctx->opts, "dry-run")) {
		code = dbn_make_dirs(dir, err);
		if (!code)
			code = dbn_ledger_write_file(&f->ctx->ledger, dbn_arena_join(&f->view.arena, kept, 3).ptr,
						     dbn_buf_str(&base), err);
		if (!code)
			code = dbn_file_replace(path.ptr, NULL, dbn_buf_str(csv ? &stream : &file), err);
	}
	if (!code) {
		char n[24];

		f->written++;
		put(f->ctx, DBN_MSG_FORM_WRITTEN, path.ptr, number(n, (int64_t)sheet->rows.count), NULL);
	}
	dbn_buf_release(&path);
	dbn_buf_release(&base);
	dbn_buf_release(&file);
	dbn_buf_release(&stream);
	return code;
}

static bool leads(const struct forms *f, const struct dbn_task *task, struct dbn_str unit)
{
	struct dbn_str rest = task->cell[DBN_TASK_LEAD];

	while (rest.len)
		if (dbn_roster_same(f->view.roster, dbn_str_trim(dbn_str_split(&rest, ';')), unit))
			return true;
	return false;
}

/* All that one unit leads and has not finished; nothing where there is nothing. */
static int make_form(struct forms *f, struct dbn_str unit, struct dbn_err *err)
{
	struct dbn_event stamp = { .on = f->ctx->on };
	struct dbn_sheet sheet = { .id = { "", 0 } };
	struct dbn_str id[2] = { DBN_STR("S"), { NULL, 0 } };

	stamp_event(f->ctx, &stamp);
	id[1] = dbn_str_from(stamp.id, 1);
	sheet.id = dbn_arena_join(&f->view.arena, id, 2);
	for (size_t i = 0; i < f->view.tasks.count; i++) {
		const struct dbn_task *task = f->view.tasks.items[i].task;

		if (!dbn_is_finished(task) && leads(f, task, unit) && !ask_task(f, &sheet, unit, task))
			return dbn_fail_memory(err);
	}
	return sheet.rows.count ? write_form(f, &sheet, unit, err) : DBN_OK;
}

/* --unit and --lead say whose sheet is wanted, not only which tasks. */
static bool is_asked(const struct forms *f, struct dbn_str unit)
{
	static const char *const options[] = { "unit", "lead" };

	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		const char *typed = opt_text(&f->ctx->opts, options[i]);

		if (typed && !dbn_roster_same(f->view.roster, dbn_str_trim(dbn_str_of(typed)), unit))
			return false;
	}
	return true;
}

/* The units that lead something, each once, in the order of the tasks. */
static int make_all(struct forms *f, struct dbn_err *err)
{
	DBN_LIST(struct dbn_str) units = { 0 };

	for (size_t i = 0; i < f->view.tasks.count; i++) {
		struct dbn_str rest = f->view.tasks.items[i].task->cell[DBN_TASK_LEAD];

		while (rest.len) {
			struct dbn_str unit = dbn_roster_canonical(f->view.roster, dbn_str_trim(dbn_str_split(&rest, ';')));
			struct dbn_str *to;
			size_t k = 0;

			while (k < units.count && !dbn_str_eq(units.items[k], unit))
				k++;
			if (!unit.len || k < units.count || !is_asked(f, unit))
				continue;
			to = DBN_PUSH(&f->view.arena, &units);
			if (!to)
				return dbn_fail_memory(err);
			*to = unit;
		}
	}
	for (size_t i = 0; i < units.count && !err->code; i++)
		make_form(f, units.items[i], err);
	return err->code;
}

int cmd_forms(struct ctx *ctx)
{
	struct forms f = { .ctx = ctx, .reply_by = opt_day(&ctx->opts, "reply-by", DBN_NO_DAY) };
	struct dbn_err err = { 0 };
	int status;

	if (!opt_text(&ctx->opts, "output"))
		return misuse(ctx, DBN_MSG_FORM_WHERE, NULL);
	warn_if_past(ctx, DBN_MSG_REPLY_PAST, f.reply_by);
	status = view_open(ctx, &f.view, false);
	if (!status && make_all(&f, &err))
		status = complain(ctx, &err);
	if (!status)
		status = f.view.status;
	if (!status && !f.written)
		say(ctx, DBN_MSG_FORM_NONE, NULL);
	view_close(&f.view);
	return status;
}
