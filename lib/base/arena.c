/* arena.c - memory that is freed as one. */
#include <stdlib.h>
#include <string.h>

#include "dubanc/arena.h"
#include "dubanc/buf.h"

enum { BLOCK_MIN = 16 * 1024, ALIGN = 16 };

struct dbn_arena_block {
	struct dbn_arena_block *next;
	size_t used, size;
	_Alignas(16) unsigned char data[];
};

void dbn_arena_init(struct dbn_arena *a, size_t max)
{
	*a = (struct dbn_arena){ NULL, 0, max, false, false };
}

void dbn_arena_release(struct dbn_arena *a)
{
	struct dbn_arena_block *b = a->head;

	while (b) {
		struct dbn_arena_block *next = b->next;

		free(b);
		b = next;
	}
	dbn_arena_init(a, a->max);
}

struct dbn_arena_mark dbn_arena_mark(const struct dbn_arena *a)
{
	return (struct dbn_arena_mark){ a->head, a->head ? a->head->used : 0, a->used };
}

void dbn_arena_rewind(struct dbn_arena *a, struct dbn_arena_mark to)
{
	while (a->head && a->head != to.head) {
		struct dbn_arena_block *next = a->head->next;

		free(a->head);
		a->head = next;
	}
	if (a->head)
		a->head->used = to.in_head;
	a->used = to.used;
}

static struct dbn_arena_block *block_new(struct dbn_arena *a, size_t need)
{
	/* Blocks grow with the arena, so their number stays logarithmic. */
	size_t size = a->used > BLOCK_MIN ? a->used : BLOCK_MIN;
	struct dbn_arena_block *b;

	if (size > (1u << 20))
		size = 1u << 20;
	if (size < need)
		size = need;
	b = malloc(sizeof *b + size);
	if (!b)
		return NULL;
	b->next = a->head;
	b->used = 0;
	b->size = size;
	a->head = b;
	return b;
}

/* What `bytes` take in a block. */
static size_t aligned(size_t bytes)
{
	return bytes ? (bytes + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
}

void *dbn_arena_alloc(struct dbn_arena *a, size_t count, size_t size)
{
	struct dbn_arena_block *b = a->head;
	size_t need;
	void *out;

	if (a->failed || (size && count > (SIZE_MAX / 2) / size))
		goto fail;
	need = aligned(count * size);
	if (need > a->max - a->used)
		goto fail;
	if (!b || b->size - b->used < need) {
		b = block_new(a, need);
		a->starved = !b;
		if (!b)
			goto fail;
	}
	out = b->data + b->used;
	b->used += need;
	a->used += need;
	memset(out, 0, need);
	return out;
fail:
	a->failed = true;
	return NULL;
}

struct dbn_str dbn_arena_take(struct dbn_arena *a, struct dbn_buf *b)
{
	struct dbn_str out = { dbn_lost, 0 };

	if (b->failed)
		a->failed = true;
	else
		out = dbn_arena_dup(a, dbn_buf_str(b));
	dbn_buf_release(b);
	return out;
}

struct dbn_str dbn_arena_join(struct dbn_arena *a, const struct dbn_str *parts, size_t n)
{
	size_t len = 0, at = 0;
	char *p;

	for (size_t i = 0; i < n; i++) {
		len += parts[i].len;
		if (dbn_str_lost(parts[i]))
			a->failed = a->starved = true;
	}
	p = dbn_arena_alloc(a, len + 1, 1);
	if (!p)
		return (struct dbn_str){ dbn_lost, 0 };
	for (size_t i = 0; i < n; i++) {
		if (parts[i].len)
			memcpy(p + at, parts[i].ptr, parts[i].len);
		at += parts[i].len;
	}
	return (struct dbn_str){ p, len };
}

bool dbn_arena_append(struct dbn_arena *a, struct dbn_str *to, size_t *room,
		      const struct dbn_str *parts, size_t n)
{
	size_t len = to->len;
	char *p = (char *)to->ptr;

	for (size_t i = 0; i < n; i++) {
		len += parts[i].len;
		if (dbn_str_lost(parts[i]))
			a->failed = a->starved = true;
	}
	if (a->failed)
		return false;
	if (len >= *room) {
		p = dbn_arena_alloc(a, len + 1, 2);
		if (!p)
			return false;
		if (to->len)
			memcpy(p, to->ptr, to->len);
		*room = 2 * (len + 1);
	}
	for (size_t i = 0, at = to->len; i < n; at += parts[i++].len)
		if (parts[i].len)
			memcpy(p + at, parts[i].ptr, parts[i].len);
	p[len] = '\0';
	*to = (struct dbn_str){ p, len };
	return true;
}

struct dbn_str dbn_arena_dup(struct dbn_arena *a, struct dbn_str s)
{
	return dbn_arena_join(a, &s, 1);
}

/* Makes what the arena gave last longer where it lies; false where it has no room there. */
static bool lengthen(struct dbn_arena *a, void *last, size_t from, size_t to)
{
	struct dbn_arena_block *b = a->head;
	size_t more = aligned(to) - aligned(from);

	if (a->failed || !b || !last || (unsigned char *)last + aligned(from) != b->data + b->used ||
	    more > b->size - b->used || more > a->max - a->used)
		return false;
	memset(b->data + b->used, 0, more);
	b->used += more;
	a->used += more;
	return true;
}

void *dbn_arena_more(struct dbn_arena *a, void *items, size_t count, size_t *cap, size_t size)
{
	enum { FIRST = 8, FIRST_BYTES = 128 };
	size_t first = size * FIRST <= FIRST_BYTES ? FIRST : size < FIRST_BYTES ? FIRST_BYTES / size : 1;
	size_t want = *cap ? *cap * 2 : first;
	void *out;

	if (count < *cap)
		return items;
	if (*cap && want <= (SIZE_MAX / 2) / size && lengthen(a, items, *cap * size, want * size)) {
		*cap = want;
		return items;
	}
	out = dbn_arena_alloc(a, want, size);
	if (!out)
		return items;
	if (count)
		memcpy(out, items, count * size);
	*cap = want;
	return out;
}

/* The link to the block that holds nothing but these bytes of items, or NULL. */
static struct dbn_arena_block **own_block(struct dbn_arena *a, const void *items, size_t bytes)
{
	for (struct dbn_arena_block **at = &a->head; *at; at = &(*at)->next)
		if ((*at)->data == items && (*at)->size == bytes)
			return at;
	return NULL;
}

void *dbn_arena_more_long(struct dbn_arena *a, void *items, size_t count, size_t *cap, size_t size)
{
	enum { LONG = 64 << 10 };
	size_t had = *cap * size, want = *cap + *cap / 4 + 1, need = want * size;
	struct dbn_arena_block **at, *b;

	if (count < *cap || had < LONG)
		return dbn_arena_more(a, items, count, cap, size);
	if (a->failed || want > (SIZE_MAX / 2) / size || need - had > a->max - a->used)
		goto fail;
	at = own_block(a, items, had);
	b = realloc(at ? *at : NULL, sizeof *b + need);
	a->starved = !b;
	if (!b)
		goto fail;
	if (at) {
		*at = b;
		a->used += need - had;
	} else { /* behind the head, from which the small ones are taken */
		memcpy(b->data, items, had);
		b->next = a->head->next;
		a->head->next = b;
		a->used += need;
	}
	b->used = b->size = need;
	memset(b->data + had, 0, need - had);
	*cap = want;
	return b->data;
fail:
	a->failed = true;
	return items;
}
