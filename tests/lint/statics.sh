#!/bin/sh
# The library keeps no mutable statics: every object with static storage in
# lib/ and include/ is const.
set -u
find lib include -path lib/data -prune -o -name '*.[ch]' -print 2>/dev/null | LC_ALL=C sort | while read -r file; do
	awk -f tests/lint/strip.awk "$file" | awk -v file="$file" '
	/^[ \t]*(static|_Thread_local)[ \t]/ {
		head = $0
		sub(/[={;].*/, "", head)
		# A function has its parameters before any = { or ;
		if (head ~ /\(/ && head !~ /\([ \t]*\*/) next
		if (head ~ /(^|[^A-Za-z_])(inline|const)([^A-Za-z_]|$)/) {
			# A pointer that is not const itself can still move.
			if (head ~ /\*/ && head !~ /\*[ \t]*const/) print file ":" FNR ": a static pointer that is not const: " $0
			next
		}
		if ($0 ~ /[;={]/) print file ":" FNR ": a static object that is not const: " $0
	}
	# Objects with external linkage: at the left margin, a definition with = or [].
	/^[A-Za-z_]/ && /^[^({]*=/ && !/^(static|typedef|extern|const|enum|#)/ && !/const/ {
		print file ":" FNR ": a global object that is not const: " $0
	}'
done
