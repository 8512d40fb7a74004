/* ics.c - due days as a calendar. */
#include "dubanc/ics.h"
#include "dubanc/text.h"

enum { LINE_MAX_BYTES = 75 };

/* One content line under way: bytes since the last fold. */
struct line {
	struct dbn_buf *out;
	size_t used;
};

static void put(struct line *l, struct dbn_str s)
{
	/* A piece is one character or an escape: folds never cut it. */
	if (l->used + s.len > LINE_MAX_BYTES) {
		dbn_buf_addz(l->out, "\r\n ");
		l->used = 1;
	}
	dbn_buf_add(l->out, s);
	l->used += s.len;
}

/* A text value: \ ; , LF are escaped, other control characters go. */
static void put_text(struct line *l, struct dbn_str s)
{
	size_t at = 0;

	while (at < s.len) {
		size_t start = at;
		uint32_t cp = dbn_utf8_next(s, &at);

		if (cp == DBN_BAD_CODE_POINT)
			put(l, DBN_STR("\xef\xbf\xbd"));
		else if (cp == '\n')
			put(l, DBN_STR("\\n"));
		else if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
			continue;
		else if (cp == '\\')
			put(l, DBN_STR("\\\\"));
		else if (cp == ';')
			put(l, DBN_STR("\\;"));
		else if (cp == ',')
			put(l, DBN_STR("\\,"));
		else
			put(l, dbn_str_sub(s, start, at - start));
	}
}

static void property(struct dbn_buf *out, const char *name, struct dbn_str text)
{
	struct line l = { out, 0 };

	put(&l, dbn_str_of(name));
	put_text(&l, text);
	dbn_buf_addz(out, "\r\n");
}

/* Digits and letters of an ISO day or instant without its separators. */
static void basic(struct dbn_buf *out, struct dbn_str iso)
{
	for (size_t i = 0; i < iso.len && iso.ptr[i] != '.'; i++)
		if (iso.ptr[i] != '-' && iso.ptr[i] != ':')
			dbn_buf_addc(out, iso.ptr[i]);
}

static void date_property(struct dbn_buf *out, const char *name, int32_t day)
{
	char iso[11];

	dbn_buf_addz(out, name);
	basic(out, dbn_str_of(dbn_day_format(iso, day)));
	dbn_buf_addz(out, "\r\n");
}

/* ---- recurrences ---- */

enum { SHORTEST_MONTH = 28, LONGEST_MONTH = 31, FEBRUARY = 2 };

static void number_part(struct dbn_buf *rule, const char *name, int value)
{
	dbn_buf_addz(rule, name);
	dbn_buf_addi(rule, value);
}

/* A day that a month may not have is its last one: the last of those up to it that are there. */
static void month_day(struct dbn_buf *rule, int day, bool maybe_short)
{
	if (day == LONGEST_MONTH) {
		dbn_buf_addz(rule, ";BYMONTHDAY=-1");
		return;
	}
	if (day <= SHORTEST_MONTH || !maybe_short) {
		number_part(rule, ";BYMONTHDAY=", day);
		return;
	}
	for (int d = SHORTEST_MONTH; d <= day; d++)
		number_part(rule, d == SHORTEST_MONTH ? ";BYMONTHDAY=" : ",", d);
	dbn_buf_addz(rule, ";BYSETPOS=-1");
}

/* Days of the year: rules multiply months by days, so that several months want one day. */
static bool year_rule(struct dbn_buf *rule, const struct dbn_recur *r)
{
	bool february = false;

	for (int i = 0; i < r->dates; i++) {
		february = february || r->at[i].month == FEBRUARY;
		if (r->at[i].day != r->at[0].day)
			return false;
	}
	if (r->dates > 1 && february && r->at[0].day > SHORTEST_MONTH && r->at[0].day < LONGEST_MONTH)
		return false;
	dbn_buf_addz(rule, "FREQ=YEARLY");
	if (r->step > 1)
		number_part(rule, ";INTERVAL=", r->step);
	for (int i = 0; i < r->dates; i++)
		number_part(rule, i ? "," : ";BYMONTH=", r->at[i].month);
	month_day(rule, r->at[0].day, february);
	return true;
}

bool dbn_ics_rule(struct dbn_buf *rule, const struct dbn_recur *r)
{
	static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

	if (r->workday) /* decreed, not ruled */
		return false;
	if (r->unit == DBN_RECUR_DAY) {
		dbn_buf_addz(rule, "FREQ=DAILY");
		if (r->step > 1)
			number_part(rule, ";INTERVAL=", r->step);
		return true;
	}
	if (r->unit == DBN_RECUR_WEEK) {
		dbn_buf_addz(rule, "FREQ=WEEKLY");
		if (r->step > 1)
			number_part(rule, ";INTERVAL=", r->step);
		dbn_buf_addz(rule, ";BYDAY=");
		dbn_buf_addz(rule, weekdays[r->weekday - 1]);
		return true;
	}
	if (r->months == 12)
		return year_rule(rule, r);
	if (r->dates != 1)
		return false;
	dbn_buf_addz(rule, "FREQ=MONTHLY");
	if (r->months * r->step > 1)
		number_part(rule, ";INTERVAL=", r->months * r->step);
	month_day(rule, r->at[0].day, true);
	return true;
}

static void recurrence(struct dbn_buf *out, const struct dbn_ics_entry *entry)
{
	struct line l = { out, 0 };
	char iso[11];

	if (!entry->rule.len)
		return;
	dbn_buf_addz(out, "RRULE:");
	dbn_buf_add(out, entry->rule);
	dbn_buf_addz(out, ";UNTIL=");
	basic(out, dbn_str_of(dbn_day_format(iso, entry->until)));
	dbn_buf_addz(out, "\r\n");
	for (size_t i = 0; i < entry->except_count; i++) {
		struct dbn_buf day;

		put(&l, dbn_str_of(i ? "," : "EXDATE;VALUE=DATE:"));
		dbn_buf_init(&day, 16);
		basic(&day, dbn_str_of(dbn_day_format(iso, entry->except[i])));
		put(&l, dbn_buf_str(&day));
		dbn_buf_release(&day);
	}
	dbn_buf_addz(out, entry->except_count ? "\r\n" : "");
}

void dbn_ics_begin(struct dbn_buf *out, struct dbn_str name)
{
	dbn_buf_addz(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dubanc//dubanc//ZH\r\n"
			  /* No METHOD: one that publishes wants an ORGANIZER in each entry. */
			  "CALSCALE:GREGORIAN\r\n");
	property(out, "X-WR-CALNAME:", name);
}

static void alarm(struct dbn_buf *out, int days, struct dbn_str summary)
{
	dbn_buf_addz(out, "BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
	property(out, "DESCRIPTION:", summary);
	/* The day begins at midnight; the reminder comes at nine of its morning. */
	if (days > 0) {
		dbn_buf_addz(out, "TRIGGER:-P");
		dbn_buf_addi(out, days - 1);
		dbn_buf_addz(out, "DT15H\r\nEND:VALARM\r\n");
	} else {
		dbn_buf_addz(out, "TRIGGER:PT9H\r\nEND:VALARM\r\n");
	}
}

void dbn_ics_day(struct dbn_buf *out, const struct dbn_ics_entry *entry)
{
	struct line uid = { out, 0 };

	if (entry->day == DBN_NO_DAY)
		return;
	dbn_buf_addz(out, "BEGIN:VEVENT\r\n");
	put(&uid, DBN_STR("UID:"));
	put_text(&uid, entry->uid);
	put(&uid, DBN_STR("@dubanc"));
	dbn_buf_addz(out, "\r\nDTSTAMP:");
	basic(out, entry->stamp.len >= 19 ? dbn_str_sub(entry->stamp, 0, 19)
					  : DBN_STR("1970-01-01T00:00:00"));
	dbn_buf_addz(out, "Z\r\n");
	date_property(out, "DTSTART;VALUE=DATE:", entry->day);
	date_property(out, "DTEND;VALUE=DATE:", entry->day + 1);
	recurrence(out, entry);
	property(out, "SUMMARY:", entry->summary);
	if (entry->description.len)
		property(out, "DESCRIPTION:", entry->description);
	dbn_buf_addz(out, "TRANSP:TRANSPARENT\r\n");
	if (entry->cancelled)
		dbn_buf_addz(out, "STATUS:CANCELLED\r\n");
	for (size_t i = 0; i < entry->alarm_count && !entry->cancelled; i++)
		alarm(out, entry->alarms[i], entry->summary);
	dbn_buf_addz(out, "END:VEVENT\r\n");
}

void dbn_ics_end(struct dbn_buf *out)
{
	dbn_buf_addz(out, "END:VCALENDAR\r\n");
}
