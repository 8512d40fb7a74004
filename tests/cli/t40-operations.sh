# shellcheck shell=sh
# t40-operations.sh - every way in which two people's files meet, under each operation of git
# that makes them meet: see tests/lib-git.sh.
. "$TESTS/lib.sh"
no_leak_search # hundreds of starts
. "$TESTS/lib-git.sh"
file=tasks/DB2024.csv events=events/DB2024.csv

# A row put in by hand, of as many cells as the others.
cat >../put <<'END'
awk -F, -v row="DB2024:9,task,,9,,$1" 'NR == 1 { n = NF } { print } END {
	for (k = split(row, a, ","); k < n; k++) row = row ","
	print row }' tasks/DB2024.csv >x && mv x tasks/DB2024.csv
END
bom='1s/^/\xef\xbb\xbf/'

meet 'different cells of one row' clean 'dubanc update 1 --progress=40' 'dubanc assign 1 --owner=张某' ,40,张某
meet 'adjacent rows' clean 'dubanc edit 1 title=甲题' 'dubanc edit 2 title=乙题' 甲题 乙题
meet 'the same cell, alike' clean 'dubanc edit 1 title=同题' 'dubanc edit 1 title=同题' 同题
meet 'the same cell, differing' conflict 'dubanc edit 1 title=甲题' 'dubanc edit 1 title=乙题' 甲题 乙题
meet 'an edit here, a row removed there' gone 'dubanc edit 2 title=仍办' "sed -i '/^DB2024:2,/d' $file" 仍办
meet 'a row removed here, an edit there' gone "sed -i '/^DB2024:2,/d' $file" 'dubanc edit 2 title=仍办' 仍办
meet 'a row removed here, a cell filled there in a column of its own' gone "sed -i '/^DB2024:2,/d' $file" \
	"sed -i -e '1s/\$/,甲列/' -e '2,\$s/\$/,/; 3s/\$/甲值/' $file" 甲值
meet 'a cell filled here in a column of its own, the row removed there' gone \
	"sed -i -e '1s/\$/,甲列/' -e '2,\$s/\$/,/; 3s/\$/甲值/' $file" "sed -i '/^DB2024:2,/d' $file" 甲值
meet 'one id added twice, alike' clean 'sh ../put 同号' 'sh ../put 同号' 同号
stands='同号甲 同号乙'
meet 'one id added twice by hand, differing' conflict 'sh ../put 同号甲' 'sh ../put 同号乙' 同号甲 同号乙
stands='甲事 乙事'
meet 'one id added twice, differing' conflict 'dubanc add --title=甲事' 'dubanc add --title=乙事' 甲事 乙事
stands='甲节点 乙节点'
meet 'one node added twice, differing' conflict 'dubanc assign 1 --node=甲节点=2024-03-01' \
	'dubanc assign 1 --node=乙节点=2024-03-02' 甲节点 乙节点
meet 'a column added on one side' clean "sed -i -e '1s/\$/,甲列/' -e '2,\$s/\$/,甲值/' $file" 'dubanc edit 2 title=别的' ,甲值 别的
meet 'a column added on both sides' clean "sed -i -e '1s/\$/,甲列/' -e '2,\$s/\$/,甲值/' $file" \
	"sed -i -e '1s/\$/,乙列/' -e '2,\$s/\$/,乙值/' $file" ,甲值 ,乙值
meet 'one column added on both sides, differing' conflict "sed -i -e '1s/\$/,甲列/' -e '2,\$s/\$/,值一/' $file" \
	"sed -i -e '1s/\$/,甲列/' -e '2,\$s/\$/,值二/' $file" 值一 值二
meet 'rows in another order here, an edit there' clean "{ sed -n 1p $file; sed 1d $file | sort -r; } >x; mv x $file" \
	'dubanc edit 2 title=别的' 别的
meet 'an edit here, rows in another order there' clean 'dubanc edit 2 title=别的' \
	"{ sed -n 1p $file; sed 1d $file | sort -r; } >x; mv x $file" 别的
for form in "$bom" 's/$/\r/'; do
	meet "rewritten here by a spreadsheet: $form" clean "sed -i '$form' $file" 'dubanc update 2 --note=别的' 别的
	meet "rewritten there by a spreadsheet: $form" clean 'dubanc update 2 --note=别的' "sed -i '$form' $file $events" 别的
done
meet 'events on both sides' clean 'dubanc update 1 --note=甲记; dubanc update 1 --progress=10' \
	'dubanc update 1 --note=乙记; dubanc update 2 --note=乙二' 甲记 乙记 乙二 progress=10
meet 'a row whose cells contradict each other' conflict 'dubanc update 1 --report && dubanc update 1 --done && dubanc update 1 --close' \
	'dubanc update 1 --ask-extension=2024-09-30 --reason=难 --on=2024-03-01 && dubanc update 1 --grant --on=2024-03-02' closed 2024-09-30
meet 'a limit extended on both sides, differing' conflict 'dubanc update 1 --ask-extension=2024-08-31 --reason=难 --on=2024-03-01 && dubanc update 1 --grant --on=2024-03-02' \
	'dubanc update 1 --ask-extension=2024-09-30 --reason=难 --on=2024-03-01 && dubanc update 1 --grant --on=2024-03-02' 2024-08-31 2024-09-30
meet 'a unit entered on both sides, differing' conflict 'echo 市体育局,市体育局,市,,,,甲某,,, >>units.csv' \
	'echo 市体育局,市体育局,市,,,,乙某,,, >>units.csv' 甲某 乙某

printf '%s\n' '云河市人民政府关于做好几项工作的通知' '' '云政发〔2024〕6号' '' '各有关单位：' \
	'一、重点工作' '（一）完善制度，全年增长8%。2024年9月底前完成。（省教育厅牵头）' \
	'（二）改善条件。2024年10月底前完成。（省发改委负责）' '2024年3月1日' >../doc.txt
imported='dubanc import ../doc.txt --key=A1 --date=2024-03-01'
stands='完善制度，全年增长8% 改善条件'
meet 'one document imported twice, and worked on' conflict "$imported; dubanc update A1:1 --report --note=甲报" \
	"$imported; dubanc assign A1:2 --owner=乙某; dubanc update A1:1 --actual=A1:1.g1=5" 甲报 乙某 ,5,
stands='完善制度，全年增长8% 改善条件'
sed 's/2024年9月底前/收到通知后10日内/' ../doc.txt >../doc2.txt
received() { echo "dubanc import ../doc2.txt --key=A1 --received=2024-03-0$1"; }
stands='完善制度，全年增长8% 改善条件'
meet 'one document imported twice, with two days of receipt' conflict "$(received 4)" "$(received 8)" due=2024-03-14 due=2024-03-18
meet 'one document imported twice, and left alone' clean "$imported" "$imported" A1:1,

column=$start
git checkout -q -f -B "$main" "$start" && sed -i -e '1s/$/,丙列/' -e '2,$s/$/,旧值/' $file && git commit -qam 丙列
start=$(git rev-parse HEAD)
meet 'a column taken out here, edited there' clean "sed -i 's/,[^,]*\$//' $file" "sed -i '2s/,旧值\$/,新值/' $file" 新值
meet 'a column edited here, taken out there' clean "sed -i '2s/,旧值\$/,新值/' $file" "sed -i 's/,[^,]*\$//' $file" 新值
start=$column

both 'dubanc edit 1 title=甲题' 'dubanc edit 2 title=乙题'
git branch -q -f a "$main" && git branch -q -f b side
git checkout -q a && git merge -q --no-edit b && git checkout -q b && git merge -q --no-edit "$main"
git checkout -q -B side b && DUBANC_NOW=2024-04-15T03:00:01Z dubanc update 2 --progress=20 >/dev/null && git commit -qam b
git checkout -q -B "$main" a && DUBANC_NOW=2024-04-15T03:00:00Z dubanc update 1 --progress=10 >/dev/null && git commit -qam a
held 'branches that merged each other before' clean 甲题 乙题 ,10, ,20,
finish
