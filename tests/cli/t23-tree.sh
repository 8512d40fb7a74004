# shellcheck shell=sh
# t23-tree.sh - the ledger in git's own store: check --tree, hooks, log --git;
# what an update reads in a ledger of many documents.
. "$TESTS/lib.sh"
command -v git >/dev/null || skip_all 'git is not installed'
ledger
git add -A && git commit -qm '建台账'

it 'checks a commit as git has it, whatever the files here say'
expect_ok dubanc check --tree=HEAD
sed '/^DB2024:1,/s/2024-03-30/2024-12-31/' tasks/DB2024.csv >x && mv x tasks/DB2024.csv
expect_ok dubanc check --tree=HEAD
git commit -qam '手工改时限'
expect_code 1 dubanc check --tree=HEAD
expect_out -E '^tasks/DB2024.csv:2:[0-9]+: .*\[due-moved\]'
expect_ok dubanc check --tree=HEAD~1

it 'checks what is staged, by its tree'
git checkout -q HEAD~1 -- tasks
expect_ok dubanc check --tree="$(git write-tree)"
git reset -q --hard HEAD~1

it 'leaves nothing behind where it took the tables out'
mkdir "$T/tmp" && TMPDIR=$T/tmp expect_ok dubanc check --tree=HEAD
[ -z "$(ls -A "$T/tmp")" ] || fail 'temporaries are left' "$(find "$T/tmp")"

it 'names the folder of a ledger inside the commit'
mkdir ../库 && git init -q ../库 && cp -R dubanc.ini documents.csv tasks events ../库/ &&
	mkdir -p ../库/督办 && (cd ../库 && mv dubanc.ini documents.csv tasks events 督办/)
sed -i 's/2024-03-30/2024-12-31/' ../库/督办/tasks/DB2024.csv
git -C ../库 add -A && git -C ../库 commit -qm 一
expect_code 1 dubanc -C ../库 check --tree=HEAD
expect_out -E '^督办/tasks/DB2024.csv:2:'

it 'knows a commit that does not exist from one without a ledger'
expect_code 2 dubanc check --tree=nothing
expect_err '[no-commit]'
expect_code 2 dubanc check --tree=--output=x
git init -q ../空 && git -C ../空 commit -q --allow-empty -m 一
expect_ok dubanc -C ../空 check --tree=HEAD
expect_err '没有台账'
expect_code 2 dubanc check --tree=HEAD --fix

it 'refuses to commit a ledger with errors, once its hooks are installed'
expect_ok dubanc init . --hooks
expect_out pre-commit
sed -i '/^DB2024:1,/s/2024-03-30/2024-12-31/' tasks/DB2024.csv
run git commit -qam 错
[ "$status" -ne 0 ] || fail 'the commit was taken'
expect_err '[due-moved]'
git checkout -q .
dubanc update 1 --progress=30 >/dev/null
expect_ok git commit -qam 对

it 'never overwrites a hook: it says what to add'
echo '#!/bin/sh' >.git/hooks/pre-commit
expect_ok dubanc init . --hooks
expect_out 'dubanc check -q --tree='
[ "$(cat .git/hooks/pre-commit)" = '#!/bin/sh' ] || fail 'the hook was changed'
rm .git/hooks/pre-commit

it 'refuses a push of a ledger with errors in a bare repository'
git init -q --bare ../共.git
expect_ok dubanc init ../共.git --hooks
[ -x ../共.git/hooks/pre-receive ] || fail 'there is no hook'
[ ! -e ../共.git/dubanc.ini ] || fail 'a ledger was made in a bare repository'
git remote add 共 ../共.git
expect_ok git push -q 共 HEAD:refs/heads/main
sed -i '/^DB2024:1,/s/2024-03-30/2024-12-31/' tasks/DB2024.csv && git commit -qam 错
run git push -q 共 HEAD:refs/heads/main
[ "$status" -ne 0 ] || fail 'the push was taken'
expect_err '[due-moved]'
git reset -q --hard HEAD~1

it 'lists the commits that touched a row, the oldest first'
git branch -q -D side 2>/dev/null
dubanc update 2 --progress=20 >/dev/null && git commit -qam '第二项'
dubanc update 1 --progress=60 >/dev/null && git commit -qam '第一项，六成'
expect_ok dubanc log 1 --git
expect_lines 3
[ "$(sed -n 1p "$T/out" | grep -c 建台账)" = 1 ] || fail 'the first commit does not come first'
expect_out 第一项，六成
expect_no_out 第二项
expect_ok dubanc log DB2024:2 --git --format=csv
expect_out commit,day,author,subject
expect_lines 3

it 'takes an id for itself alone in log --git'
dubanc add --title=甲 >/dev/null && git commit -qam 添四
expect_ok dubanc log 4 --git
expect_lines 1

it 'puts rows back in the order of their document'
dubanc add --title=乙 --parent=2 >/dev/null
git add -A && git commit -qm 添五
cp tasks/DB2024.csv "$T/ordered"
{ sed -n 1p "$T/ordered"; sed 1d "$T/ordered" | sort -r; } >tasks/DB2024.csv
expect_ok dubanc check
expect_out '[form-order]'
expect_ok dubanc check --fix
expect_same tasks/DB2024.csv "$T/ordered"
expect_ok dubanc check
expect_no_out '[form-order]'

it 'reads one document, whatever else the ledger holds, when full ids say which'
i=1
while [ $i -le 30 ]; do
	sed "s/DB2024/K$i/g" tasks/DB2024.csv >"tasks/K$i.csv" && sed "s/DB2024/K$i/g" events/DB2024.csv >"events/K$i.csv"
	sed -n "s/^DB2024,/K$i,/p" documents.csv
	i=$((i + 1))
done >rows.new && cat rows.new >>documents.csv && rm rows.new
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	for command in 'update K7:1 --progress=65 --note=x' 'edit K7:1 note=甲' 'assign K7:1 K7:2 --owner=张某' 'log K7:1'; do
		# shellcheck disable=SC2086
		expect_ok env ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0" \
			strace -f -o trace -e trace=openat,open dubanc $command
		grep -q 'tasks/K7.csv' trace || fail "$command did not read its document"
		! grep -qE '(tasks|events)/(K8|DB2024).csv' trace || fail "$command read other documents"
	done
	rm -f trace
else
	skip 'strace may not trace here'
fi
it 'finds a tail that is in one document only, and lists the candidates of others'
sed -i 's/^K9:3,/K9:33,/' tasks/K9.csv && sed -i 's/,K9:3,/,K9:33,/' events/K9.csv
expect_ok dubanc update 33 --ack
expect_out K9:33
expect_code 2 dubanc update 3 --ack
expect_err -E 'K1:3|DB2024:3'
expect_ok dubanc update K8:1 DB2024:1 --note=两件
expect_ok dubanc check
finish
