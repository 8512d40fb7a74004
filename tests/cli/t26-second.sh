# shellcheck shell=sh
# t26-second.sh - the second clerk: a clone, its settings, and what happens while they are missing.
. "$TESTS/lib.sh"
command -v git >/dev/null || skip_all 'git is not installed'

it 'commits the settings that git never saw with the first commit of its own, so that a clone is a ledger'
dubanc init 甲 --name=云河市委督查室 --level=市 >/dev/null
printf '市教育局,教育局,市,,,,,,,\n' >>甲/units.csv
sed 's/^#commit = off/commit = auto/' 甲/dubanc.ini >新 && mv 新 甲/dubanc.ini
cp 甲/holidays.csv 甲/私人.csv
expect_ok dubanc -C 甲 add --title=甲事 --lead=市教育局
git clone -q 甲 乙 || fail 'no clone'
expect_ok dubanc -C 乙 list --format=csv --columns=title,lead
expect_out 甲事,市教育局
expect_file 乙/dubanc.ini 云河市委督查室
[ ! -e 乙/私人.csv ] || fail 'a file that is not of the ledger was committed'

it 'leaves later edits of settings to their author'
echo '# 改' >>甲/dubanc.ini
dubanc -C 甲 add --title=乙事 --lead=市教育局 >/dev/null
[ "$(git -C 甲 status --short -- dubanc.ini)" = ' M dubanc.ini' ] || fail "committed: $(git -C 甲 status --short)"
git -C 甲 checkout -q dubanc.ini

it 'notes in a clone that it does not merge by row yet, until init there'
expect_ok dubanc -C 乙 check
expect_out '.gitattributes:1:1'
expect_out driver-missing
expect_ok dubanc -C 甲 check
expect_no_out driver-missing

it 'says so to who writes at a terminal'
if command -v script >/dev/null 2>&1; then
	script -qec "dubanc -C 乙 edit 1 title=甲事改" /dev/null </dev/null >"$T/out" 2>&1
	expect_out 'dubanc init'
	script -qec "dubanc -C 甲 edit 1 title=甲事另改" /dev/null </dev/null >"$T/out" 2>&1
	expect_no_out 'dubanc init'
else
	skip 'script(1) is not installed'
fi

it 'finishes no merge that left markers of git, and says what to do'
dubanc -C 甲 edit 1 title=甲方 >/dev/null && dubanc -C 乙 edit 1 title=乙方 >/dev/null
git -C 乙 pull -q --no-rebase --no-edit >/dev/null 2>&1 && fail 'they did not meet: this tests nothing'
expect_code 1 dubanc -C 乙 merge --resolve
expect_err 'tasks/DB2024.csv'
expect_err 'git merge --abort'
expect_no_out 已了结

it 'merges after that, with the driver'
git -C 乙 merge --abort
expect_ok dubanc init 乙
git -C 乙 pull -q --no-rebase --no-edit >/dev/null 2>&1
expect_code 1 dubanc -C 乙 check
expect_out open-conflict
expect_ok dubanc -C 乙 merge --resolve
expect_out '已了结'
expect_ok dubanc -C 乙 merge --resolve
expect_out '没有要了结的冲突'
git -C 乙 add -A && git -C 乙 commit -qm 合并

it 'names the task of an id given twice, and nothing behind it'
dubanc -C 甲 add --title=甲新事 >/dev/null && dubanc -C 乙 add --title=乙新事 >/dev/null
git -C 乙 pull -q --no-rebase --no-edit >/dev/null 2>&1
expect_ok dubanc -C 乙 merge --resolve
expect_out '“DB2024:3”两边各立了一项'

it 'finds the markers in files with Chinese names too'
printf '云河市教育局关于开学准备的通知\n\n云教发〔2024〕8号\n\n一、制定开学方案。（市教育局牵头，6月30日前完成）\n\n2024年3月1日\n' >通知.txt
dubanc -C 甲 import "$PWD/通知.txt" >/dev/null
key=$(dubanc -C 甲 list --format=csv --columns=id | sed -n 's/^\(云教发.*\):.*/\1/p')
[ -f "甲/tasks/$key.csv" ] || fail "no Chinese key: $key"
git clone -q 甲 丙 || fail 'no clone'
dubanc -C 甲 edit "$key:1" title=甲方 >/dev/null && dubanc -C 丙 edit "$key:1" title=丙方 >/dev/null
git -C 丙 pull -q --no-rebase --no-edit >/dev/null 2>&1 && fail 'they did not meet: this tests nothing'
expect_code 1 dubanc -C 丙 merge --resolve
expect_err "tasks/$key.csv"
expect_no_out 没有要了结的冲突
dubanc -C 丙 check >"$T/out" 2>&1
expect_out "tasks/$key.csv"
expect_out '[unmerged]'
finish
