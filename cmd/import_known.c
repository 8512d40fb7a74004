/*
 * import_known.c - which document of the ledger a file is, and what its row in
 * documents.csv settles: what was typed the first time (--received, --date, --level,
 * --key, or by hand later) holds when the file is imported again.
 */
#include <string.h>

#include "import.h"

static bool same_filled(struct dbn_str a, struct dbn_str b)
{
	return a.len && dbn_str_eq(a, b);
}

static struct dbn_doc *doc_with(struct intake_run *run, enum dbn_document_column column, struct dbn_str value)
{
	const struct dbn_ledger *l = &run->ctx->ledger;

	for (size_t i = 0; i < l->doc_count; i++)
		if (same_filled(l->docs[i]->cell[column], value))
			return l->docs[i];
	return NULL;
}

static int stop(struct intake_run *run, int code, enum dbn_msg msg, const char *a)
{
	return dbn_fail(&run->err, code, msg, dbn_pos_at(run->file, 0, 0), a, NULL);
}

/* KEY from --key, else that of the same file or number in the ledger, else from the document. */
int import_choose_key(struct intake_run *run)
{
	const struct dbn_head *head = &run->document.head;
	const char *given = opt_text(&run->ctx->opts, "key");
	struct dbn_doc *same = doc_with(run, DBN_DOC_SHA256, dbn_str_of(run->sha256));
	struct dbn_str args[2];

	if (!given && !same)
		same = doc_with(run, DBN_DOC_NUMBER, head->number);
	if (given)
		run->key = dbn_str_of(given);
	else
		run->key = same ? same->key : dbn_key_from_number(&run->arena, head->number, head->issuer, head->date);
	if (!run->key.len && !run->document.items.count)
		return stop(run, DBN_EDATA, DBN_MSG_NO_TASKS, NULL);
	if (!run->key.len)
		return stop(run, DBN_EUSAGE, run->document.rolls.count ? DBN_MSG_ROLL_NO_KEY : DBN_MSG_NO_KEY, NULL);
	if (!dbn_key_valid(run->key))
		return stop(run, DBN_EUSAGE, DBN_MSG_BAD_KEY, given);
	if (same && !dbn_str_eq(same->key, run->key)) {
		args[0] = run->key;
		args[1] = same->key;
		dbn_report(to_stderr(run->ctx), DBN_MSG_SAME_FILE, dbn_pos_at(run->file, 0, 0), args, 2);
	}
	return DBN_OK;
}

int import_find_doc(struct intake_run *run)
{
	const struct dbn_head *head = &run->document.head;
	struct dbn_doc *doc = dbn_ledger_doc(&run->ctx->ledger, run->key);
	struct dbn_str args[2];

	run->known = doc != NULL;
	if (!doc) {
		run->doc = dbn_ledger_new_doc(&run->ctx->ledger, run->key, &run->err);
		return run->doc ? DBN_OK : run->err.code;
	}
	run->doc = doc;
	if (same_filled(doc->cell[DBN_DOC_NUMBER], head->number) ||
	    same_filled(doc->cell[DBN_DOC_TITLE], head->title) ||
	    same_filled(doc->cell[DBN_DOC_SHA256], dbn_str_of(run->sha256)))
		return dbn_ledger_load(&run->ctx->ledger, doc, DBN_LOAD_ALL, to_stderr(run->ctx), &run->err);
	args[0] = run->key;
	args[1] = doc->cell[DBN_DOC_TITLE];
	return dbn_fail_str(&run->err, DBN_EUSAGE, DBN_MSG_KEY_TAKEN, dbn_pos_at(run->file, 0, 0), args, 2);
}

static struct dbn_str day_cell(struct dbn_arena *a, int32_t day)
{
	char iso[11];

	return dbn_arena_dup(a, dbn_str_of(dbn_day_format(iso, day)));
}

void import_head_cells(struct dbn_arena *a, const struct dbn_head *head, struct dbn_str cell[DBN_DOC_COLUMNS])
{
	static const char *const rules[] = { "none", "first", "first-coop", "all" };

	for (size_t i = 0; i < DBN_DOC_COLUMNS; i++)
		cell[i] = DBN_STR("");
	cell[DBN_DOC_NUMBER] = head->number;
	cell[DBN_DOC_TITLE] = head->title;
	cell[DBN_DOC_ISSUER] = head->issuer;
	cell[DBN_DOC_DATE] = day_cell(a, head->date);
	cell[DBN_DOC_RECEIVED] = day_cell(a, head->received);
	cell[DBN_DOC_SERIAL] = head->serial;
	cell[DBN_DOC_URGENCY] = head->urgency;
	cell[DBN_DOC_SECRECY] = head->secrecy;
	cell[DBN_DOC_CHANNEL] = head->channel;
	cell[DBN_DOC_DISTRIBUTION] = head->distribution;
	cell[DBN_DOC_LEVEL] = head->level;
	cell[DBN_DOC_LEAD_RULE] = dbn_str_of(rules[head->lead_rule]);
}

/* The head as the text that was imported before gives it by itself; false: there is none. */
static bool head_before(struct intake_run *run, const struct dbn_document_ctx *how)
{
	struct dbn_document_ctx plain = *how;
	struct dbn_document before;
	struct dbn_err ignored = { 0 };
	struct dbn_buf text;
	bool ok;

	plain.level = DBN_STR("");
	plain.date = plain.received = DBN_NO_DAY;
	dbn_buf_init(&text, run->ctx->limits.text * 2);
	ok = !dbn_ledger_read_file(&run->ctx->ledger, run->source_text, &text, &ignored) &&
	     !dbn_document_parse(&run->arena, dbn_arena_dup(&run->arena, dbn_buf_str(&text)), &plain, &before,
				 &ignored);
	dbn_buf_release(&text);
	if (ok)
		import_head_cells(&run->arena, &before.head, run->was);
	return ok;
}

/* Whether the row has what its text did not give: typed, by an option or by hand. */
static bool is_typed(const struct intake_run *run, enum dbn_document_column column)
{
	struct dbn_str row = run->doc->cell[column];

	return row.len && !dbn_str_eq(row, run->was[column]);
}

int import_settle(struct intake_run *run, struct dbn_document_ctx *how)
{
	bool again = false;

	if (!run->known)
		return DBN_OK;
	if (!head_before(run, how))
		import_head_cells(&run->arena, &run->document.head, run->was);
	for (size_t i = 0; i < DBN_DOC_COLUMNS; i++)
		run->kept[i] = is_typed(run, (enum dbn_document_column)i);
	if (run->kept[DBN_DOC_DATE] && how->date == DBN_NO_DAY) {
		how->date = run->doc->date;
		again = how->date != run->document.head.date;
	}
	if (run->kept[DBN_DOC_RECEIVED] && how->received == DBN_NO_DAY) {
		how->received = run->doc->received;
		again = again || how->received != run->document.head.received;
	}
	if (run->kept[DBN_DOC_LEVEL] && !how->level.len) {
		how->level = run->doc->cell[DBN_DOC_LEVEL];
		again = again || !dbn_str_eq(how->level, run->document.head.level);
	}
	/* With the options given, or with what was settled: the parse has them. */
	run->kept[DBN_DOC_DATE] = run->kept[DBN_DOC_RECEIVED] = run->kept[DBN_DOC_LEVEL] = false;
	return again ? import_parse(run, how) : DBN_OK;
}
