/*
 * read-ical FILE - a calendar as libical sees it: UID TAB DAY TAB ALARMS, a line each day.
 *
 * Rules and exceptions are worked out by the library. It fails where the
 * library finds anything wrong, or where a property is missing that calendars want.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libical/ical.h>

enum { FILE_MAX = 1 << 24, DAYS_MAX = 4000 };

static int fail(const char *what, const char *uid)
{
	fprintf(stderr, "%s: %s\n", what, uid ? uid : "");
	return 1;
}

static int is_left_out(icalcomponent *event, struct icaltimetype day)
{
	icalproperty *p = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);

	for (; p; p = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
		if (icaltime_compare_date_only(icalproperty_get_exdate(p), day) == 0)
			return 1;
	}
	return 0;
}

static void show(icalcomponent *event, struct icaltimetype day)
{
	if (!is_left_out(event, day))
		printf("%s\t%04d-%02d-%02d\t%d\n", icalcomponent_get_uid(event), day.year, day.month, day.day,
		       icalcomponent_count_components(event, ICAL_VALARM_COMPONENT));
}

static int read_event(icalcomponent *event)
{
	icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
	struct icaltimetype start = icalcomponent_get_dtstart(event);
	const char *uid = icalcomponent_get_uid(event);

	if (!uid || !icalcomponent_get_summary(event) || icaltime_is_null_time(icalcomponent_get_dtstamp(event)))
		return fail("UID, SUMMARY or DTSTAMP is missing", uid);
	if (icaltime_is_null_time(start) || !icaltime_is_date(start))
		return fail("no whole day", uid);
	if (!rule) {
		show(event, start);
		return 0;
	}
	icalrecur_iterator *days = icalrecur_iterator_new(icalproperty_get_rrule(rule), start);

	if (!days)
		return fail("no rule", uid);
	for (int n = 0; n < DAYS_MAX; n++) {
		struct icaltimetype day = icalrecur_iterator_next(days);

		if (icaltime_is_null_time(day))
			break;
		show(event, day);
	}
	icalrecur_iterator_free(days);
	return 0;
}

int main(int argc, char **argv)
{
	static char text[FILE_MAX];
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	icalcomponent *calendar;
	int status = 0;

	if (!f || fread(text, 1, sizeof text - 1, f) == 0)
		return fail("cannot read", argc == 2 ? argv[1] : "usage: read-ical FILE");
	fclose(f);
	calendar = icalparser_parse_string(text);
	if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT)
		return fail("no calendar", argv[1]);
	if (icalcomponent_count_errors(calendar) || !icalrestriction_check(calendar))
		return fail("the library finds errors", icalcomponent_as_ical_string(calendar));
	for (icalcomponent *e = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); e && !status;
	     e = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
		status = read_event(e);
	icalcomponent_free(calendar);
	return status;
}
