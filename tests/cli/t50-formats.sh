# shellcheck shell=sh
# t50-formats.sh - one directive in every format gives the same rows; files
# that mean harm are refused with one line and nothing is written.
. "$TESTS/lib.sh"
case $(command -v dubanc) in */asan/*) skip_all "a sanitizer opens the cage that this looks at" ;; esac
# The maker of fixtures and the caged helper are not searched for leaks: they end with one document.
no_leak_search
bin=$(dirname "$(command -v dubanc)")
helper=$bin/libexec/dubanc/dubanc-doc
make=$bin/tests/make-formats
if [ ! -x "$helper" ] || [ ! -x "$make" ]; then
	skip_all 'the helper or tests/make-formats is not built'
fi
mkdir -p hostile
"$make" . || fail 'make-formats failed'

it 'gives the same rows whatever the format'
expect_ok dubanc parse document same.txt
cp "$T/out" want
same_as rows.tsv
kinds='docx ofd mht html'
[ ! -d /usr/share/poppler/cMap ] || ! command -v pdftotext >/dev/null || kinds="$kinds pdf"
for kind in $kinds; do
	expect_ok dubanc parse document "same.$kind"
	expect_same want "$T/out"
	! grep -v '\[uncaged\]' "$T/err" >"$T/said" || fail 'something was said'
done

it 'gives the same rows of a table with rulings and merged cells'
expect_ok dubanc parse document ruled.txt
cp "$T/out" ruled
expect_out '建设实训基地'
expect_ok dubanc parse document ruled.ofd
expect_same ruled "$T/out"
case $kinds in
*pdf*)
	expect_ok dubanc parse document ruled.pdf
	expect_same ruled "$T/out"
	;;
esac

it 'tells kinds by content, never by name'
for kind in docx ofd html mht; do
	cp "same.$kind" wrong.txt
	expect_ok dubanc parse document wrong.txt
	expect_same want "$T/out"
done
expect_ok sh -c 'dubanc parse document - <same.docx'
expect_same want "$T/out"

it 'reads a task table from xlsx'
expect_ok dubanc parse document --date=2024-01-05 table.xlsx
expect_out '完成城区三校合并'
expect_out '2024-12-31'

it 'imports what arrives, a folder too, and leaves the ledger clean'
ledger
mkdir ../in && cp ../same.docx ../in/来文.docx
expect_ok dubanc import ../in
expect_out '4 项任务'
expect_ok dubanc check
expect_ok dubanc import ../same.ofd
expect_out '一致'
cd ..

it 'refuses files that mean harm, with one line'
for file in hostile/*; do
	expect_code 3 timeout 20 dubanc parse document "$file"
	[ ! -s "$T/out" ] || fail "$file gave text"
	[ "$(wc -l <"$T/err")" -eq 1 ] || fail "$file: more than one line"
done
expect_code 3 dubanc parse document hostile/bomb.docx
expect_err '[too-much]'
expect_code 3 dubanc parse document hostile/entity.docx
expect_err '[doctype]'
expect_code 3 dubanc parse document hostile/path.ofd
expect_err '[bad-path]'
expect_code 3 dubanc parse document hostile/closed.ceb
expect_err '[closed-format]'
expect_code 3 dubanc parse document hostile/scan.png
expect_err '[image]'

it 'stops at a mark of secrecy in every format'
cd 台账 || exit 1
for file in ../secret-*; do
	case $file in
	*.rtf) continue ;; # see t53
	*.pdf) case $kinds in *pdf*) ;; *) continue ;; esac ;;
	esac
	expect_code 3 dubanc import --key=密件 "$file"
	expect_err '[secret]'
	expect_err -E '(:[123]| 第 [123] 行): 文件标有密级'
	expect_no_out 任务
done
expect_ok dubanc list
expect_no_out 建设水库
cd ..

it 'says where a mark is that the text does not show'
printf '%s\n' '<html><head><meta charset="utf-8"></head><body><div class="TRS_Editor"><p>一、建设水库。（市水利局）</p></div>' \
	'<p style="display:none">机密★1年</p></body></html>' >unseen.html
expect_code 3 dubanc -C 台账 import --key=密件 unseen.html
expect_err '[mark-hidden]'
expect_err '[secret]'
expect_no_out 任务

it 'stops at a mark in an annotation of a PDF'
case $kinds in
*pdf*)
	# What comes behind the end of a file is an update of it.
	{ cat same.pdf && printf '\n99 0 obj\n<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents <FEFF673A5BC626050031 5E74>>>\nendobj\n'; } >noted.pdf
	expect_code 3 dubanc -C 台账 import --key=密件 noted.pdf
	expect_err '[secret]'
	expect_err '机密★1年'
	;;
*) skip 'poppler-utils and poppler-data are not installed' ;;
esac

it 'tells which limit pdftotext ran into'
case $kinds in
*pdf*)
	printf '[limits]\ntool_memory = 16M\n' >>台账/dubanc.ini
	expect_code 3 dubanc -C 台账 import same.pdf
	expect_err 'tool_memory = 16M'
	sed -i '/^\[limits\]/,$d' 台账/dubanc.ini
	;;
*) skip 'poppler-utils and poppler-data are not installed' ;;
esac

it 'writes nothing of a file that it refuses'
cd 台账 || exit 1
find . -name .git -prune -o -name .dubanc -prune -o -type f -print0 | sort -z | xargs -0 cat >../before
expect_code 3 dubanc import ../hostile/bomb.docx
find . -name .git -prune -o -name .dubanc -prune -o -type f -print0 | sort -z | xargs -0 cat >../after
expect_same ../before ../after
cd ..

it 'says what to install where a tool is missing'
printf '{\\rtf1 x}' >old.rtf
expect_code 3 env PATH=/nonexistent "$bin/dubanc" parse document old.rtf
expect_err '[need-libreoffice]'
printf '%%PDF-1.4\n' >scan.pdf
expect_code 3 env PATH=/nonexistent "$bin/dubanc" parse document scan.pdf
expect_err '[need-pdftotext]'

it 'keeps the libraries of the decoders out of the main program'
if command -v ldd >/dev/null; then
	ldd "$bin/dubanc" >libs
	! grep -E 'libxml2|libzip' libs >"$T/out" || fail 'the main program links a decoder library'
else
	skip 'no ldd'
fi

it 'shuts the helper in'
expect_ok "$helper" cage
if has "$T/err" unconfined; then
	skip 'no system call filter here'
else
	expect_out 'file	shut'
	expect_out 'network	shut'
	expect_out 'process	shut'
fi

# refused_by CALL COMMAND…: on a kernel that refuses the call.
refused_by() {
	_call=$1
	shift
	strace -f -o /dev/null -e trace="$_call" -e inject="$_call:error=EINVAL" "$@"
}
# What pdftotext runs in where there is no bwrap.
mkdir bare
for tool in pdftotext strace; do
	! command -v "$tool" >/dev/null || ln -s "$(command -v "$tool")" bare
done

it 'reads nothing, and writes nothing, where the system cannot shut the helper in'
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	for call in prctl setrlimit,prlimit64; do
		expect_code 4 refused_by "$call" "$helper" decode <same.docx
		expect_err 'not-confined'
		[ ! -s "$T/out" ] || fail 'it gave text'
	done
	cp -r 台账 before.d
	for file in same.docx same.ofd table.xlsx ${kinds##*html}; do
		[ "$file" != pdf ] || file=same.pdf
		expect_code 4 refused_by prctl env PATH="$PWD/bare:$bin" "$bin/dubanc" -C 台账 import --key=X "$file"
		expect_err '[not-confined]'
		expect_err 'unconfined = allow'
		[ "$(wc -l <"$T/err")" -eq 1 ] || fail "$file: more than one line"
	done
	[ -z "$(find 台账 -newer before.d -name '*.csv')" ] || fail 'something was written'
	expect_ok refused_by prctl "$bin/dubanc" -C 台账 import -n --key=X same.txt
else
	skip 'strace may not trace here'
fi

it 'reads all the same, and says so, where the office allows it'
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	printf '[import]\nunconfined = allow\n' >>台账/dubanc.ini
	for file in same.docx same.ofd ${kinds##*html}; do
		[ "$file" != pdf ] || file=same.pdf
		expect_ok refused_by prctl env PATH="$PWD/bare:$bin" "$bin/dubanc" -C 台账 import -n "$file"
		expect_err '[unconfined]'
	done
	sed -i '/^\[import\]/,$d' 台账/dubanc.ini
else
	skip 'strace may not trace here'
fi

it 'confines pdftotext by itself where there is no bwrap, also for a user without rights'
case $kinds in
*pdf*)
	cp same.pdf "$T/same.pdf" && chmod 644 "$T/same.pdf"
	expect_ok env PATH="$PWD/bare" "$bin/dubanc" parse document same.pdf
	expect_same want "$T/out"
	expect_no_err unconfined
	expect_ok as_nobody env PATH="$PWD/bare:/usr/bin:/bin" "$bin/dubanc" parse document - <same.pdf
	expect_same want "$T/out"
	;;
*) skip 'poppler-utils and poppler-data are not installed' ;;
esac

it 'gives the helper the limits of its arguments'
expect_code 3 "$helper" decode --name x text=10 <same.docx
expect_err 'too-much	x	text	10'
expect_code 2 "$helper" decode nonsense=1 <same.docx
head -c 60000000 /dev/zero >zeros
expect_code 3 "$helper" decode --name x memory=64M <zeros
expect_err 'too-much	x	memory	64M'
rm zeros
finish
