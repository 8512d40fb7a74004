# shellcheck shell=sh
# t61-forms.sh - sheets out to the units and back again.
. "$TESTS/lib.sh"
ledger
dubanc add --title=更新学位预警 --lead=市教育局 --due=2024-09-30 >/dev/null
id=$(dubanc list --format=tsv --columns=id,lead | awk -F '\t' 'NR > 1 && $2 != "" { print $1; exit }')
unit=$(dubanc list --format=tsv --columns=lead "$id" | sed -n '2{s/;.*//;p;}')

# The file of $unit in a folder of forms.
form() {
	echo "$1"/*-"$unit".csv
}
# fill ANSWERS [FILE]: the line of $id, its empty answer cells replaced.
fill() {
	sed "s/^\($id,[^,]*,[^,]*,[^,]*\),,,,/\1,$1/" ${2:+"$2"}
}

it 'writes one form a unit and keeps what was sent'
expect_ok dubanc forms -o out --format=csv --reply-by=2024-04-25
f=$(form out)
expect_file "$f" "$id"
expect_file "$f" 反馈期限
[ "$(grep -c ',2024-04-25.$' "$f")" = "$(($(wc -l <"$f") - 1))" ] || fail 'a row does not say by when to answer' "$(cat "$f")"
expect_ok ls sheets
expect_code 1 dubanc collect --status
expect_out "$unit  已反馈 0/"
expect_ok dubanc check

it 'says how to fill a form, and closes the cells where no answer belongs'
if command -v unzip >/dev/null; then
	cp -r "$PWD" "$T/closed" && cd "$T/closed" || exit 1
	printf 'id,task,metric,op,value,uom,due,actual,actual_on,note\n%s.g1,%s,建成基地,ge,4,个,,,,\n' "$id" "$id" >targets/DB2024.csv
	expect_ok dubanc forms -o open --unit="$unit"
	unzip -p open/*.xlsx xl/worksheets/sheet1.xml >"$T/out"
	expect_out '请只填黄格'
	# A style each: of the task three open cells and a closed one, of its target the other way.
	styles=$(grep -o '<c r="[E-H][45]" s="[0-9]*"' "$T/out" | sed 's/.* s="\(.*\)"/\1/' | tr '\n' ' ')
	open=${styles%% *} closed=$(echo "$styles" | cut -d' ' -f4)
	[ "$open" != "$closed" ] || fail "open and closed cells look alike: $styles"
	[ "$styles" = "$open $open $open $closed $closed $closed $closed $open " ] || fail "styles: $styles"
	cd - >/dev/null || exit 1
else
	skip 'unzip is not installed'
fi

it 'takes nothing from a form that came back empty'
cp -r events before
expect_ok dubanc collect "$f"
expect_out '登记 0 条'
expect_ok diff -r before events

it 'takes answers from CSV saved as GB18030 with dates rewritten'
fill '40%,否,已完成初稿,' "$f" | sed 's/2024-0\([0-9]\)-0*\([0-9]*\)/2024\/\1\/\2/g' |
	sed 's/^\xef\xbb\xbf//' | iconv -f UTF-8 -t GB18030 >back.csv
expect_ok dubanc collect --dry-run back.csv
expect_ok diff -r before events
expect_ok dubanc collect back.csv
expect_out '登记 1 条'
expect_ok dubanc list "$id" --format=tsv --columns=progress
expect_out 40
expect_ok dubanc log "$id"
expect_out '已完成初稿'
expect_ok dubanc check

it 'says of many files once that they look like GB18030'
mkdir thirty && for i in 1 2 3; do cp back.csv thirty/$i.csv; done
expect_ok dubanc collect --dry-run thirty/1.csv thirty/2.csv thirty/3.csv
[ "$(grep -c encoding-guessed "$T/err")" = 1 ] || fail 'said more than once' "$(cat "$T/err")"
expect_err '3 个文件没有标明编码，按内容判断为 GB18030（如 thirty/1.csv）'
expect_ok dubanc collect --dry-run thirty
expect_err '3 个文件'
expect_ok dubanc collect --dry-run back.csv
expect_err 'back.csv: note: 没有标明编码'

it 'applies one file once'
cp -r events once
cp -r sheets once-sheets
expect_ok dubanc collect back.csv
expect_out '登记 0 条'
expect_ok diff -r once events
expect_ok diff -r once-sheets sheets

it 'takes a changed second return as a correction'
fill '55.0,,已完成初稿,' "$f" >again.csv
expect_ok dubanc collect again.csv
expect_out '登记 1 条'
expect_ok dubanc list "$id" --format=tsv --columns=progress
expect_out 55

it 'records an answer once where the run was cut off before it noted the sheet'
fill '56,,终稿已报,' "$f" >cut.csv
cp -r sheets noted
expect_ok dubanc collect cut.csv
expect_out '登记 1 条'
rm -r sheets && mv noted sheets
cp -r events told
expect_ok dubanc collect cut.csv
expect_out '登记 0 条'
expect_ok diff -r told events

it 'takes an answer that was given before, changed, and is given again'
for progress in 57 56 57; do
	fill "$progress,,终稿已报," "$f" >cut.csv
	expect_ok dubanc collect cut.csv
	expect_out '登记 1 条'
	expect_ok dubanc list "$id" --format=tsv --columns=progress
	expect_out "$progress"
done
fill '55,,已完成初稿,' "$f" >again.csv
expect_ok dubanc collect again.csv

it 'lists a conflict where the office has entered another progress since'
dubanc update "$id" --progress=70 --note=电话核实 >/dev/null
fill '60,,,' "$f" >late.csv
expect_code 1 dubanc collect late.csv
expect_err 'sheet-conflict'
expect_ok dubanc list "$id" --format=tsv --columns=progress
expect_out 70

it 'keeps the words of a contested answer, and asks for a decision until there is one'
fill '60,,群众已走访,' "$f" >late.csv
expect_code 1 dubanc collect late.csv
expect_err '发出时 —，台账现为 70，表上填 60'
expect_err "dubanc update $id --progress="
expect_ok dubanc log "$id"
expect_out '群众已走访'
cp -r events weighed
expect_code 1 dubanc collect late.csv
expect_ok diff -r weighed events
expect_code 1 dubanc collect --status
expect_out "  $id  单位填 60，台账 70"
cp -r "$PWD" "$T/yield"

it 'is settled in the favour of the office by entering what holds'
dubanc update "$id" --progress=70 >/dev/null
expect_ok dubanc collect late.csv
expect_ok dubanc list "$id" --format=tsv --columns=progress
expect_out 70
dubanc collect --status >"$T/out"
expect_no_out '单位填'
expect_ok dubanc check
fill '75,,群众已走访,' "$f" >later.csv
expect_ok dubanc collect later.csv
expect_ok dubanc list "$id" --format=tsv --columns=progress
expect_out 75

it 'is settled in the favour of the unit by entering what it says'
cd "$T/yield" || exit 1
dubanc update "$id" --progress=60 >/dev/null
expect_ok dubanc collect late.csv
dubanc collect --status >"$T/out"
expect_no_out '单位填'
cd - >/dev/null || exit 1

it 'waits for a unit on the last sheet that asks, and not for what is finished'
dubanc collect --status >"$T/out"
[ "$(grep -c "^$unit " "$T/out")" = 1 ] || fail 'not one line' "$(cat "$T/out")"
cp -r "$PWD" "$T/asked" && cd "$T/asked" || exit 1
expect_ok env DUBANC_NOW=2024-04-15T01:02:04Z dubanc forms -o second --format=csv --unit="$unit"
dubanc collect --status >"$T/out"
[ "$(grep -c "^$unit " "$T/out")" = 1 ] || fail 'an older sheet that is asked again stands here' "$(cat "$T/out")"
expect_out "$unit  已反馈 0/"
cd - >/dev/null || exit 1

it 'reads rows in another order, titles above, columns moved'
{ echo '某单位反馈表,,'; head -1 "$f" | sed 's/^\xef\xbb\xbf//'; tail -n +2 "$f" | sort -r; } |
	fill '80,,继续推进,' >moved.csv
expect_ok dubanc collect moved.csv
expect_ok dubanc list "$id" --format=tsv --columns=progress
expect_out 80

it 'refuses what is damaged, file and line named, and takes nothing of it'
cp -r events sound
while IFS='|' read -r slug answers; do
	fill "$answers" "$f" >bad.csv
	expect_code 3 dubanc collect bad.csv
	expect_err "bad.csv:$(grep -n "^$id," bad.csv | cut -d: -f1):"
	expect_err "$slug"
	expect_out '未收'
done <<-END
	sheet-progress|half,,,
	sheet-progress|120,,,
	sheet-yes-no|,差不多,,
	sheet-not-here|90,,,12
END
sed "s/^$id,/3月15日,/" "$f" >bad.csv
expect_code 3 dubanc collect bad.csv
expect_err 'sheet-row-unknown'
sed "s/^\($id\),[^,]*,/\1,????,/" "$f" >bad.csv
expect_code 3 dubanc collect bad.csv
expect_err 'sheet-question-marks'
{ cat "$f"; sed -n "/^$id,/p" "$f"; } >bad.csv
expect_code 3 dubanc collect bad.csv
expect_err 'sheet-row-twice'
sed 's/S[0-9]*-/S1-/' "$f" >bad.csv
expect_code 3 dubanc collect bad.csv
expect_err 'sheet-unknown'
cut -d, -f1-5 "$f" >bad.csv
expect_code 3 dubanc collect bad.csv
expect_err 'sheet-no-heading'
expect_ok diff -r sound events

it 'takes nothing of a file where a comma without quotes has moved the cells'
cp -r events unmoved
fill '41,否,已完成，见附件,12,' "$f" >comma.csv
expect_code 3 dubanc collect comma.csv
expect_err 'row-long'
expect_out '未收'
expect_ok diff -r unmoved events

it 'reads the other files all the same'
fill '85,,,' "$f" >good.csv
expect_code 3 dubanc collect bad.csv good.csv
expect_out '共 2 个文件：登记 1 条，冲突 0 处，未收 1 个'
expect_ok dubanc list "$id" --format=tsv --columns=progress
expect_out 85

it 'names every locked cell that was changed, and takes none of them'
fill '86,,,' "$f" | sed "s/^\($id\),\([^,]*\),[^,]*,[^,]*,/\1,改过的题目,2025-01-01,99,/" >locked.csv
expect_ok dubanc collect locked.csv
[ "$(grep -c 'sheet-locked' "$T/err")" = 3 ] || fail 'not all three are named' "$(cat "$T/err")"
expect_err '改过的题目'
expect_err '2025-01-01'
expect_ok dubanc list "$id" --format=tsv --columns=title,due,progress
expect_out '完成城区三校合并	2024-03-30	86'

it 'names an answer that was given before and is empty now'
fill '86,,已附材料,' "$f" >full.csv
expect_ok dubanc collect full.csv
cp -r events before-emptied
fill '86,,,' "$f" >emptied.csv
expect_ok dubanc collect emptied.csv
expect_err 'sheet-emptied'
expect_err '已附材料'
expect_ok diff -r before-emptied events

it 'gives back what begins like a formula'
fill "85,,'=1+1," "$f" >formula.csv
expect_ok dubanc collect formula.csv
expect_ok dubanc log "$id"
expect_out '=1+1'
expect_no_out "'=1+1"

it 'reports completion where the unit says it is done, and asks about a progress that is not whole'
fill '85,是,全部完成,' "$f" >done.csv
expect_ok dubanc collect --dry-run done.csv
expect_err "done.csv:$(grep -n "^$id," done.csv | cut -d: -f1):"
expect_err 'sheet-done-early'
fill '100,是,全部完成,' "$f" >whole.csv
expect_ok dubanc collect --dry-run whole.csv
expect_no_err 'sheet-done-early'
expect_ok dubanc collect done.csv
expect_ok dubanc list "$id" --format=tsv --columns=state
expect_out reported

it 'never writes over a sheet that lies there, whatever stands in it'
cp -r "$PWD" "$T/again" && cd "$T/again" || exit 1
dubanc update "$id" --return --note=材料不全 >/dev/null 2>&1
dubanc add --title=又一项任务 --lead="$unit" --due=2024-12-31 >/dev/null
for format in csv xlsx; do
	expect_ok dubanc forms -o kept --format=$format --unit="$unit"
	f=$(echo kept/*-"$unit".$format)
	echo 填了 >>"$f"
	cp "$f" filled
	expect_ok dubanc forms -o kept --format=$format --unit="$unit"
	expect_err '另起名'
	expect_out "$unit-2024-04-15.$format"
	expect_same filled "$f"
	expect_ok dubanc forms -o kept --format=$format --unit="$unit"
	expect_out "$unit-2024-04-15-2.$format"
	expect_same filled "$f"
done

it 'asks only the unit that --unit names, under the same name whoever else is asked'
dubanc add --title=别人牵头 --lead=市委编办 --coop="$unit" --due=2024-12-31 >/dev/null
expect_ok dubanc forms -o one --format=csv --unit="$unit"
expect_ok ls one
expect_lines 1
expect_out "002-$unit.csv"
expect_ok dubanc forms -o all --format=csv
expect_ok ls all/002-"$unit".csv
expect_ok dubanc forms -o coop --format=csv --coop="$unit"
expect_ok ls coop/001-市委编办.csv
cd - >/dev/null || exit 1

it 'leaves the ledger as it was where memory ends, wherever it ends'
case $(command -v dubanc) in
*/asan/*) skip 'a sanitizer wants memory of its own' ;;
*)
	cp -r "$PWD" "$T/poor" && cd "$T/poor" || exit 1
	awk 'BEGIN { print "序号,任务,牵头单位,完成时限"; for (i = 1; i <= 3000; i++) print i ",完成编制划转、资产移交、师资分流" i ",市财政局,2024-12-31" }' >many.csv
	expect_ok dubanc import many.csv --key=M
	expect_ok dubanc forms -o many --format=csv --doc=M
	awk -F, -v OFS=, 'NR > 1 { $5 = NR % 100; $7 = "已完成第" NR "步" } { print }' many/*.csv >answers.csv
	mkdir "$T/rich" && cp -r events sheets tasks "$T/rich"
	ended=0 kib=9000
	while [ $kib -lt 200000 ]; do
		run sh -c "ulimit -v $kib; exec dubanc collect answers.csv"
		[ "$status" != 0 ] || break
		ended=$((ended + 1))
		for part in events sheets tasks; do
			expect_ok diff -r "$T/rich/$part" $part
		done
		kib=$((kib + 4000))
	done
	[ "$status" = 0 ] || fail 'never had enough'
	[ $ended -ge 4 ] || fail "ended for want of memory only $ended times"
	expect_out -E '^M:t3000 '
	expect_ok dubanc collect answers.csv
	expect_out '登记 0 条'
	cd - >/dev/null || exit 1
	;;
esac

it 'names the row of a returned workbook as people see it'
helper=$(dirname "$(command -v dubanc)")/libexec/dubanc/dubanc-doc
dubanc add --title=行号 --lead=市统计局 --due=2024-12-31 >/dev/null 2>&1
expect_ok dubanc forms -o rows --format=csv --lead=市统计局
sent=$(echo rows/*.csv)
{
	printf 'dubanc-sheet\t1\nsheet\t反馈\ntitle\t9\t反馈表\n'
	head -1 "$sent" | sed 's/^\xef\xbb\xbf//; s/\r$//' | tr ',' '\n' | sed 's/^/column\t9\t\t/'
	printf 'row\t\nrow\t\n'
	sed -n '2{s/\r$//;s/,/\tt/g;s/^/row\tt/;p;}' "$sent" | awk -F '\t' -v OFS='\t' '{ $7 = "t差不多"; print }'
} >book.txt
expect_ok sh -c "'$helper' sheet <book.txt >book.xlsx"
expect_code 3 dubanc collect book.xlsx
expect_err 'book.xlsx 第 5 行: error: “是否办结”写的是“差不多”'
expect_code 3 dubanc collect --lang=en book.xlsx
expect_err 'book.xlsx row 5: error: '
{
	printf 'dubanc-sheet\t1\nsheet\t填表说明\ntitle\t1\t先看这里\n'
	sed 1d book.txt
} >two.txt
expect_ok sh -c "'$helper' sheet <two.txt >two.xlsx"
expect_code 3 dubanc collect two.xlsx
expect_err 'two.xlsx 工作表“反馈”第 5 行: error: '

it 'tells a row that was put in, a column that was cut out, lost characters, an empty form'
{ cat "$sent" && sed -n '2{s/^[^,]*,/,/;s/,,,,,,/,,50,,,,/;p;}' "$sent"; } >inserted.csv
expect_code 3 dubanc collect inserted.csv
expect_err 'inserted.csv:3: error: 这一行填了内容，“编号”却是空的'
cut -d, -f1-6,8- "$sent" >lacks.csv
expect_code 3 dubanc collect lacks.csv
expect_err '发出时的列“进展情况”没有了'
expect_out 'lacks.csv：未收'
printf '??,??,????\r\nDB2024:2,??,50\r\n' >lost.csv
expect_code 3 dubanc collect lost.csv
expect_err '汉字全成了问号'
expect_ok dubanc collect "$sent"
expect_err '却一格都没有填'
sed '2s/,,,,,,/,,50,,,,/' "$sent" >filled.csv
expect_ok dubanc collect filled.csv
expect_out '登记 1 条'
expect_ok dubanc collect filled.csv
expect_out '登记 0 条，冲突 0 处（与已收的相同）'

it 'makes plain file names of whatever units are called'
dubanc add --title=试一试 --lead='../../邪/恶 单位' >/dev/null 2>&1
expect_ok dubanc forms -o hostile --lead='../../邪/恶 单位'
expect_ok ls hostile/______邪_恶_单位.xlsx

it 'comes back through LibreOffice as a workbook'
if has_office sc; then
	dubanc forms -o books --unit="$unit" >/dev/null 2>&1
	dubanc add --title=另一项任务 --lead="$unit" --due=2024-12-31 >/dev/null
	dubanc forms -o books2 --lead="$unit" >/dev/null
	cp books2/*.xlsx sent.xlsx
	expect_ok soffice --headless --convert-to csv:'Text - txt - csv (StarCalc)':44,34,76,1 sent.xlsx
	sed 's/^\("*DB[^,]*,"*另一项任务"*,[^,]*,[^,]*\),,,,/\1,30,否,刚启动,/' sent.csv >edited.csv
	expect_file edited.csv '刚启动'
	expect_ok soffice --headless --infilter='CSV:44,34,76' --convert-to xlsx edited.csv
	sed 's/,30,否,刚启动/,三成,否,刚启动/' edited.csv >wrong.csv
	expect_ok soffice --headless --infilter='CSV:44,34,76' --convert-to xlsx wrong.csv
	expect_code 3 dubanc collect wrong.xlsx
	expect_err "wrong.xlsx 第 $(grep -n 三成 wrong.csv | cut -d: -f1) 行: "
	expect_ok dubanc collect edited.xlsx
	expect_out '登记 1 条'
	expect_ok dubanc list --lead="$unit" --where='title=另一项任务' --format=tsv --columns=progress
	expect_out 30
	expect_ok soffice --headless --infilter='CSV:44,34,76' --convert-to ods edited.csv
	expect_ok dubanc collect edited.ods
	expect_out '登记 0 条'
else
	skip 'LibreOffice is not installed'
fi
finish
