/*
 * arena.h - memory that is freed as one.
 *
 * A parser or a ledger owns one arena; everything it hands out points into it
 * and lives until dbn_arena_release(). There is no freeing of single pieces.
 * When memory or the limit runs out, the call returns NULL and `failed` stays
 * set, so a chain of calls may be checked once.
 *
 *	struct dbn_arena a;
 *	dbn_arena_init(&a, 64u << 20);
 *	char *copy = dbn_arena_dup(&a, text);
 *	...
 *	dbn_arena_release(&a);
 */
#ifndef DUBANC_ARENA_H
#define DUBANC_ARENA_H

#include "dubanc/str.h"

struct dbn_arena_block;
struct dbn_buf;

struct dbn_arena {
	struct dbn_arena_block *head;
	size_t used;	/* bytes handed out */
	size_t max;	/* limit of `used`, bytes */
	bool failed;
	bool starved;	/* failed because memory ran out, not because of max */
};

void dbn_arena_init(struct dbn_arena *a, size_t max);
/* Frees everything; the arena may be used again. */
void dbn_arena_release(struct dbn_arena *a);
/*
 * Where the arena stands now, and back to there: what was handed out since is freed, so that a
 * reader of something endless keeps what is open alone. No long list may have grown between.
 */
struct dbn_arena_mark {
	struct dbn_arena_block *head;
	size_t in_head, used;
};
struct dbn_arena_mark dbn_arena_mark(const struct dbn_arena *a);
void dbn_arena_rewind(struct dbn_arena *a, struct dbn_arena_mark to);
/* Zeroed memory aligned for any type, owned by the arena; NULL on failure. */
void *dbn_arena_alloc(struct dbn_arena *a, size_t count, size_t size);
/* NUL-terminated copy owned by the arena; dbn_lost (str.h) on failure. */
struct dbn_str dbn_arena_dup(struct dbn_arena *a, struct dbn_str s);
/* A copy of what the buffer holds, which is released; `failed` is set where the
 * buffer did, so that a text that memory cut short is never taken for whole. */
struct dbn_str dbn_arena_take(struct dbn_arena *a, struct dbn_buf *b);
/* Concatenation of n slices, owned by the arena. */
struct dbn_str dbn_arena_join(struct dbn_arena *a, const struct dbn_str *parts, size_t n);
/*
 * Appends n slices to a text that grows: *room is the memory it has of its own,
 * in bytes, 0 for a text that is not the arena's; it doubles, so that many small
 * pieces cost what they are long. False, and the text as it was, on failure.
 */
bool dbn_arena_append(struct dbn_arena *a, struct dbn_str *to, size_t *room,
		      const struct dbn_str *parts, size_t n);
/* The next storage of a growing list: see DBN_PUSH and DBN_PUSH_LONG. */
void *dbn_arena_more_long(struct dbn_arena *a, void *items, size_t count, size_t *cap, size_t size);
void *dbn_arena_more(struct dbn_arena *a, void *items, size_t count, size_t *cap, size_t size);

/*
 * A growing list in an arena is any struct with items, count, cap.
 * DBN_PUSH gives a pointer to one more zeroed element, or NULL on failure
 * (the list then keeps what it had).
 */
#define DBN_LIST(type) \
	struct { \
		type *items; \
		size_t count, cap; \
	}
#define DBN_PUSH(arena, list) \
	(((list)->count < (list)->cap || \
	  dbn_arena_grow_ok((arena), (list)->count, &(list)->cap, \
			    (list)->items = dbn_arena_more((arena), (list)->items, (list)->count, \
							   &(list)->cap, sizeof *(list)->items))) \
		 ? &(list)->items[(list)->count++] \
		 : NULL)

/*
 * The same for the few lists that grow with the whole input: a long one has memory of its
 * own, which is given back as it grows. Nothing else may hold its items across a push.
 */
#define DBN_PUSH_LONG(arena, list) \
	(((list)->count < (list)->cap || \
	  dbn_arena_grow_ok((arena), (list)->count, &(list)->cap, \
			    (list)->items = dbn_arena_more_long((arena), (list)->items, (list)->count, \
								&(list)->cap, sizeof *(list)->items))) \
		 ? &(list)->items[(list)->count++] \
		 : NULL)

/* Helper of DBN_PUSH: whether there is room behind count. */
static inline bool dbn_arena_grow_ok(const struct dbn_arena *a, size_t count, const size_t *cap,
				     const void *items)
{
	(void)a;
	return items && count < *cap;
}

#endif
