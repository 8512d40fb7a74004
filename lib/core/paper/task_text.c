/* task_text.c - the text of a node, of what stands below it, of a clause's share. */
#include <string.h>

#include "dubanc/text.h"
#include "../text/scan.h"
#include "tasks.h"

static int push_part(struct state *s, struct parts *list, struct dbn_str text)
{
	struct dbn_str *p;

	if (!text.len)
		return DBN_OK;
	p = DBN_PUSH(&s->r->scratch, list);
	if (!p)
		return dbn_fail_memory(s->r->err);
	*p = text;
	return DBN_OK;
}

/* A sentence end where one paragraph follows another that has none. */
static int push_stop(struct state *s, struct parts *list)
{
	uint32_t last;

	if (!list->count)
		return DBN_OK;
	last = dbn_scan_last(list->items[list->count - 1]);
	if (last == 0x201d)
		last = dbn_scan_cp_before(list->items[list->count - 1],
					  list->items[list->count - 1].len - 3);
	if (dbn_scan_is_end(last) || last == 0xff1a || last == 0xff0c || last == 0x3001)
		return DBN_OK;
	return push_part(s, list, DBN_STR("。"));
}

/* The node's own text between two places, clauses cut out. */
static int own_text(struct state *s, const struct node *n, struct parts *list)
{
	size_t c = 0;
	int code = DBN_OK;

	for (size_t i = 0; i < n->text.count && !code; i++) {
		struct span at = n->text.items[i];
		struct dbn_str text = s->r->paras.items[at.para].text;

		code = push_stop(s, list);
		while (c < n->clauses.count && n->clauses.items[c].at.para < at.para)
			c++;
		for (; !code && c < n->clauses.count && n->clauses.items[c].at.para == at.para &&
		       n->clauses.items[c].at.to <= at.to;
		     c++) {
			struct span cut = n->clauses.items[c].at;

			if (cut.to <= cut.from || cut.from < at.from)
				continue;
			code = push_part(s, list, dbn_str_sub(text, at.from, cut.from - at.from));
			at.from = cut.to;
			/* 。（责任单位：…）。 leaves one full stop */
			if (list->count &&
			    dbn_scan_is_end(dbn_scan_last(list->items[list->count - 1])))
				at.from += dbn_scan_any_at(text, at.from, "。|；");
		}
		if (!code)
			code = push_part(s, list, dbn_str_sub(text, at.from, at.to - at.from));
	}
	return code;
}

/* The node's text and that of everything below it. */
int dbn_task_whole_text(struct state *s, size_t node, struct parts *list)
{
	int code = own_text(s, &s->o->items[node], list);

	for (size_t i = s->o->items[node].first; i != NO_NODE && !code; i = s->o->items[i].next) {
		if (s->o->items[i].own || s->o->items[i].below)
			continue;
		code = push_stop(s, list);
		if (!code)
			code = dbn_task_whole_text(s, i, list);
	}
	return code;
}

struct dbn_str dbn_task_joined(struct state *s, const struct parts *list)
{
	/* nearly always one piece, which lives as long as the document */
	return list->count == 1 ? list->items[0] : dbn_arena_join(s->r->arena, list->items, list->count);
}

/* The first span of a node's text that reaches beyond a place; spans stand in order. */
static size_t span_beyond(const struct spans *text, const struct span *place)
{
	size_t low = 0, high = text->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct span *at = &text->items[mid];

		if (at->para < place->para || (at->para == place->para && at->to <= place->to))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The text that the j-th of several clauses governs: since the one before it. */
static int share_text(struct state *s, const struct node *n, size_t j, struct parts *list,
		      struct span *first)
{
	const struct found *f = &n->clauses.items[j];
	int code = DBN_OK;
	const struct span *prev = j ? &n->clauses.items[j - 1].at : NULL;
	size_t begin = prev ? span_beyond(&n->text, prev) : 0;
	bool any = false;

	for (size_t i = begin; i < n->text.count && !code; i++) {
		struct span at = n->text.items[i];
		struct dbn_str text = s->r->paras.items[at.para].text;

		if (prev && i == begin && at.para == prev->para && prev->to > at.from)
			at.from = prev->to;
		if (at.para > f->at.para || (at.para == f->at.para && at.from >= f->at.to))
			break;
		if (at.para == f->at.para && f->at.from < at.to)
			at.to = f->at.from;
		at.from += dbn_scan_any_at(text, at.from, "。|；|，");
		code = push_stop(s, list);
		if (!any && at.to > at.from) {
			*first = at;
			any = true;
		}
		if (!code && at.to > at.from)
			code = push_part(s, list, dbn_str_sub(text, at.from, at.to - at.from));
	}
	return code;
}

/*
 * Numbers inside one paragraph (一是…；二是…, ①…；②…): where each share of a
 * clause has one, they are rows of their own.
 */
static bool inline_marker(struct dbn_str share, struct marker *m, size_t *at)
{
	if (dbn_marker_read(share, m) && m->kind != MARK_BULLET) {
		*at = 0;
		return true;
	}
	for (size_t i = 0; i < share.len;) {
		uint32_t cp = dbn_utf8_next(share, &i);

		if ((dbn_scan_is_end(cp) || cp == 0xff1a || cp == 0xff0c) &&
		    dbn_marker_read(dbn_str_sub(share, i, 60), m) &&
		    (m->kind == MARK_SHI || m->kind == MARK_CIRCLE ||
		     (cp != 0xff0c && m->kind != MARK_BULLET && m->kind != MARK_HAN))) {
			*at = i;
			return true;
		}
	}
	return false;
}

/* The shares of a node with several clauses; marks only where all have one. */
int dbn_task_shares(struct state *s, const struct node *n, struct share *out)
{
	bool marked = true;
	size_t bullets = 0;

	for (size_t j = 0; j < n->clauses.count; j++) {
		struct parts list = { NULL, 0, 0 };
		struct marker m;
		size_t at = 0;
		int code = share_text(s, n, j, &list, &out[j].first);

		if (code)
			return code;
		out[j].text = dbn_task_joined(s, &list);
		if (!inline_marker(out[j].text, &m, &at) || n->clauses.items[j].sentence) {
			marked = false;
			continue;
		}
		bullets++;
		out[j].mark = dbn_marker_norm(s->r->arena, &m, (int)bullets);
		if (m.kind != MARK_SHI && m.kind != MARK_BULLET && m.kind != MARK_CIRCLE &&
		    m.number != (int)bullets)
			marked = false;
		out[j].first.from += at + m.len;
		out[j].text = dbn_str_from(out[j].text, at + m.len);
	}
	for (size_t j = 0; j < n->clauses.count && !marked; j++) {
		struct parts list = { NULL, 0, 0 };
		int code = share_text(s, n, j, &list, &out[j].first);

		if (code)
			return code;
		out[j].text = dbn_task_joined(s, &list);
		out[j].mark = (struct dbn_str) { "", 0 };
	}
	return DBN_OK;
}
