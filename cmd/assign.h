/* assign.h - assign.c takes what is typed, assign_auto.c goes by registry and rule. */
#ifndef ASSIGN_H
#define ASSIGN_H

#include "cmd.h"

/* UNIT,… as members joined by ;, each by its registered name; in the ledger's arena. */
struct dbn_str unit_list(struct ctx *ctx, const char *typed);
/* The registered name of a unit; as typed, with a warning and the nearest
 * name, where units.csv does not know it. Borrowed. */
struct dbn_str known_unit(struct ctx *ctx, struct dbn_str typed);
/* assign --auto; an exit status. */
int assign_auto(struct ctx *ctx);

#endif
