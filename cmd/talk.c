/* talk.c - words to the user: answers, talk, errors, findings. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "dubanc/file.h"
#include "pager.h"
#include "place.h"
#include "received.h"

enum { LINE_MAX_BYTES = 1 << 20 };

static void format(struct ctx *ctx, struct dbn_buf *buf, enum dbn_msg msg, va_list ap)
{
	struct dbn_str args[DBN_ARGS_MAX];
	const char *z;
	size_t n = 0;

	while (n < DBN_ARGS_MAX && (z = va_arg(ap, const char *)) != NULL)
		args[n++] = dbn_str_of(z);
	dbn_msg_format(buf, msg, ctx->lang, args, n);
}

void put(struct ctx *ctx, enum dbn_msg msg, ...)
{
	va_list ap;

	va_start(ap, msg);
	format(ctx, &ctx->out, msg, ap);
	va_end(ap);
	dbn_buf_addc(&ctx->out, '\n');
}

void text_of(struct ctx *ctx, struct dbn_buf *buf, enum dbn_msg msg, ...)
{
	va_list ap;

	va_start(ap, msg);
	format(ctx, buf, msg, ap);
	va_end(ap);
}

const char *number(char out[24], int64_t n)
{
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	char digits[23];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + rest % 10);
	while ((rest /= 10) != 0);
	if (n < 0)
		digits[--at] = '-';
	memcpy(out, digits + at, sizeof digits - at);
	out[sizeof digits - at] = '\0';
	return out;
}

const char *percent(char out[24], int64_t part, int64_t whole)
{
	int64_t tenths = whole ? (part * 2000 + whole) / (2 * whole) : 0;
	size_t n = strlen(number(out, tenths / 10));

	out[n] = '.';
	out[n + 1] = (char)('0' + (tenths < 0 ? -(tenths % 10) : tenths % 10));
	out[n + 2] = '\0';
	return out;
}

/* Writes one or more lines to standard error; data cannot command the terminal. */
static void to_tty(struct ctx *ctx, const struct dbn_buf *line)
{
	struct dbn_str rest = dbn_buf_str(line);
	struct dbn_buf safe;

	progress_clear(ctx);
	dbn_buf_init(&safe, 4 * LINE_MAX_BYTES);
	while (rest.ptr) {
		dbn_text_visible(&safe, dbn_str_split(&rest, '\n'));
		dbn_buf_addc(&safe, '\n');
	}
	if (line->failed || safe.failed)
		fprintf(stderr, "dubanc: %s\n", dbn_msg_text(DBN_MSG_NO_MEMORY, DBN_ZH));
	else
		fwrite(safe.ptr, 1, safe.len, stderr);
	dbn_buf_release(&safe);
}

void say(struct ctx *ctx, enum dbn_msg msg, ...)
{
	struct dbn_buf line;
	va_list ap;

	dbn_buf_init(&line, LINE_MAX_BYTES);
	va_start(ap, msg);
	format(ctx, &line, msg, ap);
	va_end(ap);
	to_tty(ctx, &line);
	dbn_buf_release(&line);
}

/* Where a finding stands; nothing where its own words name the same thing. */
static void add_position(const struct ctx *ctx, struct dbn_buf *line, const struct dbn_diag *diag)
{
	const struct dbn_pos *pos = &diag->pos;

	if (!pos->line)
		for (size_t i = 0; i < diag->nargs; i++)
			if (strcmp(diag->args[i], pos->file) == 0)
				return;
	if (!pos->file[0] && !pos->line)
		return;
	add_place(ctx, line, pos->file, pos->line, pos->col);
	dbn_buf_addz(line, ": ");
}

static int exit_status(int code)
{
	switch (code) {
	case DBN_EUSAGE:
		return EXIT_USAGE;
	case DBN_EDATA:
		return EXIT_DATA;
	case DBN_ELOCKED:
		return EXIT_LOCKED;
	default:
		return EXIT_SYSTEM;
	}
}

int complain(struct ctx *ctx, const struct dbn_err *err)
{
	struct dbn_err memory = { 0 };
	struct dbn_buf line;
	const char *slug;

	/* A text that memory cut short is no fault of who typed it. */
	if (ctx->ledger_open && ctx->ledger.arena.failed && dbn_fail_memory(&memory))
		err = &memory;
	slug = dbn_msg_slug(err->diag.msg);
	dbn_buf_init(&line, LINE_MAX_BYTES);
	dbn_buf_addz(&line, "dubanc: ");
	if (ctx->cmd) {
		dbn_buf_addz(&line, ctx->cmd->name);
		dbn_buf_addz(&line, ": ");
	}
	add_position(ctx, &line, &err->diag);
	dbn_diag_text(&line, &err->diag, ctx->lang);
	if (*slug) {
		dbn_buf_addz(&line, "  [");
		dbn_buf_addz(&line, slug);
		dbn_buf_addc(&line, ']');
	}
	to_tty(ctx, &line);
	dbn_buf_release(&line);
	return exit_status(err->code);
}

int out_of_memory(struct ctx *ctx)
{
	struct dbn_err err = { 0 };

	dbn_fail_memory(&err);
	return complain(ctx, &err);
}

int misuse(struct ctx *ctx, enum dbn_msg msg, ...)
{
	struct dbn_buf line;
	va_list ap;

	dbn_buf_init(&line, LINE_MAX_BYTES);
	dbn_buf_addz(&line, "dubanc: ");
	if (ctx->cmd) {
		dbn_buf_addz(&line, ctx->cmd->name);
		dbn_buf_addz(&line, ": ");
	}
	va_start(ap, msg);
	format(ctx, &line, msg, ap);
	va_end(ap);
	to_tty(ctx, &line);
	dbn_buf_release(&line);
	return EXIT_USAGE;
}

void finding_text(struct ctx *ctx, struct dbn_buf *line, const struct dbn_diag *diag)
{
	static const char *const levels[] = { "", "note", "warning", "error" };
	enum dbn_severity severity = dbn_msg_severity(diag->msg);

	if (diag->msg == DBN_MSG_NO_MEMORY)
		ctx->out.failed = true; /* not a finding: what it found is lost */
	ctx->findings[severity]++;
	dbn_buf_addz(line, levels[severity]);
	dbn_buf_addz(line, ": ");
	dbn_diag_text(line, diag, ctx->lang);
	dbn_buf_addz(line, "  [");
	dbn_buf_addz(line, dbn_msg_slug(diag->msg));
	dbn_buf_addc(line, ']');
}

static void print_finding(void *data, const struct dbn_diag *diag)
{
	struct ctx *ctx = data;
	struct dbn_buf line;

	dbn_buf_init(&line, LINE_MAX_BYTES);
	add_position(ctx, &line, diag);
	finding_text(ctx, &line, diag);
	to_tty(ctx, &line);
	dbn_buf_release(&line);
}

struct dbn_sink to_stderr(struct ctx *ctx)
{
	return (struct dbn_sink){ print_finding, ctx };
}

int write_fd(struct ctx *ctx, int fd, struct dbn_str bytes)
{
	struct dbn_err err = { 0 };

	while (bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EPIPE)
			return EXIT_CLEAN; /* the reader has seen enough */
		if (n < 0) {
			dbn_fail(&err, DBN_ESYSTEM, DBN_MSG_STDOUT, dbn_pos_at(NULL, 0, 0),
				 strerror(errno), NULL);
			return complain(ctx, &err);
		}
		bytes = dbn_str_from(bytes, (size_t)n);
	}
	return EXIT_CLEAN;
}

/* -o names a pipe, a device: what is no regular file is written, never renamed over. */
static int write_special(struct ctx *ctx, const char *file)
{
	struct dbn_err err = { 0 };
	int fd = open(file, O_WRONLY | O_CLOEXEC | O_NOCTTY), status;

	if (fd < 0) {
		dbn_fail(&err, DBN_ESYSTEM, DBN_MSG_FILE_OPEN, dbn_pos_at(NULL, 0, 0), file, strerror(errno), NULL);
		return complain(ctx, &err);
	}
	status = write_fd(ctx, fd, dbn_buf_str(&ctx->out));
	close(fd);
	return status;
}

void unit_path(struct dbn_buf *path, const struct dbn_roster *roster, const char *dir,
	       struct dbn_str unit, const char *suffix)
{
	size_t serial = dbn_roster_find(roster, unit) + 1; /* 0: not in units.csv */
	size_t at = 0;

	dbn_buf_addz(path, dir);
	dbn_buf_addc(path, '/');
	if (serial) {
		dbn_buf_add_padded(path, serial, 3);
		dbn_buf_addc(path, '-');
	}
	while (at < unit.len) {
		size_t start = at;
		uint32_t cp = dbn_utf8_next(unit, &at);
		bool plain = dbn_is_han(cp) || (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
			     (cp >= 'A' && cp <= 'Z');

		if (plain)
			dbn_buf_add(path, dbn_str_sub(unit, start, at - start));
		else
			dbn_buf_addc(path, '_');
	}
	dbn_buf_addz(path, suffix);
}

/* Whether what stands in ctx->out is a stream of sheets. */
static bool is_workbook(struct ctx *ctx)
{
	const char *format = opt_text(&ctx->opts, "format");

	return format && strcmp(format, "xlsx") == 0 && ctx->out.len;
}

static int pack_workbook(struct ctx *ctx, struct dbn_err *err)
{
	struct dbn_buf book;
	int code;

	dbn_buf_init(&book, ctx->out.max);
	code = make_xlsx(ctx, dbn_buf_str(&ctx->out), &book, err);
	dbn_buf_clear(&ctx->out);
	if (!code)
		dbn_buf_add(&ctx->out, dbn_buf_str(&book));
	dbn_buf_release(&book);
	return code;
}

int flush_out(struct ctx *ctx)
{
	struct dbn_err err = { 0 };
	struct stat st;
	const char *file = NULL;
	bool workbook = false;
	int status;

	progress_clear(ctx);
	/* What was read of the ledger is not whole; where it was written, that stands. */
	if (ctx->ledger_open && ctx->cmd->needs != NEEDS_WRITE && ctx->ledger.arena.failed)
		ctx->out.failed = true;
	if (ctx->out.failed) {
		dbn_fail_memory(&err);
		return complain(ctx, &err);
	}
	if (ctx->cmd && strstr(ctx->opts.sets ? ctx->opts.sets : "", "@format")) {
		file = opt_text(&ctx->opts, "output");
		workbook = is_workbook(ctx);
		if (workbook && pack_workbook(ctx, &err))
			return complain(ctx, &err);
	}
	if (!file && !workbook && page_out(ctx, &status))
		return status;
	if (!file)
		return write_fd(ctx, STDOUT_FILENO, dbn_buf_str(&ctx->out));
	if (stat(file, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return write_special(ctx, file);
	if (dbn_file_replace(file, NULL, dbn_buf_str(&ctx->out), &err))
		return complain(ctx, &err);
	return EXIT_CLEAN;
}
