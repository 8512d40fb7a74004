# shellcheck shell=sh
# t10-parse.sh - the parsers as a filter: one line for each line read, whatever it holds.
. "$TESTS/lib.sh"

it 'reads clauses'
printf '（责任单位：市委组织部、宣传部，市教育局）\n\n没有单位的一行\n' >in
expect_ok dubanc parse clause in
expect_lines 4
expect_out -E '^lead	coop	units	groups	open	persons	deadline_text	deadline	supervise	doubt$'
expect_out '市委组织部;市委宣传部;市教育局'

it 'reads limits'
printf '2024年6月30日前完成\n每月25日前报送\n' >in
expect_ok dubanc parse deadline --date=2024-03-18 <in
expect_lines 3
expect_out -E '^by-date	2024-06-30	'
expect_out 'every:month@25'

it 'reads targets'
echo '到2026年建成实训基地20个以上' >in
expect_ok dubanc parse targets --date=2024-03-18 in
expect_lines 2
expect_out '|>=|20|个|2026-12-31'

it 'gives units the names of the register, and says what is not in it'
dubanc init --level=市 L >/dev/null 2>&1
cat >L/units.csv <<'EOF'
unit,aliases,level,kind,members,counterpart,contact,email,order,note
市发展和改革委员会,市发改委;市粮食局,市,,,省发展改革委,,,,
市教育局,,市,,,,,,,
市财政局,市财局,市,,,,,,,
市财政投资评审中心,市财局,市,,,,,,,
各县区,各县（市、区）;各县市区,市,group,,,,,,
EOF
printf '由市发改委、市粮食局牵头，教育局、市财局、市教委，省发展改革委配合\n（责任单位：市发展改革委，各县市区）\n' >in
expect_ok dubanc parse clause -C L in
expect_out -E '^市发展和改革委员会	市教育局;市财局;市教委;省发展改革委	.*	unit-unknown;unit-ambiguous$'
expect_out '		市发展和改革委员会	U:各县区'
expect_err -E 'in:1: .*“市教委”.*unit-unknown-near'
expect_err -E 'in:1: .*“市财局”.*unit-ambiguous'
grep '省发展改革委' "$T/err" && fail 'a counterpart is no unknown unit'
expect_ok dubanc parse clause --level=市 in
expect_out '市发改委;市粮食局'

it 'gives the same as JSON, with the bytes in the line'
printf '\n  （责任单位：市教育局、 财政局，6月底前完成）\n' >in
expect_ok dubanc parse clause --date=2024-03-18 --format=json in
expect_out '{"line":1,"parties":[],'
expect_out '{"role":"units","unit":"市财政局","written":"财政局","offset":36,"length":9}'
expect_out '"limit":"2024-06-30","text":"6月底前"'
echo '每月25日前报送' >in
expect_ok dubanc parse deadline --date=2024-03-18 --format=json in
expect_out '{"kind":"recurring-monthly","due":"2024-03-25","limit":"every:month@25","text":"每月25日前","offset":0,"length":14}'
echo '年内新建公园20个' >in
expect_ok dubanc parse targets --date=2024-03-18 --format=json in
expect_out '{"metric":"公园","op":">=","value":"20","uom":"个","by":"2024-12-31","offset":18,"length":5}'
printf '关于整治的通知\n\n一、教育\n1.摸清底数。（责任单位：市教育局）\n' >in
expect_ok dubanc parse document --date=2024-03-18 --format=json in
expect_out '"schema":"dubanc.document"'
expect_out '"first_line":4,"last_line":4'

it 'answers a line for every line, also the last without a line feed, also CRLF'
printf 'a\nb' >in
expect_ok dubanc parse clause in
expect_lines 3
printf '\r\n\r\n' >in
expect_ok dubanc parse clause in
expect_lines 3
: >in
expect_ok dubanc parse clause in
expect_lines 1

it 'reads lines of hostile bytes without harm'
{
	printf '\000\001\377\376（责任单位：\n'
	printf '（（（（（（（（（（牵头单位：'
	head -c 100000 /dev/zero | tr '\0' '('
	echo
	awk 'BEGIN { for (i = 0; i < 20000; i++) printf "市教育局、" }'
	echo
} >in
run timeout 60 dubanc parse clause in
[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "status $status"
run timeout 60 dubanc parse deadline in
[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "status $status"
run timeout 60 dubanc parse targets in
[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "status $status"

it 'reads every shipped document as rows of 14 cells, the head first'
for file in "$TESTS"/data/documents/*; do
	case $file in *.tsv) continue ;; esac
	run timeout 60 dubanc parse document "$file"
	[ "$status" -eq 0 ] || fail "${file##*/}: status $status"
	awk -F '\t' -v file="${file##*/}" 'NF != 14 { print file ":" NR ": " NF " cells" }
		NR == 2 && $1 != "@" { print file ": no head" }' "$T/out" >bad
	[ ! -s bad ] || fail 'not 14 cells' "$(cat bad)"
done

it 'refuses what it cannot parse'
expect_code 2 dubanc parse poem </dev/null
expect_err poem
run dubanc parse clause /nonexistent
[ "$status" -ge 2 ] || fail "status $status"

finish
