/*
 * docx_format.c - numbers as w:numFmt says (ECMA-376 17.18.59).
 *
 * Values beyond what a format can show fall back to decimal, as in Word.
 */
#include "docx.h"
#include "dubanc/text.h"

static void add_cp(struct dbn_buf *out, uint32_t cp)
{
	char bytes[4];

	dbn_buf_add(out, (struct dbn_str){ bytes, dbn_utf8_put(bytes, cp) });
}

static const char *const digits_zh[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
static const char *const digits_legal[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };
static const char *const units_zh[] = { "", "十", "百", "千" };
static const char *const units_legal[] = { "", "拾", "佰", "仟" };

/* 一百〇一, 一千二百; below 20 十一, or 壹拾壹 in the legal form. */
static void counting(struct dbn_buf *out, int32_t value, const char *const *digits,
		     const char *const *units, bool ten_alone)
{
	int32_t power = 1000;
	bool some = false, zero = false;

	if (value <= 0 || value > 9999) {
		dbn_buf_addi(out, value);
		return;
	}
	for (int k = 3; k >= 0; k--, power /= 10) {
		int digit = (int)(value / power % 10);

		if (!digit) {
			zero = some;
			continue;
		}
		if (zero)
			dbn_buf_addz(out, digits[0]);
		if (!(k == 1 && digit == 1 && !some && ten_alone))
			dbn_buf_addz(out, digits[digit]);
		dbn_buf_addz(out, units[k]);
		some = true;
		zero = false;
	}
}

static void zh_thousand(struct dbn_buf *out, int32_t value)
{
	counting(out, value, digits_zh, units_zh, true);
}

static void zh_legal(struct dbn_buf *out, int32_t value)
{
	counting(out, value, digits_legal, units_legal, false);
}

static void zh_digits(struct dbn_buf *out, int32_t value)
{
	if (value >= 10)
		zh_digits(out, value / 10);
	dbn_buf_addz(out, digits_zh[value % 10]);
}

/* chineseCounting: 九十九, then 一〇〇. */
static void zh_counting(struct dbn_buf *out, int32_t value)
{
	if (value < 100)
		zh_thousand(out, value);
	else
		zh_digits(out, value);
}

static void full_width(struct dbn_buf *out, int32_t value)
{
	if (value >= 10)
		full_width(out, value / 10);
	add_cp(out, 0xff10 + (uint32_t)(value % 10));
}

static void two_digits(struct dbn_buf *out, int32_t value)
{
	dbn_buf_add_padded(out, (uint64_t)value, 2);
}

static void circle(struct dbn_buf *out, int32_t value)
{
	if (value >= 1 && value <= 20)
		add_cp(out, 0x2460 + (uint32_t)value - 1);
	else if (value >= 21 && value <= 35)
		add_cp(out, 0x3251 + (uint32_t)value - 21);
	else if (value >= 36 && value <= 50)
		add_cp(out, 0x32b1 + (uint32_t)value - 36);
	else
		dbn_buf_addi(out, value);
}

static void paren(struct dbn_buf *out, int32_t value)
{
	if (value >= 1 && value <= 20)
		add_cp(out, 0x2474 + (uint32_t)value - 1);
	else
		dbn_buf_addi(out, value);
}

static void full_stop(struct dbn_buf *out, int32_t value)
{
	if (value >= 1 && value <= 20)
		add_cp(out, 0x2488 + (uint32_t)value - 1);
	else
		dbn_buf_addi(out, value);
}

static void han_circle(struct dbn_buf *out, int32_t value)
{
	if (value >= 1 && value <= 10)
		add_cp(out, 0x3280 + (uint32_t)value - 1);
	else
		dbn_buf_addi(out, value);
}

static void stems(struct dbn_buf *out, int32_t value)
{
	static const char *const names[] = { "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸" };

	if (value >= 1 && value <= 10)
		dbn_buf_addz(out, names[value - 1]);
	else
		dbn_buf_addi(out, value);
}

static void branches(struct dbn_buf *out, int32_t value)
{
	static const char *const names[] = { "子", "丑", "寅", "卯", "辰", "巳",
					     "午", "未", "申", "酉", "戌", "亥" };

	if (value >= 1 && value <= 12)
		dbn_buf_addz(out, names[value - 1]);
	else
		dbn_buf_addi(out, value);
}

/* a … z, aa … zz: the letter is repeated, as in Word. */
static void letters(struct dbn_buf *out, int32_t value, char first)
{
	if (value < 1 || value > 780)
		dbn_buf_addi(out, value);
	else
		dbn_buf_fill(out, (char)(first + (value - 1) % 26), (size_t)(value - 1) / 26 + 1);
}

static void lower_letters(struct dbn_buf *out, int32_t value)
{
	letters(out, value, 'a');
}

static void upper_letters(struct dbn_buf *out, int32_t value)
{
	letters(out, value, 'A');
}

static void roman(struct dbn_buf *out, int32_t value, const char *const *signs)
{
	static const int32_t worth[] = { 1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1 };

	if (value < 1 || value > 3999) {
		dbn_buf_addi(out, value);
		return;
	}
	for (size_t i = 0; i < sizeof worth / sizeof *worth; i++) {
		for (; value >= worth[i]; value -= worth[i])
			dbn_buf_addz(out, signs[i]);
	}
}

static void upper_roman(struct dbn_buf *out, int32_t value)
{
	static const char *const signs[] = { "M", "CM", "D", "CD", "C", "XC", "L",
					     "XL", "X", "IX", "V", "IV", "I" };

	roman(out, value, signs);
}

static void lower_roman(struct dbn_buf *out, int32_t value)
{
	static const char *const signs[] = { "m", "cm", "d", "cd", "c", "xc", "l",
					     "xl", "x", "ix", "v", "iv", "i" };

	roman(out, value, signs);
}

void docx_format_number(struct dbn_buf *out, struct dbn_str format, int32_t value)
{
	static const struct {
		const char *name;
		void (*fn)(struct dbn_buf *out, int32_t value);
	} table[] = {
		{ "chineseCountingThousand", zh_thousand },
		{ "chineseCounting", zh_counting },
		{ "japaneseCounting", zh_thousand },
		{ "taiwaneseCounting", zh_counting },
		{ "taiwaneseCountingThousand", zh_thousand },
		{ "ideographDigital", zh_digits },
		{ "taiwaneseDigital", zh_digits },
		{ "japaneseDigitalTenThousand", zh_digits },
		{ "koreanDigital2", zh_digits },
		{ "chineseLegalSimplified", zh_legal },
		{ "ideographLegalTraditional", zh_legal },
		{ "japaneseLegal", zh_legal },
		{ "decimalFullWidth", full_width },
		{ "decimalFullWidth2", full_width },
		{ "decimalZero", two_digits },
		{ "decimalEnclosedCircle", circle },
		{ "decimalEnclosedCircleChinese", circle },
		{ "decimalEnclosedParen", paren },
		{ "decimalEnclosedFullstop", full_stop },
		{ "ideographEnclosedCircle", han_circle },
		{ "ideographTraditional", stems },
		{ "ideographZodiac", branches },
		{ "upperLetter", upper_letters },
		{ "lowerLetter", lower_letters },
		{ "upperRoman", upper_roman },
		{ "lowerRoman", lower_roman },
	};

	if (dbn_str_eqz(format, "none"))
		return;
	for (size_t i = 0; i < sizeof table / sizeof *table && value >= 0; i++) {
		if (dbn_str_eqz(format, table[i].name)) {
			table[i].fn(out, value);
			return;
		}
	}
	dbn_buf_addi(out, value);
}
