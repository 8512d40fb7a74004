/*
 * subprocess.h - another program, kept short: bytes in, bytes out, limits.
 *
 * No shell, no inherited descriptors, an environment of two words, stderr to
 * nowhere. The whole process group is killed when the time is over or more
 * comes out than was asked for.
 */
#ifndef DUBANC_SUBPROCESS_H
#define DUBANC_SUBPROCESS_H

#include "dubanc/buf.h"
#include "dubanc/err.h"

/* Which limit ended it. */
enum dbn_run_end {
	DBN_RUN_DONE,	/* none: see status */
	DBN_RUN_WALL,	/* time that passed */
	DBN_RUN_CPU,	/* processor time */
	DBN_RUN_OUTPUT, /* more came out than was asked for */
	DBN_RUN_MEMORY, /* it died at its limit of memory */
	DBN_RUN_KILLED, /* somebody else killed it: the system, for want of memory */
	DBN_RUN_REFUSED, /* not started: the kernel cannot hold it to its limits or confine it */
};

/* What a program may still ask of the kernel. Readers and writers are programs of others. */
enum dbn_confine {
	DBN_CONFINE_NOT,
	DBN_CONFINE_READER,    /* no network, nothing to write, nobody to start; sees few files */
	DBN_CONFINE_WRITER,    /* no network; writes below its home only */
	DBN_CONFINE_HELPER,    /* our own: only to compute, read and write what is open */
	DBN_CONFINE_BOOKMAKER, /* the same, and files: it makes a workbook of our own rows */
};

struct dbn_run {
	const char *const *argv;  /* argv[0] is an absolute path; ended by NULL */
	const char *home;	  /* HOME of the child, or NULL */
	struct dbn_str input;	  /* its descriptor 0 */
	struct dbn_buf *output;	  /* its descriptor 1, up to the buffer's limit; NULL drops it */
	struct dbn_buf *findings; /* its descriptor 3; NULL: it has none */
	size_t wall, cpu;	  /* seconds */
	size_t memory, file;	  /* bytes of address space, of any file it writes; 0: no limit */
	enum dbn_confine confine; /* by ourselves, where no cage is around it */

	/* What became of it. */
	enum dbn_run_end end;
	int status;  /* exit status, or minus the signal that ended it */
	size_t peak; /* the most memory it held, bytes */
};

/* Closes every descriptor above `keep`; only system calls, so that a child may
 * do it between fork and exec. */
void dbn_close_above(int keep);
/* Lowers a limit of this process (RLIMIT_…), for good; one that is lower already
 * stays. False where the system refuses. Only system calls. */
bool dbn_lower_limit(int what, size_t value);
/* Gives up what `how` does not leave, for good; false where the kernel cannot. Only system calls. */
bool dbn_confine_calls(enum dbn_confine how);
/* Whether it can; the kernel is asked, nothing is given up. */
bool dbn_can_confine(void);
/* Runs the program to its end. DBN_ESYSTEM where it cannot even be started. */
int dbn_run(struct dbn_run *run, struct dbn_err *err);

#endif
