# shellcheck shell=sh
# t24-merge.sh - every way in which two clerks' files meet in a merge of git.
. "$TESTS/lib.sh"
no_leak_search # hundreds of starts
command -v git >/dev/null || skip_all 'git is not installed'
git_ledger
file=tasks/DB2024.csv
head=$(sed -n 1p $file)

it 'keeps an edit there against a row removed here, as a conflict'
both "sed -i '/^DB2024:2,/d' $file" 'dubanc edit 2 title=仍在办理'
expect_code 1 git merge -q --no-edit side
expect_file conflicts/$file 'DB2024:2,*'
expect_code 1 dubanc check
git merge --abort

it 'knows the list of a merge that was given up'
both 'dubanc edit 1 title=乙题' 'dubanc edit 1 title=丙题'
expect_code 1 git merge -q --no-edit side
expect_code 1 dubanc check
expect_out open-conflict
git merge --abort
[ -s conflicts/$file ] || fail 'the list is gone: this tests nothing'
expect_ok dubanc check
expect_out stale-conflict
expect_no_out open-conflict
rm -r conflicts

it 'keeps both of two tasks that were added under one id'
both 'dubanc add --title=甲事 --lead=甲局 --due=2024-08-01' 'dubanc add --title="乙事; lead" --lead=乙局 --due=2024-07-01; dubanc update 4 --progress=20 --note=乙进展'
expect_code 1 git merge -q --no-edit side
cp -r conflicts listed
expect_code 0 dubanc merge --resolve
expect_out '另立为“DB2024:5”'
expect_ok dubanc list --format=csv --columns=id,title,lead,due,progress
expect_out 'DB2024:4,甲事,甲局,2024-08-01,'
expect_out 'DB2024:5,乙事; lead,乙局,2024-07-01,20'
expect_ok dubanc check
mv listed conflicts # as if the run had been cut off before it took the list away
expect_code 0 dubanc merge --resolve
expect_ok dubanc list --format=csv --columns=id
expect_no_out DB2024:6
git add -A && git commit -qm resolved

it 'drops a row that one side removed and the other left alone'
both "sed -i '/^DB2024:2,/d' $file" 'dubanc edit 1 title=别的'
expect_ok git merge -q --no-edit side
! grep -q '^DB2024:2,' $file || fail 'the row came back'

row='DB2024:9,task,,9,,同号'
it 'takes one id that both sides added alike once'
both "echo '$row' >>$file" "echo '$row' >>$file"
expect_ok git merge -q --no-edit side
[ "$(grep -c '^DB2024:9,' $file)" = 1 ] || fail 'the row is there twice, or not at all'

it 'makes one id that both sides added differently a conflict, with both in it'
both "echo '${row}甲' >>$file" "echo '${row}乙' >>$file"
expect_code 1 git merge -q --no-edit side
expect_file $file 同号甲
expect_file conflicts/$file 同号乙
git merge --abort

it 'keeps a column that one side added, beside the edit of the other'
both "sed -i -e '1s/\$/,甲列/' -e '2,\$s/\$/,甲值/' $file" 'dubanc edit 2 title=别的'
expect_ok git merge -q --no-edit side
expect_file $file ,甲列
expect_file $file 别的
[ "$(grep -c ,甲值 $file)" = 3 ] || fail 'values of the column are gone'

it 'keeps the columns that both sides added'
both "sed -i -e '1s/\$/,甲列/' -e '2,\$s/\$/,甲值/' $file" "sed -i -e '1s/\$/,乙列/' -e '2,\$s/\$/,乙值/' $file"
expect_ok git merge -q --no-edit side
expect_file $file ,甲列,乙列
[ "$(grep -c ,甲值,乙值 $file)" = 3 ] || fail 'values of a column are gone'

it 'keeps a column that one side took out when the other worked in it'
git checkout -q -f -B "$main" "$start" && sed -i -e '1s/$/,丙列/' -e '2,$s/$/,旧值/' $file &&
	git commit -qam 丙列 && plain=$start && start=$(git rev-parse HEAD)
both "sed -i 's/,[^,]*\$//' $file" "sed -i '2s/,旧值\$/,新值/' $file"
run git merge -q --no-edit side
grep -rq 新值 $file conflicts 2>/dev/null || fail 'the edit of the other side is lost'
git merge --abort 2>/dev/null
start=$plain

it 'merges an edit with rows in another order'
both "{ echo '$head'; sed 1d $file | sort -r; } >x && mv x $file" 'dubanc edit 2 title=别的'
expect_ok git merge -q --no-edit side
expect_file $file 别的
[ "$(grep -c '^DB2024:' $file)" = 3 ] || fail 'a row is lost or doubled'

for how in '1s/^/\xef\xbb\xbf/' 's/$/\r/'; do
	it "merges with a side that a spreadsheet rewrote ($how)"
	both "sed -i '$how' $file" 'dubanc edit 2 title=别的'
	expect_ok git merge -q --no-edit side
	expect_file $file 别的
	expect_ok dubanc check --strict
	expect_no_out form-
done

it 'makes rows that contradict themselves a conflict: closed here, extended there'
both 'dubanc update 1 --report && dubanc update 1 --done && dubanc update 1 --close' \
	'dubanc update 1 --ask-extension=2024-09-30 --reason=难 --on=2024-03-01 && dubanc update 1 --grant --on=2024-03-02'
expect_code 1 git merge -q --no-edit side
expect_file conflicts/$file 'DB2024:1,due'
expect_ok dubanc merge --resolve
git add -A && git commit -qm merged
expect_code 0 dubanc list 1 --columns=state,due --format=csv
expect_out closed,2024-03-30

it 'merges two branches that merged each other before'
both 'dubanc edit 1 title=甲题' 'dubanc edit 2 title=乙题'
git branch -q -f a && git branch -q -f b side
git checkout -q a && git merge -q --no-edit b && git checkout -q b && git merge -q --no-edit "$main"
git checkout -q a && DUBANC_NOW=2024-04-15T03:00:00Z dubanc update 1 --progress=10 >/dev/null && git commit -qam a
git checkout -q b && DUBANC_NOW=2024-04-15T03:00:01Z dubanc update 2 --progress=20 >/dev/null && git commit -qam b
expect_ok git merge -q --no-edit a
expect_ok dubanc list 1 2 --columns=title,progress --format=csv
expect_out 甲题,10
expect_out 乙题,20
expect_ok dubanc check
git checkout -q "$main"

it 'keeps ours in the file and on the screen when both edits fell into one millisecond'
for _ in 1 2 3 4 5 6; do
	later=2024-04-15T02:00:00Z && both 'dubanc edit 1 title=我方标题' 'dubanc edit 1 title=对方标题' && later=''
	expect_code 1 git merge -q --no-edit side
	expect_ok dubanc list 1 --columns=title --format=csv
	expect_out 我方标题
	expect_file $file 我方标题
	[ "$(sed 1d events/DB2024.csv | cut -d, -f2,1 | sort -t, -k2,2 -k1,1)" = "$(sed 1d events/DB2024.csv | cut -d, -f2,1)" ] ||
		fail 'the journal is not in order'
	expect_ok dubanc merge --resolve
	git add -A && git commit -qm merged
	expect_ok dubanc check
	expect_no_out row-unexplained
done

# minute N COMMAND…: dubanc at that minute.
minute() {
	DUBANC_NOW=2024-04-15T02:0$1:00Z
	export DUBANC_NOW
	shift
	dubanc "$@" >/dev/null
	unset DUBANC_NOW
}

# interleaved OURS THEIRS: the same with commands that say their minutes.
interleaved() {
	git checkout -q -f -B "$main" "$start" && git clean -qfdx -e .dubanc
	git checkout -q -B side && eval "$2" && git add -A && git commit -qm side
	git checkout -q -B "$main" "$start" && eval "$1" && git add -A && git commit -qm ours
	expect_ok git merge -q --no-edit side
	expect_ok dubanc check
	expect_no_out row-unexplained
	minute 9 update 1 --note=合并后
	expect_ok dubanc check --strict
}

it 'gives a row the state of its last event that sets one, though the row of the other side is younger'
interleaved 'minute 1 update 1 --progress=10; minute 5 update 1 --note=晚 --evidence=http://a/b' 'minute 3 update 1 --progress=60 --report'
expect_ok dubanc list 1 --columns=state,progress --format=csv
expect_out reported,60

it 'gives it again where theirs is the younger'
interleaved 'minute 3 update 1 --progress=60 --report' 'minute 1 update 1 --progress=10; minute 5 update 1 --evidence=http://a/b'
expect_ok dubanc list 1 --columns=state,progress --format=csv
expect_out reported,60

it 'gives a list the order in which its members came'
interleaved 'minute 1 assign 1 --coop=甲局; minute 5 assign 1 --coop=甲局,丙局' 'minute 3 assign 1 --coop=乙局'
expect_ok dubanc list 1 --columns=coop --format=csv
expect_out '甲局;乙局;丙局'

it 'keeps the order of entry where the clock of one side is behind'
interleaved 'minute 7 update 1 --progress=50; minute 2 update 1 --progress=55' 'minute 6 update 1 --progress=60'
expect_ok dubanc list 1 --columns=progress --format=csv
expect_out 55

it 'falls back to the text merge where a version cannot be read, and check says so'
both "printf 'DB2024:8,\"offen\n' >>$file" 'dubanc edit 3 title=别的'
run git merge -q --no-edit side
[ "$status" -eq 1 ] || fail 'a damaged table was merged without a word'
run dubanc check
[ "$status" -ne 0 ] || fail 'check is content'
git merge --abort
cp $file here
expect_code 4 dubanc merge here here none $file
expect_code 4 dubanc merge none here here $file
expect_same here $file
rm here
finish
