# shellcheck shell=sh
# t04-streams.sh - full disks, closed streams, readers that leave, files that
# cannot be written: said, never hidden; and a bare environment.
. "$TESTS/lib.sh"
ledger

it 'reports a full standard output with status 4'
for command in 'list' 'list --format=csv' 'list --format=json' 'status' 'report' 'help' 'version' 'units'; do
	expect_code 4 sh -c "dubanc $command >/dev/full"
	[ -s "$T/err" ] || fail "dubanc $command says nothing"
done
expect_code 4 sh -c 'echo 2024年底前 | dubanc parse deadline --date=2024-01-01 >/dev/full'

it 'reports a closed standard output'
expect_code 4 sh -c 'dubanc list >&-'

it 'is content when the reader leaves'
expect_ok sh -c '{ dubanc list --format=csv; echo "$?" >status; } | true'
expect_file status 0

it 'survives closed standard input and error'
expect_ok sh -c 'dubanc list <&- 2>&-'
expect_ok sh -c 'dubanc update 1 --ack <&- 2>&- >&-; test $? -eq 0 -o $? -eq 4'

it 'writes -o whole or not at all'
expect_ok dubanc list --format=csv -o out.csv
expect_silent
dubanc list --format=csv >want.csv
expect_same want.csv out.csv
expect_code 4 dubanc list --format=csv -o /nonexistent/out.csv
expect_err /nonexistent/out.csv
# What is no regular file is never renamed away (a pipe of our own, no device: root could lose it).
mkfifo pipe
run timeout 5 dubanc list --format=csv -o pipe
[ -p pipe ] || fail '-o put a file in the place of a pipe'
rm -f pipe
expect_ok sh -c 'ls -A | grep -c tmp >count; test "$(cat count)" = 0'

it 'leaves the old file of -o when it cannot write the new one'
mkdir shut && echo old >shut/out.csv && chmod 555 shut && chmod 755 "$T/work" "$PWD"
run as_nobody dubanc list --format=csv -o shut/out.csv
if grep -q 'dubanc: [Pp]ermission' "$T/err" || [ "$status" -eq 126 ]; then
	skip 'an unprivileged user cannot run this binary here'
	rm -f "$T/failed"
else
	[ "$status" -eq 4 ] || fail "status $status, wanted 4"
	expect_file shut/out.csv old
fi
chmod 755 shut

it 'answers under env -i, whatever the locale'
expect_ok env -i "$(command -v dubanc)" list --format=csv
expect_out 完成城区三校合并
for locale in C POSIX zh_CN.GB18030 en_US.ISO-8859-1; do
	expect_ok env -i LC_ALL="$locale" LANG="$locale" DUBANC_TODAY=2024-04-15 "$(command -v dubanc)" list --format=csv
	cp "$T/out" "list.$locale"
	expect_same list.C "list.$locale"
done

it 'takes its day from the office, not from TZ'
for zone in UTC Asia/Shanghai America/Los_Angeles Pacific/Kiritimati; do
	expect_ok env -u DUBANC_TODAY TZ="$zone" DUBANC_NOW=2024-04-14T17:00:00Z dubanc overdue --exit-zero
	expect_out 2024-04-15
done

it 'refuses a DUBANC_TODAY that is no day'
expect_code 2 env DUBANC_TODAY=yesterday dubanc list
expect_err yesterday

it 'colours only when told to'
expect_ok dubanc list --color=never
LC_ALL=C grep -q "$(printf '\033')" "$T/out" && fail 'coloured'
expect_ok dubanc list
LC_ALL=C grep -q "$(printf '\033')" "$T/out" && fail 'coloured though it is no terminal'
expect_ok dubanc list --color=always
LC_ALL=C grep -q "$(printf '\033')" "$T/out" || fail 'not coloured'
expect_ok env NO_COLOR=1 TERM=xterm dubanc list --color=always
LC_ALL=C grep -q "$(printf '\033')" "$T/out" || fail '--color=always is stronger than NO_COLOR'

finish
