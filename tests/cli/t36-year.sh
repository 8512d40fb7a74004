# shellcheck shell=sh
# t36-year.sh - a year and a half of an office's life (tests/year): every kind of
# report over it, and what must hold whatever happened.
. "$TESTS/lib.sh"
no_leak_search # hundreds of starts

KINDS='progress annual plan tasks targets score burden audit'
END=2024-12-31

it 'lives through the year by the real commands'
run "$TESTS/year/make" year made
[ "$status" -eq 0 ] || { fail 'tests/year/make failed' && finish; }
cd year || exit 1
expect_ok dubanc check --today=2025-06-30
run wc -l events/*.csv
expect_out -E '[12][0-9]{3} total'
run sh -c 'cut -d, -f6 events/*.csv | sort -u | tr "\n" " "'
for kind in ack feedback report return 'done' close reopen suspend resume cancel extend-request extend \
	extend-refuse notice draw inspect rectify actual evidence instruct; do
	expect_out "$kind "
done

it 'makes every report of a past day again as it was made then, to the byte'
for day in 2024-03-31 2024-09-30 2024-12-31 2025-03-31; do
	for kind in $KINDS; do
		dubanc report "$kind" --as-of=$day >"$T/again" 2>&1 || fail "report $kind --as-of=$day"
		cmp -s "../made/$day/$kind" "$T/again" ||
			fail "report $kind --as-of=$day: $(diff "../made/$day/$kind" "$T/again" | head -5)"
	done
done

it 'makes them again in every format'
for format in md csv json html xlsx; do
	for kind in $KINDS; do
		dubanc report "$kind" --as-of=2024-09-30 --format=$format >"$T/again" 2>&1 || fail "report $kind --format=$format"
		cmp -s "../made/2024-09-30/$kind.$format" "$T/again" ||
			fail "report $kind --format=$format: $(diff "../made/2024-09-30/$kind.$format" "$T/again" | head -5)"
	done
done

it 'lists every unit of the register in its order, those with nothing too'
sed -n '2,$s/,.*//p' units.csv >"$T/register"
for kind in progress annual score burden; do
	expect_ok dubanc report "$kind" --as-of=$END --by=unit --format=csv
	sed '1d; s/,.*//' "$T/out" | grep -Fxf "$T/register" >"$T/units"
	expect_same "$T/register" "$T/units"
done
# on paper too, in the first table of units
for kind in progress annual plan score burden; do
	for format in text md; do
		expect_ok dubanc report "$kind" --as-of=$END --format=$format
		sed 's/^| //; s/ .*//' "$T/out" | grep -Fxf "$T/register" | awk '!seen[$0]++' >"$T/units"
		expect_same "$T/register" "$T/units"
	done
done

it 'says in every kind of report what an office reads, and what programs read'
for kind in $KINDS; do
	for format in text md csv; do
		expect_ok dubanc report "$kind" --as-of=$END --format=$format
		scrub "$T/out" >"$T/scrubbed"
		same_as "$kind.$format" "$T/scrubbed"
	done
done

it 'reads like a paper of an office: days, numbers and marks in running text, who signs'
for format in text md; do
	for kind in $KINDS 'score --explain=教育局' remind; do
		if [ "$kind" = remind ]; then
			expect_ok dubanc remind -n --today=2025-06-30 --format=$format
		else
			# shellcheck disable=SC2086
			expect_ok dubanc report $kind --as-of=$END --format=$format
		fi
		# tables keep 2024-07-05, and what a heading of one says of a task
		grep -v '^[|#*]' "$T/out" | LC_ALL=C grep "$(printf '\343\200\202')\|$(printf '\357\274\232')" | grep -v '得分 \|联系人' >"$T/prose"
		[ -s "$T/prose" ] || fail "$kind: no sentence"
		LC_ALL=C grep -nE '[0-9]{4}-[0-9]{2}(-[0-9]{2})?|20[0-9]{2}[QHW][0-9]' "$T/prose" | grep -v '限：\|score\.ini' >"$T/bad"
		LC_ALL=C grep -nE "$(printf '[\200-\377] [0-9]|[0-9%%] [\200-\377]|[\200-\377] ?[,;:!?()]|[,;!?()] ?[\200-\377]')" "$T/prose" >>"$T/bad"
		LC_ALL=C grep -n "$(printf '\345\271\2640')\|$(printf '\346\234\2100')" "$T/prose" >>"$T/bad"
		[ ! -s "$T/bad" ] || fail "$kind as $format: $(cat "$T/bad")"
		tail -n 1 "$T/out" | grep -qE '^ *20[0-9]{2}年[0-9]+月[0-9]+日$' || fail "$kind as $format: no day at its end"
	done
done

it 'fits a line of 80 columns wherever it is a screen'
for kind in $KINDS; do
	expect_ok env COLUMNS=80 dubanc report "$kind" --as-of=$END
	# tables only: a sentence is as long as it is
	grep -v '[。：；，]' "$T/out" | LC_ALL=C awk '{
		n = 0
		for (i = 1; i <= length($0); i++) {
			c = substr($0, i, 1)
			if (c < "\200") n++
			else if (c >= "\300") n += 2
		}
		if (n > 80) print n ": " $0
	}' >"$T/wide"
	[ ! -s "$T/wide" ] || fail "report $kind: $(cat "$T/wide")"
done

it 'shows the state of a day, its overdue tasks and its notices'
expect_ok dubanc status --as-of=$END
same_as status.text
expect_ok dubanc status --as-of=$END --by=unit
same_as status-unit.text
expect_ok dubanc status --as-of=$END --since=2024-12-01
same_as status-since.text
expect_code 1 dubanc overdue --as-of=$END
same_as overdue.text
expect_ok dubanc remind -n --today=2025-06-30
same_as remind.text
expect_ok dubanc report score --as-of=$END --explain=教育局
same_as explain.text
expect_ok dubanc report burden --as-of=2025-06-30
expect_out '上年同期'
expect_ok dubanc report burden --as-of=$END --by=month --format=csv
awk -F, 'NR > 1 { n += $9; m += $4 + $5 + $6 + $7 + $8 } END { exit !(n > 0 && n == m) }' "$T/out" ||
	fail 'what was asked does not add up by month'

it 'gives no verdict without its reason, on any day'
for day in 2024-01-20 2024-05-31 2024-08-15 2024-12-31 2025-06-30; do
	expect_ok dubanc list --nodes --columns=id,light,reason --format=csv --as-of=$day
	awk -F, 'NR > 1 && ($2 == "" || $3 == "")' "$T/out" >"$T/bare"
	[ ! -s "$T/bare" ] || fail "$day: $(cat "$T/bare")"
done

it 'has parts that add up to the whole, whatever they are grouped by'
dubanc list --as-of=$END --columns=id,light --format=csv | awk -F, '
	NR > 1 && $2 != "cancelled" { n++; done += $2 == "done" || $2 == "closed" || $2 == "late"; late += $2 == "overdue" }
	END { print n + 0, done + 0, late + 0 }' >"$T/whole"
for by in unit section doc; do
	dubanc report --as-of=$END --by=$by --format=csv | awk -F, '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ n += $at["total"]; done += $at["finished"]; late += $at["overdue"] }
		END { print n + 0, done + 0, late + 0 }' >"$T/parts"
	expect_same "$T/whole" "$T/parts"
	dubanc status --as-of=$END --by=$by --format=csv | awk -F, '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ n += $at["total"]; done += $at["finished"]; late += $at["overdue"] }
		END { print n + 0, done + 0, late + 0 }' >"$T/parts"
	expect_same "$T/whole" "$T/parts"
done

it 'adds up in the other kinds too: the plan by outcome and unit, the burden by unit and month'
expect_ok dubanc report plan --as-of=$END --format=csv
awk -F, 'NR > 1 && $5 != "undated"' "$T/out" | wc -l | tr -d ' ' >"$T/planned"
expect_ok dubanc report annual --as-of=$END --format=csv
awk -F, 'NR > 1 { n += $2; m += $3 + $4 + $5 + $6 + $7; if ($2 != $3 + $4 + $5 + $6 + $7) exit 1 } END { print n; exit n != m }' \
	"$T/out" >"$T/sum" || fail 'the outcomes of a unit do not make its plan'
expect_same "$T/planned" "$T/sum"
for by in unit month; do
	expect_ok dubanc report burden --as-of=$END --by=$by --format=csv
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ n += $at["asked"]; m += $at["feedback"] + $at["periods"] + $at["forms"] + $at["notices"] + $at["checks"] }
		END { print n; exit n != m }' "$T/out" >"$T/by-$by" || fail "burden by $by: kinds do not make what was asked"
done
expect_same "$T/by-unit" "$T/by-month"
expect_ok dubanc report burden --as-of=$END
expect_out "共布置$(cat "$T/by-unit")次"

it 'cites for every point its rule, its task and, where one made it, its event'
expect_ok dubanc report score --as-of=$END --format=csv
cp "$T/out" "$T/scores"
cut -d, -f1 "$T/scores" | sed 1d >"$T/units"
while read -r unit; do
	dubanc report score --as-of=$END --explain="$unit" --format=csv >"$T/points"
	awk -F, 'NR > 1 && ($3 == "" || $4 == "" || $5 == "" || $6 !~ /^score.ini:[0-9]+$/)' "$T/points" >"$T/bare"
	[ ! -s "$T/bare" ] || fail "$unit: $(cat "$T/bare")"
	awk -F, -v unit="$unit" '
		NR == FNR { if ($1 == unit) want = $2; next }
		FNR > 1 { sum += $2 }
		END { sum += 100; sum = sum > 100 ? 100 : sum < 0 ? 0 : sum; exit !(sum - want < 0.001 && want - sum < 0.001) }
	' "$T/scores" "$T/points" || fail "the points of $unit do not make its score"
done <"$T/units"
finish
