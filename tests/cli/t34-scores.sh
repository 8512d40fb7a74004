# shellcheck shell=sh
# t34-scores.sh - the example files of appraisal: two families of rules over one ledger.
. "$TESTS/lib.sh"
examples=$TESTS/../share/examples
dubanc init . --level=市 >/dev/null
for i in 1 2 3; do
	dubanc add --title="任务$i" --lead=市教育局 --coop=市财政局 --due=2024-03-31 --on=2024-01-05 >/dev/null
done
dubanc add --title=任务4 --lead=市水利局 --due=2024-03-20 --on=2024-01-05 >/dev/null
# three reports of one unit are returned: in January, in February, in February
for day in 2024-01-20 2024-02-10 2024-02-20; do
	dubanc update 1 --report --on=$day >/dev/null
	dubanc update 1 --return=不实 --on="${day%?}1" >/dev/null
done
dubanc update 2 --report --on=2024-03-25 >/dev/null
dubanc update 2 --done --on=2024-03-28 >/dev/null

# scores FILE WANTED…: UNIT,SCORE as the report gives them by the example FILE.
scores() {
	cp "$examples/$1" score.ini
	shift
	expect_ok dubanc report score --period=2024 --today=2024-04-15 --format=csv
	[ ! -s "$T/err" ] || fail 'the example is not read without a word' "$(cat "$T/err")"
	for wanted; do
		grep -q "^$wanted," "$T/out" || fail "not $wanted" "$(cat "$T/out")"
	done
}

it 'reads the example of a score a month: returns cost more each time, the year is the mean'
# 100 - 0.5, 100 - 1 - 2, 100, 100: four months up to the day
scores score-monthly-100.ini 市教育局,99.13 市财政局,100 市水利局,100
expect_ok dubanc report score --explain=市教育局 --period=2024 --today=2024-04-15
expect_out '当年第3次'
expect_out 'score.ini:16'

it 'reads the example from 80 to 100: assisting units at half'
# two tasks overdue and one in time: 80 - 2 x 5 + 2; the assisting unit half of it
scores score-base-80.ini 市教育局,72 市财政局,76 市水利局,75
expect_ok dubanc report score --explain=市财政局 --period=2024 --today=2024-04-15
expect_out '-2.5'
expect_out '配合'

it 'gives no rule that the program does not know, and leaves none to its default'
for file in "$examples"/score-*.ini; do
	sed -n 's/^\([a-z_]*\) = .*/\1/p' "$file" | sort >"$T/keys"
	cp "$file" score.ini
	sed -n 's/^SCORE_RULE([A-Z_]*, "\([a-z_]*\)".*/\1/p' "$TESTS/../include/dubanc/score_rules.def" | sort >"$T/rules"
	[ -z "$(comm -13 "$T/keys" "$T/rules")" ] || fail "$file leaves to the default:" "$(comm -13 "$T/keys" "$T/rules")"
done

it 'never takes rules that it cannot read for none'
rm score.ini && mkdir score.ini
expect_code 4 dubanc report score
expect_err score.ini
rmdir score.ini
finish
