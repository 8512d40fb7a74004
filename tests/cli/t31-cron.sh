# shellcheck shell=sh
# t31-cron.sh - what `make install` puts there for cron and systemd, run as they run it:
# without PATH, HOME, LANG; silent when there is nothing to say.
. "$TESTS/lib.sh"
ledger
home=${PWD%/*}
build=$(command -v dubanc) && build=${build%/*}
examples=$home/usr/share/doc/dubanc/examples

it 'is installed below PREFIX, which the examples name'
expect_ok make -s -C "$TESTS/.." BUILD="$build" DESTDIR="$home/stage" PREFIX="$home/usr" install
mv "$home/stage$home/usr" "$home/usr" || fail 'nothing was staged'
for file in crontab dubanc-overdue.service dubanc-overdue.timer dubanc-remind.service dubanc-remind.timer; do
	[ -f "$examples/$file" ] || fail "no $file"
	! grep -q /usr/local "$examples/$file" || fail "$file names another prefix"
done

# The examples with this ledger in the place of theirs; the commands of the crontab.
sed -i "s|/srv/duban|$PWD|g" "$examples"/*
sed -n 's/^[0-9*][^ ]* [^ ]* [^ ]* [^ ]* [^ ]*  *//p' "$examples/crontab" >"$home/commands"
exec_start=$(sed -n 's/^ExecStart=//p' "$examples/dubanc-overdue.service")
remind_start=$(sed -n 's/^ExecStart=//p' "$examples/dubanc-remind.service")
overdue=$(grep ' overdue ' "$home/commands")
remind=$(grep ' remind ' "$home/commands")
check=$(grep ' check' "$home/commands")

it 'has lines that cron takes'
[ "$(grep -c '' "$home/commands")" = 3 ] || fail 'not three commands'
! grep -q '[^\\]%' "$home/commands" || fail 'cron ends a command at a bare %'
awk '/^#/ || /^$/ || /^[A-Z_]+=/ { next } !/^[-0-9*,\/]+ [-0-9*,\/]+ [-0-9*,\/]+ [-0-9*,\/]+ [-0-9*,\/]+  / { print; bad = 1 }
	END { exit bad }' "$examples/crontab" || fail 'a line that is none'
[ "$(tail -c 1 "$examples/crontab" | od -An -c | tr -d ' ')" = '\n' ] || fail 'cron wants a line feed at the end'

# as_cron TODAY COMMAND: in each of the environments that cron and systemd give.
as_cron() {
	expect_code "${3:-0}" env -i DUBANC_TODAY="$1" /bin/sh -c "cd / && $2" </dev/null
	mv "$T/out" "$T/out.bare"
	expect_code "${3:-0}" env -i DUBANC_TODAY="$1" PATH= LANG= HOME= TZ=Pacific/Kiritimati /bin/sh -c "cd / && $2"
	expect_same "$T/out.bare" "$T/out"
	expect_code "${3:-0}" env -i DUBANC_TODAY="$1" PATH=/usr/bin:/bin HOME=/nonexistent LOGNAME=duban SHELL=/bin/sh \
		LC_ALL=zh_CN.GB18030 /bin/sh -c "cd / && $2"
	expect_same "$T/out.bare" "$T/out"
}

it 'is silent where nothing is due'
as_cron 2024-01-10 "$overdue"
expect_silent
as_cron 2024-01-10 "$exec_start"
expect_silent
as_cron 2024-01-10 "$remind"
expect_silent
as_cron 2024-01-10 "$remind_start"
expect_silent

it 'lists what is overdue, with status 0 for systemd'
as_cron 2024-04-15 "$overdue"
expect_out '完成城区三校合并'
expect_out '建成实训基地4个'
as_cron 2024-04-15 "$exec_start"
expect_out '完成城区三校合并'
[ ! -s "$T/err" ] || fail 'stderr should be empty'

it 'checks the files without a word where they are sound'
expect_ok dubanc check
expect_out '[no-lead]'
as_cron 2024-04-15 "$check"
expect_silent
expect_ok dubanc assign 3 --lead=市委编办
sed -i 's/2024-03-30/2024-13-30/' tasks/DB2024.csv
as_cron 2024-04-15 "$check" 1
[ -s "$T/out" ] || [ -s "$T/err" ] || fail 'says nothing'
git checkout -q tasks 2>/dev/null || sed -i 's/2024-13-30/2024-03-30/' tasks/DB2024.csv

it 'mails each unit once, through a sendmail that no PATH names'
printf '#!/bin/sh\n/bin/cat >>"%s/mails"\n' "$home" >"$home/mailer" && chmod 755 "$home/mailer"
sed -i 's/^\(市教育局,.*省教育厅,\),,/\1,jyj@example.org,/; s/^\(市发改委,.*省发改委,\),,/\1,fgw@example.org,/' units.csv
expect_ok env -i DUBANC_TODAY=2024-04-15 DUBANC_SENDMAIL="$home/mailer" /bin/sh -c "cd / && $remind"
[ "$(grep -c '^To: ' "$home/mails")" = 2 ] || fail "not two mails: $(grep '^To: ' "$home/mails")"
for again in "$remind" "$remind_start"; do
	expect_ok env -i DUBANC_TODAY=2024-04-15 DUBANC_SENDMAIL="$home/mailer" /bin/sh -c "cd / && $again"
	expect_silent
done
[ "$(grep -c '^To: ' "$home/mails")" = 2 ] || fail 'mailed again'

it 'has units that systemd takes'
if command -v systemd-analyze >/dev/null 2>&1; then
	for unit in overdue remind; do
		cp "$examples/dubanc-$unit".* "$home"
		expect_ok systemd-analyze verify --man=no "$home/dubanc-$unit.service" "$home/dubanc-$unit.timer"
		expect_silent
		expect_ok systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$home/dubanc-$unit.timer")"
		expect_out 'Mon..Fri'
	done
else
	skip 'systemd-analyze is not installed'
fi

it 'is removed by uninstall'
expect_ok make -s -C "$TESTS/.." BUILD="$build" PREFIX="$home/usr" uninstall
[ -z "$(find "$home/usr" -type f)" ] || fail "left behind: $(find "$home/usr" -type f)"

finish
