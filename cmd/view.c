/* view.c - the tasks that pass the filters, with their lights; output formats. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "dubanc/encoding.h"
#include "view.h"

enum { VIEW_MAX = 1 << 30, COLUMNS_MIN = 40, COLUMNS_DEFAULT = 80, COLUMNS_MAX = 400 };

static int look_at(struct ctx *ctx, struct view *view, struct dbn_doc *doc, bool parts)
{
	struct dbn_verdict *verdicts;
	struct seen_doc *seen_doc;
	struct dbn_err err = { 0 };
	size_t before = ctx->findings[DBN_ERROR];

	if (dbn_ledger_load(&ctx->ledger, doc, DBN_LOAD_ALL, to_stderr(ctx), &err)) {
		view->status = complain(ctx, &err);
		return EXIT_CLEAN;
	}
	if (ctx->findings[DBN_ERROR] > before)
		view->status = EXIT_DATA; /* what could be read is answered */
	verdicts = dbn_arena_alloc(&view->arena, doc->task_count + 1, sizeof *verdicts);
	seen_doc = DBN_PUSH(&view->arena, &view->docs);
	if (!verdicts || !seen_doc || !dbn_light_doc(&view->arena, &ctx->ledger, doc, ctx->today, verdicts))
		return EXIT_SYSTEM;
	seen_doc->doc = doc;
	seen_doc->verdicts = verdicts;
	seen_doc->chosen = dbn_arena_alloc(&view->arena, doc->task_count + 1, sizeof *seen_doc->chosen);
	if (!seen_doc->chosen)
		return EXIT_SYSTEM;
	for (size_t i = 0; i < doc->task_count; i++) {
		struct seen *seen;

		seen_doc->chosen[i] = dbn_filter_match(&view->filter, &doc->tasks[i], &verdicts[i]);
		if (!seen_doc->chosen[i] || (!parts && dbn_is_part(&doc->tasks[i])))
			continue;
		seen = DBN_PUSH(&view->arena, &view->tasks);
		if (!seen)
			return EXIT_SYSTEM;
		seen->task = &doc->tasks[i];
		seen->verdict = &verdicts[i];
	}
	return EXIT_CLEAN;
}

static int read_filter(struct ctx *ctx, struct view *view, struct dbn_err *err)
{
	struct dbn_filter_args args = {
		.unit = opt_text(&ctx->opts, "unit"),
		.lead = opt_text(&ctx->opts, "lead"),
		.coop = opt_text(&ctx->opts, "coop"),
		.as_written = opt_text(&ctx->opts, "as-written"),
		.doc = opt_text(&ctx->opts, "doc"),
		.state = opt_text(&ctx->opts, "state"),
		.light = opt_text(&ctx->opts, "light"),
		.due = opt_text(&ctx->opts, "due"),
	};
	const char *value;

	while (args.where_count < DBN_WHERE_MAX &&
	       (value = opt_nth(&ctx->opts, "where", args.where_count)) != NULL)
		args.where[args.where_count++] = value;
	return dbn_filter_parse(&view->filter, &view->arena, &ctx->ledger, view->roster, &args, err);
}

/* A name mistyped would be answered "nothing". */
static int asked_units_of_filter(struct ctx *ctx)
{
	static const char *const options[] = { "unit", "lead", "coop" };
	int status = EXIT_CLEAN;

	for (size_t i = 0; i < sizeof options / sizeof *options && !status; i++) {
		const char *typed = opt_text(&ctx->opts, options[i]);

		if (typed)
			status = asked_unit(ctx, dbn_str_trim(dbn_str_of(typed)));
	}
	return status;
}

int view_open(struct ctx *ctx, struct view *view, bool parts)
{
	struct dbn_err err = { 0 };
	int status = EXIT_CLEAN;

	memset(view, 0, sizeof *view);
	dbn_arena_init(&view->arena, VIEW_MAX);
	view->roster = office_roster(ctx, &err);
	if (!view->roster || read_filter(ctx, view, &err))
		return complain(ctx, &err);
	for (size_t i = 0; i < ctx->ledger.doc_count && !status; i++)
		if (!view->filter.doc || view->filter.doc == ctx->ledger.docs[i])
			status = look_at(ctx, view, ctx->ledger.docs[i], parts);
	if (status) {
		dbn_fail_memory(&err);
		return complain(ctx, &err);
	}
	return asked_units_of_filter(ctx);
}

struct dbn_str view_scope(struct ctx *ctx, struct view *view)
{
	static const struct {
		const char *option;
		enum dbn_msg msg;
	} filters[] = {
		{ "unit", DBN_MSG_SCOPE_UNIT },	  { "lead", DBN_MSG_SCOPE_LEAD },
		{ "coop", DBN_MSG_SCOPE_COOP },	  { "as-written", DBN_MSG_SCOPE_AS_WRITTEN },
		{ "doc", DBN_MSG_SCOPE_DOC },	  { "state", DBN_MSG_SCOPE_STATE },
		{ "light", DBN_MSG_SCOPE_LIGHT }, { "due", DBN_MSG_SCOPE_DUE },
		{ "where", DBN_MSG_SCOPE_WHERE },
	};
	const char *typed;
	struct dbn_buf b;

	dbn_buf_init(&b, 1 << 16);
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		for (size_t k = 0; (typed = opt_nth(&ctx->opts, filters[i].option, k)) != NULL; k++) {
			/* of all but conditions the last one holds */
			if (filters[i].msg != DBN_MSG_SCOPE_WHERE && typed != opt_text(&ctx->opts, filters[i].option))
				continue;
			dbn_buf_addz(&b, b.len ? dbn_msg_text(DBN_MSG_LIST_COMMA, ctx->lang) : "");
			text_of(ctx, &b, filters[i].msg, typed, NULL);
		}
	return dbn_arena_take(&view->arena, &b);
}

void view_close(struct view *view)
{
	dbn_arena_release(&view->arena);
}

/* Columns of the terminal or of COLUMNS; 0, no limit, where nobody has set one: in a
 * pipe and in a file nothing is cut. */
static size_t terminal_columns(const struct ctx *ctx)
{
	const char *from_env = getenv("COLUMNS");
	struct winsize size;
	int32_t n;

	if (opt_text(&ctx->opts, "output"))
		return 0;
	if (from_env && dbn_str_uint(dbn_str_of(from_env), &n) && n >= COLUMNS_MIN && n <= COLUMNS_MAX)
		return (size_t)n;
	if (!isatty(STDOUT_FILENO))
		return 0;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= COLUMNS_MIN ? size.ws_col
											   : COLUMNS_DEFAULT;
}

struct dbn_how view_how(const struct ctx *ctx, enum dbn_format otherwise)
{
	const char *format = opt_text(&ctx->opts, "format");
	bool excel = opt_flag(&ctx->opts, "excel") || opt_text(&ctx->opts, "encoding");
	int found = format ? dbn_format_find(dbn_str_of(format)) : -1;

	return (struct dbn_how){
		.format = found >= 0 ? (enum dbn_format)found : excel ? DBN_FMT_CSV : otherwise,
		.lang = ctx->lang,
		.columns = terminal_columns(ctx),
		.width = ctx->width,
		.colour = ctx->color && !opt_text(&ctx->opts, "output"),
		.excel = opt_flag(&ctx->opts, "excel"),
		.scheme = ctx->ledger.conf.scheme,
	};
}

/* In GB18030 the mark would be shown as rubbish before the first heading. */
static struct dbn_str without_bom(struct dbn_str s)
{
	struct dbn_str bom = DBN_STR("\xef\xbb\xbf");

	return dbn_str_starts(s, bom) ? dbn_str_from(s, bom.len) : s;
}

int view_write(struct ctx *ctx, const struct dbn_table *table, const struct dbn_how *how)
{
	const char *encoding = opt_text(&ctx->opts, "encoding");
	struct dbn_err err = { 0 };
	struct dbn_buf utf8;
	int code;

	if (encoding && how->format != DBN_FMT_CSV && how->format != DBN_FMT_TSV)
		return misuse(ctx, DBN_MSG_ENCODING_CSV, NULL);
	if (!encoding || strcmp(encoding, "utf-8") == 0)
		return dbn_table_write(&ctx->out, table, how, &err) ? complain(ctx, &err) : EXIT_CLEAN;
	dbn_buf_init(&utf8, VIEW_MAX);
	code = dbn_table_write(&utf8, table, how, &err);
	if (!code)
		code = dbn_encode_gb18030(without_bom(dbn_buf_str(&utf8)), &ctx->out, &err);
	dbn_buf_release(&utf8);
	return code ? complain(ctx, &err) : EXIT_CLEAN;
}

struct dbn_str what_passed(const struct ctx *ctx, struct dbn_arena *arena, const struct dbn_task *task,
			   const struct dbn_task *node, struct dbn_str period, bool rectifying)
{
	struct dbn_str title = task->cell[DBN_TASK_TITLE];
	struct dbn_str parts[3] = { title, DBN_STR(" · "), title };

	if (rectifying)
		parts[0] = dbn_str_of(dbn_msg_text(DBN_MSG_OVERDUE_RECTIFY, ctx->lang));
	else if (node)
		parts[0] = node->cell[DBN_TASK_TITLE];
	else if (period.len)
		parts[0] = period;
	else
		return title;
	return dbn_arena_join(arena, parts, 3);
}
