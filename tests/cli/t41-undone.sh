# shellcheck shell=sh
# t41-undone.sh - merges that are given up, and merges without a driver that works, under each
# operation of git: see tests/lib-git.sh.
. "$TESTS/lib.sh"
no_leak_search # hundreds of starts
. "$TESTS/lib-git.sh"
file=tasks/DB2024.csv events=events/DB2024.csv

both 'dubanc edit 1 title=甲题' 'dubanc edit 1 title=乙题'
here=$(git rev-parse "$main") there=$(git rev-parse side) fork=$start
for operation in merge rebase cherry-pick stash; do
	it "given up, and taken up again: $operation"
	again
	operate "$operation"
	[ "$status" -ne 0 ] || fail 'no conflict: this tests nothing'
	undo "$operation"
	git diff --quiet HEAD || fail 'not as it was'
	cp $file "$T/before"
	expect_ok dubanc check
	expect_out '[stale-conflict]'
	expect_ok dubanc merge --resolve
	expect_same "$T/before" $file
	[ ! -e conflicts ] || fail 'the list is still there'
	expect_ok dubanc check -q --strict
	expect_silent
	again
	operate "$operation"
	kept 甲题 乙题
	expect_ok dubanc merge --resolve
	expect_ok dubanc check
done
again

it 'keeps on the list what an earlier step of a rebase put there'
both 'dubanc edit 1 title=甲题' 'dubanc edit 1 title=乙题'
git checkout -q "$main" && DUBANC_NOW=2024-04-15T02:10:00Z dubanc edit 1 title=甲又题 >/dev/null && git commit -qam again
run git rebase -q side
git add tasks events && GIT_EDITOR=true run git rebase --continue # the list was not looked at
[ "$status" -ne 0 ] || fail 'no second conflict: this tests nothing'
for wanted in 甲题 甲又题 乙题; do
	expect_file conflicts/$file "$wanted"
done
expect_ok dubanc merge --resolve
[ "$(grep -c ',edit,.*title=乙题' $events)" = 2 ] || fail 'not one event for the cell' "$(cat $events)"
git add -A && GIT_EDITOR=true expect_ok git rebase --continue
expect_ok dubanc check --strict -q

# Without a driver that works git's own merge must leave a trace, or what they wrote is lost.
driver=$(git config merge.dubanc.driver)
git config --remove-section merge.dubanc
meet 'the driver is missing, rows differ' text 'dubanc edit 1 title=甲题' 'dubanc edit 1 title=乙题' 甲题 乙题
git config merge.dubanc.driver "$(echo "$driver" | sed 's/dubanc merge/no-such-dubanc merge/')"
meet 'the program is not on the path, rows differ' text 'dubanc edit 1 title=甲题' 'dubanc edit 1 title=乙题' 甲题 乙题
meet 'the program is not on the path, rows do not meet' text "sed -i '2s/完成城区/甲题/' $file" "sed -i '4s/制定校企/乙题/' $file" 甲题 乙题
git config merge.dubanc.driver "$driver"
meet 'the driver cannot read ours' text "printf 'DB2024:8,\"甲题\n' >>$file" 'dubanc edit 3 title=乙题' 甲题 乙题
meet 'the driver cannot read theirs' text 'dubanc edit 3 title=甲题' "printf 'DB2024:8,\"乙题\n' >>$file" 甲题 乙题

# The same in a sub-folder of a repository: %P of the driver is the path from its top.
cd .. && mkdir 仓库 && cp -a 台账 仓库/台账 && rm -rf 仓库/台账/.git && cd 仓库 || exit 1
git init -q . && git symbolic-ref HEAD "refs/heads/$main"
dubanc init 台账 >/dev/null && cd 台账 && git add -A && git commit -qm base && start=$(git rev-parse HEAD)
meet 'in a sub-folder, cells that differ' conflict 'dubanc edit 1 title=甲题' 'dubanc edit 1 title=乙题' 甲题 乙题
meet 'in a sub-folder, rows that do not meet' clean 'dubanc update 1 --note=甲记' 'dubanc update 2 --note=乙记' 甲记 乙记
finish
