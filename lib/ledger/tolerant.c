/*
 * tolerant.c - cells as Excel and WPS rewrite them, read right.
 *
 * A spreadsheet that opens and saves a CSV turns 2025-05-04 into 2025/5/4 or
 * 45781, 50 into 50.0 or 50%, and leaves blanks at the ends. Nothing here
 * guesses: a value that cannot be read stays as it is, and `check` names it.
 */
#include <string.h>

#include "dubanc/columns.h"
#include "dubanc/date.h"
#include "dubanc/words.h"
#include "table.h"

enum {
	SERIAL_MIN = 20000, /* 1954-10-03 as a spreadsheet counts days */
	SERIAL_MAX = 80000, /* 2119-01-11 */
	SERIAL_EPOCH = 25569, /* the serial of 1970-01-01 */
};

static bool take(struct dbn_str *s, const char *literal)
{
	struct dbn_str l = dbn_str_of(literal);

	if (!dbn_str_starts(*s, l))
		return false;
	*s = dbn_str_from(*s, l.len);
	return true;
}

/* Up to `max` digits; false where there is none. */
static bool take_number(struct dbn_str *s, size_t max, int *out)
{
	size_t n = 0;
	int v = 0;

	while (n < s->len && n < max && s->ptr[n] >= '0' && s->ptr[n] <= '9')
		v = v * 10 + (s->ptr[n++] - '0');
	*out = v;
	*s = dbn_str_from(*s, n);
	return n > 0;
}

static void skip_blanks(struct dbn_str *s)
{
	while (s->len && (s->ptr[0] == ' ' || s->ptr[0] == '\t'))
		*s = dbn_str_from(*s, 1);
}

/* Nothing, or midnight as a spreadsheet adds it: " 0:00:00", "T00:00:00". */
static bool only_midnight(struct dbn_str s)
{
	if (s.len && s.ptr[0] != ' ' && s.ptr[0] != 'T')
		return s.len == 0;
	for (size_t i = 1; i < s.len; i++)
		if (s.ptr[i] != '0' && s.ptr[i] != ':' && s.ptr[i] != ' ' && s.ptr[i] != '.')
			return false;
	return true;
}

static int32_t day_with_separators(struct dbn_str s)
{
	static const char *const marks[][3] = {
		{ "/", "/", "" }, { "-", "-", "" }, { ".", ".", "" }, { "年", "月", "日" },
		{ "／", "／", "" }, { "．", "．", "" },
	};
	int y, m, d;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct dbn_str rest = s;

		if (!take_number(&rest, 4, &y) || y < 1000)
			return DBN_NO_DAY;
		skip_blanks(&rest);
		if (!take(&rest, marks[i][0]))
			continue;
		skip_blanks(&rest);
		if (!take_number(&rest, 2, &m))
			continue;
		skip_blanks(&rest);
		if (!take(&rest, marks[i][1]))
			continue;
		skip_blanks(&rest);
		if (!take_number(&rest, 2, &d))
			continue;
		take(&rest, marks[i][2]);
		if (only_midnight(rest))
			return dbn_day_of(y, m, d);
	}
	return DBN_NO_DAY;
}

int32_t dbn_day_typed(struct dbn_str s)
{
	int32_t n;

	s = dbn_str_trim(s);
	if (s.len == 10 && dbn_day_parse(s) != DBN_NO_DAY)
		return dbn_day_parse(s);
	if (dbn_str_ends(s, DBN_STR(".0")))
		s.len -= 2;
	if (dbn_str_uint(s, &n)) {
		if (s.len == 8)
			return dbn_day_of(n / 10000, n / 100 % 100, n % 100);
		if (s.len == 5 && n >= SERIAL_MIN && n <= SERIAL_MAX)
			return n - SERIAL_EPOCH;
		return DBN_NO_DAY;
	}
	return day_with_separators(s);
}

static struct dbn_str day_cell(struct dbn_arena *a, struct dbn_str s, bool serials)
{
	char iso[11];
	int32_t day;

	if (s.len == 10 && dbn_day_parse(s) != DBN_NO_DAY)
		return s;
	if (!serials && s.len != 5 && !dbn_str_starts(s, DBN_STR("1")) && !dbn_str_starts(s, DBN_STR("2")))
		return s;
	if (!serials && s.len < 8 && s.len != 5)
		return s; /* a year, a term; five digits alone are a serial number */
	day = dbn_day_typed(s);
	return day == DBN_NO_DAY ? s : dbn_arena_dup(a, dbn_str_of(dbn_day_format(iso, day)));
}

/* 50.0, 50.00, 50%, 050 → 50 */
static struct dbn_str count_cell(struct dbn_str s)
{
	struct dbn_str digits = s;
	size_t dot;

	if (dbn_str_ends(digits, DBN_STR("%")))
		digits.len--;
	else if (dbn_str_ends(digits, DBN_STR("％")))
		digits.len -= sizeof "％" - 1;
	dot = dbn_str_find(digits, DBN_STR("."));
	if (dot != DBN_NONE) {
		for (size_t i = dot + 1; i < digits.len; i++)
			if (digits.ptr[i] != '0')
				return s;
		digits.len = dot;
	}
	for (size_t i = 0; i < digits.len; i++)
		if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
			return s;
	while (digits.len > 1 && digits.ptr[0] == '0')
		digits = dbn_str_from(digits, 1);
	return digits.len ? digits : s;
}

static struct dbn_str list_cell(struct dbn_arena *a, struct dbn_str s)
{
	static const char wide[] = "；";
	struct dbn_str out;
	char *p;
	size_t n = 0;
	bool clean = dbn_str_find(s, dbn_str_of(wide)) == DBN_NONE;

	if (clean && !memchr(s.ptr, ';', s.len))
		return s;
	for (struct dbn_str rest = s, m; clean && rest.ptr && s.len;) {
		m = dbn_str_split(&rest, ';');
		clean = m.len > 0 && dbn_str_trim(m).len == m.len;
	}
	if (clean)
		return s;
	out = dbn_arena_dup(a, s);
	if (out.len != s.len)
		return s;
	p = (char *)(uintptr_t)out.ptr; /* our own copy */
	for (size_t i = 0; i < s.len; n++) {
		bool w = dbn_str_starts(dbn_str_from(s, i), dbn_str_of(wide));

		p[n] = w ? ';' : s.ptr[i];
		i += w ? sizeof wide - 1 : 1;
	}
	out.len = n;
	n = 0;
	for (struct dbn_str rest = out; rest.ptr;) {
		struct dbn_str m = dbn_str_trim(dbn_str_split(&rest, ';'));

		if (!m.len)
			continue;
		if (n)
			p[n++] = ';';
		memmove(p + n, m.ptr, m.len);
		n += m.len;
	}
	return (struct dbn_str){ p, n };
}

static struct dbn_str op_cell(struct dbn_str s)
{
	static const char *const ops[][4] = {
		{ "ge", ">=", "≥", "不低于" }, { "gt", ">", "＞", "超过" }, { "le", "<=", "≤", "不超过" },
		{ "lt", "<", "＜", "低于" },	 { "eq", "=", "＝", "等于" }, { "approx", "~", "≈", "约" },
	};

	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		for (size_t k = 1; k < 4; k++)
			if (dbn_str_eqz(s, ops[i][k]))
				return dbn_str_of(ops[i][0]);
	return s;
}

static struct dbn_str word_cell(enum dbn_table_id table, size_t column, struct dbn_str s)
{
	enum dbn_vocabulary v;
	int found;

	if (table == DBN_TASKS && column == DBN_TASK_STATE)
		v = DBN_WORDS_STATE;
	else if (table == DBN_TASKS && column == DBN_TASK_KIND)
		v = DBN_WORDS_KIND;
	else if (table == DBN_TASKS && column == DBN_TASK_LEAD_FROM)
		v = DBN_WORDS_LEAD_FROM;
	else if (table == DBN_EVENTS && column == DBN_EVENT_KIND)
		v = DBN_WORDS_EVENT;
	else if (table == DBN_TARGETS && column == DBN_TARGET_OP)
		return op_cell(s);
	else if (table == DBN_HOLIDAYS)
		return dbn_str_eqz(s, "休") || dbn_str_eqz(s, "放假") ? DBN_STR("holiday") :
		       dbn_str_eqz(s, "班") || dbn_str_eqz(s, "上班") ? DBN_STR("workday") : s;
	else
		return s;
	found = dbn_word_find(v, s);
	return found < 0 || dbn_str_eqz(s, dbn_word(v, found)) ? s : dbn_str_of(dbn_word(v, found));
}

struct dbn_str cell_canonical(struct dbn_arena *a, enum dbn_table_id table, size_t column,
			      struct dbn_str value)
{
	size_t count;
	const struct dbn_column *columns = dbn_columns(table, &count);

	if (!value.len)
		return value;
	value = dbn_str_trim(value);
	if (column >= count || !value.len)
		return value;
	switch (columns[column].type) {
	case DBN_TYPE_DAY: return day_cell(a, value, true);
	case DBN_TYPE_LIMIT: return day_cell(a, value, false);
	case DBN_TYPE_COUNT: return count_cell(value);
	case DBN_TYPE_LIST: return list_cell(a, value);
	case DBN_TYPE_WORD: return word_cell(table, column, value);
	default: return value;
	}
}
