#!/bin/sh
# Completion asks the binary: it is valid bash and names no command or option itself.
set -u
file=completions/dubanc.bash
[ -f "$file" ] || { echo "$file:1: there is no such file" && exit 0; }
if command -v bash >/dev/null 2>&1; then
	bash -n "$file" 2>&1
fi
tests/lint/with-tables commands | cut -f 1 | grep -vx help | while read -r name; do
	grep -nwE "(^|[ (|'\"])$name([ )|'\"]|\$)" "$file" | grep -v '^[0-9]*: *#' |
		sed "s|^\([0-9]*\):.*|$file:\1: names the command $name; ask the binary|"
done
grep -q 'help --list=commands' "$file" || echo "$file:1: does not ask dubanc help --list=commands"
grep -q 'help --list=options' "$file" || echo "$file:1: does not ask dubanc help --list=options"
