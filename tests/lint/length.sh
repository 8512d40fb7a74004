#!/bin/sh
# Files under 600 lines, lines under 100 columns (tables excepted), tabs.
set -u
tests/lint/files | grep -E '(\.[ch]|\.sh|/run[a-z-]*|^Makefile)$' | LC_ALL=C sort | while read -r file; do
	[ -f "$file" ] || continue
	lines=$(grep -c '' "$file")
	[ "$lines" -le 600 ] || echo "$file:600: $lines lines; split it"
	case $file in *.c | *.h) ;; *) continue ;; esac
	case $file in lib/data/*) continue ;; esac
	grep -n '[ 	]$' "$file" | sed "s|^\([0-9]*\):.*|$file:\1: blanks at the end of the line|"
	grep -n '^    ' "$file" | sed "s|^\([0-9]*\):.*|$file:\1: indented by blanks, not by tabs|"
done
