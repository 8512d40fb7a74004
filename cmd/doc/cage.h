/* cage.h - what the helper gives up before it looks at its input. */
#ifndef CAGE_H
#define CAGE_H

#include "dubanc/decode.h"

/* Closes every descriptor above keep, sets limits, drops privileges for good. */
void cage_limits(const struct dbn_decode_limits *limits, int keep);
/* From here on: no files, no network, no processes. False where the kernel has no filters. */
bool cage_shut(void);
/* The same for writing a workbook: files may be opened, nothing else. */
bool cage_shut_network(void);

#endif
