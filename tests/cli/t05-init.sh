# shellcheck shell=sh
# t05-init.sh - making a ledger: what is there, what git is told, what a second run leaves alone.
. "$TESTS/lib.sh"

it 'makes the files of a ledger'
expect_ok dubanc init 台账 --name=云河市委督查室 --level=市
for file in dubanc.ini units.csv holidays.csv documents.csv .gitattributes .gitignore; do
	[ -f "台账/$file" ] || fail "no $file"
done
expect_file 台账/dubanc.ini 云河市委督查室
head -n 1 台账/units.csv >header
same_as units-header header

it 'makes it a git repository that merges by row and cell'
expect_ok git -C 台账 config merge.dubanc.driver
expect_out 'dubanc merge %O %A %B %P'
expect_ok git -C 台账 config diff.dubanc.textconv
expect_ok git -C 台账 check-attr merge diff -- tasks/X.csv
expect_out 'merge: dubanc'
expect_out 'diff: dubanc'
expect_ok git -C 台账 check-ignore .dubanc/lock

it 'adds what is missing and overwrites nothing when run again'
echo '# mine' >>台账/dubanc.ini
rm 台账/holidays.csv
cp 台账/dubanc.ini before.ini
expect_ok dubanc init 台账
expect_same before.ini 台账/dubanc.ini
[ -f 台账/holidays.csv ] || fail 'holidays.csv was not put back'

it 'sets a clone up'
git -C 台账 add -A && git -C 台账 commit -qm one && git clone -q 台账 clone
git -C clone config merge.dubanc.driver && fail 'a clone has no driver of its own'
expect_ok dubanc init clone
expect_ok git -C clone config merge.dubanc.driver
expect_ok git -C clone status --porcelain
expect_silent

it 'makes no repository within a repository'
git init -q outer && mkdir outer/in
expect_ok dubanc init outer/in
[ ! -e outer/in/.git ] || fail 'a repository of its own inside outer'
expect_ok git -C outer config merge.dubanc.driver

it 'works where git is not installed'
mkdir bin && ln -s "$(command -v dubanc)" bin/dubanc
expect_ok env PATH="$PWD/bin" dubanc init alone
[ -f alone/documents.csv ] || fail 'no documents.csv'
expect_ok env PATH="$PWD/bin" dubanc -C alone list

it 'says where it may not write'
echo file >plain
run dubanc init plain
[ "$status" -ge 2 ] || fail "status $status for a plain file"
[ -s "$T/err" ] || fail 'says nothing'
run dubanc init /proc/nowhere
[ "$status" -ge 2 ] || fail "status $status for /proc/nowhere"

finish
