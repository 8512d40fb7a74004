/* pager.h - a long answer on a terminal goes through less, as git's do. */
#ifndef PAGER_H
#define PAGER_H

#include "cmd.h"

/*
 * Shows ctx->out through the pager and waits for it to be left; *status is then
 * an exit status. False, and nothing was shown, where none is wanted or there is
 * no such program: the caller writes it out plainly.
 */
bool page_out(struct ctx *ctx, int *status);

#endif
