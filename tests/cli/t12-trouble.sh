# shellcheck shell=sh
# t12-trouble.sh - locks, death, full disks, damage by editors, spreadsheets and merges.
. "$TESTS/lib.sh"
ledger
git add -A && git commit -qm start

it 'waits for the lock, then leaves with 5 and says who has it'
(
	exec 9>.dubanc/lock
	flock 9
	sleep 4
) &
holder=$!
sleep 0.5
expect_code 5 dubanc update 1 --ack --lock-timeout=1
expect_err -E '占用|locked'
it 'reads while another writes'
expect_ok dubanc list
it 'gets the lock when it is released'
expect_ok dubanc update 1 --ack --lock-timeout=20
wait "$holder"

it 'is not held up by a lock file whose process is gone'
echo '999999 dubanc collect' >.dubanc/lock
expect_ok dubanc update 1 --progress=10 --lock-timeout=1

it 'keeps the old files when the disk is full'
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	cat tasks/*.csv >before
	# The search for leaks does not work under strace.
	expect_code 4 strace -f -o /dev/null -e trace=write,pwrite64,writev -P "$PWD/events/DB2024.csv" \
		-e inject=write,pwrite64,writev:error=ENOSPC \
		env ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0" dubanc update 1 --progress=20
	cat tasks/*.csv >after
	expect_same before after
	expect_ok dubanc update 1 --progress=20
	expect_ok dubanc check
else
	skip 'strace may not trace here'
fi

it 'is whole after being killed at any write, rename or sync'
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	for call in write fsync fdatasync renameat rename openat ftruncate; do
		for when in 1 2 3 4 5 6; do
			rm -rf try && cp -R . "$T/try" && mv "$T/try" try
			strace -f -o /dev/null -e trace="$call" -e inject="$call:signal=KILL:when=$when" \
				dubanc -C try update 1 --note="$call$when" >/dev/null 2>&1
			run dubanc -C try list --format=csv
			[ "$status" -eq 0 ] || { fail "list after $call $when"; break 2; }
			run dubanc -C try update 1 --note=after
			[ "$status" -eq 0 ] || { fail "update after $call $when"; break 2; }
			run dubanc -C try check
			[ "$status" -eq 0 ] || { fail "check after $call $when"; break 2; }
		done
	done
	rm -rf try
else
	skip 'strace may not trace here'
fi

it 'reads what a spreadsheet made of the files, and converts them when it writes'
git add -A && git commit -qm before
{ printf '\357\273\277'; sed -e 's/2024-03-30/2024\/3\/30/g' -e 's/$/\r/' tasks/DB2024.csv; } >x && mv x tasks/DB2024.csv
expect_ok dubanc list --format=tsv --columns=id,due 1
expect_out 2024-03-30
expect_ok dubanc update 3 --note=改
LC_ALL=C grep -q "$(printf '\r')" tasks/DB2024.csv && fail 'CRLF is left'
expect_file tasks/DB2024.csv 2024-03-30

it 'reads GB18030 tables'
iconv -f UTF-8 -t GB18030 units.csv >x && mv x units.csv
expect_ok dubanc units
expect_out 市发改委
git checkout -q units.csv

it 'keeps columns it does not know'
sed -e '1s/$/,我的列/' -e '2,$s/$/,甲/' tasks/DB2024.csv >x && mv x tasks/DB2024.csv
expect_ok dubanc update 1 --note=又改
expect_file tasks/DB2024.csv 我的列
expect_file tasks/DB2024.csv ,甲

it 'finds a limit moved by hand'
git add -A && git commit -qm hand
sed '/^DB2024:1,/s/2024-03-30/2024-12-31/' tasks/DB2024.csv >x && mv x tasks/DB2024.csv
expect_code 1 dubanc check
expect_out -E 'tasks/DB2024.csv:2:[0-9]+: '
git checkout -q .

it 'finds merge markers, ids that stand twice, rows that are too long'
{ cat tasks/DB2024.csv; echo '<<<<<<< HEAD'; } >x && cp x tasks/DB2024.csv
run dubanc check
[ "$status" -eq 1 ] || [ "$status" -eq 3 ] || fail "status $status for a marker"
git checkout -q tasks && sed -n 2p tasks/DB2024.csv >row && cat row >>tasks/DB2024.csv
run dubanc check
[ "$status" -eq 1 ] || [ "$status" -eq 3 ] || fail "status $status for an id twice"
expect_out DB2024:1
git checkout -q tasks && rm -f x row

it 'never crashes on damaged tables'
for damage in 's/,/"/3' 's/DB2024/\x00/' '1d' 's/open/\xff\xfe/' '2s/$/,,,,,,,,,,,,,,,,,,,,,,,,,,,,/' 's/,.*//'; do
	for file in tasks/DB2024.csv events/DB2024.csv units.csv documents.csv dubanc.ini; do
		sed "$damage" "$file" >"$T/damaged" && cp "$T/damaged" "$file"
		for command in list status check overdue 'log 1' units report 'update 1 --note=x'; do
			# shellcheck disable=SC2086
			run timeout 20 dubanc $command
			[ "$status" -le 5 ] || fail "status $status: $command with $damage in $file"
		done
		git checkout -q . && git clean -qfd
	done
done

it 'merges two clerks by cell, keeps both journals, and lists what cannot be merged'
git checkout -q -b one
expect_ok dubanc update 1 --progress=50 --note=甲
git commit -qam one
git checkout -q -b two master 2>/dev/null || git checkout -q -b two main
expect_ok dubanc edit 1 note=乙
expect_ok dubanc update 2 --ack
git commit -qam two
expect_ok git merge -q -m merged one
expect_ok dubanc list --format=tsv --columns=progress,note 1
expect_out '50	乙'
expect_ok dubanc check
git checkout -q -b three one && dubanc edit 1 title=甲题 >/dev/null && git commit -qam three
git checkout -q two && dubanc edit 1 title=乙题 >/dev/null && git commit -qam four
expect_code 1 git merge -q -m conflict three
expect_ok dubanc list --format=tsv --columns=title 1
expect_out 乙题
expect_code 1 dubanc check
expect_ok dubanc merge --resolve
expect_ok dubanc check

it 'says so where the folder may not be written'
chmod -R a+rX,a-w . && chmod 755 "$T" "$T/work"
run as_nobody dubanc update 1 --note=x
if [ "$status" -eq 126 ] || [ "$status" -eq 127 ]; then
	skip 'an unprivileged user cannot run this binary here'
	rm -f "$T/failed"
else
	[ "$status" -eq 4 ] || fail "status $status, wanted 4"
	[ -s "$T/err" ] || fail 'says nothing'
	expect_ok as_nobody dubanc list
fi
chmod -R u+w .

finish
