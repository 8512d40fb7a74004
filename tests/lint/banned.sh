#!/bin/sh
# Calls that are not used: unbounded or locale-bound ones anywhere; in the
# library also those that print, exit, read the clock or the environment (a child
# process of lib/run must exit, and its time is measured).
set -u
everywhere='strcpy strcat stpcpy sprintf vsprintf gets atoi atol atoll atof strtok localtime gmtime ctime
asctime mktime setlocale tmpnam mktemp alloca scanf sscanf fscanf system popen'
library='printf fprintf vprintf vfprintf puts fputs putchar putc fputc perror exit _exit _Exit atexit getenv
setenv putenv time clock_gettime gettimeofday clock signal isatty'
find cmd lib include tests/unit tests/fuzz -name '*.[ch]' 2>/dev/null | LC_ALL=C sort | while read -r file; do
	awk -f tests/lint/strip.awk "$file" | awk -v file="$file" -v everywhere="$everywhere" -v library="$library" '
	BEGIN {
		n = split(everywhere, name, /[ \n]+/)
		for (i = 1; i <= n; i++) banned[name[i]] = "is not used here"
		if (file ~ /^lib\// && file !~ /^lib\/data\//) { # what lies there is run by the build, no library
			n = split(library, name, /[ \n]+/)
			for (i = 1; i <= n; i++) banned[name[i]] = "is not for the library"
			if (file ~ /^lib\/run\//) {
				delete banned["_exit"]
				delete banned["clock_gettime"]
				delete banned["signal"]
			}
		}
	}
	{
		rest = $0
		while (match(rest, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
			before = substr(rest, 1, RSTART - 1)
			call = substr(rest, RSTART, RLENGTH - 1)
			rest = substr(rest, RSTART + RLENGTH)
			sub(/[ \t]+$/, "", call)
			if ((call in banned) && before !~ /(\.|->)$/)
				print file ":" FNR ": " call "() " banned[call]
			if (call ~ /^strto(l|ll|ul|ull|imax|umax|d)$/ && rest ~ /^[^,]*,[ \t]*(NULL|0)[ \t]*,/)
				print file ":" FNR ": " call "() without a check of the end"
		}
	}'
done
