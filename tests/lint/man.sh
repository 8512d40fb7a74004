#!/bin/sh
# The manual against the tables: a page for every command and for none else;
# its summary, its synopsis, its options are those of commands.def and
# options.def; dubanc-ledger(5) names the columns and words, dubanc.ini(5) the
# settings; mandoc finds nothing to warn of.
set -u
tab=$(printf '\t')
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

# same FILE WHAT: compares $tmp/want with $tmp/got.
same() {
	diff "$tmp/want" "$tmp/got" >"$tmp/diff" ||
		sed -n -e "s|^< |$1:1: $2 lacks: |p" -e "s|^> |$1:1: $2 should not have: |p" "$tmp/diff"
}

# items PAGE SECTION [SUBSECTION]: what its .It lines name, one a line.
items() {
	awk -v section="$2" -v sub_section="${3:-}" '
	/^\.Sh / { in_section = $0 == ".Sh " section; in_sub = sub_section == "" }
	/^\.Ss / && sub_section != "" { in_sub = $0 == ".Ss " sub_section }
	in_section && in_sub && sub(/^\.It /, "")' "$1"
}

# As a reader types them: Fl o , Fl -output Ns = Ns Ar FILE -> -o, --output=FILE
options_of() {
	items "$1" OPTIONS | sed -e 's/ Ns //g' -e 's/ , /, /g' -e 's/Ns = Ns/=/' -e 's/ *= */=/g' \
		-e 's/Fl /-/g' -e 's/Ar //g' -e 's/Cm //g' -e 's/"//g' -e 's/\\&//g' | LC_ALL=C sort
}

tests/lint/with-tables commands >"$tmp/commands" || exit 1
tests/lint/with-tables options >"$tmp/options" || exit 1
while IFS="$tab" read -r name _ _ summary operands; do
	page=man/dubanc-$name.1
	[ -f "$page" ] || { echo "$page:1: there is no such page for the command $name" && continue; }
	grep -qFx ".Nd $summary" "$page" || echo "$page:1: .Nd should be: $summary (commands.def)"
	printf 'dubanc %s [options] %s\n' "$name" "$operands" | sed -e 's/…/ .../g' -e 's/ *$//' >"$tmp/want"
	awk '/^\.Sh / { on = $0 == ".Sh SYNOPSIS"; next } on' "$page" | {
		echo '.Dd January 1, 2024' && echo '.Dt X 1' && echo '.Os' && echo '.Sh SYNOPSIS' && cat
	} | mandoc -T ascii -O width=200 2>/dev/null | col -b |
		sed -n '/^SYNOPSIS/,$p' | sed -e 1d -e '/^[^ ]/d' | tr -s ' \n' ' ' | sed -e 's/^ //' -e 's/ $//' >"$tmp/got"
	echo >>"$tmp/got"
	diff "$tmp/want" "$tmp/got" >/dev/null 2>&1 ||
		echo "$page:1: SYNOPSIS is '$(cat "$tmp/got")', commands.def says '$(cat "$tmp/want")'"
	sed -n "s/^$name$tab//p" "$tmp/options" | LC_ALL=C sort >"$tmp/want"
	options_of "$page" >"$tmp/got"
	same "$page" OPTIONS
	for section in DESCRIPTION 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
		grep -qFx ".Sh $section" "$page" || echo "$page:1: no section $section"
	done
	grep -q "^\.It Xr dubanc-$name 1\$" man/dubanc.1 || echo "man/dubanc.1:1: does not name dubanc-$name(1)"
done <"$tmp/commands"
for page in man/dubanc-*.1; do
	name=${page#man/dubanc-} name=${name%.1}
	cut -f 1 "$tmp/commands" | grep -qx "$name" || echo "$page:1: commands.def has no command $name"
done

ledger=man/dubanc-ledger.5
if [ -f "$ledger" ]; then
	tests/lint/with-tables columns >"$tmp/columns"
	for file in $(cut -f 1 "$tmp/columns" | uniq); do
		awk -F '\t' -v file="$file" '$1 == file { print $2 " " $3 }' "$tmp/columns" >"$tmp/want"
		items "$ledger" COLUMNS "$file" | sed 's/^Va //; s/ Pq / /' >"$tmp/got"
		same "$ledger" "$file"
	done
	tests/lint/with-tables words >"$tmp/words"
	for vocabulary in state:STATES event:EVENTS light:LIGHTS kind:KINDS; do
		awk -F '\t' -v v="${vocabulary%:*}" '$1 == v { print $2 " " $3 }' "$tmp/words" >"$tmp/want"
		items "$ledger" "${vocabulary#*:}" | sed 's/^Cm //; s/ Pq / /' >"$tmp/got"
		same "$ledger" "${vocabulary#*:}"
	done
else
	echo "$ledger:1: there is no such page"
fi
settings=man/dubanc.ini.5
if [ ! -f "$settings" ]; then
	echo "$settings:1: there is no such page"
elif [ -f include/dubanc/settings.def ]; then
	tests/lint/with-tables settings | sed 's/\t*$//' | tr '\t' ' ' >"$tmp/want"
	awk '/^\.Ss / { section = $2; gsub(/[][]/, "", section) }
		sub(/^\.It Va /, "") { sub(/ Pq Li /, " "); print section " " $0 }' "$settings" >"$tmp/got"
	same "$settings" settings
fi
if command -v mandoc >/dev/null 2>&1; then
	mandoc -T lint -W warning man/*.[1-9] 2>&1 | sed 's/^mandoc: //'
else
	echo 'man/dubanc.1:1: mandoc is not installed; make deps'
fi
