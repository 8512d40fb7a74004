# shellcheck shell=sh
# t65-reply.sh - the day by which sheets are to be back.
. "$TESTS/lib.sh"
ledger

it 'warns of a day to answer by that has passed, not of today'
expect_ok dubanc forms -o past --format=csv --today=2024-05-10 --reply-by=2024-05-09
expect_err '[reply-past]'
expect_err 2024-05-09
expect_ok dubanc forms -o today --format=csv --today=2024-05-10 --reply-by=2024-05-10
expect_no_err '[reply-past]'
finish
