/* limit_hour.c - a time of day without a day (请于17时前报送): today. */
#include "../text/lex.h"
#include "limit_scan.h"

/* Hours that hold every day, or that shops and shifts keep. */
static bool is_schedule(const struct scan *sc, size_t off, size_t end)
{
	struct dbn_str s = sc->s;

	/* the hour of a day or a rhythm named before */
	if (sc->out->count && sc->out->items[sc->out->count - 1].limit.off >= sc->sentence)
		return true;
	return dbn_lex_within(s, sc->sentence, off, "每|工作日|周末|节假日|期间|高峰|时段|早|班|营业|平日|夏季|冬季|至|到|—|-") ||
	       dbn_lex_within(s, end, dbn_segment_end(s, end), "到岗|上班|营业|开放|关闭|熄灯|入场|禁止|不得|返校|停止");
}

size_t dbn_scan_hour(struct scan *sc, size_t off)
{
	struct dbn_limit_ctx ctx = *sc->ctx;
	struct when w = { 0 };
	size_t end = off;
	enum mark mark;
	struct find *f;

	if (sc->place != FIND_LINE || ctx.issued == DBN_NO_DAY || !dbn_time_read(sc->s, &end, &w) || !w.timed)
		return 0;
	mark = dbn_mark_read(sc->s, &end);
	if (!dbn_stands_alone(sc, off, end) &&
	    (mark != MARK_BEFORE || is_schedule(sc, off, end) ||
	     !(dbn_opens_segment(sc->s, off) || dbn_lex_before(sc->s, off, "于|在|请|务必|应|须|要|最迟"))))
		return 0;
	f = dbn_scan_emit(sc, off, end, DBN_LIMIT_BY_DATE, ctx.issued, &w, 0);
	if (f)
		f->flags |= FIND_WEAK;
	return end;
}
