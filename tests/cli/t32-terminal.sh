# shellcheck shell=sh
# t32-terminal.sh - on a terminal: the pager, colours, progress, and data that would command it.
. "$TESTS/lib.sh"
command -v script >/dev/null 2>&1 || skip_all 'script(1) is not installed'
ledger
esc=$(printf '\033')

# on_tty ENVIRONMENT… COMMAND…: both streams on a terminal of its own, in $T/out.
on_tty() {
	printf '%s\n' "$*" >"$T/command"
	: >"$T/err"
	timeout 60 script -qec "env TERM=xterm PATH='$PWD/bin:$PATH' $*" /dev/null </dev/null 2>&1 | tr -d '\r' >"$T/out"
	# script(1) leaves with the status of the command, the pipe with that of tr
	status=0
}

# A less that tells what it was given, instead of one that waits for keys.
mkdir bin
printf '#!/bin/sh\necho "less $LESS $LESSCHARSET $LV"\nexec sed "s/^/| /"\n' >bin/less
printf '#!/bin/sh\nexec sed "s/^/%% /"\n' >bin/other
chmod 755 bin/*

it 'shows what is read through less, with its settings'
for command in list 'log 1' status report help units; do
	on_tty dubanc "$command"
	expect_out 'less FRX utf-8 -c'
	expect_out -E '^\| '
done
on_tty LESS=i LESSCHARSET=iso8859 LV=x dubanc list
expect_out 'less i iso8859 x'

it 'takes the pager of the environment, its own first'
on_tty PAGER=other dubanc list
expect_out -E '^% .*DB2024:1'
on_tty PAGER=less DUBANC_PAGER=other dubanc list
expect_out -E '^% .*DB2024:1'
on_tty "DUBANC_PAGER='other | other'" dubanc list
expect_out -E '^% % .*DB2024:1'

it 'does without where it is told to'
for how in DUBANC_PAGER= DUBANC_PAGER=cat PAGER= PAGER=cat TERM=dumb 'env -u TERM'; do
	on_tty "$how" dubanc list
	expect_out -E '^ *DB2024:1'
	expect_no_out 'less '
done
on_tty dubanc --no-pager list
expect_out -E '^ *DB2024:1'
on_tty dubanc list --no-pager
expect_out -E '^ *DB2024:1'
cp dubanc.ini ini.old && printf '[ui]\npager = off\n' >>dubanc.ini
on_tty dubanc list
expect_out -E '^ *DB2024:1'
on_tty DUBANC_PAGER=other dubanc list
expect_out -E '^% .*DB2024:1'
mv ini.old dubanc.ini

it 'pages nothing that is no terminal, no writer, nothing that git runs'
expect_ok env TERM=xterm DUBANC_PAGER='echo paged' dubanc list
expect_no_out paged
on_tty DUBANC_PAGER=other dubanc list -o list.txt
expect_file list.txt DB2024:1
! grep -q '^%' list.txt "$T/out" || fail 'paged what went into a file'
for command in 'update 1 --ack' check 'add --title=x -n'; do # check runs in git's hooks
	on_tty DUBANC_PAGER=other dubanc "$command"
	[ -s "$T/out" ] || fail "$command: said nothing"
	expect_no_out -E '^%'
done

it 'writes plainly where the pager is not there'
on_tty DUBANC_PAGER=no-such-pager dubanc list
expect_out -E '^ *DB2024:1'
mkdir bare && for tool in dubanc env; do ln -s "$(command -v $tool)" bare/$tool; done
on_tty PATH="$PWD/bare" dubanc list
expect_out -E '^ *DB2024:1'
expect_no_out 'less'

it 'keeps its status and its peace when the pager leaves early'
on_tty "DUBANC_PAGER=true dubanc overdue; echo status \$?"
expect_out 'status 1'
expect_lines 1
on_tty "DUBANC_PAGER='exit 3' dubanc list; echo status \$?"
expect_out 'status 0'
expect_lines 1

it 'colours a terminal, and with NO_COLOR not even that'
on_tty dubanc --no-pager list
expect_out "${esc}["
on_tty NO_COLOR=1 dubanc --no-pager list
expect_no_out "${esc}["
on_tty TERM=dumb dubanc list
expect_no_out "${esc}["

it 'takes the ambiguous width from the office'
dubanc edit 3 title='“甲”与乙' >"$T/quiet" 2>&1
expect_ok dubanc list --columns=title,id
narrow=$(grep -o '“甲”与乙 *' "$T/out" | wc -m)
printf '[ui]\nambiguous = 2\n' >>dubanc.ini
expect_ok dubanc list --columns=title,id
wide=$(grep -o '“甲”与乙 *' "$T/out" | wc -m)
[ "$narrow" -gt "$wide" ] || fail "filled with as many blanks ($narrow, $wide)"

it 'makes control bytes in data visible'
hostile=$(printf '甲\033]0;title\007\033[2J\302\233乙\342\200\256丙')
dubanc add --title="$hostile" --lead=市教育局 --due=2024-04-01 >"$T/out" 2>"$T/err"
for command in 'add --title=x --parent=4' 'list' 'log 4' 'status' 'overdue' 'report' 'report plan' 'report --format=md' \
	'report --format=html' 'list --format=html' 'list --format=md' 'remind --dry-run' 'list --where=title~甲' 'list --unit=甲'; do
	# shellcheck disable=SC2086
	run dubanc $command
	for stream in "$T/out" "$T/err"; do
		! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$stream" || fail "$command: control bytes"
		! LC_ALL=C grep -q "$(printf '\302\233\\|\342\200\256')" "$stream" || fail "$command: C1 or bidi controls"
	done
done
run dubanc update "$hostile" --ack
! LC_ALL=C grep -q "$esc" "$T/err" || fail 'an error message commands the terminal'
expect_err '\x1b'

it 'tells how far it is, on a terminal and after a second'
for i in 1 2 3; do printf '关于第%s项工作的通知\n一、完成改造，2024年12月底前完成。（责任单位：市教育局）\n2024年3月1日\n' $i >doc$i.txt; done
mkfifo slow
slowly() { { sleep 1.3 && cat doc3.txt; } >slow & }
slowly
on_tty dubanc import -n --key=A slow
expect_no_out 1/1
slowly
on_tty dubanc import -n doc1.txt slow doc2.txt
expect_out -E '3/3  doc2.txt'
expect_no_out '1/3'
# Nothing of it is left under what is said next.
expect_out "doc2.txt …${esc}[K"
slowly
run dubanc import -n doc1.txt slow doc2.txt
expect_no_err 3/3
wait

it 'tells how far it is in collecting, too'
expect_ok dubanc forms -o sheets-out --format=csv
for i in 1 2 3; do cp "$(echo sheets-out/*.csv | cut -d' ' -f1)" back$i.csv; done
{ sleep 1.3 && cat back2.csv; } >slow &
on_tty dubanc collect -n back1.csv slow back3.csv
expect_out -E '3/3  back3.csv'
expect_out "back3.csv …${esc}[K"
wait

finish
