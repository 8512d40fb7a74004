/* hooks.h - git hooks that look at a ledger before a commit and upon a push. */
#ifndef HOOKS_H
#define HOOKS_H

#include "cmd.h"

/* Whether dir is a bare repository: it takes pushes and holds no files. */
bool hooks_bare(const char *dir);
/* Installs the hooks of the repository that dir is in and says so; one that is
 * there already is left alone. */
int hooks_install(struct ctx *ctx, const char *dir, struct dbn_err *err);

#endif
