# shellcheck shell=sh
# t07-list.sh - lists and their formats: csv, tsv and json are a contract.
. "$TESTS/lib.sh"
ledger
dubanc update 1 --progress=35 --note='a,b "c"' >/dev/null

it 'writes csv, tsv and json as they were agreed'
for format in csv tsv json; do
	expect_ok dubanc list --format="$format"
	same_as "list.$format"
	expect_ok dubanc status --format="$format"
	same_as "status.$format"
	expect_code 1 dubanc overdue --format="$format"
	same_as "overdue.$format"
	expect_ok dubanc units --format="$format"
	same_as "units.$format"
done

it 'writes the same in English and in Chinese where it is a contract'
for format in csv tsv json; do
	for command in list status overdue units; do
		dubanc "$command" --format="$format" >zh
		dubanc --lang=en "$command" --format="$format" >en
		expect_same zh en
	done
done

it 'writes json that readers take'
if command -v python3 >/dev/null; then
	for command in list status units report 'log 1'; do
		# shellcheck disable=SC2086
		dubanc $command --format=json >json
		expect_ok python3 -c 'import json,sys; json.load(open("json", encoding="utf-8"))'
	done
else
	skip 'python3 is not installed'
fi

it 'filters'
count() {
	want=$1
	shift
	expect_ok dubanc list --format=tsv --columns=id "$@"
	expect_lines $((want + 1))
}
count 1 --light=overdue
count 2 --light=overdue,near
count 1 --light=逾期
count 2 --unit=市教育局
count 2 --unit=教育局
count 1 --lead=教育局
count 1 --coop=市教育局
count 2 --due=2024-03-01..2024-04-30
count 1 --due=2024-03
count 1 --due=none
count 1 --where='progress>=35'
count 0 --where='progress>35'
count 1 --where='title~负面' --where='state=open'
count 3 --doc=DB2024
count 0 --state=closed
count 1 --unit=教育局 --light=near

it 'sorts and chooses columns'
expect_ok dubanc list --format=tsv --columns=id,due --sort=-due
expect_out -E '^id	due$'
sed -n 2p "$T/out" >first
expect_file first DB2024:2

it 'writes csv that spreadsheets open and cannot be harmed by'
dubanc add --title='=HYPERLINK("x")' >/dev/null
dubanc add --title='－1+1' >/dev/null
expect_ok dubanc list --format=csv --excel
[ "$(head -c 3 "$T/out" | od -An -tx1 | tr -d ' ')" = efbbbf ] || fail 'no byte order mark'
LC_ALL=C grep -q "$(printf '\r')" "$T/out" || fail 'no CRLF'
expect_out "'=HYPERLINK"
expect_out 任务
expect_ok dubanc list --format=csv
expect_no_out "'=HYPERLINK"

it 'writes csv in GB18030'
expect_ok dubanc list --format=csv --encoding=gb18030
iconv -f GB18030 -t UTF-8 "$T/out" >back || fail 'no GB18030'
expect_file back 完成城区三校合并

it 'writes md and html'
expect_ok dubanc list --format=md
expect_out '| DB2024:1'
expect_ok dubanc list --format=html
expect_out -E '<!DOCTYPE html>|<!doctype html>'
expect_out 完成城区三校合并
expect_out '=HYPERLINK(&quot;x&quot;)'

it 'aligns columns with Han characters two wide'
expect_ok dubanc list
awk '{ line = $0; gsub(/[\344-\351\343\357][\200-\277][\200-\277]/, "xx", line); at = match(line, /2024-0[34]-/); if (at) print at }' "$T/out" | sort -u >columns
[ "$(grep -c '' columns)" -eq 1 ] || fail 'the dates do not stand below each other' "$(cat "$T/out")"

finish
