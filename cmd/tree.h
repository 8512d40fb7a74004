/* tree.h - the ledgers in a commit, without a work tree. */
#ifndef TREE_H
#define TREE_H

#include "cmd.h"

/* root: a folder with the ledger's tables; prefix: where it stands in the
 * commit, "" or "督办/台账/". */
typedef void tree_check(void *data, const char *root, const char *prefix, struct dbn_err *err);

/*
 * Calls check for every ledger in the tree of a commit of the repository that
 * dir is in; *count tells how many there are. The folders are gone afterwards.
 */
int tree_each(const char *dir, const char *commit, tree_check *check, void *data, size_t *count,
	      struct dbn_err *err);

#endif
