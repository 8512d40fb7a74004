/* init.c - make a ledger, or add what is missing to one. Overwrites nothing. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "dubanc/csv.h"
#include "dubanc/file.h"
#include "dubanc/score.h"
#include "git.h"
#include "hooks.h"

static const char attributes[] =
	"# CSV files of the ledger merge by row and cell: see dubanc-merge(1).\n"
	"*.csv merge=dubanc diff=dubanc\n"
	"conflicts/** -merge -diff\n"
	"sources/** -merge\n";

static const char ignored[] = "/.dubanc/\n";

/* The header line of a ledger file, from its table of columns. */
static void header_line(struct dbn_buf *out, enum dbn_table_id table)
{
	size_t n;
	const struct dbn_column *columns = dbn_columns(table, &n);

	for (size_t i = 0; i < n; i++) {
		dbn_csv_put(out, dbn_str_of(columns[i].name));
		dbn_buf_addc(out, i + 1 < n ? ',' : '\n');
	}
}

/* root/name; false where it does not fit. */
static bool join_path(char out[DBN_FILE_PATH_MAX], const char *root, const char *name)
{
	size_t a = strlen(root), b = strlen(name);

	if (a + b + 2 > DBN_FILE_PATH_MAX)
		return false;
	memcpy(out, root, a);
	out[a] = '/';
	memcpy(out + a + 1, name, b + 1);
	return true;
}

/* Writes a file that is not there yet. *made tells whether it did. */
static int add_file(const char *root, const char *name, struct dbn_str bytes, bool *made,
		    struct dbn_err *err)
{
	char path[DBN_FILE_PATH_MAX];
	struct stat st;

	*made = false;
	if (!join_path(path, root, name))
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_PATH_LONG, dbn_pos_at(NULL, 0, 0), root, NULL);
	if (lstat(path, &st) == 0)
		return DBN_OK;
	*made = true;
	return dbn_file_replace(path, NULL, bytes, err);
}

static int add_table(const char *root, const char *name, enum dbn_table_id table, struct dbn_err *err)
{
	struct dbn_buf line;
	bool made;
	int code;

	dbn_buf_init(&line, 4096);
	header_line(&line, table);
	code = add_file(root, name, dbn_buf_str(&line), &made, err);
	dbn_buf_release(&line);
	return code;
}

static int add_files(struct ctx *ctx, const char *root, bool *made, struct dbn_err *err)
{
	static const char *const folders[] = { "tasks", "targets", "events", "sources", "sheets", ".dubanc" };
	const char *name = opt_text(&ctx->opts, "name"), *level = opt_text(&ctx->opts, "level");
	char path[DBN_FILE_PATH_MAX];
	struct dbn_buf ini, score;
	bool unused;
	int code = DBN_OK;

	for (size_t i = 0; i < sizeof folders / sizeof *folders && !code; i++)
		code = join_path(path, root, folders[i])
			       ? dbn_make_dirs(path, err)
			       : dbn_fail(err, DBN_EUSAGE, DBN_MSG_PATH_LONG, dbn_pos_at(NULL, 0, 0), root, NULL);
	dbn_buf_init(&ini, 1 << 20);
	dbn_conf_template(&ini, dbn_str_of(name), dbn_str_of(level), ctx->lang);
	dbn_buf_init(&score, 1 << 20);
	dbn_score_template(&score, ctx->lang);
	if (!code && (ini.failed || score.failed))
		code = dbn_fail_memory(err);
	if (!code)
		code = add_table(root, "units.csv", DBN_UNITS, err);
	if (!code)
		code = add_table(root, "holidays.csv", DBN_HOLIDAYS, err);
	if (!code)
		code = add_table(root, "documents.csv", DBN_DOCUMENTS, err);
	if (!code)
		code = add_file(root, "score.ini", dbn_buf_str(&score), &unused, err);
	if (!code)
		code = add_file(root, ".gitattributes", dbn_str_of(attributes), &unused, err);
	if (!code)
		code = add_file(root, ".gitignore", dbn_str_of(ignored), &unused, err);
	if (!code) /* last: what makes the folder a ledger */
		code = add_file(root, "dubanc.ini", dbn_buf_str(&ini), made, err);
	dbn_buf_release(&score);
	dbn_buf_release(&ini);
	return code;
}

/* git settings of this clone: they live in .git/config and are never shared. */
static bool register_driver(const char *root)
{
	static const char *const settings[][2] = {
		{ "merge.dubanc.name", "dubanc ledger merge" },
		{ "merge.dubanc.driver",
		  "dubanc merge %O %A %B %P || { test $? -eq 1 || git merge-file %A %O %B; exit 1; }" },
		{ "merge.dubanc.recursive", "binary" },
		{ "diff.dubanc.textconv", "dubanc textconv" },
		{ "core.quotePath", "false" },
	};

	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		const char *args[] = { "config", settings[i][0], settings[i][1], NULL };

		if (git_run(root, args) != 0)
			return false;
	}
	return true;
}

/* A repository where git is installed and the folder is in none. */
static enum dbn_msg add_git(const char *root)
{
	static const char *const inside[] = { "rev-parse", "--is-inside-work-tree", NULL };
	static const char *const make[] = { "init", "-q", NULL };
	int status = git_run(root, inside);

	if (status < 0)
		return DBN_MSG_INIT_NO_GIT;
	if (status != 0 && git_run(root, make) != 0)
		return DBN_MSG_INIT_GIT_FAILED;
	return register_driver(root) ? DBN_MSG_INIT_GIT : DBN_MSG_INIT_GIT_FAILED;
}

int cmd_init(struct ctx *ctx)
{
	const char *root = ctx->opts.operand_count ? ctx->opts.operands[0] : ".";
	struct dbn_err err = { 0 };
	bool made = false;
	bool hooks = opt_flag(&ctx->opts, "hooks");
	enum dbn_msg git;

	if (hooks && hooks_bare(root))
		return hooks_install(ctx, root, &err) ? complain(ctx, &err) : EXIT_CLEAN;
	if (dbn_make_dirs(root, &err) || add_files(ctx, root, &made, &err))
		return complain(ctx, &err);
	git = add_git(root);
	put(ctx, made ? DBN_MSG_INIT_DONE : DBN_MSG_INIT_AGAIN, root, NULL);
	dbn_buf_addz(&ctx->out, "  ");
	put(ctx, git, NULL);
	if (hooks && git == DBN_MSG_INIT_GIT && hooks_install(ctx, root, &err))
		return complain(ctx, &err);
	dbn_buf_addz(&ctx->out, "  ");
	put(ctx, DBN_MSG_INIT_NEXT, root, NULL);
	return EXIT_CLEAN;
}
