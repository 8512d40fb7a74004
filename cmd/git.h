/* git.h - running git, where it is installed. Nothing in dubanc needs it. */
#ifndef GIT_H
#define GIT_H

#include "cmd.h"

/*
 * Runs `git -C dir args…` (args ended by NULL) with its output thrown away;
 * returns its exit status, or -1 where git cannot be run.
 */
int git_run(const char *dir, const char *const *args);
/* The same, with standard output appended to out. */
int git_read(const char *dir, const char *const *args, struct dbn_buf *out);
/* The same with bytes on its standard input. */
int git_filter(const char *dir, const char *const *args, struct dbn_str input, struct dbn_buf *out);
/*
 * The commits that touched a task's row, oldest first or only the last one:
 * lines of hash, day, author and subject, each behind 0x1f but the first. The
 * exit status of git, -1 where it cannot be run.
 */
int git_row_commits(const struct ctx *ctx, const struct dbn_task *task, bool last, struct dbn_buf *out);
/*
 * Commits what the command has written where that is asked for (--commit,
 * commit = auto), with those settings of the ledger that git has never seen: a
 * clone without dubanc.ini is no ledger. What the command said is the message.
 */
void git_commit(struct ctx *ctx);
/*
 * Whether root lies in a work tree of git in which the merge driver is not set up,
 * as in every new clone: .git/config does not travel. False without git.
 */
bool git_lacks_driver(const char *root);
/*
 * Names, a NUL behind each (in lines git would quote what is not ASCII), relative to root and
 * appended to out, of the files below it that an unfinished merge left unmerged. The exit
 * status of git, -1 without it.
 */
int git_unmerged(const char *root, struct dbn_buf *out);

#endif
