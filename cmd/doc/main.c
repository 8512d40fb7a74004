/*
 * dubanc-doc - reads one document that nobody can vouch for.
 *
 *	dubanc-doc decode     [--name NAME] [--converted] [--unconfined] [LIMIT=VALUE…] <FILE >TEXT
 *	dubanc-doc pdf-layout [--name NAME] [LIMIT=VALUE…] <BBOX-XHTML >TEXT
 *	dubanc-doc pdf-notes  [--name NAME] [--unconfined] [LIMIT=VALUE…] <PDF >MARKS
 *	dubanc-doc sheet      [--unconfined] [LIMIT=VALUE…] <STREAM >XLSX       (lib/render/xlsx.c)
 *	dubanc-doc cage       tries what must not be possible, prints what held
 *
 * A helper of dubanc, not for hands: it reads descriptor 0 and writes UTF-8
 * text to 1. What it found goes to 3 if that is open, else to 2, a line each:
 * the short name of a message, TAB, its arguments; of a spreadsheet before them
 * "@rows", TAB, LINE:ROW, … (origin.h). Nothing is written to 1
 * unless the whole document was read; nothing is read where the kernel cannot
 * shut us in, unless --unconfined says that it may. Exit status 0 done, 2 wrong use, 3 the
 * document is refused, 4 the machine failed; the last line says why.
 */
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cage.h"
#include "dubanc/decoder.h"

enum { FINDINGS_FD = 3, FINDINGS_MAX = 1 << 20 };

struct job {
	const char *mode, *name;
	struct dbn_decode_limits limits;
	int findings;
	char book[32]; /* of sheet: the workbook while it is being made */
	bool converted; /* by LibreOffice, from an older format */
	bool unconfined; /* read all the same where the kernel cannot shut us in */
};

static bool write_all(int fd, struct dbn_str s)
{
	while (s.len) {
		ssize_t n = write(fd, s.ptr, s.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s = dbn_str_from(s, (size_t)n);
	}
	return true;
}

/* One line a finding; what would break the line becomes a blank. */
static void on_finding(void *ctx, const struct dbn_diag *diag)
{
	const struct job *job = ctx;
	struct dbn_buf line;

	dbn_buf_init(&line, FINDINGS_MAX);
	dbn_buf_addz(&line, dbn_msg_slug(diag->msg));
	for (size_t i = 0; i < diag->nargs; i++) {
		size_t start = line.len + 1;

		dbn_buf_addc(&line, '\t');
		dbn_buf_addz(&line, diag->args[i]);
		for (size_t k = start; k < line.len; k++) {
			if ((unsigned char)line.ptr[k] < 0x20)
				line.ptr[k] = ' ';
		}
	}
	dbn_buf_addc(&line, '\n');
	if (!line.failed)
		write_all(job->findings, dbn_buf_str(&line));
	dbn_buf_release(&line);
}

/* Which line was which row: what the other side cannot see in the text. */
static void tell_origins(const struct job *job, const struct dbn_origins *o)
{
	struct dbn_buf line;

	if (!o->count)
		return;
	dbn_buf_init(&line, 4 * FINDINGS_MAX);
	dbn_buf_addz(&line, "@rows");
	for (size_t i = 0; i < o->count; i++) {
		dbn_buf_addc(&line, '\t');
		dbn_buf_addi(&line, (int64_t)o->items[i].line);
		dbn_buf_addc(&line, ':');
		dbn_buf_addi(&line, (int64_t)o->items[i].row);
	}
	dbn_buf_addc(&line, '\n');
	if (!line.failed)
		write_all(job->findings, dbn_buf_str(&line));
	dbn_buf_release(&line);
}

/*
 * Tables of iconv are loaded from files: those that documents need are fetched
 * before files are out of reach, and stay open until the work is done.
 */
static const char *const charsets[] = { "GB18030", "UTF-16LE", "UTF-16BE", "UTF-16", "GBK", "GB2312", "BIG5-HKSCS", "BIG5" };

struct tables {
	iconv_t held[sizeof charsets / sizeof *charsets];
};

static void load_tables(struct tables *t)
{
	for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
		t->held[i] = iconv_open("UTF-8", charsets[i]);
}

static void drop_tables(struct tables *t)
{
	for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
		if (t->held[i] != (iconv_t)-1)
			iconv_close(t->held[i]);
	}
}

static int slurp(struct job *job, struct dec *d, struct dbn_buf *bytes)
{
	for (;;) {
		char *room = dbn_buf_reserve(bytes, 1 << 16);
		ssize_t n = room ? read(STDIN_FILENO, room, 1 << 16) : 0;

		if (!room || bytes->len > job->limits.file)
			return dec_full(d, bytes->starved, "file", job->limits.file);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return dbn_fail(d->err, DBN_ESYSTEM, DBN_MSG_FILE_READ, dbn_pos_at(job->name, 0, 0),
					job->name, strerror(errno), (char *)NULL);
		if (n == 0)
			return DBN_OK;
		bytes->len += (size_t)n;
	}
}

static long read_some(void *ctx, char *to, size_t n)
{
	ssize_t got;

	(void)ctx;
	do {
		got = read(STDIN_FILENO, to, n);
	} while (got < 0 && errno == EINTR);
	return got;
}

/* The library writes to a file by name only; when it is whole it goes to our output, piece by piece. */
static int make_book(struct job *job, struct dec *d)
{
	int code = dec_sheet(d, read_some, job, job->book), fd = open(job->book, O_RDONLY);
	char piece[1 << 14];

	for (ssize_t n = 1; !code && n > 0;) {
		n = fd >= 0 ? read(fd, piece, sizeof piece) : -1;
		if (n < 0 || !write_all(STDOUT_FILENO, (struct dbn_str){ piece, (size_t)n }))
			code = dec_fail(d, DBN_MSG_SHEET_WRITE, NULL, NULL);
	}
	if (fd >= 0)
		close(fd);
	unlinkat(AT_FDCWD, job->book, 0);
	return code;
}

static int read_document(struct job *job, struct dec *d, struct dbn_buf *bytes)
{
	int code = slurp(job, d, bytes);

	if (code)
		return code;
	if (strcmp(job->mode, "pdf-layout") == 0)
		return dec_pdf_layout(d, dbn_buf_str(bytes));
	if (strcmp(job->mode, "pdf-tables") == 0)
		return dec_pdf_tables(d, dbn_buf_str(bytes));
	return strcmp(job->mode, "pdf-notes") == 0 ? dec_pdf_notes(d, dbn_buf_str(bytes))
						   : dec_any(d, dbn_buf_str(bytes));
}

static int run(struct job *job, struct dbn_buf *bytes, struct dbn_buf *text, struct dbn_err *err)
{
	struct dbn_sink sink = { on_finding, job };
	struct dec d;
	int code;

	dec_init(&d, &job->limits, job->name, text, sink, err);
	d.converted = job->converted;
	if (job->book[0])
		code = make_book(job, &d);
	else
		code = read_document(job, &d, bytes);
	if (!code && job->findings == FINDINGS_FD)
		tell_origins(job, &d.origins);
	dec_release(&d);
	return code;
}

static int decode(struct job *job)
{
	struct dbn_buf bytes, text;
	struct dbn_err err = { 0 };
	int code;

	dbn_buf_init(&bytes, job->limits.file + (1u << 20));
	dbn_buf_init(&text, job->limits.text);
	code = run(job, &bytes, &text, &err);
	if (code && err.diag.msg == DBN_MSG_NO_MEMORY) {
		err.code = DBN_OK;
		code = dbn_fail_limit(&err, job->name, "memory", job->limits.memory);
	}
	if (!code && !write_all(STDOUT_FILENO, dbn_buf_str(&text)))
		code = dbn_fail(&err, DBN_ESYSTEM, DBN_MSG_FILE_READ, dbn_pos_at(NULL, 0, 0),
				job->name, strerror(errno), (char *)NULL);
	if (code)
		on_finding(job, &err.diag);
	dbn_buf_release(&bytes);
	dbn_buf_release(&text);
	return -code;
}

/* What the kernel refused is said before anything is read. */
static void tell_unconfined(struct job *job, const char *refused)
{
	struct dbn_diag diag;
	struct dbn_buf tool;

	dbn_buf_init(&tool, 256);
	dbn_buf_addz(&tool, "dubanc-doc: ");
	dbn_buf_addz(&tool, refused);
	if (job->unconfined)
		dbn_diag_init(&diag, DBN_MSG_DEC_UNCONFINED, dbn_pos_at(job->name, 0, 0), tool.ptr, (char *)NULL);
	else
		dbn_diag_init(&diag, DBN_MSG_DEC_NOT_CONFINED, dbn_pos_at(job->name, 0, 0), job->name, tool.ptr,
			      (char *)NULL);
	on_finding(job, &diag);
	dbn_buf_release(&tool);
}

/* For the tests: each line says whether a door is shut. */
static int try_cage(void)
{
	struct dbn_buf out;
	int file = open("/etc/passwd", O_RDONLY), net = socket(AF_INET, SOCK_STREAM, 0);
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	dbn_buf_init(&out, 1024);
	dbn_buf_addz(&out, file < 0 ? "file\tshut\n" : "file\topen\n");
	dbn_buf_addz(&out, net < 0 ? "network\tshut\n" : "network\topen\n");
	dbn_buf_addz(&out, child < 0 ? "process\tshut\n" : "process\topen\n");
	write_all(STDOUT_FILENO, dbn_buf_str(&out));
	dbn_buf_release(&out);
	return 0;
}

static bool take_limit(struct dbn_decode_limits *limits, struct dbn_str word)
{
	struct dbn_str name = dbn_str_split(&word, '=');

	return word.ptr && dbn_decode_limits_take(limits, name, word);
}

static bool is_mode(const char *word)
{
	static const char *const modes[] = { "decode", "sheet", "pdf-layout", "pdf-tables", "pdf-notes", "cage" };
	size_t i = 0;

	while (i < sizeof modes / sizeof *modes && strcmp(word, modes[i]) != 0)
		i++;
	return i < sizeof modes / sizeof *modes;
}

static bool read_arguments(int argc, char **argv, struct job *job)
{
	dbn_decode_limits_init(&job->limits);
	job->name = "-";
	if (argc < 2)
		return false;
	job->mode = argv[1];
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--name") == 0 && i + 1 < argc)
			job->name = argv[++i];
		else if (strcmp(argv[i], "--converted") == 0)
			job->converted = true;
		else if (strcmp(argv[i], "--unconfined") == 0)
			job->unconfined = true;
		else if (!take_limit(&job->limits, dbn_str_of(argv[i])))
			return false;
	}
	return is_mode(job->mode);
}

static int fail_scratch(struct job *job)
{
	struct dbn_err err = { 0 };

	dbn_fail(&err, DBN_ESYSTEM, DBN_MSG_FILE_WRITE, dbn_pos_at(NULL, 0, 0), job->book, strerror(errno),
		 (char *)NULL);
	on_finding(job, &err.diag);
	return -DBN_ESYSTEM;
}

int main(int argc, char **argv)
{
	struct job job = { .converted = false };
	struct tables tables;
	const char *refused, *more;
	int status;

	if (!read_arguments(argc, argv, &job)) {
		write_all(STDERR_FILENO, DBN_STR("usage: dubanc-doc decode|pdf-layout|pdf-tables|pdf-notes|sheet|cage [--name NAME] "
						 "[LIMIT=VALUE...]\n"));
		return 2;
	}
	job.findings = fcntl(FINDINGS_FD, F_GETFD) >= 0 ? FINDINGS_FD : STDERR_FILENO;
	refused = cage_limits(&job.limits, FINDINGS_FD);
	load_tables(&tables);
	if (strcmp(job.mode, "sheet") == 0) {
		int fd = mkstemp(memcpy(job.book, "/tmp/dubanc-XXXXXX", sizeof "/tmp/dubanc-XXXXXX"));

		if (fd < 0)
			return fail_scratch(&job);
		close(fd);
		more = cage_shut_network();
	} else {
		more = cage_shut();
	}
	if (refused || more)
		tell_unconfined(&job, refused ? refused : more);
	if ((refused || more) && !job.unconfined && strcmp(job.mode, "cage") != 0)
		return -DBN_ESYSTEM;
	status = strcmp(job.mode, "cage") == 0 ? try_cage() : decode(&job);
	drop_tables(&tables);
	return status;
}
