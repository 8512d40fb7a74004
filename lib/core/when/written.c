/* written.c - days, periods and numbers as papers write them. */
#include "dubanc/written.h"

void dbn_paper_day(struct dbn_buf *out, enum dbn_lang lang, int32_t day)
{
	struct dbn_ymd d = dbn_day_ymd(day);
	char iso[11];

	if (day == DBN_NO_DAY)
		return;
	if (lang == DBN_EN) {
		dbn_buf_addz(out, dbn_day_format(iso, day));
		return;
	}
	dbn_buf_addi(out, d.year);
	dbn_buf_addz(out, "年");
	dbn_buf_addi(out, d.month);
	dbn_buf_addz(out, "月");
	dbn_buf_addi(out, d.day);
	dbn_buf_addz(out, "日");
}

/* Which kind of period a name is of, by what stands behind its year. */
static enum dbn_msg kind_of(struct dbn_str rest)
{
	if (rest.len == 0)
		return DBN_MSG_PERIOD_YEAR;
	if (dbn_str_eqz(rest, "H1"))
		return DBN_MSG_PERIOD_HALF_1;
	if (dbn_str_eqz(rest, "H2"))
		return DBN_MSG_PERIOD_HALF_2;
	if (rest.ptr[0] == 'Q')
		return DBN_MSG_PERIOD_QUARTER;
	if (rest.ptr[0] == 'W')
		return DBN_MSG_PERIOD_WEEK;
	return rest.ptr[0] == '-' ? DBN_MSG_PERIOD_MONTH : DBN_MSG_NONE;
}

void dbn_paper_period(struct dbn_buf *out, enum dbn_lang lang, struct dbn_str name)
{
	struct dbn_str rest = dbn_str_from(name, 4), args[2] = { dbn_str_sub(name, 0, 4), dbn_str_from(rest, 1) };
	enum dbn_msg kind = kind_of(rest);
	int32_t day = dbn_day_parse(name), n = 0;

	if (day != DBN_NO_DAY) {
		dbn_paper_day(out, lang, day);
	} else if (!dbn_str_uint(args[0], &n) || name.len < 4 || kind == DBN_MSG_NONE ||
		   (args[1].len && !dbn_str_uint(args[1], &n) && rest.ptr[0] != 'H')) {
		dbn_buf_add(out, name);
	} else {
		if (args[1].len == 2 && args[1].ptr[0] == '0' && lang == DBN_ZH) /* 07 is written 7月 */
			args[1] = dbn_str_from(args[1], 1);
		dbn_msg_format(out, kind, lang, args, 2);
	}
}

void dbn_paper_format(struct dbn_buf *out, enum dbn_msg id, enum dbn_lang lang, const struct dbn_str *args, size_t n)
{
	const char *p = dbn_msg_text(id, lang);

	for (; *p; p++) {
		size_t k = p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}' ? (size_t)(p[1] - '0') : DBN_NONE;

		if (k != DBN_NONE) {
			dbn_buf_add(out, k < n ? args[k] : DBN_STR(""));
			p += 2;
		} else if (lang == DBN_EN || *p != ' ') {
			dbn_buf_addc(out, *p);
		}
	}
}
