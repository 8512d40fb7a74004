# shellcheck shell=sh
# t29-check.sh - every damage that check is there for: what it says of it, with file, line,
# column and what to do (tests/golden/t29-check/findings), and what --fix makes of it.
. "$TESTS/lib.sh"
no_leak_search # hundreds of starts
ledger
{
	dubanc assign 3 --lead=市委编办
	dubanc update 1 --progress=40 --note='已着手，“甲”' --on=2024-02-01
	dubanc update 2 --ask-extension=2024-09-30 --reason=难 --on=2024-03-01
	dubanc update 2 --grant --on=2024-03-02
	dubanc add --title=清理存量 --parent=2 --lead=市教育局 --due=2024-06-30 --on=2024-01-11
} >/dev/null || fail 'the ledger was not made'
tasks=tasks/DB2024.csv events=events/DB2024.csv
feedback=$(grep -n ',feedback,' $events | cut -d: -f1)
cp -a . "$T/sound"
: >"$T/findings"

# found WANTED NAME COMMAND: check of a sound ledger after COMMAND; what it says is noted.
found() {
	rm -rf ../work2 && cp -a "$T/sound" ../work2 && cd ../work2 || exit 1
	it "finds: $2"
	sh -c "$3" || fail 'could not be damaged'
	! diff -r "$T/sound" . >/dev/null || fail 'nothing is damaged: this tests nothing'
	expect_code "$1" dubanc check
	echo "== $2" >>"$T/findings"
	scrub "$T/out" | sed 's/T31:02:03\.00[0-9]Z/T31:02:03.00#Z/' >>"$T/findings"
	if [ "$1" -eq 0 ] && grep -q ': warning: ' "$T/out"; then
		expect_code 1 dubanc check --strict
	fi
}

it 'has nothing to say of a sound ledger'
expect_ok dubanc check --strict
expect_silent

found 1 'a row that is too long' "sed -i '2s/完成城区/完成,城区/' $tasks"
found 1 'a row that is too short' "sed -i '4s/,[^,]*,[^,]*\$//' $tasks"
found 1 'one id for two different rows' "sed -n '2s/完成/另成/p' $tasks >>$tasks"
found 1 'one row twice' "sed -n 2p $tasks >>$tasks"
found 1 'a row without an id' "sed -i '3s/^DB2024:2//' $tasks"
found 1 'one heading twice' "sed -i '1s/,section,/,title,/' $tasks"
found 1 'no column of ids' "sed -i '1s/^id,/编码,/' $tasks"
found 1 'markers of git' "{ sed -n 1,2p $tasks; echo '<<<<<<< HEAD'; sed -n 3p $tasks; echo =======; sed -n '3s/建成/修成/p' $tasks; echo '>>>>>>> side'; sed -n '4,\$p' $tasks; } >x; mv x $tasks"
found 1 'an open conflict' "mkdir -p conflicts/tasks; printf '%s\n' file,id,column,base,ours,theirs,events $tasks,DB2024:1,title,完成城区三校合并,甲,乙, >conflicts/$tasks"
list() { # COLUMN OURS THEIRS: the command that makes a list of one conflict
	cat <<-END
		mkdir -p conflicts/tasks
		echo file,id,column,base,ours,theirs,events >conflicts/$tasks
		echo '$tasks,DB2024:1,$1,,$2,$3,' >>conflicts/$tasks
	END
}
found 1 'an open conflict about a row that both sides added' "$(list '*' 'id=DB2024:1; title=甲事; state=open' 'id=DB2024:1; title=乙事; state=open')"
found 1 'an open conflict about a row that is gone there' "$(list '*' 'id=DB2024:1; title=甲事; state=open' '')"
found 1 'an open conflict about a row that is gone here' "sed -i '/^DB2024:1,/d' $tasks; $(list '*' '' 'id=DB2024:1; title=乙事; state=open')"
found 0 'a conflict of a merge that was given up' "mkdir -p conflicts/tasks; printf '%s\n' file,id,column,base,ours,theirs,events $tasks,DB2024:1,title,完成城区三校合并,甲,乙,E1 >conflicts/$tasks"
found 1 'a parent that does not exist' "sed -i 's/,DB2024:2,4,/,DB2024:9,4,/' $tasks"
found 1 'parents in a ring' "sed -i 's/^DB2024:2,task,,/DB2024:2,task,DB2024:4,/' $tasks"
found 1 'an unknown state' "sed -i 's/,doing,40,/,underway,40,/' $tasks"
found 1 'a day that does not exist' "sed -i '2s/2024-03-30/2024-02-30/' $tasks"
found 1 'a percentage beyond 100' "sed -i 's/,doing,40,/,doing,140,/' $tasks"
found 1 'a due day moved by hand' "sed -i '2s/2024-03-30/2024-12-31/' $tasks"
found 1 'a due day moved by hand, and the first one with it' "sed -i '2s/2024-03-30/2024-12-31/g' $tasks"
found 1 'a due day moved by hand behind a granted extension' "sed -i '3s/2024-09-30/2025-09-30/' $tasks"
found 1 'a due day taken out by hand' "sed -i '2s/2024-03-30//' $tasks"
found 0 'a row that its events do not explain' "sed -i '2s/完成城区/办完城区/' $tasks"
found 0 'a row that nobody entered' "echo 'DB2024:7,task,,7,,手添的,,市教育局' >x; awk -F, 'NR==1 { n = NF } END { print n }' $tasks >y; awk -v n=\"\$(cat y)\" '{ k = split(\$0, a, \",\"); printf \"%s\", \$0; while (k++ < n) printf \",\"; print \"\" }' x >>$tasks; rm x y"
found 1 'a row that was taken out' "sed -i '/^DB2024:1,/d' $tasks"
found 1 'one character that became a question mark' "sed -i '2s/城区/城?/' $tasks"
found 1 'a title of question marks' "sed -i '2s/完成城区三校合并/????????/' $tasks"
found 1 'a character that became U+FFFD' "sed -i '2s/城/\\xef\\xbf\\xbd/' $tasks"
found 0 'question marks where nothing is known of before' "sed -i 's/市发展和改革委员会/市????委员会/' units.csv"
found 0 'no lead' "sed -i 's/,市委编办,hand,/,,,/' $tasks"
found 0 'several leads' "dubanc assign 1 --lead=市教育局,市发改委 >/dev/null"
found 1 'an event of no kind' "sed -i '2s/,add,/,addd,/' $events"
found 1 'one event twice, differing' "sed -n 's/,feedback,/,note,/p' $events >>$events"
found 0 'one event twice' "sed -n ${feedback}p $events >>$events"
found 1 'an event of another document' "sed -i '${feedback}s/,DB2024:1,/,AA:1,/' $events"
found 1 'changes that cannot be read' "sed -i '${feedback}s/progress=40/progress/' $events"
found 1 'a moment that cannot be' "sed -i '${feedback}s/T01:02:03/T31:02:03/' $events"
found 0 'one number for two notices' "printf '%s\n' 'E1,2024-04-15T01:03:00.000Z,2024-04-15,DB2024:1,,notice,,,蓝色 市教育局 督办〔2024〕3号 办理' 'E2,2024-04-15T01:03:00.001Z,2024-04-15,DB2024:4,,notice,,,蓝色 市教育局 督办〔2024〕3号 办理' 'E3,2024-04-15T01:04:00.000Z,2024-04-15,DB2024:2,,notice,,,蓝色 市发改委 督办〔2024〕3号 办理' >>$events"
found 0 'one notice sent twice under its number' "printf '%s\n' 'E1,2024-04-15T01:03:00.000Z,2024-04-15,DB2024:1,,notice,,,蓝色 市教育局 督办〔2024〕3号 办理' 'E2,2024-04-15T01:13:00.001Z,2024-04-15,DB2024:1,,notice,,,蓝色 市教育局 督办〔2024〕3号 办理' >>$events"
found 0 'a last line that was torn off' "printf 'E9,2024-04-15T01:0' >>$events"
found 0 'a table that does not hold its last event' "dubanc update 1 --note=晚 >/dev/null; cp '$T/sound/$tasks' $tasks"
found 1 'a unit listed twice' "sed -n 2p units.csv >>units.csv; sed -i '\$s/,市,/,县,/' units.csv"
found 1 'a name of two units' "sed -i 's/教育局,市,/编办,市,/' units.csv"
found 1 'a document without its table' "rm $tasks $events"
found 1 'a journal that is gone' "rm $events"
found 0 'a table that no document owns' "cp $tasks tasks/XX.csv"
found 0 'a BOM' "sed -i '1s/^/\\xef\\xbb\\xbf/' $tasks"
found 0 'line ends of Windows' "sed -i 's/\$/\\r/' $tasks"
found 0 'GB18030' "iconv -f UTF-8 -t GB18030 $tasks >x; mv x $tasks"
found 0 'everything quoted' "sed -i 's/[^,]*/\"&\"/g' $tasks"
found 0 'commas behind every row' "sed -i 's/\$/,,/' $tasks"
found 0 'blank lines' "sed -i '2s/\$/\\n/' $tasks"
found 0 'no line end at the end' "truncate -s -1 $tasks"
found 0 'semicolons for commas' "sed -i 's/,/;/g' $tasks"
found 0 'a day and a number as a spreadsheet writes them' "sed -i -e '2s/2024-03-30/2024\\/3\\/30/g' -e '2s/,40,/,40.0,/' $tasks"
found 0 'blanks at the end of a cell' "sed -i '2s/完成城区三校合并/& /' $tasks"
found 0 'headings in Chinese' "sed -i '1s/,title,/,任务,/' $tasks"
found 0 'rows in another order' "{ sed -n 1p $tasks; sed 1d $tasks | sort -r; } >x; mv x $tasks"
found 0 'a setting that does not exist' "sed -i 's/^name/nmae/' dubanc.ini"

it 'says each of them as it should be said'
same_as findings "$T/findings"

it 'says where it is, always: every finding begins with file:line:column or the name of a whole file'
grep -v '^==' "$T/findings" | grep -v '^错误 ' | grep -vE '^[^:]+(:[0-9]+:[0-9]+)?: (error|warning|note): .*  \[[a-z-]+\]$' >"$T/odd"
[ ! -s "$T/odd" ] || fail 'without a place or a name:' "$(cat "$T/odd")"

# mended NAME COMMAND: after --fix the ledger is what it was, to the byte.
mended() {
	rm -rf ../work2 && cp -a "$T/sound" ../work2 && cd ../work2 || exit 1
	it "mends: $1"
	sh -c "$2" || fail 'could not be damaged'
	expect_ok dubanc check --fix
	for file in dubanc.ini units.csv documents.csv $tasks $events; do
		expect_same "$T/sound/$file" "$file"
	done
	expect_ok dubanc check --strict
	expect_silent
}

mended 'one row twice' "sed -n 2p $tasks >>$tasks"
mended 'one event twice' "sed -n ${feedback}p $events >>$events"
mended 'a last line that was torn off' "printf 'E9,2024-04-15T01:0' >>$events"
mended 'a table that is behind its events' "sed -i 's/,doing,40,/,open,,/; 2s/E[0-9a-z-]*,\$/'\$(sed -n 2p $events | cut -d, -f1)',/' $tasks"
mended 'rows in another order' "{ sed -n 1p $tasks; sed 1d $tasks | sort -r; } >x; mv x $tasks"
for table in $tasks $events units.csv documents.csv; do
	mended "a BOM in $table" "sed -i '1s/^/\\xef\\xbb\\xbf/' $table"
	mended "line ends of Windows in $table" "sed -i 's/\$/\\r/' $table"
	mended "GB18030 in $table" "iconv -f UTF-8 -t GB18030 $table >x; mv x $table"
	mended "quotes around everything in $table" "sed -i '/\"/!s/[^,]*/\"&\"/g' $table"
	mended "commas behind every row of $table" "sed -i 's/\$/,,/' $table"
	mended "blank lines in $table" "sed -i '1s/\$/\\n/' $table; echo ,,, >>$table"
	[ "$table" = "$events" ] || mended "no line end at the end of $table" "truncate -s -1 $table"
done
mended 'days and numbers as a spreadsheet writes them' "sed -i -e 's/2024-03-30/2024\\/3\\/30/g; s/2024-09-30/45565/; s/2024-04-17/2024年4月17日/g; s/,40,/,40.0,/' $tasks"

it 'keeps an event whose line lost only its line end'
rm -rf ../work2 && cp -a "$T/sound" ../work2 && cd ../work2 || exit 1
truncate -s -1 $events
expect_ok dubanc check
expect_out form-final-lf
expect_ok dubanc update 1 --note=后来
[ "$(wc -l <$events)" -eq $(($(wc -l <"$T/sound/$events") + 1)) ] || fail 'an event was lost' "$(cat $events)"
expect_ok dubanc check --strict

it 'mends nothing that is damaged, and nothing that wants a decision'
rm -rf ../work2 && cp -a "$T/sound" ../work2 && cd ../work2 || exit 1
sed -i '2s/完成城区/"完成城区/' $tasks && cp $tasks kept
expect_code 1 dubanc check --fix
expect_same kept $tasks
cp "$T/sound/$tasks" . && sed -i '2s/2024-03-30/2024-12-31/' $tasks && cp $tasks kept
expect_code 1 dubanc check --fix
expect_same kept $tasks

it 'records what was changed by hand, and only then is content'
rm -rf ../work2 && cp -a "$T/sound" ../work2 && cd ../work2 || exit 1
sed -i '2s/完成城区/办完城区/' $tasks
expect_code 1 dubanc check --strict
expect_ok dubanc check --record --by=王某
expect_ok dubanc check --strict
expect_ok dubanc log 1
expect_out 办完城区三校合并
expect_out 王某
expect_ok dubanc check --record
[ "$(grep -c ',edit,' $events)" = 1 ] || fail 'recorded twice'

it 'does not take a recorded edit for a granted extension'
sed -i '2s/2024-03-30/2024-12-31/g' $tasks
expect_code 1 dubanc check --record
expect_out '[due-moved]'
expect_out '[first-due-moved]'

it 'names the command that mends what two imports with two days of receipt left, and it does'
cd .. || exit 1
cat >防火.txt <<'END'
某市人民政府办公室关于做好春季防火工作的通知
某政办发〔2024〕5号

一、开展隐患排查。自收到本通知之日起15日内完成排查。（责任单位：林业局）

某市人民政府办公室
2024年2月28日
END
for day in 04 01; do # the second clerk has the earlier day
	dubanc init 收$day >/dev/null
	DUBANC_NOW=2024-03-05T1$((5 - ${day#0})):00:00Z dubanc -C 收$day import 防火.txt --received=2024-03-$day >/dev/null
done
tail -n +2 收01/events/*.csv >>"$(echo 收04/events/*.csv)" # as a merge without the driver leaves them
last=$(tail -n 1 收04/events/*.csv | cut -d, -f1)
sed -i "2s/,E[^,]*,\$/,$last,/" 收04/tasks/*.csv
expect_code 1 dubanc -C 收04 check
expect_out '[first-due-moved]'
expect_out 'dubanc check --record'
expect_ok dubanc -C 收04 check --record
expect_ok dubanc -C 收04 check
expect_ok dubanc -C 收04 list 1 --columns=due,due_original --format=csv
expect_out 2024-03-19,2024-03-19
cd work2 || exit 1

it 'leaves notes out with -q'
rm -rf ../work2 && cp -a "$T/sound" ../work2 && cd ../work2 || exit 1
dubanc assign 1 --lead=市教育局,市发改委 >/dev/null
expect_ok dubanc check -q
expect_silent
sed -i '2s/完成城区/办完城区/' $tasks
expect_ok dubanc check -q
expect_out '[row-unexplained]'
expect_no_out '[several-leads]'
finish
