# shellcheck shell=sh
# t07-since.sh - status --since: what happened from a day on.
. "$TESTS/lib.sh"
ledger
dubanc update 2 --progress=40 --note=已开工 --on=2024-04-10 >/dev/null
dubanc update 1 --progress=100 --report --on=2024-04-12 >/dev/null

it 'names the tasks to which something happened, the latest first'
expect_ok dubanc status --since=2024-04-10
expect_out '2024-04-10 以来'
expect_out '2项有反馈'
expect_out 'DB2024:1'
[ "$(grep '^2024-04-1.  DB' "$T/out" | cut -c1-10 | tr '\n' ' ')" = '2024-04-12 2024-04-10 ' ] ||
	fail 'not the latest first' "$(cat "$T/out")"

it 'counts the day itself and nothing before it'
expect_ok dubanc status --since=2024-04-11 --format=csv
expect_lines 2
expect_out '2024-04-12,DB2024:1,'
expect_ok dubanc status --since=2024-04-12 --format=csv
expect_lines 2
expect_ok dubanc status --since=2024-04-13 --format=csv
expect_lines 1

it 'tells who has become late since, not who was late before'
expect_ok dubanc status --since=2024-04-18 --today=2024-04-18
expect_out '新逾期1项'
expect_ok dubanc status --since=2024-04-19 --today=2024-04-19
expect_out '新逾期0项'

it 'sees no future'
expect_ok dubanc status --since=2024-04-10 --today=2024-04-11 --format=csv
expect_lines 2
expect_out DB2024:2
expect_code 2 dubanc status --since=2024-04-16
finish
