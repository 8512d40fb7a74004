/* registry.h - placeholder until the resolver lands: units.csv in memory. */
#ifndef DUBANC_REGISTRY_H
#define DUBANC_REGISTRY_H

#include "dubanc/arena.h"

struct dbn_registry {
	size_t count;
};

#endif
