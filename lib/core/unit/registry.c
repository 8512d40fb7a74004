/* registry.c - names looked up in the office's units. */
#include <stdlib.h>
#include <string.h>

#include "dubanc/registry.h"
#include "unit.h"

enum {
	EDIT_MAX = 40, /* code points compared for a suggestion */
	STEM_MIN = 6,  /* bytes: two characters */
};

static int by_key(const void *a, const void *b)
{
	const struct dbn_unit_key *x = a, *y = b;
	int c = dbn_str_cmp(x->key, y->key);

	return c ? c : (x->unit > y->unit) - (x->unit < y->unit);
}

static bool add(struct dbn_arena *arena, struct dbn_unit_key *keys, size_t *count,
		struct dbn_str key, size_t unit, bool fold)
{
	char buffer[DBN_FOLD_MAX];

	if (key.len == 0)
		return true;
	if (fold)
		key = dbn_arena_dup(arena, dbn_unit_fold(key, buffer));
	keys[*count].key = key;
	keys[(*count)++].unit = unit;
	return !arena->failed;
}

int dbn_registry_index(struct dbn_registry *r, struct dbn_arena *arena,
		       const struct dbn_unit *units, size_t count, struct dbn_err *err)
{
	size_t names = 0, higher = 0;
	bool ok = true;

	*r = (struct dbn_registry) { .units = units, .count = count };
	for (size_t i = 0; i < count; i++) {
		names += 1 + units[i].alias_count;
		higher += units[i].counterpart_count;
	}
	r->names = dbn_arena_alloc(arena, names, sizeof *r->names);
	r->folded = dbn_arena_alloc(arena, names, sizeof *r->folded);
	r->counterparts = dbn_arena_alloc(arena, 2 * higher, sizeof *r->counterparts);
	if (arena->failed)
		goto memory;
	for (size_t i = 0; i < count && ok; i++) {
		const struct dbn_unit *u = &units[i];

		ok = add(arena, r->names, &r->name_count, u->name, i, false) &&
		     add(arena, r->folded, &r->folded_count, u->name, i, true);
		for (size_t k = 0; k < u->alias_count && ok; k++)
			ok = add(arena, r->names, &r->name_count, u->aliases[k], i, false) &&
			     add(arena, r->folded, &r->folded_count, u->aliases[k], i, true);
		for (size_t k = 0; k < u->counterpart_count && ok; k++)
			ok = add(arena, r->counterparts, &r->counterpart_count, u->counterparts[k],
				 i, false) &&
			     add(arena, r->counterparts, &r->counterpart_count, u->counterparts[k],
				 i, true);
	}
	if (!ok)
		goto memory;
	if (r->name_count)
		qsort(r->names, r->name_count, sizeof *r->names, by_key);
	if (r->folded_count)
		qsort(r->folded, r->folded_count, sizeof *r->folded, by_key);
	if (r->counterpart_count)
		qsort(r->counterparts, r->counterpart_count, sizeof *r->counterparts, by_key);
	return DBN_OK;
memory:
	*r = (struct dbn_registry) { 0 };
	return dbn_fail_memory(err);
}

static size_t lower_bound(const struct dbn_unit_key *keys, size_t count, struct dbn_str key)
{
	size_t lo = 0, hi = count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (dbn_str_cmp(keys[mid].key, key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void note(struct dbn_lookup *l, size_t unit)
{
	for (size_t i = 0; i < l->candidate_count; i++)
		if (l->candidates[i] == unit)
			return;
	if (l->candidate_count < DBN_CANDIDATES_MAX)
		l->candidates[l->candidate_count++] = unit;
}

/* All units under a key; true where there is one at least. */
static bool search(const struct dbn_unit_key *keys, size_t count, struct dbn_str key,
		   struct dbn_lookup *l)
{
	if (key.len == 0)
		return false;
	for (size_t i = lower_bound(keys, count, key); i < count && dbn_str_eq(keys[i].key, key);
	     i++)
		note(l, keys[i].unit);
	if (l->candidate_count == 0)
		return false;
	l->found = l->candidate_count == 1 ? DBN_FOUND_ONE : DBN_FOUND_MANY;
	l->unit = l->candidates[0];
	return true;
}

/* 教育局 → 市教育局, 组织部 → 市委组织部, 团委 → 团市委; empty for others. */
static struct dbn_str with_level(struct dbn_str name, struct dbn_str level, char out[DBN_FOLD_MAX])
{
	struct unit_shape shape = unit_read(name);
	const struct unit_level *l = unit_level_of(level);
	struct dbn_str prefix = level;
	bool group = unit_is_group(name);

	if (!level.len || shape.level || (shape.place && shape.place < name.len) || group)
		return (struct dbn_str) { "", 0 };
	if (l) {
		prefix = shape.class == UNIT_PARTY ? l->party : l->organ;
		if (shape.class == UNIT_YOUTH)
			return l->youth;
	}
	if (prefix.len + name.len > DBN_FOLD_MAX)
		return (struct dbn_str) { "", 0 };
	memcpy(out, prefix.ptr, prefix.len);
	memcpy(out + prefix.len, name.ptr, name.len);
	return (struct dbn_str) { out, prefix.len + name.len };
}

bool dbn_unit_is_group(const struct dbn_unit *unit)
{
	return dbn_str_eqz(unit->kind, "group") || dbn_str_eqz(unit->kind, "群体");
}

struct dbn_str dbn_unit_level(struct dbn_str name)
{
	struct unit_shape shape = unit_read(name);
	struct dbn_str none = { "", 0 };

	return shape.level && !shape.head ? shape.level->organ : none;
}

struct dbn_str dbn_unit_without_level(struct dbn_str name, struct dbn_str level)
{
	static const struct dbn_str none = { "", 0 };
	const struct unit_level *own;
	struct unit_shape shape;

	/* Most names do not begin so: reading them all would be dear. */
	if (!level.len || !dbn_str_starts(name, level))
		return none;
	own = unit_level_of(level);
	shape = unit_read(name);
	if (!own || !shape.level || shape.head || shape.prefix >= name.len ||
	    !dbn_str_eq(shape.level->organ, own->organ))
		return none;
	return dbn_str_from(name, shape.prefix);
}

/* Levenshtein distance over code points, or `worst` where it is no less. */
static size_t distance(struct dbn_str a, struct dbn_str b, size_t worst)
{
	uint32_t x[EDIT_MAX], y[EDIT_MAX];
	size_t n = 0, m = 0, row[EDIT_MAX + 1];

	for (size_t at = 0; at < a.len && n < EDIT_MAX;)
		x[n++] = dbn_utf8_next(a, &at);
	for (size_t at = 0; at < b.len && m < EDIT_MAX;)
		y[m++] = dbn_utf8_next(b, &at);
	if ((n > m ? n - m : m - n) >= worst)
		return worst;
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0], least = i;

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t up = row[j], cost = diagonal + (x[i - 1] != y[j - 1]);

			if (up + 1 < cost)
				cost = up + 1;
			if (row[j - 1] + 1 < cost)
				cost = row[j - 1] + 1;
			diagonal = up;
			row[j] = cost;
			if (cost < least)
				least = cost;
		}
		if (least >= worst)
			return worst;
	}
	return row[m];
}

/* Whether a name shares as much as half of what was typed, its last character (局, 委, 办)
 * not counted: 城管局 is no slip of 应急局. Of just half, one slip may be the cause (发该局 of
 * 发改局), two are another name: 党建部 is not 党政办. */
static bool shares_half(struct dbn_str typed, struct dbn_str name, size_t slips)
{
	size_t of = 0, shared = 0, count = dbn_utf8_length(typed);

	for (size_t at = 0; at < typed.len && of + 1 < count; of++) {
		size_t from = at;

		dbn_utf8_next(typed, &at);
		shared += dbn_str_find(name, dbn_str_sub(typed, from, at - from)) != DBN_NONE;
	}
	return shared * 2 > of || (shared * 2 == of && slips <= 1);
}

/* The nearest names: at most a third of the characters wrong, best first. A level
 * that was typed before the name (市教局) may be too much. */
static void suggest(const struct dbn_registry *r, struct dbn_str folded, struct dbn_lookup *l)
{
	struct unit_shape shape = unit_read(folded);
	struct dbn_str bare = shape.level && !shape.head ? dbn_str_from(folded, shape.prefix) : folded;
	size_t length = dbn_utf8_length(folded), limit = length / 3 + 1,
	       best[3] = { limit + 1, limit + 1, limit + 1 };

	for (size_t i = 0; i < r->folded_count; i++) {
		size_t d = distance(folded, r->folded[i].key, best[2]), at = l->candidate_count, k;

		if (bare.len < folded.len)
			d = distance(bare, r->folded[i].key, d);
		if (d >= best[2] || !shares_half(bare, r->folded[i].key, d))
			continue;
		for (k = 0; k < at && l->candidates[k] != r->folded[i].unit; k++)
			;
		if (k < at) { /* another name of the same unit */
			if (d >= best[k])
				continue;
			for (; k + 1 < at; k++) {
				l->candidates[k] = l->candidates[k + 1];
				best[k] = best[k + 1];
			}
			at = --l->candidate_count;
			best[at] = limit + 1;
		}
		for (k = at < 3 ? at : 2; k > 0 && best[k - 1] > d; k--) {
			l->candidates[k] = l->candidates[k - 1];
			best[k] = best[k - 1];
		}
		l->candidates[k] = r->folded[i].unit;
		best[k] = d;
		if (l->candidate_count < 3)
			l->candidate_count++;
	}
}

/* A name without the level before it, folded: 市发改委 and 区发展改革委 are 发改委. */
static struct dbn_str without_any_level(struct dbn_str name, char out[DBN_FOLD_MAX])
{
	struct dbn_str bare = dbn_unit_without_level(name, dbn_unit_level(name));

	return dbn_unit_fold(bare.len ? bare : name, out);
}

/* Without the last character: 发改 of 发改局 and of 发改委. */
static struct dbn_str stem(struct dbn_str name)
{
	size_t at = 0, last = 0;

	while (at < name.len) {
		last = at;
		dbn_utf8_next(name, &at);
	}
	return dbn_str_sub(name, 0, last);
}

/* Who answers to a higher unit of that name, whatever its level and its kind of body: 区发改局 is
 * 经济发展局 where that answers to 市发改委. They come before names that are merely spelled alike. */
static void suggest_counterparts(const struct dbn_registry *r, struct dbn_str name, struct dbn_lookup *l)
{
	struct dbn_lookup found = { DBN_FOUND_NONE, 0, { 0 }, 0 };
	char typed_fold[DBN_FOLD_MAX], fold[DBN_FOLD_MAX];
	struct dbn_str typed = without_any_level(name, typed_fold);

	for (int loosely = 0; loosely < 2; loosely++)
		for (size_t i = 0; i < r->counterpart_count && found.candidate_count < 3; i++) {
			struct dbn_str higher = without_any_level(r->counterparts[i].key, fold);

			if (loosely ? stem(typed).len >= STEM_MIN && dbn_str_eq(stem(typed), stem(higher))
				    : dbn_str_eq(typed, higher))
				note(&found, r->counterparts[i].unit);
		}
	for (size_t i = 0; i < l->candidate_count && found.candidate_count < 3; i++)
		note(&found, l->candidates[i]);
	*l = found;
}

/* Without the level that the office has too; a unit of another level is not meant. */
static bool search_bare(const struct dbn_registry *r, struct dbn_str name, struct dbn_str level,
			struct dbn_lookup *l)
{
	char fold[DBN_FOLD_MAX];
	struct dbn_str bare = dbn_unit_without_level(name, level);
	struct dbn_lookup found = { DBN_FOUND_NONE, 0, { 0 }, 0 };

	if (!bare.len || (!search(r->names, r->name_count, bare, &found) &&
			  !search(r->folded, r->folded_count, dbn_unit_fold(bare, fold), &found)))
		return false;
	for (size_t i = 0; i < found.candidate_count; i++)
		if (r->units[found.candidates[i]].level.len &&
		    !dbn_str_eq(r->units[found.candidates[i]].level, level))
			return false;
	*l = found;
	return true;
}

struct dbn_lookup dbn_registry_find(const struct dbn_registry *r, struct dbn_str name,
				    struct dbn_str level)
{
	struct dbn_lookup l = { DBN_FOUND_NONE, 0, { 0 }, 0 };
	char longer[DBN_FOLD_MAX], fold[DBN_FOLD_MAX], fold_longer[DBN_FOLD_MAX];
	struct dbn_str full = with_level(name, level, longer);
	struct dbn_str folded = dbn_unit_fold(name, fold), full_folded = { "", 0 };

	if (full.len)
		full_folded = dbn_unit_fold(full, fold_longer);
	if (search(r->names, r->name_count, name, &l) ||
	    search(r->names, r->name_count, full, &l) ||
	    search(r->folded, r->folded_count, folded, &l) ||
	    search(r->folded, r->folded_count, full_folded, &l) || search_bare(r, name, level, &l))
		return l;
	suggest(r, full_folded.len ? full_folded : folded, &l);
	if (!l.candidate_count && full_folded.len)
		suggest(r, folded, &l);
	suggest_counterparts(r, name, &l);
	return l;
}

struct dbn_lookup dbn_registry_counterpart(const struct dbn_registry *r, struct dbn_str higher)
{
	struct dbn_lookup l = { DBN_FOUND_NONE, 0, { 0 }, 0 };
	char fold[DBN_FOLD_MAX];

	if (!search(r->counterparts, r->counterpart_count, higher, &l))
		search(r->counterparts, r->counterpart_count, dbn_unit_fold(higher, fold), &l);
	return l;
}
