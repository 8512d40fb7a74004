# shellcheck shell=sh disable=SC2002,SC2015,SC2238
# t11-import.sh - a document with its slip becomes a ledger, once, whole or not at all.
. "$TESTS/lib.sh"
ledger
slip=$TESTS/data/documents/sample_slip.txt

it 'imports the sample'
expect_ok dubanc import "$slip" --on=2024-04-18
expect_out 临党发2024-12
expect_ok dubanc list --doc=临党发2024-12 --format=csv
same_as sample.csv

it 'keeps the source, and the lines that tasks came from'
expect_same "$slip" sources/临党发2024-12.txt
dubanc list --format=tsv --columns=title,lines --where='title=理顺条块关系' | tail -n 1 | cut -f 2 >line
sed -n "$(cat line | cut -d- -f1)p" sources/临党发2024-12.txt >text
expect_file text 理顺条块关系

it 'changes nothing when it is imported again'
cat tasks/临*.csv events/临*.csv documents.csv >before
expect_ok dubanc import "$slip" --on=2024-04-18
cat tasks/临*.csv events/临*.csv documents.csv >after
expect_same before after

it 'keeps what the office entered when the text has changed'
expect_ok dubanc assign 临党发2024-12:2 --lead=市委编办
sed 's/2024年8月底前公布首批事项/2024年9月底前公布首批事项/' "$slip" >changed.txt
expect_ok dubanc import changed.txt
expect_ok dubanc list --format=tsv --columns=id,lead,due 临党发2024-12:2
expect_out '市委编办	2024-09-30'

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

it 'refuses a key that is none, or is taken'
expect_code 2 dubanc import --key=1 "$TESTS/data/documents/town_points.txt"
expect_code 2 dubanc import --key=a/b "$TESTS/data/documents/town_points.txt"

it 'is a clean ledger afterwards'
expect_ok dubanc check

finish
