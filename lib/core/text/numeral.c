/* numeral.c - whole numbers in ASCII digits, scanned digits and Chinese numerals. */
#include "lex.h"
#include "dubanc/text.h"

enum { DIGITS_MAX = 9 };

/* The digit that a byte stands for: a scanner reads 0 as O and 1 as l. -1: none. */
static int digit_of(char c, bool *letter)
{
	*letter = false;
	if (c >= '0' && c <= '9')
		return c - '0';
	*letter = true;
	if (c == 'O' || c == 'o')
		return 0;
	return c == 'l' || c == 'I' ? 1 : -1;
}

static bool is_latin(struct dbn_str s, size_t at)
{
	return at < s.len &&
	       ((s.ptr[at] >= 'a' && s.ptr[at] <= 'z') || (s.ptr[at] >= 'A' && s.ptr[at] <= 'Z'));
}

static bool read_ascii(struct dbn_str s, size_t *at, struct dbn_num *out)
{
	size_t i = *at;
	bool letter, real = false, mended = false;
	int64_t value = 0;
	int d;

	while (i < s.len && (d = digit_of(s.ptr[i], &letter)) >= 0 && i - *at <= DIGITS_MAX) {
		real = real || !letter;
		mended = mended || letter;
		value = value * 10 + d;
		i++;
	}
	if (mended && (!real || is_latin(s, i) || (*at > 0 && is_latin(s, *at - 1)))) {
		/* Not a scanned number (Office, I类): only what are digits. */
		for (i = *at, value = 0; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
			value = value * 10 + (s.ptr[i] - '0');
		mended = false;
	}
	if (i == *at || i - *at > DIGITS_MAX)
		return false;
	*out = (struct dbn_num) { value, (int)(i - *at), false, mended };
	*at = i;
	return true;
}

/* 0-9 digits, 10 100 1000 multipliers, 20 30 the old tens, -1 none. */
static int han_value(uint32_t cp)
{
	switch (cp) {
	case 0x96f6: /* 零 */
	case 0x3007: /* 〇 */
	case 0x25cb: /* ○ */
		return 0;
	case 0x4e00: /* 一 */
		return 1;
	case 0x4e8c: /* 二 */
	case 0x4e24: /* 两 */
		return 2;
	case 0x4e09: /* 三 */
		return 3;
	case 0x56db: /* 四 */
		return 4;
	case 0x4e94: /* 五 */
		return 5;
	case 0x516d: /* 六 */
		return 6;
	case 0x4e03: /* 七 */
		return 7;
	case 0x516b: /* 八 */
		return 8;
	case 0x4e5d: /* 九 */
		return 9;
	case 0x5341: /* 十 */
		return 10;
	case 0x5eff: /* 廿 */
		return 20;
	case 0x5345: /* 卅 */
		return 30;
	case 0x767e: /* 百 */
		return 100;
	case 0x5343: /* 千 */
		return 1000;
	default:
		return -1;
	}
}

/* 二〇二四: digits only, two or more of them. */
static bool read_positional(struct dbn_str s, size_t *at, struct dbn_num *out)
{
	size_t i = *at;
	int64_t value = 0;
	int n = 0;

	while (i < s.len) {
		size_t next = i;
		int v = han_value(dbn_utf8_next(s, &next));

		if (v < 0 || v >= 10 || n > DIGITS_MAX)
			break;
		value = value * 10 + v;
		n++;
		i = next;
	}
	if (n < 2 || n > DIGITS_MAX)
		return false;
	if (i < s.len) {
		size_t next = i;

		if (han_value(dbn_utf8_next(s, &next)) >= 10)
			return false; /* 一百二十三 has its own reading; 一二十 none */
	}
	*out = (struct dbn_num) { value, n, true, false };
	*at = i;
	return true;
}

/* 十五 二十三 一百零五 两千 廿五 */
static bool read_spelt(struct dbn_str s, size_t *at, struct dbn_num *out)
{
	size_t i = *at;
	int64_t total = 0;
	int pending = -1, unit = 10000;
	bool any = false;

	while (i < s.len) {
		size_t next = i;
		int v = han_value(dbn_utf8_next(s, &next));

		if (v < 0)
			break;
		if (v == 0) {
			if (!any || pending > 0)
				break;
		} else if (v < 10) {
			if (pending > 0)
				break;
			pending = v;
		} else {
			int u = v == 20 || v == 30 ? 10 : v;

			if (u >= unit)
				break;
			total += (int64_t)(v == 20 || v == 30 ? v / 10
					   : pending > 0      ? pending
							      : 1) *
				 u;
			unit = u;
			pending = -1;
		}
		any = true;
		i = next;
	}
	if (!any)
		return false;
	if (pending > 0)
		total += pending;
	*out = (struct dbn_num) { total, 0, true, false };
	*at = i;
	return true;
}

bool dbn_num_read(struct dbn_str s, size_t *at, struct dbn_num *out)
{
	size_t next = *at;

	if (*at >= s.len || (unsigned char)s.ptr[*at] < 0x80)
		return read_ascii(s, at, out);
	if (han_value(dbn_utf8_next(s, &next)) < 0)
		return false; /* most often: this is asked of every character */
	return read_positional(s, at, out) || read_spelt(s, at, out);
}

bool dbn_is_num_char(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || han_value(cp) >= 0;
}

static bool dates_follow(struct dbn_str s, size_t at)
{
	size_t i = at;

	while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
		i++;
	return i > at &&
	       ((i - at <= 2 && dbn_lex_at(s, i, "月")) || (i - at == 4 && dbn_lex_at(s, i, "年")));
}

bool dbn_num_skip(struct dbn_str s, size_t *at)
{
	size_t i = *at;

	while (i < s.len && ((s.ptr[i] >= '0' && s.ptr[i] <= '9') || s.ptr[i] == '.' ||
			     s.ptr[i] == ',' || s.ptr[i] == '%')) {
		/* 1.6月15日前: a marker and a date */
		if (s.ptr[i] == '.' && i > *at && dates_follow(s, i + 1)) {
			i++;
			break;
		}
		i++;
	}
	if (i == *at) {
		size_t next = i;

		while (i < s.len && han_value(dbn_utf8_next(s, &next)) >= 0)
			i = next;
	}
	if (i == *at)
		return false;
	*at = i;
	return true;
}
