/* resolve.h - merge --resolve: what conflicts/ lists is finished with what the
 * files say now, and each value chosen becomes an `edit` event. */
#ifndef RESOLVE_H
#define RESOLVE_H

#include "cmd.h"

/* All of conflicts/, or the FILE that is the operand; an exit status. */
int resolve_conflicts(struct ctx *ctx);

#endif
