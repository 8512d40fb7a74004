/* cage.c - what the helper gives up before it looks at its input. */
#define _DEFAULT_SOURCE /* RLIMIT_NPROC */
#include <sys/prctl.h>
#include <sys/resource.h>

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

static const char *shut(enum dbn_confine how)
{
	return SANITIZED || dbn_confine_calls(how) ? NULL : "seccomp";
}

const char *cage_shut(void)
{
	return shut(DBN_CONFINE_HELPER);
}

const char *cage_shut_network(void)
{
	return shut(DBN_CONFINE_BOOKMAKER);
}
