/*
 * parse_deadline.c - `parse deadline` and `parse targets`: one line of text, one row.
 *
 * A line that stands alone is read more willingly than an item of a document,
 * and one that names a date has its other ways of saying when (立即, 长期, 按月)
 * taken as colour: the views of a clerk who books one row for one sentence.
 */
#include "dubanc/parse.h"
#include "../when/limit_doubt.h"
#include "../when/limit_int.h"

enum { ROW_ARENA_MAX = 512 << 20, SAME_BACK = 256 };

const char dbn_parse_deadline_header[] = "kind\tdue\trecur\ttext\tlimit\tdoubt";

/* ---- which finds a row lists ---- */

static bool recurs(const struct dbn_limit *l)
{
	return l->kind >= DBN_LIMIT_DAILY && l->kind <= DBN_LIMIT_YEARLY;
}

static bool is_rhythm(const struct find *f)
{
	return recurs(&f->limit);
}

static bool is_word(const struct find *f)
{
	return f->limit.kind == DBN_LIMIT_ONGOING || f->limit.kind == DBN_LIMIT_IMMEDIATE;
}

static bool is_dated(const struct find *f)
{
	return !is_rhythm(f) && !is_word(f);
}

typedef bool test_fn(const struct find *f);

static bool any(const struct finds *list, const bool *keep, test_fn *test)
{
	for (size_t i = 0; i < list->count; i++) {
		if (keep[i] && test(&list->items[i]))
			return true;
	}
	return false;
}

static void drop(const struct finds *list, bool *keep, test_fn *test)
{
	for (size_t i = 0; i < list->count; i++) {
		if (test(&list->items[i]))
			keep[i] = false;
	}
}

static bool is_weak(const struct find *f)
{
	return f->flags & FIND_WEAK;
}

static bool is_firm(const struct find *f)
{
	return !(f->flags & FIND_WEAK);
}

static bool is_hard(const struct find *f)
{
	return is_dated(f) && (f->flags & FIND_HARD) && !(f->flags & FIND_SOFT);
}

static bool is_soft(const struct find *f)
{
	return is_dated(f) && (f->flags & FIND_SOFT) && !(f->flags & FIND_HARD);
}

static bool is_adverb(const struct find *f)
{
	return is_rhythm(f) && (f->flags & FIND_ADVERB);
}

static bool is_ongoing(const struct find *f)
{
	return f->limit.kind == DBN_LIMIT_ONGOING;
}

/* Of several rhythms without a day of their own the shortest is booked. */
static void keep_shortest(const struct finds *list, bool *keep)
{
	size_t best = DBN_NONE;

	for (size_t i = 0; i < list->count; i++) {
		if (!keep[i] || !is_rhythm(&list->items[i]) || list->items[i].rhythm->anchors)
			continue;
		if (best == DBN_NONE) {
			best = i;
		} else if (list->items[i].rhythm->beat < list->items[best].rhythm->beat) {
			keep[best] = false;
			best = i;
		} else {
			keep[i] = false;
		}
	}
}

static bool same(const struct find *a, const struct find *b)
{
	if (a->limit.kind != b->limit.kind && !(is_dated(a) && is_dated(b)))
		return false;
	return dbn_str_eq(a->limit.code, b->limit.code) && !dbn_str_eqz(a->limit.code, "?");
}

static void choose(const struct finds *list, bool *keep)
{
	for (size_t i = 0; i < list->count; i++)
		keep[i] = !(list->items[i].flags & (FIND_HINT | FIND_PAST));
	if (any(list, keep, is_firm))
		drop(list, keep, is_weak);
	if (any(list, keep, is_hard))
		drop(list, keep, is_soft);
	/* 2023—2025年，每年…; 全年…，每季度…: the years bound the rhythm */
	for (size_t i = 0; i + 1 < list->count; i++) {
		bool bounds = (list->items[i].flags & FIND_RANGE) ||
			      dbn_str_eqz(list->items[i].limit.text, "全年");

		if (keep[i] && bounds && is_rhythm(&list->items[i + 1]) && !(list->items[i + 1].flags & FIND_ADVERB))
			keep[i] = false;
	}
	if (any(list, keep, is_dated)) {
		drop(list, keep, is_word);
		drop(list, keep, is_adverb);
	} else if (any(list, keep, is_rhythm)) {
		drop(list, keep, is_word);
	} else {
		bool now = false;

		for (size_t i = 0; i < list->count; i++)
			now = now || (keep[i] && list->items[i].limit.kind == DBN_LIMIT_IMMEDIATE);
		if (now)
			drop(list, keep, is_ongoing);
	}
	keep_shortest(list, keep);
	for (size_t i = 0; i < list->count; i++) {
		for (size_t k = i > SAME_BACK ? i - SAME_BACK : 0; k < i && keep[i]; k++) {
			if (keep[k] && same(&list->items[k], &list->items[i]))
				keep[i] = false;
		}
	}
}

/* ---- the row ---- */

/* A cell holds no TAB, no LF and no member separator. */
static void add_text(struct dbn_buf *out, struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		dbn_buf_addc(out, c < 0x20 || c == 0x7f ? ' ' : c == ';' ? ',' : (char)c);
	}
}

enum cell { CELL_KIND, CELL_DUE, CELL_RECUR, CELL_TEXT, CELL_LIMIT, CELL_COUNT };

static void add_member(struct dbn_buf *out, const struct dbn_limit *l, enum cell cell)
{
	char iso[11];

	switch (cell) {
	case CELL_KIND:
		dbn_buf_addz(out, dbn_limit_kind_name(l->kind));
		break;
	case CELL_DUE:
		dbn_buf_addz(out, l->due == DBN_NO_DAY ? "-" : dbn_day_format(iso, l->due));
		break;
	case CELL_RECUR:
		if (recurs(l))
			add_text(out, l->code);
		else
			dbn_buf_addc(out, '-');
		break;
	case CELL_TEXT:
		add_text(out, l->text);
		break;
	default:
		add_text(out, l->code);
		break;
	}
}

static void add_row(struct dbn_buf *out, const struct dbn_limits *limits)
{
	for (int cell = 0; cell < CELL_COUNT; cell++) {
		if (cell)
			dbn_buf_addc(out, '\t');
		for (size_t i = 0; i < limits->count; i++) {
			if (i)
				dbn_buf_addc(out, ';');
			add_member(out, &limits->items[i], (enum cell)cell);
		}
		if (!limits->count && cell == CELL_KIND)
			dbn_buf_addz(out, dbn_limit_kind_name(DBN_LIMIT_NONE));
	}
}

void dbn_doubts_put(struct dbn_buf *out, uint64_t doubts)
{
	bool any = false;

	for (int d = 0; d < DBN_DOUBT_COUNT; d++) {
		if (!(doubts >> d & 1u))
			continue;
		dbn_buf_addz(out, any ? ";" : "");
		dbn_buf_addz(out, dbn_doubt_code((enum dbn_doubt)d));
		any = true;
	}
}

/* The limits that are kept, and why a person should look at the row. */
static int gather(struct dbn_arena *arena, struct dbn_str text, const struct finds *list, const bool *keep,
		  struct dbn_limits *kept, uint64_t *doubts, struct dbn_err *err)
{
	struct dbn_limits read = { NULL, 0, 0 };
	bool hint = false;

	for (size_t i = 0; i < list->count; i++) {
		struct dbn_limit *l = DBN_PUSH(arena, &read);
		struct dbn_limit *k = l && keep[i] ? DBN_PUSH(arena, kept) : l;

		if (!l || !k)
			return dbn_fail_memory(err);
		*k = *l = list->items[i].limit;
		hint = hint || (list->items[i].flags & FIND_HINT);
		*doubts |= keep[i] ? l->doubts : 0;
	}
	if (hint || dbn_limit_missed(text, &read, true) || dbn_limit_ragged(text, kept))
		*doubts |= DBN_DOUBT_BIT(LIMIT_UNREAD);
	return DBN_OK;
}

int dbn_parse_deadline_line(struct dbn_arena *arena, struct dbn_str line, const struct dbn_limit_ctx *ctx,
			    struct dbn_norm *norm, struct dbn_limits *out, uint64_t *doubts, struct dbn_err *err)
{
	struct finds list = { NULL, 0, 0 };
	bool *keep;
	int code = dbn_normalise(arena, line, norm, err);

	*out = (struct dbn_limits) { NULL, 0, 0 };
	*doubts = 0;
	if (code == DBN_OK)
		code = dbn_limit_scan(arena, arena, norm->text, FIND_LINE, ctx, &list, err);
	if (code != DBN_OK)
		return code;
	keep = dbn_arena_alloc(arena, list.count + 1, sizeof *keep);
	if (!keep)
		return dbn_fail_memory(err);
	choose(&list, keep);
	return gather(arena, norm->text, &list, keep, out, doubts, err);
}

int dbn_parse_deadline_row(struct dbn_str line, const struct dbn_limit_ctx *ctx,
			   struct dbn_buf *out, struct dbn_err *err)
{
	struct dbn_arena arena;
	struct dbn_norm norm;
	struct dbn_limits limits;
	uint64_t doubts;
	int code;

	dbn_arena_init(&arena, ROW_ARENA_MAX);
	code = dbn_parse_deadline_line(&arena, line, ctx, &norm, &limits, &doubts, err);
	if (code == DBN_OK) {
		add_row(out, &limits);
		dbn_buf_addc(out, '\t');
		dbn_doubts_put(out, doubts);
		if (out->failed)
			code = dbn_fail_memory(err);
	}
	dbn_arena_release(&arena);
	return code;
}
