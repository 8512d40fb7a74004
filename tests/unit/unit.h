/* unit.h - what every cmocka test includes: cmocka, its prerequisites, slices. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "dubanc/str.h"

/* Compares a slice with a literal and shows both where they differ. */
#define assert_str(slice, want) \
	do { \
		struct dbn_str got_ = (slice), want_ = dbn_str_of(want); \
		if (!dbn_str_eq(got_, want_)) \
			fail_msg("got '%.*s', want '%.*s'", DBN_ARG(got_), DBN_ARG(want_)); \
	} while (0)

#endif
