/* check_git.h - findings about a ledger that only git can tell. */
#ifndef CHECK_GIT_H
#define CHECK_GIT_H

#include "dubanc/err.h"

/* Paths of the ledger at root that are not merged yet, a merge driver that is not set up.
 * Nothing where there is no git. */
void check_git(const char *root, struct dbn_sink sink);

#endif
