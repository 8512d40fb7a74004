# shellcheck shell=sh
# t08-overdue.sh - what cron relies on: silent when nothing is overdue, 1 when something is.
. "$TESTS/lib.sh"
ledger

it 'lists what is overdue, by unit, with status 1'
expect_code 1 dubanc overdue
expect_out DB2024:1
expect_out 市教育局
expect_out 2024-03-30
expect_no_out DB2024:2
[ ! -s "$T/err" ] || fail 'stderr should be empty'

it 'leaves with 0 when asked to'
expect_ok dubanc overdue --exit-zero
expect_out DB2024:1

it 'is overdue on the day after, not on the due day'
expect_ok dubanc overdue --today=2024-03-30
expect_silent
expect_code 1 dubanc overdue --today=2024-03-31

it 'shows what is due soon without calling it overdue'
expect_ok dubanc overdue --today=2024-03-28 --soon=2
expect_out DB2024:1
expect_ok dubanc overdue --today=2024-03-27 --soon=2
expect_silent
expect_ok dubanc overdue --today=2024-03-28 --soon=2wd
expect_out DB2024:1
expect_ok dubanc overdue --today=2024-03-28 --soon=2d # as dubanc.ini writes it
expect_out DB2024:1

it 'is silent once it is reported, accepted, suspended or cancelled'
expect_ok dubanc update 1 --suspend=等待
expect_ok dubanc overdue
expect_silent
expect_ok dubanc update 1 --resume
expect_code 1 dubanc overdue
expect_ok dubanc update 1 --report --on=2024-03-29
expect_ok dubanc update 1 --done
expect_ok dubanc overdue
expect_silent

it 'lists a task without a lead in a group of its own'
expect_ok dubanc assign 3 --due=2024-04-10
expect_code 1 dubanc overdue
expect_out DB2024:3
expect_out 未分办

it 'filters'
expect_ok dubanc overdue --unit=市教育局
expect_silent

it 'answers the rest where one file cannot be read, with status 3'
printf 'DB2023,,坏,,,,,,,,,,,flat,,,\n' >>documents.csv
printf 'title\n坏\n' >tasks/DB2023.csv
expect_code 3 dubanc overdue
expect_out DB2024:3
expect_err DB2023

it 'marks a title that is cut, and has the screen no wider for it'
cd .. && ledger
dubanc add --title=建设覆盖全市各县各区各乡镇各街道的政务服务便民网点并完善管理制度和考核办法 --lead=市教育局 --due=2024-03-29 --on=2024-03-01 >/dev/null
expect_code 1 env COLUMNS=60 dubanc overdue
expect_out …
expect_ok env COLUMNS=60 dubanc status
expect_out …
expect_out -E '市教育局$'

it 'cuts nothing in a pipe and in a file'
expect_code 1 dubanc overdue
expect_no_out …
expect_ok dubanc status
expect_no_out …
expect_code 1 env COLUMNS=60 dubanc overdue -o late.txt
expect_file late.txt 管理制度和考核办法

it 'gathers what is silent by unit, in the order of units.csv, and counts it at the top'
printf '[feedback]\nevery = month\n' >>dubanc.ini
dubanc add --title=乙 --lead=市编办 --on=2024-01-02 >/dev/null
dubanc add --title=丙 --lead=市教育局 --on=2024-01-03 >/dev/null
dubanc add --title=丁 --lead=市编办 --on=2024-01-04 >/dev/null
expect_code 1 dubanc overdue --feedback
expect_out -E '^应反馈未反馈 [0-9]+ 项$'
[ "$(grep -c '^市委编办  应反馈未反馈 2 项' "$T/out")" -eq 1 ] || fail 'not gathered'
grep -n '  应反馈未反馈' "$T/out" | cut -d: -f2 | cut -d' ' -f1 | tr '\n' ' ' >order
expect_file order '市委编办 市教育局 市发改委 '
finish
