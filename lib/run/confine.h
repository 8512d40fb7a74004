/* confine.h - which files a program that is not ours may still see (private to lib/run). */
#ifndef RUN_CONFINE_H
#define RUN_CONFINE_H

#include "dubanc/subprocess.h"

/*
 * Between fork and exec: only system calls. A reader sees programs, fonts and
 * tables, and the folder of the program; a writer settings too, and writes to `folder` only. Nothing changes
 * where the kernel has no Landlock.
 */
void confine_files(enum dbn_confine how, const char *program, const char *folder);
/* Whether it has. */
bool confine_has_files(void);

#endif
