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
sed -n 's/^E\([^,]*\),\(.*,DB2024:1\.n1,.*\)$/EX\1,\2/p' keep >again
[ -s again ] || fail 'no event to enter again'
sed 's/方案/初稿/' again >>events/DB2024.csv
run dubanc check
expect_out '[added-twice]'
expect_out DB2024:1.n1

it 'takes two equal ones for one import in two clones'
cat keep again >events/DB2024.csv
run dubanc check
expect_no_out '[added-twice]'
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
expect_out '周期 每月28日'
expect_ok dubanc edit 3 周期=每周五
expect_out 每周五
expect_ok dubanc edit 3 周期=每月28日前
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

it 'takes no day that has not come, and warns of one before there was anything to do'
expect_code 2 dubanc update 1 --note=x --on=2025-04-15
expect_err '[on-future]'
expect_code 2 dubanc add --title=x --on=2030-01-01
expect_err '[on-future]'
[ ! -e tasks/DB2030.csv ] || fail 'a register of 2030'
expect_ok dubanc update 1 --note=x --on=2023-04-15 --dry-run
expect_err '[on-before]'
expect_ok dubanc add --title=x --due=2023-12-31 --dry-run
expect_err '[due-past]'
cp events/DB2024.csv keep
sed -i '$s/,2024-04-15,/,2025-04-15,/' events/DB2024.csv
run dubanc check
expect_out '[event-future]'
mv keep events/DB2024.csv

it 'keeps what the office remarks apart from what the unit reports'
expect_ok dubanc update 2 --remark=已电话催办
expect_out 备注
says 2 state open
expect_ok dubanc update 2 --note=已开工
says 2 state doing

it 'names what stands open under a task that is finished'
expect_ok dubanc update 1 --report --done
expect_err '[still-open]'
expect_err DB2024:1.n1
expect_ok dubanc update 1 --remark=归档

it 'takes back what was cancelled by mistake'
expect_ok dubanc update 2 --cancel=误撤
says 2 state cancelled
expect_ok dubanc update 2 --reopen=撤错了
says 2 state doing

it 'corrects a limit that was typed wrong: on its day, or with a reason'
expect_ok dubanc add --title=填错年份 --due=2023-12-31
expect_ok dubanc assign DB2024:4 --due=2024-12-31
says 4 due 2024-12-31
says 4 due_original 2024-12-31
next() { DUBANC_TODAY=2024-04-20 DUBANC_NOW=2024-04-20T01:00:00Z dubanc "$@"; }
expect_code 2 next assign 4 --due=2024-11-30
expect_err --reason
expect_ok next assign 4 --due=2024-11-30 --reason=原文是11月
expect_out 原文是11月
says 4 due 2024-11-30
says 4 due_original 2024-12-31
expect_ok next check
expect_no_out '[due-moved]'

it 'adds a task that recurs'
expect_ok dubanc add --title=月报 --recur=每月5日前
says 5 recur every:month@05
expect_code 2 dubanc add --title=月报 --recur=常常
expect_err 每月28日

it 'takes away a limit that was given by mistake: on its day, or with a reason'
later() { DUBANC_TODAY=2024-04-22 DUBANC_NOW=2024-04-22T01:00:00Z dubanc "$@"; }
expect_ok next add --title=误填时限 --lead=乙局 --due=2024-12-31
id=$(next list --columns=id --format=csv --where 任务=误填时限 | tail -1)
expect_ok next assign "$id" --due=none
expect_out '完成时限 （删空）'
says "${id#DB2024:}" due ''
says "${id#DB2024:}" due_original ''
expect_ok next assign "$id" --due=2024-10-31
expect_code 2 later assign "$id" --due=none
expect_err --reason
expect_ok later assign "$id" --due=none --reason=文件未定时限
says "${id#DB2024:}" due ''
says "${id#DB2024:}" due_original 2024-10-31
expect_ok later list "$id" --columns=light --format=csv
expect_out undated
expect_ok later log "$id"
expect_out '无（原定 2024-10-31）'
expect_ok later check
expect_no_out '[due-moved]'
expect_ok later report audit --period=2024 --format=csv
expect_out "2024-04-22,$id,due,2024-10-31,,corrected,,文件未定时限,"
expect_code 2 next assign "$id" --due=nothing
expect_ok later update "$id" --cancel=本不该有

it 'takes any end of an id, and names what is near to one that is none'
expect_ok dubanc list --format=tsv --columns=id :4
expect_out DB2024:4
expect_ok dubanc list --format=tsv --columns=id 2024:4
expect_out DB2024:4
expect_code 2 dubanc list DB2024:1.n3
expect_err DB2024:1.n1
expect_code 2 dubanc list DB2024:9
expect_err '相近的有 DB2024:'

it 'makes a ledger where one stands'
mkdir ../空 && cd ../空 || exit
expect_ok dubanc init --name=督查室
[ -e dubanc.ini ] || fail 'no dubanc.ini'
cd "$OLDPWD" || exit

it 'takes from a paper the units of this office only, by their names'
dubanc init ../开发区 --name=督查室 --level=区 >/dev/null
cat >../开发区/units.csv <<END
unit,aliases,level,kind,members,counterpart,contact,email,order,note
教育局,,区,,,省教育厅,,,,
党政综合办公室,党政办公室,区,,,,,,,
END
cat >../开发区/批办.txt <<END
云政办发〔2024〕7号

关于开展自查的通知

一、主要任务
（一）开展自查。10月1日前完成自查。（牵头单位：省教育厅；配合单位：区党政办公室）
（二）整改。11月1日前完成整改。（牵头单位：省公安厅；配合单位：区教育局）
（三）总结。12月1日前报送总结。（牵头单位：区教育局；配合单位：区教育局、党政办公室）
（四）归档。12月1日前归档。（牵头单位：区档案馆）

2024年4月3日
END
cd ../开发区 || exit
expect_ok dubanc import 批办.txt
expect_err '区档案馆'
expect_err '[unit-unknown]'
expect_ok dubanc list --format=csv --columns=id,lead,coop,units
expect_out ':1,教育局,党政综合办公室,'
expect_out ':2,,教育局,'
expect_out ':3,教育局,党政综合办公室,'
expect_out ':4,区档案馆,,'
cd "$OLDPWD" || exit

it 'names options with their dashes'
expect_code 2 dubanc update 1 --foo
expect_err '没有选项 --foo'
expect_code 2 dubanc update 1 --on=2024-13-01
expect_err '2024-13-01'

it 'takes days as clerks type them, and says which it cannot'
dubanc init 日期 --name=甲 >/dev/null
cd 日期 || exit
expect_ok dubanc add --title=甲 --lead=甲 --due=2024/9/5
expect_ok dubanc assign 1 --node '试点=2024年8月1日'
for on in 2024/4/3 2024.4.3 2024年4月3日 20240403 2024-04-03; do
	expect_ok dubanc update 1 --note=x --on="$on"
done
expect_ok dubanc update 1 --ask-extension=2024/10/8 --reason=忙
expect_ok dubanc update 1 --grant
expect_ok sh -c 'grep -c ",2024-04-03," events/*.csv'
expect_out 5
expect_ok dubanc list --nodes --format=csv --columns=id,due --due=2024/7/1..2024年12月31日
expect_out ':1,2024-10-08'
expect_out ':1.n1,2024-08-01'
expect_ok dubanc list --format=csv --columns=due_original --where='due>2024/9/30'
expect_out 2024-09-05
for on in 2024/2/30 6月3日 6/3 45446.5 2024; do
	expect_code 2 dubanc update 1 --note=x --on="$on"
	expect_err "$on"
	expect_err '2024年6月30日'
done
expect_code 2 dubanc assign 1 --node '试点=2024/13/1'
expect_ok dubanc check
cd .. || exit

it 'names the members that a slip gives to a group: they assist'
dubanc init 园区 --name=甲 --level=区 >/dev/null
cd 园区 || exit
printf '%s\n' '单位,级别,对口上级单位' '党政办,区,' '经济发展局,区,市发改委' '商务局,区,' >units.csv
cat >批.txt <<'END'
文件批办单

来文单位	云河市人民政府办公室	来文日期	2024.4.5
文号	云政办发〔2024〕9号	密级
文件标题	关于开展自查的通知
拟办意见	1.请党政办牵头，重点任务牵头部门（经济发展局、商务局）配合，制定实施方案。

云政办发〔2024〕9号

关于开展自查的通知

一、主要任务
（一）开展自查。10月1日前完成自查。（责任单位：各级党委（党组））

2024年4月3日
END
expect_ok dubanc import 批.txt
expect_ok dubanc list --format=csv --columns=id,lead,coop P1
expect_out 'P1,党政办,经济发展局;商务局'
expect_ok dubanc log P1
expect_out '重点任务牵头部门（经济发展局、商务局）'
expect_ok dubanc log :1
expect_out '各级党委'

it 'says a title once, and from when there were tasks'
expect_ok dubanc assign :1 --node 试点=2024-08-01
[ "$(grep -o 试点 "$T/out" | wc -l)" -eq 1 ] || fail 'the title of the node twice'
expect_ok dubanc status --as-of=2024-04-01
expect_out '2024-04-01 还没有任务：第一批任务 2024-04-15 才登记'
expect_no_out 'dubanc import'
rm -rf ../空 && dubanc init ../空 >/dev/null && cp units.csv ../空
dubanc -C ../空 add --title=检查防汛物资 >/dev/null # a register, and its first task
expect_ok dubanc -C ../空 status --as-of=2024-04-01 --by=unit
expect_out '2024-04-01 还没有任务：第一批任务 2024-04-15 才登记'
expect_no_out 经济发展局
expect_ok dubanc assign :1 --lead=区发改局 -n
expect_err '相近的有“经济发展局”'
cd .. || exit

finish
