/* deadline.c - the public face of the finder, and the names of kinds and doubts. */
#include "limit_int.h"

const char *dbn_limit_kind_name(enum dbn_limit_kind kind)
{
	static const char *const names[] = {
#define LIMIT_KIND(id, name) name,
#include "dubanc/limit_kinds.def"
#undef LIMIT_KIND
	};

	return kind < DBN_LIMIT_KIND_COUNT ? names[kind] : "";
}

static const struct {
	const char *code, *zh, *en;
} doubts[] = {
#define DOUBT(id, code, zh, en) { code, zh, en },
#include "dubanc/doubts.def"
#undef DOUBT
};

const char *dbn_doubt_code(enum dbn_doubt doubt)
{
	return doubt < DBN_DOUBT_COUNT ? doubts[doubt].code : "";
}

const char *dbn_doubt_text(enum dbn_doubt doubt, enum dbn_lang lang)
{
	if (doubt >= DBN_DOUBT_COUNT)
		return "";
	return lang == DBN_ZH ? doubts[doubt].zh : doubts[doubt].en;
}

int dbn_deadline_find(struct dbn_arena *arena, struct dbn_str text, enum dbn_limit_place place,
		      const struct dbn_limit_ctx *ctx, struct dbn_limits *out, struct dbn_err *err)
{
	struct finds finds = { NULL, 0, 0 };
	struct dbn_arena scratch;
	int code;

	dbn_arena_init(&scratch, arena->max);
	code = dbn_limit_scan(arena, &scratch, text, place == DBN_PLACE_FIELD ? FIND_FIELD : FIND_BODY,
			      ctx, &finds, err);
	for (size_t i = 0; code == DBN_OK && i < finds.count; i++) {
		struct dbn_limit *limit = DBN_PUSH(arena, out);

		if (limit)
			*limit = finds.items[i].limit;
		else
			code = dbn_fail_memory(err);
	}
	dbn_arena_release(&scratch);
	return code;
}
