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

void *dbn_arena_alloc(struct dbn_arena *a, size_t count, size_t size)
{
	struct dbn_arena_block *b = a->head;
	size_t need;
	void *out;

	if (a->failed || (size && count > (SIZE_MAX / 2) / size))
		goto fail;
	need = (count * size + ALIGN - 1) / ALIGN * ALIGN;
	if (need == 0)
		need = ALIGN;
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
	struct dbn_str out = { "", 0 };

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

	for (size_t i = 0; i < n; i++)
		len += parts[i].len;
	p = dbn_arena_alloc(a, len + 1, 1);
	if (!p)
		return (struct dbn_str){ "", 0 };
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

	for (size_t i = 0; i < n; i++)
		len += parts[i].len;
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

void *dbn_arena_more(struct dbn_arena *a, void *items, size_t count, size_t *cap, size_t size)
{
	size_t want = *cap ? *cap * 2 : 8;
	void *out;

	if (count < *cap)
		return items;
	out = dbn_arena_alloc(a, want, size);
	if (!out)
		return items;
	if (count)
		memcpy(out, items, count * size);
	*cap = want;
	return out;
}
