/*
 * decode.c - any document as text: from its kind to the program that reads it.
 *
 * This side never looks into a binary file. What comes back from a helper is
 * as doubtful as the file: findings are known by name only, text is checked.
 */
#include <string.h>
#include <unistd.h>

#include "dubanc/arena.h"
#include "dubanc/decode.h"
#include "dubanc/encoding.h"
#include "dubanc/subprocess.h"
#include "dubanc/text.h"
#include "convert.h"

enum { FINDINGS_MAX = 4 << 20, ARGS_MAX = 64 };
enum { SHEETS_MAX = 512 << 20, SHEETS_SECONDS = 300 };

static int refuse(const struct decode_job *job, enum dbn_msg msg, const char *a, const char *b)
{
	return dbn_fail(job->err, DBN_EDATA, msg, dbn_pos_at(job->name, 0, 0), job->name, a ? a : "",
			b ? b : "", (char *)NULL);
}

static int too_much(const struct decode_job *job, const char *what, size_t limit)
{
	return dbn_fail_limit(job->err, job->name, what, limit);
}

/* ---- findings ---- */

static int find_message(struct dbn_str slug)
{
	for (int i = 0; slug.len && i < DBN_MSG_COUNT; i++) {
		if (dbn_str_eqz(slug, dbn_msg_slug((enum dbn_msg)i)))
			return i;
	}
	return -1;
}

/* LINE:ROW, … of what came as doubtful as the file: runs that do not go forward are passed over. */
static void take_origins(const struct decode_job *job, struct dbn_str runs)
{
	const struct dbn_decode_opts *opts = job->opts;

	while (opts->origins && opts->arena && runs.ptr) {
		struct dbn_str row = dbn_str_split(&runs, '\t'), line = dbn_str_split(&row, ':');
		int32_t from, to;

		if (dbn_str_uint(line, &from) && dbn_str_uint(row, &to) && from > 0 && to >= 0)
			dbn_origins_add(opts->arena, opts->origins, (size_t)from, (size_t)to);
	}
}

/* Findings go on to the caller; an error becomes ours. */
static void take_findings(const struct decode_job *job, struct dbn_str all, int code)
{
	while (all.ptr && all.len) {
		struct dbn_str line = dbn_str_split(&all, '\n'), args[DBN_ARGS_MAX];
		struct dbn_str slug = dbn_str_split(&line, '\t');
		int id = find_message(slug);
		size_t n = 0;

		if (dbn_str_eqz(slug, "@rows"))
			take_origins(job, line);
		while (line.ptr && n < DBN_ARGS_MAX)
			args[n++] = dbn_str_split(&line, '\t');
		if (id < 0)
			continue;
		if (dbn_msg_severity((enum dbn_msg)id) != DBN_ERROR)
			dbn_report(job->sink, (enum dbn_msg)id, dbn_pos_at(job->name, 0, 0), args, n);
		else if (code)
			dbn_fail_str(job->err, code, (enum dbn_msg)id, dbn_pos_at(job->name, 0, 0), args, n);
	}
}

/* ---- programs ---- */

static int refuse_limit(const struct decode_job *job, enum dbn_msg msg, const char *tool, const char *limit,
			size_t value)
{
	struct dbn_buf number;
	int code;

	dbn_buf_init(&number, 32);
	dbn_size_format(&number, value);
	code = dbn_fail(job->err, DBN_EDATA, msg, dbn_pos_at(job->name, 0, 0), job->name, tool, limit,
			number.ptr, (char *)NULL);
	dbn_buf_release(&number);
	return code;
}

static int refuse_status(const struct decode_job *job, const char *tool, int status)
{
	struct dbn_buf number;
	int code;

	dbn_buf_init(&number, 32);
	dbn_buf_addz(&number, status < 0 ? "signal " : "status ");
	dbn_buf_addi(&number, status < 0 ? -status : status);
	code = refuse(job, DBN_MSG_DEC_TOOL_FAILED, tool, number.ptr);
	dbn_buf_release(&number);
	return code;
}

int decode_judge(const struct decode_job *job, const struct dbn_run *run, const char *tool, bool ours)
{
	const struct dbn_decode_limits *limits = job->opts->limits;

	switch (run->end) {
	case DBN_RUN_WALL:
		return refuse_limit(job, DBN_MSG_DEC_TOOL_TIME, tool, "wall", run->wall);
	case DBN_RUN_CPU:
		return refuse_limit(job, DBN_MSG_DEC_TOOL_TIME, tool, ours ? "cpu" : "wall", run->cpu);
	case DBN_RUN_OUTPUT:
		return too_much(job, ours ? "text" : "total", ours ? limits->text : limits->total);
	case DBN_RUN_MEMORY: /* the helper tells of its own */
		return refuse_limit(job, DBN_MSG_DEC_TOOL_MEMORY, tool, "tool_memory", run->memory);
	case DBN_RUN_KILLED:
		return refuse(job, DBN_MSG_DEC_TOOL_KILLED, tool, NULL);
	case DBN_RUN_REFUSED:
		return dbn_fail(job->err, DBN_ESYSTEM, DBN_MSG_DEC_NOT_CONFINED, dbn_pos_at(job->name, 0, 0),
				job->name, tool, (char *)NULL);
	case DBN_RUN_DONE:
		break;
	}
	return run->status ? refuse_status(job, tool, run->status) : DBN_OK;
}

/* Every limit as NAME=VALUE, so that the helper keeps what the office has set. */
static size_t add_limits(const struct dbn_decode_limits *limits, struct dbn_buf *store, size_t *at)
{
	size_t n = 0;

#define LIMIT(id, initial, least, most, takes, zh, en) \
	at[n++] = store->len; \
	dbn_buf_addz(store, #id "="); \
	dbn_buf_addi(store, (int64_t)limits->id); \
	dbn_buf_addc(store, '\0');
#include "dubanc/decode_limits.def"
#undef LIMIT
	return n;
}

static int check_text(const struct decode_job *job, size_t before)
{
	struct dbn_str text = dbn_str_from(dbn_buf_str(job->out), before);

	if (dbn_utf8_bad(text) != DBN_NONE || memchr(text.ptr, '\0', text.len))
		return refuse(job, DBN_MSG_DEC_TOOL_FAILED, "dubanc-doc", "UTF-8");
	return DBN_OK;
}

/* Runs the helper; what it gives is appended as it is. */
static int run_helper(const struct decode_job *job, const char *mode, struct dbn_str bytes, bool converted)
{
	const struct dbn_decode_limits *limits = job->opts->limits;
	const char *argv[ARGS_MAX];
	size_t at[ARGS_MAX], n = 0, count;
	struct dbn_buf store, findings, text;
	struct dbn_run run = { .argv = argv, .input = bytes, .output = &text, .findings = &findings,
			       .wall = limits->wall, .cpu = limits->cpu };
	int code;

	if (!job->opts->tools->helper || access(job->opts->tools->helper, X_OK) != 0)
		return refuse(job, DBN_MSG_DEC_NEED_HELPER,
			      job->opts->tools->helper ? job->opts->tools->helper : "dubanc-doc", NULL);
	dbn_buf_init(&store, 8192);
	dbn_buf_init(&findings, FINDINGS_MAX);
	dbn_buf_init(&text, limits->text + 1);
	count = add_limits(limits, &store, at);
	argv[n++] = job->opts->tools->helper;
	argv[n++] = mode;
	argv[n++] = "--name";
	argv[n++] = job->name;
	if (converted)
		argv[n++] = "--converted";
	if (limits->unconfined)
		argv[n++] = "--unconfined";
	for (size_t i = 0; i < count && n + 1 < ARGS_MAX; i++)
		argv[n++] = store.ptr + at[i];
	argv[n] = NULL;
	code = dbn_run(&run, job->err);
	if (!code)
		take_findings(job, dbn_buf_str(&findings),
			      run.status == 3 ? DBN_EDATA : run.status ? DBN_ESYSTEM : DBN_OK);
	if (!code)
		code = job->err->code ? job->err->code : decode_judge(job, &run, "dubanc-doc", true);
	if (!code) {
		dbn_buf_add(job->out, dbn_buf_str(&text));
		code = job->out->failed ? dbn_fail_memory(job->err) : DBN_OK;
	}
	dbn_buf_release(&store);
	dbn_buf_release(&findings);
	dbn_buf_release(&text);
	return code;
}

int decode_helper(const struct decode_job *job, const char *mode, struct dbn_str bytes, bool converted)
{
	size_t before = job->out->len;
	int code = run_helper(job, mode, bytes, converted);

	return code ? code : check_text(job, before);
}

int dbn_xlsx_make(const struct dbn_decode_opts *opts, struct dbn_str stream, struct dbn_buf *out,
		  struct dbn_err *err)
{
	struct dbn_decode_limits limits;
	struct dbn_decode_opts own = *opts;
	struct decode_job job = { &own, "xlsx", out, { NULL, NULL }, err };

	dbn_decode_limits_init(&limits);
	limits.file = limits.text = SHEETS_MAX;
	limits.memory = (size_t)SHEETS_MAX * 3;
	limits.cpu = limits.wall = SHEETS_SECONDS;
	limits.unconfined = true; /* the rows are our own */
	own.limits = &limits;
	return run_helper(&job, "sheet", stream, false);
}

/* ---- kinds ---- */

static int read_text(const struct decode_job *job, struct dbn_str bytes)
{
	struct dbn_decoded how;
	size_t before;
	int code;

	if (bytes.len > job->opts->limits->text)
		return too_much(job, "text", job->opts->limits->text);
	before = job->out->len;
	code = dbn_decode(bytes, job->name, job->out, &how, job->err);
	if (!code && job->out->len - before > job->opts->limits->text)
		return too_much(job, "text", job->opts->limits->text);
	if (!code && how.guessed) {
		struct dbn_str arg = dbn_str_of(how.encoding);

		dbn_report(job->sink, DBN_MSG_ENCODING_GUESSED, dbn_pos_at(job->name, 0, 0), &arg, 1);
	}
	if (!code && how.damaged) {
		struct dbn_buf number;
		struct dbn_str arg;

		dbn_buf_init(&number, 32);
		dbn_buf_addi(&number, (int64_t)how.damaged);
		arg = dbn_buf_str(&number);
		dbn_report(job->sink, DBN_MSG_ENCODING_DAMAGED, dbn_pos_at(job->name, 0, 0), &arg, 1);
		dbn_buf_release(&number);
	}
	return code;
}

/* Runs a tool of poppler on the file, its output appended; argv ends with the words given. */
static int run_poppler(const struct decode_job *job, const char *tool, const char *const *words, struct dbn_str bytes,
		       struct dbn_buf *out, struct dbn_run *run)
{
	const struct dbn_decode_limits *limits = job->opts->limits;
	const char *argv[ARGS_MAX];
	size_t n;

	*run = (struct dbn_run){ .argv = argv, .input = bytes, .output = out, .wall = limits->wall, .cpu = limits->wall,
				 .memory = limits->tool_memory, .file = limits->total };
	n = decode_cage(job, tool, run, argv);
	while (*words)
		argv[n++] = *words++;
	argv[n] = NULL;
	return dbn_run(run, job->err);
}

/* Where the layout may have tables: two words, the first page and the last one; empty where it has none. */
static int find_tables(const struct decode_job *job, struct dbn_str layout, struct dbn_buf *pages)
{
	struct decode_job own = *job;
	struct dbn_str rest;
	size_t blank;
	int code;

	own.out = pages;
	code = decode_helper(&own, "pdf-tables", layout, false);
	rest = dbn_buf_str(pages);
	blank = dbn_str_find(rest, DBN_STR(" "));
	for (size_t i = 0; i < rest.len && !code; i++) {
		if (i != blank && (rest.ptr[i] < '0' || rest.ptr[i] > '9'))
			code = refuse(job, DBN_MSG_DEC_TOOL_FAILED, "dubanc-doc", "pdf-tables");
	}
	if (!code && blank != DBN_NONE)
		pages->ptr[blank] = '\0';
	return code;
}

/*
 * The drawing of the pages that may have tables, behind the layout: rulings tell cells apart where
 * places do not. A drawing that fails leaves the tables to the places of their words.
 */
static int add_rulings(const struct decode_job *job, struct dbn_str bytes, struct dbn_buf *layout)
{
	struct dbn_buf pages;
	struct dbn_run run;
	size_t before = layout->len;
	int code;

	dbn_buf_init(&pages, 64);
	code = find_tables(job, dbn_buf_str(layout), &pages);
	if (!code && pages.len && job->opts->tools->pdftocairo) {
		const char *words[] = { "-svg", "-noshrink", "-nocenter", "-f", pages.ptr, "-l",
					pages.ptr + strlen(pages.ptr) + 1, "-", "-", NULL };

		dbn_buf_addz(layout, "<rules from=\"");
		dbn_buf_addz(layout, pages.ptr);
		dbn_buf_addz(layout, "\">\n");
		code = run_poppler(job, job->opts->tools->pdftocairo, words, bytes, layout, &run);
		if (!code && (run.end || run.status)) {
			if (run.end == DBN_RUN_REFUSED)
				code = decode_judge(job, &run, "pdftocairo", false);
			layout->len = before;
			layout->failed = false;
		}
	}
	dbn_buf_release(&pages);
	return code;
}

static int read_pdf(const struct decode_job *job, struct dbn_str bytes)
{
	static const char *const words[] = { "-bbox-layout", "-", "-", NULL };
	struct dbn_buf layout;
	struct dbn_run run;
	int code;

	if (!job->opts->tools->pdftotext)
		return refuse(job, DBN_MSG_DEC_NEED_PDFTOTEXT, NULL, NULL);
	/* A mark over the pages is as good as one on them. */
	code = decode_helper(job, "pdf-notes", bytes, false);
	if (code)
		return code;
	dbn_buf_init(&layout, job->opts->limits->total);
	code = run_poppler(job, job->opts->tools->pdftotext, words, bytes, &layout, &run);
	if (!code && !run.end && (run.status == 1 || run.status == 3))
		code = refuse(job, DBN_MSG_DEC_PDF_PASSWORD, NULL, NULL);
	if (!code)
		code = decode_judge(job, &run, "pdftotext", false);
	if (!code)
		code = add_rulings(job, bytes, &layout);
	if (!code)
		code = decode_helper(job, "pdf-layout", dbn_buf_str(&layout), false);
	dbn_buf_release(&layout);
	return code;
}

static int read_kind(const struct decode_job *job, enum dbn_filekind kind, struct dbn_str bytes)
{
	switch (kind) {
	case DBN_IS_TEXT:
		return read_text(job, bytes);
	case DBN_IS_DOCX:
	case DBN_IS_XLSX:
	case DBN_IS_OFD:
	case DBN_IS_HTML:
	case DBN_IS_MHT:
		return decode_helper(job, "decode", bytes, false);
	case DBN_IS_PDF:
		return read_pdf(job, bytes);
	case DBN_IS_DOC:
	case DBN_IS_RTF:
	case DBN_IS_FLAT:
	case DBN_IS_ODF:
	case DBN_IS_XLS:
	case DBN_IS_FLAT_SHEET:
	case DBN_IS_ODS:
		return decode_convert(job, kind, bytes);
	case DBN_IS_LOCKED:
		return refuse(job, DBN_MSG_DEC_ENCRYPTED, NULL, NULL);
	case DBN_IS_PPT:
		return refuse(job, DBN_MSG_DEC_SLIDES, NULL, NULL);
	case DBN_IS_ZIP:
	case DBN_IS_RAR:
		return refuse(job, DBN_MSG_DEC_ARCHIVE, NULL, NULL);
	case DBN_IS_CEB:
		return refuse(job, DBN_MSG_DEC_CLOSED, NULL, NULL);
	case DBN_IS_IMAGE:
		return refuse(job, DBN_MSG_DEC_IMAGE, NULL, NULL);
	case DBN_IS_EMPTY:
		return refuse(job, DBN_MSG_DEC_EMPTY, NULL, NULL);
	case DBN_IS_UNKNOWN:
	case DBN_IS_COUNT:
		break;
	}
	return refuse(job, DBN_MSG_DEC_UNKNOWN, NULL, NULL);
}

int dbn_decode_document(const struct dbn_decode_opts *opts, struct dbn_str bytes, const char *name,
			struct dbn_buf *out, enum dbn_filekind *kind, struct dbn_sink sink,
			struct dbn_err *err)
{
	struct dbn_decode_limits defaults;
	struct dbn_decode_opts own = *opts;
	struct decode_job job = { &own, name, out, sink, err };
	enum dbn_filekind found = dbn_sniff(bytes);
	size_t before = out->len;
	int code;

	dbn_decode_limits_init(&defaults);
	if (!own.limits)
		own.limits = &defaults;
	if (kind)
		*kind = found;
	if (bytes.len > own.limits->file)
		code = too_much(&job, "file", own.limits->file);
	else
		code = read_kind(&job, found, bytes);
	if (code && out->cap) {
		out->len = before;
		out->ptr[before] = '\0';
		out->failed = false;
	}
	return code;
}

/* ---- where the tools are ---- */

static const char *find_tool(struct dbn_arena *arena, struct dbn_str path, const char *name)
{
	struct dbn_str rest = path;

	while (rest.ptr) {
		struct dbn_str folder = dbn_str_split(&rest, ':'), parts[3];
		struct dbn_str whole;

		/* A folder that is not absolute is whatever the user stands in. */
		if (!folder.len || folder.ptr[0] != '/')
			continue;
		parts[0] = folder;
		parts[1] = DBN_STR("/");
		parts[2] = dbn_str_of(name);
		whole = dbn_arena_join(arena, parts, 3);
		if (whole.len && access(whole.ptr, X_OK) == 0)
			return whole.ptr;
	}
	return NULL;
}

int dbn_decode_find_tools(struct dbn_arena *arena, struct dbn_str helper, struct dbn_str path,
			  struct dbn_decode_tools *out, struct dbn_err *err)
{
	*out = (struct dbn_decode_tools){ .tmpdir = "/tmp" };
	if (helper.len)
		out->helper = dbn_arena_dup(arena, helper).ptr;
	out->pdftotext = find_tool(arena, path, "pdftotext");
	out->pdftocairo = find_tool(arena, path, "pdftocairo");
	out->soffice = find_tool(arena, path, "soffice");
	out->bwrap = find_tool(arena, path, "bwrap");
	return arena->failed ? dbn_fail_memory(err) : DBN_OK;
}
