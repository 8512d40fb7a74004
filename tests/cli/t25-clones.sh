# shellcheck shell=sh
# t25-clones.sh - five clerks with a clone each, one bare repository, all at once.
. "$TESTS/lib.sh"
command -v git >/dev/null || skip_all 'git is not installed'
ledger
for i in 4 5 6; do
	dubanc add --title="任务$i" --lead=市教育局 --due=2024-12-31 >/dev/null
done
git add -A && git commit -qm base
trunk=$(git symbolic-ref --short HEAD)
git init -q --bare ../共.git && git push -q ../共.git HEAD && cd .. || exit 1
git --git-dir=共.git symbolic-ref HEAD "refs/heads/$trunk"

# Pulls and pushes until the push is taken; a rebase that cannot go on keeps ours
# and its list of conflicts.
share() {
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
		if ! git pull -q --rebase >/dev/null 2>&1; then
			while [ -d "$(git rev-parse --git-path rebase-merge)" ]; do
				dubanc merge --resolve >/dev/null 2>&1
				git add -A
				GIT_EDITOR=true git rebase --continue >/dev/null 2>&1 || GIT_EDITOR=true git rebase --skip >/dev/null 2>&1
			done
		fi
		git push -q >/dev/null 2>&1 && return
	done
	echo "$1" >>../left
}

# clerk K: four edits drawn by lot, on tasks that others work on too, each with a
# mark of its own; the moments of several clerks lie among each other. What was
# written is noted as EVENT MARK.
clerk() {
	cd "$1" || exit 1
	export DUBANC_NOW
	for round in 1 2 3 4; do
		mark=第${1}人第${round}次
		# shellcheck disable=SC2046
		set -- "$1" $(awk -v seed="$((seed * 100 + $1 * 10 + round))" \
			'BEGIN { srand(seed); print int(rand() * 6) + 1, int(rand() * 7), int(rand() * 50) + 10 }')
		DUBANC_NOW=2024-04-15T0$round:$4:0$1Z
		case $3 in
		0 | 1) dubanc update "$2" --note="$mark" --progress="$4" ;;
		2) dubanc edit "$2" title="$mark" ;;
		3) dubanc assign "$2" --coop="局$mark" ;;
		4) dubanc assign "$2" --lead="局$mark" ;;
		5) dubanc update "$2" --note="$mark" --report ;;
		6) dubanc add --title="新$mark" ;; # the next free id, as others take it too
		esac >/dev/null && echo "$(tail -n 1 events/DB2024.csv | cut -d, -f1) $mark" >>../made
		git commit -qam "$1-$round" --allow-empty
		share "$1"
	done
}

it 'loses no edit of five clones that pull, rebase and push at once'
seed=${DUBANC_TEST_SEED:-20240415} # which edits; give another to try others
for k in 1 2 3 4 5; do
	git clone -q 共.git $k && dubanc init $k >/dev/null
done
for k in 1 2 3 4 5; do
	clerk $k &
done
wait
rm -f left # whoever lost every race shares now, alone
for k in 1 2 3 4 5; do
	(cd $k && share $k)
done
git clone -q 共.git 完 && dubanc init 完 >/dev/null && cd 完 || exit 1
[ ! -e ../left ] || fail 'a clone could not push at all'
while read -r id mark; do
	[ "$(grep "^$id," events/DB2024.csv | grep -c "$mark")" = 1 ] ||
		fail "edit $mark is lost or there twice (seed $seed)" "$(cat events/DB2024.csv)"
done <../made
[ "$(cut -d, -f1 events/DB2024.csv | sort | uniq -d | wc -l)" -eq 0 ] || fail 'an event id is there twice'
sed -n 's/^\([^ ]*\) .*/\1/p' ../made | while read -r id; do
	sed -n "s/^$id,.*,add,.*title=\([^;]*\);.*/\1/p" events/DB2024.csv
done >../added
while read -r name; do
	[ "$(grep -c "^DB2024:[0-9]*,.*,$name," tasks/DB2024.csv)" = 1 ] ||
		fail "task $name is lost or there twice (seed $seed)" "$(cat tasks/DB2024.csv)"
done <../added
[ "$(grep -c '^DB2024:' tasks/DB2024.csv)" = $((6 + $(wc -l <../added))) ] ||
	fail "a row is lost or doubled (seed $seed)" "$(cat tasks/DB2024.csv)"
[ "$(wc -l <../added)" -ge 2 ] || fail "nobody added a task: this tests little (seed $seed)"
run dubanc list
[ "$status" -eq 0 ] || fail 'the ledger cannot be read'
[ "$(wc -l <../made)" -ge 15 ] || fail "most edits were refused: this tests little (seed $seed)"
expect_code 0 dubanc check
finish
