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

it 'says why so many are drawn, or so few'
expect_ok dubanc sample --percent 10 --seed 乙 -n
expect_out '按比例应抽 1 项；涉及 2 个单位，每个单位至少抽 1 项，故抽 2 项'
expect_ok dubanc sample --count 1 --seed 乙 -n
expect_out '涉及 2 个单位，只抽 1 项'
expect_ok dubanc sample --count 2 --seed 乙 -n
expect_no_out 涉及

it 'wants to be told how many'
expect_code 2 dubanc sample
expect_code 2 dubanc sample --count 1 --percent 5
expect_code 2 dubanc sample --percent 101

it 'records no result of what was not drawn, unless it is said why; none of parts'
ledger
expect_code 2 dubanc sample --record 1 --result fail
expect_err 没有抽取
expect_err --reason
! grep -q ',inspect,' events/DB2024.csv || fail 'it was recorded all the same'
expect_ok dubanc sample --record 2 --result pass --reason 群众来信
expect_file events/DB2024.csv 'pass 未经抽取：群众来信'
expect_ok dubanc assign 1 --node=方案=2024-05-20
expect_code 2 dubanc sample --record 1.n1 --result pass --reason 顺路
expect_err 请记在
dubanc update 3 --cancel 重复 >/dev/null
expect_code 2 dubanc sample --record 3 --result pass --reason 顺路
expect_err 已撤销
dubanc update 3 --reopen 误撤 >/dev/null

it 'records a finding with its deadline, and the pass that closes it'
expect_ok dubanc sample --count 1 --seed 丙 --lead 教育局
expect_ok dubanc sample --record 1 --result fail --rectify-by 2024-05-01 --note 无台账
expect_file events/DB2024.csv ',inspect,'
expect_ok dubanc sample --record 1 --result pass --note 已补齐
expect_file events/DB2024.csv ',rectify,'
expect_code 2 dubanc sample --record 1
expect_code 2 dubanc sample --record 1 --result pass --rectify-by 2024-05-01
expect_code 2 dubanc sample --record 77 --result pass

it 'goes after what was not put right in time: in list, overdue, status, report and notices'
ledger
dubanc update 2 --note 完工 --report --done >/dev/null
dubanc update 1 --report --done --note 完工 >/dev/null
dubanc add --title=公开办事指南 --lead=市委编办 --due=2024-12-31 >/dev/null
dubanc sample --percent=100 --seed=丁 >/dev/null
expect_ok dubanc sample --record 4 --result fail --rectify-by=2024-05-10 --note 台账缺失
expect_ok dubanc list 4 --columns=id,light,days,reason --today=2024-04-20
expect_out -E '正常 +20 +抽查整改距 2024-05-10 还有 20 天'
expect_ok dubanc list 4 --columns=id,light,days,reason --today=2024-05-09
expect_out -E '临期 +1 +抽查整改距 2024-05-10 还有 1 天'
expect_ok dubanc list 4 --columns=reason --today=2024-05-10
expect_out 抽查整改今日到期
expect_ok dubanc overdue --today=2024-05-10
expect_silent
expect_code 1 dubanc overdue --today=2024-05-13
expect_out -E '^  DB2024:4 +2024-05-10 +3 天 +抽查整改 · 公开办事指南'
expect_code 1 dubanc overdue --today=2024-05-13 --format=csv
expect_out 'overdue,市委编办,DB2024:4,2024-05-10,3,overdue,公开办事指南,,rectify'
expect_ok dubanc overdue --today=2024-05-08 --soon=2 --format=csv
expect_out 'soon,市委编办,DB2024:4,2024-05-10,-2,near,公开办事指南,,rectify'
expect_ok dubanc status --today=2024-05-13
expect_out -E 'DB2024:4 +-3 天'
expect_ok dubanc report --today=2024-05-13
expect_out '公开办事指南（市委编办）：抽查问题应于2024年5月10日前整改，已逾期3天'
expect_ok dubanc remind -n --today=2024-05-09
expect_out 抽查整改距
expect_ok dubanc remind --today=2024-05-13
expect_out '情况：抽查问题应于2024年5月10日前整改，已逾期3天（黄色督办，第1次）'
expect_out '要求：整改到位并报送整改情况，接受回头看'
expect_ok dubanc remind --today=2024-05-13
expect_silent
expect_ok dubanc remind --today=2024-06-15
expect_out （红色）

it 'keeps the old day of a finding that is found again without a new one'
expect_ok dubanc sample --record 4 --result fail --note 仍缺 --on=2024-04-15
expect_code 1 dubanc overdue --today=2024-05-13
expect_out 抽查整改

it 'is content when it was looked at again'
expect_ok dubanc sample --record 4 --result pass --note 已补齐
expect_ok dubanc overdue --today=2024-05-13
expect_silent
expect_ok dubanc list 4 --columns=light,reason --today=2024-05-13
expect_no_out 抽查
expect_ok dubanc remind --today=2024-07-15
expect_no_out 整改

it 'goes after finished tasks too, whose light stays'
expect_ok dubanc sample --record 2 --result fail --rectify-by=2024-05-10
expect_ok dubanc list 2 --columns=light,reason --today=2024-05-13
expect_out -E '办结 .*；抽查不合格，限 2024-05-10 前整改'
expect_code 1 dubanc overdue --today=2024-05-13
expect_out -E 'DB2024:2 +2024-05-10 +3 天 +抽查整改 · 建成实训基地'
expect_ok dubanc status --today=2024-05-13
expect_out '另有 1 项已办结，抽查问题到期未整改'
expect_ok dubanc remind -n --today=2024-05-13
expect_out '（黄色督办，第1次）'
dubanc update 2 --cancel 并入他项 >/dev/null
expect_ok dubanc overdue --today=2024-05-13
expect_silent

it 'takes points for the finding, and says by which rule'
ledger
dubanc sample --count 1 --seed 丙 --lead 教育局 >/dev/null
dubanc sample --record 1 --result fail --rectify-by 2024-05-01 --note 无台账 >/dev/null
expect_ok dubanc report score --explain 市教育局 --format=csv
expect_out 'inspect_fail'
expect_out 'score.ini:'

it 'counts the check in the burden of the unit, and lists units asked for nothing'
expect_ok dubanc report burden --format=csv
expect_out -E "^市教育局,1,0,0,0,0,[1-9]"
expect_out '市委编办,0,0,0,0,0,0,0,0,0'
finish
