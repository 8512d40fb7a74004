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

it 'says that nothing fits, not the headings of nothing'
expect_ok dubanc list --state=closed
expect_out 没有符合条件的任务
expect_lines 1
expect_ok dubanc list --state=closed --format=csv
expect_out -E '^id,'

it 'refuses a unit that nobody knows, and names the nearest'
for option in unit lead coop; do
	for command in list status overdue report 'sample --count=1' 'forms -o 表'; do
		# shellcheck disable=SC2086
		expect_code 2 dubanc $command --$option=市教育居
		expect_err '没有单位“市教育居”'
		expect_err 市教育局
		expect_no_out -E .
	done
done
[ ! -e 表 ] || fail 'a folder was made'
expect_code 2 dubanc overdue --unit=qqqqqq
expect_err 'dubanc units'
expect_code 2 dubanc report score --explain=教育居
expect_err 市教育局
expect_code 2 dubanc sample --count=1 --exclude=市教育局,编半
expect_err '没有单位“编半”'
expect_no_err '市教育局”'
expect_code 2 dubanc --lang=en list --unit=市教育居
expect_err "there is no unit '市教育居'; near: 市教育局"

it 'warns where only the rows of the ledger name the unit'
dubanc edit 3 units=市文旅局 groups='U:各县市区{东县+西区}' >/dev/null 2>&1
for unit in 市文旅局 东县; do
	expect_ok dubanc list --unit=$unit --format=tsv --columns=id
	expect_lines 2
	expect_err 'units.csv 里没有“'$unit'”'
done
expect_ok dubanc list --unit=市文旅局 --doc=DB2024
expect_ok dubanc list --unit=教育局
expect_no_err -E .

it 'takes any name where an office keeps no register and has no tasks yet'
(
	dubanc init ../空台账 --name=甲 >/dev/null && cd ../空台账 && head -n 1 units.csv >first && mv first units.csv
	expect_ok dubanc overdue --unit=市教育局
	dubanc add --title=x --lead=市教育局 >/dev/null
	expect_ok dubanc list --unit=市教育局
	expect_no_err units.csv
	expect_code 2 dubanc list --unit=市教育居
)

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

it 'compares lights, days left and spans of days'
for where in light=overdue 灯=逾期 'days<0' 'due<2024-04' 'due<=2024-03' '完成时限=2024Q1' 'due!=2024-04'; do
	expect_ok dubanc list --where "$where" --columns=id --format=csv
	[ "$where" = 'due!=2024-04' ] || expect_lines 2
	expect_out DB2024:1
done
expect_ok dubanc list --where 'due>2024-03' --columns=id --format=csv
expect_lines 2
expect_out DB2024:2
expect_ok dubanc list --where '剩余天数>=0' --columns=id --format=csv
expect_lines 2
expect_ok dubanc list --where 'light!=overdue' --where 'days<9' --columns=id --format=csv
expect_lines 2
for where in light=红 'light<overdue' 'days=soon' 'due<2024-13' 'lihgt=overdue'; do
	expect_code 2 dubanc list --where "$where"
	[ -s "$T/err" ] || fail "no word about $where"
done

it 'says rhythms in words for people, in codes for programs'
dubanc edit 3 周期=每月28日 >/dev/null
expect_ok dubanc list 3 --columns=id,recur
expect_out 每月28日
expect_ok dubanc list 3 --columns=id,recur --format=csv
expect_out every:month@28

it 'paints lights in the colours that the office chose, and refuses what is no scheme'
printf '\n[light]\nscheme = 红黄黑\n' >>dubanc.ini
expect_ok dubanc list 1 --color=always
expect_out "$(printf '\033[1m逾期')"
for scheme in 红 红黄 红黄红 红黄紫 绿黄红橙; do
	sed -i "s/^scheme = .*/scheme = $scheme/" dubanc.ini
	expect_ok dubanc list 1
	expect_err scheme
done

finish
