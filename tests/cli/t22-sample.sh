# shellcheck shell=sh
# t22-sample.sh - spot checks: repeatable draws, exclusions, findings put right;
# and what they cost in the appraisal and count in the burden.
. "$TESTS/lib.sh"
ledger

it 'draws the same for the same seed, whatever was recorded meanwhile'
expect_ok dubanc sample --count 1 --seed 甲 -n --format=csv
cp "$T/out" first
expect_ok dubanc sample --count 1 --seed 甲 --format=csv
expect_same first "$T/out"
expect_ok dubanc sample --count 1 --seed 甲 -n --format=csv
expect_same first "$T/out"
expect_file events/DB2024.csv 'seed=甲'

it 'leaves an excluded unit out'
expect_ok dubanc sample --percent 100 --exclude 教育局 -n --format=csv
expect_no_out 市教育局

it 'leaves out what was checked lately, and says why each is left out'
expect_ok dubanc sample --percent 100 --seed 乙 --today=2024-04-20 --not-within 30 --exclude 发改委 -n
expect_out '未列入抽取范围'
expect_out -E '^DB2024:[12] +市[^ ]+ +近期已抽查'
expect_out -E '^DB2024:3 .*未分办'
expect_ok dubanc sample --percent 100 --seed 乙 --today=2024-04-20 --not-within 3 --exclude 发改委 -n
expect_no_out 近期已抽查
expect_out -E '^DB2024:2 +市发改委 +回避'

it 'wants to be told how many'
expect_code 2 dubanc sample
expect_code 2 dubanc sample --count 1 --percent 5
expect_code 2 dubanc sample --percent 101

it 'records a finding with its deadline, and the pass that closes it'
expect_ok dubanc sample --record 1 --result fail --rectify-by 2024-05-01 --note 无台账
expect_file events/DB2024.csv ',inspect,'
expect_ok dubanc sample --record 1 --result pass --note 已补齐
expect_file events/DB2024.csv ',rectify,'
expect_code 2 dubanc sample --record 1
expect_code 2 dubanc sample --record 1 --result pass --rectify-by 2024-05-01
expect_code 2 dubanc sample --record 77 --result pass

it 'takes points for the finding, and says by which rule'
expect_ok dubanc report score --explain 市教育局 --format=csv
expect_out 'inspect_fail'
expect_out 'score.ini:'

it 'counts the check in the burden of the unit, and lists units asked for nothing'
expect_ok dubanc report burden --format=csv
expect_out -E "^市教育局,1,0,0,0,0,[1-9]"
expect_out '市委编办,0,0,0,0,0,0,0,0,0'
finish
