/* unit_fold.c - one form for the full and the short names of an organ. */
#include "dubanc/registry.h"
#include "unit.h"

static const struct {
	struct dbn_str from, to;
} starts[] = {
#define FOLD(written, folded, example)                                                             \
	{ { written, sizeof(written) - 1 }, { folded, sizeof(folded) - 1 } },
#include "../../data/unit_folds.def"
}, ends[] = {
#define FOLD_END(written, folded, example)                                                         \
	{ { written, sizeof(written) - 1 }, { folded, sizeof(folded) - 1 } },
#include "../../data/unit_folds.def"
};

#define COUNT(t) (sizeof(t) / sizeof *(t))

struct pen {
	char *out;
	size_t len;
};

static void put(struct pen *p, struct dbn_str s)
{
	for (size_t i = 0; i < s.len && p->len < DBN_FOLD_MAX; i++)
		p->out[p->len++] = s.ptr[i];
}

/* What stands before the organ's own name: 市, 市委, 市人民, 云河市. */
static size_t before_organ(struct dbn_str name)
{
	struct unit_shape shape = unit_read(name);
	size_t at = shape.level ? shape.prefix : shape.place;

	/* 市委 as 市+委 where the level was read without its party */
	if (at && STARTS(dbn_str_from(name, at), "委") && at + 3 < name.len &&
	    !STARTS(dbn_str_from(name, at), "委员"))
		at += 3;
	return at;
}

struct dbn_str dbn_unit_fold(struct dbn_str name, char out[DBN_FOLD_MAX])
{
	struct pen pen = { out, 0 };
	struct dbn_str rest;
	size_t at, best = COUNT(starts), end = COUNT(ends), cut;

	if (name.len >= DBN_FOLD_MAX)
		return name;
	at = before_organ(name);
	rest = dbn_str_from(name, at);
	for (size_t i = 0; i < COUNT(starts); i++)
		if (dbn_str_starts(rest, starts[i].from) &&
		    (best == COUNT(starts) || starts[i].from.len > starts[best].from.len))
			best = i;
	if (best == COUNT(starts))
		at = 0; /* the ending may reach into the place: 城东街道|办事处 */
	cut = at + (best < COUNT(starts) ? starts[best].from.len : 0);
	rest = dbn_str_from(name, cut);
	for (size_t i = 0; i < COUNT(ends); i++)
		if (dbn_str_ends(rest, ends[i].from) &&
		    (end == COUNT(ends) || ends[i].from.len > ends[end].from.len))
			end = i;
	put(&pen, dbn_str_sub(name, 0, at));
	if (best < COUNT(starts))
		put(&pen, starts[best].to);
	put(&pen, dbn_str_sub(rest, 0, rest.len - (end < COUNT(ends) ? ends[end].from.len : 0)));
	if (end < COUNT(ends))
		put(&pen, ends[end].to);
	return (struct dbn_str) { out, pen.len };
}
