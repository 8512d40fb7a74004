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
