/* date.c - civil days. */
#include "dubanc/date.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2999 };

int dbn_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (month < 1 || month > 12)
		return 0;
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

int32_t dbn_day_of(int year, int month, int day)
{
	int y = year, era, yoe, doy, doe;

	if (year < YEAR_MIN || year > YEAR_MAX || day < 1 || day > dbn_month_days(year, month))
		return DBN_NO_DAY;
	/* Days from civil, with the year beginning in March. */
	y -= month <= 2;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return (int32_t)(era * 146097 + doe - 719468);
}

struct dbn_ymd dbn_day_ymd(int32_t day)
{
	int z, era, doe, yoe, doy, mp;
	struct dbn_ymd out;

	if (day == DBN_NO_DAY)
		return (struct dbn_ymd){ 0, 0, 0 };
	z = day + 719468;
	era = (z >= 0 ? z : z - 146096) / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	out.day = doy - (153 * mp + 2) / 5 + 1;
	out.month = mp + (mp < 10 ? 3 : -9);
	out.year = yoe + era * 400 + (out.month <= 2);
	return out;
}

int dbn_day_weekday(int32_t day)
{
	int w;

	if (day == DBN_NO_DAY)
		return 0;
	w = (int)((day + 3) % 7); /* 1970-01-01 was a Thursday */
	return (w < 0 ? w + 7 : w) + 1;
}

int32_t dbn_day_add_months(int32_t day, int n)
{
	struct dbn_ymd d = dbn_day_ymd(day);
	int months, last;

	if (day == DBN_NO_DAY || n > 12000 || n < -12000)
		return DBN_NO_DAY;
	months = d.year * 12 + d.month - 1 + n;
	d.year = months / 12;
	d.month = months % 12 + 1;
	last = dbn_month_days(d.year, d.month);
	return dbn_day_of(d.year, d.month, d.day < last ? d.day : last);
}

int32_t dbn_day_parse(struct dbn_str iso)
{
	int32_t y, m, d;

	if (iso.len != 10 || iso.ptr[4] != '-' || iso.ptr[7] != '-' ||
	    !dbn_str_uint(dbn_str_sub(iso, 0, 4), &y) || !dbn_str_uint(dbn_str_sub(iso, 5, 2), &m) ||
	    !dbn_str_uint(dbn_str_sub(iso, 8, 2), &d))
		return DBN_NO_DAY;
	return dbn_day_of(y, m, d);
}

static char *put(char *p, int value, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		p[i] = (char)('0' + value % 10);
		value /= 10;
	}
	return p + digits;
}

const char *dbn_day_format(char out[11], int32_t day)
{
	struct dbn_ymd d = dbn_day_ymd(day);
	char *p = out;

	if (day != DBN_NO_DAY) {
		p = put(p, d.year, 4);
		*p++ = '-';
		p = put(p, d.month, 2);
		*p++ = '-';
		p = put(p, d.day, 2);
	}
	*p = '\0';
	return out;
}
