/*
 * fuzz_deadline.c - normalise, limits, targets: offsets stay inside the text,
 * what comes out is UTF-8, the normal form is stable.
 */
#include <stdlib.h>
#include <string.h>

#include "dubanc/normalise.h"
#include "dubanc/parse.h"
#include "dubanc/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void check_limits(struct dbn_arena *arena, struct dbn_str text, enum dbn_limit_place place,
			 const struct dbn_limit_ctx *ctx)
{
	struct dbn_limits limits = { NULL, 0, 0 };
	struct dbn_targets targets = { NULL, 0, 0 };
	size_t last = 0;

	must(dbn_deadline_find(arena, text, place, ctx, &limits, NULL) == DBN_OK);
	for (size_t i = 0; i < limits.count; i++) {
		const struct dbn_limit *l = &limits.items[i];

		must(l->off <= text.len && l->len <= text.len - l->off);
		must(dbn_utf8_bad(l->text) == DBN_NONE && dbn_utf8_bad(l->code) == DBN_NONE);
		must(l->code.len > 0 && l->kind < DBN_LIMIT_KIND_COUNT &&
		     l->kind != DBN_LIMIT_NONE);
		must(l->text.ptr == text.ptr + l->off);
		last = l->off > last ? l->off : last;
	}
	must(dbn_target_find(arena, text, &limits, NULL, &targets, NULL) == DBN_OK);
	for (size_t i = 0; i < targets.count; i++) {
		const struct dbn_target *t = &targets.items[i];

		must(t->off <= text.len && t->len <= text.len - t->off);
		must(dbn_utf8_bad(t->metric) == DBN_NONE && dbn_utf8_bad(t->uom) == DBN_NONE);
		must(t->value.len > 0 && t->uom.len > 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_limit_ctx ctx = { .issued = dbn_day_of(2024, 5, 8), .received = DBN_NO_DAY };
	struct dbn_str raw = { (const char *)data, size };
	struct dbn_norm norm, again;
	struct dbn_arena arena;
	struct dbn_buf row;

	if (size && data[0] % 3 == 0)
		ctx.issued = DBN_NO_DAY;
	if (size && data[0] % 3 == 1)
		ctx.received = dbn_day_of(2999, 12, 30);
	dbn_arena_init(&arena, 256u << 20);
	must(dbn_normalise(&arena, raw, &norm, NULL) == DBN_OK);
	must(dbn_utf8_bad(norm.text) == DBN_NONE);
	for (size_t i = 0, last = 0; i <= norm.text.len; i++) {
		size_t here = dbn_norm_source(&norm, i);

		must(here <= size && here >= last);
		last = here;
	}
	must(dbn_normalise(&arena, norm.text, &again, NULL) == DBN_OK);
	must(dbn_str_eq(norm.text, again.text));
	check_limits(&arena, norm.text, DBN_PLACE_BODY, &ctx);
	check_limits(&arena, norm.text, DBN_PLACE_FIELD, &ctx);
	dbn_buf_init(&row, 64u << 20);
	must(dbn_parse_deadline_row(raw, &ctx, &row, NULL) == DBN_OK);
	dbn_buf_clear(&row);
	must(dbn_parse_targets_row(raw, &ctx, &row, NULL) == DBN_OK);
	dbn_buf_release(&row);
	dbn_arena_release(&arena);
	return 0;
}
