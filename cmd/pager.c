/* pager.c - a long answer on a terminal goes through less, as git's do. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pager.h"

enum { NOT_RUN = 126, NOT_FOUND = 127 }; /* what shells say of a command they cannot run */

static bool is_none(const char *pager)
{
	return !*pager || strcmp(pager, "cat") == 0;
}

/*
 * A writer holds its lock until the answer is out; git runs some commands on the
 * user's terminal (hooks, the merge driver): nobody reads those at leisure.
 */
static bool is_for_reading(const struct cmd *cmd)
{
	return cmd && (cmd->needs == NEEDS_READ || cmd->run == cmd_help);
}

/*
 * The pager's command, "" for less as we call it, NULL for none. A ledger is
 * passed around, so its dubanc.ini may switch the pager off, never name it.
 */
static const char *choose(const struct ctx *ctx)
{
	const char *own = getenv("DUBANC_PAGER"), *general = getenv("PAGER"), *term = getenv("TERM");

	if (!is_for_reading(ctx->cmd) || opt_flag(&ctx->opts, "no-pager"))
		return NULL;
	if (!term || strcmp(term, "dumb") == 0 || !isatty(STDOUT_FILENO))
		return NULL;
	if (own)
		return is_none(own) ? NULL : own;
	if (ctx->ledger_open && !ctx->ledger.conf.pager)
		return NULL;
	if (general)
		return is_none(general) ? NULL : general;
	return "";
}

/* What we write is UTF-8 whatever the locale, and coloured. */
static void child(const char *pager, int in)
{
	if (dup2(in, STDIN_FILENO) < 0)
		_exit(NOT_RUN);
	signal(SIGPIPE, SIG_DFL);
	setenv("LESS", "FRX", 0);
	setenv("LESSCHARSET", "utf-8", 0);
	setenv("LV", "-c", 0);
	if (*pager)
		execl("/bin/sh", "sh", "-c", pager, (char *)NULL);
	else
		execlp("less", "less", (char *)NULL);
	_exit(NOT_FOUND);
}

/* Its end of the pipe must not outlive exec, or the pager never sees the end. */
static bool private_pipe(int ends[2])
{
	if (pipe(ends))
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	return true;
}

bool page_out(struct ctx *ctx, int *status)
{
	const char *pager = ctx->out.len ? choose(ctx) : NULL;
	void (*interrupt)(int), (*quit)(int);
	int ends[2], how = 0, end;
	pid_t pid, done;

	if (!pager || !private_pipe(ends))
		return false;
	pid = fork();
	if (pid == 0)
		child(pager, ends[0]);
	/* Ctrl-C is for the pager; who leaves first would leave it alone on the terminal. */
	interrupt = signal(SIGINT, SIG_IGN);
	quit = signal(SIGQUIT, SIG_IGN);
	close(ends[0]);
	*status = pid > 0 ? write_fd(ctx, ends[1], dbn_buf_str(&ctx->out)) : EXIT_CLEAN;
	close(ends[1]);
	do
		done = pid > 0 ? waitpid(pid, &how, 0) : -1;
	while (done < 0 && pid > 0 && errno == EINTR);
	signal(SIGINT, interrupt);
	signal(SIGQUIT, quit);
	end = WIFEXITED(how) ? WEXITSTATUS(how) : 0;
	return pid > 0 && end != NOT_RUN && end != NOT_FOUND;
}
