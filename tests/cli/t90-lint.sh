# shellcheck shell=sh
# t90-lint.sh - the lint must catch what it is for: each check runs on a small
# tree that breaks its rule, and on one that keeps it.
. "$TESTS/lib.sh"

# tree: an empty project with the lint in it, as the current folder's ./tree.
tree() {
	rm -rf tree && mkdir -p tree/lib/base tree/lib/core tree/include/dubanc tree/cmd tree/man tree/completions tree/tests
	cp -R "$TESTS/lint" tree/tests/lint
	printf 'lib/base    str  nothing below\nlib/core    date  text in\n' >tree/CONTRIBUTING.md
	printf '#include <stddef.h>\n' >tree/include/dubanc/str.h
	printf '#include "dubanc/str.h"\n' >tree/include/dubanc/date.h
	for table in messages doubts columns words; do
		: >"tree/include/dubanc/$table.def"
	done
}

# check NAME: that check alone, on the tree.
check() {
	run env LINT_ROOT="$PWD/tree" "$TESTS/lint/run" "$1"
}

clean() {
	[ "$status" -eq 0 ] || fail 'the tree is clean, the lint says it is not'
}

caught() {
	[ "$status" -eq 1 ] || fail 'the lint missed it'
	expect_out "$1"
}

it 'lets floors include themselves and those below'
tree
printf '#include "dubanc/date.h"\n#include "dubanc/str.h"\n#include <string.h>\n' >tree/lib/core/date.c
check includes
clean

it 'catches a floor that looks up'
printf '/* #include "dubanc/x.h" */\n#include "dubanc/date.h"\n' >tree/lib/base/str.c
check includes
caught 'lib/base/str.c:2: base includes dubanc/date.h of core, a floor above'

it 'lets a room see those before it, and none behind it'
tree
printf 'lib/core/text  pieces\nlib/core/when  days\n' >>tree/CONTRIBUTING.md
mkdir -p tree/lib/core/text tree/lib/core/when
printf '#include "../text/scan.h"\n' >tree/lib/core/when/day.c
check includes
clean
printf '#include "../when/day.h"\n' >tree/lib/core/text/scan.c
check includes
caught 'lib/core/text/scan.c:1: lib/core/text includes ../when/day.h, a room that stands later'
tree

it 'catches a command that looks into the library'
tree
printf '#include "../lib/core/private.h"\n' >tree/cmd/list.c
check includes
caught 'cmd/list.c:1: "../lib/core/private.h" leaves its folder'

it 'catches a third-party header in two files'
tree
printf '#include <csv.h>\n' | tee tree/lib/core/a.c >tree/lib/core/b.c
check includes
caught 'lib/core/b.c:1: <csv.h> is included by lib/core/a.c already'

it 'catches a header without a floor'
tree
printf '#include <stddef.h>\n' >tree/include/dubanc/new.h
check includes
caught 'dubanc/new.h stands on no floor'

it 'catches banned calls, not their names in comments, strings or members'
tree
printf '/* strcpy( */\nchar *s = "sprintf(";\nint f(void) { return x->time(1) + y.exit(2); }\n' >tree/lib/core/a.c
check banned
clean
printf 'int f(void)\n{\n\tstrcpy(a, b);\n\tprintf("x");\n\tgetenv("HOME");\n\treturn (int)strtol(s, NULL, 10);\n}\n' >tree/lib/core/a.c
printf 'int g(void)\n{\n\tprintf("x");\n\treturn atoi("1");\n}\n' >tree/cmd/b.c
check banned
caught 'lib/core/a.c:3: strcpy() is not used here'
caught 'lib/core/a.c:4: printf() is not for the library'
caught 'lib/core/a.c:5: getenv() is not for the library'
caught 'lib/core/a.c:6: strtol() without a check of the end'
caught 'cmd/b.c:4: atoi() is not used here'
expect_no_out 'cmd/b.c:3'

it 'catches mutable statics'
tree
printf 'static const char *const names[] = { "a" };\nstatic int f(int a);\nstatic const int n = 3;\nstatic bool g(struct x *p,\n\t      int n)\n{\n}\n' >tree/lib/core/a.c
check statics
clean
printf 'static int counter;\nstatic const char *name;\nint global = 3;\nint f(void)\n{\n\tstatic char buf[10];\n}\n' >tree/lib/core/a.c
check statics
caught 'lib/core/a.c:1: a static object'
caught 'lib/core/a.c:2: a static pointer'
caught 'lib/core/a.c:3: a global object'
caught 'lib/core/a.c:6: a static object'

it 'catches what is wrong in the tables'
tree
for table in messages doubts columns words; do
	cp "$TESTS/../include/dubanc/$table.def" tree/include/dubanc
done
cp "$TESTS/../cmd/"*.def tree/cmd
check tables
clean
cat >>tree/include/dubanc/messages.def <<'END'
MSG(X_ONE, DBN_ERROR, "x-one", "没有“{0}”", "no '{1}'")
MSG(X_TWO, DBN_WARNING, "", "没有。", "Nothing.")
MSG(X_THREE, DBN_NOTE, "x-one", "没有", "")
END
printf 'OPT(nobody, "x", 0, FLAG, "", "无", "none")\nOPT(list, "unit", 0, FLAG, "", "单位", "unit")\n' >>tree/cmd/options.def
check tables
caught 'X_ONE: the languages use different placeholders'
caught 'X_TWO: a note or warning needs a slug'
caught 'X_TWO: a finding has no full stop'
caught 'X_TWO: a finding begins in lower case'
caught 'X_THREE: a language is empty'
caught 'X_THREE: another message has this slug'
caught 'x: no command has this option'
caught 'unit: a command would have this option twice'
expect_out -E 'include/dubanc/messages.def:[0-9]+: X_ONE'

it 'catches a page that has left its tables behind'
tree
rm -rf tree/include tree/cmd tree/man
cp -R "$TESTS/../include" "$TESTS/../cmd" "$TESTS/../man" tree
if command -v mandoc >/dev/null; then
	check man
	clean
	sed -i -e '/^\.It Fl -key/d' -e 's/^\.Nd .*/.Nd do things/' -e 's/^\.Ar FILE \.\.\./.Ar FILE/' tree/man/dubanc-import.1
	sed -i 's/^\.It Va title .*/.It Va titel Pq 任务/' tree/man/dubanc-ledger.5
	rm tree/man/dubanc-log.1
	check man
	caught 'man/dubanc-import.1:1: OPTIONS lacks: --key=KEY'
	caught 'man/dubanc-import.1:1: .Nd should be'
	caught "man/dubanc-import.1:1: SYNOPSIS is 'dubanc import [options] FILE'"
	caught 'man/dubanc-ledger.5:1: tasks/KEY.csv lacks: title 任务'
	caught 'man/dubanc-ledger.5:1: tasks/KEY.csv should not have: titel 任务'
	caught 'man/dubanc-log.1:1: there is no such page'
else
	skip 'mandoc is not installed'
fi

it 'catches a glossary that has left the tables behind'
tree
cp "$TESTS/../include/dubanc/"*.def tree/include/dubanc
cp "$TESTS/../cmd/"*.def tree/cmd
cp "$TESTS/../CONTRIBUTING.md" tree
check glossary
clean
sed -i -e '/`coop`/d' -e 's/| 牵头单位 |/| 牵头 |/' tree/CONTRIBUTING.md
check glossary
caught 'the glossary lacks `coop` 配合单位'
caught 'the glossary calls `lead` not 牵头单位'

it 'catches long files, blanks at line ends, places on one machine'
tree
git -C tree init -q
awk 'BEGIN { for (i = 0; i < 601; i++) print "int x;" }' >tree/cmd/long.c
printf 'int x; \n' >tree/cmd/blank.c
printf 'see /%s/someone/notes\n' home >tree/cmd/path.md
git -C tree add -A
check length
caught 'cmd/long.c:600: 601 lines'
caught 'cmd/blank.c:1: blanks at the end'
check paths
caught 'cmd/path.md:1: names a place on one machine'

finish
