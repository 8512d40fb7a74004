# shellcheck shell=sh
# t10-golden.sh - what every command prints on the sample directive, in every
# format that is a contract. UPDATE=1 rewrites the golden files for review.
. "$TESTS/lib.sh"
export DUBANC_TODAY=2024-10-15 COLUMNS=80

# golden NAME COMMAND…: standard output is as it was agreed.
golden() {
	it "$1: dubanc $(shift && echo "$*")"
	name=$1
	shift
	run dubanc "$@"
	[ "${status:-9}" -le 1 ] || fail "status $status"
	scrub "$T/out" | sed -e '/^<style>$/,/^<\/style>$/d' -e '/^<script>$/,/^<\/script>$/d' >"$T/scrubbed"
	same_as "$name" "$T/scrubbed"
}

golden init.txt init 台账 --name=临溪开发区督查室 --level=区
cp "$TESTS/data/demo/units.csv" 台账/ && cp "$TESTS/data/documents/sample_slip.txt" . && cd 台账 || exit 1
golden import.txt import ../sample_slip.txt --on=2024-04-18
golden import-again.txt import ../sample_slip.txt
golden assign-auto.txt assign --auto --rule=first --on=2024-04-19
golden assign.txt assign 11 --lead 党群工作部 --coop 财政金融局 --due 2024-12-20 --node 试点=2024-11-01 --on=2024-04-20
golden update.txt update 2 --progress=40 --note=权责清单已征求意见 --on=2024-07-02
golden edit.txt edit 11 owner=钱某 --on=2024-07-03
golden add.txt add --title 整治夜间施工 --lead 综合执法局 --due 2024-10-01 --source 来电 --on=2024-09-10
golden update-done.txt update P1 --report --done --close --note=方案已印发 --on=2024-05-08
golden status.txt status
golden status-unit.csv status --by=unit --format=csv
golden list.txt list
golden list.csv list --format=csv
golden list.tsv list --format=tsv --columns=id,light,due,lead
golden list.json list --format=json --columns=id,light,due,done,lead,progress
golden list.md list --format=md --columns=id,light,due,lead
golden list.html list 2 --format=html --columns=id,light,due,lead
golden list-excel.csv list --format=csv --excel --columns=id,light,due,title
golden overdue.txt overdue --soon 30 --feedback
golden overdue.csv overdue --format=csv
golden overdue-en.txt overdue --lang=en
golden remind.txt remind -n
golden sample.txt sample --count 3 --seed 2024-10-15 -n
golden report.md report --format=md
golden report.csv report --format=csv
golden report-tasks.csv report tasks --format=csv
golden report-targets.csv report targets --format=csv
golden report-plan.txt report plan
golden report-plan.csv report plan --period=2024Q4 --format=csv
golden report-annual.md report annual --format=md
golden report-annual.csv report annual --format=csv
golden report-audit.txt report audit
golden report-score.csv report score --format=csv
golden report-burden.csv report burden --format=csv
golden log.txt log 2
golden units.txt units
golden units-names.txt units 综合执法局 城管局
golden check.txt check
golden textconv.txt textconv tasks/DB2024.csv
golden parse-document.tsv parse document ../sample_slip.txt

it 'parses clauses, limits and targets line by line'
printf '%s\n' '（责任单位：市委组织部、宣传部、教育局，各旗县市区）' '（试行）' >clauses
expect_ok sh -c 'dubanc parse clause <clauses'
same_as parse-clause.tsv
printf '%s\n' '各单位于6月底前完成整改，并长期坚持。' '依据《行动计划（2021—2025年）》执行。' >limits
expect_ok sh -c 'dubanc parse deadline --date=2024-03-01 <limits'
same_as parse-deadline.tsv
printf '%s\n' '年底前新建充电桩300个，绿化率达到40%以上。' >targets.txt
expect_ok sh -c 'dubanc parse targets --date=2024-03-01 <targets.txt'
same_as parse-targets.tsv

it 'reads back a report as it was on a past day, whatever was entered later'
dubanc report --format=md --today=2024-10-15 --as-of=2024-10-15 >then.md
DUBANC_NOW=2024-11-20T02:00:00Z dubanc update 3 --progress 70 --note 补录 --on=2024-10-01 >/dev/null
dubanc report --format=md --today=2024-10-15 --as-of=2024-10-15 >later.md
expect_same then.md later.md
finish
