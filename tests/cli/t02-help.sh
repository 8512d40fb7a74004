# shellcheck shell=sh
# t02-help.sh - help, version, completion: all from the tables, in both languages.
. "$TESTS/lib.sh"

dubanc help --list=commands >commands

it 'lists every command by group, in Chinese'
expect_ok dubanc help
while read -r name; do
	expect_out "  $name "
done <commands
expect_out 开始
expect_out 用法

it 'lists every command in English'
expect_ok dubanc --lang=en help
while read -r name; do
	expect_out "  $name "
done <commands
expect_out 'usage: dubanc'
LC_ALL=C grep -q "$(printf '[\343-\351]')" "$T/out" && fail 'the English help holds Chinese'

it 'shows the whole usage for no command at all, as wrong use'
expect_code 2 dubanc
expect_err 用法

it 'answers --help of every command with its options'
while read -r name; do
	expect_ok dubanc "$name" --help
	expect_out "dubanc $name"
	cp "$T/out" help
	expect_ok dubanc help "$name"
	expect_same help "$T/out"
	dubanc help --list=options "$name" | sed 's/=.*//' >options
	while read -r option; do
		expect_ok grep -qF -e "$option" help
	done <options
	expect_ok dubanc "$name" -h --lang=en
	expect_out 'usage: '
done <commands

it 'names the manual page of every command'
while read -r name; do
	[ -f "$TESTS/../man/dubanc-$name.1" ] || fail "no man/dubanc-$name.1"
done <commands

it 'says which version it is'
expect_ok dubanc version
expect_out -E '^dubanc [0-9]+\.[0-9]+\.[0-9]+$'
expect_lines 1

it 'knows the nearest command'
expect_code 2 dubanc statsu
expect_err status
expect_code 2 dubanc help nosuchcommandatall
expect_err nosuchcommandatall
expect_no_out '用法'

it 'keeps help lines within 80 columns'
for language in zh en; do
	dubanc --lang="$language" help | awk -v language="$language" '
	{
		# Bytes of a Han character in UTF-8: three, drawn in two columns.
		line = $0
		wide = gsub(/[\344-\351\343\357][\200-\277][\200-\277]/, "xx", line)
		if (length(line) > 80) print language ": " length(line) ": " $0
	}' >long
	[ ! -s long ] || fail 'lines too long' "$(cat long)"
done

it 'completes commands, options and words by asking the program'
if command -v bash >/dev/null; then
	cat >complete.bash <<'END'
. "$TESTS/../completions/dubanc.bash"
compopt() { :; }
try() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	_dubanc
	printf '%s\n' "${COMPREPLY[@]}"
}
echo "commands: $(try dubanc stat | tr '\n' ' ')"
echo "after -C: $(try dubanc -C /tmp over | tr '\n' ' ')"
echo "options: $(try dubanc overdue --so | tr '\n' ' ')"
echo "words: $(try dubanc list --format = j | tr '\n' ' ')"
echo "all words: $(try dubanc list --format = | tr '\n' ' ')"
END
	expect_ok bash complete.bash
	expect_out 'commands: status '
	expect_out 'after -C: overdue '
	expect_out 'options: --soon= '
	expect_out 'words: json '
	expect_out -E '^all words: .*csv .*json'
else
	skip 'bash is not installed'
fi

it 'completes the same in zsh'
if command -v zsh >/dev/null; then
	cat >complete.zsh <<'END'
compadd() {
	while [[ $1 == -* ]]; do
		[[ $1 == -- ]] && break
		[[ $1 == -S ]] && shift
		shift
	done
	shift
	# Only what goes on from what is typed is shown.
	local have=${words[CURRENT]#*=}
	[[ ${words[CURRENT]} == --*=* ]] || have=${words[CURRENT]}
	print -rn -- "${(@M)@:#$have*} "
}
compset() { :; }
_files() { print -n files; }
try() {
	words=("$@")
	CURRENT=$#
	source "$TESTS/../completions/_dubanc"
}
print "commands: $(try dubanc stat)"
print "after -C: $(try dubanc -C /tmp over)"
print "options: $(try dubanc overdue --so)"
print "words: $(try dubanc list --format=j)"
print "files: $(try dubanc import '')"
END
	expect_ok zsh -f complete.zsh
	expect_out -E '^commands: +status +$'
	expect_out -E '^after -C: +overdue +$'
	expect_out -E '^options: .*--soon= '
	expect_out -E '^words: +json +$'
	expect_out -E '^files: .*files'
else
	skip 'zsh is not installed'
fi

it 'completes the same in fish'
if command -v fish >/dev/null; then
	cat >complete.fish <<'END'
source $TESTS/../completions/dubanc.fish
echo commands: (complete -C 'dubanc stat')
echo after -C: (complete -C 'dubanc -C /tmp over')
echo options: (complete -C 'dubanc overdue --so')
echo words: (complete -C 'dubanc list --format=j')
END
	expect_ok fish --no-config complete.fish
	expect_out 'commands: status'
	expect_out 'after -C: overdue'
	expect_out 'options: --soon='
	expect_out 'words: --format=json'
else
	skip 'fish is not installed'
fi

finish
