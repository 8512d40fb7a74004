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

it 'waits for the interval, then climbs one colour'
expect_ok dubanc remind --today=2024-04-16
expect_no_out 完成城区三校合并
expect_ok dubanc remind --today=2024-06-15
expect_out 黄

it 'names a unit without a mail address, records nothing for it, serves the others'
ledger
sed -i 's/^\(市发改委,.*省发改委,,\),,$/\1fagai@example.org,,/' units.csv
expect_code 3 dubanc remind -o mail
expect_err '[no-email]'
expect_err 市教育局
! grep -q '完成城区三校合并' mail/*.eml 2>/dev/null || fail 'mail went to nobody knows whom'
! grep -q 'DB2024:1,.*,notice,' events/DB2024.csv || fail 'recorded, though nothing was sent'

it 'writes one message a unit'
ledger
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
! grep -q ',notice,' events/DB2024.csv || fail 'recorded, though the mailer refused'
printf '#!/bin/sh\ncat >>%s/sent\n' "$PWD" >takes && chmod 755 takes
expect_ok env DUBANC_SENDMAIL="$PWD/takes" dubanc remind --sendmail
expect_file sent 'jiaoyu@example.org'
expect_file events/DB2024.csv ,notice,

it 'refuses -o together with --sendmail'
expect_code 2 dubanc remind -o mail --sendmail
finish
