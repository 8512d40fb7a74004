# shellcheck shell=sh
# lib.sh - what every tests/cli/tNN-name.sh includes; run by tests/run-cli.
#
#	. "$TESTS/lib.sh"
#	it 'says which version it is'
#	expect_ok dubanc version
#	expect_out 'dubanc '
#	finish
#
# `it` begins a test; it passes when every expectation up to the next `it` (or
# `finish`) holds. The first that does not explains itself: command, status,
# what was wanted, what came on both streams. The rest of that test still runs.
#
# A test starts in an empty folder of its own ($PWD, also HOME), with a fixed
# environment: TZ=UTC LC_ALL=C DUBANC_TODAY=2024-04-15 DUBANC_NOW=2024-04-15T01:02:03Z,
# a git identity, nothing else; `dubanc` is the binary under test.
#
#	expect_ok CMD…            status 0
#	expect_code N CMD…        status N; death by a signal or a sanitizer never passes
#	expect_out [-E] TEXT      standard output of the last command has TEXT (fixed, or a regex)
#	expect_err [-E] TEXT      the same for standard error
#	expect_no_out, expect_no_err TEXT
#	expect_silent             both streams are empty
#	expect_lines N            standard output has N lines
#	expect_file FILE TEXT     FILE has a line with TEXT
#	expect_same A B           two files are the same
#	same_as NAME [FILE]       FILE (standard output) is tests/golden/tNN-name/NAME;
#	                          `UPDATE=1 make check-cli` rewrites the golden file
#	scrub FILE                FILE without what differs from run to run, on standard output
#	skip WHY, skip_all WHY    leave out this test, the rest of the file; both show
#	has_office sw|sc          whether LibreOffice Writer, Calc is installed
#	as_nobody CMD…            as a user without root's rights
#	no_leak_search            under ASan, do not search for leaks from here on: it doubles the
#	                          time of a start, and other tests look for those of the same commands
#	ledger                    a small ledger in ./台账 (below), and into it
#
# Its own variables begin with _, but for n, title and status.
# The last command's streams are in $T/out and $T/err, its status in $status.

: "${TESTS:?tests/lib.sh wants tests/run-cli}" "${T:?}" "${NAME:?}"
n=0 title='' status=0
: >"$T/out"
: >"$T/err"

# Closes the test that `it` opened: one TAP line.
close_test() {
	[ -n "$title" ] || return 0
	n=$((n + 1))
	if [ -s "$T/failed" ]; then
		echo "not ok $n - $title"
		sed 's/^/# /' "$T/failed"
	elif [ -s "$T/skipped" ]; then
		echo "ok $n - $title # SKIP $(cat "$T/skipped")"
	else
		echo "ok $n - $title"
	fi
	rm -f "$T/failed" "$T/skipped"
	title=''
}

it() {
	close_test
	title=$1
}

finish() {
	close_test
	echo "1..$n"
	exit 0
}

skip() {
	printf '%s\n' "$1" >"$T/skipped"
}

skip_all() {
	title=${title:-all of it}
	skip "$1"
	finish
}

# Says why the test fails; after the first reason of a test nothing is added.
fail() {
	[ ! -s "$T/failed" ] || return 0
	{
		printf '%s\n' "$1"
		[ -z "${2:-}" ] || printf '%s\n' "$2"
		printf 'command: %s\n' "$(cat "$T/command" 2>/dev/null)"
		printf 'status:  %s\n' "$status"
		[ ! -s "$T/out" ] || { echo 'stdout:' && head -n 40 "$T/out" | sed 's/^/  /'; }
		[ ! -s "$T/err" ] || { echo 'stderr:' && head -n 40 "$T/err" | sed 's/^/  /'; }
	} >"$T/failed"
}

run() {
	printf '%s\n' "$*" >"$T/command"
	"$@" >"$T/out" 2>"$T/err"
	status=$?
	if [ "$status" -ge 128 ]; then
		fail "died of signal $((status - 128))"
	elif [ "$status" -eq 99 ] || grep -q -e '^SUMMARY: .*Sanitizer' -e ': runtime error: ' "$T/err"; then
		fail 'stopped by a sanitizer'
	elif grep -q '^BUG: ' "$T/err"; then
		fail 'the program found a bug in itself'
	fi
}

expect_code() {
	_want=$1
	shift
	run "$@"
	[ "$status" -eq "$_want" ] || fail "status $status, wanted $_want"
}

expect_ok() {
	expect_code 0 "$@"
}

# has STREAM [-E] TEXT
has() {
	_file=$1 _how=-F
	shift
	[ "$1" != -E ] || { _how=-E && shift; }
	grep -q "$_how" -e "$1" "$_file"
}

expect_out() { has "$T/out" "$@" || fail "stdout lacks: $*"; }
expect_err() { has "$T/err" "$@" || fail "stderr lacks: $*"; }
expect_no_out() { ! has "$T/out" "$@" || fail "stdout should lack: $*"; }
expect_no_err() { ! has "$T/err" "$@" || fail "stderr should lack: $*"; }

expect_silent() {
	[ ! -s "$T/out" ] || fail 'stdout should be empty'
	[ ! -s "$T/err" ] || fail 'stderr should be empty'
}

expect_lines() {
	_lines=$(grep -c '' "$T/out")
	[ "$_lines" -eq "$1" ] || fail "stdout has $_lines lines, wanted $1"
}

expect_file() {
	grep -qF -e "$2" "$1" 2>/dev/null || fail "$1 lacks: $2" "$(head -n 20 "$1" 2>&1)"
}

expect_same() {
	_difference=$(diff -u "$1" "$2" 2>&1) || fail "$1 and $2 differ:" "$(printf '%s\n' "$_difference" | head -n 60)"
}

same_as() {
	_golden=$TESTS/golden/$NAME/$1
	if [ -n "${UPDATE:-}" ]; then
		mkdir -p "$TESTS/golden/$NAME" && cat "${2:-$T/out}" >"$_golden"
	fi
	[ -f "$_golden" ] || fail "no golden file tests/golden/$NAME/$1; UPDATE=1 makes it"
	_difference=$(diff -u "$_golden" "${2:-$T/out}" 2>&1) ||
		fail "differs from tests/golden/$NAME/$1 (UPDATE=1 rewrites it):" "$(printf '%s\n' "$_difference" | head -n 60)"
}

# Event ids hold random letters, sources hold paths.
scrub() {
	sed -e 's/E[0-9]\{13\}-[0-9]\{5\}-[a-z]\{6\}/E#/g' -e "s|$PWD|.|g" "$1"
}

# as_nobody CMD…: run CMD without root's rights, so that file modes count.
# Whether LibreOffice is here with its Writer (sw) or Calc (sc).
has_office() {
	command -v soffice >/dev/null && [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/lib$1lo.so" ]
}

no_leak_search() {
	export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"
}

as_nobody() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
	fi
}

# Three units; DB2024:1 overdue, DB2024:2 near its limit, DB2024:3 without a lead.
ledger() {
	rm -rf 台账
	if ! dubanc init 台账 --name=云河市委督查室 --level=市 >"$T/out" 2>"$T/err"; then
		fail 'dubanc init failed'
		return 1
	fi
	cd 台账 || exit 1
	cat >units.csv <<-'END'
		unit,aliases,level,kind,members,counterpart,contact,email,order,note
		市委编办,编办;市编办,市,,,省委编办,,,,
		市教育局,教育局,市,,,省教育厅,,,,
		市发改委,市发展和改革委员会;发改委,市,,,省发改委,,,,
	END
	{
		dubanc add --title=完成城区三校合并 --lead=市教育局 --due=2024-03-30 --source=批示 --on=2024-01-10 &&
			dubanc add --title=建成实训基地4个 --lead=市发改委 --coop=市教育局 --due=2024-04-17 --source=会议 --on=2024-01-10 &&
			dubanc add --title=制定校企合作负面清单 --on=2024-01-10
	} >"$T/out" 2>"$T/err" || fail 'dubanc add failed'
}

# git_ledger: the same in git; $main and $start are its branch and first commit.
git_ledger() {
	ledger
	git add -A && git commit -qm base
	main=$(git symbolic-ref --short HEAD)
	start=$(git rev-parse HEAD)
}

# both OURS THEIRS: runs two commands on two branches from the start, a second
# apart (ours at $later, if that is set).
both() {
	git checkout -q -f -B "$main" "$start" && git clean -qfdx -e .dubanc
	git checkout -q -B side && DUBANC_NOW=2024-04-15T02:00:00Z sh -c "$2" >/dev/null 2>&1
	git add -A && git commit -qm side
	git checkout -q -B "$main" "$start" && DUBANC_NOW=${later:-2024-04-15T02:00:01Z} sh -c "$1" >/dev/null 2>&1
	git add -A && git commit -qm ours
}
