/* git.c - running git, where it is installed. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dubanc/file.h"
#include "git.h"

enum { ARGS_MAX = 32 };

static void child(const char *dir, const char *const *args, int in, int out)
{
	const char *argv[ARGS_MAX + 4] = { "git", "-C", dir };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	size_t n = 3;

	for (size_t i = 0; args[i] && i < ARGS_MAX; i++)
		argv[n++] = args[i];
	if (null < 0 || dup2(in >= 0 ? in : null, STDIN_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0 ||
	    dup2(out >= 0 ? out : null, STDOUT_FILENO) < 0)
		_exit(126);
	execvp("git", (char *const *)(uintptr_t)argv);
	_exit(127);
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	if (!WIFEXITED(status) || WEXITSTATUS(status) == 127)
		return -1;
	return WEXITSTATUS(status);
}

static void slurp(int fd, struct dbn_buf *out)
{
	for (;;) {
		char *room = dbn_buf_reserve(out, 4096);
		ssize_t n = room ? read(fd, room, 4096) : 0;

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
	}
}

static int run(const char *dir, const char *const *args, int in, struct dbn_buf *out)
{
	int ends[2] = { -1, -1 };
	pid_t pid;

	if (out && pipe(ends))
		return -1;
	pid = fork();
	if (pid == 0)
		child(dir, args, in, ends[1]);
	if (out)
		close(ends[1]);
	if (pid > 0 && out)
		slurp(ends[0], out);
	if (out)
		close(ends[0]);
	return pid > 0 ? wait_for(pid) : -1;
}

int git_read(const char *dir, const char *const *args, struct dbn_buf *out)
{
	return run(dir, args, -1, out);
}

int git_filter(const char *dir, const char *const *args, struct dbn_str input, struct dbn_buf *out)
{
	FILE *file = tmpfile(); /* both ends of a pipe would wait for each other */
	int status = -1;

	if (!file)
		return -1;
	if (fwrite(input.ptr, 1, input.len, file) == input.len && fflush(file) == 0 &&
	    lseek(fileno(file), 0, SEEK_SET) == 0)
		status = run(dir, args, fileno(file), out);
	fclose(file);
	return status;
}

int git_run(const char *dir, const char *const *args)
{
	return git_read(dir, args, NULL);
}

/* The first line of what was said as the subject, the others below it; tables
 * for other programs are no message. */
static void compose_message(const struct ctx *ctx, struct dbn_buf *message)
{
	struct dbn_str rest = dbn_buf_str(&ctx->out), subject = dbn_str_split(&rest, '\n');

	if (!subject.len || (strstr(ctx->cmd->sets, "@format") && opt_text(&ctx->opts, "format"))) {
		dbn_buf_addz(message, "dubanc ");
		dbn_buf_addz(message, ctx->cmd->name);
		return;
	}
	dbn_buf_add(message, subject);
	if (rest.len)
		dbn_buf_addz(message, "\n\n");
	dbn_buf_add(message, rest);
}

/* The settings of the ledger that git does not know yet, a line each. */
static void add_unknown_settings(const char *root, struct dbn_buf *files)
{
	static const char *const ask[] = { "ls-files", "--others", "--exclude-standard", "--", "dubanc.ini", "units.csv",
					   "holidays.csv", "score.ini", ".gitattributes", ".gitignore", NULL };

	git_read(root, ask, files);
}

static int commit_files(struct ctx *ctx)
{
	static const char *const add[] = { "add", "--pathspec-from-file=-", NULL };
	struct dbn_buf files, message;
	const char *commit[] = { "commit", "-q", "-m", NULL, "--pathspec-from-file=-", NULL };
	int status = -1;

	dbn_buf_init(&files, 64 << 20);
	dbn_buf_init(&message, 1 << 20);
	for (size_t i = 0; i < ctx->ledger.written.count; i++) {
		dbn_buf_add(&files, ctx->ledger.written.items[i]);
		dbn_buf_addc(&files, '\n');
	}
	add_unknown_settings(ctx->ledger.root, &files);
	compose_message(ctx, &message);
	commit[3] = message.ptr;
	if (!files.failed && !message.failed)
		status = git_filter(ctx->ledger.root, add, dbn_buf_str(&files), NULL);
	if (status == 0)
		status = git_filter(ctx->ledger.root, commit, dbn_buf_str(&files), NULL);
	dbn_buf_release(&files);
	dbn_buf_release(&message);
	return status;
}

void git_commit(struct ctx *ctx)
{
	if (!ctx->ledger_open || !ctx->ledger.written.count || !strstr(ctx->cmd->sets, "@write") ||
	    ctx->cmd->needs != NEEDS_WRITE ||
	    !(opt_flag(&ctx->opts, "commit") || ctx->ledger.conf.commit_auto))
		return;
	if (commit_files(ctx) != 0)
		say(ctx, DBN_MSG_COMMIT_FAILED, NULL);
}

/* -G takes a regular expression: the row begins with the id, maybe quoted. */
static void row_pattern(struct dbn_buf *out, struct dbn_str id)
{
	dbn_buf_addz(out, "-G^\"?");
	for (size_t i = 0; i < id.len; i++) {
		if (strchr(".[]*^$+?(){}|\\", id.ptr[i]))
			dbn_buf_addc(out, '\\');
		dbn_buf_addc(out, id.ptr[i]);
	}
	dbn_buf_addz(out, "\"?,");
}

int git_row_commits(const struct ctx *ctx, const struct dbn_task *task, bool last, struct dbn_buf *out)
{
	struct dbn_buf pattern, file;
	int status = -1;

	dbn_buf_init(&pattern, 4096);
	dbn_buf_init(&file, DBN_PATH_MAX);
	row_pattern(&pattern, task->cell[DBN_TASK_ID]);
	dbn_buf_addz(&file, "tasks/");
	dbn_buf_add(&file, task->doc->key);
	dbn_buf_addz(&file, ".csv");
	if (!pattern.failed && !file.failed) {
		const char *args[] = { "log", last ? "--max-count=1" : "--reverse", "--no-textconv", "--extended-regexp", "--date=short",
				       "--format=%h%x1f%ad%x1f%an%x1f%s", pattern.ptr, "--", file.ptr, NULL };

		status = git_read(ctx->ledger.root, args, out);
	}
	if (pattern.failed || file.failed)
		out->failed = true;
	dbn_buf_release(&file);
	dbn_buf_release(&pattern);
	return status;
}

/* What init writes there: the quick answer of a clone that is set up. */
static bool config_has_driver(const char *root)
{
	char path[DBN_FILE_PATH_MAX];
	struct dbn_err ignored = { 0 };
	struct dbn_buf config;
	int n = snprintf(path, sizeof path, "%s/.git/config", root);
	bool has;

	dbn_buf_init(&config, 1 << 20);
	has = n > 0 && (size_t)n < sizeof path && !dbn_file_read(path, 1 << 20, &config, &ignored) &&
	      dbn_str_find(dbn_buf_str(&config), DBN_STR("[merge \"dubanc\"]")) != DBN_NONE;
	dbn_buf_release(&config);
	return has;
}

bool git_lacks_driver(const char *root)
{
	static const char *const inside[] = { "rev-parse", "--is-inside-work-tree", NULL };
	static const char *const ask[] = { "config", "--get", "merge.dubanc.driver", NULL };

	return !config_has_driver(root) && git_run(root, inside) == 0 && git_run(root, ask) == 1;
}

int git_unmerged(const char *root, struct dbn_buf *out)
{
	static const char *const ask[] = { "diff", "--name-only", "-z", "--diff-filter=U", "--relative", "--", ".", NULL };

	return git_read(root, ask, out);
}
