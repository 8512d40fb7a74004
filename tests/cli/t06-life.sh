# shellcheck shell=sh
# t06-life.sh - the life of a task, as a clerk enters it: assignment, acknowledgement,
# feedback, extension, report, return, acceptance, striking off, and what is refused.
. "$TESTS/lib.sh"
ledger

# cell ID COLUMN: what the ledger says.
cell() {
	dubanc list --nodes --format=tsv --columns="$2" "$1" | tail -n 1
}
says() {
	got=$(cell "$1" "$2")
	[ "$got" = "$3" ] || fail "$1 $2 is '$got', wanted '$3'"
}
# refused TEXT CMD…: status 2, with TEXT, the ledger unchanged to the byte.
refused() {
	text=$1
	shift
	cat tasks/*.csv events/*.csv >before
	expect_code 2 "$@"
	expect_err "$text"
	cat tasks/*.csv events/*.csv >after
	expect_same before after
}

it 'assigns by hand, with aliases resolved'
expect_ok dubanc assign 3 --lead=编办 --coop=教育局,发改委 --owner=王某 --due=2024-12-31 --on=2024-04-01
says 3 lead 市委编办
says 3 coop '市教育局;市发改委'
says 3 due 2024-12-31
says 3 state open

it 'takes an unknown unit as typed, with a warning'
expect_ok dubanc assign 3 --coop=市气象局
expect_err 市气象局
says 3 coop 市气象局

it 'does not move a limit that is set'
refused 2024-12-31 dubanc assign 3 --due=2025-06-30
refused due dubanc edit 3 due=2025-06-30

it 'goes its way from open to closed'
expect_ok dubanc update 3 --ack --on=2024-04-02
says 3 state ack
expect_ok dubanc update 3 --progress=35 --note=已拟初稿 --on=2024-04-10
says 3 state doing
says 3 progress 35
expect_ok dubanc update 3 --report --on=2024-04-12
says 3 state reported
expect_ok dubanc update 3 --return=材料不全
says 3 state doing
expect_ok dubanc update 3 --report
expect_ok dubanc update 3 --done --close
says 3 state closed
says 3 light closed
expect_ok dubanc log 3
expect_out 已拟初稿
expect_out 材料不全

it 'shows a finished task that was late as late, and says so of one struck off'
dubanc add --title=迟办的 --lead=市编办 --due=2024-02-10 --on=2024-02-01 >/dev/null
late=$(dubanc list --format=tsv --columns=id,title | sed -n 's/	迟办的$//p')
expect_ok dubanc update "$late" --report --done --on=2024-02-20
says "$late" light late
expect_ok dubanc update "$late" --close
says "$late" light closed
says "$late" days ''
expect_ok dubanc log "$late"
expect_out -E '销号.*逾期 10 天'

it 'tells the life of a task in words, day by day'
dubanc add --title=按月报 --lead=市编办 --coop=市教育局,市发改委 --on=2024-02-01 >/dev/null
id=$(dubanc list --format=tsv --columns=id,title | sed -n 's/	按月报$//p')
dubanc edit "$id" recur=every:month@28 >/dev/null
dubanc update "$id" --note=后发生 --on=2024-03-20 >/dev/null
dubanc update "$id" --note=先发生 --on=2024-03-02 >/dev/null
dubanc assign "$id" --lead=市教育局 --coop=市发改委 --on=2024-03-03 >/dev/null
dubanc sample --record "$id" --reason=举报 --result=fail --rectify-by=2024-05-01 --note=台账缺失 >/dev/null
echo x >照片.jpg
dubanc update "$id" --evidence=照片.jpg >/dev/null
expect_ok dubanc log "$id"
expect_out -E '^  周期 +每月28日$'
expect_out -E '^  配合 +市发改委$'
expect_out '市委编办 → 市教育局'
expect_out '不合格，限2024-05-01前整改，未经抽取：举报；台账缺失'
expect_out -E '照片.jpg（校验 [0-9a-f]{12}…）'
expect_no_out —
awk '/先发生/ { first = NR } /后发生/ { second = NR } END { exit !(first < second) }' "$T/out" || fail 'not day by day'
expect_ok dubanc log "$id" --format=csv
expect_out 'fail 2024-05-01 未经抽取：举报；台账缺失'
expect_out 'sha256:'

it 'refuses acts that the state does not allow, and says which it does'
refused reopen dubanc update 3 --ack
refused closed dubanc update 3 --report
refused ack dubanc update 1 --close

it 'enters several acts or none'
refused '' dubanc update 1 --ack --close

it 'refuses an update that says nothing, and progress beyond 100'
refused '' dubanc update 1
refused 101 dubanc update 1 --progress=101

it 'moves a limit only by an extension, and keeps the original'
expect_ok dubanc update 2 --ask-extension=2024-06-30 --reason=土地手续未办结
says 2 due 2024-04-17
expect_ok dubanc update 2 --grant
says 2 due 2024-06-30
says 2 due_original 2024-04-17
refused '' dubanc update 2 --grant

it 'refuses an extension without changing anything'
expect_ok dubanc update 2 --ask-extension=2024-12-31 --reason=再延
expect_ok dubanc update 2 --refuse=理由不足
says 2 due 2024-06-30

it 'suspends, resumes, cancels, reopens'
expect_ok dubanc update 2 --suspend=等待上级方案
says 2 light paused
refused '' dubanc update 2 --report
expect_ok dubanc update 2 --resume
says 2 light on-track
expect_ok dubanc update 3 --reopen=领导批示
says 3 state doing
expect_ok dubanc update 3 --cancel=不再办理
says 3 light cancelled

it 'adds a node, and judges by it'
expect_ok dubanc assign 2 --node=城区三校合并=2024-04-10
says 2.n1 kind node
says 2 light overdue
expect_ok dubanc update 2.n1 --report
expect_ok dubanc update 2.n1 --done
says 2 light on-track

it 'keeps the act of an assisting unit without moving the task'
state=$(cell 2 state)
expect_ok dubanc update 2 --unit=市教育局 --note=已报送数据
says 2 state "$state"

it 'corrects a title and tells of it'
expect_ok dubanc edit 1 title=完成城区四校合并
says 1 title 完成城区四校合并
expect_ok dubanc log 1
expect_out 完成城区四校合并
refused 'nosuch' dubanc edit 1 nosuch=1
refused '' dubanc edit 1 title

it 'writes nothing with --dry-run'
cat tasks/*.csv events/*.csv >before
expect_ok dubanc update 1 --ack --dry-run
expect_ok dubanc add --title=试 --dry-run
expect_ok dubanc assign 1 --owner=李某 -n
cat tasks/*.csv events/*.csv >after
expect_same before after

it 'changes one line of the table and adds one to the journal'
git add -A && git commit -qm one
expect_ok dubanc update 1 --ack
expect_ok git -c core.quotePath=off diff --numstat --no-textconv
expect_out -E '^1	1	tasks/DB2024.csv'
expect_out -E '^1	0	events/DB2024.csv'
expect_lines 2

it 'shows the past with --as-of, and hides what was entered later'
expect_ok env DUBANC_NOW=2024-05-02T01:00:00Z DUBANC_TODAY=2024-05-02 dubanc update 1 --progress=60 --note=五月
expect_ok dubanc list --format=tsv --columns=progress --as-of=2024-04-30 1
expect_no_out 60
expect_ok dubanc list --format=tsv --columns=progress --as-of=2024-05-02 1
expect_out 60

it 'is a clean ledger at the end of it'
expect_ok dubanc check

finish
