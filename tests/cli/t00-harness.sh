# shellcheck shell=sh
# t00-harness.sh - the harness must notice what is wrong: it is run on small
# test files of its own, with a stand-in for the program.
. "$TESTS/lib.sh"

# inner BODY: a test tree with one test file, run; its report in $T/out.
inner() {
	rm -rf tree && mkdir -p tree/cli tree/bin
	cp "$TESTS/lib.sh" "$TESTS/run-cli" "$TESTS/run-tap" tree
	# shellcheck disable=SC2016
	printf '#!/bin/sh\necho "fake $*"; echo "said" >&2; exit "${1:-0}"\n' >tree/bin/dubanc
	chmod +x tree/bin/dubanc
	{
		# shellcheck disable=SC2016
		printf '. "$TESTS/lib.sh"\n'
		cat
	} >tree/cli/t01-inner.sh
	run env UPDATE= tree/run-cli tree/bin/dubanc
}

it 'counts what passes'
inner <<'END'
it 'one'
expect_ok dubanc
expect_out fake
expect_err said
it 'two'
expect_code 3 dubanc 3
finish
END
[ "$status" -eq 0 ] || fail 'should pass'
expect_out 'cli: 2 passed, 0 failed'

it 'explains a wrong status'
inner <<'END'
it 'one'
expect_ok dubanc 4 word
finish
END
[ "$status" -eq 1 ] || fail 'should fail'
expect_out 'not ok 1 - one'
expect_out 'status 4, wanted 0'
expect_out 'command: dubanc 4 word'
expect_out 'fake 4 word'
expect_out 'said'
expect_out 'cli: 0 passed, 1 failed'

it 'never takes a signal for a wanted failure'
inner <<'END'
it 'one'
expect_code 139 sh -c 'kill -SEGV $$'
finish
END
expect_out 'died of signal 11'
expect_out '0 passed, 1 failed'

it 'never takes a sanitizer for a wanted failure'
inner <<'END'
it 'one'
expect_code 1 sh -c 'echo "x.c:1: runtime error: bad" >&2; exit 1'
finish
END
expect_out 'stopped by a sanitizer'

it 'misses text that is not there, and text that should not be'
inner <<'END'
it 'one'
expect_ok dubanc
expect_out absent
it 'two'
expect_ok dubanc
expect_no_out fake
it 'three'
expect_ok dubanc
expect_silent
finish
END
expect_out 'stdout lacks: absent'
expect_out 'stdout should lack: fake'
expect_out 'stdout should be empty'
expect_out '0 passed, 3 failed'

it 'fails a file that breaks off'
inner <<'END'
it 'one'
expect_ok dubanc
it 'two'
exit 0
END
expect_out 't01-inner broke off: status 0 after 1 tests'
expect_out '1 passed, 1 failed'

it 'compares with golden files and rewrites them when told'
inner <<'END'
it 'one'
expect_ok dubanc
same_as one
finish
END
expect_out 'no golden file tests/golden/t01-inner/one'
run env UPDATE=1 tree/run-cli tree/bin/dubanc
expect_out '1 passed, 0 failed'
run env UPDATE= tree/run-cli tree/bin/dubanc
expect_out '1 passed, 0 failed'
echo other >tree/golden/t01-inner/one
run env UPDATE= tree/run-cli tree/bin/dubanc
expect_out '+fake'
expect_out '0 passed, 1 failed'

it 'shows what is skipped'
inner <<'END'
it 'one'
skip 'no printer here'
it 'two'
expect_ok dubanc
finish
END
expect_out 'one # SKIP no printer here'
expect_out 'cli: 1 passed, 0 failed, 1 skipped'

it 'gives a fixed environment and an empty folder'
inner <<'END'
it 'one'
expect_ok env
expect_out 'TZ=UTC'
expect_out 'LC_ALL=C'
expect_out 'DUBANC_TODAY=2024-04-15'
expect_no_out 'LANG='
expect_ok ls -A
expect_silent
finish
END
expect_out '1 passed, 0 failed'

it 'does not pass when no test matches'
run tree/run-cli tree/bin/dubanc nothing-like-it
[ "$status" -eq 1 ] || fail 'should fail'
expect_out "no test matches 'nothing-like-it'"

finish
