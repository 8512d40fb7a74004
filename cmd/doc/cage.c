/*
 * cage.c - what the helper gives up before it looks at its input.
 *
 * The filter is a list of the few calls that reading, computing and writing
 * need; everything else fails with EACCES, so that a library which tries to
 * open something gets an error and not a file.
 */
#define _DEFAULT_SOURCE /* syscall() */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include "cage.h"
#include "dubanc/subprocess.h"

#ifndef __has_feature
#define __has_feature(x) 0
#endif
/* A sanitizer reserves address space and opens files of its own. */
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
enum { SANITIZED = 1 };
/* The search for leaks wants a thread of its own, which the cage forbids; the
 * process ends with its one document. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
#else
enum { SANITIZED = 0 };
#endif

const char *cage_limits(const struct dbn_decode_limits *limits, int keep)
{
	const struct {
		int what;
		size_t value;
	} table[] = {
		{ RLIMIT_CPU, limits->cpu },
		{ RLIMIT_NOFILE, 64 },
		{ RLIMIT_FSIZE, limits->text + (1u << 20) },
		{ RLIMIT_CORE, 0 },
		{ RLIMIT_NPROC, 0 },
		{ RLIMIT_STACK, 8u << 20 },
		{ RLIMIT_AS, limits->memory },
	};
	size_t count = sizeof table / sizeof *table - SANITIZED;

	dbn_close_above(keep);
	for (size_t i = 0; i < count; i++) {
		if (!dbn_lower_limit(table[i].what, table[i].value))
			return "setrlimit";
	}
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return "prctl";
	return NULL;
}

#if defined(__x86_64__)
#define CAGE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CAGE_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef CAGE_ARCH

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RET(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define ALLOW(call) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), RET(SECCOMP_RET_ALLOW)
/* Memory may be mapped, never to be run. */
#define ALLOW_DATA(call) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), LOAD(args[2]), \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0), RET(SECCOMP_RET_ALLOW), \
		RET(SECCOMP_RET_ERRNO | EACCES)

/* What both cages begin with, and what they allow. */
#define DOOR \
	LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CAGE_ARCH, 1, 0), \
		RET(SECCOMP_RET_KILL_PROCESS), LOAD(nr), /* the x32 numbers of x86-64 are another door */ \
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1), RET(SECCOMP_RET_KILL_PROCESS)
#define ALLOW_COMPUTING \
	ALLOW(read), \
	ALLOW(write), \
	ALLOW(close), \
	ALLOW(brk), \
	ALLOW(munmap), \
	ALLOW(mremap), \
	ALLOW(madvise), \
	ALLOW(fstat), \
	ALLOW(lseek), \
	ALLOW(futex), \
	ALLOW(getpid), \
	ALLOW(gettid), \
	ALLOW(getrandom), \
	ALLOW(clock_gettime), \
	ALLOW(rt_sigprocmask), \
	ALLOW(rt_sigreturn), \
	ALLOW(tgkill), \
	ALLOW(exit), \
	ALLOW(exit_group), \
	ALLOW_DATA(mmap), \
	LOAD(nr), \
	ALLOW_DATA(mprotect)

static const char *install(const struct sock_filter *rules, size_t count)
{
	/* The kernel takes a pointer that is not const and does not write to it. */
	struct sock_fprog program = { (unsigned short)count, (struct sock_filter *)(uintptr_t)rules };

	if (SANITIZED)
		return NULL;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0 ? NULL : "seccomp";
}

const char *cage_shut(void)
{
	static const struct sock_filter rules[] = { DOOR, ALLOW_COMPUTING, RET(SECCOMP_RET_ERRNO | EACCES) };

	return install(rules, sizeof rules / sizeof *rules);
}

const char *cage_shut_network(void)
{
	static const struct sock_filter rules[] = {
		DOOR,
		ALLOW(openat),
		ALLOW(unlinkat),
#ifdef SYS_unlink
		ALLOW(unlink),
#endif
		ALLOW(newfstatat),
		ALLOW(fcntl),
		ALLOW_COMPUTING,
		RET(SECCOMP_RET_ERRNO | EACCES),
	};

	return install(rules, sizeof rules / sizeof *rules);
}

#else

const char *cage_shut(void)
{
	return "seccomp";
}

const char *cage_shut_network(void)
{
	return "seccomp";
}

#endif
