#!/bin/sh
# Completion asks the binary: it is valid in its shell and names no command or option itself.
set -u
commands=$(tests/lint/with-tables commands | cut -f 1 | grep -vx help)
for file in completions/dubanc.bash completions/_dubanc completions/dubanc.fish; do
	[ -f "$file" ] || { echo "$file:1: there is no such file" && continue; }
	case $file in
	*.bash) shell=bash ;;
	*.fish) shell=fish ;;
	*) shell=zsh ;;
	esac
	! command -v $shell >/dev/null 2>&1 || $shell -n "$file" 2>&1
	for name in $commands; do
		grep -nwE "(^|[ (|'\"])$name([ )|'\"]|\$)" "$file" | grep -v '^[0-9]*: *#' |
			sed "s|^\([0-9]*\):.*|$file:\1: names the command $name; ask the binary|"
	done
	grep -q 'help --list=commands' "$file" || echo "$file:1: does not ask dubanc help --list=commands"
	grep -q 'help --list=options' "$file" || echo "$file:1: does not ask dubanc help --list=options"
done
