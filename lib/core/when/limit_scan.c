/* limit_scan.c - walking through a text: titles, numbers, sentences, fields, finds. */
#include <string.h>

#include "dubanc/buf.h"
#include "dubanc/text.h"
#include "../text/lex.h"
#include "limit_scan.h"

enum { LOOK_BACK = 300, QUOTE_MAX = 66, TITLE_MAX = 900 };

/* ---- where we are ---- */

bool dbn_scan_in_field(const struct scan *sc)
{
	return sc->place == FIND_FIELD || sc->field_from != DBN_NONE;
}

static bool is_break(uint32_t cp)
{
	return cp == 0xff0c || cp == 0x3002 || cp == 0xff1b || cp == 0xff1a || cp == 0xff01 ||
	       cp == 0xff1f || cp == '\n' || cp == '\t';
}

size_t dbn_segment_start(struct dbn_str s, size_t at)
{
	size_t start = at;

	while (start > 0 && at - start < LOOK_BACK) {
		size_t prev = start;

		if (is_break(dbn_utf8_prev(s, &prev)))
			break;
		start = prev;
	}
	return start;
}

size_t dbn_segment_end(struct dbn_str s, size_t at)
{
	size_t end = at;

	while (end < s.len && end - at < LOOK_BACK) {
		size_t next = end;

		if (is_break(dbn_utf8_next(s, &next)))
			break;
		end = next;
	}
	return end;
}

bool dbn_tells_season(struct dbn_str s, size_t end)
{
	static const char *const seasons[] = { "火险期", "防火期", "防灭火期", "汛期", "渔期", "禁猎期", "禁采期", "枯水期",
					       "供暖期", "采暖期", "供热期", "高发期", "关键期", "窗口期", "过渡期", "旺季",
					       "淡季", "宣传月", "活动月", "宣传周", "活动周", "施工期" };
	size_t to = dbn_segment_end(s, end), is = dbn_str_find(dbn_str_sub(s, end, to - end), DBN_STR("为"));

	for (size_t i = 0; is != DBN_NONE && i < sizeof seasons / sizeof *seasons; i++)
		if (dbn_str_ends(dbn_str_sub(s, end + is, to - end - is), dbn_str_of(seasons[i])))
			return true;
	return false;
}

bool dbn_opens_segment(struct dbn_str s, size_t off)
{
	return off == 0 || dbn_lex_before(s, off,
					  "，|。|；|：|、|）|（|【|】|”|—|●|▲|■|★|\n|\t| "
					  "|.|其中|计划|力争|确保|争取|即|①|②|③|④|⑤|⑥|⑦|⑧|⑨|！|？|"
					  "｜|一是|二是|三是|四是|五是|六是") != 0;
}

/* ---- what is found ---- */

void dbn_scan_code(struct scan *sc, struct find *f, struct dbn_str code)
{
	f->limit.code = code;
	if (sc->arena->failed)
		sc->no_memory = true;
}

static void date_code(struct scan *sc, struct find *f, const struct when *timed)
{
	char iso[11];
	struct dbn_buf b;

	if (f->limit.due == DBN_NO_DAY) {
		dbn_scan_code(sc, f, DBN_STR("?"));
		return;
	}
	dbn_buf_init(&b, 64);
	dbn_buf_addz(&b, dbn_day_format(iso, f->limit.due));
	if (timed && timed->timed) {
		dbn_buf_addc(&b, 'T');
		dbn_buf_add_padded(&b, (uint64_t)timed->hour, 2);
		dbn_buf_addc(&b, ':');
		dbn_buf_add_padded(&b, (uint64_t)timed->minute, 2);
	}
	dbn_scan_code(sc, f, dbn_arena_take(sc->arena, &b));
}

/* A due day on a rest day moves only where the office wants it so. */
static int32_t rest_moved(const struct scan *sc, int32_t due)
{
	int step = sc->ctx->rest_day == DBN_REST_NEXT ? 1 : -1;

	if (due == DBN_NO_DAY || sc->ctx->rest_day == DBN_REST_KEEP)
		return due;
	for (int i = 0; i < 31 && !dbn_calendar_is_workday(sc->ctx->calendar, due); i++)
		due += step;
	return due;
}

/* 力争 and 确保 in the same ，-segment. */
static unsigned resolve_of(struct dbn_str s, size_t off, size_t end)
{
	size_t from = dbn_segment_start(s, off), to = dbn_segment_end(s, end);
	unsigned flags = 0;

	if (dbn_lex_within(s, from, to, "力争|争取|努力"))
		flags |= FIND_SOFT;
	if (dbn_lex_within(s, from, to, "确保|务必|必须|保证|最迟|不得迟于"))
		flags |= FIND_HARD;
	if (flags == (FIND_SOFT | FIND_HARD)) /* both in one segment: the nearer one before it */
		flags = dbn_lex_within(s, from, off, "确保|务必|必须|保证") ? FIND_HARD : FIND_SOFT;
	return flags;
}

struct find *dbn_scan_emit(struct scan *sc, size_t off, size_t end, enum dbn_limit_kind kind,
			   int32_t due, const struct when *timed, uint64_t doubts)
{
	struct find *f = DBN_PUSH(sc->scratch, sc->out);
	size_t back = dbn_lex_before(sc->s, off, "于|在|到|至|自");

	if (!f) {
		sc->no_memory = true;
		return NULL;
	}
	off -= back;
	f->limit.kind = kind;
	f->limit.due = rest_moved(sc, due);
	f->limit.off = off;
	f->limit.len = end - off;
	f->limit.text = dbn_str_sub(sc->s, off, end - off);
	f->limit.doubts = doubts;
	f->flags = resolve_of(sc->s, off, end);
	date_code(sc, f, timed);
	return f;
}

/* ---- what is passed over ---- */

/* Behind the title that opens at `at`, or `at` where none does. Titles may hold titles. */
static size_t skip_title(const struct scan *sc, size_t at)
{
	static const char open[] = "《", close[] = "》";
	size_t i = at, depth = 0;

	while (i < sc->s.len && i - at < TITLE_MAX) {
		if (dbn_lex_eat(sc->s, &i, open)) {
			depth++;
		} else if (dbn_lex_eat(sc->s, &i, close)) {
			if (--depth == 0)
				return i;
		} else if (sc->s.ptr[i] == '\n') {
			break;
		} else {
			dbn_utf8_next(sc->s, &i);
		}
	}
	return at; /* no close: plain text */
}

/* 〔2023〕8号 （2023）第8号 [2023]8号 */
static size_t skip_number(struct dbn_str s, size_t at)
{
	size_t i = at;
	struct dbn_num n;

	if (!dbn_lex_any(s, &i, "〔|［|（|【") || !dbn_num_read(s, &i, &n) || n.digits != 4 ||
	    !dbn_lex_any(s, &i, "〕|］|）|】|年〕"))
		return at;
	dbn_lex_eat(s, &i, "第");
	dbn_lex_blanks(s, &i);
	if (!dbn_num_read(s, &i, &n))
		return at;
	dbn_lex_blanks(s, &i);
	return dbn_lex_eat(s, &i, "号") ? i : at;
}

/* A label that announces a limit: 完成时限： 截止时间为 */
bool dbn_announces(struct dbn_str s, size_t at)
{
	if (dbn_lex_before(s, at, "为|是"))
		at -= strlen("为");
	if (!dbn_lex_before(s, at,
			    "时限|期限|限期|攻坚期|整治期|推进期|巩固期|提升期|自查期|公示期|申报期|整改期|试点期|过渡期|建设周期|实施周期|建设年限|实施年限|建设期|实施期|时限要求|时间要求|完成时间|办结时间|整改时间|截止时间|"
			    "截止日期|完成日期|"
			    "时间节点|办理时间|报送时间|反馈时间|落实时间|进度要求|时间安排|"
			    "达标时间|销号时间|竣工时间|完工时间|交付时间|投用时间|"
			    "实施时间|起止时间|计划时间|推进时间|预计完成|时间进度|阶段|时间"))
		return false;
	return !dbn_lex_before(
	    s, at,
	    "有效期限|保管期限|使用期限|保密期限|会议时间|发布时间|印发时间|签发时间|成文时间|"
	    "来文时间|"
	    "收文时间|登记时间|出生时间|打印时间|更新时间|公开时间|成立时间|受理时间|工作时间|"
	    "办公时间|"
	    "作息时间|发文时间|审批时间|接电时间|办件时间|开放时间|营业时间|响应时间|平均时间|"
	    "下发时间|"
	    "审批时限|任职时间|入党时间|培训时间|召开时间|活动时间|接报时间|发生时间|累计时间|"
	    "合同期限|服务期限|租赁期限|贷款期限|任职期限|年限期限|借款期限|的时间|多长时间|段时间|"
	    "同时间|长时间|短时间|第一时间|年时间");
}

bool dbn_stands_alone(const struct scan *sc, size_t off, size_t end)
{
	return off == 0 && end >= sc->tail;
}

/* Ends of sentences, segments, fields; quotations. */
static void note_place(struct scan *sc, size_t at, uint32_t cp)
{
	size_t next = at;

	dbn_utf8_next(sc->s, &next);
	switch (cp) {
	case 0x3002: /* 。 */
	case 0xff01:
	case 0xff1f:
	case '\n':
		sc->sentence = next;
		sc->base.year = 0;
		sc->event = (struct dbn_str) { "", 0 };
		sc->start = DBN_NO_DAY;
		sc->pending = DBN_NONE;
		sc->field_from = DBN_NONE;
		break;
	case 0xff1b: /* ； */
		sc->pending = DBN_NONE;
		sc->field_from = DBN_NONE;
		break;
	case 0xff1a: /* ： */
	case ':':
	case '|': /* a row of a table */
		sc->field_from = dbn_announces(sc->s, at) ? next : DBN_NONE;
		break;
	case 0x4e3a: /* 为 */
		if (dbn_announces(sc->s, next))
			sc->field_from = next;
		break;
	case 0x201c: { /* “ */
		size_t close = dbn_str_find(dbn_str_sub(sc->s, next, QUOTE_MAX), DBN_STR("”"));

		if (close != DBN_NONE)
			sc->quote_end = next + close;
		break;
	}
	default:
		break;
	}
}

static bool begins_named(const struct scan *sc, size_t at)
{
	for (size_t i = 0; i < sc->ctx->named_count; i++) {
		struct dbn_str name = sc->ctx->named[i].name;

		if (name.len && dbn_str_starts(dbn_str_from(sc->s, at), name))
			return true;
	}
	return false;
}

/* Asks the readers that know an expression beginning so; a named day may begin with anything. */
static size_t read_here(struct scan *sc, size_t at, unsigned first, bool named)
{
	size_t end;

	if (((first & FIRST_RHYTHM) && (end = dbn_scan_rhythm(sc, at)) != 0) ||
	    ((first & FIRST_NUMBER) && (end = dbn_scan_span(sc, at)) != 0) ||
	    (((first & FIRST_WHEN) || named) && (end = dbn_scan_when(sc, at)) != 0))
		return end;
	if (sc->place == FIND_LINE && (first & FIRST_WHEN) && (end = dbn_scan_hour(sc, at)) != 0)
		return end;
	if ((first & FIRST_WORD) && (end = dbn_scan_word(sc, at)) != 0)
		return end;
	return first & FIRST_BEFORE ? dbn_scan_before(sc, at) : 0;
}

int dbn_limit_scan(struct dbn_arena *arena, struct dbn_arena *scratch, struct dbn_str text,
		   enum find_place place, const struct dbn_limit_ctx *ctx, struct finds *out,
		   struct dbn_err *err)
{
	struct scan sc = { .arena = arena,
			   .scratch = scratch,
			   .s = text,
			   .place = place,
			   .ctx = ctx,
			   .out = out,
			   .field_from = DBN_NONE,
			   .from_day = DBN_NO_DAY,
			   .from_end = DBN_NONE,
			   .start = DBN_NO_DAY,
			   .pending = DBN_NONE };
	size_t at = 0;

	sc.base.ctx = ctx;
	for (sc.tail = text.len; sc.tail;) {
		size_t point = dbn_lex_before(text, sc.tail, "。|；|，|！|？| ");

		if (!point)
			break;
		sc.tail -= point;
	}
	while (at < text.len && !sc.no_memory) {
		size_t next = at, end = 0;
		uint32_t cp = dbn_utf8_next(text, &next);
		unsigned first;
		bool named;

		if ((cp == 0x300a && (end = skip_title(&sc, at)) != at) ||
		    ((cp == 0x3014 || cp == 0xff3b || cp == 0xff08 || cp == 0x3010) &&
		     (end = skip_number(text, at)) != at)) {
			at = end;
			continue;
		}
		note_place(&sc, at, cp);
		first = dbn_limit_first(cp);
		named = ctx->named_count && begins_named(&sc, at);
		if (first || named) {
			end = read_here(&sc, at, first, named);
			if (end > at) {
				at = end;
				continue;
			}
			if (dbn_is_num_char(cp) && dbn_num_skip(text, &at))
				continue;
		}
		at = next;
	}
	return sc.no_memory ? dbn_fail_memory(err) : DBN_OK;
}
