# shellcheck shell=sh
# t34-calendar.sh - report plan --format=ics: what recurs is one entry with a rule where a rule
# gives exactly its days; another reader finds the days that the plan has, and no other.
. "$TESTS/lib.sh"
ledger

# A task for each recurrence, its first due day as the recurrence has it.
task=3
while read -r recur first; do
	dubanc add --title="$recur" --lead=市教育局 --on=2024-01-02 >"$T/quiet" 2>&1 || fail "$(cat "$T/quiet")"
	task=$((task + 1))
	dubanc edit $task "recur=every:$recur" >"$T/quiet" 2>&1 || fail "$recur: $(cat "$T/quiet")"
	dubanc assign $task --due="$first" >"$T/quiet" 2>&1 || fail "$recur: $(cat "$T/quiet")"
done <<'EOF'
month@25 2024-01-25
month 2024-01-31
month@30 2024-01-30
month@29 2024-01-29
week@5 2024-01-05
quarter 2024-03-31
quarter@m2-30 2024-02-29
half@6-15 2024-06-15
year 2024-12-31
year@02-29 2024-02-29
year@03-15,09-15 2024-03-15
year@03-15,09-20 2024-03-15
2year@05-10 2024-05-10
EOF
it 'has one entry with a rule where one says it'
expect_ok dubanc report plan --period=2024..2027 --format=ics -o plan.ics
tr -d '\r' <plan.ics >"$T/out"
expect_out 'RRULE:FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20271225'
expect_out 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20271231'
expect_out 'RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;UNTIL=20271230'
expect_out 'RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20271231'
expect_out 'RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;UNTIL=20271231'
expect_out 'RRULE:FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=15;UNTIL=20271215'
expect_out 'RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1;UNTIL=20271231'
expect_out 'RRULE:FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15;UNTIL=20270915'
expect_out 'RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=10;UNTIL=20260510'
expect_out 'UID:DB2024:4/2024-01+@dubanc'
expect_out -E '^UID:DB2024:15/2024.*[^+]@dubanc'

it 'leaves out the periods that are done, under the same uid'
dubanc update 4 --report --period=2024-01 --on=2024-01-20 >"$T/quiet" 2>&1 || fail "$(cat "$T/quiet")"
dubanc update 4 --report --period=2024-03 --on=2024-03-20 >"$T/quiet" 2>&1 || fail "$(cat "$T/quiet")"
dubanc report plan --period=2024..2027 --format=csv >plan.csv
expect_ok dubanc report plan --period=2024..2027 --format=ics -o plan.ics
tr -d '\r' <plan.ics >"$T/out"
expect_out 'EXDATE;VALUE=DATE:20240125,20240325'
expect_out 'UID:DB2024:4/2024-01+@dubanc'
grep -A2 '^UID:DB2024:4/' "$T/out" | grep -q '^DTSTART;VALUE=DATE:20240125' || fail 'the first day moved'
grep '^UID:' "$T/out" | sort | uniq -d >"$T/twice"
[ ! -s "$T/twice" ] || fail "twice: $(cat "$T/twice")"

# The days of each entry, by another program's reading of rules and exceptions.
cat >days.py <<'EOF'
import csv, datetime, icalendar
from dateutil.rrule import rrulestr
found = set()
for e in icalendar.Calendar.from_ical(open("plan.ics", "rb").read()).walk("VEVENT"):
    task = str(e["UID"]).split("@")[0].split("/")[0]
    start = datetime.datetime.combine(e["DTSTART"].dt, datetime.time())
    days = [start]
    if "RRULE" in e:
        days = list(rrulestr(e["RRULE"].to_ical().decode(), dtstart=start))
    gone = set()
    if "EXDATE" in e:
        gone = {d.dt for d in e["EXDATE"].dts}
    for day in days:
        if day.date() in gone:
            continue
        assert (task, day.date()) not in found, ("twice", task, day)
        found.add((task, day.date()))
want = {(row["id"], datetime.date.fromisoformat(row["due"])) for row in csv.DictReader(open("plan.csv", encoding="utf-8"))
        if row["outcome"] in ("ahead", "missed", "paused") and row["due"]}
assert found == want, ("missing", sorted(want - found)[:5], "too many", sorted(found - want)[:5])
print(len(found), "days")
EOF

it 'gives another reader just the days of the plan'
if /usr/bin/python3 -c 'import icalendar, dateutil' 2>/dev/null; then
	expect_ok /usr/bin/python3 days.py
	expect_out -E '^[0-9]{3} days'
else
	skip 'python3-icalendar is not installed'
fi

it 'gives libical just the days of the plan, and nothing to complain of'
read_ical=$(dirname "$(command -v dubanc)")/tests/read-ical
if [ -x "$read_ical" ]; then
	expect_ok "$read_ical" plan.ics
	[ "$(wc -l <"$T/out")" -gt 100 ] || fail 'hardly any days'
	# No day twice, all with alarms while they can still be met.
	cut -f1,2 "$T/out" | sed 's/[@/][^	]*//' | sort >found
	sort -u found | diff found - >"$T/twice" || fail 'a day twice' "$(cat "$T/twice")"
	dubanc report plan --period=2024..2027 --format=tsv >plan.tsv
	awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["outcome"] ~ /^(ahead|missed|paused)$/ && $at["due"] != "" { print $at["id"] "\t" $at["due"] }' plan.tsv | sort >wanted
	expect_same wanted found
	awk -F '\t' '$2 > "2024-04-30" && !$3 { print }' "$T/out" >silent
	[ ! -s silent ] || fail 'no alarm' "$(head -5 silent)"
	# What it would not take from us.
	sed 's/^DTSTAMP.*/DTSTAMP:nonsense/' plan.ics >bad.ics
	expect_code 1 "$read_ical" bad.ics
else
	skip 'libical-dev is not installed'
fi

it 'has no entry, and no alarm, where all is done or suspended'
dubanc update 12 --suspend=等文件 >"$T/quiet" 2>&1 || fail "$(cat "$T/quiet")"
expect_ok dubanc report plan --period=2025..2027 --format=ics --where='id = DB2024:12'
expect_out 'RRULE:FREQ=YEARLY'
expect_no_out VALARM
expect_ok dubanc report plan --period=2024-01 --format=ics --where='id = DB2024:4'
expect_no_out VEVENT

finish
