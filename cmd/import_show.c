/* import_show.c - what an import found, what it doubts, what has no limit. */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "place.h"

enum { IDS_SHOWN = 24, DOUBTS_SHOWN = 40, TITLE_COLUMNS = 60, HEADING_COLUMNS = 16 };

/* `KEY:` is said once above; below it the tail of an id is enough. */
static struct dbn_str tail_of(const struct intake_run *run, struct dbn_str id)
{
	return id.len > run->key.len + 1 ? dbn_str_from(id, run->key.len + 1) : id;
}

static void show_head(struct intake_run *run)
{
	struct ctx *ctx = run->ctx;
	const struct dbn_head *head = &run->document.head;
	char date[11], received[11];
	struct dbn_str args[4] = {
		head->issuer.len ? head->issuer : DBN_STR("—"),
		dbn_str_of(dbn_day_format(date, head->date)),
		dbn_str_of(dbn_day_format(received, head->received)),
		head->secrecy.len ? head->secrecy : DBN_STR("—"),
	};

	for (size_t i = 1; i < 3; i++)
		if (!args[i].len)
			args[i] = DBN_STR("—");
	if (head->number.len) {
		dbn_buf_add(&ctx->out, head->number);
		dbn_buf_addz(&ctx->out, "  ");
	}
	dbn_buf_add(&ctx->out, head->title);
	dbn_buf_addz(&ctx->out, "\n  ");
	dbn_msg_format(&ctx->out, DBN_MSG_IMPORT_HEAD, ctx->lang, args, 4);
	dbn_buf_addc(&ctx->out, '\n');
	if (head->serial.len || head->channel.len || head->urgency.len) {
		args[0] = head->serial.len ? head->serial : DBN_STR("—");
		args[1] = head->urgency.len ? head->urgency : DBN_STR("—");
		args[2] = head->channel.len ? head->channel : DBN_STR("—");
		dbn_buf_addz(&ctx->out, "  ");
		dbn_msg_format(&ctx->out, DBN_MSG_IMPORT_SLIP, ctx->lang, args, 3);
		dbn_buf_addc(&ctx->out, '\n');
	}
}

static void show_counts(struct intake_run *run)
{
	char n[5][24], key[DBN_ARG_MAX];
	struct dbn_str shown = dbn_str_sub(run->key, 0, sizeof key - 1);

	memcpy(key, shown.ptr, shown.len);
	key[shown.len] = '\0';
	dbn_buf_addz(&run->ctx->out, "  ");
	put(run->ctx, DBN_MSG_IMPORT_COUNTS, key, number(n[0], (int64_t)run->intake.tasks),
	    number(n[1], (int64_t)run->intake.slips), number(n[2], (int64_t)run->intake.targets),
	    number(n[3], (int64_t)run->intake.limits), number(n[4], (int64_t)run->intake.nodes), NULL);
}

/* What the ledger has of a row: of a document imported again, that is more than its text says. */
static struct dbn_str cell_now(const struct intake_run *run, const struct dbn_intake_row *row,
			       enum dbn_task_column column)
{
	for (size_t i = 0; run->known && i < run->doc->task_count; i++)
		if (dbn_str_eq(run->doc->tasks[i].cell[DBN_TASK_ID], row->cell[DBN_TASK_ID]))
			return run->doc->tasks[i].cell[column];
	return row->cell[column];
}

typedef bool row_test(const struct intake_run *run, const struct dbn_intake_row *row);

/* 立行立改 is no day either. */
static bool has_no_limit(const struct intake_run *run, const struct dbn_intake_row *row)
{
	struct dbn_str code = cell_now(run, row, DBN_TASK_RECUR);

	return row->item && !cell_now(run, row, DBN_TASK_DUE).len && (!code.len || dbn_str_eqz(code, "now"));
}

static bool is_open(const struct intake_run *run, const struct dbn_intake_row *row)
{
	struct dbn_str code = cell_now(run, row, DBN_TASK_RECUR);

	return !cell_now(run, row, DBN_TASK_DUE).len && code.len && (code.ptr[0] == '?' || code.ptr[0] == '+');
}

/* A limit that only the date of the paper makes a day. */
static bool lacks_date(const struct intake_run *run, const struct dbn_intake_row *row)
{
	size_t at = (size_t)(row - run->intake.rows.items);

	if (!is_open(run, row) || run->document.head.date != DBN_NO_DAY)
		return false;
	while (at > 0 && !run->intake.rows.items[at].item) /* a node: its item stands above */
		at--;
	row = &run->intake.rows.items[at];
	return row->item && (row->item->doubts >> DBN_DOUBT_DATE_UNKNOWN & 1);
}

/* A limit that is no day yet: 本届任期内, of which dubanc.ini does not have the end. */
static bool has_open_limit(const struct intake_run *run, const struct dbn_intake_row *row)
{
	return is_open(run, row) && !lacks_date(run, row);
}

static bool names_lead(const struct dbn_intake_row *row)
{
	for (size_t i = 0; row->item && i < row->item->clause.parties.count; i++)
		if (row->item->clause.parties.items[i].role == DBN_ROLE_LEAD)
			return true;
	return false;
}

static bool has_no_lead(const struct intake_run *run, const struct dbn_intake_row *row)
{
	return row->item && !cell_now(run, row, DBN_TASK_LEAD).len && !names_lead(row);
}

static bool has_others_lead(const struct intake_run *run, const struct dbn_intake_row *row)
{
	return row->item && !cell_now(run, row, DBN_TASK_LEAD).len && names_lead(row);
}

/* One line: heading with the count, and the ids, with a cell of theirs where asked;
 * nothing where there are none. */
static void show_rows(struct intake_run *run, row_test *test, enum dbn_msg heading, int column)
{
	struct dbn_buf ids;
	size_t count = 0;
	char n[24];

	dbn_buf_init(&ids, 1 << 20);
	for (size_t i = 0; i < run->intake.rows.count; i++) {
		const struct dbn_intake_row *row = &run->intake.rows.items[i];

		if (!test(run, row) || count++ >= IDS_SHOWN)
			continue;
		dbn_buf_addc(&ids, ' ');
		dbn_buf_add(&ids, tail_of(run, row->cell[DBN_TASK_ID]));
		if (column < 0)
			continue;
		dbn_buf_addz(&ids, "（");
		dbn_buf_add(&ids, row->cell[column]);
		dbn_buf_addz(&ids, "）");
	}
	if (count > IDS_SHOWN)
		dbn_buf_addz(&ids, " …");
	if (count) {
		dbn_buf_addz(&run->ctx->out, "  ");
		put(run->ctx, heading, number(n, (int64_t)count), ids.ptr, NULL);
	}
	dbn_buf_release(&ids);
}

static void show_doubt(struct intake_run *run, enum dbn_doubt doubt, size_t line, struct dbn_str path,
		       struct dbn_str words)
{
	struct dbn_buf *out = &run->ctx->out;

	dbn_buf_addz(out, "    ");
	add_place(run->ctx, out, run->file, line, 0);
	dbn_buf_addz(out, ": ");
	if (path.len) {
		dbn_buf_add(out, path);
		dbn_buf_addc(out, ' ');
	}
	if (words.len) {
		dbn_buf_addz(out, "“");
		dbn_text_cut(out, words, TITLE_COLUMNS, run->ctx->width);
		dbn_buf_addz(out, "” ");
	}
	dbn_buf_addz(out, dbn_doubt_text(doubt, run->ctx->lang));
	dbn_buf_addz(out, "  [");
	dbn_buf_addz(out, dbn_doubt_code(doubt));
	dbn_buf_addz(out, "]\n");
}

struct doubt_list {
	struct dbn_doubt_at *items;
	size_t count, cap;
};

/* Whether the list has it already: the same place, or (path) the place within the item's lines. */
static bool listed(const struct doubt_list *list, const struct dbn_doubt_at *d, size_t last)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct dbn_doubt_at *o = &list->items[i];

		if (o->doubt != d->doubt)
			continue;
		if (o->line == d->line && dbn_str_eq(o->path, d->path) && dbn_str_eq(o->text, d->text))
			return true;
		if (last && (dbn_str_eq(o->path, d->path) || (!o->path.len && o->line >= d->line && o->line <= last)))
			return true;
	}
	return false;
}

/* One in all is told for the whole paper: that it bears no date. */
static bool is_told(const struct intake_run *run, enum dbn_doubt doubt)
{
	return doubt == DBN_DOUBT_DATE_UNKNOWN && run->document.head.date == DBN_NO_DAY;
}

static void add_doubt(struct intake_run *run, struct doubt_list *list, struct dbn_doubt_at d, size_t last)
{
	struct dbn_doubt_at *to;

	if (is_told(run, d.doubt) || listed(list, &d, last))
		return;
	to = DBN_PUSH(&run->arena, list);
	if (to)
		*to = d;
}

static int by_place(const void *a, const void *b)
{
	const struct dbn_doubt_at *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->col != y->col)
		return x->col < y->col ? -1 : 1;
	return (int)x->doubt - (int)y->doubt;
}

/* Every doubt once, the document's and what rows have besides, as the lines stand. */
static struct doubt_list all_doubts(struct intake_run *run)
{
	const struct dbn_document *doc = &run->document;
	struct doubt_list list = { 0 };

	for (size_t i = 0; i < doc->doubts.count; i++)
		add_doubt(run, &list, doc->doubts.items[i], 0);
	for (size_t i = 0; i < doc->items.count; i++) {
		const struct dbn_item *item = &doc->items.items[i];
		size_t last = item->last_line; /* with its clause, which may stand in a line of its own */

		if (i + 1 < doc->items.count && doc->items.items[i + 1].first_line > last)
			last = doc->items.items[i + 1].first_line - 1;
		for (int d = 0; d < DBN_DOUBT_COUNT; d++)
			if ((item->doubts >> d & 1) && item->kind != DBN_ITEM_MEASURE)
				add_doubt(run, &list,
					  (struct dbn_doubt_at){ (enum dbn_doubt)d, item->first_line, 0, item->path,
								 item->title },
					  last);
	}
	if (list.count)
		qsort(list.items, list.count, sizeof *list.items, by_place);
	return list;
}

static void show_doubts(struct intake_run *run)
{
	struct doubt_list list = all_doubts(run);
	char n[24];

	if (!list.count)
		return;
	dbn_buf_addz(&run->ctx->out, "  ");
	put(run->ctx, DBN_MSG_IMPORT_DOUBTS, number(n, (int64_t)list.count), NULL);
	for (size_t i = 0; i < list.count && i < DOUBTS_SHOWN; i++)
		show_doubt(run, list.items[i].doubt, list.items[i].line, list.items[i].path, list.items[i].text);
	if (list.count > DOUBTS_SHOWN) {
		dbn_buf_addz(&run->ctx->out, "    ");
		put(run->ctx, DBN_MSG_IMPORT_MORE_DOUBTS, number(n, (int64_t)(list.count - DOUBTS_SHOWN)), NULL);
	}
}

/* The columns of each table: what they were taken as, and those that were left. */
static void show_columns(struct intake_run *run, const struct dbn_roll_table *t)
{
	struct dbn_buf *out = &run->ctx->out, left;
	char line[24];

	dbn_buf_init(&left, 1 << 20);
	dbn_buf_addz(out, "  ");
	put(run->ctx, DBN_MSG_IMPORT_ROLL, number(line, (int64_t)dbn_origins_row(&run->origins, t->line)), NULL);
	for (size_t i = 0; i < t->columns.count; i++) {
		const struct dbn_roll_column *c = &t->columns.items[i];

		if (c->column < 0) {
			dbn_buf_addz(&left, left.len ? "、" : "");
			dbn_buf_add(&left, c->heading);
			continue;
		}
		dbn_buf_addz(out, "    ");
		dbn_buf_add(out, c->heading);
		for (size_t w = dbn_text_width(c->heading, run->ctx->width); w < HEADING_COLUMNS; w++)
			dbn_buf_addc(out, ' ');
		dbn_buf_addz(out, " → ");
		dbn_buf_addz(out, run->ctx->lang == DBN_EN ? dbn_roll_column_name(c->column)
							   : dbn_roll_column_shown(c->column));
		dbn_buf_addc(out, '\n');
	}
	if (left.len) {
		dbn_buf_addz(out, "    ");
		put(run->ctx, DBN_MSG_IMPORT_ROLL_LEFT, left.ptr, NULL);
	}
	dbn_buf_release(&left);
}

/* What was taken of how far the tasks are; of rows that were here before, nothing. */
static void show_roll(struct intake_run *run)
{
	const struct dbn_document *doc = &run->document;
	char n[4][24];

	for (size_t i = 0; i < doc->rolls.count; i++)
		show_columns(run, &doc->rolls.items[i]);
	if (!doc->rolls.count)
		return;
	dbn_buf_addz(&run->ctx->out, "  ");
	if (run->known)
		put(run->ctx, DBN_MSG_IMPORT_ROLL_AGAIN, NULL);
	else
		put(run->ctx, DBN_MSG_IMPORT_ROLL_TOLD, number(n[0], (int64_t)run->plan.told.states),
		    number(n[1], (int64_t)run->plan.told.progress), number(n[2], (int64_t)run->plan.told.reports),
		    number(n[3], (int64_t)run->plan.told.notes), NULL);
}

/* Cells of the paper's own row that a second import changed: a corrected day. */
static void show_cells(struct intake_run *run)
{
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_DOCUMENTS, &n);

	for (size_t i = 0; i < DBN_DOC_COLUMNS; i++) {
		struct dbn_str args[] = { dbn_str_of(run->ctx->lang == DBN_EN ? columns[i].name : columns[i].heading),
					  run->before[i].len ? run->before[i] : DBN_STR("—"), run->after[i] };

		if (i == DBN_DOC_FILE || i == DBN_DOC_SHA256 || dbn_str_eq(run->before[i], run->after[i]))
			continue;
		dbn_buf_addz(&run->ctx->out, "    ");
		dbn_msg_format(&run->ctx->out, DBN_MSG_IMPORT_CELL, run->ctx->lang, args, 3);
		dbn_buf_addc(&run->ctx->out, '\n');
	}
}

/* One line a row that changed: so many as the sum says. */
static void show_move(struct intake_run *run, const struct dbn_intake_move *m)
{
	struct dbn_str args[] = { m->id, m->was.len ? m->was : DBN_STR("—"), m->now.len ? m->now : DBN_STR("—") };
	struct dbn_buf *out = &run->ctx->out, names;
	size_t n;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);

	dbn_buf_init(&names, 4096);
	for (size_t c = 0; c < DBN_TASK_COLUMNS; c++) {
		if (!m->column[c])
			continue;
		dbn_buf_addz(&names, names.len ? dbn_msg_text(DBN_MSG_LIST_COMMA, run->ctx->lang) : "");
		dbn_buf_addz(&names, run->ctx->lang == DBN_EN ? columns[c].name : columns[c].heading);
	}
	dbn_buf_addz(out, "    ");
	if (m->due)
		dbn_msg_format(out, DBN_MSG_IMPORT_MOVED, run->ctx->lang, args, 3);
	args[m->due ? 0 : 1] = dbn_buf_str(&names);
	if (names.len)
		dbn_msg_format(out, m->due ? DBN_MSG_IMPORT_ALSO : DBN_MSG_IMPORT_CHANGED, run->ctx->lang, args, m->due ? 1 : 2);
	dbn_buf_addc(out, '\n');
	dbn_buf_release(&names);
}

/* What a second import did to the rows. */
static void show_changes(struct intake_run *run)
{
	const struct dbn_intake_plan *plan = &run->plan;
	char n[4][24];

	dbn_buf_addz(&run->ctx->out, "  ");
	put(run->ctx, DBN_MSG_IMPORT_AGAIN, number(n[0], (int64_t)plan->added), number(n[1], (int64_t)plan->changed),
	    number(n[2], (int64_t)(plan->due_changed)), number(n[3], (int64_t)plan->moved), NULL);
	show_cells(run);
	for (size_t i = 0; i < plan->moves.count; i++)
		show_move(run, &plan->moves.items[i]);
	for (size_t i = 0; i < plan->gone.count; i++) {
		dbn_buf_addz(&run->ctx->out, "    ");
		dbn_msg_format(&run->ctx->out, DBN_MSG_IMPORT_GONE, run->ctx->lang, &plan->gone.items[i], 1);
		dbn_buf_addc(&run->ctx->out, '\n');
	}
	for (size_t i = 0; i < plan->conflicts.count; i++) {
		const struct dbn_conflict *c = &plan->conflicts.items[i];
		struct dbn_str args[] = { c->id, c->column, c->ours, c->theirs };

		if (dbn_str_eqz(c->column, "*") || dbn_str_eqz(c->column, "due_original"))
			continue; /* among those that are gone; never moves */
		dbn_buf_addz(&run->ctx->out, "    ");
		dbn_msg_format(&run->ctx->out, DBN_MSG_IMPORT_KEPT, run->ctx->lang, args, 4);
		dbn_buf_addc(&run->ctx->out, '\n');
	}
}

void show_import(struct intake_run *run, bool unchanged)
{
	bool dry = opt_flag(&run->ctx->opts, "dry-run");

	show_head(run);
	if (unchanged) {
		dbn_buf_addz(&run->ctx->out, "  ");
		put(run->ctx, DBN_MSG_IMPORT_SAME, NULL);
	} else {
		show_counts(run);
		if (run->known)
			show_changes(run);
		show_roll(run);
		dbn_buf_addc(&run->ctx->out, '\n');
	}
	show_rows(run, has_no_limit,
		  run->ctx->ledger.conf.feedback[0] ? DBN_MSG_IMPORT_NO_LIMIT : DBN_MSG_IMPORT_NO_RHYTHM, -1);
	show_rows(run, lacks_date, DBN_MSG_IMPORT_NO_DATE, DBN_TASK_DUE_TEXT);
	show_rows(run, has_open_limit, DBN_MSG_IMPORT_OPEN_LIMIT, DBN_TASK_DUE_TEXT);
	show_rows(run, has_others_lead, DBN_MSG_IMPORT_OTHERS_LEAD, -1);
	show_rows(run, has_no_lead, DBN_MSG_IMPORT_NO_LEAD, -1);
	show_doubts(run);
	if (dry && !unchanged)
		put(run->ctx, DBN_MSG_DRY_RUN, NULL);
}
