/* origin.c - where the lines of a decoded text stood in their file. */
#include "dubanc/origin.h"

bool dbn_origins_add(struct dbn_arena *arena, struct dbn_origins *o, size_t line, size_t row)
{
	struct dbn_origin *last = o->count ? &o->items[o->count - 1] : NULL, *to;

	if (o->count > DBN_ORIGINS_MAX || (last && line <= last->line) ||
	    (last && (row ? last->row && row - last->row == line - last->line : !last->row)))
		return true;
	to = DBN_PUSH_LONG(arena, o);
	if (!to)
		return false;
	*to = (struct dbn_origin){ line, o->count > DBN_ORIGINS_MAX ? 0 : row };
	return true;
}

size_t dbn_origins_row(const struct dbn_origins *o, size_t line)
{
	size_t from = 0, to = o ? o->count : 0;

	if (!to)
		return line;
	while (from < to) { /* the first run behind the line */
		size_t middle = from + (to - from) / 2;

		if (o->items[middle].line <= line)
			from = middle + 1;
		else
			to = middle;
	}
	if (!from || !o->items[from - 1].row)
		return 0;
	return o->items[from - 1].row + (line - o->items[from - 1].line);
}
