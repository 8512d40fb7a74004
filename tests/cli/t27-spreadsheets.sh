# shellcheck shell=sh
# t27-spreadsheets.sh - what Excel and WPS make of a ledger's files is read right, said, and
# written back as it was.
. "$TESTS/lib.sh"
ledger
{
	dubanc assign 3 --lead=市委编办
	dubanc update 1 --progress=40 --note='已着手，“甲”, 乙' --on=2024-02-01
	dubanc update 2 --ask-extension=2024-09-30 --reason='雨季,停工' --on=2024-03-01
	dubanc update 2 --grant --on=2024-03-02
	dubanc edit 3 note='甲
乙'
} >/dev/null || fail 'the ledger was not made'
# a table of targets, a column of the office's own
printf '%s\n' id,task,metric,op,value,uom,due,actual,actual_on,note DB2024:1.g1,DB2024:1,合并学校,ge,3,所,2024-03-30,1,2024-03-05, >targets.new
mkdir -p targets && mv targets.new targets/DB2024.csv
sed -i -e '1s/$/,我的列/' -e '2,$s/$/,007/' tasks/DB2024.csv
dubanc check --record >/dev/null
sed -i '1s/$/\n2024-05-01,holiday,劳动节,国办/' holidays.csv
cp -a . "$T/sound"
files='tasks/DB2024.csv events/DB2024.csv targets/DB2024.csv documents.csv units.csv holidays.csv'

# answers: what the ledger says in every way that counts.
answers() {
	dubanc list --nodes --format=csv --columns=id,title,lead,coop,due,due_original,state,progress,done,note,light
	dubanc log DB2024:1 --format=csv
	dubanc log DB2024:2 --format=csv
	dubanc report targets --format=csv
	dubanc units --format=csv
	dubanc overdue --format=csv --soon=3wd
}

it 'has answers to compare'
answers >"$T/answers" 2>"$T/said"
[ ! -s "$T/said" ] || fail 'something is odd in it already' "$(cat "$T/said")"
expect_file "$T/answers" 雨季
expect_file "$T/answers" 合并学校

# rewritten NAME COMMAND: COMMAND rewrites each file FILE as a spreadsheet does.
rewritten() {
	rm -rf ../work2 && cp -a "$T/sound" ../work2 && cd ../work2 || exit 1
	it "reads the same: $1"
	for file in $files; do
		eval "$2"
	done
	! cmp -s tasks/DB2024.csv "$T/sound/tasks/DB2024.csv" || fail 'nothing was rewritten: this tests nothing'
	answers >"$T/got" 2>"$T/said"
	expect_same "$T/answers" "$T/got"
	expect_ok dubanc check
	expect_no_out -E ' error: |row-unexplained'
	it "says so and writes it back whole: $1"
	expect_ok dubanc update 1 --note=其后
	expect_err '[convert]'
	expect_ok dubanc check --fix
	for file in documents.csv units.csv holidays.csv targets/DB2024.csv; do
		expect_same "$T/sound/$file" "$file"
	done
	[ "$(diff "$T/sound/tasks/DB2024.csv" tasks/DB2024.csv | grep -c '^>')" = 1 ] ||
		fail 'more than the one task differs' "$(diff "$T/sound/tasks/DB2024.csv" tasks/DB2024.csv)"
	[ "$(diff "$T/sound/events/DB2024.csv" events/DB2024.csv | grep -c '^[<>]')" = 1 ] ||
		fail 'more than the one event differs' "$(diff "$T/sound/events/DB2024.csv" events/DB2024.csv)"
	expect_ok dubanc check --strict
	expect_silent
}

# CSV through awk, cell by cell: each cell as edit() makes it, quoted where quoted() says.
cells() {
	awk -v edit="$1" '
	function flush_cell() { cell[n++] = c; c = "" }
	function out(  i, s) {
		for (i = 0; i < n; i++) {
			s = cell[i]
			if (edit ~ /days/ && s ~ /^20[0-9][0-9]-[01][0-9]-[0-3][0-9]$/) { split(s, d, "-"); s = d[1] "/" d[2] + 0 "/" d[3] + 0 }
			if (edit ~ /serials/ && s == "2024-03-30") s = 45381
			if (edit ~ /serials/ && s == "2024-09-30") s = 45565
			if (edit ~ /han/ && s ~ /^20[0-9][0-9]-[01][0-9]-[0-3][0-9]$/) { split(s, d, "-"); s = d[1] "年" d[2] + 0 "月" d[3] + 0 "日" }
			if (edit ~ /midnight/ && s ~ /^20[0-9][0-9]-[01][0-9]-[0-3][0-9]$/) { split(s, d, "-"); s = d[1] "/" d[2] + 0 "/" d[3] + 0 " 0:00:00" }
			if (edit ~ /percent/ && s == "40") s = "40%"
			if (edit ~ /decimal/ && s == "40") s = "40.00"
			if (edit ~ /blanks/ && s != "" && s != "007") s = s " "
			if (edit ~ /quoted/ || s ~ /[",\n;]/) { gsub(/"/, "\"\"", s); s = "\"" s "\"" }
			printf "%s%s", i ? (edit ~ /semicolon/ ? ";" : ",") : "", s
		}
		printf "%s\n", edit ~ /trailing/ ? ",,," : ""
		n = 0
	}
	{
		line = $0 "\n"
		for (i = 1; i <= length(line); i++) {
			ch = substr(line, i, 1)
			if (inq) { if (ch != "\"") c = c ch; else if (substr(line, i + 1, 1) == "\"") { c = c "\""; i++ } else inq = 0 }
			else if (ch == "\"") inq = 1
			else if (ch == ",") flush_cell()
			else if (ch == "\n") { flush_cell(); out() }
			else c = c ch
		}
	}' "$file" >x && mv x "$file"
}

rewritten 'a BOM' 'sed -i "1s/^/\xef\xbb\xbf/" $file'
rewritten 'CRLF' 'sed -i "s/\$/\r/" $file'
rewritten 'GB18030, as Excel saves CSV in Chinese' 'sed -i "s/\$/\r/" $file; iconv -f UTF-8 -t GB18030 $file >x; mv x $file'
rewritten 'UTF-16 with a BOM' 'iconv -f UTF-8 -t UTF-16 $file >x; mv x $file'
rewritten 'everything quoted' 'cells quoted'
rewritten 'commas behind every row' 'cells trailing'
rewritten 'semicolons' 'cells semicolon'
rewritten 'days as 2024/3/30' 'cells days'
rewritten 'days as serial numbers' 'cells serials'
rewritten 'days as 2024年3月30日' 'cells han'
rewritten 'days with midnight' 'cells midnight'
rewritten 'numbers with decimals' 'cells decimal'
rewritten 'numbers with a per cent sign' 'cells percent'
rewritten 'blanks behind the cells' 'cells blanks'
rewritten 'blank lines' 'sed -i "1s/\$/\n,,,/; \$s/\$/\n,,,/" $file'
rewritten 'all of it at once' 'cells "quoted trailing days decimal blanks"; sed -i "s/\$/\r/; 1s/^/\xef\xbb\xbf/" $file'
rewritten 'headings in Chinese' 'case $file in tasks/*) sed -i "1s/,title,/,任务,/; 1s/,note,/,备注,/" $file ;; esac'

it 'keeps the zeros that stand before a number in a column of its own'
expect_file "$T/sound/tasks/DB2024.csv" ,007
finish
