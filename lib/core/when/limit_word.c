/* limit_word.c - limits without a date: long, now, at the same time. */
#include <string.h>

#include "../text/lex.h"
#include "limit_scan.h"

enum how { IDIOM, ORDER, LASTS, SLOGAN };

static bool ends_phrase(struct dbn_str s, size_t at)
{
	return at == s.len || dbn_lex_at(s, at, "，|。|；|、|）|！|\n| ");
}

static bool opens_phrase(struct dbn_str s, size_t at)
{
	return at == 0 ||
	       dbn_lex_before(s, at, "，|、|；|：|。|并|且|和|（|前|后|到位|完成|坚持") != 0;
}

/* 。常态化开展执法检查。: a sentence that says of an act that it never ends. */
static bool opens_habit(struct dbn_str s, size_t off, size_t end)
{
	return dbn_lex_at(s, off, "常态化开展|常态化推进|常态化组织|常态开展|常态推进") &&
	       end > off + strlen("常态化") && (off == 0 || dbn_lex_before(s, off, "。|；|，"));
}

/* The order hangs on something that may happen: 发现…立即, …的，立即 */
static bool is_conditional(const struct scan *sc, size_t off)
{
	size_t from = off - sc->sentence > 300 ? off - 300 : sc->sentence;

	return dbn_occurs_often(dbn_str_sub(sc->s, from, off - from)) ||
		       dbn_lex_within(sc->s, from, off,
				      "的，|如|若|后立即|收到|接到|达到|时，|经") ||
		       dbn_lex_before(sc->s, off, "后|要|可|能|的|应")
		   ? !dbn_lex_before(sc->s, off, "要|应")
		   : false;
}

size_t dbn_scan_word(struct scan *sc, size_t off)
{
	static const struct {
		const char *words;
		enum dbn_limit_kind kind;
		enum how how;
	} table[] = {
#define WORD(words, kind, how) { words, DBN_LIMIT_##kind, how },
#include "../../data/limit_words.def"
#undef WORD
	};
	struct dbn_str s = sc->s;
	bool field = dbn_scan_in_field(sc);
	unsigned flags = 0;
	struct find *f;

	if (dbn_lex_at(s, off,
		       "同步完成|同步到位|同步建成|同步竣工|同步办结|同步交付|同步投用|同步验收|"
		       "同步销号|同步整改到位|同步落实到位")) {
		const struct dbn_limit *earlier = sc->ctx->earlier;
		struct dbn_limit copy;

		for (size_t i = sc->out->count; i-- > 0;) {
			earlier = &sc->out->items[i].limit;
			if (!(sc->out->items[i].flags & (FIND_HINT | FIND_PAST)))
				break;
		}
		if (!earlier || earlier->kind == DBN_LIMIT_ONGOING ||
		    earlier->kind == DBN_LIMIT_IMMEDIATE)
			return 0;
		copy = *earlier;
		f = dbn_scan_emit(sc, off, off + strlen("同步"), copy.kind, copy.due, NULL,
				  copy.doubts);
		if (f)
			f->limit.code = copy.code;
		return off + strlen("同步");
	}
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		size_t end = off;

		if (!dbn_lex_any(s, &end, table[i].words))
			continue;
		if (off < sc->quote_end || dbn_lex_at(s, end, "护理|照护|贷款|合同|租赁|股权|借款|债|居住|处方|战略|存在|从事|1|2|3|4|5|6|7|8|9|的|机制|制度|化|性|”|工程|目标|类|事项|问题|任务|清单|作风"))
			return end;
		if (table[i].how == ORDER && !field && is_conditional(sc, off))
			return end;
		if (table[i].how == IDIOM && !field && !ends_phrase(s, end) &&
		    !opens_phrase(s, off))
			return end;
		if (table[i].how == IDIOM && !field && dbn_lex_at(s, end, "、应"))
			return end; /* 坚持即查即改、应拆尽拆: how it is done */
		if (table[i].how == SLOGAN && !field) {
			if (sc->place != FIND_LINE)
				return end;
			flags = FIND_WEAK;
		}
		if (table[i].how == LASTS && !field && !opens_habit(s, off, end) &&
		    !(ends_phrase(s, end) && opens_phrase(s, off))) {
			if (sc->place != FIND_LINE || dbn_lex_before(s, off, "为|保持|经"))
				return end;
			flags = FIND_WEAK;
		}
		f = dbn_scan_emit(sc, off, end, table[i].kind, DBN_NO_DAY, NULL, 0);
		if (f) {
			f->flags |= flags;
			dbn_scan_code(sc, f,
				      table[i].kind == DBN_LIMIT_ONGOING ? DBN_STR("long")
									 : DBN_STR("now"));
		}
		return end;
	}
	return 0;
}
