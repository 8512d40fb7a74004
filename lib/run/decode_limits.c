/* decode_limits.c - the limits of the decoders: defaults and settings. */
#include "dubanc/decode.h"

void dbn_decode_limits_init(struct dbn_decode_limits *limits)
{
	*limits = (struct dbn_decode_limits){
#define LIMIT(name, value, what) .name = (value),
#include "dubanc/decode_limits.def"
#undef LIMIT
	};
}

bool dbn_decode_limits_set(struct dbn_decode_limits *limits, struct dbn_str assignment)
{
	size_t eq = dbn_str_find(assignment, DBN_STR("="));
	struct dbn_str name = dbn_str_sub(assignment, 0, eq);
	int32_t value;

	if (eq == DBN_NONE || !dbn_str_uint(dbn_str_from(assignment, eq + 1), &value) || value == 0)
		return false;
#define LIMIT(id, default_value, what) \
	if (dbn_str_eqz(name, #id)) { \
		limits->id = (size_t)value; \
		return true; \
	}
#include "dubanc/decode_limits.def"
#undef LIMIT
	return false;
}
