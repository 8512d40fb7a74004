/* forecast.c - where a quantified target is heading. */
#include "dubanc/forecast.h"
#include "number.h"
#include "trail.h"

enum { PLACES = 3 };

/* Beyond these, products of values and days could leave 64 bits. */
#define VALUE_MAX INT64_C(1000000000000)
enum { DAYS_MAX = 100000 };

/* A recorded value and its day. */
struct mark {
	int32_t day;
	int64_t value;
};

static bool parse_op(struct dbn_str s, enum dbn_target_op *op)
{
	static const char *const names[] = { "ge", "gt", "le", "lt", "eq", "approx", "in" };
	static const enum dbn_target_op ops[] = { DBN_OP_GE, DBN_OP_GT,	   DBN_OP_LE, DBN_OP_LT,
						  DBN_OP_EQ, DBN_OP_ABOUT, DBN_OP_IN };

	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (dbn_str_eqz(s, names[i])) {
			*op = ops[i];
			return true;
		}
	return false;
}

static bool parse_value(struct dbn_str s, int64_t *out)
{
	return number_parse(s, PLACES, out) && *out<VALUE_MAX && * out> - VALUE_MAX;
}

static bool parse_asked(struct dbn_str s, enum dbn_target_op op, struct dbn_forecast *f)
{
	size_t dots = op == DBN_OP_IN ? dbn_str_find(s, DBN_STR("..")) : DBN_NONE;

	if (dots == DBN_NONE)
		return op != DBN_OP_IN && parse_value(s, &f->value);
	return parse_value(dbn_str_sub(s, 0, dots), &f->value) &&
	       parse_value(dbn_str_from(s, dots + 2), &f->upper) && f->value <= f->upper;
}

bool dbn_target_met(enum dbn_target_op op, int64_t value, int64_t upper, int64_t actual)
{
	switch (op) {
	case DBN_OP_GE:
		return actual >= value;
	case DBN_OP_GT:
		return actual > value;
	case DBN_OP_LE:
		return actual <= value;
	case DBN_OP_LT:
		return actual < value;
	case DBN_OP_EQ:
		return actual == value;
	case DBN_OP_ABOUT: /* 左右: within five per cent */
		return actual * 20 >= value * 19 && actual * 20 <= value * 21;
	case DBN_OP_IN:
		return actual >= value && actual <= upper;
	}
	return false;
}

/* `target.ID.actual=V` in the changes of an event. */
static bool recorded(const struct dbn_event *e, struct dbn_str id, int64_t *value)
{
	struct dbn_str rest = e->changes;

	while (rest.ptr) {
		struct dbn_str text = dbn_str_split(&rest, ';'), name = dbn_str_split(&text, '=');

		if (text.ptr && dbn_str_starts(name, DBN_STR("target.")) &&
		    dbn_str_ends(name, DBN_STR(".actual")) && name.len == id.len + 14 &&
		    dbn_str_eq(dbn_str_sub(name, 7, id.len), id))
			return parse_value(text, value);
	}
	return false;
}

/* The first and the last value that were recorded; how many there are. */
static int find_marks(const struct dbn_ledger_target *t, struct mark *first, struct mark *last)
{
	int64_t value;
	int count = 0;

	for (size_t i = 0; t->task && i < t->task->event_count; i++) {
		const struct dbn_event *e = t->task->events[i];

		if (e->on == DBN_NO_DAY || !recorded(e, t->cell[DBN_TARGET_ID], &value))
			continue;
		if (count == 0 || e->on < first->day)
			*first = (struct mark){ e->on, value };
		if (count == 0 || e->on >= last->day)
			*last = (struct mark){ e->on, value };
		count++;
	}
	if (count == 0 && parse_value(t->cell[DBN_TARGET_ACTUAL], &value)) {
		*first = *last =
			(struct mark){ dbn_day_parse(t->cell[DBN_TARGET_ACTUAL_ON]), value };
		count = 1;
	}
	return count;
}

/* a * b / c without leaving 64 bits: b and c are days. */
static int64_t scale(int64_t a, int64_t b, int64_t c)
{
	int64_t whole = a / c * b, rest = a % c * b;

	return whole + rest / c;
}

static void draw_line(struct dbn_forecast *f, struct mark first, struct mark last)
{
	int64_t rise, missing;
	int32_t span;

	if (first.day == DBN_NO_DAY || last.day == DBN_NO_DAY || first.day >= last.day ||
	    f->due == DBN_NO_DAY || f->due < last.day || f->due - first.day > DAYS_MAX)
		return;
	rise = last.value - first.value;
	span = last.day - first.day;
	f->has_line = true;
	f->at_due = last.value + scale(rise, f->due - last.day, span);
	missing = f->value - last.value;
	if (rise != 0 && missing != 0 && (rise > 0) == (missing > 0)) {
		int64_t days = scale(missing, span, rise);

		/* A day more where it does not come out even. */
		if (days < DAYS_MAX)
			f->reaches = last.day + (int32_t)days + (missing * span % rise != 0);
	}
}

static int32_t due_of(const struct dbn_ledger_target *t)
{
	int32_t due = dbn_day_parse(dbn_str_sub(t->cell[DBN_TARGET_DUE], 0, 10));

	return due == DBN_NO_DAY && t->task ? t->task->due : due;
}

/* How many days a value speaks for: the rhythm in which its task is reported. */
static int32_t value_days(const struct dbn_task *task)
{
	static const struct {
		const char *rhythm;
		int32_t days;
	} known[] = {
		{ "every:day", 7 },   { "every:week", 7 },    { "every:month", 31 }, { "every:quarter", 92 },
		{ "every:half", 184 }, { "every:year", 366 },
	};
	static const enum dbn_task_column cells[] = { DBN_TASK_RECUR, DBN_TASK_FEEDBACK };

	for (size_t c = 0; task && c < sizeof cells / sizeof *cells; c++)
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (dbn_str_starts(task->cell[cells[c]], dbn_str_of(known[i].rhythm)))
				return known[i].days;
	return 92;
}

/* Whether a value to be reached lies below the line from nothing to what is asked, today. */
static bool below_schedule(const struct dbn_forecast *f, enum dbn_target_op op, const struct dbn_task *task,
			   int32_t today)
{
	int32_t start = task ? dbn_charged_day(task) : DBN_NO_DAY;

	if (op == DBN_OP_LE || op == DBN_OP_LT || f->value <= 0 || start == DBN_NO_DAY || f->due == DBN_NO_DAY ||
	    start >= f->due || today <= start || f->due - start > DAYS_MAX)
		return false;
	return f->actual < scale(f->value, today - start, f->due - start);
}

static enum dbn_course course_of(const struct dbn_forecast *f, enum dbn_target_op op, const struct dbn_task *task,
				 int32_t today)
{
	if (dbn_target_met(op, f->value, f->upper, f->actual))
		return DBN_COURSE_MET;
	if (f->due != DBN_NO_DAY && f->due < today)
		return DBN_COURSE_MISSED;
	if (f->actual_on != DBN_NO_DAY && today - f->actual_on > value_days(task))
		return DBN_COURSE_STALE;
	if (below_schedule(f, op, task, today))
		return DBN_COURSE_SHORT;
	if (!f->has_line)
		return DBN_COURSE_UNKNOWN;
	return dbn_target_met(op, f->value, f->upper, f->at_due) ? DBN_COURSE_ON : DBN_COURSE_SHORT;
}

struct dbn_forecast dbn_forecast_of(const struct dbn_ledger_target *target, int32_t today)
{
	struct dbn_forecast f = { .course = DBN_COURSE_UNKNOWN,
				  .due = due_of(target),
				  .actual_on = DBN_NO_DAY,
				  .percent = -1,
				  .reaches = DBN_NO_DAY };
	struct mark first = { DBN_NO_DAY, 0 }, last = first;
	enum dbn_target_op op;

	if (!parse_op(target->cell[DBN_TARGET_OP], &op) ||
	    !parse_asked(target->cell[DBN_TARGET_VALUE], op, &f))
		return f;
	f.points = find_marks(target, &first, &last);
	if (f.points == 0) {
		f.course = f.due != DBN_NO_DAY && f.due < today ? DBN_COURSE_MISSED
								: DBN_COURSE_UNKNOWN;
		return f;
	}
	f.has_actual = true;
	f.actual = last.value;
	f.actual_on = last.day;
	if (f.value > 0 && op != DBN_OP_LE && op != DBN_OP_LT && f.actual >= 0 &&
	    f.actual / f.value < 10000)
		f.percent = (int)scale(f.actual, 100, f.value);
	draw_line(&f, first, last);
	f.course = course_of(&f, op, target->task, today);
	if (f.course == DBN_COURSE_STALE) { /* a line from old values is no forecast */
		f.has_line = false;
		f.reaches = DBN_NO_DAY;
	}
	return f;
}

void dbn_thousandths(struct dbn_buf *out, int64_t value)
{
	uint64_t v = value < 0 ? 0 - (uint64_t)value : (uint64_t)value, rest = v % 1000;
	unsigned width = 3;

	if (value < 0)
		dbn_buf_addc(out, '-');
	dbn_buf_add_padded(out, v / 1000, 1);
	if (rest == 0)
		return;
	while (rest % 10 == 0) {
		rest /= 10;
		width--;
	}
	dbn_buf_addc(out, '.');
	dbn_buf_add_padded(out, rest, width);
}
