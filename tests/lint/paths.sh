#!/bin/sh
# Nothing tracked names a place on somebody's machine, nor holds what git cannot show.
set -u
tests/lint/files | while read -r file; do
	[ -f "$file" ] || continue
	# shellcheck disable=SC2016
	grep -nIE '(^|[^A-Za-z0-9_$}.~-])/(wor[k]|home/[a-z]+|root|Users|tmp/w[t])/' "$file" |
		sed "s|^\([0-9]*\):\(.*\)|$file:\1: names a place on one machine: \2|"
	case $file in
	*.c | *.h | *.def | *.md | *.sh | Makefile)
		grep -nI '^\(<<<<<<<\|=======\|>>>>>>>\)\( \|$\)' "$file" | sed "s|^\([0-9]*\):.*|$file:\1: a merge marker|" ;;
	esac
done
