# shellcheck shell=sh
# t62-rolls.sh - a 台账 that was kept in a spreadsheet before, taken over.
. "$TESTS/lib.sh"
bin=$(dirname "$(command -v dubanc)")
make=$bin/tests/make-formats
dubanc init 台账 --name=清溪区督查室 --level=区 >/dev/null
cd 台账 || exit 1

# cells COLUMNS [ID]: columns of the list as they stand.
cells() {
	expect_ok dubanc list --nodes --format=tsv --columns="$1" ${2:+"$2"}
}

it 'takes a workbook with titles, merged cells, day serials and per cent'
case $bin in */asan) make=${bin%/asan}/tests/make-formats ;; esac
[ -x "$make" ] || fail 'tests/make-formats is not built'
mkdir -p ../made/hostile && "$make" ../made >/dev/null
expect_ok dubanc import ../made/roll.xlsx --key=重点工作2024
same_as roll.txt
cells id,section,title,lead,coop,due,state,progress,done,note
same_as roll.tsv

it 'keeps how far each task is as remarks of the office, and a pause as a pause'
expect_ok dubanc log 1
expect_out '进展情况：主体封顶'
expect_ok dubanc log 2
expect_out '进度：0.4；状态：基本完成'
expect_ok dubanc list 4 --format=tsv --columns=light
expect_out paused
expect_ok dubanc check

it 'names the row that people see, and the sheet where there are several'
helper=$bin/libexec/dubanc/dubanc-doc
head='column\t9\t\t序号\ncolumn\t9\t\t任务\ncolumn\t9\t\t牵头单位\ncolumn\t9\t\t状态\n'
one="sheet\\t一季度\\ntitle\\t4\\t清溪区重点工作\\n${head}row\\t\\nrow\\tt1\\tt修路\\tt区教育局\\tt办结\\nrow\\t\\nrow\\t\\n"
one="${one}row\\tt2\\tt建桥\\tt区教育局\\tt差不多\\n"
printf '%b' "dubanc-sheet\\t1\\n$one" | "$helper" sheet >../gaps.xlsx
expect_ok dubanc import ../gaps.xlsx --key=G --dry-run
expect_out '表头在第 2 行'
expect_out -E 'gaps.xlsx 第 7 行: 表/2 “差不多”.*state-unread'
expect_ok dubanc --lang=en import ../gaps.xlsx --key=G --dry-run
expect_out 'gaps.xlsx row 7: '
two="sheet\\t二季度\\n${head}row\\tt1\\tt架线\\tt区教育局\\tt快了\\n"
printf '%b' "dubanc-sheet\\t1\\n$one$two" | "$helper" sheet >../quarters.xlsx
expect_ok dubanc import ../quarters.xlsx --key=G --dry-run
expect_out 'quarters.xlsx 工作表“一季度”第 7 行: '
expect_out 'quarters.xlsx 工作表“二季度”第 2 行: '

it 'takes a workbook of many rows in little memory'
awk 'BEGIN { print "dubanc-sheet\t1\nsheet\t台账\ncolumn\t9\t\t任务\ncolumn\t9\t\t牵头单位\ncolumn\t9\t\t时限"
	for (i = 1; i <= 20000; i++) print "row\tt完成编制划转、资产移交、师资分流，新增学位" i "\tt区教育局\td45565" }' >../many
expect_ok sh -c "'$helper' sheet <../many >../many.xlsx"
# What one row takes as a tree is forgotten before the next: the limit is far below what all take.
expect_ok sh -c "'$helper' decode tree=64K <../many.xlsx"
expect_lines 20002

it 'asks for a key, and writes nothing without one'
cat >../plain.csv <<'END'
督查事项台账,,,,,,,,
主抓单位,工作事项,何时完成,编号,参与单位,联系电话,目前怎样,是否完成,完成比例（%）
区发改委,完成规划前期研究报告,2024/11/30,1,区统计局、区财政局,6021,已签合同,否,40
区教育局,"新建、改扩建
学校5所",45565,2,,,"设计中，
9月开工",否,1
区水利局,完成小型水库除险加固,2024.10.20,3,区财政局,,,是,100
,,,4,,,,,
合计,,,,,,,,
END
map='lead=主抓单位,title=工作事项,due=何时完成,coop=参与单位,report=目前怎样'
expect_code 2 dubanc import ../plain.csv --map="$map"
expect_err '[no-roll-key]'
expect_ok ls tasks
expect_lines 1

it 'takes columns by other names, saved as GB18030, and says what it left'
sed 's/编号/编号（序号）/' ../plain.csv | iconv -f UTF-8 -t GB18030 >../gb.csv
expect_ok dubanc import ../gb.csv --key=T --map="$map"
expect_out '没有采用的列：联系电话'
expect_out -E '何时完成 +→ 完成时限'
cells id,title,lead,coop,due,state,progress
expect_out 'T:t1	完成规划前期研究报告	区发改委	区统计局;区财政局	2024-11-30	doing	40'
expect_out 'T:t2	新建、改扩建学校5所	区教育局		2024-09-30	doing	1'
expect_out 'T:t3	完成小型水库除险加固	区水利局	区财政局	2024-10-20	done	100'
expect_ok dubanc check

it 'remembers what the columns are, changes what was changed, leaves progress alone'
dubanc update T:t1 --progress=55 >/dev/null
sed 's/2024.10.20/2024.10.25/; s/,40$/,90/' ../plain.csv >../again.csv
expect_ok dubanc import ../again.csv --key=T
expect_out '变动 1 项（其中时限 1 项）'
expect_out '以现在的台账为准'
cells due,progress T:t3
expect_out '2024-10-25'
cells due,progress T:t1
expect_out '2024-11-30	55'
expect_ok dubanc import ../again.csv --key=T
expect_out '没有变动'

it 'refuses a map that does not fit, with the heading or the column'
while IFS='|' read -r slug columns; do
	expect_code 2 dubanc import ../plain.csv --key=U --map="$columns"
	expect_err "[$slug]"
done <<-END
	map-column|what=工作事项
	map-heading|title
	map-heading|title=
	map-twice|title=工作事项,text=工作事项
	map-heading-missing|title=工作事项,lead=主要单位
END

it 'leaves a column that the map puts aside'
expect_ok dubanc import -n ../plain.csv --key=U --map='title=工作事项,lead=主抓单位,none=完成比例（%）'
expect_out '没有采用的列'
expect_out -E '没有采用的列：.*完成比例（%）'
expect_out '进度 0 项'

it 'takes no state that is not clear, and says which'
cat >../states.csv <<'END'
序号,任务,牵头单位,完成时限,状态,进度,完成日期
1,甲,区教育局,2024-09-30,基本完成,0.6,
2,乙,区教育局,2024-09-30,逾期,1,
3,丙,区教育局,2024-09-30,已完成,100%,2024/8/1
4,丁,区教育局,2024-09-30,未完成,60.5%,
5,戊,区教育局,2024-09-30,推进中,120,2024-08-01
6,己,区教育局,2024-09-30,,,2024年8月2日
7,庚,区教育局,2024-09-30,—,０,近期
END
expect_ok dubanc import ../states.csv --key=S
expect_out '请核对 7 处'
cells id,state,progress,done S:t1
expect_out 'S:t1	open		'
cells id,state,progress,done S:t2
expect_out 'S:t2	open		'
cells id,state,progress,done S:t3
expect_out 'S:t3	done	100	2024-08-01'
cells id,state,progress,done S:t4
expect_out 'S:t4	doing	60	'
cells id,state,progress,done S:t5
expect_out 'S:t5	doing		'
cells id,state,progress,done S:t6
expect_out 'S:t6	done		2024-08-02'
cells id,state,progress,done S:t7
expect_out 'S:t7	open	0	'
expect_ok dubanc log S:t4
expect_out '进度：60.5%'
expect_ok dubanc check

it 'reads days with the year behind where they can be one day only'
cat >../foreign.csv <<'END'
序号,任务,牵头单位,完成时限
1,甲,区教育局,09/30/2024
2,乙,区教育局,30/9/2024
3,丙,区教育局,05/06/2024
4,丁,区教育局,6/6/2024
5,戊,区教育局,31/31/2024
END
expect_ok dubanc import ../foreign.csv --key=F
expect_out '请核对 2 处'
expect_out -E 'foreign.csv:4: 表/3 “丙”.*limit-unread'
expect_out -E 'foreign.csv:6: 表/5 “戊”.*limit-unread'
cells id,due F:t1
expect_out 'F:t1	2024-09-30'
cells id,due F:t2
expect_out 'F:t2	2024-09-30'
cells id,due F:t3
expect_no_out 2024
cells id,due F:t4
expect_out 'F:t4	2024-06-06'

it 'reads a document as a document though it comes in a workbook'
expect_ok dubanc import ../made/table.xlsx --key=W --date=2024-01-05
expect_out '完成时限'
expect_ok dubanc list W:t1 --format=tsv --columns=title,due,state
expect_out '完成城区三校合并	2024-09-30	open'

it 'takes a ledger back that LibreOffice saved as ods and as xls'
if has_office sc; then
	cd ../made || exit 1
	for kind in ods xls; do
		expect_ok soffice --headless --convert-to "$kind" roll.xlsx
		cd ../台账 || exit 1
		expect_ok dubanc import "../made/roll.$kind" --key="L$kind"
		cells section,title,lead,coop,due,state,progress,done,note "L$kind:t1"
		cells title,lead,coop,due,state,progress,done,note "L$kind:t1"
		expect_out '新建公办幼儿园3所	区教育局	区财政局;区住建局	2024-09-30	doing	57'
		cd ../made || exit 1
	done
	cd ../台账 || exit 1
else
	skip 'LibreOffice is not installed'
fi
finish
