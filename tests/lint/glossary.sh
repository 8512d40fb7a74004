#!/bin/sh
# The glossary of CONTRIBUTING.md (| zh | en | identifier |) has every column of
# columns.def and every word of words.def, under its Chinese name.
set -u
{
	tests/lint/with-tables columns | sed 's/^/column	/'
	tests/lint/with-tables words | sed 's/^/word	/'
} | awk -F '\t' '
BEGIN {
	while ((getline line < "CONTRIBUTING.md") > 0) {
		row++
		if (line ~ /^## /) inside = line ~ /^## Glossary/
		if (!inside || line !~ /^\| /) continue
		split(line, cell, /[ ]*\|[ ]*/)
		n = split(cell[4], id, /, /)
		for (i = 1; i <= n; i++) {
			gsub(/`/, "", id[i])
			zh[id[i]] = zh[id[i]] "、" cell[2] "、"
			at[id[i]] = row
		}
	}
}
{
	where = $2 == "" ? "" : " (" $2 ")"
	if (!($3 in zh)) print "CONTRIBUTING.md:1: the glossary lacks `" $3 "` " $4 where
	else if (index(zh[$3], "、" $4 "、") == 0) print "CONTRIBUTING.md:" at[$3] ": the glossary calls `" $3 "` not " $4 where
}' | LC_ALL=C sort -u
