# shellcheck shell=sh
# t01-readme.sh - the README's tour runs as it is printed: every line that
# begins with "$ " in a sh block is run, in one shell, and what is printed below
# it must come out (a line "…" stands for any lines; nothing printed: not compared).
. "$TESTS/lib.sh"

export COLUMNS=80 # what is printed there is a screen
readme=$TESTS/../README.md
ln -s "$TESTS" tests

# Each command to N.cmd, its printed answer to N.want.
awk '
/^```sh$/ { on = 1; next }
/^```$/ { on = 0; next }
on && /^\$ / { n++; sub(/^\$ /, ""); print > (n ".cmd"); next }
on && n { print > (n ".want") }
END { print n + 0 > "count" }' "$readme"

# matches WANT GOT: every line the same, "…" standing for any number of lines.
matches() {
	awk '
	NR == FNR { want[++n] = $0; next }
	{ got[++m] = $0 }
	END {
		w = 1
		for (g = 1; g <= m; ) {
			if (want[w] == "…") {
				if (w == n) exit 0
				if (got[g] == want[w + 1]) { w++; continue }
				g++
			} else if (w <= n && got[g] == want[w]) { w++; g++ }
			else exit 1
		}
		exit !(w == n + 1 || (w == n && want[w] == "…"))
	}' "$1" "$2"
}

here=$PWD
i=0
while [ "$i" -lt "$(cat "$here/count")" ]; do
	i=$((i + 1))
	command=$(cat "$here/$i.cmd")
	it "README: $command"
	printf '%s\n' "$command" >"$T/command"
	eval "$command" >"$T/out" 2>"$T/err"
	status=$?
	[ "$status" -lt 2 ] || fail 'a README example fails'
	if [ -f "$here/$i.want" ]; then
		matches "$here/$i.want" "$T/out" ||
			fail 'the README prints another answer:' "$(diff -u "$here/$i.want" "$T/out")"
	fi
done
[ "$i" -ge 5 ] || { it 'the README has a tour' && fail "only $i commands"; }
cd "$here" || exit 1

it 'the README names the files of the tree that are there'
sed -n '/^## The tree/,/^## /s/^\([a-zA-Z.][A-Za-z/._-]*\)  .*/\1/p' "$readme" >paths
while read -r path; do
	[ -e "$TESTS/../$path" ] || fail "the tree has no $path"
done <paths

it 'the README gives the exit statuses of dubanc(1)'
awk '/^\.Sh EXIT STATUS/ { on = 1 } /^\.Sh EXAMPLES/ { on = 0 } on && sub(/^\.It /, "")' "$TESTS/../man/dubanc.1" >manual
sed -n '/^## Exit/,/^## /s/^| \([0-9]\) |.*/\1/p' "$readme" >readme.statuses
expect_same manual readme.statuses

it 'nothing in the README asks for a package that the Makefile does not name'
expect_ok grep -c 'make demo' "$readme"
expect_ok grep -c 'make check' "$readme"

finish
