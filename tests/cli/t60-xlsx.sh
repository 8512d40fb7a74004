# shellcheck shell=sh
# t60-xlsx.sh - workbooks: what offices open, print and pass on.
. "$TESTS/lib.sh"
ledger
dubanc update 1 --progress=35 --note='=1+1' >/dev/null

part() { # the text of a part of a workbook
	unzip -p "$1" "$2"
}

it 'writes every table as a workbook, the same bytes each time'
for command in list report 'report tasks' 'report burden' 'report score' overdue units status; do
	# shellcheck disable=SC2086
	dubanc $command --format=xlsx -o a.xlsx >/dev/null
	# shellcheck disable=SC2086
	dubanc $command --format=xlsx -o b.xlsx >/dev/null
	expect_same a.xlsx b.xlsx
done

helper=$(dirname "$(command -v dubanc)")/libexec/dubanc/dubanc-doc

it 'reads back what it wrote'
dubanc list --format=tsv --columns=id,title,due | tail -n +2 >want
dubanc list --format=xlsx --columns=id,title,due -o list.xlsx
expect_ok sh -c "'$helper' decode <list.xlsx | tail -n +3 >back"
sed 's/\t*$//' want >trimmed
expect_same trimmed back

it 'holds ids as text and no formula'
if command -v unzip >/dev/null; then
	dubanc report --format=xlsx -o report.xlsx
	part report.xlsx xl/workbook.xml >book
	expect_file book '督办台账'
	expect_file book 'Print_Titles'
	part report.xlsx xl/worksheets/sheet2.xml >sheet
	expect_file sheet 'autoFilter'
	expect_file sheet 'dataBar'
	expect_file sheet 'orientation="landscape"'
	expect_file sheet 'state="frozen"'
	# Not every program makes rows higher where text wraps: it is said in the file, titles above.
	dubanc edit DB2024:1 note="$(printf '%060d' 0)云河市城区三校合并涉及编制划转、资产移交、师资分流" >/dev/null
	dubanc report --format=xlsx -o wrapped.xlsx
	part wrapped.xlsx xl/worksheets/sheet2.xml >wrapped
	expect_file wrapped '云河市委督查室督办台账（截至2024年4月15日）'
	grep -qE '<row r="3" ht="(41|54|67|80|93)" customHeight="1">' wrapped ||
		fail 'the row is not made higher' "$(grep -oE '<row [^>]*>' wrapped)"
	widths=$(grep -oE ' width="[0-9]+' wrapped | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum }')
	[ "$widths" -le 165 ] || fail "the columns do not fit a page: $widths"
	if grep -q '<f>' sheet; then
		expect_out 'no cell is a formula'
	fi
else
	skip 'unzip is not installed'
fi

it 'lays a list out so that it can be read on paper: a page across, or several that are not made too small'
if command -v unzip >/dev/null; then
	across() { grep -oE ' width="[0-9]+' "$1" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum }'; }
	dubanc list --format=xlsx -o plain.xlsx
	part plain.xlsx xl/worksheets/sheet1.xml >plain
	expect_file plain 'fitToPage="1"'
	[ "$(across plain)" -le 180 ] || fail "the columns do not fit a page: $(across plain)"
	dubanc list --format=xlsx -o wide.xlsx --columns="$(dubanc list --format=csv | head -1),clause,persons,supervise,feedback"
	part wide.xlsx xl/worksheets/sheet1.xml >wide
	[ "$(across wide)" -gt 210 ] || fail "not wide: $(across wide)"
	expect_file wide 'scale="60"'
	! grep -q fitToPage wide || fail 'made as small as it takes'
	part wide.xlsx xl/workbook.xml >book
	expect_file book '$A:$A,'
	dubanc list --format=csv | head -1 >"$T/out"
	expect_out 'due_text' # what a program reads stays whole
else
	skip 'unzip is not installed'
fi

# What is inside, a tag a line: whoever changes it sees what.
it 'has in each part what it had'
if command -v unzip >/dev/null; then
	for name in workbook styles worksheets/sheet1 worksheets/sheet2; do
		part report.xlsx "xl/$name.xml" | sed 's/></>\n</g' >"part" && echo >>part
		same_as "$(basename "$name").xml" part
	done
else
	skip 'unzip is not installed'
fi

it 'makes a workbook of 100,000 rows in the memory that one of 10 wants'
case $(command -v dubanc) in
*/asan/*) skip 'a sanitizer wants memory of its own' ;;
*)
	rows() {
		awk -v N="$1" 'BEGIN { print "dubanc-sheet\t1\nsheet\t台账"; for (i = 0; i < 6; i++) print "column\t12\t\t列" i
			for (i = 1; i <= N; i++)
				print "row\ttDB2024:" i "\tt制定合并方案，完成编制划转、资产移交、师资分流，新增学位" i "\tt市教育局\td2024-09-30\tp" i % 100 "\tt第" i "行" }'
	}
	# 64M is the least that may be asked for, libraries included: the stream alone is 16M, twice that did not fit.
	rows 100000 >large.txt
	expect_ok sh -c "'$helper' sheet memory=64M <large.txt >large.xlsx"
	[ "$(wc -c <large.xlsx)" -gt 2000000 ] || fail 'rows are missing'
	if [ -x "$(dirname "$helper")/../../bench/cost" ]; then
		rows 10 >few
		peak() {
			printf '#!/bin/sh\nexec "%s" sheet <"%s" >/dev/null\n' "$helper" "$PWD/$1" >one && chmod 755 one
			"$(dirname "$helper")/../../bench/cost" 1 "$PWD/one" | awk '{ print $4 }'
		}
		small=$(peak few) large=$(peak large.txt)
		[ "$large" -le $((small * 5 / 4)) ] || fail "10 rows: $small KiB, 100,000 rows: $large KiB"
	fi
	rm -f large.txt large.xlsx
	;;
esac

it 'leaves no temporary behind'
mkdir scratch
printf 'dubanc-sheet\t1\nsheet\ts\ncolumn\t9\t\tA\nrow\tt=1+1\n' >stream
expect_ok sh -c "TMPDIR='$PWD/scratch' '$helper' sheet <stream >own.xlsx"
expect_ok rmdir scratch
expect_ok sh -c "'$helper' decode <own.xlsx"
expect_out '=1+1'

it 'refuses a stream that is none, and makes no file'
printf 'row\tt1\n' >stream
expect_code 3 sh -c "'$helper' sheet <stream"
expect_no_out 'PK'
finish
