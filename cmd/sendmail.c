/* sendmail.c - hand one message to the system's mailer. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sendmail.h"

static void child(int in)
{
	static const char *const places[] = { "/usr/sbin/sendmail", "/usr/lib/sendmail", "sendmail" };
	const char *own = getenv("DUBANC_SENDMAIL");

	if (dup2(in, STDIN_FILENO) < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		_exit(126);
	if (own && *own)
		execl(own, "sendmail", "-t", "-i", (char *)NULL);
	else
		for (size_t i = 0; i < sizeof places / sizeof *places; i++)
			execlp(places[i], "sendmail", "-t", "-i", (char *)NULL);
	_exit(127);
}

static int failed(struct dbn_err *err, const char *why)
{
	return dbn_fail(err, DBN_ESYSTEM, DBN_MSG_SENDMAIL, dbn_pos_at(NULL, 0, 0), why, NULL);
}

/* Whether all of the message went into the pipe. */
static bool feed(int fd, struct dbn_str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes = dbn_str_from(bytes, (size_t)n);
	}
	return true;
}

int sendmail(struct dbn_str message, struct dbn_str unit, struct dbn_str address, struct dbn_err *err)
{
	struct dbn_str args[] = { unit, address, DBN_STR("") };
	char left[24];
	int ends[2], status = 0;
	bool whole;
	pid_t pid;

	if (pipe(ends))
		return failed(err, strerror(errno));
	pid = fork();
	if (pid == 0) {
		close(ends[1]);
		child(ends[0]);
	}
	close(ends[0]);
	whole = pid > 0 && feed(ends[1], message);
	close(ends[1]);
	if (pid < 0)
		return failed(err, strerror(errno));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return failed(err, strerror(errno));
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return dbn_fail_str(err, DBN_ESYSTEM, DBN_MSG_SENDMAIL_NONE, dbn_pos_at(NULL, 0, 0), args, 2);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && whole)
		return DBN_OK;
	snprintf(left, sizeof left, "%d", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	args[2] = dbn_str_of(left);
	return dbn_fail_str(err, DBN_ESYSTEM, DBN_MSG_SENDMAIL_REFUSED, dbn_pos_at(NULL, 0, 0), args, 3);
}
