# shellcheck shell=sh
# t13-entering.sh - slips of those who enter: what would lose a row, name a group, finish a
# month that has not begun or a day that has not come is refused or said.
. "$TESTS/lib.sh"
ledger

# says ID COLUMN VALUE: what the ledger has.
says() {
	got=$(dubanc list --nodes --format=tsv --columns="$2" "$1" | tail -n 1)
	[ "$got" = "$3" ] || fail "$1 $2 is '$got', wanted '$3'"
}

it 'gives each node of one call a row of its own'
expect_ok dubanc assign 1 --node=方案=2024-03-15 --node=验收=2024-03-28
says 1.n1 title 方案
says 1.n2 title 验收
expect_ok dubanc check

it 'reports two tasks that were added under one id'
cp events/DB2024.csv keep
sed -n 's/^E\([^,]*\),\(.*,DB2024:1\.n1,.*\)$/EX\1,\2/p' keep >>events/DB2024.csv
run dubanc check
expect_out '[added-twice]'
expect_out DB2024:1.n1
mv keep events/DB2024.csv
expect_ok dubanc check

it 'takes no group of units.csv as lead, and no unit in both roles'
echo '五大任务牵头部门,,市,群体,市教育局;市发改委,,,,,' >>units.csv
expect_code 2 dubanc assign 3 --lead=五大任务牵头部门
expect_err '[act-group-lead]'
expect_code 2 dubanc add --title=x --lead=五大任务牵头部门
expect_err '[act-group-lead]'
expect_code 2 dubanc assign 3 --lead=教育局 --coop=市教育局
expect_err '[act-two-roles]'
expect_code 2 dubanc add --title=x --lead=教育局 --coop=市教育局
expect_err '[act-two-roles]'
expect_code 2 dubanc edit 2 coop=市发改委
expect_err '[act-two-roles]'

it 'takes the new lead out of those who assist'
expect_ok dubanc assign 2 --lead=市教育局
says 2 lead 市教育局
says 2 coop ''

it 'checks a lead that is a group or assists itself'
sed -i 's/制定校企合作负面清单,,,/制定校企合作负面清单,,五大任务牵头部门,/' tasks/DB2024.csv
dubanc check >/dev/null
run dubanc check
expect_out '[lead-is-group]'
sed -i 's/制定校企合作负面清单,,五大任务牵头部门,/制定校企合作负面清单,,,/' tasks/DB2024.csv
expect_ok dubanc check

it 'offers what is near, with the level that was typed taken away'
run dubanc assign 3 --lead=县教局
expect_err '相近的有“市教育局'
expect_ok dubanc assign 3 --lead=市教育局

it 'enters an act once for a task that is named twice'
expect_ok dubanc update 1 DB2024:1 1 --ack
expect_lines 1

it 'says what a correction made of a cell, and takes a rhythm in words'
expect_ok dubanc edit 3 周期=每月28日前
expect_out 'every:month@28'
expect_ok dubanc edit 3 反馈周期=week
says 3 feedback every:week
expect_ok dubanc edit 3 反馈周期=
expect_out 删空
expect_code 2 dubanc edit 3 任务=
expect_err '[act-no-title]'
expect_code 2 dubanc edit 3 周期=monthly
expect_err 每月28日
expect_code 2 dubanc edit 3 标题=x
expect_err '任务、'
expect_err 备注

it 'reports each month once, and the next when it has begun'
expect_ok dubanc update 3 --report
expect_out '报结  市教育局  状态 办理中  2024-04'
expect_code 2 dubanc update 3 --report
expect_err '2024-05 从 2024-04-29 起'
expect_ok dubanc update 3 --report --period=2024-05
expect_out 2024-05

finish
