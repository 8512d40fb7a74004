/*
 * convert.c - tools that are not ours: their cage, and old formats by way of
 * LibreOffice.
 */
#define _XOPEN_SOURCE 700 /* realpath() */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "confine.h"
#include "convert.h"

enum { WORDS_MAX = 64, DEPTH_MAX = 24 };

/* ---- cage ---- */

static size_t add_words(const char **argv, size_t n, const char *const *words)
{
	for (; *words; words++)
		argv[n++] = *words;
	return n;
}

static size_t cage_words(const char *bwrap, const char *folder, const char **argv)
{
	static const char *const base[] = { "--unshare-all",  "--die-with-parent", "--new-session",
					    "--ro-bind",      "/usr",		   "/usr",
					    "--symlink",      "usr/bin",	   "/bin",
					    "--symlink",      "usr/lib",	   "/lib",
					    "--ro-bind-try",  "/lib64",		   "/lib64",
					    "--proc",	      "/proc",		   "--dev",
					    "/dev",	      "--tmpfs",	   "/tmp",
					    NULL };
	static const char *const office[] = { "--ro-bind", "/etc", "/etc", "--ro-bind-try",
					      "/var/lib/libreoffice", "/var/lib/libreoffice", "--bind",
					      NULL };
	size_t n = 0;

	argv[n++] = bwrap;
	n = add_words(argv, n, base);
	if (folder) {
		n = add_words(argv, n, office);
		argv[n++] = folder;
		argv[n++] = folder;
	}
	return n;
}

/* Whether the kernel lets us build a cage: not inside every container. */
static bool cage_works(const char *bwrap)
{
	const char *argv[WORDS_MAX];
	struct dbn_run run = { .argv = argv, .wall = 5, .cpu = 5 };
	size_t n = cage_words(bwrap, NULL, argv);

	argv[n++] = "/usr/bin/true";
	argv[n] = NULL;
	return dbn_run(&run, NULL) == DBN_OK && run.status == 0 && !run.end;
}

/* The trial is made for the first file that wants a cage. */
static bool has_cage(struct dbn_decode_tools *tools)
{
	if (tools->cage == DBN_CAGE_UNTRIED)
		tools->cage = tools->bwrap && cage_works(tools->bwrap) ? DBN_CAGE_WORKS : DBN_CAGE_FAILS;
	return tools->cage == DBN_CAGE_WORKS;
}

size_t decode_cage(const struct decode_job *job, const char *tool, struct dbn_run *run, const char **argv)
{
	const char *slash = strrchr(tool, '/');
	struct dbn_str name = dbn_str_of(slash ? slash + 1 : tool);
	enum dbn_confine how = run->home ? DBN_CONFINE_WRITER : DBN_CONFINE_READER;
	size_t n = 0;

	/* Only what lies under /usr can be seen from inside. */
	if (strncmp(tool, "/usr/", 5) == 0 && has_cage(job->opts->tools)) {
		n = cage_words(job->opts->tools->bwrap, run->home, argv);
	} else if (!dbn_can_confine()) {
		/* The office has said that it may: else it is refused when it is run. */
		run->confine = job->opts->limits->unconfined ? DBN_CONFINE_NOT : how;
		if (!run->confine)
			dbn_report(job->sink, DBN_MSG_DEC_UNCONFINED, dbn_pos_at(job->name, 0, 0), &name, 1);
	} else {
		run->confine = how;
		if (!confine_has_files())
			dbn_report(job->sink, DBN_MSG_DEC_UNCAGED, dbn_pos_at(job->name, 0, 0), &name, 1);
	}
	argv[n++] = tool;
	return n;
}

/* ---- a folder of our own ---- */

/* Removes what lies in the folder, without following links. */
static void empty_folder(int fd, int depth)
{
	DIR *dir = depth < DEPTH_MAX ? fdopendir(fd) : NULL;
	struct dirent *e;

	if (!dir) {
		close(fd);
		return;
	}
	while ((e = readdir(dir)) != NULL) {
		int inner;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (unlinkat(dirfd(dir), e->d_name, 0) == 0)
			continue;
		inner = openat(dirfd(dir), e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (inner >= 0)
			empty_folder(inner, depth + 1);
		unlinkat(dirfd(dir), e->d_name, AT_REMOVEDIR);
	}
	closedir(dir);
}

static void remove_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0)
		empty_folder(fd, 0);
	rmdir(path);
}

static bool write_file(const char *path, struct dbn_str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = fd >= 0;

	while (ok && bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		ok = n > 0;
		if (ok)
			bytes = dbn_str_from(bytes, (size_t)n);
	}
	if (fd >= 0)
		ok = close(fd) == 0 && ok;
	return ok;
}

static bool read_file(const char *path, struct dbn_buf *out)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t n = 1;

	while (fd >= 0 && n > 0) {
		char *room = dbn_buf_reserve(out, 65536);

		n = room ? read(fd, room, 65536) : -1;
		if (n < 0 && room && errno == EINTR)
			n = 1;
		else if (n > 0)
			out->len += (size_t)n;
	}
	if (fd >= 0)
		close(fd);
	return fd >= 0 && n == 0 && out->len;
}

/* ---- LibreOffice ---- */

struct route {
	const char *name, *in, *to;
};

/* What each kind is called before and after. */
static struct route route_of(enum dbn_filekind kind)
{
	switch (kind) {
	case DBN_IS_XLS:
		return (struct route){ "xls", "in.xls", "xlsx" };
	case DBN_IS_ODS:
		return (struct route){ "ods", "in.ods", "xlsx" };
	case DBN_IS_FLAT_SHEET:
		return (struct route){ "xml", "in.xml", "xlsx" };
	case DBN_IS_RTF:
		return (struct route){ "rtf", "in.rtf", "docx" };
	case DBN_IS_ODF:
		return (struct route){ "odt", "in.odt", "docx" };
	case DBN_IS_FLAT:
		return (struct route){ "xml", "in.xml", "docx" };
	default:
		return (struct route){ "doc", "in.doc", "docx" };
	}
}

static const char *join(struct dbn_buf *out, const char *a, const char *b, const char *c)
{
	dbn_buf_clear(out);
	dbn_buf_addz(out, a);
	dbn_buf_addz(out, b);
	dbn_buf_addz(out, c);
	return out->ptr;
}

static int fail_folder(const struct decode_job *job, const char *path)
{
	return dbn_fail(job->err, DBN_ESYSTEM, DBN_MSG_FILE_OPEN, dbn_pos_at(NULL, 0, 0), path,
			strerror(errno), (char *)NULL);
}

/* Writer and Calc are packages of their own; their libraries lie beside the program. */
static bool lacks_component(const char *soffice, const char *library)
{
	char *real = realpath(soffice, NULL), *slash = real ? strrchr(real, '/') : NULL;
	struct dbn_buf path;
	bool lacks;

	dbn_buf_init(&path, 4096);
	if (slash)
		dbn_buf_add(&path, (struct dbn_str){ real, (size_t)(slash - real) + 1 });
	dbn_buf_addz(&path, library);
	lacks = slash && !path.failed && access(path.ptr, F_OK) != 0;
	dbn_buf_release(&path);
	free(real);
	return lacks;
}

/* It says yes and writes nothing where it does not know a file, or has no program for it. */
static int no_file(const struct decode_job *job, struct route r)
{
	bool sheet = strcmp(r.to, "xlsx") == 0;

	if (lacks_component(job->opts->tools->soffice, sheet ? "libsclo.so" : "libswlo.so"))
		return dbn_fail(job->err, DBN_EDATA, DBN_MSG_DEC_NEED_COMPONENT, dbn_pos_at(job->name, 0, 0), job->name,
				r.name, sheet ? "libreoffice-calc-nogui" : "libreoffice-writer-nogui", r.to, (char *)NULL);
	return dbn_fail(job->err, DBN_EDATA, DBN_MSG_DEC_TOOL_FAILED, dbn_pos_at(job->name, 0, 0), job->name, "soffice",
			r.name, (char *)NULL);
}

/* Runs soffice inside folder; its file ends up in converted. */
static int run_office(const struct decode_job *job, const char *folder, struct route r,
		      struct dbn_buf *converted)
{
	const struct dbn_decode_limits *limits = job->opts->limits;
	struct dbn_buf profile, in, out, log;
	const char *argv[WORDS_MAX];
	struct dbn_run run = { .argv = argv, .home = folder, .output = &log, .wall = limits->wall,
			       .cpu = limits->wall, .memory = limits->tool_memory, .file = limits->total };
	size_t n;
	int code;

	dbn_buf_init(&profile, 4096);
	dbn_buf_init(&in, 4096);
	dbn_buf_init(&out, 4096);
	dbn_buf_init(&log, 1 << 20);
	n = decode_cage(job, job->opts->tools->soffice, &run, argv);
	argv[n++] = join(&profile, "-env:UserInstallation=file://", folder, "/profile");
	argv[n++] = "--headless";
	argv[n++] = "--norestore";
	argv[n++] = "--convert-to";
	argv[n++] = r.to;
	argv[n++] = "--outdir";
	argv[n++] = join(&out, folder, "/out", "");
	argv[n++] = join(&in, folder, "/", r.in);
	argv[n] = NULL;
	code = dbn_run(&run, job->err);
	if (!code)
		code = decode_judge(job, &run, "soffice", false);
	join(&out, folder, "/out/in.", r.to);
	if (!code && !read_file(out.ptr, converted))
		code = no_file(job, r);
	dbn_buf_release(&profile);
	dbn_buf_release(&in);
	dbn_buf_release(&out);
	dbn_buf_release(&log);
	return code;
}

int decode_convert(const struct decode_job *job, enum dbn_filekind kind, struct dbn_str bytes)
{
	struct route r = route_of(kind);
	struct dbn_buf folder, path, converted;
	int code = DBN_OK;

	if (!job->opts->tools->soffice)
		return dbn_fail(job->err, DBN_EDATA, DBN_MSG_DEC_NEED_SOFFICE,
				dbn_pos_at(job->name, 0, 0), job->name, r.name, r.to, (char *)NULL);
	dbn_buf_init(&folder, 4096);
	dbn_buf_init(&path, 4096);
	dbn_buf_init(&converted, job->opts->limits->total);
	join(&folder, job->opts->tools->tmpdir ? job->opts->tools->tmpdir : "/tmp", "/dubanc-XXXXXX", "");
	if (folder.failed || !mkdtemp(folder.ptr))
		code = fail_folder(job, folder.ptr);
	if (!code && !write_file(join(&path, folder.ptr, "/", r.in), bytes))
		code = fail_folder(job, path.ptr);
	if (!code)
		code = run_office(job, folder.ptr, r, &converted);
	if (strstr(folder.ptr, "XXXXXX") == NULL)
		remove_folder(folder.ptr);
	if (!code)
		code = decode_helper(job, "decode", dbn_buf_str(&converted), true);
	dbn_buf_release(&folder);
	dbn_buf_release(&path);
	dbn_buf_release(&converted);
	return code;
}
