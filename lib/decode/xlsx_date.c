/*
 * xlsx_date.c - a date in Excel is a number with a format, and so are per cent
 * (ECMA-376 18.8.30).
 */
#include <math.h>

#include "number.h"
#include "xlsx.h"
#include "dubanc/date.h"
#include "dubanc/text.h"

/* Formats that have a number only; 27-36 and 50-58 are those of zh-CN. */
static unsigned builtin_bits(size_t id)
{
	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
	    id == 57 || id == 58)
		return XLSX_DATE;
	if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 ||
	    id == 56)
		return XLSX_TIME;
	if (id == 9 || id == 10)
		return XLSX_PERCENT;
	return id == 22 ? XLSX_DATE | XLSX_TIME : 0;
}

/* Index behind the quoted text, bracket or escape at i; i where there is none. */
static size_t skip_literal(struct dbn_str code, size_t i)
{
	char c = code.ptr[i], close = c == '"' ? '"' : c == '[' ? ']' : '\0';
	size_t end = i + 1;

	if (c == '\\' || c == '_' || c == '*')
		return i + 2;
	if (!close)
		return i;
	while (end < code.len && code.ptr[end] != close)
		end++;
	return end + 1;
}

unsigned xlsx_format_bits(size_t id, struct dbn_str code)
{
	bool year = false, month = false, day = false, time = false, percent = false;

	if (!code.ptr)
		return builtin_bits(id);
	for (size_t i = 0; i < code.len && code.ptr[i] != ';';) {
		size_t next = skip_literal(code, i);
		char c = code.ptr[i];

		/* [h] counts hours beyond a day; other brackets are colours and locales. */
		if (c == '[' && i + 1 < code.len &&
		    (code.ptr[i + 1] == 'h' || code.ptr[i + 1] == 'm' || code.ptr[i + 1] == 's'))
			time = true;
		if (next > i) {
			i = next;
			continue;
		}
		year |= c == 'y' || c == 'Y';
		month |= c == 'm' || c == 'M';
		day |= c == 'd' || c == 'D';
		percent |= c == '%';
		time |= c == 'h' || c == 'H' || c == 's' || c == 'S';
		i++;
	}
	if (year || day || (month && !time))
		return XLSX_DATE | (time ? XLSX_TIME : 0) | (year && month && !day && !time ? XLSX_MONTH : 0);
	return time ? XLSX_TIME : percent ? XLSX_PERCENT : 0;
}

static void add_time(struct dbn_buf *out, double fraction)
{
	uint64_t seconds = (uint64_t)(fraction * 86400 + 0.5);

	if (seconds > 86399)
		seconds = 86399;
	dbn_buf_add_padded(out, seconds / 3600, 2);
	dbn_buf_addc(out, ':');
	dbn_buf_add_padded(out, seconds / 60 % 60, 2);
	if (seconds % 60) {
		dbn_buf_addc(out, ':');
		dbn_buf_add_padded(out, seconds % 60, 2);
	}
}

/*
 * Excel has a 29 February 1900 that never was: before it serials are one day
 * behind, and the day itself is written as Excel shows it.
 */
static bool add_day(struct dbn_buf *out, int32_t serial, unsigned bits)
{
	char text[11];
	int32_t day = dbn_day_of(1900, 1, 1) + serial - (serial > 60 ? 2 : 1);
	struct dbn_ymd ymd = dbn_day_ymd(day);

	if (serial < 1 || day > dbn_day_of(2999, 12, 31))
		return false;
	if (serial == 60) {
		dbn_buf_addz(out, "1900-02-29");
	} else if (bits & XLSX_MONTH) {
		dbn_buf_addi(out, ymd.year);
		dbn_buf_addz(out, "年");
		dbn_buf_addi(out, ymd.month);
		dbn_buf_addz(out, "月");
	} else {
		dbn_buf_addz(out, dbn_day_format(text, day));
	}
	return true;
}

bool xlsx_date(struct dbn_buf *out, double serial, unsigned bits, bool since_1904)
{
	double whole = floor(serial);
	size_t before = out->len;

	if (!(bits & (XLSX_DATE | XLSX_TIME)) || !isfinite(serial) || serial < 0 || serial > 3000000)
		return false;
	if (bits == XLSX_TIME) {
		if (serial >= 1)
			return false;
		add_time(out, serial);
		return true;
	}
	if (!add_day(out, (int32_t)whole + (since_1904 ? 1462 : 0), bits))
		return false;
	if ((bits & XLSX_TIME) && serial > whole) {
		dbn_buf_addc(out, ' ');
		add_time(out, serial - whole);
	}
	return out->len > before;
}

void xlsx_unescape(struct dbn_buf *out, struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		uint32_t cp = 0;
		char bytes[4];
		size_t k = 0;

		if (s.ptr[i] == '_' && s.len - i >= 7 && s.ptr[i + 1] == 'x' && s.ptr[i + 6] == '_') {
			for (; k < 4 && number_hex(s.ptr[i + 2 + k]) >= 0; k++)
				cp = cp << 4 | (uint32_t)number_hex(s.ptr[i + 2 + k]);
		}
		if (k == 4) {
			dbn_buf_add(out, (struct dbn_str){ bytes, dbn_utf8_put(bytes, cp) });
			i += 6;
		} else {
			dbn_buf_addc(out, s.ptr[i]);
		}
	}
}
