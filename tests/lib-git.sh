# shellcheck shell=sh
# lib-git.sh - for tests of how the files of two people meet, under each operation of git that
# makes them meet: merge, rebase, cherry-pick, stash pop. After tests/lib.sh:
#
#	meet NAME WANTED OURS THEIRS FRAGMENT…
#
# Whatever the operation, what either side wrote (FRAGMENT) is in the ledger or in a list of
# conflicts, each event once, and once the conflicts are resolved the ledger is clean.
# shellcheck disable=SC2154 # variables of tests/lib.sh
command -v git >/dev/null || skip_all 'git is not installed'
git_ledger
file=tasks/DB2024.csv events=events/DB2024.csv stands=''

# operate OPERATION: brings the other side in; both() has left us on our branch.
operate() {
	case $1 in
	merge) run git merge -q --no-edit side ;;
	rebase) run git rebase -q side ;;
	cherry-pick) run git cherry-pick --keep-redundant-commits side ;;
	stash) # what we wrote, not yet committed, on top of what they committed
		git checkout -q "$fork" && git checkout -q "$main" -- . && git add -A &&
			git stash -q && git checkout -q -B stashed side && run git stash pop
		;;
	esac
}

undo() {
	case $1 in
	merge) git merge --abort ;;
	rebase) git rebase --abort ;;
	cherry-pick) git cherry-pick --abort ;;
	stash) git checkout -q -f && git stash drop -q ;;
	esac
}

# The branches as they were before the operation.
again() {
	git rebase --abort 2>/dev/null
	git checkout -q -f -B "$main" "$here" && git branch -q -f side "$there" && git clean -qfdx -e .dubanc && git stash clear
}

# sound: nothing is there twice, each event of the two sides is there.
sound() {
	[ -z "$(cut -d, -f1 $file | sort | uniq -d)" ] || fail 'an id is there twice' "$(cat $file)"
	[ "$(cut -d, -f1 $events | grep -v '^ME' | sort)" = "$made" ] ||
		[ -n "$(git ls-files -u -- "$events")" ] || fail 'an event is lost, or there twice' "$(cat $events)"
}

# kept FRAGMENT…: each is in the ledger, or in a list of conflicts.
kept() {
	for _fragment in "$@"; do
		cat tasks/*.csv targets/*.csv events/*.csv units.csv documents.csv conflicts/*.csv conflicts/*/*.csv 2>/dev/null >"$T/all"
		grep -qF -e "$_fragment" "$T/all" || fail "lost: $_fragment" "$(cat $file conflicts/$file 2>/dev/null)"
	done
}

# held NAME WANTED FRAGMENT…: the case that stands on the two branches, under each operation.
# WANTED: clean (git goes through, check is content), conflict (listed, ours readable, resolved
# by merge --resolve), gone (the same, and check goes on naming the row that is gone), text
# (git's own merge: markers, or the path unmerged, and check says what to run). What $stands
# names, one a line, stands in the table in the end.
held() {
	_name=$1 _wanted=$2
	shift 2
	here=$(git rev-parse "$main") there=$(git rev-parse side) fork=$(git merge-base "$main" side)
	made=$({ git show "$main:./$events" && git show "side:./$events"; } | tr -d '\r' | sed 's/^\xef\xbb\xbf//' | cut -d, -f1 | sort -u)
	for _operation in merge rebase cherry-pick stash; do
		it "$_name: $_operation"
		again
		operate "$_operation"
		case $_wanted in
		clean)
			[ "$status" -eq 0 ] || fail "status $status" "$(cat conflicts/$file 2>/dev/null)"
			sound
			kept "$@"
			[ ! -e conflicts ] || fail 'conflicts are listed' "$(cat conflicts/*/*)"
			expect_ok dubanc check
			;;
		conflict | gone)
			[ "$status" -ne 0 ] || fail 'nobody was told'
			sound
			kept "$@"
			expect_ok dubanc list
			expect_code 1 dubanc check
			expect_out '[open-conflict'
			expect_ok dubanc merge --resolve
			if [ "$_wanted" = gone ] && ! grep -q '^DB2024:2,' $file; then
				expect_code 1 dubanc check
				expect_out '[row-gone]'
			else
				expect_ok dubanc check
				git add -A && expect_ok dubanc check --strict -q
			expect_silent
			fi
			;;
		text)
			[ "$status" -ne 0 ] || fail 'nobody was told'
			[ -n "$(git ls-files -u)" ] || fail 'no path is unmerged'
			kept "$@"
			run dubanc check
			expect_out -E '(dubanc init|git checkout -m|git merge --abort)'
			;;
		esac
		for _title in $stands; do
			[ "$(cat tasks/*.csv | grep -c ",$_title,")" = 1 ] || fail "not a row, or twice: $_title" "$(cat tasks/*.csv)"
		done
	done
	again
	stands=''
}

# meet NAME WANTED OURS THEIRS FRAGMENT…
meet() {
	both "$3" "$4"
	_name=$1 _wanted=$2
	shift 4
	held "$_name" "$_wanted" "$@"
}

