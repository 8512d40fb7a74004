/*
 * lunar.c - the Chinese calendar 1900-2100, feasts.
 *
 * One word a lunar year: bits 4-15 the lengths of months 12..1 (set = 30
 * days), bits 0-3 the leap month or 0, bit 16 its length: the packed table in
 * common use; test_calendar checks it against known new years.
 */
#include "dubanc/calendar.h"

enum { LUNAR_FIRST = 1900, LUNAR_LAST = 2100 };

static const uint32_t years[] = {
	0x04bd8, 0x04ae0, 0x0a570, 0x054d5, 0x0d260, 0x0d950, 0x16554, 0x056a0, 0x09ad0, 0x055d2,
	0x04ae0, 0x0a5b6, 0x0a4d0, 0x0d250, 0x1d255, 0x0b540, 0x0d6a0, 0x0ada2, 0x095b0, 0x14977,
	0x04970, 0x0a4b0, 0x0b4b5, 0x06a50, 0x06d40, 0x1ab54, 0x02b60, 0x09570, 0x052f2, 0x04970,
	0x06566, 0x0d4a0, 0x0ea50, 0x16a95, 0x05ad0, 0x02b60, 0x186e3, 0x092e0, 0x1c8d7, 0x0c950,
	0x0d4a0, 0x1d8a6, 0x0b550, 0x056a0, 0x1a5b4, 0x025d0, 0x092d0, 0x0d2b2, 0x0a950, 0x0b557,
	0x06ca0, 0x0b550, 0x15355, 0x04da0, 0x0a5b0, 0x14573, 0x052b0, 0x0a9a8, 0x0e950, 0x06aa0,
	0x0aea6, 0x0ab50, 0x04b60, 0x0aae4, 0x0a570, 0x05260, 0x0f263, 0x0d950, 0x05b57, 0x056a0,
	0x096d0, 0x04dd5, 0x04ad0, 0x0a4d0, 0x0d4d4, 0x0d250, 0x0d558, 0x0b540, 0x0b6a0, 0x195a6,
	0x095b0, 0x049b0, 0x0a974, 0x0a4b0, 0x0b27a, 0x06a50, 0x06d40, 0x0af46, 0x0ab60, 0x09570,
	0x04af5, 0x04970, 0x064b0, 0x074a3, 0x0ea50, 0x06b58, 0x05ac0, 0x0ab60, 0x096d5, 0x092e0,
	0x0c960, 0x0d954, 0x0d4a0, 0x0da50, 0x07552, 0x056a0, 0x0abb7, 0x025d0, 0x092d0, 0x0cab5,
	0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50, 0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0, 0x0a930,
	0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530,
	0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45,
	0x0b5a0, 0x056d0, 0x055b2, 0x049b0, 0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0,
	0x14b63, 0x09370, 0x049f8, 0x04970, 0x064b0, 0x168a6, 0x0ea50, 0x06b20, 0x1a6c4, 0x0aae0,
	0x092e0, 0x0d2e3, 0x0c960, 0x0d557, 0x0d4a0, 0x0da50, 0x05d55, 0x056a0, 0x0a6d0, 0x055d4,
	0x052d0, 0x0a9b8, 0x0a950, 0x0b4a0, 0x0b6a6, 0x0ad50, 0x055a0, 0x0aba4, 0x0a5b0, 0x052b0,
	0x0b273, 0x06930, 0x07337, 0x06aa0, 0x0ad50, 0x14b55, 0x04b60, 0x0a570, 0x054e4, 0x0d160,
	0x0e968, 0x0d520, 0x0daa0, 0x16aa6, 0x056d0, 0x04ae0, 0x0a9d4, 0x0a2d0, 0x0d150, 0x0f252,
	0x0d520,
};

_Static_assert(sizeof years / sizeof *years == LUNAR_LAST - LUNAR_FIRST + 1, "one word a year");

static int leap_month(uint32_t word)
{
	return (int)(word & 15u);
}

static int month_days(uint32_t word, int month)
{
	return (word >> (16 - month)) & 1u ? 30 : 29;
}

static int leap_days(uint32_t word)
{
	if (!leap_month(word))
		return 0;
	return word & 0x10000u ? 30 : 29;
}

static int year_days(uint32_t word)
{
	int days = leap_days(word);

	for (int m = 1; m <= 12; m++)
		days += month_days(word, m);
	return days;
}

int32_t dbn_lunar_month_start(int year, int month)
{
	int32_t day = dbn_day_of(1900, 1, 31);
	uint32_t word;

	if (year < LUNAR_FIRST || year > LUNAR_LAST || month < 1 || month > 12)
		return DBN_NO_DAY;
	for (int y = LUNAR_FIRST; y < year; y++)
		day += year_days(years[y - LUNAR_FIRST]);
	word = years[year - LUNAR_FIRST];
	for (int m = 1; m < month; m++) {
		day += month_days(word, m);
		if (m == leap_month(word))
			day += leap_days(word);
	}
	return day;
}

/* 初一 … 三十; a short month has no thirtieth: its last day then. */
int32_t dbn_lunar_day(int year, int month, int day)
{
	int32_t start = dbn_lunar_month_start(year, month);
	int days;

	if (start == DBN_NO_DAY || day < 1 || day > 30)
		return DBN_NO_DAY;
	days = month_days(years[year - LUNAR_FIRST], month);
	return start + (day > days ? days : day) - 1;
}

/* 清明: the sun at 15 degrees, by the usual approximation for 1900-2100. */
static int32_t qingming(int year)
{
	int y = year % 100;
	double c = year < 2000 ? 5.59 : 4.81;

	return dbn_day_of(year, 4, (int)(y * 0.2422 + c) - y / 4);
}

/* 立冬, 夏至: the table says how. */
static int32_t solar_term(struct dbn_str name, int year)
{
	static const struct {
		const char *name;
		int month, c;
	} terms[] = {
#define SOLAR(n, m, d)
#define LUNAR(n, m, d)
#define TERM(n, m, c) { n, m, c },
#define NTH(n, m, k, w)
#include "../../data/feasts.def"
#undef SOLAR
#undef LUNAR
#undef TERM
#undef NTH
	};
	int y = year - 2000;

	for (size_t i = 0; y > 0 && y < 100 && i < sizeof terms / sizeof *terms; i++) {
		int leap_days = terms[i].month <= 2 ? (y - 1) / 4 : y / 4;

		if (dbn_str_eqz(name, terms[i].name))
			return dbn_day_of(year, terms[i].month,
					  (2422 * y + 10 * terms[i].c) / 10000 - leap_days);
	}
	return DBN_NO_DAY;
}

/* 母亲节: the second Sunday of May. */
static int32_t nth_weekday(struct dbn_str name, int year)
{
	static const struct {
		const char *name;
		int month, n, weekday;
	} days[] = {
#define SOLAR(n, m, d)
#define LUNAR(n, m, d)
#define TERM(n, m, c)
#define NTH(n, m, k, w) { n, m, k, w },
#include "../../data/feasts.def"
#undef SOLAR
#undef LUNAR
#undef TERM
#undef NTH
	};

	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		int32_t first = dbn_day_of(year, days[i].month, 1);

		if (dbn_str_eqz(name, days[i].name))
			return first + (days[i].weekday - dbn_day_weekday(first) + 7) % 7 + 7 * (days[i].n - 1);
	}
	return DBN_NO_DAY;
}

int32_t dbn_calendar_feast(struct dbn_str name, int year)
{
	static const struct {
		const char *name;
		int month, day;
		bool lunar;
	} feasts[] = {
#define SOLAR(n, m, d) { n, m, d, false },
#define LUNAR(n, m, d) { n, m, d, true },
#define TERM(n, m, c)
#define NTH(n, m, k, w)
#include "../../data/feasts.def"
#undef SOLAR
#undef LUNAR
#undef TERM
#undef NTH
	};
	int32_t start;

	if (year < LUNAR_FIRST || year > LUNAR_LAST)
		return DBN_NO_DAY;
	if (dbn_str_eqz(name, "清明") || dbn_str_eqz(name, "清明节"))
		return qingming(year);
	if (dbn_str_eqz(name, "除夕") || dbn_str_eqz(name, "大年三十")) {
		start = dbn_lunar_month_start(year, 1);
		return start == DBN_NO_DAY ? start : start - 1;
	}
	for (size_t i = 0; i < sizeof feasts / sizeof *feasts; i++) {
		if (!dbn_str_eqz(name, feasts[i].name))
			continue;
		if (!feasts[i].lunar)
			return dbn_day_of(year, feasts[i].month, feasts[i].day);
		/* 腊八 falls in the civil year after its lunar year. */
		start =
		    dbn_lunar_month_start(feasts[i].month == 12 ? year - 1 : year, feasts[i].month);
		return start == DBN_NO_DAY ? start : start + feasts[i].day - 1;
	}
	start = nth_weekday(name, year);
	return start != DBN_NO_DAY ? start : solar_term(name, year);
}
