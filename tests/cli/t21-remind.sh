# shellcheck shell=sh
# t21-remind.sh - reminders and notices: today's, once, by print, file and mail.
. "$TESTS/lib.sh"
ledger

it 'shows with -n what would go out, and records nothing'
expect_ok dubanc remind -n
expect_out 市教育局
expect_out 完成城区三校合并
! grep -q ',notice,' events/DB2024.csv || fail 'a dry run was recorded'

it 'records what it sent, and urges nobody twice on a day'
expect_ok dubanc remind
expect_out 市教育局
expect_file events/DB2024.csv ,notice,
expect_ok dubanc remind
expect_silent

it 'waits for the interval and the day that was set; overdue is red'
expect_file events/DB2024.csv '红色 市教育局 督办〔2024〕1号 请于 2024-04-22 前反馈'
expect_ok dubanc remind --today=2024-04-22
expect_no_out 完成城区三校合并
expect_ok dubanc remind --today=2024-06-15
expect_out '（红色）'

it 'numbers the notices through the year, and begins anew with the next'
expect_file events/DB2024.csv '督办〔2024〕2号'
expect_ok dubanc remind --today=2025-01-20 --doc=DB2024
expect_out '督办〔2025〕1号　（红色）　2025年1月20日'
expect_ok dubanc log DB2024:1
expect_out '督办通知    红色 市教育局 督办〔2024〕3号'

it 'climbs step by step where the office says so, in its colours'
ledger
cat >>dubanc.ini <<-'END'
	[remind]
	colours = 蓝,橙,红
	overdue = 1-3
	series = 云督
END
for day in 04-15 05-15 06-15 07-15; do dubanc remind --today=2024-$day; done >"$T/out"
expect_out '云督〔2024〕1号　（蓝色）'
run sh -c "grep ':1,.*,notice,' events/DB2024.csv | cut -d, -f9 | cut -d' ' -f1 | tr '\n' ' '"
expect_out '蓝色 橙色 红色 红色'

it 'is a paper: as text, md and html, on the screen or a file a unit'
ledger
sed -i 's/^#contact = .*/contact = 王某 0000-7100009/' dubanc.ini
expect_ok dubanc remind -n
same_as notice.txt
expect_ok dubanc remind -n --format=md
same_as notice.md
expect_ok dubanc remind -n --format=html
expect_out '<h1>督办通知单</h1>'
expect_out '<p class="sign">云河市委督查室<br>'
expect_code 2 dubanc remind --sendmail --format=html
expect_code 2 dubanc remind --format=csv
expect_ok dubanc remind -o papers --format=md
expect_ok grep -l '^# 督办通知单' papers/002-市教育局-2024-04-15.md
expect_file events/DB2024.csv '督办〔2024〕1号'

it 'names a unit without a mail address, records nothing for it, serves the others'
ledger
sed -i 's/^\(市发改委,.*省发改委,,\),,$/\1fagai@example.org,,/' units.csv
printf '#!/bin/sh\ncat >>%s/sent\n' "$PWD" >takes && chmod 755 takes
expect_code 3 env DUBANC_SENDMAIL="$PWD/takes" dubanc remind --sendmail
expect_err '[no-email]'
expect_err 市教育局
expect_err '[mail-no-from]'
expect_out '已发 1 个单位，共 1 项' # of what went out, not of what was to go
! grep -q '^To: .*jiaoyu' sent || fail 'mail went to nobody knows whom'
! grep -q 'DB2024:1,.*,notice,' events/DB2024.csv || fail 'recorded, though nothing was sent'

it 'names all units without an address in one line'
cp -r "$PWD" "$T/many" && cd "$T/many" || exit 1
for unit in 市甲局 市乙局 市丙局; do
	dubanc add --title="$unit 的事" --lead=$unit --due=2024-03-01 >/dev/null 2>&1
done
expect_code 3 env DUBANC_SENDMAIL="$PWD/takes" dubanc remind --sendmail
expect_err '“市教育局、市丙局、市乙局、市甲局”在 units.csv 里没有邮箱'
[ "$(grep -c 'no-email' "$T/err")" = 1 ] || fail 'told more than once' "$(cat "$T/err")"
for i in 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do
	dubanc add --title="$i" --lead="市第${i}号机构" --due=2024-03-01 >/dev/null 2>&1
done
expect_code 3 env DUBANC_SENDMAIL="$PWD/takes" dubanc remind --sendmail
for i in 10 17 24; do expect_err "市第${i}号机构"; done
cd - >/dev/null || exit 1

it 'writes no mail that does not say who sent it, and finds the address beside a telephone'
ledger
sed -i 's/^\(市教育局,.*省教育厅,,\),,$/\1jiaoyu@example.org,,/; s/^\(市发改委,.*省发改委,,\),,$/\1fagai@example.org,,/' units.csv
sed -i 's/^#contact = .*/contact = 王某 0000-7100009/' dubanc.ini
expect_code 3 dubanc remind -o mail
expect_err '[no-sender]'
expect_err 'contact ='
[ ! -e mail ] || fail 'a mail from nobody' "$(ls mail)"
! grep -q ',notice,' events/DB2024.csv || fail 'recorded, though nothing was sent'
sed -i 's/^contact = .*/contact = 王某 0000-7100009，duban@example.org/' dubanc.ini
expect_ok dubanc remind -o mail
for mail in mail/*.eml; do
	grep -q '^From: .*<duban@example.org>' "$mail" || fail "$mail has no sender"
done

it 'sends to one unit only what goes to it, not what others have where it assists'
ledger
dubanc add --title=清理闲置校舍 --lead=市发改委 --coop=市教育局 --due=2024-03-20 --on=2024-01-10 >/dev/null
expect_ok dubanc remind -n --unit=教育局
expect_out 完成城区三校合并
expect_no_out 清理闲置校舍
expect_ok dubanc remind -n --unit=市发改委
expect_out 清理闲置校舍
expect_no_out 完成城区三校合并

it 'sends to the office what a unit without an address should get, and says so'
ledger
sed -i 's/^\(市发改委,.*省发改委,,\),,$/\1fagai@example.org,,/' units.csv
sed -i 's/^#* *contact *=.*/contact = duban@example.org/' dubanc.ini
grep -q '^contact = duban' dubanc.ini || fail 'no contact' "$(cat dubanc.ini)"
expect_ok dubanc remind -o mail
expect_err '[mail-to-us]'
expect_err 市教育局
expect_ok grep -l 'duban@example.org' mail/002-市教育局-2024-04-15.eml
expect_file events/DB2024.csv 'DB2024:1,,notice,'
cp -r mail first-day
expect_ok dubanc remind -o mail
expect_silent
expect_ok diff -r first-day mail

it 'leaves the mail of another day where it is'
dubanc remind -o mail --today=2024-06-20 >/dev/null 2>&1
expect_ok ls mail
expect_out '市教育局-2024-04-15.eml'
expect_out '-2024-06-20.eml'

it 'writes one message a unit'
ledger
sed -i 's/^#contact = .*/contact = duban@example.org/' dubanc.ini
sed -i 's/^\(市教育局,.*省教育厅,,\),,$/\1jiaoyu@example.org,,/; s/^\(市发改委,.*省发改委,,\),,$/\1fagai@example.org,,/' units.csv
expect_ok dubanc remind -o mail
grep -l 'jiaoyu@example.org' mail/*.eml >one || fail 'no message to 市教育局' "$(ls mail 2>&1)"
expect_file "$(cat one)" 'Content-Type: text/plain; charset=UTF-8'
expect_file "$(cat one)" 'Subject: =?UTF-8?B?'

it 'mails through sendmail, and does not record what it refuses'
ledger
sed -i 's/^\(市教育局,.*省教育厅,,\),,$/\1jiaoyu@example.org,,/; s/^\(市发改委,.*省发改委,,\),,$/\1fagai@example.org,,/' units.csv
printf '#!/bin/sh\ncat >/dev/null\nexit 75\n' >refuses && chmod 755 refuses
expect_code 4 env DUBANC_SENDMAIL="$PWD/refuses" dubanc remind --sendmail
expect_err -E '给“市[^”]*”（[a-z]+@example.org）.*退出码 [1-9]'
! grep -q '督办〔2024〕' events/DB2024.csv || fail 'a number was spent on what the mailer refused'
! grep -q ',notice,' events/DB2024.csv || fail 'recorded, though the mailer refused'
printf '#!/bin/sh\ncat >>%s/sent\n' "$PWD" >takes && chmod 755 takes
expect_ok env DUBANC_SENDMAIL="$PWD/takes" dubanc remind --sendmail
expect_file sent 'jiaoyu@example.org'
expect_file events/DB2024.csv ,notice,

it 'refuses -o together with --sendmail'
expect_code 2 dubanc remind -o mail --sendmail
finish
