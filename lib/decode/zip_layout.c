/*
 * zip_layout.c - where the entries of a container lie, looked at before libzip
 * opens it.
 *
 * libzip takes any directory whose numbers stay inside the file. Entries that
 * share bytes make a small file inflate to any size, and what one program
 * reads of them another does not: they are refused here, and so is zip64,
 * which exists for files beyond every limit of ours.
 */
#include <stdlib.h>
#include <string.h>

#include "zip.h"

enum { END_LEN = 22, END_WINDOW = END_LEN + 65535, ENTRY_LEN = 46, LOCAL_LEN = 30, LOCATOR_LEN = 20 };

#define BEYOND 0xffffffffu /* "see the zip64 field" */

struct span {
	uint64_t from, to;
	struct dbn_str name;
};

struct directory {
	uint64_t at, count;
};

/* The record at the end; false where there is none: libzip says why. */
static bool find_directory(struct dbn_str s, struct directory *out, bool *zip64)
{
	size_t low = s.len > END_WINDOW ? s.len - END_WINDOW : 0;

	if (s.len < END_LEN)
		return false;
	for (size_t at = s.len - END_LEN + 1; at-- > low;) {
		const char *p = s.ptr + at;

		if (memcmp(p, "PK\5\6", 4) != 0)
			continue;
		*out = (struct directory){ dbn_bytes_le(p + 16, 4), dbn_bytes_le(p + 10, 2) };
		*zip64 = out->at == BEYOND || out->count == 0xffff ||
			 (at >= LOCATOR_LEN && memcmp(p - LOCATOR_LEN, "PK\6\7", 4) == 0);
		return true;
	}
	return false;
}

static int compare_spans(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static int fail_entry(struct dec *d, enum dbn_msg msg, struct dbn_str name)
{
	return dec_fail(d, msg, dbn_arena_dup(&d->arena, name).ptr, NULL);
}

/* The bytes that the directory's entry at p takes: its header and its data. */
static int take_span(struct dec *d, struct dbn_str s, const char *p, struct span *out)
{
	uint64_t from = dbn_bytes_le(p + 42, 4), stored = dbn_bytes_le(p + 20, 4);
	const char *local = s.ptr + from;

	out->name = (struct dbn_str){ p + ENTRY_LEN, dbn_bytes_le(p + 28, 2) };
	if (from == BEYOND || stored == BEYOND || dbn_bytes_le(p + 24, 4) == BEYOND)
		return dec_fail(d, DBN_MSG_DEC_ZIP64, NULL, NULL);
	if (from + LOCAL_LEN > s.len || memcmp(local, "PK\3\4", 4) != 0)
		return fail_entry(d, DBN_MSG_DEC_DAMAGED, out->name);
	out->from = from;
	out->to = from + LOCAL_LEN + dbn_bytes_le(local + 26, 2) + dbn_bytes_le(local + 28, 2) + stored;
	return DBN_OK;
}

/* Reads the spans; *count is how many there are before the directory breaks off. */
static int take_spans(struct dec *d, struct dbn_str s, const struct directory *dir, struct span *spans,
		      size_t *count)
{
	uint64_t at = dir->at;
	int code = DBN_OK;

	for (*count = 0; *count < dir->count && !code; (*count)++) {
		const char *p = s.ptr + at;

		if (at + ENTRY_LEN > s.len || memcmp(p, "PK\1\2", 4) != 0 ||
		    at + ENTRY_LEN + dbn_bytes_le(p + 28, 2) > s.len)
			return DBN_OK;
		code = take_span(d, s, p, &spans[*count]);
		at += ENTRY_LEN + dbn_bytes_le(p + 28, 2) + dbn_bytes_le(p + 30, 2) + dbn_bytes_le(p + 32, 2);
	}
	return code;
}

int zip_layout_check(struct dec *d, struct dbn_str bytes)
{
	struct directory dir;
	struct span *spans;
	size_t count;
	bool zip64;
	int code;

	if (!find_directory(bytes, &dir, &zip64))
		return DBN_OK;
	if (zip64)
		return dec_fail(d, DBN_MSG_DEC_ZIP64, NULL, NULL);
	if (dir.count > d->limits->entries)
		return dec_too_much(d, "entries", d->limits->entries);
	spans = dbn_arena_alloc(&d->arena, dir.count + 1, sizeof *spans);
	if (!spans)
		return dec_status(d);
	code = take_spans(d, bytes, &dir, spans, &count);
	if (code)
		return code;
	qsort(spans, count, sizeof *spans, compare_spans);
	for (size_t i = 0; i < count; i++) {
		if (spans[i].to > (i + 1 < count ? spans[i + 1].from : dir.at))
			return fail_entry(d, DBN_MSG_DEC_OVERLAP, spans[i].name);
	}
	return DBN_OK;
}
