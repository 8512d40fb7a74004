# shellcheck shell=sh
# t37-burden.sh - two years counted by hand: what each unit was asked for, against the year
# before; and what closes only with evidence.
. "$TESTS/lib.sh"

# on DAY CMD…: as it is typed on that day
on() {
	DUBANC_TODAY=$1 DUBANC_NOW=$1T01:02:03Z
	export DUBANC_TODAY DUBANC_NOW
	shift
	"$@" >"$T/out" 2>"$T/err" || fail "$*: $(cat "$T/err")"
}

it 'counts a year: four feedbacks, twelve reports, a form, two notices, a check'
on 2023-01-03 dubanc init .
printf '[office]\nname = 某市委办公室\nclerk = 王某\n[feedback]\nevery = quarter\n[close]\nevidence = required\n' >dubanc.ini
sed -i 1q units.csv
printf '%s\n' 教育局 财政局 水利局 | sed 's/$/,,,,,,,,,/' >>units.csv
on 2023-01-05 dubanc add --title=编制学前教育规划 --lead=教育局
on 2023-01-05 dubanc add --title=每月报送资金拨付 --lead=财政局 --recur=every:month@28
on 2023-02-28 dubanc update 2 --report --period=2023-01
on 2023-02-28 dubanc update 2 --report --period=2023-02
on 2023-04-10 dubanc remind
on 2023-05-05 dubanc forms -o forms --unit=教育局 --format=csv --reply-by=2023-05-10
on 2023-06-01 dubanc sample --count=1 --seed=7 --unit=教育局
on 2023-06-01 dubanc sample --record=1 --result=fail --note=台账不全 --rectify-by=2023-06-20
on 2023-12-31 dubanc report burden --period=2023
expect_out '2023年向2个单位共布置20次。'
expect_out '其中反馈4次，报期12次，报表1张，督办通知2份，检查1次。'
expect_out '上年同期没有记录，不作比较。'
on 2023-12-31 dubanc report burden --period=2023 --format=csv
expect_out 教育局,1,4,0,1,1,1,7,0,0
expect_out 财政局,1,0,12,0,1,0,13,0,0
expect_out 水利局,0,0,0,0,0,0,0,0,0

it 'does not strike off what has no evidence, and asks for it anew when it was taken up again'
on 2024-01-10 dubanc update 1 --report --done
expect_code 2 dubanc update 1 --close
expect_err '[act-evidence]'
echo 规划 >规划.txt
on 2024-01-11 dubanc update 1 --evidence=规划.txt
on 2024-01-11 dubanc update 1 --close
on 2024-02-01 dubanc update 1 --reopen=未印发
expect_code 2 dubanc update 1 --report --done --close
expect_err '[act-evidence]'
expect_ok dubanc list 1 --format=csv --columns=state
expect_out doing # nothing of the three happened
on 2024-02-05 dubanc update 1 --report --done --evidence=https://example.org/yinfa
on 2024-02-05 dubanc update 1 --close

it 'holds the next year against it: less in all, and which unit got more'
on 2024-03-01 dubanc add --title=排查水库 --lead=水利局 --coop=教育局
on 2024-07-01 dubanc update 2 --cancel=改为季报
on 2024-12-31 dubanc report burden --period=2024
expect_out '2024年向2个单位共布置10次。'
expect_out '上年同期20次，减少10次；1个单位有增加：水利局。'
on 2024-12-31 dubanc report burden --period=2024 --format=csv
expect_out 教育局,1,0,0,0,0,0,0,7,0
expect_out 财政局,1,0,6,0,0,0,6,13,0
expect_out 水利局,1,4,0,0,0,0,4,0,0
expect_ok dubanc check
finish
