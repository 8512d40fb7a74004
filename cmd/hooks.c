/* hooks.c - git hooks that look at a ledger before a commit and upon a push. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dubanc/file.h"
#include "git.h"
#include "hooks.h"

enum { ANSWER_MAX = 1 << 16 };

static const struct {
	const char *name, *text, *line; /* line: what to add to a hook that is there */
} hooks[] = {
	{ "pre-receive",
	  "#!/bin/sh\n"
	  "# dubanc: refuses a push that brings a ledger with errors.\n"
	  "status=0\n"
	  "while read -r old new ref; do\n"
	  "\tcase $new in\n"
	  "\t*[!0]*) dubanc check -q --tree=\"$new\" </dev/null >&2 || status=1 ;;\n"
	  "\tesac\n"
	  "done\n"
	  "exit $status\n",
	  "dubanc check -q --tree=\"$new\" </dev/null >&2 || exit 1" },
	{ "pre-commit",
	  "#!/bin/sh\n"
	  "# dubanc: refuses a commit of a ledger with errors; looks at what is staged.\n"
	  "tree=$(git write-tree) && dubanc check -q --tree=\"$tree\" >&2\n",
	  "tree=$(git write-tree) && dubanc check -q --tree=\"$tree\" >&2 || exit 1" },
};

static int answer(const char *dir, const char *what, const char *name, struct dbn_buf *out)
{
	const char *args[] = { "rev-parse", what, name, NULL };
	int status = git_read(dir, args, out);

	while (out->len && (out->ptr[out->len - 1] == '\n'))
		out->ptr[--out->len] = '\0';
	return status;
}

bool hooks_bare(const char *dir)
{
	struct dbn_buf out;
	bool bare;

	dbn_buf_init(&out, ANSWER_MAX);
	bare = answer(dir, "--is-bare-repository", NULL, &out) == 0 && dbn_str_eqz(dbn_buf_str(&out), "true");
	dbn_buf_release(&out);
	return bare;
}

/* Whether the file has these bytes. */
static bool same(const char *path, const char *text)
{
	struct dbn_err ignored = { 0 };
	struct dbn_buf b;
	bool is;

	dbn_buf_init(&b, 1 << 20);
	is = dbn_file_read(path, 1 << 20, &b, &ignored) == DBN_OK && dbn_str_eqz(dbn_buf_str(&b), text);
	dbn_buf_release(&b);
	return is;
}

static int install(struct ctx *ctx, const char *path, size_t i, struct dbn_err *err)
{
	char folder[DBN_FILE_PATH_MAX];
	struct stat st;
	int code;

	dbn_buf_addz(&ctx->out, "  ");
	if (lstat(path, &st) == 0) {
		if (same(path, hooks[i].text))
			put(ctx, DBN_MSG_INIT_HOOK, path, NULL);
		else
			put(ctx, DBN_MSG_INIT_HOOK_THERE, path, hooks[i].line, NULL);
		return DBN_OK;
	}
	memcpy(folder, path, strlen(path) + 1);
	*strrchr(folder, '/') = '\0';
	code = dbn_make_dirs(folder, err);
	if (!code)
		code = dbn_file_replace(path, NULL, dbn_str_of(hooks[i].text), err);
	if (!code && chmod(path, 0755))
		code = dbn_fail(err, DBN_ESYSTEM, DBN_MSG_FILE_DENIED, dbn_pos_at(path, 0, 0), path, NULL);
	if (!code)
		put(ctx, DBN_MSG_INIT_HOOK, path, NULL);
	return code;
}

int hooks_install(struct ctx *ctx, const char *dir, struct dbn_err *err)
{
	size_t count = hooks_bare(dir) ? 1 : sizeof hooks / sizeof *hooks;
	int code = DBN_OK;

	for (size_t i = 0; i < count && !code; i++) {
		struct dbn_buf relative, path;
		char name[64];

		dbn_buf_init(&relative, ANSWER_MAX);
		dbn_buf_init(&path, DBN_FILE_PATH_MAX - 1);
		snprintf(name, sizeof name, "hooks/%s", hooks[i].name);
		if (answer(dir, "--git-path", name, &relative) != 0 || !relative.len) {
			put(ctx, DBN_MSG_INIT_GIT_FAILED, NULL);
		} else {
			if (relative.ptr[0] != '/') {
				dbn_buf_addz(&path, dir);
				dbn_buf_addc(&path, '/');
			}
			dbn_buf_add(&path, dbn_buf_str(&relative));
			code = path.failed ? dbn_fail_memory(err) : install(ctx, path.ptr, i, err);
		}
		dbn_buf_release(&path);
		dbn_buf_release(&relative);
	}
	return code;
}
