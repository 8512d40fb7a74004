# shellcheck shell=sh
# t03-options.sh - wrong use is one line that says what is wrong, status 2,
# nothing on standard output.
. "$TESTS/lib.sh"
ledger

# refused TEXT CMD…: status 2, one line on standard error that has TEXT.
refused() {
	text=$1
	shift
	expect_code 2 "$@"
	expect_err "$text"
	[ ! -s "$T/out" ] || fail 'stdout should be empty'
	[ "$(grep -c '' "$T/err")" -le 2 ] || fail 'more than two lines'
}

it 'refuses unknown options and names the nearest'
refused '--light' dubanc list --lihgt=near
refused 'xyzzy' dubanc list --xyzzy
refused '-Z' dubanc list -Z

it 'refuses ambiguous shortenings, takes unambiguous ones'
refused '--l' dubanc list --l=x
expect_ok dubanc list --form=csv
expect_out 'id,'

it 'refuses values of the wrong type'
refused '2024-02-30' dubanc list --today=2024-02-30
refused '2024-6-31' dubanc list --today=2024-6-31
refused '二十' dubanc update 1 --progress=二十
refused '-5' dubanc update 1 --progress=-5
refused 'pdf' dubanc list --format=pdf
refused 'fr' dubanc --lang=fr list
refused 'nosuch' dubanc list --state=nosuch
refused 'purple' dubanc list --light=purple
refused 'nosuch' dubanc list --columns=id,nosuch
refused 'nosuch' dubanc list --sort=nosuch
refused 'nosuch' dubanc list --where='nosuch=1'
refused '2024-99' dubanc list --due=2024-99
refused 'soon' dubanc overdue --soon=soon

it 'refuses a flag with a value and an option without one'
refused 'nodes' dubanc list --nodes=yes
refused 'unit' dubanc list --unit

it 'refuses missing and surplus operands'
refused '' dubanc import
refused '' dubanc log
refused '2' dubanc log 1 2
refused 'x' dubanc status x

it 'refuses values that are not UTF-8'
refused 'title' dubanc add --title="$(printf '\326\320')"

it 'takes options and operands in any order, -- ends them'
expect_ok dubanc list 1 --format=csv
expect_lines 2
expect_ok dubanc list --format csv 1
expect_lines 2
expect_ok dubanc list --format=csv -- 1
expect_lines 2
refused '--format=csv' dubanc list -- --format=csv

it 'takes the last of an option given twice'
expect_ok dubanc list --format=json --format=csv 1
expect_out 'id,'

it 'finds the ledger upward and by -C, and says where there is none'
mkdir -p deep/er
expect_ok sh -c 'cd deep/er && dubanc list --format=csv'
expect_lines 4
expect_ok sh -c 'cd / && dubanc -C "$1" list --format=csv' sh "$PWD"
expect_lines 4
expect_ok sh -c 'cd / && dubanc list -C "$1/deep/er" --format=csv' sh "$PWD"
expect_lines 4
mkdir "$T/elsewhere"
expect_code 2 sh -c 'cd "$T/elsewhere" && dubanc list'
expect_err dubanc.ini
refused '/nonexistent' dubanc -C /nonexistent list

it 'names ids that are not there or not one'
refused '“77”' dubanc log 77
refused '77' dubanc update 77 --ack
refused '77' dubanc list 77

it 'does not write with --as-of'
refused '--as-of' dubanc update 1 --ack --as-of=2024-01-01

it 'shows control characters of arguments as text'
expect_code 2 dubanc "$(printf 'a\033[31mb')"
expect_err '\x1b[31m'
LC_ALL=C grep -q "$(printf '\033')" "$T/err" && fail 'a raw escape went to the terminal'

it 'says the same errors in English'
expect_code 2 dubanc --lang=en list --xyzzy
LC_ALL=C grep -q "$(printf '[\343-\351]')" "$T/err" && fail 'the English message holds Chinese'
expect_err xyzzy

it 'says in the language asked for what is wrong with the line itself'
expect_code 2 dubanc assgin --lang=en
expect_err -E '^dubanc: [ -~]*$'
expect_code 2 dubanc update 9 --foo --lang=en
expect_err "no option --foo"
expect_code 2 dubanc list --foo --lang en
expect_err "no option --foo"

it 'tells of an empty ledger what to do'
dubanc init 空 --name=甲 >/dev/null
expect_ok dubanc status -C 空
expect_out 'dubanc import'
expect_no_out 合计

finish
