/* cage.h - what the helper gives up before it looks at its input. */
#ifndef CAGE_H
#define CAGE_H

#include "dubanc/decode.h"

/*
 * Each gives NULL, or the name of what the kernel refused: then the process has
 * more to lose than it should, and says so.
 */
/* Closes every descriptor above keep, sets limits, drops privileges for good. */
const char *cage_limits(const struct dbn_decode_limits *limits, int keep);
/* From here on: no files, no network, no processes. */
const char *cage_shut(void);
/* The same for writing a workbook: files may be opened, nothing else. */
const char *cage_shut_network(void);

#endif
