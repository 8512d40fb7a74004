# shellcheck shell=sh
# t30-reports.sh - reports of a period: the plan, what became of it, and the audit of moved limits.
. "$TESTS/lib.sh"

# at DAY: the clock of the commands that follow.
at() { export DUBANC_TODAY="$1" DUBANC_NOW="$1T01:02:03Z"; }

# quiet COMMAND…: it must work; its answer does not matter.
quiet() { dubanc "$@" >"$T/quiet" 2>&1 || fail "dubanc $*: $(cat "$T/quiet")"; }

KINDS='progress annual plan tasks targets score burden audit'
at 2024-01-08
quiet init 台账 --name=清河区督查室 --level=区
cat >台账/units.csv <<'EOF'
unit,aliases
区教育局,教育局
区水务局,水务局
区住建局,
EOF
cat >plan.txt <<'EOF'
清河区2024年重点工作
清发〔2024〕3号
一、民生工作
1.新建两所幼儿园，2024年6月底前完成。（责任单位：区教育局）
2.完成老旧供水管网改造，2024年9月底前完成。（责任单位：区水务局）
3.每季度末报送欠薪整治情况。（责任单位：区住建局）
4.开展节水宣传。（责任单位：区水务局）
2024年1月5日
EOF
it 'sets up a ledger whose year it follows'
cd 台账 || exit 1
quiet import ../plan.txt --on=2024-01-08
at 2024-01-09
quiet assign --auto --rule=first
expect_ok dubanc list --columns=id,lead,due --format=csv
expect_out '区教育局,2024-06-30'
expect_out '区水务局,2024-09-30'

# snapshot: every report as it is made today, kept for the day's replay.
snapshot() {
	mkdir -p "$T/made/$1"
	for kind in $KINDS; do
		dubanc report "$kind" >"$T/made/$1/$kind" 2>&1 || fail "report $kind on $1: $(cat "$T/made/$1/$kind")"
	done
}

it 'follows it through the year'
at 2024-03-28 && quiet update 3 --report --period=2024Q1
at 2024-04-02 && snapshot 2024-04-02
at 2024-06-20 && quiet update 2 --ask-extension=2025-03-31 --reason=汛期停工
at 2024-06-21 && quiet update 2 --grant
at 2024-07-10 && snapshot 2024-07-10
at 2024-07-12 && quiet update 1 --report
at 2024-07-13 && quiet update 1 --done
at 2024-12-31 && snapshot 2024-12-31
at 2025-01-10 && quiet update 3 --report --period=2024Q2 --on=2024-06-29

it 'plans: each limit and each period on its day'
expect_ok dubanc report plan --period=2024 --format=csv
expect_out '2024-06-30,清发2024-3:1,'
expect_out '2024-09-30,清发2024-3:2,'
expect_out 'limit,moved'
expect_out ',period,on-time,2024Q1'
expect_out ',undated,'
for quarter in 1 2 3 4; do
	[ "$(grep -c "2024Q$quarter" "$T/out")" = 1 ] || fail "2024Q$quarter does not stand there once"
done

it 'gives each unit its line and adds up to the total'
for kind in plan annual; do
	expect_ok dubanc report $kind --period=2024
	expect_out '区住建局'
done
dubanc report annual --period=2024 --format=csv |
	awk -F, 'NR > 1 { all += $2; parts += $3 + $4 + $5 + $6 + $7 } END { exit !(all == 6 && parts == all) }' ||
	fail 'the lines do not add up'

it 'says what became of the year'
expect_ok dubanc report annual --period=2024
expect_out '2024年计划内6项次已完成3项次'
expect_out '经批准调整到期后1项次'
expect_out '已调整'

it 'shows the limit that moved with its basis'
expect_ok dubanc report audit --period=2024 --format=csv
expect_out '清发2024-3:2,due,2024-09-30,2025-03-31,granted,'
expect_ok dubanc report audit --period=2024
expect_out '没有发现无据的变动'

it 'is made again for a past day as it was made then, to the byte'
for day in 2024-04-02 2024-07-10 2024-12-31; do
	for kind in $KINDS; do
		dubanc report "$kind" --as-of=$day >"$T/again" 2>&1 || fail "report $kind --as-of=$day"
		cmp -s "$T/made/$day/$kind" "$T/again" ||
			fail "report $kind --as-of=$day: $(diff "$T/made/$day/$kind" "$T/again" | head -5)"
	done
done

it 'finds what was changed by hand, and whose commit it was'
git init -q . && git add -A && git commit -qm begin
sed 's/,2024-06-30,/,2024-10-30,/; s/开展节水宣传/开展宣传/g' tasks/清发2024-3.csv >t &&
	mv t tasks/清发2024-3.csv
GIT_AUTHOR_NAME=代班 git commit -qam 改表
expect_ok dubanc report audit --period=2024..2027 --format=csv
expect_out 'due,2024-06-30,2024-10-30,no-event,代班,改表'
expect_out 'title,开展节水宣传,开展宣传,no-event,代班,改表'

it 'tells corrections apart from findings, and gives every edit its value before'
mkdir apart && cd apart || exit 1
dubanc init . --name=清河督查室 >/dev/null
at 2024-03-01
dubanc add --title=甲 --due=2023-12-31 --on=2024-03-01 --coop=乙局 2>"$T/warned" >/dev/null
grep -q '\[due-past\]' "$T/warned" || fail 'a limit in the past was taken without a word'
dubanc add --title=乙 --due=2024-05-31 >/dev/null
dubanc add --title=丙 --due=2024-06-30 >/dev/null
expect_ok dubanc assign 1 --due=2024-12-31
expect_ok dubanc list 1 --columns=due_original --format=csv
expect_out 2024-12-31
at 2024-03-05
expect_code 2 dubanc assign 2 --due=2025-05-31 --on=2024-03-01 # the day of the fact is not that of the entry
expect_ok dubanc assign 2 --due=2024-05-30 --reason=原件为30日
expect_ok dubanc list 2 --columns=due_original --format=csv
expect_out 2024-05-31
expect_ok dubanc edit 1 coop=丙局 note=并案
expect_ok dubanc report audit --period=2024 --format=csv
expect_out '2024-03-01,DB2024:1,due,2023-12-31,2024-12-31,corrected,'
expect_out '2024-03-05,DB2024:2,due,2024-05-31,2024-05-30,corrected,,原件为30日,'
expect_out '2024-03-05,DB2024:1,coop,乙局,丙局,recorded,'
expect_out '2024-03-05,DB2024:1,note,,并案,recorded,'
expect_ok dubanc report audit --period=2024
expect_out '2024年时限变动2次：准予延期0次，重新导入0次，补定时限0次，更正2次。'
expect_out '无据变动0次；另有0处改动没有事件说明，2处为登记的更正。'
expect_out '没有发现无据的变动'
expect_ok dubanc report audit --period=2024-02
expect_out 时限变动0次
expect_no_out 并案
sed 's/,2024-06-30,/,2024-10-30,/' tasks/DB2024.csv >t && mv t tasks/DB2024.csv
expect_code 1 dubanc check --record # it stays a moved limit
expect_ok dubanc report audit --period=2024 --format=csv
expect_out 'DB2024:3,due,2024-06-30,2024-10-30,edited,'
expect_ok dubanc report audit --period=2024
expect_out 无据变动1次
cd ..

it 'makes a calendar of what is still to be done'
at 2024-12-01
expect_ok dubanc report plan --period=2024Q4 --format=ics -o plan.ics
run cat plan.ics
expect_out 'UID:清发2024-3:3/2024Q4@dubanc'
expect_no_out 'UID:清发2024-3:2@dubanc'
expect_code 2 dubanc report progress --format=ics
expect_code 2 dubanc list --format=ics

it 'is read back by another calendar'
if /usr/bin/python3 -c 'import icalendar' 2>/dev/null; then
	expect_ok /usr/bin/python3 -c '
import icalendar, sys
book = icalendar.Calendar.from_ical(open("plan.ics", "rb").read())
for e in book.walk("VEVENT"):
    print(e["UID"], e["DTSTART"].dt.isoformat(), e["SUMMARY"], len(e.walk("VALARM")))
'
	expect_out '清发2024-3:3/2024Q4@dubanc 2024-12-31'
else
	skip 'python3-icalendar is not installed'
fi

it 'refuses a kind and a period that there are not'
expect_code 2 dubanc report yearly
expect_err annual
expect_code 2 dubanc report plan --period=2024Q7
it 'says in title and first sentence what a filter leaves'
cd "$T/work" && export DUBANC_TODAY=2024-04-15 && ledger
expect_ok dubanc report --unit=市教育局
expect_out -E '进展情况通报（2024年）：单位 市教育局$'
expect_out '其中单位 市教育局的2项任务'
expect_out '不是全部督办任务'
expect_ok dubanc report plan --lead=市教育局 --format=md
expect_out -E '^# .*：牵头 市教育局$'
expect_out '只含牵头 市教育局，不是全部督办任务'
expect_ok dubanc status --doc=DB2024 --lead=市教育局
expect_out '只含牵头 市教育局、文件 DB2024'
expect_ok dubanc report
expect_no_out 不是全部

it 'says of which day the state is, where the period is over; refuses one that has not begun'
expect_ok dubanc report --period=2024Q1
expect_out '进展情况通报（2024年第1季度）'
expect_out '各项状态为2024年4月15日的情况，不是期末的情况'
expect_ok dubanc report --period=2024Q1 --as-of=2024-03-31
expect_no_out 期末的情况
expect_code 2 dubanc report --period=2025
expect_err 还没有开始
expect_ok dubanc report plan --period=2025

it 'lists duties and scores of the units in units.csv, and names the others'
dubanc edit 2 units='省教育厅;市发改委' coop='市教育局;财政所' >/dev/null
expect_ok dubanc report
sed -n '/协办情况/,/^$/p' "$T/out" >duties
grep -q '^省教育厅' duties && fail 'a unit of another level has a row'
grep -q '^财政所' duties && fail 'a unit that units.csv does not have has a row'
expect_file duties '不在单位名册的不列：财政所。'
expect_ok dubanc report score
expect_no_out -E '^省教育厅'

it 'explains one unit as a sum'
expect_ok dubanc report score --explain=市教育局
expect_out -E '^　　市教育局  得分 [0-9.]+ = 100( \+ [0-9.]+)?( - [0-9.]+)?$'
expect_no_out 市发改委
expect_code 2 dubanc report --explain=市教育局
expect_err 'report score'

it 'refuses a grouping that a kind does not have'
expect_code 2 dubanc report plan --by=month
expect_err 'report plan 不能按 month 分组'
expect_code 2 dubanc report burden --by=section
expect_err 'report burden'

it 'lists what lags from the worst, and calls groups by what they are'
expect_ok dubanc report --by=section
expect_out 各章节情况
expect_out -E '^章节 '
dubanc add --title=早已逾期 --lead=市发改委 --due=2024-01-20 --on=2024-01-11 >/dev/null
expect_ok dubanc report
expect_out -E '^　　1\. .*早已逾期'

it 'counts what has neither limit nor rhythm in a column of its own'
dubanc add --title=无期 --lead=市发改委 --on=2024-01-12 >/dev/null
expect_ok dubanc report --format=csv
expect_out -E '^group,.*,undated,rate$'
expect_out -E '^市发改委,3,0,0,3,1,0,1,0'
expect_ok dubanc report
expect_out '既无时限又无反馈周期的1项'
expect_ok dubanc status
expect_out -E ' 无期 '

it 'writes json in UTF-8 only, and GB18030 without a byte order mark'
expect_code 2 dubanc list --format=json --encoding=gb18030
expect_err 'csv'
expect_ok dubanc list --excel --encoding=gb18030
[ "$(head -c 2 "$T/out" | od -An -tx1 | tr -d ' ')" = b1e0 ] || fail 'does not begin with the first heading'

finish
