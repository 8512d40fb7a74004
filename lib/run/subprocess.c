/*
 * subprocess.c - another program, kept short.
 *
 * Its input goes through a socket, because a write to a program that has
 * stopped reading is then an error and not a signal.
 */
#define _DEFAULT_SOURCE /* close_range through syscall() */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "confine.h"

enum { CHUNK = 65536, HIGH_FD = 16, REFUSED = 126 };

/* Our ends: the child's input, output and findings. */
struct pipes {
	int in[2], out[2], findings[2]; /* [0] ours, [1] the child's; -1 closed */
};

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void shut_all(struct pipes *p)
{
	shut(&p->in[0]);
	shut(&p->in[1]);
	shut(&p->out[0]);
	shut(&p->out[1]);
	shut(&p->findings[0]);
	shut(&p->findings[1]);
}

static bool open_pipe(int fds[2])
{
	if (pipe(fds) != 0)
		return false;
	fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	return true;
}

static bool open_pipes(struct pipes *p, const struct dbn_run *run)
{
	*p = (struct pipes){ { -1, -1 }, { -1, -1 }, { -1, -1 } };
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, p->in) != 0)
		return false;
	fcntl(p->in[0], F_SETFD, FD_CLOEXEC);
	fcntl(p->in[0], F_SETFL, O_NONBLOCK);
	if (!open_pipe(p->out))
		return false;
	return !run->findings || open_pipe(p->findings);
}

/* ---- the child: nothing but system calls from here to exec ---- */

bool dbn_lower_limit(int what, size_t value)
{
	struct rlimit now, r = { value, value };

	/* One second more before the kill, or nobody could tell why it came. */
	if (what == RLIMIT_CPU)
		r.rlim_max = value + 1;
	if (getrlimit((__rlimit_resource_t)what, &now) != 0)
		return false;
	if (now.rlim_max < r.rlim_max)
		r.rlim_max = now.rlim_max;
	if (now.rlim_max < r.rlim_cur)
		r.rlim_cur = now.rlim_max;
	return setrlimit((__rlimit_resource_t)what, &r) == 0;
}

/* A program that cannot be held to its limits is not started. */
static void limit(int what, size_t value)
{
	if (value && !dbn_lower_limit(what, value))
		_exit(REFUSED);
}

/* Moves a descriptor out of the way of 0 to 3. */
static int lift(int fd)
{
	return fd < 0 ? -1 : fcntl(fd, F_DUPFD, HIGH_FD);
}

void dbn_close_above(int keep)
{
#ifdef SYS_close_range
	if (syscall(SYS_close_range, (unsigned)keep + 1, ~0u, 0) == 0)
		return;
#endif
	for (int fd = keep + 1; fd < 4096; fd++)
		close(fd);
}

static void child(const struct pipes *p, const struct dbn_run *run, const char *home, const char *tmp)
{
	/* home is "HOME=…"; who writes keeps its temporaries there too. */
	const char *const envp[] = { "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", home, tmp, NULL };
	int in = lift(p->in[1]), out = lift(p->out[1]), findings = lift(p->findings[1]);
	int null = open("/dev/null", O_RDWR);
	sigset_t none;

	null = lift(null);
	if (in < 0 || out < 0 || null < 0)
		_exit(127);
	dup2(in, 0);
	dup2(out, 1);
	dup2(null, 2);
	if (findings >= 0)
		dup2(findings, 3);
	dbn_close_above(findings >= 0 ? 3 : 2);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 && run->confine)
		_exit(REFUSED);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	limit(RLIMIT_CPU, run->cpu);
	limit(RLIMIT_AS, run->memory);
	limit(RLIMIT_FSIZE, run->file);
	confine_files(run->confine, run->argv[0], run->home);
	if (!dbn_confine_calls(run->confine))
		_exit(REFUSED);
	/* execve takes pointers that are not const and does not write to them. */
	execve(run->argv[0], (char *const *)(uintptr_t)run->argv, (char *const *)(uintptr_t)envp);
	_exit(127);
}

/* ---- the parent ---- */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Sends what the child takes; the end of the input is an end of file. */
static void feed(struct pipes *p, struct dbn_str *input)
{
	ssize_t n = input->len ? send(p->in[0], input->ptr, input->len < CHUNK ? input->len : CHUNK,
				      MSG_NOSIGNAL)
			       : 0;

	if (n > 0)
		*input = dbn_str_from(*input, (size_t)n);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n < 0 || !input->len)
		shut(&p->in[0]);
}

/* Takes what is there; false where the buffer's limit is reached. */
static bool drain(int *fd, struct dbn_buf *to)
{
	char dropped[4096];
	char *room = dropped;
	size_t size = sizeof dropped;
	ssize_t n;

	if (to) {
		size = to->max - to->len < CHUNK ? to->max - to->len : CHUNK;
		if (!size)
			return false;
		room = dbn_buf_reserve(to, size);
		if (!room)
			return false;
	}
	n = read(*fd, room, size);
	if (n > 0 && to) {
		to->len += (size_t)n;
		to->ptr[to->len] = '\0';
	} else if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
		shut(fd);
	}
	return true;
}

/* Moves bytes until the child has closed its ends or must be stopped. */
static void attend(struct pipes *p, struct dbn_run *run, int64_t deadline)
{
	struct dbn_str input = run->input;

	while (p->out[0] >= 0 || p->findings[0] >= 0) {
		struct pollfd fds[3] = { { p->in[0], POLLOUT, 0 }, { p->out[0], POLLIN, 0 },
					 { p->findings[0], POLLIN, 0 } };
		int64_t left = deadline - now_ms();

		if (left <= 0) {
			run->end = DBN_RUN_WALL;
			return;
		}
		if (poll(fds, 3, (int)(left < 1000 ? left : 1000)) < 0 && errno != EINTR)
			return;
		if (fds[0].revents)
			feed(p, &input);
		if ((fds[1].revents && !drain(&p->out[0], run->output)) ||
		    (fds[2].revents && !drain(&p->findings[0], run->findings))) {
			run->end = DBN_RUN_OUTPUT;
			return;
		}
	}
}

/*
 * What ended a program that we did not kill. A cage around it passes a signal on
 * as 128 and its number. Who runs into a limit of memory aborts or crashes, and
 * has much of that memory then.
 */
static enum dbn_run_end judge_end(const struct dbn_run *run, int64_t seconds)
{
	int died = run->status < 0 ? -run->status : run->status > 128 ? run->status - 128 : 0;

	if (run->status == REFUSED)
		return DBN_RUN_REFUSED;
	if (died == SIGXCPU || (died == SIGKILL && run->cpu && seconds >= (int64_t)run->cpu))
		return DBN_RUN_CPU;
	/* The loader found no room for the libraries of a program that is there. */
	if (run->status == 127 && run->memory)
		return DBN_RUN_MEMORY;
	if ((died == SIGABRT || died == SIGSEGV || died == SIGBUS || died == SIGKILL) && run->memory &&
	    run->peak > run->memory / 2)
		return DBN_RUN_MEMORY;
	return died == SIGKILL ? DBN_RUN_KILLED : DBN_RUN_DONE;
}

/* Waits for the end, which must come by the deadline. */
static void reap(pid_t pid, struct dbn_run *run, int64_t deadline)
{
	struct timespec pause = { 0, 2000000 };
	struct rusage used = { .ru_maxrss = 0 };
	int status = 0;
	pid_t got;

	if (run->end)
		kill(-pid, SIGKILL);
	while ((got = wait4(pid, &status, WNOHANG, &used)) == 0 || (got < 0 && errno == EINTR)) {
		if (!run->end && now_ms() > deadline) {
			run->end = DBN_RUN_WALL;
			kill(-pid, SIGKILL);
		}
		nanosleep(&pause, NULL);
	}
	/* Whatever it started dies with it. */
	kill(-pid, SIGKILL);
	run->status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
	run->peak = (size_t)used.ru_maxrss * 1024;
	if (!run->end)
		run->end = judge_end(run, used.ru_utime.tv_sec + used.ru_stime.tv_sec);
}

static int fail(const struct dbn_run *run, struct dbn_err *err)
{
	return dbn_fail(err, DBN_ESYSTEM, DBN_MSG_RUN_FAILED, dbn_pos_at(NULL, 0, 0), run->argv[0],
			strerror(errno), (char *)NULL);
}

int dbn_run(struct dbn_run *run, struct dbn_err *err)
{
	int64_t deadline = now_ms() + (int64_t)run->wall * 1000;
	struct dbn_buf home, tmp;
	struct pipes p;
	pid_t pid;

	run->status = 0;
	run->peak = 0;
	run->end = DBN_RUN_DONE;
	if (!open_pipes(&p, run)) {
		int code = fail(run, err);

		shut_all(&p);
		return code;
	}
	dbn_buf_init(&home, DBN_PATH_MAX + 8);
	dbn_buf_addz(&home, "HOME=");
	dbn_buf_addz(&home, run->home ? run->home : "/nonexistent");
	dbn_buf_init(&tmp, DBN_PATH_MAX + 8);
	dbn_buf_addz(&tmp, "TMPDIR=");
	dbn_buf_addz(&tmp, run->home ? run->home : "/nonexistent");
	pid = fork();
	if (pid == 0)
		child(&p, run, home.ptr, run->confine == DBN_CONFINE_WRITER ? tmp.ptr : NULL);
	dbn_buf_release(&home);
	dbn_buf_release(&tmp);
	if (pid < 0) {
		int code = fail(run, err);

		shut_all(&p);
		return code;
	}
	setpgid(pid, pid); /* both sides do it: whoever is first */
	shut(&p.in[1]);
	shut(&p.out[1]);
	shut(&p.findings[1]);
	attend(&p, run, deadline);
	shut(&p.in[0]);
	reap(pid, run, deadline);
	shut_all(&p);
	return DBN_OK;
}
