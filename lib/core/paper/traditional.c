/*
 * traditional.c - papers in traditional script, read in simplified: the tables of words are.
 * Both characters of each pair take three bytes, so that every place stays where it is.
 */
#include <string.h>

#include "dubanc/text.h"
#include "reader.h"

enum { HAN = 3, PAIR = 6, ROW = 22, SAMPLES = 500, PERCENT = 15 };

/* Pairs in order, ROW of them in each row but the last. */
static const char *const rows[] = {
#define TRADITIONAL(list) list,
#include "../../data/traditional.def"
#undef TRADITIONAL
};

static const char *pair_at(size_t i)
{
	return rows[i / ROW] + i % ROW * PAIR;
}

static size_t pair_count(void)
{
	size_t last = sizeof rows / sizeof *rows - 1;

	return last * ROW + strlen(rows[last]) / PAIR;
}

/* The simplified character for the one at p, or NULL. */
static const char *simplified(const char *p)
{
	size_t low = 0, high = pair_count();

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = memcmp(p, pair_at(mid), HAN);

		if (!order)
			return pair_at(mid) + HAN;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static bool is_three(struct dbn_str s, size_t at)
{
	return at + HAN <= s.len && ((unsigned char)s.ptr[at] & 0xf0) == 0xe0;
}

/*
 * A few traditional characters stand in names of simplified papers; in a traditional one
 * every third is one. Looked at: SAMPLES places, evenly over the text.
 */
static bool is_traditional(struct dbn_str s)
{
	size_t han = 0, odd = 0, step = s.len / SAMPLES + 1;

	for (size_t at = 0; at < s.len; at += step) {
		size_t from = at;

		while (from < s.len && ((unsigned char)s.ptr[from] & 0xc0) == 0x80)
			from++;
		if (!is_three(s, from) || (unsigned char)s.ptr[from] < 0xe4 || (unsigned char)s.ptr[from] > 0xe9)
			continue;
		han++;
		odd += simplified(s.ptr + from) != NULL;
	}
	return odd * 100 > han * PERCENT;
}

/* 「」『』 are its quotation marks. */
static const char *quotation(const char *p)
{
	static const char marks[] = "「“」”『‘』’";

	for (size_t i = 0; i + PAIR < sizeof marks; i += PAIR)
		if (memcmp(p, marks + i, HAN) == 0)
			return marks + i + HAN;
	return NULL;
}

struct dbn_str dbn_simplified(struct dbn_arena *arena, struct dbn_str source)
{
	char *copy;

	if (!is_traditional(source))
		return source;
	copy = dbn_arena_alloc(arena, source.len + 1, 1);
	if (!copy)
		return source;
	memcpy(copy, source.ptr, source.len);
	for (size_t at = 0; at < source.len; at += is_three(source, at) ? HAN : 1) {
		const char *other = is_three(source, at) ? simplified(copy + at) : NULL;

		if (!other && is_three(source, at))
			other = quotation(copy + at);
		if (other)
			memcpy(copy + at, other, HAN);
	}
	return (struct dbn_str) { copy, source.len };
}
