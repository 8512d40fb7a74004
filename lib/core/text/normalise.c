/*
 * normalise.c - one normal form of official text.
 *
 * Works on code points that remember where they came from, in four passes,
 * each linear: fold (width, marks that go), compose (NFC), points (, : ;),
 * blanks. The order makes the result stable: no pass produces what an earlier
 * one would change.
 */
#include <stdlib.h>

#include "dubanc/normalise.h"
#include "dubanc/text.h"

enum { SOURCE_MAX = 64 << 20, PIECE_MAX = 62, MARKS_MAX = 30 };

struct unit {
	uint32_t cp, src;
};

struct units {
	struct unit *at;
	size_t count;
};

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* ---- fold ---- */

static bool is_dropped(uint32_t cp)
{
	return (cp >= 0x200b && cp <= 0x200f) || cp == 0xfeff || cp == 0xad;
}

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || cp == 0xa0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200a) ||
	       cp == 0x202f || cp == 0x205f;
}

static uint32_t fold(uint32_t cp)
{
	static const struct {
		uint32_t from, to;
	} table[] = {
		{ '(', 0xff08 },
		{ ')', 0xff09 },
		{ '[', 0xff3b },
		{ ']', 0xff3d },
		{ 0xff05, '%' },
		{ 0x37e, ';' },
		{ 0x2236, ':' },     /* ∶, which layouts take for the colon */
		{ 0x3016, 0x3010 },  /* 〖 */
		{ 0x3017, 0x3011 },
		{ 0xfe50, ',' },     /* small forms: ﹐﹑﹒﹔﹕﹙﹚﹝﹞ */
		{ 0xfe51, 0x3001 },
		{ 0xfe52, '.' },
		{ 0xfe54, ';' },
		{ 0xfe55, ':' },
		{ 0xfe59, 0xff08 },
		{ 0xfe5a, 0xff09 },
		{ 0xfe5d, 0x3014 },
		{ 0xfe5e, 0x3015 },
		{ 0xff61, 0x3002 },  /* half-width ｡､ */
		{ 0xff64, 0x3001 },
		{ DBN_BAD_CODE_POINT, 0xfffd },
	};

	/* nearly everything: letters, digits, Han and their points stand for themselves */
	if ((cp > 0x3017 && cp < 0xfe50) || (cp > ']' && cp < 0xa0) || (cp > ')' && cp < '['))
		return cp;
	if ((cp >= 0xff10 && cp <= 0xff19) || (cp >= 0xff21 && cp <= 0xff3a) ||
	    (cp >= 0xff41 && cp <= 0xff5a))
		return cp - 0xfee0;
	if (is_blank(cp))
		return ' ';
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (table[i].from == cp)
			return table[i].to;
	}
	return cp;
}

/* Units of the bold mark that ends the list, 0 where there is none. */
static size_t mark_at_end(const struct units *list)
{
	static const char *const marks[] = { "**",  "__",   "<b>",      "</b>",
					     "<B>", "</B>", "<strong>", "</strong>" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct dbn_str mark = dbn_str_of(marks[i]);
		size_t k = 0;

		while (k < mark.len && k < list->count &&
		       list->at[list->count - 1 - k].cp ==
			   (unsigned char)mark.ptr[mark.len - 1 - k])
			k++;
		if (k == mark.len)
			return k;
	}
	return 0;
}

static void pass_fold(struct dbn_str source, struct units *list)
{
	size_t at = 0;

	while (at < source.len) {
		uint32_t src = (uint32_t)at;
		uint32_t cp = dbn_utf8_next(source, &at);

		if (is_dropped(cp))
			continue;
		list->at[list->count++] = (struct unit) { fold(cp), src };
		/* A mark that closes over a removed one goes too: the result holds none. */
		if (cp == '*' || cp == '_' || cp == '>')
			list->count -= mark_at_end(list);
	}
}

/* ---- compose ---- */

/*
 * A full stop between digits is a decimal point, a bar between them a dash.
 */
static void fold_between_digits(struct units *list)
{
	for (size_t i = 1; i + 1 < list->count; i++) {
		uint32_t cp = list->at[i].cp;

		if ((cp == 0xff0e || cp == 0xff0d) && is_digit(list->at[i - 1].cp) &&
		    is_digit(list->at[i + 1].cp))
			list->at[i].cp = cp == 0xff0e ? '.' : '-';
	}
}

/* Composes piece[0..n) behind list; the result is never longer. */
static bool compose_piece(const struct unit *piece, size_t n, struct units *list,
			  struct dbn_buf *in, struct dbn_buf *out)
{
	struct dbn_str s;
	size_t at = 0;
	char bytes[4];

	dbn_buf_clear(in);
	dbn_buf_clear(out);
	for (size_t i = 0; i < n; i++)
		dbn_buf_add(in, (struct dbn_str) { bytes, dbn_utf8_put(bytes, piece[i].cp) });
	if (in->failed || !dbn_nfc(out, dbn_buf_str(in)) || out->failed)
		return false;
	s = dbn_buf_str(out);
	while (at < s.len)
		list->at[list->count++] =
		    (struct unit) { fold(dbn_utf8_next(s, &at)), piece[0].src };
	return true;
}

/* Whether a code point that stands alone is its own NFC. */
static bool is_inert(uint32_t cp)
{
	return cp < 0x300 || (cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0x2010 && cp <= 0x2027) ||
	       (cp >= 0x3000 && cp <= 0x3029) || (cp >= 0xff00 && cp <= 0xffef) || cp == 0xfffd;
}

/*
 * A letter with more than MARKS_MAX marks is no writing: the rest is dropped,
 * so that reordering stays cheap. Some singletons decompose to two units
 * (U+0344 …), hence the room of three a unit in dst.
 */
static bool pass_compose(const struct units *src, struct units *dst)
{
	struct dbn_buf in, out;
	bool ok = true;

	dbn_buf_init(&in, 4096);
	dbn_buf_init(&out, 4096);
	for (size_t i = 0; ok && i < src->count;) {
		struct unit piece[PIECE_MAX];
		size_t n = 0, marks = 0, starters = 0;
		enum dbn_join join;

		piece[n++] = src->at[i++];
		while (i < src->count && (join = dbn_utf8_join(src->at[i].cp)) != DBN_JOIN_NONE) {
			if (join == DBN_JOIN_STARTER && ++starters > MARKS_MAX)
				break;
			if (join != DBN_JOIN_MARK || ++marks <= MARKS_MAX)
				piece[n++] = src->at[i];
			i++;
		}
		if (n == 1 && is_inert(piece[0].cp))
			dst->at[dst->count++] = piece[0];
		else
			ok = compose_piece(piece, n, dst, &in, &out);
	}
	dbn_buf_release(&in);
	dbn_buf_release(&out);
	return ok;
}

/* ---- points ---- */

static uint32_t wide_point(uint32_t cp)
{
	switch (cp) {
	case ',':
		return 0xff0c;
	case ':':
		return 0xff1a;
	case ';':
		return 0xff1b;
	default:
		return 0;
	}
}

/* 100%,6月底: no figure goes on there; 5000,2024年: groups of thousands have three digits. */
static bool parts_numbers(const struct units *list, size_t at)
{
	size_t end = at + 1;

	if (at == 0 || list->at[at].cp != ',' || end >= list->count || !is_digit(list->at[end].cp))
		return false;
	if (list->at[at - 1].cp == '%')
		return true;
	while (end < list->count && is_digit(list->at[end].cp))
		end++;
	return is_digit(list->at[at - 1].cp) && end - at - 1 == 4;
}

/* A run of , : ; and blanks is wide as a whole where it touches a CJK character. */
static void pass_points(struct units *list)
{
	for (size_t i = 0; i < list->count;) {
		size_t first = i;
		bool point = false, cjk;

		while (i < list->count && (list->at[i].cp == ' ' || wide_point(list->at[i].cp))) {
			point = point || list->at[i].cp != ' ';
			i++;
		}
		if (first == i) {
			i++;
			continue;
		}
		cjk = (first > 0 && dbn_is_cjk(list->at[first - 1].cp)) ||
		      (i < list->count && dbn_is_cjk(list->at[i].cp)) ||
		      (i == first + 1 && parts_numbers(list, first));
		for (size_t k = first; point && cjk && k < i; k++) {
			if (list->at[k].cp != ' ')
				list->at[k].cp = wide_point(list->at[k].cp);
		}
	}
}

/* ---- blanks ---- */

/* What follows a number that a scanner has pulled apart: 2 0 2 3 年, 1 5 条, 〔2 0 2 3〕. */
static bool follows_number(uint32_t cp)
{
	static const char units[] =
	    "年月日号时点分秒天周期季旬个项家户人名亩公米千百万亿元所条件处座套场次批吨〕］%";
	struct dbn_str s = dbn_str_of(units);
	size_t at = 0;

	while (at < s.len) {
		if (dbn_utf8_next(s, &at) == cp)
			return true;
	}
	return false;
}

/*
 * Digits in groups separated by blanks, from list[i] on: moves *end behind the
 * last digit and says whether the groups are one number. Single digits are
 * one where a unit follows, and noughts belong to the digits before them (12 0
 * 家); other groups only where they make up a year.
 */
static bool spaced_number(const struct units *list, size_t i, size_t *end)
{
	size_t digits = 0, groups = 0;
	bool single = true, noughts = true, year;
	size_t k = i;

	if (i > 0 && (list->at[i - 1].cp == '.' || list->at[i - 1].cp == ','))
		single = false;
	for (;;) {
		size_t first = k;

		while (k < list->count && is_digit(list->at[k].cp))
			k++;
		if (k == first)
			break;
		digits += k - first;
		groups++;
		single = single && k - first == 1;
		noughts = noughts && (groups == 1 || list->at[first].cp == '0');
		*end = k;
		while (k < list->count && list->at[k].cp == ' ')
			k++;
		if (k == *end)
			break;
	}
	if (groups < 2 || k >= list->count)
		return false;
	year = digits == 4 && list->at[k].cp == 0x5e74 &&
	       ((list->at[i].cp == '1') || (list->at[i].cp == '2'));
	return ((single || (noughts && digits < 5)) && follows_number(list->at[k].cp)) || year;
}

/* Whether a run of blanks between two characters is noise. */
static bool is_noise(uint32_t left, uint32_t right)
{
	return dbn_is_cjk(left) || dbn_is_cjk(right) || (is_digit(left) && right == '%');
}

static void pass_blanks(struct units *list)
{
	size_t out = 0, i = 0;

	while (i < list->count) {
		size_t end = i, k;

		if (is_digit(list->at[i].cp) && spaced_number(list, i, &end)) {
			for (; i < end; i++) {
				if (list->at[i].cp != ' ')
					list->at[out++] = list->at[i];
			}
		} else if (end > i) {
			/* Separate numbers: one blank stays between them. */
			for (; i < end; i++) {
				if (list->at[i].cp != ' ' || list->at[out - 1].cp != ' ')
					list->at[out++] = list->at[i];
			}
		} else if (list->at[i].cp != ' ') {
			list->at[out++] = list->at[i++];
		} else {
			for (k = i; k < list->count && list->at[k].cp == ' ';)
				k++;
			if (!is_noise(out ? list->at[out - 1].cp : 0,
				      k < list->count ? list->at[k].cp : 0))
				list->at[out++] = list->at[i];
			i = k;
		}
	}
	list->count = out;
}

/* ---- what needs nothing ---- */

/* Bytes of the character at p that stands for itself whatever is beside it, 0: look closer. */
static size_t plain_at(const unsigned char *p, size_t left)
{
	/* ASCII that no pass touches: not blanks, brackets, points, what bold marks are made of */
	static const char ascii[128] = {
		[' '] = 1, ['('] = 1, [')'] = 1, ['['] = 1, [']'] = 1, [','] = 1,
		[':'] = 1, [';'] = 1, ['*'] = 1, ['_'] = 1, ['>'] = 1,
	};
	uint32_t cp;

	if (p[0] < 0x80)
		return !ascii[p[0]];
	if (p[0] < 0xe2 || p[0] > 0xef || left < 3 || (p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80)
		return 0;
	cp = (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
	if (cp >= 0x4e00 && cp <= 0x9fff)
		return 3;
	return cp != 0xff0d && cp != 0xff0e && is_inert(cp) && !is_dropped(cp) && fold(cp) == cp ? 3 : 0;
}

static bool is_plain(struct dbn_str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t at = 0, n;

	while (at < s.len && (n = plain_at(p + at, s.len - at)) != 0)
		at += n;
	return at == s.len;
}

/* ---- all ---- */

/* Notes where the text's bytes stop coming one for one from the source. */
static void note_place(struct dbn_norm *out, size_t at, size_t src)
{
	const struct dbn_norm_run *last = out->run_count ? &out->runs[out->run_count - 1] : NULL;

	if (!last || src != last->src + (at - last->at))
		out->runs[out->run_count++] = (struct dbn_norm_run) { (uint32_t)at, (uint32_t)src };
}

static int encode(struct dbn_arena *arena, const struct units *list, size_t source_len,
		  struct dbn_norm *out, struct dbn_err *err)
{
	size_t len = 0, at = 0, runs = 2;
	char bytes[4], *text;

	for (size_t i = 0; i < list->count; i++) {
		size_t n = dbn_utf8_put(bytes, list->at[i].cp);

		len += n;
		runs += i + 1 < list->count && list->at[i + 1].src - list->at[i].src != n;
	}
	text = dbn_arena_alloc(arena, len + 1, 1);
	out->runs = dbn_arena_alloc(arena, runs, sizeof *out->runs);
	out->run_count = 0;
	if (!text || !out->runs)
		return dbn_fail_memory(err);
	for (size_t i = 0; i < list->count; i++) {
		note_place(out, at, list->at[i].src);
		at += dbn_utf8_put(text + at, list->at[i].cp);
	}
	note_place(out, at, source_len);
	out->text = (struct dbn_str) { text, len };
	return DBN_OK;
}

static bool needs_nfc(const struct units *list)
{
	for (size_t i = 0; i < list->count; i++) {
		if (!is_inert(list->at[i].cp))
			return true;
	}
	return false;
}

int dbn_normalise(struct dbn_arena *arena, struct dbn_str source, struct dbn_norm *out,
		  struct dbn_err *err)
{
	struct units list = { NULL, 0 }, composed = { NULL, 0 };
	int code = DBN_OK;

	if (source.len > SOURCE_MAX)
		return dbn_fail(err, DBN_EDATA, DBN_MSG_TEXT_TOO_LONG, dbn_pos_at(NULL, 0, 0),
				"67108864", (char *)NULL);
	*out = (struct dbn_norm) { .text = dbn_str_from(source, 0) };
	if (is_plain(source))
		return DBN_OK;
	list.at = malloc((source.len + 1) * sizeof *list.at);
	if (!list.at)
		return dbn_fail_memory(err);
	pass_fold(source, &list);
	if (needs_nfc(&list)) {
		composed.at = malloc((3 * list.count + 1) * sizeof *composed.at);
		if (!composed.at || !pass_compose(&list, &composed))
			code = dbn_fail_memory(err);
		free(list.at);
		list = composed;
	}
	if (code == DBN_OK) {
		fold_between_digits(&list);
		pass_points(&list);
		pass_blanks(&list);
		code = encode(arena, &list, source.len, out, err);
	}
	free(list.at);
	return code;
}

size_t dbn_norm_source(const struct dbn_norm *n, size_t at)
{
	size_t low = 0, high = n->run_count;

	if (at > n->text.len)
		at = n->text.len;
	while (at > 0 && at < n->text.len && ((unsigned char)n->text.ptr[at] & 0xc0) == 0x80)
		at--;
	if (!n->run_count)
		return at;
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (n->runs[mid].at <= at)
			low = mid;
		else
			high = mid;
	}
	return n->runs[low].src + (at - n->runs[low].at);
}
