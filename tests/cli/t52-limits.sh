# shellcheck shell=sh
# t52-limits.sh - what is received in folders, and the limits of dubanc.ini.
. "$TESTS/lib.sh"
paper() { # NUMBER
	cat <<-END
		云河市人民政府文件
		云政发〔2024〕$1号
		云河市人民政府关于建设水库的通知
		一、建设水库。2024年6月底前完成选址。责任单位：市水利局
		2024年3月12日
	END
}
ledger
mkdir ../in ../none ../in/sub

it 'refuses a folder without anything to import'
expect_code 3 dubanc import ../none
expect_err '[empty-folder]'
[ "$(wc -l <"$T/err")" -eq 1 ] || fail 'more than one line'
echo x >../none/.hidden
mkdir ../none/inside
expect_code 3 dubanc import ../none
expect_err '[empty-folder]'

it 'passes over the lock files of open documents, and says so'
paper 1 >../in/一.txt
printf x >'../in/~$一.docx'
printf x >'../in/.~lock.一.docx#'
expect_ok dubanc import ../in
expect_err -E '~\$一.docx.*lock-file'
expect_err -E '\.~lock.*lock-file'
expect_out '1 项任务'
printf x >'../none/~$二.docx'
expect_code 3 dubanc import ../none
expect_err '[empty-folder]'

it 'counts at the end what of a folder was not imported'
printf x >../in/坏.txt
expect_code 3 dubanc import ../in
expect_err '2 个文件，1 个没有读入'
rm ../in/坏.txt

it 'refuses a folder with too many files and imports none of them'
printf '\n[limits]\nfiles = 3\n' >>dubanc.ini
for i in 2 3 4; do paper "$i" >"../in/$i.txt"; done
expect_code 3 dubanc import ../in
expect_err 'files = 3'
expect_err '[too-much]'
expect_code 2 dubanc list --doc=云政发2024-2
rm ../in/一.txt
expect_ok dubanc import ../in
expect_ok dubanc list --doc=云政发2024-4
expect_out 建设水库

it 'says of an empty file that it is empty'
: >../empty.txt
printf ' \n\n' >../blank.txt
for file in ../empty.txt ../blank.txt; do
	expect_code 3 dubanc import "$file"
	expect_err '[empty]'
	expect_no_err '--key'
done
expect_code 3 sh -c 'dubanc import - </dev/null'
expect_err '[empty]'

it 'says of a text without tasks that it has none'
printf '云河市人民政府\n今天天气很好。\n' >../chat.txt
expect_code 3 dubanc import ../chat.txt
expect_err '[no-tasks]'
expect_no_err '--key'

it 'keeps every limit of dubanc.ini'
name_limit() { # SETTING COMMAND…
	sed -i '/^\[limits\]/,$d' dubanc.ini
	printf '[limits]\n%s\n' "$1" >>dubanc.ini
	_setting=$1
	shift
	expect_code 3 "$@"
	expect_err "$_setting"
	expect_err '[limits]'
	[ "$(wc -l <"$T/err")" -eq 1 ] || fail "$_setting: more than one line"
}
paper 9 >../nine.txt
for i in $(seq 2000); do echo "第$i段，没有任务。"; done >>../nine.txt
name_limit 'file = 1K' dubanc import ../nine.txt
name_limit 'file = 1K' sh -c 'dubanc import - <../nine.txt'
name_limit 'file = 1K' dubanc parse -C . document ../nine.txt
name_limit 'text = 1K' dubanc import ../nine.txt
helper=$(dirname "$(command -v dubanc)")/libexec/dubanc/dubanc-doc
make=$(dirname "$(command -v dubanc)")/tests/make-formats
if [ -x "$helper" ] && [ -x "$make" ]; then
	mkdir ../made ../made/hostile
	"$make" ../made || fail 'make-formats failed'
	name_limit 'text = 100' dubanc import ../made/same.docx
	name_limit 'entries = 3' dubanc import ../made/same.docx
	name_limit 'part = 500' dubanc import ../made/same.docx
	name_limit 'total = 1K' dubanc import ../made/same.docx
	name_limit 'tree = 1K' dubanc import ../made/same.docx
	name_limit 'depth = 3' dubanc import ../made/same.docx
	name_limit 'glyphs = 10' dubanc import ../made/same.ofd
	name_limit 'rows = 1' dubanc import ../made/table.xlsx
	name_limit 'columns = 2' dubanc import ../made/table.xlsx
fi

it 'says what is wrong with a limit, and keeps the default'
sed -i '/^\[limits\]/,$d' dubanc.ini
printf '[limits]\nfile = much\ntext = 9T\n' >>dubanc.ini
expect_ok dubanc import --dry-run ../nine.txt
expect_err 'file'
expect_err '1K-1G'
finish
