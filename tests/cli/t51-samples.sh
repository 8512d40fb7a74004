# shellcheck shell=sh
# t51-samples.sh - real and made samples of every format, against the text that
# each must give. They lie beside the project (SHARED=DIR, else ../shared).
. "$TESTS/lib.sh"
# The maker of fixtures and the caged helper are not searched for leaks: they end with one document.
no_leak_search
helper=$(dirname "$(command -v dubanc)")/libexec/dubanc/dubanc-doc
samples=${SHARED:-$TESTS/../../shared}/samples
[ -x "$helper" ] || skip_all 'the helper is not built'
[ -d "$samples" ] || skip_all 'no samples beside the project (SHARED=DIR names them)'

# canonical [gb]: no blanks, no empty lines; b folds brackets, g drops Mongolian
# letters, which the font of the PDF sample does not have.
canonical() {
	sed -e 's/[[:space:]]//g' -e 's/　//g' -e 's/\xc2\xa0//g' -e '/^$/d' |
		case ${1:-} in
		b) sed -e 's/(/（/g' -e 's/)/）/g' ;;
		g) sed -e 's/\xe1\xa0[\x80-\xbf]//g' -e 's/\xe1\xa1[\x80-\xbf]//g' -e 's/\xe1\xa2[\x80-\xaf]//g' -e '/^$/d' ;;
		*) cat ;;
		esac
}

# gives FILE EXPECTED [HOW]
gives() {
	expect_ok "$helper" decode --name "$1" <"$samples/$1"
	canonical "${3:-}" <"$T/out" >got
	canonical "${3:-}" <"$samples/$2" >want
	expect_same want got
}

it 'gives the seed from docx, ofd and html'
gives seed.docx seed.expect.txt
gives seed_autonum.docx seed.expect.txt b
gives seed.ofd seed.expect.txt
gives seed.html seed.expect.txt
gives seed_gb.html seed.expect.txt

it 'gives the seed from a PDF'
if command -v pdftotext >/dev/null && [ -d /usr/share/poppler/cMap ]; then
	pdftotext -bbox-layout "$samples/seed.pdf" layout
	expect_ok "$helper" pdf-layout <layout
	canonical g <"$T/out" >got
	canonical g <"$samples/seed.expect.txt" >want
	expect_same want got
else
	skip 'poppler-utils and poppler-data are not installed'
fi

it 'gives the same rows of the seed from every format, to the byte'
dubanc parse document "$samples/seed.expect.txt" >want
for file in seed.docx seed_autonum.docx seed.ofd seed.html seed_gb.html seed_gb18030.txt \
	seed_utf8bom.txt seed_utf16le.txt seed.pdf seed_soffice.doc; do
	case $file in
	*.pdf) if ! command -v pdftotext >/dev/null || [ ! -d /usr/share/poppler/cMap ]; then continue; fi ;;
	*.doc) has_office sw || continue ;;
	esac
	expect_ok dubanc parse document "$samples/$file"
	expect_same want "$T/out"
done

it 'gives what each trap was set for'
gives quirks.docx quirks.expect.txt
gives glyphmap.ofd glyphmap.expect.txt
gives ledger1900.xlsx ledger1900.expect.txt
gives ledger1904.xlsx ledger1904.expect.txt

it 'gives the text of OFD files that others made'
for file in "$samples"/ofdrw/*.ofd; do
	name=ofdrw/$(basename "$file" .ofd)
	[ "$name" = ofdrw/no_text ] || gives "$name.ofd" "$name.expect.txt"
done

it 'refuses what holds no text, or text that cannot be trusted'
expect_code 3 dubanc parse document "$samples/ofdrw/no_text.ofd"
expect_err '[no-text]'
expect_code 3 dubanc parse document "$samples/garbled.ofd"
expect_err '[garbled]'
expect_ok dubanc parse document "$samples/ofdrw/pifu_signed.ofd"
expect_err '[seal]'

it 'stays whole when a sample is cut anywhere'
for file in seed.docx seed.ofd ledger1900.xlsx; do
	size=$(wc -c <"$samples/$file")
	at=0
	while [ "$at" -lt "$size" ]; do
		head -c "$at" "$samples/$file" >part
		expect_code 3 "$helper" decode <part
		at=$((at + size / 40 + 1))
	done
done
finish
