/* document.c - the whole: bytes of a directive to its head, items and doubts. */
#include "dubanc/document.h"
#include "dubanc/text.h"
#include "grid.h"
#include "../text/scan.h"

enum { DOCUMENT_MAX = 64 << 20, SCRATCH_MAX = 256 << 20, DOUBTS_MAX = 10000, REST_MIN = 3 };

void dbn_doubt_add(struct reader *r, enum dbn_doubt doubt, size_t line, struct dbn_str path,
		   struct dbn_str text)
{
	struct dbn_doubt_at *d;

	if (r->doc->doubts.count >= DOUBTS_MAX)
		return;
	d = DBN_PUSH(r->arena, &r->doc->doubts);
	if (d)
		*d = (struct dbn_doubt_at) {
			.doubt = doubt, .line = line, .path = path, .text = text
		};
}

/* ---- what a document says once about all its clauses ---- */

/* 其余为配合单位; not 其他单位主动配合. */
static bool others_assist(struct dbn_str s)
{
	for (size_t at = 0; at < s.len;) {
		size_t n = dbn_scan_any_at(s, at, "其余|其他|其它|未加|未标|未带|没有标|后续|其后|排在其后");

		if (n && dbn_scan_has_any(dbn_str_sub(s, at + n, 36),
					  "为配合|为协办|为协助|为协同|是配合|均为配合|为参与|均为协办|为协作|单位协办|部门协办|为会办|单位配合。|部门配合。"
					  "|科室配合。|单位配合；|单位按职责配合|部门按职责配合|其余协办|其余配合|其他配合|其余为协"))
			return true;
		dbn_utf8_next(s, &at);
	}
	return false;
}

static enum dbn_lead_rule rule_of(struct dbn_str s)
{
	static const char firsts[] = "第一位|首位|列第一|排第一|排名第一|名列第一|第一个|第一家|首家|排在首|列在首|排首|首列|列首|首个|最前面|排在最前|列在前|"
				     "排名靠前|第一责任单位为牵头|第一责任单位牵头|第一责任部门为牵头|第一单位";

	/* both forms name who leads: looked for first, as most lines do not */
	if (!dbn_scan_has_any(s, "牵头|主办|主责|汇总|负总责"))
		return DBN_LEAD_NONE;
	if (!dbn_scan_has_any(s, firsts) && dbn_scan_has_any(s,
			     "无牵头单位|无牵头科室|无牵头处室|无牵头的|未明确牵头|没有牵头|未列牵头|未标注牵头|无牵头部门|"
			     "未列明牵头|未指定牵头|未标明牵头|未注明牵头|不列牵头|没有明确牵头") &&
	    dbn_scan_has_any(s, "即为牵头|为牵头单位|视为牵头|为牵头部门|为牵头科室|为牵头处室"))
		return DBN_LEAD_ALL;
	if (!dbn_scan_has_any(s, firsts))
		return DBN_LEAD_NONE;
	return others_assist(s) ? DBN_LEAD_FIRST_COOP : DBN_LEAD_FIRST;
}

/* Notes and prefaces speak for the whole document; clauses for what follows them. */
static enum dbn_lead_rule find_rule(struct reader *r)
{
	for (size_t i = 0; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];
		struct dbn_str s = l->text;
		struct label label;
		size_t at;
		enum dbn_lead_rule rule;

		if (l->kind == LINE_NOISE || l->kind == LINE_PAGE || !dbn_scan_has_any(s, "位|无牵头|没有牵头|未明确牵头"))
			continue;
		/* A note may be wrapped: look at two lines together. */
		if (i + 1 < r->lines.count && s.len < 600 && !dbn_scan_ends(s, "。")) {
			struct dbn_str parts[] = { s, l[1].text };

			dbn_reader_turn(r);
			s = dbn_arena_join(&r->scratch, parts, 2);
		}
		rule = rule_of(s);
		if (rule == DBN_LEAD_NONE)
			continue;
		at = dbn_label_find(s, 0, &label);
		if (at == DBN_NONE || !dbn_label_names_units(label.kind) ||
		    dbn_scan_any_at(s, 0, "注|说明|备注|※|（注|*"))
			return rule;
	}
	return DBN_LEAD_NONE;
}

/* 标★的为牵头单位, 其余为配合单位, anywhere in the document. */
static void explain_stars(struct reader *r)
{
	for (size_t i = 0; i < r->lines.count && !r->stars; i++)
		if (dbn_scan_has_any(r->lines.items[i].text, "★|☆|▲|△|*|※|＊|●|◆|■|◎|√") &&
		    dbn_clause_explains_star(r->lines.items[i].text)) {
			r->stars = true;
			r->star_rest = others_assist(r->lines.items[i].text);
		}
}

/* ---- after the rows ---- */

static int by_place(const struct dbn_item *a, const struct dbn_item *b)
{
	return (a->first_line > b->first_line) - (a->first_line < b->first_line);
}

/* Rows in the order of the document; stable, and cheap where they are so already. */
static int sort_items(struct reader *r)
{
	size_t n = r->doc->items.count, start = 0;
	struct dbn_item *from = r->doc->items.items, *to;
	bool sorted = true;

	while (start < n && from[start].kind == DBN_ITEM_SLIP)
		start++;
	for (size_t i = start + 1; i < n; i++)
		sorted = sorted && by_place(&from[i - 1], &from[i]) <= 0;
	if (sorted)
		return DBN_OK;
	to = dbn_arena_alloc(r->arena, n, sizeof *to);
	if (!to)
		return dbn_fail_memory(r->err);
	for (size_t width = 1; width < n - start; width *= 2) {
		for (size_t low = start; low < n; low += 2 * width) {
			size_t mid = low + width < n ? low + width : n;
			size_t high = mid + width < n ? mid + width : n, a = low, b = mid;

			for (size_t k = low; k < high; k++)
				to[k] = b >= high || (a < mid && by_place(&from[a], &from[b]) <= 0)
					    ? from[a++]
					    : from[b++];
		}
		for (size_t i = start; i < n; i++)
			from[i] = to[i];
	}
	return DBN_OK;
}

static uint64_t hash_of(struct dbn_str s)
{
	uint64_t h = 1469598103934665603u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
	return h;
}

/*
 * Paths are unique: a number that occurs twice gets #2 and a doubt. Measures
 * follow their task.
 */
static int make_unique(struct reader *r)
{
	size_t n = r->doc->items.count, size = 64;
	struct slot {
		size_t item; /* from 1 */
		size_t times;
	} * slots;
	struct dbn_str was = { "", 0 }, now = { "", 0 };

	while (size < 2 * n)
		size *= 2;
	slots = dbn_arena_alloc(r->arena, size, sizeof *slots);
	if (!slots)
		return dbn_fail_memory(r->err);
	for (size_t i = 0; i < n; i++) {
		struct dbn_item *item = &r->doc->items.items[i];
		size_t at;

		if (item->kind == DBN_ITEM_MEASURE && was.len &&
		    dbn_str_eq(item->inherit_path, was)) {
			struct dbn_str parts[] = { now, dbn_str_from(item->path, was.len) };

			item->path = dbn_arena_join(r->arena, parts, 2);
			item->inherit_path = now;
		}
		at = hash_of(item->path) & (size - 1);
		while (slots[at].item &&
		       !dbn_str_eq(r->doc->items.items[slots[at].item - 1].path, item->path))
			at = (at + 1) & (size - 1);
		if (!slots[at].item) {
			slots[at].item = i + 1;
			slots[at].times = 1;
			if (item->kind != DBN_ITEM_MEASURE)
				was.len = 0;
			continue;
		}
		slots[at].times++;
		{
			struct dbn_str hash[] = { item->path, DBN_STR("#") };

			was = item->path;
			item->path = dbn_row_number(r->arena, dbn_arena_join(r->arena, hash, 2),
						    slots[at].times);
			now = item->path;
		}
		item->doubts |= DBN_DOUBT_BIT(NUMBER_REPEATED);
		dbn_doubt_add(r, DBN_DOUBT_NUMBER_REPEATED, item->first_line, item->path,
			      item->title);
		i--; /* the new path may be taken too */
	}
	return r->arena->failed ? dbn_fail_memory(r->err) : DBN_OK;
}

/* Row doubts go into the document's list too, each with its place. */
static void list_doubts(struct reader *r)
{
	for (size_t i = 0; i < r->doc->items.count; i++) {
		const struct dbn_item *item = &r->doc->items.items[i];

		for (unsigned d = 0; item->doubts && d < DBN_DOUBT_COUNT; d++) {
			if (d != DBN_DOUBT_NUMBER_REPEATED && (item->doubts & (UINT64_C(1) << d)))
				dbn_doubt_add(r, (enum dbn_doubt)d, item->first_line, item->path,
					      item->title);
		}
	}
}

/* Cells behind a table that no table took: its rest, where reading broke off. */
static void doubt_rest(struct reader *r)
{
	const struct line *first = NULL;
	size_t rest = 0;
	bool behind = false;

	for (size_t i = 0; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];

		behind = behind || l->kind == LINE_ROW;
		if (!behind || l->kind != LINE_TEXT || !l->cells)
			continue;
		first = first ? first : l;
		rest++;
	}
	if (rest >= REST_MIN)
		dbn_doubt_add(r, DBN_DOUBT_TABLE_REST, first->number, (struct dbn_str) { "", 0 }, first->text);
}

/* ---- the stages ---- */

static void use_context(struct reader *r)
{
	struct dbn_head *h = &r->doc->head;

	if (r->ctx->level.len)
		h->level = r->ctx->level;
	if (r->ctx->date != DBN_NO_DAY)
		h->date = r->ctx->date;
	if (r->ctx->received != DBN_NO_DAY)
		h->received = r->ctx->received;
	/* A slip without its document: nothing it asks for is older than its receipt. */
	r->limits =
	    (struct dbn_limit_ctx) { .issued = h->date != DBN_NO_DAY ? h->date : h->received,
				     .received = h->received,
				     .year = dbn_head_title_year(h->title),
				     .calendar = r->ctx->calendar,
				     .named = r->ctx->named,
				     .named_count = r->ctx->named_count,
				     .rest_day = r->ctx->rest_day };
}

/* What a slip orders is written when the paper has come: each Friday is none before that day. */
static int read_slip(struct reader *r)
{
	int32_t issued = r->limits.issued;
	int code;

	if (r->limits.received != DBN_NO_DAY && r->limits.received > issued)
		r->limits.issued = r->limits.received;
	code = dbn_slip_read(r);
	r->limits.issued = issued;
	return code;
}

/* Slip, outline and tables of a document. */
static int read_text(struct reader *r)
{
	struct outline outline = { .items = NULL };
	int code;

	dbn_lines_mark_noise(r);
	code = read_slip(r);
	if (!code)
		code = dbn_paragraphs_read(r);
	if (!code)
		code = dbn_outline_read(r, &outline);
	if (!code)
		code = dbn_charges_find(r, &outline);
	return code ? code : dbn_tasks_build(r, &outline);
}

static int read_all(struct reader *r)
{
	int code = dbn_lines_read(r);

	if (code)
		return code;
	dbn_lines_mark_front(r);
	code = dbn_slip_mark(r);
	if (!code)
		code = dbn_forms_part(r);
	if (!code)
		code = dbn_tables_mark(r);
	if (!code)
		code = dbn_lines_mend_marks(r);
	if (!code)
		code = dbn_lines_part_titles(r);
	if (!code)
		code = dbn_slip_head(r);
	if (!code)
		code = dbn_head_read(r);
	if (code)
		return code;
	use_context(r);
	r->doc->head.lead_rule = find_rule(r);
	explain_stars(r);
	code = dbn_roll_is(r) ? dbn_roll_read(r) : read_text(r);
	if (!code)
		code = sort_items(r);
	if (!code)
		code = make_unique(r);
	if (!code) {
		dbn_items_doubt(r);
		list_doubts(r);
		doubt_rest(r);
	}
	return code;
}

int dbn_document_parse(struct dbn_arena *arena, struct dbn_str text,
		       const struct dbn_document_ctx *ctx, struct dbn_document *out,
		       struct dbn_err *err)
{
	static const struct dbn_document_ctx none = { .date = DBN_NO_DAY, .received = DBN_NO_DAY };
	struct reader r = { .arena = arena,
			    .source = text,
			    .ctx = ctx ? ctx : &none,
			    .doc = out,
			    .err = err,
			    .published = DBN_NO_DAY };
	int code;

	*out = (struct dbn_document) { .head = { .date = DBN_NO_DAY, .received = DBN_NO_DAY } };
	if (text.len > DOCUMENT_MAX)
		return dbn_fail(err, DBN_EDATA, DBN_MSG_DOCUMENT_TOO_LONG, dbn_pos_at(NULL, 0, 0),
				"67108864", (char *)NULL);
	dbn_arena_init(&r.scratch, SCRATCH_MAX);
	r.source = dbn_simplified(arena, text);
	code = read_all(&r);
	dbn_arena_release(&r.scratch);
	if (code == DBN_OK && arena->failed)
		code = dbn_fail_memory(err);
	return code;
}
