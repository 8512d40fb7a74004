# shellcheck shell=sh
# t65-hostile.sh - what a document, a unit or a note may hold, on its way to a spreadsheet and back:
# no cell of any table begins like a formula, and what comes back is what was sent.
. "$TESTS/lib.sh"
no_leak_search # hundreds of starts
ledger
tab=$(printf '\t')
# What spreadsheets take for a formula, one below the other; the last three only look alike.
cat >"$T/starts" <<END
=1+1
+1+1
-1+1
@SUM(1)
＝1+1
＋1+1
－1+1
＠SUM(1)
 =1+1
'=1+1
-12
-3.5
'名称
END
k=0
{
	while IFS= read -r start; do
		k=$((k + 1))
		dubanc add --title="$start 标题$k" --lead="${start}单位" --coop="${start}协办" --due=2024-03-31 --on=2024-01-11 &&
			id=$(dubanc list --format=tsv --columns=id | tail -1) &&
			dubanc update "$id" --unit="${start}单位" --progress=$k --note="$start" --on=2024-02-01 &&
			dubanc edit "$id" note="$start" owner="$start" section="$start" --on=2024-02-01
	done <"$T/starts"
} >"$T/quiet" 2>&1 || fail "$(cat "$T/quiet")"
{
	echo 'unit,aliases,level,kind,members,counterpart,contact,email,order,note'
	while IFS= read -r start; do
		case $start in ' '*) ;; *) echo "${start}单位,,,,,,$start,,,$start" ;; esac
	done <"$T/starts"
} >units.csv
printf 'id,task,metric,op,value,uom,due,actual,actual_on,note\n%s.g1,%s,=1+1 指标,ge,4,@个,,1,2024-03-01,+1\n' "$id" "$id" >targets/"${id%%:*}".csv

# formulas FILE: the cells of a CSV file for spreadsheets that would be taken for one.
formulas() {
	sed 's/^\xef\xbb\xbf//; s/\r$//' "$1" | awk '
	{
		text = $0
		while (text != "") {
			if (substr(text, 1, 1) == "\"" && match(text, /^"([^"]|"")*"/)) {
				cell = substr(text, 2, RLENGTH - 2)
				text = substr(text, RLENGTH + 2)
			} else {
				at = index(text, ",")
				cell = at ? substr(text, 1, at - 1) : text
				text = at ? substr(text, at + 1) : ""
			}
			bare = cell
			gsub(/^[ 　]+/, "", bare)
			if (bare ~ /^(=|\+|-|@|＝|＋|－|＠)/ && cell !~ /^-[0-9]+(\.[0-9]+)?$/) print NR ": " cell
		}
	}'
}

it 'knows a formula when it sees one'
printf 'a,=1+1\n"b ""c""","@x, y"\n-12,＋1\n'"'=1,-3.5\n" >known.csv
[ "$(formulas known.csv | wc -l)" = 3 ] || fail "$(formulas known.csv)"

it 'guards every cell of every table for spreadsheets'
while read -r command; do
	# shellcheck disable=SC2086
	dubanc $command --format=csv --excel -o table.csv >"$T/out" 2>"$T/err" || [ $? -eq 1 ] || fail "$command" "$(cat "$T/err")"
	grep -q '1+1' table.csv || case $command in status*) ;; *) fail "$command: nothing hostile is in it" "$(cat table.csv)" ;; esac
	[ -z "$(formulas table.csv)" ] || fail "$command: $(formulas table.csv)"
done <<END
list
list --columns=id,title,owner,note,units,section,coop
overdue
status
status --by=section
units
log DB2024:4
report
report tasks
report plan
report annual
report targets
report burden
report audit
report score
sample --count=5 --seed=1 --dry-run
END
expect_ok dubanc forms -o forms --format=csv
for f in forms/*.csv; do
	[ -z "$(formulas "$f")" ] || fail "$f: $(formulas "$f")"
done

it 'writes no formula into a workbook'
if command -v unzip >/dev/null; then
	for command in list overdue units 'report' 'report tasks' 'report targets' 'report burden' 'report score'; do
		# shellcheck disable=SC2086
		dubanc $command --format=xlsx -o table.xlsx >/dev/null 2>&1 || [ $? -eq 1 ] || fail "$command"
		unzip -p table.xlsx 'xl/worksheets/*.xml' >parts
		grep -q '1+1' parts || fail "$command: nothing hostile is in it"
		! grep -q '<f>' parts || fail "$command: a cell is a formula"
	done
	expect_ok dubanc forms -o books
	for f in books/*.xlsx; do
		! unzip -p "$f" 'xl/worksheets/*.xml' | grep -q '<f>' || fail "$f: a cell is a formula"
	done
else
	skip 'unzip is not installed'
fi

it 'undoes the guard exactly on the way back'
k=0
while IFS= read -r start; do
	k=$((k + 1))
	f=$(grep -l "标题$k\"*," forms/*.csv)
	# Sent, filled and saved by a spreadsheet that keeps what it shows: the answer is a hostile one too.
	guarded=$start
	case $start in -12 | -3.5 | "'名称") ;; *) guarded="'$start" ;; esac
	sed "s/\(标题$k\"*,[^,]*,[^,]*\),,,,/\1,$((k + 20)),,\"$guarded 报\",/" "$f" >back.csv
	grep -q "报\"" back.csv || fail "$k: the answer did not get into the file" "$(cat back.csv)"
	expect_ok dubanc collect back.csv
	! grep -q 'sheet-locked' "$T/err" || fail "$start: a locked cell looks changed" "$(cat "$T/err")"
	id=$(sed 's/^\xef\xbb\xbf//' "$f" | grep "标题$k\"*," | cut -d, -f1)
	expect_ok dubanc log "$id" --format=tsv
	expect_out "$tab${start# } 报" # blanks at the ends are nobody's words
done <"$T/starts"
expect_ok dubanc check
finish
