# shellcheck shell=sh
# t20-git.sh - the ledger in many hands: merge, rebase, conflicts, resolution,
# with real git.
. "$TESTS/lib.sh"
command -v git >/dev/null || skip_all 'git is not installed'
git_ledger

it 'merges different cells of one row'
both 'dubanc update 1 --progress 40 --note 我方' 'dubanc assign 1 --owner 张某'
expect_ok git merge -q --no-edit side
expect_ok dubanc list 1 --columns=id,progress,owner --format=csv
expect_out 'DB2024:1,40,张某'
expect_ok dubanc check

it 'merges adjacent rows and unites the events of both sides'
both 'dubanc update 1 --progress 30 --note 甲' 'dubanc update 2 --progress 60 --note 乙'
expect_ok git merge -q --no-edit side
expect_ok dubanc list 1 2 --columns=id,progress --format=csv
expect_out 'DB2024:1,30'
expect_out 'DB2024:2,60'
[ "$(grep -c ',feedback,' events/DB2024.csv)" = 2 ] || fail 'an event was lost or doubled'
expect_ok dubanc check

it 'takes equal edits of one cell as agreed'
both 'dubanc edit 1 title=同一标题' 'dubanc edit 1 title=同一标题'
expect_ok git merge -q --no-edit side
expect_ok dubanc check

it 'keeps ours in a readable file and lists the conflict when one cell differs'
both 'dubanc edit 1 title=我方标题' 'dubanc edit 1 title=对方标题'
expect_code 1 git merge -q --no-edit side
expect_ok dubanc list 1 --columns=title --format=csv
expect_out 我方标题
expect_file conflicts/tasks/DB2024.csv '我方标题,对方标题'
expect_code 1 dubanc check
expect_out '[open-conflict]'

it 'finishes a conflict with what the file says, and records it'
expect_ok dubanc merge --resolve
[ ! -e conflicts ] || fail 'conflicts/ is still there'
git add -A && git commit -qm merged
expect_ok dubanc check

it 'keeps an edit against a removed row, whichever side removed it'
both 'dubanc edit 2 title=仍在办理' "sed -i '/^DB2024:2,/d' tasks/DB2024.csv"
expect_code 1 git merge -q --no-edit side
expect_file tasks/DB2024.csv 仍在办理
expect_file conflicts/tasks/DB2024.csv 'DB2024:2,*'
git merge --abort

it 'rebases as it merges'
both 'dubanc update 1 --progress 20 --note 甲' 'dubanc update 2 --progress 70 --note 乙'
expect_ok git rebase -q side
expect_ok dubanc list 1 2 --columns=id,progress --format=csv
expect_out 'DB2024:1,20'
expect_out 'DB2024:2,70'
expect_ok dubanc check

it 'picks a commit and pops a stash'
both 'dubanc update 1 --progress 25 --note 甲' 'dubanc update 2 --progress 75 --note 乙'
expect_ok git cherry-pick side
expect_ok dubanc check
git reset -q --hard "$start" && dubanc update 1 --progress 45 --note 丙 >/dev/null
git stash -q && git merge -q side && run git stash pop
expect_ok dubanc list 1 2 --columns=id,progress --format=csv
expect_out 'DB2024:1,45'
expect_out 'DB2024:2,75'
git checkout -q -f

it 'falls back to the text merge without the driver, and check says what to run'
both 'dubanc edit 1 title=我方标题' 'dubanc edit 1 title=对方标题'
git config --remove-section merge.dubanc
run git merge -q --no-edit side
grep -q '<<<<<<<' tasks/DB2024.csv || fail 'there is neither a driver nor a marker'
expect_code 1 dubanc check
expect_out '[conflict-marker]'
expect_out 'dubanc init'
git merge --abort
expect_ok dubanc init .

it 'shows a change cell by cell in git diff'
git checkout -q -f && dubanc update 1 --progress 55 --note 甲 >/dev/null
expect_ok git diff -- tasks
expect_out -E '^\+DB2024:1.progress.55'
[ "$(git diff --no-textconv --numstat -- tasks | cut -f 1)" = 1 ] || fail 'more than one line changed'

it 'commits with --commit, with a subject that reads well'
git checkout -q -f
expect_ok dubanc update 1 --progress 65 --note 已完成征地 --commit
expect_ok git log -1 --format=%s
expect_out 'DB2024:1'
expect_out '65%'
[ -z "$(git status --porcelain)" ] || fail 'something was left uncommitted'

it 'commits what the command wrote and nothing that others left uncommitted'
echo '# 另一个人正在改' >>dubanc.ini
printf '%s\n' '新单位,,,,,,,,,' >>units.csv
git add units.csv
expect_ok dubanc update 1 --progress 70 --commit
expect_ok git show --name-only --format= HEAD
expect_lines 2
expect_out tasks/DB2024.csv
expect_out events/DB2024.csv
expect_ok git status --porcelain
expect_out ' M dubanc.ini'
expect_out 'M  units.csv'
expect_ok dubanc add --title 新登记 --commit
expect_ok git log -1 --format=%s
expect_out 新登记
git checkout -q -f HEAD && git status --porcelain | grep -v '^??' && fail 'not as committed'

it 'works in a sub-folder of a repository'
mkdir ../仓库 && cd ../仓库 && git init -q . && dubanc init 督办/台账 >/dev/null
(cd 督办/台账 && dubanc add --title 甲 >/dev/null && dubanc add --title 乙 >/dev/null)
git add -A && git commit -qm base && trunk=$(git symbolic-ref --short HEAD)
git checkout -q -b side && (cd 督办/台账 && dubanc edit 1 title=对方 >/dev/null) && git commit -qam side
git checkout -q "$trunk" && (cd 督办/台账 && dubanc edit 1 title=我方 >/dev/null) && git commit -qam ours
expect_code 1 git merge -q --no-edit side
expect_file 督办/台账/conflicts/tasks/DB2024.csv '我方,对方'
finish
