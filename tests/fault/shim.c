/*
 * shim.c - LD_PRELOAD: the n-th call that touches files (or memory) fails.
 *
 *	FAULT_AT=n	which call, from 1 (0: none)
 *	FAULT_KIND=	ENOSPC EDQUOT EIO EROFS EACCES EINTR: that error; SHORT: a write
 *			of half the bytes; KILL: SIGKILL before it; AFTER: SIGKILL
 *			behind it; TORN: SIGKILL after half of a write; MEMORY: malloc fails
 *	FAULT_LOG=file	appends "calls N live M" at the end
 *	FAULT_TRACE=file appends what changes files and what makes them durable, in
 *			order: "write PATH", "sync PATH", "rename FROM TAB TO"
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_realloc(void *p, size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void __libc_free(void *p);

static long at, calls, allocations, live;
static const char *kind = "";
static int armed;

__attribute__((constructor)) static void arm(void)
{
	const char *n = getenv("FAULT_AT"), *k = getenv("FAULT_KIND");

	at = n ? strtol(n, NULL, 10) : 0;
	kind = k ? k : "";
	/* git and other programs that are run do not belong to this */
	armed = strncmp(program_invocation_short_name, "dubanc", 6) == 0 || strcmp(program_invocation_short_name, "driver") == 0;
}

__attribute__((destructor)) static void report(void)
{
	const char *log = getenv("FAULT_LOG");
	FILE *f;
	int mine = armed;

	armed = 0;
	if (!mine || !log || !(f = fopen(log, "a")))
		return;
	fprintf(f, "calls %ld allocations %ld live %ld\n", calls, allocations, live);
	fclose(f);
}

static int is(const char *name)
{
	return strcmp(kind, name) == 0;
}

/* One line of the trace; of another file than the trace itself. */
static void trace(const char *what, const char *path, const char *to)
{
	static int out = -1;
	char line[2 * 4096 + 64];
	const char *name = getenv("FAULT_TRACE");
	int n, was = armed;

	if (!armed || !name)
		return;
	armed = 0;
	if (out < 0)
		out = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	n = snprintf(line, sizeof line, "%s\t%s%s%s\n", what, path, to ? "\t" : "", to ? to : "");
	if (out >= 0 && n > 0 && write(out, line, (size_t)n) != n)
		abort();
	armed = was;
}

static void trace_fd(const char *what, int fd)
{
	char link[64], path[4096];
	ssize_t n;

	if (!armed || !getenv("FAULT_TRACE"))
		return;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof path - 1);
	path[n > 0 ? n : 0] = '\0';
	trace(what, path, NULL);
}

/* Whether this call is the one; sets errno or dies. */
static int hit(void)
{
	static const struct {
		const char *name;
		int value;
	} errors[] = { { "ENOSPC", ENOSPC }, { "EDQUOT", EDQUOT }, { "EIO", EIO }, { "EROFS", EROFS },
		       { "EACCES", EACCES }, { "EINTR", EINTR } };

	if (!armed || is("MEMORY") || ++calls != at)
		return 0;
	if (is("KILL"))
		kill(getpid(), SIGKILL);
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (is(errors[i].name)) {
			errno = errors[i].value;
			return 1;
		}
	return 0;
}

static void after(void)
{
	if (armed && calls == at && is("AFTER"))
		kill(getpid(), SIGKILL);
}

#define REAL(type, name, ...) \
	static type (*real)(__VA_ARGS__); \
	if (!real) { \
		int was = armed; \
		armed = 0; \
		*(void **)&real = dlsym(RTLD_NEXT, #name); \
		armed = was; \
	}

int open(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode = 0;
	int r;
	REAL(int, open, const char *, int, ...)

	va_start(ap, flags);
	if (flags & O_CREAT)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	if (hit())
		return -1;
	r = real(path, flags, mode);
	after();
	return r;
}

ssize_t write(int fd, const void *p, size_t n)
{
	ssize_t r;
	REAL(ssize_t, write, int, const void *, size_t)

	if (hit())
		return -1;
	if (armed && calls == at && n > 1 && (is("SHORT") || is("TORN")))
		n /= 2;
	r = real(fd, p, n);
	trace_fd("write", fd);
	if (armed && calls == at && is("TORN"))
		kill(getpid(), SIGKILL);
	after();
	return r;
}

#define WRAP(type, name, params, args, ...) TRACED(type, name, (void)0, params, args, __VA_ARGS__)
#define TRACED(type, name, told, params, args, ...) \
	type name params \
	{ \
		type r; \
		REAL(type, name, __VA_ARGS__) \
		if (hit()) \
			return -1; \
		r = real args; \
		told; \
		after(); \
		return r; \
	}

WRAP(ssize_t, read, (int fd, void *p, size_t n), (fd, p, n), int, void *, size_t)
TRACED(ssize_t, pwrite, trace_fd("write", fd), (int fd, const void *p, size_t n, off_t o), (fd, p, n, o), int, const void *, size_t, off_t)
TRACED(int, fsync, trace_fd("sync", fd), (int fd), (fd), int)
TRACED(int, fdatasync, trace_fd("sync", fd), (int fd), (fd), int)
TRACED(int, rename, trace("rename", a, b), (const char *a, const char *b), (a, b), const char *, const char *)
TRACED(int, ftruncate, trace_fd("write", fd), (int fd, off_t n), (fd, n), int, off_t)
WRAP(int, flock, (int fd, int op), (fd, op), int, int)

/* A close that fails has closed all the same on Linux: else who reads the other end of a pipe waits for ever. */
int close(int fd)
{
	int r, failed, e;

	REAL(int, close, int)
	failed = hit();
	e = errno;
	r = real(fd);
	after();
	errno = failed ? e : errno;
	return failed ? -1 : r;
}

WRAP(int, unlink, (const char *p), (p), const char *)
WRAP(int, mkdir, (const char *p, mode_t m), (p, m), const char *, mode_t)
WRAP(int, fchmod, (int fd, mode_t m), (fd, m), int, mode_t)
WRAP(int, stat, (const char *p, struct stat *st), (p, st), const char *, struct stat *)
WRAP(int, fstat, (int fd, struct stat *st), (fd, st), int, struct stat *)

/* ---- memory ---- */

/*
 * iniparser 4.1 does not look at what malloc gives it: not ours to fail. It is told
 * by its name, so what is tried here is linked with the shared library.
 */
static int in_iniparser(void *caller)
{
	Dl_info info;

	return dladdr(caller, &info) && info.dli_fname && strstr(info.dli_fname, "libiniparser") != NULL;
}

static int no_memory(void *caller)
{
	if (!armed || in_iniparser(caller))
		return 0;
	allocations++;
	if (!is("MEMORY") || allocations != at)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t n)
{
	void *p = no_memory(__builtin_return_address(0)) ? NULL : __libc_malloc(n);

	live += p != NULL;
	return p;
}

void *calloc(size_t n, size_t size)
{
	void *p = no_memory(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);

	live += p != NULL;
	return p;
}

void *realloc(void *old, size_t n)
{
	void *p = no_memory(__builtin_return_address(0)) ? NULL : __libc_realloc(old, n);

	live += !old && p;
	return p;
}

void free(void *p)
{
	live -= p != NULL;
	__libc_free(p);
}
