# shellcheck shell=sh disable=SC2002,SC2015,SC2238
# t11-import.sh - a document with its slip becomes a ledger, once, whole or not at all.
. "$TESTS/lib.sh"
ledger
slip=$TESTS/data/documents/sample_slip.txt

it 'imports the sample'
expect_ok dubanc import "$slip" --on=2024-04-15
expect_out 临党发2024-12
expect_ok dubanc list --doc=临党发2024-12 --format=csv
same_as sample.csv

it 'keeps the source, and the lines that tasks came from'
expect_same "$slip" sources/临党发2024-12.txt
dubanc list --format=tsv --columns=title,lines --where='title=理顺条块关系' | tail -n 1 | cut -f 2 >line
sed -n "$(cat line | cut -d- -f1)p" sources/临党发2024-12.txt >text
expect_file text 理顺条块关系

it 'lists as many changed rows as it says, whatever changed in them'
mkdir -p "$T/again" && cd "$T/again" && dubanc init . >/dev/null
cat >文.txt <<'END'
某市人民政府办公室关于做好春季防火工作的通知
某政办发〔2024〕5号

一、开展隐患排查。4月30日前完成排查。（责任单位：林业局）
二、落实值班制度。5月31日前报送名单。（责任单位：应急局）
三、配齐物资装备。6月30日前配齐。（责任单位：应急局）

某市人民政府办公室
2024年2月28日
END
dubanc import 文.txt >/dev/null
sed 's/4月30日/4月20日/; s/报送名单/报送值班名单/; s/6月30日前配齐。（责任单位：应急局/6月20日前配齐。（责任单位：林业局/' 文.txt >新.txt
expect_ok dubanc import 新.txt
expect_out '变动 3 项（其中时限 2 项）'
expect_out '5:1 时限 2024-04-30 → 2024-04-20'
expect_out -E '5:2 改动：.*原文'
expect_out -E '5:3 时限 2024-06-30 → 2024-06-20，另改动：.*责任单位'
[ "$(grep -c '^    某政办发2024-5:' "$T/out")" = 3 ] || fail 'the list is not the sum' "$(cat "$T/out")"
cd - >/dev/null || exit 1

it 'changes nothing when it is imported again'
cat tasks/临*.csv events/临*.csv documents.csv >before
expect_ok dubanc import "$slip" --on=2024-04-15
cat tasks/临*.csv events/临*.csv documents.csv >after
expect_same before after

it 'keeps what the office entered when the text has changed'
expect_ok dubanc assign 临党发2024-12:2 --lead=市委编办
sed 's/2024年8月底前公布首批事项/2024年9月底前公布首批事项/' "$slip" >changed.txt
expect_ok dubanc import changed.txt
expect_ok dubanc list --format=tsv --columns=id,lead,due 临党发2024-12:2
expect_out '市委编办	2024-09-30'

it 'takes what was typed the first time for granted when the file comes again'
cat >typed.txt <<END
云政办发〔2024〕7号

云河市人民政府办公室关于开展自查的通知

各镇：

一、主要任务
（一）开展自查。10月1日前完成自查。（责任单位：市教育局）
（二）整改。收到本通知之日起10日内完成整改。（责任单位：市发改委）

云河市人民政府办公室
2024年4月3日
END
expect_ok dubanc import typed.txt --received=2024-04-05 --level=市 --key=自查
cat tasks/自查.csv events/自查.csv documents.csv >before
expect_ok dubanc import typed.txt
expect_out 没有变动
expect_out '收文 2024-04-05'
cat tasks/自查.csv events/自查.csv documents.csv >after
expect_same before after

it 'moves a limit with the text, tells it, and never the limit as first set'
sed 's/10月1日/10月31日/' typed.txt >moved.txt
expect_ok dubanc import moved.txt --dry-run
expect_out '自查:1 时限 2024-10-01 → 2024-10-31'
expect_ok dubanc import moved.txt
expect_out '自查:1 时限 2024-10-01 → 2024-10-31'
expect_ok dubanc list --format=tsv --columns=due,due_original --doc=自查
expect_out '2024-10-31	2024-10-01'
expect_out '2024-04-15	2024-04-15'

it 'counts those without a lead or a limit as the ledger has them'
expect_ok dubanc assign 自查:1 --lead=市教育局
sed 's/自查/检查/g' moved.txt >again.txt
expect_ok dubanc import again.txt
expect_out '未指明牵头 1 项： 2'

it 'says that a file stands there under another key, and that its date has not come'
expect_ok dubanc import again.txt --key=又一份 --dry-run
expect_err '[same-file]'
sed 's/2024年4月3日/2025年4月3日/;s/7号/9号/' typed.txt >future.txt
expect_ok dubanc import future.txt --dry-run
expect_err '[paper-future]'

it 'moves limits off rest days as dubanc.ini says'
printf '[date]\nrest_day = next\n' >>dubanc.ini
sed 's/7号/8号/' typed.txt >rest.txt
expect_ok dubanc import rest.txt --key=休息日
expect_ok dubanc list --format=tsv --columns=due --doc=休息日
expect_out 2024-10-08
sed -i '/rest_day/d' dubanc.ini
rm -f typed.txt moved.txt again.txt future.txt rest.txt

it 'writes nothing with --dry-run'
git add -A && git commit -qm one
expect_ok dubanc import --dry-run --key=另一份 "$TESTS/data/documents/street_plan.txt"
expect_ok git status --porcelain
expect_silent

it 'refuses a classified document and writes nothing'
{
	echo '机密★1年'
	cat "$slip"
} >secret.txt
sed 's/密级	\t/密级	秘密	/;s/密级		/密级	秘密	/' "$slip" >secret-field.txt
git add -A && git commit -qm two
expect_code 3 dubanc import secret.txt
expect_err 密级
expect_ok git status --porcelain
expect_silent

it 'reads GB18030, UTF-16 and CRLF alike'
dubanc parse document "$slip" >want
iconv -f UTF-8 -t GB18030 "$slip" >gb.txt
{ printf '\377\376'; iconv -f UTF-8 -t UTF-16LE "$slip"; } >u16.txt
sed 's/$/\r/' "$slip" >crlf.txt
{ printf '\357\273\277'; cat "$slip"; } >bom.txt
for file in gb.txt u16.txt crlf.txt bom.txt; do
	expect_ok dubanc parse document "$file"
	expect_same want "$T/out"
done

it 'says what it cannot read, and reads the rest'
rm -f gb.txt u16.txt crlf.txt bom.txt changed.txt secret.txt secret-field.txt want before after line text
expect_code 2 dubanc import --key=a b c
expect_code 2 dubanc import missing.txt
[ "$status" -ge 2 ] || fail "status $status"
expect_err missing.txt
: >empty.txt
expect_code 3 dubanc import empty.txt
head -c 4096 /dev/urandom >noise.bin
expect_code 3 dubanc import noise.bin
expect_code 2 dubanc import empty.txt "$TESTS/data/documents/street_plan.txt" --key=新键
run dubanc import empty.txt "$TESTS/data/documents/street_plan.txt"
[ "$status" -eq 3 ] || fail "status $status"
expect_out -E '项任务'

it 'takes back an import made by mistake: cancelled with the reason, nothing gone'
cat >wrong.txt <<END
云政办发〔2024〕31号

云河市人民政府办公室关于开展清查的通知

各镇：

一、主要任务
（一）开展清查。2024年6月底前完成清查。（责任单位：市教育局、市发改委）
（二）公布结果。2024年9月底前公布结果。（责任单位：市教育局、市发改委）
（三）建立制度。建立长效制度。（责任单位：市教育局、市发改委）

云河市人民政府办公室
2024年4月1日
END
expect_ok dubanc import wrong.txt
expect_ok dubanc assign 云政办发2024-31:1 --lead=市教育局 --node=摸底=2024-05-10
cat tasks/云政办发2024-31.csv documents.csv >before
expect_code 2 dubanc import --withdraw=云政办发2024-31
expect_err --reason
expect_code 2 dubanc import --withdraw=云政办发2024-31 --reason=误 wrong.txt
expect_code 2 dubanc import --withdraw=云政办发2099-1 --reason=误
expect_err 没有键为
expect_code 2 dubanc import --reason=误 wrong.txt
expect_code 2 dubanc import
expect_ok dubanc import --withdraw=云政办发2024-31 --reason=试导入 -n
cat tasks/云政办发2024-31.csv documents.csv >after
expect_same before after
expect_ok dubanc import --withdraw=云政办发2024-31 --reason=试导入
expect_out '已撤回，3 项任务撤销'
expect_ok dubanc list --doc=云政办发2024-31 --nodes --columns=id,light --format=csv
expect_lines 5
! sed 1d "$T/out" | grep -v ',cancelled$' || fail 'something stays in force'
expect_file documents.csv 云政办发2024-31
expect_ok dubanc log 云政办发2024-31:2
expect_out 撤回导入：试导入
expect_ok dubanc overdue --doc=云政办发2024-31 --today=2025-01-01
expect_silent
expect_code 2 dubanc import --withdraw=云政办发2024-31 --reason=再来
expect_err 没有可撤回的任务
expect_ok dubanc check

it 'takes the withdrawal back when the paper comes again, for what it still has'
grep -v 建立制度 wrong.txt >right.txt
expect_ok dubanc import right.txt
expect_out '随文件撤回的 2 项任务已恢复'
expect_ok dubanc list --doc=云政办发2024-31 --columns=id,state,lead --format=csv
expect_out '云政办发2024-31:1,open,市教育局'
expect_out '云政办发2024-31:2,open,'
expect_out '云政办发2024-31:3,cancelled,'
expect_ok dubanc import right.txt
expect_no_out 已恢复

it 'withdraws nothing that units have acted upon; what is cancelled by name is left out'
dubanc update 云政办发2024-31:1 --ack >/dev/null
expect_code 2 dubanc import --withdraw=云政办发2024-31 --reason=误
expect_err '云政办发2024-31:1 等 1 项'
expect_ok dubanc list --doc=云政办发2024-31 --columns=id,state --format=csv
expect_out '云政办发2024-31:2,open'
expect_ok dubanc update 云政办发2024-31:1 --cancel=误登
expect_ok dubanc import --withdraw=云政办发2024-31 --reason=误
expect_out '已撤回，1 项任务撤销'
expect_ok dubanc import right.txt
expect_out '随文件撤回的 1 项任务已恢复'
expect_ok dubanc list 云政办发2024-31:1 --columns=state --format=csv
expect_out cancelled

it 'refuses a key that is none, or is taken'
expect_code 2 dubanc import --key=1 "$TESTS/data/documents/town_points.txt"
expect_code 2 dubanc import --key=a/b "$TESTS/data/documents/town_points.txt"

it 'is a clean ledger afterwards'
expect_ok dubanc check


it 'keeps a corrected day of the paper, where no limit hangs on it too, and lists doubts again'
mkdir days && cd days || exit 1
ledger
printf '云政办发〔2024〕5号\n\n云河市人民政府办公室关于开展检查的通知\n\n一、主要任务\n（一）检查。6月底前完成检查。（牵头单位：市教育局）\n（三）报告。6月30日前报告。（牵头单位：市教育局；配合单位：市建设局）\n\n2024年3月3日\n' >../s.txt
expect_ok dubanc import ../s.txt
expect_err 'coop-unknown'
expect_out 'number-gap'
expect_ok dubanc import ../s.txt --date=2024-03-01
expect_out '成文日期 2024-03-03 → 2024-03-01'
expect_no_out '没有变动'
expect_file documents.csv ',2024-03-01,'
expect_ok dubanc import ../s.txt --received=2024-03-06
expect_out '收文日期 — → 2024-03-06'
expect_ok dubanc import ../s.txt
expect_out '成文 2024-03-01   收文 2024-03-06'
expect_out '没有变动'
expect_out 'number-gap'

it 'keeps a node whose limit, once the term has its day, is that of its item'
printf '云政办发〔2024〕7号\n\n云河市人民政府办公室关于做好工作的通知\n\n一、主要任务\n（一）抓检查。到2026年建成平台，本届政府任期内实现全覆盖。（牵头单位：市教育局）\n\n2024年3月3日\n' >../term.txt
expect_ok dubanc import ../term.txt
expect_out '时限待定 1 项： 1.n1（'
sed 's/^#本届任期.*/本届政府任期 = 2026-12-31/' dubanc.ini >new && mv new dubanc.ini
expect_ok dubanc import ../term.txt
expect_no_out 在新文本中没有了
expect_out '1.n1 时限 — → 2026-12-31'
expect_ok dubanc check
expect_no_out 'due-moved'
expect_ok dubanc import ../term.txt
expect_out '没有变动'

it 'says once that the paper bears no date, and what helps'
printf '重点任务清单\n\n一、主要任务\n（一）检查。6月底前完成检查。（牵头单位：市教育局）\n（二）报告。7月5日前报告，9月底前办结。（牵头单位：市教育局）\n' >../undated.txt
expect_ok dubanc import -n --key=X ../undated.txt
expect_out '没有成文日期，3 项时限推不出是哪一天： 1（6月底前） 2'
expect_out '加 --date='
expect_no_out 'date-unknown'
expect_no_out '[term]'
expect_code 2 dubanc import -n ../undated.txt
expect_err '又不齐'

it 'tells leads that are not the office has from none'
printf '石门县发〔2024〕5号\n\n中共石门县委办公室关于开展检查的通知\n\n一、主要任务\n（一）检查。6月底前完成检查。（牵头单位：县教育局）\n（二）报告。6月30日前报告。\n\n2024年3月3日\n' >../other.txt
expect_ok dubanc import -n ../other.txt
expect_out '文件写的牵头单位不是本单位可分办的 1 项： 1'
expect_out '未指明牵头 1 项： 2'

it 'lists a doubt once, in the order of the lines'
printf '云政办发〔2024〕6号\n\n云河市人民政府办公室关于开展检查的通知\n\n一、主要任务\n（一）检查。6月底前完成检查。\n【牵头部门：市教育局；】\n（二）调度。7月底前调度。\n【牵头部门：市教育局）\n（四）报告。6月30日前报告。\n【责任邵门：市教育局】\n\n2024年3月3日\n' >../order.txt
expect_ok dubanc import -n ../order.txt
[ "$(grep -c 'bracket-mismatch' "$T/out")" = 1 ] || fail 'told twice or not at all'
sed -n 's/^ *[.][.].order.txt:\([0-9]*\):.*/\1/p' "$T/out" >lines
expect_ok sort -n -c lines
[ "$(wc -l <lines)" -gt 1 ] || fail 'too few doubts to be in order'
cd ../.. || exit 1
finish
