# shellcheck shell=sh
# t63-roundtrip.sh - out to the units and back must be exact: through LibreOffice
# as a workbook, and through CSV as Excel saves it. Both ways must give one ledger.
. "$TESTS/lib.sh"
no_leak_search # hundreds of starts

# Titles that spreadsheets and their formats like to change.
fresh() {
	rm -rf 台账 && dubanc init 台账 --name=云河市委督查室 --level=市 >/dev/null
	cd 台账 || exit 1
	month=0
	for what in '=1+1 完成改造' '＝SUM 预算执行' '-5 度以下供暖' '007' '3-15' '“双减”、两校"合并",一期' \
		'𠮷林项目_x0041_' '＋新增学位' '110101199001011234' '  前后有空格  '; do
		month=$((month + 1))
		dubanc add --title="$what" --lead=市教育局 --due="$(printf 2024-%02d-05 "$month")" --on=2024-01-02 >/dev/null
	done
	rm -f .git/index.lock
}
# The rows and what happened, without the moments and ids of events.
state_of_ledger() {
	scrub tasks/DB2024.csv | sed 's/R[0-9a-f]\{24\}-[0-9]/R#/g'
	sed -e 's/^[ER][^,]*,[^,]*,//' events/DB2024.csv
}
# What the unit answers: ID PROGRESS NOTE.
answers='DB2024:1|40|=已约谈，“引号”
DB2024:2|55%|－待核，12,5
DB2024:5|100|3-15
DB2024:9|7|－12'

it 'gives one ledger through CSV saved as GB18030 with dates rewritten'
fresh
expect_ok dubanc forms -o ../csv --format=csv
state_of_ledger >../before
cp ../csv/*.csv ../sent.csv
cat ../sent.csv >"$T/out"
expect_out "DB2024:1,'=1+1 完成改造"
expect_out "DB2024:2,'＝SUM 预算执行"
# Excel: no byte order mark, GB18030, days as 2024/1/5, numbers without their noughts, quotes as it likes.
sed 's/^\xef\xbb\xbf//; s/,2024-0*\([0-9]*\)-0*\([0-9]*\),/,2024\/\1\/\2,/' ../sent.csv | iconv -f UTF-8 -t GB18030 >../empty.csv
expect_ok dubanc collect ../empty.csv
expect_out '登记 0 条'
expect_silent_ledger() {
	state_of_ledger >../after
	expect_same ../before ../after
}
expect_silent_ledger
iconv -f GB18030 -t UTF-8 ../empty.csv | awk -v answers="$answers" '
	BEGIN { n = split(answers, line, "\n"); for (i = 1; i <= n; i++) { split(line[i], a, "|"); p[a[1]] = a[2]; t[a[1]] = a[3] } }
	{ id = $0; sub(/,.*/, "", id) }
	id in p { sub(/,,,,,/, ",," p[id] ",,\"" t[id] "\",") }
	{ print }' >../filled.csv
grep -q '100,,"3-15"' ../filled.csv || fail 'the answers did not get into the file' "$(cat ../filled.csv)"
iconv -f UTF-8 -t GB18030 ../filled.csv >../back.csv
expect_ok dubanc collect ../back.csv
expect_out '登记 4 条'
[ ! -s "$T/err" ] || ! grep -v 'encoding-guessed' "$T/err" || fail 'something was said' "$(cat "$T/err")"
state_of_ledger >../by-csv
expect_ok dubanc check
cat ../by-csv >"$T/out"
expect_out '=已约谈，“引号”'
expect_out '－待核，12,5'
cd .. || exit 1

it 'gives the same ledger through a workbook that LibreOffice edited and saved'
if has_office sc; then
	fresh
	expect_ok dubanc forms -o ../books
	cp ../books/*.xlsx ../sent.xlsx
	cd .. || exit 1
	# Saved as it came: nothing is new, no locked cell looks changed; that nobody filled it in is all there is to say.
	expect_ok soffice --headless --convert-to xlsx --outdir saved sent.xlsx
	cd 台账 || exit 1
	expect_ok dubanc collect ../saved/sent.xlsx
	expect_out '登记 0 条'
	expect_err 'sheet-empty'
	[ "$(grep -c . "$T/err")" -eq 1 ] || fail 'more was said of a file that was only saved' "$(cat "$T/err")"
	expect_silent_ledger
	cd .. || exit 1
	# Edited in the form in which LibreOffice writes out what it holds, cell by cell.
	expect_ok soffice --headless --convert-to fods sent.xlsx
	awk -v answers="$answers" '
		function cell(text) {
			gsub(/"/, "\\&quot;", text)
			return "<table:table-cell table:style-name=\"" style "\" office:value-type=\"string\"><text:p>" text "</text:p></table:table-cell>"
		}
		BEGIN { n = split(answers, line, "\n"); for (i = 1; i <= n; i++) { split(line[i], a, "|"); p[a[1]] = a[2]; t[a[1]] = a[3] } }
		/<table:table-row/ { id = "" }
		match($0, /<text:p>DB2024:[0-9]+</) { id = substr($0, RSTART + 8, RLENGTH - 9); empty = 0 }
		/^ *<table:table-cell table:style-name="ce[0-9]+"\/>/ && id in p && (++empty == 2 || empty == 3) {
			match($0, /ce[0-9]+/); style = substr($0, RSTART, RLENGTH)
			print cell(empty == 2 ? p[id] : t[id]); next
		}
		{ print }' sent.fods >edited.fods
	[ "$(diff sent.fods edited.fods | grep -c '^> .*<text:p>')" = 8 ] ||
		fail 'the answers did not get into the sheet' "$(diff sent.fods edited.fods)"
	expect_ok soffice --headless --convert-to xlsx edited.fods
	cd 台账 || exit 1
	expect_ok dubanc collect ../edited.xlsx
	expect_out '登记 4 条'
	[ ! -s "$T/err" ] || fail 'something was said' "$(cat "$T/err")"
	state_of_ledger >../by-book
	expect_same ../by-csv ../by-book
	expect_ok dubanc check
else
	skip 'LibreOffice is not installed (libreoffice-calc-nogui)'
fi
finish
