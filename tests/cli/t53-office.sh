# shellcheck shell=sh
# t53-office.sh - formats that LibreOffice must convert first, where it is installed.
. "$TESTS/lib.sh"
# The maker of fixtures and the caged helper are not searched for leaks: they end with one document.
no_leak_search
bin=$(dirname "$(command -v dubanc)")
make=$bin/tests/make-formats
[ -x "$make" ] || skip_all 'tests/make-formats is not built'
mkdir hostile
"$make" . || fail 'make-formats failed'

it 'says what to install where LibreOffice is missing'
for start in '{\\rtf1 x}' '\320\317\021\340\241\261\032\341'; do
	# shellcheck disable=SC2059
	printf "$start" >old
	expect_code 3 env PATH=/nonexistent "$bin/dubanc" parse document old
	expect_err '[need-libreoffice]'
	expect_err 'libreoffice-writer-nogui'
	[ "$(wc -l <"$T/err")" -eq 1 ] || fail 'more than one line'
done

it 'says what to ask for instead of a closed format'
printf 'Founder CEB 2.0\000\001\002\003\004\005\006\007' >a.ceb
printf 'GD\000\001\002\003\004\005\006\007\010\001\002\003\004\005\006\007' >a.gd
printf 'SEP\000\001\002\003\004\005\006\007\010\001\002\003\004\005\006\007' >a.sep
for file in a.ceb a.gd a.sep; do
	expect_code 3 dubanc parse document "$file"
	expect_err '[closed-format]'
	expect_err OFD
done

it 'says which program of LibreOffice is missing'
mkdir fake && printf '#!/bin/sh\nexit 0\n' >fake/soffice && chmod 755 fake/soffice
expect_code 3 env PATH="$PWD/fake:/usr/bin:/bin" "$bin/dubanc" parse document same.rtf
expect_err '[need-component]'
expect_err 'libreoffice-writer-nogui'
printf '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>' >old.xml
expect_code 3 env PATH="$PWD/fake:/usr/bin:/bin" "$bin/dubanc" parse document old.xml
expect_err 'libreoffice-calc-nogui'

{ has_office sw && has_office sc; } || { title='reads what LibreOffice converts' && skip_all 'LibreOffice is not installed with Writer and Calc'; }

# convert FILE TO [FILTER]: what an office of today would save it as.
convert() {
	soffice "-env:UserInstallation=file://$PWD/profile" --headless ${3:+"--infilter=$3"} \
		--convert-to "$2" --outdir . "$1" >"$T/office" 2>&1 || return 1
	[ -s "$(basename "${1%.*}").$2" ]
}

it 'gives the same rows from rtf, doc, wps and odt'
expect_ok dubanc parse document same.txt
cp "$T/out" want
expect_ok dubanc parse document same.rtf
expect_same want "$T/out"
for kind in doc odt; do
	convert same.rtf "$kind" || { fail "LibreOffice made no $kind" && continue; }
	expect_ok dubanc parse document "same.$kind"
	expect_same want "$T/out"
done
mv same.doc same.wps
expect_ok dubanc parse document same.wps
expect_same want "$T/out"

it 'gives the same rows from xls and ods'
expect_ok dubanc parse document table.csv
cp "$T/out" want
for kind in xls ods; do
	convert table.csv "$kind" CSV:44,34,76 || { fail "LibreOffice made no $kind" && continue; }
	expect_ok dubanc parse document "table.$kind"
	expect_same want "$T/out"
done

it 'stops at a mark of secrecy in a converted file'
ledger
expect_code 3 dubanc import --key=密件 ../secret-tight.rtf
expect_err '[secret]'
cd ..

it 'tells which limit LibreOffice ran into'
mkdir scratch
cd 台账 || exit 1
printf '[limits]\ntool_memory = 64M\n' >>dubanc.ini
expect_code 3 env TMPDIR="$PWD/../scratch" dubanc import ../same.rtf
expect_err 'tool_memory = 64M'
[ -z "$(ls ../scratch)" ] || fail 'a folder was left behind'

it 'says of a file that only looks like one that it is damaged'
printf '\320\317\021\340\241\261\032\341 and nothing of it is true' >../broken.doc
expect_code 3 dubanc import ../broken.doc
[ "$(wc -l <"$T/err")" -eq 1 ] || fail 'more than one line'
finish
