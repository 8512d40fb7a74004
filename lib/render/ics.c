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

void dbn_ics_begin(struct dbn_buf *out, struct dbn_str name)
{
	dbn_buf_addz(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dubanc//dubanc//ZH\r\n"
			  "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
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
