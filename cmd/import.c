/* import.c - register documents and turn their items into tasks. */
#include <errno.h>
#include <string.h>

#include "cmd.h"
#include "dubanc/assign.h"
#include "dubanc/file.h"
#include "dubanc/intake.h"
#include "dubanc/sniff.h"
#include "import.h"
#include "input.h"
#include "received.h"

enum { SOURCE_MAX = 256 << 20, ARENA_MAX_MB = 2048 };

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

static int stop(struct intake_run *run, int code, enum dbn_msg msg, const char *a, const char *b)
{
	return dbn_fail(&run->err, code, msg, dbn_pos_at(run->file, 0, 0), a, b, NULL);
}

/* A secrecy mark stops the import; internal papers want a word. */
static int check_secrecy(struct intake_run *run)
{
	const struct dbn_head *head = &run->document.head;

	if (head->secrecy_mark.len) {
		struct dbn_str arg = head->secrecy_mark;

		return dbn_fail_str(&run->err, DBN_EDATA, DBN_MSG_SECRET,
				    dbn_pos_at(run->file, head->secrecy_line, 0), &arg, 1);
	}
	if (head->internal && !opt_flag(&run->ctx->opts, "internal-ok"))
		return stop(run, DBN_EUSAGE, DBN_MSG_INTERNAL, NULL, NULL);
	return DBN_OK;
}

static enum dbn_roll_source roll_source(enum dbn_filekind kind)
{
	switch (kind) {
	case DBN_IS_XLSX:
	case DBN_IS_XLS:
	case DBN_IS_ODS:
	case DBN_IS_FLAT_SHEET:
		return DBN_ROLL_SHEET;
	default:
		return kind == DBN_IS_TEXT ? DBN_ROLL_TEXT : DBN_ROLL_NEVER;
	}
}

/* The map that a roll was imported with; it stays empty where there was none. */
static int kept_map(struct intake_run *run, const char *key)
{
	char name[DBN_PATH_MAX];
	struct dbn_buf kept;
	int n = snprintf(name, sizeof name, "sources/%s.map", key), code;

	if (n < 0 || (size_t)n >= sizeof name)
		return DBN_OK; /* no key is that long */
	dbn_buf_init(&kept, 1 << 20);
	code = dbn_ledger_read_file(&run->ctx->ledger, name, &kept, &run->err);
	if (!code)
		run->map_text = dbn_str_trim(dbn_arena_dup(&run->arena, dbn_buf_str(&kept)));
	dbn_buf_release(&kept);
	if (code && run->err.diag.msg == DBN_MSG_FILE_MISSING) {
		run->err = (struct dbn_err){ 0 };
		code = DBN_OK;
	}
	return code;
}

static int read_map(struct intake_run *run, struct dbn_document_ctx *how)
{
	const char *map = opt_text(&run->ctx->opts, "map"), *key = opt_text(&run->ctx->opts, "key");
	int code = DBN_OK;

	run->map_text = dbn_str_of(map);
	if (!map && key && dbn_ledger_doc(&run->ctx->ledger, dbn_str_of(key)))
		code = kept_map(run, key);
	if (code || !run->map_text.len)
		return code;
	how->map = &run->map;
	return dbn_roll_map_parse(&run->arena, run->map_text, &run->map, &run->err);
}

/* A roll without a title is called like its file, without what stands behind the last dot. */
static void name_roll(struct intake_run *run)
{
	struct dbn_str name = dbn_str_of(base_name(run->file));
	size_t dot = name.len;

	while (dot > 1 && name.ptr[dot - 1] != '.')
		dot--;
	if (run->document.rolls.count && !run->document.head.title.len)
		run->document.head.title = dot > 1 ? dbn_str_sub(name, 0, dot - 1) : name;
}

static int name_sources(struct intake_run *run)
{
	int n = snprintf(run->source_text, sizeof run->source_text, "sources/%.*s.txt", DBN_ARG(run->key));
	int m = snprintf(run->source_rows, sizeof run->source_rows, "sources/%.*s.tsv", DBN_ARG(run->key));
	int k = snprintf(run->source_map, sizeof run->source_map, "sources/%.*s.map", DBN_ARG(run->key));

	if (n < 0 || (size_t)n >= sizeof run->source_text || m < 0 || (size_t)m >= sizeof run->source_rows || k < 0 ||
	    (size_t)k >= sizeof run->source_map)
		return dbn_fail_file(&run->err, DBN_ACT_WRITE, run->source_text, ENAMETOOLONG);
	return DBN_OK;
}

/* A year typed wrong is the commonest slip of January. */
static void warn_of_date(struct intake_run *run)
{
	const struct dbn_head *head = &run->document.head;
	char day[11];
	struct dbn_str arg;

	if (head->date == DBN_NO_DAY || head->date <= run->ctx->today)
		return;
	arg = dbn_str_of(dbn_day_format(day, head->date));
	dbn_report(to_stderr(run->ctx), DBN_MSG_PAPER_FUTURE, dbn_pos_at(run->file, 0, 0), &arg, 1);
}

int import_parse(struct intake_run *run, const struct dbn_document_ctx *how)
{
	int code = dbn_document_parse(&run->arena, dbn_buf_str(&run->text), how, &run->document, &run->err);

	if (code && !run->err.diag.pos.file[0])
		run->err.diag.pos = dbn_pos_at(run->file, run->err.diag.pos.line, run->err.diag.pos.col);
	name_roll(run);
	return code;
}

static int read_document(struct intake_run *run)
{
	const struct ctx *ctx = run->ctx;
	const char *level = opt_text(&ctx->opts, "level");
	struct dbn_document_ctx how = {
		.level = dbn_str_of(level),
		.date = opt_day(&ctx->opts, "date", DBN_NO_DAY),
		.received = opt_day(&ctx->opts, "received", DBN_NO_DAY),
		.calendar = &ctx->ledger.calendar,
		.named = ctx->ledger.conf.named,
		.named_count = ctx->ledger.conf.named_count,
		.rest_day = ctx->ledger.conf.rest_day,
	};
	struct dbn_buf bytes;
	int code;

	code = read_map(run, &how);
	if (code)
		return code;
	input_init(run->ctx, &bytes);
	code = input_bytes(run->ctx, run->file, &bytes, &run->err);
	if (!code) {
		how.source = roll_source(dbn_sniff(dbn_buf_str(&bytes)));
		dbn_sha256(dbn_buf_str(&bytes), run->sha256);
		code = received_text(run->ctx, dbn_buf_str(&bytes), run->file, &run->text, &run->origins,
				     &run->err);
	}
	dbn_buf_release(&bytes);
	if (code)
		return code;
	if (import_parse(run, &how) || check_secrecy(run) || import_choose_key(run) || name_sources(run) ||
	    import_find_doc(run) || import_settle(run, &how))
		return run->err.code;
	warn_of_date(run);
	return DBN_OK;
}

/* Units of a column that units.csv does not know: nobody has their address. */
static void warn_of_units(struct intake_run *run, enum dbn_task_column column, enum dbn_msg msg)
{
	const struct dbn_registry *r = &run->ctx->ledger.registry;
	struct dbn_str unknown = DBN_STR("");

	for (size_t i = 0; r->count && i < run->intake.rows.count; i++) {
		struct dbn_str rest = run->intake.rows.items[i].cell[column];

		while (rest.len) {
			struct dbn_str name = dbn_str_split(&rest, ';');
			struct dbn_str parts[] = { unknown, DBN_STR("、"), name };

			if (dbn_registry_find(r, name, dbn_str_of(run->ctx->ledger.conf.level)).found == DBN_FOUND_NONE &&
			    dbn_str_find(unknown, name) == DBN_NONE)
				unknown = unknown.len ? dbn_arena_join(&run->arena, parts, 3) : name;
		}
	}
	if (unknown.len)
		dbn_report(to_stderr(run->ctx), msg, dbn_pos_at(run->file, 0, 0), &unknown, 1);
}

static int make_rows(struct intake_run *run)
{
	const char *split = opt_text(&run->ctx->opts, "split");
	struct dbn_intake_opts opts = {
		.key = run->key,
		.office_level = dbn_str_of(run->ctx->ledger.conf.level),
		.split_measures = split && strcmp(split, "measure") == 0,
		.nested = dbn_str_eqz(run->doc->cell[DBN_DOC_NUMBERING], "nested"),
		.fixed = run->known && run->doc->cell[DBN_DOC_NUMBERING].len,
	};
	struct dbn_str base = DBN_STR("");
	int code;

	if (run->known) {
		for (size_t i = 0; i < run->doc->task_count && !split; i++)
			opts.split_measures = opts.split_measures ||
					      run->doc->tasks[i].kind == DBN_KIND_MEASURE;
		code = dbn_ledger_read_file(&run->ctx->ledger, run->source_rows, &run->base, &run->err);
		if (code)
			return code;
		base = dbn_buf_str(&run->base);
	}
	code = dbn_intake_rows(&run->arena, &run->document, &opts, &run->intake, &run->err);
	for (size_t i = 0; !code && i < run->intake.rows.count; i++)
		dbn_place_units(&run->ctx->ledger, &run->arena, run->intake.rows.items[i].cell);
	warn_of_units(run, DBN_TASK_LEAD, DBN_MSG_UNIT_UNKNOWN);
	warn_of_units(run, DBN_TASK_COOP, DBN_MSG_COOP_UNKNOWN);
	if (!code)
		code = dbn_intake_plan(&run->arena, &run->intake, run->doc, base, &run->plan, &run->err);
	if (!code && run->intake.rows.count == 0)
		return stop(run, DBN_EDATA, DBN_MSG_NO_TASKS, NULL, NULL);
	return code;
}

/* Whether a column of documents.csv is read from the document's head. */
static bool head_gives(size_t column)
{
	return column != DBN_DOC_KEY && column != DBN_DOC_NUMBERING && column != DBN_DOC_FILE &&
	       column != DBN_DOC_SHA256;
}

/* What the row of documents.csv becomes; what the document does not say, and what was typed
 * into the row, keeps what was there. */
static void settle_cells(struct intake_run *run)
{
	const struct dbn_head *head = &run->document.head;
	struct dbn_arena *a = &run->ctx->ledger.arena;
	struct dbn_str cell[DBN_DOC_COLUMNS];
	char today[11];

	import_head_cells(a, head, cell);
	cell[DBN_DOC_KEY] = run->key;
	cell[DBN_DOC_NUMBERING] = run->intake.nested ? DBN_STR("nested") : DBN_STR("flat");
	cell[DBN_DOC_FILE] = dbn_str_of(strcmp(run->file, "-") == 0 ? "" : base_name(run->file));
	cell[DBN_DOC_SHA256] = dbn_str_of(run->sha256);
	cell[DBN_DOC_IMPORTED] = dbn_arena_dup(a, dbn_str_of(dbn_day_format(today, run->ctx->on)));
	for (size_t i = 0; i < DBN_DOC_COLUMNS; i++) {
		bool stays = !cell[i].len || (run->known && (i == DBN_DOC_IMPORTED || (head_gives(i) && run->kept[i])));

		run->before[i] = run->doc->cell[i];
		run->after[i] = stays ? run->doc->cell[i] : dbn_arena_dup(a, cell[i]);
	}
}

/* Sources first, then events and rows, and the document's row last: what is
 * not listed does not exist. */
static int write_all(struct intake_run *run)
{
	struct ctx *ctx = run->ctx;
	struct dbn_buf rows;
	int code;

	for (size_t i = 0; i < run->plan.events.count; i++) {
		stamp_event(ctx, &run->plan.events.items[i]);
		if (run->plan.events.items[i].kind == DBN_EV_IMPORT)
			run->plan.events.items[i].text =
				dbn_arena_dup(&ctx->ledger.arena, dbn_str_of(base_name(run->file)));
	}
	dbn_buf_init(&rows, SOURCE_MAX);
	dbn_intake_save(&rows, &run->intake);
	code = rows.failed ? dbn_fail_memory(&run->err) : DBN_OK;
	for (size_t i = 0; i < DBN_DOC_COLUMNS; i++)
		run->doc->cell[i] = run->after[i];
	if (!code && run->plan.events.count)
		code = dbn_ledger_write(&ctx->ledger, run->doc, run->plan.events.items,
					run->plan.events.count, &run->err);
	if (!code)
		code = dbn_ledger_write_file(&ctx->ledger, run->source_text, dbn_buf_str(&run->text), &run->err);
	if (!code)
		code = dbn_ledger_write_file(&ctx->ledger, run->source_rows, dbn_buf_str(&rows), &run->err);
	if (!code && run->map_text.len)
		code = dbn_ledger_write_file(&ctx->ledger, run->source_map, run->map_text, &run->err);
	if (!code)
		code = dbn_ledger_register(&ctx->ledger, run->doc, &run->err);
	dbn_buf_release(&rows);
	return code;
}

/* Whether the ledger already holds what this document would make of it, from whichever file. */
static bool unchanged(const struct intake_run *run)
{
	for (size_t i = 0; i < DBN_DOC_COLUMNS; i++)
		if (i != DBN_DOC_FILE && i != DBN_DOC_SHA256 && !dbn_str_eq(run->before[i], run->after[i]))
			return false;
	return run->known && run->plan.events.count == 0;
}

static int import_one(struct ctx *ctx, const char *file)
{
	struct intake_run *run = dbn_arena_alloc(&ctx->ledger.arena, 1, sizeof *run);
	int status = EXIT_CLEAN;
	bool same = false;
	size_t back = 0;
	char n[24];

	if (!run)
		return out_of_memory(ctx);
	run->ctx = ctx;
	run->file = file;
	dbn_arena_init(&run->arena, (size_t)ARENA_MAX_MB << 20);
	dbn_buf_init(&run->text, ctx->limits.text * 2);
	dbn_buf_init(&run->base, SOURCE_MAX);
	if (read_document(run) || make_rows(run))
		status = complain(ctx, &run->err);
	if (!status) {
		settle_cells(run);
		same = unchanged(run);
	}
	/* another file with the same tasks: its sum is kept all the same */
	if (!status && !(same && dbn_str_eq(run->before[DBN_DOC_SHA256], run->after[DBN_DOC_SHA256])) &&
	    !opt_flag(&ctx->opts, "dry-run") && write_all(run))
		status = complain(ctx, &run->err);
	if (!status)
		status = import_take_back(run, &back);
	if (!status)
		show_import(run, same);
	if (!status && back) {
		dbn_buf_addz(&ctx->out, "  ");
		put(ctx, DBN_MSG_WITHDRAWN_BACK, number(n, (int64_t)back), NULL);
	}
	dbn_buf_release(&run->base);
	dbn_buf_release(&run->text);
	dbn_arena_release(&run->arena);
	return status;
}

int cmd_import(struct ctx *ctx)
{
	const char *key = opt_text(&ctx->opts, "withdraw");

	if (key)
		return import_withdraw(ctx, key);
	if (!ctx->opts.operand_count)
		return misuse(ctx, DBN_MSG_CMD_FEW_OPERANDS, ctx->cmd->name, ctx->cmd->operands, NULL);
	if (opt_text(&ctx->opts, "reason"))
		return misuse(ctx, DBN_MSG_REASON_WITHDRAW, NULL);
	if (ctx->opts.operand_count > 1 && opt_text(&ctx->opts, "key"))
		return misuse(ctx, DBN_MSG_KEY_ONE_FILE, NULL);
	return received_operands(ctx, import_one);
}
