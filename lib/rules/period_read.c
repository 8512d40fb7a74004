/* period_read.c - a rhythm as people type it: 每月28日, week, every:month@28. */
#include "dubanc/deadline.h"
#include "dubanc/period.h"

bool dbn_recur_read(struct dbn_arena *arena, struct dbn_str typed, struct dbn_str *code)
{
	static const struct dbn_str prefix = { "every:", 6 };
	struct dbn_limit_ctx how = { .issued = DBN_NO_DAY, .received = DBN_NO_DAY };
	struct dbn_limits found = { NULL, 0, 0 };
	struct dbn_str parts[] = { prefix, dbn_str_trim(typed) };
	struct dbn_err ignored = { 0 };
	struct dbn_recur r;

	if (dbn_recur_parse(parts[1], &r)) {
		*code = dbn_str_starts(parts[1], prefix) ? parts[1] : dbn_arena_join(arena, parts, 2);
		return !arena->failed;
	}
	/* In words: one rhythm, and nothing beside it. */
	if (dbn_deadline_find(arena, parts[1], DBN_PLACE_FIELD, &how, &found, &ignored) || found.count != 1 ||
	    !dbn_str_starts(found.items[0].code, prefix) || !dbn_recur_parse(found.items[0].code, &r))
		return false;
	*code = found.items[0].code;
	return true;
}
