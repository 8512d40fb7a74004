#!/bin/sh
# Who may include whom. The floors and their headers are those listed in
# CONTRIBUTING.md ("The house"); a floor includes itself and those below; cmd/
# sees only include/; a third-party header is included by one file.
set -u
floors='base core run decode ledger rules render'
system='assert ctype errno fcntl float inttypes iso646 limits locale math poll setjmp signal stdalign
stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings sys/file sys/mman sys/random
sys/stat sys/time sys/types sys/uio sys/wait time unistd wchar iconv dirent langinfo spawn sys/resource sys/socket
sys/prctl sys/syscall sched'
find cmd lib include -path lib/data -prune -o -name '*.[ch]' -print 2>/dev/null | LC_ALL=C sort | while read -r file; do
	awk -f tests/lint/strip.awk "$file" | sed -n 's/^[ 	]*#[ 	]*include[ 	]*/&/p;t;s/.*//p' |
		awk -v file="$file" '/include/ { sub(/.*include[ \t]*/, ""); print file "\t" FNR "\t" $1 }'
done | awk -F '\t' -v floors="$floors" -v system_list="$system" '
function wrong(text) { print $1 ":" $2 ": " text }
BEGIN {
	n = split(floors, name, " ")
	for (i = 1; i <= n; i++) height[name[i]] = i
	n = split(system_list, name, /[ \n]+/)
	for (i = 1; i <= n; i++) is_system[name[i]] = 1
	while ((getline line < "CONTRIBUTING.md") > 0)
		if (line ~ /^lib\/[a-z]+ / && line !~ /^lib\/data /) {
			floor = line
			sub(/^lib\//, "", floor)
			sub(/ .*/, "", floor)
			sub(/^[^ ]+ +/, "", line)
			sub(/  .*/, "", line)
			n = split(line, name, " ")
			for (i = 1; i <= n; i++) at[name[i]] = floor
		} else if (line ~ /^lib\/[a-z]+\/[a-z]+ /) {
			sub(/ .*/, "", line)
			room[line] = ++rooms
		}
}
# The folder that "../NAME/x.h" names from the folder of a file.
function beside(file, what) {
	sub(/\/[^\/]*$/, "", file); sub(/\/[^\/]*$/, "", file)
	sub(/^\.\.\//, "", what); sub(/\/[^\/]*$/, "", what)
	return file "/" what
}
{
	from = $1
	here = ""
	if (from ~ /^cmd\//) here = "cmd"
	else if (from ~ /^lib\//) { here = from; sub(/^lib\//, "", here); sub(/\/.*/, "", here) }
	else if (from ~ /^include\/dubanc\//) {
		header = from; sub(/.*\//, "", header); sub(/\.h$/, "", header)
		here = at[header]
		if (here == "" && !(header in told)) {
			told[header] = 1
			wrong("dubanc/" header ".h stands on no floor of CONTRIBUTING.md (The house)")
		}
	}
	if (here == "") next
	what = $3
	if (what ~ /^</) {
		gsub(/[<>]/, "", what)
		bare = what; sub(/\.h$/, "", bare)
		if (bare in is_system) next
		if (from ~ /^include\//) wrong("a public header includes <" what ">")
		if ((what in user) && user[what] != from) wrong("<" what "> is included by " user[what] " already")
		user[what] = from
		next
	}
	gsub(/"/, "", what)
	if (what ~ /\.def$/) next
	if (what ~ /^dubanc\//) {
		header = what; sub(/^dubanc\//, "", header); sub(/\.h$/, "", header)
		there = at[header]
		if (there == "") { if (!(header in told)) { told[header] = 1; wrong(what " stands on no floor of CONTRIBUTING.md (The house)") } next }
		if (here != "cmd" && height[there] > height[here]) wrong(here " includes " what " of " there ", a floor above")
		next
	}
	if (what ~ /^\.\.\/[a-z]+\/[a-z_0-9]+\.h$/ && beside(from, what) in room) {
		mine = from; sub(/\/[^\/]*$/, "", mine)
		if (room[beside(from, what)] > room[mine]) wrong(mine " includes " what ", a room that stands later in CONTRIBUTING.md")
		next
	}
	if (what ~ /\//) { if (what !~ /^\.\.\/data\/[a-z_0-9]+\.[a-z]+$/) wrong("\"" what "\" leaves its folder"); next }
	if (from ~ /^include\//) wrong("a public header includes \"" what "\"")
}'
